/*
 * paths_table.c: which element of AppHdr and of the messages that are read becomes which canonical field. Read-only
 * data; paths.h says how rows are written, shapes.c has what several messages share. Names that differ between versions
 * stand side by side.
 */
#include "messages.h"
#include "shapes.h"

/* --- The business application header ----------------------------------------------------------------------------- */

static const struct path_roles as_sender = AGENT_ROLES(OTHER_TEXT, OTHER_TEXT, SENDER_BIC, OTHER_TEXT);
static const struct path_roles as_receiver = AGENT_ROLES(OTHER_TEXT, OTHER_TEXT, RECEIVER_BIC, OTHER_TEXT);

/* What the network needs and the payment does not. */
#define ROWS_OF_NETWORK                                                                                                \
    PAST("MsgDefIdr MsgName", "a message's type; the message's own decides how it is read"),                           \
        PAST("BizSvc MktPrctc MktPrctc/Regy MktPrctc/Id",                                                              \
             "rulebook of the network; the message's own BizSvc is compared with the body"),                           \
        PAST("CharSet CreDt CrDate BizPrcgDt", "dates and characters of the header itself"),                           \
        PAST("CpyDplct PssblDplct Prty", "handling by the network, a code each"), HERE("BizMsgIdr MsgRef")

/* The message that this one answers. */
static const struct path_row related_header[] = {
    ROWS_OF_NETWORK,
    {"Sgntr", FG_FIELD_NONE, iso20022_anything, NULL, "signature, whose base64 would look like words by accident only"},
    WITH_AS("Fr/OrgId To/OrgId", iso20022_party, &as_text),
    WITH_AS("Fr/FIId To/FIId", iso20022_agent, &as_text),
    END_OF_LIST};

/* head.001, and SWIFT's older one with From, To and MsgName. */
const struct path_row iso20022_header[] = {
    ROWS_OF_NETWORK,
    {"Sgntr", FG_FIELD_NONE, iso20022_anything, NULL, "signature, whose base64 would look like words by accident only"},
    WITH_AS("Fr/OrgId", iso20022_party, &as_sender),
    WITH_AS("Fr/FIId", iso20022_agent, &as_sender),
    WITH_AS("To/OrgId", iso20022_party, &as_receiver),
    WITH_AS("To/FIId", iso20022_agent, &as_receiver),
    TO("From/Id", SENDER_BIC),
    TO("To/Id", RECEIVER_BIC),
    PAST("From/Type To/Type", "kind of the address, a code"),
    WITH("Rltd", related_header),
    END_OF_LIST};

/* --- Pieces of several messages ---------------------------------------------------------------------------------- */

#define ROWS_OF_PAYMENT_ID                                                                                             \
    TO("PmtId/InstrId", INSTRUCTION_ID), TO("PmtId/EndToEndId", END_TO_END_ID), TO("PmtId/TxId", TRANSACTION_ID),      \
        TO("PmtId/UETR", UETR), TO("PmtId/ClrSysRef", CLEARING_SYSTEM_REFERENCE)

#define ROWS_OF_INTERMEDIARIES                                                                                         \
    WITH_AS("IntrmyAgt1 IntrmyAgt2 IntrmyAgt3", iso20022_agent, &as_intermediary),                                     \
        WITH_AS("IntrmyAgt1Acct IntrmyAgt2Acct IntrmyAgt3Acct", iso20022_account, &as_intermediary_account)

/* One only until .07 of pacs.008. */
#define ROWS_OF_PREVIOUS                                                                                               \
    WITH_AS("PrvsInstgAgt PrvsInstgAgt1 PrvsInstgAgt2 PrvsInstgAgt3", iso20022_agent, &as_previous),                   \
        WITH_AS("PrvsInstgAgtAcct PrvsInstgAgt1Acct PrvsInstgAgt2Acct PrvsInstgAgt3Acct", iso20022_account, &as_text)

#define ROWS_OF_INSTRUCTING                                                                                            \
    WITH_AS("InstgAgt", iso20022_agent, &as_instructing), WITH_AS("InstdAgt", iso20022_agent, &as_instructed)

/* Debtor and creditor, who are of one kind or another, with their accounts and agents. */
#define ROWS_OF_PARTIES(kind)                                                                                          \
    WITH_AS("UltmtDbtr", kind, &as_ultimate_debtor), WITH_AS("Dbtr", kind, &as_debtor),                                \
        WITH_AS("DbtrAcct", iso20022_account, &as_debtor_account),                                                     \
        WITH_AS("DbtrAgt", iso20022_agent, &as_debtor_agent),                                                          \
        WITH_AS("DbtrAgtAcct", iso20022_account, &as_debtor_agent_account),                                            \
        WITH_AS("CdtrAgt", iso20022_agent, &as_creditor_agent),                                                        \
        WITH_AS("CdtrAgtAcct", iso20022_account, &as_creditor_agent_account), WITH_AS("Cdtr", kind, &as_creditor),     \
        WITH_AS("CdtrAcct", iso20022_account, &as_creditor_account), WITH_AS("UltmtCdtr", kind, &as_ultimate_creditor)

#define ROWS_OF_INSTRUCTIONS                                                                                           \
    TO("InstrForCdtrAgt InstrForCdtrAgt/Cd InstrForCdtrAgt/InstrInf", INSTRUCTION_FOR_CREDITOR_AGENT),                 \
        TO("InstrForNxtAgt InstrForNxtAgt/Cd InstrForNxtAgt/InstrInf", INSTRUCTION_FOR_NEXT_AGENT)

#define ROWS_OF_SETTLEMENT_TIMES                                                                                       \
    HERE("SttlmPrty SttlmTmIndctn/DbtDtTm SttlmTmIndctn/CdtDtTm SttlmTmReq/CLSTm SttlmTmReq/TillTm SttlmTmReq/FrTm "   \
         "SttlmTmReq/RjctTm")

#define ROWS_OF_GROUP_HEADER                                                                                           \
    TO("MsgId", MESSAGE_ID), TO("CreDtTm", CREATION_DATE), TO("IntrBkSttlmDt", SETTLEMENT_DATE),                       \
        HERE("BtchBookg NbOfTxs CtrlSum TtlIntrBkSttlmAmt XpryDtTm " CODE_IN("Authstn")),                              \
        WITH("PmtTpInf", iso20022_payment_type), WITH("SttlmInf", iso20022_settlement), ROWS_OF_INSTRUCTING

static const struct path_row bank_group_header[] = {ROWS_OF_GROUP_HEADER, END_OF_LIST};

/* --- pacs.008: customer credit transfer between banks ------------------------------------------------------------ */

static const struct path_row customer_transfer[] = {
    ROWS_OF_PAYMENT_ID,
    WITH("PmtTpInf", iso20022_payment_type),
    TO("IntrBkSttlmAmt", AMOUNT),
    TO("IntrBkSttlmAmt@Ccy", CURRENCY),
    TO("IntrBkSttlmDt", SETTLEMENT_DATE),
    TO("InstdAmt", INSTRUCTED_AMOUNT),
    TO("InstdAmt@Ccy", INSTRUCTED_CURRENCY),
    TO("ChrgBr", CHARGE_BEARER),
    ROWS_OF_SETTLEMENT_TIMES,
    HERE("AccptncDtTm PoolgAdjstmntDt XchgRate AddtlDtTm/AccptncDtTm AddtlDtTm/PoolgAdjstmntDt AddtlDtTm/XpryDtTm "
         "AgrdRate/UnitCcy AgrdRate/QtdCcy AgrdRate/PreAgrdXchgRate AgrdRate/QtnDtTm AgrdRate/QtId"),
    WITH("ChrgsInf", iso20022_charges),
    WITH("MndtRltdInf", iso20022_mandate),
    ROWS_OF_PREVIOUS,
    ROWS_OF_INSTRUCTING,
    ROWS_OF_INTERMEDIARIES,
    ROWS_OF_PARTIES(iso20022_party),
    WITH_AS("InitgPty", iso20022_party, &as_initiating),
    ROWS_OF_INSTRUCTIONS,
    TO(CODE_IN("Purp"), ISO_PURPOSE_CODE),
    TO_WITH("RgltryRptg", REGULATORY_REPORTING, iso20022_regulatory),
    WITH("Tax", iso20022_tax),
    TO_WITH("RltdRmtInf", RELATED_REMITTANCE, iso20022_related),
    WITH("RmtInf", iso20022_remittance),
    WITH("SplmtryData", iso20022_supplement),
    END_OF_LIST};

const struct path_row iso20022_pacs_008[] = {WITH("GrpHdr", bank_group_header), WITH("CdtTrfTxInf", customer_transfer),
                                             WITH("SplmtryData", iso20022_supplement), END_OF_LIST};

/* --- pacs.009: transfer between banks, and the customer's transfer that it covers --------------------------------- */

static const struct path_row underlying_transfer[] = {ROWS_OF_PARTIES(iso20022_party),
                                                      WITH_AS("InitgPty", iso20022_party, &as_initiating),
                                                      ROWS_OF_PREVIOUS,
                                                      ROWS_OF_INTERMEDIARIES,
                                                      ROWS_OF_INSTRUCTIONS,
                                                      WITH("Tax", iso20022_tax),
                                                      WITH("RmtInf", iso20022_remittance),
                                                      TO("InstdAmt", INSTRUCTED_AMOUNT),
                                                      TO("InstdAmt@Ccy", INSTRUCTED_CURRENCY),
                                                      END_OF_LIST};

static const struct path_row allocation[] = {
    HERE("Amt CdtDbtInd Ref " CODE_IN("Purp") " RltdRefs/SctiesSttlmTxId RltdRefs/IntraPosMvmntId "
                                              "RltdRefs/IntraBalMvmntId RltdRefs/AcctSvcrTxId "
                                              "RltdRefs/MktInfrstrctrTxId RltdRefs/CtrPtyMktInfrstrctrTxId "
                                              "RltdRefs/PoolId RltdRefs/CmonId RltdRefs/TradId RltdRefs/OthrTxId"),
    WITH_AS("Acct", iso20022_account, &as_text), END_OF_LIST};

static const struct path_row bank_transfer[] = {
    ROWS_OF_PAYMENT_ID,
    WITH("PmtTpInf", iso20022_payment_type),
    TO("IntrBkSttlmAmt", AMOUNT),
    TO("IntrBkSttlmAmt@Ccy", CURRENCY),
    TO("IntrBkSttlmDt", SETTLEMENT_DATE),
    ROWS_OF_SETTLEMENT_TIMES,
    ROWS_OF_PREVIOUS,
    ROWS_OF_INSTRUCTING,
    ROWS_OF_INTERMEDIARIES,
    ROWS_OF_PARTIES(iso20022_agent),
    ROWS_OF_INSTRUCTIONS,
    TO(CODE_IN("Purp"), ISO_PURPOSE_CODE),
    WITH("RmtInf", iso20022_remittance),
    WITH("UndrlygAllcn", allocation),
    {"UndrlygCstmrCdtTrf", PATH_SAME, underlying_transfer, NULL,
     "a transfer of its own (level underlying), with amount, currency, date and references of its cover"},
    WITH("SplmtryData", iso20022_supplement),
    END_OF_LIST};

const struct path_row iso20022_pacs_009[] = {WITH("GrpHdr", bank_group_header), WITH("CdtTrfTxInf", bank_transfer),
                                             WITH("SplmtryData", iso20022_supplement), END_OF_LIST};

/* --- pacs.004: return -------------------------------------------------------------------------------------------- */

/*
 * Read as a transfer of the returned amount. Who pays and is paid stands in RtrChain (from .09). Without one it follows
 * from the payment that comes back: its creditor pays and its debtor is paid, and their agents likewise. Beside a
 * RtrChain the parties of the original are read as text. References of the original are the return's own, where the
 * return takes them along the chain (end-to-end id, UETR), and else related references.
 */
static const struct path_row return_reason[] = {HERE(CODE_IN("Rsn") " " CODE_IN("RtrRsn") " AddtlInf AddtlRtrRsnInf"),
                                                WITH_AS("Orgtr RtrOrgtr", iso20022_party, &as_text), END_OF_LIST};

#define ROWS_OF_ORIGINAL_GROUP TO("OrgnlMsgId", RELATED_REFERENCE), HERE("OrgnlMsgNmId OrgnlCreDtTm")
static const struct path_row original_group[] = {ROWS_OF_ORIGINAL_GROUP, WITH("RtrRsnInf", return_reason), END_OF_LIST};

static const struct path_row chain[] = {ROWS_OF_PARTIES(iso20022_either),
                                        WITH_AS("InitgPty", iso20022_either, &as_initiating), ROWS_OF_PREVIOUS,
                                        ROWS_OF_INTERMEDIARIES, END_OF_LIST};

static const struct path_row covered_original[] = {
    WITH_AS("UltmtDbtr InitgPty Dbtr Cdtr UltmtCdtr", iso20022_party, &as_text),
    WITH_AS("DbtrAgt PrvsInstgAgt1 PrvsInstgAgt2 PrvsInstgAgt3 IntrmyAgt1 IntrmyAgt2 IntrmyAgt3 CdtrAgt",
            iso20022_agent, &as_text),
    WITH_AS("DbtrAcct DbtrAgtAcct PrvsInstgAgt1Acct PrvsInstgAgt2Acct PrvsInstgAgt3Acct IntrmyAgt1Acct IntrmyAgt2Acct "
            "IntrmyAgt3Acct CdtrAgtAcct CdtrAcct",
            iso20022_account, &as_text),
    ROWS_OF_INSTRUCTIONS,
    WITH("Tax", iso20022_tax),
    WITH("RmtInf", iso20022_remittance),
    HERE("InstdAmt"),
    END_OF_LIST};

#define ROWS_OF_ORIGINAL                                                                                               \
    HERE("IntrBkSttlmAmt Amt/InstdAmt Amt/EqvtAmt/Amt Amt/EqvtAmt/CcyOfTrf IntrBkSttlmDt ReqdColltnDt ReqdExctnDt "    \
         "ReqdExctnDt/Dt ReqdExctnDt/DtTm PmtMtd " CODE_IN("PmtTpInf/SvcLvl") " " CODE_IN(                             \
             "PmtTpInf/LclInstrm") " " CODE_IN("PmtTpInf/CtgyPurp") " PmtTpInf/InstrPrty PmtTpInf/ClrChanl "           \
                                                                    "PmtTpInf/SeqTp"),                                 \
        WITH_AS("CdtrSchmeId", iso20022_party, &as_text), WITH("SttlmInf", iso20022_settlement),                       \
        WITH("MndtRltdInf", iso20022_mandate), WITH("RmtInf", iso20022_remittance),                                    \
        TO(CODE_IN("Purp"), ISO_PURPOSE_CODE), WITH("UndrlygCstmrCdtTrf", covered_original)

static const struct path_row original_reversed[] = {
    ROWS_OF_ORIGINAL,
    WITH_AS("UltmtDbtr", iso20022_either, &as_ultimate_creditor),
    WITH_AS("Dbtr", iso20022_either, &as_creditor),
    WITH_AS("DbtrAcct", iso20022_account, &as_creditor_account),
    WITH_AS("DbtrAgt", iso20022_agent, &as_creditor_agent),
    WITH_AS("DbtrAgtAcct", iso20022_account, &as_creditor_agent_account),
    WITH_AS("CdtrAgt", iso20022_agent, &as_debtor_agent),
    WITH_AS("CdtrAgtAcct", iso20022_account, &as_debtor_agent_account),
    WITH_AS("Cdtr", iso20022_either, &as_debtor),
    WITH_AS("CdtrAcct", iso20022_account, &as_debtor_account),
    WITH_AS("UltmtCdtr", iso20022_either, &as_ultimate_debtor),
    END_OF_LIST};

static const struct path_row original_beside_chain[] = {
    ROWS_OF_ORIGINAL, WITH_AS("UltmtDbtr Dbtr Cdtr UltmtCdtr", iso20022_either, &as_text),
    WITH_AS("DbtrAgt CdtrAgt", iso20022_agent, &as_text),
    WITH_AS("DbtrAcct DbtrAgtAcct CdtrAgtAcct CdtrAcct", iso20022_account, &as_text), END_OF_LIST};

static const struct path_row returned_transfer[] = {
    TO("RtrId", TRANSACTION_ID),
    WITH("OrgnlGrpInf", original_group),
    TO("OrgnlInstrId OrgnlTxId OrgnlClrSysRef", RELATED_REFERENCE),
    TO("OrgnlEndToEndId", END_TO_END_ID),
    TO("OrgnlUETR", UETR),
    TO("ClrSysRef", CLEARING_SYSTEM_REFERENCE),
    TO("RtrdIntrBkSttlmAmt", AMOUNT),
    TO("RtrdIntrBkSttlmAmt@Ccy", CURRENCY),
    TO("IntrBkSttlmDt", SETTLEMENT_DATE),
    TO("RtrdInstdAmt", INSTRUCTED_AMOUNT),
    TO("RtrdInstdAmt@Ccy", INSTRUCTED_CURRENCY),
    TO("ChrgBr", CHARGE_BEARER),
    WITH("PmtTpInf", iso20022_payment_type),
    ROWS_OF_SETTLEMENT_TIMES,
    HERE("OrgnlIntrBkSttlmAmt OrgnlIntrBkSttlmDt XchgRate CompstnAmt"),
    WITH("ChrgsInf", iso20022_charges),
    ROWS_OF_INSTRUCTING,
    WITH("RtrChain", chain),
    WITH("RtrRsnInf", return_reason),
    {"OrgnlTxRef", PATH_SAME, original_reversed, NULL, "where no RtrChain stands before it: its roles are reversed"},
    {"OrgnlTxRef!", PATH_SAME, original_beside_chain, NULL, "beside a RtrChain, which says who pays and is paid"},
    WITH("SplmtryData", iso20022_supplement),
    END_OF_LIST};

static const struct path_row return_group_header[] = {ROWS_OF_GROUP_HEADER, HERE("GrpRtr TtlRtrdIntrBkSttlmAmt"),
                                                      END_OF_LIST};

const struct path_row iso20022_pacs_004[] = {WITH("GrpHdr", return_group_header), WITH("OrgnlGrpInf", original_group),
                                             WITH("TxInf", returned_transfer), WITH("SplmtryData", iso20022_supplement),
                                             END_OF_LIST};

/* --- pain.001: the customer's order ------------------------------------------------------------------------------- */

static const struct path_row order_header[] = {
    TO("MsgId", MESSAGE_ID),
    TO("CreDtTm", CREATION_DATE),
    HERE(CODE_IN("Authstn") " BtchBookg NbOfTxs CtrlSum Grpg InitnSrc/Nm InitnSrc/Prvdr InitnSrc/Vrsn"),
    WITH_AS("InitgPty", iso20022_party, &as_initiating),
    WITH_AS("FwdgAgt", iso20022_agent, &as_previous),
    END_OF_LIST};

/* The instruction for the debtor agent is for the next bank, seen from the customer. */
#define ROWS_OF_DEBTOR_AGENT_INSTRUCTION                                                                               \
    TO("InstrForDbtrAgt InstrForDbtrAgt/Cd InstrForDbtrAgt/InstrInf", INSTRUCTION_FOR_NEXT_AGENT)

static const struct path_row cheque[] = {HERE("ChqTp ChqNb " CODE_IN("DlvryMtd") " InstrPrty ChqMtrtyDt FrmsCd MemoFld "
                                                                                 "RgnlClrZone PrtLctn Sgntr"),
                                         WITH("ChqFr DlvrTo", iso20022_place), END_OF_LIST};

/* EqvtAmt: an amount in the debtor's currency, to be paid in CcyOfTrf. */
static const struct path_row ordered_transfer[] = {
    ROWS_OF_PAYMENT_ID,
    WITH("PmtTpInf", iso20022_payment_type),
    TO("Amt/InstdAmt Amt/EqvtAmt/Amt", AMOUNT),
    TO("Amt/InstdAmt@Ccy Amt/EqvtAmt/Amt@Ccy", CURRENCY),
    TO("Amt/EqvtAmt/CcyOfTrf", INSTRUCTED_CURRENCY),
    TO("ChrgBr", CHARGE_BEARER),
    HERE("XchgRateInf/UnitCcy XchgRateInf/XchgRate XchgRateInf/RateTp XchgRateInf/CtrctId"),
    WITH("MndtRltdInf", iso20022_mandate),
    WITH("ChqInstr", cheque),
    ROWS_OF_INTERMEDIARIES,
    WITH_AS("UltmtDbtr", iso20022_party, &as_ultimate_debtor),
    WITH_AS("CdtrAgt", iso20022_agent, &as_creditor_agent),
    WITH_AS("CdtrAgtAcct", iso20022_account, &as_creditor_agent_account),
    WITH_AS("Cdtr", iso20022_party, &as_creditor),
    WITH_AS("CdtrAcct", iso20022_account, &as_creditor_account),
    WITH_AS("UltmtCdtr", iso20022_party, &as_ultimate_creditor),
    ROWS_OF_INSTRUCTIONS,
    ROWS_OF_DEBTOR_AGENT_INSTRUCTION,
    TO(CODE_IN("Purp"), ISO_PURPOSE_CODE),
    TO_WITH("RgltryRptg", REGULATORY_REPORTING, iso20022_regulatory),
    WITH("Tax", iso20022_tax),
    TO_WITH("RltdRmtInf", RELATED_REMITTANCE, iso20022_related),
    WITH("RmtInf", iso20022_remittance),
    WITH("SplmtryData", iso20022_supplement),
    END_OF_LIST};

static const struct path_row payment[] = {TO("PmtInfId", PAYMENT_INFORMATION_ID),
                                          HERE("PmtMtd BtchBookg NbOfTxs CtrlSum PoolgAdjstmntDt " CODE_IN(
                                              "ReqdAdvcTp/CdtAdvc") " " CODE_IN("ReqdAdvcTp/DbtAdvc")),
                                          WITH("PmtTpInf", iso20022_payment_type),
                                          TO("ReqdExctnDt ReqdExctnDt/Dt ReqdExctnDt/DtTm", SETTLEMENT_DATE),
                                          TO("ChrgBr", CHARGE_BEARER),
                                          WITH_AS("Dbtr", iso20022_party, &as_debtor),
                                          WITH_AS("DbtrAcct", iso20022_account, &as_debtor_account),
                                          WITH_AS("DbtrAgt", iso20022_agent, &as_debtor_agent),
                                          WITH_AS("DbtrAgtAcct", iso20022_account, &as_debtor_agent_account),
                                          WITH_AS("UltmtDbtr", iso20022_party, &as_ultimate_debtor),
                                          ROWS_OF_DEBTOR_AGENT_INSTRUCTION,
                                          WITH_AS("ChrgsAcct", iso20022_account, &as_text),
                                          WITH_AS("ChrgsAcctAgt", iso20022_agent, &as_text),
                                          WITH("CdtTrfTxInf", ordered_transfer),
                                          END_OF_LIST};

const struct path_row iso20022_pain_001[] = {WITH("GrpHdr", order_header), WITH("PmtInf", payment),
                                             WITH("SplmtryData", iso20022_supplement), END_OF_LIST};

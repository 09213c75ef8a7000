/*
 * reference_table.c: which XPath gives which canonical field, from the definitions of proto/transfer.proto and the
 * published schemas alone. The documents' namespaces have been taken off, so that a name is enough.
 */
#include "reference.h"

#define PAIN       PAYMENT_PAIN
#define PACS8      PAYMENT_PACS8
#define PACS9      PAYMENT_PACS9
#define UNDERLYING PAYMENT_UNDERLYING
#define ALL        (PAIN | PACS8 | PACS9 | UNDERLYING)
#define INTERBANK  (PACS8 | PACS9)
#define OF_BANKS   (PACS8 | PACS9 | UNDERLYING)

#define IS(name, kinds, own)                                                                                           \
    {                                                                                                                  \
        FG_FIELD_##name, kinds, own, 0, false                                                                          \
    }
#define OR_MESSAGE(name, kinds, own, msg)                                                                              \
    {                                                                                                                  \
        FG_FIELD_##name, kinds, own, msg, false                                                                        \
    }
/* An underlying transfer has them from its cover. */
#define SHARED(name, kinds, own, msg)                                                                                  \
    {                                                                                                                  \
        FG_FIELD_##name, (kinds) | UNDERLYING, own, msg, true                                                          \
    }
/* A field of the message alone. */
#define NOWHERE "self::node()[false()]"
/* All that holds text. */
#define LEAVES            "//*[not(*)]"
#define ADDRESS(party)    party "/PstlAdr" LEAVES
#define PARTY_IDS(party)  party "/Id/PrvtId/Othr/Id | " party "/Id/OrgId/Othr/Id"
#define PARTY_BICS(party) party "/Id/OrgId/AnyBIC | " party "/Id/OrgId/BICOrBEI"
/* Where BIC and LEI have no fields of their own. */
#define PARTY_ANY_ID(party) PARTY_IDS(party) " | " PARTY_BICS(party) " | " PARTY_LEI(party)
#define PARTY_LEI(party)    party "/Id/OrgId/LEI"
#define INSTITUTION(agent)  agent "/FinInstnId"
#define BRANCH(agent)       agent "/BrnchId"
#define AGENT_NAME(agent)   INSTITUTION(agent) "/Nm | " BRANCH(agent) "/Nm"
#define AGENT_BIC(agent)    INSTITUTION(agent) "/BICFI | " INSTITUTION(agent) "/BIC"
#define AGENT_LEI(agent)    INSTITUTION(agent) "/LEI | " BRANCH(agent) "/LEI"
#define AGENT_ID(agent)     INSTITUTION(agent) "/ClrSysMmbId/MmbId | " INSTITUTION(agent) "/Othr/Id | " BRANCH(agent) "/Id"
/* Where the LEI has no field of its own it is an identification like others. */
#define AGENT_ANY_ID(agent) AGENT_ID(agent) " | " AGENT_LEI(agent)
#define ACCOUNT(of)         of "/Id/IBAN | " of "/Id/Othr/Id"
#define THREE(part, name)   part(name "1") " | " part(name "2") " | " part(name "3")
#define HEADER(side, part)  "preceding::AppHdr[1]/" side part
#define HEADER_BIC(side, older)                                                                                        \
    HEADER(side, "/FIId/FinInstnId/BICFI")                                                                             \
    " | " HEADER(side, "/OrgId/Id/OrgId/AnyBIC") " | " HEADER(older, "[Type='BIC']/Id")
/* Some programs write an amount's type as elements of its own within. */
#define CURRENCY_OF(amount) amount "/@Ccy | " amount "/*/@Ccy"
/* The name of a party's account is its owner's. */
#define NAME(party)                 party "/Nm | " AGENT_NAME(party)
#define WITH_ACCOUNT(name, account) name " | " account "/Nm"

/* A party, which in a bank's own payment is an institution. */
#define SIDE(party, name)                                                                                              \
    IS(name##_LEI, ALL, PARTY_LEI(party) " | " AGENT_LEI(party)),                                                      \
        IS(name##_ADDRESS, ALL,                                                                                        \
           ADDRESS(party) " | " party "/CtryOfRes | " ADDRESS(INSTITUTION(party)) " | " ADDRESS(BRANCH(party)))

/* Those whose address is kept. */
#define ANY_AGENT                                                                                                      \
    "*[self::DbtrAgt or self::CdtrAgt or self::InstgAgt or self::InstdAgt or starts-with(name(), 'IntrmyAgt') or "     \
    "starts-with(name(), 'PrvsInstgAgt')]"
const struct reference_row reference_rows[] = {
    OR_MESSAGE(MESSAGE_ID, ALL, NOWHERE, "GrpHdr/MsgId"),
    SHARED(INSTRUCTION_ID, ALL, "PmtId/InstrId", NULL),
    SHARED(END_TO_END_ID, ALL, "PmtId/EndToEndId", NULL),
    SHARED(TRANSACTION_ID, ALL, "PmtId/TxId", NULL),
    SHARED(UETR, ALL, "PmtId/UETR", NULL),
    IS(CLEARING_SYSTEM_REFERENCE, ALL, "PmtId/ClrSysRef"),
    IS(PAYMENT_INFORMATION_ID, PAIN, "PmtInfId"),
    OR_MESSAGE(CREATION_DATE, ALL, NOWHERE, "GrpHdr/CreDtTm"),
    OR_MESSAGE(SENDER_BIC, ALL, NOWHERE, HEADER_BIC("Fr", "From")),
    OR_MESSAGE(RECEIVER_BIC, ALL, NOWHERE, HEADER_BIC("To", "To")),

    IS(DEBTOR_NAME, ALL, WITH_ACCOUNT(NAME("Dbtr"), "DbtrAcct")),
    IS(DEBTOR_ID, ALL, PARTY_IDS("Dbtr") " | " AGENT_ID("Dbtr")),
    SIDE("Dbtr", DEBTOR),
    IS(DEBTOR_BIC, ALL, PARTY_BICS("Dbtr") " | " AGENT_BIC("Dbtr")),
    IS(DEBTOR_ACCOUNT, ALL, ACCOUNT("DbtrAcct")),
    IS(DEBTOR_PROXY, ALL, "DbtrAcct/Prxy/Id"),
    IS(DEBTOR_CONTACT, ALL, "Dbtr/CtctDtls" LEAVES),
    IS(DEBTOR_AGENT_NAME, ALL, AGENT_NAME("DbtrAgt")),
    IS(DEBTOR_AGENT_BIC, ALL, AGENT_BIC("DbtrAgt")),
    IS(DEBTOR_AGENT_ID, ALL, AGENT_ANY_ID("DbtrAgt")),
    IS(DEBTOR_AGENT_ACCOUNT, ALL, ACCOUNT("DbtrAgtAcct")),
    IS(ULTIMATE_DEBTOR_NAME, ALL, NAME("UltmtDbtr")),
    IS(ULTIMATE_DEBTOR_ID, ALL,
       PARTY_IDS("UltmtDbtr") " | " PARTY_BICS("UltmtDbtr") " | " AGENT_ID("UltmtDbtr") " | " AGENT_BIC("UltmtDbtr")),
    SIDE("UltmtDbtr", ULTIMATE_DEBTOR),
    OR_MESSAGE(INITIATING_PARTY_NAME, ALL, "InitgPty/Nm", "GrpHdr/InitgPty/Nm"),
    OR_MESSAGE(INITIATING_PARTY_ID, ALL, PARTY_ANY_ID("InitgPty"), PARTY_ANY_ID("GrpHdr/InitgPty")),

    IS(CREDITOR_NAME, ALL, WITH_ACCOUNT(NAME("Cdtr"), "CdtrAcct")),
    IS(CREDITOR_ID, ALL, PARTY_IDS("Cdtr") " | " AGENT_ID("Cdtr")),
    SIDE("Cdtr", CREDITOR),
    IS(CREDITOR_BIC, ALL, PARTY_BICS("Cdtr") " | " AGENT_BIC("Cdtr")),
    IS(CREDITOR_ACCOUNT, ALL, ACCOUNT("CdtrAcct")),
    IS(CREDITOR_PROXY, ALL, "CdtrAcct/Prxy/Id"),
    IS(CREDITOR_CONTACT, ALL, "Cdtr/CtctDtls" LEAVES),
    IS(CREDITOR_AGENT_NAME, ALL, AGENT_NAME("CdtrAgt")),
    IS(CREDITOR_AGENT_BIC, ALL, AGENT_BIC("CdtrAgt")),
    IS(CREDITOR_AGENT_ID, ALL, AGENT_ID("CdtrAgt")),
    IS(CREDITOR_AGENT_LEI, ALL, AGENT_LEI("CdtrAgt")),
    IS(CREDITOR_AGENT_ACCOUNT, ALL, ACCOUNT("CdtrAgtAcct")),
    IS(ULTIMATE_CREDITOR_NAME, ALL, NAME("UltmtCdtr")),
    IS(ULTIMATE_CREDITOR_ID, ALL,
       PARTY_IDS("UltmtCdtr") " | " PARTY_BICS("UltmtCdtr") " | " AGENT_ID("UltmtCdtr") " | " AGENT_BIC("UltmtCdtr")),
    SIDE("UltmtCdtr", ULTIMATE_CREDITOR),

    OR_MESSAGE(INSTRUCTING_AGENT_BIC, OF_BANKS, AGENT_BIC("InstgAgt"), AGENT_BIC("GrpHdr/InstgAgt")),
    OR_MESSAGE(INSTRUCTED_AGENT_BIC, OF_BANKS, AGENT_BIC("InstdAgt"), AGENT_BIC("GrpHdr/InstdAgt")),
    IS(INTERMEDIARY_AGENT_NAME, ALL, THREE(AGENT_NAME, "IntrmyAgt")),
    IS(INTERMEDIARY_AGENT_BIC, ALL, THREE(AGENT_BIC, "IntrmyAgt")),
    IS(INTERMEDIARY_AGENT_ID, ALL, THREE(AGENT_ANY_ID, "IntrmyAgt")),
    IS(INTERMEDIARY_AGENT_ACCOUNT, ALL,
       ACCOUNT("IntrmyAgt1Acct") " | " ACCOUNT("IntrmyAgt2Acct") " | " ACCOUNT("IntrmyAgt3Acct")),
    OR_MESSAGE(REIMBURSEMENT_AGENT_NAME, OF_BANKS, NOWHERE,
               AGENT_NAME("GrpHdr/SttlmInf/InstgRmbrsmntAgt") " | " AGENT_NAME(
                   "GrpHdr/SttlmInf/InstdRmbrsmntAgt") " | " AGENT_NAME("GrpHdr/SttlmInf/ThrdRmbrsmntAgt")),
    OR_MESSAGE(REIMBURSEMENT_AGENT_BIC, OF_BANKS, NOWHERE,
               AGENT_BIC("GrpHdr/SttlmInf/InstgRmbrsmntAgt") " | " AGENT_BIC(
                   "GrpHdr/SttlmInf/InstdRmbrsmntAgt") " | " AGENT_BIC("GrpHdr/SttlmInf/ThrdRmbrsmntAgt")),
    /* Who forwards an initiation instructs the debtor's agent. */
    OR_MESSAGE(PREVIOUS_INSTRUCTING_AGENT_NAME, ALL, AGENT_NAME("PrvsInstgAgt") " | " THREE(AGENT_NAME, "PrvsInstgAgt"),
               AGENT_NAME("GrpHdr/FwdgAgt")),
    OR_MESSAGE(PREVIOUS_INSTRUCTING_AGENT_BIC, ALL, AGENT_BIC("PrvsInstgAgt") " | " THREE(AGENT_BIC, "PrvsInstgAgt"),
               AGENT_BIC("GrpHdr/FwdgAgt")),
    OR_MESSAGE(AGENT_ADDRESS, ALL, ADDRESS(INSTITUTION(ANY_AGENT)) " | " ADDRESS(BRANCH(ANY_AGENT)),
               "GrpHdr//FinInstnId/PstlAdr//*[not(*)] | GrpHdr//BrnchId/PstlAdr" LEAVES),

    IS(AMOUNT, PAIN, "Amt/InstdAmt | Amt/EqvtAmt/Amt"),
    IS(CURRENCY, PAIN, CURRENCY_OF("Amt/InstdAmt") " | Amt/EqvtAmt/Amt/@Ccy"),
    SHARED(AMOUNT, INTERBANK, "IntrBkSttlmAmt", NULL),
    SHARED(CURRENCY, INTERBANK, CURRENCY_OF("IntrBkSttlmAmt"), NULL),
    IS(INSTRUCTED_AMOUNT, PACS8 | UNDERLYING, "InstdAmt"),
    IS(INSTRUCTED_CURRENCY, PACS8 | UNDERLYING, CURRENCY_OF("InstdAmt")),
    IS(INSTRUCTED_CURRENCY, PAIN, "Amt/EqvtAmt/CcyOfTrf"),
    SHARED(SETTLEMENT_DATE, INTERBANK, "IntrBkSttlmDt", "GrpHdr/IntrBkSttlmDt"),
    IS(SETTLEMENT_DATE, PAIN, "ReqdExctnDt[not(*)] | ReqdExctnDt/Dt | ReqdExctnDt/DtTm"),
    IS(CHARGE_BEARER, PAIN | INTERBANK, "ChrgBr"),
    /* A proprietary purpose stands where the standard's would. */
    IS(PURPOSE_CODE, PAIN | INTERBANK, "Purp/*"),
    IS(ISO_PURPOSE_CODE, PAIN | INTERBANK, "Purp/*"),
    OR_MESSAGE(CATEGORY_PURPOSE, ALL, "PmtTpInf/CtgyPurp/*", "GrpHdr/PmtTpInf/CtgyPurp/*"),

    IS(REMITTANCE, ALL, "RmtInf/Ustrd"),
    IS(REMITTANCE_STRUCTURED, ALL, "RmtInf/Strd" LEAVES),
    IS(RELATED_REMITTANCE, PAIN | PACS8, "RltdRmtInf" LEAVES),
    IS(INSTRUCTION_FOR_CREDITOR_AGENT, ALL, "InstrForCdtrAgt/Cd | InstrForCdtrAgt/InstrInf"),
    IS(INSTRUCTION_FOR_NEXT_AGENT, OF_BANKS, "InstrForNxtAgt/Cd | InstrForNxtAgt/InstrInf"),
    IS(INSTRUCTION_FOR_NEXT_AGENT, PAIN, "InstrForDbtrAgt[not(*)] | InstrForDbtrAgt/Cd | InstrForDbtrAgt/InstrInf"),
    IS(REGULATORY_REPORTING, PAIN | PACS8, "RgltryRptg" LEAVES),
};
const uint32_t reference_row_count = sizeof reference_rows / sizeof reference_rows[0];

const struct unread_row unread_rows[] = {
    {"*/@schemaLocation", "where a schema lies is no part of the payment"},
    {"*/AppHdr*/Sgntr/*", "a signature, whose bytes say nothing"},
    {"*/AppHdr*/CharSet", "how the header is written"},
    {"*/AppHdr*/MsgDefIdr", "the message's type; it becomes the verdict's"},
    {"*/AppHdr*/BizSvc", "a service of the network, agreed between banks"},
    {"*/AppHdr*/MktPrctc/*", "rules of the network, agreed between banks"},
    {"*/AppHdr*/CreDt", "when the header was made"},
    {"*/AppHdr*/CpyDplct", "a code: copy or duplicate"},
    {"*/AppHdr*/PssblDplct", "yes or no"},
    {"*/AppHdr*/Prty", "a code of the network"},
    {"*/AppHdr/From/Type", "the kind of an address in a header older than head.001"},
    {"*/AppHdr/To/Type", "the same"},
    {"*/AppHdr/MsgName", "the message's type in such a header"},
};
const uint32_t unread_row_count = sizeof unread_rows / sizeof unread_rows[0];

/*
 * paths_table.c: which element of AppHdr and pacs.008 becomes which canonical field. Read-only data; paths.h says how a
 * row covers what lies below it. Names that differ between versions .02 and .13 stand side by side.
 */
#include "paths.h"

#define ROW(path, name)                                                                                                \
    {                                                                                                                  \
        path, FG_FIELD_##name                                                                                          \
    }

/* PartyIdentification: a person or company. bic takes AnyBIC (BICOrBEI until .07). */
#define PARTY(at, name_field, id, bic, lei, address, contact)                                                          \
    ROW(at "/Nm", name_field), ROW(at "/PstlAdr", address), ROW(at "/CtryOfRes", address),                             \
        ROW(at "/Id/OrgId/AnyBIC", bic), ROW(at "/Id/OrgId/BICOrBEI", bic), ROW(at "/Id/OrgId/LEI", lei),              \
        ROW(at "/Id/OrgId/Othr/Id", id), ROW(at "/Id/PrvtId/Othr/Id", id), ROW(at "/CtctDtls", contact)

/* BranchAndFinancialInstitutionIdentification: a bank. BICFI is BIC until .03. */
#define AGENT(at, name_field, bic, id, lei)                                                                            \
    ROW(at "/FinInstnId/BICFI", bic), ROW(at "/FinInstnId/BIC", bic), ROW(at "/FinInstnId/Nm", name_field),            \
        ROW(at "/FinInstnId/LEI", lei), ROW(at "/FinInstnId/ClrSysMmbId/MmbId", id),                                   \
        ROW(at "/FinInstnId/Othr/Id", id), ROW(at "/FinInstnId/PstlAdr", AGENT_ADDRESS),                               \
        ROW(at "/BrnchId/Nm", name_field), ROW(at "/BrnchId/Id", id), ROW(at "/BrnchId/LEI", lei),                     \
        ROW(at "/BrnchId/PstlAdr", AGENT_ADDRESS)

/* CashAccount. */
#define ACCOUNT(at, field) ROW(at "/Id/IBAN", field), ROW(at "/Id/Othr/Id", field), ROW(at "/Prxy/Id", field)

#define INTERMEDIARY(n)                                                                                                \
    AGENT("CdtTrfTxInf/IntrmyAgt" n, INTERMEDIARY_AGENT_NAME, INTERMEDIARY_AGENT_BIC, INTERMEDIARY_AGENT_ID,           \
          INTERMEDIARY_AGENT_ID),                                                                                      \
        ACCOUNT("CdtTrfTxInf/IntrmyAgt" n "Acct", INTERMEDIARY_AGENT_ACCOUNT)

#define PREVIOUS(n)                                                                                                    \
    AGENT("CdtTrfTxInf/PrvsInstgAgt" n, PREVIOUS_INSTRUCTING_AGENT_NAME, PREVIOUS_INSTRUCTING_AGENT_BIC, OTHER_TEXT,   \
          OTHER_TEXT)

#define REIMBURSEMENT(name)                                                                                            \
    AGENT("GrpHdr/SttlmInf/" name, REIMBURSEMENT_AGENT_NAME, REIMBURSEMENT_AGENT_BIC, OTHER_TEXT, OTHER_TEXT)

const struct path_row iso20022_paths[] = {
    /* The business application header (head.001, and SWIFT's older one with From, To and MsgName). */
    ROW("AppHdr", OTHER_TEXT),
    ROW("AppHdr/Fr/FIId/FinInstnId/BICFI", SENDER_BIC),
    ROW("AppHdr/Fr/OrgId/Id/OrgId/AnyBIC", SENDER_BIC),
    ROW("AppHdr/Fr/OrgId/Id/OrgId/BICOrBEI", SENDER_BIC),
    ROW("AppHdr/From/Id", SENDER_BIC),
    ROW("AppHdr/To/FIId/FinInstnId/BICFI", RECEIVER_BIC),
    ROW("AppHdr/To/OrgId/Id/OrgId/AnyBIC", RECEIVER_BIC),
    ROW("AppHdr/To/OrgId/Id/OrgId/BICOrBEI", RECEIVER_BIC),
    ROW("AppHdr/To/Id", RECEIVER_BIC),
    /* What the network needs and the payment does not: definition, service, dates, priority, and the signature, whose
     * base64 would only look like words by accident. */
    ROW("AppHdr/From/Type", NONE),
    ROW("AppHdr/To/Type", NONE),
    ROW("AppHdr/MsgDefIdr", NONE),
    ROW("AppHdr/MsgName", NONE),
    ROW("AppHdr/BizSvc", NONE),
    ROW("AppHdr/MktPrctc", NONE),
    ROW("AppHdr/CharSet", NONE),
    ROW("AppHdr/CreDt", NONE),
    ROW("AppHdr/CrDate", NONE),
    ROW("AppHdr/BizPrcgDt", NONE),
    ROW("AppHdr/CpyDplct", NONE),
    ROW("AppHdr/PssblDplct", NONE),
    ROW("AppHdr/Prty", NONE),
    ROW("AppHdr/Sgntr", NONE),

    ROW("GrpHdr", OTHER_TEXT),
    ROW("GrpHdr/MsgId", MESSAGE_ID),
    ROW("GrpHdr/CreDtTm", CREATION_DATE),
    ROW("GrpHdr/IntrBkSttlmDt", SETTLEMENT_DATE),
    ROW("GrpHdr/PmtTpInf/CtgyPurp", CATEGORY_PURPOSE),
    AGENT("GrpHdr/InstgAgt", OTHER_TEXT, INSTRUCTING_AGENT_BIC, OTHER_TEXT, OTHER_TEXT),
    AGENT("GrpHdr/InstdAgt", OTHER_TEXT, INSTRUCTED_AGENT_BIC, OTHER_TEXT, OTHER_TEXT),
    REIMBURSEMENT("InstgRmbrsmntAgt"),
    REIMBURSEMENT("InstdRmbrsmntAgt"),
    REIMBURSEMENT("ThrdRmbrsmntAgt"),

    ROW("CdtTrfTxInf", OTHER_TEXT),
    ROW("CdtTrfTxInf/PmtId/InstrId", INSTRUCTION_ID),
    ROW("CdtTrfTxInf/PmtId/EndToEndId", END_TO_END_ID),
    ROW("CdtTrfTxInf/PmtId/TxId", TRANSACTION_ID),
    ROW("CdtTrfTxInf/PmtId/UETR", UETR),
    ROW("CdtTrfTxInf/PmtId/ClrSysRef", CLEARING_SYSTEM_REFERENCE),
    ROW("CdtTrfTxInf/PmtTpInf/CtgyPurp", CATEGORY_PURPOSE),
    ROW("CdtTrfTxInf/IntrBkSttlmAmt", AMOUNT),
    ROW("CdtTrfTxInf/IntrBkSttlmAmt@Ccy", CURRENCY),
    ROW("CdtTrfTxInf/IntrBkSttlmDt", SETTLEMENT_DATE),
    ROW("CdtTrfTxInf/InstdAmt", INSTRUCTED_AMOUNT),
    ROW("CdtTrfTxInf/InstdAmt@Ccy", INSTRUCTED_CURRENCY),
    ROW("CdtTrfTxInf/ChrgBr", CHARGE_BEARER),
    /* ChrgsInf, SttlmPrty, SttlmTmIndctn, SttlmTmReq, XchgRate, AgrdRate, AccptncDtTm, PoolgAdjstmntDt, ChqInstr,
     * MndtRltdInf and Tax have no field of their own. Tax names identifiers of its parties, which must not become the
     * identity of the creditor. */
    PREVIOUS(""), /* one only until .07 */
    PREVIOUS("1"),
    PREVIOUS("2"),
    PREVIOUS("3"),
    AGENT("CdtTrfTxInf/InstgAgt", OTHER_TEXT, INSTRUCTING_AGENT_BIC, OTHER_TEXT, OTHER_TEXT),
    AGENT("CdtTrfTxInf/InstdAgt", OTHER_TEXT, INSTRUCTED_AGENT_BIC, OTHER_TEXT, OTHER_TEXT),
    INTERMEDIARY("1"),
    INTERMEDIARY("2"),
    INTERMEDIARY("3"),
    PARTY("CdtTrfTxInf/UltmtDbtr", ULTIMATE_DEBTOR_NAME, ULTIMATE_DEBTOR_ID, ULTIMATE_DEBTOR_ID, ULTIMATE_DEBTOR_LEI,
          ULTIMATE_DEBTOR_ADDRESS, OTHER_TEXT),
    PARTY("CdtTrfTxInf/InitgPty", INITIATING_PARTY_NAME, INITIATING_PARTY_ID, INITIATING_PARTY_ID, INITIATING_PARTY_ID,
          OTHER_TEXT, OTHER_TEXT),
    PARTY("CdtTrfTxInf/Dbtr", DEBTOR_NAME, DEBTOR_ID, DEBTOR_BIC, DEBTOR_LEI, DEBTOR_ADDRESS, DEBTOR_CONTACT),
    ACCOUNT("CdtTrfTxInf/DbtrAcct", DEBTOR_ACCOUNT),
    ROW("CdtTrfTxInf/DbtrAcct/Nm", DEBTOR_NAME),
    AGENT("CdtTrfTxInf/DbtrAgt", DEBTOR_AGENT_NAME, DEBTOR_AGENT_BIC, DEBTOR_AGENT_ID, DEBTOR_AGENT_ID),
    ACCOUNT("CdtTrfTxInf/DbtrAgtAcct", DEBTOR_AGENT_ACCOUNT),
    AGENT("CdtTrfTxInf/CdtrAgt", CREDITOR_AGENT_NAME, CREDITOR_AGENT_BIC, CREDITOR_AGENT_ID, CREDITOR_AGENT_LEI),
    ACCOUNT("CdtTrfTxInf/CdtrAgtAcct", CREDITOR_AGENT_ACCOUNT),
    PARTY("CdtTrfTxInf/Cdtr", CREDITOR_NAME, CREDITOR_ID, CREDITOR_BIC, CREDITOR_LEI, CREDITOR_ADDRESS,
          CREDITOR_CONTACT),
    ACCOUNT("CdtTrfTxInf/CdtrAcct", CREDITOR_ACCOUNT),
    ROW("CdtTrfTxInf/CdtrAcct/Nm", CREDITOR_NAME),
    PARTY("CdtTrfTxInf/UltmtCdtr", ULTIMATE_CREDITOR_NAME, ULTIMATE_CREDITOR_ID, ULTIMATE_CREDITOR_ID,
          ULTIMATE_CREDITOR_LEI, ULTIMATE_CREDITOR_ADDRESS, OTHER_TEXT),
    ROW("CdtTrfTxInf/InstrForCdtrAgt", INSTRUCTION_FOR_CREDITOR_AGENT),
    ROW("CdtTrfTxInf/InstrForNxtAgt", INSTRUCTION_FOR_NEXT_AGENT),
    ROW("CdtTrfTxInf/Purp", ISO_PURPOSE_CODE),
    ROW("CdtTrfTxInf/RgltryRptg", REGULATORY_REPORTING),
    ROW("CdtTrfTxInf/RltdRmtInf", RELATED_REMITTANCE),
    ROW("CdtTrfTxInf/RmtInf/Ustrd", REMITTANCE),
    ROW("CdtTrfTxInf/RmtInf/Strd", REMITTANCE_STRUCTURED),
};

const uint32_t iso20022_path_count = sizeof iso20022_paths / sizeof iso20022_paths[0];

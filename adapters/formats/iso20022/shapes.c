/*
 * shapes.c: what stands in the elements that several messages share (shapes.h). Read-only data. Names that differ
 * between a type's versions stand side by side.
 */
#include "shapes.h"

const struct path_row iso20022_anything[] = {END_OF_LIST};

#define ALSO_ADDRESS                                                                                                   \
    HERE(CODE_IN("AdrTp") " AdrTp/Prtry/Id AdrTp/Prtry/Issr AdrTp/Prtry/SchmeNm CareOf Dept SubDept StrtNm BldgNb "    \
                          "BldgNm Flr UnitNb PstBx Room PstCd TwnNm TwnLctnNm DstrctNm CtrySubDvsn Ctry AdrLine")

const struct path_row iso20022_address[] = {ALSO_ADDRESS, END_OF_LIST};

const struct path_row iso20022_place[] = {HERE("Nm"), WITH("Adr", iso20022_address), END_OF_LIST};

/* bic takes AnyBIC (BICOrBEI until .07 of pacs.008). What the first versions had in place of Othr are ids. */
#define ROWS_OF_PARTY                                                                                                  \
    SLOT("Nm", NAME), {"PstlAdr", SLOT_ADDRESS, iso20022_address, NULL, NULL}, SLOT("CtryOfRes", ADDRESS),             \
        SLOT("Id/OrgId/AnyBIC Id/OrgId/BICOrBEI Id/OrgId/BIC Id/OrgId/BEI", BIC), SLOT("Id/OrgId/LEI", LEI),           \
        SLOT("Id/OrgId/Othr/Id Id/OrgId/IBEI Id/OrgId/EANGLN Id/OrgId/USCHU Id/OrgId/DUNS Id/OrgId/BkPtyId "           \
             "Id/OrgId/TaxIdNb Id/OrgId/PrtryId/Id Id/PrvtId/Othr/Id Id/PrvtId/DrvrsLicNb Id/PrvtId/CstmrNb "          \
             "Id/PrvtId/SclSctyNb Id/PrvtId/AlnRegnNb Id/PrvtId/PsptNb Id/PrvtId/TaxIdNb Id/PrvtId/IdntyCardNb "       \
             "Id/PrvtId/MplyrIdNb Id/PrvtId/OthrId/Id",                                                                \
             ID),                                                                                                      \
        HERE(CODE_IN("Id/OrgId/Othr/SchmeNm") " Id/OrgId/Othr/Issr Id/OrgId/PrtryId/Issr " CODE_IN(                    \
            "Id/PrvtId/Othr/SchmeNm") " Id/PrvtId/Othr/Issr Id/PrvtId/OthrId/IdTp Id/PrvtId/Issr "                     \
                                      "Id/PrvtId/DtAndPlcOfBirth/BirthDt Id/PrvtId/DtAndPlcOfBirth/PrvcOfBirth "       \
                                      "Id/PrvtId/DtAndPlcOfBirth/CityOfBirth Id/PrvtId/DtAndPlcOfBirth/CtryOfBirth"),  \
    {                                                                                                                  \
        "CtctDtls", SLOT_CONTACT, contact, NULL, NULL                                                                  \
    }

static const struct path_row contact[] = {
    HERE("NmPrfx Nm PhneNb MobNb FaxNb URLAdr EmailAdr EmailPurp JobTitl Rspnsblty Dept Othr Othr/ChanlTp Othr/Id "
         "PrefrdMtd"),
    END_OF_LIST};

const struct path_row iso20022_party[] = {ROWS_OF_PARTY, END_OF_LIST};

/* BICFI is BIC until .03 of pacs.008. */
const struct path_row iso20022_agent[] = {
    SLOT("FinInstnId/BICFI FinInstnId/BIC FinInstnId/CmbndId/BIC", BIC),
    SLOT("FinInstnId/Nm FinInstnId/NmAndAdr/Nm FinInstnId/CmbndId/Nm BrnchId/Nm", NAME),
    SLOT("FinInstnId/LEI BrnchId/LEI", LEI),
    SLOT("FinInstnId/ClrSysMmbId/MmbId FinInstnId/ClrSysMmbId/Id FinInstnId/ClrSysMmbId/Prtry FinInstnId/Othr/Id "
         "FinInstnId/PrtryId/Id FinInstnId/CmbndId/ClrSysMmbId/Id FinInstnId/CmbndId/ClrSysMmbId/Prtry "
         "FinInstnId/CmbndId/PrtryId/Id BrnchId/Id",
         ID),
    HERE(CODE_IN("FinInstnId/ClrSysMmbId/ClrSysId") " " CODE_IN(
        "FinInstnId/Othr/SchmeNm") " FinInstnId/Othr/Issr FinInstnId/PrtryId/Issr FinInstnId/CmbndId/PrtryId/Issr"),
    {"FinInstnId/PstlAdr FinInstnId/NmAndAdr/PstlAdr FinInstnId/CmbndId/PstlAdr BrnchId/PstlAdr", SLOT_ADDRESS,
     iso20022_address, NULL, NULL},
    END_OF_LIST};

const struct path_row iso20022_either[] = {ROWS_OF_PARTY, WITH("Pty", iso20022_party), WITH("Agt", iso20022_agent),
                                           END_OF_LIST};

/* A proxy: a mobile number, an e-mail address. */
const struct path_row iso20022_account[] = {
    SLOT("Id/IBAN Id/BBAN Id/UPIC Id/PrtryAcct/Id Id/Othr/Id", ID), SLOT("Nm", NAME), SLOT("Prxy/Id", CONTACT),
    HERE(CODE_IN("Id/Othr/SchmeNm") " Id/Othr/Issr " CODE_IN("Tp") " Ccy " CODE_IN("Prxy/Tp")), END_OF_LIST};

const struct path_row iso20022_payment_type[] = {
    TO(CODE_IN("CtgyPurp"), CATEGORY_PURPOSE),
    HERE("InstrPrty ClrChanl " CODE_IN("SvcLvl") " " CODE_IN("LclInstrm") " SeqTp"), END_OF_LIST};

const struct path_row iso20022_settlement[] = {
    HERE("SttlmMtd " CODE_IN("ClrSys") " ClrSys/ClrSysId"),
    WITH_AS("SttlmAcct InstgRmbrsmntAgtAcct InstdRmbrsmntAgtAcct ThrdRmbrsmntAgtAcct", iso20022_account, &as_text),
    WITH_AS("InstgRmbrsmntAgt InstdRmbrsmntAgt ThrdRmbrsmntAgt", iso20022_agent, &as_reimbursement), END_OF_LIST};

const struct path_row iso20022_charges[] = {
    HERE("Amt ChrgsAmt " CODE_IN("Tp") " Tp/Prtry/Id Tp/Prtry/SchmeNm Tp/Prtry/Issr"),
    WITH_AS("Agt Pty ChrgsPty", iso20022_agent, &as_text), END_OF_LIST};

#define FREQUENCY(path)                                                                                                \
    path " " path "/Tp " path "/Prd/Tp " path "/Prd/CntPerPrd " path "/PtInTm/Tp " path "/PtInTm/PtInTm"

static const struct path_row amendment[] = {
    HERE("OrgnlMndtId OrgnlFnlColltnDt OrgnlTrckgDays " FREQUENCY("OrgnlFrqcy") " " CODE_IN("OrgnlRsn")),
    WITH_AS("OrgnlCdtrSchmeId OrgnlDbtr", iso20022_party, &as_text),
    WITH_AS("OrgnlCdtrAgt OrgnlDbtrAgt", iso20022_agent, &as_text),
    WITH_AS("OrgnlCdtrAgtAcct OrgnlDbtrAcct OrgnlDbtrAgtAcct", iso20022_account, &as_text), END_OF_LIST};

#define ROWS_OF_MANDATE                                                                                                \
    HERE("MndtId " CODE_IN("Tp/SvcLvl") " " CODE_IN("Tp/LclInstrm") " " CODE_IN("Tp/CtgyPurp") " " CODE_IN(            \
        "Tp/Clssfctn") " DtOfSgntr DtOfVrfctn ElctrncSgntr FrstPmtDt FnlPmtDt AmdmntInd FrstColltnDt FnlColltnDt "     \
                       "TrckgDays " FREQUENCY("Frqcy") " " CODE_IN("Rsn")),                                            \
        WITH("AmdmntInfDtls", amendment)

static const struct path_row one_mandate[] = {ROWS_OF_MANDATE, END_OF_LIST};

const struct path_row iso20022_mandate[] = {ROWS_OF_MANDATE, WITH("DrctDbtMndt CdtTrfMndt", one_mandate), END_OF_LIST};

const struct path_row iso20022_regulatory[] = {
    HERE("DbtCdtRptgInd Authrty/Nm Authrty/Ctry Authrty/AuthrtyNm Authrty/AuthrtyCtry Dtls/Tp Dtls/Dt Dtls/Ctry "
         "Dtls/Cd Dtls/Amt Dtls/Inf RgltryDtls/Cd RgltryDtls/Amt RgltryDtls/Inf"),
    END_OF_LIST};

#define PERIOD(path)    path "/Yr " path "/Tp " path "/FrToDt/FrDt " path "/FrToDt/ToDt"
#define TAX_PARTY(path) path "/TaxId " path "/RegnId " path "/TaxTp " path "/Authstn/Titl " path "/Authstn/Nm"
#define TAX_RECORD(path)                                                                                               \
    path "/Tp " path "/Ctgy " path "/CtgyDtls " path "/DbtrSts " path "/CertId " path                                  \
         "/FrmsCd " PERIOD(path "/Prd") " " path "/TaxAmt/Rate " path "/TaxAmt/TaxblBaseAmt " path                     \
                                        "/TaxAmt/TtlAmt " PERIOD(path "/TaxAmt/Dtls/Prd") " " path                     \
                                                                                          "/TaxAmt/Dtls/Amt " path     \
                                                                                          "/AddtlInf"

/* Its identifiers are the tax office's, and must not become the identity of debtor or creditor. */
const struct path_row iso20022_tax[] = {
    HERE(TAX_PARTY("Cdtr") " " TAX_PARTY("Dbtr") " " TAX_PARTY(
        "UltmtDbtr") " AdmstnZone AdmstnZn RefNb Mtd TtlTaxblBaseAmt TtlTaxAmt Dt SeqNb"),
    HERE(TAX_RECORD("Rcrd")),
    HERE("CdtrTaxId CdtrTaxTp DbtrTaxId TaxRefNb TaxDt TaxTpInf/CertId TaxTpInf/TaxTp TaxTpInf/TaxTp/Ctgy "
         "TaxTpInf/TaxTp/Rate TaxTpInf/TaxTp/TaxblBaseAmt TaxTpInf/TaxTp/Amt"),
    END_OF_LIST};

const struct path_row iso20022_related[] = {
    HERE("RmtId RmtLctnMtd RmtLctnElctrncAdr RmtLctnDtls/Mtd RmtLctnDtls/ElctrncAdr"),
    WITH("RmtLctnPstlAdr RmtLctnDtls/PstlAdr", iso20022_place), END_OF_LIST};

#define DOCUMENT_TYPE(path) CODE_IN(path) " " CODE_IN(path "/CdOrPrtry") " " path "/Issr"
#define DATED(path)         CODE_IN(path "/Tp") " " path " " path "/Dt"
#define AMOUNTS(path)                                                                                                  \
    path "/DuePyblAmt " path "/CdtNoteAmt " path "/RmtdAmt " CODE_IN(                                                  \
        path "/DscntApldAmt/Tp") " " path "/DscntApldAmt/"                                                             \
                                 "Amt " CODE_IN(path "/TaxAmt/Tp") " " path "/TaxAmt/Amt " CODE_IN(                    \
                                     path "/RmtAmtAndTp/Tp") " " path "/RmtAmtAndTp/Amt " path                         \
                                                             "/AdjstmntAmtAndRsn/Amt " path                            \
                                                             "/AdjstmntAmtAndRsn/CdtDbtInd " path                      \
                                                             "/AdjstmntAmtAndRsn/Rsn " path                            \
                                                             "/AdjstmntAmtAndRsn/AddtlInf"

static const struct path_row structured[] = {
    HERE(DOCUMENT_TYPE("RfrdDocInf/Tp") " " DOCUMENT_TYPE(
        "RfrdDocInf/RfrdDocTp") " RfrdDocInf/Nb "
                                "RfrdDocInf/RfrdDocNb " DATED("RfrdDocInf/RltdDt") " RfrdDocRltdDt"),
    HERE(DOCUMENT_TYPE("RfrdDocInf/LineDtls/Id/Tp") " RfrdDocInf/LineDtls/Id/Nb " DATED(
        "RfrdDocInf/LineDtls/Id/RltdDt") " RfrdDocInf/LineDtls/Desc"),
    HERE(AMOUNTS("RfrdDocInf/LineDtls/Amt")),
    HERE(AMOUNTS("RfrdDocAmt") " RfrdDocAmt/TtlAmt"),
    HERE(DOCUMENT_TYPE("CdtrRefInf/Tp") " " DOCUMENT_TYPE("CdtrRefInf/CdtrRefTp") " CdtrRefInf/Ref "
                                                                                  "CdtrRefInf/CdtrRef"),
    WITH_AS("Invcr Invcee GrnshmtRmt/Grnshee GrnshmtRmt/GrnshmtAdmstr", iso20022_party, &as_here),
    WITH("TaxRmt", iso20022_tax),
    HERE(DOCUMENT_TYPE("GrnshmtRmt/Tp") " GrnshmtRmt/RefNb GrnshmtRmt/Dt GrnshmtRmt/RmtdAmt "
                                        "GrnshmtRmt/FmlyMdclInsrncInd GrnshmtRmt/MplyeeTermntnInd AddtlRmtInf"),
    END_OF_LIST};

const struct path_row iso20022_remittance[] = {TO("Ustrd", REMITTANCE),
                                               TO_WITH("Strd", REMITTANCE_STRUCTURED, structured), END_OF_LIST};

const struct path_row iso20022_supplement[] = {HERE("PlcAndNm"), WITH("Envlp", iso20022_anything), END_OF_LIST};

/* --- Roles ------------------------------------------------------------------------------------------------------ */

const struct path_roles as_debtor =
    ROLES(DEBTOR_NAME, DEBTOR_ID, DEBTOR_BIC, DEBTOR_LEI, DEBTOR_ADDRESS, DEBTOR_CONTACT);
const struct path_roles as_creditor =
    ROLES(CREDITOR_NAME, CREDITOR_ID, CREDITOR_BIC, CREDITOR_LEI, CREDITOR_ADDRESS, CREDITOR_CONTACT);
const struct path_roles as_ultimate_debtor = ROLES(ULTIMATE_DEBTOR_NAME, ULTIMATE_DEBTOR_ID, ULTIMATE_DEBTOR_ID,
                                                   ULTIMATE_DEBTOR_LEI, ULTIMATE_DEBTOR_ADDRESS, OTHER_TEXT);
const struct path_roles as_ultimate_creditor = ROLES(ULTIMATE_CREDITOR_NAME, ULTIMATE_CREDITOR_ID, ULTIMATE_CREDITOR_ID,
                                                     ULTIMATE_CREDITOR_LEI, ULTIMATE_CREDITOR_ADDRESS, OTHER_TEXT);
const struct path_roles as_initiating =
    ROLES(INITIATING_PARTY_NAME, INITIATING_PARTY_ID, INITIATING_PARTY_ID, INITIATING_PARTY_ID, OTHER_TEXT, OTHER_TEXT);

const struct path_roles as_debtor_account = ACCOUNT_ROLES(DEBTOR_NAME, DEBTOR_ACCOUNT, DEBTOR_PROXY);
const struct path_roles as_creditor_account = ACCOUNT_ROLES(CREDITOR_NAME, CREDITOR_ACCOUNT, CREDITOR_PROXY);
const struct path_roles as_debtor_agent_account = ACCOUNT_ROLES(OTHER_TEXT, DEBTOR_AGENT_ACCOUNT, OTHER_TEXT);
const struct path_roles as_creditor_agent_account = ACCOUNT_ROLES(OTHER_TEXT, CREDITOR_AGENT_ACCOUNT, OTHER_TEXT);
const struct path_roles as_intermediary_account = ACCOUNT_ROLES(OTHER_TEXT, INTERMEDIARY_AGENT_ACCOUNT, OTHER_TEXT);

const struct path_roles as_debtor_agent =
    AGENT_ROLES(DEBTOR_AGENT_NAME, DEBTOR_AGENT_ID, DEBTOR_AGENT_BIC, DEBTOR_AGENT_ID);
const struct path_roles as_creditor_agent =
    AGENT_ROLES(CREDITOR_AGENT_NAME, CREDITOR_AGENT_ID, CREDITOR_AGENT_BIC, CREDITOR_AGENT_LEI);
const struct path_roles as_intermediary =
    AGENT_ROLES(INTERMEDIARY_AGENT_NAME, INTERMEDIARY_AGENT_ID, INTERMEDIARY_AGENT_BIC, INTERMEDIARY_AGENT_ID);
const struct path_roles as_previous =
    AGENT_ROLES(PREVIOUS_INSTRUCTING_AGENT_NAME, OTHER_TEXT, PREVIOUS_INSTRUCTING_AGENT_BIC, OTHER_TEXT);
const struct path_roles as_reimbursement =
    AGENT_ROLES(REIMBURSEMENT_AGENT_NAME, OTHER_TEXT, REIMBURSEMENT_AGENT_BIC, OTHER_TEXT);
const struct path_roles as_instructing = AGENT_ROLES(OTHER_TEXT, OTHER_TEXT, INSTRUCTING_AGENT_BIC, OTHER_TEXT);
const struct path_roles as_instructed = AGENT_ROLES(OTHER_TEXT, OTHER_TEXT, INSTRUCTED_AGENT_BIC, OTHER_TEXT);

const struct path_roles as_text = ACCOUNT_ROLES(OTHER_TEXT, OTHER_TEXT, OTHER_TEXT);
const struct path_roles as_here = {{PATH_SAME, PATH_SAME, PATH_SAME, PATH_SAME, PATH_SAME, PATH_SAME}};

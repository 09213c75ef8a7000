/*
 * schema.c: the rules of schema.h, and their reading.
 *
 * A rule is a list of elements: Name=leaf or Name:Rule, then ? (may be absent) or * (any number), then @ and the
 * letters of the generations that know it. A rule that begins with | is a choice of one.
 */
#include "schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct version versions[] = {
    {"pain.001.001.03", "CstmrCdtTrfInitn", "Pain", 'a'},   {"pain.001.001.09", "CstmrCdtTrfInitn", "Pain", 'c'},
    {"pain.001.001.12", "CstmrCdtTrfInitn", "Pain", 'e'},   {"pacs.008.001.02", "FIToFICstmrCdtTrf", "Pacs8", 'a'},
    {"pacs.008.001.05", "FIToFICstmrCdtTrf", "Pacs8", 'b'}, {"pacs.008.001.08", "FIToFICstmrCdtTrf", "Pacs8", 'c'},
    {"pacs.008.001.10", "FIToFICstmrCdtTrf", "Pacs8", 'd'}, {"pacs.008.001.13", "FIToFICstmrCdtTrf", "Pacs8", 'e'},
    {"pacs.009.001.08", "FICdtTrf", "Pacs9", 'c'},          {"pacs.009.001.11", "FICdtTrf", "Pacs9", 'e'},
    {"pacs.009.001.08", "FICdtTrf", "Pacs9Cover", 'c'},     {"pacs.009.001.11", "FICdtTrf", "Pacs9Cover", 'e'},
};
const uint32_t version_count = sizeof versions / sizeof versions[0];

#define AGENTS_ON_THE_WAY                                                                                              \
    " IntrmyAgt1:Agent? IntrmyAgt1Acct:Account? IntrmyAgt2:Agent? IntrmyAgt2Acct:Account? IntrmyAgt3:Agent?"           \
    " IntrmyAgt3Acct:Account?"
#define AGENTS_BEFORE                                                                                                  \
    " PrvsInstgAgt:Agent?@ab PrvsInstgAgtAcct:Account?@ab PrvsInstgAgt1:Agent?@cde PrvsInstgAgt1Acct:Account?@cde"     \
    " PrvsInstgAgt2:Agent?@cde PrvsInstgAgt2Acct:Account?@cde PrvsInstgAgt3:Agent?@cde PrvsInstgAgt3Acct:Account?@cde"
#define SETTLEMENT                                                                                                     \
    " IntrBkSttlmAmt=amount IntrBkSttlmDt=date? SttlmPrty=code? SttlmTmIndctn:SettlementTimes?"                        \
    " SttlmTmReq:SettlementRequest?"

static struct rule rules[] = {
    {.name = "Code", .text = "| Cd=code Prtry=text"},
    {.name = "Address",
     .text =
         "AdrTp=code?@ab AdrTp:AddressType?@cde CareOf=name?@de Dept=text? SubDept=text? StrtNm=street? BldgNb=number?"
         " BldgNm=text?@cde Flr=number?@cde UnitNb=number?@de PstBx=number?@cde Room=number?@cde PstCd=number?"
         " TwnNm=town? TwnLctnNm=town?@cde DstrctNm=town?@cde CtrySubDvsn=text? Ctry=country? AdrLine=street*"},
    {.name = "AddressType", .text = "| Cd=code Prtry:GenericId"},
    {.name = "GenericId", .text = "Id=reference Issr=text SchmeNm=text?"},
    {.name = "Party", .text = "Nm=name? PstlAdr:Address? Id:PartyId? CtryOfRes=country? CtctDtls:Contact?"},
    /* A payment to nobody is refused, and not compared. */
    {.name = "Payee", .text = "Nm=name PstlAdr:Address? Id:PartyId? CtryOfRes=country? CtctDtls:Contact?"},
    {.name = "PartyId", .text = "| OrgId:OrganisationId PrvtId:PrivateId"},
    {.name = "OrganisationId", .text = "BICOrBEI=bic?@ab AnyBIC=bic?@bcde LEI=lei?@cde Othr:OtherId*"},
    {.name = "PrivateId", .text = "DtAndPlcOfBirth:Birth? Othr:OtherId*"},
    {.name = "Birth", .text = "BirthDt=date PrvcOfBirth=town? CityOfBirth=town CtryOfBirth=country"},
    {.name = "OtherId", .text = "Id=iin SchmeNm:Code? Issr=text?"},
    {.name = "Contact",
     .text = "NmPrfx=code? Nm=name? PhneNb=phone? MobNb=phone? FaxNb=phone? URLAdr=url?@de EmailAdr=email?"
             " EmailPurp=text?@cde JobTitl=text?@cde Rspnsblty=text?@cde Dept=text?@cde Othr=text?@ab"
             " Othr:OtherContact*@cde PrefrdMtd=code?@cde"},
    {.name = "OtherContact", .text = "ChanlTp=code Id=handle?"},
    {.name = "Account", .text = "Id:AccountId Tp:Code? Ccy=currency? Nm=name? Prxy:Proxy?@cde"},
    {.name = "AccountId", .text = "| IBAN=iban Othr:OtherAccount"},
    {.name = "OtherAccount", .text = "Id=account SchmeNm:Code? Issr=text?"},
    {.name = "Proxy", .text = "Tp:Code? Id=handle"},
    {.name = "Agent", .text = "FinInstnId:Institution BrnchId:Branch?"},
    {.name = "PaidAgent", .text = "FinInstnId:PaidInstitution BrnchId:Branch?"},
    {.name = "PaidInstitution",
     .text = "BICFI=bic ClrSysMmbId:Member? LEI=lei? Nm=bank? PstlAdr:Address? Othr:OtherId?"},
    {.name = "Institution",
     .text = "BIC=bic?@a BICFI=bic?@bcde ClrSysMmbId:Member? LEI=lei?@cde Nm=bank? PstlAdr:Address? Othr:OtherId?"},
    {.name = "Member", .text = "ClrSysId:Code? MmbId=member"},
    {.name = "Branch", .text = "Id=reference? LEI=lei?@cde Nm=bank? PstlAdr:Address?"},
    {.name = "PaymentType",
     .text = "InstrPrty=code? ClrChanl=code? SvcLvl:Code*@cde SvcLvl:Code?@ab LclInstrm:Code? CtgyPurp:Code?"},
    {.name = "SettlementTimes", .text = "DbtDtTm=time? CdtDtTm=time?"},
    {.name = "SettlementRequest", .text = "CLSTm=clock? TillTm=clock? FrTm=clock? RjctTm=clock?"},
    {.name = "Settlement",
     .text =
         "SttlmMtd=code SttlmAcct:Account? ClrSys:Code? InstgRmbrsmntAgt:Agent? InstgRmbrsmntAgtAcct:Account?"
         " InstdRmbrsmntAgt:Agent? InstdRmbrsmntAgtAcct:Account? ThrdRmbrsmntAgt:Agent? ThrdRmbrsmntAgtAcct:Account?"},
    {.name = "Charges", .text = "Amt=amount Agt:Agent Tp:Code?@cde"},
    {.name = "CreditorInstruction", .text = "Cd=code? InstrInf=text?"},
    {.name = "Reporting", .text = "DbtCdtRptgInd=code? Authrty:Authority? Dtls:ReportingDetails*"},
    {.name = "Authority", .text = "Nm=name? Ctry=country?"},
    {.name = "ReportingDetails", .text = "Tp=text? Dt=date? Ctry=country? Cd=code? Amt=amount? Inf=text*"},
    {.name = "Tax",
     .text = "Cdtr:TaxParty? Dbtr:TaxDebtor? UltmtDbtr:TaxDebtor?@cde AdmstnZone=text? RefNb=reference? Mtd=text?"
             " TtlTaxblBaseAmt=amount? TtlTaxAmt=amount? Dt=date? SeqNb=number? Rcrd:TaxRecord*"},
    {.name = "TaxParty", .text = "TaxId=iin? RegnId=reference? TaxTp=text?"},
    {.name = "TaxDebtor", .text = "TaxId=iin? RegnId=reference? TaxTp=text? Authstn:Authorisation?"},
    {.name = "Authorisation", .text = "Titl=text? Nm=name?"},
    {.name = "TaxRecord",
     .text = "Tp=text? Ctgy=text? CtgyDtls=text? DbtrSts=text? CertId=reference? FrmsCd=code? Prd:TaxPeriod?"
             " TaxAmt:TaxAmount? AddtlInf=text?"},
    {.name = "TaxPeriod", .text = "Yr=date? Tp=code? FrToDt:Period?"},
    {.name = "Period", .text = "FrDt=date ToDt=date"},
    {.name = "TaxAmount", .text = "Rate=decimal? TaxblBaseAmt=amount? TtlAmt=amount?"},
    {.name = "RelatedRemittance",
     .text = "RmtId=reference? RmtLctnMtd=code?@ab RmtLctnElctrncAdr=url?@ab RmtLctnPstlAdr:NamedAddress?@ab"
             " RmtLctnDtls:RemittanceLocation*@cde"},
    {.name = "RemittanceLocation", .text = "Mtd=code ElctrncAdr=url? PstlAdr:NamedAddress?"},
    {.name = "NamedAddress", .text = "Nm=name Adr:Address"},
    {.name = "Remittance", .text = "Ustrd=words* Strd:Structured*"},
    {.name = "Unstructured", .text = "Ustrd=words*"},
    {.name = "Structured",
     .text = "RfrdDocInf:Document* RfrdDocAmt:DocumentAmount? CdtrRefInf:CreditorReference? Invcr:Party? Invcee:Party?"
             " TaxRmt:Tax?@cde GrnshmtRmt:Garnishment?@cde AddtlRmtInf=text*"},
    {.name = "Document", .text = "Tp:DocumentType? Nb=reference? RltdDt=date?@abc LineDtls:Line*@cde"},
    {.name = "DocumentType", .text = "CdOrPrtry:Code Issr=text?"},
    {.name = "Line", .text = "Id:LineId Desc=text? Amt:DocumentAmount?"},
    {.name = "LineId", .text = "Tp:DocumentType? Nb=reference? RltdDt=date?"},
    {.name = "DocumentAmount", .text = "DuePyblAmt=amount? CdtNoteAmt=amount? RmtdAmt=amount?"},
    {.name = "CreditorReference", .text = "Tp:DocumentType? Ref=reference?"},
    {.name = "Garnishment",
     .text = "Tp:DocumentType Grnshee:Party? GrnshmtAdmstr:Party? RefNb=reference? RmtdAmt=amount?"},
    {.name = "Supplementary", .text = "PlcAndNm=text? Envlp=anything"},
    {.name = "PaymentId",
     .text = "InstrId=reference? EndToEndId=reference TxId=reference? UETR=uetr?@cde ClrSysRef=reference?@bcde"},
    {.name = "InitiationId", .text = "InstrId=reference? EndToEndId=reference UETR=uetr?@cde"},
    {.name = "PacsHeader",
     .text = "MsgId=reference CreDtTm=time BtchBookg=flag? NbOfTxs=number CtrlSum=decimal? TtlIntrBkSttlmAmt=amount?"
             " IntrBkSttlmDt=date? SttlmInf:Settlement PmtTpInf:PaymentType? InstgAgt:Agent? InstdAgt:Agent?"},
    {.name = "Pacs8", .text = "GrpHdr:PacsHeader CdtTrfTxInf:Pacs8Transfer* SplmtryData:Supplementary?"},
    {.name = "Pacs8Transfer",
     .text = "PmtId:PaymentId PmtTpInf:PaymentType?" SETTLEMENT " AccptncDtTm=time? PoolgAdjstmntDt=date?"
             " InstdAmt=amount? XchgRate=decimal? ChrgBr=code ChrgsInf:Charges*" AGENTS_BEFORE " InstgAgt:Agent?"
             " InstdAgt:Agent?" AGENTS_ON_THE_WAY
             " UltmtDbtr:Party? InitgPty:Party? Dbtr:Party DbtrAcct:Account? DbtrAgt:Agent DbtrAgtAcct:Account?"
             " CdtrAgt:Agent CdtrAgtAcct:Account? Cdtr:Payee CdtrAcct:Account? UltmtCdtr:Party?"
             " InstrForCdtrAgt:CreditorInstruction* InstrForNxtAgt:CreditorInstruction* Purp:Code?"
             " RgltryRptg:Reporting* Tax:Tax?@cde RltdRmtInf:RelatedRemittance* RmtInf:Remittance?"
             " SplmtryData:Supplementary*@bcde"},
    {.name = "Pacs9", .text = "GrpHdr:PacsHeader CdtTrfTxInf:Pacs9Transfer* SplmtryData:Supplementary?"},
    {.name = "Pacs9Cover", .text = "GrpHdr:PacsHeader CdtTrfTxInf:Pacs9CoverTransfer* SplmtryData:Supplementary?"},
#define PACS9_TRANSFER                                                                                                 \
    "PmtId:PaymentId PmtTpInf:PaymentType?" SETTLEMENT AGENTS_BEFORE                                                   \
    " InstgAgt:Agent? InstdAgt:Agent?" AGENTS_ON_THE_WAY                                                               \
    " UltmtDbtr:Agent? Dbtr:Agent DbtrAcct:Account? DbtrAgt:Agent? DbtrAgtAcct:Account?"                               \
    " CdtrAgt:Agent? CdtrAgtAcct:Account? Cdtr:PaidAgent CdtrAcct:Account? UltmtCdtr:Agent?"                           \
    " InstrForCdtrAgt:CreditorInstruction* InstrForNxtAgt:CreditorInstruction* Purp:Code?"                             \
    " RmtInf:Unstructured?"
    {.name = "Pacs9Transfer", .text = PACS9_TRANSFER " SplmtryData:Supplementary*"},
    {.name = "Pacs9CoverTransfer", .text = PACS9_TRANSFER " UndrlygCstmrCdtTrf:Underlying SplmtryData:Supplementary*"},
    {.name = "Underlying",
     .text = "UltmtDbtr:Party? InitgPty:Party? Dbtr:Party DbtrAcct:Account? DbtrAgt:Agent DbtrAgtAcct:Account?"
             " PrvsInstgAgt1:Agent? PrvsInstgAgt1Acct:Account? PrvsInstgAgt2:Agent? PrvsInstgAgt2Acct:Account?"
             " PrvsInstgAgt3:Agent? PrvsInstgAgt3Acct:Account?" AGENTS_ON_THE_WAY
             " CdtrAgt:Agent CdtrAgtAcct:Account? Cdtr:Payee CdtrAcct:Account? UltmtCdtr:Party?"
             " InstrForCdtrAgt:CreditorInstruction* InstrForNxtAgt:CreditorInstruction* Tax:Tax? RmtInf:Remittance?"
             " InstdAmt=amount?"},
    {.name = "Pain", .text = "GrpHdr:PainHeader PmtInf:PaymentInformation* SplmtryData:Supplementary?"},
    {.name = "PainHeader",
     .text =
         "MsgId=reference CreDtTm=time Authstn:Code* NbOfTxs=number CtrlSum=decimal? InitgPty:Party FwdgAgt:Agent?"},
    {.name = "PaymentInformation",
     .text = "PmtInfId=reference PmtMtd=code BtchBookg=flag? NbOfTxs=number? CtrlSum=decimal? PmtTpInf:PaymentType?"
             " ReqdExctnDt=date@ab ReqdExctnDt:ExecutionDate@cde PoolgAdjstmntDt=date? Dbtr:Party DbtrAcct:Account"
             " DbtrAgt:Agent DbtrAgtAcct:Account? InstrForDbtrAgt=text?@cd InstrForDbtrAgt:CreditorInstruction?@e"
             " UltmtDbtr:Party? ChrgBr=code? ChrgsAcct:Account? ChrgsAcctAgt:Agent? CdtTrfTxInf:PainTransfer*"},
    {.name = "ExecutionDate", .text = "| Dt=date DtTm=time"},
    {.name = "PainTransfer",
     .text = "PmtId:InitiationId PmtTpInf:PaymentType? Amt:InstructedAmount XchgRateInf:ExchangeRate? ChrgBr=code?"
             " ChqInstr:Cheque? UltmtDbtr:Party?" AGENTS_ON_THE_WAY
             " CdtrAgt:Agent? CdtrAgtAcct:Account? Cdtr:Payee CdtrAcct:Account? UltmtCdtr:Party?"
             " InstrForCdtrAgt:CreditorInstruction* InstrForDbtrAgt=text?@abcd InstrForDbtrAgt:CreditorInstruction?@e"
             " Purp:Code? RgltryRptg:Reporting* Tax:Tax? RltdRmtInf:RelatedRemittance* RmtInf:Remittance?"
             " SplmtryData:Supplementary*@bcde"},
    {.name = "InstructedAmount", .text = "| InstdAmt=amount EqvtAmt:EquivalentAmount"},
    {.name = "EquivalentAmount", .text = "Amt=amount CcyOfTrf=currency"},
    {.name = "ExchangeRate", .text = "UnitCcy=currency?@bcde XchgRate=decimal? RateTp=code? CtrctId=reference?"},
    {.name = "Cheque",
     .text = "ChqTp=code? ChqNb=reference? ChqFr:NamedAddress? DlvryMtd:Code? DlvrTo:NamedAddress? MemoFld=text*"},
    {.name = "AppHdr",
     .text = "CharSet=text? Fr:HeaderParty To:HeaderParty BizMsgIdr=reference MsgDefIdr=type BizSvc=text? CreDt=time"
             " PssblDplct=flag? Prty=code?"},
    {.name = "HeaderParty", .text = "| FIId:HeaderAgent OrgId:HeaderOrganisation"},
    {.name = "HeaderAgent", .text = "FinInstnId:HeaderInstitution"},
    {.name = "HeaderInstitution", .text = "BICFI=bic ClrSysMmbId:Member? Nm=bank?"},
    {.name = "HeaderOrganisation", .text = "Nm=name? Id:HeaderOrganisationId"},
    {.name = "HeaderOrganisationId", .text = "OrgId:HeaderBic"},
    {.name = "HeaderBic", .text = "AnyBIC=bic"},
};
#define RULES (sizeof rules / sizeof rules[0])

static struct particle particles[1024];
static uint32_t particle_count;

static void fail(const struct rule *rule, const char *token)
{
    fprintf(stderr, "schema.c: rule %s: cannot read \"%s\"\n", rule->name, token);
    exit(2);
}

const struct rule *schema_rule(const char *name)
{
    for (uint32_t i = 0; i < RULES; i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return NULL;
}

const struct rule *schema_rule_at(uint32_t index)
{
    return &rules[index];
}

const struct particle *schema_particle(uint32_t index)
{
    return &particles[index];
}

/* What may stand behind an element's content: ? or *, then @ and letters. Cuts it off. */
static void read_suffix(char *content, struct particle *particle)
{
    particle->eras = UINT32_MAX;
    char *eras = strchr(content, '@');
    if (eras) {
        *eras = '\0';
        particle->eras = 0;
        for (eras++; *eras != '\0'; eras++)
            particle->eras |= ERA(*eras);
    }
    size_t length = strlen(content);
    char last = length > 0 ? content[length - 1] : '\0';
    particle->occurs = last == '?' ? OPTIONAL : last == '*' ? ANY_NUMBER : ONCE;
    if (particle->occurs != ONCE)
        content[length - 1] = '\0';
}

static void read_particle(const struct rule *rule, const char *token)
{
    struct particle *particle = &particles[particle_count];
    char copy[96];
    snprintf(copy, sizeof copy, "%s", token);
    char *content = strpbrk(copy, "=:");
    if (!content || particle_count + 1 == sizeof particles / sizeof particles[0])
        fail(rule, token);
    particle->leaf = *content == '=';
    *content++ = '\0';
    if (strlen(copy) >= sizeof particle->name)
        fail(rule, token);
    strcpy(particle->name, copy);
    read_suffix(content, particle);
    if (particle->leaf) {
        if (!leaf_kind_by_name(content, &particle->content.kind))
            fail(rule, token);
    } else {
        const struct rule *of = schema_rule(content);
        if (!of)
            fail(rule, token);
        particle->content.rule = (uint32_t)(of - rules);
    }
    particle_count++;
}

void schema_read(void)
{
    for (uint32_t i = 0; i < RULES; i++) {
        char copy[4096];
        snprintf(copy, sizeof copy, "%s", rules[i].text);
        rules[i].first = particle_count;
        char *rest, *token = strtok_r(copy, " ", &rest);
        if (token && strcmp(token, "|") == 0) {
            rules[i].choice = true;
            token = strtok_r(NULL, " ", &rest);
        }
        for (; token; token = strtok_r(NULL, " ", &rest))
            read_particle(&rules[i], token);
        rules[i].count = particle_count - rules[i].first;
    }
}

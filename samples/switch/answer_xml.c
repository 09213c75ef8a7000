/*
 * answer_xml.c: refusals in ISO 20022, as pacs.002.001.10 to banks and as pain.002.001.10 to customers (answers.h).
 */
#include <string.h>
#include <time.h>

#include "answers.h"
#include "library.h"

/* <tag>text</tag>, or nothing when there is no text: what the original may lack is optional in the answer. */
static void element(FILE *out, const char *tag, const char *text)
{
    if (!*text)
        return;
    fprintf(out, "<%s>", tag);
    for (; *text; text++)
        fprintf(out, strchr("<>&", *text) ? "&#%d;" : "%c", (unsigned char)*text < ' ' ? ' ' : *text);
    fprintf(out, "</%s>", tag);
}

/* An agent as the transfer names it, else as the message's header does. */
static void agent(FILE *out, const fg_verdict *verdict, uint32_t tx, const char *tag, fg_field own, fg_field header)
{
    const char *bic = fg.verdict_reference(verdict, tx, own);
    bic = *bic ? bic : fg.verdict_reference(verdict, tx, header);
    if (!*bic)
        return;
    fprintf(out, "<%s><FinInstnId>", tag);
    element(out, "BICFI", bic);
    fprintf(out, "</FinInstnId></%s>", tag);
}

static void head(FILE *out, const char *type, const char *report, const char *reference)
{
    time_t now = time(NULL);
    struct tm utc = {0};
    char created[32];
    strftime(created, sizeof created, "%FT%TZ", gmtime_r(&now, &utc));
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:%s\"><%s>\n"
            "<GrpHdr><MsgId>%s</MsgId><CreDtTm>%s</CreDtTm>",
            type, report, reference, created);
}

/* The group is RJCT when all of it is refused, else PART; what passed or is held is not mentioned. */
static void original(FILE *out, const fg_verdict *verdict, uint32_t first, bool all)
{
    const char *message = fg.verdict_reference(verdict, first, FG_FIELD_MESSAGE_ID);
    fputs("</GrpHdr>\n<OrgnlGrpInfAndSts>", out);
    element(out, "OrgnlMsgId", *message ? message : "NOTPROVIDED");
    element(out, "OrgnlMsgNmId", fg.verdict_message_type(verdict));
    fprintf(out, "<GrpSts>%s</GrpSts></OrgnlGrpInfAndSts>", all ? "RJCT" : "PART");
}

static void refused_transfers(FILE *out, const fg_verdict *verdict)
{
    for (uint32_t tx = 1; tx <= fg.verdict_transfers(verdict); tx++) {
        if (!is_refused(verdict, tx))
            continue;
        const char *reason = fg.verdict_status_reason(verdict, tx);
        fputs("\n<TxInfAndSts>", out);
        element(out, "OrgnlInstrId", fg.verdict_reference(verdict, tx, FG_FIELD_INSTRUCTION_ID));
        element(out, "OrgnlEndToEndId", fg.verdict_reference(verdict, tx, FG_FIELD_END_TO_END_ID));
        if (strncmp(fg.verdict_message_type(verdict), "pacs.", 5) == 0) /* customers' orders have none */
            element(out, "OrgnlTxId", fg.verdict_reference(verdict, tx, FG_FIELD_TRANSACTION_ID));
        element(out, "OrgnlUETR", fg.verdict_reference(verdict, tx, FG_FIELD_UETR));
        fprintf(out, "<TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>%s</Cd></Rsn></StsRsnInf></TxInfAndSts>",
                *reason ? reason : NOT_SPECIFIED);
    }
}

/* The first refused transfer, 0 = there is none, and whether all are refused. */
static uint32_t first_refused(const fg_verdict *verdict, bool *all)
{
    uint32_t first = 0, refused = 0, transfers = fg.verdict_transfers(verdict);
    for (uint32_t tx = transfers; tx > 0; tx--)
        if (is_refused(verdict, tx)) {
            first = tx;
            refused++;
        }
    *all = refused == transfers;
    return first;
}

bool answer_pacs002(const struct refusal *refusal, FILE *out)
{
    const fg_verdict *verdict = refusal->verdict;
    bool all;
    uint32_t first = first_refused(verdict, &all);
    if (first == 0)
        return false;
    head(out, "pacs.002.001.10", "FIToFIPmtStsRpt", refusal->reference);
    agent(out, verdict, first, "InstgAgt", FG_FIELD_INSTRUCTED_AGENT_BIC, FG_FIELD_RECEIVER_BIC);
    agent(out, verdict, first, "InstdAgt", FG_FIELD_INSTRUCTING_AGENT_BIC, FG_FIELD_SENDER_BIC);
    original(out, verdict, first, all);
    refused_transfers(out, verdict);
    fputs("\n</FIToFIPmtStsRpt></Document>\n", out);
    return true;
}

/* The verdict keeps no reference of a group of payments (PmtInf): a host that must name it reads it from the order.
 * "NOTPROVIDED" is what the market practice writes for a reference that is mandatory and not at hand. */
bool answer_pain002(const struct refusal *refusal, FILE *out)
{
    const fg_verdict *verdict = refusal->verdict;
    bool all;
    uint32_t first = first_refused(verdict, &all);
    if (first == 0)
        return false;
    head(out, "pain.002.001.10", "CstmrPmtStsRpt", refusal->reference);
    original(out, verdict, first, all);
    fputs("\n<OrgnlPmtInfAndSts><OrgnlPmtInfId>NOTPROVIDED</OrgnlPmtInfId>", out);
    refused_transfers(out, verdict);
    fputs("</OrgnlPmtInfAndSts>\n</CstmrPmtStsRpt></Document>\n", out);
    return true;
}

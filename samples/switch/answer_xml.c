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

static void refused_transfer(FILE *out, const fg_verdict *verdict, uint32_t tx)
{
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

/* The next refused transfer behind this one, 0 = there is none. */
static uint32_t next_refused(const fg_verdict *verdict, uint32_t tx)
{
    while (++tx <= fg.verdict_transfers(verdict))
        if (is_refused(verdict, tx))
            return tx;
    return 0;
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
    for (uint32_t tx = first; tx > 0; tx = next_refused(verdict, tx))
        refused_transfer(out, verdict, tx);
    fputs("\n</FIToFIPmtStsRpt></Document>\n", out);
    return true;
}

/* The refused transfers under the group of orders (PmtInf) each is of, from this one to the group's last. "NOTPROVIDED"
 * is what the market practice writes for a reference that is mandatory and not at hand. Returns the next group's first.
 */
static uint32_t refused_group(FILE *out, const fg_verdict *verdict, uint32_t tx)
{
    const char *group = fg.verdict_reference(verdict, tx, FG_FIELD_PAYMENT_INFORMATION_ID);
    fputs("\n<OrgnlPmtInfAndSts>", out);
    element(out, "OrgnlPmtInfId", *group ? group : "NOTPROVIDED");
    while (tx > 0 && strcmp(fg.verdict_reference(verdict, tx, FG_FIELD_PAYMENT_INFORMATION_ID), group) == 0) {
        refused_transfer(out, verdict, tx);
        tx = next_refused(verdict, tx);
    }
    fputs("</OrgnlPmtInfAndSts>", out);
    return tx;
}

bool answer_pain002(const struct refusal *refusal, FILE *out)
{
    const fg_verdict *verdict = refusal->verdict;
    bool all;
    uint32_t first = first_refused(verdict, &all);
    if (first == 0)
        return false;
    head(out, "pain.002.001.10", "CstmrPmtStsRpt", refusal->reference);
    original(out, verdict, first, all);
    while (first > 0)
        first = refused_group(out, verdict, first);
    fputs("\n</CstmrPmtStsRpt></Document>\n", out);
    return true;
}

/*
 * answers.c: the answer to the party that instructed a blocked transfer, as pacs.002.001.10 or MT199. It holds the
 * original references and a neutral status reason and nothing else: a rule, a list entry or matched text would tip off
 * a customer, and teach a prober what to change. What is quoted was written by somebody else, so only characters go
 * through that cannot end their field, or the message.
 */
#include <time.h>

#include "answers.h"

#define NOT_SPECIFIED "MS03" /* the reason of a rule that names none */

/* <tag>text</tag>, or nothing when there is no text: what the original may lack is optional in the answer. */
static void element(FILE *out, const char *tag, const char *text)
{
    if (!*text)
        return;
    fprintf(out, "<%s>", tag);
    for (; *text; text++)
        if (*text == '<' || *text == '>' || *text == '&')
            fprintf(out, "&#%d;", *text);
        else
            fputc((unsigned char)*text < ' ' ? ' ' : *text, out);
    fprintf(out, "</%s>", tag);
}

/* An agent as the transfer names it, else as the message's header does. */
static void agent(FILE *out, const struct library *fg, const fg_verdict *verdict, uint32_t tx, const char *tag,
                  fg_field own, fg_field header)
{
    const char *bic = fg->verdict_reference(verdict, tx, own);
    bic = *bic ? bic : fg->verdict_reference(verdict, tx, header);
    if (!*bic)
        return;
    fprintf(out, "<%s><FinInstnId>", tag);
    element(out, "BICFI", bic);
    fprintf(out, "</FinInstnId></%s>", tag);
}

/* The group is RJCT when all of it is refused, else PART; what passed or is held is not mentioned. */
static bool pacs002(FILE *out, const struct library *fg, const fg_verdict *verdict, uint32_t first, bool all,
                    const char *reference)
{
    const char *message_id = fg->verdict_reference(verdict, first, FG_FIELD_MESSAGE_ID);
    time_t now = time(NULL);
    struct tm utc = {0};
    char created[32];
    strftime(created, sizeof created, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10\"><FIToFIPmtStsRpt>\n<GrpHdr>",
          out);
    element(out, "MsgId", reference);
    element(out, "CreDtTm", created);
    agent(out, fg, verdict, first, "InstgAgt", FG_FIELD_INSTRUCTED_AGENT_BIC, FG_FIELD_RECEIVER_BIC);
    agent(out, fg, verdict, first, "InstdAgt", FG_FIELD_INSTRUCTING_AGENT_BIC, FG_FIELD_SENDER_BIC);
    fputs("</GrpHdr>\n<OrgnlGrpInfAndSts>", out);
    element(out, "OrgnlMsgId", *message_id ? message_id : "NOTPROVIDED");
    element(out, "OrgnlMsgNmId", fg->verdict_message_type(verdict));
    element(out, "GrpSts", all ? "RJCT" : "PART");
    fputs("</OrgnlGrpInfAndSts>", out);
    for (uint32_t tx = first; tx <= fg->verdict_transfers(verdict); tx++) {
        if (fg->verdict_transfer_action(verdict, tx) != FG_BLOCK)
            continue;
        const char *reason = fg->verdict_status_reason(verdict, tx);
        fputs("\n<TxInfAndSts>", out);
        element(out, "OrgnlInstrId", fg->verdict_reference(verdict, tx, FG_FIELD_INSTRUCTION_ID));
        element(out, "OrgnlEndToEndId", fg->verdict_reference(verdict, tx, FG_FIELD_END_TO_END_ID));
        element(out, "OrgnlTxId", fg->verdict_reference(verdict, tx, FG_FIELD_TRANSACTION_ID));
        element(out, "OrgnlUETR", fg->verdict_reference(verdict, tx, FG_FIELD_UETR));
        fputs("<TxSts>RJCT</TxSts><StsRsnInf><Rsn>", out);
        element(out, "Cd", *reason ? reason : NOT_SPECIFIED);
        fputs("</Rsn></StsRsnInf></TxInfAndSts>", out);
    }
    fputs("\n</FIToFIPmtStsRpt></Document>\n", out);
    return true;
}

/* Copies what fits, in SWIFT's character set X on one line; what is outside the set becomes a dot. */
static void swift_text(char *copy, size_t size, const char *text)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ";
    for (; *text && size > 1; text++, size--)
        *copy++ = strchr(set, *text) ? *text : '.';
    *copy = '\0';
}

/* Field 79 as in the guidelines for rejects and returns; 99 points at no field of the original. A BIC in a header has a
 * terminal's letter before its branch. */
static bool mt199(FILE *out, const struct library *fg, const fg_verdict *verdict, uint32_t transfer,
                  const char *reference)
{
    const char *reason = fg->verdict_status_reason(verdict, transfer);
    char from[12], to[12], uetr[37], sent[17]; /* sent: field 20 of the original */
    swift_text(from, sizeof from, fg->verdict_reference(verdict, transfer, FG_FIELD_RECEIVER_BIC));
    swift_text(to, sizeof to, fg->verdict_reference(verdict, transfer, FG_FIELD_SENDER_BIC));
    swift_text(uetr, sizeof uetr, fg->verdict_reference(verdict, transfer, FG_FIELD_UETR));
    swift_text(sent, sizeof sent, fg->verdict_reference(verdict, transfer, FG_FIELD_MESSAGE_ID));
    if (strlen(from) < 8 || strlen(to) < 8)
        return false;
    fprintf(out, "{1:F01%.8sA%s0000000000}{2:I199%.8sX%sN}", from, from[8] ? from + 8 : "XXX", to,
            to[8] ? to + 8 : "XXX");
    fprintf(out, "%s%s%s{4:\r\n:20:%s\r\n:21:%s\r\n:79:/REJT/99\r\n/%s/\r\n/MREF/%s\r\n-}", *uetr ? "{3:{121:" : "",
            uetr, *uetr ? "}}" : "", reference, *sent ? sent : "NONREF", *reason ? reason : NOT_SPECIFIED, sent);
    return true;
}

bool answer_blocked(const struct library *fg, const fg_verdict *verdict, const char *reference, FILE *out)
{
    uint32_t first = 0;
    bool all = true;
    for (uint32_t tx = fg->verdict_transfers(verdict); tx > 0; tx--) {
        bool blocked = fg->verdict_transfer_action(verdict, tx) == FG_BLOCK;
        first = blocked ? tx : first;
        all = all && blocked;
    }
    if (first == 0)
        return false;
    return strcmp(fg->verdict_format(verdict), "mt") == 0 ? mt199(out, fg, verdict, first, reference)
                                                          : pacs002(out, fg, verdict, first, all, reference);
}

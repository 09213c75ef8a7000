/*
 * answer_mt.c: refusals in SWIFT MT, as MT199 or MT299 with /REJT/ (answers.h). Each refused transfer has a message of
 * its own; several stand in one file, separated by "$" as in RJE.
 */
#include <string.h>

#include "answers.h"
#include "library.h"

/* Copies what fits, in SWIFT's character set X on one line; what is outside the set becomes a dot. */
static void swift_text(char *copy, size_t size, const char *text)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ";
    for (; *text && size > 1; text++, size--)
        *copy++ = strchr(set, *text) ? *text : '.';
    *copy = '\0';
}

/* Field 79: 99 points at no field of the original. A BIC in a header has a terminal's letter before its branch. Of one
 * among several transfers its own reference stands beside the message's. */
static bool write_one(FILE *out, char category, const fg_verdict *verdict, uint32_t transfer, const char *reference)
{
    const char *reason = fg.verdict_status_reason(verdict, transfer);
    char from[12], to[12], uetr[37], sent[17], own[36]; /* sent: field 20 of the original; own: the transfer's 21 */
    swift_text(from, sizeof from, fg.verdict_reference(verdict, transfer, FG_FIELD_RECEIVER_BIC));
    swift_text(to, sizeof to, fg.verdict_reference(verdict, transfer, FG_FIELD_SENDER_BIC));
    swift_text(uetr, sizeof uetr, fg.verdict_reference(verdict, transfer, FG_FIELD_UETR));
    swift_text(sent, sizeof sent, fg.verdict_reference(verdict, transfer, FG_FIELD_MESSAGE_ID));
    swift_text(own, sizeof own, fg.verdict_reference(verdict, transfer, FG_FIELD_INSTRUCTION_ID));
    if (strlen(from) < 8 || strlen(to) < 8)
        return false;
    fprintf(out, "{1:F01%.8sA%s0000000000}{2:I%c99%.8sX%sN}", from, from[8] ? from + 8 : "XXX", category, to,
            to[8] ? to + 8 : "XXX");
    fprintf(out, "%s%s%s{4:\r\n:20:%s\r\n:21:%s\r\n:79:/REJT/99\r\n/%s/\r\n/MREF/%s\r\n", *uetr ? "{3:{121:" : "", uetr,
            *uetr ? "}}" : "", reference, *sent ? sent : "NONREF", *reason ? reason : NOT_SPECIFIED, sent);
    if (*own && strcmp(own, sent) != 0)
        fprintf(out, "/TREF/%s\r\n", own);
    fputs("-}", out);
    return true;
}

static bool write_all(const struct refusal *refusal, char category, FILE *out)
{
    uint32_t written = 0, transfers = fg.verdict_transfers(refusal->verdict);
    for (uint32_t tx = 1; tx <= transfers; tx++) {
        char reference[17];
        if (!is_refused(refusal->verdict, tx))
            continue;
        if (written++ > 0)
            fputc('$', out);
        snprintf(reference, sizeof reference, "%.11s%05u", refusal->reference, tx % 100000);
        if (!write_one(out, category, refusal->verdict, tx, transfers > 1 ? reference : refusal->reference))
            return false;
    }
    return written > 0;
}

bool answer_mt199(const struct refusal *refusal, FILE *out)
{
    return write_all(refusal, '1', out);
}

bool answer_mt299(const struct refusal *refusal, FILE *out)
{
    return write_all(refusal, '2', out);
}

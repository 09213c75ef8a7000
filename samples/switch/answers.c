/*
 * answers.c: which kind of answer a message gets (answers.h).
 */
#include "answers.h"

#include <string.h>

#include "library.h"

/* By format and the beginning of the message's type, as the verdict names them. */
static const struct kind {
    const char *format, *type, *ending;
    bool (*write)(const struct refusal *refusal, FILE *out);
} kinds[] = {
    {"iso20022", "pacs.", ".pacs002.xml", answer_pacs002},
    {"iso20022", "pain.001.", ".pain002.xml", answer_pain002},
    {"mt", "mt1", ".mt199", answer_mt199},
    {"mt", "mt2", ".mt299", answer_mt299},
    {"iso8583", "iso8583.01", ".0110", answer_card},
    {"iso8583", "iso8583.02", ".0210", answer_card},
};

static const struct kind *kind_of(const fg_verdict *verdict)
{
    const char *format = fg.verdict_format(verdict), *type = fg.verdict_message_type(verdict);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(format, kinds[i].format) == 0 && strncmp(type, kinds[i].type, strlen(kinds[i].type)) == 0)
            return &kinds[i];
    return NULL;
}

bool is_refused(const fg_verdict *verdict, uint32_t transfer)
{
    fg_action action = fg.verdict_transfer_action(verdict, transfer);
    return action == FG_BLOCK || (action == FG_HOLD && strcmp(fg.verdict_format(verdict), "iso8583") == 0);
}

const char *answer_ending(const fg_verdict *verdict)
{
    const struct kind *kind = kind_of(verdict);
    return kind ? kind->ending : NULL;
}

bool answer_refused(const struct refusal *refusal, FILE *out)
{
    const struct kind *kind = kind_of(refusal->verdict);
    return kind && kind->write(refusal, out);
}

/*
 * invariants.h: what must hold of every verdict, whatever was screened. A breach ends the program, which a fuzzer
 * reports with the input that did it.
 */
#ifndef FIATGATE_TEST_INVARIANTS_H
#define FIATGATE_TEST_INVARIANTS_H

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/gate.h"
#include "plugin/include/fiatgate.h"
#include "plugin/text/utf8.h"

#define MUST(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition);                             \
            abort();                                                                                                   \
        }                                                                                                              \
    } while (0)

/* libFuzzer's entry into a target; replay.c calls it too. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static inline bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!isalnum((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80)
            return false;
    return true;
}

/* bytes is the message, NULL for fields the host has parsed (then positions are the host's own). */
static inline void reasons_hold(const fg_verdict *verdict, const uint8_t *bytes, size_t length)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < fg_verdict_reasons(verdict); i++) {
        fg_reason reason = {.size = sizeof reason};
        MUST(fg_verdict_reason(verdict, i, &reason) == FG_OK);
        MUST(reason.transfer >= before && reason.transfer <= fg_verdict_transfers(verdict));
        before = reason.transfer;
        MUST(reason.action <= fg_verdict_action(verdict));
        MUST(reason.transfer == 0 || reason.action <= fg_verdict_transfer_action(verdict, reason.transfer));
        MUST(reason.rule[0] && reason.title[0] && reason.basis[0] && reason.entry);
        size_t text = strlen(reason.text);
        MUST(utf8_valid_prefix(reason.text, text) == text);
        MUST(reason.end == 0 || reason.start < reason.end);
        if (!bytes || reason.end == 0)
            continue;
        MUST(reason.end <= length);
        /* A span as long as its text, of characters no adapter rewrites, is the text itself. */
        if (!reason.cut && reason.end - reason.start == text && is_plain(reason.text, text))
            MUST(memcmp(bytes + reason.start, reason.text, text) == 0);
    }
    fg_reason none = {.size = sizeof none};
    MUST(fg_verdict_reason(verdict, fg_verdict_reasons(verdict), &none) == FG_E_NOT_FOUND);
}

static inline void verdict_holds(const fg_verdict *verdict, fg_error returned, const struct gate_config *config,
                                 uint8_t channel, const uint8_t *bytes, size_t length)
{
    fg_action action = fg_verdict_action(verdict);
    MUST(action >= FG_PASS && action <= FG_BLOCK);
    MUST(returned == FG_OK || returned == FG_NOT_SCREENED);
    MUST((returned == FG_NOT_SCREENED) == (fg_verdict_status(verdict) == FG_STATUS_NOT_SCREENED));
    MUST((fg_verdict_cause(verdict) != FG_CAUSE_NONE) == (returned == FG_NOT_SCREENED));
    if (returned == FG_NOT_SCREENED)
        MUST(action >= (fg_action)config->policy[fg_verdict_cause(verdict)][channel]);
    const char *code = NULL, *sentence = NULL;
    uint64_t offset = 0;
    if (fg_verdict_error(verdict, &code, &offset, NULL, &sentence) == FG_OK)
        MUST(returned == FG_NOT_SCREENED && code[0] && sentence[0] && (!bytes || offset <= length) &&
             utf8_valid_prefix(sentence, strlen(sentence)) == strlen(sentence));
    else
        MUST(fg_verdict_cause(verdict) != FG_CAUSE_BAD_MESSAGE && fg_verdict_cause(verdict) != FG_CAUSE_LIMIT);
    uint32_t transfers = fg_verdict_transfers(verdict);
    MUST(transfers <= config->limits.transfers);
    MUST(fg_verdict_status(verdict) != FG_STATUS_SCREENED || transfers > 0);
    MUST(fg_verdict_status(verdict) != FG_STATUS_NOT_A_TRANSFER || (transfers == 0 && action == FG_PASS));
    fg_action strictest = FG_PASS;
    for (uint32_t n = 1; n <= transfers; n++) {
        fg_action own = fg_verdict_transfer_action(verdict, n);
        strictest = own > strictest ? own : strictest;
        MUST(own <= action && fg_verdict_as_of(verdict, n) >= 19000101);
        if (fg_verdict_cause(verdict) == FG_CAUSE_BAD_MESSAGE || fg_verdict_cause(verdict) == FG_CAUSE_LIMIT)
            MUST(own >= (fg_action)config->policy[fg_verdict_cause(verdict)][channel]);
    }
    MUST(returned != FG_OK || strictest == action);
    reasons_hold(verdict, bytes, length);
}

/* The same message gives the same verdict in any lane. */
static inline void verdicts_agree(const fg_verdict *a, const fg_verdict *b)
{
    MUST(fg_verdict_status(a) == fg_verdict_status(b) && fg_verdict_cause(a) == fg_verdict_cause(b));
    MUST(fg_verdict_action(a) == fg_verdict_action(b) && fg_verdict_transfers(a) == fg_verdict_transfers(b));
    MUST(strcmp(fg_verdict_format(a), fg_verdict_format(b)) == 0);
    MUST(strcmp(fg_verdict_message_type(a), fg_verdict_message_type(b)) == 0);
    for (uint32_t n = 1; n <= fg_verdict_transfers(a); n++) {
        MUST(fg_verdict_transfer_action(a, n) == fg_verdict_transfer_action(b, n));
        MUST(fg_verdict_as_of(a, n) == fg_verdict_as_of(b, n));
        MUST(strcmp(fg_verdict_rule(a, n), fg_verdict_rule(b, n)) == 0);
        for (int field = 0; field < FG_FIELD_LIMIT; field++)
            MUST(strcmp(fg_verdict_reference(a, n, (fg_field)field), fg_verdict_reference(b, n, (fg_field)field)) == 0);
    }
    MUST(fg_verdict_reasons(a) == fg_verdict_reasons(b));
    MUST(fg_verdict_reasons_dropped(a) == fg_verdict_reasons_dropped(b));
    for (uint32_t i = 0; i < fg_verdict_reasons(a); i++) {
        fg_reason one = {.size = sizeof one}, two = {.size = sizeof two};
        MUST(fg_verdict_reason(a, i, &one) == FG_OK && fg_verdict_reason(b, i, &two) == FG_OK);
        MUST(one.start == two.start && one.end == two.end && one.field == two.field && one.action == two.action);
        MUST(strcmp(one.rule, two.rule) == 0 && strcmp(one.text, two.text) == 0 && strcmp(one.entry, two.entry) == 0);
    }
    const char *code_a = "", *code_b = "", *text_a = "", *text_b = "";
    uint64_t at_a = 0, at_b = 0;
    fg_verdict_error(a, &code_a, &at_a, NULL, &text_a);
    fg_verdict_error(b, &code_b, &at_b, NULL, &text_b);
    MUST(at_a == at_b && strcmp(code_a, code_b) == 0 && strcmp(text_a, text_b) == 0);
}

#endif

/*
 * pack_diff_cases.c: what differs in the own tests of two packs (pack_diff.h).
 */
#include <stdlib.h>
#include <string.h>

#include "include/fiatgate.h"
#include "pack_diff.h"
#include "pack_words.h"
#include "rule_words.h"

/* "rule kz-brand must hold, action hold" */
static char *expectation_words(const struct pack *pack, const struct pack_case *of)
{
    char *text = NULL;
    int written = asprintf(&text, "rule %s must %s, action %s", pack_string(pack, pack->rules[of->rule].id),
                           of->expectation == PACK_EXPECT_HIT ? "hold" : "not hold",
                           of->action < 0 ? "any" : fg_action_name((fg_action)of->action));
    return written < 0 ? NULL : text;
}

static void one_sided(struct diff *diff, const struct pack_case *before, const struct pack_case *after)
{
    const struct pack *pack = before ? diff->before : diff->after;
    const struct pack_case *of = before ? before : after;
    char *words = expectation_words(pack, of);
    struct change_note note = {CHANGE_OF_CASE, pack_string(pack, of->id), "case", before ? words : "",
                               after ? words : ""};
    if (words)
        changes_add(diff->changes, CHANGE_NONE, &note, "is %s: %s; \"%s\"", before ? "gone" : "new", words,
                    pack_string(pack, of->title));
    else
        diff->changes->out_of_memory = true;
    free(words);
}

static bool same_fields(const struct diff *diff, const struct pack_case *before, const struct pack_case *after)
{
    if (before->field_count != after->field_count)
        return false;
    for (uint32_t i = 0; i < before->field_count; i++) {
        const struct pack_field_value *was = &diff->before->case_fields[before->first_field + i];
        const struct pack_field_value *is = &diff->after->case_fields[after->first_field + i];
        if (was->field != is->field || was->occurrence != is->occurrence ||
            strcmp(pack_string(diff->before, was->value), pack_string(diff->after, is->value)) != 0)
            return false;
    }
    return true;
}

static bool same_message(const struct diff *diff, const struct pack_case *before, const struct pack_case *after)
{
    return before->message_length == after->message_length &&
           (before->message_length == 0 ||
            memcmp(diff->before->case_bytes + before->message, diff->after->case_bytes + after->message,
                   before->message_length) == 0);
}

static bool same_facts(const struct pack_case *before, const struct pack_case *after)
{
    return before->channel == after->channel && before->rail == after->rail && before->direction == after->direction &&
           before->on_us == after->on_us && before->customer_class == after->customer_class &&
           before->payer_segment == after->payer_segment;
}

static void each_case(struct diff *diff, uint32_t before, uint32_t after)
{
    const struct pack_case *was = before == JOIN_NONE ? NULL : &diff->before->cases[before];
    const struct pack_case *is = after == JOIN_NONE ? NULL : &diff->after->cases[after];
    if (!was || !is) {
        one_sided(diff, was, is);
        return;
    }
    struct changed changed = {diff, CHANGE_OF_CASE, pack_string(diff->after, is->id)};
    struct change_note note = {.subject = CHANGE_OF_CASE, .id = changed.id, .what = "payment"};
    compare_words(&changed, CHANGE_NONE, "expectation", expectation_words(diff->before, was),
                  expectation_words(diff->after, is));
    if (!same_fields(diff, was, is) || !same_message(diff, was, is) || !same_facts(was, is))
        changes_add(diff->changes, CHANGE_NONE, &note, "its payment is another");
    compare_date(&changed, CHANGE_NONE, "as_of", was->as_of, is->as_of);
    compare_value(&changed, CHANGE_NONE, "layer", layer_word(diff->before, was->layer),
                  layer_word(diff->after, is->layer));
    compare_text(&changed, "title", pack_string(diff->before, was->title), pack_string(diff->after, is->title));
}

static struct join_key case_key(const struct pack *pack, uint32_t record)
{
    return (struct join_key){.major = pack_string(pack, pack->cases[record].id), .minor = ""};
}

void diff_cases(struct diff *diff)
{
    join_records(diff, diff->before->case_count, diff->after->case_count, case_key, each_case);
}

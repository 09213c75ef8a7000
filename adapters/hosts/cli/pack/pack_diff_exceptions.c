/*
 * pack_diff_exceptions.c: what differs in the exceptions of two packs (pack_diff.h). One that has lapsed is not in a
 * built pack; it shows as gone.
 */
#include <stdlib.h>
#include <string.h>

#include "pack_diff.h"
#include "pack_words.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ID_TEXT      256

static const char *rule_id(const struct pack *pack, const struct pack_exception *exception)
{
    return pack_string(pack, pack->rules[exception->rule].id);
}

static void one_sided(struct diff *diff, const struct pack_exception *before, const struct pack_exception *after)
{
    const struct pack *pack = before ? diff->before : diff->after;
    const struct pack_exception *exception = before ? before : after;
    char *payment = payment_words(pack, exception), *period = period_words(exception->valid_from, exception->valid_to);
    struct change_note note = {CHANGE_OF_EXCEPTION, pack_string(pack, exception->id), "exception",
                               before ? payment : "", after ? payment : ""};
    if (payment && period)
        changes_add(diff->changes, before ? CHANGE_STRICTER : CHANGE_MILDER, &note,
                    "is %s; rule %s %s payments with %s; %s; owner %s: \"%s\"", before ? "gone" : "new",
                    rule_id(pack, exception), before ? "acts again on" : "does not act on", payment, period,
                    pack_string(pack, exception->owner), pack_string(pack, exception->reason));
    else
        diff->changes->out_of_memory = true;
    free(payment);
    free(period);
}

static void each_exception(struct diff *diff, uint32_t before, uint32_t after)
{
    static const struct text_column columns[] = {{"owner", offsetof(struct pack_exception, owner)},
                                                 {"reason", offsetof(struct pack_exception, reason)}};
    const struct pack_exception *was = before == JOIN_NONE ? NULL : &diff->before->exceptions[before];
    const struct pack_exception *is = after == JOIN_NONE ? NULL : &diff->after->exceptions[after];
    char id[ID_TEXT];
    if (!was || !is) {
        one_sided(diff, was, is);
        return;
    }
    snprintf(id, sizeof id, "%s (rule %s)", pack_string(diff->after, is->id), rule_id(diff->after, is));
    struct changed changed = {diff, CHANGE_OF_EXCEPTION, id};
    compare_period(&changed, CHANGE_STRICTER, "valid", (struct period){was->valid_from, was->valid_to},
                   (struct period){is->valid_from, is->valid_to});
    compare_words(&changed, CHANGE_EITHER, "payment", payment_words(diff->before, was), payment_words(diff->after, is));
    compare_words(&changed,
                  was->entry == 0  ? CHANGE_STRICTER
                  : is->entry == 0 ? CHANGE_MILDER
                                   : CHANGE_EITHER,
                  "entry", entry_words(diff->before, was->entry), entry_words(diff->after, is->entry));
    compare_columns(&changed, columns, COUNT(columns), was, is);
}

static struct join_key exception_key(const struct pack *pack, uint32_t record)
{
    const struct pack_exception *exception = &pack->exceptions[record];
    return (struct join_key){.major = pack_string(pack, exception->id), .minor = rule_id(pack, exception)};
}

void diff_exceptions(struct diff *diff)
{
    join_records(diff, diff->before->exception_count, diff->after->exception_count, exception_key, each_exception);
}

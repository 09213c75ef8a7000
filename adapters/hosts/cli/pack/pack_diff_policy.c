/*
 * pack_diff_policy.c: what differs in what is true of the whole of two packs (pack_diff.h): identity, layers, policy,
 * hold clocks, calendar.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/fiatgate.h"
#include "pack_diff.h"
#include "pack_words.h"
#include "rule_words.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void compare_identity(struct diff *diff)
{
    static const struct text_column columns[] = {{"name", offsetof(struct pack_meta, name)},
                                                 {"version", offsetof(struct pack_meta, version)},
                                                 {"jurisdiction", offsetof(struct pack_meta, jurisdiction)},
                                                 {"title", offsetof(struct pack_meta, title)},
                                                 {"engine", offsetof(struct pack_meta, engine)}};
    const struct pack_meta *before = diff->before->meta, *after = diff->after->meta;
    struct changed changed = {diff, CHANGE_OF_PACK, ""};
    compare_columns(&changed, columns, COUNT(columns), before, after);
    compare_period(&changed, CHANGE_NONE, "valid", (struct period){before->valid_from, before->valid_to},
                   (struct period){after->valid_from, after->valid_to});
    compare_number(&changed, CHANGE_EITHER, "folding_of_text", before->fold_version, after->fold_version);
}

/* --- Policy ------------------------------------------------------------------------------------------------------- */

static void compare_enforcement(struct diff *diff)
{
    uint8_t before = diff->before->meta->enforcement, after = diff->after->meta->enforcement;
    struct change_note note = {CHANGE_OF_POLICY, "", "enforcement", enforcement_word(before), enforcement_word(after)};
    if (before == after)
        return;
    if (after == PACK_ENFORCEMENT_SHADOW)
        changes_add(diff->changes, CHANGE_MILDER, &note, "a live gate only shadows: no payment is stopped any more%s",
                    before == PACK_ENFORCEMENT_UNSAID ? ", whatever the gate's configuration says" : "");
    else if (after == PACK_ENFORCEMENT_ENFORCE)
        changes_add(diff->changes, CHANGE_STRICTER, &note, "a live gate enforces: payments are stopped%s",
                    before == PACK_ENFORCEMENT_UNSAID ? ", whatever the gate's configuration says"
                                                      : " where it only shadowed");
    else
        changes_add(diff->changes, CHANGE_EITHER, &note, "it does not say any more whether a live gate %s",
                    before == PACK_ENFORCEMENT_ENFORCE ? "enforces; it enforced" : "only shadows; it did");
}

static void compare_policy(struct diff *diff)
{
    const struct pack_meta *before = diff->before->meta, *after = diff->after->meta;
    struct changed changed = {diff, CHANGE_OF_POLICY, ""};
    compare_enforcement(diff);
    compare_value(&changed, after->stale_action < before->stale_action ? CHANGE_MILDER : CHANGE_STRICTER, "when_stale",
                  word_of(&vocabulary_stale_actions, before->stale_action),
                  word_of(&vocabulary_stale_actions, after->stale_action));
    compare_value(&changed, CHANGE_NONE, "replay_report", word_of(&vocabulary_reports, before->report_required),
                  word_of(&vocabulary_reports, after->report_required));
    compare_number(&changed, CHANGE_NONE, "evasion_minimum", before->evasion_minimum, after->evasion_minimum);
    compare_words(&changed, CHANGE_NONE, "weekend", weekend_words(before->weekend), weekend_words(after->weekend));
}

/* --- Clocks ------------------------------------------------------------------------------------------------------- */

static void one_clock(struct diff *diff, const struct pack_clock *clock, bool added)
{
    char *words = clock_words(clock);
    struct change_note note = {CHANGE_OF_CLOCK, word_of(&vocabulary_grounds, clock->ground), "clock",
                               added ? "" : words, added ? words : ""};
    if (words)
        changes_add(diff->changes, CHANGE_NONE, &note,
                    added ? "an alarm comes when a payment was held for %s; there was none"
                          : "no alarm comes any more; it came when a payment was held for %s",
                    words);
    else
        diff->changes->out_of_memory = true;
    free(words);
}

static void each_clock(struct diff *diff, uint32_t before, uint32_t after)
{
    if (before == JOIN_NONE || after == JOIN_NONE) {
        bool added = before == JOIN_NONE;
        one_clock(diff, added ? &diff->after->clocks[after] : &diff->before->clocks[before], added);
        return;
    }
    const struct pack_clock *was = &diff->before->clocks[before], *is = &diff->after->clocks[after];
    struct changed changed = {diff, CHANGE_OF_CLOCK, word_of(&vocabulary_grounds, is->ground)};
    compare_words(&changed, CHANGE_NONE, "length", clock_words(was), clock_words(is));
    compare_text(&changed, "basis", pack_string(diff->before, was->basis), pack_string(diff->after, is->basis));
}

static struct join_key clock_key(const struct pack *pack, uint32_t record)
{
    return (struct join_key){.major = word_of(&vocabulary_grounds, pack->clocks[record].ground), .minor = ""};
}

/* --- Calendar ----------------------------------------------------------------------------------------------------- */

static const char *day_word(const struct pack_calendar_day *day)
{
    return day ? word_of(&vocabulary_day_kinds, day->working) : "";
}

static void day_changed(struct diff *diff, const struct pack_calendar_day *before,
                        const struct pack_calendar_day *after)
{
    char date[DATE_WORDS];
    struct change_note note = {CHANGE_OF_CALENDAR, date_words(before ? before->date : after->date, "?", date), "day",
                               day_word(before), day_word(after)};
    if (!after)
        changes_add(diff->changes, CHANGE_NONE, &note, "is like its weekday, was: %s", note.before);
    else if (!before)
        changes_add(diff->changes, CHANGE_NONE, &note, "is: %s; was like its weekday", note.after);
    else
        changes_add(diff->changes, CHANGE_NONE, &note, "is: %s; was: %s", note.after, note.before);
}

/* Both are in the order of dates. */
static void compare_days(struct diff *diff)
{
    const struct pack *before = diff->before, *after = diff->after;
    for (uint32_t b = 0, a = 0; b < before->calendar_count || a < after->calendar_count;) {
        const struct pack_calendar_day *was = b < before->calendar_count ? &before->calendar[b] : NULL;
        const struct pack_calendar_day *is = a < after->calendar_count ? &after->calendar[a] : NULL;
        if (was && is && was->date != is->date) {
            is = is->date < was->date ? is : NULL;
            was = is ? NULL : was;
        }
        if (!was || !is || was->working != is->working)
            day_changed(diff, was, is);
        b += was != NULL;
        a += is != NULL;
    }
}

static void compare_years(struct diff *diff)
{
    const struct pack_meta *before = diff->before->meta, *after = diff->after->meta;
    char was[32], is[32];
    struct changed changed = {diff, CHANGE_OF_CALENDAR, ""};
    snprintf(was, sizeof was, before->calendar_from ? "%u to %u" : "none", before->calendar_from, before->calendar_to);
    snprintf(is, sizeof is, after->calendar_from ? "%u to %u" : "none", after->calendar_from, after->calendar_to);
    compare_value(&changed, CHANGE_NONE, "years", was, is);
}

/* --- Layers ------------------------------------------------------------------------------------------------------- */

static void compare_layers(struct diff *diff)
{
    static const char *const of[PACK_LAYERS_MAX] = {[PACK_BASE_LAYER] = "base", [PACK_BANK_LAYER] = "bank"};
    for (uint32_t i = 0; i < PACK_LAYERS_MAX; i++) {
        const struct pack_layer *before = i < diff->before->layer_count ? &diff->before->layers[i] : NULL;
        const struct pack_layer *after = i < diff->after->layer_count ? &diff->after->layers[i] : NULL;
        struct changed changed = {diff, CHANGE_OF_LAYER, of[i]};
        compare_value(&changed, CHANGE_NONE, "name", before ? pack_string(diff->before, before->name) : "",
                      after ? pack_string(diff->after, after->name) : "");
        compare_value(&changed, CHANGE_NONE, "version", before ? pack_string(diff->before, before->version) : "",
                      after ? pack_string(diff->after, after->version) : "");
        compare_value(&changed, CHANGE_NONE, "hash_of_sources", before ? pack_string(diff->before, before->hash) : "",
                      after ? pack_string(diff->after, after->hash) : "");
    }
}

void diff_policy(struct diff *diff)
{
    compare_policy(diff);
    join_records(diff, diff->before->clock_count, diff->after->clock_count, clock_key, each_clock);
    compare_years(diff);
    compare_days(diff);
    compare_identity(diff);
    compare_layers(diff);
}

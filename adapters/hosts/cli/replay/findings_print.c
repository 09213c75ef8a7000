/*
 * findings_print.c: what a replay found, for an officer at a terminal (findings.h): what changes in sentences, then the
 * groups behind it, then what was counted and what was not measured.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "findings.h"
#include "findings_answers.h"
#include "findings_words.h"
#include "terminal_text.h"

#define GROUPS_SHOWN     12u
#define NAMES_SHOWN      12u
#define UNREADABLE_SHOWN 10u

/* --- what changes ------------------------------------------------------------------------------------------------- */

static void print_pack(FILE *out, const Fiatgate__ReplayPack *pack)
{
    fprintf(out, "%s %s (hash %.16s…)", pack->name, pack->version, pack->hash);
}

static void print_heading(FILE *out, const Fiatgate__Replay *replay)
{
    if (!replay->complete)
        fputs("INCOMPLETE: the replay was interrupted; this speaks of the first part of the input alone.\n", out);
    fputs("pack     ", out);
    print_pack(out, replay->pack);
    fputs("\nagainst  ", out);
    const char *since = replay_look_back(replay);
    if (since)
        fprintf(out, "the same pack as of the day before %s", since);
    else if (replay->against)
        print_pack(out, replay->against);
    else
        fputs("letting everything pass", out);
    for (size_t i = 0; i < replay->n_options; i++) {
        fputs(i == 0 ? "\noptions  " : " ", out);
        terminal_write(out, replay->options[i]);
    }
    fputs("\n\n", out);
}

/* What is in shadow stops nothing: who reads "no payment would be held" must know what it would hold. */
static void print_shadow(FILE *out, const Fiatgate__Replay *replay)
{
    uint64_t would[ACTION_COUNT];
    char blocked[NUMBER_WORDS], held[NUMBER_WORDS], flagged[NUMBER_WORDS];
    replay_would(replay, would);
    if (replay->pack->only_shadows)
        fputs("  The pack only shadows (enforcement = \"shadow\"): it stops nothing. Were it enforced, ", out);
    else if (replay->n_would > 0)
        fputs("  Rules in shadow mode decide nothing. Were they enforced, too, ", out);
    if (replay->pack->only_shadows || replay->n_would > 0)
        fprintf(out,
                "%s payment%s would be blocked, %s held and %s flagged%s. To see which, replay the pack enforced.\n",
                number_words(would[FIATGATE__ACTION__ACTION_BLOCK], blocked),
                plural(would[FIATGATE__ACTION__ACTION_BLOCK]), number_words(would[FIATGATE__ACTION__ACTION_HOLD], held),
                number_words(would[FIATGATE__ACTION__ACTION_FLAG], flagged),
                replay->pack->only_shadows ? "" : " that are not now");
    if (replay->against && replay->against->only_shadows && !replay_is_of_one_pack(replay))
        fputs("  The pack compared with only shadows: before, nothing was stopped.\n", out);
}

/* "37 payments of 21 customers, 1 234 567.00 KZT and 12 000.00 USD" */
static void print_group_words(FILE *out, const Fiatgate__ReplayGroup *group)
{
    char payments[NUMBER_WORDS], customers[NUMBER_WORDS];
    fprintf(out, "%s payment%s", number_words(group->payments, payments), plural(group->payments));
    if (group->customers > 0)
        fprintf(out, " of %s customer%s", number_words(group->customers, customers), plural(group->customers));
    if (money_is_told(group->money, group->n_money))
        fputs(", ", out);
    print_money(out, group->money, group->n_money);
}

/* The changes that nothing has, in one sentence. */
static void print_none(FILE *out, const Fiatgate__Replay *replay)
{
    int none[CHANGE_COUNT], count = 0;
    bool beside_nothing = !replay->against;
    for (int change = 1; change < CHANGE_COUNT; change++)
        if (!replay_change(replay, change) && (!beside_nothing || change_makes_stricter(change)))
            none[count++] = change;
    if (count == 0)
        return;
    fputs("  No payment would ", out);
    for (int i = 0; i < count; i++)
        fprintf(out, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", change_words(none[i], beside_nothing));
    fputs(".\n", out);
}

static void print_changes(FILE *out, const Fiatgate__Replay *replay, bool colour)
{
    for (int change = 1; change < CHANGE_COUNT; change++) {
        const Fiatgate__ReplayGroup *group = replay_change(replay, change);
        if (!group)
            continue;
        fputs("  ", out);
        fputs(change_paint(change, colour), out);
        print_group_words(out, group);
        fprintf(out, ", would %s.%s\n", change_words(change, !replay->against), colour ? "\033[0m" : "");
    }
    print_none(out, replay);
    char number[NUMBER_WORDS];
    if (replay->copies > 0)
        fprintf(out,
                "  Copies: %s of these payments came in messages that had come before, byte for byte; each counts.\n",
                number_words(replay->copies, number));
    if (replay->other_rule > 0)
        fprintf(out, "  %s payment%s would get the same action by another rule.\n",
                number_words(replay->other_rule, number), plural(replay->other_rule));
}

/* Wages and the like that would newly be stopped; that there are none is said, too. */
static void print_apart(FILE *out, const Fiatgate__Replay *replay)
{
    size_t named = 0;
    for (size_t i = 0; i < replay->n_apart; i++) {
        const Fiatgate__ReplayGroup *group = replay->apart[i];
        if (!replay_stops(group))
            continue;
        fputs("  Among these, ", out);
        terminal_write(out, group->title ? group->title : group->key);
        fputs(": ", out);
        print_group_words(out, group);
        fprintf(out, ", would %s.\n", change_words((int)group->change, !replay->against));
    }
    for (size_t i = replay_next_spared(replay, 0); i < replay->n_apart; i = replay_next_spared(replay, i + 1)) {
        fputs(named++ == 0 ? "  Set apart, stopped by this: none of " : ", ", out);
        terminal_write(out, replay->apart[i]->title ? replay->apart[i]->title : replay->apart[i]->key);
    }
    fputs(named > 0 ? ".\n" : "", out);
    if (replay->n_apart == 0)
        fputs("  The pack names no payments to be shown apart (wages, pensions, taxes, tuition).\n", out);
}

static void print_alerts(FILE *out, const Fiatgate__Replay *replay)
{
    if (!replay->alerts_a_day)
        return;
    fprintf(out, "  Alerts a day: %s", replay->alerts_a_day);
    if (replay->alerts_a_day_before)
        fprintf(out, ", before %s", replay->alerts_a_day_before);
    fprintf(out, "; at %u minutes each %s hours of an officer a day", replay->minutes_an_alert, replay->hours_a_day);
    if (replay->hours_a_day_before)
        fprintf(out, ", before %s", replay->hours_a_day_before);
    fputs(replay->input->not_screened > 0 ? "; messages not screened are not among them.\n" : ".\n", out);
}

/* --- groups ------------------------------------------------------------------------------------------------------- */

static void print_groups(FILE *out, const char *heading, const char *none, Fiatgate__ReplayGroup *const *groups,
                         size_t count, bool beside_nothing)
{
    size_t shown = count < GROUPS_SHOWN ? count : GROUPS_SHOWN, widest = strlen(heading);
    if (count == 0)
        return;
    for (size_t i = 0; i < shown; i++) {
        size_t width = terminal_width(*groups[i]->key ? groups[i]->key : none);
        widest = width > widest ? width : widest;
    }
    fprintf(out, "\n%-*s  %-22s %9s %9s  money\n", (int)widest, heading, "would", "payments", "customers");
    for (size_t i = 0; i < shown; i++) {
        const Fiatgate__ReplayGroup *group = groups[i];
        const char *key = *group->key ? group->key : none;
        terminal_write(out, key);
        fprintf(out, "%*s  %-22s %9llu %9llu  ", (int)(widest - terminal_width(key)), "",
                change_words((int)group->change, beside_nothing), (unsigned long long)group->payments,
                (unsigned long long)group->customers);
        print_money(out, group->money, group->n_money);
        if (group->title && *group->title)
            fputs(money_is_told(group->money, group->n_money) ? "; " : "", out);
        terminal_write(out, group->title ? group->title : "");
        fputc('\n', out);
    }
    if (count > shown)
        fprintf(out, "… and %zu more; the report has all\n", count - shown);
}

/* --- what was counted --------------------------------------------------------------------------------------------- */

static void print_actions(FILE *out, const Fiatgate__Replay *replay, bool colour)
{
    uint64_t before[ACTION_COUNT] = {0}, after[ACTION_COUNT] = {0};
    for (size_t i = 0; i < replay->n_cells; i++) {
        before[replay->cells[i]->before % ACTION_COUNT] += replay->cells[i]->payments;
        after[replay->cells[i]->after % ACTION_COUNT] += replay->cells[i]->payments;
    }
    for (int action = 0; action < ACTION_COUNT; action++) {
        fprintf(out, "  %s%-14s%s %10llu", action_colour(action, colour), action_word(action), colour ? "\033[0m" : "",
                (unsigned long long)after[action]);
        if (replay->against)
            fprintf(out, "   before %10llu", (unsigned long long)before[action]);
        fputc('\n', out);
    }
}

static void print_counts(FILE *out, const Fiatgate__Replay *replay, bool colour)
{
    const Fiatgate__ReplayInput *input = replay->input;
    fprintf(out, "\nmessages         %10llu   in %llu file%s", (unsigned long long)input->messages,
            (unsigned long long)input->files, plural(input->files));
    if (input->skipped > 0)
        fprintf(out, "; %llu left out (hidden, *.csv, *.md, *.cfg, or no files)", (unsigned long long)input->skipped);
    fprintf(out, "\n  no transfer    %10llu\n  not screened   %10llu", (unsigned long long)input->not_a_transfer,
            (unsigned long long)input->not_screened);
    for (size_t i = 0; i < replay->n_causes; i++)
        fprintf(out, "%s%s %llu", i > 0 ? ", " : "   ", replay->causes[i]->key,
                (unsigned long long)replay->causes[i]->count);
    if (input->cut_short > 0)
        fprintf(
            out,
            "\n    of them      %10llu   file%s or archive%s not read to the end: how many messages %s is not known",
            (unsigned long long)input->cut_short, plural(input->cut_short), plural(input->cut_short),
            input->cut_short == 1 ? "it holds" : "they hold");
    fprintf(out, "\ntransfers        %10llu", (unsigned long long)input->transfers);
    if (input->first_day)
        fprintf(out, "   %s … %s, %u day%s with payments", input->first_day, input->last_day, input->days,
                plural(input->days));
    fputc('\n', out);
    if (input->before_day > 0)
        fprintf(out, "  before the day %10llu   left, not screened\n", (unsigned long long)input->before_day);
    print_actions(out, replay, colour);
    if (replay->n_rules_hit > 0)
        fprintf(out, "%-40s %10s%s\n", "rules", "held", replay->against ? "     before" : "");
    for (size_t i = 0; i < replay->n_rules_hit; i++) {
        const Fiatgate__ReplayCount *rule = replay->rules_hit[i];
        fprintf(out, "  %-38s %10llu", rule->key, (unsigned long long)rule->count);
        if (rule->has_before)
            fprintf(out, " %10llu", (unsigned long long)rule->before);
        fputc('\n', out);
    }
}

/* --- what was not measured ---------------------------------------------------------------------------------------- */

static void print_unreadable(FILE *out, const Fiatgate__Replay *replay)
{
    size_t shown = replay->n_unreadable < UNREADABLE_SHOWN ? replay->n_unreadable : UNREADABLE_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        const Fiatgate__ReplayUnreadable *item = replay->unreadable[i];
        fputs(i == 0 ? "  Not read:\n    " : "    ", out);
        terminal_write(out, item->file ? item->file : "");
        if (item->error && item->error->line > 0)
            fprintf(out, ":%u", item->error->line);
        if (item->tx > 0)
            fprintf(out, " tx %u", item->tx);
        fputs(": ", out);
        terminal_write(out, item->error && item->error->text ? item->error->text : "");
        fputc('\n', out);
    }
    uint64_t more = replay->n_unreadable - shown + replay->unreadable_more;
    if (more > 0)
        fprintf(out, "    … and %llu more\n", (unsigned long long)more);
}

/* "Rules that never held: 12: a, b, ..." */
static void print_names(FILE *out, const char *heading, Fiatgate__ReplayCount *const *names, size_t count)
{
    if (count == 0)
        return;
    fprintf(out, "  %s: %zu: ", heading, count);
    for (size_t i = 0; i < count && i < NAMES_SHOWN; i++)
        fprintf(out, "%s%s", i > 0 ? ", " : "", names[i]->key);
    fputs(count > NAMES_SHOWN ? ", …\n" : "\n", out);
}

static void print_entries(FILE *out, const Fiatgate__Replay *replay)
{
    char never[NUMBER_WORDS], of[NUMBER_WORDS];
    uint64_t entries = 0;
    for (size_t i = 0; i < replay->pack->n_lists; i++)
        entries += replay->pack->lists[i]->has_never_hit ? replay->pack->lists[i]->entries : 0;
    if (replay->entries_never_hit > 0)
        fprintf(out, "  Entries that were never a reason: %s of %s\n", number_words(replay->entries_never_hit, never),
                number_words(entries, of));
}

static void print_stale(FILE *out, const Fiatgate__Replay *replay)
{
    const Fiatgate__ReplayPack *pack = replay->pack;
    if (replay->past_valid_to > 0)
        fprintf(out, "  Past its last day: the pack is valid until %s, %llu payment%s screened as of later days\n",
                pack->valid_to, (unsigned long long)replay->past_valid_to,
                replay->past_valid_to == 1 ? " was" : "s were");
    for (size_t i = 0; i < pack->n_lists; i++)
        if (pack->lists[i]->stale)
            fprintf(out, "  Past its age: %s, taken on %s: %d days old at the last payment, %u allowed\n",
                    pack->lists[i]->id, pack->lists[i]->retrieved_at, pack->lists[i]->age_days,
                    pack->lists[i]->max_age_days);
}

static void print_fields(FILE *out, const Fiatgate__Replay *replay)
{
    if (replay->n_fields_never_seen == 0)
        return;
    fprintf(out, "  Fields that rules ask for and no payment had: %zu: ", replay->n_fields_never_seen);
    for (size_t i = 0; i < replay->n_fields_never_seen && i < NAMES_SHOWN; i++)
        fprintf(out, "%s%s", i > 0 ? ", " : "", replay->fields_never_seen[i]);
    fputs(replay->n_fields_never_seen > NAMES_SHOWN ? ", …\n" : "\n", out);
}

static void print_not_measured(FILE *out, const Fiatgate__Replay *replay)
{
    fputs("\nNot measured\n", out);
    print_unreadable(out, replay);
    if (replay->unmapped > 0)
        fprintf(out, "  Elements that the field map does not know: %llu\n", (unsigned long long)replay->unmapped);
    print_fields(out, replay);
    print_names(out, "Rules that never held", replay->rules_never_hit, replay->n_rules_never_hit);
    print_entries(out, replay);
    print_stale(out, replay);
}

void findings_print(FILE *out, const Fiatgate__Replay *replay, bool colour)
{
    bool beside_nothing = !replay->against;
    print_heading(out, replay);
    if (replay->input->transfers > 0) {
        print_shadow(out, replay);
        print_changes(out, replay, colour);
        print_apart(out, replay);
        print_alerts(out, replay);
    } else
        fputs("  No payment was screened: this says nothing of what the pack would do. Look at the input.\n", out);
    print_groups(out, "by rule", "(no rule)", replay->by_rule, replay->n_by_rule, beside_nothing);
    print_groups(out, "by entry", "(no entry)", replay->by_entry, replay->n_by_entry, beside_nothing);
    print_counts(out, replay, colour);
    print_not_measured(out, replay);
    if (replay->labels)
        findings_print_labels(out, replay->labels);
}

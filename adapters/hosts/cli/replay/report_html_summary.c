/*
 * report_html_summary.c: the first screen of the report: what would change, in payments, customers and money, and what
 * one must know to believe it (report_html.h).
 */
#include "report_html.h"

#include <string.h>

#include "findings_answers.h"

#define MONEY_SHOWN 3
#define STALE_SHOWN 1

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static uint64_t transfers(const Fiatgate__Replay *replay)
{
    return replay->input ? replay->input->transfers : 0;
}

static void write_banner(FILE *out, const char *class, enum report_word word)
{
    fprintf(out, "<p class=\"banner %s\" role=\"alert\">", class);
    html_word(out, word);
    fputs("</p>\n", out);
}

/* Who reads "stops nothing" must know what it would stop. */
static void write_shadow(FILE *out, const Fiatgate__Replay *replay)
{
    bool shadows = replay->pack && replay->pack->only_shadows;
    uint64_t would[ACTION_COUNT];
    replay_would(replay, would);
    if (shadows || replay->n_would > 0) {
        fputs("<p class=\"banner care\" role=\"alert\">", out);
        HTML_SAY(out, shadows ? WORD_only_shadows : WORD_rules_shadow,
                 said_number(would[FIATGATE__ACTION__ACTION_BLOCK]), said_number(would[FIATGATE__ACTION__ACTION_HOLD]),
                 said_number(would[FIATGATE__ACTION__ACTION_FLAG]));
        fputs("</p>\n", out);
    }
    if (replay->against && replay->against->only_shadows && !replay_is_of_one_pack(replay))
        write_banner(out, "care", WORD_against_shadows);
}

static void write_headline(FILE *out, const Fiatgate__Replay *replay)
{
    const char *since = replay_look_back(replay);
    uint64_t changed = 0;
    for (int change = 1; change <= CHANGES; change++)
        changed += replay_change(replay, change) ? replay_change(replay, change)->payments : 0;
    fputs("<h1>", out);
    if (transfers(replay) == 0)
        html_word(out, WORD_headline_empty);
    else if (changed == 0)
        html_word(out, replay->against ? WORD_headline_same : WORD_headline_none);
    else if (since)
        HTML_SAY(out, WORD_headline_look_back, said_number(changed), said_counted(transfers(replay), payment_of),
                 said_day(since));
    else if (replay->against)
        HTML_SAY(out, WORD_headline_change, said_number(changed), said_counted(transfers(replay), payment_of));
    else
        HTML_SAY(out, WORD_headline_alone, said_number(changed), said_counted(transfers(replay), payment_of));
    fputs("</h1>\n<p class=\"subline\">", out);
    const Fiatgate__ReplayPack *pack = replay->pack, *against = replay->against;
    if (since)
        HTML_SAY(out, WORD_subline_look_back, said_text(pack->name), said_text(pack->version), said_day(since));
    else if (replay_is_of_one_pack(replay))
        HTML_SAY(out, WORD_subline_same_pack, said_text(pack->name), said_text(pack->version));
    else if (pack && against)
        HTML_SAY(out, WORD_subline_against, said_text(pack->name), said_text(pack->version), said_text(against->name),
                 said_text(against->version));
    else if (pack)
        HTML_SAY(out, WORD_subline_alone, said_text(pack->name), said_text(pack->version));
    fputs("</p>\n", out);
}

static void write_change_row(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayGroup *group)
{
    int change = (int)group->change;
    bool alone = !replay->against && change <= STRICTER_CHANGES;
    fprintf(out, "<tr class=\"r-%d\"><th scope=\"row\">", change);
    html_change(out, replay, change);
    fputs("<span class=\"means\">", out);
    html_word(out, (enum report_word)(alone ? WORD_alone_means_newly_blocked + change - 1 : WORD_means_none + change));
    fputs("</span></th><td><b class=\"big\">", out);
    html_number(out, group->payments);
    fputs("</b> <span class=\"unit\">", out);
    html_noun(out, NOUN_payment, group->payments);
    fputs("</span></td><td><b class=\"big\">", out);
    html_number(out, group->customers);
    fputs("</b> <span class=\"unit\">", out);
    html_noun(out, NOUN_customer, group->customers);
    fputs("</span></td><td class=\"sums\">", out);
    HTML_MONEY(out, group, MONEY_SHOWN);
    fputs("</td></tr>\n", out);
}

/* "None: newly flagged, no longer stopped": what is not said would be asked. */
static void write_changes_without(FILE *out, const Fiatgate__Replay *replay)
{
    int last = replay->against ? CHANGES : STRICTER_CHANGES;
    bool any = false;
    for (int change = 1; change <= last; change++)
        if (!replay_change(replay, change)) {
            fputs(any ? ", " : "<p class=\"quiet without\">", out);
            if (!any) {
                html_word(out, WORD_none_of);
                fputs(" ", out);
            }
            html_word(out, report_change_word(replay, change));
            any = true;
        }
    if (any)
        fputs("</p>\n", out);
}

static void write_changes(FILE *out, const Fiatgate__Replay *replay)
{
    bool any = false;
    for (int change = 1; change <= CHANGES; change++)
        any |= replay_change(replay, change) != NULL;
    fputs("<div class=\"what\">\n", out);
    if (any) {
        fputs("<table class=\"changes\"><caption class=\"vh\">", out);
        html_word(out, replay->against ? WORD_what_changes : WORD_what_stops);
        fputs("</caption><thead class=\"vh\"><tr>", out);
        static const enum report_word columns[] = {WORD_column_change, WORD_column_payments, WORD_column_customers,
                                                   WORD_column_money};
        html_columns(out, columns, sizeof columns / sizeof *columns, sizeof columns / sizeof *columns);
        fputs("</tr></thead><tbody>\n", out);
        for (int change = 1; change <= CHANGES; change++)
            if (replay_change(replay, change))
                write_change_row(out, replay, replay_change(replay, change));
        fputs("</tbody></table>\n", out);
    }
    write_changes_without(out, replay);
    fputs("</div>\n", out);
}

static void write_kinds_spared(FILE *out, const Fiatgate__Replay *replay)
{
    size_t count = 0;
    for (size_t i = replay_next_spared(replay, 0); i < replay->n_apart; i = replay_next_spared(replay, i + 1)) {
        fputs(count++ ? ", " : "<p>", out);
        html_apart(out, replay, replay->apart[i]->key);
    }
    if (count) {
        fputs(": <b>", out);
        html_word(out, WORD_apart_none);
        fputs("</b></p>\n", out);
    }
}

/* Wages, pensions, taxes and tuition: who stops those stops people's lives, so that "none" is said too. */
static void write_apart(FILE *out, const Fiatgate__Replay *replay)
{
    bool any = false;
    for (size_t i = 0; i < replay->n_apart; i++)
        any |= replay_stops(replay->apart[i]);
    fprintf(out, "<div class=\"box-apart%s\"><h2>", any ? " loud" : "");
    html_word(out, replay->against ? WORD_apart_heading : WORD_apart_heading_alone);
    fputs("</h2>\n", out);
    for (size_t i = 0; i < replay->n_apart; i++) {
        const Fiatgate__ReplayGroup *group = replay->apart[i];
        if (!replay_stops(group))
            continue;
        fputs("<p><b>", out);
        html_apart(out, replay, group->key);
        fputs("</b>: ", out);
        html_change(out, replay, (int)group->change);
        fputs(" — ", out);
        HTML_SAY(out, WORD_count_of_customers, said_counted(group->payments, payment),
                 said_counted(group->customers, customer_of));
        fputs("; ", out);
        HTML_MONEY(out, group, MONEY_SHOWN);
        fputs("</p>\n", out);
    }
    if (replay->n_apart == 0) {
        html_paragraph(out, WORD_apart_unknown);
    } else
        write_kinds_spared(out, replay);
    fputs("</div>\n", out);
}

static void write_measure(FILE *out, const char *before, const char *after, enum report_word unit)
{
    fputs("<p class=\"measure\">", out);
    if (before) {
        fputs("<span class=\"was\">", out);
        html_decimal(out, before);
        fputs("</span><span aria-hidden=\"true\"> → </span><span class=\"vh\">", out);
        html_word(out, WORD_arrow_to);
        fputs("</span> ", out);
    }
    fputs("<b class=\"big\">", out);
    html_decimal(out, after ? after : "0.0");
    fputs("</b> <span class=\"unit\">", out);
    html_word(out, unit);
    fputs("</span></p>\n", out);
}

static void write_workload(FILE *out, const Fiatgate__Replay *replay)
{
    fputs("<div class=\"box-work\"><h2>", out);
    html_word(out, WORD_workload);
    fputs("</h2>\n", out);
    if (!replay->alerts_a_day) {
        fputs("<p>", out);
        html_word(out, WORD_no_alerts);
        fputs("</p></div>\n", out);
        return;
    }
    bool compared = replay->against != NULL;
    write_measure(out, compared ? replay->alerts_a_day_before : NULL, replay->alerts_a_day, WORD_alerts);
    write_measure(out, compared ? replay->hours_a_day_before : NULL, replay->hours_a_day, WORD_hours);
    fputs("<p class=\"quiet\">", out);
    HTML_SAY(out, WORD_at_rate, said_counted(replay->minutes_an_alert, minute));
    if (replay->input && replay->input->not_screened > 0) {
        fputs("; ", out);
        html_word(out, WORD_without_unread);
    }
    fputs("</p></div>\n", out);
}

static void begin_fact(FILE *out, enum report_word name, const char *class)
{
    fprintf(out, "<div class=\"%s\"><dt>", class);
    html_word(out, name);
    fputs("</dt><dd>", out);
}

static void end_fact(FILE *out)
{
    fputs("</dd></div>\n", out);
}

static void write_short_hash(FILE *out, const char *hash)
{
    char beginning[13];
    snprintf(beginning, sizeof beginning, "%s", or_empty(hash));
    html_text(out, beginning);
    fputs("…", out);
}

static void write_pack(FILE *out, enum report_word role, const Fiatgate__ReplayPack *pack)
{
    fputs("<p><span class=\"role\">", out);
    html_word(out, role);
    fputs("</span> ", out);
    if (pack) {
        fputs("<b>", out);
        html_text(out, pack->name);
        fputs(" ", out);
        html_text(out, pack->version);
        fputs("</b> <code>", out);
        write_short_hash(out, pack->hash);
        fputs("</code>", out);
    } else
        html_word(out, WORD_everything_passes);
    fputs("</p>\n", out);
}

static void write_packs(FILE *out, const Fiatgate__Replay *replay)
{
    begin_fact(out, WORD_packs, "fact");
    write_pack(out, replay->against && !replay_look_back(replay) ? WORD_pack_new : WORD_pack_only, replay->pack);
    if (replay_look_back(replay)) {
        fputs("<p><span class=\"role\">", out);
        html_word(out, WORD_pack_against);
        fputs("</span> ", out);
        HTML_SAY(out, WORD_pack_day_before, said_day(replay_look_back(replay)));
        fputs("</p>\n", out);
    } else
        write_pack(out, WORD_pack_against, replay->against);
    if (replay->past_valid_to > 0) {
        fputs("<p class=\"warn\">⚠ ", out);
        HTML_SAY(out, WORD_past_valid_to, said_day(replay->pack->valid_to),
                 said_counted(replay->past_valid_to, payment));
        fputs("</p>", out);
    }
    end_fact(out);
}

static void write_input(FILE *out, const Fiatgate__Replay *replay)
{
    const Fiatgate__ReplayInput *input = replay->input;
    begin_fact(out, WORD_input, "fact");
    fputs("<p>", out);
    if (input && input->first_day && *input->first_day)
        HTML_SAY(out, WORD_period, said_day(input->first_day), said_day(input->last_day),
                 said_counted(input->days, day));
    else
        html_word(out, WORD_period_none);
    fputs("</p><p>", out);
    if (input)
        HTML_SAY(out, WORD_payments_in_messages, said_counted(input->transfers, payment),
                 said_counted(input->messages, message_in));
    if (input && input->hash && *input->hash) {
        fputs(" <code>", out);
        write_short_hash(out, input->hash);
        fputs("</code>", out);
    }
    fputs("</p>", out);
    if (replay->copies > 0) {
        fputs("<p class=\"warn\">⚠ ", out);
        HTML_SAY(out, WORD_copies, said_number(replay->copies));
        fputs("</p>", out);
    }
    end_fact(out);
}

static void write_dates_of_lists(FILE *out, const Fiatgate__ReplayPack *pack)
{
    const char *first = NULL, *last = NULL;
    for (size_t i = 0; i < pack->n_lists; i++) {
        const char *day = pack->lists[i]->retrieved_at;
        if (!day || !*day)
            continue;
        first = !first || strcmp(day, first) < 0 ? day : first;
        last = !last || strcmp(day, last) > 0 ? day : last;
    }
    if (first)
        HTML_SAY(out, WORD_registers_dated, said_counted(pack->n_lists, list), said_day(first), said_day(last));
    else
        HTML_SAY(out, WORD_registers_undated, said_counted(pack->n_lists, list));
}

static void write_stale_list(FILE *out, const Fiatgate__ReplayList *list)
{
    fputs("<p class=\"warn\">⚠ ", out);
    HTML_SAY(out, WORD_stale_item, said_text(list->title && *list->title ? list->title : list->id),
             said_day(list->retrieved_at), said_counted((uint64_t)(list->age_days > 0 ? list->age_days : 0), day),
             said_counted(list->max_age_days, day_of));
    fputs("</p>", out);
}

static void write_registers(FILE *out, const Fiatgate__Replay *replay)
{
    size_t stale = 0;
    begin_fact(out, WORD_registers_used, "fact");
    fputs("<p>", out);
    if (replay->pack)
        write_dates_of_lists(out, replay->pack);
    fputs("</p>", out);
    for (size_t i = 0; replay->pack && i < replay->pack->n_lists; i++)
        if (replay->pack->lists[i]->stale && stale++ < STALE_SHOWN)
            write_stale_list(out, replay->pack->lists[i]);
    fputs("<p>", out);
    if (stale == 0)
        html_word(out, WORD_registers_fresh);
    else {
        fputs("<b>", out);
        HTML_SAY(out, WORD_registers_stale, said_number(stale));
        fputs("</b>", out);
    }
    fputs(" <a href=\"#registers\">", out);
    html_word(out, WORD_see_all);
    fputs("</a></p>", out);
    end_fact(out);
}

static void write_completeness(FILE *out, const Fiatgate__Replay *replay)
{
    uint64_t unread = replay->input ? replay->input->not_screened : 0;
    bool whole = replay->complete && transfers(replay) > 0;
    begin_fact(out, WORD_completeness, whole && !unread ? "fact good" : "fact");
    fprintf(out, "<p%s>%s ", whole && !unread ? "" : " class=\"warn\"", whole && !unread ? "✓" : "⚠");
    if (!replay->complete)
        html_word(out, WORD_complete_not);
    else if (transfers(replay) == 0)
        html_word(out, WORD_complete_empty);
    else if (unread == 0)
        html_word(out, WORD_complete_all);
    else
        HTML_SAY(out, WORD_complete_but, said_counted(unread, message));
    if (replay->input && replay->input->cut_short > 0) {
        fputs("; ", out);
        HTML_SAY(out, WORD_complete_cut, said_number(replay->input->cut_short));
    }
    fputs("</p>", out);
    end_fact(out);
}

struct gap {
    enum report_word word;
    const char *place;
    struct said value;
};

static void write_unmeasured(FILE *out, const Fiatgate__Replay *replay)
{
    const struct gap gaps[] = {
        {WORD_unmeasured_unread, "unread", said_counted(replay->input ? replay->input->not_screened : 0, message)},
        {WORD_unmeasured_fields, "unseen-fields", said_counted(replay->n_fields_never_seen, field)},
        {WORD_unmeasured_rules, "unhit-rules", said_counted(replay->n_rules_never_hit, rule)},
        {WORD_unmeasured_entries, "unhit-entries", said_counted(replay->entries_never_hit, entry)},
        {WORD_unmeasured_elements, "unmapped", said_counted(replay->unmapped, element)}};
    bool any = false;
    begin_fact(out, WORD_unmeasured, "fact wide");
    fputs("<p>", out);
    for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++) {
        if (gaps[i].value.number == 0)
            continue;
        fprintf(out, "%s<a href=\"#%s\">", any ? " · " : "", gaps[i].place);
        html_say(out, gaps[i].word, &gaps[i].value, 1);
        fputs("</a>", out);
        any = true;
    }
    if (!any)
        html_word(out, WORD_unmeasured_nothing);
    fputs("</p>", out);
    end_fact(out);
}

/* Where the screen is small, what makes the numbers doubtful is said above them, too. */
static void write_doubts(FILE *out, const Fiatgate__Replay *replay)
{
    size_t stale = 0;
    uint64_t unread = replay->input ? replay->input->not_screened : 0;
    for (size_t i = 0; replay->pack && i < replay->pack->n_lists; i++)
        stale += replay->pack->lists[i]->stale ? 1 : 0;
    if (unread == 0 && stale == 0 && replay->copies == 0)
        return;
    fputs("<p class=\"in-short\">⚠ ", out);
    if (replay->copies > 0) {
        HTML_SAY(out, WORD_copies_short, said_number(replay->copies));
        fputs(unread || stale ? " · " : "", out);
    }
    if (unread)
        HTML_SAY(out, WORD_unmeasured_unread, said_counted(unread, message));
    if (unread && stale)
        fputs(" · ", out);
    if (stale) {
        fputs("<a href=\"#registers\">", out);
        HTML_SAY(out, WORD_lists_stale, said_counted(stale, stale_list));
        fputs("</a>", out);
    }
    fputs("</p>\n", out);
}

void report_html_summary(FILE *out, const Fiatgate__Replay *replay)
{
    fputs("<section id=\"summary\" tabindex=\"-1\">\n", out);
    if (!replay->complete)
        write_banner(out, "bad", WORD_incomplete);
    if (transfers(replay) == 0)
        write_banner(out, "bad", WORD_empty);
    if (replay->unmasked)
        write_banner(out, "care", WORD_unmasked);
    write_shadow(out, replay);
    write_headline(out, replay);
    write_doubts(out, replay);
    if (transfers(replay) > 0) {
        fputs("<div class=\"deck\">\n", out);
        write_changes(out, replay);
        fputs("<div class=\"beside\">\n", out);
        write_apart(out, replay);
        write_workload(out, replay);
        fputs("</div></div>\n", out);
    }
    fputs("<dl class=\"facts\">\n", out);
    write_packs(out, replay);
    write_input(out, replay);
    write_registers(out, replay);
    write_completeness(out, replay);
    write_unmeasured(out, replay);
    fputs("</dl></section>\n", out);
}

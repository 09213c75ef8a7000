/*
 * report_html_tables.c: what changes, by rule, entry, currency and kind, and the table of before and after
 * (report_html.h).
 */
#include "report_html.h"

#include <string.h>

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* What tables of groups differ in. */
struct group_table {
    const char *id;
    enum report_word heading, column;
    Fiatgate__ReplayGroup *const *groups;
    size_t count;
    /* What stands in the first cell, and where payments of the row are shown: 0 = nowhere. */
    void (*name)(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayGroup *group);
    size_t (*place)(const struct listed *listed, const Fiatgate__ReplayGroup *group);
    const char *currency; /* that money sorts by; NULL = each row's own */
};

/* More currencies than ISO 4217 has; what is beyond them is sorted by none. */
#define MOST_CURRENCIES 256

struct currency_count {
    const char *currency;
    size_t groups;
};

static void count_currency(struct currency_count counts[MOST_CURRENCIES], const char *currency)
{
    for (size_t i = 0; i < MOST_CURRENCIES; i++) {
        if (!counts[i].currency)
            counts[i].currency = currency;
        if (strcmp(counts[i].currency, currency) == 0) {
            counts[i].groups++;
            return;
        }
    }
}

/* The currency that most groups have; money sorts by it, as sums of different currencies have no order; NULL where each
 * row has a currency of its own. */
static const char *main_currency(const struct group_table *table)
{
    struct currency_count counts[MOST_CURRENCIES] = {{0}};
    if (table->column == WORD_column_currency)
        return NULL;
    for (size_t i = 0; i < table->count; i++)
        for (size_t m = 0; m < table->groups[i]->n_money; m++)
            count_currency(counts, or_empty(table->groups[i]->money[m]->currency));
    const struct currency_count *most = counts;
    for (size_t i = 1; i < MOST_CURRENCIES && counts[i].currency; i++)
        if (counts[i].groups > most->groups ||
            (counts[i].groups == most->groups && strcmp(counts[i].currency, most->currency) < 0))
            most = &counts[i];
    return most->currency;
}

static void write_head(FILE *out, const struct group_table *table)
{
    const enum report_word columns[] = {table->column, WORD_column_change, WORD_column_payments, WORD_column_customers};
    fputs("<thead><tr>", out);
    html_columns(out, columns, sizeof columns / sizeof *columns, 2);
    fputs("<th scope=\"col\" class=\"n\">", out);
    if (table->currency && *table->currency)
        HTML_SAY(out, WORD_column_money_sorted, said_text(table->currency));
    else
        html_word(out, WORD_column_money);
    fputs("</th></tr></thead>\n", out);
}

static void write_money(FILE *out, const Fiatgate__ReplayGroup *group, const char *currency)
{
    const char *sorted = group->n_money == 1 && !currency ? or_empty(group->money[0]->amount) : "";
    for (size_t i = 0; i < group->n_money; i++)
        if (currency && strcmp(or_empty(group->money[i]->currency), currency) == 0)
            sorted = or_empty(group->money[i]->amount);
    fputs("<td class=\"n\" data-sort=\"", out);
    html_text(out, sorted);
    fputs("\">", out);
    HTML_MONEY(out, group, 0);
    fputs("</td>", out);
}

static void write_row(FILE *out, const Fiatgate__Replay *replay, const struct group_table *table,
                      const Fiatgate__ReplayGroup *group, const struct listed *listed)
{
    bool is_rule = table->column == WORD_column_rule;
    fprintf(out, "<tr data-change=\"%d\"", (int)group->change);
    if (is_rule) {
        fputs(" data-rule=\"", out);
        html_text(out, group->key);
        fputs("\"", out);
    }
    fputs("><th scope=\"row\">", out);
    table->name(out, replay, group);
    size_t place = table->place ? table->place(listed, group) : 0;
    if (place) {
        fprintf(out, " <a class=\"see\" href=\"#g-%zu\">", place);
        html_word(out, WORD_see_payments);
        fputs("</a>", out);
    }
    fprintf(out, "</th><td data-sort=\"%d\">", (int)group->change);
    html_change(out, replay, (int)group->change);
    fputs("</td>", out);
    html_number_cell(out, group->payments);
    html_number_cell(out, group->customers);
    write_money(out, group, table->currency);
    fputs("</tr>\n", out);
}

static void write_table(FILE *out, const Fiatgate__Replay *replay, const struct group_table *table,
                        const struct listed *listed)
{
    uint64_t payments = 0;
    for (size_t i = 0; i < table->count; i++)
        payments += table->groups[i]->payments;
    if (payments == 0)
        return;
    html_heading(out, table->id, table->heading);
    fprintf(out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s\">"
            "<table class=\"sorts filtered\">\n",
            table->id);
    write_head(out, table);
    fputs("<tbody>\n", out);
    for (size_t i = 0; i < table->count; i++)
        if (table->groups[i]->payments > 0)
            write_row(out, replay, table, table->groups[i], listed);
    html_table_end(out);
}

static void name_rule(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayGroup *group)
{
    (void)replay;
    if (!group->key || !*group->key) {
        html_word(out, WORD_no_rule);
        return;
    }
    html_titled(out, group->title, group->key);
}

static void name_entry(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayGroup *group)
{
    (void)replay;
    if (!group->key || !*group->key) {
        html_word(out, WORD_no_entry);
        return;
    }
    if (group->title && *group->title && strcmp(group->title, group->key) != 0) {
        html_text(out, group->title);
        fputs(" ", out);
    }
    fputs("<code>", out);
    html_text(out, group->key);
    fputs("</code>", out);
}

static void name_currency(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayGroup *group)
{
    (void)replay;
    if (group->key && *group->key)
        html_text(out, group->key);
    else
        html_word(out, WORD_no_currency);
}

static void name_apart(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayGroup *group)
{
    html_apart(out, replay, group->key);
}

static size_t place_of_rule(const struct listed *listed, const Fiatgate__ReplayGroup *group)
{
    return listed_find(listed, (int)group->change, or_empty(group->key), NULL);
}

static size_t place_of_entry(const struct listed *listed, const Fiatgate__ReplayGroup *group)
{
    return listed_find(listed, (int)group->change, NULL, or_empty(group->key));
}

/* Each currency's sum of each change has one line alone: the currency is the row's name. */
static void write_tables(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed)
{
    struct group_table tables[] = {
        {"by-rule", WORD_by_rule, WORD_column_rule, replay->by_rule, replay->n_by_rule, name_rule, place_of_rule, NULL},
        {"by-entry", WORD_by_entry, WORD_column_entry, replay->by_entry, replay->n_by_entry, name_entry, place_of_entry,
         NULL},
        {"by-currency", WORD_by_currency, WORD_column_currency, replay->by_currency, replay->n_by_currency,
         name_currency, NULL, NULL},
        {"by-apart", WORD_by_apart, WORD_column_apart, replay->apart, replay->n_apart, name_apart, NULL, NULL}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        tables[i].currency = main_currency(&tables[i]);
        write_table(out, replay, &tables[i], listed);
    }
}

void html_cells(FILE *out, Fiatgate__ReplayCell *const *cells, size_t count, enum report_word corner)
{
    uint64_t counts[4][4] = {{0}};
    for (size_t i = 0; i < count; i++)
        if (cells[i]->before <= 3 && cells[i]->after <= 3)
            counts[cells[i]->before][cells[i]->after] += cells[i]->payments;
    fputs("<table class=\"cells\"><thead><tr><td>", out);
    html_word(out, corner);
    fputs("</td>", out);
    for (int after = 0; after < 4; after++) {
        fputs("<th scope=\"col\" class=\"n\">", out);
        html_action(out, after);
        fputs("</th>", out);
    }
    fputs("</tr></thead><tbody>\n", out);
    for (int before = 0; before < 4; before++) {
        fputs("<tr><th scope=\"row\">", out);
        html_action(out, before);
        fputs("</th>", out);
        for (int after = 0; after < 4; after++) {
            fprintf(out, "<td class=\"n%s%s\">", before == after ? " same" : "", counts[before][after] ? "" : " zero");
            html_number(out, counts[before][after]);
            fputs("</td>", out);
        }
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table>", out);
}

static void write_before_and_after(FILE *out, const Fiatgate__Replay *replay)
{
    if (!replay->against)
        return;
    html_heading(out, "cells-h", WORD_before_and_after);
    fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"cells-h\">", out);
    html_cells(out, replay->cells, replay->n_cells, WORD_rows_before);
    fputs("</div>\n<p class=\"quiet\">", out);
    html_word(out, WORD_before_and_after_note);
    if (replay->other_rule) {
        fputs(" ", out);
        HTML_SAY(out, WORD_other_rule, said_counted(replay->other_rule, payment));
    }
    fputs("</p>\n", out);
}

void report_html_tables(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed)
{
    html_section(out, "tables", replay->against ? WORD_tables : WORD_tables_alone);
    if (replay->n_by_rule + replay->n_by_entry == 0) {
        html_paragraph(out, replay->against ? WORD_nothing_changes : WORD_nothing_stopped);
    } else {
        html_filter(out, replay, FILTER_TABLES);
        write_tables(out, replay, listed);
        html_quiet(out, WORD_customers_note);
    }
    write_before_and_after(out, replay);
    fputs("</section>\n", out);
}

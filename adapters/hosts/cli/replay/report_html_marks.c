/*
 * report_html_marks.c: actions, changes, sums of money, and what sections and tables begin with (report_html.h).
 */
#include "report_html.h"

#include <inttypes.h>
#include <string.h>

void html_action(FILE *out, int action)
{
    static const char *const classes[] = {"pass", "flag", "hold", "block"};
    if (action < 0 || action > 3)
        return;
    fprintf(out, "<span class=\"act a-%s\">", classes[action]);
    html_word(out, (enum report_word)(WORD_action_pass + action));
    fputs("</span>", out);
}

enum report_word report_change_word(const Fiatgate__Replay *replay, int change)
{
    if (!replay->against && change >= 1 && change <= STRICTER_CHANGES)
        return (enum report_word)(WORD_alone_newly_blocked + change - 1);
    return (enum report_word)(WORD_change_none + (change >= 0 && change <= CHANGES ? change : 0));
}

void html_change(FILE *out, const Fiatgate__Replay *replay, int change)
{
    fprintf(out, "<span class=\"change c-%d\">", change);
    if (change > 0)
        fprintf(out, "<span aria-hidden=\"true\">%s</span> ", change <= STRICTER_CHANGES ? "▲" : "▽");
    html_word(out, report_change_word(replay, change));
    fputs("</span>", out);
}

void html_money_lines(FILE *out, ProtobufCMessage *const *money, size_t count, size_t most)
{
    size_t shown = most && count > most ? most : count;
    fputs("<span class=\"money\">", out);
    for (size_t i = 0; i < shown; i++) {
        const Fiatgate__ReplayMoney *sum = (const Fiatgate__ReplayMoney *)money[i];
        fputs("<span>", out);
        if (sum->amount && *sum->amount)
            html_money(out, sum->amount, sum->currency);
        if (!sum->currency || !*sum->currency) {
            fputs(" ", out);
            html_word(out, WORD_no_currency);
        }
        if (!sum->amount || !*sum->amount)
            html_word(out, WORD_no_amount);
        fputs("</span> ", out);
    }
    uint64_t not_summed = 0;
    for (size_t i = 0; i < count; i++)
        not_summed += ((const Fiatgate__ReplayMoney *)money[i])->not_summed;
    if (shown < count) {
        fputs("<span>", out);
        HTML_SAY(out, WORD_more_currencies, said_counted(count - shown, currency));
        fputs("</span> ", out);
    }
    if (not_summed > 0) {
        fputs("<span class=\"quiet\">", out);
        HTML_SAY(out, WORD_not_summed, said_counted(not_summed, payment_of));
        fputs("</span>", out);
    }
    fputs("</span>", out);
}

void html_apart(FILE *out, const Fiatgate__Replay *replay, const char *key)
{
    const char *title = NULL, *russian = NULL;
    for (size_t i = 0; i < replay->n_apart && !title; i++)
        if (replay->apart[i]->key && strcmp(replay->apart[i]->key, key) == 0) {
            title = replay->apart[i]->title;
            russian = replay->apart[i]->title_russian;
        }
    if (!title || !*title) {
        html_text(out, key);
        return;
    }
    fputs("<span lang=\"en\">", out);
    html_text(out, title);
    fputs("</span><span lang=\"ru\">", out);
    html_text(out, russian && *russian ? russian : title);
    fputs("</span>", out);
}

const char *report_entry_title(const Fiatgate__Replay *replay, const char *entry)
{
    for (size_t i = 0; i < replay->n_by_entry; i++)
        if (replay->by_entry[i]->key && strcmp(replay->by_entry[i]->key, entry) == 0)
            return replay->by_entry[i]->title;
    return NULL;
}

const char *report_rule_title(const Fiatgate__Replay *replay, const char *rule)
{
    for (size_t i = 0; i < replay->n_by_rule; i++)
        if (replay->by_rule[i]->key && strcmp(replay->by_rule[i]->key, rule) == 0)
            return replay->by_rule[i]->title;
    for (size_t i = 0; i < replay->n_rules_hit; i++)
        if (replay->rules_hit[i]->key && strcmp(replay->rules_hit[i]->key, rule) == 0)
            return replay->rules_hit[i]->title;
    return NULL;
}

void html_section(FILE *out, const char *id, enum report_word heading)
{
    fprintf(out, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n<h2 id=\"%s-h\">", id, id, id);
    html_word(out, heading);
    fputs("</h2>\n", out);
}

void html_heading(FILE *out, const char *id, enum report_word heading)
{
    if (id)
        fprintf(out, "<h3 id=\"%s\">", id);
    else
        fputs("<h3>", out);
    html_word(out, heading);
    fputs("</h3>\n", out);
}

void html_paragraph(FILE *out, enum report_word words)
{
    fputs("<p>", out);
    html_word(out, words);
    fputs("</p>\n", out);
}

void html_quiet(FILE *out, enum report_word words)
{
    fputs("<p class=\"quiet\">", out);
    html_word(out, words);
    fputs("</p>\n", out);
}

void html_columns(FILE *out, const enum report_word *columns, size_t count, size_t texts)
{
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "<th scope=\"col\"%s>", i < texts ? "" : " class=\"n\"");
        html_word(out, columns[i]);
        fputs("</th>", out);
    }
}

void html_table(FILE *out, const char *named_by, const enum report_word *columns, size_t count, size_t texts)
{
    fprintf(out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s\">"
            "<table class=\"sorts\"><thead><tr>",
            named_by);
    html_columns(out, columns, count, texts);
    fputs("</tr></thead><tbody>\n", out);
}

void html_number_cell(FILE *out, uint64_t number)
{
    fprintf(out, "<td class=\"n\" data-sort=\"%" PRIu64 "\">", number);
    html_number(out, number);
    fputs("</td>", out);
}

void html_titled(FILE *out, const char *title, const char *id)
{
    html_text(out, title && *title ? title : id);
    fputs(" <code>", out);
    html_text(out, id);
    fputs("</code>", out);
}

void html_table_end(FILE *out)
{
    fputs("</tbody></table></div>\n", out);
}

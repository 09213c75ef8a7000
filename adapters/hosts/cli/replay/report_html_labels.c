/*
 * report_html_labels.c: how the pack does beside labels: what was expected and what came, which labels are not met
 * and why, precision and recall with their intervals (report_html.h).
 */
#include "report_html.h"

#include <inttypes.h>

/* A share in tenths of a percent, rounded half up. */
static void write_percent(FILE *out, double share)
{
    unsigned tenths = (unsigned)(share * 1000 + 0.5);
    fprintf(out, "%u.%u", tenths / 10, tenths % 10);
}

static void write_share(FILE *out, const Fiatgate__ReplayShare *share)
{
    if (!share || share->of == 0) {
        fputs("<td class=\"n quiet\" data-sort=\"-1\">", out);
        html_word(out, WORD_no_share);
        fputs("</td>", out);
        return;
    }
    fprintf(out, "<td class=\"n\" data-sort=\"%u\"><b>", (unsigned)(share->share * 1000000 + 0.5));
    write_percent(out, share->share);
    fputs("\xC2\xA0%</b> <span class=\"interval\">", out);
    write_percent(out, share->low);
    fputs("–", out);
    write_percent(out, share->high);
    fputs("\xC2\xA0%</span> <span class=\"quiet\">", out);
    HTML_SAY(out, WORD_share_of, said_number(share->count), said_number(share->of));
    fputs("</span></td>", out);
}

static void write_rules(FILE *out, const Fiatgate__ReplayLabels *labels)
{
    static const enum report_word columns[] = {WORD_column_rule, WORD_precision, WORD_recall};
    html_heading(out, "label-rules", WORD_labels_rules);
    html_table(out, "label-rules", columns, sizeof columns / sizeof *columns, 1);
    for (size_t i = 0; i < labels->n_rules; i++) {
        const Fiatgate__ReplayLabelRule *rule = labels->rules[i];
        fputs("<tr><th scope=\"row\">", out);
        if (rule->rule && *rule->rule)
            html_titled(out, rule->title, rule->rule);
        else
            html_word(out, WORD_whole_pack);
        fputs("</th>", out);
        write_share(out, rule->precision);
        write_share(out, rule->recall);
        fputs("</tr>\n", out);
    }
    html_table_end(out);
    html_quiet(out, WORD_labels_rules_note);
}

/* Payments that only their labels speak of stand behind all others. */
static void write_where(FILE *out, const struct listed *listed)
{
    if (listed->group_count == 0 || listed->groups[listed->group_count - 1].label == 0)
        return;
    html_paragraph(out, WORD_misses_listed);
}

static void write_decision(FILE *out, bool given, int action, const char *rule)
{
    fputs("<td>", out);
    if (given)
        html_action(out, action);
    else
        html_word(out, WORD_nothing_came);
    if (rule && *rule) {
        fputs(" <code>", out);
        html_text(out, rule);
        fputs("</code>", out);
    }
    fputs("</td>", out);
}

/* What a label says for itself, why nothing was screened, and what was found. */
static void write_explanation(FILE *out, const Fiatgate__ReplayDifference *difference)
{
    fputs("<td>", out);
    html_text(out, difference->why);
    if (difference->error && *difference->error) {
        fputs(" <span class=\"warn\">", out);
        html_text(out, difference->error);
        fputs("</span>", out);
    }
    for (size_t i = 0; i < difference->n_reasons; i++) {
        const Fiatgate__Reason *reason = difference->reasons[i];
        fputs(i ? "<br>" : "<p class=\"quiet\">", out);
        html_text(out, reason->title && *reason->title ? reason->title : reason->rule);
        if (reason->text && *reason->text) {
            fputs(": <q>", out);
            html_text(out, reason->text);
            fputs("</q>", out);
        }
    }
    fputs(difference->n_reasons ? "</p></td>" : "</td>", out);
}

static void write_difference(FILE *out, const Fiatgate__ReplayDifference *difference)
{
    fprintf(out, "<tr><td class=\"change l-%d\">", (int)difference->result);
    html_word(out, (enum report_word)(WORD_label_none + (int)difference->result));
    fputs("</td><th scope=\"row\">", out);
    html_text(out, difference->file);
    if (difference->tx > 0)
        fprintf(out, " · %" PRIu32, difference->tx);
    fputs("</th>", out);
    write_decision(out, true, (int)difference->expected, difference->expected_rule);
    write_decision(out, difference->has_got, (int)difference->got, difference->rule);
    write_explanation(out, difference);
    fputs("</tr>\n", out);
}

static void write_differences(FILE *out, const Fiatgate__ReplayLabels *labels)
{
    static const enum report_word columns[] = {WORD_column_result, WORD_column_payment, WORD_column_expected,
                                               WORD_column_decided, WORD_column_why};
    html_heading(out, "label-differences", WORD_differences);
    if (labels->n_differences == 0) {
        html_paragraph(out, WORD_differences_none);
        return;
    }
    html_table(out, "label-differences", columns, sizeof columns / sizeof *columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < labels->n_differences; i++)
        write_difference(out, labels->differences[i]);
    html_table_end(out);
    if (labels->differences_more) {
        fputs("<p>", out);
        HTML_SAY(out, WORD_differences_more, said_number(labels->differences_more));
        fputs("</p>\n", out);
    }
}

void report_html_labels(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed)
{
    const Fiatgate__ReplayLabels *labels = replay->labels;
    if (!labels)
        return;
    html_section(out, "labels", WORD_labels);
    fputs("<p>", out);
    HTML_SAY(out, WORD_labels_summary, said_counted(labels->labels, label), said_number(labels->as_expected),
             said_number(labels->unmet), said_number(labels->without_label));
    fputs("</p>\n", out);

    html_heading(out, "label-cells", WORD_labels_cells);
    fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"label-cells\">", out);
    html_cells(out, labels->cells, labels->n_cells, WORD_rows_expected);
    fputs("</div>\n", out);
    html_quiet(out, WORD_labels_cells_note);
    write_differences(out, labels);
    write_where(out, listed);
    write_rules(out, labels);
    fputs("<p class=\"quiet\">", out);
    html_word(out, WORD_labels_hash);
    fputs(": <code>", out);
    html_text(out, labels->hash);
    fputs("</code></p>\n</section>\n", out);
}

/*
 * report_html_labels.c: how the pack does beside labels: what was expected and what came, precision and recall with
 * their intervals (report_html.h).
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
    fputs("<h3 id=\"label-rules\">", out);
    html_word(out, WORD_labels_rules);
    fputs("</h3>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"label-rules\">"
          "<table class=\"sorts\"><thead><tr><th scope=\"col\">",
          out);
    html_word(out, WORD_column_rule);
    fputs("</th><th scope=\"col\" class=\"n\">", out);
    html_word(out, WORD_precision);
    fputs("</th><th scope=\"col\" class=\"n\">", out);
    html_word(out, WORD_recall);
    fputs("</th></tr></thead><tbody>\n", out);
    for (size_t i = 0; i < labels->n_rules; i++) {
        const Fiatgate__ReplayLabelRule *rule = labels->rules[i];
        fputs("<tr><th scope=\"row\">", out);
        if (rule->rule && *rule->rule) {
            html_text(out, rule->title && *rule->title ? rule->title : rule->rule);
            fputs(" <code>", out);
            html_text(out, rule->rule);
            fputs("</code>", out);
        } else
            html_word(out, WORD_whole_pack);
        fputs("</th>", out);
        write_share(out, rule->precision);
        write_share(out, rule->recall);
        fputs("</tr>\n", out);
    }
    html_table_end(out);
    fputs("<p class=\"quiet\">", out);
    html_word(out, WORD_labels_rules_note);
    fputs("</p>\n", out);
}

/* Where misses, false hits and others stand among the payments. */
static void write_groups(FILE *out, const struct listed *listed)
{
    bool any = false;
    for (size_t i = 0; i < listed->group_count; i++) {
        const struct listed_group *group = &listed->groups[i];
        if (group->label == 0)
            continue;
        fputs(any ? "; " : "<p>", out);
        if (!any) {
            html_word(out, WORD_misses_listed);
            fputs(" ", out);
        }
        any = true;
        fprintf(out, "<a href=\"#g-%zu\">", i + 1);
        html_word(out, (enum report_word)(WORD_label_none + group->label));
        if (*group->rule) {
            fputs(", ", out);
            html_text(out, group->rule);
        }
        fputs("</a>: ", out);
        html_number(out, group->payments);
    }
    if (any)
        fputs("</p>\n", out);
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
    write_groups(out, listed);
    fputs("<h3 id=\"label-cells\">", out);
    html_word(out, WORD_labels_cells);
    fputs("</h3>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"label-cells\">", out);
    html_cells(out, labels->cells, labels->n_cells, WORD_rows_expected);
    fputs("</div>\n<p class=\"quiet\">", out);
    html_word(out, WORD_labels_cells_note);
    fputs("</p>\n", out);
    write_rules(out, labels);
    fputs("<p class=\"quiet\">", out);
    html_word(out, WORD_labels_hash);
    fputs(": <code>", out);
    html_text(out, labels->hash);
    fputs("</code></p>\n</section>\n", out);
}

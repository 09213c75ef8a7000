/*
 * report_html_unmeasured.c: what the replay says nothing about: messages that could not be read, fields, rules and
 * entries that nothing came for (report_html.h).
 */
#include "report_html.h"

#include <inttypes.h>

/* More unread messages than these are folded. */
#define UNREAD_OPEN 10

static void write_causes(FILE *out, const Fiatgate__Replay *replay)
{
    fputs("<ul>\n", out);
    for (size_t i = 0; i < replay->n_causes; i++) {
        enum report_word word = report_word_named("cause_", replay->causes[i]->key);
        fputs("<li>", out);
        if (word != WORDS)
            html_word(out, word);
        else
            html_text(out, replay->causes[i]->key);
        fputs(": ", out);
        html_number(out, replay->causes[i]->count);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
}

static void write_unreadable(FILE *out, const Fiatgate__ReplayUnreadable *item)
{
    fputs("<tr><th scope=\"row\">", out);
    html_text(out, item->file);
    if (item->has_tx && item->tx > 0)
        fprintf(out, " · %" PRIu32, item->tx);
    fputs("</th><td>", out);
    if (item->cause >= 0 && WORD_cause_none + (int)item->cause <= WORD_cause_internal)
        html_word(out, (enum report_word)(WORD_cause_none + (int)item->cause));
    fputs("</td><td>", out);
    if (item->error && item->error->has_line) {
        HTML_SAY(out, WORD_unread_line, said_number(item->error->line));
        fputs(", ", out);
    }
    if (item->error && item->error->has_offset)
        HTML_SAY(out, WORD_unread_byte, said_number(item->error->offset));
    fputs("</td><td>", out);
    if (item->error) {
        html_text(out, item->error->text);
        fputs(" <code>", out);
        html_text(out, item->error->code);
        fputs("</code>", out);
    }
    fputs("</td></tr>\n", out);
}

static void write_unread(FILE *out, const Fiatgate__Replay *replay)
{
    html_heading(out, "unread", WORD_unread_heading);
    if (replay->n_causes + replay->n_unreadable == 0 && (!replay->input || replay->input->not_screened == 0)) {
        html_paragraph(out, WORD_unread_none);
        return;
    }
    if (replay->n_causes > 0)
        write_causes(out, replay);
    if (replay->n_unreadable == 0)
        return;
    fprintf(out, "<details class=\"more\"%s><summary>", replay->n_unreadable > UNREAD_OPEN ? "" : " open");
    HTML_SAY(out, WORD_unread_list, said_number(replay->n_unreadable));
    fputs("</summary>\n", out);
    static const enum report_word columns[] = {WORD_column_file, WORD_column_cause, WORD_column_where,
                                               WORD_column_error};
    html_table(out, "unread", columns, sizeof columns / sizeof *columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < replay->n_unreadable; i++)
        write_unreadable(out, replay->unreadable[i]);
    html_table_end(out);
    fputs("</details>\n", out);
    if (replay->unreadable_more) {
        fputs("<p>", out);
        HTML_SAY(out, WORD_unread_more, said_number(replay->unreadable_more));
        fputs("</p>\n", out);
    }
}

static void write_fields(FILE *out, const Fiatgate__Replay *replay)
{
    html_heading(out, "unseen-fields", WORD_fields_heading);
    if (replay->n_fields_never_seen == 0) {
        html_paragraph(out, WORD_fields_none);
        return;
    }
    html_paragraph(out, WORD_fields_note);
    fputs("<ul class=\"columns\">\n", out);
    for (size_t i = 0; i < replay->n_fields_never_seen; i++) {
        fputs("<li>", out);
        html_field(out, replay->fields_never_seen[i]);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
}

/* How often each rule held, with this pack and with the other one. */
static void write_rules_hit(FILE *out, const Fiatgate__Replay *replay)
{
    bool compared = replay->against != NULL;
    const enum report_word columns[] = {WORD_column_rule, compared ? WORD_column_held_new : WORD_column_payments,
                                        WORD_column_held_before};
    fputs("<details class=\"more\"><summary id=\"hit-rules\">", out);
    html_word(out, WORD_rules_hit);
    fputs("</summary>\n", out);
    html_table(out, "hit-rules", columns, compared ? 3 : 2, 1);
    for (size_t i = 0; i < replay->n_rules_hit; i++) {
        fputs("<tr><th scope=\"row\">", out);
        html_titled(out, replay->rules_hit[i]->title, replay->rules_hit[i]->key);
        fputs("</th>", out);
        html_number_cell(out, replay->rules_hit[i]->count);
        if (compared)
            html_number_cell(out, replay->rules_hit[i]->before);
        fputs("</tr>\n", out);
    }
    html_table_end(out);
    fputs("</details>\n", out);
}

static void write_rules(FILE *out, const Fiatgate__Replay *replay)
{
    html_heading(out, "unhit-rules", WORD_rules_heading);
    if (replay->n_rules_never_hit == 0)
        html_paragraph(out, WORD_rules_none);
    else {
        html_paragraph(out, WORD_rules_note);
        fputs("<ul class=\"columns\">\n", out);
        for (size_t i = 0; i < replay->n_rules_never_hit; i++) {
            fputs("<li>", out);
            html_titled(out, replay->rules_never_hit[i]->title, replay->rules_never_hit[i]->key);
            fputs("</li>\n", out);
        }
        fputs("</ul>\n", out);
    }
    if (replay->n_rules_hit > 0)
        write_rules_hit(out, replay);
}

static void write_left_out(FILE *out, const Fiatgate__ReplayInput *input)
{
    const struct {
        enum report_word name;
        uint64_t count;
    } left[] = {{WORD_left_not_transfer, input->not_a_transfer},
                {WORD_left_before, input->before_day},
                {WORD_left_skipped, input->skipped}};
    html_heading(out, "left-out", WORD_left_heading);
    fputs("<ul>\n", out);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        fputs("<li>", out);
        html_word(out, left[i].name);
        fputs(": ", out);
        html_number(out, left[i].count);
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
}

void report_html_unmeasured(FILE *out, const Fiatgate__Replay *replay)
{
    html_section(out, "unmeasured", WORD_unmeasured);
    write_unread(out, replay);
    write_fields(out, replay);
    write_rules(out, replay);
    html_heading(out, "unhit-entries", WORD_entries_heading);
    fputs("<p>", out);
    HTML_SAY(out, WORD_entries_note, said_counted(replay->entries_never_hit, entry));
    fputs("</p>\n", out);
    html_heading(out, "unmapped", WORD_elements_heading);
    fputs("<p>", out);
    if (replay->unmapped)
        HTML_SAY(out, WORD_elements_note, said_counted(replay->unmapped, element));
    else
        html_word(out, WORD_elements_none);
    fputs("</p>\n", out);
    if (replay->input)
        write_left_out(out, replay->input);
    fputs("</section>\n", out);
}

/*
 * report_html_sources.c: what the replay rests on: packs with their hashes, registers and lists with their dates, the
 * input, the options (report_html.h).
 */
#include "report_html.h"

#include <inttypes.h>
#include <string.h>

static void begin_row(FILE *out, enum report_word name)
{
    fputs("<dt>", out);
    html_word(out, name);
    fputs("</dt><dd>", out);
}

static void end_row(FILE *out)
{
    fputs("</dd>\n", out);
}

static void write_row(FILE *out, enum report_word name, const char *value)
{
    if (!value || !*value)
        return;
    begin_row(out, name);
    html_text(out, value);
    end_row(out);
}

static void write_hash(FILE *out, const char *hash)
{
    fputs("<code>", out);
    html_text(out, hash);
    fputs("</code>", out);
}

static void write_pack(FILE *out, enum report_word heading, const Fiatgate__ReplayPack *pack)
{
    html_heading(out, NULL, heading);
    if (!pack) {
        html_paragraph(out, WORD_everything_passes);
        return;
    }
    fputs("<dl class=\"about\">\n", out);
    begin_row(out, WORD_name);
    html_text(out, pack->name);
    if (pack->title && *pack->title) {
        fputs(" — ", out);
        html_text(out, pack->title);
    }
    end_row(out);
    write_row(out, WORD_version, pack->version);
    begin_row(out, WORD_hash);
    write_hash(out, pack->hash);
    end_row(out);
    for (size_t i = 0; i < pack->n_layers; i++) {
        const Fiatgate__Layer *layer = pack->layers[i];
        fputs("<dt>", out);
        HTML_SAY(out, WORD_layer, said_text(layer->name));
        fputs("</dt><dd>", out);
        html_text(out, layer->version);
        fputs(" ", out);
        write_hash(out, layer->hash);
        end_row(out);
    }
    fputs("</dl>\n", out);
}

/* A list that is taken after the last payment is less than no days old. */
static void write_age_cell(FILE *out, int64_t days)
{
    fprintf(out, "<td class=\"n\" data-sort=\"%" PRId64 "\">", days);
    html_number(out, (uint64_t)(days > 0 ? days : 0));
    fputs("</td>", out);
}

static void write_blank_cell(FILE *out)
{
    fputs("<td class=\"n\" data-sort=\"-1\">—</td>", out);
}

static void write_list(FILE *out, const Fiatgate__ReplayList *list)
{
    bool dated = list->retrieved_at && *list->retrieved_at;
    fprintf(out, "<tr%s><th scope=\"row\">", list->stale ? " class=\"stale\"" : "");
    html_titled(out, list->title, list->id);
    if (list->stale) {
        fputs(" <span class=\"warn\">⚠ ", out);
        html_word(out, WORD_stale);
        fputs("</span>", out);
    }
    fputs("</th><td>", out);
    html_text(out, list->source);
    fputs("</td><td>", out);
    html_text(out, dated ? list->retrieved_at : "—");
    fputs("</td>", out);
    if (dated && list->has_age_days)
        write_age_cell(out, list->age_days);
    else
        write_blank_cell(out);
    if (list->max_age_days)
        html_number_cell(out, list->max_age_days);
    else
        write_blank_cell(out);
    html_number_cell(out, list->entries);
    html_number_cell(out, list->never_hit);
    fputs("</tr>\n", out);
}

static void write_registers(FILE *out, const Fiatgate__ReplayPack *pack)
{
    static const enum report_word columns[] = {WORD_column_list, WORD_column_source,   WORD_column_taken,
                                               WORD_column_age,  WORD_column_age_most, WORD_column_entries,
                                               WORD_column_never};
    html_heading(out, "registers", WORD_registers);
    html_table(out, "registers", columns, sizeof columns / sizeof *columns, 3);
    for (size_t i = 0; i < pack->n_lists; i++)
        write_list(out, pack->lists[i]);
    html_table_end(out);
    html_quiet(out, WORD_age_note);
}

static void write_number_row(FILE *out, enum report_word name, uint64_t number)
{
    begin_row(out, name);
    html_number(out, number);
    end_row(out);
}

static void write_input(FILE *out, const Fiatgate__ReplayInput *input)
{
    html_heading(out, NULL, WORD_input);
    fputs("<dl class=\"about\">\n", out);
    write_number_row(out, WORD_files, input->files);
    write_number_row(out, WORD_bytes, input->bytes);
    write_number_row(out, WORD_messages, input->messages);
    write_number_row(out, WORD_transfers, input->transfers);
    begin_row(out, WORD_money_all);
    HTML_MONEY(out, input, 0);
    end_row(out);
    begin_row(out, WORD_types);
    fputs("<details class=\"more\"><summary>", out);
    HTML_SAY(out, WORD_types_count, said_number(input->n_types));
    fputs("</summary>", out);
    for (size_t i = 0; i < input->n_types; i++) {
        fputs(i ? " · " : "", out);
        html_text(out, input->types[i]->key);
        fputs("\xC2\xA0", out);
        html_number(out, input->types[i]->count);
    }
    fputs("</details>", out);
    end_row(out);
    begin_row(out, WORD_input_hash);
    write_hash(out, input->hash);
    end_row(out);
    fputs("</dl>\n", out);
}

static void write_options(FILE *out, const Fiatgate__Replay *replay)
{
    html_heading(out, NULL, WORD_options);
    if (replay->n_options == 0) {
        html_paragraph(out, WORD_options_none);
        return;
    }
    fputs("<ul>\n", out);
    for (size_t i = 0; i < replay->n_options; i++) {
        fputs("<li><code>", out);
        html_text(out, replay->options[i]);
        fputs("</code></li>\n", out);
    }
    fputs("</ul>\n", out);
}

void report_html_sources(FILE *out, const Fiatgate__Replay *replay)
{
    html_section(out, "sources", WORD_sources);
    write_pack(out, replay->against ? WORD_pack_new : WORD_pack_only, replay->pack);
    write_pack(out, WORD_pack_against, replay->against);
    if (replay->input)
        write_input(out, replay->input);
    write_options(out, replay);
    if (replay->pack)
        write_registers(out, replay->pack);
    fputs("</section>\n", out);
}

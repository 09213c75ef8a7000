/*
 * stats_table.c: the table of `fiatgate stats` (stats_write.h).
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "date_words.h"
#include "fiatgate.h"
#include "stats_write.h"

/* "3 h 12 min". */
static const char *age(int64_t since, int64_t now, char *text, size_t size)
{
    int64_t seconds = now > since ? now - since : 0;
    if (seconds < 60)
        snprintf(text, size, "%" PRId64 " s", seconds);
    else if (seconds < 3600)
        snprintf(text, size, "%" PRId64 " min", seconds / 60);
    else if (seconds < 48 * 3600)
        snprintf(text, size, "%" PRId64 " h %" PRId64 " min", seconds / 3600, seconds / 60 % 60);
    else
        snprintf(text, size, "%" PRId64 " days", seconds / 86400);
    return text;
}

static void print_gate(const struct stats_gate_view *gate, const struct stats_wanted *wanted)
{
    char open_for[32], loaded[32], from[DATE_WORDS], to[DATE_WORDS];
    printf("gate         %s: process %u%s, library %s, %u lanes, open for %s\n", gate->name, gate->pid,
           gate->alive ? "" : " (gone)", gate->version, gate->lanes,
           age(gate->opened_at, wanted->now, open_for, sizeof open_for));
    if (gate->pack)
        printf("pack         %s %s, hash %.16s…, loaded %s ago, valid %s … %s\n", gate->pack->name, gate->pack->version,
               gate->pack->hash, age(gate->pack->loaded_at, wanted->now, loaded, sizeof loaded),
               date_words(gate->pack->valid_from, "open", from), date_words(gate->pack->valid_to, "open", to));
    struct stats_alarm alarm;
    for (uint32_t i = 0; stats_alarm(gate, wanted, i, &alarm); i++)
        printf("alarm        %s: %s\n", alarm.code, alarm.sentence);
}

/* Counters of one value, all in a line. */
static void print_single(const struct stats_gate_view *gate)
{
    int printed = 0;
    printf("counted     ");
    for (uint32_t i = 0; i < gate->sum_count; i++) {
        const struct stats_sum *sum = &gate->sums[i];
        static const char *const always[] = {"messages", "transfers", "bytes"};
        bool shown = sum->values[0] > 0;
        for (size_t a = 0; a < sizeof always / sizeof *always; a++)
            shown = shown || strcmp(sum->name, always[a]) == 0;
        if (sum->count == 1 && shown)
            printf("%s %s %" PRIu64, printed++ > 0 ? "," : "", sum->name, sum->values[0]);
    }
    printf("\n");
    if (gate->reloads > 0 || gate->reloads_failed > 0)
        printf("reloads      %" PRIu64 " done, %" PRIu64 " refused\n", gate->reloads, gate->reloads_failed);
}

/* Counters of several values: a line each, where they have counted anything. */
static void print_several(const struct stats_gate_view *gate)
{
    for (uint32_t i = 0; i < gate->sum_count; i++) {
        const struct stats_sum *sum = &gate->sums[i];
        int printed = 0;
        for (uint32_t v = 0; sum->count > 1 && v < sum->count; v++) {
            if (sum->values[v] == 0)
                continue;
            if (printed++ == 0)
                printf("%-12s", sum->name);
            printf("%s %s %" PRIu64, printed > 1 ? "," : "", stats_value_name(sum, v), sum->values[v]);
        }
        if (printed > 0)
            printf("\n");
    }
}

static size_t name_width(const struct stats_row *row)
{
    return strlen(row->list) + (*row->list ? 1 : 0) + strlen(row->id);
}

static void print_rows(const struct stats_row *rows, uint32_t count, uint32_t most, const char *what, const char *title)
{
    size_t width = strlen(what);
    uint32_t shown = 0;
    for (; shown < count && shown < most && rows[shown].hits.hits + rows[shown].hits.shadow_hits > 0; shown++)
        if (name_width(&rows[shown]) > width)
            width = name_width(&rows[shown]);
    if (shown == 0)
        return;
    printf("\n%-*s  %10s %10s %10s %10s %10s  %s\n", (int)width, what, "hits", "flags", "holds", "blocks", "shadow",
           title);
    for (uint32_t i = 0; i < shown; i++) {
        const struct stats_hits *hits = &rows[i].hits;
        printf("%s%s%s%*s  %10" PRIu64 " %10" PRIu64 " %10" PRIu64 " %10" PRIu64 " %10" PRIu64 "  %s\n", rows[i].list,
               *rows[i].list ? "/" : "", rows[i].id, (int)(width - name_width(&rows[i])), "", hits->hits, hits->flags,
               hits->holds, hits->blocks, hits->shadow_hits, rows[i].title);
    }
}

void stats_table(const struct stats_view *view, const struct stats_wanted *wanted)
{
    for (size_t i = 0; i < view->count; i++) {
        const struct stats_gate_view *gate = &view->gates[i];
        if (i > 0)
            printf("\n");
        print_gate(gate, wanted);
        print_single(gate);
        print_several(gate);
        if (!gate->pack)
            continue;
        print_rows(gate->rules, gate->pack->rule_count, wanted->rules, "rule", "title");
        print_rows(gate->entries, gate->pack->entry_count, wanted->entries, "entry", "name");
    }
}

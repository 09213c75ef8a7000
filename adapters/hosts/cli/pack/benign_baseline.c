/*
 * benign_baseline.c: comparing with a baseline and writing one (benign_baseline.h). Writes benign.csv of a pack folder,
 * through a neighbour of it, and nothing else.
 */
#include "benign_baseline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "baseline.h"
#include "command.h"
#include "durable.h"
#include "wilson.h"

const struct pack_baseline *benign_baseline_of(const struct pack *pack, const char *set, uint32_t rule,
                                               struct pack_baseline *nothing)
{
    const struct pack_baseline *all = NULL;
    for (uint32_t i = 0; i < pack->baseline_count; i++) {
        const struct pack_baseline *row = &pack->baseline[i];
        if (strcmp(pack_string(pack, row->set), set) != 0)
            continue;
        if (row->rule == rule)
            return row;
        if (row->rule == 0)
            all = row;
    }
    if (!all)
        return NULL;
    *nothing = (struct pack_baseline){.set = all->set, .rule = rule, .texts = all->texts};
    return nothing;
}

static bool is_more(uint64_t count, uint64_t payments, uint32_t before, uint32_t texts)
{
    if (payments == texts)
        return count > before;
    return wilson_share_of(count, payments).from > wilson_share_of(before, texts).to;
}

enum benign_standing benign_compare(const struct pack *pack, const struct benign_set *set, uint32_t rule)
{
    struct pack_baseline nothing;
    const struct pack_baseline *row = benign_baseline_of(pack, set->name, rule, &nothing);
    const struct benign_count *count = &set->rules[rule];
    if (!row)
        return BENIGN_UNKNOWN;
    return is_more(count->flagged, set->payments, row->flagged, row->texts) ||
                   is_more(count->stopped, set->payments, row->stopped, row->texts)
               ? BENIGN_WORSE
               : BENIGN_NO_WORSE;
}

uint32_t benign_worse_count(const struct pack *pack, const struct benign_set *set)
{
    uint32_t worse = 0;
    for (uint32_t rule = 0; rule <= pack->rule_count; rule++)
        worse += benign_compare(pack, set, rule) == BENIGN_WORSE;
    return worse;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

/* A cell in quotes where it needs them. */
static void write_cell(FILE *out, const char *text)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, out);
        return;
    }
    fputc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', out);
        fputc(*text, out);
    }
    fputc('"', out);
}

static void write_row(FILE *out, const struct pack *pack, const char *set, uint32_t rule, uint64_t payments,
                      const struct benign_count *count)
{
    write_cell(out, set);
    fprintf(out, ",%llu,%s,%llu,%llu\n", (unsigned long long)payments, benign_rule_id(pack, rule),
            (unsigned long long)count->flagged, (unsigned long long)count->stopped);
}

static void write_set(FILE *out, const struct pack *pack, const struct benign_set *set)
{
    for (uint32_t rule = 0; rule <= pack->rule_count; rule++)
        if (rule == 0 || set->rules[rule].flagged > 0)
            write_row(out, pack, set->name, rule, set->payments, &set->rules[rule]);
}

static bool is_measured(const struct benign_measure *measure, const char *set)
{
    for (uint32_t i = 0; i < measure->set_count; i++)
        if (strcmp(measure->sets[i].name, set) == 0)
            return true;
    return false;
}

static void write_all_sets(FILE *out, const struct benign_measure *measure)
{
    const struct pack *pack = measure->pack;
    fputs("set,texts,rule,flagged,stopped\n", out);
    for (uint32_t i = 0; i < pack->baseline_count; i++) {
        const struct pack_baseline *row = &pack->baseline[i];
        const struct benign_count count = {row->flagged, row->stopped};
        if (!is_measured(measure, pack_string(pack, row->set)))
            write_row(out, pack, pack_string(pack, row->set), row->rule, row->texts, &count);
    }
    for (uint32_t i = 0; i < measure->set_count; i++)
        write_set(out, pack, &measure->sets[i]);
}

int benign_baseline_write(const struct benign_measure *measure, const char *folder)
{
    char path[4096], *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out)
        write_all_sets(out, measure);
    if (!out || fclose(out) != 0) {
        say("memory for the baseline could not be had");
        free(text);
        return EXIT_PRODUCT;
    }
    errno = ENAMETOOLONG;
    bool written = snprintf(path, sizeof path, "%s/" BASELINE_FILE, folder) < (int)sizeof path &&
                   durable_replace(path, 0644, text, length);
    if (!written)
        say("%s: the baseline cannot be written: %s; see that the folder can be written to", folder, strerror(errno));
    free(text);
    return written ? EXIT_DONE : EXIT_INPUT;
}

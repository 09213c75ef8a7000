/*
 * evade_sums.c: results of words added up (evade_report.h). Pure.
 */
#include <stdio.h>

#include "evade_report.h"

struct evade_count evade_total(const struct evade_result *result)
{
    struct evade_count total = {0};
    for (int depth = 0; depth < EVADE_DEPTHS; depth++)
        evade_count_add(&total, &result->depths[depth]);
    return total;
}

struct evade_count evade_of_kind(const struct evade_result *result, enum evade_kind kind)
{
    struct evade_count total = {0};
    for (int depth = 0; depth < EVADE_DEPTHS; depth++)
        evade_count_add(&total, &result->kinds[kind][depth]);
    return total;
}

static void add_word(struct evade_sums *sums, const struct evade_word *word, const struct evade_result *result,
                     double minimum)
{
    enum evade_size size = word->letters >= EVADE_LONG_LETTERS ? EVADE_LONG : EVADE_SHORT;
    struct evade_count total = evade_total(result);
    for (int kind = 0; kind < EVADE_KINDS; kind++) {
        struct evade_count of_kind = evade_of_kind(result, (enum evade_kind)kind);
        for (int depth = 0; depth < EVADE_DEPTHS; depth++)
            evade_count_add(&sums->kinds[kind][depth], &result->kinds[kind][depth]);
        evade_count_add(&sums->sizes[kind][size], &of_kind);
    }
    for (int depth = 0; depth < EVADE_DEPTHS; depth++)
        evade_count_add(&sums->depths[depth], &result->depths[depth]);
    evade_count_add(&sums->sizes[EVADE_KINDS][size], &total);
    evade_count_add(&sums->all, &total);
    evade_count_add(&sums->payees, &result->payees);
    if (result->standing == EVADE_BESIDE)
        evade_count_add(&sums->beside, &total);
    sums->alone += result->standing == EVADE_ALONE;
    sums->by_sign += result->standing == EVADE_BESIDE;
    sums->unfound += result->standing == EVADE_UNFOUND && !result->payee;
    sums->below[size] += total.forms > 0 && evade_share(&total) < minimum;
}

void evade_add_up(const struct evade_run *run, double minimum, struct evade_sums *sums)
{
    *sums = (struct evade_sums){0};
    for (uint32_t i = 0; i <= run->words.count; i++) {
        const struct evade_result *result = &run->results[i];
        if (i < run->words.count)
            add_word(sums, &run->words.items[i], result, minimum);
        sums->not_asked += result->not_asked;
        sums->narrowed += result->narrowed;
        sums->held_alone += result->held_alone;
        sums->neighbours += result->neighbours;
        sums->flagged += result->neighbours_flagged;
        sums->stopped += result->neighbours_stopped;
    }
}

bool evade_is_enough(const struct evade_sums *sums, double minimum)
{
    bool enough = evade_share(&sums->all) >= minimum && sums->held_alone == 0 && sums->stopped == 0;
    for (int kind = 0; kind < EVADE_KINDS; kind++) {
        struct evade_count of_kind = {0};
        for (int size = 0; size < EVADE_SIZES; size++)
            evade_count_add(&of_kind, &sums->sizes[kind][size]);
        enough = enough && evade_share(&of_kind) >= minimum;
    }
    return enough;
}

void evade_kind_names(uint32_t kinds, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (uint32_t k = 0; k < EVADE_KINDS; k++)
        if ((kinds >> k & 1) && used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used > 0 ? ", " : "", evade_tricks[k].name);
}

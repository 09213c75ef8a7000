/*
 * tallied.c: sums by numbers (tallied.h). Touches its own memory and the sums it is given.
 */
#include "tallied.h"

#include <stdio.h>
#include <string.h>

static struct tallied_cell *place_of(struct tallied_cell *cells, uint32_t *order, uint32_t *count, uint64_t key)
{
    uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 56) % TALLIED_PLACES;
    while (cells[at].key != 0 && cells[at].key != key)
        at = (at + 1) % TALLIED_PLACES;
    if (cells[at].key == 0) {
        cells[at] = (struct tallied_cell){.key = key};
        order[(*count)++] = at;
    }
    return &cells[at];
}

/* Three letters in the upper bytes, the actions below; never 0. */
static uint64_t cell_key(fg_action before, fg_action after, const char currency[4])
{
    uint64_t code = (uint64_t)(unsigned char)currency[0] << 16;
    if (*currency)
        code |= (uint64_t)(unsigned char)currency[1] << 8 | (unsigned char)currency[2];
    return code << 8 | (uint64_t)before << 4 | (uint64_t)after << 1 | 1;
}

static uint64_t day_key(int32_t day, fg_action after)
{
    return (uint64_t)(uint32_t)day << 8 | (uint64_t)after << 1 | 1;
}

static void pour_cells(struct tallied *tallied, struct sums *sums)
{
    for (uint32_t i = 0; i < tallied->cell_count; i++) {
        struct tallied_cell *cell = &tallied->cells[tallied->cell_order[i]];
        char name[40], currency[4] = {(char)(cell->key >> 24), (char)(cell->key >> 16), (char)(cell->key >> 8), '\0'};
        snprintf(name, sizeof name, "%s>%s", fg_action_name((fg_action)(cell->key >> 4 & 3)),
                 fg_action_name((fg_action)(cell->key >> 1 & 3)));
        sums_add(sums, SUM_CELL, name, currency, cell->count, cell->amount);
        *cell = (struct tallied_cell){0};
    }
    tallied->cell_count = 0;
}

static void pour_days(struct tallied *tallied, struct sums *sums)
{
    for (uint32_t i = 0; i < tallied->day_count; i++) {
        struct tallied_cell *cell = &tallied->days[tallied->day_order[i]];
        char name[40], day[16] = "";
        if (cell->key >> 8 != 0)
            snprintf(day, sizeof day, "%08u", (unsigned)(cell->key >> 8));
        snprintf(name, sizeof name, "%s>%s", day, fg_action_name((fg_action)(cell->key >> 1 & 3)));
        sums_add(sums, SUM_DAY, name, "", cell->count, 0);
        *cell = (struct tallied_cell){0};
    }
    tallied->day_count = 0;
}

void tallied_payment(struct tallied *tallied, struct sums *sums, fg_action before, fg_action after, int32_t day,
                     const char currency[4], replay_amount amount)
{
    struct tallied_cell *cell =
        place_of(tallied->cells, tallied->cell_order, &tallied->cell_count, cell_key(before, after, currency));
    cell->count++;
    cell->amount += amount;
    place_of(tallied->days, tallied->day_order, &tallied->day_count, day_key(day, after))->count++;
    tallied->transfers++;
    if (tallied->cell_count > TALLIED_PLACES * 3 / 4)
        pour_cells(tallied, sums);
    if (tallied->day_count > TALLIED_PLACES * 3 / 4)
        pour_days(tallied, sums);
}

void tallied_fields(struct tallied *tallied, const uint64_t fields[2])
{
    for (unsigned word = 0; word < 2; word++)
        for (uint64_t left = fields[word]; left != 0; left &= left - 1)
            tallied->fields[word * 64 + (unsigned)__builtin_ctzll(left)]++;
}

void tallied_pour(struct tallied *tallied, struct sums *sums)
{
    const struct {
        enum sum_kind kind;
        uint64_t *count;
    } plain[] = {{SUM_MESSAGES, &tallied->messages},    {SUM_BYTES, &tallied->bytes},
                 {SUM_TRANSFERS, &tallied->transfers},  {SUM_NOT_A_TRANSFER, &tallied->not_a_transfer},
                 {SUM_UNMAPPED, &tallied->unmapped},    {SUM_BEFORE_DAY, &tallied->before_day},
                 {SUM_OTHER_RULE, &tallied->other_rule}};
    pour_cells(tallied, sums);
    pour_days(tallied, sums);
    for (unsigned field = 0; field < FG_FIELD_LIMIT; field++)
        if (tallied->fields[field] > 0)
            sums_add(sums, SUM_FIELD, fg_field_name((fg_field)field), "", tallied->fields[field], 0);
    memset(tallied->fields, 0, sizeof tallied->fields);
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (*plain[i].count > 0)
            sums_add(sums, plain[i].kind, "", "", *plain[i].count, 0);
        *plain[i].count = 0;
    }
}

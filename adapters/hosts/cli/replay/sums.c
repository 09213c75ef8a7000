/*
 * sums.c: sums by kind, name and currency (outcome.h). Touches its own memory alone.
 */
#include <stdlib.h>
#include <string.h>

#include "outcome.h"

#define FIRST_PLACES 256u

static uint32_t hash_of(enum sum_kind kind, const char *name, const char *currency)
{
    uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)kind;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 0x100000001b3u;
    hash *= 0x100000001b3u;
    for (; *currency; currency++)
        hash = (hash ^ (unsigned char)*currency) * 0x100000001b3u;
    return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

/* The place of the sum, or the free one where it belongs. A place holds the index of a sum and one; 0 = free. */
static uint32_t *place_of(const struct sums *sums, enum sum_kind kind, const char *name, const char *currency)
{
    uint32_t mask = (uint32_t)sums->place_count - 1;
    for (uint32_t at = hash_of(kind, name, currency) & mask;; at = (at + 1) & mask) {
        uint32_t *place = &sums->places[at];
        if (*place == 0)
            return place;
        const struct sum *sum = &sums->items[*place - 1];
        if (sum->kind == kind && strcmp(sum->name, name) == 0 && strcmp(sum->currency, currency) == 0)
            return place;
    }
}

/* Twice the room, and never more than half of the places taken. */
static bool grow(struct sums *sums)
{
    size_t room = sums->room ? sums->room * 2 : FIRST_PLACES / 2;
    if (room > UINT32_MAX / 4)
        return false;
    struct sum *items = realloc(sums->items, room * sizeof *items);
    if (!items)
        return false;
    sums->items = items;
    uint32_t *places = calloc(room * 2, sizeof *places);
    if (!places)
        return false;
    free(sums->places);
    sums->places = places;
    sums->place_count = room * 2;
    sums->room = room;
    for (size_t i = 0; i < sums->count; i++)
        *place_of(sums, items[i].kind, items[i].name, items[i].currency) = (uint32_t)i + 1;
    return true;
}

static struct sum *new_sum(struct sums *sums, enum sum_kind kind, const char *name, const char *currency)
{
    char *copy = strdup(name);
    if (!copy)
        return NULL;
    struct sum *sum = &sums->items[sums->count++];
    *sum = (struct sum){.kind = kind, .name = copy};
    strcpy(sum->currency, currency);
    return sum;
}

void sums_add(struct sums *sums, enum sum_kind kind, const char *name, const char *currency, uint64_t count,
              replay_amount amount)
{
    char code[sizeof((struct sum *)0)->currency] = "";
    memccpy(code, currency, '\0', sizeof code - 1);
    if (sums->count == sums->room && !grow(sums)) {
        sums->failed = true;
        return;
    }
    uint32_t *place = place_of(sums, kind, name, code);
    struct sum *sum = *place ? &sums->items[*place - 1] : new_sum(sums, kind, name, code);
    if (!sum) {
        sums->failed = true;
        return;
    }
    *place = (uint32_t)(sum - sums->items) + 1;
    sum->count += count;
    sum->amount += amount;
}

void sums_clear(struct sums *sums)
{
    for (size_t i = 0; i < sums->count; i++)
        free(sums->items[i].name);
    if (sums->count > 0)
        memset(sums->places, 0, sums->place_count * sizeof *sums->places);
    sums->count = 0;
    sums->failed = false;
}

void sums_free(struct sums *sums)
{
    sums_clear(sums);
    free(sums->items);
    free(sums->places);
    *sums = (struct sums){0};
}

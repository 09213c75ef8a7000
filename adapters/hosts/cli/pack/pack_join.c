/*
 * pack_join.c: changes as they are gathered, and records of two packs brought together by their ids (pack_diff.h).
 */
#include "pack_diff.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *const change_effect_words[CHANGE_EFFECTS] = {
    [CHANGE_MILDER] = "milder", [CHANGE_STRICTER] = "stricter", [CHANGE_EITHER] = "either", [CHANGE_NONE] = "none"};
const char *const change_subject_words[CHANGE_SUBJECTS] = {
    [CHANGE_OF_POLICY] = "policy", [CHANGE_OF_RULE] = "rule",   [CHANGE_OF_EXCEPTION] = "exception",
    [CHANGE_OF_LIST] = "list",     [CHANGE_OF_ENTRY] = "entry", [CHANGE_OF_CLOCK] = "clock",
    [CHANGE_OF_CALENDAR] = "day",  [CHANGE_OF_APART] = "apart", [CHANGE_OF_TEXT] = "text",
    [CHANGE_OF_CASE] = "case",     [CHANGE_OF_PACK] = "pack",   [CHANGE_OF_LAYER] = "layer"};

static struct change *one_more(struct changes *changes)
{
    if (changes->count == changes->capacity) {
        size_t capacity = changes->capacity ? changes->capacity * 2 : 64;
        struct change *items = realloc(changes->items, capacity * sizeof *items);
        if (!items)
            return NULL;
        changes->items = items;
        changes->capacity = capacity;
    }
    struct change *change = &changes->items[changes->count];
    *change = (struct change){.number = changes->count};
    changes->count++;
    return change;
}

static char *copy(const char *text)
{
    return strdup(text ? text : "");
}

static char *sentence_of(const struct change_note *note, const char *format, va_list arguments)
{
    char *sentence = NULL;
    size_t size;
    FILE *out = open_memstream(&sentence, &size);
    if (!out)
        return NULL;
    fprintf(out, "%s%s%s: ", change_subject_words[note->subject], *note->id ? " " : "", note->id);
    vfprintf(out, format, arguments);
    if (fclose(out) == 0)
        return sentence;
    free(sentence);
    return NULL;
}

void changes_add(struct changes *changes, enum change_effect effect, const struct change_note *note, const char *format,
                 ...)
{
    struct change *change = one_more(changes);
    va_list arguments;
    if (!change) {
        changes->out_of_memory = true;
        return;
    }
    change->effect = effect;
    change->subject = note->subject;
    change->what = note->what;
    change->id = copy(note->id);
    change->before = copy(note->before);
    change->after = copy(note->after);
    va_start(arguments, format);
    change->sentence = sentence_of(note, format, arguments);
    va_end(arguments);
    if (!change->id || !change->before || !change->after || !change->sentence)
        changes->out_of_memory = true;
}

static int by_danger(const void *a, const void *b)
{
    const struct change *left = a, *right = b;
    if (left->effect != right->effect)
        return left->effect < right->effect ? -1 : 1;
    if (left->subject != right->subject)
        return left->subject < right->subject ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

void changes_sort(struct changes *changes)
{
    if (changes->count > 1)
        qsort(changes->items, changes->count, sizeof *changes->items, by_danger);
}

size_t changes_count(const struct changes *changes, enum change_effect effect)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->count; i++)
        count += changes->items[i].effect == effect;
    return count;
}

void changes_free(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        struct change *change = &changes->items[i];
        free(change->id);
        free(change->before);
        free(change->after);
        free(change->sentence);
    }
    free(changes->items);
    *changes = (struct changes){0};
}

static int compare_keys(const struct join_key *a, const struct join_key *b)
{
    int order = strcmp(a->major, b->major);
    return order ? order : strcmp(a->minor, b->minor);
}

static int by_key(const void *a, const void *b)
{
    const struct join_key *left = a, *right = b;
    int order = compare_keys(left, right);
    return order ? order : left->record < right->record ? -1 : left->record > right->record;
}

static struct join_key *sorted_keys(const struct pack *pack, uint32_t count, join_key_fn key)
{
    struct join_key *keys = malloc((count + (size_t)1) * sizeof *keys);
    if (!keys)
        return NULL;
    for (uint32_t i = 0; i < count; i++) {
        keys[i] = key(pack, i);
        keys[i].record = i;
    }
    if (count > 1)
        qsort(keys, count, sizeof *keys, by_key);
    return keys;
}

static void merge(struct diff *diff, const struct join_key *before, uint32_t before_count, const struct join_key *after,
                  uint32_t after_count, joined_fn each)
{
    uint32_t b = 0, a = 0;
    while (b < before_count || a < after_count) {
        int order = b == before_count ? 1 : a == after_count ? -1 : compare_keys(&before[b], &after[a]);
        each(diff, order <= 0 ? before[b].record : JOIN_NONE, order >= 0 ? after[a].record : JOIN_NONE);
        b += order <= 0;
        a += order >= 0;
    }
}

void join_records(struct diff *diff, uint32_t before_count, uint32_t after_count, join_key_fn key, joined_fn each)
{
    struct join_key *before = sorted_keys(diff->before, before_count, key);
    struct join_key *after = sorted_keys(diff->after, after_count, key);
    if (before && after)
        merge(diff, before, before_count, after, after_count, each);
    else
        diff->changes->out_of_memory = true;
    free(before);
    free(after);
}

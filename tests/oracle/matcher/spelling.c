/*
 * spelling.c: spellings and findings as plain growing lists (spelling.h). A limit that is passed ends the program: the
 * texts of the test are short.
 */
#include "spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/match/hits.h"

static void room(bool there)
{
    if (!there) {
        fputs("matcher_oracle: a text is longer than the oracle's lists\n", stderr);
        exit(2);
    }
}

struct spelling *spelling_begin(struct spellings *spellings, uint32_t value, uint8_t readings)
{
    room(spellings->count < SPELLINGS_MAX);
    struct spelling *spelling = &spellings->items[spellings->count++];
    *spelling = (struct spelling){.first = spellings->word_count, .value = value, .readings = readings};
    return spelling;
}

void spelling_add(struct spellings *spellings, struct spelled word)
{
    room(spellings->word_count < SPELLED_MAX && word.length < SPELLED_WORD_MAX);
    spellings->words[spellings->word_count++] = word;
    spellings->items[spellings->count - 1].count++;
}

const char *spelling_letters(struct spellings *spellings, const char *letters, uint32_t length)
{
    room(length <= SPELLED_BYTES - spellings->used);
    char *kept = spellings->bytes + spellings->used;
    memcpy(kept, letters, length);
    spellings->used += length;
    return kept;
}

void spelling_abandon(struct spellings *spellings)
{
    spellings->word_count = spellings->items[--spellings->count].first;
}

/* A segment is " TOKEN TOKEN ": its words are what stands between its spaces. */
void spellings_of(struct spellings *spellings, const struct folded *folded)
{
    spellings->count = spellings->word_count = spellings->used = 0;
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        uint32_t end = segment_end(folded, segment), tokens_end = segment_tokens_end(folded, segment);
        spelling_begin(spellings, segment->value, segment->readings)->goes_on = segment->goes_on_behind;
        for (uint32_t t = segment->first_token; t < tokens_end; t++) {
            const struct folded_token *token = &folded->tokens[t];
            uint32_t to = token->at;
            while (to < end && folded->bytes[to] != ' ')
                to++;
            spelling_add(spellings, (struct spelled){.letters = (const char *)folded->bytes + token->at,
                                                     .length = to - token->at,
                                                     .from = token->from,
                                                     .to = token->to});
        }
    }
}

void findings_add(struct findings *findings, struct finding finding)
{
    if (findings->count == findings->limit) {
        findings->limit = findings->limit ? 2 * findings->limit : 256;
        findings->items = realloc(findings->items, findings->limit * sizeof findings->items[0]);
        room(findings->items != NULL);
    }
    findings->items[findings->count++] = finding;
}

static int compare(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    const uint32_t keys[][2] = {
        {a->value, b->value}, {a->from, b->from}, {a->to, b->to}, {a->term, b->term}, {a->readings, b->readings}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

void findings_sort(struct findings *findings)
{
    if (findings->count > 0)
        qsort(findings->items, findings->count, sizeof findings->items[0], compare);
}

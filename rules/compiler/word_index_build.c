/*
 * word_index_build.c: lays out the index of words (match/word_index.h, match/word_index_layout.h). The words come
 * sorted, so the same words give the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "match/settled_stems.h"
#include "match/word_index_layout.h"
#include "storage.h"

struct layout {
    const struct word_list *list;
    struct word *words; /* the list's, and the forms that are too long for the table of settled words */
    uint32_t word_count;
    struct word_header header;
    uint64_t *filters[WORD_FILTERS];
    struct record_table keys[WORD_FILTERS]; /* uint64_t */
    struct automaton stems;                 /* without steps: the pack has none */
    struct word_settled *settled;
    bool full; /* one of the settled words found no place */
    struct word_phrase *phrases;
    struct word_node *nodes;
    uint32_t room;      /* of nodes */
    uint32_t used;      /* no node stands here or behind */
    uint32_t free_from; /* all before it are nodes */
};

/* Of each key of a filter. */
static const uint64_t bits_of_a_key[WORD_FILTERS] = {
    [FILTER_CUT] = 16,         [FILTER_CUT_TWO] = 16,    [FILTER_STARTS] = 16, [FILTER_STARTS_SHORT] = 32,
    [FILTER_WRONG_EARLY] = 32, [FILTER_WRONG_LATE] = 32, [FILTER_WRONG] = 16};

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (!memory)
        memory_exhausted();
    return memory;
}

/* --- Words --------------------------------------------------------------------------------------------------- */

static int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    int order = memcmp(a->letters, b->letters, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static uint8_t larger(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

/* Sorts the words and makes one of those with the same letters. */
static void merge_words(struct layout *layout)
{
    uint32_t kept = 0;
    qsort(layout->words, layout->word_count, sizeof *layout->words, compare_words);
    for (uint32_t i = 0; i < layout->word_count; i++) {
        const struct word *other = &layout->words[i];
        struct word *word = &layout->words[kept > 0 ? kept - 1 : 0];
        if (kept == 0 || compare_words(word, other) != 0) {
            layout->words[kept++] = *other;
            continue;
        }
        word->uses |= other->uses;
        word->ending = larger(word->ending, other->ending);
        word->ordinary_ending = larger(word->ordinary_ending, other->ordinary_ending);
        word->filler_ending = larger(word->filler_ending, other->filler_ending);
        word->phrase |= other->phrase;
    }
    layout->word_count = kept;
}

/* The list's words, and forms of ordinary ones that are as good as words, since nothing else tells them from stems with
 * any letters behind. */
static void gather_words(struct layout *layout)
{
    const struct word_list *list = layout->list;
    layout->words = zeroed((size_t)list->count + list->form_count, sizeof *layout->words);
    memcpy(layout->words, list->words, list->count * sizeof *list->words);
    layout->word_count = list->count;
    for (uint32_t i = 0; i < list->form_count; i++) {
        const char *letters = list->forms[i].letters;
        const size_t length = strlen(letters);
        if (length <= SETTLED_LETTERS || length > WORD_LONGEST)
            continue;
        layout->words[layout->word_count++] =
            (struct word){.letters = letters,
                          .length = (uint32_t)length,
                          .uses = (uint16_t)word_uses(WORD_ORDINARY, letters, (uint32_t)length)};
    }
    if (layout->word_count > list->count)
        merge_words(layout);
    for (uint32_t i = 0; i < layout->word_count; i++)
        if (layout->words[i].length > layout->header.longest)
            layout->header.longest = layout->words[i].length;
}

/* --- Filters ------------------------------------------------------------------------------------------------- */

static uint32_t word_of(const struct word *word)
{
    return WORD_ENDS | word->uses | (uint32_t)word->ending << 8 | (uint32_t)word->ordinary_ending << 16 |
           (uint32_t)word->filler_ending << 21;
}

static void add_key(void *context, enum word_filter filter, uint64_t key)
{
    struct layout *layout = context;
    *(uint64_t *)record_table_add(&layout->keys[filter], 1) = key;
}

static int compare_keys(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static uint32_t count_different(const uint64_t *keys, uint32_t count)
{
    uint32_t different = 0;
    for (uint32_t i = 0; i < count; i++)
        different += i == 0 || keys[i] != keys[i - 1];
    return different;
}

static size_t filter_size(const struct layout *layout, int filter)
{
    return ((size_t)1 << layout->header.filter_bits[filter]) / 8;
}

static void lay_out_filter(struct layout *layout, enum word_filter filter)
{
    uint64_t *keys = layout->keys[filter].records;
    uint32_t count = layout->keys[filter].count;
    if (count > 0)
        qsort(keys, count, sizeof *keys, compare_keys);
    unsigned bits = WORD_BITS_LEAST;
    while (bits < WORD_BITS_MOST && (uint64_t)1 << bits < count_different(keys, count) * bits_of_a_key[filter])
        bits++;
    layout->header.filter_bits[filter] = (uint8_t)bits;
    layout->filters[filter] = zeroed(filter_size(layout, (int)filter), 1);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t hash = word_hash(keys[i]);
        layout->filters[filter][hash >> (70 - bits)] |= word_filter_bits(filter, hash);
    }
    record_table_free(&layout->keys[filter]);
}

static void lay_out_filters(struct layout *layout)
{
    for (int i = 0; i < WORD_FILTERS; i++)
        layout->keys[i].size = sizeof(uint64_t);
    for (uint32_t i = 0; i < layout->word_count; i++) {
        unsigned char letters[WORD_LONGEST + 8] = {0};
        memcpy(letters, layout->words[i].letters, layout->words[i].length);
        word_keys(letters, layout->words[i].length, word_of(&layout->words[i]), layout->words[i].phrase, add_key,
                  layout);
    }
    for (int i = 0; i < WORD_FILTERS; i++)
        lay_out_filter(layout, (enum word_filter)i);
}

/* --- Settled words ------------------------------------------------------------------------------------------- */

static size_t settled_places(const struct layout *layout)
{
    return (size_t)1 << layout->header.settled_bits;
}

/* What is known of a settled word beside its letters: struct word_settled. The trie stands by now. */
static uint64_t settled_known(const struct layout *layout, const unsigned char *letters, uint32_t length)
{
    const struct word_index index = {.nodes = layout->nodes};
    const unsigned standing = word_standing(&index, letters, length);
    uint32_t node = WORD_ROOT, depth = 0;
    while (depth < length && (node = word_step(&index, node, letters[depth])) != 0)
        depth++;
    const bool goes_on = depth == length && layout->nodes[node].base != 0;
    return (goes_on ? SETTLED_GOES_ON : 0) | (standing & WORD_ORDINARY ? SETTLED_SAYS : 0) |
           (layout->stems.steps && word_is_stemless(&layout->stems, letters, length) ? SETTLED_STEMLESS : 0);
}

/* The slot of a word, or an empty one for it; NULL: the places where it may stand are full. */
static uint64_t *slot_for(struct layout *layout, const uint64_t letters[2])
{
    const uint64_t place = settled_place(64u - layout->header.settled_bits, letters[0], letters[1]);
    for (uint64_t n = 0; n < SETTLED_WAY; n++) {
        uint64_t(*words)[2] = layout->settled[settled_behind(place, n, settled_places(layout) - 1)].words;
        uint64_t *slot = words[words[0][0] != 0 && words[0][0] != letters[0]];
        if (slot[0] == 0 || (slot[0] == letters[0] && (slot[1] & ~SETTLED_KNOWN) == letters[1]))
            return slot;
        slot[1] |= settled_further_bit(letters[0]);
    }
    return NULL;
}

/* Of what is settled already nothing is forgotten. NULL: it is too long, or the table is too full for it. */
static uint64_t *settle(struct layout *layout, const char *word, size_t length)
{
    uint64_t letters[2] = {0};
    if (length > SETTLED_LETTERS)
        return NULL;
    memcpy(letters, word, length);
    uint64_t *slot = slot_for(layout, letters);
    layout->full |= slot == NULL;
    if (!slot || slot[0] != 0)
        return slot;
    slot[0] = letters[0];
    slot[1] = letters[1] | settled_known(layout, (const unsigned char *)letters, (uint32_t)length);
    return slot;
}

/* Whether what a word looks like may be of the pack. */
static bool look_says(const struct layout *layout, const char *look)
{
    const struct word_index index = {.nodes = layout->nodes};
    const size_t length = look ? strlen(look) : 0;
    if (length == 0)
        return false;
    return look[0] == ' ' || length > WORD_LONGEST ||
           (word_standing(&index, (const unsigned char *)look, (uint32_t)length) & WORD_OF_A_TERM) != 0;
}

/* Words that are written otherwise may fold to the same letters: none of them may look like anything. */
static void settle_forms(struct layout *layout)
{
    for (int says = 0; says <= 1; says++)
        for (uint32_t i = 0; i < layout->list->form_count; i++) {
            const struct word_form *form = &layout->list->forms[i];
            uint64_t *slot = look_says(layout, form->look) == (says != 0)
                                 ? settle(layout, form->letters, strlen(form->letters))
                                 : NULL;
            if (slot && says)
                slot[1] &= ~SETTLED_ITSELF;
            else if (slot && (slot[1] & SETTLED_SAYS))
                slot[1] |= SETTLED_ITSELF;
        }
}

static void settle_words(struct layout *layout, unsigned ordinary)
{
    for (uint32_t i = 0; i < layout->word_count; i++)
        if ((layout->words[i].uses & (WORD_SAID | WORD_ORDINARY)) != 0 && (layout->words[i].uses & WORD_USES) != 0 &&
            (layout->words[i].uses & WORD_ORDINARY) == ordinary)
            settle(layout, layout->words[i].letters, layout->words[i].length);
}

/* The ordinary words first, which stand most often in texts, and so in their first places. */
static void settle_all(struct layout *layout)
{
    layout->full = false;
    layout->settled = zeroed(settled_places(layout), sizeof *layout->settled);
    settle_words(layout, WORD_ORDINARY);
    settle_words(layout, 0);
    settle_forms(layout);
}

/* A table in which each finds a place: which words are ordinary in their forms must not hang on which others there
 * are. */
static void lay_out_settled(struct layout *layout)
{
    const uint64_t settled = (uint64_t)layout->word_count + layout->list->form_count;
    layout->header.settled_bits = WORD_BITS_LEAST;
    while (layout->header.settled_bits < WORD_BITS_MOST && (uint64_t)1 << layout->header.settled_bits < settled * 5 / 8)
        layout->header.settled_bits++;
    for (settle_all(layout); layout->full; settle_all(layout)) {
        free(layout->settled);
        if (layout->header.settled_bits++ == WORD_BITS_MOST)
            memory_exhausted();
    }
}

/* --- Nodes --------------------------------------------------------------------------------------------------- */

/* A node, and the words below it, which share its letters. */
struct range {
    uint32_t node, first, end, depth;
};

static uint32_t count_nodes(const struct layout *layout)
{
    uint64_t nodes = 1;
    for (uint32_t i = 0; i < layout->word_count; i++) {
        const struct word *word = &layout->words[i];
        uint32_t shared = 0;
        if (i > 0)
            while (shared < word->length && shared < word[-1].length &&
                   word->letters[shared] == word[-1].letters[shared])
                shared++;
        nodes += word->length - shared;
    }
    if (nodes > PACK_FILE_BYTES_MAX / sizeof(struct word_node))
        memory_exhausted();
    return (uint32_t)nodes;
}

/* Makes room for the children from a base on, wherever they may stand. */
static void make_room(struct layout *layout, uint32_t base)
{
    uint32_t room = layout->room;
    while (base + WORD_SYMBOLS > room)
        room *= 2;
    if (room == layout->room)
        return;
    struct word_node *nodes = zeroed(room, sizeof *nodes);
    memcpy(nodes, layout->nodes, (size_t)layout->room * sizeof *nodes);
    free(layout->nodes);
    layout->nodes = nodes;
    layout->room = room;
}

/* The first letter of each child. */
static uint32_t child_letters(const struct layout *layout, const struct range *range, unsigned char letters[64])
{
    uint32_t count = 0;
    for (uint32_t i = range->first; i < range->end; i++) {
        unsigned char letter = (unsigned char)layout->words[i].letters[range->depth];
        if (count == 0 || letters[count - 1] != letter)
            letters[count++] = letter;
    }
    return count;
}

#define TRIES 256 /* for a node's children between others, before they go behind all of them */

static bool are_free(const struct layout *layout, uint32_t base, const unsigned char *letters, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (layout->nodes[base + word_symbol(letters[i])].check != 0)
            return false;
    return true;
}

/* Where the children of a node stand. No place before free_from is free. */
static uint32_t find_base(struct layout *layout, const unsigned char *letters, uint32_t count)
{
    uint32_t lowest = word_symbol(letters[0]);
    while (layout->nodes[layout->free_from].check != 0)
        make_room(layout, ++layout->free_from);
    uint32_t base = layout->free_from > lowest ? layout->free_from - lowest : 1;
    for (uint32_t tries = 0; tries < TRIES; tries++, base++) {
        make_room(layout, base);
        if (are_free(layout, base, letters, count))
            return base;
    }
    make_room(layout, layout->used);
    return layout->used;
}

/* The node's children, as ranges behind those that are waiting. */
static uint32_t lay_out_children(struct layout *layout, const struct range *range, struct range *waiting)
{
    unsigned char letters[64];
    uint32_t count = child_letters(layout, range, letters), word = range->first;
    if (count == 0)
        return 0;
    uint32_t base = find_base(layout, letters, count);
    layout->nodes[range->node].base = base;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t child = base + word_symbol(letters[i]), first = word;
        while (word < range->end && (unsigned char)layout->words[word].letters[range->depth] == letters[i])
            word++;
        layout->nodes[child].check = range->node + 1;
        layout->nodes[range->node].next |= word_letter_bit(letters[i]);
        waiting[i] = (struct range){child, first, word, range->depth + 1};
        if (child >= layout->used)
            layout->used = child + 1;
    }
    return count;
}

static void lay_out_nodes(struct layout *layout)
{
    uint32_t count = count_nodes(layout), waiting = 1;
    struct range *ranges = zeroed(count, sizeof *ranges);
    layout->room = 2 * WORD_SYMBOLS;
    layout->nodes = zeroed(layout->room, sizeof *layout->nodes);
    layout->used = layout->free_from = 1;
    ranges[0] = (struct range){.node = WORD_ROOT, .end = layout->word_count};
    for (uint32_t i = 0; i < waiting; i++) {
        struct range range = ranges[i];
        if (range.first < range.end && layout->words[range.first].length == range.depth) /* before those it begins */
            layout->nodes[range.node].word = word_of(&layout->words[range.first++]);
        waiting += lay_out_children(layout, &range, &ranges[waiting]);
    }
    make_room(layout, layout->used);
    layout->header.node_count = layout->used + WORD_SYMBOLS;
    free(ranges);
}

/* --- Phrases ------------------------------------------------------------------------------------------------- */

static int compare_phrases(const void *left, const void *right)
{
    const struct word_phrase *a = left, *b = right;
    return (a->node > b->node) - (a->node < b->node);
}

static void lay_out_phrases(struct layout *layout)
{
    struct word_index index = {.nodes = layout->nodes};
    uint32_t count = 0;
    layout->phrases = zeroed(layout->word_count, sizeof *layout->phrases);
    for (uint32_t i = 0; i < layout->word_count; i++) {
        const struct word *word = &layout->words[i];
        uint32_t node = WORD_ROOT;
        if (word->phrase == 0)
            continue;
        for (uint32_t at = 0; at < word->length; at++)
            node = word_step(&index, node, (unsigned char)word->letters[at]);
        layout->phrases[count++] = (struct word_phrase){.cuts = word->phrase, .node = node};
    }
    qsort(layout->phrases, count, sizeof *layout->phrases, compare_phrases);
    layout->header.phrase_count = count;
}

static unsigned char *write_part(unsigned char *to, const void *part, size_t size)
{
    memcpy(to, part, size);
    return to + size;
}

size_t word_index_build(const struct word_list *list, unsigned char *into, size_t size)
{
    if (list->count == 0)
        return 0;
    struct layout layout = {.list = list};
    if (list->automaton)
        layout.stems = automaton_of(list->automaton);
    gather_words(&layout);
    lay_out_filters(&layout);
    lay_out_nodes(&layout);
    lay_out_settled(&layout);
    lay_out_phrases(&layout);
    size_t settled = settled_places(&layout) * sizeof *layout.settled;
    size_t nodes = (size_t)layout.header.node_count * sizeof *layout.nodes;
    size_t phrases = layout.header.phrase_count * sizeof *layout.phrases;
    size_t needed = sizeof layout.header + settled + phrases + nodes;
    for (int i = 0; i < WORD_FILTERS; i++)
        needed += filter_size(&layout, i);
    if (into && size >= needed) {
        into = write_part(into, &layout.header, sizeof layout.header);
        for (int i = 0; i < WORD_FILTERS; i++)
            into = write_part(into, layout.filters[i], filter_size(&layout, i));
        into = write_part(into, layout.settled, settled);
        into = write_part(into, layout.phrases, phrases);
        write_part(into, layout.nodes, nodes);
    }
    for (int i = 0; i < WORD_FILTERS; i++)
        free(layout.filters[i]);
    free(layout.words);
    free(layout.settled);
    free(layout.phrases);
    free(layout.nodes);
    return needed;
}

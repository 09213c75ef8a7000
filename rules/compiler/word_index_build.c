/*
 * word_index_build.c: lays out the index of words (match/word_index.h, match/word_index_layout.h). The words come
 * sorted, so the same words give the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "match/word_index_layout.h"
#include "storage.h"

struct layout {
    const struct word *words;
    uint32_t word_count;
    struct word_header header;
    uint64_t *filters[WORD_FILTERS];
    uint64_t keys[WORD_FILTERS]; /* how many there are */
    struct word_node *nodes;
};

/* Of each key of a filter; the others, which are looked up straight, have a size of their own. */
static const uint64_t bits_of_a_key[WORD_FILTERS] = {[FILTER_CUT] = 32, [FILTER_STARTS] = 32, [FILTER_WRONG] = 16};

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count > 0 ? count : 1, size);
    if (!memory)
        memory_exhausted();
    return memory;
}

/* --- Filters ------------------------------------------------------------------------------------------------- */

static uint32_t word_of(const struct word *word)
{
    return WORD_ENDS | word->uses | (uint32_t)word->ending << 8 | (uint32_t)word->ordinary_ending << 16;
}

static void all_keys(const struct layout *layout, word_key_fn take, void *context)
{
    for (uint32_t i = 0; i < layout->word_count; i++) {
        unsigned char letters[WORD_LONGEST + 8] = {0};
        memcpy(letters, layout->words[i].letters, layout->words[i].length);
        word_keys(letters, layout->words[i].length, word_of(&layout->words[i]), take, context);
    }
}

static void count_key(void *context, enum word_filter filter, uint64_t key)
{
    (void)key;
    struct layout *layout = context;
    layout->keys[filter]++;
}

static void put_key(void *context, enum word_filter filter, uint64_t key)
{
    struct layout *layout = context;
    uint64_t hash = word_hash(key);
    if (bits_of_a_key[filter] == 0)
        layout->filters[filter][key >> 6] |= (uint64_t)1 << (key & 63);
    else
        layout->filters[filter][hash >> (70 - layout->header.filter_bits[filter])] |= word_filter_bits(filter, hash);
}

static size_t filter_size(const struct layout *layout, int filter)
{
    return ((size_t)1 << layout->header.filter_bits[filter]) / 8;
}

static void lay_out_filters(struct layout *layout)
{
    all_keys(layout, count_key, layout);
    for (int i = 0; i < WORD_FILTERS; i++) {
        unsigned bits = FILTER_BITS_LEAST;
        while (bits < FILTER_BITS_MOST && (uint64_t)1 << bits < layout->keys[i] * bits_of_a_key[i])
            bits++;
        layout->header.filter_bits[i] = (uint8_t)(bits_of_a_key[i] == 0 ? START_BITS : bits);
        layout->filters[i] = zeroed(filter_size(layout, i), 1);
    }
    all_keys(layout, put_key, layout);
}

/* --- Nodes --------------------------------------------------------------------------------------------------- */

/* The words below a node: they share its letters. */
struct range {
    uint32_t first, end, depth;
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

/* Digits sort before letters and stand behind them in a node: the words of a child are found by its symbol. */
static struct range child_words(const struct layout *layout, struct range parent, uint32_t symbol)
{
    struct range child = {.depth = parent.depth + 1};
    child.first = parent.first;
    while (word_symbol((unsigned char)layout->words[child.first].letters[parent.depth]) != symbol)
        child.first++;
    child.end = child.first;
    while (child.end < parent.end &&
           word_symbol((unsigned char)layout->words[child.end].letters[parent.depth]) == symbol)
        child.end++;
    return child;
}

static void lay_out_nodes(struct layout *layout)
{
    uint32_t count = layout->header.node_count, next = 1;
    struct range *ranges = zeroed(count, sizeof *ranges);
    layout->nodes = zeroed(count, sizeof *layout->nodes);
    ranges[WORD_ROOT] = (struct range){.end = layout->word_count};
    for (uint32_t i = 0; i < count; i++) {
        struct range range = ranges[i];
        struct word_node *node = &layout->nodes[i];
        if (range.first < range.end && layout->words[range.first].length == range.depth)
            node->word = word_of(&layout->words[range.first++]); /* a word comes before those it begins */
        for (uint32_t w = range.first; w < range.end; w++)
            node->children |= (uint64_t)1 << word_symbol((unsigned char)layout->words[w].letters[range.depth]);
        node->first_child = node->children != 0 ? next : 0;
        for (uint32_t symbol = 0; symbol < WORD_SYMBOLS; symbol++)
            if (node->children >> symbol & 1)
                ranges[next++] = child_words(layout, range, symbol);
    }
    free(ranges);
}

static unsigned char *write_part(unsigned char *to, const void *part, size_t size)
{
    memcpy(to, part, size);
    return to + size;
}

size_t word_index_build(const struct word *words, uint32_t count, unsigned char *into, size_t size)
{
    if (count == 0)
        return 0;
    struct layout layout = {.words = words, .word_count = count};
    layout.header.node_count = count_nodes(&layout);
    for (uint32_t i = 0; i < count; i++)
        if (words[i].length > layout.header.longest)
            layout.header.longest = words[i].length;
    lay_out_filters(&layout);
    size_t needed = sizeof layout.header + (size_t)layout.header.node_count * sizeof *layout.nodes;
    for (int i = 0; i < WORD_FILTERS; i++)
        needed += filter_size(&layout, i);
    if (into && size >= needed) {
        lay_out_nodes(&layout);
        into = write_part(into, &layout.header, sizeof layout.header);
        for (int i = 0; i < WORD_FILTERS; i++)
            into = write_part(into, layout.filters[i], filter_size(&layout, i));
        write_part(into, layout.nodes, (size_t)layout.header.node_count * sizeof *layout.nodes);
    }
    for (int i = 0; i < WORD_FILTERS; i++)
        free(layout.filters[i]);
    free(layout.nodes);
    return needed;
}

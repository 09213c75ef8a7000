/*
 * name_index_build.c: lays out the index of exact names (match/name_index.h, match/name_index_layout.h). The names go
 * in in their order, so the same terms give the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "match/name_index.h"
#include "match/name_index_layout.h"
#include "storage.h"

bool name_index_takes(const struct pack_term *term, const char *text)
{
    uint32_t tokens = 0;
    if (term->ending != 0 || term->pattern != 0 || term->length < 3 || term->length > NAME_BYTES_MAX)
        return false;
    for (uint32_t i = 1; i < term->length; i++)
        tokens += text[i] == ' ';
    return tokens <= NAME_TOKENS_MAX;
}

struct layout {
    struct name_index_header header;
    uint64_t *filters;
    struct name_slot *slots;
    uint64_t *beginnings; /* of each used slot, the whole hash */
    bool crowded;         /* more used slots follow each other than may */
};

static uint32_t power_of_two(uint64_t at_least, uint32_t least)
{
    uint32_t power = least;
    while (power < at_least && power < UINT32_C(1) << 30)
        power *= 2;
    return power;
}

/* A slot of the beginning at which no name ends yet; a new one where there is none. */
static struct name_slot *take_slot(struct layout *layout, uint64_t beginning, bool any)
{
    uint32_t mask = layout->header.slot_count - 1, at = name_bucket(beginning, layout->header.slot_count), looked = 0;
    for (; layout->slots[at].what != 0; at = (at + 1) & mask) {
        struct name_slot *slot = &layout->slots[at];
        if (layout->beginnings[at] == beginning && (any || (slot->what & ~NAME_GOES_ON) == 0))
            return slot;
        if (++looked >= NAME_RUN_MAX || looked >= mask) {
            layout->crowded = true;
            return NULL;
        }
    }
    layout->beginnings[at] = beginning;
    layout->slots[at].check = name_check(beginning);
    return &layout->slots[at];
}

static void put_token(struct layout *layout, uint64_t hash)
{
    uint32_t bit = name_token_bit(hash, layout->header.filter_words);
    layout->filters[bit / 64] |= UINT64_C(1) << bit % 64;
}

static void put_start(struct layout *layout, uint64_t beginning)
{
    uint32_t words = layout->header.filter_words;
    layout->filters[words + name_filter_word(beginning, words)] |= name_filter_bits(beginning);
}

static void put_beginning(struct layout *layout, uint64_t beginning, bool whole, uint32_t term)
{
    struct name_slot *slot = take_slot(layout, beginning, !whole);
    if (slot)
        slot->what |= whole ? term + 1 : NAME_GOES_ON;
}

static void put_name(struct layout *layout, const struct pack_term *term, const char *folded, uint32_t number)
{
    unsigned char text[NAME_BYTES_MAX + NAME_READ_AHEAD] = {0};
    memcpy(text, folded, term->length);
    uint64_t beginning = NAME_START;
    uint32_t tokens = 0;
    for (uint32_t at = 1, length; at < term->length && !layout->crowded; at += length + 1) {
        length = (uint32_t)(strchr((char *)text + at, ' ') - (char *)(text + at));
        bool whole = at + length + 1 == term->length;
        uint64_t hash = name_token_hash(text + at, length);
        beginning = name_longer(beginning, hash);
        if (++tokens == 1)
            put_token(layout, hash);
        if (tokens == 2 || (tokens == 1 && whole))
            put_start(layout, beginning);
        if (tokens > 1 || whole)
            put_beginning(layout, beginning, whole, number);
        if (tokens > layout->header.longest_name)
            layout->header.longest_name = tokens;
        if (length > layout->header.longest_token)
            layout->header.longest_token = length;
    }
}

/* No used slots may follow each other in a longer run, round the table's end too. */
static void look_for_runs(struct layout *layout)
{
    uint32_t run = 0, mask = layout->header.slot_count - 1;
    for (uint32_t i = 0; i <= mask + NAME_RUN_MAX && !layout->crowded; i++) {
        run = layout->slots[i & mask].what != 0 ? run + 1 : 0;
        layout->crowded = run > NAME_RUN_MAX || run > mask;
    }
}

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (!memory)
        memory_exhausted();
    return memory;
}

static void layout_free(struct layout *layout)
{
    free(layout->filters);
    free(layout->slots);
    free(layout->beginnings);
}

static void lay_out(struct layout *layout, const struct pack_term *terms, const char *strings, uint32_t first,
                    uint32_t count)
{
    layout->filters = zeroed(2 * layout->header.filter_words, sizeof *layout->filters);
    layout->slots = zeroed(layout->header.slot_count, sizeof *layout->slots);
    layout->beginnings = zeroed(layout->header.slot_count, sizeof *layout->beginnings);
    for (uint32_t i = first; i < first + count && !layout->crowded; i++)
        put_name(layout, &terms[i], strings + terms[i].text, i);
    look_for_runs(layout);
}

/* Slots that all beginnings need if no two names share one. */
static uint64_t count_beginnings(const struct pack_term *terms, const char *strings, uint32_t first, uint32_t count)
{
    uint64_t beginnings = 0;
    for (uint32_t i = first; i < first + count; i++) {
        uint32_t tokens = 0;
        for (uint32_t at = 1; at < terms[i].length; at++)
            tokens += strings[terms[i].text + at] == ' ';
        beginnings += tokens > 1 ? tokens - 1 : 1;
    }
    return beginnings;
}

size_t name_index_build(const struct pack_term *terms, const char *strings, uint32_t first, uint32_t count,
                        unsigned char *into, size_t size)
{
    if (count == 0)
        return 0;
    struct layout layout = {
        .header = {.filter_words = power_of_two(count / 8, 8),
                   .slot_count = power_of_two(2 * count_beginnings(terms, strings, first, count), NAME_BUCKET_SLOTS)}};
    lay_out(&layout, terms, strings, first, count);
    while (layout.crowded) {
        layout_free(&layout);
        if (layout.header.slot_count > PACK_FILE_BYTES_MAX / sizeof(struct name_slot))
            memory_exhausted();
        layout = (struct layout){
            .header = {.filter_words = layout.header.filter_words, .slot_count = layout.header.slot_count * 2}};
        lay_out(&layout, terms, strings, first, count);
    }
    size_t filters = 2 * layout.header.filter_words * sizeof *layout.filters;
    size_t slots = layout.header.slot_count * sizeof *layout.slots, needed = sizeof layout.header + filters + slots;
    if (into && size >= needed) {
        memcpy(into, &layout.header, sizeof layout.header);
        memcpy(into + sizeof layout.header, layout.filters, filters);
        memcpy(into + sizeof layout.header + filters, layout.slots, slots);
    }
    layout_free(&layout);
    return needed;
}

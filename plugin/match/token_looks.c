/*
 * token_looks.c: asks the filters token by token, and says which tokens there are (token_looks.h). What the next token
 * is nothing foretells, so all is asked without jumps.
 */
#include "token_looks_ways.h"

#include "hits.h"
#include "name_index_layout.h"

struct look_tables look_tables_of(const struct pack *pack)
{
    struct look_tables tables = {.has_words = pack->word_index_size > 0,
                                 .has_names = pack->name_index_size > 0,
                                 .has_stems = pack->automaton_size > 0};
    if (tables.has_words)
        tables.words = word_index_of(pack->word_index);
    if (tables.has_stems)
        tables.stems = automaton_of(pack->automaton);
    if (tables.has_names) {
        const struct name_index_header *header = (const void *)pack->name_index;
        tables.names = (const void *)(pack->name_index + sizeof *header);
        tables.names_mask = header->filter_words * 64 - 1;
        tables.longest_name_token = header->longest_token;
    }
    return tables;
}

/* Letters have the one bit, digits the other. */
#define LETTER UINT64_C(0x4040404040404040)
#define DIGIT  UINT64_C(0x2020202020202020)

/* Most words of ordinary text are settled, and no longer word begins with them. Of numbers it is not asked, which stand
 * anywhere in that large table. */
static inline unsigned look_for_words(const struct word_index *index, const unsigned char *token, uint32_t length,
                                      unsigned char next)
{
    static const unsigned char sliding[32] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                              0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    const unsigned char *mask = sliding + 16 - (length < 16 ? length : 16);
    const uint64_t first = word_bytes(token) & word_bytes(mask), second = word_bytes(token + 8) & word_bytes(mask + 8);
    const unsigned letters = (((first | second) & LETTER) != 0) | (length > SETTLED_LETTERS),
                   digits = ((first | second) & DIGIT) != 0, long_enough = length > WORD_NUMBERED_LEAST;
    const unsigned settled = letters ? word_settled(index, first, second) : 0;
    const unsigned unsaid = letters & ~settled, whole = settled / SETTLED_ORDINARY & long_enough;
    const unsigned cut = word_filter_has(index, FILTER_CUT, cut_key(first, length, next));
    return cut * LOOK_CUT | (unsaid & long_enough) * LOOK_OPEN | unsaid * LOOK_UNSAID |
           (~(digits | whole) & 1) * LOOK_HALF;
}
_Static_assert(WORD_NUMBERED_LEAST + 1 == HALF_ORDINARY_LEAST, "one comparison says both");

bool look_for_name(const struct look_tables *tables, const unsigned char *token, uint32_t length)
{
    if (length - 1 >= tables->longest_name_token)
        return false;
    const uint32_t bit = (uint32_t)name_token_hash(token, length) & tables->names_mask;
    return tables->names[bit / 64] >> bit % 64 & 1;
}

void look_at_each(const struct look_tables *tables, const struct looked *looked, unsigned char *looks)
{
    const struct look_tables here = *tables; /* which what is written does not touch */
    for (uint32_t i = 0; i < looked->count; i++) {
        const unsigned char *token = looked->bytes + looked->at[i];
        unsigned look = here.has_words ? look_for_words(&here.words, token, looked->length[i], looked->next[i]) : 0;
        if (here.has_names && look_for_name(&here, token, looked->length[i]))
            look |= LOOK_NAME;
        if (here.has_stems && automaton_may_begin(&here.stems, token))
            look |= LOOK_STEM;
        looks[i] = (unsigned char)look;
    }
}

/* Reads tokens from one on, as many as there is room for. *segment: the first of which the last token was not read. */
static void read_tokens(const struct folded *folded, uint32_t first, uint32_t *segment, struct looked *looked)
{
    const struct folded_token *token = folded->tokens + first;
    const uint32_t left = folded->token_count - first, count = left < LOOKED_AT ? left : LOOKED_AT;
    const uint32_t followed = left > count ? count : count - 1;
    looked->bytes = folded->bytes;
    looked->count = count;
    for (uint32_t i = 0; i < followed; i++) {
        looked->at[i] = token[i].at;
        looked->length[i] = token[i + 1].at - 1 - token[i].at;
        looked->next[i] = folded->bytes[token[i + 1].at];
    }
    looked->at[count - 1] = token[count - 1].at;
    for (uint32_t i = count; i % 8 != 0; i++) {
        looked->at[i] = looked->length[i] = 0;
        looked->next[i] = ' ';
    }
    for (; *segment < folded->segment_count; ++*segment) {
        const struct folded_segment *ends = &folded->segments[*segment];
        const uint32_t end = segment_tokens_end(folded, ends), last = end - 1 - first;
        if (end <= ends->first_token || end <= first)
            continue; /* it has no tokens */
        if (last >= count)
            break;
        looked->length[last] = segment_end(folded, ends) - 1 - looked->at[last];
        looked->next[last] = ' ';
    }
}

void tokens_look(const struct pack *pack, struct folded *folded, uint32_t segment)
{
    if (segment >= folded->segment_count)
        return;
    const struct look_tables tables = look_tables_of(pack);
    const bool eights = may_look_at_eights(&tables);
    struct looked looked;
    for (uint32_t first = folded->segments[segment].first_token; first < folded->token_count; first += LOOKED_AT) {
        unsigned char *looks = folded->looks + first;
        read_tokens(folded, first, &segment, &looked);
        if (eights)
            look_at_eights(&tables, &looked, looks);
        else
            look_at_each(&tables, &looked, looks);
        for (uint32_t i = 0; i < looked.count; i++)
            looks[i] |= (unsigned char)(folded->tokens[first + i].again * LOOK_AGAIN);
    }
}

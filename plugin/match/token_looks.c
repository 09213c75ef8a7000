/*
 * token_looks.c: asks the filters token by token, and what may be a name once more with the token behind it
 * (token_looks.h). What the next token is nothing foretells, so all is asked without jumps.
 */
#include <stdlib.h>

#include "hits.h"
#include "token_looks_ways.h"

static struct look_tables tables_made(const struct pack *pack)
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
        tables.starts = tables.names + header->filter_words;
        tables.filter_words = header->filter_words;
        tables.longest_name_token = header->longest_token;
    }
    return tables;
}

struct look_tables *look_tables_new(const struct pack *pack)
{
    struct look_tables *tables = malloc(sizeof *tables);
    if (tables)
        *tables = tables_made(pack);
    return tables;
}

const struct look_tables *look_tables_of(const struct pack *pack, struct look_tables *room)
{
    if (pack->look_tables)
        return pack->look_tables;
    *room = tables_made(pack);
    return room;
}

/* Letters have the one bit, digits the other. */
#define LETTER UINT64_C(0x4040404040404040)
#define DIGIT  UINT64_C(0x2020202020202020)

/* Most words of ordinary text are settled, and no longer word begins with them. Of numbers it is not asked, which stand
 * anywhere in that large table. `at`: the token's bit. Returns what is known of it: word_settled(). */
static inline unsigned look_for_words(const struct word_index *index, const unsigned char *token, uint32_t length,
                                      unsigned char next, uint64_t at, struct looks *looks)
{
    static const unsigned char sliding[32] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                              0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    const unsigned char *mask = sliding + 16 - (length < 16 ? length : 16);
    const uint64_t first = word_bytes(token) & word_bytes(mask), second = word_bytes(token + 8) & word_bytes(mask + 8);
    const unsigned letters = (((first | second) & LETTER) != 0) | (length > SETTLED_LETTERS),
                   digits = ((first | second) & DIGIT) != 0, long_enough = length > WORD_NUMBERED_LEAST;
    const unsigned settled = letters ? word_settled(index, first, second) : 0;
    const unsigned unsaid = letters & ~settled, whole = settled / SETTLED_ORDINARY & long_enough;
    looks->say[LOOK_CUT] |= word_filter_has(index, FILTER_CUT, cut_key(first, length, next)) ? at : 0;
    looks->say[LOOK_OPEN] |= (unsaid & long_enough) ? at : 0;
    looks->say[LOOK_UNSAID] |= unsaid ? at : 0;
    looks->say[LOOK_HALF] |= (digits | whole) ? 0 : at;
    return settled;
}
_Static_assert(WORD_NUMBERED_LEAST + 1 == HALF_ORDINARY_LEAST, "one comparison says both");

void look_at_each(const struct look_tables *tables, const struct looked *looked, struct said *said)
{
    const struct look_tables here = *tables; /* which what is written does not touch */
    struct looks looks = {{0}};
    for (uint32_t i = 0; i < looked->count; i++) {
        const uint32_t start = looked->tokens[i].at, end = looked_end(looked, i);
        const uint64_t at = UINT64_C(1) << i;
        const unsigned char *token = looked->bytes + start;
        unsigned settled = 0;
        if (here.has_words)
            settled = look_for_words(&here.words, token, end - start, looked_next(looked, i), at, &looks);
        if (here.has_names) {
            said->hashes[i] = looked_hash(&here, token, end - start);
            looks.say[LOOK_NAME] |= looked_begins_name(&here, said->hashes[i], end - start) ? at : 0;
        }
        if (here.has_stems)
            looks.say[LOOK_STEM] |=
                !(settled & SETTLED_HAS_NO_STEM) && automaton_may_begin(&here.stems, token) ? at : 0;
        looks.say[LOOK_AGAIN] |= looked->tokens[i].again ? at : 0;
    }
    said->looks = looks;
}

/* Whether a token is a name, or it and the one behind it are one or the beginning of one: the second filter says of
 * most that the first let through that they are not. The token behind the last of a segment is none of its own: then
 * the answer may be yes for nothing. */
static inline bool may_start(const struct look_tables *tables, uint64_t token_hash, uint64_t next_hash)
{
    const uint64_t one = name_longer(NAME_START, token_hash), two = name_longer(one, next_hash);
    const uint64_t one_bits = name_filter_bits(one), two_bits = name_filter_bits(two);
    const bool is_one = (tables->starts[name_filter_word(one, tables->filter_words)] & one_bits) == one_bits;
    const bool is_two = (tables->starts[name_filter_word(two, tables->filter_words)] & two_bits) == two_bits;
    return is_one | is_two;
}

/* Leaves of the tokens that names begin with those that may be one with the token behind. */
static void look_for_pairs(const struct look_tables *tables, const struct looked *looked, bool last, struct said *said)
{
    const uint32_t behind = looked->count;
    const uint32_t at = looked->tokens[behind].at;
    uint64_t may = 0;
    said->hashes[behind] = last ? 0 : looked_hash(tables, looked->bytes + at, looked_end(looked, behind) - at);
    for (uint64_t names = said->looks.say[LOOK_NAME]; names != 0; names &= names - 1) {
        const int i = __builtin_ctzll(names);
        may |= (uint64_t)may_start(tables, said->hashes[i], said->hashes[i + 1]) << i;
    }
    said->looks.say[LOOK_NAME] = may;
}

/* Of LOOKED_AT tokens from one on the last ones of segments, of which *segment is the first that may end there. */
static uint64_t segments_ends(const struct folded *folded, uint32_t first, uint32_t *segment)
{
    uint64_t ends = 0;
    for (; *segment < folded->segment_count; ++*segment) {
        const uint32_t last = segment_tokens_end(folded, &folded->segments[*segment]) - 1;
        if (last - first >= LOOKED_AT && last > first)
            break;
        ends |= last >= first ? UINT64_C(1) << (last - first) : 0;
    }
    return ends;
}

void tokens_look(const struct pack *pack, struct folded *folded, uint32_t segment)
{
    if (segment >= folded->segment_count)
        return;
    struct look_tables room;
    const struct look_tables *tables = look_tables_of(pack, &room);
    const bool eights = may_look_at_eights(tables);
    struct said said;
    /* Those before it that share its word are asked again. */
    uint32_t first = folded->segments[segment].first_token / LOOKED_AT * LOOKED_AT;
    while (segment > 0 && folded->segments[segment].first_token > first)
        segment--;
    folded->tokens[folded->token_count].at = folded->used + 1;
    for (; first < folded->token_count; first += LOOKED_AT) {
        const uint32_t left = folded->token_count - first;
        const struct looked looked = {folded->bytes, folded->tokens + first, left < LOOKED_AT ? left : LOOKED_AT,
                                      segments_ends(folded, first, &segment)};
        if (eights)
            look_at_eights(tables, &looked, &said);
        else
            look_at_each(tables, &looked, &said);
        if (tables->has_names)
            look_for_pairs(tables, &looked, left <= LOOKED_AT, &said);
        folded->looks[first / LOOKED_AT] = said.looks;
    }
}

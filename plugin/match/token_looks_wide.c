/*
 * token_looks_wide.c: asks the filters of eight tokens at once (token_looks_ways.h), with AVX-512: what
 * look_at_each() does of one, the same letters, keys and tables, in the eight lanes of a register. Only on processors
 * that have VBMI2, too, which came with the ones that do not slow down for wide registers.
 */
#include "token_looks_ways.h"

#include "name_index_layout.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE static inline __attribute__((target("avx512f,avx512dq"), always_inline))

typedef __m512i eight; /* 64 bits of each token */
typedef __mmask8 some; /* a bit of each */

bool may_look_at_eights(const struct look_tables *tables)
{
    return tables->has_words && tables->has_names && tables->has_stems && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi2");
}

WIDE eight all(uint64_t number)
{
    return _mm512_set1_epi64((long long)number);
}
WIDE eight behind(eight words, unsigned bits)
{
    return _mm512_srlv_epi64(words, all(bits));
}
WIDE some have(eight words, uint64_t bits)
{
    return _mm512_test_epi64_mask(words, all(bits));
}
/* The bit of each word that a number in the lane says. */
WIDE some bit_of(eight words, eight bits)
{
    return have(_mm512_srlv_epi64(words, _mm512_and_si512(bits, all(63))), 1);
}
WIDE eight words_at(const void *table, eight numbers)
{
    return _mm512_i64gather_epi64(numbers, table, 8);
}
/* The first so many bytes: all where there are more. */
WIDE eight first_bytes(eight bytes, eight count)
{
    return _mm512_andnot_si512(_mm512_sllv_epi64(all(UINT64_MAX), _mm512_slli_epi64(count, 3)), bytes);
}
WIDE eight hashed(eight keys)
{
    return _mm512_mullo_epi64(keys, all(UINT64_C(0x9E3779B97F4A7C15))); /* as word_hash() */
}

/* Tokens and what they say. */
struct eight_tokens {
    eight length, next;
    eight raw;           /* eight bytes, whatever they are of, */
    eight first, second; /* and two times eight, zero behind the token */
};

WIDE struct eight_tokens read_eight(const struct looked *looked, uint32_t i)
{
    const eight at = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const void *)(looked->at + i)));
    struct eight_tokens tokens = {.length =
                                      _mm512_cvtepu32_epi64(_mm256_loadu_si256((const void *)(looked->length + i))),
                                  .next = _mm512_cvtepu8_epi64(_mm_loadl_epi64((const void *)(looked->next + i))),
                                  .raw = _mm512_i64gather_epi64(at, looked->bytes, 1)};
    tokens.first = first_bytes(tokens.raw, tokens.length);
    tokens.second = first_bytes(_mm512_i64gather_epi64(at, looked->bytes + 8, 1),
                                _mm512_sub_epi64(_mm512_max_epu64(tokens.length, all(8)), all(8)));
    return tokens;
}

/* Those of the tokens that are settled words, and of these the ordinary ones: as word_settled(). */
WIDE some settled_words(const struct word_index *index, const struct eight_tokens *tokens, some asked, some *ordinary)
{
    const eight none = _mm512_setzero_si512();
    const eight key = _mm512_xor_si512(tokens->first, _mm512_rol_epi64(tokens->second, 29));
    const eight place = _mm512_slli_epi64(behind(hashed(key), index->settled_shift), 2);
    eight word = _mm512_mask_i64gather_epi64(none, asked, place, index->settled, 8);
    const some other = asked & _mm512_cmpneq_epi64_mask(word, tokens->first);
    const eight slot = _mm512_mask_add_epi64(place, other, place, all(2));
    word = _mm512_mask_i64gather_epi64(word, other, slot, index->settled, 8);
    const eight rest = _mm512_mask_i64gather_epi64(none, asked, _mm512_add_epi64(slot, all(1)), index->settled, 8);
    const eight more = _mm512_xor_si512(rest, tokens->second);
    const some is = asked & _mm512_cmpeq_epi64_mask(word, tokens->first) & (some)~have(more, ~SETTLED_KNOWN);
    *ordinary = is & have(more, SETTLED_SAYS);
    return is;
}
_Static_assert(sizeof(struct word_settled) == 32, "a place is four words");

WIDE some may_be_cut(const struct word_index *index, const struct eight_tokens *tokens)
{
    const eight end = _mm512_or_si512(tokens->length, _mm512_slli_epi64(tokens->next, 8));
    const eight hash = hashed(_mm512_xor_si512(tokens->first, _mm512_slli_epi64(end, 48)));
    return bit_of(words_at(index->filters[FILTER_CUT], behind(hash, index->shifts[FILTER_CUT])), behind(hash, 40));
}

/* The names of tokens of up to sixteen bytes: as name_token_hash(). */
WIDE some may_be_names(const struct look_tables *tables, const struct eight_tokens *tokens)
{
    const eight high = _mm512_rol_epi64(_mm512_mullo_epi64(tokens->second, all(UINT64_C(0x9FB21C651E98DF25))), 29);
    const eight mixed = _mm512_xor_si512(_mm512_xor_si512(tokens->first, high), all(NAME_START));
    eight hash = _mm512_mullo_epi64(mixed, all(UINT64_C(0xD6E8FEB86659FD93)));
    hash = _mm512_and_si512(_mm512_xor_si512(hash, behind(hash, 32)), all(tables->names_mask));
    const some sound =
        _mm512_cmplt_epu64_mask(_mm512_sub_epi64(tokens->length, all(1)), all(tables->longest_name_token));
    return sound & bit_of(words_at(tables->names, behind(hash, 6)), hash);
}

/* As automaton_may_begin(). */
WIDE some may_be_stems(const struct automaton *stems, const struct eight_tokens *tokens)
{
    const eight four = _mm512_and_si512(tokens->raw, all(UINT32_MAX));
    const eight letters = _mm512_and_si512(four, all(UINT64_C(0x4040404040404040)));
    const eight classes = _mm512_and_si512(
        four, _mm512_or_si512(_mm512_sub_epi64(letters, behind(letters, 6)), all(UINT64_C(0x3030303030303030))));
    const eight bit = _mm512_and_si512(behind(hashed(classes), 64 - AUTOMATON_FILTER_MAX), all(stems->first_mask));
    return bit_of(words_at(stems->first, behind(bit, 6)), bit);
}

WIDE eight say(eight looks, some tokens, enum token_look look)
{
    return _mm512_mask_or_epi64(looks, tokens, looks, all(look));
}

WIDE eight look_at_eight(const struct look_tables *tables, const struct eight_tokens *tokens)
{
    const eight both = _mm512_or_si512(tokens->first, tokens->second);
    const some letters = have(both, UINT64_C(0x4040404040404040)) |
                         _mm512_cmpgt_epu64_mask(tokens->length, all(SETTLED_LETTERS)),
               digits = have(both, UINT64_C(0x2020202020202020)),
               long_enough = _mm512_cmpgt_epu64_mask(tokens->length, all(WORD_NUMBERED_LEAST));
    some ordinary;
    const some settled = settled_words(&tables->words, tokens, letters, &ordinary);
    const some unsaid = letters & (some)~settled;
    eight looks = say(_mm512_setzero_si512(), may_be_cut(&tables->words, tokens), LOOK_CUT);
    looks = say(looks, unsaid & long_enough, LOOK_OPEN);
    looks = say(looks, unsaid, LOOK_UNSAID);
    looks = say(looks, (some) ~(digits | (ordinary & long_enough)), LOOK_HALF);
    looks = say(looks, may_be_names(tables, tokens), LOOK_NAME);
    return say(looks, may_be_stems(&tables->stems, tokens), LOOK_STEM);
}

__attribute__((target("avx512f,avx512dq"))) void look_at_eights(const struct look_tables *tables,
                                                                const struct looked *looked, unsigned char *looks)
{
    const struct look_tables here = *tables;
    for (uint32_t i = 0; i < looked->count; i += 8) {
        const struct eight_tokens tokens = read_eight(looked, i);
        _mm_storel_epi64((void *)(looks + i), _mm512_cvtepi64_epi8(look_at_eight(&here, &tokens)));
        for (unsigned rest = _mm512_cmpgt_epu64_mask(tokens.length, all(NAME_READ_AHEAD)); rest != 0;
             rest &= rest - 1) {
            const uint32_t at = i + (uint32_t)__builtin_ctz(rest);
            const bool name = look_for_name(&here, looked->bytes + looked->at[at], looked->length[at]);
            looks[at] = (unsigned char)((looks[at] & ~LOOK_NAME) | name * LOOK_NAME);
        }
    }
}

#else

bool may_look_at_eights(const struct look_tables *tables)
{
    (void)tables;
    return false;
}

void look_at_eights(const struct look_tables *tables, const struct looked *looked, unsigned char *looks)
{
    look_at_each(tables, looked, looks);
}

#endif

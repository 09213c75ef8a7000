/*
 * token_looks_wide.c: asks the filters of eight tokens at once (token_looks_ways.h), with AVX-512: what
 * look_at_each() does of one, the same letters, keys and tables, in the eight lanes of a register. Only on processors
 * that have VBMI2, too, which came with the ones that do not slow down for wide registers.
 */
#include "token_looks_ways.h"

#include <stddef.h>

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
/* What stands at eight places. Loaded one by one it is there sooner than by the processor's gathering. */
struct places {
    uint64_t at[8];
};
WIDE struct places places_of(eight numbers)
{
    struct places places;
    _mm512_storeu_si512(places.at, numbers);
    return places;
}
WIDE __m512i halves(__m256i low, __m256i high)
{
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}
/* The eight bytes at each. */
WIDE eight bytes_at(const unsigned char *from, eight numbers)
{
    const struct places places = places_of(numbers);
    __m128i pairs[4];
    for (int i = 0; i < 4; i++)
        pairs[i] = _mm_unpacklo_epi64(_mm_loadl_epi64((const void *)(from + places.at[2 * i])),
                                      _mm_loadl_epi64((const void *)(from + places.at[2 * i + 1])));
    return halves(_mm256_set_m128i(pairs[1], pairs[0]), _mm256_set_m128i(pairs[3], pairs[2]));
}
/* Four times sixteen bytes, the first at the place of a token. */
WIDE __m512i sixteens_at(const unsigned char *from, const uint64_t at[4])
{
    __m128i four[4];
    for (int i = 0; i < 4; i++)
        four[i] = _mm_loadu_si128((const void *)(from + at[i]));
    return halves(_mm256_set_m128i(four[1], four[0]), _mm256_set_m128i(four[3], four[2]));
}
/* Two times 32 bytes. */
WIDE __m512i thirty_twos_at(const unsigned char *from, const uint64_t at[2])
{
    return halves(_mm256_loadu_si256((const void *)(from + at[0])), _mm256_loadu_si256((const void *)(from + at[1])));
}
/* The numbers of all but the first, and one more behind them. */
WIDE eight next_of(eight numbers, uint64_t last)
{
    return _mm512_alignr_epi64(all(last), numbers, 1);
}
WIDE eight words_at(const void *table, eight numbers)
{
    return bytes_at(table, _mm512_slli_epi64(numbers, 3));
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
    some again;
};

/* The words at a place in each of eight tokens. */
WIDE __m256i of_tokens(const struct folded_token *tokens, int word)
{
    const __m512i places = _mm512_add_epi32(_mm512_set_epi32(28, 24, 20, 16, 12, 8, 4, 0, 28, 24, 20, 16, 12, 8, 4, 0),
                                            _mm512_set1_epi32(word));
    const __m512i four = _mm512_loadu_si512(tokens), others = _mm512_loadu_si512(tokens + 4);
    return _mm512_castsi512_si256(_mm512_permutex2var_epi32(four, places, others));
}
_Static_assert(sizeof(struct folded_token) == 16 && offsetof(struct folded_token, at) == 0 &&
                   offsetof(struct folded_token, again) == 12,
               "a token is four words");

/* Eight of the tokens, of which these are some; the others are empty ones. */
WIDE struct eight_tokens read_eight(const struct looked *looked, uint32_t i, some are)
{
    const struct folded_token *token = looked->tokens + i;
    const uint32_t behind = looked->tokens[i + 8 < looked->count ? i + 8 : looked->count].at;
    const some ends = (some)(looked->ends >> i);
    /* With the token behind the last, whose first letter is asked for. */
    const eight at = _mm512_maskz_cvtepu32_epi64((some)(are << 1 | 1), of_tokens(token, 0));
    const struct places places = places_of(at);
    const __m512i low = sixteens_at(looked->bytes, places.at), high = sixteens_at(looked->bytes, places.at + 4);
    struct eight_tokens tokens = {
        .raw = _mm512_permutex2var_epi64(low, _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14), high)};
    const eight rest = _mm512_permutex2var_epi64(low, _mm512_setr_epi64(1, 3, 5, 7, 9, 11, 13, 15), high);
    tokens.length = _mm512_maskz_sub_epi64(are, _mm512_sub_epi64(next_of(at, behind), all(1)), at);
    tokens.length = _mm512_mask_sub_epi64(tokens.length, are & ends, tokens.length, all(1));
    tokens.next = _mm512_mask_blend_epi64(ends, _mm512_and_si512(next_of(tokens.raw, looked->bytes[behind]), all(0xFF)),
                                          all(' '));
    tokens.first = first_bytes(tokens.raw, tokens.length);
    tokens.second = first_bytes(rest, _mm512_sub_epi64(_mm512_max_epu64(tokens.length, all(8)), all(8)));
    tokens.again = are & have(_mm512_cvtepu32_epi64(of_tokens(token, 3)), 0xFF);
    return tokens;
}

/* Settled words among tokens. */
struct eight_settled {
    some are, ordinary, stemless;
    some further; /* it is not said yet: they may stand behind their first places */
};

/* The first four words of each register, or the others. */
WIDE eight first_words(const eight both[2])
{
    return _mm512_shuffle_i64x2(both[0], both[1], 0x44);
}
WIDE eight second_words(const eight both[2])
{
    return _mm512_shuffle_i64x2(both[0], both[1], 0xEE);
}

/* As word_settled(), of their first places. */
WIDE struct eight_settled settled_words(const struct word_index *index, const struct eight_tokens *tokens, some asked)
{
    const eight key = _mm512_xor_si512(tokens->first, _mm512_rol_epi64(tokens->second, 29));
    /* Where it is not asked the first, so that nothing is fetched. A place has two slots of two words. */
    const struct places places =
        places_of(_mm512_maskz_slli_epi64(asked, behind(hashed(key), index->settled_shift), 5));
    const unsigned char *settled = (const unsigned char *)index->settled;
    const __m512i of[4] = {thirty_twos_at(settled, places.at), thirty_twos_at(settled, places.at + 2),
                           thirty_twos_at(settled, places.at + 4), thirty_twos_at(settled, places.at + 6)};
    /* Of four tokens the first words and the second ones, of each slot. */
    const eight slot[2] = {_mm512_permutex2var_epi64(of[0], _mm512_setr_epi64(0, 4, 8, 12, 1, 5, 9, 13), of[1]),
                           _mm512_permutex2var_epi64(of[2], _mm512_setr_epi64(0, 4, 8, 12, 1, 5, 9, 13), of[3])};
    const eight other[2] = {_mm512_permutex2var_epi64(of[0], _mm512_setr_epi64(2, 6, 10, 14, 3, 7, 11, 15), of[1]),
                            _mm512_permutex2var_epi64(of[2], _mm512_setr_epi64(2, 6, 10, 14, 3, 7, 11, 15), of[3])};
    const some here = _mm512_cmpeq_epi64_mask(first_words(slot), tokens->first);
    const eight word = _mm512_mask_blend_epi64(here, first_words(other), first_words(slot));
    const eight rest = _mm512_mask_blend_epi64(here, second_words(other), second_words(slot));
    const eight more = _mm512_xor_si512(rest, tokens->second);
    const some is = asked & _mm512_cmpeq_epi64_mask(word, tokens->first) & (some)~have(more, ~SETTLED_KNOWN);
    const some odd = have(tokens->first, 1), even = (some)~odd;
    const some further = (have(more, SETTLED_FURTHER_ODD) & odd) | (have(more, SETTLED_FURTHER_EVEN) & even);
    return (struct eight_settled){is, is & have(more, SETTLED_SAYS), is & have(more, SETTLED_STEMLESS),
                                  asked & (some)~is & further};
}
_Static_assert(sizeof(struct word_settled) == 32, "a place is four words");

WIDE some may_be_cut(const struct word_index *index, const struct eight_tokens *tokens)
{
    const eight end = _mm512_or_si512(tokens->length, _mm512_slli_epi64(tokens->next, 8));
    const eight hash = hashed(_mm512_xor_si512(tokens->first, _mm512_slli_epi64(end, 48)));
    const eight word = words_at(index->filters[FILTER_CUT], behind(hash, index->shifts[FILTER_CUT]));
    return bit_of(word, behind(hash, 40)) & bit_of(word, behind(hash, 34));
}

/* As name_token_hash() of tokens of up to sixteen bytes. */
WIDE eight name_hashes(const struct eight_tokens *tokens)
{
    const eight high = _mm512_rol_epi64(_mm512_mullo_epi64(tokens->second, all(UINT64_C(0x9FB21C651E98DF25))), 29);
    const eight mixed = _mm512_xor_si512(_mm512_xor_si512(tokens->first, high), all(NAME_START));
    const eight hash = _mm512_mullo_epi64(mixed, all(UINT64_C(0xD6E8FEB86659FD93)));
    return _mm512_xor_si512(hash, behind(hash, 32));
}

WIDE some may_be_names(const struct look_tables *tables, const struct eight_tokens *tokens, eight hashes)
{
    const eight bit = _mm512_and_si512(hashes, all(tables->filter_words * UINT64_C(64) - 1));
    const some sound =
        _mm512_cmplt_epu64_mask(_mm512_sub_epi64(tokens->length, all(1)), all(tables->longest_name_token));
    return sound & bit_of(words_at(tables->names, behind(bit, 6)), bit);
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

/* What is said of eight tokens. */
struct eight_looks {
    unsigned char say[LOOKS];
    unsigned char further; /* where settled words are to be looked for further */
};

WIDE struct eight_looks look_at_eight(const struct look_tables *tables, const struct eight_tokens *tokens, some are,
                                      eight hashes)
{
    const eight both = _mm512_or_si512(tokens->first, tokens->second);
    const some letters = have(both, UINT64_C(0x4040404040404040)) |
                         _mm512_cmpgt_epu64_mask(tokens->length, all(SETTLED_LETTERS)),
               digits = have(both, UINT64_C(0x2020202020202020)),
               long_enough = _mm512_cmpgt_epu64_mask(tokens->length, all(WORD_NUMBERED_LEAST));
    const struct eight_settled settled = settled_words(&tables->words, tokens, letters);
    const some unsaid = letters & (some)~settled.are;
    return (struct eight_looks){{[LOOK_CUT] = are & may_be_cut(&tables->words, tokens),
                                 [LOOK_OPEN] = unsaid & long_enough,
                                 [LOOK_UNSAID] = unsaid,
                                 [LOOK_HALF] = are & (some) ~(digits | (settled.ordinary & long_enough)),
                                 [LOOK_NAME] = may_be_names(tables, tokens, hashes),
                                 [LOOK_STEM] = are & may_be_stems(&tables->stems, tokens) & (some)~settled.stemless,
                                 [LOOK_AGAIN] = tokens->again},
                                settled.further};
}

/* Says of the tokens that are settled words and stand behind their first places what it says of others. They are few,
 * and looked up when all is said of the rest, so that nothing is put aside for it. */
static void look_further(const struct word_index *index, const struct looked *looked, uint64_t asked,
                         struct looks *looks)
{
    for (; asked != 0; asked &= asked - 1) {
        const uint32_t i = (uint32_t)__builtin_ctzll(asked), length = looked_end(looked, i) - looked->tokens[i].at;
        const unsigned char *token = looked->bytes + looked->tokens[i].at;
        const uint64_t first = word_first(word_bytes(token), length), said = ~(asked & (0 - asked));
        const uint64_t second = length > 8 ? word_first(word_bytes(token + 8), length - 8) : 0;
        const unsigned known =
            length > SETTLED_LETTERS ? 0 : word_settled_further(index->settled, index->settled_shift, first, second);
        if (known == 0)
            continue;
        looks->say[LOOK_OPEN] &= said;
        looks->say[LOOK_UNSAID] &= said;
        if ((known & SETTLED_ORDINARY) && length > WORD_NUMBERED_LEAST)
            looks->say[LOOK_HALF] &= said;
        if (known & SETTLED_HAS_NO_STEM)
            looks->say[LOOK_STEM] &= said;
    }
}

/* The names among tokens longer than what is hashed in a register. */
WIDE some long_names(const struct look_tables *tables, const struct looked *looked, uint32_t i, some rest,
                     uint64_t *hashes)
{
    unsigned names = 0;
    for (unsigned left = rest; left != 0; left &= left - 1) {
        const uint32_t token = i + (uint32_t)__builtin_ctz(left), at = looked->tokens[token].at;
        const uint32_t length = looked_end(looked, token) - at;
        hashes[token] = looked_hash(tables, looked->bytes + at, length);
        if (looked_begins_name(tables, hashes[token], length))
            names |= left & (0u - left);
    }
    return (some)names;
}

__attribute__((target("avx512f,avx512dq"))) void look_at_eights(const struct look_tables *tables,
                                                                const struct looked *looked, struct said *said)
{
    const struct look_tables here = *tables;
    uint64_t further = 0;
    said->looks = (struct looks){{0}};
    for (uint32_t i = 0; i < looked->count; i += 8) {
        const some are = (some)(looked->count - i < 8 ? (1u << (looked->count - i)) - 1 : 0xFF);
        const struct eight_tokens tokens = read_eight(looked, i, are);
        const eight hashes = name_hashes(&tokens);
        struct eight_looks looks = look_at_eight(&here, &tokens, are, hashes);
        _mm512_storeu_si512(said->hashes + i, hashes);
        const some rest = _mm512_cmpgt_epu64_mask(tokens.length, all(NAME_READ_AHEAD));
        if (rest != 0)
            looks.say[LOOK_NAME] =
                (unsigned char)((looks.say[LOOK_NAME] & ~rest) | long_names(&here, looked, i, rest, said->hashes));
        for (int look = 0; look < LOOKS; look++) /* words have their lowest byte first here */
            ((unsigned char *)&said->looks.say[look])[i / 8] = looks.say[look];
        further |= (uint64_t)looks.further << i;
    }
    if (further != 0)
        look_further(&tables->words, looked, further, &said->looks);
}

#else

bool may_look_at_eights(const struct look_tables *tables)
{
    (void)tables;
    return false;
}

void look_at_eights(const struct look_tables *tables, const struct looked *looked, struct said *said)
{
    look_at_each(tables, looked, said);
}

#endif

/*
 * identifier_words.c: reads a text 16 bytes at a time into marks, a bit a byte, and asks the marks of 64 bytes for all
 * words in them at once (identifier_words.h). Never reads outside the text.
 */
#include "identifier_words.h"

#include <assert.h>
#include <string.h>

#include "wallet_search.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define BLOCK  64
#define CHUNK  16
#define CHUNKS (BLOCK / CHUNK) /* of a block */
#define BLOCKS IDENTIFIER_WORD_BLOCKS

/* What bytes are, of each block and of the one behind the last, which words in it are decided on with. */
#define MARKS ((BLOCKS + 1) * CHUNKS)
struct marks {
    uint16_t digits[MARKS], letters[MARKS]; /* ASCII */
    uint16_t high[MARKS];                   /* not ASCII */
    uint16_t labels[MARKS];                 /* the last byte of "BIN", "БИН" and the like, in either case */
    uint16_t ton[MARKS], second[MARKS];     /* the first two letters of an address of TON */
    uint16_t breaks[MARKS];                 /* no address in base58 goes on over it */
};

static bool is_digit_byte(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter_byte(unsigned char byte)
{
    return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
}

static bool is_word_byte(unsigned char byte)
{
    return is_digit_byte(byte) || is_letter_byte(byte);
}

/* --- Marks ----------------------------------------------------------------------------------------------------------
 */

/* N and n; Н and н end in 0x9D and 0xBD. */
#define LATIN_LABEL    'n'
#define CYRILLIC_LABEL 0xBD
/* From here to before the dash: no address is written over them. */
#define PUNCTUATION_FIRST 0x21
#define PUNCTUATION_COUNT 12

/* Sixteen bytes at a time; a comparison makes each of them all ones or all zeros. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline uint32_t bits_of(bytes16 mask)
{
#ifdef __SSE2__
    return (uint32_t)_mm_movemask_epi8((__m128i)mask);
#else
    uint64_t halves[2];
    memcpy(halves, &mask, sizeof halves);
    const uint64_t highest = 0x8080808080808080u, gather = 0x0002040810204081u;
    return (uint32_t)((halves[0] & highest) * gather >> 56 | ((halves[1] & highest) * gather >> 56) << 8);
#endif
}

static inline bytes16 is_between(bytes16 bytes, unsigned char first, unsigned char count)
{
    return (bytes16)((bytes - first) < count);
}

static inline bytes16 is_byte(bytes16 bytes, unsigned char byte)
{
    return (bytes16)(bytes == byte);
}

static inline void mark(struct marks *marks, unsigned chunk, const unsigned char *text, unsigned passed)
{
    bytes16 bytes;
    memcpy(&bytes, text, sizeof bytes);
    const bytes16 small = bytes | 0x20;
    const bytes16 breaks =
        bytes | is_byte(bytes, '0') | is_byte(bytes, 'l') | is_between(bytes, PUNCTUATION_FIRST, PUNCTUATION_COUNT);
    marks->digits[chunk] = (uint16_t)(bits_of(is_between(bytes, '0', 10)) >> passed);
    marks->letters[chunk] = (uint16_t)(bits_of(is_between(small, 'a', 26)) >> passed);
    marks->high[chunk] = (uint16_t)(bits_of(bytes) >> passed);
    marks->labels[chunk] = (uint16_t)(bits_of(is_byte(small, LATIN_LABEL) | is_byte(small, CYRILLIC_LABEL)) >> passed);
    marks->ton[chunk] = (uint16_t)(bits_of(is_byte(bytes | ('E' ^ 'U'), 'U')) >> passed);
    marks->second[chunk] = (uint16_t)(bits_of(is_byte(bytes, 'Q') | is_byte(bytes, 'f')) >> passed);
    marks->breaks[chunk] = (uint16_t)(bits_of(breaks) >> passed);
}

/* The last bytes of a text, fewer than 16: read with those before them, where there are so many. */
static void mark_rest(struct marks *marks, unsigned chunk, const unsigned char *text, size_t length, size_t rest)
{
    unsigned char bytes[CHUNK] = {0};
    if (length >= CHUNK) {
        mark(marks, chunk, text + length - CHUNK, (unsigned)(CHUNK - rest));
        return;
    }
    memcpy(bytes, text + length - rest, rest);
    mark(marks, chunk, bytes, 0);
}

static void mark_nothing(struct marks *marks, unsigned block, bool breaks)
{
    const size_t at = (size_t)block * CHUNKS, size = CHUNKS * sizeof *marks->digits;
    memset(marks->digits + at, 0, size);
    memset(marks->letters + at, 0, size);
    memset(marks->high + at, 0, size);
    memset(marks->labels + at, 0, size);
    memset(marks->ton + at, 0, size);
    memset(marks->second + at, 0, size);
    memset(marks->breaks + at, breaks ? 0xFF : 0, size);
}

/* Marks from a byte on, of at most so many blocks and the one behind them. Returns how many blocks the text has. */
static unsigned mark_all(struct marks *marks, const struct identifier_words *words, size_t at)
{
    const size_t left = words->length - at, room = sizeof marks->digits / sizeof *marks->digits * CHUNK;
    const size_t length = left < room ? left : room;
    const unsigned whole = (unsigned)(length / CHUNK), last = (unsigned)(length / BLOCK);
    if (last <= BLOCKS)
        mark_nothing(marks, last, !words->goes_on);
    if (last < BLOCKS && length % BLOCK != 0)
        mark_nothing(marks, last + 1, !words->goes_on);
    for (unsigned chunk = 0; chunk < whole; chunk++)
        mark(marks, chunk, words->text + at + (size_t)chunk * CHUNK, 0);
    if (length % CHUNK != 0) {
        mark_rest(marks, whole, words->text, words->length, length % CHUNK);
        if (!words->goes_on)
            marks->breaks[whole] |= (uint16_t)(UINT16_MAX << length % CHUNK);
    }
    const unsigned blocks = last + (length % BLOCK != 0);
    return blocks < BLOCKS ? blocks : BLOCKS;
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "marks of 16 bytes are read as those of 64");

/* Marks of a block and of the one behind it. */
struct view {
    uint64_t here, next;
};

static inline struct view view_of(const uint16_t *marks, unsigned block)
{
    struct view view;
    memcpy(&view, marks + (size_t)block * CHUNKS, sizeof view);
    return view;
}

/* The marks of the bytes so many behind each of the block's. */
static inline uint64_t ahead(struct view view, unsigned bytes)
{
    return view.here >> bytes | view.next << (BLOCK - bytes);
}

static inline struct view both(struct view view, unsigned bytes)
{
    return (struct view){view.here & ahead(view, bytes), view.next & view.next >> bytes};
}

/* Bytes of the block from which on so many are marked, at most 32. */
static inline uint64_t runs_of(struct view view, unsigned count)
{
    unsigned reach = 1;
    for (; reach * 2 <= count; reach *= 2)
        view = both(view, reach);
    return view.here & ahead(view, count - reach);
}

#define LETTERS_LONG 26
#define NUMBER_LONG  12
#define PIECES_LONG  25

/* Whether long runs may begin in a block: within one of 26 there are two groups of eight beside each other, within one
 * of 12 two groups of four; or the run goes on over the end of the block. */
static inline bool may_have_letters(struct view letters)
{
    uint64_t full = letters.here & letters.here >> 4;
    full &= full >> 2;
    full &= full >> 1 & 0x0101010101010101u;
    return (full & full >> 8) != 0 || (letters.here >> (BLOCK - 1) & ((letters.next & 0xFF) == 0xFF));
}

static inline bool may_have_number(struct view digits)
{
    uint64_t full = digits.here & digits.here >> 2;
    full &= full >> 1 & 0x1111111111111111u;
    return (full & full >> 4) != 0 || (digits.here >> (BLOCK - 1) & ((digits.next & 0xF) == 0xF));
}

/* Starts of numbers behind a label, or behind what stands between a label and a number: adding carries a bit over it.
 */
static inline uint64_t labelled(uint64_t gap, uint64_t labels, bool *behind_label)
{
    const uint64_t behind = labels << 1 | *behind_label;
    uint64_t carried;
    bool over = __builtin_add_overflow(behind & gap, gap, &carried);
    *behind_label = over || labels >> (BLOCK - 1);
    return (carried & ~gap) | behind;
}

/* Those of some bytes that have, behind two letters, a digit over at most three bytes of a gap. */
static uint64_t country_codes(uint64_t bytes, struct view digits, struct view gap)
{
    uint64_t near = ahead(digits, 4) | (ahead(gap, 4) & ahead(digits, 5));
    near = ahead(digits, 3) | (ahead(gap, 3) & near);
    return bytes & near;
}

/* Where an address of TON begins, of the starts of words where one may. */
static uint64_t ton_of(const struct identifier_words *words, size_t at, uint64_t starts)
{
    for (uint64_t seen = starts; seen; seen &= seen - 1) {
        size_t start = at + (unsigned)__builtin_ctzll(seen);
        if (!wallet_starts_ton(words->text + start, words->length - start))
            starts &= ~(seen & -seen);
    }
    return starts;
}

/* Starts of words, and places in words, that are worth a look. */
static inline uint64_t words_of(struct identifier_words *words, const struct marks *marks, unsigned block)
{
    const struct view digits = view_of(marks->digits, block), letters = view_of(marks->letters, block);
    const struct view high = view_of(marks->high, block), breaks = view_of(marks->breaks, block);
    const struct view word = {digits.here | letters.here, digits.next | letters.next};
    const struct view gap = {~(word.here | high.here), ~(word.next | high.next)};
    const struct view whole = {~breaks.here, ~breaks.next};
    const uint64_t next_digit = ahead(digits, 1), next_letter = ahead(letters, 1);
    const uint64_t start = word.here & ~(word.here << 1 | words->behind_word);
    uint64_t numbers = labelled(gap.here, view_of(marks->labels, block).here, &words->behind_label);
    numbers |= runs_of(whole, PIECES_LONG) | (breaks.here & ~(next_digit | next_letter));
    if (may_have_number(digits))
        numbers |= runs_of(digits, NUMBER_LONG);
    uint64_t found = (digits.here & next_letter) | (letters.here & next_digit) | (start & digits.here & numbers);
    if (may_have_letters(letters))
        found |= start & runs_of(letters, LETTERS_LONG);
    const uint64_t pairs = start & letters.here & next_letter & ahead(gap, 2);
    if (pairs)
        found |= country_codes(pairs, digits, gap);
    const uint64_t ton = start & view_of(marks->ton, block).here & ahead(view_of(marks->second, block), 1);
    if (ton)
        found |= ton_of(words, words->blocks + (size_t)block * BLOCK, ton);
    words->behind_word = word.here >> (BLOCK - 1);
    return found;
}

/* Goes on behind the blocks looked at. */
static void read_on(struct identifier_words *words)
{
    struct marks marks;
    words->blocks += (size_t)words->block_count * BLOCK;
    words->block = 0;
    words->block_count = mark_all(&marks, words, words->blocks);
    for (unsigned block = 0; block < words->block_count; block++)
        words->found[block] = words_of(words, &marks, block);
}

void identifier_words_start(struct identifier_words *words, const unsigned char *text, size_t length, bool goes_on)
{
    words->text = text;
    words->length = length;
    words->goes_on = goes_on;
    words->at = words->blocks = 0;
    words->block = words->block_count = 0;
    words->behind_word = words->behind_label = false;
}

/* Back, or into a word, it is begun anew; what stands before is not read again: it may have been a label. */
void identifier_words_go_on(struct identifier_words *words, size_t at)
{
    bool onward = at >= words->at && (at >= words->length || !is_word_byte(words->text[at]));
    words->at = at;
    if (onward)
        return;
    words->blocks = at;
    words->block = words->block_count = 0;
    words->behind_word = false;
    words->behind_label = at > 0;
}

/* The word around a byte. */
static void give(struct identifier_words *words, size_t byte, size_t *from, size_t *to)
{
    size_t begin = byte, end = byte;
    while (begin > words->at && is_word_byte(words->text[begin - 1]))
        begin--;
    while (end < words->length && is_word_byte(words->text[end]))
        end++;
    *from = begin;
    *to = words->at = end;
}

/* Those found in a block that are not done with. */
static uint64_t left_of(const struct identifier_words *words, size_t block, uint64_t found)
{
    if (words->at <= block)
        return found;
    return words->at - block < BLOCK ? found & UINT64_MAX << (words->at - block) : 0;
}

bool identifier_words_next(struct identifier_words *words, size_t *from, size_t *to)
{
    for (;;) {
        for (; words->block < words->block_count; words->block++) {
            const size_t block = words->blocks + (size_t)words->block * BLOCK;
            const uint64_t found = left_of(words, block, words->found[words->block]);
            if (found) {
                give(words, block + (size_t)__builtin_ctzll(found), from, to);
                return true;
            }
        }
        if (words->blocks + (size_t)words->block_count * BLOCK >= words->length)
            return false;
        read_on(words);
    }
}

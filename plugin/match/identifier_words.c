/*
 * identifier_words.c: reads a text 32 bytes at a time into marks, a bit a byte, and asks the marks for all words at
 * once (identifier_words.h). Never reads outside the text.
 */
#include "identifier_words.h"

#include <assert.h>
#include <string.h>

#include "wallet_search.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define STEP   32 /* bytes read at a time */
#define WINDOW 64
/* Words are decided on when so many bytes behind their start have been read, and with those before them in sight from
 * which a label leads to them. */
#define AHEAD  26
#define BEHIND (WINDOW - STEP - AHEAD)

struct step_marks {
    uint32_t digits, letters, high, labels, ton, breaks;
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

/* --- Marks of 32 bytes -------------------------------------------------------------------------------------------- */

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

static inline struct step_marks marks_of(const unsigned char *text)
{
    struct step_marks marks = {0};
    uint32_t second = 0;
    for (unsigned at = 0; at < STEP; at += sizeof(bytes16)) {
        bytes16 bytes;
        memcpy(&bytes, text + at, sizeof bytes);
        const bytes16 small = bytes | 0x20;
        marks.digits |= bits_of(is_between(bytes, '0', 10)) << at;
        marks.letters |= bits_of(is_between(small, 'a', 26)) << at;
        marks.high |= bits_of(bytes) << at;
        marks.labels |= bits_of(is_byte(small, LATIN_LABEL) | is_byte(small, CYRILLIC_LABEL)) << at;
        marks.breaks |= bits_of(bytes | is_byte(bytes, '0') | is_byte(bytes, 'l') |
                                is_between(bytes, PUNCTUATION_FIRST, PUNCTUATION_COUNT))
                        << at;
        marks.ton |= bits_of(is_byte(bytes | ('E' ^ 'U'), 'U')) << at;
        second |= bits_of(is_byte(bytes, 'Q') | is_byte(bytes, 'f')) << at;
    }
    /* What comes behind the last is not seen: it may be one of these. */
    marks.ton &= second >> 1 | UINT32_C(1) << (STEP - 1);
    return marks;
}

/* Of fewer than 32 bytes, the last of a text: read with those before them, where there are so many. */
static struct step_marks marks_of_rest(const unsigned char *text, size_t length, size_t rest)
{
    unsigned char bytes[STEP] = {0};
    if (length < STEP) {
        memcpy(bytes, text + length - rest, rest);
        return marks_of(bytes);
    }
    const unsigned before = (unsigned)(STEP - rest);
    struct step_marks marks = marks_of(text + length - STEP);
    return (struct step_marks){.digits = marks.digits >> before,
                               .letters = marks.letters >> before,
                               .high = marks.high >> before,
                               .labels = marks.labels >> before,
                               .ton = marks.ton >> before,
                               .breaks = marks.breaks >> before};
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* Bits from which on so many (a power of two, or that and up to as many more) are set. */
static inline uint64_t runs_of(uint64_t bits, unsigned count)
{
    unsigned reach = 1;
    for (; reach * 2 <= count; reach *= 2)
        bits &= bits >> reach;
    return bits & bits >> (count - reach);
}

#define LETTERS_LONG 26
#define NUMBER_LONG  12
#define PIECES_LONG  25

static_assert(LETTERS_LONG <= AHEAD && NUMBER_LONG <= AHEAD && PIECES_LONG <= AHEAD, "words are decided on in time");

/* Starts of words, and places in words, that are worth a look. */
static inline uint64_t words_of(const struct word_marks *marks)
{
    const uint64_t digits = marks->digits, letters = marks->letters, word = digits | letters;
    const uint64_t start = word & ~(word << 1), gap = ~(word | marks->high);
    const uint64_t mixed = (digits & letters << 1) | (letters & digits << 1);
    const uint64_t behind_label = marks->labels << 1;
    /* Adding carries a bit over the gap to what stands behind it. */
    const uint64_t labelled = (((behind_label & gap) + gap) & ~gap) | behind_label;
    uint64_t near = gap & digits >> 1;
    near |= gap & near >> 1;
    near |= gap & near >> 1;
    const uint64_t country = letters & letters >> 1 & near >> 2;
    const uint64_t number =
        labelled | runs_of(digits, NUMBER_LONG) | runs_of(~marks->breaks, PIECES_LONG) | (marks->breaks & ~(word >> 1));
    return mixed | (start & (country | runs_of(letters, LETTERS_LONG) | marks->ton | (number & digits)));
}

static inline uint64_t rolled(uint64_t marks, uint32_t step)
{
    return marks >> STEP | (uint64_t)step << STEP;
}

static inline void roll(struct word_marks *marks, const struct step_marks *step)
{
    marks->digits = rolled(marks->digits, step->digits);
    marks->letters = rolled(marks->letters, step->letters);
    marks->high = rolled(marks->high, step->high);
    marks->labels = rolled(marks->labels, step->labels);
    marks->ton = rolled(marks->ton, step->ton);
    marks->breaks = rolled(marks->breaks, step->breaks);
}

/* Leaves the marks of TON in a step's that are of addresses which do begin there. */
static uint32_t look_at_ton(const struct identifier_words *words, size_t at, uint32_t ton)
{
    for (uint32_t seen = ton; seen; seen &= seen - 1) {
        size_t start = at + (unsigned)__builtin_ctz(seen);
        if (!wallet_starts_ton(words->text + start, words->length - start))
            ton &= ~(seen & -seen);
    }
    return ton;
}

/* The marks of what is left, fewer than 32 bytes, and of what is behind it. */
static struct step_marks marks_of_end(const struct identifier_words *words, size_t at)
{
    const size_t rest = words->length > at ? words->length - at : 0;
    const uint32_t outside = UINT32_MAX << rest;
    struct step_marks step = {0};
    if (rest > 0)
        step = marks_of_rest(words->text, words->length, rest);
    step.breaks = words->goes_on ? step.breaks & ~outside : step.breaks | outside;
    return step;
}

/* Reads on until words are found, or to the end. With the last byte all words that are left are decided on: behind it
 * there are none; where an address may go on behind it, so many steps later as it would need. */
static void read_on(struct identifier_words *words)
{
    struct word_marks marks = words->marks;
    const size_t end = words->length + (words->goes_on ? AHEAD : 0);
    size_t read = words->read;
    uint64_t found = 0;
    while (read < end && !found) {
        struct step_marks step =
            words->length >= read + STEP ? marks_of(words->text + read) : marks_of_end(words, read);
        if (step.ton)
            step.ton = look_at_ton(words, read, step.ton);
        roll(&marks, &step);
        read += STEP;
        const uint64_t undecided = (read < end ? (uint64_t)UINT32_MAX : UINT64_MAX) << BEHIND;
        found = words_of(&marks) & undecided;
    }
    words->marks = marks;
    words->read = read;
    words->found = found;
}

void identifier_words_start(struct identifier_words *words, const unsigned char *text, size_t length, bool goes_on)
{
    *words = (struct identifier_words){.text = text, .length = length, .goes_on = goes_on};
}

/* What stands before is not read again: it may have been a label. */
void identifier_words_go_on(struct identifier_words *words, size_t at)
{
    words->at = words->read = at;
    words->found = 0;
    words->marks = (struct word_marks){.labels = at > 0 ? UINT64_C(1) << (WINDOW - 1) : 0};
}

/* The word around a byte. */
static void give(struct identifier_words *words, size_t byte, size_t *from, size_t *to)
{
    for (*from = byte; *from > words->at && is_word_byte(words->text[*from - 1]);)
        --*from;
    for (*to = byte; *to < words->length && is_word_byte(words->text[*to]);)
        ++*to;
    words->at = *to;
}

bool identifier_words_next(struct identifier_words *words, size_t *from, size_t *to)
{
    for (;;) {
        while (words->found) {
            size_t byte = words->read + (size_t)__builtin_ctzll(words->found) - WINDOW;
            words->found &= words->found - 1;
            if (byte < words->at)
                continue; /* in the word given last */
            give(words, byte, from, to);
            return true;
        }
        if (words->read >= words->length + (words->goes_on ? AHEAD : 0))
            return false;
        read_on(words);
    }
}

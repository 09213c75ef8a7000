/*
 * identifier_words.c: marks where numbers, long runs of letters and addresses of TON may begin, 64 bytes at a time, and
 * looks at those places alone (identifier_words.h). Never reads outside the text.
 */
#include "identifier_words.h"

#include <string.h>

#include "check_digits.h"
#include "identifier_places.h"
#include "text/wide.h"
#include "wallet_search.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define CHUNK 16

/* What stands next to a number. */
#define LETTER    1
#define GAP       2 /* between a label or a country code and a number, and more that no word is made of */
#define GROUP_GAP 8 /* between the groups of an IBAN */

static const unsigned char kinds[256] = {
    ['\t'] = 10, ['\n'] = 10, ['\r'] = 10, [' '] = 10, ['#'] = 2, ['-'] = 10, ['.'] = 10, ['/'] = 2, [':'] = 2,
    ['='] = 2,   ['A'] = 1,   ['B'] = 1,   ['C'] = 1,  ['D'] = 1, ['E'] = 1,  ['F'] = 1,  ['G'] = 1, ['H'] = 1,
    ['I'] = 1,   ['J'] = 1,   ['K'] = 1,   ['L'] = 1,  ['M'] = 1, ['N'] = 1,  ['O'] = 1,  ['P'] = 1, ['Q'] = 1,
    ['R'] = 1,   ['S'] = 1,   ['T'] = 1,   ['U'] = 1,  ['V'] = 1, ['W'] = 1,  ['X'] = 1,  ['Y'] = 1, ['Z'] = 1,
    ['a'] = 1,   ['b'] = 1,   ['c'] = 1,   ['d'] = 1,  ['e'] = 1, ['f'] = 1,  ['g'] = 1,  ['h'] = 1, ['i'] = 1,
    ['j'] = 1,   ['k'] = 1,   ['l'] = 1,   ['m'] = 1,  ['n'] = 1, ['o'] = 1,  ['p'] = 1,  ['q'] = 1, ['r'] = 1,
    ['s'] = 1,   ['t'] = 1,   ['u'] = 1,   ['v'] = 1,  ['w'] = 1, ['x'] = 1,  ['y'] = 1,  ['z'] = 1};

#define NUMBER_LONG 12

static char capital(unsigned char letter)
{
    return (char)(letter & ~0x20);
}

/* --- Marks ----------------------------------------------------------------------------------------------------------
 */

/* Sixteen bytes at a time; a comparison makes each of them all ones or all zeros. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef signed char signed16 __attribute__((vector_size(16)));

static inline uint64_t bits_of(bytes16 mask)
{
#ifdef __SSE2__
    return (uint32_t)_mm_movemask_epi8((__m128i)mask);
#else
    uint64_t halves[2];
    memcpy(halves, &mask, sizeof halves);
    const uint64_t highest = 0x8080808080808080u, gather = 0x0002040810204081u;
    return (halves[0] & highest) * gather >> 56 | ((halves[1] & highest) * gather >> 56) << 8;
#endif
}

static inline bytes16 bytes_at(const unsigned char *text)
{
    bytes16 bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

/* Signed numbers are compared in one instruction. */
static inline bytes16 is_between(bytes16 bytes, unsigned char first, signed char count)
{
    const signed16 moved = (signed16)(bytes + (unsigned char)(0x80 - first));
    return (bytes16)(moved < (signed char)(INT8_MIN + count));
}

static inline bytes16 digits_of(bytes16 bytes)
{
    return is_between(bytes, '0', 10);
}

static inline bytes16 letters_of(bytes16 bytes)
{
    return is_between(bytes | 0x20, 'a', 26);
}

static inline struct marks marks_of(const unsigned char *text, unsigned length)
{
    struct marks marks = {0, 0, 0};
    for (unsigned at = 0; at < length; at += CHUNK) {
        const bytes16 bytes = bytes_at(text + at);
        marks.digits |= bits_of(digits_of(bytes)) << at;
        marks.letters |= bits_of(letters_of(bytes)) << at;
        marks.ton |= bits_of((bytes16)((bytes | ('E' ^ 'U')) == 'U')) << at;
    }
    return marks;
}

static inline struct number_marks number_marks_of(const unsigned char *text, unsigned length)
{
    struct number_marks marks = {.countries = UINT64_MAX, .firsts = UINT64_MAX, .ahead = UINT64_MAX};
    uint64_t before = 0;
    for (unsigned at = 0; at < length; at += CHUNK) {
        const bytes16 bytes = bytes_at(text + at), small = bytes | 0x20;
        const bytes16 labels = (bytes16)(small == LATIN_LABEL) | (bytes16)(small == CYRILLIC_LABEL);
        const bytes16 befores = (bytes16)(small == BEFORE_LATIN) | (bytes16)(small == OR_BEFORE_LATIN) |
                                (bytes16)(bytes == BEFORE_CYRILLIC);
        const bytes16 breaks = bytes | (bytes16)(bytes == '0') | (bytes16)(bytes == 'l') |
                               is_between(bytes, PUNCTUATION_FIRST, PUNCTUATION_COUNT);
        marks.high |= bits_of(bytes) << at;
        marks.labels |= bits_of(labels) << at;
        marks.breaks |= bits_of(breaks) << at;
        before |= bits_of(befores) << at;
    }
    marks.labels = labels_of(UINT64_MAX, before, marks.labels);
    marks.groups = ~marks.high;
    return marks;
}

/* A block as it is read: in whole chunks, so that where the text ends there may be bytes before it, or it is read from
 * a copy when the text is shorter than that. */
struct block {
    const unsigned char *text;
    unsigned length, before;
    unsigned char copy[BLOCK];
};

static inline void set_block(struct block *block, const struct identifier_words *words, size_t at)
{
    const size_t left = words->length - at;
    block->text = words->text + at;
    block->length = BLOCK;
    block->before = 0;
    if (left >= BLOCK)
        return;
    block->length = ((unsigned)left + CHUNK - 1) / CHUNK * CHUNK;
    if (words->length >= block->length) {
        block->before = block->length - (unsigned)left;
        block->text -= block->before;
        return;
    }
    memset(block->copy, 0, sizeof block->copy);
    memcpy(block->copy, block->text, left);
    block->text = block->copy;
}

static inline struct marks marks_of_block(const struct block *block)
{
    if (block->length == BLOCK && block->before == 0)
        return marks_of(block->text, BLOCK);
    const struct marks marks = marks_of(block->text, block->length);
    return (struct marks){marks.digits >> block->before, marks.letters >> block->before, marks.ton >> block->before};
}

static inline struct number_marks number_marks_of_block(const struct block *block)
{
    if (block->length == BLOCK && block->before == 0)
        return number_marks_of(block->text, BLOCK);
    struct number_marks marks = number_marks_of(block->text, block->length);
    marks.high >>= block->before;
    marks.labels >>= block->before;
    marks.breaks >>= block->before;
    return marks;
}

/* Marks the places of a block. Only where there are digits, and behind them, it is asked what else counts. */
static inline void read_each(struct identifier_words *words, struct marks *marks, struct number_marks *more)
{
    struct block block;
    set_block(&block, words, words->block);
    *marks = marks_of_block(&block);
    if (marks->digits || words->behind_digit)
        *more = number_marks_of_block(&block);
}

/* Goes on with the next block. */
static void read_on(struct identifier_words *words)
{
    struct marks marks;
    struct number_marks more = {.high = 0};
    identifier_next_block(words);
    read_each(words, &marks, &more);
    identifier_find_places(words, &marks, &more);
}

/* --- Words -------------------------------------------------------------------------------------------------------- */

/* The labels of IIN and BIN in English and in the domestic format; in Russian and Kazakh. Capitals and small letters.
 */
static const char latin_labels[][7] = {"BIN", "IIN", "IDN", "bin", "iin", "idn", "Bin", "Iin"};
static const char cyrillic_labels[][7] = {"БИН", "ИИН", "БСН", "ЖСН", "бин", "иин", "бсн", "жсн", "Бин", "Иин"};

/* Three letters right before a byte that are one of the labels: how many bytes they have, 0 = none are. */
static size_t label_of(const unsigned char *text, size_t at, const char (*labels)[7], size_t count, size_t length)
{
    for (size_t i = 0; i < count && length <= at; i++)
        if (memcmp(text + at - length, labels[i], length) == 0)
            return length;
    return 0;
}

/* All end in N or Н, which few words do. */
size_t identifier_label_before(const unsigned char *text, size_t at)
{
    unsigned char last = at > 0 ? text[at - 1] : 0;
    if (last == 'N' || last == 'n')
        return label_of(text, at, latin_labels, sizeof latin_labels / sizeof latin_labels[0], 3);
    if (last == 0x9D || last == 0xBD)
        return label_of(text, at, cyrillic_labels, sizeof cyrillic_labels / sizeof cyrillic_labels[0], 6);
    return 0;
}

static bool is_word_byte(unsigned char byte)
{
    return is_digit(byte) || (kinds[byte] & LETTER);
}

static size_t begin_of(const struct identifier_words *words, size_t at)
{
    while (at > words->at && is_word_byte(words->text[at - 1]))
        at--;
    return at;
}

static size_t end_of(const struct identifier_words *words, size_t at)
{
    for (; words->length - at >= CHUNK; at += CHUNK) {
        const bytes16 bytes = bytes_at(words->text + at);
        const uint64_t others = bits_of(digits_of(bytes) | letters_of(bytes)) ^ UINT16_MAX;
        if (others)
            return at + (unsigned)__builtin_ctzll(others);
    }
    while (at < words->length && is_word_byte(words->text[at]))
        at++;
    return at;
}

static size_t begin_of_digits(const struct identifier_words *words, size_t at)
{
    while (at > words->at && is_digit(words->text[at - 1]))
        at--;
    return at;
}

static size_t end_of_digits(const struct identifier_words *words, size_t at)
{
    while (at < words->length && is_digit(words->text[at]))
        at++;
    return at;
}

struct word {
    size_t from, to;
};

#define LETTERS_LONG 26
#define LABEL_GAP    4 /* bytes between a label and its number */
#define COUNTRY_GAP  3 /* and between a country code and what follows */

/* Where the gap before a number begins. */
static size_t gap_before(const struct identifier_words *words, size_t number)
{
    size_t at = number;
    while (at > 0 && number - at < LABEL_GAP && (kinds[words->text[at - 1]] & GAP))
        at--;
    return at;
}

/* Whether the word before a gap and a number is the two letters of a country that has IBANs, and one could go on so. */
static bool is_country(const struct identifier_words *words, size_t end, struct word number)
{
    const unsigned char *text = words->text + end;
    if (number.to - number.from < NUMBER_LONG &&
        (number.to == words->length || !(kinds[words->text[number.to]] & (LETTER | GROUP_GAP))))
        return false;
    return number.from - end - 1 < COUNTRY_GAP && end >= words->at + 2 && (kinds[text[-1]] & LETTER) &&
           (kinds[text[-2]] & LETTER) && (end == words->at + 2 || !is_word_byte(text[-3])) &&
           iban_length(capital(text[-2]), capital(text[-1])) != 0;
}

/* Whether a number could be the first piece of an address in base58: behind it there is nothing, for so long, that no
 * piece has. In the block nearly all are told by their marks. */
static bool may_be_piece(const struct identifier_words *words, struct word number)
{
    if (number.to - number.from < WALLET_NUMBER_LONG && !wallet_begins_with_digit(words->text[number.from]))
        return false;
    if (number.from >= words->block && !(words->pieces >> (number.from - words->block) & 1))
        return false;
    const size_t left = words->length - number.from;
    const size_t end = number.from + (left < WALLET_PIECES_SHORTEST ? left : WALLET_PIECES_SHORTEST);
    for (size_t at = number.from; at < end; at++)
        if (!wallet_piece_bytes[words->text[at]])
            return false;
    return left >= WALLET_PIECES_SHORTEST || words->goes_on;
}

/* A lone 0 before a colon. */
static bool is_workchain(const struct identifier_words *words, struct word number)
{
    return number.to - number.from == 1 && words->text[number.from] == '0' && number.to < words->length &&
           words->text[number.to] == ':';
}

/* The country code before a number, which is looked at first, or the word around it. */
static bool look_at_number(const struct identifier_words *words, size_t place, struct word *word)
{
    const unsigned char *text = words->text;
    const size_t from = begin_of_digits(words, place), to = end_of_digits(words, place);
    const size_t gap = gap_before(words, from);
    *word = (struct word){from, to};
    if (is_country(words, gap, *word)) {
        *word = (struct word){gap - 2, gap};
        return true;
    }
    if ((to < words->length && (kinds[text[to]] & LETTER)) || (from > words->at && (kinds[text[from - 1]] & LETTER))) {
        *word = (struct word){begin_of(words, from), end_of(words, to)};
        return true;
    }
    return to - from >= NUMBER_LONG || identifier_label_before(text, gap) || may_be_piece(words, *word) ||
           is_workchain(words, *word);
}

/* Whether to look at the word at a place that was marked. */
static bool look(const struct identifier_words *words, size_t place, struct word *word)
{
    if (is_digit(words->text[place]))
        return look_at_number(words, place, word);
    *word = (struct word){begin_of(words, place), end_of(words, place)};
    return word->to - word->from >= LETTERS_LONG || (place > word->from && is_digit(words->text[place - 1])) ||
           wallet_starts_ton(words->text + word->from, words->length - word->from);
}

void identifier_words_start(struct identifier_words *words, const unsigned char *text, size_t length, bool goes_on)
{
    words->text = text;
    words->length = length;
    words->goes_on = goes_on;
    words->wide = can_go_wide();
    identifier_words_go_on(words, 0);
}

void identifier_words_go_on(struct identifier_words *words, size_t at)
{
    words->at = words->block = words->block_end = at;
    words->places = 0;
    words->behind_digit = words->behind_word = words->behind_letters = 0;
}

/* Leaves out what is marked before a byte, where no word begins; behind the block it is begun anew. */
static void pass(struct identifier_words *words, size_t at)
{
    if (at > words->block_end || at - words->block == BLOCK)
        identifier_words_go_on(words, at);
    words->at = at;
    if (at > words->block)
        words->places &= UINT64_MAX << (at - words->block);
}

bool identifier_words_next(struct identifier_words *words, size_t *from, size_t *to)
{
    for (;;) {
        while (words->places) {
            struct word word;
            bool found = look(words, words->block + (unsigned)__builtin_ctzll(words->places), &word);
            if (found) {
                pass(words, word.to);
                *from = word.from;
                *to = word.to;
                return true;
            }
            words->places &= words->places - 1;
        }
        if (words->block_end >= words->length)
            return false;
        if (words->wide)
            identifier_read_wide(words);
        else
            read_on(words);
    }
}

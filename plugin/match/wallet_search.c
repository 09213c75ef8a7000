/*
 * wallet_search.c: finds addresses in text (wallet_search.h). A word is tried as it is, then put together with those
 * behind it, and, when it is one that an address may have been cut into, with those before it.
 */
#include "wallet_search.h"

#include <string.h>

#include "check_digits.h"
#include "wallet_forms.h"

void wallet_search_value(struct wallet_search *search, const unsigned char *text, size_t length)
{
    search->text = text;
    search->length = length;
    search->next_length = 0;
    search->run_from = SIZE_MAX; /* none yet */
    search->run_end = 0;
}

/* --- The text and what goes on with it ------------------------------------------------------------------------------
 */

/* The next value follows behind a line end. */
static size_t whole_length(const struct wallet_search *search)
{
    return search->next_length ? search->length + 1 + search->next_length : search->length;
}

static unsigned char byte_at(const struct wallet_search *search, size_t at)
{
    if (at < search->length)
        return search->text[at];
    return at == search->length ? '\n' : search->next[at - search->length - 1];
}

static bool is_word(unsigned char byte)
{
    return wallet_kinds[byte] != 0;
}

static bool is_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

#define GAP_LONGEST 3

struct gap {
    size_t bytes; /* 0 = none */
    bool line;    /* there is a line end in it */
};

/* Blanks between two parts of an address, dashes and points too where it has none of its own, and the "//" by which
 * lines of SWIFT messages go on. */
static struct gap gap_at(const struct wallet_search *search, size_t at, bool dashes)
{
    struct gap gap = {0, false};
    size_t end = whole_length(search);
    for (; at + gap.bytes < end && gap.bytes < GAP_LONGEST; gap.bytes++) {
        unsigned char byte = byte_at(search, at + gap.bytes);
        if (!is_blank(byte) && !(dashes && (byte == '-' || byte == '.')))
            break;
        gap.line |= byte == '\n' || byte == '\r';
    }
    if (gap.line && at + gap.bytes + 1 < end && byte_at(search, at + gap.bytes) == '/' &&
        byte_at(search, at + gap.bytes + 1) == '/')
        gap.bytes += 2;
    return gap;
}

const bool wallet_piece_bytes[256] = {
    ['\t'] = true, ['\n'] = true, ['\r'] = true, [' '] = true, ['-'] = true, ['.'] = true, ['/'] = true, ['1'] = true,
    ['2'] = true,  ['3'] = true,  ['4'] = true,  ['5'] = true, ['6'] = true, ['7'] = true, ['8'] = true, ['9'] = true,
    ['A'] = true,  ['B'] = true,  ['C'] = true,  ['D'] = true, ['E'] = true, ['F'] = true, ['G'] = true, ['H'] = true,
    ['I'] = true,  ['J'] = true,  ['K'] = true,  ['L'] = true, ['M'] = true, ['N'] = true, ['O'] = true, ['P'] = true,
    ['Q'] = true,  ['R'] = true,  ['S'] = true,  ['T'] = true, ['U'] = true, ['V'] = true, ['W'] = true, ['X'] = true,
    ['Y'] = true,  ['Z'] = true,  ['a'] = true,  ['b'] = true, ['c'] = true, ['d'] = true, ['e'] = true, ['f'] = true,
    ['g'] = true,  ['h'] = true,  ['i'] = true,  ['j'] = true, ['k'] = true, ['m'] = true, ['n'] = true, ['o'] = true,
    ['p'] = true,  ['q'] = true,  ['r'] = true,  ['s'] = true, ['t'] = true, ['u'] = true, ['v'] = true, ['w'] = true,
    ['x'] = true,  ['y'] = true,  ['z'] = true};

/* Whether a run of characters of base58, and of what may stand between its pieces, goes on so far from a byte. It is
 * looked for once: nearly all text has a zero, an l or a letter of another alphabet before long. */
static bool run_is_long(struct wallet_search *search, size_t from, size_t wanted)
{
    size_t end = whole_length(search), at = from;
    if (from >= search->run_from && from < search->run_end)
        return search->run_end >= from + wanted;
    while (at < search->length && at != search->run_from && wallet_piece_bytes[search->text[at]])
        at++;
    while (at >= search->length && at < end && at != search->run_from && wallet_piece_bytes[byte_at(search, at)])
        at++;
    if (at != search->run_from || at == from)
        search->run_end = at;
    search->run_from = from;
    return search->run_end >= from + wanted;
}

/* --- One piece ------------------------------------------------------------------------------------------------------
 */

/* Reads what has the shape of an address, as long as check sums may be computed; then by its shape alone. */
static bool read_whole(struct wallet_search *search, const unsigned char *text, size_t length, struct wallet *wallet)
{
    if (!wallet_by_shape(text, length, wallet))
        return false;
    if (search->checks == 0)
        return true;
    search->checks--;
    return wallet_read(text, length, wallet);
}

static bool spend(struct wallet_search *search, size_t bytes)
{
    bool enough = search->bytes >= bytes;
    search->bytes -= enough ? (uint32_t)bytes : search->bytes;
    return enough;
}

#define CHANGES 6 /* of capitals, small letters and digits, as in addresses and hardly in words put together */

/* The same of what was put together or cut out: never by its shape alone. */
static bool read_pieces(struct wallet_search *search, const unsigned char *text, size_t length, struct wallet *wallet)
{
    if (search->checks == 0 || !spend(search, length) || wallet_changes(text, length) < CHANGES ||
        !wallet_by_shape(text, length, wallet))
        return false;
    search->checks--;
    return wallet_read(text, length, wallet);
}

#define GLUED_SHORTEST 34
#define GLUED_LONGEST  96

/* Lengths of addresses that begin so and stand in text with other letters glued to them. */
static const uint8_t *glued_lengths(const unsigned char *text)
{
    static const uint8_t none[] = {0}, tron[] = {34, 0}, bitcoin[] = {34, 33, 0}, evm[] = {42, 0};
    if (text[0] == 'T')
        return tron;
    if (text[0] == '1' || text[0] == '3')
        return bitcoin;
    return text[0] == '0' && (text[1] == 'x' || text[1] == 'X') ? evm : none;
}

/* "USDTT…", "T…thanks": a verified address within a word. */
static bool find_glued(struct wallet_search *search, size_t from, size_t to, struct wallet_place *place)
{
    const unsigned char *text = search->text;
    if (to - from < GLUED_SHORTEST || to - from > GLUED_LONGEST)
        return false;
    for (size_t at = from; at + GLUED_SHORTEST - 1 <= to; at++)
        for (const uint8_t *length = glued_lengths(text + at); *length; length++) {
            if (at + *length > to || !read_pieces(search, text + at, *length, &place->wallet) ||
                place->wallet.form != WALLET_VERIFIED)
                continue;
            place->from = at;
            place->to = at + *length;
            return true;
        }
    return false;
}

/* --- Pieces ---------------------------------------------------------------------------------------------------------
 */

#define START_BYTES 32 /* what looking at a start is counted as */

/* An address as far as it has been put together. */
struct pieces {
    struct wallet_search *search;
    struct wallet_start start;
    unsigned char joined[WALLET_LONGEST];
    size_t count;
    unsigned gaps;
    bool lines; /* all gaps so far are line ends */
};

/* What has no check sum counts where a line end alone cuts it, and a longer one that has it comes first. */
enum piece_found { FOUND_NONE, FOUND_DOUBTFUL, FOUND_SURE };

static enum piece_found try_pieces(struct pieces *pieces, struct wallet *wallet)
{
    if (pieces->gaps == 0 || !(pieces->start.lengths[pieces->count / 64] >> (pieces->count % 64) & 1) ||
        !read_pieces(pieces->search, pieces->joined, pieces->count, wallet))
        return FOUND_NONE;
    if (wallet->form == WALLET_VERIFIED || wallet->chain == WALLET_EVM)
        return FOUND_SURE;
    return pieces->lines && (pieces->gaps == 1 || wallet->chain == WALLET_TON) ? FOUND_DOUBTFUL : FOUND_NONE;
}

/* Takes one character more; false = no address has it here. */
static bool take(struct pieces *pieces, unsigned char byte)
{
    if (pieces->count >= pieces->start.prefix)
        pieces->start.alphabets &= wallet_alphabets_of(byte);
    if (pieces->start.alphabets == 0 || pieces->count == sizeof pieces->joined || !spend(pieces->search, 1))
        return false;
    pieces->joined[pieces->count++] = byte;
    return true;
}

/* The word that begins at a byte, or the prefix and the word behind it. Returns where it ends, 0 = no address has it.
 */
static size_t take_word(struct pieces *pieces, size_t at)
{
    size_t end = whole_length(pieces->search);
    for (; at < end && (is_word(byte_at(pieces->search, at)) || pieces->count < pieces->start.prefix); at++)
        if (!take(pieces, byte_at(pieces->search, at)))
            return 0;
    return at;
}

static bool find_pieces(struct wallet_search *search, size_t from, struct wallet_place *place)
{
    struct pieces pieces = {.search = search, .lines = true};
    size_t end = whole_length(search);
    bool doubtful = false;
    if (!spend(search, START_BYTES))
        return false;
    pieces.start = wallet_start_of(search->text + from, search->length - from);
    for (size_t at = from; (at = take_word(&pieces, at)) != 0;) {
        struct wallet wallet;
        enum piece_found found = try_pieces(&pieces, &wallet);
        if (found != FOUND_NONE)
            *place = (struct wallet_place){wallet, from, at < search->length ? at : search->length};
        if (found == FOUND_SURE)
            return true;
        doubtful |= found == FOUND_DOUBTFUL;
        struct gap gap = gap_at(search, at, true);
        at += gap.bytes;
        pieces.gaps++;
        pieces.lines &= gap.line;
        if (gap.bytes == 0 || at >= end || !is_word(byte_at(search, at)))
            break;
    }
    return doubtful;
}

/* Whether the next characters, without the gaps, change between kinds as those of an address do. */
static bool is_mixed_ahead(struct wallet_search *search, size_t from)
{
    size_t count = 0, changes = 0;
    unsigned char before = 0;
    if (!spend(search, WALLET_PIECES_SHORTEST))
        return false;
    for (size_t at = from; at < search->run_end && count < WALLET_PIECES_SHORTEST; at++) {
        unsigned char kind = wallet_kinds[byte_at(search, at)];
        if (kind == 0)
            continue;
        changes += count > 0 && kind != before;
        before = kind;
        count++;
    }
    return count == WALLET_PIECES_SHORTEST && changes >= CHANGES;
}

/* Whether it is worth while to look: a prefix, or a run that is long enough behind a start of some form. */
static bool may_begin(struct wallet_search *search, size_t from, size_t to)
{
    const unsigned char *text = search->text + from;
    size_t prefix, available = search->length - from;
    if (text[0] == '0')
        return available > 1 && (text[1] | 0x20) == 'x';
    if (is_digit(text[0]) && to - from < WALLET_NUMBER_LONG && !wallet_begins_with_digit(text[0]))
        return false;
    if (run_is_long(search, from, WALLET_PIECES_SHORTEST) && is_mixed_ahead(search, from))
        return true;
    if (is_digit(text[0]))
        return false;
    /* Stellar and CashAddr have other alphabets. */
    return memchr("GMqp", text[0], 4) || wallet_prefix_of(text, available, &prefix) != PREFIX_NONE;
}

#define BACK_WORDS   8
#define BACK_LETTERS 33
/* What addresses without a prefix begin with when they are cut into words of letters alone. */
#define LETTER_STARTS "TLMDXrAGtqpzQPC"

#define SMALL_WORD 5

/* The start of the word right before a byte, over a gap; the byte itself when there is none, it has a digit (and was
 * tried itself), or it is a plain word: letters, the small ones in a row at its end. */
static size_t word_before(const unsigned char *text, size_t at)
{
    size_t gap = 0, from, small = 0;
    while (gap < GAP_LONGEST + 2 && at > gap &&
           (is_blank(text[at - gap - 1]) || text[at - gap - 1] == '-' || text[at - gap - 1] == '/'))
        gap++;
    size_t end = at - gap;
    while (small < SMALL_WORD && end > small && text[end - small - 1] >= 'a' && text[end - small - 1] <= 'z')
        small++;
    if (small == SMALL_WORD)
        return at;
    for (from = end; from > 0 && end - from <= BACK_LETTERS && is_word(text[from - 1]) && !is_digit(text[from - 1]);)
        from--;
    bool whole = gap > 0 && from < end && end - from <= BACK_LETTERS;
    return whole && (from == 0 || !is_word(text[from - 1])) ? from : at;
}

/* Stellar's have few digits. */
static bool may_begin_before(struct wallet_search *search, size_t from)
{
    unsigned char first = search->text[from];
    return memchr(LETTER_STARTS, first, sizeof LETTER_STARTS - 1) &&
           run_is_long(search, from, WALLET_PIECES_SHORTEST) && (first == 'G' || is_mixed_ahead(search, from));
}

static bool find_before(struct wallet_search *search, size_t from, struct wallet_place *place)
{
    for (int words = 0; words < BACK_WORDS && spend(search, BACK_LETTERS); words++) {
        size_t before = word_before(search->text, from);
        if (before == from)
            return false;
        if (may_begin_before(search, before) && find_pieces(search, before, place))
            return true;
        from = before;
    }
    return false;
}

/* --- TON ------------------------------------------------------------------------------------------------------------
 */

#define TON_CHARS 48

static bool is_base64(unsigned char byte)
{
    return wallet_alphabets_of(byte) & ALPHABET_BASE64;
}

static bool find_ton(struct wallet_search *search, size_t from, struct wallet_place *place)
{
    unsigned char joined[TON_CHARS];
    size_t count = 0, at = from, end = whole_length(search);
    bool cut = false;
    while (at < end && count < TON_CHARS) {
        struct gap gap = count > 0 ? gap_at(search, at, false) : (struct gap){0, false};
        cut |= gap.bytes > 0;
        at += gap.bytes;
        if (at >= end || !is_base64(byte_at(search, at)) || !spend(search, 1))
            return false;
        joined[count++] = byte_at(search, at++);
    }
    unsigned char behind = at < end ? byte_at(search, at) : ' ';
    if (count < TON_CHARS || is_word(behind) || behind == '-' || behind == '_')
        return false;
    if (cut ? !read_pieces(search, joined, count, &place->wallet) || place->wallet.form != WALLET_VERIFIED
            : !read_whole(search, joined, count, &place->wallet))
        return false;
    place->from = from;
    place->to = at < search->length ? at : search->length;
    return true;
}

/* A workchain, "0:", and its hash, in one piece or several. */
static bool find_ton_raw(struct wallet_search *search, size_t from, size_t to, struct wallet_place *place)
{
    const unsigned char *text = search->text;
    if (to - from != 1 || text[from] != '0' || to + 1 >= search->length || text[to] != ':')
        return false;
    for (to++; to < search->length && is_word(text[to]) && to - from <= WALLET_LONGEST;)
        to++;
    place->from = from;
    place->to = to;
    return read_whole(search, text + from, to - from, &place->wallet) || find_pieces(search, from, place);
}

/* --- Wrong check sums -----------------------------------------------------------------------------------------------
 */

/* What is written as an address, in one piece, and is none. It may also be the first piece of one, so the others are
 * looked for before. */
static __attribute__((noinline)) bool find_wrong_check(struct wallet_search *search, size_t from, size_t to,
                                                       struct wallet_place *place)
{
    const unsigned char *text = search->text;
    if (wallet_starts_ton(text + from, search->length - from))
        for (to = from; to < search->length && to - from <= TON_CHARS && is_base64(text[to]);)
            to++;
    place->from = from;
    place->to = to;
    return wallet_with_wrong_check(text + from, to - from, &place->wallet);
}

/* --- All of them ----------------------------------------------------------------------------------------------------
 */

/* The word behind a number, over a gap, is a number, or written as words are: small letters, capitals, or a capital and
 * small letters. There is hardly an address that goes on so. */
static bool is_ordinary_behind(const struct wallet_search *search, size_t at)
{
    const unsigned char *text = search->text;
    size_t end = search->length, begin, capitals = 0, small = 0, digits = 0;
    for (begin = at; begin < end && begin < at + GAP_LONGEST + 2 && !is_word(text[begin]);)
        begin++;
    for (at = begin; at < end && is_word(text[at]); at++) {
        digits += is_digit(text[at]);
        capitals += is_upper(text[at]);
        small += !is_digit(text[at]) && !is_upper(text[at]);
    }
    if (at == end && search->next_length)
        return false; /* it may go on over the border of two values: rare, and looked at in full */
    bool capitalised = digits == 0 && capitals == 1 && at > begin && is_upper(text[begin]);
    return (digits == 0) + (capitals == 0) + (small == 0) >= 2 || capitalised;
}

/* Short numbers, most of what has a digit: no address begins with them, nor is one cut so. */
static bool is_plain_number(const struct wallet_search *search, size_t from, size_t to)
{
    const unsigned char *text = search->text;
    if (to - from >= WALLET_NUMBER_LONG || (text[from] == '0' && to - from == 1))
        return false;
    for (size_t i = from; i < to; i++)
        if (!is_digit(text[i]))
            return false;
    return !wallet_begins_with_digit(text[from]) || is_ordinary_behind(search, to);
}

bool wallet_find(struct wallet_search *search, size_t from, size_t to, struct wallet_place *place)
{
    const unsigned char *text = search->text;
    if (is_plain_number(search, from, to))
        return false;
    if (wallet_starts_ton(text + from, search->length - from) && find_ton(search, from, place))
        return true;
    if (to - from == 2 && !is_digit(text[from]) && !is_digit(text[from + 1]))
        return false; /* looked at for an IBAN's sake */
    if (to - from >= WALLET_NUMBER_LONG && read_whole(search, text + from, to - from, &place->wallet)) {
        place->from = from;
        place->to = to;
        return true;
    }
    if (find_ton_raw(search, from, to, place) || (may_begin(search, from, to) && find_pieces(search, from, place)) ||
        find_glued(search, from, to, place))
        return true;
    if (from > 0 && !is_digit(text[to - 1]) + !is_digit(text[from]) > 0 && run_is_long(search, from, to - from) &&
        find_before(search, from, place))
        return true;
    const bool long_enough = to - from >= WALLET_WRONG_SHORTEST || text[from] == 'E' || text[from] == 'U'; /* TON */
    return long_enough && find_wrong_check(search, from, to, place);
}

/* Whether the next value begins with a word that has a digit or is longer than words are, as what is left of an
 * address; most words are neither, and end the search here. */
#define WORD_LONG 16
static bool goes_on_oddly(const struct wallet_search *search)
{
    const size_t end = whole_length(search), from = search->length + gap_at(search, search->length, true).bytes;
    for (size_t at = from; at < end && is_word(byte_at(search, at)); at++)
        if (is_digit(byte_at(search, at)) || at - from >= WORD_LONG)
            return true;
    return false;
}

bool wallet_find_at_end(struct wallet_search *search, struct wallet_place *place)
{
    const unsigned char *text = search->text;
    size_t from = search->length;
    if (search->next_length == 0 || !goes_on_oddly(search))
        return false;
    while (from > 0 && is_word(text[from - 1]) && !is_digit(text[from - 1]) && search->length - from <= BACK_LETTERS)
        from--;
    if (from == search->length || search->length - from > BACK_LETTERS || (from > 0 && is_word(text[from - 1])))
        return false;
    return may_begin_before(search, from) && find_pieces(search, from, place);
}

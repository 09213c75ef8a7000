/*
 * plain_ascii.c: the plain reading of ASCII (plain_ascii.h), which most text is. It is gone through in windows of 64
 * bytes, each byte of which has a bit in masks: tokens are runs of bits, and what stands beside what is found by
 * shifting them. What the last byte of a window is, the next one knows; a token may go on from one to the next. A mark
 * stands on any byte of a token, so that what two bytes say together is marked on the second of them.
 */
#include "plain_ascii_ways.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "suspects.h"
#include "wide.h"

/* A piece; a comparison makes each byte all ones or all zeros. */
typedef unsigned char bytes16 __attribute__((vector_size(PIECE)));
typedef signed char signed16 __attribute__((vector_size(PIECE)));
typedef uint16_t pairs8 __attribute__((vector_size(PIECE)));

static inline bytes16 piece_at(const unsigned char *text)
{
    bytes16 bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

/* The highest bit of each byte. */
static inline uint64_t bits_of(bytes16 bytes)
{
#ifdef __SSE2__
    return (uint64_t)(unsigned)_mm_movemask_epi8((__m128i)bytes);
#else
    uint64_t halves[2];
    memcpy(halves, &bytes, sizeof halves);
    const uint64_t ones = 0x0101010101010101u, gather = 0x0102040810204080u;
    return ((halves[0] >> 7 & ones) * gather >> 56) | ((halves[1] >> 7 & ones) * gather >> 56) << 8;
#endif
}

/* Of bytes below 0x80: the range is moved to the end of the signed ones. */
static inline bytes16 is_between(bytes16 bytes, unsigned char first, unsigned char last)
{
    return (bytes16)((signed16)(bytes + (unsigned char)(0x7F - last)) > (signed char)(0x7E - (last - first)));
}

/* What a piece is; its bytes, folded, are written. */
static inline struct classes piece_read(bytes16 bytes, unsigned char *folded)
{
    const bytes16 lowered = bytes | 0x20, letter = is_between(lowered, 'a', 'z'), digit = is_between(bytes, '0', '9');
    const bytes16 says = (bytes & (letter | digit) & 0xDF) | (~letter & 0x20);
    const bytes16 sign = ((bytes16)((signed16)lowered > ';') & ~letter) | is_between(bytes, '!', '+');
    memcpy(folded, &says, sizeof says);
    return (struct classes){bits_of(letter), bits_of(digit), bits_of((bytes16)((pairs8)bytes << 2)), bits_of(sign)};
}

static inline void classes_add(struct classes *classes, struct classes piece, unsigned at)
{
    classes->letter |= piece.letter << at;
    classes->digit |= piece.digit << at;
    classes->small |= piece.small << at;
    classes->sign |= piece.sign << at;
}

/* The last piece of a text, of which `own` bytes stand in the window, fewer than a piece has. */
static inline void tail_read(struct window *window, const struct source *source, unsigned own)
{
    unsigned char text[PIECE] = {0};
    if (source->length < PIECE) {
        memcpy(text, source->text, source->length);
        window->classes = piece_read(piece_at(text), window->bytes + PIECE);
        return;
    }
    const unsigned skip = PIECE - own;
    const struct classes piece = piece_read(piece_at(source->text + source->length - PIECE), window->bytes + own);
    window->classes =
        (struct classes){piece.letter >> skip, piece.digit >> skip, piece.small >> skip, piece.sign >> skip};
}

/* The window that begins at a byte of the text. Behind the text stand spaces. Pieces may overlap. */
static inline void window_read(struct window *window, const struct source *source, uint32_t base)
{
    const unsigned char *text = source->text + base;
    unsigned char *folded = window->bytes + PIECE;
    const uint32_t own = source->length - base;
    window->classes = (struct classes){0};
    if (own >= WINDOW) {
        for (unsigned at = 0; at < WINDOW; at += PIECE)
            classes_add(&window->classes, piece_read(piece_at(text + at), folded + at), at);
    } else if (own >= PIECE) {
        for (unsigned at = 0; at + PIECE < own; at += PIECE)
            classes_add(&window->classes, piece_read(piece_at(text + at), folded + at), at);
        const unsigned last = own - PIECE;
        classes_add(&window->classes, piece_read(piece_at(text + last), folded + last), last);
        memset(folded + own, ' ', PIECE);
    } else {
        tail_read(window, source, own);
        memset(folded + own, ' ', PIECE);
    }
    window->classes.small &= window->classes.letter;
}

/* Where in a word a sign may be a letter whatever stands there; inside, all may. */
enum sign_place { NO_SIGN, SIGN_ANYWHERE, SIGN_BEFORE_LETTER, SIGN_BEHIND_LETTER };

static enum sign_place sign_place(unsigned char byte)
{
    switch (byte) {
    case '$':
    case '@':
    case '|':
    case '+':
        return SIGN_ANYWHERE;
    case '!':
    case '#':
        return SIGN_BEFORE_LETTER;
    case '(':
    case '<':
        return SIGN_BEHIND_LETTER;
    default:
        return NO_SIGN;
    }
}

static bool is_letter(unsigned char byte)
{
    return (unsigned char)((byte | 0x20) - 'a') < 26;
}

static bool is_digit(unsigned char byte)
{
    return (unsigned char)(byte - '0') < 10;
}

static bool is_any(unsigned char byte)
{
    return is_letter(byte) || is_digit(byte) || sign_place(byte) != NO_SIGN;
}

uint64_t ascii_beside_signs(struct ascii *ascii, uint32_t base, uint64_t signs)
{
    const unsigned char *text = ascii->source->text;
    uint64_t marks = 0;
    for (; signs != 0; signs &= signs - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(signs);
        const uint32_t at = base + bit;
        const enum sign_place place = sign_place(text[at]);
        const unsigned char before = at > 0 ? text[at - 1] : 0,
                            behind = at + 1 < ascii->source->length ? text[at + 1] : 0;
        const bool inside = is_any(before) && is_any(behind);
        const bool sign = inside || place == SIGN_ANYWHERE || (place == SIGN_BEFORE_LETTER && is_letter(behind)) ||
                          (place == SIGN_BEHIND_LETTER && is_letter(before));
        ascii->odd_signs |= is_odd_sign(text, ascii->source->length, at, at + 1);
        if (place == NO_SIGN)
            continue;
        if ((sign && is_letter(before)) || (inside && is_digit(before))) {
            marks |= bit > 0 ? (uint64_t)1 << (bit - 1) : 0;
            ascii->marked |= bit == 0;
        }
        if ((sign && is_letter(behind)) || (inside && is_digit(behind))) {
            marks |= bit + 1 < WINDOW ? (uint64_t)1 << (bit + 1) : 0;
            ascii->marked_next |= bit + 1 == WINDOW;
        }
    }
    return marks;
}

uint64_t ascii_odd_bars(const struct window *window, const struct classes *before)
{
    const uint64_t letter = window->classes.letter, small = window->classes.small, capital = letter & ~small;
    const uint64_t small_beside = before->small | small >> 1, words_before = before->letter | before->digit;
    uint64_t i = 0, l = 0;
    for (unsigned at = 0; at < WINDOW; at += PIECE) {
        const bytes16 folded = piece_at(window->bytes + PIECE + at);
        i |= bits_of((bytes16)(folded == 'I')) << at;
        l |= bits_of((bytes16)(folded == 'L')) << at;
    }
    return (i & capital & (before->small | (small >> 1 & ~words_before))) |
           (l & small & ((before->letter & ~before->small) | capital >> 1) & ~small_beside);
}

/* Copies so many bytes and what stands behind them. */
static inline void ascii_copy(unsigned char *out, const unsigned char *from, unsigned length)
{
    memcpy(out, from, PIECE);
    for (unsigned i = PIECE; i <= length; i += PIECE)
        memcpy(out + i, from + i, PIECE);
}

void ascii_note(const struct ascii *ascii, const struct folded_token *token, bool marked)
{
    struct folded *folded = ascii->folded;
    if (!marked && !has_odd_case(ascii->source->text, token->from, token->to))
        return;
    folded->token_count = (uint32_t)(token - folded->tokens) + 1;
    suspect_tokens(ascii->suspects, folded, token->to, folded->token_count - 1);
}

static inline void ascii_note_marked(const struct ascii *ascii, const struct folded_token *token,
                                     const struct marks *marks, uint64_t bits)
{
    if (((marks->suspect | marks->odd) & bits) != 0)
        ascii_note(ascii, token, (marks->suspect & bits) != 0);
}

void ascii_end(struct ascii *ascii)
{
    ascii->open = false;
    if (ascii->marked || ascii->odd)
        ascii_note(ascii, &ascii->folded->tokens[ascii->count - 1], ascii->marked);
}

static void ascii_close(struct ascii *ascii)
{
    ascii->folded->bytes[ascii->used++] = ' ';
    ascii_end(ascii);
}

/* The token that goes on has so many bytes of the window. */
static void ascii_go_on(struct ascii *ascii, const struct window *window, uint32_t base, unsigned run,
                        const struct marks *marks)
{
    const uint64_t bits = run < WINDOW ? ((uint64_t)1 << run) - 1 : ~(uint64_t)0;
    ascii_copy(ascii->folded->bytes + ascii->used, window->bytes + PIECE, run);
    ascii->used += run;
    ascii->folded->tokens[ascii->count - 1].to = base + run;
    ascii->marked |= (marks->suspect & bits) != 0;
    ascii->odd |= (marks->odd & bits) != 0;
    if (run < WINDOW)
        ascii_close(ascii);
}

/* A token begins in the window and goes on behind it. */
static void ascii_open(struct ascii *ascii, const struct window *window, uint32_t base, unsigned at,
                       const struct marks *marks)
{
    const unsigned run = WINDOW - at;
    ascii_copy(ascii->folded->bytes + ascii->used, window->bytes + PIECE + at, run);
    ascii->folded->tokens[ascii->count++] = (struct folded_token){ascii->used, base + at, base + WINDOW, false};
    ascii->used += run;
    ascii->open = true;
    ascii->marked = marks->suspect >> at != 0;
    ascii->odd = marks->odd >> at != 0;
}

/* Writes the tokens that begin and end in a window, at these bits: of starts one more where a token goes on behind it.
 * Returns that one. */
static inline uint64_t tokens_write(struct ascii *ascii, const struct window *window, uint32_t base, uint64_t starts,
                                    uint64_t ends, const struct marks *marks)
{
    const uint64_t marked = marks->suspect | marks->odd;
    unsigned char *const bytes = ascii->folded->bytes;
    struct folded_token *token = ascii->folded->tokens + ascii->count;
    uint32_t used = ascii->used;
    for (; ends != 0; starts &= starts - 1, ends &= ends - 1, token++) {
        const unsigned at = (unsigned)__builtin_ctzll(starts), end = (unsigned)__builtin_ctzll(ends);
        ascii_copy(bytes + used, window->bytes + PIECE + at, end - at);
        token->at = used;
        token->from = base + at;
        token->to = base + end;
        token->again = false;
        used += end - at + 1;
        if (marked != 0)
            ascii_note_marked(ascii, token, marks, ((uint64_t)1 << end) - ((uint64_t)1 << at));
    }
    ascii->used = used;
    ascii->count = (uint32_t)(token - ascii->folded->tokens);
    return starts;
}

static inline void window_write(struct ascii *ascii, const struct window *window, uint32_t base)
{
    const struct marks marks = ascii_marks(ascii, window, base);
    const uint64_t words = window->classes.letter | window->classes.digit, before = words << 1 | ascii->open;
    uint64_t starts = words & ~before, ends = before & ~words;
    ascii->single |= (starts & ~(words >> 1)) != 0;
    if (ascii->open) {
        ascii_go_on(ascii, window, base, ends ? (unsigned)__builtin_ctzll(ends) : WINDOW, &marks);
        ends &= ends - 1;
    }
    starts = tokens_write(ascii, window, base, starts, ends, &marks);
    if (starts != 0)
        ascii_open(ascii, window, base, (unsigned)__builtin_ctzll(starts), &marks);
}

void ascii_windows_each(struct ascii *ascii)
{
    for (uint32_t base = 0; base < ascii->source->length; base += WINDOW) {
        struct window window;
        window_read(&window, ascii->source, base);
        window_write(ascii, &window, base);
    }
}

/* Whether three tokens of one letter from one on stand in a row. */
static bool has_singles(const struct folded_token *token, const struct folded_token *end)
{
    uint32_t row = 0;
    for (; token < end && row < SINGLES; token++)
        row = token->to - token->from == 1 ? row + 1 : 0;
    return row == SINGLES;
}

/* Whether there is room for a text as ASCII: its bytes, a space and what is written too much; a token and the separator
 * behind it take two bytes. */
static bool ascii_fits(const struct folded *folded, uint32_t length, uint32_t more_bytes, uint32_t more_tokens)
{
    const uint64_t room = folded->limit - folded->used, tokens = folded->token_limit - folded->token_count;
    return folded->tokens && (uint64_t)length + more_bytes < room && (uint64_t)length / 2 + more_tokens < tokens;
}

/* Most text that is not shows it at once. */
static bool is_ascii(const unsigned char *text, uint32_t length)
{
    unsigned char rest = 0;
    if (length < PIECE) {
        for (uint32_t at = 0; at < length; at++)
            rest |= text[at];
        return rest < 0x80;
    }
    bytes16 seen = piece_at(text);
    if (bits_of(seen) != 0)
        return false;
    for (uint32_t at = PIECE; length - at > PIECE; at += PIECE)
        seen |= piece_at(text + at);
    return bits_of(seen | piece_at(text + length - PIECE)) == 0;
}

bool ascii_write(struct folded *folded, const struct source *source, struct hints *hints)
{
    if (!ascii_fits(folded, source->length, PIECE, 0) || !is_ascii(source->text, source->length))
        return false;
    const uint32_t first = folded->token_count;
    struct ascii ascii = {.folded = folded,
                          .source = source,
                          .suspects = &hints->suspects,
                          .used = folded->used,
                          .count = folded->token_count};
    if (can_go_wide() && ascii_fits(folded, source->length, ASCII_WIDE_BYTES, ASCII_WIDE_TOKENS))
        ascii_windows_wide(&ascii);
    else
        ascii_windows_each(&ascii);
    if (ascii.open)
        ascii_close(&ascii);
    folded->token_count = ascii.count;
    folded->used = ascii.used;
    hints->odd_signs = ascii.odd_signs;
    hints->singles = ascii.single && has_singles(folded->tokens + first, folded->tokens + ascii.count);
    return true;
}

/*
 * plain.c: every value's first reading (plain.h). Most text is plain ASCII words, and most other text Cyrillic with
 * ASCII: these take two short loops, which look at no more than fold_near. While they run, words that may be in
 * disguise are noted, so that the other readings look at these alone.
 *
 * ASCII is gone through in windows, each byte of which has a bit in masks: tokens are found by counting bits, and what
 * stands beside what by shifting them. A window knows two bytes before and behind its own.
 */
#include "plain.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The tokens of the segment being written. */
struct plain {
    struct folded *folded;
    const struct source *source;
    struct hints *hints;
    uint32_t singles_in_row; /* tokens of one letter, up to here */
    uint32_t last_to;        /* the end of the token before; 0: there is none */
    uint32_t before_last_to; /* and of the one before that */
};

/* What ends at `to`, and the tokens written from `first` on, may be in disguise; `from` is where the token before ends.
 */
static inline void suspect(struct plain *plain, uint32_t from, uint32_t to, uint32_t first)
{
    struct suspects *suspects = &plain->hints->suspects;
    struct suspect *part = &suspects->parts[suspects->count ? suspects->count - 1 : 0];
    const uint32_t end = plain->folded->token_count;
    if (suspects->count == 0 || (from > part->to && suspects->count < SUSPECTS)) {
        suspects->parts[suspects->count++] = (struct suspect){from, to, first, end};
        return;
    }
    if (suspects->count > 1 && from < part[-1].to) /* what says nothing stands behind the token before, in its part */
        from = part[-1].to;
    part->from = from < part->from ? from : part->from;
    part->to = to > part->to ? to : part->to;
    part->first_token = first < part->first_token ? first : part->first_token;
    part->end_token = end;
}

/* The token written last may be in disguise after all: a sign stands behind it. */
static void suspect_last(struct plain *plain)
{
    if (plain->last_to)
        suspect(plain, plain->before_last_to, plain->last_to, plain->folded->token_count - 1);
}

/* Counts a token that was written. */
static inline void note_token(struct plain *plain, uint32_t to, uint32_t units, bool is_suspect)
{
    plain->singles_in_row = units == 1 ? plain->singles_in_row + 1 : 0;
    plain->hints->singles |= plain->singles_in_row >= 3;
    if (is_suspect)
        suspect(plain, plain->last_to, to, plain->folded->token_count - 1);
    plain->before_last_to = plain->last_to;
    plain->last_to = to;
}

static bool is_small(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_capital(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Whether a capital I or a small l stands oddly in a word (words.c): bIockchain, BlNANCE. */
static bool has_odd_case(const unsigned char *text, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        unsigned char before = at > from ? text[at - 1] : 0, behind = at + 1 < to ? text[at + 1] : 0;
        if (text[at] == 'I' && (is_small(before) || (at == from && behind && strchr("aeiouy", behind))))
            return true;
        if (text[at] == 'l' && !is_small(before) && !is_small(behind) && (is_capital(before) || is_capital(behind)))
            return true;
    }
    return false;
}

#define WINDOW     64
#define WINDOW_OWN 60 /* its own bytes, with WINDOW_RIM before and behind */
#define WINDOW_RIM 2
#define COPIED     16 /* tokens are copied in pieces of so many bytes */

/* A window's bytes, folded, and masks over them. */
struct window {
    unsigned char folded[WINDOW + COPIED];
    uint64_t words;    /* letters and digits */
    uint64_t suspects; /* letters and digits beside each other, or beside signs that may be letters */
    uint64_t odd;      /* a capital I or a small l where they may stand oddly */
};

/* Sixteen bytes at a time; a comparison makes each of them all ones or all zeros. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));

static inline uint64_t bits_of(bytes16 mask)
{
#ifdef __SSE2__
    return (uint64_t)(unsigned)_mm_movemask_epi8((__m128i)mask);
#else
    uint64_t halves[2];
    memcpy(halves, &mask, sizeof halves);
    const uint64_t ones = 0x0101010101010101u, gather = 0x0102040810204080u;
    return ((halves[0] & ones) * gather >> 56) | ((halves[1] & ones) * gather >> 56) << 8;
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

static void window_read(struct window *window, const unsigned char *text)
{
    uint64_t letter = 0, digit = 0, small = 0, bar = 0, sign = 0, first = 0, last = 0;
    for (unsigned at = 0; at < WINDOW; at += sizeof(bytes16)) {
        bytes16 bytes;
        memcpy(&bytes, text + at, sizeof bytes);
        const bytes16 low = is_between(bytes, 'a', 26), capitals = bytes - (low & 0x20);
        memcpy(window->folded + at, &capitals, sizeof capitals);
        letter |= bits_of(is_between(capitals, 'A', 26)) << at;
        small |= bits_of(low) << at;
        digit |= bits_of(is_between(bytes, '0', 10)) << at;
        bar |= bits_of(is_byte(bytes, 'I') | is_byte(bytes, 'l')) << at;
        sign |= bits_of(is_byte(bytes, '$') | is_byte(bytes, '@') | is_byte(bytes, '|') | is_byte(bytes, '+')) << at;
        first |= bits_of(is_byte(bytes, '!') | is_byte(bytes, '#')) << at;
        last |= bits_of(is_byte(bytes, '(') | is_byte(bytes, '<')) << at;
    }
    const uint64_t capital = letter & ~small, capital_bar = bar & capital, small_bar = bar & small;
    const uint64_t mark = sign | first | last, any = letter | digit | mark;
    const uint64_t inside = mark & any << 1 & any >> 1;
    sign |= inside | (first & letter >> 1) | (last & letter << 1);
    window->words = letter | digit;
    window->odd = (capital_bar & (small << 1 | (small >> 1 & ~(window->words << 1)))) |
                  (small_bar & (capital << 1 | capital >> 1) & ~(small << 1) & ~(small >> 1));
    window->suspects = (letter & (digit << 1 | digit >> 1 | sign << 1 | sign >> 1)) |
                       (digit & (letter << 1 | letter >> 1 | inside << 1 | inside >> 1));
}

/* The window whose own bytes begin at a byte of the text. Nothing stands before and behind the text. */
static void window_at(struct window *window, const struct source *source, uint32_t base)
{
    unsigned char bytes[WINDOW] = {0};
    const uint32_t rim = base < WINDOW_RIM ? base : WINDOW_RIM;
    const unsigned char *from = source->text + base - rim;
    uint32_t left = source->length - base + rim;
    if (rim == WINDOW_RIM && left >= WINDOW) {
        window_read(window, from);
    } else {
        uint32_t room = WINDOW - WINDOW_RIM + rim;
        memcpy(bytes + WINDOW_RIM - rim, from, left < room ? left : room);
        window_read(window, bytes);
    }
    const uint64_t own = ((uint64_t)1 << WINDOW_OWN) - 1;
    window->words = window->words >> WINDOW_RIM & own;
    window->suspects >>= WINDOW_RIM;
    window->odd >>= WINDOW_RIM;
}

/* The token of ASCII being written, which may go over from one window to the next. */
struct ascii_token {
    bool open;
    bool suspect;
    uint32_t from;
    unsigned char *begin;
};

static void copy_pieces(unsigned char *out, const unsigned char *from, unsigned length)
{
    for (unsigned i = 0; i < length; i += COPIED)
        memcpy(out + i, from + i, COPIED);
}

/* Whether a token is suspect of which some bytes are marked. A capital I before small letters is odd only before some
 * of them, which the masks do not say. */
static bool ascii_is_suspect(const struct plain *plain, const struct window *window, uint64_t bits, uint32_t from,
                             uint32_t to)
{
    return (window->suspects & bits) || has_odd_case(plain->source->text, from, to);
}

/* Writes a window's tokens; one that goes on behind it stays open. Returns where writing stands. */
static unsigned char *window_write(struct plain *plain, const struct window *window, uint32_t base,
                                   struct ascii_token *open, unsigned char *out)
{
    struct folded *folded = plain->folded;
    struct ascii_token token = *open;
    const uint64_t marked = window->suspects | window->odd;
    unsigned at = 0;
    for (;;) {
        if (!token.open) {
            uint64_t rest = window->words >> at;
            if (rest == 0)
                break;
            at += (unsigned)__builtin_ctzll(rest);
            token = (struct ascii_token){.open = true, .from = base + at, .begin = out};
        }
        unsigned run = (unsigned)__builtin_ctzll(~(window->words >> at));
        uint64_t bits = (((uint64_t)1 << run) - 1) << at;
        copy_pieces(out, window->folded + WINDOW_RIM + at, run);
        out += run;
        at += run;
        if (marked & bits)
            token.suspect |= ascii_is_suspect(plain, window, bits, token.from, base + at);
        if (at == WINDOW_OWN)
            break;
        *out++ = ' ';
        folded->tokens[folded->token_count++] =
            (struct folded_token){(uint32_t)(token.begin - folded->bytes), token.from, base + at, false};
        note_token(plain, base + at, base + at - token.from, token.suspect);
        token.open = false;
    }
    *open = token;
    return out;
}

/* ASCII is written byte for byte: ascii_fits() says that there is room. */
static void plain_ascii(struct plain *plain)
{
    struct folded *folded = plain->folded;
    const uint32_t length = plain->source->length;
    struct ascii_token token = {0};
    unsigned char *out = folded->bytes + folded->used;
    for (uint32_t base = 0; base < length; base += WINDOW_OWN) {
        struct window window;
        window_at(&window, plain->source, base);
        out = window_write(plain, &window, base, &token, out);
    }
    if (token.open) {
        *out++ = ' ';
        folded->tokens[folded->token_count++] =
            (struct folded_token){(uint32_t)(token.begin - folded->bytes), token.from, length, false};
        note_token(plain, length, length - token.from, token.suspect);
    }
    folded->used = (uint32_t)(out - folded->bytes);
}

/* Whether there is room for a text as ASCII: its bytes, a space and what the last piece copied has too much; a token
 * and the separator behind it take two bytes. */
static bool ascii_fits(const struct folded *folded, uint32_t length)
{
    uint32_t room = folded->limit - folded->used;
    return folded->tokens && room > COPIED && length < room - COPIED &&
           length / 2 < folded->token_limit - folded->token_count;
}

static bool is_ascii(const unsigned char *text, uint32_t length)
{
    uint64_t seen = 0, word;
    uint32_t at = 0;
    for (; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        seen |= word;
    }
    for (; at < length; at++)
        seen |= text[at];
    return (seen & 0x8080808080808080u) == 0;
}

static bool is_word_letter(const struct letter *letter)
{
    return (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !(letter->flags & LETTER_OWN);
}

/* Whether a word may be in disguise; flags are those of its letters, all together. */
static bool is_suspect(const struct plain *plain, const struct token *token, unsigned flags)
{
    const unsigned foreign = LETTER_CYRILLIC | LETTER_OTHER, cased = LETTER_SMALL | LETTER_CAPITAL | LETTER_BAR;
    if (flags & (LETTER_ODD | LETTER_ALONE))
        return true;
    if ((flags & LETTER_DIGIT) && (flags & LETTER_SCRIPTS))
        return true;
    if (flags & foreign)
        return (flags & LETTER_LATIN) || (!(flags & LETTER_UNLIKE_LATIN) && token->units >= LOOK_ALIKE_LETTERS);
    if ((flags & cased) != cased)
        return false;
    return token->to - token->from != token->units || has_odd_case(plain->source->text, token->from, token->to);
}

/* Ends a token. One that says nothing (a lone soft sign) is not written, but may say something in disguise. */
static bool any_token_end(struct plain *plain, struct token *token, unsigned flags, bool beside_sign)
{
    const uint32_t units = token->units, to = token->to, written = plain->folded->token_count;
    bool in_disguise = beside_sign || is_suspect(plain, token, flags);
    if (!token_end(plain->folded, token))
        return false;
    if (plain->folded->token_count != written)
        note_token(plain, to, units, in_disguise);
    else
        suspect(plain, plain->last_to, to, written);
    return true;
}

/* The letters from a byte on that fold_near knows, up to the first unit that it does not. */
static uint32_t near_letters(struct folded *folded, const struct source *source, uint32_t next, struct token *token,
                             unsigned *all_flags)
{
    const unsigned char *text = source->text;
    unsigned char *bytes = folded->bytes;
    uint32_t used = folded->used, units = token->units, length = source->length;
    const uint32_t limit = folded->limit;
    unsigned flags = *all_flags;
    while (next < length && limit - used >= sizeof fold_near[0].plain) {
        uint32_t code_point = text[next], size = 1;
        if (code_point >= 0x80) {
            if (code_point < 0xC2 || code_point >= 0xE0 || length - next < 2 || !utf8_continues(text[next + 1]))
                break;
            code_point = (code_point & 0x1Fu) << 6 | (text[next + 1] & 0x3Fu);
            size = 2;
        }
        const struct near_letter *letter = &fold_near[code_point];
        if (!letter->word)
            break;
        memcpy(bytes + used, letter->plain, sizeof letter->plain);
        used += letter->length;
        flags |= letter->flags;
        units++;
        next += size;
        token->to = next;
    }
    folded->used = used;
    token->units = units;
    *all_flags = flags;
    return next;
}

/* The token that begins at a byte; at moves behind it. */
static bool plain_token(struct plain *plain, uint32_t *at, bool beside_sign)
{
    struct folded *folded = plain->folded;
    const struct source *source = plain->source;
    struct token token = {.at = folded->used, .from = *at};
    uint32_t next = *at;
    unsigned flags = 0;
    while ((next = near_letters(folded, source, next, &token, &flags)) < source->length) {
        struct unit unit = unit_at(source->text, source->length, next);
        const struct letter *letter = unit.letter;
        if (is_word_letter(letter)) {
            if (!token_add(folded, &token, &unit, letter->plain, letter->plain_length))
                return false;
            flags |= letter->flags;
        } else if (letter->kind != KIND_IGNORED) {
            break;
        }
        next = unit.next;
    }
    *at = next;
    return any_token_end(plain, &token, flags, beside_sign);
}

/* An ideograph or the bitcoin sign. */
static bool own_token(struct plain *plain, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    struct token token = {0};
    if (!token_add(plain->folded, &token, unit, letter->plain, letter->plain_length))
        return false;
    token.units = letter->plain_length;
    return any_token_end(plain, &token, 0, letter->kind == KIND_SIGN);
}

/* What stands between two tokens. */
struct gap {
    bool touched; /* nothing but signs */
    bool sign;    /* they make the next token suspect */
    bool inner;   /* and the one before, too */
};

static void gap_sign(struct plain *plain, struct gap *gap, const struct letter *letter)
{
    if (gap->touched && !(letter->flags & LETTER_NOT_LAST))
        suspect_last(plain);
    gap->sign |= !(letter->flags & LETTER_NOT_FIRST) || gap->touched;
    gap->inner |= gap->touched;
}

static bool plain_any(struct plain *plain)
{
    const struct source *source = plain->source;
    struct gap gap = {0};
    for (uint32_t at = 0; at < source->length;) {
        if (source->text[at] == ' ') {
            gap = (struct gap){0};
            at++;
            continue;
        }
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        if (is_word_letter(letter)) {
            if (gap.inner)
                suspect_last(plain);
            if (!plain_token(plain, &at, gap.sign))
                return false;
            gap = (struct gap){.touched = true};
            continue;
        }
        at = unit.next;
        if (letter->kind == KIND_SIGN)
            gap_sign(plain, &gap, letter);
        else if (letter->kind != KIND_IGNORED)
            gap = (struct gap){0};
        if ((letter->flags & LETTER_OWN) && !own_token(plain, &unit))
            return false;
    }
    return true;
}

bool plain_write(struct folded *folded, const struct source *source, struct hints *hints)
{
    struct plain plain = {.folded = folded, .source = source, .hints = hints};
    struct suspects *suspects = &hints->suspects;
    if (!segment_begin(folded, source, FOLD_PLAIN, 0))
        return false;
    suspects->plain_token = folded->token_count;
    bool fits = true;
    if (ascii_fits(folded, source->length) && is_ascii(source->text, source->length))
        plain_ascii(&plain);
    else
        fits = plain_any(&plain);
    suspects->plain_end = folded->token_count;
    return fits;
}

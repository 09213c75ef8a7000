/*
 * plain.c: every value's first reading (plain.h). Most text is plain ASCII words, and most other text Cyrillic with
 * ASCII: these take two loops, the first of which looks at no table, the second at fold_near alone. While they run,
 * words that may be in disguise are noted, so that the other readings look at these alone.
 *
 * ASCII is gone through in windows, each byte of which has a bit in masks: tokens are runs of bits, and what stands
 * beside what is found by shifting them. A window knows two bytes before and behind its own.
 *
 * Other text is written word by word as long as its letters are those of fold_near and separators stand between them;
 * a word that has other letters, or a sign beside it, is gone through one code point after the other.
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
};

/* Where the token before one ends; 0: it is the segment's first. */
static uint32_t end_before(const struct plain *plain, uint32_t token)
{
    return token > plain->hints->suspects.plain_token ? plain->folded->tokens[token - 1].to : 0;
}

/* What ends at `to`, and the tokens written from `first` on, may be in disguise. Where tokens are not kept (fold_text),
 * there are no other readings. */
static __attribute__((noinline)) void suspect(struct plain *plain, uint32_t to, uint32_t first)
{
    struct suspects *suspects = &plain->hints->suspects;
    if (!plain->folded->tokens)
        return;
    uint32_t from = end_before(plain, first);
    struct suspect *part = &suspects->parts[suspects->count ? suspects->count - 1 : 0];
    const uint32_t end = plain->folded->token_count;
    if (suspects->count == 0 || (from > part->to && suspects->count < SUSPECTS)) {
        suspects->parts[suspects->count++] =
            (struct suspect){.from = from, .to = to, .first_token = first, .end_token = end};
        return;
    }
    part->units = 0;
    if (suspects->count > 1 && from < part[-1].to) /* what says nothing stands behind the token before, in its part */
        from = part[-1].to;
    part->from = from < part->from ? from : part->from;
    part->to = to > part->to ? to : part->to;
    part->first_token = first < part->first_token ? first : part->first_token;
    part->end_token = end;
}

/* The token written last, which has separators beside it, may be. */
static void suspect_word(struct plain *plain, const struct token *token, unsigned flags)
{
    struct suspects *suspects = &plain->hints->suspects;
    const uint32_t count = suspects->count;
    suspect(plain, token->to, plain->folded->token_count - 1);
    if (suspects->count == count || (flags & LETTER_DIGIT))
        return;
    struct suspect *part = &suspects->parts[count];
    part->word_from = token->from;
    part->units = token->units;
    part->flags = flags;
}

/* The token written last may be in disguise after all: a sign stands behind it. */
static void suspect_last(struct plain *plain)
{
    const struct folded *folded = plain->folded;
    if (folded->tokens && folded->token_count > plain->hints->suspects.plain_token)
        suspect(plain, folded->tokens[folded->token_count - 1].to, folded->token_count - 1);
}

/* So many tokens of one letter in a row may be a word. */
#define SINGLES 3

/* Counts a token of so many letters. */
static inline void note_units(struct plain *plain, uint32_t units)
{
    plain->singles_in_row = units == 1 ? plain->singles_in_row + 1 : 0;
    plain->hints->singles |= plain->singles_in_row >= SINGLES;
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
#define WINDOW_OWN 60 /* its own bytes, with at least WINDOW_RIM before and behind that the text has there */
#define WINDOW_RIM 2
#define COPIED     16 /* tokens are copied in pieces of so many bytes */

/* A window's bytes, folded, and masks over its own. */
struct window {
    unsigned char folded[WINDOW + COPIED];
    unsigned skip;     /* bytes before its own */
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

static inline bytes16 bytes_at(const unsigned char *text)
{
    bytes16 bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

static inline bytes16 is_between(bytes16 bytes, unsigned char first, unsigned char last)
{
    return (bytes16)((bytes16)(bytes - first) <= (unsigned char)(last - first));
}

static inline bytes16 is_byte(bytes16 bytes, unsigned char byte)
{
    return (bytes16)(bytes == byte);
}

/* Masks over a window's bytes. */
struct classes {
    uint64_t letter, digit, small;
};

/* The letters and digits beside signs that may be letters. */
static __attribute__((noinline)) uint64_t beside_signs(const unsigned char *text, const struct classes *classes)
{
    uint64_t sign = 0, first = 0, last = 0;
    for (unsigned at = 0; at < WINDOW; at += sizeof(bytes16)) {
        const bytes16 bytes = bytes_at(text + at);
        sign |= bits_of(is_byte(bytes, '$') | is_byte(bytes, '@') | is_byte(bytes, '|') | is_byte(bytes, '+')) << at;
        first |= bits_of(is_byte(bytes, '!') | is_byte(bytes, '#')) << at;
        last |= bits_of(is_byte(bytes, '(') | is_byte(bytes, '<')) << at;
    }
    const uint64_t letter = classes->letter, digit = classes->digit;
    const uint64_t mark = sign | first | last, any = letter | digit | mark;
    const uint64_t inside = mark & any << 1 & any >> 1;
    sign |= inside | (first & letter >> 1) | (last & letter << 1);
    return (letter & (sign << 1 | sign >> 1)) | (digit & (inside << 1 | inside >> 1));
}

static __attribute__((noinline)) uint64_t odd_bars(const unsigned char *text, const struct classes *classes)
{
    uint64_t bar = 0;
    for (unsigned at = 0; at < WINDOW; at += sizeof(bytes16))
        bar |= bits_of(is_byte(bytes_at(text + at), 'I') | is_byte(bytes_at(text + at), 'l')) << at;
    const uint64_t small = classes->small, capital = classes->letter & ~small, words = classes->letter | classes->digit;
    return (bar & capital & (small << 1 | (small >> 1 & ~(words << 1)))) |
           (bar & small & (capital << 1 | capital >> 1) & ~(small << 1) & ~(small >> 1));
}

static inline void window_read(struct window *window, const unsigned char *text)
{
    struct classes classes = {0};
    bytes16 signs = {0};
    for (unsigned at = 0; at < WINDOW; at += sizeof(bytes16)) {
        const bytes16 bytes = bytes_at(text + at), low = is_between(bytes, 'a', 'z'), capitals = bytes - (low & 0x20);
        memcpy(window->folded + at, &capitals, sizeof capitals);
        classes.letter |= bits_of(is_between(capitals, 'A', 'Z')) << at;
        classes.small |= bits_of(low) << at;
        classes.digit |= bits_of(is_between(bytes, '0', '9')) << at;
        signs |= is_between(bytes, '!', '+') | is_between(bytes, '<', '@') | is_byte(bytes, '|');
    }
    const uint64_t letter = classes.letter, digit = classes.digit, capital = letter & ~classes.small;
    window->words = letter | digit;
    window->suspects = (letter & (digit << 1 | digit >> 1)) | (digit & (letter << 1 | letter >> 1));
    if (bits_of(signs))
        window->suspects |= beside_signs(text, &classes);
    window->odd = classes.small & (capital << 1 | capital >> 1) ? odd_bars(text, &classes) : 0;
}

/* The window whose own bytes begin at a byte of the text. Nothing stands before and behind the text. */
static inline void window_at(struct window *window, const struct source *source, uint32_t base)
{
    uint32_t first = base < WINDOW_RIM ? base : base - WINDOW_RIM;
    if (source->length >= WINDOW) {
        first = first < source->length - WINDOW ? first : source->length - WINDOW;
        window_read(window, source->text + first);
    } else {
        unsigned char bytes[WINDOW] = {0};
        memcpy(bytes, source->text + first, source->length - first);
        window_read(window, bytes);
    }
    window->skip = base - first;
    window->words = window->words >> window->skip & (((uint64_t)1 << WINDOW_OWN) - 1);
    window->suspects >>= window->skip;
    window->odd >>= window->skip;
}

/* ASCII being written, and its token that goes on from one window to the next. */
struct ascii {
    unsigned char *bytes;        /* folded.bytes */
    struct folded_token *tokens; /* folded.tokens */
    uint32_t used, count;        /* of both */
    bool open, suspect;          /* the token that goes on */
    bool single;                 /* there may be tokens of one letter */
};

/* Whether a token is suspect of which some bytes are marked. A capital I before small letters is odd only before some
 * of them, which the masks do not say. */
static bool ascii_is_suspect(const struct plain *plain, const struct window *window, uint64_t bits,
                             const struct folded_token *token)
{
    return (window->suspects & bits) || has_odd_case(plain->source->text, token->from, token->to);
}

static inline void ascii_copy(const struct ascii *ascii, const unsigned char *from, unsigned length)
{
    unsigned char *out = ascii->bytes + ascii->used;
    memcpy(out, from, COPIED);
    for (unsigned i = COPIED; i < length; i += COPIED)
        memcpy(out + i, from + i, COPIED);
}

/* The token written last, which was open, ends. */
static void ascii_close(struct plain *plain, struct ascii *ascii)
{
    ascii->bytes[ascii->used++] = ' ';
    ascii->open = false;
    plain->folded->token_count = ascii->count;
    if (ascii->suspect)
        suspect(plain, ascii->tokens[ascii->count - 1].to, ascii->count - 1);
}

/* Goes on with the open token at the window's start. Returns its bytes there. */
static uint64_t ascii_go_on(struct plain *plain, const struct window *window, uint32_t base, struct ascii *ascii)
{
    const unsigned run = (unsigned)__builtin_ctzll(~window->words);
    const uint64_t bits = ((uint64_t)1 << run) - 1;
    struct folded_token *token = &ascii->tokens[ascii->count - 1];
    ascii_copy(ascii, window->folded + window->skip, run);
    ascii->used += run;
    token->to = base + run;
    if ((window->suspects | window->odd) & bits)
        ascii->suspect |= ascii_is_suspect(plain, window, bits, token);
    if (run < WINDOW_OWN)
        ascii_close(plain, ascii);
    return bits;
}

/* Writes a window's tokens; one that goes on behind it stays open. */
static inline void window_write(struct plain *plain, const struct window *window, uint32_t base, struct ascii *ascii)
{
    const uint64_t marked = window->suspects | window->odd;
    uint64_t words = window->words;
    if (ascii->open)
        words &= ~ascii_go_on(plain, window, base, ascii);
    ascii->single |= (words & ~(words << 1) & ~(words >> 1)) != 0;
    while (words != 0) {
        const unsigned at = (unsigned)__builtin_ctzll(words), run = (unsigned)__builtin_ctzll(~(words >> at));
        const uint64_t rest = words & (words + (words & -words)), bits = words ^ rest;
        ascii_copy(ascii, window->folded + window->skip + at, run);
        struct folded_token *token = &ascii->tokens[ascii->count++];
        *token = (struct folded_token){ascii->used, base + at, base + at + run, false};
        ascii->used += run;
        const bool is_suspect = (marked & bits) != 0 && ascii_is_suspect(plain, window, bits, token);
        words = rest;
        if (at + run == WINDOW_OWN) {
            ascii->open = true;
            ascii->suspect = is_suspect;
            break;
        }
        ascii->bytes[ascii->used++] = ' ';
        if (is_suspect) {
            plain->folded->token_count = ascii->count;
            suspect(plain, token->to, ascii->count - 1);
        }
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

/* ASCII is written byte for byte: ascii_fits() says that there is room. */
static void plain_ascii(struct plain *plain)
{
    struct folded *folded = plain->folded;
    const uint32_t length = plain->source->length, first = folded->token_count;
    struct ascii ascii = {
        .bytes = folded->bytes, .tokens = folded->tokens, .used = folded->used, .count = folded->token_count};
    for (uint32_t base = 0; base < length; base += WINDOW_OWN) {
        struct window window;
        window_at(&window, plain->source, base);
        window_write(plain, &window, base, &ascii);
    }
    if (ascii.open)
        ascii_close(plain, &ascii);
    folded->token_count = ascii.count;
    folded->used = ascii.used;
    plain->hints->singles = ascii.single && has_singles(folded->tokens + first, folded->tokens + ascii.count);
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
    bytes16 seen = {0};
    unsigned char rest = 0;
    uint32_t at = 0;
    for (; length - at >= sizeof seen; at += sizeof seen)
        seen |= bytes_at(text + at);
    for (; at < length; at++)
        rest |= text[at];
    return bits_of((bytes16)(seen >= 0x80)) == 0 && rest < 0x80;
}

static bool is_word_letter(const struct letter *letter)
{
    return (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !(letter->flags & LETTER_OWN);
}

/* Whether a word may be in disguise; flags are those of its letters, all together. */
static inline bool is_suspect(const struct plain *plain, const struct token *token, unsigned flags)
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
static inline bool any_token_end(struct plain *plain, struct token *token, unsigned flags, bool beside_sign)
{
    const uint32_t units = token->units, to = token->to, written = plain->folded->token_count;
    const bool in_disguise = beside_sign || is_suspect(plain, token, flags);
    if (!token_end(plain->folded, token))
        return false;
    const bool speaks = plain->folded->token_count != written;
    if (speaks)
        note_units(plain, units);
    if (in_disguise || !speaks)
        suspect(plain, to, written);
    return true;
}

/* Writes the token whose letters begin at a byte. *behind: the first unit that is none of it, or the text's end. */
static bool any_token(struct plain *plain, uint32_t at, bool beside_sign, struct unit *behind)
{
    const struct source *source = plain->source;
    struct token token = {0};
    unsigned flags = 0;
    *behind = (struct unit){.at = source->length};
    while (at < source->length) {
        const struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        if (is_word_letter(letter)) {
            if (!token_add(plain->folded, &token, &unit, letter->plain, letter->plain_length))
                return false;
            flags |= letter->flags;
        } else if (letter->kind != KIND_IGNORED) {
            *behind = unit;
            break;
        }
        at = unit.next;
    }
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

/* Words being written of letters that fold_near knows. */
struct near {
    const unsigned char *at, *end; /* in the text */
    unsigned char *out;
    struct folded_token *token; /* to be written next */
    uint32_t singles;           /* tokens of one letter in a row */
};

/* What stands at a byte, and how many bytes it has; NULL = nothing that fold_near knows. No text ends, for near.end, in
 * the first byte of two. */
static inline const struct near_letter *near_at(const unsigned char *at, uint32_t *size)
{
    const uint32_t lead = at[0];
    *size = 1;
    if (lead < 0x80)
        return &fold_near[lead];
    if (lead < 0xC2 || lead > 0xDF || !utf8_continues(at[1]))
        return NULL;
    *size = 2;
    return &fold_near[(lead << 6) + at[1] - ((0xC0u << 6) + 0x80)];
}

/* Goes over what ends words; false = to something that is no letter. */
static inline bool near_gap(struct near *near)
{
    const struct near_letter *letter;
    uint32_t size;
    for (; near->at < near->end; near->at += size)
        if ((letter = near_at(near->at, &size)) == NULL || letter->kind != NEAR_ENDS)
            return letter && letter->kind == NEAR_WORD;
    return false;
}

/* Writes the letters of a word; false = something stands behind it that is no end of words. */
static inline bool near_letters(struct near *near, struct token *token, unsigned *flags)
{
    const struct near_letter *letter = NULL;
    uint32_t size;
    while (near->at < near->end && (letter = near_at(near->at, &size)) != NULL && letter->kind == NEAR_WORD) {
        memcpy(near->out, letter->plain, sizeof letter->plain);
        near->out += letter->length;
        near->at += size;
        token->units++;
        *flags |= letter->flags;
    }
    return letter && (letter->kind == NEAR_ENDS || near->at == near->end);
}

/* Whether a text surely fits that is made of what fold_near knows: no letter says more than twice its bytes. */
static bool near_fits(const struct plain *plain)
{
    const struct folded *folded = plain->folded;
    const uint64_t length = plain->source->length, room = folded->limit - folded->used;
    return folded->tokens && room > 2 * length + sizeof fold_near[0].plain &&
           length / 2 < folded->token_limit - folded->token_count;
}

/* The words from a byte on, with separators between them, that are made of what fold_near knows, as far as they go and
 * fit; nothing stands right before the byte. Returns where the first begins that is not, or the text's end. */
static uint32_t near_words(struct plain *plain, uint32_t from)
{
    struct folded *folded = plain->folded;
    const unsigned char *text = plain->source->text, *end = text + plain->source->length;
    struct near near = {text + from, end - (end[-1] >= 0xC0), folded->bytes + folded->used,
                        folded->tokens + folded->token_count, plain->singles_in_row};
    bool singles = false;
    while (near_gap(&near)) {
        struct token token = {.at = (uint32_t)(near.out - folded->bytes), .from = (uint32_t)(near.at - text)};
        unsigned char *const begin = near.out;
        unsigned flags = 0;
        const bool ends = near_letters(&near, &token, &flags);
        token.to = (uint32_t)(near.at - text);
        if (!ends || near.out == begin || (near.at == near.end && near.end != end)) {
            near.out = begin;
            near.at = text + token.from;
            break;
        }
        *near.out++ = ' ';
        *near.token++ = (struct folded_token){token.at, token.from, token.to, false};
        near.singles = token.units == 1 ? near.singles + 1 : 0;
        singles |= near.singles >= SINGLES;
        if (is_suspect(plain, &token, flags)) {
            folded->token_count = (uint32_t)(near.token - folded->tokens);
            suspect_word(plain, &token, flags);
        }
    }
    plain->singles_in_row = near.singles;
    plain->hints->singles |= singles;
    folded->token_count = (uint32_t)(near.token - folded->tokens);
    folded->used = (uint32_t)(near.out - folded->bytes);
    return (uint32_t)(near.at - text);
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

/* What is no letter or digit of a word. */
static bool between_words(struct plain *plain, struct gap *gap, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    if (letter->kind == KIND_SIGN)
        gap_sign(plain, gap, letter);
    else if (letter->kind != KIND_IGNORED)
        *gap = (struct gap){0};
    return !(letter->flags & LETTER_OWN) || own_token(plain, unit);
}

static bool plain_any(struct plain *plain)
{
    const struct source *source = plain->source;
    const bool fits = near_fits(plain);
    struct gap gap = {0};
    struct unit unit;
    for (uint32_t at = 0; at < source->length; at = unit.next) {
        if (fits && !gap.touched && !gap.sign && (at = near_words(plain, at)) == source->length)
            return true;
        unit = unit_at(source->text, source->length, at);
        if (is_word_letter(unit.letter)) {
            if (gap.inner)
                suspect_last(plain);
            if (!any_token(plain, at, gap.sign, &unit))
                return false;
            gap = (struct gap){.touched = true};
        }
        if (unit.at == source->length)
            return true;
        if (!between_words(plain, &gap, &unit))
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

/*
 * plain.c: every value's first reading (plain.h). Most text is plain ASCII words, which has a loop of its own
 * (plain_ascii.h), and most other text Cyrillic with ASCII, which takes the loop that looks at fold_near alone. While
 * they run, words that may be in disguise are noted, so that the other readings look at these alone.
 *
 * Other text is written word by word as long as its letters are those of fold_near and separators stand between them;
 * a word that has other letters, or a sign beside it, is gone through one code point after the other.
 */
#include "plain.h"

#include "plain_ascii.h"
#include "suspects.h"

/* The tokens of the segment being written. */
struct plain {
    struct folded *folded;
    const struct source *source;
    struct hints *hints;
    uint32_t singles_in_row; /* tokens of one letter, up to here */
};

/* The token written last, which has separators beside it, may be. */
static void suspect_word(struct plain *plain, const struct token *token, unsigned flags)
{
    struct suspects *suspects = &plain->hints->suspects;
    const uint32_t count = suspects->count;
    suspect_tokens(suspects, plain->folded, token->to, plain->folded->token_count - 1);
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
        suspect_tokens(&plain->hints->suspects, folded, folded->tokens[folded->token_count - 1].to,
                       folded->token_count - 1);
}

/* Counts a token of so many letters. */
static inline void note_units(struct plain *plain, uint32_t units)
{
    plain->singles_in_row = units == 1 ? plain->singles_in_row + 1 : 0;
    plain->hints->singles |= plain->singles_in_row >= SINGLES;
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
        suspect_tokens(&plain->hints->suspects, plain->folded, to, written);
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
    while (near->at < near->end && *near->at == ' ')
        near->at++;
    for (; near->at < near->end; near->at += size)
        if ((letter = near_at(near->at, &size)) == NULL || letter->kind != NEAR_ENDS)
            return letter && letter->kind == NEAR_WORD;
    return false;
}

/* Writes letters of the Cyrillic block as far as they go, which have two bytes each. Returns their flags. */
static inline unsigned near_cyrillic(struct near *near, struct token *token)
{
    const unsigned char *at = near->at, *const end = near->end;
    unsigned char *out = near->out;
    unsigned flags = 0;
    while (at < end && (unsigned char)(at[0] - 0xD0) < 4 && utf8_continues(at[1])) {
        const struct near_letter *letter = &fold_near[((uint32_t)at[0] << 6) + at[1] - ((0xC0u << 6) + 0x80)];
        if (letter->kind != NEAR_WORD)
            break;
        memcpy(out, letter->plain, sizeof letter->plain);
        out += letter->length;
        flags |= letter->flags;
        at += 2;
    }
    token->units += (uint32_t)(at - near->at) / 2;
    near->at = at;
    near->out = out;
    return flags;
}

/* Writes the letters of a word; false = something stands behind it that is no end of words. */
static inline bool near_letters(struct near *near, struct token *token, unsigned *flags)
{
    const struct near_letter *letter;
    uint32_t size;
    for (;;) {
        *flags |= near_cyrillic(near, token);
        if (near->at >= near->end)
            return true;
        letter = near_at(near->at, &size);
        if (!letter || letter->kind != NEAR_WORD)
            return letter && letter->kind == NEAR_ENDS;
        memcpy(near->out, letter->plain, sizeof letter->plain);
        near->out += letter->length;
        near->at += size;
        token->units++;
        *flags |= letter->flags;
    }
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
        near.token->at = token.at;
        near.token->from = token.from;
        near.token->to = token.to;
        near.token->again = false;
        near.token++;
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
    if (!ascii_write(folded, source, hints))
        fits = plain_any(&plain);
    suspects->plain_end = folded->token_count;
    return fits;
}

/*
 * plain.c: every value's first reading (plain.h). Most text is plain ASCII words, which has a loop of its own
 * (plain_ascii.h), and most other text Cyrillic with ASCII, which takes the loops of near_words.h. While they run,
 * words that may be in disguise are noted, so that the other readings look at these alone.
 *
 * Other text is written word by word as long as its letters are those of fold_near and separators stand between them;
 * a word that has other letters, or a sign beside it, is gone through one code point after the other.
 */
#include "plain.h"

#include "near_words.h"
#include "plain_ascii.h"
#include "wide.h"

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

/* Less than this in one go is sooner read letter by letter. */
#define WIDE_LEAST 64

/* The words from a byte on that are made of what fold_near knows; nothing stands right before it. */
static uint32_t near_words(struct plain *plain, uint32_t from, bool *wide)
{
    const uint32_t at = *wide ? near_words_wide(plain, from) : near_words_each(plain, from);
    *wide = at - from >= WIDE_LEAST && can_go_wide();
    return at;
}

/* What stands between two tokens. */
struct gap {
    bool touched; /* nothing but signs */
    bool sign;    /* they make the next token suspect */
    bool inner;   /* and the one before, too */
};

/* One that is not ASCII says something at a word's ends, too: ® and mathematical signs beside a word may be a term's
 * letters (match/disguise.h), though no reading of the word takes them for some. */
static void gap_sign(struct plain *plain, struct gap *gap, const struct letter *letter, bool ascii)
{
    if (gap->touched && (!ascii || !(letter->flags & LETTER_NOT_LAST)))
        suspect_last(plain);
    gap->sign |= !ascii || !(letter->flags & LETTER_NOT_FIRST) || gap->touched;
    gap->inner |= gap->touched;
}

/* What is no letter or digit of a word. */
static bool between_words(struct plain *plain, struct gap *gap, const struct unit *unit)
{
    const struct source *source = plain->source;
    const struct letter *letter = unit->letter;
    if (letter->kind == KIND_SIGN || source->text[unit->at] < 0x80)
        plain->hints->odd_signs |= is_odd_sign(source->text, source->length, unit->at, unit->next);
    if (letter->kind == KIND_SIGN)
        gap_sign(plain, gap, letter, source->text[unit->at] < 0x80);
    else if (letter->kind != KIND_IGNORED)
        *gap = (struct gap){0};
    return !(letter->flags & LETTER_OWN) || own_token(plain, unit);
}

static bool plain_any(struct plain *plain)
{
    const struct source *source = plain->source;
    const bool fits = near_fit(plain);
    bool wide = can_go_wide();
    struct gap gap = {0};
    struct unit unit;
    for (uint32_t at = 0; at < source->length; at = unit.next) {
        if (fits && !gap.touched && !gap.sign && (at = near_words(plain, at, &wide)) == source->length)
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

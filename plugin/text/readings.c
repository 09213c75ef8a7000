/*
 * readings.c: the readings of a whole value with its words in disguise (readings.h). Only the part of the text is gone
 * through that has such words, which for most values that have any is one word; the rest is copied from the plain
 * reading. Work is linear in the text.
 */
#include "words.h"

/* What a sign has behind it, other signs and up to two digits left out. */
enum behind { BEHIND_SEPARATOR, BEHIND_LETTER, BEHIND_DIGITS };
#define SIGNS_IN_ROW 6

struct ahead {
    enum behind behind;
    uint32_t digits; /* that stand before it */
    uint32_t signs;  /* and signs */
    bool first;      /* what stands before it are signs that may be first */
    bool last;       /* a sign that may be last stands before it, and no digit behind that */
};

/* What stands behind a sign. No more than a few units are looked at, so that rows of signs cost no more than text. */
static struct ahead look_ahead(const struct source *source, const struct unit *sign)
{
    struct ahead ahead = {.first = true};
    uint32_t seen = 0;
    for (uint32_t at = sign->next; at < source->length;) {
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind == KIND_IGNORED)
            continue;
        if (letter->kind == KIND_LETTER && !(letter->flags & LETTER_OWN)) {
            ahead.behind = BEHIND_LETTER;
            return ahead;
        }
        if (letter->kind == KIND_SEPARATOR || letter->kind == KIND_LETTER)
            break;
        ahead.digits += letter->kind == KIND_DIGIT;
        ahead.signs += letter->kind == KIND_SIGN;
        ahead.first &= letter->kind == KIND_SIGN && !(letter->flags & LETTER_NOT_FIRST);
        ahead.last = letter->kind == KIND_SIGN && (ahead.last || !(letter->flags & LETTER_NOT_LAST));
        if (ahead.digits > 2 || ++seen == SIGNS_IN_ROW)
            return (struct ahead){.behind = BEHIND_DIGITS, .digits = ahead.digits};
    }
    ahead.behind = ahead.digits && !ahead.last ? BEHIND_DIGITS : BEHIND_SEPARATOR;
    return ahead;
}

/* Whether a sign is a letter of a word, whose units before it are given: between its letters, other signs that are
 * letters and a few digits, b1t₿4nk, but not beside an amount: US$100, 100$. */
static bool sign_is_letter(const struct source *source, const struct unit *sign, const struct letter *before,
                           const struct word *word)
{
    const struct ahead ahead = look_ahead(source, sign);
    const unsigned flags = sign->letter->flags;
    if (!before)
        return !(flags & LETTER_NOT_FIRST) && ahead.behind == BEHIND_LETTER && (ahead.first || ahead.digits == 1);
    if (before->kind == KIND_DIGIT && !(word->flags & LETTER_SCRIPTS) && word->units > 1)
        return false;
    if (ahead.behind == BEHIND_LETTER)
        return true;
    if (before->kind == KIND_DIGIT && !(word->flags & LETTER_SCRIPTS))
        return false;
    if (ahead.behind == BEHIND_DIGITS)
        return ahead.digits == 1 && before->kind != KIND_DIGIT && (ahead.signs || (word->flags & LETTER_DIGIT));
    return ahead.last || !(flags & LETTER_NOT_LAST);
}

/* The next word from a byte on, with the signs that are letters in it. What is a token of its own is a word. */
static bool word_next(const struct source *source, uint32_t at, struct word *word)
{
    const struct letter *before = NULL;
    *word = (struct word){0};
    while (at < source->length) {
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind == KIND_IGNORED)
            continue;
        bool joins = letter->kind == KIND_SIGN ? sign_is_letter(source, &unit, before, word)
                                               : letter->kind != KIND_SEPARATOR && !(letter->flags & LETTER_OWN);
        if (joins) {
            word->from = before ? word->from : unit.at;
            word->to = unit.next;
            word->units++;
            word->flags |= letter->kind == KIND_SIGN ? LETTER_DIGIT : letter->flags;
            before = letter;
        } else if (before) {
            return true;
        } else if (letter->flags & LETTER_OWN) {
            *word = (struct word){.from = unit.at, .to = unit.next, .units = 1};
            return true;
        }
    }
    return before != NULL;
}

/* The first word of a part at or behind a byte. */
static bool suspect_next(const struct source *source, const struct suspect *part, uint32_t at, struct word *word)
{
    if (at >= part->to)
        return false;
    if (part->units != 0) {
        *word = (struct word){.from = part->word_from, .to = part->to, .units = part->units, .flags = part->flags};
        return true;
    }
    return word_next(source, at, word) && word->from < part->to;
}

unsigned disguises_seen(const struct source *source, const struct suspects *suspects)
{
    unsigned seen = 0;
    struct word word;
    for (const struct suspect *part = suspects->parts; part < suspects->parts + suspects->count; part++)
        for (uint32_t at = part->from; suspect_next(source, part, at, &word); at = word.to)
            seen |= word_disguises(source, &word);
    return seen;
}

/* A word in a disguise that is not its own, but whose view it is read in, is read in that view's first way. */
static bool suspect_write(struct folded *folded, const struct source *source, const struct word *word,
                          enum disguise disguise)
{
    unsigned in = word_disguises(source, word);
    enum disguise first = disguise_view(disguise) == FOLD_LATIN ? AS_LATIN : AS_CYRILLIC;
    if (in & 1u << disguise)
        return word_write(folded, source, word, disguise);
    if (in & 1u << first)
        return word_write(folded, source, word, first);
    return word_write_plain(folded, source, word);
}

static bool copy_plain(struct folded *folded, uint32_t first, uint32_t end)
{
    return first >= end || tokens_copy(folded, first, end);
}

/* Whether a token, of which a space stands behind, is the same as one of the plain reading. */
static bool is_same(const struct folded *folded, const struct folded_token *token, const struct folded_token *plain)
{
    const unsigned char *left = folded->bytes + token->at, *right = folded->bytes + plain->at;
    if (token->from != plain->from || token->to != plain->to)
        return false;
    while (*left == *right && *left != ' ') {
        left++;
        right++;
    }
    return *left == *right;
}

/* Marks the tokens from one on, which a part was written as, that are those of the plain reading: one for one, else
 * none, so that rows of them are rows there. What stands beside a part that says nothing is none, either. */
static void mark_again(struct folded *folded, uint32_t first, const struct suspect *part)
{
    struct folded_token *tokens = folded->tokens;
    const uint32_t count = folded->token_count - first;
    if (count != part->end_token - part->first_token)
        return;
    for (uint32_t i = 0; i < count; i++)
        tokens[first + i].again = is_same(folded, &tokens[first + i], &tokens[part->first_token + i]);
}

bool reading_write(struct folded *folded, const struct source *source, enum disguise disguise,
                   const struct suspects *suspects)
{
    struct word word;
    uint32_t token = suspects->plain_token;
    if (!segment_begin(folded, source, disguise_view(disguise), READING_LOOK_ALIKE))
        return false;
    for (const struct suspect *part = suspects->parts; part < suspects->parts + suspects->count; part++) {
        if (!copy_plain(folded, token, part->first_token))
            return false;
        const uint32_t first = folded->token_count;
        for (uint32_t at = part->from; suspect_next(source, part, at, &word); at = word.to)
            if (!suspect_write(folded, source, &word, disguise))
                return false;
        if (folded->tokens)
            mark_again(folded, first, part);
        token = part->end_token;
    }
    return copy_plain(folded, token, suspects->plain_end);
}

/*
 * readings.c: the readings of a whole value with its words in disguise (readings.h). Only the part of the text is gone
 * through that has such words, which for most values that have any is one word; the rest is copied from the plain
 * reading. Work is linear in the text.
 */
#include "words.h"

/* Whether a sign is a letter, between the unit before it in its word (NULL: none) and what comes behind it. */
static bool sign_is_letter(const struct source *source, const struct unit *sign, const struct letter *before)
{
    const struct letter *behind = &fold_letters[0];
    for (uint32_t at = sign->next; at < source->length;) {
        struct unit unit = unit_at(source->text, source->length, at);
        at = unit.next;
        if (unit.letter->kind == KIND_IGNORED)
            continue;
        behind = unit.letter;
        break;
    }
    bool letter_before = before && before->kind == KIND_LETTER;
    bool letter_behind = behind->kind == KIND_LETTER && !(behind->flags & LETTER_OWN);
    if (sign->letter->flags & LETTER_BETWEEN)
        return letter_before && letter_behind;
    if (!before)
        return letter_behind;
    return letter_before && (letter_behind || behind->kind == KIND_SEPARATOR);
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
        bool joins = letter->kind == KIND_SIGN ? sign_is_letter(source, &unit, before)
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
    return at < part->to && word_next(source, at, word) && word->from < part->to;
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
        for (uint32_t at = part->from; suspect_next(source, part, at, &word); at = word.to)
            if (!suspect_write(folded, source, &word, disguise))
                return false;
        token = part->end_token;
    }
    return copy_plain(folded, token, suspects->plain_end);
}

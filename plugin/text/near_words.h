/*
 * near_words.h: the words of a value's plain reading that are made of what fold_near knows (letters.h), as most text
 * that is not all ASCII is, in two ways: letter by letter, and 64 bytes at once where the processor can. Both write the
 * same, which a test holds them to. Touches the value's text and the folded text.
 */
#ifndef FIATGATE_NEAR_WORDS_H
#define FIATGATE_NEAR_WORDS_H

#include "plain.h"
#include "suspects.h"

/* The tokens of the segment being written. */
struct plain {
    struct folded *folded;
    const struct source *source;
    struct hints *hints;
    uint32_t singles_in_row; /* tokens of one letter, up to here */
};

/* Writes the words from a byte on, with separators between them, that are made of what fold_near knows and of dashes,
 * quotes and the like, as far as they go; nothing stands right before the byte. Returns where the first begins that is
 * not, or the text's end. The value must surely fit: near_fit(). */
uint32_t near_words_each(struct plain *plain, uint32_t from);
/* The same, of less: it may stop before a word that near_words_each() writes. Only where can_go_wide() (wide.h). */
uint32_t near_words_wide(struct plain *plain, uint32_t from);

/* Whether a value surely fits, whatever else stands in it, and each of its tokens is kept. Wide writing writes up to 64
 * bytes and 8 tokens more than there are. */
static inline bool near_fit(const struct plain *plain)
{
    const struct folded *folded = plain->folded;
    const uint64_t length = plain->source->length, room = folded->limit - folded->used;
    return folded->tokens && room > length * LETTER_GROWTH / 2 + 1 + 64 &&
           length / 2 + 8 < folded->token_limit - folded->token_count;
}

/* Whether a word may be in disguise; flags are those of its letters, all together. */
static inline bool is_suspect(const struct plain *plain, const struct token *token, unsigned flags)
{
    const unsigned foreign = LETTER_CYRILLIC | LETTER_OTHER, cased = LETTER_SMALL | LETTER_CAPITAL | LETTER_BAR;
    if (flags & (LETTER_ODD | LETTER_ALONE))
        return true;
    if ((flags & LETTER_DIGIT) && (flags & LETTER_SCRIPTS))
        return true;
    if ((flags & LETTER_CYRILLIC) && (flags & LETTER_OTHER))
        return true;
    if (flags & foreign)
        return (flags & LETTER_LATIN) || (!(flags & LETTER_UNLIKE_LATIN) && token->units >= LOOK_ALIKE_LETTERS);
    if ((flags & cased) != cased)
        return false;
    return token->to - token->from != token->units || has_odd_case(plain->source->text, token->from, token->to);
}

/* Notes the token written last, which has separators beside it, as one that may be. */
void suspect_word(struct plain *plain, const struct token *token, unsigned flags);

#endif

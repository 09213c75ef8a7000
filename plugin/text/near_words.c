/*
 * near_words.c: words of letters that fold_near knows, letter by letter (near_words.h).
 */
#include "near_words.h"

/* Whether the token written last, of Cyrillic letters alone, is known to be what it is. */
static bool is_itself(const struct plain *plain, unsigned flags)
{
    const struct folded *folded = plain->folded;
    if (!folded->known || (flags & (LETTER_SCRIPTS | LETTER_DIGIT | LETTER_ODD | LETTER_ALONE)) != LETTER_CYRILLIC)
        return false;
    const unsigned char *token = folded->bytes + folded->tokens[folded->token_count - 1].at;
    uint32_t length = 0;
    while (token[length] != ' ')
        length++;
    return folded->known->is_itself(folded->known->context, token, length);
}

void suspect_word(struct plain *plain, const struct token *token, unsigned flags)
{
    struct suspects *suspects = &plain->hints->suspects;
    if (is_itself(plain, flags))
        return;
    const uint32_t count = suspects->count;
    suspect_tokens(suspects, plain->folded, token->to, plain->folded->token_count - 1);
    if (suspects->count == count || (flags & LETTER_DIGIT))
        return;
    struct suspect *part = &suspects->parts[count];
    part->word_from = token->from;
    part->units = token->units;
    part->flags = flags;
}

/* Words being written of letters that fold_near knows. */
struct near {
    const unsigned char *at, *end; /* in the text */
    unsigned char *out;
    struct folded_token *token; /* to be written next */
    uint32_t singles;           /* tokens of one letter in a row */
};

/* Whether a dash, a quote or the like stands at a byte, or №: those signs of three bytes end words. */
static inline bool is_sign(const struct near *near)
{
    const unsigned char *at = near->at;
    return near->end - at > 2 && at[0] == 0xE2 &&
           ((at[1] == 0x80 && (at[2] & 0xF0) == 0x90) || (at[1] == 0x84 && at[2] == 0x96));
}

/* What stands there, and how many bytes it has; NULL = nothing that is known here. No text ends, for near.end, in the
 * first byte of two. */
static inline const struct near_letter *near_here(const struct near *near, uint32_t *size)
{
    const unsigned char *at = near->at;
    const uint32_t lead = at[0];
    *size = 1;
    if (lead < 0x80)
        return &fold_near[lead];
    *size = 3;
    if (lead > 0xDF)
        return is_sign(near) ? &fold_near[' '] : NULL;
    *size = 2;
    return lead >= 0xC2 && utf8_continues(at[1]) ? &fold_near[(lead << 6) + at[1] - ((0xC0u << 6) + 0x80)] : NULL;
}

/* Goes over what ends words; false = to something that is no letter. */
static inline bool near_gap(struct near *near)
{
    const struct near_letter *letter;
    uint32_t size;
    while (near->at < near->end && *near->at == ' ')
        near->at++;
    for (; near->at < near->end; near->at += size)
        if ((letter = near_here(near, &size)) == NULL || letter->kind != NEAR_ENDS)
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
        letter = near_here(near, &size);
        if (!letter || letter->kind != NEAR_WORD)
            return letter && letter->kind == NEAR_ENDS;
        memcpy(near->out, letter->plain, sizeof letter->plain);
        near->out += letter->length;
        near->at += size;
        token->units++;
        *flags |= letter->flags;
    }
}

uint32_t near_words_each(struct plain *plain, uint32_t from)
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

/*
 * write.h: writing folded text: segments, and the tokens in them. Every write is checked against the limits of the
 * struct folded. Where a struct folded has no tokens or segments (fold_text), only the bytes are kept.
 */
#ifndef FIATGATE_WRITE_H
#define FIATGATE_WRITE_H

#include <string.h>

#include "fold.h"
#include "letters.h"

/* The text of one value. */
struct source {
    const unsigned char *text;
    uint32_t length;
    uint16_t value; /* index in transfer.values */
};

/* The token being written. */
struct token {
    uint32_t at; /* its first byte in folded.bytes */
    uint32_t from, to;
    uint32_t units; /* letters and digits of the value that it was made of; 0 = no token is open */
};

/* Begins a segment, which reads words in these ways (enum text_reading); false = it does not fit. */
static inline bool segment_begin(struct folded *folded, const struct source *source, enum fold_view view,
                                 unsigned readings)
{
    if (folded->used >= folded->limit || folded->segment_count >= folded->segment_limit)
        return false;
    if (folded->segments)
        folded->segments[folded->segment_count] = (struct folded_segment){.at = folded->used,
                                                                          .first_token = folded->token_count,
                                                                          .value = source->value,
                                                                          .view = (uint8_t)view,
                                                                          .readings = (uint8_t)readings};
    folded->segment_count++;
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* One past the last token of a segment. */
static inline uint32_t tokens_end(const struct folded *folded, uint32_t segment)
{
    return segment + 1 < folded->segment_count ? folded->segments[segment + 1].first_token : folded->token_count;
}

/* Where writing stands, to go back to. */
struct mark {
    uint32_t used, tokens, segments;
};

static inline struct mark mark_here(const struct folded *folded)
{
    return (struct mark){folded->used, folded->token_count, folded->segment_count};
}

static inline void mark_return(struct folded *folded, const struct mark *mark)
{
    folded->used = mark->used;
    folded->token_count = mark->tokens;
    folded->segment_count = mark->segments;
}

/* Adds what one unit says to the token, which it begins if none is open. */
static inline bool token_add(struct folded *folded, struct token *token, const struct unit *unit, const char *letters,
                             uint32_t count)
{
    if (token->units++ == 0) {
        token->at = folded->used;
        token->from = unit->at;
    }
    token->to = unit->next;
    if (count > folded->limit - folded->used)
        return false;
    if (count == 1) /* nearly all */
        folded->bytes[folded->used] = (unsigned char)letters[0];
    else
        memcpy(folded->bytes + folded->used, letters, count);
    folded->used += count;
    return true;
}

/* The space behind the token before one: it stands right before that, or before the space that begins its segment, or
 * last, or before the one of a segment that is begun. */
static inline uint32_t space_before(const struct folded *folded, uint32_t token)
{
    const uint32_t before = (token < folded->token_count ? folded->tokens[token].at : folded->used) - 1;
    return before - (folded->bytes[before - 1] == ' ');
}

/* Bytes are copied in so large pieces where there is room for what is copied too much. */
#define COPIED_AT_ONCE 64u

/* Copies the bytes of tokens [first, end), at least one, of a segment, and the space behind them. false = they do not
 * fit. */
static inline bool bytes_copy(struct folded *folded, uint32_t first, uint32_t end)
{
    const unsigned char *from = folded->bytes + folded->tokens[first].at;
    unsigned char *to = folded->bytes + folded->used;
    const uint32_t length = space_before(folded, end) + 1 - folded->tokens[first].at;
    const uint32_t room = folded->limit - folded->used;
    if (length > room)
        return false;
    folded->used += length;
    if (room - length < COPIED_AT_ONCE) {
        memcpy(to, from, length);
        return true;
    }
    for (uint32_t at = 0; at < length; at += COPIED_AT_ONCE) {
        unsigned char piece[COPIED_AT_ONCE]; /* pieces may overlap, in what is too much */
        memcpy(piece, from + at, sizeof piece);
        memcpy(to + at, piece, sizeof piece);
    }
    return true;
}

/* Tokens [first, end) stand once more, so many bytes behind, which says them again. false = they do not fit. */
static inline bool tokens_again(struct folded *folded, uint32_t first, uint32_t end, uint32_t moved)
{
    const struct folded_token *token = folded->tokens + first;
    struct folded_token *copy = folded->tokens + folded->token_count;
    if (end - first > folded->token_limit - folded->token_count)
        return false;
    folded->token_count += end - first;
    for (; first < end; first++, token++, copy++) {
        *copy = *token;
        copy->at += moved;
        copy->again = true;
    }
    return true;
}

/* Copies tokens [first, end), at least one, of a segment as they are; false = they do not fit. */
static inline bool tokens_copy(struct folded *folded, uint32_t first, uint32_t end)
{
    const uint32_t moved = folded->used - folded->tokens[first].at;
    return bytes_copy(folded, first, end) && tokens_again(folded, first, end, moved);
}

/* Closes the open token, if one is; a token that says nothing (a lone soft sign) leaves no trace. */
static inline bool token_end(struct folded *folded, struct token *token)
{
    bool speaks = token->units != 0 && folded->used != token->at;
    token->units = 0;
    if (!speaks)
        return true;
    if (folded->used >= folded->limit || folded->token_count >= folded->token_limit)
        return false;
    folded->bytes[folded->used++] = ' ';
    if (folded->tokens)
        folded->tokens[folded->token_count] = (struct folded_token){token->at, token->from, token->to, false};
    folded->token_count++;
    return true;
}

#endif

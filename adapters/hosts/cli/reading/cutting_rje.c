/*
 * cutting_rje.c: the messages of an RJE file (cutting.h).
 */
#include <string.h>

#include "cutting.h"

static bool is_space(unsigned char byte)
{
    return byte == ' ' || byte == '\r' || byte == '\n' || byte == '\t' || byte == '\0';
}

/* A message on its way into the open piece. */
struct rje_message {
    uint64_t at;   /* its first byte */
    size_t length; /* so far, also of what is past the limit and not kept */
    size_t solid;  /* the same without the white space at its end */
    unsigned char last;
    bool doubt; /* behind a "$" which ends it, if the next message begins behind; then it has been solid for: */
    size_t end;
};

/* So many bytes of the flow into the message. */
static bool take(struct cutting *cutting, struct piece_memory *memory, struct rje_message *message, size_t length)
{
    const unsigned char *bytes = cutting->flow->bytes;
    size_t room = cutting->limit + 1 - piece_memory_length(memory);
    if (!piece_memory_add(memory, bytes, length < room ? length : room))
        return false;
    size_t solid = length;
    while (solid > 0 && is_space(bytes[solid - 1]))
        solid--;
    if (solid > 0) {
        message->solid = message->length + solid;
        message->last = bytes[solid - 1];
    }
    message->length += length;
    cut_used(cutting, length);
    return true;
}

/* Passes over what stands before a message; false = it goes on to the end of the block. */
static bool pass_to_message(struct cutting *cutting, struct rje_message *message)
{
    size_t length = 0;
    while (length < cutting->flow->length &&
           (is_space(cutting->flow->bytes[length]) || cutting->flow->bytes[length] == '$'))
        length++;
    cut_used(cutting, length);
    message->at = cutting->offset;
    return cutting->flow->length > 0;
}

enum rje_step { RJE_ON, RJE_DONE, RJE_NO_MEMORY };

/* Behind a "$" that may end the message. */
static enum rje_step resolve(struct cutting *cutting, struct piece_memory *memory, struct rje_message *message)
{
    const struct flow *flow = cutting->flow;
    size_t spaces = 0;
    while (spaces < flow->length && is_space(flow->bytes[spaces]))
        spaces++;
    if (spaces < flow->length) {
        if (flow->bytes[spaces] == '{' || flow->bytes[spaces] == '$')
            return RJE_DONE;
        message->doubt = false;
    }
    return take(cutting, memory, message, spaces) ? RJE_ON : RJE_NO_MEMORY;
}

/* Up to the next "$", or through the block. */
static enum rje_step advance(struct cutting *cutting, struct piece_memory *memory, struct rje_message *message)
{
    const struct flow *flow = cutting->flow;
    const unsigned char *dollar = memchr(flow->bytes, '$', flow->length);
    if (!take(cutting, memory, message, dollar ? (size_t)(dollar - flow->bytes) : flow->length))
        return RJE_NO_MEMORY;
    if (!dollar)
        return RJE_ON;
    if (message->last == '}')
        return RJE_DONE;
    message->doubt = true;
    message->end = message->solid;
    return take(cutting, memory, message, 1) ? RJE_ON : RJE_NO_MEMORY;
}

enum cut_result cut_rje(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    struct rje_message message = {0};
    enum rje_step step = RJE_ON;
    enum flow_result got = FLOW_BYTES;
    while (step == RJE_ON && (got = flow_need(cutting->flow)) == FLOW_BYTES)
        if (message.doubt)
            step = resolve(cutting, memory, &message);
        else if (message.length > 0 || pass_to_message(cutting, &message))
            step = advance(cutting, memory, &message);
    if (step == RJE_NO_MEMORY)
        return CUT_NO_MEMORY;
    cutting->ended = got != FLOW_BYTES;
    if (got == FLOW_END && message.length == 0)
        return CUT_END;
    cutting->nth++;
    if (got == FLOW_BROKEN)
        return cut_broken(cutting, memory, piece);
    size_t length = message.doubt ? message.end : message.solid;
    if (length > cutting->limit)
        return cut_too_large(cutting, memory, piece, message.at, "message");
    piece_memory_cut(memory, length);
    return cut_piece(cutting, memory, piece, PIECE_MESSAGE, message.at);
}

/*
 * cutting_protobuf.c: canonical transfers as protobuf, each behind its length as a varint (cutting.h).
 */
#include "cutting.h"

/* What one message of protobuf may have at most; a greater length is none. */
#define MESSAGE_MOST 0x7FFFFFFFu

enum length_result { LENGTH_READ, LENGTH_WRONG, LENGTH_CUT, LENGTH_NONE, LENGTH_BROKEN };

static enum length_result take_length(struct cutting *cutting, uint64_t *length)
{
    *length = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
        enum flow_result got = flow_need(cutting->flow);
        if (got != FLOW_BYTES)
            return got == FLOW_BROKEN ? LENGTH_BROKEN : shift > 0 ? LENGTH_CUT : LENGTH_NONE;
        unsigned char byte = *cutting->flow->bytes;
        cut_used(cutting, 1);
        *length |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return *length <= MESSAGE_MOST ? LENGTH_READ : LENGTH_WRONG;
    }
    return LENGTH_WRONG;
}

/* length bytes into the open piece, as long as there are no more than the limit. FLOW_END = the file ends before. */
static enum cut_result take(struct cutting *cutting, struct piece_memory *memory, uint64_t length,
                            enum flow_result *got)
{
    bool keep = length <= cutting->limit;
    for (*got = FLOW_BYTES; length > 0 && (*got = flow_need(cutting->flow)) == FLOW_BYTES;) {
        size_t part = cutting->flow->length < length ? cutting->flow->length : (size_t)length;
        if (keep && !piece_memory_add(memory, cutting->flow->bytes, part))
            return CUT_NO_MEMORY;
        cut_used(cutting, part);
        length -= part;
    }
    return CUT_PIECE;
}

enum cut_result cut_protobuf(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    uint64_t at = cutting->offset, length;
    enum length_result read = take_length(cutting, &length);
    if (read == LENGTH_NONE) {
        cutting->ended = true;
        return CUT_END;
    }
    cutting->tx++;
    if (read == LENGTH_BROKEN)
        return cut_broken(cutting, memory, piece);
    if (read == LENGTH_WRONG) {
        cutting->ended = true;
        return cut_unreadable(cutting, memory, piece, at, "protobuf-broken",
                              "what stands at byte %llu is no length of transfer %u; what follows in this file is not "
                              "read: is it Transfer messages (proto/transfer.proto), each behind its length?",
                              (unsigned long long)at, cutting->tx);
    }
    enum flow_result got = FLOW_END;
    if (read == LENGTH_READ && take(cutting, memory, length, &got) == CUT_NO_MEMORY)
        return CUT_NO_MEMORY;
    if (got == FLOW_BROKEN)
        return cut_broken(cutting, memory, piece);
    if (got == FLOW_END) {
        cutting->ended = true;
        return cut_unreadable(cutting, memory, piece, at, "protobuf-broken",
                              "transfer %u, at byte %llu, is cut off: the file ends within it; write the file anew",
                              cutting->tx, (unsigned long long)at);
    }
    if (length > cutting->limit)
        return cut_too_large(cutting, memory, piece, at, "transfer");
    return cut_piece(cutting, memory, piece, PIECE_PROTOBUF, at);
}

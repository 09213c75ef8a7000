/*
 * cutting.c: whole messages and lines (cutting.h); cutting_rje.c and cutting_protobuf.c read the other formats.
 */
#include "cutting.h"

#include <string.h>

#include "format_names.h"

void cut_used(struct cutting *cutting, size_t length)
{
    cutting->flow->bytes += length;
    cutting->flow->length -= length;
    cutting->offset += length;
}

/* RJE files hold many messages, each with a name of its own: their number behind the file's. */
static const char *numbered_name(struct piece_memory *memory, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *name = piece_memory_text(memory, format, arguments);
    va_end(arguments);
    return name;
}

static enum cut_result named(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    piece->file = cutting->format == READING_RJE && cutting->nth > 0
                      ? numbered_name(memory, "%s#%u", cutting->file, cutting->nth)
                      : piece_memory_name(memory, cutting->file, cutting->number);
    if (!piece->file)
        return CUT_NO_MEMORY;
    piece->relative = piece->file + cutting->relative;
    return CUT_PIECE;
}

enum cut_result cut_piece(struct cutting *cutting, struct piece_memory *memory, struct piece *piece,
                          enum piece_kind kind, uint64_t at)
{
    *piece = (struct piece){
        .kind = kind, .tx = cutting->tx, .line = cutting->line, .offset = at, .length = piece_memory_length(memory)};
    piece->bytes = piece_memory_close(memory);
    return piece->bytes ? named(cutting, memory, piece) : CUT_NO_MEMORY;
}

enum cut_result cut_unreadable(struct cutting *cutting, struct piece_memory *memory, struct piece *piece, uint64_t at,
                               const char *code, const char *format, ...)
{
    va_list arguments;
    piece_memory_cut(memory, 0);
    *piece = (struct piece){.kind = PIECE_UNREADABLE, .line = cutting->line, .offset = at, .code = code};
    va_start(arguments, format);
    piece->text = piece_memory_text(memory, format, arguments);
    va_end(arguments);
    return piece->text ? named(cutting, memory, piece) : CUT_NO_MEMORY;
}

enum cut_result cut_too_large(struct cutting *cutting, struct piece_memory *memory, struct piece *piece, uint64_t at,
                              const char *what)
{
    enum cut_result result = cut_unreadable(cutting, memory, piece, at, "limit-message-bytes",
                                            "the %s is longer than %zu bytes; raise --max-bytes", what, cutting->limit);
    piece->too_large = true;
    return result;
}

enum cut_result cut_broken(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    cutting->ended = true;
    return cut_unreadable(cutting, memory, piece, cutting->offset, cutting->flow->code, "%s", cutting->flow->why);
}

static enum cut_result cut_message(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    struct flow *flow = cutting->flow;
    enum flow_result got;
    cutting->ended = true;
    while ((got = flow_need(flow)) == FLOW_BYTES && piece_memory_length(memory) <= cutting->limit) {
        size_t room = cutting->limit + 1 - piece_memory_length(memory);
        size_t length = flow->length < room ? flow->length : room;
        if (!piece_memory_add(memory, flow->bytes, length))
            return CUT_NO_MEMORY;
        cut_used(cutting, length);
    }
    if (got == FLOW_BROKEN)
        return cut_broken(cutting, memory, piece);
    const char *packed = packed_by_bytes(piece_memory_opened(memory), piece_memory_length(memory));
    if (cutting->member && packed)
        return cut_unreadable(cutting, memory, piece, 0, "archive-nested",
                              "this member of the archive is packed itself (%s); unpack it and name what comes out",
                              packed);
    if (piece_memory_length(memory) > cutting->limit)
        return cut_too_large(cutting, memory, piece, 0, "message");
    return cut_piece(cutting, memory, piece, PIECE_MESSAGE, 0);
}

/* What came of looking for the end of a line. */
enum line_end { LINE_ENDS, LINE_LAST, LINE_BROKEN, LINE_NO_MEMORY };

/* The rest of a line into the open piece, without its end, up to limit + 1 bytes of it. */
static enum line_end take_line(struct cutting *cutting, struct piece_memory *memory)
{
    struct flow *flow = cutting->flow;
    enum flow_result got;
    while ((got = flow_need(flow)) == FLOW_BYTES) {
        const unsigned char *end = memchr(flow->bytes, '\n', flow->length);
        size_t length = end ? (size_t)(end - flow->bytes) : flow->length;
        size_t room = cutting->limit + 1 - piece_memory_length(memory);
        if (!piece_memory_add(memory, flow->bytes, length < room ? length : room))
            return LINE_NO_MEMORY;
        cut_used(cutting, length + (end != NULL));
        if (end)
            return LINE_ENDS;
    }
    return got == FLOW_END ? LINE_LAST : LINE_BROKEN;
}

static enum cut_result cut_line(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    while (!cutting->ended) {
        uint64_t at = cutting->offset;
        enum line_end end = take_line(cutting, memory);
        if (end == LINE_NO_MEMORY)
            return CUT_NO_MEMORY;
        cutting->line++;
        if (end == LINE_BROKEN)
            return cut_broken(cutting, memory, piece);
        cutting->ended = end == LINE_LAST;
        size_t length = piece_memory_length(memory);
        if (length > cutting->limit)
            return cut_too_large(cutting, memory, piece, at, "line");
        if (length > 0 && piece_memory_opened(memory)[length - 1] == '\r')
            piece_memory_cut(memory, --length);
        if (length > 0) {
            cutting->tx++;
            return cut_piece(cutting, memory, piece, PIECE_JSON, at);
        }
    }
    return CUT_END;
}

enum cut_result cut_next(struct cutting *cutting, struct piece_memory *memory, struct piece *piece)
{
    if (cutting->ended)
        return CUT_END;
    switch (cutting->format) {
    case READING_JSONL:
        return cut_line(cutting, memory, piece);
    case READING_RJE:
        return cut_rje(cutting, memory, piece);
    case READING_PROTOBUF:
        return cut_protobuf(cutting, memory, piece);
    default:
        return cut_message(cutting, memory, piece);
    }
}

/*
 * canonical_piece.c: pieces of JSON and protobuf as transfers (canonical_piece.h).
 */
#include "canonical_piece.h"

#include <stdio.h>
#include <string.h>

#include "proto_json.h"
#include "text/utf8.h"

static uint64_t take_varint(const unsigned char **at, const unsigned char *end)
{
    uint64_t value = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        unsigned char byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return value;
}

static const unsigned char *behind(const unsigned char *at, const unsigned char *end, uint64_t length)
{
    return length < (uint64_t)(end - at) ? at + length : end;
}

/*
 * protobuf-c hands texts on as they are, up to a byte of zero: what stood behind it would go unscreened. The name of a
 * field whose text has one, or is no UTF-8; NULL = there is none. The bytes have been read as a Transfer before.
 */
static const char *wrong_text(const unsigned char *at, size_t length)
{
    enum { VARINT, EIGHT_BYTES, DELIMITED, FOUR_BYTES = 5 };
    const unsigned char *end = at + length;
    while (at < end) {
        uint64_t tag = take_varint(&at, end);
        uint64_t size = (tag & 7) == EIGHT_BYTES ? 8 : (tag & 7) == FOUR_BYTES ? 4 : 0;
        if ((tag & 7) == VARINT)
            take_varint(&at, end);
        else if ((tag & 7) == DELIMITED)
            size = take_varint(&at, end);
        const unsigned char *next = behind(at, end, size);
        const ProtobufCFieldDescriptor *field =
            protobuf_c_message_descriptor_get_field(&fiatgate__transfer__descriptor, (unsigned)(tag >> 3));
        size_t text = (size_t)(next - at);
        if (field && field->type == PROTOBUF_C_TYPE_STRING &&
            (memchr(at, 0, text) || utf8_valid_prefix(at, text) != text))
            return field->name;
        at = next;
    }
    return NULL;
}

static Fiatgate__Transfer *of_protobuf(const struct piece *piece, char *why, size_t why_size)
{
    Fiatgate__Transfer *transfer = fiatgate__transfer__unpack(NULL, piece->length, piece->bytes);
    if (!transfer) {
        snprintf(why, why_size, "transfer %u, at byte %llu, is no Transfer of proto/transfer.proto", piece->tx,
                 (unsigned long long)piece->offset);
        return NULL;
    }
    const char *field = wrong_text(piece->bytes, piece->length);
    if (transfer->base.n_unknown_fields > 0)
        snprintf(why, why_size,
                 "transfer %u, at byte %llu: there is no field %u; proto/transfer.proto lists the fields", piece->tx,
                 (unsigned long long)piece->offset, transfer->base.unknown_fields[0].tag);
    else if (field)
        snprintf(why, why_size, "transfer %u, at byte %llu: the text of %s is no UTF-8, or has a byte of zero",
                 piece->tx, (unsigned long long)piece->offset, field);
    else
        return transfer;
    fiatgate__transfer__free_unpacked(transfer, NULL);
    return NULL;
}

Fiatgate__Transfer *canonical_of_piece(const struct piece *piece, char *why, size_t why_size)
{
    if (piece->kind == PIECE_PROTOBUF)
        return of_protobuf(piece, why, why_size);
    return (Fiatgate__Transfer *)proto_json_read(&fiatgate__transfer__descriptor, (const char *)piece->bytes,
                                                 piece->length, why, why_size);
}

const char *canonical_piece_code(const struct piece *piece)
{
    return piece->kind == PIECE_PROTOBUF ? "protobuf-message" : "json-line";
}

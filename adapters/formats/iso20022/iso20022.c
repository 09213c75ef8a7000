/*
 * iso20022.c: the adapter's entry points (plugin/format.h) and the pull: expat is fed in small blocks and suspended at
 * the start of each transfer. The one before is then complete, with any text that stood between the two.
 *
 * The parser is made once, at lane open. Before each message its memory is put back to the state of a new parser
 * instead of calling XML_ParserReset: that call reads the environment (a host may be changing it), keeps what the last
 * message made it allocate, and loses the hash salt. So no message can change what is left for the next.
 */
#include "iso20022.h"

#include <string.h>

#include "reader.h"
#include "refusal.h"

/* Given whole, expat copies the whole message. */
#define BLOCK 4096u
/* What expat needs for a message's element names and buffers, with room to spare (measured: 31 kB for a message with
 * every element of the table); per open element; and a share of text_bytes for the longest single tag or comment. */
#define ARENA_BASE        (128u << 10)
#define ARENA_PER_ELEMENT 256u
#define ARENA_TEXT_SHARE  4u

/* expat's allocation callbacks take no context. Reason for this one piece of state outside the workspace: it points to
 * the arena of the lane whose call is running on this thread, and is NULL otherwise. initial-exec: found without a call
 * and without the allocation that a lazily made thread-local would need. */
static _Thread_local struct arena *current __attribute__((tls_model("initial-exec")));

static void *expat_malloc(size_t size)
{
    return current ? arena_allocate(current, size) : NULL;
}

static void *expat_realloc(void *block, size_t size)
{
    return current ? arena_resize(current, block, size) : NULL;
}

static void expat_free(void *block)
{
    if (current)
        arena_release(current, block);
}

/* --- Refusals --------------------------------------------------------------------------------------------------- */

uint32_t reader_offset(const struct reader *reader)
{
    XML_Index at = XML_GetCurrentByteIndex(reader->parser);
    return at < 0 || (uint64_t)at > reader->source.length ? reader->fed : (uint32_t)at;
}

void reader_refuse(struct reader *reader, const char *code, uint64_t offset, const char *sentence)
{
    reader_refuse_named(reader, code, offset, sentence, "", 0);
}

void reader_refuse_named(struct reader *reader, const char *code, uint64_t offset, const char *sentence,
                         const char *name, size_t length)
{
    if (reader->wrong != READ_TRANSFER)
        return; /* the first cause stays */
    reader->wrong = READ_BROKEN;
    refusal_begin(&reader->error, code, &reader->source, reader->unit, offset);
    refusal_add(&reader->error, sentence);
    refusal_add_bytes(&reader->error, name, length);
    XML_StopParser(reader->parser, XML_FALSE);
}

static void refuse_limit(struct reader *reader, const char *code, const char *sentence, const char *setting,
                         uint32_t value)
{
    if (reader->wrong != READ_TRANSFER)
        return;
    reader->wrong = READ_LIMIT;
    refusal_begin(&reader->error, code, &reader->source, reader->unit, reader_offset(reader));
    refusal_add(&reader->error, sentence);
    refusal_add(&reader->error, setting);
    refusal_add(&reader->error, " (");
    refusal_add_number(&reader->error, value);
    refusal_add(&reader->error, "); raise it in the configuration if such messages are genuine.");
    XML_StopParser(reader->parser, XML_FALSE);
}

void reader_refuse_limit(struct reader *reader, const char *code, const char *setting, uint32_t value)
{
    refuse_limit(reader, code, "Here the message passes the setting limits.", setting, value);
}

static void refuse_xml(struct reader *reader)
{
    enum XML_Error reason = XML_GetErrorCode(reader->parser);
    if (reader->wrong != READ_TRANSFER)
        return; /* stopped by one of the above */
    if (reason == XML_ERROR_NO_MEMORY) {
        refuse_limit(
            reader, "limit-parser-memory",
            "A tag or comment here, or the number of different names, is more than the XML reader's memory holds; "
            "it grows with limits.",
            "text_bytes", reader->limits.text_bytes);
        return;
    }
    reader_refuse(reader, refusal_xml_code(reason), reader_offset(reader), refusal_xml_sentence(reason));
}

/* expat reports a DOCTYPE somewhere behind its beginning. */
static uint32_t doctype_offset(const struct reader *reader)
{
    uint32_t step = reader->unit == UNIT_BYTE ? 1 : 2, low = reader->unit == UNIT_UTF16_BE ? 1 : 0;
    uint32_t here = reader_offset(reader);
    for (uint32_t at = here; at >= step; at -= step)
        if (at + step + low < reader->source.length && reader->source.bytes[at + low] == '<' &&
            reader->source.bytes[at + step + low] == '!')
            return at;
    return reader->source.length > 0 && reader->source.bytes[low] == '<' ? 0 : here;
}

static void XMLCALL start_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
                                  int has_internal_subset)
{
    struct reader *reader = user;
    (void)name, (void)system, (void)public_id, (void)has_internal_subset;
    reader_refuse(
        reader, "xml-doctype", doctype_offset(reader),
        "The message has a DOCTYPE, which can define entities and name outside files; ISO 20022 has none, remove "
        "it.");
}

/* --- Lane open and close ---------------------------------------------------------------------------------------- */

static size_t aligned(size_t size)
{
    return (size + 15) & ~(size_t)15;
}

static size_t arena_size(const struct limits *limits)
{
    return aligned(ARENA_BASE + (size_t)limits->depth * ARENA_PER_ELEMENT + limits->text_bytes / ARENA_TEXT_SHARE);
}

static size_t workspace_size(const struct limits *limits)
{
    return aligned(sizeof(struct reader)) + aligned(limits->depth * sizeof(struct frame)) + arena_size(limits);
}

static bool open_parser(struct reader *reader, uint64_t seed)
{
    reader->parser =
        XML_ParserCreate_MM(NULL, &(XML_Memory_Handling_Suite){expat_malloc, expat_realloc, expat_free}, NULL);
    if (!reader->parser)
        return false;
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, iso20022_start, iso20022_end);
    XML_SetCharacterDataHandler(reader->parser, iso20022_text);
    XML_SetStartDoctypeDeclHandler(reader->parser, start_doctype);
    /* Without a salt expat asks the system for one in each message. */
    XML_SetHashSalt(reader->parser, seed != 0 ? (unsigned long)seed : 1);
    return arena_save(&reader->arena);
}

static bool open_workspace(void *workspace, size_t size, const struct limits *limits, uint64_t seed)
{
    if (size < workspace_size(limits))
        return false;
    struct reader *reader = workspace;
    memset(reader, 0, sizeof *reader);
    reader->limits = *limits;
    unsigned char *at = (unsigned char *)workspace + aligned(sizeof *reader);
    reader->frames = (struct frame *)at;
    at += aligned(limits->depth * sizeof(struct frame));
    arena_place(&reader->arena, at, arena_size(limits));
    if (!paths_compile(&reader->tree))
        return false;
    current = &reader->arena;
    bool made = open_parser(reader, seed);
    current = NULL;
    return made;
}

/* The parser is nothing but memory of the workspace. */
static void close_workspace(void *workspace)
{
    ((struct reader *)workspace)->parser = NULL;
}

/* --- What the bytes look like ----------------------------------------------------------------------------------- */

static bool holds(const unsigned char *bytes, size_t length, const char *what)
{
    return memmem(bytes, length, what, strlen(what)) != NULL;
}

static enum code_unit unit_of(const unsigned char *bytes, size_t length)
{
    if (length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == '<' && bytes[1] == 0)))
        return UNIT_UTF16_LE;
    if (length >= 2 && ((bytes[0] == 0xFE && bytes[1] == 0xFF) || (bytes[0] == 0 && bytes[1] == '<')))
        return UNIT_UTF16_BE;
    return UNIT_BYTE;
}

static int claims(const unsigned char *bytes, size_t length)
{
    if (length > BLOCK)
        length = BLOCK;
    enum code_unit unit = unit_of(bytes, length);
    size_t step = unit == UNIT_BYTE ? 1 : 2, at = 0;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    else if (unit != UNIT_BYTE && bytes[0] >= 0xFE)
        at = 2;
    size_t low = unit == UNIT_UTF16_BE ? 1 : 0;
    while (at + step <= length && memchr(" \t\r\n", bytes[at + low], 4))
        at += step;
    if (at + step > length || bytes[at + low] != '<')
        return 0;
    if (unit != UNIT_BYTE)
        return 90;
    bool known = holds(bytes, length, "urn:iso:std:iso:20022:") || holds(bytes, length, "Document") ||
                 holds(bytes, length, "AppHdr") || holds(bytes, length, "FIToFICstmrCdtTrf");
    return known ? 100 : 70;
}

/* --- The pull --------------------------------------------------------------------------------------------------- */

/* Reads on until the next transfer begins, the message ends, or something is wrong. */
static void advance(struct reader *reader)
{
    current = &reader->arena;
    while (reader->wrong == READ_TRANSFER && !reader->finished) {
        enum XML_Status status;
        if (reader->suspended) {
            status = XML_ResumeParser(reader->parser);
        } else {
            uint32_t left = reader->source.length - reader->fed, size = left < BLOCK ? left : BLOCK;
            const char *block = (const char *)reader->source.bytes + reader->fed;
            reader->fed += size;
            status = XML_Parse(reader->parser, block, (int)size, size == left);
        }
        reader->suspended = status == XML_STATUS_SUSPENDED;
        if (status == XML_STATUS_ERROR)
            refuse_xml(reader);
        else if (reader->suspended)
            break;
        else
            reader->finished = reader->fed == reader->source.length;
    }
    current = NULL;
    if (reader->wrong != READ_TRANSFER)
        transfer_abandon(reader->transfer);
}

static void reset(struct reader *reader, const struct message_source *source)
{
    arena_restore(&reader->arena);
    reader->source = *source;
    reader->unit = unit_of(source->bytes, source->length);
    reader->fed = 0;
    reader->suspended = reader->finished = false;
    reader->wrong = READ_TRANSFER;
    reader->depth = reader->header_depth = reader->document_depth = reader->body_depth = reader->transfer_depth = 0;
    reader->part = PART_ENVELOPE;
    reader->binding_count = reader->naming_depth = reader->naming_length = 0;
    reader->document_type[0] = reader->head_type[0] = reader->header_type[0] = '\0';
    reader->header_seen = reader->envelope_text = reader->body_seen = reader->other_seen = false;
    reader->at_transfer = reader->transfers_begun = reader->complete = false;
    reader->transfer_start = 0;
    reader->has_amount = reader->has_currency = reader->has_creditor = false;
}

static enum read_result give_error(const struct reader *reader, struct read_error *error)
{
    *error = reader->error;
    return reader->wrong;
}

/* What a message without a transfer is, once it has been read to its end. */
static enum read_result without_transfer(struct reader *reader)
{
    if (reader->body_seen) {
        reader_refuse(reader, "iso20022-no-transfers", reader->source.length,
                      "The message holds no CdtTrfTxInf; a pacs.008 has at least one, which may have been cut off.");
        return READ_BROKEN;
    }
    if (reader->other_seen)
        return READ_NOT_A_TRANSFER;
    if (reader->header_seen && !reader->envelope_text) {
        const char *type = reader->head_type[0] != '\0' ? reader->head_type : "head.001";
        memcpy(reader->info->type, type, strlen(type) + 1);
        return READ_NOT_A_TRANSFER;
    }
    reader_refuse(reader, "iso20022-unknown-document", 0,
                  "This XML is no ISO 20022 message: neither a Document nor the content of a known message is in it.");
    return READ_BROKEN;
}

static enum read_result begin(void *workspace, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error)
{
    struct reader *reader = workspace;
    reset(reader, source);
    reader->transfer = transfer;
    reader->info = info;
    info->format = iso20022_format.name;
    info->type[0] = '\0';
    advance(reader);
    enum read_result result = READ_TRANSFER;
    if (reader->wrong == READ_TRANSFER && !reader->at_transfer)
        result = without_transfer(reader);
    reader->info = NULL;
    if (reader->wrong != READ_TRANSFER)
        return give_error(reader, error);
    return result;
}

static enum read_result next(void *workspace, struct transfer *transfer, struct read_error *error)
{
    struct reader *reader = workspace;
    if (reader->wrong != READ_TRANSFER)
        return give_error(reader, error);
    if (!reader->at_transfer)
        return READ_END;
    reader->transfer = transfer;
    reader->at_transfer = reader->complete = false;
    advance(reader);
    /* A transfer that was complete before something went wrong is given first. */
    if (!reader->complete)
        return give_error(reader, error);
    enum read_result later = reader->wrong;
    struct read_error kept = reader->error;
    reader->wrong = READ_TRANSFER;
    if (!purpose_derive(reader))
        return give_error(reader, error);
    reader->wrong = later;
    reader->error = kept;
    return READ_TRANSFER;
}

const struct format iso20022_format = {
    .name = "iso20022",
    .workspace_size = workspace_size,
    .open = open_workspace,
    .close = close_workspace,
    .claims = claims,
    .begin = begin,
    .next = next,
};

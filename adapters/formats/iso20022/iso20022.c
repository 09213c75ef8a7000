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

#include "reading.h"
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

uint32_t iso20022_offset(const struct iso20022_reading *reading)
{
    XML_Index at = XML_GetCurrentByteIndex(reading->parser);
    return at < 0 || (uint64_t)at > reading->source.length ? reading->fed : (uint32_t)at;
}

void iso20022_refuse(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *sentence)
{
    iso20022_refuse_named(reading, code, offset, sentence, "", 0);
}

void iso20022_refuse_named(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *sentence,
                           const char *name, size_t length)
{
    if (reading->wrong != READ_TRANSFER)
        return; /* the first cause stays */
    reading->wrong = READ_BROKEN;
    refusal_begin(&reading->error, code, &reading->source, reading->unit, offset);
    refusal_add(&reading->error, sentence);
    refusal_add_bytes(&reading->error, name, length);
    XML_StopParser(reading->parser, XML_FALSE);
}

static void refuse_limit(struct iso20022_reading *reading, const char *code, const char *sentence, const char *setting,
                         uint32_t value)
{
    if (reading->wrong != READ_TRANSFER)
        return;
    reading->wrong = READ_LIMIT;
    refusal_begin(&reading->error, code, &reading->source, reading->unit, iso20022_offset(reading));
    refusal_add(&reading->error, sentence);
    refusal_add(&reading->error, setting);
    refusal_add(&reading->error, " (");
    refusal_add_number(&reading->error, value);
    refusal_add(&reading->error, "); raise it in the configuration if such messages are genuine.");
    XML_StopParser(reading->parser, XML_FALSE);
}

void iso20022_refuse_limit(struct iso20022_reading *reading, const char *code, const char *setting, uint32_t value)
{
    refuse_limit(reading, code, "Here the message passes the setting limits.", setting, value);
}

static void refuse_xml(struct iso20022_reading *reading)
{
    enum XML_Error reason = XML_GetErrorCode(reading->parser);
    if (reading->wrong != READ_TRANSFER)
        return; /* stopped by one of the above */
    if (reason == XML_ERROR_NO_MEMORY) {
        refuse_limit(
            reading, "limit-parser-memory",
            "A tag or comment here, or the number of different names, is more than the XML reader's memory holds; "
            "it grows with limits.",
            "text_bytes", reading->limits.text_bytes);
        return;
    }
    iso20022_refuse(reading, refusal_xml_code(reason), iso20022_offset(reading), refusal_xml_sentence(reason));
}

/* expat reports a DOCTYPE somewhere behind its beginning. */
static uint32_t doctype_offset(const struct iso20022_reading *reading)
{
    uint32_t step = reading->unit == UNIT_BYTE ? 1 : 2, low = reading->unit == UNIT_UTF16_BE ? 1 : 0;
    uint32_t here = iso20022_offset(reading);
    for (uint32_t at = here; at >= step; at -= step)
        if (at + step + low < reading->source.length && reading->source.bytes[at + low] == '<' &&
            reading->source.bytes[at + step + low] == '!')
            return at;
    return reading->source.length > 0 && reading->source.bytes[low] == '<' ? 0 : here;
}

static void XMLCALL start_doctype(void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public_id,
                                  int has_internal_subset)
{
    struct iso20022_reading *reading = user;
    (void)name, (void)system, (void)public_id, (void)has_internal_subset;
    iso20022_refuse(
        reading, "xml-doctype", doctype_offset(reading),
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
    return aligned(sizeof(struct iso20022_reading)) + aligned(limits->depth * sizeof(struct frame)) +
           arena_size(limits);
}

static bool open_parser(struct iso20022_reading *reading, uint64_t seed)
{
    reading->parser =
        XML_ParserCreate_MM(NULL, &(XML_Memory_Handling_Suite){expat_malloc, expat_realloc, expat_free}, NULL);
    if (!reading->parser)
        return false;
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, iso20022_start, iso20022_end);
    XML_SetCharacterDataHandler(reading->parser, iso20022_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, start_doctype);
    /* Without a salt expat asks the system for one in each message. */
    XML_SetHashSalt(reading->parser, seed != 0 ? (unsigned long)seed : 1);
    return arena_save(&reading->arena);
}

static bool open_workspace(void *workspace, size_t size, const struct limits *limits,
                           const struct format_settings *settings, uint64_t seed)
{
    (void)settings;
    if (size < workspace_size(limits))
        return false;
    struct iso20022_reading *reading = workspace;
    memset(reading, 0, sizeof *reading);
    reading->limits = *limits;
    unsigned char *at = (unsigned char *)workspace + aligned(sizeof *reading);
    reading->frames = (struct frame *)at;
    at += aligned(limits->depth * sizeof(struct frame));
    arena_place(&reading->arena, at, arena_size(limits));
    if (!paths_compile(&reading->tree))
        return false;
    current = &reading->arena;
    bool made = open_parser(reading, seed);
    current = NULL;
    return made;
}

/* The parser is nothing but memory of the workspace. */
static void close_workspace(void *workspace)
{
    ((struct iso20022_reading *)workspace)->parser = NULL;
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

static int claims(const void *workspace, const unsigned char *bytes, size_t length)
{
    (void)workspace;
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
static void advance(struct iso20022_reading *reading)
{
    current = &reading->arena;
    while (reading->wrong == READ_TRANSFER && !reading->finished) {
        enum XML_Status status;
        if (reading->suspended) {
            status = XML_ResumeParser(reading->parser);
        } else {
            uint32_t left = reading->source.length - reading->fed, size = left < BLOCK ? left : BLOCK;
            const char *block = (const char *)reading->source.bytes + reading->fed;
            reading->fed += size;
            status = XML_Parse(reading->parser, block, (int)size, size == left);
        }
        reading->suspended = status == XML_STATUS_SUSPENDED;
        if (status == XML_STATUS_ERROR)
            refuse_xml(reading);
        else if (reading->suspended)
            break;
        else
            reading->finished = reading->fed == reading->source.length;
    }
    current = NULL;
    if (reading->wrong != READ_TRANSFER)
        transfer_abandon(reading->transfer);
}

static void reset(struct iso20022_reading *reading, const struct message_source *source)
{
    arena_restore(&reading->arena);
    reading->source = *source;
    reading->unit = unit_of(source->bytes, source->length);
    reading->fed = 0;
    reading->suspended = reading->finished = false;
    reading->wrong = READ_TRANSFER;
    reading->depth = reading->header_depth = reading->document_depth = reading->body_depth = reading->transfer_depth =
        0;
    reading->part = PART_ENVELOPE;
    reading->binding_count = reading->naming_depth = reading->naming_length = 0;
    reading->document_type[0] = reading->head_type[0] = reading->header_type[0] = '\0';
    reading->header_seen = reading->envelope_text = reading->body_seen = reading->other_seen = false;
    reading->at_transfer = reading->transfers_begun = reading->complete = false;
    reading->transfer_start = 0;
    reading->has_amount = reading->has_currency = reading->has_creditor = false;
}

static enum read_result give_error(const struct iso20022_reading *reading, struct read_error *error)
{
    *error = reading->error;
    return reading->wrong;
}

/* What a message without a transfer is, once it has been read to its end. */
static enum read_result without_transfer(struct iso20022_reading *reading)
{
    if (reading->body_seen) {
        iso20022_refuse(reading, "iso20022-no-transfers", reading->source.length,
                        "The message holds no CdtTrfTxInf; a pacs.008 has at least one, which may have been cut off.");
        return READ_BROKEN;
    }
    if (reading->other_seen)
        return READ_NOT_A_TRANSFER;
    if (reading->header_seen && !reading->envelope_text) {
        const char *type = reading->head_type[0] != '\0' ? reading->head_type : "head.001";
        memcpy(reading->info->type, type, strlen(type) + 1);
        return READ_NOT_A_TRANSFER;
    }
    iso20022_refuse(
        reading, "iso20022-unknown-document", 0,
        "This XML is no ISO 20022 message: neither a Document nor the content of a known message is in it.");
    return READ_BROKEN;
}

static enum read_result begin(void *workspace, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error)
{
    struct iso20022_reading *reading = workspace;
    reset(reading, source);
    reading->transfer = transfer;
    reading->info = info;
    info->format = iso20022_format.name;
    info->type[0] = '\0';
    advance(reading);
    enum read_result result = READ_TRANSFER;
    if (reading->wrong == READ_TRANSFER && !reading->at_transfer)
        result = without_transfer(reading);
    reading->info = NULL;
    if (reading->wrong != READ_TRANSFER)
        return give_error(reading, error);
    return result;
}

static enum read_result next(void *workspace, struct transfer *transfer, struct read_error *error)
{
    struct iso20022_reading *reading = workspace;
    if (reading->wrong != READ_TRANSFER)
        return give_error(reading, error);
    if (!reading->at_transfer)
        return READ_END;
    reading->transfer = transfer;
    reading->at_transfer = reading->complete = false;
    advance(reading);
    /* A transfer that was complete before something went wrong is given first. */
    if (!reading->complete)
        return give_error(reading, error);
    enum read_result later = reading->wrong;
    struct read_error kept = reading->error;
    reading->wrong = READ_TRANSFER;
    if (!purpose_derive(reading))
        return give_error(reading, error);
    reading->wrong = later;
    reading->error = kept;
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

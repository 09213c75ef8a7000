/*
 * pull.c: the pull (reading.h): expat is fed in small blocks and suspended at the start of each transfer. The one
 * before is then complete, with any text that stood between the two.
 *
 * The parser is made once, at lane open. Before each message its memory is put back to the state of a new parser
 * instead of calling XML_ParserReset: that call reads the environment (a host may be changing it), keeps what the last
 * message made it allocate, and loses the hash salt. So no message can change what is left for the next.
 *
 * XML has one outermost element, but some senders hand over AppHdr and Document side by side without one around them.
 * Behind an AppHdr that is outermost, a parser in the state of a new one reads on.
 */
#include "reading.h"

#include <string.h>

#include "../encoding.h"
#include "refusal.h"

/* Given whole, expat copies the whole message. */
#define BLOCK 4096u

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

/* --- Refusals and warnings ---------------------------------------------------------------------------------------- */

uint32_t iso20022_offset(const struct iso20022_reading *reading)
{
    XML_Index at = XML_GetCurrentByteIndex(reading->parser);
    return at < 0 || (uint64_t)at > reading->source.length - reading->base ? reading->fed
                                                                           : reading->base + (uint32_t)at;
}

static void begin_sentence(struct iso20022_reading *reading, struct read_error *error, const char *code,
                           uint64_t offset, const char *const *parts)
{
    refusal_begin(error, code, &reading->source, reading->unit, offset);
    for (; *parts; parts++)
        refusal_add(error, *parts);
}

void iso20022_refuse(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *const *parts)
{
    if (reading->wrong != READ_TRANSFER)
        return; /* the first cause stays */
    reading->wrong = READ_BROKEN;
    begin_sentence(reading, &reading->error, code, offset, parts);
    XML_StopParser(reading->parser, XML_FALSE);
}

void iso20022_warn(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *const *parts)
{
    struct read_error sentence = {.code = code};
    for (; *parts; parts++)
        refusal_add(&sentence, *parts);
    struct read_error *kept = read_warn(reading->source.warnings, code, offset, sentence.text);
    if (kept)
        kept->line = refusal_line(&reading->source, reading->unit, offset);
}

static void refuse_limit(struct iso20022_reading *reading, const char *code, const char *sentence, const char *setting,
                         uint32_t value)
{
    if (reading->wrong != READ_TRANSFER)
        return;
    reading->wrong = READ_LIMIT;
    begin_sentence(reading, &reading->error, code, iso20022_offset(reading), SENTENCE(sentence, setting, " ("));
    refusal_add_number(&reading->error, value);
    refusal_add(&reading->error, "); raise it if such messages are genuine");
    XML_StopParser(reading->parser, XML_FALSE);
}

void iso20022_refuse_limit(struct iso20022_reading *reading, const char *code, const char *setting, uint32_t value)
{
    refuse_limit(reading, code, "here the message passes the setting limits.", setting, value);
}

static void refuse_trailing(struct iso20022_reading *reading)
{
    iso20022_refuse(reading, refusal_xml_code(XML_ERROR_JUNK_AFTER_DOC_ELEMENT), iso20022_offset(reading),
                    SENTENCE(refusal_xml_sentence(XML_ERROR_JUNK_AFTER_DOC_ELEMENT)));
}

static void refuse_xml(struct iso20022_reading *reading)
{
    enum XML_Error reason = XML_GetErrorCode(reading->parser);
    if (reading->wrong != READ_TRANSFER)
        return; /* stopped by one of the above */
    if (reason == XML_ERROR_NO_MEMORY)
        refuse_limit(
            reading, "limit-parser-memory",
            "a tag or comment here, or the number of names, needs more memory than the XML reader has; it grows with "
            "limits.",
            "text_bytes", reading->limits.text_bytes);
    else if (reading->base > 0 && !reading->root_seen && reason == XML_ERROR_NO_ELEMENTS)
        reading->finished = true; /* comments behind a header that stands alone */
    else if (reading->base > 0 && !reading->root_seen && reason == XML_ERROR_SYNTAX)
        refuse_trailing(reading);
    else
        iso20022_refuse(reading, refusal_xml_code(reason), iso20022_offset(reading),
                        SENTENCE(refusal_xml_sentence(reason)));
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
        SENTENCE("the message has a DOCTYPE, which can define entities and name outside files; ISO 20022 has none, "
                 "remove it"));
}

/* --- The parser -------------------------------------------------------------------------------------------------- */

/* Code pages that expat does not know: one byte for each character. */
static int XMLCALL unknown_encoding(void *user, const XML_Char *name, XML_Encoding *encoding)
{
    (void)user;
    enum encoding page = encoding_by_name(name, strlen(name));
    const uint16_t *table = page < ENCODING_COUNT ? encoding_table(page) : NULL;
    if (!table)
        return XML_STATUS_ERROR;
    for (int i = 0; i < 0x80; i++)
        encoding->map[i] = i;
    for (int i = 0; i < 0x80; i++)
        encoding->map[0x80 + i] = table[i] == 0xFFFD ? -1 : table[i];
    encoding->data = NULL;
    encoding->convert = NULL;
    encoding->release = NULL;
    return XML_STATUS_OK;
}

static void XMLCALL declaration(void *user, const XML_Char *version, const XML_Char *encoding, int standalone)
{
    struct iso20022_reading *reading = user;
    (void)version, (void)standalone;
    if (encoding && strlen(encoding) < sizeof reading->encoding)
        memcpy(reading->encoding, encoding, strlen(encoding) + 1);
}

static bool make_parser(struct iso20022_reading *reading, uint64_t seed)
{
    reading->parser =
        XML_ParserCreate_MM(NULL, &(XML_Memory_Handling_Suite){expat_malloc, expat_realloc, expat_free}, NULL);
    if (!reading->parser)
        return false;
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, iso20022_start, iso20022_end);
    XML_SetCharacterDataHandler(reading->parser, iso20022_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, start_doctype);
    XML_SetXmlDeclHandler(reading->parser, declaration);
    XML_SetUnknownEncodingHandler(reading->parser, unknown_encoding, NULL);
    /* Without a salt expat asks the system for one in each message. */
    XML_SetHashSalt(reading->parser, seed != 0 ? (unsigned long)seed : 1);
    return arena_save(&reading->arena);
}

bool pull_open(struct iso20022_reading *reading, uint64_t seed)
{
    current = &reading->arena;
    bool made = make_parser(reading, seed);
    current = NULL;
    return made;
}

enum code_unit pull_unit(const unsigned char *bytes, size_t length)
{
    if (length >= 2 && ((bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == '<' && bytes[1] == 0)))
        return UNIT_UTF16_LE;
    if (length >= 2 && ((bytes[0] == 0xFE && bytes[1] == 0xFF) || (bytes[0] == 0 && bytes[1] == '<')))
        return UNIT_UTF16_BE;
    return UNIT_BYTE;
}

/* A new parser for the bytes from there on. */
static void read_from(struct iso20022_reading *reading, uint32_t base)
{
    arena_restore(&reading->arena);
    reading->base = reading->fed = base;
    reading->unit = pull_unit(reading->source.bytes + base, reading->source.length - base);
    reading->suspended = reading->header_alone = false;
}

void pull_reset(struct iso20022_reading *reading, const struct message_source *source)
{
    reading->source = *source;
    read_from(reading, 0);
    reading->finished = reading->root_seen = false;
    reading->wrong = READ_TRANSFER;
    if (reading->unit != UNIT_BYTE && source->bytes[0] < 0xFE)
        iso20022_warn(reading, "xml-no-byte-order-mark", 0,
                      SENTENCE("the XML is in UTF-16 and does not begin with a byte order mark, as XML expects; it was "
                               "read all the same"));
    reading->depth = 0;
    reading->header_depth = reading->document_depth = reading->body_depth = reading->group_depth = 0;
    reading->transfer_depth = 0;
    reading->part = PART_ENVELOPE;
    reading->binding_count = reading->bound_depth = 0;
    reading->encoding[0] = '\0';
    reading->document_type[0] = reading->head_type[0] = reading->header_type[0] = '\0';
    reading->definition.text[0] = reading->service.text[0] = '\0';
    reading->heard = NULL;
    reading->header_seen = reading->other_seen = false;
    reading->envelope_text = reading->envelope_markup = false;
    reading->message = NULL;
    reading->stop = STOP_NONE;
    reading->transfers_begun = reading->group_transfers = reading->heading = reading->complete = false;
    reading->transfer_start = 0;
    reading->is_underlying = false;
    reading->underlying_count = reading->cover_count = 0;
    requirements_reset(reading);
}

/* --- Side by side ------------------------------------------------------------------------------------------------ */

void pull_header_alone(struct iso20022_reading *reading)
{
    if (reading->base > 0)
        return;
    reading->header_alone = true;
    reading->rest = iso20022_offset(reading) + (uint32_t)XML_GetCurrentByteCount(reading->parser);
    XML_StopParser(reading->parser, XML_TRUE);
}

bool pull_goes_on(struct iso20022_reading *reading, struct name name)
{
    reading->root_seen = true;
    if (name_is(name, "Document"))
        return true;
    refuse_trailing(reading);
    return false;
}

/* Behind the header and white space. A declaration of its own stands first there; without one, that of the header
 * holds for both. */
static void read_on(struct iso20022_reading *reading)
{
    const unsigned char *bytes = reading->source.bytes;
    uint32_t step = reading->unit == UNIT_BYTE ? 1 : 2, low = reading->unit == UNIT_UTF16_BE ? 1 : 0;
    uint32_t at = reading->rest, length = reading->source.length;
    while (length - at >= step && memchr(" \t\r\n", bytes[at + low], 4) && (step == 1 || bytes[at + 1 - low] == 0))
        at += step;
    read_from(reading, at);
    reading->finished = at == length;
    bool declares = length - at >= 5 && memcmp(bytes + at, "<?xml", 5) == 0;
    if (reading->unit == UNIT_BYTE && !declares && reading->encoding[0] != '\0' &&
        XML_SetEncoding(reading->parser, reading->encoding) != XML_STATUS_OK)
        refuse_limit(reading, "limit-parser-memory", "the XML reader's memory is used up; it grows with limits.",
                     "text_bytes", reading->limits.text_bytes);
}

/* --- Feeding ----------------------------------------------------------------------------------------------------- */

static enum XML_Status feed(struct iso20022_reading *reading)
{
    if (reading->suspended)
        return XML_ResumeParser(reading->parser);
    uint32_t left = reading->source.length - reading->fed, size = left < BLOCK ? left : BLOCK;
    const char *block = (const char *)reading->source.bytes + reading->fed;
    reading->fed += size;
    return XML_Parse(reading->parser, block, (int)size, size == left);
}

void pull_advance(struct iso20022_reading *reading)
{
    current = &reading->arena;
    while (reading->wrong == READ_TRANSFER && !reading->finished) {
        enum XML_Status status = feed(reading);
        reading->suspended = status == XML_STATUS_SUSPENDED;
        if (status == XML_STATUS_ERROR)
            refuse_xml(reading);
        else if (reading->suspended && reading->header_alone)
            read_on(reading);
        else if (reading->suspended)
            break;
        else
            reading->finished = reading->fed == reading->source.length;
    }
    current = NULL;
    if (reading->wrong != READ_TRANSFER)
        transfer_abandon(reading->transfer);
}

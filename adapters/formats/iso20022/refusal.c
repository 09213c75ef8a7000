/*
 * refusal.c: the sentences an XML message is refused with (refusal.h). Touches the error it fills and reads the
 * message.
 */
#include "refusal.h"

#include <string.h>

/* Lines end with LF, CR LF or CR. */
uint32_t refusal_line(const struct message_source *source, enum code_unit unit, uint64_t offset)
{
    uint32_t line = 1, step = unit == UNIT_BYTE ? 1 : 2, low = unit == UNIT_UTF16_BE ? 1 : 0;
    unsigned before = 0;
    uint64_t end = offset < source->length ? offset : source->length;
    for (uint64_t i = 0; i + step <= end; i += step) {
        unsigned code = source->bytes[i + low];
        if (step == 2 && source->bytes[i + 1 - low] != 0)
            code = 0;
        if (code == '\r' || (code == '\n' && before != '\r'))
            line++;
        before = code;
    }
    return line;
}

void refusal_begin(struct read_error *error, const char *code, const struct message_source *source, enum code_unit unit,
                   uint64_t offset)
{
    error->code = code;
    error->offset = offset;
    error->line = refusal_line(source, unit, offset);
    error->text[0] = '\0';
}

void refusal_add_bytes(struct read_error *error, const char *text, size_t length)
{
    size_t used = strlen(error->text), room = sizeof error->text - 1 - used;
    if (length > room) {
        length = room;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--; /* never half a character */
    }
    memcpy(error->text + used, text, length);
    error->text[used + length] = '\0';
}

void refusal_add(struct read_error *error, const char *text)
{
    refusal_add_bytes(error, text, strlen(text));
}

void refusal_add_number(struct read_error *error, uint32_t number)
{
    char digits[10];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    refusal_add_bytes(error, digits + at, sizeof digits - at);
}

struct reason {
    enum XML_Error reason;
    const char *code;
    const char *sentence;
};

#define NOT_WELL_FORMED "xml-not-well-formed"

static const struct reason reasons[] = {
    {XML_ERROR_SYNTAX, NOT_WELL_FORMED, "the XML breaks its syntax here; have the sender's system write it again"},
    {XML_ERROR_NO_ELEMENTS, NOT_WELL_FORMED,
     "the XML ends before its outermost element is closed; the message was cut, have it sent again"},
    {XML_ERROR_INVALID_TOKEN, NOT_WELL_FORMED,
     "a character that XML, or the encoding it declares, does not allow stands here (a bare < or &, a control "
     "character, bytes that are no text)"},
    {XML_ERROR_UNCLOSED_TOKEN, NOT_WELL_FORMED,
     "the tag, comment or instruction that begins here is not closed before the message ends"},
    {XML_ERROR_PARTIAL_CHAR, NOT_WELL_FORMED, "the message ends, or breaks, in the middle of a character"},
    {XML_ERROR_TAG_MISMATCH, NOT_WELL_FORMED, "the end tag here does not close the element that is open"},
    {XML_ERROR_DUPLICATE_ATTRIBUTE, NOT_WELL_FORMED, "the element here has the same attribute twice"},
    {XML_ERROR_JUNK_AFTER_DOC_ELEMENT, "xml-trailing-data",
     "something follows after the end of the outermost element; a message is one element, send each on its own"},
    {XML_ERROR_UNDEFINED_ENTITY, "xml-entity",
     "an entity is used that XML does not define; only &amp; &lt; &gt; &quot; &apos; and &#...; are allowed"},
    {XML_ERROR_BAD_CHAR_REF, NOT_WELL_FORMED, "the character reference here names no character that XML allows"},
    {XML_ERROR_MISPLACED_XML_PI, NOT_WELL_FORMED,
     "the XML declaration stands here, but may only be the very first thing of a message"},
    {XML_ERROR_XML_DECL, NOT_WELL_FORMED,
     "the XML declaration is malformed; one like <?xml version=\"1.0\" encoding=\"UTF-8\"?> is expected"},
    {XML_ERROR_UNKNOWN_ENCODING, "xml-encoding-unsupported",
     "the XML declares an encoding that is not read; UTF-8, UTF-16, ISO-8859-1, US-ASCII, windows-1251, KZ-1048, "
     "KOI8-R and cp866 are, convert it to UTF-8"},
    {XML_ERROR_INCORRECT_ENCODING, "xml-encoding-contradicted",
     "the XML declares one encoding and is written in another; declare the one it is written in"},
    {XML_ERROR_UNCLOSED_CDATA_SECTION, NOT_WELL_FORMED, "the CDATA section that begins here is not closed"},
    {XML_ERROR_UNBOUND_PREFIX, NOT_WELL_FORMED, "a prefix is used that no xmlns attribute declares"},
    {XML_ERROR_AMPLIFICATION_LIMIT_BREACH, "xml-entity", "the entities here would grow far beyond the message"},
};

static const struct reason *find(enum XML_Error reason)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if (reasons[i].reason == reason)
            return &reasons[i];
    return NULL;
}

const char *refusal_xml_code(enum XML_Error reason)
{
    return find(reason) ? find(reason)->code : NOT_WELL_FORMED;
}

const char *refusal_xml_sentence(enum XML_Error reason)
{
    return find(reason) ? find(reason)->sentence : "the XML is not well-formed here";
}

/*
 * proto_json_write.c: a message of proto/ as one line of JSON (proto_json.h). Reads the message, writes to the stream.
 */
#include "proto_json.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* The length of the UTF-8 character at text, 0 when it is none. text is NUL-terminated, so that a character cut short
 * ends at a byte that continues nothing. */
static size_t character(const unsigned char *text)
{
    if (text[0] < 0x80)
        return 1;
    size_t length = text[0] >= 0xC2 && text[0] <= 0xDF   ? 2
                    : text[0] >= 0xE0 && text[0] <= 0xEF ? 3
                    : text[0] >= 0xF0 && text[0] <= 0xF4 ? 4
                                                         : 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    /* Overlong forms, surrogates, and what is beyond U+10FFFF. */
    if ((text[0] == 0xE0 && text[1] < 0xA0) || (text[0] == 0xED && text[1] > 0x9F) ||
        (text[0] == 0xF0 && text[1] < 0x90) || (text[0] == 0xF4 && text[1] > 0x8F))
        return 0;
    return length;
}

static void write_string(FILE *out, const char *string)
{
    static const char short_escapes[] = "\"\\\b\f\n\r\t";
    static const char short_names[] = "\"\\bfnrt";
    putc('"', out);
    for (const unsigned char *at = (const unsigned char *)string; *at;) {
        const char *escape = strchr(short_escapes, *at);
        size_t length = character(at);
        if (escape)
            fprintf(out, "\\%c", short_names[escape - short_escapes]);
        else if (*at < 0x20 || *at == 0x7F)
            fprintf(out, "\\u%04x", *at);
        else if (length)
            fwrite(at, 1, length, out);
        else
            fputs("\xEF\xBF\xBD", out);
        at += length ? length : 1;
    }
    putc('"', out);
}

void proto_json_enum_name(const ProtobufCEnumDescriptor *descriptor, const ProtobufCEnumValue *value, char *name,
                          size_t size)
{
    /* The prefix is the enum's name: every capital begins a word. */
    const char *from = value->name;
    for (const char *at = descriptor->short_name; *at; at++) {
        if (at > descriptor->short_name && isupper((unsigned char)*at) && *from == '_')
            from++;
        if (toupper((unsigned char)*at) != *from)
            break;
        from++;
    }
    if (*from == '_')
        from++;
    size_t used = 0;
    for (; *from && used + 1 < size; from++)
        name[used++] = (char)tolower((unsigned char)*from);
    if (size)
        name[used] = '\0';
}

static void write_enum(FILE *out, const ProtobufCEnumDescriptor *descriptor, int number)
{
    const ProtobufCEnumValue *value = protobuf_c_enum_descriptor_get_value(descriptor, number);
    char name[64];
    if (!value) {
        fprintf(out, "%d", number);
        return;
    }
    proto_json_enum_name(descriptor, value, name, sizeof name);
    write_string(out, name);
}

static void write_message(FILE *out, const ProtobufCMessage *message);

static void write_value(FILE *out, const ProtobufCFieldDescriptor *field, const void *at)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        write_string(out, *(char *const *)at);
        break;
    case PROTOBUF_C_TYPE_UINT32:
        fprintf(out, "%" PRIu32, *(const uint32_t *)at);
        break;
    case PROTOBUF_C_TYPE_UINT64:
        fprintf(out, "%" PRIu64, *(const uint64_t *)at);
        break;
    case PROTOBUF_C_TYPE_DOUBLE:
        fprintf(out, "%.3f", *(const double *)at);
        break;
    case PROTOBUF_C_TYPE_BOOL:
        fputs(*(const protobuf_c_boolean *)at ? "true" : "false", out);
        break;
    case PROTOBUF_C_TYPE_ENUM:
        write_enum(out, field->descriptor, *(const int *)at);
        break;
    case PROTOBUF_C_TYPE_MESSAGE:
        write_message(out, *(ProtobufCMessage *const *)at);
        break;
    default: /* a type no message of proto/ uses; proto_test walks them all */
        fputs("null", out);
    }
}

static size_t width(const ProtobufCFieldDescriptor *field)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_ENUM:
    case PROTOBUF_C_TYPE_BOOL:
        return 4;
    default:
        return 8;
    }
}

static bool is_pointer(const ProtobufCFieldDescriptor *field)
{
    return field->type == PROTOBUF_C_TYPE_STRING || field->type == PROTOBUF_C_TYPE_MESSAGE;
}

static bool is_set(const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    const char *base = (const char *)message;
    if (field->label == PROTOBUF_C_LABEL_REPEATED)
        return *(const size_t *)(base + field->quantifier_offset) > 0;
    if (is_pointer(field))
        return *(void *const *)(base + field->offset) != NULL;
    return field->label == PROTOBUF_C_LABEL_REQUIRED ||
           *(const protobuf_c_boolean *)(base + field->quantifier_offset) != 0;
}

static void write_field(FILE *out, const ProtobufCMessage *message, const ProtobufCFieldDescriptor *field)
{
    const char *base = (const char *)message;
    write_string(out, field->name);
    putc(':', out);
    if (field->label != PROTOBUF_C_LABEL_REPEATED) {
        write_value(out, field, base + field->offset);
        return;
    }
    const char *values = *(char *const *)(base + field->offset);
    size_t count = *(const size_t *)(base + field->quantifier_offset);
    putc('[', out);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            putc(',', out);
        write_value(out, field, values + i * width(field));
    }
    putc(']', out);
}

static void write_message(FILE *out, const ProtobufCMessage *message)
{
    bool first = true;
    putc('{', out);
    for (int leading = 1; leading >= 0; leading--)
        for (unsigned i = 0; i < message->descriptor->n_fields; i++) {
            const ProtobufCFieldDescriptor *field = &message->descriptor->fields[i];
            if ((field->id >= PROTO_JSON_LEADING) != (leading == 1) || !is_set(message, field))
                continue;
            if (!first)
                putc(',', out);
            first = false;
            write_field(out, message, field);
        }
    putc('}', out);
}

void proto_json_write(FILE *out, const ProtobufCMessage *message)
{
    write_message(out, message);
    putc('\n', out);
}

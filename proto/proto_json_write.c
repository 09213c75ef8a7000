/*
 * proto_json_write.c: a message of proto/ as one line of JSON (proto_json.h). Reads the message, writes to the stream.
 */
#include "proto_json.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "text/utf8.h"

static void write_character(FILE *out, char character)
{
    static const char short_escapes[] = "\"\\\b\f\n\r\t";
    static const char short_names[] = "\"\\bfnrt";
    const char *escape = strchr(short_escapes, character);
    if (escape)
        fprintf(out, "\\%c", short_names[escape - short_escapes]);
    else if ((unsigned char)character < 0x20 || character == 0x7F)
        fprintf(out, "\\u%04x", (unsigned)character);
    else
        putc(character, out);
}

static void write_string(FILE *out, const char *string)
{
    const char *end = string + strlen(string);
    putc('"', out);
    for (const char *at = string; at < end;) {
        const char *valid = at + utf8_valid_prefix(at, (size_t)(end - at));
        while (at < valid)
            write_character(out, *at++);
        if (at < end) {
            fputs("\xEF\xBF\xBD", out);
            at++;
        }
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
    case PROTOBUF_C_TYPE_INT32:
        fprintf(out, "%" PRId32, *(const int32_t *)at);
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
    case PROTOBUF_C_TYPE_INT32:
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

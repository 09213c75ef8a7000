/*
 * proto_json_read.c: one JSON object as a message of proto/ (proto_json.h). jansson reads the JSON; the message is made
 * as protobuf-c's own unpacking makes it, and freed the same way.
 */
#include "proto_json.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    char *why;
    size_t why_size;
};

static bool read_message(struct reading *reading, ProtobufCMessage *message, const json_t *object);

static bool refuse(struct reading *reading, const char *key, const char *expected)
{
    snprintf(reading->why, reading->why_size, "the value of \"%s\" must be %s", key, expected);
    return false;
}

static ProtobufCMessage *new_message(const ProtobufCMessageDescriptor *descriptor)
{
    ProtobufCMessage *message = malloc(descriptor->sizeof_message);
    if (message)
        protobuf_c_message_init(descriptor, message);
    return message;
}

static bool read_enum(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *value, int *at)
{
    const ProtobufCEnumDescriptor *names = field->descriptor;
    const char *given = json_string_value(value);
    char expected[200] = "one of";
    for (unsigned i = 0; i < names->n_values; i++) {
        char name[64];
        proto_json_enum_name(names, &names->values[i], name, sizeof name);
        if (given && strcmp(given, name) == 0) {
            *at = names->values[i].value;
            return true;
        }
        size_t used = strlen(expected);
        snprintf(expected + used, sizeof expected - used, "%s \"%s\"", i ? "," : "", name);
    }
    return refuse(reading, field->name, expected);
}

static bool read_number(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *value, void *at)
{
    if (field->type == PROTOBUF_C_TYPE_DOUBLE) {
        if (!json_is_number(value))
            return refuse(reading, field->name, "a number");
        *(double *)at = json_number_value(value);
        return true;
    }
    json_int_t number = json_integer_value(value);
    json_int_t most = field->type == PROTOBUF_C_TYPE_UINT32 ? UINT32_MAX : INT64_MAX;
    if (!json_is_integer(value) || number < 0 || number > most)
        return refuse(reading, field->name, "a whole number, not below 0");
    if (field->type == PROTOBUF_C_TYPE_UINT32)
        *(uint32_t *)at = (uint32_t)number;
    else
        *(uint64_t *)at = (uint64_t)number;
    return true;
}

static bool read_child(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *value,
                       ProtobufCMessage **at)
{
    if (!json_is_object(value))
        return refuse(reading, field->name, "an object");
    *at = new_message(field->descriptor);
    if (!*at)
        return refuse(reading, field->name, "smaller: memory could not be had");
    return read_message(reading, *at, value);
}

static bool read_value(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *value, void *at)
{
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        if (!json_is_string(value))
            return refuse(reading, field->name, "a string (amounts and dates too)");
        *(char **)at = strdup(json_string_value(value));
        return *(char **)at || refuse(reading, field->name, "shorter: memory could not be had");
    case PROTOBUF_C_TYPE_BOOL:
        if (!json_is_boolean(value))
            return refuse(reading, field->name, "true or false");
        *(protobuf_c_boolean *)at = json_is_true(value);
        return true;
    case PROTOBUF_C_TYPE_ENUM:
        return read_enum(reading, field, value, at);
    case PROTOBUF_C_TYPE_MESSAGE:
        return read_child(reading, field, value, at);
    default:
        return read_number(reading, field, value, at);
    }
}

static bool read_objects(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *array,
                         ProtobufCMessage **values, size_t *used)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        bool read = read_child(reading, field, json_array_get(array, i), &values[i]);
        /* Counted once it exists, so that freeing the message frees it. */
        if (values[i])
            *used = i + 1;
        if (!read)
            return false;
    }
    return true;
}

static bool read_enums(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *array, int *values,
                       size_t *used)
{
    for (; *used < json_array_size(array); ++*used)
        if (!read_enum(reading, field, json_array_get(array, *used), &values[*used]))
            return false;
    return true;
}

/* Messages and enums are what is repeated in proto/. */
static bool read_array(struct reading *reading, const ProtobufCFieldDescriptor *field, const json_t *value,
                       ProtobufCMessage *message)
{
    bool objects = field->type == PROTOBUF_C_TYPE_MESSAGE;
    if (!json_is_array(value))
        return refuse(reading, field->name, objects ? "an array of objects" : "an array of names");
    void *values = calloc(json_array_size(value) + 1, objects ? sizeof(ProtobufCMessage *) : sizeof(int));
    if (!values)
        return refuse(reading, field->name, "shorter: memory could not be had");
    *(void **)((char *)message + field->offset) = values;
    size_t *used = (size_t *)((char *)message + field->quantifier_offset);
    return objects ? read_objects(reading, field, value, values, used)
                   : read_enums(reading, field, value, values, used);
}

static bool read_message(struct reading *reading, ProtobufCMessage *message, const json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        const ProtobufCFieldDescriptor *field =
            protobuf_c_message_descriptor_get_field_by_name(message->descriptor, key);
        if (!field) {
            snprintf(reading->why, reading->why_size, "there is no key \"%.80s\"; the keys are those of %s in proto/",
                     key, message->descriptor->name);
            return false;
        }
        if (field->label == PROTOBUF_C_LABEL_REPEATED) {
            if (!read_array(reading, field, value, message))
                return false;
            continue;
        }
        if (!read_value(reading, field, value, (char *)message + field->offset))
            return false;
        if (field->label == PROTOBUF_C_LABEL_OPTIONAL && field->type != PROTOBUF_C_TYPE_STRING &&
            field->type != PROTOBUF_C_TYPE_MESSAGE)
            *(protobuf_c_boolean *)((char *)message + field->quantifier_offset) = 1;
    }
    return true;
}

ProtobufCMessage *proto_json_read(const ProtobufCMessageDescriptor *descriptor, const char *json, size_t length,
                                  char *why, size_t why_size)
{
    struct reading reading = {.why = why, .why_size = why_size};
    if (why_size)
        why[0] = '\0';
    json_error_t fault;
    json_t *object = json_loadb(json, length, JSON_REJECT_DUPLICATES, &fault);
    if (!json_is_object(object)) {
        snprintf(why, why_size, "%s (byte %d of the line); each line must be one JSON object",
                 object ? "this is JSON, but no object" : fault.text, object ? 0 : fault.position);
        json_decref(object);
        return NULL;
    }
    ProtobufCMessage *message = new_message(descriptor);
    if (!message)
        snprintf(why, why_size, "memory could not be had");
    else if (!read_message(&reading, message, object)) {
        protobuf_c_message_free_unpacked(message, NULL);
        message = NULL;
    }
    json_decref(object);
    return message;
}

/*
 * proto_json.h: messages of proto/ as JSON and back, by walking their descriptors: keys are the .proto's field names
 * unchanged, enum values its names in lower case without the enum's prefix, what is unset is left out, integers are
 * numbers. One generic walk each way, so that no key is written down twice. For hosts; nothing of the screening path.
 */
#ifndef FIATGATE_PROTO_JSON_H
#define FIATGATE_PROTO_JSON_H

#include <stddef.h>
#include <stdio.h>

#include <protobuf-c/protobuf-c.h>

/* Fields numbered from here on say where a message came from and lead the line. */
#define PROTO_JSON_LEADING 200

/* Writes one object on one line, with the line end. Bytes that are not UTF-8 (a file's name may hold some) are written
 * as U+FFFD, so that the line always is JSON. */
void proto_json_write(FILE *out, const ProtobufCMessage *message);

/*
 * Reads one object of that message type. An unknown key, a key given twice, or a value of the wrong type is refused:
 * NULL, and why receives a sentence that names the key. Free the result with
 * protobuf_c_message_free_unpacked(message, NULL).
 */
ProtobufCMessage *proto_json_read(const ProtobufCMessageDescriptor *descriptor, const char *json, size_t length,
                                  char *why, size_t why_size);

/* The JSON name of an enum's value ("LEVEL_TRANSFER" of Level is "transfer") into a buffer of at least 64 bytes. */
void proto_json_enum_name(const ProtobufCEnumDescriptor *descriptor, const ProtobufCEnumValue *value, char *name,
                          size_t size);

#endif

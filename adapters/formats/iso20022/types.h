/*
 * types.h: what the name of an ISO 20022 message says: read here, a transfer that cannot be read, or no transfer.
 */
#ifndef FIATGATE_ISO20022_TYPES_H
#define FIATGATE_ISO20022_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#include "format.h"
#include "messages.h"

#define TYPE_LENGTH 15 /* "pacs.008.001.08" */

enum type_class {
    TYPE_READ,        /* of a version this build reads */
    TYPE_VERSION,     /* a message this build reads, of another version */
    TYPE_TRANSFER,    /* it moves money, or may do so, and cannot be read */
    TYPE_NO_TRANSFER, /* it orders no outbound transfer */
};

/* Whether text begins with the form aaaa.nnn.nnn.nn. */
bool type_is_name(const char *text, size_t length);
/* The first such name inside a namespace or another text, NULL when there is none; TYPE_LENGTH bytes. */
const char *type_find(const char *text, size_t length);
/* Of a name, or of its beginning "aaaa.nnn". */
enum type_class type_classify(const char *name, size_t length);
/* The message that is read whose content stands in that element, NULL = it is another's. The first versions called it
 * like the message. */
const struct message *type_read_body(const char *element, size_t length);
/* Whether a name is one of that message's. */
bool type_is_of(const char *name, size_t length, const struct message *message);
/* "pacs.008" of the element that holds a message's content, for messages whose name is not given: NULL = not known. */
const char *type_of_body(const char *element, size_t length);
/* Whether that element holds transfers, read or not. */
bool type_body_is_transfer(const char *element, size_t length);
/* "pacs.008.001.01 to .13", in 32 bytes. */
void type_versions(const struct message *message, char text[32]);
/* All of them, for people. */
void type_list(const void *own, type_row_fn each, void *context);

#endif

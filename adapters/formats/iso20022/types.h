/*
 * types.h: what the name of an ISO 20022 message says: read here, a transfer that cannot be read, or no transfer.
 */
#ifndef FIATGATE_ISO20022_TYPES_H
#define FIATGATE_ISO20022_TYPES_H

#include <stdbool.h>
#include <stddef.h>

#define TYPE_LENGTH 15 /* "pacs.008.001.08" */

enum type_class {
    TYPE_READ,        /* a pacs.008 of a version this build reads */
    TYPE_VERSION,     /* a pacs.008 of another version */
    TYPE_TRANSFER,    /* it moves money, or may do so, and cannot be read */
    TYPE_NO_TRANSFER, /* it moves no customer's money from the sender's side */
};

/* Whether text begins with the form aaaa.nnn.nnn.nn. */
bool type_is_name(const char *text, size_t length);
/* The first such name inside a namespace or another text, NULL when there is none; TYPE_LENGTH bytes. */
const char *type_find(const char *text, size_t length);
/* Of a name, or of its beginning "aaaa.nnn". */
enum type_class type_classify(const char *name, size_t length);
/* "pacs.008" of the element that holds a message's content, for messages whose name is not given: NULL = not known. */
const char *type_of_body(const char *element, size_t length);
/* Whether that element holds transfers: FIToFICstmrCdtTrf, or one of a type that cannot be read. */
bool type_body_is_transfer(const char *element, size_t length);
bool type_body_is_read(const char *element, size_t length);

#endif

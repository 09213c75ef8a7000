/*
 * message_types.h: what the messages of ISO 8583 are to this product, by class and function of their type. Pure data
 * and a look-up.
 */
#ifndef FIATGATE_ISO8583_MESSAGE_TYPES_H
#define FIATGATE_ISO8583_MESSAGE_TYPES_H

#include "format.h"

struct message_class {
    char class_digit;
    const char *functions; /* third digits */
    enum type_treatment treatment;
    const char *note;
};

/* Ends with a class_digit of zero. */
extern const struct message_class message_classes[];

/* The row of a message type of four digits, NULL when the standard has none such. */
const struct message_class *message_class_of(const char type[4]);

#endif

/*
 * message.h: one message taken apart by a layout: its type, its bitmap, and where each field stands. Reads the message
 * and writes nothing but where things are, and what is wrong. No values are made here.
 */
#ifndef FIATGATE_ISO8583_MESSAGE_H
#define FIATGATE_ISO8583_MESSAGE_H

#include "format.h"
#include "layout.h"
#include "message_types.h"

/* Where the content of a field stands, and how long it says it is, in characters, digits or bytes. */
struct iso_span {
    uint32_t start, end;
    uint32_t length;
    uint8_t coding; /* CODING_ASCII, _BCD, _BYTES or _HEX */
    bool pad_left;  /* BCD of odd length */
};

struct iso_message {
    const struct layout *layout;
    const unsigned char *bytes;
    uint32_t length;
    uint32_t type_at;   /* where the message type stands */
    uint32_t bitmap_at; /* and the first bitmap */
    uint32_t fields_at; /* and what follows the bitmaps */
    char type[5];
    bool bcd;        /* the message type is in BCD */
    bool hex_bitmap; /* the bitmaps are in hexadecimal digits */
    const struct message_class *class_row;
    struct layout_set bitmap;
    struct iso_span *spans; /* by number, of the fields in the bitmap; NULL = nobody asks where they stand */
    struct read_error *error;
};

/* field is 0 when it is about none. Where the sentence has %, the field's number and name are put; for # the numbers,
 * in their order. */
struct iso_fault {
    const char *code;
    const char *sentence;
    unsigned field;
    uint32_t numbers[2];
};
/* Writes the error and returns false. */
bool iso_refuse(struct iso_message *message, uint32_t offset, const struct iso_fault *fault);

/* Finds the message type behind prefix and header, if the bytes could be one of a card message at all; nothing but the
 * first bytes is looked at. false without an error. */
bool iso_find_type(struct iso_message *message, const struct layout *layout, const unsigned char *bytes,
                   uint32_t length);
/* Reads the bitmaps and finds every field; each must go by the layout, and the message end with the last. */
bool iso_take_apart(struct iso_message *message);

#endif

/*
 * content.h: what stands in a field of a message, whatever it is written in: its digits one by one, and its text in
 * UTF-8 as parts of the value being written. No card number is ever among that text.
 */
#ifndef FIATGATE_ISO8583_CONTENT_H
#define FIATGATE_ISO8583_CONTENT_H

#include "../encoding.h"
#include "message.h"

/* Card numbers have 19 digits at most; layouts may say 28. */
#define PAN_MOST 28

/* A card number of a message, and how it may be shown: the first six and the last four digits. */
struct iso_pan {
    unsigned field; /* the number of the field it stands in, 0 = none */
    uint32_t length;
    char digits[PAN_MOST];
    char shown[PAN_MOST];
};

/* Text of a field: bytes [start, end), without blanks around them. */
struct iso_text {
    uint32_t start, end;
    enum encoding encoding;
};

/* The digit of a field at a place; the sign of an x+n field is its first. A track in BCD has D for its separator. */
char iso_digit(const struct iso_message *message, unsigned number, uint32_t place);
/* How many there are. */
uint32_t iso_digit_count(const struct iso_message *message, unsigned number);
/* The bytes that digits [from, to) stand in. */
void iso_digit_bytes(const struct iso_message *message, unsigned number, uint32_t from, uint32_t to, uint32_t *start,
                     uint32_t *end);

/* The card number of the message: that of its field, or else what a track begins with. */
void iso_find_pan(const struct iso_message *message, struct iso_pan *pan);

/* All of a field's text. */
struct iso_text iso_text_of(const struct iso_message *message, unsigned number);
/* Of that, the characters from one to another, counted from 1. */
struct iso_text iso_text_part(const struct iso_message *message, unsigned number, struct iso_text whole, uint32_t from,
                              uint32_t to);
/* Appends text to the value being written, card numbers masked. false as transfer_append. */
bool iso_append_text(const struct iso_message *message, const struct iso_pan *pan, struct transfer *transfer,
                     struct iso_text text);

#endif

/*
 * attributes.h: where an attribute's value stands in the original bytes. expat gives only the place of the whole tag.
 */
#ifndef FIATGATE_ISO20022_ATTRIBUTES_H
#define FIATGATE_ISO20022_ATTRIBUTES_H

#include <stdbool.h>
#include <stdint.h>

#include "format.h"

/* UTF-8 and its subsets and ISO-8859-1 have one byte for every sign of the markup, UTF-16 has two. */
enum code_unit { UNIT_BYTE, UNIT_UTF16_LE, UNIT_UTF16_BE };

/* A walk through one start tag, from attribute to attribute. */
struct attribute_walk {
    const unsigned char *bytes;
    uint32_t at, end, step;
    enum code_unit unit;
};

/* Begins at the well-formed start tag [tag, tag + length) of the source; where that lies outside, there is nothing. */
struct attribute_walk attribute_walk_begin(const struct message_source *source, enum code_unit unit, uint32_t tag,
                                           uint32_t length);
/* The next attribute: where its raw value without quotes stands. false = there is none. */
bool attribute_walk_next(struct attribute_walk *walk, uint32_t *value, uint32_t *value_length);

#endif

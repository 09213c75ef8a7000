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

/* The nth attribute of the well-formed start tag in [tag, tag + length) of the source: its raw value without quotes.
 * false = not found. */
bool attribute_place(const struct message_source *source, enum code_unit unit, uint32_t tag, uint32_t length,
                     uint32_t nth, uint32_t *value, uint32_t *value_length);

#endif

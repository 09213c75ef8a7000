/*
 * refusal.h: fills a read_error: a sentence put together from pieces, without stdio, and the line of a byte.
 */
#ifndef FIATGATE_ISO20022_REFUSAL_H
#define FIATGATE_ISO20022_REFUSAL_H

#include <stddef.h>
#include <stdint.h>

#include <expat.h>

#include "format.h"
#include "attributes.h"

/* The line of a byte, from 1; found by counting, so only once something is wrong. */
uint32_t refusal_line(const struct message_source *source, enum code_unit unit, uint64_t offset);
/* Begins a sentence. */
void refusal_begin(struct read_error *error, const char *code, const struct message_source *source, enum code_unit unit,
                   uint64_t offset);
/* Adds to it; what does not fit is left out. */
void refusal_add(struct read_error *error, const char *text);
void refusal_add_bytes(struct read_error *error, const char *text, size_t length);
void refusal_add_number(struct read_error *error, uint32_t number);

/* The stable code and the sentence for a reason of expat's. */
const char *refusal_xml_code(enum XML_Error reason);
const char *refusal_xml_sentence(enum XML_Error reason);

#endif

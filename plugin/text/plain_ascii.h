/*
 * plain_ascii.h: the plain reading of a value of ASCII alone. Touches the value's text and the folded text.
 */
#ifndef FIATGATE_PLAIN_ASCII_H
#define FIATGATE_PLAIN_ASCII_H

#include "plain.h"

/* Writes the tokens of the value's plain reading, whose segment is begun, as one code point after the other gives them,
 * and notes what plain.h tells. false = the value is not ASCII, or it is not sure that it fits, and nothing was
 * written. */
bool ascii_write(struct folded *folded, const struct source *source, struct hints *hints);

#endif

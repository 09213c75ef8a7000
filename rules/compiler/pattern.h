/*
 * pattern.h: patterns of rules and lists: a small language of regular expressions over folded text (capitals A to Z,
 * digits, single spaces), read and bounded here so that what Hyperscan gets is small and never crosses from one field
 * into the next. Pure functions.
 *
 *   either   = sequence { "|" sequence }
 *   sequence = piece { piece }
 *   piece    = ( A…Z | 0…9 | " " | "[" class "]" | "(" either ")" ) [ "?" | "{m}" | "{m,n}" ]
 */
#ifndef FIATGATE_COMPILER_PATTERN_H
#define FIATGATE_COMPILER_PATTERN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "compiler.h"

#define PATTERN_BYTES_MAX     240
#define PATTERN_REPEAT_MAX    32
#define PATTERN_POSITIONS_MAX 256  /* of one pattern, when each repetition is written out */
#define PATTERN_STEPS_MAX     2048 /* from one of them to another */

struct pattern {
    uint32_t shortest, longest; /* characters that it finds, without the spaces around */
    uint32_t positions;
    /* Where reading stopped, when it did: character of the text, from 0, and what is wrong there. */
    uint32_t error_at;
    char error[512];
};

/* false = error, in that language, and error_at say why. */
bool pattern_read(struct pattern *pattern, const char *text, enum compiler_language language);

#endif

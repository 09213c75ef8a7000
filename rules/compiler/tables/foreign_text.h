/*
 * foreign_text.h: the bytes of a text file from elsewhere as UTF-8: UTF-8 and UTF-16 with their marks, UTF-8 without
 * one, and the eight-bit pages of this region, told by their letters (adapters/formats/encoding.h).
 */
#ifndef FIATGATE_TABLES_FOREIGN_TEXT_H
#define FIATGATE_TABLES_FOREIGN_TEXT_H

#include <stddef.h>

#include "report.h"
#include "storage.h"

struct foreign_text {
    char *text; /* with a NUL behind it, and none in it */
    size_t length;
    const char *encoding; /* its name */
};

/* false = reported. */
bool foreign_text_read(struct arena *arena, struct report *report, const unsigned char *bytes, size_t length,
                       struct foreign_text *text);

/* Writes a code point as UTF-8; returns the bytes, 1 to 4. */
size_t utf8_write(uint32_t point, char *out);

#endif

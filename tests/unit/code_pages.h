/*
 * code_pages.h: text in the eight-bit code pages, converted by the system's iconv, which knows nothing of our tables.
 */
#ifndef FIATGATE_TEST_CODE_PAGES_H
#define FIATGATE_TEST_CODE_PAGES_H

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "adapters/formats/encoding.h"

/* What iconv calls an encoding. */
static inline const char *code_page_name(enum encoding encoding)
{
    static const char *const names[ENCODING_COUNT] = {[ENCODING_UTF8] = "UTF-8",
                                                      [ENCODING_CP866] = "CP866",
                                                      [ENCODING_CP1251] = "CP1251",
                                                      [ENCODING_KZ1048] = "RK1048",
                                                      [ENCODING_KOI8_R] = "KOI8-R"};
    return names[encoding];
}

/* Converts; returns the bytes written, or -1 when a character is not in the encoding or the room not enough. */
static inline long code_page_convert(const char *to, const char *from, const void *bytes, size_t length, char *room,
                                     size_t size)
{
    iconv_t conversion = iconv_open(to, from);
    if (conversion == (iconv_t)-1) {
        fprintf(stderr, "code_pages: iconv knows no conversion from %s to %s\n", from, to);
        exit(2);
    }
    char *in = (char *)bytes, *out = room;
    size_t left = length, room_left = size;
    size_t result = iconv(conversion, &in, &left, &out, &room_left);
    iconv_close(conversion);
    return result == (size_t)-1 || left > 0 ? -1 : (long)(size - room_left);
}

static inline long from_utf8(enum encoding encoding, const char *text, size_t length, char *room, size_t size)
{
    return code_page_convert(code_page_name(encoding), "UTF-8", text, length, room, size);
}

static inline long to_utf8(enum encoding encoding, const void *bytes, size_t length, char *room, size_t size)
{
    return code_page_convert("UTF-8", code_page_name(encoding), bytes, length, room, size);
}

#endif

/*
 * xlsx_text.c: text in pieces, and its escapes (xlsx_text.h).
 */
#include "xlsx_text.h"

#include <stdint.h>
#include <string.h>

#include "foreign_text.h"

void xlsx_text_begin(struct xlsx_text *text)
{
    text->length = 0;
    text->too_long = false;
}

void xlsx_text_add(struct xlsx_text *text, const char *more, size_t length)
{
    if (length > XLSX_TEXT_MAX - text->length) {
        text->too_long = true;
        return;
    }
    memcpy(text->bytes + text->length, more, length);
    text->length += length;
}

/* "_xHHHH_" at a place: its number; 0 when there is none. */
static uint32_t escape_at(const char *at)
{
    uint32_t point = 0;
    if (at[0] != '_' || at[1] != 'x')
        return 0;
    for (int i = 2; i < 6; i++) {
        const char *digits = "0123456789abcdef0123456789ABCDEF", *digit = at[i] ? strchr(digits, at[i]) : NULL;
        if (!digit)
            return 0;
        point = point * 16 + (uint32_t)(digit - digits) % 16;
    }
    return at[6] == '_' && (point < 0xD800 || point >= 0xE000) ? point : 0;
}

char *xlsx_text_end(struct xlsx_text *text)
{
    text->bytes[text->length] = 0;
    char *to = text->bytes;
    for (const char *from = text->bytes; *from;) {
        uint32_t point = escape_at(from);
        if (point == 0) {
            *to++ = *from++;
            continue;
        }
        to += utf8_write(point, to);
        from += 7;
    }
    *to = 0;
    text->length = (size_t)(to - text->bytes);
    return text->bytes;
}

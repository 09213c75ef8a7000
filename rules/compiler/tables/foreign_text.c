/*
 * foreign_text.c: encodings of text files (foreign_text.h).
 */
#include "foreign_text.h"

#include <string.h>

#include "adapters/formats/encoding.h"
#include "text/utf8.h"

#define NOTHING 0xFFFD /* in a code page: a byte that stands for no character */

size_t utf8_write(uint32_t point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const unsigned char marks[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t at = length - 1; at > 0; at--, point >>= 6)
        out[at] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(marks[length] | point);
    return length;
}

static unsigned line_at(const unsigned char *bytes, size_t at)
{
    unsigned line = 1;
    for (size_t i = 0; i < at; i++)
        line += bytes[i] == '\n';
    return line;
}

/* The code point at a place of UTF-16, and how many bytes it takes; 0 = it is cut or half of a pair. */
static size_t utf16_read(const unsigned char *bytes, size_t length, size_t at, bool big, uint32_t *point)
{
    uint32_t units[2] = {0, 0};
    for (size_t i = 0; i < 2 && at + 2 * i + 1 < length; i++) {
        const unsigned char *unit = bytes + at + 2 * i;
        units[i] = big ? (uint32_t)(unit[0] << 8 | unit[1]) : (uint32_t)(unit[1] << 8 | unit[0]);
    }
    if (at + 1 >= length || (units[0] >= 0xDC00 && units[0] < 0xE000))
        return 0;
    *point = units[0];
    if (units[0] < 0xD800 || units[0] >= 0xE000)
        return 2;
    if (at + 3 >= length || units[1] < 0xDC00 || units[1] >= 0xE000)
        return 0;
    *point = 0x10000 + ((units[0] - 0xD800) << 10) + (units[1] - 0xDC00);
    return 4;
}

static bool from_utf16(struct arena *arena, struct report *report, const unsigned char *bytes, size_t length,
                       struct foreign_text *text)
{
    bool big = bytes[0] == 0xFE;
    text->encoding = "UTF-16";
    text->text = arena_take(arena, length / 2 * 3 + 1);
    for (size_t at = 2, read; at < length; at += read) {
        uint32_t point;
        read = utf16_read(bytes, length, at, big, &point);
        if (read == 0) {
            report_fault(report, (struct place){.file = ""}, NOT_UTF16, at);
            return false;
        }
        text->length += utf8_write(point, text->text + text->length);
    }
    return true;
}

static bool from_page(struct arena *arena, struct report *report, enum encoding encoding, const unsigned char *bytes,
                      size_t length, struct foreign_text *text)
{
    const uint16_t *page = encoding_table(encoding);
    text->encoding = encoding_name(encoding);
    text->text = arena_take(arena, length * 3 + 1);
    for (size_t at = 0; at < length; at++) {
        uint32_t point = bytes[at] < 0x80 ? bytes[at] : page[bytes[at] - 0x80];
        if (point == NOTHING) {
            report_fault(report, ((struct place){.file = "", .line = line_at(bytes, at)}), NOT_IN_PAGE, at, bytes[at],
                         text->encoding);
            return false;
        }
        text->length += utf8_write(point, text->text + text->length);
    }
    return true;
}

static bool decode(struct arena *arena, struct report *report, const unsigned char *bytes, size_t length,
                   struct foreign_text *text)
{
    *text = (struct foreign_text){.encoding = "UTF-8"};
    bool marked = length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    if (length >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
        return from_utf16(arena, report, bytes, length, text);
    if (marked) {
        bytes += 3;
        length -= 3;
    }
    size_t valid = utf8_valid_prefix(bytes, length);
    if (valid != length && !marked)
        return from_page(arena, report, encoding_tell(bytes, length), bytes, length, text);
    text->text = arena_text(arena, (const char *)bytes, length);
    text->length = length;
    if (valid == length)
        return true;
    report_fault(report, ((struct place){.file = "", .line = line_at(bytes, valid)}), NOT_UTF8, valid, bytes[valid]);
    return false;
}

bool foreign_text_read(struct arena *arena, struct report *report, const unsigned char *bytes, size_t length,
                       struct foreign_text *text)
{
    if (!decode(arena, report, bytes, length, text))
        return false;
    const char *zero = memchr(text->text, 0, text->length);
    if (!zero)
        return true;
    report_fault(report, (struct place){.file = ""}, ZERO_BYTE, (size_t)(zero - text->text));
    return false;
}

/*
 * csv_write.c: cells of a CSV table (csv_write.h). Writes to the stream it is given.
 */
#include "csv_write.h"

#include <stdbool.h>
#include <string.h>

#include "text/utf8.h"

/* A control character (C0 but tab and the ends of lines, DEL, C1), or a mark that turns the direction of writing, and
 * how many bytes it has; 0 = it is none. text is valid UTF-8. */
static unsigned hidden_at(const char *text, size_t *bytes)
{
    const unsigned char *at = (const unsigned char *)text;
    *bytes = 1;
    if (at[0] < 0x20 && !strchr("\t\r\n", at[0]))
        return at[0];
    if (at[0] == 0x7F)
        return at[0];
    if (at[0] == 0xC2 && at[1] < 0xA0) {
        *bytes = 2;
        return at[1];
    }
    if (at[0] != 0xE2 || (at[1] != 0x80 && at[1] != 0x81))
        return 0;
    unsigned sign = 0x2000u | (unsigned)(at[1] & 0x3F) << 6 | (at[2] & 0x3F);
    *bytes = 3;
    bool turns =
        sign == 0x200E || sign == 0x200F || (sign >= 0x2028 && sign <= 0x202E) || (sign >= 0x2066 && sign <= 0x2069);
    return turns ? sign : 0;
}

static void write_valid(FILE *out, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        const char *valid = text + utf8_valid_prefix(text, (size_t)(end - text));
        while (text < valid) {
            size_t bytes;
            unsigned hidden = hidden_at(text, &bytes);
            if (hidden) {
                fprintf(out, "[U+%04X]", hidden);
                text += bytes;
                continue;
            }
            if (*text == '"')
                putc('"', out);
            putc(*text++, out);
        }
        if (text < end) {
            fputs("\xEF\xBF\xBD", out);
            text++;
        }
    }
}

void csv_write_cell(FILE *out, const char *text)
{
    bool formula = *text && strchr("=+-@\t\r\n", *text);
    bool quoted = strpbrk(text, ",;\"\t\r\n") != NULL;
    if (quoted)
        putc('"', out);
    if (formula)
        putc('\'', out);
    write_valid(out, text);
    if (quoted)
        putc('"', out);
}

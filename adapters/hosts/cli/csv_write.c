/*
 * csv_write.c: cells of a CSV table (csv_write.h). Writes to the stream it is given.
 */
#include "csv_write.h"

#include <stdbool.h>
#include <string.h>

#include "text/utf8.h"

static void write_valid(FILE *out, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        const char *valid = text + utf8_valid_prefix(text, (size_t)(end - text));
        for (; text < valid; text++) {
            if (*text == '"')
                putc('"', out);
            putc(*text, out);
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

/*
 * terminal_text.c: text of messages on a terminal (terminal_text.h).
 */
#include "terminal_text.h"

#include <stdlib.h>
#include <string.h>

/* What takes no room of its own on a terminal: continuation bytes, and combining marks U+0300–U+036F. */
bool terminal_no_width(const unsigned char *at)
{
    return (at[0] & 0xC0) == 0x80 || at[0] == 0xCC || (at[0] == 0xCD && at[1] < 0xB0);
}

size_t terminal_width(const char *text)
{
    size_t columns = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        columns += !terminal_no_width(at);
    return columns;
}

/* The text without control characters (C0, DEL, and C1 in UTF-8) and without marks that turn the direction of writing.
 */
void terminal_clean(char *text)
{
    unsigned char *to = (unsigned char *)text;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        bool c1 = at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F;
        bool turning = at[0] == 0xE2 && ((at[1] == 0x80 && at[2] >= 0x8E && at[2] <= 0xAE) ||
                                         (at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9));
        /* U+2010 to U+2027 (dashes, quotation marks, …) are plain text. */
        if (turning && at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0xA7)
            turning = false;
        if (c1 || turning) {
            *to++ = ' ';
            at += turning ? 2 : 1;
        } else
            *to++ = *at < 0x20 || *at == 0x7F ? ' ' : *at;
    }
    *to = '\0';
}

void terminal_write(FILE *out, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        return;
    terminal_clean(copy);
    fputs(copy, out);
    free(copy);
}

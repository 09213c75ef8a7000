/*
 * marked_text.h: a message's own text with marks under the places that somebody is to look at.
 */
#ifndef FIATGATE_CLI_MARKED_TEXT_H
#define FIATGATE_CLI_MARKED_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Stands between the parts of a label, each of which may have a row of its own. */
#define MARK_LABELS_APART "; "

/* Bytes [start, end) of the text, and what is said of them. */
struct text_mark {
    uint64_t start, end;
    const char *label;
};

/*
 * Prints the lines of a text within that many columns: all of a short text, of a long one those with marks and their
 * neighbours, of a long line what stands around its marks. Text in cp866, windows-1251 and the like is decoded, what
 * controls a terminal is made visible. marks are in the order of start. Returns 0 or ENOMEM.
 */
int print_marked(FILE *out, const unsigned char *text, size_t length, const struct text_mark *marks, size_t mark_count,
                 size_t columns);

/* Prints lines of words within that many columns; what goes on in a further line stands below its own beginning. */
void print_wrapped(FILE *out, const char *text, size_t columns);

/* The line of a byte, from 1. */
uint32_t line_of(const unsigned char *text, size_t length, uint64_t at);

#endif

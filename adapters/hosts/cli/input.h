/*
 * input.h: files that are read for what they say, not to be screened: labels, texts, a line at a time or whole. Nothing
 * larger than the limit is ever kept in memory. (What is screened comes through reading/.)
 */
#ifndef FIATGATE_CLI_INPUT_H
#define FIATGATE_CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Bytes of one file or line, reused for the next. */
struct content {
    unsigned char *bytes;
    size_t length, room;
};

/* Reads a whole file up to limit + 1 bytes: a length above the limit says it is larger. false = why says what is wrong
 * and what to do. */
bool input_read(const char *path, size_t limit, struct content *content, char *why, size_t why_size);

/* Opens a file of lines, - is standard input; NULL = why says what is wrong. */
FILE *input_open(const char *path, char *why, size_t why_size);
void input_close(FILE *file);

enum line_result { LINE_READ, LINE_TOO_LONG, LINE_END, LINE_FAILED };
/* Reads the next line without its end. A longer one than the limit is skipped. */
enum line_result input_line(FILE *file, size_t limit, struct content *content);
void content_free(struct content *content);

#endif

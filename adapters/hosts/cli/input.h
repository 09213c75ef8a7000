/*
 * input.h: which files a command was given, and their bytes. A folder stands for the files in it; `-` is standard
 * input; *.jsonl holds canonical transfers, one a line. Nothing larger than the limit is ever kept in memory.
 */
#ifndef FIATGATE_CLI_INPUT_H
#define FIATGATE_CLI_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum input_format { INPUT_BY_NAME, INPUT_MESSAGE, INPUT_JSONL };

struct input {
    char *path;           /* as given, or the folder as given, "/" and the file within it */
    const char *relative; /* the part of path below the folder that was given, else all of it */
    bool jsonl;
};

struct inputs {
    struct input *items;
    size_t count, room;
    size_t skipped; /* files in folders that are no messages by their name */
};

/* "message" or "jsonl"; false = neither. */
bool input_format_given(const char *name, enum input_format *format);

/*
 * Adds every path: a file or, in the order of their names, all files below a folder, but for hidden ones and those
 * named *.csv, *.md, *.cfg (counted as skipped). What does not exist is added too: reading it says so. EXIT_DONE, or
 * the exit code of what is wrong (said): none given, a folder without messages, no memory. What was found is to be read
 * all the same.
 */
int inputs_add_all(struct inputs *inputs, const char *command, char **paths, int count, enum input_format format);
void inputs_free(struct inputs *inputs);

/* Bytes of one message, reused from file to file. */
struct content {
    unsigned char *bytes;
    size_t length, room;
};

/* Reads a whole file up to limit + 1 bytes: a length above the limit says it is larger. false = why says what is wrong
 * and what to do. */
bool input_read(const struct input *input, size_t limit, struct content *content, char *why, size_t why_size);

/* Opens a file of lines; NULL = why says what is wrong. */
FILE *input_open(const struct input *input, char *why, size_t why_size);
void input_close(FILE *file);

enum line_result { LINE_READ, LINE_TOO_LONG, LINE_END, LINE_FAILED };
/* Reads the next line without its end. A longer one than the limit is skipped. */
enum line_result input_line(FILE *file, size_t limit, struct content *content);
void content_free(struct content *content);

#endif

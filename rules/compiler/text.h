/*
 * text.h: source files as text, and the small questions asked of words in them.
 */
#ifndef FIATGATE_COMPILER_TEXT_H
#define FIATGATE_COMPILER_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "storage.h"
#include "report.h"

/*
 * Reads a file of the pack folder into the arena: regular, of bounded size, UTF-8 without NUL; a byte order mark is
 * left out. NULL = reported. The text has a NUL behind it.
 */
char *text_read(struct arena *arena, struct report *report, const char *file, size_t *length);
/* The same of a file of any bytes, which are taken as they are. */
unsigned char *bytes_read(struct arena *arena, struct report *report, const char *file, size_t *length);
/* The column of a place in its line: characters, from 1. */
unsigned text_column(const char *line, const char *at);
/* Whether the folder holds anything of that name. */
bool text_exists(const struct report *report, const char *file);
/* Whether a file name stays within the pack folder: relative, no "..". */
bool text_stays_inside(const char *file);

/* Without spaces before and behind; cuts in place. */
char *text_trim(char *text);
/* Cuts at each separator, trims, and calls for every part that is not empty. */
typedef void (*text_part_fn)(void *context, const char *part);
void text_each_part(struct arena *arena, const char *text, char separator, text_part_fn part, void *context);

/*
 * The known word nearest to one that is not known, as " (did you mean …?)", or "" when none is near. Lives in the
 * arena.
 */
const char *text_suggest(struct arena *arena, enum compiler_language language, const char *word,
                         const char *const *known, size_t count);

/* How a date that names a month or a year only is read. */
enum date_reading {
    DATE_EXACT,    /* not at all */
    DATE_EARLIEST, /* as its first day */
    DATE_LATEST    /* as its last day */
};

/* YYYY-MM-DD, YYYY-MM or YYYY as YYYYMMDD; "" as 0. false = it is no such date. */
bool date_read(const char *text, enum date_reading reading, int32_t *date);

#endif

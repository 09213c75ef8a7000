/*
 * lines.h: memory for the screening path, in whole lines of the processor's cache. What a thread writes while it
 * screens shares no line with what another one reads or writes: their processors would pass the line to and fro.
 */
#ifndef FIATGATE_LINES_H
#define FIATGATE_LINES_H

#include <stddef.h>

#define LINE_BYTES 64u
/* Processors fetch lines in pairs. */
#define LINES_APART 128u

static inline size_t whole_lines(size_t size)
{
    return (size + LINE_BYTES - 1) & ~(size_t)(LINE_BYTES - 1);
}

static inline size_t lines_apart(size_t size)
{
    return (size + LINES_APART - 1) & ~(size_t)(LINES_APART - 1);
}

/* Memory that shares no line with other memory; where it is large the system is asked for large pages, as every look
 * into tables of megabytes else costs a walk through the small ones. To be given to free(). NULL = none could be had.
 */
void *lines_take(size_t size);
/* The same, zeroed, and every page of it in place, so that no page fault is left for the first message. (calloc would
 * leave them.) */
void *lines_new(size_t size);

#endif

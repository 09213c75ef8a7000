/*
 * lines.c: memory in whole lines (lines.h).
 */
#include "lines.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LARGE_PAGE (2u << 20)

void *lines_take(size_t size)
{
    if (size < LARGE_PAGE)
        return aligned_alloc(LINES_APART, lines_apart(size > 0 ? size : 1));
    size_t whole = (size + LARGE_PAGE - 1) & ~(size_t)(LARGE_PAGE - 1);
    void *memory = aligned_alloc(LARGE_PAGE, whole);
    if (memory)
        madvise(memory, whole, MADV_HUGEPAGE); /* refused, it is as good as before */
    return memory;
}

void *lines_new(size_t size)
{
    void *memory = lines_take(size);
    if (memory)
        memset(memory, 0, size);
    return memory;
}

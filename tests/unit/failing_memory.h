/*
 * failing_memory.h: malloc and its family, and mmap, replaced for the whole test program: the call of a chosen number
 * fails, and what is taken and not given back is counted. To be included by one source of a program, and by none that
 * a sanitizer is built into (sanitized.h): those replace malloc themselves.
 */
#ifndef FIATGATE_TEST_FAILING_MEMORY_H
#define FIATGATE_TEST_FAILING_MEMORY_H

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Calls since the count began, the one that fails (0 = none does), blocks that were taken and not given back. */
static unsigned long calls, failing;
static long blocks;

static bool fails(void)
{
    calls++;
    if (calls != failing)
        return false;
    errno = ENOMEM;
    return true;
}

static void *taken(void *block)
{
    blocks += block != NULL;
    return block;
}

/* Seen by the libraries too. */
#pragma GCC visibility push(default)
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

void *malloc(size_t size)
{
    return fails() ? NULL : taken(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : taken(__libc_calloc(count, size));
}

void *realloc(void *old, size_t size)
{
    if (fails())
        return NULL;
    void *block = __libc_realloc(old, size);
    blocks += !old && block;
    return block;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : taken(__libc_memalign(alignment, size));
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = fails() ? NULL : taken(__libc_memalign(alignment, size));
    return *block ? 0 : ENOMEM;
}

void free(void *old)
{
    blocks -= old != NULL;
    __libc_free(old);
}

void *mmap(void *address, size_t size, int protection, int flags, int file, off_t offset)
{
    if (fails())
        return MAP_FAILED;
    return taken((void *)syscall(SYS_mmap, address, size, protection, flags, file, offset));
}

int munmap(void *address, size_t size)
{
    blocks--;
    return (int)syscall(SYS_munmap, address, size);
}
#pragma GCC visibility pop

#endif

/*
 * guard.c: the page that is wiped on fork (guard.h).
 */
#include "guard.h"

#include <stddef.h>
#include <sys/mman.h>
#include <unistd.h>

struct guard {
    int alive;
};

struct guard *guard_new(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    struct guard *guard = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (guard == MAP_FAILED)
        return NULL;
    /* A kernel without it leaves forks undetected, which the header forbids anyway. */
    madvise(guard, page, MADV_WIPEONFORK);
    guard->alive = 1;
    return guard;
}

void guard_free(struct guard *guard)
{
    if (guard)
        munmap(guard, (size_t)sysconf(_SC_PAGESIZE));
}

bool guard_is_forked(const struct guard *guard)
{
    return guard->alive == 0;
}

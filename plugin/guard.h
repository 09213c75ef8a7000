/*
 * guard.h: knows whether this process is a fork of the one that opened the gate, without asking the kernel each time: a
 * page that the kernel wipes in the child (MADV_WIPEONFORK, Linux 4.14). Threads of the parent do not exist in the
 * child, so a lane in use there would stay busy for ever; the child may only close.
 */
#ifndef FIATGATE_GUARD_H
#define FIATGATE_GUARD_H

#include <stdbool.h>

struct guard;
/* NULL when memory cannot be had. */
struct guard *guard_new(void);
void guard_free(struct guard *guard);
bool guard_is_forked(const struct guard *guard);

#endif

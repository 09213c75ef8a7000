/*
 * arena.h: the bounded memory that expat works in. It lies in the lane's workspace and is put back, byte for byte, to
 * the state of a new parser before each message: so what one message needed cannot weigh on the next.
 */
#ifndef FIATGATE_ISO20022_ARENA_H
#define FIATGATE_ISO20022_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena {
    unsigned char *base;
    size_t size, used;
    size_t peak;       /* most ever used, for tests and sizing */
    size_t saved_used; /* of the state that arena_restore() brings back; its copy lies behind size */
};

/* memory aligned to 16. */
void arena_place(struct arena *arena, void *memory, size_t size);
/* Blocks aligned to 16; NULL when the arena is full. */
void *arena_allocate(struct arena *arena, size_t size);
void *arena_resize(struct arena *arena, void *block, size_t size);
/* Gives the block back when it is the newest; else it stays until arena_restore(). */
void arena_release(struct arena *arena, void *block);

/* Keeps a copy of what is in use now at the arena's end. false = no room. */
bool arena_save(struct arena *arena);
/* Back to that state, at the same addresses. */
void arena_restore(struct arena *arena);

#endif

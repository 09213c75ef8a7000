/*
 * arena.c: a bump allocator over the memory it is given (arena.h). Touches nothing else.
 *
 * expat grows its few tables and buffers by doubling and keeps what it has for reuse, so a block that is not the newest
 * need not be reclaimed within a message.
 */
#include "arena.h"

#include <stdint.h>
#include <string.h>

#define UNIT 16 /* alignment, and the size of a block's head, which holds the block's size */

static size_t rounded(size_t size)
{
    return (size + UNIT - 1) & ~(size_t)(UNIT - 1);
}

static size_t size_of(const unsigned char *block)
{
    size_t size;
    memcpy(&size, block - UNIT, sizeof size);
    return size;
}

static void set_size(unsigned char *block, size_t size)
{
    memcpy(block - UNIT, &size, sizeof size);
}

static bool is_newest(const struct arena *arena, const unsigned char *block)
{
    return block + size_of(block) == arena->base + arena->used;
}

void arena_place(struct arena *arena, void *memory, size_t size)
{
    *arena = (struct arena){.base = memory, .size = size & ~(size_t)(UNIT - 1)};
}

static void note_peak(struct arena *arena)
{
    if (arena->used > arena->peak)
        arena->peak = arena->used;
}

void *arena_allocate(struct arena *arena, size_t size)
{
    size_t room = arena->size - arena->used;
    if (room < UNIT || size > room - UNIT)
        return NULL;
    size = rounded(size); /* still fits: room is a multiple of UNIT */
    unsigned char *block = arena->base + arena->used + UNIT;
    set_size(block, size);
    arena->used += UNIT + size;
    note_peak(arena);
    return block;
}

void *arena_resize(struct arena *arena, void *block, size_t size)
{
    if (!block)
        return arena_allocate(arena, size);
    size_t old = size_of(block);
    if (size <= old)
        return block;
    if (is_newest(arena, block)) {
        if (size - old > arena->size - arena->used)
            return NULL;
        size = rounded(size);
        set_size(block, size);
        arena->used += size - old;
        note_peak(arena);
        return block;
    }
    void *moved = arena_allocate(arena, size);
    if (moved)
        memcpy(moved, block, old);
    return moved;
}

void arena_release(struct arena *arena, void *block)
{
    if (block && is_newest(arena, block))
        arena->used = (size_t)((unsigned char *)block - UNIT - arena->base);
}

bool arena_save(struct arena *arena)
{
    if (arena->used > arena->size - arena->used)
        return false;
    arena->saved_used = arena->used;
    arena->size -= arena->used;
    memcpy(arena->base + arena->size, arena->base, arena->used);
    return true;
}

void arena_restore(struct arena *arena)
{
    memcpy(arena->base, arena->base + arena->size, arena->saved_used);
    arena->used = arena->saved_used;
}

/*
 * storage.c: arena, tables and indexes of one compilation.
 */
#include "storage.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARENA_BLOCK ((size_t)64 * 1024)

struct arena_block {
    struct arena_block *next;
    size_t used, size;
    _Alignas(16) unsigned char bytes[];
};

_Noreturn void memory_exhausted(void)
{
    _exit(COMPILER_EXIT_MEMORY);
}

void *arena_take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        memory_exhausted();
    size_t rounded = (size + 15) / 16 * 16;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < rounded) {
        size_t room = rounded > ARENA_BLOCK ? rounded : ARENA_BLOCK;
        block = calloc(1, sizeof *block + room);
        if (!block)
            memory_exhausted();
        block->size = room;
        block->next = arena->blocks;
        arena->blocks = block;
    }
    void *piece = block->bytes + block->used;
    block->used += rounded;
    return piece;
}

char *arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_take(arena, length + 1);
    memcpy(copy, text, length);
    return copy;
}

void arena_free(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *next = arena->blocks->next;
        free(arena->blocks);
        arena->blocks = next;
    }
}

void *record_table_add(struct record_table *table, uint32_t number)
{
    if (number > UINT32_MAX / 2 - table->count)
        memory_exhausted();
    uint32_t needed = table->count + number;
    if (needed > table->limit) {
        uint32_t limit = table->limit ? table->limit : 64;
        while (limit < needed)
            limit *= 2;
        void *records = realloc(table->records, (size_t)limit * table->size);
        if (!records)
            memory_exhausted();
        table->records = records;
        table->limit = limit;
    }
    void *first = (char *)table->records + (size_t)table->count * table->size;
    memset(first, 0, (size_t)number * table->size);
    table->count = needed;
    return first;
}

void record_table_free(struct record_table *table)
{
    free(table->records);
    table->records = NULL;
    table->count = table->limit = 0;
}

uint32_t index_hash(const void *bytes, size_t length)
{
    const unsigned char *next = bytes;
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ next[i]) * 16777619u;
    return hash;
}

uint32_t index_find(const struct index *index, uint32_t hash, index_same_fn same, const void *context)
{
    if (index->size == 0)
        return INDEX_NONE;
    for (uint32_t at = hash & (index->size - 1); index->slots[at]; at = (at + 1) & (index->size - 1)) {
        if (index->hashes[at] == hash && same(context, index->slots[at] - 1))
            return index->slots[at] - 1;
    }
    return INDEX_NONE;
}

static void index_place(struct index *index, uint32_t hash, uint32_t slot)
{
    uint32_t at = hash & (index->size - 1);
    while (index->slots[at])
        at = (at + 1) & (index->size - 1);
    index->slots[at] = slot;
    index->hashes[at] = hash;
}

void index_add(struct index *index, uint32_t hash, uint32_t record)
{
    if (index->used >= index->size / 2) {
        struct index old = *index;
        index->size = old.size ? old.size * 2 : 1024;
        index->slots = calloc(index->size, sizeof *index->slots);
        index->hashes = calloc(index->size, sizeof *index->hashes);
        if (!index->slots || !index->hashes)
            memory_exhausted();
        for (uint32_t at = 0; at < old.size; at++) {
            if (old.slots[at])
                index_place(index, old.hashes[at], old.slots[at]);
        }
        index_free(&old);
    }
    index_place(index, hash, record + 1);
    index->used++;
}

void index_free(struct index *index)
{
    free(index->slots);
    free(index->hashes);
    index->slots = index->hashes = NULL;
    index->size = index->used = 0;
}

/*
 * piece_memory.c: blocks of memory for a batch (piece_memory.h).
 */
#include "piece_memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)1 << 20)

struct block {
    struct block *before;
    size_t used, room;
    unsigned char bytes[];
};

struct piece_memory {
    struct block *last;
    size_t length; /* of the open piece, at the end of the last block */
    const char *name;
    uint64_t name_of;
};

static bool add_block(struct piece_memory *memory, size_t room)
{
    struct block *block = malloc(sizeof *block + room);
    if (!block)
        return false;
    block->before = memory->last;
    block->used = 0;
    block->room = room;
    memory->last = block;
    return true;
}

struct piece_memory *piece_memory_new(void)
{
    struct piece_memory *memory = calloc(1, sizeof *memory);
    if (memory && !add_block(memory, BLOCK_BYTES)) {
        free(memory);
        return NULL;
    }
    return memory;
}

void piece_memory_clear(struct piece_memory *memory)
{
    while (memory->last->before) {
        struct block *block = memory->last;
        memory->last = block->before;
        free(block);
    }
    memory->last->used = 0;
    memory->length = 0;
    memory->name = NULL;
}

void piece_memory_free(struct piece_memory *memory)
{
    if (!memory)
        return;
    piece_memory_clear(memory);
    free(memory->last);
    free(memory);
}

/* Room for so many bytes more behind the open piece, which moves to a new block where this one has too little. */
static bool make_room(struct piece_memory *memory, size_t more)
{
    struct block *block = memory->last;
    if (block->room - block->used - memory->length >= more)
        return true;
    size_t room = (memory->length + more) * 2;
    if (!add_block(memory, room > BLOCK_BYTES ? room : BLOCK_BYTES))
        return false;
    memcpy(memory->last->bytes, block->bytes + block->used, memory->length);
    /* A block that held nothing but what has moved is not kept; the first one is, for the next batch. */
    if (block->used == 0 && block->before) {
        memory->last->before = block->before;
        free(block);
    }
    return true;
}

bool piece_memory_add(struct piece_memory *memory, const void *bytes, size_t length)
{
    if (!make_room(memory, length + PIECE_TAIL))
        return false;
    memcpy(memory->last->bytes + memory->last->used + memory->length, bytes, length);
    memory->length += length;
    return true;
}

const unsigned char *piece_memory_opened(const struct piece_memory *memory)
{
    return memory->last->bytes + memory->last->used;
}

size_t piece_memory_length(const struct piece_memory *memory)
{
    return memory->length;
}

void piece_memory_cut(struct piece_memory *memory, size_t length)
{
    memory->length = length;
}

const unsigned char *piece_memory_close(struct piece_memory *memory)
{
    if (!make_room(memory, PIECE_TAIL))
        return NULL;
    struct block *block = memory->last;
    unsigned char *piece = block->bytes + block->used;
    memset(piece + memory->length, 0, PIECE_TAIL);
    block->used += memory->length + PIECE_TAIL;
    memory->length = 0;
    return piece;
}

char *piece_memory_text(struct piece_memory *memory, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0 || !make_room(memory, (size_t)length + 1))
        return NULL;
    char *text = (char *)memory->last->bytes + memory->last->used;
    vsnprintf(text, (size_t)length + 1, format, arguments);
    memory->last->used += (size_t)length + 1;
    return text;
}

const char *piece_memory_name(struct piece_memory *memory, const char *name, uint64_t file)
{
    if (memory->name && memory->name_of == file)
        return memory->name;
    size_t length = strlen(name) + 1;
    if (!make_room(memory, length))
        return NULL;
    char *copy = (char *)memory->last->bytes + memory->last->used;
    memcpy(copy, name, length);
    memory->last->used += length;
    memory->name = copy;
    memory->name_of = file;
    return copy;
}

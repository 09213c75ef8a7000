/*
 * piece_memory.h: where the bytes and names of a batch's pieces lie: blocks that are filled one piece behind the other,
 * so that a piece never moves once it is closed, and are used again for the next batch.
 */
#ifndef FIATGATE_CLI_PIECE_MEMORY_H
#define FIATGATE_CLI_PIECE_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* So many bytes behind each piece can be read, and are zero. */
#define PIECE_TAIL 64u

struct piece_memory;

struct piece_memory *piece_memory_new(void);
/* Forgets all pieces, and gives back what a large one needed. */
void piece_memory_clear(struct piece_memory *memory);
void piece_memory_free(struct piece_memory *memory);

/* One piece at a time is open: bytes are added behind it; it may move until it is closed. false = no memory. */
bool piece_memory_add(struct piece_memory *memory, const void *bytes, size_t length);
const unsigned char *piece_memory_opened(const struct piece_memory *memory);
size_t piece_memory_length(const struct piece_memory *memory);
/* Makes it shorter. */
void piece_memory_cut(struct piece_memory *memory, size_t length);
/* Its bytes, with the tail behind them; NULL = no memory. */
const unsigned char *piece_memory_close(struct piece_memory *memory);

/* A sentence or name of its own. NULL = no memory. None may be made while a piece is open. */
char *piece_memory_text(struct piece_memory *memory, const char *format, va_list arguments);
/* The name of the file with that number: made once while it stays the same. */
const char *piece_memory_name(struct piece_memory *memory, const char *name, uint64_t file);

#endif

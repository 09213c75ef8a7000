/*
 * storage.h: where one compilation, in the child, keeps what it reads: pieces that live until it ends, tables of
 * records that grow, and hash indexes over them. When memory cannot be had the child ends with COMPILER_EXIT_MEMORY,
 * for which its caller has a sentence.
 */
#ifndef FIATGATE_COMPILER_STORAGE_H
#define FIATGATE_COMPILER_STORAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMPILER_EXIT_MEMORY 77

_Noreturn void memory_exhausted(void);

/* Pieces that are freed together. */
struct arena {
    struct arena_block *blocks;
};

/* Zeroed, aligned to 16. */
void *arena_take(struct arena *arena, size_t size);
/* A copy with a NUL behind it. */
char *arena_text(struct arena *arena, const char *text, size_t length);
void arena_free(struct arena *arena);

/* Records of one size that grow in number; pointers into it hold until the next record_table_add. */
struct record_table {
    void *records;
    uint32_t size; /* of a record */
    uint32_t count, limit;
};

/* Appends number zeroed records and returns the first of them. */
void *record_table_add(struct record_table *table, uint32_t number);
void record_table_free(struct record_table *table);

/* Open addressing over record numbers; the records themselves stand elsewhere. */
struct index {
    uint32_t *slots; /* 1 + record, 0 = free */
    uint32_t *hashes;
    uint32_t size, used;
};

typedef bool (*index_same_fn)(const void *context, uint32_t record);

#define INDEX_NONE UINT32_MAX

uint32_t index_hash(const void *bytes, size_t length);
/* The record with that hash for which same() holds, or INDEX_NONE. */
uint32_t index_find(const struct index *index, uint32_t hash, index_same_fn same, const void *context);
void index_add(struct index *index, uint32_t hash, uint32_t record);
void index_free(struct index *index);

#endif

/*
 * work_file_within.h: a work file as its own files see it: work_file_open.c, which opens it and finds out where it was,
 * and work_file.c, which takes batches.
 */
#ifndef FIATGATE_CLI_REPLAY_WORK_FILE_WITHIN_H
#define FIATGATE_CLI_REPLAY_WORK_FILE_WITHIN_H

#include "shown.h"
#include "work_file.h"
#include "work_file_place.h"
#include "work_file_tables.h"

struct work_file {
    struct work_file_place place; /* path NULL: a temporary file */
    struct work_tables tables;
    struct shown *shown;
    struct sums sums; /* since the last commit */
    uint64_t batches;
    struct work_facts facts;
    uint8_t hash[32];
    _Atomic uint64_t draw_limit;
    bool writing; /* in a transaction */
    bool failed;
};

/* Names in the table state. */
#define STATE_BEGUN          "begun" /* identities are there */
#define STATE_HASH           "hash"
#define STATE_BATCHES        "batches"
#define STATE_CONCERNED      "concerned"
#define STATE_UNREADABLE     "unreadable"
#define STATE_CUSTOMERS      "customers"
#define STATE_FIRST_DAY      "first_day"
#define STATE_LAST_DAY       "last_day"
#define STATE_PRODUCT_FAILED "product_failed"

/* Each gives an SQLite error code. */
int work_put_number(struct work_file *work, const char *name, uint64_t number);
int work_put_bytes(struct work_file *work, const char *name, const void *bytes, size_t length);

/* After the choice of payments shown has changed. */
void work_note_choice(struct work_file *work);
/* Says what an SQLite error code means for who replays. */
void work_say_failure(const struct work_file *work, int code);

/* Draws as SQLite's numbers, which have a sign: their order stays. */
static inline sqlite3_int64 signed_draw(uint64_t draw)
{
    return (sqlite3_int64)(draw ^ (UINT64_C(1) << 63));
}

static inline uint64_t unsigned_draw(sqlite3_int64 number)
{
    return (uint64_t)number ^ (UINT64_C(1) << 63);
}

#endif

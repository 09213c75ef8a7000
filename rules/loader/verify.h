/*
 * verify.h: the parts of loading a pack, and how each refuses. The loader is the only place that trusts no offset: what
 * it lets through, matching and judging follow without a look.
 */
#ifndef FIATGATE_LOADER_VERIFY_H
#define FIATGATE_LOADER_VERIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "judge/pack.h"

/* Where the sentence of a refusal goes; begins with the file's path. */
struct refusal {
    const char *path;
    char *why;
    size_t why_size;
};

/* Writes "PATH: " and the sentence; returns false, so that a check may end with it. */
bool refuse(const struct refusal *refusal, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same for a record that breaks a rule of the layout, which no compiler writes. */
bool refuse_damaged(const struct refusal *refusal, const char *records, uint32_t record, const char *what);

/* frame.c: reads the file, checks frame, size and hash, and takes the signatures out. On success the payload is the
 * pack's, 64-byte aligned. */
fg_error frame_read(const struct refusal *refusal, struct pack *pack);
/* signatures.c: that each signature is one, of this payload, by a person with a name. Not that it is true. */
bool signatures_verify(const struct refusal *refusal, const struct pack *pack);
/* sections.c: checks the directory and sets the pack's pointers into the payload. */
bool sections_place(const struct refusal *refusal, struct pack *pack, const void **database, size_t *database_size);
/* records.c: strings, lists, entries, terms, postings, identifiers, licences, codes. */
bool records_verify(const struct refusal *refusal, const struct pack *pack);
/* tables.c: the rows of tables. After records. */
bool tables_verify(const struct refusal *refusal, const struct pack *pack);
/* policy.c: layers, clocks, calendar, texts and what is shown apart. After records, before what names them. */
bool policy_verify(const struct refusal *refusal, const struct pack *pack);
/* conditions.c: rules, selections, conditions. */
bool rules_verify(const struct refusal *refusal, const struct pack *pack);
/* cases.c: exceptions and cases, with the field values they are made of. After rules. */
bool cases_verify(const struct refusal *refusal, const struct pack *pack);
/* baseline.c: what benign texts gave. After rules. */
bool baseline_verify(const struct refusal *refusal, const struct pack *pack);
/* engine.c: makes database and scratches. */
fg_error engine_prepare(const struct refusal *refusal, struct pack *pack, const void *database, size_t size,
                        uint32_t slots);

/* Whether a string offset is the beginning of a string of the pool. */
bool string_is_valid(const struct pack *pack, uint32_t string);
/* Whether it is 0 or a civil date. */
bool date_is_valid(int32_t date);
/* Whether [first, first + count) lies in a section of so many records. */
static inline bool range_is_valid(uint32_t first, uint32_t count, uint32_t limit)
{
    return first <= limit && count <= limit - first;
}
/* Whether the layer that something is said to come from is one of the pack's. */
static inline bool layer_is_valid(const struct pack *pack, uint32_t layer)
{
    return layer < pack->layer_count;
}
/* Whether exactly one of the bits of a mask is set. */
static inline bool is_one_bit(uint32_t bits, uint32_t mask)
{
    return bits != 0 && (bits & (bits - 1)) == 0 && (bits & ~mask) == 0;
}

typedef bool (*record_check_fn)(const struct refusal *refusal, const struct pack *pack, uint32_t number);

/* Runs a check over the first `count` records of a section, up to the first that is refused. */
static inline bool all_are_valid(const struct refusal *refusal, const struct pack *pack, uint32_t count,
                                 record_check_fn check)
{
    for (uint32_t number = 0; number < count; number++)
        if (!check(refusal, pack, number))
            return false;
    return true;
}

#define MATCH_BITS ((PACK_MATCH_ROW << 1) - 1)
#define STATE_BITS ((PACK_STATE_FOREIGN_ACCOUNT << 1) - 1)

#endif

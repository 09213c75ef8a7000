/*
 * match.h: which row of our file is the same entry as a record of the source: by the id where the source has ours, else
 * by licence number, LEI, tax id, name or sites, as far as nothing else of these speaks against it.
 */
#ifndef FIATGATE_TABLES_MATCH_H
#define FIATGATE_TABLES_MATCH_H

#include "records.h"
#include "target.h"

#define MATCH_NONE UINT32_MAX

/* rows[record] becomes the row of the target, MATCH_NONE where there is none. Entries that stand in the source twice
 * under one id are reported. */
void match_records(const struct target *target, struct records *records, uint32_t *rows);

/* What a record says in a column of ours, "" when nothing. */
const char *record_says(const struct records *records, const struct record *record, const char *column);

/* Ids for entries whose source has none: of the licence number, the LEI or the name; each once. */
struct new_ids {
    struct arena *arena;
    struct record_table taken; /* const char * */
    struct index index;        /* of taken */
    struct record_table stems; /* struct id_stem: what ids of one name begin with */
    struct index stem_index;
};
void new_ids_open(struct new_ids *ids, const struct target *target);
const char *new_id(struct new_ids *ids, const struct records *records, const struct record *record);
void new_ids_close(struct new_ids *ids);

#endif

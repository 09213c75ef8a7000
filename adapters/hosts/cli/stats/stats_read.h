/*
 * stats_read.h: what gates on this machine have counted, read from the files in a statistics folder
 * (evidence/stats_layout.h) while they work. Files are copied into memory and verified before anything in them is
 * believed; no gate is stopped or waited for.
 */
#ifndef FIATGATE_CLI_STATS_READ_H
#define FIATGATE_CLI_STATS_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "evidence/stats_layout.h"

#define STATS_VALUES 16 /* of one counter, side by side */

/* A counter, summed over the lanes. */
struct stats_sum {
    char name[24];
    uint32_t count;
    uint64_t values[STATS_VALUES];
};

struct stats_hits {
    uint64_t hits, flags, holds, blocks, shadow_hits;
};

/* A rule or an entry. Texts stand in the pack's file. */
struct stats_row {
    const char *list; /* of an entry, "" of a rule */
    const char *id, *title;
    uint32_t action, mode; /* of a rule */
    struct stats_hits hits;
};

struct stats_gate_view {
    char name[80]; /* "fiatgate-4711-1" */
    bool alive;
    uint32_t pid;
    char version[16];
    int64_t opened_at;
    uint32_t lanes;
    uint64_t reloads, reloads_failed;
    bool switched_off;
    struct stats_sum sums[STATS_COUNTERS];
    uint32_t sum_count;
    unsigned char *pack_file; /* NULL = it shows no pack */
    const struct stats_pack *pack;
    const struct stats_list *lists;
    const char *strings;
    struct stats_row *rules, *entries; /* most hits first, else as in the pack */
};

struct stats_view {
    struct stats_gate_view *gates; /* by name */
    size_t count;
};

/*
 * Reads all gates of a folder, or the one that a file of it belongs to. Says on standard error what cannot be read.
 * Returns an exit code; what could be read is in the view either way.
 */
int stats_read(struct stats_view *view, const char *path);
void stats_free(struct stats_view *view);

/* The sum of that name, NULL when the gate has none such. */
const struct stats_sum *stats_find(const struct stats_gate_view *gate, const char *name);
/* Whether a list is past its age on that day (YYYYMMDD). */
bool stats_list_is_stale(const struct stats_list *list, int32_t today);

#endif

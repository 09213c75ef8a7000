/*
 * stats_layout.h: the two files by which a gate shows its counters to other processes, as they lie on a memory file
 * system. Written by evidence/stats_file.c and pack_counters.c, read by the command line (`fiatgate stats`), which
 * trusts nothing in them. Little-endian; all offsets are from the file's start; strings are offsets into one pool of
 * NUL-terminated UTF-8 (offset 0 is ""). Any change of a record here raises STATS_LAYOUT.
 *
 *   NAME.gate  struct stats_gate | struct stats_counter, counter_count of them | lane_count blocks of counters
 *   NAME.pack  struct stats_pack | lists | rules | entries | struct hit_counters of rules, of entries | strings
 *
 * The gate holds an open-file-description lock on NAME.gate while it lives: a file that nobody locks is of a dead one.
 */
#ifndef FIATGATE_STATS_LAYOUT_H
#define FIATGATE_STATS_LAYOUT_H

#include <stdatomic.h>
#include <stdint.h>

#define STATS_GATE_MAGIC "FGSTATG\n" /* 8 bytes, no terminator */
#define STATS_PACK_MAGIC "FGSTATP\n"
#define STATS_LAYOUT     1
#define STATS_PREFIX     "fiatgate-"
#define STATS_COUNTERS   32 /* at most, in the table of a gate's file */

struct stats_head {
    char magic[8];
    uint32_t layout;
    uint32_t pid;
    uint64_t file_size;
};

/* What a gate's file says of the gate as a whole, beside its lanes. Written by whoever is told, at any time. */
struct gate_totals {
    _Atomic uint64_t reloads, reloads_failed;
    _Atomic uint64_t lanes_found_busy; /* calls refused because a thread was in the lane */
    _Atomic uint64_t switched_off;     /* 1: by configuration or fg_switch_off() */
};

struct stats_gate {
    struct stats_head head;
    char version[16]; /* of the library */
    int64_t opened_at;
    uint32_t lane_count, lane_size; /* bytes from one lane's counters to the next one's */
    uint32_t lanes_offset;
    uint32_t counter_count;
    struct gate_totals totals;
};

/* One counter, or so many side by side, in every lane's block. */
struct stats_counter {
    char name[24];
    uint32_t offset, count;
};

struct stats_pack {
    struct stats_head head;
    char name[64], version[64], hash[72];
    int64_t loaded_at;
    int32_t valid_from, valid_to;
    uint32_t marks; /* fg_mark bits of every verdict */
    uint32_t list_count, rule_count, entry_count;
    uint32_t strings_size;
    uint32_t reserved;
    uint64_t lists_offset, rules_offset, entries_offset;
    uint64_t rule_hits_offset, entry_hits_offset;
    uint64_t strings_offset;
};

struct stats_list {
    uint32_t id, title; /* strings */
    int32_t retrieved_at;
    uint32_t max_age_days; /* 0 = it does not age */
};

struct stats_rule {
    uint32_t id, title; /* strings */
    uint32_t action, mode;
};

struct stats_entry {
    uint32_t list;     /* index of its list */
    uint32_t id, name; /* strings */
};

#endif

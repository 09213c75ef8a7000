/*
 * stats_file.h: where a gate's counters lie: in memory of its own or, where the configuration names a folder (stats),
 * in two files there that other processes may read while lanes write (stats_layout.h). All memory is had and touched
 * when it is asked for: a full file system is a sentence at open or reload, never a signal on the screening path.
 *
 * The folder belongs on a memory file system: on a disk a store may wait for writeback. Files have mode 0640 and the
 * process's number in their name; those of gates that are no more are removed by the next gate that opens there.
 * Whoever may write to these files may stop the process (by cutting them short): the folder must be the gate's own.
 */
#ifndef FIATGATE_STATS_FILE_H
#define FIATGATE_STATS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"

struct lane_counters;
struct gate_totals;
struct stats_file;

/* Counters for that many lanes, zero. folder "" = in memory. FG_OK, FG_E_MEMORY, FG_E_STATE. */
fg_error stats_open(const char *folder, uint32_t lanes, struct stats_file **stats, char *why, size_t why_size);
struct lane_counters *stats_lane(struct stats_file *stats, uint32_t lane);
struct gate_totals *stats_totals(struct stats_file *stats);
/* Removes the files. In a forked child they are the parent's: then only what the child inherited is let go. Packs'
 * counters must have been freed before. NULL is allowed. */
void stats_close(struct stats_file *stats, bool forked);

/* For pack_counters.c: the file of a pack's counters, which nobody sees until it is shown; all zero and touched. NULL
 * stats, or one in memory, has no such files. */
bool stats_has_files(const struct stats_file *stats);
uint32_t stats_pid(const struct stats_file *stats);
fg_error stats_pack_new(struct stats_file *stats, size_t size, void **block, char *why, size_t why_size);
/* Puts it in place of the one before it, in one step; false = it could not be, and the one of before stands there. */
bool stats_pack_show(struct stats_file *stats);
/* Unmaps it; one that was never shown is removed. */
void stats_pack_free(struct stats_file *stats, void *block, size_t size, bool shown);

#endif

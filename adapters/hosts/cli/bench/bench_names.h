/*
 * bench_names.h: `fiatgate bench --lists`: what long lists of names cost, to compile, to load and to look for. Names
 * and texts are made up of one small vocabulary, so that much is nearly found: the hard case.
 */
#ifndef FIATGATE_CLI_BENCH_NAMES_H
#define FIATGATE_CLI_BENCH_NAMES_H

#include <stdint.h>

#include "loader.h"

#define BENCH_NAME_BYTES 96

/* The name of that number, each another: of a person or a company. */
void bench_name(uint32_t number, char name[BENCH_NAME_BYTES]);

/*
 * Times each of many texts searched for the names of both packs, in the same rounds: by one hs_scan for the small
 * pack's, and by the index of the large one. Prints both, hot and cold, and the ratio. An exit code (said why).
 */
int bench_compare_names(const struct pack *scanned, const struct pack *indexed);

/* Makes, signs, loads and prints a pack of 10,000 and one of 100,000 names, then compares them. An exit code. */
int bench_lists(void);

#endif

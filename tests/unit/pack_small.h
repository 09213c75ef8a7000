/*
 * pack_small.h: tests/packs/small, built once per test program and loaded back, whole or spoilt.
 */
#ifndef FIATGATE_PACK_SMALL_H
#define FIATGATE_PACK_SMALL_H

#include "plugin/loader.h"
#include "pack_files.h"

extern char small_path[512];      /* the file being loaded */
extern unsigned char *small_good; /* the pack as it was built */
extern size_t small_size;
extern char small_why[512]; /* of the last load */

/* Suite set-up and tear-down. */
int small_build(void);
/* The same with a pattern that is too large for the automaton: the pack has a database. */
int small_build_with_engine(void);
/* The pack is another from now on; the file is taken over. 0 = it loads. */
int small_replace(unsigned char *file, size_t size);
int small_drop(void);

fg_error small_load(struct pack **pack);
/* Loads what stands at small_path; true = refused, with a sentence that names the file. */
bool small_is_refused(void);
/* A copy of the pack, to be spoilt and freed. */
unsigned char *small_copy(void);
/* Writes small_size bytes to small_path. */
void small_write(const unsigned char *file);

#endif

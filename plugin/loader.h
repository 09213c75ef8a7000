/*
 * loader.h: how the core obtains a pack. rules/loader implements it for .fgp files; plugin/gate.c is its only caller.
 */
#ifndef FIATGATE_LOADER_H
#define FIATGATE_LOADER_H

#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "judge/pack.h"

/*
 * Reads a built pack, verifies frame, hash, every offset, every string, every condition and the fold version,
 * deserialises the database and makes one scratch per slot. On success *pack is to be given to pack_free(). Returns
 * FG_OK, FG_E_PACK, FG_E_ENGINE, FG_E_MEMORY; why receives a sentence naming the file and what to do.
 */
fg_error pack_load(const char *path, uint32_t slots, struct pack **pack, char *why, size_t why_size);
void pack_free(struct pack *pack);

#endif

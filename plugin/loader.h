/*
 * loader.h: how the core obtains a pack. rules/loader implements it for .fgp files.
 */
#ifndef FIATGATE_LOADER_H
#define FIATGATE_LOADER_H

#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "judge/pack.h"

/*
 * Asked once frame and hash of a pack's file are known to be whole, before anything in it is looked at: whether a pack
 * with these signatures may be loaded at all. pack holds payload, hash and signatures and nothing else. Returns FG_OK
 * or the error to end with; why then has the sentence, without the file's name.
 */
typedef fg_error (*pack_admit_fn)(void *context, const struct pack *pack, char *why, size_t why_size);

/*
 * Reads a built pack, verifies frame, hash, every offset, every string, every condition and the fold version,
 * deserialises the database and makes one scratch per slot. Signatures are copied out and verified by admit, which may
 * be NULL: then any pack is loaded, signed or not. On success *pack is to be given to pack_free(). Returns FG_OK,
 * FG_E_PACK, FG_E_ENGINE, FG_E_MEMORY, or what admit returned; why receives a sentence naming the file and what to do.
 */
fg_error pack_load(const char *path, uint32_t slots, pack_admit_fn admit, void *context, struct pack **pack, char *why,
                   size_t why_size);
void pack_free(struct pack *pack);

#endif

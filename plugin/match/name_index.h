/*
 * name_index.h: names and words as they are, of lists of any length: a trie over the hashes of folded tokens, laid out
 * by the compiler in PACK_NAME_INDEX and walked from the tokens of the folded text. What it finds is compared with the
 * term's own text, so a hash that two tokens share makes no hit. Pure functions; part of the screening path.
 */
#ifndef FIATGATE_NAME_INDEX_H
#define FIATGATE_NAME_INDEX_H

#include "scan.h"

/*
 * Adds the hits of the terms from pack_first_name() on, in the form and order of scan_folded(), which is its only
 * caller. `used` says how many hits there are already; returns the number after, limit + 1 when they did not fit.
 */
uint32_t name_index_scan(const struct pack *pack, const struct folded *folded, struct scan_hit *hits, uint32_t used,
                         uint32_t limit);

/* The loader's check of the section: every offset inside, every term reached exactly once, no cycle. "" = it is sound,
 * else what is wrong. */
const char *name_index_verify(const struct pack *pack);

/* The compiler's half (rules/compiler/name_index_build.c): whether a term may be in the index, or must be scanned for.
 */
bool name_index_takes(const struct pack_term *term, const char *text);
/*
 * Lays out the index of terms [first, first + count) into memory of the caller's; size 0 with
 * into NULL asks how much is needed. The same terms give the same bytes.
 */
size_t name_index_build(const struct pack_term *terms, const char *strings, uint32_t first, uint32_t count,
                        unsigned char *into, size_t size);

#endif

/*
 * entity_index.h: names of entities whatever the order of their words. A party's or agent's name, the whole field, less
 * the legal form at its end or start, is looked up by its words in alphabetical order; the legal forms are compared.
 * One blob (PACK_NAME_FORMS), laid out by rules/compiler/entity_index_build.c, checked by the loader. Part of the
 * screening path.
 *
 * What is found is a hit of a term PACK_TERM_UNORDERED over the whole name: with the entry's own legal form of
 * PACK_MATCH_LEGAL_NAME, with none of PACK_MATCH_NAME; with another legal form it is somebody else and no hit.
 */
#ifndef FIATGATE_ENTITY_INDEX_H
#define FIATGATE_ENTITY_INDEX_H

#include "hits.h"
#include "transfer.h"

/* Adds hits in the form and order of scan_folded(). Returns false when they did not fit. Name fields are those of
 * FIELD_KIND_NAME. */
bool entity_index_scan(const struct pack *pack, const struct transfer *transfer, const struct folded *folded,
                       struct hits *hits);

/* The loader's check of the section. "" = it is sound, else what is wrong. */
const char *entity_index_verify(const struct pack *pack);

#endif

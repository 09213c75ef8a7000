/*
 * automaton_scan.h: the stems and patterns of the automaton, found in folded text. Pure functions; part of the
 * screening path.
 */
#ifndef FIATGATE_AUTOMATON_SCAN_H
#define FIATGATE_AUTOMATON_SCAN_H

#include "hits.h"
#include "scan.h"

/*
 * Adds the hits of pack.automaton's terms. Of a pattern's matches that end at one place the first stays, of those that
 * begin at one the longest. Over tokens that another segment says as well alone nothing is found: it is found there.
 * SCAN_ENGINE: it finds what does not stand in the text.
 */
enum scan_result automaton_scan(const struct pack *pack, const struct folded *folded, struct hits *hits);

#endif

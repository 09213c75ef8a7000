/*
 * bench_peer.h: what screening's search for terms is measured beside: one Hyperscan database of all terms of a pack
 * that are found where their text stands, whatever the pack itself looks for them with, and one hs_scan of folded text.
 */
#ifndef FIATGATE_CLI_BENCH_PEER_H
#define FIATGATE_CLI_BENCH_PEER_H

#include "judge/pack.h"
#include "text/fold.h"

struct bench_peer;

/* Whether a pack has any such term. */
bool bench_peer_has_terms(const struct pack *pack);
/* Compiles them for this very processor; of 100,000 names that takes a while. NULL = it could not be done (said). */
struct bench_peer *bench_peer_new(const struct pack *pack);
void bench_peer_free(struct bench_peer *peer);
/* One hs_scan. false = it failed. */
bool bench_peer_scan(const struct bench_peer *peer, const struct folded *folded);

#endif

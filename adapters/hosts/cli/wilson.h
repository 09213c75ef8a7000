/*
 * wilson.h: a share of a count, and how far it can be trusted.
 */
#ifndef FIATGATE_CLI_WILSON_H
#define FIATGATE_CLI_WILSON_H

#include <stdint.h>

/* A share and its 95 % interval after Wilson, each from 0 to 1. Of none it is 0, from 0 to 1. */
struct wilson_share {
    double share, from, to;
};
struct wilson_share wilson_share_of(uint64_t count, uint64_t of);

#endif

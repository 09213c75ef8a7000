/*
 * gate_fixture.h: a gate over the small pack tests/packs/api, for tests of the whole library.
 */
#ifndef FIATGATE_TEST_GATE_FIXTURE_H
#define FIATGATE_TEST_GATE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/gate.h"
#include "plugin/include/fiatgate.h"

#define API_PACK FIATGATE_BINARY_DIR "/tests/api.fgp"

/* Opens a gate with this configuration, or ends the test program: nothing can be tested without it. */
static inline fg_gate *gate_for_test(const struct gate_config *config)
{
    fg_gate *gate = NULL;
    char why[512] = "";
    if (gate_open(config, NULL, NULL, &gate, why, sizeof why) != FG_OK) {
        fprintf(stderr, "the test's gate cannot be opened: %s\n", why);
        exit(1);
    }
    return gate;
}

static inline struct gate_config config_for_test(void)
{
    struct gate_config config;
    gate_config_defaults(&config);
    snprintf(config.pack_path, sizeof config.pack_path, "%s", API_PACK);
    config.lanes = 4;
    config.trust.unsigned_packs = true;
    config.enforcement = PACK_ENFORCEMENT_ENFORCE;
    return config;
}

static inline fg_verdict *verdict_for_test(fg_gate *gate)
{
    fg_verdict *verdict = NULL;
    if (fg_verdict_new(gate, &verdict) != FG_OK)
        exit(1);
    return verdict;
}

static inline fg_lane *lane_for_test(fg_gate *gate)
{
    fg_lane *lane = NULL;
    if (fg_lane_open(gate, &lane) != FG_OK)
        exit(1);
    return lane;
}

#endif

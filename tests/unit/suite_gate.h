/*
 * suite_gate.h: one gate over tests/packs/api with a lane and a verdict, for all tests of a suite. Included by test
 * programs, one each.
 */
#ifndef FIATGATE_TEST_SUITE_GATE_H
#define FIATGATE_TEST_SUITE_GATE_H

#include "gate_fixture.h"

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;

static int suite_gate_open(void)
{
    struct gate_config config = config_for_test();
    gate = gate_for_test(&config);
    lane = lane_for_test(gate);
    verdict = verdict_for_test(gate);
    return 0;
}

/* Not 0 when a test left a lane of the gate open. */
static int suite_gate_close(void)
{
    fg_verdict_free(verdict);
    fg_error closed_lane = fg_lane_close(lane), closed = fg_close(gate);
    return closed_lane != FG_OK || closed != FG_OK;
}

#endif

/*
 * replay_gates_test.c: each worker of a replay has gates of its own over the same packs; those of the first have lanes
 * for all; what cannot be opened leaves nothing behind.
 */
#include <CUnit/CUnit.h>

#include "adapters/hosts/cli/replay/replay_gates.h"
#include "gate_fixture.h"
#include "run_tests.h"

#define WORKERS 3u
#define LANES   8u /* more than any gate here has */

static struct replay_options options(void)
{
    struct replay_options made = {0};
    setup_defaults(&made.setup, "replay");
    made.setup.pack = API_PACK;
    return made;
}

static uint32_t lanes_of(fg_gate *gate)
{
    fg_lane *lanes[LANES];
    uint32_t count = 0;
    while (count < LANES && fg_lane_open(gate, &lanes[count]) == FG_OK)
        count++;
    for (uint32_t i = 0; i < count; i++)
        fg_lane_close(lanes[i]);
    return count;
}

static bool same_pack(fg_gate *left, fg_gate *right)
{
    return memcmp(gate_pack(left)->sha256, gate_pack(right)->sha256, 32) == 0;
}

static void each_has_a_copy(void)
{
    struct replay_gates *gates;
    struct replay_options given = options();
    CU_ASSERT_EQUAL_FATAL(replay_gates_open(&gates, &given, WORKERS), EXIT_DONE);
    struct gate_pair first = replay_gates_of(gates, 0);
    for (size_t i = 0; i < WORKERS; i++) {
        struct gate_pair pair = replay_gates_of(gates, i);
        CU_ASSERT_PTR_NULL(pair.against);
        CU_ASSERT_TRUE(same_pack(pair.gate, first.gate));
        CU_ASSERT_TRUE(i == 0 || gate_pack(pair.gate)->payload != gate_pack(first.gate)->payload);
        CU_ASSERT_EQUAL(lanes_of(pair.gate), i == 0 ? WORKERS : 1);
    }
    replay_gates_close(gates);
}

static void another_pack_is_copied_too(void)
{
    struct replay_gates *gates;
    struct replay_options given = options();
    given.against = API_PACK;
    given.changed_since = 20261101;
    CU_ASSERT_EQUAL_FATAL(replay_gates_open(&gates, &given, WORKERS), EXIT_DONE);
    struct gate_pair first = replay_gates_of(gates, 0), last = replay_gates_of(gates, WORKERS - 1);
    CU_ASSERT_PTR_NOT_EQUAL(first.against, first.gate);
    CU_ASSERT_PTR_NOT_EQUAL(last.against, first.against);
    CU_ASSERT_PTR_NOT_EQUAL(last.against, last.gate);
    CU_ASSERT_EQUAL(lanes_of(first.against), WORKERS);
    replay_gates_close(gates);
}

static void who_looks_back_has_two_lanes_of_one_gate(void)
{
    struct replay_gates *gates;
    struct replay_options given = options();
    given.changed_since = 20261101;
    CU_ASSERT_EQUAL_FATAL(replay_gates_open(&gates, &given, WORKERS), EXIT_DONE);
    for (size_t i = 0; i < WORKERS; i++) {
        struct gate_pair pair = replay_gates_of(gates, i);
        CU_ASSERT_PTR_EQUAL(pair.against, pair.gate);
        CU_ASSERT_EQUAL(lanes_of(pair.gate), i == 0 ? 2 * WORKERS : 2);
    }
    replay_gates_close(gates);
}

static void what_is_no_pack_opens_nothing(void)
{
    struct replay_gates *gates;
    struct replay_options given = options();
    given.setup.pack = FIATGATE_SOURCE_DIR "/tests/packs/api/pack.cfg";
    CU_ASSERT_EQUAL(replay_gates_open(&gates, &given, WORKERS), EXIT_INPUT);
    CU_ASSERT_PTR_NULL(gates);
    given = options();
    given.against = "no-such.fgp";
    CU_ASSERT_EQUAL(replay_gates_open(&gates, &given, WORKERS), EXIT_INPUT);
    CU_ASSERT_PTR_NULL(gates);
    replay_gates_close(NULL);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("gates of a replay", NULL, NULL);
    CU_add_test(suite, "each worker has a copy", each_has_a_copy);
    CU_add_test(suite, "another pack is copied, too", another_pack_is_copied_too);
    CU_add_test(suite, "who looks back has two lanes of one gate", who_looks_back_has_two_lanes_of_one_gate);
    CU_add_test(suite, "what is no pack opens nothing", what_is_no_pack_opens_nothing);
    return run_tests();
}

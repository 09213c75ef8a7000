/*
 * condition_test.c: what a rule cannot do without (condition_needs): by hand, and for random conditions that no rule
 * that could hold is left out; and that a condition's gates (gates.h) hold where it does.
 */
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "plugin/judge/rule_index.h"
#include "random_numbers.h"
#include "run_tests.h"

#define S(n)        PACK_OP_SELECTION, n
#define LEAST(n, k) PACK_OP_AT_LEAST, n, k
#define NOTHING     0u

/* Selections 0 to 3 are of lists, 4 is of a code, which is there more often, and 5 of a fact, which there always is. */
static const struct pack_selection selections[] = {
    {.kind = PACK_SELECT_LIST}, {.kind = PACK_SELECT_LIST}, {.kind = PACK_SELECT_LIST},
    {.kind = PACK_SELECT_LIST}, {.kind = PACK_SELECT_CODE}, {.kind = PACK_SELECT_FACT},
};
#define SELECTIONS (sizeof selections / sizeof *selections)

static uint32_t needs_of(const uint8_t *code, uint32_t length)
{
    const struct pack pack = {.code = code, .code_length = length, .selections = selections};
    const struct pack_rule rule = {.selection_count = SELECTIONS, .code_length = length};
    return condition_needs(&pack, &rule);
}

#define CHECK(expected, ...)                                                                                           \
    CU_ASSERT_EQUAL(needs_of((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__})), expected)

static void test_by_hand(void)
{
    CHECK(1, S(0));
    CHECK(16, S(4));
    CHECK(NOTHING, S(5));
    CHECK(1, S(0), S(5), PACK_OP_AND);
    CHECK(1, S(5), S(0), PACK_OP_AND);
    CHECK(NOTHING, S(0), S(5), PACK_OP_OR);
    CHECK(3, S(0), S(1), PACK_OP_OR);
    CHECK(2, S(4), S(1), PACK_OP_AND); /* the rarer of the two */
    CHECK(2, S(1), S(4), PACK_OP_AND);
    CHECK(4, S(0), S(1), PACK_OP_OR, S(2), PACK_OP_AND);
    CHECK(NOTHING, S(0), PACK_OP_NOT);
    CHECK(2, S(0), PACK_OP_NOT, S(1), PACK_OP_AND);
    CHECK(NOTHING, S(0), PACK_OP_NOT, PACK_OP_NOT);
    CHECK(7, S(0), S(1), S(2), LEAST(2, 3));
    CHECK(NOTHING, S(0), S(1), LEAST(0, 2));
    CHECK(NOTHING, S(0), S(5), LEAST(1, 2));
}

/* A condition that cannot be read holds, whatever was hit. */
static void test_what_cannot_be_read(void)
{
    CHECK(NOTHING, PACK_OP_AND);
    CHECK(NOTHING, S(0), PACK_OP_AND);
    CHECK(NOTHING, S(0), S(1));
    CHECK(NOTHING, S(0), 77);
    CHECK(NOTHING, S(77));
    CHECK(NOTHING, PACK_OP_SELECTION);
    CHECK(NOTHING, S(0), LEAST(1, 2));
    CHECK(NOTHING, S(0), PACK_OP_AT_LEAST, 1);
    const uint8_t nothing[] = {0};
    CU_ASSERT_EQUAL(needs_of(nothing, 0), NOTHING);
    uint8_t deep[2 * (PACK_STACK + 1)];
    for (uint32_t i = 0; i <= PACK_STACK; i++) {
        deep[2 * i] = PACK_OP_SELECTION;
        deep[2 * i + 1] = 0;
    }
    CU_ASSERT_EQUAL(needs_of(deep, sizeof deep), NOTHING);
}

/* What a transfer always has, whatever it is, is no need: a fact, what its parties are, a sum of weights. */
static void test_kinds_that_are_always_there(void)
{
    static const uint8_t code[] = {S(0)};
    for (uint8_t kind = PACK_SELECT_LIST; kind <= PACK_SELECT_BESIDE; kind++) {
        const struct pack_selection one = {.kind = kind};
        const struct pack pack = {.code = code, .code_length = sizeof code, .selections = &one};
        const struct pack_rule rule = {.selection_count = 1, .code_length = sizeof code};
        bool always = kind == PACK_SELECT_FACT || kind == PACK_SELECT_PARTY_KIND || kind == PACK_SELECT_RESIDENCY ||
                      kind == PACK_SELECT_WEIGHTS || kind == PACK_SELECT_BESIDE;
        CU_ASSERT_EQUAL(condition_needs(&pack, &rule), always ? NOTHING : 1);
    }
}

/* Writes a random condition, and says whether it holds where the selections are true that `held` has bits of. */
static bool random_condition(uint8_t *code, uint32_t *length, uint32_t held, uint32_t depth)
{
    uint32_t kind = depth == 0 ? 0 : random_below(6);
    if (kind <= 1) {
        uint8_t selection = (uint8_t)random_below(SELECTIONS);
        code[(*length)++] = PACK_OP_SELECTION;
        code[(*length)++] = selection;
        return held >> selection & 1;
    }
    bool a = random_condition(code, length, held, depth - 1);
    if (kind == 2) {
        code[(*length)++] = PACK_OP_NOT;
        return !a;
    }
    bool b = random_condition(code, length, held, depth - 1);
    if (kind < 5) {
        code[(*length)++] = kind == 3 ? PACK_OP_AND : PACK_OP_OR;
        return kind == 3 ? a && b : a || b;
    }
    bool c = random_condition(code, length, held, depth - 1);
    uint8_t wanted = (uint8_t)random_below(4);
    code[(*length)++] = PACK_OP_AT_LEAST;
    code[(*length)++] = wanted;
    code[(*length)++] = 3;
    return (uint32_t)a + b + c >= wanted;
}

/* Where the condition holds, one of the selections it is said to need is true. */
static void test_no_rule_is_left_out(void)
{
    uint32_t held_count = 0, needing = 0;
    for (int round = 0; round < 200000; round++) {
        uint32_t held = random_below(1u << SELECTIONS), length = 0;
        uint8_t code[512];
        bool holds = random_condition(code, &length, held, 4);
        uint32_t needs = needs_of(code, length);
        CU_ASSERT_FATAL(!holds || needs == NOTHING || (needs & held) != 0);
        held_count += holds;
        needing += needs != NOTHING;
    }
    CU_ASSERT(held_count > 10000 && needing > 10000);
}

/* --- Gates -------------------------------------------------------------------------------------------------------- */

static uint32_t gates_of(const uint8_t *code, uint32_t length, struct gate gates[GATES_MAX])
{
    const struct pack pack = {.code = code, .code_length = length, .selections = selections};
    const struct pack_rule rule = {.selection_count = SELECTIONS, .code_length = length};
    return gates_make(&pack, &rule, gates);
}

static void test_gates_hold_where_the_condition_does(void)
{
    uint32_t held_count = 0, made = 0;
    for (int round = 0; round < 200000; round++) {
        uint32_t held = random_below(1u << SELECTIONS), length = 0;
        uint8_t code[512];
        struct gate gates[GATES_MAX];
        bool holds = random_condition(code, &length, held, 4);
        uint32_t count = gates_of(code, length, gates);
        CU_ASSERT_FATAL(count <= GATES_MAX && (count == 0 || gates_hold(gates, count, held) == holds));
        held_count += holds;
        made += count > 0;
    }
    CU_ASSERT(held_count > 10000 && made > 100000);
}

#define CHECK_GATES(expected, ...)                                                                                     \
    do {                                                                                                               \
        struct gate gates[GATES_MAX];                                                                                  \
        CU_ASSERT_EQUAL(gates_of((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}), gates),       \
                        expected);                                                                                     \
    } while (0)

/* What cannot be read has none, and what is one thing is one. */
static void test_how_many_gates_there_are(void)
{
    CHECK_GATES(1, S(0));
    CHECK_GATES(1, S(0), PACK_OP_NOT);
    CHECK_GATES(1, S(0), S(1), PACK_OP_AND, S(2), PACK_OP_AND);
    CHECK_GATES(2, S(0), S(1), S(2), PACK_OP_OR, PACK_OP_AND);
    CHECK_GATES(2, S(0), S(1), PACK_OP_NOT, PACK_OP_AND);
    CHECK_GATES(1, S(0), S(1), S(2), LEAST(2, 3));
    CHECK_GATES(3, S(0), S(0), S(0), LEAST(2, 3));
    CHECK_GATES(0, PACK_OP_AND);
    CHECK_GATES(0, S(0), PACK_OP_AND);
    CHECK_GATES(0, S(0), S(1));
    CHECK_GATES(0, S(0), 77);
    CHECK_GATES(0, S(77));
    CHECK_GATES(0, PACK_OP_SELECTION);
    CHECK_GATES(0, S(0), LEAST(1, 2));
    CHECK_GATES(0, S(0), PACK_OP_AT_LEAST, 1);
    CHECK_GATES(0, PACK_OP_NOT);
    uint8_t long_one[6 * (GATES_MAX + 1)] = {S(0)};
    uint32_t length = 2;
    for (uint32_t i = 0; i <= GATES_MAX; i++) { /* each a gate of its own */
        const uint8_t more[] = {S(1), i % 2 == 0 ? PACK_OP_AND : PACK_OP_OR};
        if (i == GATES_MAX)
            CU_ASSERT_EQUAL(gates_of(long_one, length, (struct gate[GATES_MAX]){0}), GATES_MAX);
        memcpy(long_one + length, more, sizeof more);
        length += sizeof more;
    }
    CU_ASSERT_EQUAL(gates_of(long_one, length, (struct gate[GATES_MAX]){0}), 0);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("condition", NULL, NULL);
    CU_ADD_TEST(suite, test_by_hand);
    CU_ADD_TEST(suite, test_what_cannot_be_read);
    CU_ADD_TEST(suite, test_kinds_that_are_always_there);
    CU_ADD_TEST(suite, test_no_rule_is_left_out);
    CU_ADD_TEST(suite, test_gates_hold_where_the_condition_does);
    CU_ADD_TEST(suite, test_how_many_gates_there_are);
    return run_tests();
}

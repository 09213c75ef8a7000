/*
 * gates.c: gates made of a condition's postfix bytes (gates.h). What stands on the stack becomes a gate only when
 * something else asks for it as a whole: "a and b and c" is one.
 */
#include "gates.h"

#include <assert.h>

static_assert(PACK_SELECTIONS_MAX <= GATE_FIRST && GATE_FIRST + GATES_MAX <= 64, "truths are one word");

struct maker {
    struct gate *gates;
    uint32_t count;
    struct gate stack[PACK_STACK]; /* not made yet */
    uint32_t depth;
};

static bool push(struct maker *maker, struct gate gate)
{
    if (maker->depth >= PACK_STACK)
        return false;
    maker->stack[maker->depth++] = gate;
    return true;
}

/* Makes a gate, and gives the bit of its truth. 0 = there are too many. */
static uint64_t make(struct maker *maker, const struct gate *gate)
{
    if (maker->count >= GATES_MAX)
        return 0;
    maker->gates[maker->count] = *gate;
    return UINT64_C(1) << (GATE_FIRST + maker->count++);
}

/* Whether a gate says no more than one truth before it does. */
static bool is_one_truth(const struct gate *gate)
{
    return gate->wanted == GATE_ANY && !gate->inverted && gate->of != 0 && (gate->of & (gate->of - 1)) == 0;
}

/* The bit of a gate's truth. */
static uint64_t truth_of(struct maker *maker, const struct gate *gate)
{
    return is_one_truth(gate) ? gate->of : make(maker, gate);
}

/* Takes any of, or all of, the upper two together. */
static bool take_two(struct maker *maker, uint8_t wanted)
{
    struct gate both = {.of = 0, .wanted = wanted};
    if (maker->depth < 2)
        return false;
    maker->depth -= 2;
    for (uint32_t i = 0; i < 2; i++) {
        const struct gate *gate = &maker->stack[maker->depth + i];
        bool same = gate->wanted == wanted && !gate->inverted;
        uint64_t of = same ? gate->of : truth_of(maker, gate);
        if (of == 0)
            return false;
        both.of |= of;
    }
    return push(maker, both);
}

/* Takes at least so many of the upper `count`. One that stands there twice counts twice. */
static bool take_many(struct maker *maker, uint8_t wanted, uint32_t count)
{
    struct gate many = {.of = 0, .wanted = wanted};
    if (wanted == 0 || wanted > count || count > maker->depth)
        return false;
    maker->depth -= count;
    for (uint32_t i = 0; i < count; i++) {
        const struct gate *gate = &maker->stack[maker->depth + i];
        uint64_t of = truth_of(maker, gate);
        if ((many.of & of) != 0)
            of = make(maker, &(struct gate){.of = of, .wanted = GATE_ANY});
        if (of == 0)
            return false;
        many.of |= of;
    }
    return push(maker, many);
}

static bool invert(struct maker *maker)
{
    if (maker->depth == 0)
        return false;
    maker->stack[maker->depth - 1].inverted ^= true;
    return true;
}

uint32_t gates_make(const struct pack *pack, const struct pack_rule *rule, struct gate gates[GATES_MAX])
{
    const uint8_t *at = pack->code + rule->code, *end = at + rule->code_length;
    struct maker maker = {.gates = gates};
    bool read = true;
    while (at < end && read) {
        uint8_t op = *at++;
        if (op == PACK_OP_SELECTION && at < end) {
            uint8_t n = *at++;
            read = n < rule->selection_count && n < PACK_SELECTIONS_MAX &&
                   push(&maker, (struct gate){.of = UINT64_C(1) << n, .wanted = GATE_ANY});
        } else if (op == PACK_OP_AT_LEAST && end - at >= 2) {
            read = take_many(&maker, at[0], at[1]);
            at += 2;
        } else if (op == PACK_OP_AND || op == PACK_OP_OR) {
            read = take_two(&maker, op == PACK_OP_AND ? GATE_ALL : GATE_ANY);
        } else {
            read = op == PACK_OP_NOT && invert(&maker);
        }
    }
    if (!read || maker.depth != 1 || make(&maker, &maker.stack[0]) == 0)
        return 0;
    return maker.count;
}

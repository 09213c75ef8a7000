/*
 * condition.c: a rule's condition, postfix bytes over its selections. The loader has verified every condition; one that
 * cannot be read all the same holds, so that a fault shows as a case for a person and not as a payment let through.
 *
 * Of most rules nothing that they name is ever found. Which lists a rule cannot do without is worked out once, when the
 * pack is loaded.
 */
#include "evaluation.h"

#include <assert.h>

/* Truths are bits, the uppermost of the stack the lowest. */
struct machine {
    const uint8_t *code, *end;
    uint32_t stack;
    uint32_t depth;
};

static_assert(PACK_STACK <= 32, "a stack of truths is one word");

static bool push(struct machine *machine, bool value)
{
    if (machine->depth >= PACK_STACK)
        return false;
    machine->depth++;
    machine->stack = machine->stack << 1 | value;
    return true;
}

static bool operand(struct machine *machine, uint8_t *value)
{
    if (machine->code == machine->end)
        return false;
    *value = *machine->code++;
    return true;
}

static bool push_selection(struct machine *machine, struct evaluation *evaluation, const struct pack_rule *rule,
                           uint32_t *selections)
{
    uint8_t n;
    if (!operand(machine, &n) || n >= rule->selection_count || n >= PACK_SELECTIONS_MAX)
        return false;
    const struct pack_selection *selection = &evaluation->input->pack->selections[rule->first_selection + n];
    bool missed = selection->kind == PACK_SELECT_LIST && !signs_may_fit(evaluation, selection);
    bool holds = !missed && selection_holds(evaluation, selection);
    *selections |= (uint32_t)holds << n;
    return push(machine, holds);
}

static bool at_least(struct machine *machine)
{
    uint8_t wanted, of;
    if (!operand(machine, &wanted) || !operand(machine, &of) || of > machine->depth)
        return false;
    uint32_t held = 0;
    machine->depth -= of;
    for (; of > 0; of--, machine->stack >>= 1)
        held += machine->stack & 1;
    return push(machine, held >= wanted);
}

static bool combine(struct machine *machine, uint8_t op)
{
    if (op == PACK_OP_NOT) {
        machine->stack ^= 1;
        return machine->depth >= 1;
    }
    if (machine->depth < 2 || (op != PACK_OP_AND && op != PACK_OP_OR))
        return false;
    uint32_t upper = machine->stack & 1, lower = machine->stack >> 1;
    machine->stack = op == PACK_OP_AND ? lower & (~UINT32_C(1) | upper) : lower | upper;
    machine->depth--;
    return true;
}

bool condition_holds(struct evaluation *evaluation, const struct pack_rule *rule, uint32_t *selections)
{
    struct machine machine = {.code = evaluation->input->pack->code + rule->code};
    machine.end = machine.code + rule->code_length;
    *selections = 0;
    while (machine.code < machine.end) {
        uint8_t op = *machine.code++;
        bool read = op == PACK_OP_SELECTION  ? push_selection(&machine, evaluation, rule, selections)
                    : op == PACK_OP_AT_LEAST ? at_least(&machine)
                                             : combine(&machine, op);
        if (!read)
            return true;
    }
    return machine.depth != 1 || (machine.stack & 1) != 0;
}

/* Where both of two must be true, what either needs is needed: the fewer lists say more. */
static uint64_t narrower(uint64_t a, uint64_t b)
{
    return __builtin_popcountll(a) <= __builtin_popcountll(b) ? a : b;
}

/* The needs of the operands of a condition, as a stack. */
struct needs {
    uint64_t stack[PACK_STACK];
    uint32_t depth;
};

static bool needs_push(struct needs *needs, uint64_t lists)
{
    if (needs->depth >= PACK_STACK)
        return false;
    needs->stack[needs->depth++] = lists;
    return true;
}

/* Puts together what the upper `count` operands need, of which `wanted` must be true. */
static bool needs_join(struct needs *needs, uint32_t wanted, uint32_t count)
{
    uint64_t all = 0;
    if (count > needs->depth)
        return false;
    needs->depth -= count;
    for (uint32_t i = 0; i < count; i++)
        all |= needs->stack[needs->depth + i];
    return needs_push(needs, wanted > 0 ? all : PACK_NO_LIST_NEEDED);
}

static bool needs_combine(struct needs *needs, uint8_t op)
{
    if (op == PACK_OP_NOT)
        return needs_join(needs, 0, 1);
    if (op == PACK_OP_OR)
        return needs_join(needs, 1, 2);
    if (op != PACK_OP_AND || needs->depth < 2)
        return false;
    needs->depth -= 2;
    return needs_push(needs, narrower(needs->stack[needs->depth], needs->stack[needs->depth + 1]));
}

uint64_t condition_lists(const struct pack *pack, const struct pack_rule *rule)
{
    const uint8_t *at = pack->code + rule->code, *end = at + rule->code_length;
    struct needs needs = {.depth = 0};
    while (at < end) {
        uint8_t op = *at++;
        bool read = false;
        if (op == PACK_OP_SELECTION && at < end && *at < rule->selection_count) {
            const struct pack_selection *selection = &pack->selections[rule->first_selection + *at++];
            read = needs_push(&needs, selection->kind == PACK_SELECT_LIST ? selection->lists : PACK_NO_LIST_NEEDED);
        } else if (op == PACK_OP_AT_LEAST && end - at >= 2) {
            read = needs_join(&needs, at[0], at[1]);
            at += 2;
        } else {
            read = needs_combine(&needs, op);
        }
        if (!read)
            return PACK_NO_LIST_NEEDED;
    }
    return needs.depth == 1 ? needs.stack[0] : PACK_NO_LIST_NEEDED;
}

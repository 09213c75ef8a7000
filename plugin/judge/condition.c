/*
 * condition.c: a rule's condition over its selections: its gates, where the rule index has them, else its postfix
 * bytes. The loader has verified every condition; one that cannot be read all the same holds, so that a fault shows as
 * a case for a person and not as a payment let through.
 */
#include "evaluation.h"

#include <assert.h>

/* Truths are bits, the uppermost of the stack the lowest. */
struct machine {
    const uint8_t *code, *end;
    uint32_t stack;
    uint32_t depth;
    /* The rule's selections, bits: those looked at or settled without that, those of them that are true, and those the
     * condition asked for. */
    uint32_t settled, truths, asked;
};

static_assert(PACK_STACK <= 32, "a stack of truths is one word");
static_assert(PACK_SELECTIONS_MAX <= 32, "so are a rule's selections");

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

/* What is known before anything is looked at: what is not possible is not true, and what is possible of lists is,
 * unless something is to be left out. */
static void settle(struct machine *machine, const struct evaluation *evaluation, const struct pack_rule *rule)
{
    const struct pack *pack = evaluation->input->pack;
    if (!evaluation->index)
        return;
    uint32_t possible = possible_from(evaluation, rule->first_selection);
    uint32_t lists = evaluation->left_out_count == 0 ? evaluation->index->rules[rule - pack->rules].lists : 0;
    machine->truths = possible & lists;
    machine->settled = ~possible | lists;
}

static bool push_selection(struct machine *machine, struct evaluation *evaluation, const struct pack_rule *rule)
{
    uint8_t n;
    if (!operand(machine, &n) || n >= rule->selection_count || n >= PACK_SELECTIONS_MAX)
        return false;
    uint32_t bit = UINT32_C(1) << n;
    if ((machine->settled & bit) == 0) {
        const struct pack_selection *selection = &evaluation->input->pack->selections[rule->first_selection + n];
        machine->settled |= bit;
        machine->truths |= selection_holds(evaluation, selection) ? bit : 0;
    }
    machine->asked |= bit;
    return push(machine, (machine->truths & bit) != 0);
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

static bool holds(struct machine *machine, struct evaluation *evaluation, const struct pack_rule *rule)
{
    while (machine->code < machine->end) {
        uint8_t op = *machine->code++;
        bool read = op == PACK_OP_SELECTION  ? push_selection(machine, evaluation, rule)
                    : op == PACK_OP_AT_LEAST ? at_least(machine)
                                             : combine(machine, op);
        if (!read)
            return true;
    }
    return machine->depth != 1 || (machine->stack & 1) != 0;
}

/* By the rule's gates: what its condition asks for and is not settled is looked at, and then they are. */
static bool holds_by_gates(struct evaluation *evaluation, const struct pack_rule *rule, const struct rule_known *known,
                           uint32_t *selections)
{
    const struct pack_selection *own = &evaluation->input->pack->selections[rule->first_selection];
    uint32_t possible = possible_from(evaluation, rule->first_selection) & known->asked;
    uint32_t truths = evaluation->left_out_count == 0 ? possible & known->lists : 0;
    for (uint32_t left = possible & ~truths; left != 0; left &= left - 1)
        truths |= selection_holds(evaluation, &own[__builtin_ctz(left)]) ? left & -left : 0;
    *selections = truths;
    return gates_hold(&evaluation->index->gates[known->first_gate], known->gate_count, truths);
}

bool condition_holds(struct evaluation *evaluation, const struct pack_rule *rule, uint32_t *selections)
{
    if (evaluation->index) {
        const struct rule_known *known = &evaluation->index->rules[rule - evaluation->input->pack->rules];
        if (known->gate_count > 0)
            return holds_by_gates(evaluation, rule, known, selections);
    }
    struct machine machine = {.code = evaluation->input->pack->code + rule->code};
    machine.end = machine.code + rule->code_length;
    settle(&machine, evaluation, rule);
    bool is = holds(&machine, evaluation, rule);
    *selections = machine.truths & machine.asked;
    return is;
}

/*
 * needs.c: what a rule cannot do without, worked out of its condition when the pack is loaded. Whatever cannot be read
 * needs nothing, so that the rule is tried.
 */
#include "rule_index.h"

/* Of some selections one must be true; 0 = none need be. */
struct need {
    uint32_t any_of; /* bits: selections of the rule */
    uint32_t chance; /* how likely it is that any of them is */
};

/* How often something of a kind is found: of two needs the one is kept that is met more rarely. 0 = it may always be
 * so, which is no need. */
static const uint32_t chances[] = {[PACK_SELECT_LIST] = 4,        [PACK_SELECT_WALLET] = 2,
                                   [PACK_SELECT_IDENTIFIER] = 12, [PACK_SELECT_DIFFERENT] = 6,
                                   [PACK_SELECT_SAME] = 6,        [PACK_SELECT_LICENCE] = 5,
                                   [PACK_SELECT_CODE] = 8,        [PACK_SELECT_AMOUNT] = 16,
                                   [PACK_SELECT_TABLE] = 8,       [PACK_SELECT_KIND_CONTRADICTED] = 8};
#define CHANCES (sizeof chances / sizeof chances[0])

/* The needs of the operands of a condition, as a stack. */
struct needs {
    struct need stack[PACK_STACK];
    uint32_t depth;
};

static bool push(struct needs *needs, struct need need)
{
    if (needs->depth >= PACK_STACK)
        return false;
    needs->stack[needs->depth++] = need;
    return true;
}

static bool push_selection(struct needs *needs, const struct pack *pack, const struct pack_rule *rule, uint32_t n)
{
    if (n >= rule->selection_count || n >= PACK_SELECTIONS_MAX)
        return false;
    uint8_t kind = pack->selections[rule->first_selection + n].kind;
    uint32_t chance = kind < CHANCES ? chances[kind] : 0;
    return push(needs, (struct need){chance > 0 ? UINT32_C(1) << n : 0, chance});
}

/* Puts together what the upper `count` operands need, of which `wanted` must be true. */
static bool join(struct needs *needs, uint32_t wanted, uint32_t count)
{
    struct need all = {0, 0};
    bool needless = wanted == 0;
    if (count > needs->depth)
        return false;
    needs->depth -= count;
    for (uint32_t i = 0; i < count; i++) {
        const struct need *of = &needs->stack[needs->depth + i];
        needless |= of->any_of == 0;
        all.any_of |= of->any_of;
        all.chance += of->chance;
    }
    return push(needs, needless ? (struct need){0, 0} : all);
}

/* Where both of two must be true, what either needs is needed. */
static struct need rarer(struct need a, struct need b)
{
    if (a.any_of == 0 || b.any_of == 0)
        return a.any_of == 0 ? b : a;
    return a.chance <= b.chance ? a : b;
}

static bool combine(struct needs *needs, uint8_t op)
{
    if (op == PACK_OP_NOT)
        return join(needs, 0, 1);
    if (op == PACK_OP_OR)
        return join(needs, 1, 2);
    if (op != PACK_OP_AND || needs->depth < 2)
        return false;
    needs->depth -= 2;
    return push(needs, rarer(needs->stack[needs->depth], needs->stack[needs->depth + 1]));
}

uint32_t condition_needs(const struct pack *pack, const struct pack_rule *rule)
{
    const uint8_t *at = pack->code + rule->code, *end = at + rule->code_length;
    struct needs needs = {.depth = 0};
    while (at < end) {
        uint8_t op = *at++;
        bool read = false;
        if (op == PACK_OP_SELECTION && at < end) {
            read = push_selection(&needs, pack, rule, *at++);
        } else if (op == PACK_OP_AT_LEAST && end - at >= 2) {
            read = join(&needs, at[0], at[1]);
            at += 2;
        } else if (op != PACK_OP_SELECTION) {
            read = combine(&needs, op);
        }
        if (!read)
            return 0;
    }
    return needs.depth == 1 ? needs.stack[0].any_of : 0;
}

/*
 * hit_count.c: counts hits by rule and entry (hit_count.h). Touches the pack's counters and the lane's list of what is
 * counted of this transfer.
 */
#include "evidence/hit_count.h"

#include "evidence/pack_counters.h"

static void add_one(_Atomic uint64_t *counter)
{
    atomic_fetch_add_explicit(counter, 1, memory_order_relaxed);
}

static void count_one(struct hit_counters *counters, const struct judge_reason *reason, bool shadow)
{
    add_one(&counters->hits);
    if (shadow)
        add_one(&counters->shadow_hits);
    else if (reason->action == FG_FLAG)
        add_one(&counters->flags);
    else if (reason->action == FG_HOLD)
        add_one(&counters->holds);
    else if (reason->action == FG_BLOCK)
        add_one(&counters->blocks);
}

/* Notes a number; false = it was noted before, or there is no room. */
static bool note(uint32_t *numbers, uint32_t *count, uint32_t number)
{
    for (uint32_t i = *count; i-- > 0;)
        if (numbers[i] == number)
            return false;
    if (*count == 2 * HELD_MAX)
        return false;
    numbers[(*count)++] = number;
    return true;
}

static void count_rule(const struct pack_counters *counters, const struct judge_reason *reason, struct held *held,
                       bool shadow)
{
    if (reason->rule < counters->rule_count && note(held->rules, &held->rule_count, reason->rule))
        count_one(&counters->rules[reason->rule], reason, shadow);
}

static void count_entry(const struct pack_counters *counters, const struct judge_reason *reason, struct held *held,
                        bool shadow)
{
    if (reason->entry > 0 && reason->entry <= counters->entry_count &&
        note(held->entries, &held->entry_count, reason->entry))
        count_one(&counters->entries[reason->entry - 1], reason, shadow);
}

void hits_count(const struct pack *pack, const struct judgement *judgement, struct held *held)
{
    if (!pack->counters)
        return;
    /* What decided first: an entry may be a reason of a rule that does and of one that does not. */
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        if (!judgement->reasons[i].shadow) {
            count_rule(pack->counters, &judgement->reasons[i], held, false);
            count_entry(pack->counters, &judgement->reasons[i], held, false);
        }
    hits_count_shadow(pack, judgement, held);
}

void hits_count_shadow(const struct pack *pack, const struct judgement *judgement, struct held *held)
{
    if (!pack->counters)
        return;
    for (uint32_t i = 0; i < judgement->reason_count; i++) {
        count_rule(pack->counters, &judgement->reasons[i], held, true);
        count_entry(pack->counters, &judgement->reasons[i], held, true);
    }
}

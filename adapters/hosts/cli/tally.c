/*
 * tally.c: counts over Verdict lines (tally.h).
 */
#include "tally.h"

#include <stdlib.h>
#include <string.h>

static struct tally_rule *rule_of(struct tally *tally, const char *name)
{
    for (size_t i = 0; i < tally->rule_count; i++)
        if (strcmp(tally->rules[i].rule, name) == 0)
            return &tally->rules[i];
    struct tally_rule *rules = realloc(tally->rules, (tally->rule_count + 1) * sizeof *rules);
    char *copy = strdup(name);
    if (rules)
        tally->rules = rules;
    if (!rules || !copy) {
        free(copy);
        tally->failed = true;
        return NULL;
    }
    rules[tally->rule_count] = (struct tally_rule){.rule = copy};
    return &rules[tally->rule_count++];
}

static void count_rules(struct tally *tally, const Fiatgate__Verdict *line)
{
    struct tally_rule *decided = line->rule ? rule_of(tally, line->rule) : NULL;
    if (decided)
        decided->decided++;
    for (size_t i = 0; i < line->n_reasons; i++) {
        const char *name = line->reasons[i]->rule;
        bool again = !name;
        for (size_t k = 0; k < i && !again; k++)
            again = line->reasons[k]->rule && strcmp(line->reasons[k]->rule, name) == 0;
        struct tally_rule *rule = again ? NULL : rule_of(tally, name);
        if (rule)
            rule->held++;
    }
}

void tally_line(struct tally *tally, const Fiatgate__Verdict *line)
{
    if (line->status == FIATGATE__STATUS__STATUS_NOT_A_TRANSFER)
        tally->not_a_transfer++;
    else if (line->status == FIATGATE__STATUS__STATUS_NOT_SCREENED)
        tally->not_screened[(unsigned)line->cause % FG_CAUSE_COUNT]++;
    else if (line->tx > 0)
        tally->transfers[(unsigned)line->action % 4]++;
    tally->reasons_dropped += line->reasons_dropped;
    count_rules(tally, line);
}

void tally_add(struct tally *tally, const struct tally *from)
{
    for (int i = 0; i < 4; i++)
        tally->transfers[i] += from->transfers[i];
    for (int i = 0; i < FG_CAUSE_COUNT; i++)
        tally->not_screened[i] += from->not_screened[i];
    tally->not_a_transfer += from->not_a_transfer;
    tally->reasons_dropped += from->reasons_dropped;
    tally->failed = tally->failed || from->failed;
    for (size_t i = 0; i < from->rule_count; i++) {
        struct tally_rule *rule = rule_of(tally, from->rules[i].rule);
        if (rule) {
            rule->decided += from->rules[i].decided;
            rule->held += from->rules[i].held;
        }
    }
}

static int by_decided(const void *a, const void *b)
{
    const struct tally_rule *left = a, *right = b;
    if (left->decided != right->decided)
        return left->decided < right->decided ? 1 : -1;
    return strcmp(left->rule, right->rule);
}

void tally_sort(struct tally *tally)
{
    if (tally->rule_count > 1)
        qsort(tally->rules, tally->rule_count, sizeof *tally->rules, by_decided);
}

uint64_t tally_transfers(const struct tally *tally)
{
    return tally->transfers[0] + tally->transfers[1] + tally->transfers[2] + tally->transfers[3];
}

uint64_t tally_not_screened(const struct tally *tally)
{
    uint64_t sum = 0;
    for (int i = 0; i < FG_CAUSE_COUNT; i++)
        sum += tally->not_screened[i];
    return sum;
}

void tally_free(struct tally *tally)
{
    for (size_t i = 0; i < tally->rule_count; i++)
        free(tally->rules[i].rule);
    free(tally->rules);
    *tally = (struct tally){0};
}

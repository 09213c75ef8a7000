/*
 * findings_groups.c: what changes, in payments, customers and money: all in all, and by rule, entry, currency and what
 * the pack wants shown apart (findings_parts.h). Reads the work file; keeps as much in memory as there are groups.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "findings_parts.h"

/* What payments are grouped by: a column of payments, or nothing. */
struct grouping {
    const char *key;
    const char *where; /* more that is asked of them */
};

struct groups {
    Fiatgate__ReplayGroup **items;
    size_t count;
};

/* Different customers are counted by the database, which keeps what it has seen on disk. */
static void count_groups(struct finding *finding, const struct grouping *by, struct groups *groups)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "SELECT %s, change, COUNT(*), COUNT(DISTINCT NULLIF(customer, 0)) FROM payments WHERE change > 0%s "
             "GROUP BY 1, 2 ORDER BY 1, 2",
             by->key, by->where);
    sqlite3_stmt *question = finding_ask(finding, sql);
    while (finding_next(finding, &question)) {
        Fiatgate__ReplayGroup *group =
            finding_add(finding, &groups->items, &groups->count, &fiatgate__replay_group__descriptor);
        if (!group)
            continue;
        group->key = finding_copy(finding, finding_text(question, 0));
        group->has_change = group->has_payments = group->has_customers = true;
        group->change = (Fiatgate__Change)finding_number(question, 1);
        group->payments = finding_number(question, 2);
        group->customers = finding_number(question, 3);
    }
}

/* Both questions give their groups in the same order. */
static void add_group_money(struct finding *finding, const struct grouping *by, struct groups *groups)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "SELECT %s, change, currency, COUNT(*), COUNT(*) - COUNT(amount), amount_sum(amount) "
             "FROM payments WHERE change > 0%s GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
             by->key, by->where);
    sqlite3_stmt *question = finding_ask(finding, sql);
    size_t at = 0;
    while (finding_next(finding, &question)) {
        const char *key = finding_text(question, 0);
        Fiatgate__Change change = (Fiatgate__Change)finding_number(question, 1);
        while (at < groups->count && (strcmp(groups->items[at]->key, key) != 0 || groups->items[at]->change != change))
            at++;
        if (at < groups->count)
            finding_money(finding, &groups->items[at]->money, &groups->items[at]->n_money, question, 2);
    }
    for (size_t i = 0; i < groups->count; i++)
        finding_sort_money(finding, groups->items[i]->money, groups->items[i]->n_money);
}

/* Most payments first; then by key, then by change. */
static int by_size(const void *a, const void *b)
{
    const Fiatgate__ReplayGroup *left = *(Fiatgate__ReplayGroup *const *)a, *right = *(Fiatgate__ReplayGroup *const *)b;
    if (left->payments != right->payments)
        return left->payments > right->payments ? -1 : 1;
    int order = strcmp(left->key, right->key);
    return order ? order : left->change < right->change ? -1 : left->change > right->change;
}

static struct groups groups_by(struct finding *finding, const char *key, const char *where, bool by_number)
{
    const struct grouping by = {key, where};
    struct groups groups = {0};
    count_groups(finding, &by, &groups);
    if (!finding->failed)
        add_group_money(finding, &by, &groups);
    if (by_number && !finding->failed && groups.count > 1)
        qsort(groups.items, groups.count, sizeof *groups.items, by_size);
    return groups;
}

/* --- titles ------------------------------------------------------------------------------------------------------- */

static const char *rule_title(const struct pack *pack, const char *id)
{
    for (uint32_t i = 0; pack && i < pack->rule_count; i++)
        if (strcmp(pack_string(pack, pack->rules[i].id), id) == 0)
            return pack_string(pack, pack->rules[i].title);
    return NULL;
}

/* What is put down to the other pack has its title there. */
static void title_rules(struct finding *finding, struct groups groups)
{
    for (size_t i = 0; i < groups.count && !finding->failed; i++) {
        const char *title = rule_title(finding->source->pack, groups.items[i]->key);
        if (!title)
            title = rule_title(finding->source->against, groups.items[i]->key);
        if (title)
            groups.items[i]->title = finding_copy(finding, title);
    }
}

static void title_entries(struct finding *finding, struct groups groups)
{
    const struct pack *packs[] = {finding->source->pack, finding->source->against};
    for (size_t p = 0; p < sizeof packs / sizeof *packs; p++) {
        struct finding_entries *entries = packs[p] ? finding_entries_of(finding, packs[p]) : NULL;
        for (size_t i = 0; i < groups.count && entries && !finding->failed; i++) {
            uint32_t entry = finding_entry(entries, groups.items[i]->key);
            if (entry > 0 && !groups.items[i]->title)
                groups.items[i]->title =
                    finding_copy(finding, pack_string(packs[p], packs[p]->entries[entry - 1].name));
        }
        finding_entries_free(entries);
    }
}

static void title_apart(struct finding *finding, const struct pack *pack, Fiatgate__ReplayGroup *group)
{
    for (uint32_t i = 0; i < pack->apart_count; i++)
        if (strcmp(pack_string(pack, pack->apart[i].id), group->key) == 0) {
            group->title = finding_copy(finding, pack_string(pack, pack->apart[i].titles[PACK_ENGLISH]));
            group->title_russian = finding_copy(finding, pack_string(pack, pack->apart[i].titles[PACK_RUSSIAN]));
        }
}

/* That nothing changes for a group which the pack wants shown apart is said, too: no payments, no change. */
static void complete_apart(struct finding *finding, struct groups *groups)
{
    const struct pack *pack = finding->source->pack;
    for (size_t i = 0; i < groups->count && !finding->failed; i++)
        title_apart(finding, pack, groups->items[i]);
    for (uint32_t a = 0; a < pack->apart_count && !finding->failed; a++) {
        const char *id = pack_string(pack, pack->apart[a].id);
        bool known = false;
        for (size_t i = 0; i < groups->count && !known; i++)
            known = strcmp(groups->items[i]->key, id) == 0;
        Fiatgate__ReplayGroup *none =
            known ? NULL : finding_add(finding, &groups->items, &groups->count, &fiatgate__replay_group__descriptor);
        if (!none)
            continue;
        none->key = finding_copy(finding, id);
        title_apart(finding, pack, none);
        none->has_payments = none->has_customers = true;
    }
}

/* A field of the replay takes over what was found. */
#define TAKE(replay, field, groups) ((replay)->field = (groups).items, (replay)->n_##field = (groups).count)

/* Who gives an archive and what was unpacked from it counts payments twice, and should know. */
static void count_copies(struct finding *finding, Fiatgate__Replay *replay)
{
    sqlite3_stmt *question =
        finding_ask(finding, "SELECT COUNT(*) - COUNT(DISTINCT same) FROM payments WHERE change > 0");
    while (finding_next(finding, &question))
        SET(replay, copies, finding_number(question, 0));
}

void findings_groups(struct finding *finding, Fiatgate__Replay *replay)
{
    count_copies(finding, replay);
    struct groups groups = groups_by(finding, "''", "", false);
    TAKE(replay, changes, groups);
    groups = groups_by(finding, "cause_rule", "", true);
    TAKE(replay, by_rule, groups);
    title_rules(finding, groups);
    groups = groups_by(finding, "cause_entry", "", true);
    TAKE(replay, by_entry, groups);
    title_entries(finding, groups);
    groups = groups_by(finding, "currency", "", true);
    TAKE(replay, by_currency, groups);
    groups = groups_by(finding, "apart", " AND apart <> ''", true);
    complete_apart(finding, &groups);
    TAKE(replay, apart, groups);
}

/*
 * pack_counters.c: makes the counters of a pack, lets them go on from those of the pack before, and reads them for the
 * host (pack_counters.h). Under the gate's lock; lanes only add to what is made here.
 */
#include "evidence/pack_counters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "control/control.h"
#include "evidence/stats_file.h"
#include "evidence/stats_layout.h"
#include "judge/pack.h"
#include "lane.h"

#define FROM_NONE UINT32_MAX

static fg_error no_memory(const struct pack *pack, char *why, size_t why_size)
{
    if (why && why_size > 0)
        snprintf(why, why_size, "memory for the counters of %u rules and %u entries could not be had", pack->rule_count,
                 pack->entry_count);
    return FG_E_MEMORY;
}

/* --- which counters go on --------------------------------------------------------------------------------------- */

/* What a rule or entry is called, however its pack numbers it. */
struct named {
    const char *list; /* "" of rules */
    const char *id;
    uint32_t index;
};

static int by_name(const void *a, const void *b)
{
    const struct named *first = a, *second = b;
    int order = strcmp(first->list, second->list);
    return order != 0 ? order : strcmp(first->id, second->id);
}

static void name_rules(const struct pack *pack, struct named *names)
{
    for (uint32_t i = 0; i < pack->rule_count; i++)
        names[i] = (struct named){"", pack_string(pack, pack->rules[i].id), i};
    qsort(names, pack->rule_count, sizeof *names, by_name);
}

static void name_entries(const struct pack *pack, struct named *names)
{
    for (uint32_t i = 0; i < pack->entry_count; i++) {
        const struct pack_entry *entry = &pack->entries[i];
        names[i] = (struct named){pack_string(pack, pack->lists[entry->list].id), pack_string(pack, entry->id), i};
    }
    qsort(names, pack->entry_count, sizeof *names, by_name);
}

/* Of each new one, which old one has its name. */
static void join(const struct named *fresh, uint32_t fresh_count, const struct named *old, uint32_t old_count,
                 uint32_t *from)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < fresh_count; i++) {
        while (at < old_count && by_name(&old[at], &fresh[i]) < 0)
            at++;
        bool same = at < old_count && by_name(&old[at], &fresh[i]) == 0;
        from[fresh[i].index] = same ? old[at++].index : FROM_NONE;
    }
}

static bool find_former(struct pack_counters *counters, const struct pack *pack, const struct pack *before)
{
    size_t most_fresh = pack->rule_count > pack->entry_count ? pack->rule_count : pack->entry_count;
    size_t most_old = before->rule_count > before->entry_count ? before->rule_count : before->entry_count;
    struct named *fresh = malloc((most_fresh + most_old + 1) * sizeof *fresh), *old = fresh + most_fresh;
    counters->rules_from = malloc(((size_t)pack->rule_count + 1) * sizeof *counters->rules_from);
    counters->entries_from = malloc(((size_t)pack->entry_count + 1) * sizeof *counters->entries_from);
    bool done = fresh && counters->rules_from && counters->entries_from;
    if (done) {
        name_rules(pack, fresh);
        name_rules(before, old);
        join(fresh, pack->rule_count, old, before->rule_count, counters->rules_from);
        name_entries(pack, fresh);
        name_entries(before, old);
        join(fresh, pack->entry_count, old, before->entry_count, counters->entries_from);
    }
    free(fresh);
    return done;
}

/* --- the block -------------------------------------------------------------------------------------------------- */

/* Writes the pool of strings of a pack's file; the strings are those of the pack itself. */
struct pool {
    char *text; /* NULL = only measuring */
    uint64_t used;
};

static uint32_t put(struct pool *pool, const struct pack *pack, uint32_t string)
{
    const char *text = pack_string(pack, string);
    size_t length = strlen(text) + 1;
    uint32_t at = (uint32_t)pool->used;
    if (length == 1)
        return 0;
    if (pool->text)
        memcpy(pool->text + at, text, length);
    pool->used += length;
    return at;
}

/* All that the file says of the pack. head NULL measures the pool alone. */
static void describe_parts(const struct pack *pack, struct pool *pool, unsigned char *file,
                           const struct stats_pack *head)
{
    for (uint32_t i = 0; i < pack->list_count; i++) {
        const struct pack_list *list = &pack->lists[i];
        struct stats_list record = {put(pool, pack, list->id), put(pool, pack, list->title), list->retrieved_at,
                                    list->max_age_days};
        if (head)
            memcpy(file + head->lists_offset + i * sizeof record, &record, sizeof record);
    }
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        struct stats_rule record = {put(pool, pack, rule->id), put(pool, pack, rule->title), rule->action, rule->mode};
        if (head)
            memcpy(file + head->rules_offset + i * sizeof record, &record, sizeof record);
    }
    for (uint32_t i = 0; i < pack->entry_count; i++) {
        const struct pack_entry *entry = &pack->entries[i];
        struct stats_entry record = {entry->list, put(pool, pack, entry->id), put(pool, pack, entry->name)};
        if (head)
            memcpy(file + head->entries_offset + i * sizeof record, &record, sizeof record);
    }
}

/* Where each part lies. Counters first, each kind on cache lines of its own. */
static void lay_out(const struct pack *pack, struct stats_pack *head)
{
    struct pool pool = {.used = 1};
    describe_parts(pack, &pool, NULL, NULL);
    head->list_count = pack->list_count;
    head->rule_count = pack->rule_count;
    head->entry_count = pack->entry_count;
    head->strings_size = (uint32_t)pool.used;
    head->rule_hits_offset = whole_lines(sizeof *head);
    head->entry_hits_offset = whole_lines(head->rule_hits_offset + pack->rule_count * sizeof(struct hit_counters));
    head->lists_offset = whole_lines(head->entry_hits_offset + pack->entry_count * sizeof(struct hit_counters));
    head->rules_offset = whole_lines(head->lists_offset + pack->list_count * sizeof(struct stats_list));
    head->entries_offset = whole_lines(head->rules_offset + pack->rule_count * sizeof(struct stats_rule));
    head->strings_offset = whole_lines(head->entries_offset + pack->entry_count * sizeof(struct stats_entry));
    head->head.file_size = head->strings_offset + whole_lines(pool.used);
}

static void describe(const struct pack *pack, struct stats_pack *head, unsigned char *file, uint32_t pid)
{
    struct pool pool = {.text = (char *)file + head->strings_offset, .used = 1};
    head->head.layout = STATS_LAYOUT;
    head->head.pid = pid;
    memcpy(head->head.magic, STATS_PACK_MAGIC, sizeof head->head.magic);
    snprintf(head->name, sizeof head->name, "%s", pack_string(pack, pack->meta->name));
    snprintf(head->version, sizeof head->version, "%s", pack_string(pack, pack->meta->version));
    snprintf(head->hash, sizeof head->hash, "%s", pack->hash);
    head->loaded_at = (int64_t)time(NULL);
    head->valid_from = pack->meta->valid_from;
    head->valid_to = pack->meta->valid_to;
    head->marks = pack->marks;
    describe_parts(pack, &pool, file, head);
    memcpy(file, head, sizeof *head);
}

/* Counters alone where no other process looks. */
static fg_error place_in_memory(struct pack_counters *counters, const struct pack *pack, char *why, size_t why_size)
{
    uint64_t entries = whole_lines(counters->rule_count * sizeof(struct hit_counters));
    counters->block_size = whole_lines(entries + counters->entry_count * sizeof(struct hit_counters) + 1);
    counters->block = lines_new(counters->block_size);
    if (!counters->block)
        return no_memory(pack, why, why_size);
    counters->rules = counters->block;
    counters->entries = (struct hit_counters *)((unsigned char *)counters->block + entries);
    return FG_OK;
}

static fg_error place_in_file(struct pack_counters *counters, const struct pack *pack, char *why, size_t why_size)
{
    struct stats_pack head = {0};
    lay_out(pack, &head);
    fg_error error = stats_pack_new(counters->stats, head.head.file_size, &counters->block, why, why_size);
    if (error != FG_OK)
        return error;
    unsigned char *file = counters->block;
    counters->block_size = head.head.file_size;
    counters->rules = (struct hit_counters *)(file + head.rule_hits_offset);
    counters->entries = (struct hit_counters *)(file + head.entry_hits_offset);
    describe(pack, &head, file, stats_pid(counters->stats));
    return FG_OK;
}

/* --- as the gate calls it --------------------------------------------------------------------------------------- */

/* What cannot be shown is no reason to stop: the counters count, the file of before stays. */
static void show(struct pack_counters *counters)
{
    if (counters->stats && !counters->shown)
        stats_pack_show(counters->stats);
    counters->shown = true;
}

fg_error counters_make(struct fg_gate *gate, struct pack *pack, const struct pack *before, char *why, size_t why_size)
{
    struct pack_counters *made = pack->counters = calloc(1, sizeof *made);
    if (!made)
        return no_memory(pack, why, why_size);
    made->rule_count = pack->rule_count;
    made->entry_count = pack->entry_count;
    made->stats = gate->control && stats_has_files(gate->control->stats) ? gate->control->stats : NULL;
    fg_error error = FG_OK;
    if (before && before->counters && !find_former(made, pack, before))
        error = no_memory(pack, why, why_size);
    if (error == FG_OK)
        error = made->stats ? place_in_file(made, pack, why, why_size) : place_in_memory(made, pack, why, why_size);
    if (error != FG_OK)
        counters_free(pack);
    else if (!before)
        show(made);
    return error;
}

static void add(_Atomic uint64_t *to, const _Atomic uint64_t *from)
{
    atomic_fetch_add_explicit(to, atomic_load_explicit(from, memory_order_relaxed), memory_order_relaxed);
}

static void carry(struct hit_counters *to, const struct hit_counters *from)
{
    add(&to->hits, &from->hits);
    add(&to->flags, &from->flags);
    add(&to->holds, &from->holds);
    add(&to->blocks, &from->blocks);
    add(&to->shadow_hits, &from->shadow_hits);
}

void counters_carry(struct pack *pack, const struct pack *before)
{
    struct pack_counters *counters = pack->counters;
    if (!counters)
        return;
    const struct pack_counters *old = before ? before->counters : NULL;
    for (uint32_t i = 0; old && counters->rules_from && i < counters->rule_count; i++)
        if (counters->rules_from[i] < old->rule_count)
            carry(&counters->rules[i], &old->rules[counters->rules_from[i]]);
    for (uint32_t i = 0; old && counters->entries_from && i < counters->entry_count; i++)
        if (counters->entries_from[i] < old->entry_count)
            carry(&counters->entries[i], &old->entries[counters->entries_from[i]]);
    free(counters->rules_from);
    free(counters->entries_from);
    counters->rules_from = counters->entries_from = NULL;
    show(counters);
}

void counters_free(struct pack *pack)
{
    struct pack_counters *counters = pack->counters;
    if (!counters)
        return;
    if (counters->block && counters->stats)
        stats_pack_free(counters->stats, counters->block, counters->block_size, counters->shown);
    else
        free(counters->block);
    free(counters->rules_from);
    free(counters->entries_from);
    free(counters);
    pack->counters = NULL;
}

/* --- as the host asks ------------------------------------------------------------------------------------------- */

static uint64_t value(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

static void fill(fg_hits *hits, const struct hit_counters *from)
{
    hits->hits = value(&from->hits);
    hits->flags = value(&from->flags);
    hits->holds = value(&from->holds);
    hits->blocks = value(&from->blocks);
    hits->shadow_hits = value(&from->shadow_hits);
}

/* FG_OK: the gate is locked. */
static fg_error begin(fg_gate *gate, const fg_hits *hits)
{
    if (!gate || !hits || hits->size < sizeof *hits)
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    pthread_mutex_lock(&gate->reload);
    return FG_OK;
}

fg_error fg_rule_hits(fg_gate *gate, uint32_t index, fg_hits *hits)
{
    fg_error error = begin(gate, hits);
    if (error != FG_OK)
        return error;
    const struct pack *pack = atomic_load(&gate->live)->pack;
    if (index < pack->rule_count && pack->counters) {
        snprintf(hits->id, sizeof hits->id, "%s", pack_string(pack, pack->rules[index].id));
        fill(hits, &pack->counters->rules[index]);
    } else {
        error = FG_E_NOT_FOUND;
    }
    pthread_mutex_unlock(&gate->reload);
    return error;
}

fg_error fg_entry_hits(fg_gate *gate, uint32_t index, fg_hits *hits)
{
    fg_error error = begin(gate, hits);
    if (error != FG_OK)
        return error;
    const struct pack *pack = atomic_load(&gate->live)->pack;
    if (index < pack->entry_count && pack->counters) {
        const struct pack_entry *entry = &pack->entries[index];
        snprintf(hits->id, sizeof hits->id, "%s/%s", pack_string(pack, pack->lists[entry->list].id),
                 pack_string(pack, entry->id));
        fill(hits, &pack->counters->entries[index]);
    } else {
        error = FG_E_NOT_FOUND;
    }
    pthread_mutex_unlock(&gate->reload);
    return error;
}

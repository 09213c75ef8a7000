/*
 * findings_pack.c: the packs of a replay with their lists, and what of the pack and of the messages was not measured
 * (findings_parts.h). Reads the packs and the work file.
 */
#include <stdlib.h>
#include <string.h>

#include "civil_date.h"
#include "command.h"
#include "fiatgate.h"
#include "findings_parts.h"

/* So many of what cannot be read are listed. */
#define UNREADABLE_LISTED 500u

/* --- packs -------------------------------------------------------------------------------------------------------- */

/* YYYYMMDD of "2026-11-21"; 0 of anything else. */
static int32_t date_of(const char *day)
{
    return day && strlen(day) == 10 ? atoi(day) * 10000 + atoi(day + 5) * 100 + atoi(day + 8) : 0;
}

static void add_list(struct finding *finding, Fiatgate__ReplayPack *into, const struct pack *pack,
                     const struct pack_list *list, int32_t last_day)
{
    char day[CIVIL_DATE_TEXT];
    Fiatgate__ReplayList *item = finding_add(finding, &into->lists, &into->n_lists, &fiatgate__replay_list__descriptor);
    if (!item)
        return;
    item->id = finding_copy(finding, pack_string(pack, list->id));
    item->title = finding_copy(finding, pack_string(pack, list->title));
    item->source = finding_copy(finding, pack_string(pack, list->source));
    SET(item, entries, list->entry_count);
    if (list->max_age_days > 0)
        SET(item, max_age_days, list->max_age_days);
    if (!list->retrieved_at)
        return;
    item->retrieved_at = finding_copy(finding, civil_date_text(list->retrieved_at, day));
    if (!last_day)
        return;
    SET(item, age_days, civil_date_days(last_day) - civil_date_days(list->retrieved_at));
    SET(item, stale, list->max_age_days > 0 && item->age_days > (int64_t)list->max_age_days);
}

static Fiatgate__ReplayPack *pack_found(struct finding *finding, const struct pack *pack, int32_t last_day)
{
    char day[CIVIL_DATE_TEXT];
    Fiatgate__ReplayPack *made = finding_make(finding, &fiatgate__replay_pack__descriptor);
    if (!made)
        return NULL;
    made->name = finding_copy(finding, pack_string(pack, pack->meta->name));
    made->version = finding_copy(finding, pack_string(pack, pack->meta->version));
    made->title = finding_copy(finding, pack_string(pack, pack->meta->title));
    made->hash = finding_copy(finding, pack->hash);
    if (pack->meta->valid_to)
        made->valid_to = finding_copy(finding, civil_date_text(pack->meta->valid_to, day));
    SET(made, only_shadows, pack->meta->enforcement == PACK_ENFORCEMENT_SHADOW);
    for (uint32_t i = 0; i < pack->layer_count; i++) {
        Fiatgate__Layer *layer = finding_add(finding, &made->layers, &made->n_layers, &fiatgate__layer__descriptor);
        if (!layer)
            break;
        layer->name = finding_copy(finding, pack_string(pack, pack->layers[i].name));
        layer->version = finding_copy(finding, pack_string(pack, pack->layers[i].version));
        layer->hash = finding_copy(finding, pack_string(pack, pack->layers[i].hash));
    }
    for (uint32_t i = 0; i < pack->list_count; i++)
        add_list(finding, made, pack, &pack->lists[i], last_day);
    return made;
}

void findings_packs(struct finding *finding, Fiatgate__Replay *replay)
{
    int32_t last_day = date_of(replay->input->last_day);
    replay->pack = pack_found(finding, finding->source->pack, last_day);
    if (finding->source->against)
        replay->against = pack_found(finding, finding->source->against, last_day);
}

/* --- rules and entries -------------------------------------------------------------------------------------------- */

static bool is_counted(const Fiatgate__Replay *replay, const char *rule)
{
    for (size_t i = 0; i < replay->n_rules_hit; i++)
        if (strcmp(replay->rules_hit[i]->key, rule) == 0)
            return true;
    return false;
}

/* How often the rules held with the other pack. */
static void add_before(struct finding *finding, Fiatgate__Replay *replay)
{
    for (size_t i = 0; i < replay->n_rules_hit && replay->against; i++)
        SET(replay->rules_hit[i], before, 0);
    sqlite3_stmt *question = finding_sums(finding, SUM_RULE_BEFORE);
    while (finding_next(finding, &question))
        for (size_t i = 0; i < replay->n_rules_hit && replay->against; i++)
            if (strcmp(replay->rules_hit[i]->key, finding_text(question, 0)) == 0)
                replay->rules_hit[i]->before = finding_number(question, 1);
}

static void add_rules(struct finding *finding, Fiatgate__Replay *replay)
{
    const struct pack *pack = finding->source->pack;
    finding_counts(finding, SUM_RULE, &replay->rules_hit, &replay->n_rules_hit);
    if (!finding->failed)
        add_before(finding, replay);
    for (uint32_t i = 0; i < pack->rule_count && !finding->failed; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        const char *id = pack_string(pack, rule->id), *title = pack_string(pack, rule->title);
        for (size_t r = 0; r < replay->n_rules_hit; r++)
            if (strcmp(replay->rules_hit[r]->key, id) == 0 && !replay->rules_hit[r]->title)
                replay->rules_hit[r]->title = finding_copy(finding, title);
        Fiatgate__ReplayCount *never = NULL;
        if (rule->mode != PACK_OFF && !is_counted(replay, id))
            never = finding_add(finding, &replay->rules_never_hit, &replay->n_rules_never_hit,
                                &fiatgate__replay_count__descriptor);
        if (never) {
            never->key = finding_copy(finding, id);
            never->title = finding_copy(finding, title);
            SET(never, count, 0);
        }
    }
}

/* Whether entries of a list can be a reason: those of registers and of codes only take part in a condition. */
static bool gives_reasons(const struct pack_list *list)
{
    switch ((enum pack_list_kind)list->kind) {
    case PACK_LIST_ENTITIES:
    case PACK_LIST_TERMS:
    case PACK_LIST_PATTERNS:
    case PACK_LIST_WALLETS:
    case PACK_LIST_RANGES:
    case PACK_LIST_TABLE:
        return true;
    default:
        return false;
    }
}

static void count_entries(struct finding *finding, Fiatgate__Replay *replay, const struct finding_entries *entries)
{
    const struct pack *pack = finding->source->pack;
    uint32_t hit[PACK_LISTS_MAX] = {0};
    uint64_t never = 0;
    sqlite3_stmt *question = finding_sums(finding, SUM_ENTRY);
    while (finding_next(finding, &question)) {
        uint32_t entry = finding_entry(entries, finding_text(question, 0));
        if (entry > 0 && pack->entries[entry - 1].list < PACK_LISTS_MAX)
            hit[pack->entries[entry - 1].list]++;
    }
    for (uint32_t i = 0; i < pack->list_count && i < PACK_LISTS_MAX && !finding->failed; i++) {
        Fiatgate__ReplayList *list = replay->pack->lists[i];
        if (!gives_reasons(&pack->lists[i]))
            continue;
        SET(list, never_hit, list->entries > hit[i] ? list->entries - hit[i] : 0);
        never += list->never_hit;
    }
    SET(replay, entries_never_hit, never);
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

static bool is_among(const struct pack_selection *selection, unsigned field)
{
    return selection->fields[field / 64] >> (field % 64) & 1u;
}

/* A selection that names no field looks at all of them, dates included; none is missed by it. */
static bool looks_anywhere(const struct pack_selection *selection)
{
    return is_among(selection, FG_FIELD_SETTLEMENT_DATE);
}

/* The canonical fields that a rule of the pack asks for. */
static void asked_fields(const struct pack *pack, bool asked[FG_FIELD_LIMIT])
{
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        for (uint32_t s = 0; rule->mode != PACK_OFF && s < rule->selection_count; s++) {
            const struct pack_selection *selection = &pack->selections[rule->first_selection + s];
            for (unsigned field = 0; field < FG_FIELD_LIMIT && !looks_anywhere(selection); field++)
                asked[field] = asked[field] || is_among(selection, field);
            asked[selection->field_a % FG_FIELD_LIMIT] = true;
            asked[selection->field_b % FG_FIELD_LIMIT] = true;
        }
    }
}

static void add_fields(struct finding *finding, Fiatgate__Replay *replay)
{
    bool asked[FG_FIELD_LIMIT] = {0};
    asked_fields(finding->source->pack, asked);
    sqlite3_stmt *question = finding_sums(finding, SUM_FIELD);
    while (finding_next(finding, &question))
        asked[fg_field_by_name(finding_text(question, 0)) % FG_FIELD_LIMIT] = false;
    replay->fields_never_seen = calloc(FG_FIELD_LIMIT, sizeof *replay->fields_never_seen);
    if (!replay->fields_never_seen)
        finding_no_memory(finding);
    for (unsigned field = 1; field < FG_FIELD_LIMIT && !finding->failed; field++)
        if (asked[field] && *fg_field_name((fg_field)field))
            replay->fields_never_seen[replay->n_fields_never_seen++] =
                finding_copy(finding, fg_field_name((fg_field)field));
}

/* --- messages ----------------------------------------------------------------------------------------------------- */

static void add_unreadable(struct finding *finding, Fiatgate__Replay *replay)
{
    sqlite3_stmt *question = finding_ask(finding, "SELECT item FROM unreadable ORDER BY seq");
    uint64_t more = 0;
    while (finding_next(finding, &question)) {
        if (replay->n_unreadable == UNREADABLE_LISTED) {
            more++;
            continue;
        }
        Fiatgate__ReplayUnreadable *read = fiatgate__replay_unreadable__unpack(
            NULL, (size_t)sqlite3_column_bytes(question, 0), sqlite3_column_blob(question, 0));
        Fiatgate__ReplayUnreadable **items = replay->unreadable;
        if (read && !items)
            items = replay->unreadable = calloc(UNREADABLE_LISTED, sizeof *items);
        if (read && items) {
            items[replay->n_unreadable++] = read;
            continue;
        }
        if (read)
            finding_no_memory(finding);
        else
            finding_damaged(finding);
        fiatgate__replay_unreadable__free_unpacked(read, NULL);
    }
    SET(replay, unreadable_more, more);
}

void findings_not_measured(struct finding *finding, Fiatgate__Replay *replay)
{
    finding_counts(finding, SUM_CAUSE, &replay->causes, &replay->n_causes);
    add_unreadable(finding, replay);
    add_rules(finding, replay);
    add_fields(finding, replay);
    struct finding_entries *entries = finding_entries_of(finding, finding->source->pack);
    if (entries && !finding->failed)
        count_entries(finding, replay, entries);
    finding_entries_free(entries);
}

/*
 * shown.c: the choice of payments shown (shown.h).
 */
#include "shown.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_PLACES 256u

struct member {
    uint64_t draw, seq;
};

struct group {
    char *rule, *entry;
    int change, label;
    struct member *members; /* the smallest first */
    uint32_t count, room;
};

struct shown {
    size_t limit;
    size_t quota; /* of each group; 0 = all */
    size_t kept;  /* members of all groups */
    uint64_t draw_limit;
    struct group *groups;
    size_t count, room;
    uint32_t *places; /* by hash: the group's index and one; 0 = free */
    size_t place_count;
};

struct shown *shown_new(size_t limit)
{
    struct shown *shown = calloc(1, sizeof *shown);
    if (shown) {
        shown->limit = limit;
        shown->draw_limit = UINT64_MAX;
    }
    return shown;
}

void shown_free(struct shown *shown)
{
    for (size_t i = 0; shown && i < shown->count; i++) {
        free(shown->groups[i].rule);
        free(shown->groups[i].entry);
        free(shown->groups[i].members);
    }
    if (shown) {
        free(shown->groups);
        free(shown->places);
    }
    free(shown);
}

/* --- groups ------------------------------------------------------------------------------------------------------ */

static uint64_t hash_text(uint64_t hash, const char *text)
{
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
    return (hash ^ 0xff) * 0x100000001b3u;
}

static uint32_t hash_of(const struct shown_group_key *key)
{
    uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)(key->change * 16 + key->label);
    hash = hash_text(hash_text(hash, key->rule), key->entry);
    return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

static uint32_t *place_of(const struct shown *shown, const struct shown_group_key *key)
{
    uint32_t mask = (uint32_t)shown->place_count - 1;
    for (uint32_t at = hash_of(key) & mask;; at = (at + 1) & mask) {
        uint32_t *place = &shown->places[at];
        if (*place == 0)
            return place;
        const struct group *group = &shown->groups[*place - 1];
        if (group->change == key->change && group->label == key->label && strcmp(group->rule, key->rule) == 0 &&
            strcmp(group->entry, key->entry) == 0)
            return place;
    }
}

static bool grow(struct shown *shown)
{
    size_t room = shown->room ? shown->room * 2 : FIRST_PLACES / 2;
    if (room > UINT32_MAX / 4)
        return false;
    struct group *groups = realloc(shown->groups, room * sizeof *groups);
    if (!groups)
        return false;
    shown->groups = groups;
    uint32_t *places = calloc(room * 2, sizeof *places);
    if (!places)
        return false;
    free(shown->places);
    shown->places = places;
    shown->place_count = room * 2;
    shown->room = room;
    for (size_t i = 0; i < shown->count; i++) {
        const struct group *group = &groups[i];
        struct shown_group_key key = {group->change, group->label, group->rule, group->entry};
        *place_of(shown, &key) = (uint32_t)i + 1;
    }
    return true;
}

/* NULL = memory could not be had. */
static struct group *group_of(struct shown *shown, const struct shown_group_key *key)
{
    if (shown->count == shown->room && !grow(shown))
        return NULL;
    uint32_t *place = place_of(shown, key);
    if (*place)
        return &shown->groups[*place - 1];
    char *rule = strdup(key->rule), *entry = strdup(key->entry);
    if (!rule || !entry) {
        free(rule);
        free(entry);
        return NULL;
    }
    struct group *group = &shown->groups[shown->count++];
    *group = (struct group){.rule = rule, .entry = entry, .change = key->change, .label = key->label};
    *place = (uint32_t)shown->count;
    return group;
}

/* --- members ----------------------------------------------------------------------------------------------------- */

static bool is_smaller(const struct member *a, const struct member *b)
{
    return a->draw != b->draw ? a->draw < b->draw : a->seq < b->seq;
}

static bool insert(struct shown *shown, struct group *group, struct member member)
{
    if (group->count == group->room) {
        uint32_t room = group->room ? group->room * 2 : 2;
        struct member *members = realloc(group->members, room * sizeof *members);
        if (!members)
            return false;
        group->members = members;
        group->room = room;
    }
    uint32_t at = group->count;
    while (at > 0 && is_smaller(&member, &group->members[at - 1]))
        at--;
    memmove(group->members + at + 1, group->members + at, (group->count - at) * sizeof member);
    group->members[at] = member;
    group->count++;
    shown->kept++;
    return true;
}

/* One addition on its way: who is told of what goes, and whether the new payment is still there. */
struct addition {
    uint64_t seq;
    bool kept;
    shown_drop_fn drop;
    void *context;
};

static void remove_largest(struct shown *shown, struct group *group, struct addition *addition)
{
    uint64_t seq = group->members[--group->count].seq;
    shown->kept--;
    if (seq == addition->seq)
        addition->kept = false;
    else
        addition->drop(addition->context, seq);
}

/* Of groups that keep one each, the one that keeps the largest. */
static struct group *largest(const struct shown *shown)
{
    struct group *found = NULL;
    for (size_t i = 0; i < shown->count; i++) {
        struct group *group = &shown->groups[i];
        if (group->count > 0 && (!found || is_smaller(&found->members[0], &group->members[0])))
            found = group;
    }
    return found;
}

static size_t largest_count(const struct shown *shown)
{
    size_t most = 0;
    for (size_t i = 0; i < shown->count; i++)
        most = shown->groups[i].count > most ? shown->groups[i].count : most;
    return most;
}

/* With as many groups as may be kept payments, one of each, a draw above all theirs is of no use in any group. */
static void set_draw_limit(struct shown *shown)
{
    if (shown->quota == 1 && shown->kept == shown->limit && shown->limit > 0)
        shown->draw_limit = largest(shown)->members[0].draw;
}

/* One more than the limit are kept: each group gives up its largest beyond the next smaller quota. */
static void shrink(struct shown *shown, struct addition *addition)
{
    size_t most = largest_count(shown);
    if (most <= 1) {
        shown->quota = 1;
        remove_largest(shown, largest(shown), addition);
        return;
    }
    shown->quota = most - 1;
    for (size_t i = 0; i < shown->count; i++)
        if (shown->groups[i].count > shown->quota)
            remove_largest(shown, &shown->groups[i], addition);
}

enum shown_answer shown_add(struct shown *shown, const struct shown_group_key *key, uint64_t draw, uint64_t seq,
                            shown_drop_fn drop, void *context)
{
    if (draw > shown->draw_limit)
        return SHOWN_NOT_KEPT;
    struct group *group = group_of(shown, key);
    if (!group || !insert(shown, group, (struct member){draw, seq}))
        return SHOWN_NO_MEMORY;
    struct addition addition = {.seq = seq, .kept = true, .drop = drop, .context = context};
    bool fits = shown->quota == 0 || group->count <= shown->quota;
    if (!fits)
        remove_largest(shown, group, &addition);
    else if (shown->kept > shown->limit)
        shrink(shown, &addition);
    if (fits || addition.kept)
        set_draw_limit(shown);
    return addition.kept ? SHOWN_KEPT : SHOWN_NOT_KEPT;
}

void shown_cut(struct shown *shown)
{
    shown->quota = largest_count(shown);
    set_draw_limit(shown);
}

size_t shown_count(const struct shown *shown)
{
    return shown->kept;
}

size_t shown_a_group(const struct shown *shown)
{
    return shown->quota;
}

uint64_t shown_draw_limit(const struct shown *shown)
{
    return shown->draw_limit;
}

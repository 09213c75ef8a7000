/*
 * report_html_groups.c: the payments that the report shows, taken in the order of the input and arranged in groups: by
 * change, the strictest first, then by rule and entry, the largest first; within a group the order of the input stays.
 * Keeps the HTML of each until the page is written.
 */
#include "report_html.h"

#include <stdlib.h>
#include <string.h>

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* A payment with a change stands with its change, whatever its label says. */
static int label_of(const Fiatgate__ReplayPayment *payment)
{
    return payment->change == FIATGATE__CHANGE__CHANGE_NONE ? (int)payment->label : 0;
}

static uint64_t size_of(const Fiatgate__Replay *replay, const struct listed_group *group)
{
    for (size_t i = 0; i < replay->n_by_rule; i++)
        if ((int)replay->by_rule[i]->change == group->change &&
            strcmp(or_empty(replay->by_rule[i]->key), group->rule) == 0)
            return replay->by_rule[i]->payments;
    return 0;
}

static const char *title_of(const Fiatgate__Replay *replay, const Fiatgate__ReplayPayment *payment)
{
    const char *rule = or_empty(payment->cause_rule), *title = report_rule_title(replay, rule);
    for (size_t i = 0; !title && i < payment->n_reasons + payment->n_reasons_before; i++) {
        const Fiatgate__Reason *reason =
            i < payment->n_reasons ? payment->reasons[i] : payment->reasons_before[i - payment->n_reasons];
        if (strcmp(or_empty(reason->rule), rule) == 0)
            title = reason->title;
    }
    return or_empty(title);
}

static bool is_group(const struct listed_group *group, const Fiatgate__ReplayPayment *payment)
{
    return group->change == (int)payment->change && group->label == label_of(payment) &&
           strcmp(group->rule, or_empty(payment->cause_rule)) == 0 &&
           strcmp(group->entry, or_empty(payment->cause_entry)) == 0;
}

/* The payment's group, made where it is the first. false = no memory. */
static bool find_group(struct listed *listed, const Fiatgate__ReplayPayment *payment, size_t *found)
{
    for (size_t i = 0; i < listed->group_count; i++)
        if (is_group(&listed->groups[i], payment)) {
            *found = i;
            return true;
        }
    if (listed->group_count == listed->group_room) {
        size_t room = listed->group_room ? listed->group_room * 2 : 64;
        struct listed_group *groups = realloc(listed->groups, room * sizeof *groups);
        if (!groups)
            return false;
        listed->groups = groups;
        listed->group_room = room;
    }
    struct listed_group *group = &listed->groups[listed->group_count];
    *group = (struct listed_group){.change = (int)payment->change,
                                   .label = label_of(payment),
                                   .rule = strdup(or_empty(payment->cause_rule)),
                                   .entry = strdup(or_empty(payment->cause_entry)),
                                   .rule_title = strdup(title_of(listed->replay, payment))};
    *found = listed->group_count++;
    if (!group->rule || !group->entry || !group->rule_title)
        return false;
    group->size = size_of(listed->replay, group);
    return true;
}

static bool take(void *context, const Fiatgate__ReplayPayment *payment)
{
    struct listed *listed = context;
    if (listed->item_count == listed->item_room) {
        size_t room = listed->item_room ? listed->item_room * 2 : 256;
        struct listed_item *items = realloc(listed->items, room * sizeof *items);
        if (!items) {
            listed->failed = true;
            return false;
        }
        listed->items = items;
        listed->item_room = room;
    }
    struct listed_item *item = &listed->items[listed->item_count];
    if (!find_group(listed, payment, &item->group)) {
        listed->failed = true;
        return false;
    }
    listed->groups[item->group].payments++;
    item->start = listed->length;
    report_html_payment(listed->stream, listed->replay, payment);
    if (fflush(listed->stream) != 0) {
        listed->failed = true;
        return false;
    }
    item->end = listed->length;
    listed->item_count++;
    return true;
}

/* Changes first, the strictest first of all; then those that only a label speaks of. */
static int rank(const struct listed_group *group)
{
    return group->change ? group->change : CHANGES + group->label;
}

static int compare_groups(const void *one, const void *other)
{
    const struct listed_group *a = one, *b = other;
    if (rank(a) != rank(b))
        return rank(a) - rank(b);
    if (a->size != b->size)
        return a->size < b->size ? 1 : -1;
    int rules = strcmp(a->rule, b->rule);
    if (rules != 0)
        return rules;
    if (a->payments != b->payments)
        return a->payments < b->payments ? 1 : -1;
    return strcmp(a->entry, b->entry);
}

static int compare_items(const void *one, const void *other)
{
    const struct listed_item *a = one, *b = other;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* Sorts the groups, tells the items their new numbers, and sorts those. */
static bool arrange(struct listed *listed)
{
    struct place {
        struct listed_group group;
        size_t was;
    } *places = calloc(listed->group_count + 1, sizeof *places);
    size_t *now = calloc(listed->group_count + 1, sizeof *now);
    if (places && now) {
        for (size_t i = 0; i < listed->group_count; i++)
            places[i] = (struct place){listed->groups[i], i};
        qsort(places, listed->group_count, sizeof *places, compare_groups);
        for (size_t i = 0; i < listed->group_count; i++) {
            listed->groups[i] = places[i].group;
            now[places[i].was] = i;
        }
        for (size_t i = 0; i < listed->item_count; i++)
            listed->items[i].group = now[listed->items[i].group];
        if (listed->item_count > 0)
            qsort(listed->items, listed->item_count, sizeof *listed->items, compare_items);
    }
    bool arranged = places && now;
    free(places);
    free(now);
    return arranged;
}

bool listed_collect(struct listed *listed, const struct report_material *material)
{
    *listed = (struct listed){.replay = material->replay};
    listed->stream = open_memstream(&listed->html, &listed->length);
    bool said = false;
    if (listed->stream && !material->payments(material->source, take, listed))
        said = !listed->failed;
    if (said)
        return false;
    if (!listed->stream || listed->failed || !arrange(listed)) {
        fprintf(stderr, "fiatgate replay: the report's payments do not fit into memory\n");
        return false;
    }
    return true;
}

void listed_free(struct listed *listed)
{
    if (listed->stream)
        fclose(listed->stream);
    free(listed->html);
    for (size_t i = 0; i < listed->group_count; i++) {
        free(listed->groups[i].rule);
        free(listed->groups[i].entry);
        free(listed->groups[i].rule_title);
    }
    free(listed->groups);
    free(listed->items);
    *listed = (struct listed){0};
}

size_t listed_find(const struct listed *listed, int change, const char *rule, const char *entry)
{
    for (size_t i = 0; i < listed->group_count; i++) {
        const struct listed_group *group = &listed->groups[i];
        if (group->change == change && (!rule || strcmp(group->rule, rule) == 0) &&
            (!entry || strcmp(group->entry, entry) == 0))
            return i + 1;
    }
    return 0;
}

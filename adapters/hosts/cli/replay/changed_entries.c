/*
 * changed_entries.c: entries of two packs beside each other, found by their ids (changed_entries.h). Reads packs.
 */
#include "changed_entries.h"

#include <stdlib.h>
#include <string.h>

/* The entries of a pack by the hash of list and id; a place holds 1 + index, 0 = free. */
struct places {
    uint32_t *items, mask;
};

static const char *list_of(const struct pack *pack, const struct pack_entry *entry)
{
    return pack_string(pack, pack->lists[entry->list].id);
}

static uint32_t hash_of(const struct pack *pack, const struct pack_entry *entry)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (const char *at = list_of(pack, entry); *at; at++)
        hash = (hash ^ (unsigned char)*at) * 0x100000001b3u;
    hash *= 0x100000001b3u;
    for (const char *at = pack_string(pack, entry->id); *at; at++)
        hash = (hash ^ (unsigned char)*at) * 0x100000001b3u;
    return (uint32_t)(hash >> 32) ^ (uint32_t)hash;
}

static bool places_make(struct places *places, const struct pack *pack)
{
    uint32_t count = 16;
    while (count < 2 * (uint64_t)pack->entry_count)
        count *= 2;
    *places = (struct places){.items = calloc(count, sizeof *places->items), .mask = count - 1};
    for (uint32_t i = 0; places->items && i < pack->entry_count; i++) {
        uint32_t at = hash_of(pack, &pack->entries[i]) & places->mask;
        while (places->items[at] != 0)
            at = (at + 1) & places->mask;
        places->items[at] = i + 1;
    }
    return places->items != NULL;
}

static bool same_string(const struct pack *pack, uint32_t string, const struct pack *other, uint32_t others)
{
    return strcmp(pack_string(pack, string), pack_string(other, others)) == 0;
}

static const struct pack_licence *licence_of(const struct pack *pack, const struct pack_entry *entry)
{
    return entry->licence > 0 ? &pack->licences[entry->licence - 1] : NULL;
}

static bool same_licence(const struct pack *pack, const struct pack_entry *entry, const struct pack *other,
                         const struct pack_entry *others)
{
    const struct pack_licence *a = licence_of(pack, entry), *b = licence_of(other, others);
    if (!a || !b)
        return !a && !b;
    return a->status == b->status && a->valid_from == b->valid_from && a->valid_to == b->valid_to &&
           a->suspended_from == b->suspended_from && a->suspended_to == b->suspended_to &&
           same_string(pack, a->number, other, b->number) && same_string(pack, a->tax_id, other, b->tax_id);
}

static bool is_same(const struct pack *pack, const struct pack_entry *entry, const struct pack *other,
                    const struct pack_entry *others)
{
    return entry->confidence == others->confidence && entry->entity_class == others->entity_class &&
           entry->cites_act == others->cites_act && entry->valid_from == others->valid_from &&
           entry->valid_to == others->valid_to && same_string(pack, entry->name, other, others->name) &&
           same_licence(pack, entry, other, others);
}

static bool is_changed(const struct pack *pack, const struct pack_entry *entry, const struct pack *other,
                       const struct places *places)
{
    for (uint32_t at = hash_of(pack, entry) & places->mask; places->items[at] != 0; at = (at + 1) & places->mask) {
        const struct pack_entry *others = &other->entries[places->items[at] - 1];
        if (same_string(pack, entry->id, other, others->id) &&
            strcmp(list_of(pack, entry), list_of(other, others)) == 0)
            return !is_same(pack, entry, other, others);
    }
    return true;
}

bool *changed_entries(const struct pack *pack, const struct pack *other)
{
    struct places places;
    bool *changed = malloc(pack->entry_count + 1u);
    if (!changed || !places_make(&places, other)) {
        free(changed);
        return NULL;
    }
    for (uint32_t i = 0; i < pack->entry_count; i++)
        changed[i] = is_changed(pack, &pack->entries[i], other, &places);
    free(places.items);
    return changed;
}

bool *entries_changed_after(const struct pack *pack, int32_t day)
{
    bool *changed = malloc(pack->entry_count + 1u);
    for (uint32_t i = 0; changed && i < pack->entry_count; i++) {
        const struct pack_entry *entry = &pack->entries[i];
        const struct pack_licence *licence = licence_of(pack, entry);
        /* The last day on which something holds may be the day itself. */
        changed[i] = entry->valid_from > day || entry->valid_to >= day ||
                     (licence && (licence->valid_from > day || licence->valid_to >= day ||
                                  licence->suspended_from > day || licence->suspended_to >= day));
    }
    return changed;
}

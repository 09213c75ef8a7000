/*
 * findings_entries.c: a pack's entries by the names that reasons give them (findings_parts.h). Reads the pack.
 */
#include <stdlib.h>
#include <string.h>

#include "findings_parts.h"

struct named_entry {
    const char *list, *id;
    uint32_t index;
};

struct finding_entries {
    uint32_t count;
    struct named_entry items[];
};

/* As "list/id" would sort; ids hold no "/". */
static int by_name(const void *a, const void *b)
{
    const struct named_entry *left = a, *right = b;
    int order = strcmp(left->list, right->list);
    return order ? order : strcmp(left->id, right->id);
}

struct finding_entries *finding_entries_of(struct finding *finding, const struct pack *pack)
{
    struct finding_entries *entries = malloc(sizeof *entries + pack->entry_count * sizeof *entries->items);
    if (!entries) {
        finding_no_memory(finding);
        return NULL;
    }
    entries->count = pack->entry_count;
    for (uint32_t i = 0; i < pack->entry_count; i++)
        entries->items[i] = (struct named_entry){.list = pack_string(pack, pack->lists[pack->entries[i].list].id),
                                                 .id = pack_string(pack, pack->entries[i].id),
                                                 .index = i};
    qsort(entries->items, entries->count, sizeof *entries->items, by_name);
    return entries;
}

uint32_t finding_entry(const struct finding_entries *entries, const char *name)
{
    char list[256];
    const char *slash = strchr(name, '/');
    size_t length = slash ? (size_t)(slash - name) : sizeof list;
    if (!entries || length >= sizeof list)
        return 0;
    memcpy(list, name, length);
    list[length] = '\0';
    struct named_entry key = {.list = list, .id = slash + 1};
    const struct named_entry *found = bsearch(&key, entries->items, entries->count, sizeof key, by_name);
    return found ? found->index + 1 : 0;
}

void finding_entries_free(struct finding_entries *entries)
{
    free(entries);
}

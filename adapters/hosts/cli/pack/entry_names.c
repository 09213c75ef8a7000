/*
 * entry_names.c: postings and identifiers of a pack, brought into the order of entries (entry_names.h).
 */
#include "entry_names.h"

#include <stdlib.h>
#include <string.h>

int entry_name_compare(const struct entry_name *a, const struct entry_name *b)
{
    if (a->match != b->match)
        return a->match < b->match ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = memcmp(a->text, b->text, a->length < b->length ? a->length : b->length);
    if (order != 0)
        return order;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return a->ending < b->ending ? -1 : a->ending > b->ending;
}

static int by_entry(const void *a, const void *b)
{
    const struct entry_name *left = a, *right = b;
    if (left->entry != right->entry)
        return left->entry < right->entry ? -1 : 1;
    return entry_name_compare(left, right);
}

/* Without the spaces that folded text stands between. */
static struct entry_name name_of(const struct pack *pack, const struct pack_term *term,
                                 const struct pack_posting *posting)
{
    const char *text = pack_string(pack, term->text);
    size_t length = strlen(text);
    if (term->pattern != PACK_TERM_PATTERN && length > 0 && *text == ' ') {
        text++;
        length--;
    }
    if (term->pattern != PACK_TERM_PATTERN && length > 0 && text[length - 1] == ' ')
        length--;
    return (struct entry_name){.entry = posting->entry,
                               .match = posting->match,
                               .text = text,
                               .length = (uint16_t)(length > UINT16_MAX ? UINT16_MAX : length),
                               .ending = term->ending};
}

static uint32_t gather(const struct pack *pack, struct entry_name *items)
{
    uint32_t count = 0;
    for (uint32_t t = 0; t < pack->term_count; t++)
        for (uint32_t p = 0; p < pack->terms[t].posting_count; p++)
            items[count++] = name_of(pack, &pack->terms[t], &pack->postings[pack->terms[t].first_posting + p]);
    for (uint32_t i = 0; i < pack->identifier_count; i++) {
        const struct pack_identifier *identifier = &pack->identifiers[i];
        items[count++] = (struct entry_name){.entry = identifier->entry,
                                             .match = identifier->match,
                                             .text = identifier->key,
                                             .length = identifier->length,
                                             .kind = (uint8_t)(1 + identifier->kind)};
    }
    return count;
}

static uint64_t most(const struct pack *pack)
{
    uint64_t count = pack->identifier_count;
    for (uint32_t t = 0; t < pack->term_count; t++)
        count += pack->terms[t].posting_count;
    return count;
}

bool entry_names_read(struct entry_names *names, const struct pack *pack)
{
    *names = (struct entry_names){.items = malloc((most(pack) + 1) * sizeof *names->items),
                                  .first = calloc(pack->entry_count + (size_t)1, sizeof *names->first)};
    if (!names->items || !names->first)
        return false;
    uint32_t count = gather(pack, names->items), at = 0;
    if (count > 1)
        qsort(names->items, count, sizeof *names->items, by_entry);
    for (uint32_t entry = 0; entry <= pack->entry_count; entry++) {
        while (at < count && names->items[at].entry < entry)
            at++;
        names->first[entry] = at;
    }
    return true;
}

void entry_names_free(struct entry_names *names)
{
    free(names->items);
    free(names->first);
    *names = (struct entry_names){0};
}

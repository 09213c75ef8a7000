/*
 * fields.c: what fiatgate_fields.h says of each canonical field, as tables. Read-only.
 */
#include "transfer.h"

#include <string.h>

struct field_facts {
    const char *key;
    const char *groups;
    uint8_t kind;
};

#define FG_FIELD(number, name, field_key, field_kind, field_groups)                                                    \
    [number] = {.key = field_key, .groups = field_groups, .kind = FIELD_KIND_##field_kind},
static const struct field_facts facts[FG_FIELD_LIMIT] = {
#include "include/fiatgate_fields.h"
};
#undef FG_FIELD

static const struct field_facts *of(fg_field field)
{
    return (unsigned)field < FG_FIELD_LIMIT && facts[field].key ? &facts[field] : NULL;
}

enum field_kind field_kind(fg_field field)
{
    return of(field) ? (enum field_kind)of(field)->kind : FIELD_KIND_NONE;
}

const char *field_groups(fg_field field)
{
    return of(field) ? of(field)->groups : "";
}

bool field_is_scanned(fg_field field)
{
    return of(field) && of(field)->groups[0] != '-';
}

const char *fg_field_name(fg_field field)
{
    return of(field) ? of(field)->key : "";
}

fg_field fg_field_by_name(const char *key)
{
    if (key)
        for (unsigned i = 1; i < FG_FIELD_LIMIT; i++)
            if (facts[i].key && strcmp(facts[i].key, key) == 0)
                return (fg_field)i;
    return FG_FIELD_NONE;
}

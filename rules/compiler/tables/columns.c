/*
 * columns.c: columns of ours by kind of list, and how to find them (columns.h).
 */
#include "columns.h"

#include <string.h>

#define COUNT(array) (uint32_t)(sizeof(array) / sizeof(array)[0])

static const struct list_column entities[] = {
    {"id", COLUMN_TEXT, true},
    {"brand", COLUMN_TEXT, true},
    {"legal_name", COLUMN_TEXT, false},
    {"country", COLUMN_TEXT, false},
    {"lei", COLUMN_TEXT, false},
    {"bic", COLUMN_TEXT, false},
    {"account", COLUMN_DIGITS, false},
    {"tax_id", COLUMN_TAX_ID, false},
    {"domains", COLUMN_TEXT, false},
    {"aliases", COLUMN_TEXT, false},
    {"ambiguous_aliases", COLUMN_TEXT, false},
    {"class", COLUMN_TEXT, true},
    {"confidence", COLUMN_TEXT, true},
    {"act", COLUMN_TEXT, false},
    {"basis", COLUMN_TEXT, false},
    {"valid_from", COLUMN_DATE, false},
    {"valid_to", COLUMN_DATE, false},
    {"note", COLUMN_TEXT, false},
    {"source", COLUMN_TEXT, false},
};

static const struct list_column registers[] = {
    {"id", COLUMN_TEXT, true},           {"legal_name", COLUMN_TEXT, true},      {"licence_no", COLUMN_DIGITS, false},
    {"trade_names", COLUMN_TEXT, false}, {"tax_id", COLUMN_TAX_ID, false},       {"lei", COLUMN_TEXT, false},
    {"bic", COLUMN_TEXT, false},         {"account", COLUMN_DIGITS, false},      {"domains", COLUMN_TEXT, false},
    {"activities", COLUMN_TEXT, false},  {"status", COLUMN_STATUS, true},        {"valid_from", COLUMN_DATE, false},
    {"valid_to", COLUMN_DATE, false},    {"suspended_from", COLUMN_DATE, false}, {"suspended_to", COLUMN_DATE, false},
    {"conditions", COLUMN_TEXT, false},  {"note", COLUMN_TEXT, false},           {"source", COLUMN_TEXT, false},
    {"confidence", COLUMN_TEXT, false},
};

static const struct list_column terms[] = {
    {"id", COLUMN_TEXT, true},        {"term", COLUMN_TEXT, true},        {"match", COLUMN_TEXT, true},
    {"ending", COLUMN_TEXT, false},   {"confidence", COLUMN_TEXT, false}, {"valid_from", COLUMN_DATE, false},
    {"valid_to", COLUMN_DATE, false}, {"source", COLUMN_TEXT, false},
};

static const struct list_column patterns[] = {
    {"id", COLUMN_TEXT, true},          {"pattern", COLUMN_TEXT, true},     {"title", COLUMN_TEXT, false},
    {"confidence", COLUMN_TEXT, false}, {"valid_from", COLUMN_DATE, false}, {"valid_to", COLUMN_DATE, false},
    {"source", COLUMN_TEXT, false},
};

static const struct list_column codes[] = {{"code", COLUMN_DIGITS, true}, {"title", COLUMN_TEXT, false}};

static const struct list_column accounts[] = {
    {"account", COLUMN_DIGITS, true},   {"tax_id", COLUMN_TAX_ID, false}, {"licence_no", COLUMN_DIGITS, false},
    {"valid_from", COLUMN_DATE, false}, {"valid_to", COLUMN_DATE, false}, {"source", COLUMN_TEXT, false},
};

static const struct list_kind kinds[] = {
    {"entities", entities, COUNT(entities)}, {"register", registers, COUNT(registers)}, {"terms", terms, COUNT(terms)},
    {"patterns", patterns, COUNT(patterns)}, {"accounts", accounts, COUNT(accounts)},   {"codes", codes, COUNT(codes)},
};

const struct list_kind *list_kind_find(const char *name)
{
    for (uint32_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

const struct list_column *list_kind_column(const struct list_kind *kind, const char *name)
{
    for (uint32_t i = 0; i < kind->count; i++)
        if (strcmp(kind->columns[i].name, name) == 0)
            return &kind->columns[i];
    return NULL;
}

static bool is_among(const char *name, const char *const *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

const struct list_kind *list_kind_of_columns(const char *const *names, uint32_t count)
{
    const struct list_kind *found = NULL;
    for (uint32_t i = 0; i < COUNT(kinds); i++) {
        bool all = true;
        for (uint32_t column = 0; column < kinds[i].count; column++)
            all &= !kinds[i].columns[column].required || is_among(kinds[i].columns[column].name, names, count);
        if (all && found)
            return NULL;
        if (all)
            found = &kinds[i];
    }
    return found;
}

/*
 * pack.c: the sizes of a pack's records (pack.h), for the compiler that writes them and the loader that verifies them;
 * and in which of its groups a payment is shown apart.
 */
#include "pack.h"

const uint32_t pack_record_sizes[PACK_SECTIONS] = {
    [PACK_STRINGS] = 1,
    [PACK_META] = sizeof(struct pack_meta),
    [PACK_LISTS] = sizeof(struct pack_list),
    [PACK_ENTRIES] = sizeof(struct pack_entry),
    [PACK_TERMS] = sizeof(struct pack_term),
    [PACK_POSTINGS] = sizeof(struct pack_posting),
    [PACK_IDENTIFIERS] = sizeof(struct pack_identifier),
    [PACK_LICENCES] = sizeof(struct pack_licence),
    [PACK_CODES] = sizeof(uint32_t),
    [PACK_RULES] = sizeof(struct pack_rule),
    [PACK_SELECTIONS] = sizeof(struct pack_selection),
    [PACK_CODE] = 1,
    [PACK_DATABASE] = 1,
    [PACK_NAME_INDEX] = 1,
    [PACK_LAYERS] = sizeof(struct pack_layer),
    [PACK_CLOCKS] = sizeof(struct pack_clock),
    [PACK_CALENDAR] = sizeof(struct pack_calendar_day),
    [PACK_TEXTS] = sizeof(struct pack_text),
    [PACK_EXCEPTIONS] = sizeof(struct pack_exception),
    [PACK_CONDITIONS] = sizeof(struct pack_field_value),
    [PACK_CASES] = sizeof(struct pack_case),
    [PACK_CASE_FIELDS] = sizeof(struct pack_field_value),
    [PACK_CASE_BYTES] = 1,
    [PACK_WORD_INDEX] = 1,
    [PACK_NAME_FORMS] = 1,
    [PACK_TABLE_ROWS] = sizeof(struct pack_table_row),
    [PACK_BASELINE] = sizeof(struct pack_baseline),
    [PACK_AUTOMATON] = 1,
    [PACK_DISGUISES] = 1,
    [PACK_APART] = sizeof(struct pack_apart),
};

static bool equals_code(const char *said, const char *code)
{
    for (; *said && *code; said++, code++) {
        bool small = *said >= 'a' && *said <= 'z';
        if (*said - (small ? 'a' - 'A' : 0) != *code)
            return false;
    }
    return *said == *code;
}

static bool is_one_of(const struct pack *pack, uint32_t first, uint32_t count, const char *said)
{
    for (uint32_t i = first; i < first + count; i++)
        if (equals_code(said, pack_string(pack, pack->codes[i])))
            return true;
    return false;
}

const struct pack_apart *pack_apart_find(const struct pack *pack, const char *purpose_code,
                                         const char *category_purpose)
{
    for (uint32_t i = 0; i < pack->apart_count && purpose_code; i++) {
        const struct pack_apart *group = &pack->apart[i];
        if (is_one_of(pack, group->first_code, group->purpose_count, purpose_code))
            return group;
    }
    for (uint32_t i = 0; i < pack->apart_count && category_purpose; i++) {
        const struct pack_apart *group = &pack->apart[i];
        if (is_one_of(pack, group->first_code + group->purpose_count, group->category_count, category_purpose))
            return group;
    }
    return NULL;
}

const struct pack_rule *pack_rule_of(const struct pack *pack, const struct pack_selection *selection)
{
    const uint32_t number = (uint32_t)(selection - pack->selections);
    for (uint32_t i = 0; i < pack->rule_count; i++)
        if (number - pack->rules[i].first_selection < pack->rules[i].selection_count)
            return &pack->rules[i];
    return NULL;
}

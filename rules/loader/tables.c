/*
 * tables.c: the rows of tables. Judging searches them by list, field and code, and takes what they ask for as it is.
 */
#include <string.h>

#include "transfer.h"
#include "verify.h"

#define PARTY_KIND_BITS ((PACK_PARTY_FINANCIAL << 1) - 1)
#define RESIDENCY_BITS  ((PACK_NON_RESIDENT << 1) - 1)

/* A field of codes and a code in capitals, or neither. */
static bool code_is_valid(const struct pack *pack, uint8_t field, uint32_t code)
{
    if (!string_is_valid(pack, code) || field >= FG_FIELD_LIMIT)
        return false;
    const char *text = pack_string(pack, code);
    if (field == FG_FIELD_NONE)
        return text[0] == 0;
    for (const char *at = text; *at; at++)
        if (*at >= 'a' && *at <= 'z')
            return false;
    enum field_kind kind = field_kind((fg_field)field);
    return text[0] != 0 && (kind == FIELD_KIND_CODE || kind == FIELD_KIND_CURRENCY);
}

static bool asks_something(const struct pack_table_row *row)
{
    return (row->code_field | row->and_field | row->payer_kinds | row->payee_kinds | row->payer_residency |
            row->payee_residency) != 0;
}

static int compare_rows(const struct pack *pack, const struct pack_table_row *a, const struct pack_table_row *b)
{
    if (a->list != b->list)
        return a->list < b->list ? -1 : 1;
    if (a->code_field != b->code_field)
        return a->code_field < b->code_field ? -1 : 1;
    return strcmp(pack_string(pack, a->code), pack_string(pack, b->code));
}

static bool row_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_table_row *row = &pack->table_rows[number];
    if (row->list >= pack->list_count || pack->lists[row->list].kind != PACK_LIST_TABLE)
        return refuse_damaged(refusal, "table row", number, "its list does not exist, or is no table");
    if (row->entry >= pack->entry_count || pack->entries[row->entry].list != row->list)
        return refuse_damaged(refusal, "table row", number, "its entry does not exist, or is of another list");
    if (!code_is_valid(pack, row->code_field, row->code) || !code_is_valid(pack, row->and_field, row->and_code))
        return refuse_damaged(refusal, "table row", number, "it asks for a code in no field of codes");
    if (row->result > PACK_CONTRADICTION || row->payer_kinds > PARTY_KIND_BITS || row->payee_kinds > PARTY_KIND_BITS ||
        row->payer_residency > RESIDENCY_BITS || row->payee_residency > RESIDENCY_BITS || row->reserved != 0)
        return refuse_damaged(refusal, "table row", number, "its result, or a party it asks for, does not exist");
    if (!asks_something(row))
        return refuse_damaged(refusal, "table row", number, "it asks for nothing");
    if (number > 0 && compare_rows(pack, row - 1, row) > 0)
        return refuse_damaged(refusal, "table row", number, "it is out of order");
    return true;
}

/* Each entry of a table is a row. */
static bool rows_are_complete(const struct refusal *refusal, const struct pack *pack)
{
    uint32_t counts[PACK_LISTS_MAX] = {0};
    for (uint32_t i = 0; i < pack->table_row_count; i++)
        counts[pack->table_rows[i].list]++;
    for (uint32_t i = 0; i < pack->list_count; i++)
        if (pack->lists[i].kind == PACK_LIST_TABLE && pack->lists[i].entry_count != counts[i])
            return refuse_damaged(refusal, "list", i, "it has another number of rows than entries");
    return true;
}

bool tables_verify(const struct refusal *refusal, const struct pack *pack)
{
    return all_are_valid(refusal, pack, pack->table_row_count, row_is_valid) && rows_are_complete(refusal, pack);
}

/*
 * duplicates.c: keeps what rows claim in the draft, and compares.
 */
#include "duplicates.h"

#include <stdio.h>
#include <string.h>

#include "alphabets.h"
#include "text/fold.h"

/* Of Latin and Russian letters; the text keeps its length. */
static const char *text_in_small_letters(struct arena *arena, const char *text)
{
    char *small = arena_text(arena, text, strlen(text));
    for (size_t at = 0, step; small[at]; at += step) {
        uint32_t character = character_at(small + at, &step);
        if (character >= 'A' && character <= 'Z')
            small[at] = (char)(character + 0x20);
        else if (character >= 0x410 && character <= 0x42F)
            character_write(character + 0x20, small + at);
    }
    return small;
}

/* The same text however it is written. */
static const char *folded(struct draft *draft, const char *text)
{
    char out[DRAFT_TERM_MAX + 1];
    size_t length = fold_text(FOLD_PLAIN, text, strlen(text), out, DRAFT_TERM_MAX);
    return length > DRAFT_TERM_MAX ? "" : arena_text(&draft->arena, out, length);
}

struct claim_search {
    const struct claim *claims, *claim;
};

static bool has_common_days(const struct claim *a, const struct claim *b)
{
    return (a->from == 0 || b->to == 0 || a->from <= b->to) && (b->from == 0 || a->to == 0 || b->from <= a->to);
}

static bool is_claimed_there(const void *context, uint32_t record)
{
    const struct claim_search *search = context;
    const struct claim *known = &search->claims[record], *claim = search->claim;
    return known->kind == claim->kind && known->list == claim->list && strcmp(known->key, claim->key) == 0 &&
           has_common_days(known, claim);
}

/* The row that claims the same, NULL = none; holds until the next call. Keeps the claim. */
static const struct claim *claim_once(struct draft *draft, const struct claim *claim)
{
    struct record_table *table = &draft->claims;
    if (!claim->key[0])
        return NULL;
    struct claim_search search = {.claims = table->records, .claim = claim};
    uint32_t hash = index_hash(claim->key, strlen(claim->key)) ^ (uint32_t)claim->kind ^ claim->list << 8;
    uint32_t other = index_find(&draft->claim_index, hash, is_claimed_there, &search);
    index_add(&draft->claim_index, hash, table->count);
    table->size = sizeof *claim;
    *(struct claim *)record_table_add(table, 1) = *claim;
    return other == INDEX_NONE ? NULL : (const struct claim *)table->records + other;
}

static struct claim claim_of(const struct list_reading *reading, enum claim_kind kind, uint32_t column, int32_t from,
                             int32_t to)
{
    return (struct claim){.kind = kind,
                          .list = reading->list,
                          .key = "",
                          .owner = "",
                          .id = "",
                          .from = from,
                          .to = to,
                          .place = sheet_cell_place(&reading->sheet, column)};
}

static void say_name_twice(const struct list_reading *reading, const struct claim *claim, uint32_t column)
{
    const struct claim *other = claim_once(reading->draft, claim);
    if (other && strcmp(other->id, claim->id) != 0) /* a row with the same id was told of that */
        report_fault(reading->draft->report, claim->place, NAME_OF_TWO_ENTRIES, reading->sheet.columns[column].name,
                     sheet_cell(&reading->sheet, column), other->id, other->place.row, other->place.file);
}

void claim_name(struct list_reading *reading, const struct pack_entry *entry, uint32_t id_column, enum claim_kind kind,
                uint32_t column)
{
    struct claim claim = claim_of(reading, kind, column, entry->valid_from, entry->valid_to);
    claim.id = sheet_cell(&reading->sheet, id_column);
    claim.key = folded(reading->draft, sheet_cell(&reading->sheet, column));
    say_name_twice(reading, &claim, column);
}

void claim_term(struct list_reading *reading, const struct pack_entry *entry, uint32_t id_column, uint32_t column,
                uint8_t ending)
{
    struct claim claim = claim_of(reading, CLAIM_TERM, column, entry->valid_from, entry->valid_to);
    const char *term = sheet_cell(&reading->sheet, column);
    size_t size = strlen(term) + 2;
    char *key = arena_take(&reading->draft->arena, size);
    snprintf(key, size, "%s%s", text_in_small_letters(&reading->draft->arena, term), ending > 0 ? "*" : "");
    claim.id = sheet_cell(&reading->sheet, id_column);
    claim.key = key;
    say_name_twice(reading, &claim, column);
}

void claim_identifier(struct list_reading *reading, const struct pack_entry *entry, uint32_t id_column,
                      uint32_t name_column, enum claim_kind kind, uint32_t column)
{
    static const enum identifier_kind kinds[] = {[CLAIM_LEI] = IDENTIFIER_LEI,
                                                 [CLAIM_BIC] = IDENTIFIER_BIC,
                                                 [CLAIM_ACCOUNT] = IDENTIFIER_ACCOUNT,
                                                 [CLAIM_TAX_ID] = IDENTIFIER_TAX_ID};
    struct draft *draft = reading->draft;
    const char *cell = sheet_cell(&reading->sheet, column);
    if (!cell[0])
        return;
    struct claim claim = claim_of(reading, kind, column, entry->valid_from, entry->valid_to);
    claim.id = sheet_cell(&reading->sheet, id_column);
    claim.key = naming_first_identifier(draft, kinds[kind], cell);
    claim.owner = folded(draft, sheet_cell(&reading->sheet, name_column));
    const struct claim *other = claim_once(draft, &claim);
    if (other && strcmp(other->owner, claim.owner) != 0)
        report_fault(draft->report, claim.place, IDENTIFIER_OF_TWO_ENTRIES, reading->sheet.columns[column].name, cell,
                     other->id, other->place.row, other->place.file);
}

void claim_licence(struct list_reading *reading, const struct pack_licence *licence, uint32_t name_column,
                   uint32_t column, uint32_t status_column)
{
    struct draft *draft = reading->draft;
    const char *name = sheet_cell(&reading->sheet, name_column), *number = sheet_cell(&reading->sheet, column);
    const char *licensee = folded(draft, name);
    struct claim claim = claim_of(reading, CLAIM_LICENCE, column, licence->valid_from, licence->valid_to);
    if (!number[0])
        number = "-"; /* as people write that there is none */
    size_t size = strlen(licensee) + strlen(number) + 2;
    char *key = arena_take(&draft->arena, size);
    snprintf(key, size, "%s\n%s", licensee, number);
    claim.key = key;
    claim.owner = sheet_cell(&reading->sheet, status_column);
    const struct claim *other = claim_once(draft, &claim);
    if (other && strcmp(other->owner, claim.owner) != 0)
        report_fault(draft->report, claim.place, LICENCE_CONTRADICTED, number, name, other->place.row,
                     other->place.file);
    else if (other)
        report_fault(draft->report, claim.place, LICENCE_OF_TWO_ROWS, number, name, other->place.row,
                     other->place.file);
}

void claim_account(struct list_reading *reading, const struct pack_entry *entry, uint32_t column)
{
    struct draft *draft = reading->draft;
    const char *account = sheet_cell(&reading->sheet, column);
    struct claim claim = claim_of(reading, CLAIM_ACCOUNT_OF_LICENSEE, column, entry->valid_from, entry->valid_to);
    claim.key = naming_first_identifier(draft, IDENTIFIER_ACCOUNT, account);
    claim.owner = folded(draft, draft_text(draft, entry->name));
    const struct claim *other = claim_once(draft, &claim);
    if (other && strcmp(other->owner, claim.owner) != 0)
        report_fault(draft->report, claim.place, ACCOUNT_OF_TWO_LICENSEES, account, other->place.row,
                     other->place.file);
    else if (other)
        report_fault(draft->report, claim.place, ACCOUNT_TWICE, account, other->place.row, other->place.file);
}

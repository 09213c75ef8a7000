/*
 * match.c: entries of two tables that are the same (match.h).
 */
#include "match.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#define CANDIDATES_MAX 16

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Rows of our file that say the same in a column, in their order. */
struct same_key {
    const char *text;
    uint32_t head, tail;
};

struct key {
    const char *column;
    uint32_t number;            /* of the target's column */
    struct record_table groups; /* struct same_key */
    struct index index;         /* of groups */
    uint32_t *next;             /* by row: the next of the same group */
};

const char *record_says(const struct records *records, const struct record *record, const char *column)
{
    uint32_t output = records_output(records, column);
    const char *value = output == OUTPUT_NONE ? NULL : record->values[output];
    return value ? value : "";
}

struct wanted {
    const struct record_table *groups;
    const char *text;
};

static bool is_group(const void *context, uint32_t group)
{
    const struct wanted *wanted = context;
    return strcmp(((const struct same_key *)wanted->groups->records)[group].text, wanted->text) == 0;
}

static uint32_t find_group(const struct key *key, const char *text)
{
    struct wanted wanted = {.groups = &key->groups, .text = text};
    return index_find(&key->index, index_hash(text, strlen(text)), is_group, &wanted);
}

static void index_rows(struct key *key, const struct target *target, bool exact)
{
    key->groups = (struct record_table){.size = sizeof(struct same_key)};
    key->next = arena_take(target->arena, (target->rows.count + 1) * sizeof *key->next);
    for (uint32_t row = 0; row < target->rows.count; row++) {
        const char *cell = target_row_at(target, row)->cells[key->number];
        const char *text = exact ? cell : heading_normal(target->arena, cell);
        uint32_t found = text[0] ? find_group(key, text) : INDEX_NONE;
        key->next[row] = MATCH_NONE;
        if (!text[0])
            continue;
        if (found != INDEX_NONE) {
            struct same_key *group = (struct same_key *)key->groups.records + found;
            key->next[group->tail] = row;
            group->tail = row;
            continue;
        }
        index_add(&key->index, index_hash(text, strlen(text)), key->groups.count);
        struct same_key *group = record_table_add(&key->groups, 1);
        *group = (struct same_key){.text = text, .head = row, .tail = row};
    }
}

/* Whether both name a licence, a LEI or a tax id, and not the same. */
static bool contradicts(const struct target *target, const struct records *records, const struct record *record,
                        const struct target_row *row)
{
    static const char *const columns[] = {"licence_no", "lei", "tax_id"};
    for (size_t i = 0; i < COUNT(columns); i++) {
        uint32_t number = target_column(target, columns[i]);
        const char *theirs = record_says(records, record, columns[i]),
                   *ours = number == UINT32_MAX ? "" : row->cells[number];
        if (theirs[0] && ours[0] && strcasecmp(theirs, ours) != 0)
            return true;
    }
    return false;
}

static uint32_t find_row(struct key *key, const struct target *target, const struct records *records,
                         const struct record *record, const char *text)
{
    uint32_t found = find_group(key, text);
    if (found == INDEX_NONE)
        return MATCH_NONE;
    struct same_key *group = (struct same_key *)key->groups.records + found;
    while (group->head != MATCH_NONE && target_row_at(target, group->head)->taken)
        group->head = key->next[group->head];
    uint32_t row = group->head;
    for (uint32_t i = 0; row != MATCH_NONE && i < CANDIDATES_MAX; i++, row = key->next[row]) {
        struct target_row *candidate = target_row_at(target, row);
        if (!candidate->taken && !contradicts(target, records, record, candidate))
            return row;
    }
    return MATCH_NONE;
}

/* --- By an id that is the same in both -----------------------------------------------------------------------------
 */

static const char *exact_column(const struct target *target, const struct records *records)
{
    static const char *const columns[] = {"id", "code", "account"};
    for (size_t i = 0; i < COUNT(columns); i++) {
        const struct list_column *column = list_kind_column(target->kind, columns[i]);
        if (column && column->required && records_output(records, columns[i]) != OUTPUT_NONE)
            return columns[i];
    }
    return NULL;
}

struct seen {
    struct records *records;
    const char *column, *text;
};

static bool is_seen(const void *context, uint32_t number)
{
    const struct seen *seen = context;
    const struct record *record = (const struct record *)seen->records->records.records + number;
    return strcmp(record_says(seen->records, record, seen->column), seen->text) == 0;
}

/* Accounts may stand twice: a licensee each. */
static void say_twice(struct records *records, const char *column)
{
    struct index index = {0};
    const struct record *all = records->records.records;
    for (uint32_t i = 0; i < records->records.count; i++) {
        struct seen seen = {.records = records, .column = column, .text = record_says(records, &all[i], column)};
        uint32_t hash = index_hash(seen.text, strlen(seen.text)), before = index_find(&index, hash, is_seen, &seen);
        if (!seen.text[0])
            continue;
        if (before == INDEX_NONE) {
            index_add(&index, hash, i);
            continue;
        }
        table_fault(records->table, table_place(table_row_at(records->table, all[i].row), TABLE_WHOLE_ROW), ENTRY_TWICE,
                    column, seen.text, table_row_at(records->table, all[before].row)->row);
    }
    index_free(&index);
}

static void match_by(const char *column, const struct target *target, struct records *records, uint32_t *rows,
                     bool exact)
{
    struct key key = {.column = column, .number = target_column(target, column)};
    const struct record *all = records->records.records;
    if (key.number == UINT32_MAX || records_output(records, column) == OUTPUT_NONE)
        return;
    index_rows(&key, target, exact);
    for (uint32_t i = 0; i < records->records.count; i++) {
        const char *said = record_says(records, &all[i], column);
        const char *text = exact ? said : heading_normal(records->table->arena, said);
        if (rows[i] != MATCH_NONE || !text[0])
            continue;
        if (exact) {
            uint32_t group = find_group(&key, text);
            const struct same_key *found = (const struct same_key *)key.groups.records + group;
            uint32_t row = group == INDEX_NONE ? MATCH_NONE : found->head;
            while (row != MATCH_NONE && target_row_at(target, row)->taken)
                row = key.next[row];
            rows[i] = row;
        } else {
            rows[i] = find_row(&key, target, records, &all[i], text);
        }
        if (rows[i] != MATCH_NONE)
            target_row_at(target, rows[i])->taken = true;
    }
    record_table_free(&key.groups);
    index_free(&key.index);
}

void match_records(const struct target *target, struct records *records, uint32_t *rows)
{
    static const char *const keys[] = {"licence_no", "lei", "tax_id", "legal_name", "brand", "domains"};
    const char *exact = exact_column(target, records);
    for (uint32_t i = 0; i < records->records.count; i++)
        rows[i] = MATCH_NONE;
    if (exact) {
        if (strcmp(exact, "account") != 0)
            say_twice(records, exact);
        match_by(exact, target, records, rows, true);
        return;
    }
    for (size_t i = 0; i < COUNT(keys); i++)
        match_by(keys[i], target, records, rows, false);
}

/* --- New ids --------------------------------------------------------------------------------------------------------
 */

#define ID_BYTES 64

struct id_stem {
    const char *text;
    uint32_t next; /* all numbers below it were tried */
};

static bool is_taken(const void *context, uint32_t number)
{
    const struct wanted *wanted = context;
    return strcmp(((const char *const *)wanted->groups->records)[number], wanted->text) == 0;
}

/* false = it is taken already. */
static bool take_id(struct new_ids *ids, const char *id)
{
    struct wanted wanted = {.groups = &ids->taken, .text = id};
    uint32_t hash = index_hash(id, strlen(id));
    if (index_find(&ids->index, hash, is_taken, &wanted) != INDEX_NONE)
        return false;
    index_add(&ids->index, hash, ids->taken.count);
    const char **record = record_table_add(&ids->taken, 1);
    *record = arena_text(ids->arena, id, strlen(id));
    return true;
}

void new_ids_open(struct new_ids *ids, const struct target *target)
{
    uint32_t number = target_column(target, "id");
    *ids = (struct new_ids){
        .arena = target->arena, .taken = {.size = sizeof(const char *)}, .stems = {.size = sizeof(struct id_stem)}};
    for (uint32_t row = 0; number != UINT32_MAX && row < target->rows.count; row++)
        take_id(ids, target_row_at(target, row)->cells[number]);
}

void new_ids_close(struct new_ids *ids)
{
    record_table_free(&ids->taken);
    record_table_free(&ids->stems);
    index_free(&ids->index);
    index_free(&ids->stem_index);
}

/* Latin letters for a small Russian or Kazakh one. */
static const char *latin_for(uint32_t point)
{
    static const char *const russian[] = {"a",  "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "i", "k",
                                          "l",  "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "kh",
                                          "ts", "ch", "sh", "shch", "",  "y", "",   "e", "yu", "ya"};
    static const struct {
        uint16_t point;
        char latin[2];
    } kazakh[] = {{0x04D9, "a"}, {0x0493, "g"}, {0x049B, "q"}, {0x04A3, "n"}, {0x04E9, "o"},
                  {0x04B1, "u"}, {0x04AF, "u"}, {0x04BB, "h"}, {0x0456, "i"}};
    if (point >= 0x0430 && point < 0x0450)
        return russian[point - 0x0430];
    for (size_t i = 0; i < COUNT(kazakh); i++)
        if (kazakh[i].point == point)
            return kazakh[i].latin;
    return "";
}

static void spell_id(struct arena *arena, const char *text, char id[ID_BYTES])
{
    const unsigned char *at = (const unsigned char *)heading_normal(arena, text);
    size_t length = 0;
    for (; *at && length < ID_BYTES - 12; at++) {
        if ((*at & 0xE0) == 0xC0 && at[1]) {
            const char *latin = latin_for((uint32_t)(*at & 0x1F) << 6 | (at[1] & 0x3F));
            length += (size_t)snprintf(id + length, ID_BYTES - length, "%s", latin);
            at++;
        } else if (*at < 0x80 && (*at != ' ' || (length > 0 && id[length - 1] != '-'))) {
            id[length++] = *at == ' ' ? '-' : (char)*at;
        }
    }
    while (length > 0 && id[length - 1] == '-')
        length--;
    id[length] = 0;
}

static bool is_stem(const void *context, uint32_t number)
{
    const struct wanted *wanted = context;
    return strcmp(((const struct id_stem *)wanted->groups->records)[number].text, wanted->text) == 0;
}

static struct id_stem *stem_of(struct new_ids *ids, const char *text)
{
    struct wanted wanted = {.groups = &ids->stems, .text = text};
    uint32_t hash = index_hash(text, strlen(text)), found = index_find(&ids->stem_index, hash, is_stem, &wanted);
    if (found != INDEX_NONE)
        return (struct id_stem *)ids->stems.records + found;
    index_add(&ids->stem_index, hash, ids->stems.count);
    struct id_stem *stem = record_table_add(&ids->stems, 1);
    *stem = (struct id_stem){.text = arena_text(ids->arena, text, strlen(text)), .next = 2};
    return stem;
}

const char *new_id(struct new_ids *ids, const struct records *records, const struct record *record)
{
    static const char *const columns[] = {"licence_no", "lei", "brand", "legal_name", "domains"};
    char base[ID_BYTES] = "", id[ID_BYTES + 16];
    const char *own = record_says(records, record, "id");
    if (own[0])
        return own;
    for (size_t i = 0; !base[0] && i < COUNT(columns); i++) {
        const char *said = record_says(records, record, columns[i]);
        spell_id(ids->arena, arena_text(ids->arena, said, strcspn(said, ";")), base);
    }
    if (!base[0])
        snprintf(base, sizeof base, "row");
    snprintf(id, sizeof id, "%s", base);
    if (!take_id(ids, id)) {
        struct id_stem *stem = stem_of(ids, base);
        do
            snprintf(id, sizeof id, "%s-%u", base, stem->next++);
        while (!take_id(ids, id));
    }
    return ((const char *const *)ids->taken.records)[ids->taken.count - 1];
}

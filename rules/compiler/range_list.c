/*
 * range_list.c: lists of kind ranges: accounts by how they begin and how long they are, as virtual IBANs and service
 * ids of payment organisations are given out.
 */
#include "range_list.h"

#include <string.h>

#include "vocabulary.h"

enum range_column {
    RANGE_ID,
    RANGE_PREFIX,
    RANGE_LENGTH,
    RANGE_USE,
    RANGE_TITLE,
    RANGE_SOURCE,
    RANGE_CONFIDENCE,
    RANGE_FROM,
    RANGE_TO
};

static const struct column range_columns[] = {
    [RANGE_ID] = {"id", true},
    [RANGE_PREFIX] = {"prefix", true},
    [RANGE_LENGTH] = {"length", false},
    [RANGE_USE] = {"use", false},
    [RANGE_TITLE] = {"title", false},
    [RANGE_SOURCE] = {"source", false},
    [RANGE_CONFIDENCE] = {"confidence", false},
    [RANGE_FROM] = {"valid_from", false},
    [RANGE_TO] = {"valid_to", false},
};

/* The prefix as keys of accounts are: capitals and digits. Returns its length, 0 = reported. */
static size_t read_prefix(struct list_reading *reading, char key[IDENTIFIER_KEY])
{
    const char *cell = sheet_cell(&reading->sheet, RANGE_PREFIX);
    size_t length = identifier_read(IDENTIFIER_ACCOUNT, (const unsigned char *)cell, strlen(cell), key), plain = 0;
    while (plain < length && ((key[plain] >= '0' && key[plain] <= '9') || (key[plain] >= 'A' && key[plain] <= 'Z')))
        plain++;
    if (length >= PACK_RANGE_SHORTEST && length <= PACK_RANGE_LONGEST && plain == length)
        return length;
    report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, RANGE_PREFIX), RANGE_PREFIX, cell,
                 PACK_RANGE_SHORTEST, PACK_RANGE_LONGEST);
    return 0;
}

/* Characters of the whole account, 0 = any. */
static uint8_t read_length(struct list_reading *reading, size_t prefix)
{
    const char *cell = sheet_cell(&reading->sheet, RANGE_LENGTH);
    uint32_t length = 0;
    if (!cell[0])
        return 0;
    for (const char *at = cell; *at >= '0' && *at <= '9' && length <= IDENTIFIER_KEY; at++)
        length = length * 10 + (uint32_t)(*at - '0');
    if (cell[strspn(cell, "0123456789")] == 0 && length >= prefix && length > 0 && length <= IDENTIFIER_KEY)
        return (uint8_t)length;
    report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, RANGE_LENGTH), RANGE_LENGTH, cell,
                 IDENTIFIER_KEY);
    return 0;
}

static void check_use(struct list_reading *reading)
{
    struct report *report = reading->draft->report;
    const char *cell = sheet_cell(&reading->sheet, RANGE_USE);
    uint32_t use;
    if (cell[0] && !vocabulary_find(&vocabulary_range_uses, cell, &use))
        report_fault(report, sheet_cell_place(&reading->sheet, RANGE_USE), UNKNOWN_WORD, "use", cell,
                     vocabulary_hint(&reading->draft->arena, report->language, &vocabulary_range_uses, cell));
}

static void read_row(struct list_reading *reading)
{
    struct draft *draft = reading->draft;
    const char *prefix = sheet_cell(&reading->sheet, RANGE_PREFIX), *title = sheet_cell(&reading->sheet, RANGE_TITLE);
    uint32_t number, source = draft_string(draft, sheet_cell(&reading->sheet, RANGE_SOURCE));
    struct pack_entry *entry = list_add_entry(reading, RANGE_ID, title[0] ? title : prefix, &number);
    entry->source = source;
    entry->confidence = list_confidence(reading, RANGE_CONFIDENCE);
    entry->valid_from = list_date(reading, RANGE_FROM, DATE_EARLIEST);
    entry->valid_to = list_date(reading, RANGE_TO, DATE_LATEST);
    list_check_period(reading, RANGE_FROM, RANGE_TO, entry->valid_from, entry->valid_to);
    check_use(reading);

    char key[IDENTIFIER_KEY];
    size_t length = read_prefix(reading, key);
    uint8_t account_length = read_length(reading, length);
    if (length == 0)
        return;
    draft_identify(draft, IDENTIFIER_RANGE, key, length, number, PACK_MATCH_RANGE);
    struct record_table *identifiers = &draft->sections[PACK_IDENTIFIERS];
    ((struct pack_identifier *)draft_record(draft, PACK_IDENTIFIERS, identifiers->count - 1))->account_length =
        account_length;
}

void ranges_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, range_columns, sizeof range_columns / sizeof range_columns[0]))
        return;
    while (sheet_next(&reading.sheet))
        read_row(&reading);
}

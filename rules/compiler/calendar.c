/*
 * calendar.c: days that are not as their weekday, from calendar.csv.
 */
#include "policy.h"

#include <stdlib.h>

#include "judge/hold_clock.h"
#include "sheet.h"
#include "spreadsheet.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum calendar_column { CALENDAR_DATE, CALENDAR_DAY, CALENDAR_TITLE };

static const struct column columns[] = {
    [CALENDAR_DATE] = {"date", true},
    [CALENDAR_DAY] = {"day", true},
    [CALENDAR_TITLE] = {"title", false},
};

static bool date_is_taken(const struct draft *draft, int32_t date)
{
    for (uint32_t i = 0; i < draft->sections[PACK_CALENDAR].count; i++) {
        const struct pack_calendar_day *day = draft_record(draft, PACK_CALENDAR, i);
        if (day->date == date)
            return true;
    }
    return false;
}

static void read_day(struct draft *draft, const struct sheet *sheet)
{
    const char *text = sheet_cell(sheet, CALENDAR_DATE), *kind = sheet_cell(sheet, CALENDAR_DAY);
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    int32_t date;
    uint32_t working = 0, number;
    if (!date_read(text, DATE_EXACT, &date)) {
        report_fault(draft->report, sheet_cell_place(sheet, CALENDAR_DATE), NOT_A_DAY, "date", text,
                     spreadsheet_date_hint(&draft->arena, draft->report->language, text));
        return;
    }
    if (!vocabulary_find(&vocabulary_day_kinds, kind, &working))
        report_fault(draft->report, sheet_cell_place(sheet, CALENDAR_DAY), UNKNOWN_WORD, "day", kind,
                     vocabulary_hint(&draft->arena, draft->report->language, &vocabulary_day_kinds, kind));
    if (date_is_taken(draft, date)) {
        report_fault(draft->report, sheet_cell_place(sheet, CALENDAR_DATE), CALENDAR_DATE_TWICE, text);
        return;
    }
    if (working && !(meta->weekend >> weekday_of(date) & 1))
        report_fault(draft->report, sheet_cell_place(sheet, CALENDAR_DAY), CALENDAR_DAY_WORKED_ANYWAY, text);
    struct pack_calendar_day *day = draft_add(draft, PACK_CALENDAR, &number);
    *day = (struct pack_calendar_day){.date = date, .working = working};
}

static int by_date(const void *a, const void *b)
{
    const struct pack_calendar_day *left = a, *right = b;
    return (left->date > right->date) - (left->date < right->date);
}

/* The years from the first to the last are known, each by a row at least. */
static void note_years(struct draft *draft)
{
    struct record_table *table = &draft->sections[PACK_CALENDAR];
    struct pack_calendar_day *days = table->records;
    struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    if (table->count == 0)
        return;
    qsort(days, table->count, sizeof *days, by_date);
    for (uint32_t i = 1; i < table->count; i++) {
        int32_t year = days[i].date / 10000, before = days[i - 1].date / 10000;
        if (year > before + 1)
            report_fault(draft->report, (struct place){.file = CALENDAR_FILE}, CALENDAR_YEAR_MISSING, before + 1);
    }
    meta->calendar_from = (uint32_t)(days[0].date / 10000);
    meta->calendar_to = (uint32_t)(days[table->count - 1].date / 10000);
}

void calendar_read(struct draft *draft)
{
    struct sheet sheet;
    if (!text_exists(draft->report, CALENDAR_FILE) ||
        !sheet_open(&sheet, &draft->arena, draft->report, CALENDAR_FILE, columns, COUNT(columns)))
        return;
    while (sheet_next(&sheet))
        read_day(draft, &sheet);
    note_years(draft);
}

/*
 * tables_test.c: what tables from elsewhere are made of: dates, encodings, headings, states; and workbooks with every
 * byte of them broken in turn. Whole imports are tested in tests/cli/import.case.
 */
#include <CUnit/Basic.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pack_files.h"
#include "rules/compiler/tables/columns.h"
#include "rules/compiler/tables/dates.h"
#include "rules/compiler/tables/foreign_csv.h"
#include "rules/compiler/tables/serial_date.h"
#include "rules/compiler/tables/tables.h"
#include "rules/compiler/tables/worksheet.h"
#include "run_tests.h"

#define PACK FIATGATE_SOURCE_DIR "/tests/cli/pack"

static struct arena arena;
static struct report report = {.folder = "x"};

/* --- Dates ----------------------------------------------------------------------------------------------------------
 */

static const struct serial_case {
    double number;
    bool from_1904;
    const char *date; /* "" = none */
} serials[] = {
    {1, false, "1900-01-01"},
    {59, false, "1900-02-28"},
    {60, false, ""},
    {61, false, "1900-03-01"},
    {45560, false, "2024-09-25"},
    {45351, false, "2024-02-29"},
    {45560.75, false, "2024-09-25"},
    {44098, true, "2024-09-25"},
    {0, true, "1904-01-01"},
    {0, false, ""},
    {-1, false, ""},
    {2958465, false, "9999-12-31"},
    {2958466, false, ""},
    {1e300, false, ""},
    {36526, false, "2000-01-01"},
};

static void serial_numbers_are_days(void)
{
    for (size_t i = 0; i < sizeof serials / sizeof *serials; i++) {
        char date[SERIAL_DATE] = "";
        bool read = serial_date(serials[i].number, serials[i].from_1904, date);
        CU_ASSERT_EQUAL(read, serials[i].date[0] != 0);
        CU_ASSERT_STRING_EQUAL(read ? date : "", serials[i].date);
    }
}

static const struct date_case {
    const char *text;
    enum date_order order;
    const char *first, *second; /* "" = none; two: ambiguous */
} dates[] = {
    {"2026-11-22", 0, "2026-11-22", ""},
    {"2026-11-22 00:00:00", 0, "2026-11-22", ""},
    {"2026-11-22T10:00:00Z", 0, "2026-11-22", ""},
    {"2026-11", 0, "2026-11", ""},
    {"2026", 0, "2026", ""},
    {"22.11.2026", 0, "2026-11-22", ""},
    {"3.4.2026", 0, "2026-04-03", ""},
    {"03.04.2026", ORDER_MONTH_FIRST, "2026-04-03", ""},
    {"22/11/2026", 0, "2026-11-22", ""},
    {"11/22/2026", 0, "2026-11-22", ""},
    {"03/04/2026", 0, "2026-04-03", "2026-03-04"},
    {"03-04-2026", 0, "2026-04-03", "2026-03-04"},
    {"04/04/2026", 0, "2026-04-04", ""},
    {"03/04/2026", ORDER_DAY_FIRST, "2026-04-03", ""},
    {"03/04/2026", ORDER_MONTH_FIRST, "2026-03-04", ""},
    {"11/22/2026", ORDER_DAY_FIRST, "", ""},
    {"22 November 2026", 0, "2026-11-22", ""},
    {"Nov 22, 2026", 0, "2026-11-22", ""},
    {"1 Sept 2024", 0, "2024-09-01", ""},
    {"29.02.2025", 0, "", ""},
    {"31/12/26", 0, "", ""},
    {"22.11/2026", 0, "", ""},
    {"22.11.2026.", 0, "", ""},
    {"20260-11-22", 0, "", ""},
    {"soon", 0, "", ""},
    {"", 0, "", ""},
};

static void dates_are_told_or_said_to_be_two(void)
{
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        struct date_answered answered;
        date_told(dates[i].text, dates[i].order, &answered);
        enum date_answer wanted = dates[i].second[0] ? DATE_AMBIGUOUS : dates[i].first[0] ? DATE_READ : DATE_NONE;
        if (answered.answer != wanted)
            fprintf(stderr, "\n%s\n", dates[i].text);
        CU_ASSERT_EQUAL(answered.answer, wanted);
        if (wanted != DATE_NONE)
            CU_ASSERT_STRING_EQUAL(answered.first, dates[i].first);
        if (wanted == DATE_AMBIGUOUS)
            CU_ASSERT_STRING_EQUAL(answered.second, dates[i].second);
    }
}

static void the_day_before(void)
{
    static const char *const pairs[][2] = {{"2024-03-01", "2024-02-29"},
                                           {"2026-01-01", "2025-12-31"},
                                           {"2026-05-10", "2026-05-09"},
                                           {"2025-03-01", "2025-02-28"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char date[DATE_TEXT];
        memcpy(date, pairs[i][0], DATE_TEXT);
        date_before(date);
        CU_ASSERT_STRING_EQUAL(date, pairs[i][1]);
    }
}

/* --- Words ----------------------------------------------------------------------------------------------------------
 */

static void headings_and_states_are_known_however_they_are_written(void)
{
    CU_ASSERT_STRING_EQUAL(heading_normal(&arena, " БИН/ИИН: "), "бин иин");
    CU_ASSERT_STRING_EQUAL(heading_normal(&arena, "№\xC2\xA0лицензии"), "№ лицензии");
    CU_ASSERT_STRING_EQUAL(heading_normal(&arena, "Счёт"), "счет");
    CU_ASSERT_STRING_EQUAL(heading_normal(&arena, "ae_competentAuthority"), "ae competentauthority");
    CU_ASSERT_STRING_EQUAL(heading_normal(&arena, "ҚОЛДАНЫСТА"), "қолданыста");
    CU_ASSERT_STRING_EQUAL(status_word(&arena, "Withdrawn (Migrated)"), "ended");
    CU_ASSERT_STRING_EQUAL(status_word(&arena, "ПРИОСТАНОВЛЕНА"), "suspended");
    CU_ASSERT_STRING_EQUAL(status_word(&arena, "in-principle"), "");
}

/* --- Text files -----------------------------------------------------------------------------------------------------
 */

static void encodings_come_out_as_utf8(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *text; /* NULL = refused */
    } files[] = {
        {"\xEF\xBB\xBF"
         "a",
         4, "a"},
        {"\xCE\xF2\xEE\xE7\xE2\xE0\xED\xE0", 8, "Отозвана"},
        {"\xFF\xFE\x1E\x04\x61\x00", 6, "Оa"},
        {"\xFE\xFF\x04\x1E\xD8\x3D\xDE\x00", 8, "О😀"},
        {"\xFF\xFE\x1E\x04\x61", 5, NULL},
        {"\xFF\xFE\x00\xD8\x61\x00", 6, NULL},
        {"a\0b", 3, NULL},
        {"\xEF\xBB\xBF\xFF", 4, NULL},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct foreign_text text;
        bool read = foreign_text_read(&arena, &report, (const unsigned char *)files[i].bytes, files[i].length, &text);
        CU_ASSERT_EQUAL(read, files[i].text != NULL);
        if (read && files[i].text)
            CU_ASSERT_STRING_EQUAL(text.text, files[i].text);
    }
}

static void the_separator_is_told_by_the_widest_of_the_first_lines(void)
{
    static const char *const tables[] = {"a,b\n1,2\n", "Title; 2026\na\tb\tc\n1\t2\t3\n", "sep=;\na;b\n",
                                         "a;\"b,,,\"\n"};
    static const uint32_t widths[] = {2, 3, 2, 2};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct table table;
        struct foreign_text text = {.text = arena_text(&arena, tables[i], strlen(tables[i]))};
        table_open(&table, &arena, &report);
        foreign_csv_read(&table, &text);
        CU_ASSERT_EQUAL(table_row_at(&table, table.rows.count - 1)->count, widths[i]);
        table_close(&table);
    }
}

static void a_table_past_its_bounds_is_refused(void)
{
    const size_t rows = TABLE_ROWS_MAX + 10;
    struct table table;
    struct foreign_text text = {.text = arena_take(&arena, rows * 2 + 1)};
    for (size_t i = 0; i < rows; i++)
        memcpy(text.text + 2 * i, "a\n", 2);
    table_open(&table, &arena, &report);
    foreign_csv_read(&table, &text);
    CU_ASSERT_TRUE(table.full);
    CU_ASSERT_EQUAL(table.rows.count, TABLE_ROWS_MAX);
    CU_ASSERT_EQUAL(table.said[FAULT_TABLE_TOO_LONG], 1);
    table_close(&table);
}

/* --- Workbooks ------------------------------------------------------------------------------------------------------
 */

static void ignore_fault(void *context, const struct compiler_fault *fault)
{
    (void)context, (void)fault;
}

/* All sheets of a workbook; how many cells came. */
static uint32_t read_all(const unsigned char *bytes, size_t size)
{
    struct arena own = {0};
    struct workbook workbook;
    struct table table;
    uint32_t cells = 0;
    if (xlsx_open(&workbook, &own, &report, bytes, size)) {
        table_open(&table, &own, &report);
        const struct workbook_sheet *sheets = workbook.sheets.records;
        for (uint32_t i = 0; i < workbook.sheets.count; i++)
            if (xlsx_sheet_has_cells(&workbook, &sheets[i]))
                xlsx_read_sheet(&workbook, &sheets[i], &table);
        cells = table.cells.count;
        table_close(&table);
        xlsx_close(&workbook);
    }
    arena_free(&own);
    return cells;
}

static void no_broken_byte_of_a_workbook_harms(void)
{
    struct export_options options = {
        .folder = PACK, .list = "venues", .output = work_path("venues.xlsx"), .separator = ','};
    size_t size = 0;
    CU_ASSERT_EQUAL_FATAL(table_export(&options, ignore_fault, NULL), 0);
    unsigned char *bytes = (unsigned char *)read_file(options.output, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    uint32_t whole = read_all(bytes, size), most = 0;
    CU_ASSERT_TRUE(whole >= 10);
    for (size_t i = 0; i < size; i++) {
        static const unsigned char flips[] = {0xFF, 0x01, 0x20};
        for (size_t flip = 0; flip < sizeof flips; flip++) {
            bytes[i] ^= flips[flip];
            uint32_t cells = read_all(bytes, size);
            most = cells > most ? cells : most;
            bytes[i] ^= flips[flip];
        }
    }
    for (size_t length = 0; length < size; length++)
        CU_ASSERT_EQUAL(read_all(bytes, length), 0);
    CU_ASSERT_TRUE(most <= whole);
    free(bytes);
}

int main(void)
{
    report.pipe = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (report.pipe < 0 || !work_open() || CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("tables", NULL, NULL);
    CU_ADD_TEST(suite, serial_numbers_are_days);
    CU_ADD_TEST(suite, dates_are_told_or_said_to_be_two);
    CU_ADD_TEST(suite, the_day_before);
    CU_ADD_TEST(suite, headings_and_states_are_known_however_they_are_written);
    CU_ADD_TEST(suite, encodings_come_out_as_utf8);
    CU_ADD_TEST(suite, the_separator_is_told_by_the_widest_of_the_first_lines);
    CU_ADD_TEST(suite, a_table_past_its_bounds_is_refused);
    CU_ADD_TEST(suite, no_broken_byte_of_a_workbook_harms);
    int code = run_tests();
    arena_free(&arena);
    close(report.pipe);
    work_close();
    return code;
}

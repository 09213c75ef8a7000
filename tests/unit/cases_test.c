/*
 * cases_test.c: tables of cases: every fault with its place, and what of a good table stands in the built pack.
 */
#include <CUnit/Basic.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pack_files.h"
#include "plugin/judge/pack.h"
#include "plugin/loader.h"
#include "run_tests.h"

#define PACK FIATGATE_SOURCE_DIR "/tests/cli/pack"

static struct fault_lines lines;

/* The pack of the command line's tests with one table of cases in place of its own, and one message. */
static const char *folder_with(const char *table)
{
    static char folder[1024], path[1100];
    static unsigned number;
    char name[32];
    snprintf(name, sizeof name, "pack-%u", ++number);
    snprintf(folder, sizeof folder, "%s", work_path(name));
    CU_ASSERT_TRUE_FATAL(copy_folder(PACK, folder));
    snprintf(path, sizeof path, "%s/cases", folder);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/cases/messages", folder);
    mkdir(path, 0755);
    snprintf(path, sizeof path, "%s/cases/messages/a.mt", folder);
    CU_ASSERT_TRUE_FATAL(write_file(path, "\x00\xFF{1:", 5));
    snprintf(path, sizeof path, "%s/cases/messages/empty.mt", folder);
    CU_ASSERT_TRUE_FATAL(write_file(path, "", 0));
    snprintf(path, sizeof path, "%s/cases/cases.csv", folder);
    CU_ASSERT_TRUE_FATAL(write_file(path, table, strlen(table)));
    return folder;
}

struct fault_case {
    const char *table, *sentence;
};

#define HEAD "id,rule,expect,action,as_of,message,channel,creditor_name,remittance,remittance.2,settlement_date\n"

static const struct fault_case faults[] = {
    {HEAD "a,wrds,hit,,2026-11-21,,,X,,,\n",
     "error cases/cases.csv:2: cell B2: no rule of this pack has the id \"wrds\" (did you mean \"words\"?)"},
    {HEAD "a,words,hits,,2026-11-21,,,X,,,\n",
     "error cases/cases.csv:2: cell C2: expect \"hits\" is not known (did you mean \"hit\"?)"},
    {HEAD "a,words,hit,stop,2026-11-21,,,X,,,\n",
     "error cases/cases.csv:2: cell D2: action \"stop\" is not known: write one of pass, flag, hold, block"},
    {HEAD "a,words,hit,,21.11.2026,,,X,,,\n",
     "error cases/cases.csv:2: cell E2: as_of \"21.11.2026\" is no date: write it as YYYY-MM-DD"},
    {HEAD "a,words,hit,,2026-11-21,,phone,X,,,\n", "error cases/cases.csv:2: cell G2: channel \"phone\" is not known: "
                                                   "write one of unknown, branch, internet, mobile, "
                                                   "api, corporate, card"},
    {HEAD "a,words,hit,,2026-11-21,,,X,,,\na,words,pass,,2026-11-21,,,X,,,\n",
     "error cases/cases.csv:3: cell A3: a case with the id \"a\" stands in cases/cases.csv:2: choose another id"},
    {HEAD "a,words,hit,,,,,X,,,\n", "error cases/cases.csv:2: cell E2: the case says no day to be screened as of: give "
                                    "as_of, or settlement_date, as YYYY-MM-DD"},
    {HEAD "a,words,hit,,,,,X,,,soon\n", "error cases/cases.csv:2: cell E2: the case says no day to be screened as of: "
                                        "give as_of, or settlement_date, as YYYY-MM-DD"},
    {HEAD "a,words,hit,,2026-11-21,,,,,,\n",
     "error cases/cases.csv:2: the case has no payment: name a file in column message, or fill at least one field such "
     "as creditor_name"},
    {HEAD "a,words,hit,,,a.mt,,X,,,\n", "error cases/cases.csv:2: cell H2: the case has both a message and the field "
                                        "\"creditor_name\": a message says its "
                                        "own fields, so leave one of the two empty"},
    {HEAD "a,words,hit,,,../cases.csv,,,,,\n",
     "error cases/cases.csv:2: cell F2: message \"../cases.csv\" lies outside cases/messages: move the file there and "
     "write its name alone"},
    {HEAD "a,words,hit,,,b.mt,,,,,\n", "error cases/cases.csv:2: cell F2: message \"b.mt\" is not there: check the "
                                       "name, or put the file into cases/messages"},
    {HEAD "a,words,hit,,,empty.mt,,,,,\n",
     "error cases/cases.csv:2: cell F2: message \"empty.mt\" is empty: put the message there"},
    {"id,rule,expect,creditor_nam\na,words,hit,X\n",
     "error cases/cases.csv:1: cell D1: column \"creditor_nam\" is neither part of a case nor a field of a payment "
     "(did "
     "you mean \"creditor_name\"?): see `fiatgate formats` for the fields"},
    {"id,rule,expect,remittance.0,as_of\na,words,hit,X,2026-11-21\n",
     "error cases/cases.csv:1: cell D1: column \"remittance.0\" must end with a number from 1 to 1000, or with the "
     "field's name: write \"remittance.2\" for its second occurrence"},
    {"id,rule,expect,remittance,remittance.1,as_of\na,words,hit,X,,2026-11-21\n",
     "error cases/cases.csv:1: cell E1: column \"remittance.1\" names an occurrence that column \"remittance\" names "
     "already: remove one"},
    {"id,rule,as_of,remittance\na,words,2026-11-21,X\n",
     "error cases/cases.csv:1: column \"expect\" is missing: add it to the first line"},
};

static void every_fault_has_its_place(void)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const char *folder = folder_with(faults[i].table);
        lines = (struct fault_lines){.folder = folder};
        CU_ASSERT(compiler_check(folder, NULL, add_fault_line, &lines) > 0);
        if (!strstr(lines.text, faults[i].sentence))
            fprintf(stderr, "\n%zu: expected\n%s\n---- but got\n%s----\n", i, faults[i].sentence, lines.text);
        CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, faults[i].sentence));
    }
}

static const char *text(const struct pack *pack, uint32_t string)
{
    return pack_string(pack, string);
}

static void a_case_is_built_as_it_is_written(void)
{
    const char *folder = folder_with("remittance.2,expect,id,rule,title,action,as_of,on_us,remittance,message\n"
                                     "два,hit,one,words,\"A, b\",hold,2026-11-21,yes,один,\n"
                                     ",pass,two,payee-venue,,,,,,a.mt\n"
                                     ",pass,three,payee-venue,,,,,,a.mt\n");
    struct pack *pack = NULL;
    char why[512] = "";
    lines = (struct fault_lines){.folder = folder};
    CU_ASSERT_EQUAL(compiler_build(folder, work_path("cases.fgp"), NULL, add_fault_line, &lines), 0);
    CU_ASSERT_EQUAL_FATAL(pack_load(work_path("cases.fgp"), 1, NULL, NULL, &pack, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(pack->case_count, 3);
    const struct pack_case *one = &pack->cases[0], *two = &pack->cases[1];
    CU_ASSERT_STRING_EQUAL(text(pack, one->id), "one");
    CU_ASSERT_STRING_EQUAL(text(pack, one->title), "A, b");
    CU_ASSERT_STRING_EQUAL(text(pack, one->file), "cases/cases.csv");
    CU_ASSERT_EQUAL(one->line, 2);
    CU_ASSERT_STRING_EQUAL(text(pack, pack->rules[one->rule].id), "words");
    CU_ASSERT_EQUAL(one->expectation, PACK_EXPECT_HIT);
    CU_ASSERT_EQUAL(one->action, FG_HOLD);
    CU_ASSERT_EQUAL(one->as_of, 20261121);
    CU_ASSERT_EQUAL(one->on_us, FG_YES);
    CU_ASSERT_EQUAL(one->message_length, 0);
    CU_ASSERT_EQUAL_FATAL(one->field_count, 2);
    const struct pack_field_value *fields = &pack->case_fields[one->first_field];
    CU_ASSERT_EQUAL(fields[0].field, FG_FIELD_REMITTANCE);
    CU_ASSERT_EQUAL(fields[0].occurrence, 1);
    CU_ASSERT_STRING_EQUAL(text(pack, fields[0].value), "два");
    CU_ASSERT_EQUAL(fields[1].occurrence, 0);
    CU_ASSERT_STRING_EQUAL(text(pack, fields[1].value), "один");
    CU_ASSERT_EQUAL(two->expectation, PACK_EXPECT_PASS);
    CU_ASSERT_EQUAL(two->action, -1);
    CU_ASSERT_EQUAL(two->field_count, 0);
    CU_ASSERT_EQUAL_FATAL(two->message_length, 5);
    CU_ASSERT_EQUAL(memcmp(pack->case_bytes + two->message, "\x00\xFF{1:", 5), 0);
    CU_ASSERT_EQUAL(pack->cases[2].message, two->message); /* kept once */
    CU_ASSERT_EQUAL(pack->case_bytes_size, 5);
    pack_free(pack);
}

static int work_open_suite(void)
{
    return !work_open();
}

static int work_close_suite(void)
{
    work_close();
    return 0;
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("cases", work_open_suite, work_close_suite);
    CU_add_test(suite, "every fault has its place", every_fault_has_its_place);
    CU_add_test(suite, "a case is built as it is written", a_case_is_built_as_it_is_written);
    return run_tests();
}

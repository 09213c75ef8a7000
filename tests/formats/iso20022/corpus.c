/*
 * corpus.c: messages of other people's systems, in the folder that FIATGATE_CORPUS names, with a manifest (which kind,
 * whether valid) and a truth (fields by an independent reader). Skipped with a line where there is none.
 */
#include "harness.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#define COLUMNS 20

static struct lane lane;

struct bytes {
    char *data;
    size_t length;
};

static bool read_file(const char *folder, const char *name, struct bytes *file)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    fseek(in, 0, SEEK_END);
    long size = ftell(in);
    rewind(in);
    file->data = malloc((size_t)size + 1);
    if (!file->data)
        abort();
    file->length = fread(file->data, 1, (size_t)size, in);
    file->data[file->length] = '\0';
    fclose(in);
    return true;
}

/* The next record of a CSV file, its cells unquoted in place. */
static bool next_record(char **at, char *cells[COLUMNS])
{
    char *in = *at;
    if (*in == '\0')
        return false;
    for (int i = 0; i < COLUMNS; i++)
        cells[i] = "";
    for (int column = 0;; column++) {
        bool quoted = *in == '"';
        char *out = in += quoted, *cell = in;
        while (*in != '\0' && (quoted ? *in != '"' || in[1] == '"' : *in != ',' && *in != '\n')) {
            in += quoted && *in == '"';
            *out++ = *in++;
        }
        in += quoted && *in == '"';
        in += *in == '\r';
        char end = *in;
        in += end != '\0';
        *out = '\0';
        if (column < COLUMNS)
            cells[column] = cell;
        if (end != ',')
            break;
    }
    *at = in;
    return true;
}

static int column_of(char *cells[COLUMNS], const char *name)
{
    for (int i = 0; i < COLUMNS; i++)
        if (strncmp(cells[i], name, strlen(name)) == 0 && (cells[i][strlen(name)] & 0xDF) < ' ')
            return i;
    return 0;
}

static const char *folder(void)
{
    const char *name = getenv("FIATGATE_CORPUS");
    if (!name || name[0] == '\0')
        printf("(skipped: FIATGATE_CORPUS names no folder) ");
    return name && name[0] != '\0' ? name : NULL;
}

/* Every valid pacs.008 is read, every invalid one and every file of bad/ gives an answer. */
static void test_manifest(void)
{
    const char *corpus = folder();
    struct bytes manifest, file;
    if (!corpus)
        return;
    CU_ASSERT_TRUE_FATAL(read_file(corpus, "MANIFEST.csv", &manifest));
    char *at = manifest.data, *cells[COLUMNS];
    unsigned valid = 0, invalid = 0, others = 0;
    CU_ASSERT_TRUE_FATAL(next_record(&at, cells));
    int expected_column = column_of(cells, "expected");
    while (next_record(&at, cells)) {
        if (strstr(cells[0], ".xml") == NULL || !read_file(corpus, cells[0], &file))
            continue;
        uint32_t transfers;
        enum read_result result = lane_read(&lane, file.data, file.length, &transfers);
        bool pacs008 = strncmp(cells[1], "pacs.008", 8) == 0;
        if (pacs008 && strcmp(cells[expected_column], "valid") == 0) {
            if (result != READ_END)
                printf("\n    %s: %s", cells[0], lane.error.text);
            CU_ASSERT_TRUE(result == READ_END && transfers > 0);
            valid++;
        } else if (pacs008) {
            CU_ASSERT_TRUE(result == READ_BROKEN && lane.error.line > 0 && lane.error.offset <= file.length);
            invalid++;
        } else {
            others++;
        }
        free(file.data);
    }
    free(manifest.data);
    printf("(pacs.008: %u valid, %u invalid; %u others) ", valid, invalid, others);
    CU_ASSERT_TRUE(valid > 100 && invalid > 10 && others > 100);
}

/* Without white space and separators, letters small. */
static void squeeze(const char *text, char *out, size_t size)
{
    size_t n = 0;
    for (; *text != '\0' && n + 1 < size; text++)
        if (!isspace((unsigned char)*text) && *text != '|')
            out[n++] = (char)tolower((unsigned char)*text);
    out[n] = '\0';
}

static bool agrees(const char *want, fg_field field)
{
    char expected[8192], got[8192], joined[8192] = "";
    for (uint32_t i = 0; i < lane_count(&lane, field); i++) {
        if (i > 0 && field != FG_FIELD_REMITTANCE)
            break;
        snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s", lane_text(&lane, field, i));
    }
    if (field == FG_FIELD_AMOUNT)
        return strtod(want, NULL) == strtod(joined, NULL);
    squeeze(want, expected, sizeof expected);
    squeeze(joined, got, sizeof got);
    bool bic = field == FG_FIELD_CREDITOR_AGENT_BIC || field == FG_FIELD_DEBTOR_AGENT_BIC;
    if (bic && strlen(expected) == 11 && strcmp(expected + 8, "xxx") == 0)
        expected[8] = '\0';
    if (bic && strlen(got) == 11 && strcmp(got + 8, "xxx") == 0)
        got[8] = '\0';
    if (strcmp(expected, got) == 0)
        return true;
    /* An institution without a name may be given by its BIC. */
    if (field == FG_FIELD_CREDITOR_NAME && got[0] == '\0')
        return agrees(want, FG_FIELD_CREDITOR_BIC);
    return field == FG_FIELD_DEBTOR_NAME && got[0] == '\0' && agrees(want, FG_FIELD_DEBTOR_BIC);
}

static const struct {
    const char *column;
    fg_field field;
} compared[] = {{"debtor_name", FG_FIELD_DEBTOR_NAME},
                {"debtor_account", FG_FIELD_DEBTOR_ACCOUNT},
                {"creditor_name", FG_FIELD_CREDITOR_NAME},
                {"creditor_account", FG_FIELD_CREDITOR_ACCOUNT},
                {"creditor_agent_bic", FG_FIELD_CREDITOR_AGENT_BIC},
                {"debtor_agent_bic", FG_FIELD_DEBTOR_AGENT_BIC},
                {"amount", FG_FIELD_AMOUNT},
                {"currency", FG_FIELD_CURRENCY},
                {"remittance", FG_FIELD_REMITTANCE},
                {"ultimate_debtor", FG_FIELD_ULTIMATE_DEBTOR_NAME},
                {"ultimate_creditor", FG_FIELD_ULTIMATE_CREDITOR_NAME}};
#define COMPARED (sizeof compared / sizeof compared[0])

static void compare_row(char *cells[COLUMNS], const int columns[COMPARED], unsigned *all, unsigned *same)
{
    for (size_t k = 0; k < COMPARED; k++) {
        if (cells[columns[k]][0] == '\0')
            continue;
        ++*all;
        bool agreed = agrees(cells[columns[k]], compared[k].field);
        *same += agreed;
        if (!agreed)
            printf("\n    %s, transfer %s: %s is expected to be \"%s\"", cells[0], cells[1], compared[k].column,
                   cells[columns[k]]);
    }
}

static void test_truth(void)
{
    const char *corpus = folder();
    struct bytes truth, file;
    if (!corpus)
        return;
    CU_ASSERT_TRUE_FATAL(read_file(corpus, "TRUTH.csv", &truth));
    char *at = truth.data, *cells[COLUMNS];
    CU_ASSERT_TRUE_FATAL(next_record(&at, cells));
    int columns[COMPARED];
    for (size_t k = 0; k < COMPARED; k++)
        columns[k] = column_of(cells, compared[k].column);
    unsigned all = 0, same = 0;
    while (next_record(&at, cells)) {
        if (strncmp(cells[2], "pacs.008", 8) != 0 || !read_file(corpus, cells[0], &file))
            continue;
        enum read_result result = lane_begin(&lane, file.data, file.length);
        for (int i = atoi(cells[1]); i > 0 && result == READ_TRANSFER; i--)
            result = lane_next(&lane);
        CU_ASSERT_EQUAL(result, READ_TRANSFER);
        compare_row(cells, columns, &all, &same);
        free(file.data);
    }
    free(truth.data);
    printf("(%u of %u fields agree) ", same, all);
    CU_ASSERT_TRUE(all > 500 && same * 100 >= all * 98);
}

static int set_up(void)
{
    return !lane_open(&lane, &usual_limits);
}

static int tear_down(void)
{
    lane_close(&lane);
    return 0;
}

void add_corpus_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: corpus", set_up, tear_down);
    CU_add_test(suite, "manifest", test_manifest);
    CU_add_test(suite, "truth", test_truth);
}

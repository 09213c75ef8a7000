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

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static bool is_read(const char *kind)
{
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        if (begins(kind, iso20022_messages[i].name))
            return true;
    return false;
}

struct tally {
    unsigned valid, invalid, side_by_side, returns, others;
};

static void judge(const char *cells[COLUMNS], int expected, int notes, const struct bytes *file, struct tally *tally)
{
    uint32_t transfers;
    enum read_result result = lane_read(&lane, file->data, file->length, &transfers);
    bool right = true;
    if (!is_read(cells[1])) {
        tally->others++;
    } else if (begins(cells[1], "pacs.004")) {
        /* called no transfer, but a return moves money; some are templates without amounts */
        right = (result == READ_END && transfers > 0) || result == READ_BROKEN;
        tally->returns++;
    } else if (strcmp(cells[expected], "valid") == 0) {
        right = result == READ_END && transfers > 0 &&
                (lane.warnings.unmapped == 0 || strstr(cells[notes], "non-standard element") ||
                 strstr(cells[0], "MxReadImplTest"));
        tally->valid++;
    } else if (strstr(cells[notes], "junk after document element")) {
        /* AppHdr and Document without an element around them */
        right = result == READ_END && transfers > 0;
        tally->side_by_side++;
    } else if (!strstr(cells[0], "pacs.002")) {
        right = result == READ_BROKEN && lane.error.line > 0 && lane.error.offset <= file->length;
        tally->invalid++;
    }
    if (!right)
        printf("\n    %s: %d, %u transfers, %u unmapped: %s%s", cells[0], (int)result, transfers,
               lane.warnings.unmapped, lane.error.text, lane.warnings.kept[0].text);
    CU_ASSERT_TRUE(right);
}

/* Every valid message is read without an element that the map does not know, every invalid one and every file of bad/
 * gives an answer. */
static void test_manifest(void)
{
    const char *corpus = folder();
    struct bytes manifest, file;
    if (!corpus)
        return;
    CU_ASSERT_TRUE_FATAL(read_file(corpus, "MANIFEST.csv", &manifest));
    char *at = manifest.data, *cells[COLUMNS];
    struct tally tally = {0};
    CU_ASSERT_TRUE_FATAL(next_record(&at, cells));
    int expected = column_of(cells, "expected"), notes = column_of(cells, "notes");
    while (next_record(&at, cells)) {
        if (strstr(cells[0], ".xml") == NULL || !read_file(corpus, cells[0], &file))
            continue;
        judge((const char **)cells, expected, notes, &file, &tally);
        free(file.data);
    }
    free(manifest.data);
    printf("(%u valid, %u invalid, %u side by side, %u returns; %u others) ", tally.valid, tally.invalid,
           tally.side_by_side, tally.returns, tally.others);
    CU_ASSERT_TRUE(tally.valid > 200 && tally.invalid > 10 && tally.side_by_side > 0 && tally.returns > 0);
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

/* To a transfer by its number, or to what it covers. */
static bool go_to(const struct bytes *file, uint32_t number, bool underlying)
{
    enum read_result result = lane_begin(&lane, file->data, file->length);
    uint32_t count = 0;
    while (result == READ_TRANSFER) {
        result = lane_next(&lane);
        bool covered = lane.transfer.level == LEVEL_UNDERLYING;
        count += result == READ_TRANSFER && !covered;
        if (result == READ_TRANSFER && count == number && covered == underlying)
            return true;
    }
    return false;
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
    int level = column_of(cells, "level");
    unsigned all = 0, same = 0;
    while (next_record(&at, cells)) {
        if (!is_read(cells[2]) || !read_file(corpus, cells[0], &file))
            continue;
        CU_ASSERT_TRUE(go_to(&file, (uint32_t)atoi(cells[1]), begins(cells[level], "underlying")));
        compare_row(cells, columns, &all, &same);
        free(file.data);
    }
    free(truth.data);
    printf("(%u of %u fields agree) ", same, all);
    CU_ASSERT_TRUE(all > 2000 && same * 1000 >= all * 995);
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

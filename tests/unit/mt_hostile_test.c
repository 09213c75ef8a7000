/*
 * mt_hostile_test.c: broken and hostile bytes give the MT adapter no more than a refusal: messages cut at every byte
 * and changed in every byte, and the messages of a corpus where the environment names one.
 */
#include <CUnit/Basic.h>

#include "mt_fixture.h"
#include "plugin/text/utf8.h"
#include "run_tests.h"

static struct mt_fixture fixture;

static int set_up(void)
{
    mt_fixture_open(&fixture, 128, 16 << 10);
    return 0;
}

static int tear_down(void)
{
    mt_fixture_close(&fixture);
    return 0;
}

#define SECOND_MESSAGE                                                                                                 \
    "{1:F01HSBKKZKXAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n:20:B\n:32A:261121EUR1,\n" MT_DEBTOR MT_CREDITOR "-}"

static const char rich[] =
    MT103_OF(":13C:/SNDTIME/1200+0100\n:33B:USD5100,5\n:50F:/KZ35601A000000012345\n1/SPECIMEN\n1/PAYER\n2/ABAY 10\n"
             "3/KZ/ALMATY\n7/KZ/850101300015\n:52D://RU044030653\nSOME BANK\nMOSKVA\n:56A:/55\nCITIUS33\n"
             ":57A:BUKBGB22XXX\n:59:/12\nFIRST SPECIMEN CENTRAL ASIA LIMITED\nLIABILITY PARTNERSHIP\n"
             "БИН 211040900220\n:70:GOODS\nEKNP 2717\nUSD 710\n:71A:SHA\n:72:/BNF/MORE\n//AND MORE\n");

static const char batch[] =
    "{1:F01HSBKKZKXAXXX0000000000}{2:I102BUKBGB22XXXXN}{4:\n:20:A\n:50K:/12\nPAYER\n:52A:HSBKKZKX\n:21:I1\n"
    ":32B:EUR1,\n:59:/12\nPAYEE\n:70:EKNP 1927EUR859\n:21:I2\n:32B:EUR2,\n:59F:1/PAYEE\n:72:X\n:32A:261121EUR3,\n"
    ":19:3,\n-}";
static const char cover[] =
    "{1:F01HSBKKZKXAXXX0000000000}{2:I202BUKBGB22XXXXN}{3:{119:COV}}{4:\n:20:A\n:21:B\n:32A:261121EUR3,\n"
    ":52A:HSBKKZKX\n:58D:/12\nBANK\nEKNP 1927EUR859\n:50F:/1\n1/PAYER\n:59:/2\nPAYEE\n:70:GOODS\n-}";
static const char russian[] =
    "{1:F01HSBKKZKXAXXX0000000000}{2:I103SABRRUMMXXXXN}{3:{113:RUR6}}{4:\n:20:+1\n:32A:261121RUB5,\n:50K:/407\n"
    "INN7700000016.KPP770001001\nOOO 'OBRAZEC'\n:59:/408\nIVAN\n:70:ZA BIT\n:72:/NZP/KOINY\n//I PR\n-}";
static const char flat[] = "{1:F01HSBKKZKXAXXX0000000000}{2:I103SABRRUMMXXXXN}{4::20:A:32A:261121EUR5,:50K:/12 "
                           "PAYER:59:/13 PAYEE:70:RENT-}";

static const char *const messages[] = {rich,
                                       batch,
                                       cover,
                                       russian,
                                       flat,
                                       "\x01" MT103_PLAIN "{5:{CHK:123456789ABC}}\x03  \x01" SECOND_MESSAGE "\x03 ",
                                       "{1:F21HSBKKZKX}{4:{177:1511041614}{451:0}}" MT103_PLAIN
                                       "\r\n$\r\n" SECOND_MESSAGE,
                                       "{1:F01X}{2:I940}{4:\n:20:A\n-}{5:{CHK:1}}" MT103_PLAIN};

/* Those of one message, at the beginning. */
#define SINGLE_MESSAGES 5

static bool is_sound(void)
{
    const struct transfer *transfer = &fixture.transfer;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->length == 0 || utf8_valid_prefix(transfer_text(transfer, value), value->length) != value->length)
            return false;
        uint64_t start, end;
        transfer_source(transfer, value, 0, value->length, &start, &end);
        if (start >= end || end > fixture.length)
            return false;
    }
    return true;
}

static bool is_refusal(enum read_result result)
{
    return (result == READ_BROKEN || result == READ_LIMIT) && fixture.error.code[0] && fixture.error.text[0] &&
           fixture.error.offset <= fixture.length && fixture.error.line >= 1;
}

/* More than the inputs of this file can hold. */
#define TRANSFERS_MOST 20000

/* Reads a whole input; *transfers counts what was read. false when anything about the answer was undefined. */
static bool answer_is_defined(const char *bytes, size_t length, uint32_t *transfers)
{
    *transfers = 0;
    enum read_result result = mt_fixture_begin(&fixture, bytes, length);
    if (result == READ_NOT_A_TRANSFER)
        return fixture.info.type[0] != '\0';
    if (result != READ_TRANSFER)
        return is_refusal(result);
    while ((result = mt_fixture_next(&fixture)) == READ_TRANSFER) {
        if (!is_sound() || ++*transfers > TRANSFERS_MOST)
            return false;
    }
    return result == READ_END || is_refusal(result);
}

static void cut_messages_are_refused(void)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        size_t length = strlen(messages[i]);
        for (size_t cut = 0; cut < length; cut++) {
            uint32_t transfers;
            CU_ASSERT(answer_is_defined(messages[i], cut, &transfers));
        }
    }
    /* A message without its end is never taken for a whole one. */
    for (size_t i = 0; i < SINGLE_MESSAGES; i++)
        for (size_t cut = 0; cut < strlen(messages[i]); cut++) {
            uint32_t transfers;
            CU_ASSERT(answer_is_defined(messages[i], cut, &transfers));
            CU_ASSERT_EQUAL(transfers, 0);
        }
}

static const char changes[] = {'\0', '\x01', '\x03', '\t', '\n', '\r', ' ',    '$',    '-',    '/',   ':',
                               '{',  '}',    '0',    'A',  'k',  'P',  '\x7F', '\xC3', '\xD0', '\xFF'};

static void changed_messages_have_defined_answers(void)
{
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        size_t length = strlen(messages[i]);
        char *copy = malloc(length + 1);
        CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
        memcpy(copy, messages[i], length + 1);
        for (size_t at = 0; at < length; at++) {
            uint32_t transfers;
            for (size_t k = 0; k < sizeof changes; k++) {
                copy[at] = changes[k];
                CU_ASSERT(answer_is_defined(copy, length, &transfers));
            }
            copy[at] = messages[i][at];
            /* The same with the byte left out. */
            memmove(copy + at, messages[i] + at + 1, length - at);
            CU_ASSERT(answer_is_defined(copy, length - 1, &transfers));
            memcpy(copy, messages[i], length + 1);
        }
        free(copy);
    }
}

/* Many blocks, lines, braces and codes take time in proportion to their bytes: a second would be a thousand times too
 * much. */
static void long_messages_end(void)
{
    static const char *const repeated[] = {"{",
                                           "}",
                                           "{1:F21}",
                                           "\x03\x01{1:F21}",
                                           "$",
                                           "-}",
                                           ":70:KNP 710\n",
                                           "\r",
                                           "\n:59:X",
                                           "{5:",
                                           "{3:{",
                                           "KNP 710 EKNP ",
                                           ":20:A",
                                           "\n}",
                                           "\n{1:F",
                                           "'a",
                                           "\n:21:A",
                                           "-}\n",
                                           "\n/NZP/A",
                                           "\n:50:A",
                                           "\n:21:A\n:32B:EUR1,\n:59:X"};
    static const char *const heads[] = {"{1:F01X}",
                                        "{1:F01X}{2:I940}{4:\n",
                                        MT_HEADER ":20:A\n:70:",
                                        "PREFACE\n",
                                        "{1:F01X}{2:I103}{4:",
                                        "{1:F01X}{2:I103}{3:{113:RUR6}}{4:\n:20:+A\n:70:",
                                        "{1:F01X}{2:I101}{4:\n:20:A\n:30:261121\n",
                                        "{1:F01X}{2:I102}{4:\n:20:A\n:50K:X\n:32A:261121EUR1,",
                                        "{1:F01X}{2:I202}{4:\n:20:A\n:72:"};
    enum { BYTES = 200000 };
    static const char *const tails[] = {"", "\n-}"};
    char *bytes = malloc(BYTES + 8);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++)
        for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
            size_t used = strlen(heads[h]), width = strlen(repeated[i]);
            memcpy(bytes, heads[h], used);
            for (; used + width <= BYTES; used += width)
                memcpy(bytes + used, repeated[i], width);
            for (size_t k = 0; k < sizeof tails / sizeof *tails; k++) {
                uint32_t transfers;
                memcpy(bytes + used, tails[k], strlen(tails[k]));
                CU_ASSERT(answer_is_defined(bytes, used + strlen(tails[k]), &transfers));
            }
        }
    free(bytes);
}

static char *read_file(const char *folder, const char *name, size_t *length)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        return NULL;
    long size = ftell(file);
    char *bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
    rewind(file);
    *length = bytes ? fread(bytes, 1, (size_t)size, file) : 0;
    if (bytes)
        bytes[*length] = '\0';
    fclose(file);
    return bytes;
}

/* Takes the next column of a CSV line, unquoted in place. */
static char *column(char **line)
{
    char *start = *line, *to = start, *at = start;
    for (bool quoted = false; *at && (quoted || *at != ','); at++) {
        if (*at == '"')
            quoted = !quoted;
        else
            *to++ = *at;
    }
    *line = *at ? at + 1 : at;
    *to = '\0';
    return start;
}

/* Called valid there, yet its 32A holds the date "24031X": it comes from a test of a parser's error messages. */
#define CORPUS_BROKEN_DATE "mt/GoPlasmatic+SwiftMTMessage__error_collection_L12.mt"

static bool is_read(const char *kind)
{
    static const char *const kinds[] = {"mt100", "mt101", "mt102", "mt103", "mt202", "mt-"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strncmp(kind, kinds[i], strlen(kinds[i])) == 0)
            return true;
    return false;
}

/* A row of the manifest: valid messages of the types read here are read to their end, invalid ones refused or read with
 * a warning; any other file gets a defined answer. */
static bool corpus_row_holds(const char *folder, char *line)
{
    const char *name = column(&line), *kind = column(&line);
    column(&line);
    column(&line);
    const char *expected = column(&line);
    size_t length = 0;
    if (strncmp(kind, "mt", 2) != 0)
        return true;
    char *bytes = read_file(folder, name, &length);
    uint32_t transfers = 0;
    bool claimed = bytes && mt_format.claims(NULL, (const unsigned char *)bytes, length) > 0;
    bool holds = bytes && (!claimed || answer_is_defined(bytes, length, &transfers));
    if (is_read(kind) && strcmp(name, CORPUS_BROKEN_DATE) != 0) {
        if (strcmp(expected, "valid") == 0)
            holds = holds && transfers > 0 && fixture.error.code[0] == '\0';
        if (strcmp(expected, "invalid") == 0)
            holds = holds && (fixture.error.code[0] != '\0' || fixture.warnings.count > 0);
    }
    if (!holds)
        fprintf(stderr, "\ncorpus: %s (%s) was not answered as expected: %s\n", name, expected, fixture.error.text);
    free(bytes);
    return holds;
}

static void corpus_is_read(void)
{
    const char *folder = getenv("FIATGATE_CORPUS");
    size_t length;
    char *manifest = folder ? read_file(folder, "MANIFEST.csv", &length) : NULL;
    if (!manifest) {
        printf("skipped: FIATGATE_CORPUS names no corpus ");
        return;
    }
    uint32_t rows = 0;
    for (char *line = strtok(manifest, "\n"); line; line = strtok(NULL, "\n")) {
        CU_ASSERT(corpus_row_holds(folder, line));
        rows++;
    }
    CU_ASSERT(rows > 0);
    free(manifest);
}

int main(void)
{
    CU_TestInfo tests[] = {{"cut messages are refused", cut_messages_are_refused},
                           {"changed messages have defined answers", changed_messages_have_defined_answers},
                           {"long messages end", long_messages_end},
                           {"the corpus is read", corpus_is_read},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"mt_hostile", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

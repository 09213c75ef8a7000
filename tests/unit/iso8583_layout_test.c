/*
 * iso8583_layout_test.c: layouts as data: tests/iso8583/NAME.cfg begins with "# expect: " and the sentence it must give
 * (after the file's name), or "# expect: fine". And messages of banks whose layout differs from the one built in.
 */
#include <CUnit/Basic.h>
#include <dirent.h>

#include "iso8583_fixture.h"
#include "run_tests.h"

#define FOLDER  FIATGATE_SOURCE_DIR "/tests/iso8583"
#define SHIPPED FIATGATE_SOURCE_DIR "/adapters/formats/iso8583/iso8583-1987.cfg"

static void check_file(const char *name)
{
    char path[1024], line[512] = "", why[512] = "";
    snprintf(path, sizeof path, FOLDER "/%s", name);
    FILE *file = fopen(path, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_PTR_NOT_NULL(fgets(line, sizeof line, file));
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
    const char *expected = strncmp(line, "# expect: ", 10) == 0 ? line + 10 : "";
    struct layout *layout = NULL;
    fg_error error = layout_load(path, &layout, why, sizeof why);
    const char *said = strncmp(why, path, strlen(path)) == 0 ? why + strlen(path) + 1 : why;
    bool fine = strcmp(expected, "fine") == 0;
    bool good = fine ? error == FG_OK && layout && why[0] == '\0'
                     : error == FG_E_CONFIG && !layout && strcmp(said, expected) == 0;
    if (!good)
        printf("\n  %s: expected \"%s\", got \"%s\"\n", name, expected, said);
    CU_ASSERT_TRUE(good);
    free(layout);
}

static void every_file_gives_its_sentence(void)
{
    DIR *folder = opendir(FOLDER);
    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    int files = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (strstr(entry->d_name, ".cfg")) {
            check_file(entry->d_name);
            files++;
        }
    closedir(folder);
    CU_ASSERT_TRUE(files >= 20);
}

/* Whether two layouts say the same; a table made by the compiler may differ in the bytes between its members. */
static bool same_field(const struct layout_field *a, const struct layout_field *b)
{
    bool same = a->type == b->type && a->coding == b->coding && a->pad == b->pad && a->form == b->form &&
                a->length_digits == b->length_digits && a->currency == b->currency && a->field == b->field &&
                a->part_count == b->part_count && a->length == b->length && strcmp(a->name, b->name) == 0 &&
                strcmp(a->note, b->note) == 0;
    for (unsigned i = 0; i < LAYOUT_PARTS; i++)
        same = same && a->parts[i].from == b->parts[i].from && a->parts[i].to == b->parts[i].to &&
               a->parts[i].field == b->parts[i].field;
    return same;
}

static void the_shipped_file_is_built_in(void)
{
    struct layout *shipped = NULL;
    const struct layout *built_in = &layout_built_in;
    char why[512] = "";
    CU_ASSERT_EQUAL(layout_load(SHIPPED, &shipped, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(card_same(why, ""));
    CU_ASSERT_PTR_NOT_NULL_FATAL(shipped);
    CU_ASSERT_EQUAL(memcmp(shipped, built_in, offsetof(struct layout, lengths) + 1), 0);
    CU_ASSERT_EQUAL(memcmp(&shipped->every_message_holds, &built_in->every_message_holds, sizeof(struct layout_set)),
                    0);
    CU_ASSERT_EQUAL(memcmp(&shipped->every_request_holds, &built_in->every_request_holds, sizeof(struct layout_set)),
                    0);
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++) {
        CU_ASSERT_TRUE(same_field(&shipped->fields[number], &built_in->fields[number]));
        CU_ASSERT_EQUAL(built_in->fields[number].type == LAYOUT_UNDEFINED, number == LAYOUT_TERTIARY);
    }
    free(shipped);
}

static void a_missing_file_is_named(void)
{
    struct layout *layout = NULL;
    char why[512] = "";
    CU_ASSERT_EQUAL(layout_load("/nonexistent/cards.cfg", &layout, why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/nonexistent/cards.cfg: the description of card messages cannot be opened"));
    CU_ASSERT_EQUAL(layout_load("/dev", &layout, why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "must be a regular file"));
    CU_ASSERT_EQUAL(layout_load("/nonexistent/cards.cfg", &layout, NULL, 0), FG_E_CONFIG);
}

/* Messages in the manner of tests/iso8583/bank.cfg: a length and a TPDU ahead, numbers in BCD behind an ASCII message
 * type, binary lengths, a settlement date with its year. */
static void a_layout_of_a_bank_is_read(void)
{
    static const unsigned char message[] = "\x00\x40"
                                           "\x60\x00\x01\x00\x02"
                                           "0200"
                                           "\x30\x22\x00\x01\x08\x60\x80\x00"
                                           "\x00\x00\x00"
                                           "\x00\x00\x00\x12\x50\x00"
                                           "\x00\x00\x42"
                                           "\x26\x11\x22"
                                           "\x05\x12\x34\x50"
                                           "REF1"
                                           "TERMINAL"
                                           "\x09"
                                           "BITSHOP 1"
                                           "\x03\x98";
    struct card_fixture fixture;
    card_open(&fixture, FOLDER "/bank.cfg", 100, 8192);
    unsigned char bytes[sizeof message - 1];
    memcpy(bytes, message, sizeof bytes);
    bytes[1] = (unsigned char)(sizeof bytes - 2);
    CU_ASSERT_TRUE(card_claim(&fixture, bytes, sizeof bytes) > 0);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes, sizeof bytes), READ_TRANSFER);
    CU_ASSERT_TRUE(card_same(fixture.error.text, ""));
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_AMOUNT, 0), "1250.00"));
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CURRENCY, 0), "KZT"));
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_SETTLEMENT_DATE, 0), "2026-11-22"));
    CU_ASSERT_EQUAL(transfer_date(&fixture.transfer, FG_FIELD_SETTLEMENT_DATE), 20261122);
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CREDITOR_AGENT_ID, 0), "12345"));
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CREDITOR_NAME, 0), "BITSHOP 1"));
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_OTHER_TEXT, 0), "TERMINAL"));
    /* The length ahead must be that of the message. */
    bytes[1]++;
    CU_ASSERT_EQUAL(card_read(&fixture, bytes, sizeof bytes), READ_BROKEN);
    CU_ASSERT_TRUE(card_same(fixture.error.code, "iso8583-length-prefix"));
    card_close(&fixture);
}

struct listed {
    unsigned rows, screened, reasons, transfers, passed;
    bool merchant;
};

static void list_field(void *context, const struct map_row *row)
{
    struct listed *listed = context;
    listed->rows++;
    listed->screened += row->field != FG_FIELD_NONE;
    listed->reasons += row->field == FG_FIELD_NONE && row->note[0] != '\0';
    listed->merchant |= row->field == FG_FIELD_CREDITOR_NAME &&
                        strcmp(row->source, "43 Card acceptor name and location, characters 1 to 25") == 0;
    CU_ASSERT_TRUE(card_same(row->types, "iso8583.0100 to 0105, 0200 to 0205"));
}

static void list_type(void *context, const struct type_row *row)
{
    struct listed *listed = context;
    CU_ASSERT_EQUAL(strncmp(row->type, "iso8583.0", 9), 0);
    listed->transfers += row->treatment == TREATED_AS_TRANSFERS;
    listed->passed += row->treatment == TREATED_AS_NO_TRANSFER;
}

/* Every field is listed: where it goes, or why it is not screened. */
static void all_is_listed(void)
{
    struct listed listed = {0};
    void *own = NULL;
    char why[256];
    CU_ASSERT_EQUAL_FATAL(iso8583_format.load(NULL, &own, why, sizeof why), FG_OK);
    iso8583_format.map(own, list_field, &listed);
    iso8583_format.types(own, list_type, &listed);
    CU_ASSERT_EQUAL(listed.rows, 126 + 2); /* 2 to 128 without 65, and 43 in three parts */
    CU_ASSERT_EQUAL(listed.screened + listed.reasons, listed.rows);
    CU_ASSERT_TRUE(listed.merchant);
    CU_ASSERT_EQUAL(listed.transfers, 2);
    CU_ASSERT_EQUAL(listed.passed, 8);
    iso8583_format.unload(own);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("iso8583_layout", NULL, NULL);
    CU_ADD_TEST(suite, every_file_gives_its_sentence);
    CU_ADD_TEST(suite, the_shipped_file_is_built_in);
    CU_ADD_TEST(suite, a_missing_file_is_named);
    CU_ADD_TEST(suite, a_layout_of_a_bank_is_read);
    CU_ADD_TEST(suite, all_is_listed);
    return run_tests();
}

/*
 * protobuf_round_trip_test.c: a canonical transfer goes through proto/transfer.proto and the fields of fg_screen_fields
 * and comes back as it was: transfer → Transfer → bytes → Transfer → fields → transfer → Transfer → the same bytes. For
 * values made up for every field, for the samples, and for the messages of FIATGATE_CORPUS where it names a folder.
 */
#include <CUnit/Basic.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/hosts/cli/canonical.h"
#include "gate.h"
#include "pack_files.h"
#include "run_tests.h"
#include "transfer.pb-c.h"

static struct gate_config config;
static struct reader *reader;
/* What is made up, and what comes back from fields. */
static struct transfer made, back;
static void *made_memory, *back_memory;

static int open_reader(void)
{
    char why[512] = "";
    gate_config_defaults(&config);
    if (reader_new(&config, &reader, why, sizeof why) != FG_OK) {
        printf("\n    no reader: %s", why);
        return 1;
    }
    size_t size = (transfer_size(&config.limits) + 15) & ~(size_t)15;
    made_memory = aligned_alloc(16, size);
    back_memory = aligned_alloc(16, size);
    if (!made_memory || !back_memory)
        return 1;
    transfer_place(&made, made_memory, &config.limits);
    transfer_place(&back, back_memory, &config.limits);
    return 0;
}

static int close_reader(void)
{
    reader_free(reader);
    free(made_memory);
    free(back_memory);
    return 0;
}

struct packed {
    uint8_t *bytes;
    size_t size;
};

static struct packed pack(const struct transfer *transfer)
{
    Fiatgate__Transfer canonical = FIATGATE__TRANSFER__INIT;
    canonical.has_level = 1;
    canonical.level = (Fiatgate__Level)transfer->level;
    CU_ASSERT_FATAL(canonical_from_transfer(&canonical, transfer));
    struct packed packed = {.size = fiatgate__transfer__get_packed_size(&canonical)};
    packed.bytes = malloc(packed.size + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(packed.bytes);
    fiatgate__transfer__pack(&canonical, packed.bytes);
    canonical_clear(&canonical);
    return packed;
}

/* Writes fields as a host's are written. The lines of a name that is given whole as well are readings of it. */
static void write_fields(struct transfer *transfer, const struct canonical_fields *fields)
{
    transfer_reset(transfer);
    transfer_end_header(transfer);
    transfer_rewind(transfer);
    for (size_t i = 0; i < fields->count; i++) {
        const fg_field_input *item = &fields->items[i];
        bool written =
            transfer_put(transfer, (fg_field)item->field, item->bytes, (uint32_t)item->length, (uint32_t)item->start);
        if (written && item->occurrence > 0 && field_kind((fg_field)item->field) == FIELD_KIND_NAME)
            transfer_mark_alternative(transfer);
    }
}

/* What a transfer is after it has been bytes. */
static bool comes_back(const struct transfer *transfer)
{
    struct packed first = pack(transfer);
    Fiatgate__Transfer *unpacked = fiatgate__transfer__unpack(NULL, first.size, first.bytes);
    CU_ASSERT_PTR_NOT_NULL_FATAL(unpacked);
    struct canonical_fields fields = {0};
    CU_ASSERT_FATAL(canonical_to_fields(unpacked, &fields));
    write_fields(&back, &fields);
    back.level = (uint8_t)unpacked->level;
    struct packed second = pack(&back);
    bool same = first.size == second.size && memcmp(first.bytes, second.bytes, first.size) == 0;
    canonical_fields_free(&fields);
    fiatgate__transfer__free_unpacked(unpacked, NULL);
    free(first.bytes);
    free(second.bytes);
    return same;
}

/* --- made up ---------------------------------------------------------------------------------------------------- */

/* Each a value, of any field. */
static const char *const values[] = {
    "X",
    "NORDLICHT HAFEN GMBH",
    "  blanks around  ",
    "ТОО «Үлгі Сауда», қала Әуезов",
    "漢字 😀 Ünïcode \xE2\x80\xAE \xE2\x80\x8B",
    "a\"b\\c\t\x01\x7F{}[]<>&",
    "/slashes//and:colons:/",
    "1250.00",
    "00000000-0000-4000-8000-000000000000",
};
#define VALUES (sizeof values / sizeof *values)

static void put(fg_field field, const char *text)
{
    CU_ASSERT(transfer_put(&made, field, text, (uint32_t)strlen(text), 0));
}

static void begin_made(void)
{
    transfer_reset(&made);
    transfer_end_header(&made);
    transfer_rewind(&made);
}

static void hold_made(fg_field field, const char *what)
{
    bool same = comes_back(&made);
    CU_ASSERT(same);
    if (!same)
        printf("\n    %s: %s comes back as something else", fg_field_name(field), what);
}

static bool is_field(unsigned number)
{
    return fg_field_name((fg_field)number)[0] != '\0';
}

static void every_field_with_one_value(void)
{
    for (unsigned number = 1; number < FG_FIELD_LIMIT; number++)
        for (size_t i = 0; i < VALUES && is_field(number); i++) {
            begin_made();
            put((fg_field)number, values[i]);
            hold_made((fg_field)number, values[i]);
        }
}

static void every_field_with_several_values(void)
{
    for (unsigned number = 1; number < FG_FIELD_LIMIT; number++)
        for (size_t count = 2; count <= VALUES && is_field(number); count++) {
            begin_made();
            for (size_t i = 0; i < count; i++)
                put((fg_field)number, values[i]);
            hold_made((fg_field)number, "several values");
        }
}

static void every_field_with_lines(void)
{
    static const char *const texts[] = {"first\nsecond", "first\nsecond\nthird", "first\n second \nсоңғы жол"};
    for (unsigned number = 1; number < FG_FIELD_LIMIT; number++)
        for (size_t i = 0; i < sizeof texts / sizeof *texts && is_field(number); i++) {
            begin_made();
            put((fg_field)number, texts[i]);
            hold_made((fg_field)number, "a value of several lines");
            put((fg_field)number, texts[0]);
            hold_made((fg_field)number, "two values of several lines");
        }
}

static void text_with_blank_lines(void)
{
    for (unsigned number = 1; number < FG_FIELD_LIMIT; number++) {
        enum field_kind kind = field_kind((fg_field)number);
        if (kind != FIELD_KIND_TEXT && kind != FIELD_KIND_ADDRESS && kind != FIELD_KIND_NAME)
            continue;
        begin_made();
        put((fg_field)number, "first\n\nbehind a blank line\n");
        hold_made((fg_field)number, "a blank line");
    }
}

static void a_long_text(void)
{
    static char text[20000];
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = i % 71 == 70 ? '\n' : (char)('A' + i % 26);
    begin_made();
    put(FG_FIELD_REMITTANCE, text);
    hold_made(FG_FIELD_REMITTANCE, "a long text");
}

static void all_fields_together_on_either_level(void)
{
    for (int level = LEVEL_TRANSFER; level <= LEVEL_UNDERLYING; level++) {
        transfer_reset(&made);
        for (unsigned number = 1; number < FG_FIELD_LIMIT; number += 2)
            if (is_field(number))
                put((fg_field)number, values[number % VALUES]);
        transfer_end_header(&made);
        transfer_rewind(&made);
        made.level = (uint8_t)level;
        for (unsigned number = 1; number < FG_FIELD_LIMIT; number++)
            if (is_field(number) && number % 3 > 0) {
                put((fg_field)number, values[(number + 1) % VALUES]);
                put((fg_field)number, values[(number + 2) % VALUES]);
            }
        hold_made(FG_FIELD_MESSAGE_ID, "all fields");
    }
}

/* Another reading of a value is for matching: it is not of the canonical form, and does not disturb it. */
static void another_reading_is_left_out(void)
{
    begin_made();
    put(FG_FIELD_CREDITOR_NAME, "NORDLICHT");
    put(FG_FIELD_CREDITOR_NAME, "NORDLICHT HAFEN");
    transfer_mark_alternative(&made);
    put(FG_FIELD_CREDITOR_ADDRESS, "HAFEN");
    hold_made(FG_FIELD_CREDITOR_NAME, "a name with another reading");
    CU_ASSERT_EQUAL(back.value_count, 2);
}

/* A test that cannot fail shows nothing. */
static void a_difference_is_seen(void)
{
    begin_made();
    put(FG_FIELD_CREDITOR_NAME, "NORDLICHT");
    struct packed first = pack(&made);
    put(FG_FIELD_CREDITOR_NAME, "HAFEN");
    struct packed second = pack(&made);
    CU_ASSERT_NOT_EQUAL(first.size, second.size);
    free(first.bytes);
    free(second.bytes);
}

/* --- read from messages ------------------------------------------------------------------------------------------ */

static unsigned transfers_read, transfers_changed;

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status, (void)place;
    size_t size = 0;
    char *bytes = kind == FTW_F ? read_file(path, &size) : NULL;
    if (!bytes)
        return 0;
    struct message_info info = {.format = ""};
    struct read_error error = {.code = ""};
    enum read_result result =
        size <= config.limits.message_bytes ? reader_begin(reader, bytes, size, &info, &error) : READ_LIMIT;
    while (result == READ_TRANSFER && (result = reader_next(reader, &error)) == READ_TRANSFER) {
        transfers_read++;
        if (!comes_back(reader_transfer(reader))) {
            printf("\n    a transfer of %s comes back as something else", path);
            transfers_changed++;
        }
    }
    free(bytes);
    return 0;
}

static void hold_folder(const char *folder)
{
    transfers_read = transfers_changed = 0;
    CU_ASSERT_EQUAL(nftw(folder, visit, 16, FTW_PHYS), 0);
    CU_ASSERT(transfers_read > 0);
    CU_ASSERT_EQUAL(transfers_changed, 0);
}

static void the_samples(void)
{
    hold_folder(FIATGATE_SOURCE_DIR "/samples/messages");
}

static void the_corpus(void)
{
    const char *corpus = getenv("FIATGATE_CORPUS");
    if (corpus)
        hold_folder(corpus);
    else
        printf("skipped: FIATGATE_CORPUS names no folder ");
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("protobuf round trip", open_reader, close_reader);
    CU_ADD_TEST(suite, every_field_with_one_value);
    CU_ADD_TEST(suite, every_field_with_several_values);
    CU_ADD_TEST(suite, every_field_with_lines);
    CU_ADD_TEST(suite, text_with_blank_lines);
    CU_ADD_TEST(suite, a_long_text);
    CU_ADD_TEST(suite, all_fields_together_on_either_level);
    CU_ADD_TEST(suite, another_reading_is_left_out);
    CU_ADD_TEST(suite, a_difference_is_seen);
    CU_ADD_TEST(suite, the_samples);
    CU_ADD_TEST(suite, the_corpus);
    return run_tests();
}

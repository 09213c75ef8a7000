/*
 * json_test.c: messages of proto/ as JSON and back (proto_json.h), and canonical transfers between their shapes
 * (adapters/hosts/cli/canonical.h).
 */
#include <CUnit/Basic.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/hosts/cli/canonical.h"
#include "bench.pb-c.h"
#include "proto_json.h"
#include "verdict.pb-c.h"
#include "run_tests.h"

/* The line of a message, without its line end; to be freed. */
static char *written(const ProtobufCMessage *message)
{
    char *line = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&line, &length);
    proto_json_write(out, message);
    fclose(out);
    CU_ASSERT(length > 0 && line[length - 1] == '\n');
    if (length > 0)
        line[length - 1] = '\0';
    return line;
}

static void holds(const ProtobufCMessage *message, const char *expected)
{
    char *line = written(message);
    CU_ASSERT_STRING_EQUAL(line, expected);
    if (strcmp(line, expected) != 0)
        printf("\n    got      %s\n    expected %s", line, expected);
    free(line);
}

static void writes_what_is_set_and_leaves_out_the_rest(void)
{
    Fiatgate__Transfer transfer = FIATGATE__TRANSFER__INIT;
    holds(&transfer.base, "{}");
    transfer.creditor_name = "AUX";
    transfer.amount = "1250.00";
    transfer.file = "a.txt";
    transfer.has_tx = 1;
    transfer.tx = 0;
    transfer.has_level = 1;
    transfer.level = FIATGATE__LEVEL__LEVEL_UNDERLYING;
    transfer.has_not_a_transfer = transfer.not_a_transfer = 1;
    holds(&transfer.base, "{\"file\":\"a.txt\",\"tx\":0,\"level\":\"underlying\",\"not_a_transfer\":true,"
                          "\"creditor_name\":\"AUX\",\"amount\":\"1250.00\"}");
}

static void writes_what_lies_within(void)
{
    Fiatgate__Reason first = FIATGATE__REASON__INIT, second = FIATGATE__REASON__INIT;
    Fiatgate__Reason *reasons[] = {&first, &second};
    first.rule = "r1";
    first.has_start = first.has_end = 1;
    first.start = 0;
    first.end = UINT64_MAX;
    second.has_action = 1;
    second.action = FIATGATE__ACTION__ACTION_BLOCK;
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    error.code = "xml-not-well-formed";
    error.has_line = 1;
    error.line = 7;
    Fiatgate__Verdict verdict = FIATGATE__VERDICT__INIT;
    verdict.has_status = 1;
    verdict.status = FIATGATE__STATUS__STATUS_NOT_A_TRANSFER;
    verdict.n_reasons = 2;
    verdict.reasons = reasons;
    verdict.error = &error;
    holds(&verdict.base, "{\"status\":\"not_a_transfer\",\"reasons\":[{\"rule\":\"r1\",\"start\":0,"
                         "\"end\":18446744073709551615},{\"action\":\"block\"}],"
                         "\"error\":{\"code\":\"xml-not-well-formed\",\"line\":7}}");
    Fiatgate__Figure figure = FIATGATE__FIGURE__INIT;
    figure.has_screen_ratio = 1;
    figure.screen_ratio = 1.25;
    holds(&figure.base, "{\"screen_ratio\":1.250}");
}

static void writes_json_whatever_the_bytes(void)
{
    Fiatgate__Transfer transfer = FIATGATE__TRANSFER__INIT;
    transfer.remittance = "a\"b\\c\n\t\r\x01\x7F Ж漢😀";
    holds(&transfer.base, "{\"remittance\":\"a\\\"b\\\\c\\n\\t\\r\\u0001\\u007f Ж漢😀\"}");
    /* A lone continuation, an overlong slash, a surrogate, beyond U+10FFFF, and characters that are cut short. */
    static const char *const broken[] = {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                         "\xFF", "x\xD0",    "x\xE2\x82",    "x\xF0\x9F\x98"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        transfer.remittance = (char *)(uintptr_t)broken[i];
        char *line = written(&transfer.base);
        json_t *json = json_loads(line, 0, NULL);
        CU_ASSERT_PTR_NOT_NULL(json);
        CU_ASSERT_PTR_NOT_NULL(strstr(line, "\xEF\xBF\xBD"));
        json_decref(json);
        free(line);
    }
}

static Fiatgate__Transfer *read_transfer(const char *line, char *why, size_t why_size)
{
    return (Fiatgate__Transfer *)proto_json_read(&fiatgate__transfer__descriptor, line, strlen(line), why, why_size);
}

/* Every field set, written, read and packed again is what it was. */
static void reads_what_it_writes(void)
{
    Fiatgate__Transfer transfer = FIATGATE__TRANSFER__INIT;
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    for (unsigned i = 0; i < fiatgate__transfer__descriptor.n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &fiatgate__transfer__descriptor.fields[i];
        if (field->type == PROTOBUF_C_TYPE_STRING)
            *(const char **)((char *)&transfer + field->offset) = field->name;
    }
    transfer.remittance = "строка 1\nline \"2\"\\";
    transfer.has_tx = transfer.has_level = transfer.has_not_a_transfer = 1;
    transfer.tx = UINT32_MAX;
    transfer.level = FIATGATE__LEVEL__LEVEL_TRANSFER;
    error.has_offset = 1;
    error.offset = INT64_MAX;
    transfer.error = &error;
    char why[300];
    char *line = written(&transfer.base);
    Fiatgate__Transfer *read = read_transfer(line, why, sizeof why);
    CU_ASSERT_PTR_NOT_NULL_FATAL(read);
    static uint8_t before[16384], after[16384];
    size_t size = fiatgate__transfer__get_packed_size(&transfer);
    CU_ASSERT_FATAL(size < sizeof before && fiatgate__transfer__get_packed_size(read) == size);
    fiatgate__transfer__pack(&transfer, before);
    fiatgate__transfer__pack(read, after);
    CU_ASSERT_EQUAL(memcmp(before, after, size), 0);
    fiatgate__transfer__free_unpacked(read, NULL);
    /* Cut anywhere, it is refused with a sentence. */
    for (size_t length = 0; length < strlen(line); length++) {
        ProtobufCMessage *cut = proto_json_read(&fiatgate__transfer__descriptor, line, length, why, sizeof why);
        CU_ASSERT_PTR_NULL(cut);
        CU_ASSERT_NOT_EQUAL(why[0], '\0');
    }
    free(line);
}

static void reads_reasons(void)
{
    static const char line[] =
        "{\"tx\":2,\"action\":\"hold\",\"reasons\":[{\"rule\":\"a\"},{\"rule\":\"b\",\"cut\":true}]}";
    char why[300];
    ProtobufCMessage *message = proto_json_read(&fiatgate__verdict__descriptor, line, strlen(line), why, sizeof why);
    CU_ASSERT_PTR_NOT_NULL_FATAL(message);
    const Fiatgate__Verdict *verdict = (const Fiatgate__Verdict *)message;
    CU_ASSERT_EQUAL(verdict->action, FIATGATE__ACTION__ACTION_HOLD);
    CU_ASSERT_EQUAL_FATAL(verdict->n_reasons, 2);
    CU_ASSERT_STRING_EQUAL(verdict->reasons[1]->rule, "b");
    CU_ASSERT(verdict->reasons[1]->has_cut && verdict->reasons[1]->cut);
    protobuf_c_message_free_unpacked(message, NULL);
}

static void refuses_with_the_key(void)
{
    static const struct {
        const char *line, *says;
    } cases[] = {
        {"{\"creditor_nmae\":\"A\"}", "creditor_nmae"},
        {"{\"amount\":1250}", "amount"},
        {"{\"tx\":-1}", "tx"},
        {"{\"tx\":4294967296}", "tx"},
        {"{\"tx\":\"1\"}", "tx"},
        {"{\"tx\":1.5}", "tx"},
        {"{\"level\":\"LEVEL_TRANSFER\"}", "\"transfer\", \"underlying\""},
        {"{\"not_a_transfer\":\"yes\"}", "not_a_transfer"},
        {"{\"error\":\"bad\"}", "error"},
        {"{\"error\":{\"code\":7}}", "code"},
        {"{\"error\":{\"colour\":\"red\"}}", "colour"},
        {"{\"uetr\":null}", "uetr"},
        {"{\"uetr\":\"a\",\"uetr\":\"b\"}", "uplicate"},
        {"{\"uetr\":\"a\\u0000b\"}", "byte"},
        {"{\"uetr\":\"\xFF\"}", "byte"},
        {"[1]", "no object"},
        {"{} {}", "byte"},
        {"", "byte"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char why[300] = "";
        Fiatgate__Transfer *read = read_transfer(cases[i].line, why, sizeof why);
        CU_ASSERT_PTR_NULL(read);
        CU_ASSERT_PTR_NOT_NULL(strstr(why, cases[i].says));
        if (read || !strstr(why, cases[i].says))
            printf("\n    %s: \"%s\" does not say %s", cases[i].line, why, cases[i].says);
    }
}

static const struct limits limits = {.message_bytes = 1 << 20,
                                     .transfers = 10,
                                     .fields = 64,
                                     .text_bytes = 8192,
                                     .depth = 16,
                                     .attributes = 64,
                                     .hits = 64,
                                     .reasons_per_transfer = 4,
                                     .reasons_per_message = 16};

static void put(struct transfer *transfer, fg_field field, const char *text)
{
    CU_ASSERT(transfer_put(transfer, field, text, (uint32_t)strlen(text), 0));
}

static void joins_values_and_prefers_the_transfers_own(void)
{
    struct transfer transfer;
    void *memory = aligned_alloc(64, (transfer_size(&limits) + 63) & ~(size_t)63);
    CU_ASSERT_PTR_NOT_NULL_FATAL(memory);
    transfer_place(&transfer, memory, &limits);
    transfer_reset(&transfer);
    put(&transfer, FG_FIELD_MESSAGE_ID, "M1");
    put(&transfer, FG_FIELD_SETTLEMENT_DATE, "2026-11-20");
    transfer_end_header(&transfer);
    put(&transfer, FG_FIELD_SETTLEMENT_DATE, "2026-11-21");
    put(&transfer, FG_FIELD_REMITTANCE, "line 1");
    put(&transfer, FG_FIELD_CREDITOR_NAME, "Nordlicht");
    put(&transfer, FG_FIELD_CREDITOR_NAME, "Nordlicht Hafen"); /* the same, with the line behind it */
    transfer_mark_alternative(&transfer);
    put(&transfer, FG_FIELD_INTERMEDIARY_AGENT_NAME, "Erste");
    put(&transfer, FG_FIELD_INTERMEDIARY_AGENT_NAME, "Erstebank");
    put(&transfer, FG_FIELD_REMITTANCE, "line 2");
    Fiatgate__Transfer canonical = FIATGATE__TRANSFER__INIT;
    CU_ASSERT(canonical_from_transfer(&canonical, &transfer));
    holds(&canonical.base, "{\"message_id\":\"M1\",\"creditor_name\":\"Nordlicht\","
                           "\"intermediary_agent_name\":\"Erste\\nErstebank\",\"settlement_date\":\"2026-11-21\","
                           "\"remittance\":\"line 1\\nline 2\"}");
    canonical_clear(&canonical);
    holds(&canonical.base, "{}");
    free(memory);
}

static void hold_field(const fg_field_input *given, fg_field field, uint32_t occurrence, const char *text)
{
    CU_ASSERT_EQUAL(given->field, field);
    CU_ASSERT_EQUAL(given->occurrence, occurrence);
    CU_ASSERT(given->length == strlen(text) && memcmp(given->bytes, text, given->length) == 0);
}

static void splits_what_names_one_thing_a_line(void)
{
    Fiatgate__Transfer canonical = FIATGATE__TRANSFER__INIT;
    struct canonical_fields fields = {0};
    canonical.creditor_name = "AUX CAYES\nFINTECH";
    canonical.intermediary_agent_bic = "AAAAKZKA\nBBBBDEFF";
    canonical.remittance = "a\nb";
    canonical.file = "not a field";
    CU_ASSERT(canonical_to_fields(&canonical, &fields));
    CU_ASSERT_EQUAL_FATAL(fields.count, 6);
    hold_field(&fields.items[0], FG_FIELD_CREDITOR_NAME, 0, "AUX CAYES\nFINTECH");
    hold_field(&fields.items[1], FG_FIELD_CREDITOR_NAME, 1, "AUX CAYES");
    hold_field(&fields.items[2], FG_FIELD_CREDITOR_NAME, 2, "FINTECH");
    hold_field(&fields.items[3], FG_FIELD_INTERMEDIARY_AGENT_BIC, 0, "AAAAKZKA");
    hold_field(&fields.items[4], FG_FIELD_INTERMEDIARY_AGENT_BIC, 1, "BBBBDEFF");
    hold_field(&fields.items[5], FG_FIELD_REMITTANCE, 0, "a\nb");
    canonical_fields_free(&fields);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("json", NULL, NULL);
    CU_ADD_TEST(suite, writes_what_is_set_and_leaves_out_the_rest);
    CU_ADD_TEST(suite, writes_what_lies_within);
    CU_ADD_TEST(suite, writes_json_whatever_the_bytes);
    CU_ADD_TEST(suite, reads_what_it_writes);
    CU_ADD_TEST(suite, reads_reasons);
    CU_ADD_TEST(suite, refuses_with_the_key);
    CU_ADD_TEST(suite, joins_values_and_prefers_the_transfers_own);
    CU_ADD_TEST(suite, splits_what_names_one_thing_a_line);
    return run_tests();
}

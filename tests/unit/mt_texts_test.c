/*
 * mt_texts_test.c: FIN texts that are not as they should be and are read with a warning, or refused; blocks 2 and 3;
 * free text; messages in SWIFT-RUR; the field map and the list of types.
 */
#include <CUnit/Basic.h>

#include "adapters/formats/mt/types.h"
#include "mt_fixture.h"
#include "run_tests.h"

static struct mt_fixture fixture, scanning;

static int set_up(void)
{
    mt_fixture_open(&fixture, 256, 64 << 10);
    mt_fixture_open_with(&scanning, 256, 64 << 10, &(struct format_settings){.scan_free_text = true});
    return 0;
}

static int tear_down(void)
{
    mt_fixture_close(&fixture);
    mt_fixture_close(&scanning);
    return 0;
}

#define BLOCKS "{1:F01HSBKKZKXAXXX0000000000}{2:I103BUKBGB22XXXXN}"
#define TEXT   ":20:FT26\n:32A:261121EUR5,\n:50K:/12\nPAYER\n:59:/13\nPAYEE\n"

/* A message and how its first transfer is read: the warning it carries, or the code of the error; and a value. */
struct row {
    const char *message;
    const char *warning; /* "" = none */
    const char *error;   /* "" = it is read */
    fg_field field;
    const char *text;
};

static void check_row(struct mt_fixture *reader, const struct row *row)
{
    enum read_result result = mt_fixture_read(reader, row->message);
    CHECK(result == (row->error[0] ? READ_BROKEN : READ_TRANSFER), row->message);
    CHECK(strcmp(reader->error.code, row->error) == 0, row->message);
    CHECK(row->warning[0] ? mt_fixture_warned(reader, row->warning) : reader->warnings.count == 0, row->message);
    if (row->error[0])
        return;
    const char *text = mt_fixture_text(reader, row->field, 0);
    if (strcmp(text, row->text) != 0)
        fprintf(stderr, "\nexpected \"%s\", read \"%s\"", row->text, text);
    CHECK(strcmp(text, row->text) == 0, row->message);
    CHECK(mt_fixture_next(reader) == READ_END, row->message);
    for (uint32_t i = 0; i < reader->warnings.count; i++)
        CHECK(reader->warnings.kept[i].line >= 1 && reader->warnings.kept[i].offset <= reader->length, row->message);
}

#define FLAT ":20:FT26:23B:CRED:32A:261121EUR5,:50K:/12 PAYER LLP:57A:BUKBGB22:59:/13 PAYEE:70:RENT :50: ROOMS:71A:SHA"

static const struct row texts[] = {
    /* what closes block 4 */
    {BLOCKS "{4:\n" TEXT "}", "mt-unclosed-text", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    {BLOCKS "{4:\n" TEXT "}{5:{CHK:1}}", "mt-unclosed-text", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    {BLOCKS "{4:\n" TEXT "-\n", "mt-unclosed-text", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    {BLOCKS "{4:\n" TEXT "-\r\n \n", "mt-unclosed-text", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    {BLOCKS "{4:\n" TEXT "-", "", "mt-unclosed-text", FG_FIELD_NONE, ""},
    {BLOCKS "{4:\n" TEXT, "", "mt-unclosed-text", FG_FIELD_NONE, ""},
    {BLOCKS "{4:\n" TEXT ":70:A\n- B\n", "", "mt-unclosed-text", FG_FIELD_NONE, ""},
    {BLOCKS "{4:\n" TEXT ":70:A}\n", "", "mt-unclosed-text", FG_FIELD_NONE, ""},
    {BLOCKS "{4:\n" TEXT "-}   \r\n", "", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    {BLOCKS "{4:   \r\n" TEXT "-}", "", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    /* blocks that are blank or missing */
    {"{1:}{2:I103BUKBGB22XXXXN}{3:}{4:\n" TEXT "-}{5:}", "", "", FG_FIELD_RECEIVER_BIC, "BUKBGB22"},
    {"{2:I103}{4:\n" TEXT "-}", "", "", FG_FIELD_SENDER_BIC, ""},
    {"{1:F01X}{2:}{4:\n" TEXT "-}", "", "mt-bad-block-2", FG_FIELD_NONE, ""},
    /* lines of a bank's own before the message */
    {":01:7\n:05:BUYER OF USDT\n" BLOCKS "{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, ":01:7\n:05:BUYER OF USDT"},
    {"X}{2:I103}{4:\n" TEXT "-}\n" BLOCKS "{4:\n" TEXT "-}", "", "mt-outside-block", FG_FIELD_NONE, ""},
    {TEXT "-}\n" BLOCKS "{4:\n" TEXT "-}", "", "mt-outside-block", FG_FIELD_NONE, ""},
    {"PREFACE " BLOCKS "{4:\n" TEXT "-}", "", "mt-outside-block", FG_FIELD_NONE, ""},
    {"BUYER OF USDT\n{1:F01X}{2:I940}{4:\n:20:A\n-}", "", "mt-text-behind", FG_FIELD_NONE, ""},
    /* line ends */
    {BLOCKS "{4:\r:20:A\r:32A:261121EUR5,\r:50K:X\r:59:/13\rPAYEE\r-}", "mt-line-ends", "", FG_FIELD_CREDITOR_NAME,
     "PAYEE"},
    {BLOCKS "{4:" FLAT "-}", "mt-flattened", "", FG_FIELD_MESSAGE_ID, "FT26"},
    {BLOCKS "{4:" FLAT "-}", "mt-flattened", "", FG_FIELD_AMOUNT, "5"},
    {BLOCKS "{4: " FLAT " -}{5:{CHK:1}}", "mt-flattened", "", FG_FIELD_DEBTOR_ACCOUNT, "12"},
    {BLOCKS "{4:\n" FLAT "\n-}", "mt-flattened", "", FG_FIELD_DEBTOR_NAME, "PAYER LLP"},
    {BLOCKS "{4:" FLAT "-}", "mt-flattened", "", FG_FIELD_CREDITOR_NAME, "PAYEE"},
    {BLOCKS "{4:" FLAT "-}", "mt-flattened", "", FG_FIELD_CREDITOR_AGENT_BIC, "BUKBGB22"},
    {BLOCKS "{4:" FLAT "-}", "mt-flattened", "", FG_FIELD_REMITTANCE, "RENT :50: ROOMS"},
    {BLOCKS "{4::20:A:32A:261121EUR5,:50K:X:59:/1234BINANCE LTD-}", "mt-flattened", "", FG_FIELD_OTHER_TEXT,
     "/1234BINANCE LTD"},
    {BLOCKS "{4::20:A:32A:261121EUR5,:50K:X-}", "mt-flattened", "mt-missing-59a", FG_FIELD_NONE, ""},
    {BLOCKS "{4:USDT:20:A:32A:261121EUR5,:50K:X:59:Y-}", "", "mt-text-outside-field", FG_FIELD_NONE, ""},
    {BLOCKS "{4::20:A:32A:261121EUR5,:50K:X:59:Y-}USDT", "", "mt-unclosed-text", FG_FIELD_NONE, ""},
    {"{1:F01X}{2:I202}{4::20:A :21:B :32A:261121EUR5, :52A:KCJBKZKX :58A:BUKBGB22 :72:/INS/X -}", "mt-flattened", "",
     FG_FIELD_CREDITOR_BIC, "BUKBGB22"},
    {"{1:F01X}{2:I102}{4::20:A:21:B:32B:EUR1,:59:X-}", "", "mt-flattened", FG_FIELD_NONE, ""},
    /* a text with line ends is never parted within a line */
    {BLOCKS "{4:\n:20:A\n:32A:261121EUR5,\n:50K:X:59:Y\n-}", "", "mt-missing-59a", FG_FIELD_NONE, ""},
    /* blocks 2 and 3 */
    {"{1:F01HSBKKZKXAXXX0000000000}{2:O1031200261120BUKBGB22XXXX00000000002611201200N}{4:\n" TEXT "-}", "", "",
     FG_FIELD_CREATION_DATE, "2026-11-20"},
    {BLOCKS "{3:{108:MYREF 1}{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}{4:\n" TEXT "-}", "", "",
     FG_FIELD_TRANSACTION_ID, "MYREF 1"},
    {BLOCKS "{3:{103:TGT}{113:NNNN}{119:STP}{111:001}}{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, ""},
    {BLOCKS "{3:{115:BUY USDT}}{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, "BUY USDT"},
    {BLOCKS "{3:{113:BUY USDT}}{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, "BUY USDT"},
    {BLOCKS "{3:{121:NO UETR}}{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, "NO UETR"},
    {BLOCKS "{3: USDT {108:A}}{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, "USDT"},
    {BLOCKS "{3:{USDT}}{4:\n" TEXT "-}", "", "", FG_FIELD_OTHER_TEXT, "USDT"},
};

static void texts_are_read_with_a_warning_or_refused(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_row(&fixture, &texts[i]);
}

#define FREE(type, text) "{1:F01HSBKKZKXAXXX0000000000}{2:I" type "BUKBGB22XXXXN}{4:\n" text "-}"

static const struct row free_texts[] = {
    {FREE("199", ":20:A\n:21:B\n:79:PLEASE SEND\nUSDT\n"), "", "", FG_FIELD_REMITTANCE, "PLEASE SEND\nUSDT"},
    {FREE("199", ":20:A\n:21:B\n:79:PLEASE SEND\n"), "", "", FG_FIELD_MESSAGE_ID, "A"},
    {FREE("299", ":20:A\n:21:B\n:79:PLEASE SEND\n"), "", "", FG_FIELD_RELATED_REFERENCE, "B"},
    {FREE("999", ":20:A\n:79:PLEASE SEND\n"), "", "", FG_FIELD_SENDER_BIC, "HSBKKZKX"},
    {FREE("999", "PLEASE SEND\n:79:USDT\n"), "", "", FG_FIELD_REMITTANCE, "PLEASE SEND\n:79:USDT"},
    {FREE("599", ":20:A\n:59:USDT\n"), "", "", FG_FIELD_OTHER_TEXT, "USDT"},
    {"{1:F01X}{2:O1991200261120BUKBGB22XXXX00000000002611201200N}{4:\n:79:A\n-}", "", "", FG_FIELD_CREATION_DATE,
     "2026-11-20"},
    {"{1:F01X}{2:I199}{4:\n:79:A\n", "", "mt-unclosed-text", FG_FIELD_NONE, ""},
    {FREE("198", ":20:A\n"), "", "mt-type-unsupported", FG_FIELD_NONE, ""},
};

static void free_text_is_read_where_asked(void)
{
    for (size_t i = 0; i < sizeof free_texts / sizeof *free_texts; i++)
        check_row(&scanning, &free_texts[i]);
    CU_ASSERT_EQUAL(mt_fixture_read(&fixture, free_texts[0].message), READ_NOT_A_TRANSFER);
    static const char *const russian_texts[] = {"{1:F01X}{2:I199}{3:{113:RUR6}}{4:\n:20:A\n:79:KRIPTA\n-}",
                                                "{1:F01X}{2:I199}{3:{113:RUR6}}{4:\nKRIPTA\n-}"};
    for (size_t i = 0; i < 2; i++) {
        CU_ASSERT_EQUAL(mt_fixture_read(&scanning, russian_texts[i]), READ_TRANSFER);
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&scanning, FG_FIELD_REMITTANCE, 0), "KRIPTA");
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&scanning, FG_FIELD_REMITTANCE, 1), "КРИПТА");
    }
    CU_ASSERT_EQUAL(mt_fixture_read(&scanning, FREE("192", ":20:A\n:79:USDT\n")), READ_NOT_A_TRANSFER);
    CU_ASSERT_EQUAL(scanning.warnings.unmapped, 0);
}

/* --- SWIFT-RUR --------------------------------------------------------------------------------------------------- */

#define RUR(fields)                                                                                                    \
    "{1:F01HSBKKZKXAXXX0000000000}{2:I103SABRRUMMXXXXN}{3:{113:RUR6}}{4:\n:20:+1\n:32A:261121RUB5,\n" fields "-}"
#define RUR_DEBTOR   ":50K:/407\nINN7700000016.KPP770001001\nOOO OBRAZEC\nG. MOSKVA\n"
#define RUR_CREDITOR ":59:/408\nINN 770000000089\nPETROV IVAN\n"

static const char rur_long[] =
    RUR(":50K:/407\nINN7700000016\nOBqESTVO S OGRANIcENNOi OTVETSTVENN\nOSTXu OBRAZEC\nG. MOSKVA\n" RUR_CREDITOR
        ":70:(VO10030) OPLATA PO DOGOVORU KUPLI-\nPRODAJI 'USDT' I BIT\n"
        ":72:/RPP/31.261121.3\n/NZP/KOINOV ZA NOaBRX\n//. BEZ NDS\n/DAS/261121.261121.000000.000000\n");

static const struct {
    const char *message;
    fg_field field;
    uint32_t nth;
    const char *text;
    bool alternative;
} russian[] = {
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_DEBTOR_NAME, 0, "ООО ОБРАЗЕЦ", false},
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_DEBTOR_ID, 0, "7700000016", false},
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_DEBTOR_ADDRESS, 0, "INN7700000016.KPP770001001", false},
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_DEBTOR_ADDRESS, 1, "Г. МОСКВА", false},
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_CREDITOR_NAME, 0, "ПЕТРОВ ИВАН", false},
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_CREDITOR_NAME, 2, "PETROV IVAN", true},
    {RUR(RUR_DEBTOR RUR_CREDITOR), FG_FIELD_CREDITOR_ID, 0, "770000000089", false},
    {RUR(RUR_DEBTOR ":59:/408\n'BINANCE LTD' eXuJoqxb\n"), FG_FIELD_CREDITOR_NAME, 0, "BINANCE LTD ЭЬЮЖЁЩЪ!", false},
    {RUR(RUR_DEBTOR ":59:/408\nPRICE 'N npd\n"), FG_FIELD_CREDITOR_NAME, 0, "ПРИЦЕ N npd", false},
    {RUR(RUR_DEBTOR ":59:/408\nnpdbsvzrmfj\n"), FG_FIELD_CREDITOR_NAME, 0, "№%&!$;_=\"*'", false},
    {RUR(RUR_DEBTOR RUR_CREDITOR ":57D://RU04\nSBERBANK\nMOSKVA\n"), FG_FIELD_CREDITOR_AGENT_NAME, 0, "СБЕРБАНК",
     false},
    {RUR(RUR_DEBTOR RUR_CREDITOR ":57D://RU04\nSBERBANK\n"), FG_FIELD_CREDITOR_AGENT_ID, 0, "RU04", false},
    {RUR(RUR_DEBTOR ":59F:/408\n1/PETROV\n2/MOSKVA\n"), FG_FIELD_CREDITOR_NAME, 1, "ПЕТРОВ\nМОСКВА", true},
    {RUR(RUR_DEBTOR RUR_CREDITOR ":77B:/N10/KRIPTA\n"), FG_FIELD_REGULATORY_REPORTING, 1, "/Н10/КРИПТА", true},
    {rur_long, FG_FIELD_DEBTOR_NAME, 0, "ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ ОБРАЗЕЦ", false},
    {rur_long, FG_FIELD_DEBTOR_ADDRESS, 1, "Г. МОСКВА", false},
    {rur_long, FG_FIELD_REMITTANCE, 0,
     "(ВО10030) ОПЛАТА ПО ДОГОВОРУ КУПЛИ-\nПРОДАЖИ USDT И БИТ\nКОИНОВ ЗА НОЯБРЬ\n. БЕЗ НДС", false},
    {rur_long, FG_FIELD_REMITTANCE, 1, "(ВО10030) ОПЛАТА ПО ДОГОВОРУ КУПЛИ-ПРОДАЖИ USDT И БИТКОИНОВ ЗА НОЯБРЬ. БЕЗ НДС",
     true},
    {rur_long, FG_FIELD_REMITTANCE, 2,
     "(VO10030) OPLATA PO DOGOVORU KUPLI-\nPRODAJI 'USDT' I BIT\nKOINOV ZA NOaBRX\n. BEZ NDS", true},
    {rur_long, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0,
     "/RPP/31.261121.3\n/NZP/KOINOV ZA NOaBRX\n//. BEZ NDS\n/DAS/261121.261121.000000.000000", false},
    /* without block 3: told by its fields */
    {"{1:F01X}{2:I103}{4:\n:20:+1\n:32A:261121RUB5,\n" RUR_DEBTOR RUR_CREDITOR "-}", FG_FIELD_CREDITOR_NAME, 0,
     "ПЕТРОВ ИВАН", false},
    {"{1:F01X}{2:I103}{4:\n:20:+1\n:32A:261121EUR5,\n" RUR_DEBTOR RUR_CREDITOR "-}", FG_FIELD_CREDITOR_NAME, 0,
     "PETROV IVAN", false},
    {"{1:F01X}{2:I103}{4:\n:20:1\n:32A:261121RUB5,\n" RUR_DEBTOR RUR_CREDITOR "-}", FG_FIELD_CREDITOR_NAME, 0,
     "PETROV IVAN", false},
    {"{1:F01X}{2:I202}{3:{113:RUR6}}{4:\n:20:+1\n:21:R\n:32A:261121RUB5,\n:58D:/1\nSBERBANK\n:72:/NZP/KRIPTA\n-}",
     FG_FIELD_REMITTANCE, 0, "КРИПТА", false},
};

static const struct field_value *nth_value(fg_field field, uint32_t nth)
{
    return transfer_find(&fixture.transfer, field, nth);
}

static void russian_is_read_as_cyrillic(void)
{
    for (size_t i = 0; i < sizeof russian / sizeof *russian; i++) {
        CHECK(mt_fixture_read(&fixture, russian[i].message) == READ_TRANSFER, russian[i].message);
        const char *text = mt_fixture_text(&fixture, russian[i].field, russian[i].nth);
        if (strcmp(text, russian[i].text) != 0)
            fprintf(stderr, "\nexpected \"%s\", read \"%s\"", russian[i].text, text);
        CHECK(strcmp(text, russian[i].text) == 0, russian[i].message);
        const struct field_value *value = nth_value(russian[i].field, russian[i].nth);
        CHECK(value && value->alternative == russian[i].alternative, russian[i].message);
        CU_ASSERT_EQUAL(mt_fixture_next(&fixture), READ_END);
    }
}

static void russian_leads_back(void)
{
    CU_ASSERT_EQUAL(mt_fixture_read(&fixture, rur_long), READ_TRANSFER);
    const struct field_value *value = nth_value(FG_FIELD_REMITTANCE, 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    static const char word[] = "БИТКОИНОВ";
    const unsigned char *text = transfer_text(&fixture.transfer, value);
    const unsigned char *found = memmem(text, value->length, word, sizeof word - 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    uint64_t start, end;
    uint32_t at = (uint32_t)(found - text);
    transfer_source(&fixture.transfer, value, at, at + (uint32_t)(sizeof word - 1), &start, &end);
    CU_ASSERT_EQUAL(start, (uint64_t)(strstr(rur_long, "BIT\n") - rur_long));
    CU_ASSERT_EQUAL(end, (uint64_t)(strstr(rur_long, "KOINOV") + 6 - rur_long));
}

/* --- the map and the types ------------------------------------------------------------------------------------- */

static struct {
    uint32_t rows, unexplained, unread;
    bool customer, underlying;
} mapped;

static void take_row(void *context, const struct map_row *row)
{
    (void)context;
    mapped.rows++;
    mapped.unexplained += row->field == FG_FIELD_NONE && row->note[0] == '\0';
    mapped.unread += !row->types[0] || !row->source[0] || !row->note;
    mapped.customer |= strcmp(row->types, "mt103, mt100") == 0 && row->field == FG_FIELD_CREDITOR_NAME;
    mapped.underlying |= strcmp(row->types, "mt202, mt205") == 0 && row->field == FG_FIELD_CREDITOR_NAME &&
                         strstr(row->source, "59a") != NULL;
}

static void the_map_names_every_source(void)
{
    mt_format.map(NULL, take_row, NULL);
    CU_ASSERT(mapped.rows > 200);
    CU_ASSERT_EQUAL(mapped.unexplained, 0);
    CU_ASSERT_EQUAL(mapped.unread, 0);
    CU_ASSERT(mapped.customer && mapped.underlying);
}

/* A type that is listed is treated as it says; the numbers of all others are unknown. */
static void take_type(void *context, const struct type_row *row)
{
    bool *listed = context;
    CHECK(row->note[0] != '\0', row->type);
    for (uint32_t type = 100; type < 1000; type++) {
        char name[16], group[16];
        snprintf(name, sizeof name, "mt%03u", type);
        snprintf(group, sizeof group, "mtn%02u", type % 100);
        if (strcmp(row->type, name) != 0 && strcmp(row->type, group) != 0)
            continue;
        char message[64];
        snprintf(message, sizeof message, "{1:F01X}{2:I%03u}{4:\n:20:A\n-}", type);
        enum read_result result = mt_fixture_begin(&fixture, message, strlen(message));
        enum read_result expected = row->treatment == TREATED_AS_TRANSFERS    ? READ_TRANSFER
                                    : row->treatment == TREATED_AS_UNREADABLE ? READ_BROKEN
                                                                              : READ_NOT_A_TRANSFER;
        CHECK(result == expected, message);
        CHECK(!listed[type], message);
        listed[type] = true;
    }
}

static void types_are_treated_as_listed(void)
{
    bool listed[1000] = {false};
    mt_types(take_type, listed);
    for (uint32_t type = 100; type < 1000; type++)
        if (!listed[type])
            CU_ASSERT_EQUAL(mt_kind_of(type), MT_UNKNOWN);
    CU_ASSERT(listed[103] && listed[202] && listed[940] && listed[199] && listed[998]);
}

int main(void)
{
    CU_TestInfo tests[] = {{"texts are read with a warning or refused", texts_are_read_with_a_warning_or_refused},
                           {"free text is read where asked", free_text_is_read_where_asked},
                           {"Russian is read as Cyrillic", russian_is_read_as_cyrillic},
                           {"Russian leads back", russian_leads_back},
                           {"the map names every source", the_map_names_every_source},
                           {"types are treated as listed", types_are_treated_as_listed},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"mt_texts", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

/*
 * iso8583_test.c: what is read of card messages: each value in each style of writing, what becomes of other message
 * types, and what is said of messages that do not go by the layout.
 */
#include <CUnit/Basic.h>

#include "iso8583_fixture.h"
#include "run_tests.h"

static struct card_fixture fixture;

static int set_up(void)
{
    card_open(&fixture, NULL, 200, 32 << 10);
    return 0;
}

static int tear_down(void)
{
    card_close(&fixture);
    return 0;
}

/* --- values ---------------------------------------------------------------------------------------------------- */

/* A purchase of crypto on a card, with all that the layout takes. */
static const struct card_field purchase[] = {{2, CARD_PAN},
                                             {3, "000000"},
                                             {4, "000000125000"},
                                             {6, "000058750000"},
                                             {7, "1121093000"},
                                             {11, "000042"},
                                             {12, "143000"},
                                             {13, "1121"},
                                             {14, "2812"},
                                             {15, "1122"},
                                             {18, "6051"},
                                             {19, "372"},
                                             {22, "812"},
                                             {28, "D00000100"},
                                             {32, "12345"},
                                             {33, "123456"},
                                             {35, "40000012345678992812"},
                                             {37, "REF000000001"},
                                             {41, "TERM0001"},
                                             {42, "MOONPAY00000001"},
                                             {43, "MOONPAY*BUY BITCOIN      DUBLIN       IE"},
                                             {45, "B4000001234567899^PAYER/SPECIMEN^2812"},
                                             {48, "EXTRA FOR " CARD_PAN " ORDER 7"},
                                             {49, "978"},
                                             {51, "398"},
                                             {52, "0123456789ABCDEF"},
                                             {55, "9F2608C2C12B098F3DA6E3"},
                                             {63, "WALLET TOP UP"},
                                             {98, "SPECIMEN EXCHANGE"},
                                             {100, "7654321"},
                                             {102, "KZ35601A000000012345"},
                                             {103, "GB33BUKB20201555555555"},
                                             {104, "PURCHASE OF USDT"},
                                             {128, "0011223344556677"},
                                             {0, NULL}};

static const struct expected {
    fg_field field;
    uint32_t nth;
    const char *text;
    const char *of; /* the bytes it came from, where they stand in the message as they are */
} expected_values[] = {
    {FG_FIELD_DEBTOR_ACCOUNT, 0, CARD_MASKED, CARD_PAN},
    {FG_FIELD_PROCESSING_CODE, 0, "000000", "000000"},
    {FG_FIELD_AMOUNT, 0, "1250.00", "000000125000"},
    {FG_FIELD_CURRENCY, 0, "EUR", "978"},
    {FG_FIELD_INSTRUCTED_AMOUNT, 0, "587500.00", "000058750000"},
    {FG_FIELD_INSTRUCTED_CURRENCY, 0, "KZT", "398"},
    {FG_FIELD_MERCHANT_CATEGORY_CODE, 0, "6051", "6051"},
    {FG_FIELD_ACQUIRER_COUNTRY, 0, "IE", "372"},
    {FG_FIELD_CREDITOR_AGENT_ID, 0, "12345", "12345"},
    {FG_FIELD_INTERMEDIARY_AGENT_ID, 0, "123456", "123456"},
    {FG_FIELD_DEBTOR_AGENT_ID, 0, "7654321", "7654321"},
    {FG_FIELD_TRANSACTION_ID, 0, "REF000000001", "REF000000001"},
    {FG_FIELD_MERCHANT_ID, 0, "MOONPAY00000001", "MOONPAY00000001"},
    {FG_FIELD_CREDITOR_NAME, 0, "MOONPAY*BUY BITCOIN", "MOONPAY*BUY BITCOIN"},
    {FG_FIELD_CREDITOR_NAME, 1, "MOONPAY*BUY BITCOIN      DUBLIN       IE", "MOONPAY*BUY BITCOIN      DUBLIN       IE"},
    {FG_FIELD_CREDITOR_ADDRESS, 0, "DUBLIN", "DUBLIN"},
    {FG_FIELD_CREDITOR_ADDRESS, 1, "IE", "IE"},
    {FG_FIELD_ULTIMATE_CREDITOR_NAME, 0, "SPECIMEN EXCHANGE", "SPECIMEN EXCHANGE"},
    {FG_FIELD_DEBTOR_ACCOUNT, 1, "KZ35601A000000012345", "KZ35601A000000012345"},
    {FG_FIELD_CREDITOR_ACCOUNT, 0, "GB33BUKB20201555555555", "GB33BUKB20201555555555"},
    {FG_FIELD_REMITTANCE, 0, "PURCHASE OF USDT", "PURCHASE OF USDT"},
    {FG_FIELD_OTHER_TEXT, 0, "TERM0001", "TERM0001"},
    {FG_FIELD_OTHER_TEXT, 1, "EXTRA FOR " CARD_MASKED " ORDER 7", "EXTRA FOR " CARD_PAN " ORDER 7"},
    {FG_FIELD_OTHER_TEXT, 2, "WALLET TOP UP", "WALLET TOP UP"},
    {FG_FIELD_OTHER_TEXT, 3, "", NULL},
    {FG_FIELD_DEBTOR_ACCOUNT, 2, "", NULL},
    {FG_FIELD_DEBTOR_NAME, 0, "", NULL},
    {FG_FIELD_SETTLEMENT_DATE, 0, "", NULL},
    {FG_FIELD_CREATION_DATE, 0, "", NULL}};

/* Whether bytes [start, end) of the message are these characters, or in BCD these digits. */
static bool came_from(const char *of, uint64_t start, uint64_t end)
{
    size_t length = strlen(of), bytes = (size_t)(end - start);
    if (bytes == length && memcmp(fixture.bytes + start, of, length) == 0)
        return true;
    char digits[64] = "";
    for (size_t i = 0; i < bytes && bytes < 30; i++)
        snprintf(digits + 2 * i, sizeof digits - 2 * i, "%02X", fixture.bytes[start + i]);
    return strcmp(digits + strlen(digits) - (strlen(digits) > length ? length : strlen(digits)), of) == 0;
}

static void hold_values(void)
{
    for (size_t i = 0; i < sizeof expected_values / sizeof *expected_values; i++) {
        const struct expected *expected = &expected_values[i];
        const char *text = card_text(&fixture, expected->field, expected->nth);
        CU_ASSERT_TRUE(card_same(text, expected->text));
        const struct field_value *value = transfer_find(&fixture.transfer, expected->field, expected->nth);
        if (!expected->of || !value)
            continue;
        uint64_t start, end;
        transfer_source(&fixture.transfer, value, 0, value->length, &start, &end);
        CU_ASSERT_TRUE(came_from(expected->of, start, end));
    }
}

static bool is_shown(const char *text)
{
    for (uint32_t i = 0; i < fixture.transfer.value_count; i++) {
        const struct field_value *value = &fixture.transfer.values[i];
        if (memmem(transfer_text(&fixture.transfer, value), value->length, text, strlen(text)))
            return true;
    }
    return false;
}

static void a_request_is_read_in_every_style(void)
{
    static const char *const types[] = {"0100", "0101", "0105", "0200", "0201", "0203"};
    for (int style = 0; style < CARD_STYLES; style++)
        for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
            struct card_bytes bytes = card_write(fixture.layout, (enum card_style)style, types[i], purchase);
            CU_ASSERT_TRUE(card_claim(&fixture, bytes.at, bytes.length) > 0);
            CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
            CU_ASSERT_TRUE(card_same(fixture.error.text, ""));
            CU_ASSERT_TRUE(card_same(fixture.info.format, "iso8583"));
            CU_ASSERT_TRUE(card_same(fixture.info.type + 8, types[i]));
            hold_values();
            CU_ASSERT_FALSE(is_shown(CARD_PAN));
            CU_ASSERT_FALSE(is_shown("SPECIMEN^"));
            CU_ASSERT_EQUAL(iso8583_format.next(fixture.workspace, &fixture.transfer, &fixture.error), READ_END);
        }
}

/* The whole of field 43 is another reading of the name, and no name of its own. */
static void the_whole_descriptor_is_an_alternative(void)
{
    struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0100", purchase);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
    CU_ASSERT_EQUAL(transfer_find(&fixture.transfer, FG_FIELD_CREDITOR_NAME, 0)->alternative, 0);
    CU_ASSERT_EQUAL(transfer_find(&fixture.transfer, FG_FIELD_CREDITOR_NAME, 1)->alternative, 1);
}

/* Fields that are only looked up, or read past, hold no words unread. */
static void words_in_place_of_numbers_are_text(void)
{
    static const struct {
        unsigned number;
        const char *value, *text;
    } rows[] = {{103, "SOME VENUE", "SOME VENUE"}, {103, "SOME-VENUE20", "SOME-VENUE20"}, {103, "VENUE", "VENUE"},
                {102, "SOME VENUE", "SOME VENUE"}, {103, "GB33BUKB20201555555555", ""},   {103, "4070-28.10", ""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct card_field fields[] = {
            {3, "000000"}, {4, "000000000005"}, {11, "000042"}, {49, "840"}, {rows[i].number, rows[i].value},
            {0, NULL}};
        struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0200", fields);
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_OTHER_TEXT, 0), rows[i].text));
    }
    static const char *const tracks[] = {"SOME VENUE", "4000001234567899=SOME VENUE", ";4000001234567899=2612101?"};
    for (size_t i = 0; i < sizeof tracks / sizeof *tracks; i++) {
        const struct card_field fields[] = {{3, "000000"},   {4, "000000000005"}, {11, "000042"},
                                            {35, tracks[i]}, {49, "840"},         {0, NULL}};
        struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0200", fields);
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), i < 2 ? READ_BROKEN : READ_TRANSFER);
        CU_ASSERT_TRUE(card_same(fixture.error.code, i < 2 ? "iso8583-content" : ""));
    }
}

#define BARE(field4, field49)                                                                                          \
    {3, "000000"}, {4, field4}, {11, "000042"}, {49, field49},                                                         \
    {                                                                                                                  \
        0, NULL                                                                                                        \
    }

static void amounts_have_the_digits_of_their_currency(void)
{
    static const struct {
        const char *minor, *currency, *amount, *letters;
    } rows[] = {{"000000125000", "398", "1250.00", "KZT"},
                {"000000000005", "840", "0.05", "USD"},
                {"000000000000", "978", "0.00", "EUR"},
                {"000000001250", "392", "1250", "JPY"},
                {"000000000000", "392", "0", "JPY"},
                {"000000001250", "414", "1.250", "KWD"},
                {"999999999999", "048", "999999999.999", "BHD"},
                {"000000012345", "990", "1.2345", "CLF"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct card_field fields[] = {BARE(rows[i].minor, rows[i].currency)};
        for (int style = 0; style < CARD_STYLES; style++) {
            struct card_bytes bytes = card_write(fixture.layout, (enum card_style)style, "0200", fields);
            CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
            CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_AMOUNT, 0), rows[i].amount));
            CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CURRENCY, 0), rows[i].letters));
        }
    }
}

static void descriptors_are_cut_where_networks_cut_them(void)
{
    static const struct {
        const char *descriptor, *name, *place;
    } rows[] = {/* cut at 22, town from 24 */
                {"MOONPAY*BUY BITCOIN HE DUBLIN       IRL ", "MOONPAY*BUY BITCOIN HE DU", "BLIN       IR"},
                /* cut at 25 */
                {"MOONPAY*BUY BITCOIN HERE DUBLIN       IE", "MOONPAY*BUY BITCOIN HERE", "DUBLIN"},
                {"MOONPAY*BITCOIN AND ETHERDUBLIN       IE", "MOONPAY*BITCOIN AND ETHER", "DUBLIN"},
                {"SHOP                                    ", "SHOP", ""},
                {"                         ALMATY       KZ", "ALMATY       KZ", "ALMATY"},
                {"КОФЕЙНЯ НА АБАЯ АЛМ  KZ", "КОФЕЙНЯ НА АБ", "АЯ АЛМ  K"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct card_field fields[] = {
            {3, "000000"}, {4, "000000001000"}, {11, "000042"}, {43, rows[i].descriptor}, {49, "398"}, {0, NULL}};
        struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0100", fields);
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
        CU_ASSERT_TRUE(card_same(fixture.error.text, ""));
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CREDITOR_NAME, 0), rows[i].name));
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CREDITOR_ADDRESS, 0), rows[i].place));
    }
}

/* A character cut in two where its field ends does not make the rest of the text unreadable. */
static void a_character_cut_in_two_is_dropped(void)
{
    const struct card_field fields[] = {{3, "000000"},       {4, "000000001000"}, {11, "000042"},
                                        {42, "АБАЙДЫҢ\xD0"}, {49, "398"},         {0, NULL}};
    struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0100", fields);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_MERCHANT_ID, 0), "АБАЙДЫҢ"));
}

static void code_pages_are_told(void)
{
    /* "КОФЕЙНЯ НА УГЛУ" in cp866 and in windows-1251 */
    static const char *const written[] = {"\x8A\x8E\x94\x85\x89\x8D\x9F \x8D\x80 \x93\x83\x8B\x93",
                                          "\xCA\xCE\xD4\xC5\xC9\xCD\xDF \xCD\xC0 \xD3\xC3\xCB\xD3"};
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        const struct card_field fields[] = {{3, "000000"},    {4, "000000001000"}, {11, "000042"},
                                            {43, written[i]}, {49, "398"},         {0, NULL}};
        struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_BINARY, "0100", fields);
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CREDITOR_NAME, 0), "КОФЕЙНЯ НА УГЛУ"));
        CU_ASSERT_EQUAL(fixture.warnings.count, 1);
        CU_ASSERT_TRUE(card_same(fixture.warnings.kept[0].code, "iso8583-code-page"));
    }
}

/* Where no field gives the card number, its track does. */
static void a_track_gives_the_card_number_alone(void)
{
    const struct card_field fields[] = {{3, "000000"},  {4, "000000001000"},
                                        {11, "000042"}, {35, CARD_PAN "=28122010000012345678"},
                                        {49, "398"},    {0, NULL}};
    for (int style = 0; style < CARD_STYLES; style++) {
        struct card_bytes bytes = card_write(fixture.layout, (enum card_style)style, "0100", fields);
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_DEBTOR_ACCOUNT, 0), CARD_MASKED));
        CU_ASSERT_FALSE(is_shown("2812"));
    }
}

/* Odd numbers of digits in BCD, filled up ahead or behind. */
static void an_odd_number_of_digits_in_bcd(void)
{
    static const struct {
        const char *acquirer, *digits; /* length and BCD in hexadecimal */
    } rows[] = {{"0512345F", "12345"}, {"05123450", "12345"}, {"05012345", "12345"}, {"06123456", "123456"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct card_bytes bytes = {.length = 0};
        card_add_hex(&bytes, "0100");
        card_add_hex(&bytes, "3020000100008000");
        card_add_hex(&bytes, "000000000000001000000042");
        card_add_hex(&bytes, rows[i].acquirer);
        card_add_hex(&bytes, "0398");
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CREDITOR_AGENT_ID, 0), rows[i].digits));
        CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_CURRENCY, 0), "KZT"));
    }
}

static void an_unknown_country_stays_a_number(void)
{
    const struct card_field fields[] = {{3, "000000"}, {4, "000000001000"}, {11, "000042"},
                                        {19, "999"},   {49, "398"},         {0, NULL}};
    struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0100", fields);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
    CU_ASSERT_TRUE(card_same(card_text(&fixture, FG_FIELD_ACQUIRER_COUNTRY, 0), "999"));
    CU_ASSERT_TRUE(card_same(fixture.warnings.kept[0].code, "iso8583-country"));
}

/* --- other message types --------------------------------------------------------------------------------------- */

static void what_is_no_request_is_passed_by_name(void)
{
    static const char *const types[] = {"0110", "0120", "0121", "0130", "0210", "0220", "0221", "0230", "0302",
                                        "0400", "0401", "0420", "0430", "0500", "0620", "0800", "0810", "0820"};
    const struct card_field fields[] = {{7, "1121093000"}, {11, "000042"}, {70, "301"}, {0, NULL}};
    for (int style = 0; style < CARD_STYLES; style++)
        for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
            struct card_bytes bytes = card_write(fixture.layout, (enum card_style)style, types[i], fields);
            CU_ASSERT_TRUE(card_claim(&fixture, bytes.at, bytes.length) > 0);
            CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_NOT_A_TRANSFER);
            CU_ASSERT_TRUE(card_same(fixture.info.type + 8, types[i]));
            /* One byte more, one byte less, and it is nothing that is known. */
            bytes.at[bytes.length] = '0';
            CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length + 1), READ_BROKEN);
            CU_ASSERT_TRUE(card_same(fixture.error.code, "iso8583-bytes-behind"));
            CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length - 1), READ_BROKEN);
            CU_ASSERT_TRUE(card_same(fixture.error.code, "iso8583-cut"));
        }
}

static void two_messages_in_one_are_refused(void)
{
    const struct card_field echo[] = {{7, "1121093000"}, {11, "000042"}, {70, "301"}, {0, NULL}};
    struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0800", echo);
    struct card_bytes second = card_write(fixture.layout, CARD_ASCII_HEX, "0200", purchase);
    card_add(&bytes, second.at, second.length);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_BROKEN);
    CU_ASSERT_TRUE(card_same(fixture.error.code, "iso8583-bytes-behind"));
}

static void a_payment_inside_a_long_message_is_not_passed(void)
{
    char text[1000];
    memset(text, 'X', sizeof text);
    text[999] = '\0';
    struct card_field fields[] = {{11, "000042"}, {46, text}, {47, text}, {48, text},
                                  {62, text},     {63, text}, {0, NULL}};
    struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0800", fields);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_NOT_A_TRANSFER);
    memcpy(text + 500, "{1:F01", 6);
    bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0800", fields);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_BROKEN);
    CU_ASSERT_TRUE(card_same(fixture.error.code, "iso8583-message-inside"));
}

static void a_line_end_behind_is_none_of_it(void)
{
    static const char *const ends[] = {"\n", "\r\n"};
    const struct card_field fields[] = {{7, "1121093000"}, {11, "000042"}, {70, "301"}, {0, NULL}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0800", fields);
        card_add(&bytes, ends[i], strlen(ends[i]));
        CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_NOT_A_TRANSFER);
    }
}

/* --- telling --------------------------------------------------------------------------------------------------- */

static void other_bytes_are_not_claimed(void)
{
    static const char *const texts[] = {"",
                                        "0200",
                                        "0200 tenge were paid on Monday",
                                        "0100 Оплата по счету 15 за услуги связи",
                                        "0800\r\nOffice hours are from nine to six",
                                        "02001234567",
                                        "\x01\x02 nothing that is a message",
                                        "2026-11-21 10:00 payment",
                                        "{1:F01HSBKKZKXAXXX0000000000}{2:I103BUKBGB22XXXXN}{4:\n:20:A\n-}",
                                        "<?xml version=\"1.0\"?><Document/>",
                                        "{\"amount\": \"12\"}",
                                        "0900822000000000000000000000000000000000",
                                        "0850822000000000000000000000000000000000",
                                        "0018822000000000000000000000000000000000"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CU_ASSERT_EQUAL(card_claim(&fixture, texts[i], strlen(texts[i])), 0);
}

/* --- broken messages ------------------------------------------------------------------------------------------- */

#define HEAD                                                                                                           \
    "0200"                                                                                                             \
    "3020000000008000"
static const struct {
    const char *message, *code, *text;
    uint64_t offset;
} wrong[] = {
    {"02003020000000008000"
     "00000000000000100000004239",
     "iso8583-cut", "field 49 (Currency code, transaction) needs 3 bytes, and the message ends after 2", 44},
    {HEAD "0000A0000000001000000042398", "iso8583-content",
     "field 3 (Processing code) holds something that is no decimal digit", 24},
    {HEAD "000000000000001000000042000", "iso8583-currency",
     "field 49 (Currency code, transaction) holds no currency of ISO 4217, so how many digits an amount has behind "
     "its point is not known",
     44},
    {"02003020000000000000"
     "000000000000001000000042",
     "iso8583-missing-field",
     "field 49 (Currency code, transaction) is missing, and gives the currency of an amount that the message has", 4},
    {"02002020000000008000"
     "000000000042398",
     "iso8583-missing-field", "field 4 (Amount, transaction) is missing; every request must have it", 4},
    {"08000200000000000000"
     "1121093000",
     "iso8583-missing-field", "field 11 (System trace audit number) is missing; every message must have it", 4},
    {"02003028000000008000"
     "0000000000000010000000421332398",
     "iso8583-date", "field 13 (Date, local transaction) holds a date that does not exist", 44},
    {"02003020000100008000"
     "0000000000000010000000421212345678901298",
     "iso8583-length", "field 32 (Acquiring institution id) says it has length 12, and may have 11 at most", 44},
    {"02003020000100008000"
     "000000000000001000000042X112345678901398",
     "iso8583-length", "the length of field 32 (Acquiring institution id) is no number of 2 digits", 44},
    {"0800"
     "8020000000000000"
     "8000000000000000"
     "000042",
     "iso8583-bitmap", "the bitmap announces a third one (field 65), which no version read here has", 4},
    {"0800"
     "8020000000000000"
     "000042",
     "iso8583-bitmap", "the message ends inside its bitmap; 8 bytes or 16 hexadecimal digits are expected", 20},
    {"12003020000000008000"
     "000000000000001000000042398",
     "iso8583-version",
     "the message type begins with 1, another version than the layout's (version = 0); describe it in a file and "
     "name that in formats.iso8583",
     0},
    {HEAD "000000000000001000000042398X", "iso8583-bytes-behind",
     "1 bytes stand behind the last field that the bitmap announces; give one whole message at a time, written as "
     "the layout says",
     47},
    {"02003020000008008000"
     "000000000000001000000042REF00\x01"
     "000001398",
     "iso8583-content", "field 37 (Retrieval reference number) holds a control character, which is no text", 49},
    {"02003020001000008000"
     "000000000000001000000042X00000001398",
     "iso8583-content", "field 28 (Amount, transaction fee) does not begin with C or D", 44}};

static void what_is_wrong_is_said(void)
{
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        size_t length = strlen(wrong[i].message);
        CU_ASSERT_TRUE(card_claim(&fixture, wrong[i].message, length) > 0);
        CU_ASSERT_EQUAL(card_read(&fixture, wrong[i].message, length), READ_BROKEN);
        CU_ASSERT_TRUE(card_same(fixture.error.code, wrong[i].code));
        CU_ASSERT_TRUE(card_same(fixture.error.text, wrong[i].text));
        CU_ASSERT_EQUAL(fixture.error.offset, wrong[i].offset);
        CU_ASSERT_EQUAL(fixture.error.line, 0);
    }
}

static void limits_stop_the_reading(void)
{
    struct card_bytes bytes = card_write(fixture.layout, CARD_ASCII_HEX, "0200", purchase);
    CU_ASSERT_EQUAL(card_read(&fixture, bytes.at, bytes.length), READ_TRANSFER);
    uint32_t values = fixture.transfer.value_count, text = fixture.transfer.text_used;
    static const struct {
        int fewer_values, less_text;
        enum read_result result;
        const char *code;
    } rows[] = {{0, 0, READ_TRANSFER, ""}, {1, 0, READ_LIMIT, "limit-fields"}, {0, 1, READ_LIMIT, "limit-text-bytes"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct card_fixture tight;
        card_open(&tight, NULL, values - (uint32_t)rows[i].fewer_values, text - (uint32_t)rows[i].less_text);
        CU_ASSERT_EQUAL(card_read(&tight, bytes.at, bytes.length), rows[i].result);
        CU_ASSERT_TRUE(card_same(tight.error.code, rows[i].code));
        card_close(&tight);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("iso8583", set_up, tear_down);
    CU_ADD_TEST(suite, a_request_is_read_in_every_style);
    CU_ADD_TEST(suite, the_whole_descriptor_is_an_alternative);
    CU_ADD_TEST(suite, words_in_place_of_numbers_are_text);
    CU_ADD_TEST(suite, amounts_have_the_digits_of_their_currency);
    CU_ADD_TEST(suite, descriptors_are_cut_where_networks_cut_them);
    CU_ADD_TEST(suite, a_character_cut_in_two_is_dropped);
    CU_ADD_TEST(suite, code_pages_are_told);
    CU_ADD_TEST(suite, a_track_gives_the_card_number_alone);
    CU_ADD_TEST(suite, an_odd_number_of_digits_in_bcd);
    CU_ADD_TEST(suite, an_unknown_country_stays_a_number);
    CU_ADD_TEST(suite, what_is_no_request_is_passed_by_name);
    CU_ADD_TEST(suite, two_messages_in_one_are_refused);
    CU_ADD_TEST(suite, a_payment_inside_a_long_message_is_not_passed);
    CU_ADD_TEST(suite, a_line_end_behind_is_none_of_it);
    CU_ADD_TEST(suite, other_bytes_are_not_claimed);
    CU_ADD_TEST(suite, what_is_wrong_is_said);
    CU_ADD_TEST(suite, limits_stop_the_reading);
    return run_tests();
}

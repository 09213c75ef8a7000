/*
 * mt_test.c: what the MT adapter reads out of MT103 messages, where in the message it stood, which messages it refuses
 * with which sentence, and what other message types are to it.
 */
#include <CUnit/Basic.h>

#include "mt_fixture.h"
#include "adapters/formats/eknp.h"
#include "run_tests.h"

static struct mt_fixture fixture;

static int set_up(void)
{
    mt_fixture_open(&fixture, 256, 64 << 10);
    return 0;
}

static int tear_down(void)
{
    mt_fixture_close(&fixture);
    return 0;
}

static const struct {
    const char *message;
    fg_field field;
    uint32_t nth;
    const char *text;
} fields[] = {
    /* header */
    {MT103_PLAIN, FG_FIELD_SENDER_BIC, 0, "HSBKKZKX"},
    {MT103_PLAIN, FG_FIELD_RECEIVER_BIC, 0, "BUKBGB22"},
    {MT103_PLAIN, FG_FIELD_UETR, 0, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a"},
    {"{1:F01HSBKKZKXAALM0000000000}{2:O1031200261121BUKBGB22XBRD00000000002611211201N}{4:\n:20:A\n:32A:261121EUR1,"
     "\n" MT_DEBTOR MT_CREDITOR "-}",
     FG_FIELD_SENDER_BIC, 0, "BUKBGB22BRD"},
    {"{1:F01HSBKKZKXAALM0000000000}{2:O1031200261121BUKBGB22XBRD00000000002611211201N}{4:\n:20:A\n:32A:261121EUR1,"
     "\n" MT_DEBTOR MT_CREDITOR "-}",
     FG_FIELD_RECEIVER_BIC, 0, "HSBKKZKXALM"},
    {"{1:F01}{2:I103}{4:\n:20:A\n:32A:261121EUR1,\n" MT_DEBTOR MT_CREDITOR "-}", FG_FIELD_SENDER_BIC, 0, ""},
    {"{2:I103BUKBGB22XXXXN}{4:\n:20:A\n:32A:261121EUR1,\n" MT_DEBTOR MT_CREDITOR "-}", FG_FIELD_RECEIVER_BIC, 0,
     "BUKBGB22"},
    {MT103_PLAIN, FG_FIELD_MESSAGE_ID, 0, "FT26"},
    {MT103_PLAIN, FG_FIELD_INSTRUCTION_ID, 0, "FT26"},
    {MT103_PLAIN, FG_FIELD_BANK_OPERATION_CODE, 0, "CRED"},
    {MT103_PLAIN, FG_FIELD_CHARGE_BEARER, 0, "SHA"},
    /* 32A, 33B */
    {MT103_PLAIN, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {MT103_PLAIN, FG_FIELD_CURRENCY, 0, "EUR"},
    {MT103_PLAIN, FG_FIELD_AMOUNT, 0, "5000.00"},
    {MT_HEADER ":20:A\n:32A:991231USD5000,\n" MT_DEBTOR MT_CREDITOR "-}", FG_FIELD_SETTLEMENT_DATE, 0, "1999-12-31"},
    {MT_HEADER ":20:A\n:32A:991231USD5000,\n" MT_DEBTOR MT_CREDITOR "-}", FG_FIELD_AMOUNT, 0, "5000"},
    {MT_HEADER ":20:A\n:32A:240229JPY70 \n" MT_DEBTOR MT_CREDITOR "-}", FG_FIELD_AMOUNT, 0, "70"},
    {MT103_WITH_TEXT(":33B:USD5100,5\n"), FG_FIELD_INSTRUCTED_AMOUNT, 0, "5100.5"},
    {MT103_WITH_TEXT(":33B:USD5100,5\n"), FG_FIELD_INSTRUCTED_CURRENCY, 0, "USD"},
    /* 50a */
    {MT103_PLAIN, FG_FIELD_DEBTOR_ACCOUNT, 0, "KZ35601A000000012345"},
    {MT103_PLAIN, FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN PAYER"},
    {MT103_PLAIN, FG_FIELD_DEBTOR_ADDRESS, 0, "ABAY AVE 10"},
    {MT103_OF(":50A:/123\nHSBKKZKXXXX\n" MT_CREDITOR), FG_FIELD_DEBTOR_BIC, 0, "HSBKKZKXXXX"},
    {MT103_OF(":50A:/123\nHSBKKZKXXXX\n" MT_CREDITOR), FG_FIELD_DEBTOR_NAME, 0, ""},
    {MT103_OF(":50A:NO BIC AT ALL\n" MT_CREDITOR), FG_FIELD_DEBTOR_NAME, 0, "NO BIC AT ALL"},
    {MT103_OF(":50F:/KZ35601A000000012345\n1/SPECIMEN\n1/PAYER LLP\n2/ABAY 10\n3/KZ/ALMATY\n7/KZ/850101300015\n" //
              MT_CREDITOR),
     FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN PAYER LLP"},
    {MT103_OF(":50F:/KZ35601A000000012345\n1/SPECIMEN\n2/ABAY 10\n3/KZ/ALMATY\n7/KZ/850101300015\n" MT_CREDITOR),
     FG_FIELD_DEBTOR_ADDRESS, 0, "ABAY 10\nKZ/ALMATY\nKZ/850101300015"},
    {MT103_OF(":50F:/KZ35601A000000012345\n1/SPECIMEN\n3/KZ/ALMATY\n7/KZ/850101300015\n" MT_CREDITOR),
     FG_FIELD_DEBTOR_ID, 0, "850101300015"},
    {MT103_OF(":50F:NIDN/KZ/850101300015\n1/SPECIMEN\n" MT_CREDITOR), FG_FIELD_DEBTOR_ID, 0, "850101300015"},
    {MT103_OF(":50F:NIDN/KZ/850101300015\n1/SPECIMEN\n" MT_CREDITOR), FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN"},
    {MT103_OF(":50F:CUST/DE/SOME BANK/99812\n1/SPECIMEN\n" MT_CREDITOR), FG_FIELD_DEBTOR_ID, 0, "99812"},
    {MT103_OF(":50F:NE58NE0380100100130305000268\n1/SPECIMEN\n" MT_CREDITOR), FG_FIELD_DEBTOR_ACCOUNT, 0,
     "NE58NE0380100100130305000268"},
    {MT103_OF(":50:/ACC-1\nSPECIMEN\n" MT_CREDITOR), FG_FIELD_DEBTOR_ACCOUNT, 0, "ACC-1"},
    {MT103_OF(":50A:/1\nHSBKKZKX\n:50K:SECOND PAYER\n" MT_CREDITOR), FG_FIELD_DEBTOR_NAME, 0, "SECOND PAYER"},
    /* 59a */
    {MT103_PLAIN, FG_FIELD_CREDITOR_ACCOUNT, 0, "GB33BUKB20201555555555"},
    {MT103_PLAIN, FG_FIELD_CREDITOR_NAME, 0, "SPECIMEN PAYEE"},
    {MT103_OF(MT_DEBTOR ":59:SPECIMEN PAYEE\nLONDON\nGB\n"), FG_FIELD_CREDITOR_ADDRESS, 0, "LONDON\nGB"},
    {MT103_OF(MT_DEBTOR ":59A:/12\nBUKBGB22\n"), FG_FIELD_CREDITOR_BIC, 0, "BUKBGB22"},
    {MT103_OF(MT_DEBTOR ":59F:/12\n1/PAYEE\n3/GB/LONDON\n"), FG_FIELD_CREDITOR_NAME, 0, "PAYEE"},
    {MT103_OF(MT_DEBTOR ":59F:/12\nPAYEE WITHOUT NUMBERS\nLONDON\n"), FG_FIELD_CREDITOR_NAME, 0,
     "PAYEE WITHOUT NUMBERS"},
    {MT103_OF(MT_DEBTOR ":59F:/12\n2/LONDON\nPAYEE\n"), FG_FIELD_CREDITOR_NAME, 0, "PAYEE"},
    {MT103_OF(MT_DEBTOR ":59:/12\nPAYEE\nBIN 211040900220\n"), FG_FIELD_CREDITOR_ID, 0, "211040900220"},
    {MT103_OF(MT_DEBTOR ":59:/12\nPAYEE\nBIN 211040900220\n"), FG_FIELD_CREDITOR_ADDRESS, 0, "BIN 211040900220"},
    {MT103_OF(MT_DEBTOR ":59:/12\nPAYEE /IDN/211040900220\n"), FG_FIELD_CREDITOR_ID, 0, "211040900220"},
    {MT103_OF(MT_DEBTOR ":59:/12\nТОО ОБРАЗЕЦ\nБИН: 211040900220\n"), FG_FIELD_CREDITOR_ID, 0, "211040900220"},
    {MT103_OF(MT_DEBTOR ":59:/12\nPAYEE\nCABIN 211040900220\n"), FG_FIELD_CREDITOR_ID, 0, ""},
    {MT103_OF(MT_DEBTOR ":59:/12\nBIN211040900220\nPAYEE LLP\nALMATY\n"), FG_FIELD_CREDITOR_NAME, 0, "PAYEE LLP"},
    {MT103_OF(MT_DEBTOR ":59:/12\nBIN211040900220\nPAYEE LLP\nALMATY\n"), FG_FIELD_CREDITOR_ADDRESS, 0,
     "BIN211040900220"},
    {MT103_OF(MT_DEBTOR ":59:/12\nBIN211040900220\nPAYEE LLP\nALMATY\n"), FG_FIELD_CREDITOR_ADDRESS, 1, "ALMATY"},
    {MT103_OF(MT_DEBTOR ":59:/12\nBIN211040900220\nPAYEE LLP\nALMATY\n"), FG_FIELD_CREDITOR_ID, 0, "211040900220"},
    {MT103_OF(MT_DEBTOR ":59:KZ678560000001234567\nPAYEE LLP\n"), FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ678560000001234567"},
    {MT103_OF(MT_DEBTOR ":59:/12\nFIRST SPECIMEN CENTRAL ASIA LIMITED\nLIABILITY PARTNERSHIP\nALMATY\n"),
     FG_FIELD_CREDITOR_NAME, 1, "FIRST SPECIMEN CENTRAL ASIA LIMITED LIABILITY PARTNERSHIP"},
    {MT103_OF(MT_DEBTOR ":59:/12 USDT TRC20\nPAYEE\n"), FG_FIELD_OTHER_TEXT, 0, "12 USDT TRC20"},
    {MT103_OF(MT_DEBTOR ":59:/BINANCE\nPAYEE\n"), FG_FIELD_OTHER_TEXT, 0, "BINANCE"},
    {MT103_OF(MT_DEBTOR ":59:/USDT.TRC20.1234\nPAYEE\n"), FG_FIELD_OTHER_TEXT, 0, "USDT.TRC20.1234"},
    {MT103_OF(MT_DEBTOR ":59:/756-857489-21\nPAYEE\n"), FG_FIELD_OTHER_TEXT, 0, ""},
    {MT103_OF(MT_DEBTOR ":59:/GB33-BUKB2020\nPAYEE\n"), FG_FIELD_OTHER_TEXT, 0, "GB33-BUKB2020"},
    /* agents */
    {MT103_WITH_TEXT(":52A:/C/987\nHSBKKZKX\n"), FG_FIELD_DEBTOR_AGENT_BIC, 0, "HSBKKZKX"},
    {MT103_WITH_TEXT(":52A:/C/987\nHSBKKZKX\n"), FG_FIELD_DEBTOR_AGENT_ACCOUNT, 0, "987"},
    {MT103_WITH_TEXT(":52D://RU044030653\nSOME BANK\nMOSKVA\n"), FG_FIELD_DEBTOR_AGENT_ID, 0, "RU044030653"},
    {MT103_WITH_TEXT(":52D://RU044030653\nSOME BANK\nMOSKVA\n"), FG_FIELD_DEBTOR_AGENT_NAME, 0, "SOME BANK"},
    {MT103_WITH_TEXT(":52D://RU044030653\nSOME BANK\nMOSKVA\n"), FG_FIELD_AGENT_ADDRESS, 0, "MOSKVA"},
    {MT103_WITH_TEXT(":52A:BANKUS33XXX/ACC\n"), FG_FIELD_DEBTOR_AGENT_BIC, 1, "BANKUS33XXX"},
    {MT103_WITH_TEXT(":52A:BANKUS33XXX/ACC\n"), FG_FIELD_DEBTOR_AGENT_NAME, 0, "BANKUS33XXX/ACC"},
    {MT103_WITH_TEXT(":51A:/9\nHSBKKZKX\n"), FG_FIELD_INSTRUCTING_AGENT_BIC, 0, "HSBKKZKX"},
    {MT103_WITH_TEXT(":53B:/123\nNEW YORK\n"), FG_FIELD_OTHER_TEXT, 0, "123"},
    {MT103_WITH_TEXT(":53B:/123\nNEW YORK\n"), FG_FIELD_AGENT_ADDRESS, 0, "NEW YORK"},
    {MT103_WITH_TEXT(":53A:CHASUS33\n:54D:FOO BANK\n:55A:IRVTUS3N\n"), FG_FIELD_REIMBURSEMENT_AGENT_BIC, 1, "IRVTUS3N"},
    {MT103_WITH_TEXT(":53A:CHASUS33\n:54D:FOO BANK\n:55A:IRVTUS3N\n"), FG_FIELD_REIMBURSEMENT_AGENT_NAME, 0,
     "FOO BANK"},
    {MT103_WITH_TEXT(":56C://CH123456\n"), FG_FIELD_INTERMEDIARY_AGENT_ID, 0, "CH123456"},
    {MT103_WITH_TEXT(":56A:/55\nCITIUS33\n"), FG_FIELD_INTERMEDIARY_AGENT_BIC, 0, "CITIUS33"},
    {MT103_WITH_TEXT(":57A:BUKBGB22XXX\n"), FG_FIELD_CREDITOR_AGENT_BIC, 0, "BUKBGB22XXX"},
    {MT103_WITH_TEXT(":57B:KCJBKZKX\n"), FG_FIELD_CREDITOR_AGENT_BIC, 0, "KCJBKZKX"},
    {MT103_WITH_TEXT(":57C:/998\n"), FG_FIELD_CREDITOR_AGENT_ACCOUNT, 0, "998"},
    {MT103_WITH_TEXT(":57D:/998\nLOCAL BANK\nBRANCH 3\n"), FG_FIELD_CREDITOR_AGENT_NAME, 0, "LOCAL BANK"},
    /* texts and codes */
    {MT103_WITH_TEXT(":70:LINE ONE\nLINE TWO\n"), FG_FIELD_REMITTANCE, 0, "LINE ONE\nLINE TWO"},
    {MT103_WITH_TEXT(":70:EKNP 1927EUR859\n"), FG_FIELD_DEBTOR_SECTOR, 0, "19"},
    {MT103_WITH_TEXT(":70:EKNP 1927EUR859\n"), FG_FIELD_CREDITOR_SECTOR, 0, "27"},
    {MT103_WITH_TEXT(":70:EKNP 1927EUR859\n"), FG_FIELD_PURPOSE_CODE, 0, "859"},
    {MT103_WITH_TEXT(":72:/BNF/EKPN1925USD119\n"), FG_FIELD_PURPOSE_CODE, 0, "119"},
    {MT103_WITH_TEXT(":70:KNP 119\n:72:/BNF/KNP 710\n"), FG_FIELD_PURPOSE_CODE, 1, "710"},
    {MT103_WITH_TEXT(":70:KNP 710\n:72:/BNF/KNP 710\n"), FG_FIELD_PURPOSE_CODE, 1, ""},
    {MT103_WITH_TEXT(":77B:/ORDERRES/KZ//KNP/859\n"), FG_FIELD_PURPOSE_CODE, 0, "859"},
    {MT103_WITH_TEXT(":77B:/ORDERRES/KZ//KNP/859\n"), FG_FIELD_REGULATORY_REPORTING, 0, "/ORDERRES/KZ//KNP/859"},
    {MT103_WITH_TEXT(":77T:/NARR/UNH+1\n"), FG_FIELD_REMITTANCE_STRUCTURED, 0, "/NARR/UNH+1"},
    {MT103_WITH_TEXT(":72:/INS/HSBKKZKX\n//MORE\n"), FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/INS/HSBKKZKX\n//MORE"},
    {MT103_WITH_TEXT(":23E:PHOB/20.527.19.60\n:23E:SDVA\n"), FG_FIELD_INSTRUCTION_FOR_CREDITOR_AGENT, 1, "SDVA"},
    {MT103_WITH_TEXT(":26T:K90\n"), FG_FIELD_ISO_PURPOSE_CODE, 0, "K90"},
    /* what is no word in its defined form is not scanned; in any other form it is */
    {MT103_WITH_TEXT(":13C:/SNDTIME/1200+0100\n:36:0,9236\n:71F:USD10,\n:71F:USD5,\n:71G:EUR1,5\n"),
     FG_FIELD_OTHER_TEXT, 0, ""},
    {MT103_WITH_TEXT(":13C:/USDTTRC/1200+0100\n"), FG_FIELD_OTHER_TEXT, 0, "/USDTTRC/1200+0100"},
    {MT103_WITH_TEXT(":71F:BUY USDT\n"), FG_FIELD_OTHER_TEXT, 0, "BUY USDT"},
    {MT103_WITH_TEXT(":36:BTC\n"), FG_FIELD_OTHER_TEXT, 0, "BTC"},
    {MT103_WITH_TEXT(":71A:SHA\nUSDT TRC20\n"), FG_FIELD_OTHER_TEXT, 0, "USDT TRC20"},
    {MT103_WITH_TEXT(":71A:USDT TRC20\n"), FG_FIELD_OTHER_TEXT, 0, "USDT TRC20"},
    {MT103_WITH_TEXT(":79:USDT\nTRC20\n"), FG_FIELD_OTHER_TEXT, 0, "USDT\nTRC20"},
    {MT103_WITH_TEXT(":32B:USD1,\n"), FG_FIELD_OTHER_TEXT, 0, "USD1,"},
    /* a tag inside a line is text; so is a line that only looks like a tag */
    {MT103_WITH_TEXT(":70:B CITY:71A:SHA\n:7:X\n"), FG_FIELD_REMITTANCE, 0, "B CITY:71A:SHA\n:7:X"},
    {MT103_WITH_TEXT(":70:A-}B\n"), FG_FIELD_REMITTANCE, 0, "A-}B"},
    {MT103_WITH_TEXT(":70:КРИПТА €\n"), FG_FIELD_REMITTANCE, 0, "КРИПТА €"},
    {MT103_PLAIN "USDT", FG_FIELD_OTHER_TEXT, 0, "USDT"},
    {MT103_PLAIN "{5:{CHK:123456789ABC}}{S:{COP:P}}", FG_FIELD_OTHER_TEXT, 0, ""},
    {MT103_PLAIN "{5:{CHK:123456789ABC}", FG_FIELD_REMITTANCE, 0, "INVOICE 7"},
    {MT103_PLAIN "{X:{USDT:TRC20}}", FG_FIELD_OTHER_TEXT, 0, "{X:{USDT:TRC20}}"},
};

static void fields_are_read(void)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        enum read_result result = mt_fixture_read(&fixture, fields[i].message);
        CHECK(result == READ_TRANSFER, fields[i].message);
        const char *text = mt_fixture_text(&fixture, fields[i].field, fields[i].nth);
        if (strcmp(text, fields[i].text) != 0)
            fprintf(stderr, "\nexpected \"%s\", read \"%s\"", fields[i].text, text);
        CHECK(strcmp(text, fields[i].text) == 0, fields[i].message);
        CU_ASSERT_EQUAL(mt_fixture_next(&fixture), READ_END);
    }
}

/* Copies a message with other line ends; returns its length. */
static size_t with_line_ends(const char *message, const char *line_end, char *copy)
{
    size_t length = 0;
    for (; *message; message++) {
        if (*message != '\n') {
            copy[length++] = *message;
            continue;
        }
        for (const char *byte = line_end; *byte; byte++)
            copy[length++] = *byte;
    }
    return length;
}

/* Every run that maps byte for byte leads to the bytes it came from; only a decimal comma reads as a point, and a line
 * end as a line feed. */
static void check_runs(const char *name)
{
    for (uint32_t i = 0; i < fixture.transfer.value_count; i++) {
        const struct field_value *value = &fixture.transfer.values[i];
        for (uint32_t k = 0; k < value->run_count; k++) {
            const struct text_run *run = &fixture.transfer.runs[value->first_run + k];
            uint32_t end = k + 1 < value->run_count ? run[1].decoded : value->length;
            CHECK((uint64_t)run->source + run->source_length <= fixture.length, name);
            if (end - run->decoded != run->source_length)
                continue;
            const unsigned char *text = transfer_text(&fixture.transfer, value) + run->decoded;
            for (uint32_t at = 0; at < run->source_length; at++) {
                unsigned char source = fixture.bytes[run->source + at];
                bool same = text[at] == source || (text[at] == '.' && source == ',') ||
                            (text[at] == '\n' && source == '\r') ||
                            (text[at] == ' ' && (source == '\n' || source == '\r'));
                CHECK(same, name);
            }
        }
    }
}

static const char rich[] = MT103_OF(
    ":33B:USD5100,5\n:50F:/KZ35601A000000012345\n1/SPECIMEN\n1/PAYER\n2/ABAY 10\n3/KZ/ALMATY\n7/KZ/850101300015\n"
    ":52D://RU044030653\nSOME BANK\nMOSKVA\n:56A:/55\nCITIUS33\n:57A:BUKBGB22XXX\n"
    ":59:/12\nFIRST SPECIMEN CENTRAL ASIA LIMITED\nLIABILITY PARTNERSHIP\nBIN 211040900220\n"
    ":70:GOODS\nEKNP 2717\nUSD 710\n:71A:SHA\n:72:/BNF/MORE\n//AND MORE\n");

static void positions_lead_back(void)
{
    static const char *const line_ends[] = {"\n", "\r\n", "\r"};
    for (size_t i = 0; i < 3; i++) {
        char message[2048];
        size_t length = with_line_ends(rich, line_ends[i], message);
        CU_ASSERT_EQUAL_FATAL(mt_fixture_begin(&fixture, message, length), READ_TRANSFER);
        CU_ASSERT_EQUAL_FATAL(mt_fixture_next(&fixture), READ_TRANSFER);
        check_runs(line_ends[i]);
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_PURPOSE_CODE, 0), "710");
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_REMITTANCE, 0), "GOODS\nEKNP 2717\nUSD 710");
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_DEBTOR_NAME, 0), "SPECIMEN PAYER");
    }
}

/* The bytes of the message that part of a value came from. */
static void source_is(fg_field field, uint32_t from, uint32_t to, const char *expected)
{
    const struct field_value *value = transfer_find(&fixture.transfer, field, 0);
    uint64_t start, end;
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    transfer_source(&fixture.transfer, value, from, to, &start, &end);
    CHECK(end - start == strlen(expected) && memcmp(fixture.bytes + start, expected, strlen(expected)) == 0, expected);
}

static void parts_of_values_lead_back(void)
{
    char message[2048];
    size_t length = with_line_ends(rich, "\r\n", message);
    CU_ASSERT_EQUAL_FATAL(mt_fixture_begin(&fixture, message, length), READ_TRANSFER);
    CU_ASSERT_EQUAL_FATAL(mt_fixture_next(&fixture), READ_TRANSFER);
    source_is(FG_FIELD_REMITTANCE, 0, 5, "GOODS");
    source_is(FG_FIELD_REMITTANCE, 5, 6, "\r\n");
    source_is(FG_FIELD_REMITTANCE, 6, 10, "EKNP");
    source_is(FG_FIELD_REMITTANCE, 11, 19, "2717\r\nUSD");
    source_is(FG_FIELD_DEBTOR_NAME, 0, 14, "SPECIMEN\r\n1/PAYER");
    source_is(FG_FIELD_DEBTOR_NAME, 9, 14, "PAYER");
    source_is(FG_FIELD_SETTLEMENT_DATE, 0, 10, "261121");
    source_is(FG_FIELD_AMOUNT, 0, 7, "5000,00");
    source_is(FG_FIELD_CREDITOR_ID, 0, 12, "211040900220");
    source_is(FG_FIELD_PURPOSE_CODE, 0, 3, "710");
    source_is(FG_FIELD_SENDER_BIC, 0, 8, "HSBKKZKX");
}

#define TYPE_OF(type) "{1:F01HSBKKZKXAXXX0000000000}{2:I" type "BUKBGB22XXXXN}{4:\n:20:A\n-}"

/* `at` is text of the message: the error is at its first byte, on that line. */
static const struct {
    const char *message;
    const char *code;
    const char *at;
    uint32_t line;
    const char *says;
} errors[] = {
    {MT_HEADER ":32A:261121EUR1,\n" MT_DEBTOR MT_CREDITOR "-}", "mt-missing-20", "-}", 9, "field 20 is missing"},
    {MT_HEADER ":20:\n:32A:261121EUR1,\n" MT_DEBTOR MT_CREDITOR "-}", "mt-missing-20", "-}", 10, "or empty"},
    {MT_HEADER ":20:A\n" MT_DEBTOR MT_CREDITOR "-}", "mt-missing-32a", "-}", 9, "field 32A is missing"},
    {MT103_OF(MT_CREDITOR), "mt-missing-50a", "-}", 8, "field 50a is missing"},
    {MT103_OF(MT_DEBTOR), "mt-missing-59a", "-}", 8, "field 59a is missing"},
    {MT103_OF(MT_DEBTOR MT_CREDITOR MT_CREDITOR), "mt-duplicate-tag", ":59:/GB", 8, "field 59 stands twice"},
    {MT103_OF(MT_DEBTOR MT_CREDITOR ":59A:BUKBGB22\n"), "mt-duplicate-tag", ":59A:", 11, "field 59A stands twice"},
    {MT103_OF(MT_DEBTOR ":50K:X\n" MT_CREDITOR), "mt-duplicate-tag", ":50K:X", 8, "field 50K stands twice"},
    {MT103_WITH_TEXT(":57A:BUKBGB22\n:57D:BANK\n"), "mt-duplicate-tag", ":57D:", 12, "field 57D stands twice"},
    {MT103_WITH_TEXT(":70:A\n:70:B\n"), "mt-duplicate-tag", ":70:B", 12, "field 70 stands twice"},
    {MT103_WITH_TEXT(":32A:261121EUR1,\n"), "mt-duplicate-tag", ":32A:261121EUR1", 11, "field 32A stands twice"},
    {MT_HEADER ":20:A\n:32A:261321EUR1,\n-}", "mt-bad-date", "261321", 3, "YYMMDD"},
    {MT_HEADER ":20:A\n:32A:230229EUR1,\n-}", "mt-bad-date", "230229", 3, "YYMMDD"},
    {MT_HEADER ":20:A\n:32A:24031XUSD1,\n-}", "mt-bad-date", "24031X", 3, "YYMMDD"},
    {MT_HEADER ":20:A\n:32A:2611\n-}", "mt-bad-date", "2611", 3, "YYMMDD"},
    {MT_HEADER ":20:A\n:32A:261121eur1,\n-}", "mt-bad-currency", "eur", 3, "three capitals"},
    {MT_HEADER ":20:A\n:32A:261121EU\n-}", "mt-bad-currency", "EU\n", 3, "three capitals"},
    {MT_HEADER ":20:A\n:32A:261121EUR1.00\n-}", "mt-bad-amount", "1.00", 3, "decimal comma"},
    {MT_HEADER ":20:A\n:32A:261121EUR-1,\n-}", "mt-bad-amount", "-1,", 3, "decimal comma"},
    {MT_HEADER ":20:A\n:32A:261121EUR1,2,3\n-}", "mt-bad-amount", "1,2,3", 3, "decimal comma"},
    {MT_HEADER ":20:A\n:32A:261121EUR,50\n-}", "mt-bad-amount", ",50", 3, "decimal comma"},
    {MT_HEADER ":20:A\n:32A:261121EUR\n-}", "mt-bad-amount", "\n-}", 3, "decimal comma"},
    {MT_HEADER ":20:A\n:32A:261121EUR1234567890123456\n-}", "mt-bad-amount", "1234567890123456", 3, "15 characters"},
    {MT103_WITH_TEXT(":33B:USD1.5\n"), "mt-bad-amount", "1.5", 11, "field 33B"},
    {MT103_WITH_TEXT(":33B:1,5\n"), "mt-bad-currency", "1,5", 11, "field 33B"},
    {MT_HEADER "HELLO\n:20:A\n-}", "mt-text-outside-field", "HELLO", 2, ":20:"},
    {"{1:F01}{2:I103}{4: :20:A :32A:X\n-}", "mt-bad-date", "X\n-}", 1, "YYMMDD"},
    {"{1:F01}{2:I103}{4:\n :20:A\n:32A:X\n-}", "mt-text-outside-field", " :20:", 2, ":20:"},
    {MT_HEADER ":20:A\n:59:X\n} EVIL", "mt-unclosed-text", "", 4, "not closed by -}"},
    {MT_HEADER ":20:A\n:59:X\n-", "mt-unclosed-text", "", 4, "not closed by -}"},
    {MT_HEADER ":20:A\n:59:X}", "mt-unclosed-text", "", 3, "not closed by -}"},
    {MT_HEADER ":20:A-} EVIL", "mt-unclosed-text", "", 2, "not closed by -}"},
    {MT_HEADER ":20:A\n{5:{CHK:1}}", "mt-block-in-text", "{5:", 3, "opens inside the text"},
    {MT_HEADER ":20:A\n:59:}{4:EVIL\n-}", "mt-block-in-text", "{4:EVIL", 3, "opens inside the text"},
    {"{1:F01X}{2:I103", "mt-unclosed-block", "{2:", 1, "not closed by }"},
    {"{1:F01X}\n{2:I103}\n:20:A\n", "mt-outside-block", ":20:", 3, "between {4: and -}"},
    {":20:A\n:59:B\n", "mt-outside-block", ":20:", 1, "between {4: and -}"},
    {"{1:F01X}{Q:1}{2:I103}", "mt-unknown-block", "{Q:", 1, "no known name"},
    {"{1:F01X}{2:I103}{2:I940}", "mt-duplicate-block", "{2:I940", 1, "stands twice"},
    {"{1:F01X}{2:I103}", "mt-missing-block-4", "{1:", 1, "block 4 is missing"},
    {"{1:F01X}{4:\n:20:A\n-}", "mt-missing-block-2", "{1:", 1, "block 2 is missing"},
    {"{1:F21X}{4:\n:20:A\n-}", "mt-missing-block-2", "{1:", 1, "block 2 is missing"},
    {"{1:F01X}{2:ZZZ}{4:\n:20:A\n-}", "mt-bad-block-2", "ZZZ", 1, "{2:I103"},
    {"\xEF\xBB\xBF \n", "mt-no-message", "\xEF", 1, "no message"},
    {MT103_WITH_TEXT(":70:A\x02"
                     "B\n"),
     "mt-control-character", "\x02", 11, "control character"},
    {MT103_WITH_TEXT(":70:A\x01"
                     "B\n"),
     "mt-control-character", "\x01", 11, "control character"},
    {MT103_WITH_TEXT(":70:A\x03"
                     "B\n"),
     "mt-frame", "B\n-}", 11, "DOS-PCC"},
    {MT103_WITH_TEXT(":70:CAF\xC9 A\xC7\n"), "mt-not-utf8", "\xC9", 11, "no UTF-8"},
    {"\xC0\xF1\x7A", "mt-encoding", "\xC0", 1, "EBCDIC"},
    {TYPE_OF("198"), "mt-type-unsupported", "I198", 1, "MT198 may be a payment"},
    {TYPE_OF("333"), "mt-type-unknown", "I333", 1, "not taken for harmless"},
    {"{1:F01X}{2:I940}{4:\n:20:A\n:86:X\n{1:F01X}{2:I103}{4:\n-}", "mt-block-in-text", "{1:F01X}{2:I103", 4, "inside"},
    {"{1:F21X}{4:{177:1}{1:F01X}{2:I103}{4:\n:20:A\n-}", "mt-unclosed-block", "{4:{177", 1, "not closed"},
};

static void errors_name_byte_and_cause(void)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        const char *message = errors[i].message, *at = strstr(message, errors[i].at);
        size_t offset = *errors[i].at ? (size_t)(at - message) : strlen(message);
        /* Where a tag stands twice, the second is meant. */
        if (strcmp(errors[i].at, ":59:/GB") == 0)
            offset = (size_t)(strstr(at + 1, errors[i].at) - message);
        CHECK(mt_fixture_read(&fixture, message) == READ_BROKEN, message);
        if (strcmp(fixture.error.code, errors[i].code) != 0 || fixture.error.offset != offset)
            fprintf(stderr, "\nexpected %s at %zu, got %s at %lu", errors[i].code, offset, fixture.error.code,
                    (unsigned long)fixture.error.offset);
        CHECK(strcmp(fixture.error.code, errors[i].code) == 0, message);
        CHECK(fixture.error.offset == offset, message);
        CHECK(strstr(fixture.error.text, errors[i].says) != NULL, fixture.error.text);
        if (strcmp(errors[i].at, ":59:/GB") != 0) {
            if (fixture.error.line != errors[i].line)
                fprintf(stderr, "\nline %u, expected %u", fixture.error.line, errors[i].line);
            CHECK(fixture.error.line == errors[i].line, message);
        }
    }
}

static const struct {
    const char *message;
    enum read_result result;
    const char *type;
} types[] = {
    {MT103_PLAIN, READ_TRANSFER, "mt103"},
    {"{1:F01X}{2:I103}{3:{119:STP}}{4:\n:20:A\n-}", READ_TRANSFER, "mt103+stp"},
    {"{1:F01X}{2:I103}{3:{113:SEPA}{119:REMIT}}{4:\n:20:A\n-}", READ_TRANSFER, "mt103+remit"},
    {"{1:F01X}{2:I202}{3:{119:COV}}{4:\n:20:A\n-}", READ_TRANSFER, "mt202cov"},
    {"{1:F01X}{2:I101}{4:\n:20:A\n-}", READ_TRANSFER, "mt101"},
    {TYPE_OF("100"), READ_TRANSFER, "mt100"},
    {TYPE_OF("102"), READ_TRANSFER, "mt102"},
    {"{1:F01X}{2:I102}{3:{119:STP}}{4:\n:20:A\n-}", READ_TRANSFER, "mt102+stp"},
    {TYPE_OF("200"), READ_TRANSFER, "mt200"},
    {TYPE_OF("201"), READ_TRANSFER, "mt201"},
    {TYPE_OF("203"), READ_TRANSFER, "mt203"},
    {TYPE_OF("205"), READ_TRANSFER, "mt205"},
    {TYPE_OF("207"), READ_TRANSFER, "mt207"},
    {TYPE_OF("107"), READ_NOT_A_TRANSFER, "mt107"},
    {TYPE_OF("298"), READ_BROKEN, "mt298"},
    {TYPE_OF("940"), READ_NOT_A_TRANSFER, "mt940"},
    {TYPE_OF("104"), READ_NOT_A_TRANSFER, "mt104"},
    {TYPE_OF("210"), READ_NOT_A_TRANSFER, "mt210"},
    {TYPE_OF("199"), READ_NOT_A_TRANSFER, "mt199"},
    {TYPE_OF("760"), READ_NOT_A_TRANSFER, "mt760"},
    {TYPE_OF("199") ";", READ_NOT_A_TRANSFER, "mt199"},
    {TYPE_OF("199") "<Document><FIToFICstmrCdtTrf/>", READ_BROKEN, "mt199"},
    {TYPE_OF("940") "\n:32A:261121USD1,\n:59:SOMEBODY\n", READ_BROKEN, "mt940"},
    {"{1:F01X}{2:O011}{4:{175:1}{106:2}}", READ_NOT_A_TRANSFER, "mt011"},
    {"{1:F21HSBKKZKXAXXX0000000000}{4:{177:1511041614}{451:0}}", READ_NOT_A_TRANSFER, "mt-service"},
    {"{1:F21HSBKKZKXAXXX0000000000}{4:{177:1511041614}{451:0}}<Document/>", READ_BROKEN, "mt-service"},
};

static void types_are_told(void)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        CHECK(mt_fixture_begin(&fixture, types[i].message, strlen(types[i].message)) == types[i].result,
              types[i].message);
        CHECK(strcmp(fixture.info.type, types[i].type) == 0, types[i].message);
        CHECK(strcmp(fixture.info.format, "mt") == 0, types[i].message);
    }
}

#define MT103_SECOND                                                                                                   \
    "{1:F01HSBKKZKXAXXX0000000000}{2:I103CHASUS33XXXXN}{4:\n:20:SECOND\n:32A:261121EUR1,\n" MT_DEBTOR MT_CREDITOR "-}"

/* Inputs of two payments, and what parts them. */
static const char *const pairs[] = {MT103_PLAIN "$" MT103_SECOND,
                                    MT103_PLAIN "\n$\n" MT103_SECOND "$\n",
                                    MT103_PLAIN MT103_SECOND,
                                    "\x01" MT103_PLAIN "\x03   \x01" MT103_SECOND "\x03     ",
                                    "{1:F21X}{4:{177:1}{451:0}}" MT103_PLAIN "${1:F21X}{4:{177:1}{451:0}}" MT103_SECOND,
                                    TYPE_OF("940") "$" MT103_PLAIN TYPE_OF("199") MT103_SECOND};

static void several_messages_are_all_read(void)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        CHECK(mt_fixture_read(&fixture, pairs[i]) == READ_TRANSFER, pairs[i]);
        CHECK(strcmp(mt_fixture_text(&fixture, FG_FIELD_MESSAGE_ID, 0), "FT26") == 0, pairs[i]);
        CHECK(mt_fixture_next(&fixture) == READ_TRANSFER, pairs[i]);
        CHECK(strcmp(mt_fixture_text(&fixture, FG_FIELD_MESSAGE_ID, 0), "SECOND") == 0, pairs[i]);
        CHECK(strcmp(mt_fixture_text(&fixture, FG_FIELD_RECEIVER_BIC, 0), "CHASUS33") == 0, pairs[i]);
        CHECK(mt_fixture_text(&fixture, FG_FIELD_UETR, 0)[0] == '\0', pairs[i]);
        CHECK(mt_fixture_next(&fixture) == READ_END, pairs[i]);
    }
}

static void a_broken_second_message_is_told(void)
{
    CU_ASSERT_EQUAL(mt_fixture_read(&fixture, MT103_PLAIN "$" TYPE_OF("198")), READ_TRANSFER);
    CU_ASSERT_EQUAL(mt_fixture_next(&fixture), READ_BROKEN);
    CU_ASSERT_STRING_EQUAL(fixture.error.code, "mt-type-unsupported");
    CU_ASSERT_EQUAL(mt_fixture_read(&fixture, MT103_PLAIN "$" MT_HEADER ":20:A\n"), READ_TRANSFER);
    CU_ASSERT_EQUAL(mt_fixture_next(&fixture), READ_BROKEN);
    CU_ASSERT_STRING_EQUAL(fixture.error.code, "mt-unclosed-text");
    CU_ASSERT_EQUAL(mt_fixture_read(&fixture, MT103_PLAIN "$ USDT"), READ_TRANSFER);
    CU_ASSERT_EQUAL(mt_fixture_next(&fixture), READ_BROKEN);
    CU_ASSERT_STRING_EQUAL(fixture.error.code, "mt-outside-block");
}

static void limits_are_named(void)
{
    struct mt_fixture narrow;
    mt_fixture_open(&narrow, 6, 4096);
    CU_ASSERT_EQUAL(mt_fixture_read(&narrow, MT103_PLAIN), READ_LIMIT);
    CU_ASSERT_STRING_EQUAL(narrow.error.code, "limit-fields");
    CU_ASSERT_PTR_NOT_NULL(strstr(narrow.error.text, "limits.fields"));
    mt_fixture_close(&narrow);
    mt_fixture_open(&narrow, 64, 64);
    CU_ASSERT_EQUAL(mt_fixture_read(&narrow, MT103_PLAIN), READ_LIMIT);
    CU_ASSERT_STRING_EQUAL(narrow.error.code, "limit-text-bytes");
    CU_ASSERT_PTR_NOT_NULL(strstr(narrow.error.text, "limits.text_bytes"));
    mt_fixture_close(&narrow);
}

static int claim(const char *text)
{
    return mt_format.claims(NULL, (const unsigned char *)text, strlen(text));
}

static void messages_are_claimed(void)
{
    CU_ASSERT(claim("{1:F01X}") > 90);
    CU_ASSERT(claim("\xEF\xBB\xBF\r\n {1:F01X}") > 90);
    CU_ASSERT(claim("\x01{1:F01X}") > 90);
    CU_ASSERT(claim("{4:\n:20:A") > 90);
    CU_ASSERT(claim(":20:A\n") > 0);
    CU_ASSERT(claim(":01:7\nBUYER\n{1:F01X}") > 0);
    CU_ASSERT_EQUAL(claim("BUYER {1:F01X}"), 0);
    CU_ASSERT_EQUAL(claim("<a>\n{1:F01X}</a>"), 0);
    CU_ASSERT(claim("\xC0\xF1\x7A") > 0);
    CU_ASSERT(mt_format.claims(NULL, (const unsigned char *)"\xFF\xFE{\0001\0:\0", 8) > 0);
    CU_ASSERT_EQUAL(claim("<?xml version=\"1.0\"?>"), 0);
    CU_ASSERT_EQUAL(claim("{\"file\":1}"), 0);
    CU_ASSERT_EQUAL(claim("{1"), 0);
    CU_ASSERT_EQUAL(claim(""), 0);
}

static const struct {
    const char *text;
    const char *codes; /* debtor sector, creditor sector, currency, purpose */
} eknp_rows[] = {
    {"EKNP 2714USD710", "27 14 USD 710"},
    {"ekpn:1122KZT333", "11 22 KZT 333"},
    {"A/EKNP/27 14 USD 710", "27 14 USD 710"},
    {"EKNP2714USD710", "27 14 USD 710"},
    {"EKNP 2714\nUSD 710", "27 14 USD 710"},
    {"EKNP 2714710", "27 14  710"},
    {"ЕКНП 1917KZT119.", "19 17 KZT 119"},
    {"КНП: 119", "   119"},
    {"/KNP/859", "   859"},
    {"KNP 710 GOODS", "   710"},
    {"EKNP 710", "   710"},
    {"KNP 7101", ""},
    {"BANKNP 710", ""},
    {"KNPX 710", ""},
    {"EKNP 9914USD710", ""},
    {"KNP", ""},
    {"EKNP 2714USD", ""},
    {"XЕКНП 1917KZT119", ""},
};

static void payment_codes_are_found(void)
{
    for (size_t i = 0; i < sizeof eknp_rows / sizeof *eknp_rows; i++) {
        const unsigned char *text = (const unsigned char *)eknp_rows[i].text;
        struct eknp found = {.purpose = {0, 0}};
        uint32_t from = 0;
        char codes[32] = "";
        if (eknp_find(text, (uint32_t)strlen(eknp_rows[i].text), &from, &found))
            snprintf(codes, sizeof codes, "%.*s %.*s %.*s %.*s", (int)found.debtor_sector.length,
                     text + found.debtor_sector.at, (int)found.creditor_sector.length, text + found.creditor_sector.at,
                     (int)found.currency.length, text + found.currency.at, (int)found.purpose.length,
                     text + found.purpose.at);
        CHECK(strcmp(codes, eknp_rows[i].codes) == 0, eknp_rows[i].text);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {{"fields are read", fields_are_read},
                           {"positions lead back", positions_lead_back},
                           {"parts of values lead back", parts_of_values_lead_back},
                           {"errors name byte and cause", errors_name_byte_and_cause},
                           {"types are told", types_are_told},
                           {"several messages are all read", several_messages_are_all_read},
                           {"a broken second message is told", a_broken_second_message_is_told},
                           {"limits are named", limits_are_named},
                           {"messages are claimed", messages_are_claimed},
                           {"payment codes are found", payment_codes_are_found},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"mt", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

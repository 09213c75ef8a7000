/*
 * mt_hidden_test.c: nothing that a payment says stays unread: words planted in every part of FIN and domestic messages
 * are in a field that is looked at, or the message is refused; a payment under the header of a message that moves no
 * money is read; and what hides much work costs little.
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

/* Whether a word stands in a value of a field that is looked at. */
static bool is_looked_at(const char *word)
{
    size_t length = strlen(word);
    for (uint32_t i = 0; i < fixture.transfer.value_count; i++) {
        const struct field_value *value = &fixture.transfer.values[i];
        const unsigned char *text = transfer_text(&fixture.transfer, value);
        CU_ASSERT_EQUAL(utf8_valid_prefix(text, value->length), value->length);
        if (!field_is_scanned((fg_field)value->field))
            continue;
        for (uint32_t at = 0; at + length <= value->length; at++)
            if (memcmp(text + at, word, length) == 0)
                return true;
    }
    return false;
}

#define BLOCK_1 "{1:F01HSBKKZKXAXXX0000000000}"
#define BLOCK_2 "{2:I103BUKBGB22XXXXN}"
#define TEXT    "{4:\n:20:FT26\n:32A:261121EUR5000,00\n" MT_DEBTOR MT_CREDITOR "-}"
#define KZ(block_1, block_2, party, details)                                                                           \
    block_1 block_2 "{4:\n:20:A\n:32A:261123KZT1500,00\n:50:/D/KZ52601A000000000011\n/NAME/PAYER\n" party              \
                    ":59:KZ19722A000000000012\n/NAME/PAYEE\n:70:" details "\n-}\n"
#define KZ_1 "{1:F01K0547000000000000000}"
#define KZ_2 "{2:I100SGROSS000000U3003}"

static void words_are_looked_at_everywhere(void)
{
    static const char *const messages[] = {
        "{1:F01HSBKKZKXAXXX0000000000USDT TRC20}" BLOCK_2 TEXT,
        "{1:F01HSBKKZKXAXXXUSDT TRC20}" BLOCK_2 TEXT,
        "{1:F01-USDT TRC20}" BLOCK_2 TEXT,
        BLOCK_1 "{2:I103BUKBGB22XXXXN USDT TRC20}" TEXT,
        BLOCK_1 "{2:I103 USDT TRC20}" TEXT,
        /* a character across the end of the address */
        BLOCK_1 "{2:I103BUKBGB22X\xD0\xA3\xD0\x95 USDT TRC20}" TEXT,
        "{1:F01HSBKKZKXAXX\xD0\xA3 USDT TRC20}" BLOCK_2 TEXT,
        BLOCK_1 "{2:O1031200261121BUKBGB22AXXX0000000000USDT TRC20}" TEXT,
        BLOCK_1 BLOCK_2 "{3:{121:USDT TRC20 TO THE WALLET OF MY FRIEND}}" TEXT,
        BLOCK_1 BLOCK_2 "{3:{121:USDT-TRC20-TO-THE-WALLET-OF-MY-FRIEN}}" TEXT,
        BLOCK_1 BLOCK_2 "{3:{108:USDT TRC20}}" TEXT,
        BLOCK_1 BLOCK_2 "{3:USDT TRC20}" TEXT,
        BLOCK_1 BLOCK_2 TEXT "{5:{CHK:123456789ABC}{MAC:USDT TRC20}}",
        BLOCK_1 BLOCK_2 TEXT "{5:USDT TRC20}",
        BLOCK_1 BLOCK_2 TEXT "{5:{CHK:123456789ABC}USDT TRC20}",
        BLOCK_1 BLOCK_2 TEXT "{5:{MAC:USDT}{CHK:TRC20}}",
        BLOCK_1 BLOCK_2 TEXT "{S:{SAC:}{COP:USDT TRC20}}",
        BLOCK_1 BLOCK_2 TEXT "{5:{USDT:TRC20}}",
        BLOCK_1 BLOCK_2 TEXT "{5:{CHK:123456789ABC}}{S:{COP:P}}USDT TRC20",
        BLOCK_1 BLOCK_2 TEXT "{5:{CHK:123456789ABC}\nUSDT TRC20\n",
        MT103_WITH_TEXT(":71A:USDT\n:70:TRC20\n"),
        MT103_OF(":26T:USDT\n" MT_DEBTOR MT_CREDITOR ":70:TRC20\n"),
        MT103_OF(MT_DEBTOR ":59:/USDT-TRC20-1111\nPAYEE\n"),
        MT103_OF(":50F:/USDT-TRC20-1111\n1/PAYER\n" MT_CREDITOR),
        MT103_OF(MT_DEBTOR ":57D:/USDT-TRC20-1111\nBANK\n" MT_CREDITOR),
        KZ(KZ_1, KZ_2, "", "/NUM/1\n/USDT/\n/TRC20/\n/ASSIGN/A"),
        KZ(KZ_1, KZ_2, "", "/USDT/\n/TRC20/"),
        KZ(KZ_1, KZ_2, "/USDT/\n/TRC20/\n", "/ASSIGN/A"),
        KZ(KZ_1, KZ_2, ":57B:/USDT-TRC20-1111\nCASPKZKA\n", "/ASSIGN/A"),
        KZ(KZ_1, "{2:I100SGROSS000000U3003 USDT TRC20}", "", "/ASSIGN/A"),
        KZ(KZ_1, "{2:I100SMEP USDT TRC20}", "", "/ASSIGN/A"),
        KZ("{1:F01K0547000000000000000USDT TRC20}", KZ_2, "", "/ASSIGN/A"),
        "{1:F01K0547000000000000000}" KZ_2
        "{4:\n:20:A\n:32A:261123KZT1500,00\n:50:/D/1234\n:59:USDT-TRC20-1111\n-}\n{5:{MAC:00000000}}",
    };
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        enum read_result result = mt_fixture_read(&fixture, messages[i]);
        bool found = result == READ_TRANSFER && is_looked_at("USDT") && is_looked_at("TRC20");
        if (!found)
            printf("\n    %s: result %d %s", messages[i], (int)result, fixture.error.text);
        CU_ASSERT(found);
    }
}

/* What the network writes is no text of the payment. */
static void codes_of_the_network_are_no_text(void)
{
    static const char *const messages[] = {
        BLOCK_1
        "{2:I103BUKBGB22XXXXU3003}{3:{103:EBA}{113:URGT}{119:STP}{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}" TEXT
        "{5:{MAC:00000000}{CHK:123456789ABC}{TNG:}{PDE:1348261121HSBKKZKXAXXX2222123456}}"
        "{S:{SAC:}{COP:P}}",
        BLOCK_1 "{2:O1031200261121BUKBGB22AXXX00000000002611211200N}" TEXT,
        MT103_WITH_TEXT(":71A:SHA\n"),
        MT103_OF(":26T:K90\n" MT_DEBTOR MT_CREDITOR ":71A:OUR\n"),
        KZ(KZ_1, KZ_2, "", "/ASSIGN/A"),
    };
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        CU_ASSERT_EQUAL(mt_fixture_read(&fixture, messages[i]), READ_TRANSFER);
        CU_ASSERT_PTR_NULL(transfer_find(&fixture.transfer, FG_FIELD_OTHER_TEXT, 0));
    }
}

#define OF_TYPE(type, fields) BLOCK_1 "{2:I" type "BUKBGB22XXXXN}{4:\n" fields "-}"
#define CUSTOMER              ":20:FT26\n:32A:261121EUR5000,00\n" MT_DEBTOR MT_CREDITOR ":70:RENT\n"
#define BANK                  ":20:FT26\n:21:REL\n:32A:261121EUR5000,00\n:52A:HSBKKZKX\n:58A:BUKBGB22\n"
#define SEVERAL               ":20:A\n:30:261121\n" MT_DEBTOR ":21:B\n:32B:EUR1,\n" MT_CREDITOR

static void header_of_another_type_hides_no_payment(void)
{
    static const struct {
        const char *message;
        enum read_result result;
    } cases[] = {
        {OF_TYPE("199", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("940", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("910", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("300", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("012", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("999", BANK), READ_TRANSFER},
        {OF_TYPE("210", BANK), READ_TRANSFER},
        {OF_TYPE("199", SEVERAL), READ_BROKEN},
        {OF_TYPE("950", SEVERAL), READ_BROKEN},
        {BLOCK_1 "{2:I199BUKBGB22XXXXN}{4::20:FT26 :32A:261121EUR5000,00 :50K:/12 PAYER :59:/13 PAYEE-}",
         READ_TRANSFER},
        {OF_TYPE("104", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("400", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("700", CUSTOMER), READ_TRANSFER},
        {OF_TYPE("110", ":23B:CRED\n" CUSTOMER), READ_TRANSFER},
        /* These have such fields, or quote them. */
        {OF_TYPE("110", CUSTOMER), READ_NOT_A_TRANSFER},
        {OF_TYPE("192", CUSTOMER), READ_NOT_A_TRANSFER},
        {OF_TYPE("296", BANK), READ_NOT_A_TRANSFER},
        {OF_TYPE("104", SEVERAL), READ_NOT_A_TRANSFER},
        {OF_TYPE("400", BANK), READ_NOT_A_TRANSFER},
        {OF_TYPE("754", BANK), READ_NOT_A_TRANSFER},
        {OF_TYPE("910", ":20:A\n:21:B\n:25:1\n:32A:261121EUR5,\n:50K:/1\nPAYER\n:52A:HSBKKZKX\n"), READ_NOT_A_TRANSFER},
        {OF_TYPE("199", ":20:A\n:21:B\n:79:OUR MT103 :32A:261121EUR5, :59: PAYEE\n"), READ_NOT_A_TRANSFER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum read_result result = mt_fixture_read(&fixture, cases[i].message);
        if (result != cases[i].result)
            printf("\n    %s: result %d %s", cases[i].message, (int)result, fixture.error.text);
        CU_ASSERT_EQUAL(result, cases[i].result);
        if (result == READ_TRANSFER)
            CU_ASSERT_TRUE(mt_fixture_warned(&fixture, "mt-type-differs"));
        if (result == READ_BROKEN)
            CU_ASSERT_STRING_EQUAL(fixture.error.code, "mt-type-differs");
    }
}

/* A payment in sub-tags whose block 2 is not as it should be has its parties where they belong. */
static void domestic_payments_are_told_by_their_parties(void)
{
    static const char *const blocks[] = {"{2:I100SXYZ000000U3003}", "{2:I103SGROSS000000U3003}",
                                         "{2:I199SGROSS000000U3003}", "{2:I940SCLEAR000000U3003}"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        char message[512];
        snprintf(message, sizeof message, KZ(KZ_1, "%s", "", "/KNP/119\n/ASSIGN/A"), blocks[i]);
        CU_ASSERT_EQUAL(mt_fixture_read(&fixture, message), READ_TRANSFER);
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_CREDITOR_NAME, 0), "PAYEE");
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_CREDITOR_ACCOUNT, 0), "KZ19722A000000000012");
        CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_PURPOSE_CODE, 0), "119");
        CU_ASSERT_TRUE(mt_fixture_warned(&fixture, "kz-system-unknown"));
    }
}

/* Eight megabytes of messages whose texts are closed by } alone: where each end is looked for to the end of the input
 * this does not come to its own end in the time that the test program has. */
static void half_closed_messages_cost_no_more_than_others(void)
{
    static const char message[] = BLOCK_1 "{2:I199BUKBGB22XXXXN}{4:\n:20:A\n:79:B\n}\n";
    size_t count = (8u << 20) / (sizeof message - 1), length = count * (sizeof message - 1);
    char *file = malloc(length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    for (size_t i = 0; i < count; i++)
        memcpy(file + i * (sizeof message - 1), message, sizeof message - 1);
    CU_ASSERT_EQUAL(mt_fixture_begin(&fixture, file, length), READ_NOT_A_TRANSFER);
    free(file);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"words are looked at everywhere", words_are_looked_at_everywhere},
        {"codes of the network are no text", codes_of_the_network_are_no_text},
        {"the header of another type hides no payment", header_of_another_type_hides_no_payment},
        {"domestic payments are told by their parties", domestic_payments_are_told_by_their_parties},
        {"half-closed messages cost no more than others", half_closed_messages_cost_no_more_than_others},
        CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"mt_hidden", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 2;
    return run_tests();
}

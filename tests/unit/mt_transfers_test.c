/*
 * mt_transfers_test.c: what is read out of each transfer of the FIN types other than MT103: batches with their headers
 * and what stands behind their items, banks' transfers, covers and the customer transfers under them; and what is
 * refused or warned of.
 */
#include <CUnit/Basic.h>

#include "mt_fixture.h"
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

#define OF(type, fields)     "{1:F01HSBKKZKXAXXX0000000000}{2:I" type "BUKBGB22XXXXN}{4:\n" fields "-}"
#define COV_OF(type, fields) "{1:F01HSBKKZKXAXXX0000000000}{2:I" type "BUKBGB22XXXXN}{3:{119:COV}}{4:\n" fields "-}"

static const char mt100[] =
    OF("100", ":20:A100\n:32A:261121EUR5,\n:50:SPECIMEN PAYER\n\nABAY 10\n:52D:SOME BANK\n:59:/12\nPAYEE\n:70:RENT\n");

#define MT101_HEADER                                                                                                   \
    ":20:B101\n:21R:OWN7\n:28D:1/1\n:50L:AGENCY\n:50H:/KZ35601A000000012345\nSPECIMEN PAYER\nALMATY\n"                 \
    ":52A:HSBKKZKX\n:30:261121\n:25:AUTH 1\n"
static const char mt101[] =
    OF("101", MT101_HEADER
       ":21:T1\n:21F:FX1\n:23E:OTHR/CALL\n:32B:EUR10,\n:50F:/KZ9\n1/OTHER PAYER\n3/KZ/ALMATY\n:52A:KCJBKZKX\n"
       ":56A:CITIUS33\n:57A:BUKBGB22\n:59:/GB33BUKB20201555555555\nFIRST PAYEE\n:70:EKNP 1927EUR859\n"
       ":77B:/BENEFRES/GB\n:33B:USD11,\n:71A:OUR\n:25A:/KZ77\n:36:1,1\n"
       ":21:T2\n:32B:USD20,5\n:59F:/12\n1/SECOND PAYEE\n:70:GOODS\n:71A:SHA\n");
static const char mt101_without_debtor[] =
    OF("101", ":20:B\n:28D:1/1\n:50C:BANKUS33\n:30:261121\n:21:T1\n:32B:EUR10,\n:59:PAYEE\n");

#define MT102_HEADER                                                                                                   \
    ":20:C102\n:23:SPAY\n:50K:/KZ35601A000000012345\nSPECIMEN PAYER\n:52A:HSBKKZKX\n:71A:OUR\n:36:1,6\n"
#define MT102_ITEMS                                                                                                    \
    ":21:I1\n:32B:EUR10,\n:57A:BUKBGB22\n:59:/12\nFIRST PAYEE\n:70:WAGES\n:33B:CHF16,\n:71G:EUR5,\n"                   \
    ":21:I2\n:32B:EUR20,\n:50K:OTHER PAYER\n:59:/13\nSECOND PAYEE\n:26T:K90\n"
#define MT102_TAIL                                                                                                     \
    ":32A:261121EUR35,\n:19:30,\n:71G:EUR5,\n:13C:/SNDTIME/1200+0100\n:53A:CHASUS33\n:54A:IRVTUS3N\n:72:/ACC/TOTAL\n"
static const char mt102[] = OF("102", MT102_HEADER MT102_ITEMS MT102_TAIL);
static const char mt102_date_first[] = OF("102", MT102_HEADER ":32A:261121EUR35,\n:19:30,\n" MT102_ITEMS);

static const char mt200[] =
    OF("200", ":20:D200\n:32A:261121USD5,\n:53B:/ACC1\n:56A:CITIUS33\n:57A:/OWN1\nCHASUS33\n:72:/INS/X\n");
static const char mt201[] =
    OF("201", ":19:30,\n:30:261121\n:53B:/ACC1\n:72:/INS/ALL\n:20:E1\n:32B:USD10,\n:57A:CHASUS33\n"
              ":20:E2\n:32B:USD20,\n:56A:CITIUS33\n:57A:IRVTUS3N\n:72:/INS/SECOND\n");
static const char mt202[] =
    OF("202", ":20:F202\n:21:REL\n:13C:/CLSTIME/0700+0100\n:32A:261121USD5,\n:52A:/77\nKCJBKZKX\n:53A:CHASUS33\n"
              ":54D:OTHER BANK\n:56A:CITIUS33\n:57A:IRVTUS3N\n:58A:/88\nBUKBGB22\n:72:/BNF/X\n");
static const char mt202_described[] =
    OF("202", ":20:F\n:21:REL\n:32A:261121KZT5,\n:52D://KZ123\nSOME BANK\nALMATY\n:58D:/KZ678560000001234567\n"
              "ALFA TRADE LLP\nBIN 190340011776\nEKNP 1714KZT710\n");
static const char mt202_by_sender[] = OF("202", ":20:F\n:21:REL\n:32A:261121KZT5,\n:58A:BUKBGB22\n");
static const char mt203[] =
    OF("203", ":19:30,\n:30:261121\n:52A:KCJBKZKX\n:20:G1\n:21:R1\n:32B:USD10,\n:57A:CHASUS33\n:58A:BUKBGB22\n"
              ":20:G2\n:21:R2\n:32B:USD20,\n:58D:/9\nLAST BANK\nIIN 850101300015\n:72:/INS/SECOND\n");
static const char mt207[] =
    OF("207", ":20:H207\n:21R:OWN\n:28D:1/1\n:30:261121\n:51A:HSBKKZKX\n:52G:/55\nKCJBKZKX\n:52A:CHASUS33\n"
              ":21:T1\n:23E:OTHR/X\n:32B:USD10,\n:57A:IRVTUS3N\n:58A:BUKBGB22\n:21:T2\n:32B:USD20,\n:58A:CITIUS33\n");

#define COVER_FIELDS                                                                                                   \
    ":20:J202\n:21:REL\n:32A:261121USD5,\n:52A:KCJBKZKX\n:56A:CITIUS33\n:57A:IRVTUS3N\n:58A:BUKBGB22\n:72:/INS/"       \
    "COVER\n"
#define CUSTOMER_FIELDS                                                                                                \
    ":50K:/KZ35601A000000012345\nSPECIMEN PAYER\n:52A:HSBKKZKX\n:56A:CHASUS33\n:57A:BARCGB22\n:59:/12\nPAYEE\n"        \
    ":70:EKNP 1927USD859\n:72:/BNF/CUSTOMER\n:33B:EUR4,\n"
static const char mt202cov[] = COV_OF("202", COVER_FIELDS CUSTOMER_FIELDS);
static const char mt205cov[] = COV_OF("205", COVER_FIELDS CUSTOMER_FIELDS);
static const char mt202_unmarked[] = OF("202", COVER_FIELDS CUSTOMER_FIELDS);
static const char mt202cov_empty[] = COV_OF("202", COVER_FIELDS);
/* Bank fields behind customer fields are the cover's where only it knows them. */
static const char mt202_mixed[] =
    COV_OF("202", ":20:J\n:21:REL\n:50K:PAYER\n:59:PAYEE\n:32A:261121USD5,\n:53A:CHASUS33\n:58A:BUKBGB22\n");

static const struct {
    const char *message;
    uint32_t nth_transfer;
    fg_field field;
    uint32_t nth;
    const char *text;
} fields[] = {
    {mt100, 0, FG_FIELD_MESSAGE_ID, 0, "A100"},
    {mt100, 0, FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN PAYER"},
    {mt100, 0, FG_FIELD_DEBTOR_ADDRESS, 0, "ABAY 10"},
    {mt100, 0, FG_FIELD_DEBTOR_AGENT_NAME, 0, "SOME BANK"},
    {mt100, 0, FG_FIELD_REMITTANCE, 0, "RENT"},

    {mt101, 0, FG_FIELD_MESSAGE_ID, 0, "B101"},
    {mt101, 0, FG_FIELD_SENDER_BIC, 0, "HSBKKZKX"},
    {mt101, 0, FG_FIELD_INSTRUCTION_ID, 0, "T1"},
    {mt101, 0, FG_FIELD_TRANSACTION_ID, 0, "T1"},
    {mt101, 0, FG_FIELD_RELATED_REFERENCE, 0, "FX1"},
    {mt101, 1, FG_FIELD_RELATED_REFERENCE, 0, "OWN7"},
    {mt101, 0, FG_FIELD_INITIATING_PARTY_NAME, 0, "AGENCY"},
    {mt101, 0, FG_FIELD_DEBTOR_NAME, 0, "OTHER PAYER"},
    {mt101, 0, FG_FIELD_DEBTOR_ACCOUNT, 0, "KZ9"},
    {mt101, 1, FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN PAYER"},
    {mt101, 1, FG_FIELD_DEBTOR_ACCOUNT, 0, "KZ35601A000000012345"},
    {mt101, 0, FG_FIELD_DEBTOR_AGENT_BIC, 0, "KCJBKZKX"},
    {mt101, 1, FG_FIELD_DEBTOR_AGENT_BIC, 0, "HSBKKZKX"},
    {mt101, 0, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "OTHR/CALL"},
    {mt101, 0, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt101, 1, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt101, 0, FG_FIELD_AMOUNT, 0, "10"},
    {mt101, 1, FG_FIELD_AMOUNT, 0, "20.5"},
    {mt101, 1, FG_FIELD_CURRENCY, 0, "USD"},
    {mt101, 0, FG_FIELD_INSTRUCTED_AMOUNT, 0, "11"},
    {mt101, 1, FG_FIELD_INSTRUCTED_AMOUNT, 0, ""},
    {mt101, 0, FG_FIELD_INTERMEDIARY_AGENT_BIC, 0, "CITIUS33"},
    {mt101, 0, FG_FIELD_CREDITOR_AGENT_BIC, 0, "BUKBGB22"},
    {mt101, 0, FG_FIELD_CREDITOR_NAME, 0, "FIRST PAYEE"},
    {mt101, 1, FG_FIELD_CREDITOR_NAME, 0, "SECOND PAYEE"},
    {mt101, 0, FG_FIELD_PURPOSE_CODE, 0, "859"},
    {mt101, 1, FG_FIELD_PURPOSE_CODE, 0, ""},
    {mt101, 0, FG_FIELD_REGULATORY_REPORTING, 0, "/BENEFRES/GB"},
    {mt101, 0, FG_FIELD_CHARGE_BEARER, 0, "OUR"},
    {mt101, 0, FG_FIELD_OTHER_TEXT, 1, "/KZ77"},
    {mt101, 1, FG_FIELD_OTHER_TEXT, 0, "AUTH 1"},
    {mt101_without_debtor, 0, FG_FIELD_DEBTOR_BIC, 0, "BANKUS33"},
    {mt101_without_debtor, 0, FG_FIELD_INITIATING_PARTY_ID, 0, "BANKUS33"},

    {mt102, 0, FG_FIELD_BANK_OPERATION_CODE, 0, "SPAY"},
    {mt102, 0, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt102, 1, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt102_date_first, 0, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt102_date_first, 1, FG_FIELD_AMOUNT, 0, "20"},
    {mt102, 0, FG_FIELD_AMOUNT, 0, "10"},
    {mt102, 0, FG_FIELD_AMOUNT, 1, ""},
    {mt102, 1, FG_FIELD_AMOUNT, 0, "20"},
    {mt102, 0, FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN PAYER"},
    {mt102, 1, FG_FIELD_DEBTOR_NAME, 0, "OTHER PAYER"},
    {mt102, 0, FG_FIELD_CREDITOR_NAME, 0, "FIRST PAYEE"},
    {mt102, 1, FG_FIELD_CREDITOR_ACCOUNT, 0, "13"},
    {mt102, 1, FG_FIELD_ISO_PURPOSE_CODE, 0, "K90"},
    {mt102, 0, FG_FIELD_REIMBURSEMENT_AGENT_BIC, 1, "IRVTUS3N"},
    {mt102, 0, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/ACC/TOTAL"},
    {mt102, 1, FG_FIELD_OTHER_TEXT, 0, ""},

    {mt200, 0, FG_FIELD_DEBTOR_BIC, 0, "HSBKKZKX"},
    {mt200, 0, FG_FIELD_CREDITOR_BIC, 0, "HSBKKZKX"},
    {mt200, 0, FG_FIELD_CREDITOR_AGENT_BIC, 0, "CHASUS33"},
    {mt200, 0, FG_FIELD_CREDITOR_AGENT_ACCOUNT, 0, "OWN1"},
    {mt200, 0, FG_FIELD_INTERMEDIARY_AGENT_BIC, 0, "CITIUS33"},
    {mt200, 0, FG_FIELD_AMOUNT, 0, "5"},
    {mt201, 0, FG_FIELD_MESSAGE_ID, 0, "E1"},
    {mt201, 1, FG_FIELD_MESSAGE_ID, 0, "E2"},
    {mt201, 1, FG_FIELD_CREDITOR_AGENT_BIC, 0, "IRVTUS3N"},
    {mt201, 1, FG_FIELD_DEBTOR_BIC, 0, "HSBKKZKX"},
    {mt201, 0, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt201, 0, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/INS/ALL"},
    {mt201, 1, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/INS/SECOND"},

    {mt202, 0, FG_FIELD_RELATED_REFERENCE, 0, "REL"},
    {mt202, 0, FG_FIELD_DEBTOR_BIC, 0, "KCJBKZKX"},
    {mt202, 0, FG_FIELD_DEBTOR_BIC, 1, ""},
    {mt202, 0, FG_FIELD_DEBTOR_ACCOUNT, 0, "77"},
    {mt202, 0, FG_FIELD_CREDITOR_BIC, 0, "BUKBGB22"},
    {mt202, 0, FG_FIELD_CREDITOR_ACCOUNT, 0, "88"},
    {mt202, 0, FG_FIELD_REIMBURSEMENT_AGENT_NAME, 0, "OTHER BANK"},
    {mt202, 0, FG_FIELD_CREDITOR_AGENT_BIC, 0, "IRVTUS3N"},
    {mt202_described, 0, FG_FIELD_DEBTOR_NAME, 0, "SOME BANK"},
    {mt202_described, 0, FG_FIELD_DEBTOR_ADDRESS, 0, "ALMATY"},
    {mt202_described, 0, FG_FIELD_OTHER_TEXT, 0, "KZ123"},
    {mt202_described, 0, FG_FIELD_DEBTOR_BIC, 0, ""},
    {mt202_described, 0, FG_FIELD_CREDITOR_NAME, 0, "ALFA TRADE LLP"},
    {mt202_described, 0, FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ678560000001234567"},
    {mt202_described, 0, FG_FIELD_CREDITOR_ID, 0, "190340011776"},
    {mt202_described, 0, FG_FIELD_DEBTOR_SECTOR, 0, "17"},
    {mt202_described, 0, FG_FIELD_CREDITOR_SECTOR, 0, "14"},
    {mt202_described, 0, FG_FIELD_PURPOSE_CODE, 0, "710"},
    {mt202_by_sender, 0, FG_FIELD_DEBTOR_BIC, 0, "HSBKKZKX"},
    {mt203, 0, FG_FIELD_DEBTOR_BIC, 0, "KCJBKZKX"},
    {mt203, 1, FG_FIELD_DEBTOR_BIC, 1, ""},
    {mt203, 0, FG_FIELD_CREDITOR_BIC, 0, "BUKBGB22"},
    {mt203, 1, FG_FIELD_CREDITOR_NAME, 0, "LAST BANK"},
    {mt203, 1, FG_FIELD_CREDITOR_ID, 0, "850101300015"},
    {mt203, 1, FG_FIELD_RELATED_REFERENCE, 0, "R2"},
    {mt207, 0, FG_FIELD_DEBTOR_BIC, 0, "KCJBKZKX"},
    {mt207, 0, FG_FIELD_DEBTOR_ACCOUNT, 0, "55"},
    {mt207, 1, FG_FIELD_DEBTOR_AGENT_BIC, 0, "CHASUS33"},
    {mt207, 0, FG_FIELD_INSTRUCTING_AGENT_BIC, 0, "HSBKKZKX"},
    {mt207, 1, FG_FIELD_CREDITOR_BIC, 0, "CITIUS33"},

    {mt202cov, 0, FG_FIELD_DEBTOR_BIC, 0, "KCJBKZKX"},
    {mt202cov, 0, FG_FIELD_DEBTOR_NAME, 0, ""},
    {mt202cov, 0, FG_FIELD_CREDITOR_BIC, 0, "BUKBGB22"},
    {mt202cov, 0, FG_FIELD_CREDITOR_AGENT_BIC, 0, "IRVTUS3N"},
    {mt202cov, 0, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/INS/COVER"},
    {mt202cov, 0, FG_FIELD_REMITTANCE, 0, ""},
    {mt202cov, 1, FG_FIELD_DEBTOR_NAME, 0, "SPECIMEN PAYER"},
    {mt202cov, 1, FG_FIELD_DEBTOR_BIC, 0, ""},
    {mt202cov, 1, FG_FIELD_CREDITOR_BIC, 0, ""},
    {mt202cov, 1, FG_FIELD_DEBTOR_AGENT_BIC, 0, "HSBKKZKX"},
    {mt202cov, 1, FG_FIELD_INTERMEDIARY_AGENT_BIC, 0, "CHASUS33"},
    {mt202cov, 1, FG_FIELD_CREDITOR_AGENT_BIC, 0, "BARCGB22"},
    {mt202cov, 1, FG_FIELD_CREDITOR_NAME, 0, "PAYEE"},
    {mt202cov, 1, FG_FIELD_MESSAGE_ID, 0, "J202"},
    {mt202cov, 1, FG_FIELD_AMOUNT, 0, "5"},
    {mt202cov, 1, FG_FIELD_CURRENCY, 0, "USD"},
    {mt202cov, 1, FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
    {mt202cov, 1, FG_FIELD_INSTRUCTED_AMOUNT, 0, "4"},
    {mt202cov, 1, FG_FIELD_PURPOSE_CODE, 0, "859"},
    {mt202cov, 1, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/BNF/CUSTOMER"},
    {mt202cov, 1, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 1, ""},
    {mt205cov, 1, FG_FIELD_CREDITOR_NAME, 0, "PAYEE"},
    {mt202_unmarked, 1, FG_FIELD_CREDITOR_NAME, 0, "PAYEE"},
    {mt202_mixed, 0, FG_FIELD_DEBTOR_BIC, 0, "HSBKKZKX"},
    {mt202_mixed, 0, FG_FIELD_CREDITOR_BIC, 0, "BUKBGB22"},
    {mt202_mixed, 0, FG_FIELD_AMOUNT, 0, "5"},
    {mt202_mixed, 1, FG_FIELD_AMOUNT, 0, "5"},
    {mt202_mixed, 1, FG_FIELD_DEBTOR_NAME, 0, "PAYER"},
    {mt202_mixed, 1, FG_FIELD_REIMBURSEMENT_AGENT_BIC, 0, ""},
};

static void fields_are_read(void)
{
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        CHECK(mt_fixture_begin(&fixture, fields[i].message, strlen(fields[i].message)) == READ_TRANSFER,
              fields[i].message);
        for (uint32_t k = 0; k <= fields[i].nth_transfer; k++)
            CHECK(mt_fixture_next(&fixture) == READ_TRANSFER, fields[i].message);
        const char *text = mt_fixture_text(&fixture, fields[i].field, fields[i].nth);
        if (strcmp(text, fields[i].text) != 0)
            fprintf(stderr, "\nrow %zu: expected \"%s\", read \"%s\" (%s)", i, fields[i].text, text,
                    fixture.error.text);
        CHECK(strcmp(text, fields[i].text) == 0, fields[i].message);
    }
}

/* How many transfers, which of them is of a customer under a cover, and what is warned of. */
static const struct {
    const char *message;
    uint32_t transfers;
    uint32_t underlying; /* bits */
    const char *warning; /* "" = none */
} wholes[] = {
    {mt100, 1, 0, ""},
    {mt101, 2, 0, ""},
    {mt101_without_debtor, 1, 0, "mt-no-debtor"},
    {mt102, 2, 0, ""},
    {mt102_date_first, 2, 0, ""},
    {mt200, 1, 0, ""},
    {mt201, 2, 0, ""},
    {mt202, 1, 0, ""},
    {mt203, 2, 0, ""},
    {mt207, 2, 0, ""},
    {mt202cov, 2, 2, ""},
    {mt205cov, 2, 2, ""},
    {mt202_unmarked, 2, 2, "mt-cover-unmarked"},
    {mt202cov_empty, 1, 0, "mt-cover-empty"},
    {mt202_mixed, 2, 2, ""},
};

static void messages_are_read_to_their_end(void)
{
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        enum read_result result = mt_fixture_begin(&fixture, wholes[i].message, strlen(wholes[i].message));
        uint32_t transfers = 0, underlying = 0;
        while (result == READ_TRANSFER && (result = mt_fixture_next(&fixture)) == READ_TRANSFER) {
            underlying |= (uint32_t)(fixture.transfer.level == LEVEL_UNDERLYING) << transfers;
            transfers++;
        }
        CHECK(result == READ_END, wholes[i].message);
        CHECK(transfers == wholes[i].transfers, wholes[i].message);
        CHECK(underlying == wholes[i].underlying, wholes[i].message);
        CHECK(wholes[i].warning[0] ? mt_fixture_warned(&fixture, wholes[i].warning) : fixture.warnings.count == 0,
              wholes[i].message);
        CHECK(fixture.warnings.unmapped == 0, wholes[i].message);
    }
}

/* The header of one message is not that of the next; each type may follow each. */
static void files_hold_messages_of_all_types(void)
{
    enum { TYPES = sizeof wholes / sizeof *wholes };
    for (size_t first = 0; first < TYPES; first++)
        for (size_t second = 0; second < TYPES; second++) {
            char file[8192];
            snprintf(file, sizeof file, "%s\r\n$%s", wholes[first].message, wholes[second].message);
            char ids[2][32];
            uint32_t transfers = 0;
            enum read_result result = mt_fixture_begin(&fixture, file, strlen(file));
            while (result == READ_TRANSFER && (result = mt_fixture_next(&fixture)) == READ_TRANSFER) {
                snprintf(ids[1], sizeof ids[1], "%.31s", mt_fixture_text(&fixture, FG_FIELD_MESSAGE_ID, 0));
                if (transfers++ == 0)
                    memcpy(ids[0], ids[1], sizeof ids[0]);
            }
            CHECK(result == READ_END, file);
            CHECK(transfers == wholes[first].transfers + wholes[second].transfers, file);
            /* Nothing of the first is left in the last. */
            CHECK(mt_fixture_read(&fixture, wholes[second].message) == READ_TRANSFER, file);
            for (uint32_t k = 1; k < wholes[second].transfers; k++)
                mt_fixture_next(&fixture);
            CHECK(strcmp(mt_fixture_text(&fixture, FG_FIELD_MESSAGE_ID, 0), ids[1]) == 0, file);
        }
}

static const struct {
    const char *message;
    const char *code;
    const char *at; /* the last place in the message where this stands */
} errors[] = {
    {OF("101", ":28D:1/1\n:30:261121\n:21:T\n:32B:EUR1,\n:59:X\n"), "mt-missing-20", ":21:T"},
    {OF("101", ":20:A\n:21:T\n:32B:EUR1,\n:59:X\n"), "mt-missing-30", ":21:T"},
    {OF("101", ":20:A\n:30:261121\n:21:T\n:59:X\n:21:U\n"), "mt-missing-32b", ":21:U"},
    {OF("101", ":20:A\n:30:261121\n:21:T\n:32B:EUR1,\n"), "mt-missing-59a", "-}"},
    {OF("101", ":20:A\n:30:261121\n"), "mt-no-items", "-}"},
    {OF("101", ":20:A\n:30:263121\n:21:T\n"), "mt-bad-date", "263121"},
    {OF("101", ":20:A\n:30:261121\n:21:T\n:32B:EUR-1,\n"), "mt-bad-amount", "-1,"},
    {OF("101", ":20:A\n:30:261121\n:21:T\n:32B:EUR1,\n:32B:EUR2,\n"), "mt-duplicate-tag", ":32B:EUR2"},
    {OF("101", ":20:A\n:20:B\n:30:261121\n:21:T\n"), "mt-duplicate-tag", ":20:B"},
    {OF("102", ":20:A\n:50K:X\n:21:T\n:32B:EUR1,\n:59:Y\n"), "mt-missing-32a", ":21:T"},
    {OF("102", ":20:A\n:21:T\n:32B:EUR1,\n:59:Y\n:32A:261121EUR1,\n"), "mt-missing-50a", ":32A"},
    {OF("102", ":20:A\n:50K:X\n:21:T\n:32B:EUR1,\n:59:Y\n:32A:261121EU1,\n"), "mt-bad-currency", "EU1"},
    {OF("102", ":20:A\n:32A:261121EUR1,\n:21:T\n:32B:EUR1,\n:59:Y\n:32A:261121EUR1,\n"), "mt-duplicate-tag", ":32A"},
    {OF("200", ":20:A\n:32A:261121EUR1,\n"), "mt-missing-57a", "-}"},
    {OF("201", ":30:261121\n:20:A\n:57A:CHASUS33\n"), "mt-missing-32b", "-}"},
    {OF("201", ":30:261121\n"), "mt-no-items", "-}"},
    {OF("202", ":20:A\n:58A:CHASUS33\n"), "mt-missing-32a", "-}"},
    {OF("202", ":20:A\n:32A:261121EUR1,\n"), "mt-missing-58a", "-}"},
    {COV_OF("202", ":20:A\n:32A:261121EUR1,\n:58A:CHASUS33\n:50K:X\n"), "mt-missing-59a", "-}"},
    {COV_OF("202", ":20:A\n:32A:261121EUR1,\n:58A:CHASUS33\n:59:X\n"), "mt-missing-50a", "-}"},
    {OF("203", ":30:261121\n:20:A\n:32B:EUR1,\n:20:B\n:58A:X\n"), "mt-missing-58a", ":20:B"},
    {OF("207", ":20:A\n:30:261121\n:21:T\n:58A:X\n"), "mt-missing-32b", "-}"},
};

static void errors_name_byte_and_cause(void)
{
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        const char *message = errors[i].message, *at = NULL;
        for (const char *next = message; (next = strstr(next, errors[i].at)) != NULL; next++)
            at = next;
        enum read_result result = mt_fixture_begin(&fixture, message, strlen(message));
        while (result == READ_TRANSFER)
            result = mt_fixture_next(&fixture);
        CHECK(result == READ_BROKEN, message);
        if (strcmp(fixture.error.code, errors[i].code) != 0 || fixture.error.offset != (uint64_t)(at - message))
            fprintf(stderr, "\nexpected %s at %zu, got %s at %lu", errors[i].code, (size_t)(at - message),
                    fixture.error.code, (unsigned long)fixture.error.offset);
        CHECK(strcmp(fixture.error.code, errors[i].code) == 0, message);
        CHECK(fixture.error.offset == (uint64_t)(at - message), message);
        CHECK(fixture.error.line > 1 && fixture.error.text[0] != '\0', message);
    }
}

/* Reads a whole message with these limits. */
static enum read_result read_within(const char *message, uint32_t limit_fields, uint32_t limit_text, const char **code)
{
    static struct mt_fixture narrow;
    static char last[32];
    mt_fixture_open(&narrow, limit_fields, limit_text);
    enum read_result result = mt_fixture_begin(&narrow, message, strlen(message));
    while (result == READ_TRANSFER)
        result = mt_fixture_next(&narrow);
    snprintf(last, sizeof last, "%s", narrow.error.code);
    *code = last;
    mt_fixture_close(&narrow);
    return result;
}

/* For each limit there is a least value with which a message is read; with one less it is said to be passed. */
static void limits_are_told_at_them_and_past_them(void)
{
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++) {
        const char *message = wholes[i].message, *code;
        uint32_t least = 1, bytes = 1;
        while (read_within(message, least, 1 << 16, &code) == READ_LIMIT) {
            CHECK(strcmp(code, "limit-fields") == 0, message);
            least++;
        }
        CHECK(least > 5 && read_within(message, least, 1 << 16, &code) == READ_END, message);
        while (read_within(message, 256, bytes, &code) == READ_LIMIT) {
            CHECK(strcmp(code, "limit-text-bytes") == 0, message);
            bytes++;
        }
        CHECK(bytes > 50 && read_within(message, 256, bytes, &code) == READ_END, message);
    }
}

/* What a sequence does not know is screened as text, and counted. */
static void unknown_tags_are_counted(void)
{
    static const char message[] =
        OF("101", ":20:A\n:50H:X\n:30:261121\n:99X:HEADER USDT\n:21:T\n:32B:EUR1,\n:59:X\n:20:ITEM USDT\n");
    CU_ASSERT_EQUAL(mt_fixture_read(&fixture, message), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(mt_fixture_text(&fixture, FG_FIELD_OTHER_TEXT, 0), "ITEM USDT");
    CU_ASSERT_EQUAL(fixture.warnings.unmapped, 2);
    CU_ASSERT_EQUAL(fixture.warnings.count, 1);
    CU_ASSERT(mt_fixture_warned(&fixture, "mt-unmapped-field"));
    CU_ASSERT_EQUAL(fixture.warnings.kept[0].offset, (uint64_t)(strstr(message, ":99X") - message));
    CU_ASSERT_EQUAL(fixture.warnings.kept[0].line, 5);
    CU_ASSERT_EQUAL(fixture.transfer.values[fixture.transfer.header_values - 1].field, FG_FIELD_OTHER_TEXT);
}

int main(void)
{
    CU_TestInfo tests[] = {{"fields are read", fields_are_read},
                           {"messages are read to their end", messages_are_read_to_their_end},
                           {"files hold messages of all types", files_hold_messages_of_all_types},
                           {"errors name byte and cause", errors_name_byte_and_cause},
                           {"limits are told at them and past them", limits_are_told_at_them_and_past_them},
                           {"unknown tags are counted", unknown_tags_are_counted},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"mt_transfers", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

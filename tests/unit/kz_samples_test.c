/*
 * kz_samples_test.c: the sample messages of a Kazakh bank in the folder that FIATGATE_KZ_SAMPLES names: domestic ones,
 * and MT and ISO 20022 with Kazakhstan's payment codes in them. Reads them through the whole table of formats.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reader.h"
#include "run_tests.h"

#define FIELDS_MOST 10
#define FILE_MOST   8192

struct sample {
    const char *file;
    const char *type;
    uint32_t payments;
    uint32_t payment; /* the one whose fields are listed, from 1 */
    struct {
        fg_field field;
        const char *text; /* "" = there is none */
    } fields[FIELDS_MOST];
};

/* The sender of most of them. */
#define AKHMETOV                                                                                                       \
    {FG_FIELD_DEBTOR_NAME, "АХМЕТОВ ЕРЛАН САМАТОВИЧ"},                                                                 \
    {                                                                                                                  \
        FG_FIELD_DEBTOR_ID, "850101300015"                                                                             \
    }
#define YERLAN                                                                                                         \
    {FG_FIELD_DEBTOR_NAME, "AKHMETOV YERLAN"},                                                                         \
    {                                                                                                                  \
        FG_FIELD_DEBTOR_ID, "850101300015"                                                                             \
    }

static const struct sample samples[] = {
    {"01_i100_sgross_p2p_gift_knp119.txt",
     "i100.sgross",
     1,
     1,
     {AKHMETOV,
      {FG_FIELD_CREDITOR_NAME, "ИВАНОВА АЛИЯ ПЕТРОВНА"},
      {FG_FIELD_CREDITOR_ACCOUNT, "KZ41722C000000054321"},
      {FG_FIELD_AMOUNT, "450000.00"},
      {FG_FIELD_PURPOSE_CODE, "119"},
      {FG_FIELD_DEBTOR_SECTOR, "19"},
      {FG_FIELD_CREDITOR_SECTOR, "19"},
      {FG_FIELD_REMITTANCE, "ПОДАРОК"}}},
    {"02_i100_sclear_goods_knp710_usdt_disguised.txt",
     "i100.sclear",
     1,
     1,
     {AKHMETOV,
      {FG_FIELD_CREDITOR_NAME, "ТОО \"АЛЬФА ТРЕЙД СЕРВИС\""},
      {FG_FIELD_CREDITOR_ID, "190340011776"},
      {FG_FIELD_PURPOSE_CODE, "710"},
      {FG_FIELD_CREDITOR_SECTOR, "17"},
      {FG_FIELD_CREDITOR_AGENT_BIC, "KCJBKZKX"},
      {FG_FIELD_REMITTANCE, "ОПЛАТА ЗА ТОВАР ПО ДОГОВОРУ 15 ОТ 20.11.2026 U S D T TRC20 КУР\n"
                            "С 512 В ТОМ ЧИСЛЕ НДС 12% СОГЛАСНО ЗАЯВКЕ КЛИЕНТА"}}},
    {"03_i100_sgross_to_licensed_binance_kz.txt",
     "i100.sgross",
     1,
     1,
     {AKHMETOV,
      {FG_FIELD_CREDITOR_NAME, "BN KZ TECHNOLOGIES LIMITED"},
      {FG_FIELD_CREDITOR_ID, "211040900220"},
      {FG_FIELD_CREDITOR_SECTOR, "15"},
      {FG_FIELD_REMITTANCE, "ПОПОЛНЕНИЕ СЧЕТА BINANCE KAZAKHSTAN ID 123456789"}}},
    {"04_o100_sgross_incoming.txt",
     "o100.sgross",
     1,
     1,
     {{FG_FIELD_DEBTOR_NAME, "ИВАНОВА АЛИЯ ПЕТРОВНА"},
      {FG_FIELD_CREDITOR_NAME, "АХМЕТОВ ЕРЛАН САМАТОВИЧ"},
      {FG_FIELD_DEBTOR_AGENT_BIC, "CASPKZKA"},
      {FG_FIELD_PURPOSE_CODE, "343"},
      {FG_FIELD_REMITTANCE, "ПЕРЕВОД СОБСТВЕННЫХ СРЕДСТВ"}}},
    {"05_i100_smep.txt",
     "i100.smep",
     1,
     1,
     {AKHMETOV,
      {FG_FIELD_AMOUNT, "9999.99"},
      {FG_FIELD_CURRENCY, "KZT"},
      {FG_FIELD_SETTLEMENT_DATE, "2026-11-21"},
      {FG_FIELD_REMITTANCE, "ВОЗВРАТ ДОЛГА"}}},
    {"06_i100_tax_bclass.txt",
     "i100.sclear",
     1,
     1,
     {{FG_FIELD_DEBTOR_NAME, "ТОО \"БИТ КОНСТРАКШН\""},
      {FG_FIELD_CREDITOR_NAME, "РГУ УГД ПО ЕСИЛЬСКОМУ РАЙОНУ"},
      {FG_FIELD_PURPOSE_CODE, "911"},
      {FG_FIELD_REGULATORY_REPORTING, "101111"},
      {FG_FIELD_CREDITOR_SECTOR, "11"},
      {FG_FIELD_REMITTANCE, "КОРПОРАТИВНЫЙ ПОДОХОДНЫЙ НАЛОГ"}}},
#define SPLIT                                                                                                                       \
    AKHMETOV, {FG_FIELD_CREDITOR_NAME, "ТОО \"АЛЬФА ТРЕЙД СЕРВИС\""}, {FG_FIELD_AMOUNT, "880000.00"},                               \
    {                                                                                                                               \
        FG_FIELD_REMITTANCE, "ОПЛАТА ПО СЧЕТУ 445/26 ОТ 19.11.2026 ЗА ТОВАР ЗАЧИСЛИТЬ НА КРИ\n" \
                             "ПТОКОШЕЛЕК КЛИЕНТА TRC20 БЕЗ НДС"                                              \
    }
    {"07_i100_assign_word_split_at_col62.txt", "i100.sclear", 1, 1, {SPLIT}},
    {"07_i100_assign_word_split_at_col62.cp866.bin", "i100.sclear", 1, 1, {SPLIT}},
    {"08_i102_sclear_batch.txt",
     "i102.sclear",
     3,
     2,
     {AKHMETOV,
      {FG_FIELD_MESSAGE_ID, "F261121-01001"},
      {FG_FIELD_TRANSACTION_ID, "RMZ261121B000002"},
      {FG_FIELD_AMOUNT, "250000.00"},
      {FG_FIELD_SETTLEMENT_DATE, "2026-11-21"},
      {FG_FIELD_DEBTOR_AGENT_BIC, "HSBKKZKX"},
      {FG_FIELD_CREDITOR_NAME, "ИВАНОВА АЛИЯ ПЕТРОВНА"},
      {FG_FIELD_INSTRUCTION_ID, "2002"},
      {FG_FIELD_REMITTANCE, "ЮСДТ ПО КУРСУ"}}},
    {"09_i102_pension_opv.txt",
     "i102.sgross",
     2,
     2,
     {{FG_FIELD_DEBTOR_NAME, "ТОО \"БИТ КОНСТРАКШН\""},
      {FG_FIELD_DEBTOR_CONTACT, "СЕРИКОВ Б Б"},
      {FG_FIELD_CREDITOR_NAME, "НАО ГК ПРАВИТЕЛЬСТВО ДЛЯ ГРАЖДАН"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, "ИВАНОВА АЛИЯ ПЕТРОВНА"},
      {FG_FIELD_ULTIMATE_CREDITOR_ID, "990521450027"},
      {FG_FIELD_AMOUNT, "9500.00"},
      {FG_FIELD_PURPOSE_CODE, "010"},
      {FG_FIELD_SETTLEMENT_DATE, "2026-11-21"},
      {FG_FIELD_REMITTANCE, "ОБЯЗАТЕЛЬНЫЕ ПЕНСИОННЫЕ ВЗНОСЫ"}}},
    {"10_mt103_eur_eknp_in_70_bitstamp.txt",
     "mt103",
     1,
     1,
     {YERLAN,
      {FG_FIELD_CREDITOR_NAME, "BITSTAMP LTD"},
      {FG_FIELD_PURPOSE_CODE, "859"},
      {FG_FIELD_DEBTOR_SECTOR, "19"},
      {FG_FIELD_CREDITOR_SECTOR, "27"}}},
    {"11_mt103_usd_eknp_in_70_goods.txt",
     "mt103",
     1,
     1,
     {YERLAN,
      {FG_FIELD_CREDITOR_NAME, "ETHER SOLVENTS TRADING LLC"},
      {FG_FIELD_PURPOSE_CODE, "710"},
      {FG_FIELD_DEBTOR_SECTOR, "17"},
      {FG_FIELD_CREDITOR_SECTOR, "27"}}},
    {"12_mt103_rub_vo_prefix.txt",
     "mt103",
     1,
     1,
     {YERLAN, {FG_FIELD_CREDITOR_NAME, "IP PETROV"}, {FG_FIELD_CURRENCY, "RUB"}, {FG_FIELD_PURPOSE_CODE, "710"}}},
    {"13_mt103_kzt_correspondent_bin_eknp.txt",
     "mt103",
     1,
     1,
     {YERLAN,
      {FG_FIELD_CREDITOR_NAME, "ALFA TRADE SERVICE LLP"},
      {FG_FIELD_PURPOSE_CODE, "710"},
      {FG_FIELD_DEBTOR_SECTOR, "27"},
      {FG_FIELD_CREDITOR_SECTOR, "17"}}},
    {"14_mt103_eknp_in_72.txt",
     "mt103",
     1,
     1,
     {YERLAN,
      {FG_FIELD_CREDITOR_NAME, "AUX CAYES FINTECH CO LTD"},
      {FG_FIELD_PURPOSE_CODE, "119"},
      {FG_FIELD_DEBTOR_SECTOR, "19"},
      {FG_FIELD_CREDITOR_SECTOR, "25"}}},
    {"15_mt103_77B_regulatory.txt",
     "mt103",
     1,
     1,
     {YERLAN, {FG_FIELD_CREDITOR_NAME, "PAYWARD LTD"}, {FG_FIELD_PURPOSE_CODE, "859"}}},
    {"16_mt202_58d_eknp_clearstream_style.txt",
     "mt202",
     1,
     1,
     {{FG_FIELD_CREDITOR_NAME, "ALFA TRADE SERVICE LLP"},
      {FG_FIELD_CREDITOR_ACCOUNT, "KZ678560000001234567"},
      {FG_FIELD_AMOUNT, "1000000.00"},
      {FG_FIELD_PURPOSE_CODE, "710"},
      {FG_FIELD_DEBTOR_SECTOR, "17"},
      {FG_FIELD_CREDITOR_SECTOR, "14"}}},
    {"17_pacs008_eknp_ustrd_miscoded.xml",
     "pacs.008.001.08",
     1,
     1,
     {YERLAN,
      {FG_FIELD_CREDITOR_NAME, "PAYWARD EUROPE SOLUTIONS LIMITED"},
      {FG_FIELD_PURPOSE_CODE, "710"},
      {FG_FIELD_DEBTOR_SECTOR, "19"},
      {FG_FIELD_CREDITOR_SECTOR, "25"},
      {FG_FIELD_ISO_PURPOSE_CODE, "GDDS"}}},
};
#define SAMPLES (sizeof samples / sizeof *samples)

static struct reader reader;
static void *memory;

static int set_up(void)
{
    static const struct limits limits = {.message_bytes = 65536,
                                         .transfers = 16,
                                         .fields = 256,
                                         .text_bytes = 16384,
                                         .depth = 32,
                                         .attributes = 64,
                                         .hits = 16,
                                         .reasons_per_transfer = 4,
                                         .reasons_per_message = 16};
    static const struct reader_settings settings;
    memory = aligned_alloc(64, (reader_size(formats, &limits) + 63) & ~(size_t)63);
    return !memory || !reader_place(&reader, memory, formats, &limits, &settings, 1);
}

static int tear_down(void)
{
    reader_close(&reader);
    free(memory);
    return 0;
}

/* The bytes of a file, at most FILE_MOST; 0 when it cannot be read. */
static size_t read_sample(const char *folder, const char *name, unsigned char bytes[FILE_MOST])
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    size_t length = file ? fread(bytes, 1, FILE_MOST, file) : 0;
    if (file)
        fclose(file);
    return length;
}

static void check_fields(const struct sample *sample)
{
    const struct transfer *transfer = reader_transfer(&reader);
    for (uint32_t i = 0; i < FIELDS_MOST && sample->fields[i].text; i++) {
        const struct field_value *value = transfer_find(transfer, sample->fields[i].field, 0);
        const char *text = value ? (const char *)transfer_text(transfer, value) : "";
        int length = value ? (int)value->length : 0;
        bool same = (size_t)length == strlen(sample->fields[i].text) &&
                    memcmp(text, sample->fields[i].text, (size_t)length) == 0;
        if (!same)
            printf("%s: field %d is '%.*s', not '%s' ", sample->file, (int)sample->fields[i].field, length, text,
                   sample->fields[i].text);
        CU_ASSERT(same);
    }
}

static void check_sample(const struct sample *sample, const char *folder)
{
    unsigned char bytes[FILE_MOST];
    struct message_info info = {.format = ""};
    struct read_error error = {.code = ""};
    size_t length = read_sample(folder, sample->file, bytes);
    if (length == 0)
        printf("%s cannot be read ", sample->file);
    CU_ASSERT(length > 0);
    enum read_result result = reader_begin(&reader, bytes, length, &info, &error);
    CU_ASSERT_STRING_EQUAL(info.type, sample->type);
    uint32_t payments = 0;
    while (result == READ_TRANSFER && (result = reader_next(&reader, &error)) == READ_TRANSFER)
        if (++payments == sample->payment)
            check_fields(sample);
    if (result != READ_END)
        printf("%s: %s %s ", sample->file, error.code, error.text);
    CU_ASSERT_EQUAL(result, READ_END);
    CU_ASSERT_EQUAL(payments, sample->payments);
    CU_ASSERT_EQUAL(reader_warnings(&reader)->unmapped, 0);
    bool converted = strstr(sample->file, ".cp866.") != NULL;
    CU_ASSERT_EQUAL(reader_warnings(&reader)->count, converted ? 1 : 0);
}

static void samples_are_read(void)
{
    const char *folder = getenv("FIATGATE_KZ_SAMPLES");
    if (!folder) {
        printf("skipped: FIATGATE_KZ_SAMPLES names no folder ");
        return;
    }
    for (size_t i = 0; i < SAMPLES; i++)
        check_sample(&samples[i], folder);
}

int main(void)
{
    CU_TestInfo tests[] = {{"samples are read", samples_are_read}, CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"kz_samples", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

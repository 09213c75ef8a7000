/*
 * kz_domestic_test.c: domestic payments of Kazakhstan, each read in every code page it can be written in: what becomes
 * of their fields, that every value leads back to its bytes, and what is refused or warned of.
 */
#include <CUnit/Basic.h>

#include "code_pages.h"
#include "kz_fixture.h"
#include "run_tests.h"

#define ONE(type)      "{1:F01K0547000000000000000}\n{2:" type "000000U3003}\n{4:\n"
#define I100           ONE("I100SGROSS")
#define I102           ONE("I102SCLEAR")
#define AMOUNT         ":20:REF7\n:32A:261121KZT450000,00\n"
#define DEBTOR         ":50:/D/KZ35601A000000012345\n/NAME/АХМЕТОВ ЕРЛАН\n/IDN/850101300015\n/IRS/1\n/SECO/9\n"
#define CREDITOR       ":59:KZ41722C000000054321\n/NAME/ИВАНОВА АЛИЯ\n/IDN/990521450027\n/IRS/2\n/SECO/7\n"
#define BANKS          ":52B:HSBKKZKX\n:57B:CASPKZKA\n"
#define WHOLE(details) I100 AMOUNT DEBTOR BANKS CREDITOR ":70:" details "\n-}\n"
#define BATCH(items)   I102 ":20:REF8\n" DEBTOR BANKS CREDITOR ":70:/KNP/311\n/ASSIGN/ЗАРПЛАТА\n" items "\n-}\n"
#define FIELDS_MOST    12

struct expected {
    fg_field field;
    uint32_t nth;
    const char *text; /* "" = there is none */
};

/* A message and values of its payment of a number. */
struct reading_case {
    const char *name;
    const char *message;
    uint32_t payment; /* from 1 */
    struct expected fields[FIELDS_MOST];
};

static const struct reading_case cases[] = {
    {"a payment",
     WHOLE("/NUM/12\n/DATE/261120\n/SEND/07\n/VO/01\n/KNP/119\n/PSO/01\n/PRT/50\n/ASSIGN/ПОДАРОК СЫНУ"),
     1,
     {{FG_FIELD_MESSAGE_ID, 0, "REF7"},
      {FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
      {FG_FIELD_AMOUNT, 0, "450000.00"},
      {FG_FIELD_CURRENCY, 0, "KZT"},
      {FG_FIELD_INSTRUCTION_ID, 0, "12"},
      {FG_FIELD_CREATION_DATE, 0, "2026-11-20"},
      {FG_FIELD_BANK_OPERATION_CODE, 0, "01"},
      {FG_FIELD_PURPOSE_CODE, 0, "119"},
      {FG_FIELD_OTHER_TEXT, 0, "07"},
      {FG_FIELD_OTHER_TEXT, 2, "50"},
      {FG_FIELD_REMITTANCE, 0, "ПОДАРОК СЫНУ"},
      {FG_FIELD_REMITTANCE, 1, ""}}},
    {"its parties",
     WHOLE("/KNP/119"),
     1,
     {{FG_FIELD_DEBTOR_NAME, 0, "АХМЕТОВ ЕРЛАН"},
      {FG_FIELD_DEBTOR_ACCOUNT, 0, "KZ35601A000000012345"},
      {FG_FIELD_DEBTOR_ID, 0, "850101300015"},
      {FG_FIELD_DEBTOR_SECTOR, 0, "19"},
      {FG_FIELD_DEBTOR_AGENT_BIC, 0, "HSBKKZKX"},
      {FG_FIELD_CREDITOR_AGENT_BIC, 0, "CASPKZKA"},
      {FG_FIELD_CREDITOR_NAME, 0, "ИВАНОВА АЛИЯ"},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ41722C000000054321"},
      {FG_FIELD_CREDITOR_ID, 0, "990521450027"},
      {FG_FIELD_CREDITOR_SECTOR, 0, "27"},
      {FG_FIELD_OTHER_TEXT, 0, ""}}},
    {"a purpose cut in the middle of a word",
     WHOLE("/KNP/000\n/ASSIGN/ОПЛАТА ПО СЧЕТУ 445/26 ЗА ТОВАР ЗАЧИСЛИТЬ НА КРИ\nПТОКОШЕЛЕК\n/26 КЛИЕНТА"),
     1,
     {{FG_FIELD_REMITTANCE, 0, "ОПЛАТА ПО СЧЕТУ 445/26 ЗА ТОВАР ЗАЧИСЛИТЬ НА КРИ\nПТОКОШЕЛЕК\n/26 КЛИЕНТА"},
      {FG_FIELD_REMITTANCE, 1, "ОПЛАТА ПО СЧЕТУ 445/26 ЗА ТОВАР ЗАЧИСЛИТЬ НА КРИПТОКОШЕЛЕК/26 КЛИЕНТА"},
      {FG_FIELD_PURPOSE_CODE, 0, ""},
      {FG_FIELD_OTHER_TEXT, 0, ""}}},
    {"the codes in words",
     WHOLE("ЗА УСЛУГИ\nEKPN 1714KZT859 И КНП 000"),
     1,
     {{FG_FIELD_REMITTANCE, 0, "ЗА УСЛУГИ\nEKPN 1714KZT859 И КНП 000"},
      {FG_FIELD_PURPOSE_CODE, 0, "859"},
      {FG_FIELD_PURPOSE_CODE, 1, ""},
      {FG_FIELD_DEBTOR_SECTOR, 1, "17"},
      {FG_FIELD_CREDITOR_SECTOR, 1, "14"}}},
    {"all on one line",
     I100 ":70:/NUM/9/KNP/710//VO/01/ASSIGN/ЗА ТОВАР/УСЛУГИ\n:59:/KZ41722C000000054321/NAME/ТОО Б/К/IDN/190340011776\n"
          ":50:/D/KZ35601A000000012345/NAME/ИП А/IDN/850101300015/IRS/1/SECO/9\n:32A:261121USD7\n-}",
     1,
     {{FG_FIELD_INSTRUCTION_ID, 0, "9"},
      {FG_FIELD_PURPOSE_CODE, 0, "710"},
      {FG_FIELD_BANK_OPERATION_CODE, 0, "01"},
      {FG_FIELD_REMITTANCE, 0, "ЗА ТОВАР/УСЛУГИ"},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ41722C000000054321"},
      {FG_FIELD_CREDITOR_NAME, 0, "ТОО Б/К"},
      {FG_FIELD_CREDITOR_ID, 0, "190340011776"},
      {FG_FIELD_DEBTOR_ACCOUNT, 0, "KZ35601A000000012345"},
      {FG_FIELD_DEBTOR_NAME, 0, "ИП А"},
      {FG_FIELD_DEBTOR_SECTOR, 0, "19"},
      {FG_FIELD_AMOUNT, 0, "7"},
      {FG_FIELD_CURRENCY, 0, "USD"}}},
    {"Cyrillic letters that look Latin",
     ONE("I100SGRОSS") ":20:1\n:32А:111230КZТ6.66\n:52В:HSBKKZKX\n:50:/D/009467123\n/NАМЕ/ТОО \\АСТАНА-СЕРВИС\\\n"
                       "/СНIЕF/ПАК В.Н.\n/МАINВК/ЛИ С.А.\n:59:004904123\n/NАМЕ/АО "
                       "ПРИМЕР\n:70:/КNР/710\n/АSSIGN/ДОЛГ\n-}",
     1,
     {{FG_FIELD_AMOUNT, 0, "6.66"},
      {FG_FIELD_SETTLEMENT_DATE, 0, "2011-12-30"},
      {FG_FIELD_DEBTOR_AGENT_BIC, 0, "HSBKKZKX"},
      {FG_FIELD_DEBTOR_ACCOUNT, 0, "009467123"},
      {FG_FIELD_DEBTOR_NAME, 0, "ТОО \\АСТАНА-СЕРВИС\\"},
      {FG_FIELD_DEBTOR_CONTACT, 0, "ПАК В.Н."},
      {FG_FIELD_DEBTOR_CONTACT, 1, "ЛИ С.А."},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, "004904123"},
      {FG_FIELD_CREDITOR_NAME, 0, "АО ПРИМЕР"},
      {FG_FIELD_PURPOSE_CODE, 0, "710"},
      {FG_FIELD_REMITTANCE, 0, "ДОЛГ"},
      {FG_FIELD_OTHER_TEXT, 0, ""}}},
    {"older and odd parts",
     I100 AMOUNT ":50:000467123\n/RNN/600400123456\n/NAME/ТОО ОЧЕНЬ ДЛИННОЕ НАЗВАН\nИЕ КОМПАНИИ\n/MAINBNK/ЛИ А.\n"
                 "/IRS/3\n/SECO/9\n/КОД/Ж7\n:52B:190501914\n:54B:190201125\n:57B:/123\nБАНК ПРИМЕР\n"
                 ":59:/C/KZ41722C000000054321\n/NAME/\n/IDN/БЕЗ ИИН\n:72:СРОЧНО\n:86:ПРОЧЕЕ\n-}",
     1,
     {{FG_FIELD_DEBTOR_NAME, 0, "ТОО ОЧЕНЬ ДЛИННОЕ НАЗВАН ИЕ КОМПАНИИ"},
      {FG_FIELD_DEBTOR_NAME, 1, "ТОО ОЧЕНЬ ДЛИННОЕ НАЗВАНИЕ КОМПАНИИ"},
      {FG_FIELD_DEBTOR_ID, 0, "600400123456"},
      {FG_FIELD_DEBTOR_SECTOR, 0, ""},
      {FG_FIELD_OTHER_TEXT, 1, "/КОД/Ж7"},
      {FG_FIELD_DEBTOR_AGENT_BIC, 0, "190501914"},
      {FG_FIELD_DEBTOR_AGENT_ID, 0, "190501914"},
      {FG_FIELD_CREDITOR_AGENT_ACCOUNT, 0, "123"},
      {FG_FIELD_CREDITOR_AGENT_NAME, 0, "БАНК ПРИМЕР"},
      {FG_FIELD_OTHER_TEXT, 4, "БЕЗ ИИН"},
      {FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "СРОЧНО"},
      {FG_FIELD_OTHER_TEXT, 5, "ПРОЧЕЕ"}}},
    {"a party in plain lines",
     I100 AMOUNT ":50:ТОО БЕЗ СЧЕТА\nУЛ. АБАЯ 7\nАЛМАТЫ\n:59:КИМ АННА\n-}",
     1,
     {{FG_FIELD_DEBTOR_NAME, 0, "ТОО БЕЗ СЧЕТА"},
      {FG_FIELD_DEBTOR_ADDRESS, 0, "УЛ. АБАЯ 7\nАЛМАТЫ"},
      {FG_FIELD_CREDITOR_NAME, 0, "КИМ АННА"},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, ""}}},
    {"persons of a list in one payment",
     WHOLE("/KNP/311\n/ASSIGN/ЗАРПЛАТА ЗА МАЙ\n/FM/АХМЕТОВ\n/NM/ЕРЛАН\n/FT/БОЛАТОВИЧ\n/RNN/600400111222\n"
           "/LA/4042000012345678\n/FM/КИМ\n/NM/АННА\n/FT/\n/IDN/990521450027\n/LA/4042000087654321"),
     1,
     {{FG_FIELD_REMITTANCE, 0, "ЗАРПЛАТА ЗА МАЙ"},
      {FG_FIELD_REMITTANCE, 1, ""},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 0, "АХМЕТОВ ЕРЛАН БОЛАТОВИЧ"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 1, "КИМ АННА"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 2, ""},
      {FG_FIELD_ULTIMATE_CREDITOR_ID, 0, "600400111222"},
      {FG_FIELD_ULTIMATE_CREDITOR_ID, 1, "990521450027"},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ41722C000000054321"},
      {FG_FIELD_CREDITOR_ACCOUNT, 1, ""},
      {FG_FIELD_OTHER_TEXT, 0, "4042000012345678"},
      {FG_FIELD_OTHER_TEXT, 1, "4042000087654321"}}},
    {"the first payment of a batch",
     BATCH(":21:1\n:32B:KZT8000,00\n:70:/OPV/C\n//FM/КАСЫМОВ\n//NM/ДАУРЕН\n//FT/ЕРМЕКУЛЫ\n//DT/19790312\n"
           "//IDN/850101300015\n/PERIOD/102026\n:21:2\n:32B:KZT1,50\n:70:/FM/КИМ//NM/АННА//FT//LA/400012345\n"
           ":32A:261121KZT8001,50"),
     1,
     {{FG_FIELD_MESSAGE_ID, 0, "REF8"},
      {FG_FIELD_TRANSACTION_ID, 0, "1"},
      {FG_FIELD_AMOUNT, 0, "8000.00"},
      {FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 0, "КАСЫМОВ ДАУРЕН ЕРМЕКУЛЫ"},
      {FG_FIELD_ULTIMATE_CREDITOR_ID, 0, "850101300015"},
      {FG_FIELD_OTHER_TEXT, 0, "C"},
      {FG_FIELD_OTHER_TEXT, 1, "19790312"},
      {FG_FIELD_OTHER_TEXT, 2, "102026"},
      {FG_FIELD_PURPOSE_CODE, 0, "311"},
      {FG_FIELD_REMITTANCE, 0, "ЗАРПЛАТА"},
      {FG_FIELD_CREDITOR_NAME, 0, "ИВАНОВА АЛИЯ"}}},
    {"its second",
     BATCH(":21:1\n:32B:KZT8000,00\n:70:/FM/КАСЫМОВ\n:21:2\n:32B:KZT1,50\n:70:/FM/КИМ//NM/АННА//FT//LA/400012345\n"
           ":32A:261121KZT8001,50"),
     2,
     {{FG_FIELD_TRANSACTION_ID, 0, "2"},
      {FG_FIELD_AMOUNT, 0, "1.50"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 0, "КИМ АННА"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 1, ""},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ41722C000000054321"},
      {FG_FIELD_CREDITOR_ACCOUNT, 1, ""},
      {FG_FIELD_OTHER_TEXT, 0, "400012345"}}},
    {"a payment with parties of its own, without a reference, behind the total",
     I102 ":32A:991231KZT30\n:32B:KZT10\n" DEBTOR CREDITOR ":32B:KZT20\n:59:/NAME/ТОО ДРУГОЕ\n:50:/NAME/КИМ\n"
          ":70:/KNP/710\n-}",
     2,
     {{FG_FIELD_AMOUNT, 0, "20"},
      {FG_FIELD_SETTLEMENT_DATE, 0, "1999-12-31"},
      {FG_FIELD_CREDITOR_NAME, 0, "ТОО ДРУГОЕ"},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, ""},
      {FG_FIELD_DEBTOR_NAME, 0, "КИМ"},
      {FG_FIELD_PURPOSE_CODE, 0, "710"}}},
    {"the blocks around the text",
     "{1:F01HSBKKZKXAXXX0000000000}{2:I100SGROSS000000U3003}{3:{108:СВОЙ 7}{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}"
     "{4:\n" AMOUNT DEBTOR CREDITOR "-}\nПРИПИСКА",
     1,
     {{FG_FIELD_SENDER_BIC, 0, "HSBKKZKX"},
      {FG_FIELD_RECEIVER_BIC, 0, ""},
      {FG_FIELD_TRANSACTION_ID, 0, "СВОЙ 7"},
      {FG_FIELD_UETR, 0, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a"},
      {FG_FIELD_OTHER_TEXT, 0, "ПРИПИСКА"}}},
    {"a batch that has lost its line ends",
     "{1:F01K0547000000000000000}{2:I102SGROSS000000U3003}{4: :20:REF8 :50:/D/KZ35601A000000012345 /NAME/АХМЕТОВ ЕРЛАН "
     "/IDN/850101300015 /IRS/1 /SECO/9 :59:KZ41722C000000054321 /NAME/ИВАНОВА АЛИЯ :70:/KNP/119 /ASSIGN/В 12:30:00 "
     "ДОЛГ :21:1 :32B:KZT10 :21:2 :32B:KZT20 :70:/FM/КИМ /NM/АННА /LA/4042000012345678 :32A:261121KZT30\n-}",
     2,
     {{FG_FIELD_MESSAGE_ID, 0, "REF8"},
      {FG_FIELD_TRANSACTION_ID, 0, "2"},
      {FG_FIELD_AMOUNT, 0, "20"},
      {FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-21"},
      {FG_FIELD_DEBTOR_ACCOUNT, 0, "KZ35601A000000012345"},
      {FG_FIELD_DEBTOR_NAME, 0, "АХМЕТОВ ЕРЛАН"},
      {FG_FIELD_DEBTOR_SECTOR, 0, "19"},
      {FG_FIELD_CREDITOR_ACCOUNT, 0, "KZ41722C000000054321"},
      {FG_FIELD_CREDITOR_NAME, 0, "ИВАНОВА АЛИЯ"},
      {FG_FIELD_PURPOSE_CODE, 0, "119"},
      {FG_FIELD_REMITTANCE, 0, "В 12:30:00 ДОЛГ"},
      {FG_FIELD_ULTIMATE_CREDITOR_NAME, 0, "КИМ АННА"}}},
    {"a batch of one payment that nothing begins",
     I102 AMOUNT DEBTOR CREDITOR "-}",
     1,
     {{FG_FIELD_AMOUNT, 0, "450000.00"}, {FG_FIELD_CREDITOR_NAME, 0, "ИВАНОВА АЛИЯ"}}},
};
#define CASES (sizeof cases / sizeof *cases)

static struct kz_fixture fixture;

static int set_up(void)
{
    kz_fixture_open(&fixture, 512, 65536);
    return 0;
}

static int tear_down(void)
{
    kz_fixture_close(&fixture);
    return 0;
}

/* The message in an encoding; false when it holds a letter that the encoding lacks. */
static bool encode(enum encoding encoding, const char *message, char *bytes, size_t size, size_t *length)
{
    long written = from_utf8(encoding, message, strlen(message), bytes, size);
    *length = written < 0 ? 0 : (size_t)written;
    return written >= 0;
}

/* Whether the bytes that a value came from say the same, but for what was put between its parts. */
static bool leads_back(const struct field_value *value)
{
    const char *text = (const char *)transfer_text(&fixture.transfer, value);
    for (uint32_t at = 0; at < value->length;) {
        uint32_t width = (unsigned char)text[at] < 0x80 ? 1 : (unsigned char)text[at] < 0xE0 ? 2 : 3;
        uint64_t start, end;
        char room[256];
        transfer_source(&fixture.transfer, value, at, at + width, &start, &end);
        if (start >= end || end > fixture.length || end - start > 64)
            return false;
        long length = to_utf8(fixture.reading.encoding, fixture.bytes + start, end - start, room, sizeof room);
        bool replaced = value->field == FG_FIELD_CURRENCY || value->field == FG_FIELD_AMOUNT ||
                        value->field == FG_FIELD_SETTLEMENT_DATE || value->field == FG_FIELD_CREATION_DATE ||
                        strchr(" \n", text[at]);
        if (!replaced && (length != (long)width || memcmp(room, text + at, width) != 0))
            return false;
        at += width;
    }
    return true;
}

static bool read_payment(const char *bytes, size_t length, uint32_t payment)
{
    if (kz_fixture_begin(&fixture, bytes, length) != READ_TRANSFER)
        return false;
    while (payment-- > 0)
        if (kz_fixture_next(&fixture) != READ_TRANSFER)
            return false;
    return true;
}

static void check_case(const struct reading_case *one, enum encoding encoding, const char *bytes, size_t length)
{
    if (!read_payment(bytes, length, one->payment)) {
        printf("%s in %s: %s: %s ", one->name, encoding_name(encoding), fixture.error.code, fixture.error.text);
        CU_FAIL("a message is refused");
        return;
    }
    for (uint32_t i = 0; i < FIELDS_MOST && one->fields[i].text; i++) {
        const struct expected *field = &one->fields[i];
        const char *text = kz_fixture_text(&fixture, field->field, field->nth);
        if (strcmp(text, field->text) != 0)
            printf("%s in %s: field %d is '%s', not '%s' ", one->name, encoding_name(encoding), (int)field->field, text,
                   field->text);
        CU_ASSERT_STRING_EQUAL(text, field->text);
    }
    for (uint32_t i = 0; i < fixture.transfer.value_count; i++)
        CU_ASSERT(leads_back(&fixture.transfer.values[i]));
    CU_ASSERT_EQUAL(kz_fixture_warned(&fixture, "mt-code-page"), fixture.reading.encoding != ENCODING_UTF8);
    while (kz_fixture_next(&fixture) == READ_TRANSFER)
        ;
    CU_ASSERT_EQUAL(fixture.reading.result, READ_TRANSFER);
}

static void fields_are_read_in_every_encoding(void)
{
    static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_CP866, ENCODING_CP1251, ENCODING_KOI8_R};
    for (size_t i = 0; i < CASES; i++)
        for (size_t e = 0; e < sizeof encodings / sizeof *encodings; e++) {
            char bytes[4096];
            size_t length;
            CU_ASSERT_FATAL(encode(encodings[e], cases[i].message, bytes, sizeof bytes, &length));
            check_case(&cases[i], encodings[e], bytes, length);
            CU_ASSERT_EQUAL(fixture.reading.encoding, encodings[e]);
        }
}

static void kazakh_letters_are_read(void)
{
    static const struct reading_case one = {
        "Kazakh letters",
        WHOLE("/KNP/010\n/ASSIGN/ЗЕЙНЕТАҚЫ ЖАРНАСЫ\n/FM/ҚАСЫМОВ\n/NM/ДӘУРЕН\n/FT/ЕРМЕКҰЛЫ"),
        1,
        {{FG_FIELD_REMITTANCE, 0, "ЗЕЙНЕТАҚЫ ЖАРНАСЫ"},
         {FG_FIELD_ULTIMATE_CREDITOR_NAME, 0, "ҚАСЫМОВ ДӘУРЕН ЕРМЕКҰЛЫ"}}};
    static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_KZ1048};
    for (size_t e = 0; e < 2; e++) {
        char bytes[4096];
        size_t length;
        CU_ASSERT_FATAL(encode(encodings[e], one.message, bytes, sizeof bytes, &length));
        check_case(&one, encodings[e], bytes, length);
    }
}

/* Every line end, and none behind the last field. */
static void line_ends_do_not_matter(void)
{
    static const char *const ends[] = {"\r\n", "\r"};
    for (size_t i = 0; i < CASES; i++)
        for (size_t e = 0; e < 2; e++) {
            char bytes[4096];
            size_t length = 0;
            for (const char *from = cases[i].message; *from; from++) {
                if (*from == '\n')
                    for (const char *end = ends[e]; *end; end++)
                        bytes[length++] = *end;
                else
                    bytes[length++] = *from;
            }
            check_case(&cases[i], ENCODING_UTF8, bytes, length);
        }
}

static void types_are_told(void)
{
    static const struct {
        const char *block, *type; /* "" = no domestic payment */
    } types[] = {{"I100SGROSS", "i100.sgross"},
                 {"O100SGROSS", "o100.sgross"},
                 {"I102SCLEAR", "i102.sclear"},
                 {"O102SCLEAR", "o102.sclear"},
                 {"I100SMEP00", "i100.smep"},
                 {"O102SMEP00", "o102.smep"},
                 {"I102SGRОSS", "i102.sgross"},
                 {"I100SСLЕАR", "i100.sclear"},
                 {"I103SGROSS", ""},
                 {"I102HSBKKZ", ""},
                 {"I100SGROS0", ""},
                 {"I970SCLEAR", ""}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char message[512];
        int length =
            snprintf(message, sizeof message,
                     "{1:F01K0547000000000000000}{2:%s000000U3003}{4:\n" AMOUNT DEBTOR CREDITOR "-}", types[i].block);
        enum read_result result = kz_fixture_begin(&fixture, message, (size_t)length);
        CU_ASSERT_EQUAL(result, types[i].type[0] ? READ_TRANSFER : READ_NOT_A_TRANSFER);
        CU_ASSERT_STRING_EQUAL(fixture.info.type, types[i].type);
    }
}

/* Messages that are refused, where, and with which code. */
static const struct {
    const char *message, *code, *at; /* at: the first such text of the message */
    uint32_t line;
} refused[] = {
    {I100 ":20:1\n" DEBTOR CREDITOR "-}", "kz-missing-32a", "\n:20:", 3},
    {I100 ":20:1\n:32A:2611KZT1\n" CREDITOR "-}", "kz-bad-date", "2611KZT1", 5},
    {I100 ":20:1\n:32A:261131KZT1\n" CREDITOR "-}", "kz-bad-date", "261131", 5},
    {I100 ":20:1\n:32A:\n" CREDITOR "-}", "kz-bad-date", "\n:59:", 5},
    {I100 ":32A:261121KZ1,00\n" CREDITOR "-}", "kz-bad-currency", "KZ1,00", 4},
    {I100 ":32A:261121KZT\n" CREDITOR "-}", "kz-bad-amount", "\n:59:", 4},
    {I100 ":32A:261121KZT-5,00\n" CREDITOR "-}", "kz-bad-amount", "-5,00", 4},
    {I100 ":32A:261121KZT5,00,0\n" CREDITOR "-}", "kz-bad-amount", "5,00,0", 4},
    {I100 ":32A:261121KZT12345678901234,56\n" CREDITOR "-}", "kz-bad-amount", "1234567890", 4},
    {I100 ":32A:261121KZT1\n:32B:KZT2\n" CREDITOR "-}", "kz-duplicate-amount", ":32B:", 5},
    {I100 AMOUNT CREDITOR ":59:/NAME/КИМ\n-}", "kz-duplicate-field", ":59:/NAME/", 11},
    {I100 AMOUNT DEBTOR "-}", "kz-missing-59", "\n:20:", 3},
    {I100 AMOUNT DEBTOR ":59:\n/NAME/\n/IDN/\n-}", "kz-missing-59", "\n:20:", 3},
    {BATCH(":21:1\n:70:/FM/КИМ"), "kz-missing-32b", ":21:1", 19},
    {BATCH(":21:1\n:32B:KZTX"), "kz-bad-amount", "X\n-}", 20},
    {I102 ":20:1\n:21:1\n:32B:KZT1\n:32A:261121KZT1\n-}", "kz-missing-59", ":21:1", 5},
};

static void broken_ones_are_refused(void)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        const char *at = strstr(strstr(refused[i].message, "{4:"), refused[i].at);
        CU_ASSERT_FATAL(at != NULL);
        CU_ASSERT_FALSE(read_payment(refused[i].message, strlen(refused[i].message), 1));
        if (strcmp(fixture.error.code, refused[i].code) != 0 ||
            fixture.error.offset != (uint64_t)(at - refused[i].message) || fixture.error.line != refused[i].line)
            printf("%zu: %s at %llu, line %u: %s ", i, fixture.error.code, (unsigned long long)fixture.error.offset,
                   fixture.error.line, fixture.error.text);
        CU_ASSERT_EQUAL(fixture.reading.result, READ_BROKEN);
        CU_ASSERT_STRING_EQUAL(fixture.error.code, refused[i].code);
        CU_ASSERT_EQUAL(fixture.error.offset, (uint64_t)(at - refused[i].message));
        CU_ASSERT_EQUAL(fixture.error.line, refused[i].line);
    }
}

static const struct {
    const char *message, *code; /* "" = none */
} warned[] = {
    {WHOLE("/KNP/119"), ""},
    {BATCH(":21:1\n:32B:KZT1,10\n:21:2\n:32B:KZT2.2\n:32A:261121KZT3,3"), ""},
    {BATCH(":21:1\n:32B:KZT1,10\n:21:2\n:32B:KZT2.2\n:32A:261121KZT3,31"), "kz-total-differs"},
    {BATCH(":21:1\n:32B:KZT1,10"), "kz-missing-32a"},
    {I100 ":32A:261121KZT1\n" DEBTOR CREDITOR "-}", "kz-missing-20"},
    {I100 AMOUNT CREDITOR "-}", "kz-missing-50"},
    {I100 AMOUNT DEBTOR ":70:/FM/КИМ\n-}", "kz-missing-59"},
    {I102 AMOUNT DEBTOR CREDITOR "-}", "kz-missing-21"},
};

static void what_is_missing_is_warned_of(void)
{
    for (size_t i = 0; i < sizeof warned / sizeof *warned; i++) {
        CU_ASSERT(read_payment(warned[i].message, strlen(warned[i].message), 1));
        CU_ASSERT_EQUAL(fixture.warnings.count, warned[i].code[0] ? 1 : 0);
        if (fixture.warnings.count > 0)
            CU_ASSERT_STRING_EQUAL(fixture.warnings.kept[0].code, warned[i].code);
    }
}

static void unknown_fields_are_counted(void)
{
    static const char message[] = I100 AMOUNT DEBTOR CREDITOR ":99Z:НЕЧТО\n:86:ЕЩЕ\n-}";
    CU_ASSERT(read_payment(message, strlen(message), 1));
    CU_ASSERT_EQUAL(fixture.warnings.unmapped, 2);
    CU_ASSERT_STRING_EQUAL(kz_fixture_text(&fixture, FG_FIELD_OTHER_TEXT, 0), "НЕЧТО");
}

/* All that the message says of the values of a case stands in the map. */
struct map_check {
    uint32_t rows, remittance, names;
};

static void count_row(void *context, const struct map_row *row)
{
    struct map_check *check = context;
    check->rows++;
    CU_ASSERT(row->types && row->source[0] && row->note && row->field != FG_FIELD_NONE);
    check->remittance += row->field == FG_FIELD_REMITTANCE && strcmp(row->source, ":70a: /ASSIGN/") == 0;
    check->names += row->field == FG_FIELD_CREDITOR_NAME && strcmp(row->source, ":59a: /NAME/") == 0;
}

static void count_type(void *context, const struct type_row *row)
{
    CU_ASSERT_EQUAL(row->treatment, TREATED_AS_TRANSFERS);
    CU_ASSERT(strncmp(row->type + 1, "10", 2) == 0 && strchr(row->type, '.') != NULL);
    ++*(uint32_t *)context;
}

static void the_map_lists_what_is_read(void)
{
    struct map_check check = {0, 0, 0};
    uint32_t types = 0;
    kz_map(count_row, &check);
    kz_types(count_type, &types);
    CU_ASSERT(check.rows > 60 && check.remittance == 1 && check.names == 1);
    CU_ASSERT_EQUAL(types, 12);
}

int main(void)
{
    CU_TestInfo tests[] = {{"fields are read in every encoding", fields_are_read_in_every_encoding},
                           {"Kazakh letters are read", kazakh_letters_are_read},
                           {"line ends do not matter", line_ends_do_not_matter},
                           {"types are told", types_are_told},
                           {"broken ones are refused", broken_ones_are_refused},
                           {"what is missing is warned of", what_is_missing_is_warned_of},
                           {"unknown fields are counted", unknown_fields_are_counted},
                           {"the map lists what is read", the_map_lists_what_is_read},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"kz_domestic", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

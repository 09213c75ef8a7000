/*
 * encoding_test.c: the eight-bit code pages against the system's iconv, how surely they are told apart, and places of
 * transcoded text.
 */
#include <CUnit/Basic.h>
#include <string.h>

#include "code_pages.h"
#include "run_tests.h"

static const enum encoding pages[] = {ENCODING_CP866, ENCODING_CP1251, ENCODING_KZ1048, ENCODING_KOI8_R};
#define PAGES (sizeof pages / sizeof *pages)

static void tables_are_those_of_the_system(void)
{
    CU_ASSERT_PTR_NULL(encoding_table(ENCODING_UTF8));
    CU_ASSERT_PTR_NULL(encoding_table(ENCODING_COUNT));
    for (size_t p = 0; p < PAGES; p++)
        for (unsigned byte = 0x80; byte < 0x100; byte++) {
            char in = (char)byte, out[4];
            long length = code_page_convert("UCS-2LE", code_page_name(pages[p]), &in, 1, out, sizeof out);
            unsigned point = length == 2 ? (unsigned char)out[0] | (unsigned)(unsigned char)out[1] << 8 : 0xFFFD;
            if (encoding_table(pages[p])[byte - 0x80] != point)
                printf("%s %02X: %04X, not %04X ", encoding_name(pages[p]), byte, encoding_table(pages[p])[byte - 0x80],
                       point);
            CU_ASSERT_EQUAL(encoding_table(pages[p])[byte - 0x80], point);
        }
}

static void names_are_known(void)
{
    static const struct {
        const char *name;
        enum encoding encoding;
    } names[] = {{"UTF-8", ENCODING_UTF8},          {"utf8", ENCODING_UTF8},         {"IBM866", ENCODING_CP866},
                 {"cp866", ENCODING_CP866},         {"Cp1251", ENCODING_CP1251},     {"windows-1251", ENCODING_CP1251},
                 {"WINDOWS-1251", ENCODING_CP1251}, {"KZ-1048", ENCODING_KZ1048},    {"strk1048-2002", ENCODING_KZ1048},
                 {"koi8-r", ENCODING_KOI8_R},       {"KOI8-U", ENCODING_COUNT},      {"", ENCODING_COUNT},
                 {"UTF-16", ENCODING_COUNT},        {"windows-125", ENCODING_COUNT}, {"cp8666", ENCODING_COUNT}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CU_ASSERT_EQUAL(encoding_by_name(names[i].name, strlen(names[i].name)), names[i].encoding);
    for (enum encoding encoding = ENCODING_UTF8; encoding < ENCODING_COUNT; encoding++) {
        const char *name = encoding_name(encoding);
        CU_ASSERT_EQUAL(encoding_by_name(name, strlen(name)), encoding);
    }
    CU_ASSERT_EQUAL(encoding_by_name("UTF-8\0", 6), ENCODING_COUNT);
}

/* Invented persons and companies, and what payments are for. */
static const char *const texts[] = {"АХМЕТОВ ЕРЛАН САМАТОВИЧ",
                                    "ИВАНОВА АЛИЯ ПЕТРОВНА",
                                    "СЕРИКБАЕВА ГУЛЬНАРА НУРЛАНОВНА",
                                    "КИМ ВИКТОР СЕРГЕЕВИЧ",
                                    "ЖУМАБЕКОВ ДАНИЯР КАЙРАТУЛЫ",
                                    "ШЕВЧЕНКО ЮЛИЯ ФЁДОРОВНА",
                                    "ЦОЙ ЭДУАРД ХЕНОВИЧ",
                                    "ЩУКИН ГЛЕБ ЯКОВЛЕВИЧ",
                                    "ТОО АЛЬФА ТРЕЙД СЕРВИС",
                                    "АО ПРИМЕРНЫЙ БАНК",
                                    "ИП СТЕПНОЙ ВЕТЕР",
                                    "РГУ УПРАВЛЕНИЕ ДОХОДОВ",
                                    "ТОО БЕТОНСТРОЙ",
                                    "ПРОИЗВОДСТВЕННЫЙ КООПЕРАТИВ ЗАРЯ",
                                    "ФИЛИАЛ КОМПАНИИ ЮЖНЫЙ ОКРУГ",
                                    "ЧАСТНАЯ ШКОЛА ЗНАНИЕ",
                                    "ОПЛАТА ЗА ТОВАР ПО ДОГОВОРУ",
                                    "ЗАРАБОТНАЯ ПЛАТА ЗА СЕНТЯБРЬ",
                                    "ВОЗВРАТ ДОЛГА ПО РАСПИСКЕ",
                                    "ПОДАРОК СЫНУ",
                                    "ПЕРЕВОД СОБСТВЕННЫХ СРЕДСТВ",
                                    "ОБЯЗАТЕЛЬНЫЕ ПЕНСИОННЫЕ ВЗНОСЫ",
                                    "КОММУНАЛЬНЫЕ УСЛУГИ",
                                    "ЗА РЕМОНТ КВАРТИРЫ",
                                    "ПОПОЛНЕНИЕ КОШЕЛЬКА",
                                    "ПОКУПКА КРИПТОВАЛЮТЫ",
                                    "ЮСДТ ПО КУРСУ",
                                    "АРЕНДА ПОМЕЩЕНИЯ",
                                    "ЗА ОБЕД",
                                    "АЛИМЕНТЫ",
                                    "МАТЕРИАЛЬНАЯ ПОМОЩЬ",
                                    "ПРЕДОПЛАТА ПО СЧЁТУ",
                                    "Оплата по счету за услуги связи",
                                    "Возврат займа учредителю",
                                    "Перевод маме на лечение",
                                    "Комиссия банка за обслуживание"};
#define TEXTS (sizeof texts / sizeof *texts)

static const char *const kazakh_texts[] = {"ҚАСЫМОВ ДӘУРЕН ЕРМЕКҰЛЫ", "ЖАЛАҚЫ ТӨЛЕМІ",     "ӘЛЕУМЕТТІК АУДАРЫМ",
                                           "ҮЙДІ ЖӨНДЕУ ҮШІН",        "ЗЕЙНЕТАҚЫ ЖАРНАСЫ", "Тауар үшін төлем"};

/* windows-1251 and KZ-1048 say the same where no letter differs. */
static bool is_same(enum encoding told, enum encoding page)
{
    bool windows = page == ENCODING_CP1251 || page == ENCODING_KZ1048;
    return told == page || (windows && (told == ENCODING_CP1251 || told == ENCODING_KZ1048));
}

/* The first words of a text up to so many Cyrillic letters, in UTF-8; 0 when it has not that many. */
static size_t cut(const char *text, unsigned letters)
{
    size_t at = 0;
    while (text[at] && letters > 0)
        if ((unsigned char)text[at++] >= 0xC0)
            letters--;
    return letters > 0 ? 0 : at + 1;
}

/* Cuts every text at every length and counts what was told wrong. */
static void short_texts_are_told(void)
{
    static const struct {
        unsigned letters;
        double most; /* wrong ones in a hundred */
    } lengths[] = {{2, 8}, {3, 6}, {4, 2}, {5, 1}, {6, 0}, {8, 0}, {10, 0}, {12, 0}, {16, 0}};
    for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
        unsigned wrong = 0, all = 0;
        for (size_t t = 0; t < TEXTS; t++)
            for (size_t p = 0; p < PAGES; p++) {
                char bytes[256] = ":70:";
                size_t utf8 = cut(texts[t], lengths[l].letters);
                long length = utf8 ? from_utf8(pages[p], texts[t], utf8, bytes + 4, sizeof bytes - 4) : -1;
                if (length < 0)
                    continue;
                all++;
                wrong += !is_same(encoding_tell((unsigned char *)bytes, (size_t)length + 4), pages[p]);
            }
        printf("%u letters: %u of %u wrong; ", lengths[l].letters, wrong, all);
        CU_ASSERT(all > 0 && wrong * 100.0 <= all * lengths[l].most);
    }
}

static void long_texts_are_told(void)
{
    for (size_t t = 0; t < TEXTS; t++)
        for (size_t p = 0; p < PAGES; p++) {
            char bytes[256];
            long length = from_utf8(pages[p], texts[t], strlen(texts[t]), bytes, sizeof bytes);
            CU_ASSERT_FATAL(length > 0);
            if (cut(texts[t], 8))
                CU_ASSERT(is_same(encoding_tell((unsigned char *)bytes, (size_t)length), pages[p]));
            CU_ASSERT(encoding_is_text(pages[p], (unsigned char *)bytes, (size_t)length));
        }
    for (size_t t = 0; t < sizeof kazakh_texts / sizeof *kazakh_texts; t++) {
        char bytes[256];
        long length = from_utf8(ENCODING_KZ1048, kazakh_texts[t], strlen(kazakh_texts[t]), bytes, sizeof bytes);
        CU_ASSERT_FATAL(length > 0);
        CU_ASSERT_EQUAL(encoding_tell((unsigned char *)bytes, (size_t)length), ENCODING_KZ1048);
        CU_ASSERT(encoding_is_text(ENCODING_KZ1048, (unsigned char *)bytes, (size_t)length));
        CU_ASSERT_EQUAL(encoding_tell((const unsigned char *)kazakh_texts[t], strlen(kazakh_texts[t])), ENCODING_UTF8);
    }
    CU_ASSERT_EQUAL(encoding_tell((const unsigned char *)"PLAIN", 5), ENCODING_UTF8);
    CU_ASSERT_EQUAL(encoding_tell((const unsigned char *)"", 0), ENCODING_UTF8);
}

/* Without a letter in which the two differ the page is called by the better known name. */
static void windows_pages_are_told_by_kazakh_letters(void)
{
    static const unsigned char russian[] = "\xCE\xCF\xCB\xC0\xD2\xC0"; /* ОПЛАТА */
    static const unsigned char kazakh[] = "\xC6\xC0\xCB\xC0\x8D\xDB";  /* ЖАЛАҚЫ */
    CU_ASSERT_EQUAL(encoding_tell(russian, 6), ENCODING_CP1251);
    CU_ASSERT_EQUAL(encoding_tell(kazakh, 6), ENCODING_KZ1048);
}

/* Whatever page is told, damage must not pass for text. */
static void what_is_no_text_is_told(void)
{
    static const char *const broken[] = {
        "CAF\xC9 DE PARIS",                             /* Latin-1 */
        "INVO\xC9 7",                                   /* one bit flipped */
        "M\xDCLLER GMBH M\xDCNCHEN",                    /* Latin-1 */
        "\xFF\xFE\xFD\xFC\xB0\xB1\xB2\xB3\x98",         /* noise */
        "\xD0\x9E\xD0\x9F\xD0\x9B\xD0\x90\xD0\xA2\xD0", /* UTF-8, cut in the middle of a letter */
        "\xD0\x9E\xD0\x9F\xD0\x9B\x90\xD0\xA2\xD0\x90", /* UTF-8, a byte lost */
        "\xE2\x80\x93 \xE2\x80\x93 \xE2\x80"            /* UTF-8 dashes, cut */
    };
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        const unsigned char *bytes = (const unsigned char *)broken[i];
        size_t length = strlen(broken[i]);
        enum encoding told = encoding_tell(bytes, length);
        if (encoding_is_text(told, bytes, length))
            printf("%zu is taken for %s ", i, encoding_name(told));
        CU_ASSERT_FALSE(encoding_is_text(told, bytes, length));
        CU_ASSERT_FALSE(encoding_is_text(ENCODING_UTF8, bytes, length));
    }
    /* A Cyrillic letter that looks like the Latin one it stands for is no damage: people type it. */
    CU_ASSERT(encoding_is_text(ENCODING_CP1251, (const unsigned char *)"SGR\xCESS", 6));
}

static void looks_are_known(void)
{
    CU_ASSERT_EQUAL(encoding_latin_look(0x0412), 'B'); /* В */
    CU_ASSERT_EQUAL(encoding_latin_look(0x041E), 'O');
    CU_ASSERT_EQUAL(encoding_latin_look(0x0422), 'T');
    CU_ASSERT_EQUAL(encoding_latin_look(0x0443), 'y');
    CU_ASSERT_EQUAL(encoding_latin_look(0x0406), 'I');
    CU_ASSERT_EQUAL(encoding_latin_look(0x0429), 0); /* Щ */
    CU_ASSERT_EQUAL(encoding_latin_look('A'), 0);
    CU_ASSERT_EQUAL(encoding_latin_look(0xFFFFFFFF), 0);
}

static struct transfer transfer;
static void *memory;

static int set_up(void)
{
    struct limits limits = {.fields = 64, .text_bytes = 4096};
    memory = aligned_alloc(16, (transfer_size(&limits) + 15) & ~(size_t)15);
    if (!memory)
        return 1;
    transfer_place(&transfer, memory, &limits);
    return 0;
}

static int tear_down(void)
{
    free(memory);
    return 0;
}

/* Each character of a value leads back to its byte. */
static void characters_lead_back(void)
{
    static const char text[] = "ПО СЧЕТУ 445/26 ОТ №7 «КИМ»";
    char bytes[128];
    long length = from_utf8(ENCODING_CP1251, text, strlen(text), bytes, sizeof bytes);
    CU_ASSERT_FATAL(length > 0);
    transfer_reset(&transfer);
    CU_ASSERT(transfer_begin(&transfer, FG_FIELD_REMITTANCE));
    CU_ASSERT(encoding_append(&transfer, ENCODING_CP1251, (unsigned char *)bytes, (uint32_t)length, 100));
    CU_ASSERT(transfer_end(&transfer));
    const struct field_value *value = transfer_find(&transfer, FG_FIELD_REMITTANCE, 0);
    CU_ASSERT_FATAL(value && value->length == strlen(text));
    CU_ASSERT_EQUAL(memcmp(transfer_text(&transfer, value), text, value->length), 0);
    uint32_t at = 0;
    for (long i = 0; i < length; i++) {
        char character[8];
        long width = to_utf8(ENCODING_CP1251, bytes + i, 1, character, sizeof character);
        uint64_t start, end;
        transfer_source(&transfer, value, at, at + (uint32_t)width, &start, &end);
        CU_ASSERT_EQUAL(start, 100 + (uint64_t)i);
        CU_ASSERT_EQUAL(end, 101 + (uint64_t)i);
        at += (uint32_t)width;
    }
}

/* When runs are scarce places are coarser, and never wrong. */
static void places_stay_right_when_runs_are_scarce(void)
{
    char bytes[1500];
    memset(bytes, 0x8F, sizeof bytes); /* П */
    for (size_t i = 7; i < sizeof bytes; i += 9)
        bytes[i] = ' ';
    transfer_reset(&transfer);
    CU_ASSERT(transfer_begin(&transfer, FG_FIELD_REMITTANCE));
    CU_ASSERT(encoding_append(&transfer, ENCODING_CP866, (unsigned char *)bytes, sizeof bytes, 50));
    CU_ASSERT(transfer_end(&transfer));
    CU_ASSERT(transfer.run_count <= transfer.run_limit);
    const struct field_value *value = transfer_find(&transfer, FG_FIELD_REMITTANCE, 0);
    uint32_t at = 0;
    for (size_t i = 0; i < sizeof bytes; i++) {
        uint32_t width = bytes[i] == ' ' ? 1 : 2;
        uint64_t start, end;
        transfer_source(&transfer, value, at, at + width, &start, &end);
        CU_ASSERT(start <= 50 + i && end >= 51 + i && end <= 50 + sizeof bytes);
        at += width;
    }
    CU_ASSERT_EQUAL(at, value->length);
}

static void a_table_of_the_callers_is_followed(void)
{
    static uint16_t table[256];
    table[0xC1] = 'A';
    table[0x4B] = '.';
    table['z'] = 0x20AC;
    transfer_reset(&transfer);
    CU_ASSERT(transfer_begin(&transfer, FG_FIELD_OTHER_TEXT));
    CU_ASSERT(encoding_append_by(&transfer, table, (const unsigned char *)"x\xC1\x4By\xC2z", 6, 10));
    CU_ASSERT(transfer_end(&transfer));
    const struct field_value *value = transfer_find(&transfer, FG_FIELD_OTHER_TEXT, 0);
    static const char want[] = "xA.y\xC3\x82\xE2\x82\xAC";
    CU_ASSERT_FATAL(value && value->length == strlen(want));
    CU_ASSERT_EQUAL(memcmp(transfer_text(&transfer, value), want, value->length), 0);
    uint64_t start, end;
    transfer_source(&transfer, value, 6, 9, &start, &end);
    CU_ASSERT(start == 15 && end == 16);
}

static void text_ends_at_its_limit(void)
{
    char bytes[2100];
    memset(bytes, 0x8F, sizeof bytes);
    for (uint32_t length = 2048; length <= 2049; length++) {
        transfer_reset(&transfer);
        CU_ASSERT(transfer_begin(&transfer, FG_FIELD_OTHER_TEXT));
        CU_ASSERT_EQUAL(encoding_append(&transfer, ENCODING_CP866, (unsigned char *)bytes, length, 0), length == 2048);
        transfer_abandon(&transfer);
    }
    CU_ASSERT_EQUAL(transfer.text_used, 0);
}

int main(void)
{
    CU_TestInfo tests[] = {{"tables are those of the system", tables_are_those_of_the_system},
                           {"names are known", names_are_known},
                           {"short texts are told", short_texts_are_told},
                           {"long texts are told", long_texts_are_told},
                           {"windows pages are told by Kazakh letters", windows_pages_are_told_by_kazakh_letters},
                           {"what is no text is told", what_is_no_text_is_told},
                           {"looks are known", looks_are_known},
                           {"characters lead back", characters_lead_back},
                           {"places stay right when runs are scarce", places_stay_right_when_runs_are_scarce},
                           {"a table of the caller's is followed", a_table_of_the_callers_is_followed},
                           {"text ends at its limit", text_ends_at_its_limit},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"encoding", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}

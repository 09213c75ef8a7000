/*
 * fold_for_pack_test.c: over the end of a line or text no word is put together where two ordinary words of the pack
 * stand, and everywhere else it is, also where nothing but the pack says so; nor are these read as what they look like
 * (plugin/match/fold_for_pack.h), with the words of respell_fixture.h.
 */
#include <CUnit/Basic.h>

#include "plugin/match/fold_for_pack.h"
#include "respell_fixture.h"

/* What the texts of a transfer are read as over their ends: " TOKEN TOKEN " of the first segment that is, else "". */
static const char *over_ends(const char *const *texts, size_t count, bool for_pack)
{
    static char read[256];
    const struct folded *folded = &message->folded;
    read[0] = 0;
    message_clear(message);
    for (size_t i = 0; i < count; i++)
        message_put(message, FG_FIELD_REMITTANCE, texts[i]);
    CU_ASSERT_TRUE_FATAL(for_pack ? fold_for_pack(&fixture->pack, &message->folded, &message->transfer)
                                  : fold_transfer(&message->folded, &message->transfer, NULL));
    for (uint32_t i = 0; i < folded->segment_count && read[0] == 0; i++) {
        const uint32_t at = folded->segments[i].at, end = segment_end(folded, &folded->segments[i]);
        if (folded->segments[i].view == FOLD_UNBROKEN)
            snprintf(read, sizeof read, "%.*s", (int)(end - at), (const char *)folded->bytes + at);
    }
    return read;
}

static void texts_end_between_ordinary_words(void)
{
    static const struct {
        const char *texts[2], *read;
    } cases[] = {
        {{"the dogovor", "globalny x"}, ""},
        {{"the dogovor", "globalnykh x"}, ""},                        /* a form of one */
        {{"the dogovor", "globalnyx y"}, " THE DOGOVORGLOBALNYX Y "}, /* none that is settled */
        {{"the dogovor", "zorban y"}, " THE DOGOVORZORBAN Y "},
        {{"the zorb", "ance y"}, " THE ZORBANCE Y "},
        {{"no na", "lichnye y"}, " NO NALICHNYE Y "}, /* both ordinary, and one word of the pack */
        {{"verkoim", "dogovor y"}, ""},
        {{"globalny", "verkoim y"}, ""},
        {{"za zusd", "verkoin y"}, ""}, /* each a word of the pack, which is found by itself */
        {{"no kript", "ovalyuty y"}, " NO KRIPTOVALYUTY Y "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_STRING_EQUAL(over_ends(cases[i].texts, 2, true), cases[i].read);
        CU_ASSERT_STRING_NOT_EQUAL(over_ends(cases[i].texts, 2, false), "");
    }
}

/* Where nothing but the pack says that a word goes over: capitals, and a text that is not full. */
static void words_of_the_pack_go_over(void)
{
    static const struct {
        const char *texts[2], *read;
    } cases[] = {
        {{"THE ZORB", "ANCE Y"}, " THE ZORBANCE Y "},
        {{"THE Z", "ORBANCE Y"}, " THE ZORBANCE Y "},
        {{"the Zorb", "ANCE y"}, " THE ZORBANCE Y "},
        {{"NO KRIPT", "OVALYUTY Y"}, " NO KRIPTOVALYUTY Y "},
        {{"THE DOGOVOR", "ZORBAN Y"}, ""},
        {{"THE ZORB", "ANCEX Y"}, ""},
        {{"ZA ZU", "SD Y"}, ""}, /* too short */
        {{"ZA ZUSD", "VERKOIN Y"}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CU_ASSERT_STRING_EQUAL(over_ends(cases[i].texts, 2, true), cases[i].read);
        CU_ASSERT_STRING_EQUAL(over_ends(cases[i].texts, 2, false), "");
    }
}

static void lines_end_between_ordinary_words(void)
{
    static const char *const full[] = {"AAAAAAAAA AAAAAAAAA AAAAAAAAA DOGOVOR\nLICHNYE"},
                             *const cut[] = {"AAAAAAAAA AAAAAAAAA AAAAAAAAA NA\nLICHNYE"};
    CU_ASSERT_STRING_EQUAL(over_ends(full, 1, true), "");
    CU_ASSERT_STRING_NOT_EQUAL(over_ends(full, 1, false), "");
    CU_ASSERT_STRING_EQUAL(over_ends(cut, 1, true), " AAAAAAAAA AAAAAAAAA AAAAAAAAA NALICHNYE ");
}

/* Whether a text is read as Latin look-alikes. */
static bool is_read_as_latin(const char *text)
{
    const struct folded *folded = &message->folded;
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, text);
    CU_ASSERT_TRUE_FATAL(fold_for_pack(&fixture->pack, &message->folded, &message->transfer));
    for (uint32_t i = 0; i < folded->segment_count; i++)
        if (folded->segments[i].view == FOLD_LATIN)
            return true;
    return false;
}

static void ordinary_words_are_no_disguises(void)
{
    CU_ASSERT_FALSE(is_read_as_latin("сумма"));
    CU_ASSERT_FALSE(is_read_as_latin("за СУММА, сумма"));
    CU_ASSERT_TRUE(is_read_as_latin("морех")); /* an ordinary word, too, but it looks like one of the pack */
    CU_ASSERT_TRUE(is_read_as_latin("сумм"));
    CU_ASSERT_TRUE(is_read_as_latin("cумма")); /* its first letter is a Latin one */
    CU_ASSERT_TRUE(is_read_as_latin("сумма1"));
    CU_ASSERT_TRUE(is_read_as_latin("сумма вар"));
}

/* Words of more letters than can be looked up, or than both may have, are read as one as ever. */
static void long_words_are_read_as_one(void)
{
    static const char *const texts[] = {"the dogovor", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff"};
    CU_ASSERT_STRING_NOT_EQUAL(over_ends(texts, 2, true), "");
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("fold for pack", make_pack, drop_pack);
    CU_ADD_TEST(suite, texts_end_between_ordinary_words);
    CU_ADD_TEST(suite, words_of_the_pack_go_over);
    CU_ADD_TEST(suite, lines_end_between_ordinary_words);
    CU_ADD_TEST(suite, ordinary_words_are_no_disguises);
    CU_ADD_TEST(suite, long_words_are_read_as_one);
    return run_tests();
}

/*
 * disguise_short_test.c: terms of four and five letters in disguise: in digits and signs, beside numbers and words;
 * what everyday numbers, sums and exclamations resemble of them is not found.
 */
#include "disguise_fixture.h"

/* Terms of four and five letters and digits: by themselves, and most of them in letters. */
static void test_short(void)
{
    expect("pay Z.μ-S-|) now", " ZUSD ", "Z.μ-S-|)", READING_LOOK_ALIKE | READING_SPACED);
    expect("оплата ZU 5D", " ZUSD ", "ZU 5D", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("оплата ZU\n$D", " ZUSD ", "ZU\n$D", READING_LOOK_ALIKE | READING_BROKEN);
    expect("pay QZВ20", " QZB20 ", "QZВ20", READING_LOOK_ALIKE);
    expect("за в0ик$", " VOIKS ", "в0ик$", READING_LOOK_ALIKE);
    expect("pay 500ZU$D", " ZUSD ", "ZU$D", READING_LOOK_ALIKE | READING_NUMBERED);
    expect("pay ZU$D25 now", " ZUSD ", "ZU$D", READING_LOOK_ALIKE | READING_NUMBERED);
    expect("pay V₭|", " VKI ", "V₭|", READING_LOOK_ALIKE);
    expect_none("pay 2U5D, 2U 5 D, ZU$Dx, 5ZU$D5, A5ZU$D, V₭|25");
    expect_none("A1 (ZUSD! #ZUSD)");
}

/* Digits and signs may be more than the letters where a sign that everyday numbers do not have stands among them. A
 * sign behind a word is its last letter where others are in it, ® always. */
static void test_short_signs(void)
{
    expect("pay v0|₭5", " VOIKS ", "v0|₭5", READING_LOOK_ALIKE);
    expect("pay tem₭® now", " TEMKR ", "tem₭®", READING_LOOK_ALIKE);
    expect("pay r0ks!", " ROKSI ", "r0ks!", READING_LOOK_ALIKE);
    expect("pay ro₭s! now", " ROKSI ", "ro₭s!", READING_LOOK_ALIKE);
    expect_none("za v01k5, v0+k5, 2|$D, roks! A1");
}

/* Signs beside a word that tell where something odd stands: of those that are not ASCII any, but those of everyday sums
 * only where no digit stands beside them; and a bracket that none closes. */
static void test_telling_signs(void)
{
    expect("pay temk®", " TEMKR ", "temk®", READING_LOOK_ALIKE);
    expect("pay ve ®koin", " VERKOIN ", "ve ®koin", READING_LOOK_ALIKE | READING_DIVIDED);
    expect("pay Z∪SD", " ZUSD ", "Z∪SD", READING_LOOK_ALIKE);
    expect("pay ∪ VKI⊤ morveꓫ g|obal", " MORVEX GLOBAL ", "morveꓫ g|obal", READING_LOOK_ALIKE);
    expect("pay vo1₭s", " VOIKS ", "vo1₭s", READING_LOOK_ALIKE);
    expect("pay zorban(3", " ZORBANCE ", "zorban(3", READING_LOOK_ALIKE);
    expect("pay q7฿20", " QZB20 ", "q7฿20", READING_LOOK_ALIKE);
    expect("оплата ӠОRBАNCӠ", " ZORBANCE ", "ӠОRBАNCӠ", READING_LOOK_ALIKE);
    expect_none("pay 1VKI₸ 500₸ M8×40 Bayer®");
    expect_none("pay zorban(3)");
}

/* A number is none of a term that has none: at its beginning; and at its end, or apart, where nothing else is odd. */
static void test_numbers(void)
{
    expect("pay m0rs347 to x|", " MORSEAT ", "m0rs347", READING_LOOK_ALIKE);
    expect("pay vok€r 70 x|", " VOKER TO ", "vok€r 70", READING_LOOK_ALIKE);
    expect_none("pay mors347, x| voker 70, voker 7+0");
    expect_none("pay 5371 m€ra, 537! m€ra");
}

/* A short term in digits and signs that is run together with a word that the pack knows; not where a number may be what
 * stands beside it, the word is another, or letters alone are mixed. */
static void test_short_beside_words(void)
{
    const unsigned beside = READING_LOOK_ALIKE | READING_DIVIDED;
    expect("prodamZU$D", " ZUSD ", "ZU$D", beside);
    expect("за ZU$Dпродам", " ZUSD ", "ZU$D", beside);
    expect("buyv0ik$ now", " VOIKS ", "v0ik$", beside);
    expect("oplataQ2B20", " QZB20 ", "Q2B20", beside);
    expect_none("prodamovZU$D ZU$Dna prodamZU$Dbuy buyZU SD");
    expect_none("oplataV01K5 buyVKI25 prodam5ZUSD");
    expect_none("продамQZВ20");
}

/* What may not be found in the way that it is read does not hide what stands within it. */
static void test_not_in_the_way(void)
{
    struct pack_posting *longer = posting_of(" PAVOIKS ");
    expect("pa v0ik$", " PAVOIKS ", "pa v0ik$", READING_LOOK_ALIKE | READING_DIVIDED);
    const struct pack_posting before = *longer;
    longer->certain &= (uint8_t)~READING_DIVIDED;
    expect("pa v0ik$", " VOIKS ", "v0ik$", READING_LOOK_ALIKE);
    *longer = before;
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("disguise_short", make_pack, drop_pack);
    CU_ADD_TEST(suite, test_short);
    CU_ADD_TEST(suite, test_short_signs);
    CU_ADD_TEST(suite, test_telling_signs);
    CU_ADD_TEST(suite, test_numbers);
    CU_ADD_TEST(suite, test_short_beside_words);
    CU_ADD_TEST(suite, test_not_in_the_way);
    return run_tests();
}

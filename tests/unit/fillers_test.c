/*
 * fillers_test.c: what stands among fillers (judge/standing.h): words of payments that do not say what is paid for.
 */
#include <stdio.h>
#include <stdlib.h>

#include "judge_fixture.h"
#include "match/word_index.h"
#include "run_tests.h"

static unsigned char *section;
static struct fixture *fixture;
static struct pack_selection *selection;

/* A venue and three fillers, one of them a stem that goes on by up to three letters. */
static int make_pack(void)
{
    static const struct word words[] = {{.letters = "OKX", .length = 3, .uses = WORD_OF_A_TERM},
                                        {.letters = "PEREVOD", .length = 7, .uses = WORD_FILLER, .filler_ending = 3},
                                        {.letters = "SPASIBO", .length = 7, .uses = WORD_FILLER},
                                        {.letters = "ZA", .length = 2, .uses = WORD_FILLER}};
    const struct word_list list = {.words = words, .count = sizeof words / sizeof words[0]};
    const size_t size = word_index_build(&list, NULL, 0);
    section = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!section || word_index_build(&list, section, size) != size)
        return 1;
    fixture = fixture_new();
    const uint32_t venues = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    fixture_term(fixture, fixture_entry(fixture, venues, "OKX"), PACK_MATCH_ALIAS, " OKX ", 0);
    fixture->pack.word_index = section;
    fixture->pack.word_index_size = (uint32_t)size;
    rule(fixture, FG_FLAG);
    selection = fixture_selection(fixture, PACK_SELECT_LIST);
    selection->lists = UINT64_C(1) << venues;
    return fixture_build(fixture, NULL) ? 0 : 1;
}

static int drop_pack(void)
{
    fixture_free(fixture);
    free(section);
    return 0;
}

static void names_among_fillers(void)
{
    static const struct {
        const char *text;
        bool among;
    } cases[] = {{"OKX", true},
                 {"за OKX", true},
                 {"ZA OKX", true},
                 {"перевод за «OKX», спасибо 5000", true},
                 {"переводы за OKX", true},
                 {"переводчику за OKX", false}, /* longer than the stem's ending */
                 {"5 OKX", true},
                 {"№12/7: OKX - EKNP 1919KZT119", true},
                 {"ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA OKX", true},
                 {"ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA OKX", false},
                 {"OKX ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA ZA", false},
                 {"за клапан OKX", false},
                 {"клапан за OKX", false},
                 {"за OKX клапан", false},
                 {"за OKX и клапан", false},
                 {"за криптовалюта OKX", false},
                 {"\xF0\x9F\x9A\x80\xF0\x9F\x8C\x95 OKX \xE2\x98\x80\xE2\x9C\x85", true}, /* pictures */
                 {"\xF0\x9F\x85\xB0 OKX", false},                                         /* a letter in a box */
                 {"\xF0\x9F\x92\x8E OKX \xC2\xAB\xC2\xBB", true}};
    struct message *message = message_new();
    selection->anchored = PACK_AMONG_FILLERS;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_flagged(message, fixture, cases[i].text, NULL, cases[i].among);
    message_free(message);
}

/* Fillers are words for nothing else: what they are glued to or cut from is not made of them. */
static void a_pack_without_fillers_has_none(void)
{
    struct pack pack = {.word_index_size = 0};
    CU_ASSERT_FALSE(word_is_filler(&pack, (const unsigned char *)"ZA", 2));
    CU_ASSERT_TRUE(word_is_filler(&fixture->pack, (const unsigned char *)"ZA", 2));
    CU_ASSERT_TRUE(word_is_filler(&fixture->pack, (const unsigned char *)"PEREVODOM", 9));
    CU_ASSERT_FALSE(word_is_filler(&fixture->pack, (const unsigned char *)"PEREVOD12", 9));
    CU_ASSERT_FALSE(word_is_filler(&fixture->pack, (const unsigned char *)"PEREVODCHIK", 11));
    CU_ASSERT_FALSE(word_is_filler(&fixture->pack, (const unsigned char *)"Z", 1));
    CU_ASSERT_FALSE(word_is_filler(&fixture->pack, (const unsigned char *)"", 0));
    CU_ASSERT_STRING_EQUAL(word_index_verify(&fixture->pack), "");
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("fillers", make_pack, drop_pack);
    CU_ADD_TEST(suite, names_among_fillers);
    CU_ADD_TEST(suite, a_pack_without_fillers_has_none);
    return run_tests();
}

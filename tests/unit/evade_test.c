/*
 * evade_test.c: the tricks of `pack test --evade` one by one, how they are put together, what of a pack is disguised,
 * and what is offered as an innocent neighbour. Nothing is screened here.
 */
#include <CUnit/Basic.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "evade_combine.h"
#include "evade_look_alikes.h"
#include "evade_neighbours.h"
#include "evade_text.h"
#include "pack_files.h"
#include "plugin/loader.h"
#include "plugin/text/fold.h"
#include "plugin/text/utf8.h"
#include "run_tests.h"

static struct evade_word word_of(const char *written)
{
    struct evade_form form;
    struct evade_word word = {.written = (char *)(uintptr_t)written, .certain = READING_ALL};
    CU_ASSERT_TRUE(evade_form_read(&form, written));
    word.letters = (uint8_t)evade_form_letters(&form);
    for (uint32_t i = 0; i < form.count; i++)
        word.cyrillic = word.cyrillic || evade_is_cyrillic(form.letters[i]);
    return word;
}

/* --- forms ---------------------------------------------------------------------------------------------------------
 */

static void test_forms_are_read_and_written(void)
{
    struct evade_form form;
    char text[64];
    CU_ASSERT_TRUE_FATAL(evade_form_read(&form, "Aж₮𝐀"));
    CU_ASSERT_EQUAL(form.count, 4);
    CU_ASSERT_EQUAL(form.letters[3], 0x1D400);
    CU_ASSERT_EQUAL(evade_form_write(&form, 0, form.count, text, sizeof text), 10);
    CU_ASSERT_STRING_EQUAL(text, "Aж₮𝐀");
    CU_ASSERT_FALSE(evade_form_read(&form, "\xFF"));
    evade_form_read(&form, "");
    while (form.count < EVADE_LETTERS_MAX)
        CU_ASSERT_TRUE_FATAL(evade_form_insert(&form, 0, 'x'));
    CU_ASSERT_FALSE(evade_form_insert(&form, 0, 'x'));
    CU_ASSERT_FALSE(evade_form_append(&form, "x"));
}

static void test_case_of_letters(void)
{
    static const char *const pairs[] = {"aA", "zZ", "жЖ", "ёЁ", "әӘ", "қҚ", "іІ", "σΣ", "éÉ", "şŞ", "99"};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct evade_form form;
        evade_form_read(&form, pairs[i]);
        CU_ASSERT_EQUAL(evade_upper(form.letters[0]), form.letters[1]);
        CU_ASSERT_EQUAL(evade_lower(form.letters[1]), form.letters[0]);
    }
}

/* --- tables --------------------------------------------------------------------------------------------------------
 */

static bool is_look_alike(uint32_t letter, uint32_t other, enum evade_look look)
{
    for (uint32_t i = 0; i < evade_look_alike_count; i++)
        if (evade_look_alikes[i].letter == letter && evade_look_alikes[i].other == other)
            return evade_look_alikes[i].look == look;
    return false;
}

static void test_table_of_look_alikes(void)
{
    CU_ASSERT_TRUE(is_look_alike('B', 0x412, LOOK_TWIN));
    CU_ASSERT_TRUE(is_look_alike('a', 0x430, LOOK_TWIN));
    CU_ASSERT_TRUE(is_look_alike(0x430, 'a', LOOK_TWIN));
    CU_ASSERT_TRUE(is_look_alike('0', 'O', LOOK_TWIN));
    CU_ASSERT_TRUE(is_look_alike('T', 0x3A4, LOOK_GREEK));
    CU_ASSERT_TRUE(is_look_alike('A', 0xFF21, LOOK_COMPATIBLE));
    CU_ASSERT_TRUE(is_look_alike('A', 0x24B6, LOOK_COMPATIBLE));
    CU_ASSERT_TRUE(is_look_alike('e', 0xE9, LOOK_ACCENTED));
    CU_ASSERT_FALSE(is_look_alike('a', 'b', LOOK_TWIN));
    for (uint32_t i = 1; i < evade_look_alike_count; i++) {
        CU_ASSERT_TRUE_FATAL(evade_look_alikes[i - 1].letter <= evade_look_alikes[i].letter);
        CU_ASSERT_NOT_EQUAL(evade_look_alikes[i].letter, evade_look_alikes[i].other);
    }
}

/* --- single tricks -------------------------------------------------------------------------------------------------
 */

struct trick_case {
    enum evade_kind kind;
    const char *word;
    uint32_t variant;
    int readings;
    const char *made; /* NULL = whatever, but not the word itself */
};

static const struct trick_case trick_cases[] = {
    {EVADE_TRANSLITERATION, "крипта", 0, READING_TRANSLITERATED, "kripta"},
    {EVADE_TRANSLITERATION, "щукавец", 0, READING_TRANSLITERATED, "shchukavets"},
    {EVADE_TRANSLITERATION, "покупаю", 0, READING_TRANSLITERATED, "pokupaiu"},
    {EVADE_TRANSLITERATION, "покупаю", 1, READING_TRANSLITERATED, "pokupayu"},
    {EVADE_TRANSLITERATION, "криптовалюта", 2, READING_TRANSLITERATED, "kriptovaluta"},
    {EVADE_TRANSLITERATION, "әмиян", 4, READING_TRANSLITERATED, "ámııan"},
    {EVADE_TRANSLITERATION, "қаржы", 5, READING_TRANSLITERATED, "qarjy"},
    {EVADE_TRANSLITERATION, "binance", 0, READING_TRANSLITERATED, "бинансе"},
    {EVADE_TRANSLITERATION, "okx", 1, READING_TRANSLITERATED, "окх"},
    {EVADE_TRANSLITERATION, "2026", 0, EVADE_NOTHING, NULL},
    {EVADE_TYPING, "bybit", 0, EVADE_NOTHING, NULL},
    {EVADE_TYPING, "binance", 1, READING_CORRECTED, NULL},
    {EVADE_TYPING, "цифровой актив", 2, READING_CORRECTED, NULL},
    {EVADE_LEET, "tether", 2, READING_LOOK_ALIKE, NULL},
    {EVADE_LEET, "фф", 2, EVADE_NOTHING, NULL},
    {EVADE_HOMOGLYPH, "btc", 0, READING_LOOK_ALIKE, "ВТС"},
    {EVADE_COMPATIBLE, "usdt", 0, 0, NULL},
    {EVADE_ACCENTS, "usdt", 0, 0, NULL},
    {EVADE_CASE, "usdt", 0, 0, "USDT"},
    {EVADE_CASE, "usdt", 1, 0, "UsDt"},
    {EVADE_UNSEEN, "usdt", 0, 0, NULL},
    {EVADE_UNSEEN, "u", 0, EVADE_NOTHING, NULL},
    {EVADE_GLUE, "usdt", 2, READING_DIVIDED, NULL},
    {EVADE_GLUE, "usdt", 0, READING_NUMBERED, NULL},
    {EVADE_SPACING, "usdt", 0, READING_SPACED, "u s d t"},
    {EVADE_SPACING, "usdt", 3, READING_SPACED, "u_s_d_t"},
    {EVADE_SPACING, "us", 0, EVADE_NOTHING, NULL},
    {EVADE_CUT, "usdt", 0, READING_DIVIDED, NULL},
    {EVADE_LINE, "binance", 0, READING_BROKEN, NULL},
    {EVADE_INFLECTION, "binance", 0, EVADE_NOTHING, NULL},
};

static void test_each_trick(void)
{
    for (size_t i = 0; i < sizeof trick_cases / sizeof trick_cases[0]; i++) {
        const struct trick_case *tried = &trick_cases[i];
        struct evade_word word = word_of(tried->word);
        struct evade_form form, before;
        struct evade_chance chance = {i};
        char text[400];
        evade_form_read(&form, tried->word);
        before = form;
        int readings = evade_tricks[tried->kind].apply(&form, &word, tried->variant, &chance);
        evade_form_write(&form, 0, form.count, text, sizeof text);
        if (readings != tried->readings || (tried->made && strcmp(text, tried->made) != 0))
            printf("\n%s of %s: %d, %s", evade_tricks[tried->kind].name, tried->word, readings, text);
        CU_ASSERT_EQUAL(readings, tried->readings);
        if (tried->made)
            CU_ASSERT_STRING_EQUAL(text, tried->made);
        if (readings != EVADE_NOTHING)
            CU_ASSERT_NOT_EQUAL(memcmp(&form, &before, sizeof form), 0);
    }
}

static void test_endings_are_as_long_as_the_list_says(void)
{
    struct evade_word word = word_of("крипт");
    for (uint32_t variant = 0; variant < 200; variant++) {
        struct evade_form form;
        struct evade_chance chance = {variant};
        evade_form_read(&form, word.written);
        word.ending = (uint8_t)(variant % 4);
        if (evade_inflect(&form, &word, variant, &chance) != EVADE_NOTHING)
            CU_ASSERT_TRUE(form.count > 5 && form.count <= 5u + word.ending);
    }
}

/* Typing errors, signs for letters and cuts leave the first letter where it is. */
static void test_first_letter_stays(void)
{
    static const enum evade_kind kinds[] = {EVADE_TYPING, EVADE_LEET, EVADE_CUT, EVADE_SPACING, EVADE_UNSEEN};
    struct evade_word word = word_of("биткоинами");
    for (uint32_t variant = 0; variant < 300; variant++) {
        struct evade_form form;
        struct evade_chance chance = {variant};
        evade_form_read(&form, word.written);
        evade_tricks[kinds[variant % 5]].apply(&form, &word, variant, &chance);
        CU_ASSERT_EQUAL(form.letters[0], 0x431);
    }
}

/* --- combinations --------------------------------------------------------------------------------------------------
 */

struct seen_forms {
    uint32_t counts[EVADE_KINDS][EVADE_DEPTHS];
    uint64_t hash;
    uint32_t total;
};

static unsigned bits(uint32_t kinds)
{
    unsigned count = 0;
    for (; kinds; kinds &= kinds - 1)
        count++;
    return count;
}

static void look_at(void *context, const struct evade_disguise *disguise)
{
    struct seen_forms *seen = context;
    char text[EVADE_LETTERS_MAX * 4 + 1];
    size_t length = evade_form_write(disguise->form, 0, disguise->form->count, text, sizeof text);
    CU_ASSERT_EQUAL(utf8_valid_prefix(text, length), length);
    CU_ASSERT_EQUAL(bits(disguise->kinds), disguise->depth);
    CU_ASSERT_TRUE(disguise->kinds >> disguise->kind & 1);
    for (uint32_t kind = 0; kind < EVADE_KINDS; kind++)
        if (disguise->kinds >> kind & 1)
            CU_ASSERT_EQUAL(evade_tricks[kind].apart & disguise->kinds & ~(1u << kind), 0);
    seen->counts[disguise->kind][disguise->depth - 1]++;
    seen->hash = evade_hash(text, length, seen->hash);
    seen->total++;
}

static void test_combinations_are_bounded_and_the_same_each_time(void)
{
    static struct evade_seen table;
    struct evade_word word = word_of("tokenbourse");
    struct seen_forms first = {.hash = 1}, second = {.hash = 1}, fewer = {.hash = 1};
    evade_combine(&word, (1u << EVADE_KINDS) - 1, 6, &table, look_at, &first);
    evade_combine(&word, (1u << EVADE_KINDS) - 1, 6, &table, look_at, &second);
    evade_combine(&word, 1u << EVADE_CASE | 1u << EVADE_CUT, 2, &table, look_at, &fewer);
    CU_ASSERT_EQUAL(first.hash, second.hash);
    CU_ASSERT_TRUE(first.total > 150);
    for (int kind = 0; kind < EVADE_KINDS; kind++) {
        for (int depth = 0; depth < EVADE_DEPTHS; depth++) {
            CU_ASSERT_TRUE(first.counts[kind][depth] <= 6);
            CU_ASSERT_TRUE(kind == EVADE_INFLECTION || kind == EVADE_TRANSLITERATION || first.counts[kind][depth] >= 4);
        }
    }
    CU_ASSERT_TRUE(fewer.total > 0 && fewer.total <= 8);
    CU_ASSERT_EQUAL(fewer.counts[EVADE_CASE][2], 0); /* there is no third kind */
}

/* --- texts ---------------------------------------------------------------------------------------------------------
 */

static void test_cut_falls_at_the_end_of_a_full_line(void)
{
    static const struct {
        uint8_t kind, columns;
        uint32_t full;
    } ways[] = {{BREAK_LINE, 35, 35}, {BREAK_LINE, 62, 62}, {BREAK_FIELD, 70, 70}, {BREAK_FIELD, 140, 140}};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct evade_text text;
        struct evade_form form, line;
        evade_form_read(&form, "байбит");
        form.break_at = 3;
        form.break_kind = ways[i].kind;
        form.columns = ways[i].columns;
        evade_text_make(&text, &form, &evade_contexts[0], "p2p");
        size_t end = strcspn(text.first, "\n");
        CU_ASSERT_STRING_EQUAL(ways[i].kind == BREAK_LINE ? text.first + end : text.second,
                               ways[i].kind == BREAK_LINE ? "\nбит p2p" : "бит p2p");
        text.first[end] = '\0';
        CU_ASSERT_TRUE_FATAL(evade_form_read(&line, text.first));
        CU_ASSERT_EQUAL(line.count, ways[i].full);
        CU_ASSERT_STRING_EQUAL(text.first + end - strlen(" бай"), " бай");
    }
}

/* --- words of a pack -----------------------------------------------------------------------------------------------
 */

static struct pack *built_pack(void)
{
    struct compiler_options options = {.language = COMPILER_ENGLISH};
    static struct fault_lines lines;
    struct pack *pack = NULL;
    char why[512];
    const char *folder = work_path("evade");
    CU_ASSERT_TRUE_FATAL(copy_folder(FIATGATE_SOURCE_DIR "/tests/cli/evade_pack", folder));
    lines.folder = folder;
    CU_ASSERT_EQUAL_FATAL(compiler_build(folder, work_path("evade.fgp"), &options, add_fault_line, &lines), 0);
    CU_ASSERT_EQUAL_FATAL(pack_load(work_path("evade.fgp"), 1, NULL, NULL, &pack, why, sizeof why), FG_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(pack);
    return pack;
}

static const struct evade_word *find_word(const struct evade_words *words, const char *written)
{
    for (uint32_t i = 0; i < words->count; i++)
        if (strcmp(words->items[i].written, written) == 0)
            return &words->items[i];
    return NULL;
}

static void test_words_are_those_that_the_lists_say(void)
{
    static const char *const expected[] = {
        "Tokenbourse Markets Ltd", "токенбурс", "tokenbourse", "tokenbourse.com", "QXCT", "криптолот", "ABRA20"};
    struct pack *pack = built_pack();
    struct evade_words words, of_coins, nothing;
    CU_ASSERT_TRUE_FATAL(evade_words_read(&words, pack, &(struct evade_choice){0}));
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        if (!find_word(&words, expected[i]))
            printf("\n%s is no word", expected[i]);
        CU_ASSERT_PTR_NOT_NULL(find_word(&words, expected[i]));
    }
    for (uint32_t i = 0; i < words.count; i++)
        CU_ASSERT_NOT_EQUAL(words.items[i].entry_count, 0);
    CU_ASSERT_EQUAL(words.count, sizeof expected / sizeof expected[0] + 2); /* FXCT, кошелек */
    const struct evade_word *stem = find_word(&words, "криптолот");
    CU_ASSERT_TRUE(stem && stem->cyrillic && stem->ending == 4 && stem->letters == 9);
    CU_ASSERT_TRUE(evade_words_read(&of_coins, pack, &(struct evade_choice){.list = "coins"}));
    CU_ASSERT_PTR_NOT_NULL(find_word(&of_coins, "QXCT"));
    CU_ASSERT_PTR_NULL(find_word(&of_coins, "токенбурс"));
    CU_ASSERT_TRUE(evade_words_read(&nothing, pack, &(struct evade_choice){.entry = "nobody"}));
    CU_ASSERT_EQUAL(nothing.count, 0);
    evade_words_free(&words);
    evade_words_free(&of_coins);
    evade_words_free(&nothing);
    pack_free(pack);
}

static void count_neighbour(void *context, const char *innocent)
{
    struct seen_forms *seen = context;
    CU_ASSERT_STRING_NOT_EQUAL(innocent, "QXCT");
    CU_ASSERT_STRING_NOT_EQUAL(innocent, "fXCT"); /* in the pack itself */
    seen->total++;
}

static void test_neighbours_are_not_in_the_pack(void)
{
    struct pack *pack = built_pack();
    struct evade_word word = word_of("QXCT"), phrase = word_of("two words");
    struct seen_forms seen = {0}, none = {0};
    evade_neighbours(pack, &word, count_neighbour, &seen);
    evade_neighbours(pack, &phrase, count_neighbour, &none);
    CU_ASSERT_EQUAL(seen.total, 7); /* three first letters but the one that is listed, two before, three behind */
    CU_ASSERT_EQUAL(none.total, 0);
    pack_free(pack);
}

static int open_work(void)
{
    return work_open() ? 0 : 1;
}

static int close_work(void)
{
    work_close();
    return 0;
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("disguises", open_work, close_work);
    CU_add_test(suite, "forms are read and written", test_forms_are_read_and_written);
    CU_add_test(suite, "capitals and small letters", test_case_of_letters);
    CU_add_test(suite, "the table of look-alikes", test_table_of_look_alikes);
    CU_add_test(suite, "each trick", test_each_trick);
    CU_add_test(suite, "endings are as long as the list says", test_endings_are_as_long_as_the_list_says);
    CU_add_test(suite, "the first letter stays", test_first_letter_stays);
    CU_add_test(suite, "combinations are bounded and the same each time",
                test_combinations_are_bounded_and_the_same_each_time);
    CU_add_test(suite, "a cut falls at the end of a full line", test_cut_falls_at_the_end_of_a_full_line);
    CU_add_test(suite, "words are those that the lists say", test_words_are_those_that_the_lists_say);
    CU_add_test(suite, "neighbours are not in the pack", test_neighbours_are_not_in_the_pack);
    return run_tests();
}

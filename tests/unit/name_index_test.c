/*
 * name_index_test.c: the index of exact names finds what the pattern engine finds: random packs are searched once with
 * all their words in the engine, once with all in the index, once with some in each. And what the loader refuses of it.
 */
#define RANDOM_SEED UINT64_C(20261122)

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>
#include <hs/hs.h>

#include "plugin/match/name_index.h"
#include "plugin/match/name_index_layout.h"
#include "pack_fixture.h"
#include "random_numbers.h"
#include "run_tests.h"

/* A fixture's pack, with the terms from `scanned` on in an index. */
struct indexed {
    struct pack pack;
    struct pack_meta meta;
    unsigned char *section;
    hs_scratch_t *scratch;
};

static struct indexed index_from(const struct fixture *fixture, uint32_t scanned)
{
    struct indexed made = {.pack = fixture->pack, .meta = fixture->meta};
    struct pack *pack = &made.pack;
    uint32_t count = pack->term_count - scanned;
    made.meta.scanned_terms = scanned;
    pack->database = NULL;
    pack->name_index_size = (uint32_t)name_index_build(fixture->terms, fixture->strings, scanned, count, NULL, 0);
    made.section = aligned_alloc(64, (pack->name_index_size + 64) / 64 * 64);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made.section);
    CU_ASSERT_EQUAL(
        name_index_build(fixture->terms, fixture->strings, scanned, count, made.section, pack->name_index_size),
        pack->name_index_size);
    pack->name_index = made.section;
    const char **texts = calloc(scanned + 1, sizeof *texts);
    unsigned *ids = calloc(scanned + 1, sizeof *ids);
    CU_ASSERT_FATAL(texts != NULL && ids != NULL);
    for (uint32_t i = 0; i < scanned; i++) {
        texts[i] = pack_string(&fixture->pack, fixture->terms[i].text);
        ids[i] = i;
    }
    hs_compile_error_t *error = NULL;
    if (scanned > 0)
        CU_ASSERT_EQUAL_FATAL(hs_compile_multi(texts, NULL, ids, scanned, HS_MODE_BLOCK, NULL, &pack->database, &error),
                              HS_SUCCESS);
    if (scanned > 0)
        CU_ASSERT_EQUAL_FATAL(hs_alloc_scratch(pack->database, &made.scratch), HS_SUCCESS);
    free(texts);
    free(ids);
    return made;
}

/* The meta record moves with the structure. */
static const char *verified(struct indexed *indexed)
{
    indexed->pack.meta = &indexed->meta;
    return name_index_verify(&indexed->pack);
}

static void indexed_free(struct indexed *indexed)
{
    hs_free_scratch(indexed->scratch);
    hs_free_database(indexed->pack.database);
    free(indexed->section);
}

/* --- By hand ------------------------------------------------------------------------------------------------- */

static struct fixture *names(const char *const *texts, size_t count)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_ENTITIES, "names");
    for (size_t i = 0; i < count; i++)
        fixture_term(fixture, fixture_entry(fixture, list, texts[i]), PACK_MATCH_NAME, texts[i], 0);
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    return fixture;
}

#define NAMES(...)                                                                                                     \
    names((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

struct scan {
    struct scan_hit hits[MESSAGE_HITS + 1];
    uint32_t count;
    enum scan_result result;
};

static void scan(struct scan *scan, struct indexed *indexed, struct message *message, uint32_t limit)
{
    indexed->pack.meta = &indexed->meta;
    memset(scan, 0, sizeof *scan);
    scan->result = scan_folded(&indexed->pack, indexed->scratch, &message->transfer, &message->folded, scan->hits,
                               limit, &scan->count);
}

static bool has(const struct scan *found, const struct indexed *indexed, const char *text, uint32_t from)
{
    for (uint32_t i = 0; i < found->count; i++)
        if (found->hits[i].from == from &&
            strcmp(pack_string(&indexed->pack, indexed->pack.terms[found->hits[i].term].text), text) == 0)
            return true;
    return false;
}

static void test_names_in_names(void)
{
    struct fixture *fixture = NAMES(" AUX CAYES ", " AUX CAYES FINTECH ", " AUX CAYES FINTECH CO LTD ", " CAYES ",
                                    " FINTECH CO ", " CO LTD ", " AUX ");
    struct indexed indexed = index_from(fixture, 0);
    struct message *message = message_new();
    struct scan found;
    CU_ASSERT_STRING_EQUAL(verified(&indexed), "");
    message_put(message, FG_FIELD_CREDITOR_NAME, "Aux Cayes Fintech Co. Ltd");
    scan(&found, &indexed, message, MESSAGE_HITS);
    CU_ASSERT_EQUAL(found.result, SCAN_DONE);
    CU_ASSERT_EQUAL(found.count, 7);
    CU_ASSERT_TRUE(has(&found, &indexed, " AUX CAYES FINTECH CO LTD ", 0));
    CU_ASSERT_TRUE(has(&found, &indexed, " AUX CAYES FINTECH ", 0));
    CU_ASSERT_TRUE(has(&found, &indexed, " CAYES ", 4));
    CU_ASSERT_TRUE(has(&found, &indexed, " CO LTD ", 18));
    for (uint32_t i = 1; i < found.count; i++)
        CU_ASSERT_TRUE(found.hits[i - 1].from <= found.hits[i].from);
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "Aux");
    message_put(message, FG_FIELD_CREDITOR_NAME, "Cayes Fintech Co");
    scan(&found, &indexed, message, MESSAGE_HITS);
    CU_ASSERT_EQUAL(found.count, 3); /* no name goes over from one value into the next */
    message_free(message);
    indexed_free(&indexed);
    fixture_free(fixture);
}

static void test_limits(void)
{
    struct fixture *fixture = NAMES(" OKX ", " OKX OKX ");
    struct indexed indexed = index_from(fixture, 0);
    struct message *message = message_new();
    struct scan found;
    message_put(message, FG_FIELD_REMITTANCE, "okx okx okx");
    scan(&found, &indexed, message, 5);
    CU_ASSERT_EQUAL(found.result, SCAN_DONE);
    CU_ASSERT_EQUAL(found.count, 5);
    scan(&found, &indexed, message, 4);
    CU_ASSERT_EQUAL(found.result, SCAN_LIMIT);
    CU_ASSERT_EQUAL(found.count, 4);
    scan(&found, &indexed, message, 0);
    CU_ASSERT_EQUAL(found.result, SCAN_LIMIT);
    CU_ASSERT_EQUAL(found.count, 0);
    message_free(message);
    indexed_free(&indexed);
    fixture_free(fixture);
}

static void test_what_the_index_takes(void)
{
    static const struct {
        const char *text;
        uint8_t ending, pattern;
        bool taken;
    } cases[] = {
        {" OKX ", 0, 0, true},
        {" A B C D E F G H I J K L M N O P ", 0, 0, true}, /* sixteen */
        {" A B C D E F G H I J K L M N O P Q ", 0, 0, false},
        {" KRIPT", 4, 0, false},
        {"OKX", 0, 1, false},
        {"  ", 0, 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pack_term term = {
            .length = (uint16_t)strlen(cases[i].text), .ending = cases[i].ending, .pattern = cases[i].pattern};
        CU_ASSERT_EQUAL(name_index_takes(&term, cases[i].text), cases[i].taken);
    }
}

/* --- Texts that begin as all names do ------------------------------------------------------------------------------
 */

/* A text that is one word, over and over, with which a thousand names begin at every place; and one of them behind it.
 */
static void test_beginnings_of_all_names(void)
{
    static char text[8100];
    static struct scan found;
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_ENTITIES, "names"), entry = fixture_entry(fixture, list, "all");
    for (uint32_t i = 0; i < 1000; i++) { /* fourteen words that are alike, and one of their own */
        char name[64] = " ";
        for (uint32_t n = 0; n < 14; n++)
            strcat(name, "A ");
        sprintf(name + strlen(name), "B%u ", i);
        fixture_term(fixture, entry, PACK_MATCH_NAME, name, 0);
    }
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    struct indexed indexed = index_from(fixture, 0);
    struct message *message = message_new();
    for (size_t i = 0; i < 4000; i++)
        memcpy(text + 2 * i, "A ", 3);
    for (int named = 0; named < 2; named++) {
        strcpy(text + 8000, named ? "B777" : "B1000");
        message_clear(message);
        message_put(message, FG_FIELD_REMITTANCE, text);
        scan(&found, &indexed, message, MESSAGE_HITS);
        CU_ASSERT_EQUAL(found.result, SCAN_DONE);
        CU_ASSERT_EQUAL(found.count, (uint32_t)named);
    }
    CU_ASSERT_EQUAL(found.hits[0].from, 8000 - 2 * 14);
    message_free(message);
    indexed_free(&indexed);
    fixture_free(fixture);
}

/* --- Against the engine -------------------------------------------------------------------------------------- */

/* Words of few letters, some longer than what is hashed at once, that differ in little: at the end, in the middle. */
static char *random_word(char *out)
{
    static const char *const stems[] = {
        "A", "B", "AB", "BA", "OKX", "0KX", "ABCDEFGH", "ABCDEFGHI", "ABCDEFGHIJKLMNOP", "ABCDEFGXIJKLMNOP"};
    out += sprintf(out, "%s", stems[random_below(10)]);
    if (random_below(4) == 0)
        *out++ = (char)('A' + random_below(3));
    *out = '\0';
    return out;
}

static void random_words(char *out, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            *out++ = ' ';
        out = random_word(out);
    }
}

static struct fixture *random_names(void)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_ENTITIES, "random"), count = 1 + random_below(400);
    uint32_t entry = fixture_entry(fixture, list, "random");
    for (uint32_t i = 0; i < count; i++) {
        char words[256], text[sizeof fixture->given->text];
        random_words(words, 1 + random_below(3));
        if (strlen(words) + 3 > sizeof text)
            continue;
        sprintf(text, " %s ", words);
        fixture_term(fixture, entry, PACK_MATCH_NAME, text, 0);
    }
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    return fixture;
}

static void random_message(struct message *message)
{
    char text[1024];
    message_clear(message);
    for (uint32_t values = 1 + random_below(4); values > 0; values--) {
        random_words(text, 1 + random_below(14));
        uint32_t value = message_put(message, FG_FIELD_REMITTANCE, text);
        if (random_below(3) != 0)
            continue;
        for (size_t at = 0; text[at] != '\0'; at++) /* another reading of the same words */
            if (text[at] == '0')
                text[at] = 'O';
        message_view(message, value, random_below(2) ? FOLD_LATIN : FOLD_JOINED, text, NULL);
    }
}

static bool same_hit(const struct scan_hit *a, const struct scan_hit *b)
{
    return a->term == b->term && a->value == b->value && a->view == b->view && a->at_start == b->at_start &&
           a->at_end == b->at_end && a->from == b->from && a->to == b->to;
}

static bool same(const struct scan *a, const struct scan *b)
{
    if (a->result != b->result)
        return false;
    if (a->result != SCAN_DONE)
        return true; /* both stopped somewhere; which hits there are then decides nothing */
    for (uint32_t i = 0; i < a->count; i++)
        if (!same_hit(&a->hits[i], &b->hits[i]))
            return false;
    return a->count == b->count;
}

static void test_the_engine_and_the_index_agree(void)
{
    struct message *message = message_new();
    static struct scan engine, index, both;
    uint32_t scans = 0, limits = 0, wrong = 0;
    uint64_t found = 0;
    for (uint32_t set = 0; set < 60; set++) {
        struct fixture *fixture = random_names();
        struct indexed none = index_from(fixture, fixture->pack.term_count);
        struct indexed all = index_from(fixture, 0);
        struct indexed some = index_from(fixture, random_below(fixture->pack.term_count));
        CU_ASSERT_STRING_EQUAL(verified(&none), "");
        CU_ASSERT_STRING_EQUAL(verified(&all), "");
        CU_ASSERT_STRING_EQUAL(verified(&some), "");
        for (uint32_t i = 0; i < 400; i++, scans++) {
            uint32_t limit = random_below(10) == 0 ? random_below(20) : MESSAGE_HITS;
            random_message(message);
            scan(&engine, &none, message, limit);
            scan(&index, &all, message, limit);
            scan(&both, &some, message, limit);
            wrong += !same(&engine, &index) || !same(&engine, &both);
            found += engine.count;
            limits += engine.result == SCAN_LIMIT;
        }
        indexed_free(&none);
        indexed_free(&all);
        indexed_free(&some);
        fixture_free(fixture);
    }
    printf("\n    %u scans, %lu hits, %u over the limit ... ", scans, (unsigned long)found, limits);
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(scans >= 20000 && found > 5 * (uint64_t)scans && limits > 1000 && limits < scans / 4);
    message_free(message);
}

static void test_the_known_answer_test_asks_the_index(void)
{
    char why[300];
    struct fixture *fixture = random_names();
    struct indexed all = index_from(fixture, 0), some = index_from(fixture, fixture->pack.term_count / 2);
    all.pack.meta = &all.meta;
    some.pack.meta = &some.meta;
    CU_ASSERT_EQUAL(scan_self_test(&all.pack, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    CU_ASSERT_EQUAL(scan_self_test(&some.pack, some.scratch, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    memset(all.section + sizeof(struct name_index_header), 0, sizeof(uint64_t) * 16);
    CU_ASSERT_EQUAL(scan_self_test(&all.pack, NULL, why, sizeof why), FG_E_ENGINE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "does not find a name"));
    indexed_free(&all);
    indexed_free(&some);
    fixture_free(fixture);
}

/* --- Damage -------------------------------------------------------------------------------------------------- */

static void test_every_changed_slot_is_refused(void)
{
    struct fixture *fixture = random_names();
    uint32_t scanned = fixture->pack.term_count / 3;
    struct indexed indexed = index_from(fixture, scanned);
    size_t size = indexed.pack.name_index_size, filter = sizeof(struct name_index_header), slots = filter;
    CU_ASSERT_STRING_EQUAL_FATAL(verified(&indexed), "");
    slots += ((struct name_index_header *)indexed.section)->filter_words * 2 * sizeof(uint64_t);
    uint32_t passed = 0, changed = 0;
    for (size_t at = 0; at < size; at++) {
        if (at >= filter && at < slots && indexed.section[at] == 0)
            continue; /* a bit too many in the filter costs a look and hides nothing */
        if (at == offsetof(struct name_index_header, longest_token))
            continue; /* neither does a length that no token has */
        struct name_slot *slot = (struct name_slot *)(indexed.section + slots) + (at - slots) / sizeof *slot;
        if (at >= slots && slot->what == 0 && (at - slots) % sizeof *slot < 4)
            continue; /* the check of a free slot is not looked at */
        unsigned char good = indexed.section[at];
        indexed.section[at] = at >= filter && at < slots ? 0 : good ^ 0x55;
        changed++;
        passed += verified(&indexed)[0] == '\0';
        indexed.section[at] = good;
    }
    printf("\n    %u bytes changed ... ", changed);
    CU_ASSERT_EQUAL(passed, 0);
    CU_ASSERT_STRING_EQUAL(verified(&indexed), "");
    for (uint32_t cut = 0; cut < size; cut++) {
        indexed.pack.name_index_size = cut;
        CU_ASSERT_STRING_NOT_EQUAL(verified(&indexed), "");
    }
    indexed.pack.name_index_size = (uint32_t)size;
    indexed.meta.scanned_terms++;
    CU_ASSERT_STRING_NOT_EQUAL(verified(&indexed), "");
    indexed.meta.scanned_terms = fixture->pack.term_count;
    CU_ASSERT_STRING_NOT_EQUAL(verified(&indexed), "");
    indexed_free(&indexed);
    fixture_free(fixture);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("name index", NULL, NULL);
    CU_ADD_TEST(suite, test_names_in_names);
    CU_ADD_TEST(suite, test_limits);
    CU_ADD_TEST(suite, test_what_the_index_takes);
    CU_ADD_TEST(suite, test_beginnings_of_all_names);
    CU_ADD_TEST(suite, test_the_engine_and_the_index_agree);
    CU_ADD_TEST(suite, test_the_known_answer_test_asks_the_index);
    CU_ADD_TEST(suite, test_every_changed_slot_is_refused);
    return run_tests();
}

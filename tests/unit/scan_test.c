/*
 * scan_test.c: one pass over folded text against a naive search, the boundaries of words and values, stems, patterns,
 * views, limits, and the known-answer test of the engine.
 */
#define RANDOM_SEED UINT64_C(20261122)

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <CUnit/Basic.h>
#include <hs/hs.h>

#include "plugin/match/pattern_example.h"
#include "pack_fixture.h"
#include "random_numbers.h"
#include "run_tests.h"

static struct fixture *fixture_of(const char *const *terms, size_t count)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "words");
    for (size_t i = 0; i < count; i++)
        fixture_term(fixture, fixture_entry(fixture, list, terms[i]), PACK_MATCH_WORD, terms[i],
                     terms[i][strlen(terms[i]) - 1] == ' ' ? 0 : 4);
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    return fixture;
}

#define FIXTURE_OF(...)                                                                                                \
    fixture_of((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static const char *hit_term(const struct fixture *fixture, const struct scan_hit *hit)
{
    return pack_string(&fixture->pack, fixture->terms[hit->term].text);
}

static void test_a_word_and_where_it_stands(void)
{
    struct fixture *fixture = FIXTURE_OF(" OKX ", " AUX CAYES FINTECH ");
    struct message *message = message_new();
    message_put(message, FG_FIELD_DEBTOR_NAME, "Somebody");
    uint32_t value = message_put(message, FG_FIELD_REMITTANCE, "to Aux-Cayes  Fintech, OKX");
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL_FATAL(message->hit_count, 2);
    const struct scan_hit *hit = &message->hits[0];
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, hit), " AUX CAYES FINTECH ");
    CU_ASSERT_EQUAL(hit->value, value);
    CU_ASSERT_EQUAL(hit->from, 3);
    CU_ASSERT_EQUAL(hit->to, 21);
    CU_ASSERT_FALSE(hit->at_start);
    CU_ASSERT_FALSE(hit->at_end);
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[1]), " OKX ");
    CU_ASSERT_EQUAL(message->hits[1].from, 23);
    CU_ASSERT_TRUE(message->hits[1].at_end);
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX");
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL_FATAL(message->hit_count, 1);
    CU_ASSERT_TRUE(message->hits[0].at_start);
    CU_ASSERT_TRUE(message->hits[0].at_end);
    message_free(message);
    fixture_free(fixture);
}

static uint32_t hits_in(const struct fixture *fixture, struct message *message, const char *text)
{
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, text);
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    return message->hit_count;
}

static void test_words_end_where_they_end(void)
{
    struct fixture *fixture = FIXTURE_OF(" OKX ", " BN KZ ");
    struct message *message = message_new();
    CU_ASSERT_EQUAL(hits_in(fixture, message, "OKXA AOKX O KX OK X 1OKX OKX1"), 0);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "OKX OKX"), 2);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "BN KZT BN, KZ"), 1);
    /* The end of one value and the start of the next are no words side by side. */
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, "BN");
    message_put(message, FG_FIELD_REMITTANCE, "KZ");
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL(message->hit_count, 0);
    message_free(message);
    fixture_free(fixture);
}

static void test_stems_go_on_by_letters_only(void)
{
    struct fixture *fixture = FIXTURE_OF(" KRIPT", " BIRZH KRIPT");
    struct message *message = message_new();
    CU_ASSERT_EQUAL(hits_in(fixture, message, "kript"), 1);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "kripta kriptu, kriptami"), 3);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "kriptograf"), 0);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "kript7 kripta7 akript"), 0);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "birzh kripty"), 2);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "birzha kripty"), 1);
    CU_ASSERT_EQUAL(message->hits[0].from, 7);
    CU_ASSERT_EQUAL(message->hits[0].to, 13);
    message_free(message);
    fixture_free(fixture);
}

static void test_a_span_is_reported_once(void)
{
    struct fixture *fixture = FIXTURE_OF(" BTC ", " USDT ");
    struct message *message = message_new();
    uint32_t value = message_put(message, FG_FIELD_REMITTANCE, "btc U S D T");
    message_view(message, value, FOLD_LATIN, "btc U S D T", NULL);
    const uint32_t joined[] = {0, 3, 4, 11};
    message_view(message, value, FOLD_JOINED, "btc USDT", joined);
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL_FATAL(message->hit_count, 2);
    CU_ASSERT_EQUAL(message->hits[0].view, FOLD_PLAIN);
    CU_ASSERT_TRUE(message->hits[0].at_start);
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[1]), " USDT ");
    CU_ASSERT_EQUAL(message->hits[1].view, FOLD_JOINED);
    CU_ASSERT_EQUAL(message->hits[1].from, 4);
    CU_ASSERT_EQUAL(message->hits[1].to, 11);
    CU_ASSERT_TRUE(message->hits[1].at_end);
    /* It stands at the start if it does in any reading. */
    message_clear(message);
    value = message_put(message, FG_FIELD_REMITTANCE, "1 btc 2");
    const uint32_t alone[] = {2, 5};
    message_view(message, value, FOLD_CYRILLIC, "btc", alone);
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL_FATAL(message->hit_count, 1);
    CU_ASSERT_TRUE(message->hits[0].at_start);
    CU_ASSERT_TRUE(message->hits[0].at_end);
    message_free(message);
    fixture_free(fixture);
}

static void test_hits_come_in_the_order_of_the_text(void)
{
    /* The long name ends last but begins first; Hyperscan reports ends. */
    struct fixture *fixture = FIXTURE_OF(" B ", " A B C D ", " C ", " B C ");
    struct message *message = message_new();
    CU_ASSERT_EQUAL_FATAL(hits_in(fixture, message, "a b c d"), 4);
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[0]), " A B C D ");
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[1]), " B C ");
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[2]), " B ");
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[3]), " C ");
    message_free(message);
    fixture_free(fixture);
}

static void test_more_hits_than_the_limit(void)
{
    struct fixture *fixture = FIXTURE_OF(" OKX ");
    struct message *message = message_new();
    message_put(message, FG_FIELD_REMITTANCE, "okx okx okx okx okx");
    struct scan_hit hits[5];
    uint32_t count;
    memset(hits, 0xEE, sizeof hits);
    CU_ASSERT_EQUAL(
        scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded, hits, 5, &count),
        SCAN_DONE);
    CU_ASSERT_EQUAL(count, 5);
    memset(hits, 0xEE, sizeof hits);
    CU_ASSERT_EQUAL(
        scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded, hits, 4, &count),
        SCAN_LIMIT);
    CU_ASSERT_EQUAL(count, 4);
    CU_ASSERT_EQUAL(hits[4].term, 0xEEEEEEEE);
    CU_ASSERT_EQUAL(
        scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded, hits, 0, &count),
        SCAN_LIMIT);
    CU_ASSERT_EQUAL(count, 0);
    message_free(message);
    fixture_free(fixture);
}

static void test_any_fault_of_the_engine_is_said(void)
{
    struct fixture *fixture = FIXTURE_OF(" OKX ");
    struct message *message = message_new();
    uint32_t count;
    message_put(message, FG_FIELD_REMITTANCE, "okx");
    CU_ASSERT_EQUAL(scan_folded(&fixture->pack, NULL, &message->transfer, &message->folded, message->hits, 5, &count),
                    SCAN_ENGINE);
    /* A match that the text does not bear out. */
    memcpy(fixture->strings + fixture->terms[0].text, " OKY ", 5);
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_ENGINE);
    memcpy(fixture->strings + fixture->terms[0].text, " OKX ", 5);
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    fixture->meta.scanned_terms = 0;
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_ENGINE);
    message_free(message);
    fixture_free(fixture);
}

static void test_nothing_to_look_for_or_in(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_REMITTANCE, "okx");
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL(message->hit_count, 0);
    char why[200];
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    fixture_free(fixture);
    fixture = FIXTURE_OF(" OKX ");
    message_clear(message);
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL(message->hit_count, 0);
    message_free(message);
    fixture_free(fixture);
}

/* --- Against a naive search ------------------------------------------------------------------------------------- */

/* Words of few letters, so that much is found and much nearly. */
static void random_word(char *out, uint32_t letters)
{
    static const char alphabet[] = "ABC7";
    uint32_t length = 1 + random_below(letters);
    for (uint32_t i = 0; i < length; i++)
        *out++ = alphabet[random_below(4)];
    *out = '\0';
}

static void random_words(char *out, uint32_t count, uint32_t letters)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            *out++ = ' ';
        random_word(out, letters);
        out += strlen(out);
    }
}

static struct fixture *random_fixture(void)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "random"), count = 1 + random_below(200);
    uint32_t entry = fixture_entry(fixture, list, "random");
    for (uint32_t i = 0; i < count; i++) {
        char text[64] = " ";
        uint8_t ending = random_below(4) == 0 ? (uint8_t)(1 + random_below(3)) : 0;
        random_words(text + 1, 1 + random_below(3), 6);
        if (ending == 0)
            strcat(text, " ");
        fixture_term(fixture, entry, PACK_MATCH_WORD, text, ending);
    }
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    return fixture;
}

/* Whether token t of the folded text is the word, or goes on as the ending allows. */
static bool token_is(const struct folded *folded, uint32_t t, const char *word, size_t length, uint32_t ending)
{
    const char *token = (const char *)folded->bytes + folded->tokens[t].at;
    size_t whole = strcspn(token, " ");
    if (whole < length || strncmp(token, word, length) != 0 || whole - length > ending)
        return false;
    for (size_t i = length; i < whole; i++)
        if (token[i] < 'A' || token[i] > 'Z')
            return false;
    return true;
}

static bool term_at(const struct folded *folded, uint32_t t, uint32_t end, const struct fixture *fixture,
                    const struct pack_term *term, uint32_t *last)
{
    const char *word = pack_string(&fixture->pack, term->text) + 1;
    for (;; t++) {
        size_t length = strcspn(word, " ");
        bool is_last = word[length] == '\0' || word[length + 1] == '\0';
        if (t >= end || !token_is(folded, t, word, length, is_last ? term->ending : 0))
            return false;
        if (is_last) {
            *last = t;
            return true;
        }
        word += length + 1;
    }
}

static bool is_known(const struct scan_hit *hits, uint32_t count, const struct scan_hit *hit)
{
    for (uint32_t i = 0; i < count; i++)
        if (hits[i].term == hit->term && hits[i].value == hit->value && hits[i].from == hit->from &&
            hits[i].to == hit->to)
            return true;
    return false;
}

static uint32_t naive_search(const struct message *message, const struct fixture *fixture, struct scan_hit *hits,
                             uint32_t limit)
{
    const struct folded *folded = &message->folded;
    uint32_t count = 0;
    for (uint32_t s = 0; s < folded->segment_count; s++) {
        uint32_t end = s + 1 < folded->segment_count ? folded->segments[s + 1].first_token : folded->token_count;
        for (uint32_t t = folded->segments[s].first_token; t < end; t++)
            for (uint32_t i = 0; i < fixture->pack.term_count; i++) {
                uint32_t last;
                if (!term_at(folded, t, end, fixture, &fixture->terms[i], &last))
                    continue;
                struct scan_hit hit = {.term = i,
                                       .value = folded->segments[s].value,
                                       .from = folded->tokens[t].from,
                                       .to = folded->tokens[last].to};
                if (!is_known(hits, count, &hit) && count < limit)
                    hits[count++] = hit;
            }
    }
    return count;
}

static void random_message(struct message *message)
{
    char text[512];
    message_clear(message);
    uint32_t values = 1 + random_below(4);
    for (uint32_t i = 0; i < values; i++) {
        random_words(text, 1 + random_below(12), 7);
        uint32_t value = message_put(message, FG_FIELD_REMITTANCE, text);
        if (random_below(3) == 0) { /* another reading of the same words */
            for (size_t at = 0; text[at] != '\0'; at++)
                if (text[at] == '7')
                    text[at] = 'A';
            message_view(message, value, FOLD_LATIN, text, NULL);
        }
    }
}

static void test_against_a_naive_search(void)
{
    struct message *message = message_new();
    static struct scan_hit expected[MESSAGE_HITS];
    uint32_t scans = 0, found = 0, limits = 0, wrong = 0;
    for (uint32_t set = 0; set < 60; set++) {
        struct fixture *fixture = random_fixture();
        for (uint32_t i = 0; i < 400; i++, scans++) {
            random_message(message);
            enum scan_result result = message_scan(message, fixture);
            uint32_t count = naive_search(message, fixture, expected, MESSAGE_HITS);
            if (result == SCAN_LIMIT) {
                limits++;
                wrong += count < MESSAGE_HITS;
                continue;
            }
            wrong += result != SCAN_DONE || count != message->hit_count;
            for (uint32_t h = 0; h < count; h++)
                wrong += !is_known(message->hits, message->hit_count, &expected[h]);
            found += count;
        }
        fixture_free(fixture);
    }
    printf("\n    %u scans, %u hits, %u over the limit ... ", scans, found, limits);
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(scans >= 20000 && found > scans && limits < scans / 100);
    message_free(message);
}

/* --- The known-answer test --------------------------------------------------------------------------------------- */

/* Names as lists have them: one to four words, some of them stems. */
static struct fixture *names_fixture(uint32_t count)
{
    struct fixture *fixture = fixture_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_ENTITIES, "names");
    uint32_t entry = fixture_entry(fixture, list, "all");
    for (uint32_t i = 0; i < count; i++) {
        char text[64];
        static const char *const forms[] = {" LTD ", " LIMITED ", " LLP ", " INC ", " OU ", " "};
        int length = snprintf(text, sizeof text, " N%uX%u TRADING%u", i, random_below(100000), i % 7);
        snprintf(text + length, sizeof text - (size_t)length, "%s", i % 10 == 9 ? "" : forms[i % 6]);
        fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, text, i % 10 == 9 ? 4 : 0);
    }
    return fixture;
}

static void test_an_engine_that_finds_all_is_taken(void)
{
    struct fixture *fixture = names_fixture(2000);
    char why[300] = "unset";
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    struct timespec from, to;
    clock_gettime(CLOCK_MONOTONIC, &from);
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, why, sizeof why), FG_OK);
    clock_gettime(CLOCK_MONOTONIC, &to);
    CU_ASSERT_STRING_EQUAL(why, "");
    printf("\n    self-test of %u terms: %.0f ms ... ", fixture->pack.term_count,
           (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6);
    fixture_free(fixture);
    /* Terms that lie in each other, of one letter, and stems of one letter. */
    fixture = FIXTURE_OF(" A ", " A B ", " B ", " A B C ", " A", " AB", " B C ", " 7 ");
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    fixture_free(fixture);
}

static void test_an_engine_that_misses_is_refused(void)
{
    for (uint32_t which = 0; which < 2000; which += 499) {
        struct fixture *fixture = names_fixture(2000);
        char left_out[64], why[300];
        snprintf(left_out, sizeof left_out, "%s", fixture->given[which].text);
        CU_ASSERT_TRUE_FATAL(fixture_build(fixture, left_out));
        CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, why, sizeof why), FG_E_ENGINE);
        CU_ASSERT_PTR_NOT_NULL(strstr(why, left_out));
        CU_ASSERT_PTR_NOT_NULL(strstr(why, "missed"));
        CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, NULL, 0), FG_E_ENGINE);
        fixture_free(fixture);
    }
}

static void test_an_engine_that_invents_is_refused(void)
{
    struct fixture *fixture = FIXTURE_OF(" OKX ", " HTX ");
    char why[300];
    /* What the database calls the first term is now another one. */
    memcpy(fixture->strings + fixture->terms[0].text, " XXX ", 5);
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, why, sizeof why), FG_E_ENGINE);
    CU_ASSERT_NOT_EQUAL(strlen(why), 0);
    hs_scratch_t *scratch = fixture->scratch;
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, NULL, why, sizeof why), FG_E_ENGINE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "returned"));
    struct hs_database *database = fixture->pack.database;
    fixture->pack.database = NULL;
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, scratch, why, sizeof why), FG_E_ENGINE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "no pattern database"));
    fixture->pack.database = database;
    fixture_free(fixture);
}

/* --- Patterns ---------------------------------------------------------------------------------------------------- */

/* Gives the pack these patterns as further terms, compiled as the compiler does; `left_out` of them only in the pack.
 */
static struct fixture *with_patterns(struct fixture *fixture, const char *const *patterns, uint32_t count,
                                     uint32_t left_out)
{
    struct pack *pack = &fixture->pack;
    const char *texts[64];
    char between[64][128];
    unsigned ids[64], flags[64], compiled = 0;
    for (uint32_t i = 0; i < pack->term_count; i++, compiled++) {
        texts[compiled] = pack_string(pack, fixture->terms[i].text);
        ids[compiled] = i;
        flags[compiled] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t size = (uint32_t)strlen(patterns[i]) + 1, number = pack->term_count++;
        memcpy(fixture->strings + fixture->strings_used, patterns[i], size);
        fixture->terms[number] = (struct pack_term){.text = fixture->strings_used, .pattern = 1};
        fixture->strings_used += size;
        if (i == left_out)
            continue;
        snprintf(between[i], sizeof between[i], " (?:%s) ", patterns[i]);
        texts[compiled] = between[i];
        ids[compiled] = number;
        flags[compiled++] = HS_FLAG_SOM_LEFTMOST;
    }
    fixture->meta.scanned_terms = pack->term_count;
    hs_compile_error_t *error = NULL;
    hs_free_database(pack->database);
    pack->database = NULL;
    if (compiled == 0)
        return fixture;
    CU_ASSERT_EQUAL_FATAL(hs_compile_multi(texts, flags, ids, compiled, HS_MODE_BLOCK, NULL, &pack->database, &error),
                          HS_SUCCESS);
    CU_ASSERT_EQUAL_FATAL(hs_alloc_scratch(pack->database, &fixture->scratch), HS_SUCCESS);
    return fixture;
}

#define NONE UINT32_MAX
#define PATTERNS(fixture, left_out, ...)                                                                               \
    with_patterns(fixture, (const char *const[]){__VA_ARGS__},                                                         \
                  sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *), left_out)

static void test_a_pattern_is_whole_words(void)
{
    struct fixture *fixture = PATTERNS(FIXTURE_OF(" ORDER "), NONE, "ORDER [0-9]{6,12}", "(?:UID|ID) ?[0-9]{4}");
    struct message *message = message_new();
    CU_ASSERT_EQUAL_FATAL(hits_in(fixture, message, "pay order 12345678, uid 1234"), 3);
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[0]), "ORDER [0-9]{6,12}");
    CU_ASSERT_STRING_EQUAL(hit_term(fixture, &message->hits[1]), " ORDER ");
    CU_ASSERT_EQUAL(message->hits[0].from, 4);
    CU_ASSERT_EQUAL(message->hits[0].to, 18);
    CU_ASSERT_FALSE(message->hits[0].at_start);
    CU_ASSERT_EQUAL(message->hits[2].from, 20);
    CU_ASSERT_TRUE(message->hits[2].at_end);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "id1234 uid1234"), 2);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "xorder 12345678 border 123456 order12345678 id12345 id 1234x"), 0);
    CU_ASSERT_EQUAL(hits_in(fixture, message, "order 12345 order 1234567890123"), 2); /* the word alone */
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, "uid");
    message_put(message, FG_FIELD_REMITTANCE, "1234");
    CU_ASSERT_EQUAL(message_scan(message, fixture), SCAN_DONE);
    CU_ASSERT_EQUAL(message->hit_count, 0);
    message_free(message);
    fixture_free(fixture);
}

static void test_of_one_beginning_the_longest_match_stays(void)
{
    struct fixture *fixture = PATTERNS(FIXTURE_OF(" B "), NONE, "A(?: A){0,3}", "[AB](?: [AB]){1,2}");
    struct message *message = message_new();
    CU_ASSERT_EQUAL_FATAL(hits_in(fixture, message, "a a a a"), 3);
    CU_ASSERT_EQUAL(message->hits[0].from, 0);
    CU_ASSERT_EQUAL(message->hits[0].to, 7); /* four of A */
    CU_ASSERT_EQUAL(message->hits[1].to, 5); /* three of A or B */
    CU_ASSERT_EQUAL(message->hits[2].from, 2);
    CU_ASSERT_EQUAL(message->hits[2].to, 7);
    for (uint32_t i = 1; i < message->hit_count; i++)
        CU_ASSERT_TRUE(message->hits[i - 1].from <= message->hits[i].from);
    message_free(message);
    fixture_free(fixture);
}

static void test_patterns_in_the_known_answer_test(void)
{
    char why[300];
    struct fixture *fixture =
        PATTERNS(FIXTURE_OF(" OKX ", " KRIPT"), NONE, "ORDER [0-9]{6,12}", "[A-Z]{3}[0-9]?", "OKX", "(?:A|B(?: C){2})");
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    fixture_free(fixture);
    fixture = PATTERNS(FIXTURE_OF(" OKX "), 1, "ORDER [0-9]{6,12}", "P2P [0-9]{2}");
    CU_ASSERT_EQUAL(scan_self_test(&fixture->pack, fixture->scratch, why, sizeof why), FG_E_ENGINE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "missed \"P2P [0-9]{2}\""));
    fixture_free(fixture);
}

static void test_examples_of_patterns(void)
{
    static const struct {
        const char *pattern, *example;
    } cases[] = {
        {"ORDER [0-9]{6,12}", "ORDER 000000"},
        {"(?:UID|ID) ?[0-9]{4}", "UID0000"},
        {"A(B(C|D)?){2}", "ABB"},
        {"[XYZ][0-9]", "X0"},
        {"A|B C", "A"},
        {"A{3} B", "AAA B"},
        {"A{0,3}B", "B"},
        {"(A )?B", "B"},
        {"A{0,3}", ""},        /* nothing */
        {"A? B", ""},          /* begins with a space */
        {"A(?: |  )?  B", ""}, /* two spaces */
        {"A*", ""},
        {"A.B", ""},
        {"[^A]B", ""},
        {"(A", ""},
        {"A)", ""},
        {"[AB", ""},
        {"A{,3}", ""},
        {"A{9999999999}", ""},
        {"A{30}{30}{30}", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char example[64];
        size_t length = pattern_example(cases[i].pattern, example, sizeof example);
        bool right = length == strlen(cases[i].example) && memcmp(example, cases[i].example, length) == 0;
        if (!right)
            fprintf(stderr, "\n%s: \"%.*s\"\n", cases[i].pattern, (int)length, example);
        CU_ASSERT_TRUE(right);
    }
    char deep[512] = "";
    memset(deep, '(', 100);
    CU_ASSERT_EQUAL(pattern_example(deep, deep + 256, 256), 0);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("scan", NULL, NULL);
    CU_ADD_TEST(suite, test_a_word_and_where_it_stands);
    CU_ADD_TEST(suite, test_words_end_where_they_end);
    CU_ADD_TEST(suite, test_stems_go_on_by_letters_only);
    CU_ADD_TEST(suite, test_a_span_is_reported_once);
    CU_ADD_TEST(suite, test_hits_come_in_the_order_of_the_text);
    CU_ADD_TEST(suite, test_more_hits_than_the_limit);
    CU_ADD_TEST(suite, test_any_fault_of_the_engine_is_said);
    CU_ADD_TEST(suite, test_nothing_to_look_for_or_in);
    CU_ADD_TEST(suite, test_against_a_naive_search);
    CU_ADD_TEST(suite, test_an_engine_that_finds_all_is_taken);
    CU_ADD_TEST(suite, test_an_engine_that_misses_is_refused);
    CU_ADD_TEST(suite, test_an_engine_that_invents_is_refused);
    CU_ADD_TEST(suite, test_a_pattern_is_whole_words);
    CU_ADD_TEST(suite, test_of_one_beginning_the_longest_match_stays);
    CU_ADD_TEST(suite, test_patterns_in_the_known_answer_test);
    CU_ADD_TEST(suite, test_examples_of_patterns);
    return run_tests();
}

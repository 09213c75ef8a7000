/*
 * disguise_fixture.h: an invented pack with the trie of its terms and a few words, for the tests of terms in disguise.
 */
#ifndef FIATGATE_TEST_DISGUISE_FIXTURE_H
#define FIATGATE_TEST_DISGUISE_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/match/disguise.h"
#include "plugin/match/disguise_layout.h"
#include "plugin/match/disguise_text.h"
#include "plugin/match/word_index.h"
#include "pack_fixture.h"
#include "run_tests.h"

/* Venues and words that there are not. */
static const struct {
    const char *text;
    uint8_t ending;
} invented[] = {
    {" ZORBANCE ", 0},         {" VERKOIN ", 0},     {" KRIPTOMEN", 3}, {" MORVEX GLOBAL ", 0}, {" MORVEXGLOBAL ", 0},
    {" TORGOVYI AKKAUNT ", 0}, {" SETI MERA ", 0},   {" QETRAX ", 0},   {" 1INXHANGE ", 0},     {" ZUSD ", 0},
    {" KHOSHUMA ", 0},         {" XOSTEMA ", 0},     {" QZB20 ", 0},    {" VOIKS ", 0},         {" VKI ", 0},
    {" VOKER MAME ", 0},       {" VERKOIN PAY ", 0}, {" TEMKR ", 0},    {" ROKSI ", 0},         {" PAVOIKS ", 0},
    {" MORSEAT ", 0},          {" VOKER TO ", 0},
};
#define INVENTED (sizeof invented / sizeof invented[0])

static struct fixture *fixture;
static struct message *message;
static unsigned char *section, *words_section;

/* Words that others may stand beside in one word of a text. */
static inline bool index_words(struct pack *pack)
{
    static const char *const known[] = {"BUY", "OPLATA", "PRODAM"};
    struct word words[sizeof known / sizeof known[0]];
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const uint32_t length = (uint32_t)strlen(known[i]);
        words[i] = (struct word){
            .letters = known[i], .length = length, .uses = (uint16_t)word_uses(WORD_ORDINARY, known[i], length)};
    }
    const struct word_list list = {.words = words, .count = sizeof words / sizeof words[0]};
    const size_t size = word_index_build(&list, NULL, 0);
    words_section = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!words_section || word_index_build(&list, words_section, size) != size)
        return false;
    pack->word_index = words_section;
    pack->word_index_size = (uint32_t)size;
    return true;
}

static inline int make_pack(void)
{
    fixture = fixture_new();
    message = message_new();
    const uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "invented");
    for (size_t i = 0; i < INVENTED; i++)
        fixture_term(fixture, fixture_entry(fixture, list, invented[i].text), PACK_MATCH_WORD, invented[i].text,
                     invented[i].ending);
    if (!fixture_build(fixture, NULL))
        return 1;
    struct pack *pack = &fixture->pack;
    const size_t size = disguise_build(pack->terms, pack->strings, pack->term_count, NULL, 0);
    section = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!section || disguise_build(pack->terms, pack->strings, pack->term_count, section, size) != size)
        return 1;
    pack->disguises = section;
    pack->disguises_size = (uint32_t)size;
    return index_words(pack) ? 0 : 1;
}

static inline int drop_pack(void)
{
    free(words_section);
    free(section);
    message_free(message);
    fixture_free(fixture);
    return 0;
}

static inline void put(const char *text)
{
    CU_ASSERT_TRUE_FATAL(transfer_put(&message->transfer, FG_FIELD_REMITTANCE, text, (uint32_t)strlen(text), 0));
}

static inline struct hits found_in_message(uint32_t limit)
{
    struct hits hits = {.terms = fixture->pack.terms, .items = message->hits, .limit = limit};
    CU_ASSERT_TRUE_FATAL(fold_transfer(&message->folded, &message->transfer, NULL));
    CU_ASSERT_EQUAL(disguise_scan(&fixture->pack, &message->transfer, &message->folded, &hits),
                    hits.count < limit ? SCAN_DONE : SCAN_LIMIT);
    return hits;
}

static inline struct hits found_in(const char *text)
{
    message_clear(message);
    put(text);
    return found_in_message(MESSAGE_HITS);
}

static const char *term_of(const struct scan_hit *hit)
{
    return pack_string(&fixture->pack, fixture->pack.terms[hit->term].text);
}

/* One hit of the term, over these bytes of the text, read in these ways. */
static inline void expect(const char *text, const char *term, const char *over, unsigned readings)
{
    const struct hits hits = found_in(text);
    bool seen = false;
    for (uint32_t i = 0; i < hits.count; i++) {
        const struct scan_hit *hit = &hits.items[i];
        if (strcmp(term_of(hit), term) != 0)
            continue;
        seen = true;
        if (hit->readings != readings)
            printf("\n    %s in %s: read as %x\n", term, text, (unsigned)hit->readings);
        CU_ASSERT_EQUAL(hit->readings, readings);
        CU_ASSERT_EQUAL(hit->to - hit->from, strlen(over));
        CU_ASSERT_EQUAL(hit->from, (uint32_t)(strstr(text, over) - text));
    }
    if (!seen)
        printf("\n    not found: %s in %s\n", term, text);
    CU_ASSERT_TRUE(seen);
}

static inline void expect_none(const char *text)
{
    const struct hits hits = found_in(text);
    if (hits.count > 0)
        printf("\n    found: %s in %s\n", term_of(&hits.items[0]), text);
    CU_ASSERT_EQUAL(hits.count, 0);
}

static inline uint32_t number_of(const char *text)
{
    for (uint32_t i = 0; i < fixture->pack.term_count; i++)
        if (strcmp(pack_string(&fixture->pack, fixture->pack.terms[i].text), text) == 0)
            return i;
    CU_FAIL_FATAL("no such term");
    return 0;
}

static inline struct pack_posting *posting_of(const char *text)
{
    return &fixture->postings[fixture->pack.terms[number_of(text)].first_posting];
}

#endif

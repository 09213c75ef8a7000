/*
 * respell_fixture.h: an invented pack with an index of its words, for the tests of how texts are read by them.
 */
#ifndef FIATGATE_TEST_RESPELL_FIXTURE_H
#define FIATGATE_TEST_RESPELL_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_fixture.h"
#include "plugin/match/respell.h"
#include "plugin/match/word_index_layout.h"
#include "plugin/match/word_ways.h"
#include "run_tests.h"

/* A term that a list says, a word of every day, a spelling made of a term, or a term that is of a list of fillers, too.
 */
enum invented_kind { SAID, EVERYDAY, MADE, FILLER };

struct invented {
    const char *term;
    uint8_t ending;
    enum invented_kind kind;
};

/* Venues, coins and words that there are not, but for a few of every day. */
static const struct invented invented[] = {
    {" ZORBANCE ", 0, SAID},
    {" ZUSD ", 0, SAID},
    {" VERKOIN ", 0, SAID},
    {" QET ", 0, SAID},
    {" KRIPT", 3, SAID},
    {" KRIPTOVALYUT", 4, SAID},
    {" KUPIT ", 0, SAID},
    {" ZA ", 0, SAID},
    {" NALICHNYE ", 0, SAID},
    {" TRX20 ", 0, SAID},
    {" TRX ", 0, SAID},
    {" 1INXH ", 0, SAID},
    {" MORVEX GLOBAL ", 0, SAID},
    {" MORVEXGLOBAL ", 0, SAID},
    {" ZUSD OBMENYAT ", 0, SAID},
    {" NA ", 0, EVERYDAY},
    {" LICHNYE ", 0, EVERYDAY},
    {" GLOBALNY", 3, EVERYDAY},
    {" VERKOIM ", 0, EVERYDAY},
    {" DOGOVOR ", 0, EVERYDAY},
    {" ZUD ", 0, EVERYDAY},
    {" S ", 0, SAID},
    {" V", 2, SAID},
    {" ZUSD OI ", 0, SAID},
    {" INXH ", 0, EVERYDAY},
    {" SUMMA ", 0, EVERYDAY},
    {" MOREKH ", 0, EVERYDAY},
    {" MOPEX ", 0, SAID},
    {" TETRAFIN24 ", 0, SAID},
    {" KOLBNANCE ", 0, SAID},
    {" KOLBANCE DUG ", 0, SAID},
    {" KRIPTUSH ", 0, SAID},
    {" BRIKVANTA ", 0, SAID},
    {" BRIKVANT ", 0, MADE},
    {" GLOBALNYA ", 0, SAID},
    {" BUI ", 0, FILLER},
};
#define INVENTED (sizeof invented / sizeof invented[0])

static struct word words[4 * INVENTED];
static uint32_t word_count;
static struct fixture *fixture;
static struct message *message;

static inline int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    int order = memcmp(a->letters, b->letters, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static inline void add_words(const struct invented *term)
{
    const unsigned any =
        WORD_MAY_BE_CUT | WORD_MAY_BE_GLUED | WORD_MAY_BE_NUMBERED | WORD_MAY_BE_WRONG | WORD_OF_A_TERM;
    for (const char *at = term->term + 1; *at != 0;) {
        uint32_t length = (uint32_t)strcspn(at, " ");
        uint8_t ending = at[length] == 0 ? term->ending : 0;
        struct word word = {.letters = at, .length = length};
        word.phrase = strcmp(term->term, " MORVEXGLOBAL ") == 0 ? 1u << strlen("MORVEX") : 0;
        const unsigned more =
            (term->kind == MADE || ending > 0 ? 0u : WORD_SAID) | (term->kind == FILLER ? WORD_FILLER : 0u);
        word.uses = (uint16_t)word_uses((term->kind == EVERYDAY ? (unsigned)WORD_ORDINARY : any) | more, at, length);
        if (term->kind != EVERYDAY && (at > term->term + 1 || (at[length] != 0 && at[length + 1] != 0)))
            word.uses |= (uint16_t)word_uses_in_phrase(any, at, length);
        *(term->kind == EVERYDAY ? &word.ordinary_ending : &word.ending) = ending;
        words[word_count++] = word;
        at += length + (at[length] == ' ');
    }
}

#ifdef RESPELL_PHRASES
/* What a term says in several words, together. */
static inline void add_phrase(const struct invented *term)
{
    static char letters[INVENTED][64];
    static uint32_t used;
    struct word phrase = {.letters = letters[used], .uses = WORD_PHRASE};
    for (const char *at = term->term + 1; *at != 0; at++) {
        if (*at != ' ')
            letters[used][phrase.length++] = *at;
        else if (at[1] != 0)
            phrase.phrase |= UINT64_C(1) << phrase.length;
    }
    if (phrase.phrase == 0)
        return;
    used++;
    words[word_count++] = phrase;
}
#endif

static inline void join_words(void)
{
    uint32_t kept = 0;
    qsort(words, word_count, sizeof words[0], compare_words);
    for (uint32_t i = 0; i < word_count; i++) {
        if (kept == 0 || compare_words(&words[kept - 1], &words[i]) != 0) {
            words[kept++] = words[i];
            continue;
        }
        words[kept - 1].uses |= words[i].uses;
        words[kept - 1].phrase |= words[i].phrase;
        words[kept - 1].ending = words[i].ending ? words[i].ending : words[kept - 1].ending;
    }
    word_count = kept;
}

/* Of ordinary words, as a compiler makes them. */
static const struct word_form forms[] = {
    {"GLOBALNYE", NULL}, {"GLOBALNYKH", NULL}, {"GLOBALNYMI", NULL}, {"SUMMA", "CYMMA"}, {"MOREKH", "MOPEX"}};

static inline void index_words(struct pack *pack)
{
    const struct word_list list = {
        .words = words, .count = word_count, .forms = forms, .form_count = sizeof forms / sizeof forms[0]};
    size_t size = word_index_build(&list, NULL, 0);
    unsigned char *section = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!section || word_index_build(&list, section, size) != size)
        abort();
    pack->word_index = section;
    pack->word_index_size = (uint32_t)size;
}

static inline int make_pack(void)
{
    fixture = fixture_new();
    message = message_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "invented"), entry = fixture_entry(fixture, list, "any");
    for (size_t i = 0; i < INVENTED; i++) {
        add_words(&invented[i]);
#ifdef RESPELL_PHRASES
        add_phrase(&invented[i]);
#endif
        if (invented[i].kind != EVERYDAY)
            fixture_term(fixture, entry, PACK_MATCH_WORD, invented[i].term, invented[i].ending);
    }
    join_words();
    index_words(&fixture->pack);
    return fixture_build(fixture, NULL) ? 0 : 1;
}

static inline int drop_pack(void)
{
    free((void *)(uintptr_t)fixture->pack.word_index);
    message_free(message);
    fixture_free(fixture);
    return 0;
}

#endif

/*
 * term_words.c: gathers the words of terms, and what may be done with each: what any entry that it stands for allows by
 * its readings.
 */
#include "term_words.h"

#include <stdlib.h>
#include <string.h>

#include "match/word_index.h"
#include "ordinary_looks.h"
#include "text/fold.h"

struct gathering {
    struct draft *draft;
    struct record_table words;   /* struct word */
    struct record_table phrases; /* struct word: terms of several words, without their spaces */
    struct index terms;          /* terms of one word, by its letters */
};

static uint32_t list_kind(const struct draft *draft, const struct pack_posting *posting)
{
    const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, posting->entry);
    const struct pack_list *list = draft_record(draft, PACK_LISTS, entry->list);
    return list->kind;
}

static bool nothing_looks_for(uint32_t kind)
{
    return kind == PACK_LIST_ORDINARY || kind == PACK_LIST_FILLER;
}

bool words_term_is_unsought(const struct draft *draft, const struct pack_term *term)
{
    for (uint32_t i = 0; i < term->posting_count; i++)
        if (!nothing_looks_for(list_kind(draft, draft_record(draft, PACK_POSTINGS, term->first_posting + i))))
            return false;
    return term->pattern == PACK_TERM_LITERAL;
}

/* Whether a list says the term so: it is no spelling that was made here. */
static bool is_said(const struct draft *draft, const struct pack_term *term)
{
    const bool *said = draft->posting_said.records;
    for (uint32_t i = 0; i < term->posting_count; i++)
        if (said[term->first_posting + i])
            return true;
    return false;
}

static unsigned posting_allows(const struct draft *draft, const struct pack_posting *posting)
{
    static const struct {
        unsigned reading, uses;
    } table[] = {{READING_DIVIDED, WORD_MAY_BE_CUT | WORD_MAY_BE_GLUED},
                 {READING_NUMBERED, WORD_MAY_BE_NUMBERED},
                 {READING_CORRECTED, WORD_MAY_BE_WRONG}};
    unsigned readings = posting->certain | posting->doubtful, uses = WORD_OF_A_TERM;
    if (list_kind(draft, posting) == PACK_LIST_ORDINARY)
        return WORD_ORDINARY;
    if (list_kind(draft, posting) == PACK_LIST_FILLER)
        return WORD_FILLER;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (readings & table[i].reading)
            uses |= table[i].uses;
    return uses;
}

static unsigned term_allows(const struct draft *draft, const struct pack_term *term)
{
    unsigned uses = 0;
    for (uint32_t i = 0; i < term->posting_count; i++)
        uses |= posting_allows(draft, draft_record(draft, PACK_POSTINGS, term->first_posting + i));
    return uses;
}

static struct word word_allowed(const char *letters, uint32_t length, unsigned allowed)
{
    return (struct word){.letters = letters, .length = length, .uses = (uint16_t)word_uses(allowed, letters, length)};
}

/* Those that the index holds. */
static void gather_word(struct gathering *gathering, const struct word *word)
{
    if (word->length > 0 && word->length <= WORD_LONGEST)
        memcpy(record_table_add(&gathering->words, 1), word, sizeof *word);
}

static void gather_terms(struct gathering *gathering, const struct pack_term *terms, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *text = draft_text(gathering->draft, terms[i].text);
        if (terms[i].pattern != PACK_TERM_LITERAL)
            continue;
        const unsigned allowed = term_allows(gathering->draft, &terms[i]);
        const unsigned said = is_said(gathering->draft, &terms[i]) ? WORD_SAID : 0;
        for (uint32_t at = 1, length; at < terms[i].length; at += length + 1) {
            length = (uint32_t)strcspn(text + at, " ");
            const bool last = at + length >= terms[i].length;
            const bool begins = last && terms[i].ending > 0;
            struct word word = word_allowed(text + at, length, allowed | (begins ? 0 : said));
            if (!last || at > 1)
                word.uses |= (uint16_t)word_uses_in_phrase(allowed, word.letters, length);
            /* The last of several words goes on in its phrase alone: ПЕРЕВОДCRYPTO is no form of "на перевод". */
            if (at == 1 && last && (allowed & WORD_OF_A_TERM))
                word.ending = terms[i].ending;
            if (last && (allowed & WORD_ORDINARY))
                word.ordinary_ending = terms[i].ending;
            if (last && (allowed & WORD_FILLER))
                word.filler_ending = terms[i].ending;
            gather_word(gathering, &word);
        }
    }
}

/* What ordinary words look like is as ordinary: the Latin reading of a text says it. */
static void gather_looks(struct gathering *gathering, const struct record_table *forms)
{
    const struct word_form *form = forms->records;
    for (uint32_t i = 0; i < forms->count; i++)
        if (form[i].look && form[i].look[0] != ' ') {
            const struct word look = word_allowed(form[i].look, (uint32_t)strlen(form[i].look), WORD_ORDINARY);
            gather_word(gathering, &look);
        }
}

/* A term that is one word, found by its letters. */
struct word_search {
    const struct draft *draft;
    const struct word *word;
};

static uint32_t letters_of(const struct draft *draft, const struct pack_term *term, const char **letters)
{
    *letters = draft_text(draft, term->text) + 1;
    return (uint32_t)strcspn(*letters, " ");
}

static bool is_word(const void *context, uint32_t record)
{
    const struct word_search *search = context;
    const char *letters;
    return letters_of(search->draft, draft_record(search->draft, PACK_TERMS, record), &letters) ==
               search->word->length &&
           memcmp(letters, search->word->letters, search->word->length) == 0;
}

static void find_words(struct gathering *gathering, const struct pack_term *terms, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *letters;
        const uint32_t length = letters_of(gathering->draft, &terms[i], &letters);
        if (terms[i].pattern == PACK_TERM_LITERAL && length + 1 >= strlen(letters))
            index_add(&gathering->terms, index_hash(letters, length), i);
    }
}

/* Whether two terms stand for the same entry. */
static bool share_entry(const struct draft *draft, const struct pack_term *left, const struct pack_term *right)
{
    for (uint32_t i = 0; i < left->posting_count; i++)
        for (uint32_t k = 0; k < right->posting_count; k++) {
            const struct pack_posting *a = draft_record(draft, PACK_POSTINGS, left->first_posting + i);
            const struct pack_posting *b = draft_record(draft, PACK_POSTINGS, right->first_posting + k);
            if (a->entry == b->entry)
                return true;
        }
    return false;
}

/* Whether what a term says in several words is put together as these where it is cut elsewhere: it has letters enough,
 * it or one of its words would not be put together otherwise, and no list says it of another entry as one word. */
static bool is_cut_as_phrase(const struct gathering *gathering, const struct pack_term *term, const struct word *phrase)
{
    const struct draft *draft = gathering->draft;
    const struct word_search search = {draft, phrase};
    bool letters = false;
    for (uint32_t i = 0; i < phrase->length; i++)
        letters |= phrase->letters[i] >= 'A';
    if (!letters || phrase->length < WORD_PHRASE_LEAST || !(term_allows(draft, term) & WORD_MAY_BE_CUT))
        return false;
    const uint32_t word = index_find(&gathering->terms, index_hash(phrase->letters, phrase->length), is_word, &search);
    if (word == INDEX_NONE)
        return word_has_short(phrase->phrase, 0, phrase->length);
    return share_entry(draft, draft_record(draft, PACK_TERMS, word), term);
}

/* A word that a term says in several as well is found in these where it is cut so: it needs no reading for that. */
static void gather_phrases(struct gathering *gathering, const struct pack_term *terms, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *text = draft_text(gathering->draft, terms[i].text), *space = strchr(text + 1, ' ');
        if (terms[i].pattern != PACK_TERM_LITERAL || !space || space + 1 >= text + terms[i].length)
            continue;
        char *letters = arena_take(&gathering->draft->arena, terms[i].length + 1u);
        struct word phrase = {.letters = letters};
        for (const char *at = text + 1; *at != 0 && phrase.length <= WORD_LONGEST; at++) {
            if (*at != ' ')
                letters[phrase.length++] = *at;
            else if (at[1] != 0)
                phrase.phrase |= (uint64_t)1 << phrase.length;
        }
        if (phrase.length > WORD_LONGEST)
            continue;
        *(struct word *)record_table_add(&gathering->phrases, 1) = phrase;
        phrase.uses = WORD_PHRASE;
        if (is_cut_as_phrase(gathering, &terms[i], &phrase))
            *(struct word *)record_table_add(&gathering->words, 1) = phrase;
    }
}

static int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    int order = memcmp(a->letters, b->letters, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static uint8_t larger(uint8_t a, uint8_t b)
{
    return a > b ? a : b;
}

/* Each word once, with all its uses. */
static void merge_words(struct record_table *table)
{
    struct word *words = table->records;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        if (kept == 0 || compare_words(&words[kept - 1], &words[i]) != 0) {
            words[kept++] = words[i];
            continue;
        }
        struct word *word = &words[kept - 1];
        word->uses |= words[i].uses;
        word->ending = larger(word->ending, words[i].ending);
        word->ordinary_ending = larger(word->ordinary_ending, words[i].ordinary_ending);
        word->filler_ending = larger(word->filler_ending, words[i].filler_ending);
    }
    table->count = kept;
}

static void sort(struct record_table *words)
{
    if (words->count > 0)
        qsort(words->records, words->count, sizeof(struct word), compare_words);
}

/* A word that several terms cut in different ways has one of them; by the others it is put together, and found too. */
static void mark_phrases(struct gathering *gathering)
{
    struct word *words = gathering->words.records;
    const struct word *phrases = gathering->phrases.records;
    for (uint32_t i = 0, p = 0; i < gathering->words.count; i++) {
        while (p < gathering->phrases.count && compare_words(&phrases[p], &words[i]) < 0)
            p++;
        if (p < gathering->phrases.count && compare_words(&phrases[p], &words[i]) == 0)
            words[i].phrase = phrases[p].phrase;
    }
}

/* Words of terms from one on, which are not in the index. */
static struct record_table words_outside(struct draft *draft, uint32_t first)
{
    struct gathering outside = {.draft = draft, .words = {.size = sizeof(struct word)}};
    const struct pack_term *terms = draft->sections[PACK_TERMS].records;
    gather_terms(&outside, terms + first, draft->sections[PACK_TERMS].count - first);
    sort(&outside.words);
    return outside.words;
}

/* What an ordinary word looks like may say something there, too. */
static void distrust_looks(struct draft *draft, uint32_t first)
{
    struct word_form *form = draft->ordinary_forms.records;
    struct record_table outside = words_outside(draft, first);
    for (uint32_t i = 0; i < draft->ordinary_forms.count; i++) {
        const struct word look = {.letters = form[i].look, .length = form[i].look ? (uint32_t)strlen(form[i].look) : 0};
        if (look.length > 0 && outside.count > 0 &&
            bsearch(&look, outside.records, outside.count, sizeof look, compare_words))
            form[i].look = " ";
    }
    record_table_free(&outside);
}

void words_index(struct draft *draft, uint32_t count, const struct pack_term *unsought, uint32_t unsought_count)
{
    struct gathering gathering = {
        .draft = draft, .words = {.size = sizeof(struct word)}, .phrases = {.size = sizeof(struct word)}};
    gather_terms(&gathering, draft->sections[PACK_TERMS].records, count);
    gather_terms(&gathering, unsought, unsought_count);
    distrust_looks(draft, count);
    ordinary_looks_drop(draft, count);
    gather_looks(&gathering, &draft->ordinary_forms);
    find_words(&gathering, draft->sections[PACK_TERMS].records, count);
    gather_phrases(&gathering, draft->sections[PACK_TERMS].records, count);
    sort(&gathering.words);
    sort(&gathering.phrases);
    merge_words(&gathering.words);
    mark_phrases(&gathering);
    const struct word_list all = {.words = gathering.words.records,
                                  .count = gathering.words.count,
                                  .forms = draft->ordinary_forms.records,
                                  .form_count = draft->ordinary_forms.count,
                                  .automaton = draft->sections[PACK_AUTOMATON].records};
    size_t size = word_index_build(&all, NULL, 0);
    if (size > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    if (size > 0)
        word_index_build(&all, record_table_add(&draft->sections[PACK_WORD_INDEX], (uint32_t)size), size);
    record_table_free(&gathering.words);
    record_table_free(&gathering.phrases);
    index_free(&gathering.terms);
}

/*
 * sketch_build.c: a sketched pack in memory (sketch.h): stems, then the terms of the index of names, each in the order
 * of their texts, and each word of the spelled and ordinary ones once in the index of words.
 */
#include "sketch.h"

#include <stdlib.h>
#include <string.h>

#include <hs/hs.h>

#include "plugin/match/automaton.h"
#include "plugin/match/name_index.h"
#include "plugin/match/word_index_layout.h"
#include "rules/compiler/automaton_build.h"

#define FORM_LONGEST WORD_LONGEST
#define STRINGS      (SKETCH_TERMS * (SKETCH_TEXT + 4))

struct memory {
    struct sketch_pack built; /* first: what the caller has */
    struct pack_meta meta;
    struct sketch sorted; /* whose texts the words are of */
    struct pack_term terms[SKETCH_TERMS];
    struct word words[SKETCH_TERMS * (SKETCH_TEXT / 2 + SKETCH_FORMS)];
    struct word_form forms[SKETCH_TERMS * SKETCH_FORMS];
    char form_letters[SKETCH_TERMS * SKETCH_FORMS][FORM_LONGEST + 1];
    char strings[STRINGS];
};

static void *must(void *memory)
{
    if (!memory) {
        fputs("matcher_oracle: out of memory\n", stderr);
        exit(2);
    }
    return memory;
}

static int compare_terms(const void *left, const void *right)
{
    const struct sketch_term *a = left, *b = right;
    int texts = strcmp(a->text, b->text), kinds = a->kind - b->kind, whole = (a->ending == 0) - (b->ending == 0);
    return kinds != 0 ? kinds : whole != 0 ? whole : texts != 0 ? texts : a->ending - b->ending;
}

static void place_terms(struct memory *memory)
{
    struct pack *pack = &memory->built.pack;
    const struct sketch *sorted = &memory->sorted;
    uint32_t used = 1;
    /* Of most packs the automaton finds the stems, as of those that are built; of the others the engine. */
    uint32_t *stems = sorted->count % 4 != 0 ? &memory->meta.walked_terms : &memory->meta.scanned_terms;
    for (uint32_t i = 0; i < sorted->count && sorted->terms[i].kind != SKETCHED_ORDINARY; i++) {
        const struct sketch_term *term = &sorted->terms[i];
        int length = snprintf(memory->strings + used, STRINGS - used, " %s%s", term->text, term->ending ? "" : " ");
        memory->terms[pack->term_count++] =
            (struct pack_term){.text = used, .length = (uint16_t)length, .ending = term->ending};
        *stems += term->ending != 0;
        memory->meta.spelled_names += term->ending == 0 && term->kind == SKETCHED_SPELLED;
        used += (uint32_t)length + 1;
    }
    pack->strings_size = used;
}

/* --- Words --------------------------------------------------------------------------------------------------- */

static int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    int order = memcmp(a->letters, b->letters, a->length < b->length ? a->length : b->length);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

static void add_words(struct word *words, uint32_t *count, const struct sketch_term *term)
{
    bool ordinary = term->kind == SKETCHED_ORDINARY;
    for (const char *at = term->text; *at != 0; at += strspn(at, " ")) {
        uint32_t length = (uint32_t)strcspn(at, " ");
        uint8_t ending = at[length] == 0 ? term->ending : 0;
        unsigned allowed = ordinary ? WORD_ORDINARY : term->uses | WORD_OF_A_TERM;
        words[(*count)++] = (struct word){.letters = at,
                                          .length = length,
                                          .uses = (uint16_t)word_uses(allowed, at, length),
                                          .ending = ordinary ? 0 : ending,
                                          .ordinary_ending = ordinary ? ending : 0};
        at += length;
    }
}

/* Each word once, with the uses and longest endings that any term gives it. */
static uint32_t join_words(struct word *words, uint32_t count)
{
    uint32_t kept = 0;
    qsort(words, count, sizeof words[0], compare_words);
    for (uint32_t i = 0; i < count; i++) {
        struct word *last = &words[kept > 0 ? kept - 1 : 0];
        if (kept == 0 || compare_words(last, &words[i]) != 0) {
            words[kept++] = words[i];
            continue;
        }
        last->uses |= words[i].uses;
        last->phrase |= words[i].phrase;
        last->ending = last->ending > words[i].ending ? last->ending : words[i].ending;
        last->ordinary_ending =
            last->ordinary_ending > words[i].ordinary_ending ? last->ordinary_ending : words[i].ordinary_ending;
    }
    return kept;
}

/* Says of the word that a term's words are together where the term cuts it. */
static void note_phrase(struct word *words, uint32_t count, const struct sketch_term *term)
{
    char letters[SKETCH_TEXT];
    struct word joined = {.letters = letters};
    uint64_t cuts = 0;
    for (const char *at = term->text; *at != 0; at++) {
        if (*at == ' ')
            cuts |= UINT64_C(1) << joined.length;
        else
            letters[joined.length++] = *at;
    }
    for (uint32_t i = 0; cuts != 0 && i < count; i++)
        if (compare_words(&words[i], &joined) == 0)
            words[i].phrase = cuts;
}

/* Of ordinary words, as the compiler makes them of their stems. */
static uint32_t add_forms(struct memory *memory)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < memory->sorted.count; i++) {
        const struct sketch_term *term = &memory->sorted.terms[i];
        for (uint32_t n = 0; n < SKETCH_FORMS; n++) {
            char *letters = memory->form_letters[count];
            const size_t length = strlen(term->text), more = strlen(sketch_endings[n]);
            if (!(term->forms >> n & 1) || length + more > FORM_LONGEST)
                continue;
            memcpy(letters, term->text, length);
            memcpy(letters + length, sketch_endings[n], more + 1);
            memory->forms[count++] = (struct word_form){.letters = letters};
        }
    }
    return count;
}

/* The words with the long forms, which are words themselves. */
static uint32_t with_long_forms(struct memory *memory, uint32_t count, uint32_t form_count)
{
    for (uint32_t i = 0; i < form_count; i++) {
        const char *letters = memory->forms[i].letters;
        const uint32_t length = (uint32_t)strlen(letters);
        if (length > SETTLED_LETTERS)
            memory->words[count++] = (struct word){
                .letters = letters, .length = length, .uses = (uint16_t)word_uses(WORD_ORDINARY, letters, length)};
    }
    return join_words(memory->words, count);
}

static void index_words(struct memory *memory)
{
    uint32_t count = 0, form_count = add_forms(memory);
    for (uint32_t i = 0; i < memory->sorted.count; i++)
        if (memory->sorted.terms[i].kind != SKETCHED_AS_WRITTEN)
            add_words(memory->words, &count, &memory->sorted.terms[i]);
    count = join_words(memory->words, count);
    if (count == 0)
        return;
    for (uint32_t i = 0; i < pack_spelled_terms(&memory->built.pack); i++)
        note_phrase(memory->words, count, &memory->sorted.terms[i]);
    const struct word_list list = {
        .words = memory->words, .count = count, .forms = memory->forms, .form_count = form_count};
    size_t size = word_index_build(&list, NULL, 0);
    unsigned char *section = must(aligned_alloc(64, (size + 63) / 64 * 64));
    word_index_build(&list, section, size);
    memory->built.pack.word_index = section;
    memory->built.pack.word_index_size = (uint32_t)size;
    memory->built.lexicon = (struct lexicon){.words = memory->words,
                                             .count = with_long_forms(memory, count, form_count),
                                             .forms = memory->forms,
                                             .form_count = form_count};
}

/* --- Names and terms ----------------------------------------------------------------------------------------- */

static void index_names(struct memory *memory)
{
    struct pack *pack = &memory->built.pack;
    uint32_t first = pack_first_name(pack), count = pack->term_count - first;
    size_t size = count > 0 ? name_index_build(pack->terms, pack->strings, first, count, NULL, 0) : 0;
    if (size == 0)
        return;
    unsigned char *section = must(aligned_alloc(64, (size + 63) / 64 * 64));
    name_index_build(pack->terms, pack->strings, first, count, section, size);
    pack->name_index = section;
    pack->name_index_size = (uint32_t)size;
}

static void build_automaton(struct memory *memory)
{
    struct pack *pack = &memory->built.pack;
    struct arena arena = {0};
    struct automaton_term terms[SKETCH_TERMS];
    uint32_t first = memory->meta.scanned_terms, count = memory->meta.walked_terms;
    size_t size;
    for (uint32_t i = 0; i < count; i++)
        terms[i] = (struct automaton_term){
            .text = pack_string(pack, pack->terms[first + i].text), .form = AUTOMATON_LITERAL, .number = first + i};
    const unsigned char *bytes = automaton_build(&arena, terms, count, &size);
    if (size > 0) {
        unsigned char *section = must(aligned_alloc(64, (size + 63) / 64 * 64));
        memcpy(section, bytes, size);
        pack->automaton = section;
        pack->automaton_size = (uint32_t)size;
    }
    arena_free(&arena);
}

static void compile(struct memory *memory)
{
    struct pack *pack = &memory->built.pack;
    const char *texts[SKETCH_TERMS];
    unsigned ids[SKETCH_TERMS];
    hs_compile_error_t *error = NULL;
    for (uint32_t i = 0; i < memory->meta.scanned_terms; i++) {
        texts[i] = pack_string(pack, pack->terms[i].text);
        ids[i] = i;
    }
    if (memory->meta.scanned_terms == 0)
        return;
    if (hs_compile_multi(texts, NULL, ids, memory->meta.scanned_terms, HS_MODE_BLOCK, NULL, &pack->database, &error) !=
            HS_SUCCESS ||
        hs_alloc_scratch(pack->database, &memory->built.scratch) != HS_SUCCESS) {
        fprintf(stderr, "matcher_oracle: the engine refuses the terms: %s\n", error ? error->message : "no memory");
        exit(2);
    }
}

struct sketch_pack *sketch_build(const struct sketch *sketch)
{
    struct memory *memory = must(calloc(1, sizeof *memory));
    struct pack *pack = &memory->built.pack;
    memory->sorted = *sketch;
    qsort(memory->sorted.terms, sketch->count, sizeof sketch->terms[0], compare_terms);
    pack->meta = &memory->meta;
    pack->terms = memory->terms;
    pack->strings = memory->strings;
    place_terms(memory);
    index_words(memory);
    index_names(memory);
    build_automaton(memory);
    compile(memory);
    const char *words_fault = word_index_verify(pack), *names_fault = name_index_verify(pack);
    const char *stems_fault = automaton_verify(pack, pack->automaton, pack->automaton_size, memory->meta.scanned_terms,
                                               memory->meta.walked_terms);
    if (*words_fault || *names_fault || *stems_fault) {
        fprintf(stderr, "matcher_oracle: an index is not sound: %s%s%s\n", words_fault, names_fault, stems_fault);
        exit(2);
    }
    return &memory->built;
}

void sketch_pack_spoil(struct sketch_pack *built)
{
    struct memory *memory = (struct memory *)built;
    if (built->pack.term_count > 0)
        memory->strings[memory->terms[0].text + 1] = 'W';
}

void sketch_pack_free(struct sketch_pack *built)
{
    hs_free_scratch(built->scratch);
    hs_free_database(built->pack.database);
    free((void *)(uintptr_t)built->pack.word_index);
    free((void *)(uintptr_t)built->pack.name_index);
    free((void *)(uintptr_t)built->pack.automaton);
    free(built);
}

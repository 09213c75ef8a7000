/*
 * database.c: what the terms of a pack are searched with: for whole words the index of names (match/name_index.h), for
 * stems and patterns the automaton (match/automaton.h), and for patterns too large for it a Hyperscan database. The
 * terms are numbered accordingly. Ordinary words are no terms of the pack:
 * they stand in the index of words alone (term_words.h).
 *
 * Literals go through hs_compile_multi with what is not a letter or digit escaped: hs_compile_lit_multi of 5.4.0 drops
 * matches. A stem is compiled as it stands; how its last word goes on is looked at where hits are read (match/scan.c).
 * A pattern is put between spaces, so that it begins and ends with words. The platform is named, not detected: the same
 * source gives the same bytes on any machine, and the pack loads on any.
 */
#include "image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hs/hs_compile.h>
#include <hs/hs_runtime.h>

#include "automaton_build.h"
#include "match/disguise.h"
#include "match/name_index.h"
#include "term_words.h"

static char *escape(struct arena *arena, const char *text)
{
    char *pattern = arena_take(arena, strlen(text) * 4 + 1), *to = pattern;
    static const char digits[] = "0123456789abcdef";
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        bool plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
        if (plain) {
            *to++ = *at;
        } else {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        }
    }
    return pattern;
}

/* Between the spaces that every segment of folded text begins and ends with. */
static char *between_spaces(struct arena *arena, const char *source)
{
    static const char around[] = " (?:) ";
    size_t size = strlen(source) + sizeof around;
    char *pattern = arena_take(arena, size);
    snprintf(pattern, size, " (?:%s) ", source);
    return pattern;
}

static bool compile(struct draft *draft, uint32_t count, hs_database_t **database)
{
    struct place place = {.file = ""};
    const char **patterns = arena_take(&draft->arena, count * sizeof *patterns);
    unsigned *ids = arena_take(&draft->arena, count * sizeof *ids);
    unsigned *flags = arena_take(&draft->arena, count * sizeof *flags);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_term *term = draft_record(draft, PACK_TERMS, i);
        const char *text = draft_text(draft, term->text);
        patterns[i] = term->pattern ? between_spaces(&draft->arena, text) : escape(&draft->arena, text);
        flags[i] = term->pattern ? HS_FLAG_SOM_LEFTMOST : 0;
        ids[i] = i;
    }
    hs_platform_info_t baseline = {.tune = HS_TUNE_FAMILY_GENERIC, .cpu_features = 0};
    hs_compile_error_t *error = NULL;
    hs_error_t rc = hs_compile_multi(patterns, flags, ids, count, HS_MODE_BLOCK, &baseline, database, &error);
    if (rc == HS_SUCCESS)
        return true;
    if (rc == HS_NOMEM || (error && strstr(error->message, "allocate memory")))
        memory_exhausted();
    const char *term = "";
    if (error && error->expression >= 0 && (uint32_t)error->expression < count)
        term = patterns[error->expression];
    report_fault(draft->report, place, TERMS_REFUSED,
                 error ? error->message : message_text(draft->report->language, FAULT_NO_REASON_GIVEN), rc,
                 term[0] ? message_text(draft->report->language, FAULT_REFUSED_TERM) : "", term);
    hs_free_compile_error(error);
    return false;
}

/* --- What looks for which term -------------------------------------------------------------------------------- */

/* In the order in which the pack has their terms. */
enum finder {
    BY_ENGINE, /* what the automaton has no room for */
    BY_AUTOMATON,
    BY_INDEX,
    BY_INDEX_AS_WRITTEN, /* a name of a long list: too many words for disguises of each to be told from other words */
    FINDERS
};

/* Entries of one list from which on it is long. */
#define LONG_LIST 10000

static bool index_takes(const struct draft *draft, uint32_t number)
{
    const struct pack_term *term = draft_record(draft, PACK_TERMS, number);
    return name_index_takes(term, draft_text(draft, term->text));
}

/* The list of one of a term's postings. */
static uint32_t posting_list(const struct draft *draft, const struct pack_term *term, uint32_t nth)
{
    const struct pack_posting *posting = draft_record(draft, PACK_POSTINGS, term->first_posting + nth);
    const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, posting->entry);
    return entry->list;
}

/* The lists (bits) with so many entries that they are long; spellings that were made of them do not count. */
static uint64_t long_lists(const struct draft *draft)
{
    uint32_t entries[PACK_LISTS_MAX] = {0};
    uint64_t lists = 0;
    for (uint32_t i = 0; i < draft->sections[PACK_ENTRIES].count; i++) {
        const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, i);
        if (++entries[entry->list] > LONG_LIST)
            lists |= UINT64_C(1) << entry->list;
    }
    return lists;
}

static bool is_of(const struct draft *draft, uint32_t number, uint64_t lists)
{
    const struct pack_term *term = draft_record(draft, PACK_TERMS, number);
    for (uint32_t nth = 0; nth < term->posting_count; nth++)
        if (lists >> posting_list(draft, term, nth) & 1)
            return true;
    return false;
}

static enum finder finder_of(const struct draft *draft, uint32_t number, uint64_t lists)
{
    if (!index_takes(draft, number))
        return BY_AUTOMATON;
    return is_of(draft, number, lists) ? BY_INDEX_AS_WRITTEN : BY_INDEX;
}

/* Those behind are found in any order of their words (match/entity_index.h). */
static uint32_t ordered_terms(const struct draft *draft)
{
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    return draft->sections[PACK_TERMS].count - meta->unordered_terms;
}

/* Takes the terms of ordinary words and fillers out, which nothing looks for, and returns them. The others keep their
 * order. */
static struct pack_term *take_unsought(struct draft *draft, uint32_t *unsought)
{
    struct record_table *table = &draft->sections[PACK_TERMS];
    struct pack_term *terms = table->records;
    struct pack_term *taken = arena_take(&draft->arena, table->count * sizeof *taken);
    uint32_t kept = 0;
    *unsought = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        if (words_term_is_unsought(draft, &terms[i]))
            taken[(*unsought)++] = terms[i];
        else
            terms[kept++] = terms[i];
    }
    table->count = kept;
    return taken;
}

/* The automaton of some terms; (*made)[i].taken: whether it has the i-th of them. */
static unsigned char *make_automaton(struct draft *draft, const uint32_t *numbers, uint32_t count,
                                     struct automaton_term **made, size_t *size)
{
    struct automaton_term *terms = arena_take(&draft->arena, (count + 1) * sizeof *terms);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_term *term = draft_record(draft, PACK_TERMS, numbers[i]);
        terms[i] = (struct automaton_term){.text = draft_text(draft, term->text),
                                           .form = term->pattern ? AUTOMATON_PATTERN : AUTOMATON_LITERAL,
                                           .number = numbers[i]};
    }
    *made = terms;
    return automaton_build(&draft->arena, terms, count, size);
}

/* Of the terms that the automaton should find, those that it does not take are the engine's. */
static void leave_to_engine(struct draft *draft, uint8_t *finders, uint32_t count)
{
    uint32_t *numbers = arena_take(&draft->arena, (count + 1) * sizeof *numbers), asked = 0;
    struct automaton_term *terms;
    size_t size;
    for (uint32_t i = 0; i < count; i++)
        if (finders[i] == BY_AUTOMATON)
            numbers[asked++] = i;
    make_automaton(draft, numbers, asked, &terms, &size);
    for (uint32_t i = 0; i < asked; i++)
        if (!terms[i].taken)
            finders[terms[i].number] = BY_ENGINE;
}

/* Brings the terms of each finder together, those of each in their order, and says in `found` how many there are of
 * each. Nothing but the sections built here refers to a term by its number. */
static void part_terms(struct draft *draft, uint32_t found[FINDERS])
{
    uint64_t lists = long_lists(draft);
    uint32_t count = ordered_terms(draft), placed = 0;
    struct pack_term *terms = draft->sections[PACK_TERMS].records;
    struct pack_term *parted = arena_take(&draft->arena, (count + 1) * sizeof *parted);
    uint8_t *finders = arena_take(&draft->arena, count + 1);
    for (uint32_t i = 0; i < count; i++)
        finders[i] = (uint8_t)finder_of(draft, i, lists);
    leave_to_engine(draft, finders, count);
    for (enum finder finder = 0; finder < FINDERS; finder++) {
        found[finder] = placed;
        for (uint32_t i = 0; i < count; i++)
            if (finders[i] == finder)
                parted[placed++] = terms[i];
        found[finder] = placed - found[finder];
    }
    if (count > 0)
        memcpy(terms, parted, count * sizeof *parted);
}

/* Of terms [first, first + count), which are those that it takes. */
static void build_automaton(struct draft *draft, uint32_t first, uint32_t count)
{
    uint32_t *numbers = arena_take(&draft->arena, (count + 1) * sizeof *numbers);
    struct automaton_term *terms;
    size_t size;
    for (uint32_t i = 0; i < count; i++)
        numbers[i] = first + i;
    const unsigned char *bytes = make_automaton(draft, numbers, count, &terms, &size);
    if (size > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    if (size > 0)
        memcpy(record_table_add(&draft->sections[PACK_AUTOMATON], (uint32_t)size), bytes, size);
}

static void build_index(struct draft *draft, uint32_t first)
{
    const struct pack_term *terms = draft->sections[PACK_TERMS].records;
    const char *strings = draft_text(draft, 0);
    uint32_t count = ordered_terms(draft) - first;
    size_t size = name_index_build(terms, strings, first, count, NULL, 0);
    if (size == 0)
        return;
    if (size > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    name_index_build(terms, strings, first, count, record_table_add(&draft->sections[PACK_NAME_INDEX], (uint32_t)size),
                     size);
}

static void build_disguises(struct draft *draft)
{
    const struct pack_term *terms = draft->sections[PACK_TERMS].records;
    const char *strings = draft_text(draft, 0);
    const uint32_t count = ordered_terms(draft);
    const size_t size = disguise_build(terms, strings, count, NULL, 0);
    if (size > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    if (size > 0)
        disguise_build(terms, strings, count, record_table_add(&draft->sections[PACK_DISGUISES], (uint32_t)size), size);
}

/* hs_version() up to its first space: "5.4.0". */
static uint32_t engine_string(struct draft *draft)
{
    char engine[32];
    snprintf(engine, sizeof engine, "%.*s", (int)strcspn(hs_version(), " "), hs_version());
    return draft_string(draft, engine);
}

static bool build_database(struct draft *draft, uint32_t scanned)
{
    hs_database_t *database = NULL;
    char *bytes = NULL;
    size_t length = 0;
    if (scanned == 0)
        return true;
    if (!compile(draft, scanned, &database))
        return false;
    hs_error_t rc = hs_serialize_database(database, &bytes, &length);
    hs_free_database(database);
    if (rc != HS_SUCCESS || length > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    memcpy(record_table_add(&draft->sections[PACK_DATABASE], (uint32_t)length), bytes, length);
    free(bytes);
    return true;
}

bool database_build(struct draft *draft)
{
    uint32_t engine = engine_string(draft), unsought, found[FINDERS];
    const struct pack_term *unsought_terms = take_unsought(draft, &unsought);
    part_terms(draft, found);
    struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    meta->engine = engine;
    meta->scanned_terms = found[BY_ENGINE];
    meta->walked_terms = found[BY_AUTOMATON];
    meta->spelled_names = found[BY_INDEX];
    uint32_t first_name = found[BY_ENGINE] + found[BY_AUTOMATON];
    build_automaton(draft, found[BY_ENGINE], found[BY_AUTOMATON]);
    build_index(draft, first_name);
    build_disguises(draft);
    words_index(draft, first_name + found[BY_INDEX], unsought_terms, unsought);
    return build_database(draft, found[BY_ENGINE]);
}

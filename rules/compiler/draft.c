/*
 * draft.c: the pack while it is being built.
 */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

void draft_open(struct draft *draft, struct report *report)
{
    memset(draft, 0, sizeof *draft);
    draft->report = report;
    for (int section = 0; section < PACK_SECTIONS; section++)
        draft->sections[section].size = pack_record_sizes[section];
    draft->list_sources.size = sizeof(struct list_source);
    draft->list_additions.size = sizeof(struct list_addition);
    draft->setting_sources.size = sizeof(struct setting_source);
    draft->mentions.size = sizeof(struct mention);
    draft->posting_said.size = sizeof(bool);
    draft->wishes.size = sizeof(struct wanted);
    draft->term_forms.size = sizeof(uint64_t);
    draft->entity_forms.size = sizeof(struct entity_forms);
    draft->rule_sources.size = sizeof(struct rule_source);
    draft->text_sources.size = sizeof(struct text_source);
    draft->rule_patterns.size = sizeof(struct rule_pattern);
    draft->apart_sources.size = sizeof(struct apart_source);
    record_table_add(&draft->sections[PACK_STRINGS], 1); /* offset 0 is "" */
}

void draft_close(struct draft *draft)
{
    for (int section = 0; section < PACK_SECTIONS; section++)
        record_table_free(&draft->sections[section]);
    record_table_free(&draft->list_sources);
    record_table_free(&draft->list_additions);
    record_table_free(&draft->setting_sources);
    record_table_free(&draft->mentions);
    record_table_free(&draft->posting_said);
    record_table_free(&draft->wishes);
    record_table_free(&draft->term_forms);
    record_table_free(&draft->entity_forms);
    record_table_free(&draft->legal_forms);
    record_table_free(&draft->rule_sources);
    record_table_free(&draft->text_sources);
    record_table_free(&draft->rule_patterns);
    record_table_free(&draft->apart_sources);
    record_table_free(&draft->claims);
    record_table_free(&draft->ordinary_words);
    record_table_free(&draft->ordinary_forms);
    index_free(&draft->string_index);
    index_free(&draft->term_index);
    index_free(&draft->entry_index);
    index_free(&draft->rule_index);
    index_free(&draft->claim_index);
    index_free(&draft->ordinary_index);
    arena_free(&draft->arena);
}

void *draft_record(const struct draft *draft, enum pack_section_id section, uint32_t record)
{
    const struct record_table *table = &draft->sections[section];
    return (char *)table->records + (size_t)record * table->size;
}

void *draft_add(struct draft *draft, enum pack_section_id section, uint32_t *record)
{
    *record = draft->sections[section].count;
    return record_table_add(&draft->sections[section], 1);
}

const char *draft_text(const struct draft *draft, uint32_t string)
{
    return (const char *)draft->sections[PACK_STRINGS].records + string;
}

struct string_key {
    const struct draft *draft;
    const char *text;
};

static bool string_is(const void *context, uint32_t record)
{
    const struct string_key *key = context;
    return strcmp(draft_text(key->draft, record), key->text) == 0;
}

uint32_t draft_string(struct draft *draft, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length == 0)
        return 0;
    struct string_key key = {.draft = draft, .text = text};
    uint32_t hash = index_hash(text, length);
    uint32_t found = index_find(&draft->string_index, hash, string_is, &key);
    if (found != INDEX_NONE)
        return found;
    uint32_t at = draft->sections[PACK_STRINGS].count;
    memcpy(record_table_add(&draft->sections[PACK_STRINGS], (uint32_t)length + 1), text, length + 1);
    index_add(&draft->string_index, hash, at);
    return at;
}

/* Ids are looked up by what makes them unique: two numbers, hashed as bytes and kept as records of this shape. */
struct id_key {
    const struct draft *draft;
    uint32_t list, id;
};

static bool entry_id_is(const void *context, uint32_t record)
{
    const struct id_key *key = context;
    const struct pack_entry *entry = draft_record(key->draft, PACK_ENTRIES, record);
    return entry->list == key->list && entry->id == key->id;
}

bool draft_claim_entry_id(struct draft *draft, uint32_t list, uint32_t id)
{
    struct id_key key = {.draft = draft, .list = list, .id = id};
    uint32_t hash = index_hash(&id, sizeof id) ^ (list * 2654435761u);
    if (index_find(&draft->entry_index, hash, entry_id_is, &key) != INDEX_NONE)
        return false;
    index_add(&draft->entry_index, hash, draft->sections[PACK_ENTRIES].count);
    return true;
}

static bool rule_id_is(const void *context, uint32_t record)
{
    const struct id_key *key = context;
    return record == key->id;
}

bool draft_claim_rule_id(struct draft *draft, uint32_t id)
{
    struct id_key key = {.id = id};
    uint32_t hash = index_hash(&id, sizeof id);
    if (index_find(&draft->rule_index, hash, rule_id_is, &key) != INDEX_NONE)
        return false;
    index_add(&draft->rule_index, hash, id);
    return true;
}

struct term_key {
    const struct draft *draft;
    uint32_t text;
    uint64_t legal_forms;
    uint8_t ending, form;
};

static bool term_is(const void *context, uint32_t record)
{
    const struct term_key *key = context;
    const struct pack_term *term = draft_record(key->draft, PACK_TERMS, record);
    return term->text == key->text && term->ending == key->ending && term->pattern == key->form &&
           ((const uint64_t *)key->draft->term_forms.records)[record] == key->legal_forms;
}

static uint32_t find_or_add_term(struct draft *draft, const struct term_key *key, size_t length)
{
    uint32_t hash = index_hash(&key->text, sizeof key->text) + key->ending + key->form;
    uint32_t number = index_find(&draft->term_index, hash, term_is, key);
    if (number != INDEX_NONE)
        return number;
    struct pack_term *term = draft_add(draft, PACK_TERMS, &number);
    term->text = key->text;
    term->length = (uint16_t)length;
    term->ending = key->ending;
    term->pattern = key->form;
    *(uint64_t *)record_table_add(&draft->term_forms, 1) = key->legal_forms;
    index_add(&draft->term_index, hash, number);
    return number;
}

void draft_mention(struct draft *draft, const struct wanted *wanted)
{
    struct term_key key = {.draft = draft,
                           .text = draft_string(draft, wanted->folded),
                           .legal_forms = wanted->legal_forms,
                           .ending = wanted->ending,
                           .form = wanted->form};
    uint32_t term = find_or_add_term(draft, &key, strlen(wanted->folded));
    struct mention *mention = record_table_add(&draft->mentions, 1);
    *mention = (struct mention){
        .term = term, .entry = wanted->entry, .match = wanted->match, .ways = wanted->ways, .made = wanted->made};
}

void draft_mention_pattern(struct draft *draft, const char *pattern, uint32_t entry)
{
    struct term_key key = {.draft = draft, .text = draft_string(draft, pattern), .form = PACK_TERM_PATTERN};
    uint32_t term = find_or_add_term(draft, &key, 0);
    struct mention *mention = record_table_add(&draft->mentions, 1);
    /* Whoever writes a pattern says himself how a text may be written. */
    *mention = (struct mention){.term = term,
                                .entry = entry,
                                .match = PACK_MATCH_PATTERN,
                                .ways = {.certain = READING_ALL, .letters = UINT8_MAX}};
}

void draft_identify(struct draft *draft, enum identifier_kind kind, const char *key, size_t length, uint32_t entry,
                    uint32_t match)
{
    uint32_t number;
    struct pack_identifier *identifier = draft_add(draft, PACK_IDENTIFIERS, &number);
    identifier->kind = (uint8_t)kind;
    identifier->length = (uint8_t)length;
    identifier->entry = entry;
    identifier->match = match;
    memcpy(identifier->key, key, length);
}

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_mentions(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    if (a->term != b->term)
        return compare_numbers(a->term, b->term);
    if (a->entry != b->entry)
        return compare_numbers(a->entry, b->entry);
    return compare_numbers(a->match, b->match);
}

static int compare_identifiers(const void *left, const void *right)
{
    const struct pack_identifier *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind - b->kind;
    int order = memcmp(a->key, b->key, sizeof a->key);
    if (order != 0)
        return order;
    if (a->entry != b->entry)
        return compare_numbers(a->entry, b->entry);
    return compare_numbers(a->match, b->match);
}

/* An entry may say the same identifier twice (two columns, two cells of a column). */
static void drop_equal_identifiers(struct record_table *table)
{
    struct pack_identifier *identifiers = table->records;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        if (kept == 0 || compare_identifiers(&identifiers[kept - 1], &identifiers[i]) != 0)
            identifiers[kept++] = identifiers[i];
    }
    table->count = kept;
}

/* Brings the terms that are found in any order of their words behind the others. */
static void part_unordered(struct draft *draft)
{
    uint32_t count = draft->sections[PACK_TERMS].count, ordered = 0, unordered = 0;
    struct pack_term *terms = draft->sections[PACK_TERMS].records;
    struct pack_term *last = arena_take(&draft->arena, (size_t)count * sizeof *last);
    uint32_t *places = arena_take(&draft->arena, (size_t)count * sizeof *places);
    for (uint32_t i = 0; i < count; i++)
        places[i] = terms[i].pattern == PACK_TERM_UNORDERED ? unordered++ : ordered++;
    for (uint32_t i = 0; i < count; i++) { /* none goes to a place behind its own but by way of `last` */
        if (terms[i].pattern == PACK_TERM_UNORDERED) {
            last[places[i]] = terms[i];
            places[i] += ordered;
        } else {
            terms[places[i]] = terms[i];
        }
    }
    if (unordered > 0)
        memcpy(terms + ordered, last, (size_t)unordered * sizeof *last);
    struct mention *mentions = draft->mentions.records;
    for (uint32_t i = 0; i < draft->mentions.count; i++)
        mentions[i].term = places[mentions[i].term];
    struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    meta->unordered_terms = unordered;
}

/* An entry may say the same in several ways that fold alike: it is found by any of them. */
static void join_ways(struct pack_posting *posting, const struct ways *ways)
{
    posting->certain |= ways->certain;
    posting->doubtful = (uint8_t)((posting->doubtful | ways->doubtful) & ~posting->certain);
    posting->scripts |= ways->scripts;
    if (ways->letters > posting->letters)
        posting->letters = ways->letters;
}

static void add_postings(struct draft *draft)
{
    const struct mention *mentions = draft->mentions.records;
    struct pack_posting *posting = NULL;
    bool *said = NULL;
    for (uint32_t i = 0; i < draft->mentions.count; i++) {
        if (i > 0 && compare_mentions(&mentions[i - 1], &mentions[i]) == 0) {
            join_ways(posting, &mentions[i].ways);
            *said |= !mentions[i].made;
            continue;
        }
        uint32_t number;
        posting = draft_add(draft, PACK_POSTINGS, &number);
        said = record_table_add(&draft->posting_said, 1);
        *said = !mentions[i].made;
        posting->entry = mentions[i].entry;
        posting->match = mentions[i].match;
        join_ways(posting, &mentions[i].ways);
        struct pack_term *term = draft_record(draft, PACK_TERMS, mentions[i].term);
        if (term->posting_count == 0)
            term->first_posting = number;
        term->posting_count++;
    }
}

void draft_sort(struct draft *draft)
{
    struct record_table *identifiers = &draft->sections[PACK_IDENTIFIERS];
    if (identifiers->count > 0)
        qsort(identifiers->records, identifiers->count, identifiers->size, compare_identifiers);
    drop_equal_identifiers(identifiers);

    part_unordered(draft);
    if (draft->mentions.count > 0)
        qsort(draft->mentions.records, draft->mentions.count, sizeof(struct mention), compare_mentions);
    add_postings(draft);
}

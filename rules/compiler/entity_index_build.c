/*
 * entity_index_build.c: lays out the index of entities' names in any order of their words (match/entity_index.h,
 * match/entity_index_layout.h). Names and legal forms go in in their order, so the same draft gives the same bytes.
 */
#include "image.h"

#include <stdlib.h>
#include <string.h>

#include "match/entity_index_layout.h"
#include "legal_forms.h"

struct layout {
    struct draft *draft;
    struct entity_index_header header;
    struct entity_slot *names;
    struct form_slot *forms;
    uint64_t *words;
    bool crowded; /* more used slots follow each other than may */
};

static void *zeroed(struct draft *draft, size_t count, size_t size)
{
    return arena_take(&draft->arena, (count ? count : 1) * size);
}

static uint32_t slots_for(uint32_t records)
{
    uint32_t slots = 8;
    while (slots < (uint64_t)records * 2 && slots < UINT32_C(1) << 28)
        slots *= 2;
    return slots;
}

/* Calls for the hash of every word of folded text. */
typedef void (*word_fn)(void *context, uint64_t hash);

static void each_word(struct layout *layout, const char *folded, word_fn word, void *context)
{
    unsigned char text[DRAFT_TERM_MAX + NAME_READ_AHEAD] = {0};
    size_t length = strlen(folded);
    memcpy(text, folded, length < DRAFT_TERM_MAX ? length : DRAFT_TERM_MAX);
    for (uint32_t at = 1, bytes; text[at]; at += bytes + 1) {
        bytes = (uint32_t)(strchr((char *)text + at, ' ') - (char *)(text + at));
        if (bytes > layout->header.longest_token)
            layout->header.longest_token = bytes;
        word(context, name_token_hash(text + at, bytes));
    }
}

/* --- The filter of words -------------------------------------------------------------------------------------------
 */

/* Bits of the filter for each word of each name and form, most of which are the same ones: so most others meet none. */
#define FILTER_BITS_PER_WORD 4

static void count_word(void *context, uint64_t hash)
{
    (void)hash;
    ++*(uint64_t *)context;
}

static void mark_word(void *context, uint64_t hash)
{
    struct layout *layout = context;
    uint32_t bit = entity_word_bit(hash, layout->header.filter_words);
    layout->words[bit / 64] |= UINT64_C(1) << bit % 64;
}

/* Of all names in any order and all legal forms. */
static void each_word_of_all(struct layout *layout, word_fn word, void *context)
{
    struct draft *draft = layout->draft;
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    uint32_t count = draft->sections[PACK_TERMS].count;
    for (uint32_t i = count - meta->unordered_terms; i < count; i++) {
        const struct pack_term *term = draft_record(draft, PACK_TERMS, i);
        each_word(layout, draft_text(draft, term->text), word, context);
    }
    for (uint32_t i = 0; i < draft->legal_forms.count; i++)
        each_word(layout, ((const struct legal_form *)draft->legal_forms.records + i)->folded, word, context);
}

static void fill_filter(struct layout *layout)
{
    uint64_t words = 0;
    each_word_of_all(layout, count_word, &words);
    layout->header.filter_words = 8;
    while ((uint64_t)layout->header.filter_words * 64 < words * FILTER_BITS_PER_WORD &&
           layout->header.filter_words < ENTITY_FILTER_MAX)
        layout->header.filter_words *= 2;
    layout->words = zeroed(layout->draft, layout->header.filter_words, sizeof *layout->words);
    each_word_of_all(layout, mark_word, layout);
}

/* --- Names ---------------------------------------------------------------------------------------------------------
 */

static int compare_entry(const void *key, const void *record)
{
    uint32_t entry = *(const uint32_t *)key, other = ((const struct entity_forms *)record)->entry;
    return (entry > other) - (entry < other);
}

static uint64_t forms_of(const struct draft *draft, uint32_t entry)
{
    const struct record_table *table = &draft->entity_forms;
    const struct entity_forms *found =
        table->count ? bsearch(&entry, table->records, table->count, table->size, compare_entry) : NULL;
    return found ? found->legal_forms : 0;
}

/* The first of a term's postings: those of a name without its legal forms are all of one kind. */
static const struct pack_posting *posting_of(const struct draft *draft, const struct pack_term *term)
{
    return draft_record(draft, PACK_POSTINGS, term->first_posting);
}

static void add_to_sum(void *context, uint64_t hash)
{
    *(uint64_t *)context += entity_word(hash);
}

/* The slot of the same words and forms, or a free one; NULL = the table is too small. */
static struct entity_slot *name_slot(struct layout *layout, const struct pack_term *term, uint64_t hash, uint64_t forms)
{
    uint32_t mask = layout->header.name_slots - 1, at = entity_place(hash, layout->header.name_slots), looked = 0;
    for (struct entity_slot *slot; looked < ENTITY_RUN_MAX && looked < mask; at = (at + 1) & mask, looked++) {
        slot = &layout->names[at];
        uint32_t used = slot->legal ? slot->legal : slot->name;
        if (used == 0)
            return slot;
        const struct pack_term *other = draft_record(layout->draft, PACK_TERMS, used - 1);
        if (slot->check == name_check(hash) && slot->forms == forms && other->text == term->text)
            return slot;
    }
    layout->crowded = true;
    return NULL;
}

static void put_name(struct layout *layout, uint32_t number)
{
    const struct pack_term *term = draft_record(layout->draft, PACK_TERMS, number);
    const struct pack_posting *posting = posting_of(layout->draft, term);
    uint64_t hash = ENTITY_START, forms = forms_of(layout->draft, posting->entry);
    each_word(layout, draft_text(layout->draft, term->text), add_to_sum, &hash);
    struct entity_slot *slot = name_slot(layout, term, hash, forms);
    if (!slot)
        return;
    slot->check = name_check(hash);
    slot->forms = forms;
    *(posting->match == PACK_MATCH_LEGAL_NAME ? &slot->legal : &slot->name) = number + 1;
}

/* --- Legal forms ---------------------------------------------------------------------------------------------------
 */

struct form_words {
    uint64_t hash, first, last;
    uint32_t count;
};

static void add_form_word(void *context, uint64_t hash)
{
    struct form_words *words = context;
    words->hash = name_longer(words->hash, hash);
    words->last = hash;
    if (words->count++ == 0)
        words->first = hash;
}

static void put_form(struct layout *layout, const struct legal_form *form, uint32_t text)
{
    struct form_words words = {.hash = NAME_START};
    each_word(layout, form->folded, add_form_word, &words);
    uint32_t mask = layout->header.form_slots - 1, at = entity_place(words.hash, layout->header.form_slots), looked = 0;
    for (; layout->forms[at].length != 0; at = (at + 1) & mask) {
        if (layout->forms[at].text == text)
            return; /* the first class that has it */
        if (++looked >= ENTITY_RUN_MAX || looked >= mask) {
            layout->crowded = true;
            return;
        }
    }
    layout->forms[at] = (struct form_slot){
        .check = name_check(words.hash), .text = text, .length = (uint16_t)strlen(form->folded), .class = form->class};
    layout->header.begins[form_filter_word(words.first)] |= form_filter_bit(words.first);
    layout->header.ends[form_filter_word(words.last)] |= form_filter_bit(words.last);
    if (words.count > layout->header.longest_form)
        layout->header.longest_form = words.count;
    if (form->class > layout->header.classes)
        layout->header.classes = form->class;
}

/* --- Together ------------------------------------------------------------------------------------------------------
 */

/* No used slots may follow each other in a longer run, round a table's end too. */
static void look_for_runs(struct layout *layout)
{
    uint32_t names = 0, forms = 0;
    for (uint32_t i = 0; i < layout->header.name_slots + ENTITY_RUN_MAX; i++) {
        const struct entity_slot *slot = &layout->names[i & (layout->header.name_slots - 1)];
        names = slot->legal || slot->name ? names + 1 : 0;
        layout->crowded |= names > ENTITY_RUN_MAX || names >= layout->header.name_slots;
    }
    for (uint32_t i = 0; i < layout->header.form_slots + ENTITY_RUN_MAX; i++) {
        forms = layout->forms[i & (layout->header.form_slots - 1)].length != 0 ? forms + 1 : 0;
        layout->crowded |= forms > ENTITY_RUN_MAX || forms >= layout->header.form_slots;
    }
}

static void lay_out(struct layout *layout, uint32_t name_slots, uint32_t form_slots)
{
    struct draft *draft = layout->draft;
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    uint32_t count = draft->sections[PACK_TERMS].count;
    layout->header = (struct entity_index_header){.name_slots = name_slots, .form_slots = form_slots};
    layout->crowded = false;
    layout->names = zeroed(draft, name_slots, sizeof *layout->names);
    layout->forms = zeroed(draft, form_slots, sizeof *layout->forms);
    for (uint32_t i = count - meta->unordered_terms; i < count && !layout->crowded; i++)
        put_name(layout, i);
    for (uint32_t i = 0; i < draft->legal_forms.count && !layout->crowded; i++) {
        const struct legal_form *form = (const struct legal_form *)draft->legal_forms.records + i;
        put_form(layout, form, draft_string(draft, form->folded));
    }
    look_for_runs(layout);
}

/* Names that are looked for anywhere without their legal forms. */
static void gather_bare(struct draft *draft, struct record_table *bare)
{
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    uint32_t ordered = draft->sections[PACK_TERMS].count - meta->unordered_terms;
    for (uint32_t i = 0; i < ordered; i++) {
        const struct pack_term *term = draft_record(draft, PACK_TERMS, i);
        const struct pack_posting *posting = posting_of(draft, term);
        uint64_t forms = posting->match == PACK_MATCH_NAME ? forms_of(draft, posting->entry) : 0;
        if (forms != 0)
            *(struct bare_term *)record_table_add(bare, 1) = (struct bare_term){.term = i, .forms = forms};
    }
}

static void append(struct record_table *section, const void *bytes, uint64_t size)
{
    if (size > PACK_FILE_BYTES_MAX || section->count + size > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    if (size > 0)
        memcpy(record_table_add(section, (uint32_t)size), bytes, (size_t)size);
}

static void write_section(struct layout *layout, const struct record_table *bare)
{
    struct record_table *section = &layout->draft->sections[PACK_NAME_FORMS];
    uint32_t padded = (layout->header.classes + 3) / 4 * 4;
    uint16_t *families = zeroed(layout->draft, padded, sizeof *families);
    for (uint32_t class = 1; class <= layout->header.classes; class ++)
        families[class - 1] = legal_form_family(layout->draft, (uint16_t) class);
    layout->header.bare_terms = bare->count;
    append(section, &layout->header, sizeof layout->header);
    append(section, layout->names, (uint64_t)layout->header.name_slots * sizeof *layout->names);
    append(section, layout->forms, (uint64_t)layout->header.form_slots * sizeof *layout->forms);
    append(section, bare->records, (uint64_t)bare->count * sizeof(struct bare_term));
    append(section, families, (uint64_t)padded * sizeof *families);
    append(section, layout->words, (uint64_t)layout->header.filter_words * sizeof *layout->words);
}

void entity_index_build(struct draft *draft)
{
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    struct layout layout = {.draft = draft};
    struct record_table bare = {.size = sizeof(struct bare_term)};
    gather_bare(draft, &bare);
    if (meta->unordered_terms > 0 || bare.count > 0) {
        uint32_t names = slots_for(meta->unordered_terms), forms = slots_for(draft->legal_forms.count);
        for (lay_out(&layout, names, forms); layout.crowded; lay_out(&layout, names, forms)) {
            names *= 2;
            forms *= 2;
        }
        fill_filter(&layout);
        write_section(&layout, &bare);
    }
    record_table_free(&bare);
}

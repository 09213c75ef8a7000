/*
 * sections.c: the directory of a payload. Sections lie one behind the other, each aligned, none outside.
 */
#include <string.h>

#include "verify.h"

static bool directory_is_valid(const struct refusal *refusal, const struct pack *pack,
                               const struct pack_directory *directory)
{
    uint64_t free_from = sizeof *directory;
    if (directory->section_count != PACK_SECTIONS || directory->reserved != 0)
        return refuse(refusal, "has %u sections, this library reads %u: rebuild the pack", directory->section_count,
                      (unsigned)PACK_SECTIONS);
    for (uint32_t id = 0; id < PACK_SECTIONS; id++) {
        const struct pack_section *section = &directory->sections[id];
        if (section->record_size != pack_record_sizes[id])
            return refuse_damaged(refusal, "section", id, "its records have another size than this library reads");
        /* No product here overflows: a count has 32 bits, a record size a few hundred. */
        uint64_t bytes = (uint64_t)section->count * section->record_size;
        if (section->offset % PACK_ALIGNMENT != 0)
            return refuse_damaged(refusal, "section", id, "it is not aligned");
        if (section->offset < free_from || section->offset > pack->payload_size ||
            bytes > pack->payload_size - section->offset)
            return refuse_damaged(refusal, "section", id, "it lies outside the payload or over another");
        free_from = section->offset + bytes;
    }
    if (directory->sections[PACK_META].count != 1)
        return refuse_damaged(refusal, "section", PACK_META, "it does not hold one record");
    return true;
}

bool sections_place(const struct refusal *refusal, struct pack *pack, const void **database, size_t *database_size)
{
    struct pack_directory directory;
    const void *at[PACK_SECTIONS];
    uint32_t count[PACK_SECTIONS];
    memcpy(&directory, pack->payload, sizeof directory);
    if (!directory_is_valid(refusal, pack, &directory))
        return false;
    for (uint32_t id = 0; id < PACK_SECTIONS; id++) {
        at[id] = pack->payload + directory.sections[id].offset;
        count[id] = directory.sections[id].count;
    }
    pack->strings = at[PACK_STRINGS];
    pack->strings_size = count[PACK_STRINGS];
    pack->meta = at[PACK_META];
    pack->lists = at[PACK_LISTS];
    pack->list_count = count[PACK_LISTS];
    pack->entries = at[PACK_ENTRIES];
    pack->entry_count = count[PACK_ENTRIES];
    pack->terms = at[PACK_TERMS];
    pack->term_count = count[PACK_TERMS];
    pack->postings = at[PACK_POSTINGS];
    pack->posting_count = count[PACK_POSTINGS];
    pack->identifiers = at[PACK_IDENTIFIERS];
    pack->identifier_count = count[PACK_IDENTIFIERS];
    pack->licences = at[PACK_LICENCES];
    pack->licence_count = count[PACK_LICENCES];
    pack->codes = at[PACK_CODES];
    pack->code_count = count[PACK_CODES];
    pack->rules = at[PACK_RULES];
    pack->rule_count = count[PACK_RULES];
    pack->selections = at[PACK_SELECTIONS];
    pack->selection_count = count[PACK_SELECTIONS];
    pack->code = at[PACK_CODE];
    pack->code_length = count[PACK_CODE];
    pack->name_index = at[PACK_NAME_INDEX];
    pack->name_index_size = count[PACK_NAME_INDEX];
    pack->layers = at[PACK_LAYERS];
    pack->layer_count = count[PACK_LAYERS];
    pack->clocks = at[PACK_CLOCKS];
    pack->clock_count = count[PACK_CLOCKS];
    pack->calendar = at[PACK_CALENDAR];
    pack->calendar_count = count[PACK_CALENDAR];
    pack->texts = at[PACK_TEXTS];
    pack->text_count = count[PACK_TEXTS];
    pack->exceptions = at[PACK_EXCEPTIONS];
    pack->exception_count = count[PACK_EXCEPTIONS];
    pack->conditions = at[PACK_CONDITIONS];
    pack->condition_count = count[PACK_CONDITIONS];
    pack->cases = at[PACK_CASES];
    pack->case_count = count[PACK_CASES];
    pack->case_fields = at[PACK_CASE_FIELDS];
    pack->case_field_count = count[PACK_CASE_FIELDS];
    pack->case_bytes = at[PACK_CASE_BYTES];
    pack->case_bytes_size = count[PACK_CASE_BYTES];
    pack->word_index = at[PACK_WORD_INDEX];
    pack->word_index_size = count[PACK_WORD_INDEX];
    pack->name_forms = at[PACK_NAME_FORMS];
    pack->name_forms_size = count[PACK_NAME_FORMS];
    pack->table_rows = at[PACK_TABLE_ROWS];
    pack->table_row_count = count[PACK_TABLE_ROWS];
    pack->disguises = at[PACK_DISGUISES];
    pack->disguises_size = count[PACK_DISGUISES];
    pack->baseline = at[PACK_BASELINE];
    pack->baseline_count = count[PACK_BASELINE];
    pack->apart = at[PACK_APART];
    pack->apart_count = count[PACK_APART];
    pack->automaton = at[PACK_AUTOMATON];
    pack->automaton_size = count[PACK_AUTOMATON];
    *database = at[PACK_DATABASE];
    *database_size = count[PACK_DATABASE];
    return true;
}

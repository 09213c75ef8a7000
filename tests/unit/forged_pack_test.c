/*
 * forged_pack_test.c: built packs with a field changed and the SHA-256 made right again, so that only the loader's
 * checks of directory and records stand in their way.
 */
#include <CUnit/Basic.h>

#include <openssl/evp.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/match/identifiers.h"
#include "plugin/text/fold.h"
#include "pack_rich.h"
#include "pack_small.h"
#include "run_tests.h"

/* Makes the hash of a forged pack right. */
static void seal(unsigned char *file)
{
    struct pack_frame frame;
    unsigned size;
    memcpy(&frame, file, sizeof frame);
    EVP_Digest(file + sizeof frame, small_size - sizeof frame, frame.payload_sha256, &size, EVP_sha256(), NULL);
    memcpy(file, &frame, sizeof frame);
}

static struct pack_section section_of(const unsigned char *file, enum pack_section_id id)
{
    struct pack_directory directory;
    memcpy(&directory, file + sizeof(struct pack_frame), sizeof directory);
    return directory.sections[id];
}

static unsigned char *record_of(unsigned char *file, enum pack_section_id id, uint32_t record)
{
    struct pack_section section = section_of(file, id);
    return file + sizeof(struct pack_frame) + section.offset + (size_t)record * section.record_size;
}

struct forgery {
    enum pack_section_id section;
    size_t offset; /* in the section's first record */
    unsigned size;
    uint64_t value;
};

#define FORGE(section, type, field, value)                                                                             \
    {                                                                                                                  \
        section, offsetof(struct type, field), sizeof(((struct type *)0)->field), value                                \
    }
#define FORGE_STRING(section, type, field)                                                                             \
    FORGE(section, type, field, 0xFFFFFFFF), FORGE(section, type, field, 0x7FFFFFFF), FORGE(section, type, field, 2)

/* In a record that is not the section's first. */
#define FORGE_IN(number, section, type, field, value)                                                                  \
    {                                                                                                                  \
        section, (number) * sizeof(struct type) + offsetof(struct type, field), sizeof(((struct type *)0)->field),     \
            value                                                                                                      \
    }

static const struct forgery forgeries[] = {
    {PACK_STRINGS, 0, 1, 'x'},
    {PACK_STRINGS, 1, 1, 0xFF},
    FORGE_STRING(PACK_META, pack_meta, name),
    FORGE_STRING(PACK_META, pack_meta, version),
    FORGE_STRING(PACK_META, pack_meta, jurisdiction),
    FORGE_STRING(PACK_META, pack_meta, title),
    FORGE(PACK_META, pack_meta, valid_from, 20260230),
    FORGE(PACK_META, pack_meta, valid_to, 1),
    FORGE_STRING(PACK_META, pack_meta, engine),
    FORGE(PACK_META, pack_meta, walked_terms, 0),
    FORGE(PACK_META, pack_meta, walked_terms, 1),
    FORGE(PACK_META, pack_meta, walked_terms, 0xFFFFFFFF),
    FORGE(PACK_META, pack_meta, spelled_names, 0xFFFFFFFF),
    FORGE(PACK_META, pack_meta, scanned_terms, 1),
    FORGE(PACK_META, pack_meta, scanned_terms, 0xFFFFFFFF),
    FORGE(PACK_META, pack_meta, enforcement, 3),
    FORGE(PACK_META, pack_meta, stale_action, FG_BLOCK),
    FORGE(PACK_META, pack_meta, weekend, 0x7F), /* no day is left for work */
    FORGE(PACK_META, pack_meta, weekend, 0x80),
    FORGE(PACK_META, pack_meta, report_required, 2),
    FORGE(PACK_META, pack_meta, calendar_from, 0),
    FORGE(PACK_META, pack_meta, calendar_from, 2027),
    FORGE(PACK_META, pack_meta, calendar_to, 2025),
    FORGE(PACK_META, pack_meta, calendar_to, 0xFFFFFFFF),
    FORGE(PACK_META, pack_meta, fold_version, 77),
    FORGE(PACK_META, pack_meta, field_limit, 256),
    FORGE_STRING(PACK_LISTS, pack_list, id),
    FORGE_STRING(PACK_LISTS, pack_list, title),
    FORGE_STRING(PACK_LISTS, pack_list, authority),
    FORGE_STRING(PACK_LISTS, pack_list, source),
    FORGE_STRING(PACK_LISTS, pack_list, register_kind),
    FORGE(PACK_LISTS, pack_list, kind, PACK_LIST_KINDS),
    FORGE(PACK_LISTS, pack_list, kind, PACK_LIST_REGISTER),
    FORGE(PACK_LISTS, pack_list, retrieved_at, 0x80000000),
    FORGE(PACK_LISTS, pack_list, counts_from, 20261301),
    FORGE(PACK_LISTS, pack_list, counts_to, 20260100),
    FORGE(PACK_LISTS, pack_list, entry_count, 0),
    FORGE(PACK_LISTS, pack_list, max_age_days, 36526),
    FORGE(PACK_LISTS, pack_list, sanctions, 2),
    FORGE(PACK_LISTS, pack_list, sanctions, 1), /* an exception is of one of its entries */
    FORGE_STRING(PACK_ENTRIES, pack_entry, id),
    FORGE(PACK_ENTRIES, pack_entry, layer, 2),
    FORGE_STRING(PACK_ENTRIES, pack_entry, name),
    FORGE_STRING(PACK_ENTRIES, pack_entry, act),
    FORGE_STRING(PACK_ENTRIES, pack_entry, source),
    FORGE(PACK_ENTRIES, pack_entry, list, 7),
    FORGE(PACK_ENTRIES, pack_entry, list, 0xFFFFFFFF),
    FORGE(PACK_ENTRIES, pack_entry, confidence, 4),
    FORGE(PACK_ENTRIES, pack_entry, entity_class, 5),
    FORGE(PACK_ENTRIES, pack_entry, cites_act, 2),
    FORGE(PACK_ENTRIES, pack_entry, valid_from, 99999999),
    FORGE(PACK_ENTRIES, pack_entry, valid_to, 20250229),
    FORGE(PACK_ENTRIES, pack_entry, licence, 4),
    FORGE(PACK_ENTRIES, pack_entry, licence, 1),
    FORGE(PACK_ENTRIES, pack_entry, licence, 0xFFFFFFFF),
    FORGE_STRING(PACK_TERMS, pack_term, text),
    FORGE(PACK_TERMS, pack_term, text, 0),
    FORGE(PACK_TERMS, pack_term, length, 1),
    FORGE(PACK_TERMS, pack_term, length, 0xFFFF),
    FORGE(PACK_TERMS, pack_term, pattern, 1), /* it has a length */
    FORGE(PACK_TERMS, pack_term, pattern, 2),
    FORGE(PACK_TERMS, pack_term, ending, 0),       /* a stem, */
    FORGE_IN(6, PACK_TERMS, pack_term, ending, 3), /* and whole words */
    FORGE(PACK_TERMS, pack_term, ending, 255),
    FORGE(PACK_TERMS, pack_term, first_posting, 0xFFFFFFFF),
    FORGE(PACK_TERMS, pack_term, first_posting, 0x00FFFFFF),
    FORGE(PACK_TERMS, pack_term, posting_count, 0),
    FORGE(PACK_TERMS, pack_term, posting_count, 0xFFFFFFFF),
    FORGE(PACK_POSTINGS, pack_posting, entry, 14),
    FORGE(PACK_POSTINGS, pack_posting, entry, 0xFFFFFFFF),
    FORGE(PACK_POSTINGS, pack_posting, match, 0),
    FORGE(PACK_POSTINGS, pack_posting, match, 3),
    FORGE(PACK_POSTINGS, pack_posting, match, PACK_MATCH_ROW << 1),
    FORGE(PACK_POSTINGS, pack_posting, certain, READING_ALL + 1),
    FORGE(PACK_POSTINGS, pack_posting, doubtful, READING_ALL), /* certain, too */
    FORGE(PACK_POSTINGS, pack_posting, scripts, 8),
    FORGE(PACK_IDENTIFIERS, pack_identifier, kind, 0),
    FORGE(PACK_IDENTIFIERS, pack_identifier, kind, IDENTIFIER_KINDS),
    FORGE(PACK_IDENTIFIERS, pack_identifier, kind, IDENTIFIER_WALLET), /* out of order */
    FORGE(PACK_IDENTIFIERS, pack_identifier, length, 0),
    FORGE(PACK_IDENTIFIERS, pack_identifier, length, 4),
    FORGE(PACK_IDENTIFIERS, pack_identifier, length, 255),
    FORGE(PACK_IDENTIFIERS, pack_identifier, entry, 14),
    FORGE(PACK_IDENTIFIERS, pack_identifier, match, 6),
    FORGE(PACK_LICENCES, pack_licence, entry, 0),
    FORGE(PACK_LICENCES, pack_licence, entry, 13),
    FORGE(PACK_LICENCES, pack_licence, entry, 0xFFFFFFFF),
    FORGE_STRING(PACK_LICENCES, pack_licence, number),
    FORGE_STRING(PACK_LICENCES, pack_licence, tax_id),
    FORGE(PACK_LICENCES, pack_licence, valid_from, 7),
    FORGE(PACK_LICENCES, pack_licence, valid_to, 7),
    FORGE(PACK_LICENCES, pack_licence, suspended_from, 7),
    FORGE(PACK_LICENCES, pack_licence, suspended_to, 7),
    FORGE(PACK_LICENCES, pack_licence, status, 3),
    {PACK_CODES, 0, 4, 0xFFFFFFFF},
    {PACK_CODES, 4, 4, 0x7FFFFFFF},
    FORGE_STRING(PACK_RULES, pack_rule, id),
    FORGE_STRING(PACK_RULES, pack_rule, title),
    FORGE_STRING(PACK_RULES, pack_rule, basis),
    FORGE_STRING(PACK_RULES, pack_rule, basis_link),
    FORGE_STRING(PACK_RULES, pack_rule, setting),
    FORGE_STRING(PACK_RULES, pack_rule, status_reason),
    FORGE(PACK_RULES, pack_rule, valid_from, 20260431),
    FORGE(PACK_RULES, pack_rule, valid_to, 20260431),
    FORGE(PACK_RULES, pack_rule, action, 4),
    FORGE(PACK_RULES, pack_rule, mode, 3),
    FORGE(PACK_RULES, pack_rule, needs_hit, 2),
    FORGE(PACK_RULES, pack_rule, names_registers, 2),
    FORGE(PACK_RULES, pack_rule, first_selection, 0xFFFFFFFF),
    FORGE(PACK_RULES, pack_rule, selection_count, 33),
    FORGE(PACK_RULES, pack_rule, selection_count, 1), /* the condition uses two */
    FORGE(PACK_RULES, pack_rule, selection_count, 0xFFFFFFFF),
    FORGE(PACK_RULES, pack_rule, code, 0xFFFFFFFF),
    FORGE(PACK_RULES, pack_rule, code, 1),
    FORGE(PACK_RULES, pack_rule, code_length, 0),
    FORGE(PACK_RULES, pack_rule, code_length, 1),
    FORGE(PACK_RULES, pack_rule, code_length, 4), /* leaves two values */
    FORGE(PACK_RULES, pack_rule, code_length, 0xFFFFFFFF),
    FORGE(PACK_RULES, pack_rule, ground, PACK_GROUNDS),
    FORGE(PACK_RULES, pack_rule, ground, PACK_GROUND_SANCTIONS), /* an exception covers it */
    FORGE(PACK_RULES, pack_rule, disclosure, 3),
    FORGE(PACK_RULES, pack_rule, duties, 8),
    FORGE(PACK_RULES, pack_rule, layer, 2),
    FORGE(PACK_RULES, pack_rule, action_layer, 255),
    FORGE(PACK_RULES, pack_rule, mode_layer, 2),
    FORGE(PACK_RULES, pack_rule, reserved, 1),
    FORGE(PACK_RULES, pack_rule, doubts, FG_FIELD_LIMIT),
    FORGE(PACK_RULES, pack_rule, doubts, FG_FIELD_REMITTANCE), /* no code */
    FORGE_STRING(PACK_RULES, pack_rule, looks_like),
    FORGE(PACK_RULES, pack_rule, weight, 1), /* beside an action */
    FORGE(PACK_RULES, pack_rule, weight, 1000001),
    FORGE(PACK_RULES, pack_rule, weight, 0x80000000),
    FORGE(PACK_RULES, pack_rule, weight, 0xFFFFFFFF), /* it would make a sum smaller */
    FORGE_STRING(PACK_RULES, pack_rule, owner),
    FORGE_STRING(PACK_RULES, pack_rule, customer_text),
    FORGE_STRING(PACK_RULES, pack_rule, officer_text),
    FORGE(PACK_RULES, pack_rule, customer_text, 1), /* a string that is no text */
    FORGE_STRING(PACK_SELECTIONS, pack_selection, name),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_AMOUNT), /* of no field */
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_SAME),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_PARTY_KIND), /* with no value */
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_RESIDENCY),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_IDENTIFIER),
    FORGE(PACK_SELECTIONS, pack_selection, values, 1), /* a list has none */
    FORGE(PACK_SELECTIONS, pack_selection, certainty, 4),
    FORGE(PACK_SELECTIONS, pack_selection, weight, 1000001),
    FORGE(PACK_SELECTIONS, pack_selection, weight, 0x80000000),
    FORGE(PACK_SELECTIONS, pack_selection, weight, 0xFFFFFFFF),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_WEIGHTS), /* of no sum */
    FORGE_STRING(PACK_SELECTIONS, pack_selection, amount_from),
    FORGE_STRING(PACK_SELECTIONS, pack_selection, amount_to),
    FORGE(PACK_SELECTIONS, pack_selection, amount_from, 1),           /* no decimal */
    FORGE_IN(1, PACK_SELECTIONS, pack_selection, party, PACK_DEBTOR), /* licences are of payees */
    FORGE(PACK_SELECTIONS, pack_selection, lists, UINT64_C(1) << 7),
    FORGE(PACK_SELECTIONS, pack_selection, lists, UINT64_C(1) << 63),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_BESIDE + 1),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_TABLE), /* of lists that are no tables */
    FORGE(PACK_SELECTIONS, pack_selection, certainty, 0),
    FORGE(PACK_SELECTIONS, pack_selection, kind, PACK_SELECT_WALLET) /* of no form */,
    FORGE(PACK_SELECTIONS, pack_selection, party, 4),
    FORGE(PACK_SELECTIONS, pack_selection, anchored, PACK_AMONG_FILLERS + 1),
    FORGE(PACK_SELECTIONS, pack_selection, cites_act, 3),
    FORGE(PACK_SELECTIONS, pack_selection, match, PACK_MATCH_ROW << 1),
    FORGE(PACK_SELECTIONS, pack_selection, confidence, 16),
    FORGE(PACK_SELECTIONS, pack_selection, classes, 32),
    FORGE(PACK_SELECTIONS, pack_selection, states, 256),
    FORGE(PACK_SELECTIONS, pack_selection, first_code, 0xFFFFFFFF),
    FORGE(PACK_SELECTIONS, pack_selection, code_count, 0xFFFFFFFF),
    FORGE(PACK_SELECTIONS, pack_selection, code_count, 10),
    FORGE(PACK_SELECTIONS, pack_selection, field_a, 128),
    FORGE(PACK_SELECTIONS, pack_selection, field_b, 255),
    FORGE(PACK_SELECTIONS, pack_selection, fact, 6),
    FORGE(PACK_SELECTIONS, pack_selection, fact_values, 1u << 31),
    FORGE_STRING(PACK_LAYERS, pack_layer, name),
    FORGE_STRING(PACK_LAYERS, pack_layer, version),
    FORGE_STRING(PACK_LAYERS, pack_layer, hash),
    FORGE(PACK_LAYERS, pack_layer, hash, 0),
    FORGE_STRING(PACK_CLOCKS, pack_clock, basis),
    FORGE(PACK_CLOCKS, pack_clock, ground, PACK_GROUNDS),
    FORGE(PACK_CLOCKS, pack_clock, ground, PACK_GROUND_CONTRACT), /* has one */
    FORGE(PACK_CLOCKS, pack_clock, unit, 3),
    FORGE(PACK_CLOCKS, pack_clock, length, 0),
    FORGE(PACK_CLOCKS, pack_clock, length, PACK_CLOCK_MAX + 1),
    FORGE(PACK_CLOCKS, pack_clock, unit, PACK_CLOCK_WORKING_HOURS), /* of no day */
    FORGE_IN(1, PACK_CLOCKS, pack_clock, day_begins, 1080),
    FORGE_IN(1, PACK_CLOCKS, pack_clock, day_ends, 1441),
    FORGE(PACK_CALENDAR, pack_calendar_day, date, 0),
    FORGE(PACK_CALENDAR, pack_calendar_day, date, 20260230),
    FORGE(PACK_CALENDAR, pack_calendar_day, date, 20260103), /* twice */
    FORGE(PACK_CALENDAR, pack_calendar_day, date, 20251231), /* of a year that is not known */
    FORGE(PACK_CALENDAR, pack_calendar_day, working, 2),
    FORGE_STRING(PACK_TEXTS, pack_text, id),
    FORGE_STRING(PACK_TEXTS, pack_text, text),
    FORGE(PACK_TEXTS, pack_text, id, 0),
    FORGE(PACK_TEXTS, pack_text, text, 0),
    FORGE(PACK_TEXTS, pack_text, language, PACK_LANGUAGES),
    FORGE(PACK_TEXTS, pack_text, language, 1), /* twice */
    FORGE(PACK_TEXTS, pack_text, audience, 2),
    FORGE(PACK_TEXTS, pack_text, audience, PACK_FOR_OFFICER), /* a rule shows it to customers */
    FORGE(PACK_TEXTS, pack_text, disclosure, 3),
    FORGE(PACK_TEXTS, pack_text, layer, 2),
    FORGE_STRING(PACK_APART, pack_apart, id),
    FORGE(PACK_APART, pack_apart, id, 0),
    FORGE_STRING(PACK_APART, pack_apart, titles[PACK_KAZAKH]),
    FORGE_STRING(PACK_APART, pack_apart, titles[PACK_ENGLISH]),
    FORGE(PACK_APART, pack_apart, titles[PACK_ENGLISH], 0),
    FORGE(PACK_APART, pack_apart, first_code, 0xFFFFFFFF),
    FORGE(PACK_APART, pack_apart, purpose_count, 0xFFFFFFFF), /* and one more is none */
    FORGE(PACK_APART, pack_apart, purpose_count, 100),
    FORGE(PACK_APART, pack_apart, category_count, 0xFFFFFFFF),
    FORGE(PACK_APART, pack_apart, layer, 2),
    FORGE_IN(1, PACK_APART, pack_apart, category_count, 0),
    FORGE_IN(1, PACK_APART, pack_apart, first_code, 0xFFFFFFFF),
    FORGE_STRING(PACK_EXCEPTIONS, pack_exception, id),
    FORGE_STRING(PACK_EXCEPTIONS, pack_exception, owner),
    FORGE_STRING(PACK_EXCEPTIONS, pack_exception, reason),
    FORGE(PACK_EXCEPTIONS, pack_exception, id, 0),
    FORGE(PACK_EXCEPTIONS, pack_exception, owner, 0),
    FORGE(PACK_EXCEPTIONS, pack_exception, reason, 0),
    FORGE(PACK_EXCEPTIONS, pack_exception, valid_from, 0),
    FORGE(PACK_EXCEPTIONS, pack_exception, valid_to, 0),
    FORGE(PACK_EXCEPTIONS, pack_exception, valid_from, 20261301),
    FORGE(PACK_EXCEPTIONS, pack_exception, valid_from, 20270101), /* behind its end */
    FORGE(PACK_EXCEPTIONS, pack_exception, valid_to, 20270103),   /* more than a year */
    FORGE(PACK_EXCEPTIONS, pack_exception, rule, 3),
    FORGE(PACK_EXCEPTIONS, pack_exception, rule, 0xFFFFFFFF),
    FORGE(PACK_EXCEPTIONS, pack_exception, entry, 15),
    FORGE(PACK_EXCEPTIONS, pack_exception, entry, 0xFFFFFFFF),
    FORGE(PACK_EXCEPTIONS, pack_exception, condition_count, 0),
    FORGE(PACK_EXCEPTIONS, pack_exception, condition_count, 2),
    FORGE(PACK_EXCEPTIONS, pack_exception, first_condition, 1),
    FORGE(PACK_EXCEPTIONS, pack_exception, first_condition, 0xFFFFFFFF),
    FORGE(PACK_EXCEPTIONS, pack_exception, layer, 2),
    FORGE(PACK_EXCEPTIONS, pack_exception, layer, 256),
    FORGE(PACK_CONDITIONS, pack_field_value, field, 0),
    FORGE(PACK_CONDITIONS, pack_field_value, field, FG_FIELD_LIMIT),
    FORGE(PACK_CONDITIONS, pack_field_value, value, 0),
    FORGE_STRING(PACK_CONDITIONS, pack_field_value, value),
    FORGE_STRING(PACK_CASES, pack_case, id),
    FORGE_STRING(PACK_CASES, pack_case, title),
    FORGE_STRING(PACK_CASES, pack_case, file),
    FORGE(PACK_CASES, pack_case, rule, 3),
    FORGE(PACK_CASES, pack_case, expectation, 2),
    FORGE(PACK_CASES, pack_case, action, 0xFFFFFFFE), /* -2 */
    FORGE(PACK_CASES, pack_case, action, 4),
    FORGE(PACK_CASES, pack_case, as_of, 20260230),
    FORGE(PACK_CASES, pack_case, first_field, 1),
    FORGE(PACK_CASES, pack_case, field_count, 0), /* neither fields nor a message */
    FORGE(PACK_CASES, pack_case, field_count, 2),
    FORGE(PACK_CASES, pack_case, field_count, 0xFFFFFFFF),
    FORGE(PACK_CASES, pack_case, message_length, 1), /* both */
    FORGE_IN(1, PACK_CASES, pack_case, message, 1),
    FORGE_IN(1, PACK_CASES, pack_case, message, 0xFFFFFFFF),
    FORGE_IN(1, PACK_CASES, pack_case, message_length, 4096),
    FORGE_IN(1, PACK_CASES, pack_case, message_length, 0xFFFFFFFF),
    FORGE(PACK_CASES, pack_case, channel, FG_CHANNEL_COUNT),
    FORGE(PACK_CASES, pack_case, rail, FG_RAIL_COUNT),
    FORGE(PACK_CASES, pack_case, direction, FG_DIRECTION_COUNT),
    FORGE(PACK_CASES, pack_case, on_us, FG_YES + 1),
    FORGE(PACK_CASES, pack_case, customer_class, FG_CUSTOMER_COUNT),
    FORGE(PACK_CASES, pack_case, payer_segment, FG_SEGMENT_COUNT),
    FORGE(PACK_CASES, pack_case, layer, 2),
    FORGE(PACK_CASES, pack_case, reserved, 1),
    FORGE(PACK_CASE_FIELDS, pack_field_value, field, 0),
    FORGE(PACK_CASE_FIELDS, pack_field_value, field, 0xFFFFFFFF),
    FORGE(PACK_CASE_FIELDS, pack_field_value, occurrence, 10000),
    FORGE_STRING(PACK_CASE_FIELDS, pack_field_value, value),
    FORGE(PACK_TABLE_ROWS, pack_table_row, list, 0),
    FORGE(PACK_TABLE_ROWS, pack_table_row, list, 0xFFFFFFFF),
    FORGE(PACK_TABLE_ROWS, pack_table_row, entry, 0), /* of another list */
    FORGE(PACK_TABLE_ROWS, pack_table_row, entry, 0xFFFFFFFF),
    FORGE_STRING(PACK_TABLE_ROWS, pack_table_row, code),
    FORGE(PACK_TABLE_ROWS, pack_table_row, code, 0), /* a field without its code */
    FORGE_STRING(PACK_TABLE_ROWS, pack_table_row, and_code),
    FORGE(PACK_TABLE_ROWS, pack_table_row, code_field, 0),
    FORGE(PACK_TABLE_ROWS, pack_table_row, code_field, FG_FIELD_LIMIT),
    FORGE(PACK_TABLE_ROWS, pack_table_row, code_field, FG_FIELD_REMITTANCE),
    FORGE(PACK_TABLE_ROWS, pack_table_row, code_field, FG_FIELD_CATEGORY_PURPOSE), /* out of order */
    FORGE(PACK_TABLE_ROWS, pack_table_row, and_field, FG_FIELD_PURPOSE_CODE),
    FORGE(PACK_TABLE_ROWS, pack_table_row, result, PACK_CONTRADICTION + 1),
    FORGE(PACK_TABLE_ROWS, pack_table_row, payer_kinds, 64),
    FORGE(PACK_TABLE_ROWS, pack_table_row, payee_kinds, 128),
    FORGE(PACK_TABLE_ROWS, pack_table_row, payer_residency, 4),
    FORGE(PACK_TABLE_ROWS, pack_table_row, payee_residency, 4),
    FORGE(PACK_TABLE_ROWS, pack_table_row, reserved, 1),
    FORGE_STRING(PACK_BASELINE, pack_baseline, set),
    FORGE(PACK_BASELINE, pack_baseline, set, 0),
    FORGE(PACK_BASELINE, pack_baseline, rule, 1), /* a set without a row of all rules */
    FORGE(PACK_BASELINE, pack_baseline, rule, 0xFFFFFFFF),
    FORGE(PACK_BASELINE, pack_baseline, texts, 0),
    FORGE(PACK_BASELINE, pack_baseline, flagged, 101),
    FORGE(PACK_BASELINE, pack_baseline, stopped, 1), /* more than were flagged */
    FORGE_IN(2, PACK_BASELINE, pack_baseline, rule, 4),
    FORGE_IN(2, PACK_BASELINE, pack_baseline, rule, 0), /* twice */
    FORGE_IN(2, PACK_BASELINE, pack_baseline, texts, 99),
    {PACK_CODE, 0, 1, 5},                        /* no operation */
    {PACK_CODE, 0, 1, PACK_OP_AND},              /* pops what is not there */
    {PACK_CODE, 0, 1, PACK_OP_NOT},              /* the same */
    {PACK_CODE, 1, 1, 2},                        /* a selection the rule does not have */
    {PACK_CODE, 4, 1, PACK_OP_OR},               /* then `and` pops what is not there */
    {PACK_CODE, 5, 1, PACK_OP_NOT},              /* leaves two values */
    {PACK_CODE, 5, 1, PACK_OP_AT_LEAST},         /* goes on behind the end */
    {PACK_CODE, 0, 6, UINT64_C(0x030000010000)}, /* a, and, a, not: one value at the end, but none to take before */
    {PACK_CODE, 0, 6, UINT64_C(0x030303000003)}, /* not, a, not, not, not */
    {PACK_AUTOMATON, 0, 1, 0},
    {PACK_AUTOMATON, 40, 1, 0x5A},
};

static void forged_records_are_refused(void)
{
    unsigned char *file = small_copy();
    for (size_t i = 0; i < sizeof forgeries / sizeof forgeries[0]; i++) {
        const struct forgery *forgery = &forgeries[i];
        memcpy(file, small_good, small_size);
        memcpy(record_of(file, forgery->section, 0) + forgery->offset, &forgery->value, forgery->size);
        seal(file);
        small_write(file);
        bool refused = small_is_refused();
        if (!refused)
            fprintf(stderr, "\nforgery %zu: section %d, byte %zu, value %llx was loaded\n", i, forgery->section,
                    forgery->offset, (unsigned long long)forgery->value);
        CU_ASSERT_TRUE(refused);
    }
    memcpy(file, small_good, small_size);
    seal(file);
    small_write(file);
    CU_ASSERT_FALSE(small_is_refused()); /* sealing alone changes nothing */
    free(file);
}

static void forged_directories_are_refused(void)
{
    unsigned char *file = small_copy();
    static const uint64_t offsets[] = {0, 64, 1, UINT64_MAX, UINT64_MAX - 63, UINT64_C(1) << 63, UINT64_C(1) << 40};
    static const uint32_t numbers[] = {UINT32_MAX, 0x80000000u, 0x10000000u};
    for (int id = 0; id < PACK_SECTIONS; id++) {
        unsigned char *section = file + sizeof(struct pack_frame) + offsetof(struct pack_directory, sections) +
                                 (size_t)id * sizeof(struct pack_section);
        for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
            memcpy(file, small_good, small_size);
            memcpy(section + offsetof(struct pack_section, offset), &offsets[i], sizeof offsets[i]);
            seal(file);
            small_write(file);
            CU_ASSERT_TRUE(small_is_refused());
        }
        for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
            memcpy(file, small_good, small_size);
            memcpy(section + offsetof(struct pack_section, count), &numbers[i], sizeof numbers[i]);
            seal(file);
            small_write(file);
            CU_ASSERT_TRUE(small_is_refused());
            memcpy(file, small_good, small_size);
            memcpy(section + offsetof(struct pack_section, record_size), &numbers[i], sizeof numbers[i]);
            seal(file);
            small_write(file);
            CU_ASSERT_TRUE(small_is_refused());
        }
    }
    small_write(small_good);
    free(file);
}

static size_t walk_fields(const struct pack *pack, const struct pack_field_value *fields, uint32_t count)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < count; i++)
        sum += strlen(pack_string(pack, fields[i].value)) + fields[i].field;
    return sum;
}

static size_t walk_decisions(const struct pack *pack)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < pack->layer_count; i++)
        sum += strlen(pack_string(pack, pack->layers[i].hash));
    for (uint32_t i = 0; i < pack->apart_count; i++)
        sum += strlen(pack_string(pack, pack->apart[i].titles[PACK_RUSSIAN]));
    sum += pack_apart_find(pack, "000", "NONE") != NULL;
    for (uint32_t i = 0; i < pack->text_count; i++)
        sum += strlen(pack_string(pack, pack->texts[i].text)) + pack->texts[i].layer;
    for (uint32_t i = 0; i < pack->exception_count; i++) {
        const struct pack_exception *exception = &pack->exceptions[i];
        sum += strlen(pack_string(pack, exception->reason)) + pack->rules[exception->rule].action +
               walk_fields(pack, pack->conditions + exception->first_condition, exception->condition_count);
    }
    for (uint32_t i = 0; i < pack->case_count; i++) {
        const struct pack_case *test = &pack->cases[i];
        sum += pack->rules[test->rule].action +
               walk_fields(pack, pack->case_fields + test->first_field, test->field_count);
        for (uint32_t b = 0; b < test->message_length; b++)
            sum += pack->case_bytes[test->message + b];
    }
    return sum;
}

/* Reads everything a loaded pack points to; the sanitizer is the judge. Returns something of all of it. */
static size_t walk(const struct pack *pack)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < pack->entry_count; i++) {
        const struct pack_entry *entry = &pack->entries[i];
        sum += strlen(pack_string(pack, entry->id)) + strlen(pack_string(pack, entry->name)) +
               strlen(pack_string(pack, entry->act)) + pack->lists[entry->list].kind;
        if (entry->licence)
            sum += strlen(pack_string(pack, pack->licences[entry->licence - 1].tax_id));
    }
    for (uint32_t i = 0; i < pack->term_count; i++)
        for (uint32_t p = 0; p < pack->terms[i].posting_count; p++)
            sum += pack->entries[pack->postings[pack->terms[i].first_posting + p].entry].confidence;
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        for (uint32_t s = 0; s < rule->selection_count; s++) {
            const struct pack_selection *selection = &pack->selections[rule->first_selection + s];
            for (uint32_t c = 0; c < selection->code_count; c++)
                sum += strlen(pack_string(pack, pack->codes[selection->first_code + c]));
        }
        for (uint32_t c = 0; c < rule->code_length; c++)
            sum += pack->code[rule->code + c];
    }
    return sum + walk_decisions(pack);
}

/* Random bytes and words in the records, hash right: refused, or harmless. */
static void random_forgeries_harm_nobody(void)
{
    unsigned char *file = small_copy();
    uint64_t state = 20261121, loaded = 0, sum = 0;
    size_t records = sizeof(struct pack_frame),
           end = sizeof(struct pack_frame) + section_of(small_good, PACK_DATABASE).offset;
    struct pack_section apart = section_of(small_good, PACK_APART);
    for (int round = 0; round < 4000; round++) {
        memcpy(file, small_good, small_size);
        for (int change = 0; change < 1 + round % 3; change++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            size_t at = records + (size_t)(state >> 20) % (end - records - 4);
            if (round % 8 == 0) /* behind the database */
                at = records + apart.offset + (size_t)(state >> 20) % (apart.count * sizeof(struct pack_apart) - 4);
            uint32_t value = (uint32_t)(state >> 33) % (round % 2 ? 256 : UINT32_MAX);
            memcpy(file + at, &value, round % 2 ? 1 : 4);
        }
        seal(file);
        small_write(file);
        struct pack *pack;
        if (small_load(&pack) == FG_OK) {
            loaded++;
            sum += walk(pack);
            pack_free(pack);
        }
    }
    CU_ASSERT_TRUE(loaded > 0 && loaded < 3600 && sum > 0);
    small_write(small_good);
    free(file);
}

static int build_rich(void)
{
    size_t size;
    if (small_build() != 0)
        return 1;
    unsigned char *rich = rich_pack(small_good, &size);
    return small_replace(rich, size);
}

int main(void)
{
    if (!work_open() || CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("forged packs", build_rich, small_drop);
    CU_ADD_TEST(suite, forged_records_are_refused);
    CU_ADD_TEST(suite, forged_directories_are_refused);
    CU_ADD_TEST(suite, random_forgeries_harm_nobody);
    int failed = run_tests();
    work_close();
    return failed;
}

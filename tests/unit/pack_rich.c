/*
 * pack_rich.c: takes the small pack apart and puts it together again with more in it (pack_rich.h).
 */
#include "pack_rich.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "plugin/include/fiatgate.h"
#include "plugin/judge/pack.h"

struct part {
    unsigned char *bytes;
    uint32_t count;
};

struct parts {
    struct part of[PACK_SECTIONS];
};

static void take_apart(struct parts *parts, const unsigned char *file)
{
    struct pack_directory directory;
    const unsigned char *payload = file + sizeof(struct pack_frame);
    memcpy(&directory, payload, sizeof directory);
    for (int id = 0; id < PACK_SECTIONS; id++) {
        size_t size = (size_t)directory.sections[id].count * pack_record_sizes[id];
        parts->of[id] = (struct part){.bytes = malloc(size + 1), .count = directory.sections[id].count};
        memcpy(parts->of[id].bytes, payload + directory.sections[id].offset, size);
    }
}

/* Replaces a section. */
static void put(struct parts *parts, enum pack_section_id id, const void *records, uint32_t count)
{
    size_t size = (size_t)count * pack_record_sizes[id];
    free(parts->of[id].bytes);
    parts->of[id] = (struct part){.bytes = malloc(size + 1), .count = count};
    memcpy(parts->of[id].bytes, records, size);
}

static uint32_t add_string(struct parts *parts, const char *text)
{
    struct part *strings = &parts->of[PACK_STRINGS];
    uint32_t at = strings->count, size = (uint32_t)strlen(text) + 1;
    strings->bytes = realloc(strings->bytes, at + size);
    memcpy(strings->bytes + at, text, size);
    strings->count += size;
    return at;
}

static void add_policy(struct parts *parts)
{
    uint32_t hash = add_string(parts, "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    uint32_t name = add_string(parts, "layer"), basis = add_string(parts, "Law 3");
    const struct pack_layer layers[] = {{name, name, hash}, {name, name, hash}};
    const struct pack_clock clocks[] = {
        {.ground = PACK_GROUND_AML, .unit = PACK_CLOCK_WORKING_DAYS, .length = 5, .basis = basis},
        {.ground = PACK_GROUND_CONTRACT,
         .unit = PACK_CLOCK_WORKING_HOURS,
         .length = 8,
         .day_begins = 540,
         .day_ends = 1080}};
    const struct pack_calendar_day days[] = {{20260101, 0}, {20260103, 1}};
    put(parts, PACK_LAYERS, layers, 2);
    put(parts, PACK_CLOCKS, clocks, 2);
    put(parts, PACK_CALENDAR, days, 2);
    struct pack_meta *meta = (struct pack_meta *)parts->of[PACK_META].bytes;
    meta->calendar_from = meta->calendar_to = 2026;
}

/* Text "a" is for customers, "b" for officers; the first rule shows both. */
static void add_texts(struct parts *parts)
{
    uint32_t a = add_string(parts, "a"), b = add_string(parts, "b"), said = add_string(parts, "We look at it.");
    struct pack_text texts[2 * PACK_LANGUAGES];
    for (uint32_t i = 0; i < 2 * PACK_LANGUAGES; i++)
        texts[i] = (struct pack_text){.id = i < PACK_LANGUAGES ? a : b,
                                      .text = said,
                                      .language = (uint8_t)(i % PACK_LANGUAGES),
                                      .audience = i < PACK_LANGUAGES ? PACK_FOR_CUSTOMER : PACK_FOR_OFFICER,
                                      .disclosure = PACK_DISCLOSE_NEUTRAL};
    put(parts, PACK_TEXTS, texts, 2 * PACK_LANGUAGES);
    struct pack_rule *rules = (struct pack_rule *)parts->of[PACK_RULES].bytes;
    for (uint32_t i = 0; i < parts->of[PACK_RULES].count; i++) {
        rules[i].ground = PACK_GROUND_CONTRACT;
        rules[i].customer_text = i == 0 ? a : 0;
        rules[i].officer_text = i == 0 ? b : 0;
    }
}

static void add_decisions(struct parts *parts)
{
    static const char message[] = MT103_WITH("SOMEBODY", "INVOICE 7");
    uint32_t id = add_string(parts, "id"), value = add_string(parts, " SOMEBODY ");
    const struct pack_field_value field = {.field = FG_FIELD_CREDITOR_NAME, .value = value};
    const struct pack_exception exception = {.id = id,
                                             .owner = id,
                                             .reason = id,
                                             .valid_from = 20260101,
                                             .valid_to = 20261231,
                                             .entry = 1,
                                             .condition_count = 1};
    const struct pack_case cases[] = {{.id = id,
                                       .title = id,
                                       .file = id,
                                       .line = 2,
                                       .expectation = PACK_EXPECT_PASS,
                                       .action = FG_PASS,
                                       .as_of = 20260102,
                                       .field_count = 1},
                                      {.id = id,
                                       .title = id,
                                       .file = id,
                                       .line = 3,
                                       .expectation = PACK_EXPECT_PASS,
                                       .action = -1,
                                       .message_length = sizeof message - 1}};
    put(parts, PACK_EXCEPTIONS, &exception, 1);
    put(parts, PACK_CONDITIONS, &field, 1);
    put(parts, PACK_CASES, cases, 2);
    put(parts, PACK_CASE_FIELDS, &field, 1);
    put(parts, PACK_CASE_BYTES, message, sizeof message - 1);
}

/* Makes room for records more behind a section's own, zeroed; the first of them. */
static void *grow(struct parts *parts, enum pack_section_id id, uint32_t count)
{
    struct part *part = &parts->of[id];
    size_t used = (size_t)part->count * pack_record_sizes[id], more = (size_t)count * pack_record_sizes[id];
    part->bytes = realloc(part->bytes, used + more + 1);
    memset(part->bytes + used, 0, more);
    part->count += count;
    return part->bytes + used;
}

/* A list more, a table of two rows: a code, which comes behind a row that asks for a payer. */
static void add_table(struct parts *parts)
{
    uint32_t id = add_string(parts, "purposes"), code = add_string(parts, "119");
    uint32_t list = parts->of[PACK_LISTS].count, entry = parts->of[PACK_ENTRIES].count;
    *(struct pack_list *)grow(parts, PACK_LISTS, 1) =
        (struct pack_list){.id = id, .title = id, .kind = PACK_LIST_TABLE, .entry_count = 2};
    struct pack_entry *entries = grow(parts, PACK_ENTRIES, 2);
    for (uint32_t i = 0; i < 2; i++)
        entries[i] = (struct pack_entry){.id = id, .name = id, .list = list, .entity_class = PACK_OTHER};
    const struct pack_table_row rows[] = {
        {.list = list, .entry = entry, .code = code, .code_field = FG_FIELD_PURPOSE_CODE, .result = PACK_ODD},
        {.list = list, .entry = entry + 1, .code = code, .code_field = FG_FIELD_PURPOSE_CODE, .payer_kinds = 1}};
    put(parts, PACK_TABLE_ROWS, rows, 2);
}

/* Two sets of benign texts, the second with a row of a rule. */
static void add_baseline(struct parts *parts)
{
    uint32_t rents = add_string(parts, "rents"), wages = add_string(parts, "wages");
    const struct pack_baseline rows[] = {{rents, 0, 100, 0, 0}, {wages, 0, 100, 3, 1}, {wages, 2, 100, 2, 1}};
    put(parts, PACK_BASELINE, rows, 3);
}

static size_t aligned(size_t offset)
{
    return (offset + PACK_ALIGNMENT - 1) / PACK_ALIGNMENT * PACK_ALIGNMENT;
}

static unsigned char *put_together(const struct parts *parts, struct pack_frame frame, size_t *file_size)
{
    struct pack_directory directory = {.section_count = PACK_SECTIONS};
    size_t size = aligned(sizeof directory);
    for (int id = 0; id < PACK_SECTIONS; id++) {
        directory.sections[id] =
            (struct pack_section){.record_size = pack_record_sizes[id], .count = parts->of[id].count, .offset = size};
        size = aligned(size + (size_t)parts->of[id].count * pack_record_sizes[id]);
    }
    frame.payload_size = size;
    frame.signatures_offset = sizeof frame + size;
    *file_size = sizeof frame + size;
    unsigned char *file = calloc(1, *file_size), *payload = file + sizeof frame;
    memcpy(payload, &directory, sizeof directory);
    for (int id = 0; id < PACK_SECTIONS; id++)
        memcpy(payload + directory.sections[id].offset, parts->of[id].bytes,
               (size_t)parts->of[id].count * pack_record_sizes[id]);
    EVP_Digest(payload, size, frame.payload_sha256, NULL, EVP_sha256(), NULL);
    memcpy(file, &frame, sizeof frame);
    return file;
}

unsigned char *rich_pack(const unsigned char *small, size_t *size)
{
    struct parts parts;
    struct pack_frame frame;
    memcpy(&frame, small, sizeof frame);
    take_apart(&parts, small);
    add_policy(&parts);
    add_texts(&parts);
    add_decisions(&parts);
    add_table(&parts);
    add_baseline(&parts);
    unsigned char *file = put_together(&parts, frame, size);
    for (int id = 0; id < PACK_SECTIONS; id++)
        free(parts.of[id].bytes);
    return file;
}

/*
 * pack_fixture.c: packs and messages laid out by hand (pack_fixture.h). Linked by tests only; links the pattern
 * compiler, which the plug-in never does.
 */
#include "pack_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hs/hs.h>

#include "plugin/judge/rule_index.h"

const struct limits message_limits = {.message_bytes = 1u << 16,
                                      .transfers = 16,
                                      .fields = MESSAGE_VALUES,
                                      .text_bytes = 1u << 14,
                                      .depth = 16,
                                      .attributes = 64,
                                      .hits = MESSAGE_HITS,
                                      .reasons_per_transfer = 16,
                                      .reasons_per_message = 64};

static void *must(void *memory)
{
    if (!memory) {
        fputs("out of memory in a test\n", stderr);
        exit(2);
    }
    return memory;
}

uint32_t fixture_string(struct fixture *fixture, const char *text)
{
    size_t size = strlen(text) + 1;
    uint32_t at = fixture->strings_used;
    if (size == 1)
        return 0;
    if (size > sizeof fixture->strings - at)
        must(NULL);
    memcpy(fixture->strings + at, text, size);
    fixture->strings_used += (uint32_t)size;
    return at;
}

struct fixture *fixture_new(void)
{
    struct fixture *fixture = must(calloc(1, sizeof *fixture));
    struct pack *pack = &fixture->pack;
    fixture->strings_used = 1;
    pack->strings = fixture->strings;
    pack->strings_size = sizeof fixture->strings;
    pack->meta = &fixture->meta;
    pack->lists = fixture->lists;
    pack->entries = fixture->entries;
    pack->terms = fixture->terms;
    pack->postings = fixture->postings;
    pack->identifiers = fixture->identifiers;
    pack->licences = fixture->licences;
    pack->codes = fixture->codes;
    pack->rules = fixture->rules;
    pack->selections = fixture->selections;
    pack->code = fixture->code;
    pack->exceptions = fixture->exceptions;
    pack->conditions = fixture->conditions;
    fixture->meta.jurisdiction = fixture_string(fixture, "KZ");
    return fixture;
}

void fixture_free(struct fixture *fixture)
{
    hs_free_scratch(fixture->scratch);
    hs_free_database(fixture->pack.database);
    free(fixture);
}

uint32_t fixture_list(struct fixture *fixture, enum pack_list_kind kind, const char *title)
{
    uint32_t index = fixture->pack.list_count++;
    fixture->lists[index] = (struct pack_list){.kind = kind,
                                               .id = fixture_string(fixture, title),
                                               .title = fixture_string(fixture, title),
                                               .retrieved_at = 20260101};
    return index;
}

uint32_t fixture_entry(struct fixture *fixture, uint32_t list, const char *name)
{
    uint32_t index = fixture->pack.entry_count++;
    fixture->entries[index] =
        (struct pack_entry){.list = list, .name = fixture_string(fixture, name), .confidence = PACK_SURE};
    fixture->lists[list].entry_count++;
    return index;
}

void fixture_term(struct fixture *fixture, uint32_t entry, uint32_t match, const char *text, uint8_t ending)
{
    struct fixture_term *term = &fixture->given[fixture->given_count++];
    *term = (struct fixture_term){.ending = ending, .entry = entry, .match = match};
    snprintf(term->text, sizeof term->text, "%s", text);
}

void fixture_identifier(struct fixture *fixture, uint32_t entry, uint32_t match, enum identifier_kind kind,
                        const char *key)
{
    struct pack_identifier *identifier = &fixture->identifiers[fixture->pack.identifier_count++];
    *identifier =
        (struct pack_identifier){.kind = (uint8_t)kind, .length = (uint8_t)strlen(key), .entry = entry, .match = match};
    memcpy(identifier->key, key, strlen(key));
}

uint32_t fixture_licence(struct fixture *fixture, uint32_t entry, const char *tax_id, int32_t from, int32_t to)
{
    uint32_t index = fixture->pack.licence_count++;
    fixture->licences[index] = (struct pack_licence){
        .entry = entry, .tax_id = fixture_string(fixture, tax_id), .valid_from = from, .valid_to = to};
    fixture->entries[entry].licence = index + 1;
    if (tax_id[0] != '\0')
        fixture_identifier(fixture, entry, PACK_MATCH_TAX_ID, IDENTIFIER_TAX_ID, tax_id);
    return index;
}

uint32_t fixture_rule(struct fixture *fixture, fg_action action, const uint8_t *code, uint32_t length)
{
    uint32_t index = fixture->pack.rule_count++;
    fixture->rules[index] = (struct pack_rule){.action = (uint8_t)action,
                                               .mode = PACK_ENFORCE,
                                               .first_selection = fixture->pack.selection_count,
                                               .code = fixture->pack.code_length,
                                               .code_length = length};
    memcpy(fixture->code + fixture->pack.code_length, code, length);
    fixture->pack.code_length += length;
    return index;
}

struct pack_selection *fixture_selection(struct fixture *fixture, enum pack_selection_kind kind)
{
    struct pack_selection *selection = &fixture->selections[fixture->pack.selection_count++];
    *selection = (struct pack_selection){.kind = (uint8_t)kind,
                                         .fields = {UINT64_MAX, UINT64_MAX},
                                         .lists = kind == PACK_SELECT_LIST ? UINT64_MAX : 0,
                                         .match = UINT32_MAX,
                                         .certainty = PACK_CERTAIN,
                                         .states = kind == PACK_SELECT_WALLET ? UINT32_MAX : 0,
                                         .confidence = UINT32_MAX,
                                         .classes = UINT32_MAX};
    fixture->rules[fixture->pack.rule_count - 1].selection_count++;
    return selection;
}

uint32_t fixture_code(struct fixture *fixture, const char *code)
{
    uint32_t index = fixture->pack.code_count++;
    fixture->codes[index] = fixture_string(fixture, code);
    return index;
}

struct pack_exception *fixture_exception(struct fixture *fixture, uint32_t rule)
{
    struct pack_exception *exception = &fixture->exceptions[fixture->pack.exception_count++];
    *exception = (struct pack_exception){
        .valid_from = 20260101, .valid_to = 20261231, .rule = rule, .first_condition = fixture->pack.condition_count};
    return exception;
}

void fixture_condition(struct fixture *fixture, fg_field field, const char *value)
{
    fixture->conditions[fixture->pack.condition_count++] =
        (struct pack_field_value){.field = field, .value = fixture_string(fixture, value)};
    fixture->exceptions[fixture->pack.exception_count - 1].condition_count++;
}

static int compare_terms(const void *a, const void *b)
{
    const struct fixture_term *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order ? order : x->ending - y->ending;
}

static int compare_identifiers(const void *a, const void *b)
{
    const struct pack_identifier *x = a, *y = b;
    return x->kind != y->kind ? x->kind - y->kind : memcmp(x->key, y->key, sizeof x->key);
}

/* One term for each text and ending, with all its postings. */
static void join_terms(struct fixture *fixture)
{
    struct pack *pack = &fixture->pack;
    qsort(fixture->given, fixture->given_count, sizeof fixture->given[0], compare_terms);
    pack->term_count = pack->posting_count = 0;
    for (uint32_t i = 0; i < fixture->given_count; i++) {
        const struct fixture_term *given = &fixture->given[i];
        if (i == 0 || compare_terms(given, given - 1) != 0)
            fixture->terms[pack->term_count++] = (struct pack_term){.text = fixture_string(fixture, given->text),
                                                                    .length = (uint16_t)strlen(given->text),
                                                                    .ending = given->ending,
                                                                    .first_posting = pack->posting_count};
        fixture->terms[pack->term_count - 1].posting_count++;
        fixture->postings[pack->posting_count++] =
            (struct pack_posting){.entry = given->entry, .match = given->match, .certain = READING_ALL};
    }
}

bool fixture_build(struct fixture *fixture, const char *left_out)
{
    struct pack *pack = &fixture->pack;
    join_terms(fixture);
    fixture->meta.scanned_terms = pack->term_count;
    qsort(fixture->identifiers, pack->identifier_count, sizeof fixture->identifiers[0], compare_identifiers);
    const char **texts = must(calloc(pack->term_count + 1, sizeof *texts));
    unsigned *ids = must(calloc(pack->term_count + 1, sizeof *ids));
    unsigned count = 0;
    for (uint32_t i = 0; i < pack->term_count; i++) {
        const char *text = pack_string(pack, pack->terms[i].text);
        if (left_out && strcmp(text, left_out) == 0)
            continue;
        texts[count] = text;
        ids[count++] = i;
    }
    hs_compile_error_t *error = NULL;
    bool built = true;
    if (count > 0)
        built = hs_compile_multi(texts, NULL, ids, count, HS_MODE_BLOCK, NULL, &pack->database, &error) == HS_SUCCESS &&
                hs_alloc_scratch(pack->database, &fixture->scratch) == HS_SUCCESS;
    hs_free_compile_error(error);
    free(texts);
    free(ids);
    return built;
}

#define MESSAGE_BYTES (1u << 15)

struct message *message_new(void)
{
    struct message *message = must(calloc(1, sizeof *message));
    message->transfer_memory = must(aligned_alloc(16, (transfer_size(&message_limits) + 15) & ~(size_t)15));
    transfer_place(&message->transfer, message->transfer_memory, &message_limits);
    message->bytes = must(aligned_alloc(64, MESSAGE_BYTES + 2 * FOLD_PADDING));
    memset(message->bytes, 0, MESSAGE_BYTES + 2 * FOLD_PADDING);
    message->folded = (struct folded){.bytes = message->bytes + FOLD_PADDING,
                                      .limit = MESSAGE_BYTES,
                                      .tokens = message->tokens,
                                      .token_limit = sizeof message->tokens / sizeof message->tokens[0],
                                      .segments = message->segments,
                                      .segment_limit = sizeof message->segments / sizeof message->segments[0],
                                      .looks = message->looks};
    message->facts.size = sizeof message->facts;
    message->workspace = must(calloc(1, judge_workspace_size(&message_limits)));
    judge_workspace_place(message->workspace, &message_limits);
    message->judgement.reasons = message->reasons;
    transfer_reset(&message->transfer);
    return message;
}

void message_free(struct message *message)
{
    free(message->workspace);
    free(message->bytes);
    free(message->transfer_memory);
    free(message);
}

void message_clear(struct message *message)
{
    transfer_reset(&message->transfer);
    message->folded.used = message->folded.token_count = message->folded.segment_count = 0;
    message->identifier_count = message->hit_count = 0;
    message->facts = (fg_facts){.size = sizeof message->facts};
    message->reliefs.count = 0;
}

static bool is_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void message_view(struct message *message, uint32_t value, enum fold_view view, const char *text, const uint32_t *spans)
{
    struct folded *folded = &message->folded;
    if (folded->used + strlen(text) * 2 + 2 > folded->limit || folded->segment_count == folded->segment_limit)
        must(NULL);
    folded->segments[folded->segment_count++] = (struct folded_segment){
        .at = folded->used, .first_token = folded->token_count, .value = (uint16_t)value, .view = (uint8_t)view};
    folded->bytes[folded->used++] = ' ';
    for (uint32_t i = 0, n = 0; text[i] != '\0'; n++) {
        while (text[i] != '\0' && !is_word(text[i]))
            i++;
        if (text[i] == '\0')
            break;
        struct folded_token *token = &folded->tokens[folded->token_count++];
        *token = (struct folded_token){.at = folded->used, .from = i};
        for (; is_word(text[i]); i++)
            folded->bytes[folded->used++] =
                (unsigned char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
        token->to = i;
        if (spans) {
            token->from = spans[2 * n];
            token->to = spans[2 * n + 1];
        }
        folded->bytes[folded->used++] = ' ';
    }
}

uint32_t message_put(struct message *message, fg_field field, const char *text)
{
    uint32_t value = message->transfer.value_count;
    if (!transfer_put(&message->transfer, field, text, (uint32_t)strlen(text), message->transfer.text_used))
        must(NULL);
    if (field_is_scanned(field))
        message_view(message, value, FOLD_PLAIN, text, NULL);
    return value;
}

void message_identifier(struct message *message, uint32_t value, enum identifier_kind kind, const char *key,
                        const char *at)
{
    const struct field_value *of = &message->transfer.values[value];
    enum field_kind field = field_kind((fg_field)of->field);
    struct identifier *identifier = &message->identifiers[message->identifier_count++];
    *identifier = (struct identifier){.kind = (uint8_t)kind,
                                      .identity = field == FIELD_KIND_ACCOUNT || field == FIELD_KIND_TAXID ||
                                                  field == FIELD_KIND_LEI || field == FIELD_KIND_BIC,
                                      .value = (uint16_t)value,
                                      .to = of->length,
                                      .length = (uint8_t)strlen(key)};
    memcpy(identifier->key, key, strlen(key));
    if (at) {
        const char *text = (const char *)transfer_text(&message->transfer, of);
        const char *found = must(memmem(text, of->length, at, strlen(at)));
        identifier->from = (uint32_t)(found - text);
        identifier->to = identifier->from + (uint32_t)strlen(at);
    }
}

uint32_t message_put_identifier(struct message *message, fg_field field, enum identifier_kind kind, const char *key)
{
    uint32_t value = message_put(message, field, key);
    message_identifier(message, value, kind, key, NULL);
    return value;
}

enum scan_result message_scan(struct message *message, const struct fixture *fixture)
{
    return scan_folded(&fixture->pack, fixture->scratch, &message->transfer, &message->folded, message->hits,
                       MESSAGE_HITS, &message->hit_count);
}

struct relief *message_relief(struct message *message, enum relief_kind kind, uint32_t of, int64_t until)
{
    struct relief *relief = &message->reliefs.reliefs[message->reliefs.count++];
    *relief = (struct relief){.kind = (uint8_t)kind, .of = of, .until = until};
    return relief;
}

struct judge_input message_input(struct message *message, const struct fixture *fixture, int32_t as_of)
{
    message_scan(message, fixture);
    return (struct judge_input){.pack = &fixture->pack,
                                .transfer = &message->transfer,
                                .hits = message->hits,
                                .hit_count = message->hit_count,
                                .identifiers = message->identifiers,
                                .identifier_count = message->identifier_count,
                                .facts = &message->facts,
                                .as_of = as_of,
                                .reliefs = message->reliefs.count > 0 ? &message->reliefs : NULL,
                                .now = message->now};
}

static bool is_same_reason(const struct judge_reason *a, const struct judge_reason *b)
{
    return a->rule == b->rule && a->entry == b->entry && a->value == b->value && a->from == b->from && a->to == b->to &&
           a->registers == b->registers && a->exception == b->exception && a->weight == b->weight &&
           a->action == b->action && a->shadow == b->shadow && a->relieved == b->relieved && a->readings == b->readings;
}

static bool is_same_judgement(const struct judgement *a, const struct judgement *b)
{
    if (a->action != b->action || a->rule != b->rule || a->would != b->would || a->would_rule != b->would_rule ||
        a->duties != b->duties || a->weight != b->weight || a->resting_on != b->resting_on ||
        a->excepted != b->excepted || a->relieved != b->relieved || a->reliefs != b->reliefs ||
        a->reason_count != b->reason_count || a->dropped != b->dropped)
        return false;
    for (uint32_t i = 0; i < a->reason_count; i++)
        if (!is_same_reason(&a->reasons[i], &b->reasons[i]))
            return false;
    return true;
}

/* Judges without a rule index what was judged with one, or the other way round. */
static bool is_judged_so(const struct judge_input *input, struct message *message, bool done)
{
    struct judge_reason reasons[sizeof message->reasons / sizeof message->reasons[0]];
    struct judgement other = {.reasons = reasons, .reason_limit = message->judgement.reason_limit};
    return judge_transfer(input, message->workspace, &other) == done && is_same_judgement(&message->judgement, &other);
}

bool message_judge_input(struct message *message, const struct judge_input *input)
{
    struct pack indexed = *input->pack;
    struct judge_input other = *input;
    void *memory = must(calloc(1, rule_index_size(&indexed)));
    indexed.rule_index = rule_index_make(&indexed, memory);
    other.pack = &indexed;
    bool done = judge_transfer(input, message->workspace, &message->judgement);
    if (!is_judged_so(&other, message, done)) {
        fputs("a pack's rule index changes a judgement\n", stderr);
        abort();
    }
    free(memory);
    return done;
}

const struct judgement *message_judge(struct message *message, const struct fixture *fixture, int32_t as_of,
                                      uint32_t reasons)
{
    struct judge_input input = message_input(message, fixture, as_of);
    message->judgement.reason_limit = reasons;
    message_judge_input(message, &input);
    return &message->judgement;
}

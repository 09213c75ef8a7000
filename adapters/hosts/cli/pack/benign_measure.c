/*
 * benign_measure.c: one innocent payment after the other through the stages of screening (benign_measure.h). Everybody
 * in these payments is invented; what is measured is the one text or name that a line gives.
 */
#include "benign_measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "canonical.h"
#include "command.h"
#include "input.h"
#include "proto_json.h"
#include "stages.h"
#include "text/utf8.h"

#define LINE_BYTES_MAX 65536u

/* Where the work on one file stands. */
struct measuring {
    struct benign_measure *measure;
    struct benign_set *set;
    struct stages *stages;
    struct canonical_fields fields;
    unsigned long line;
    uint64_t *last_payment; /* by 1 + rule: the payment that was counted last, from 1 */
};

enum benign_kind benign_kind_of(const char *path)
{
    const char *name = strrchr(path, '/'), *end = strrchr(path, '.');
    if (end && strcmp(end, ".jsonl") == 0)
        return BENIGN_TRANSFERS;
    if (name && name - path >= 5 && memcmp(name - 5, "names", 5) == 0 && (name - path == 5 || name[-6] == '/'))
        return BENIGN_NAMES;
    return BENIGN_TEXTS;
}

bool benign_add(struct benign_measure *measure, const char *path, enum benign_kind kind)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    if (measure->set_count == BENIGN_SETS_MAX) {
        say("more than %d files of benign texts: put some together", BENIGN_SETS_MAX);
        return false;
    }
    for (uint32_t i = 0; i < measure->set_count; i++)
        if (strcmp(measure->sets[i].name, name) == 0) {
            say("%s and %s have one name, by which baselines tell them apart: rename one", measure->sets[i].path, path);
            return false;
        }
    measure->sets[measure->set_count++] = (struct benign_set){.path = path, .name = name, .kind = kind};
    return true;
}

static void keep_example(struct measuring *measuring, uint32_t rule, const char *text, size_t length)
{
    struct benign_examples *examples = &measuring->measure->examples[rule];
    if (examples->count == BENIGN_EXAMPLES)
        return;
    struct benign_example *example = &examples->items[examples->count++];
    example->set = measuring->set;
    example->line = measuring->line;
    length = utf8_valid_prefix(text, length < BENIGN_TEXT_SHOWN ? length : BENIGN_TEXT_SHOWN);
    memcpy(example->text, text, length);
    example->text[length] = 0;
}

static void count_action(struct benign_count *count, fg_action action)
{
    count->flagged += action >= FG_FLAG;
    count->stopped += action >= FG_HOLD;
}

/* Each rule once a payment; all reasons of a rule ask for the same. */
static void count_rules(struct measuring *measuring, const char *text, size_t length)
{
    const struct judgement *judgement = &measuring->stages->judgement;
    struct benign_set *set = measuring->set;
    for (uint32_t i = 0; i < judgement->reason_count; i++) {
        const struct judge_reason *reason = &judgement->reasons[i];
        if (reason->action == FG_PASS || measuring->last_payment[reason->rule + 1] == set->payments)
            continue;
        measuring->last_payment[reason->rule + 1] = set->payments;
        count_action(&set->rules[reason->rule + 1], (fg_action)reason->action);
        keep_example(measuring, reason->rule + 1, text, length);
    }
}

/* The payment stands in the stages. text is what it was made of. false = the engine failed (said). */
static bool screen_payment(struct measuring *measuring, int32_t as_of, const char *text, size_t length)
{
    static const fg_facts unknown = {.size = sizeof unknown};
    struct benign_set *set = measuring->set;
    set->payments++;
    enum scan_result result = stages_run(measuring->stages, &unknown, as_of);
    if (result == SCAN_ENGINE) {
        say("%s:%lu: the engine of patterns failed: this is a fault of fiatgate", set->path, measuring->line);
        return false;
    }
    if (result != SCAN_DONE) { /* a gate holds what is past its limits */
        count_action(&set->rules[0], FG_HOLD);
        keep_example(measuring, 0, text, length);
        return true;
    }
    count_action(&set->rules[0], measuring->stages->judgement.action);
    count_rules(measuring, text, length);
    return true;
}

static bool put(struct measuring *measuring, fg_field field, const char *text)
{
    return stages_put(measuring->stages, field, text, strlen(text));
}

/* A payment of an invented private person to another, but for what stands in one field. */
static bool screen_with(struct measuring *measuring, fg_field field, const char *text, size_t length)
{
    static const struct {
        fg_field field;
        const char *text;
    } ordinary[] = {{FG_FIELD_DEBTOR_NAME, "AIDAR TESTOV"},
                    {FG_FIELD_CREDITOR_NAME, "DINA TESTOVA"},
                    {FG_FIELD_REMITTANCE, "invoice 7 of 12 January"},
                    {FG_FIELD_AMOUNT, "10250.00"},
                    {FG_FIELD_CURRENCY, "USD"}};
    bool fits = true;
    stages_begin(measuring->stages);
    for (size_t i = 0; i < sizeof ordinary / sizeof *ordinary; i++)
        if (ordinary[i].field != field)
            fits = fits && put(measuring, ordinary[i].field, ordinary[i].text);
    if (!fits || !stages_put(measuring->stages, field, text, length)) {
        measuring->set->left_out++;
        return true;
    }
    return screen_payment(measuring, measuring->measure->as_of, text, length);
}

static int32_t day_of(const struct measuring *measuring)
{
    const struct transfer *transfer = &measuring->stages->transfer;
    int32_t day = transfer_date(transfer, FG_FIELD_SETTLEMENT_DATE);
    if (day == 0)
        day = transfer_date(transfer, FG_FIELD_CREATION_DATE);
    return day ? day : measuring->measure->as_of;
}

/* Puts a canonical transfer into the stages. NULL, or what is wrong with it. */
static const char *put_canonical(struct measuring *measuring, const Fiatgate__Transfer *canonical)
{
    if (canonical->error || canonical->not_a_transfer)
        return "the line holds no transfer; remove it";
    if (!canonical_to_fields(canonical, &measuring->fields))
        return "memory for the fields could not be had";
    stages_begin(measuring->stages);
    for (size_t i = 0; i < measuring->fields.count; i++) {
        const fg_field_input *field = &measuring->fields.items[i];
        if (field->length > 0 && !stages_put(measuring->stages, (fg_field)field->field, field->bytes, field->length))
            return "the transfer is larger than a gate takes; shorten it";
    }
    return NULL;
}

/* EXIT_DONE, or an exit code (said). */
static int screen_canonical(struct measuring *measuring, char *text, size_t length)
{
    char why[300] = "";
    char *shown = strndup(text, length);
    ProtobufCMessage *message = proto_json_read(&fiatgate__transfer__descriptor, text, length, why, sizeof why);
    const char *wrong = !message ? why : put_canonical(measuring, (const Fiatgate__Transfer *)message);
    int code = EXIT_DONE;
    if (wrong) {
        say("%s:%lu: %s", measuring->set->path, measuring->line, wrong);
        code = EXIT_INPUT;
    } else if (!shown || !screen_payment(measuring, day_of(measuring), shown, length)) {
        code = EXIT_PRODUCT;
    }
    if (message)
        protobuf_c_message_free_unpacked(message, NULL);
    free(shown);
    return code;
}

static int measure_line(struct measuring *measuring, char *text, size_t length)
{
    bool works = true;
    if (length > 0 && text[length - 1] == '\r')
        length--;
    if (length == 0)
        return EXIT_DONE;
    if (utf8_valid_prefix(text, length) != length) {
        measuring->set->left_out++;
        return EXIT_DONE;
    }
    switch (measuring->set->kind) {
    case BENIGN_TRANSFERS:
        return screen_canonical(measuring, text, length);
    case BENIGN_NAMES:
        works = screen_with(measuring, FG_FIELD_CREDITOR_NAME, text, length) &&
                screen_with(measuring, FG_FIELD_DEBTOR_NAME, text, length);
        break;
    default:
        works = screen_with(measuring, FG_FIELD_REMITTANCE, text, length);
    }
    return works ? EXIT_DONE : EXIT_PRODUCT;
}

static int measure_lines(struct measuring *measuring, FILE *file)
{
    struct content content = {0};
    enum line_result result = LINE_READ;
    int code = EXIT_DONE;
    while (code == EXIT_DONE) {
        result = input_line(file, LINE_BYTES_MAX, &content);
        if (result == LINE_END || result == LINE_FAILED)
            break;
        measuring->line++;
        if (result == LINE_TOO_LONG)
            measuring->set->left_out++;
        else
            code = measure_line(measuring, (char *)content.bytes, content.length);
    }
    content_free(&content);
    if (code == EXIT_DONE && result == LINE_FAILED) {
        say("%s: cannot be read to its end", measuring->set->path);
        code = EXIT_INPUT;
    }
    return code;
}

static int measure_set(struct measuring *measuring)
{
    struct benign_set *set = measuring->set;
    char *path = (char *)(uintptr_t)set->path, why[1024];
    size_t rules = measuring->measure->pack->rule_count + (size_t)1;
    set->rules = calloc(rules, sizeof *set->rules);
    if (!set->rules) {
        say("memory for a measurement could not be had");
        return EXIT_PRODUCT;
    }
    memset(measuring->last_payment, 0, rules * sizeof *measuring->last_payment);
    FILE *file = input_open(path, why, sizeof why);
    if (!file) {
        say("%s: %s", path, why);
        return EXIT_INPUT;
    }
    measuring->line = 0;
    int code = measure_lines(measuring, file);
    input_close(file);
    if (code == EXIT_DONE && set->payments == 0) {
        say("%s: holds no text to be measured; name another file", path);
        code = EXIT_INPUT;
    }
    return code;
}

int benign_measure_run(struct benign_measure *measure)
{
    static const struct limits limits = {.message_bytes = LINE_BYTES_MAX,
                                         .fields = 512,
                                         .text_bytes = 2 * LINE_BYTES_MAX,
                                         .transfers = 1,
                                         .depth = 1,
                                         .hits = 4096};
    struct stages stages = {.memory = NULL};
    struct measuring measuring = {.measure = measure, .stages = &stages};
    size_t rules = measure->pack->rule_count + (size_t)1;
    int code = EXIT_DONE;
    measure->examples = calloc(rules, sizeof *measure->examples);
    measuring.last_payment = calloc(rules, sizeof *measuring.last_payment);
    if (!measure->examples || !measuring.last_payment || !stages_open(&stages, measure->pack, &limits)) {
        say("memory for a measurement could not be had");
        code = EXIT_PRODUCT;
    }
    for (uint32_t i = 0; code == EXIT_DONE && i < measure->set_count; i++) {
        measuring.set = &measure->sets[i];
        code = measure_set(&measuring);
    }
    stages_close(&stages);
    canonical_fields_free(&measuring.fields);
    free(measuring.last_payment);
    return code;
}

void benign_measure_free(struct benign_measure *measure)
{
    for (uint32_t i = 0; i < measure->set_count; i++)
        free(measure->sets[i].rules);
    free(measure->examples);
    measure->examples = NULL;
    measure->set_count = 0;
}

struct benign_count benign_total(const struct benign_measure *measure, uint32_t rule, uint64_t *payments)
{
    struct benign_count total = {0};
    *payments = 0;
    for (uint32_t i = 0; i < measure->set_count; i++) {
        total.flagged += measure->sets[i].rules[rule].flagged;
        total.stopped += measure->sets[i].rules[rule].stopped;
        *payments += measure->sets[i].payments;
    }
    return total;
}

/*
 * proto_test.c: the .proto files, fiatgate_fields.h and fiatgate.h hold together: one name, one number, one shape for
 * each field and enum value, wherever it is said.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#include "fiatgate.h"
#include "proto_json.h"
#include "transfer.h"

#include "bench.pb-c.h"
#include "formats.pb-c.h"
#include "replay.pb-c.h"
#include "transfer.pb-c.h"
#include "verdict.pb-c.h"
#include "run_tests.h"

struct named {
    unsigned number;
    const char *key;
};

#define FG_FIELD(field_number, name, field_key, kind, groups) {field_number, field_key},
static const struct named fields[] = {
#include "fiatgate_fields.h"
};
#undef FG_FIELD
#define FIELDS (sizeof fields / sizeof *fields)

static void every_field_is_in_the_proto(void)
{
    for (size_t i = 0; i < FIELDS; i++) {
        const ProtobufCFieldDescriptor *found =
            protobuf_c_message_descriptor_get_field(&fiatgate__transfer__descriptor, fields[i].number);
        CU_ASSERT_PTR_NOT_NULL(found);
        if (!found) {
            printf("\n    transfer.proto has no field %u (%s)", fields[i].number, fields[i].key);
            continue;
        }
        CU_ASSERT_STRING_EQUAL(found->name, fields[i].key);
        CU_ASSERT_EQUAL(found->type, PROTOBUF_C_TYPE_STRING);
        CU_ASSERT_EQUAL(found->label, PROTOBUF_C_LABEL_OPTIONAL);
        CU_ASSERT_STRING_EQUAL(fg_field_name((fg_field)fields[i].number), fields[i].key);
        CU_ASSERT_EQUAL(fg_field_by_name(fields[i].key), fields[i].number);
    }
}

static void every_field_of_the_proto_is_one_of_ours(void)
{
    unsigned of_payment = 0;
    for (unsigned i = 0; i < fiatgate__transfer__descriptor.n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &fiatgate__transfer__descriptor.fields[i];
        if (field->id >= PROTO_JSON_LEADING)
            continue;
        of_payment++;
        CU_ASSERT(field->id < FG_FIELD_LIMIT);
        CU_ASSERT_STRING_EQUAL(fg_field_name((fg_field)field->id), field->name);
    }
    CU_ASSERT_EQUAL(of_payment, FIELDS);
}

static void hold_enum(const ProtobufCEnumDescriptor *names, unsigned count, const char *(*name_of)(int))
{
    CU_ASSERT_EQUAL(names->n_values, count);
    for (unsigned i = 0; i < names->n_values; i++) {
        char name[64];
        proto_json_enum_name(names, &names->values[i], name, sizeof name);
        CU_ASSERT_EQUAL(names->values[i].value, (int)i);
        CU_ASSERT_STRING_EQUAL(name, name_of((int)i));
    }
}

static const char *action_name(int value)
{
    return fg_action_name((fg_action)value);
}

static const char *status_name(int value)
{
    return fg_status_name((fg_status)value);
}

static const char *cause_name(int value)
{
    return fg_cause_name((fg_cause)value);
}

static const char *ground_name(int value)
{
    return fg_ground_name((fg_ground)value);
}

static const char *disclosure_name(int value)
{
    return fg_disclosure_name((fg_disclosure)value);
}

static const char *mark_name(int value)
{
    return fg_mark_name((fg_mark)value);
}

static const char *duty_name(int value)
{
    return fg_duty_name((fg_duty)value);
}

static const char *reading_name(int value)
{
    return fg_reading_name((fg_reading)value);
}

/* Enums whose values are single bits, from 1 on without a gap. */
static void hold_bits(const ProtobufCEnumDescriptor *names, const char *(*name_of)(int))
{
    for (unsigned i = 0; i < names->n_values; i++) {
        char name[64];
        proto_json_enum_name(names, &names->values[i], name, sizeof name);
        CU_ASSERT_EQUAL(names->values[i].value, 1 << i);
        CU_ASSERT_STRING_EQUAL(name, name_of(1 << i));
    }
    CU_ASSERT_STRING_EQUAL(name_of(1 << names->n_values), "");
    CU_ASSERT_STRING_EQUAL(name_of(3), "");
    CU_ASSERT_STRING_EQUAL(name_of(0), "");
}

static void enums_carry_the_library_names_and_numbers(void)
{
    hold_enum(&fiatgate__ground__descriptor, FG_GROUND_SANCTIONS + 1, ground_name);
    hold_enum(&fiatgate__disclosure__descriptor, FG_DISCLOSE_REASONS + 1, disclosure_name);
    hold_bits(&fiatgate__mark__descriptor, mark_name);
    hold_bits(&fiatgate__duty__descriptor, duty_name);
    hold_bits(&fiatgate__reading__descriptor, reading_name);

    hold_enum(&fiatgate__action__descriptor, FG_BLOCK + 1, action_name);
    hold_enum(&fiatgate__status__descriptor, FG_STATUS_NOT_SCREENED + 1, status_name);
    hold_enum(&fiatgate__cause__descriptor, FG_CAUSE_COUNT, cause_name);
    char name[64];
    proto_json_enum_name(&fiatgate__level__descriptor, &fiatgate__level__descriptor.values[1], name, sizeof name);
    CU_ASSERT_STRING_EQUAL(name, "underlying");
}

/* What the JSON walk can write and read. */
static void hold_types(const ProtobufCMessageDescriptor *message)
{
    for (unsigned i = 0; i < message->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &message->fields[i];
        switch (field->type) {
        case PROTOBUF_C_TYPE_DOUBLE:
        case PROTOBUF_C_TYPE_BOOL:
            CU_ASSERT_EQUAL(field->label, PROTOBUF_C_LABEL_OPTIONAL);
            break;
        case PROTOBUF_C_TYPE_STRING:
        case PROTOBUF_C_TYPE_UINT32:
        case PROTOBUF_C_TYPE_INT32:
        case PROTOBUF_C_TYPE_UINT64:
        case PROTOBUF_C_TYPE_ENUM:
            CU_ASSERT_NOT_EQUAL(field->label, PROTOBUF_C_LABEL_REQUIRED);
            break;
        case PROTOBUF_C_TYPE_MESSAGE:
            hold_types(field->descriptor);
            break;
        default:
            printf("\n    %s.%s has a type that proto_json does not know", message->name, field->name);
            CU_FAIL();
        }
        for (const char *at = field->name; *at; at++)
            CU_ASSERT((*at >= 'a' && *at <= 'z') || (*at >= '0' && *at <= '9') || *at == '_');
    }
}

static void json_knows_every_type(void)
{
    hold_types(&fiatgate__transfer__descriptor);
    hold_types(&fiatgate__verdict__descriptor);
    hold_types(&fiatgate__figure__descriptor);
    hold_types(&fiatgate__format_type__descriptor);
    hold_types(&fiatgate__field_map_row__descriptor);
    hold_types(&fiatgate__replay__descriptor);
    hold_types(&fiatgate__replay_payment__descriptor);
}

/* What a replay found, numbers below 0 and lists of numbers included, is a line of JSON. */
static void a_replay_is_a_line(void)
{
    Fiatgate__Replay replay = FIATGATE__REPLAY__INIT;
    Fiatgate__ReplayPack pack = FIATGATE__REPLAY_PACK__INIT;
    Fiatgate__ReplayList list = FIATGATE__REPLAY_LIST__INIT, *lists[] = {&list};
    Fiatgate__ReplayDay day = FIATGATE__REPLAY_DAY__INIT, *days[] = {&day};
    Fiatgate__ReplayGroup group = FIATGATE__REPLAY_GROUP__INIT, *groups[] = {&group};
    uint64_t changed[] = {0, UINT64_MAX};
    char line[400] = "";
    list.has_age_days = true;
    list.age_days = -3;
    pack.lists = lists;
    pack.n_lists = 1;
    day.changed = changed;
    day.n_changed = 2;
    group.has_change = true;
    group.change = FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED;
    replay.pack = &pack;
    replay.days = days;
    replay.changes = groups;
    replay.n_days = replay.n_changes = 1;
    FILE *out = fmemopen(line, sizeof line, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    proto_json_write(out, &replay.base);
    fclose(out);
    CU_ASSERT_STRING_EQUAL(line,
                           "{\"pack\":{\"lists\":[{\"age_days\":-3}]},\"changes\":[{\"change\":\"no_longer_stopped\"}],"
                           "\"days\":[{\"changed\":[0,18446744073709551615]}]}\n");
}

/* Keys that hosts and scripts rely on. */
static void promised_keys_are_there(void)
{
    static const char *const of_parse[] = {"file",
                                           "format",
                                           "msg_type",
                                           "tx",
                                           "level",
                                           "uetr",
                                           "end_to_end_id",
                                           "debtor_name",
                                           "debtor_account",
                                           "debtor_id",
                                           "debtor_bic",
                                           "debtor_agent_bic",
                                           "creditor_name",
                                           "creditor_account",
                                           "creditor_id",
                                           "creditor_bic",
                                           "creditor_agent_bic",
                                           "ultimate_debtor_name",
                                           "ultimate_creditor_name",
                                           "intermediary_agent_bic",
                                           "amount",
                                           "currency",
                                           "settlement_date",
                                           "purpose_code",
                                           "category_purpose",
                                           "remittance",
                                           "remittance_structured",
                                           "not_a_transfer",
                                           "error"};
    static const char *const of_screen[] = {
        "file",          "tx",           "status",     "action", "rule",       "reasons",     "pack",   "pack_version",
        "pack_hash",     "as_of",        "error",      "would",  "would_rule", "duties",      "ground", "disclosure",
        "customer_text", "officer_text", "hold_until", "marks",  "layers",     "stale_lists", "shadow"};
    static const char *const of_reason[] = {"rule",   "entry",  "field",      "text",  "start",     "end",     "basis",
                                            "shadow", "weight", "list_as_of", "layer", "exception", "relieved"};
    static const char *const of_hold[] = {"ends", "ends_time", "calendar_certain", "basis"};
    static const char *const of_layer[] = {"name", "version", "hash"};
    static const char *const of_stale_list[] = {"list", "retrieved_at"};
    static const char *const of_shadow[] = {"action", "rule", "pack", "pack_version", "pack_hash"};
    static const char *const of_error[] = {"code", "offset", "line", "text"};
    static const char *const of_formats[] = {"format", "type", "treatment", "note"};
    static const char *const of_map[] = {"format", "types", "source", "field", "note"};
    static const char *const of_replay[] = {"report_version",
                                            "complete",
                                            "pack",
                                            "against",
                                            "options",
                                            "input",
                                            "changes",
                                            "by_rule",
                                            "by_entry",
                                            "by_currency",
                                            "apart",
                                            "cells",
                                            "days",
                                            "alerts_a_day",
                                            "hours_a_day",
                                            "causes",
                                            "unreadable",
                                            "unmapped",
                                            "rules_hit",
                                            "concerned",
                                            "labels",
                                            "shown",
                                            "fields_never_seen",
                                            "rules_never_hit",
                                            "other_rule",
                                            "unmasked",
                                            "product_version"};
    static const char *const of_replayed_payment[] = {
        "file",  "tx",   "day",         "amount",     "currency",    "customer", "change", "before",
        "after", "rule", "rule_before", "cause_rule", "cause_entry", "apart",    "label",  "expected"};
#define HOLD(keys, descriptor)                                                                                         \
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)                                                            \
    CU_ASSERT_PTR_NOT_NULL(protobuf_c_message_descriptor_get_field_by_name(&descriptor, keys[i]))
    HOLD(of_parse, fiatgate__transfer__descriptor);
    HOLD(of_screen, fiatgate__verdict__descriptor);
    HOLD(of_reason, fiatgate__reason__descriptor);
    HOLD(of_hold, fiatgate__hold_until__descriptor);
    HOLD(of_layer, fiatgate__layer__descriptor);
    HOLD(of_stale_list, fiatgate__stale_list__descriptor);
    HOLD(of_shadow, fiatgate__shadow__descriptor);
    HOLD(of_error, fiatgate__error__descriptor);
    HOLD(of_formats, fiatgate__format_type__descriptor);
    HOLD(of_map, fiatgate__field_map_row__descriptor);
    HOLD(of_replay, fiatgate__replay__descriptor);
    HOLD(of_replayed_payment, fiatgate__replay_payment__descriptor);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("proto", NULL, NULL);
    CU_ADD_TEST(suite, every_field_is_in_the_proto);
    CU_ADD_TEST(suite, every_field_of_the_proto_is_one_of_ours);
    CU_ADD_TEST(suite, enums_carry_the_library_names_and_numbers);
    CU_ADD_TEST(suite, json_knows_every_type);
    CU_ADD_TEST(suite, a_replay_is_a_line);
    CU_ADD_TEST(suite, promised_keys_are_there);
    return run_tests();
}

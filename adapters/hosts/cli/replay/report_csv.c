/*
 * report_csv.c: every payment concerned as a table (findings.h): a heading of the names of ReplayPayment's fields, then
 * a row each, in the order of the input. Reads the work file through findings_payments(), keeps one payment.
 */
#include <string.h>

#include "command.h"
#include "csv_write.h"
#include "findings.h"
#include "proto_json.h"

static const ProtobufCMessageDescriptor *const kind = &fiatgate__replay_payment__descriptor;

/* Fields of one value are columns; what a payment has many of is in the report. */
static bool is_column(const ProtobufCFieldDescriptor *field)
{
    return field->label != PROTOBUF_C_LABEL_REPEATED;
}

static void write_value(FILE *out, const ProtobufCFieldDescriptor *field, const void *at)
{
    const ProtobufCEnumValue *value;
    char name[64];
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        csv_write_cell(out, *(char *const *)at ? *(char *const *)at : "");
        break;
    case PROTOBUF_C_TYPE_UINT32:
        fprintf(out, "%u", *(const uint32_t *)at);
        break;
    case PROTOBUF_C_TYPE_UINT64:
        fprintf(out, "%llu", (unsigned long long)*(const uint64_t *)at);
        break;
    case PROTOBUF_C_TYPE_ENUM:
        value = protobuf_c_enum_descriptor_get_value(field->descriptor, *(const int *)at);
        if (value) {
            proto_json_enum_name(field->descriptor, value, name, sizeof name);
            csv_write_cell(out, name);
        }
        break;
    default:
        break;
    }
}

/* What is not said, and the customer and line that are 0, is an empty cell. */
static bool is_said(const ProtobufCFieldDescriptor *field, const char *payment)
{
    if (field->type == PROTOBUF_C_TYPE_STRING)
        return true;
    if (!*(const protobuf_c_boolean *)(payment + field->quantifier_offset))
        return false;
    return field->type != PROTOBUF_C_TYPE_UINT64 || *(const uint64_t *)(payment + field->offset) > 0;
}

static bool write_row(void *context, const Fiatgate__ReplayPayment *payment)
{
    FILE *out = context;
    const char *bytes = (const char *)payment, *between = "";
    for (unsigned i = 0; i < kind->n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &kind->fields[i];
        if (!is_column(field))
            continue;
        fputs(between, out);
        between = ",";
        if (is_said(field, bytes))
            write_value(out, field, bytes + field->offset);
    }
    fputs(CSV_LINE_END, out);
    if (!ferror(out))
        return true;
    say("the table of payments could not be written; see that there is room");
    return false;
}

bool report_csv_write(FILE *out, const struct findings_source *source)
{
    const char *between = CSV_BYTE_ORDER_MARK;
    for (unsigned i = 0; i < kind->n_fields; i++) {
        if (!is_column(&kind->fields[i]))
            continue;
        fprintf(out, "%s%s", between, kind->fields[i].name);
        between = ",";
    }
    fputs(CSV_LINE_END, out);
    return findings_payments(source, FINDINGS_ALL, write_row, out);
}

/*
 * explain_text.c: the message, or the fields of a transfer that was given as such, with marks under what rules that
 * hold point at.
 */
#include <stdlib.h>
#include <string.h>

#include "explain_report.h"
#include "marked_text.h"

struct marks {
    struct text_mark *items;
    size_t count;
    bool failed;
};

/* Where each value begins in the text that is printed in place of a message. */
struct fields_text {
    char *bytes;
    size_t length;
    uint64_t *starts;
};

static char *label_of(const struct pack *pack, const struct judge_reason *reason)
{
    char *label = NULL;
    size_t size;
    FILE *out = open_memstream(&label, &size);
    if (!out)
        return NULL;
    fputs(pack_string(pack, pack->rules[reason->rule].id), out);
    if (reason->entry > 0) {
        fputs(": ", out);
        write_entry(out, pack, reason->entry - 1);
    }
    return fclose(out) == 0 ? label : NULL;
}

/* The same bytes for two rules are one mark, whose label names both. */
static void add_mark(struct marks *marks, uint64_t start, uint64_t end, char *label)
{
    if (!label) {
        marks->failed = true;
        return;
    }
    for (size_t i = 0; i < marks->count; i++) {
        struct text_mark *known = &marks->items[i];
        char *both = NULL;
        if (known->start != start || known->end != end)
            continue;
        if (strstr(known->label, label) == NULL &&
            asprintf(&both, "%s" MARK_LABELS_APART "%s", known->label, label) >= 0) {
            free((char *)(uintptr_t)known->label);
            known->label = both;
        }
        free(label);
        return;
    }
    marks->items[marks->count++] = (struct text_mark){start, end, label};
}

static int by_start(const void *left, const void *right)
{
    const struct text_mark *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return (a->end > b->end) - (a->end < b->end);
}

static void collect(const struct looked_into *transfer, const struct fields_text *fields, struct marks *marks)
{
    const struct transfer *of = transfer->input->transfer;
    const struct judgement *judgement = transfer->judgement;
    marks->items = calloc(judgement->reason_count + (size_t)1, sizeof *marks->items);
    marks->failed = !marks->items;
    for (uint32_t i = 0; marks->items && i < judgement->reason_count; i++) {
        const struct judge_reason *reason = &judgement->reasons[i];
        uint64_t start = 0, end = 0;
        if (reason->value == 0)
            continue;
        if (fields) {
            start = fields->starts[reason->value - 1] + reason->from;
            end = fields->starts[reason->value - 1] + reason->to;
        } else {
            transfer_source(of, &of->values[reason->value - 1], reason->from, reason->to, &start, &end);
        }
        if (end > start)
            add_mark(marks, start, end, label_of(transfer->input->pack, reason));
    }
    if (marks->count > 1)
        qsort(marks->items, marks->count, sizeof *marks->items, by_start);
}

/* "creditor_name: …", a line each; line ends within a value become blanks. */
static bool write_as_text(const struct transfer *transfer, struct fields_text *text)
{
    text->starts = calloc(transfer->value_count + (size_t)1, sizeof *text->starts);
    FILE *out = text->starts ? open_memstream(&text->bytes, &text->length) : NULL;
    if (!out)
        return false;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        const unsigned char *bytes = transfer_text(transfer, value);
        write_field(out, value);
        fputs(": ", out);
        text->starts[i] = (uint64_t)ftell(out);
        for (uint32_t n = 0; n < value->length; n++)
            fputc(bytes[n] == '\n' || bytes[n] == '\r' ? ' ' : bytes[n], out);
        fputc('\n', out);
    }
    return fclose(out) == 0;
}

void explain_print_text(struct explain_report *report, const struct looked_into *transfer)
{
    struct fields_text fields = {.bytes = NULL};
    struct marks marks = {.items = NULL};
    bool written = report->bytes || write_as_text(transfer->input->transfer, &fields);
    if (written)
        collect(transfer, report->bytes ? NULL : &fields, &marks);
    report->failed |= !written || marks.failed;
    if (written && marks.items) {
        const unsigned char *text = report->bytes ? report->bytes : (const unsigned char *)fields.bytes;
        size_t length = report->bytes ? report->length : fields.length;
        fprintf(report->out, "\n%s\n", report->bytes ? "The message:" : "The fields:");
        report->failed |= print_marked(report->out, text, length, marks.items, marks.count, report->columns) != 0;
        fputc('\n', report->out);
    }
    for (size_t i = 0; i < marks.count; i++)
        free((char *)(uintptr_t)marks.items[i].label);
    free(marks.items);
    free(fields.bytes);
    free(fields.starts);
}

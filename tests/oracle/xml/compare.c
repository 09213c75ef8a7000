/*
 * compare.c: field by field, and text by text (compare.h).
 */
#include "compare.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ours.h"
#include "reference.h"

void tally_open(struct tally *tally, unsigned tell)
{
    memset(tally, 0, sizeof *tally);
    tally->tell = tell;
    tally->row_values = calloc(reference_row_count, sizeof *tally->row_values);
    if (!tally->row_values)
        abort();
}

void tally_close(struct tally *tally)
{
    free(tally->row_values);
}

__attribute__((format(printf, 4, 5))) static void differs(struct tally *tally, const char *name, fg_field field,
                                                          const char *format, ...)
{
    tally->differences++;
    tally->of_field[field]++;
    if (tally->told == tally->tell)
        return;
    tally->told++;
    va_list arguments;
    va_start(arguments, format);
    printf("differs: %s: ", name);
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
}

/* What generated remittance says in the form "/EKNP 1925KZT710/", after which the payment's own purpose is not asked.
 */
struct eknp {
    struct buffer debtor_sectors, creditor_sectors, purposes;
};

/* Said twice is said. */
static void add_line(struct buffer *lines, const char *text)
{
    if (lines->length > 0 && strstr(lines->bytes, text))
        return;
    if (lines->length > 0)
        buffer_say(lines, "\n");
    buffer_say(lines, text);
}

static void find_eknp(const struct reference_transfer *theirs, struct eknp *eknp)
{
    char debtor_sector[3], creditor_sector[3], purpose[4];
    memset(eknp, 0, sizeof *eknp);
    for (uint32_t i = 0; i < reference_row_count; i++) {
        const char *at = reference_rows[i].field == FG_FIELD_REMITTANCE ? theirs->wanted[i] : NULL;
        while (at && (at = strstr(at, "/EKNP ")) != NULL) {
            if (sscanf(at++, "/EKNP %2s%2s%*3s%3s", debtor_sector, creditor_sector, purpose) != 3)
                continue;
            add_line(&eknp->debtor_sectors, debtor_sector);
            add_line(&eknp->creditor_sectors, creditor_sector);
            add_line(&eknp->purposes, purpose);
        }
    }
}

static void free_eknp(struct eknp *eknp)
{
    buffer_free(&eknp->debtor_sectors);
    buffer_free(&eknp->creditor_sectors);
    buffer_free(&eknp->purposes);
}

static void compare_eknp(const struct eknp *eknp, const struct our_transfer *ours, uint32_t number, const char *name,
                         struct tally *tally)
{
    const struct {
        fg_field field;
        const char *wanted;
    } rows[] = {{FG_FIELD_DEBTOR_SECTOR, eknp->debtor_sectors.bytes},
                {FG_FIELD_CREDITOR_SECTOR, eknp->creditor_sectors.bytes},
                {FG_FIELD_PURPOSE_CODE, eknp->purposes.bytes}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *got = ours->fields[rows[i].field] ? ours->fields[rows[i].field] : "";
        tally->values++;
        if (strcmp(rows[i].wanted, got) != 0)
            differs(tally, name, rows[i].field, "transfer %u: %s: theirs \"%s\", ours \"%s\"", number + 1,
                    field_key(rows[i].field), rows[i].wanted, got);
    }
}

static void compare_fields(const struct reference_transfer *theirs, const struct our_transfer *ours, uint32_t number,
                           const char *name, bool purposes, struct tally *tally)
{
    struct eknp eknp;
    find_eknp(theirs, &eknp);
    bool said = eknp.purposes.length > 0;
    if (purposes && said)
        compare_eknp(&eknp, ours, number, name, tally);
    for (uint32_t i = 0; i < reference_row_count; i++) {
        const struct reference_row *row = &reference_rows[i];
        if (!(row->kinds & theirs->kind) || (row->field == FG_FIELD_PURPOSE_CODE && (said || !purposes)))
            continue;
        const char *wanted = theirs->wanted[i] ? theirs->wanted[i] : "";
        const char *got = ours->fields[row->field] ? ours->fields[row->field] : "";
        tally->values += wanted[0] != '\0';
        tally->row_values[i] += wanted[0] != '\0';
        if (strcmp(wanted, got) != 0)
            differs(tally, name, row->field, "transfer %u%s: %s: theirs \"%s\", ours \"%s\"", number + 1,
                    theirs->underlying ? " (underlying)" : "", field_key(row->field), wanted, got);
    }
    free_eknp(&eknp);
}

static bool is_told(fg_field field, enum payment_kind kind)
{
    /* What has no place of its own in a message is not compared by place. */
    if (field == FG_FIELD_OTHER_TEXT || field == FG_FIELD_PURPOSE_CODE || field == FG_FIELD_DEBTOR_SECTOR ||
        field == FG_FIELD_CREDITOR_SECTOR)
        return true;
    for (uint32_t i = 0; i < reference_row_count; i++)
        if (reference_rows[i].field == field && (reference_rows[i].kinds & kind))
            return true;
    return false;
}

/* Fields that such a payment has no element for. */
static void compare_absent(const struct reference_transfer *theirs, const struct our_transfer *ours, uint32_t number,
                           const char *name, struct tally *tally)
{
    for (int field = 1; field < FG_FIELD_LIMIT; field++)
        if (ours->fields[field] && !is_told((fg_field)field, theirs->kind))
            differs(tally, name, (fg_field)field, "transfer %u%s: %s: theirs has none, ours \"%s\"", number + 1,
                    theirs->underlying ? " (underlying)" : "", field_key((fg_field)field), ours->fields[field]);
}

/* Whether a text is a value of ours; words must be where words are looked for. */
static bool says(const struct our_transfer *ours, const char *text)
{
    const struct buffer *in = strpbrk(text, " \t\n") ? &ours->scanned : &ours->everything;
    size_t length = strlen(text);
    const char *at = in->bytes, *end = in->bytes + in->length;
    while ((at = memmem(at, (size_t)(end - at), text, length)) != NULL) {
        if (at[-1] == 1 && at[length] == 1)
            return true;
        at++;
    }
    return false;
}

/* Nothing that a message says stays unread. */
static void compare_text(const struct reference_text *text, const struct ours *ours, const char *name,
                         struct tally *tally)
{
    uint32_t found = 0;
    for (uint32_t i = text->first; i < text->last; i++)
        found += says(&ours->transfers[i], text->text);
    tally->texts++;
    if (found == 0 || (text->by_all && found < text->last - text->first))
        differs(tally, name, FG_FIELD_OTHER_TEXT, "%s: \"%s\" is read by %u of the transfers %u to %u", text->path,
                text->text, found, text->first + 1, text->last);
}

static void compare_read(const struct reference *theirs, const struct ours *ours, const char *name, bool purposes,
                         struct tally *tally)
{
    if (ours->result != READ_END) {
        differs(tally, name, FG_FIELD_NONE, "not read by ours: %s at byte %llu: %s", ours->error.code,
                (unsigned long long)ours->error.offset, ours->error.text);
        return;
    }
    if (ours->transfer_count != theirs->transfer_count) {
        differs(tally, name, FG_FIELD_NONE, "theirs %u transfers, ours %u", theirs->transfer_count,
                ours->transfer_count);
        return;
    }
    for (uint32_t i = 0; i < theirs->transfer_count; i++) {
        if (theirs->transfers[i].underlying != ours->transfers[i].underlying)
            differs(tally, name, FG_FIELD_NONE, "transfer %u: another level", i + 1);
        compare_fields(&theirs->transfers[i], &ours->transfers[i], i, name, purposes, tally);
        compare_absent(&theirs->transfers[i], &ours->transfers[i], i, name, tally);
        tally->transfers += !theirs->transfers[i].underlying;
        tally->legs += theirs->transfers[i].underlying;
    }
    for (uint32_t i = 0; i < theirs->text_count; i++)
        compare_text(&theirs->texts[i], ours, name, tally);
    if (ours->misplaced[0] != '\0')
        differs(tally, name, FG_FIELD_NONE, "%s", ours->misplaced);
    tally->places += ours->places;
}

void compare(struct reader *reader, const struct message *message, const char *name, bool purposes, struct tally *tally)
{
    struct reference theirs;
    struct ours ours;
    unsigned before = tally->differences;
    ours_read(reader, message, &ours);
    if (!reference_read(message->bytes.bytes, message->bytes.length, &theirs))
        differs(tally, name, FG_FIELD_NONE, "not read by libxml2: %s", theirs.error);
    else
        compare_read(&theirs, &ours, name, purposes, tally);
    if (message->type && strcmp(ours.info.type, message->type) != 0 && strncmp(ours.info.type, message->type, 8) != 0)
        differs(tally, name, FG_FIELD_NONE, "theirs is a %s, ours a %s", message->type, ours.info.type);
    tally->messages++;
    tally->differing += tally->differences > before;
    reference_free(&theirs);
    ours_free(&ours);
}

bool tally_report(const struct tally *tally, const char *what)
{
    printf(
        "%s: %u messages, %u transfers, %u underlying; %u values, %u texts and %u places compared; %u differences in "
        "%u messages\n",
        what, tally->messages, tally->transfers, tally->legs, tally->values, tally->texts, tally->places,
        tally->differences, tally->differing);
    for (int field = 0; field < FG_FIELD_LIMIT; field++)
        if (tally->of_field[field] > 0)
            printf("  %6u %s\n", tally->of_field[field], field == 0 ? "message" : field_key((fg_field)field));
    return tally->differences == 0;
}

bool tally_rows_were_met(const struct tally *tally)
{
    bool met = true;
    for (uint32_t i = 0; i < reference_row_count; i++) {
        if (tally->row_values[i] > 0)
            continue;
        met = false;
        printf("no value of %s (%s) was compared\n", field_key(reference_rows[i].field), reference_rows[i].own);
    }
    return met;
}

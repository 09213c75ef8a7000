/*
 * kz.c: the payments of a domestic message (kz.h): finds where each begins and the batch's total stands, and says what
 * must not be missing. Writes the transfer and the error, touches nothing else.
 */
#include "kz.h"

#include <string.h>

#include "../mt/header.h"
#include "../mt/write.h"
#include "unit.h"
#include "values.h"

static const char *const systems[] = {"SGROSS", "SCLEAR", "SMEP"};
#define SYSTEMS (sizeof systems / sizeof *systems)

static const struct kind {
    char number[4];
    bool batch;
    const char *note;
} kinds[] = {{"100", false, "customer payment"}, {"102", true, "batch of customer payments"}};
#define KINDS (sizeof kinds / sizeof *kinds)

/* To the system, and from it. */
static const char ways[] = "IO";

/* Capitals and digits at the beginning of block 2: "I102SGROSS", cut at the width of the longest. */
#define BLOCK_WIDTH 10
#define TYPE_WIDTH  sizeof((struct message_info *)0)->type

static uint32_t read_block(const struct mt_reading *reading, const struct mt_message *message,
                           char letters[BLOCK_WIDTH + 1], uint32_t *end)
{
    uint32_t length = 0, width;
    struct mt_slice block = message->application;
    for (uint32_t at = *end = block.start; length < BLOCK_WIDTH; at += width, *end = at) {
        unsigned char letter = kz_letter(reading, at, block.end, &width);
        if (letter == 0)
            break;
        letters[length++] = (char)letter;
    }
    letters[length] = '\0';
    return length;
}

/* What block 2 says. */
struct name {
    char way;
    const struct kind *kind;
    const char *system;
    struct mt_slice letters; /* where it stands, cut at its width */
};

/* false = it is no domestic payment. */
static bool read_name(const struct mt_reading *reading, const struct mt_message *message, struct name *name)
{
    char letters[BLOCK_WIDTH + 1];
    uint32_t end, length = read_block(reading, message, letters, &end);
    *name = (struct name){.way = letters[0], .letters = {message->application.start, end}};
    if (length <= 4 || !strchr(ways, letters[0]))
        return false;
    for (uint32_t i = 0; i < KINDS; i++)
        if (memcmp(letters + 1, kinds[i].number, 3) == 0)
            name->kind = &kinds[i];
    for (uint32_t i = 0; i < SYSTEMS; i++)
        if (strncmp(letters + 4, systems[i], strlen(systems[i])) == 0)
            name->system = systems[i];
    if (!name->system)
        name->letters.end = message->application.start + 4;
    return name->kind && name->system;
}

bool kz_is_domestic(const struct mt_reading *reading, const struct mt_message *message)
{
    struct name name;
    return read_name(reading, message, &name);
}

bool kz_names_parties(const struct mt_reading *reading, const struct mt_message *message)
{
    static const char tag[] = "/NAME/";
    struct kz_walk walk = {.rest = message->text, .flat = kz_is_flat(reading, message->text)};
    struct kz_field field;
    while (kz_next_field(reading, &walk, &field)) {
        if (memcmp(field.tag, "50", 2) != 0 && memcmp(field.tag, "59", 2) != 0)
            continue;
        struct mt_slice rest = field.text, line;
        while (mt_filled_line(reading, &rest, &line))
            if (mt_length(line) >= sizeof tag - 1 && memcmp(reading->bytes + line.start, tag, sizeof tag - 1) == 0)
                return true;
        if (field.tag[0] == '5' && field.tag[1] == '9')
            return false; /* the first beneficiary tells of all: what follows is mostly text */
    }
    return false;
}

static void append(char type[TYPE_WIDTH], const char *text)
{
    size_t used = strlen(type);
    for (; *text && used + 1 < TYPE_WIDTH; text++)
        type[used++] = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;
    type[used] = '\0';
}

/* "i100.sgross" */
static void print_name(const struct name *name, char type[TYPE_WIDTH])
{
    char way[] = {name->way, '\0'};
    type[0] = '\0';
    append(type, way);
    append(type, name->kind->number);
    append(type, ".");
    append(type, name->system);
}

void kz_describe(const struct mt_reading *reading, const struct mt_message *message, struct message_info *info)
{
    struct name name;
    info->format = "kz";
    if (read_name(reading, message, &name))
        print_name(&name, info->type);
}

void kz_types(type_row_fn each, void *context)
{
    for (const char *way = ways; *way; way++)
        for (uint32_t k = 0; k < KINDS; k++)
            for (uint32_t i = 0; i < SYSTEMS; i++) {
                char type[TYPE_WIDTH];
                print_name(&(struct name){*way, &kinds[k], systems[i], {0, 0}}, type);
                each(context,
                     &(struct type_row){
                         .type = type, .treatment = TREATED_AS_TRANSFERS, .note = kinds[k].note, .format = "kz"});
            }
}

/* What makes one payment of a batch: its fields up to a :21: or :32B: that it has already. */
struct borders {
    bool reference, amount;
};

static bool is_tag(const struct kz_field *field, const char *tag)
{
    return strcmp(field->tag, tag) == 0;
}

/* Whether a field belongs to the next payment. */
static bool begins_next(struct borders *borders, const struct kz_field *field)
{
    bool reference = is_tag(field, "21"), amount = is_tag(field, "32B");
    bool next = (reference && borders->reference) || (amount && borders->amount);
    *borders = (struct borders){reference || (!next && borders->reference), amount || (!next && borders->amount)};
    return next;
}

/* What a batch's sum is made of. */
struct totals {
    struct mt_slice total; /* of the last :32A:; empty when there is none */
    uint64_t sum;
    bool summed; /* every amount could be added */
};

static void add_amount(const struct mt_reading *reading, const struct kz_field *field, struct totals *totals)
{
    struct kz_money money;
    totals->summed = totals->summed && kz_parse_money(reading, field->text, &money) == KZ_MONEY_GOOD &&
                     kz_money_sum(reading, &money, &totals->sum);
}

/* Parts a batch: what is in front of the first payment, the payments, and what follows from the :32A: behind the last
 * of them. */
static void part_batch(const struct mt_reading *reading, struct mt_slice text, struct kz_batch *batch,
                       struct totals *totals)
{
    struct kz_walk walk = {.rest = text, .flat = batch->flat};
    struct kz_field field;
    batch->common = text;
    batch->items = batch->tail = (struct mt_slice){text.end, text.end};
    while (kz_next_field(reading, &walk, &field)) {
        if (is_tag(&field, "32A")) {
            totals->total = field.text;
            if (batch->common.end != text.end)
                batch->items.end = batch->tail.start = field.at;
        }
        if (!is_tag(&field, "21") && !is_tag(&field, "32B"))
            continue;
        if (batch->common.end == text.end)
            batch->common.end = batch->items.start = field.at;
        batch->items.end = batch->tail.start = text.end;
        if (is_tag(&field, "32B"))
            add_amount(reading, &field, totals);
    }
}

static void check_total(struct mt_reading *reading, const struct totals *totals, uint32_t end)
{
    struct kz_money money;
    struct mt_slice amount = totals->total;
    uint64_t total = 0;
    if (mt_length(amount) == 0) {
        mt_warn(reading, "kz-missing-32a", end, "the batch has no :32A: with the day of its settlement and its total");
        return;
    }
    amount.start = mt_length(amount) < 6 ? amount.end : amount.start + 6; /* behind the date */
    if (!totals->summed || kz_parse_money(reading, amount, &money) != KZ_MONEY_GOOD ||
        !kz_money_sum(reading, &money, &total))
        return; /* refused where it is read, or of parts smaller than are added */
    if (total != totals->sum)
        mt_warn(reading, "kz-total-differs", totals->total.start,
                "the total in :32A: is not the sum of the payments in the batch");
}

/* Notes who is named by the values from an index on. */
static void look_for_parties(const struct transfer *transfer, uint32_t from, struct kz_named *named)
{
    for (uint32_t i = from; i < transfer->value_count; i++) {
        switch (transfer->values[i].field) {
        case FG_FIELD_DEBTOR_NAME:
        case FG_FIELD_DEBTOR_ACCOUNT:
        case FG_FIELD_DEBTOR_ID:
            named->debtor = true;
            break;
        case FG_FIELD_CREDITOR_NAME:
        case FG_FIELD_CREDITOR_ACCOUNT:
        case FG_FIELD_CREDITOR_ID:
            named->creditor = true;
            break;
        case FG_FIELD_ULTIMATE_CREDITOR_NAME:
        case FG_FIELD_ULTIMATE_CREDITOR_ID:
            named->listed = true;
            break;
        default:
            break;
        }
    }
}

static void expect_reference(struct mt_reading *reading, const struct kz_unit *unit, uint32_t at)
{
    if (!unit->referenced)
        mt_warn(reading, "kz-missing-20", at, "field 20 is missing or empty; the message has no reference");
}

/* The blocks around the text. The bank's own address is that of the sender or the receiver; in the place of the other
 * one block 2 names the system, which has no BIC. */
static bool put_envelope(struct mt_reading *reading, const struct mt_message *message, const struct name *name)
{
    struct mt_message envelope = *message;
    struct mt_slice own;
    envelope.application = (struct mt_slice){0, 0};
    bool known = mt_sender(reading, &envelope, &own);
    if (known && !mt_put_terminal(reading, name->way == 'I' ? FG_FIELD_SENDER_BIC : FG_FIELD_RECEIVER_BIC, own))
        return false;
    if (!mt_put_rest(reading, message->basic, known ? &own : NULL) ||
        !mt_put_rest(reading, message->application, &name->letters))
        return false;
    envelope.basic = (struct mt_slice){0, 0};
    return mt_put_header(reading, &envelope) && mt_put_lines(reading, FG_FIELD_OTHER_TEXT, message->extra);
}

static bool put_common(struct mt_reading *reading, struct kz_batch *batch)
{
    struct kz_unit unit = {.reading = reading, .part = KZ_COMMON};
    uint32_t from = reading->transfer->value_count;
    if (!kz_read_unit(&unit, (struct kz_walk){batch->common, batch->flat}) ||
        !kz_read_unit(&unit, (struct kz_walk){batch->tail, batch->flat}))
        return false;
    look_for_parties(reading->transfer, from, &batch->named);
    expect_reference(reading, &unit, batch->common.start);
    return true;
}

bool kz_begin(struct mt_reading *reading, const struct mt_message *message, struct kz_batch *batch)
{
    struct totals totals = {.summed = true};
    struct name name;
    *batch = (struct kz_batch){.common = message->text, .flat = kz_is_flat(reading, message->text)};
    read_name(reading, message, &name);
    batch->single = !name.kind || !name.kind->batch;
    if (!put_envelope(reading, message, &name))
        return false;
    if (!batch->single) {
        part_batch(reading, message->text, batch, &totals);
        batch->single = mt_length(batch->items) == 0;
        if (batch->single)
            mt_warn(reading, "kz-missing-21", message->text.start,
                    "the batch holds no payment that begins with :21: or :32B:; it was read as one payment");
        else if (!put_common(reading, batch))
            return false;
        else
            check_total(reading, &totals, message->text.end);
    }
    transfer_end_header(reading->transfer);
    return true;
}

/* Takes the next payment off a batch. */
static struct mt_slice take_item(const struct mt_reading *reading, struct kz_batch *batch)
{
    struct mt_slice item = batch->items;
    struct kz_walk walk = {.rest = item, .flat = batch->flat};
    struct kz_field field;
    struct borders borders = {.reference = false};
    while (kz_next_field(reading, &walk, &field))
        if (begins_next(&borders, &field)) {
            item.end = field.at;
            break;
        }
    batch->items.start = item.end;
    return item;
}

static bool require(struct mt_reading *reading, const struct kz_unit *unit, const struct kz_named *named, uint32_t at)
{
    if (!unit->amount)
        return mt_refuse(reading, unit->part == KZ_ITEM ? "kz-missing-32b" : "kz-missing-32a", at,
                         "the payment has no amount; field % is expected, as in KZT1500,00",
                         unit->part == KZ_ITEM ? "32B" : "32A");
    if (!named->creditor && !named->listed)
        return mt_refuse(reading, "kz-missing-59", at,
                         "nobody is paid: neither field 59 nor a list names a person, company or account", "");
    if (!named->creditor)
        mt_warn(reading, "kz-missing-59", at, "field 59 is missing or empty; only a listed person is named as paid");
    if (!named->debtor)
        mt_warn(reading, "kz-missing-50", at, "field 50 is missing or empty; nobody is named who pays");
    if (unit->part == KZ_PAYMENT)
        expect_reference(reading, unit, at);
    return true;
}

bool kz_next(struct mt_reading *reading, const struct mt_message *message, struct kz_batch *batch)
{
    (void)message;
    if (batch->done)
        return false;
    struct kz_unit unit = {.reading = reading, .part = batch->single ? KZ_PAYMENT : KZ_ITEM};
    struct mt_slice fields = batch->single ? batch->common : take_item(reading, batch);
    batch->done = batch->single || mt_length(batch->items) == 0;
    uint32_t from = reading->transfer->value_count;
    struct kz_named named = batch->named;
    if (!kz_read_unit(&unit, (struct kz_walk){fields, batch->flat}))
        return false;
    look_for_parties(reading->transfer, from, &named);
    return require(reading, &unit, &named, fields.start);
}

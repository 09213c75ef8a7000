/*
 * orders.c: reads messages transfer by transfer (orders.h), by the tables of layout.h. Writes the transfer and the
 * error, touches nothing else.
 */
#include "orders.h"

#include <string.h>

#include "header.h"
#include "party.h"
#include "russian.h"
#include "write.h"

static struct mt_writing begin_writing(struct mt_reading *reading, const struct mt_order *order)
{
    return (struct mt_writing){.reading = reading, .layout = order->layout, .russian = order->russian};
}

static bool is_filled(const uint64_t filled[2], uint32_t number)
{
    return (filled[number / 64] >> (number % 64) & 1) != 0;
}

/* Refuses a tag that stands more often than it may, and remembers it. */
static bool count_field(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    uint32_t bit = field->option ? UINT32_C(2) << (field->option & 31) : 1;
    uint32_t *options = &writing->options[tag - writing->layout->tags];
    if (tag->repetition == MT_ONCE ? *options != 0 : tag->repetition == MT_ONCE_PER_OPTION && (*options & bit))
        return mt_refuse(writing->reading, "mt-duplicate-tag", field->at,
                         writing->layout->shape == MT_SINGLE
                             ? "field % stands twice in one message; it may stand once"
                             : "field % stands twice in one sequence of the message; it may stand once",
                         field->tag);
    *options |= bit;
    if (mt_length(field->first) > 0 || mt_length(field->rest) > 0)
        writing->filled[field->number / 64] |= UINT64_C(1) << (field->number % 64);
    return true;
}

/* A tag that is none of the sequence's: what stands there is screened as text. */
static void count_unmapped(struct mt_reading *reading, const struct mt_field *field)
{
    if (!reading->warnings)
        return;
    reading->warnings->unmapped++;
    mt_warn(reading, "mt-unmapped-field", field->at,
            "a field stands here that this part of the type does not have; it is screened as text");
}

static bool put_field(struct mt_writing *writing, const struct mt_field *field, uint32_t sequences)
{
    const struct mt_tag *tag = mt_tag_behind(writing->layout, &writing->place, field, sequences);
    struct mt_reading *reading = writing->reading;
    if (!tag) {
        if (writing->layout->shape != MT_FREE_TEXT)
            count_unmapped(reading, field);
        return mt_put_lines(reading, FG_FIELD_OTHER_TEXT, field->text) &&
               (!writing->russian || mt_russian_reading(writing, FG_FIELD_OTHER_TEXT, field->text));
    }
    if (!count_field(writing, field, tag))
        return false;
    if (tag->meaning->single_line && !mt_put_lines(reading, FG_FIELD_OTHER_TEXT, field->rest))
        return false;
    return tag->meaning->put(writing, field, tag);
}

/* The fields of a text that are of one sequence. */
static bool put_sequence(struct mt_writing *writing, struct mt_slice text, uint32_t sequences)
{
    struct mt_walk walk = mt_walk(text);
    struct mt_field field;
    while (mt_next_field(writing->reading, &walk, &field))
        if (!put_field(writing, &field, sequences))
            return false;
    return writing->reading->result == READ_TRANSFER;
}

/* Whether what the table calls for stood in the transfer or in its header. What may stand in an item as well is looked
 * for when the item is read. */
static bool check_needs(struct mt_writing *writing, const struct mt_order *order, uint32_t sequences, uint32_t at)
{
    for (const struct mt_need *need = order->layout->needs; need->number != 0; need++) {
        uint32_t due = need->sequences & MT_B ? MT_B : need->sequences;
        if ((due & sequences) == 0 || is_filled(writing->filled, need->number) ||
            ((need->sequences & ~sequences) && is_filled(order->filled, need->number)))
            continue;
        return mt_refuse(writing->reading, need->code, at,
                         "field % is missing or empty; the transfer cannot be screened without it", need->name);
    }
    return true;
}

/* --- who pays and is paid where no field says so --------------------------------------------------------------- */

static bool has_debtor(const struct transfer *transfer)
{
    return transfer_find(transfer, FG_FIELD_DEBTOR_NAME, 0) || transfer_find(transfer, FG_FIELD_DEBTOR_BIC, 0) ||
           transfer_find(transfer, FG_FIELD_DEBTOR_ACCOUNT, 0);
}

/* Who asks for a transfer pays it where nobody else is named. */
static bool put_initiator_as_debtor(struct mt_reading *reading, const struct mt_message *message)
{
    static const struct {
        fg_field from, to;
    } names[] = {{FG_FIELD_INITIATING_PARTY_NAME, FG_FIELD_DEBTOR_NAME},
                 {FG_FIELD_INITIATING_PARTY_ID, FG_FIELD_DEBTOR_BIC}};
    mt_warn(reading, "mt-no-debtor", message->text.start,
            "no field 50F, 50G or 50H says who pays; who asks for the transfer is taken for the debtor");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct field_value *value = transfer_find(reading->transfer, names[i].from, 0);
        uint64_t start = 0, end = 0;
        if (value)
            transfer_source(reading->transfer, value, 0, value->length, &start, &end);
        struct mt_slice slice = {(uint32_t)start, (uint32_t)end};
        if (value && (names[i].to == FG_FIELD_DEBTOR_NAME || mt_is_bic(reading, slice)) &&
            !mt_put(reading, names[i].to, slice))
            return false;
    }
    return true;
}

/* The bank that sends the message pays where 52 names no other, and is paid where it moves its own money. */
static bool put_sender_as_party(struct mt_reading *reading, const struct mt_message *message,
                                const struct mt_layout *layout)
{
    struct mt_slice sender;
    if (!mt_sender(reading, message, &sender))
        return true;
    if (!has_debtor(reading->transfer) && !mt_put_terminal(reading, FG_FIELD_DEBTOR_BIC, sender))
        return false;
    return !layout->own || mt_put_terminal(reading, FG_FIELD_CREDITOR_BIC, sender);
}

/* --- one transfer, or a cover ---------------------------------------------------------------------------------- */

/* Where the first field of the customer's transfer stands; the end of the text when none does. */
static uint32_t find_customer(struct mt_reading *reading, const struct mt_order *order)
{
    struct mt_walk walk = mt_walk(order->text);
    struct mt_field field;
    walk.flat = order->flat ? order->layout : NULL;
    while (mt_next_field(reading, &walk, &field))
        if (field.number == 50 || field.number == 59)
            return field.at;
    return order->text.end;
}

/* In a cover a field is of the sequence in which it stands, of the only one that knows it where that one does not. */
static uint32_t sequence_of(const struct mt_order *order, const struct mt_field *field)
{
    static const uint32_t others[] = {MT_C, MT_A, MT_B};
    uint32_t own = field->at < order->customer ? MT_A : MT_B;
    if (mt_tag_of(order->layout, field, own))
        return own;
    for (uint32_t i = 0; i < 3; i++)
        if (mt_tag_of(order->layout, field, others[i]))
            return others[i];
    return own;
}

/* Where the line ends were lost, what stands behind an account may be a part of the name. */
static bool put_account_line(struct mt_writing *writing, const struct mt_field *field)
{
    return mt_byte(writing->reading, field->first, 0) != '/' ||
           mt_put(writing->reading, FG_FIELD_OTHER_TEXT, field->text);
}

/* The fields of a message of one transfer, or of a part of a cover. */
static bool put_part(struct mt_writing *writing, const struct mt_order *order, uint32_t sequences)
{
    struct mt_walk walk = mt_walk(order->text);
    struct mt_field field;
    walk.flat = order->flat ? order->layout : NULL;
    while (mt_next_field(writing->reading, &walk, &field)) {
        uint32_t sequence = order->layout->shape == MT_COVER ? sequence_of(order, &field) : MT_A;
        if (!(sequence & sequences))
            continue;
        if (!put_field(writing, &field, sequence) || (order->flat && !put_account_line(writing, &field)))
            return false;
    }
    return writing->reading->result == READ_TRANSFER;
}

/* Writes the fields of some sequences and what follows from them. */
static bool put_leg(struct mt_reading *reading, const struct mt_message *message, const struct mt_order *order,
                    uint32_t sequences)
{
    struct mt_writing writing = begin_writing(reading, order);
    if (!put_part(&writing, order, sequences) || !mt_russian_purpose(&writing))
        return false;
    if ((sequences & MT_A) && order->layout->payer == MT_PAYER_SENDER &&
        !put_sender_as_party(reading, message, order->layout))
        return false;
    return check_needs(&writing, order, sequences, message->text.end);
}

static bool is_flagged_cover(const struct mt_reading *reading, const struct mt_message *message)
{
    struct mt_slice flag;
    return mt_user_tag(reading, message, "119", &flag) && mt_length(flag) == 3 &&
           memcmp(reading->bytes + flag.start, "COV", 3) == 0;
}

/* What a cover and its customer transfer have in common is their header. */
static bool begin_cover(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order)
{
    order->customer = find_customer(reading, order);
    if (reading->result != READ_TRANSFER)
        return false;
    bool carries = order->customer < order->text.end;
    bool flagged = is_flagged_cover(reading, message);
    if (carries && !flagged)
        mt_warn(reading, "mt-cover-unmarked", order->customer,
                "customer fields stand in a bank transfer that block 3 does not call a cover ({119:COV}); they are "
                "read as its customer transfer");
    if (!carries && flagged)
        mt_warn(reading, "mt-cover-empty", message->user.start,
                "block 3 calls the message a cover ({119:COV}), but no customer fields stand in it");
    return put_leg(reading, message, order, MT_C);
}

static bool next_of_cover(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order)
{
    bool underlying = order->underlying;
    order->underlying = !underlying && order->customer < order->text.end;
    order->done = !order->underlying;
    if (underlying)
        reading->transfer->level = LEVEL_UNDERLYING;
    return put_leg(reading, message, order, underlying ? MT_B : MT_A);
}

/* Free text that has no fields is all of it what the message says. */
static bool put_free_text(struct mt_reading *reading, const struct mt_message *message, const struct mt_order *order)
{
    struct mt_slice text = mt_trim(reading, message->text), rest = text, line;
    struct mt_writing writing = begin_writing(reading, order);
    if (mt_filled_line(reading, &rest, &line) && !mt_is_field_line(reading, line))
        return mt_put_lines(reading, FG_FIELD_REMITTANCE, text) &&
               (!order->russian || mt_russian_reading(&writing, FG_FIELD_REMITTANCE, text));
    return put_sequence(&writing, message->text, MT_A);
}

/* --- batches --------------------------------------------------------------------------------------------------- */

static bool begins_item(const struct mt_order *order, const struct mt_field *field)
{
    return field->number == order->layout->item && field->option == '\0';
}

/* Behind the items a field that only the last sequence knows begins it. */
static bool begins_tail(const struct mt_order *order, const struct mt_field *field)
{
    return mt_tag_of(order->layout, field, MT_C) && !mt_tag_of(order->layout, field, MT_B);
}

/* Finds the header, the items and what stands behind them, in one walk. */
static bool find_parts(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order,
                       struct mt_slice *header, struct mt_slice *tail)
{
    struct mt_walk walk = mt_walk(message->text);
    struct mt_field field;
    uint32_t first = message->text.end, behind = message->text.end;
    while (mt_next_field(reading, &walk, &field)) {
        if (begins_item(order, &field)) {
            if (first == message->text.end)
                first = field.at;
            behind = message->text.end;
        } else if (first < message->text.end && behind == message->text.end && begins_tail(order, &field)) {
            behind = field.at;
        }
    }
    if (reading->result != READ_TRANSFER)
        return false;
    if (first == message->text.end)
        return mt_refuse(reading, "mt-no-items", message->text.end,
                         order->layout->item == 20 ? "the message orders no transfer; each begins with field 20"
                                                   : "the message orders no transfer; each begins with field 21",
                         "");
    *header = (struct mt_slice){message->text.start, first};
    *tail = (struct mt_slice){behind, message->text.end};
    order->text = (struct mt_slice){first, behind};
    order->items = mt_walk(order->text);
    return true;
}

static bool begin_batch(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order)
{
    struct mt_slice header = {0, 0}, tail = {0, 0};
    struct mt_writing writing = begin_writing(reading, order);
    if (!find_parts(reading, message, order, &header, &tail) || !put_sequence(&writing, header, MT_A) ||
        !put_sequence(&writing, tail, MT_C) || !mt_russian_purpose(&writing))
        return false;
    if (order->layout->payer == MT_PAYER_SENDER && !put_sender_as_party(reading, message, order->layout))
        return false;
    memcpy(order->filled, writing.filled, sizeof order->filled);
    return check_needs(&writing, order, MT_A | MT_C, header.end);
}

/* The next item: its first field, and those behind it up to the next item's. */
static bool next_of_batch(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order)
{
    struct mt_writing writing = begin_writing(reading, order);
    struct mt_field field;
    uint32_t at = order->text.end;
    bool more = mt_next_field(reading, &order->items, &field);
    while (more) {
        if (!put_field(&writing, &field, MT_B))
            return false;
        if (order->items.begun && begins_item(order, &order->items.next)) {
            at = order->items.next.at;
            break;
        }
        more = mt_next_field(reading, &order->items, &field);
    }
    order->done = at == order->text.end;
    if (reading->result != READ_TRANSFER || !mt_russian_purpose(&writing))
        return false;
    if (order->layout->payer == MT_PAYER_INITIATOR && !has_debtor(reading->transfer) &&
        !put_initiator_as_debtor(reading, message))
        return false;
    return check_needs(&writing, order, MT_B, at);
}

/* --- messages -------------------------------------------------------------------------------------------------- */

/* Whether all line ends of a text were lost: there is none between its first and its last field. */
static bool lost_its_lines(const struct mt_reading *reading, const struct mt_order *order)
{
    struct mt_slice text = mt_trim(reading, order->text);
    const unsigned char *bytes = reading->bytes + text.start;
    uint32_t length = mt_length(text);
    if (length == 0 || bytes[0] != ':' || memchr(bytes, '\n', length) ||
        (reading->lone_returns && memchr(bytes, '\r', length)))
        return false;
    struct mt_walk walk = mt_walk(text);
    struct mt_field field;
    walk.flat = order->layout;
    struct read_error unsaid;
    struct mt_reading aside = *reading;
    aside.error = &unsaid;
    return mt_next_field(&aside, &walk, &field) && walk.begun;
}

static bool begin_flat(struct mt_reading *reading, struct mt_order *order)
{
    if (!lost_its_lines(reading, order))
        return true;
    if (order->layout->shape == MT_BATCH)
        return mt_refuse(reading, "mt-flattened", order->text.start,
                         "the text has lost its line ends; where its transfers begin cannot be told", "");
    order->flat = true;
    mt_warn(reading, "mt-flattened", order->text.start,
            "the text has lost its line ends; fields were told by their tags, and lines of a field cannot be told");
    return true;
}

bool mt_begin_order(struct mt_reading *reading, const struct mt_message *message, const struct mt_layout *layout,
                    struct mt_order *order)
{
    *order = (struct mt_order){.layout = layout, .text = message->text, .customer = message->text.end};
    order->russian = mt_is_russian(reading, message);
    if (layout->shape != MT_FREE_TEXT && !begin_flat(reading, order))
        return false;
    if (layout->shape == MT_SINGLE || layout->shape == MT_FREE_TEXT)
        return true;
    if (!mt_put_header(reading, message) || !mt_put_lines(reading, FG_FIELD_OTHER_TEXT, message->extra) ||
        !(layout->shape == MT_BATCH ? begin_batch : begin_cover)(reading, message, order))
        return false;
    transfer_end_header(reading->transfer);
    return true;
}

bool mt_next_order(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order)
{
    if (order->done)
        return false;
    switch (order->layout->shape) {
    case MT_BATCH:
        return next_of_batch(reading, message, order);
    case MT_COVER:
        return next_of_cover(reading, message, order);
    default:
        break;
    }
    order->done = true;
    if (!mt_put_header(reading, message))
        return false;
    if (order->layout->shape == MT_FREE_TEXT ? !put_free_text(reading, message, order)
                                             : !put_leg(reading, message, order, MT_A))
        return false;
    return mt_put_lines(reading, FG_FIELD_OTHER_TEXT, message->extra);
}

/*
 * picture_fields.c: the fields of a payment that is shown, in pieces (picture.h): cut where marks begin and end and
 * where something must stay hidden.
 */
#include <stdlib.h>
#include <string.h>

#include "masking.h"
#include "picture.h"
#include "transfer.h"

/* Of a text that nothing points at so many bytes are shown before and behind what is left out. */
#define AROUND 300u
/* Fields that nothing points at, of a payment. */
#define FIELDS_MOST 256u
#define LEFT_OUT    "…"

void picture_begin(struct picture *picture, bool masks)
{
    *picture = (struct picture){.masks = masks, .payment = malloc(sizeof(Fiatgate__ReplayPayment))};
    picture->failed = !picture->payment;
    if (picture->payment)
        fiatgate__replay_payment__init(picture->payment);
}

void picture_end(struct picture *picture)
{
    if (picture->payment)
        fiatgate__replay_payment__free_unpacked(picture->payment, NULL);
    for (int i = 0; i < 2; i++) {
        free(picture->levels[i].items);
        free(picture->levels[i].text);
    }
    free(picture->marks);
    *picture = (struct picture){0};
}

/* A value on its way into pieces. */
struct shown_value {
    struct picture *picture;
    const char *text;
    size_t length;
    uint32_t number; /* of the value */
    uint8_t level;
    bool *open;    /* of each byte */
    bool *borders; /* a piece begins at this byte */
    Fiatgate__ReplayField *field;
};

static bool points_at(const struct mark *mark, const struct shown_value *value)
{
    return mark->level == value->level && mark->value == value->number;
}

/* --- one piece -----------------------------------------------------------------------------------------------------
 */

/* Memory of zeros for one message, as protobuf-c frees it. */
static void *add_message(void *list, size_t *count, size_t size)
{
    void **items = *(void ***)list, **more = realloc(items, (*count + 1) * sizeof *more);
    void *made = more ? calloc(1, size) : NULL;
    if (more)
        *(void ***)list = more;
    if (made)
        more[(*count)++] = made;
    return made;
}

static void point_back(const struct shown_value *value, Fiatgate__ReplayPiece *piece, size_t from)
{
    const struct picture *picture = value->picture;
    for (size_t i = 0; i < picture->mark_count; i++) {
        const struct mark *mark = &picture->marks[i];
        if (!points_at(mark, value) || mark->from > from || mark->to <= from)
            continue;
        uint32_t *more = realloc(piece->reasons, (piece->n_reasons + 1) * sizeof *more);
        if (!more) {
            value->picture->failed = true;
            return;
        }
        piece->reasons = more;
        more[piece->n_reasons++] = mark->reason + (mark->before ? (uint32_t)picture->payment->n_reasons : 0);
    }
}

/* A long text that nothing points at is shown with its middle left out. */
static size_t write_plain(const char *text, size_t length, char *out)
{
    size_t head = AROUND, tail = length - AROUND;
    if (length <= 3 * AROUND) {
        memcpy(out, text, length);
        return length;
    }
    while ((text[head] & 0xC0) == 0x80)
        head--;
    while (tail < length && (text[tail] & 0xC0) == 0x80)
        tail++;
    memcpy(out, text, head);
    memcpy(out + head, LEFT_OUT, sizeof LEFT_OUT - 1);
    memcpy(out + head + sizeof LEFT_OUT - 1, text + tail, length - tail);
    return head + sizeof LEFT_OUT - 1 + length - tail;
}

static void add_piece(struct shown_value *value, size_t from, size_t to)
{
    Fiatgate__ReplayPiece *piece =
        add_message(&value->field->pieces, &value->field->n_pieces, sizeof(Fiatgate__ReplayPiece));
    char *plain = malloc(to - from + sizeof LEFT_OUT);
    char *text = malloc(MASKED_MOST(to - from + sizeof LEFT_OUT));
    if (piece)
        fiatgate__replay_piece__init(piece);
    if (piece && plain && text) {
        point_back(value, piece, from);
        size_t length = piece->n_reasons == 0 ? write_plain(value->text + from, to - from, plain) : to - from;
        if (piece->n_reasons > 0)
            memcpy(plain, value->text + from, length);
        if (value->open[from]) {
            memcpy(text, plain, length);
            text[length] = '\0';
        } else {
            size_t used = mask_write(plain, length, text);
            piece->has_masked = piece->masked = used != length || memcmp(text, plain, length) != 0;
        }
        piece->text = strdup(text);
    }
    value->picture->failed = value->picture->failed || !piece || !piece->text;
    free(plain);
    free(text);
}

/* --- one field -----------------------------------------------------------------------------------------------------
 */

/* What may be shown of it, and where pieces begin. false = memory could not be had. */
static bool find_borders(struct shown_value *value, fg_field field)
{
    const struct picture *picture = value->picture;
    struct mask_span *spans = calloc(picture->mark_count + 1, sizeof *spans);
    size_t count = 0;
    if (!spans)
        return false;
    for (size_t i = 0; i < picture->mark_count; i++) {
        const struct mark *mark = &picture->marks[i];
        if (!points_at(mark, value))
            continue;
        value->borders[mark->from] = value->borders[mark->to] = true;
        if (mark->shown)
            spans[count++] = (struct mask_span){mark->from, mark->to, mark->whole};
    }
    if (!picture->masks || masking_leaves(field, value->text, value->length))
        memset(value->open, true, value->length);
    else
        mask_open(value->text, value->length, spans, count, value->open);
    for (size_t at = 1; at < value->length; at++)
        if (value->open[at] != value->open[at - 1])
            value->borders[at] = true;
    free(spans);
    return true;
}

static void add_field(struct shown_value *value, const struct field_value *of)
{
    struct picture *picture = value->picture;
    Fiatgate__ReplayPayment *payment = picture->payment;
    Fiatgate__ReplayField *field = value->field =
        add_message(&payment->fields, &payment->n_fields, sizeof(Fiatgate__ReplayField));
    value->open = calloc(value->length + 1, sizeof *value->open);
    value->borders = calloc(value->length + 1, sizeof *value->borders);
    if (field)
        fiatgate__replay_field__init(field);
    if (field && value->open && value->borders && find_borders(value, (fg_field)of->field)) {
        field->field = strdup(fg_field_name((fg_field)of->field));
        field->has_occurrence = of->occurrence > 0;
        field->occurrence = of->occurrence;
        field->has_level = value->level == LEVEL_UNDERLYING;
        field->level = (Fiatgate__Level)value->level;
        value->borders[value->length] = true;
        for (size_t from = 0, to = 1; from < value->length && !picture->failed; to++)
            if (value->borders[to]) {
                add_piece(value, from, to);
                from = to;
            }
    }
    picture->failed = picture->failed || !field || !field->field;
    free(value->open);
    free(value->borders);
}

/* --- all of them ---------------------------------------------------------------------------------------------------
 */

static bool is_marked(const struct shown_value *value)
{
    for (size_t i = 0; i < value->picture->mark_count; i++)
        if (points_at(&value->picture->marks[i], value))
            return true;
    return false;
}

/* As where fields are printed: another reading of a value is left out, and a header's value that the transfer has of
 * its own; but not where something points at it. */
static void add_fields(struct picture *picture, const struct values *values, uint8_t level)
{
    bool own[FG_FIELD_LIMIT] = {false};
    for (uint32_t i = values->header_values; i < values->count; i++)
        own[values->items[i].field % FG_FIELD_LIMIT] = true;
    for (uint32_t i = 0; i < values->count && !picture->failed; i++) {
        const struct field_value *of = &values->items[i];
        struct shown_value value = {.picture = picture,
                                    .text = (const char *)values->text + of->text,
                                    .length = of->length,
                                    .number = i,
                                    .level = level};
        bool other = of->alternative || (i < values->header_values && own[of->field % FG_FIELD_LIMIT] &&
                                         !field_is_scanned((fg_field)of->field));
        bool left = other || picture->payment->n_fields >= FIELDS_MOST;
        if (of->length > 0 && (!left || is_marked(&value)))
            add_field(&value, of);
    }
}

uint8_t *picture_pack(struct picture *picture, size_t *length)
{
    if (!picture->failed) {
        add_fields(picture, &picture->levels[0], LEVEL_TRANSFER);
        add_fields(picture, &picture->levels[1], LEVEL_UNDERLYING);
    }
    if (picture->failed)
        return NULL;
    *length = fiatgate__replay_payment__get_packed_size(picture->payment);
    uint8_t *bytes = malloc(*length + 1);
    if (bytes)
        fiatgate__replay_payment__pack(picture->payment, bytes);
    return bytes;
}

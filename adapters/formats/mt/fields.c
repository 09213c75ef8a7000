/*
 * fields.c: walks through the fields of a text block (fields.h). Reads the message and writes nothing but the error.
 */
#include "fields.h"

#include "layout.h"

bool mt_read_tag(const struct mt_reading *reading, struct mt_slice slice, struct mt_field *field)
{
    if (mt_byte(reading, slice, 0) != ':')
        return false;
    unsigned char tens = mt_byte(reading, slice, 1), ones = mt_byte(reading, slice, 2),
                  third = mt_byte(reading, slice, 3);
    if (!mt_is_digit(tens) || !mt_is_digit(ones))
        return false;
    bool letter = mt_is_capital(third) || (third >= 'a' && third <= 'z');
    if (letter ? mt_byte(reading, slice, 4) != ':' : third != ':')
        return false;
    *field = (struct mt_field){.tag = {(char)tens, (char)ones, letter ? (char)third : '\0'},
                               .at = slice.start,
                               .number = (uint8_t)((tens - '0') * 10 + (ones - '0')),
                               .option = letter ? (char)third : '\0',
                               .text = {slice.start + (letter ? 5 : 4), slice.end}};
    return true;
}

bool mt_is_field_line(const struct mt_reading *reading, struct mt_slice line)
{
    struct mt_field field;
    return mt_read_tag(reading, mt_trim(reading, line), &field);
}

static bool refuse_text_before(struct mt_reading *reading, uint32_t at)
{
    return mt_refuse(reading, "mt-text-outside-field", at,
                     "text stands before the first field; a field begins a line, as in :20:", "");
}

static bool next_by_lines(struct mt_reading *reading, struct mt_walk *walk, struct mt_field *field)
{
    struct mt_slice line;
    bool reads = walk->begun;
    if (reads)
        *field = walk->next;
    while (mt_line(reading, &walk->rest, &line)) {
        if (mt_read_tag(reading, line, &walk->next)) {
            walk->next.first = mt_trim(reading, walk->next.text);
            walk->begun = true;
            if (reads)
                return true;
            *field = walk->next;
            reads = true;
            continue;
        }
        if (mt_is_blank(reading, line))
            continue;
        if (!reads)
            return refuse_text_before(reading, line.start);
        field->text.end = field->rest.end = line.end;
        if (field->rest.start == 0)
            field->rest.start = line.start;
    }
    walk->begun = false;
    return reads;
}

/* The order in which tags stand in a message of one transfer: by their numbers, but 13 behind 20 and 21; those of a
 * cover's customer transfer, from 50 on, are behind all others. */
#define CUSTOMER_PLACE 100

static uint8_t place_of(const struct mt_walk *walk, const struct mt_field *field)
{
    uint8_t place = field->number == 13 ? 22 : field->number;
    bool customer = walk->flat->shape == MT_COVER && (field->number == 50 || walk->place >= CUSTOMER_PLACE);
    return customer ? (uint8_t)(place + CUSTOMER_PLACE) : place;
}

/* Where the next tag of a text without line ends begins; the slice's end when there is none. */
static uint32_t find_tag(const struct mt_reading *reading, const struct mt_walk *walk, struct mt_slice slice,
                         struct mt_field *field)
{
    for (uint32_t at = slice.start; at < slice.end; at++)
        if (reading->bytes[at] == ':' && mt_read_tag(reading, (struct mt_slice){at, slice.end}, field) &&
            mt_tag_of(walk->flat, field, MT_A | MT_B | MT_C) && place_of(walk, field) >= walk->place)
            return at;
    return slice.end;
}

/* Parts the text of a field without line ends: an account ends at the first space. */
static void part_flat(const struct mt_reading *reading, struct mt_field *field)
{
    field->text = field->first = mt_trim(reading, field->text);
    if (mt_byte(reading, field->text, 0) != '/')
        return;
    uint32_t space = field->text.start;
    while (space < field->text.end && reading->bytes[space] != ' ')
        space++;
    field->first.end = space;
    if (space < field->text.end)
        field->rest = (struct mt_slice){space, field->text.end};
}

static bool next_in_flat(struct mt_reading *reading, struct mt_walk *walk, struct mt_field *field)
{
    if (!walk->begun) {
        walk->rest = mt_trim(reading, walk->rest);
        uint32_t start = walk->rest.start;
        if (mt_length(walk->rest) == 0)
            return false;
        walk->rest.start = find_tag(reading, walk, walk->rest, &walk->next);
        if (walk->rest.start > start)
            return refuse_text_before(reading, start);
        walk->begun = true;
    }
    *field = walk->next;
    walk->place = place_of(walk, field);
    walk->rest.start = find_tag(reading, walk, field->text, &walk->next);
    walk->begun = walk->rest.start < walk->rest.end;
    field->text.end = walk->rest.start;
    part_flat(reading, field);
    return true;
}

bool mt_next_field(struct mt_reading *reading, struct mt_walk *walk, struct mt_field *field)
{
    return walk->flat ? next_in_flat(reading, walk, field) : next_by_lines(reading, walk, field);
}

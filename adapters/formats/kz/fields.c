/*
 * fields.c: finds the fields and sub-tags of a domestic message (fields.h). Reads the message, touches nothing else.
 */
#include "fields.h"

#include <string.h>

static unsigned char capital(unsigned char byte)
{
    if (byte >= 'a' && byte <= 'z')
        return (unsigned char)(byte - 'a' + 'A');
    return mt_is_capital(byte) || mt_is_digit(byte) ? byte : 0;
}

unsigned char kz_letter(const struct mt_reading *reading, uint32_t at, uint32_t end, uint32_t *width)
{
    *width = 1;
    if (at >= end)
        return 0;
    unsigned char byte = reading->bytes[at];
    if (byte < 0x80)
        return capital(byte);
    const uint16_t *table = encoding_table(reading->encoding);
    if (table)
        return capital(encoding_latin_look(table[byte - 0x80]));
    if ((byte != 0xD0 && byte != 0xD1) || at + 1 >= end)
        return 0;
    *width = 2;
    return capital(encoding_latin_look((byte & 0x1Fu) << 6 | (reading->bytes[at + 1] & 0x3Fu)));
}

/* ":20:" or ":52B:" at `at`; the text of the field is what is left of the line. */
static bool read_tag(const struct mt_reading *reading, uint32_t at, uint32_t end, struct kz_field *field)
{
    struct mt_slice line = {at, end};
    if (mt_byte(reading, line, 0) != ':' || !mt_is_digit(mt_byte(reading, line, 1)) ||
        !mt_is_digit(mt_byte(reading, line, 2)))
        return false;
    *field = (struct kz_field){.tag = {(char)mt_byte(reading, line, 1), (char)mt_byte(reading, line, 2)}, .at = at};
    uint32_t width;
    at += 3;
    unsigned char option = kz_letter(reading, at, end, &width);
    if (mt_is_capital(option)) {
        field->tag[2] = (char)option;
        at += width;
    }
    if (at >= end || reading->bytes[at] != ':')
        return false;
    field->text = (struct mt_slice){at + 1, end};
    return true;
}

/* A line that begins with a tag, blanks before it passed over. */
static bool read_tag_of_line(const struct mt_reading *reading, struct mt_slice line, struct kz_field *field)
{
    line = mt_trim(reading, line);
    return read_tag(reading, line.start, line.end, field);
}

static bool next_by_lines(const struct mt_reading *reading, struct mt_slice *rest, struct kz_field *field)
{
    struct mt_slice line, ahead;
    struct kz_field next;
    do {
        if (!mt_line(reading, rest, &line))
            return false;
    } while (mt_is_blank(reading, line));
    if (!read_tag_of_line(reading, line, field))
        *field = (struct kz_field){.at = line.start, .text = line};
    for (ahead = *rest; mt_line(reading, &ahead, &line) && !read_tag_of_line(reading, line, &next); *rest = ahead)
        field->text.end = line.end;
    return true;
}

static bool next_in_flat(const struct mt_reading *reading, struct mt_slice *rest, struct kz_field *field)
{
    struct kz_field next;
    while (rest->start < rest->end && mt_is_space(reading->bytes[rest->start]))
        rest->start++; /* the blanks at the end are not looked at for every field */
    if (mt_length(*rest) == 0)
        return false;
    if (!read_tag(reading, rest->start, rest->end, field))
        *field = (struct kz_field){.at = rest->start, .text = *rest};
    uint32_t at = field->text.start;
    while (at < rest->end && !(reading->bytes[at] == ':' && mt_is_space(reading->bytes[at - 1]) &&
                               read_tag(reading, at, rest->end, &next)))
        at++;
    field->text.end = rest->start = at;
    return true;
}

bool kz_is_flat(const struct mt_reading *reading, struct mt_slice text)
{
    text = mt_trim(reading, text);
    for (uint32_t at = text.start; at < text.end; at++)
        if (reading->bytes[at] == '\n' || reading->bytes[at] == '\r')
            return false;
    return true;
}

bool kz_next_field(const struct mt_reading *reading, struct kz_walk *walk, struct kz_field *field)
{
    if (!(walk->flat ? next_in_flat : next_by_lines)(reading, &walk->rest, field))
        return false;
    field->text = mt_trim(reading, field->text);
    return true;
}

/* "/NAME/" or "//NAME/" at `at`: its name, and where its value begins; 0 when there is none. */
static uint32_t read_name(const struct mt_reading *reading, uint32_t at, uint32_t end, char name[KZ_SUBTAG_WIDTH + 1])
{
    uint32_t length = 0, width;
    if (at >= end || reading->bytes[at] != '/')
        return 0;
    at++;
    if (at < end && reading->bytes[at] == '/')
        at++;
    for (unsigned char letter; length < KZ_SUBTAG_WIDTH && (letter = kz_letter(reading, at, end, &width)) != 0;
         at += width)
        name[length++] = (char)letter;
    name[length] = '\0';
    return length > 0 && at < end && reading->bytes[at] == '/' ? at + 1 : 0;
}

static const struct kz_subtag_rule *find_rule(const struct kz_subtags *known, const char *name)
{
    for (uint32_t i = 0; i < known->count; i++)
        if (strcmp(known->rules[i].name, name) == 0)
            return &known->rules[i];
    return NULL;
}

/* Whether a value that goes on to `at` ends before the slash that stands there. */
static bool ends_at(const struct mt_reading *reading, const struct kz_subtags *known, enum kz_extent extent,
                    uint32_t at, uint32_t end)
{
    char name[KZ_SUBTAG_WIDTH + 1];
    unsigned char before = reading->bytes[at - 1];
    bool begins_line = before == '\n' || before == '\r';
    if (extent != KZ_TEXT && begins_line)
        return true;
    if ((extent == KZ_TEXT && !begins_line) || read_name(reading, at, end, name) == 0)
        return false;
    const struct kz_subtag_rule *rule = find_rule(known, name);
    return rule && (begins_line || rule->extent != KZ_FIRST);
}

bool kz_next_subtag(const struct mt_reading *reading, const struct kz_subtags *known, struct mt_slice *rest,
                    struct kz_subtag *subtag)
{
    while (rest->start < rest->end && mt_is_space(reading->bytes[rest->start]))
        rest->start++;
    if (rest->start >= rest->end)
        return false;
    char name[KZ_SUBTAG_WIDTH + 1] = "";
    uint32_t start = read_name(reading, rest->start, rest->end, name), at = start ? start : rest->start + 1;
    subtag->rule = find_rule(known, start ? name : "");
    enum kz_extent extent = subtag->rule ? (enum kz_extent)subtag->rule->extent : KZ_VALUE;
    for (; at < rest->end; at++)
        if (reading->bytes[at] == '/' && ends_at(reading, known, extent, at, rest->end))
            break;
    subtag->whole = mt_trim(reading, (struct mt_slice){rest->start, at});
    subtag->value = mt_trim(reading, (struct mt_slice){start ? start : rest->start, at});
    rest->start = at;
    return true;
}

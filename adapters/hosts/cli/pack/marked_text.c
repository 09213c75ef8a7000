/*
 * marked_text.c: lines of text with marks under them (marked_text.h). Works line by line, over the characters of one.
 */
#include "marked_text.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "../../../formats/encoding.h"
#include "text/utf8.h"

#define SHORT_TEXT 40 /* lines: all are shown */
#define AROUND     30 /* characters kept before and behind a mark in a line that is too long */
#define GUTTER     8  /* "  123 | " */
#define LEAST_ROOM 32

struct character {
    char shown[5]; /* UTF-8 */
    uint64_t start, end;
    bool kept;
};

struct line {
    uint32_t number;
    uint64_t start, end; /* without its end */
};

/* The bytes, and how characters stand in them. */
struct source {
    const unsigned char *text;
    size_t length;
    enum encoding encoding; /* where unit is 1 */
    size_t unit;            /* 2: UTF-16 */
    bool low_first;         /* of UTF-16: its lower byte comes first */
};

struct marking {
    FILE *out;
    struct source source;
    const struct text_mark *marks;
    size_t mark_count, room;
    struct character *characters; /* of one line */
    size_t count, limit;
};

/* What an XML declaration says of its encoding; ENCODING_COUNT where there is none. */
static enum encoding declared(const unsigned char *text, size_t length)
{
    static const char word[] = "encoding=";
    size_t head = length < 200 ? length : 200;
    const unsigned char *at =
        length > 5 && memcmp(text, "<?xml", 5) == 0 ? memmem(text, head, word, sizeof word - 1) : NULL;
    size_t from = at ? (size_t)(at - text) + sizeof word : head, to = from;
    while (to < head && text[to] != '"' && text[to] != '\'')
        to++;
    return from < to ? encoding_by_name((const char *)text + from, to - from) : ENCODING_COUNT;
}

static struct source source_of(const unsigned char *text, size_t length)
{
    struct source source = {.text = text, .length = length, .encoding = declared(text, length), .unit = 1};
    if (length >= 2 && length % 2 == 0 && (text[0] ^ text[1]) == (0xFE ^ 0xFF) &&
        (text[0] == 0xFE || text[0] == 0xFF)) {
        source.unit = 2;
        source.low_first = text[0] == 0xFF;
    }
    if (source.encoding == ENCODING_COUNT)
        source.encoding = encoding_tell(text, length);
    return source;
}

/* The byte, or the pair of bytes, at a place. */
static uint32_t unit_at(const struct source *source, uint64_t at)
{
    const unsigned char *bytes = source->text + at;
    if (source->unit == 1)
        return *bytes;
    return source->low_first ? bytes[0] | (uint32_t)bytes[1] << 8 : bytes[1] | (uint32_t)bytes[0] << 8;
}

static void put_point(char shown[5], uint32_t point)
{
    size_t at = 0;
    if (point < 0x80) {
        shown[at++] = (char)point;
    } else if (point < 0x800) {
        shown[at++] = (char)(0xC0 | point >> 6);
        shown[at++] = (char)(0x80 | (point & 63));
    } else if (point >= 0x10000) {
        shown[at++] = (char)(0xF0 | point >> 18);
        shown[at++] = (char)(0x80 | (point >> 12 & 63));
        shown[at++] = (char)(0x80 | (point >> 6 & 63));
        shown[at++] = (char)(0x80 | (point & 63));
    } else {
        shown[at++] = (char)(0xE0 | point >> 12);
        shown[at++] = (char)(0x80 | (point >> 6 & 63));
        shown[at++] = (char)(0x80 | (point & 63));
    }
    shown[at] = '\0';
}

/* How a character is shown: controls as the pictures Unicode has for them; what would reorder a terminal's text, has no
 * width or is no character as U+FFFD. */
static uint32_t shown_as(uint32_t point)
{
    if (point < 0x20 || point == 0x7F)
        return point == 0x7F ? 0x2421 : 0x2400 + point;
    bool hidden = (point >= 0x80 && point < 0xA0) || (point >= 0x200B && point <= 0x200F) ||
                  (point >= 0x2028 && point <= 0x202E) || (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF ||
                  (point >= 0xD800 && point < 0xE000) || point > 0x10FFFF;
    return hidden ? 0xFFFD : point;
}

static size_t take_utf8(const struct source *source, uint64_t at, uint64_t end, uint32_t *point)
{
    const unsigned char *bytes = source->text + at;
    size_t length = 1;
    while (length < 4 && at + length < end && (bytes[length] & 0xC0) == 0x80)
        length++;
    if (utf8_valid_prefix((const char *)bytes, length) != length) {
        *point = 0xFFFD;
        return 1;
    }
    *point = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++)
        *point = *point << 6 | (bytes[i] & 0x3F);
    return length;
}

static size_t take_utf16(const struct source *source, uint64_t at, uint64_t end, uint32_t *point)
{
    *point = unit_at(source, at);
    if (*point < 0xD800 || *point >= 0xDC00 || at + 4 > end)
        return 2;
    uint32_t low = unit_at(source, at + 2);
    if (low < 0xDC00 || low >= 0xE000)
        return 2;
    *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
    return 4;
}

/* One character of the text; returns its bytes. */
static size_t take_character(const struct source *source, uint64_t at, uint64_t end, struct character *character)
{
    const uint16_t *table = encoding_table(source->encoding);
    uint32_t point = source->text[at];
    size_t length = 1;
    if (source->unit == 2)
        length = take_utf16(source, at, end, &point);
    else if (table && point >= 0x80)
        point = table[point - 0x80];
    else if (!table)
        length = take_utf8(source, at, end, &point);
    *character = (struct character){.start = at, .end = at + length};
    put_point(character->shown, shown_as(point));
    return length;
}

static bool take_line(struct marking *marking, const struct line *line)
{
    size_t needed = (size_t)(line->end - line->start) + 1;
    marking->count = 0;
    if (needed > marking->limit) {
        struct character *more = realloc(marking->characters, needed * sizeof *more);
        if (!more)
            return false;
        marking->characters = more;
        marking->limit = needed;
    }
    for (uint64_t at = line->start; at < line->end;)
        at += take_character(&marking->source, at, line->end, &marking->characters[marking->count++]);
    return true;
}

static bool is_under(const struct character *character, const struct text_mark *mark)
{
    return character->start < mark->end && character->end > mark->start;
}

static bool is_marked(const struct marking *marking, const struct line *line)
{
    for (size_t i = 0; i < marking->mark_count; i++)
        if (marking->marks[i].start < line->end && marking->marks[i].end > line->start)
            return true;
    return false;
}

/* Which characters of a line too long for its room are shown: those near marks, or its beginning. */
static void choose(struct marking *marking, bool marked)
{
    bool fits = marking->count <= marking->room;
    for (size_t i = 0; i < marking->count; i++)
        marking->characters[i].kept = fits || (!marked && i + 1 < marking->room);
    for (size_t m = 0; !fits && m < marking->mark_count; m++) {
        for (size_t i = 0; i < marking->count; i++) {
            if (!is_under(&marking->characters[i], &marking->marks[m]))
                continue;
            size_t from = i > AROUND ? i - AROUND : 0, to = i + AROUND < marking->count ? i + AROUND : marking->count;
            for (size_t k = from; k < to; k++)
                marking->characters[k].kept = true;
        }
    }
}

/* What stands on one row: characters by number, MARKED_GAP for "…". */
#define MARKED_GAP SIZE_MAX

static size_t fill_row(const struct marking *marking, size_t *next, size_t *row)
{
    size_t used = 0, at = *next;
    while (at < marking->count && used < marking->room) {
        if (marking->characters[at].kept) {
            row[used++] = at++;
            continue;
        }
        row[used++] = MARKED_GAP;
        while (at < marking->count && !marking->characters[at].kept)
            at++;
    }
    *next = at;
    return used;
}

static void print_label(const struct marking *marking, size_t column, const char *label)
{
    size_t length = 0;
    for (const char *at = label; *at; at++)
        length += (*at & 0xC0) != 0x80;
    if (column + 1 + length <= marking->room) {
        fprintf(marking->out, " %s\n", label);
        return;
    }
    fputc('\n', marking->out);
    for (const char *part = label; part;) {
        const char *end = strstr(part, MARK_LABELS_APART);
        fprintf(marking->out, "%*s| %.*s\n", GUTTER - 2, "", end ? (int)(end - part) : (int)strlen(part), part);
        part = end ? end + strlen(MARK_LABELS_APART) : NULL;
    }
}

static void print_carets(const struct marking *marking, const size_t *row, size_t used, const struct text_mark *mark,
                         bool last)
{
    size_t from = used, to = 0;
    for (size_t i = 0; i < used; i++) {
        if (row[i] == MARKED_GAP || !is_under(&marking->characters[row[i]], mark))
            continue;
        from = i < from ? i : from;
        to = i + 1;
    }
    if (to == 0)
        return;
    fprintf(marking->out, "%*s| %*s", GUTTER - 2, "", (int)from, "");
    for (size_t i = from; i < to; i++)
        fputc('^', marking->out);
    if (last)
        print_label(marking, to, mark->label);
    else
        fputc('\n', marking->out);
}

/* Whether the last shown byte of a mark stands on this row. */
static bool ends_here(const struct marking *marking, const size_t *row, size_t used, const struct line *line,
                      const struct text_mark *mark)
{
    uint64_t end = mark->end < line->end ? mark->end : line->end;
    if (mark->end > line->end + 2)
        return false; /* it goes on in the next line */
    for (size_t i = 0; i < used; i++)
        if (row[i] != MARKED_GAP && marking->characters[row[i]].start < end && marking->characters[row[i]].end >= end)
            return true;
    return false;
}

static bool print_line(struct marking *marking, const struct line *line, bool marked)
{
    size_t *row = calloc(marking->room + 1, sizeof *row), next = 0;
    if (!row || !take_line(marking, line)) {
        free(row);
        return false;
    }
    choose(marking, marked);
    bool first = true;
    do {
        size_t used = fill_row(marking, &next, row);
        if (first)
            fprintf(marking->out, "%*u | ", GUTTER - 3, line->number);
        else
            fprintf(marking->out, "%*s| ", GUTTER - 2, "");
        for (size_t i = 0; i < used; i++)
            fputs(row[i] == MARKED_GAP ? "…" : marking->characters[row[i]].shown, marking->out);
        fputc('\n', marking->out);
        for (size_t m = 0; marked && m < marking->mark_count; m++)
            print_carets(marking, row, used, &marking->marks[m],
                         ends_here(marking, row, used, line, &marking->marks[m]));
        first = false;
    } while (next < marking->count);
    free(row);
    return true;
}

/* Where the line that holds a byte ends: at its line end, or at the end of the text. */
static uint64_t line_end(const struct source *source, uint64_t at)
{
    while (at < source->length && unit_at(source, at) != '\n')
        at += source->unit;
    return at;
}

/* The line that begins at a byte. */
static struct line line_at(const struct source *source, uint64_t start, uint32_t number)
{
    struct line line = {number, start, line_end(source, start)};
    if (line.end > start && line.end < source->length && unit_at(source, line.end - source->unit) == '\r')
        line.end -= source->unit;
    return line;
}

int print_marked(FILE *out, const unsigned char *text, size_t length, const struct text_mark *marks, size_t mark_count,
                 size_t columns)
{
    struct marking marking = {.out = out,
                              .source = source_of(text, length),
                              .marks = marks,
                              .mark_count = mark_count,
                              .room = columns > GUTTER + LEAST_ROOM ? columns - GUTTER : LEAST_ROOM};
    const struct source *source = &marking.source;
    bool all = length == 0 || line_of(text, length, length - 1) <= SHORT_TEXT, gap = false, before = false;
    bool whole = true;
    uint32_t number = 1;
    for (uint64_t at = 0; whole && at < length; number++) {
        struct line line = line_at(source, at, number);
        at = line_end(source, at) + source->unit;
        bool marked = is_marked(&marking, &line), near = before;
        if (at < length) {
            struct line following = line_at(source, at, number + 1);
            near = near || is_marked(&marking, &following);
        }
        if (all || marked || near) {
            whole = print_line(&marking, &line, marked);
            gap = false;
        } else if (!gap) {
            fprintf(out, "%*s |\n", GUTTER - 3, "…");
            gap = true;
        }
        before = marked;
    }
    free(marking.characters);
    return whole ? 0 : ENOMEM;
}

uint32_t line_of(const unsigned char *text, size_t length, uint64_t at)
{
    uint32_t line = 1;
    for (uint64_t i = 0; i < at && i < length; i++)
        line += text[i] == '\n';
    return line;
}

/* How much of a line of words fits: up to its last blank within the room, or its first word. */
static size_t fitting(const char *line, size_t length, size_t room)
{
    size_t columns = 0, at = 0, blank = 0;
    while (at < length && line[at] == ' ')
        at++, columns++;
    for (; at < length; at++) {
        columns += (line[at] & 0xC0) != 0x80;
        if (columns > room && blank > 0)
            return blank;
        if (line[at] == ' ')
            blank = at;
    }
    return length;
}

void print_wrapped(FILE *out, const char *text, size_t columns)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n"), indent = strspn(line, " ");
        const char *end = line + length;
        size_t taken = fitting(line, length, columns);
        fprintf(out, "%.*s\n", (int)taken, line);
        size_t further = indent == 4 || indent == 9 ? 9 : indent + 2; /* below a selection's name, or further in */
        while (line + taken < end) {
            line += taken;
            line += strspn(line, " ");
            taken =
                fitting(line, (size_t)(end - line), columns > further + LEAST_ROOM ? columns - further : LEAST_ROOM);
            fprintf(out, "%*s%.*s\n", (int)further, "", (int)taken, line);
        }
        line = end + (*end == '\n');
    }
}

/*
 * russian.c: reads SWIFT-RUR (russian.h). The table is the one that the banks' published converters use. Writes the
 * transfer and the error, touches nothing else.
 */
#include "russian.h"

#include <string.h>

#include "lines.h"
#include "meanings.h"
#include "write.h"

/* Letters that look or sound alike stand for each other; small Latin letters for those that Latin lacks and for signs
 * that FIN lacks. 0 = the byte as it is. */
static const uint16_t letters[256] = {
    ['A'] = 0x0410, ['B'] = 0x0411, ['V'] = 0x0412, ['G'] = 0x0413, ['D'] = 0x0414, ['E'] = 0x0415, ['o'] = 0x0401,
    ['J'] = 0x0416, ['Z'] = 0x0417, ['I'] = 0x0418, ['i'] = 0x0419, ['K'] = 0x041A, ['L'] = 0x041B, ['M'] = 0x041C,
    ['N'] = 0x041D, ['O'] = 0x041E, ['P'] = 0x041F, ['R'] = 0x0420, ['S'] = 0x0421, ['T'] = 0x0422, ['U'] = 0x0423,
    ['F'] = 0x0424, ['H'] = 0x0425, ['C'] = 0x0426, ['c'] = 0x0427, ['Q'] = 0x0428, ['q'] = 0x0429, ['x'] = 0x042A,
    ['Y'] = 0x042B, ['X'] = 0x042C, ['e'] = 0x042D, ['u'] = 0x042E, ['a'] = 0x042F, ['n'] = 0x2116, ['j'] = '\'',
    ['p'] = '%',    ['d'] = '&',    ['b'] = '!',    ['s'] = '$',    ['v'] = ';',    ['z'] = '_',    ['r'] = '=',
    ['m'] = '"',    ['f'] = '*'};

/* Lines, and what is not of their text at the beginning of each. */
enum line_mark {
    MARK_NONE,
    MARK_SLASHES, /* // where a line goes on with the one before */
    MARK_NUMBER   /* 1/ to 8/ */
};
struct passage {
    struct mt_slice lines;
    enum line_mark mark;
};

/* How passages become a value. */
struct manner {
    char joiner;  /* between lines; '\0' = nothing */
    bool decoded; /* as Cyrillic, else as they stand */
};

/* Part of a line that is Latin between apostrophes (state kept in *latin) or of another alphabet already stays as it
 * is. */
static bool append_decoded(struct mt_reading *reading, struct mt_slice line, bool *latin)
{
    for (uint32_t at = line.start, end; at < line.end; at = end) {
        if (reading->bytes[at] == '\'') {
            *latin = !*latin;
            end = at + 1;
            continue;
        }
        bool plain = *latin || reading->bytes[at] >= 0x80;
        for (end = at; end < line.end && reading->bytes[end] != '\''; end++)
            if ((*latin || reading->bytes[end] >= 0x80) != plain)
                break;
        if (plain) {
            if (!mt_piece(reading, (struct mt_slice){at, end}))
                return false;
        } else if (!encoding_append_by(reading->transfer, letters, reading->bytes + at, end - at, at)) {
            transfer_abandon(reading->transfer);
            return mt_limit(reading, "limit-text-bytes", at, "limits.text_bytes");
        }
    }
    return true;
}

static uint32_t mark_length(const struct mt_reading *reading, enum line_mark mark, struct mt_slice line)
{
    bool slashes = mt_byte(reading, line, 0) == '/' && mt_byte(reading, line, 1) == '/';
    bool marked = mark == MARK_SLASHES ? slashes : mark == MARK_NUMBER && mt_line_number(reading, line) != 0;
    return marked ? 2 : 0;
}

static bool put_passages(struct mt_reading *reading, fg_field field, const struct passage *passages, uint32_t count,
                         struct manner manner)
{
    uint32_t last = 0;
    bool latin = false;
    if (!mt_open(reading, field, passages[0].lines.start))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct mt_slice rest = passages[i].lines, line;
        while (mt_line(reading, &rest, &line)) {
            if (mt_is_blank(reading, line))
                continue;
            line.start += mark_length(reading, passages[i].mark, line);
            if (last != 0 && manner.joiner != '\0' &&
                !mt_replace(reading, &manner.joiner, 1, (struct mt_slice){last, line.start}))
                return false;
            last = line.end;
            if (manner.decoded ? !append_decoded(reading, line, &latin) : !mt_piece(reading, line))
                return false;
        }
    }
    mt_close(reading);
    return true;
}

/* As Cyrillic with its lines parted, and as further readings: with its lines joined, as they are cut in mid-word, and
 * as it stands. */
static bool put_readings(struct mt_reading *reading, fg_field field, const struct passage *passages, uint32_t count,
                         const struct manner manners[3])
{
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t before = reading->transfer->value_count;
        if (!put_passages(reading, field, passages, count, manners[i]))
            return false;
        if (i > 0 && reading->transfer->value_count > before)
            transfer_mark_alternative(reading->transfer);
    }
    return true;
}

/* The width of a line: one that is full was cut there, wherever a word ends. */
#define LINE_WIDTH 35

bool mt_russian_name(struct mt_writing *writing, const struct mt_party *party, struct mt_slice lines)
{
    static const struct manner joined[3] = {{'\0', true}, {' ', true}, {' ', false}};
    static const struct manner parted[3] = {{'\n', true}, {'\0', true}, {'\n', false}};
    struct mt_slice rest = lines, line = {lines.start, lines.start};
    do
        if (!mt_line(writing->reading, &rest, &line))
            break;
    while (mt_is_blank(writing->reading, line) || mt_length(line) >= LINE_WIDTH);
    struct passage name = {{lines.start, line.end}, MARK_NONE}, address = {{line.end, lines.end}, MARK_NONE};
    return put_readings(writing->reading, party->name, &name, 1, joined) &&
           (mt_is_blank(writing->reading, address.lines) ||
            put_readings(writing->reading, party->address, &address, 1, parted));
}

/* What stands behind /NZP/ at the beginning of a line of 72, up to the next code; empty when nothing does. */
static struct mt_slice further_purpose(const struct mt_reading *reading, struct mt_slice text)
{
    struct mt_slice line, found = {text.start, text.start};
    bool inside = false;
    while (mt_line(reading, &text, &line)) {
        bool code = mt_byte(reading, line, 0) == '/' && mt_byte(reading, line, 1) != '/';
        if (inside && code)
            break;
        if (inside) {
            found.end = line.end;
        } else if (code && mt_length(line) >= 5 && memcmp(reading->bytes + line.start, "/NZP/", 5) == 0) {
            found = (struct mt_slice){line.start + 5, line.end};
            inside = true;
        }
    }
    return found;
}

/* Another reading of the value before, of which there is none where the text is blank. */
static bool put_another_reading(struct mt_reading *reading, fg_field field, struct passage passage, char joiner)
{
    if (mt_is_blank(reading, passage.lines))
        return true;
    if (!put_passages(reading, field, &passage, 1, (struct manner){joiner, true}))
        return false;
    transfer_mark_alternative(reading->transfer);
    return true;
}

bool mt_russian_reading(struct mt_writing *writing, fg_field field, struct mt_slice text)
{
    return put_another_reading(writing->reading, field, (struct passage){text, MARK_NUMBER}, '\n');
}

bool mt_russian_instructions(struct mt_writing *writing, fg_field field, struct mt_slice text)
{
    writing->further_purpose = further_purpose(writing->reading, text);
    return put_another_reading(writing->reading, field, (struct passage){text, MARK_SLASHES}, '\0');
}

bool mt_russian_purpose(struct mt_writing *writing)
{
    static const struct manner manners[3] = {{'\n', true}, {'\0', true}, {'\n', false}};
    struct mt_reading *reading = writing->reading;
    struct passage passages[2] = {{writing->purpose, MARK_NONE}, {writing->further_purpose, MARK_SLASHES}};
    uint32_t value = reading->transfer->value_count;
    if (mt_is_blank(reading, writing->purpose) && mt_is_blank(reading, writing->further_purpose))
        return true;
    if (!put_readings(reading, FG_FIELD_REMITTANCE, passages, 2, manners))
        return false;
    return mt_put_codes(writing, value, passages[0].lines.start);
}

/* Whether the fields say what only such messages do: 20 begins with +, 32A is in roubles, 50a names an INN. */
static bool fields_say_so(const struct mt_reading *reading, struct mt_slice text)
{
    bool plus = false, roubles = false, inn = false, amount = false;
    struct mt_slice line;
    while (mt_line(reading, &text, &line)) {
        const unsigned char *at = reading->bytes + line.start;
        uint32_t length = mt_length(line);
        if (length >= 5 && memcmp(at, ":20:", 4) == 0)
            plus = at[4] == '+';
        else if (length >= 14 && (memcmp(at, ":32A:", 5) == 0)) {
            amount = true;
            roubles = memcmp(at + 11, "RUB", 3) == 0 || memcmp(at + 11, "RUR", 3) == 0;
        } else if (length >= 3 && memcmp(at, "INN", 3) == 0)
            inn = true;
        if ((amount && !roubles) || (length >= 4 && memcmp(at, ":59:", 4) == 0))
            break;
    }
    return plus && roubles && inn;
}

bool mt_is_russian(const struct mt_reading *reading, const struct mt_message *message)
{
    struct mt_slice priority;
    if (reading->encoding != ENCODING_UTF8)
        return false;
    if (mt_user_tag(reading, message, "113", &priority) && mt_length(priority) == 4 &&
        memcmp(reading->bytes + priority.start, "RUR", 3) == 0)
        return true;
    struct mt_slice reference = message->text;
    while (reference.start < reference.end && mt_is_space(reading->bytes[reference.start]))
        reference.start++;
    return mt_length(reference) > 5 && memcmp(reading->bytes + reference.start, ":20:+", 5) == 0 &&
           fields_say_so(reading, reference);
}

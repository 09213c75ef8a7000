/*
 * bytes.c: checks and cuts the bytes of a FIN message (bytes.h). Reads the message, writes the error, touches nothing
 * else.
 */
#include "bytes.h"

#include <string.h>

#include "text/utf8.h"

/* Lines up to a byte, counted only when something is wrong: CR LF, LF and a lone CR each end one. */
static uint32_t line_of(const struct mt_reading *reading, uint32_t offset)
{
    uint32_t line = 1;
    for (uint32_t i = 0; i < offset && i < reading->length; i++) {
        bool lone = reading->bytes[i] == '\r' && (i + 1 >= reading->length || reading->bytes[i + 1] != '\n');
        if (reading->bytes[i] == '\n' || lone)
            line++;
    }
    return line;
}

static void compose(char *text, size_t size, const char *sentence, const char *about)
{
    size_t used = 0;
    for (; *sentence && used + 1 < size; sentence++) {
        if (*sentence != '%') {
            text[used++] = *sentence;
            continue;
        }
        for (const char *word = about; *word && used + 1 < size; word++)
            text[used++] = *word;
    }
    text[used] = '\0';
}

static bool stop(struct mt_reading *reading, enum read_result result, const char *code, uint32_t offset)
{
    reading->result = result;
    reading->error->code = code;
    reading->error->offset = offset;
    reading->error->line = line_of(reading, offset);
    return false;
}

bool mt_refuse(struct mt_reading *reading, const char *code, uint32_t offset, const char *sentence, const char *about)
{
    compose(reading->error->text, sizeof reading->error->text, sentence, about);
    return stop(reading, READ_BROKEN, code, offset);
}

bool mt_limit(struct mt_reading *reading, const char *code, uint32_t offset, const char *limit)
{
    compose(reading->error->text, sizeof reading->error->text, "the transfer holds more than % allows", limit);
    return stop(reading, READ_LIMIT, code, offset);
}

void mt_warn(struct mt_reading *reading, const char *code, uint32_t offset, const char *sentence)
{
    struct read_error *warning = read_warn(reading->warnings, code, offset, sentence);
    if (warning)
        warning->line = line_of(reading, offset);
}

uint32_t mt_start(const unsigned char *bytes, uint32_t length)
{
    return length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* Behind the end of a DOS-PCC frame: padding up to the next frame or the end of the message. */
static bool skip_padding(struct mt_reading *reading, uint32_t *at)
{
    uint32_t next = *at + 1;
    while (next < reading->length && (reading->bytes[next] == '\0' || mt_is_space(reading->bytes[next])))
        next++;
    if (next < reading->length && reading->bytes[next] != MT_FRAME_START)
        return mt_refuse(reading, "mt-frame", next,
                         "text stands between two DOS-PCC frames; each message must begin with byte 01", "");
    reading->framed = true;
    *at = next < reading->length ? next : next - 1;
    return true;
}

/* A control character at *at; moves *at to the last byte that it accounts for. */
static bool check_control(struct mt_reading *reading, uint32_t start, uint32_t *at)
{
    switch (reading->bytes[*at]) {
    case '\t':
    case '\n':
    case '\r':
        return true;
    case MT_FRAME_START:
        if (*at == start)
            return true;
        break;
    case MT_FRAME_END:
        return skip_padding(reading, at);
    default:
        break;
    }
    return mt_refuse(reading, "mt-control-character", *at,
                     "a control character other than tab, CR and LF; a FIN message holds none", "");
}

/* Visits every control character. */
static bool check_controls(struct mt_reading *reading, uint32_t start)
{
    for (uint32_t at = start; at < reading->length; at++)
        if (reading->bytes[at] < ' ' && !check_control(reading, start, &at))
            return false;
    return true;
}

/* Which bytes occur, as flags. */
struct census {
    unsigned char controls; /* other than line ends */
    unsigned char returns, lone_returns;
    unsigned char high;
};

/* Loops without a branch, which compilers turn into vector code; most messages hold nothing to look at. */
static struct census census_of(const unsigned char *bytes, size_t length)
{
    unsigned char controls = 0, returns = 0, lone = 0, high = 0;
    for (size_t at = 0; at < length; at++) {
        controls |= (unsigned char)((bytes[at] < ' ') & (bytes[at] != '\n') & (bytes[at] != '\r'));
        returns |= (unsigned char)(bytes[at] == '\r');
        high |= (unsigned char)(bytes[at] & 0x80);
    }
    if (returns) {
        for (size_t at = 1; at < length; at++)
            lone |= (unsigned char)((bytes[at - 1] == '\r') & (bytes[at] != '\n'));
        lone |= (unsigned char)(bytes[length - 1] == '\r');
    }
    return (struct census){.controls = controls, .returns = returns, .lone_returns = lone, .high = high};
}

/* The bytes are no UTF-8 from `at` on: tells their code page, which a person must hear of, as nothing declares it. */
static bool take_code_page(struct mt_reading *reading, uint32_t start, uint32_t at)
{
    const unsigned char *bytes = reading->bytes + start;
    uint32_t length = reading->length - start;
    reading->encoding = encoding_tell(bytes, length);
    if (!encoding_is_text(reading->encoding, bytes, length))
        return mt_refuse(reading, "mt-not-utf8", at,
                         "the bytes are no UTF-8, nor text in cp866, windows-1251, KZ-1048 or KOI8-R; convert the "
                         "message from its code page first",
                         "");
    char sentence[sizeof reading->error->text];
    compose(sentence, sizeof sentence, "the message is not UTF-8; it was read as %", encoding_name(reading->encoding));
    mt_warn(reading, "mt-code-page", at, sentence);
    return true;
}

bool mt_check(struct mt_reading *reading)
{
    const unsigned char *bytes = reading->bytes;
    uint32_t start = mt_start(bytes, reading->length);
    struct census census = census_of(bytes + start, reading->length - start);
    reading->returns = census.returns != 0;
    reading->lone_returns = census.lone_returns != 0;
    if (census.controls && !check_controls(reading, start))
        return false;
    if (!census.high)
        return true;
    size_t valid = utf8_valid_prefix(bytes, reading->length);
    return valid == reading->length || take_code_page(reading, start, (uint32_t)valid);
}

/* The first line feed of a slice, or carriage return where these end lines, too; the slice's end when there is none. */
static uint32_t line_end(const struct mt_reading *reading, struct mt_slice slice)
{
    if (!reading->lone_returns) {
        const unsigned char *feed = memchr(reading->bytes + slice.start, '\n', mt_length(slice));
        return feed ? (uint32_t)(feed - reading->bytes) : slice.end;
    }
    /* Not memchr for one and then the other: it would look through the rest of the text for every line. */
    uint32_t at = slice.start;
    while (at < slice.end && reading->bytes[at] != '\n' && reading->bytes[at] != '\r')
        at++;
    return at;
}

bool mt_line(const struct mt_reading *reading, struct mt_slice *rest, struct mt_slice *line)
{
    if (rest->start >= rest->end)
        return false;
    uint32_t end = line_end(reading, *rest), next = end < rest->end ? end + 1 : end;
    if (end < next && reading->bytes[end] == '\r') {
        if (next < rest->end && reading->bytes[next] == '\n')
            next++;
    } else if (reading->returns && end < next && end > rest->start && reading->bytes[end - 1] == '\r') {
        end--;
    }
    *line = (struct mt_slice){rest->start, end};
    rest->start = next;
    return true;
}

bool mt_filled_line(const struct mt_reading *reading, struct mt_slice *rest, struct mt_slice *line)
{
    while (mt_line(reading, rest, line)) {
        *line = mt_trim(reading, *line);
        if (mt_length(*line) > 0)
            return true;
    }
    return false;
}

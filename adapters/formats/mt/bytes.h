/*
 * bytes.h: the bytes of a FIN message, its lines, and the sentence that says what is wrong with them. Everything here
 * reads the message and writes nothing but the error.
 */
#ifndef FIATGATE_MT_BYTES_H
#define FIATGATE_MT_BYTES_H

#include <stdbool.h>
#include <stdint.h>

#include "../encoding.h"
#include "format.h"

/* DOS-PCC files put each message between these, and pad with spaces. */
#define MT_FRAME_START 0x01
#define MT_FRAME_END   0x03

/* Bytes [start, end) of the message. */
struct mt_slice {
    uint32_t start;
    uint32_t end;
};

/* One reading of a message: where it reads, what it writes, and how it ended. */
struct mt_reading {
    const unsigned char *bytes;
    uint32_t length;
    enum encoding encoding; /* of the whole input */
    bool returns;           /* carriage returns occur */
    bool lone_returns;      /* a carriage return without a line feed occurs, and ends a line */
    bool framed;            /* DOS-PCC frames occur */
    uint32_t frame_end;     /* of the frame last looked into: found once, however many messages it holds */
    uint32_t unclosed_end;  /* no text that begins before it is closed by -}: looked for once, like frame_end */
    struct transfer *transfer;
    struct read_error *error;
    struct read_warnings *warnings; /* NULL = nobody asks */
    enum read_result result;        /* READ_TRANSFER until something stops the reading */
};

/* Stops the reading; a % in the sentence stands for `about`. Returns false. */
bool mt_refuse(struct mt_reading *reading, const char *code, uint32_t offset, const char *sentence, const char *about);
/* Stops the reading because of a limit of the configuration, given by its name. Returns false. */
bool mt_limit(struct mt_reading *reading, const char *code, uint32_t offset, const char *limit);

/* Notes that the message was read although something about it is not as it should be. */
void mt_warn(struct mt_reading *reading, const char *code, uint32_t offset, const char *sentence);

/* Where the message begins behind a byte order mark. */
uint32_t mt_start(const unsigned char *bytes, uint32_t length);
/* Tells the encoding. Refuses bytes that are text in none, and control characters other than tab, line ends and the
 * frame of DOS-PCC. */
bool mt_check(struct mt_reading *reading);

/* Takes the next line, without its end, from *rest; false when nothing is left. A line end that closes the slice opens
 * no further line. */
bool mt_line(const struct mt_reading *reading, struct mt_slice *rest, struct mt_slice *line);
/* The same, but blank lines are passed over and spaces at both ends of a line are cut off. */
bool mt_filled_line(const struct mt_reading *reading, struct mt_slice *rest, struct mt_slice *line);

static inline uint32_t mt_length(struct mt_slice slice)
{
    return slice.end - slice.start;
}

/* The byte at an offset in a slice, 0 behind its end. */
static inline unsigned char mt_byte(const struct mt_reading *reading, struct mt_slice slice, uint32_t offset)
{
    return offset < mt_length(slice) ? reading->bytes[slice.start + offset] : 0;
}

static inline bool mt_is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool mt_is_capital(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool mt_is_space(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static inline bool mt_is_blank(const struct mt_reading *reading, struct mt_slice slice)
{
    while (slice.start < slice.end && mt_is_space(reading->bytes[slice.start]))
        slice.start++;
    return slice.start == slice.end;
}

/* Without spaces at both ends. */
static inline struct mt_slice mt_trim(const struct mt_reading *reading, struct mt_slice slice)
{
    while (slice.start < slice.end && mt_is_space(reading->bytes[slice.start]))
        slice.start++;
    while (slice.start < slice.end && mt_is_space(reading->bytes[slice.end - 1]))
        slice.end--;
    return slice;
}

#endif

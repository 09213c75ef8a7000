/*
 * transfer.h: one transfer as canonical fields, in memory that its lane owns. Adapters write it, folding and judging
 * read it. Nothing here allocates after transfer_place(); nothing here knows a format.
 *
 * A value is UTF-8 text in `text`, with runs that lead from its bytes back to the bytes of the original message. Values
 * of the message's header come first and stay while one transfer after the other is read behind them.
 */
#ifndef FIATGATE_TRANSFER_H
#define FIATGATE_TRANSFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "civil_date.h"
#include "include/fiatgate.h"
#include "message_limits.h"

/* From `decoded` (offset in the value) up to the next run's decoded, or the value's end, the text came from
 * [source, source + source_length) of the message. Where both lengths are equal the bytes map one to one; otherwise any
 * part of the run leads back to the whole of it (a character reference, a transcoded character, a joined line). */
struct text_run {
    uint32_t decoded;
    uint32_t source;
    uint32_t source_length;
};

struct field_value {
    uint8_t field;       /* fg_field */
    uint8_t alternative; /* 1: another reading of the value before it, for matching; no field of its own */
    uint16_t occurrence; /* from 0, per field and transfer */
    uint32_t text;       /* offset in transfer.text */
    uint32_t length;
    uint32_t first_run;
    uint32_t run_count;
};

/* What kind of payment the fields are of (fg_level). */
enum transfer_level {
    LEVEL_TRANSFER = 1,  /* what is paid */
    LEVEL_UNDERLYING = 2 /* the customer's transfer that the cover payment before it carries along */
};

struct transfer {
    struct field_value *values;
    uint32_t value_count, value_limit;
    unsigned char *text;
    uint32_t text_used, text_limit;
    struct text_run *runs;
    uint32_t run_count, run_limit;
    /* Where the header's values end. */
    uint32_t header_values, header_text, header_runs;
    uint32_t header_uses; /* transfers judged with it so far, counted by the core */
    uint8_t level;        /* enum transfer_level, set by the adapter in next */
    /* The value being written, if writing. */
    bool writing;
    uint16_t occurrences[FG_FIELD_LIMIT];
    uint16_t header_occurrences[FG_FIELD_LIMIT];
};

/* A place in a transfer that an adapter may come back to: the end of a message's header, where a group of transfers
 * has a header of its own behind it (pain.001's PmtInf, a further message of one file). */
struct transfer_mark {
    uint32_t values, text, runs;
    uint16_t occurrences[FG_FIELD_LIMIT];
};

/* Bytes of memory transfer_place() needs for these limits. */
size_t transfer_size(const struct limits *limits);
/* Lays a transfer out in memory of transfer_size() bytes, aligned to 16. */
void transfer_place(struct transfer *transfer, void *memory, const struct limits *limits);

/* Forgets everything. */
void transfer_reset(struct transfer *transfer);
/* Declares what has been written so far the header of the message. */
void transfer_end_header(struct transfer *transfer);
/* Forgets all but the header, for the next transfer; its level is LEVEL_TRANSFER. */
void transfer_rewind(struct transfer *transfer);
/* Remembers what has been written so far. No value may be in writing. */
void transfer_set_mark(const struct transfer *transfer, struct transfer_mark *mark);
/* Forgets everything behind a mark, also of the header; what stood before it is the header now. */
void transfer_return(struct transfer *transfer, const struct transfer_mark *mark);

/*
 * Writing one value: begin, any number of appends, end. append takes decoded UTF-8 and where it came from; a piece that
 * continues the previous one byte for byte extends its run. When runs run out, the value's last run is widened, so that
 * positions become coarser, never wrong. false = a limit was passed (fields in begin, text_bytes in append), nothing
 * was written. end drops a value without text and returns false for it; end trims nothing.
 */
bool transfer_begin(struct transfer *transfer, fg_field field);
bool transfer_append(struct transfer *transfer, const void *bytes, uint32_t length, uint32_t source,
                     uint32_t source_length);
bool transfer_end(struct transfer *transfer);
/* Drops white space (space, tab, CR, LF) at the end of the value being written. */
void transfer_trim(struct transfer *transfer);
/* Undoes transfer_begin and all appends since. */
void transfer_abandon(struct transfer *transfer);
/* Says that the value written last is another reading of the one before it, which has the same field: the two lines of
 * a name in one, a text with its lines joined without a space. It is matched, and left out where fields are printed. */
void transfer_mark_alternative(struct transfer *transfer);
/* begin, one append of bytes that stand in the message as they are, end. */
bool transfer_put(struct transfer *transfer, fg_field field, const void *bytes, uint32_t length, uint32_t source);

/* The value of a field: the transfer's own before the header's; NULL when there is none. nth counts from 0 within the
 * part that has any. */
const struct field_value *transfer_find(const struct transfer *transfer, fg_field field, uint32_t nth);
/* Its bytes. */
static inline const unsigned char *transfer_text(const struct transfer *transfer, const struct field_value *value)
{
    return transfer->text + value->text;
}
/* Where bytes [from, to) of a value stand in the original message. */
void transfer_source(const struct transfer *transfer, const struct field_value *value, uint32_t from, uint32_t to,
                     uint64_t *start, uint64_t *end);

/* YYYYMMDD of a DATE value (ISO "2026-11-21", with or without time; "20261121"), 0 when it is no civil date. */
int32_t transfer_date(const struct transfer *transfer, fg_field field);

/* Facts about fields, from fiatgate_fields.h. */
enum field_kind {
    FIELD_KIND_NONE,
    FIELD_KIND_TEXT,
    FIELD_KIND_NAME,
    FIELD_KIND_ADDRESS,
    FIELD_KIND_ACCOUNT,
    FIELD_KIND_TAXID,
    FIELD_KIND_LEI,
    FIELD_KIND_BIC,
    FIELD_KIND_REF,
    FIELD_KIND_CODE,
    FIELD_KIND_AMOUNT,
    FIELD_KIND_CURRENCY,
    FIELD_KIND_DATE
};
enum field_kind field_kind(fg_field field);
/* The letters of the field's groups, "-" for none, "" for an unknown field. */
const char *field_groups(fg_field field);
/* Whether words are looked for in it (it is in a group). */
bool field_is_scanned(fg_field field);

#endif

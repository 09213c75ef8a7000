/*
 * lines.h: what a line of a party field is: an account, a numbered line of options F, an identifier, a name.
 */
#ifndef FIATGATE_MT_LINES_H
#define FIATGATE_MT_LINES_H

#include "bytes.h"

/* A first line that begins with a slash. */
struct mt_party_id {
    struct mt_slice value; /* without slashes and the letter of /C/ or /D/ */
    bool clearing;         /* it began with two slashes: a clearing code, no account */
};

/* false when the line begins with no slash. */
bool mt_read_party_id(const struct mt_reading *reading, struct mt_slice line, struct mt_party_id *id);
/* The number of a line "1/…" to "8/…", 0 for any other. */
uint32_t mt_line_number(const struct mt_reading *reading, struct mt_slice line);
/* Whether the line is "NIDN/KZ/…": a code, a country and an identifier, as options F write it. */
bool mt_is_coded_id(const struct mt_reading *reading, struct mt_slice line);
/* What stands behind the last slash of a line. */
struct mt_slice mt_behind_slash(const struct mt_reading *reading, struct mt_slice line);
/* Whether a value has the form of an account: no letters, or letters and four digits or more with nothing between them.
 * What has not may be words. */
bool mt_is_account(const struct mt_reading *reading, struct mt_slice value);
/* Whether the whole line looks like an account that lacks its slash: one word with six digits or more. */
bool mt_is_bare_account(const struct mt_reading *reading, struct mt_slice line);

/* Finds the next "BIN nnnnnnnnnnnn", "IIN …", "/IDN/…", "INN …" (10 or 12 digits) at or behind *from of the slice;
 * digits gets the number, *from moves past it. */
bool mt_find_tax_id(const struct mt_reading *reading, struct mt_slice slice, uint32_t *from, struct mt_slice *digits);
/* Whether a line is nothing but such an identifier (and what is glued to it). */
bool mt_is_tax_id_line(const struct mt_reading *reading, struct mt_slice line);

#endif

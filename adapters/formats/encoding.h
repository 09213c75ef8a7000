/*
 * encoding.h: the eight-bit code pages in which payments of this region are still written, as tables, and text in them
 * as values of a transfer. Read-only data and functions without state; used by every adapter that meets such bytes.
 *
 * Sources: cp866 and windows-1251 as in Unicode's mapping tables (VENDORS/MICSFT/PC/CP866.TXT, WINDOWS/CP1251.TXT),
 * KOI8-R as in RFC 1489, KZ-1048 (the Kazakh standard STRK1048-2002) as registered with IANA.
 */
#ifndef FIATGATE_ENCODING_H
#define FIATGATE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "transfer.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_CP866,
    ENCODING_CP1251,
    ENCODING_KZ1048, /* windows-1251 with the Kazakh letters in place of the Serbian and Macedonian ones */
    ENCODING_KOI8_R,
    ENCODING_COUNT
};

/* "UTF-8", "cp866", "windows-1251", "KZ-1048", "KOI8-R". */
const char *encoding_name(enum encoding encoding);
/* The encoding of such a name, as XML declarations write it (any case; "IBM866", "cp1251" too); ENCODING_COUNT when it
 * is none of these. */
enum encoding encoding_by_name(const char *name, size_t length);
/* The code points of bytes 0x80 to 0xFF; bytes that stand for nothing are 0xFFFD. NULL for UTF-8. */
const uint16_t *encoding_table(enum encoding encoding);

/* Which of them the bytes are in: UTF-8 where they are valid in it, else what makes the most likely Russian and Kazakh
 * text of them. Plain ASCII is UTF-8. Linear in the bytes. */
enum encoding encoding_tell(const unsigned char *bytes, size_t length);

/* Whether the bytes are text in an encoding, and not merely numbers that its table has names for: no byte that stands
 * for nothing, few characters that Russian and Kazakh texts lack, no letter inside a word of another alphabet unless it
 * looks like one of that (so that a damaged byte makes no text); and no UTF-8 that was damaged or cut. */
bool encoding_is_text(enum encoding encoding, const unsigned char *bytes, size_t length);

/* The Latin letter that a Cyrillic one looks like (A for А, c for с), 0 when there is none. */
unsigned char encoding_latin_look(uint32_t point);

/* Appends text in an encoding to the value being written, each character with its place; past half of the runs several
 * characters share one. false as transfer_append. */
bool encoding_append(struct transfer *transfer, enum encoding encoding, const unsigned char *bytes, uint32_t length,
                     uint32_t source);
/* The same through a table of the caller's for all 256 bytes (0 = the byte as it is). */
bool encoding_append_by(struct transfer *transfer, const uint16_t table[256], const unsigned char *bytes,
                        uint32_t length, uint32_t source);

#endif

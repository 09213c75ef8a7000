/*
 * format_names.h: what a file holds, told by its name or by its first bytes.
 */
#ifndef FIATGATE_CLI_FORMAT_NAMES_H
#define FIATGATE_CLI_FORMAT_NAMES_H

#include "reading.h"

/* So many first bytes tell an archive, or all of a shorter file. */
#define FORMAT_HEAD_BYTES 512u

/* By the end of a name, in capitals or not. READING_BY_NAME = the name does not tell. */
enum reading_format format_by_name(const char *name);
/* Whether a file begins as an archive, or as something packed, does: a word for what it is; NULL = it does not. */
const char *packed_by_bytes(const unsigned char *bytes, size_t length);
/* Whether files of that name in folders and archives are messages: not hidden, and no *.csv, *.md, *.cfg. name is
 * without its folders. */
bool is_message_name(const char *name);
/* The length of a name without the ending of its packing: of "a.jsonl.gz" that of "a.jsonl"; all of it, if there is
 * none. */
size_t length_unpacked(const char *name);

#endif

/*
 * approved_report.h: the replay report that a person has looked at before signing a pack. Reads the report's file.
 */
#ifndef FIATGATE_CLI_APPROVED_REPORT_H
#define FIATGATE_CLI_APPROVED_REPORT_H

#include <stdint.h>

#include "judge/pack.h"

/* The SHA-256 of the report's bytes. EXIT_DONE; EXIT_INPUT, the file cannot be read; EXIT_DIFFERS, it is no report of a
 * replay, or it is that of another pack, of a replay that was interrupted, or of no payment at all. Each is said. */
int approved_report_read(const char *path, const struct pack *pack, uint8_t sha256[32]);

/* The same of any file, whatever it is: whether it is the one that was signed, the hash alone says. */
int approved_report_hash(const char *path, uint8_t sha256[32]);

#endif

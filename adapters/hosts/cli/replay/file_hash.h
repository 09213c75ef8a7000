/*
 * file_hash.h: the SHA-256 of a file, by which it is named and signed.
 */
#ifndef FIATGATE_CLI_REPLAY_FILE_HASH_H
#define FIATGATE_CLI_REPLAY_FILE_HASH_H

#include <stdbool.h>

/* In hex. false = said why. */
bool file_hash(const char *path, char hex[65]);

#endif

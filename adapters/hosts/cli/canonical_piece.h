/*
 * canonical_piece.h: the canonical transfer that a piece of JSON or protobuf holds.
 */
#ifndef FIATGATE_CLI_CANONICAL_PIECE_H
#define FIATGATE_CLI_CANONICAL_PIECE_H

#include "reading.h"
#include "transfer.pb-c.h"

/* The same keys and fields are known in both forms, and none else. NULL = it holds none; why says what is wrong. Freed
 * by fiatgate__transfer__free_unpacked. */
Fiatgate__Transfer *canonical_of_piece(const struct piece *piece, char *why, size_t why_size);
/* The code of what is wrong with one. */
const char *canonical_piece_code(const struct piece *piece);

#endif

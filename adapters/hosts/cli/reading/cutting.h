/*
 * cutting.h: one file, or member of an archive, cut into pieces, as its format says. Keeps one piece in memory, in the
 * batch's, whatever the size of the file.
 *
 * RJE (remote job entry, the file format of SWIFT's interfaces for FIN messages; Prowide's RJEReader reads it the same
 * way): messages with a "$" between, in no character set of SWIFT's, right behind a message or on a line of its own.
 * Here a "$" parts messages only where a block ends before it or one begins behind it, white space aside, so that one
 * in the text of a broken message does not make two of it.
 */
#ifndef FIATGATE_CLI_CUTTING_H
#define FIATGATE_CLI_CUTTING_H

#include "flow.h"
#include "piece_memory.h"
#include "reading.h"

struct cutting {
    struct flow *flow;
    enum reading_format format; /* one of those that hold messages */
    size_t limit;
    const char *file; /* its name, as pieces bear it */
    size_t relative;  /* where the relative part of the name begins */
    uint64_t number;  /* a different one for each file */
    bool member;      /* of an archive */
    /* How far it is. */
    uint64_t offset; /* of flow->bytes */
    uint32_t tx, line, nth;
    bool ended;
};

enum cut_result { CUT_PIECE, CUT_END, CUT_NO_MEMORY };

/* The next piece; with what cannot be read further the file ends. */
enum cut_result cut_next(struct cutting *cutting, struct piece_memory *memory, struct piece *piece);

/* The steps that formats are read with. */

/* Passes over what was used of flow->bytes. */
void cut_used(struct cutting *cutting, size_t length);
/* Closes the open piece as one of that kind. at is the offset of its first byte. */
enum cut_result cut_piece(struct cutting *cutting, struct piece_memory *memory, struct piece *piece,
                          enum piece_kind kind, uint64_t at);
/* A piece that cannot be read, in place of the open one. */
enum cut_result cut_unreadable(struct cutting *cutting, struct piece_memory *memory, struct piece *piece, uint64_t at,
                               const char *code, const char *format, ...) __attribute__((format(printf, 6, 7)));
/* The same for what is larger than the limit: "message", "line", "transfer". */
enum cut_result cut_too_large(struct cutting *cutting, struct piece_memory *memory, struct piece *piece, uint64_t at,
                              const char *what);
/* The same for what the flow could not give; the file ends. */
enum cut_result cut_broken(struct cutting *cutting, struct piece_memory *memory, struct piece *piece);

enum cut_result cut_rje(struct cutting *cutting, struct piece_memory *memory, struct piece *piece);
enum cut_result cut_protobuf(struct cutting *cutting, struct piece_memory *memory, struct piece *piece);

#endif

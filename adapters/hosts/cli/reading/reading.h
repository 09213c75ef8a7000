/*
 * reading.h: what a command is given to read, as a row of pieces: each a message, or a canonical transfer. Paths are
 * files, folders, archives (tar and zip, packed by gzip, bzip2, xz or zstd or not), single packed files, RJE files
 * (SWIFT messages with "$" between), canonical transfers (JSON Lines, or length-delimited protobuf) and standard input
 * ("-"), in any mix, also within archives; but no archive within an archive. Reads files, and nothing else; keeps no
 * more in memory than the names of the files, one batch a caller and what the reader of an archive needs, of whatever
 * size the files are: a packed bomb costs time, not memory.
 *
 * Pieces come in batches. Which pieces a batch holds follows from the input alone, never from the time, the number of
 * threads or how much the system gave at a time, so that a reader that skips the first n batches goes on where another
 * stopped.
 */
#ifndef FIATGATE_CLI_READING_H
#define FIATGATE_CLI_READING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum reading_format {
    READING_BY_NAME,  /* by the end of the name and, of archives, by their first bytes */
    READING_MESSAGE,  /* the whole file is one message */
    READING_JSONL,    /* canonical transfers, one a line, in the keys of `parse` */
    READING_PROTOBUF, /* Transfer messages (proto/transfer.proto), each behind its length as a varint */
    READING_RJE,
    READING_ARCHIVE
};
/* "message", "jsonl", "protobuf", "rje", "archive"; false = none of them. */
bool reading_format_given(const char *name, enum reading_format *format);

enum piece_kind { PIECE_MESSAGE, PIECE_JSON, PIECE_PROTOBUF, PIECE_UNREADABLE };

struct piece {
    enum piece_kind kind;
    /* The path as given; below it, of a folder or an archive, "/" and the file within; of the nth message of an RJE
     * file, "#n" behind it. */
    const char *file;
    const char *relative;       /* the part of file below a folder or archive that was given, else all of it */
    uint32_t tx;                /* of a canonical transfer its number in the file, from 1; else 0 */
    uint32_t line;              /* where lines mean something, from 1; else 0 */
    uint64_t offset;            /* of the first byte in its file */
    const unsigned char *bytes; /* 64 readable bytes follow; NULL of what is unreadable */
    size_t length;
    /* What is unreadable. */
    bool too_large;   /* past the limit, else broken */
    const char *code; /* "file-unreadable", "archive-broken", "archive-encrypted", "limit-message-bytes", ... */
    char *text;       /* a sentence: what is wrong and what to do */
};

/* Pieces in the order of the input; what they point to is the batch's and stays until it is filled again or freed. */
struct piece_batch {
    uint64_t number; /* from 0 */
    struct piece *pieces;
    size_t count;
    size_t bytes; /* of all its pieces */
    struct piece_memory *memory;
};
/* A batch is full with so many pieces, or with so many bytes and at least one piece. */
#define BATCH_PIECES 256u
#define BATCH_BYTES  (512u << 10)

struct reading;

struct reading_settings {
    const char *command; /* for what is said */
    enum reading_format format;
    size_t message_limit; /* bytes of one message */
    bool once;            /* a file that is given more than once is read once, and that is said */
    /* Not 0 = whoever reads is to stop: asked about five times a second while a pipe or a terminal gives nothing. NULL
     * = nobody will be. */
    int (*stopped)(void);
};

/*
 * Makes the row. Files below folders come in the order of their names, without hidden ones and *.csv, *.md, *.cfg
 * (counted as skipped); those within archives in the order in which they stand there. EXIT_DONE, or the exit code of
 * what is wrong (said): no path, "-" twice, a folder without messages, no memory. After EXIT_INPUT *reading is there,
 * if anything can be read at all, else NULL.
 */
int reading_open(struct reading **reading, const struct reading_settings *settings, char **paths, int count);
void reading_close(struct reading *reading);

/* Fills the batch with what comes next. Any thread; batches come to callers in their order. What cannot be read is a
 * piece. false = the end, or memory could not be had (reading_failed), or it was stopped while it waited: then nothing
 * of the batch that was under way is given. */
bool reading_next(struct reading *reading, struct piece_batch *batch);
bool reading_failed(const struct reading *reading);
/* Passes over the first so many batches, without handing them out. false = the input ends before. */
bool reading_skip(struct reading *reading, uint64_t batches);
void piece_batch_free(struct piece_batch *batch);

/* How far it has come: any thread. Bytes are those of the files as they lie on disk, so of archives packed ones. */
struct reading_progress {
    uint64_t bytes_read, bytes_total;
    bool total_known; /* not where standard input, or something else without a size, is part of it */
    size_t files_read, files_total;
    size_t skipped; /* files and members left out */
};
struct reading_progress reading_progress(const struct reading *reading);

/* What tells this input from another without reading it: paths, sizes and times of change of all files, the format and
 * the limit they are read with, as SHA-256. Of standard input, and what else has no size, nothing but that it is. */
bool reading_identity(const struct reading *reading, uint8_t sha256[32]);

#endif

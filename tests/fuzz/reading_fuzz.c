/*
 * reading_fuzz.c: what the command line reads: an input is a file, taken as each of the formats, also as an archive.
 * Whatever the bytes, reading ends, says what it could not read, and gives the same pieces again, also from a pipe.
 */
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "adapters/hosts/cli/reading/reading.h"
#include "invariants.h"

#define PIPE_BYTES 60000u

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
    return hash;
}

static uint64_t piece_holds(const struct piece *piece, size_t limit, uint64_t hash)
{
    static const unsigned char zeros[64];
    MUST(piece->file && piece->relative >= piece->file && piece->relative <= piece->file + strlen(piece->file));
    MUST(utf8_valid_prefix(piece->file, strlen(piece->file)) == strlen(piece->file));
    hash = hash_bytes(hash, &piece->kind, sizeof piece->kind);
    hash = hash_bytes(hash, &piece->offset, sizeof piece->offset);
    hash = hash_bytes(hash, &piece->line, sizeof piece->line);
    if (piece->kind == PIECE_UNREADABLE) {
        MUST(!piece->bytes && piece->length == 0 && piece->code[0] && piece->text[0]);
        MUST(utf8_valid_prefix(piece->text, strlen(piece->text)) == strlen(piece->text));
        MUST(!strpbrk(piece->text, "\n\r\033"));
        return hash_bytes(hash, piece->code, strlen(piece->code));
    }
    MUST(piece->length <= limit && memcmp(piece->bytes + piece->length, zeros, sizeof zeros) == 0);
    return hash_bytes(hash, piece->bytes, piece->length);
}

/* Reads all of a file; a hash of what came. */
static uint64_t read_file(const char *path, enum reading_format format, size_t limit)
{
    const struct reading_settings settings = {.command = "fuzz", .format = format, .message_limit = limit};
    char *paths[] = {(char *)(uintptr_t)path};
    struct piece_batch batch = {0};
    struct reading *reading;
    uint64_t hash = 0xCBF29CE484222325u, number = 0;
    MUST(reading_open(&reading, &settings, paths, 1) == 0);
    while (reading_next(reading, &batch)) {
        size_t bytes = 0;
        MUST(batch.number == number++ && batch.count > 0 && batch.count <= BATCH_PIECES);
        for (size_t i = 0; i < batch.count; i++) {
            hash = piece_holds(&batch.pieces[i], limit, hash);
            bytes += batch.pieces[i].length;
        }
        MUST(bytes == batch.bytes);
        hash = hash_bytes(hash, &batch.count, sizeof batch.count);
    }
    MUST(!reading_failed(reading));
    struct reading_progress progress = reading_progress(reading);
    MUST(progress.files_read == 1 && (!progress.total_known || progress.bytes_read == progress.bytes_total));
    piece_batch_free(&batch);
    reading_close(reading);
    return hash;
}

/* The same from a pipe, which holds all of it at once. */
static uint64_t read_pipe(const uint8_t *bytes, size_t length, enum reading_format format, size_t limit)
{
    int ends[2];
    char path[40];
    MUST(pipe2(ends, O_CLOEXEC) == 0 && write(ends[1], bytes, length) == (ssize_t)length && close(ends[1]) == 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    uint64_t hash = read_file(path, format, limit);
    close(ends[0]);
    return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static const enum reading_format kinds[] = {READING_BY_NAME,  READING_MESSAGE, READING_JSONL,
                                                READING_PROTOBUF, READING_RJE,     READING_ARCHIVE};
    static const size_t limits[] = {1u << 20, 16};
    char path[40];
    int file = memfd_create("input", MFD_CLOEXEC);
    MUST(file >= 0 && write(file, bytes, length) == (ssize_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
            uint64_t hash = read_file(path, kinds[i], limits[k]);
            MUST(read_file(path, kinds[i], limits[k]) == hash);
            /* Of a zip a pipe does not give the directory, so what is damaged can differ. */
            bool plain = kinds[i] != READING_BY_NAME && kinds[i] != READING_ARCHIVE;
            if (length <= PIPE_BYTES && plain)
                MUST(read_pipe(bytes, length, kinds[i], limits[k]) == hash);
        }
    close(file);
    return 0;
}

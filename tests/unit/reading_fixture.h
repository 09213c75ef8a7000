/*
 * reading_fixture.h: for tests of reading: a folder of their own, files and archives in it, and what was read as text,
 * a line a piece.
 */
#ifndef FIATGATE_TEST_READING_FIXTURE_H
#define FIATGATE_TEST_READING_FIXTURE_H

#include <CUnit/Basic.h>
#include <archive.h>
#include <archive_entry.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/hosts/cli/command.h"
#include "adapters/hosts/cli/reading/reading.h"

#define LIMIT 65536u

/* --- a folder, which is where the test runs --------------------------------------------------------------------- */

static char folder[64];

static int make_folder(void)
{
    strcpy(folder, "/tmp/fiatgate-reading-XXXXXX");
    return mkdtemp(folder) == NULL || chdir(folder) != 0;
}

static int remove_entry(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    (void)facts, (void)kind, (void)place;
    return remove(path);
}

static int remove_folder(void)
{
    return chdir("/") != 0 || nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS) != 0;
}

static inline void put(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    CU_ASSERT_FATAL(file && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
}

static inline void put_text(const char *path, const char *text)
{
    put(path, text, strlen(text));
}

/* As large as it is and no larger, so that a sanitizer sees a byte read behind it. */
static inline unsigned char *get(const char *path, size_t *length)
{
    struct stat facts;
    FILE *file = fopen(path, "rb");
    CU_ASSERT_FATAL(file && fstat(fileno(file), &facts) == 0);
    *length = (size_t)facts.st_size;
    unsigned char *bytes = malloc(*length ? *length : 1);
    CU_ASSERT_FATAL(bytes && fread(bytes, 1, *length, file) == *length);
    fclose(file);
    return bytes;
}

/* --- archives ---------------------------------------------------------------------------------------------------- */

struct member {
    const char *name;
    const char *text; /* NULL = a folder */
    size_t length;    /* 0 = that of text */
    const char *link; /* a symbolic link to there */
};

struct packing {
    const char *path;
    int (*format)(struct archive *);
    int (*filter)(struct archive *); /* NULL = none */
    const char *options;
};

static inline void pack(const struct packing *packing, const struct member *members, size_t count)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    CU_ASSERT_FATAL(packing->format(archive) == ARCHIVE_OK);
    CU_ASSERT_FATAL(!packing->filter || packing->filter(archive) == ARCHIVE_OK);
    CU_ASSERT_FATAL(!packing->options || archive_write_set_options(archive, packing->options) == ARCHIVE_OK);
    archive_write_set_passphrase(archive, "secret"); /* of a zip, if its options want it encrypted */
    archive_write_set_bytes_in_last_block(archive, 1);
    CU_ASSERT_FATAL(archive_write_open_filename(archive, packing->path) == ARCHIVE_OK);
    for (size_t i = 0; i < count; i++) {
        const struct member *member = &members[i];
        size_t length = member->length ? member->length : member->text ? strlen(member->text) : 0;
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, member->name);
        archive_entry_set_filetype(entry, member->link ? AE_IFLNK : member->text ? AE_IFREG : AE_IFDIR);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)length);
        if (member->link)
            archive_entry_set_symlink(entry, member->link);
        CU_ASSERT_FATAL(archive_write_header(archive, entry) >= ARCHIVE_WARN);
        CU_ASSERT_FATAL(length == 0 || archive_write_data(archive, member->text, length) == (la_ssize_t)length);
    }
    CU_ASSERT_FATAL(archive_write_close(archive) == ARCHIVE_OK);
    archive_entry_free(entry);
    archive_write_free(archive);
}

/* --- what was read ----------------------------------------------------------------------------------------------- */

struct listing {
    char *text; /* a line a piece, and "--" behind each batch if these are wanted */
    size_t length, room;
    size_t pieces, unreadable;
    bool with_batches;
    struct reading_progress progress;
};

static inline void list(struct listing *listing, const char *format, ...)
{
    va_list arguments;
    if (listing->room - listing->length < 2048) {
        listing->room = listing->room * 2 + 4096;
        listing->text = realloc(listing->text, listing->room);
        CU_ASSERT_FATAL(listing->text != NULL);
    }
    va_start(arguments, format);
    listing->length += (size_t)vsnprintf(listing->text + listing->length, 2048, format, arguments);
    va_end(arguments);
}

static inline void list_piece(struct listing *listing, const struct piece *piece)
{
    static const char *const kinds[] = {"message", "json", "protobuf", "unreadable"};
    listing->pieces++;
    list(listing, "%s %s", kinds[piece->kind], piece->file);
    if (strcmp(piece->relative, piece->file) != 0)
        list(listing, " (%s)", piece->relative);
    if (piece->tx > 0)
        list(listing, " tx %u", piece->tx);
    if (piece->line > 0)
        list(listing, " line %u", piece->line);
    if (piece->offset > 0)
        list(listing, " at %llu", (unsigned long long)piece->offset);
    if (piece->kind == PIECE_UNREADABLE) {
        listing->unreadable++;
        CU_ASSERT(!piece->bytes && piece->length == 0 && piece->text && *piece->text);
        CU_ASSERT(piece->too_large == (strcmp(piece->code, "limit-message-bytes") == 0));
        list(listing, ": %s\n", piece->code);
        return;
    }
    uint32_t sum = 2166136261u;
    for (size_t i = 0; i < piece->length; i++)
        sum = (sum ^ piece->bytes[i]) * 16777619u;
    static const unsigned char zeros[64];
    CU_ASSERT(memcmp(piece->bytes + piece->length, zeros, 64) == 0);
    if (piece->length < 40)
        list(listing, ": %.*s\n", (int)piece->length, (const char *)piece->bytes);
    else
        list(listing, ": %zu bytes %08x\n", piece->length, sum);
}

/* Reads on to the end. */
static inline void list_rest(struct listing *listing, struct reading *reading)
{
    struct piece_batch batch = {0};
    uint64_t number = UINT64_MAX;
    while (reading_next(reading, &batch)) {
        size_t bytes = 0, fuller = 0;
        CU_ASSERT(number == UINT64_MAX || batch.number == number + 1);
        number = batch.number;
        for (size_t i = 0; i < batch.count; i++) {
            list_piece(listing, &batch.pieces[i]);
            fuller = bytes += batch.pieces[i].length;
        }
        CU_ASSERT(batch.bytes == bytes && batch.count <= BATCH_PIECES);
        fuller -= batch.pieces[batch.count - 1].length;
        CU_ASSERT(fuller < BATCH_BYTES);
        if (listing->with_batches)
            list(listing, "--\n");
    }
    CU_ASSERT(!reading_failed(reading) && !reading_next(reading, &batch));
    listing->progress = reading_progress(reading);
    piece_batch_free(&batch);
}

static inline struct reading *open_paths(enum reading_format format, const char *const *paths, size_t count)
{
    struct reading *reading;
    const struct reading_settings settings = {.command = "test", .format = format, .message_limit = LIMIT};
    CU_ASSERT_FATAL(reading_open(&reading, &settings, (char **)(uintptr_t)paths, (int)count) == EXIT_DONE);
    CU_ASSERT_FATAL(reading != NULL);
    return reading;
}

static inline struct listing read_path(enum reading_format format, const char *path)
{
    struct listing listing = {0};
    struct reading *reading = open_paths(format, &path, 1);
    list(&listing, "%s", "");
    list_rest(&listing, reading);
    reading_close(reading);
    return listing;
}

/* Says what differs, which CUnit does not. */
static inline void expect(enum reading_format format, const char *path, const char *expected)
{
    struct listing listing = read_path(format, path);
    if (strcmp(listing.text, expected) != 0)
        printf("%s is read as\n%sand not\n%s", path, listing.text, expected);
    CU_ASSERT_STRING_EQUAL(listing.text, expected);
    free(listing.text);
}

#endif

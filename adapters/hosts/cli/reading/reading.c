/*
 * reading.c: files, archives and their members one behind the other, in batches (reading.h).
 */
#include "reading.h"

#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "archive_members.h"
#include "command.h"
#include "cutting.h"
#include "file_list.h"
#include "format_names.h"

enum reading_place { BETWEEN_FILES, IN_FILE, BETWEEN_MEMBERS, IN_MEMBER };

struct reading {
    struct reading_settings settings;
    struct file_list list;
    uint8_t identity[32];
    uint64_t bytes_total;
    bool total_known;
    /* libarchive turns names into UTF-8 as the locale says; this one is set while a thread reads, and for it alone. */
    locale_t locale;
    pthread_mutex_t lock;
    /* Under the lock. */
    enum reading_place place;
    size_t at; /* the file that is read, or comes next */
    struct file_flow file;
    struct archive_members members;
    struct cutting cutting;
    char *name; /* of the member that is read */
    size_t name_room;
    uint64_t names;
    uint64_t batches;
    uint64_t bytes_before; /* of the files that have been read */
    unsigned char *block;
    /* For whoever asks. */
    atomic_uint_fast64_t bytes_read;
    atomic_size_t files_read, skipped;
    atomic_bool failed;
};

/* --- begin and end ---------------------------------------------------------------------------------------------- */

/* Into the identity: a number behind each text, so that no two rows of files run into one another. */
static bool add_identity(EVP_MD_CTX *digest, const struct listed_file *file)
{
    uint64_t facts[] = {file->sized, file->size, (uint64_t)file->changed};
    return EVP_DigestUpdate(digest, file->path, strlen(file->path) + 1) == 1 &&
           EVP_DigestUpdate(digest, facts, sizeof facts) == 1;
}

static bool identify(struct reading *reading)
{
    EVP_MD_CTX *digest = EVP_MD_CTX_new();
    uint64_t settings[] = {(uint64_t)reading->settings.format, reading->settings.message_limit};
    bool works = digest && EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1 &&
                 EVP_DigestUpdate(digest, settings, sizeof settings) == 1;
    reading->total_known = true;
    for (size_t i = 0; works && i < reading->list.count; i++) {
        const struct listed_file *file = &reading->list.items[i];
        works = add_identity(digest, file);
        reading->bytes_total += file->size;
        reading->total_known = reading->total_known && file->sized;
    }
    works = works && EVP_DigestFinal_ex(digest, reading->identity, NULL) == 1;
    EVP_MD_CTX_free(digest);
    return works;
}

/* What is added up must not be there twice. false = no memory. */
static bool leave_out_repeated(struct file_list *list)
{
    char name[512] = "";
    size_t repeated = 0;
    bool done = file_list_once(list, &repeated, name, sizeof name);
    if (done && repeated > 0)
        say("%s: is given more than once%s; each file is read once, where it stands first", name,
            repeated > 1 ? ", as others are" : "");
    return done;
}

/* Adds all paths. An exit code, said. */
static int list_files(struct reading *reading, char **paths, int count)
{
    int code = EXIT_DONE;
    for (int i = 0; i < count; i++) {
        size_t before = reading->list.count, skipped = reading->list.skipped;
        if (!file_list_add(&reading->list, paths[i]))
            return EXIT_PRODUCT;
        if (reading->list.count == before) {
            say("%s: no message is in this folder (%zu left out: hidden, *.csv, *.md, *.cfg, or no files); name "
                "another, or the files",
                paths[i], reading->list.skipped - skipped);
            code = EXIT_INPUT;
        }
    }
    if (reading->settings.once && !leave_out_repeated(&reading->list))
        return EXIT_PRODUCT;
    atomic_store(&reading->skipped, reading->list.skipped);
    return reading->list.count == 0 || identify(reading) ? code : EXIT_PRODUCT;
}

static int standard_inputs(char **paths, int count)
{
    int found = 0;
    for (int i = 0; i < count; i++)
        found += strcmp(paths[i], "-") == 0;
    return found;
}

int reading_open(struct reading **opened, const struct reading_settings *settings, char **paths, int count)
{
    *opened = NULL;
    if (count == 0)
        return say_usage(settings->command, "no FILE is given (- is standard input)");
    if (standard_inputs(paths, count) > 1)
        return say_usage(settings->command, "standard input (-) can be read only once; name it once");
    struct reading *reading = calloc(1, sizeof *reading);
    int code = EXIT_PRODUCT;
    if (reading) {
        reading->settings = *settings;
        reading->file.file = -1;
        reading->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
        reading->block = malloc(FLOW_BLOCK_BYTES);
        pthread_mutex_init(&reading->lock, NULL);
        code = reading->block ? list_files(reading, paths, count) : EXIT_PRODUCT;
    }
    if (code == EXIT_PRODUCT)
        say("memory for the names of files could not be had");
    if (reading && (code == EXIT_PRODUCT || reading->list.count == 0)) {
        reading_close(reading);
        reading = NULL;
    }
    *opened = reading;
    return code;
}

void reading_close(struct reading *reading)
{
    if (!reading)
        return;
    archive_members_close(&reading->members);
    file_flow_close(&reading->file);
    file_list_free(&reading->list);
    if (reading->locale)
        freelocale(reading->locale);
    pthread_mutex_destroy(&reading->lock);
    free(reading->name);
    free(reading->block);
    free(reading);
}

/* --- from file to file, and from member to member --------------------------------------------------------------- */

/* Begins to cut what flow gives, under that name. */
static void begin_cutting(struct reading *reading, struct flow *flow, enum reading_format format, const char *name)
{
    const struct listed_file *file = &reading->list.items[reading->at];
    reading->cutting = (struct cutting){.flow = flow,
                                        .format = format,
                                        .limit = reading->settings.message_limit,
                                        .file = name,
                                        .relative = file->folder,
                                        .number = ++reading->names,
                                        .member = flow == &reading->members.flow};
}

static void leave_file(struct reading *reading)
{
    const struct listed_file *file = &reading->list.items[reading->at];
    archive_members_close(&reading->members);
    file_flow_close(&reading->file);
    reading->bytes_before += file->sized ? file->size : reading->file.position;
    atomic_store(&reading->bytes_read, reading->bytes_before);
    atomic_fetch_add(&reading->files_read, 1);
    reading->at++;
    reading->place = BETWEEN_FILES;
}

/* A piece that says what the flow could not give, of the file as a whole, which ends. */
static enum cut_result refuse_file(struct reading *reading, struct piece_memory *memory, struct piece *piece)
{
    enum cut_result result = cut_broken(&reading->cutting, memory, piece);
    leave_file(reading);
    return result;
}

static enum cut_result begin_file(struct reading *reading, struct piece_memory *memory, struct piece *piece)
{
    const struct listed_file *listed = &reading->list.items[reading->at];
    struct file_flow *file = &reading->file;
    enum reading_format format = reading->settings.format;
    size_t length;
    if (format == READING_BY_NAME)
        format = format_by_name(listed->path);
    bool opened = file_flow_open(file, listed->path, reading->block, &reading->bytes_read, reading->bytes_before);
    file->stopped = reading->settings.stopped;
    begin_cutting(reading, &file->flow, READING_MESSAGE, listed->path);
    if (!opened)
        return refuse_file(reading, memory, piece);
    const unsigned char *head = file_flow_head(file, &length);
    const char *packed = head ? packed_by_bytes(head, length) : NULL;
    if (format == READING_BY_NAME)
        format = packed ? READING_ARCHIVE : READING_MESSAGE;
    reading->cutting.format = format;
    reading->place = IN_FILE;
    if (format != READING_ARCHIVE)
        return CUT_END;
    reading->place = BETWEEN_MEMBERS;
    if (archive_members_open(&reading->members, file, packed))
        return CUT_END;
    begin_cutting(reading, &reading->members.flow, READING_ARCHIVE, listed->path);
    return refuse_file(reading, memory, piece);
}

/* The name of the member that was found, as its pieces bear it, and where the relative part of it begins. */
static bool name_member(struct reading *reading)
{
    const struct listed_file *file = &reading->list.items[reading->at];
    const char *member = reading->members.name;
    size_t folder = strlen(file->path), length = strlen(member), room = folder + length + 2;
    if (room > reading->name_room) {
        free(reading->name);
        reading->name = malloc(room * 2);
        reading->name_room = reading->name ? room * 2 : 0;
    }
    if (!reading->name)
        return false;
    memcpy(reading->name, file->path, folder + 1);
    if (length > 0) {
        reading->name[folder] = '/';
        memcpy(reading->name + folder + 1, member, length + 1);
    }
    begin_cutting(reading, &reading->members.flow, READING_MESSAGE, reading->name);
    if (length > 0 && file->folder == 0)
        reading->cutting.relative = folder + 1;
    return true;
}

/* By the member's name; of one packed file by that file's name without the packing. */
static enum reading_format format_of_member(const struct reading *reading)
{
    const struct listed_file *file = &reading->list.items[reading->at];
    if (*reading->members.name)
        return format_by_name(reading->members.name);
    char *inner = strndup(file->path, length_unpacked(file->path));
    enum reading_format format = inner ? format_by_name(inner) : READING_BY_NAME;
    free(inner);
    return format;
}

static enum cut_result begin_member(struct reading *reading, struct piece_memory *memory, struct piece *piece)
{
    enum member_result found = archive_members_next(&reading->members);
    atomic_store(&reading->skipped, reading->list.skipped + reading->members.skipped);
    if (found == MEMBER_END) {
        reading->list.skipped += reading->members.skipped;
        leave_file(reading);
        return CUT_END;
    }
    if (found == MEMBER_BROKEN) {
        begin_cutting(reading, &reading->members.flow, READING_ARCHIVE, reading->list.items[reading->at].path);
        reading->cutting.offset = archive_members_position(&reading->members);
        return cut_broken(&reading->cutting, memory, piece);
    }
    if (found == MEMBER_NO_MEMORY || !name_member(reading))
        return CUT_NO_MEMORY;
    enum reading_format format = format_of_member(reading);
    reading->place = IN_MEMBER;
    reading->cutting.format = format;
    if (format == READING_ARCHIVE) {
        reading->cutting.ended = true;
        return cut_unreadable(&reading->cutting, memory, piece, 0, "archive-nested",
                              "this member of the archive is an archive itself, or damaged; unpack it and name what "
                              "comes out");
    }
    return CUT_END;
}

/* --- from piece to piece ---------------------------------------------------------------------------------------- */

static enum cut_result next_piece(struct reading *reading, struct piece_memory *memory, struct piece *piece)
{
    while (!reading->file.was_stopped) {
        enum cut_result result;
        switch (reading->place) {
        case BETWEEN_FILES:
            if (reading->at == reading->list.count)
                return CUT_END;
            result = begin_file(reading, memory, piece);
            break;
        case BETWEEN_MEMBERS:
            result = begin_member(reading, memory, piece);
            break;
        default:
            result = cut_next(&reading->cutting, memory, piece);
            if (result == CUT_END && reading->place == IN_MEMBER)
                reading->place = BETWEEN_MEMBERS;
            else if (result == CUT_END)
                leave_file(reading);
        }
        if (result != CUT_END)
            return result;
    }
    return CUT_END;
}

static bool batch_begin(struct piece_batch *batch)
{
    if (!batch->pieces)
        batch->pieces = malloc(BATCH_PIECES * sizeof *batch->pieces);
    if (!batch->memory)
        batch->memory = piece_memory_new();
    if (batch->memory)
        piece_memory_clear(batch->memory);
    batch->count = batch->bytes = 0;
    return batch->pieces && batch->memory;
}

static bool fill(struct reading *reading, struct piece_batch *batch)
{
    enum cut_result result = CUT_PIECE;
    while (batch->count < BATCH_PIECES && batch->bytes < BATCH_BYTES) {
        struct piece *piece = &batch->pieces[batch->count];
        result = next_piece(reading, batch->memory, piece);
        if (result != CUT_PIECE)
            break;
        batch->bytes += piece->length;
        batch->count++;
    }
    return result != CUT_NO_MEMORY;
}

bool reading_next(struct reading *reading, struct piece_batch *batch)
{
    bool works = batch_begin(batch);
    pthread_mutex_lock(&reading->lock);
    locale_t locale = reading->locale ? uselocale(reading->locale) : (locale_t)0;
    works = works && !atomic_load(&reading->failed) && fill(reading, batch);
    if (!works)
        atomic_store(&reading->failed, true);
    if (!works || reading->file.was_stopped)
        batch->count = batch->bytes = 0;
    batch->number = reading->batches;
    reading->batches += batch->count > 0;
    if (locale)
        uselocale(locale);
    pthread_mutex_unlock(&reading->lock);
    return batch->count > 0;
}

bool reading_failed(const struct reading *reading)
{
    return atomic_load(&reading->failed);
}

bool reading_skip(struct reading *reading, uint64_t batches)
{
    struct piece_batch batch = {0};
    while (batches > 0 && reading_next(reading, &batch))
        batches--;
    piece_batch_free(&batch);
    return batches == 0;
}

void piece_batch_free(struct piece_batch *batch)
{
    free(batch->pieces);
    piece_memory_free(batch->memory);
    *batch = (struct piece_batch){0};
}

struct reading_progress reading_progress(const struct reading *reading)
{
    return (struct reading_progress){.bytes_read = atomic_load(&reading->bytes_read),
                                     .bytes_total = reading->bytes_total,
                                     .total_known = reading->total_known,
                                     .files_read = atomic_load(&reading->files_read),
                                     .files_total = reading->list.count,
                                     .skipped = atomic_load(&reading->skipped)};
}

bool reading_identity(const struct reading *reading, uint8_t sha256[32])
{
    memcpy(sha256, reading->identity, sizeof reading->identity);
    return true;
}

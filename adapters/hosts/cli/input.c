/*
 * input.c: files, folders and standard input (input.h). Touches the file system, reading only.
 */
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

#define FOLDER_DEPTH 64
#define READ_STEP    (64u << 10)

bool input_format_given(const char *name, enum input_format *format)
{
    if (strcmp(name, "jsonl") == 0)
        *format = INPUT_JSONL;
    else if (strcmp(name, "message") == 0)
        *format = INPUT_MESSAGE;
    else
        return false;
    return true;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), ending_length = strlen(ending);
    return length >= ending_length && strcmp(text + length - ending_length, ending) == 0;
}

/* Takes path over, also on failure. */
static bool add_file(struct inputs *inputs, char *path, size_t folder_length, enum input_format format)
{
    if (path && inputs->count == inputs->room) {
        size_t room = inputs->room ? inputs->room * 2 : 64;
        struct input *items = realloc(inputs->items, room * sizeof *items);
        if (items) {
            inputs->items = items;
            inputs->room = room;
        }
    }
    if (!path || inputs->count == inputs->room) {
        free(path);
        return false;
    }
    inputs->items[inputs->count++] =
        (struct input){.path = path,
                       .relative = path + folder_length,
                       .jsonl = format == INPUT_JSONL || (format == INPUT_BY_NAME && ends_with(path, ".jsonl"))};
    return true;
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s%s%s", folder, ends_with(folder, "/") ? "" : "/", name) < 0 ? NULL : path;
}

static bool is_message_name(const char *name)
{
    return name[0] != '.' && !ends_with(name, ".csv") && !ends_with(name, ".md") && !ends_with(name, ".cfg");
}

static bool add_below(struct inputs *inputs, const char *folder, size_t folder_length, enum input_format format,
                      int depth);

static bool add_entry(struct inputs *inputs, const char *folder, const char *name, size_t folder_length,
                      enum input_format format, int depth)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    char *path = join(folder, name);
    struct stat facts;
    if (!path)
        return false;
    /* Links to folders are not followed, so that no folder is walked twice or for ever. */
    bool known = lstat(path, &facts) == 0;
    if (known && S_ISDIR(facts.st_mode) && name[0] != '.') {
        bool added = add_below(inputs, path, folder_length, format, depth + 1);
        free(path);
        return added;
    }
    bool file = known && S_ISLNK(facts.st_mode) ? stat(path, &facts) == 0 && S_ISREG(facts.st_mode)
                                                : !known || S_ISREG(facts.st_mode);
    if (file && is_message_name(name))
        return add_file(inputs, path, folder_length, format);
    inputs->skipped++;
    free(path);
    return true;
}

static bool add_below(struct inputs *inputs, const char *folder, size_t folder_length, enum input_format format,
                      int depth)
{
    struct dirent **entries = NULL;
    int count = depth > FOLDER_DEPTH ? -1 : scandir(folder, &entries, NULL, alphasort);
    /* A folder that cannot be read is added as it is: reading it says why. */
    if (count < 0)
        return add_file(inputs, strdup(folder), folder_length < strlen(folder) ? folder_length : 0, INPUT_MESSAGE);
    bool added = true;
    for (int i = 0; i < count; i++) {
        added = added && add_entry(inputs, folder, entries[i]->d_name, folder_length, format, depth);
        free(entries[i]);
    }
    free(entries);
    return added;
}

/* Adds a file, or all files below a folder. false = memory could not be had. */
static bool add_path(struct inputs *inputs, const char *path, enum input_format format)
{
    struct stat facts;
    if (strcmp(path, "-") != 0 && stat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
        return add_below(inputs, path, strlen(path) + !ends_with(path, "/"), format, 0);
    return add_file(inputs, strdup(path), 0, format);
}

int inputs_add_all(struct inputs *inputs, const char *command, char **paths, int count, enum input_format format)
{
    int code = EXIT_DONE;
    if (count == 0)
        return say_usage(command, "no FILE is given (- is standard input)");
    for (int i = 0; i < count; i++) {
        size_t before = inputs->count, skipped = inputs->skipped;
        if (!add_path(inputs, paths[i], format)) {
            say("memory for the names of files could not be had");
            inputs_free(inputs);
            return EXIT_PRODUCT;
        }
        if (inputs->count == before) {
            say("%s: no message is in this folder (%zu left out: hidden, *.csv, *.md, *.cfg, or no files); name "
                "another, or the files",
                paths[i], inputs->skipped - skipped);
            code = EXIT_INPUT;
        }
    }
    return code;
}

void inputs_free(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        free(inputs->items[i].path);
    free(inputs->items);
    *inputs = (struct inputs){0};
}

static bool grow(struct content *content, size_t room)
{
    if (room <= content->room)
        return true;
    unsigned char *bytes = realloc(content->bytes, room);
    if (!bytes)
        return false;
    content->bytes = bytes;
    content->room = room;
    return true;
}

static int open_input(const struct input *input, char *why, size_t why_size)
{
    struct stat facts;
    bool standard = strcmp(input->path, "-") == 0;
    int file = standard ? dup(STDIN_FILENO) : open(input->path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        snprintf(why, why_size, "the file cannot be opened: %s; check %s", strerror(errno),
                 standard ? "that standard input is not closed" : "its name and permissions");
        return -1;
    }
    if (fstat(file, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        snprintf(why, why_size, "this is a folder that cannot be read as one; check its permissions, or name files");
        close(file);
        return -1;
    }
    return file;
}

bool input_read(const struct input *input, size_t limit, struct content *content, char *why, size_t why_size)
{
    content->length = 0;
    int file = open_input(input, why, why_size);
    if (file < 0)
        return false;
    bool done = false, failed = false;
    while (!done && !failed && content->length <= limit) {
        size_t want = limit + 1 - content->length;
        if (want > READ_STEP)
            want = READ_STEP;
        if (content->room - content->length < want && !grow(content, (content->length + want) * 2)) {
            snprintf(why, why_size, "memory for the message could not be had; lower --max-bytes");
            failed = true;
            break;
        }
        ssize_t got = read(file, content->bytes + content->length, want);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            snprintf(why, why_size, "reading failed at byte %zu: %s", content->length, strerror(errno));
        failed = got < 0;
        done = got == 0;
        content->length += got > 0 ? (size_t)got : 0;
    }
    close(file);
    return !failed;
}

FILE *input_open(const struct input *input, char *why, size_t why_size)
{
    int file = open_input(input, why, why_size);
    FILE *stream = file < 0 ? NULL : fdopen(file, "r");
    if (file >= 0 && !stream) {
        snprintf(why, why_size, "memory to read the file could not be had");
        close(file);
    }
    return stream;
}

void input_close(FILE *file)
{
    fclose(file);
}

enum line_result input_line(FILE *file, size_t limit, struct content *content)
{
    content->length = 0;
    bool too_long = false;
    int byte;
    while ((byte = getc_unlocked(file)) != EOF && byte != '\n') {
        if (content->length == limit) {
            too_long = true;
            continue;
        }
        if (content->length == content->room && !grow(content, content->room ? content->room * 2 : 4096))
            return LINE_FAILED;
        content->bytes[content->length++] = (unsigned char)byte;
    }
    if (byte == EOF && ferror(file))
        return LINE_FAILED;
    if (byte == EOF && content->length == 0)
        return LINE_END;
    return too_long ? LINE_TOO_LONG : LINE_READ;
}

void content_free(struct content *content)
{
    free(content->bytes);
    *content = (struct content){0};
}

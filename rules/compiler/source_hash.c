/*
 * source_hash.c: walks the folder that is being read and hashes its sources. Opens files for reading; follows no
 * symbolic link to a folder.
 */
#include "source_hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/evp.h>

#include "digest.h"

#define DEPTH_MAX      8
#define FILES_MAX      20000
#define PATH_MAX_BYTES 4096

struct walk {
    struct draft *draft;
    struct record_table paths; /* char *, within the folder */
    bool failed;
};

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), tail = strlen(end);
    return length > tail && strcmp(name + length - tail, end) == 0;
}

static bool is_source(const char *path)
{
    return ends_with(path, ".cfg") || ends_with(path, ".csv") || strncmp(path, "cases/", 6) == 0;
}

static void fail(struct walk *walk, const char *path, int error)
{
    walk->failed = true;
    struct report *report = walk->draft->report;
    report_fault(report, (struct place){.file = path}, SOURCE_UNREADABLE, message_errno(report->language, error));
}

static void full_path(const struct walk *walk, const char *path, char out[PATH_MAX_BYTES])
{
    snprintf(out, PATH_MAX_BYTES, "%s/%s", walk->draft->report->folder, path);
}

static void walk_folder(struct walk *walk, const char *path, unsigned depth);

static void walk_name(struct walk *walk, const char *folder, const char *name, unsigned depth)
{
    char full[PATH_MAX_BYTES];
    struct stat facts;
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = arena_take(&walk->draft->arena, size);
    snprintf(path, size, "%s%s%s", folder, folder[0] ? "/" : "", name);
    full_path(walk, path, full);
    if (lstat(full, &facts) != 0) {
        fail(walk, path, errno);
        return;
    }
    if (S_ISDIR(facts.st_mode)) {
        walk_folder(walk, path, depth + 1);
    } else if (is_source(path)) {
        if (walk->paths.count == FILES_MAX)
            fail(walk, path, EMFILE);
        else
            *(char **)record_table_add(&walk->paths, 1) = path;
    }
}

static void walk_folder(struct walk *walk, const char *path, unsigned depth)
{
    char full[PATH_MAX_BYTES];
    full_path(walk, path[0] ? path : ".", full);
    DIR *folder = depth > DEPTH_MAX ? NULL : opendir(full);
    if (!folder) {
        fail(walk, path, depth > DEPTH_MAX ? ELOOP : errno);
        return;
    }
    for (struct dirent *entry; !walk->failed && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            walk_name(walk, path, entry->d_name, depth);
    closedir(folder);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A file's hash as it is read, block by block. */
struct file_hash {
    EVP_MD_CTX *context;
    bool plain_lines; /* a table or a .cfg: it says the same with and without a byte order mark, with LF and CR LF */
    bool carriage;    /* a CR was held back */
    unsigned long long size;
};

static void add_bytes(struct file_hash *hash, const unsigned char *bytes, size_t length)
{
    hash->size += length;
    if (length > 0 && EVP_DigestUpdate(hash->context, bytes, length) != 1)
        memory_exhausted();
}

static void add_block(struct file_hash *hash, const unsigned char *block, size_t length)
{
    static const unsigned char mark[] = {0xEF, 0xBB, 0xBF};
    size_t from = 0;
    if (!hash->plain_lines) {
        add_bytes(hash, block, length);
        return;
    }
    if (hash->size == 0 && !hash->carriage && length >= sizeof mark && memcmp(block, mark, sizeof mark) == 0)
        from = sizeof mark;
    for (size_t at = from; at < length; at++) {
        if (hash->carriage && block[at] != '\n')
            add_bytes(hash, (const unsigned char *)"\r", 1);
        hash->carriage = block[at] == '\r';
        if (!hash->carriage)
            continue;
        add_bytes(hash, block + from, at - from);
        from = at + 1;
    }
    if (from < length)
        add_bytes(hash, block + from, length - from);
}

/* The file's own line of the whole. */
static void add_file(struct walk *walk, EVP_MD_CTX *whole, const char *path)
{
    char full[PATH_MAX_BYTES], line[96], hex[65];
    unsigned char block[16384], digest[EVP_MAX_MD_SIZE];
    struct file_hash hash = {.plain_lines = strncmp(path, "cases/messages/", 15) != 0};
    full_path(walk, path, full);
    int file = open(full, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        fail(walk, path, errno);
        return;
    }
    hash.context = EVP_MD_CTX_new();
    if (!hash.context || EVP_DigestInit_ex(hash.context, EVP_sha256(), NULL) != 1)
        memory_exhausted();
    ssize_t got;
    while ((got = read(file, block, sizeof block)) > 0 || (got < 0 && errno == EINTR))
        if (got > 0)
            add_block(&hash, block, (size_t)got);
    if (got < 0)
        fail(walk, path, errno);
    close(file);
    if (hash.carriage)
        add_bytes(&hash, (const unsigned char *)"\r", 1);
    EVP_DigestFinal_ex(hash.context, digest, NULL);
    EVP_MD_CTX_free(hash.context);
    hex_write(digest, 32, hex);
    snprintf(line, sizeof line, "%llu %s\n", hash.size, hex);
    EVP_DigestUpdate(whole, path, strlen(path) + 1);
    EVP_DigestUpdate(whole, line, strlen(line));
}

const char *source_hash(struct draft *draft)
{
    static const char prefix[] = "fiatgate pack sources 1\n";
    struct walk walk = {.draft = draft, .paths = {.size = sizeof(char *)}};
    unsigned char hash[EVP_MAX_MD_SIZE];
    char hex[65];
    walk_folder(&walk, "", 0);
    EVP_MD_CTX *whole = EVP_MD_CTX_new();
    if (!whole || EVP_DigestInit_ex(whole, EVP_sha256(), NULL) != 1)
        memory_exhausted();
    EVP_DigestUpdate(whole, prefix, sizeof prefix - 1);
    if (walk.paths.count > 0)
        qsort(walk.paths.records, walk.paths.count, sizeof(char *), by_bytes);
    for (uint32_t i = 0; i < walk.paths.count && !walk.failed; i++)
        add_file(&walk, whole, ((char **)walk.paths.records)[i]);
    EVP_DigestFinal_ex(whole, hash, NULL);
    EVP_MD_CTX_free(whole);
    record_table_free(&walk.paths);
    hex_write(hash, 32, hex);
    return walk.failed ? NULL : arena_text(&draft->arena, hex, 64);
}

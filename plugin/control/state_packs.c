/*
 * state_packs.c: the copies of packs in a gate's state folder (state.h): of the active one, so that a restart does not
 * depend on what lies elsewhere by then, and of the one to fall back to. Touches the folder and the file copied.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "control/control.h"
#include "control/state.h"
#include "digest.h"
#include "durable.h"
#include "judge/pack.h"

#define COPY_MODE  0640
#define COPY_BYTES 65536

void state_pack_path(const struct gate_state *state, const char hash[65], char *path, size_t size)
{
    snprintf(path, size, "%s/packs/%.64s.fgp", state->folder, hash);
}

/* A file on its way into the folder. */
struct copying {
    int from;
    uint64_t hashed_from, hashed_to; /* bytes of the payload */
    EVP_MD_CTX *context;
    struct durable to;
};

/* Copies the bytes and hashes those of the payload. false: errno says why, 0 = they are not the pack's. */
static bool copy_bytes(struct copying *copying, const char *hash)
{
    unsigned char *bytes = malloc(COPY_BYTES), made[EVP_MAX_MD_SIZE];
    char hex[65] = "";
    uint64_t at = 0;
    bool good = bytes != NULL;
    while (good) {
        ssize_t got = read(copying->from, bytes, COPY_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            good = got == 0;
            break;
        }
        uint64_t end = at + (uint64_t)got;
        uint64_t first = at > copying->hashed_from ? at : copying->hashed_from;
        uint64_t last = end < copying->hashed_to ? end : copying->hashed_to;
        good = durable_write(&copying->to, bytes, (size_t)got);
        if (good && first < last)
            EVP_DigestUpdate(copying->context, bytes + (first - at), (size_t)(last - first));
        at = end;
    }
    int error = errno;
    free(bytes);
    errno = error;
    if (!good)
        return false;
    if (EVP_DigestFinal_ex(copying->context, made, NULL) == 1)
        hex_write(made, 32, hex);
    errno = 0;
    return strcmp(hex, hash) == 0;
}

static fg_error copy_open(struct copying *copying, const char *from, const char *path, const char *hash, char *why,
                          size_t why_size)
{
    if (!durable_begin(&copying->to, path, COPY_MODE)) {
        control_say(why, why_size, "%s: cannot be written: %s", path, strerror(errno));
        return FG_E_STATE;
    }
    errno = ENOMEM;
    bool copied =
        copying->context && EVP_DigestInit_ex(copying->context, EVP_sha256(), NULL) == 1 && copy_bytes(copying, hash);
    if (!copied) {
        durable_drop(&copying->to);
        if (errno == 0)
            control_say(why, why_size, "%s: was replaced while it was loaded: load it again", from);
        else
            control_say(why, why_size, "%s: cannot be copied to %s: %s", from, path, strerror(errno));
        return FG_E_STATE;
    }
    if (durable_end(&copying->to))
        return FG_OK;
    control_say(why, why_size, "%s: cannot be put in place: %s", path, strerror(errno));
    return FG_E_STATE;
}

static bool is_same_file(int file, const char *path)
{
    struct stat here, there;
    return fstat(file, &here) == 0 && stat(path, &there) == 0 && here.st_dev == there.st_dev &&
           here.st_ino == there.st_ino;
}

fg_error state_keep_pack(const struct gate_state *state, const char *from, const char hash[65], char *why,
                         size_t why_size)
{
    char path[DURABLE_PATH], folder[DURABLE_PATH];
    struct pack_frame frame;
    if (!*state->folder)
        return FG_OK;
    state_pack_path(state, hash, path, sizeof path);
    snprintf(folder, sizeof folder, "%s/packs", state->folder);
    if (mkdir(folder, 0750) == 0)
        durable_sync_folder_of(folder);
    struct copying copying = {.from = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
    if (copying.from < 0 || pread(copying.from, &frame, sizeof frame, 0) != (ssize_t)sizeof frame) {
        control_say(why, why_size, "%s: cannot be read again to be kept in %s: load it again", from, folder);
        if (copying.from >= 0)
            close(copying.from);
        return FG_E_STATE;
    }
    fg_error error = FG_OK;
    if (!is_same_file(copying.from, path)) {
        copying.hashed_from = frame.payload_offset;
        copying.hashed_to = frame.payload_offset + frame.payload_size;
        ERR_set_mark();
        copying.context = EVP_MD_CTX_new();
        error = copy_open(&copying, from, path, hash, why, why_size);
        EVP_MD_CTX_free(copying.context);
        ERR_pop_to_mark();
    }
    close(copying.from);
    return error;
}

/* Whether a name is one that state_keep_pack() makes, finished or not, of a pack that is not kept any more. */
static bool is_left_over(const struct gate_state *state, const char *name)
{
    char hash[65];
    snprintf(hash, sizeof hash, "%.64s", name);
    if (!hex_is_hash(hash))
        return false;
    bool kept = strcmp(hash, state->active) == 0 || strcmp(hash, state->fallback) == 0;
    return strcmp(name + 64, ".fgp.new") == 0 || (strcmp(name + 64, ".fgp") == 0 && !kept);
}

void state_drop_packs(const struct gate_state *state)
{
    char path[DURABLE_PATH];
    if (!*state->folder)
        return;
    snprintf(path, sizeof path, "%s/packs", state->folder);
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (is_left_over(state, entry->d_name))
            unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
}

/*
 * frame.c: an .fgp file becomes a verified payload in memory of our own. It is read, not mapped: a mapped file can
 * change under a running gate. A symbolic link is followed, since packs are switched by one; a pipe or device is not
 * waited for.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "digest.h"
#include "lines.h"
#include "verify.h"

/* Bytes read, fewer at the file's end; negative = errno says why. */
static ssize_t read_up_to(int file, void *bytes, size_t size)
{
    size_t used = 0;
    while (used < size) {
        ssize_t got = read(file, (char *)bytes + used, size - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        used += (size_t)got;
    }
    return (ssize_t)used;
}

static bool is_zero(const uint8_t *bytes, size_t size)
{
    uint8_t all = 0;
    for (size_t i = 0; i < size; i++)
        all |= bytes[i];
    return all == 0;
}

static bool frame_is_valid(const struct refusal *refusal, const struct pack_frame *frame, uint64_t file_size)
{
    if (memcmp(frame->magic, PACK_MAGIC, sizeof frame->magic) != 0) {
        if (memcmp(frame->magic, PACK_MAGIC, sizeof frame->magic - 2) == 0)
            return refuse(refusal,
                          "its line ends were changed, as a transfer in text mode does: copy it in binary mode");
        return refuse(refusal, "is no built pack: make one from a pack folder with `fiatgate pack build`");
    }
    if (frame->layout != PACK_LAYOUT)
        return refuse(refusal, "was built for layout %u, this library reads %u: rebuild it with `fiatgate pack build`",
                      frame->layout, (unsigned)PACK_LAYOUT);
    if (frame->frame_size != sizeof *frame || frame->payload_offset != sizeof *frame ||
        !is_zero(frame->reserved, sizeof frame->reserved))
        return refuse(refusal, "its frame is damaged: copy the file again, or rebuild the pack");
    if (frame->payload_size < sizeof(struct pack_directory) || frame->payload_size > PACK_FILE_BYTES_MAX)
        return refuse(refusal, "its frame gives %llu bytes of payload: copy the file again, or rebuild the pack",
                      (unsigned long long)frame->payload_size);
    if (frame->signatures_offset != sizeof *frame + frame->payload_size ||
        frame->signatures_size % sizeof(struct pack_signature) != 0 ||
        frame->signatures_size / sizeof(struct pack_signature) > PACK_SIGNATURES_MAX)
        return refuse(refusal,
                      "its frame gives %llu bytes of signatures, where a pack holds at most %u of %zu bytes: copy the "
                      "file again, or sign the pack anew",
                      (unsigned long long)frame->signatures_size, (unsigned)PACK_SIGNATURES_MAX,
                      sizeof(struct pack_signature));
    uint64_t size = sizeof *frame + frame->payload_size + frame->signatures_size;
    if (file_size != size)
        return refuse(refusal,
                      "has %llu bytes, its frame says %llu: the file is cut or something was added; copy it again",
                      (unsigned long long)file_size, (unsigned long long)size);
    return true;
}

/* SHA-256 of the payload. With the algorithm at hand only memory can be missing. What OpenSSL leaves in the thread's
 * list of errors, which is the host's, is taken out again. */
static fg_error hash_payload(const struct refusal *refusal, const struct pack *pack, uint8_t hash[EVP_MAX_MD_SIZE])
{
    ERR_set_mark();
    EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    bool done = sha256 && EVP_Digest(pack->payload, pack->payload_size, hash, NULL, sha256, NULL) == 1;
    bool known = sha256 != NULL;
    EVP_MD_free(sha256);
    ERR_pop_to_mark();
    if (!known) {
        refuse(refusal, "its SHA-256 could not be computed: OpenSSL has none, look at its configuration");
        return FG_E_PACK;
    }
    if (!done) {
        refuse(refusal, "memory for its SHA-256 could not be had");
        return FG_E_MEMORY;
    }
    return FG_OK;
}

static fg_error check_hash(const struct refusal *refusal, const struct pack_frame *frame, struct pack *pack)
{
    uint8_t hash[EVP_MAX_MD_SIZE];
    fg_error error = hash_payload(refusal, pack, hash);
    if (error != FG_OK)
        return error;
    if (memcmp(hash, frame->payload_sha256, sizeof frame->payload_sha256) != 0) {
        refuse(refusal, "its content does not match its SHA-256: the file is damaged or was changed; copy it again, or "
                        "rebuild the pack");
        return FG_E_PACK;
    }
    memcpy(pack->sha256, hash, sizeof pack->sha256);
    hex_write(hash, sizeof pack->sha256, pack->hash);
    return FG_OK;
}

/* Up to the size, or the sentence of what was in the way. */
static bool read_whole(const struct refusal *refusal, int file, void *bytes, size_t size)
{
    ssize_t got = read_up_to(file, bytes, size);
    if (got < 0)
        return refuse(refusal, "cannot be read: %s", strerror(errno));
    if ((size_t)got < size)
        return refuse(refusal, "became shorter while it was read: put packs in place by renaming, and load it again");
    return true;
}

static fg_error read_payload(const struct refusal *refusal, int file, const struct pack_frame *frame, struct pack *pack)
{
    size_t size = (size_t)frame->payload_size;
    pack->payload = lines_take(size);
    if (!pack->payload) {
        refuse(refusal, "%zu bytes of memory for it could not be had", size);
        return FG_E_MEMORY;
    }
    pack->payload_size = size;
    if (!read_whole(refusal, file, pack->payload, size))
        return FG_E_PACK;
    return check_hash(refusal, frame, pack);
}

static fg_error read_signatures(const struct refusal *refusal, int file, const struct pack_frame *frame,
                                struct pack *pack)
{
    if (!read_whole(refusal, file, pack->signatures, (size_t)frame->signatures_size))
        return FG_E_PACK;
    pack->signature_count = (uint32_t)(frame->signatures_size / sizeof(struct pack_signature));
    return signatures_verify(refusal, pack) ? FG_OK : FG_E_PACK;
}

static fg_error read_file(const struct refusal *refusal, int file, struct pack *pack)
{
    struct stat status;
    struct pack_frame frame;
    if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
        refuse(refusal, "is no regular file: name a built pack (.fgp)");
        return FG_E_PACK;
    }
    if (status.st_size > (off_t)PACK_FILE_BYTES_MAX) {
        refuse(refusal, "has %lld bytes, a pack has at most %u: name a built pack (.fgp)", (long long)status.st_size,
               PACK_FILE_BYTES_MAX);
        return FG_E_PACK;
    }
    ssize_t got = read_up_to(file, &frame, sizeof frame);
    if (got < 0) {
        refuse(refusal, "cannot be read: %s", strerror(errno));
        return FG_E_PACK;
    }
    if (got < (ssize_t)sizeof frame) {
        refuse(refusal, "has %lld bytes, fewer than a pack's frame: copy it again, or rebuild the pack",
               (long long)status.st_size);
        return FG_E_PACK;
    }
    if (!frame_is_valid(refusal, &frame, (uint64_t)status.st_size))
        return FG_E_PACK;
    fg_error error = read_payload(refusal, file, &frame, pack);
    return error == FG_OK ? read_signatures(refusal, file, &frame, pack) : error;
}

fg_error frame_read(const struct refusal *refusal, struct pack *pack)
{
    int file = open(refusal->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (file < 0) {
        refuse(refusal, "cannot be opened: %s: check the name and permissions of the pack (.fgp)", strerror(errno));
        return FG_E_PACK;
    }
    fg_error error = read_file(refusal, file, pack);
    close(file);
    return error;
}

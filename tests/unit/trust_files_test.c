/*
 * trust_files_test.c: real, signed files of packs, of which every byte is changed in turn.
 */
#include <fcntl.h>
#include <unistd.h>

#include <hs/hs_runtime.h>

#include "pack_small.h"
#include "plugin/digest.h"
#include "run_tests.h"
#include "trust_fixture.h"

/* --- Files -------------------------------------------------------------------------------------------------------- */

static fg_error admit(void *context, const struct pack *pack, char *sentence, size_t size)
{
    return trust_signatures(pack, &keys, NULL, NOW, context, sentence, size);
}

static fg_error load(const char *path)
{
    struct pack *pack = NULL;
    struct approval approval;
    why[0] = '\0';
    fg_error error = pack_load(path, 1, admit, &approval, &pack, why, sizeof why);
    pack_free(pack);
    return error;
}

static bool sign_file(const char *path)
{
    static const struct {
        uint8_t who, as;
    } rows[] = {{AIGERIM, PACK_SIGNER_AUTHOR}, {BOLAT, PACK_SIGNER_APPROVER}};
    for (size_t i = 0; i < 2; i++) {
        struct pack_signature signature = {.signed_at = NOV_1, .signer = rows[i].as};
        memcpy(signature.person, names[rows[i].who], strlen(names[rows[i].who]));
        if (!pack_file_sign(path, &signature, rows[i].who))
            return false;
    }
    return true;
}

/* Whether a file is refused with these bits of one byte turned. */
static bool is_refused_with(int file, const char *path, off_t at, unsigned bits)
{
    unsigned char byte, turned;
    if (pread(file, &byte, 1, at) != 1)
        return false;
    turned = (unsigned char)(byte ^ bits);
    bool written = pwrite(file, &turned, 1, at) == 1;
    bool refused = load(path) != FG_OK && *why;
    return pwrite(file, &byte, 1, at) == 1 && written && refused;
}

static void no_byte_of_a_small_pack_can_be_changed(void)
{
    CU_ASSERT_TRUE_FATAL(sign_file(small_path));
    CU_ASSERT_EQUAL_FATAL(load(small_path), FG_OK);
    int file = open(small_path, O_RDWR | O_CLOEXEC);
    off_t size = lseek(file, 0, SEEK_END), payload_end = (off_t)small_size;
    unsigned accepted = 0;
    for (off_t at = 0; at < size; at++) {
        bool every_bit = at < (off_t)sizeof(struct pack_frame) || at >= payload_end;
        for (unsigned bit = 0; bit < 8; bit++)
            if (every_bit || bit == (unsigned)at % 8)
                accepted += !is_refused_with(file, small_path, at, 1u << bit);
    }
    close(file);
    CU_ASSERT_EQUAL(accepted, 0);
    CU_ASSERT_EQUAL(load(small_path), FG_OK);
}

static void no_byte_can_be_cut_or_added(void)
{
    size_t size;
    unsigned accepted = 0;
    char path[512];
    char *bytes = read_file(small_path, &size); /* with a NUL behind it */
    snprintf(path, sizeof path, "%s", work_path("cut.fgp"));
    for (size_t length = 0; length < size; length += length < 400 || length + 600 > size ? 1 : 97) {
        CU_ASSERT_TRUE_FATAL(write_file(path, bytes, length));
        accepted += load(path) == FG_OK;
    }
    CU_ASSERT_TRUE_FATAL(write_file(path, bytes, size + 1));
    accepted += load(path) == FG_OK;
    CU_ASSERT_EQUAL(accepted, 0);
    /* One whole signature cut off, and the frame made to say so. */
    struct pack_frame *frame = (struct pack_frame *)bytes;
    frame->signatures_size -= sizeof(struct pack_signature);
    CU_ASSERT_TRUE_FATAL(write_file(path, bytes, size - sizeof(struct pack_signature)));
    CU_ASSERT_EQUAL(load(path), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "cut.fgp: is signed by one person only, Aigerim Author: its author and its "
                                       "approver must be two persons; let another one sign too"));
    free(bytes);
}

#define SAMPLES 10000

static void no_sampled_byte_of_a_large_pack_can_be_changed(void)
{
    char path[512];
    size_t size;
    char *bytes = read_file(FIATGATE_BINARY_DIR "/kz.fgp", &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    snprintf(path, sizeof path, "%s", work_path("large.fgp"));
    CU_ASSERT_TRUE_FATAL(write_file(path, bytes, size));
    free(bytes);
    CU_ASSERT_TRUE_FATAL(sign_file(path));
    CU_ASSERT_EQUAL_FATAL(load(path), FG_OK);
    int file = open(path, O_RDWR | O_CLOEXEC);
    off_t end = lseek(file, 0, SEEK_END);
    unsigned accepted = 0;
    uint64_t random = 20261122;
    for (int i = 0; i < SAMPLES; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        off_t at = (off_t)((random >> 20) % (uint64_t)end);
        accepted += !is_refused_with(file, path, at, 1u << (random >> 17) % 8);
    }
    close(file);
    CU_ASSERT_EQUAL(accepted, 0);
    CU_ASSERT_EQUAL(load(path), FG_OK);
}

/* A pack that another engine compiled, hashed and signed as it should be. */
static void a_pack_of_another_engine_is_refused(void)
{
    struct pack *pack = NULL;
    uint8_t hash[32];
    CU_ASSERT_EQUAL_FATAL(small_build_with_engine(), 0);
    CU_ASSERT_EQUAL_FATAL(small_load(&pack), FG_OK);
    size_t at = (size_t)((const unsigned char *)pack_string(pack, pack->meta->engine) - pack->payload);
    pack_free(pack);
    unsigned char *bytes = small_copy();
    struct pack_frame *frame = (struct pack_frame *)bytes;
    bytes[frame->payload_offset + at + 4] = '1'; /* 5.4.1 */
    CU_ASSERT_TRUE(digest_sha256(bytes + frame->payload_offset, frame->payload_size, hash));
    memcpy(frame->payload_sha256, hash, 32);
    small_write(bytes);
    free(bytes);
    CU_ASSERT_TRUE_FATAL(sign_file(small_path));
    fg_error error = load(small_path);
    CU_ASSERT_EQUAL(error, FG_E_ENGINE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "small.fgp: its patterns were compiled by version 5.4.1 of the pattern engine, "
                                       "the one here is 5.4.0: install Hyperscan 5.4, or rebuild the pack on this "
                                       "machine"));
    CU_ASSERT_EQUAL_FATAL(small_build(), 0);
}

static int open_files(void)
{
    return open_keys() == 0 ? small_build() : 1;
}

static int close_files(void)
{
    small_drop();
    return close_keys();
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("signed files", open_files, close_files);
    CU_add_test(suite, "no byte of a small pack can be changed", no_byte_of_a_small_pack_can_be_changed);
    CU_add_test(suite, "no byte can be cut or added", no_byte_can_be_cut_or_added);
    CU_add_test(suite, "a pack of another engine is refused", a_pack_of_another_engine_is_refused);
    CU_add_test(suite, "no sampled byte of a large pack can be changed",
                no_sampled_byte_of_a_large_pack_can_be_changed);
    return run_tests();
}

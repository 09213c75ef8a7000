/*
 * state_fixture.h: a state folder of its own for tests of what a gate remembers, and how two states are compared.
 */
#ifndef FIATGATE_TEST_STATE_FIXTURE_H
#define FIATGATE_TEST_STATE_FIXTURE_H

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_files.h"
#include "plugin/control/state.h"
#include "plugin/digest.h"
#include "plugin/judge/pack.h"

#define HASH_A  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HASH_B  "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define RESTORE "put the file back from a backup, or begin in an empty folder and load the highest version first"

static char folder[512], why[1024];

/* A fresh state folder. */
static inline void begin(void)
{
    char command[1200];
    snprintf(folder, sizeof folder, "%s", work_path("gate"));
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir '%s'", folder, folder);
    CU_ASSERT_EQUAL_FATAL(system(command), 0);
    why[0] = '\0';
}

static inline const char *in_folder(const char *name)
{
    static char path[640];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static inline int open_folder(void)
{
    return work_open() ? 0 : 1;
}

static inline int close_folder(void)
{
    work_close();
    return 0;
}

static inline fg_error activate(struct gate_state *state, const char *name, const char *version, const char *hash,
                                int64_t at)
{
    struct activation activation = {.first_active = at};
    snprintf(activation.hash, sizeof activation.hash, "%s", hash);
    snprintf(activation.version, sizeof activation.version, "%s", version);
    return state_activate(state, name, &activation, HASH_B, why, sizeof why);
}

/* The sentence without the folder. */
static inline const char *said(void)
{
    const char *at = strstr(why, folder);
    return at ? at + strlen(folder) : why;
}

static inline bool is_same_activation(const struct activation *a, const struct activation *b)
{
    return strcmp(a->hash, b->hash) == 0 && strcmp(a->version, b->version) == 0 && a->first_active == b->first_active;
}

static inline bool is_same(const struct gate_state *a, const struct gate_state *b)
{
    bool same = strcmp(a->folder, b->folder) == 0 && strcmp(a->pack_name, b->pack_name) == 0 &&
                strcmp(a->highest_version, b->highest_version) == 0 && strcmp(a->active, b->active) == 0 &&
                strcmp(a->fallback, b->fallback) == 0 && a->fell_back == b->fell_back &&
                a->switched_off == b->switched_off && a->keys_signed_at == b->keys_signed_at &&
                a->activation_count == b->activation_count && a->height_count == b->height_count;
    for (uint32_t i = 0; same && i < a->activation_count; i++)
        same = is_same_activation(&a->activations[i], &b->activations[i]);
    for (uint32_t i = 0; same && i < a->height_count; i++)
        same = strcmp(a->heights[i].name, b->heights[i].name) == 0 &&
               strcmp(a->heights[i].version, b->heights[i].version) == 0;
    return same;
}

/* A file framed like a pack; returns its hash. */
static inline const char *write_pack(const char *name, size_t payload, unsigned char fill)
{
    static char hex[65];
    uint8_t hash[32];
    unsigned char *bytes = calloc(1, sizeof(struct pack_frame) + payload + 272);
    struct pack_frame *frame = (struct pack_frame *)bytes;
    memcpy(frame->magic, PACK_MAGIC, 8);
    frame->payload_offset = sizeof *frame;
    frame->payload_size = payload;
    memset(bytes + sizeof *frame, fill, payload);
    digest_sha256(bytes + sizeof *frame, payload, hash);
    hex_write(hash, 32, hex);
    CU_ASSERT_TRUE_FATAL(write_file(work_path(name), bytes, sizeof *frame + payload + 272));
    free(bytes);
    return hex;
}

static inline bool is_copy(const struct gate_state *state, const char *from, const char *hash)
{
    char path[4400];
    size_t size, copied = 0;
    state_pack_path(state, hash, path, sizeof path);
    char *original = read_file(from, &size), *copy = read_file(path, &copied);
    bool same = copy && copied == size && memcmp(original, copy, size) == 0;
    free(original);
    free(copy);
    return same;
}

static const struct change sample = {.act = "reload",
                                     .who = "Bolat \"B\" \\ Approver",
                                     .why = "line\nend, tab\t, \xD2\x9B, half \xD2",
                                     .pack = "kz",
                                     .version = "2026.11",
                                     .hash = HASH_A,
                                     .what = "/etc/fiatgate/kz.fgp",
                                     .outcome = "done",
                                     .at = 1790000000};

static inline fg_error log_it(const struct gate_state *state)
{
    why[0] = '\0';
    return change_log(state, &sample, why, sizeof why);
}

#endif

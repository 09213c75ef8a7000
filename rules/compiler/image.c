/*
 * image.c: the tables of a draft as sections of a payload, hashed and framed.
 */
#include "image.h"

#include <string.h>

#include <openssl/evp.h>

static size_t aligned(size_t offset)
{
    return (offset + PACK_ALIGNMENT - 1) / PACK_ALIGNMENT * PACK_ALIGNMENT;
}

static void place_sections(const struct draft *draft, struct pack_directory *directory, size_t *payload_size)
{
    size_t offset = aligned(sizeof *directory);
    directory->section_count = PACK_SECTIONS;
    for (int id = 0; id < PACK_SECTIONS; id++) {
        const struct record_table *table = &draft->sections[id];
        directory->sections[id] =
            (struct pack_section){.record_size = table->size, .count = table->count, .offset = offset};
        offset = aligned(offset + (size_t)table->size * table->count);
    }
    *payload_size = offset;
}

unsigned char *image_build(struct draft *draft, size_t *size)
{
    struct pack_directory directory = {0};
    size_t payload_size;
    place_sections(draft, &directory, &payload_size);
    *size = sizeof(struct pack_frame) + payload_size;
    if (*size > PACK_FILE_BYTES_MAX) {
        report_fault(draft->report, (struct place){.file = ""}, PACK_TOO_LARGE, *size, PACK_FILE_BYTES_MAX);
        return NULL;
    }
    unsigned char *file = arena_take(&draft->arena, *size), *payload = file + sizeof(struct pack_frame);
    memcpy(payload, &directory, sizeof directory);
    for (int id = 0; id < PACK_SECTIONS; id++) {
        const struct record_table *table = &draft->sections[id];
        if (table->count > 0)
            memcpy(payload + directory.sections[id].offset, table->records, (size_t)table->size * table->count);
    }
    struct pack_frame frame = {
        .layout = PACK_LAYOUT,
        .frame_size = sizeof frame,
        .payload_offset = sizeof frame,
        .payload_size = payload_size,
        .signatures_offset = sizeof frame + payload_size,
    };
    memcpy(frame.magic, PACK_MAGIC, sizeof frame.magic);
    unsigned hash_size = 0;
    if (EVP_Digest(payload, payload_size, frame.payload_sha256, &hash_size, EVP_sha256(), NULL) != 1 ||
        hash_size != sizeof frame.payload_sha256)
        memory_exhausted();
    memcpy(file, &frame, sizeof frame);
    return file;
}

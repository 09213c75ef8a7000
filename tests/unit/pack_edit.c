/*
 * pack_edit.c: packs taken apart and put together again (pack_edit.h).
 */
#include "pack_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_files.h"
#include "plugin/digest.h"

bool pack_edit_open(struct pack_edit *edit, const char *path)
{
    size_t size = 0;
    memset(edit, 0, sizeof *edit);
    unsigned char *file = (unsigned char *)read_file(path, &size);
    if (!file)
        return false;
    const struct pack_frame *frame = (const struct pack_frame *)file;
    const unsigned char *payload = file + frame->payload_offset;
    const struct pack_directory *directory = (const struct pack_directory *)payload;
    for (int id = 0; id < PACK_SECTIONS; id++) {
        const struct pack_section *section = &directory->sections[id];
        size_t bytes = (size_t)section->record_size * section->count;
        edit->sections[id].record_size = section->record_size;
        edit->sections[id].count = section->count;
        edit->sections[id].bytes = malloc(bytes + 1);
        memcpy(edit->sections[id].bytes, payload + section->offset, bytes);
    }
    free(file);
    return true;
}

void pack_edit_close(struct pack_edit *edit)
{
    for (int id = 0; id < PACK_SECTIONS; id++)
        free(edit->sections[id].bytes);
}

static size_t aligned(size_t size)
{
    return (size + PACK_ALIGNMENT - 1) & ~(size_t)(PACK_ALIGNMENT - 1);
}

bool pack_edit_save(const struct pack_edit *edit, const char *path)
{
    struct pack_directory directory = {.section_count = PACK_SECTIONS};
    size_t used = aligned(sizeof directory), frame_bytes = sizeof(struct pack_frame);
    for (int id = 0; id < PACK_SECTIONS; id++) {
        directory.sections[id] = (struct pack_section){edit->sections[id].record_size, edit->sections[id].count, used};
        used = aligned(used + (size_t)edit->sections[id].record_size * edit->sections[id].count);
    }
    unsigned char *file = calloc(1, frame_bytes + used);
    if (!file)
        return false;
    unsigned char *payload = file + frame_bytes;
    memcpy(payload, &directory, sizeof directory);
    for (int id = 0; id < PACK_SECTIONS; id++)
        memcpy(payload + directory.sections[id].offset, edit->sections[id].bytes,
               (size_t)edit->sections[id].record_size * edit->sections[id].count);
    struct pack_frame frame = {.layout = PACK_LAYOUT,
                               .frame_size = sizeof frame,
                               .payload_offset = frame_bytes,
                               .payload_size = used,
                               .signatures_offset = frame_bytes + used};
    memcpy(frame.magic, PACK_MAGIC, sizeof frame.magic);
    digest_sha256(payload, used, frame.payload_sha256);
    memcpy(file, &frame, sizeof frame);
    bool done = write_file(path, file, frame_bytes + used);
    free(file);
    return done;
}

bool pack_file_hash(const char *path, uint8_t hash[32])
{
    struct pack_frame frame;
    FILE *file = fopen(path, "rb");
    bool done = file && fread(&frame, sizeof frame, 1, file) == 1;
    if (file)
        fclose(file);
    if (done)
        memcpy(hash, frame.payload_sha256, 32);
    return done;
}

struct pack_meta *pack_edit_meta(struct pack_edit *edit)
{
    return (struct pack_meta *)edit->sections[PACK_META].bytes;
}

struct pack_rule *pack_edit_rule(struct pack_edit *edit, uint32_t index)
{
    return (struct pack_rule *)edit->sections[PACK_RULES].bytes + index;
}

struct pack_list *pack_edit_list(struct pack_edit *edit, uint32_t index)
{
    return (struct pack_list *)edit->sections[PACK_LISTS].bytes + index;
}

uint32_t pack_edit_add(struct pack_edit *edit, enum pack_section_id section, const void *records, uint32_t count)
{
    uint32_t first = edit->sections[section].count;
    size_t size = edit->sections[section].record_size;
    unsigned char *larger = malloc(size * (first + count) + 1);
    memcpy(larger, edit->sections[section].bytes, size * first);
    memcpy(larger + size * first, records, size * count);
    free(edit->sections[section].bytes);
    edit->sections[section].bytes = larger;
    edit->sections[section].count = first + count;
    return first;
}

uint32_t pack_edit_string(struct pack_edit *edit, const char *text)
{
    return pack_edit_add(edit, PACK_STRINGS, text, (uint32_t)strlen(text) + 1);
}

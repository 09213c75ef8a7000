/*
 * pack_edit.h: a built pack taken apart into its sections, changed, and written as a file again, for tests of what a
 * gate does with packs that differ in one thing. The file is whole in every way but what the test has changed.
 */
#ifndef FIATGATE_TEST_PACK_EDIT_H
#define FIATGATE_TEST_PACK_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugin/judge/pack.h"

struct pack_edit {
    struct {
        unsigned char *bytes;
        uint32_t record_size, count;
    } sections[PACK_SECTIONS];
};

bool pack_edit_open(struct pack_edit *edit, const char *path);
void pack_edit_close(struct pack_edit *edit);
/* Writes it without signatures. */
bool pack_edit_save(const struct pack_edit *edit, const char *path);
/* The hash a file has, as bytes. */
bool pack_file_hash(const char *path, uint8_t hash[32]);

/* Valid until something is added to that section. */
struct pack_meta *pack_edit_meta(struct pack_edit *edit);
struct pack_rule *pack_edit_rule(struct pack_edit *edit, uint32_t index);
struct pack_list *pack_edit_list(struct pack_edit *edit, uint32_t index);
/* Adds a string to the pool; returns its offset. */
uint32_t pack_edit_string(struct pack_edit *edit, const char *text);
/* Adds records to a section; returns the index of the first. */
uint32_t pack_edit_add(struct pack_edit *edit, enum pack_section_id section, const void *records, uint32_t count);

#endif

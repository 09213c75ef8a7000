/*
 * pack_small.c: the small pack of the loader tests.
 */
#include "pack_small.h"

#include <CUnit/CUnit.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char small_path[512];
unsigned char *small_good;
size_t small_size;
char small_why[512];

/* A rule with a pattern that is too large for the automaton, so that the pack has a database: it must remember which of
 * the last letters were an A. */
static const char large_pattern[] =
    "rules = (\n  { id = \"long-key\"; title = \"A long key\"; action = \"flag\"; ground = \"contract\"; disclosure = "
    "\"none\"; basis = \"Guidance\";\n    selections = { key = { pattern = \"[A-Z]{0,30}A[A-Z]{18}\"; }; }; condition "
    "= "
    "\"key\"; }\n);\n";

/* Builds a folder's pack as the small one. */
static int build(const char *folder)
{
    struct fault_lines lines = {.folder = folder};
    snprintf(small_path, sizeof small_path, "%s", work_path("small.fgp"));
    if (compiler_build(folder, small_path, NULL, add_fault_line, &lines) != 0) {
        fputs(lines.text, stderr);
        return 1;
    }
    free(small_good);
    small_good = (unsigned char *)read_file(small_path, &small_size);
    return small_good == NULL;
}

int small_build(void)
{
    return build(SMALL_PACK);
}

int small_build_with_engine(void)
{
    char folder[512], rules[600];
    snprintf(folder, sizeof folder, "%s", work_path("small"));
    snprintf(rules, sizeof rules, "%s/rules/zz-long-key.cfg", folder);
    return !copy_folder(SMALL_PACK, folder) || !write_file(rules, large_pattern, sizeof large_pattern - 1) ||
           build(folder);
}

int small_replace(unsigned char *file, size_t size)
{
    free(small_good);
    small_good = file;
    small_size = size;
    struct pack *pack;
    bool loaded = file && write_file(small_path, file, size) && small_load(&pack) == FG_OK;
    if (loaded)
        pack_free(pack);
    else
        fprintf(stderr, "%s\n", small_why);
    return !loaded;
}

int small_drop(void)
{
    free(small_good);
    return 0;
}

fg_error small_load(struct pack **pack)
{
    return pack_load(small_path, 2, NULL, NULL, pack, small_why, sizeof small_why);
}

bool small_is_refused(void)
{
    struct pack *pack = NULL;
    fg_error error = small_load(&pack);
    pack_free(pack);
    return error != FG_OK && pack == NULL && strncmp(small_why, small_path, strlen(small_path)) == 0 &&
           strlen(small_why) > strlen(small_path) + 10;
}

unsigned char *small_copy(void)
{
    unsigned char *copy = malloc(small_size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(copy);
    memcpy(copy, small_good, small_size);
    return copy;
}

void small_write(const unsigned char *file)
{
    CU_ASSERT_TRUE_FATAL(write_file(small_path, file, small_size));
}

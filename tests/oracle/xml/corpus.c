/*
 * corpus.c: reads MANIFEST.csv, and the files it calls valid (corpus.h).
 */
#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS 8

static bool read_file(const char *folder, const char *name, struct buffer *file)
{
    char path[4096], part[16384];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    size_t length;
    while ((length = fread(part, 1, sizeof part, in)) > 0)
        buffer_add(file, part, length);
    fclose(in);
    return file->length > 0;
}

/* The next record of a CSV text, its cells unquoted in place. */
static bool next_record(char **at, char *cells[COLUMNS])
{
    char *in = *at;
    if (*in == '\0')
        return false;
    for (int i = 0; i < COLUMNS; i++)
        cells[i] = "";
    for (int column = 0;; column++) {
        bool quoted = *in == '"';
        char *out = in += quoted, *cell = in;
        while (*in != '\0' && (quoted ? *in != '"' || in[1] == '"' : *in != ',' && *in != '\r' && *in != '\n')) {
            in += quoted && *in == '"';
            *out++ = *in++;
        }
        in += quoted && *in == '"';
        in += *in == '\r';
        char end = *in;
        in += end != '\0';
        *out = '\0';
        if (column < COLUMNS)
            cells[column] = cell;
        if (end != ',')
            break;
    }
    *at = in;
    return true;
}

static int column_of(char *cells[COLUMNS], const char *name)
{
    for (int i = 0; i < COLUMNS; i++)
        if (strcmp(cells[i], name) == 0)
            return i;
    fprintf(stderr, "MANIFEST.csv has no column %s\n", name);
    exit(2);
}

static bool is_compared(const char *kind)
{
    return strncmp(kind, "pain.001", 8) == 0 || strncmp(kind, "pacs.008", 8) == 0 || strncmp(kind, "pacs.009", 8) == 0;
}

unsigned corpus_compare(const char *folder, struct reader *reader, struct tally *tally)
{
    struct buffer manifest = {0};
    char *cells[COLUMNS];
    unsigned count = 0;
    if (!read_file(folder, "MANIFEST.csv", &manifest)) {
        fprintf(stderr, "FIATGATE_CORPUS: %s has no MANIFEST.csv\n", folder);
        exit(2);
    }
    char *at = manifest.bytes;
    next_record(&at, cells);
    int file = column_of(cells, "file"), kind = column_of(cells, "kind"), expected = column_of(cells, "expected");
    while (next_record(&at, cells)) {
        struct message message = {0};
        if (!is_compared(cells[kind]) || strcmp(cells[expected], "valid") != 0)
            continue;
        if (!read_file(folder, cells[file], &message.bytes)) {
            fprintf(stderr, "cannot read %s/%s\n", folder, cells[file]);
            exit(2);
        }
        compare(reader, &message, cells[file], false, tally);
        buffer_free(&message.bytes);
        count++;
    }
    buffer_free(&manifest);
    return count;
}

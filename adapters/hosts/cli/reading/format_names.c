/*
 * format_names.c: the tables behind format_names.h.
 */
#include "format_names.h"

#include <string.h>
#include <strings.h>

static const struct {
    const char *ending;
    enum reading_format format;
} endings[] = {
    {".jsonl", READING_JSONL},
    {".pb", READING_PROTOBUF},
    {".binpb", READING_PROTOBUF},
    {".rje", READING_RJE},
    {".tar", READING_ARCHIVE},
    {".tgz", READING_ARCHIVE},
    {".tbz2", READING_ARCHIVE},
    {".txz", READING_ARCHIVE},
    {".tzst", READING_ARCHIVE},
    {".zip", READING_ARCHIVE},
    {".gz", READING_ARCHIVE},
    {".bz2", READING_ARCHIVE},
    {".xz", READING_ARCHIVE},
    {".zst", READING_ARCHIVE},
    {".7z", READING_ARCHIVE},
    {".rar", READING_ARCHIVE},
    /* Archives by their bytes, documents to people: one message that is not understood, not one of each part. */
    {".docx", READING_MESSAGE},
    {".xlsx", READING_MESSAGE},
    {".odt", READING_MESSAGE},
    {".ods", READING_MESSAGE},
};

static const struct {
    const char *what;
    size_t offset, length;
    const char *bytes;
} beginnings[] = {
    {"gzip", 0, 3, "\x1F\x8B\x08"},     {"bzip2", 0, 3, "BZh"},      {"xz", 0, 6, "\xFD\x37zXZ\0"},
    {"zstd", 0, 4, "\x28\xB5\x2F\xFD"}, {"zip", 0, 4, "PK\3\4"},     {"zip", 0, 4, "PK\5\6"},
    {"7z", 0, 6, "7z\xBC\xAF\x27\x1C"}, {"rar", 0, 6, "Rar!\x1A\7"}, {"tar", 257, 5, "ustar"},
};

static const struct {
    const char *name;
    enum reading_format format;
} given[] = {
    {"message", READING_MESSAGE}, {"jsonl", READING_JSONL},     {"protobuf", READING_PROTOBUF},
    {"rje", READING_RJE},         {"archive", READING_ARCHIVE},
};

bool reading_format_given(const char *name, enum reading_format *format)
{
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        if (strcmp(given[i].name, name) == 0) {
            *format = given[i].format;
            return true;
        }
    return false;
}

/* The last "." of a name and what stands behind it; "" = it has none. */
static const char *ending_of(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot ? dot : "";
}

enum reading_format format_by_name(const char *name)
{
    const char *ending = ending_of(name);
    for (size_t i = 0; *ending && i < sizeof endings / sizeof *endings; i++)
        if (strcasecmp(ending, endings[i].ending) == 0)
            return endings[i].format;
    return READING_BY_NAME;
}

const char *packed_by_bytes(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (length >= beginnings[i].offset + beginnings[i].length &&
            memcmp(bytes + beginnings[i].offset, beginnings[i].bytes, beginnings[i].length) == 0)
            return beginnings[i].what;
    return NULL;
}

bool is_message_name(const char *name)
{
    static const char *const left_out[] = {".csv", ".md", ".cfg"};
    const char *ending = ending_of(name);
    for (size_t i = 0; i < sizeof left_out / sizeof *left_out; i++)
        if (strcasecmp(ending, left_out[i]) == 0)
            return false;
    return name[0] != '.';
}

size_t length_unpacked(const char *name)
{
    static const char *const packings[] = {".gz", ".bz2", ".xz", ".zst"};
    const char *ending = ending_of(name);
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++)
        if (strcasecmp(ending, packings[i]) == 0)
            return (size_t)(ending - name);
    return strlen(name);
}

/*
 * package.c: zip by libzip, XML by expat (package.h).
 */
#include "package.h"

#include <expat.h>
#include <string.h>

#define PIECE       65536
#define RATIO_FROM  ((uint64_t)4 << 20) /* what is smaller may be packed as tightly as it likes */
#define RATIO_MAX   300                 /* of sheets that repeat themselves no more than 100 was seen */
#define ENTRIES_MAX 4096
#define DEPTH_MAX   64

static const char *without_prefix(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *attribute(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(without_prefix(attributes[0]), name) == 0)
            return attributes[1];
    return NULL;
}

bool package_open(struct package *package, struct arena *arena, struct report *report, const unsigned char *bytes,
                  size_t length)
{
    zip_error_t error;
    *package = (struct package){.arena = arena, .report = report};
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, length, 0, &error);
    package->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (package->zip && zip_get_num_entries(package->zip, 0) <= ENTRIES_MAX)
        return true;
    if (package->zip) {
        report_fault(report, (struct place){.file = ""}, XLSX_TOO_MANY_PARTS, ENTRIES_MAX);
        package_close(package);
        return false;
    }
    if (source)
        zip_source_free(source);
    report_fault(report, (struct place){.file = ""}, XLSX_NOT_A_ZIP, zip_error_strerror(&error));
    zip_error_fini(&error);
    return false;
}

void package_close(struct package *package)
{
    if (package->zip)
        zip_discard(package->zip);
    package->zip = NULL;
}

/* A part while it is parsed. */
struct parsing {
    struct package *package;
    const char *name;
    const struct part_reader *reader;
    XML_Parser parser;
    unsigned depth;
    bool refused; /* reported */
};

static void refuse(struct parsing *parsing)
{
    parsing->refused = true;
    XML_StopParser(parsing->parser, XML_FALSE);
}

static void XMLCALL on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct parsing *parsing = data;
    if (++parsing->depth > DEPTH_MAX) {
        report_fault(parsing->package->report, (struct place){.file = ""}, XLSX_TOO_DEEP, parsing->name, DEPTH_MAX);
        refuse(parsing);
        return;
    }
    parsing->reader->start(parsing->reader->context, without_prefix(name), attributes);
}

static void XMLCALL on_end(void *data, const XML_Char *name)
{
    struct parsing *parsing = data;
    parsing->depth--;
    parsing->reader->end(parsing->reader->context, without_prefix(name));
}

static void XMLCALL on_text(void *data, const XML_Char *text, int length)
{
    struct parsing *parsing = data;
    if (parsing->reader->text)
        parsing->reader->text(parsing->reader->context, text, (size_t)length);
}

/* No spreadsheet writes one; entities, and files that they fetch, are declared in it. */
static void XMLCALL on_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public,
                               int internal)
{
    struct parsing *parsing = data;
    (void)name, (void)system, (void)public, (void)internal;
    report_fault(parsing->package->report, (struct place){.file = ""}, XLSX_DOCTYPE, parsing->name);
    refuse(parsing);
}

static bool parse_piece(struct parsing *parsing, const char *piece, size_t length, bool last)
{
    if (XML_Parse(parsing->parser, piece, (int)length, last) == XML_STATUS_OK)
        return true;
    enum XML_Error error = XML_GetErrorCode(parsing->parser);
    if (error == XML_ERROR_NO_MEMORY)
        memory_exhausted();
    if (!parsing->refused)
        report_fault(parsing->package->report, (struct place){.file = ""}, XLSX_NOT_XML, parsing->name,
                     (unsigned long)XML_GetCurrentLineNumber(parsing->parser), XML_ErrorString(error));
    return false;
}

/* Whether the part may go on after this many bytes more of it. */
static bool is_bounded(struct parsing *parsing, uint64_t unpacked, uint64_t packed, uint64_t more)
{
    struct package *package = parsing->package;
    package->unpacked += more;
    if (package->unpacked > PACKAGE_BYTES_MAX) {
        report_fault(package->report, (struct place){.file = ""}, XLSX_TOO_LARGE, parsing->name,
                     (unsigned)(PACKAGE_BYTES_MAX >> 20));
        return false;
    }
    if (unpacked > RATIO_FROM && unpacked / RATIO_MAX > packed) {
        report_fault(package->report, (struct place){.file = ""}, XLSX_BOMB, parsing->name, RATIO_MAX);
        return false;
    }
    return true;
}

static bool parse_file(struct parsing *parsing, zip_file_t *file, uint64_t packed)
{
    char *piece = arena_take(parsing->package->arena, PIECE);
    uint64_t unpacked = 0;
    for (;;) {
        zip_int64_t got = zip_fread(file, piece, PIECE);
        if (got < 0) {
            report_fault(parsing->package->report, (struct place){.file = ""}, XLSX_PART_DAMAGED, parsing->name,
                         zip_file_strerror(file));
            return false;
        }
        unpacked += (uint64_t)got;
        if (!is_bounded(parsing, unpacked, packed, (uint64_t)got) ||
            !parse_piece(parsing, piece, (size_t)got, got == 0))
            return false;
        if (got == 0 || (parsing->reader->enough && parsing->reader->enough(parsing->reader->context)))
            return true;
    }
}

static bool parse(struct package *package, const char *name, const struct part_reader *reader, zip_file_t *file,
                  uint64_t packed)
{
    struct parsing parsing = {.package = package, .name = name, .reader = reader};
    parsing.parser = XML_ParserCreate(NULL);
    if (!parsing.parser)
        memory_exhausted();
    XML_SetUserData(parsing.parser, &parsing);
    XML_SetElementHandler(parsing.parser, on_start, on_end);
    XML_SetCharacterDataHandler(parsing.parser, on_text);
    XML_SetStartDoctypeDeclHandler(parsing.parser, on_doctype);
    bool done = parse_file(&parsing, file, packed);
    XML_ParserFree(parsing.parser);
    return done && !parsing.refused;
}

enum part_result package_read(struct package *package, const char *name, const struct part_reader *reader)
{
    zip_stat_t facts;
    zip_int64_t index = zip_name_locate(package->zip, name, ZIP_FL_NOCASE);
    if (index < 0)
        return PART_ABSENT;
    zip_file_t *file = zip_fopen_index(package->zip, (zip_uint64_t)index, 0);
    if (!file || zip_stat_index(package->zip, (zip_uint64_t)index, 0, &facts) != 0 ||
        !(facts.valid & ZIP_STAT_COMP_SIZE)) {
        report_fault(package->report, (struct place){.file = ""}, XLSX_PART_DAMAGED, name, zip_strerror(package->zip));
        if (file)
            zip_fclose(file);
        return PART_BROKEN;
    }
    bool done = parse(package, name, reader, file, facts.comp_size);
    zip_fclose(file);
    return done ? PART_READ : PART_BROKEN;
}

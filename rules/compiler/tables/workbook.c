/*
 * workbook.c: workbook.xml and the parts it points to (workbook.h).
 */
#include "workbook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "xlsx_text.h"

#define SHEETS_MAX  1024
#define STRINGS_MAX 4000000u
#define STYLES_MAX  65536u
#define FORMATS_MAX 4096u
#define LINKS_MAX   4096u

static void nothing(void *context, const char *element)
{
    (void)context, (void)element;
}

static const char *keep(struct package *package, const char *text)
{
    return text ? arena_text(package->arena, text, strlen(text)) : "";
}

/* --- Relationships: from a part to others ------------------------------------------------------------------------- */

struct relationship {
    const char *id, *type, *target; /* type: the last word of its address; target: within the package */
};

struct relationships {
    struct package *package;
    const char *folder; /* of the part they start from, with a "/" behind it, or "" */
    struct record_table records;
};

static const char *part_of(struct relationships *relationships, const char *target)
{
    if (target[0] == '/')
        return keep(relationships->package, target + 1);
    size_t size = strlen(relationships->folder) + strlen(target) + 1;
    char *part = arena_take(relationships->package->arena, size);
    snprintf(part, size, "%s%s", relationships->folder, target);
    return part;
}

static void relationship_start(void *context, const char *element, const char **attributes)
{
    struct relationships *relationships = context;
    const char *id = attribute(attributes, "Id"), *type = attribute(attributes, "Type"),
               *target = attribute(attributes, "Target");
    if (strcmp(element, "Relationship") != 0 || !id || !type || !target || relationships->records.count == LINKS_MAX)
        return;
    const char *word = strrchr(type, '/');
    struct relationship *record = record_table_add(&relationships->records, 1);
    record->id = keep(relationships->package, id);
    record->type = keep(relationships->package, word ? word + 1 : type);
    record->target = part_of(relationships, target);
}

static enum part_result relationships_read(struct relationships *relationships, struct package *package,
                                           const char *folder, const char *name)
{
    *relationships =
        (struct relationships){.package = package, .folder = folder, .records = {.size = sizeof(struct relationship)}};
    return package_read(package, name,
                        &(struct part_reader){.context = relationships, .start = relationship_start, .end = nothing});
}

/* The first of that type, or that id; "" when there is none. */
static const char *relationship_of_type(const struct relationships *relationships, const char *type)
{
    const struct relationship *records = relationships->records.records;
    for (uint32_t i = 0; i < relationships->records.count; i++)
        if (strcmp(records[i].type, type) == 0)
            return records[i].target;
    return "";
}

static const char *relationship_of_id(const struct relationships *relationships, const char *id)
{
    const struct relationship *records = relationships->records.records;
    for (uint32_t i = 0; i < relationships->records.count; i++)
        if (strcmp(records[i].id, id) == 0)
            return records[i].target;
    return "";
}

/* --- The workbook itself -------------------------------------------------------------------------------------------
 */

static bool is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void workbook_start(void *context, const char *element, const char **attributes)
{
    struct workbook *workbook = context;
    if (strcmp(element, "workbookPr") == 0)
        workbook->from_1904 = is_true(attribute(attributes, "date1904"));
    if (strcmp(element, "sheet") != 0 || workbook->sheets.count == SHEETS_MAX)
        return;
    const char *state = attribute(attributes, "state");
    struct workbook_sheet *sheet = record_table_add(&workbook->sheets, 1);
    sheet->name = keep(&workbook->package, attribute(attributes, "name"));
    sheet->part = keep(&workbook->package, attribute(attributes, "id"));
    sheet->hidden = state && strcmp(state, "visible") != 0;
}

/* --- Shared strings -------------------------------------------------------------------------------------------------
 */

struct strings_reading {
    struct workbook *workbook;
    struct xlsx_text *text;
    bool inside, spoken; /* in a <t>; in how the text is spoken, which is no text */
};

static void strings_start(void *context, const char *element, const char **attributes)
{
    struct strings_reading *reading = context;
    (void)attributes;
    if (strcmp(element, "si") == 0)
        xlsx_text_begin(reading->text);
    else if (strcmp(element, "rPh") == 0)
        reading->spoken = true;
    else if (strcmp(element, "t") == 0)
        reading->inside = !reading->spoken;
}

static void strings_end(void *context, const char *element)
{
    struct strings_reading *reading = context;
    struct workbook *workbook = reading->workbook;
    if (strcmp(element, "t") == 0)
        reading->inside = false;
    else if (strcmp(element, "rPh") == 0)
        reading->spoken = false;
    if (strcmp(element, "si") != 0 || workbook->strings.count == STRINGS_MAX)
        return;
    const char **string = record_table_add(&workbook->strings, 1);
    *string = keep(&workbook->package, xlsx_text_end(reading->text));
}

static void strings_text(void *context, const char *text, size_t length)
{
    struct strings_reading *reading = context;
    if (reading->inside)
        xlsx_text_add(reading->text, text, length);
}

/* --- Styles ---------------------------------------------------------------------------------------------------------
 */

struct number_format {
    unsigned long id;
    enum workbook_style style;
};

struct styles_reading {
    struct workbook *workbook;
    struct record_table formats; /* struct number_format */
    bool inside;                 /* in <cellXfs>, the styles that cells name */
};

/* By the letters of a format outside quotes, brackets and escapes: "dd/mm/yyyy" is a date, "mmm yyyy" one without its
 * day, "h:mm" none. */
static enum workbook_style style_of_code(const char *code)
{
    bool day = false, year = false;
    for (const char *at = code; *at && *at != ';'; at++) {
        const char *end = *at == '"' ? strchr(at + 1, '"') : *at == '[' ? strchr(at, ']') : at;
        if (!end)
            break;
        if (end == at && (*at == '\\' || *at == '_' || *at == '*') && at[1])
            end++;
        day |= end == at && (*at == 'd' || *at == 'D');
        year |= end == at && (*at == 'y' || *at == 'Y');
        at = end;
    }
    return day ? STYLE_DATE : year ? STYLE_MONTH : STYLE_NUMBER;
}

/* The formats that every spreadsheet has (ECMA-376, 18.8.30), those of East Asia among them. */
static enum workbook_style style_of_format(const struct styles_reading *reading, unsigned long id)
{
    const struct number_format *formats = reading->formats.records;
    for (uint32_t i = 0; i < reading->formats.count; i++)
        if (formats[i].id == id)
            return formats[i].style;
    if (id == 17)
        return STYLE_MONTH;
    bool date = (id >= 14 && id <= 16) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
                id == 57 || id == 58;
    return date ? STYLE_DATE : STYLE_NUMBER;
}

static void styles_start(void *context, const char *element, const char **attributes)
{
    struct styles_reading *reading = context;
    const char *id = attribute(attributes, "numFmtId"), *code = attribute(attributes, "formatCode");
    if (strcmp(element, "cellXfs") == 0)
        reading->inside = true;
    if (strcmp(element, "numFmt") == 0 && id && code && reading->formats.count < FORMATS_MAX) {
        struct number_format *format = record_table_add(&reading->formats, 1);
        *format = (struct number_format){.id = strtoul(id, NULL, 10), .style = style_of_code(code)};
    }
    if (strcmp(element, "xf") != 0 || !reading->inside || reading->workbook->styles.count == STYLES_MAX)
        return;
    uint8_t *style = record_table_add(&reading->workbook->styles, 1);
    *style = (uint8_t)style_of_format(reading, id ? strtoul(id, NULL, 10) : 0);
}

static void styles_end(void *context, const char *element)
{
    struct styles_reading *reading = context;
    if (strcmp(element, "cellXfs") == 0)
        reading->inside = false;
}

/* --- All of it ------------------------------------------------------------------------------------------------------
 */

static bool read_strings(struct workbook *workbook, const char *part)
{
    struct strings_reading reading = {.workbook = workbook};
    if (!part[0])
        return true;
    reading.text = arena_take(workbook->package.arena, sizeof *reading.text);
    return package_read(&workbook->package, part,
                        &(struct part_reader){
                            .context = &reading, .start = strings_start, .end = strings_end, .text = strings_text}) !=
           PART_BROKEN;
}

static bool read_styles(struct workbook *workbook, const char *part)
{
    struct styles_reading reading = {.workbook = workbook, .formats = {.size = sizeof(struct number_format)}};
    if (!part[0])
        return true;
    enum part_result result = package_read(
        &workbook->package, part, &(struct part_reader){.context = &reading, .start = styles_start, .end = styles_end});
    record_table_free(&reading.formats);
    return result != PART_BROKEN;
}

/* "xl/" and "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
static const char *folder_of(struct package *package, const char *part)
{
    const char *slash = strrchr(part, '/');
    return slash ? arena_text(package->arena, part, (size_t)(slash + 1 - part)) : "";
}

static const char *relationships_of(struct package *package, const char *part)
{
    const char *slash = strrchr(part, '/'), *name = slash ? slash + 1 : part;
    size_t size = strlen(part) + sizeof "_rels/.rels";
    char *path = arena_take(package->arena, size);
    snprintf(path, size, "%.*s_rels/%s.rels", (int)(name - part), part, name);
    return path;
}

/* Where the workbook is; "" = reported. */
static const char *find_workbook(struct package *package)
{
    struct relationships relationships;
    const char *part = "";
    enum part_result result = relationships_read(&relationships, package, "", "_rels/.rels");
    if (result == PART_READ)
        part = relationship_of_type(&relationships, "officeDocument");
    record_table_free(&relationships.records);
    if (!part[0] && result != PART_BROKEN)
        report_fault(package->report, (struct place){.file = ""}, XLSX_NO_WORKBOOK);
    return part;
}

static bool read_parts(struct workbook *workbook, const struct relationships *relationships)
{
    struct workbook_sheet *sheets = workbook->sheets.records;
    for (uint32_t i = 0; i < workbook->sheets.count; i++)
        sheets[i].part = relationship_of_id(relationships, sheets[i].part);
    return read_strings(workbook, relationship_of_type(relationships, "sharedStrings")) &&
           read_styles(workbook, relationship_of_type(relationships, "styles"));
}

static bool read_workbook(struct workbook *workbook)
{
    struct package *package = &workbook->package;
    const char *part = find_workbook(package);
    if (!part[0])
        return false;
    enum part_result result = package_read(
        package, part, &(struct part_reader){.context = workbook, .start = workbook_start, .end = nothing});
    if (result == PART_ABSENT)
        report_fault(package->report, (struct place){.file = ""}, XLSX_NO_WORKBOOK);
    if (result != PART_READ)
        return false;
    struct relationships relationships;
    result = relationships_read(&relationships, package, folder_of(package, part), relationships_of(package, part));
    bool done = result != PART_BROKEN && read_parts(workbook, &relationships);
    record_table_free(&relationships.records);
    return done;
}

bool xlsx_open(struct workbook *workbook, struct arena *arena, struct report *report, const unsigned char *bytes,
               size_t length)
{
    *workbook = (struct workbook){.sheets = {.size = sizeof(struct workbook_sheet)},
                                  .strings = {.size = sizeof(const char *)},
                                  .styles = {.size = sizeof(uint8_t)}};
    if (!package_open(&workbook->package, arena, report, bytes, length))
        return false;
    if (read_workbook(workbook))
        return true;
    xlsx_close(workbook);
    return false;
}

void xlsx_close(struct workbook *workbook)
{
    package_close(&workbook->package);
    record_table_free(&workbook->sheets);
    record_table_free(&workbook->strings);
    record_table_free(&workbook->styles);
}

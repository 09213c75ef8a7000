/*
 * target.c: the list in pack.cfg and its CSV (target.h).
 */
#include "target.h"

#include <string.h>

#include "cfg.h"
#include "text.h"

/* --- pack.cfg -------------------------------------------------------------------------------------------------------
 */

static const char *member(config_setting_t *group, const char *key)
{
    const char *text = "";
    config_setting_lookup_string(group, key, &text);
    return text;
}

/* What the group says of the list: of a bank's layer, the file that is added or that replaces the base's. */
static void take_group(struct target *target, config_setting_t *group, const char *kind)
{
    static const char *const keys[] = {"file", "add", "replace"};
    const char *file = "";
    for (size_t i = 0; !file[0] && i < sizeof keys / sizeof *keys; i++)
        file = member(group, keys[i]);
    config_setting_t *retrieved = config_setting_get_member(group, "retrieved_at");
    target->file = arena_text(target->arena, file, strlen(file));
    target->kind = list_kind_find(kind);
    target->line = (unsigned)config_setting_source_line(retrieved ? retrieved : group);
}

static bool find_in(struct target *target, config_setting_t *root, const char *key, const char *kind)
{
    config_setting_t *groups = config_setting_get_member(root, key);
    int count = groups && config_setting_type(groups) == CONFIG_TYPE_LIST ? config_setting_length(groups) : 0;
    for (int i = 0; i < count; i++) {
        config_setting_t *group = config_setting_get_elem(groups, (unsigned)i);
        if (config_setting_type(group) != CONFIG_TYPE_GROUP || strcmp(member(group, "id"), target->id) != 0)
            continue;
        take_group(target, group, kind ? kind : member(group, "kind"));
        return true;
    }
    return false;
}

/* The ids that the pack has, for who mistyped one. */
static const char *suggest(struct target *target, config_setting_t *root)
{
    static const char *const keys[] = {"lists", "registers"};
    const char *ids[256];
    size_t count = 0;
    for (size_t key = 0; key < sizeof keys / sizeof *keys; key++) {
        config_setting_t *groups = config_setting_get_member(root, keys[key]);
        int length = groups && config_setting_type(groups) == CONFIG_TYPE_LIST ? config_setting_length(groups) : 0;
        for (int i = 0; i < length && count < sizeof ids / sizeof *ids; i++) {
            config_setting_t *group = config_setting_get_elem(groups, (unsigned)i);
            if (config_setting_type(group) == CONFIG_TYPE_GROUP)
                ids[count++] = member(group, "id");
        }
    }
    return text_suggest(target->arena, target->report->language, target->id, ids, count);
}

static bool find_list(struct target *target, config_setting_t *root)
{
    struct place place = {.file = "pack.cfg"};
    if (!find_in(target, root, "lists", NULL) && !find_in(target, root, "registers", "register")) {
        report_fault(target->report, place, NO_SUCH_LIST, target->id, suggest(target, root));
        return false;
    }
    place.line = target->line;
    if (target->file[0] && text_stays_inside(target->file))
        return true;
    report_fault(target->report, place, FILE_OUTSIDE, target->file);
    return false;
}

static bool read_pack_cfg(struct target *target)
{
    struct draft draft;
    struct cfg cfg;
    draft_open(&draft, target->report);
    bool found = cfg_open(&cfg, &draft, "pack.cfg");
    if (found) {
        found = find_list(target, config_root_setting(&cfg.config));
        cfg_close(&cfg);
    }
    draft_close(&draft);
    return found;
}

/* --- The file -------------------------------------------------------------------------------------------------------
 */

/* The bytes as they are, beside those that are cut into cells. */
struct original {
    const char *raw, *cut; /* the same place in both */
    size_t length;
};

static const char *raw_at(const struct original *original, const char *next)
{
    return next ? original->raw + (next - original->cut) : original->raw + original->length;
}

static const char *before_line_end(const char *begin, const char *end)
{
    if (end > begin && end[-1] == '\n')
        end -= end - begin > 1 && end[-2] == '\r' ? 2 : 1;
    return end;
}

static bool add_row(struct target *target, struct csv *csv, const char *begin, const char *end)
{
    if (csv->cell_count != target->column_count) {
        report_fault(target->report, csv->row, ROW_WIDTH, csv->row.line, csv->cell_count, target->column_count);
        return false;
    }
    const char **cells = arena_take(target->arena, csv->cell_count * sizeof *cells);
    memcpy(cells, csv->cells, csv->cell_count * sizeof *cells);
    struct target_row *row = record_table_add(&target->rows, 1);
    *row = (struct target_row){
        .begin = begin, .end = end, .line_end = before_line_end(begin, end), .cells = cells, .line = csv->row.line};
    return true;
}

static void take_header(struct target *target, struct csv *csv, const char *begin, const char *end)
{
    target->header = begin;
    target->header_end = before_line_end(begin, end);
    target->line_end = end - target->header_end == 2 ? "\r\n" : "\n";
    target->column_count = csv->cell_count;
    for (uint32_t i = 0; i < csv->cell_count; i++)
        target->columns[i] = csv->cells[i];
}

static bool read_rows(struct target *target, struct csv *csv, const struct original *original)
{
    bool sound = true, first = true;
    for (;;) {
        const char *begin = raw_at(original, csv->next);
        enum csv_row row = csv_read(csv);
        const char *end = raw_at(original, csv->next);
        if (row == CSV_END) {
            target->tail = begin;
            target->tail_end = original->raw + original->length;
            break;
        }
        if (row == CSV_BROKEN)
            sound = false;
        else if (first)
            take_header(target, csv, begin, end);
        else
            sound &= add_row(target, csv, begin, end);
        first = false;
    }
    if (first)
        report_fault(target->report, (struct place){.file = target->file}, FILE_EMPTY);
    return sound && !first;
}

static bool read_file(struct target *target)
{
    size_t size, length;
    const char *bytes = (const char *)bytes_read(target->arena, target->report, target->file, &size);
    char *text = bytes ? text_read(target->arena, target->report, target->file, &length) : NULL;
    if (!text)
        return false;
    struct csv csv;
    target->exists = true;
    target->marked = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0;
    struct original original = {.raw = bytes + (target->marked ? 3 : 0), .cut = text, .length = length};
    csv_open_text(&csv, target->arena, target->report, text, ',');
    csv.file = target->file;
    return read_rows(target, &csv, &original);
}

bool target_open(struct target *target, struct arena *arena, struct report *report, const char *id)
{
    *target = (struct target){
        .arena = arena, .report = report, .id = id, .line_end = "\n", .rows = {.size = sizeof(struct target_row)}};
    if (!read_pack_cfg(target))
        return false;
    if (text_exists(report, target->file) && !read_file(target))
        return false;
    if (!target->kind) /* a bank's layer does not repeat the kind that its base gives the list */
        target->kind = list_kind_of_columns(target->columns, target->column_count);
    if (!target->kind)
        report_fault(report, ((struct place){.file = "pack.cfg", .line = target->line}), KIND_NOT_TOLD, id);
    return target->kind != NULL;
}

void target_close(struct target *target)
{
    record_table_free(&target->rows);
}

uint32_t target_column(const struct target *target, const char *name)
{
    for (uint32_t i = 0; i < target->column_count; i++)
        if (strcmp(target->columns[i], name) == 0)
            return i;
    return UINT32_MAX;
}

struct target_row *target_row_at(const struct target *target, uint32_t row)
{
    return (struct target_row *)target->rows.records + row;
}

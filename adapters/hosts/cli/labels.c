/*
 * labels.c: what people expect of messages, read and found (labels.h).
 */
#include "labels.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "csv_rows.h"
#include "digest.h"
#include "fiatgate.h"
#include "input.h"

#define LABEL_FILE_BYTES (64u << 20)

enum column { COLUMN_FILE, COLUMN_TX, COLUMN_ACTION, COLUMN_RULE, COLUMN_WHY, COLUMNS };
static const char *const column_names[COLUMNS] = {"file", "tx", "action", "rule", "why"};

/* Paths are compared as written, but for "./" before them. */
static const char *plain(const char *path)
{
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}

static int action_named(const char *name)
{
    for (int action = FG_PASS; action <= FG_BLOCK; action++)
        if (strcmp(fg_action_name((fg_action)action), name) == 0)
            return action;
    return -1;
}

static bool read_text(struct labels *labels)
{
    struct content content = {0};
    char why[300];
    if (!input_read(labels->path, LABEL_FILE_BYTES, &content, why, sizeof why)) {
        say("%s: %s", labels->path, why);
        return false;
    }
    bool fits = content.length <= LABEL_FILE_BYTES;
    uint8_t hash[32] = {0};
    digest_sha256(content.bytes, content.length, hash);
    for (size_t i = 0; i < sizeof hash; i++)
        snprintf(labels->hash + 2 * i, 3, "%02x", hash[i]);
    labels->text = fits ? malloc(content.length + 1) : NULL;
    if (labels->text) {
        if (content.length > 0)
            memcpy(labels->text, content.bytes, content.length);
        labels->text[content.length] = '\0';
    } else
        say("%s: the labels are larger than %u bytes; split them", labels->path, LABEL_FILE_BYTES);
    content_free(&content);
    return labels->text != NULL;
}

/* Why the first line names no columns, where it can be told. */
static const char *heading_hint(const char *text)
{
    if (strncmp(text, "\xFF\xFE", 2) == 0 || strncmp(text, "\xFE\xFF", 2) == 0)
        return ": it is UTF-16; save it as UTF-8";
    size_t line = strcspn(text, "\n");
    if (memchr(text, ';', line) || memchr(text, '\t', line))
        return "; separate cells by commas";
    return "";
}

static bool is_named_twice(const struct labels *labels, const struct csv_rows *rows, const int *columns)
{
    for (int i = 0; i < COLUMNS; i++)
        for (uint32_t cell = 0; columns[i] >= 0 && cell < (uint32_t)columns[i]; cell++)
            if (strcmp(rows->cells[cell], column_names[i]) == 0) {
                say("%s:1: two columns are named %s; keep one", labels->path, column_names[i]);
                return true;
            }
    return false;
}

static bool read_heading(const struct labels *labels, struct csv_rows *rows, int *columns)
{
    for (int i = 0; i < COLUMNS; i++)
        columns[i] = -1;
    const char *hint = heading_hint(labels->text);
    bool any = csv_rows_next(rows);
    for (uint32_t cell = 0; any && cell < rows->cell_count; cell++)
        for (int i = 0; i < COLUMNS; i++)
            if (strcmp(rows->cells[cell], column_names[i]) == 0)
                columns[i] = (int)cell;
    if (columns[COLUMN_FILE] >= 0 && columns[COLUMN_TX] >= 0 && columns[COLUMN_ACTION] >= 0)
        return !is_named_twice(labels, rows, columns);
    say("%s:1: the first line must name the columns file, tx and action (and may name rule, why and others)%s",
        labels->path, hint);
    return false;
}

static const char *cell_of(const struct csv_rows *rows, const int *columns, enum column column)
{
    return columns[column] >= 0 && (uint32_t)columns[column] < rows->cell_count ? rows->cells[columns[column]] : "";
}

static bool read_row(struct labels *labels, const struct csv_rows *rows, const int *columns)
{
    uint64_t tx = 0;
    const char *number = cell_of(rows, columns, COLUMN_TX);
    const char *action = cell_of(rows, columns, COLUMN_ACTION);
    struct label label = {.file = plain(cell_of(rows, columns, COLUMN_FILE)),
                          .rule = cell_of(rows, columns, COLUMN_RULE),
                          .why = cell_of(rows, columns, COLUMN_WHY),
                          .line = rows->row_line,
                          .action = action_named(action)};
    if (rows->unclosed) {
        say("%s:%u: a quote opened in this row is never closed; close it", labels->path, rows->row_line);
        return false;
    }
    if (!*label.file || label.action < 0 || (*number && !number_given(number, 0, UINT32_MAX, &tx))) {
        say("%s:%u: %s, not '%.40s'", labels->path, rows->row_line,
            !*label.file       ? "file must name the message"
            : label.action < 0 ? "action must be pass, flag, hold or block"
                               : "tx must be the number of a transfer, or 0 for the message as a whole",
            !*label.file       ? ""
            : label.action < 0 ? action
                               : number);
        return false;
    }
    label.tx = (uint32_t)tx;
    struct label *items = realloc(labels->items, (labels->count + 1) * sizeof *items);
    if (!items) {
        say("%s:%u: memory for the labels could not be had", labels->path, rows->row_line);
        return false;
    }
    labels->items = items;
    labels->items[labels->count++] = label;
    return true;
}

static int by_file(const void *a, const void *b)
{
    const struct label *left = a, *right = b;
    int order = strcmp(left->file, right->file);
    return order ? order : left->tx < right->tx ? -1 : left->tx > right->tx;
}

static bool none_twice(const struct labels *labels)
{
    for (size_t i = 1; i < labels->count; i++)
        if (by_file(&labels->items[i - 1], &labels->items[i]) == 0) {
            say("%s:%u: %s tx %u has a label already; keep one", labels->path, labels->items[i].line,
                labels->items[i].file, labels->items[i].tx);
            return false;
        }
    return true;
}

bool labels_read(struct labels *labels, const char *path)
{
    *labels = (struct labels){.path = path};
    struct csv_rows rows;
    int columns[COLUMNS];
    if (!read_text(labels))
        return false;
    csv_rows_begin(&rows, labels->text);
    if (!read_heading(labels, &rows, columns))
        return false;
    while (csv_rows_next(&rows))
        if (!read_row(labels, &rows, columns))
            return false;
    /* A build that has lost its labels must not be told that all is as expected. */
    if (labels->count == 0) {
        say("%s: no label is in it; add a row for each payment that is expected to be flagged, held, blocked or passed",
            path);
        return false;
    }
    if (labels->count > 1)
        qsort(labels->items, labels->count, sizeof *labels->items, by_file);
    char *copy = strdup(path);
    labels->folder = copy ? realpath(dirname(copy), NULL) : NULL;
    free(copy);
    return none_twice(labels);
}

static struct label *find(const struct labels *labels, const char *file, uint32_t tx)
{
    struct label key = {.file = file, .tx = tx};
    return labels->count ? bsearch(&key, labels->items, labels->count, sizeof *labels->items, by_file) : NULL;
}

/* The path without links and "..", of which the end need not be there: what lies in an archive, or is the nth message
 * of a file. NULL = it cannot be told. To be freed. */
static char *real_path(const char *path)
{
    char *begin = NULL, *joined = NULL;
    if (asprintf(&begin, "%s%s", *path == '/' ? "" : "./", path) < 0)
        return NULL;
    const char *behind = path + strlen(path);
    for (char *end = begin + strlen(begin); end && !joined;) {
        *end = '\0';
        char *real = realpath(begin, NULL);
        end = strrchr(begin, '/');
        if (real && asprintf(&joined, "%s%s%s", real, *behind && *behind != '/' ? "/" : "", behind) < 0)
            joined = NULL;
        free(real);
        if (joined || !end)
            break;
        size_t left_out = strlen(end);
        behind -= left_out < (size_t)(behind - path) ? left_out : (size_t)(behind - path);
    }
    free(begin);
    return joined;
}

static unsigned find_both(const struct labels *labels, const char *file, uint32_t tx, size_t found[LABELS_OF_ONE])
{
    unsigned count = 0;
    const struct label *own = find(labels, file, tx), *whole = tx > 0 ? find(labels, file, 0) : NULL;
    if (own)
        found[count++] = (size_t)(own - labels->items);
    if (whole)
        found[count++] = (size_t)(whole - labels->items);
    return count;
}

unsigned labels_find(const struct labels *labels, const char *file, const char *relative, uint32_t tx,
                     size_t found[LABELS_OF_ONE])
{
    unsigned count = find_both(labels, plain(relative), tx, found);
    if (count == 0)
        count = find_both(labels, plain(file), tx, found);
    char *real = count > 0 || !labels->folder ? NULL : real_path(file);
    size_t length = real ? strlen(labels->folder) : 0;
    if (real && strncmp(real, labels->folder, length) == 0 && real[length] == '/')
        count = find_both(labels, real + length + 1, tx, found);
    free(real);
    return count;
}

Fiatgate__LabelResult label_result(const struct label *label, int got, const char *rule)
{
    if (got == label->action && (!*label->rule || strcmp(label->rule, rule) == 0))
        return FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED;
    if (got == FG_PASS && label->action > FG_PASS)
        return FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS;
    if (got > FG_PASS && label->action == FG_PASS)
        return FIATGATE__LABEL_RESULT__LABEL_RESULT_FALSE_HIT;
    return FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER;
}

void labels_free(struct labels *labels)
{
    free(labels->items);
    free(labels->text);
    free(labels->folder);
    *labels = (struct labels){0};
}

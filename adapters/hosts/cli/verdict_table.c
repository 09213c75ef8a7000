/*
 * verdict_table.c: the verdict table (verdict_table.h). Text of messages is printed without its control characters: a
 * payment must not be able to move a terminal's cursor.
 */
#include "verdict_table.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fiatgate.h"
#include "terminal_text.h"

#define REASONS_SHOWN 4

enum column { FILE_NAME, TX, ACTION, RULE, FOUND, FIELD };

static const char *const headings[TABLE_COLUMNS] = {"file", "tx", "action", "rule", "found", "field"};
static const size_t widest[TABLE_COLUMNS] = {48, 8, 12, 32, 72, 40};
/* What a narrow terminal leaves of them, if they need it. */
static const size_t narrowest[TABLE_COLUMNS] = {8, 8, 12, 16, 10, 6};
#define GAP 2

/* Prints a cell within room columns: a file keeps its end, everything else its beginning. Returns the columns it took.
 */
static size_t print_fitted(const char *text, enum column column, size_t room)
{
    size_t columns = terminal_width(text);
    if (columns <= room) {
        fputs(text, stdout);
        return columns;
    }
    size_t drop = columns - room + 1;
    const unsigned char *at = (const unsigned char *)text;
    size_t keep_from = 0, keep_to = 0, seen = 0;
    for (; at[keep_from] && (seen < drop || terminal_no_width(at + keep_from)); keep_from++)
        seen += !terminal_no_width(at + keep_from);
    seen = 0;
    for (; at[keep_to] && (seen < columns - drop || terminal_no_width(at + keep_to)); keep_to++)
        seen += !terminal_no_width(at + keep_to);
    if (column == FILE_NAME)
        printf("…%s", text + keep_from);
    else
        printf("%.*s…", (int)keep_to, text);
    return room;
}

static struct verdict_table_row *new_row(struct verdict_table *table)
{
    if (table->count == table->room) {
        size_t room = table->room ? table->room * 2 : 64;
        struct verdict_table_row *rows = realloc(table->rows, room * sizeof *rows);
        if (!rows) {
            table->failed = true;
            return NULL;
        }
        table->rows = rows;
        table->room = room;
    }
    struct verdict_table_row *row = &table->rows[table->count++];
    *row = (struct verdict_table_row){.paint = -1};
    return row;
}

static void __attribute__((format(printf, 4, 5)))
set(struct verdict_table *table, struct verdict_table_row *row, enum column column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (vasprintf(&row->cells[column], format, arguments) < 0) {
        row->cells[column] = NULL;
        table->failed = true;
    }
    va_end(arguments);
    if (row->cells[column])
        terminal_clean(row->cells[column]);
}

/* The day on which the list of an entry ("list/entry") was taken, where that list is past its age; else NULL. */
static const char *stale_since(const Fiatgate__Verdict *line, const char *entry)
{
    for (size_t i = 0; entry && i < line->n_stale_lists; i++) {
        const Fiatgate__StaleList *stale = line->stale_lists[i];
        size_t length = stale->list ? strlen(stale->list) : 0;
        if (length > 0 && strncmp(entry, stale->list, length) == 0 && (entry[length] == '/' || !entry[length]))
            return stale->retrieved_at;
    }
    return NULL;
}

/* The rule, what it added to the sum of weights, and what kept it from deciding. */
static void set_rule(struct verdict_table *table, struct verdict_table_row *row, const Fiatgate__Reason *reason)
{
    char weight[16] = "";
    if (reason->has_weight)
        snprintf(weight, sizeof weight, " +%u", reason->weight);
    set(table, row, RULE, "%s%s%s", reason->rule ? reason->rule : "", weight,
        reason->exception  ? " (excepted)"
        : reason->relieved ? " (relieved)"
        : reason->shadow   ? " (shadow)"
                           : "");
}

/* How the text had to be read, and the purpose that is doubted: " (look_alike); 710 doubted: looks like …". */
static void say_briefly(const Fiatgate__Reason *reason, char *out, size_t size)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < reason->n_reading && used < size; i++)
        used +=
            (size_t)snprintf(out + used, size - used, "%s%s%s", i == 0 ? " (" : ", ",
                             fg_reading_name((fg_reading)reason->reading[i]), i + 1 == reason->n_reading ? ")" : "");
    if (reason->doubted && used < size)
        used += (size_t)snprintf(out + used, size - used, "; %s doubted",
                                 reason->doubted->code ? reason->doubted->code : "purpose");
    if (reason->looks_like && used < size)
        snprintf(out + used, size - used, "%s looks like %s", reason->doubted ? ":" : ";", reason->looks_like);
}

static void set_reason(struct verdict_table *table, struct verdict_table_row *row, const Fiatgate__Verdict *line,
                       const Fiatgate__Reason *reason)
{
    const char *since = stale_since(line, reason->entry);
    char entry[256] = "", beside[320];
    if (reason->entry)
        snprintf(entry, sizeof entry, "%s%s%s", reason->entry, since ? " as of " : "", since ? since : "");
    set_rule(table, row, reason);
    say_briefly(reason, beside, sizeof beside);
    if (reason->entry && reason->text)
        set(table, row, FOUND, "%s: %s%s%s", entry, reason->text, reason->cut ? "…" : "", beside);
    else
        set(table, row, FOUND, "%s%s",
            reason->text    ? reason->text
            : reason->entry ? entry
            : reason->title ? reason->title
                            : "",
            beside);
    set(table, row, FIELD, "%s%s", reason->has_level ? "underlying " : "", reason->field ? reason->field : "");
}

/* Of one transfer: the reason of the rule that decided comes first, or of the one that would. */
static size_t deciding(const Fiatgate__Verdict *line)
{
    const char *rule = line->rule ? line->rule : line->would_rule;
    for (size_t i = 0; rule && i < line->n_reasons; i++)
        if (line->reasons[i]->rule && strcmp(line->reasons[i]->rule, rule) == 0)
            return i;
    return 0;
}

/* What the second pack says, where it says something else. */
static void add_shadow(struct verdict_table *table, const Fiatgate__Verdict *line)
{
    const Fiatgate__Shadow *shadow = line->shadow;
    fg_action asked = (fg_action)(line->has_would ? line->would : line->action);
    struct verdict_table_row *row = shadow && (fg_action)shadow->action != asked ? new_row(table) : NULL;
    if (!row)
        return;
    set(table, row, RULE, "(second pack: %s)", fg_action_name((fg_action)shadow->action));
    set(table, row, FOUND, "%s", shadow->rule ? shadow->rule : "");
}

/* What was wrong, and where; rule stands in the column of rules. */
static void set_error(struct verdict_table *table, struct verdict_table_row *row, const Fiatgate__Error *error,
                      const char *rule)
{
    char place[64] = "";
    if (error->has_line && error->has_offset)
        snprintf(place, sizeof place, "line %u, byte %llu: ", error->line, (unsigned long long)error->offset);
    else if (error->has_line)
        snprintf(place, sizeof place, "line %u: ", error->line);
    else if (error->has_offset)
        snprintf(place, sizeof place, "byte %llu: ", (unsigned long long)error->offset);
    set(table, row, RULE, "%s", rule);
    set(table, row, FOUND, "%s%s", place, error->text ? error->text : "");
    row->whole = true;
}

static void add_warnings(struct verdict_table *table, const Fiatgate__Verdict *line)
{
    for (size_t i = 0; i < line->n_warnings; i++) {
        struct verdict_table_row *row = new_row(table);
        if (row)
            set_error(table, row, line->warnings[i], "(warning)");
    }
}

/* Whether an earlier reason is of the same rule. */
static bool rule_is_shown(const Fiatgate__Verdict *line, size_t index)
{
    const char *rule = line->reasons[index]->rule;
    for (size_t i = 0; i < index; i++)
        if (rule && line->reasons[i]->rule && strcmp(line->reasons[i]->rule, rule) == 0)
            return true;
    return false;
}

/* A row for each further rule that held, with its first reason; first is the reason shown already (n_reasons = none).
 */
static void add_further(struct verdict_table *table, const Fiatgate__Verdict *line, size_t first)
{
    size_t shown = first < line->n_reasons;
    for (size_t i = 0; i < line->n_reasons && shown < REASONS_SHOWN; i++) {
        struct verdict_table_row *row = i == first || rule_is_shown(line, i) ? NULL : new_row(table);
        if (row)
            set_reason(table, row, line, line->reasons[i]);
        shown += row != NULL;
    }
    struct verdict_table_row *row = shown > 0 && line->n_reasons > shown ? new_row(table) : NULL;
    if (row)
        set(table, row, RULE, "(%zu more reason%s)", line->n_reasons - shown, line->n_reasons - shown == 1 ? "" : "s");
}

static void add_stale(struct verdict_table *table, const Fiatgate__StaleList *stale)
{
    char *text = NULL;
    if (asprintf(&text, "%s as of %s", stale->list ? stale->list : "?",
                 stale->retrieved_at ? stale->retrieved_at : "an unknown day") < 0) {
        table->failed = true;
        return;
    }
    size_t at = 0;
    while (at < table->stale_count && strcmp(table->stale[at], text) != 0)
        at++;
    if (at == table->stale_count && at < TABLE_STALE_LISTS)
        table->stale[table->stale_count++] = text;
    else
        free(text);
}

/* What is to be noted of all that is shown. */
static void add_notes(struct verdict_table *table, const Fiatgate__Verdict *line)
{
    for (size_t i = 0; i < line->n_marks; i++)
        table->marks |= (unsigned)line->marks[i];
    for (size_t i = 0; i < line->n_stale_lists; i++)
        add_stale(table, line->stale_lists[i]);
    table->would |= line->has_would;
}

void verdict_table_add(struct verdict_table *table, const Fiatgate__Verdict *line)
{
    struct verdict_table_row *row = new_row(table);
    if (!row)
        return;
    size_t first = deciding(line);
    row->paint = (int)line->action;
    set(table, row, FILE_NAME, "%s", line->file ? line->file : "");
    set(table, row, TX, "%u", line->tx);
    if (line->has_would)
        set(table, row, ACTION, "%s (%s)", fg_action_name((fg_action)line->action),
            fg_action_name((fg_action)line->would));
    else
        set(table, row, ACTION, "%s", fg_action_name((fg_action)line->action));
    add_notes(table, line);
    char unread[48];
    snprintf(unread, sizeof unread, "not screened: %s", fg_cause_name((fg_cause)line->cause));
    if (line->error)
        set_error(table, row, line->error, unread);
    else if (line->status == FIATGATE__STATUS__STATUS_NOT_A_TRANSFER)
        set(table, row, RULE, "(%s: no transfer)", line->msg_type ? line->msg_type : "?");
    else if (line->status == FIATGATE__STATUS__STATUS_NOT_SCREENED)
        set(table, row, RULE, "%s", unread);
    else if (line->n_reasons > 0)
        set_reason(table, row, line, line->reasons[first]);
    else if (line->action != FIATGATE__ACTION__ACTION_PASS && !line->rule)
        set(table, row, RULE, "(raised: see tx 0)");
    else
        set(table, row, RULE, "%s", line->rule ? line->rule : "");
    add_further(table, line, line->error ? line->n_reasons : first);
    add_shadow(table, line);
    add_warnings(table, line);
}

/* What is true of all that was shown stands below it once. */
static void print_notes(const struct verdict_table *table)
{
    static const struct {
        unsigned mark;
        const char *sentence;
    } notes[] = {
        {FG_MARK_UNSIGNED, "signatures of the pack were not checked (fiatgate pack verify does)"},
        {FG_MARK_FALLBACK, "the gate runs on its fallback"},
        {FG_MARK_PACK_EXPIRED, "the pack is past its valid_to"},
        {FG_MARK_SHADOWED, "the gate only shadows: nothing is stopped"},
    };
    for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
        if ((table->marks & notes[i].mark) != 0)
            printf("Note: %s.\n", notes[i].sentence);
    for (size_t i = 0; i < table->stale_count; i++)
        printf("Note: past its age: %s.\n", table->stale[i]);
    if (table->would)
        puts("Note: in brackets what it were if all that is in shadow were enforced.");
}

const char *action_paint(int action, bool colour)
{
    static const char *const paints[] = {"\033[32m", "\033[33m", "\033[1;35m", "\033[1;31m"};
    return colour && action >= FG_PASS && action <= FG_BLOCK ? paints[action] : "";
}

static void print_cells(char *const *cells, const size_t *widths, const char *paint, bool whole)
{
    /* Nothing is padded behind the last cell that has text. */
    int last = TABLE_COLUMNS - 1;
    while (last > 0 && (!cells[last] || !*cells[last]))
        last--;
    for (int i = 0; i <= last; i++) {
        bool coloured = i == ACTION && *paint;
        fputs(coloured ? paint : "", stdout);
        size_t used =
            print_fitted(cells[i] ? cells[i] : "", (enum column)i, whole && i == FOUND ? SIZE_MAX : widths[i]);
        fputs(coloured ? "\033[0m" : "", stdout);
        printf("%*s", i == last ? 0 : (int)(widths[i] - used + GAP), "");
    }
    putchar('\n');
}

/* The column that has most above what it must keep gives one, until all fit or none has any. */
static void narrow(size_t *widths, size_t columns)
{
    size_t total = (TABLE_COLUMNS - 1) * GAP;
    for (int i = 0; i < TABLE_COLUMNS; i++)
        total += widths[i];
    for (; total > columns; total--) {
        int giver = -1;
        for (int i = 0; i < TABLE_COLUMNS; i++)
            if (widths[i] > narrowest[i] && (giver < 0 || widths[i] - narrowest[i] > widths[giver] - narrowest[giver]))
                giver = i;
        if (giver < 0)
            return;
        widths[giver]--;
    }
}

void verdict_table_print(const struct verdict_table *table, bool colour, size_t columns)
{
    size_t widths[TABLE_COLUMNS];
    char *names[TABLE_COLUMNS];
    for (int i = 0; i < TABLE_COLUMNS; i++) {
        names[i] = (char *)(uintptr_t)headings[i];
        widths[i] = terminal_width(headings[i]);
        for (size_t r = 0; r < table->count; r++) {
            const struct verdict_table_row *row = &table->rows[r];
            size_t wanted = row->cells[i] && !(row->whole && i == FOUND) ? terminal_width(row->cells[i]) : 0;
            if (wanted > widths[i])
                widths[i] = wanted < widest[i] ? wanted : widest[i];
        }
    }
    if (columns > 0)
        narrow(widths, columns);
    if (colour)
        fputs("\033[1m", stdout);
    print_cells(names, widths, "", false);
    if (colour)
        fputs("\033[0m", stdout);
    for (size_t r = 0; r < table->count; r++)
        print_cells(table->rows[r].cells, widths, action_paint(table->rows[r].paint, colour), table->rows[r].whole);
    print_notes(table);
}

void verdict_table_free(struct verdict_table *table)
{
    for (size_t r = 0; r < table->count; r++)
        for (int i = 0; i < TABLE_COLUMNS; i++)
            free(table->rows[r].cells[i]);
    for (size_t i = 0; i < table->stale_count; i++)
        free(table->stale[i]);
    free(table->rows);
    *table = (struct verdict_table){0};
}

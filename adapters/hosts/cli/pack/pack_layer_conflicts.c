/*
 * pack_layer_conflicts.c: a bank's layer against an update of its base (pack_layer_conflicts.h). What does not fit any
 * more is what the compiler says of the layer over the new base and did not say over the old one; what means something
 * else is what the layer changed in the old base and the update changes, too.
 */
#include "pack_layer_conflicts.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "command.h"
#include "pack_words.h"

static char *copy(const char *text)
{
    return strdup(text ? text : "");
}

static struct layer_conflict *one_more(struct layer_conflicts *conflicts)
{
    if (conflicts->count == conflicts->capacity) {
        size_t capacity = conflicts->capacity ? conflicts->capacity * 2 : 16;
        struct layer_conflict *items = realloc(conflicts->items, capacity * sizeof *items);
        if (!items) {
            conflicts->out_of_memory = true;
            return NULL;
        }
        conflicts->items = items;
        conflicts->capacity = capacity;
    }
    return &conflicts->items[conflicts->count++];
}

/* --- What does not fit -------------------------------------------------------------------------------------------- */

static bool is_about_version(const char *code)
{
    return strcmp(code, "base-version-differs") == 0 || strcmp(code, "base-hash-differs") == 0;
}

/* Gathers what the compiler says of the layer over one base. */
static void hear(void *context, const struct compiler_fault *fault)
{
    struct layer_conflicts *said = context;
    if (is_about_version(fault->code)) {
        free(said->base_sentence);
        said->base_sentence = copy(fault->sentence);
        return;
    }
    if (fault->severity != COMPILER_ERROR && strcmp(fault->code, "exception-lapsed") != 0)
        return;
    struct layer_conflict *conflict = one_more(said);
    if (!conflict)
        return;
    *conflict = (struct layer_conflict){.subject = change_subject_words[CHANGE_OF_LAYER],
                                        .id = copy(""),
                                        .what = copy(fault->code),
                                        .file = copy(fault->file),
                                        .line = fault->line,
                                        .sentence = copy(fault->sentence)};
    if (!conflict->id || !conflict->what || !conflict->file || !conflict->sentence)
        said->out_of_memory = true;
}

static bool was_said(const struct layer_conflicts *before, const struct layer_conflict *conflict)
{
    for (size_t i = 0; i < before->count; i++) {
        const struct layer_conflict *old = &before->items[i];
        if (old->line == conflict->line && strcmp(old->file, conflict->file) == 0 &&
            strcmp(old->what, conflict->what) == 0)
            return true;
    }
    return false;
}

static void free_conflict(struct layer_conflict *conflict)
{
    free(conflict->id);
    free(conflict->what);
    free(conflict->file);
    free(conflict->sentence);
}

/* Takes out what was said of the layer over its old base as well. */
static void leave_out_known(struct layer_conflicts *conflicts, const struct layer_conflicts *before)
{
    size_t kept = 0;
    if (conflicts->out_of_memory || before->out_of_memory) {
        conflicts->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < conflicts->count; i++) {
        if (was_said(before, &conflicts->items[i]))
            free_conflict(&conflicts->items[i]);
        else
            conflicts->items[kept++] = conflicts->items[i];
    }
    conflicts->count = kept;
}

static void find_misfits(struct layer_conflicts *conflicts, const struct layer_update *update)
{
    struct layer_conflicts before = {0};
    struct compiler_options options = {.language = update->language, .today = update->today, .base = update->old_base};
    compiler_check(update->layer, &options, hear, &before);
    options.base = update->new_base;
    compiler_check(update->layer, &options, hear, conflicts);
    leave_out_known(conflicts, &before);
    layer_conflicts_free(&before);
}

/* --- What means something else ------------------------------------------------------------------------------------ */

/* The list of an entry "list/id". */
static bool is_of_list(const struct change *entry, const char *list)
{
    size_t length = strlen(list);
    return strncmp(entry->id, list, length) == 0 && entry->id[length] == '/';
}

static bool is_one_of(const char *what, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(what, *words) == 0)
            return true;
    return false;
}

/* Whether a change of a base's rule bears on a bank's decision about what comes of it. */
static bool bears_on_decision(const struct change *change)
{
    static const char *const whats[] = {"action", "mode",   "weight", "condition",  "selection",
                                        "valid",  "ground", "duties", "disclosure", NULL};
    return is_one_of(change->what, whats);
}

/* Whether the layer's change of the old base and the base's own change are about the same. */
static bool is_about_same(const struct change *layers, const struct change *bases)
{
    static const char *const decisions[] = {"action", "mode", "layer_of_action", "layer_of_mode", NULL};
    if (layers->subject != bases->subject)
        return false;
    switch (layers->subject) {
    case CHANGE_OF_RULE:
        return strcmp(layers->id, bases->id) == 0 && is_one_of(layers->what, decisions) && bears_on_decision(bases);
    case CHANGE_OF_POLICY:
        return strcmp(layers->what, bases->what) == 0;
    case CHANGE_OF_TEXT:
    case CHANGE_OF_CLOCK:
    case CHANGE_OF_APART:
        return strcmp(layers->id, bases->id) == 0;
    case CHANGE_OF_CASE: /* what the base's cases expect changes with the layer's decisions, too */
        return strcmp(layers->id, bases->id) == 0 && strcmp(layers->what, "layer") == 0;
    case CHANGE_OF_CALENDAR:
        return true;
    default:
        return false;
    }
}

static const char *part_behind_id(const struct change *change)
{
    const char *colon = strstr(change->sentence + strlen(change_subject_words[change->subject]) +
                                   (*change->id ? 1 + strlen(change->id) : 0),
                               ": ");
    return colon ? colon + 2 : change->sentence;
}

static void add_overlap(struct layer_conflicts *conflicts, const struct change *bases, const char *ours)
{
    struct layer_conflict *conflict = one_more(conflicts);
    if (!conflict)
        return;
    *conflict = (struct layer_conflict){.subject = change_subject_words[bases->subject],
                                        .id = copy(bases->id),
                                        .what = copy(bases->what),
                                        .file = copy("")};
    if (asprintf(&conflict->sentence, "%s%s%s: %s; the base changed: %s", conflict->subject, *bases->id ? " " : "",
                 bases->id, ours, part_behind_id(bases)) < 0)
        conflict->sentence = NULL;
    if (!conflict->id || !conflict->what || !conflict->file || !conflict->sentence)
        conflicts->out_of_memory = true;
}

static const char *what_layer_says(const struct change *layers)
{
    switch (layers->subject) {
    case CHANGE_OF_RULE:
        return strstr(layers->what, "mode") ? "the layer sets its mode" : "the layer sets its action";
    case CHANGE_OF_TEXT:
        return "the layer's own text takes its place";
    case CHANGE_OF_CASE:
        return "the layer's own case takes its place";
    case CHANGE_OF_CLOCK:
        return "the layer's own clock takes its place";
    case CHANGE_OF_APART:
        return "the layer's own group takes its place";
    case CHANGE_OF_CALENDAR:
        return "the layer's own calendar takes its place";
    default:
        return "the layer says it itself";
    }
}

static void find_overlaps(struct layer_conflicts *conflicts, const struct changes *layers, const struct changes *bases)
{
    for (size_t b = 0; b < bases->count; b++) {
        for (size_t l = 0; l < layers->count; l++) {
            if (!is_about_same(&layers->items[l], &bases->items[b]))
                continue;
            add_overlap(conflicts, &bases->items[b], what_layer_says(&layers->items[l]));
            break;
        }
    }
}

/* Whether the layer's file is read in place of the base's: its day is another, or rows of the base are missing. */
static bool is_replaced(const struct changes *layers, const char *list)
{
    for (size_t i = 0; i < layers->count; i++) {
        const struct change *change = &layers->items[i];
        if (change->subject == CHANGE_OF_LIST && strcmp(change->id, list) == 0)
            return true;
        if (change->subject == CHANGE_OF_ENTRY && is_of_list(change, list) && *change->before)
            return true;
    }
    return false;
}

/* One conflict for every list that the layer replaces and the base changed. */
static void find_replaced(struct layer_conflicts *conflicts, const struct layer_update *update,
                          const struct changes *layers)
{
    for (uint32_t i = 0; i < update->before->list_count; i++) {
        const char *id = pack_string(update->before, update->before->lists[i].id);
        if (!is_replaced(layers, id))
            continue;
        for (size_t b = 0; b < update->base_changes->count; b++) {
            const struct change *bases = &update->base_changes->items[b];
            bool about = bases->subject == CHANGE_OF_LIST ? strcmp(bases->id, id) == 0 && *bases->after
                                                          : bases->subject == CHANGE_OF_ENTRY && is_of_list(bases, id);
            if (!about)
                continue;
            add_overlap(conflicts, bases, "the layer's own file takes the place of the list");
            break;
        }
    }
}

void layer_conflicts_find(struct layer_conflicts *conflicts, const struct layer_update *update)
{
    struct changes layers = {0};
    *conflicts = (struct layer_conflicts){0};
    diff_packs(update->before, update->layered, &layers);
    find_misfits(conflicts, update);
    find_overlaps(conflicts, &layers, update->base_changes);
    find_replaced(conflicts, update, &layers);
    if (layers.out_of_memory)
        conflicts->out_of_memory = true;
    changes_free(&layers);
}

/* --- Printing ----------------------------------------------------------------------------------------------------- */

static void print_conflict(const struct layer_conflict *conflict, unsigned columns, FILE *out)
{
    char where[24] = "", *text = NULL;
    if (conflict->line > 0)
        snprintf(where, sizeof where, ":%u", conflict->line);
    int length = asprintf(&text, "%s%s%s%s", conflict->file, where, *conflict->file ? ": " : "", conflict->sentence);
    fputs("  ", out);
    write_wrapped(out, length < 0 ? conflict->sentence : text, 4, columns);
    if (length >= 0)
        free(text);
}

void layer_conflicts_print(const struct layer_conflicts *conflicts, const char *layer, FILE *out)
{
    unsigned columns = wrapping_columns_of(out);
    if (conflicts->count == 0)
        fprintf(out, "\n%s: the layer fits the new base: no conflict\n", layer);
    else
        fprintf(out, "\n%s: %zu conflict%s; look at each, then correct the layer\n", layer, conflicts->count,
                plural(conflicts->count));
    for (size_t i = 0; i < conflicts->count; i++)
        print_conflict(&conflicts->items[i], columns, out);
    if (conflicts->base_sentence) {
        fputs("\nWhen that is done:\n  ", out);
        write_wrapped(out, conflicts->base_sentence, 2, columns);
    }
}

void layer_conflicts_print_json(const struct layer_conflicts *conflicts, FILE *out)
{
    for (size_t i = 0; i < conflicts->count; i++) {
        const struct layer_conflict *conflict = &conflicts->items[i];
        json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:s, s:i, s:s}", "kind", "conflict", "subject",
                                   conflict->subject, "id", conflict->id, "change", conflict->what, "file",
                                   conflict->file, "line", (int)conflict->line, "sentence", conflict->sentence);
        if (object && json_dumpf(object, out, JSON_COMPACT) == 0)
            fputc('\n', out);
        json_decref(object);
    }
}

void layer_conflicts_free(struct layer_conflicts *conflicts)
{
    for (size_t i = 0; i < conflicts->count; i++)
        free_conflict(&conflicts->items[i]);
    free(conflicts->items);
    free(conflicts->base_sentence);
    *conflicts = (struct layer_conflicts){0};
}

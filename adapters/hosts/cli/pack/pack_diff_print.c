/*
 * pack_diff_print.c: the changes from one pack to another for people and for programs (pack_diff.h).
 */
#include <string.h>

#include <jansson.h>

#include "command.h"
#include "pack_diff.h"
#include "pack_words.h"

void diff_packs(const struct pack *before, const struct pack *after, struct changes *changes)
{
    static void (*const parts[])(struct diff *) = {diff_policy,  diff_apart,      diff_rules, diff_lists,
                                                   diff_entries, diff_exceptions, diff_texts, diff_cases};
    struct diff diff = {.before = before, .after = after, .changes = changes};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        parts[i](&diff);
    changes_sort(changes);
}

static void print_pack(const char *word, const struct pack *pack, FILE *out)
{
    fprintf(out, "%-4s %s %s, hash %s\n", word, pack_string(pack, pack->meta->name),
            pack_string(pack, pack->meta->version), pack->hash);
}

void changes_print(const struct changes *changes, const struct pack *before, const struct pack *after, FILE *out)
{
    static const char *const headings[CHANGE_EFFECTS] = {
        [CHANGE_MILDER] = "Milder: fewer payments are stopped or looked at",
        [CHANGE_STRICTER] = "Stricter: more payments are stopped or looked at",
        [CHANGE_EITHER] = "Milder or stricter, by payment: read these closely",
        [CHANGE_NONE] = "The rest: no action changes"};
    unsigned columns = wrapping_columns_of(out), effect = CHANGE_EFFECTS;
    print_pack("old", before, out);
    print_pack("new", after, out);
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        if (change->effect != effect)
            fprintf(out, "\n%s (%zu)\n", headings[change->effect], changes_count(changes, change->effect));
        effect = change->effect;
        fputs("  ", out);
        write_wrapped(out, change->sentence, 4, columns);
    }
    if (changes->count == 0)
        fputs(strcmp(before->hash, after->hash) == 0
                  ? "\nThe packs are the same.\n"
                  : "\nNothing differs but how the packs are laid out in the file.\n",
              out);
    else
        fprintf(out, "\n%zu change%s: %zu milder, %zu stricter, %zu either, %zu of no effect on actions\n",
                changes->count, plural(changes->count), changes_count(changes, CHANGE_MILDER),
                changes_count(changes, CHANGE_STRICTER), changes_count(changes, CHANGE_EITHER),
                changes_count(changes, CHANGE_NONE));
}

static void print_line(json_t *object, FILE *out)
{
    if (object && json_dumpf(object, out, JSON_COMPACT) == 0)
        fputc('\n', out);
    json_decref(object);
}

static json_t *pack_json(const struct pack *pack)
{
    return json_pack("{s:s, s:s, s:s}", "name", pack_string(pack, pack->meta->name), "version",
                     pack_string(pack, pack->meta->version), "hash", pack->hash);
}

void changes_print_json(const struct changes *changes, const struct pack *before, const struct pack *after, FILE *out)
{
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        print_line(json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:s}", "kind", "change", "effect",
                             change_effect_words[change->effect], "subject", change_subject_words[change->subject],
                             "id", change->id, "change", change->what, "old", change->before, "new", change->after,
                             "sentence", change->sentence),
                   out);
    }
    print_line(json_pack("{s:s, s:o, s:o, s:I, s:I, s:I, s:I, s:I}", "kind", "summary", "old", pack_json(before), "new",
                         pack_json(after), "changes", (json_int_t)changes->count, "milder",
                         (json_int_t)changes_count(changes, CHANGE_MILDER), "stricter",
                         (json_int_t)changes_count(changes, CHANGE_STRICTER), "either",
                         (json_int_t)changes_count(changes, CHANGE_EITHER), "none",
                         (json_int_t)changes_count(changes, CHANGE_NONE)),
               out);
}

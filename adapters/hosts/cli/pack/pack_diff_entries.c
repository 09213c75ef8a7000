/*
 * pack_diff_entries.c: what differs in the entries of the lists and registers that two packs both have (pack_diff.h).
 */
#include <stdlib.h>
#include <string.h>

#include "entry_names.h"
#include "pack_diff.h"
#include "pack_words.h"
#include "rule_words.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define ID_TEXT      512

/* An entry that both packs have. */
struct entry_pair {
    struct changed changed;
    const struct pack_entry *before, *after;
    enum change_effect fewer; /* what it means that it stands for fewer payments */
};

/* What an entry less means. Who is on a register, or has an account known to be a licensee's, may be paid. */
static enum change_effect effect_of_fewer(const struct pack *pack, const struct pack_entry *entry)
{
    uint32_t kind = pack->lists[entry->list].kind;
    return kind == PACK_LIST_REGISTER || kind == PACK_LIST_ACCOUNTS ? CHANGE_STRICTER : CHANGE_MILDER;
}

static bool has_list(const struct pack *pack, const char *id)
{
    for (uint32_t i = 0; i < pack->list_count; i++)
        if (strcmp(pack_string(pack, pack->lists[i].id), id) == 0)
            return true;
    return false;
}

static const char *list_id(const struct pack *pack, const struct pack_entry *entry)
{
    return pack_string(pack, pack->lists[entry->list].id);
}

static void one_sided(struct diff *diff, const struct pack_entry *before, const struct pack_entry *after)
{
    const struct pack *pack = before ? diff->before : diff->after, *other = before ? diff->after : diff->before;
    const struct pack_entry *entry = before ? before : after;
    const char *name = pack_string(pack, entry->name);
    enum change_effect fewer = effect_of_fewer(pack, entry);
    char id[ID_TEXT];
    if (!has_list(other, list_id(pack, entry)))
        return; /* the list itself is new or gone, which is said */
    snprintf(id, sizeof id, "%s/%s", list_id(pack, entry), pack_string(pack, entry->id));
    struct change_note note = {CHANGE_OF_ENTRY, id, "entry", before ? name : "", after ? name : ""};
    changes_add(diff->changes, before ? fewer : effect_reversed(fewer), &note, "is %s: \"%s\"", before ? "gone" : "new",
                name);
}

/* --- Names and identifiers ---------------------------------------------------------------------------------------- */

/* The names of one entry that are of one kind of match. */
struct names_of {
    const struct entry_name *items;
    uint32_t count;
};

static struct names_of names_of(const struct entry_names *names, uint32_t entry, uint32_t match)
{
    struct names_of of = {.items = names->items + names->first[entry]};
    uint32_t count = names->first[entry + 1] - names->first[entry];
    while (count > 0 && of.items->match != match) {
        of.items++;
        count--;
    }
    while (of.count < count && of.items[of.count].match == match)
        of.count++;
    return of;
}

static bool has_name(struct names_of names, const struct entry_name *name)
{
    for (uint32_t i = 0; i < names.count; i++)
        if (entry_name_compare(&names.items[i], name) == 0)
            return true;
    return false;
}

/* Those that the other has not, as "A", "B"; how many. */
static uint32_t write_only(FILE *out, struct names_of names, struct names_of other)
{
    uint32_t given = 0;
    for (uint32_t i = 0; i < names.count; i++) {
        const struct entry_name *name = &names.items[i];
        if (has_name(other, name))
            continue;
        fprintf(out, "%s\"%.*s\"", given++ > 0 ? ", " : "", (int)name->length, name->text);
        if (name->ending > 0)
            fprintf(out, " and %u letters more", name->ending);
    }
    return given;
}

/* What one has and the other has not: texts to be freed. */
struct apart {
    char *lost, *won;
    uint32_t lost_count, won_count;
};

static char *only(struct names_of names, struct names_of other, uint32_t *count)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    *count = write_only(out, names, other);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

static void names_changed(const struct entry_pair *pair, const struct word *match, const struct apart *apart)
{
    struct changes *changes = pair->changed.diff->changes;
    struct change_note note = {CHANGE_OF_ENTRY, pair->changed.id, match->name, apart->lost, apart->won};
    if (apart->lost_count > 0 && apart->won_count > 0)
        changes_add(changes, CHANGE_EITHER, &note, "%s %s is found, %s no more", match->name, apart->won, apart->lost);
    else if (apart->lost_count > 0)
        changes_add(changes, pair->fewer, &note, "%s %s is found no more", match->name, apart->lost);
    else if (apart->won_count > 0)
        changes_add(changes, effect_reversed(pair->fewer), &note, "%s %s is found, too", match->name, apart->won);
}

static void compare_names(const struct entry_pair *pair)
{
    uint32_t before = (uint32_t)(pair->before - pair->changed.diff->before->entries);
    uint32_t after = (uint32_t)(pair->after - pair->changed.diff->after->entries);
    for (uint32_t i = 0; i < vocabulary_matches.count; i++) {
        const struct word *match = &vocabulary_matches.words[i];
        struct names_of was = names_of(pair->changed.diff->names_before, before, match->value);
        struct names_of is = names_of(pair->changed.diff->names_after, after, match->value);
        struct apart apart = {.lost = only(was, is, &apart.lost_count), .won = only(is, was, &apart.won_count)};
        if (apart.lost && apart.won)
            names_changed(pair, match, &apart);
        else
            pair->changed.diff->changes->out_of_memory = true;
        free(apart.lost);
        free(apart.won);
    }
}

/* --- What is said of it ------------------------------------------------------------------------------------------- */

static enum change_effect effect_of_status(uint32_t before, uint32_t after)
{
    return before == PACK_LICENCE_ACTIVE  ? CHANGE_STRICTER
           : after == PACK_LICENCE_ACTIVE ? CHANGE_MILDER
                                          : CHANGE_EITHER;
}

static void compare_licences(const struct entry_pair *pair)
{
    static const struct text_column columns[] = {{"licence_no", offsetof(struct pack_licence, number)},
                                                 {"licensee_tax_id", offsetof(struct pack_licence, tax_id)}};
    const struct diff *diff = pair->changed.diff;
    if (pair->before->licence == 0 || pair->after->licence == 0)
        return;
    const struct pack_licence *before = &diff->before->licences[pair->before->licence - 1];
    const struct pack_licence *after = &diff->after->licences[pair->after->licence - 1];
    compare_columns(&pair->changed, columns, COUNT(columns), before, after);
    if (diff->after->lists[pair->after->list].kind != PACK_LIST_REGISTER)
        return; /* an account's licence is the register's to tell of */
    compare_value(&pair->changed, effect_of_status(before->status, after->status), "status",
                  word_of(&vocabulary_statuses, before->status), word_of(&vocabulary_statuses, after->status));
    compare_period(&pair->changed, CHANGE_STRICTER, "valid", (struct period){before->valid_from, before->valid_to},
                   (struct period){after->valid_from, after->valid_to});
    bool was = before->suspended_from != 0, is = after->suspended_from != 0;
    compare_words(&pair->changed,
                  !was  ? CHANGE_STRICTER
                  : !is ? CHANGE_MILDER
                        : CHANGE_EITHER,
                  "suspended", was ? period_words(before->suspended_from, before->suspended_to) : strdup("never"),
                  is ? period_words(after->suspended_from, after->suspended_to) : strdup("never"));
}

static void compare_entries(const struct entry_pair *pair)
{
    static const struct text_column columns[] = {{"title", offsetof(struct pack_entry, name)},
                                                 {"basis", offsetof(struct pack_entry, act)},
                                                 {"source", offsetof(struct pack_entry, source)}};
    const struct pack_entry *before = pair->before, *after = pair->after;
    const struct diff *diff = pair->changed.diff;
    compare_value(&pair->changed, CHANGE_EITHER, "confidence", word_of(&vocabulary_confidences, before->confidence),
                  word_of(&vocabulary_confidences, after->confidence));
    compare_value(&pair->changed, CHANGE_EITHER, "class", word_of(&vocabulary_classes, before->entity_class),
                  word_of(&vocabulary_classes, after->entity_class));
    compare_value(&pair->changed, CHANGE_EITHER, "act", before->cites_act ? "cited" : "none",
                  after->cites_act ? "cited" : "none");
    if (diff->after->lists[after->list].kind != PACK_LIST_REGISTER) /* there the licence has them */
        compare_period(&pair->changed, pair->fewer, "valid", (struct period){before->valid_from, before->valid_to},
                       (struct period){after->valid_from, after->valid_to});
    compare_licences(pair);
    compare_names(pair);
    compare_columns(&pair->changed, columns, COUNT(columns), before, after);
    compare_value(&pair->changed, CHANGE_NONE, "layer", layer_word(diff->before, before->layer),
                  layer_word(diff->after, after->layer));
}

static void each_entry(struct diff *diff, uint32_t before, uint32_t after)
{
    const struct pack_entry *was = before == JOIN_NONE ? NULL : &diff->before->entries[before];
    const struct pack_entry *is = after == JOIN_NONE ? NULL : &diff->after->entries[after];
    char id[ID_TEXT];
    if (!was || !is) {
        one_sided(diff, was, is);
        return;
    }
    snprintf(id, sizeof id, "%s/%s", list_id(diff->after, is), pack_string(diff->after, is->id));
    struct entry_pair pair = {{diff, CHANGE_OF_ENTRY, id}, was, is, effect_of_fewer(diff->after, is)};
    compare_entries(&pair);
}

static struct join_key entry_key(const struct pack *pack, uint32_t record)
{
    const struct pack_entry *entry = &pack->entries[record];
    return (struct join_key){.major = list_id(pack, entry), .minor = pack_string(pack, entry->id)};
}

void diff_entries(struct diff *diff)
{
    struct entry_names before = {0}, after = {0};
    diff->names_before = &before;
    diff->names_after = &after;
    if (entry_names_read(&before, diff->before) && entry_names_read(&after, diff->after))
        join_records(diff, diff->before->entry_count, diff->after->entry_count, entry_key, each_entry);
    else
        diff->changes->out_of_memory = true;
    entry_names_free(&before);
    entry_names_free(&after);
    diff->names_before = diff->names_after = NULL;
}

/*
 * pack_diff_lists.c: what differs in the lists and registers of two packs as such, and in the codes of lists of codes
 * (pack_diff.h). Other entries are in pack_diff_entries.c.
 */
#include <stdlib.h>
#include <string.h>

#include "pack_diff.h"
#include "pack_words.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void one_sided(struct diff *diff, const struct pack_list *before, const struct pack_list *after)
{
    const struct pack *pack = before ? diff->before : diff->after;
    const struct pack_list *list = before ? before : after;
    const char *kind = list_kind_word(list->kind);
    /* Who is on a register, or has an account known to be a licensee's, may be paid. */
    bool lifts = list->kind == PACK_LIST_REGISTER || list->kind == PACK_LIST_ACCOUNTS;
    enum change_effect added = list->entry_count == 0          ? CHANGE_NONE
                               : lifts                         ? CHANGE_MILDER
                               : list->kind == PACK_LIST_CODES ? CHANGE_EITHER
                                                               : CHANGE_STRICTER;
    struct change_note note = {CHANGE_OF_LIST, pack_string(pack, list->id), "list", before ? kind : "",
                               after ? kind : ""};
    changes_add(diff->changes, before ? effect_reversed(added) : added, &note, "is %s; %s, entries: %u; title: \"%s\"",
                before ? "gone" : "new", kind, list->entry_count, pack_string(pack, list->title));
}

/* --- Codes -------------------------------------------------------------------------------------------------------- */

/* The codes of a list, as any rule that uses it has them; NULL = none does. */
static const struct pack_selection *codes_of(const struct pack *pack, const char *list)
{
    for (uint32_t i = 0; i < pack->selection_count; i++) {
        const struct pack_selection *selection = &pack->selections[i];
        if (selection->kind != PACK_SELECT_CODE || selection->lists == 0)
            continue;
        for (uint32_t n = 0; n < pack->list_count && n < PACK_LISTS_MAX; n++)
            if ((selection->lists >> n & 1) != 0 && strcmp(pack_string(pack, pack->lists[n].id), list) == 0)
                return selection;
    }
    return NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char **sorted_codes(const struct pack *pack, const struct pack_selection *codes)
{
    const char **texts = malloc((codes->code_count + (size_t)1) * sizeof *texts);
    for (uint32_t i = 0; texts && i < codes->code_count; i++)
        texts[i] = pack_string(pack, pack->codes[codes->first_code + i]);
    if (texts && codes->code_count > 1)
        qsort(texts, codes->code_count, sizeof *texts, by_text);
    return texts;
}

static void code_changed(struct diff *diff, const char *list, const char *code, bool added)
{
    char id[256];
    snprintf(id, sizeof id, "%s/%s", list, code);
    struct change_note note = {CHANGE_OF_ENTRY, id, "entry", added ? "" : code, added ? code : ""};
    changes_add(diff->changes, CHANGE_EITHER, &note, "the code is %s", added ? "new" : "gone");
}

static void compare_codes(struct diff *diff, const char *list)
{
    const struct pack_selection *before = codes_of(diff->before, list), *after = codes_of(diff->after, list);
    if (!before || !after)
        return;
    const char **was = sorted_codes(diff->before, before), **is = sorted_codes(diff->after, after);
    if (!was || !is)
        diff->changes->out_of_memory = true;
    for (uint32_t b = 0, a = 0; was && is && (b < before->code_count || a < after->code_count);) {
        int order = b == before->code_count ? 1 : a == after->code_count ? -1 : strcmp(was[b], is[a]);
        if (order != 0)
            code_changed(diff, list, order < 0 ? was[b] : is[a], order > 0);
        b += order <= 0;
        a += order >= 0;
    }
    free(was);
    free(is);
}

/* --- A list that both have ---------------------------------------------------------------------------------------- */

static void compare_age(const struct changed *changed, const struct pack_list *before, const struct pack_list *after)
{
    compare_date(changed, CHANGE_NONE, "retrieved_at", before->retrieved_at, after->retrieved_at);
    char was[32], is[32];
    snprintf(was, sizeof was, before->max_age_days ? "%u days" : "none", before->max_age_days);
    snprintf(is, sizeof is, after->max_age_days ? "%u days" : "none", after->max_age_days);
    compare_value(changed, CHANGE_NONE, "max_age", was, is);
}

static void compare_lists(struct diff *diff, const struct pack_list *before, const struct pack_list *after)
{
    static const struct text_column columns[] = {{"title", offsetof(struct pack_list, title)},
                                                 {"authority", offsetof(struct pack_list, authority)},
                                                 {"source", offsetof(struct pack_list, source)},
                                                 {"register_kind", offsetof(struct pack_list, register_kind)}};
    struct changed changed = {diff, CHANGE_OF_LIST, pack_string(diff->after, after->id)};
    compare_value(&changed, CHANGE_EITHER, "kind", list_kind_word(before->kind), list_kind_word(after->kind));
    compare_value(&changed, before->sanctions > after->sanctions ? CHANGE_MILDER : CHANGE_STRICTER, "sanctions",
                  before->sanctions ? "true" : "false", after->sanctions ? "true" : "false");
    /* A register licenses on fewer days: more payments are stopped. */
    compare_period(&changed, CHANGE_STRICTER, "counts", (struct period){before->counts_from, before->counts_to},
                   (struct period){after->counts_from, after->counts_to});
    compare_age(&changed, before, after);
    compare_columns(&changed, columns, COUNT(columns), before, after);
    if (after->kind == PACK_LIST_CODES && before->kind == PACK_LIST_CODES)
        compare_codes(diff, changed.id);
}

static void each_list(struct diff *diff, uint32_t before, uint32_t after)
{
    const struct pack_list *was = before == JOIN_NONE ? NULL : &diff->before->lists[before];
    const struct pack_list *is = after == JOIN_NONE ? NULL : &diff->after->lists[after];
    if (was && is)
        compare_lists(diff, was, is);
    else
        one_sided(diff, was, is);
}

static struct join_key list_key(const struct pack *pack, uint32_t record)
{
    return (struct join_key){.major = pack_string(pack, pack->lists[record].id), .minor = ""};
}

void diff_lists(struct diff *diff)
{
    join_records(diff, diff->before->list_count, diff->after->list_count, list_key, each_list);
}

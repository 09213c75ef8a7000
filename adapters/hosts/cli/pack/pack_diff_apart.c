/*
 * pack_diff_apart.c: what differs in the payments that two packs want shown apart (pack_diff.h).
 */
#include <stdlib.h>

#include "pack_diff.h"
#include "pack_words.h"

static void one_sided(struct diff *diff, const struct pack *pack, const struct pack_apart *group, bool added)
{
    const char *title = pack_string(pack, group->titles[PACK_ENGLISH]);
    char *words = apart_words(pack, group);
    struct change_note note = {CHANGE_OF_APART, pack_string(pack, group->id), "group", added ? "" : words,
                               added ? words : ""};
    if (words)
        changes_add(diff->changes, CHANGE_NONE, &note, "%s: \"%s\", %s",
                    added ? "is shown apart now when it is stopped" : "is no longer shown apart", title, words);
    else
        diff->changes->out_of_memory = true;
    free(words);
}

static void each_group(struct diff *diff, uint32_t before, uint32_t after)
{
    static const char *const titles[PACK_LANGUAGES] = {
        [PACK_KAZAKH] = "title_in_kazakh", [PACK_RUSSIAN] = "title_in_russian", [PACK_ENGLISH] = "title_in_english"};
    if (before == JOIN_NONE || after == JOIN_NONE) {
        bool added = before == JOIN_NONE;
        one_sided(diff, added ? diff->after : diff->before,
                  added ? &diff->after->apart[after] : &diff->before->apart[before], added);
        return;
    }
    const struct pack_apart *was = &diff->before->apart[before], *is = &diff->after->apart[after];
    struct changed changed = {diff, CHANGE_OF_APART, pack_string(diff->after, is->id)};
    for (int language = 0; language < PACK_LANGUAGES; language++)
        compare_text(&changed, titles[language], pack_string(diff->before, was->titles[language]),
                     pack_string(diff->after, is->titles[language]));
    compare_words(&changed, CHANGE_NONE, "payments", apart_words(diff->before, was), apart_words(diff->after, is));
    compare_value(&changed, CHANGE_NONE, "layer", layer_word(diff->before, was->layer),
                  layer_word(diff->after, is->layer));
}

static struct join_key group_key(const struct pack *pack, uint32_t record)
{
    return (struct join_key){.major = pack_string(pack, pack->apart[record].id), .minor = ""};
}

void diff_apart(struct diff *diff)
{
    join_records(diff, diff->before->apart_count, diff->after->apart_count, group_key, each_group);
}

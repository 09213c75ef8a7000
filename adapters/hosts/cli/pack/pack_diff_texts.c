/*
 * pack_diff_texts.c: what differs in the texts for customers and officers of two packs (pack_diff.h).
 */
#include <string.h>

#include "pack_diff.h"
#include "pack_words.h"
#include "rule_words.h"

static void one_sided(struct diff *diff, const struct pack_text *before, const struct pack_text *after)
{
    const struct pack *pack = before ? diff->before : diff->after;
    const struct pack_text *text = before ? before : after;
    const char *words = pack_string(pack, text->text);
    struct change_note note = {CHANGE_OF_TEXT, pack_string(pack, text->id), "text", before ? words : "",
                               after ? words : ""};
    changes_add(diff->changes, CHANGE_NONE, &note, "for the %s, in %s, is %s: \"%s\"",
                word_of(&vocabulary_audiences, text->audience), language_word(text->language), before ? "gone" : "new",
                words);
}

static void each_text(struct diff *diff, uint32_t before, uint32_t after)
{
    static const char *const whats[PACK_LANGUAGES] = {
        [PACK_KAZAKH] = "kk", [PACK_RUSSIAN] = "ru", [PACK_ENGLISH] = "en"};
    const struct pack_text *was = before == JOIN_NONE ? NULL : &diff->before->texts[before];
    const struct pack_text *is = after == JOIN_NONE ? NULL : &diff->after->texts[after];
    if (!was || !is) {
        one_sided(diff, was, is);
        return;
    }
    struct changed changed = {diff, CHANGE_OF_TEXT, pack_string(diff->after, is->id)};
    const char *words_before = pack_string(diff->before, was->text), *words_after = pack_string(diff->after, is->text);
    struct change_note note = {CHANGE_OF_TEXT, changed.id, whats[is->language], words_before, words_after};
    if (strcmp(words_before, words_after) != 0)
        changes_add(diff->changes, CHANGE_NONE, &note, "in %s says \"%s\", said \"%s\"", language_word(is->language),
                    words_after, words_before);
    if (is->language != PACK_ENGLISH) /* the rest is the same for all its languages */
        return;
    compare_value(&changed, CHANGE_NONE, "audience", word_of(&vocabulary_audiences, was->audience),
                  word_of(&vocabulary_audiences, is->audience));
    compare_value(&changed, CHANGE_NONE, "disclosure", word_of(&vocabulary_disclosures, was->disclosure),
                  word_of(&vocabulary_disclosures, is->disclosure));
    compare_value(&changed, CHANGE_NONE, "layer", layer_word(diff->before, was->layer),
                  layer_word(diff->after, is->layer));
}

static struct join_key text_key(const struct pack *pack, uint32_t record)
{
    const struct pack_text *text = &pack->texts[record];
    return (struct join_key){.major = pack_string(pack, text->id), .minor = language_word(text->language)};
}

void diff_texts(struct diff *diff)
{
    join_records(diff, diff->before->text_count, diff->after->text_count, text_key, each_text);
}

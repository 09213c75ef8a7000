/*
 * pack_show_json.c: `fiatgate pack show --json`: all of a pack but its entries and cases, as one object.
 */
#include <stdlib.h>

#include <jansson.h>

#include "command.h"
#include "freshness.h"
#include "include/fiatgate.h"
#include "judge/precedence.h"
#include "pack_show.h"
#include "pack_words.h"
#include "rule_words.h"
#include "vocabulary.h"

typedef json_t *(*record_json_fn)(const struct showing *showing, uint32_t record);

static json_t *records_json(const struct showing *showing, uint32_t count, record_json_fn record)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, record(showing, i));
    return list;
}

static json_t *date_json(int32_t date)
{
    char text[DATE_WORDS];
    return json_string(date_words(date, "", text));
}

/* A text that is freed; null when there was no memory for it. */
static json_t *words_json(char *words)
{
    json_t *string = words ? json_string(words) : json_null();
    free(words);
    return string;
}

static json_t *layer_json(const struct showing *showing, uint32_t record)
{
    const struct pack *pack = showing->pack;
    const struct pack_layer *layer = &pack->layers[record];
    return json_pack("{s:s, s:s, s:s}", "name", pack_string(pack, layer->name), "version",
                     pack_string(pack, layer->version), "sources", pack_string(pack, layer->hash));
}

static json_t *signature_json(const struct showing *showing, uint32_t record)
{
    const struct pack_signature *signature = &showing->pack->signatures[record];
    char person[PACK_PERSON_BYTES + 1];
    snprintf(person, sizeof person, "%.*s", PACK_PERSON_BYTES, signature->person);
    return json_pack("{s:s, s:s, s:I}", "person", person, "role",
                     signature->signer == PACK_SIGNER_AUTHOR ? "author" : "approver", "signed_at",
                     (json_int_t)signature->signed_at);
}

static json_t *policy_json(const struct pack *pack)
{
    const struct pack_meta *meta = pack->meta;
    struct rule_tally tally = tally_rules(pack);
    return json_pack("{s:s, s:s, s:s, s:o, s:{s:i, s:i, s:i, s:i, s:i, s:i}}", "enforcement",
                     enforcement_word(meta->enforcement), "when_stale",
                     word_of(&vocabulary_stale_actions, meta->stale_action), "replay_report",
                     word_of(&vocabulary_reports, meta->report_required), "weekend",
                     words_json(weekend_words(meta->weekend)), "enforcing", "block", (int)tally.actions[FG_BLOCK],
                     "hold", (int)tally.actions[FG_HOLD], "flag", (int)tally.actions[FG_FLAG], "pass",
                     (int)tally.actions[FG_PASS], "shadow", (int)tally.shadow, "off", (int)tally.off);
}

static json_t *clock_json(const struct showing *showing, uint32_t record)
{
    const struct pack_clock *clock = &showing->pack->clocks[record];
    return json_pack("{s:s, s:o, s:s}", "ground", word_of(&vocabulary_grounds, clock->ground), "length",
                     words_json(clock_words(clock)), "basis", pack_string(showing->pack, clock->basis));
}

static json_t *codes_json(const struct pack *pack, uint32_t first, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, json_string(pack_string(pack, pack->codes[first + i])));
    return list;
}

static json_t *apart_json(const struct showing *showing, uint32_t record)
{
    const struct pack *pack = showing->pack;
    const struct pack_apart *group = &pack->apart[record];
    return json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:s}", "id", pack_string(pack, group->id), "english",
                     pack_string(pack, group->titles[PACK_ENGLISH]), "russian",
                     pack_string(pack, group->titles[PACK_RUSSIAN]), "kazakh",
                     pack_string(pack, group->titles[PACK_KAZAKH]), "purpose_codes",
                     codes_json(pack, group->first_code, group->purpose_count), "category_purposes",
                     codes_json(pack, group->first_code + group->purpose_count, group->category_count), "layer",
                     layer_word(pack, group->layer));
}

static json_t *list_json(const struct showing *showing, uint32_t record)
{
    const struct pack *pack = showing->pack;
    const struct pack_list *list = &pack->lists[record];
    return json_pack("{s:s, s:s, s:s, s:s, s:i, s:o, s:i, s:b, s:b, s:o, s:o}", "id", pack_string(pack, list->id),
                     "kind", list_kind_word(list->kind), "title", pack_string(pack, list->title), "source",
                     pack_string(pack, list->source), "entries", (int)list->entry_count, "retrieved_at",
                     date_json(list->retrieved_at), "max_age_days", (int)list->max_age_days, "past_its_age",
                     (int)list_is_stale(list, showing->today), "sanctions", (int)list->sanctions, "counts_from",
                     date_json(list->counts_from), "counts_to", date_json(list->counts_to));
}

static json_t *selections_json(const struct pack *pack, const struct pack_rule *rule)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < rule->selection_count; i++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + i];
        json_array_append_new(list, json_pack("{s:s, s:o}", "name", pack_string(pack, selection->name), "words",
                                              words_json(selection_words(pack, selection))));
    }
    return list;
}

static json_t *rule_json(const struct showing *showing, uint32_t record)
{
    const struct pack *pack = showing->pack;
    const struct pack_rule *rule = &pack->rules[record];
    json_t *object =
        json_pack("{s:s, s:s, s:s, s:s, s:i, s:s, s:s, s:o, s:s, s:s}", "id", pack_string(pack, rule->id), "title",
                  pack_string(pack, rule->title), "action", fg_action_name((fg_action)rule->action), "mode",
                  word_of(&vocabulary_modes, rule->mode), "weight", (int)rule->weight, "ground",
                  word_of(&vocabulary_grounds, rule->ground), "disclosure",
                  word_of(&vocabulary_disclosures, rule->disclosure), "duties", words_json(duty_words(rule->duties)),
                  "setting", pack_string(pack, rule->setting), "owner", pack_string(pack, rule->owner));
    json_t *more = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s, s:s, s:o, s:o}", "basis", pack_string(pack, rule->basis), "link",
        pack_string(pack, rule->basis_link), "status_reason", pack_string(pack, rule->status_reason), "customer_text",
        pack_string(pack, rule->customer_text), "officer_text", pack_string(pack, rule->officer_text), "valid_from",
        date_json(rule->valid_from), "valid_to", date_json(rule->valid_to), "layer", layer_word(pack, rule->layer),
        "layer_of_action", layer_word(pack, rule->action_layer), "layer_of_mode", layer_word(pack, rule->mode_layer),
        "condition", words_json(condition_words(pack, rule)), "selections", selections_json(pack, rule));
    if (object && more)
        json_object_update(object, more);
    json_decref(more);
    return object;
}

static json_t *exception_json(const struct showing *showing, uint32_t record)
{
    const struct pack *pack = showing->pack;
    const struct pack_exception *exception = &pack->exceptions[record];
    return json_pack("{s:s, s:s, s:s, s:o, s:o, s:b, s:s, s:o, s:o, s:s}", "id", pack_string(pack, exception->id),
                     "owner", pack_string(pack, exception->owner), "reason", pack_string(pack, exception->reason),
                     "valid_from", date_json(exception->valid_from), "valid_to", date_json(exception->valid_to),
                     "expired", (int)(exception->valid_to < showing->today), "rule",
                     pack_string(pack, pack->rules[exception->rule].id), "entry",
                     words_json(entry_words(pack, exception->entry)), "payment",
                     words_json(payment_words(pack, exception)), "layer", layer_word(pack, exception->layer));
}

static json_t *text_json(const struct showing *showing, uint32_t record)
{
    const struct pack *pack = showing->pack;
    const struct pack_text *text = &pack->texts[record];
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "id", pack_string(pack, text->id), "language",
                     language_word(text->language), "audience", word_of(&vocabulary_audiences, text->audience),
                     "disclosure", word_of(&vocabulary_disclosures, text->disclosure), "text",
                     pack_string(pack, text->text), "layer", layer_word(pack, text->layer));
}

static json_t *precedence_json(const struct showing *showing, uint32_t record)
{
    (void)showing;
    return json_string(precedence_lines[record]);
}

static json_t *pack_json(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    const struct pack_meta *meta = pack->meta;
    return json_pack(
        "{s:s, s:s, s:s, s:s, s:o, s:o, s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:i, s:i}", "name",
        pack_string(pack, meta->name), "version", pack_string(pack, meta->version), "jurisdiction",
        pack_string(pack, meta->jurisdiction), "title", pack_string(pack, meta->title), "valid_from",
        date_json(meta->valid_from), "valid_to", date_json(meta->valid_to), "hash", pack->hash, "engine",
        pack_string(pack, meta->engine), "layers", records_json(showing, pack->layer_count, layer_json), "signatures",
        records_json(showing, pack->signature_count, signature_json), "policy", policy_json(pack), "clocks",
        records_json(showing, pack->clock_count, clock_json), "apart",
        records_json(showing, pack->apart_count, apart_json), "lists",
        records_json(showing, pack->list_count, list_json), "rules", records_json(showing, pack->rule_count, rule_json),
        "exceptions", records_json(showing, pack->exception_count, exception_json), "texts",
        records_json(showing, pack->text_count, text_json), "precedence",
        records_json(showing, precedence_line_count, precedence_json), "entries", (int)pack->entry_count, "cases",
        (int)pack->case_count);
}

int show_json(const struct showing *showing)
{
    json_t *object = pack_json(showing);
    bool written = object && json_dumpf(object, showing->out, JSON_COMPACT) == 0;
    json_decref(object);
    fputc('\n', showing->out);
    if (written)
        return EXIT_DONE;
    say("what the pack holds could not be written; memory may be short");
    return EXIT_PRODUCT;
}

/*
 * pack_diff_rules.c: what differs in the rules of two packs (pack_diff.h): what they do, what they look for, and what
 * they say of themselves.
 */
#include <stdlib.h>
#include <string.h>

#include "include/fiatgate.h"
#include "pack_diff.h"
#include "pack_words.h"
#include "rule_words.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A rule that both packs have. */
struct rule_pair {
    struct changed changed;
    const struct pack_rule *before, *after;
};

static const char *const does[] = {
    [FG_PASS] = "lets pass", [FG_FLAG] = "flags", [FG_HOLD] = "holds", [FG_BLOCK] = "blocks"};
static const char *const did[] = {
    [FG_PASS] = "let pass", [FG_FLAG] = "flagged", [FG_HOLD] = "held", [FG_BLOCK] = "blocked"};

/* How much a rule does to payments: nothing while it is in shadow or off. */
static int force_of(const struct pack_rule *rule)
{
    return rule->mode == PACK_ENFORCE ? rule->action : FG_PASS;
}

static bool acts(const struct pack_rule *rule)
{
    return rule->mode == PACK_ENFORCE && (rule->action != FG_PASS || rule->weight != 0);
}

static enum change_effect more_is_stricter(int64_t before, int64_t after)
{
    return after < before ? CHANGE_MILDER : after > before ? CHANGE_STRICTER : CHANGE_NONE;
}

/* --- What it does ------------------------------------------------------------------------------------------------- */

static void compare_action(const struct rule_pair *pair)
{
    uint8_t before = pair->before->action, after = pair->after->action;
    struct change_note note = {CHANGE_OF_RULE, pair->changed.id, "action", fg_action_name((fg_action)before),
                               fg_action_name((fg_action)after)};
    bool enforced = pair->before->mode == PACK_ENFORCE && pair->after->mode == PACK_ENFORCE;
    if (before == after)
        return;
    changes_add(pair->changed.diff->changes, enforced ? more_is_stricter(before, after) : CHANGE_NONE, &note,
                "%s where it %s%s", does[after], did[before],
                enforced                            ? ""
                : pair->after->mode == PACK_ENFORCE ? " in shadow"
                                                    : " (and acts on no payment now)");
}

static void compare_mode(const struct rule_pair *pair)
{
    static const char *const now[] = {
        [PACK_ENFORCE] = "enforces", [PACK_SHADOW] = "only shadows", [PACK_OFF] = "is off"};
    static const char *const once[] = {
        [PACK_ENFORCE] = "enforced", [PACK_SHADOW] = "only shadowed", [PACK_OFF] = "was off"};
    const struct pack_rule *before = pair->before, *after = pair->after;
    struct change_note note = {CHANGE_OF_RULE, pair->changed.id, "mode", word_of(&vocabulary_modes, before->mode),
                               word_of(&vocabulary_modes, after->mode)};
    enum change_effect effect = more_is_stricter(force_of(before), force_of(after));
    if (before->mode == after->mode)
        return;
    if (effect == CHANGE_NONE && acts(before) != acts(after)) /* a weight */
        effect = acts(after) ? CHANGE_STRICTER : CHANGE_MILDER;
    changes_add(pair->changed.diff->changes, effect, &note, "%s where it %s (its action: %s)", now[after->mode],
                once[before->mode], fg_action_name((fg_action)after->action));
}

static void compare_weight(const struct rule_pair *pair)
{
    const struct pack_rule *before = pair->before, *after = pair->after;
    bool enforced = before->mode == PACK_ENFORCE && after->mode == PACK_ENFORCE;
    compare_number(&pair->changed, enforced ? more_is_stricter(before->weight, after->weight) : CHANGE_NONE, "weight",
                   before->weight, after->weight);
}

/* Exceptions and reliefs touch no rule on the ground of sanctions. */
static void compare_ground(const struct rule_pair *pair)
{
    int before = pair->before->ground, after = pair->after->ground;
    enum change_effect effect = more_is_stricter(before == PACK_GROUND_SANCTIONS, after == PACK_GROUND_SANCTIONS);
    compare_value(&pair->changed, effect, "ground", word_of(&vocabulary_grounds, (uint32_t)before),
                  word_of(&vocabulary_grounds, (uint32_t)after));
}

static void compare_duties(const struct rule_pair *pair)
{
    uint32_t before = pair->before->duties, after = pair->after->duties;
    bool gains = (after & ~before) != 0, loses = (before & ~after) != 0;
    enum change_effect effect = gains && loses ? CHANGE_EITHER : loses ? CHANGE_MILDER : CHANGE_STRICTER;
    if (pair->before->mode != PACK_ENFORCE || pair->after->mode != PACK_ENFORCE)
        effect = CHANGE_NONE;
    compare_words(&pair->changed, effect, "duties", duty_words(before), duty_words(after));
}

/* --- What it looks for -------------------------------------------------------------------------------------------- */

/* Who can tell whether another condition holds more often? It matters only where the rule acts. */
static enum change_effect effect_of_search(const struct rule_pair *pair)
{
    return pair->before->mode == PACK_ENFORCE || pair->after->mode == PACK_ENFORCE ? CHANGE_EITHER : CHANGE_NONE;
}

static bool has_code(const struct pack *pack, const struct pack_selection *selection, const char *code)
{
    for (uint32_t i = 0; i < selection->code_count; i++)
        if (strcmp(pack_string(pack, pack->codes[selection->first_code + i]), code) == 0)
            return true;
    return false;
}

/* Those of the codes that the other selection has not, as " a, b"; how many. */
static uint32_t write_codes_only(FILE *out, const struct pack *pack, const struct pack_selection *selection,
                                 const struct pack *other_pack, const struct pack_selection *other)
{
    uint32_t given = 0;
    for (uint32_t i = 0; i < selection->code_count; i++) {
        const char *code = pack_string(pack, pack->codes[selection->first_code + i]);
        if (!has_code(other_pack, other, code))
            fprintf(out, "%s%s", given++ > 0 ? ", " : "", code);
    }
    return given;
}

/* Values that words about a selection cut short. */
static void compare_values(const struct rule_pair *pair, const struct pack_selection *before,
                           const struct pack_selection *after)
{
    const struct diff *diff = pair->changed.diff;
    char *lost = NULL, *won = NULL;
    size_t lost_size, won_size;
    FILE *lost_out = open_memstream(&lost, &lost_size), *won_out = open_memstream(&won, &won_size);
    uint32_t differing = 0;
    if (lost_out && won_out)
        differing = write_codes_only(lost_out, diff->before, before, diff->after, after) +
                    write_codes_only(won_out, diff->after, after, diff->before, before);
    else
        diff->changes->out_of_memory = true;
    if (lost_out)
        fclose(lost_out);
    if (won_out)
        fclose(won_out);
    struct change_note note = {CHANGE_OF_RULE, pair->changed.id, "selection", lost, won};
    if (differing > 0 && lost && won)
        changes_add(diff->changes, effect_of_search(pair), &note, "selection %s: values added: %s; taken out: %s",
                    pack_string(diff->after, after->name), *won ? won : "none", *lost ? lost : "none");
    free(lost);
    free(won);
}

static const struct pack_selection *selection_named(const struct pack *pack, const struct pack_rule *rule,
                                                    const char *name)
{
    for (uint32_t i = 0; i < rule->selection_count; i++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + i];
        if (strcmp(pack_string(pack, selection->name), name) == 0)
            return selection;
    }
    return NULL;
}

static void compare_selection(const struct rule_pair *pair, const struct pack_selection *before,
                              const struct pack_selection *after)
{
    const struct diff *diff = pair->changed.diff;
    const char *name = before ? pack_string(diff->before, before->name) : pack_string(diff->after, after->name);
    char *was = before ? selection_words(diff->before, before) : strdup("");
    char *is = after ? selection_words(diff->after, after) : strdup("");
    struct change_note note = {CHANGE_OF_RULE, pair->changed.id, "selection", was, is};
    if (!was || !is)
        diff->changes->out_of_memory = true;
    else if (!before)
        changes_add(diff->changes, effect_of_search(pair), &note, "has a new selection %s: %s", name, is);
    else if (!after)
        changes_add(diff->changes, effect_of_search(pair), &note, "has no selection %s any more, was: %s", name, was);
    else if (strcmp(was, is) != 0)
        changes_add(diff->changes, effect_of_search(pair), &note, "selection %s is: %s; was: %s", name, is, was);
    else if (before->lists == 0) /* the codes of a list are compared with the list */
        compare_values(pair, before, after);
    free(was);
    free(is);
}

static void compare_condition(const struct rule_pair *pair)
{
    const struct diff *diff = pair->changed.diff;
    char *was = condition_words(diff->before, pair->before), *is = condition_words(diff->after, pair->after);
    struct change_note note = {CHANGE_OF_RULE, pair->changed.id, "condition", was, is};
    if (!was || !is)
        diff->changes->out_of_memory = true;
    else if (strcmp(was, is) != 0)
        changes_add(diff->changes, effect_of_search(pair), &note, "holds when: %s; held when: %s", is, was);
    free(was);
    free(is);
    for (uint32_t i = 0; i < pair->before->selection_count; i++) {
        const struct pack_selection *before = &diff->before->selections[pair->before->first_selection + i];
        compare_selection(pair, before,
                          selection_named(diff->after, pair->after, pack_string(diff->before, before->name)));
    }
    for (uint32_t i = 0; i < pair->after->selection_count; i++) {
        const struct pack_selection *after = &diff->after->selections[pair->after->first_selection + i];
        if (!selection_named(diff->before, pair->before, pack_string(diff->after, after->name)))
            compare_selection(pair, NULL, after);
    }
}

/* --- What it says of itself --------------------------------------------------------------------------------------- */

static void compare_statements(const struct rule_pair *pair)
{
    static const struct text_column columns[] = {{"customer_text", offsetof(struct pack_rule, customer_text)},
                                                 {"officer_text", offsetof(struct pack_rule, officer_text)},
                                                 {"status_reason", offsetof(struct pack_rule, status_reason)},
                                                 {"title", offsetof(struct pack_rule, title)},
                                                 {"looks_like", offsetof(struct pack_rule, looks_like)},
                                                 {"basis", offsetof(struct pack_rule, basis)},
                                                 {"link", offsetof(struct pack_rule, basis_link)},
                                                 {"setting", offsetof(struct pack_rule, setting)},
                                                 {"owner", offsetof(struct pack_rule, owner)}};
    const struct pack_rule *before = pair->before, *after = pair->after;
    const struct diff *diff = pair->changed.diff;
    compare_value(&pair->changed, CHANGE_NONE, "disclosure", word_of(&vocabulary_disclosures, before->disclosure),
                  word_of(&vocabulary_disclosures, after->disclosure));
    compare_columns(&pair->changed, columns, COUNT(columns), before, after);
    compare_value(&pair->changed, CHANGE_NONE, "doubts", fg_field_name((fg_field)before->doubts),
                  fg_field_name((fg_field)after->doubts));
    if (before->names_registers != after->names_registers)
        compare_value(&pair->changed, CHANGE_NONE, "names_registers", before->names_registers ? "true" : "false",
                      after->names_registers ? "true" : "false");
    compare_value(&pair->changed, CHANGE_NONE, "layer", layer_word(diff->before, before->layer),
                  layer_word(diff->after, after->layer));
    if (before->action_layer != before->layer || after->action_layer != after->layer)
        compare_value(&pair->changed, CHANGE_NONE, "layer_of_action", layer_word(diff->before, before->action_layer),
                      layer_word(diff->after, after->action_layer));
    if (before->mode_layer != before->layer || after->mode_layer != after->layer)
        compare_value(&pair->changed, CHANGE_NONE, "layer_of_mode", layer_word(diff->before, before->mode_layer),
                      layer_word(diff->after, after->mode_layer));
}

/* "holds", "held"; "adds a weight of 30", "added a weight of 30". */
static void deed_words(const struct pack_rule *rule, bool now, char text[64])
{
    if (rule->weight != 0)
        snprintf(text, 64, "%s a weight of %d", now ? "adds" : "added", rule->weight);
    else
        snprintf(text, 64, "%s", now ? does[rule->action] : did[rule->action]);
}

/* --- All rules ---------------------------------------------------------------------------------------------------- */

static void one_sided(struct diff *diff, const struct pack_rule *before, const struct pack_rule *after)
{
    const struct pack *pack = before ? diff->before : diff->after;
    const struct pack_rule *rule = before ? before : after;
    const char *action = fg_action_name((fg_action)rule->action), *mode = word_of(&vocabulary_modes, rule->mode);
    char *condition = condition_words(pack, rule), deed[64];
    struct change_note note = {.subject = CHANGE_OF_RULE, .id = pack_string(pack, rule->id), .what = "rule"};
    deed_words(rule, after != NULL, deed);
    if (!condition) {
        diff->changes->out_of_memory = true;
    } else if (before) {
        note.before = action;
        changes_add(diff->changes, acts(rule) ? CHANGE_MILDER : CHANGE_NONE, &note,
                    "is gone; it %s (mode %s) when: %s; title: \"%s\"", deed, mode, condition,
                    pack_string(pack, rule->title));
    } else {
        note.after = action;
        changes_add(diff->changes, acts(rule) ? CHANGE_STRICTER : CHANGE_NONE, &note,
                    "is new; it %s (mode %s) when: %s; title: \"%s\"", deed, mode, condition,
                    pack_string(pack, rule->title));
    }
    free(condition);
}

static void each_rule(struct diff *diff, uint32_t before, uint32_t after)
{
    const struct pack_rule *was = before == JOIN_NONE ? NULL : &diff->before->rules[before];
    const struct pack_rule *is = after == JOIN_NONE ? NULL : &diff->after->rules[after];
    if (!was || !is) {
        one_sided(diff, was, is);
        return;
    }
    struct rule_pair pair = {{diff, CHANGE_OF_RULE, pack_string(diff->after, is->id)}, was, is};
    bool enforced = was->mode == PACK_ENFORCE && is->mode == PACK_ENFORCE;
    compare_mode(&pair);
    compare_action(&pair);
    compare_weight(&pair);
    compare_condition(&pair);
    compare_period(&pair.changed, enforced ? CHANGE_MILDER : CHANGE_NONE, "valid",
                   (struct period){was->valid_from, was->valid_to}, (struct period){is->valid_from, is->valid_to});
    compare_ground(&pair);
    compare_duties(&pair);
    compare_statements(&pair);
}

static struct join_key rule_key(const struct pack *pack, uint32_t record)
{
    return (struct join_key){.major = pack_string(pack, pack->rules[record].id), .minor = ""};
}

/* --- Their order -------------------------------------------------------------------------------------------------- */

static uint32_t rule_of_id(const struct pack *pack, const char *id)
{
    for (uint32_t i = 0; i < pack->rule_count; i++)
        if (strcmp(pack_string(pack, pack->rules[i].id), id) == 0)
            return i;
    return JOIN_NONE;
}

/* A rule that both packs have, on the longest run of such rules that stand in one order in both. */
struct place {
    uint32_t before, after; /* where it stands */
    uint32_t length;        /* of the longest run that ends with it */
    uint32_t previous;      /* in that run, JOIN_NONE = it is the first */
    bool stays;
};

static uint32_t find_places(const struct diff *diff, struct place *places)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < diff->before->rule_count; i++) {
        uint32_t after = rule_of_id(diff->after, pack_string(diff->before, diff->before->rules[i].id));
        if (after != JOIN_NONE)
            places[count++] = (struct place){.before = i, .after = after, .length = 1, .previous = JOIN_NONE};
    }
    return count;
}

/* The fewest rules are said to have moved. */
static void mark_those_that_stay(struct place *places, uint32_t count)
{
    uint32_t longest = 0;
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t j = 0; j < i; j++) {
            if (places[j].after > places[i].after || places[j].length < places[i].length)
                continue;
            places[i].length = places[j].length + 1;
            places[i].previous = j;
        }
        if (places[i].length > places[longest].length)
            longest = i;
    }
    for (uint32_t at = count > 0 ? longest : JOIN_NONE; at != JOIN_NONE; at = places[at].previous)
        places[at].stays = true;
}

static void rule_moved(struct diff *diff, const struct place *place)
{
    const struct pack *pack = diff->after;
    const char *id = pack_string(pack, pack->rules[place->after].id);
    const char *above = place->after > 0 ? pack_string(pack, pack->rules[place->after - 1].id) : "";
    struct change_note note = {CHANGE_OF_RULE, id, "order", "", above};
    changes_add(diff->changes, CHANGE_NONE, &note,
                "stands elsewhere in the pack: %s%s; of rules that ask for the same the first decides",
                *above ? "behind " : "first", above);
}

/* Among rules that ask for the same the first decides. */
static void compare_order(struct diff *diff)
{
    struct place *places = malloc((diff->before->rule_count + (size_t)1) * sizeof *places);
    if (!places) {
        diff->changes->out_of_memory = true;
        return;
    }
    uint32_t count = find_places(diff, places);
    mark_those_that_stay(places, count);
    for (uint32_t i = 0; i < count; i++)
        if (!places[i].stays)
            rule_moved(diff, &places[i]);
    free(places);
}

void diff_rules(struct diff *diff)
{
    join_records(diff, diff->before->rule_count, diff->after->rule_count, rule_key, each_rule);
    compare_order(diff);
}

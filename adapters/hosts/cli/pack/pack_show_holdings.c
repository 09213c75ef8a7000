/*
 * pack_show_holdings.c: what `fiatgate pack show` says of a pack's lists, rules, exceptions and texts (pack_show.h).
 */
#include <stdlib.h>

#include "freshness.h"
#include "include/fiatgate.h"
#include "pack_show.h"
#include "pack_words.h"
#include "rule_words.h"
#include "vocabulary.h"

/* An indented line, wrapped. */
static void under(const struct showing *showing, unsigned indent, const char *text)
{
    fprintf(showing->out, "%*s", (int)indent, "");
    write_wrapped(showing->out, text, indent, showing->columns);
}

static const char *age_words(const struct pack_list *list, char text[24])
{
    if (list->max_age_days == 0)
        return "-";
    snprintf(text, 24, "%u days", list->max_age_days);
    return text;
}

static const char *list_note(const struct showing *showing, const struct pack_list *list)
{
    if (list_is_stale(list, showing->today))
        return "PAST ITS AGE";
    if (list->kind == PACK_LIST_REGISTER && list->entry_count == 0)
        return "not loaded";
    return list->sanctions ? "sanctions" : "";
}

void show_lists(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    char retrieved[DATE_WORDS], age[24];
    fprintf(showing->out, "\n%-28s %-9s %7s  %-10s  %s\n", "list", "kind", "entries", "retrieved", "max age");
    for (uint32_t i = 0; i < pack->list_count; i++) {
        const struct pack_list *list = &pack->lists[i];
        const char *note = list_note(showing, list);
        fprintf(showing->out, "%-28s %-9s %7u  %-10s  %s%s%s\n", pack_string(pack, list->id),
                list_kind_word(list->kind), list->entry_count, date_words(list->retrieved_at, "-", retrieved),
                age_words(list, age), *note ? "  " : "", note);
        under(showing, 2, pack_string(pack, list->title));
        if (list->counts_from == 0 && list->counts_to == 0)
            continue;
        char *period = period_words(list->counts_from, list->counts_to);
        fprintf(showing->out, "  makes lawful %s\n", period ? period : "?");
        free(period);
    }
}

/* --- Rules -------------------------------------------------------------------------------------------------------- */

static void show_condition(const struct showing *showing, const struct pack_rule *rule)
{
    const struct pack *pack = showing->pack;
    char *condition = condition_words(pack, rule);
    fputs("  when ", showing->out);
    write_wrapped(showing->out, condition ? condition : "?", 7, showing->columns);
    for (uint32_t i = 0; i < rule->selection_count; i++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + i];
        char *words = selection_words(pack, selection);
        fprintf(showing->out, "    %s: ", pack_string(pack, selection->name));
        write_wrapped(showing->out, words ? words : "?", 6, showing->columns);
        free(words);
    }
    free(condition);
}

/* A rule's own dates, who set what of it, its texts: what most rules have none of. */
static void show_particulars(const struct showing *showing, const struct pack_rule *rule)
{
    const struct pack *pack = showing->pack;
    if (rule->valid_from != 0 || rule->valid_to != 0) {
        char *period = period_words(rule->valid_from, rule->valid_to);
        bool now = rule->valid_from <= showing->today && (rule->valid_to == 0 || rule->valid_to >= showing->today);
        fprintf(showing->out, "  valid %s%s\n", period ? period : "?", now ? "" : "  NOT TODAY");
        free(period);
    }
    if (*pack_string(pack, rule->owner))
        fprintf(showing->out, "  owner %s\n", pack_string(pack, rule->owner));
    if (rule->mode_layer != rule->layer)
        fprintf(showing->out, "  mode set by %s\n", layer_word(pack, rule->mode_layer));
}

/* "hold", or "+30" for a rule that adds a weight. */
static const char *action_words(const struct pack_rule *rule, char text[16])
{
    if (rule->weight == 0)
        return fg_action_name((fg_action)rule->action);
    snprintf(text, 16, "%+d", rule->weight);
    return text;
}

void show_rules(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    char weight[16];
    fprintf(showing->out, "\n%-34s %-6s %-8s %-10s %-8s %-14s %s\n", "rule", "action", "mode", "ground", "told",
            "duties", "action set by");
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        char *duties = duty_words(rule->duties);
        fprintf(showing->out, "%-34s %-6s %-8s %-10s %-8s %-14s %s\n", pack_string(pack, rule->id),
                action_words(rule, weight), word_of(&vocabulary_modes, rule->mode),
                word_of(&vocabulary_grounds, rule->ground), word_of(&vocabulary_disclosures, rule->disclosure),
                rule->duties == 0 ? "-"
                : duties          ? duties
                                  : "?",
                layer_word(pack, rule->action_layer));
        free(duties);
        under(showing, 2, pack_string(pack, rule->title));
        show_particulars(showing, rule);
        if (showing->conditions)
            show_condition(showing, rule);
    }
}

/* --- Exceptions and texts ----------------------------------------------------------------------------------------- */

void show_exceptions(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    fprintf(showing->out, "\nexceptions%s\n", pack->exception_count == 0 ? ": none" : "");
    for (uint32_t i = 0; i < pack->exception_count; i++) {
        const struct pack_exception *exception = &pack->exceptions[i];
        char *period = period_words(exception->valid_from, exception->valid_to);
        char *payment = payment_words(pack, exception), *entry = entry_words(pack, exception->entry);
        const char *mark = exception->valid_to < showing->today     ? "  EXPIRED"
                           : exception->valid_from > showing->today ? "  NOT YET"
                                                                    : "";
        fprintf(showing->out, "  %s: %s%s, owner %s\n", pack_string(pack, exception->id), period ? period : "?", mark,
                pack_string(pack, exception->owner));
        fprintf(showing->out, "    from rule %s%s%s\n    payments with ",
                pack_string(pack, pack->rules[exception->rule].id), exception->entry ? ", entry " : "",
                entry ? entry : "?");
        write_wrapped(showing->out, payment ? payment : "?", 6, showing->columns);
        under(showing, 4, pack_string(pack, exception->reason));
        free(period);
        free(payment);
        free(entry);
    }
}

void show_texts(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    fprintf(showing->out, "\ntexts%s\n", pack->text_count == 0 ? ": none" : "");
    for (uint32_t i = 0; i < pack->text_count; i++) {
        const struct pack_text *text = &pack->texts[i];
        if (i == 0 || pack->texts[i - 1].id != text->id)
            fprintf(showing->out, "  %s: for the %s, discloses %s\n", pack_string(pack, text->id),
                    word_of(&vocabulary_audiences, text->audience), word_of(&vocabulary_disclosures, text->disclosure));
        fprintf(showing->out, "    %-8s ", language_word(text->language));
        write_wrapped(showing->out, pack_string(pack, text->text), 13, showing->columns);
    }
}

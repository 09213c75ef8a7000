/*
 * pack_show_identity.c: what `fiatgate pack show` says of a pack as a whole (pack_show.h): identity, layers,
 * signatures, policy, hold clocks, what is shown apart, precedence.
 */
#include <stdlib.h>
#include <time.h>

#include "include/fiatgate.h"
#include "judge/precedence.h"
#include "pack_show.h"
#include "pack_words.h"
#include "pack_work.h"
#include "rule_words.h"
#include "vocabulary.h"

/* "label    text", wrapped. */
static void line(const struct showing *showing, const char *label, const char *text)
{
    fprintf(showing->out, "%-9s", label);
    write_wrapped(showing->out, text, 9, showing->columns);
}

static void show_layers(const struct showing *showing)
{
    static const char *const labels[PACK_LAYERS_MAX] = {[PACK_BASE_LAYER] = "base", [PACK_BANK_LAYER] = "bank"};
    const struct pack *pack = showing->pack;
    for (uint32_t i = 0; i < pack->layer_count && i < PACK_LAYERS_MAX; i++)
        fprintf(showing->out, "%-9s%s %s\n         sources %s\n", labels[i], pack_string(pack, pack->layers[i].name),
                pack_string(pack, pack->layers[i].version), pack_string(pack, pack->layers[i].hash));
}

static void show_signatures(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    if (pack->signature_count == 0)
        line(showing, "signed", "by nobody");
    for (uint32_t i = 0; i < pack->signature_count; i++) {
        const struct pack_signature *signature = &pack->signatures[i];
        char day[32] = "?";
        time_t at = (time_t)signature->signed_at;
        struct tm moment;
        if (gmtime_r(&at, &moment))
            strftime(day, sizeof day, "%Y-%m-%d %H:%M UTC", &moment);
        fprintf(showing->out, "%-9s%.*s as %s, %s\n", i == 0 ? "signed" : "", PACK_PERSON_BYTES, signature->person,
                signature->signer == PACK_SIGNER_AUTHOR ? "author" : "approver", day);
    }
    if (pack->signature_count > 0)
        line(showing, "", "(as they claim; fiatgate pack verify checks it)");
}

void show_identity(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    const struct pack_meta *meta = pack->meta;
    char from[DATE_WORDS], to[DATE_WORDS];
    bool over = meta->valid_to != 0 && meta->valid_to < showing->today;
    bool early = meta->valid_from > showing->today;
    fprintf(showing->out, "pack     %s %s (%s)\n", pack_string(pack, meta->name), pack_string(pack, meta->version),
            pack_string(pack, meta->jurisdiction));
    line(showing, "", pack_string(pack, meta->title));
    fprintf(showing->out, "valid    %s … %s%s\nhash     %s\n", date_words(meta->valid_from, "open", from),
            date_words(meta->valid_to, "open", to),
            over    ? "  ENDED"
            : early ? "  NOT YET"
                    : "",
            pack->hash);
    show_layers(showing);
    show_signatures(showing);
    fprintf(showing->out, "engine   %s\n", pack_string(pack, meta->engine));
    fprintf(showing->out,
            "holds    %u rules, %u lists and registers, %u entries, %u terms, %u identifiers, %u licences,\n"
            "         %u exceptions, %u texts, %u cases\n",
            pack->rule_count, pack->list_count, pack->entry_count, pack->term_count, pack->identifier_count,
            pack->licence_count, pack->exception_count, pack->text_count / PACK_LANGUAGES, pack->case_count);
    print_work(pack);
}

struct rule_tally tally_rules(const struct pack *pack)
{
    struct rule_tally tally = {0};
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        if (rule->mode == PACK_SHADOW)
            tally.shadow++;
        else if (rule->mode == PACK_OFF)
            tally.off++;
        else if (rule->action <= FG_BLOCK)
            tally.actions[rule->action]++;
    }
    return tally;
}

static const char *enforcement_sentence(uint32_t enforcement)
{
    switch (enforcement) {
    case PACK_ENFORCEMENT_ENFORCE:
        return "enforces: payments are stopped";
    case PACK_ENFORCEMENT_SHADOW:
        return "only shadows: no payment is stopped; what would be done is counted and recorded";
    default:
        return "does not say whether it enforces: the configuration of the gate must";
    }
}

void show_policy(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    const struct pack_meta *meta = pack->meta;
    struct rule_tally tally = tally_rules(pack);
    char *weekend = weekend_words(meta->weekend), text[256];
    fputc('\n', showing->out);
    line(showing, "policy", enforcement_sentence(meta->enforcement));
    snprintf(text, sizeof text,
             "%s: %u rules block, %u hold, %u flag, %u pass with a weight or a duty; in shadow: %u, off: %u",
             meta->enforcement == PACK_ENFORCEMENT_ENFORCE ? "enforcing" : "enforcing would mean",
             tally.actions[FG_BLOCK], tally.actions[FG_HOLD], tally.actions[FG_FLAG], tally.actions[FG_PASS],
             tally.shadow, tally.off);
    line(showing, "", text);
    snprintf(text, sizeof text, "while a list is past its age every transfer gets at the least: %s",
             word_of(&vocabulary_stale_actions, meta->stale_action));
    line(showing, "", text);
    snprintf(text, sizeof text, "a replay report with the approval: %s",
             word_of(&vocabulary_reports, meta->report_required));
    line(showing, "", text);
    snprintf(text, sizeof text, "weekend: %s; holidays known: ", weekend ? weekend : "?");
    fprintf(showing->out, "         %s", text);
    if (meta->calendar_from)
        fprintf(showing->out, "%u to %u, %u days\n", meta->calendar_from, meta->calendar_to, pack->calendar_count);
    else
        fputs("none\n", showing->out);
    free(weekend);
}

void show_clocks(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    fprintf(showing->out, "\nhold clocks%s\n", pack->clock_count == 0 ? ": none" : "");
    for (uint32_t i = 0; i < pack->clock_count; i++) {
        const struct pack_clock *clock = &pack->clocks[i];
        char *words = clock_words(clock);
        fprintf(showing->out, "  %-10s %s; its end is an alarm, nothing is released or refused\n",
                word_of(&vocabulary_grounds, clock->ground), words ? words : "?");
        if (*pack_string(pack, clock->basis)) {
            fputs("             ", showing->out);
            write_wrapped(showing->out, pack_string(pack, clock->basis), 13, showing->columns);
        }
        free(words);
    }
}

void show_apart(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    fprintf(showing->out, "\nshown apart when they are stopped%s\n", pack->apart_count == 0 ? ": none" : "");
    for (uint32_t i = 0; i < pack->apart_count; i++) {
        const struct pack_apart *group = &pack->apart[i];
        char *words = apart_words(pack, group);
        fprintf(showing->out, "  %-10s %s\n             ", pack_string(pack, group->id),
                pack_string(pack, group->titles[PACK_ENGLISH]));
        write_wrapped(showing->out, words ? words : "?", 13, showing->columns);
        free(words);
    }
}

void show_precedence(const struct showing *showing)
{
    fputs("\nprecedence\n", showing->out);
    for (uint32_t i = 0; i < precedence_line_count; i++) {
        fprintf(showing->out, "  %2u. ", i + 1);
        write_wrapped(showing->out, precedence_lines[i], 6, showing->columns);
    }
}

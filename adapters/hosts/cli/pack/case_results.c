/*
 * case_results.c: gathers what came of cases (case_results.h). Reads the pack, its counters and verdicts.
 */
#include "case_results.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/pack_counters.h"
#include "fiatgate.h"

#define REASONS_SHOWN 8

/* The sentences, by enum compiler_language. */
struct words {
    const char *rule_holds, *rule_holds_not, *with_action;          /* what is expected */
    const char *held, *held_not, *action, *by_rule;                 /* what came */
    const char *not_screened, *no_transfer, *more_reasons, *shadow; /* the same */
    const char *hit_missing, *pass_missing;
};

static const struct words words[] = {
    [COMPILER_ENGLISH] = {.rule_holds = "rule %s holds",
                          .rule_holds_not = "rule %s does not hold",
                          .with_action = ", action %s",
                          .held = "the rule holds",
                          .held_not = "the rule does not hold",
                          .action = "; action %s",
                          .by_rule = " by rule %s",
                          .not_screened = "the message could not be screened (%s): %s",
                          .no_transfer = "the message orders no transfer (%s), so no rule was tried",
                          .more_reasons = "… and %u more\n",
                          .shadow = ", in shadow",
                          .hit_missing = "rule %s has no case that it must hit: add a row with rule = %s, expect = hit "
                                         "to a table in cases/",
                          .pass_missing = "rule %s has no case that it must let pass: add a row with rule = %s, "
                                          "expect = pass to a table in cases/"},
    [COMPILER_RUSSIAN] = {.rule_holds = "правило %s срабатывает",
                          .rule_holds_not = "правило %s не срабатывает",
                          .with_action = ", решение %s",
                          .held = "правило сработало",
                          .held_not = "правило не сработало",
                          .action = "; решение %s",
                          .by_rule = " по правилу %s",
                          .not_screened = "сообщение не удалось проверить (%s): %s",
                          .no_transfer = "сообщение не является переводом (%s), правила не применялись",
                          .more_reasons = "… и ещё %u\n",
                          .shadow = ", в теневом режиме",
                          .hit_missing = "у правила %s нет проверки, в которой оно должно сработать: добавьте строку с "
                                         "rule = %s, expect = hit в таблицу в папке cases",
                          .pass_missing = "у правила %s нет проверки, в которой оно не должно сработать: добавьте "
                                          "строку с rule = %s, expect = pass в таблицу в папке cases"},
};

static const struct words *words_of(const struct case_results *results)
{
    return &words[results->language];
}

bool case_results_begin(struct case_results *results, const struct pack *pack, const char *folder,
                        enum compiler_language language)
{
    size_t rules = pack->rule_count + (size_t)1;
    *results = (struct case_results){
        .pack = pack,
        .folder = folder,
        .language = language,
        .outcomes = calloc(pack->case_count + (size_t)1, sizeof *results->outcomes),
        .hit_wanted = calloc(rules, sizeof(bool)),
        .pass_wanted = calloc(rules, sizeof(bool)),
        .hit_given = calloc(rules, sizeof(bool)),
        .pass_given = calloc(rules, sizeof(bool)),
        .rules_held = calloc(rules, sizeof(bool)),
        .entries_hit = calloc(pack->entry_count + (size_t)1, sizeof(bool)),
        .exceptions_used = calloc(pack->exception_count + (size_t)1, sizeof(bool)),
        .hits_before = calloc(rules, sizeof(uint64_t)),
    };
    return results->outcomes && results->hit_wanted && results->pass_wanted && results->hit_given &&
           results->pass_given && results->rules_held && results->entries_hit && results->exceptions_used &&
           results->hits_before;
}

void case_results_free(struct case_results *results)
{
    for (uint32_t i = 0; results->outcomes && i < results->pack->case_count; i++) {
        free(results->outcomes[i].expected);
        free(results->outcomes[i].came);
        free(results->outcomes[i].reasons);
    }
    free(results->outcomes);
    free(results->hit_wanted);
    free(results->pass_wanted);
    free(results->hit_given);
    free(results->pass_given);
    free(results->rules_held);
    free(results->entries_hit);
    free(results->exceptions_used);
    free(results->hits_before);
    *results = (struct case_results){0};
}

/* --- One case in words ------------------------------------------------------------------------------------------- */

static void write_expected(const struct case_results *results, const struct pack_case *test, FILE *out)
{
    const struct words *say = words_of(results);
    const struct pack *pack = results->pack;
    fprintf(out, test->expectation == PACK_EXPECT_HIT ? say->rule_holds : say->rule_holds_not,
            pack_string(pack, pack->rules[test->rule].id));
    if (test->action >= 0)
        fprintf(out, say->with_action, fg_action_name((fg_action)test->action));
}

static void write_came(const struct case_results *results, const fg_verdict *verdict, bool held, FILE *out)
{
    const struct words *say = words_of(results);
    const char *text = "";
    switch (fg_verdict_status(verdict)) {
    case FG_STATUS_NOT_SCREENED:
        fg_verdict_error(verdict, NULL, NULL, NULL, &text);
        fprintf(out, say->not_screened, fg_cause_name(fg_verdict_cause(verdict)), text);
        return;
    case FG_STATUS_NOT_A_TRANSFER:
        fprintf(out, say->no_transfer, fg_verdict_message_type(verdict));
        return;
    default:
        break;
    }
    fputs(held ? say->held : say->held_not, out);
    fprintf(out, say->action, fg_action_name(fg_verdict_action(verdict)));
    for (uint32_t tx = 1; tx <= fg_verdict_transfers(verdict); tx++) {
        if (fg_verdict_transfer_action(verdict, tx) != fg_verdict_action(verdict) || !*fg_verdict_rule(verdict, tx))
            continue;
        fprintf(out, say->by_rule, fg_verdict_rule(verdict, tx));
        break;
    }
}

/* rule (action): list/entry "text" in field */
static void write_reasons(const struct case_results *results, const fg_verdict *verdict, FILE *out)
{
    uint32_t count = fg_verdict_reasons(verdict);
    for (uint32_t i = 0; i < count && i < REASONS_SHOWN; i++) {
        fg_reason reason = {.size = sizeof reason};
        if (fg_verdict_reason(verdict, i, &reason) != FG_OK)
            continue;
        fprintf(out, "%s (%s%s)", reason.rule, fg_action_name(reason.action),
                reason.shadow ? words_of(results)->shadow : "");
        if (*reason.entry)
            fprintf(out, ": %s", reason.entry);
        if (*reason.text)
            fprintf(out, "%s\"%s\"", *reason.entry ? " " : ": ", reason.text);
        if (reason.field != FG_FIELD_NONE)
            fprintf(out, " in %s", fg_field_name(reason.field));
        fputc('\n', out);
    }
    if (count > REASONS_SHOWN)
        fprintf(out, words_of(results)->more_reasons, count - REASONS_SHOWN);
}

/* --- What all cases reached -------------------------------------------------------------------------------------- */

static void note_reached(struct case_results *results)
{
    const struct pack *pack = results->pack;
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        uint64_t hits = atomic_load_explicit(&pack->counters->rules[i].hits, memory_order_relaxed);
        results->rules_held[i] |= hits > results->hits_before[i];
        results->hits_before[i] = hits;
    }
    for (uint32_t i = 0; i < pack->entry_count; i++)
        results->entries_hit[i] |= atomic_load_explicit(&pack->counters->entries[i].hits, memory_order_relaxed) > 0;
}

static void note_exceptions(struct case_results *results, const fg_verdict *verdict)
{
    const struct pack *pack = results->pack;
    for (uint32_t i = 0; i < fg_verdict_reasons(verdict); i++) {
        fg_reason reason = {.size = sizeof reason};
        if (fg_verdict_reason(verdict, i, &reason) != FG_OK || !*reason.exception)
            continue;
        for (uint32_t n = 0; n < pack->exception_count; n++)
            results->exceptions_used[n] |= strcmp(pack_string(pack, pack->exceptions[n].id), reason.exception) == 0;
    }
}

void case_results_take(void *context, const struct case_result *result)
{
    struct case_results *results = context;
    const struct pack *pack = results->pack;
    const struct pack_case *test = &pack->cases[result->number];
    struct case_outcome *outcome = &results->outcomes[result->number];
    size_t size;
    uint64_t before = results->hits_before[test->rule];
    note_reached(results);
    note_exceptions(results, result->verdict);
    outcome->met = result->met;
    outcome->held = results->hits_before[test->rule] > before;
    results->failed += !result->met;
    bool hit = test->expectation == PACK_EXPECT_HIT;
    (hit ? results->hit_given : results->pass_given)[test->rule] = true;
    (hit ? results->hit_wanted : results->pass_wanted)[test->rule] |= result->met;

    FILE *expected = open_memstream(&outcome->expected, &size);
    FILE *came = open_memstream(&outcome->came, &size);
    FILE *reasons = open_memstream(&outcome->reasons, &size);
    if (expected && came && reasons) {
        write_expected(results, test, expected);
        write_came(results, result->verdict, outcome->held, came);
        write_reasons(results, result->verdict, reasons);
    }
    FILE *all[] = {expected, came, reasons};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        results->out_of_memory |= !all[i] || fclose(all[i]) != 0;
}

bool case_is_missing(const struct case_results *results, uint32_t rule, enum pack_expectation expectation)
{
    if (results->pack->rules[rule].mode == PACK_OFF)
        return false;
    return !(expectation == PACK_EXPECT_HIT ? results->hit_given : results->pass_given)[rule];
}

uint32_t cases_missing(const struct case_results *results)
{
    uint32_t missing = 0;
    for (uint32_t i = 0; i < results->pack->rule_count; i++)
        missing += (uint32_t)case_is_missing(results, i, PACK_EXPECT_HIT) +
                   (uint32_t)case_is_missing(results, i, PACK_EXPECT_PASS);
    return missing;
}

char *case_missing_sentence(const struct case_results *results, uint32_t rule, enum pack_expectation expectation)
{
    const struct words *say = words_of(results);
    const char *id = pack_string(results->pack, results->pack->rules[rule].id);
    char *sentence = NULL;
    int length = asprintf(&sentence, expectation == PACK_EXPECT_HIT ? say->hit_missing : say->pass_missing, id, id);
    return length < 0 ? NULL : sentence;
}

uint32_t rules_to_test(const struct case_results *results)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < results->pack->rule_count; i++)
        count += results->pack->rules[i].mode != PACK_OFF;
    return count;
}

uint32_t rules_tested(const struct case_results *results)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < results->pack->rule_count; i++)
        count += results->pack->rules[i].mode != PACK_OFF && results->hit_wanted[i] && results->pass_wanted[i];
    return count;
}

struct coverage coverage_of_list(const struct case_results *results, uint32_t list)
{
    const struct pack *pack = results->pack;
    struct coverage coverage = {.name = pack_string(pack, pack->lists[list].id)};
    for (uint32_t i = 0; i < pack->entry_count; i++) {
        if (pack->entries[i].list != list)
            continue;
        coverage.all++;
        coverage.reached += results->entries_hit[i];
    }
    return coverage;
}

struct coverage coverage_of_exceptions(const struct case_results *results)
{
    struct coverage coverage = {.name = "exceptions", .all = results->pack->exception_count};
    for (uint32_t i = 0; i < coverage.all; i++)
        coverage.reached += results->exceptions_used[i];
    return coverage;
}

static bool rule_says(const struct pack_rule *rule, uint32_t text)
{
    return rule->customer_text == text || rule->officer_text == text;
}

struct coverage coverage_of_texts(const struct case_results *results)
{
    const struct pack *pack = results->pack;
    struct coverage coverage = {.name = "texts"};
    for (uint32_t i = 0; i < pack->text_count; i++) {
        bool said = false, reached = false;
        if (i > 0 && pack->texts[i].id == pack->texts[i - 1].id)
            continue; /* the same in another language */
        for (uint32_t n = 0; n < pack->rule_count; n++) {
            bool says = rule_says(&pack->rules[n], pack->texts[i].id) && pack->rules[n].mode != PACK_OFF;
            said |= says;
            reached |= says && results->rules_held[n];
        }
        coverage.all += said;
        coverage.reached += reached;
    }
    return coverage;
}

/*
 * benign_print.c: what innocent payments gave, for people (benign_gate.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benign_baseline.h"
#include "benign_gate.h"
#include "wilson.h"

#define RULES_SHOWN 5 /* of those that cry wolf most, with examples */

struct words {
    const char *heading, *set, *all_sets, *all, *examples, *example, *limit;
    const char *unknown, *no_worse, *another_number, *worse, *worse_all, *worse_rule, *worse_sum;
};

static const struct words words[] = {
    [COMPILER_ENGLISH] =
        {.heading =
             "\nbenign payments: at least flagged, of these held or blocked, shares with 95 %% intervals, alerts "
             "at %llu payments a day\n",
         .set = "%s: %llu payments, %llu lines left out (too long, or not UTF-8)\n",
         .all_sets = "all %u sets: %llu payments\n",
         .all = "all rules",
         .examples = "rules that cry wolf most, with their first payments:\n",
         .example = "    %s:%lu \"%s\"\n",
         .limit = "past a limit, without a rule",
         .unknown = "  not in the baseline: reported only (--write-baseline puts it there)\n",
         .no_worse = "  no worse than the baseline: %u flagged, %u stopped of %u\n",
         .another_number = "  no worse than the baseline, as far as intervals tell: %u flagged, %u stopped of %u\n",
         .worse = "  WORSE than the baseline:\n",
         .worse_all = "    all rules together: %llu flagged, %llu stopped of %llu; the baseline has %u, %u of %u\n",
         .worse_rule = "    rule %s: %llu flagged, %llu stopped of %llu; the baseline has %u, %u of %u\n",
         .worse_sum =
             "the pack cries wolf more often than its baseline (%s): mend these rules or their lists, or, where "
             "it is meant, write a new baseline with --write-baseline\n"},
    [COMPILER_RUSSIAN] =
        {.heading = "\nбезобидные платежи: отмечено (flag и строже), из них остановлено (hold, block), доли с "
                    "95-процентными интервалами, срабатываний при %llu платежах в день\n",
         .set = "%s: платежей %llu, пропущено строк (слишком длинные или не UTF-8): %llu\n",
         .all_sets = "все наборы (%u): платежей %llu\n",
         .all = "все правила",
         .examples = "правила с наибольшим числом ложных срабатываний и первые такие платежи:\n",
         .example = "    %s:%lu «%s»\n",
         .limit = "превышен предел, правила нет",
         .unknown =
             "  в базовом измерении этого набора нет: результат только для сведения (--write-baseline внесёт его)\n",
         .no_worse = "  не хуже базового измерения: отмечено %u, остановлено %u из %u\n",
         .another_number =
             "  не хуже базового измерения, насколько позволяют судить интервалы: отмечено %u, остановлено "
             "%u из %u\n",
         .worse = "  ХУЖЕ базового измерения:\n",
         .worse_all = "    все правила вместе: отмечено %llu, остановлено %llu из %llu; в базовом %u, %u из %u\n",
         .worse_rule = "    правило %s: отмечено %llu, остановлено %llu из %llu; в базовом %u, %u из %u\n",
         .worse_sum = "ложных срабатываний больше, чем в базовом измерении пакета (%s): исправьте эти правила или их "
                      "списки либо, если так и задумано, запишите новое базовое измерение: --write-baseline\n"},
};

static const char *const column_names[][6] = {
    [COMPILER_ENGLISH] = {"flagged", "share", "stopped", "share", "a million", "alerts/day"},
    [COMPILER_RUSSIAN] = {"flag", "доля", "stop", "доля", "на миллион", "в день"},
};

/* Letters that a terminal shows. */
static int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += (*text & 0xC0) != 0x80;
    return width;
}

static void print_padded(FILE *out, const char *text, int width, bool right)
{
    int blanks = width - width_of(text);
    if (blanks < 0)
        blanks = 0;
    fprintf(out, "%*s%s%*s", right ? blanks : 0, "", text, right ? 0 : blanks, "");
}

static const int widths[] = {8, 26, 8, 26, 10, 11};

static void print_columns(const struct benign_options *options, FILE *out)
{
    fputs("  ", out);
    print_padded(out, "", 32, false);
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        fputc(' ', out);
        print_padded(out, column_names[options->language][i], widths[i], true);
    }
    fputc('\n', out);
}

static const char *share_text(uint64_t count, uint64_t payments, char *text, size_t size)
{
    struct wilson_share share = wilson_share_of(count, payments);
    snprintf(text, size, "%.4f%% (%.4f-%.4f)", 100 * share.share, 100 * share.from, 100 * share.to);
    return text;
}

static void print_row(const struct benign_options *options, const char *name, const struct benign_count *count,
                      uint64_t payments, FILE *out)
{
    char flagged[64], stopped[64];
    double share = wilson_share_of(count->flagged, payments).share;
    fputs("  ", out);
    print_padded(out, name, 32, false);
    fprintf(out, " %8llu %26s %8llu %26s %10.0f %11.1f\n", (unsigned long long)count->flagged,
            share_text(count->flagged, payments, flagged, sizeof flagged), (unsigned long long)count->stopped,
            share_text(count->stopped, payments, stopped, sizeof stopped), 1e6 * share,
            share * (double)options->volume);
}

/* Only rules that found something have a row. */
static void print_set_rows(const struct benign_options *options, const struct benign_measure *measure,
                           const struct benign_set *set, FILE *out)
{
    print_columns(options, out);
    for (uint32_t rule = 0; rule <= measure->pack->rule_count; rule++)
        if (rule == 0 || set->rules[rule].flagged > 0)
            print_row(options, rule == 0 ? words[options->language].all : benign_rule_id(measure->pack, rule),
                      &set->rules[rule], set->payments, out);
}

static void print_worse(const struct benign_options *options, const struct benign_measure *measure,
                        const struct benign_set *set, uint32_t rule, FILE *out)
{
    const struct words *say = &words[options->language];
    const struct benign_count *count = &set->rules[rule];
    struct pack_baseline nothing;
    const struct pack_baseline *row = benign_baseline_of(measure->pack, set->name, rule, &nothing);
    unsigned long long flagged = count->flagged, stopped = count->stopped, payments = set->payments;
    if (!row)
        return;
    if (rule == 0)
        fprintf(out, say->worse_all, flagged, stopped, payments, row->flagged, row->stopped, row->texts);
    else
        fprintf(out, say->worse_rule, benign_rule_id(measure->pack, rule), flagged, stopped, payments, row->flagged,
                row->stopped, row->texts);
}

static bool print_standing(const struct benign_options *options, const struct benign_measure *measure,
                           const struct benign_set *set, FILE *out)
{
    const struct words *say = &words[options->language];
    struct pack_baseline nothing;
    const struct pack_baseline *row = benign_baseline_of(measure->pack, set->name, 0, &nothing);
    if (!row) {
        fputs(say->unknown, out);
        return false;
    }
    if (benign_worse_count(measure->pack, set) == 0) {
        fprintf(out, row->texts == set->payments ? say->no_worse : say->another_number, row->flagged, row->stopped,
                row->texts);
        return false;
    }
    fputs(say->worse, out);
    for (uint32_t rule = 0; rule <= measure->pack->rule_count; rule++)
        if (benign_compare(measure->pack, set, rule) == BENIGN_WORSE)
            print_worse(options, measure, set, rule, out);
    return true;
}

static void print_total(const struct benign_options *options, const struct benign_measure *measure, FILE *out)
{
    uint64_t payments;
    benign_total(measure, 0, &payments);
    fprintf(out, words[options->language].all_sets, measure->set_count, (unsigned long long)payments);
    print_columns(options, out);
    for (uint32_t rule = 0; rule <= measure->pack->rule_count; rule++) {
        struct benign_count count = benign_total(measure, rule, &payments);
        if (rule == 0 || count.flagged > 0)
            print_row(options, rule == 0 ? words[options->language].all : benign_rule_id(measure->pack, rule), &count,
                      payments, out);
    }
}

/* The rule that flagged most of those below `most`, or as many and comes later than `behind`; 0 = none is left. */
static uint32_t next_worst(const struct benign_measure *measure, uint64_t most, uint32_t behind)
{
    uint32_t worst = 0;
    uint64_t worst_flagged = 0, payments;
    for (uint32_t rule = 1; rule <= measure->pack->rule_count; rule++) {
        uint64_t flagged = benign_total(measure, rule, &payments).flagged;
        if (flagged > worst_flagged && (flagged < most || (flagged == most && rule > behind))) {
            worst = rule;
            worst_flagged = flagged;
        }
    }
    return worst;
}

static void print_examples_of(const struct benign_options *options, const struct benign_measure *measure, uint32_t rule,
                              const char *name, FILE *out)
{
    const struct benign_examples *examples = &measure->examples[rule];
    const char *quoted = words[options->language].example;
    fprintf(out, "  %s\n", name);
    for (uint32_t i = 0; i < examples->count; i++)
        fprintf(out, quoted, examples->items[i].set->path, examples->items[i].line, examples->items[i].text);
}

static void print_examples(const struct benign_options *options, const struct benign_measure *measure, FILE *out)
{
    uint64_t payments, most = UINT64_MAX;
    uint32_t rule = next_worst(measure, most, 0);
    if (rule == 0 && measure->examples[0].count == 0)
        return;
    fputs(words[options->language].examples, out);
    for (uint32_t shown = 0; rule > 0 && shown < RULES_SHOWN; shown++) {
        print_examples_of(options, measure, rule, benign_rule_id(measure->pack, rule), out);
        most = benign_total(measure, rule, &payments).flagged;
        rule = next_worst(measure, most, rule);
    }
    if (measure->examples[0].count > 0)
        print_examples_of(options, measure, 0, words[options->language].limit, out);
}

/* The rules that are worse in any set, each once, as "a, b"; all rules together where no one is. To be freed. */
static char *worse_names(const struct benign_options *options, const struct benign_measure *measure)
{
    char *names = NULL;
    size_t length;
    FILE *out = open_memstream(&names, &length);
    uint32_t named = 0;
    for (uint32_t rule = 1; out && rule <= measure->pack->rule_count; rule++)
        for (uint32_t i = 0; i < measure->set_count; i++)
            if (benign_compare(measure->pack, &measure->sets[i], rule) == BENIGN_WORSE) {
                fprintf(out, "%s%s", named++ > 0 ? ", " : "", benign_rule_id(measure->pack, rule));
                break;
            }
    if (out && named == 0)
        fputs(words[options->language].all, out);
    if (out)
        fclose(out);
    return names;
}

bool benign_print(const struct benign_options *options, const struct benign_measure *measure, FILE *out)
{
    const struct words *say = &words[options->language];
    bool worse = false;
    fprintf(out, say->heading, (unsigned long long)options->volume);
    for (uint32_t i = 0; i < measure->set_count; i++) {
        const struct benign_set *set = &measure->sets[i];
        fprintf(out, say->set, set->name, (unsigned long long)set->payments, (unsigned long long)set->left_out);
        print_set_rows(options, measure, set, out);
        worse = print_standing(options, measure, set, out) || worse;
    }
    if (measure->set_count > 1)
        print_total(options, measure, out);
    print_examples(options, measure, out);
    if (worse && !options->write_baseline) {
        char *names = worse_names(options, measure);
        fprintf(out, say->worse_sum, names ? names : "");
        free(names);
    }
    return worse;
}

/*
 * findings_print_labels.c: labels beside what came, for a terminal (findings_words.h): each label that is not met with
 * what was found, a table of expected and got, recall and precision.
 */
#include <string.h>

#include "command.h"
#include "fiatgate.h"
#include "findings_words.h"
#include "terminal_text.h"

#define REASONS_SHOWN 4u

void print_difference(FILE *out, const Fiatgate__ReplayDifference *difference)
{
    terminal_write(out, difference->file);
    fprintf(out, " tx %u: expected %s", difference->tx, action_word((int)difference->expected));
    if (difference->expected_rule) {
        fputs(" by ", out);
        terminal_write(out, difference->expected_rule);
    }
    if (difference->has_got)
        fprintf(out, ", got %s", action_word((int)difference->got));
    else
        fputs(", but no message or transfer of that name was screened", out);
    if (difference->rule)
        fprintf(out, " by %s", difference->rule);
    if (difference->error) {
        fputs(" (", out);
        terminal_write(out, difference->error);
        fputc(')', out);
    }
    if (difference->why) {
        fputs("; label: ", out);
        terminal_write(out, difference->why);
    }
}

void print_reason(FILE *out, const Fiatgate__Reason *reason)
{
    if (reason->field)
        fprintf(out, "%s ", reason->field);
    if (reason->text) {
        fputc('"', out);
        terminal_write(out, reason->text);
        fputs(reason->cut ? "…\"" : "\"", out);
    }
    fprintf(out, "%s%s", reason->field || reason->text ? ": " : "", reason->rule ? reason->rule : "");
    if (reason->entry)
        fprintf(out, ", %s", reason->entry);
    if (reason->title)
        fprintf(out, " (%s)", reason->title);
    if (reason->has_action)
        fprintf(out, ": %s", action_word((int)reason->action));
    if (reason->shadow)
        fputs(", in shadow", out);
}

static void print_differences(FILE *out, const Fiatgate__ReplayLabels *labels)
{
    bool explained = false;
    for (size_t i = 0; i < labels->n_differences; i++) {
        const Fiatgate__ReplayDifference *difference = labels->differences[i];
        fputs("differs: ", out);
        print_difference(out, difference);
        fprintf(out, " [line %u of the labels]\n", difference->line);
        for (size_t r = 0; r < difference->n_reasons && r < REASONS_SHOWN; r++) {
            fputs("    ", out);
            print_reason(out, difference->reasons[r]);
            fputc('\n', out);
        }
        explained = explained || difference->has_got;
    }
    if (labels->differences_more > 0)
        fprintf(out, "… and %llu more that differ\n", (unsigned long long)labels->differences_more);
    if (explained)
        fputs("`fiatgate pack explain PACK FILE` says of one message which rules held, which nearly, and why.\n", out);
}

static void print_cells(FILE *out, const Fiatgate__ReplayLabels *labels)
{
    uint64_t cells[ACTION_COUNT][ACTION_COUNT + 1] = {{0}};
    for (size_t i = 0; i < labels->n_cells; i++) {
        const Fiatgate__ReplayCell *cell = labels->cells[i];
        cells[cell->before % ACTION_COUNT][cell->has_after ? cell->after % ACTION_COUNT : ACTION_COUNT] +=
            cell->payments;
    }
    fprintf(out, "%-10s %8s %8s %8s %8s %8s\n", "expected", "pass", "flag", "hold", "block", "missing");
    for (int expected = 0; expected < ACTION_COUNT; expected++) {
        fprintf(out, "  %-8s", action_word(expected));
        for (int got = 0; got <= ACTION_COUNT; got++)
            fprintf(out, " %8llu", (unsigned long long)cells[expected][got]);
        fputc('\n', out);
    }
}

/* "98.4% (95.2-99.6), 120 of 122"; "-" of none. */
static const char *share_words(const Fiatgate__ReplayShare *share, char *text, size_t size)
{
    if (!share || share->of == 0)
        return "-";
    snprintf(text, size, "%.1f%% (%.1f-%.1f), %llu of %llu", 100 * share->share, 100 * share->low, 100 * share->high,
             (unsigned long long)share->count, (unsigned long long)share->of);
    return text;
}

static void print_shares(FILE *out, const Fiatgate__ReplayLabels *labels)
{
    char precision[80], recall[80];
    fprintf(out, "%-38s %-32s %s\n", "shares with 95 % intervals", "precision", "recall");
    for (size_t i = 0; i < labels->n_rules; i++) {
        const Fiatgate__ReplayLabelRule *rule = labels->rules[i];
        fprintf(out, "  %-36s %-32s %s\n", *rule->rule ? rule->rule : "all rules",
                share_words(rule->precision, precision, sizeof precision),
                share_words(rule->recall, recall, sizeof recall));
    }
}

void findings_print_labels(FILE *out, const Fiatgate__ReplayLabels *labels)
{
    fputc('\n', out);
    print_differences(out, labels);
    print_cells(out, labels);
    print_shares(out, labels);
    fprintf(out, "labels: %llu of %llu as expected, %llu differ\n", (unsigned long long)labels->as_expected,
            (unsigned long long)labels->labels, (unsigned long long)(labels->labels - labels->as_expected));
    if (labels->without_label > 0)
        fprintf(out, "%llu transfer%s or message%s without a label\n", (unsigned long long)labels->without_label,
                plural(labels->without_label), plural(labels->without_label));
}

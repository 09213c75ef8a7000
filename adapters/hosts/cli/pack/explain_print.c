/*
 * explain_print.c: `pack explain` for people: the verdict, then rule by rule, selection by selection, why.
 */
#include <stdlib.h>

#include "date_words.h"
#include "explain_report.h"
#include "marked_text.h"
#include "rule_words.h"
#include "vocabulary.h"

/* Rules are printed in three passes, so that the one that decides comes first. */
enum pass { DECIDING, HOLDING, OTHERS, PASSES };

struct printing {
    struct explain_report *report;
    const struct looked_into *transfer;
    enum pass pass;
    uint32_t printed; /* in this pass */
};

/* --- What was found ---------------------------------------------------------------------------------------------- */

static void print_place(const struct printing *printing, const struct judge_reason *reason)
{
    const struct explain_report *report = printing->report;
    const struct transfer *transfer = printing->transfer->input->transfer;
    const struct field_value *value = &transfer->values[reason->value - 1];
    uint64_t start = 0, end = 0;
    write_quoted(report->out, transfer, value, reason->from, reason->to);
    fputs(" in ", report->out);
    write_field(report->out, value);
    transfer_source(transfer, value, reason->from, reason->to, &start, &end);
    if (report->bytes && end > start)
        fprintf(report->out, ", line %u", line_of(report->bytes, report->length, start));
}

static void print_find(const struct printing *printing, const struct pack_selection *selection,
                       const struct explained_find *find)
{
    const struct judge_input *input = printing->transfer->input;
    const struct judge_reason *reason = &find->reason;
    FILE *out = printing->report->out;
    if (reason->entry == 0 && reason->value == 0)
        return;
    fputs("         ", out);
    if (reason->value > 0)
        print_place(printing, reason);
    if (reason->entry > 0) {
        const struct pack_entry *entry = &input->pack->entries[reason->entry - 1];
        fputs(reason->value > 0 ? " is " : "", out);
        write_entry(out, input->pack, reason->entry - 1);
        fprintf(out, " (%s)", pack_string(input->pack, entry->name));
    }
    if (reason->readings != 0) {
        fputs(", read as: ", out);
        write_readings(out, reason->readings);
    }
    const char *before = ", but ";
    for (uint32_t bit = 0; bit < EXPLAIN_MISSES; bit++) {
        if ((find->misses >> bit & 1) == 0)
            continue;
        fputs(before, out);
        write_miss(out, input, selection, reason->entry, 1u << bit);
        before = ", and ";
    }
    fputc('\n', out);
}

static void print_values(const struct printing *printing, uint32_t field)
{
    const struct transfer *transfer = printing->transfer->input->transfer;
    FILE *out = printing->report->out;
    uint32_t shown = 0;
    fputs("         ", out);
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->field != field || value->alternative || shown == EXPLAIN_FINDS)
            continue;
        fprintf(out, "%s%s ", shown++ ? ", " : "", fg_field_name((fg_field)field));
        write_quoted(out, transfer, value, 0, value->length);
    }
    if (shown == 0)
        fprintf(out, "the payment has no %s", fg_field_name((fg_field)field));
    fputc('\n', out);
}

static void print_licence(const struct printing *printing, const struct licence_finding *licence)
{
    const struct judge_input *input = printing->transfer->input;
    FILE *out = printing->report->out;
    fputs("         it is ", out);
    write_bits(out, &vocabulary_states, licence->states);
    if (licence->entry > 0) {
        fputs(": ", out);
        write_entry(out, input->pack, licence->entry - 1);
        fprintf(out, " (%s)", pack_string(input->pack, input->pack->entries[licence->entry - 1].name));
    } else {
        fputs(": found in no register", out);
    }
    if (licence->value > 0) {
        fputs(", by ", out);
        print_place(printing,
                    &(struct judge_reason){.value = licence->value, .from = licence->from, .to = licence->to});
    }
    fputc('\n', out);
}

static void print_fact(const struct printing *printing, uint8_t fact)
{
    const fg_facts *facts = printing->transfer->input->facts;
    const uint8_t values[] = {
        [PACK_FACT_CHANNEL] = facts->channel,
        [PACK_FACT_RAIL] = facts->rail,
        [PACK_FACT_DIRECTION] = facts->direction,
        [PACK_FACT_ON_US] = facts->on_us,
        [PACK_FACT_CUSTOMER_CLASS] = facts->customer_class,
        [PACK_FACT_PAYER_SEGMENT] = facts->payer_segment,
    };
    fprintf(printing->report->out, "         the host says %s%s\n", word_of(vocabulary_fact_values(fact), values[fact]),
            values[fact] == 0 ? " (give it by an option, see --help)" : "");
}

/* What selections look at that find nothing to point at, or nothing when they are not true. */
static void print_looked_at(const struct printing *printing, const struct pack_selection *selection,
                            const struct explained_selection *explained)
{
    FILE *out = printing->report->out;
    switch (selection->kind) {
    case PACK_SELECT_LICENCE:
        print_licence(printing, explained->licence);
        return;
    case PACK_SELECT_FACT:
        print_fact(printing, selection->fact);
        return;
    case PACK_SELECT_WEIGHTS:
        fprintf(out, "         the sum is %lld\n", (long long)explained->weights);
        return;
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
    case PACK_SELECT_AMOUNT:
        print_values(printing, selection->field_a);
        if (selection->field_b != FG_FIELD_NONE)
            print_values(printing, selection->field_b);
        return;
    case PACK_SELECT_TABLE:
        if (!explained->holds)
            fputs("         no row fits: the payment says otherwise, or does not say\n", out);
        return;
    case PACK_SELECT_KIND_CONTRADICTED:
        if (!explained->holds)
            fputs("         the two agree, or one of them is missing\n", out);
        return;
    case PACK_SELECT_BESIDE:
        if (!explained->holds)
            fputs("         one of them found nothing, or all they found stands in one place\n", out);
        return;
    case PACK_SELECT_CODE:
        print_values(printing, selection->field_a);
        return;
    case PACK_SELECT_PARTY_KIND:
    case PACK_SELECT_RESIDENCY:
        if (!explained->holds)
            fputs("         the payment says otherwise, or does not say\n", out);
        return;
    default:
        if (explained->find_count == 0 && !explained->holds)
            fputs("         nothing of the kind stands anywhere in this payment\n", out);
    }
}

static bool points_at_finds(const struct pack_selection *selection, const struct explained_selection *explained)
{
    switch (selection->kind) {
    case PACK_SELECT_LIST:
    case PACK_SELECT_WALLET:
    case PACK_SELECT_IDENTIFIER:
    case PACK_SELECT_TABLE:
    case PACK_SELECT_KIND_CONTRADICTED:
        return true;
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
        return explained->holds && selection->field_b == FG_FIELD_NONE;
    case PACK_SELECT_PARTY_KIND:
    case PACK_SELECT_RESIDENCY:
        return explained->holds;
    default:
        return false;
    }
}

static void print_selection(const struct printing *printing, const struct pack_selection *selection,
                            const struct explained_selection *explained)
{
    const struct pack *pack = printing->transfer->input->pack;
    FILE *out = printing->report->out;
    fprintf(out, "    %s  %s: ", explained->holds ? "yes" : "no ", pack_string(pack, selection->name));
    write_selection(out, pack, selection);
    fputc('\n', out);
    print_looked_at(printing, selection, explained);
    for (uint32_t i = 0; points_at_finds(selection, explained) && i < explained->find_count; i++)
        print_find(printing, selection, &explained->finds[i]);
    if (explained->more)
        fputs("         … and more\n", out);
}

/* --- Rules ------------------------------------------------------------------------------------------------------- */

static bool decides(const struct printing *printing, const struct explained_rule *rule)
{
    return rule->outcome && printing->transfer->judgement->rule == rule->rule + 1;
}

static void print_exception(FILE *out, const struct pack *pack, const struct pack_exception *exception)
{
    char until[DATE_WORDS];
    fprintf(out, "holds, but exception %s covers it: ", pack_string(pack, exception->id));
    fprintf(out, "%s (%s, until %s)", pack_string(pack, exception->reason), pack_string(pack, exception->owner),
            date_words(exception->valid_to, "open", until));
}

/* What became of the rule, in one line. */
static void print_outcome(const struct printing *printing, const struct explained_rule *rule)
{
    const struct judge_input *input = printing->transfer->input;
    const struct pack_rule *of = &input->pack->rules[rule->rule];
    const struct judge_reason *outcome = rule->outcome;
    FILE *out = printing->report->out;
    fputs("  ", out);
    if (rule->off)
        fputs("is off, so it asks for nothing", out);
    else if (rule->out_of_date)
        fputs("is not valid on that day, so it asks for nothing", out);
    else if (!rule->holds)
        fprintf(out, "does not hold; it would ask for %s", fg_action_name((fg_action)of->action));
    else if (outcome && outcome->exception > 0)
        print_exception(out, input->pack, &input->pack->exceptions[outcome->exception - 1]);
    else if (outcome && outcome->shadow)
        fprintf(out, "holds in shadow: it would ask for %s and decides nothing",
                fg_action_name((fg_action)outcome->action));
    else if (outcome)
        fprintf(out, decides(printing, rule) ? "holds and decides: %s" : "holds and asks for %s",
                fg_action_name((fg_action)outcome->action));
    if (of->weight != 0)
        fprintf(out, "; weight %d%s", of->weight, outcome && outcome->weight != 0 ? ", added to the sum" : "");
    fprintf(out, "\n  basis: %s%s%s\n", pack_string(input->pack, of->basis), of->setting ? ", setting " : "",
            pack_string(input->pack, of->setting));
}

/* The declared purpose that the rule doubts, and what the payment looks like to it. */
static void print_doubt(const struct printing *printing, const struct pack_rule *rule)
{
    const struct judge_input *input = printing->transfer->input;
    const char *looks_like = pack_string(input->pack, rule->looks_like);
    FILE *out = printing->report->out;
    const struct field_value *declared =
        rule->doubts != FG_FIELD_NONE ? transfer_find(input->transfer, (fg_field)rule->doubts, 0) : NULL;
    if (!declared && !*looks_like)
        return;
    fputs("  ", out);
    if (declared) {
        fprintf(out, "%s ", fg_field_name((fg_field)rule->doubts));
        write_quoted(out, input->transfer, declared, 0, declared->length);
        fputs(" is doubted", out);
    }
    fprintf(out, "%s%s%s\n", declared && *looks_like ? ": " : "", *looks_like ? "looks like " : "", looks_like);
}

static bool belongs(const struct printing *printing, const struct explained_rule *rule)
{
    switch (printing->pass) {
    case DECIDING:
        return decides(printing, rule);
    case HOLDING:
        return rule->outcome && !decides(printing, rule);
    default:
        return !rule->outcome;
    }
}

static void print_rule(void *context, const struct explained_rule *rule)
{
    struct printing *printing = context;
    const struct pack *pack = printing->transfer->input->pack;
    const struct pack_rule *of = &pack->rules[rule->rule];
    FILE *out = printing->report->out;
    if (!belongs(printing, rule))
        return;
    printing->printed++;
    fprintf(out, "\n%s: %s\n", pack_string(pack, of->id), pack_string(pack, of->title));
    print_outcome(printing, rule);
    if (rule->outcome)
        print_doubt(printing, of);
    fputs("  condition: ", out);
    write_condition(out, pack, of);
    fputc('\n', out);
    for (uint32_t n = 0; n < rule->selection_count; n++)
        print_selection(printing, &pack->selections[of->first_selection + n], &rule->selections[n]);
}

/* --- The transfer ------------------------------------------------------------------------------------------------ */

static void print_verdict(const struct explain_report *report, const struct looked_into *transfer)
{
    const fg_verdict *verdict = transfer->verdict;
    const struct pack_meta *meta = transfer->input->pack->meta;
    const char *rule = fg_verdict_rule(verdict, transfer->number);
    FILE *out = report->out;
    char as_of[DATE_WORDS];
    fputs(report->file, out);
    if (report->file_line > 0)
        fprintf(out, ":%u", report->file_line);
    else
        fprintf(out, ", transfer %u", transfer->number);
    if (transfer->underlying)
        fputs(" (the customer's transfer behind the cover)", out);
    fprintf(out, ": %s%s%s\n", fg_action_name(fg_verdict_transfer_action(verdict, transfer->number)),
            *rule ? " by rule " : ", as no rule asks for anything else", rule);
    fprintf(out, "  %s, as of %s, pack %s %s\n", fg_verdict_message_type(verdict),
            date_words(transfer->input->as_of, "no day", as_of), pack_string(transfer->input->pack, meta->name),
            pack_string(transfer->input->pack, meta->version));
    if (fg_verdict_would(verdict, transfer->number) != fg_verdict_transfer_action(verdict, transfer->number))
        fprintf(out, "  if what is in shadow were enforced: %s by rule %s\n",
                fg_action_name(fg_verdict_would(verdict, transfer->number)),
                fg_verdict_would_rule(verdict, transfer->number));
}

/* "30 (rule-a) + 20 (rule-b) = 50" */
static void print_weights(const struct explain_report *report, const struct looked_into *transfer)
{
    const struct judgement *judgement = transfer->judgement;
    const struct pack *pack = transfer->input->pack;
    const char *before = "  weights: ";
    for (uint32_t i = 0; i < judgement->reason_count; i++) {
        const struct judge_reason *reason = &judgement->reasons[i];
        if (reason->weight == 0 || reason->shadow)
            continue;
        fprintf(report->out, "%s%d (%s)", before, reason->weight, pack_string(pack, pack->rules[reason->rule].id));
        before = " + ";
    }
    if (judgement->weight != 0)
        fprintf(report->out, " = %d\n", judgement->weight);
}

/* How the table of precedence puts together what is asked for (judge/precedence.h). */
static void print_precedence(const struct explain_report *report, const struct looked_into *transfer)
{
    if (transfer->judgement->rule != 0)
        fputs("Of what they ask for the strictest decides, and among those that ask for the same the first in the pack "
              "(fiatgate pack show prints all of precedence).\n",
              report->out);
}

/* All but the message, as lines that are still to be wrapped. */
static void print_why(struct explain_report *report, const struct looked_into *transfer)
{
    struct printing printing = {.report = report, .transfer = transfer};
    uint32_t holding = 0;
    print_verdict(report, transfer);
    print_weights(report, transfer);
    for (int pass = DECIDING; pass < (report->all ? PASSES : OTHERS); pass++) {
        printing.pass = (enum pass)pass;
        printing.printed = 0;
        if (judge_explain(transfer->input, transfer->judgement, print_rule, &printing) != EXPLAIN_DONE)
            report->failed = true;
        holding += pass < OTHERS ? printing.printed : 0;
    }
    fprintf(report->out, "\nRules that hold: %u of %u%s.\n", holding, transfer->input->pack->rule_count,
            report->all ? "" : " (--all shows why the others do not)");
    print_precedence(report, transfer);
}

void explain_print(void *context, const struct looked_into *transfer)
{
    struct explain_report *report = context;
    FILE *out = report->out;
    char *text = NULL;
    size_t size;
    report->out = open_memstream(&text, &size);
    if (report->out) {
        print_why(report, transfer);
        report->failed |= fclose(report->out) != 0;
    } else {
        report->failed = true;
    }
    report->out = out;
    if (text)
        print_wrapped(out, text, report->columns);
    free(text);
    explain_print_text(report, transfer);
}

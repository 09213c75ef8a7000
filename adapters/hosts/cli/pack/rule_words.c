/*
 * rule_words.c: rules in words (rule_words.h), with the words of the rule language itself. Reads the pack.
 */
#include "rule_words.h"

#include <stdlib.h>
#include <string.h>

#include "match/identifiers.h"
#include "vocabulary.h"

#define CODES_SHOWN 8

const char *word_of(const struct vocabulary *words, uint32_t value)
{
    for (uint32_t i = 0; i < words->count; i++)
        if (words->words[i].value == value)
            return words->words[i].name;
    return "?";
}

/* The words whose values fit(), as "a, b or c". */
struct choice {
    const struct vocabulary *words;
    uint32_t bits;
    bool by_number; /* bit n is the value n, not the value itself */
};

/* A word for several bits together ("all") is none of the choice: each has its own. */
static bool is_chosen(const struct choice *choice, uint32_t n)
{
    uint32_t value = choice->words->words[n].value;
    if (choice->by_number)
        return value < 32 && (choice->bits >> value & 1) != 0;
    return (choice->bits & value) != 0 && (value & (value - 1)) == 0;
}

static void write_choice(FILE *out, struct choice choice)
{
    uint32_t left = 0, given = 0;
    for (uint32_t n = 0; n < choice.words->count; n++)
        left += is_chosen(&choice, n);
    for (uint32_t n = 0; n < choice.words->count; n++) {
        if (!is_chosen(&choice, n))
            continue;
        left--;
        fprintf(out, "%s%s", given++ == 0 ? "" : left == 0 ? " or " : ", ", choice.words->words[n].name);
    }
}

void write_bits(FILE *out, const struct vocabulary *words, uint32_t bits)
{
    write_choice(out, (struct choice){words, bits, false});
}

static void write_numbers(FILE *out, const struct vocabulary *words, uint32_t bits)
{
    write_choice(out, (struct choice){words, bits, true});
}

/* --- The condition ----------------------------------------------------------------------------------------------- */

/* A part of a condition on its way to the whole. */
struct part {
    char *text;
    uint8_t op; /* that joins it; PACK_OP_SELECTION = nothing needs brackets */
};

static struct part joined(const struct part *parts, uint32_t count, uint8_t op, uint32_t wanted)
{
    struct part whole = {.op = op};
    size_t size;
    FILE *out = open_memstream(&whole.text, &size);
    for (uint32_t i = 0; out && i < count; i++) {
        bool brackets = op != PACK_OP_AT_LEAST && parts[i].op != PACK_OP_SELECTION && parts[i].op != PACK_OP_NOT &&
                        parts[i].op != PACK_OP_AT_LEAST && parts[i].op != op;
        if (i == 0 && op == PACK_OP_AT_LEAST)
            fprintf(out, "at least %u of (", wanted);
        if (i == 0 && op == PACK_OP_NOT)
            fputs("not ", out);
        if (i > 0)
            fputs(op == PACK_OP_AND ? " and " : op == PACK_OP_OR ? " or " : ", ", out);
        fprintf(out, "%s%s%s", brackets ? "(" : "", parts[i].text ? parts[i].text : "?", brackets ? ")" : "");
        if (i + 1 == count && op == PACK_OP_AT_LEAST)
            fputc(')', out);
    }
    if (out)
        fclose(out);
    for (uint32_t i = 0; i < count; i++)
        free(parts[i].text);
    return whole;
}

void write_condition(FILE *out, const struct pack *pack, const struct pack_rule *rule)
{
    const uint8_t *at = pack->code + rule->code, *end = at + rule->code_length;
    struct part stack[PACK_STACK];
    uint32_t depth = 0;
    while (at < end) { /* the loader has verified every operand and the depth */
        uint8_t op = *at++;
        uint32_t count = op == PACK_OP_NOT ? 1 : 2, wanted = 0;
        if (op == PACK_OP_SELECTION) {
            const struct pack_selection *selection = &pack->selections[rule->first_selection + *at++];
            stack[depth++] = (struct part){strdup(pack_string(pack, selection->name)), op};
            continue;
        }
        if (op == PACK_OP_AT_LEAST) {
            wanted = *at++;
            count = *at++;
        }
        depth -= count;
        stack[depth] = joined(&stack[depth], count, op, wanted);
        depth++;
    }
    for (uint32_t i = 0; i < depth; i++) {
        fputs(stack[i].text ? stack[i].text : "?", out);
        free(stack[i].text);
    }
}

/* --- Selections -------------------------------------------------------------------------------------------------- */

static bool has_field(const uint64_t fields[2], uint32_t field)
{
    return field < 128 && (fields[field / 64] >> (field % 64) & 1) != 0;
}

/* Whether all fields of a group in which words are looked for are meant; they are then taken out. */
static bool take_group(uint64_t fields[2], uint32_t letter)
{
    uint64_t left[2] = {fields[0], fields[1]};
    bool any = false;
    for (uint32_t i = 0; i < vocabulary_fields.count; i++) {
        uint32_t field = vocabulary_fields.words[i].value;
        bool of_group = letter != 0 && vocabulary_field_in_group(field, letter);
        if (!of_group)
            continue;
        if (!has_field(fields, field))
            return false;
        left[field / 64] &= ~(UINT64_C(1) << (field % 64));
        any = true;
    }
    fields[0] = left[0];
    fields[1] = left[1];
    return any;
}

void write_fields(FILE *out, const uint64_t fields[2])
{
    uint64_t left[2] = {fields[0], fields[1]};
    uint32_t given = 0;
    for (uint32_t i = 0; i < vocabulary_groups.count; i++)
        if (take_group(left, vocabulary_groups.words[i].value))
            fprintf(out, "%s%s", given++ ? ", " : "", vocabulary_groups.words[i].name);
    for (uint32_t i = 0; i < vocabulary_fields.count; i++)
        if (has_field(left, vocabulary_fields.words[i].value))
            fprintf(out, "%s%s", given++ ? ", " : "", vocabulary_fields.words[i].name);
}

static void write_lists(FILE *out, const struct pack *pack, uint64_t lists)
{
    uint32_t given = 0;
    for (uint32_t i = 0; i < pack->list_count && i < PACK_LISTS_MAX; i++)
        if ((lists >> i & 1) != 0)
            fprintf(out, "%s%s", given++ ? ", " : "", pack_string(pack, pack->lists[i].id));
}

static void write_codes(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    for (uint32_t i = 0; i < selection->code_count && i < CODES_SHOWN; i++)
        fprintf(out, "%s%s", i ? ", " : "", pack_string(pack, pack->codes[selection->first_code + i]));
    if (selection->code_count > CODES_SHOWN)
        fprintf(out, ", … (%u)", selection->code_count);
}

/* Whether the bits leave out any of the words. */
static bool is_narrow(const struct vocabulary *words, uint32_t bits)
{
    for (uint32_t i = 0; i < words->count; i++)
        if ((bits >> words->words[i].value & 1) == 0)
            return true;
    return false;
}

static bool matches_anything(uint32_t match)
{
    for (uint32_t i = 0; i < vocabulary_matches.count; i++)
        if ((match & vocabulary_matches.words[i].value) == 0)
            return false;
    return true;
}

static void write_list_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    if (matches_anything(selection->match))
        fputs("anything", out);
    else
        write_bits(out, &vocabulary_matches, selection->match);
    fputs(" of ", out);
    write_lists(out, pack, selection->lists);
    fputs(" in ", out);
    write_fields(out, selection->fields);
    if (selection->anchored == PACK_ANCHORED)
        fputs(", at the start", out);
    else if (selection->anchored == PACK_ALONE)
        fputs(", alone in the field", out);
    else if (selection->anchored == PACK_AMONG_FILLERS)
        fputs(", with nothing but fillers and numbers in the field", out);
    if (is_narrow(&vocabulary_confidences, selection->confidence)) {
        fputs("; confidence ", out);
        write_numbers(out, &vocabulary_confidences, selection->confidence);
    }
    if (is_narrow(&vocabulary_classes, selection->classes)) {
        fputs("; class ", out);
        write_numbers(out, &vocabulary_classes, selection->classes);
    }
    if (selection->cites_act != 0)
        fputs(selection->cites_act == 2 ? "; an authority's act is cited" : "; no authority's act is cited", out);
    if (selection->certainty != PACK_CERTAIN) {
        fputs("; ", out);
        write_bits(out, &vocabulary_certainties, selection->certainty);
    }
    if (selection->fact_values != 0) {
        fputs("; read as ", out);
        write_bits(out, &vocabulary_readings, selection->fact_values);
    }
    if (selection->code_count > 0) {
        fputs("; entries ", out);
        write_codes(out, pack, selection);
    }
}

static void write_table_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    fputs("a row of ", out);
    write_lists(out, pack, selection->lists);
    fputs(" fits whose result is ", out);
    write_numbers(out, &vocabulary_table_results, selection->values);
    if (is_narrow(&vocabulary_confidences, selection->confidence)) {
        fputs("; confidence ", out);
        write_numbers(out, &vocabulary_confidences, selection->confidence);
    }
}

static void write_wallet_selection(FILE *out, const struct pack_selection *selection)
{
    fputs("a wallet address", out);
    if (selection->values != 0) {
        fputs(" of ", out);
        write_numbers(out, &vocabulary_chains, selection->values);
    }
    fputs(", ", out);
    write_numbers(out, &vocabulary_wallet_forms, selection->states);
    fputs(", in ", out);
    write_fields(out, selection->fields);
}

/* Whose IIN or BIN two fields, or a field and a text, are compared by. */
static void write_compared(FILE *out, const struct pack_selection *selection)
{
    if (selection->values == 0)
        return;
    fputs("; of identifiers only ", out);
    write_bits(out, &vocabulary_tax_ids, selection->values);
}

static void write_text_comparison(FILE *out, const struct pack_selection *selection)
{
    const char *a = fg_field_name((fg_field)selection->field_a);
    fprintf(out, "%s holds an identifier, and ", a);
    write_fields(out, selection->fields);
    fputs(selection->kind == PACK_SELECT_SAME ? " the same one" : " another one", out);
    write_compared(out, selection);
}

static void write_amount(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    const char *from = pack_string(pack, selection->amount_from), *to = pack_string(pack, selection->amount_to);
    fprintf(out, "%s is", fg_field_name((fg_field)selection->field_a));
    if (*from)
        fprintf(out, " %s or more", from);
    if (*to)
        fprintf(out, "%s %s or less", *from ? " and" : "", to);
    if (selection->weight != 0)
        fprintf(out, "%s a multiple of %d", *from || *to ? " and" : "", selection->weight);
    if (selection->code_count > 0) {
        fputs(", in ", out);
        write_codes(out, pack, selection);
    }
}

static void write_code_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    fprintf(out, "%s is one of ", fg_field_name((fg_field)selection->field_a));
    if (selection->lists != 0)
        write_lists(out, pack, selection->lists);
    else
        write_codes(out, pack, selection);
}

static void write_identifier_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    fputs("a valid ", out);
    write_numbers(out, &vocabulary_identifiers, selection->values);
    if (selection->code_count > 0) {
        fputs(" of ", out);
        write_codes(out, pack, selection);
    }
    fputs(" in ", out);
    write_fields(out, selection->fields);
}

static void write_beside_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    const struct pack_rule *rule = pack_rule_of(pack, selection);
    const char *before = "what ";
    for (uint32_t n = 0; rule && n < rule->selection_count; n++) {
        if ((selection->states >> n & 1) == 0)
            continue;
        fprintf(out, "%s%s", before, pack_string(pack, pack->selections[rule->first_selection + n].name));
        before = " and ";
    }
    fputs(" found stands beside each other, not in one place of the text", out);
}

void write_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection)
{
    const char *party = word_of(&vocabulary_all_parties, selection->party);
    const char *a = fg_field_name((fg_field)selection->field_a), *b = fg_field_name((fg_field)selection->field_b);
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        write_list_selection(out, pack, selection);
        return;
    case PACK_SELECT_LICENCE:
        fprintf(out, "licence of the %s: ", party);
        write_bits(out, &vocabulary_states, selection->states);
        return;
    case PACK_SELECT_WALLET:
        write_wallet_selection(out, selection);
        return;
    case PACK_SELECT_TABLE:
        write_table_selection(out, pack, selection);
        return;
    case PACK_SELECT_KIND_CONTRADICTED:
        fprintf(out, "the %s's IIN or BIN and its sector code say it is of different kinds", party);
        return;
    case PACK_SELECT_CODE:
        write_code_selection(out, pack, selection);
        return;
    case PACK_SELECT_FACT:
        fprintf(out, "%s (from the host) is ", word_of(&vocabulary_facts, selection->fact));
        write_numbers(out, vocabulary_fact_values(selection->fact), selection->fact_values);
        return;
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
        if (selection->field_b == FG_FIELD_NONE) {
            write_text_comparison(out, selection);
            return;
        }
        fprintf(out,
                selection->kind == PACK_SELECT_SAME ? "%s and %s hold the same identifier"
                                                    : "%s and %s hold identifiers, and none is in both",
                a, b);
        write_compared(out, selection);
        return;
    case PACK_SELECT_IDENTIFIER:
        write_identifier_selection(out, pack, selection);
        return;
    case PACK_SELECT_AMOUNT:
        write_amount(out, pack, selection);
        return;
    case PACK_SELECT_PARTY_KIND:
        fprintf(out, "the %s is a ", party);
        write_bits(out, &vocabulary_party_kinds, selection->values);
        return;
    case PACK_SELECT_RESIDENCY:
        fprintf(out, "the %s is ", party);
        write_bits(out, &vocabulary_residencies, selection->values);
        return;
    case PACK_SELECT_BESIDE:
        write_beside_selection(out, pack, selection);
        return;
    case PACK_SELECT_WEIGHTS:
        fprintf(out, "weights of the rules that hold add up to %d or more", selection->weight);
        return;
    default:
        fputs("?", out);
    }
}

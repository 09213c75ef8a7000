/*
 * selection.c: what makes a selection true, one thing after the other. Reads signs, message, facts and pack.
 */
#include "evaluation.h"

#include <string.h>

/* What `anchored` and `alone` speak of. Identifiers and domains are neither names nor words. */
#define NAMES_AND_WORDS                                                                                                \
    (PACK_MATCH_LEGAL_NAME | PACK_MATCH_NAME | PACK_MATCH_ALIAS | PACK_MATCH_AMBIGUOUS | PACK_MATCH_WORD)

static bool has_field(const struct pack_selection *selection, uint8_t field)
{
    return field < 128 && (selection->fields[field / 64] >> (field % 64) & 1) != 0;
}

static bool has_bit(uint32_t bits, uint8_t bit)
{
    return bit < 32 && (bits >> bit & 1) != 0;
}

/* What a sign's n-th posting is: an entry and a match, from either table. */
static struct pack_posting sign_posting(const struct pack *pack, const struct sign *sign, uint32_t n)
{
    if (sign->kind == SIGN_TERM)
        return pack->postings[sign->first + n];
    const struct pack_identifier *identifier = &pack->identifiers[sign->first + n];
    return (struct pack_posting){.entry = identifier->entry, .match = identifier->match};
}

static unsigned char upper(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z' ? (unsigned char)(byte - 'a' + 'A') : byte;
}

/* How the codes of a payment are announced, in Latin and Cyrillic capitals. */
static const char *const code_labels[] = {"EKNP", "EKPN", "KNP", "KOD", "KBE", "ЕКНП", "КНП", "КОД", "КБЕ"};

/* Whether a word is a number or a code, or announces codes. Bytes from 0x80 on are letters. */
static bool is_code_word(const unsigned char *word, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (word[i] >= '0' && word[i] <= '9')
            return true;
    for (size_t i = 0; i < sizeof code_labels / sizeof code_labels[0]; i++) {
        uint32_t at = 0;
        while (at < length && (unsigned char)code_labels[i][at] == upper(word[at]))
            at++;
        if (at == length && code_labels[i][at] == '\0')
            return true;
    }
    return false;
}

/* How many bytes of signs and spaces stand at a byte: ASCII, U+0080 to U+00BF (« and the hard space), U+2000 to U+203F
 * (quotes, dashes, what has no width). 0 = part of a word. */
static uint32_t signs_at(const unsigned char *text, uint32_t at, uint32_t end)
{
    unsigned char byte = text[at];
    if (byte < 0x80)
        return (byte >= '0' && byte <= '9') || (upper(byte) >= 'A' && upper(byte) <= 'Z') ? 0 : 1;
    if (byte == 0xC2 && end - at >= 2)
        return 2;
    return byte == 0xE2 && end - at >= 3 && text[at + 1] == 0x80 ? 3 : 0;
}

/* Whether [from, to) of a text holds but numbers and payment codes: " 5000 EKNP 1919KZT119". */
static bool only_codes(const unsigned char *text, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t signs = signs_at(text, from, to), word = from;
        while (word < to && signs_at(text, word, to) == 0)
            word++;
        if (word > from && !is_code_word(text + from, word - from))
            return false;
        from = word > from ? word : from + signs;
    }
    return true;
}

/* From the end on, so that of many words in a text only the first looks through what stands before them all. */
static bool only_signs_before(const unsigned char *text, uint32_t to)
{
    while (to > 0) {
        uint32_t from = to - 1;
        while (from > 0 && to - from < 3 && (text[from] & 0xC0) == 0x80)
            from--;
        if (signs_at(text, from, to) != to - from)
            return false;
        to = from;
    }
    return true;
}

/* Whether a value says nothing but this, and codes behind it. */
static bool is_alone(const struct judge_input *input, const struct sign *sign)
{
    const struct field_value *value = &input->transfer->values[sign->value];
    const unsigned char *text = transfer_text(input->transfer, value);
    return only_signs_before(text, sign->from) && only_codes(text, sign->to, value->length);
}

static bool stands_well(const struct judge_input *input, const struct pack_selection *selection,
                        const struct sign *sign, uint32_t match)
{
    switch (selection->anchored) {
    case PACK_ANYWHERE:
        return true;
    case PACK_ANCHORED:
        return (match & NAMES_AND_WORDS) == 0 || sign->at_start;
    default:
        return (match & NAMES_AND_WORDS) == 0 || is_alone(input, sign);
    }
}

static bool posting_fits(const struct judge_input *input, const struct pack_selection *selection,
                         const struct sign *sign, struct pack_posting posting)
{
    const struct pack_entry *entry = &input->pack->entries[posting.entry];
    if ((selection->match & posting.match) == 0 || entry->list >= PACK_LISTS_MAX ||
        (selection->lists >> entry->list & 1) == 0)
        return false;
    if (!has_bit(selection->confidence, entry->confidence) || !has_bit(selection->classes, entry->entity_class))
        return false;
    if (selection->cites_act != 0 && (selection->cites_act == 2) != (entry->cites_act != 0))
        return false;
    return entry_is_valid(input, posting.entry) && stands_well(input, selection, sign, posting.match);
}

/* A sign is given once, with the first of its entries that fits. */
static bool next_sign(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                      struct judge_reason *reason)
{
    if (!signs_may_fit(evaluation, selection))
        return false;
    for (uint32_t i = *cursor; i < evaluation->sign_count; i++) {
        const struct sign *sign = &evaluation->signs[i];
        if ((selection->lists & sign->lists) == 0 || (selection->match & sign->matches) == 0 ||
            !has_field(selection, sign->field))
            continue;
        for (uint32_t n = 0; n < sign->count; n++) {
            struct pack_posting posting = sign_posting(evaluation->input->pack, sign, n);
            if (!posting_fits(evaluation->input, selection, sign, posting))
                continue;
            *reason = (struct judge_reason){
                .entry = posting.entry + 1, .value = sign->value + 1, .from = sign->from, .to = sign->to};
            *cursor = i + 1;
            return true;
        }
    }
    return false;
}

static bool next_wallet(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                        struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    for (uint32_t i = *cursor; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (identifier->kind != IDENTIFIER_WALLET || !has_field(selection, value_field(input, identifier->value)))
            continue;
        *reason =
            (struct judge_reason){.value = identifier->value + 1u, .from = identifier->from, .to = identifier->to};
        *cursor = i + 1;
        return true;
    }
    return false;
}

/* Codes are compared without surrounding spaces and without regard to the case of ASCII letters. */
static bool is_code(const unsigned char *text, uint32_t length, const char *code)
{
    while (length > 0 && (text[0] == ' ' || text[0] == '\n')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        length--;
    for (uint32_t i = 0; i < length; i++)
        if (code[i] == '\0' || upper((unsigned char)code[i]) != upper(text[i]))
            return false;
    return code[length] == '\0';
}

static bool is_one_of(const struct judge_input *input, const struct pack_selection *selection,
                      const struct field_value *value)
{
    const struct pack *pack = input->pack;
    for (uint32_t i = 0; i < selection->code_count; i++)
        if (is_code(transfer_text(input->transfer, value), value->length,
                    pack_string(pack, pack->codes[selection->first_code + i])))
            return true;
    return false;
}

/* As transfer_find() does: the transfer's own values of a field, or the header's when it has none. */
static bool next_code(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                      struct judge_reason *reason)
{
    const struct transfer *transfer = evaluation->input->transfer;
    bool own = false;
    for (uint32_t i = transfer->header_values; i < transfer->value_count && !own; i++)
        own = transfer->values[i].field == selection->field_a;
    uint32_t from = own ? transfer->header_values : 0, to = own ? transfer->value_count : transfer->header_values;
    for (uint32_t i = *cursor > from ? *cursor : from; i < to; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->field != selection->field_a || !is_one_of(evaluation->input, selection, value))
            continue;
        *reason = (struct judge_reason){.value = i + 1, .from = 0, .to = value->length};
        *cursor = i + 1;
        return true;
    }
    return false;
}

static uint8_t fact_value(const fg_facts *facts, uint8_t fact)
{
    switch (fact) {
    case PACK_FACT_CHANNEL:
        return facts->channel;
    case PACK_FACT_RAIL:
        return facts->rail;
    case PACK_FACT_DIRECTION:
        return facts->direction;
    case PACK_FACT_ON_US:
        return facts->on_us;
    case PACK_FACT_CUSTOMER_CLASS:
        return facts->customer_class;
    case PACK_FACT_PAYER_SEGMENT:
        return facts->payer_segment;
    default:
        return UINT8_MAX;
    }
}

/* Whether two identifiers name the same. A BIC names its institution by its first eight characters. */
static bool same_identifier(const struct identifier *a, const struct identifier *b)
{
    if (a->kind == IDENTIFIER_BIC && b->kind == IDENTIFIER_BIC && a->length >= 8 && b->length >= 8)
        return memcmp(a->key, b->key, 8) == 0;
    return a->length == b->length && memcmp(a->key, b->key, a->length) == 0;
}

/* Identity identifiers have passed their check digits, where their kind has any; an account as written has none. */
static bool stands_in(const struct judge_input *input, const struct identifier *identifier, uint8_t field)
{
    return identifier->identity && identifier->kind != IDENTIFIER_WALLET &&
           value_field(input, identifier->value) == field;
}

/* An IBAN may be compared with an account as written; a tax id says nothing of an LEI beside it. */
static bool same_kind(const struct identifier *a, const struct identifier *b)
{
    return (a->kind == IDENTIFIER_LEI) == (b->kind == IDENTIFIER_LEI);
}

/* A person has a handful of identifiers. Where a message gives so many that they would be compared more often than
 * this, what is left is not looked at: as far as anybody can tell, they are different. */
#define COMPARISONS_MOST 65536u

static bool next_difference(const struct evaluation *evaluation, const struct pack_selection *selection,
                            struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    const struct identifier *first = NULL;
    uint32_t comparisons = 0;
    for (uint32_t a = 0; a < input->identifier_count && comparisons < COMPARISONS_MOST; a++) {
        if (!stands_in(input, &input->identifiers[a], selection->field_a))
            continue;
        for (uint32_t b = 0; b < input->identifier_count && comparisons < COMPARISONS_MOST; b++, comparisons++) {
            if (!stands_in(input, &input->identifiers[b], selection->field_b) ||
                !same_kind(&input->identifiers[a], &input->identifiers[b]))
                continue;
            if (same_identifier(&input->identifiers[a], &input->identifiers[b]))
                return false;
            if (!first)
                first = &input->identifiers[a];
        }
    }
    if (!first)
        return false;
    *reason = (struct judge_reason){.value = first->value + 1u, .from = first->from, .to = first->to};
    return true;
}

static bool licence_matches(struct evaluation *evaluation, const struct pack_selection *selection,
                            struct judge_reason *reason)
{
    const struct licence_finding *finding = evaluation_licence(evaluation, selection->party);
    *reason = (struct judge_reason){
        .entry = finding->entry, .value = finding->value, .from = finding->from, .to = finding->to};
    return (finding->states & selection->states) != 0;
}

bool selection_next(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                    struct judge_reason *reason)
{
    *reason = (struct judge_reason){0};
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        return next_sign(evaluation, selection, cursor, reason);
    case PACK_SELECT_WALLET:
        return next_wallet(evaluation, selection, cursor, reason);
    case PACK_SELECT_CODE:
        return next_code(evaluation, selection, cursor, reason);
    default:
        break;
    }
    if ((*cursor)++ > 0)
        return false; /* the others are true once or not at all */
    switch (selection->kind) {
    case PACK_SELECT_LICENCE:
        return licence_matches(evaluation, selection, reason);
    case PACK_SELECT_FACT:
        return has_bit(selection->fact_values, fact_value(evaluation->input->facts, selection->fact));
    case PACK_SELECT_DIFFERENT:
        return next_difference(evaluation, selection, reason);
    default:
        return false;
    }
}

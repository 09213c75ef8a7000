/*
 * exceptions.c: whether a person's exception covers a rule that holds: it is of that rule, valid on the transfer's day,
 * tied to nothing but what the transfer says, and, where it is of one entry, nothing else of a list was hit. Reads
 * message, pack and what was found.
 *
 * A condition is met when the transfer has its field and says nothing else in it: each value of the field, the header's
 * too, is the exception's in one of its readings. Names, addresses, texts and references are compared folded,
 * identifiers normalised, codes without regard to case.
 */
#include "evaluation.h"

#include <string.h>

#include "selection.h"
#include "text/fold.h"

/* The kind of identifier that a field of its kind holds; IDENTIFIER_NONE = it is text or a code. */
static enum identifier_kind identifier_of(enum field_kind kind)
{
    switch (kind) {
    case FIELD_KIND_ACCOUNT:
        return IDENTIFIER_ACCOUNT;
    case FIELD_KIND_TAXID:
        return IDENTIFIER_TAX_ID;
    case FIELD_KIND_LEI:
        return IDENTIFIER_LEI;
    case FIELD_KIND_BIC:
        return IDENTIFIER_BIC;
    default:
        return IDENTIFIER_NONE;
    }
}

static bool is_folded(enum field_kind kind)
{
    return kind == FIELD_KIND_NAME || kind == FIELD_KIND_ADDRESS || kind == FIELD_KIND_TEXT || kind == FIELD_KIND_REF;
}

/* What is no identifier of its field's kind (a passport's number) is compared as an account is. */
static bool equals_identifier(const unsigned char *text, uint32_t length, enum identifier_kind kind, const char *wanted)
{
    char key[IDENTIFIER_KEY];
    size_t size = identifier_read(kind, text, length, key);
    if (size == 0)
        size = identifier_read(IDENTIFIER_ACCOUNT, text, length, key);
    return size > 0 && strlen(wanted) == size && memcmp(key, wanted, size) == 0;
}

/* Folded text begins and ends with a space; what it is compared with need not. */
static bool equals_folded(const char *folded, size_t length, const char *wanted)
{
    size_t size = strlen(wanted);
    while (size > 0 && wanted[size - 1] == ' ')
        size--;
    while (size > 0 && *wanted == ' ') {
        wanted++;
        size--;
    }
    return size > 0 && length == size + 2 && memcmp(folded + 1, wanted, size) == 0;
}

static bool equals_text(struct evaluation *evaluation, uint32_t value, const char *wanted)
{
    struct exception_memory *memory = evaluation->exceptions;
    if (memory->folded != value + 1) {
        const struct transfer *transfer = evaluation->input->transfer;
        const struct field_value *of = &transfer->values[value];
        size_t length = fold_text(FOLD_PLAIN, (const char *)transfer_text(transfer, of), of->length, memory->bytes,
                                  sizeof memory->bytes);
        memory->folded = value + 1;
        memory->length = length <= sizeof memory->bytes ? (uint32_t)length : 0;
    }
    return equals_folded(memory->bytes, memory->length, wanted);
}

static bool value_equals(struct evaluation *evaluation, uint32_t value, const char *wanted)
{
    const struct transfer *transfer = evaluation->input->transfer;
    const struct field_value *of = &transfer->values[value];
    enum field_kind kind = field_kind((fg_field)of->field);
    if (is_folded(kind))
        return equals_text(evaluation, value, wanted);
    if (identifier_of(kind) != IDENTIFIER_NONE)
        return equals_identifier(transfer_text(transfer, of), of->length, identifier_of(kind), wanted);
    return wanted[0] != '\0' && is_code(transfer_text(transfer, of), of->length, wanted);
}

/* The first value of a field, transfer.value_count = there is none. */
static uint32_t first_value(struct evaluation *evaluation, uint32_t field)
{
    const struct transfer *transfer = evaluation->input->transfer;
    struct exception_memory *memory = evaluation->exceptions;
    if (!memory->fields_known) {
        memset(memory->first, 0, sizeof memory->first);
        for (uint32_t i = transfer->value_count; i-- > 0;)
            if (transfer->values[i].field < FG_FIELD_LIMIT)
                memory->first[transfer->values[i].field] = i + 1;
        memory->fields_known = true;
    }
    return field < FG_FIELD_LIMIT && memory->first[field] > 0 ? memory->first[field] - 1 : transfer->value_count;
}

static bool is_met(struct evaluation *evaluation, const struct pack_field_value *condition)
{
    const struct transfer *transfer = evaluation->input->transfer;
    const char *wanted = pack_string(evaluation->input->pack, condition->value);
    bool met = false;
    for (uint32_t i = first_value(evaluation, condition->field); i < transfer->value_count;) {
        bool of_field = transfer->values[i].field == condition->field;
        bool equal = of_field && value_equals(evaluation, i, wanted);
        for (i++; i < transfer->value_count && transfer->values[i].alternative; i++)
            if (of_field && !equal)
                equal = value_equals(evaluation, i, wanted);
        if (of_field && !equal)
            return false;
        met |= equal;
    }
    return met;
}

/* Whether an exception of one entry speaks of all that the rule holds by. */
static bool is_of_entry(struct evaluation *evaluation, const struct holding *holding, uint32_t entry)
{
    struct hits_told told = evidence_tell(evaluation, holding, &entry, 1);
    return told.of_these != 0 && !told.of_others && evidence_weights(evaluation, holding) == 0 &&
           !evidence_holds_without(evaluation, holding, &entry, 1);
}

static bool covers(struct evaluation *evaluation, const struct holding *holding, const struct pack_exception *exception)
{
    const struct pack *pack = evaluation->input->pack;
    if (exception->rule != holding->rule || exception->condition_count == 0 ||
        !in_period(evaluation->input->as_of, exception->valid_from, exception->valid_to))
        return false;
    for (uint32_t i = 0; i < exception->condition_count; i++)
        if (!is_met(evaluation, &pack->conditions[exception->first_condition + i]))
            return false;
    return exception->entry == 0 || is_of_entry(evaluation, holding, exception->entry - 1);
}

uint32_t exceptions_find(struct evaluation *evaluation, const struct holding *holding)
{
    const struct pack *pack = evaluation->input->pack;
    for (uint32_t i = 0; i < pack->exception_count; i++)
        if (covers(evaluation, holding, &pack->exceptions[i]))
            return i + 1;
    return 0;
}

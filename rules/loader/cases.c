/*
 * cases.c: exceptions and the pack's own tests, and the field values that both are made of. No exception gets through
 * that covers sanctions or outlives a year, whoever built the pack.
 */
#include "transfer.h"
#include "verify.h"

#define EXCEPTION_DAYS_MAX 366
#define OCCURRENCE_MAX     9999

static bool field_value_is_valid(const struct pack *pack, const struct pack_field_value *value)
{
    return value->field != FG_FIELD_NONE && value->field < FG_FIELD_LIMIT && value->occurrence <= OCCURRENCE_MAX &&
           string_is_valid(pack, value->value);
}

static bool condition_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_field_value *condition = &pack->conditions[number];
    return (field_value_is_valid(pack, condition) && condition->value != 0) ||
           refuse_damaged(refusal, "exception's condition", number, "its field or value does not exist");
}

static bool case_field_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    return field_value_is_valid(pack, &pack->case_fields[number]) ||
           refuse_damaged(refusal, "case's field", number, "its field, occurrence or value does not exist");
}

static bool exception_dates_are_valid(const struct pack_exception *exception)
{
    return civil_date_is_valid(exception->valid_from) && civil_date_is_valid(exception->valid_to) &&
           exception->valid_from <= exception->valid_to &&
           civil_date_days(exception->valid_to) - civil_date_days(exception->valid_from) <= EXCEPTION_DAYS_MAX;
}

/* Whether it names a rule, and of it an entry, that an exception may cover. */
static bool exception_may_cover(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_exception *exception = &pack->exceptions[number];
    if (exception->rule >= pack->rule_count || exception->entry > pack->entry_count)
        return refuse_damaged(refusal, "exception", number, "its rule or entry does not exist");
    if (pack->rules[exception->rule].ground == PACK_GROUND_SANCTIONS)
        return refuse_damaged(refusal, "exception", number, "its rule is one of sanctions");
    if (exception->entry > 0 && pack->lists[pack->entries[exception->entry - 1].list].sanctions)
        return refuse_damaged(refusal, "exception", number, "its entry is one of sanctions");
    return true;
}

static bool exception_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_exception *exception = &pack->exceptions[number];
    if (!string_is_valid(pack, exception->id) || !string_is_valid(pack, exception->owner) ||
        !string_is_valid(pack, exception->reason))
        return refuse_damaged(refusal, "exception", number, "a string lies outside the pool");
    if (exception->id == 0 || exception->owner == 0 || exception->reason == 0)
        return refuse_damaged(refusal, "exception", number, "it has no id, owner or reason");
    if (!exception_dates_are_valid(exception))
        return refuse_damaged(refusal, "exception", number, "its dates do not exist or are more than a year apart");
    if (exception->condition_count == 0 ||
        !range_is_valid(exception->first_condition, exception->condition_count, pack->condition_count))
        return refuse_damaged(refusal, "exception", number, "its conditions do not exist");
    if (!layer_is_valid(pack, exception->layer))
        return refuse_damaged(refusal, "exception", number, "its layer does not exist");
    return exception_may_cover(refusal, pack, number);
}

static bool case_facts_are_valid(const struct pack_case *test)
{
    return test->channel < FG_CHANNEL_COUNT && test->rail < FG_RAIL_COUNT && test->direction < FG_DIRECTION_COUNT &&
           test->on_us <= FG_YES && test->customer_class < FG_CUSTOMER_COUNT && test->payer_segment < FG_SEGMENT_COUNT;
}

/* A case is made of fields or of a message, never of both or nothing. */
static bool case_payment_exists(const struct pack *pack, const struct pack_case *test)
{
    return (test->field_count > 0) != (test->message_length > 0) &&
           range_is_valid(test->first_field, test->field_count, pack->case_field_count) &&
           range_is_valid(test->message, test->message_length, pack->case_bytes_size);
}

static bool case_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_case *test = &pack->cases[number];
    if (!string_is_valid(pack, test->id) || !string_is_valid(pack, test->title) || !string_is_valid(pack, test->file))
        return refuse_damaged(refusal, "case", number, "a string lies outside the pool");
    if (test->rule >= pack->rule_count)
        return refuse_damaged(refusal, "case", number, "its rule does not exist");
    if (test->expectation > PACK_EXPECT_PASS || test->action < -1 || test->action > FG_BLOCK || test->reserved != 0)
        return refuse_damaged(refusal, "case", number, "what it expects does not exist");
    if (!date_is_valid(test->as_of))
        return refuse_damaged(refusal, "case", number, "its date does not exist");
    if (!case_facts_are_valid(test))
        return refuse_damaged(refusal, "case", number, "one of its facts does not exist");
    if (!layer_is_valid(pack, test->layer))
        return refuse_damaged(refusal, "case", number, "its layer does not exist");
    if (!case_payment_exists(pack, test))
        return refuse_damaged(refusal, "case", number, "its fields or message do not exist");
    return true;
}

bool cases_verify(const struct refusal *refusal, const struct pack *pack)
{
    return all_are_valid(refusal, pack, pack->condition_count, condition_is_valid) &&
           all_are_valid(refusal, pack, pack->exception_count, exception_is_valid) &&
           all_are_valid(refusal, pack, pack->case_field_count, case_field_is_valid) &&
           all_are_valid(refusal, pack, pack->case_count, case_is_valid);
}

/*
 * requirements.c: what a transfer must have to be one: amount, currency, a date that exists, somebody who is paid; and
 * whether a header's word for it is true (reading.h). Touches the reading.
 */
#include "reading.h"

#include <string.h>

void requirements_reset(struct iso20022_reading *reading)
{
    /* What is covered has its cover's amount. */
    reading->has_amount = reading->has_currency = reading->is_underlying;
    reading->has_creditor = reading->has_place = reading->has_chain = false;
}

static uint32_t start_of(const struct iso20022_reading *reading, const struct field_value *value)
{
    uint64_t start, end;
    transfer_source(reading->transfer, value, 0, value->length, &start, &end);
    return (uint32_t)start;
}

static void note_amount(struct iso20022_reading *reading, const struct field_value *value)
{
    const struct message *message = reading->message;
    if (!value_is_amount(transfer_text(reading->transfer, value), value->length))
        iso20022_refuse(
            reading, "iso20022-bad-amount", start_of(reading, value),
            SENTENCE(message->amount, " is no decimal number; at most 24 digits with at most one point are expected"));
    else if (reading->has_amount)
        iso20022_refuse(reading, "iso20022-repeated-amount", start_of(reading, value),
                        SENTENCE(message->amount, " is given twice in one ", message->transfer, "; once is expected"));
    reading->has_amount = true;
}

static void note_currency(struct iso20022_reading *reading, const struct field_value *value)
{
    const struct message *message = reading->message;
    if (!value_is_currency(transfer_text(reading->transfer, value), value->length))
        iso20022_refuse(reading, "iso20022-bad-currency", start_of(reading, value),
                        SENTENCE("Ccy of ", message->amount,
                                 " is no currency code; three capital letters as in ISO 4217 are expected"));
    else if (reading->has_currency)
        iso20022_refuse(reading, "iso20022-repeated-amount", start_of(reading, value),
                        SENTENCE("the currency of ", message->amount, " is given twice in one ", message->transfer,
                                 "; once is expected"));
    reading->has_currency = true;
}

static bool read_digits(const unsigned char *text, uint32_t count, int32_t *number)
{
    *number = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

/* A day of the calendar, as XML Schema's date and dateTime begin. */
static bool is_date(const unsigned char *text, uint32_t length)
{
    int32_t year, month, day;
    return length >= 10 && text[4] == '-' && text[7] == '-' && read_digits(text, 4, &year) &&
           read_digits(text + 5, 2, &month) && read_digits(text + 8, 2, &day) &&
           (length == 10 || memchr("TZ+-", text[10], 4)) && civil_date_is_valid(year * 10000 + month * 100 + day);
}

void requirements_note(struct iso20022_reading *reading, const struct field_value *value)
{
    switch (value->field) {
    case FG_FIELD_AMOUNT:
        note_amount(reading, value);
        break;
    case FG_FIELD_CURRENCY:
        note_currency(reading, value);
        break;
    case FG_FIELD_SETTLEMENT_DATE:
        if (!is_date(transfer_text(reading->transfer, value), value->length))
            iso20022_refuse(
                reading, "iso20022-bad-date", start_of(reading, value),
                SENTENCE("the settlement or execution date is no day of the calendar; a date like 2026-11-21 of "
                         "the years 1900 to 2999 is expected"));
        break;
    case FG_FIELD_CREDITOR_NAME:
    case FG_FIELD_CREDITOR_ID:
    case FG_FIELD_CREDITOR_BIC:
    case FG_FIELD_CREDITOR_LEI:
        reading->has_creditor = true;
        break;
    case FG_FIELD_CREDITOR_ACCOUNT:
    case FG_FIELD_CREDITOR_ADDRESS:
        reading->has_place = true;
        break;
    default:
        break;
    }
}

/* Who is paid, as far as the schema promises it. */
static void require_creditor(struct iso20022_reading *reading)
{
    const struct message *message = reading->message;
    enum message_parties parties = reading->is_underlying ? PARTIES_CREDITOR : message->parties;
    if (reading->has_creditor || (parties == PARTIES_OR_PLACE && reading->has_place))
        return;
    if (parties == PARTIES_OPTIONAL)
        iso20022_warn(
            reading, "iso20022-no-parties", reading->transfer_start,
            SENTENCE("this ", message->transfer, " does not say who is paid; the rest of it was screened without"));
    else
        iso20022_refuse(reading, "iso20022-missing-creditor", reading->transfer_start,
                        SENTENCE("Cdtr of this ", reading->is_underlying ? message->underlying : message->transfer,
                                 " has neither a name nor an identifier; who is paid cannot be screened"));
}

void requirements_end(struct iso20022_reading *reading)
{
    const struct message *message = reading->message;
    if (!reading->has_amount)
        iso20022_refuse(
            reading, "iso20022-missing-amount", reading->transfer_start,
            SENTENCE("this ", message->transfer, " has no ", message->amount, "; a transfer needs its amount"));
    else if (!reading->has_currency)
        iso20022_refuse(reading, "iso20022-missing-currency", reading->transfer_start,
                        SENTENCE(message->amount, " of this ", message->transfer,
                                 " has no attribute Ccy; an amount needs its currency"));
    else
        require_creditor(reading);
    if (reading->wrong == READ_TRANSFER)
        reading->complete = true;
}

/* SWIFT's rulebook names a cover payment in the header ("swift.cbprplus.cov.02"). */
static void compare_service(struct iso20022_reading *reading)
{
    const char *service = reading->service.text;
    bool says_cover = strstr(service, ".cov") != NULL;
    bool rulebook = strncmp(service, "swift.cbprplus", 14) == 0;
    const char *underlying = reading->message->underlying;
    if (says_cover && reading->underlying_count == 0)
        iso20022_warn(reading, "iso20022-cover-conflict", reading->transfer_start,
                      SENTENCE("BizSvc calls this a cover payment (", service, "), but it holds no ", underlying,
                               "; it was read as a bank's own transfer"));
    else if (!says_cover && rulebook && reading->underlying_count > 0)
        iso20022_warn(reading, "iso20022-cover-conflict", reading->transfer_start,
                      SENTENCE("BizSvc (", service, ") does not call this a cover payment, but it holds a ", underlying,
                               "; that was read too"));
}

void requirements_end_cover(struct iso20022_reading *reading)
{
    requirements_end(reading);
    if (reading->message->underlying)
        compare_service(reading);
}

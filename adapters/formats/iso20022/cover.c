/*
 * cover.c: what an underlying transfer takes over from its cover: amount, currency, date and references, which stand in
 * the message once and hold for both (reading.h). The core forgets the cover before it asks for the next, so small
 * copies are kept. Touches the reading and its transfer.
 */
#include "reading.h"

#include <string.h>

static const uint8_t taken_over[COVER_VALUES] = {
    FG_FIELD_AMOUNT,        FG_FIELD_CURRENCY,       FG_FIELD_SETTLEMENT_DATE, FG_FIELD_UETR,
    FG_FIELD_END_TO_END_ID, FG_FIELD_INSTRUCTION_ID, FG_FIELD_TRANSACTION_ID};

/* What stands in the message's header is there for both. A value that is longer than any version allows was screened
 * with the cover, and is no reference. */
void cover_keep(struct iso20022_reading *reading)
{
    const struct transfer *transfer = reading->transfer;
    reading->cover_count = 0;
    for (size_t k = 0; k < COVER_VALUES; k++) {
        const struct field_value *value = transfer_find(transfer, (fg_field)taken_over[k], 0);
        if (!value || value < transfer->values + transfer->header_values || value->length > COVER_LENGTH)
            continue;
        uint64_t start, end;
        transfer_source(transfer, value, 0, value->length, &start, &end);
        struct cover_value *kept = &reading->cover[reading->cover_count++];
        *kept = (struct cover_value){.source = (uint32_t)start,
                                     .source_length = (uint32_t)(end - start),
                                     .field = taken_over[k],
                                     .length = (uint8_t)value->length};
        memcpy(kept->text, transfer_text(transfer, value), value->length);
    }
}

bool cover_write(struct iso20022_reading *reading)
{
    for (uint32_t i = 0; i < reading->cover_count; i++) {
        const struct cover_value *kept = &reading->cover[i];
        if (!value_put(reading, (fg_field)kept->field, kept->text, kept->length, kept->source, kept->source_length))
            return false;
    }
    return true;
}

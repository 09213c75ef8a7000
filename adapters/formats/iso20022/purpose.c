/*
 * purpose.c: what the texts of a complete transfer say beside themselves: Kazakhstan's purpose code and sectors. Where
 * no text gives a KNP, the ISO purpose stands as the purpose code. Touches the reading's transfer.
 */
#include "reading.h"

#include "../eknp.h"

/* Where senders in Kazakhstan put the codes. */
static bool may_hold_codes(uint8_t field)
{
    switch (field) {
    case FG_FIELD_REMITTANCE:
    case FG_FIELD_REMITTANCE_STRUCTURED:
    case FG_FIELD_REGULATORY_REPORTING:
    case FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT:
    case FG_FIELD_ISO_PURPOSE_CODE:
        return true;
    default:
        return false;
    }
}

static bool find_codes(struct iso20022_reading *reading)
{
    struct transfer *transfer = reading->transfer;
    uint32_t count = transfer->value_count; /* without those that are found */
    struct eknp_said said = {.known = false};
    for (uint32_t i = transfer->header_values; i < count; i++) {
        if (!may_hold_codes(transfer->values[i].field) || eknp_put(transfer, i, &said))
            continue;
        if (transfer->value_count >= transfer->value_limit)
            iso20022_refuse_limit(reading, "limit-fields", "fields", reading->limits.fields);
        else
            iso20022_refuse_limit(reading, "limit-text-bytes", "text_bytes", reading->limits.text_bytes);
        return false;
    }
    return true;
}

bool purpose_derive(struct iso20022_reading *reading)
{
    if (!find_codes(reading))
        return false;
    if (transfer_find(reading->transfer, FG_FIELD_PURPOSE_CODE, 0))
        return true;
    const struct field_value *iso = transfer_find(reading->transfer, FG_FIELD_ISO_PURPOSE_CODE, 0);
    return !iso || value_copy(reading, FG_FIELD_PURPOSE_CODE, iso, 0, iso->length);
}

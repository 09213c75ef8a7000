/*
 * policy.c: layers, clocks, calendar, texts and what is shown apart: what the bank decides beside its rules.
 */
#include <string.h>

#include "digest.h"
#include "transfer.h"
#include "verify.h"

#define TEXT_BYTES_MAX 600
#define DAY_MINUTES    1440

static bool record_of_layer_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_layer *layer = &pack->layers[number];
    if (!string_is_valid(pack, layer->name) || !string_is_valid(pack, layer->version) ||
        !string_is_valid(pack, layer->hash))
        return refuse_damaged(refusal, "layer", number, "a string lies outside the pool");
    if (!hex_is_hash(pack_string(pack, layer->hash)))
        return refuse_damaged(refusal, "layer", number, "its hash is not of 64 hex digits");
    return true;
}

static bool clock_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_clock *clock = &pack->clocks[number];
    if (!string_is_valid(pack, clock->basis))
        return refuse_damaged(refusal, "clock", number, "its basis lies outside the pool");
    if (clock->ground >= PACK_GROUNDS || clock->unit > PACK_CLOCK_HOURS)
        return refuse_damaged(refusal, "clock", number, "its ground or unit does not exist");
    if (clock->length == 0 || clock->length > PACK_CLOCK_MAX)
        return refuse_damaged(refusal, "clock", number, "its length is out of range");
    if (clock->day_begins > DAY_MINUTES || clock->day_ends > DAY_MINUTES ||
        (clock->unit == PACK_CLOCK_WORKING_HOURS && clock->day_begins >= clock->day_ends))
        return refuse_damaged(refusal, "clock", number, "its day has no hours");
    for (uint32_t before = 0; before < number; before++)
        if (pack->clocks[before].ground == clock->ground)
            return refuse_damaged(refusal, "clock", number, "its ground has a clock already");
    return true;
}

static bool calendar_day_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_calendar_day *day = &pack->calendar[number];
    if (!civil_date_is_valid(day->date) || day->working > 1)
        return refuse_damaged(refusal, "calendar day", number, "it does not exist");
    if (number > 0 && day[-1].date >= day->date)
        return refuse_damaged(refusal, "calendar day", number, "it is out of order");
    uint32_t year = (uint32_t)day->date / 10000;
    if (year < pack->meta->calendar_from || year > pack->meta->calendar_to)
        return refuse_damaged(refusal, "calendar day", number, "it lies outside the calendar's years");
    return true;
}

static bool calendar_years_are_valid(const struct refusal *refusal, const struct pack_meta *meta)
{
    bool none = meta->calendar_from == 0 && meta->calendar_to == 0;
    if (none || (meta->calendar_from >= 1900 && meta->calendar_from <= meta->calendar_to && meta->calendar_to <= 2999))
        return true;
    return refuse_damaged(refusal, "meta record", 0, "the calendar's years do not exist");
}

static int compare_texts(const struct pack *pack, const struct pack_text *a, const struct pack_text *b)
{
    int order = strcmp(pack_string(pack, a->id), pack_string(pack, b->id));
    return order != 0 ? order : a->language - b->language;
}

static bool text_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_text *text = &pack->texts[number];
    if (!string_is_valid(pack, text->id) || !string_is_valid(pack, text->text))
        return refuse_damaged(refusal, "text", number, "a string lies outside the pool");
    if (text->id == 0 || text->text == 0 || strlen(pack_string(pack, text->text)) > TEXT_BYTES_MAX)
        return refuse_damaged(refusal, "text", number, "it says nothing, or more than a text may");
    if (text->language >= PACK_LANGUAGES || text->audience > PACK_FOR_OFFICER ||
        text->disclosure > PACK_DISCLOSE_REASONS || !layer_is_valid(pack, text->layer))
        return refuse_damaged(refusal, "text", number, "its language, audience, disclosure or layer does not exist");
    if (number > 0 && compare_texts(pack, text - 1, text) >= 0)
        return refuse_damaged(refusal, "text", number, "it is out of order");
    return true;
}

/* Whether the codes that a group names are strings, none of them "". */
static bool codes_of_group_are_valid(const struct pack *pack, const struct pack_apart *group)
{
    uint64_t count = (uint64_t)group->purpose_count + group->category_count;
    if (count == 0 || count > pack->code_count || !range_is_valid(group->first_code, (uint32_t)count, pack->code_count))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t code = pack->codes[group->first_code + i];
        if (code == 0 || !string_is_valid(pack, code))
            return false;
    }
    return true;
}

static bool group_apart_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_apart *group = &pack->apart[number];
    if (group->id == 0 || !string_is_valid(pack, group->id) || group->titles[PACK_ENGLISH] == 0)
        return refuse_damaged(refusal, "group shown apart", number, "it has no id or no English title");
    for (uint32_t language = 0; language < PACK_LANGUAGES; language++)
        if (!string_is_valid(pack, group->titles[language]))
            return refuse_damaged(refusal, "group shown apart", number, "a title lies outside the pool");
    if (!codes_of_group_are_valid(pack, group))
        return refuse_damaged(refusal, "group shown apart", number, "its codes do not exist");
    if (!layer_is_valid(pack, group->layer))
        return refuse_damaged(refusal, "group shown apart", number, "its layer does not exist");
    for (uint32_t before = 0; before < number; before++)
        if (strcmp(pack_string(pack, pack->apart[before].id), pack_string(pack, group->id)) == 0)
            return refuse_damaged(refusal, "group shown apart", number, "its id is that of another");
    return true;
}

bool policy_verify(const struct refusal *refusal, const struct pack *pack)
{
    if (pack->layer_count == 0 || pack->layer_count > PACK_LAYERS_MAX)
        return refuse_damaged(refusal, "section", PACK_LAYERS, "it holds no layer, or more than a pack may");
    if (pack->clock_count > PACK_GROUNDS)
        return refuse_damaged(refusal, "section", PACK_CLOCKS, "it holds more clocks than there are grounds");
    if (pack->apart_count > PACK_APART_MAX)
        return refuse_damaged(refusal, "section", PACK_APART, "it holds more groups than a pack may");
    return calendar_years_are_valid(refusal, pack->meta) &&
           all_are_valid(refusal, pack, pack->layer_count, record_of_layer_is_valid) &&
           all_are_valid(refusal, pack, pack->clock_count, clock_is_valid) &&
           all_are_valid(refusal, pack, pack->calendar_count, calendar_day_is_valid) &&
           all_are_valid(refusal, pack, pack->text_count, text_is_valid) &&
           all_are_valid(refusal, pack, pack->apart_count, group_apart_is_valid);
}

/*
 * clocks.c: how long a payment may be held on each legal ground, from pack.cfg.
 */
#include "policy.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* "HH:MM" as minutes since midnight, "24:00" as the day's end. */
static bool time_read(const char *text, uint32_t *minutes)
{
    if (strlen(text) != 5 || text[2] != ':')
        return false;
    for (size_t i = 0; i < 5; i++) {
        if (i != 2 && (text[i] < '0' || text[i] > '9'))
            return false;
    }
    uint32_t hour = (uint32_t)(text[0] - '0') * 10 + (uint32_t)(text[1] - '0');
    uint32_t minute = (uint32_t)(text[3] - '0') * 10 + (uint32_t)(text[4] - '0');
    *minutes = hour * 60 + minute;
    return minute < 60 && *minutes <= 24 * 60;
}

static uint32_t read_time(struct cfg *cfg, config_setting_t *group, const char *key)
{
    uint32_t minutes = 0;
    const char *text = cfg_required_text(cfg, group, key);
    if (text[0] && !time_read(text, &minutes))
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, key)), NOT_A_TIME, key, text);
    return minutes;
}

static void read_working_day(struct cfg *cfg, config_setting_t *group, struct pack_clock *clock)
{
    unsigned faults = cfg->draft->report->errors;
    clock->day_begins = read_time(cfg, group, "day_begins");
    clock->day_ends = read_time(cfg, group, "day_ends");
    if (faults == cfg->draft->report->errors && clock->day_begins >= clock->day_ends)
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, "day_ends")), DAY_EMPTY);
}

/* Only hours of work have a day that begins and ends. */
static void refuse_working_day(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"day_begins", "day_ends"};
    for (size_t i = 0; i < COUNT(keys); i++) {
        config_setting_t *member = config_setting_get_member(group, keys[i]);
        if (member)
            report_fault(cfg->draft->report, cfg_place(cfg, member), DAY_OF_OTHER_UNIT, keys[i]);
    }
}

/* The clock of that ground: a layer's takes the place of the base's. */
static struct pack_clock *place_of_clock(struct draft *draft, uint32_t ground)
{
    uint32_t number;
    draft->clock_layers[ground] = (uint8_t)(1 + draft->layer);
    for (uint32_t i = 0; i < draft->sections[PACK_CLOCKS].count; i++) {
        struct pack_clock *clock = draft_record(draft, PACK_CLOCKS, i);
        if (clock->ground == ground)
            return clock;
    }
    return draft_add(draft, PACK_CLOCKS, &number);
}

static void read_clock(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"ground", "length", "unit", "day_begins", "day_ends", "basis"};
    struct draft *draft = cfg->draft;
    cfg_check_keys(cfg, group, keys, COUNT(keys));
    const char *ground = cfg_required_text(cfg, group, "ground");
    struct pack_clock clock = {
        .ground = cfg_word(cfg, group, "ground", &vocabulary_grounds, PACK_GROUNDS),
        .unit = cfg_word(cfg, group, "unit", &vocabulary_clock_units, PACK_CLOCK_HOURS),
        .length = (uint32_t)cfg_number(cfg, group, "length", 1, PACK_CLOCK_MAX, 1),
        .basis = draft_string(draft, cfg_required_text(cfg, group, "basis")),
    };
    cfg_required_text(cfg, group, "unit");
    cfg_required_text(cfg, group, "length");
    if (clock.unit == PACK_CLOCK_WORKING_HOURS)
        read_working_day(cfg, group, &clock);
    else
        refuse_working_day(cfg, group);
    if (clock.ground == PACK_GROUNDS)
        return; /* reported */
    if (draft->clock_layers[clock.ground] == 1 + draft->layer) {
        report_fault(draft->report, cfg_place(cfg, group), CLOCK_TWICE, ground);
        return;
    }
    *place_of_clock(draft, clock.ground) = clock;
}

void clocks_read(struct cfg *cfg, config_setting_t *root)
{
    config_setting_t *clocks = cfg_groups(cfg, root, "clocks");
    for (unsigned i = 0; clocks && i < (unsigned)config_setting_length(clocks); i++) {
        config_setting_t *group = cfg_group_at(cfg, clocks, i);
        if (group)
            read_clock(cfg, group);
    }
}

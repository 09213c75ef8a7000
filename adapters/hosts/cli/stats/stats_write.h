/*
 * stats_write.h: what `fiatgate stats` prints of what was read: a table for people, a line of JSON a gate, Prometheus'
 * text format.
 */
#ifndef FIATGATE_CLI_STATS_WRITE_H
#define FIATGATE_CLI_STATS_WRITE_H

#include "stats_read.h"

/* How much of what there is, and when it is looked at. */
struct stats_wanted {
    uint32_t rules, entries; /* at most so many, those with most hits first */
    int64_t now;             /* seconds since 1970 */
    int32_t today;           /* that day, YYYYMMDD */
};

/* Something that a person must look at. */
struct stats_alarm {
    const char *code; /* as fg_alarm() has them */
    char sentence[400];
};
/* The alarm of that index, from 0; false when there is none. */
bool stats_alarm(const struct stats_gate_view *gate, const struct stats_wanted *wanted, uint32_t index,
                 struct stats_alarm *alarm);

/* The name of one of a counter's values ("hold", "bad_message"), "" when it has but one. */
const char *stats_value_name(const struct stats_sum *sum, uint32_t value);

void stats_table(const struct stats_view *view, const struct stats_wanted *wanted);
/* false = no memory. */
bool stats_json(const struct stats_view *view, const struct stats_wanted *wanted);
void stats_prometheus(const struct stats_view *view, const struct stats_wanted *wanted);

#endif

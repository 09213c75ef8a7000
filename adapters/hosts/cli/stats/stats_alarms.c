/*
 * stats_alarms.c: what a person must look at, by what a gate's files say (stats_write.h).
 */
#include <stdio.h>

#include "date_words.h"
#include "fiatgate.h"
#include "stats_write.h"
#include "transfer.h"

/* Marks of the pack that are alarms, and their sentences. */
static const struct {
    fg_mark mark;
    const char *code, *sentence;
} marks[] = {
    {FG_MARK_UNSIGNED, "pack-unsigned", "the pack is not signed: this is a developer's gate"},
    {FG_MARK_SHADOWED, "shadows-only", "the gate only shadows: no payment is stopped"},
    {FG_MARK_FALLBACK, "on-fallback", "the gate runs on its fallback; load a newer pack to leave it"},
};

static bool is_past(int32_t day, int32_t today)
{
    return civil_date_is_valid(day) && day < today;
}

static bool alarm_of_gate(const struct stats_gate_view *gate, uint32_t number, struct stats_alarm *alarm)
{
    if (number == 0 && !gate->alive) {
        alarm->code = "gate-gone";
        snprintf(alarm->sentence, sizeof alarm->sentence,
                 "the process %u of this gate is gone without closing it; these are its last figures", gate->pid);
        return true;
    }
    if (number != 1 || !gate->switched_off)
        return false;
    alarm->code = "switched-off";
    snprintf(alarm->sentence, sizeof alarm->sentence,
             "screening is switched off: every message gets the policy's action for switched_off");
    return true;
}

static bool alarm_of_pack(const struct stats_gate_view *gate, int32_t today, uint32_t number, struct stats_alarm *alarm)
{
    const struct stats_pack *pack = gate->pack;
    char day[DATE_WORDS];
    uint32_t mark_count = sizeof marks / sizeof *marks;
    if (number < mark_count && pack->marks & (uint32_t)marks[number].mark) {
        alarm->code = marks[number].code;
        snprintf(alarm->sentence, sizeof alarm->sentence, "%s", marks[number].sentence);
        return true;
    }
    if (number != mark_count || !is_past(pack->valid_to, today))
        return false;
    alarm->code = "pack-expired";
    snprintf(alarm->sentence, sizeof alarm->sentence, "the pack's last day was %s; load a newer one",
             date_words(pack->valid_to, "", day));
    return true;
}

static bool alarm_of_list(const struct stats_gate_view *gate, int32_t today, uint32_t number, struct stats_alarm *alarm)
{
    const struct stats_list *list = &gate->lists[number];
    char day[DATE_WORDS];
    if (!stats_list_is_stale(list, today))
        return false;
    alarm->code = "list-stale";
    if (civil_date_is_valid(list->retrieved_at))
        snprintf(alarm->sentence, sizeof alarm->sentence, "%.64s (%.160s) is as of %s, older than its %u days",
                 gate->strings + list->id, gate->strings + list->title, date_words(list->retrieved_at, "", day),
                 list->max_age_days);
    else
        snprintf(alarm->sentence, sizeof alarm->sentence, "%.64s (%.160s) does not say when it was taken",
                 gate->strings + list->id, gate->strings + list->title);
    return true;
}

bool stats_alarm(const struct stats_gate_view *gate, const struct stats_wanted *wanted, uint32_t index,
                 struct stats_alarm *alarm)
{
    uint32_t of_pack = gate->pack ? (uint32_t)(sizeof marks / sizeof *marks) + 1 : 0;
    uint32_t lists = gate->pack ? gate->pack->list_count : 0;
    for (uint32_t i = 0; i < 2; i++)
        if (alarm_of_gate(gate, i, alarm) && index-- == 0)
            return true;
    for (uint32_t i = 0; i < of_pack; i++)
        if (alarm_of_pack(gate, wanted->today, i, alarm) && index-- == 0)
            return true;
    for (uint32_t i = 0; i < lists; i++)
        if (alarm_of_list(gate, wanted->today, i, alarm) && index-- == 0)
            return true;
    return false;
}

const char *stats_value_name(const struct stats_sum *sum, uint32_t value)
{
    if (sum->count == 4)
        return fg_action_name((fg_action)value);
    return sum->count > 1 ? fg_cause_name((fg_cause)value) : "";
}

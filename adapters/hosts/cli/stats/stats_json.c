/*
 * stats_json.c: a gate's figures as a line of JSON (stats_write.h).
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "date_words.h"
#include "fiatgate.h"
#include "stats_write.h"

static json_t *number(uint64_t value)
{
    return json_integer((json_int_t)(value > INT64_MAX ? INT64_MAX : value));
}

static json_t *counters(const struct stats_gate_view *gate)
{
    json_t *object = json_object();
    for (uint32_t i = 0; i < gate->sum_count; i++) {
        const struct stats_sum *sum = &gate->sums[i];
        json_t *value = sum->count == 1 ? number(sum->values[0]) : json_object();
        for (uint32_t v = 0; sum->count > 1 && v < sum->count; v++)
            if (*stats_value_name(sum, v))
                json_object_set_new(value, stats_value_name(sum, v), number(sum->values[v]));
        json_object_set_new(object, sum->name, value);
    }
    return object;
}

static json_t *date(int32_t day)
{
    char text[DATE_WORDS];
    return json_string(date_words(day, "", text));
}

static json_t *pack(const struct stats_gate_view *gate)
{
    const struct stats_pack *of = gate->pack;
    json_t *object = json_object(), *marks = json_array();
    json_object_set_new(object, "name", json_string(of->name));
    json_object_set_new(object, "version", json_string(of->version));
    json_object_set_new(object, "hash", json_string(of->hash));
    json_object_set_new(object, "loaded_at", json_integer(of->loaded_at));
    json_object_set_new(object, "valid_from", date(of->valid_from));
    json_object_set_new(object, "valid_to", date(of->valid_to));
    json_object_set_new(object, "rules", number(of->rule_count));
    json_object_set_new(object, "entries", number(of->entry_count));
    for (unsigned bit = 0; bit < 32; bit++)
        if (of->marks >> bit & 1 && *fg_mark_name((fg_mark)(1u << bit)))
            json_array_append_new(marks, json_string(fg_mark_name((fg_mark)(1u << bit))));
    json_object_set_new(object, "marks", marks);
    return object;
}

static json_t *rows(const struct stats_row *of, uint32_t count, uint32_t most)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < count && i < most; i++) {
        const struct stats_row *row = &of[i];
        bool is_entry = *row->list;
        if (is_entry && row->hits.hits + row->hits.shadow_hits == 0)
            break;
        json_t *object = json_object();
        if (is_entry)
            json_object_set_new(object, "entry", json_sprintf("%s/%s", row->list, row->id));
        else
            json_object_set_new(object, "rule", json_string(row->id));
        json_object_set_new(object, is_entry ? "name" : "title", json_string(row->title));
        json_object_set_new(object, "hits", number(row->hits.hits));
        json_object_set_new(object, "flags", number(row->hits.flags));
        json_object_set_new(object, "holds", number(row->hits.holds));
        json_object_set_new(object, "blocks", number(row->hits.blocks));
        json_object_set_new(object, "shadow_hits", number(row->hits.shadow_hits));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *lists(const struct stats_gate_view *gate, int32_t today)
{
    json_t *array = json_array();
    for (uint32_t i = 0; i < gate->pack->list_count; i++) {
        const struct stats_list *list = &gate->lists[i];
        json_t *object = json_object();
        json_object_set_new(object, "list", json_string(gate->strings + list->id));
        json_object_set_new(object, "title", json_string(gate->strings + list->title));
        json_object_set_new(object, "retrieved_at", date(list->retrieved_at));
        json_object_set_new(object, "max_age_days", number(list->max_age_days));
        json_object_set_new(object, "stale", json_boolean(stats_list_is_stale(list, today)));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *alarms(const struct stats_gate_view *gate, const struct stats_wanted *wanted)
{
    json_t *array = json_array();
    struct stats_alarm alarm;
    for (uint32_t i = 0; stats_alarm(gate, wanted, i, &alarm); i++) {
        json_t *object = json_object();
        json_object_set_new(object, "code", json_string(alarm.code));
        json_object_set_new(object, "text", json_string(alarm.sentence));
        json_array_append_new(array, object);
    }
    return array;
}

static json_t *describe(const struct stats_gate_view *gate, const struct stats_wanted *wanted)
{
    json_t *object = json_object();
    json_object_set_new(object, "gate", json_string(gate->name));
    json_object_set_new(object, "alive", json_boolean(gate->alive));
    json_object_set_new(object, "pid", number(gate->pid));
    json_object_set_new(object, "library", json_string(gate->version));
    json_object_set_new(object, "opened_at", json_integer(gate->opened_at));
    json_object_set_new(object, "lanes", number(gate->lanes));
    json_object_set_new(object, "switched_off", json_boolean(gate->switched_off));
    json_object_set_new(object, "reloads", number(gate->reloads));
    json_object_set_new(object, "reloads_failed", number(gate->reloads_failed));
    json_object_set_new(object, "counters", counters(gate));
    json_object_set_new(object, "alarms", alarms(gate, wanted));
    if (!gate->pack)
        return object;
    json_object_set_new(object, "pack", pack(gate));
    json_object_set_new(object, "lists", lists(gate, wanted->today));
    json_object_set_new(object, "rules", rows(gate->rules, gate->pack->rule_count, wanted->rules));
    json_object_set_new(object, "entries", rows(gate->entries, gate->pack->entry_count, wanted->entries));
    return object;
}

bool stats_json(const struct stats_view *view, const struct stats_wanted *wanted)
{
    bool whole = true;
    for (size_t i = 0; i < view->count && whole; i++) {
        json_t *object = describe(&view->gates[i], wanted);
        char *line = object ? json_dumps(object, JSON_COMPACT) : NULL;
        whole = line && puts(line) != EOF;
        free(line);
        json_decref(object);
    }
    return whole;
}

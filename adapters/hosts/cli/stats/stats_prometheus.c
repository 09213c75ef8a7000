/*
 * stats_prometheus.c: the figures of all gates in Prometheus' text exposition format, version 0.0.4 (stats_write.h). A
 * family of metrics stands in one piece: its HELP, its TYPE, then the samples of every gate.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "fiatgate.h"
#include "stats_write.h"

/* A label's value: backslash, quote and line feed are escaped, all else stands as it is. */
static void print_label(const char *name, const char *value)
{
    printf("%s=\"", name);
    for (; *value; value++) {
        if (*value == '\n')
            printf("\\n");
        else if (*value == '"' || *value == '\\')
            printf("\\%c", *value);
        else
            putchar(*value);
    }
    putchar('"');
}

static void begin_sample(const char *family, const struct stats_gate_view *gate)
{
    printf("%s{", family);
    print_label("gate", gate->name);
}

static void end_sample(uint64_t value)
{
    printf("} %" PRIu64 "\n", value);
}

static void another_label(const char *name, const char *value)
{
    putchar(',');
    print_label(name, value);
}

static void begin_family(const char *family, const char *type, const char *help)
{
    printf("# HELP %s %s\n# TYPE %s %s\n", family, help, family, type);
}

/* --- figures of a gate as a whole ------------------------------------------------------------------------------- */

static uint64_t up(const struct stats_gate_view *gate)
{
    return gate->alive;
}
static uint64_t switched_off(const struct stats_gate_view *gate)
{
    return gate->switched_off;
}
static uint64_t opened_at(const struct stats_gate_view *gate)
{
    return gate->opened_at > 0 ? (uint64_t)gate->opened_at : 0;
}
static uint64_t lanes(const struct stats_gate_view *gate)
{
    return gate->lanes;
}
static uint64_t reloads(const struct stats_gate_view *gate)
{
    return gate->reloads;
}
static uint64_t reloads_failed(const struct stats_gate_view *gate)
{
    return gate->reloads_failed;
}

static const struct {
    const char *family, *type, *help;
    uint64_t (*value)(const struct stats_gate_view *gate);
} gate_families[] = {
    {"fiatgate_up", "gauge", "Whether the process of the gate lives.", up},
    {"fiatgate_switched_off", "gauge", "Whether screening is switched off.", switched_off},
    {"fiatgate_opened_timestamp_seconds", "gauge", "When the gate was opened.", opened_at},
    {"fiatgate_lanes", "gauge", "Lanes that the gate may have open.", lanes},
    {"fiatgate_reloads_total", "counter", "Packs that were reloaded.", reloads},
    {"fiatgate_reloads_failed_total", "counter", "Packs that were refused.", reloads_failed},
};

static void print_gates(const struct stats_view *view)
{
    for (size_t f = 0; f < sizeof gate_families / sizeof *gate_families; f++) {
        begin_family(gate_families[f].family, gate_families[f].type, gate_families[f].help);
        for (size_t i = 0; i < view->count; i++) {
            begin_sample(gate_families[f].family, &view->gates[i]);
            end_sample(gate_families[f].value(&view->gates[i]));
        }
    }
}

/* --- counters of lanes ------------------------------------------------------------------------------------------ */

/* What a sum is, for people; sums that a newer library counts are shown by their names. */
static const struct {
    const char *name, *label, *help;
} known_sums[] = {
    {"messages", "", "Messages that were given to the gate."},
    {"bytes", "", "Bytes of messages."},
    {"transfers", "", "Transfers that were judged."},
    {"reasons", "", "Reasons that were written into verdicts."},
    {"not_a_transfer", "", "Messages that order no transfer."},
    {"warned", "", "Messages with a warning."},
    {"unmapped", "", "Elements that are not in the field map."},
    {"actions", "action", "Transfers by what was decided."},
    {"not_screened", "cause", "Messages that could not be screened, by cause."},
    {"would", "action", "Transfers by what would be decided if all that shadows were enforced."},
    {"shadow", "action", "Transfers by what the second pack says."},
    {"shadow_apart", "", "Transfers of which the two packs' actions differ."},
    {"shadow_failed", "", "Transfers that the second pack could not judge."},
    {"excepted", "", "Transfers in which an exception kept a rule from acting."},
    {"relieved", "", "Transfers in which a relief lowered an action."},
    {"stale", "", "Transfers whose verdict rests on a list past its age."},
};

static void print_sum_family(const struct stats_view *view, const char *name)
{
    char family[64];
    const char *label = "value", *help_text = "A counter of the library.";
    for (size_t k = 0; k < sizeof known_sums / sizeof *known_sums; k++)
        if (strcmp(known_sums[k].name, name) == 0) {
            label = known_sums[k].label;
            help_text = known_sums[k].help;
        }
    snprintf(family, sizeof family, "fiatgate_%s_total", name);
    begin_family(family, "counter", help_text);
    for (size_t i = 0; i < view->count; i++) {
        const struct stats_sum *sum = stats_find(&view->gates[i], name);
        for (uint32_t v = 0; sum && v < sum->count; v++) {
            const char *value = stats_value_name(sum, v);
            if (sum->count > 1 && !*value)
                continue;
            begin_sample(family, &view->gates[i]);
            if (*value)
                another_label(label, value);
            end_sample(sum->values[v]);
        }
    }
}

/* Every name once, whichever gates have it. */
static void print_sums(const struct stats_view *view)
{
    for (size_t i = 0; i < view->count; i++)
        for (uint32_t s = 0; s < view->gates[i].sum_count; s++) {
            const char *name = view->gates[i].sums[s].name;
            bool seen = false;
            for (uint32_t earlier = 0; earlier < s && !seen; earlier++)
                seen = strcmp(view->gates[i].sums[earlier].name, name) == 0;
            for (size_t other = 0; other < i && !seen; other++)
                seen = stats_find(&view->gates[other], name) != NULL;
            if (!seen)
                print_sum_family(view, name);
        }
}

/* --- the pack --------------------------------------------------------------------------------------------------- */

static void print_packs(const struct stats_view *view)
{
    begin_family("fiatgate_pack_info", "gauge", "The active pack.");
    for (size_t i = 0; i < view->count; i++) {
        const struct stats_pack *pack = view->gates[i].pack;
        if (!pack)
            continue;
        begin_sample("fiatgate_pack_info", &view->gates[i]);
        another_label("pack", pack->name);
        another_label("version", pack->version);
        another_label("hash", pack->hash);
        end_sample(1);
    }
    begin_family("fiatgate_pack_loaded_timestamp_seconds", "gauge", "When the active pack was loaded.");
    for (size_t i = 0; i < view->count; i++)
        if (view->gates[i].pack) {
            begin_sample("fiatgate_pack_loaded_timestamp_seconds", &view->gates[i]);
            end_sample(view->gates[i].pack->loaded_at > 0 ? (uint64_t)view->gates[i].pack->loaded_at : 0);
        }
    begin_family("fiatgate_mark", "gauge", "What every verdict says of how it came about.");
    for (size_t i = 0; i < view->count; i++)
        for (unsigned bit = 0; view->gates[i].pack && bit < 32; bit++) {
            const char *mark = fg_mark_name((fg_mark)(1u << bit));
            if (!*mark)
                continue;
            begin_sample("fiatgate_mark", &view->gates[i]);
            another_label("mark", mark);
            end_sample(view->gates[i].pack->marks >> bit & 1);
        }
}

static void print_lists(const struct stats_view *view, int32_t today)
{
    begin_family("fiatgate_list_stale", "gauge", "Whether a list or register is past its age.");
    for (size_t i = 0; i < view->count; i++) {
        const struct stats_gate_view *gate = &view->gates[i];
        for (uint32_t l = 0; gate->pack && l < gate->pack->list_count; l++) {
            begin_sample("fiatgate_list_stale", gate);
            another_label("list", gate->strings + gate->lists[l].id);
            end_sample(stats_list_is_stale(&gate->lists[l], today));
        }
    }
}

static void print_alarms(const struct stats_view *view, const struct stats_wanted *wanted)
{
    struct stats_alarm alarm;
    begin_family("fiatgate_alarms", "gauge", "How many things a person must look at.");
    for (size_t i = 0; i < view->count; i++) {
        uint32_t count = 0;
        while (stats_alarm(&view->gates[i], wanted, count, &alarm))
            count++;
        begin_sample("fiatgate_alarms", &view->gates[i]);
        end_sample(count);
    }
}

/* --- rules and entries ------------------------------------------------------------------------------------------ */

/* The five numbers of a rule or entry, by where they stand in struct stats_hits. */
static const struct {
    const char *what, *help;
    size_t offset;
} hit_families[] = {
    {"hits", "Transfers in which it held.", offsetof(struct stats_hits, hits)},
    {"flags", "Transfers in which it asked for flag.", offsetof(struct stats_hits, flags)},
    {"holds", "Transfers in which it asked for hold.", offsetof(struct stats_hits, holds)},
    {"blocks", "Transfers in which it asked for block.", offsetof(struct stats_hits, blocks)},
    {"shadow_hits", "Transfers in which it held in shadow.", offsetof(struct stats_hits, shadow_hits)},
};

static void print_row(const char *family, const struct stats_gate_view *gate, const struct stats_row *row,
                      size_t offset)
{
    uint64_t value;
    memcpy(&value, (const char *)&row->hits + offset, sizeof value);
    begin_sample(family, gate);
    if (*row->list)
        another_label("list", row->list);
    another_label(*row->list ? "entry" : "rule", row->id);
    end_sample(value);
}

static void print_rule_hits(const struct stats_view *view, uint32_t most)
{
    for (size_t f = 0; f < sizeof hit_families / sizeof *hit_families; f++) {
        char family[64];
        snprintf(family, sizeof family, "fiatgate_rule_%s_total", hit_families[f].what);
        begin_family(family, "counter", hit_families[f].help);
        for (size_t i = 0; i < view->count; i++) {
            const struct stats_gate_view *gate = &view->gates[i];
            for (uint32_t r = 0; gate->pack && r < gate->pack->rule_count && r < most; r++)
                print_row(family, gate, &gate->rules[r], hit_families[f].offset);
        }
    }
}

static void print_entry_hits(const struct stats_view *view, uint32_t most)
{
    for (size_t f = 0; most > 0 && f < sizeof hit_families / sizeof *hit_families; f++) {
        char family[64];
        snprintf(family, sizeof family, "fiatgate_entry_%s_total", hit_families[f].what);
        begin_family(family, "counter", hit_families[f].help);
        for (size_t i = 0; i < view->count; i++) {
            const struct stats_gate_view *gate = &view->gates[i];
            for (uint32_t e = 0; gate->pack && e < gate->pack->entry_count && e < most; e++)
                if (gate->entries[e].hits.hits + gate->entries[e].hits.shadow_hits > 0)
                    print_row(family, gate, &gate->entries[e], hit_families[f].offset);
        }
    }
}

void stats_prometheus(const struct stats_view *view, const struct stats_wanted *wanted)
{
    print_gates(view);
    print_sums(view);
    print_packs(view);
    print_lists(view, wanted->today);
    print_alarms(view, wanted);
    print_rule_hits(view, wanted->rules);
    print_entry_hits(view, wanted->entries);
}

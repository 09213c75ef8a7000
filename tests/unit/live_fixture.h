/*
 * live_fixture.h: a gate whose live pack a test changes in memory, to say what no compiler need write for it: grounds,
 * clocks, ages, modes. One gate at a time. Included by test programs, one each.
 */
#ifndef FIATGATE_TEST_LIVE_FIXTURE_H
#define FIATGATE_TEST_LIVE_FIXTURE_H

#include "gate_fixture.h"
#include "plugin/judge/rule_index.h"
#include "plugin/control/publish.h"
#include "plugin/lane.h"

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;
static struct pack *pack; /* the live one */
static char pool[1u << 16];

/* The order of tests/packs/api. */
enum { VENUE, WORD };
enum { VENUES, WORDS };

/* Ends the test program: nothing can be tested without. Also where no test runs yet. */
static inline void must(bool good, const char *sentence)
{
    if (good)
        return;
    fprintf(stderr, "the test's gate: %s\n", sentence);
    exit(1);
}

static inline void live_open(void)
{
    struct gate_config config = config_for_test();
    gate = gate_for_test(&config);
    lane = lane_for_test(gate);
    verdict = verdict_for_test(gate);
    pack = atomic_load(&gate->live)->pack;
}

static inline void live_close(void)
{
    fg_verdict_free(verdict);
    must(fg_lane_close(lane) == FG_OK && fg_close(gate) == FG_OK, "a test left it in use");
}

static inline struct pack_rule *rule_of(const struct pack *of, uint32_t number)
{
    must(number < of->rule_count, "the pack has no such rule");
    return (struct pack_rule *)(uintptr_t)&of->rules[number];
}

/* To be called when a rule was given another mode: which rules are tried is worked out when a pack is loaded. */
static inline void rules_changed(const struct pack *of)
{
    memset(of->rule_index, 0, rule_index_size(of));
    must(rule_index_make(of, of->rule_index) == of->rule_index, "the index of the pack's rules cannot be made again");
}

static inline struct pack_list *list_of(const struct pack *of, uint32_t number)
{
    must(number < of->list_count, "the pack has no such list");
    return (struct pack_list *)(uintptr_t)&of->lists[number];
}

static inline struct pack_meta *meta_of(const struct pack *of)
{
    return (struct pack_meta *)(uintptr_t)of->meta;
}

/* A string beside those that the live pack was built with. */
static inline uint32_t new_string(const char *text)
{
    if (pack->strings != pool) {
        must(pack->strings_size < sizeof pool / 2, "the pack's strings are too long");
        memcpy(pool, pack->strings, pack->strings_size);
        pack->strings = pool;
    }
    uint32_t at = pack->strings_size;
    must(at + strlen(text) < sizeof pool, "no room for a string");
    strcpy(pool + at, text);
    pack->strings_size += (uint32_t)strlen(text) + 1;
    return at;
}

static inline fg_error screen_on(const char *text, int32_t today)
{
    fg_facts facts = {.size = sizeof facts, .today = today, .time_of_day = 3600};
    return fg_screen(lane, text, strlen(text), today ? &facts : NULL, verdict);
}

static inline fg_counters counted(void)
{
    fg_counters counters = {.size = sizeof counters};
    must(fg_counters_read(gate, &counters) == FG_OK, "its counters cannot be read");
    return counters;
}

#endif

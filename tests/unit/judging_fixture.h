/*
 * judging_fixture.h: a worker of a replay over two gates of the small pack tests/packs/api, whose rules a test gives
 * other actions, and batches made of texts. One at a time. Included by test programs, one each.
 */
#ifndef FIATGATE_TEST_JUDGING_FIXTURE_H
#define FIATGATE_TEST_JUDGING_FIXTURE_H

#include <CUnit/CUnit.h>

#include "adapters/hosts/cli/replay/judging.h"
#include "gate_fixture.h"
#include "plugin/judge/rule_index.h"
#include "plugin/lane.h"

/* The rules of tests/packs/api, in their order. */
enum { VENUE, WORD };

static _Atomic uint64_t draw_limit;
static struct setup setup;
static fg_gate *gate, *before;
static struct judging_plan plan;
static struct gate_pair gates;
static struct outcome outcome;

/* Pieces of the batch at hand, with the bytes that must be readable behind a message. */
static struct piece pieces[BATCH_PIECES];
static unsigned char piece_bytes[BATCH_PIECES][4096 + 64];
static struct piece_batch batch = {.pieces = pieces};

static inline struct pack *pack_of(fg_gate *of)
{
    return atomic_load(&of->live)->pack;
}

static inline void set_action(fg_gate *of, uint32_t rule, fg_action action)
{
    ((struct pack_rule *)(uintptr_t)&pack_of(of)->rules[rule])->action = (uint8_t)action;
    memset(pack_of(of)->rule_index, 0, rule_index_size(pack_of(of)));
    CU_ASSERT_PTR_NOT_NULL_FATAL(rule_index_make(pack_of(of), pack_of(of)->rule_index));
}

static inline int judging_begin(void)
{
    setup = (struct setup){.command = "replay", .config = config_for_test(), .facts = {.size = sizeof(fg_facts)}};
    gate = gate_for_test(&setup.config);
    before = gate_for_test(&setup.config);
    return 0;
}

static inline int judging_end(void)
{
    outcome_free(&outcome);
    return fg_close(gate) != FG_OK || fg_close(before) != FG_OK;
}

/* A plan without a second pack, and an empty batch. */
static inline void plan_anew(void)
{
    atomic_store(&draw_limit, UINT64_MAX);
    plan = (struct judging_plan){.setup = &setup, .draw_limit = &draw_limit};
    gates = (struct gate_pair){.gate = gate};
    batch.count = 0;
    batch.number = 7;
    set_action(gate, VENUE, FG_BLOCK);
    set_action(gate, WORD, FG_FLAG);
    set_action(before, VENUE, FG_BLOCK);
    set_action(before, WORD, FG_FLAG);
}

static inline struct piece *add_piece(enum piece_kind kind, const char *file, const void *bytes, size_t length)
{
    struct piece *piece = &pieces[batch.count];
    CU_ASSERT_FATAL(batch.count < BATCH_PIECES && length <= 4096);
    memset(piece_bytes[batch.count], 0, sizeof piece_bytes[0]);
    memcpy(piece_bytes[batch.count], bytes, length);
    *piece = (struct piece){
        .kind = kind, .file = file, .relative = file, .bytes = piece_bytes[batch.count], .length = length};
    batch.count++;
    return piece;
}

static inline struct piece *add_message(const char *file, const char *text)
{
    return add_piece(PIECE_MESSAGE, file, text, strlen(text));
}

static inline struct piece *add_line(const char *file, uint32_t number, const char *json)
{
    struct piece *piece = add_piece(PIECE_JSON, file, json, strlen(json));
    piece->tx = piece->line = number;
    return piece;
}

/* One worker, one batch. */
static inline void run(void)
{
    struct judging *judging = NULL;
    outcome_clear(&outcome);
    CU_ASSERT_EQUAL_FATAL(judging_open(&judging, &plan, gates), 0);
    judging_run(judging, &batch, &outcome);
    judging_close(judging);
    CU_ASSERT_FALSE(outcome.sums.failed);
}

static inline const struct sum *sum_of(enum sum_kind kind, const char *name, const char *currency)
{
    static const struct sum none;
    for (size_t i = 0; i < outcome.sums.count; i++) {
        const struct sum *sum = &outcome.sums.items[i];
        if (sum->kind == kind && strcmp(sum->name, name) == 0 && strcmp(sum->currency, currency) == 0)
            return sum;
    }
    return &none;
}

static inline uint64_t count_of(enum sum_kind kind, const char *name)
{
    return sum_of(kind, name, "")->count;
}

static inline const Fiatgate__ReplayPayment *payment_at(size_t i)
{
    CU_ASSERT_FATAL(i < outcome.concern_count);
    return outcome.concerns[i].payment;
}

#endif

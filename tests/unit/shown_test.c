/*
 * shown_test.c: which payments the report shows, against the rule in plain words worked out anew from all payments.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/hosts/cli/replay/shown.h"
#include "random_numbers.h"
#include "run_tests.h"

#define PAYMENTS_MOST 6000u
#define GROUPS_MOST   400u

struct payment {
    uint32_t group;
    uint64_t draw, seq;
    bool kept;    /* as shown.c has it */
    bool is_kept; /* as the rule has it */
};

static struct payment payments[PAYMENTS_MOST];
static size_t count;

static void drop(void *context, uint64_t seq)
{
    (void)context;
    CU_ASSERT_TRUE_FATAL(seq >= 1 && seq <= count);
    CU_ASSERT_TRUE(payments[seq - 1].kept);
    payments[seq - 1].kept = false;
}

static void add(struct shown *shown, uint32_t group, uint64_t draw)
{
    char rule[16], entry[16];
    struct payment *payment = &payments[count++];
    *payment = (struct payment){.group = group, .draw = draw, .seq = count};
    snprintf(rule, sizeof rule, "r%u", group / 4 % 5);
    snprintf(entry, sizeof entry, "e%u", group / 20);
    struct shown_group_key key = {(int)(group % 2), (int)(group / 2 % 2), rule, entry};
    uint64_t limit = shown_draw_limit(shown);
    enum shown_answer answer = shown_add(shown, &key, draw, payment->seq, drop, NULL);
    CU_ASSERT_TRUE(answer == SHOWN_KEPT || answer == SHOWN_NOT_KEPT);
    payment->kept = answer == SHOWN_KEPT;
    if (payment->kept)
        CU_ASSERT_TRUE(draw <= limit);
}

static int by_group(const void *a, const void *b)
{
    const struct payment *left = a, *right = b;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    if (left->draw != right->draw)
        return left->draw < right->draw ? -1 : 1;
    return left->seq < right->seq ? -1 : 1;
}

static int by_draw(const void *a, const void *b)
{
    const struct payment *left = *(struct payment *const *)a, *right = *(struct payment *const *)b;
    if (left->draw != right->draw)
        return left->draw < right->draw ? -1 : 1;
    return left->seq < right->seq ? -1 : 1;
}

/* How many are kept when each group keeps so many. payments are in the order of by_group. */
static size_t kept_with(size_t quota, bool mark)
{
    size_t kept = 0, of_group = 0;
    for (size_t i = 0; i < count; i++) {
        of_group = i > 0 && payments[i - 1].group == payments[i].group ? of_group + 1 : 1;
        if (of_group <= quota)
            kept++;
        if (mark)
            payments[i].is_kept = of_group <= quota;
    }
    return kept;
}

static void expect(size_t limit)
{
    static struct payment *firsts[PAYMENTS_MOST];
    size_t quota = count, first_count = 0;
    qsort(payments, count, sizeof *payments, by_group);
    while (quota > 1 && kept_with(quota, false) > limit)
        quota--;
    if (kept_with(quota, true) <= limit)
        return;
    for (size_t i = 0; i < count; i++)
        if (payments[i].is_kept)
            firsts[first_count++] = &payments[i];
    qsort(firsts, first_count, sizeof *firsts, by_draw);
    for (size_t i = limit; i < first_count; i++)
        firsts[i]->is_kept = false;
}

static void check(size_t limit, const struct shown *shown)
{
    size_t kept = 0, most = 0, of_group = 0, wrong = 0;
    expect(limit);
    for (size_t i = 0; i < count; i++) {
        wrong += payments[i].kept != payments[i].is_kept;
        kept += payments[i].kept;
        of_group = i > 0 && payments[i - 1].group == payments[i].group ? of_group : 0;
        of_group += payments[i].kept;
        most = of_group > most ? of_group : most;
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(kept, shown_count(shown));
    CU_ASSERT_EQUAL(shown_a_group(shown), count > limit ? most : 0);
}

/* Groups are of very different sizes, draws may be equal. */
static uint32_t some_group(uint32_t groups)
{
    uint32_t group = random_below(groups);
    return random_below(3) ? random_below(group + 1) : group;
}

static void the_rule_is_kept(void)
{
    for (int round = 0; round < 300; round++) {
        size_t limit = 1 + random_below(150);
        uint32_t groups = 1 + random_below(GROUPS_MOST);
        uint32_t draws = random_below(4) ? 1u << 30 : 20;
        size_t all = random_below(4) ? random_below(1500) : random_below((uint32_t)limit + 2);
        struct shown *shown = shown_new(limit);
        CU_ASSERT_PTR_NOT_NULL_FATAL(shown);
        count = 0;
        while (count < all)
            add(shown, some_group(groups), random_below(draws));
        check(limit, shown);
        shown_free(shown);
    }
}

/* Begun anew from those that are kept, as from a work file, at any moment. */
static void it_goes_on_from_what_is_kept(void)
{
    for (int round = 0; round < 200; round++) {
        size_t limit = 1 + random_below(100);
        uint32_t groups = 1 + random_below(300);
        size_t all = random_below(1200);
        struct shown *shown = shown_new(limit);
        count = 0;
        while (count < all) {
            add(shown, some_group(groups), random_below(1u << 20));
            if (random_below(50) > 0)
                continue;
            shown_free(shown);
            shown = shown_new(limit);
            for (size_t i = 0; i < count; i++) {
                char rule[16], entry[16];
                uint32_t group = payments[i].group;
                snprintf(rule, sizeof rule, "r%u", group / 4 % 5);
                snprintf(entry, sizeof entry, "e%u", group / 20);
                struct shown_group_key key = {(int)(group % 2), (int)(group / 2 % 2), rule, entry};
                if (payments[i].kept)
                    CU_ASSERT_EQUAL(shown_add(shown, &key, payments[i].draw, payments[i].seq, drop, NULL), SHOWN_KEPT);
            }
            if (count > limit)
                shown_cut(shown);
        }
        check(limit, shown);
        shown_free(shown);
    }
}

/* With as many groups as may be kept, workers are told which draws are of no use any more. */
static void a_crowd_of_groups_limits_the_draws(void)
{
    struct shown *shown = shown_new(10);
    count = 0;
    for (uint32_t i = 0; i < 10; i++)
        add(shown, i, 1000 + i);
    CU_ASSERT_EQUAL(shown_draw_limit(shown), UINT64_MAX);
    add(shown, 0, 2000);
    CU_ASSERT_EQUAL(shown_draw_limit(shown), 1009);
    for (uint32_t i = 0; i < 300; i++)
        add(shown, i, 500 + i);
    CU_ASSERT_EQUAL(shown_draw_limit(shown), 509);
    check(10, shown);
    shown_free(shown);
    shown_free(NULL);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("payments shown", NULL, NULL);
    CU_add_test(suite, "the rule is kept", the_rule_is_kept);
    CU_add_test(suite, "it goes on from what is kept", it_goes_on_from_what_is_kept);
    CU_add_test(suite, "a crowd of groups limits the draws", a_crowd_of_groups_limits_the_draws);
    return run_tests();
}

/*
 * relief_test.c: orders of relief at a gate that keeps nothing: whose are taken, what they lower, and when they end.
 */
#include "relief_fixture.h"

static void open_plain(void)
{
    clock_of_test = NOW;
    config = config_for_test();
    open_gate();
}

static void a_rule_an_entry_and_an_account_are_relieved(void)
{
    static const struct {
        const char *subject, *what;
    } things[] = {{"rule", "venue"}, {"entry", "venues/fce"}, {"account", "DE89 3704 0044 0532 0130 00"}};
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        fg_relief relief = {.size = sizeof relief};
        open_plain();
        CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
        CU_ASSERT_EQUAL(give("relieve", things[i].subject, things[i].what, "by: A. Officer\n"), FG_OK);
        CU_ASSERT_STRING_EQUAL(why, "");
        CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
        CU_ASSERT_TRUE(fg_verdict_marks(verdict) & FG_MARK_RELIEVED);
        CU_ASSERT_EQUAL(action_of(plain_mt), FG_PASS);
        CU_ASSERT_EQUAL(fg_relief_read(gate, 0, &relief), FG_OK);
        CU_ASSERT_STRING_EQUAL(relief.kind, things[i].subject);
        CU_ASSERT_STRING_EQUAL(relief.what, things[i].what);
        CU_ASSERT_STRING_EQUAL(relief.who, "A. Officer");
        CU_ASSERT_STRING_EQUAL(relief.second, "");
        CU_ASSERT_STRING_EQUAL(relief.why, "a test");
        CU_ASSERT_EQUAL(relief.confirmed, 0);
        CU_ASSERT_EQUAL(relief.since, NOW);
        CU_ASSERT_EQUAL(relief.until, NOW + DAY);
        CU_ASSERT_EQUAL(relief.lowered, 1);
        CU_ASSERT_EQUAL(fg_relief_read(gate, 1, &relief), FG_E_NOT_FOUND);
        close_gate();
    }
}

static void a_relief_lapses_after_a_day(void)
{
    fg_relief relief = {.size = sizeof relief};
    open_plain();
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_OK);
    clock_of_test = NOW + DAY - 1;
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    clock_of_test = NOW + DAY;
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_relief_read(gate, 0, &relief), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_OK); /* another order */
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    close_gate();
}

static void a_second_person_makes_it_last(void)
{
    char text[ORDER_BYTES_MAX];
    fg_relief relief = {.size = sizeof relief};
    open_plain();
    order_text(text, sizeof text, "relieve", "rule", "venue", "by: A. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "in force already"));
    strcat(text, "by: A. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "stands twice"));
    clock_of_test = NOW + 20 * HOUR;
    strcpy(strstr(text, "by: "), "by: A. Officer\nby: B. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_relief_read(gate, 0, &relief), FG_OK);
    CU_ASSERT_EQUAL(relief.confirmed, 1);
    CU_ASSERT_EQUAL(relief.since, NOW);
    CU_ASSERT_EQUAL(relief.until, INT64_MAX);
    CU_ASSERT_EQUAL(relief.lowered, 1);
    CU_ASSERT_STRING_EQUAL(relief.second, "B. Officer");
    clock_of_test = NOW + 300 * (int64_t)DAY;
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK); /* the pack says the same */
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    CU_ASSERT_EQUAL(give("end", "rule", "venue", "by: C. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

static void an_order_is_taken_once_and_within_an_hour(void)
{
    char text[ORDER_BYTES_MAX];
    open_plain();
    order_text(text, sizeof text, "relieve", "rule", "venue", "by: A. Officer\n");
    clock_of_test = NOW + HOUR + 1;
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "60 minutes behind"));
    clock_of_test = NOW - HOUR - 1;
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "60 minutes ahead of"));
    clock_of_test = NOW + HOUR;
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(give("end", "rule", "venue", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "taken before"));
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

static void what_is_not_there_is_refused(void)
{
    static const struct {
        const char *act, *subject, *what, *persons;
        fg_error error;
        const char *sentence;
    } refused[] = {
        {"relieve", "rule", "venu", "by: A\n", FG_E_ARGUMENT, "has no rule venu"},
        {"relieve", "entry", "venues/x", "by: A\n", FG_E_ARGUMENT, "has no entry venues/x"},
        {"relieve", "entry", "fce", "by: A\n", FG_E_ARGUMENT, "has no entry fce"},
        {"relieve", "entry", "venue/fce", "by: A\n", FG_E_ARGUMENT, "has no entry venue/fce"},
        {"relieve", "account", "///", "by: A\n", FG_E_ARGUMENT, "is no account"},
        {"end", "rule", "venue", "by: A\n", FG_E_ARGUMENT, "no relief of rule venue is in force"},
        {"relieve", "rule", "venue", "by: A\nby: A\n", FG_E_TRUST, "stands twice"},
    };
    open_plain();
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        CU_ASSERT_EQUAL(give(refused[i].act, refused[i].subject, refused[i].what, refused[i].persons),
                        refused[i].error);
        if (!strstr(why, refused[i].sentence))
            printf("\n%zu: %s\n", i, why);
        CU_ASSERT_PTR_NOT_NULL(strstr(why, refused[i].sentence));
    }
    static const char other[] = HEAD "act: relieve\nrule: venue\npack: kz\nwhy: w\nat: " NOW_TEXT "\nby: A\n";
    CU_ASSERT_EQUAL(fg_relieve(gate, other, strlen(other), why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "the order is for pack kz, the active one is api"));
    CU_ASSERT_EQUAL(fg_relieve(gate, NULL, 0, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_relieve(NULL, other, strlen(other), why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_relieve(gate, other, 5, NULL, 0), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

static struct pack *live_pack(void)
{
    return atomic_load(&gate->live)->pack;
}

static void sanctions_are_not_relieved(void)
{
    open_plain();
    struct pack_rule *rule = (struct pack_rule *)(uintptr_t)live_pack()->rules;
    struct pack_list *list = (struct pack_list *)(uintptr_t)live_pack()->lists;
    rule->ground = PACK_GROUND_SANCTIONS;
    list->sanctions = 1;
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A\n"), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "rule venue is on the ground of sanctions"));
    CU_ASSERT_EQUAL(give("relieve", "entry", "venues/fce", "by: A\n"), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "entry venues/fce is of a list of sanctions"));
    CU_ASSERT_EQUAL(give("relieve", "account", "DE89370400440532013000", "by: A\n"), FG_OK);
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* A pack that says something else of what is relieved ends a relief that was to last, for good. */
static void a_changed_pack_ends_a_lasting_relief(void)
{
    static const struct {
        const char *subject, *what, *persons;
        fg_action action; /* when the pack has changed */
    } things[] = {
        {"rule", "venue", "by: A\nby: B\n", FG_BLOCK},
        {"entry", "venues/fce", "by: A\nby: B\n", FG_BLOCK},
        {"account", "DE89370400440532013000", "by: A\nby: B\n", FG_FLAG}, /* no pack says anything of it */
        {"rule", "venue", "by: A\n", FG_FLAG},                            /* it lapses today */
    };
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        open_plain();
        struct pack_rule *rule = (struct pack_rule *)(uintptr_t)live_pack()->rules;
        struct pack_entry *entry = (struct pack_entry *)(uintptr_t)live_pack()->entries;
        rule->action = FG_HOLD;
        entry->confidence = PACK_PROBABLE;
        CU_ASSERT_EQUAL(give("relieve", things[i].subject, things[i].what, things[i].persons), FG_OK);
        CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
        CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK); /* block, and sure, as in the file */
        CU_ASSERT_EQUAL(action_of(venue_mt), things[i].action);
        fg_relief relief = {.size = sizeof relief};
        CU_ASSERT_EQUAL(fg_relief_read(gate, 0, &relief), things[i].action == FG_FLAG ? FG_OK : FG_E_NOT_FOUND);
        /* A pack that says again what it said before does not bring it back. */
        ((struct pack_rule *)(uintptr_t)live_pack()->rules)->action = FG_HOLD;
        ((struct pack_entry *)(uintptr_t)live_pack()->entries)->confidence = PACK_PROBABLE;
        CU_ASSERT_EQUAL(fg_relief_read(gate, 0, &relief), things[i].action == FG_FLAG ? FG_OK : FG_E_NOT_FOUND);
        close_gate();
    }
}

/* Nobody is told that a relief lasts which the pack of today has ended before it began to. */
static void what_the_pack_has_changed_since_is_not_confirmed(void)
{
    char text[ORDER_BYTES_MAX];
    open_plain();
    ((struct pack_rule *)(uintptr_t)live_pack()->rules)->action = FG_HOLD;
    order_text(text, sizeof text, "relieve", "rule", "venue", "by: A\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK); /* block, as in the file */
    strcat(text, "by: B\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_STRING_EQUAL(why, "the active pack has changed what the order names since it was given; it goes on for "
                                "its 24 hours, for longer write it anew");
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    close_gate();
}

static void the_same_thing_is_relieved_once(void)
{
    open_plain();
    CU_ASSERT_EQUAL(give("relieve", "account", "DE89370400440532013000", "by: A\n"), FG_OK);
    CU_ASSERT_EQUAL(give("relieve", "account", "de89 3704 0044 0532 0130 00", "by: B\n"), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "is relieved already, by A"));
    CU_ASSERT_EQUAL(give("end", "account", "DE89 3704 0044 0532 0130 00", "by: B\n"), FG_OK);
    close_gate();
}

static void no_more_than_sixty_four(void)
{
    char account[32];
    open_plain();
    for (int i = 0; i < 64; i++) {
        snprintf(account, sizeof account, "ACC%06d", i);
        CU_ASSERT_EQUAL(give("relieve", "account", account, "by: A\n"), FG_OK);
    }
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC000064", "by: A\n"), FG_E_LANES);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "64 reliefs are in force"));
    CU_ASSERT_EQUAL(give("end", "account", "ACC000011", "by: A\n"), FG_OK);
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC000064", "by: A\n"), FG_OK);
    close_gate();
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite reliefs = CU_add_suite("reliefs", NULL, NULL);
    CU_ADD_TEST(reliefs, a_rule_an_entry_and_an_account_are_relieved);
    CU_ADD_TEST(reliefs, a_relief_lapses_after_a_day);
    CU_ADD_TEST(reliefs, a_second_person_makes_it_last);
    CU_ADD_TEST(reliefs, an_order_is_taken_once_and_within_an_hour);
    CU_ADD_TEST(reliefs, what_is_not_there_is_refused);
    CU_ADD_TEST(reliefs, sanctions_are_not_relieved);
    CU_ADD_TEST(reliefs, a_changed_pack_ends_a_lasting_relief);
    CU_ADD_TEST(reliefs, what_the_pack_has_changed_since_is_not_confirmed);
    CU_ADD_TEST(reliefs, the_same_thing_is_relieved_once);
    CU_ADD_TEST(reliefs, no_more_than_sixty_four);
    return run_tests();
}

/*
 * relief_test.c: orders of relief: whose are taken, what they lower, when they end, and what is left of them after a
 * restart; a second pack in shadow. The clock is the test's own.
 */
#include <CUnit/Basic.h>
#include <dirent.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "gate_fixture.h"
#include "messages.h"
#include "plugin/control/keys.h"
#include "plugin/control/order.h"
#include "plugin/lane.h"
#include "run_tests.h"
#include "signing.h"

#define NOW      INT64_C(1795340000) /* 2026-11-22T09:33:20Z */
#define NOW_TEXT "2026-11-22T09:33:20Z"
#define HOUR     3600
#define DAY      (24 * HOUR)

static int64_t clock_of_test = NOW;

/* What library and test read in place of the system's. */
time_t time(time_t *at)
{
    if (at)
        *at = (time_t)clock_of_test;
    return (time_t)clock_of_test;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    *at = (struct timespec){.tv_sec = (time_t)clock_of_test, .tv_nsec = (long)(clock == CLOCK_MONOTONIC)};
    return 0;
}

#define HEAD "fiatgate order 1\n"

/* --- a developer's gate ----------------------------------------------------------------------------------------- */

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;
static struct gate_config config;
static char why[1024];

static const char venue_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");

static void open_gate(void)
{
    gate = gate_for_test(&config);
    lane = lane_for_test(gate);
    verdict = verdict_for_test(gate);
}

static void close_gate(void)
{
    fg_verdict_free(verdict);
    CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void open_plain(void)
{
    clock_of_test = NOW;
    config = config_for_test();
    open_gate();
}

static fg_action action_of(const char *message)
{
    fg_screen(lane, message, strlen(message), NULL, verdict);
    return fg_verdict_action(verdict);
}

/* An order of one act on one thing, given at the clock's time by those persons. */
static size_t order_text(char *text, size_t size, const char *act, const char *subject, const char *what,
                         const char *persons)
{
    char at[32];
    time_t seconds = (time_t)clock_of_test;
    struct tm day;
    strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &day));
    int length = snprintf(text, size, HEAD "act: %s\n%s: %s\npack: api\nwhy: a test\nat: %s\n%s", act, subject, what,
                          at, persons);
    return (size_t)length;
}

static fg_error give(const char *act, const char *subject, const char *what, const char *persons)
{
    char text[ORDER_BYTES_MAX];
    size_t length = order_text(text, sizeof text, act, subject, what, persons);
    return fg_relieve(gate, text, length, why, sizeof why);
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

/* --- over a restart, and by signed orders ----------------------------------------------------------------------- */

static char folder[] = "/tmp/fiatgate-relief-XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[4][512];
    static int at;
    at = (at + 1) % 4;
    snprintf(paths[at], sizeof paths[at], "%s/%s", folder, name);
    return paths[at];
}

static void empty_folder(const char *path)
{
    DIR *entries = opendir(path);
    char name[1024];
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && unlink(name) != 0) {
            empty_folder(name);
            rmdir(name);
        }
    }
    if (entries)
        closedir(entries);
}

static void open_with_state(void)
{
    clock_of_test = NOW;
    empty_folder(folder);
    mkdir(in_folder("state"), 0750);
    config = config_for_test();
    snprintf(config.trust.state_folder, sizeof config.trust.state_folder, "%s", in_folder("state"));
    open_gate();
}

static void open_again(void)
{
    close_gate();
    open_gate();
}

static unsigned files_in(const char *path, const char *ending)
{
    unsigned count = 0;
    DIR *entries = opendir(path);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        size_t length = strlen(entry->d_name), tail = strlen(ending);
        count += length > tail && strcmp(entry->d_name + length - tail, ending) == 0;
    }
    if (entries)
        closedir(entries);
    return count;
}

static bool log_says(const char *words)
{
    static char text[1 << 16];
    FILE *file = fopen(in_folder("state/changes.log"), "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[length] = '\0';
    if (file)
        fclose(file);
    return strstr(text, words) != NULL;
}

static void a_restart_forgets_nothing(void)
{
    char first[ORDER_BYTES_MAX];
    open_with_state();
    order_text(first, sizeof first, "relieve", "rule", "venue", "by: A. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, first, strlen(first), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC1", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".order"), 2);
    clock_of_test = NOW + 60;
    CU_ASSERT_EQUAL(give("end", "account", "ACC1", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".order"), 1);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".taken"), 2);
    CU_ASSERT_TRUE(log_says("\"relieve\"") && log_says("\"relief_end\"") && log_says("A. Officer"));
    open_again();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    clock_of_test = NOW;
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC1", "by: A. Officer\n"), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "taken before"));
    CU_ASSERT_TRUE(log_says("taken before"));
    strcat(first, "by: B. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, first, strlen(first), why, sizeof why), FG_OK);
    open_again();
    clock_of_test = NOW + 2 * DAY;
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    close_gate();
}

static void a_lapsed_one_is_gone_after_a_restart(void)
{
    open_with_state();
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_OK);
    clock_of_test = NOW + DAY;
    open_again();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC1", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".order"), 1);
    CU_ASSERT_TRUE(log_says("24 hours have passed"));
    close_gate();
}

/* A file that anybody has changed makes screening stricter, never milder, and does not keep the gate from opening. */
static void a_damaged_file_is_left_out(void)
{
    static char text[8192];
    char path[1024] = "";
    open_with_state();
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_OK);
    close_gate();
    DIR *entries = opendir(in_folder("state/reliefs"));
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;)
        if (strstr(entry->d_name, ".order"))
            snprintf(path, sizeof path, "%s/%s", in_folder("state/reliefs"), entry->d_name);
    closedir(entries);
    FILE *file = fopen(path, "r");
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    for (size_t i = 0; i < length; i += 3) {
        char kept = text[i];
        text[i] = text[i] == 'x' ? 'y' : 'x';
        file = fopen(path, "w");
        fwrite(text, 1, i % 2 ? length : i, file); /* changed, or cut short */
        fclose(file);
        text[i] = kept;
        open_gate();
        fg_relief relief = {.size = sizeof relief};
        bool kept_it = fg_relief_read(gate, 0, &relief) == FG_OK;
        /* Only who gave an unsigned order, and since when it holds, can be changed unseen. */
        CU_ASSERT_TRUE(!kept_it || i > 10);
        CU_ASSERT_EQUAL(action_of(venue_mt), kept_it ? FG_FLAG : FG_BLOCK);
        close_gate();
    }
}

#define KEYS                                                                                                           \
    "keys = (\n"                                                                                                       \
    "  { person = \"Ada\"; key = \"@3@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; },\n"                     \
    "  { person = \"Berik\"; key = \"@4@\"; roles = (\"relief\", \"author\"); valid_from = \"2026-01-01\"; },\n"       \
    "  { person = \"Berik\"; key = \"@8@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; },\n"                   \
    "  { person = \"Chingiz\"; key = \"@5@\"; roles = (\"author\"); valid_from = \"2026-01-01\"; },\n"                 \
    "  { person = \"Dana\"; key = \"@6@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; revoked_at = "           \
    "\"2026-11-01\"; revoked_why = \"left\"; }\n);\n"

/* A gate with a register of keys; its packs need no signatures, its orders, once signed, do. */
static void open_with_keys(void)
{
    clock_of_test = NOW;
    empty_folder(folder);
    mkdir(in_folder("state"), 0750);
    CU_ASSERT_TRUE_FATAL(register_write(in_folder("keys.cfg"), KEYS, 1, 2, NOW - DAY));
    config = config_for_test();
    snprintf(config.trust.keys_path, sizeof config.trust.keys_path, "%s", in_folder("keys.cfg"));
    snprintf(config.trust.state_folder, sizeof config.trust.state_folder, "%s", in_folder("state"));
    config.trust.keepers = keepers_of(1, 2);
    open_gate();
}

/* Adds a person's line, signed with the key of that number. */
static void sign(char text[ORDER_BYTES_MAX], const char *person, uint8_t number)
{
    struct order order;
    char signed_text[ORDER_TEXT_BYTES], probe[ORDER_BYTES_MAX + 64];
    snprintf(probe, sizeof probe, "%sby: %s\n", text, person);
    CU_ASSERT_TRUE_FATAL(order_read(probe, strlen(probe), &order, why, sizeof why));
    struct order_signer *signer = &order.signers[order.signer_count - 1];
    signer->has_signature = true;
    signer_key(number, signer->key);
    size_t length = order_signed_text(&order, order.signer_count - 1, signed_text, sizeof signed_text);
    CU_ASSERT_TRUE_FATAL(length > 0);
    signer_sign(number, signed_text, length, signer->signature);
    text[order_write(&order, text, ORDER_BYTES_MAX)] = '\0';
}

static void signatures_are_asked_of_the_register(void)
{
    static const struct {
        const char *person;
        uint8_t number;
        const char *second;
        uint8_t second_number;
        const char *sentence; /* NULL = it is taken */
    } orders[] = {
        {"Ada", 3, NULL, 0, NULL},
        {"Ada", 3, "Berik", 4, NULL},
        {"Ada", 4, NULL, 0, "is Berik's, says the register of keys"},
        {"Chingiz", 5, NULL, 0, "Chingiz"},
        {"Dana", 6, NULL, 0, "Dana"},
        {"Nobody", 7, NULL, 0, "is not in the register of keys"},
        {"Ada", 3, "Dana", 6, "Dana"},
        {"Berik", 4, "Berik", 8, "stands twice"},
        {"Ada", 3, "Ada", 3, "stands twice"},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        char text[ORDER_BYTES_MAX];
        open_with_keys();
        order_text(text, sizeof text, "relieve", "rule", "venue", "");
        sign(text, orders[i].person, orders[i].number);
        if (orders[i].second)
            sign(text, orders[i].second, orders[i].second_number);
        fg_error error = fg_relieve(gate, text, strlen(text), why, sizeof why);
        CU_ASSERT_EQUAL(error, orders[i].sentence ? FG_E_TRUST : FG_OK);
        if (orders[i].sentence ? !strstr(why, orders[i].sentence) : error != FG_OK)
            printf("\n%zu: %s\n", i, why);
        CU_ASSERT_TRUE(!orders[i].sentence || strstr(why, orders[i].sentence));
        CU_ASSERT_EQUAL(action_of(venue_mt), orders[i].sentence ? FG_BLOCK : FG_FLAG);
        close_gate();
    }
}

/* Every byte of a signed order, changed, refuses it. */
static void no_byte_of_a_signed_order_may_change(void)
{
    char text[ORDER_BYTES_MAX], changed[ORDER_BYTES_MAX];
    open_with_keys();
    order_text(text, sizeof text, "relieve", "rule", "venue", "");
    sign(text, "Ada", 3);
    for (size_t i = 0; i < strlen(text); i++) {
        memcpy(changed, text, sizeof changed);
        changed[i] = (char)(changed[i] ^ 1);
        CU_ASSERT_NOT_EQUAL(fg_relieve(gate, changed, strlen(text), why, sizeof why), FG_OK);
        CU_ASSERT_STRING_NOT_EQUAL(why, "");
    }
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    close_gate();
}

static void a_signed_one_is_verified_again_at_restart(void)
{
    char text[ORDER_BYTES_MAX];
    open_with_keys();
    order_text(text, sizeof text, "relieve", "rule", "venue", "");
    sign(text, "Ada", 3);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    open_again();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    close_gate();
    /* A register in which the key is nobody's. */
    CU_ASSERT_TRUE(register_write(in_folder("keys.cfg"),
                                  "keys = ( { person = \"Berik\"; key = \"@4@\"; roles = (\"relief\"); valid_from = "
                                  "\"2026-01-01\"; } );\n",
                                  1, 2, NOW));
    open_gate();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* A register that was put back, in which a revoked key is still good, is no better for orders than for packs. */
static void an_old_register_takes_no_order(void)
{
    char text[ORDER_BYTES_MAX];
    open_with_keys();
    CU_ASSERT_TRUE(register_write(in_folder("keys.cfg"), KEYS, 1, 2, NOW - 2 * DAY));
    order_text(text, sizeof text, "relieve", "rule", "venue", "");
    sign(text, "Ada", 3);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_STRING_EQUAL(why, "the register of keys is of 2026-11-20, and this gate has used one of 2026-11-21: put "
                                "the newest register and its signatures in place");
    CU_ASSERT_TRUE(register_write(in_folder("keys.cfg"), KEYS, 1, 2, NOW + 2 * DAY));
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "is dated 2026-11-24, and today is 2026-11-22"));
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* An order of old, put into the folder with a time of today or of years to come, is none that a gate has taken. */
static void an_old_order_put_into_the_folder_is_left_out(void)
{
    static const int64_t times[] = {NOW + 10 * DAY, NOW + 1000 * DAY, NOW + HOUR + 1};
    char text[ORDER_BYTES_MAX], file[ORDER_BYTES_MAX + 256], path[256];
    struct order order;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        open_with_keys();
        order_text(text, sizeof text, "relieve", "rule", "venue", "");
        sign(text, "Ada", 3);
        close_gate();
        CU_ASSERT_TRUE_FATAL(order_read(text, strlen(text), &order, why, sizeof why));
        snprintf(path, sizeof path, "state/reliefs/%s.order", order.hash);
        int length = snprintf(file, sizeof file, "since: %lld\nmeaning: %064d\n%s", (long long)times[i], 0, text);
        FILE *out = fopen(in_folder(path), "w");
        CU_ASSERT_TRUE_FATAL(out && fwrite(file, 1, (size_t)length, out) == (size_t)length && fclose(out) == 0);
        clock_of_test = i == 0 ? NOW + 10 * DAY : NOW;
        open_gate();
        CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
        close_gate();
    }
}

/* Where the order cannot be kept it is not followed. */
static void an_order_that_cannot_be_kept_is_not_followed(void)
{
    open_with_state();
    empty_folder(in_folder("state/reliefs"));
    rmdir(in_folder("state/reliefs"));
    FILE *file = fopen(in_folder("state/reliefs"), "w");
    fclose(file);
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "cannot be kept"));
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* --- a second pack ---------------------------------------------------------------------------------------------- */

static void a_second_pack_is_loaded_and_taken_out(void)
{
    fg_shadow shadow = {.size = sizeof shadow};
    open_with_state();
    CU_ASSERT_EQUAL(fg_shadow_load(gate, API_PACK, "A. Officer", "to compare", why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK);
    CU_ASSERT_EQUAL(shadow.action, FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(shadow.pack, "api");
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK);
    CU_ASSERT_EQUAL(fg_shadow_load(gate, in_folder("none.fgp"), "A. Officer", "to compare", why, sizeof why),
                    FG_E_PACK);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "none.fgp"));
    fg_error error = FG_OK;
    char sentence[512];
    CU_ASSERT_EQUAL(fg_last_refusal(gate, &error, NULL, sentence, sizeof sentence), FG_OK);
    CU_ASSERT_EQUAL(error, FG_E_PACK);
    CU_ASSERT_STRING_EQUAL(sentence, why);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK); /* the one of before */
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "A. Officer", "compared", why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_E_NOT_FOUND);
    CU_ASSERT_TRUE(log_says("\"shadow\"") && log_says("to compare") && log_says("compared"));
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "", "why", why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "who", NULL, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_shadow_load(gate, API_PACK, "A. Officer", "closed with it", why, sizeof why), FG_OK);
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
    CU_pSuite kept = CU_add_suite("kept and signed", NULL, NULL);
    CU_ADD_TEST(kept, a_restart_forgets_nothing);
    CU_ADD_TEST(kept, a_lapsed_one_is_gone_after_a_restart);
    CU_ADD_TEST(kept, a_damaged_file_is_left_out);
    CU_ADD_TEST(kept, signatures_are_asked_of_the_register);
    CU_ADD_TEST(kept, no_byte_of_a_signed_order_may_change);
    CU_ADD_TEST(kept, a_signed_one_is_verified_again_at_restart);
    CU_ADD_TEST(kept, an_old_register_takes_no_order);
    CU_ADD_TEST(kept, an_old_order_put_into_the_folder_is_left_out);
    CU_ADD_TEST(kept, an_order_that_cannot_be_kept_is_not_followed);
    CU_ADD_TEST(kept, a_second_pack_is_loaded_and_taken_out);
    if (!mkdtemp(folder))
        return 1;
    int failed = run_tests();
    empty_folder(folder);
    rmdir(folder);
    return failed;
}

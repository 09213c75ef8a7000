/*
 * control_threads_test.c: three threads that control one gate at once by every call there is, while two others screen
 * and open and close their lanes. No verdict may be of an action that neither pack says, no call may fail in another
 * way than its header says; what a sanitizer sees it says itself.
 *
 * FIATGATE_TEST_SECONDS says for how long (default 2).
 */
#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "messages.h"
#include "pack_files.h"
#include "plugin/control/order.h"
#include "run_tests.h"
#include "signed_gate.h"
#include "signing.h"

#define ERLAN       7
#define CONTROLLERS 3
#define SCREENERS   2

static const char message[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");

static void holding(struct pack_edit *edit)
{
    pack_edit_rule(edit, 0)->action = FG_HOLD;
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", 0, PACK_EXPECT_HIT, FG_HOLD);
    struct pack_text text = {.id = pack_edit_string(edit, "venue-held"),
                             .text = pack_edit_string(edit, "Your payment is being checked."),
                             .language = PACK_ENGLISH,
                             .disclosure = PACK_DISCLOSE_NEUTRAL};
    pack_edit_add(edit, PACK_TEXTS, &text, 1);
}

static const char keys[] =
    "keys = (\n"
    "  { person = \"A. Ada\"; key = \"@3@\"; roles = (\"author\"); valid_from = \"2026-01-01\"; },\n"
    "  { person = \"B. Berik\"; key = \"@4@\"; roles = (\"approver\"); valid_from = \"2026-01-01\"; },\n"
    "  { person = \"E. Erlan\"; key = \"@7@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; }\n"
    ");\n";

static const struct signed_pack packs[] = {
    {"blocking", "1", NULL, 3, 4, NULL, NULL},
    {"holding", "2", holding, 3, 4, "blocking", NULL},
};

static fg_gate *gate;
static char blocking_path[512], holding_path[512];
static atomic_bool stop;
static _Atomic unsigned long screened, wrong, done[16], failed[16];

/* --- controlling ----------------------------------------------------------------------------------------------------
 */

static fg_error reload(void)
{
    char why[256];
    return fg_reload(gate, holding_path, why, sizeof why);
}
static fg_error fall_back(void)
{
    char why[256];
    fg_error error = fg_fall_back(gate, "B. Berik", "in turn", why, sizeof why);
    return error == FG_E_NOT_FOUND ? FG_OK : error; /* another thread was there before */
}
static fg_error shadow(void)
{
    char why[256];
    return fg_shadow_load(gate, blocking_path, "B. Berik", "to compare", why, sizeof why);
}
static fg_error no_shadow(void)
{
    char why[256];
    return fg_shadow_load(gate, NULL, "B. Berik", "enough", why, sizeof why);
}
static fg_error off_and_on(void)
{
    char why[256];
    fg_error error = fg_switch_off(gate, "B. Berik", "a drill", why, sizeof why);
    return error != FG_OK ? error : fg_switch_on(gate, "B. Berik", "the drill is over", why, sizeof why);
}
/* An order of an act, another one each time, signed by one officer. */
static void write_order(enum order_act act, char text[ORDER_BYTES_MAX])
{
    static _Atomic unsigned number;
    char signed_text[ORDER_TEXT_BYTES];
    struct order order = {.act = act,
                          .subject = ORDER_RULE,
                          .what = "venue",
                          .pack = "api",
                          .at = (int64_t)time(NULL),
                          .signer_count = 1,
                          .signers = {{.person = "E. Erlan", .has_signature = true}}};
    snprintf(order.why, sizeof order.why, "number %u", atomic_fetch_add(&number, 1));
    signer_key(ERLAN, order.signers[0].key);
    size_t length = order_signed_text(&order, 0, signed_text, sizeof signed_text);
    signer_sign(ERLAN, signed_text, length, order.signers[0].signature);
    text[order_write(&order, text, ORDER_BYTES_MAX)] = '\0';
}

static fg_error give(enum order_act act)
{
    static const char *const refusals[] = {"is relieved already", "is in force", "have been taken within an hour"};
    char text[ORDER_BYTES_MAX], why[1024];
    write_order(act, text);
    fg_error error = fg_relieve(gate, text, strlen(text), why, sizeof why);
    for (size_t i = 0; error != FG_OK && i < sizeof refusals / sizeof *refusals; i++)
        if (strstr(why, refusals[i]))
            return FG_OK; /* another thread was there before */
    return error;
}
static fg_error relieve(void)
{
    return give(ORDER_RELIEVE);
}
static fg_error end_relief(void)
{
    return give(ORDER_END);
}
static fg_error look(void)
{
    char text[1024], version[64];
    const char *code = "";
    int64_t at;
    uint32_t used = 0;
    fg_lane_pack lanes[4];
    fg_hits hits = {.size = sizeof hits};
    fg_relief relief = {.size = sizeof relief};
    fg_counters counters = {.size = sizeof counters};
    fg_error error = fg_rule_hits(gate, 0, &hits);
    for (uint32_t i = 0; fg_alarm(gate, 20261122, i, &code, text, sizeof text) == FG_OK; i++)
        ;
    (void)fg_entry_hits(gate, 0, &hits);
    (void)fg_relief_read(gate, 0, &relief);
    (void)fg_last_refusal(gate, &(fg_error){FG_OK}, &at, text, sizeof text);
    (void)fg_pack_text(gate, "venue-held", "en", text, sizeof text);
    error = error == FG_OK ? fg_lane_packs(gate, lanes, 4, &used) : error;
    error = error == FG_OK ? fg_counters_read(gate, &counters) : error;
    return error == FG_OK ? fg_pack_in_use(gate, NULL, NULL, 0, version, sizeof version, NULL, 0) : error;
}

static const struct {
    const char *name;
    fg_error (*call)(void);
} calls[] = {{"reload", reload},         {"fall back", fall_back}, {"shadow", shadow},  {"no shadow", no_shadow},
             {"off and on", off_and_on}, {"relieve", relieve},     {"end", end_relief}, {"look", look}};
#define CALLS (sizeof calls / sizeof *calls)

static void *control(void *context)
{
    unsigned seed = (unsigned)(uintptr_t)context;
    while (!atomic_load(&stop)) {
        seed = seed * 1103515245u + 12345u;
        unsigned which = (seed >> 16) % CALLS;
        atomic_fetch_add(calls[which].call() == FG_OK ? &done[which] : &failed[which], 1);
    }
    return NULL;
}

/* --- screening ------------------------------------------------------------------------------------------------------
 */

static bool is_right(const fg_verdict *verdict, fg_error error)
{
    if (error == FG_NOT_SCREENED)
        return fg_verdict_cause(verdict) == FG_CAUSE_SWITCHED_OFF && fg_verdict_action(verdict) == FG_HOLD;
    bool second = strcmp(fg_verdict_pack_version(verdict), "2") == 0;
    bool relieved = (fg_verdict_marks(verdict) & FG_MARK_RELIEVED) != 0;
    return error == FG_OK && fg_verdict_action(verdict) == (relieved ? FG_FLAG : second ? FG_HOLD : FG_BLOCK);
}

static void *screen(void *context)
{
    fg_verdict *verdict = NULL;
    fg_lane *lane = NULL;
    if (fg_verdict_new(gate, &verdict) != FG_OK)
        return NULL;
    for (unsigned long i = 0; !atomic_load(&stop); i++) {
        if (i % 64 == 0) {
            fg_lane_close(lane);
            lane = NULL;
            if (fg_lane_open(gate, &lane) != FG_OK)
                break;
        }
        fg_error error = fg_screen(lane, message, sizeof message - 1, NULL, verdict);
        atomic_fetch_add(&screened, 1);
        if (!is_right(verdict, error))
            atomic_fetch_add(&wrong, 1);
    }
    fg_lane_close(lane);
    fg_verdict_free(verdict);
    return context;
}

static void all_calls_at_once(void)
{
    const char *given = getenv("FIATGATE_TEST_SECONDS");
    pthread_t controllers[CONTROLLERS], screeners[SCREENERS];
    for (uintptr_t i = 0; i < CONTROLLERS; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&controllers[i], NULL, control, (void *)(i + 1)), 0);
    for (int i = 0; i < SCREENERS; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&screeners[i], NULL, screen, gate), 0);
    sleep(given ? (unsigned)strtoul(given, NULL, 10) : 2);
    atomic_store(&stop, true);
    for (int i = 0; i < CONTROLLERS; i++)
        pthread_join(controllers[i], NULL);
    for (int i = 0; i < SCREENERS; i++) {
        void *ended = NULL;
        pthread_join(screeners[i], &ended);
        CU_ASSERT_PTR_NOT_NULL(ended);
    }
    printf("%lu messages", atomic_load(&screened));
    for (size_t i = 0; i < CALLS; i++) {
        printf(", %s %lu", calls[i].name, atomic_load(&done[i]));
        CU_ASSERT_EQUAL(atomic_load(&failed[i]), 0);
    }
    printf(" ... ");
    CU_ASSERT_TRUE(atomic_load(&screened) > 0);
    CU_ASSERT_EQUAL(atomic_load(&wrong), 0);
}

int main(void)
{
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    if (!signed_gate_set_up() || !register_write(work_path("keys.cfg"), keys, 1, 2, time(NULL) - 86400))
        return 1;
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
        signed_pack_make(&packs[i]);
    snprintf(blocking_path, sizeof blocking_path, "%s", signed_pack_path("blocking"));
    snprintf(holding_path, sizeof holding_path, "%s", signed_pack_path("holding"));
    char why[1024] = "";
    static struct gate_config config;
    config = signed_gate_config("blocking");
    snprintf(config.stats_folder, sizeof config.stats_folder, "%s", work_path(""));
    if (gate_open(&config, NULL, NULL, &gate, why, sizeof why) != FG_OK) {
        fprintf(stderr, "the test's gate cannot be opened: %s\n", why);
        work_close();
        return 1;
    }
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("control by many", NULL, NULL);
    CU_ADD_TEST(suite, all_calls_at_once);
    int result = run_tests();
    result |= fg_close(gate) != FG_OK;
    work_close();
    return result;
}

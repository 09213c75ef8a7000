/*
 * api_test.c: the public interface as a careless or unlucky host meets it: wrong arguments, other versions, missing
 * packs, busy lanes, forks, reloads, and what a verdict holds afterwards.
 */
#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "messages.h"
#include "run_tests.h"
#include "suite_gate.h"

static const char blocked_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char flagged_mt[] = MT103_WITH("HANS MUSTER", "ZA USDT");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");

static fg_error screen_text(const char *text, const fg_facts *facts)
{
    return fg_screen(lane, text, strlen(text), facts, verdict);
}

static void verdicts_say_what_was_found_and_where(void)
{
    CU_ASSERT_EQUAL(screen_text(blocked_mt, NULL), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 1);
    CU_ASSERT_EQUAL(fg_verdict_as_of(verdict, 1), 20261121);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    CU_ASSERT_STRING_EQUAL(fg_verdict_status_reason(verdict, 1), "MS03");
    CU_ASSERT_STRING_EQUAL(fg_verdict_message_type(verdict), "mt103");
    CU_ASSERT_STRING_EQUAL(fg_verdict_pack_name(verdict), "api");
    CU_ASSERT_EQUAL(strlen(fg_verdict_pack_hash(verdict)), 64);
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 1, FG_FIELD_UETR), "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a");
    CU_ASSERT_TRUE(fg_verdict_reasons(verdict) >= 1);
    fg_reason reason = {.size = sizeof reason};
    CU_ASSERT_EQUAL_FATAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.field, FG_FIELD_CREDITOR_NAME);
    CU_ASSERT_STRING_EQUAL(reason.text, "FOREIGN COIN EXCHANGE LTD");
    CU_ASSERT_STRING_EQUAL(reason.entry, "venues/fce");
    CU_ASSERT_STRING_EQUAL(reason.basis, "Invented law, art. 1");
    CU_ASSERT_EQUAL(reason.end - reason.start, strlen(reason.text));
    CU_ASSERT_EQUAL(memcmp(blocked_mt + reason.start, reason.text, strlen(reason.text)), 0);
    CU_ASSERT_EQUAL(screen_text(plain_mt, NULL), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), 0);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "");
}

static void the_hosts_own_id_of_the_payer_comes_back(void)
{
    char longest[80], too_long[90];
    memset(too_long, 'x', sizeof too_long);
    too_long[sizeof too_long - 1] = '\0';
    snprintf(longest, sizeof longest, "%.64s", too_long);
    fg_facts facts = {.size = sizeof facts, .customer_reference = "C-0042"};
    CU_ASSERT_EQUAL(screen_text(plain_mt, &facts), FG_OK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_reference(verdict), "C-0042");
    facts.customer_reference = too_long;
    CU_ASSERT_EQUAL(screen_text(plain_mt, &facts), FG_OK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_reference(verdict), longest);
    CU_ASSERT_EQUAL(screen_text(plain_mt, NULL), FG_OK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_reference(verdict), "");
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_reference(NULL), "");
}

static void the_version_is_that_of_the_header(void)
{
    char text[32];
    snprintf(text, sizeof text, "%d.%d.%d", FG_VERSION_MAJOR, FG_VERSION_MINOR, FG_VERSION_PATCH);
    CU_ASSERT_EQUAL(fg_version(), FG_VERSION);
    CU_ASSERT_STRING_EQUAL(fg_version_text(), text);
}

static void null_arguments_are_answered(void)
{
    char why[256];
    fg_gate *none = gate;
    fg_options options = {.size = sizeof options, .version = FG_VERSION, .config_path = NULL};
    CU_ASSERT_EQUAL(fg_open(NULL, &none, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_PTR_NULL(none);
    CU_ASSERT_TRUE(strlen(why) > 10);
    CU_ASSERT_EQUAL(fg_open(&options, NULL, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_open(&options, &none, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "config_path"));
    CU_ASSERT_EQUAL(fg_open(&options, &none, NULL, 0), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_reload(NULL, NULL, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "gate"));
    fg_lane *no_lane = lane;
    CU_ASSERT_EQUAL(fg_lane_open(NULL, &no_lane), FG_E_ARGUMENT);
    CU_ASSERT_PTR_NULL(no_lane);
    CU_ASSERT_EQUAL(fg_lane_open(gate, NULL), FG_E_ARGUMENT);
    fg_verdict *no_verdict = verdict;
    CU_ASSERT_EQUAL(fg_verdict_new(NULL, &no_verdict), FG_E_ARGUMENT);
    CU_ASSERT_PTR_NULL(no_verdict);
    CU_ASSERT_EQUAL(fg_verdict_new(gate, NULL), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_lane_close(NULL), FG_OK);
    CU_ASSERT_EQUAL(fg_close(NULL), FG_OK);
    fg_verdict_free(NULL);
    CU_ASSERT_EQUAL(fg_screen(lane, plain_mt, 10, NULL, NULL), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_screen(NULL, plain_mt, 10, NULL, verdict), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_INTERNAL);
    CU_ASSERT_EQUAL(fg_screen(lane, NULL, 10, NULL, verdict), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_EQUAL(fg_screen_fields(lane, NULL, 3, NULL, verdict), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_EQUAL(fg_counters_read(gate, NULL), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_action(NULL), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_transfers(NULL), 0);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(NULL, 1), "");
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, NULL), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_screen(lane, NULL, 0, NULL, verdict), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_BAD_MESSAGE);
}

static void errors_have_sentences(void)
{
    for (int error = FG_OK; error <= FG_E_STATE; error++)
        CU_ASSERT_TRUE(strlen(fg_error_text((fg_error)error)) > 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(fg_error_text((fg_error)999), "does not know"));
    CU_ASSERT_STRING_EQUAL(fg_action_name(FG_HOLD), "hold");
    CU_ASSERT_STRING_EQUAL(fg_cause_name(FG_CAUSE_LANE_BUSY), "lane_busy");
    CU_ASSERT_STRING_EQUAL(fg_action_name((fg_action)77), "");
    CU_ASSERT_STRING_EQUAL(fg_ground_name(FG_GROUND_ANTIFRAUD), "antifraud");
    CU_ASSERT_STRING_EQUAL(fg_ground_name((fg_ground)77), "");
    CU_ASSERT_STRING_EQUAL(fg_disclosure_name(FG_DISCLOSE_NOTHING), "none");
    CU_ASSERT_STRING_EQUAL(fg_mark_name(FG_MARK_PACK_EXPIRED), "pack_expired");
    CU_ASSERT_STRING_EQUAL(fg_mark_name((fg_mark)(FG_MARK_STALE | FG_MARK_SHADOWED)), "");
    CU_ASSERT_STRING_EQUAL(fg_duty_name(FG_DUTY_FREEZE), "freeze");
    CU_ASSERT_STRING_EQUAL(fg_duty_name((fg_duty)0), "");
}

/* What a configuration must say for the test's pack, which nobody has signed. */
#define TRUST "trust = { unsigned_packs = true; }; enforcement = \"enforce\";"

static void write_config(char *path, const char *text)
{
    strcpy(path, "/tmp/fiatgate-test-XXXXXX");
    int file = mkstemp(path);
    CU_ASSERT_FATAL(file >= 0);
    CU_ASSERT_EQUAL(write(file, text, strlen(text)), (ssize_t)strlen(text));
    close(file);
}

static void other_versions_are_told_apart(void)
{
    char path[64], why[512];
    write_config(path, "fiatgate = { pack = \"" API_PACK "\"; " TRUST " };\n");
    fg_gate *opened = NULL;
    fg_options options = {.size = sizeof options, .version = 0x00020300, .config_path = path};
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_E_VERSION);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "2.3.0"));
    CU_ASSERT_PTR_NOT_NULL(strstr(why, fg_version_text()));
    options.version = FG_VERSION + 0x0500; /* a newer minor version */
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    CU_ASSERT_EQUAL(fg_close(opened), FG_OK);
    options.size = 8;
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_E_ARGUMENT);
    unlink(path);
}

static void missing_packs_and_files_are_named(void)
{
    char path[64], why[512];
    fg_gate *opened = NULL;
    fg_options options = {.size = sizeof options, .version = FG_VERSION, .config_path = "/nonexistent/gate.cfg"};
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/nonexistent/gate.cfg"));
    write_config(path, "fiatgate = { pack = \"no-such-pack.fgp\"; " TRUST " };\n");
    options.config_path = path;
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_E_PACK);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/tmp/no-such-pack.fgp"));
    options.pack_path = path; /* a file that is no pack */
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_E_PACK);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, path));
    unlink(path);
    write_config(path, "fiatgate = { enabled = true; " TRUST " };\n");
    options.config_path = path;
    options.pack_path = NULL;
    CU_ASSERT_EQUAL(fg_open(&options, &opened, why, sizeof why), FG_E_CONFIG);
    unlink(path);
}

static void lanes_are_counted(void)
{
    fg_lane *more[4];
    for (int i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(fg_lane_open(gate, &more[i]), FG_OK);
    CU_ASSERT_EQUAL(fg_lane_open(gate, &more[3]), FG_E_LANES);
    CU_ASSERT_PTR_NULL(more[3]);
    CU_ASSERT_EQUAL(fg_close(gate), FG_E_LANES);
    for (int i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(fg_lane_close(more[i]), FG_OK);
    CU_ASSERT_EQUAL(fg_lane_open(gate, &more[3]), FG_OK);
    CU_ASSERT_EQUAL(fg_lane_close(more[3]), FG_OK);
}

static void facts_of_unknown_shape_are_refused(void)
{
    struct {
        fg_facts facts;
        unsigned char tail[16];
    } newer = {.facts = {.size = sizeof newer}};
    CU_ASSERT_EQUAL(screen_text(plain_mt, &newer.facts), FG_OK);
    newer.tail[3] = 1;
    CU_ASSERT_EQUAL(screen_text(plain_mt, &newer.facts), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    static const fg_facts wrong[] = {
        {.size = 4},
        {.size = sizeof(fg_facts), .channel = 99},
        {.size = sizeof(fg_facts), .as_of = 20260231},
        {.size = sizeof(fg_facts), .today = 5},
        {.size = sizeof(fg_facts), .time_of_day = 86400},
        {.size = sizeof(fg_facts), .reserved = {1, 0}},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CU_ASSERT_EQUAL(screen_text(plain_mt, &wrong[i]), FG_E_ARGUMENT);
}

static void dates_decide_as_of(void)
{
    fg_facts facts = {.size = sizeof facts, .as_of = 20200101};
    screen_text(plain_mt, &facts);
    CU_ASSERT_EQUAL(fg_verdict_as_of(verdict, 1), 20200101);
    facts = (fg_facts){.size = sizeof facts, .today = 20261119};
    screen_text(plain_mt, &facts);
    CU_ASSERT_EQUAL(fg_verdict_as_of(verdict, 1), 20261121);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    facts.today = 20261123;
    screen_text(plain_mt, &facts);
    CU_ASSERT_EQUAL(fg_verdict_as_of(verdict, 1), 20261123);
    facts.today = 20270301; /* settled months ago */
    screen_text(plain_mt, &facts);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "fiatgate.settlement-window");
}

static void a_deadline_that_passed_degrades(void)
{
    fg_facts facts = {.size = sizeof facts, .deadline_ns = 1};
    CU_ASSERT_EQUAL(screen_text(plain_mt, &facts), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_DEADLINE);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_TRUE(fg_verdict_degraded(verdict));
    facts.deadline_ns = UINT64_MAX;
    CU_ASSERT_EQUAL(screen_text(plain_mt, &facts), FG_OK);
    CU_ASSERT_FALSE(fg_verdict_degraded(verdict));
}

static void fields_of_the_host_are_screened_alike(void)
{
#define GIVEN(field, text, at) {field, 0, text, sizeof text - 1, at, at + sizeof text - 1}
    fg_field_input fields[] = {
        GIVEN(FG_FIELD_CREDITOR_NAME, "Foreign Coin Exchange Limited", 500),
        GIVEN(FG_FIELD_SETTLEMENT_DATE, "2026-11-21", 0),
        GIVEN(FG_FIELD_REMITTANCE, "goods", 700),
    };
    CU_ASSERT_EQUAL(fg_screen_fields(lane, fields, 3, NULL, verdict), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    fg_reason reason = {.size = sizeof reason};
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.start, 500);
    CU_ASSERT_EQUAL(reason.end, 529);
    fields[0].end = fields[0].start = 0;
    fg_screen_fields(lane, fields, 3, NULL, verdict);
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.end, 0);
    fields[2] = (fg_field_input)GIVEN(FG_FIELD_REMITTANCE, "\xC3\x28", 0);
    CU_ASSERT_EQUAL(fg_screen_fields(lane, fields, 3, NULL, verdict), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_BAD_MESSAGE);
    fields[2] = (fg_field_input)GIVEN(99, "x", 0);
    CU_ASSERT_EQUAL(fg_screen_fields(lane, fields, 3, NULL, verdict), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_screen_fields(lane, fields, 1, NULL, verdict), FG_NOT_SCREENED); /* no date */
    CU_ASSERT_EQUAL(fg_screen_fields(lane, NULL, 0, NULL, verdict), FG_NOT_SCREENED);
}

static void other_messages_are_told(void)
{
    static const char statement[] = "{1:F01TESTKZKAAXXX0000000000}{2:I940TESTDEFFXXXXN}{4:\r\n:20:X\r\n-}";
    CU_ASSERT_EQUAL(screen_text(statement, NULL), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_NOT_A_TRANSFER);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(screen_text("\x01\x02 nothing that is a message", NULL), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_BAD_MESSAGE);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    const char *code = NULL, *sentence = NULL;
    CU_ASSERT_EQUAL(fg_verdict_error(verdict, &code, NULL, NULL, &sentence), FG_OK);
    CU_ASSERT_STRING_EQUAL(code, "format-unknown");
    static const char cover[] = "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTDEFFXXXXN}{4:\r\n:20:X\r\n-}";
    CU_ASSERT_EQUAL(screen_text(cover, NULL), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_BAD_MESSAGE);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
}

static void switched_off_goes_to_policy(void)
{
    struct gate_config config = config_for_test();
    config.enabled = false;
    config.policy[FG_CAUSE_SWITCHED_OFF][FG_CHANNEL_CARD] = FG_FLAG;
    fg_gate *off = gate_for_test(&config);
    fg_lane *off_lane = lane_for_test(off);
    fg_verdict *off_verdict = verdict_for_test(off);
    CU_ASSERT_EQUAL(fg_screen(off_lane, plain_mt, strlen(plain_mt), NULL, off_verdict), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(off_verdict), FG_CAUSE_SWITCHED_OFF);
    CU_ASSERT_EQUAL(fg_verdict_action(off_verdict), FG_HOLD);
    fg_facts facts = {.size = sizeof facts, .channel = FG_CHANNEL_CARD};
    fg_screen(off_lane, plain_mt, strlen(plain_mt), &facts, off_verdict);
    CU_ASSERT_EQUAL(fg_verdict_action(off_verdict), FG_FLAG);
    fg_verdict_free(off_verdict);
    CU_ASSERT_EQUAL(fg_lane_close(off_lane), FG_OK);
    CU_ASSERT_EQUAL(fg_close(off), FG_OK);
}

static atomic_bool stop;
static atomic_int refused, screened, wrong;

static void *hammer(void *context)
{
    fg_lane *shared = context;
    fg_verdict *own = verdict_for_test(gate);
    while (!atomic_load(&stop)) {
        fg_error error = fg_screen(shared, blocked_mt, strlen(blocked_mt), NULL, own);
        if (error == FG_OK && fg_verdict_action(own) == FG_BLOCK)
            atomic_fetch_add(&screened, 1);
        else if (error == FG_E_LANE_BUSY && fg_verdict_action(own) == FG_HOLD &&
                 fg_verdict_cause(own) == FG_CAUSE_LANE_BUSY)
            atomic_fetch_add(&refused, 1);
        else
            atomic_fetch_add(&wrong, 1);
    }
    fg_verdict_free(own);
    return NULL;
}

static void a_lane_shared_by_threads_refuses_cleanly(void)
{
    pthread_t threads[3];
    atomic_store(&stop, false);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, hammer, lane);
    for (int i = 0; i < 400 && (atomic_load(&refused) == 0 || i < 50); i++)
        nanosleep(&(struct timespec){.tv_nsec = 5000000}, NULL);
    atomic_store(&stop, true);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    CU_ASSERT_TRUE(atomic_load(&screened) > 0);
    CU_ASSERT_TRUE(atomic_load(&refused) > 0);
    CU_ASSERT_EQUAL(atomic_load(&wrong), 0);
}

static void *screen_with_own_lane(void *context)
{
    (void)context;
    fg_lane *own = lane_for_test(gate);
    hammer(own);
    fg_lane_close(own);
    return NULL;
}

static void reloads_swap_while_lanes_screen(void)
{
    char why[512], hash[65], damaged[64];
    pthread_t threads[2];
    atomic_store(&stop, false);
    atomic_store(&wrong, 0);
    atomic_store(&refused, 0);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, screen_with_own_lane, NULL);
    for (int i = 0; i < 20; i++)
        CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    write_config(damaged, "this is no pack");
    CU_ASSERT_EQUAL(fg_reload(gate, damaged, why, sizeof why), FG_E_PACK);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, damaged));
    CU_ASSERT_EQUAL(fg_reload(gate, "/nonexistent.fgp", why, sizeof why), FG_E_PACK);
    unlink(damaged);
    atomic_store(&stop, true);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CU_ASSERT_EQUAL(atomic_load(&wrong), 0);
    CU_ASSERT_EQUAL(atomic_load(&refused), 0);
    CU_ASSERT_EQUAL(screen_text(blocked_mt, NULL), FG_OK);
    CU_ASSERT_EQUAL(fg_pack_in_use(gate, lane, NULL, 0, NULL, 0, hash, sizeof hash), FG_OK);
    CU_ASSERT_STRING_EQUAL(hash, fg_verdict_pack_hash(verdict));
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_pack_in_use(gate, lane, NULL, 0, NULL, 0, hash, sizeof hash), FG_OK);
    CU_ASSERT_STRING_EQUAL(hash, "");
    fg_counters counters = {.size = sizeof counters};
    CU_ASSERT_EQUAL(fg_counters_read(gate, &counters), FG_OK);
    CU_ASSERT_EQUAL(counters.reloads, 21);
    CU_ASSERT_EQUAL(counters.reloads_failed, 2);
    CU_ASSERT_TRUE(counters.transfers > 0 && counters.actions[FG_BLOCK] > 0);
}

static void *read_on_another_thread(void *context)
{
    const fg_verdict *kept = context;
    fg_reason reason = {.size = sizeof reason};
    bool good = fg_verdict_action(kept) == FG_BLOCK && fg_verdict_reason(kept, 0, &reason) == FG_OK &&
                strcmp(reason.text, "FOREIGN COIN EXCHANGE LTD") == 0 && strcmp(reason.entry, "venues/fce") == 0;
    return good ? context : NULL;
}

static void verdicts_outlive_pack_lane_and_gate(void)
{
    struct gate_config config = config_for_test();
    fg_gate *brief = gate_for_test(&config);
    fg_lane *brief_lane = lane_for_test(brief);
    fg_verdict *kept = verdict_for_test(brief);
    char why[256];
    CU_ASSERT_EQUAL(fg_screen(brief_lane, blocked_mt, strlen(blocked_mt), NULL, kept), FG_OK);
    CU_ASSERT_EQUAL(fg_reload(brief, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_lane_close(brief_lane), FG_OK);
    CU_ASSERT_EQUAL(fg_close(brief), FG_OK);
    pthread_t thread;
    void *good = NULL;
    pthread_create(&thread, NULL, read_on_another_thread, kept);
    pthread_join(thread, &good);
    CU_ASSERT_PTR_NOT_NULL(good);
    fg_verdict_free(kept);
}

static void a_fork_may_only_close(void)
{
    struct gate_config config = config_for_test();
    fg_gate *parent = gate_for_test(&config);
    fg_lane *parent_lane = lane_for_test(parent);
    fg_verdict *parent_verdict = verdict_for_test(parent);
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        char why[256];
        fg_lane *more;
        int bad = fg_screen(parent_lane, plain_mt, strlen(plain_mt), NULL, parent_verdict) != FG_E_FORKED;
        bad |= fg_verdict_action(parent_verdict) != FG_HOLD;
        bad |= fg_reload(parent, NULL, why, sizeof why) != FG_E_FORKED;
        bad |= fg_lane_open(parent, &more) != FG_E_FORKED;
        fg_verdict_free(parent_verdict);
        bad |= fg_lane_close(parent_lane) != FG_OK || fg_close(parent) != FG_OK;
        _exit(bad);
    }
    int status = 1;
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
    CU_ASSERT_EQUAL(fg_screen(parent_lane, plain_mt, strlen(plain_mt), NULL, parent_verdict), FG_OK);
    fg_verdict_free(parent_verdict);
    CU_ASSERT_EQUAL(fg_lane_close(parent_lane), FG_OK);
    CU_ASSERT_EQUAL(fg_close(parent), FG_OK);
}

static int lines_logged;
static fg_gate *logged;
static void keep_log(void *context, fg_log_level level, const char *sentence)
{
    (void)level;
    lines_logged++;
    char hash[65] = ""; /* a log may ask its gate */
    if (logged && fg_pack_in_use(logged, NULL, NULL, 0, NULL, 0, hash, sizeof hash) == FG_OK)
        CU_ASSERT_EQUAL(strlen(hash), 64);
    snprintf(context, 512, "%s", sentence);
}

static void the_log_speaks_at_open_reload_and_close_only(void)
{
    char path[64], why[512], last[512] = "";
    write_config(path, "fiatgate = { pack = \"" API_PACK "\"; lanes = 1; " TRUST " };\n");
    fg_options options = {
        .size = sizeof options, .version = FG_VERSION, .config_path = path, .log = keep_log, .log_context = last};
    CU_ASSERT_EQUAL_FATAL(fg_open(&options, &logged, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(lines_logged, 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(last, "pack api 1"));
    fg_lane *one = lane_for_test(logged);
    fg_verdict *own = verdict_for_test(logged);
    fg_screen(one, flagged_mt, strlen(flagged_mt), NULL, own);
    fg_screen(one, "junk", 4, NULL, own);
    CU_ASSERT_EQUAL(lines_logged, 1);
    CU_ASSERT_EQUAL(fg_reload(logged, "/nonexistent.fgp", why, sizeof why), FG_E_PACK);
    CU_ASSERT_EQUAL(lines_logged, 2);
    CU_ASSERT_EQUAL(fg_reload(logged, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(lines_logged, 3);
    CU_ASSERT_PTR_NOT_NULL(strstr(last, "reloaded: pack api 1"));
    fg_verdict_free(own);
    CU_ASSERT_EQUAL(fg_lane_close(one), FG_OK);
    CU_ASSERT_EQUAL(fg_close(logged), FG_OK);
    CU_ASSERT_EQUAL(lines_logged, 4);
    unlink(path);
}

static void the_same_message_gives_the_same_verdict(void)
{
    fg_verdict *again = verdict_for_test(gate);
    fg_lane *other = lane_for_test(gate);
    for (int i = 0; i < 100; i++) {
        screen_text(i % 2 ? flagged_mt : blocked_mt, NULL);
        fg_screen(other, i % 2 ? flagged_mt : blocked_mt, strlen(i % 2 ? flagged_mt : blocked_mt), NULL, again);
        CU_ASSERT_EQUAL(fg_verdict_action(verdict), fg_verdict_action(again));
        CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), fg_verdict_reasons(again));
        fg_reason a = {.size = sizeof a}, b = {.size = sizeof b};
        fg_verdict_reason(verdict, 0, &a);
        fg_verdict_reason(again, 0, &b);
        CU_ASSERT_STRING_EQUAL(a.text, b.text);
        CU_ASSERT_EQUAL(a.start, b.start);
    }
    fg_verdict_free(again);
    CU_ASSERT_EQUAL(fg_lane_close(other), FG_OK);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("api", suite_gate_open, suite_gate_close);
    CU_ADD_TEST(suite, verdicts_say_what_was_found_and_where);
    CU_ADD_TEST(suite, the_hosts_own_id_of_the_payer_comes_back);
    CU_ADD_TEST(suite, the_version_is_that_of_the_header);
    CU_ADD_TEST(suite, null_arguments_are_answered);
    CU_ADD_TEST(suite, errors_have_sentences);
    CU_ADD_TEST(suite, other_versions_are_told_apart);
    CU_ADD_TEST(suite, missing_packs_and_files_are_named);
    CU_ADD_TEST(suite, lanes_are_counted);
    CU_ADD_TEST(suite, facts_of_unknown_shape_are_refused);
    CU_ADD_TEST(suite, dates_decide_as_of);
    CU_ADD_TEST(suite, a_deadline_that_passed_degrades);
    CU_ADD_TEST(suite, fields_of_the_host_are_screened_alike);
    CU_ADD_TEST(suite, other_messages_are_told);
    CU_ADD_TEST(suite, switched_off_goes_to_policy);
    CU_ADD_TEST(suite, a_lane_shared_by_threads_refuses_cleanly);
    CU_ADD_TEST(suite, reloads_swap_while_lanes_screen);
    CU_ADD_TEST(suite, verdicts_outlive_pack_lane_and_gate);
    CU_ADD_TEST(suite, a_fork_may_only_close);
    CU_ADD_TEST(suite, the_log_speaks_at_open_reload_and_close_only);
    CU_ADD_TEST(suite, the_same_message_gives_the_same_verdict);
    return run_tests();
}

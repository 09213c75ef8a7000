/*
 * control_restart_test.c: what a bank's gate keeps over a restart: its fallback, its kill switch, the versions it has
 * had; and the folder that it keeps this in, which is its own.
 */
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "control_fixture.h"
#include "run_tests.h"

static void the_fallback_is_signed_in_advance_and_stays_over_a_restart(void)
{
    char sentence[512];
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "wrong verdicts", why, sizeof why), FG_E_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "was signed without a fallback"));
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_FALSE(has_alarm(gate, 20261122, "fallback-missing", sentence, sizeof sentence));
    CU_ASSERT_EQUAL(fg_fall_back(gate, "", "wrong verdicts", why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_STRING_EQUAL(why, "the call needs who asks for it and why; who is missing");
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "wrong verdicts", why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(version_of(gate), "2026.1");
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_FALLBACK);
    CU_ASSERT_TRUE(has_alarm(gate, 20261122, "on-fallback", sentence, sizeof sentence));
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "again", why, sizeof why), FG_E_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "runs on its fallback already"));
    CU_ASSERT_EQUAL(log_lines("fall_back"), 3);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    gate = open_with("second"); /* what the configuration names is not what the gate goes on with */
    CU_ASSERT_STRING_EQUAL(version_of(gate), "2026.1");
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_FALLBACK);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("old"), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("third"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), 0);
    CU_ASSERT_TRUE(has_alarm(gate, 20261122, "fallback-missing", sentence, sizeof sentence));
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "back", why, sizeof why), FG_E_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "has never had it active"));
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

/* One step back is signed in advance, and no second one, by whatever call it is asked. */
static void a_fallback_by_its_file_is_the_only_step_back_too(void)
{
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("chained"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_FALLBACK);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("first"), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "further", why, sizeof why), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_FALLBACK);
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "further", why, sizeof why), FG_E_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(version_of(gate), "2026.2");
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("chained"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), 0);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    gate = open_with("second"); /* an old configuration: what it names was signed as the way back */
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_FALLBACK);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("first"), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void a_copy_that_was_changed_is_no_fallback(void)
{
    char command[1400], path[600], hash[65];
    forget_state();
    fg_gate *gate = open_with("first");
    fg_pack_in_use(gate, NULL, NULL, 0, NULL, 0, hash, sizeof hash);
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    snprintf(path, sizeof path, "%s/packs/%s.fgp", work_path("state"), hash);
    snprintf(command, sizeof command, "cp '%s' '%s'", signed_pack_path("third"), path);
    CU_ASSERT_EQUAL_FATAL(system(command), 0);
    CU_ASSERT_EQUAL(fg_fall_back(gate, "B. Berik", "back", why, sizeof why), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "the copy was changed"));
    CU_ASSERT_STRING_EQUAL(version_of(gate), "2026.2");
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void the_switch_stays_where_it_is_over_a_restart(void)
{
    char sentence[512];
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(fg_switch_off(gate, "B. Berik", NULL, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_FALSE(atomic_load(&gate->switched_off));
    CU_ASSERT_EQUAL(fg_switch_off(gate, "B. Berik", "everything is held", why, sizeof why), FG_OK);
    for (int restart = 0; restart < 2; restart++) {
        fg_lane *lane = NULL;
        fg_verdict *verdict = NULL;
        CU_ASSERT_EQUAL_FATAL(fg_lane_open(gate, &lane), FG_OK);
        CU_ASSERT_EQUAL_FATAL(fg_verdict_new(gate, &verdict), FG_OK);
        CU_ASSERT_EQUAL(fg_screen(lane, "x", 1, NULL, verdict), FG_NOT_SCREENED);
        CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_SWITCHED_OFF);
        CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
        fg_verdict_free(verdict);
        CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
        CU_ASSERT_TRUE(has_alarm(gate, 20261122, "switched-off", sentence, sizeof sentence));
        CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
        gate = open_with("first");
    }
    CU_ASSERT_EQUAL(fg_switch_on(gate, "D. Dana", "mended", why, sizeof why), FG_OK);
    CU_ASSERT_FALSE(has_alarm(gate, 20261122, "switched-off", sentence, sizeof sentence));
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    gate = open_with("first");
    CU_ASSERT_FALSE(atomic_load(&gate->switched_off));
    CU_ASSERT_EQUAL(log_lines("switch_off"), 1);
    CU_ASSERT_EQUAL(log_lines("\"mended\""), 1);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void *switch_off(void *gate)
{
    static char why_not[256];
    return fg_switch_off(gate, "B. Berik", "now", why_not, sizeof why_not) == FG_OK ? gate : NULL;
}

/* A reload takes as long as its pack is large; who needs the switch needs it now. */
static void the_switch_waits_for_nobody(void)
{
    pthread_t thread;
    void *done = NULL;
    forget_state();
    fg_gate *gate = open_with("first");
    pthread_mutex_lock(&gate->reload);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, NULL, switch_off, gate), 0);
    for (int i = 0; i < 2000 && !atomic_load(&gate->switched_off); i++)
        usleep(1000);
    CU_ASSERT_TRUE(atomic_load(&gate->switched_off));
    pthread_mutex_unlock(&gate->reload);
    pthread_join(thread, &done);
    CU_ASSERT_PTR_EQUAL(done, gate);
    CU_ASSERT_EQUAL(fg_switch_on(gate, "B. Berik", "the drill is over", why, sizeof why), FG_OK);
    CU_ASSERT_FALSE(atomic_load(&gate->switched_off));
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void a_restart_may_not_go_back_in_versions(void)
{
    forget_state();
    fg_gate *gate = open_with("second");
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    struct gate_config config = signed_gate_config("old");
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "version 2026.2 was active already"));
    gate = open_with("second");
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static fg_error try_to_open(void)
{
    static struct gate_config config;
    fg_gate *gate = NULL;
    config = signed_gate_config("first");
    fg_error error = gate_open(&config, NULL, NULL, &gate, why, sizeof why);
    fg_close(gate);
    return error;
}

static void a_state_folder_is_of_one_gate(void)
{
    int status = 0, ready[2];
    char byte;
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(try_to_open(), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/state/lock: another gate keeps its state in this folder"));
    pid_t child = fork(); /* what it inherits is not its own to let go */
    if (child == 0) {
        fg_close(gate);
        _exit(try_to_open() == FG_E_STATE ? 0 : 1);
    }
    CU_ASSERT_TRUE(waitpid(child, &status, 0) == child && status == 0);
    CU_ASSERT_EQUAL(try_to_open(), FG_E_STATE);
    CU_ASSERT_EQUAL_FATAL(pipe(ready), 0);
    child = fork(); /* nor its own to keep */
    if (child == 0) {
        (void)!read(ready[0], &byte, 1);
        _exit(0);
    }
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    CU_ASSERT_EQUAL(try_to_open(), FG_OK);
    CU_ASSERT_EQUAL(write(ready[1], "", 1), 1);
    waitpid(child, &status, 0);
    child = fork(); /* a process that ends with its gate open */
    if (child == 0) {
        open_with("first");
        _exit(0);
    }
    CU_ASSERT_TRUE(waitpid(child, &status, 0) == child && status == 0);
    CU_ASSERT_EQUAL(try_to_open(), FG_OK);
    close(ready[0]);
    close(ready[1]);
}

static void a_folder_of_everybody_keeps_no_state(void)
{
    forget_state();
    CU_ASSERT_EQUAL(chmod(work_path("state"), 0777), 0);
    CU_ASSERT_EQUAL(try_to_open(), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/state: everybody may write to the state folder"));
    CU_ASSERT_EQUAL(chmod(work_path("state"), 0750), 0);
    CU_ASSERT_EQUAL(unlink(work_path("state/lock")), 0);
    CU_ASSERT_EQUAL_FATAL(mkfifo(work_path("state/lock"), 0600), 0);
    CU_ASSERT_EQUAL(try_to_open(), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/state/lock: cannot be locked"));
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("control over restarts", set_up, tear_down);
    CU_ADD_TEST(suite, the_fallback_is_signed_in_advance_and_stays_over_a_restart);
    CU_ADD_TEST(suite, a_fallback_by_its_file_is_the_only_step_back_too);
    CU_ADD_TEST(suite, a_copy_that_was_changed_is_no_fallback);
    CU_ADD_TEST(suite, the_switch_waits_for_nobody);
    CU_ADD_TEST(suite, the_switch_stays_where_it_is_over_a_restart);
    CU_ADD_TEST(suite, a_restart_may_not_go_back_in_versions);
    CU_ADD_TEST(suite, a_state_folder_is_of_one_gate);
    CU_ADD_TEST(suite, a_folder_of_everybody_keeps_no_state);
    return run_tests();
}

/*
 * control_test.c: a bank's gate as those meet it who control it: what it takes and refuses, each with its sentence and
 * with nothing changed; fallback, kill switch and restarts; lanes, alarms, texts.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pack_files.h"
#include "plugin/lane.h"
#include "run_tests.h"
#include "signed_gate.h"
#include "signing.h"

#define ADA     3
#define BERIK   4
#define CHINGIZ 5
#define DANA    6

static char why[1024];

/* --- packs ------------------------------------------------------------------------------------------------------- */

static void with_text(struct pack_edit *edit)
{
    struct pack_text text = {.id = pack_edit_string(edit, "venue-held"),
                             .text = pack_edit_string(edit, "Your payment is being checked."),
                             .language = PACK_ENGLISH,
                             .disclosure = PACK_DISCLOSE_NEUTRAL};
    pack_edit_add(edit, PACK_TEXTS, &text, 1);
}
static void with_good_cases(struct pack_edit *edit)
{
    with_text(edit);
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", 0, PACK_EXPECT_HIT, FG_BLOCK);
    pack_edit_case(edit, "HANS MUSTER", 0, PACK_EXPECT_PASS, FG_PASS);
}
static void with_a_bad_case(struct pack_edit *edit)
{
    with_good_cases(edit);
    pack_edit_case(edit, "HANS MUSTER", 0, PACK_EXPECT_HIT, -1);
}
static void elsewhere(struct pack_edit *edit)
{
    uint32_t jurisdiction = pack_edit_string(edit, "KE");
    pack_edit_meta(edit)->jurisdiction = jurisdiction;
}
static void of_another_engine(struct pack_edit *edit)
{
    uint32_t engine = pack_edit_string(edit, "5.4.1");
    pack_edit_meta(edit)->engine = engine;
}
static void expired(struct pack_edit *edit)
{
    pack_edit_meta(edit)->valid_to = 20200131;
}
static void not_yet(struct pack_edit *edit)
{
    pack_edit_meta(edit)->valid_from = 20990101;
}
static void with_report(struct pack_edit *edit)
{
    pack_edit_meta(edit)->report_required = 1;
}
static void shadowing(struct pack_edit *edit)
{
    pack_edit_meta(edit)->enforcement = PACK_ENFORCEMENT_SHADOW;
}
static void with_an_old_list(struct pack_edit *edit)
{
    pack_edit_list(edit, 0)->max_age_days = 30;
    pack_edit_list(edit, 0)->retrieved_at = 20260101;
}

static const struct signed_pack packs[] = {
    {"first", "2026.1", with_good_cases, ADA, BERIK, NULL, NULL},
    {"second", "2026.2", with_good_cases, ADA, DANA, "first", NULL},
    {"unsigned", "2026.3", NULL, 0, 0, NULL, NULL},
    {"third", "2026.10", with_an_old_list, ADA, BERIK, "unsigned", NULL},
    {"chained", "2026.11", NULL, ADA, BERIK, "second", NULL},
    {"old", "2025.12", NULL, ADA, BERIK, NULL, NULL},
    {"twin", "2026.2", with_text, ADA, BERIK, NULL, NULL},
    {"author-alone", "2026.3", NULL, ADA, 0, NULL, NULL},
    {"approver-alone", "2026.3", NULL, 0, BERIK, NULL, NULL},
    {"revoked", "2026.3", NULL, ADA, CHINGIZ, NULL, NULL},
    {"elsewhere", "2026.3", elsewhere, ADA, BERIK, NULL, NULL},
    {"engine", "2026.3", of_another_engine, ADA, BERIK, NULL, NULL},
    {"expired", "2026.3", expired, ADA, BERIK, NULL, NULL},
    {"not-yet", "2026.3", not_yet, ADA, BERIK, NULL, NULL},
    {"no-report", "2026.3", with_report, ADA, BERIK, NULL, NULL},
    {"bad-case", "2026.3", with_a_bad_case, ADA, BERIK, NULL, NULL},
    {"reported", "2026.4", with_report, ADA, BERIK, NULL, "looked at"},
    {"shadowing", "2026.5", shadowing, ADA, BERIK, NULL, NULL},
};

static int set_up(void)
{
    if (!signed_gate_set_up())
        return 1;
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
        signed_pack_make(&packs[i]);
    return 0;
}

static int tear_down(void)
{
    work_close();
    return 0;
}

/* --- a gate, opened anew over the state that stands there ----------------------------------------------------------
 */

static void forget_state(void)
{
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir '%s'", work_path("state"), work_path("state"));
    CU_ASSERT_EQUAL_FATAL(system(command), 0);
}

static fg_gate *open_with(const char *pack)
{
    static struct gate_config config;
    fg_gate *gate = NULL;
    config = signed_gate_config(pack);
    fg_error error = gate_open(&config, NULL, NULL, &gate, why, sizeof why);
    if (error != FG_OK)
        printf("\n  %s: %d %s\n", pack, error, why);
    CU_ASSERT_EQUAL_FATAL(error, FG_OK);
    return gate;
}

static const char *version_of(fg_gate *gate)
{
    static char version[64];
    CU_ASSERT_EQUAL(fg_pack_in_use(gate, NULL, NULL, 0, version, sizeof version, NULL, 0), FG_OK);
    return version;
}

static uint32_t marks_of(fg_gate *gate)
{
    return atomic_load(&gate->live)->pack->marks;
}

static bool has_alarm(fg_gate *gate, int32_t day, const char *code, char *sentence, size_t size)
{
    const char *found;
    for (uint32_t i = 0; fg_alarm(gate, day, i, &found, sentence, size) == FG_OK; i++)
        if (strcmp(found, code) == 0)
            return true;
    return false;
}

static char *state_text(void)
{
    size_t size;
    char *text = read_file(work_path("state/state"), &size);
    return text ? text : strdup("");
}

static int log_lines(const char *with)
{
    size_t size;
    char *text = read_file(work_path("state/changes.log"), &size);
    int lines = 0;
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n"))
        lines += strstr(line, with) != NULL;
    free(text);
    return lines;
}

/* --- refusals ----------------------------------------------------------------------------------------------------- */

static const struct refused {
    const char *pack;
    fg_error error;
    const char *sentence; /* behind the file's name */
} refusals[] = {
    {"missing", FG_E_PACK, "cannot be opened: No such file or directory"},
    {"unsigned", FG_E_TRUST, "is not signed: let its author and its approver sign it with `fiatgate pack sign`"},
    {"author-alone", FG_E_TRUST,
     "is signed by one person only, A. Ada: its author and its approver must be two persons; let another one sign too"},
    {"approver-alone", FG_E_TRUST,
     "is signed by one person only, B. Berik: its author and its approver must be two persons; let another one sign "
     "too"},
    {"revoked", FG_E_TRUST, "the key 6e7a1cdd29b0b78f… of C. Chingiz was revoked on 2026-02-01, and was used on"},
    {"elsewhere", FG_E_TRUST, "is a pack for KE, and this gate is for XX: name one for XX"},
    {"engine", FG_E_ENGINE,
     "its patterns were compiled by version 5.4.1 of the pattern engine, the one here is 5.4.0: install Hyperscan 5.4, "
     "or rebuild the pack on this machine"},
    {"expired", FG_E_TRUST, "was valid until 2020-01-31, and today is"},
    {"not-yet", FG_E_TRUST, "is valid from 2099-01-01 on, and today is"},
    {"no-report", FG_E_TRUST,
     "its approver has signed no replay report, and one is required: look at the report, then sign with --report FILE"},
    {"old", FG_E_TRUST,
     "has version 2025.12, and version 2026.2 was active already: give it a higher version, or go back to the fallback "
     "that was signed with the active pack"},
    {"twin", FG_E_TRUST, "has version 2026.2, which was active with another content: give it a higher version"},
    {"bad-case", FG_E_CASES,
     "1 of its 3 cases fail; the first, cases/venue.csv:4: case must-hit of rule venue: the rule was expected to hold, "
     "and it did not; the action was pass; see `fiatgate pack test`"},
};

static void check_refusal(fg_gate *gate, const struct refused *row)
{
    char kept[1024], before[65], after[65], *state = state_text();
    const char *path = signed_pack_path(row->pack);
    fg_error error = FG_OK;
    int64_t at = 0;
    int logged = log_lines("reload");
    fg_pack_in_use(gate, NULL, NULL, 0, NULL, 0, before, sizeof before);
    CU_ASSERT_EQUAL(fg_reload(gate, path, why, sizeof why), row->error);
    bool named = strncmp(why, path, strlen(path)) == 0 && strstr(why, row->sentence) != NULL;
    if (!named)
        printf("\n  %s: expected \"%s\", got \"%s\"\n", row->pack, row->sentence, why);
    CU_ASSERT_TRUE(named);
    CU_ASSERT_EQUAL(fg_last_refusal(gate, &error, &at, kept, sizeof kept), FG_OK);
    CU_ASSERT_STRING_EQUAL(kept, why);
    CU_ASSERT_EQUAL(error, row->error);
    CU_ASSERT_TRUE(at > 1700000000);
    fg_pack_in_use(gate, NULL, NULL, 0, NULL, 0, after, sizeof after);
    CU_ASSERT_STRING_EQUAL(before, after);
    char *state_after = state_text();
    CU_ASSERT_STRING_EQUAL(state, state_after);
    CU_ASSERT_EQUAL(log_lines("reload"), logged + 1);
    free(state);
    free(state_after);
}

static void a_pack_that_is_refused_changes_nothing(void)
{
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(fg_last_refusal(gate, NULL, NULL, NULL, 0), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    CU_ASSERT_EQUAL(marks_of(gate), 0);
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        check_refusal(gate, &refusals[i]);
    fg_counters counters = {.size = sizeof counters};
    CU_ASSERT_EQUAL(fg_counters_read(gate, &counters), FG_OK);
    CU_ASSERT_EQUAL(counters.reloads, 1);
    CU_ASSERT_EQUAL(counters.reloads_failed, sizeof refusals / sizeof *refusals);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("reported"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void a_gate_opens_with_what_it_may_take_alone(void)
{
    forget_state();
    for (size_t i = 1; i < sizeof refusals / sizeof *refusals; i++) {
        struct gate_config config = signed_gate_config(refusals[i].pack);
        fg_gate *gate = NULL;
        if (strcmp(refusals[i].pack, "old") == 0)
            break; /* from here on it is the state that refuses, and there is none */
        CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), refusals[i].error);
        CU_ASSERT_PTR_NOT_NULL(strstr(why, refusals[i].sentence));
        CU_ASSERT_PTR_NULL(gate);
    }
    struct gate_config config = signed_gate_config("first");
    fg_gate *gate = NULL;
    config.enforcement = PACK_ENFORCEMENT_UNSAID;
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "policy.enforcement = \"enforce\" or \"shadow\""));
    config = signed_gate_config("first");
    config.trust.state_folder[0] = '\0';
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "trust.unsigned_packs = true"));
    config = signed_gate_config("first");
    strcat(config.trust.state_folder, "-that-is-missing");
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_STATE);
    config = signed_gate_config("first");
    strcat(config.trust.keys_path, "-that-is-missing");
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "keys.cfg-that-is-missing"));
    CU_ASSERT_PTR_NULL(gate);
}

static void a_state_that_cannot_be_written_refuses_the_reload(void)
{
    char away[640], folder[600];
    forget_state();
    fg_gate *gate = open_with("first");
    snprintf(folder, sizeof folder, "%s", work_path("state"));
    snprintf(away, sizeof away, "%s-away", folder);
    CU_ASSERT_EQUAL_FATAL(rename(folder, away), 0);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, folder));
    CU_ASSERT_STRING_EQUAL(version_of(gate), "2026.1");
    CU_ASSERT_EQUAL(fg_switch_off(gate, "B. Berik", "a drill", why, sizeof why), FG_E_STATE);
    CU_ASSERT_TRUE(atomic_load(&gate->switched_off)); /* it acts all the same */
    CU_ASSERT_EQUAL_FATAL(rename(away, folder), 0);
    CU_ASSERT_EQUAL(fg_switch_on(gate, "B. Berik", "the drill is over", why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

/* --- fallback, switch, restart --------------------------------------------------------------------------------------
 */

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

/* --- what can be asked
 * ------------------------------------------------------------------------------------------------ */

static void lanes_say_which_pack_they_are_on(void)
{
    static const char message[] = "no message";
    fg_lane *lanes[2];
    fg_lane_pack found[3];
    uint32_t used = 9;
    fg_verdict *verdict = NULL;
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(fg_lane_packs(gate, found, 3, &used), FG_OK);
    CU_ASSERT_EQUAL(used, 0);
    CU_ASSERT_EQUAL(fg_lane_packs(gate, NULL, 3, &used), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL_FATAL(fg_verdict_new(gate, &verdict), FG_OK);
    for (int i = 0; i < 2; i++)
        CU_ASSERT_EQUAL_FATAL(fg_lane_open(gate, &lanes[i]), FG_OK);
    fg_screen(lanes[1], message, sizeof message, NULL, verdict);
    CU_ASSERT_EQUAL(fg_lane_packs(gate, found, 3, &used), FG_OK);
    CU_ASSERT_EQUAL_FATAL(used, 2);
    CU_ASSERT_TRUE(found[0].lane == 0 && !found[0].current && found[0].generation == 0);
    CU_ASSERT_TRUE(found[1].lane == 1 && found[1].current && found[1].generation == 1 && !found[1].inside);
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("second"), why, sizeof why), FG_OK);
    fg_screen(lanes[0], message, sizeof message, NULL, verdict);
    CU_ASSERT_EQUAL(fg_lane_packs(gate, found, 1, &used), FG_OK);
    CU_ASSERT_EQUAL(used, 2);
    CU_ASSERT_TRUE(found[0].current && found[0].generation == 2);
    CU_ASSERT_TRUE(found[1].current && found[1].generation == 1); /* not written: one place was given */
    CU_ASSERT_EQUAL(fg_lane_close(lanes[0]), FG_OK);
    CU_ASSERT_EQUAL_FATAL(fg_lane_open(gate, &lanes[0]), FG_OK); /* in the place of one that has used a pack */
    CU_ASSERT_EQUAL(fg_lane_packs(gate, found, 1, &used), FG_OK);
    CU_ASSERT_TRUE(found[0].lane == 0 && !found[0].current && found[0].generation == 0);
    for (int i = 0; i < 2; i++)
        CU_ASSERT_EQUAL(fg_lane_close(lanes[i]), FG_OK);
    fg_verdict_free(verdict);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void alarms_say_what_a_person_must_look_at(void)
{
    char sentence[512];
    const char *code = NULL;
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(fg_alarm(gate, 20261122, 0, &code, sentence, sizeof sentence), FG_E_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(code, "");
    CU_ASSERT_EQUAL(fg_alarm(gate, 20261131, 0, &code, sentence, sizeof sentence), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("shadowing"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_SHADOWED);
    CU_ASSERT_TRUE(has_alarm(gate, 20261122, "shadows-only", sentence, sizeof sentence));
    CU_ASSERT_EQUAL_FATAL(fg_reload(gate, signed_pack_path("third"), why, sizeof why), FG_OK);
    CU_ASSERT_FALSE(has_alarm(gate, 20260131, "list-stale", sentence, sizeof sentence));
    CU_ASSERT_TRUE(has_alarm(gate, 20260201, "list-stale", sentence, sizeof sentence));
    CU_ASSERT_STRING_EQUAL(sentence, "list venues is of 2026-01-01 and may be 30 days old: fetch it anew");
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void texts_are_those_of_the_active_pack(void)
{
    char text[64];
    forget_state();
    fg_gate *gate = open_with("first");
    CU_ASSERT_EQUAL(fg_pack_text(gate, "venue-held", "en", text, sizeof text), FG_OK);
    CU_ASSERT_STRING_EQUAL(text, "Your payment is being checked.");
    CU_ASSERT_EQUAL(fg_pack_text(gate, "venue-held", "ru", text, sizeof text), FG_E_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(text, "");
    CU_ASSERT_EQUAL(fg_pack_text(gate, "venue-held", "de", text, sizeof text), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_pack_text(gate, "venue-held", "en", NULL, 0), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void a_developers_gate_says_that_nobody_signed(void)
{
    char sentence[512];
    struct gate_config config = signed_gate_config("unsigned");
    fg_gate *gate = NULL;
    config.trust = (struct trust_config){.unsigned_packs = true};
    CU_ASSERT_EQUAL_FATAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_UNSIGNED);
    CU_ASSERT_TRUE(has_alarm(gate, 20261122, "pack-unsigned", sentence, sizeof sentence));
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("bad-case"), why, sizeof why), FG_E_CASES);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("expired"), why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(has_alarm(gate, 20261122, "pack-expired", sentence, sizeof sentence));
    CU_ASSERT_EQUAL(fg_fall_back(gate, "A. Ada", "a try", why, sizeof why), FG_E_NOT_FOUND);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "keeps no state"));
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    struct gate_config keyed = signed_gate_config("first"); /* who has keys all the same sees what is signed */
    keyed.trust.unsigned_packs = true;
    keyed.trust.state_folder[0] = '\0';
    CU_ASSERT_EQUAL_FATAL(gate_open(&keyed, NULL, NULL, &gate, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), 0);
    CU_ASSERT_EQUAL(fg_reload(gate, signed_pack_path("author-alone"), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(marks_of(gate), FG_MARK_UNSIGNED);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("control", set_up, tear_down);
    CU_ADD_TEST(suite, a_pack_that_is_refused_changes_nothing);
    CU_ADD_TEST(suite, a_gate_opens_with_what_it_may_take_alone);
    CU_ADD_TEST(suite, a_state_that_cannot_be_written_refuses_the_reload);
    CU_ADD_TEST(suite, the_fallback_is_signed_in_advance_and_stays_over_a_restart);
    CU_ADD_TEST(suite, a_fallback_by_its_file_is_the_only_step_back_too);
    CU_ADD_TEST(suite, a_copy_that_was_changed_is_no_fallback);
    CU_ADD_TEST(suite, the_switch_waits_for_nobody);
    CU_ADD_TEST(suite, the_switch_stays_where_it_is_over_a_restart);
    CU_ADD_TEST(suite, a_restart_may_not_go_back_in_versions);
    CU_ADD_TEST(suite, a_state_folder_is_of_one_gate);
    CU_ADD_TEST(suite, a_folder_of_everybody_keeps_no_state);
    CU_ADD_TEST(suite, lanes_say_which_pack_they_are_on);
    CU_ADD_TEST(suite, alarms_say_what_a_person_must_look_at);
    CU_ADD_TEST(suite, texts_are_those_of_the_active_pack);
    CU_ADD_TEST(suite, a_developers_gate_says_that_nobody_signed);
    return run_tests();
}

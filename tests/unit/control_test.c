/*
 * control_test.c: a bank's gate as those meet it who control it: what it takes and refuses, each with its sentence and
 * with nothing changed; lanes, alarms, texts.
 */
#include "control_fixture.h"
#include "run_tests.h"

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
    CU_ADD_TEST(suite, lanes_say_which_pack_they_are_on);
    CU_ADD_TEST(suite, alarms_say_what_a_person_must_look_at);
    CU_ADD_TEST(suite, texts_are_those_of_the_active_pack);
    CU_ADD_TEST(suite, a_developers_gate_says_that_nobody_signed);
    return run_tests();
}

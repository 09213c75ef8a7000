/*
 * control_fixture.h: the packs that a bank's gate is given in tests, good and bad, and a gate that is opened anew over
 * the state that stands there.
 */
#ifndef FIATGATE_TEST_CONTROL_FIXTURE_H
#define FIATGATE_TEST_CONTROL_FIXTURE_H

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_files.h"
#include "plugin/lane.h"
#include "signed_gate.h"
#include "signing.h"

#define ADA     3
#define BERIK   4
#define CHINGIZ 5
#define DANA    6

/* What the last call says. */
static char why[1024];

/* --- packs ------------------------------------------------------------------------------------------------------- */

static inline void with_text(struct pack_edit *edit)
{
    struct pack_text text = {.id = pack_edit_string(edit, "venue-held"),
                             .text = pack_edit_string(edit, "Your payment is being checked."),
                             .language = PACK_ENGLISH,
                             .disclosure = PACK_DISCLOSE_NEUTRAL};
    pack_edit_add(edit, PACK_TEXTS, &text, 1);
}
static inline void with_good_cases(struct pack_edit *edit)
{
    with_text(edit);
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", 0, PACK_EXPECT_HIT, FG_BLOCK);
    pack_edit_case(edit, "HANS MUSTER", 0, PACK_EXPECT_PASS, FG_PASS);
}
static inline void with_a_bad_case(struct pack_edit *edit)
{
    with_good_cases(edit);
    pack_edit_case(edit, "HANS MUSTER", 0, PACK_EXPECT_HIT, -1);
}
static inline void elsewhere(struct pack_edit *edit)
{
    uint32_t jurisdiction = pack_edit_string(edit, "KE");
    pack_edit_meta(edit)->jurisdiction = jurisdiction;
}
static inline void of_another_engine(struct pack_edit *edit)
{
    uint32_t engine = pack_edit_string(edit, "5.4.1");
    pack_edit_meta(edit)->engine = engine;
}
static inline void expired(struct pack_edit *edit)
{
    pack_edit_meta(edit)->valid_to = 20200131;
}
static inline void not_yet(struct pack_edit *edit)
{
    pack_edit_meta(edit)->valid_from = 20990101;
}
static inline void with_report(struct pack_edit *edit)
{
    pack_edit_meta(edit)->report_required = 1;
}
static inline void shadowing(struct pack_edit *edit)
{
    pack_edit_meta(edit)->enforcement = PACK_ENFORCEMENT_SHADOW;
}
static inline void with_an_old_list(struct pack_edit *edit)
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

static inline int set_up(void)
{
    if (!signed_gate_set_up())
        return 1;
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
        signed_pack_make(&packs[i]);
    return 0;
}

static inline int tear_down(void)
{
    work_close();
    return 0;
}

/* --- a gate, opened anew over the state that stands there ----------------------------------------------------------
 */

static inline void forget_state(void)
{
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir '%s'", work_path("state"), work_path("state"));
    CU_ASSERT_EQUAL_FATAL(system(command), 0);
}

static inline fg_gate *open_with(const char *pack)
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

static inline uint32_t marks_of(fg_gate *gate)
{
    return atomic_load(&gate->live)->pack->marks;
}

static inline bool has_alarm(fg_gate *gate, int32_t day, const char *code, char *sentence, size_t size)
{
    const char *found;
    for (uint32_t i = 0; fg_alarm(gate, day, i, &found, sentence, size) == FG_OK; i++)
        if (strcmp(found, code) == 0)
            return true;
    return false;
}

static inline char *state_text(void)
{
    size_t size;
    char *text = read_file(work_path("state/state"), &size);
    return text ? text : strdup("");
}

static inline int log_lines(const char *with)
{
    size_t size;
    char *text = read_file(work_path("state/changes.log"), &size);
    int lines = 0;
    for (char *line = text ? strtok(text, "\n") : NULL; line; line = strtok(NULL, "\n"))
        lines += strstr(line, with) != NULL;
    free(text);
    return lines;
}

#endif

/*
 * trust_fixture.h: a register of keys with its persons, and the day it is, for the tests of which packs may be loaded.
 */
#ifndef FIATGATE_TEST_TRUST_FIXTURE_H
#define FIATGATE_TEST_TRUST_FIXTURE_H

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pack_files.h"
#include "plugin/control/trust.h"
#include "signing.h"

/* Midnight, UTC. */
#define OCT_1      1790812800
#define NOV_1      1793491200
#define NOW        1795305600 /* 2026-11-22 */
#define TODAY      20261122
#define DAY        86400
#define KEEPER_A   201
#define KEEPER_B   202
#define REGISTERED (NOW - 5 * DAY)

enum { AIGERIM = 1, BOLAT = 2, AIGERIM_AGAIN = 3, CEYDA = 4, DAUREN = 5, ERLAN = 6, STRANGER = 7, FARIDA = 8 };

static const char register_text[] =
    "keys = (\n"
    "  { person = \"Aigerim Author\"; key = \"@1@\"; roles = (\"author\"); },\n"
    "  { person = \"Bolat Approver\"; key = \"@2@\"; roles = (\"approver\"); },\n"
    "  { person = \"Aigerim Author\"; key = \"@3@\"; roles = (\"author\", \"approver\"); },\n"
    "  { person = \"Ceyda Former\"; key = \"@4@\"; roles = (\"author\", \"approver\"); revoked_at = \"2026-11-01\"; "
    "},\n"
    "  { person = \"Dauren Summer\"; key = \"@5@\"; roles = (\"approver\"); valid_from = \"2026-06-01\"; valid_to = "
    "\"2026-08-31\"; },\n"
    "  { person = \"Erlan Both\"; key = \"@6@\"; roles = (\"author\", \"approver\"); },\n"
    "  { person = \"Farida Later\"; key = \"@8@\"; roles = (\"author\", \"approver\"); revoked_at = \"2027-01-01\"; }\n"
    ");\n";
static const char *const names[] = {
    [AIGERIM] = "Aigerim Author", [BOLAT] = "Bolat Approver", [AIGERIM_AGAIN] = "Aigerim Author",
    [CEYDA] = "Ceyda Former",     [DAUREN] = "Dauren Summer", [ERLAN] = "Erlan Both",
    [STRANGER] = "No Body",       [FARIDA] = "Farida Later"};

static struct key_register keys;
static char why[1024];

static inline int open_keys(void)
{
    char path[512];
    struct keepers keepers = keepers_of(KEEPER_A, KEEPER_B);
    if (!work_open())
        return 1;
    snprintf(path, sizeof path, "%s", work_path("keys.cfg"));
    bool read = register_write(path, register_text, KEEPER_A, KEEPER_B, REGISTERED) &&
                keys_read(path, &keepers, &keys, why, sizeof why) == FG_OK;
    return read ? 0 : 1;
}

static inline int close_keys(void)
{
    work_close();
    return 0;
}

#endif

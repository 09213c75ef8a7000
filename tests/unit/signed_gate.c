/*
 * signed_gate.c: register, state and signed packs of a bank's gate (signed_gate.h).
 */
#include "signed_gate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "pack_files.h"
#include "signing.h"

#define API_PACK FIATGATE_BINARY_DIR "/tests/api.fgp"
#define DAY      86400

static const char *const persons[] = {[3] = "A. Ada", [4] = "B. Berik", [5] = "C. Chingiz", [6] = "D. Dana"};

static const char keys[] =
    "keys = (\n"
    "  { person = \"A. Ada\"; key = \"@3@\"; roles = (\"author\"); valid_from = \"2026-01-01\"; },\n"
    "  { person = \"B. Berik\"; key = \"@4@\"; roles = (\"approver\"); valid_from = \"2026-01-01\"; },\n"
    "  { person = \"C. Chingiz\"; key = \"@5@\"; roles = (\"approver\"); valid_from = \"2026-01-01\";\n"
    "    revoked_at = \"2026-02-01\"; revoked_why = \"left\"; },\n"
    "  { person = \"D. Dana\"; key = \"@6@\"; roles = (\"approver\"); valid_from = \"2026-01-01\"; }\n"
    ");\n";

bool signed_gate_set_up(void)
{
    return work_open() && mkdir(work_path("state"), 0700) == 0 &&
           register_write(work_path("keys.cfg"), keys, 1, 2, time(NULL) - 2 * DAY);
}

struct gate_config signed_gate_config(const char *pack)
{
    struct gate_config config;
    gate_config_defaults(&config);
    config.lanes = 4;
    config.enforcement = PACK_ENFORCEMENT_ENFORCE;
    config.trust.keepers = keepers_of(1, 2);
    snprintf(config.pack_path, sizeof config.pack_path, "%s", signed_pack_path(pack));
    snprintf(config.trust.jurisdiction, sizeof config.trust.jurisdiction, "XX");
    snprintf(config.trust.keys_path, sizeof config.trust.keys_path, "%s", work_path("keys.cfg"));
    snprintf(config.trust.state_folder, sizeof config.trust.state_folder, "%s", work_path("state"));
    return config;
}

const char *signed_pack_path(const char *name)
{
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    char file[128];
    snprintf(file, sizeof file, "%s.fgp", name);
    snprintf(path, sizeof paths[0], "%s", work_path(file));
    return path;
}

static void give_up(const char *name)
{
    fprintf(stderr, "the test's pack %s could not be made\n", name);
    exit(1);
}

static void sign(const struct signed_pack *pack, uint8_t number, enum pack_signer signer)
{
    struct pack_signature signature = {.signer = signer, .signed_at = (uint64_t)time(NULL) - DAY};
    if (number == 0)
        return;
    snprintf(signature.person, sizeof signature.person, "%s", persons[number]);
    if (pack->fallback && !pack_file_hash(signed_pack_path(pack->fallback), signature.fallback_sha256))
        give_up(pack->fallback);
    if (pack->report)
        memset(signature.report_sha256, 0x77, sizeof signature.report_sha256);
    if (!pack_file_sign(signed_pack_path(pack->name), &signature, number))
        give_up(pack->name);
}

void signed_pack_make(const struct signed_pack *pack)
{
    struct pack_edit edit;
    if (!pack_edit_open(&edit, API_PACK))
        give_up(pack->name);
    uint32_t version = pack_edit_string(&edit, pack->version), engine = pack_edit_string(&edit, "5.4.0");
    pack_edit_meta(&edit)->version = version;
    pack_edit_meta(&edit)->engine = engine;
    if (pack->edit)
        pack->edit(&edit);
    bool saved = pack_edit_save(&edit, signed_pack_path(pack->name));
    pack_edit_close(&edit);
    if (!saved)
        give_up(pack->name);
    sign(pack, pack->author, PACK_SIGNER_AUTHOR);
    sign(pack, pack->approver, PACK_SIGNER_APPROVER);
}

void pack_edit_case(struct pack_edit *edit, const char *creditor, uint32_t rule, enum pack_expectation expectation,
                    int32_t action)
{
    struct pack_field_value fields[] = {
        {.field = FG_FIELD_CREDITOR_NAME, .value = pack_edit_string(edit, creditor)},
        {.field = FG_FIELD_SETTLEMENT_DATE, .value = pack_edit_string(edit, "2026-11-21")}};
    struct pack_case made = {.id = pack_edit_string(edit, expectation == PACK_EXPECT_HIT ? "must-hit" : "must-pass"),
                             .file = pack_edit_string(edit, "cases/venue.csv"),
                             .line = 2 + edit->sections[PACK_CASES].count,
                             .rule = rule,
                             .expectation = expectation,
                             .action = action,
                             .field_count = 2};
    made.first_field = pack_edit_add(edit, PACK_CASE_FIELDS, fields, 2);
    pack_edit_add(edit, PACK_CASES, &made, 1);
}

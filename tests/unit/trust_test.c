/*
 * trust_test.c: which packs may be loaded: each refusal with its exact sentence, over packs laid out in memory.
 * trust_files_test.c has real, signed files.
 */
#include <hs/hs_runtime.h>

#include "plugin/digest.h"
#include "run_tests.h"
#include "trust_fixture.h"

/* --- Signatures, over a pack in memory ---------------------------------------------------------------------------- */

#define AUTHOR   PACK_SIGNER_AUTHOR
#define APPROVER PACK_SIGNER_APPROVER

/* Who signs as what, when, and what is odd about it. */
struct signing_row {
    uint8_t who, as;
    int64_t at;
    enum { AS_IT_IS, OTHER_PACK, OTHER_PERSON, FALLBACK, SPOILT, RESERVED, BEHIND_NAME, NOBODY } odd;
};

struct signatures_row {
    const char *what;
    struct signing_row signings[PACK_SIGNATURES_MAX];
    int64_t active_at;      /* when this pack was first active, by the state; 0 = never. Only where the gate is live */
    int64_t keys_signed_at; /* of the newest register the gate has used */
    int64_t keys_age;       /* added to the age of the register at hand */
    bool live;
    const char *sentence; /* "" = trusted; @N = the beginning of the key of person N */
};

#define BY(who, as, at)                                                                                                \
    {                                                                                                                  \
        who, as, at, AS_IT_IS                                                                                          \
    }
#define BOTH BY(AIGERIM, AUTHOR, NOV_1), BY(BOLAT, APPROVER, NOV_1)

static const struct signatures_row signature_rows[] = {
    {"two persons", {BOTH}, .live = true, .sentence = ""},
    {"looking back", {BOTH}, .sentence = ""},
    {"in the other order", {BY(BOLAT, APPROVER, NOV_1), BY(AIGERIM, AUTHOR, NOV_1)}, .live = true, .sentence = ""},
    {"more than two", {BOTH, BY(ERLAN, APPROVER, NOW)}, .live = true, .sentence = ""},
    {"an author who also approves, and an approver",
     {BY(ERLAN, AUTHOR, NOV_1), BY(ERLAN, APPROVER, NOV_1), BY(BOLAT, APPROVER, NOV_1)},
     .live = true,
     .sentence = ""},
    {"a fallback of both",
     {{AIGERIM, AUTHOR, NOV_1, FALLBACK}, {BOLAT, APPROVER, NOV_1, FALLBACK}},
     .live = true,
     .sentence = ""},
    {"nobody",
     {{0}},
     .live = true,
     .sentence = "is not signed: let its author and its approver sign it with `fiatgate pack sign`"},
    {"nobody, looking back",
     {{0}},
     .sentence = "is not signed: let its author and its approver sign it with `fiatgate pack sign`"},
    {"the author alone",
     {BY(AIGERIM, AUTHOR, NOV_1)},
     .live = true,
     .sentence = "is signed by one person only, Aigerim Author: its author and its approver must be two persons; let "
                 "another one sign too"},
    {"the approver alone",
     {BY(BOLAT, APPROVER, NOV_1)},
     .live = true,
     .sentence = "is signed by one person only, Bolat Approver: its author and its approver must be two persons; let "
                 "another one sign too"},
    {"two keys of one person",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(AIGERIM_AGAIN, APPROVER, NOV_1)},
     .live = true,
     .sentence = "is signed by one person only, Aigerim Author: its author and its approver must be two persons; let "
                 "another one sign too"},
    {"one key as author and approver",
     {BY(ERLAN, AUTHOR, NOV_1), BY(ERLAN, APPROVER, NOV_1)},
     .live = true,
     .sentence = "is signed by one person only, Erlan Both: its author and its approver must be two persons; let "
                 "another one sign too"},
    {"two authors",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(ERLAN, AUTHOR, NOV_1)},
     .live = true,
     .sentence = "is signed by no approver: let one sign it with `fiatgate pack sign --as approver`"},
    {"two approvers",
     {BY(BOLAT, APPROVER, NOV_1), BY(ERLAN, APPROVER, NOV_1)},
     .live = true,
     .sentence = "is signed by no author: let one sign it with `fiatgate pack sign --as author`"},
    {"a key that nobody has",
     {BOTH, BY(STRANGER, APPROVER, NOV_1)},
     .live = true,
     .sentence = "is signed with key @7, which the register of keys does not hold: let the keepers enter it, or "
                 "somebody else sign"},
    {"in another's name",
     {BY(AIGERIM, AUTHOR, NOV_1), {AIGERIM_AGAIN, APPROVER, NOV_1, OTHER_PERSON}},
     .live = true,
     .sentence = "is signed as Bolat Approver with key @3, which the register of keys gives to Aigerim Author: sign it "
                 "anew"},
    {"without the role",
     {BY(BOLAT, AUTHOR, NOV_1), BY(ERLAN, APPROVER, NOV_1)},
     .live = true,
     .sentence = "the key @2 of Bolat Approver has no role \"author\" in the register of keys"},
    {"before the key was valid",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(DAUREN, APPROVER, 1780271999)},
     .live = true,
     .sentence = "the key @5 of Dauren Summer is valid from 2026-06-01 on, and was used on 2026-05-31"},
    {"on its first day", {BY(AIGERIM, AUTHOR, NOV_1), BY(DAUREN, APPROVER, 1780272000)}, .live = true, .sentence = ""},
    {"after it was valid",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(DAUREN, APPROVER, NOV_1)},
     .live = true,
     .sentence = "the key @5 of Dauren Summer was valid until 2026-08-31, and was used on 2026-11-01"},
    {"after it was valid, looking back",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(DAUREN, APPROVER, NOV_1)},
     .sentence = "the key @5 of Dauren Summer was valid until 2026-08-31, and was used on 2026-11-01"},
    {"with a key revoked by then",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(CEYDA, APPROVER, NOV_1)},
     .live = true,
     .sentence = "the key @4 of Ceyda Former was revoked on 2026-11-01, and was used on 2026-11-01"},
    {"revoked by then, looking back",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(CEYDA, APPROVER, NOV_1)},
     .sentence = "the key @4 of Ceyda Former was revoked on 2026-11-01, and was used on 2026-11-01"},
    {"dated before the revocation, new here",
     {BY(AIGERIM, AUTHOR, OCT_1), BY(CEYDA, APPROVER, OCT_1)},
     .live = true,
     .sentence = "Ceyda Former's key is revoked since 2026-11-01, and this gate did not have the pack active before: "
                 "let somebody whose key is in force sign it"},
    {"a revoked author, new here",
     {BY(CEYDA, AUTHOR, OCT_1), BY(BOLAT, APPROVER, OCT_1)},
     .live = true,
     .sentence = "Ceyda Former's key is revoked since 2026-11-01, and this gate did not have the pack active before: "
                 "let somebody whose key is in force sign it"},
    {"active only since the revocation",
     {BY(AIGERIM, AUTHOR, OCT_1), BY(CEYDA, APPROVER, OCT_1)},
     .live = true,
     .active_at = NOV_1,
     .sentence = "Ceyda Former's key is revoked since 2026-11-01, and this gate did not have the pack active before: "
                 "let somebody whose key is in force sign it"},
    {"active before the revocation",
     {BY(AIGERIM, AUTHOR, OCT_1), BY(CEYDA, APPROVER, OCT_1)},
     .live = true,
     .active_at = NOV_1 - 1,
     .sentence = ""},
    {"before the revocation, looking back", {BY(AIGERIM, AUTHOR, OCT_1), BY(CEYDA, APPROVER, OCT_1)}, .sentence = ""},
    {"to be revoked later", {BY(AIGERIM, AUTHOR, NOV_1), BY(FARIDA, APPROVER, NOV_1)}, .live = true, .sentence = ""},
    {"of another pack",
     {BY(AIGERIM, AUTHOR, NOV_1), {BOLAT, APPROVER, NOV_1, OTHER_PACK}},
     .live = true,
     .sentence = "Bolat Approver's signature is that of another pack: sign this one"},
    {"a wrong signature",
     {BY(AIGERIM, AUTHOR, NOV_1), {BOLAT, APPROVER, NOV_1, SPOILT}},
     .live = true,
     .sentence = "Bolat Approver's signature is wrong: the file was changed since, or damaged; copy it again, or sign "
                 "it anew"},
    {"a wrong third one",
     {BOTH, {ERLAN, APPROVER, NOV_1, SPOILT}},
     .sentence = "Erlan Both's signature is wrong: the file was changed since, or damaged; copy it again, or sign it "
                 "anew"},
    {"a reserved word",
     {BY(AIGERIM, AUTHOR, NOV_1), {BOLAT, APPROVER, NOV_1, RESERVED}},
     .live = true,
     .sentence = "a signature of it is not written as `fiatgate pack sign` does: sign it anew"},
    {"something behind the name",
     {BY(AIGERIM, AUTHOR, NOV_1), {BOLAT, APPROVER, NOV_1, BEHIND_NAME}},
     .live = true,
     .sentence = "a signature of it is not written as `fiatgate pack sign` does: sign it anew"},
    {"no name",
     {BY(AIGERIM, AUTHOR, NOV_1), {BOLAT, APPROVER, NOV_1, NOBODY}},
     .live = true,
     .sentence = "a signature of it is not written as `fiatgate pack sign` does: sign it anew"},
    {"as a third thing",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(BOLAT, 3, NOV_1)},
     .live = true,
     .sentence = "a signature of it is not written as `fiatgate pack sign` does: sign it anew"},
    {"at no time",
     {BY(AIGERIM, AUTHOR, NOV_1), BY(BOLAT, APPROVER, INT64_MAX)},
     .live = true,
     .sentence = "a signature of it is not written as `fiatgate pack sign` does: sign it anew"},
    {"by a clock a day ahead",
     {BY(AIGERIM, AUTHOR, NOW + DAY), BY(BOLAT, APPROVER, NOV_1)},
     .live = true,
     .sentence = ""},
    {"in the future",
     {BY(AIGERIM, AUTHOR, NOW + DAY + 1), BY(BOLAT, APPROVER, NOV_1)},
     .live = true,
     .sentence =
         "Aigerim Author's signature is dated 2026-11-23, and today is 2026-11-22: set the clock of the machine "
         "that signed, or of this one, and sign anew"},
    {"different fallbacks",
     {BY(AIGERIM, AUTHOR, NOV_1), {BOLAT, APPROVER, NOV_1, FALLBACK}},
     .live = true,
     .sentence = "Aigerim Author and Bolat Approver name different packs to fall back to: let both sign it with the "
                 "same --fallback"},
    {"an older register",
     {BOTH},
     .live = true,
     .keys_signed_at = REGISTERED + 1,
     .sentence = "the register of keys is of 2026-11-17, and this gate has used one of 2026-11-17: put the newest "
                 "register and its signatures in place"},
    {"a register of days to come",
     {BOTH},
     .live = true,
     .keys_age = -7 * DAY,
     .sentence = "the register of keys is dated 2026-11-24, and today is 2026-11-22: set the clocks right, and let the "
                 "keepers sign it anew"},
    {"the same register", {BOTH}, .live = true, .keys_signed_at = REGISTERED, .sentence = ""},
};

static void write_signature(struct pack_signature *signature, const struct signing_row *row, const struct pack *pack)
{
    const char *person = row->odd == OTHER_PERSON ? "Bolat Approver" : names[row->who];
    *signature = (struct pack_signature){.signed_at = (uint64_t)row->at, .signer = row->as};
    memcpy(signature->payload_sha256, pack->sha256, 32);
    if (row->odd != NOBODY)
        memcpy(signature->person, person, strlen(person));
    signature->payload_sha256[31] ^= row->odd == OTHER_PACK;
    signature->fallback_sha256[0] = row->odd == FALLBACK;
    signature->reserved = row->odd == RESERVED;
    signature->person[PACK_PERSON_BYTES - 1] = row->odd == BEHIND_NAME;
    signature_make(signature, row->who);
    signature->signature[5] ^= row->odd == SPOILT;
}

/* A pack that holds its hash and signatures and nothing else, as it is when the loader asks. */
static void make_pack(struct pack *pack, const struct signing_row *signings)
{
    memset(pack, 0, sizeof *pack);
    memset(pack->sha256, 0xA5, 32);
    hex_write(pack->sha256, 32, pack->hash);
    for (; pack->signature_count < PACK_SIGNATURES_MAX && signings->who; signings++)
        write_signature(&pack->signatures[pack->signature_count++], signings, pack);
}

/* "@7" becomes the beginning of that key. */
static void fill_in_keys(const char *sentence, char *text)
{
    char hex[65];
    for (; *sentence; sentence++)
        if (*sentence == '@') {
            signer_hex((uint8_t)(*++sentence - '0'), hex);
            text += sprintf(text, "%.16s…", hex);
        } else
            *text++ = *sentence;
    *text = '\0';
}

static bool is_row_met(const struct signatures_row *row)
{
    static struct pack pack;
    struct gate_state state = {.keys_signed_at = row->keys_signed_at};
    struct approval approval;
    char expected[1024];
    make_pack(&pack, row->signings);
    if (row->active_at) {
        state.activation_count = 1;
        memcpy(state.activations[0].hash, pack.hash, 65);
        state.activations[0].first_active = row->active_at;
    }
    why[0] = '\0';
    keys.signed_at = REGISTERED - row->keys_age;
    fg_error error = trust_signatures(&pack, &keys, row->live ? &state : NULL, NOW, &approval, why, sizeof why);
    keys.signed_at = REGISTERED;
    fill_in_keys(row->sentence, expected);
    bool refused = *expected != '\0';
    bool met = error == (refused ? FG_E_TRUST : FG_OK) && strcmp(why, expected) == 0;
    bool named = approval.author && approval.approver &&
                 strcmp(approval.author->person, approval.approver->person) != 0 &&
                 approval.author_signature->signer == AUTHOR && approval.approver_signature->signer == APPROVER;
    if (!met)
        printf("\n  %s: expected \"%s\", got \"%s\"\n", row->what, expected, why);
    return met && (refused || named);
}

static void each_refusal_of_signatures_has_its_sentence(void)
{
    for (size_t i = 0; i < sizeof signature_rows / sizeof *signature_rows; i++)
        CU_ASSERT_TRUE(is_row_met(&signature_rows[i]));
}

static void every_bit_of_a_signature_counts(void)
{
    static struct pack pack;
    struct approval approval;
    unsigned accepted = 0;
    make_pack(&pack, signature_rows[0].signings);
    CU_ASSERT_EQUAL(trust_signatures(&pack, &keys, NULL, NOW, &approval, why, sizeof why), FG_OK);
    for (uint32_t s = 0; s < pack.signature_count; s++)
        for (size_t bit = 0; bit < 8 * sizeof pack.signatures[0]; bit++) {
            unsigned char *byte = (unsigned char *)&pack.signatures[s] + bit / 8;
            *byte ^= (unsigned char)(1 << bit % 8);
            accepted += trust_signatures(&pack, &keys, NULL, NOW, &approval, why, sizeof why) == FG_OK;
            *byte ^= (unsigned char)(1 << bit % 8);
        }
    CU_ASSERT_EQUAL(accepted, 0);
}

/* --- What a live gate asks ---------------------------------------------------------------------------------------- */

#define ACTIVE        "1111111111111111111111111111111111111111111111111111111111111111"
#define FORMER        "2222222222222222222222222222222222222222222222222222222222222222"
#define FALLBACK_HASH "3333333333333333333333333333333333333333333333333333333333333333"
#define FRESH         "4444444444444444444444444444444444444444444444444444444444444444"

/* A pack, and what the gate has seen: ACTIVE as 2026.11.1, FORMER as 2026.10, the highest of all. */
struct demand_row {
    const char *what;
    const char *version, *hash; /* NULL = 2026.11.2, FRESH */
    const char *name;           /* NULL = kz */
    const char *jurisdiction;   /* NULL = KZ */
    const char *engine;         /* NULL = the one here */
    int32_t valid_from, valid_to;
    bool pack_asks_report, gate_asks_report, has_report, gate_is_new;
    const char *sentence;
};

#define OLDER                                                                                                          \
    "has version 2026.9, and version 2026.11.1 was active already: give it a higher version, or go back to the "       \
    "fallback that was signed with the active pack"
#define NO_REPORT                                                                                                      \
    "its approver has signed no replay report, and one is required: look at the report, then sign with --report FILE"

static const struct demand_row demand_rows[] = {
    {.what = "a newer version", .sentence = ""},
    {.what = "another jurisdiction",
     .jurisdiction = "KE",
     .sentence = "is a pack for KE, and this gate is for KZ: name one for KZ"},
    {.what = "no jurisdiction",
     .jurisdiction = "",
     .sentence = "is a pack for no jurisdiction, and this gate is for KZ: name one for KZ"},
    {.what = "another engine",
     .engine = "5.4.1",
     .sentence =
         "was built with version 5.4.1 of the pattern engine, and this library runs 5.4.0: build it anew with a "
         "fiatgate of this engine, and sign it"},
    {.what = "part of the engine's version",
     .engine = "5.4",
     .sentence = "was built with version 5.4 of the pattern engine, and this library runs 5.4.0: build it anew with a "
                 "fiatgate of this engine, and sign it"},
    {.what = "no engine",
     .engine = "",
     .sentence = "was built with version (none) of the pattern engine, and this library runs 5.4.0: build it anew with "
                 "a fiatgate of this engine, and sign it"},
    {.what = "an older version", .version = "2026.9", .sentence = OLDER},
    {.what = "an older version that was active", .version = "2026.9", .hash = FORMER, .sentence = OLDER},
    {.what = "the fallback", .version = "2026.9", .hash = FALLBACK_HASH, .sentence = ""},
    {.what = "an older version, for a gate that has seen none",
     .version = "2026.9",
     .gate_is_new = true,
     .sentence = ""},
    {.what = "the active pack again", .version = "2026.11.1", .hash = ACTIVE, .sentence = ""},
    {.what = "the active pack, which is a fallback", .version = "2026.9", .hash = ACTIVE, .sentence = ""},
    {.what = "the same version, other content",
     .version = "2026.11.1",
     .sentence = "has version 2026.11.1, which was active with another content: give it a higher version"},
    {.what = "the same version, written otherwise",
     .version = "2026.011.1.0",
     .sentence = "has version 2026.011.1.0, which was active with another content: give it a higher version"},
    {.what = "the same version, active before", .version = "2026.11.1", .hash = FORMER, .sentence = ""},
    {.what = "a pack of another name", .version = "1", .name = "bank", .sentence = ""},
    {.what = "a pack of a former name, older",
     .version = "6.9",
     .name = "former",
     .sentence = "has version 6.9, and version 7 was active already: give it a higher version, or go back to the "
                 "fallback that was signed with the active pack"},
    {.what = "no version",
     .version = "2026-11",
     .sentence = "its version \"2026-11\" is not made of numbers and dots: build it anew with one that is"},
    {.what = "an empty version",
     .version = "",
     .sentence = "its version \"\" is not made of numbers and dots: build it anew with one that is"},
    {.what = "a long name",
     .name = "0123456789012345678901234567890123456789012345678901234567890123",
     .sentence = "its name or its version is longer than the 63 bytes that a gate remembers: build it anew with a "
                 "shorter one"},
    {.what = "not yet valid",
     .valid_from = 20261123,
     .sentence = "is valid from 2026-11-23 on, and today is 2026-11-22: load it then"},
    {.what = "on its first day", .valid_from = 20261122, .sentence = ""},
    {.what = "on its last day", .valid_to = 20261122, .sentence = ""},
    {.what = "past its last day",
     .valid_to = 20261121,
     .sentence = "was valid until 2026-11-21, and today is 2026-11-22: build and sign one that is valid"},
    {.what = "the active pack past its last day, which goes on",
     .version = "2026.11.1",
     .hash = ACTIVE,
     .valid_to = 20261121,
     .sentence = ""},
    {.what = "one that was active before, past its last day",
     .version = "2026.11.1",
     .hash = FORMER,
     .valid_to = 20261121,
     .sentence = "was valid until 2026-11-21, and today is 2026-11-22: build and sign one that is valid"},
    {.what = "the pack asks for a report", .pack_asks_report = true, .sentence = NO_REPORT},
    {.what = "the gate asks for a report", .gate_asks_report = true, .sentence = NO_REPORT},
    {.what = "both do, and there is one",
     .pack_asks_report = true,
     .gate_asks_report = true,
     .has_report = true,
     .sentence = ""},
};

/* Strings of a pack, one behind another. */
static uint32_t put_string(char *strings, uint32_t *used, const char *text)
{
    uint32_t at = *used;
    *used += (uint32_t)sprintf(strings + at, "%s", text) + 1;
    return at;
}

static const char *or_else(const char *text, const char *otherwise)
{
    return text ? text : otherwise;
}

static void see_packs(struct gate_state *state)
{
    struct activation former = {.hash = FORMER, .version = "2026.10"},
                      active = {.hash = ACTIVE, .version = "2026.11.1"};
    struct activation renamed = {.hash = FRESH "", .version = "7"};
    memset(renamed.hash, '9', 64);
    CU_ASSERT_EQUAL(state_activate(state, "former", &renamed, "", why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(state_activate(state, "kz", &former, "", why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(state_activate(state, "kz", &active, FALLBACK_HASH, why, sizeof why), FG_OK);
}

static bool is_demand_met(const struct demand_row *row)
{
    char strings[1024] = "", engine[32];
    uint32_t used = 1;
    struct pack_signature signature = {.report_sha256 = {row->has_report}};
    struct approval approval = {.approver_signature = &signature};
    struct gate_state state = {.folder = ""};
    snprintf(engine, sizeof engine, "%.*s", (int)strcspn(hs_version(), " "), hs_version());
    struct pack_meta meta = {.name = put_string(strings, &used, or_else(row->name, "kz")),
                             .version = put_string(strings, &used, or_else(row->version, "2026.11.2")),
                             .jurisdiction = put_string(strings, &used, or_else(row->jurisdiction, "KZ")),
                             .engine = put_string(strings, &used, or_else(row->engine, engine)),
                             .valid_from = row->valid_from,
                             .valid_to = row->valid_to,
                             .report_required = row->pack_asks_report};
    struct pack pack = {.meta = &meta, .strings = strings, .strings_size = used};
    snprintf(pack.hash, sizeof pack.hash, "%s", or_else(row->hash, FRESH));
    if (!row->gate_is_new)
        see_packs(&state);
    struct trust_demand demand = {.jurisdiction = "KZ",
                                  .state = &state,
                                  .approval = &approval,
                                  .today = TODAY,
                                  .report_required = row->gate_asks_report};
    why[0] = '\0';
    fg_error error = trust_pack(&pack, &demand, why, sizeof why);
    bool met = error == (*row->sentence ? FG_E_TRUST : FG_OK) && strcmp(why, row->sentence) == 0;
    if (!met)
        printf("\n  %s: expected \"%s\", got \"%s\"\n", row->what, row->sentence, why);
    return met;
}

static void each_refusal_of_a_live_gate_has_its_sentence(void)
{
    for (size_t i = 0; i < sizeof demand_rows / sizeof *demand_rows; i++)
        CU_ASSERT_TRUE(is_demand_met(&demand_rows[i]));
}

static void versions_are_numbers(void)
{
    static const struct {
        const char *a, *b;
        int order;
    } rows[] = {{"2026.9", "2026.11.1", -1},
                {"2026.11.1", "2026.11.1", 0},
                {"2026.11.10", "2026.11.9", 1},
                {"1", "1.0", 0},
                {"1", "1.0.1", -1},
                {"01.002", "1.2", 0},
                {"99999999999999999999999999", "100000000000000000000000000", -1},
                {"", "0", 0},
                {"", "1", -1},
                {"1..1", "1.0.1", 0},
                {"1.a", "1.b", -1}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int order = version_compare(rows[i].a, rows[i].b), back = version_compare(rows[i].b, rows[i].a);
        CU_ASSERT_EQUAL((order > 0) - (order < 0), rows[i].order);
        CU_ASSERT_EQUAL((back > 0) - (back < 0), -rows[i].order);
    }
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("trust", open_keys, close_keys);
    CU_add_test(suite, "each refusal of signatures has its sentence", each_refusal_of_signatures_has_its_sentence);
    CU_add_test(suite, "every bit of a signature counts", every_bit_of_a_signature_counts);
    CU_add_test(suite, "each refusal of a live gate has its sentence", each_refusal_of_a_live_gate_has_its_sentence);
    CU_add_test(suite, "versions are numbers", versions_are_numbers);
    return run_tests();
}

/*
 * state_test.c: what a gate remembers over a restart: that it comes back as it was, and that no half or hostile file is
 * taken for it; the copies of packs and the log of changes. state_killed_test.c kills it on the way.
 */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jansson.h>

#include "plugin/digest.h"
#include "plugin/durable.h"
#include "plugin/judge/pack.h"
#include "run_tests.h"
#include "state_fixture.h"

/* --- What comes back ---------------------------------------------------------------------------------------------- */

static void a_state_comes_back(void)
{
    struct gate_state state, again;
    begin();
    CU_ASSERT_EQUAL(state_look(&state, folder, why, sizeof why), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(said(), ": no gate has kept its state here: name the state folder of its configuration");
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(state.folder, folder);
    CU_ASSERT_STRING_EQUAL(state.highest_version, "");
    CU_ASSERT_EQUAL(activate(&state, "kz \"one\" \\ \n\x7f қазақ", "2026.9", HASH_A, 1790000000), FG_OK);
    CU_ASSERT_EQUAL(activate(&state, "bank", "2026.11.1", HASH_B, 1790000001), FG_OK);
    state.fell_back = state.switched_off = true;
    state.keys_signed_at = 1780000000;
    CU_ASSERT_EQUAL_FATAL(state_write(&state, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(state_read(&again, folder, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_same(&state, &again));
    CU_ASSERT_EQUAL_FATAL(state_look(&again, folder, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_same(&state, &again));
    CU_ASSERT_STRING_EQUAL(again.active, HASH_B);
    CU_ASSERT_STRING_EQUAL(again.fallback, HASH_B);
    CU_ASSERT_STRING_EQUAL(state_highest(&again, "kz \"one\" \\ \n\x7f қазақ"), "2026.9");
    char with_slash[600];
    snprintf(with_slash, sizeof with_slash, "%s//", folder);
    CU_ASSERT_EQUAL(state_read(&again, with_slash, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_same(&state, &again));
}

static void the_longest_state_fits(void)
{
    struct gate_state state, again;
    char name[64];
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    for (int i = 0; i <= STATE_PACKS; i++) {
        memset(name, 1, sizeof name); /* each byte four long in the file */
        name[62] = (char)('a' + i);
        name[63] = '\0';
        CU_ASSERT_EQUAL(activate(&state, name, "1", HASH_A, i), FG_OK);
    }
    CU_ASSERT_EQUAL(activate(&state, "one more", "1", HASH_A, 1), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "packs of 17 names were active in "));
    for (int i = 0; i < STATE_ACTIVATIONS; i++) {
        memset(state.activations[i].hash, 'a', 64);
        memset(state.activations[i].version, '1', 63);
        state.activations[i].first_active = 253402300799;
    }
    state.activation_count = STATE_ACTIVATIONS;
    CU_ASSERT_EQUAL_FATAL(state_write(&state, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(state_read(&again, folder, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_same(&state, &again));
    memset(name, 'n', sizeof name);
    char longer[80] = "";
    memset(longer, 'n', 70);
    CU_ASSERT_EQUAL(activate(&state, longer, "1", HASH_A, 1), FG_E_STATE);
}

static void activations_are_kept_newest_first(void)
{
    struct gate_state state = {.folder = ""};
    char hash[65];
    for (int i = 0; i < STATE_ACTIVATIONS + 3; i++) {
        snprintf(hash, sizeof hash, "%064x", i);
        CU_ASSERT_EQUAL(activate(&state, "kz", "2026.1", hash, 100 + i), FG_OK);
    }
    CU_ASSERT_EQUAL(state.activation_count, STATE_ACTIVATIONS);
    snprintf(hash, sizeof hash, "%064x", 2);
    CU_ASSERT_PTR_NULL(state_activation(&state, hash));
    snprintf(hash, sizeof hash, "%064x", 10);
    CU_ASSERT_EQUAL(activate(&state, "kz", "2026.1", hash, 900), FG_OK);
    CU_ASSERT_EQUAL(state.activation_count, STATE_ACTIVATIONS);
    CU_ASSERT_STRING_EQUAL(state.activations[0].hash, hash);
    CU_ASSERT_EQUAL(state.activations[0].first_active, 110);
    snprintf(hash, sizeof hash, "%064x", STATE_ACTIVATIONS + 2);
    CU_ASSERT_STRING_EQUAL(state.activations[1].hash, hash);
    snprintf(hash, sizeof hash, "%064x", 3);
    CU_ASSERT_PTR_NOT_NULL(state_activation(&state, hash));
    CU_ASSERT_EQUAL(state_write(&state, why, sizeof why), FG_OK); /* no folder: nothing is written */
}

static void the_highest_version_never_falls(void)
{
    struct gate_state state = {.folder = ""};
    CU_ASSERT_EQUAL(activate(&state, "kz", "2026.11", HASH_A, 1), FG_OK);
    CU_ASSERT_EQUAL(activate(&state, "kz", "2026.9", HASH_B, 2), FG_OK);
    CU_ASSERT_STRING_EQUAL(state.highest_version, "2026.11");
    CU_ASSERT_STRING_EQUAL(state.active, HASH_B);
    CU_ASSERT_EQUAL(activate(&state, "bank", "1", HASH_A, 3), FG_OK);
    CU_ASSERT_STRING_EQUAL(state.highest_version, "1");
    CU_ASSERT_STRING_EQUAL(state_highest(&state, "kz"), "2026.11");
    CU_ASSERT_STRING_EQUAL(state_highest(&state, "other"), "");
    CU_ASSERT_EQUAL(activate(&state, "kz", "2026.10", HASH_A, 4), FG_OK);
    CU_ASSERT_STRING_EQUAL(state.highest_version, "2026.11");
    CU_ASSERT_STRING_EQUAL(state_highest(&state, "bank"), "1");
    CU_ASSERT_EQUAL(state.height_count, 1);
}

/* --- What is not taken -------------------------------------------------------------------------------------------- */

static void nothing_is_begun_anew_by_mistake(void)
{
    struct gate_state state;
    begin();
    CU_ASSERT_EQUAL(state_read(&state, "/nowhere/at/all", why, sizeof why), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(why,
                           "/nowhere/at/all: is no folder that can be opened: make it, writable for the gate alone");
    CU_ASSERT_EQUAL(state_read(&state, "", why, sizeof why), FG_E_STATE);
    CU_ASSERT_TRUE(write_file(in_folder("changes.log"), "{}\n", 3));
    CU_ASSERT_EQUAL(state_read(&state, folder, why, sizeof why), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(
        said(), "/state: is missing, and changes.log beside it shows that a gate has kept its state here: " RESTORE);
    CU_ASSERT_NOT_EQUAL(access(in_folder("state"), F_OK), 0);
    CU_ASSERT_EQUAL(mkdir(in_folder("state"), 0700), 0);
    CU_ASSERT_EQUAL(state_read(&state, folder, why, sizeof why), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(said(), "/state: the gate's state must be a regular file");
}

#define HEAD "format = 1;\n"
#define ROOT                                                                                                           \
    "pack = \"kz\"; highest = \"1\"; active = \"\"; fallback = \"\"; fell_back = false; switched_off = false;"         \
    "keys_signed_at = \"0\";\n"
#define LISTS "packs = ();\nactivations = ();\n"

/* Texts that end in their right hash, and what is said behind "/state". "" = taken. */
static const struct {
    const char *text, *sentence;
} hostile[] = {
    {HEAD ROOT LISTS, ""},
    {ROOT LISTS, ": format must be 1: another fiatgate wrote this; use that one, or begin in an empty folder and load "
                 "the highest version first"},
    {"\nformat = 2;\n" ROOT LISTS, ":2: format must be 1: another fiatgate wrote this; use that one, or begin in an "
                                   "empty folder and load the highest version first"},
    {HEAD LISTS, ": pack is missing: " RESTORE},
    {HEAD "pack = 1; highest = \"1\";\n" LISTS, ":2: pack is nothing that a gate writes: " RESTORE},
    {HEAD "pack = \"kz\"; highest = \"1.x\";\n" LISTS, ":2: highest is nothing that a gate writes: " RESTORE},
    {HEAD "pack = \"0123456789012345678901234567890123456789012345678901234567890123\";\n" LISTS,
     ":2: pack is nothing that a gate writes: " RESTORE},
    {HEAD "pack = \"kz\"; highest = \"1\"; active = \"../../etc/passwd\";\n" LISTS,
     ":2: active is nothing that a gate writes: " RESTORE},
    {HEAD "pack = \"kz\"; highest = \"1\"; active = \"\"; fallback = \"\"; fell_back = 0;\n" LISTS,
     ":2: fell_back must be true or false: " RESTORE},
    {HEAD "pack = \"kz\"; highest = \"1\"; active = \"\"; fallback = \"\"; fell_back = false; switched_off = false;"
          "keys_signed_at = \"-1\";\n" LISTS,
     ":2: keys_signed_at is nothing that a gate writes: " RESTORE},
    {HEAD ROOT "activations = ();\n", ": packs must be a list of at most 16: " RESTORE},
    {HEAD ROOT "packs = (); activations = { };\n", ":3: activations must be a list of at most 32: " RESTORE},
    {HEAD ROOT "packs = (); activations = ( 1 );\n", ":3: hash is missing: " RESTORE},
    {HEAD ROOT "packs = ( { pack = \"a\"; } ); activations = ();\n", ":3: highest is missing: " RESTORE},
    {HEAD ROOT "packs = (); activations = ( { hash = \"" HASH_A
               "\"; version = \"1\"; first_active = \"tomorrow\"; } );",
     ":3: first_active is nothing that a gate writes: " RESTORE},
    {"format = 1\npack pack\n", ":2: syntax error"},
    {"@include \"other\"\n", ":1: @include is not allowed here: a gate's state is one file"},
};

static void write_whole(const char *text)
{
    uint8_t hash[32];
    char hex[65], whole[4096];
    CU_ASSERT_TRUE(digest_sha256(text, strlen(text), hash));
    hex_write(hash, 32, hex);
    int length = snprintf(whole, sizeof whole, "%s# sha256 %s\n", text, hex);
    CU_ASSERT_TRUE_FATAL(write_file(in_folder("state"), whole, (size_t)length));
}

static void hostile_files_have_their_sentence(void)
{
    struct gate_state state;
    begin();
    for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
        write_whole(hostile[i].text);
        why[0] = '\0';
        fg_error error = state_read(&state, folder, why, sizeof why);
        const char *sentence = *why ? said() + strlen("/state") : "";
        bool good = error == (*hostile[i].sentence ? FG_E_STATE : FG_OK) && strcmp(sentence, hostile[i].sentence) == 0;
        if (!good)
            printf("\n  row %zu: expected \"%s\", got \"%s\"\n", i, hostile[i].sentence, sentence);
        CU_ASSERT_TRUE(good);
    }
}

static void no_part_of_a_state_is_taken(void)
{
    struct gate_state state;
    size_t size;
    unsigned taken = 0;
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    activate(&state, "kz", "2026.11", HASH_A, 1790000000);
    CU_ASSERT_EQUAL_FATAL(state_write(&state, why, sizeof why), FG_OK);
    char *text = read_file(in_folder("state"), &size);
    for (size_t length = 0; length < size; length++) {
        write_file(in_folder("state"), text, length);
        taken += state_read(&state, folder, why, sizeof why) != FG_E_STATE;
    }
    CU_ASSERT_STRING_EQUAL(said(), "/state: the gate's state is not whole: it was cut, changed or damaged; " RESTORE);
    for (size_t i = 0; i < size; i++) {
        text[i] ^= (char)(1 << i % 8);
        write_file(in_folder("state"), text, size);
        taken += state_read(&state, folder, why, sizeof why) != FG_E_STATE;
        text[i] ^= (char)(1 << i % 8);
    }
    CU_ASSERT_EQUAL(taken, 0);
    free(text);
}

/* --- Copies of packs ---------------------------------------------------------------------------------------------- */

static void packs_are_kept_and_dropped(void)
{
    struct gate_state state;
    char first[65], second[65], path[4400], from[512];
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    snprintf(first, sizeof first, "%s", write_pack("one.fgp", 200000, 1));
    snprintf(from, sizeof from, "%s", work_path("one.fgp"));
    CU_ASSERT_EQUAL(state_keep_pack(&state, from, first, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_copy(&state, from, first));
    state_pack_path(&state, first, path, sizeof path);
    CU_ASSERT_EQUAL(state_keep_pack(&state, path, first, why, sizeof why), FG_OK); /* the copy itself */
    CU_ASSERT_TRUE(is_copy(&state, from, first));
    snprintf(second, sizeof second, "%s", write_pack("two.fgp", 1, 2));
    CU_ASSERT_EQUAL(state_keep_pack(&state, from, second, why, sizeof why), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "one.fgp: was replaced while it was loaded: load it again"));
    CU_ASSERT_EQUAL(state_keep_pack(&state, work_path("none.fgp"), second, why, sizeof why), FG_E_STATE);
    CU_ASSERT_EQUAL(state_keep_pack(&state, work_path("two.fgp"), second, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(write_file(in_folder("packs/" HASH_A ".fgp.new"), "x", 1));
    CU_ASSERT_TRUE(write_file(in_folder("packs/of somebody.fgp"), "x", 1));
    snprintf(state.active, sizeof state.active, "%s", second);
    state_drop_packs(&state);
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    CU_ASSERT_TRUE(is_copy(&state, work_path("two.fgp"), second));
    CU_ASSERT_NOT_EQUAL(access(in_folder("packs/" HASH_A ".fgp.new"), F_OK), 0);
    CU_ASSERT_EQUAL(access(in_folder("packs/of somebody.fgp"), F_OK), 0);
}

/* --- The log of changes ------------------------------------------------------------------------------------------- */

static void changes_are_lines_that_hold_on_to_each_other(void)
{
    struct gate_state state;
    struct change_log_facts facts;
    size_t size;
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    for (int i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(log_it(&state), FG_OK);
    CU_ASSERT_EQUAL(change_log_verify(in_folder("changes.log"), &facts, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(facts.lines, 3);
    CU_ASSERT_EQUAL(facts.torn, 0);
    char *text = read_file(in_folder("changes.log"), &size);
    char *second = strchr(text, '\n') + 1;
    json_t *line = json_loadb(text, (size_t)(second - text), 0, NULL);
    json_t *next = json_loadb(second, strcspn(second, "\n"), 0, NULL);
    CU_ASSERT_TRUE_FATAL(line && next);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "time")), "2026-09-21T14:13:20Z");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "who")), sample.who);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "why")), "line\nend, tab\t, \xD2\x9B, half ?");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(line, "outcome")), "done");
    uint8_t hash[32];
    char hex[65];
    digest_sha256(text, (size_t)(second - text) - 1, hash);
    hex_write(hash, 32, hex);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(next, "prev")), hex);
    json_decref(line);
    json_decref(next);
    /* Every byte of the lines before the last is held fast by those behind them. */
    size_t last = (size_t)(strrchr(text, '{') - text);
    unsigned unseen = 0;
    for (size_t i = 0; i < last; i++) {
        text[i] ^= 1;
        write_file(in_folder("changes.log"), text, size);
        unseen += change_log_verify(in_folder("changes.log"), &facts, why, sizeof why) == FG_OK;
        text[i] ^= 1;
    }
    CU_ASSERT_EQUAL(unseen, 0);
    write_file(in_folder("changes.log"), second, size - (size_t)(second - text)); /* the first taken out */
    CU_ASSERT_EQUAL(change_log_verify(in_folder("changes.log"), &facts, why, sizeof why), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(said(), "/changes.log:1: does not follow the line before it: one of them was changed, or "
                                   "lines were taken out or put in");
    free(text);
}

/* A log cut within its last line, at every byte, goes on, and its chain over the torn line holds. */
static void a_torn_line_is_gone_over(void)
{
    struct gate_state state;
    struct change_log_facts facts;
    size_t size;
    unsigned broken = 0;
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    log_it(&state);
    log_it(&state);
    char *text = read_file(in_folder("changes.log"), &size);
    size_t last = (size_t)(strchr(text, '\n') + 1 - text);
    for (size_t length = last + 1; length < size - 1; length++) {
        write_file(in_folder("changes.log"), text, length);
        broken += log_it(&state) != FG_OK;
        broken += change_log_verify(in_folder("changes.log"), &facts, why, sizeof why) != FG_OK;
        broken += facts.lines != 3 || facts.torn != 1;
    }
    CU_ASSERT_EQUAL(broken, 0);
    free(text);
}

static void long_texts_are_cut(void)
{
    struct gate_state state;
    struct change_log_facts facts;
    struct change change = {.at = 1};
    char *text = malloc(10000);
    begin();
    memset(text, '\x01', 9999);
    text[9999] = '\0';
    change.act = change.who = change.why = change.pack = change.version = change.hash = change.what = change.outcome =
        text;
    CU_ASSERT_EQUAL_FATAL(state_read(&state, folder, why, sizeof why), FG_OK);
    for (int i = 0; i < 4; i++)
        CU_ASSERT_EQUAL(change_log(&state, &change, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(change_log_verify(in_folder("changes.log"), &facts, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(facts.lines, 4);
    char *noise = malloc(200000);
    memset(noise, 'x', 200000);
    write_file(in_folder("changes.log"), noise, 200000);
    CU_ASSERT_EQUAL(log_it(&state), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(said(),
                           "/changes.log: is no log of changes: put the log back from a backup, or move it away");
    CU_ASSERT_EQUAL(change_log_verify(in_folder("changes.log"), &facts, why, sizeof why), FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(said(), "/changes.log:1: is longer than any line of a log of changes");
    free(noise);
    free(text);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("state", open_folder, close_folder);
    CU_add_test(suite, "a state comes back", a_state_comes_back);
    CU_add_test(suite, "the longest state fits", the_longest_state_fits);
    CU_add_test(suite, "activations are kept, newest first", activations_are_kept_newest_first);
    CU_add_test(suite, "the highest version never falls", the_highest_version_never_falls);
    CU_add_test(suite, "nothing is begun anew by mistake", nothing_is_begun_anew_by_mistake);
    CU_add_test(suite, "hostile files have their sentence", hostile_files_have_their_sentence);
    CU_add_test(suite, "no part of a state is taken", no_part_of_a_state_is_taken);
    CU_add_test(suite, "packs are kept and dropped", packs_are_kept_and_dropped);
    CU_add_test(suite, "changes hold on to each other", changes_are_lines_that_hold_on_to_each_other);
    CU_add_test(suite, "a torn line is gone over", a_torn_line_is_gone_over);
    CU_add_test(suite, "long texts are cut", long_texts_are_cut);
    return run_tests();
}

/*
 * cfg_tree_test.c: our own reader of settings beside libconfig: the same texts are taken and refused, on the same line,
 * and the same strings come of them.
 */
#include <CUnit/Basic.h>
#include <libconfig.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/cfg_tree.h"
#include "run_tests.h"

static const char *const texts[] = {
    "",
    "# only a comment\n",
    "a = 1;",
    "a = 1",
    "a : \"x\",",
    "a = \"x\" \"y\"\n  \"z\";",
    "a = \"\\\"\\\\\\n\\x41\";",
    "a = \"open;",
    "a = \"two\nlines\"; b = ;",
    "a = { b = 1; c = ( 1, 2 ); };",
    "a = ( { b = \"x\"; }, { b = \"y\"; } ); // end\n",
    "a = ( );",
    "a = [ ];",
    "a = [ 1, 2, 3 ];",
    "a = ( 1, 2",
    "a = ( 1 2 );",
    "a = { b = 1;",
    "a = { b = 1; } }",
    "a = 1; a = 2;",
    "a = { b = 1; b = 2; };",
    "a-b_c* = \"x\";",
    "1a = 2;",
    "_a = 2;",
    "= 2;",
    "a 2;",
    "a = ; b = 2;",
    "a = 1 b = 2",
    "a = true; b = FALSE; c = 1.5; d = -3; e = 0x1F; f = 10L;",
    "/* a */ /* b */ a /* c */ = /* d */ 1 /* e */ ;",
    "\n\n\na = (\n\"x\"\n,\n\"y\"\n) ;;",
    "a = { }; b = { }; c = ( { }, ( ), [ ] );",
};
#define TEXTS (sizeof texts / sizeof *texts)

/* libconfig guesses at these. */
static const char *const refused_here[] = {"/* open", "a = 1; /* open", "a = \"\\q\";", "a = \"\\x4\";",
                                           "a = \"\\x00\";"};

static bool same(const struct cfg_node *ours, const config_setting_t *theirs)
{
    const char *name = config_setting_name(theirs), *text = config_setting_get_string(theirs);
    if (strcmp(ours->name, name ? name : "") != 0)
        return false;
    if (!config_setting_is_aggregate(theirs))
        return text ? ours->kind == CFG_TEXT && strcmp(ours->text, text) == 0 : ours->kind == CFG_WORD;
    if ((ours->kind == CFG_GROUP) != (config_setting_is_group(theirs) != 0) ||
        ours->length != config_setting_length(theirs))
        return false;
    const struct cfg_node *at = ours->first;
    for (int i = 0; i < ours->length; i++, at = at->next)
        if (!at || !same(at, config_setting_get_elem(theirs, (unsigned)i)))
            return false;
    return at == NULL;
}

static void check_text(const char *text)
{
    char why[256] = "";
    struct cfg_reading reading = {.path = "x", .file = "file", .content = "a file", .why = why, .why_size = sizeof why};
    config_t theirs;
    config_init(&theirs);
    bool taken = config_read_string(&theirs, text) == CONFIG_TRUE;
    struct cfg_node *ours = cfg_tree_read(&reading, text);
    bool alike = taken == (ours != NULL) && taken != reading.failed;
    if (alike && taken)
        alike = same(ours, config_root_setting(&theirs));
    if (!alike)
        printf("\n  %s\n  libconfig: %s, ours: %s\n", text, taken ? "taken" : config_error_text(&theirs),
               ours ? "taken" : why);
    CU_ASSERT_TRUE(alike);
    free(ours);
    config_destroy(&theirs);
}

static void texts_are_read_as_libconfig_reads_them(void)
{
    for (size_t i = 0; i < TEXTS; i++)
        check_text(texts[i]);
}

static void what_libconfig_guesses_at_is_refused(void)
{
    for (size_t i = 0; i < sizeof refused_here / sizeof *refused_here; i++) {
        char why[256] = "";
        struct cfg_reading reading = {
            .path = "x", .file = "file", .content = "a file", .why = why, .why_size = sizeof why};
        CU_ASSERT_PTR_NULL(cfg_tree_read(&reading, refused_here[i]));
        CU_ASSERT_STRING_EQUAL(why, "x:1: syntax error");
        CU_ASSERT_FALSE(reading.no_memory);
    }
}

/* Every text cut short at every byte, and with every byte changed. */
static void spoilt_texts_are_read_within_their_memory(void)
{
    for (size_t i = 0; i < TEXTS; i++) {
        char text[256];
        for (size_t cut = 0; cut <= strlen(texts[i]); cut++) {
            static const char signs[] = "\"\\{}()[]=:;,/*#\n a1";
            for (const char *sign = signs; *sign; sign++) {
                struct cfg_reading reading = {.path = "x", .file = "file", .content = "a file"};
                snprintf(text, sizeof text, "%s", texts[i]);
                text[cut] = *sign;
                text[cut + 1 + (cut == strlen(texts[i]) ? 0 : strlen(texts[i]) - cut)] = '\0';
                free(cfg_tree_read(&reading, text));
                snprintf(text, sizeof text, "%.*s", (int)cut, texts[i]);
                free(cfg_tree_read(&reading, text));
            }
        }
    }
    char deep[64] = "a = ((((((((((((((((((((";
    struct cfg_reading reading = {.path = "x", .file = "file", .content = "a file"};
    CU_ASSERT_PTR_NULL(cfg_tree_read(&reading, deep));
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("cfg tree", NULL, NULL);
    CU_ADD_TEST(suite, texts_are_read_as_libconfig_reads_them);
    CU_ADD_TEST(suite, what_libconfig_guesses_at_is_refused);
    CU_ADD_TEST(suite, spoilt_texts_are_read_within_their_memory);
    return run_tests();
}

/*
 * config_test.c: configurations as data: tests/config/NAME.cfg begins with "# expect: " and the sentence it must give
 * (after the file's name), or "# expect: fine".
 */
#include <CUnit/Basic.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/config.h"
#include "run_tests.h"

#define FOLDER FIATGATE_SOURCE_DIR "/tests/config"

static void check_file(const char *name)
{
    char path[1024], line[1024] = "", why[1024] = "";
    snprintf(path, sizeof path, FOLDER "/%s", name);
    FILE *file = fopen(path, "r");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_PTR_NOT_NULL(fgets(line, sizeof line, file));
    fclose(file);
    line[strcspn(line, "\n")] = '\0';
    const char *expected = strncmp(line, "# expect: ", 10) == 0 ? line + 10 : "";
    struct gate_config config;
    gate_config_defaults(&config);
    fg_error error = gate_config_read(&config, path, why, sizeof why);
    const char *said = strncmp(why, path, strlen(path)) == 0 ? why + strlen(path) + 1 : why;
    bool fine = strcmp(expected, "fine") == 0;
    bool good = fine ? error == FG_OK && why[0] == '\0' : error == FG_E_CONFIG && strcmp(said, expected) == 0;
    if (!good)
        printf("\n  %s: expected \"%s\", got \"%s\"\n", name, expected, said);
    CU_ASSERT_TRUE(good);
}

static void every_file_gives_its_sentence(void)
{
    DIR *folder = opendir(FOLDER);
    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    int files = 0;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (strstr(entry->d_name, ".cfg")) {
            check_file(entry->d_name);
            files++;
        }
    closedir(folder);
    CU_ASSERT_TRUE(files >= 45);
}

static void values_arrive(void)
{
    struct gate_config config;
    char why[512] = "";
    gate_config_defaults(&config);
    CU_ASSERT_EQUAL_FATAL(gate_config_read(&config, FOLDER "/full.cfg", why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(config.pack_path, FOLDER "/packs/kz.fgp");
    CU_ASSERT_EQUAL(config.lanes, 3);
    CU_ASSERT_FALSE(config.enabled);
    CU_ASSERT_EQUAL(config.limits.transfers, 1000);
    CU_ASSERT_EQUAL(config.limits.attributes, 12);
    CU_ASSERT_TRUE(config.scan_free_text);
    CU_ASSERT_EQUAL(config.policy[FG_CAUSE_DEADLINE][FG_CHANNEL_CARD], FG_FLAG);
    CU_ASSERT_EQUAL(config.policy[FG_CAUSE_DEADLINE][FG_CHANNEL_BRANCH], FG_BLOCK);
    CU_ASSERT_EQUAL(config.policy[FG_CAUSE_LIMIT][FG_CHANNEL_CARD], FG_HOLD);
    CU_ASSERT_EQUAL(config.window_past_days, 5);
    CU_ASSERT_EQUAL(config.window_action, FG_PASS);
    CU_ASSERT_EQUAL(config.enforcement, PACK_ENFORCEMENT_SHADOW);
    CU_ASSERT_STRING_EQUAL(config.stats_folder, "/dev/shm");
}

static void trust_arrives(void)
{
    struct gate_config config;
    char why[512] = "";
    gate_config_defaults(&config);
    CU_ASSERT_EQUAL(config.enforcement, PACK_ENFORCEMENT_UNSAID);
    CU_ASSERT_EQUAL_FATAL(gate_config_read(&config, FOLDER "/full.cfg", why, sizeof why), FG_OK);
    const struct trust_config *trust = &config.trust;
    CU_ASSERT_FALSE(trust->unsigned_packs || trust->looking_back);
    CU_ASSERT_TRUE(trust->report_required);
    CU_ASSERT_STRING_EQUAL(trust->jurisdiction, "KZ");
    CU_ASSERT_STRING_EQUAL(trust->keys_path, FOLDER "/keys.cfg");
    CU_ASSERT_STRING_EQUAL(trust->state_folder, "/var/lib/fiatgate");
    CU_ASSERT_EQUAL_FATAL(trust->keepers.count, 2);
    for (int i = 0; i < 32; i++)
        CU_ASSERT_TRUE(trust->keepers.keys[0][i] == 0xA1 && trust->keepers.keys[1][i] == 0xB2);
    gate_config_defaults(&config);
    CU_ASSERT_EQUAL_FATAL(gate_config_read(&config, FOLDER "/trust-unsigned.cfg", why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(config.trust.unsigned_packs);
    CU_ASSERT_STRING_EQUAL(config.trust.state_folder, "");
}

static void a_missing_or_odd_file_is_named(void)
{
    struct gate_config config;
    char why[512] = "";
    gate_config_defaults(&config);
    CU_ASSERT_EQUAL(gate_config_read(&config, "/nonexistent/x.cfg", why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "/nonexistent/x.cfg: the configuration file cannot be opened"));
    CU_ASSERT_EQUAL(gate_config_read(&config, "/dev/null", why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "regular file"));
    CU_ASSERT_EQUAL(gate_config_read(&config, "/nonexistent/x.cfg", NULL, 0), FG_E_CONFIG);
    char pipe[] = "/tmp/fiatgate-test-XXXXXX"; /* must not be waited for */
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(pipe));
    rmdir(pipe);
    CU_ASSERT_EQUAL_FATAL(mkfifo(pipe, 0600), 0);
    CU_ASSERT_EQUAL(gate_config_read(&config, pipe, why, sizeof why), FG_E_CONFIG);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "regular file"));
    unlink(pipe);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("config", NULL, NULL);
    CU_ADD_TEST(suite, every_file_gives_its_sentence);
    CU_ADD_TEST(suite, values_arrive);
    CU_ADD_TEST(suite, trust_arrives);
    CU_ADD_TEST(suite, a_missing_or_odd_file_is_named);
    return run_tests();
}

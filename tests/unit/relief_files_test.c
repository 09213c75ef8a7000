/*
 * relief_files_test.c: orders of relief that a gate keeps and that persons sign: what is left of them after a restart,
 * what a changed file or an old register does; a second pack in shadow.
 */
#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/control/keys.h"
#include "relief_fixture.h"
#include "signing.h"

static char folder[] = "/tmp/fiatgate-relief-XXXXXX";

static const char *in_folder(const char *name)
{
    static char paths[4][512];
    static int at;
    at = (at + 1) % 4;
    snprintf(paths[at], sizeof paths[at], "%s/%s", folder, name);
    return paths[at];
}

static void empty_folder(const char *path)
{
    DIR *entries = opendir(path);
    char name[1024];
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && unlink(name) != 0) {
            empty_folder(name);
            rmdir(name);
        }
    }
    if (entries)
        closedir(entries);
}

static void open_with_state(void)
{
    clock_of_test = NOW;
    empty_folder(folder);
    mkdir(in_folder("state"), 0750);
    config = config_for_test();
    snprintf(config.trust.state_folder, sizeof config.trust.state_folder, "%s", in_folder("state"));
    open_gate();
}

static void open_again(void)
{
    close_gate();
    open_gate();
}

static unsigned files_in(const char *path, const char *ending)
{
    unsigned count = 0;
    DIR *entries = opendir(path);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        size_t length = strlen(entry->d_name), tail = strlen(ending);
        count += length > tail && strcmp(entry->d_name + length - tail, ending) == 0;
    }
    if (entries)
        closedir(entries);
    return count;
}

static bool log_says(const char *words)
{
    static char text[1 << 16];
    FILE *file = fopen(in_folder("state/changes.log"), "r");
    size_t length = file ? fread(text, 1, sizeof text - 1, file) : 0;
    text[length] = '\0';
    if (file)
        fclose(file);
    return strstr(text, words) != NULL;
}

static void a_restart_forgets_nothing(void)
{
    char first[ORDER_BYTES_MAX];
    open_with_state();
    order_text(first, sizeof first, "relieve", "rule", "venue", "by: A. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, first, strlen(first), why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC1", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".order"), 2);
    clock_of_test = NOW + 60;
    CU_ASSERT_EQUAL(give("end", "account", "ACC1", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".order"), 1);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".taken"), 2);
    CU_ASSERT_TRUE(log_says("\"relieve\"") && log_says("\"relief_end\"") && log_says("A. Officer"));
    open_again();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    clock_of_test = NOW;
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC1", "by: A. Officer\n"), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "taken before"));
    CU_ASSERT_TRUE(log_says("taken before"));
    strcat(first, "by: B. Officer\n");
    CU_ASSERT_EQUAL(fg_relieve(gate, first, strlen(first), why, sizeof why), FG_OK);
    open_again();
    clock_of_test = NOW + 2 * DAY;
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    close_gate();
}

static void a_lapsed_one_is_gone_after_a_restart(void)
{
    open_with_state();
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_OK);
    clock_of_test = NOW + DAY;
    open_again();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    CU_ASSERT_EQUAL(give("relieve", "account", "ACC1", "by: A. Officer\n"), FG_OK);
    CU_ASSERT_EQUAL(files_in(in_folder("state/reliefs"), ".order"), 1);
    CU_ASSERT_TRUE(log_says("24 hours have passed"));
    close_gate();
}

/* A file that anybody has changed makes screening stricter, never milder, and does not keep the gate from opening. */
static void a_damaged_file_is_left_out(void)
{
    static char text[8192];
    char path[1024] = "";
    open_with_state();
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_OK);
    close_gate();
    DIR *entries = opendir(in_folder("state/reliefs"));
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;)
        if (strstr(entry->d_name, ".order"))
            snprintf(path, sizeof path, "%s/%s", in_folder("state/reliefs"), entry->d_name);
    closedir(entries);
    FILE *file = fopen(path, "r");
    size_t length = fread(text, 1, sizeof text, file);
    fclose(file);
    for (size_t i = 0; i < length; i += 3) {
        char kept = text[i];
        text[i] = text[i] == 'x' ? 'y' : 'x';
        file = fopen(path, "w");
        fwrite(text, 1, i % 2 ? length : i, file); /* changed, or cut short */
        fclose(file);
        text[i] = kept;
        open_gate();
        fg_relief relief = {.size = sizeof relief};
        bool kept_it = fg_relief_read(gate, 0, &relief) == FG_OK;
        /* Only who gave an unsigned order, and since when it holds, can be changed unseen. */
        CU_ASSERT_TRUE(!kept_it || i > 10);
        CU_ASSERT_EQUAL(action_of(venue_mt), kept_it ? FG_FLAG : FG_BLOCK);
        close_gate();
    }
}

#define KEYS                                                                                                           \
    "keys = (\n"                                                                                                       \
    "  { person = \"Ada\"; key = \"@3@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; },\n"                     \
    "  { person = \"Berik\"; key = \"@4@\"; roles = (\"relief\", \"author\"); valid_from = \"2026-01-01\"; },\n"       \
    "  { person = \"Berik\"; key = \"@8@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; },\n"                   \
    "  { person = \"Chingiz\"; key = \"@5@\"; roles = (\"author\"); valid_from = \"2026-01-01\"; },\n"                 \
    "  { person = \"Dana\"; key = \"@6@\"; roles = (\"relief\"); valid_from = \"2026-01-01\"; revoked_at = "           \
    "\"2026-11-01\"; revoked_why = \"left\"; }\n);\n"

/* A gate with a register of keys; its packs need no signatures, its orders, once signed, do. */
static void open_with_keys(void)
{
    clock_of_test = NOW;
    empty_folder(folder);
    mkdir(in_folder("state"), 0750);
    CU_ASSERT_TRUE_FATAL(register_write(in_folder("keys.cfg"), KEYS, 1, 2, NOW - DAY));
    config = config_for_test();
    snprintf(config.trust.keys_path, sizeof config.trust.keys_path, "%s", in_folder("keys.cfg"));
    snprintf(config.trust.state_folder, sizeof config.trust.state_folder, "%s", in_folder("state"));
    config.trust.keepers = keepers_of(1, 2);
    open_gate();
}

/* Adds a person's line, signed with the key of that number. */
static void sign(char text[ORDER_BYTES_MAX], const char *person, uint8_t number)
{
    struct order order;
    char signed_text[ORDER_TEXT_BYTES], probe[ORDER_BYTES_MAX + 64];
    snprintf(probe, sizeof probe, "%sby: %s\n", text, person);
    CU_ASSERT_TRUE_FATAL(order_read(probe, strlen(probe), &order, why, sizeof why));
    struct order_signer *signer = &order.signers[order.signer_count - 1];
    signer->has_signature = true;
    signer_key(number, signer->key);
    size_t length = order_signed_text(&order, order.signer_count - 1, signed_text, sizeof signed_text);
    CU_ASSERT_TRUE_FATAL(length > 0);
    signer_sign(number, signed_text, length, signer->signature);
    text[order_write(&order, text, ORDER_BYTES_MAX)] = '\0';
}

static void signatures_are_asked_of_the_register(void)
{
    static const struct {
        const char *person;
        uint8_t number;
        const char *second;
        uint8_t second_number;
        const char *sentence; /* NULL = it is taken */
    } orders[] = {
        {"Ada", 3, NULL, 0, NULL},
        {"Ada", 3, "Berik", 4, NULL},
        {"Ada", 4, NULL, 0, "is Berik's, says the register of keys"},
        {"Chingiz", 5, NULL, 0, "Chingiz"},
        {"Dana", 6, NULL, 0, "Dana"},
        {"Nobody", 7, NULL, 0, "is not in the register of keys"},
        {"Ada", 3, "Dana", 6, "Dana"},
        {"Berik", 4, "Berik", 8, "stands twice"},
        {"Ada", 3, "Ada", 3, "stands twice"},
    };
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        char text[ORDER_BYTES_MAX];
        open_with_keys();
        order_text(text, sizeof text, "relieve", "rule", "venue", "");
        sign(text, orders[i].person, orders[i].number);
        if (orders[i].second)
            sign(text, orders[i].second, orders[i].second_number);
        fg_error error = fg_relieve(gate, text, strlen(text), why, sizeof why);
        CU_ASSERT_EQUAL(error, orders[i].sentence ? FG_E_TRUST : FG_OK);
        if (orders[i].sentence ? !strstr(why, orders[i].sentence) : error != FG_OK)
            printf("\n%zu: %s\n", i, why);
        CU_ASSERT_TRUE(!orders[i].sentence || strstr(why, orders[i].sentence));
        CU_ASSERT_EQUAL(action_of(venue_mt), orders[i].sentence ? FG_BLOCK : FG_FLAG);
        close_gate();
    }
}

/* Every byte of a signed order, changed, refuses it. */
static void no_byte_of_a_signed_order_may_change(void)
{
    char text[ORDER_BYTES_MAX], changed[ORDER_BYTES_MAX];
    open_with_keys();
    order_text(text, sizeof text, "relieve", "rule", "venue", "");
    sign(text, "Ada", 3);
    for (size_t i = 0; i < strlen(text); i++) {
        memcpy(changed, text, sizeof changed);
        changed[i] = (char)(changed[i] ^ 1);
        CU_ASSERT_NOT_EQUAL(fg_relieve(gate, changed, strlen(text), why, sizeof why), FG_OK);
        CU_ASSERT_STRING_NOT_EQUAL(why, "");
    }
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    close_gate();
}

static void a_signed_one_is_verified_again_at_restart(void)
{
    char text[ORDER_BYTES_MAX];
    open_with_keys();
    order_text(text, sizeof text, "relieve", "rule", "venue", "");
    sign(text, "Ada", 3);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_OK);
    open_again();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_FLAG);
    close_gate();
    /* A register in which the key is nobody's. */
    CU_ASSERT_TRUE(register_write(in_folder("keys.cfg"),
                                  "keys = ( { person = \"Berik\"; key = \"@4@\"; roles = (\"relief\"); valid_from = "
                                  "\"2026-01-01\"; } );\n",
                                  1, 2, NOW));
    open_gate();
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* A register that was put back, in which a revoked key is still good, is no better for orders than for packs. */
static void an_old_register_takes_no_order(void)
{
    char text[ORDER_BYTES_MAX];
    open_with_keys();
    CU_ASSERT_TRUE(register_write(in_folder("keys.cfg"), KEYS, 1, 2, NOW - 2 * DAY));
    order_text(text, sizeof text, "relieve", "rule", "venue", "");
    sign(text, "Ada", 3);
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_STRING_EQUAL(why, "the register of keys is of 2026-11-20, and this gate has used one of 2026-11-21: put "
                                "the newest register and its signatures in place");
    CU_ASSERT_TRUE(register_write(in_folder("keys.cfg"), KEYS, 1, 2, NOW + 2 * DAY));
    CU_ASSERT_EQUAL(fg_relieve(gate, text, strlen(text), why, sizeof why), FG_E_TRUST);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "is dated 2026-11-24, and today is 2026-11-22"));
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* An order of old, put into the folder with a time of today or of years to come, is none that a gate has taken. */
static void an_old_order_put_into_the_folder_is_left_out(void)
{
    static const int64_t times[] = {NOW + 10 * DAY, NOW + 1000 * DAY, NOW + HOUR + 1};
    char text[ORDER_BYTES_MAX], file[ORDER_BYTES_MAX + 256], path[256];
    struct order order;
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        open_with_keys();
        order_text(text, sizeof text, "relieve", "rule", "venue", "");
        sign(text, "Ada", 3);
        close_gate();
        CU_ASSERT_TRUE_FATAL(order_read(text, strlen(text), &order, why, sizeof why));
        snprintf(path, sizeof path, "state/reliefs/%s.order", order.hash);
        int length = snprintf(file, sizeof file, "since: %lld\nmeaning: %064d\n%s", (long long)times[i], 0, text);
        FILE *out = fopen(in_folder(path), "w");
        CU_ASSERT_TRUE_FATAL(out && fwrite(file, 1, (size_t)length, out) == (size_t)length && fclose(out) == 0);
        clock_of_test = i == 0 ? NOW + 10 * DAY : NOW;
        open_gate();
        CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
        close_gate();
    }
}

/* Where the order cannot be kept it is not followed. */
static void an_order_that_cannot_be_kept_is_not_followed(void)
{
    open_with_state();
    empty_folder(in_folder("state/reliefs"));
    rmdir(in_folder("state/reliefs"));
    FILE *file = fopen(in_folder("state/reliefs"), "w");
    fclose(file);
    CU_ASSERT_EQUAL(give("relieve", "rule", "venue", "by: A. Officer\n"), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "cannot be kept"));
    CU_ASSERT_EQUAL(action_of(venue_mt), FG_BLOCK);
    close_gate();
}

/* --- a second pack ---------------------------------------------------------------------------------------------- */

static void a_second_pack_is_loaded_and_taken_out(void)
{
    fg_shadow shadow = {.size = sizeof shadow};
    open_with_state();
    CU_ASSERT_EQUAL(fg_shadow_load(gate, API_PACK, "A. Officer", "to compare", why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK);
    CU_ASSERT_EQUAL(shadow.action, FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(shadow.pack, "api");
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK);
    CU_ASSERT_EQUAL(fg_shadow_load(gate, in_folder("none.fgp"), "A. Officer", "to compare", why, sizeof why),
                    FG_E_PACK);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "none.fgp"));
    fg_error error = FG_OK;
    char sentence[512];
    CU_ASSERT_EQUAL(fg_last_refusal(gate, &error, NULL, sentence, sizeof sentence), FG_OK);
    CU_ASSERT_EQUAL(error, FG_E_PACK);
    CU_ASSERT_STRING_EQUAL(sentence, why);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK); /* the one of before */
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "A. Officer", "compared", why, sizeof why), FG_OK);
    action_of(venue_mt);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_E_NOT_FOUND);
    CU_ASSERT_TRUE(log_says("\"shadow\"") && log_says("to compare") && log_says("compared"));
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "", "why", why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "who", NULL, why, sizeof why), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_shadow_load(gate, API_PACK, "A. Officer", "closed with it", why, sizeof why), FG_OK);
    close_gate();
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite kept = CU_add_suite("kept and signed", NULL, NULL);
    CU_ADD_TEST(kept, a_restart_forgets_nothing);
    CU_ADD_TEST(kept, a_lapsed_one_is_gone_after_a_restart);
    CU_ADD_TEST(kept, a_damaged_file_is_left_out);
    CU_ADD_TEST(kept, signatures_are_asked_of_the_register);
    CU_ADD_TEST(kept, no_byte_of_a_signed_order_may_change);
    CU_ADD_TEST(kept, a_signed_one_is_verified_again_at_restart);
    CU_ADD_TEST(kept, an_old_register_takes_no_order);
    CU_ADD_TEST(kept, an_old_order_put_into_the_folder_is_left_out);
    CU_ADD_TEST(kept, an_order_that_cannot_be_kept_is_not_followed);
    CU_ADD_TEST(kept, a_second_pack_is_loaded_and_taken_out);
    if (!mkdtemp(folder))
        return 1;
    int failed = run_tests();
    empty_folder(folder);
    rmdir(folder);
    return failed;
}

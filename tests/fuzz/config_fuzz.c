/*
 * config_fuzz.c: gate configurations. The input is the file. What is taken must lie within the bounds that lanes are
 * laid out for; what is refused says so with the file's name.
 */
#include <sys/mman.h>
#include <unistd.h>

#include "invariants.h"
#include "plugin/config.h"

/* libconfig 1.5 keeps the string it was reading when it finds an error of syntax. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:strbuf_append\nleak:libconfig_yylex\n";
}

static void within_bounds(const struct gate_config *config)
{
    const struct limits *limits = &config->limits;
    MUST(config->lanes >= 1 && config->lanes <= 4096);
    MUST(limits->message_bytes >= 1024 && limits->message_bytes <= 1u << 30);
    MUST(limits->transfers >= 1 && limits->transfers <= 10000000);
    MUST(limits->fields >= 64 && limits->fields <= 60000 && limits->depth >= 16 && limits->depth <= 1024);
    MUST(limits->text_bytes >= 4096 && limits->text_bytes <= 1u << 24);
    MUST(limits->hits >= 64 && limits->hits <= 1u << 20);
    MUST(limits->reasons_per_transfer >= 1 && limits->reasons_per_transfer <= 1024);
    MUST(limits->reasons_per_message >= 1 && limits->reasons_per_message <= 100000);
    for (int cause = 1; cause < FG_CAUSE_COUNT; cause++)
        for (int channel = 0; channel < FG_CHANNEL_COUNT; channel++)
            MUST(config->policy[cause][channel] >= FG_FLAG && config->policy[cause][channel] <= FG_BLOCK);
    MUST(config->window_past_days <= 36500 && config->window_future_days <= 36500 && config->window_action <= FG_BLOCK);
    MUST(memchr(config->pack_path, 0, sizeof config->pack_path));
    const struct trust_config *trust = &config->trust;
    MUST(!trust->looking_back && trust->keepers.count <= KEEPERS_MAX);
    MUST(trust->unsigned_packs ||
         (trust->keys_path[0] && trust->keepers.count >= 2 && trust->jurisdiction[0] && trust->state_folder[0]));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static int file = -1;
    static struct gate_config config;
    char path[64], why[512] = "";
    if (file < 0)
        MUST((file = memfd_create("config", MFD_CLOEXEC)) >= 0);
    MUST(ftruncate(file, (off_t)length) == 0 && pwrite(file, bytes, length, 0) == (ssize_t)length);
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    gate_config_defaults(&config);
    fg_error error = gate_config_read(&config, path, why, sizeof why);
    MUST(error == FG_OK || error == FG_E_CONFIG);
    if (error == FG_OK) {
        within_bounds(&config);
        /* What libconfig would do without a word: open another file, or stop at a zero byte. */
        MUST(!memchr(bytes, 0, length));
    } else {
        MUST(strncmp(why, path, strlen(path)) == 0 && strlen(why) > strlen(path) + 2);
    }
    return 0;
}

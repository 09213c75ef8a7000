/*
 * config.c: reads a gate's configuration file (config.h). Called at open only; touches the file and the structure it is
 * given. Unknown keys are errors: a limit that is spelled wrong must not silently be the default.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cfg_text.h"
#include "digest.h"
#include "fact_values.h"

struct number_key {
    const char *key;
    size_t offset;
    int least, most;
};

#define LIMIT_KEY(name, least, most)                                                                                   \
    {                                                                                                                  \
#name, offsetof(struct limits, name), least, most                                                              \
    }
static const struct number_key limit_keys[] = {
    LIMIT_KEY(message_bytes, 1024, 1 << 30),
    LIMIT_KEY(transfers, 1, 10000000),
    LIMIT_KEY(fields, 64, 60000),
    LIMIT_KEY(text_bytes, 4096, 1 << 24),
    LIMIT_KEY(depth, 16, 1024),
    LIMIT_KEY(attributes, 4, 1024),
    LIMIT_KEY(hits, 64, 1 << 20),
    LIMIT_KEY(reasons_per_transfer, 1, 1024),
    LIMIT_KEY(reasons_per_message, 1, 100000),
};

#define CHANNEL_KEY(value, name) [value] = name
static const char *const channel_keys[FG_CHANNEL_COUNT] = {FACT_CHANNELS(CHANNEL_KEY)};

void gate_config_defaults(struct gate_config *config)
{
    memset(config, 0, sizeof *config);
    config->enabled = true;
    config->lanes = 16;
    config->limits = (struct limits){.message_bytes = 10u << 20,
                                     .transfers = 200000,
                                     .fields = 2048,
                                     .text_bytes = 256u << 10,
                                     .depth = 64,
                                     .attributes = 64,
                                     .hits = 4096,
                                     .reasons_per_transfer = 16,
                                     .reasons_per_message = 512};
    memset(config->policy, FG_HOLD, sizeof config->policy);
    config->window_past_days = 10;
    config->window_future_days = 30;
    config->window_action = FG_FLAG;
}

static int number(struct cfg_reading *reading, const config_setting_t *setting, int least, int most)
{
    int line = (int)config_setting_source_line(setting);
    if (config_setting_type(setting) != CONFIG_TYPE_INT) {
        cfg_fault(reading, line, "%s must be a whole number from %d to %d", config_setting_name(setting), least, most);
        return least;
    }
    int value = config_setting_get_int(setting);
    if (value < least || value > most)
        cfg_fault(reading, line, "%s = %d is outside %d to %d", config_setting_name(setting), value, least, most);
    return value;
}

static fg_action action(struct cfg_reading *reading, const config_setting_t *setting, fg_action least)
{
    const char *name = config_setting_get_string(setting);
    for (int value = (int)least; name && value <= FG_BLOCK; value++)
        if (strcmp(name, fg_action_name((fg_action)value)) == 0)
            return (fg_action)value;
    cfg_fault(reading, (int)config_setting_source_line(setting), "%s must be %s\"flag\", \"hold\" or \"block\"",
              config_setting_name(setting), least == FG_PASS ? "\"pass\", " : "");
    return FG_HOLD;
}

static int cause_of(const char *name)
{
    for (int cause = 1; name && cause < FG_CAUSE_COUNT; cause++)
        if (strcmp(name, fg_cause_name((fg_cause)cause)) == 0)
            return cause;
    return 0;
}

static int channel_of(const char *name)
{
    for (int channel = 0; name && channel < FG_CHANNEL_COUNT; channel++)
        if (strcmp(name, channel_keys[channel]) == 0)
            return channel;
    return -1;
}

static const config_setting_t *child(const config_setting_t *group, int index)
{
    return config_setting_get_elem((config_setting_t *)group, (unsigned)index);
}

static bool is_group(struct cfg_reading *reading, const config_setting_t *setting)
{
    if (config_setting_is_group(setting))
        return true;
    cfg_fault(reading, (int)config_setting_source_line(setting), "%s must be a group: %s = { … };",
              config_setting_name(setting), config_setting_name(setting));
    return false;
}

static void read_limits(struct cfg_reading *reading, const config_setting_t *group, struct limits *limits)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = child(group, i);
        const struct number_key *found = NULL;
        for (size_t k = 0; k < sizeof limit_keys / sizeof *limit_keys; k++)
            if (strcmp(limit_keys[k].key, config_setting_name(setting)) == 0)
                found = &limit_keys[k];
        if (!found) {
            cfg_fault(reading, (int)config_setting_source_line(setting), "there is no limit named %s",
                      config_setting_name(setting));
            return;
        }
        uint32_t value = (uint32_t)number(reading, setting, found->least, found->most);
        memcpy((char *)limits + found->offset, &value, sizeof value);
    }
}

/* Actions by cause; a group named after a channel overrides them for it, wherever in the file it stands. */
static void read_policy(struct cfg_reading *reading, const config_setting_t *group, struct gate_config *config,
                        int channel)
{
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < config_setting_length(group); i++) {
            const config_setting_t *setting = child(group, i);
            const char *name = config_setting_name(setting);
            int line = (int)config_setting_source_line(setting);
            if (config_setting_is_group(setting)) {
                if (channel >= 0 || channel_of(name) < 0)
                    cfg_fault(reading, line,
                              "%s is no channel; channels are unknown, branch, internet, mobile, api, "
                              "corporate, card",
                              name);
                else if (pass == 1)
                    read_policy(reading, setting, config, channel_of(name));
                continue;
            }
            int cause = cause_of(name);
            if (!cause)
                cfg_fault(reading, line,
                          "%s is no cause; causes are bad_message, limit, engine, deadline, lane_busy, "
                          "switched_off, internal",
                          name);
            else if (pass == 0)
                for (int c = 0; c < FG_CHANNEL_COUNT; c++)
                    if (channel < 0 || c == channel)
                        config->policy[cause][c] = (uint8_t)action(reading, setting, FG_FLAG);
        }
}

static void read_window(struct cfg_reading *reading, const config_setting_t *group, struct gate_config *config)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = child(group, i);
        const char *name = config_setting_name(setting);
        if (strcmp(name, "past_days") == 0)
            config->window_past_days = (uint32_t)number(reading, setting, 0, 36500);
        else if (strcmp(name, "future_days") == 0)
            config->window_future_days = (uint32_t)number(reading, setting, 0, 36500);
        else if (strcmp(name, "action") == 0)
            config->window_action = (uint8_t)action(reading, setting, FG_PASS);
        else
            cfg_fault(reading, (int)config_setting_source_line(setting),
                      "settlement_window has past_days, future_days and action, not %s", name);
    }
}

/* A path, relative to the configuration file. what: the file it must name, for the sentence. */
static void read_path(struct cfg_reading *reading, const config_setting_t *setting, char path[CONFIG_PATH_BYTES],
                      const char *what)
{
    const char *name = config_setting_get_string(setting);
    const char *slash = strrchr(reading->path, '/');
    int folder = name && name[0] != '/' && slash ? (int)(slash - reading->path) + 1 : 0;
    int line = (int)config_setting_source_line(setting);
    if (!name || !*name)
        cfg_fault(reading, line, "%s must name %s", config_setting_name(setting), what);
    else if (snprintf(path, CONFIG_PATH_BYTES, "%.*s%s", folder, reading->path, name) >= CONFIG_PATH_BYTES)
        cfg_fault(reading, line, "the path of %s is longer than %d bytes", config_setting_name(setting),
                  CONFIG_PATH_BYTES - 1);
}

/* Files of the bank's own, by the adapter that reads them. */
static void read_formats(struct cfg_reading *reading, const config_setting_t *group, struct gate_config *config)
{
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = child(group, i);
        uint32_t at = 0;
        while (formats[at] && at < READER_FORMATS &&
               (!formats[at]->load || strcmp(formats[at]->name, config_setting_name(setting)) != 0))
            at++;
        if (!formats[at] || at == READER_FORMATS)
            cfg_fault(reading, (int)config_setting_source_line(setting),
                      "no adapter named %s reads a file; only iso8583 does: formats = { iso8583 = \"cards.cfg\"; };",
                      config_setting_name(setting));
        else
            read_path(reading, setting, config->format_paths[at], "a file that describes the bank's messages");
    }
}

static bool read_bool(struct cfg_reading *reading, const config_setting_t *setting)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
        cfg_fault(reading, (int)config_setting_source_line(setting), "%s must be true or false",
                  config_setting_name(setting));
    return config_setting_get_bool(setting);
}

static void read_keepers(struct cfg_reading *reading, const config_setting_t *list, struct keepers *keepers)
{
    int line = (int)config_setting_source_line(list), given = config_setting_length(list);
    if (!config_setting_is_list(list) && !config_setting_is_array(list))
        cfg_fault(reading, line, "keepers must be a list of public keys: keepers = (\"64 hex digits\", …);");
    else if (given > KEEPERS_MAX)
        cfg_fault(reading, line, "keepers names %d keys, at most %d are taken", given, KEEPERS_MAX);
    for (int i = 0; i < given && !reading->failed; i++) {
        uint8_t *key = keepers->keys[keepers->count];
        const char *text = config_setting_get_string_elem(list, i);
        if (!text || strlen(text) != 64 || !hex_read(text, 32, key)) {
            cfg_fault(reading, line,
                      "keeper %d is no public key; write the 64 hex digits that `fiatgate key show` prints", i + 1);
            return;
        }
        for (uint32_t before = 0; before < keepers->count; before++)
            if (memcmp(keepers->keys[before], key, sizeof keepers->keys[before]) == 0)
                cfg_fault(reading, line, "keepers %d and %d are the same key; two persons must sign the register",
                          before + 1, i + 1);
        keepers->count++;
    }
}

static void read_jurisdiction(struct cfg_reading *reading, const config_setting_t *setting, struct trust_config *trust)
{
    const char *value = config_setting_get_string(setting);
    if (!value || !*value || strlen(value) >= sizeof trust->jurisdiction)
        cfg_fault(
            reading, (int)config_setting_source_line(setting),
            "jurisdiction must be that of the packs this gate takes, as pack.cfg says it: jurisdiction = \"KZ\";");
    else
        strcpy(trust->jurisdiction, value);
}

/* One of two words; the index of the one given, with a fault when it is neither. */
static int read_choice(struct cfg_reading *reading, const config_setting_t *setting, const char *const words[2])
{
    const char *value = config_setting_get_string(setting);
    for (int i = 0; value && i < 2; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    cfg_fault(reading, (int)config_setting_source_line(setting), "%s must be \"%s\" or \"%s\"",
              config_setting_name(setting), words[0], words[1]);
    return 0;
}

/* What a gate that takes signed packs alone cannot be without. */
static void check_trust(struct cfg_reading *reading, int line, const struct trust_config *trust)
{
    if (trust->unsigned_packs)
        return;
    if (trust->keys_path[0] == '\0')
        cfg_fault(reading, line,
                  "trust has no keys; name the register of keys, keys = \"keys.cfg\"; (a developer's gate writes "
                  "unsigned_packs = true; instead)");
    if (trust->keepers.count < 2)
        cfg_fault(reading, line,
                  "trust has %u keepers, two must have signed the register of keys; write their public keys, keepers = "
                  "(\"64 hex digits\", \"64 hex digits\");",
                  trust->keepers.count);
    if (trust->jurisdiction[0] == '\0')
        cfg_fault(reading, line, "trust has no jurisdiction; write that of the packs it takes, jurisdiction = \"KZ\";");
    if (trust->state_folder[0] == '\0')
        cfg_fault(reading, line,
                  "trust has no state; name a folder that outlives a restart, state = \"state\"; (what was the highest "
                  "version is remembered there)");
}

static void read_trust(struct cfg_reading *reading, const config_setting_t *group, struct trust_config *trust)
{
    static const char *const reports[2] = {"optional", "required"};
    for (int i = 0; i < config_setting_length(group) && !reading->failed; i++) {
        const config_setting_t *setting = child(group, i);
        const char *name = config_setting_name(setting);
        if (strcmp(name, "unsigned_packs") == 0)
            trust->unsigned_packs = read_bool(reading, setting);
        else if (strcmp(name, "keys") == 0)
            read_path(reading, setting, trust->keys_path, "the register of keys: keys = \"keys.cfg\";");
        else if (strcmp(name, "keepers") == 0)
            read_keepers(reading, setting, &trust->keepers);
        else if (strcmp(name, "jurisdiction") == 0)
            read_jurisdiction(reading, setting, trust);
        else if (strcmp(name, "state") == 0)
            read_path(reading, setting, trust->state_folder, "a folder that outlives a restart: state = \"state\";");
        else if (strcmp(name, "replay_report") == 0)
            trust->report_required = read_choice(reading, setting, reports) == 1;
        else
            cfg_fault(reading, (int)config_setting_source_line(setting),
                      "trust has unsigned_packs, keys, keepers, jurisdiction, state and replay_report, not %s", name);
    }
    check_trust(reading, (int)config_setting_source_line(group), trust);
}

static void read_stats(struct cfg_reading *reading, const config_setting_t *group, struct gate_config *config)
{
    for (int i = 0; i < config_setting_length(group) && !reading->failed; i++) {
        const config_setting_t *setting = child(group, i);
        if (strcmp(config_setting_name(setting), "folder") == 0)
            read_path(reading, setting, config->stats_folder,
                      "a folder on a memory file system: folder = \"/dev/shm\";");
        else
            cfg_fault(reading, (int)config_setting_source_line(setting), "stats has folder, not %s",
                      config_setting_name(setting));
    }
}

static void read_root(struct cfg_reading *reading, const config_setting_t *root, struct gate_config *config)
{
    static const char *const enforcements[2] = {"enforce", "shadow"};
    bool trusted = false;
    for (int i = 0; i < config_setting_length(root) && !reading->failed; i++) {
        const config_setting_t *setting = child(root, i);
        const char *name = config_setting_name(setting);
        int line = (int)config_setting_source_line(setting);
        if (strcmp(name, "pack") == 0)
            read_path(reading, setting, config->pack_path, "a built pack: pack = \"kz.fgp\";");
        else if (strcmp(name, "enabled") == 0)
            config->enabled = read_bool(reading, setting);
        else if (strcmp(name, "scan_free_text") == 0)
            config->scan_free_text = read_bool(reading, setting);
        else if (strcmp(name, "formats") == 0 && is_group(reading, setting))
            read_formats(reading, setting, config);
        else if (strcmp(name, "lanes") == 0)
            config->lanes = (uint32_t)number(reading, setting, 1, 4096);
        else if (strcmp(name, "limits") == 0 && is_group(reading, setting))
            read_limits(reading, setting, &config->limits);
        else if (strcmp(name, "policy") == 0 && is_group(reading, setting))
            read_policy(reading, setting, config, -1);
        else if (strcmp(name, "settlement_window") == 0 && is_group(reading, setting))
            read_window(reading, setting, config);
        else if (strcmp(name, "enforcement") == 0)
            config->enforcement =
                read_choice(reading, setting, enforcements) == 0 ? PACK_ENFORCEMENT_ENFORCE : PACK_ENFORCEMENT_SHADOW;
        else if (strcmp(name, "trust") == 0 && is_group(reading, setting)) {
            read_trust(reading, setting, &config->trust);
            trusted = true;
        } else if (strcmp(name, "stats") == 0 && is_group(reading, setting))
            read_stats(reading, setting, config);
        else if (!reading->failed)
            cfg_fault(
                reading, line,
                "there is no setting named %s; there are pack, enabled, lanes, limits, policy, settlement_window, "
                "scan_free_text, formats, enforcement, trust, stats",
                name);
    }
    if (!trusted)
        cfg_fault(reading, 0,
                  "there is no group trust, so no pack is taken; write whose signatures count, trust = { keys = "
                  "\"keys.cfg\"; keepers = (\"64 hex digits\", \"64 hex digits\"); jurisdiction = \"KZ\"; state = "
                  "\"state\"; }; or, for a developer's gate, trust = { unsigned_packs = true; };");
}

fg_error gate_config_read(struct gate_config *config, const char *path, char *why, size_t why_size)
{
    struct cfg_reading reading = {.path = path,
                                  .file = "configuration file",
                                  .content = "a gate's configuration",
                                  .why = why,
                                  .why_size = why_size};
    char *text = cfg_read_file(&reading, CONFIG_FILE_BYTES);
    if (!text)
        return reading.no_memory ? FG_E_MEMORY : FG_E_CONFIG;
    config_t parsed;
    config_init(&parsed);
    if (cfg_parse(&reading, text, &parsed)) {
        const config_setting_t *root = config_lookup(&parsed, "fiatgate");
        if (!root)
            cfg_fault(&reading, 0, "the file must hold one group: fiatgate = { pack = \"kz.fgp\"; … };");
        else if (is_group(&reading, root))
            read_root(&reading, root, config);
    }
    config_destroy(&parsed);
    free(text);
    return reading.failed ? FG_E_CONFIG : FG_OK;
}

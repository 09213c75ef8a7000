/*
 * gate.c: a loaded instance: opened, reloaded, closed. The one place that joins the core and the adapters (through
 * their table); packs come through control/. Everything here may allocate and wait; nothing here is called while a
 * message is screened.
 */
#include "gate.h"

#include <stdlib.h>
#include <string.h>

#include "control/change.h"
#include "control/control.h"
#include "control/publish.h"
#include "control/relief.h"
#include "evidence/stats_file.h"
#include "lane.h"

static void log_line(const struct fg_gate *gate, fg_log_level level, const char *sentence)
{
    if (gate->log)
        gate->log(gate->log_context, level, sentence);
}

fg_error gate_load_settings(const struct gate_config *config, struct reader_settings *settings, char *why,
                            size_t why_size)
{
    const char *paths[READER_FORMATS];
    for (uint32_t i = 0; i < READER_FORMATS; i++)
        paths[i] = config->format_paths[i][0] ? config->format_paths[i] : NULL;
    settings->scan_free_text = config->scan_free_text;
    return reader_settings_load(settings, formats, paths, why, why_size);
}

/* Takes down what gate_open() has made of a gate, or all of it. */
static void take_down(struct fg_gate *gate)
{
    bool forked = guard_is_forked(gate->guard);
    struct live_set *live = atomic_load(&gate->live);
    if (live) {
        live_pack_free(live->shadow);
        live_pack_free(live->pack);
        free((struct relief_set *)(uintptr_t)live->reliefs);
        free(live);
    }
    if (gate->control) {
        reliefs_close(gate);
        stats_close(gate->control->stats, forked);
        state_unlock(gate->control->state_lock, forked);
    }
    reader_settings_unload(&gate->settings, gate->formats);
    if (!forked)
        pthread_mutex_destroy(&gate->reload);
    guard_free(gate->guard);
    free(gate->control);
    free(gate->slots);
    free(gate);
}

/* A gate without a pack. NULL = no memory. */
static struct fg_gate *make_gate(const struct gate_config *config, fg_log_fn log, void *log_context)
{
    struct fg_gate *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->config = *config;
    made->formats = formats;
    made->log = log;
    made->log_context = log_context;
    made->guard = guard_new();
    made->control = calloc(1, sizeof *made->control);
    made->slots = lines_new(config->lanes * sizeof *made->slots);
    if (made->guard && made->control && made->slots && pthread_mutex_init(&made->reload, NULL) == 0) {
        made->control->state_lock = -1;
        return made;
    }
    guard_free(made->guard);
    free(made->control);
    free(made->slots);
    free(made);
    return NULL;
}

/* Every lane that may come finds its counters there. */
static fg_error open_counters(struct fg_gate *gate, char *why, size_t why_size)
{
    struct stats_file **stats = &gate->control->stats;
    fg_error error = stats_open(gate->config.stats_folder, gate->config.lanes, stats, why, why_size);
    if (error != FG_OK)
        return error;
    gate->totals = stats_totals(*stats);
    for (uint32_t i = 0; i < gate->config.lanes; i++)
        gate->slots[i].counters = stats_lane(*stats, i);
    return FG_OK;
}

/* One of the ways of trust must have been chosen; config.c says the same of a file. */
static fg_error check_trust(const struct gate_config *config, char *why, size_t why_size)
{
    const struct trust_config *trust = &config->trust;
    if (trust->unsigned_packs || trust->looking_back ||
        (trust->keys_path[0] && trust->keepers.count >= 2 && trust->jurisdiction[0] && trust->state_folder[0]))
        return FG_OK;
    control_say(
        why, why_size,
        "the gate's configuration says neither whose signatures count (trust.keys, keepers, jurisdiction, state) "
        "nor that packs need none (trust.unsigned_packs = true)");
    return FG_E_CONFIG;
}

/* The pack a gate begins with: what its state says it fell back to, else the one it is given. */
static fg_error open_pack(struct fg_gate *gate, char *why, size_t why_size)
{
    struct gate_state *state = &gate->control->state;
    const char *folder = gate->config.trust.state_folder;
    char kept[sizeof state->folder + 128];
    struct activation_terms terms = {
        .act = "open", .done = "opened", .who = "", .why = "", .path = gate->config.pack_path};
    fg_error error = FG_OK;
    if (folder[0] != '\0' && !gate->config.trust.looking_back) {
        error = state_lock(folder, &gate->control->state_lock, why, why_size);
        if (error == FG_OK)
            error = state_read(state, folder, why, why_size);
    }
    if (error == FG_OK)
        error = reliefs_open(gate, why, why_size);
    if (error != FG_OK)
        return error;
    atomic_store(&gate->switched_off, state->switched_off);
    atomic_store(&gate->totals->switched_off, state->switched_off || !gate->config.enabled);
    if (state->fell_back) {
        state_pack_path(state, state->active, kept, sizeof kept);
        terms.path = kept;
        terms.is_fallback = true;
    }
    char line[1024] = "";
    pthread_mutex_lock(&gate->reload);
    error = change_pack(gate, &terms, line, sizeof line);
    pthread_mutex_unlock(&gate->reload);
    if (error == FG_OK)
        log_line(gate, FG_LOG_INFO, line);
    else
        control_say(why, why_size, "%s", line);
    return error;
}

/* What a host's log should not be without when a gate opens. */
static void warn(const struct fg_gate *gate)
{
    const struct gate_state *state = &gate->control->state;
    if (!gate->config.enabled)
        log_line(gate, FG_LOG_WARNING,
                 "screening is switched off by the configuration (enabled = false): every message gets the policy's "
                 "action for switched_off");
    if (state->switched_off)
        log_line(gate, FG_LOG_WARNING,
                 "screening is switched off, as it was when the gate was closed (fg_switch_on switches it on): every "
                 "message gets the policy's action for switched_off");
    if (state->fell_back)
        log_line(gate, FG_LOG_WARNING,
                 "the gate runs on its fallback, as it did when it was closed; reload a newer pack to leave it");
}

fg_error gate_open(const struct gate_config *config, fg_log_fn log, void *log_context, fg_gate **gate, char *why,
                   size_t why_size)
{
    *gate = NULL;
    fg_error error = check_trust(config, why, why_size);
    if (error != FG_OK)
        return error;
    struct fg_gate *made = make_gate(config, log, log_context);
    if (!made) {
        control_say(why, why_size, "memory for a gate of %u lanes could not be had", config->lanes);
        return FG_E_MEMORY;
    }
    error = open_counters(made, why, why_size);
    if (error == FG_OK)
        error = gate_load_settings(config, &made->settings, why, why_size);
    if (error == FG_OK)
        error = open_pack(made, why, why_size);
    if (error != FG_OK) {
        take_down(made);
        return error;
    }
    warn(made);
    *gate = made;
    return FG_OK;
}

const struct pack *gate_pack(const fg_gate *gate)
{
    return atomic_load(&gate->live)->pack;
}

/* A host may have been built with a newer header: what lies beyond our structure must be zero. */
static bool tail_is_zero(const void *structure, uint32_t size, size_t known)
{
    for (size_t i = known; i < size; i++)
        if (((const unsigned char *)structure)[i] != 0)
            return false;
    return true;
}

static fg_error check_options(const fg_options *options, char *why, size_t why_size)
{
    if (options->size < sizeof *options || options->size > 4096 ||
        !tail_is_zero(options, options->size, sizeof *options)) {
        control_say(why, why_size, "fg_options.size is %u, expected sizeof(fg_options) = %zu with unknown bytes zero",
                    options->size, sizeof *options);
        return FG_E_ARGUMENT;
    }
    unsigned major = options->version >> 16, minor = options->version >> 8 & 0xFF, patch = options->version & 0xFF;
    if (major != FG_VERSION_MAJOR) {
        control_say(
            why, why_size,
            "the host was built with fiatgate.h %u.%u.%u, this library is %s: the major versions differ; rebuild the "
            "host with the library's header",
            major, minor, patch, fg_version_text());
        return FG_E_VERSION;
    }
    if (!options->config_path) {
        control_say(why, why_size, "fg_options.config_path is NULL; name the configuration file");
        return FG_E_ARGUMENT;
    }
    return FG_OK;
}

fg_error fg_open(const fg_options *options, fg_gate **gate, char *why, size_t why_size)
{
    if (why && why_size > 0)
        why[0] = '\0';
    if (gate)
        *gate = NULL;
    if (!options || !gate || (!why && why_size > 0)) {
        control_say(why, why_size, "fg_open needs options and a place for the gate; one of them is NULL");
        return FG_E_ARGUMENT;
    }
    fg_error error = check_options(options, why, why_size);
    if (error != FG_OK)
        return error;
    struct gate_config *config = malloc(sizeof *config);
    if (!config) {
        control_say(why, why_size, "memory for the configuration could not be had");
        return FG_E_MEMORY;
    }
    gate_config_defaults(config);
    error = gate_config_read(config, options->config_path, why, why_size);
    if (error == FG_OK && options->pack_path) {
        if (strlen(options->pack_path) >= sizeof config->pack_path) {
            control_say(why, why_size, "the path of the pack is longer than %d bytes", CONFIG_PATH_BYTES - 1);
            error = FG_E_ARGUMENT;
        } else {
            strcpy(config->pack_path, options->pack_path);
        }
    }
    if (error == FG_OK && config->pack_path[0] == '\0') {
        control_say(why, why_size, "%s: no pack is named; write pack = \"kz.fgp\";", options->config_path);
        error = FG_E_CONFIG;
    }
    if (error == FG_OK)
        error = gate_open(config, options->log, options->log_context, gate, why, why_size);
    free(config);
    return error;
}

fg_error fg_reload(fg_gate *gate, const char *pack_path, char *why, size_t why_size)
{
    fg_error error = change_check(gate, pack_path, why, why_size);
    if (error != FG_OK)
        return error;
    char line[1024] = ""; /* for the log, which may ask the gate: told when the lock is free again */
    struct activation_terms terms = {.act = "reload",
                                     .done = "reloaded",
                                     .who = "",
                                     .why = "",
                                     .path = pack_path ? pack_path : gate->config.pack_path};
    pthread_mutex_lock(&gate->reload);
    error = change_pack(gate, &terms, line, sizeof line);
    count(error == FG_OK ? &gate->totals->reloads : &gate->totals->reloads_failed, 1);
    pthread_mutex_unlock(&gate->reload);
    change_tell(gate, error, line, why, why_size);
    return error;
}

fg_error fg_close(fg_gate *gate)
{
    if (!gate)
        return FG_OK;
    bool forked = guard_is_forked(gate->guard);
    for (uint32_t i = 0; i < gate->config.lanes && !forked; i++)
        if (atomic_load(&gate->slots[i].taken))
            return FG_E_LANES;
    if (!forked)
        log_line(gate, FG_LOG_INFO, "closed");
    take_down(gate);
    return FG_OK;
}

fg_error reader_new(const struct gate_config *config, struct reader **reader, char *why, size_t why_size)
{
    *reader = NULL;
    struct reader_settings settings = {0};
    fg_error error = gate_load_settings(config, &settings, why, why_size);
    if (error != FG_OK)
        return error;
    struct reader *made = calloc(1, sizeof *made);
    void *memory = lines_take(reader_size(formats, &config->limits));
    if (!made || !memory || !reader_place(made, memory, formats, &config->limits, &settings, 1)) {
        control_say(why, why_size, "memory for reading messages of %u bytes could not be had",
                    config->limits.message_bytes);
        reader_settings_unload(&settings, formats);
        free(made);
        free(memory);
        return FG_E_MEMORY;
    }
    made->memory = memory;
    made->settings = settings;
    *reader = made;
    return FG_OK;
}

void reader_free(struct reader *reader)
{
    if (!reader)
        return;
    reader_close(reader);
    reader_settings_unload(&reader->settings, formats);
    free(reader->memory);
    free(reader);
}

/*
 * gate.c: a loaded instance. The one place that joins the core, the adapters (through their table) and the pack loader
 * (through loader.h). Everything here may allocate and wait; nothing here is called while a message is screened.
 */
#include "gate.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/publish.h"
#include "lane.h"
#include "loader.h"
#include "match/scan.h"

static void __attribute__((format(printf, 3, 4))) say(char *why, size_t why_size, const char *format, ...)
{
    if (!why || why_size == 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, why_size, format, arguments);
    va_end(arguments);
}

static void log_line(const struct fg_gate *gate, fg_log_level level, const char *sentence)
{
    if (gate->log)
        gate->log(gate->log_context, level, sentence);
}

/* What the log says of a pack that was made the active one. */
static void describe_pack(char *line, size_t size, const struct pack *pack, const char *what)
{
    snprintf(line, size, "%s: pack %s %s, hash %s, %u rules, %u entries", what, pack_string(pack, pack->meta->name),
             pack_string(pack, pack->meta->version), pack->hash, pack->rule_count, pack->entry_count);
}

/* What the adapters take from files of the bank's. */
static fg_error load_settings(const struct gate_config *config, struct reader_settings *settings, char *why,
                              size_t why_size)
{
    const char *paths[READER_FORMATS];
    for (uint32_t i = 0; i < READER_FORMATS; i++)
        paths[i] = config->format_paths[i][0] ? config->format_paths[i] : NULL;
    settings->scan_free_text = config->scan_free_text;
    return reader_settings_load(settings, formats, paths, why, why_size);
}

/* Loads a pack aside and puts the engine to its known-answer test. */
static fg_error load_aside(const struct fg_gate *gate, const char *path, struct pack **pack, char *why, size_t why_size)
{
    fg_error error = pack_load(path, gate->config.lanes, NULL, NULL, pack, why, why_size);
    if (error != FG_OK)
        return error;
    char reason[256] = "";
    error = (*pack)->database ? scan_self_test(*pack, (*pack)->scratch[0], reason, sizeof reason) : FG_OK;
    if (error == FG_OK)
        return FG_OK;
    if (error == FG_E_MEMORY)
        say(why, why_size, "%s: %s", path, reason);
    else
        say(why, why_size,
            "%s: the pattern engine failed its known-answer test (%s); use Hyperscan 5.4.0, not Vectorscan, and "
            "rebuild the pack",
            path, reason);
    pack_free(*pack);
    *pack = NULL;
    return error;
}

fg_error gate_open(const struct gate_config *config, fg_log_fn log, void *log_context, fg_gate **gate, char *why,
                   size_t why_size)
{
    *gate = NULL;
    struct fg_gate *made = calloc(1, sizeof *made);
    if (!made) {
        say(why, why_size, "memory for the gate could not be had");
        return FG_E_MEMORY;
    }
    made->config = *config;
    made->formats = formats;
    made->log = log;
    made->log_context = log_context;
    made->guard = guard_new();
    made->slots = aligned_alloc(alignof(struct lane_slot), config->lanes * sizeof *made->slots);
    if (!made->guard || !made->slots || pthread_mutex_init(&made->reload, NULL) != 0) {
        say(why, why_size, "memory for %u lanes could not be had", config->lanes);
        guard_free(made->guard);
        free(made->slots);
        free(made);
        return FG_E_MEMORY;
    }
    memset(made->slots, 0, config->lanes * sizeof *made->slots);
    struct pack *pack = NULL;
    fg_error error = load_settings(config, &made->settings, why, why_size);
    if (error == FG_OK)
        error = load_aside(made, config->pack_path, &pack, why, why_size);
    if (error != FG_OK) {
        reader_settings_unload(&made->settings, made->formats);
        pthread_mutex_destroy(&made->reload);
        guard_free(made->guard);
        free(made->slots);
        free(made);
        return error;
    }
    struct live_set *live = live_copy(made);
    if (!live) {
        say(why, why_size, "memory for the gate could not be had");
        pack_free(pack);
        reader_settings_unload(&made->settings, made->formats);
        pthread_mutex_destroy(&made->reload);
        guard_free(made->guard);
        free(made->slots);
        free(made);
        return FG_E_MEMORY;
    }
    pack->generation = made->generation = 1;
    live->pack = pack;
    live_publish(made, live);
    char line[512];
    describe_pack(line, sizeof line, pack, "opened");
    log_line(made, FG_LOG_INFO, line);
    if (!config->enabled)
        log_line(made, FG_LOG_WARNING,
                 "screening is switched off by the configuration (enabled = false): every message "
                 "gets the policy's action for switched_off");
    *gate = made;
    return FG_OK;
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
        say(why, why_size, "fg_options.size is %u, expected sizeof(fg_options) = %zu with unknown bytes zero",
            options->size, sizeof *options);
        return FG_E_ARGUMENT;
    }
    unsigned major = options->version >> 16, minor = options->version >> 8 & 0xFF, patch = options->version & 0xFF;
    if (major != FG_VERSION_MAJOR) {
        say(why, why_size,
            "the host was built with fiatgate.h %u.%u.%u, this library is %s: the major versions differ; rebuild the "
            "host with the library's header",
            major, minor, patch, fg_version_text());
        return FG_E_VERSION;
    }
    if (!options->config_path) {
        say(why, why_size, "fg_options.config_path is NULL; name the configuration file");
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
        say(why, why_size, "fg_open needs options and a place for the gate; one of them is NULL");
        return FG_E_ARGUMENT;
    }
    fg_error error = check_options(options, why, why_size);
    if (error != FG_OK)
        return error;
    struct gate_config *config = malloc(sizeof *config);
    if (!config) {
        say(why, why_size, "memory for the configuration could not be had");
        return FG_E_MEMORY;
    }
    gate_config_defaults(config);
    error = gate_config_read(config, options->config_path, why, why_size);
    if (error == FG_OK && options->pack_path) {
        if (strlen(options->pack_path) >= sizeof config->pack_path) {
            say(why, why_size, "the path of the pack is longer than %d bytes", CONFIG_PATH_BYTES - 1);
            error = FG_E_ARGUMENT;
        } else {
            strcpy(config->pack_path, options->pack_path);
        }
    }
    if (error == FG_OK && config->pack_path[0] == '\0') {
        say(why, why_size, "%s: no pack is named; write pack = \"kz.fgp\";", options->config_path);
        error = FG_E_CONFIG;
    }
    if (error == FG_OK)
        error = gate_open(config, options->log, options->log_context, gate, why, why_size);
    free(config);
    return error;
}

fg_error fg_reload(fg_gate *gate, const char *pack_path, char *why, size_t why_size)
{
    if (why && why_size > 0)
        why[0] = '\0';
    if (!gate || (!why && why_size > 0)) {
        say(why, why_size, "fg_reload needs a gate, it is NULL");
        return FG_E_ARGUMENT;
    }
    if (guard_is_forked(gate->guard)) {
        say(why, why_size, "%s", fg_error_text(FG_E_FORKED));
        return FG_E_FORKED;
    }
    if (pack_path && strlen(pack_path) >= sizeof gate->config.pack_path) {
        say(why, why_size, "the path of the pack is longer than %d bytes", CONFIG_PATH_BYTES - 1);
        return FG_E_ARGUMENT;
    }
    char line[512] = ""; /* for the log, which may ask the gate: said when the lock is free again */
    struct pack *fresh = NULL;
    pthread_mutex_lock(&gate->reload);
    fg_error error = load_aside(gate, pack_path ? pack_path : gate->config.pack_path, &fresh, line, sizeof line);
    struct live_set *live = error == FG_OK ? live_copy(gate) : NULL;
    if (error == FG_OK && !live) {
        snprintf(line, sizeof line, "memory for the pack could not be had");
        pack_free(fresh);
        error = FG_E_MEMORY;
    }
    if (error == FG_OK) {
        fresh->generation = ++gate->generation;
        live->pack = fresh;
        struct live_set *old = live_publish(gate, live);
        count(&gate->reloads, 1);
        pack_free(old->pack);
        free(old);
        describe_pack(line, sizeof line, fresh, "reloaded");
    } else {
        count(&gate->reloads_failed, 1);
        say(why, why_size, "%s", line);
    }
    pthread_mutex_unlock(&gate->reload);
    log_line(gate, error == FG_OK ? FG_LOG_INFO : FG_LOG_ERROR, line);
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
    if (!forked) {
        log_line(gate, FG_LOG_INFO, "closed");
        pthread_mutex_destroy(&gate->reload);
    }
    pack_free(atomic_load(&gate->live)->pack);
    free(atomic_load(&gate->live));
    reader_settings_unload(&gate->settings, gate->formats);
    guard_free(gate->guard);
    free(gate->slots);
    free(gate);
    return FG_OK;
}

fg_error fg_pack_in_use(fg_gate *gate, const fg_lane *lane, char *name, size_t name_size, char *version,
                        size_t version_size, char *hash, size_t hash_size)
{
    if (!gate || (lane && lane->gate != gate) || (name && !name_size) || (version && !version_size) ||
        (hash && !hash_size))
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    pthread_mutex_lock(&gate->reload);
    const struct pack *pack = atomic_load(&gate->live)->pack;
    bool current = !lane || atomic_load(&gate->slots[lane->slot].generation) == pack->generation;
    if (name)
        snprintf(name, name_size, "%s", current ? pack_string(pack, pack->meta->name) : "");
    if (version)
        snprintf(version, version_size, "%s", current ? pack_string(pack, pack->meta->version) : "");
    if (hash)
        snprintf(hash, hash_size, "%s", current ? pack->hash : "");
    pthread_mutex_unlock(&gate->reload);
    return FG_OK;
}

fg_error reader_new(const struct gate_config *config, struct reader **reader, char *why, size_t why_size)
{
    *reader = NULL;
    struct reader_settings settings = {0};
    fg_error error = load_settings(config, &settings, why, why_size);
    if (error != FG_OK)
        return error;
    struct reader *made = calloc(1, sizeof *made);
    void *memory = aligned_alloc(64, (reader_size(formats, &config->limits) + 63) & ~(size_t)63);
    if (!made || !memory || !reader_place(made, memory, formats, &config->limits, &settings, 1)) {
        say(why, why_size, "memory for reading messages of %u bytes could not be had", config->limits.message_bytes);
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

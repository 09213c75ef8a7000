/*
 * state.c: what a gate remembers over a restart (state.h). The file is read with suspicion, since a gate that took half
 * of it for the whole would forget which packs it must not go back to; nothing that cannot be read is begun anew.
 * Touches the state folder only.
 */
#include "control/state.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cfg_text.h"
#include "control/control.h"
#include "control/trust.h"
#include "digest.h"
#include "durable.h"

#define STATE_FORMAT     1
#define STATE_BYTES      65536
#define STATE_MODE       0640
#define STATE_HEADING    "# What a gate remembers; it alone writes this file.\n"
#define STATE_LAST_LINE  "# sha256 "
#define STATE_TAIL_BYTES (sizeof STATE_LAST_LINE - 1 + 64 + 1)

/* Within the folder. Cannot be cut: the folder is shorter than the room by more than any name here is long. */
static void path_of(const struct gate_state *state, const char *name, char path[DURABLE_PATH])
{
    snprintf(path, DURABLE_PATH, "%s/%s", state->folder, name);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

#define RESTORE "put the file back from a backup, or begin in an empty folder and load the highest version first"

/* A setting of the file that a structure takes as it is. */
enum field_kind_of_state { FIELD_NAME, FIELD_VERSION, FIELD_HASH, FIELD_SECONDS, FIELD_BOOL };
struct state_field {
    const char *key;
    enum field_kind_of_state kind;
    size_t offset, size;
};

#define FIELD(type, key, kind, member)                                                                                 \
    {                                                                                                                  \
        key, kind, offsetof(struct type, member), sizeof((struct type *)0)->member                                     \
    }
static const struct state_field root_fields[] = {
    FIELD(gate_state, "pack", FIELD_NAME, pack_name),
    FIELD(gate_state, "highest", FIELD_VERSION, highest_version),
    FIELD(gate_state, "active", FIELD_HASH, active),
    FIELD(gate_state, "fallback", FIELD_HASH, fallback),
    FIELD(gate_state, "fell_back", FIELD_BOOL, fell_back),
    FIELD(gate_state, "switched_off", FIELD_BOOL, switched_off),
    FIELD(gate_state, "keys_signed_at", FIELD_SECONDS, keys_signed_at),
    {0},
};
static const struct state_field height_fields[] = {
    FIELD(pack_height, "pack", FIELD_NAME, name),
    FIELD(pack_height, "highest", FIELD_VERSION, version),
    {0},
};
static const struct state_field activation_fields[] = {
    FIELD(activation, "hash", FIELD_HASH, hash),
    FIELD(activation, "version", FIELD_VERSION, version),
    FIELD(activation, "first_active", FIELD_SECONDS, first_active),
    {0},
};

static bool text_fits(const char *text, enum field_kind_of_state kind, size_t size)
{
    size_t length = strlen(text);
    switch (kind) {
    case FIELD_HASH:
        return length == 0 || hex_is_hash(text);
    case FIELD_VERSION:
        return length < size && strspn(text, "0123456789.") == length;
    case FIELD_SECONDS:
        return length > 0 && length < 13 && strspn(text, "0123456789") == length;
    default:
        return length < size;
    }
}

static void read_field(struct cfg_reading *reading, const config_setting_t *setting, const struct state_field *field,
                       void *into)
{
    void *member = (char *)into + field->offset;
    int line = (int)config_setting_source_line(setting);
    if (field->kind == FIELD_BOOL) {
        if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
            cfg_fault(reading, line, "%s must be true or false: " RESTORE, field->key);
        *(bool *)member = config_setting_get_bool(setting);
        return;
    }
    const char *text = config_setting_get_string(setting);
    if (!text || !text_fits(text, field->kind, field->size)) {
        cfg_fault(reading, line, "%s is nothing that a gate writes: " RESTORE, field->key);
        return;
    }
    if (field->kind == FIELD_SECONDS)
        *(int64_t *)member = (int64_t)strtoll(text, NULL, 10);
    else
        memcpy(member, text, strlen(text) + 1);
}

/* Every field once; format, packs and activations of the root are read by others. */
static void read_fields(struct cfg_reading *reading, const config_setting_t *group, const struct state_field *fields,
                        void *into)
{
    for (const struct state_field *field = fields; field->key; field++) {
        const config_setting_t *setting =
            config_setting_is_group(group) ? config_setting_get_member(group, field->key) : NULL;
        if (setting)
            read_field(reading, setting, field, into);
        else
            cfg_fault(reading, (int)config_setting_source_line(group), "%s is missing: " RESTORE, field->key);
    }
}

/* How many elements a list of the root has; more than most is a fault. */
static uint32_t list_length(struct cfg_reading *reading, const config_setting_t *root, const char *name, int most,
                            const config_setting_t **list)
{
    *list = config_setting_get_member(root, name);
    if (*list && config_setting_is_list(*list) && config_setting_length(*list) <= most)
        return (uint32_t)config_setting_length(*list);
    cfg_fault(reading, *list ? (int)config_setting_source_line(*list) : 0, "%s must be a list of at most %d: " RESTORE,
              name, most);
    return 0;
}

static void read_root(struct cfg_reading *reading, const config_setting_t *root, struct gate_state *state)
{
    const config_setting_t *list, *format = config_setting_get_member(root, "format");
    if (!format || config_setting_type(format) != CONFIG_TYPE_INT || config_setting_get_int(format) != STATE_FORMAT) {
        cfg_fault(reading, format ? (int)config_setting_source_line(format) : 0,
                  "format must be %d: another fiatgate wrote this; use that one, or begin in an empty folder and load "
                  "the highest version first",
                  STATE_FORMAT);
        return;
    }
    read_fields(reading, root, root_fields, state);
    state->height_count = list_length(reading, root, "packs", STATE_PACKS, &list);
    for (uint32_t i = 0; i < state->height_count; i++)
        read_fields(reading, config_setting_get_elem((config_setting_t *)list, i), height_fields, &state->heights[i]);
    state->activation_count = list_length(reading, root, "activations", STATE_ACTIVATIONS, &list);
    for (uint32_t i = 0; i < state->activation_count; i++)
        read_fields(reading, config_setting_get_elem((config_setting_t *)list, i), activation_fields,
                    &state->activations[i]);
}

/* Whether the last line is the hash of those before it. */
static bool is_whole(const char *text)
{
    uint8_t hash[32];
    char expected[65];
    size_t length = strlen(text);
    if (length < STATE_TAIL_BYTES || !digest_sha256(text, length - STATE_TAIL_BYTES, hash))
        return false;
    const char *tail = text + length - STATE_TAIL_BYTES;
    hex_write(hash, 32, expected);
    return strncmp(tail, STATE_LAST_LINE, sizeof STATE_LAST_LINE - 1) == 0 &&
           strncmp(tail + sizeof STATE_LAST_LINE - 1, expected, 64) == 0 && text[length - 1] == '\n';
}

static fg_error read_state_file(struct gate_state *state, const char *path, char *why, size_t why_size)
{
    struct cfg_reading reading = {
        .path = path, .file = "gate's state", .content = "a gate's state", .why = why, .why_size = why_size};
    char *text = cfg_read_file(&reading, STATE_BYTES);
    if (!text)
        return reading.no_memory ? FG_E_MEMORY : FG_E_STATE;
    config_t parsed;
    config_init(&parsed);
    if (!is_whole(text))
        cfg_fault(&reading, 0, "the gate's state is not whole: it was cut, changed or damaged; " RESTORE);
    else if (cfg_parse(&reading, text, &parsed))
        read_root(&reading, config_root_setting(&parsed), state);
    config_destroy(&parsed);
    free(text);
    return reading.failed ? FG_E_STATE : FG_OK;
}

enum state_presence { STATE_IS_THERE, STATE_IS_NEW, STATE_IS_UNKNOWN };

/* Whether there is a state, or a folder in which one may be begun. */
static enum state_presence look_for_state(const struct gate_state *state, char *why, size_t why_size)
{
    char path[DURABLE_PATH], changes[DURABLE_PATH];
    struct stat facts;
    if (stat(state->folder, &facts) != 0 || !S_ISDIR(facts.st_mode)) {
        control_say(why, why_size, "%s: " STATE_NO_FOLDER, state->folder);
        return STATE_IS_UNKNOWN;
    }
    if (facts.st_mode & S_IWOTH) {
        control_say(why, why_size,
                    "%s: everybody may write to the state folder, and so make the gate forget what it must not go back "
                    "to; give it mode 0750",
                    state->folder);
        return STATE_IS_UNKNOWN;
    }
    path_of(state, "state", path);
    path_of(state, "changes.log", changes);
    if (lstat(path, &facts) == 0)
        return STATE_IS_THERE;
    if (errno != ENOENT) {
        control_say(why, why_size, "%s: cannot be looked at: %s", path, strerror(errno));
        return STATE_IS_UNKNOWN;
    }
    if (lstat(changes, &facts) == 0) {
        control_say(why, why_size,
                    "%s: is missing, and changes.log beside it shows that a gate has kept its state here: " RESTORE,
                    path);
        return STATE_IS_UNKNOWN;
    }
    return STATE_IS_NEW;
}

static fg_error read_or_begin(struct gate_state *state, const char *folder, bool *is_new, char *why, size_t why_size)
{
    char path[DURABLE_PATH];
    memset(state, 0, sizeof *state);
    *is_new = false;
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    if (length == 0 || length >= sizeof state->folder) {
        control_say(why, why_size, "the path of the state folder has %zu bytes, and 1 to %zu are read", length,
                    sizeof state->folder - 1);
        return FG_E_STATE;
    }
    memcpy(state->folder, folder, length);
    enum state_presence presence = look_for_state(state, why, why_size);
    *is_new = presence == STATE_IS_NEW;
    if (presence == STATE_IS_UNKNOWN)
        return FG_E_STATE;
    path_of(state, "state", path);
    return *is_new ? FG_OK : read_state_file(state, path, why, why_size);
}

fg_error state_read(struct gate_state *state, const char *folder, char *why, size_t why_size)
{
    bool is_new;
    fg_error error = read_or_begin(state, folder, &is_new, why, why_size);
    if (error == FG_OK && is_new)
        error = state_write(state, why, why_size); /* so that no change log is ever older than its state */
    if (error != FG_OK)
        memset(state, 0, sizeof *state);
    return error;
}

fg_error state_look(struct gate_state *state, const char *folder, char *why, size_t why_size)
{
    bool is_new;
    fg_error error = read_or_begin(state, folder, &is_new, why, why_size);
    if (error == FG_OK && is_new) {
        control_say(why, why_size, "%s: no gate has kept its state here: name the state folder of its configuration",
                    state->folder);
        error = FG_E_STATE;
    }
    if (error != FG_OK)
        memset(state, 0, sizeof *state);
    return error;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

/* Text that grows in a room of fixed size. */
struct page {
    char *text;
    size_t used;
    bool full;
};

static void put(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void put(struct page *page, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(page->text + page->used, STATE_BYTES - page->used, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= STATE_BYTES - page->used)
        page->full = true;
    else
        page->used += (size_t)length;
}

/* As libconfig reads it back, whatever bytes it holds. */
static void put_text(struct page *page, const char *key, const char *text)
{
    put(page, " %s = \"", key);
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            put(page, "\\%c", *text);
        else if ((unsigned char)*text < 0x20 || *text == 0x7F)
            put(page, "\\x%02x", (unsigned char)*text);
        else
            put(page, "%c", *text);
    put(page, "\";");
}

static void put_fields(struct page *page, const struct state_field *fields, const void *from)
{
    for (const struct state_field *field = fields; field->key; field++) {
        const void *member = (const char *)from + field->offset;
        char seconds[24];
        if (field->kind == FIELD_BOOL) {
            put(page, " %s = %s;", field->key, *(const bool *)member ? "true" : "false");
            continue;
        }
        if (field->kind == FIELD_SECONDS) /* quoted: libconfig's numbers end at 32 bits */
            snprintf(seconds, sizeof seconds, "%" PRId64, *(const int64_t *)member);
        put_text(page, field->key, field->kind == FIELD_SECONDS ? seconds : member);
    }
}

static void put_state(struct page *page, const struct gate_state *state)
{
    put(page, STATE_HEADING "format = %d;\n", STATE_FORMAT);
    put_fields(page, root_fields, state);
    put(page, "\npacks = (");
    for (uint32_t i = 0; i < state->height_count; i++) {
        put(page, "%s\n  {", i ? "," : "");
        put_fields(page, height_fields, &state->heights[i]);
        put(page, " }");
    }
    put(page, "\n);\nactivations = (");
    for (uint32_t i = 0; i < state->activation_count; i++) {
        put(page, "%s\n  {", i ? "," : "");
        put_fields(page, activation_fields, &state->activations[i]);
        put(page, " }");
    }
    put(page, "\n);\n");
}

fg_error state_write(const struct gate_state *state, char *why, size_t why_size)
{
    char path[DURABLE_PATH], hex[65];
    uint8_t hash[32];
    if (!*state->folder)
        return FG_OK;
    path_of(state, "state", path);
    struct page page = {.text = malloc(STATE_BYTES)};
    if (page.text)
        put_state(&page, state);
    if (!page.text || !digest_sha256(page.text, page.used, hash)) {
        free(page.text);
        control_say(why, why_size, "%s: memory to write it could not be had", path);
        return FG_E_MEMORY;
    }
    hex_write(hash, 32, hex);
    put(&page, STATE_LAST_LINE "%s\n", hex);
    errno = EFBIG;
    bool written = !page.full && durable_replace(path, STATE_MODE, page.text, page.used);
    if (!written)
        control_say(why, why_size, "%s: cannot be written: %s; what stood there before still does", path,
                    strerror(errno));
    free(page.text);
    return written ? FG_OK : FG_E_STATE;
}

/* --- What an activation changes ----------------------------------------------------------------------------------- */

const char *state_highest(const struct gate_state *state, const char *pack_name)
{
    if (strcmp(state->pack_name, pack_name) == 0)
        return state->highest_version;
    for (uint32_t i = 0; i < state->height_count; i++)
        if (strcmp(state->heights[i].name, pack_name) == 0)
            return state->heights[i].version;
    return "";
}

const struct activation *state_activation(const struct gate_state *state, const char *hash)
{
    for (uint32_t i = 0; i < state->activation_count; i++)
        if (strcmp(state->activations[i].hash, hash) == 0)
            return &state->activations[i];
    return NULL;
}

/* Makes the pack of that name the present one; the former one's height moves among the others. */
static bool change_name(struct gate_state *state, const char *pack_name)
{
    struct pack_height former = {0};
    uint32_t at = 0;
    if (strcmp(state->pack_name, pack_name) == 0)
        return true;
    memcpy(former.name, state->pack_name, sizeof former.name);
    memcpy(former.version, state->highest_version, sizeof former.version);
    while (at < state->height_count && strcmp(state->heights[at].name, pack_name) != 0)
        at++;
    bool seen = at < state->height_count;
    if (!seen && *former.name && state->height_count == STATE_PACKS)
        return false;
    snprintf(state->highest_version, sizeof state->highest_version, "%s", seen ? state->heights[at].version : "");
    snprintf(state->pack_name, sizeof state->pack_name, "%s", pack_name);
    if (*former.name)
        state->heights[at] = former;
    if (!seen && *former.name)
        state->height_count++;
    return true;
}

fg_error state_activate(struct gate_state *state, const char *pack_name, const struct activation *activation,
                        const char *fallback, char *why, size_t why_size)
{
    struct activation newest = *activation;
    const struct activation *before = state_activation(state, activation->hash);
    if (strlen(pack_name) >= sizeof state->pack_name) {
        control_say(why, why_size,
                    "the pack's name is longer than the %zu bytes that %s remembers: give it a shorter one",
                    sizeof state->pack_name - 1, state->folder);
        return FG_E_STATE;
    }
    if (!change_name(state, pack_name)) {
        control_say(why, why_size,
                    "packs of %d names were active in %s already: a gate for another one needs a state folder of its "
                    "own",
                    STATE_PACKS + 1, state->folder);
        return FG_E_STATE;
    }
    uint32_t behind = before ? (uint32_t)(before - state->activations) : state->activation_count;
    if (before)
        newest.first_active = before->first_active;
    else if (state->activation_count < STATE_ACTIVATIONS)
        state->activation_count++;
    else
        behind = STATE_ACTIVATIONS - 1;
    memmove(&state->activations[1], &state->activations[0], behind * sizeof state->activations[0]);
    state->activations[0] = newest;
    if (!*state->highest_version || version_compare(newest.version, state->highest_version) > 0)
        memcpy(state->highest_version, newest.version, sizeof state->highest_version);
    memcpy(state->active, newest.hash, sizeof state->active);
    snprintf(state->fallback, sizeof state->fallback, "%s", fallback);
    return FG_OK;
}

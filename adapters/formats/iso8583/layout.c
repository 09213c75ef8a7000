/*
 * layout.c: reads a layout from libconfig text (layout.h): the message as a whole, and what its fields ask of each
 * other. Called while a gate opens; touches the file and the structure it makes.
 */
#include "layout_keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LAYOUT_FILE_BYTES (256u << 10)

int layout_word(struct cfg_reading *reading, const config_setting_t *setting, const struct layout_word *words)
{
    const char *given = config_setting_get_string(setting);
    char list[160] = "";
    for (const struct layout_word *word = words; word->word; word++) {
        if (given && strcmp(given, word->word) == 0)
            return word->value;
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s\"%s\"", used ? ", " : "", word->word);
    }
    cfg_fault(reading, layout_line(setting), "%s must be one of %s", config_setting_name(setting), list);
    return words->value;
}

int layout_number(struct cfg_reading *reading, const config_setting_t *setting, int least, int most)
{
    if (config_setting_type(setting) != CONFIG_TYPE_INT) {
        cfg_fault(reading, layout_line(setting), "%s must be a whole number from %d to %d",
                  config_setting_name(setting), least, most);
        return least;
    }
    int value = config_setting_get_int(setting);
    if (value >= least && value <= most)
        return value;
    cfg_fault(reading, layout_line(setting), "%s = %d is outside %d to %d", config_setting_name(setting), value, least,
              most);
    return least;
}

static const struct layout_word prefixes[] = {
    {"none", PREFIX_NONE}, {"ascii4", PREFIX_ASCII4}, {"binary2", PREFIX_BINARY2}, {"bcd2", PREFIX_BCD2}, {NULL, 0}};
static const struct layout_word message_types[] = {
    {"auto", CODING_AS_MESSAGE}, {"ascii", CODING_ASCII}, {"bcd", CODING_BCD}, {NULL, 0}};
static const struct layout_word bitmaps[] = {
    {"auto", CODING_AS_MESSAGE}, {"hex", CODING_HEX}, {"binary", CODING_BYTES}, {NULL, 0}};
static const struct layout_word lengths[] = {
    {"auto", CODING_AS_MESSAGE}, {"ascii", CODING_ASCII}, {"bcd", CODING_BCD}, {"binary", CODING_BYTES}, {NULL, 0}};

/* Settings that are a word or a number, and where they go. */
static const struct message_key {
    const char *key;
    const struct layout_word *words; /* NULL: a number from 0 */
    int most;
    size_t offset;
} message_keys[] = {
    {"version", NULL, 9, offsetof(struct layout, version)},
    {"header_bytes", NULL, LAYOUT_HEADER_MOST, offsetof(struct layout, header_bytes)},
    {"length_prefix", prefixes, 0, offsetof(struct layout, prefix)},
    {"mti", message_types, 0, offsetof(struct layout, message_type)},
    {"bitmap", bitmaps, 0, offsetof(struct layout, bitmap)},
    {"numbers", message_types, 0, offsetof(struct layout, numbers)},
    {"lengths", lengths, 0, offsetof(struct layout, lengths)},
};

static bool read_message_key(struct cfg_reading *reading, const config_setting_t *setting, struct layout *layout)
{
    for (size_t i = 0; i < sizeof message_keys / sizeof *message_keys; i++) {
        const struct message_key *key = &message_keys[i];
        if (strcmp(key->key, config_setting_name(setting)) != 0)
            continue;
        int value =
            key->words ? layout_word(reading, setting, key->words) : layout_number(reading, setting, 0, key->most);
        ((uint8_t *)layout)[key->offset] = (uint8_t)value;
        return true;
    }
    return false;
}

static bool is_sequence(const config_setting_t *setting)
{
    return config_setting_is_array(setting) || config_setting_is_list(setting);
}

static void read_set(struct cfg_reading *reading, const config_setting_t *setting, struct layout_set *set)
{
    if (!is_sequence(setting)) {
        cfg_fault(reading, layout_line(setting), "%s must be a list of field numbers: %s = [ 3, 4, 11 ];",
                  config_setting_name(setting), config_setting_name(setting));
        return;
    }
    for (int i = 0; i < config_setting_length(setting); i++) {
        int number = config_setting_get_int_elem(setting, i);
        if (number < LAYOUT_FIRST || number > LAYOUT_LAST || number == LAYOUT_TERTIARY)
            cfg_fault(reading, layout_line(setting), "%s holds %d, which is no field number from 2 to 128",
                      config_setting_name(setting), number);
        else
            layout_add(set, (unsigned)number);
    }
}

static void read_fields(struct cfg_reading *reading, const config_setting_t *list, struct layout *layout)
{
    if (!config_setting_is_list(list)) {
        cfg_fault(reading, layout_line(list), "fields must be a list of groups: fields = ( { number = 2; … }, … );");
        return;
    }
    for (int i = 0; i < config_setting_length(list) && !reading->failed; i++) {
        const config_setting_t *group = config_setting_get_elem((config_setting_t *)list, (unsigned)i);
        if (config_setting_is_group(group))
            layout_read_field(reading, group, layout);
        else
            cfg_fault(reading, layout_line(group), "fields holds something that is no group { number = 2; … }");
    }
}

static void read_group(struct cfg_reading *reading, const config_setting_t *group, struct layout *layout)
{
    for (int i = 0; i < config_setting_length(group) && !reading->failed; i++) {
        const config_setting_t *setting = config_setting_get_elem((config_setting_t *)group, (unsigned)i);
        const char *name = config_setting_name(setting);
        if (strcmp(name, "fields") == 0)
            read_fields(reading, setting, layout);
        else if (strcmp(name, "every_message_holds") == 0)
            read_set(reading, setting, &layout->every_message_holds);
        else if (strcmp(name, "every_request_holds") == 0)
            read_set(reading, setting, &layout->every_request_holds);
        else if (!read_message_key(reading, setting, layout))
            cfg_fault(reading, layout_line(setting),
                      "there is no setting named %s; there are version, length_prefix, header_bytes, mti, bitmap, "
                      "numbers, lengths, every_message_holds, every_request_holds, fields",
                      name);
    }
}

/* What the fields ask of each other. */
static void check_whole(struct cfg_reading *reading, const struct layout *layout)
{
    unsigned defined = 0;
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++) {
        const struct layout_field *field = &layout->fields[number];
        defined += field->type != LAYOUT_UNDEFINED;
        if (field->form == FORM_AMOUNT && layout->fields[field->currency].form != FORM_CURRENCY)
            cfg_fault(reading, 0, "field %u is an amount in the currency of field %u, which has no form = \"currency\"",
                      number, field->currency);
        bool needed =
            layout_has(&layout->every_message_holds, number) || layout_has(&layout->every_request_holds, number);
        if (needed && field->type == LAYOUT_UNDEFINED)
            cfg_fault(reading, 0, "field %u must be in messages, and fields does not describe it", number);
    }
    if (defined == 0)
        cfg_fault(reading, 0, "fields describes no field: copy iso8583-1987.cfg and change what differs");
}

static void read_root(struct cfg_reading *reading, const config_setting_t *root, struct layout *layout)
{
    const config_setting_t *group = NULL;
    for (int i = 0; i < config_setting_length(root); i++) {
        const config_setting_t *setting = config_setting_get_elem((config_setting_t *)root, (unsigned)i);
        if (strcmp(config_setting_name(setting), "iso8583") == 0 && config_setting_is_group(setting))
            group = setting;
        else
            cfg_fault(reading, layout_line(setting), "%s does not belong here: the file holds iso8583 = { … }; alone",
                      config_setting_name(setting));
    }
    if (!group)
        cfg_fault(reading, 0, "the file must hold one group: iso8583 = { … };");
    else if (!reading->failed)
        read_group(reading, group, layout);
    if (!reading->failed)
        check_whole(reading, layout);
}

fg_error layout_load(const char *path, struct layout **layout, char *why, size_t why_size)
{
    struct cfg_reading reading = {.path = path,
                                  .file = "description of card messages",
                                  .content = "a description of card messages",
                                  .why = why,
                                  .why_size = why ? why_size : 0};
    *layout = NULL;
    char *text = cfg_read_file(&reading, LAYOUT_FILE_BYTES);
    struct layout *made = text ? calloc(1, sizeof *made) : NULL;
    if (made) {
        config_t parsed;
        config_init(&parsed);
        if (cfg_parse(&reading, text, &parsed))
            read_root(&reading, config_root_setting(&parsed), made);
        config_destroy(&parsed);
    } else if (text) {
        cfg_fault(&reading, 0, "memory for the description of card messages could not be had");
        reading.no_memory = true;
    }
    free(text);
    if (!reading.failed) {
        *layout = made;
        return FG_OK;
    }
    free(made);
    return reading.no_memory ? FG_E_MEMORY : FG_E_CONFIG;
}

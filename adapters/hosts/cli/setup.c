/*
 * setup.c: options that `screen` and `replay` share, and the gate made of them (setup.h).
 */
#include "setup.h"

#include <stdio.h>
#include <string.h>

#include "fact_values.h"

void setup_defaults(struct setup *setup, const char *command)
{
    *setup = (struct setup){.command = command, .facts = {.size = sizeof setup->facts}};
    gate_config_defaults(&setup->config);
    setup->config.trust.looking_back = true;
}

/* "2026-11-21" at the start of text as YYYYMMDD, 0 when it is no civil date. */
static int32_t date_at(const char *text)
{
    int32_t date = 0;
    for (int i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9')
            return 0;
        if (!dash)
            date = date * 10 + (text[i] - '0');
    }
    return civil_date_is_valid(date) ? date : 0;
}

static bool take_date(struct setup *setup, const char *value)
{
    setup->facts.as_of = date_at(value);
    if (setup->facts.as_of != 0 && value[10] == '\0')
        return true;
    say_usage(setup->command, "--as-of is a date like 2026-11-21, not '%s'", value);
    return false;
}

static bool take_time(struct setup *setup, const char *value)
{
    setup->facts.today = date_at(value);
    if (setup->facts.today != 0 && value[10] == '\0')
        return true;
    unsigned hour, minute, second = 0;
    char behind;
    int read = setup->facts.today == 0 ? 0 : sscanf(value + 10, "T%2u:%2u%c", &hour, &minute, &behind);
    if (read == 3)
        read = sscanf(value + 10, "T%2u:%2u:%2u%c", &hour, &minute, &second, &behind) == 3 ? 2 : 0;
    if (read == 2 && hour < 24 && minute < 60 && second < 60) {
        setup->facts.time_of_day = hour * 3600 + minute * 60 + second;
        return true;
    }
    say_usage(setup->command, "--now is a day or a time like 2026-11-21T10:00, not '%s'", value);
    return false;
}

/* An option that sets a fact, and the names of its values. */
struct fact {
    enum setup_option code;
    const char *option;
    const char *names[8];
    size_t offset;
};

#define NAME(value, name) [value] = name
static const struct fact fact_options[] = {
    {SETUP_CHANNEL, "--channel", {FACT_CHANNELS(NAME)}, offsetof(fg_facts, channel)},
    {SETUP_RAIL, "--rail", {FACT_RAILS(NAME)}, offsetof(fg_facts, rail)},
    {SETUP_DIRECTION, "--direction", {FACT_DIRECTIONS(NAME)}, offsetof(fg_facts, direction)},
    {SETUP_ON_US, "--on-us", {FACT_ANSWERS(NAME)}, offsetof(fg_facts, on_us)},
    {SETUP_CUSTOMER_CLASS, "--customer-class", {FACT_CUSTOMER_CLASSES(NAME)}, offsetof(fg_facts, customer_class)},
    {SETUP_SEGMENT, "--segment", {FACT_SEGMENTS(NAME)}, offsetof(fg_facts, payer_segment)},
};

static bool take_fact(struct setup *setup, const struct fact *fact, const char *value)
{
    char names[160] = "";
    for (int i = 0; fact->names[i]; i++) {
        if (strcmp(fact->names[i], value) == 0) {
            ((uint8_t *)&setup->facts)[fact->offset] = (uint8_t)i;
            return true;
        }
        size_t used = strlen(names);
        snprintf(names + used, sizeof names - used, "%s%s", i ? ", " : "", fact->names[i]);
    }
    say_usage(setup->command, "%s is one of %s, not '%s'", fact->option, names, value);
    return false;
}

/* The place of the adapter of that name in formats[], READER_FORMATS when there is none. */
static uint32_t format_place(const char *name)
{
    uint32_t at = 0;
    while (at < READER_FORMATS && formats[at] && strcmp(formats[at]->name, name) != 0)
        at++;
    return at < READER_FORMATS && formats[at] ? at : READER_FORMATS;
}

bool reading_take(const char *command, struct gate_config *config, int code, const char *value)
{
    uint64_t number;
    switch (code) {
    case SETUP_MAX_BYTES:
        if (number_given(value, 1024, 1u << 30, &number)) {
            config->limits.message_bytes = (uint32_t)number;
            return true;
        }
        say_usage(command, "--max-bytes is a number from 1024 to 1073741824, not '%s'", value);
        return false;
    case SETUP_SCAN_FREE_TEXT:
        config->scan_free_text = true;
        return true;
    case SETUP_ISO8583: {
        uint32_t place = format_place("iso8583");
        if (*value && place < READER_FORMATS && strlen(value) < CONFIG_PATH_BYTES) {
            strcpy(config->format_paths[place], value);
            return true;
        }
        say_usage(command, "--iso8583 names a file that describes card messages, not '%s'", value);
        return false;
    }
    default:
        return true;
    }
}

bool reading_take_format(const char *command, enum reading_format *format, const char *value)
{
    if (reading_format_given(value, format))
        return true;
    say_usage(command, "--format is message, jsonl, protobuf, rje or archive, not '%s'", value);
    return false;
}

bool setup_take(struct setup *setup, int code, const char *value)
{
    for (size_t i = 0; i < sizeof fact_options / sizeof *fact_options; i++)
        if ((int)fact_options[i].code == code)
            return take_fact(setup, &fact_options[i], value);
    switch (code) {
    case SETUP_PACK:
        if (!*value)
            say_usage(setup->command, "--pack is empty; name a built .fgp or a pack folder");
        setup->pack = value;
        return *value;
    case SETUP_AS_OF:
        return take_date(setup, value);
    case SETUP_NOW:
        return take_time(setup, value);
    case SETUP_CUSTOMER:
        setup->facts.customer_reference = value;
        return true;
    case SETUP_FORMAT:
        return reading_take_format(setup->command, &setup->format, value);
    default:
        return reading_take(setup->command, &setup->config, code, value);
    }
}

static void log_warning(void *context, fg_log_level level, const char *sentence)
{
    (void)context;
    if (level == FG_LOG_WARNING)
        say("%s", sentence);
}

static bool configure(const struct setup *setup, const struct built_pack *pack, uint32_t lanes,
                      struct gate_config *config)
{
    *config = setup->config;
    config->lanes = lanes;
    return snprintf(config->pack_path, sizeof config->pack_path, "%s", pack->path) < (int)sizeof config->pack_path;
}

int setup_open_built(const struct setup *setup, const struct built_pack *pack, uint32_t lanes, fg_gate **gate)
{
    char why[1024] = "";
    struct gate_config config;
    if (!configure(setup, pack, lanes, &config)) {
        say("%s: the path of the pack is too long", pack->path);
        return EXIT_INPUT;
    }
    fg_error error = gate_open(&config, log_warning, NULL, gate, why, sizeof why);
    if (error == FG_OK)
        return EXIT_DONE;
    say("%s", *why ? why : fg_error_text(error));
    return error == FG_E_PACK || error == FG_E_TRUST ? EXIT_INPUT : EXIT_PRODUCT;
}

fg_gate *setup_open_copy(const struct setup *setup, const struct built_pack *pack, uint32_t lanes)
{
    fg_gate *gate = NULL;
    struct gate_config config;
    return configure(setup, pack, lanes, &config) && gate_open(&config, NULL, NULL, &gate, NULL, 0) == FG_OK ? gate
                                                                                                             : NULL;
}

int setup_open(const struct setup *setup, uint32_t lanes, fg_gate **gate)
{
    struct built_pack pack;
    int code = built_pack_get(setup->pack, &pack);
    if (code != EXIT_DONE)
        return code;
    code = setup_open_built(setup, &pack, lanes, gate);
    built_pack_release(&pack);
    return code;
}

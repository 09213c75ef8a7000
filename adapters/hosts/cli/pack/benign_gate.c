/*
 * benign_gate.c: measure, print, compare (benign_gate.h).
 */
#include "benign_gate.h"

#include "benign_baseline.h"
#include "command.h"
#include "packs.h"
#include "text.h"

bool benign_take_file(struct benign_options *options, const char *path, bool names)
{
    if (options->count == BENIGN_SETS_MAX) {
        say("more than %d files of benign texts: put some together", BENIGN_SETS_MAX);
        return false;
    }
    options->files[options->count] = path;
    options->names[options->count++] = names;
    return true;
}

bool benign_take(struct benign_options *options, const char *command, int code, const char *value)
{
    switch (code) {
    case BENIGN_OPTION_FILE:
    case BENIGN_OPTION_NAMES:
        return benign_take_file(options, value, code == BENIGN_OPTION_NAMES);
    case BENIGN_OPTION_VOLUME:
        if (number_given(value, 1, 1000000000000u, &options->volume))
            return true;
        say_usage(command, "--volume is a number of payments a day, not '%s'", value);
        return false;
    case BENIGN_OPTION_AS_OF:
        if (date_read(value, DATE_EXACT, &options->as_of))
            return true;
        say_usage(command, "--as-of is a date like 2026-11-21, not '%s'", value);
        return false;
    default:
        options->write_baseline = options->write_baseline || code == BENIGN_OPTION_WRITE;
        return true;
    }
}

static int add_files(const struct benign_options *options, struct benign_measure *measure)
{
    for (uint32_t i = 0; i < options->count; i++) {
        enum benign_kind kind = options->names[i] ? BENIGN_NAMES : benign_kind_of(options->files[i]);
        if (!benign_add(measure, options->files[i], kind))
            return EXIT_USAGE;
    }
    return EXIT_DONE;
}

int benign_gate(const struct benign_options *options, const struct pack *pack, const char *folder)
{
    struct benign_measure measure = {.pack = pack, .as_of = options->as_of ? options->as_of : today_by_calendar()};
    int code = add_files(options, &measure);
    if (code == EXIT_DONE)
        code = benign_measure_run(&measure);
    if (code == EXIT_DONE) {
        bool worse =
            options->json ? benign_print_json(options, &measure, stdout) : benign_print(options, &measure, stdout);
        if (options->write_baseline)
            code = benign_baseline_write(&measure, folder);
        else if (worse)
            code = EXIT_DIFFERS;
    }
    benign_measure_free(&measure);
    return code;
}

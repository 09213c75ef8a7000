/*
 * formats.c: `fiatgate formats`: which message types are known and what becomes of each, and the field map. Both come
 * from the adapters, which make them from the tables that reading uses; nothing of a format is written down here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "formats.pb-c.h"
#include "proto_json.h"
#include "reader.h"
#include "setup.h"

/* As message_info.format has them. */
#define FORMAT_NAMES "mt, kz, iso20022, iso8583"

static const char help[] =
    "fiatgate formats [--map] [OPTION]...\n"
    "\n"
    "Without --map: every message type that is known, and what becomes of it. transfers: read and screened; no\n"
    "transfer: passed, named and counted; free text: the same, or scanned where the configuration asks; unreadable:\n"
    "it moves money and cannot be read, so it is not screened, cause bad_message. A type that is not listed is\n"
    "unreadable, too.\n"
    "\n"
    "  --map            the field map instead: for each message type which of its elements becomes which canonical\n"
    "                   field, and what is not screened and why\n"
    "  --format NAME    of this format only: " FORMAT_NAMES "\n"
    "  --iso8583 FILE   with the bank's own description of its card messages (libconfig)\n"
    "  --json           one JSON object a line, with the keys of proto/formats.proto\n"
    "\n"
    "  fiatgate formats --map --format mt\n"
    "  fiatgate formats --map --json | jq -r 'select(.field == null) | [.types, .source, .note] | @tsv'\n"
    "\n"
    "Exit code 0, 3 when the description of --iso8583 cannot be read.\n";

/* The numbers of a treatment are the same in the adapters' interface and on the wire. */
_Static_assert((int)FIATGATE__TREATMENT__TREATMENT_TRANSFERS == TREATED_AS_TRANSFERS &&
                   (int)FIATGATE__TREATMENT__TREATMENT_NO_TRANSFER == TREATED_AS_NO_TRANSFER &&
                   (int)FIATGATE__TREATMENT__TREATMENT_FREE_TEXT == TREATED_AS_FREE_TEXT &&
                   (int)FIATGATE__TREATMENT__TREATMENT_UNREADABLE == TREATED_AS_UNREADABLE,
               "treatments differ");

/* Columns of the tables. A source longer than the widest goes over its column. */
#define FORMAT_COLUMNS 8
#define WIDEST_SOURCE  56
#define INDENT         2
#define GAP            2

/* A line of either table: types, source and field; or type, treatment, note. Kept until the end, so that columns fit
 * what is in them. */
#define CELLS 4
enum cell { TYPE, FIRST, SECOND, NOTE };
struct row {
    const char *format; /* static; in the row of headings "format" */
    char *cells[CELLS];
    bool printed;
};

struct listing {
    const char *asked;  /* the only format to be listed; NULL = every one */
    bool found;         /* a row of it */
    const char *format; /* the name of the adapter whose rows are being added */
    bool json, failed;
    struct row *rows;
    size_t count, room;
    size_t widest[CELLS];
};

/* Columns of a terminal that a text takes. */
static size_t width(const char *text)
{
    size_t columns = 0;
    for (; *text; text++)
        columns += ((unsigned char)*text & 0xC0) != 0x80;
    return columns;
}

/* The format that rows of an adapter say they are of; NULL = it is not asked for. */
static const char *format_of(struct listing *listing, const char *own)
{
    const char *format = own ? own : listing->format;
    bool wanted = !listing->asked || strcmp(listing->asked, format) == 0;
    listing->found |= wanted;
    return wanted ? format : NULL;
}

static void add(struct listing *listing, const char *format, const char *const cells[CELLS])
{
    if (listing->count == listing->room) {
        size_t room = listing->room ? listing->room * 2 : 256;
        struct row *rows = realloc(listing->rows, room * sizeof *rows);
        if (!rows) {
            listing->failed = true;
            return;
        }
        listing->rows = rows;
        listing->room = room;
    }
    struct row *row = &listing->rows[listing->count++];
    *row = (struct row){.format = format};
    for (size_t i = 0; i < CELLS; i++) {
        row->cells[i] = strdup(cells[i]);
        listing->failed |= !row->cells[i];
        listing->widest[i] = width(cells[i]) > listing->widest[i] ? width(cells[i]) : listing->widest[i];
    }
}

static void listing_free(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        for (size_t k = 0; k < CELLS; k++)
            free(listing->rows[i].cells[k]);
    free(listing->rows);
}

/* protobuf-c's strings are not const; nothing writes to them. "" is left out. */
static char *text(const char *given)
{
    return given && *given ? (char *)(uintptr_t)given : NULL;
}

static void take_type(void *context, const struct type_row *row)
{
    struct listing *listing = context;
    const char *format = format_of(listing, row->format);
    if (!format)
        return;
    if (listing->json) {
        Fiatgate__FormatType line = FIATGATE__FORMAT_TYPE__INIT;
        line.format = text(format);
        line.type = text(row->type);
        line.has_treatment = 1;
        line.treatment = (Fiatgate__Treatment)row->treatment;
        line.note = text(row->note);
        proto_json_write(stdout, &line.base);
        return;
    }
    static const char *const treatments[] = {"transfers", "no transfer", "free text", "unreadable"};
    add(listing, format, (const char *const[CELLS]){row->type, treatments[row->treatment], "", row->note});
}

static void take_map_row(void *context, const struct map_row *row)
{
    struct listing *listing = context;
    const char *format = format_of(listing, row->format);
    if (!format)
        return;
    if (listing->json) {
        Fiatgate__FieldMapRow line = FIATGATE__FIELD_MAP_ROW__INIT;
        line.format = text(format);
        line.types = text(row->types);
        line.source = text(row->source);
        line.field = text(fg_field_name(row->field));
        line.note = text(row->note);
        proto_json_write(stdout, &line.base);
        return;
    }
    const char *field = row->field == FG_FIELD_NONE ? "not screened" : fg_field_name(row->field);
    add(listing, format, (const char *const[CELLS]){row->types, row->source, field, row->note});
}

/* A cell, with blanks up to the column's width where another follows; where it is wider than that, the other begins on
 * the next line. */
static void print_cell(const char *cell, size_t columns, size_t margin, bool follows)
{
    size_t used = width(cell);
    fputs(cell, stdout);
    if (follows && used > columns) {
        printf("\n%*s", (int)margin, "");
        used = 0;
    }
    if (follows)
        printf("%*s", (int)(columns - used) + GAP, "");
}

static void print_types(const struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++) {
        const struct row *row = &listing->rows[i];
        print_cell(row->format, FORMAT_COLUMNS, 0, true);
        print_cell(row->cells[TYPE], listing->widest[TYPE], 0, true);
        print_cell(row->cells[FIRST], listing->widest[FIRST], 0, *row->cells[NOTE]);
        printf("%s\n", row->cells[NOTE]);
    }
}

/* The rows of the same types as this one, under a heading of their own. */
static void print_group(struct listing *listing, const struct row *first)
{
    size_t sources = listing->widest[FIRST] < WIDEST_SOURCE ? listing->widest[FIRST] : WIDEST_SOURCE;
    printf("%s%s: %s\n", first == listing->rows ? "" : "\n", first->format, first->cells[TYPE]);
    for (size_t i = (size_t)(first - listing->rows); i < listing->count; i++) {
        struct row *row = &listing->rows[i];
        if (strcmp(row->format, first->format) != 0 || strcmp(row->cells[TYPE], first->cells[TYPE]) != 0)
            continue;
        row->printed = true;
        printf("%*s", INDENT, "");
        print_cell(row->cells[FIRST], sources, INDENT, true);
        print_cell(row->cells[SECOND], listing->widest[SECOND], INDENT, *row->cells[NOTE]);
        printf("%s\n", row->cells[NOTE]);
    }
}

static void print_map(struct listing *listing)
{
    for (size_t i = 0; i < listing->count; i++)
        if (!listing->rows[i].printed)
            print_group(listing, &listing->rows[i]);
}

struct formats_asked {
    bool map, json;
    const char *format; /* NULL = every format */
    struct gate_config config;
};

/* Goes through the adapters with what they took from the bank's files. */
static int list(const struct formats_asked *asked, const struct reader_settings *settings)
{
    struct listing listing = {.asked = asked->format, .json = asked->json};
    if (!asked->map && !asked->json)
        add(&listing, "format", (const char *const[CELLS]){"type", "treatment", "", "note"});
    for (uint32_t i = 0; i < READER_FORMATS && formats[i]; i++) {
        const struct format *format = formats[i];
        listing.format = format->name;
        if (asked->map)
            format->map(settings->own[i], take_map_row, &listing);
        else
            format->types(settings->own[i], take_type, &listing);
    }
    int code = listing.failed ? EXIT_PRODUCT : EXIT_DONE;
    if (listing.failed)
        say("memory for the list could not be had");
    else if (!listing.found)
        code = say_usage("formats", "--format is one of " FORMAT_NAMES ", not '%s'", asked->format);
    else if (asked->map)
        print_map(&listing);
    else
        print_types(&listing);
    listing_free(&listing);
    return code;
}

static int run(const struct formats_asked *asked)
{
    const char *paths[READER_FORMATS];
    char why[1024] = "";
    struct reader_settings settings = {0};
    for (uint32_t i = 0; i < READER_FORMATS; i++)
        paths[i] = *asked->config.format_paths[i] ? asked->config.format_paths[i] : NULL;
    fg_error error = reader_settings_load(&settings, formats, paths, why, sizeof why);
    if (error != FG_OK) {
        say("%s", why);
        return error == FG_E_CONFIG ? EXIT_INPUT : EXIT_PRODUCT;
    }
    int code = list(asked, &settings);
    reader_settings_unload(&settings, formats);
    return code;
}

int command_formats(int argc, char **argv)
{
    enum { JSON = 256, MAP, FORMAT };
    static const struct option options[] = {{"map", no_argument, NULL, MAP},
                                            {"format", required_argument, NULL, FORMAT},
                                            {"iso8583", required_argument, NULL, SETUP_ISO8583},
                                            {"json", no_argument, NULL, JSON},
                                            OPTION_HELP,
                                            {0}};
    struct formats_asked asked = {.format = NULL};
    int code;
    gate_config_defaults(&asked.config);
    while ((code = next_option("formats", argc, argv, ":h", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?')
            return EXIT_USAGE;
        asked.map = asked.map || code == MAP;
        asked.json = asked.json || code == JSON;
        if (code == FORMAT)
            asked.format = optarg;
        if (!reading_take("formats", &asked.config, code, optarg))
            return EXIT_USAGE;
    }
    if (optind < argc)
        return say_usage("formats", "'%s' is one argument too many; --format names a format", argv[optind]);
    return run(&asked);
}

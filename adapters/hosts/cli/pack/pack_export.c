/*
 * pack_export.c: `fiatgate pack export`: a list or register of a pack folder as a file for spreadsheets. The work is
 * done by rules/compiler/tables.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "command.h"
#include "pack_commands.h"
#include "packs.h"
#include "tables.h"

static const char help[] =
    "fiatgate pack export FOLDER --list ID -o FILE.xlsx|FILE.csv [OPTION]...\n"
    "\n"
    "Writes a list or register of a pack folder for a spreadsheet; fiatgate pack import takes it back, and what was\n"
    "not changed there changes nothing here. Only .xlsx is safe: its cells are texts, which Excel and LibreOffice\n"
    "return as they are. Of a .csv they make numbers and dates (2,11E+11 of a BIN, 2 of the code 002) before anybody\n"
    "sees it: a list with such columns goes into a .csv only when that is said.\n"
    "\n"
    "  --list ID             the list or register, as pack.cfg names it\n"
    "  -o, --output FILE     where to write; its ending says the format\n"
    "  --excel en|ru         of .csv: commas (en, the default), or semicolons, which Excel in Russian expects\n"
    "  --csv-anyway          a .csv of a list with identifiers, for programs that take them as text\n"
    "  --language en|ru      the language of what is said; by default that of LC_ALL, LC_MESSAGES or LANG\n"
    "\n"
    "  fiatgate pack export packs/bank --list venues -o venues.xlsx\n"
    "\n"
    "Exit code 0 when it is done, 1 when the folder has an error, 3 when a file could not be opened, read or\n"
    "written.\n";

enum export_option { LIST = 256, EXCEL, CSV_ANYWAY, LANGUAGE };

static const struct option known[] = {{"list", required_argument, NULL, LIST},
                                      {"output", required_argument, NULL, 'o'},
                                      {"excel", required_argument, NULL, EXCEL},
                                      {"csv-anyway", no_argument, NULL, CSV_ANYWAY},
                                      {"language", required_argument, NULL, LANGUAGE},
                                      OPTION_HELP,
                                      {0}};

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return length > tail && strcasecmp(text + length - tail, ending) == 0;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct export_options *options)
{
    int option;
    while ((option = next_option("pack export", argc, argv, ":ho:", known)) != -1) {
        switch (option) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case LIST:
            options->list = optarg;
            break;
        case 'o':
            options->output = optarg;
            break;
        case CSV_ANYWAY:
            options->csv_anyway = true;
            break;
        case EXCEL:
            options->separator = strcmp(optarg, "ru") == 0 ? ';' : ',';
            if (strcmp(optarg, "ru") != 0 && strcmp(optarg, "en") != 0)
                return say_usage("pack export", "'%s' is no Excel that is known here; say en or ru", optarg);
            break;
        case LANGUAGE:
            if (!language_given(optarg, &options->language))
                return say_usage("pack export", "'%s' is no language of faults; say en or ru", optarg);
            break;
        default:
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

int pack_export(int argc, char **argv)
{
    struct export_options options = {.language = language_wanted(), .separator = ','};
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (argc - optind != 1 || !*argv[optind])
        return say_usage("pack export", "it takes one FOLDER");
    if (!options.list || !options.output)
        return say_usage("pack export", "say which list, and where to: --list ID -o FILE.xlsx");
    if (!ends_with(options.output, ".xlsx") && !ends_with(options.output, ".csv"))
        return say_usage("pack export", "'%s' ends neither with .xlsx nor with .csv", options.output);
    options.folder = argv[optind];
    if (!is_folder(options.folder)) {
        say("%s: this is no folder; name the pack folder that holds pack.cfg", options.folder);
        return EXIT_INPUT;
    }
    struct fault_printer faults = {.language = options.language, .out = stderr};
    int errors = table_export(&options, print_fault, &faults);
    return faults.unreadable > 0 ? EXIT_INPUT : errors > 0 ? EXIT_DIFFERS : EXIT_DONE;
}

/*
 * pack_import.c: `fiatgate pack import`: a register or list from a spreadsheet or a foreign CSV into a pack folder.
 * What is read and written is done by rules/compiler/tables.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "columns.h"
#include "command.h"
#include "pack_commands.h"
#include "packs.h"
#include "tables.h"

static const char help[] =
    "fiatgate pack import FILE --into FOLDER --list ID [OPTION]...\n"
    "\n"
    "Takes the rows of FILE (.xlsx, or CSV in UTF-8, UTF-16 or windows-1251 with commas, semicolons or tabs) over\n"
    "into a list or register of a pack folder. Every new, changed and gone row is said; then the list's file is\n"
    "written aside and put in place. Columns and rows that do not change keep their bytes and their order. On any\n"
    "error nothing is written.\n"
    "\n"
    "  --into FOLDER         the pack folder\n"
    "  --list ID             the list or register, as pack.cfg names it\n"
    "  --as PROFILE          how the columns are named: native (ours), generic (ours, or Russian or English ones),\n"
    "                        esma-casp, esma-noncompliant, afsa; by default told by the columns\n"
    "  --sheet NAME          the sheet of a workbook in which several hold something\n"
    "  --dates dmy|mdy       how 03/04/2026 is meant; without it such a date is an error (ESMA and AFSA: dmy)\n"
    "  --fix                 put right what can be told: zeros lost before a BIN, shortened numbers, dates as numbers\n"
    "  --delete-gone         delete rows that the source no longer has; without it they are named and kept\n"
    "  --retrieved-at DATE   the day FILE was fetched, for the line of pack.cfg that is printed; by default today\n"
    "  --dry-run             say what would change and write nothing\n"
    "  --language en|ru      the language of what is said; by default that of LC_ALL, LC_MESSAGES or LANG\n"
    "\n"
    "  fiatgate pack import register.xlsx --into packs/bank --list afsa --as afsa --dry-run\n"
    "\n"
    "Exit code 0 when it is done, 1 when FILE or the folder has an error, 3 when a file could not be opened, read or\n"
    "written.\n";

enum import_option { INTO = 256, LIST, AS, SHEET, DATES, FIX, DELETE_GONE, RETRIEVED_AT, DRY_RUN, LANGUAGE };

static const struct option known[] = {{"into", required_argument, NULL, INTO},
                                      {"list", required_argument, NULL, LIST},
                                      {"as", required_argument, NULL, AS},
                                      {"sheet", required_argument, NULL, SHEET},
                                      {"dates", required_argument, NULL, DATES},
                                      {"fix", no_argument, NULL, FIX},
                                      {"delete-gone", no_argument, NULL, DELETE_GONE},
                                      {"retrieved-at", required_argument, NULL, RETRIEVED_AT},
                                      {"dry-run", no_argument, NULL, DRY_RUN},
                                      {"language", required_argument, NULL, LANGUAGE},
                                      OPTION_HELP,
                                      {0}};

static bool is_day(const char *text)
{
    struct date_answered answered;
    date_told(text, ORDER_UNKNOWN, &answered);
    return strlen(text) == DATE_TEXT - 1 && answered.answer == DATE_READ && strcmp(answered.first, text) == 0;
}

/* EXIT_DONE, or EXIT_USAGE (said). */
static int take_text(int code, const char *text, struct import_options *options)
{
    switch (code) {
    case INTO:
        options->folder = text;
        break;
    case LIST:
        options->list = text;
        break;
    case SHEET:
        options->sheet = text;
        break;
    case AS:
        options->as = text;
        if (!import_profile_known(text))
            return say_usage("pack import", "'%s' is no way to read columns; say " PROFILE_NAMES, text);
        break;
    case DATES:
        options->dates = strcmp(text, "dmy") == 0 ? ORDER_DAY_FIRST : ORDER_MONTH_FIRST;
        if (strcmp(text, "dmy") != 0 && strcmp(text, "mdy") != 0)
            return say_usage("pack import", "'%s' is no order of dates; say dmy or mdy", text);
        break;
    case RETRIEVED_AT:
        options->retrieved_at = text;
        if (!is_day(text))
            return say_usage("pack import", "'%s' is no date; write it as YYYY-MM-DD", text);
        break;
    default:
        if (!language_given(text, &options->language))
            return say_usage("pack import", "'%s' is no language of faults; say en or ru", text);
        break;
    }
    return EXIT_DONE;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct import_options *options)
{
    int option, code = EXIT_DONE;
    while (code == EXIT_DONE && (option = next_option("pack import", argc, argv, ":h", known)) != -1) {
        switch (option) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case FIX:
            options->fix = true;
            break;
        case DELETE_GONE:
            options->delete_gone = true;
            break;
        case DRY_RUN:
            options->dry_run = true;
            break;
        case '?':
            return EXIT_USAGE;
        default:
            code = take_text(option, optarg, options);
            break;
        }
    }
    return code;
}

int pack_import(int argc, char **argv)
{
    char today[DATE_TEXT];
    time_t now = time(NULL);
    struct tm day = {0};
    localtime_r(&now, &day);
    strftime(today, sizeof today, "%Y-%m-%d", &day);
    struct import_options options = {.language = language_wanted(), .retrieved_at = today, .out = STDOUT_FILENO};
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (argc - optind != 1 || !*argv[optind])
        return say_usage("pack import", "it takes one FILE, .xlsx or CSV");
    if (!options.folder || !options.list)
        return say_usage("pack import", "say which list of which pack folder with --into FOLDER --list ID");
    options.source = argv[optind];
    if (!is_folder(options.folder)) {
        say("%s: this is no folder; name the pack folder that holds pack.cfg", options.folder);
        return EXIT_INPUT;
    }
    struct fault_printer faults = {.language = options.language, .out = stderr};
    fflush(stdout);
    int errors = table_import(&options, print_fault, &faults);
    if (errors > 0 && options.language == COMPILER_RUSSIAN)
        say("%s: ничего не записано (ошибок: %d); исправьте то, что названо выше", options.folder, errors);
    else if (errors > 0)
        say("%s: nothing was written (%d error%s); fix what is said above", options.folder, errors,
            plural((uint64_t)errors));
    return faults.unreadable > 0 ? EXIT_INPUT : errors > 0 ? EXIT_DIFFERS : EXIT_DONE;
}

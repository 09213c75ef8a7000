/*
 * pack_explain.c: `fiatgate pack explain`: why a message gets its verdict.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "canonical.h"
#include "canonical_piece.h"
#include "command.h"
#include "explain_report.h"
#include "pack_commands.h"
#include "setup.h"
#include "terminal_text.h"

static const char help[] =
    "fiatgate pack explain PACK MESSAGE [--tx N] [--as-of DATE] [--all] [--json] [OPTION]...\n"
    "\n"
    "Says why a message gets its verdict: for each rule that holds its condition, for each of its selections whether\n"
    "it is true and what makes it so (entry, field, text), exceptions, shadow and weights; which rule decides; and\n"
    "then the message itself, with marks under what the rules point at. PACK is a built .fgp or a pack folder,\n"
    "MESSAGE whatever `fiatgate screen` reads, but a folder; or one message of an archive or an RJE file, by the name\n"
    "that screen and replay give it: month.tar/day/b.mt, day.rje#3.\n"
    "\n"
    "  --tx N                   of several transfers this one alone; of a .jsonl its N-th line that is not empty\n"
    "  --all                    rules that do not hold, too, and what is missing for each\n"
    "  --json                   one object a line, of each transfer\n"
    "  --as-of DATE             screen as of this day; without it each payment's own settlement date\n"
    "  --now TIME               as a live host at this time\n" FORMAT_HELP READING_HELP "\n"
    "  --channel, --rail, --direction, --on-us, --customer-class, --segment, --customer: what a host knows, as for\n"
    "  fiatgate screen (see its --help)\n"
    "\n"
    "  fiatgate pack explain kz.fgp payment.txt --all\n"
    "\n"
    "Exit code 0, 3 when PACK or MESSAGE could not be read, 4 when the product failed.\n";

struct explaining {
    struct setup setup;
    const char *message;
    uint64_t wanted; /* 0 = all transfers */
    bool all, json;
    fg_lane *lane;
    fg_verdict *verdict;
    bool found;
    char *shown; /* the name of the piece as it can be written to a terminal */
};

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct explaining *explaining)
{
    enum { TX = 256, ALL, JSON };
    static const struct option known[] = {{"tx", required_argument, NULL, TX},
                                          {"all", no_argument, NULL, ALL},
                                          {"json", no_argument, NULL, JSON},
                                          SETUP_OPTIONS,
                                          OPTION_HELP,
                                          {0}};
    int code;
    setup_defaults(&explaining->setup, "pack explain");
    while ((code = next_option("pack explain", argc, argv, ":h", known)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return -1;
        }
        if (code == '?' || !setup_take(&explaining->setup, code, optarg))
            return EXIT_USAGE;
        if (code == TX && !number_given(optarg, 1, UINT32_MAX, &explaining->wanted))
            return say_usage("pack explain", "--tx is a number from 1 on, not '%s'", optarg);
        explaining->all = explaining->all || code == ALL;
        explaining->json = explaining->json || code == JSON;
    }
    if (!explaining->setup.pack && optind < argc)
        explaining->setup.pack = argv[optind++];
    if (argc - optind != 1 || !*explaining->setup.pack || !*argv[optind])
        return say_usage("pack explain", "it takes a PACK and one MESSAGE");
    explaining->message = argv[optind];
    return EXIT_DONE;
}

static struct explain_report report_on(const struct explaining *explaining, const struct piece *piece)
{
    return (struct explain_report){.out = stdout,
                                   .file = explaining->json ? piece->file : explaining->shown,
                                   .file_line = piece->line,
                                   .columns = wrapping_columns_of(stdout),
                                   .all = explaining->all};
}

static looked_into_fn printer(const struct explaining *explaining)
{
    return explaining->json ? explain_print_json : explain_print;
}

/* line: of a file of lines, 0 = a message. */
static int answer(const struct explaining *explaining, const struct explain_report *report, enum looked looked)
{
    const char *text = "", *file = explaining->shown;
    char where[24] = "";
    if (report->file_line > 0)
        snprintf(where, sizeof where, ":%u", report->file_line);
    if (looked == LOOKED_DIFFERENTLY) {
        say("%s%s: what was found is not what the verdict says; this is a fault of fiatgate, please report it with the "
            "message",
            file, where);
        return EXIT_PRODUCT;
    }
    if (looked == LOOKED_FAILED || report->failed) {
        say("%s%s: not all could be explained; memory may be short", file, where);
        return EXIT_PRODUCT;
    }
    switch (fg_verdict_status(explaining->verdict)) {
    case FG_STATUS_SCREENED:
        break;
    case FG_STATUS_NOT_A_TRANSFER:
        say("%s%s: the message (%s) orders no transfer, so there is nothing to judge", file, where,
            fg_verdict_message_type(explaining->verdict));
        return EXIT_DONE;
    default:
        fg_verdict_error(explaining->verdict, NULL, NULL, NULL, &text);
        say("%s%s: the message could not be screened (%s), so the policy answers: %s; %s", file, where,
            fg_cause_name(fg_verdict_cause(explaining->verdict)),
            fg_action_name(fg_verdict_action(explaining->verdict)), text);
        return EXIT_INPUT;
    }
    if (explaining->wanted > fg_verdict_transfers(explaining->verdict) && report->bytes) {
        say("%s: there is no transfer %llu; the message has %u", file, (unsigned long long)explaining->wanted,
            fg_verdict_transfers(explaining->verdict));
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

static int explain_message(struct explaining *explaining, const struct piece *piece)
{
    struct explain_report report = report_on(explaining, piece);
    report.bytes = piece->bytes;
    report.length = piece->length;
    enum looked looked =
        look_into_message(explaining->lane, report.bytes, report.length, &explaining->setup.facts, explaining->verdict,
                          (uint32_t)explaining->wanted, printer(explaining), &report);
    return answer(explaining, &report, looked);
}

/* "a.jsonl:7", or "a.pb: transfer 7" */
static void write_place(const struct piece *piece, char *place, size_t size)
{
    if (piece->line > 0)
        snprintf(place, size, ":%u", piece->line);
    else if (piece->tx > 0)
        snprintf(place, size, ": transfer %u", piece->tx);
    else
        *place = '\0';
}

static int explain_canonical(struct explaining *explaining, const struct piece *piece)
{
    struct explain_report report = report_on(explaining, piece);
    struct canonical_fields fields = {0};
    char why[300], place[32];
    int code = EXIT_INPUT;
    Fiatgate__Transfer *canonical = canonical_of_piece(piece, why, sizeof why);
    write_place(piece, place, sizeof place);
    if (!canonical) {
        say("%s%s: %s", explaining->shown, place, why);
    } else if (canonical->error || canonical->not_a_transfer) {
        say("%s%s: it carries %s in place of a transfer", explaining->shown, place,
            canonical->error ? "an error" : "what is no transfer");
    } else if (!canonical_to_fields(canonical, &fields)) {
        say("%s%s: memory for the fields could not be had", explaining->shown, place);
        code = EXIT_PRODUCT;
    } else {
        enum looked looked = look_into_fields(explaining->lane, fields.items, fields.count, &explaining->setup.facts,
                                              explaining->verdict, printer(explaining), &report);
        code = answer(explaining, &report, looked);
    }
    canonical_fields_free(&fields);
    if (canonical)
        fiatgate__transfer__free_unpacked(canonical, NULL);
    return code;
}

static int explain_piece(struct explaining *explaining, const struct piece *piece)
{
    char place[32];
    free(explaining->shown);
    explaining->shown = strdup(piece->file);
    if (!explaining->shown) {
        say("memory for a name could not be had");
        return EXIT_PRODUCT;
    }
    terminal_clean(explaining->shown);
    if (piece->kind == PIECE_UNREADABLE) {
        write_place(piece, place, sizeof place);
        say("%s%s: %s", explaining->shown, place, piece->text);
        explaining->found = true;
        return EXIT_INPUT;
    }
    if (piece->kind != PIECE_MESSAGE && explaining->wanted != 0 && explaining->wanted != piece->tx)
        return EXIT_DONE;
    explaining->found = true;
    return piece->kind == PIECE_MESSAGE ? explain_message(explaining, piece) : explain_canonical(explaining, piece);
}

/* The file that a piece's name speaks of: all of it, or the longest part before "/" or "#" that is there. */
static char *file_named(const char *name)
{
    char *path = strdup(name);
    for (size_t end = path ? strlen(path) : 0; end > 0 && access(path, F_OK) != 0; path[end] = '\0')
        do
            end--;
        while (end > 0 && path[end] != '/' && path[end] != '#');
    if (path && (!*path || strcmp(name, "-") == 0))
        strcpy(path, name);
    return path;
}

/* Every piece of what was read, or those of that name alone. */
static int explain_pieces(struct explaining *explaining, struct reading *reading, const char *name)
{
    struct piece_batch batch = {0};
    int code = EXIT_DONE;
    while (reading_next(reading, &batch))
        for (size_t i = 0; i < batch.count; i++)
            if (!name || strcmp(batch.pieces[i].file, name) == 0)
                code = exit_worst(code, explain_piece(explaining, &batch.pieces[i]));
    piece_batch_free(&batch);
    if (reading_failed(reading)) {
        say("%s: memory for it could not be had", explaining->message);
        return EXIT_PRODUCT;
    }
    if (!explaining->found) {
        say("%s: %s", explaining->message, name ? "there is no such message in this file" : "it has no such transfer");
        return exit_worst(code, EXIT_INPUT);
    }
    return code;
}

static int explain(struct explaining *explaining)
{
    const struct setup *setup = &explaining->setup;
    const struct reading_settings settings = {
        .command = "pack explain", .format = setup->format, .message_limit = setup->config.limits.message_bytes};
    struct stat facts;
    if (stat(explaining->message, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        say("%s: this is a folder; name one message in it", explaining->message);
        return EXIT_INPUT;
    }
    struct reading *reading = NULL;
    char *path = file_named(explaining->message);
    if (!path) {
        say("memory for a name could not be had");
        return EXIT_PRODUCT;
    }
    /* What is below a folder that is there, but is not there itself, is no message of an archive. */
    if (strcmp(path, explaining->message) != 0 && stat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
        strcpy(path, explaining->message);
    int code = reading_open(&reading, &settings, &path, 1);
    if (reading)
        code = explain_pieces(explaining, reading, strcmp(path, explaining->message) ? explaining->message : NULL);
    reading_close(reading);
    free(path);
    return code;
}

int pack_explain(int argc, char **argv)
{
    struct explaining explaining = {.wanted = 0};
    fg_gate *gate = NULL;
    int code = read_options(argc, argv, &explaining);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    code = setup_open(&explaining.setup, 1, &gate);
    if (code != EXIT_DONE)
        return code;
    if (fg_lane_open(gate, &explaining.lane) == FG_OK && fg_verdict_new(gate, &explaining.verdict) == FG_OK) {
        code = explain(&explaining);
    } else {
        say("a lane cannot be opened; memory may be short");
        code = EXIT_PRODUCT;
    }
    free(explaining.shown);
    fg_verdict_free(explaining.verdict);
    fg_lane_close(explaining.lane);
    fg_close(gate);
    return code;
}

/*
 * pack_explain.c: `fiatgate pack explain`: why a message gets its verdict.
 */
#include <stdio.h>
#include <string.h>

#include "canonical.h"
#include "command.h"
#include "explain_report.h"
#include "input.h"
#include "pack_commands.h"
#include "proto_json.h"
#include "setup.h"

static const char help[] =
    "fiatgate pack explain PACK MESSAGE [--tx N] [--as-of DATE] [--all] [--json] [OPTION]...\n"
    "\n"
    "Says why a message gets its verdict: for each rule that holds its condition, for each of its selections whether\n"
    "it is true and what makes it so (entry, field, text), exceptions, shadow and weights; which rule decides; and\n"
    "then the message itself, with marks under what the rules point at. PACK is a built .fgp or a pack folder,\n"
    "MESSAGE a message of any format of `fiatgate formats`, a .jsonl of canonical transfers, or - for standard input.\n"
    "\n"
    "  --tx N                   of several transfers this one alone; of a .jsonl its N-th line that is not empty\n"
    "  --all                    rules that do not hold, too, and what is missing for each\n"
    "  --json                   one object a line, of each transfer\n"
    "  --as-of DATE             screen as of this day; without it each payment's own settlement date\n"
    "  --now TIME               as a live host at this time\n"
    "  --format jsonl|message   read MESSAGE as this, whatever its name\n" READING_HELP "\n"
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
    struct content content;
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

static struct explain_report report_on(const struct explaining *explaining)
{
    return (struct explain_report){
        .out = stdout, .file = explaining->message, .columns = wrapping_columns_of(stdout), .all = explaining->all};
}

static looked_into_fn printer(const struct explaining *explaining)
{
    return explaining->json ? explain_print_json : explain_print;
}

/* line: of a file of lines, 0 = a message. */
static int answer(const struct explaining *explaining, const struct explain_report *report, enum looked looked)
{
    const char *text = "", *file = explaining->message;
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
    if (explaining->wanted > fg_verdict_transfers(explaining->verdict) && report->file_line == 0) {
        say("%s: there is no transfer %llu; the message has %u", file, (unsigned long long)explaining->wanted,
            fg_verdict_transfers(explaining->verdict));
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

static int explain_message(struct explaining *explaining, const struct input *input)
{
    const struct setup *setup = &explaining->setup;
    struct explain_report report = report_on(explaining);
    char why[300];
    if (!input_read(input, setup->config.limits.message_bytes, &explaining->content, why, sizeof why)) {
        say("%s: %s", input->path, why);
        return EXIT_INPUT;
    }
    if (explaining->content.length > setup->config.limits.message_bytes) {
        say("%s: the message is longer than %u bytes; raise --max-bytes", input->path,
            setup->config.limits.message_bytes);
        return EXIT_INPUT;
    }
    report.bytes = explaining->content.bytes;
    report.length = explaining->content.length;
    enum looked looked =
        look_into_message(explaining->lane, report.bytes, report.length, &setup->facts, explaining->verdict,
                          (uint32_t)explaining->wanted, printer(explaining), &report);
    return answer(explaining, &report, looked);
}

static int explain_line(struct explaining *explaining, uint32_t line)
{
    struct explain_report report = report_on(explaining);
    struct canonical_fields fields = {0};
    char why[300];
    int code = EXIT_INPUT;
    ProtobufCMessage *message = proto_json_read(&fiatgate__transfer__descriptor, (char *)explaining->content.bytes,
                                                explaining->content.length, why, sizeof why);
    const Fiatgate__Transfer *canonical = (const Fiatgate__Transfer *)message;
    report.file_line = line;
    if (!canonical) {
        say("%s:%u: %s", explaining->message, line, why);
    } else if (canonical->error || canonical->not_a_transfer) {
        say("%s:%u: the line carries %s in place of a transfer", explaining->message, line,
            canonical->error ? "an error" : "what is no transfer");
    } else if (!canonical_to_fields(canonical, &fields)) {
        say("%s:%u: memory for the fields could not be had", explaining->message, line);
        code = EXIT_PRODUCT;
    } else {
        enum looked looked = look_into_fields(explaining->lane, fields.items, fields.count, &explaining->setup.facts,
                                              explaining->verdict, printer(explaining), &report);
        code = answer(explaining, &report, looked);
    }
    canonical_fields_free(&fields);
    if (message)
        protobuf_c_message_free_unpacked(message, NULL);
    return code;
}

static int explain_lines(struct explaining *explaining, const struct input *input)
{
    char why[300];
    FILE *file = input_open(input, why, sizeof why);
    if (!file) {
        say("%s: %s", input->path, why);
        return EXIT_INPUT;
    }
    uint32_t number = 0, line = 0;
    int code = EXIT_DONE;
    bool found = false;
    enum line_result result;
    while ((result = input_line(file, explaining->setup.config.limits.message_bytes, &explaining->content)) ==
               LINE_READ ||
           result == LINE_TOO_LONG) {
        line++;
        if (result == LINE_READ && explaining->content.length == 0)
            continue;
        number++;
        if (explaining->wanted != 0 && explaining->wanted != number)
            continue;
        found = true;
        if (result == LINE_READ)
            code = exit_worst(code, explain_line(explaining, line));
        else
            say("%s:%u: the line is too long; raise --max-bytes", input->path, line);
        if (result == LINE_TOO_LONG)
            code = exit_worst(code, EXIT_INPUT);
    }
    input_close(file);
    if (result == LINE_FAILED || !found) {
        say("%s: %s", input->path,
            result == LINE_FAILED ? "reading failed; is the file whole?" : "it has no such transfer");
        return exit_worst(code, EXIT_INPUT);
    }
    return code;
}

static int explain(struct explaining *explaining)
{
    struct inputs inputs = {0};
    char *paths[] = {(char *)(uintptr_t)explaining->message};
    int code = inputs_add_all(&inputs, "pack explain", paths, 1, explaining->setup.format);
    if (code == EXIT_DONE && inputs.count != 1) {
        say("%s: this is a folder; name one message in it", explaining->message);
        code = EXIT_INPUT;
    }
    if (code == EXIT_DONE)
        code = inputs.items[0].jsonl ? explain_lines(explaining, &inputs.items[0])
                                     : explain_message(explaining, &inputs.items[0]);
    inputs_free(&inputs);
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
    fg_verdict_free(explaining.verdict);
    fg_lane_close(explaining.lane);
    content_free(&explaining.content);
    fg_close(gate);
    return code;
}

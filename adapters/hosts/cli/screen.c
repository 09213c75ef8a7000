/*
 * screen.c: `fiatgate screen`: what is decided of messages, and why, as a table or as lines of JSON.
 */
#include <inttypes.h>
#include <stdio.h>

#include "command.h"
#include "proto_json.h"
#include "screening.h"
#include "verdict_table.h"

static const char help[] =
    "fiatgate screen --pack PACK [OPTION]... FILE...\n"
    "\n"
    "Screens messages against a rule pack and says of each transfer: pass, flag, hold or block, the rule that\n"
    "decided, and what it found where. A message that is broken, or of no known format, is not screened and gets\n"
    "the policy's action (hold): one row with tx 0; transfers read before it broke are raised to that.\n"
    "What was found in the customer's transfer behind a cover payment is marked underlying; both have one tx, and\n"
    "the stricter action counts.\n"
    "\n" FILES_HELP "\n"
    "  --json                   one JSON object a line, with the keys of proto/verdict.proto, in place of the "
    "table\n" SETUP_HELP "\n"
    "  fiatgate screen --pack kz.fgp payment.txt\n"
    "  fiatgate screen --pack rules/packs/kz --json --now 2026-11-21T10:00 inbox/ | jq 'select(.action != \"pass\")'\n"
    "\n"
    "Exit code 0 when all was screened, whatever the actions; 3 when a message or the pack could not be read.\n";

/* How many of what. */
struct tally {
    uint64_t transfers[4]; /* by action */
    uint64_t not_a_transfer;
    uint64_t not_screened[FG_CAUSE_COUNT];
};

struct output {
    bool json;
    struct verdict_table table;
    struct tally tally;
};

static void count_line(struct tally *tally, const Fiatgate__Verdict *line)
{
    if (line->status == FIATGATE__STATUS__STATUS_NOT_A_TRANSFER)
        tally->not_a_transfer++;
    else if (line->status == FIATGATE__STATUS__STATUS_NOT_SCREENED)
        tally->not_screened[(unsigned)line->cause % FG_CAUSE_COUNT]++;
    else if (line->tx > 0)
        tally->transfers[(unsigned)line->action % 4]++;
}

static void take_line(void *context, const struct piece *piece, const Fiatgate__Verdict *line)
{
    struct output *output = context;
    (void)piece;
    if (output->json) {
        proto_json_write(stdout, &line->base);
        return;
    }
    verdict_table_add(&output->table, line);
    count_line(&output->tally, line);
}

static void print_sums(const struct tally *tally, uint64_t messages)
{
    uint64_t transfers =
        tally->transfers[FG_PASS] + tally->transfers[FG_FLAG] + tally->transfers[FG_HOLD] + tally->transfers[FG_BLOCK];
    printf("\n%" PRIu64 " transfer%s in %" PRIu64 " message%s:", transfers, plural(transfers), messages,
           plural(messages));
    for (int i = FG_BLOCK; i >= FG_PASS; i--)
        printf(" %" PRIu64 " %s%s", tally->transfers[i], fg_action_name((fg_action)i), i > FG_PASS ? "," : "");
    if (tally->not_a_transfer > 0)
        printf("; %" PRIu64 " no transfer", tally->not_a_transfer);
    for (int i = 0; i < FG_CAUSE_COUNT; i++)
        if (tally->not_screened[i] > 0)
            printf("; %" PRIu64 " not screened (%s)", tally->not_screened[i], fg_cause_name((fg_cause)i));
    putchar('\n');
}

static int screen_all(struct setup *setup, struct reading *reading, struct output *output)
{
    struct piece_batch batch = {0};
    fg_gate *gate = NULL;
    struct screening screening;
    int code = setup_open(setup, 1, &gate);
    if (code == EXIT_DONE)
        code = screening_open(&screening, setup, gate, take_line, output);
    if (code == EXIT_DONE) {
        while (reading_next(reading, &batch))
            for (size_t i = 0; i < batch.count; i++)
                screening_piece(&screening, &batch.pieces[i]);
        piece_batch_free(&batch);
        if (!output->json) {
            verdict_table_print(&output->table, colour_wanted(stdout), columns_of(stdout));
            print_sums(&output->tally, screening.messages);
        }
        bool failed = output->table.failed || reading_failed(reading);
        code = failed ? EXIT_PRODUCT : screening.code;
        if (code == EXIT_PRODUCT)
            say("not everything could be screened or shown; the lines above say what, and memory may be short");
        screening_close(&screening);
    }
    fg_close(gate);
    return code;
}

int command_screen(int argc, char **argv)
{
    enum { JSON = 256 };
    static const struct option options[] = {{"json", no_argument, NULL, JSON}, SETUP_OPTIONS, OPTION_HELP, {0}};
    struct setup setup;
    struct output output = {0};
    setup_defaults(&setup, "screen");
    int code;
    while ((code = next_option("screen", argc, argv, ":h", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?' || !setup_take(&setup, code, optarg))
            return EXIT_USAGE;
        output.json = output.json || code == JSON;
    }
    if (!setup.pack)
        return say_usage("screen", "no pack is given; add --pack PACK");
    struct reading *reading;
    const struct reading_settings settings = {
        .command = "screen", .format = setup.format, .message_limit = setup.config.limits.message_bytes};
    int answer = reading_open(&reading, &settings, argv + optind, argc - optind);
    if (reading)
        answer = exit_worst(answer, screen_all(&setup, reading, &output));
    reading_close(reading);
    verdict_table_free(&output.table);
    return answer;
}

/*
 * parse.c: `fiatgate parse`: what messages say, as canonical transfers, without judging them.
 */
#include <stdio.h>
#include <string.h>

#include "canonical.h"
#include "command.h"
#include "gate.h"
#include "input.h"
#include "proto_json.h"
#include "setup.h"

static const char help[] =
    "fiatgate parse [OPTION]... FILE...\n"
    "\n"
    "Prints what messages say: one JSON object a line for each transfer, with the keys of proto/transfer.proto\n"
    "(file, format, msg_type, tx, level, then debtor_name, creditor_account, amount, remittance, ...). A field\n"
    "with several values holds them joined with \\n. A message that is no transfer gives one line with\n"
    "\"not_a_transfer\": true, a broken one a line with \"error\": {code, offset, line, text}, behind the lines\n"
    "of the transfers that could be read before it broke. A cover payment gives two lines of one tx: level\n"
    "transfer is what the banks pay each other, underlying the customer's transfer behind it.\n"
    "\n"
    "Second readings of a value, such as a word that two lines or fields share, are screened but not printed: to\n"
    "screen a payment again, keep its message, not this.\n"
    "\n"
    "FILE is a message, a folder (all files in it but hidden ones, *.csv, *.md, *.cfg), *.jsonl (canonical\n"
    "transfers, one a line, in the keys this command prints), or - for standard input.\n"
    "\n"
    "  --format jsonl|message   read every FILE as this, whatever its name\n" READING_HELP "\n"
    "  fiatgate parse payment.txt | jq .creditor_name\n"
    "  cat pacs008.xml | fiatgate parse -\n"
    "\n"
    "Exit code 0 when all was read, 3 when any message could not be.\n";

struct parsing {
    struct reader *reader;
    struct gate_config config;
    struct content content;
    int code;
};

static void print(const Fiatgate__Transfer *line)
{
    proto_json_write(stdout, &line->base);
}

static void print_error(struct parsing *parsing, const struct input *input, const struct message_info *info,
                        const struct read_error *error)
{
    Fiatgate__Transfer line = FIATGATE__TRANSFER__INIT;
    Fiatgate__Error wrong;
    canonical_error(&wrong, error);
    line.file = input->path;
    line.format = info && *info->format ? (char *)info->format : NULL;
    line.msg_type = info && *info->type ? (char *)info->type : NULL;
    line.error = &wrong;
    print(&line);
    parsing->code = exit_worst(parsing->code, EXIT_INPUT);
}

/* Prints the transfer, with the warnings that no line before has said; *said is how many have been. */
static void print_transfer(struct parsing *parsing, Fiatgate__Transfer *line, uint32_t *said)
{
    const struct read_warnings *warnings = reader_warnings(parsing->reader);
    Fiatgate__Error items[READ_WARNINGS], *pointers[READ_WARNINGS];
    line->warnings = pointers;
    for (line->n_warnings = 0; *said < warnings->count; line->n_warnings++, ++*said) {
        canonical_error(&items[line->n_warnings], &warnings->kept[*said]);
        pointers[line->n_warnings] = &items[line->n_warnings];
    }
    if (!canonical_from_transfer(line, reader_transfer(parsing->reader))) {
        say("memory for a transfer could not be had");
        parsing->code = EXIT_PRODUCT;
    } else
        print(line);
    canonical_clear(line);
    line->n_warnings = 0;
    line->warnings = NULL;
}

/* code and text of what is larger than the limit; what is "message" or "line". */
static void too_large(struct parsing *parsing, struct read_error *error, const char *what)
{
    error->code = "limit-message-bytes";
    snprintf(error->text, sizeof error->text, "the %s is longer than %u bytes; raise --max-bytes", what,
             parsing->config.limits.message_bytes);
}

static void parse_message(struct parsing *parsing, const struct input *input)
{
    struct message_info info = {.format = ""};
    struct read_error error = {.code = "file-unreadable"};
    if (!input_read(input, parsing->config.limits.message_bytes, &parsing->content, error.text, sizeof error.text)) {
        print_error(parsing, input, NULL, &error);
        return;
    }
    if (parsing->content.length > parsing->config.limits.message_bytes) {
        too_large(parsing, &error, "message");
        print_error(parsing, input, NULL, &error);
        return;
    }
    enum read_result result =
        reader_begin(parsing->reader, parsing->content.bytes, parsing->content.length, &info, &error);
    Fiatgate__Transfer line = FIATGATE__TRANSFER__INIT;
    line.file = input->path;
    line.format = (char *)info.format;
    line.msg_type = info.type;
    if (result == READ_NOT_A_TRANSFER) {
        line.has_not_a_transfer = line.not_a_transfer = 1;
        print(&line);
        return;
    }
    line.has_tx = line.has_level = 1;
    uint32_t said = 0;
    while (result == READ_TRANSFER && (result = reader_next(parsing->reader, &error)) == READ_TRANSFER) {
        line.level = (Fiatgate__Level)reader_transfer(parsing->reader)->level;
        line.format = (char *)(uintptr_t)reader_info(parsing->reader)->format;
        line.msg_type = (char *)(uintptr_t)reader_info(parsing->reader)->type;
        line.tx += line.level == FIATGATE__LEVEL__LEVEL_TRANSFER;
        print_transfer(parsing, &line, &said);
    }
    if (result != READ_END)
        print_error(parsing, input, reader_info(parsing->reader), &error);
}

static void parse_line(struct parsing *parsing, const struct input *input, uint32_t tx, uint32_t number)
{
    struct message_info info = {.format = "fields"};
    struct read_error error = {.code = "json-line", .line = number};
    ProtobufCMessage *message = proto_json_read(&fiatgate__transfer__descriptor, (char *)parsing->content.bytes,
                                                parsing->content.length, error.text, sizeof error.text);
    if (!message) {
        print_error(parsing, input, &info, &error);
        return;
    }
    /* Where this copy came from; what the transfer says stays as it is. */
    Fiatgate__Transfer line = *(Fiatgate__Transfer *)message;
    line.file = input->path;
    line.has_tx = 1;
    line.tx = tx;
    if (!line.format)
        line.format = "fields";
    print(&line);
    if (line.error)
        parsing->code = exit_worst(parsing->code, EXIT_INPUT);
    protobuf_c_message_free_unpacked(message, NULL);
}

static void parse_lines(struct parsing *parsing, const struct input *input)
{
    struct read_error error = {.code = "file-unreadable"};
    FILE *file = input_open(input, error.text, sizeof error.text);
    if (!file) {
        print_error(parsing, input, NULL, &error);
        return;
    }
    uint32_t tx = 0;
    enum line_result result;
    while ((result = input_line(file, parsing->config.limits.message_bytes, &parsing->content)) != LINE_END) {
        error.line++;
        if (result == LINE_READ && parsing->content.length > 0)
            parse_line(parsing, input, ++tx, error.line);
        else if (result == LINE_TOO_LONG) {
            too_large(parsing, &error, "line");
            print_error(parsing, input, NULL, &error);
        } else if (result == LINE_FAILED) {
            snprintf(error.text, sizeof error.text, "reading failed in this line; is the file whole?");
            print_error(parsing, input, NULL, &error);
            break;
        }
    }
    input_close(file);
}

static int parse_all(struct parsing *parsing, const struct inputs *inputs)
{
    char why[1024] = "";
    fg_error error = reader_new(&parsing->config, &parsing->reader, why, sizeof why);
    if (error != FG_OK) {
        say("%s", why);
        return error == FG_E_CONFIG ? EXIT_INPUT : EXIT_PRODUCT;
    }
    for (size_t i = 0; i < inputs->count && parsing->code != EXIT_PRODUCT; i++)
        if (inputs->items[i].jsonl)
            parse_lines(parsing, &inputs->items[i]);
        else
            parse_message(parsing, &inputs->items[i]);
    reader_free(parsing->reader);
    content_free(&parsing->content);
    return parsing->code;
}

int command_parse(int argc, char **argv)
{
    enum { FORMAT = 256 };
    static const struct option options[] = {
        {"format", required_argument, NULL, FORMAT}, READING_OPTIONS, OPTION_HELP, {0}};
    enum input_format format = INPUT_BY_NAME;
    struct parsing parsing = {.reader = NULL};
    int code;
    gate_config_defaults(&parsing.config);
    while ((code = next_option("parse", argc, argv, ":h", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?')
            return EXIT_USAGE;
        if (code == FORMAT && !input_format_given(optarg, &format))
            return say_usage("parse", "--format is jsonl or message, not '%s'", optarg);
        if (!reading_take("parse", &parsing.config, code, optarg))
            return EXIT_USAGE;
    }
    struct inputs inputs = {0};
    int answer = inputs_add_all(&inputs, "parse", argv + optind, argc - optind, format);
    if (inputs.count > 0)
        answer = exit_worst(answer, parse_all(&parsing, &inputs));
    inputs_free(&inputs);
    return answer;
}

/*
 * parse.c: `fiatgate parse`: what messages say, as canonical transfers, without judging them.
 */
#include <stdio.h>
#include <string.h>

#include "canonical.h"
#include "canonical_piece.h"
#include "command.h"
#include "gate.h"
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
    "\n" FILES_HELP "\n" FORMAT_HELP READING_HELP "\n"
    "  fiatgate parse payment.txt | jq .creditor_name\n"
    "  cat pacs008.xml | fiatgate parse -\n"
    "\n"
    "Exit code 0 when all was read, 3 when any message could not be.\n";

struct parsing {
    struct reader *reader;
    struct gate_config config;
    int code;
};

static void print(const Fiatgate__Transfer *line)
{
    proto_json_write(stdout, &line->base);
}

static void print_error(struct parsing *parsing, const struct piece *piece, const struct message_info *info,
                        Fiatgate__Error *error)
{
    Fiatgate__Transfer line = FIATGATE__TRANSFER__INIT;
    line.file = (char *)(uintptr_t)piece->file;
    line.format = info && *info->format ? (char *)info->format : NULL;
    line.msg_type = info && *info->type ? (char *)info->type : NULL;
    line.error = error;
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

static void parse_message(struct parsing *parsing, const struct piece *piece)
{
    struct message_info info = {.format = ""};
    struct read_error error = {.code = ""};
    enum read_result result = reader_begin(parsing->reader, piece->bytes, piece->length, &info, &error);
    Fiatgate__Transfer line = FIATGATE__TRANSFER__INIT;
    line.file = (char *)(uintptr_t)piece->file;
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
    if (result != READ_END) {
        Fiatgate__Error wrong;
        canonical_error(&wrong, &error);
        print_error(parsing, piece, reader_info(parsing->reader), &wrong);
    }
}

/* Borrows what it is given. */
static Fiatgate__Error error_of(const struct piece *piece, const char *code, char *text)
{
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    error.code = (char *)(uintptr_t)code;
    error.text = text;
    error.has_offset = 1;
    error.offset = piece->offset;
    error.has_line = piece->line > 0;
    error.line = piece->line;
    return error;
}

static void parse_canonical(struct parsing *parsing, const struct piece *piece)
{
    struct message_info info = {.format = "fields"};
    char why[300];
    Fiatgate__Error error = error_of(piece, canonical_piece_code(piece), why);
    Fiatgate__Transfer *transfer = canonical_of_piece(piece, why, sizeof why);
    if (!transfer) {
        print_error(parsing, piece, &info, &error);
        return;
    }
    /* Where this copy came from; what the transfer says stays as it is. */
    Fiatgate__Transfer line = *transfer;
    line.file = (char *)(uintptr_t)piece->file;
    line.has_tx = 1;
    line.tx = piece->tx;
    if (!line.format)
        line.format = "fields";
    print(&line);
    if (line.error)
        parsing->code = exit_worst(parsing->code, EXIT_INPUT);
    fiatgate__transfer__free_unpacked(transfer, NULL);
}

static void parse_piece(struct parsing *parsing, const struct piece *piece)
{
    Fiatgate__Error error = error_of(piece, piece->code, piece->text);
    switch (piece->kind) {
    case PIECE_MESSAGE:
        parse_message(parsing, piece);
        break;
    case PIECE_UNREADABLE:
        print_error(parsing, piece, NULL, &error);
        break;
    default:
        parse_canonical(parsing, piece);
    }
}

static int parse_all(struct parsing *parsing, struct reading *reading)
{
    struct piece_batch batch = {0};
    char why[1024] = "";
    fg_error error = reader_new(&parsing->config, &parsing->reader, why, sizeof why);
    if (error != FG_OK) {
        say("%s", why);
        return error == FG_E_CONFIG ? EXIT_INPUT : EXIT_PRODUCT;
    }
    while (parsing->code != EXIT_PRODUCT && reading_next(reading, &batch))
        for (size_t i = 0; i < batch.count && parsing->code != EXIT_PRODUCT; i++)
            parse_piece(parsing, &batch.pieces[i]);
    if (reading_failed(reading)) {
        say("memory for what is read could not be had; lower --max-bytes");
        parsing->code = EXIT_PRODUCT;
    }
    reader_free(parsing->reader);
    piece_batch_free(&batch);
    return parsing->code;
}

int command_parse(int argc, char **argv)
{
    enum { FORMAT = 256 };
    static const struct option options[] = {
        {"format", required_argument, NULL, FORMAT}, READING_OPTIONS, OPTION_HELP, {0}};
    enum reading_format format = READING_BY_NAME;
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
        if (code == FORMAT && !reading_take_format("parse", &format, optarg))
            return EXIT_USAGE;
        if (!reading_take("parse", &parsing.config, code, optarg))
            return EXIT_USAGE;
    }
    struct reading *reading;
    const struct reading_settings settings = {
        .command = "parse", .format = format, .message_limit = parsing.config.limits.message_bytes};
    int answer = reading_open(&reading, &settings, argv + optind, argc - optind);
    if (reading)
        answer = exit_worst(answer, parse_all(&parsing, reading));
    reading_close(reading);
    return answer;
}

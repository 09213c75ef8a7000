/*
 * setup.h: what `screen` and `replay` are told alike: the pack, the date, the facts a host would give, the limits; and
 * the gate opened from it.
 */
#ifndef FIATGATE_CLI_SETUP_H
#define FIATGATE_CLI_SETUP_H

#include "command.h"
#include "gate.h"
#include "packs.h"
#include "reading.h"

struct setup {
    const char *command;
    const char *pack;
    struct gate_config config;
    fg_facts facts;
    enum reading_format format;
};

enum setup_option {
    SETUP_PACK = 512,
    SETUP_AS_OF,
    SETUP_NOW,
    SETUP_CHANNEL,
    SETUP_RAIL,
    SETUP_DIRECTION,
    SETUP_ON_US,
    SETUP_CUSTOMER_CLASS,
    SETUP_SEGMENT,
    SETUP_CUSTOMER,
    SETUP_FORMAT,
    SETUP_MAX_BYTES,
    SETUP_SCAN_FREE_TEXT,
    SETUP_ISO8583
};

/* Which files a command reads, in a help text. */
#define FILES_HELP                                                                                                     \
    "FILE is a message, a folder (all files in it but hidden ones, *.csv, *.md, *.cfg), a tar or a zip (the same,\n"   \
    "as it is or packed: .tgz, .tar.xz, ...), an RJE file (*.rje: SWIFT messages with $ between), canonical\n"         \
    "transfers in the keys of `fiatgate parse` (*.jsonl, one a line) or of proto/transfer.proto (*.pb, each behind\n"  \
    "its length), any one of these packed alone (*.gz, *.bz2, *.xz, *.zst), or - for standard input.\n"
#define FORMAT_HELP                                                                                                    \
    "  --format message|jsonl|protobuf|rje|archive\n"                                                                  \
    "                           read every FILE as this, whatever its name\n"

/* Rows of an option table: how messages are read, for every command that reads them. */
#define READING_OPTIONS                                                                                                \
    {"max-bytes", required_argument, NULL, SETUP_MAX_BYTES},                                                           \
        {"scan-free-text", no_argument, NULL, SETUP_SCAN_FREE_TEXT},                                                   \
    {                                                                                                                  \
        "iso8583", required_argument, NULL, SETUP_ISO8583                                                              \
    }
/* Their part of a help text. */
#define READING_HELP                                                                                                   \
    "  --max-bytes N            the largest message read (default 10485760)\n"                                         \
    "  --scan-free-text         read messages of free text (MT199, ...) as text to be screened\n"                      \
    "  --iso8583 FILE           the bank's own description of its card messages (libconfig)\n"
/* Takes one of them into a configuration; false = its value is wrong (said). Other codes are ignored. */
bool reading_take(const char *command, struct gate_config *config, int code, const char *value);

/* Takes --format; false = its value is wrong (said). */
bool reading_take_format(const char *command, enum reading_format *format, const char *value);

/* Rows of an option table. */
#define SETUP_OPTIONS                                                                                                  \
    {"pack", required_argument, NULL, SETUP_PACK}, {"as-of", required_argument, NULL, SETUP_AS_OF},                    \
        {"now", required_argument, NULL, SETUP_NOW}, {"channel", required_argument, NULL, SETUP_CHANNEL},              \
        {"rail", required_argument, NULL, SETUP_RAIL}, {"direction", required_argument, NULL, SETUP_DIRECTION},        \
        {"on-us", required_argument, NULL, SETUP_ON_US},                                                               \
        {"customer-class", required_argument, NULL, SETUP_CUSTOMER_CLASS},                                             \
        {"segment", required_argument, NULL, SETUP_SEGMENT}, {"customer", required_argument, NULL, SETUP_CUSTOMER},    \
        {"format", required_argument, NULL, SETUP_FORMAT}, READING_OPTIONS

/* Their part of a help text. */
#define SETUP_HELP                                                                                                     \
    "  --pack PACK              a built .fgp, or a pack folder (built aside first); required\n"                        \
    "  --as-of DATE             screen as of this civil date (2026-11-21). Without it, and without --now, each\n"      \
    "                           payment is taken as of its own settlement date. Card messages and free text\n"         \
    "                           give no date, and need one of the two\n"                                               \
    "  --now TIME               as a live host at this time (2026-11-21 or 2026-11-21T10:00): as of the later of\n"    \
    "                           that day and the settlement date\n" FORMAT_HELP READING_HELP "\n"                      \
    "What a host knows and a message does not say, for rules that ask for it:\n"                                       \
    "  --channel branch|internet|mobile|api|corporate|card\n"                                                          \
    "  --rail swift|domestic_rtgs|domestic_clearing|instant|card|book\n"                                               \
    "  --direction outbound|inbound\n"                                                                                 \
    "  --on-us yes|no\n"                                                                                               \
    "  --customer-class retail|retail_tested|professional|miner\n"                                                     \
    "  --segment individual|sole_proprietor|company|government|financial\n"                                            \
    "  --customer REFERENCE     the host's id of the payer\n"

/* The shipped policy and limits, replay's date, no facts. */
void setup_defaults(struct setup *setup, const char *command);
/* Takes one option; false = its value is wrong (said). A code that is none of ours is ignored. */
bool setup_take(struct setup *setup, int code, const char *value);
/* Opens a gate of that many lanes. EXIT_DONE, or the exit code (said why). A pack folder is built aside first. */
int setup_open(const struct setup *setup, uint32_t lanes, fg_gate **gate);
/* The same of a pack that is built. */
int setup_open_built(const struct setup *setup, const struct built_pack *pack, uint32_t lanes, fg_gate **gate);
/* The same again, in any thread, without a word. NULL = it could not be had. */
fg_gate *setup_open_copy(const struct setup *setup, const struct built_pack *pack, uint32_t lanes);

#endif

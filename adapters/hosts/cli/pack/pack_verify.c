/*
 * pack_verify.c: `fiatgate pack verify`: who signed a pack, whether a gate would take it, and whether a replay report
 * is the one that was signed with it. Reads the pack, the register of keys, the gate's state and the report; changes
 * nothing.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "approved_report.h"
#include "command.h"
#include "civil_date.h"
#include "control/control.h"
#include "digest.h"
#include "control/trust.h"
#include "key_register.h"
#include "loader.h"
#include "pack_commands.h"

static const char help[] =
    "fiatgate pack verify PACK.fgp --keys KEYS.cfg --keeper HEX --keeper HEX [--json]\n"
    "fiatgate pack verify PACK.fgp --keys KEYS.cfg --keeper HEX --keeper HEX --live [OPTION]...\n"
    "\n"
    "Says who signed a built pack, when and with which key, and whether it is validly signed by two persons. With\n"
    "--live it asks all that a live gate asks as well: nothing is loaded that this refuses.\n"
    "\n"
    "  --keys KEYS.cfg          the register of keys, KEYS.cfg.sig beside it\n"
    "  --keeper HEX             a keeper's public key, as in the gate's configuration; at least two\n"
    "  --live                   as a gate that loads it now: keys revoked by now, dates, version, engine\n"
    "    --state FOLDER         the gate's state folder; without it, as a gate that never had a pack\n"
    "    --jurisdiction KZ      of the packs that the gate takes\n"
    "    --report-required      the approver must have signed a replay report\n"
    "  --report FILE            whether FILE is, byte for byte, the replay report that was signed with the pack\n"
    "  --json                   one object instead of lines\n"
    "\n"
    "  fiatgate pack verify kz.fgp --keys KEYS.cfg --keeper 5d0c... --keeper 91ab... --live --state /var/lib/fiatgate\n"
    "\n"
    "Exit code 0 when it is trusted, 1 when it, or FILE, is refused, 3 when a file cannot be opened.\n";

struct verify_options {
    const char *keys, *state, *jurisdiction, *report;
    struct keepers keepers;
    bool live, report_required, json;
};

/* What is found out on the way. */
struct verification {
    const struct verify_options *options;
    struct key_register keys;
    struct gate_state state;
    int64_t now;
    struct approval approval;
    struct pack_signature signatures[PACK_SIGNATURES_MAX]; /* as they stand in the file, trusted or not */
    uint32_t signature_count;
    char hash[65], name[256], version[64], jurisdiction[64];
    char why[1024]; /* "" = trusted */
    uint8_t report[32];
    char report_why[1024]; /* "" = the report is the one that was signed, or none was named */
};

/* --- Asking ------------------------------------------------------------------------------------------------------- */

static fg_error admit(void *context, const struct pack *pack, char *why, size_t why_size)
{
    struct verification *found = context;
    found->signature_count = pack->signature_count < PACK_SIGNATURES_MAX ? pack->signature_count : PACK_SIGNATURES_MAX;
    memcpy(found->signatures, pack->signatures, found->signature_count * sizeof found->signatures[0]);
    memcpy(found->hash, pack->hash, sizeof found->hash);
    return trust_signatures(pack, &found->keys, found->options->live ? &found->state : NULL, found->now,
                            &found->approval, why, why_size);
}

static fg_error ask_live(struct verification *found, const char *path, const struct pack *pack)
{
    char why[768] = "";
    struct trust_demand demand = {.jurisdiction = found->options->jurisdiction ? found->options->jurisdiction : "",
                                  .state = &found->state,
                                  .approval = &found->approval,
                                  .today = civil_date_at(found->now),
                                  .report_required = found->options->report_required};
    fg_error error = trust_pack(pack, &demand, why, sizeof why);
    if (error != FG_OK)
        snprintf(found->why, sizeof found->why, "%s: %s", path, why);
    return error;
}

static fg_error verify(struct verification *found, const char *path)
{
    struct pack *pack = NULL;
    fg_error error = pack_load(path, 1, admit, found, &pack, found->why, sizeof found->why);
    if (error != FG_OK)
        return error;
    snprintf(found->name, sizeof found->name, "%s", pack_string(pack, pack->meta->name));
    snprintf(found->version, sizeof found->version, "%s", pack_string(pack, pack->meta->version));
    snprintf(found->jurisdiction, sizeof found->jurisdiction, "%s", pack_string(pack, pack->meta->jurisdiction));
    if (found->options->live)
        error = ask_live(found, path, pack);
    pack_free(pack);
    return error;
}

static int read_state(struct verification *found)
{
    char why[1024] = "";
    if (!found->options->state)
        return EXIT_DONE;
    fg_error error = state_look(&found->state, found->options->state, why, sizeof why);
    if (error != FG_OK)
        say("%s", why);
    return error == FG_OK ? EXIT_DONE : EXIT_INPUT;
}

static bool signed_the_report(const struct verification *found, const struct pack_signature *signature)
{
    return found->options->report && memcmp(signature->report_sha256, found->report, 32) == 0;
}

/* --- Saying ------------------------------------------------------------------------------------------------------- */

static const char *hash_text(const uint8_t hash[32], char text[65])
{
    static const uint8_t none[32];
    text[0] = '\0';
    if (memcmp(hash, none, sizeof none) != 0)
        hex_write(hash, 32, text);
    return text;
}

static const char *time_text(uint64_t seconds, char text[32])
{
    struct tm moment;
    time_t at = seconds < 253402300800 ? (time_t)seconds : 0;
    if (!gmtime_r(&at, &moment) || strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &moment) == 0)
        text[0] = '\0';
    return text;
}

/* A refused file may say anything; only a name that a register could hold is printed. */
static const char *person_text(const struct pack_signature *signature)
{
    bool ends = memchr(signature->person, '\0', sizeof signature->person) != NULL;
    return ends && person_is_well_written(signature->person) ? signature->person : "?";
}

static const char *signer_text(const struct pack_signature *signature)
{
    return signature->signer == PACK_SIGNER_AUTHOR     ? "author"
           : signature->signer == PACK_SIGNER_APPROVER ? "approver"
                                                       : "?";
}

/* Whether somebody who signed the pack has signed this report with it. */
static void compare_report(struct verification *found)
{
    char text[65], other[65] = "";
    const char *person = "";
    for (uint32_t i = 0; i < found->signature_count; i++) {
        const struct pack_signature *signature = &found->signatures[i];
        if (signed_the_report(found, signature))
            return;
        if (!*other && *hash_text(signature->report_sha256, other))
            person = person_text(signature);
    }
    hex_write(found->report, 32, text);
    if (*other)
        snprintf(found->report_why, sizeof found->report_why,
                 "%s: is not the report that was signed with the pack: its SHA-256 is %s, and %s has signed %s",
                 found->options->report, text, person, other);
    else
        snprintf(found->report_why, sizeof found->report_why, "%s: nobody has signed a replay report with the pack",
                 found->options->report);
}

static void print_lines(const struct verification *found)
{
    char text[65], at[32];
    if (*found->name)
        printf("pack      %s %s (%s)\n", found->name, found->version, found->jurisdiction);
    if (*found->hash)
        printf("hash      %s\n", found->hash);
    for (uint32_t i = 0; i < found->signature_count; i++) {
        const struct pack_signature *signature = &found->signatures[i];
        hex_write(signature->key, 32, text);
        printf("%-9s %s, %s, key %s\n", signer_text(signature), person_text(signature),
               time_text(signature->signed_at, at), text);
        if (*hash_text(signature->fallback_sha256, text))
            printf("          fallback %s\n", text);
        if (*hash_text(signature->report_sha256, text))
            printf("          report   %s%s%s\n", text, signed_the_report(found, signature) ? ": " : "",
                   signed_the_report(found, signature) ? found->options->report : "");
    }
    if (!*found->why)
        printf("%s\n", found->options->live ? "trusted: a live gate may load it" : "trusted: validly signed");
}

static json_t *signature_in_json(const struct pack_signature *signature)
{
    char key[65], fallback[65], report[65], at[32];
    hex_write(signature->key, 32, key);
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "person", person_text(signature), "signer",
                     signer_text(signature), "key", key, "signed_at", time_text(signature->signed_at, at), "fallback",
                     hash_text(signature->fallback_sha256, fallback), "report",
                     hash_text(signature->report_sha256, report));
}

/* NULL where none was named. */
static json_t *report_in_json(const struct verification *found)
{
    char text[65];
    if (!found->options->report)
        return NULL;
    hex_write(found->report, 32, text);
    return json_pack("{s:s*, s:s, s:b, s:s*}", "file", found->options->report, "sha256", text, "signed",
                     !*found->report_why, "sentence", found->report_why);
}

static void print_json(const struct verification *found, const char *path)
{
    json_t *signatures = json_array();
    for (uint32_t i = 0; i < found->signature_count; i++)
        json_array_append_new(signatures, signature_in_json(&found->signatures[i]));
    json_t *object = json_pack("{s:s*, s:b, s:b, s:s*, s:s, s:s, s:s, s:s, s:o, s:o*}", "file", path, "trusted",
                               !*found->why, "live", found->options->live, "sentence", found->why, "pack", found->name,
                               "pack_version", found->version, "pack_hash", found->hash, "jurisdiction",
                               found->jurisdiction, "signatures", signatures, "report", report_in_json(found));
    if (object && json_dumpf(object, stdout, JSON_COMPACT) == 0)
        putchar('\n');
    json_decref(object);
}

/* --- The command -------------------------------------------------------------------------------------------------- */

/* EXIT_DONE, or what must be known before the pack is looked at cannot be read. */
static int prepare(struct verification *found)
{
    const struct verify_options *options = found->options;
    int code = key_register_read(options->keys, &options->keepers, &found->keys);
    if (code == EXIT_DONE)
        code = read_state(found);
    if (code == EXIT_DONE && options->report)
        code = approved_report_hash(options->report, found->report);
    return code;
}

static int run(const struct verify_options *options, const char *path)
{
    static struct verification found;
    found.options = options;
    found.now = control_now();
    int code = prepare(&found);
    if (code != EXIT_DONE)
        return code;
    fg_error error = verify(&found, path);
    if (error != FG_OK && !*found.why)
        snprintf(found.why, sizeof found.why, "%s: %s", path, fg_error_text(error));
    if (options->report)
        compare_report(&found);
    if (options->json)
        print_json(&found, path);
    else
        print_lines(&found);
    if (!options->json && *found.why)
        say("%s", found.why);
    if (!options->json && *found.report_why)
        say("%s", found.report_why);
    if (error != FG_OK)
        return refusal_exit_code(error, path);
    return *found.report_why ? EXIT_DIFFERS : EXIT_DONE;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct verify_options *options)
{
    static const struct option known[] = {{"keys", required_argument, NULL, 'K'},
                                          {"keeper", required_argument, NULL, 'k'},
                                          {"live", no_argument, NULL, 'l'},
                                          {"state", required_argument, NULL, 's'},
                                          {"jurisdiction", required_argument, NULL, 'J'},
                                          {"report-required", no_argument, NULL, 'r'},
                                          {"report", required_argument, NULL, 'R'},
                                          {"json", no_argument, NULL, 'j'},
                                          OPTION_HELP,
                                          {0}};
    int code;
    memset(options, 0, sizeof *options);
    while ((code = next_option("pack", argc, argv, ":h", known)) != -1) {
        switch (code) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case 'K':
            options->keys = optarg;
            break;
        case 'k':
            if (!keeper_given(optarg, &options->keepers))
                return say_usage("pack", "--keeper takes a public key, 64 hexadecimal digits, at most %d times",
                                 KEEPERS_MAX);
            break;
        case 'l':
            options->live = true;
            break;
        case 's':
            options->state = optarg;
            break;
        case 'J':
            options->jurisdiction = optarg;
            break;
        case 'r':
            options->report_required = true;
            break;
        case 'R':
            options->report = optarg;
            break;
        case 'j':
            options->json = true;
            break;
        default:
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

int pack_verify(int argc, char **argv)
{
    struct verify_options options;
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (argc - optind != 1)
        return say_usage("pack", "verify takes one PACK.fgp");
    if (!options.keys || options.keepers.count == 0)
        return say_usage("pack", "verify takes the register of keys and its keepers: --keys KEYS.cfg --keeper HEX");
    if (!options.live && (options.state || options.jurisdiction || options.report_required))
        return say_usage("pack", "--state, --jurisdiction and --report-required go with --live only");
    return run(&options, argv[optind]);
}

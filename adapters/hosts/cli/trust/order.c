/*
 * order.c: `fiatgate order`: writes, signs and shows the orders by which persons relieve a rule, an entry or a payee's
 * account of a live gate (control/order.h). The host gives them to the gate (fg_relieve).
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "control/keys.h"
#include "control/order.h"
#include "digest.h"
#include "durable.h"
#include "key_file.h"

static const char help[] =
    "fiatgate order relief --rule ID | --entry LIST/ID | --account NUMBER  --pack NAME --why TEXT\n"
    "                      [--key FILE.key] [--person NAME] [-o ORDER.txt]\n"
    "fiatgate order end    (the same options)\n"
    "fiatgate order sign   ORDER.txt [--key FILE.key] [--person NAME] [-o ORDER.txt]\n"
    "fiatgate order show   ORDER.txt\n\n"
    "An order of relief lowers one rule, one list entry or one payee's account of a live gate from hold or\n"
    "block to flag, for 24 hours; signed by a second person, until it is ended. It touches no sanctions.\n"
    "The switch gives the order to its gate (fg_relieve) within an hour of the order's time.\n\n"
    "  relief   writes an order and signs it\n"
    "  end      writes an order that ends a relief\n"
    "  sign     signs an order as a second person; the file is written anew\n"
    "  show     says what an order orders, and who has signed it\n\n"
    "  --pack NAME              the name of the pack that the gate runs\n"
    "  --why TEXT               the reason, as it goes to the change log\n"
    "  --key FILE.key           the key to sign with; without it the order bears a name alone, which only a\n"
    "                           gate that takes unsigned packs accepts\n"
    "  --person NAME            who gives it, as the register of keys says it; by default as the key's file says\n"
    "  --passphrase-file FILE   the key's passphrase is the first line of FILE; else it is asked for\n"
    "  -o, --output FILE        where to write it; else it is printed\n"
    "\n"
    "  fiatgate order relief --rule kz-venue --pack kz --why \"claims of 3 clients\" --key a.key -o order.txt\n"
    "\n"
    "Exit code 0 when done, 1 when an order or a key is refused, 3 when a file cannot be opened, read or written.\n";

struct order_options {
    const char *subjects[3]; /* by enum order_subject */
    const char *pack, *why, *key, *person, *passphrase_file, *output;
};

/* --- files ------------------------------------------------------------------------------------------------------ */

static int read_order(const char *path, struct order *order)
{
    char text[ORDER_BYTES_MAX + 1], why[512];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t length = file >= 0 ? read(file, text, sizeof text) : -1;
    if (length < 0)
        say("%s: the order cannot be read (%s)", path, strerror(errno));
    if (file >= 0)
        close(file);
    if (length < 0)
        return EXIT_INPUT;
    if (order_read(text, (size_t)length, order, why, sizeof why))
        return EXIT_DONE;
    say("%s: %s", path, why);
    return EXIT_DIFFERS;
}

/* path NULL = it is printed. */
static int write_order(const struct order *order, const char *path)
{
    char text[ORDER_BYTES_MAX];
    size_t length = order_write(order, text, sizeof text);
    if (length == 0)
        return say_usage("order",
                         "the order cannot be written: a text is too long (a reason %d bytes, a name %d), or "
                         "holds control characters or spaces at its ends",
                         ORDER_WHY_BYTES - 1, PACK_PERSON_BYTES - 1);
    if (!path) {
        fwrite(text, 1, length, stdout);
        return EXIT_DONE;
    }
    if (durable_replace(path, 0640, text, length))
        return EXIT_DONE;
    say("%s: the order cannot be written (%s)", path, strerror(errno));
    return EXIT_INPUT;
}

/* --- persons ---------------------------------------------------------------------------------------------------- */

/* The person's place in the order: one who stands there unsigned may sign. NULL = said. */
static struct order_signer *place_of(struct order *order, const char *person)
{
    for (uint32_t i = 0; i < order->signer_count; i++) {
        if (strcmp(order->signers[i].person, person) != 0)
            continue;
        if (!order->signers[i].has_signature)
            return &order->signers[i];
        say("%s has signed the order already; a second person confirms it", person);
        return NULL;
    }
    if (order->signer_count == ORDER_SIGNERS_MAX) {
        say("two persons stand in the order already, no more are needed");
        return NULL;
    }
    return &order->signers[order->signer_count++];
}

static int put_signature(struct order *order, const struct order_options *options)
{
    struct signing_key key = {0};
    char text[ORDER_TEXT_BYTES];
    int code = options->key ? signing_key_open(options->key, options->passphrase_file, &key) : EXIT_DONE;
    if (code != EXIT_DONE)
        return code;
    const char *person = options->person ? options->person : key.person;
    struct order_signer *signer = NULL;
    if (!*person)
        code = say_usage("order", options->key ? "the key's file does not say whose it is; name them: --person NAME"
                                               : "who gives the order is not said; name a key (--key) or a --person");
    else if (strlen(person) >= sizeof signer->person)
        code = say_usage("order", "a person is written in at most %d bytes", PACK_PERSON_BYTES - 1);
    else if (!(signer = place_of(order, person)))
        code = EXIT_DIFFERS;
    if (signer)
        strcpy(signer->person, person);
    if (signer && options->key) {
        memcpy(signer->key, key.public_key, sizeof signer->key);
        signer->has_signature = true;
        size_t length = order_signed_text(order, (uint32_t)(signer - order->signers), text, sizeof text);
        if (length == 0 || !signing_key_sign(&key, text, length, signer->signature)) {
            say("memory to sign could not be had");
            code = EXIT_PRODUCT;
        }
    }
    if (options->key)
        signing_key_close(&key);
    return code;
}

/* --- what is asked ---------------------------------------------------------------------------------------------- */

static int write_new(enum order_act act, const struct order_options *options)
{
    struct order order = {.act = act, .at = (int64_t)time(NULL)};
    unsigned given = 0;
    for (int i = 0; order_subjects[i]; i++)
        if (options->subjects[i]) {
            order.subject = (enum order_subject)i;
            snprintf(order.what, sizeof order.what, "%s", options->subjects[i]);
            given++;
            if (strlen(options->subjects[i]) >= sizeof order.what)
                return say_usage("order", "the name of the %s is too long", order_subjects[i]);
        }
    if (given != 1)
        return say_usage("order", "an order is about one thing: --rule ID, --entry LIST/ID or --account NUMBER");
    if (!options->pack || !options->why)
        return say_usage("order", "%s is needed", options->pack ? "--why" : "--pack");
    if (strlen(options->pack) >= sizeof order.pack || strlen(options->why) >= sizeof order.why)
        return say_usage("order", "a pack's name has at most %zu bytes, a reason %zu", sizeof order.pack - 1,
                         sizeof order.why - 1);
    strcpy(order.pack, options->pack);
    strcpy(order.why, options->why);
    int code = put_signature(&order, options);
    return code != EXIT_DONE ? code : write_order(&order, options->output);
}

static int sign(const char *path, const struct order_options *options)
{
    struct order order;
    int code = read_order(path, &order);
    if (code == EXIT_DONE)
        code = put_signature(&order, options);
    return code != EXIT_DONE ? code : write_order(&order, options->output ? options->output : path);
}

static bool signature_fits(const struct order *order, uint32_t number)
{
    char text[ORDER_TEXT_BYTES];
    const struct order_signer *signer = &order->signers[number];
    size_t length = order_signed_text(order, number, text, sizeof text);
    return length > 0 && keys_verify(signer->key, text, length, signer->signature);
}

static int show(const char *path)
{
    struct order order;
    int code = read_order(path, &order);
    if (code != EXIT_DONE)
        return code;
    char at[32];
    time_t seconds = (time_t)order.at;
    struct tm day;
    strftime(at, sizeof at, "%Y-%m-%d %H:%M:%S UTC", gmtime_r(&seconds, &day));
    printf("order    %.16s: %s %s %s\npack     %s\nwhy      %s\nat       %s\n", order.hash,
           order.act == ORDER_END ? "ends the relief of" : "relieves", order_subjects[order.subject], order.what,
           order.pack, order.why, at);
    for (uint32_t i = 0; i < order.signer_count; i++) {
        const struct order_signer *signer = &order.signers[i];
        char key[65];
        hex_write(signer->key, sizeof signer->key, key);
        bool fits = signer->has_signature && signature_fits(&order, i);
        printf("by       %s, %s%s\n", signer->person,
               !signer->has_signature ? "who has not signed"
               : fits                 ? "signed with key "
                                      : "whose signature is NOT of this order; key ",
               signer->has_signature ? key : "");
        if (signer->has_signature && !fits)
            code = EXIT_DIFFERS;
    }
    return code;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct order_options *options)
{
    static const struct option known[] = {{"rule", required_argument, NULL, 'r'},
                                          {"entry", required_argument, NULL, 'e'},
                                          {"account", required_argument, NULL, 'a'},
                                          {"pack", required_argument, NULL, 'p'},
                                          {"why", required_argument, NULL, 'w'},
                                          {"key", required_argument, NULL, 'k'},
                                          {"person", required_argument, NULL, 'P'},
                                          {"passphrase-file", required_argument, NULL, 'f'},
                                          {"output", required_argument, NULL, 'o'},
                                          OPTION_HELP,
                                          {0}};
    static const char codes[] = "reapwkPfo";
    const char **places[] = {&options->subjects[ORDER_RULE],
                             &options->subjects[ORDER_ENTRY],
                             &options->subjects[ORDER_ACCOUNT],
                             &options->pack,
                             &options->why,
                             &options->key,
                             &options->person,
                             &options->passphrase_file,
                             &options->output};
    int code;
    while ((code = next_option("order", argc, argv, ":ho:", known)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return -1;
        }
        const char *at = strchr(codes, code);
        if (!at)
            return EXIT_USAGE;
        *places[at - codes] = optarg;
    }
    return EXIT_DONE;
}

int command_order(int argc, char **argv)
{
    static const char *const names[] = {"relief", "end", "sign", "show", NULL};
    struct order_options options = {0};
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (optind >= argc)
        return say_usage("order", "nothing is asked; say relief, end, sign or show");
    const char *what = argv[optind];
    int files = argc - optind - 1, number = 0;
    while (names[number] && strcmp(names[number], what) != 0)
        number++;
    if (!names[number])
        return say_usage("order", "there is no 'order %s'; say relief, end, sign or show", what);
    if (files != (number < 2 ? 0 : 1))
        return say_usage("order", "%s takes %s", what, number < 2 ? "options only" : "one ORDER.txt");
    if (number < 2)
        return write_new(number == 0 ? ORDER_RELIEVE : ORDER_END, &options);
    return number == 2 ? sign(argv[optind + 1], &options) : show(argv[optind + 1]);
}

/*
 * key.c: `fiatgate key`: keys of the persons who sign packs, orders and the register of keys.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "control/keys.h"
#include "digest.h"
#include "key_file.h"
#include "key_register.h"

static const char help[] =
    "fiatgate key make --person NAME -o FILE.key [--passphrase-file FILE]\n"
    "fiatgate key show FILE.key [--passphrase-file FILE]\n"
    "fiatgate key sign KEYS.cfg --key KEEPER.key [--passphrase-file FILE]\n"
    "fiatgate key verify KEYS.cfg --keeper HEX --keeper HEX\n"
    "\n"
    "Who may sign packs stands in a register of keys, which two keepers of keys sign. Each person and each keeper "
    "makes\n"
    "a key of their own and gives away its public half only.\n"
    "\n"
    "  make     makes an Ed25519 key, writes it to FILE.key under a passphrase (readable for you alone) and prints "
    "its\n"
    "           public half in hexadecimal digits\n"
    "    --person NAME            whose key it is, as the register of keys is to say it\n"
    "    -o, --output FILE.key    where to write it; a file that exists is never written over\n"
    "  show     prints the public half of a key, and the line for the register of keys\n"
    "  sign     signs KEYS.cfg as one of its keepers: a line is added to KEYS.cfg.sig beside it, and those that do "
    "not\n"
    "           fit the register any more are taken out\n"
    "    --key KEEPER.key         the keeper's key\n"
    "  verify   says whether two keepers have signed KEYS.cfg, and whose keys are in it\n"
    "    --keeper HEX             a keeper's public key, as in the gate's configuration; at least two\n"
    "\n"
    "  --passphrase-file FILE   the passphrase is the first line of FILE; without it it is asked for on the terminal\n"
    "\n"
    "Exit code 0 when done, 1 when the register is refused, 3 when a file cannot be opened, read or written.\n";

struct key_options {
    const char *person, *output, *key, *passphrase_file;
    struct keepers keepers;
};

static int make(const struct key_options *options, const char *const *files, int count)
{
    uint8_t key[32];
    char hex[65];
    (void)files;
    if (count != 0 || !options->person || !options->output)
        return say_usage("key", "make takes --person NAME and -o FILE.key");
    if (!person_is_well_written(options->person))
        return say_usage("key",
                         "a person is written in at most %d bytes of UTF-8, with one blank between words and none "
                         "around them",
                         PACK_PERSON_BYTES - 1);
    int code = key_file_make(options->output, options->person, options->passphrase_file, key);
    hex_write(key, 32, hex);
    if (code == EXIT_DONE)
        printf("%s\n", hex);
    return code;
}

static int show(const struct key_options *options, const char *const *files, int count)
{
    struct signing_key key;
    char hex[65];
    if (count != 1)
        return say_usage("key", "show takes one FILE.key");
    int code = signing_key_open(files[0], options->passphrase_file, &key);
    if (code != EXIT_DONE)
        return code;
    hex_write(key.public_key, 32, hex);
    printf("%s\n{ person = \"%s\"; key = \"%s\"; roles = (\"author\"); valid_from = \"\"; }\n", hex, key.person, hex);
    signing_key_close(&key);
    return EXIT_DONE;
}

static int sign(const struct key_options *options, const char *const *files, int count)
{
    if (count != 1 || !options->key)
        return say_usage("key", "sign takes one KEYS.cfg and --key KEEPER.key");
    return key_register_sign(files[0], options->key, options->passphrase_file);
}

static int verify(const struct key_options *options, const char *const *files, int count)
{
    if (count != 1 || options->keepers.count == 0)
        return say_usage("key", "verify takes one KEYS.cfg and the keepers, --keeper HEX");
    return key_register_verify(files[0], &options->keepers);
}

/* What each takes; the letters of its options. */
static const struct key_command {
    const char *name;
    int (*run)(const struct key_options *options, const char *const *files, int count);
    const char *takes;
} commands[] = {
    {"make", make, "opP"},
    {"show", show, "P"},
    {"sign", sign, "kP"},
    {"verify", verify, "K"},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static const struct key_command *find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int unknown(const char *name)
{
    const char *names[COMMANDS + 1] = {NULL};
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    const char *near = nearest(name, names);
    return say_usage("key", "there is no 'key %s'%s%s%s", name, near ? "; did you mean '" : "", near ? near : "",
                     near ? "'" : "");
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. given: the letters of the options. */
static int read_options(int argc, char **argv, struct key_options *options, char given[16])
{
    static const struct option known[] = {{"person", required_argument, NULL, 'p'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"key", required_argument, NULL, 'k'},
                                          {"keeper", required_argument, NULL, 'K'},
                                          {"passphrase-file", required_argument, NULL, 'P'},
                                          OPTION_HELP,
                                          {0}};
    int code;
    size_t count = 0;
    memset(options, 0, sizeof *options);
    while ((code = next_option("key", argc, argv, ":ho:", known)) != -1) {
        switch (code) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case 'p':
            options->person = optarg;
            break;
        case 'o':
            options->output = optarg;
            break;
        case 'k':
            options->key = optarg;
            break;
        case 'P':
            options->passphrase_file = optarg;
            break;
        case 'K':
            if (!keeper_given(optarg, &options->keepers))
                return say_usage("key", "--keeper takes a public key, 64 hexadecimal digits, at most %d times",
                                 KEEPERS_MAX);
            break;
        default:
            return EXIT_USAGE;
        }
        if (count < 15 && !strchr(given, code))
            given[count++] = (char)code;
    }
    return EXIT_DONE;
}

int command_key(int argc, char **argv)
{
    struct key_options options;
    char given[16] = "";
    int code = read_options(argc, argv, &options, given);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (optind >= argc)
        return say_usage("key", "nothing is asked of a key; say make, show, sign or verify");
    const struct key_command *command = find(argv[optind]);
    if (!command)
        return unknown(argv[optind]);
    if (given[strspn(given, command->takes)])
        return say_usage("key", "%s does not take all of these options", command->name);
    return command->run(&options, (const char *const *)argv + optind + 1, argc - optind - 1);
}

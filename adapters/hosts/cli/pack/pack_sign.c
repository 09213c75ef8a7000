/*
 * pack_sign.c: `fiatgate pack sign`: puts a person's signature behind a built pack. The file is written aside and put
 * in place whole; its payload is never changed.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "approved_report.h"
#include "command.h"
#include "control/trust.h"
#include "digest.h"
#include "durable.h"
#include "key_file.h"
#include "key_register.h"
#include "loader.h"
#include "pack_commands.h"

static const char help[] =
    "fiatgate pack sign PACK.fgp --key FILE.key --as author|approver [OPTION]...\n"
    "fiatgate pack sign PACK.fgp --external --public-key HEX --person NAME --as author|approver [-o TEXT] [OPTION]...\n"
    "fiatgate pack sign PACK.fgp --text TEXT --signature FILE\n"
    "\n"
    "A live gate takes a pack that two persons have signed, its author and its approver, with keys of the register of\n"
    "keys. Signing again with the same key replaces the signature.\n"
    "\n"
    "  --key FILE.key           the key to sign with, made by fiatgate key make\n"
    "  --passphrase-file FILE   its passphrase is the first line of FILE; without it it is asked for on the terminal\n"
    "  --person NAME            who signs, as in the register of keys; by default whose key it says it is\n"
    "  --as author|approver     what the person answers for\n"
    "  --fallback OLD.fgp       the pack that may be gone back to while this one is active; both persons name the\n"
    "                           same\n"
    "  --report FILE            the replay report that was looked at; its SHA-256 is signed together with the pack. "
    "It\n"
    "                           must be of this pack, of a replay that was not interrupted, and of one payment at "
    "least\n"
    "  --keys KEYS.cfg          refuses to sign where the register of keys does not allow it\n"
    "\n"
    "A key that never leaves its hardware signs in two steps:\n"
    "  --external               writes the bytes to be signed to TEXT (-o, or standard output), and changes nothing\n"
    "  --public-key HEX         the key's public half\n"
    "  --text TEXT              the bytes that were signed, as --external wrote them\n"
    "  --signature FILE         their Ed25519 signature: 64 bytes, or 128 hexadecimal digits\n"
    "\n"
    "  fiatgate pack sign kz.fgp --key aigerim.key --as author --keys KEYS.cfg\n"
    "\n"
    "Exit code 0 when done, 1 when the pack, the report or the signature is refused, 3 when a file cannot be opened,\n"
    "read or written.\n";

struct sign_options {
    const char *key, *passphrase_file, *person, *fallback, *report, *keys, *output, *text, *signature;
    const char *public_key;
    bool external;
    uint32_t signer; /* enum pack_signer, 0 = not given */
};

/* --- What is signed ----------------------------------------------------------------------------------------------- */

static const char *signer_name(uint32_t signer)
{
    return signer == PACK_SIGNER_AUTHOR ? "author" : "approver";
}

static int load(const char *path, struct pack **pack)
{
    char why[1024] = "";
    fg_error error = pack_load(path, 1, NULL, NULL, pack, why, sizeof why);
    if (error == FG_OK)
        return EXIT_DONE;
    say("%s", *why ? why : fg_error_text(error));
    return refusal_exit_code(error, path);
}

/* The hash of the pack to go back to. */
static int name_fallback(const char *path, const struct pack *pack, uint8_t hash[32])
{
    struct pack *old = NULL;
    int code = load(path, &old);
    if (code != EXIT_DONE)
        return code;
    memcpy(hash, old->sha256, 32);
    pack_free(old);
    if (memcmp(hash, pack->sha256, 32) != 0)
        return EXIT_DONE;
    say("%s: is the pack that is to be signed; name the one that was active before", path);
    return EXIT_DIFFERS;
}

static int name_person(const char *person, struct pack_signature *signature)
{
    if (!person_is_well_written(person)) {
        say("the person must be named, as in the register of keys: --person NAME, at most %d bytes of UTF-8, one blank "
            "between words and none around them",
            PACK_PERSON_BYTES - 1);
        return EXIT_USAGE;
    }
    memcpy(signature->person, person, strlen(person) + 1);
    return EXIT_DONE;
}

/* Whether the register of keys lets this person sign now. */
static int ask_register(const char *path, const struct pack_signature *signature)
{
    static struct key_register keys;
    static const struct keepers nobody;
    char why[512] = "";
    int code = key_register_read(path, &nobody, &keys);
    if (code != EXIT_DONE)
        return code;
    const struct key_entry *entry = keys_find(&keys, signature->key);
    enum key_role role = signature->signer == PACK_SIGNER_AUTHOR ? KEY_AUTHOR : KEY_APPROVER;
    if (!entry)
        say("%s: does not hold this key; let the keepers enter it", path);
    else if (strcmp(entry->person, signature->person) != 0)
        say("%s:%u: the key is that of %s, not of %s", path, entry->line, entry->person, signature->person);
    else if (!key_may(entry, role, (int64_t)signature->signed_at, why, sizeof why))
        say("%s:%u: %s", path, entry->line, why);
    else
        return EXIT_DONE;
    return EXIT_DIFFERS;
}

/* Whether the pack's policy asks for a report that this approval does not name: no gate would take it. */
static int ask_policy(const struct pack *pack, const struct pack_signature *signature)
{
    static const uint8_t none[32];
    if (!pack->meta->report_required || signature->signer != PACK_SIGNER_APPROVER ||
        memcmp(signature->report_sha256, none, sizeof none) != 0)
        return EXIT_DONE;
    say("pack %s %s asks for a replay report with its approval: replay it, look at the report, and sign with --report "
        "FILE",
        pack_string(pack, pack->meta->name), pack_string(pack, pack->meta->version));
    return EXIT_DIFFERS;
}

/* All but the signature itself. */
static int write_text(const struct sign_options *options, const struct pack *pack, const uint8_t key[32],
                      const char *person, struct pack_signature *signature)
{
    memset(signature, 0, sizeof *signature);
    memcpy(signature->payload_sha256, pack->sha256, 32);
    memcpy(signature->key, key, 32);
    signature->signed_at = (uint64_t)time(NULL);
    signature->signer = options->signer;
    int code = name_person(person, signature);
    if (code == EXIT_DONE && options->fallback)
        code = name_fallback(options->fallback, pack, signature->fallback_sha256);
    if (code == EXIT_DONE && options->report)
        code = approved_report_read(options->report, pack, signature->report_sha256);
    if (code == EXIT_DONE)
        code = ask_policy(pack, signature);
    if (code == EXIT_DONE && options->keys)
        code = ask_register(options->keys, signature);
    return code;
}

/* --- Putting it behind the pack ----------------------------------------------------------------------------------- */

/* In the place of one by the same key, else behind the last. */
static int add_signature(const char *path, struct pack *pack, const struct pack_signature *signature)
{
    uint32_t at = 0;
    while (at < pack->signature_count && memcmp(pack->signatures[at].key, signature->key, 32) != 0)
        at++;
    if (at == PACK_SIGNATURES_MAX) {
        say("%s: has %d signatures, and no room for more; build the pack anew to sign it anew", path,
            PACK_SIGNATURES_MAX);
        return EXIT_DIFFERS;
    }
    pack->signatures[at] = *signature;
    if (at == pack->signature_count)
        pack->signature_count++;
    return EXIT_DONE;
}

static int write_pack(const char *path, const struct pack *pack)
{
    struct stat facts;
    struct durable durable;
    size_t signatures = pack->signature_count * sizeof pack->signatures[0];
    struct pack_frame frame = {.layout = PACK_LAYOUT,
                               .frame_size = sizeof frame,
                               .payload_offset = sizeof frame,
                               .payload_size = pack->payload_size,
                               .signatures_offset = sizeof frame + pack->payload_size,
                               .signatures_size = signatures};
    memcpy(frame.magic, PACK_MAGIC, sizeof frame.magic);
    memcpy(frame.payload_sha256, pack->sha256, sizeof frame.payload_sha256);
    mode_t mode = stat(path, &facts) == 0 ? facts.st_mode & 0777 : 0644;
    bool begun = durable_begin(&durable, path, mode);
    bool written = begun && durable_write(&durable, &frame, sizeof frame) &&
                   durable_write(&durable, pack->payload, pack->payload_size) &&
                   durable_write(&durable, pack->signatures, signatures);
    if (begun && !written)
        durable_drop(&durable);
    if (written && durable_end(&durable))
        return EXIT_DONE;
    say("%s: cannot be written: %s; the pack is as it was", path, strerror(errno));
    return EXIT_INPUT;
}

/* What the next person should know. */
static void print_signed(const char *path, const struct pack *pack, const struct pack_signature *signature)
{
    uint32_t others = 0;
    printf("signed %s as %s by %s: pack %s %s, hash %s\n", path, signer_name(signature->signer), signature->person,
           pack_string(pack, pack->meta->name), pack_string(pack, pack->meta->version), pack->hash);
    for (uint32_t i = 0; i < pack->signature_count; i++) {
        const struct pack_signature *other = &pack->signatures[i];
        others |= strcmp(other->person, signature->person) == 0 ? 0 : other->signer;
        if (memcmp(other->fallback_sha256, signature->fallback_sha256, 32) != 0)
            say("%s: %s named another pack to fall back to, or none; until both name the same no gate takes it", path,
                other->person);
    }
    uint32_t missing = PACK_SIGNER_AUTHOR + PACK_SIGNER_APPROVER - signature->signer;
    if (!(others & missing))
        printf("an %s's signature is still missing, of another person\n", signer_name(missing));
}

static int sign_with_key(const struct sign_options *options, const struct pack *pack, struct pack_signature *signature)
{
    unsigned char text[SIGNATURE_TEXT_BYTES];
    struct signing_key key;
    int code = signing_key_open(options->key, options->passphrase_file, &key);
    if (code != EXIT_DONE)
        return code;
    code = write_text(options, pack, key.public_key, options->person ? options->person : key.person, signature);
    size_t length = signature_text(signature, text, sizeof text);
    if (code == EXIT_DONE && !signing_key_sign(&key, text, length, signature->signature)) {
        say("memory to sign could not be had");
        code = EXIT_PRODUCT;
    }
    signing_key_close(&key);
    return code;
}

/* --- With a key elsewhere ----------------------------------------------------------------------------------------- */

static int print_text(const struct sign_options *options, const struct pack *pack)
{
    unsigned char text[SIGNATURE_TEXT_BYTES];
    struct pack_signature signature;
    uint8_t key[32];
    if (strlen(options->public_key) != 64 || !hex_read(options->public_key, 32, key))
        return say_usage("pack", "--public-key takes 64 hexadecimal digits");
    if (!options->output && isatty(STDOUT_FILENO))
        return say_usage("pack", "the bytes to be signed are no text for a terminal; name a file with -o");
    int code = write_text(options, pack, key, options->person, &signature);
    if (code != EXIT_DONE)
        return code;
    size_t length = signature_text(&signature, text, sizeof text);
    if (!options->output)
        return fwrite(text, 1, length, stdout) == length ? EXIT_DONE : EXIT_PRODUCT;
    if (durable_replace(options->output, 0644, text, length))
        return EXIT_DONE;
    say("%s: cannot be written: %s", options->output, strerror(errno));
    return EXIT_INPUT;
}

/* Up to size bytes; negative = said why. */
static ssize_t read_bytes(const char *path, void *bytes, size_t size)
{
    FILE *file = fopen(path, "rbe");
    size_t got = file ? fread(bytes, 1, size, file) : 0;
    bool read = file && !ferror(file);
    if (!read)
        say("%s: cannot be read: %s", path, strerror(errno));
    if (file)
        fclose(file);
    return read ? (ssize_t)got : -1;
}

static bool read_signature(const char *bytes, ssize_t length, uint8_t signature[64])
{
    while (length > 64 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r'))
        length--;
    if (length == 64)
        memcpy(signature, bytes, 64);
    return length == 64 || (length == 128 && hex_read(bytes, 64, signature));
}

static int take_signature(const struct sign_options *options, const struct pack *pack, struct pack_signature *signature)
{
    unsigned char text[SIGNATURE_TEXT_BYTES + 1];
    char bytes[256];
    size_t prefix = sizeof SIGNATURE_PREFIX - 1;
    ssize_t length = read_bytes(options->text, text, sizeof text);
    ssize_t made = length < 0 ? -1 : read_bytes(options->signature, bytes, sizeof bytes);
    if (length < 0 || made < 0)
        return EXIT_INPUT;
    memset(signature, 0, sizeof *signature);
    if (length != (ssize_t)SIGNATURE_TEXT_BYTES || memcmp(text, SIGNATURE_PREFIX, prefix) != 0) {
        say("%s: is not what --external writes", options->text);
        return EXIT_DIFFERS;
    }
    memcpy(signature, text + prefix, SIGNATURE_TEXT_BYTES - prefix);
    if (memcmp(signature->payload_sha256, pack->sha256, 32) != 0) {
        say("%s: is to be signed of another pack", options->text);
        return EXIT_DIFFERS;
    }
    if (!read_signature(bytes, made, signature->signature)) {
        say("%s: holds no signature: 64 bytes, or 128 hexadecimal digits", options->signature);
        return EXIT_DIFFERS;
    }
    if (!keys_verify(signature->key, text, SIGNATURE_TEXT_BYTES, signature->signature)) {
        say("%s: is no signature of %s by the key named there", options->signature, options->text);
        return EXIT_DIFFERS;
    }
    int code = ask_policy(pack, signature);
    return code == EXIT_DONE && options->keys ? ask_register(options->keys, signature) : code;
}

/* --- The command -------------------------------------------------------------------------------------------------- */

static int sign_pack(const struct sign_options *options, const char *path, struct pack *pack)
{
    struct pack_signature signature;
    if (options->external)
        return print_text(options, pack);
    int code = options->text ? take_signature(options, pack, &signature) : sign_with_key(options, pack, &signature);
    if (code == EXIT_DONE)
        code = add_signature(path, pack, &signature);
    if (code == EXIT_DONE)
        code = write_pack(path, pack);
    if (code == EXIT_DONE)
        print_signed(path, pack, &signature);
    return code;
}

/* Two persons who sign at once would each write the pack without the other's signature. */
static int sign_locked(const struct sign_options *options, const char *path)
{
    struct pack *pack = NULL;
    int lock = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) != 0) {
        say("%s: is being signed by another command; try again when it has ended", path);
        close(lock);
        return EXIT_INPUT;
    }
    int code = load(path, &pack);
    if (code == EXIT_DONE)
        code = sign_pack(options, path, pack);
    pack_free(pack);
    if (lock >= 0)
        close(lock);
    return code;
}

static int check_options(const struct sign_options *options)
{
    bool prepared = options->text || options->signature;
    if (options->external + prepared + (options->key != NULL) != 1)
        return say_usage("pack", "sign takes --key, or --external, or --text and --signature");
    if (prepared && (!options->text || !options->signature || options->person || options->signer || options->fallback ||
                     options->report))
        return say_usage("pack", "--text and --signature go together, and TEXT says all the rest");
    if (!prepared && !options->signer)
        return say_usage("pack", "say what the person answers for: --as author or --as approver");
    if (options->external && (!options->public_key || !options->person))
        return say_usage("pack", "--external takes --public-key HEX and --person NAME");
    if (!options->external && (options->public_key || options->output))
        return say_usage("pack", "--public-key and -o go with --external only");
    return EXIT_DONE;
}

static bool signer_given(const char *text, uint32_t *signer)
{
    *signer = strcmp(text, "author") == 0     ? PACK_SIGNER_AUTHOR
              : strcmp(text, "approver") == 0 ? PACK_SIGNER_APPROVER
                                              : 0;
    return *signer != 0;
}

/* Options whose value is kept as it is, by letter. */
static const char **text_option(struct sign_options *options, int code)
{
    switch (code) {
    case 'k':
        return &options->key;
    case 'P':
        return &options->passphrase_file;
    case 'p':
        return &options->person;
    case 'f':
        return &options->fallback;
    case 'r':
        return &options->report;
    case 'K':
        return &options->keys;
    case 'o':
        return &options->output;
    case 't':
        return &options->text;
    case 's':
        return &options->signature;
    case 'H':
        return &options->public_key;
    default:
        return NULL;
    }
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct sign_options *options)
{
    static const struct option known[] = {{"key", required_argument, NULL, 'k'},
                                          {"passphrase-file", required_argument, NULL, 'P'},
                                          {"person", required_argument, NULL, 'p'},
                                          {"as", required_argument, NULL, 'a'},
                                          {"fallback", required_argument, NULL, 'f'},
                                          {"report", required_argument, NULL, 'r'},
                                          {"keys", required_argument, NULL, 'K'},
                                          {"external", no_argument, NULL, 'e'},
                                          {"public-key", required_argument, NULL, 'H'},
                                          {"output", required_argument, NULL, 'o'},
                                          {"text", required_argument, NULL, 't'},
                                          {"signature", required_argument, NULL, 's'},
                                          OPTION_HELP,
                                          {0}};
    int code;
    memset(options, 0, sizeof *options);
    while ((code = next_option("pack", argc, argv, ":ho:", known)) != -1) {
        const char **text = text_option(options, code);
        if (text)
            *text = optarg;
        else if (code == 'e')
            options->external = true;
        else if (code == 'a' && !signer_given(optarg, &options->signer))
            return say_usage("pack", "--as takes author or approver, not '%s'", optarg);
        else if (code == 'h') {
            fputs(help, stdout);
            return -1;
        } else if (code == '?')
            return EXIT_USAGE;
    }
    return check_options(options);
}

int pack_sign(int argc, char **argv)
{
    struct sign_options options;
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (argc - optind != 1)
        return say_usage("pack", "sign takes one PACK.fgp");
    struct stat facts;
    /* A link to the pack stays one: the file it names is replaced. */
    bool is_link = lstat(argv[optind], &facts) == 0 && S_ISLNK(facts.st_mode);
    char *real = is_link ? realpath(argv[optind], NULL) : NULL;
    code = sign_locked(&options, real ? real : argv[optind]);
    free(real);
    return code;
}

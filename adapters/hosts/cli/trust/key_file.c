/*
 * key_file.c: private keys on disk (key_file.h). Touches key files, files of passphrases and the terminal; libcrypto
 * makes, seals and uses the keys.
 */
#include "key_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "command.h"
#include "control/keys.h"
#include "digest.h"
#include "durable.h"

#define PASSPHRASE_BYTES 1024
#define PASSPHRASE_LEAST 8
#define KEY_FILE_BYTES   16384
#define KEY_ROUNDS       600000 /* of PBKDF2 with HMAC-SHA-256 */
#define PERSON_LINE      "person: "

struct passphrase {
    char text[PASSPHRASE_BYTES];
    size_t length;
    bool asked_for; /* by libcrypto, of a sealed key */
};

static void forget(struct passphrase *passphrase)
{
    OPENSSL_cleanse(passphrase, sizeof *passphrase);
}

/* --- Passphrases -------------------------------------------------------------------------------------------------- */

/* The bytes of a small file, negative = errno says why. */
static ssize_t read_small(const char *path, char *bytes, size_t size)
{
    size_t used = 0;
    ssize_t got = 1;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return -1;
    while (used < size && got != 0) {
        got = read(file, bytes + used, size - used);
        if (got < 0 && errno != EINTR)
            break;
        used += got > 0 ? (size_t)got : 0;
    }
    int error = errno;
    close(file);
    errno = error;
    return used < size && got < 0 ? -1 : (ssize_t)used;
}

/* The first line of a file. */
static int passphrase_from_file(const char *path, struct passphrase *passphrase)
{
    ssize_t got = read_small(path, passphrase->text, sizeof passphrase->text - 1);
    if (got < 0) {
        say("%s: the file of the passphrase cannot be read: %s", path, strerror(errno));
        return EXIT_INPUT;
    }
    passphrase->text[got] = '\0';
    passphrase->length = strcspn(passphrase->text, "\r\n");
    if (passphrase->length == 0 || passphrase->length + 1 == sizeof passphrase->text) {
        say("%s: the passphrase must be the file's first line, of 1 to %zu bytes", path, sizeof passphrase->text - 2);
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

/* Without echo; libcrypto sees to the terminal. */
static int passphrase_from_terminal(const char *path, bool twice, struct passphrase *passphrase)
{
    char prompt[512];
    int terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    if (terminal < 0) {
        say("there is no terminal on which to ask for the passphrase of %s; name a file with --passphrase-file", path);
        return EXIT_USAGE;
    }
    close(terminal);
    snprintf(prompt, sizeof prompt, "passphrase of %.400s: ", path);
    if (EVP_read_pw_string_min(passphrase->text, 1, sizeof passphrase->text - 1, prompt, twice) != 0) {
        say("no passphrase was given%s", twice ? ", or not the same twice" : "");
        return EXIT_INPUT;
    }
    passphrase->length = strlen(passphrase->text);
    return EXIT_DONE;
}

static int get_passphrase(const char *path, const char *file, bool twice, struct passphrase *passphrase)
{
    memset(passphrase, 0, sizeof *passphrase);
    return file ? passphrase_from_file(file, passphrase) : passphrase_from_terminal(path, twice, passphrase);
}

/* --- Making ------------------------------------------------------------------------------------------------------- */

/* The private half, sealed, as PEM. */
static bool put_sealed(BIO *out, EVP_PKEY *holder, const struct passphrase *passphrase)
{
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(holder);
    X509_ALGOR *how = PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), KEY_ROUNDS, NULL, 16, NULL, NID_hmacWithSHA256);
    X509_SIG *sealed = info && how ? PKCS8_set0_pbe(passphrase->text, (int)passphrase->length, info, how) : NULL;
    if (!sealed)
        X509_ALGOR_free(how);
    bool put = sealed && PEM_write_bio_PKCS8(out, sealed) == 1;
    X509_SIG_free(sealed);
    PKCS8_PRIV_KEY_INFO_free(info); /* wipes what it holds */
    return put;
}

static bool put_key(BIO *out, EVP_PKEY *holder, const char *person, const struct passphrase *passphrase,
                    uint8_t public_key[32])
{
    char hex[65];
    size_t length = 32;
    if (!out || !holder || EVP_PKEY_get_raw_public_key(holder, public_key, &length) != 1)
        return false;
    hex_write(public_key, 32, hex);
    return BIO_printf(out, PERSON_LINE "%s\npublic key: %s\n", person, hex) > 0 && put_sealed(out, holder, passphrase);
}

static int write_new(const char *path, BIO *content)
{
    char *bytes;
    long size = BIO_get_mem_data(content, &bytes);
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
    if (file < 0 && errno == EEXIST) {
        say("%s: exists already, and a key is never written over: choose another name", path);
        return EXIT_INPUT;
    }
    bool written = file >= 0 && write_all(file, bytes, (size_t)size) && fsync(file) == 0;
    if (written && close(file) == 0 && durable_sync_folder_of(path))
        return EXIT_DONE;
    say("%s: the key cannot be written: %s", path, strerror(errno));
    if (!written && file >= 0)
        close(file);
    if (file >= 0)
        unlink(path);
    return EXIT_INPUT;
}

int key_file_make(const char *path, const char *person, const char *passphrase_file, uint8_t public_key[32])
{
    struct passphrase passphrase;
    int code = get_passphrase(path, passphrase_file, true, &passphrase);
    if (code == EXIT_DONE && passphrase.length < PASSPHRASE_LEAST) {
        say("the passphrase has %zu bytes; take one of at least %d", passphrase.length, PASSPHRASE_LEAST);
        code = EXIT_USAGE;
    }
    if (code == EXIT_DONE) {
        EVP_PKEY *holder = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
        BIO *content = BIO_new(BIO_s_mem());
        if (put_key(content, holder, person, &passphrase, public_key))
            code = write_new(path, content);
        else {
            say("OpenSSL cannot make an Ed25519 key: %s", ERR_reason_error_string(ERR_peek_last_error()));
            code = EXIT_PRODUCT;
        }
        BIO_free(content);
        EVP_PKEY_free(holder);
    }
    forget(&passphrase);
    return code;
}

/* --- Using -------------------------------------------------------------------------------------------------------- */

static int give_passphrase(char *room, int size, int writing, void *context)
{
    struct passphrase *passphrase = context;
    (void)writing;
    passphrase->asked_for = true;
    if (size < 0 || passphrase->length > (size_t)size)
        return -1;
    memcpy(room, passphrase->text, passphrase->length);
    return (int)passphrase->length;
}

/* Whose key the lines above it say it is. */
static void read_person(const char *text, char person[PACK_PERSON_BYTES])
{
    size_t length =
        strncmp(text, PERSON_LINE, sizeof PERSON_LINE - 1) == 0 ? strcspn(text + sizeof PERSON_LINE - 1, "\r\n") : 0;
    if (length == 0 || length >= PACK_PERSON_BYTES)
        return;
    memcpy(person, text + sizeof PERSON_LINE - 1, length);
    person[length] = '\0';
    if (!person_is_well_written(person))
        person[0] = '\0';
}

static int unseal(const char *path, const char *text, struct passphrase *passphrase, struct signing_key *key)
{
    size_t length = sizeof key->public_key;
    ERR_clear_error();
    BIO *content = BIO_new_mem_buf(text, -1);
    key->holder = content ? PEM_read_bio_PrivateKey(content, NULL, give_passphrase, passphrase) : NULL;
    BIO_free(content);
    if (key->holder && !passphrase->asked_for)
        say("%s: the key is not under a passphrase, and anybody who reads the file can sign: seal it, with "
            "`openssl pkcs8 -topk8 -v2 aes-256-cbc -in OLD -out NEW`",
            path);
    else if (!key->holder && passphrase->asked_for)
        say("%s: the passphrase does not open the key", path);
    else if (!key->holder)
        say("%s: holds no private key; name a file that `fiatgate key make` has made", path);
    else if (EVP_PKEY_get_id(key->holder) != EVP_PKEY_ED25519 ||
             EVP_PKEY_get_raw_public_key(key->holder, key->public_key, &length) != 1)
        say("%s: is no Ed25519 key; make one with `fiatgate key make`", path);
    else
        return EXIT_DONE;
    signing_key_close(key);
    return EXIT_INPUT;
}

static void warn_of_readers(const char *path)
{
    struct stat facts;
    if (stat(path, &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_mode & 077)
        say("%s: others than you can open this file; take that away with chmod 600", path);
}

int signing_key_open(const char *path, const char *passphrase_file, struct signing_key *key)
{
    char text[KEY_FILE_BYTES];
    struct passphrase passphrase;
    memset(key, 0, sizeof *key);
    ssize_t got = read_small(path, text, sizeof text - 1);
    if (got < 0) {
        say("%s: the key cannot be read: %s", path, strerror(errno));
        return EXIT_INPUT;
    }
    text[got] = '\0';
    warn_of_readers(path);
    int code = strstr(text, "-----BEGIN ") ? get_passphrase(path, passphrase_file, false, &passphrase) : EXIT_INPUT;
    if (!strstr(text, "-----BEGIN "))
        say("%s: holds no private key; name a file that `fiatgate key make` has made", path);
    if (code == EXIT_DONE)
        code = unseal(path, text, &passphrase, key);
    if (code == EXIT_DONE)
        read_person(text, key->person);
    forget(&passphrase);
    OPENSSL_cleanse(text, sizeof text);
    return code;
}

void signing_key_close(struct signing_key *key)
{
    EVP_PKEY_free(key->holder); /* wipes the private half */
    key->holder = NULL;
}

bool signing_key_sign(const struct signing_key *key, const void *text, size_t length, uint8_t signature[64])
{
    size_t size = 64;
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool done = context && EVP_DigestSignInit(context, NULL, NULL, NULL, key->holder) == 1 &&
                EVP_DigestSign(context, signature, &size, text, length) == 1 && size == 64;
    EVP_MD_CTX_free(context);
    return done;
}

/*
 * key_register.c: `fiatgate key sign` and `fiatgate key verify` (key_register.h). Touches the register, which it only
 * reads, and the file of signatures beside it.
 */
#include "key_register.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cfg_text.h"
#include "command.h"
#include "civil_date.h"
#include "digest.h"
#include "durable.h"
#include "key_file.h"

#define REGISTER_BYTES 65536
#define LINES_BYTES    16384

bool keeper_given(const char *text, struct keepers *keepers)
{
    if (keepers->count == KEEPERS_MAX || strlen(text) != 64 || !hex_read(text, 32, keepers->keys[keepers->count]))
        return false;
    keepers->count++;
    return true;
}

int refusal_exit_code(fg_error error, const char *path)
{
    if (error == FG_E_MEMORY)
        return EXIT_PRODUCT;
    return access(path, R_OK) != 0 ? EXIT_INPUT : EXIT_DIFFERS;
}

int key_register_read(const char *path, const struct keepers *keepers, struct key_register *keys)
{
    char why[1024] = "";
    fg_error error = keepers->count > 0 ? keys_read(path, keepers, keys, why, sizeof why)
                                        : keys_read_unsigned(path, keys, why, sizeof why);
    if (error == FG_OK)
        return EXIT_DONE;
    say("%s", why);
    return refusal_exit_code(error, path);
}

/* --- Signing ------------------------------------------------------------------------------------------------------ */

static char *read_text(const char *path, const char *what, unsigned limit)
{
    char why[1024] = "";
    struct cfg_reading reading = {
        .path = path, .file = what, .content = "a register of keys", .why = why, .why_size = sizeof why};
    char *text = cfg_read_file(&reading, limit);
    if (!text)
        say("%s", why);
    return text;
}

/* The lines to stay: those of other keepers that fit the register as it is now. lines is rewritten in place; returns
 * how many were left out. */
static unsigned keep_lines(char *lines, const char *text, const uint8_t own_key[32])
{
    unsigned dropped = 0;
    char *to = lines;
    for (char *at = lines, *next; at && *at; at = next) {
        size_t length = strcspn(at, "\n"), size;
        struct keeper_signature signature;
        next = at[length] ? at + length + 1 : NULL;
        bool good = keeper_line_read(at, length, &signature);
        bool own = good && memcmp(signature.key, own_key, 32) == 0;
        unsigned char *what = good && !own ? keeper_text(text, signature.signed_at, &size) : NULL;
        good = what && keys_verify(signature.key, what, size, signature.signature);
        free(what);
        if (good) {
            memmove(to, at, length);
            to[length] = '\n';
            to += length + 1;
        } else if (!own)
            dropped++;
    }
    *to = '\0';
    return dropped;
}

/* The file beside the register, with one line more. */
static int put_line(const char *path, const char *text, const struct keeper_signature *signature)
{
    char beside[DURABLE_PATH], line[KEEPER_LINE_BYTES];
    if (snprintf(beside, sizeof beside, "%s.sig", path) >= (int)sizeof beside) {
        say("%s: the path is too long", path);
        return EXIT_INPUT;
    }
    bool is_there = access(beside, F_OK) == 0;
    char *before = is_there ? read_text(beside, "file of the keepers' signatures", LINES_BYTES) : NULL;
    char *lines = calloc(1, LINES_BYTES + sizeof line + 1);
    if ((is_there && !before) || !lines) {
        free(before);
        free(lines);
        return EXIT_INPUT;
    }
    memcpy(lines, before ? before : "", before ? strlen(before) : 0);
    unsigned dropped = keep_lines(lines, text, signature->key);
    keeper_line_write(signature, line);
    strcat(lines, line);
    bool written = durable_replace(beside, 0644, lines, strlen(lines));
    if (!written)
        say("%s: cannot be written: %s", beside, strerror(errno));
    else if (dropped > 0)
        say("%s: %u signature%s of another content than the register has now %s left out; let those keepers sign anew",
            beside, dropped, plural(dropped), dropped == 1 ? "was" : "were");
    free(before);
    free(lines);
    return written ? EXIT_DONE : EXIT_INPUT;
}

static int sign_text(const char *path, const char *text, const struct signing_key *key)
{
    struct keeper_signature signature = {.signed_at = (int64_t)time(NULL)};
    char hex[65];
    size_t length;
    unsigned char *what = keeper_text(text, signature.signed_at, &length);
    bool done = what && signing_key_sign(key, what, length, signature.signature);
    free(what);
    if (!done) {
        say("%s: memory to sign it could not be had", path);
        return EXIT_PRODUCT;
    }
    memcpy(signature.key, key->public_key, sizeof signature.key);
    int code = put_line(path, text, &signature);
    hex_write(key->public_key, 32, hex);
    if (code == EXIT_DONE)
        printf("signed %s with key %s\n", path, hex);
    return code;
}

int key_register_sign(const char *path, const char *key_path, const char *passphrase_file)
{
    static struct key_register keys;
    static const struct keepers nobody;
    struct signing_key key;
    int code = key_register_read(path, &nobody, &keys); /* nobody signs what no gate could read */
    if (code != EXIT_DONE)
        return code;
    char *text = read_text(path, "register of keys", REGISTER_BYTES);
    code = text ? signing_key_open(key_path, passphrase_file, &key) : EXIT_INPUT;
    if (code == EXIT_DONE) {
        code = sign_text(path, text, &key);
        signing_key_close(&key);
    }
    free(text);
    return code;
}

/* --- Verifying ---------------------------------------------------------------------------------------------------- */

static void print_entry(const struct key_entry *entry)
{
    static const struct {
        uint32_t role;
        const char *name;
    } roles[] = {{KEY_AUTHOR, "author"}, {KEY_APPROVER, "approver"}, {KEY_RELIEF, "relief"}};
    char hex[65], day[CIVIL_DATE_TEXT];
    hex_write(entry->key, 32, hex);
    printf("%s  %s  ", hex, entry->person);
    const char *before = "";
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (entry->roles & roles[i].role) {
            printf("%s%s", before, roles[i].name);
            before = ", ";
        }
    if (entry->valid_from)
        printf("  from %s", civil_date_text(entry->valid_from, day));
    if (entry->valid_to)
        printf("  until %s", civil_date_text(entry->valid_to, day));
    if (entry->revoked_at)
        printf("  revoked on %s", civil_date_text(entry->revoked_at, day));
    putchar('\n');
}

int key_register_verify(const char *path, const struct keepers *keepers)
{
    static struct key_register keys;
    int code = key_register_read(path, keepers, &keys);
    for (uint32_t i = 0; code == EXIT_DONE && i < keys.count; i++)
        print_entry(&keys.entries[i]);
    return code;
}

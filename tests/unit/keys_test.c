/*
 * keys_test.c: the register of keys and its keepers' signatures: what is read, and the exact sentence of each fault.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>

#include "pack_files.h"
#include "plugin/digest.h"
#include "run_tests.h"
#include "signing.h"

#define KEEPER_A 201
#define KEEPER_B 202
#define STRANGER 203
#define SIGNED   1790000000 /* 2026-09-21 */

#define GOOD                                                                                                           \
    "# who signs\n"                                                                                                    \
    "keys = (\n"                                                                                                       \
    "  { person = \"Aigerim Author\"; key = \"@1@\"; roles = (\"author\"); valid_from = \"2026-01-01\"; },\n"          \
    "  { person = \"Bolat Approver\"; key = \"@2@\"; roles = (\"approver\", \"relief\"); valid_to = \"2026-12-31\";\n" \
    "    revoked_at = \"2026-10-01\"; revoked_why = \"left\"; },\n"                                                    \
    "  { person = \"Aigerim Author\"; key = \"@3@\"; roles = [\"author\", \"approver\"]; }\n"                          \
    ");\n"

static char path[512], sig_path[520];
static struct key_register keys;
static char why[1024];

static int open_folder(void)
{
    if (!work_open())
        return 1;
    snprintf(path, sizeof path, "%s", work_path("keys.cfg"));
    snprintf(sig_path, sizeof sig_path, "%s.sig", path);
    return 0;
}

static int close_folder(void)
{
    work_close();
    return 0;
}

static fg_error read_it(void)
{
    struct keepers keepers = keepers_of(KEEPER_A, KEEPER_B);
    why[0] = '\0';
    return keys_read(path, &keepers, &keys, why, sizeof why);
}

static bool write_text(const char *file, const char *text)
{
    return write_file(file, text, strlen(text));
}

/* The sentence without the folder. */
static const char *said(void)
{
    const char *name = strstr(why, "keys.cfg");
    return name ? name : why;
}

static void a_register_is_read(void)
{
    uint8_t key[32];
    CU_ASSERT_TRUE_FATAL(register_write(path, GOOD, KEEPER_A, KEEPER_B, SIGNED));
    CU_ASSERT_EQUAL_FATAL(read_it(), FG_OK);
    CU_ASSERT_EQUAL(keys.count, 3);
    CU_ASSERT_EQUAL(keys.signed_at, SIGNED);
    signer_key(2, key);
    const struct key_entry *entry = keys_find(&keys, key);
    CU_ASSERT_PTR_NOT_NULL_FATAL(entry);
    CU_ASSERT_STRING_EQUAL(entry->person, "Bolat Approver");
    CU_ASSERT_EQUAL(entry->roles, KEY_APPROVER | KEY_RELIEF);
    CU_ASSERT_EQUAL(entry->valid_from, 0);
    CU_ASSERT_EQUAL(entry->valid_to, 20261231);
    CU_ASSERT_EQUAL(entry->revoked_at, 20261001);
    CU_ASSERT_EQUAL(entry->line, 4);
    signer_key(4, key);
    CU_ASSERT_PTR_NULL(keys_find(&keys, key));
}

/* What stands in the register, and the sentence behind "keys.cfg". "" = it is fine. */
static const struct {
    const char *text, *sentence;
} faults[] = {
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); } );", ""},
    {"\xEF\xBB\xBFkeys = ( { person = \"А. Автор\"; key = \"@1@\"; roles = (\"author\"); } );", ""},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); valid_from = \"\"; revoked_at = \"\"; "
     "revoked_why "
     "= \"\"; } );",
     ""},
    {"", ": the register must hold a list of keys: keys = ( { … } );"},
    {"keys = ();", ":1: the register must hold a list of keys: keys = ( { … } );"},
    {"keys = { };", ":1: the register must hold a list of keys: keys = ( { … } );"},
    {"keys = ( \"x\" );", ":1: keys holds groups: { person = \"…\"; key = \"…\"; roles = (\"author\"); }"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); } );\nkey = 1;",
     ":2: a register holds one list, keys = ( { … } );, not key"},
    {"keys = (\n{ key = \"@1@\"; roles = (\"author\"); } );", ":2: this key has no person"},
    {"keys = (\n{ person = \"A\"; roles = (\"author\"); } );", ":2: this key has no key"},
    {"keys = (\n{ person = \"A\"; key = \"@1@\"; } );", ":2: this key has no roles"},
    {"keys = ( { person = 7; key = \"@1@\"; roles = (\"author\"); } );",
     ":1: person must be a text in quotation marks"},
    {"keys = ( { person = \"\"; key = \"@1@\"; roles = (\"author\"); } );",
     ":1: person must be a name of 1 to 63 bytes"},
    {"keys = ( { person = \"0123456789012345678901234567890123456789012345678901234567890123\"; key = \"@1@\"; } );",
     ":1: person must be a name of 1 to 63 bytes"},
    {"keys = ( { person = \"A  B\"; key = \"@1@\"; roles = (\"author\"); } );",
     ":1: person must be written in UTF-8 without control characters, with one blank between words and none around "
     "them"},
    {"keys = ( { person = \"A \"; key = \"@1@\"; roles = (\"author\"); } );",
     ":1: person must be written in UTF-8 without control characters, with one blank between words and none around "
     "them"},
    {"keys = ( { person = \"A\\xff\"; key = \"@1@\"; roles = (\"author\"); } );",
     ":1: person must be written in UTF-8 without control characters, with one blank between words and none around "
     "them"},
    {"keys = ( { person = \"A\"; key = \"abc\"; roles = (\"author\"); } );",
     ":1: key must be 64 hexadecimal digits, as `fiatgate key show` prints them"},
    {"keys = ( { person = \"A\"; key = \"@1@0\"; roles = (\"author\"); } );",
     ":1: key must be 64 hexadecimal digits, as `fiatgate key show` prints them"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = \"author\"; } );",
     ":1: roles must be a list: roles = (\"author\");"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (); } );",
     ":1: roles names none: a key without a role is of no use"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"keeper\"); } );",
     ":1: roles are \"author\", \"approver\" and \"relief\""},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\");\nvalid_from = \"2026-02-30\"; } );",
     ":2: valid_from = \"2026-02-30\" is no date: write it as \"2026-11-22\", or \"\" for none"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\");\nvalid_to = \"22.11.2026\"; } );",
     ":2: valid_to = \"22.11.2026\" is no date: write it as \"2026-11-22\", or \"\" for none"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\");\nrevoked_at = 20261122; } );",
     ":2: revoked_at must be a text in quotation marks"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\");\nrevoked = \"2026-01-01\"; } );",
     ":2: a key has person, key, roles, valid_from, valid_to, revoked_at and revoked_why, not revoked"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); valid_from = \"2026-02-01\"; valid_to = "
     "\"2026-01-31\"; } );",
     ":1: valid_to lies before valid_from"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); revoked_why = \"lost\"; } );",
     ":1: revoked_why needs revoked_at, the first day on which the key counts no more"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); },\n{ person = \"B\"; key = \"@1@\"; roles = "
     "(\"approver\"); } );",
     ":2: the key of line 1 stands here again: one key, one person"},
    {"keys = ( { person = \"A. Author\"; key = \"@1@\"; roles = (\"author\"); },\n{ person = \"a. author\"; key = "
     "\"@2@\"; roles = (\"approver\"); } );",
     ":2: \"a. author\" is \"A. Author\" on line 1: write one person's name in one way"},
    {"@include \"more.cfg\"\n", ":1: @include is not allowed here: a register of keys is one file"},
    {"keys = (\n{ person = ; } );", ":2: syntax error"},
    {"keys = ( { person = \"A\"; key = \"@1@\"; roles = (\"author\"); valid_from = 12345678901; } );",
     ":1: a number of ten digits or more is larger than any setting takes"},
};

static void each_fault_has_its_sentence(void)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        CU_ASSERT_TRUE_FATAL(register_write(path, faults[i].text, KEEPER_A, KEEPER_B, SIGNED));
        fg_error error = read_it();
        const char *sentence = *why ? said() + strlen("keys.cfg") : "";
        bool good = error == (*faults[i].sentence ? FG_E_TRUST : FG_OK) && strcmp(sentence, faults[i].sentence) == 0;
        if (!good)
            printf("\n  row %zu: expected \"%s\", got \"%s\"\n", i, faults[i].sentence, sentence);
        CU_ASSERT_TRUE(good);
        CU_ASSERT_EQUAL(keys_read_unsigned(path, &keys, why, sizeof why), error);
    }
}

static void too_many_keys_are_told(void)
{
    char text[65536], *at = text + sprintf(text, "keys = (");
    for (int i = 0; i <= KEYS_MAX; i++)
        at += sprintf(at, "%s{ person = \"P%d\"; key = \"@%d@\"; roles = (\"author\"); }", i ? ",\n" : "", i, i + 1);
    strcpy(at, ");");
    CU_ASSERT_TRUE_FATAL(register_write(path, text, KEEPER_A, KEEPER_B, SIGNED));
    CU_ASSERT_EQUAL(read_it(), FG_E_TRUST);
    CU_ASSERT_STRING_EQUAL(said(), "keys.cfg:1: the register has 65 keys, at most 64 are read: take old ones out");
}

/* Lines of the file of signatures, by the keepers' numbers; what is done to them; the sentence. */
static const struct {
    uint8_t a, b;
    const char *spoil; /* "": nothing; else see spoil_signatures() */
    const char *sentence;
} signings[] = {
    {KEEPER_A, KEEPER_B, "", ""},
    {KEEPER_B, KEEPER_A, "", ""},
    {KEEPER_A, KEEPER_B, "no last line end", ""},
    {KEEPER_A, KEEPER_A, "",
     "keys.cfg.sig: one of the keepers has signed the register, and two must: sign it with "
     "`fiatgate key sign`"},
    {KEEPER_A, KEEPER_B, "nothing",
     "keys.cfg.sig: none of the keepers has signed the register, and two must: sign it with `fiatgate key sign`"},
    {KEEPER_A, KEEPER_B, "gone",
     "keys.cfg.sig: the file of the keepers' signatures (`fiatgate key sign` makes it) cannot be opened: No such file "
     "or directory"},
    {KEEPER_A, STRANGER, "",
     "keys.cfg.sig:2: is signed with key @203, which is none of the keepers' that this gate names: take the line out, "
     "or name that keeper"},
    {KEEPER_A, KEEPER_B, "register changed",
     "keys.cfg.sig:1: the signature with key @201 does not fit the register: it was changed since; look at what was "
     "changed, then let the keepers sign it anew with `fiatgate key sign`"},
    {KEEPER_A, KEEPER_B, "another date",
     "keys.cfg.sig:1: the signature with key @201 does not fit the register: it was changed since; look at what was "
     "changed, then let the keepers sign it anew with `fiatgate key sign`"},
    {KEEPER_A, KEEPER_B, "a line more",
     "keys.cfg.sig:3: is no signature: a line is KEY SECONDS SIGNATURE, as `fiatgate key sign` writes it"},
    {KEEPER_A, KEEPER_B, "carriage return",
     "keys.cfg.sig:1: is no signature: a line is KEY SECONDS SIGNATURE, as `fiatgate key sign` writes it"},
};

static void spoil_signatures(const char *how)
{
    size_t size, register_size;
    char *text = read_file(sig_path, &size), *given = read_file(path, &register_size);
    CU_ASSERT_TRUE_FATAL(text && given);
    if (strcmp(how, "no last line end") == 0)
        write_file(sig_path, text, size - 1);
    else if (strcmp(how, "nothing") == 0)
        write_file(sig_path, text, 0);
    else if (strcmp(how, "gone") == 0)
        remove(sig_path);
    else if (strcmp(how, "register changed") == 0) {
        given[0] = '#', given[1] = '!';
        write_file(path, given, register_size);
    } else if (strcmp(how, "another date") == 0) {
        text[65 + 9] ^= 1;
        write_file(sig_path, text, size);
    } else if (strcmp(how, "a line more") == 0) {
        char *longer = calloc(1, size + 2);
        memcpy(longer, text, size);
        longer[size] = '\n';
        write_file(sig_path, longer, size + 1);
        free(longer);
    } else if (strcmp(how, "carriage return") == 0) {
        text[strcspn(text, "\n")] = '\r';
        write_file(sig_path, text, size);
    }
    free(text);
    free(given);
}

/* "@201" in a sentence is the beginning of that key. */
static void fill_in_keys(const char *sentence, char *text)
{
    char hex[65];
    for (; *sentence; sentence++)
        if (*sentence == '@') {
            signer_hex((uint8_t)atoi(sentence + 1), hex);
            text += sprintf(text, "%.16s…", hex);
            sentence += 3;
        } else
            *text++ = *sentence;
    *text = '\0';
}

static void two_keepers_must_have_signed(void)
{
    char expected[1024];
    for (size_t i = 0; i < sizeof signings / sizeof *signings; i++) {
        CU_ASSERT_TRUE_FATAL(register_write(path, GOOD, signings[i].a, signings[i].b, SIGNED));
        spoil_signatures(signings[i].spoil);
        fg_error error = read_it();
        fill_in_keys(signings[i].sentence, expected);
        bool good = error == (*expected ? FG_E_TRUST : FG_OK) && strcmp(said(), expected) == 0;
        if (!good)
            printf("\n  row %zu: expected \"%s\", got \"%s\"\n", i, expected, said());
        CU_ASSERT_TRUE(good);
        CU_ASSERT_TRUE(error == FG_OK || keys.count == 0);
    }
}

/* One bit of each byte of the register, and every bit of every signature. */
static void no_byte_can_be_changed(void)
{
    size_t size;
    unsigned accepted = 0;
    for (int beside = 0; beside < 2; beside++) {
        const char *file = beside ? sig_path : path;
        CU_ASSERT_TRUE_FATAL(register_write(path, GOOD, KEEPER_A, KEEPER_B, SIGNED));
        char *text = read_file(file, &size);
        for (size_t i = 0; i < size; i++) {
            char before = text[i];
            text[i] = (char)(before ^ (1 << i % 8));
            /* A digit in the other case is the same digit. */
            bool same = beside && ((before ^ text[i]) == 0x20) && before >= 'a' && before <= 'f';
            write_file(file, text, size);
            accepted += !same && read_it() == FG_OK;
            text[i] = before;
        }
        free(text);
    }
    CU_ASSERT_EQUAL(accepted, 0);
}

/* Of three keepers' dates the second newest counts: one keeper alone makes no old register new. */
static void one_keeper_cannot_renew_a_register(void)
{
    char *older, *newer;
    size_t older_size, newer_size;
    CU_ASSERT_TRUE_FATAL(register_write(path, GOOD, KEEPER_A, KEEPER_B, SIGNED));
    older = read_file(sig_path, &older_size);
    CU_ASSERT_TRUE_FATAL(register_write(path, GOOD, KEEPER_A, KEEPER_B, SIGNED + 1000));
    newer = read_file(sig_path, &newer_size);
    char mixed[1024];
    size_t line = strcspn(newer, "\n") + 1;
    memcpy(mixed, newer, line);
    memcpy(mixed + line, older + line, older_size - line);
    CU_ASSERT_TRUE(write_file(sig_path, mixed, older_size));
    CU_ASSERT_EQUAL(read_it(), FG_OK);
    CU_ASSERT_EQUAL(keys.signed_at, SIGNED);
    free(older);
    free(newer);
}

static void what_is_no_register_is_told(void)
{
    char large[70000];
    struct keepers one = keepers_of(KEEPER_A, KEEPER_A);
    remove(path);
    CU_ASSERT_EQUAL(read_it(), FG_E_TRUST);
    CU_ASSERT_STRING_EQUAL(said(), "keys.cfg: the register of keys cannot be opened: No such file or directory");
    memset(large, '#', sizeof large);
    write_file(path, large, sizeof large);
    CU_ASSERT_EQUAL(read_it(), FG_E_TRUST);
    CU_ASSERT_STRING_EQUAL(said(), "keys.cfg: the register of keys is larger than 65536 bytes");
    write_text(path, "keys");
    one.count = 0;
    write_text(sig_path, "");
    CU_ASSERT_EQUAL(keys_read(path, &one, &keys, why, sizeof why), FG_E_TRUST);
    CU_ASSERT_EQUAL(keys_read(path, &one, &keys, NULL, 0), FG_E_TRUST);
}

static const int64_t day = 86400;
#define AT(year, month, date) seconds_of(year, month, date)
static int64_t seconds_of(int year, int month, int date)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int days = (year - 1970) * 365 + (year - 1969) / 4 + before[month - 1] + date - 1 + (year % 4 == 0 && month > 2);
    return (int64_t)days * 86400;
}

static void a_key_may_within_its_time(void)
{
    struct key_entry entry = {.person = "Bolat Approver",
                              .roles = KEY_APPROVER,
                              .valid_from = 20260101,
                              .valid_to = 20261231,
                              .revoked_at = 20261001};
    CU_ASSERT_FALSE(key_may(&entry, KEY_APPROVER, AT(2026, 1, 1) - 1, why, sizeof why));
    CU_ASSERT_STRING_EQUAL(why, "the key 0000000000000000… of Bolat Approver is valid from 2026-01-01 on, and was used "
                                "on 2025-12-31");
    CU_ASSERT_TRUE(key_may(&entry, KEY_APPROVER, AT(2026, 1, 1), why, sizeof why));
    CU_ASSERT_TRUE(key_may(&entry, KEY_APPROVER, AT(2026, 10, 1) - 1, why, sizeof why));
    CU_ASSERT_FALSE(key_may(&entry, KEY_APPROVER, AT(2026, 10, 1), why, sizeof why));
    CU_ASSERT_STRING_EQUAL(why,
                           "the key 0000000000000000… of Bolat Approver was revoked on 2026-10-01, and was used on "
                           "2026-10-01");
    entry.revoked_at = 0;
    CU_ASSERT_TRUE(key_may(&entry, KEY_APPROVER, AT(2026, 12, 31) + day - 1, why, sizeof why));
    CU_ASSERT_FALSE(key_may(&entry, KEY_APPROVER, AT(2026, 12, 31) + day, why, sizeof why));
    CU_ASSERT_STRING_EQUAL(why, "the key 0000000000000000… of Bolat Approver was valid until 2026-12-31, and was used "
                                "on 2027-01-01");
    CU_ASSERT_FALSE(key_may(&entry, KEY_AUTHOR, AT(2026, 6, 1), why, sizeof why));
    CU_ASSERT_STRING_EQUAL(
        why, "the key 0000000000000000… of Bolat Approver has no role \"author\" in the register of keys");
    CU_ASSERT_FALSE(key_may(&entry, KEY_RELIEF, AT(2026, 6, 1), NULL, 0));
}

/* RFC 8032, 7.1, test 2; and the host's list of errors is as it was. */
static void ed25519_is_that_of_the_rfc(void)
{
    uint8_t key[32], signature[64], text[1] = {0x72};
    hex_read("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", 32, key);
    hex_read(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb43"
        "02aeeb00d291612bb0c00",
        64, signature);
    ERR_clear_error();
    CU_ASSERT_TRUE(keys_verify(key, text, 1, signature));
    signature[63] ^= 0x80;
    CU_ASSERT_FALSE(keys_verify(key, text, 1, signature));
    memset(key, 0xFF, sizeof key);
    CU_ASSERT_FALSE(keys_verify(key, text, 1, signature));
    CU_ASSERT_EQUAL(ERR_peek_error(), 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("keys", open_folder, close_folder);
    CU_add_test(suite, "a register is read", a_register_is_read);
    CU_add_test(suite, "each fault has its sentence", each_fault_has_its_sentence);
    CU_add_test(suite, "too many keys are told", too_many_keys_are_told);
    CU_add_test(suite, "two keepers must have signed", two_keepers_must_have_signed);
    CU_add_test(suite, "no byte can be changed", no_byte_can_be_changed);
    CU_add_test(suite, "one keeper cannot renew a register", one_keeper_cannot_renew_a_register);
    CU_add_test(suite, "what is no register is told", what_is_no_register_is_told);
    CU_add_test(suite, "a key may within its time", a_key_may_within_its_time);
    CU_add_test(suite, "Ed25519 is that of the RFC", ed25519_is_that_of_the_rfc);
    return run_tests();
}

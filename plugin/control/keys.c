/*
 * keys.c: the register of keys (keys.h): its keepers' signatures are verified before a word of it is looked at, then
 * every fault is told with its line. Runs at open, at reload and in the command line; touches the two files and
 * libcrypto.
 */
#include "control/keys.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "cfg_tree.h"
#include "civil_date.h"
#include "control/control.h"
#include "digest.h"
#include "text/utf8.h"

#define KEYS_FILE_BYTES 65536
#define KEYS_SIG_BYTES  16384
#define KEYS_PATH_BYTES 4352
#define KEEPERS_NEEDED  2
#define KEEPER_PREFIX   "fiatgate key register 1\n"

/* --- Ed25519 ------------------------------------------------------------------------------------------------------ */

bool keys_verify(const uint8_t key[32], const void *text, size_t length, const uint8_t signature[64])
{
    ERR_set_mark();
    EVP_PKEY *holder = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, key, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool good = holder && context && EVP_DigestVerifyInit(context, NULL, NULL, NULL, holder) == 1 &&
                EVP_DigestVerify(context, signature, 64, text, length) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(holder);
    ERR_pop_to_mark();
    return good;
}

/* --- The keepers' signatures -------------------------------------------------------------------------------------- */

bool keeper_line_read(const char *line, size_t length, struct keeper_signature *signature)
{
    const char *end = line + length, *at = line + 65;
    if (length < 64 + 1 + 1 + 1 + 128 || !hex_read(line, 32, signature->key) || line[64] != ' ')
        return false;
    size_t digits = 0;
    signature->signed_at = 0;
    for (; at < end && *at >= '0' && *at <= '9' && digits < 12; at++, digits++)
        signature->signed_at = signature->signed_at * 10 + (*at - '0');
    return digits > 0 && (digits == 1 || line[65] != '0') && end - at == 129 && *at == ' ' &&
           hex_read(at + 1, 64, signature->signature);
}

void keeper_line_write(const struct keeper_signature *signature, char line[KEEPER_LINE_BYTES])
{
    char key[65], made[129];
    hex_write(signature->key, 32, key);
    hex_write(signature->signature, 64, made);
    snprintf(line, KEEPER_LINE_BYTES, "%s %" PRId64 " %s\n", key, signature->signed_at, made);
}

unsigned char *keeper_text(const char *text, int64_t signed_at, size_t *length)
{
    char *made = NULL;
    size_t room = sizeof KEEPER_PREFIX + 24 + strlen(text);
    made = malloc(room);
    if (made)
        *length = (size_t)snprintf(made, room, KEEPER_PREFIX "%" PRId64 "\n%s", signed_at, text);
    return (unsigned char *)made;
}

/* Which keepers have signed, and when. */
struct keeper_count {
    bool signed_by[KEEPERS_MAX];
    int64_t newest, second; /* of different keepers */
    uint32_t count;
};

static void count_keeper(struct keeper_count *count, uint32_t keeper, int64_t signed_at)
{
    if (count->signed_by[keeper])
        return; /* whoever signs twice is one keeper, as of the first line */
    count->signed_by[keeper] = true;
    count->count++;
    if (signed_at > count->newest) {
        count->second = count->newest;
        count->newest = signed_at;
    } else if (signed_at > count->second)
        count->second = signed_at;
}

static uint32_t keeper_of(const struct keepers *keepers, const uint8_t key[32])
{
    uint32_t keeper = 0;
    while (keeper < keepers->count && memcmp(keepers->keys[keeper], key, 32) != 0)
        keeper++;
    return keeper;
}

/* false: memory could not be had, or a fault was noted. */
static bool read_keeper_line(struct cfg_reading *reading, int number, const char *line, size_t length,
                             const struct keepers *keepers, const char *text, struct keeper_count *count)
{
    struct keeper_signature signature;
    char key[65];
    if (!keeper_line_read(line, length, &signature)) {
        cfg_fault(reading, number,
                  "is no signature: a line is KEY SECONDS SIGNATURE, as `fiatgate key sign` writes it");
        return false;
    }
    hex_write(signature.key, 32, key);
    uint32_t keeper = keeper_of(keepers, signature.key);
    if (keeper == keepers->count) {
        cfg_fault(
            reading, number,
            "is signed with key %.16s…, which is none of the keepers' that this gate names: take the line out, or "
            "name that keeper",
            key);
        return false;
    }
    size_t size;
    unsigned char *what = keeper_text(text, signature.signed_at, &size);
    if (!what) {
        cfg_fault(reading, 0, "memory for the %s could not be had", reading->file);
        reading->no_memory = true;
        return false;
    }
    bool good = keys_verify(signature.key, what, size, signature.signature);
    free(what);
    if (good)
        count_keeper(count, keeper, signature.signed_at);
    else
        cfg_fault(reading, number,
                  "the signature with key %.16s… does not fit the register: it was changed since; look at what was "
                  "changed, then let the keepers sign it anew with `fiatgate key sign`",
                  key);
    return good;
}

static void verify_keepers(struct cfg_reading *reading, const char *lines, const struct keepers *keepers,
                           const char *text, struct keeper_count *count)
{
    int number = 1;
    for (const char *at = lines; *at; number++) {
        size_t length = strcspn(at, "\n");
        if (!read_keeper_line(reading, number, at, length, keepers, text, count))
            return;
        at += length + (at[length] == '\n');
    }
    if (count->count < KEEPERS_NEEDED)
        cfg_fault(reading, 0,
                  "%s of the keepers has signed the register, and two must: sign it with `fiatgate key sign`",
                  count->count ? "one" : "none");
}

/* --- The register ------------------------------------------------------------------------------------------------- */

/* The text of a setting, NULL with a fault. */
static const char *text_of(struct cfg_reading *reading, const struct cfg_node *setting)
{
    const char *text = setting->kind == CFG_TEXT ? setting->text : NULL;
    if (!text)
        cfg_fault(reading, setting->line, "%s must be a text in quotation marks", setting->name);
    return text;
}

static void read_day(struct cfg_reading *reading, const struct cfg_node *setting, int32_t *day)
{
    const char *text = text_of(reading, setting);
    int year, month, date, used = 0;
    if (!text || !*text)
        return;
    if (strspn(text, "0123456789-") == 10 && text[4] == '-' && text[7] == '-' &&
        sscanf(text, "%4d-%2d-%2d%n", &year, &month, &date, &used) == 3 && used == 10 && text[10] == '\0')
        *day = year * 10000 + month * 100 + date;
    if (!civil_date_is_valid(*day))
        cfg_fault(reading, setting->line, "%s = \"%s\" is no date: write it as \"2026-11-22\", or \"\" for none",
                  setting->name, text);
}

static void read_person(struct cfg_reading *reading, const struct cfg_node *setting, char person[PACK_PERSON_BYTES])
{
    const char *text = text_of(reading, setting);
    if (!text)
        return;
    size_t length = strlen(text);
    if (length == 0 || length >= PACK_PERSON_BYTES)
        cfg_fault(reading, setting->line, "person must be a name of 1 to %d bytes", PACK_PERSON_BYTES - 1);
    else if (!person_is_well_written(text))
        cfg_fault(reading, setting->line,
                  "person must be written in UTF-8 without control characters, with one blank between words and none "
                  "around them");
    else
        memcpy(person, text, length + 1);
}

bool person_is_well_written(const char *person)
{
    size_t length = strlen(person);
    char before = ' ';
    for (const char *at = person; *at; before = *at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F || (*at == ' ' && before == ' '))
            return false;
    return length > 0 && length < PACK_PERSON_BYTES && before != ' ' && utf8_valid_prefix(person, length) == length;
}

static void read_key(struct cfg_reading *reading, const struct cfg_node *setting, uint8_t key[32])
{
    const char *text = text_of(reading, setting);
    if (text && (strlen(text) != 64 || !hex_read(text, 32, key)))
        cfg_fault(reading, setting->line, "key must be 64 hexadecimal digits, as `fiatgate key show` prints them");
}

static uint32_t role_of(const char *name)
{
    static const struct {
        const char *name;
        uint32_t role;
    } roles[] = {{"author", KEY_AUTHOR}, {"approver", KEY_APPROVER}, {"relief", KEY_RELIEF}};
    for (size_t i = 0; name && i < sizeof roles / sizeof *roles; i++)
        if (strcmp(name, roles[i].name) == 0)
            return roles[i].role;
    return 0;
}

static void read_roles(struct cfg_reading *reading, const struct cfg_node *setting, uint32_t *roles)
{
    if (setting->kind != CFG_LIST) {
        cfg_fault(reading, setting->line, "roles must be a list: roles = (\"author\");");
        return;
    }
    for (const struct cfg_node *named = setting->first; named; named = named->next) {
        uint32_t role = role_of(named->kind == CFG_TEXT ? named->text : NULL);
        if (!role)
            cfg_fault(reading, setting->line, "roles are \"author\", \"approver\" and \"relief\"");
        *roles |= role;
    }
    if (!*roles)
        cfg_fault(reading, setting->line, "roles names none: a key without a role is of no use");
}

static void read_setting(struct cfg_reading *reading, const struct cfg_node *setting, struct key_entry *entry,
                         const char **revoked_why)
{
    const char *name = setting->name;
    if (strcmp(name, "person") == 0)
        read_person(reading, setting, entry->person);
    else if (strcmp(name, "key") == 0)
        read_key(reading, setting, entry->key);
    else if (strcmp(name, "roles") == 0)
        read_roles(reading, setting, &entry->roles);
    else if (strcmp(name, "valid_from") == 0)
        read_day(reading, setting, &entry->valid_from);
    else if (strcmp(name, "valid_to") == 0)
        read_day(reading, setting, &entry->valid_to);
    else if (strcmp(name, "revoked_at") == 0)
        read_day(reading, setting, &entry->revoked_at);
    else if (strcmp(name, "revoked_why") == 0)
        *revoked_why = text_of(reading, setting);
    else
        cfg_fault(reading, setting->line,
                  "a key has person, key, roles, valid_from, valid_to, revoked_at and revoked_why, not %s", name);
}

/* Persons are told apart by their names as written; a name in another case would make one person two. */
static void check_person(struct cfg_reading *reading, const struct key_register *keys, const struct key_entry *entry)
{
    for (uint32_t i = 0; i < keys->count; i++) {
        const struct key_entry *other = &keys->entries[i];
        if (memcmp(other->key, entry->key, 32) == 0)
            cfg_fault(reading, (int)entry->line, "the key of line %u stands here again: one key, one person",
                      other->line);
        else if (strcasecmp(other->person, entry->person) == 0 && strcmp(other->person, entry->person) != 0)
            cfg_fault(reading, (int)entry->line, "\"%s\" is \"%s\" on line %u: write one person's name in one way",
                      entry->person, other->person, other->line);
    }
}

static void read_entry(struct cfg_reading *reading, const struct cfg_node *group, struct key_register *keys)
{
    struct key_entry entry = {.line = (unsigned)group->line};
    const char *revoked_why = NULL;
    if (group->kind != CFG_GROUP) {
        cfg_fault(reading, group->line, "keys holds groups: { person = \"…\"; key = \"…\"; roles = (\"author\"); }");
        return;
    }
    for (const struct cfg_node *setting = group->first; setting; setting = setting->next)
        read_setting(reading, setting, &entry, &revoked_why);
    static const char *const needed[] = {"person", "key", "roles"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!cfg_member(group, needed[i]))
            cfg_fault(reading, (int)entry.line, "this key has no %s", needed[i]);
    if (entry.valid_from && entry.valid_to && entry.valid_to < entry.valid_from)
        cfg_fault(reading, (int)entry.line, "valid_to lies before valid_from");
    if (revoked_why && *revoked_why && !entry.revoked_at)
        cfg_fault(reading, (int)entry.line,
                  "revoked_why needs revoked_at, the first day on which the key counts no more");
    check_person(reading, keys, &entry);
    if (!reading->failed)
        keys->entries[keys->count++] = entry;
}

static void read_root(struct cfg_reading *reading, const struct cfg_node *root, struct key_register *keys)
{
    const struct cfg_node *list = cfg_member(root, "keys");
    for (const struct cfg_node *setting = root->first; setting; setting = setting->next) {
        if (setting != list)
            cfg_fault(reading, setting->line, "a register holds one list, keys = ( { … } );, not %s", setting->name);
    }
    if (!list || list->kind != CFG_LIST || list->length == 0)
        cfg_fault(reading, list ? list->line : 0, "the register must hold a list of keys: keys = ( { … } );");
    else if (list->length > KEYS_MAX)
        cfg_fault(reading, list->line, "the register has %d keys, at most %d are read: take old ones out", list->length,
                  KEYS_MAX);
    for (const struct cfg_node *group = list ? list->first : NULL; group && !reading->failed; group = group->next)
        read_entry(reading, group, keys);
}

static void parse(struct cfg_reading *reading, const char *text, struct key_register *keys)
{
    struct cfg_node *root = cfg_tree_read(reading, text);
    if (root)
        read_root(reading, root, keys);
    free(root);
}

static struct cfg_reading reading_of(const char *path, char *why, size_t why_size)
{
    return (struct cfg_reading){
        .path = path, .file = "register of keys", .content = "a register of keys", .why = why, .why_size = why_size};
}

static fg_error error_of(const struct cfg_reading *reading)
{
    return reading->no_memory ? FG_E_MEMORY : reading->failed ? FG_E_TRUST : FG_OK;
}

fg_error keys_read_unsigned(const char *path, struct key_register *keys, char *why, size_t why_size)
{
    struct cfg_reading reading = reading_of(path, why, why_size);
    memset(keys, 0, sizeof *keys);
    char *text = cfg_read_file(&reading, KEYS_FILE_BYTES);
    if (text)
        parse(&reading, text, keys);
    free(text);
    return error_of(&reading);
}

/* Verifies the signatures beside the register over the very text that is parsed then. */
static fg_error verify_text(const char *path, const char *text, const struct keepers *keepers,
                            struct key_register *keys, char *why, size_t why_size)
{
    char beside[KEYS_PATH_BYTES];
    struct keeper_count count = {0};
    struct cfg_reading reading = reading_of(beside, why, why_size);
    reading.file = "file of the keepers' signatures (`fiatgate key sign` makes it)";
    if (snprintf(beside, sizeof beside, "%s.sig", path) >= (int)sizeof beside) {
        cfg_fault(&reading, 0, "the path is too long");
        return FG_E_TRUST;
    }
    char *lines = cfg_read_file(&reading, KEYS_SIG_BYTES);
    if (lines)
        verify_keepers(&reading, lines, keepers, text, &count);
    free(lines);
    keys->signed_at = count.second;
    return error_of(&reading);
}

fg_error keys_read(const char *path, const struct keepers *keepers, struct key_register *keys, char *why,
                   size_t why_size)
{
    struct cfg_reading reading = reading_of(path, why, why_size);
    memset(keys, 0, sizeof *keys);
    char *text = cfg_read_file(&reading, KEYS_FILE_BYTES);
    if (!text)
        return error_of(&reading);
    fg_error error = verify_text(path, text, keepers, keys, why, why_size);
    if (error == FG_OK) {
        parse(&reading, text, keys);
        error = error_of(&reading);
    }
    free(text);
    if (error != FG_OK)
        memset(keys, 0, sizeof *keys);
    return error;
}

/* --- Whose key it is, and what for -------------------------------------------------------------------------------- */

const struct key_entry *keys_find(const struct key_register *keys, const uint8_t key[32])
{
    for (uint32_t i = 0; i < keys->count; i++)
        if (memcmp(keys->entries[i].key, key, 32) == 0)
            return &keys->entries[i];
    return NULL;
}

static const char *role_name(enum key_role role)
{
    return role == KEY_AUTHOR ? "author" : role == KEY_APPROVER ? "approver" : "relief";
}

bool key_may(const struct key_entry *entry, enum key_role role, int64_t at, char *why, size_t why_size)
{
    char key[65], limit[CIVIL_DATE_TEXT], used[CIVIL_DATE_TEXT];
    int32_t day = civil_date_at(at);
    hex_write(entry->key, 32, key);
    civil_date_text(day, used);
    if (!(entry->roles & role))
        control_say(why, why_size, "the key %.16s… of %s has no role \"%s\" in the register of keys", key,
                    entry->person, role_name(role));
    else if (entry->revoked_at && day >= entry->revoked_at)
        control_say(why, why_size, "the key %.16s… of %s was revoked on %s, and was used on %s", key, entry->person,
                    civil_date_text(entry->revoked_at, limit), used);
    else if (entry->valid_from && day < entry->valid_from)
        control_say(why, why_size, "the key %.16s… of %s is valid from %s on, and was used on %s", key, entry->person,
                    civil_date_text(entry->valid_from, limit), used);
    else if (entry->valid_to && day > entry->valid_to)
        control_say(why, why_size, "the key %.16s… of %s was valid until %s, and was used on %s", key, entry->person,
                    civil_date_text(entry->valid_to, limit), used);
    else
        return true;
    return false;
}

/*
 * keys.h: the register of keys: which public key is whose, what that person may do, and since when no longer. Read from
 * a libconfig file that the bank's keepers of keys sign; used by a gate at open and at every reload, and by the command
 * line. Touches files and libcrypto, never a message.
 *
 *   keys = (
 *     { person = "A. Author"; key = "64 hex digits (Ed25519)"; roles = ("author"); valid_from = "2026-01-01"; },
 *     { person = "B. Approver"; key = "…"; roles = ("approver", "relief"); valid_from = "…"; valid_to = "";
 *       revoked_at = "2026-10-01"; revoked_why = "left"; }
 *   );
 *
 * The keepers' signatures stand beside it in FILE.sig, a line each: "KEY(64 hex) SECONDS SIGNATURE(128 hex)", over the
 * text "fiatgate key register 1\n", the seconds as decimal, "\n", and the bytes of the file. Keepers' public keys are
 * part of the gate's configuration; two different ones must have signed.
 */
#ifndef FIATGATE_KEYS_H
#define FIATGATE_KEYS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "judge/pack.h"

#define KEYS_MAX    64
#define KEEPERS_MAX 8

enum key_role { KEY_AUTHOR = 1u << 0, KEY_APPROVER = 1u << 1, KEY_RELIEF = 1u << 2 };

struct key_entry {
    char person[PACK_PERSON_BYTES];
    uint8_t key[32];
    uint32_t roles;               /* key_role bits */
    int32_t valid_from, valid_to; /* YYYYMMDD, 0 = open; both ends count */
    int32_t revoked_at;           /* from this day (UTC) on it approves nothing; 0 = never */
    unsigned line;
};

struct key_register {
    struct key_entry entries[KEYS_MAX];
    uint32_t count;
    int64_t signed_at; /* since then two keepers stand behind what the register says, by their own clocks */
};

struct keepers {
    uint8_t keys[KEEPERS_MAX][32];
    uint32_t count;
};

/* Reads and verifies a register. FG_OK, FG_E_TRUST, FG_E_MEMORY; why names file, line and what to do. */
fg_error keys_read(const char *path, const struct keepers *keepers, struct key_register *keys, char *why,
                   size_t why_size);
/* The same of a register that nobody may have signed yet, for those who are about to. */
fg_error keys_read_unsigned(const char *path, struct key_register *keys, char *why, size_t why_size);
/* Whether a person is written so that two spellings cannot look alike by blanks alone. */
bool person_is_well_written(const char *person);
/* The entry of a public key, NULL when there is none. */
const struct key_entry *keys_find(const struct key_register *keys, const uint8_t key[32]);
/* Whether the key's holder may do this at that time. false: why says why not, naming person, key and date. */
bool key_may(const struct key_entry *entry, enum key_role role, int64_t at, char *why, size_t why_size);

/* A line of FILE.sig. */
struct keeper_signature {
    uint8_t key[32];
    int64_t signed_at; /* seconds since 1970 */
    uint8_t signature[64];
};
#define KEEPER_LINE_BYTES (64 + 1 + 20 + 1 + 128 + 2)
/* Reads a line without its end. false: it is none. */
bool keeper_line_read(const char *line, size_t length, struct keeper_signature *signature);
/* Writes one, with its end and a NUL. */
void keeper_line_write(const struct keeper_signature *signature, char line[KEEPER_LINE_BYTES]);
/* What a keeper signs of a register's text. To be freed; NULL = no memory. */
unsigned char *keeper_text(const char *text, int64_t signed_at, size_t *length);

/* Ed25519 through libcrypto. */
bool keys_verify(const uint8_t key[32], const void *text, size_t length, const uint8_t signature[64]);

#endif

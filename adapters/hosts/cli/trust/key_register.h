/*
 * key_register.h: the register of keys on the command line: its keepers as options, reading it, `fiatgate key sign` and
 * `fiatgate key verify`.
 */
#ifndef FIATGATE_CLI_KEY_REGISTER_H
#define FIATGATE_CLI_KEY_REGISTER_H

#include <stdbool.h>

#include "control/keys.h"

/* Adds the keeper of a --keeper option. false: it is none, or there are too many. */
bool keeper_given(const char *text, struct keepers *keepers);

/* Reads a register, whose keepers must have signed it; without keepers, whether or not anybody has. Returns an exit
 * code (said why): 1 = refused, 3 = cannot be opened. */
int key_register_read(const char *path, const struct keepers *keepers, struct key_register *keys);

/* The exit code of a refusal by what it is about: 4 for memory, 3 where a file cannot be opened, else 1. */
int refusal_exit_code(fg_error error, const char *path);

/* Signs a register with a keeper's key. Returns an exit code. */
int key_register_sign(const char *path, const char *key_path, const char *passphrase_file);
/* Prints whose keys are in a register that its keepers have signed. */
int key_register_verify(const char *path, const struct keepers *keepers);

#endif

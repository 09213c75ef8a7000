/*
 * signed_gate.h: a bank's gate for tests: a register of keys with its keepers, a state folder, and packs made of
 * tests/packs/api that differ in one thing and are signed by whom the test says.
 *
 * Persons: keepers 1 and 2; Ada (3) is an author, Berik (4) and Dana (6) approvers, Chingiz (5) an approver whose key
 * was revoked long ago.
 */
#ifndef FIATGATE_TEST_SIGNED_GATE_H
#define FIATGATE_TEST_SIGNED_GATE_H

#include "pack_edit.h"
#include "plugin/gate.h"

/* How a pack is made and signed. */
struct signed_pack {
    const char *name; /* NAME.fgp in the work folder */
    const char *version;
    void (*edit)(struct pack_edit *edit); /* NULL = nothing else is changed */
    uint8_t author, approver;             /* persons; 0 = nobody */
    const char *fallback;                 /* name of a pack of the work folder, NULL = none */
    const char *report;                   /* "" or NULL = none; anything = a report was looked at */
};

/* The work folder with register and state. false = it could not be made. */
bool signed_gate_set_up(void);
/* The configuration of a gate that takes signed packs and begins with that one. */
struct gate_config signed_gate_config(const char *pack);
/* Writes a pack; ends the test program when that cannot be done. */
void signed_pack_make(const struct signed_pack *pack);
/* Its path, valid until the fourth call from here. */
const char *signed_pack_path(const char *name);
/* Adds a case to a pack being edited: a payment to that creditor, and whether the rule of that index holds. */
void pack_edit_case(struct pack_edit *edit, const char *creditor, uint32_t rule, enum pack_expectation expectation,
                    int32_t action);

#endif

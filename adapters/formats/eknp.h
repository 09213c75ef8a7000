/*
 * eknp.h: Kazakhstan's payment codes in free text. EKNP (also written EKPN) is the sector of the sender (KOD, 2
 * digits), that of the beneficiary (KBE, 2 digits), a currency and the payment purpose (KNP, 3 digits): "EKNP
 * 2714USD710". A purpose alone is "KNP 710" or "/KNP/859". Latin or Cyrillic letters, any case; the parts may be glued
 * together, or set apart by spaces, punctuation or a line break.
 */
#ifndef FIATGATE_EKNP_H
#define FIATGATE_EKNP_H

#include <stdbool.h>
#include <stdint.h>

#include "transfer.h"

/* A part of a text; length 0 = not said. */
struct eknp_part {
    uint32_t at;
    uint32_t length;
};

struct eknp {
    struct eknp_part debtor_sector;
    struct eknp_part creditor_sector;
    struct eknp_part currency;
    struct eknp_part purpose;
};

/* Finds the next codes at or behind *from, and moves *from past them. false = there are no more. */
bool eknp_find(const unsigned char *text, uint32_t length, uint32_t *from, struct eknp *found);

/* The codes that a transfer holds already, a bit for each: so that a text may repeat them as often as it likes. Starts
 * as {0}; one may serve all texts of a transfer in turn. */
struct eknp_said {
    bool known; /* the bits are those of the transfer */
    uint32_t debtor_sectors[4];
    uint32_t creditor_sectors[4];
    uint32_t purposes[32];
};

/*
 * Writes the codes that stand in the transfer's value of that index (DEBTOR_SECTOR, CREDITOR_SECTOR, PURPOSE_CODE, with
 * runs back to the message), each distinct code once. The purpose 000 stands for none and is not written. No value may
 * be in writing. Returns false when a limit of the transfer was passed.
 */
bool eknp_put(struct transfer *transfer, uint32_t value, struct eknp_said *said);

#endif

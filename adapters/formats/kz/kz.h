/*
 * kz.h: payments of Kazakhstan's interbank systems SGROSS, SCLEAR and SMEP: FIN messages I100/O100 (one payment) and
 * I102/O102 (a batch), whose fields hold sub-tags (/NAME/, /IDN/, /ASSIGN/). mt.c walks the messages and calls these
 * for those that are domestic.
 *
 * Source: the layout that a Kazakh bank's published core banking source writes and reads (lb100.p, lb100g.p,
 * lb100smp.p, lb102ink.p, 102in.p, inw_LB_ps.p of github.com/ae1984/iXora). Whether production of today still uses it
 * beside ISO 20022 is not known.
 *
 * Any tag may be missing and tags may stand in any order. A payment is refused when it has no amount, or nobody on the
 * creditor's side: no name, account or listed person. What else is missing is a warning (kz-missing-20, …).
 */
#ifndef FIATGATE_KZ_H
#define FIATGATE_KZ_H

#include "../mt/envelope.h"

/* Who a part of a message names. */
struct kz_named {
    bool debtor;
    bool creditor;
    bool listed; /* a person of a list */
};

/* Where the reading of one message stands. */
struct kz_batch {
    struct mt_slice common; /* the fields that all payments share; of one payment, all of its fields */
    struct mt_slice items;  /* what is left of the payments of a batch */
    struct mt_slice tail;   /* the fields behind the last payment, from the total on */
    bool flat;              /* the message has lost its line ends */
    bool single;            /* one payment */
    bool done;
    struct kz_named named; /* in common or tail */
};

/* Whether block 2 says I or O, 100 or 102, and one of the systems; look-alike Cyrillic letters count as the Latin
 * ones. */
bool kz_is_domestic(const struct mt_reading *reading, const struct mt_message *message);
/* Whether the sender or the beneficiary is written in sub-tags, whatever block 2 says: names stand in /NAME/ there. */
bool kz_names_parties(const struct mt_reading *reading, const struct mt_message *message);
/* Format "kz" and type "i100.sgross", "o102.sclear", "i100.smep". */
void kz_describe(const struct mt_reading *reading, const struct mt_message *message, struct message_info *info);
/* Finds the parts of the message, and writes and ends the header (transfer_end_header) of all its payments. false =
 * refused. */
bool kz_begin(struct mt_reading *reading, const struct mt_message *message, struct kz_batch *batch);
/* Writes the next payment. false with reading->result READ_TRANSFER: there is none left; else refused. */
bool kz_next(struct mt_reading *reading, const struct mt_message *message, struct kz_batch *batch);

/* Rows of the field map and of the types (format.h). */
void kz_map(map_row_fn each, void *context);
void kz_types(type_row_fn each, void *context);

#endif

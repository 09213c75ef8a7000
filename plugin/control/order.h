/*
 * order.h: the text of an order by which a person relieves a rule, an entry or a payee's account of a live gate, or
 * ends such a relief. Read strictly: each line as here, in this order, nothing else. Pure functions over bytes; used by
 * the gate and by the command line.
 *
 *   fiatgate order 1
 *   act: relieve                          or: end
 *   rule: payee-venue                     or  entry: venues/okx-01   or  account: KZ...
 *   pack: kz                              the active pack's name
 *   why: the venue's licence was granted this morning, the register follows
 *   at: 2026-11-22T09:30:00Z
 *   by: A. Officer KEY(64 hex) SIGNATURE(128 hex)
 *   by: B. Officer KEY SIGNATURE          a second person, to confirm; may be added later
 *
 * What each person signs is the text "fiatgate order signature 1\n", all lines before the first `by`, and their own
 * line up to and with the key, ended by "\n". An order without signatures says `by: PERSON` only. What identifies an
 * order is the SHA-256 of all lines before the first `by`: signatures may be added to it, nothing else changed.
 */
#ifndef FIATGATE_ORDER_H
#define FIATGATE_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge/pack.h"

#define ORDER_BYTES_MAX   4096
#define ORDER_WHAT_BYTES  160
#define ORDER_WHY_BYTES   256
#define ORDER_SIGNERS_MAX 2
#define ORDER_TEXT_BYTES  (ORDER_BYTES_MAX + 64)

enum order_act { ORDER_RELIEVE, ORDER_END };
enum order_subject { ORDER_RULE, ORDER_ENTRY, ORDER_ACCOUNT };

struct order_signer {
    char person[PACK_PERSON_BYTES];
    bool has_signature;
    uint8_t key[32], signature[64];
};

struct order {
    enum order_act act;
    enum order_subject subject;
    char what[ORDER_WHAT_BYTES];
    char pack[64];
    char why[ORDER_WHY_BYTES];
    int64_t at; /* seconds since 1970, UTC */
    struct order_signer signers[ORDER_SIGNERS_MAX];
    uint32_t signer_count;
    size_t body_length; /* bytes before the first `by` */
    char hash[65];      /* of them, hex */
};

/* false: why_not names line and byte, and what the line must be. */
bool order_read(const char *text, size_t length, struct order *order, char *why_not, size_t why_not_size);
/* Writes an order in the one form that order_read takes. Returns its length, 0 when it does not fit or a text cannot
 * stand in a line. */
size_t order_write(const struct order *order, char *text, size_t size);
/* What one of its persons signs. Returns the length, 0 when it does not fit. */
size_t order_signed_text(const struct order *order, uint32_t signer, char *text, size_t size);

/* "rule", "entry", "account"; "relieve", "end". */
extern const char *const order_subjects[];
extern const char *const order_acts[];

#endif

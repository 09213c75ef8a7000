/*
 * bench_payments.h: recorded payments, as many as wanted, for measuring and testing `replay`: a month of a Kazakh
 * bank's outbound payments, each made from its number alone, so that the nth is the same on any machine. Everybody in
 * them is invented; check digits are right. Touches no file but the one it is told to write.
 */
#ifndef FIATGATE_CLI_BENCH_PAYMENTS_H
#define FIATGATE_CLI_BENCH_PAYMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "transfer.pb-c.h"

struct payment_plan {
    uint64_t seed;
    uint64_t count;     /* payments in the month; their dates rise with their number */
    uint32_t one_in;    /* one in so many names a venue or speaks of crypto; 0 = none */
    uint32_t customers; /* persons, and as many companies */
};
#define PAYMENT_ONE_IN    200u
#define PAYMENT_CUSTOMERS 100000u

enum script { CYRILLIC, LATIN, SCRIPTS };

struct party {
    char name[SCRIPTS][128];
    char id[13]; /* IIN or BIN; "" = none */
    char iban[24];
    char street[SCRIPTS][64];
    const char *const *town; /* by script */
    bool company;
    char sector; /* second digit of KOD and KBE: the state, a company, a person */
};

struct payment {
    uint64_t number; /* from 0 */
    struct party debtor, creditor;
    char reference[17], uetr[37], date[11]; /* "2026-11-21" */
    char amount[24], currency[4];
    const char *knp, *category;
    char text[SCRIPTS][288];
    char detail[SCRIPTS][160]; /* contract and invoice */
};
void payment_make(struct payment *payment, const struct payment_plan *plan, uint64_t number);

/* As a message; its length. */
#define PAYMENT_BYTES 8192u
size_t payment_pacs008(const struct payment *payment, char out[PAYMENT_BYTES]); /* about 3 kB */
size_t payment_mt103(const struct payment *payment, char out[PAYMENT_BYTES]);
/* As canonical fields, which point into the payment. */
void payment_transfer(const struct payment *payment, Fiatgate__Transfer *transfer);

/* The whole month as a tar archive of messages, all of one kind or each kind in turn. false = it could not be written
 * (errno). */
enum payment_archive { PAYMENTS_PACS008, PAYMENTS_MT103, PAYMENTS_BOTH };
bool payments_tar(const struct payment_plan *plan, enum payment_archive what, int file);

#endif

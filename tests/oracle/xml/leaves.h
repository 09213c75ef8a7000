/*
 * leaves.h: seeded chance, and what stands in the elements that hold text: invented names, accounts, dates … in the
 * alphabets of the region, with check digits that hold.
 */
#ifndef TESTS_ORACLE_XML_LEAVES_H
#define TESTS_ORACLE_XML_LEAVES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice {
    uint64_t state;
};
void dice_seed(struct dice *dice, uint64_t seed, uint64_t number);
/* 0 to limit - 1. */
uint32_t dice_below(struct dice *dice, uint32_t limit);
bool dice_percent(struct dice *dice, uint32_t percent);

enum leaf_kind {
    LEAF_ACCOUNT,
    LEAF_AMOUNT,   /* a number; its element has an attribute Ccy */
    LEAF_ANYTHING, /* elements of any name; leaf_write() writes nothing */
    LEAF_BANK,
    LEAF_BIC,
    LEAF_CLOCK,
    LEAF_CODE,
    LEAF_COUNTRY,
    LEAF_CURRENCY,
    LEAF_DATE,
    LEAF_DECIMAL,
    LEAF_EMAIL,
    LEAF_FLAG,
    LEAF_HANDLE,
    LEAF_IBAN,
    LEAF_IIN,
    LEAF_LEI,
    LEAF_MEMBER,
    LEAF_NAME,
    LEAF_NUMBER,
    LEAF_PHONE,
    LEAF_REFERENCE,
    LEAF_STREET,
    LEAF_TEXT,
    LEAF_TIME,
    LEAF_TOWN,
    LEAF_TYPE, /* the message's type; the caller knows it */
    LEAF_UETR,
    LEAF_URL,
    LEAF_WORDS, /* free text to the creditor */
    LEAF_KINDS
};
bool leaf_kind_by_name(const char *name, enum leaf_kind *kind);

#define LEAF_BYTES 256
/* An invented value, UTF-8. */
void leaf_write(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES]);

#endif

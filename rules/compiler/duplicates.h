/*
 * duplicates.h: rows of one list that say the same twice, or contradict each other on some day.
 */
#ifndef FIATGATE_COMPILER_DUPLICATES_H
#define FIATGATE_COMPILER_DUPLICATES_H

#include "lists.h"

/* What a row says that another row of its list may say, too. */
enum claim_kind {
    CLAIM_NAME,
    CLAIM_BRAND, /* of an entity whose legal name is not known; a row that has one may have the same brand */
    CLAIM_TERM,
    CLAIM_LEI,
    CLAIM_BIC,
    CLAIM_ACCOUNT,
    CLAIM_TAX_ID,
    CLAIM_LICENCE,
    CLAIM_ACCOUNT_OF_LICENSEE,
};

struct claim {
    enum claim_kind kind;
    uint32_t list;
    const char *key;   /* what is the same in both rows, in one form; "" = the row claims nothing */
    const char *owner; /* what tells whether the rows agree: a folded name, a licensee, a status */
    const char *id;    /* of the row */
    int32_t from, to;  /* 0 = open */
    struct place place;
};

/* Each looks for a row that claims the same for some of the same days, says so, and keeps the claim. */
void claim_name(struct list_reading *reading, const struct pack_entry *entry, uint32_t id_column, enum claim_kind kind,
                uint32_t column);
/* Terms that are written alike; two spellings that only folding makes one are no slip. */
void claim_term(struct list_reading *reading, const struct pack_entry *entry, uint32_t id_column, uint32_t column,
                uint8_t ending);
void claim_identifier(struct list_reading *reading, const struct pack_entry *entry, uint32_t id_column,
                      uint32_t name_column, enum claim_kind kind, uint32_t column);
void claim_licence(struct list_reading *reading, const struct pack_licence *licence, uint32_t name_column,
                   uint32_t column, uint32_t status_column);
void claim_account(struct list_reading *reading, const struct pack_entry *entry, uint32_t column);

#endif

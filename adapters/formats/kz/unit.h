/*
 * unit.h: a part of a domestic message whose fields are read together: a payment, or what the payments of a batch
 * share. What each file of the folder reads of one stands here, so that the field map can be made of the same tables.
 */
#ifndef FIATGATE_KZ_UNIT_H
#define FIATGATE_KZ_UNIT_H

#include "../eknp.h"
#include "fields.h"

enum kz_part {
    KZ_PAYMENT, /* with all its fields */
    KZ_COMMON,  /* what the payments of a batch share: its :32A: is their total */
    KZ_ITEM     /* a payment of a batch */
};

/* The person of a wage, pension or social list being read; parts that are missing are empty. */
struct kz_person {
    struct mt_slice family;
    struct mt_slice given;
    struct mt_slice fathers;
};

struct kz_unit {
    struct mt_reading *reading;
    enum kz_part part;
    uint32_t seen;   /* a bit for each rule of which a field was read */
    uint32_t at;     /* of the field being read */
    uint8_t side;    /* of the party being read: 0 the debtor, 1 the creditor */
    bool referenced; /* has a :20: */
    bool amount;     /* has one */
    bool begun;      /* the party being read has had a sub-tag, or text in front of them */
    bool named;      /* it has a name */
    struct mt_slice residence, sector;
    struct kz_person person;
    struct eknp_said said;
};

/* What becomes of a field. */
struct kz_field_rule {
    char tag[4];  /* "52*": with any option or none */
    bool repeats; /* may stand more than once */
    bool (*put)(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field);
    uint8_t fields[4]; /* where its parts go, as put knows them */
    uint8_t side;      /* of a party */
    const struct kz_subtags *subtags;
    const char *note;
};

extern const struct kz_field_rule kz_field_rules[];
extern const uint32_t kz_field_rule_count;

/* Reads all fields of a part of the message. false = refused. */
bool kz_read_unit(struct kz_unit *unit, struct kz_walk fields);

/* party.c: :50: and :59:, and the banks. fields of a bank: BIC, id, account, name. */
extern const struct kz_subtags kz_party_subtags;
bool kz_put_party(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field);
bool kz_put_agent(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field);
/* An IIN, BIN or RNN; anything else in its place is screened as text too. */
bool kz_put_tax_id(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag);

/* details.c: :70: */
extern const struct kz_subtags kz_details_subtags;
bool kz_put_details(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field);

/* A sub-tag's value as it is; and one that has no field of its own, with its name. */
bool kz_put_value(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag);
bool kz_put_unknown(struct kz_unit *unit, const struct kz_subtag *subtag);
/* Free text, in which payment codes may stand. */
bool kz_put_text(struct kz_unit *unit, fg_field field, struct mt_slice text);

#endif

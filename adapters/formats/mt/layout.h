/*
 * layout.h: what a message type is made of: its sequences, the tags in them, and what each tag says in canonical
 * fields. The tables are data: reading goes by them, and the field map is printed from them.
 */
#ifndef FIATGATE_MT_LAYOUT_H
#define FIATGATE_MT_LAYOUT_H

#include "../eknp.h"
#include "fields.h"

/* The sequences a tag may stand in, as bits. */
enum mt_sequence {
    MT_A = 1, /* the only one; the header of a batch; a cover */
    MT_B = 2, /* an item of a batch; the customer transfer that a cover carries */
    MT_C = 4  /* behind the items; of a cover, what its customer transfer has in common with it */
};

/* How often a tag may stand in a sequence. */
enum mt_repetition {
    MT_ONCE,            /* once with any of its options */
    MT_ONCE_PER_OPTION, /* again with another option: every one of them is read and screened */
    MT_MANY
};

/* The canonical fields of a party. */
struct mt_party {
    fg_field name;
    fg_field account;
    fg_field clearing; /* a code behind two slashes, of the bank in a clearing system */
    fg_field bic;
    fg_field address;
    fg_field id; /* IIN, BIN, INN */
};
extern const struct mt_party mt_debtor, mt_creditor, mt_initiator;
extern const struct mt_party mt_instructing_agent, mt_debtor_agent, mt_reimbursement_agent, mt_intermediary_agent,
    mt_creditor_agent;
/* Banks that pay and are paid on their own behalf. */
extern const struct mt_party mt_debtor_bank, mt_creditor_bank;

struct mt_tag;
struct mt_writing;

/* What of a field's text goes where, for the field map. */
enum mt_part_of {
    MT_PART_END,
    MT_PART_FIELD, /* the tag's own field */
    MT_PART_NAME,  /* these of its party */
    MT_PART_ACCOUNT,
    MT_PART_CLEARING,
    MT_PART_BIC,
    MT_PART_ADDRESS,
    MT_PART_ID,
    MT_PART_FIXED,     /* the field in the part itself */
    MT_PART_UNSCREENED /* not screened: note says why */
};
struct mt_part {
    uint8_t of;
    uint8_t field;
    const char *source; /* "line 1", "" for all of it */
    const char *note;
};

/* How a tag is read, and what the field map says of it. */
struct mt_meaning {
    bool (*put)(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag);
    bool single_line; /* lines behind the first are other text */
    const struct mt_part *parts;
};

struct mt_tag {
    uint8_t number;
    uint8_t sequences;
    uint8_t repetition;
    const char *options; /* letters; '-' among them: none. "*": any or none */
    const struct mt_meaning *meaning;
    fg_field field;
    const struct mt_party *party;
};

/* A tag without which a transfer cannot be screened. */
struct mt_need {
    uint8_t number;
    uint8_t sequences; /* it must stand in one of these */
    const char *code;
    const char *name;
};

enum mt_shape { MT_SINGLE, MT_BATCH, MT_COVER, MT_FREE_TEXT };

/* Who pays where no field says so. */
enum mt_payer { MT_PAYER_NAMED, MT_PAYER_SENDER, MT_PAYER_INITIATOR };

#define MT_TAGS_MOST 32

struct mt_layout {
    uint16_t type;
    uint8_t shape;
    uint8_t payer;
    uint8_t item;              /* the number of the tag that begins an item of a batch */
    bool own;                  /* the sender moves money between accounts of its own: it is paid, too */
    const struct mt_tag *tags; /* those of a number that differ in their options alone stand together */
    uint8_t tag_count;
    const struct mt_need *needs; /* up to one without a number */
};

/* The layout of a type; NULL when it has none. */
const struct mt_layout *mt_layout_of(uint32_t type);
/* That of free text, whatever its type. */
extern const struct mt_layout mt_free_text;
/* All of them in turn, for the field map; NULL behind the last. */
const struct mt_layout *mt_layout_at(uint32_t index);
/* The tag that a field is in one of the sequences; NULL when it is none of theirs. */
const struct mt_tag *mt_tag_of(const struct mt_layout *layout, const struct mt_field *field, uint32_t sequences);
/* The same, looked for from a place on and then from the beginning: fields mostly stand in the order of the table. The
 * place moves to the tags of that number. */
const struct mt_tag *mt_tag_behind(const struct mt_layout *layout, uint8_t *from, const struct mt_field *field,
                                   uint32_t sequences);

/* One transfer, or the header of several, being written. */
struct mt_writing {
    struct mt_reading *reading;
    const struct mt_layout *layout;
    bool russian;                    /* texts are Cyrillic in SWIFT-RUR transliteration */
    struct mt_slice purpose;         /* field 70 of such a message, until 72 may have gone on with it */
    struct mt_slice further_purpose; /* what 72 goes on with */
    struct eknp_said said;           /* the payment codes written so far */
    uint8_t place;                   /* in the table of tags: where the last one stood */
    uint64_t filled[2];              /* a bit for each number of a field with text */
    uint32_t options[MT_TAGS_MOST];  /* what has been seen of each tag: a bit per option */
};

#endif

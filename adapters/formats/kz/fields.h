/*
 * fields.h: the fields of a domestic message (":52B:") and the sub-tags inside them ("/NAME/"). Letters of tags and
 * sub-tags may be Cyrillic ones that look like Latin ones: people type them into forms. Reads the message, touches
 * nothing else.
 */
#ifndef FIATGATE_KZ_FIELDS_H
#define FIATGATE_KZ_FIELDS_H

#include "../mt/bytes.h"

struct kz_field {
    char tag[4];          /* "52B"; "" for text in front of the first field */
    uint32_t at;          /* of its first byte */
    struct mt_slice text; /* behind the tag up to the next field, without white space at both ends */
};

/* Fields that are still to be taken. */
struct kz_walk {
    struct mt_slice rest;
    bool flat; /* the message has lost its line ends: a field begins behind a blank */
};

/* Whether a message's text has no line end but at its beginning and end. */
bool kz_is_flat(const struct mt_reading *reading, struct mt_slice text);
/* Takes the next field; false when nothing but white space is left. */
bool kz_next_field(const struct mt_reading *reading, struct kz_walk *walk, struct kz_field *field);

/* The Latin capital or digit that stands at `at` or looks like what does, 0 when none does; *width gets its bytes. */
unsigned char kz_letter(const struct mt_reading *reading, uint32_t at, uint32_t end, uint32_t *width);

#define KZ_SUBTAG_WIDTH 8

/* How far the value of a sub-tag goes. */
enum kz_extent {
    KZ_VALUE, /* to the next known sub-tag, or to a line that begins with a slash */
    KZ_TEXT,  /* to the next line that begins with a known one: slashes are part of the text */
    KZ_FIRST  /* as KZ_VALUE; such a sub-tag stands at the beginning of a line only, as it is too short to be known
                 inside one */
};

struct kz_unit;
struct kz_subtag;

/* A known sub-tag and what becomes of it. The rule with the name "" is for text without one. */
struct kz_subtag_rule {
    char name[KZ_SUBTAG_WIDTH + 1];
    uint8_t extent;
    uint8_t fields[2]; /* of the debtor and of the creditor */
    bool (*put)(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag);
    const char *note; /* for the field map; NULL = nothing to add */
};

struct kz_subtags {
    const struct kz_subtag_rule *rules;
    uint32_t count;
};

struct kz_subtag {
    const struct kz_subtag_rule *rule; /* NULL for one that is not known */
    struct mt_slice whole;             /* with its name */
    struct mt_slice value;             /* without white space at both ends */
};

/* Takes the next sub-tag, or text without one, from *rest; false when nothing but white space is left. */
bool kz_next_subtag(const struct mt_reading *reading, const struct kz_subtags *known, struct mt_slice *rest,
                    struct kz_subtag *subtag);

#endif

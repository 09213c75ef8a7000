/*
 * layout.h: how a bank's card messages are written, as its libconfig file says it (iso8583-1987.cfg explains every
 * key). A bank's file is read once while a gate opens; afterwards it is one immutable structure that all lanes
 * share.
 */
#ifndef FIATGATE_ISO8583_LAYOUT_H
#define FIATGATE_ISO8583_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"

/* Fields are numbered from 2; 1 and 65 say that a further bitmap follows. */
#define LAYOUT_FIELDS      129
#define LAYOUT_FIRST       2
#define LAYOUT_LAST        128
#define LAYOUT_TERTIARY    65
#define LAYOUT_NAME_BYTES  48
#define LAYOUT_NOTE_BYTES  112
#define LAYOUT_PARTS       6
#define LAYOUT_HEADER_MOST 64

/* What a field holds. The character classes that ISO writes as a, an, as, ns, ans are one here: text. */
enum layout_type {
    LAYOUT_UNDEFINED, /* the layout has no such field */
    LAYOUT_NUMBER,    /* n */
    LAYOUT_SIGNED,    /* x+n: C or D and digits */
    LAYOUT_TEXT,      /* a, an, as, ns, s, ans */
    LAYOUT_TRACK,     /* z: a track of the card */
    LAYOUT_BINARY     /* b */
};

/* How something is written; AS_MESSAGE goes by what the message itself shows. */
enum layout_coding {
    CODING_AS_MESSAGE,
    CODING_ASCII,
    CODING_BCD,   /* two digits a byte */
    CODING_BYTES, /* bytes as they are; of a length: a binary number */
    CODING_HEX    /* two hexadecimal digits a byte */
};

/* Where the digit that fills up the last byte of an odd number in BCD stands. */
enum layout_pad { PAD_EITHER, PAD_LEFT, PAD_RIGHT };

/* What stands ahead of the message: the length of all that follows it. */
enum layout_prefix { PREFIX_NONE, PREFIX_ASCII4, PREFIX_BINARY2, PREFIX_BCD2 };

/* How a value becomes canonical. */
enum layout_form {
    FORM_PLAIN,
    FORM_PAN,      /* a card number: masked */
    FORM_TRACK,    /* a track that begins with one; of all else nothing is taken */
    FORM_AMOUNT,   /* minor units of the currency in another field */
    FORM_CURRENCY, /* ISO 4217 number or letters */
    FORM_COUNTRY,  /* ISO 3166-1 number */
    FORM_YYYYMMDD,
    FORM_YYMMDD, /* years from 80 on are of the last century */
    FORM_MMDD    /* checked only: which year it is does not stand in the message */
};

/* Characters [from, to] of a field, counted from 1, as a canonical field of their own. */
struct layout_part {
    uint16_t from, to;
    uint8_t field; /* fg_field */
};

struct layout_field {
    uint8_t type;          /* enum layout_type */
    uint8_t coding;        /* enum layout_coding */
    uint8_t pad;           /* enum layout_pad */
    uint8_t form;          /* enum layout_form */
    uint8_t length_digits; /* of the length ahead of it: 2 LLVAR, 3 LLLVAR; 0 = it has a fixed length */
    uint8_t currency;      /* FORM_AMOUNT: the number of the field that holds its currency */
    uint8_t field;         /* fg_field; FG_FIELD_NONE = not screened, and note says why */
    uint8_t part_count;
    uint16_t length; /* fixed or at most: characters or digits, bytes of a binary field */
    struct layout_part parts[LAYOUT_PARTS];
    char name[LAYOUT_NAME_BYTES];
    char note[LAYOUT_NOTE_BYTES];
};

/* A set of field numbers, as the bitmap of a message: field 1 is the highest bit of the first word. */
struct layout_set {
    uint64_t words[2];
};

static inline bool layout_has(const struct layout_set *set, unsigned number)
{
    return set->words[(number - 1) / 64] >> (63 - (number - 1) % 64) & 1;
}

static inline void layout_add(struct layout_set *set, unsigned number)
{
    set->words[(number - 1) / 64] |= (uint64_t)1 << (63 - (number - 1) % 64);
}

struct layout {
    uint8_t version;      /* first digit of the message type: 0 is the standard of 1987 */
    uint8_t prefix;       /* enum layout_prefix */
    uint8_t header_bytes; /* behind the prefix, ahead of the message type: not read */
    uint8_t message_type; /* enum layout_coding: ASCII, BCD or as the message */
    uint8_t bitmap;       /* BYTES, HEX or as the message */
    uint8_t numbers;      /* ASCII, BCD or as the message */
    uint8_t lengths;      /* ASCII, BCD, BYTES or as the message */
    struct layout_set every_message_holds;
    struct layout_set every_request_holds;
    struct layout_field fields[LAYOUT_FIELDS]; /* by number */
};

/* Reads a layout from a file. FG_OK, FG_E_CONFIG or FG_E_MEMORY with a sentence in why; freed by free(). libconfig ends
 * the process when it cannot have memory, which is why a bank's file is read only while a gate opens, and the layout
 * that is built in needs no reading at all. */
fg_error layout_load(const char *path, struct layout **layout, char *why, size_t why_size);

/* iso8583-1987.cfg, made into a table while the program is built (generate/layoutgen.c). */
extern const struct layout layout_built_in;

#endif

/*
 * letters.h: what every Unicode code point says in each reading. The table is made at build time from Unicode data by
 * generate/foldgen.c; here is its shape and the reader that goes through UTF-8 with it. Constant data, nothing else.
 */
#ifndef FIATGATE_LETTERS_H
#define FIATGATE_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

enum letter_kind {
    KIND_SEPARATOR, /* ends a token; also every byte that is not UTF-8 */
    KIND_IGNORED,   /* as if it were not there: accents, zero-width signs, soft hyphens, variation selectors */
    KIND_LETTER,
    KIND_DIGIT,
    KIND_SIGN /* a separator in the plain reading, a letter beside letters in the others: $ @ */
};

/* The first three are as enum script of fold.h has them. */
enum letter_flag {
    LETTER_LATIN = 1 << 0,
    LETTER_CYRILLIC = 1 << 1,
    LETTER_OTHER = 1 << 2,           /* any other script */
    LETTER_UNLIKE_LATIN = 1 << 3,    /* of another script, and no Latin letter looks like it */
    LETTER_UNLIKE_CYRILLIC = 1 << 4, /* Latin, and no Cyrillic letter looks like it */
    LETTER_OWN = 1 << 5,             /* a token of its own: ideographs, the bitcoin sign, flag letters */
    LETTER_NOT_FIRST = 1 << 6,       /* a sign that is no letter at a word's start: ( # */
    LETTER_DIGIT = 1 << 7,           /* it is a digit */
    LETTER_ODD = 1 << 8,             /* Latin, and looks like another Latin letter than the one it is */
    LETTER_SMALL = 1 << 9,           /* a small letter */
    LETTER_CAPITAL = 1 << 10,        /* a capital */
    LETTER_BAR = 1 << 11,            /* a capital I or a small l, which look the same */
    LETTER_ALONE = 1 << 12,          /* it says something when it is a word of its own */
    LETTER_NOT_LAST = 1 << 13        /* a sign that is no letter at a word's end: ! # */
};
#define LETTER_SCRIPTS (LETTER_LATIN | LETTER_CYRILLIC | LETTER_OTHER)

/* The second look-alike readings are for what looks like two letters: 1 as I and L, 3 as Z and E in Cyrillic. */
struct letter {
    char plain[8];       /* in its own script, transliterated */
    char latin[3];       /* as the Latin letter it looks like */
    char cyrillic[3];    /* as the Cyrillic letter it looks like, transliterated */
    char alone[3];       /* as a Latin word of this one letter */
    char latin_other[1]; /* as the other Latin letter it looks like */
    char cyrillic_other[2];
    uint8_t plain_length, latin_length, cyrillic_length, alone_length; /* 0: no such reading */
    uint8_t latin_other_length, cyrillic_other_length;
    uint8_t kind;
    uint8_t reserved;
    uint16_t flags;
    uint16_t reserved_too;
};

/* No letter says more than this many bytes per two bytes of UTF-8, a space before it included where it is a token of
 * its own. The generator refuses a table that does. */
#define LETTER_GROWTH 5

/* No UTF-8 of what is a token of its own begins with less. The generator refuses a table where some does. */
#define LETTER_OWN_LEAST 0xE0

#define LETTER_BLOCK 128
/* letters[0] is the separator. */
extern const struct letter fold_letters[];
extern const uint16_t fold_blocks[0x110000 / LETTER_BLOCK];
extern const uint16_t fold_index[][LETTER_BLOCK];
/* The plain reading of what takes one or two bytes of UTF-8, in eight bytes, for the loop that nearly all text goes
 * through. */
#define NEAR_CODE_POINTS 0x800
enum near_kind {
    NEAR_OTHER, /* what that loop does not read: signs, tokens of their own, letters that say more than fits in here */
    NEAR_WORD,  /* a letter or digit */
    NEAR_ENDS   /* a separator */
};
struct near_letter {
    char plain[4];
    uint8_t length;
    uint8_t kind;
    uint16_t flags;
};
extern const struct near_letter fold_near[NEAR_CODE_POINTS];

/* The same of ASCII and of the Cyrillic block, a byte for each byte of UTF-8, which is what is read in registers
 * (near_words_wide.c): what it says there, 0: nothing; and of ASCII, that it ends words. Of a letter of two bytes the
 * first is marked where no Latin letter looks like it. Else a mark, and nothing said, stands for what is not read
 * there: NEAR_OTHER, letters that are in disguise in any word, and those that say more than two bytes, but щ, which is
 * marked and says SH, and CH besides. */
#define WIDE_MARK     0x80
#define WIDE_CYRILLIC 0x100
struct wide_letters {
    unsigned char ascii[128], cyrillic[2][WIDE_CYRILLIC];
    unsigned char latin[64]; /* the mark alone for what stands behind 0xC2 and ends no words */
};
extern const struct wide_letters fold_wide;

/* What a letter of the Cyrillic block says in a word that is read as Latin, where it says one byte; else 0. */
extern const unsigned char fold_looks[WIDE_CYRILLIC];

/* FNV-1a over the readings of all code points. Another digest is another FOLD_VERSION. */
extern const uint64_t fold_digest;

static inline const struct letter *letter_of(uint32_t code_point)
{
    return &fold_letters[fold_index[fold_blocks[code_point / LETTER_BLOCK]][code_point % LETTER_BLOCK]];
}

/* One code point of a text. */
struct unit {
    const struct letter *letter;
    uint32_t at, next; /* its bytes are [at, next) */
};

static inline bool utf8_continues(unsigned char byte)
{
    return (signed char)byte < -64; /* 0x80 to 0xBF */
}

/* The unit at a byte before length. What is no shortest-form UTF-8 scalar value is a separator of one byte. */
static inline struct unit unit_at(const unsigned char *text, uint32_t length, uint32_t at)
{
    const unsigned char *byte = text + at;
    uint32_t left = length - at;
    if (byte[0] < 0x80)
        return (struct unit){letter_of(byte[0]), at, at + 1};
    if (byte[0] >= 0xC2 && byte[0] < 0xE0 && left >= 2 && utf8_continues(byte[1]))
        return (struct unit){letter_of((byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu)), at, at + 2};
    if ((byte[0] & 0xF0) == 0xE0 && left >= 3 && utf8_continues(byte[1]) && utf8_continues(byte[2])) {
        uint32_t code_point = (byte[0] & 0x0Fu) << 12 | (byte[1] & 0x3Fu) << 6 | (byte[2] & 0x3Fu);
        if (code_point >= 0x800 && (code_point < 0xD800 || code_point > 0xDFFF))
            return (struct unit){letter_of(code_point), at, at + 3};
    }
    if ((byte[0] & 0xF8) == 0xF0 && left >= 4 && utf8_continues(byte[1]) && utf8_continues(byte[2]) &&
        utf8_continues(byte[3])) {
        uint32_t code_point =
            (byte[0] & 0x07u) << 18 | (byte[1] & 0x3Fu) << 12 | (byte[2] & 0x3Fu) << 6 | (byte[3] & 0x3Fu);
        if (code_point >= 0x10000 && code_point <= 0x10FFFF)
            return (struct unit){letter_of(code_point), at, at + 4};
    }
    return (struct unit){&fold_letters[0], at, at + 1};
}

#endif

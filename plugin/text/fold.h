/*
 * fold.h: text becomes plain upper-case ASCII words, so that matching depends on no alphabet, case, spacing or
 * look-alike letter. Used on the screening path for messages and by the pack compiler for list entries: one code, so
 * both always agree. Touches only the memory it is given.
 *
 * The folded form of a value is " TOKEN TOKEN " (one space before, between and after). Separate segments, of a token at
 * least, stand in one buffer, each begun and ended by its own space, so that no literal of the form " A B " matches
 * across two of them (between two segments stand two spaces). Every token knows the bytes of the value it came from.
 */
#ifndef FIATGATE_FOLD_H
#define FIATGATE_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "transfer.h"

/* Readable bytes that must stand before and after folded text: Hyperscan 5.4.0 reads past the end of its input. */
#define FOLD_PADDING 64
/* Changes whenever the same text may fold differently: packs carry it and are refused by another version. */
#define FOLD_VERSION 5

/* A value is read in up to this many ways; a reading that says the same as the first is left out. */
enum fold_view {
    FOLD_PLAIN, /* each letter in its own script, transliterated: бинанс -> BINANS, ВТС -> VTS */
    FOLD_LATIN, /* look-alikes read as Latin, digits and signs inside words as letters: ВТС -> BTC, b1tc0in -> BITCOIN
                 */
    FOLD_CYRILLIC, /* words that mix scripts read as Cyrillic, then transliterated: кpиптa -> KRIPTA */
    FOLD_JOINED,   /* runs of single letters and digits as one token: U S D T -> USDT, к.р.и.п.т.а -> KRIPTA */
    FOLD_UNBROKEN, /* what the first three say around words that were cut at the end of a full line, whole again */
    FOLD_WHOLE, /* what these say, with words of the pack whole that were cut apart or run together (match/respell.h) */
    FOLD_CORRECTED, /* what these say, with words of the pack put right that were typed with one error */
    FOLD_VIEWS
};

/* How a text had to be read for something to be found in it. Bits; none of them: as it is written. */
enum text_reading {
    READING_TRANSLITERATED = 1 << 0, /* in another script than the entry is written in */
    READING_LOOK_ALIKE = 1 << 1,     /* letters, digits or signs as others that they look like */
    READING_SPACED = 1 << 2,         /* single letters and digits run together: U S D T */
    READING_BROKEN = 1 << 3,         /* over the end of a full line, element or field */
    READING_DIVIDED = 1 << 4,        /* words cut apart or run together: USD-T, BIN ANCE, KUPITUSDT */
    READING_NUMBERED = 1 << 5, /* a number taken off a word, or others that capitals tell apart: 500USDT, PayForUsdt */
    READING_CORRECTED = 1 << 6 /* one typing error put right */
};
#define READING_ALL 0x7F

/* Scripts that letters are of. Bits. */
enum script { SCRIPT_LATIN = 1 << 0, SCRIPT_CYRILLIC = 1 << 1, SCRIPT_OTHER = 1 << 2 };
/* Those of a text's letters; 0 where it has none. */
unsigned text_scripts(const unsigned char *utf8, size_t length);

/* A token is said again where another segment says it of the same bytes, beside the same tokens. Of tokens in a row
 * that are all said again the row stands there, at the value's start and end where it does so here: a term that stands
 * over such tokens alone is found there, and need not be looked for here. */
struct folded_token {
    uint32_t at;   /* its first byte in folded.bytes */
    uint32_t from; /* the bytes [from, to) of the value it came from; empty behind what goes over into another value */
    uint32_t to;
    bool again;
};

/* FOLD_UNBROKEN, and what is made of it, is a window: the words put together with up to WINDOW_TOKENS tokens before the
 * first and behind the last of them, so that terms of one token more are found wherever in them a line ends, and of
 * longer ones those that the window holds. A value of no more tokens than a window may have stands in it whole. */
#define WINDOW_TOKENS 8

struct folded_segment {
    uint32_t at;          /* its opening space in folded.bytes */
    uint32_t first_token; /* its tokens are those up to the next segment's */
    uint16_t value;       /* index in transfer.values */
    uint8_t view;         /* enum fold_view */
    uint8_t readings;     /* enum text_reading bits of the words that it reads otherwise than as written */
    bool goes_on_before;  /* the value has tokens before its first one, */
    bool goes_on_behind;  /* and it, or the one that words go over into, behind its last */
    bool suspect;         /* FOLD_PLAIN: words may be in disguise, whether another reading says so or not; */
    bool odd_signs;       /* signs in it draw letters, or stand for words of one */
};

/* What is said of LOOKED_AT tokens in a row, as match/token_looks.h has it: bit n of each word: of the n-th. */
#define LOOKED_AT 64u
struct looks {
    uint64_t say[8];
};

/* Tokens that are readable behind [0, token_limit), where match/token_looks.h also writes the first. */
#define TOKENS_AHEAD 16u

/* Two tokens, the last of a line or text and the first of the next. FOLD_PADDING bytes are readable behind each. */
struct word_break {
    const unsigned char *left, *right;
    uint32_t left_length, right_length;
};

/* What is known of words while a text is read. */
struct known_words {
    const void *context;
    /* Whether two tokens are words of their own, so that nobody cut one in two there. */
    bool (*are_apart)(const void *context, const struct word_break *at);
    /* Whether two tokens are one word together, so that somebody cut it there, whatever else speaks against it. */
    bool (*are_one)(const void *context, const struct word_break *at);
    /* Whether a word of Cyrillic letters that all look like Latin ones is what it is, and no disguise. */
    bool (*is_itself)(const void *context, const unsigned char *token, uint32_t length);
};

struct folded {
    unsigned char *bytes; /* FOLD_PADDING readable bytes stand before and after [0, limit) */
    uint32_t used, limit;
    struct folded_token *tokens;
    uint32_t token_count, token_limit;
    struct folded_segment *segments;
    uint32_t segment_count, segment_limit;
    const struct known_words *known; /* while it is written; NULL = none are */
    struct looks *looks;             /* of the tokens, two more than they fill; match/token_looks.h writes them */
};

/* Memory for the folded form of transfers within these limits, aligned to 64. */
size_t folded_size(const struct limits *limits);
void folded_place(struct folded *folded, void *memory, const struct limits *limits);

/* Whether the text of a value may go on in the next: another occurrence of the same field, which is one of free text.
 */
bool value_goes_on(const struct transfer *transfer, uint32_t value);

/* Folds every scanned field of a transfer (field_is_scanned). What is known of words (NULL: nothing) is not read
 * otherwise. false = it did not fit (cause limit). */
bool fold_transfer(struct folded *folded, const struct transfer *transfer, const struct known_words *known);

/*
 * Folds one text in one view into out, as " TOKEN TOKEN " without a terminator. Returns its length, 0 when no token
 * remains, or out_size + 1 when it does not fit. For list entries (FOLD_PLAIN, and what a pack asks for) and tests.
 * Words that a view does not read otherwise are plain in it. FOLD_JOINED gives each run as a segment of its own, in a
 * transfer and here: " USDT  TRC20 "; FOLD_LATIN and FOLD_CYRILLIC a second segment where something in a word looks
 * like two letters: b1t: " BIT  BLT ". FOLD_UNBROKEN is of a transfer's values alone: here no token remains in it.
 */
size_t fold_text(enum fold_view view, const char *utf8, size_t length, char *out, size_t out_size);

/* The segment and token at a byte of folded.bytes. at must lie within a segment. */
const struct folded_segment *folded_segment_at(const struct folded *folded, uint32_t at);
/* The index of the token that holds, or is the first to begin at or after, the byte. */
uint32_t folded_token_at(const struct folded *folded, uint32_t at);

#endif

/*
 * wallet_search.h: addresses of digital-asset chains in running text, also where a line end, spaces or dashes cut them,
 * or where they go on in the next value of the field. Part of the screening path; writes nothing but what it is given.
 */
#ifndef FIATGATE_WALLET_SEARCH_H
#define FIATGATE_WALLET_SEARCH_H

#include "wallets.h"

/*
 * The text being searched, and what may still be spent on one transfer, so that text made of things like addresses
 * costs no more than so much. When `checks` are used up, what has the prefix, length and alphabet of an address is
 * reported as address-like, unchecked. When `bytes` are used up, addresses are found in one piece alone.
 */
struct wallet_search {
    uint32_t checks; /* check sums computed */
    uint32_t bytes;  /* looked at for addresses that are cut, or that other letters are glued to */
    const unsigned char *text, *next;
    size_t length, next_length; /* of the value, and of the one that goes on with it; 0 = none does */
    size_t run_from, run_end;   /* the last run looked at that could be base58 in pieces */
};
#define WALLET_CHECKS 64
#define WALLET_BYTES  4096

struct wallet_place {
    struct wallet wallet;
    size_t from, to; /* bytes of the value; `to` is its end where the address goes on in the next */
};

/* Whether an address of TON begins here: in base64, whose characters are not those of words alone. */
static inline bool wallet_starts_ton(const unsigned char *text, size_t length)
{
    if ((text[0] != 'E' && text[0] != 'U') || length < 3)
        return false;
    bool basechain = text[1] == 'Q' && ((text[2] >= 'A' && text[2] <= 'D') || text[2] <= ' ');
    bool masterchain = text[1] == 'f' && (text[2] == '8' || text[2] == '9' || text[2] == '-' || text[2] == '_' ||
                                          text[2] == '+' || text[2] == '/' || text[2] <= ' ');
    return basechain || masterchain;
}

/* What an address in base58 that was cut into pieces is written in: its own characters, in capitals too, and blanks,
 * dashes, points and the "//" of SWIFT messages between the pieces. */
extern const bool wallet_piece_bytes[256];
#define WALLET_PIECES_SHORTEST 25 /* bytes of all pieces together */

/* Whether addresses begin with that digit. */
static inline bool wallet_begins_with_digit(unsigned char digit)
{
    const unsigned digits = 1u << 1 | 1u << 3 | 1u << 4 | 1u << 5 | 1u << 7 | 1u << 8;
    return (digits >> (digit - '0') & 1) != 0;
}
#define WALLET_NUMBER_LONG 8 /* digits of numbers that are looked at whatever they begin with */

/* Goes on with another value of the transfer. */
void wallet_search_value(struct wallet_search *search, const unsigned char *text, size_t length);

/* The address that begins with, in, or shortly before the word [from, to) of letters and digits; false = there is
 * none. Words come in their order. */
bool wallet_find(struct wallet_search *search, size_t from, size_t to, struct wallet_place *place);

/* The address that begins with the letters at the end of a value and goes on in the next, of which the first word has a
 * digit or is very long: they are no word that one looks at elsewhere. */
bool wallet_find_at_end(struct wallet_search *search, struct wallet_place *place);

#endif

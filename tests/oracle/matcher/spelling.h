/*
 * spelling.h: what a value says in one way of reading it, as the oracle keeps it: words with the bytes that they came
 * from. Nothing here knows how the plug-in lays out folded text but the function that takes it over from there.
 */
#ifndef FIATGATE_ORACLE_SPELLING_H
#define FIATGATE_ORACLE_SPELLING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct folded;

#ifdef __cplusplus
extern "C" {
#endif

#define SPELLINGS_MAX    1024
#define SPELLED_MAX      (1u << 16) /* words of all spellings of one transfer */
#define SPELLED_BYTES    (1u << 18) /* of words that stand nowhere in the folded text */
#define SPELLED_WORD_MAX 2048       /* letters of one word */

struct spelled {
    const char *letters; /* not terminated */
    uint32_t length;
    uint32_t from, to; /* bytes of the value */
};

struct spelling {
    uint32_t first, count; /* in spellings.words */
    uint32_t value;
    uint8_t readings; /* enum text_reading bits */
    bool goes_on;     /* the value has words behind its last */
};

struct spellings {
    struct spelling items[SPELLINGS_MAX];
    uint32_t count;
    struct spelled words[SPELLED_MAX];
    uint32_t word_count;
    char bytes[SPELLED_BYTES];
    uint32_t used;
};

/* The segments that stand in folded text. Their letters stay there. Ends the program where there is no room. */
void spellings_of(struct spellings *spellings, const struct folded *folded);
/* Begins a spelling behind the others, without words. */
struct spelling *spelling_begin(struct spellings *spellings, uint32_t value, uint8_t readings);
/* A word more of the last spelling. */
void spelling_add(struct spellings *spellings, struct spelled word);
/* Letters that stay as long as the spellings. */
const char *spelling_letters(struct spellings *spellings, const char *letters, uint32_t length);
/* Takes the last spelling back. */
void spelling_abandon(struct spellings *spellings);

/* A term in a spelling: from its first word's first byte to its last one's last. What lies in words that have no bytes
 * of the value alone, being another value's, is found there. */
struct finding {
    uint32_t term, value, from, to;
    uint8_t readings;
};

struct findings {
    struct finding *items;
    uint32_t count, limit;
};

void findings_add(struct findings *findings, struct finding finding);
/* Sorted by all members. */
void findings_sort(struct findings *findings);

#ifdef __cplusplus
}
#endif

#endif

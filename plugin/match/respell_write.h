/*
 * respell_write.h: segments in which some tokens are read otherwise (respell.h), written from what was found. Touches
 * the folded text, and reads the transfer's. Part of the screening path.
 */
#ifndef FIATGATE_RESPELL_WRITE_H
#define FIATGATE_RESPELL_WRITE_H

#include "transfer.h"
#include "word_ways.h"

/* A segment being read and what its readings are written to. */
struct reading_of {
    const struct word_index *index;
    const struct transfer *transfer; /* NULL = its text is not known */
    struct folded *folded;
    uint32_t segment; /* in folded.segments */
};

struct token_text {
    uint32_t at, length;
};

static inline struct token_text token_text(const struct reading_of *reading, uint32_t token)
{
    const struct folded *folded = reading->folded;
    uint32_t at = folded->tokens[token].at;
    return (struct token_text){at, token_bytes_end(folded, &folded->segments[reading->segment], token) - at};
}

/* Tokens [first, end) that are read otherwise: several that are one word; one that is several words; or one or several
 * that are a word with an error in it. */
struct finding {
    uint32_t first, end;
    uint8_t readings;    /* in which ways */
    bool is_word;        /* several as one: it is a word, */
    bool numbers_inside; /* a token to be corrected is put right with the numbers that stand in it; */
    uint8_t word_before; /* or without the word of so many letters that it begins with */
    uint8_t word_behind; /* or ends with */
    uint64_t phrase;     /* and as struct cut has it */
    /* Of what letters_between_numbers() says, or of a token with numbers among its letters, where READING_CORRECTED is
     * among them. */
    struct correction corrections[CORRECTIONS];
    uint32_t correction_count;
};

/* The letters of tokens, put together, without the numbers before and behind them. */
struct letters {
    uint32_t length;                            /* 0 = there are none, too many, or numbers among them */
    uint32_t before;                            /* digits before them, */
    uint32_t behind;                            /* and behind */
    unsigned char bytes[WORD_LONGEST + 1 + 16]; /* zero behind the letters */
};
void letters_between_numbers(const struct reading_of *reading, uint32_t first, uint32_t end, struct letters *letters);

/* What was found in a segment, by its first tokens; of one token first what is whole. */
#define FINDINGS 96
struct findings {
    uint32_t alternative; /* of corrections that one is written, or the last there is */
    uint32_t count;
    struct finding items[FINDINGS];
};

/* What is a word and also several of a term is written as these. Beside enum text_reading bits. */
#define AS_PHRASES (1u << 8)

/* Writes the segment with those findings whose ways are all allowed, if there are any; of two over one token the
 * first, but before it what has an error hidden behind another way. It is a window: from WINDOW_TOKENS before the first
 * to as many behind the last of them. *used: their ways; where it stays none, nothing is written. Tokens that stand as
 * they are say it again. false = it does not fit. */
bool respell_write(const struct reading_of *reading, const struct findings *findings, enum fold_view view,
                   unsigned allowed, unsigned *used);

#endif

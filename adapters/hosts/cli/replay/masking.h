/*
 * masking.h: what of a payment may be shown to people who need not know whose it is: pure functions over text.
 */
#ifndef FIATGATE_CLI_REPLAY_MASKING_H
#define FIATGATE_CLI_REPLAY_MASKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fiatgate.h"

/* Stands for a run of letters and digits, however long it is. */
#define MASK "•••"

/* Whether a field's value is shown as it is: amounts, currencies, dates, codes, BICs of agents and the UETR, where they
 * look as such; names, accounts, ids, references, addresses and free text never. */
bool masking_leaves(fg_field field, const char *text, size_t length);
/* Whether a text looks like a type of message: "pacs.008.001.08". */
bool masking_is_type(const char *text);

/* Bytes [from, to) of a value that something in a list points at. */
struct mask_span {
    uint32_t from, to;
    bool whole; /* it is itself what the list holds: an address of a wallet, an account or BIN of a listed entity */
};

/*
 * Says of each byte of a value whether it may be shown: those of spans, but for numbers of six digits or more, also
 * with spaces and signs between (accounts, IINs, phones, cards), the letters that such a number is written with, and
 * what stands before "@" of an e-mail address. Only a whole span shows them too. open has room for length.
 */
void mask_open(const char *text, size_t length, const struct mask_span *spans, size_t count, bool *open);

/* The most bytes that a masked text of a length needs, with its NUL. */
#define MASKED_MOST(length) ((length)*5 + sizeof MASK)
/* Writes a text with each run of letters and digits as MASK; signs and spaces stay. Returns its length. */
size_t mask_write(const char *text, size_t length, char *out);

/* Writes bytes [from, to) of a text with what must stay hidden masked; what may be shown of it follows from span (as
 * mask_open; NULL = nothing). out has room for MASKED_MOST(to - from). */
void mask_write_span(const char *text, size_t length, size_t from, size_t to, const struct mask_span *span, char *out);

/* Of a sentence, what stands in it in quotes is masked. Returns out, which has room for MASKED_QUOTES. */
#define MASKED_QUOTES(size) (MASKED_MOST(size))
const char *mask_quotes(const char *sentence, char *out);

#endif

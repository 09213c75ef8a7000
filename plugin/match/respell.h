/*
 * respell.h: the readings that only a pack's own words give: words cut apart or run together made whole, numbers taken
 * off words, one typing error put right. Reads the pack's word index (word_index.h) and the folded text, and writes
 * further segments behind it. Part of the screening path.
 *
 * A reading that stands in the folded text (plain, Latin, Cyrillic, unbroken, and the runs of FOLD_JOINED) is written
 * once more where some of its tokens are read otherwise; all its other tokens stand in it as they are, so that a name
 * of several words is found with one of them in disguise, and every token leads to the bytes of the value that it came
 * from. A segment's readings are those of the one it was made of and its own.
 *
 *   FOLD_WHOLE      tokens in a row that together say a word of the pack are one ("BIN ANCE", "U SDT", "BINANCE" over
 *                   the end of an element or field); one token that is made of nothing but words of the pack and
 * numbers is several ("KUPITUSDT", "500USDT"). Never a part of a token beside letters that say nothing: USDTRAVEL is no
 * USDT. Which words, and of how many tokens, follows from the word's length. FOLD_CORRECTED  tokens that are one typing
 * error (a letter too many, too few, another, or two exchanged) away from one word of at least CORRECTED_LETTERS
 * letters, the first letter not among them, are that word.
 *
 * A token that is itself a word of the pack, or an ordinary one (list kind `ordinary`), stays as it is.
 */
#ifndef FIATGATE_RESPELL_H
#define FIATGATE_RESPELL_H

#include <stdbool.h>

#include "judge/pack.h"
#include "text/fold.h"

#define CORRECTED_LETTERS 7

/* Appends the segments. false = they did not fit. Work is linear in the text. */
bool respell(const struct pack *pack, struct folded *folded);

#endif

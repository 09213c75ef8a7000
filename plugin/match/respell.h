/*
 * respell.h: the readings that only a pack's own words give: words cut apart or run together made whole, numbers taken
 * off words, one typing error put right. Reads the pack's word index (word_index.h) and the folded text, and writes
 * further segments behind it. Part of the screening path.
 *
 * A reading that stands in the folded text (plain, Latin, Cyrillic, unbroken, and the runs of FOLD_JOINED) is written
 * once more where some of its tokens are read otherwise; the tokens beside these (WINDOW_TOKENS) stand in it as they
 * are, marked as said again, so that a name of several words is found with one of them in disguise, and every token
 * leads to the bytes of the value that it came from: a piece of a token to its own bytes where they are the letters
 * that it says (ASCII), else to all of the token's. A segment's readings are those of the one it was made of and its
 * own.
 *
 * FOLD_WHOLE: tokens in a row that together say a word of the pack are one ("BIN ANCE", "U SDT"); one token that is
 * made of nothing but words of the pack and numbers is several ("KUPITUSDT", "500USDT"); ordinary words are among them,
 * in the forms that the compiler makes of their stems, but one must be of a term; and behind a preposition at the end a
 * name; or made of words that capitals or another script tell apart ("PayForUsdt", "оплатаBTC"), which are as sure as
 * beside numbers. Else never a part of a token beside letters that say nothing: USDTRAVEL is no USDT. Several words of
 * a term that are cut elsewhere (SET B NB) are written as these; where they together are a word as well, in a segment
 * of its own. Else a value has one such segment, and where some tokens of it only lose a number, one more with no other
 * change: numbers may be taken off words for which more is too much. word_cut.c and word_split.c say which words, and
 * of how many tokens.
 *
 * FOLD_CORRECTED: tokens that are one typing error (a letter too many, too few, another, or two exchanged) away from
 * one word of at least WORD_WRONG_LEAST letters, the first letter not among them, are that word; a letter is one of the
 * folded text or what it writes a Cyrillic one as (letter_units.h), and numbers in it are right. Of several words
 * word_correct.c takes up to CORRECTIONS, and all that is said here is written once more for each: BINNACE is BINNANCE
 * and BINANCE. Written of each reading; and once more with all that FOLD_WHOLE makes of it, and with words in which an
 * error hides behind another way: letters with a number before or behind them ("BINANEC500"); or run together with
 * another word ("obmenBINANEC"), not before the first letter of the second nor behind the last of the first, unless the
 * token is two words as it is; and two tokens of letters, one of which says nothing, that together are such a word
 * ("BIN ANEC"), but not a word and a letter, and neither an ordinary word of HALF_ORDINARY_LEAST letters; behind a word
 * of the pack the error stands behind the second token's first letter, or in it where that token has GOES_ON_WRONG
 * letters.
 *
 * A token that lists say as it is, an ordinary word (list kind `ordinary`) in a form that the compiler makes of it
 * among them, is not split or corrected. One that is a stem of a term with some ending is not split, and made a whole
 * word only; a letter of it may be another where a vowel stands for a consonant or a consonant for a vowel (тетеруа):
 * surnames have others of their kind. So is an ordinary word's with an ending that no form has (закупкаа), but for
 * other letters: forms that the compiler does not make have such. What is a word only as a spelling made of another
 * (BINANEC of бинанец), or as the beginning of words, is not split, and read as it is and corrected.
 */
#ifndef FIATGATE_RESPELL_H
#define FIATGATE_RESPELL_H

#include <stdbool.h>

#include "judge/pack.h"
#include "text/fold.h"
#include "transfer.h"

/* What is found in a value's reading is written in at most six segments, each no longer than it but for a byte a
 * piece; where it is more than FINDINGS (respell_write.h), so often, each time in the window around it: in all no more
 * than eight times the reading. What else misspelt words may be takes up to half of the room, and is left out where
 * that is gone. What folds into a sixteenth of the folded text's limits always fits. Those are four times
 * limits.text_bytes.
 */
#define RESPELL_TIMES 16

/* Appends the segments. A piece of a token leads to its own bytes where the text, of which folded is the folded form,
 * has them one for one; else, and without the transfer (NULL), to the whole token's. false = they did not fit. Work is
 * linear in the text. */
bool respell(const struct pack *pack, const struct transfer *transfer, struct folded *folded);

#endif

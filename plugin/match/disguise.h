/*
 * disguise.h: terms in values that look disguised, whatever of cutting, spacing, gluing, breaking over a line and
 * writing with look-alikes was done to them at once. The readings of folded text (text/fold.h, respell.h) undo one way
 * after the other, each in a segment of its own; two or three ways at once leave nothing for them to hold on to. Here
 * the value's letters, digits and signs are gone through as they stand, without what separates them, and every one may
 * say any letter that it looks or sounds like, as the table of text/letters.h has it; terms are looked for by a trie of
 * their letters without spaces (PACK_DISGUISES, laid out as disguise_layout.h says), so that nothing is found that each
 * of the characters could not say.
 *
 * Where a word begins from which nothing is found so, one typing error is supposed: a letter of the text too many, one
 * of the term missing or another, or two exchanged, in a word that looks odd and for one of WORD_WRONG_LEAST letters of
 * a term that may be put right, not in its first letter. The term begins and ends where words do, or beside a number.
 *
 * Only terms of DISGUISE_LEAST letters and digits or more are looked for so. One of fewer than DISGUISE_ANYWHERE begins
 * and ends where a token does, or, from DISGUISE_BESIDE on, beside a number; a longer one anywhere. One of fewer than
 * DISGUISE_SHORT looks odd itself, and most of what says it are letters, or signs that everyday numbers do not have
 * among their digits (v0|₭5, not v0+k5); ! and # end it only behind others such. One of fewer than DISGUISE_BESIDE
 * begins or ends beside a number that makes up the rest of its word, if it has DISGUISE_NUMBERED letters and letters of
 * several scripts or signs among them, without which one of fewer is not looked for at all. From DISGUISE_NUMBERED on a
 * term may be run together with a word of the pack's index on one side (prodamZU$D), if digits or signs say some of its
 * letters, and no number may be what stands at its end (USD351). A number of the text is none of a longer term either
 * that has none: not at its beginning (737 IK), at its end or apart only where something else is odd. What no entry of
 * a term may be found by is no hit, nor in the way of others.
 *
 * Ordinary text is let go: only values of which folding wrote another reading than the plain one (disguised words,
 * spaced letters, full lines), or in which signs draw letters (/\ for a lambda), stand for words of one or right beside
 * a word, are looked at, in them only what is near to something odd, and nothing is a hit that says the term as it is
 * written.
 *
 * Touches the transfer's text, the pack and the hits. The work is bounded by the length of the transfer's text
 * (disguise.c: STEPS_A_BYTE, and WRONG_STEPS_A_BYTE for typing errors). Part of the screening path.
 */
#ifndef FIATGATE_MATCH_DISGUISE_H
#define FIATGATE_MATCH_DISGUISE_H

#include "hits.h"

/* Letters and digits of a term, without spaces. */
#define DISGUISE_LEAST    3
#define DISGUISE_NUMBERED 4
#define DISGUISE_SHORT    6
#define DISGUISE_BESIDE   7
#define DISGUISE_ANYWHERE 10
#define DISGUISE_LONGEST  63

/* Adds the hits of terms in disguise, behind all others: what was found already of the same entry, over the same bytes,
 * is not told again. SCAN_LIMIT: they did not fit. SCAN_WORK: the text can be read in too many ways. */
enum scan_result disguise_scan(const struct pack *pack, const struct transfer *transfer, const struct folded *folded,
                               struct hits *hits);

/* The loader's check of the section: every node reached once, every term that belongs there found by its letters. "" =
 * it is sound, else what is wrong. */
const char *disguise_verify(const struct pack *pack);

/* Whether a term is one to look for so. text is as struct pack_term says. */
bool disguise_takes(const struct pack_term *term, const char *text);

/* The compiler's half (rules/compiler/disguise_build.c): lays out the trie of those of the first `count` terms that it
 * takes, into memory of the caller's; size 0 with into NULL asks how much is needed. The same terms give the same
 * bytes. */
size_t disguise_build(const struct pack_term *terms, const char *strings, uint32_t count, unsigned char *into,
                      size_t size);

#endif

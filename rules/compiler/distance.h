/*
 * distance.h: how far a word that is not known is from one that is, for "did you mean". Also used by the command line.
 */
#ifndef FIATGATE_COMPILER_DISTANCE_H
#define FIATGATE_COMPILER_DISTANCE_H

/* Words longer than this are not compared. */
#define DISTANCE_WORD_MAX 63

/* The Levenshtein distance of two words; UINT_MAX when one is too long. */
unsigned word_distance(const char *a, const char *b);

#endif

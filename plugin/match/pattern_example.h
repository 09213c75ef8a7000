/*
 * pattern_example.h: a text that a pattern of a pack must be found in, for the known-answer test of the engine. Pure.
 */
#ifndef FIATGATE_PATTERN_EXAMPLE_H
#define FIATGATE_PATTERN_EXAMPLE_H

#include <stddef.h>

/*
 * Writes a short text that the pattern matches as a whole: of alternatives the first, of repetitions the fewest. Knows
 * letters, digits, spaces, classes, groups, `|`, `?` and `{m,n}`. Returns its length, 0 when the pattern says something
 * else, when the text is empty or does not fit, or is not words with one space between.
 */
size_t pattern_example(const char *pattern, char *out, size_t size);

#endif

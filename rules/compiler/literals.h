/*
 * literals.h: numbers in the text of a .cfg file. The rule language has none: libconfig would read one that is beyond
 * 32 bits as another number, without a word, so the text itself is looked at.
 */
#ifndef FIATGATE_COMPILER_LITERALS_H
#define FIATGATE_COMPILER_LITERALS_H

#include "report.h"

/* Reports every number, date or the like that stands without quotes. */
void literals_check(struct report *report, const char *file, const char *text);

#endif

/*
 * spreadsheet.h: what spreadsheets do to values they take for numbers, dates and formulas, and what was meant, where
 * that can be told. Pure functions; what they return lives in the arena.
 */
#ifndef FIATGATE_COMPILER_SPREADSHEET_H
#define FIATGATE_COMPILER_SPREADSHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "match/identifiers.h"
#include "messages.h"
#include "storage.h"

/* "#N/A", "#ИМЯ?", "######" */
bool spreadsheet_is_error(const char *cell);
/* "TRUE", "ИСТИНА", in capitals */
bool spreadsheet_is_truth(const char *cell);
/* "2,11E+11" */
bool spreadsheet_is_shortened(const char *cell);
/* How many digits stand before the point of "119.0" or "119,00"; 0 = it is something else. */
size_t spreadsheet_whole_digits(const char *cell);

/* The digits of a shortened number when it still has them all, else "". */
const char *spreadsheet_digits(struct arena *arena, const char *cell);

/* Behind a sentence: " (did you mean …?)" or the two ways to read a date, "" when nothing can be told. */
const char *spreadsheet_date_hint(struct arena *arena, enum compiler_language language, const char *cell);
/* The same of an identifier that is not valid as it stands and is when one thing is put right. */
const char *identifier_hint(struct arena *arena, enum compiler_language language, enum identifier_kind kind,
                            const char *cell);

/* " (did you mean "MEANT"?)"; "" when nothing was meant. */
const char *meant_hint(struct arena *arena, enum compiler_language language, const char *meant);

#endif

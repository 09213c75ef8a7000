/*
 * cells.h: what stands in cells of tables and cannot be meant: text that went through a wrong code page, what
 * spreadsheets make of values, letters of two alphabets in a word, characters that cannot be seen. What a cell means is
 * for its reader.
 */
#ifndef FIATGATE_COMPILER_CELLS_H
#define FIATGATE_COMPILER_CELLS_H

#include "report.h"
#include "storage.h"

/* What a cell holds, as far as its column's name tells. */
enum cell_content {
    CELL_OTHER,      /* nobody's column, or one for people */
    CELL_PAYMENT,    /* a field of a case's payment: as messages are, with whatever stands in them */
    CELL_PROSE,      /* text that people are shown */
    CELL_WORD,       /* a word of the rule language */
    CELL_ID,         /* a name within the pack, or a number that is no identifier of a kind */
    CELL_CODE,       /* compared as it stands */
    CELL_DATE,       /* read as a date */
    CELL_IDENTIFIER, /* with check digits, or an account */
    CELL_PATTERN,    /* a pattern over folded text */
    CELL_DOMAINS,    /* "; " between several */
    CELL_ALIASES,    /* the same */
    CELL_NAME,       /* a name or term that is looked for */
    CELL_CONTENTS
};

/* Of a column by its name; otherwise = of one that no table of the language has. */
enum cell_content cell_content_of(const char *column, enum cell_content otherwise);

/* Says what is wrong with a cell, for people by its column's name. false = an error was said of it. */
bool cell_check(struct report *report, struct arena *arena, struct place place, enum cell_content content,
                const char *column, const char *cell);

/* A cell without what cannot be seen, quotes of any shape around it, and in small letters: the name of a column as it
 * was meant. */
const char *cell_as_column(struct arena *arena, const char *cell);

#endif

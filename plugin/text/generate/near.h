/*
 * near.h: the tables of fold_table.c that hold the plain reading of near letters once more, for the loops that nearly
 * all text goes through (letters.h).
 */
#ifndef FIATGATE_NEAR_H
#define FIATGATE_NEAR_H

#include <stdint.h>
#include <stdio.h>

#include "../letters.h"

/* letter_of: by code point. */
void print_near(FILE *out, const struct letter *letters, const uint16_t *letter_of);

#endif

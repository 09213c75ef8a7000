/*
 * terminal_text.h: text of messages on a terminal, where a payment must not be able to move the cursor.
 */
#ifndef FIATGATE_CLI_TERMINAL_TEXT_H
#define FIATGATE_CLI_TERMINAL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Whether a byte of UTF-8 takes no column of its own. */
bool terminal_no_width(const unsigned char *at);
/* The columns that text takes. */
size_t terminal_width(const char *text);
/* Puts spaces in the place of control characters and of marks that turn the direction of writing. */
void terminal_clean(char *text);
/* Writes it so. */
void terminal_write(FILE *out, const char *text);

#endif

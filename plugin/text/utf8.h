/*
 * utf8.h: well-formed UTF-8 (Unicode 15, table 3-7). Pure functions over the bytes they are given.
 */
#ifndef FIATGATE_UTF8_H
#define FIATGATE_UTF8_H

#include <stddef.h>

/* How many bytes from the start are whole, well-formed characters; length when all are. */
size_t utf8_valid_prefix(const void *bytes, size_t length);

#endif

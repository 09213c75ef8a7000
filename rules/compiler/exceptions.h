/*
 * exceptions.h: the folder exceptions of a pack folder: a person's decision that a rule does not act on payments just
 * like one that was looked at, for a year at most.
 */
#ifndef FIATGATE_COMPILER_EXCEPTIONS_H
#define FIATGATE_COMPILER_EXCEPTIONS_H

#include "draft.h"

/* Reads the exceptions of the folder that is being read, if it has any; rules and lists must have been read. */
void exceptions_read(struct draft *draft);

#define EXCEPTION_RULES_MAX 16

/* The rules an exception is from, in the order in which it names them. */
struct exempted {
    uint32_t rules[EXCEPTION_RULES_MAX];
    uint32_t count;
};

/*
 * What an exception is tied to: the first 16 hex digits of a SHA-256 over what its rules look for and, where one is
 * named (1 + its number, 0 = none), the entry with all its names and identifiers. Actions, modes and dates are no part
 * of it, nor other entries.
 */
#define GRANTED_FOR_DIGITS 16
void exception_granted_for(struct draft *draft, const struct exempted *exempted, uint32_t entry,
                           char digits[GRANTED_FOR_DIGITS + 1]);

#endif

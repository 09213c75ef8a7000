/*
 * condition.h: conditions of rules: read, checked, turned into the postfix form of pack.h, and evaluated where only
 * part of the world is known.
 */
#ifndef FIATGATE_COMPILER_CONDITION_H
#define FIATGATE_COMPILER_CONDITION_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler.h"
#include "judge/pack.h"

#define CONDITION_CODE_MAX 1024

/* A selection as conditions see it. */
struct condition_name {
    const char *name;
    bool from_text; /* it looks at text, or at what rests on it: no `not` may stand before it */
};

struct condition {
    uint8_t code[CONDITION_CODE_MAX];
    uint32_t length;
    uint32_t used; /* bit n: selection n */
    /* Where reading stopped, when it did: character of the text, from 0, and what is wrong there. */
    uint32_t error_at;
    char error[512];
};

/* false = error, in that language, and error_at say why. */
bool condition_read(struct condition *condition, const char *text, const struct condition_name *names, uint32_t count,
                    enum compiler_language language);

/* Whether a selection may not be called so: a word of conditions, in either case, or a name with "*". */
bool condition_reserves(const char *name);

enum truth { TRUTH_FALSE, TRUTH_TRUE, TRUTH_UNKNOWN };

/* The condition's truth, given that of its selections (Kleene's three values). */
enum truth condition_evaluate(const struct condition *condition, const enum truth *selections);

#endif

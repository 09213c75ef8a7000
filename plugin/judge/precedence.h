/*
 * precedence.h: which rule decides, as one table. judge.c asks it, `fiatgate pack show` prints it. Pure; no memory but
 * constants.
 */
#ifndef FIATGATE_PRECEDENCE_H
#define FIATGATE_PRECEDENCE_H

#include <stdbool.h>
#include <stdint.h>

/* What is known of one rule on one transfer: bits. */
enum precedence_fact {
    RULE_IS_OFF = 1u << 0,
    RULE_OUT_OF_DATE = 1u << 1,  /* on the transfer's as-of day */
    RULE_FAILS = 1u << 2,        /* its condition does not hold */
    RULE_OF_SANCTIONS = 1u << 3, /* by its ground, or by a list that was hit */
    RULE_EXCEPTED = 1u << 4,     /* an exception covers it here */
    RULE_RELIEVED = 1u << 5,     /* a relief covers it here */
    RULE_IN_SHADOW = 1u << 6,    /* its mode, or the weights that it holds by */
    PRECEDENCE_FACTS_END = 1u << 7
};

/* Any of these, and the rule asks for nothing. */
#define PRECEDENCE_SILENT (RULE_IS_OFF | RULE_OUT_OF_DATE | RULE_FAILS)

/* What a rule asks for. */
struct demand {
    bool heard;    /* it asks for something, at least for what would be */
    bool decides;  /* for what is done too */
    bool weighs;   /* its weight and its duties count */
    bool excepted; /* an exception made it ask for pass */
    bool relieved; /* a relief made it ask for less */
    uint8_t action;
};

/* action: the rule's own fg_action. */
struct demand precedence_of(uint32_t facts, uint8_t action);

/* The rows of the table and how their answers are put together, as sentences, in order. */
extern const char *const precedence_lines[];
extern const uint32_t precedence_line_count;

#endif

/*
 * work.h: the most work that a built pack can make of one transfer, counted from its records.
 */
#ifndef FIATGATE_COMPILER_WORK_H
#define FIATGATE_COMPILER_WORK_H

#include "judge/pack.h"

struct work {
    uint32_t rules;             /* that are not off: so many conditions are evaluated, at the most */
    uint32_t selections;        /* of them all: each is looked at once for each rule */
    uint32_t operations;        /* of all their conditions */
    uint32_t postings;          /* entries that one hit of the busiest term stands for */
    const char *busiest;        /* that term's text; borrowed from the pack */
    uint32_t identifiers;       /* entries that one identifier stands for, at the most */
    uint32_t names, stems;      /* looked for: whole words; beginnings of words */
    uint32_t patterns, longest; /* characters that the longest of them finds */
    uint32_t engine;            /* of all three those that the pattern engine looks for */
};

void work_measure(const struct pack *pack, struct work *work);

#endif

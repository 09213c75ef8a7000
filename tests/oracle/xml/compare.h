/*
 * compare.h: holds what the library reads against what libxml2 finds, and counts.
 */
#ifndef TESTS_ORACLE_XML_COMPARE_H
#define TESTS_ORACLE_XML_COMPARE_H

#include "messages.h"
#include "plugin/gate.h"

/* Counts over all messages, and how many differences are to be told of. */
struct tally {
    unsigned messages, transfers, legs, values, texts, places;
    unsigned differing; /* messages that differ in anything */
    unsigned differences;
    unsigned told, tell; /* differences printed, and how many of them at most */
    unsigned of_field[FG_FIELD_LIMIT];
    unsigned *row_values; /* by row of the table: values compared */
};

void tally_open(struct tally *tally, unsigned tell);
void tally_close(struct tally *tally);

/* name: how the message is found again. purposes: whether purpose codes are compared, which texts may overrule. */
void compare(struct reader *reader, const struct message *message, const char *name, bool purposes,
             struct tally *tally);
/* Prints the counts; returns whether all agreed. */
bool tally_report(const struct tally *tally, const char *what);
/* Prints rows of which no value was compared; returns whether there are none. */
bool tally_rows_were_met(const struct tally *tally);

#endif

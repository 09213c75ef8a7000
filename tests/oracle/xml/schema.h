/*
 * schema.h: which elements stand in which order in the ISO 20022 messages that the oracle generates, as rules of text,
 * read once into tables. Written from the published schemas, without a look at how the adapter reads them.
 */
#ifndef TESTS_ORACLE_XML_SCHEMA_H
#define TESTS_ORACLE_XML_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "leaves.h"

/* How often an element stands in its parent. */
enum occurs { ONCE, OPTIONAL, ANY_NUMBER };

/* An element of a rule. */
struct particle {
    char name[32];
    enum occurs occurs;
    uint32_t eras; /* bits of ERA() */
    bool leaf;
    union {
        enum leaf_kind kind;
        uint32_t rule;
    } content;
};

/* The content of an element: its particles in order, or one of them. */
struct rule {
    const char *name;
    const char *text;
    bool choice;
    uint32_t first, count;
};

/* Generations of the schemas, by the letters of the rules: a 2009, b 2013, c 2019, d 2021, e 2023 and later. */
#define ERA(letter) (1u << ((letter) - 'a'))

/* A version of a message that is generated. */
struct version {
    const char *type;    /* "pacs.008.001.08" */
    const char *element; /* "FIToFICstmrCdtTrf" */
    const char *rule;
    char era;
};
extern const struct version versions[];
extern const uint32_t version_count;

/* Reads the rules; ends the program with a sentence where one is wrong. */
void schema_read(void);
const struct rule *schema_rule(const char *name);
const struct rule *schema_rule_at(uint32_t index);
const struct particle *schema_particle(uint32_t index);

#endif

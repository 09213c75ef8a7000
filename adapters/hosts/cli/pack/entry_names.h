/*
 * entry_names.h: by what names, words and identifiers each entry of a pack is found. Reads the pack.
 */
#ifndef FIATGATE_CLI_ENTRY_NAMES_H
#define FIATGATE_CLI_ENTRY_NAMES_H

#include "judge/pack.h"

struct entry_name {
    uint32_t entry;
    uint32_t match;   /* one pack_match bit */
    const char *text; /* in the form in which it is compared */
    uint16_t length;  /* of text, without the spaces around */
    uint8_t ending;   /* letters by which the last word may go on */
    uint8_t kind;     /* 0, or 1 + enum identifier_kind */
};

/* By entry, then by match, then by text. */
struct entry_names {
    struct entry_name *items;
    uint32_t *first; /* by entry; one more than there are entries */
};

/* false = memory could not be had. */
bool entry_names_read(struct entry_names *names, const struct pack *pack);
void entry_names_free(struct entry_names *names);
int entry_name_compare(const struct entry_name *a, const struct entry_name *b); /* entries apart */

#endif

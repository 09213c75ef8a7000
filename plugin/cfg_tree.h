/*
 * cfg_tree.h: the settings of a small libconfig file as a tree, read without libconfig, for files that are read while a
 * gate is live: libconfig ends the process when it cannot have memory. All of a tree lies in one block, and that it
 * could not be had is an error like any other.
 *
 * Read are groups, lists, arrays, strings (with the escapes of libconfig, several in a row being one) and, as words,
 * numbers and booleans; comments of the three kinds. What libconfig refuses is refused, but for a comment that the
 * file's end ends; and so are comments that nothing ends, and escapes that libconfig would leave as they are.
 */
#ifndef FIATGATE_CFG_TREE_H
#define FIATGATE_CFG_TREE_H

#include <stdbool.h>

#include "cfg_text.h"

enum cfg_kind { CFG_GROUP, CFG_LIST, CFG_TEXT, CFG_WORD };

struct cfg_node {
    const char *name; /* "" in a list */
    enum cfg_kind kind;
    int line;
    const char *text;             /* of a text or a word */
    const struct cfg_node *first; /* of a group or a list */
    const struct cfg_node *next;  /* of the group or list it stands in */
    int length;                   /* how many stand in it */
};

/* The file's settings as a group, to be given to free(). NULL with a fault; reading->no_memory says which kind. */
struct cfg_node *cfg_tree_read(struct cfg_reading *reading, const char *text);
/* The member of a group, NULL when there is none. */
const struct cfg_node *cfg_member(const struct cfg_node *group, const char *name);

#endif

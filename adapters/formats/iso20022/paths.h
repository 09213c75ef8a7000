/*
 * paths.h: from an element's place in the message to a canonical field. The table (paths_table.c) is data; it is
 * compiled at lane open into a small tree in the workspace.
 *
 * A row covers its element and everything below it that no other row names. So every text in a transfer has a field:
 * what the table does not know falls to the row of CdtTrfTxInf itself, other_text.
 */
#ifndef FIATGATE_ISO20022_PATHS_H
#define FIATGATE_ISO20022_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "transfer.h"

/* path: local names joined with "/", from AppHdr, GrpHdr or CdtTrfTxInf. A path that ends in "@Ccy" says where that
 * attribute goes. FG_FIELD_NONE: not part of the payment, read past. */
struct path_row {
    const char *path;
    uint8_t field; /* fg_field */
};

extern const struct path_row iso20022_paths[];
extern const uint32_t iso20022_path_count;

#define PATH_NODES   640
#define PATH_SLOTS   2048 /* power of two */
#define PATH_ROOT    0
#define PATH_UNKNOWN UINT16_MAX
#define PATH_INHERIT UINT8_MAX /* field and currency: what stands above decides */

struct path_node {
    const char *name; /* in the table, not terminated */
    uint16_t parent;
    uint8_t length;
    uint8_t field;    /* of text; PATH_INHERIT */
    uint8_t currency; /* of an attribute Ccy; PATH_INHERIT */
};

struct path_tree {
    struct path_node nodes[PATH_NODES];
    uint16_t slots[PATH_SLOTS]; /* node by hash of (parent, name), PATH_UNKNOWN = free */
    uint16_t count;
};

/* false = the table is larger than the tree. */
bool paths_compile(struct path_tree *tree);
/* The child of a node, PATH_UNKNOWN when no row has it. */
uint16_t paths_child(const struct path_tree *tree, uint16_t parent, const char *name, size_t length);

#endif

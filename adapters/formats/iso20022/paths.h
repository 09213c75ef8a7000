/*
 * paths.h: from an element's place in a message to a canonical field. The tables (shapes.c, paths_table.c) are data, in
 * the way of the schemas they follow: a list of rows says what stands in an element of one type (a party, an agent, an
 * account), and rows of other lists name it. They are compiled at lane open into a small graph in the workspace.
 *
 * A row covers its element and the text in it. An element that no row names is not of any published version; it is
 * screened as other_text and reported. Where only text is expected, one that wraps the text is read as its field.
 */
#ifndef FIATGATE_ISO20022_PATHS_H
#define FIATGATE_ISO20022_PATHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "transfer.h"

/* What a row may say in place of a field. */
#define PATH_SAME UINT8_MAX /* the field of what it stands in */
enum path_slot {            /* what the row that names the list says in its roles */
                 SLOT_NAME = 200,
                 SLOT_ID,
                 SLOT_BIC,
                 SLOT_LEI,
                 SLOT_ADDRESS,
                 SLOT_CONTACT,
                 SLOT_END
};
#define SLOTS (SLOT_END - SLOT_NAME)

/* Fields in the order of the slots; PATH_SAME as in a row. */
struct path_roles {
    uint8_t field[SLOTS];
};

/*
 * paths: places below the element whose list this is, as local names joined with "/"; several, divided by blanks, are
 * treated alike. One that ends in "@Ccy" says where that attribute goes, others are other_text. One that ends in "!" is
 * the element where messages.h says so (beside_chain). A list ends with a row without paths.
 */
struct path_row {
    const char *paths;
    uint8_t field;                  /* fg_field, PATH_SAME or a slot; FG_FIELD_NONE: read past, and note says why */
    const struct path_row *inside;  /* of what stands in it; NULL = text only, or what other rows of this list name */
    const struct path_roles *roles; /* of the slots inside; NULL = as they are here */
    const char *note;
};

/* A list that allows anything. */
extern const struct path_row iso20022_anything[];
/* AppHdr's. */
extern const struct path_row iso20022_header[];

#define PATH_NODES   1536
#define PATH_LINKS   4096 /* power of two */
#define PATH_LISTS   64
#define PATH_ROLES   64
#define PATH_UNKNOWN UINT16_MAX       /* no such element */
#define PATH_ANY     (UINT16_MAX - 1) /* in here anything is allowed */
#define PATH_NOTHING 0                /* in here nothing is */

struct path_node {
    const char *name; /* in the table, not terminated */
    uint16_t parent;
    uint16_t inside; /* the node whose children stand in it; mostly itself */
    uint8_t length;
    uint8_t field;    /* of text, as in a row */
    uint8_t currency; /* of an attribute Ccy, as in a row */
    uint8_t roles;    /* of the slots inside, 0 = as above */
    uint8_t filled;   /* 1: elements may stand in it */
};

struct path_tree {
    struct path_node nodes[PATH_NODES];
    uint16_t links[PATH_LINKS]; /* node by hash of (parent, name), PATH_UNKNOWN = free */
    const struct path_row *lists[PATH_LISTS];
    uint16_t list_nodes[PATH_LISTS];
    const struct path_roles *roles[PATH_ROLES];
    uint16_t count, list_count, roles_count;
};

/* An empty graph. */
void paths_clear(struct path_tree *tree);
/* The node of a list, which is compiled if it was not; PATH_UNKNOWN = the tables are larger than the graph. */
uint16_t paths_compile(struct path_tree *tree, const struct path_row *list);
/* The child of a node, PATH_UNKNOWN when no row has it. */
uint16_t paths_child(const struct path_tree *tree, uint16_t parent, const char *name, size_t length);
/* What a row's field means where roles are in force and the element above has a field. */
static inline uint8_t paths_field(uint8_t field, const struct path_roles *roles, uint8_t above)
{
    if (field >= SLOT_NAME && field < SLOT_END)
        field = roles ? roles->field[field - SLOT_NAME] : PATH_SAME;
    return field == PATH_SAME ? above : field;
}

#endif

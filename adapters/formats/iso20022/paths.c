/*
 * paths.c: compiles the table of paths into a tree of hashed children (paths.h). Touches the tree and nothing else.
 */
#include "paths.h"

#include <string.h>

static uint32_t slot_of(uint16_t parent, const char *name, size_t length)
{
    uint32_t hash = 2166136261u ^ parent; /* FNV-1a */
    hash *= 16777619u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return (hash ^ (hash >> 15)) & (PATH_SLOTS - 1);
}

uint16_t paths_child(const struct path_tree *tree, uint16_t parent, const char *name, size_t length)
{
    if (parent == PATH_UNKNOWN)
        return PATH_UNKNOWN;
    /* Ends: the tree has far fewer nodes than slots. */
    for (uint32_t slot = slot_of(parent, name, length);; slot = (slot + 1) & (PATH_SLOTS - 1)) {
        uint16_t at = tree->slots[slot];
        if (at == PATH_UNKNOWN)
            return PATH_UNKNOWN;
        const struct path_node *node = &tree->nodes[at];
        if (node->parent == parent && node->length == length && memcmp(node->name, name, length) == 0)
            return at;
    }
}

static uint16_t add_child(struct path_tree *tree, uint16_t parent, const char *name, size_t length)
{
    uint16_t found = paths_child(tree, parent, name, length);
    if (found != PATH_UNKNOWN)
        return found;
    if (tree->count >= PATH_NODES || length > UINT8_MAX)
        return PATH_UNKNOWN;
    uint16_t at = tree->count++;
    tree->nodes[at] = (struct path_node){
        .name = name, .parent = parent, .length = (uint8_t)length, .field = PATH_INHERIT, .currency = PATH_INHERIT};
    uint32_t slot = slot_of(parent, name, length);
    while (tree->slots[slot] != PATH_UNKNOWN)
        slot = (slot + 1) & (PATH_SLOTS - 1);
    tree->slots[slot] = at;
    return at;
}

static bool add_row(struct path_tree *tree, const struct path_row *row)
{
    uint16_t node = PATH_ROOT;
    const char *at = row->path;
    while (*at != '\0' && *at != '@') {
        size_t length = strcspn(at, "/@");
        node = add_child(tree, node, at, length);
        if (node == PATH_UNKNOWN)
            return false;
        at += length;
        if (*at == '/')
            at++;
    }
    if (*at == '@')
        tree->nodes[node].currency = row->field;
    else
        tree->nodes[node].field = row->field;
    return true;
}

bool paths_compile(struct path_tree *tree)
{
    for (uint32_t i = 0; i < PATH_SLOTS; i++)
        tree->slots[i] = PATH_UNKNOWN;
    /* The root is the message's body: text that stands there, or in an element beside GrpHdr and CdtTrfTxInf. */
    tree->nodes[PATH_ROOT] = (struct path_node){
        .name = "", .parent = PATH_UNKNOWN, .field = FG_FIELD_OTHER_TEXT, .currency = FG_FIELD_OTHER_TEXT};
    tree->count = 1;
    for (uint32_t i = 0; i < iso20022_path_count; i++)
        if (!add_row(tree, &iso20022_paths[i]))
            return false;
    return true;
}

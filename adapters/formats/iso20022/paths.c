/*
 * paths.c: compiles the tables of paths into a graph of hashed children (paths.h). Touches the graph and nothing else.
 */
#include "paths.h"

#include <string.h>

static uint32_t link_of(uint16_t parent, const char *name, size_t length)
{
    uint32_t hash = 2166136261u ^ parent; /* FNV-1a */
    hash *= 16777619u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    return (hash ^ (hash >> 15)) & (PATH_LINKS - 1);
}

uint16_t paths_child(const struct path_tree *tree, uint16_t parent, const char *name, size_t length)
{
    /* Ends: the graph has far fewer nodes than links. */
    for (uint32_t link = link_of(parent, name, length);; link = (link + 1) & (PATH_LINKS - 1)) {
        uint16_t at = tree->links[link];
        if (at == PATH_UNKNOWN)
            return PATH_UNKNOWN;
        const struct path_node *node = &tree->nodes[at];
        if (node->parent == parent && node->length == length && memcmp(node->name, name, length) == 0)
            return at;
    }
}

static uint16_t add_node(struct path_tree *tree, const char *name, uint16_t parent, size_t length)
{
    if (tree->count >= PATH_NODES || length > UINT8_MAX)
        return PATH_UNKNOWN;
    uint16_t at = tree->count++;
    tree->nodes[at] = (struct path_node){.name = name,
                                         .parent = parent,
                                         .inside = at,
                                         .length = (uint8_t)length,
                                         .field = PATH_SAME,
                                         .currency = FG_FIELD_OTHER_TEXT};
    return at;
}

static uint16_t add_child(struct path_tree *tree, uint16_t parent, const char *name, size_t length)
{
    uint16_t at = paths_child(tree, parent, name, length);
    if (at != PATH_UNKNOWN)
        return at;
    if (tree->nodes[parent].inside != parent)
        return PATH_UNKNOWN; /* what stands in it is another list's to say */
    at = add_node(tree, name, parent, length);
    if (at == PATH_UNKNOWN)
        return at;
    uint32_t link = link_of(parent, name, length);
    while (tree->links[link] != PATH_UNKNOWN)
        link = (link + 1) & (PATH_LINKS - 1);
    tree->links[link] = at;
    tree->nodes[parent].filled = 1;
    return at;
}

/* Its number, from 1; 0 when there is no room. */
static uint8_t number_of_roles(struct path_tree *tree, const struct path_roles *roles)
{
    for (uint16_t i = 1; i < tree->roles_count; i++)
        if (tree->roles[i] == roles)
            return (uint8_t)i;
    if (tree->roles_count >= PATH_ROLES)
        return 0;
    tree->roles[tree->roles_count] = roles;
    return (uint8_t)tree->roles_count++;
}

/* The node of one path below a list's; the path ends at a blank. */
static uint16_t add_path(struct path_tree *tree, uint16_t node, const char *path)
{
    while (*path != '\0' && *path != ' ' && *path != '@' && node != PATH_UNKNOWN) {
        size_t length = strcspn(path, "/@ ");
        node = add_child(tree, node, path, length);
        path += length;
        if (*path == '/')
            path++;
    }
    return node;
}

static bool add_row(struct path_tree *tree, uint16_t list, const struct path_row *row)
{
    uint16_t inside = PATH_UNKNOWN;
    uint8_t roles = 0;
    if (row->inside && (inside = paths_compile(tree, row->inside)) == PATH_UNKNOWN)
        return false;
    if (row->roles && (roles = number_of_roles(tree, row->roles)) == 0)
        return false;
    for (const char *at = row->paths; *at != '\0';) {
        size_t length = strcspn(at, " ");
        uint16_t node = add_path(tree, list, at);
        if (node == PATH_UNKNOWN)
            return false;
        if (memchr(at, '@', length)) {
            tree->nodes[node].currency = row->field;
        } else {
            tree->nodes[node].field = row->field;
            tree->nodes[node].roles = roles;
            if (row->inside)
                tree->nodes[node].inside = inside;
        }
        at += length + (at[length] == ' ');
    }
    return true;
}

void paths_clear(struct path_tree *tree)
{
    for (uint32_t i = 0; i < PATH_LINKS; i++)
        tree->links[i] = PATH_UNKNOWN;
    tree->count = tree->list_count = 0;
    tree->roles[0] = NULL;
    tree->roles_count = 1;
    add_node(tree, "", PATH_UNKNOWN, 0); /* PATH_NOTHING */
}

uint16_t paths_compile(struct path_tree *tree, const struct path_row *list)
{
    if (list == iso20022_anything)
        return PATH_ANY;
    for (uint16_t i = 0; i < tree->list_count; i++)
        if (tree->lists[i] == list)
            return tree->list_nodes[i];
    uint16_t node = add_node(tree, "", PATH_UNKNOWN, 0);
    if (node == PATH_UNKNOWN || tree->list_count >= PATH_LISTS)
        return PATH_UNKNOWN;
    tree->lists[tree->list_count] = list;
    tree->list_nodes[tree->list_count++] = node;
    for (const struct path_row *row = list; row->paths; row++)
        if (!add_row(tree, node, row))
            return PATH_UNKNOWN;
    return node;
}

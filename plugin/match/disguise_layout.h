/*
 * disguise_layout.h: the bytes of PACK_DISGUISES, for the compiler that writes them and disguise.c that reads them.
 *
 * A trie over the letters and digits of terms, without their spaces: a header, then the nodes level by level, each with
 * its children in a row, so that a node is its children's letters as bits and the number of the first; then for every
 * node where in the list of terms those stand that end there; then that list.
 */
#ifndef FIATGATE_DISGUISE_LAYOUT_H
#define FIATGATE_DISGUISE_LAYOUT_H

#include <stdint.h>

struct disguise_header {
    uint32_t node_count;   /* at least 1: the root is the first */
    uint32_t term_count;   /* of the list */
    uint32_t reserved[14]; /* zero */
};

#define DISGUISE_SYMBOLS 36u /* 0 to 9, A to Z */
#define DISGUISE_ROOT    0u

/* The symbol of a folded letter or digit; DISGUISE_SYMBOLS or more: it is none. */
static inline uint32_t disguise_symbol(unsigned char byte)
{
    return byte < 'A' ? (uint32_t)(unsigned char)(byte - '0') + (byte > '9') * 64u : (uint32_t)(byte - 'A' + 10);
}

/* A node: bit n: it has a child by symbol n; the bits behind: the number of the first child, 0 = it has none. */
typedef uint64_t disguise_node;
#define DISGUISE_CHILDREN  ((UINT64_C(1) << DISGUISE_SYMBOLS) - 1)
#define DISGUISE_NODES_MAX (1u << (64 - DISGUISE_SYMBOLS))

static inline uint32_t disguise_first_child(disguise_node node)
{
    return (uint32_t)(node >> DISGUISE_SYMBOLS);
}

/* In the list of terms: no other of the same letters stands behind this one. */
#define DISGUISE_LAST_TERM 0x80000000u

/* A section that is as large as its header says. */
struct disguise_index {
    const disguise_node *nodes;
    const uint32_t *ends;  /* of each node: 1 + place in the list of the first term that ends there; 0 = none */
    const uint32_t *terms; /* indices in pack.terms */
    uint32_t node_count, term_count;
};

static inline struct disguise_index disguise_index_of(const uint8_t *section)
{
    const struct disguise_header *header = (const void *)section;
    struct disguise_index index = {.node_count = header->node_count, .term_count = header->term_count};
    index.nodes = (const void *)(section + sizeof *header);
    index.ends = (const void *)(index.nodes + index.node_count);
    index.terms = index.ends + index.node_count;
    return index;
}

/* The child by a symbol; 0 = there is none. */
static inline uint32_t disguise_step(const struct disguise_index *index, uint32_t node, uint32_t symbol)
{
    const disguise_node children = index->nodes[node];
    if (symbol >= DISGUISE_SYMBOLS || !(children >> symbol & 1))
        return 0;
    return disguise_first_child(children) + (uint32_t)__builtin_popcountll(children & ((UINT64_C(1) << symbol) - 1));
}

/* The terms that end at a node, one after the other: *at is 0 for the first; UINT32_MAX: there is none any more. */
static inline uint32_t disguise_next_term(const struct disguise_index *index, uint32_t node, uint32_t *at)
{
    if (*at == 0)
        *at = index->ends[node];
    else
        *at = index->terms[*at - 1] & DISGUISE_LAST_TERM ? 0 : *at + 1;
    return *at == 0 ? UINT32_MAX : index->terms[*at - 1] & ~DISGUISE_LAST_TERM;
}

#endif

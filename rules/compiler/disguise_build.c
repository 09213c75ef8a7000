/*
 * disguise_build.c: lays out the trie of terms in disguise (match/disguise.h, match/disguise_layout.h). The terms go in
 * sorted by their letters, so the same terms give the same bytes.
 */
#include <stdlib.h>
#include <string.h>

#include "judge/pack.h"
#include "match/disguise.h"
#include "match/disguise_layout.h"
#include "storage.h"

/* A term's letters and digits. */
struct squeezed {
    char letters[DISGUISE_LONGEST + 1];
    uint32_t term;
};

/* A node: the squeezed terms [first, end), which have `depth` letters in common. */
struct range {
    uint32_t first, end, depth;
};

struct layout {
    struct disguise_header header;
    struct squeezed *squeezed;
    struct range *ranges; /* of each node; those that were made and not gone through yet are the last */
    disguise_node *nodes;
    uint32_t *ends, *terms;
};

static int compare(const void *left, const void *right)
{
    const struct squeezed *a = left, *b = right;
    int order = strcmp(a->letters, b->letters);
    return order ? order : (a->term > b->term) - (a->term < b->term);
}

static void *zeroed(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    if (!memory)
        memory_exhausted();
    return memory;
}

/* The terms that the trie takes, sorted by their letters; returns how many, and *letters of all of them. */
static uint32_t squeeze(const struct pack_term *terms, const char *strings, uint32_t count, struct squeezed *squeezed,
                        size_t *letters)
{
    uint32_t taken = 0;
    *letters = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *text = strings + terms[i].text;
        if (!disguise_takes(&terms[i], text))
            continue;
        size_t length = 0;
        for (; *text; text++)
            if (*text != ' ')
                squeezed[taken].letters[length++] = *text;
        squeezed[taken++].term = i;
        *letters += length;
    }
    qsort(squeezed, taken, sizeof *squeezed, compare);
    return taken;
}

/* The terms that end at a node, which are the first of its range; returns where the others begin. */
static uint32_t put_ends(struct layout *layout, uint32_t node)
{
    const struct range range = layout->ranges[node];
    uint32_t at = range.first;
    for (; at < range.end && layout->squeezed[at].letters[range.depth] == 0; at++) {
        if (at == range.first)
            layout->ends[node] = layout->header.term_count + 1;
        layout->terms[layout->header.term_count++] = layout->squeezed[at].term;
    }
    if (at > range.first)
        layout->terms[layout->header.term_count - 1] |= DISGUISE_LAST_TERM;
    return at;
}

static void put_children(struct layout *layout, uint32_t node, uint32_t at)
{
    const struct range range = layout->ranges[node];
    if (at < range.end)
        layout->nodes[node] = (disguise_node)layout->header.node_count << DISGUISE_SYMBOLS;
    while (at < range.end) {
        const char letter = layout->squeezed[at].letters[range.depth];
        struct range child = {at, at, range.depth + 1};
        while (child.end < range.end && layout->squeezed[child.end].letters[range.depth] == letter)
            child.end++;
        layout->nodes[node] |= UINT64_C(1) << disguise_symbol((unsigned char)letter);
        layout->ranges[layout->header.node_count++] = child;
        at = child.end;
    }
}

static size_t write_section(const struct layout *layout, unsigned char *into, size_t size)
{
    const size_t nodes = layout->header.node_count * sizeof *layout->nodes;
    const size_t ends = layout->header.node_count * sizeof *layout->ends;
    const size_t terms = layout->header.term_count * sizeof *layout->terms;
    const size_t needed = sizeof layout->header + nodes + ends + terms;
    if (into && size >= needed) {
        memcpy(into, &layout->header, sizeof layout->header);
        into += sizeof layout->header;
        memcpy(into, layout->nodes, nodes);
        memcpy(into + nodes, layout->ends, ends);
        memcpy(into + nodes + ends, layout->terms, terms);
    }
    return needed;
}

size_t disguise_build(const struct pack_term *terms, const char *strings, uint32_t count, unsigned char *into,
                      size_t size)
{
    struct layout layout = {.header = {.node_count = 1}};
    size_t letters, needed = 0;
    layout.squeezed = zeroed(count, sizeof *layout.squeezed);
    const uint32_t taken = squeeze(terms, strings, count, layout.squeezed, &letters);
    if (taken > 0 && letters < DISGUISE_NODES_MAX) {
        layout.ranges = zeroed(letters + 1, sizeof *layout.ranges);
        layout.nodes = zeroed(letters + 1, sizeof *layout.nodes);
        layout.ends = zeroed(letters + 1, sizeof *layout.ends);
        layout.terms = zeroed(taken, sizeof *layout.terms);
        layout.ranges[DISGUISE_ROOT] = (struct range){0, taken, 0};
        for (uint32_t node = DISGUISE_ROOT; node < layout.header.node_count; node++)
            put_children(&layout, node, put_ends(&layout, node));
        needed = write_section(&layout, into, size);
    }
    free(layout.squeezed);
    free(layout.ranges);
    free(layout.nodes);
    free(layout.ends);
    free(layout.terms);
    return needed;
}

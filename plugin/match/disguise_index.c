/*
 * disguise_index.c: which terms are looked for in disguise, and whether a loaded trie of them is sound (disguise.h,
 * disguise_layout.h). Not on the screening path.
 */
#include "disguise.h"

#include "disguise_layout.h"

/* Letters among them: numbers are found by accident where signs may be digits. */
#define LETTERS_LEAST 2

bool disguise_takes(const struct pack_term *term, const char *text)
{
    uint32_t letters = 0, digits = 0;
    if (term->pattern != PACK_TERM_LITERAL)
        return false;
    for (const char *at = text; *at; at++) {
        const uint32_t symbol = disguise_symbol((unsigned char)*at);
        if (*at != ' ' && symbol >= DISGUISE_SYMBOLS)
            return false;
        letters += *at != ' ' && symbol >= 10;
        digits += *at != ' ' && symbol < 10;
    }
    return letters >= LETTERS_LEAST && letters + digits >= DISGUISE_LEAST && letters + digits <= DISGUISE_LONGEST;
}

/* That the section has the size that its header says. */
static const char *verify_header(const struct pack *pack)
{
    const struct disguise_header *header = (const void *)pack->disguises;
    if (pack->disguises_size < sizeof *header)
        return "it is cut";
    if (header->node_count == 0 || header->node_count >= DISGUISE_NODES_MAX)
        return "its trie has no size";
    if (pack->disguises_size != sizeof *header +
                                    (uint64_t)header->node_count * (sizeof(disguise_node) + sizeof(uint32_t)) +
                                    (uint64_t)header->term_count * sizeof(uint32_t))
        return "its trie has another size than it says";
    for (size_t i = 0; i < sizeof header->reserved / sizeof *header->reserved; i++)
        if (header->reserved[i] != 0)
            return "its header is damaged";
    return "";
}

/* That every node but the root is the child of one before it, and every place in the list of terms of one node. */
static const char *verify_nodes(const struct disguise_index *index)
{
    uint32_t next = 1, listed = 0;
    for (uint32_t node = 0; node < index->node_count; node++) {
        const uint64_t children = index->nodes[node] & DISGUISE_CHILDREN;
        const uint32_t first = disguise_first_child(index->nodes[node]);
        if (first != (children ? next : 0) || (children && node >= next))
            return "a node leads to others than its own";
        next += (uint32_t)__builtin_popcountll(children);
        if (next > index->node_count)
            return "a node leads outside";
        if (index->ends[node] == 0)
            continue;
        if (index->ends[node] != listed + 1 || listed >= index->term_count)
            return "a node has other terms than its own";
        while (!(index->terms[listed++] & DISGUISE_LAST_TERM))
            if (listed >= index->term_count)
                return "its list of terms does not end";
    }
    return next == index->node_count && listed == index->term_count ? "" : "some of it belongs to no term";
}

/* Whether a term is found where its letters lead. */
static bool is_reached(const struct disguise_index *index, const char *text, uint32_t number)
{
    uint32_t node = DISGUISE_ROOT;
    for (const char *at = text; *at; at++) {
        if (*at == ' ')
            continue;
        node = disguise_step(index, node, disguise_symbol((unsigned char)*at));
        if (node == 0)
            return false;
    }
    if (index->ends[node] == 0)
        return false;
    for (uint32_t at = index->ends[node] - 1;; at++) {
        if ((index->terms[at] & ~DISGUISE_LAST_TERM) == number)
            return true;
        if (index->terms[at] & DISGUISE_LAST_TERM)
            return false;
    }
}

/* As many places in the list as terms, each of which stands where it should: so all of them lead to terms. */
const char *disguise_verify(const struct pack *pack)
{
    uint32_t taken = 0;
    for (uint32_t i = 0; i < pack_ordered_terms(pack); i++)
        taken += disguise_takes(&pack->terms[i], pack_string(pack, pack->terms[i].text));
    if (taken == 0)
        return pack->disguises_size == 0 ? "" : "there is no term for it";
    const char *wrong = verify_header(pack);
    if (wrong[0] != 0)
        return wrong;
    const struct disguise_index index = disguise_index_of(pack->disguises);
    wrong = verify_nodes(&index);
    if (wrong[0] != 0)
        return wrong;
    if (index.term_count != taken)
        return "it holds another number of terms than the pack has for it";
    for (uint32_t i = 0; i < pack_ordered_terms(pack); i++) {
        const char *text = pack_string(pack, pack->terms[i].text);
        if (disguise_takes(&pack->terms[i], text) && !is_reached(&index, text, i))
            return "a term of the pack is not found by it";
    }
    return "";
}

/*
 * word_index.c: what is asked of the word index besides walking it (word_index.h, word_index_layout.h), and verifying
 * one that was loaded. Pure functions over the pack.
 */
#include "word_index_layout.h"

unsigned word_uses(unsigned allowed, uint32_t length)
{
    unsigned uses = allowed;
    if (length < WORD_CUT_LEAST)
        uses &= ~(unsigned)WORD_MAY_BE_CUT;
    if (length < WORD_GLUED_LEAST)
        uses &= ~(unsigned)WORD_MAY_BE_GLUED;
    if (length < WORD_NUMBERED_LEAST)
        uses &= ~(unsigned)WORD_MAY_BE_NUMBERED;
    if (length < WORD_WRONG_LEAST)
        uses &= ~(unsigned)WORD_MAY_BE_WRONG;
    return uses;
}

bool word_may_neighbour(const unsigned char *letters, uint32_t length)
{
    static const char prepositions[][2] = {{'V'},      {'S'},      {'K'},      {'N', 'A'}, {'Z', 'A'},
                                           {'P', 'O'}, {'O', 'T'}, {'I', 'Z'}, {'D', 'O'}};
    for (size_t i = 0; i < sizeof prepositions / sizeof prepositions[0] && length < 3; i++)
        if (letters[0] == (unsigned char)prepositions[i][0] &&
            (length == 1 ? prepositions[i][1] == 0 : letters[1] == (unsigned char)prepositions[i][1]))
            return true;
    return length >= 3;
}

unsigned word_standing(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    unsigned uses = 0;
    uint32_t node = WORD_ROOT, depth = 0;
    /* Behind the last digit no ending can begin. */
    uint32_t letters_from = length;
    while (letters_from > 0 && token[letters_from - 1] >= 'A')
        letters_from--;
    while (depth < length && (node = word_step(index, node, token[depth])) != 0) {
        uint32_t word = index->nodes[node].word, rest = length - ++depth;
        if (word == 0)
            continue;
        if (rest == 0)
            return uses | (word & WORD_USES);
        if (depth < letters_from)
            continue;
        if (rest <= WORD_ENDING(word))
            uses |= word & WORD_USES & ~(unsigned)WORD_ORDINARY;
        if (rest <= ORDINARY_ENDING(word))
            uses |= WORD_ORDINARY;
    }
    return uses;
}

/* --- Keys ---------------------------------------------------------------------------------------------------- */

/* A word of one or two letters has every start that goes on from them. */
static void start_keys(uint64_t bytes, uint32_t length, word_key_fn take, void *context)
{
    uint32_t seconds = length == 1 ? 32 : 1, thirds = length < 3 ? 32 : 1;
    for (uint32_t second = 0; second < seconds; second++)
        for (uint32_t third = 0; third < thirds; third++) {
            uint64_t start = word_first(bytes, length < 3 ? length : 3);
            start |= (uint64_t)second << 8 | (uint64_t)third << 16;
            take(context, FILTER_STARTS, start_hash(start));
        }
}

static void wrong_keys(uint64_t bytes, word_key_fn take, void *context)
{
    take(context, FILTER_WRONG_STARTS, start_hash(bytes));
    for (int at = WRONG_AT_1_OR_2; at <= WRONG_FROM_5; at++)
        take(context, FILTER_WRONG, word_hash(wrong_key((enum wrong_key)at, bytes, 0)));
}

void word_keys(const unsigned char *letters, uint32_t length, uint32_t word, word_key_fn take, void *context)
{
    uint64_t bytes = word_bytes(letters);
    if (word_may_neighbour(letters, length))
        start_keys(bytes, length, take, context);
    for (uint32_t cut = 1; (word & WORD_MAY_BE_CUT) && cut < length; cut++)
        take(context, FILTER_CUT, word_hash(cut_key(bytes, cut, letters[cut])));
    if ((word & WORD_MAY_BE_GLUED) && length >= WORD_GLUED_LEAST)
        take(context, FILTER_CORES, word_hash(core_key((uint32_t)bytes)));
    if ((word & WORD_MAY_BE_WRONG) && length >= WORD_WRONG_LEAST)
        wrong_keys(bytes, take, context);
}

/* --- Verifying ----------------------------------------------------------------------------------------------- */

static const char *verify_header(const struct pack *pack)
{
    struct word_header header;
    if (pack->word_index_size < sizeof header)
        return "it is cut";
    memcpy(&header, pack->word_index, sizeof header);
    uint64_t size = sizeof header + (uint64_t)header.node_count * sizeof(struct word_node);
    for (size_t i = 0; i < sizeof header.filter_bits; i++) {
        unsigned bits = header.filter_bits[i];
        bool starts = i == FILTER_STARTS || i == FILTER_WRONG_STARTS;
        if (i >= WORD_FILTERS ? bits != 0 : bits < FILTER_BITS_LEAST || bits > FILTER_BITS_MOST)
            return "a filter of it has no size";
        if (starts && bits != START_BITS)
            return "a filter of it has another size than this library reads";
        size += i < WORD_FILTERS ? ((uint64_t)1 << bits) / 8 : 0;
    }
    for (size_t i = 0; i < sizeof header.reserved / sizeof *header.reserved; i++)
        if (header.reserved[i] != 0)
            return "its header is damaged";
    if (header.node_count == 0 || header.longest > WORD_LONGEST)
        return "it has no words, or longer ones than words may be";
    return pack->word_index_size == size ? "" : "its tables have another size than it says";
}

/* That the nodes are a tree in the order in which they are written, so that no walk comes back. */
static const char *verify_nodes(const struct word_index *index)
{
    uint64_t next = 1; /* the first node that is nobody's child yet */
    for (uint32_t i = 0; i < index->header->node_count; i++) {
        const struct word_node *node = &index->nodes[i];
        uint32_t children = count_bits(node->children);
        if (node->children >> WORD_SYMBOLS || node->first_child != (children > 0 ? next : 0) || (i > 0 && i >= next))
            return "its words are not in order";
        next += children;
        if ((node->word & ~(uint32_t)WORD_BITS) != 0 || (node->word != 0 && !(node->word & WORD_ENDS)) ||
            WORD_ENDING(node->word) > PACK_ENDING_MAX || ORDINARY_ENDING(node->word) > PACK_ENDING_MAX)
            return "a word of it has a use or ending that does not exist";
    }
    if (next != index->header->node_count || index->nodes[WORD_ROOT].word != 0)
        return "its words are not in order";
    return "";
}

struct key_check {
    const struct word_index *index;
    bool missing;
};

static void check_key(void *context, enum word_filter filter, uint64_t hash)
{
    struct key_check *check = context;
    check->missing |= !word_filter_has(check->index, filter, hash);
}

/* Goes through all words. They must be no longer than the header says, and all their keys in the filters. */
static const char *verify_words(const struct word_index *index)
{
    unsigned char letters[WORD_LONGEST + 8] = {0};
    uint32_t path[WORD_LONGEST + 1] = {WORD_ROOT}, depth = 0;
    uint64_t left[WORD_LONGEST + 1] = {index->nodes[WORD_ROOT].children}; /* children not gone to yet */
    struct key_check check = {.index = index};
    for (;;) {
        if (left[depth] == 0) {
            letters[depth] = 0;
            if (depth-- == 0)
                return check.missing ? "a word of it is not in its filters" : "";
            continue;
        }
        if (depth == index->header->longest)
            return "it has longer words than it says";
        uint64_t lowest = left[depth] & (~left[depth] + 1);
        uint32_t symbol = count_bits(lowest - 1), node = word_child(index, path[depth], symbol);
        left[depth] ^= lowest;
        letters[depth++] = (unsigned char)(symbol < 26 ? 'A' + symbol : '0' + symbol - 26);
        path[depth] = node;
        left[depth] = index->nodes[node].children;
        if (index->nodes[node].word != 0)
            word_keys(letters, depth, index->nodes[node].word, check_key, &check);
    }
}

/* Whether each word of a term that the engine looks for is found. */
static bool holds_term(const struct word_index *index, const char *text, const struct pack_term *term)
{
    for (uint32_t at = 1, length; at < term->length; at += length + 1) {
        length = (uint32_t)strcspn(text + at, " ");
        if (length > WORD_LONGEST)
            continue;
        uint32_t node = WORD_ROOT, depth = 0;
        while (depth < length && (node = word_step(index, node, (unsigned char)text[at + depth])) != 0)
            depth++;
        uint32_t ending = at + length == term->length ? term->ending : 0;
        if (depth < length || !(index->nodes[node].word & WORD_OF_A_TERM) ||
            WORD_ENDING(index->nodes[node].word) < ending)
            return false;
    }
    return true;
}

static const char *verify_terms(const struct pack *pack, const struct word_index *index)
{
    for (uint32_t i = 0; i < pack->meta->scanned_terms; i++) {
        const struct pack_term *term = &pack->terms[i];
        if (term->pattern == PACK_TERM_LITERAL && !holds_term(index, pack_string(pack, term->text), term))
            return "a word of the pack is not found by it";
    }
    return "";
}

const char *word_index_verify(const struct pack *pack)
{
    if (pack->word_index_size == 0)
        return "";
    const char *wrong = verify_header(pack);
    if (wrong[0] != 0)
        return wrong;
    const struct word_index index = word_index_of(pack->word_index);
    wrong = verify_nodes(&index);
    if (wrong[0] == 0)
        wrong = verify_words(&index);
    return wrong[0] == 0 ? verify_terms(pack, &index) : wrong;
}

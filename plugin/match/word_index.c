/*
 * word_index.c: what is asked of the word index besides walking it (word_index.h, word_index_layout.h), and verifying
 * one that was loaded. Pure functions over the pack.
 */
#include "word_index_layout.h"

#include "letter_units.h"

/* Words of one or two letters that others are written together with. Other short words are only parts of words. */
static const struct preposition {
    char letters[3];
    uint8_t length;
} prepositions[] = {{"V", 1}, {"S", 1}, {"K", 1}, {"NA", 2}, {"ZA", 2}, {"PO", 2}, {"OT", 2}, {"IZ", 2}, {"DO", 2}};
#define PREPOSITIONS (sizeof prepositions / sizeof prepositions[0])

static bool may_neighbour(const char *letters, uint32_t length)
{
    for (size_t i = 0; i < PREPOSITIONS && length < WORD_NUMBERED_LEAST; i++)
        if (prepositions[i].length == length && memcmp(prepositions[i].letters, letters, length) == 0)
            return true;
    return length >= WORD_NUMBERED_LEAST;
}

bool word_has_preposition(const unsigned char *token, uint32_t length)
{
    for (size_t i = 0; i < PREPOSITIONS; i++) {
        const uint32_t own = prepositions[i].length, last = length - own;
        if (length > own && (memcmp(token, prepositions[i].letters, own) == 0 ||
                             memcmp(token + last, prepositions[i].letters, own) == 0))
            return true;
    }
    return false;
}

unsigned word_uses(unsigned allowed, const char *letters, uint32_t length)
{
    static const struct {
        unsigned use;
        uint32_t least;
    } table[] = {{WORD_MAY_BE_CUT, WORD_CUT_LEAST},
                 {WORD_MAY_BE_GLUED, WORD_GLUED_LEAST},
                 {WORD_MAY_BE_NUMBERED, WORD_NUMBERED_LEAST},
                 {WORD_MAY_BE_WRONG, WORD_WRONG_LEAST}};
    unsigned uses = allowed & (WORD_OF_A_TERM | WORD_ORDINARY | WORD_FILLER | WORD_SAID);
    if ((uses & ~(unsigned)WORD_SAID) == WORD_FILLER)
        return uses; /* nothing is made of it */
    if (!has_folded_letter((const unsigned char *)letters, length))
        return uses; /* a number is found as it is written */
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (length >= table[i].least)
            uses |= allowed & table[i].use;
    return uses | (may_neighbour(letters, length) ? WORD_MAY_NEIGHBOUR : 0u);
}

unsigned word_uses_in_phrase(unsigned allowed, const char *letters, uint32_t length)
{
    static const char units[][WORD_SHORT + 1] = {"TG", "KG", "KM"}; /* numbers stand before these: 5000TG */
    if (length != WORD_SHORT || has_folded_digit((const unsigned char *)letters, length))
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (memcmp(units[i], letters, WORD_SHORT) == 0)
            return 0;
    return allowed & WORD_MAY_BE_NUMBERED;
}

unsigned word_standing(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    unsigned uses = 0;
    uint32_t node = WORD_ROOT, depth = 0;
    while (depth < length && (node = word_step(index, node, token[depth])) != 0) {
        depth++;
        uses |= word_covers(index->nodes[node].word, token + depth, length - depth);
    }
    return uses;
}

bool word_is_filler(const struct pack *pack, const unsigned char *letters, uint32_t length)
{
    if (pack->word_index_size == 0)
        return false;
    const struct word_index index = word_index_of(pack->word_index);
    uint32_t node = WORD_ROOT, depth = 0;
    while (depth < length && (node = word_step(&index, node, letters[depth])) != 0) {
        const uint32_t word = index.nodes[node].word, rest = length - ++depth;
        if ((word & WORD_FILLER) && rest <= FILLER_ENDING(word) && !has_folded_digit(letters + depth, rest))
            return true;
    }
    return false;
}

unsigned word_settled_further(const struct word_settled *settled, unsigned shift, uint64_t first, uint64_t second)
{
    const uint64_t last = ((uint64_t)1 << (64 - shift)) - 1, place = settled_place(shift, first, second);
    const uint64_t further = settled_further_bit(first);
    for (uint64_t n = 1; n < SETTLED_WAY; n++) {
        const uint64_t *word = settled_slot(&settled[settled_behind(place, n, last)], first);
        const uint64_t more = word[1] ^ second;
        const unsigned known = settled_as(word[0] ^ first, more);
        if (known != 0 || !(more & further))
            return known;
    }
    return 0;
}

uint64_t word_phrase_cuts(const struct word_index *index, uint32_t node)
{
    uint32_t low = 0, high = index->header->phrase_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->phrases[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->header->phrase_count && index->phrases[low].node == node ? index->phrases[low].cuts : 0;
}

void word_walk(const struct word_index *index, const unsigned char *token, uint32_t length, struct word_path *path)
{
    uint32_t node = WORD_ROOT, depth = 0;
    path->nodes[0] = WORD_ROOT;
    path->words = 0;
    path->standing = 0;
    path->whole = 0;
    while (depth < length && depth < WORD_LONGEST && (node = word_step(index, node, token[depth])) != 0) {
        uint32_t word = index->nodes[node].word;
        path->nodes[++depth] = node;
        if (word == 0)
            continue;
        path->words |= (uint64_t)((word & WORD_MAY_NEIGHBOUR) != 0) << depth;
        path->standing |= word_covers(word, token + depth, length - depth);
        path->whole |= depth == length ? word & (WORD_USES | WORD_SAID) : 0;
    }
    path->depth = depth;
}

/* --- Keys ---------------------------------------------------------------------------------------------------- */

/* Some letters of a token's beginning, and each that may follow if they are one too few. */
static void start_key(uint64_t bytes, uint32_t length, word_key_fn take, void *context)
{
    static const char symbols[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    if (length >= STARTS_LETTERS)
        take(context, FILTER_STARTS, starts_key(bytes));
    for (const char *next = symbols; length < STARTS_LETTERS && *next != 0; next++)
        take(context, FILTER_STARTS, bytes | (uint64_t)(unsigned char)*next << 8 * length);
}

/* The starts of tokens that begin with a word, or a preposition and a word, and go on. */
static void start_keys(uint64_t bytes, uint32_t length, word_key_fn take, void *context)
{
    if (length == STARTS_SHORT_LETTERS)
        take(context, FILTER_STARTS_SHORT, starts_short_key(bytes));
    else
        start_key(bytes, length, take, context);
    for (size_t i = 0; i < PREPOSITIONS; i++) {
        uint64_t start = (unsigned char)prepositions[i].letters[0] | (uint64_t)prepositions[i].letters[1] << 8;
        start_key(start | bytes << 8 * prepositions[i].length, length + prepositions[i].length, take, context);
    }
}

struct wrong_keys {
    word_key_fn take;
    void *context;
    bool stem;
};

/* What an error leaves. Of a token that begins with a stem, what stands behind it may be any. */
static void wrong_keys(const struct wrong_keys *keys, unsigned at, uint64_t eight)
{
    const uint64_t seventh = UINT64_C(0xFF) << 48;
    const uint64_t last = keys->stem && (eight & seventh) == 0 ? 'Z' : 0, known = wrong_eighth(eight);
    const uint64_t eighths = keys->stem && known == 0 && at < WRONG_LAST ? WRONG_EIGHTHS : known + 1;
    for (uint64_t letter = 0; letter <= last; letter = letter == 0 ? 'A' : letter + 1) {
        const uint64_t left = eight | letter << 48;
        for (uint64_t eighth = known; eighth < eighths; eighth++)
            keys->take(keys->context, FILTER_WRONG, wrong_key(at, left, eighth));
        if (at <= WRONG_EARLY_LAST)
            keys->take(keys->context, FILTER_WRONG_EARLY, wrong_early_key(left));
    }
}

/* Each error whose first letter is `at`: another letter, one too many, one too few, two exchanged. What the wrong
 * letters are is not among the places that are looked at. */
static void wrong_keys_at(const struct wrong_keys *keys, unsigned at, const unsigned char *letters)
{
    const uint64_t bytes = word_bytes(letters), ninth = (uint64_t)letters[8] << 56;
    uint64_t before = ((uint64_t)1 << 8 * at) - 1, next = UINT64_C(0xFF) << 8 * (at + 1);
    wrong_keys(keys, at, bytes);
    wrong_keys(keys, at, (bytes & before) | (bytes & ~before) << 8);
    wrong_keys(keys, at, (bytes & before) | (bytes >> 8 & ~before) | ninth);
    wrong_keys(keys, at, (bytes & ~next) | (bytes << 8 & next));
}

/* A word while an error is supposed in it. */
struct wronged {
    const struct wrong_keys *keys;
    const unsigned char *letters;
    uint32_t length;
    unsigned at; /* the error's first letter */
};

/* What the token is if these letters stand in it in the place of so many of the word's. */
static void wrong_units(const struct wronged *word, const unsigned char *letters, uint32_t count, uint32_t replaced)
{
    unsigned char token[WORD_LONGEST + 2 * UNIT_LONGEST] = {0};
    const uint32_t from = word->at + replaced;
    memcpy(token, word->letters, word->at);
    memcpy(token + word->at, letters, count);
    memcpy(token + word->at + count, word->letters + from, word->length - from);
    wrong_keys(word->keys, word->at, word_bytes(token));
}

/* Letters that are written as several, or one such and one other, exchanged. */
static void exchanged_units(const struct wronged *word)
{
    const unsigned char *letters = word->letters + word->at;
    const uint32_t left = word->length - word->at, lengths[] = {1, UNIT_PAIR, UNIT_LONGEST};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 3 && lengths[i] < left; k++) {
            const uint32_t first = lengths[i], second = lengths[k];
            unsigned char turned[2 * UNIT_LONGEST];
            if (first + second == 2 || first + second > left || (first > 1 && unit_length(letters, left) < first) ||
                (second > 1 && unit_length(letters + first, left - first) < second))
                continue;
            memcpy(turned, letters + first, second);
            memcpy(turned + second, letters, first);
            wrong_units(word, turned, first + second, first + second);
        }
}

/* Errors in a letter that is written as two: it is missing, doubled, or another. What stands for a single letter in its
 * place is not among the places that are looked at. */
static void wrong_pair(const struct wronged *word, const unsigned char *pair)
{
    const unsigned char doubled[] = {pair[0], pair[1], pair[0], pair[1]};
    wrong_units(word, pair, 0, UNIT_PAIR);
    wrong_units(word, doubled, sizeof doubled, UNIT_PAIR);
    wrong_units(word, pair, 1, UNIT_PAIR);
    for (size_t i = 0; i < UNIT_PAIRS; i++)
        if (unit_pairs[i][1] != pair[1])
            wrong_units(word, unit_pairs[i], UNIT_PAIR, UNIT_PAIR);
    if (pair[0] == 'S')
        wrong_units(word, unit_longest, UNIT_LONGEST, UNIT_PAIR);
}

static void wrong_unit_keys(const struct wronged *word)
{
    const unsigned char *letters = word->letters + word->at;
    if (word->length - word->at >= UNIT_PAIR && unit_is_pair(letters[0], letters[1]))
        wrong_pair(word, letters);
    for (size_t i = 0; i < UNIT_KEYS; i++)
        if (unit_keys[i].letter == letters[0])
            wrong_units(word, unit_keys[i].unit, unit_keys[i].length, 1);
    exchanged_units(word);
}

static void all_wrong_keys(const unsigned char *letters, uint32_t length, bool stem, word_key_fn take, void *context)
{
    const struct wrong_keys keys = {take, context, stem};
    const uint64_t bytes = word_bytes(letters);
    take(context, FILTER_WRONG_LATE, wrong_late_key(bytes));
    for (unsigned at = WRONG_FROM; at < WRONG_LAST; at++)
        wrong_keys_at(&keys, at, letters);
    for (unsigned at = WRONG_FROM; at < WRONG_LAST; at++)
        wrong_unit_keys(&(struct wronged){&keys, letters, length, at});
    take(context, FILTER_WRONG, wrong_key(WRONG_LAST, bytes, 0));
}

bool word_has_short(uint64_t phrase, uint32_t from, uint32_t length)
{
    for (uint32_t at = from + 1; at <= length; at++)
        if (at == length || (at < 64 && (phrase >> at & 1))) {
            if (at - from < WORD_CUT_LEAST)
                return true;
            from = at;
        }
    return false;
}

/* Where the first token of a phrase may end: in its first word or at its end. A longer word is put together by itself,
 * and the phrase then found in its words. */
static bool is_phrase_cut(uint64_t phrase, uint32_t length, uint32_t cut)
{
    const uint32_t first = phrase ? (uint32_t)__builtin_ctzll(phrase) : length;
    return cut < first ? first < WORD_CUT_LEAST : cut == first && word_has_short(phrase, first, length);
}

struct cut_word {
    const unsigned char *letters;
    uint32_t length;
    bool stem;
};

/* Behind a cut stands one letter more, or several: behind a stem's last letter any. */
static void cut_keys(const struct cut_word *word, uint32_t cut, word_key_fn take, void *context)
{
    const uint64_t first = word_first(word_bytes(word->letters), cut);
    const unsigned char next = word->letters[cut], *behind = word->letters + cut + 1;
    take(context, FILTER_CUT, cut_key(first, cut, next));
    take(context, FILTER_CUT_TWO, cut_two_key(first, cut, next, ' '));
    if (cut + 1 < word->length)
        take(context, FILTER_CUT_TWO, cut_two_key(first, cut, next, *behind));
    for (unsigned char letter = 'A'; cut + 1 == word->length && word->stem && letter <= 'Z'; letter++)
        take(context, FILTER_CUT_TWO, cut_two_key(first, cut, next, letter));
}

void word_keys(const unsigned char *letters, uint32_t length, uint32_t word, uint64_t phrase, word_key_fn take,
               void *context)
{
    uint64_t bytes = word_bytes(letters);
    if ((word & WORD_MAY_NEIGHBOUR) && length >= WORD_NUMBERED_LEAST)
        start_keys(bytes, length, take, context);
    for (uint32_t cut = 1; (word & (WORD_MAY_BE_CUT | WORD_PHRASE)) && cut < length; cut++)
        if ((word & WORD_MAY_BE_CUT) || is_phrase_cut(phrase, length, cut))
            cut_keys(&(struct cut_word){letters, length, WORD_ENDING(word) > 0}, cut, take, context);
    if ((word & WORD_MAY_BE_WRONG) && length >= WORD_WRONG_LEAST)
        all_wrong_keys(letters, length, WORD_ENDING(word) > 0, take, context);
}

/* --- Verifying ----------------------------------------------------------------------------------------------- */

static bool is_zero(const void *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (((const unsigned char *)bytes)[i] != 0)
            return false;
    return true;
}

static const char *verify_header(const struct pack *pack)
{
    struct word_header header;
    if (pack->word_index_size < sizeof header)
        return "it is cut";
    memcpy(&header, pack->word_index, sizeof header);
    if (header.settled_bits < WORD_BITS_LEAST || header.settled_bits > WORD_BITS_MOST)
        return "a table of it has no size";
    uint64_t size = sizeof header + (uint64_t)header.node_count * sizeof(struct word_node) +
                    ((uint64_t)1 << header.settled_bits) * sizeof(struct word_settled) +
                    (uint64_t)header.phrase_count * sizeof(struct word_phrase);
    for (int i = 0; i < WORD_FILTERS; i++) {
        if (header.filter_bits[i] < WORD_BITS_LEAST || header.filter_bits[i] > WORD_BITS_MOST)
            return "a filter of it has no size";
        size += ((uint64_t)1 << header.filter_bits[i]) / 8;
    }
    if (!is_zero(header.unused, sizeof header.unused) || !is_zero(header.reserved, sizeof header.reserved))
        return "its header is damaged";
    if (header.node_count <= WORD_SYMBOLS || header.longest > WORD_LONGEST)
        return "it has no words, or longer ones than words may be";
    return pack->word_index_size == size ? "" : "its tables have another size than it says";
}

/* Whether a longer word begins with these letters. */
static bool goes_on(const struct word_index *index, const unsigned char *letters, uint32_t length)
{
    uint32_t node = WORD_ROOT;
    for (uint32_t i = 0; i < length; i++)
        if ((node = word_step(index, node, letters[i])) == 0)
            return false;
    for (unsigned char letter = '0'; letter <= 'Z'; letter++)
        if (word_step(index, node, letter) != 0)
            return true;
    return false;
}

static bool is_settled_sound(const struct word_index *index, const uint64_t slot[2])
{
    unsigned char letters[SETTLED_LETTERS + 1] = {0};
    const uint64_t word[] = {slot[0], slot[1] & ~SETTLED_KNOWN};
    memcpy(letters, word, sizeof word);
    uint32_t length = (uint32_t)strlen((char *)letters);
    bool begins = length > 0 && goes_on(index, letters, length);
    unsigned standing = length > 0 ? word_standing(index, letters, length) : 0;
    uint64_t known = (begins ? SETTLED_GOES_ON : 0) | (standing & WORD_ORDINARY ? SETTLED_SAYS | SETTLED_ITSELF : 0);
    const uint64_t may = length > 0 ? (known & SETTLED_ITSELF) | SETTLED_STEMLESS | SETTLED_FURTHER : 0;
    return is_zero(letters + length, sizeof letters - length) &&
           (length == 0 || (standing != 0 && word_settled(index, word[0], word[1]) != 0)) &&
           ((known ^ slot[1] ^ word[1]) & ~may) == 0;
}

/* That what is settled are words, go on as they say, and are found. */
static const char *verify_settled(const struct word_index *index)
{
    for (uint32_t i = 0; i < (uint32_t)1 << index->header->settled_bits; i++)
        for (int n = 0; n < SETTLED_SLOTS; n++)
            if (!is_settled_sound(index, index->settled[i].words[n]))
                return "a word of it is none, or goes on otherwise than it says";
    return "";
}

static bool is_word_symbol(uint32_t symbol)
{
    return symbol <= '9' - '0' || (symbol >= 'A' - '0' && symbol <= 'Z' - '0');
}

/* The bit of the letter by which a node is the child of its parent. */
static uint32_t child_bit(const struct word_index *index, uint32_t node)
{
    uint32_t symbol = node - index->nodes[index->nodes[node].check - 1].base;
    return word_letter_bit((unsigned char)(symbol + '0'));
}

/* That every node is the child of one by a letter or digit, and children stand within the nodes. */
static const char *verify_nodes(const struct word_index *index)
{
    uint32_t count = index->header->node_count, letters = 0, children = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct word_node *node = &index->nodes[i];
        letters += (uint32_t)__builtin_popcount(node->next);
        if (node->base > count - WORD_SYMBOLS)
            return "a word of it goes on outside it";
        if (node->check > count || (i == WORD_ROOT && (node->check != 0 || node->word != 0)))
            return "its words have no beginning";
        if (node->check != 0 &&
            (i < index->nodes[node->check - 1].base || !is_word_symbol(i - index->nodes[node->check - 1].base)))
            return "a word of it goes on with what is no letter";
        uint32_t by = node->check != 0 ? child_bit(index, i) : 0;
        children += by != 0;
        if (by != 0 && !(index->nodes[node->check - 1].next & by))
            return "a word of it goes on with a letter that it does not say";
        if ((node->word & ~(uint32_t)WORD_BITS) != 0 || (node->word != 0 && !(node->word & WORD_ENDS)) ||
            WORD_ENDING(node->word) > PACK_ENDING_MAX || ORDINARY_ENDING(node->word) > PACK_ENDING_MAX ||
            FILLER_ENDING(node->word) > PACK_ENDING_MAX)
            return "a word of it has a use or ending that does not exist";
    }
    return letters == children ? "" : "a word of it says that it goes on with a letter, and does not";
}

/* That each is of a word, and they are in order. */
static const char *verify_phrases(const struct word_index *index)
{
    for (uint32_t i = 0; i < index->header->phrase_count; i++) {
        const struct word_phrase *phrase = &index->phrases[i];
        if (phrase->reserved != 0 || phrase->cuts == 0 || phrase->node >= index->header->node_count ||
            index->nodes[phrase->node].word == 0 || (i > 0 && phrase->node <= phrase[-1].node))
            return "a phrase of it is none";
    }
    return "";
}

struct key_check {
    const struct word_index *index;
    bool missing;
};

static void check_key(void *context, enum word_filter filter, uint64_t key)
{
    struct key_check *check = context;
    check->missing |= !word_filter_has(check->index, filter, key);
}

/* Goes through all words. The longest must be as long as the header says, and all their keys in the filters. */
static const char *verify_words(const struct word_index *index)
{
    unsigned char letters[WORD_LONGEST + 8] = {0};
    uint32_t path[WORD_LONGEST + 1] = {WORD_ROOT}, depth = 0;
    unsigned char next[WORD_LONGEST + 1] = {'0'}; /* the letter to be tried from there */
    struct key_check check = {.index = index};
    uint32_t deepest = 0;
    for (;;) {
        if (next[depth] > 'Z') {
            letters[depth] = 0;
            if (depth-- == 0)
                break;
            continue;
        }
        unsigned char letter = next[depth]++;
        uint32_t node = word_step(index, path[depth], letter);
        if (node == 0)
            continue;
        if (depth == index->header->longest)
            return "it has longer words than it says";
        letters[depth++] = letter;
        path[depth] = node;
        next[depth] = '0';
        deepest = depth > deepest ? depth : deepest;
        if (index->nodes[node].word != 0)
            word_keys(letters, depth, index->nodes[node].word, word_phrase_cuts(index, node), check_key, &check);
    }
    if (deepest < index->header->longest)
        return "it has shorter words than it says";
    return check.missing ? "a word of it is not in its filters" : "";
}

/* Whether each word of a term is found. */
static bool holds_term(const struct word_index *index, const char *text, const struct pack_term *term)
{
    for (uint32_t at = 1, length; at < term->length; at += length + 1) {
        length = (uint32_t)strcspn(text + at, " ");
        if (length > WORD_LONGEST)
            continue;
        uint32_t node = WORD_ROOT, depth = 0;
        while (depth < length && (node = word_step(index, node, (unsigned char)text[at + depth])) != 0)
            depth++;
        const uint32_t word = depth == length ? index->nodes[node].word : 0;
        const uint32_t ending = at == 1 && length + 1 == term->length ? term->ending : 0;
        if (!(word & WORD_OF_A_TERM) || WORD_ENDING(word) < ending)
            return false;
    }
    return true;
}

static const char *verify_terms(const struct pack *pack, const struct word_index *index)
{
    for (uint32_t i = 0; i < pack_spelled_terms(pack); i++) {
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
    if (wrong[0] == 0)
        wrong = verify_settled(&index);
    if (wrong[0] == 0)
        wrong = verify_phrases(&index);
    return wrong[0] == 0 ? verify_terms(pack, &index) : wrong;
}

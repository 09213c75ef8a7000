/*
 * name_index.c: walks the index of exact names (name_index.h, name_index_layout.h) over folded text, and verifies one
 * that was loaded. Touches the lane's folded text and hits, and the pack.
 */
#include "name_index.h"

#include "hits.h"
#include "name_index_layout.h"
#include "token_looks.h"

struct name_index {
    const uint64_t *tokens, *starts; /* filters */
    const struct name_slot *slots;
    uint32_t filter_words, slot_count, longest_name, longest_token;
};

/* The parts of a section that is as large as its header says. */
static struct name_index index_of(const uint8_t *section)
{
    const struct name_index_header *header = (const void *)section;
    const uint64_t *tokens = (const void *)(section + sizeof *header), *starts = tokens + header->filter_words;
    return (struct name_index){.tokens = tokens,
                               .starts = starts,
                               .slots = (const void *)(starts + header->filter_words),
                               .filter_words = header->filter_words,
                               .slot_count = header->slot_count,
                               .longest_name = header->longest_name,
                               .longest_token = header->longest_token};
}

/* Whether a name may begin with a token. */
static inline bool may_begin(const struct name_index *index, uint64_t token_hash)
{
    uint32_t bit = name_token_bit(token_hash, index->filter_words);
    return (index->tokens[bit / 64] >> bit % 64 & 1) != 0;
}

/* Whether a token may be a name by itself, or two in a row begin or be one. */
static inline bool may_start(const struct name_index *index, uint64_t beginning)
{
    uint64_t bits = name_filter_bits(beginning);
    return (index->starts[name_filter_word(beginning, index->filter_words)] & bits) == bits;
}

/* The next slot for a beginning from *at on; NULL = there are no more. */
static const struct name_slot *next_slot(const struct name_index *index, uint64_t beginning, uint32_t *at)
{
    for (const struct name_slot *slot; (slot = &index->slots[*at])->what != 0;) {
        *at = (*at + 1) & (index->slot_count - 1);
        if (slot->check == name_check(beginning))
            return slot;
    }
    return NULL;
}

/* --- Scanning ------------------------------------------------------------------------------------------------ */

/* Beginnings that met the filter; looked up together, so that the processor fetches one while another is followed. */
#define CANDIDATES_MAX 64

struct candidate {
    const struct folded_segment *segment;
    uint64_t beginning;
    uint32_t first, last; /* tokens */
    uint32_t fresh; /* the first from there on that no other segment has: a name that ends before is found there */
};

struct walk {
    const struct pack *pack;
    const struct folded *folded;
    struct name_index index;
    struct hits hits;
    struct candidate candidates[CANDIDATES_MAX];
    uint32_t candidate_count;
};

/* One past a token's last byte: each is followed by one space, the segment's last by the space that ends it. */
static inline uint32_t token_end(const struct folded *folded, const struct folded_segment *segment, uint32_t token)
{
    return token + 1 < segment_tokens_end(folded, segment) ? folded->tokens[token + 1].at - 1
                                                           : segment_end(folded, segment) - 1;
}

/* False for what is longer than any token of a name, or stands for nothing. */
static inline bool hash_token(const struct walk *walk, const struct folded_segment *segment, uint32_t token,
                              uint64_t *hash)
{
    uint32_t at = walk->folded->tokens[token].at, end = token_end(walk->folded, segment, token);
    if (end <= at || end - at > walk->index.longest_token)
        return false;
    *hash = name_token_hash(walk->folded->bytes + at, end - at);
    return true;
}

/* Whether the term's own text stands over the tokens, and not in the value behind. */
static bool stands_over(const struct walk *walk, const struct candidate *candidate, const struct pack_term *term)
{
    const struct folded *folded = walk->folded;
    uint32_t start = folded->tokens[candidate->first].at - 1;
    uint32_t end = token_end(folded, candidate->segment, candidate->last) + 1;
    return end - start == term->length &&
           memcmp(folded->bytes + start, pack_string(walk->pack, term->text), term->length) == 0 &&
           folded->tokens[candidate->first].from != folded->tokens[candidate->last].to;
}

/* Keeps the names that end with the candidate's last token. *longer: whether any goes on. false = no room. */
static bool keep_names(struct walk *walk, const struct candidate *candidate, bool *longer)
{
    uint32_t at = name_bucket(candidate->beginning, walk->index.slot_count);
    *longer = false;
    for (const struct name_slot *slot; (slot = next_slot(&walk->index, candidate->beginning, &at)) != NULL;) {
        uint32_t ends = slot->what & ~NAME_GOES_ON;
        *longer |= (slot->what & NAME_GOES_ON) != 0;
        if (ends == 0 || candidate->last < candidate->fresh ||
            !stands_over(walk, candidate, &walk->pack->terms[ends - 1]))
            continue;
        struct scan_hit hit = hit_of(walk->folded, candidate->segment, ends - 1, candidate->first, candidate->last);
        if (!hits_keep(&walk->hits, &hit))
            return false;
    }
    return true;
}

/* From a beginning as far as names go on. */
static bool follow(struct walk *walk, struct candidate *candidate)
{
    uint32_t tokens_end = segment_tokens_end(walk->folded, candidate->segment);
    bool pair = candidate->last > candidate->first, longer;
    for (;;) {
        uint64_t hash;
        if (!keep_names(walk, candidate, &longer))
            return false;
        /* A single token is followed by pairs, which are candidates of their own. */
        if (!pair || !longer || candidate->last + 1 >= tokens_end ||
            candidate->last + 1 - candidate->first >= walk->index.longest_name)
            return true;
        candidate->last++;
        if (!hash_token(walk, candidate->segment, candidate->last, &hash))
            return true;
        candidate->beginning = name_longer(candidate->beginning, hash);
    }
}

static bool follow_all(struct walk *walk)
{
    for (uint32_t i = 0; i < walk->candidate_count; i++)
        __builtin_prefetch(&walk->index.slots[name_bucket(walk->candidates[i].beginning, walk->index.slot_count)]);
    for (uint32_t i = 0; i < walk->candidate_count; i++)
        if (!follow(walk, &walk->candidates[i]))
            return false;
    walk->candidate_count = 0;
    return true;
}

/* The first token of [token, end) that no other segment has; end = there is none that a name from there reaches. */
static uint32_t fresh_from(const struct walk *walk, uint32_t token, uint32_t end)
{
    const uint32_t most = end - token < walk->index.longest_name ? end : token + walk->index.longest_name;
    while (token < most && token_says(walk->folded, token, LOOK_AGAIN))
        token++;
    return token < most ? token : end;
}

/* Proposes a token that names begin with, alone and with the one behind it: where the filter lets nothing through, what
 * was written is written over. */
static bool propose_from(struct walk *walk, const struct folded_segment *segment, uint32_t token, uint32_t fresh)
{
    const bool behind = token + 1 < segment_tokens_end(walk->folded, segment);
    uint64_t hash, next = 0;
    if (!hash_token(walk, segment, token, &hash))
        return true;
    const bool pair = behind && hash_token(walk, segment, token + 1, &next);
    const uint64_t one = name_longer(NAME_START, hash), two = name_longer(one, next);
    if (walk->candidate_count + 2 > CANDIDATES_MAX && !follow_all(walk))
        return false;
    uint32_t count = walk->candidate_count;
    walk->candidates[count] = (struct candidate){segment, one, token, token, fresh};
    count += (fresh == token) & may_start(&walk->index, one);
    walk->candidates[count] = (struct candidate){segment, two, token, token + 1, fresh};
    walk->candidate_count = count + (pair & may_start(&walk->index, two));
    return true;
}

/* From every token of which the filters say that a name may begin with it, if it reaches one that no other segment has.
 */
static bool walk_tokens(struct walk *walk)
{
    const struct folded *folded = walk->folded;
    const struct folded_segment *segment = folded->segments;
    uint32_t end = segment_tokens_end(folded, segment);
    for (uint32_t first = 0; first < folded->token_count; first += LOOKED_AT) {
        const uint32_t left = folded->token_count - first, count = left < LOOKED_AT ? left : LOOKED_AT;
        for (uint64_t begins = tokens_that(folded, first, count, LOOK_NAME); begins != 0; begins &= begins - 1) {
            const uint32_t token = first + (uint32_t)__builtin_ctzll(begins);
            while (token >= end)
                end = segment_tokens_end(folded, ++segment);
            const uint32_t fresh = fresh_from(walk, token, end);
            if (fresh < end && !propose_from(walk, segment, token, fresh))
                return false;
        }
    }
    return true;
}

uint32_t name_index_scan(const struct pack *pack, const struct folded *folded, struct scan_hit *hits, uint32_t used,
                         uint32_t limit)
{
    if (pack->name_index_size == 0 || folded->segment_count == 0)
        return used;
    struct walk walk;
    walk.pack = pack;
    walk.folded = folded;
    walk.index = index_of(pack->name_index);
    walk.hits = (struct hits){.terms = pack->terms, .items = hits, .count = used, .limit = limit};
    walk.candidate_count = 0;
    return walk_tokens(&walk) && follow_all(&walk) ? walk.hits.count : limit + 1;
}

/* --- Verifying ----------------------------------------------------------------------------------------------- */

static bool is_power_of_two(uint32_t number, uint32_t least)
{
    return number >= least && (number & (number - 1)) == 0;
}

static const char *verify_header(const struct pack *pack)
{
    struct name_index_header header;
    if (pack->name_index_size < sizeof header)
        return "it is cut";
    memcpy(&header, pack->name_index, sizeof header);
    if (!is_power_of_two(header.filter_words, 8) || !is_power_of_two(header.slot_count, NAME_BUCKET_SLOTS))
        return "its tables have no size";
    if (pack->name_index_size != sizeof header + 2 * (uint64_t)header.filter_words * sizeof(uint64_t) +
                                     (uint64_t)header.slot_count * sizeof(struct name_slot))
        return "its tables have another size than it says";
    if (header.longest_name == 0 || header.longest_name > NAME_TOKENS_MAX || header.longest_token > NAME_BYTES_MAX)
        return "its names are longer than names may be";
    for (size_t i = 0; i < sizeof header.reserved / sizeof *header.reserved; i++)
        if (header.reserved[i] != 0)
            return "its header is damaged";
    return "";
}

/* That every look-up ends soon, and no slot leads outside the index's terms. *names: slots at which one ends. */
static const char *verify_slots(const struct pack *pack, const struct name_index *index, uint32_t *names)
{
    uint32_t run = 0;
    *names = 0;
    for (uint32_t i = 0; i < index->slot_count + NAME_RUN_MAX; i++) {
        const struct name_slot *slot = &index->slots[i & (index->slot_count - 1)];
        run = slot->what != 0 ? run + 1 : 0;
        if (run > NAME_RUN_MAX || run >= index->slot_count)
            return "too many of its slots follow each other";
        uint32_t ends = slot->what & ~NAME_GOES_ON;
        if (ends != 0 && (ends > pack_ordered_terms(pack) || ends <= pack_first_name(pack)))
            return "a slot leads to a term that is not the index's";
        *names += i < index->slot_count && ends != 0;
    }
    return "";
}

/* Whether a slot for the beginning goes on, or where the name is whole: is the term's. */
static bool leads_to(const struct name_index *index, uint64_t beginning, bool whole, uint32_t term)
{
    uint32_t at = name_bucket(beginning, index->slot_count);
    for (const struct name_slot *slot; (slot = next_slot(index, beginning, &at)) != NULL;)
        if (whole ? (slot->what & ~NAME_GOES_ON) == term + 1 : (slot->what & NAME_GOES_ON) != 0)
            return true;
    return false;
}

/* Whether a term is found where its own text stands. */
static bool is_reached(const struct pack *pack, const struct name_index *index, uint32_t number)
{
    const struct pack_term *term = &pack->terms[number];
    unsigned char text[NAME_BYTES_MAX + NAME_READ_AHEAD] = {0};
    if (term->ending != 0 || term->pattern != 0 || term->length < 3 || term->length > NAME_BYTES_MAX)
        return false;
    memcpy(text, pack_string(pack, term->text), term->length);
    uint64_t beginning = NAME_START;
    uint32_t tokens = 0;
    for (uint32_t at = 1; at < term->length;) {
        uint32_t length = (uint32_t)(strchr((char *)text + at, ' ') - (char *)(text + at));
        bool whole = at + length + 1 == term->length;
        uint64_t hash = name_token_hash(text + at, length);
        beginning = name_longer(beginning, hash);
        tokens++;
        if (length > index->longest_token || tokens > index->longest_name)
            return false;
        if (tokens == 1 && !may_begin(index, hash))
            return false;
        if ((tokens == 2 || (tokens == 1 && whole)) && !may_start(index, beginning))
            return false;
        if ((tokens > 1 || whole) && !leads_to(index, beginning, whole, number))
            return false;
        at += length + 1;
    }
    return true;
}

const char *name_index_verify(const struct pack *pack)
{
    uint32_t count = pack_ordered_terms(pack) - pack_first_name(pack), names;
    if (count == 0)
        return pack->name_index_size == 0 ? "" : "there is no term for it";
    const char *wrong = verify_header(pack);
    if (wrong[0] != 0)
        return wrong;
    struct name_index index = index_of(pack->name_index);
    wrong = verify_slots(pack, &index, &names);
    if (wrong[0] != 0)
        return wrong;
    /* As many ends as terms, and each term has one: so no term has two. */
    if (names != count)
        return "it holds another number of names than there are terms for it";
    for (uint32_t term = pack_first_name(pack); term < pack_ordered_terms(pack); term++)
        if (!is_reached(pack, &index, term))
            return "a name of the pack is not found by it";
    return "";
}

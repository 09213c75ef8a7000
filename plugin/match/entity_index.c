/*
 * entity_index.c: names in any order of their words (entity_index.h, entity_index_layout.h): reads whole names of the
 * folded text, takes legal forms off their ends, looks up what remains, and drops what was found over a part of a name
 * that goes by other legal forms. Touches the pack, the folded text and the hits; linear in the text.
 */
#include "entity_index.h"

#include <string.h>

#include "entity_index_layout.h"

struct entity_index {
    const struct pack *pack;
    const struct entity_index_header *header;
    const struct entity_slot *names;
    const struct form_slot *forms;
    const struct bare_term *bare;
    const uint16_t *families;
    const uint64_t *words;
};

/* Bytes of the families, with the zeros behind them. */
static uint64_t families_size(const struct entity_index_header *header)
{
    return ((uint64_t)header->classes * sizeof(uint16_t) + 7) / 8 * 8;
}

/* The parts of a section that is as large as its header says. */
static struct entity_index index_of(const struct pack *pack)
{
    struct entity_index index = {.pack = pack, .header = (const void *)pack->name_forms};
    index.names = (const void *)(index.header + 1);
    index.forms = (const void *)(index.names + index.header->name_slots);
    index.bare = (const void *)(index.forms + index.header->form_slots);
    index.families = (const void *)(index.bare + index.header->bare_terms);
    index.words = (const void *)((const uint8_t *)index.families + families_size(index.header));
    return index;
}

/* --- Reading a name ------------------------------------------------------------------------------------------------
 */

/* A whole name; the words [first, end) are left when its legal forms are taken off. */
struct whole_name {
    const struct folded *folded;
    const struct folded_segment *segment;
    uint32_t first, end; /* tokens of the segment, from 0 */
    uint64_t hashes[ENTITY_WORDS_MAX];
    uint64_t forms;
};

static uint32_t word_at(const struct whole_name *name, uint32_t word)
{
    return name->folded->tokens[name->segment->first_token + word].at;
}

/* One past a word's last byte: each is followed by one space, the segment's last by the space that ends it. */
static uint32_t word_end(const struct whole_name *name, uint32_t word)
{
    uint32_t next = name->segment->first_token + word + 1;
    return next < segment_tokens_end(name->folded, name->segment) ? name->folded->tokens[next].at - 1
                                                                  : segment_end(name->folded, name->segment) - 1;
}

/* false = it is a part of a name, or has more words, or longer ones, than any name of the index. */
static bool read_name(const struct entity_index *index, const struct folded *folded,
                      const struct folded_segment *segment, struct whole_name *name)
{
    uint32_t count = segment_tokens_end(folded, segment) - segment->first_token;
    if (count == 0 || count > ENTITY_WORDS_MAX || segment->goes_on_before || segment->goes_on_behind)
        return false;
    name->folded = folded;
    name->segment = segment;
    name->first = 0;
    name->end = count;
    name->forms = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = word_at(name, i), end = word_end(name, i);
        if (end <= at || end - at > index->header->longest_token)
            return false;
        name->hashes[i] = name_token_hash(folded->bytes + at, end - at);
    }
    return true;
}

/* Whether the text of a string, with the spaces around it, stands over words [first, end). */
static bool stands_over(const struct whole_name *name, const char *text, uint32_t length, uint32_t first, uint32_t end)
{
    uint32_t from = word_at(name, first) - 1, to = word_end(name, end - 1) + 1;
    return to - from == length && memcmp(name->folded->bytes + from, text, length) == 0;
}

/* The class of the legal form that words [first, end) are, 0 = none. */
static uint16_t form_over(const struct entity_index *index, const struct whole_name *name, uint32_t first, uint32_t end)
{
    uint64_t hash = NAME_START;
    for (uint32_t i = first; i < end; i++)
        hash = name_longer(hash, name->hashes[i]);
    uint32_t mask = index->header->form_slots - 1, at = entity_place(hash, index->header->form_slots);
    for (const struct form_slot *slot; (slot = &index->forms[at])->length != 0; at = (at + 1) & mask)
        if (slot->check == name_check(hash) &&
            stands_over(name, pack_string(index->pack, slot->text), slot->length, first, end))
            return slot->class;
    return 0;
}

static bool may_be(const uint64_t filter[FORM_FILTER_WORDS], uint64_t hash)
{
    return (filter[form_filter_word(hash)] & form_filter_bit(hash)) != 0;
}

/* Takes the longest legal form off the name's end, or else its start, and leaves a word at least. */
static bool take_form(const struct entity_index *index, struct whole_name *name)
{
    uint32_t most = name->end - name->first - 1;
    uint16_t class;
    if (most > index->header->longest_form)
        most = index->header->longest_form;
    bool behind = may_be(index->header->ends, name->hashes[name->end - 1]);
    for (uint32_t words = behind ? most : 0; words > 0; words--) {
        class = form_over(index, name, name->end - words, name->end);
        if (class == 0)
            continue;
        name->end -= words;
        name->forms = forms_with(name->forms, class);
        return true;
    }
    bool before = may_be(index->header->begins, name->hashes[name->first]);
    for (uint32_t words = before ? most : 0; words > 0; words--) {
        class = form_over(index, name, name->first, name->first + words);
        if (class == 0)
            continue;
        name->first += words;
        name->forms = forms_with(name->forms, class);
        return true;
    }
    return false;
}

static void take_forms(const struct entity_index *index, struct whole_name *name)
{
    for (int taken = 0; taken < FORMS_TAKEN_MAX && take_form(index, name); taken++)
        ;
}

/* --- Comparing -----------------------------------------------------------------------------------------------------
 */

static bool has_family(const struct entity_index *index, uint64_t forms, uint16_t family)
{
    for (; forms != 0; forms >>= 16)
        if (index->families[(forms & UINT16_MAX) - 1] == family)
            return true;
    return false;
}

/* Whether forms that a text gives a name can be those of an entity: no other kind is among them. LTD is none other than
 * PTE LTD. */
static bool forms_agree(const struct entity_index *index, uint64_t text, uint64_t entity)
{
    for (; text != 0; text >>= 16)
        if (!has_family(index, entity, index->families[(text & UINT16_MAX) - 1]))
            return false;
    return true;
}

static bool comes_before(const struct whole_name *name, uint32_t a, uint32_t b)
{
    uint32_t a_length = word_end(name, a) - word_at(name, a), b_length = word_end(name, b) - word_at(name, b);
    int order = memcmp(name->folded->bytes + word_at(name, a), name->folded->bytes + word_at(name, b),
                       a_length < b_length ? a_length : b_length);
    return order != 0 ? order < 0 : a_length < b_length;
}

/* The name's words in alphabetical order. */
static uint32_t sort_words(const struct whole_name *name, uint8_t order[ENTITY_WORDS_MAX])
{
    uint32_t count = 0;
    for (uint32_t word = name->first; word < name->end; word++, count++) {
        uint32_t at = count;
        for (; at > 0 && comes_before(name, word, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = (uint8_t)word;
    }
    return count;
}

/* Whether a term's text is the name's words in alphabetical order. */
static bool has_words_of(const struct entity_index *index, const struct whole_name *name, uint32_t number)
{
    const struct pack_term *term = &index->pack->terms[number];
    const char *text = pack_string(index->pack, term->text);
    uint8_t order[ENTITY_WORDS_MAX];
    uint32_t count = sort_words(name, order), at = 1;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t from = word_at(name, order[i]), length = word_end(name, order[i]) - from;
        if (at + length >= term->length || text[at + length] != ' ' ||
            memcmp(text + at, name->folded->bytes + from, length) != 0)
            return false;
        at += length + 1;
    }
    return at == term->length;
}

/* --- Scanning ------------------------------------------------------------------------------------------------------
 */

/* The term that a slot's name is with the legal forms of the text; 0 = somebody else, else 1 + term. */
static uint32_t term_for(const struct entity_index *index, const struct entity_slot *slot, uint64_t forms)
{
    if (slot->forms == forms && slot->legal != 0)
        return slot->legal;
    return forms_agree(index, forms, slot->forms) ? slot->name : 0;
}

static bool keep_name(const struct whole_name *name, uint32_t term, struct hits *hits)
{
    const struct folded_segment *segment = name->segment;
    uint32_t last = segment_tokens_end(name->folded, segment) - 1;
    if (name->folded->tokens[segment->first_token].from == name->folded->tokens[last].to)
        return true; /* it stands in the value behind, and is found there */
    struct scan_hit hit = hit_of(name->folded, segment, term, segment->first_token, last);
    return hits_keep(hits, &hit);
}

/* Keeps every entity that the name is of. false = no room. */
static bool look_up(const struct entity_index *index, const struct whole_name *name, struct hits *hits)
{
    uint64_t hash = ENTITY_START;
    for (uint32_t i = name->first; i < name->end; i++)
        hash += entity_word(name->hashes[i]);
    uint32_t mask = index->header->name_slots - 1, at = entity_place(hash, index->header->name_slots);
    for (const struct entity_slot *slot; (slot = &index->names[at])->legal != 0 || slot->name != 0;
         at = (at + 1) & mask) {
        uint32_t term = slot->check == name_check(hash) ? term_for(index, slot, name->forms) : 0;
        if (term != 0 && has_words_of(index, name, term - 1) && !keep_name(name, term - 1, hits))
            return false;
    }
    return true;
}

static bool is_name(const struct transfer *transfer, uint32_t value)
{
    return field_kind((fg_field)transfer->values[value].field) == FIELD_KIND_NAME;
}

static bool is_whole_name(const struct transfer *transfer, const struct folded_segment *segment)
{
    return segment->view != FOLD_JOINED && is_name(transfer, segment->value);
}

/* --- Parts of names that go by other legal forms -------------------------------------------------------------------
 */

/* The legal forms of the entity whose bare name the term is, 0 = it is none. */
static uint64_t forms_of_bare(const struct entity_index *index, uint32_t term)
{
    uint32_t low = 0, high = index->header->bare_terms;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->bare[middle].term < term)
            low = middle + 1;
        else
            high = middle;
    }
    return low < index->header->bare_terms && index->bare[low].term == term ? index->bare[low].forms : 0;
}

/* Hits of bare names in names, looked at together: so the segments are gone through once for many of them. */
#define BARE_HITS 256

struct bare_hit {
    uint64_t forms; /* of the entity */
    uint32_t at;    /* in the hits */
    uint32_t value;
    bool agrees; /* a reading of the value has legal forms, and they may be the entity's */
    bool other;  /* a reading has others */
};

struct bare_hits {
    struct bare_hit items[BARE_HITS];
    uint32_t count;
};

/* The legal forms of the entity that a hit in a name finds by its bare name, 0 = it does not. */
static uint64_t forms_of_hit(const struct entity_index *index, const struct transfer *transfer,
                             const struct scan_hit *hit)
{
    const struct pack_term *term = &index->pack->terms[hit->term];
    if (term->posting_count == 0 || index->pack->postings[term->first_posting].match != PACK_MATCH_NAME)
        return 0;
    return is_name(transfer, hit->value) ? forms_of_bare(index, hit->term) : 0;
}

/* Those of the hits from one on, as long as there is room; returns the first that was not looked at. */
static uint32_t gather_bare(const struct entity_index *index, const struct transfer *transfer, const struct hits *hits,
                            uint32_t from, struct bare_hits *bare)
{
    uint32_t at = from;
    bare->count = 0;
    for (; at < hits->count && bare->count < BARE_HITS; at++) {
        uint64_t forms = forms_of_hit(index, transfer, &hits->items[at]);
        if (forms != 0)
            bare->items[bare->count++] = (struct bare_hit){.forms = forms, .at = at, .value = hits->items[at].value};
    }
    return at;
}

/* The first of them that lies in a value, or behind it: hits come in the order of values. */
static uint32_t first_in(const struct bare_hits *bare, uint32_t value)
{
    uint32_t low = 0, high = bare->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (bare->items[middle].value < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Compares the legal forms of each reading of their values with theirs. */
static void compare_forms(const struct entity_index *index, const struct folded *folded, struct bare_hits *bare)
{
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        uint32_t at = first_in(bare, segment->value);
        struct whole_name name;
        if (at == bare->count || bare->items[at].value != segment->value || segment->view == FOLD_JOINED ||
            !read_name(index, folded, segment, &name))
            continue;
        take_forms(index, &name);
        for (; name.forms != 0 && at < bare->count && bare->items[at].value == segment->value; at++) {
            bool agrees = forms_agree(index, name.forms, bare->items[at].forms);
            bare->items[at].agrees |= agrees;
            bare->items[at].other |= !agrees;
        }
    }
}

/* Drops hits of bare names whose values, in every reading in which they have legal forms, have others than the entity:
 * it is somebody else. */
static void drop_others(const struct entity_index *index, const struct transfer *transfer, const struct folded *folded,
                        struct hits *hits)
{
    struct bare_hits bare;
    uint32_t kept = 0;
    for (uint32_t from = 0, next; from < hits->count; from = next) {
        next = gather_bare(index, transfer, hits, from, &bare);
        if (bare.count > 0)
            compare_forms(index, folded, &bare);
        for (uint32_t i = from, looked = 0; i < next; i++) {
            const struct bare_hit *hit =
                looked < bare.count && bare.items[looked].at == i ? &bare.items[looked++] : NULL;
            if (hit && hit->other && !hit->agrees)
                continue;
            if (kept != i)
                hits->items[kept] = hits->items[i];
            kept++;
        }
    }
    hits->count = kept;
}

/* --- All names -----------------------------------------------------------------------------------------------------
 */

/* Whether each of a segment's words is one of names or legal forms, and not all of them stand in another segment: of
 * most values the first word says no. */
static bool may_be_name(const struct entity_index *index, const struct folded *folded,
                        const struct folded_segment *segment)
{
    const uint32_t first = segment->first_token, end = segment_tokens_end(folded, segment);
    bool again = true;
    if (end - first > ENTITY_WORDS_MAX || segment->goes_on_before || segment->goes_on_behind)
        return false;
    for (uint32_t token = first; token < end; token++) {
        uint32_t at = folded->tokens[token].at;
        uint32_t next = token + 1 < end ? folded->tokens[token + 1].at : segment_end(folded, segment);
        if (next <= at + 1 || next - 1 - at > index->header->longest_token)
            return false;
        uint32_t bit = entity_word_bit(name_token_hash(folded->bytes + at, next - 1 - at), index->header->filter_words);
        if ((index->words[bit / 64] >> bit % 64 & 1) == 0)
            return false;
        again &= folded->tokens[token].again;
    }
    return !again;
}

bool entity_index_scan(const struct pack *pack, const struct transfer *transfer, const struct folded *folded,
                       struct hits *hits)
{
    if (pack->name_forms_size == 0 || !transfer)
        return true; /* without a transfer nothing is known to be a name */
    const struct entity_index index = index_of(pack);
    drop_others(&index, transfer, folded, hits);
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        struct whole_name name;
        if (!is_whole_name(transfer, segment) || !may_be_name(&index, folded, segment) ||
            !read_name(&index, folded, segment, &name))
            continue;
        take_forms(&index, &name);
        if (!look_up(&index, &name, hits))
            return false;
    }
    return true;
}

/* --- Verifying -----------------------------------------------------------------------------------------------------
 */

static bool is_power_of_two(uint32_t number)
{
    return number >= 8 && (number & (number - 1)) == 0;
}

static const char *verify_header(const struct pack *pack)
{
    struct entity_index_header header;
    if (pack->name_forms_size < sizeof header)
        return "it is cut";
    memcpy(&header, pack->name_forms, sizeof header);
    if (!is_power_of_two(header.name_slots) || !is_power_of_two(header.form_slots) ||
        !is_power_of_two(header.filter_words) || header.filter_words > ENTITY_FILTER_MAX)
        return "its tables have no size";
    if (header.classes > FORM_CLASSES_MAX || header.longest_form > FORM_WORDS_MAX ||
        header.longest_token > NAME_BYTES_MAX || header.reserved != 0)
        return "its header is damaged";
    if (pack->name_forms_size != sizeof header + (uint64_t)header.name_slots * sizeof(struct entity_slot) +
                                     (uint64_t)header.form_slots * sizeof(struct form_slot) +
                                     (uint64_t)header.bare_terms * sizeof(struct bare_term) + families_size(&header) +
                                     (uint64_t)header.filter_words * sizeof(uint64_t))
        return "its tables have another size than it says";
    return "";
}

/* Classes that there are, in their order. */
static bool forms_are_sound(const struct entity_index *index, uint64_t forms)
{
    uint16_t before = 0;
    if (forms >> 16 * FORMS_TAKEN_MAX)
        return false;
    for (; forms != 0; forms >>= 16) {
        uint16_t class = (uint16_t)forms;
        if (class <= before || class > index->header->classes)
            return false;
        before = class;
    }
    return true;
}

static bool is_unordered(const struct pack *pack, uint32_t one_past)
{
    return one_past == 0 || (one_past > pack_ordered_terms(pack) && one_past <= pack->term_count);
}

/* Whether the filter lets every word of a folded string through. */
static bool are_known_words(const struct entity_index *index, uint32_t string, uint32_t length)
{
    unsigned char text[NAME_BYTES_MAX + NAME_READ_AHEAD] = {0};
    if (length > NAME_BYTES_MAX)
        return false;
    memcpy(text, pack_string(index->pack, string), length);
    for (uint32_t at = 1, end; at < length; at = end + 1) {
        for (end = at; end < length && text[end] != ' ';)
            end++;
        uint32_t bit = entity_word_bit(name_token_hash(text + at, end - at), index->header->filter_words);
        if ((index->words[bit / 64] >> bit % 64 & 1) == 0)
            return false;
    }
    return true;
}

/* Whether the filter lets the words of a term through; 0 = none, else 1 + term. */
static bool is_known(const struct entity_index *index, uint32_t one_past)
{
    if (one_past == 0)
        return true;
    const struct pack_term *term = &index->pack->terms[one_past - 1];
    return are_known_words(index, term->text, term->length);
}

/* That every look-up ends soon, and no slot leads outside the terms. *names: terms that slots lead to. */
static const char *verify_names(const struct entity_index *index, uint32_t *names)
{
    uint32_t slots = index->header->name_slots, run = 0;
    *names = 0;
    for (uint32_t i = 0; i < slots + ENTITY_RUN_MAX; i++) {
        const struct entity_slot *slot = &index->names[i & (slots - 1)];
        run = slot->legal != 0 || slot->name != 0 ? run + 1 : 0;
        if (run > ENTITY_RUN_MAX || run >= slots)
            return "too many of its slots follow each other";
        if (!is_unordered(index->pack, slot->legal) || !is_unordered(index->pack, slot->name))
            return "a slot leads to a term that is not the index's";
        if (i < slots && (!is_known(index, slot->legal) || !is_known(index, slot->name)))
            return "a word of a name is not in its filter";
        if (!forms_are_sound(index, slot->forms))
            return "a legal form of a name does not exist";
        if (i < slots)
            *names += (slot->legal != 0) + (slot->name != 0);
    }
    return "";
}

static const char *verify_forms(const struct entity_index *index)
{
    uint32_t slots = index->header->form_slots, run = 0;
    for (uint32_t i = 0; i < slots + ENTITY_RUN_MAX; i++) {
        const struct form_slot *slot = &index->forms[i & (slots - 1)];
        run = slot->length != 0 ? run + 1 : 0;
        if (run > ENTITY_RUN_MAX || run >= slots)
            return "too many of its legal forms follow each other";
        if (slot->length == 0)
            continue;
        if (slot->text >= index->pack->strings_size || slot->class == 0 || slot->class > index->header->classes ||
            strnlen(pack_string(index->pack, slot->text), index->pack->strings_size - slot->text) != slot->length)
            return "a legal form lies outside the pool or has no class";
        if (i < slots && !are_known_words(index, slot->text, slot->length))
            return "a word of a legal form is not in its filter";
    }
    for (uint32_t i = 0; i < index->header->classes; i++)
        if (index->families[i] == 0 || index->families[i] > index->header->classes)
            return "a kind of legal forms does not exist";
    return "";
}

static const char *verify_bare(const struct entity_index *index)
{
    const struct bare_term *bare = index->bare;
    for (uint32_t i = 0; i < index->header->bare_terms; i++)
        if (bare[i].term >= pack_ordered_terms(index->pack) || (i > 0 && bare[i].term <= bare[i - 1].term) ||
            bare[i].forms == 0 || !forms_are_sound(index, bare[i].forms))
            return "a name without its legal form is none of the terms";
    return "";
}

const char *entity_index_verify(const struct pack *pack)
{
    uint32_t count = pack->meta->unordered_terms, names;
    if (pack->name_forms_size == 0)
        return count == 0 ? "" : "it is missing";
    const char *wrong = verify_header(pack);
    if (wrong[0] != 0)
        return wrong;
    const struct entity_index index = index_of(pack);
    wrong = verify_names(&index, &names);
    if (wrong[0] == 0)
        wrong = verify_forms(&index);
    if (wrong[0] == 0)
        wrong = verify_bare(&index);
    if (wrong[0] != 0)
        return wrong;
    return names == count ? "" : "it holds another number of names than there are terms for it";
}

/*
 * signs.c: hits of the scan and identifiers of the message, looked up in the pack, become signs. Reads the pack and
 * what was found, writes the lane's workspace.
 */
#include <string.h>

#include "evaluation.h"
#include "machine_reference.h"
#include "selection.h"

/* Whether the pack may have such an identifier: mostly it has not. */
static bool is_in_filter(const struct rule_index *index, uint8_t kind, const char *key, size_t length)
{
    uint32_t hash = identifier_hash(kind, key, length) & index->filter_mask;
    return (index->filter[hash / 64] >> (hash % 64) & 1) != 0;
}

/* The same as identifier_range(), of a key that may be there. A function of its own, as it is seldom called. */
static __attribute__((noinline)) uint32_t search_range(const struct pack *pack, uint8_t kind, const char *key,
                                                       size_t length, uint32_t *first)
{
    const struct rule_index *index = pack->rule_index;
    struct pack_identifier wanted = {.kind = kind};
    memcpy(wanted.key, key, length);
    uint32_t low = 0, high = pack->identifier_count;
    if (index && kind < IDENTIFIER_KINDS) {
        low = index->kind_first[kind];
        high = index->kind_first[kind + 1];
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct pack_identifier *at = &pack->identifiers[middle];
        if (at->kind < kind || (at->kind == kind && memcmp(at->key, wanted.key, sizeof wanted.key) < 0))
            low = middle + 1;
        else
            high = middle;
    }
    *first = low;
    uint32_t count = 0;
    while (low + count < pack->identifier_count && pack->identifiers[low + count].kind == kind &&
           memcmp(pack->identifiers[low + count].key, wanted.key, sizeof wanted.key) == 0)
        count++;
    return count;
}

uint32_t identifier_range(const struct pack *pack, uint8_t kind, const char *key, size_t length, uint32_t *first)
{
    if (length == 0 || length > sizeof pack->identifiers->key)
        return 0; /* no key of a pack is longer */
    if (pack->rule_index && !is_in_filter(pack->rule_index, kind, key, length))
        return 0;
    return search_range(pack, kind, key, length, first);
}

/* An IBAN may stand in a pack as an account as written, and the other way round; a BIC of a branch is also one of its
 * institution. */
void identifier_look_up(const struct pack *pack, const struct identifier *identifier, struct identifier_ranges *ranges)
{
    *ranges = (struct identifier_ranges){.count = {0, 0}};
    ranges->count[0] = identifier_range(pack, identifier->kind, identifier->key, identifier->length, &ranges->first[0]);
    if (identifier->kind == IDENTIFIER_IBAN)
        ranges->count[1] =
            identifier_range(pack, IDENTIFIER_ACCOUNT, identifier->key, identifier->length, &ranges->first[1]);
    else if (identifier->kind == IDENTIFIER_ACCOUNT)
        ranges->count[1] =
            identifier_range(pack, IDENTIFIER_IBAN, identifier->key, identifier->length, &ranges->first[1]);
    else if (identifier->kind == IDENTIFIER_BIC && identifier->length == 11)
        ranges->count[1] = identifier_range(pack, IDENTIFIER_BIC, identifier->key, 8, &ranges->first[1]);
}

/* Widens a sign by one entry it stands for, by a pack_match bit, if that entry is valid on the day. */
static void widen(struct evaluation *evaluation, struct sign *sign, uint32_t number, uint32_t match, uint8_t readings,
                  uint32_t certainty)
{
    const struct judge_input *input = evaluation->input;
    const struct pack_entry *entry = &input->pack->entries[number];
    if (entry->list >= PACK_LISTS_MAX)
        return;
    evaluation->met |= UINT64_C(1) << entry->list;
    if (!in_period(input->as_of, entry->valid_from, entry->valid_to))
        return;
    sign->lists |= UINT64_C(1) << entry->list;
    sign->matches |= match;
    if (evaluation->index)
        possible_add(evaluation, sign, entry, match, readings, certainty);
}

/* An identifier of the pack that was found is certain, as nothing is read into it. */
static void widen_by_identifier(struct evaluation *evaluation, struct sign *sign, const struct pack_identifier *found)
{
    widen(evaluation, sign, found->entry, found->match, 0, PACK_CERTAIN);
    evaluation->hit = true;
}

/* Where the next sign is made: behind the others, where there is always room for one. */
static struct sign *next_sign(struct evaluation *evaluation)
{
    return &evaluation->signs[evaluation->sign_count];
}

/* Keeps the sign that was made there. false = it is one too many. */
static bool keep(struct evaluation *evaluation, uint32_t limit)
{
    const struct sign *sign = next_sign(evaluation);
    if (sign->lists == 0)
        return true; /* nothing of it is valid on this day */
    if (evaluation->sign_count >= limit)
        return false;
    evaluation->sign_count++;
    evaluation->lists |= sign->lists;
    evaluation->matches |= sign->matches;
    return true;
}

/* Whether Latin and Cyrillic letters stand in one word of a hit's, and not each in one of its own. */
static bool has_two_alphabets(const struct judge_input *input, const struct scan_hit *hit)
{
    const unsigned both = SCRIPT_LATIN | SCRIPT_CYRILLIC;
    if ((hit->scripts & both) != both || hit->value >= input->transfer->value_count)
        return false;
    const unsigned char *text = transfer_text(input->transfer, &input->transfer->values[hit->value]);
    return memchr(text + hit->from, ' ', hit->to - hit->from) == NULL;
}

static bool is_name_or_word(const struct pack *pack, const struct pack_term *term)
{
    uint32_t matches = 0;
    for (uint32_t p = 0; p < term->posting_count; p++)
        matches |= pack->postings[term->first_posting + p].match;
    return (matches & ~(NAMES_AND_WORDS & ~PACK_MATCH_PATTERN)) == 0;
}

/* A name or word that chance has made of a machine's numbers, also together with a word beside them: "...-103D от". */
static bool is_of_a_machine(const struct judge_input *input, const struct scan_hit *hit)
{
    if (hit->value >= input->transfer->value_count || hit->from >= hit->to)
        return false;
    const struct field_value *value = &input->transfer->values[hit->value];
    const unsigned char *text = transfer_text(input->transfer, value);
    const bool read = (hit->readings & READING_LOOK_ALIKE) != 0;
    /* What is read as it is written must be hexadecimal itself, as few words are. */
    if (!read && !(is_hexadecimal(text[hit->from]) && is_hexadecimal(text[hit->to - 1])))
        return false;
    enum machine_reference first = machine_reference_at(text, value->length, hit->from);
    enum machine_reference last = machine_reference_at(text, value->length, hit->to - 1);
    return (first == UUID_REFERENCE || last == UUID_REFERENCE || (read && (first | last) != NO_REFERENCE)) &&
           is_name_or_word(input->pack, &input->pack->terms[hit->term]);
}

static bool collect_hits(struct evaluation *evaluation, uint32_t limit)
{
    const struct judge_input *input = evaluation->input;
    const struct pack *pack = input->pack;
    for (uint32_t i = 0; i < input->hit_count; i++) {
        const struct scan_hit *hit = &input->hits[i];
        const struct pack_term *term = &pack->terms[hit->term];
        struct sign *sign = next_sign(evaluation);
        if (is_of_a_machine(input, hit))
            continue;
        *sign = (struct sign){.kind = SIGN_TERM,
                              .first = term->first_posting,
                              .count = term->posting_count,
                              .value = hit->value,
                              .from = hit->from,
                              .to = hit->to,
                              .field = value_field(input, hit->value),
                              .at_start = hit->at_start,
                              .seen = {hit->readings, hit->scripts, has_two_alphabets(input, hit)}};
        for (uint32_t p = 0; p < term->posting_count; p++) {
            const struct pack_posting *posting = &pack->postings[term->first_posting + p];
            uint8_t readings = readings_for(posting, sign->seen);
            uint32_t certainty = certainty_of(posting, readings, sign->field);
            if (certainty != 0)
                widen(evaluation, sign, posting->entry, posting->match, readings, certainty);
        }
        evaluation->hit = true;
        if (!keep(evaluation, limit))
            return false;
    }
    return true;
}

static void note_identifier(struct evaluation *evaluation, const struct identifier *identifier)
{
    uint8_t field = value_field(evaluation->input, identifier->value);
    evaluation->identifier_kinds |= UINT32_C(1) << identifier->kind;
    if (field < FG_FIELD_LIMIT)
        evaluation->identifier_fields[field / 64] |= UINT64_C(1) << (field % 64);
}

static bool collect_identifiers(struct evaluation *evaluation, uint32_t limit)
{
    const struct judge_input *input = evaluation->input;
    const struct pack *pack = input->pack;
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        struct identifier_ranges ranges;
        identifier_look_up(pack, identifier, &ranges);
        note_identifier(evaluation, identifier);
        if (identifier->kind == IDENTIFIER_WALLET)
            evaluation->hit = true;
        for (uint32_t r = 0; r < 2 && (ranges.count[0] | ranges.count[1]) != 0; r++) {
            struct sign *sign = next_sign(evaluation);
            *sign = (struct sign){.kind = SIGN_IDENTIFIER,
                                  .first = ranges.first[r],
                                  .count = ranges.count[r],
                                  .value = identifier->value,
                                  .from = identifier->from,
                                  .to = identifier->to,
                                  .field = value_field(input, identifier->value)};
            for (uint32_t k = 0; k < sign->count; k++)
                widen_by_identifier(evaluation, sign, &pack->identifiers[sign->first + k]);
            if (!keep(evaluation, limit))
                return false;
        }
    }
    return true;
}

/* Bits: how long a pack's ranges may be. Theirs is the last kind of identifier. */
static uint32_t range_lengths(const struct pack *pack)
{
    bool any = pack->identifier_count > 0 && pack->identifiers[pack->identifier_count - 1].kind == IDENTIFIER_RANGE;
    return !any ? 0 : pack->rule_index ? pack->rule_index->range_lengths : UINT32_MAX;
}

/* The ranges of one prefix of an account: each a sign of its own, as the account's length may fit the one and not the
 * other. */
static bool collect_ranges(struct evaluation *evaluation, const struct identifier *account, size_t prefix,
                           uint32_t limit)
{
    const struct judge_input *input = evaluation->input;
    uint32_t first, count = identifier_range(input->pack, IDENTIFIER_RANGE, account->key, prefix, &first);
    for (uint32_t i = first; i < first + count; i++) {
        const struct pack_identifier *range = &input->pack->identifiers[i];
        struct sign *sign = next_sign(evaluation);
        *sign = (struct sign){.kind = SIGN_IDENTIFIER,
                              .first = i,
                              .count = 1,
                              .value = account->value,
                              .from = account->from,
                              .to = account->to,
                              .field = value_field(input, account->value)};
        if (range->account_length != 0 && range->account_length != account->length)
            continue;
        widen_by_identifier(evaluation, sign, range);
        if (!keep(evaluation, limit))
            return false;
    }
    return true;
}

static bool collect_all_ranges(struct evaluation *evaluation, uint32_t limit)
{
    const struct judge_input *input = evaluation->input;
    uint32_t lengths = range_lengths(input->pack);
    for (uint32_t i = 0; lengths != 0 && i < input->identifier_count; i++) {
        const struct identifier *account = &input->identifiers[i];
        if (account->kind != IDENTIFIER_IBAN && account->kind != IDENTIFIER_ACCOUNT)
            continue;
        for (size_t prefix = PACK_RANGE_SHORTEST; prefix <= account->length && prefix <= PACK_RANGE_LONGEST; prefix++)
            if ((lengths >> prefix & 1) != 0 && !collect_ranges(evaluation, account, prefix, limit))
                return false;
    }
    return true;
}

bool signs_collect(struct evaluation *evaluation, uint32_t limit)
{
    if (evaluation->index)
        possible_begin(evaluation);
    if (!collect_hits(evaluation, limit) || !collect_identifiers(evaluation, limit) ||
        !collect_all_ranges(evaluation, limit))
        return false;
    if (evaluation->index)
        possible_end(evaluation);
    return true;
}

/*
 * contradiction.c: what in a message speaks against a party being the licensee it was identified as: another valid tax
 * id, an identifier of another entity of the pack or other than the register's own, the exact legal name of somebody
 * else. A name that is merely spelled in another way is none. Reads only.
 */
#include "evaluation.h"
#include "match/check_digits.h"

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool same_name(const char *a, const char *b)
{
    if (*a == '\0')
        return false;
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

/* Whether an entry of any list is the subject by what the entry itself says: the row, its tax id, its name. */
static bool is_subject(const struct subject *subject, uint32_t entry)
{
    const struct pack *pack = subject->input->pack;
    if (entry == subject->entry)
        return true;
    const char *tax_id = entry_tax_id(pack, entry);
    if (tax_id[0] != '\0' && subject->tax_id[0] != '\0')
        return same_text(tax_id, subject->tax_id);
    return same_name(pack_string(pack, pack->entries[entry].name),
                     pack_string(pack, pack->entries[subject->entry].name));
}

/* Whether a term is a legal name of an entry that `wanted` accepts. */
static bool names(const struct subject *subject, const struct scan_hit *hit,
                  bool (*wanted)(const struct subject *, uint32_t))
{
    const struct pack *pack = subject->input->pack;
    const struct pack_term *term = &pack->terms[hit->term];
    for (uint32_t p = 0; p < term->posting_count; p++) {
        const struct pack_posting *posting = &pack->postings[term->first_posting + p];
        if (posting->match == PACK_MATCH_LEGAL_NAME && is_identity(posting, hit) && wanted(subject, posting->entry))
            return true;
    }
    return false;
}

/* Somebody known by name: a register's entry on any day, a list's on the days it is valid. */
static bool is_somebody_else(const struct subject *subject, uint32_t entry)
{
    return !is_subject(subject, entry) &&
           (is_register_entry(subject->input->pack, entry) || entry_is_valid(subject->input, entry));
}

/* Whether a name in the message stands for both the subject and this entry, however each list spells it. */
static bool shares_name(const struct subject *subject, uint32_t entry)
{
    const struct judge_input *input = subject->input;
    const struct pack *pack = input->pack;
    for (uint32_t i = subject->names_from; i < subject->names_to; i++) {
        const struct pack_term *term = &pack->terms[input->hits[i].term];
        if (!is_name_hit(subject, &input->hits[i]) || !names(subject, &input->hits[i], is_subject))
            continue;
        for (uint32_t p = 0; p < term->posting_count; p++) {
            const struct pack_posting *posting = &pack->postings[term->first_posting + p];
            if (posting->entry == entry && is_identity(posting, &input->hits[i]))
                return true;
        }
    }
    return false;
}

static bool is_same_entity(const struct subject *subject, uint32_t entry)
{
    return is_subject(subject, entry) || shares_name(subject, entry);
}

/* A valid tax id in the party's identity field or its own lines that is not the subject's. Where the register gives no
 * tax id, only that of a natural person (IIN) contradicts it: a licensee is none. */
static bool is_other_tax_id(const struct subject *subject, const struct identifier *identifier)
{
    const struct party_fields *fields = subject->fields;
    uint8_t field = value_field(subject->input, identifier->value);
    bool of_party = identifier->identity ? field == fields->tax_id
                                         : field == fields->name || field == fields->address ||
                                               (fields->contact != 0 && field == fields->contact);
    if (identifier->kind != IDENTIFIER_TAX_ID || !of_party)
        return false;
    return subject->tax_id[0] != '\0' ? !key_is(identifier, subject->tax_id)
                                      : iin_is_valid(identifier->key, identifier->length);
}

static bool is_party_lei(const struct subject *subject, const struct identifier *identifier)
{
    return identifier->identity && identifier->kind == IDENTIFIER_LEI && subject->fields->lei != 0 &&
           value_field(subject->input, identifier->value) == subject->fields->lei;
}

/* Whether the party has an LEI, and the pack knows one of the subject: asked once, as it goes through all of the
 * pack's. */
static bool has_lei_in_pack(const struct subject *subject)
{
    const struct judge_input *input = subject->input;
    const struct pack *pack = input->pack;
    bool said = false;
    for (uint32_t i = 0; i < input->identifier_count && !said; i++)
        said = is_party_lei(subject, &input->identifiers[i]);
    if (!said)
        return false;
    for (uint32_t i = 0; i < pack->identifier_count && pack->identifiers[i].kind <= IDENTIFIER_LEI; i++)
        if (pack->identifiers[i].kind == IDENTIFIER_LEI && is_subject(subject, pack->identifiers[i].entry))
            return true;
    return false;
}

/* An LEI, BIC or account of the party that the pack gives to others and not to the subject, or an LEI where the pack
 * knows another one of the subject. */
static bool is_other_identifier(const struct subject *subject, const struct identifier *identifier, bool lei_in_pack)
{
    const struct judge_input *input = subject->input;
    uint8_t field = value_field(input, identifier->value);
    bool lei = subject->fields->lei != 0 && (field == subject->fields->lei || field == subject->fields->tax_id) &&
               identifier->kind == IDENTIFIER_LEI;
    bool bic = subject->fields->bic != 0 && field == subject->fields->bic && identifier->kind == IDENTIFIER_BIC;
    bool account = subject->fields->account != 0 && field == subject->fields->account &&
                   (identifier->kind == IDENTIFIER_IBAN || identifier->kind == IDENTIFIER_ACCOUNT);
    if (!identifier->identity || (!lei && !bic && !account))
        return false;
    struct identifier_ranges ranges;
    identifier_look_up(input->pack, identifier, &ranges);
    bool somebody = false;
    for (uint32_t r = 0; r < 2; r++)
        for (uint32_t i = 0; i < ranges.count[r]; i++) {
            uint32_t entry = input->pack->identifiers[ranges.first[r] + i].entry;
            if (is_same_entity(subject, entry))
                return false;
            somebody = somebody || is_somebody_else(subject, entry);
        }
    return somebody || (lei && lei_in_pack);
}

/* Whether the subject's own legal name in the same value reaches at least as far as a hit. Hits come in the order of
 * values. */
static bool is_covered(const struct subject *subject, uint32_t at)
{
    const struct scan_hit *hits = subject->input->hits, *hit = &hits[at];
    uint32_t i = at;
    while (i > subject->names_from && hits[i - 1].value == hit->value)
        i--;
    for (; i < subject->names_to && hits[i].value == hit->value; i++)
        if (hits[i].to >= hit->to && is_name_hit(subject, &hits[i]) && names(subject, &hits[i], is_subject))
            return true;
    return false;
}

bool contradiction_find(const struct subject *subject, struct licence_finding *shown)
{
    const struct judge_input *input = subject->input;
    bool lei_in_pack = has_lei_in_pack(subject);
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (!is_other_tax_id(subject, identifier) && !is_other_identifier(subject, identifier, lei_in_pack))
            continue;
        shown->value = identifier->value + 1u;
        shown->from = identifier->from;
        shown->to = identifier->to;
        return true;
    }
    for (uint32_t i = subject->names_from; i < subject->names_to; i++) {
        const struct scan_hit *hit = &input->hits[i];
        if (!is_name_hit(subject, hit) || !names(subject, hit, is_somebody_else) || is_covered(subject, i))
            continue;
        shown->value = hit->value + 1;
        shown->from = hit->from;
        shown->to = hit->to;
        return true;
    }
    return false;
}

/*
 * licence.c: what a party is by the registers on the as-of date (rules/language.md, "Licensed"). Reads the message's
 * identifiers, the hits in its name, the registers of the pack and the accounts the bank has registered.
 *
 * Three steps: who is it (its BIN in an identity field; a BIN in free text that agrees with the full legal name; an
 * account the bank has registered; the legal name or LEI alone), how do the registers see that entity on the day (the
 * best of its rows), and what in the message speaks against it (contradiction.c, and the account). Only the second and
 * third together make it licensed. Every doubt is resolved against the licence.
 */
#include "evaluation.h"

/* How far behind a legal name its BIN may begin in the same value: room for ", BIN " or " (БИН: ". */
#define BIN_LABEL_BYTES 16

static const struct party_fields fields_of[PARTIES] = {
    [PACK_CREDITOR] = {.name = FG_FIELD_CREDITOR_NAME,
                       .tax_id = FG_FIELD_CREDITOR_ID,
                       .lei = FG_FIELD_CREDITOR_LEI,
                       .bic = FG_FIELD_CREDITOR_BIC,
                       .account = FG_FIELD_CREDITOR_ACCOUNT,
                       .address = FG_FIELD_CREDITOR_ADDRESS,
                       .contact = FG_FIELD_CREDITOR_CONTACT},
    /* The creditor's account is not the ultimate creditor's, and identifies nobody but the creditor. */
    [PACK_ULTIMATE_CREDITOR] = {.name = FG_FIELD_ULTIMATE_CREDITOR_NAME,
                                .tax_id = FG_FIELD_ULTIMATE_CREDITOR_ID,
                                .lei = FG_FIELD_ULTIMATE_CREDITOR_LEI,
                                .address = FG_FIELD_ULTIMATE_CREDITOR_ADDRESS}};

/* A row of a register on a day. The highest of an entity's rows speaks for it: a licence in force makes up for one that
 * has ended, but none lifts a suspension. */
enum standing { STANDING_UNKNOWN, STANDING_LAPSED, STANDING_NOT_YET, STANDING_IN_FORCE, STANDING_SUSPENDED };

struct standing_found {
    enum standing best;
    uint32_t entry; /* of the row it rests on */
};

/* Suspended by the dates the register gives. Where its status says so and no end is known, or the end given had passed
 * when the register was read, it counts from that reading on. */
static bool is_suspended(const struct pack_licence *licence, int32_t retrieved_at, int32_t as_of)
{
    bool dated = licence->suspended_from != 0 || licence->suspended_to != 0;
    if (dated && in_period(as_of, licence->suspended_from, licence->suspended_to))
        return true;
    return licence->status == PACK_LICENCE_SUSPENDED && as_of >= retrieved_at &&
           (licence->suspended_to == 0 || licence->suspended_to < retrieved_at);
}

/* A licence is as good as its own dates and those on which its register makes lawful; dates are inclusive. A register
 * that is read as "ended" has ended by the day it was read, whatever date it gives. */
static enum standing row_standing(const struct judge_input *input, uint32_t entry)
{
    const struct pack *pack = input->pack;
    const struct pack_list *list = &pack->lists[pack->entries[entry].list];
    const struct pack_licence *licence = &pack->licences[pack->entries[entry].licence - 1];
    int32_t day = input->as_of;
    if (list->entry_count == 0)
        return STANDING_UNKNOWN;
    if ((list->counts_from != 0 && day < list->counts_from) || (licence->valid_from != 0 && day < licence->valid_from))
        return STANDING_NOT_YET;
    if ((list->counts_to != 0 && day > list->counts_to) || (licence->valid_to != 0 && day > licence->valid_to) ||
        (licence->status == PACK_LICENCE_ENDED && day >= list->retrieved_at))
        return STANDING_LAPSED;
    return is_suspended(licence, list->retrieved_at, day) ? STANDING_SUSPENDED : STANDING_IN_FORCE;
}

static void add_row(const struct judge_input *input, uint32_t entry, struct standing_found *found)
{
    if (!is_register_entry(input->pack, entry))
        return;
    enum standing standing = row_standing(input, entry);
    if (standing > found->best)
        *found = (struct standing_found){.best = standing, .entry = entry};
}

/* All rows of all registers with this BIN. */
static void add_rows_of(const struct judge_input *input, const char *tax_id, struct standing_found *found)
{
    const struct pack *pack = input->pack;
    uint32_t first, length = 0;
    while (tax_id[length] != '\0')
        length++;
    uint32_t count = identifier_range(pack, IDENTIFIER_TAX_ID, tax_id, length, &first);
    for (uint32_t i = 0; i < count; i++)
        add_row(input, pack->identifiers[first + i].entry, found);
}

static struct standing_found subject_standing(const struct subject *subject)
{
    const struct judge_input *input = subject->input;
    const struct pack *pack = input->pack;
    struct standing_found found = {.best = STANDING_UNKNOWN, .entry = subject->entry};
    add_row(input, subject->entry, &found);
    if (subject->tax_id[0] != '\0')
        add_rows_of(input, subject->tax_id, &found);
    if (subject->by != BY_NAME)
        return found;
    for (uint32_t i = subject->names_from; i < subject->names_to; i++) {
        const struct scan_hit *hit = &input->hits[i];
        if (!is_name_hit(subject, hit) || hit->value != subject->value || hit->to != subject->to)
            continue;
        const struct pack_term *term = &pack->terms[hit->term];
        for (uint32_t p = 0; p < term->posting_count; p++) {
            const struct pack_posting *posting = &pack->postings[term->first_posting + p];
            if (posting->match == PACK_MATCH_LEGAL_NAME && is_identity(posting, hit) &&
                is_register_entry(pack, posting->entry))
                add_row(input, posting->entry, &found);
        }
    }
    return found;
}

/* The first entry of a register with this tax id, 1 + index; 0 = none. */
static uint32_t register_entry_of(const struct pack *pack, const struct identifier *identifier)
{
    struct identifier_ranges ranges;
    identifier_look_up(pack, identifier, &ranges);
    for (uint32_t i = 0; i < ranges.count[0]; i++) {
        uint32_t entry = pack->identifiers[ranges.first[0] + i].entry;
        if (is_register_entry(pack, entry) && key_is(identifier, entry_tax_id(pack, entry)))
            return entry + 1;
    }
    return 0;
}

static void identify(struct subject *subject, enum identified_by by, uint32_t entry,
                     const struct identifier *identifier)
{
    subject->by = by;
    subject->entry = entry;
    subject->tax_id = entry_tax_id(subject->input->pack, entry);
    subject->value = identifier->value;
    subject->from = identifier->from;
    subject->to = identifier->to;
}

static bool identified_by_tax_id(struct subject *subject)
{
    const struct judge_input *input = subject->input;
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (!identifier->identity || identifier->kind != IDENTIFIER_TAX_ID ||
            value_field(input, identifier->value) != subject->fields->tax_id)
            continue;
        uint32_t entry = register_entry_of(input->pack, identifier);
        if (entry == 0)
            continue;
        identify(subject, BY_TAX_ID, entry - 1, identifier);
        return true;
    }
    return false;
}

/* Free text that may hold a party's BIN: its own lines, and the message's. */
static bool is_free_text_of(const struct party_fields *fields, uint8_t field)
{
    if (field == fields->name || field == fields->address || (fields->contact != 0 && field == fields->contact))
        return true;
    for (const char *group = field_groups((fg_field)field); *group != '\0'; group++)
        if (*group == 'T')
            return true;
    return false;
}

/* Whether the party's name is the register's legal name in full, with nothing behind it but the BIN. */
static bool is_full_name(const struct scan_hit *hit, const struct identifier *tax_id)
{
    if (hit->at_end)
        return true;
    return tax_id->value == hit->value && tax_id->from >= hit->to && tax_id->from - hit->to <= BIN_LABEL_BYTES;
}

/* Whether the party's name, in full, is one that the register gives for this tax id. */
static bool name_agrees(const struct subject *subject, const struct identifier *tax_id)
{
    const struct judge_input *input = subject->input;
    const struct pack *pack = input->pack;
    for (uint32_t i = subject->names_from; i < subject->names_to; i++) {
        const struct scan_hit *hit = &input->hits[i];
        if (!is_name_hit(subject, hit) || !is_full_name(hit, tax_id))
            continue;
        const struct pack_term *term = &pack->terms[hit->term];
        for (uint32_t p = 0; p < term->posting_count; p++) {
            const struct pack_posting *posting = &pack->postings[term->first_posting + p];
            if (posting->match == PACK_MATCH_LEGAL_NAME && is_identity(posting, hit) &&
                is_register_entry(pack, posting->entry) && key_is(tax_id, entry_tax_id(pack, posting->entry)))
                return true;
        }
    }
    return false;
}

static bool identified_by_text(struct subject *subject)
{
    const struct judge_input *input = subject->input;
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (identifier->identity || identifier->kind != IDENTIFIER_TAX_ID ||
            !is_free_text_of(subject->fields, value_field(input, identifier->value)))
            continue;
        uint32_t entry = register_entry_of(input->pack, identifier);
        if (entry == 0 || !name_agrees(subject, identifier))
            continue;
        identify(subject, BY_TAX_ID, entry - 1, identifier);
        return true;
    }
    return false;
}

/* The register entry of the licensee for whom the bank has registered this account, 1 + index; 0 = none. With an owner
 * (not NULL) only if it is that licensee's: by tax id or, where the register gives none, by the row itself. The list
 * that says so is added to *lists. */
static uint32_t registered_for(const struct judge_input *input, const struct identifier *account,
                               const struct subject *owner, uint64_t *lists)
{
    const struct pack *pack = input->pack;
    struct identifier_ranges ranges;
    identifier_look_up(pack, account, &ranges);
    for (uint32_t r = 0; r < 2; r++)
        for (uint32_t i = 0; i < ranges.count[r]; i++) {
            uint32_t index = pack->identifiers[ranges.first[r] + i].entry;
            const struct pack_entry *entry = &pack->entries[index];
            if (pack->lists[entry->list].kind != PACK_LIST_ACCOUNTS || entry->licence == 0 ||
                !entry_is_valid(input, index))
                continue;
            uint32_t licensee = pack->licences[entry->licence - 1].entry;
            bool owned = !owner || (owner->tax_id[0] != '\0' ? same_text(entry_tax_id(pack, index), owner->tax_id)
                                                             : licensee == owner->entry);
            if (!owned)
                continue;
            *lists |= entry_list(pack, index);
            return licensee + 1;
        }
    return 0;
}

/* Whether it is an identifier of the account the money goes to. */
static bool is_account(const struct judge_input *input, const struct identifier *identifier)
{
    return identifier->identity && (identifier->kind == IDENTIFIER_IBAN || identifier->kind == IDENTIFIER_ACCOUNT) &&
           value_field(input, identifier->value) == FG_FIELD_CREDITOR_ACCOUNT;
}

static bool identified_by_account(struct subject *subject)
{
    const struct judge_input *input = subject->input;
    for (uint32_t i = 0; i < input->identifier_count && subject->fields->account != 0; i++) {
        if (!is_account(input, &input->identifiers[i]))
            continue;
        uint32_t entry = registered_for(input, &input->identifiers[i], NULL, &subject->lists);
        if (entry == 0)
            continue;
        identify(subject, BY_ACCOUNT, entry - 1, &input->identifiers[i]);
        return true;
    }
    return false;
}

/* Whether a name of a register entry at the start of the party's name says who the party is: a legal name does, and the
 * same without its legal form if nothing else stands there and the register gives a tax id to tell by. */
static bool is_telling(const struct pack *pack, const struct pack_posting *posting, const struct scan_hit *hit)
{
    if (!is_register_entry(pack, posting->entry) || !is_identity(posting, hit))
        return false;
    return posting->match == PACK_MATCH_LEGAL_NAME ||
           (posting->match == PACK_MATCH_NAME && hit->at_end && entry_tax_id(pack, posting->entry)[0] != '\0');
}

/* The longest telling name of a register entry at the start of the party's name. Of entries of one name, one with a tax
 * id is taken first. */
static bool identified_by_name(struct subject *subject)
{
    const struct judge_input *input = subject->input;
    const struct pack *pack = input->pack;
    for (uint32_t i = subject->names_from; i < subject->names_to; i++) {
        const struct scan_hit *hit = &input->hits[i];
        if (!is_name_hit(subject, hit) || (subject->by == BY_NAME && hit->to < subject->to))
            continue;
        const struct pack_term *term = &pack->terms[hit->term];
        for (uint32_t p = 0; p < term->posting_count; p++) {
            const struct pack_posting *posting = &pack->postings[term->first_posting + p];
            if (!is_telling(pack, posting, hit))
                continue;
            const char *tax_id = entry_tax_id(pack, posting->entry);
            if (subject->by == BY_NAME && hit->to == subject->to && (subject->tax_id[0] != '\0' || tax_id[0] == '\0'))
                continue;
            subject->by = BY_NAME;
            subject->entry = posting->entry;
            subject->tax_id = tax_id;
            subject->value = hit->value;
            subject->from = hit->from;
            subject->to = hit->to;
        }
    }
    return subject->by == BY_NAME;
}

/* The register's entry of the best standing with the party's LEI. */
static bool identified_by_lei(struct subject *subject)
{
    const struct judge_input *input = subject->input;
    enum standing best = STANDING_UNKNOWN;
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (!identifier->identity || identifier->kind != IDENTIFIER_LEI ||
            value_field(input, identifier->value) != subject->fields->lei)
            continue;
        struct identifier_ranges ranges;
        identifier_look_up(input->pack, identifier, &ranges);
        for (uint32_t k = 0; k < ranges.count[0]; k++) {
            uint32_t entry = input->pack->identifiers[ranges.first[0] + k].entry;
            if (!is_register_entry(input->pack, entry) || row_standing(input, entry) <= best)
                continue;
            best = row_standing(input, entry);
            identify(subject, BY_LEI, entry, identifier);
        }
    }
    return subject->by == BY_LEI;
}

enum account_kind { ACCOUNT_MISSING, ACCOUNT_AT_HOME, ACCOUNT_FOREIGN, ACCOUNT_REGISTERED };

/* Whether an IBAN is of the pack's jurisdiction, which is a country's two letters. */
static bool is_iban_at_home(const struct pack *pack, const struct identifier *identifier)
{
    const char *home = pack_string(pack, pack->meta->jurisdiction);
    return identifier->kind == IDENTIFIER_IBAN && home[0] != '\0' && home[1] != '\0' && home[2] == '\0' &&
           (unsigned char)identifier->key[0] == ascii_upper((unsigned char)home[0]) &&
           (unsigned char)identifier->key[1] == ascii_upper((unsigned char)home[1]);
}

/* The account the money goes to, seen from this licensee. Of several, each must be good. */
static enum account_kind account_of(const struct subject *subject, struct licence_finding *shown)
{
    const struct judge_input *input = subject->input;
    const struct transfer *transfer = input->transfer;
    enum account_kind kind = ACCOUNT_MISSING;
    uint32_t i = 0; /* identifiers come in the order of values */
    for (uint32_t value = 0; value < transfer->value_count; value++) {
        if (transfer->values[value].field != FG_FIELD_CREDITOR_ACCOUNT)
            continue;
        enum account_kind this = ACCOUNT_FOREIGN;
        while (i < input->identifier_count && input->identifiers[i].value < value)
            i++;
        for (; i < input->identifier_count && input->identifiers[i].value == value; i++) {
            const struct identifier *identifier = &input->identifiers[i];
            if (!is_account(input, identifier))
                continue;
            if (registered_for(input, identifier, subject, &shown->lists) != 0)
                this = ACCOUNT_REGISTERED;
            else if (is_iban_at_home(input->pack, identifier) && this == ACCOUNT_FOREIGN)
                this = ACCOUNT_AT_HOME;
        }
        if (this == ACCOUNT_FOREIGN) {
            shown->value = value + 1;
            shown->from = 0;
            shown->to = transfer->values[value].length;
            return ACCOUNT_FOREIGN;
        }
        if (this > kind)
            kind = this;
    }
    return kind;
}

static const uint32_t state_of[] = {[STANDING_UNKNOWN] = PACK_STATE_NONE,
                                    [STANDING_LAPSED] = PACK_STATE_LAPSED,
                                    [STANDING_NOT_YET] = PACK_STATE_NOT_YET,
                                    [STANDING_SUSPENDED] = PACK_STATE_SUSPENDED,
                                    [STANDING_IN_FORCE] = PACK_STATE_UNCONFIRMED};

/* The states of an identified party. What is found wrong is also what the finding shows. */
static void judge_subject(const struct subject *subject, struct licence_finding *finding)
{
    struct standing_found standing = subject_standing(subject);
    if (standing.best == STANDING_UNKNOWN)
        return; /* on a register without entries: as if it were on none */
    finding->entry = standing.entry + 1;
    finding->lists = subject->lists | entry_list(subject->input->pack, standing.entry);
    finding->value = subject->value + 1;
    finding->from = subject->from;
    finding->to = subject->to;
    finding->states = state_of[standing.best];
    uint32_t wrong = 0;
    enum account_kind account = ACCOUNT_MISSING;
    if (subject->by >= BY_ACCOUNT) {
        account = account_of(subject, finding);
        if (account == ACCOUNT_FOREIGN)
            wrong |= PACK_STATE_FOREIGN_ACCOUNT;
    }
    if (contradiction_find(subject, finding))
        wrong |= PACK_STATE_CONTRADICTED;
    if (standing.best != STANDING_IN_FORCE)
        finding->states |= wrong;
    else if (wrong != 0)
        finding->states = wrong;
    else if (account == ACCOUNT_AT_HOME || account == ACCOUNT_REGISTERED)
        finding->states = PACK_STATE_LICENSED;
}

/* Hits come in the order of the text, so those at the start of a name stand together. */
static void find_names(struct subject *subject)
{
    const struct judge_input *input = subject->input;
    for (uint32_t i = 0; i < input->hit_count; i++) {
        if (!is_name_hit(subject, &input->hits[i]))
            continue;
        if (subject->names_to == 0)
            subject->names_from = i;
        subject->names_to = i + 1;
    }
}

void licence_find(const struct judge_input *input, enum pack_party party, struct licence_finding *finding)
{
    struct subject subject = {.input = input, .fields = &fields_of[party], .tax_id = ""};
    *finding = (struct licence_finding){.states = PACK_STATE_NONE};
    find_names(&subject);
    if (identified_by_tax_id(&subject) || identified_by_text(&subject) || identified_by_account(&subject) ||
        identified_by_name(&subject) || identified_by_lei(&subject))
        judge_subject(&subject, finding);
}

/*
 * relief_meaning.c: what an order names, in a pack (relief_book.h). Reads the pack; uses libcrypto for hashes.
 */
#include <stdio.h>
#include <string.h>

#include "control/relief_book.h"
#include "digest.h"

/* --- finding it ------------------------------------------------------------------------------------------------- */

static fg_error find_rule(const struct order *order, const struct pack *pack, struct relief *relief, char *why,
                          size_t why_size)
{
    uint32_t at = 0;
    while (at < pack->rule_count && strcmp(pack_string(pack, pack->rules[at].id), order->what) != 0)
        at++;
    if (at == pack->rule_count) {
        control_say(why, why_size, "the active pack %s has no rule %s; `fiatgate pack show` lists its rules",
                    order->pack, order->what);
        return FG_E_ARGUMENT;
    }
    if (pack->rules[at].ground == PACK_GROUND_SANCTIONS) {
        control_say(why, why_size, "rule %s is on the ground of sanctions, which no relief touches", order->what);
        return FG_E_TRUST;
    }
    *relief = (struct relief){.kind = RELIEF_RULE, .of = at};
    return FG_OK;
}

static fg_error find_entry(const struct order *order, const struct pack *pack, struct relief *relief, char *why,
                           size_t why_size)
{
    const char *slash = strchr(order->what, '/');
    size_t list_length = slash ? (size_t)(slash - order->what) : 0;
    uint32_t at = 0;
    for (; slash && at < pack->entry_count; at++) {
        const struct pack_entry *entry = &pack->entries[at];
        const char *list = pack_string(pack, pack->lists[entry->list].id);
        if (strlen(list) == list_length && memcmp(list, order->what, list_length) == 0 &&
            strcmp(pack_string(pack, entry->id), slash + 1) == 0)
            break;
    }
    if (!slash || at == pack->entry_count) {
        control_say(why, why_size, "the active pack %s has no entry %s; write LIST/ID as verdicts show it", order->pack,
                    order->what);
        return FG_E_ARGUMENT;
    }
    if (pack->lists[pack->entries[at].list].sanctions) {
        control_say(why, why_size, "entry %s is of a list of sanctions, which no relief touches", order->what);
        return FG_E_TRUST;
    }
    *relief = (struct relief){.kind = RELIEF_ENTRY, .of = at};
    return FG_OK;
}

static fg_error find_account(const struct order *order, struct relief *relief, char *why, size_t why_size)
{
    static const enum identifier_kind kinds[] = {IDENTIFIER_IBAN, IDENTIFIER_WALLET, IDENTIFIER_ACCOUNT};
    *relief = (struct relief){.kind = RELIEF_ACCOUNT, .of = RELIEF_NOWHERE};
    size_t length = 0;
    for (size_t i = 0; length == 0 && i < sizeof kinds / sizeof *kinds; i++)
        length = identifier_read(kinds[i], (const unsigned char *)order->what, strlen(order->what), relief->key);
    relief->length = (uint8_t)length;
    if (length > 0)
        return FG_OK;
    control_say(why, why_size, "%s is no account; write it as payments do, without words around it", order->what);
    return FG_E_ARGUMENT;
}

fg_error relief_find(const struct order *order, const struct pack *pack, struct relief *relief, char *why,
                     size_t why_size)
{
    const char *name = pack_string(pack, pack->meta->name);
    if (strcmp(order->pack, name) != 0) {
        control_say(why, why_size, "the order is for pack %s, the active one is %s; write the order anew for it",
                    order->pack, name);
        return FG_E_ARGUMENT;
    }
    switch (order->subject) {
    case ORDER_RULE:
        return find_rule(order, pack, relief, why, why_size);
    case ORDER_ENTRY:
        return find_entry(order, pack, relief, why, why_size);
    default:
        return find_account(order, relief, why, why_size);
    }
}

/* --- what is said of it ----------------------------------------------------------------------------------------- */

/* A hash over parts: each is hashed together with what there was before, so that none can move into another. */
struct chain {
    uint8_t hash[32];
    bool broken; /* no memory */
};

static void add_bytes(struct chain *chain, const void *bytes, size_t length)
{
    uint8_t joined[64];
    memcpy(joined, chain->hash, 32);
    if (chain->broken || !digest_sha256(bytes, length, joined + 32) ||
        !digest_sha256(joined, sizeof joined, chain->hash))
        chain->broken = true;
}

static void add_string(struct chain *chain, const struct pack *pack, uint32_t string)
{
    const char *text = pack_string(pack, string);
    add_bytes(chain, text, strlen(text));
}

static void add_number(struct chain *chain, uint64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (unsigned char)(number >> (8 * i));
    add_bytes(chain, bytes, sizeof bytes);
}

static void add_numbers(struct chain *chain, const uint64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_number(chain, numbers[i]);
}

/* Everything by which a selection selects. Lists by their names: their numbers may change with the pack. */
static void add_selection(struct chain *chain, const struct pack *pack, const struct pack_selection *selection)
{
    const uint64_t numbers[] = {
        selection->fields[0], selection->fields[1],   selection->kind,    selection->party,
        selection->anchored,  selection->cites_act,   selection->match,   selection->confidence,
        selection->classes,   selection->states,      selection->field_a, selection->field_b,
        selection->fact,      selection->fact_values, selection->values,  (uint64_t)(int64_t)selection->weight};
    add_numbers(chain, numbers, sizeof numbers / sizeof *numbers);
    for (uint32_t i = 0; i < pack->list_count; i++)
        if (selection->lists >> i & 1)
            add_string(chain, pack, pack->lists[i].id);
    for (uint32_t i = 0; i < selection->code_count; i++)
        add_string(chain, pack, pack->codes[selection->first_code + i]);
    add_string(chain, pack, selection->amount_from);
    add_string(chain, pack, selection->amount_to);
}

static void add_rule(struct chain *chain, const struct pack *pack, const struct pack_rule *rule)
{
    const uint64_t numbers[] = {rule->action,
                                rule->mode,
                                rule->ground,
                                (uint64_t)(int64_t)rule->valid_from,
                                (uint64_t)(int64_t)rule->valid_to,
                                (uint64_t)(int64_t)rule->weight};
    add_string(chain, pack, rule->id);
    add_numbers(chain, numbers, sizeof numbers / sizeof *numbers);
    for (uint32_t i = 0; i < rule->selection_count; i++)
        add_selection(chain, pack, &pack->selections[rule->first_selection + i]);
    add_bytes(chain, pack->code + rule->code, rule->code_length);
}

static void add_entry(struct chain *chain, const struct pack *pack, uint32_t index)
{
    const struct pack_entry *entry = &pack->entries[index];
    const uint64_t numbers[] = {entry->confidence, entry->entity_class, entry->cites_act,
                                (uint64_t)(int64_t)entry->valid_from, (uint64_t)(int64_t)entry->valid_to};
    add_string(chain, pack, entry->name);
    add_string(chain, pack, entry->act);
    add_numbers(chain, numbers, sizeof numbers / sizeof *numbers);
    for (uint32_t t = 0; t < pack->term_count; t++) {
        const struct pack_term *term = &pack->terms[t];
        for (uint32_t p = 0; p < term->posting_count; p++) {
            const struct pack_posting *posting = &pack->postings[term->first_posting + p];
            if (posting->entry != index)
                continue;
            add_string(chain, pack, term->text);
            add_number(chain, (uint64_t)term->ending << 32 | posting->match);
        }
    }
    for (uint32_t i = 0; i < pack->identifier_count; i++) {
        const struct pack_identifier *identifier = &pack->identifiers[i];
        if (identifier->entry != index)
            continue;
        add_bytes(chain, identifier->key, identifier->length);
        add_number(chain, (uint64_t)identifier->kind << 32 | identifier->match);
    }
}

bool relief_meaning(const struct pack *pack, const struct relief *relief, uint8_t meaning[32])
{
    struct chain chain = {0};
    if (relief->kind == RELIEF_RULE)
        add_rule(&chain, pack, &pack->rules[relief->of]);
    else if (relief->kind == RELIEF_ENTRY)
        add_entry(&chain, pack, relief->of);
    memcpy(meaning, chain.hash, sizeof chain.hash);
    return !chain.broken;
}

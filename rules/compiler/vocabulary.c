/*
 * vocabulary.c: tables of the words of the rule language. The fields come from fiatgate_fields.h.
 */
#include "vocabulary.h"

#include <stdio.h>
#include <string.h>

#include "fact_values.h"
#include "judge/pack.h"
#include "match/identifiers.h"
#include "match/wallets.h"
#include "text/fold.h"
#include "text.h"

#define WORDS(name, ...) static const struct word name##_words[] = {__VA_ARGS__}
#define VOCABULARY(name, ...)                                                                                          \
    WORDS(name, __VA_ARGS__);                                                                                          \
    const struct vocabulary name = {name##_words, sizeof name##_words / sizeof name##_words[0]}

VOCABULARY(vocabulary_list_kinds, {"entities", PACK_LIST_ENTITIES}, {"terms", PACK_LIST_TERMS},
           {"codes", PACK_LIST_CODES}, {"accounts", PACK_LIST_ACCOUNTS}, {"patterns", PACK_LIST_PATTERNS},
           {"table", PACK_LIST_TABLE}, {"ordinary", PACK_LIST_ORDINARY}, {"wallets", PACK_LIST_WALLETS},
           {"ranges", PACK_LIST_RANGES}, {"filler", PACK_LIST_FILLER});
VOCABULARY(vocabulary_enforcements, {"enforce", PACK_ENFORCEMENT_ENFORCE}, {"shadow", PACK_ENFORCEMENT_SHADOW});
VOCABULARY(vocabulary_stale_actions, {"none", FG_PASS}, {"flag", FG_FLAG}, {"hold", FG_HOLD});
VOCABULARY(vocabulary_reports, {"optional", 0}, {"required", 1});
VOCABULARY(vocabulary_weekdays, {"monday", 1u << 0}, {"tuesday", 1u << 1}, {"wednesday", 1u << 2},
           {"thursday", 1u << 3}, {"friday", 1u << 4}, {"saturday", 1u << 5}, {"sunday", 1u << 6});
VOCABULARY(vocabulary_grounds, {"contract", PACK_GROUND_CONTRACT}, {"aml", PACK_GROUND_AML},
           {"antifraud", PACK_GROUND_ANTIFRAUD}, {"sanctions", PACK_GROUND_SANCTIONS});
VOCABULARY(vocabulary_disclosures, {"none", PACK_DISCLOSE_NONE}, {"neutral", PACK_DISCLOSE_NEUTRAL},
           {"reasons", PACK_DISCLOSE_REASONS});
VOCABULARY(vocabulary_duties, {"report", PACK_DUTY_REPORT}, {"notify", PACK_DUTY_NOTIFY}, {"freeze", PACK_DUTY_FREEZE});
VOCABULARY(vocabulary_clock_units, {"working_days", PACK_CLOCK_WORKING_DAYS},
           {"working_hours", PACK_CLOCK_WORKING_HOURS}, {"hours", PACK_CLOCK_HOURS});
VOCABULARY(vocabulary_audiences, {"customer", PACK_FOR_CUSTOMER}, {"officer", PACK_FOR_OFFICER});
VOCABULARY(vocabulary_day_kinds, {"holiday", 0}, {"working", 1});
VOCABULARY(vocabulary_all_parties, {"creditor", PACK_CREDITOR}, {"ultimate_creditor", PACK_ULTIMATE_CREDITOR},
           {"debtor", PACK_DEBTOR}, {"ultimate_debtor", PACK_ULTIMATE_DEBTOR});
VOCABULARY(vocabulary_identifiers, {"iban", IDENTIFIER_IBAN}, {"bic", IDENTIFIER_BIC}, {"lei", IDENTIFIER_LEI},
           {"tax_id", IDENTIFIER_TAX_ID}, {"account", IDENTIFIER_ACCOUNT}, {"wallet", IDENTIFIER_WALLET});
VOCABULARY(vocabulary_amounts, {"amount", FG_FIELD_AMOUNT}, {"instructed_amount", FG_FIELD_INSTRUCTED_AMOUNT});
VOCABULARY(vocabulary_party_kinds, {"person", PACK_PARTY_PERSON}, {"sole_proprietor", PACK_PARTY_SOLE_PROPRIETOR},
           {"company", PACK_PARTY_COMPANY}, {"branch", PACK_PARTY_BRANCH}, {"government", PACK_PARTY_GOVERNMENT},
           {"financial", PACK_PARTY_FINANCIAL});
VOCABULARY(vocabulary_residencies, {"resident", PACK_RESIDENT}, {"non_resident", PACK_NON_RESIDENT});
VOCABULARY(vocabulary_classes, {"venue", PACK_VENUE}, {"multi-purpose", PACK_MULTI_PURPOSE}, {"bank", PACK_BANK},
           {"brand-only", PACK_BRAND_ONLY}, {"other", PACK_OTHER});
VOCABULARY(vocabulary_confidences, {"sure", PACK_SURE}, {"probable", PACK_PROBABLE}, {"recalled", PACK_RECALLED},
           {"unsure", PACK_UNSURE});
VOCABULARY(vocabulary_statuses, {"active", PACK_LICENCE_ACTIVE}, {"suspended", PACK_LICENCE_SUSPENDED},
           {"ended", PACK_LICENCE_ENDED});
VOCABULARY(vocabulary_term_matches, {"word", TERM_WORD}, {"stem", TERM_STEM});
VOCABULARY(vocabulary_readings, {"transliterated", READING_TRANSLITERATED}, {"look_alike", READING_LOOK_ALIKE},
           {"spaced", READING_SPACED}, {"broken", READING_BROKEN}, {"divided", READING_DIVIDED},
           {"numbered", READING_NUMBERED}, {"corrected", READING_CORRECTED}, {"none", 0}, {"all", READING_ALL});
VOCABULARY(vocabulary_matches, {"legal_name", PACK_MATCH_LEGAL_NAME}, {"name", PACK_MATCH_NAME},
           {"alias", PACK_MATCH_ALIAS}, {"ambiguous", PACK_MATCH_AMBIGUOUS}, {"domain", PACK_MATCH_DOMAIN},
           {"word", PACK_MATCH_WORD}, {"account", PACK_MATCH_ACCOUNT}, {"bic", PACK_MATCH_BIC}, {"lei", PACK_MATCH_LEI},
           {"tax_id", PACK_MATCH_TAX_ID}, {"pattern", PACK_MATCH_PATTERN}, {"wallet", PACK_MATCH_WALLET},
           {"range", PACK_MATCH_RANGE});
VOCABULARY(vocabulary_certainties, {"certain", PACK_CERTAIN}, {"doubtful", PACK_DOUBTFUL});
VOCABULARY(vocabulary_table_results, {"ordinary", PACK_ORDINARY}, {"odd", PACK_ODD},
           {"contradiction", PACK_CONTRADICTION});
VOCABULARY(vocabulary_chains, {"bitcoin", WALLET_BITCOIN}, {"evm", WALLET_EVM}, {"tron", WALLET_TRON},
           {"ton", WALLET_TON}, {"xrp", WALLET_XRP}, {"solana", WALLET_SOLANA}, {"litecoin", WALLET_LITECOIN},
           {"dogecoin", WALLET_DOGECOIN}, {"dash", WALLET_DASH}, {"bitcoin_cash", WALLET_BITCOIN_CASH},
           {"zcash", WALLET_ZCASH}, {"cardano", WALLET_CARDANO}, {"monero", WALLET_MONERO}, {"stellar", WALLET_STELLAR},
           {"polkadot", WALLET_POLKADOT}, {"cosmos", WALLET_COSMOS}, {"tezos", WALLET_TEZOS}, {"other", WALLET_OTHER});
VOCABULARY(vocabulary_wallet_forms, {"verified", WALLET_VERIFIED}, {"unverified", WALLET_UNVERIFIED},
           {"address_like", WALLET_ADDRESS_LIKE}, {"check_failed", WALLET_CHECK_FAILED});
VOCABULARY(vocabulary_range_uses, {"virtual_iban", 0}, {"service_id", 1}, {"collecting_account", 2});
VOCABULARY(vocabulary_tax_ids, {"iin", PACK_PARTY_PERSON}, {"bin", PACK_PARTY_COMPANY});
VOCABULARY(vocabulary_coded_parties, {"creditor", PACK_CREDITOR}, {"debtor", PACK_DEBTOR});
VOCABULARY(vocabulary_acts, {"any", 0}, {"none", 1}, {"cited", 2});
VOCABULARY(vocabulary_parties, {"creditor", PACK_CREDITOR}, {"ultimate_creditor", PACK_ULTIMATE_CREDITOR});
VOCABULARY(vocabulary_states, {"none", PACK_STATE_NONE}, {"licensed", PACK_STATE_LICENSED},
           {"unconfirmed", PACK_STATE_UNCONFIRMED}, {"not_yet", PACK_STATE_NOT_YET},
           {"suspended", PACK_STATE_SUSPENDED}, {"lapsed", PACK_STATE_LAPSED},
           {"contradicted", PACK_STATE_CONTRADICTED}, {"foreign_account", PACK_STATE_FOREIGN_ACCOUNT});
VOCABULARY(vocabulary_actions, {"pass", FG_PASS}, {"flag", FG_FLAG}, {"hold", FG_HOLD}, {"block", FG_BLOCK});
VOCABULARY(vocabulary_rule_actions, {"pass", FG_PASS}, {"flag", FG_FLAG}, {"hold", FG_HOLD}, {"block", FG_BLOCK},
           {"weight", ACTION_WEIGHT});
VOCABULARY(vocabulary_modes, {"enforce", PACK_ENFORCE}, {"shadow", PACK_SHADOW}, {"off", PACK_OFF});
VOCABULARY(vocabulary_facts, {"channel", PACK_FACT_CHANNEL}, {"rail", PACK_FACT_RAIL},
           {"direction", PACK_FACT_DIRECTION}, {"on_us", PACK_FACT_ON_US}, {"customer_class", PACK_FACT_CUSTOMER_CLASS},
           {"payer_segment", PACK_FACT_PAYER_SEGMENT});
VOCABULARY(vocabulary_groups, {"@free_text", 'T'}, {"@creditor", 'C'}, {"@debtor", 'D'}, {"@agents", 'A'},
           {"@references", 'R'}, {"@all", 0});

#define FACT_VALUES(name, ...)                                                                                         \
    WORDS(name, __VA_ARGS__);                                                                                          \
    static const struct vocabulary name = {name##_words, sizeof name##_words / sizeof name##_words[0]}

#define FACT_WORD(value, name)                                                                                         \
    {                                                                                                                  \
        name, value                                                                                                    \
    }
FACT_VALUES(channels, FACT_CHANNELS(FACT_WORD));
FACT_VALUES(rails, FACT_RAILS(FACT_WORD));
FACT_VALUES(directions, FACT_DIRECTIONS(FACT_WORD));
FACT_VALUES(answers, FACT_ANSWERS(FACT_WORD));
FACT_VALUES(customer_classes, FACT_CUSTOMER_CLASSES(FACT_WORD));
FACT_VALUES(segments, FACT_SEGMENTS(FACT_WORD));

struct field_facts {
    const char *kind, *groups;
};

#define FG_FIELD(number, name, key, kind, groups) {key, number},
static const struct word field_words[] = {
#include "include/fiatgate_fields.h"
};
#undef FG_FIELD
const struct vocabulary vocabulary_fields = {field_words, sizeof field_words / sizeof field_words[0]};

#define FG_FIELD(number, name, key, kind, groups) [number] = {#kind, groups},
static const struct field_facts field_facts[FG_FIELD_LIMIT] = {
#include "include/fiatgate_fields.h"
};
#undef FG_FIELD

const struct vocabulary *vocabulary_fact_values(uint32_t fact)
{
    static const struct vocabulary *const values[] = {
        [PACK_FACT_CHANNEL] = &channels,
        [PACK_FACT_RAIL] = &rails,
        [PACK_FACT_DIRECTION] = &directions,
        [PACK_FACT_ON_US] = &answers,
        [PACK_FACT_CUSTOMER_CLASS] = &customer_classes,
        [PACK_FACT_PAYER_SEGMENT] = &segments,
    };
    return values[fact];
}

bool vocabulary_find(const struct vocabulary *vocabulary, const char *name, uint32_t *value)
{
    for (uint32_t i = 0; i < vocabulary->count; i++) {
        if (strcmp(vocabulary->words[i].name, name) == 0) {
            *value = vocabulary->words[i].value;
            return true;
        }
    }
    return false;
}

#define HINT_WORDS_MAX 20

const char *vocabulary_hint(struct arena *arena, enum compiler_language language, const struct vocabulary *vocabulary,
                            const char *name)
{
    const char **names = arena_take(arena, vocabulary->count * sizeof *names);
    size_t size = strlen(message_text(language, FAULT_WRITE_ONE_OF)) + 1;
    for (uint32_t i = 0; i < vocabulary->count; i++) {
        names[i] = vocabulary->words[i].name;
        size += strlen(names[i]) + 2;
    }
    const char *nearest = text_suggest(arena, language, name, names, vocabulary->count);
    if (nearest[0] || vocabulary->count > HINT_WORDS_MAX)
        return nearest;
    char *hint = arena_take(arena, size);
    size_t used = (size_t)message_write(hint, size, language, WRITE_ONE_OF);
    for (uint32_t i = 0; i < vocabulary->count; i++)
        used += (size_t)snprintf(hint + used, size - used, "%s%s", i > 0 ? ", " : "", names[i]);
    return hint;
}

static const struct field_facts *facts_of(uint32_t field)
{
    static const struct field_facts none = {"", ""};
    return field < FG_FIELD_LIMIT && field_facts[field].kind ? &field_facts[field] : &none;
}

enum field_use vocabulary_field_use(uint32_t field)
{
    const struct field_facts *facts = facts_of(field);
    if (strcmp(facts->kind, "CODE") == 0 || strcmp(facts->kind, "CURRENCY") == 0)
        return FIELD_USE_CODE;
    /* An agent's identification may be an LEI (match/identifiers.c). */
    if (vocabulary_field_kind(field)[0] || field == FG_FIELD_CREDITOR_AGENT_ID ||
        field == FG_FIELD_INTERMEDIARY_AGENT_ID)
        return FIELD_USE_IDENTIFIER;
    if (facts->groups[0] && facts->groups[0] != '-')
        return FIELD_USE_WORDS;
    return FIELD_USE_NONE;
}

const char *vocabulary_field_kind(uint32_t field)
{
    static const char *const kinds[] = {"ACCOUNT", "TAXID", "LEI", "BIC"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(facts_of(field)->kind, kinds[i]) == 0)
            return kinds[i];
    }
    return "";
}

bool vocabulary_field_in_group(uint32_t field, uint32_t letter)
{
    const struct field_facts *facts = facts_of(field);
    if (!facts->kind[0])
        return false;
    return letter == 0 || strchr(facts->groups, (int)letter) != NULL;
}

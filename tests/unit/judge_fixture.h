/*
 * judge_fixture.h: what the tests of judging share beside pack_fixture.h: a day, short rules and selections, and a
 * venue with every way to be found.
 */
#ifndef FIATGATE_JUDGE_FIXTURE_H
#define FIATGATE_JUDGE_FIXTURE_H

#include <CUnit/Basic.h>
#include <stdio.h>

#include "pack_fixture.h"

#define DAY 20261122

static const uint8_t first_selection[] = {PACK_OP_SELECTION, 0};

/* A rule that holds when its one selection, to be added next, does. */
static inline uint32_t rule(struct fixture *fixture, fg_action action)
{
    return fixture_rule(fixture, action, first_selection, sizeof first_selection);
}

/* A selection that is always true: the host's channel is unknown. */
static inline void always(struct fixture *fixture)
{
    fixture_selection(fixture, PACK_SELECT_FACT)->fact_values = 1u << FG_CHANNEL_UNKNOWN;
}

static inline void only_field(struct pack_selection *selection, fg_field field)
{
    selection->fields[0] = selection->fields[1] = 0;
    selection->fields[field / 64] = UINT64_C(1) << (field % 64);
}

static inline bool flagged(struct message *message, const struct fixture *fixture)
{
    return message_judge(message, fixture, DAY, 16)->action != FG_PASS;
}

/* That a message of this text alone, and of another element where there is one, is flagged, or is not. */
static inline void expect_flagged(struct message *message, const struct fixture *fixture, const char *text,
                                  const char *second, bool expected)
{
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, text);
    if (second)
        message_put(message, FG_FIELD_REMITTANCE, second);
    const bool was = flagged(message, fixture);
    if (was != expected)
        printf("\n  \"%s\"", text);
    CU_ASSERT_EQUAL(was, expected);
}

/* One venue with names and identifiers, one rule over it. */
struct venue {
    struct fixture *fixture;
    struct pack_entry *entry;
    struct pack_selection *selection;
    uint32_t list;
};

static inline struct venue venue_new(void)
{
    struct venue venue = {.fixture = fixture_new()};
    struct fixture *fixture = venue.fixture;
    fixture_list(fixture, PACK_LIST_TERMS, "other");
    venue.list = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    uint32_t entry = fixture_entry(fixture, venue.list, "Aux Cayes Fintech Co. Ltd.");
    venue.entry = &fixture->entries[entry];
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " AUX CAYES FINTECH CO LTD ", 0);
    fixture_term(fixture, entry, PACK_MATCH_ALIAS, " OKX ", 0);
    fixture_term(fixture, entry, PACK_MATCH_DOMAIN, " OKX COM ", 0);
    fixture_term(fixture, entry, PACK_MATCH_WORD, " KRIPTA ", 0);
    fixture_identifier(fixture, entry, PACK_MATCH_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12");
    fixture_identifier(fixture, entry, PACK_MATCH_BIC, IDENTIFIER_BIC, "OKXXSCSC");
    fixture_identifier(fixture, entry, PACK_MATCH_BIC, IDENTIFIER_BIC, "HTXXSCSC123");
    fixture_identifier(fixture, entry, PACK_MATCH_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100");
    fixture_identifier(fixture, entry, PACK_MATCH_ACCOUNT, IDENTIFIER_ACCOUNT, "40817810099910004312");
    rule(fixture, FG_FLAG);
    venue.selection = fixture_selection(fixture, PACK_SELECT_LIST);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    return venue;
}

#endif

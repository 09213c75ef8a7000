/*
 * wallet_list.c: lists of kind wallets: addresses of digital-asset chains, verified as the screening path does. A row
 * is an entry; how its address reads where a format folds case is one of its keys, too.
 */
#include "wallet_list.h"

#include <string.h>

#include "match/wallets.h"
#include "vocabulary.h"

enum wallet_column {
    WALLET_ID,
    WALLET_ADDRESS,
    WALLET_CHAIN,
    WALLET_TITLE,
    WALLET_SOURCE,
    WALLET_CONFIDENCE,
    WALLET_FROM,
    WALLET_TO,
    WALLET_ACT
};

static const struct column wallet_columns[] = {
    [WALLET_ID] = {"id", true},
    [WALLET_ADDRESS] = {"address", true},
    [WALLET_CHAIN] = {"chain", false},
    [WALLET_TITLE] = {"title", false},
    [WALLET_SOURCE] = {"source", false},
    [WALLET_CONFIDENCE] = {"confidence", false},
    [WALLET_FROM] = {"valid_from", false},
    [WALLET_TO] = {"valid_to", false},
    [WALLET_ACT] = {"act", false},
};

/* What the row says the chain is; forms that several chains share are told as the oldest's (match/wallets.h). */
static void check_chain(struct list_reading *reading, const struct wallet *wallet)
{
    struct report *report = reading->draft->report;
    const char *cell = sheet_cell(&reading->sheet, WALLET_CHAIN),
               *address = sheet_cell(&reading->sheet, WALLET_ADDRESS);
    uint32_t chain = wallet->chain;
    if (!cell[0])
        return;
    if (!vocabulary_find(&vocabulary_chains, cell, &chain))
        report_fault(report, sheet_cell_place(&reading->sheet, WALLET_CHAIN), UNKNOWN_WORD, "chain", cell,
                     vocabulary_hint(&reading->draft->arena, report->language, &vocabulary_chains, cell));
    else if (chain != wallet->chain)
        report_fault(report, sheet_cell_place(&reading->sheet, WALLET_CHAIN), WALLET_OF_OTHER_CHAIN, address,
                     wallet_chain_name((enum wallet_chain)wallet->chain), cell);
}

/* The key that the address has in capitals, where those are like an address (match/wallets.h). */
static void add_in_capitals(struct draft *draft, const char *address, uint32_t entry)
{
    unsigned char capitals[WALLET_LONGEST];
    struct wallet wallet;
    size_t length = strlen(address);
    if (length > sizeof capitals)
        return;
    for (size_t i = 0; i < length; i++)
        capitals[i] = (unsigned char)(address[i] >= 'a' && address[i] <= 'z' ? address[i] - 'a' + 'A' : address[i]);
    if (wallet_read(capitals, length, &wallet) && wallet.form == WALLET_ADDRESS_LIKE)
        draft_identify(draft, IDENTIFIER_WALLET, wallet.key, wallet.length, entry, PACK_MATCH_WALLET);
}

static void read_row(struct list_reading *reading)
{
    struct draft *draft = reading->draft;
    const char *address = sheet_cell(&reading->sheet, WALLET_ADDRESS),
               *title = sheet_cell(&reading->sheet, WALLET_TITLE);
    const char *act = sheet_cell(&reading->sheet, WALLET_ACT);
    uint32_t number, source = draft_string(draft, sheet_cell(&reading->sheet, WALLET_SOURCE));
    uint32_t act_string = draft_string(draft, act);
    struct pack_entry *entry = list_add_entry(reading, WALLET_ID, title[0] ? title : address, &number);
    entry->source = source;
    entry->act = act_string;
    entry->cites_act = act[0] != 0;
    entry->confidence = list_confidence(reading, WALLET_CONFIDENCE);
    entry->valid_from = list_date(reading, WALLET_FROM, DATE_EARLIEST);
    entry->valid_to = list_date(reading, WALLET_TO, DATE_LATEST);
    list_check_period(reading, WALLET_FROM, WALLET_TO, entry->valid_from, entry->valid_to);

    struct wallet wallet;
    if (!wallet_read((const unsigned char *)address, strlen(address), &wallet) || wallet.form == WALLET_ADDRESS_LIKE) {
        report_fault(draft->report, sheet_cell_place(&reading->sheet, WALLET_ADDRESS), WALLET_NOT_VALID, address);
        return;
    }
    check_chain(reading, &wallet);
    draft_identify(draft, IDENTIFIER_WALLET, wallet.key, wallet.length, number, PACK_MATCH_WALLET);
    add_in_capitals(draft, address, number);
}

void wallets_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, wallet_columns, sizeof wallet_columns / sizeof wallet_columns[0]))
        return;
    while (sheet_next(&reading.sheet))
        read_row(&reading);
}

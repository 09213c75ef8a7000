/*
 * findings_parts.h: what the files that read findings out of a work file share: questions to its database, and messages
 * of Fiatgate__Replay made and filled. For findings*.c alone.
 */
#ifndef FIATGATE_CLI_FINDINGS_PARTS_H
#define FIATGATE_CLI_FINDINGS_PARTS_H

#include "findings.h"

struct finding {
    const struct findings_source *source;
    sqlite3 *database;
    bool failed; /* said why; what is asked and made from then on is nothing */
};

/* A question; what is asked for is numbered ?1, ... and bound by the caller. NULL = failed. */
sqlite3_stmt *finding_ask(struct finding *finding, const char *sql);
/* The next row; behind the last, or when it fails, the question is gone and NULL. */
bool finding_next(struct finding *finding, sqlite3_stmt **question);
/* "" of NULL. Until the next row. */
const char *finding_text(sqlite3_stmt *question, int column);
uint64_t finding_number(sqlite3_stmt *question, int column);
/* The rows of sums of a kind, by name: name, the sum of their counts, and of their amounts where any has one. */
sqlite3_stmt *finding_sums(struct finding *finding, enum sum_kind kind);
/* Of a kind without names. */
uint64_t finding_sum(struct finding *finding, enum sum_kind kind);

/* Sets an optional field that is a number. */
#define SET(message, field, number) ((message)->has_##field = true, (message)->field = (number))

/* A copy, to be owned by a message. */
char *finding_copy(struct finding *finding, const char *text);
/* Adds a new message of that kind to a repeated field, and returns it; NULL = failed. list is the address of the
 * field. */
void *finding_add(struct finding *finding, void *list, size_t *count, const ProtobufCMessageDescriptor *kind);
/* A new message. */
void *finding_make(struct finding *finding, const ProtobufCMessageDescriptor *kind);
/* Says that there is no memory, once. */
void finding_no_memory(struct finding *finding);
/* What stands there is not what was written. */
void finding_damaged(struct finding *finding);

/* Adds one currency's money, the row of a question: its columns from first on are the currency, how many payments, how
 * many of them have no amount that can be added up, and the sum of the others, a whole number. */
void finding_money(struct finding *finding, Fiatgate__ReplayMoney ***list, size_t *count, sqlite3_stmt *question,
                   int first);
/* Most payments first; then by currency. */
void finding_sort_money(const struct finding *finding, Fiatgate__ReplayMoney **money, size_t count);
/* The sums of a kind as a list, the largest first; then by key. */
void finding_counts(struct finding *finding, enum sum_kind kind, Fiatgate__ReplayCount ***list, size_t *count);

/* "pass>hold..." into two actions; what stands behind them. NULL = it is none. */
const char *finding_actions(const char *name, int *before, int *after);
/* "2026-11-21" of that or of "20261121"; "" of anything else. */
#define FINDING_DAY 16
const char *finding_day(const char *text, char day[FINDING_DAY]);

/* The payment of a row of "payment, customer, detail"; to be freed. NULL = failed. */
Fiatgate__ReplayPayment *finding_payment(struct finding *finding, sqlite3_stmt *question);

/* The label of that line among those that are listed as not met; NULL = it is not. */
Fiatgate__ReplayDifference *finding_difference(const Fiatgate__ReplayLabels *labels, uint32_t line);

/* Entries of a pack by what they are called in reasons: "venues/okx". */
struct finding_entries;
struct finding_entries *finding_entries_of(struct finding *finding, const struct pack *pack);
/* 1 + its index in the pack; 0 = none of that name. */
uint32_t finding_entry(const struct finding_entries *entries, const char *name);
void finding_entries_free(struct finding_entries *entries);

/* The parts; each fills its fields of the replay, whose input is there. */
void findings_groups(struct finding *finding, Fiatgate__Replay *replay);
void findings_sums(struct finding *finding, Fiatgate__Replay *replay);
void findings_days(struct finding *finding, Fiatgate__Replay *replay);
/* Behind findings_sums() and findings_days(). */
void findings_alerts(struct finding *finding, Fiatgate__Replay *replay);
/* Behind findings_days(): the lists' ages are told on the last payment's day. */
void findings_packs(struct finding *finding, Fiatgate__Replay *replay);
/* Behind findings_packs(). */
void findings_not_measured(struct finding *finding, Fiatgate__Replay *replay);
void findings_labels(struct finding *finding, Fiatgate__Replay *replay);

#endif

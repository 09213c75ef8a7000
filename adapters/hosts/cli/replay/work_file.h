/*
 * work_file.h: where a replay keeps what it has found: an SQLite database beside the report, of the user alone (mode
 * 0600), removed once the report is written. Whatever stops the replay, kill -9 and a full disk included, what was
 * committed is there when the same command is given again, and the report comes out the same.
 *
 * One thread at a time may be in it; what work_file_draw_limit() points to is for any, for as long as the file is open.
 */
#ifndef FIATGATE_CLI_WORK_FILE_H
#define FIATGATE_CLI_WORK_FILE_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "outcome.h"

struct work_file;

/* What the findings depend on: a pack, the options, the labels, the input (reading_identity), the product. */
struct work_identity {
    const char *name; /* to say that it differs: "the pack" */
    char value[65];   /* SHA-256 in hex, or a version; "" = there is none */
};

/* path NULL: a temporary file that nobody can resume. A file of another identity is EXIT_INPUT, and said; one that is
 * no work file too. anew: whatever is there is begun again. To be closed or removed. */
int work_file_open(struct work_file **work, const char *path, const struct work_identity *identities, size_t count,
                   bool anew);
/* Batches it has; 0 = a new one. */
uint64_t work_file_batches(const struct work_file *work);
/* What was taken, from the first batch on. */
struct work_facts {
    int32_t first_day, last_day; /* YYYYMMDD; 0 = none */
    uint64_t concerned, unreadable, customers;
    uint64_t shown, shown_a_group; /* of the payments concerned; 0 = no group was cut */
    bool product_failed;
};
struct work_facts work_file_facts(const struct work_file *work);
/* What was committed of a sum without a name: its count. false = it cannot be read (said), and is 0. */
bool work_file_sum(struct work_file *work, enum sum_kind kind, uint64_t *count);
/* Takes the next batch's outcome. false = said why; nothing of what was committed is lost. */
bool work_file_take(struct work_file *work, const struct outcome *outcome);
/* Makes durable what was taken. */
bool work_file_commit(struct work_file *work);
/* Draws above this will not be shown. */
const _Atomic uint64_t *work_file_draw_limit(const struct work_file *work);
/* Over the hashes of all batches in their order: from 32 zero bytes, each time the SHA-256 of what there is and the
 * batch's hash. */
void work_file_hash(const struct work_file *work, uint8_t sha256[32]);
sqlite3 *work_file_database(struct work_file *work);
void work_file_close(struct work_file *work);
/* Closes, and removes the file. */
void work_file_remove(struct work_file *work);

/*
 * Its tables (work_file_tables.c has them as they are made):
 *   sums(kind, name, currency, count, amount TEXT)   amount: a whole number, see outcome.h; amount_sum(amount) adds up
 *   payments(seq PRIMARY KEY, payment BLOB, customer, change, label, cause_rule, cause_entry, currency, apart,
 *            amount TEXT, day, draw, detail BLOB)
 *     seq rises in the order of the input; customer is its number, 0 = none; amount is NULL where there is none; what
 *     else is not said is '' or 0; draw keeps the order of outcome.h's; detail is there of the payments shown alone
 *   customers(hash PRIMARY KEY, number)
 *   unreadable(seq PRIMARY KEY, item BLOB)           seq as above
 *   labels(label PRIMARY KEY, got, rule, error)
 *   state(name PRIMARY KEY, value)
 * payments_shown is an index of the payments with a detail, by seq.
 */

#endif

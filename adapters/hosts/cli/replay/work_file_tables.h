/*
 * work_file_tables.h: the tables of a work file (work_file.h), and all that is asked of them. Touches the database that
 * it is given.
 */
#ifndef FIATGATE_CLI_REPLAY_WORK_FILE_TABLES_H
#define FIATGATE_CLI_REPLAY_WORK_FILE_TABLES_H

#include <sqlite3.h>
#include <stdbool.h>

enum work_statement {
    WORK_BEGIN,
    WORK_COMMIT,
    WORK_ROLLBACK,
    WORK_SUM,          /* kind, name, currency, count, amount: is added to what is there */
    WORK_SUM_OF,       /* kind → count of the sum without a name */
    WORK_PAYMENT,      /* in the order of the columns */
    WORK_HIDE,         /* seq: the payment's detail goes */
    WORK_SHOWN,        /* → change, label, cause_rule, cause_entry, draw, seq of those with a detail, by seq */
    WORK_CUSTOMER,     /* hash → number */
    WORK_CUSTOMER_NEW, /* hash, number */
    WORK_UNREADABLE,   /* seq, item */
    WORK_LABEL,        /* label, got, rule, error: takes the place of a weaker one */
    WORK_STATE,        /* name → value */
    WORK_STATE_PUT,    /* name, value */
    WORK_STATEMENTS
};

struct work_tables {
    sqlite3 *database;
    sqlite3_stmt *statements[WORK_STATEMENTS];
};

/* How an open database is used, the functions that the statements need (and amount_sum(), for those who look), and its
 * tables, where it has none yet. lasting: it is to outlive a kill. An SQLite error code; SQLITE_MISMATCH = the tables
 * are those of another version. */
int work_tables_open(struct work_tables *tables, sqlite3 *database, bool lasting);
/* Closes the database too. */
void work_tables_close(struct work_tables *tables);

/* A statement made ready; its values are to be bound with the functions of SQLite. */
sqlite3_stmt *work_ask(struct work_tables *tables, enum work_statement which);
/* Runs one that gives no rows. An SQLite error code. */
int work_run(sqlite3_stmt *statement);

#endif

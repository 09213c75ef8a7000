/*
 * work_file_tables.c: tables and statements of a work file (work_file_tables.h).
 */
#include "work_file_tables.h"

#include <stdio.h>
#include <string.h>

#include "outcome.h"
#include "work_file_place.h"

#define VERSION 2

static const char *const statements[WORK_STATEMENTS] = {
    [WORK_BEGIN] = "BEGIN IMMEDIATE",
    [WORK_COMMIT] = "COMMIT",
    [WORK_ROLLBACK] = "ROLLBACK",
    [WORK_SUM] = "INSERT INTO sums(kind, name, currency, count, amount) VALUES(?1, ?2, ?3, ?4, ?5)"
                 " ON CONFLICT(kind, name, currency) DO UPDATE SET count = count + excluded.count,"
                 " amount = amount_add(amount, excluded.amount)",
    [WORK_SUM_OF] = "SELECT count FROM sums WHERE kind = ?1 AND name = '' AND currency = ''",
    [WORK_PAYMENT] = "INSERT INTO payments(seq, payment, customer, change, label, cause_rule, cause_entry, currency,"
                     " apart, amount, day, draw, detail, same) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                     " ?12, ?13, ?14)",
    [WORK_HIDE] = "UPDATE payments SET detail = NULL WHERE seq = ?1",
    [WORK_SHOWN] = "SELECT change, label, cause_rule, cause_entry, draw, seq FROM payments INDEXED BY payments_shown"
                   " WHERE detail IS NOT NULL ORDER BY seq",
    [WORK_CUSTOMER] = "SELECT number FROM customers WHERE hash = ?1",
    [WORK_CUSTOMER_NEW] = "INSERT INTO customers(hash, number) VALUES(?1, ?2)",
    [WORK_UNREADABLE] = "INSERT INTO unreadable(seq, item) VALUES(?1, ?2)",
    [WORK_LABEL] = "INSERT INTO labels(label, got, rule, error, met) VALUES(?1, ?2, ?3, ?4, 1)"
                   " ON CONFLICT(label) DO UPDATE SET met = met + 1, got = max(got, excluded.got),"
                   " rule = iif(excluded.got > got, excluded.rule, rule),"
                   " error = iif(excluded.got > got, excluded.error, error)",
    [WORK_STATE] = "SELECT value FROM state WHERE name = ?1",
    [WORK_STATE_PUT] = "INSERT INTO state(name, value) VALUES(?1, ?2)"
                       " ON CONFLICT(name) DO UPDATE SET value = excluded.value",
};

/* No trust in what a file brings along; 8 MB of pages in memory at most; what is sorted goes to files. */
static const char manner[] = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8192; PRAGMA temp_store = FILE;";

/* The journal is gone after each commit, so that one file is all there is; EXTRA makes its going durable too. A file
 * that nobody can open again needs neither. */
static const char lasting_manner[] = "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;";
static const char passing_manner[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;";

static const char tables_made[] =
    "CREATE TABLE state(name TEXT PRIMARY KEY, value) WITHOUT ROWID;"
    "CREATE TABLE sums(kind INTEGER, name TEXT, currency TEXT, count INTEGER NOT NULL, amount TEXT NOT NULL,"
    " PRIMARY KEY(kind, name, currency)) WITHOUT ROWID;"
    "CREATE TABLE payments(seq INTEGER PRIMARY KEY, payment BLOB NOT NULL, customer INTEGER NOT NULL,"
    " change INTEGER NOT NULL, label INTEGER NOT NULL, cause_rule TEXT NOT NULL, cause_entry TEXT NOT NULL,"
    " currency TEXT NOT NULL, apart TEXT NOT NULL, amount TEXT, day TEXT NOT NULL, draw INTEGER NOT NULL,"
    " detail BLOB, same INTEGER NOT NULL);"
    "CREATE INDEX payments_shown ON payments(seq) WHERE detail IS NOT NULL;"
    "CREATE TABLE customers(hash BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE unreadable(seq INTEGER PRIMARY KEY, item BLOB NOT NULL);"
    "CREATE TABLE labels(label INTEGER PRIMARY KEY, got INTEGER NOT NULL, rule TEXT NOT NULL, error TEXT NOT NULL,"
    " met INTEGER NOT NULL);";

/* --- amounts of 128 bits, as text ----------------------------------------------------------------------------------
 */

static bool amount_given(sqlite3_value *value, replay_amount *amount)
{
    const unsigned char *text = sqlite3_value_text(value);
    return text && replay_amount_read_whole((const char *)text, amount);
}

static void answer_with(sqlite3_context *context, replay_amount amount)
{
    char text[48];
    replay_amount_write_whole(amount, text);
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

/* amount_add(a, b) */
static void amount_add(sqlite3_context *context, int count, sqlite3_value **values)
{
    replay_amount a, b;
    (void)count;
    if (amount_given(values[0], &a) && amount_given(values[1], &b))
        answer_with(context, a + b);
    else
        sqlite3_result_error_code(context, SQLITE_CORRUPT);
}

/* SQLite's memory for an aggregate is aligned to 8 bytes, a replay_amount to 16. */
struct amount_halves {
    unsigned char bytes[sizeof(replay_amount)];
};

/* amount_sum(amount): without those that are NULL; "0" of none */
static void amount_sum_step(sqlite3_context *context, int count, sqlite3_value **values)
{
    replay_amount sum, amount;
    struct amount_halves *kept = sqlite3_aggregate_context(context, sizeof *kept);
    (void)count;
    if (!kept || sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    if (!amount_given(values[0], &amount)) {
        sqlite3_result_error_code(context, SQLITE_CORRUPT);
        return;
    }
    memcpy(&sum, kept->bytes, sizeof sum);
    sum += amount;
    memcpy(kept->bytes, &sum, sizeof sum);
}

static void amount_sum_end(sqlite3_context *context)
{
    replay_amount sum = 0;
    const struct amount_halves *kept = sqlite3_aggregate_context(context, 0);
    if (kept)
        memcpy(&sum, kept->bytes, sizeof sum);
    answer_with(context, sum);
}

static int add_functions(sqlite3 *database)
{
    int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int code = sqlite3_create_function_v2(database, "amount_add", 2, flags, NULL, amount_add, NULL, NULL, NULL);
    return code != SQLITE_OK ? code
                             : sqlite3_create_function_v2(database, "amount_sum", 1, flags, NULL, NULL, amount_sum_step,
                                                          amount_sum_end, NULL);
}

/* --- the tables ----------------------------------------------------------------------------------------------------
 */

static int number_of(sqlite3 *database, const char *question, int *number)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(database, question, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    *number = code == SQLITE_ROW ? sqlite3_column_int(statement, 0) : 0;
    sqlite3_finalize(statement);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

static int make_tables(sqlite3 *database)
{
    char text[sizeof tables_made + 160];
    snprintf(text, sizeof text, "BEGIN IMMEDIATE; PRAGMA application_id = %d; PRAGMA user_version = %d; %s COMMIT;",
             WORK_FILE_APPLICATION, VERSION, tables_made);
    return sqlite3_exec(database, text, NULL, NULL, NULL);
}

/* Makes the tables in a database that has none: a new one, or one whose making was undone. */
static int have_tables(sqlite3 *database)
{
    int version = 0, application = 0;
    int code = number_of(database, "PRAGMA user_version", &version);
    if (code == SQLITE_OK)
        code = number_of(database, "PRAGMA application_id", &application);
    if (code != SQLITE_OK)
        return code;
    if (application == 0 && version == 0)
        return make_tables(database);
    return version == VERSION && application == WORK_FILE_APPLICATION ? SQLITE_OK : SQLITE_MISMATCH;
}

int work_tables_open(struct work_tables *tables, sqlite3 *database, bool lasting)
{
    *tables = (struct work_tables){.database = database};
    sqlite3_extended_result_codes(database, 1);
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    int code = sqlite3_exec(database, manner, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(database, lasting ? lasting_manner : passing_manner, NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = add_functions(database);
    if (code == SQLITE_OK)
        code = have_tables(database);
    for (int i = 0; code == SQLITE_OK && i < WORK_STATEMENTS; i++)
        code = sqlite3_prepare_v3(database, statements[i], -1, SQLITE_PREPARE_PERSISTENT, &tables->statements[i], NULL);
    return code;
}

void work_tables_close(struct work_tables *tables)
{
    for (int i = 0; i < WORK_STATEMENTS; i++)
        sqlite3_finalize(tables->statements[i]);
    sqlite3_close_v2(tables->database);
    *tables = (struct work_tables){0};
}

sqlite3_stmt *work_ask(struct work_tables *tables, enum work_statement which)
{
    sqlite3_stmt *statement = tables->statements[which];
    sqlite3_reset(statement);
    return statement;
}

int work_run(sqlite3_stmt *statement)
{
    sqlite3_step(statement);
    return sqlite3_reset(statement);
}

/*
 * work_file.c: what a replay has found so far, in an SQLite database (work_file.h). Sums are added up in memory and go
 * into their table with the commit; payments, and what else is listed, go there at once.
 */
#include "work_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "digest.h"
#include "findings.h"
#include "shown.h"
#include "work_file_place.h"
#include "work_file_tables.h"

/* So many different sums are kept in memory. */
#define SUMS_MOST 50000u

#define FORGET "add --anew to begin again"

struct work_file {
    struct work_file_place place; /* path NULL: a temporary file */
    struct work_tables tables;
    struct shown *shown;
    struct sums sums; /* since the last commit */
    uint64_t batches;
    struct work_facts facts;
    uint8_t hash[32];
    _Atomic uint64_t draw_limit;
    bool writing; /* in a transaction */
    bool failed;
};

/* --- what goes wrong --------------------------------------------------------------------------------------------- */

static const char *name_of(const struct work_file *work)
{
    return work->place.path ? work->place.path : "the temporary work file";
}

static void say_failure(const struct work_file *work, int code)
{
    const char *name = name_of(work);
    const char *kept = !work->place.path ? "" : "; what was found before is kept: then give the same command again";
    int cause = sqlite3_system_errno(work->tables.database);
    switch (code & 0xff) {
    case SQLITE_FULL:
        say("%s: the disk is full; free some of it%s", name, kept);
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_ERROR:
    case SQLITE_MISMATCH:
        say("%s: the work file is damaged, or of another version of fiatgate; " FORGET, name);
        break;
    case SQLITE_BUSY:
        say("%s: another program works with this file; wait until it has ended%s", name, kept);
        break;
    case SQLITE_NOMEM:
        say("%s: memory for the work file could not be had%s", name, kept);
        break;
    default:
        say("%s: the work file cannot be read or written: %s%s%s; look at its disk%s", name, sqlite3_errstr(code),
            cause ? ": " : "", cause ? strerror(cause) : "", kept);
    }
}

/* Whether all went well; if not it is said, and nothing is taken from then on. What was committed stays. */
static bool went_well(struct work_file *work, int code)
{
    if (code == SQLITE_OK || work->failed)
        return !work->failed;
    work->failed = true;
    say_failure(work, code);
    if (!sqlite3_get_autocommit(work->tables.database))
        work_run(work_ask(&work->tables, WORK_ROLLBACK));
    return false;
}

/* --- state ------------------------------------------------------------------------------------------------------- */

static int put_number(struct work_file *work, const char *name, uint64_t number)
{
    sqlite3_stmt *put = work_ask(&work->tables, WORK_STATE_PUT);
    sqlite3_bind_text(put, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 2, (sqlite3_int64)number);
    return work_run(put);
}

static int put_bytes(struct work_file *work, const char *name, const void *bytes, size_t length)
{
    sqlite3_stmt *put = work_ask(&work->tables, WORK_STATE_PUT);
    sqlite3_bind_text(put, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_blob(put, 2, bytes, (int)length, SQLITE_STATIC);
    return work_run(put);
}

/* All numbers that are kept, by name. */
#define STATE_NUMBERS 7
struct state_number {
    const char *name;
    uint64_t value;
};

static void numbers_of(const struct work_file *work, struct state_number numbers[STATE_NUMBERS])
{
    const struct work_facts *facts = &work->facts;
    const struct state_number all[STATE_NUMBERS] = {{"batches", work->batches},
                                                    {"concerned", facts->concerned},
                                                    {"unreadable", facts->unreadable},
                                                    {"customers", facts->customers},
                                                    {"first_day", (uint64_t)facts->first_day},
                                                    {"last_day", (uint64_t)facts->last_day},
                                                    {"product_failed", facts->product_failed}};
    memcpy(numbers, all, sizeof all);
}

static int put_state(struct work_file *work)
{
    struct state_number numbers[STATE_NUMBERS];
    numbers_of(work, numbers);
    int code = put_bytes(work, "hash", work->hash, sizeof work->hash);
    for (int i = 0; code == SQLITE_OK && i < STATE_NUMBERS; i++)
        code = put_number(work, numbers[i].name, numbers[i].value);
    return code;
}

/* SQLITE_ROW: the statement stands on the value. */
static int get_state(struct work_file *work, const char *name, sqlite3_stmt **get)
{
    *get = work_ask(&work->tables, WORK_STATE);
    sqlite3_bind_text(*get, 1, name, -1, SQLITE_STATIC);
    return sqlite3_step(*get);
}

/* A number that was never put is 0. */
static int get_number(struct work_file *work, const char *name, uint64_t *number)
{
    sqlite3_stmt *get;
    int code = get_state(work, name, &get);
    *number = code == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(get, 0) : 0;
    sqlite3_reset(get);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

static int get_hash(struct work_file *work)
{
    sqlite3_stmt *get;
    int code = get_state(work, "hash", &get);
    if (code == SQLITE_ROW && sqlite3_column_bytes(get, 0) == (int)sizeof work->hash)
        memcpy(work->hash, sqlite3_column_blob(get, 0), sizeof work->hash);
    else if (code == SQLITE_ROW)
        code = SQLITE_CORRUPT;
    sqlite3_reset(get);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

/* --- which payments are shown ------------------------------------------------------------------------------------ */

/* Draws as SQLite's numbers, which have a sign: their order stays. */
static sqlite3_int64 signed_draw(uint64_t draw)
{
    return (sqlite3_int64)(draw ^ (UINT64_C(1) << 63));
}

static uint64_t unsigned_draw(sqlite3_int64 number)
{
    return (uint64_t)number ^ (UINT64_C(1) << 63);
}

static void note_choice(struct work_file *work)
{
    work->facts.shown = shown_count(work->shown);
    work->facts.shown_a_group = shown_a_group(work->shown);
    atomic_store_explicit(&work->draw_limit, shown_draw_limit(work->shown), memory_order_relaxed);
}

static void not_dropped(void *context, uint64_t seq)
{
    (void)seq;
    *(bool *)context = true;
}

/* The choice as it was when the file was left. */
static int restore_choice(struct work_file *work)
{
    bool dropped = false;
    int code;
    sqlite3_stmt *rows = work_ask(&work->tables, WORK_SHOWN);
    while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
        struct shown_group_key key = {sqlite3_column_int(rows, 0), sqlite3_column_int(rows, 1),
                                      (const char *)sqlite3_column_text(rows, 2),
                                      (const char *)sqlite3_column_text(rows, 3)};
        enum shown_answer answer = !key.rule || !key.entry
                                       ? SHOWN_NO_MEMORY
                                       : shown_add(work->shown, &key, unsigned_draw(sqlite3_column_int64(rows, 4)),
                                                   (uint64_t)sqlite3_column_int64(rows, 5), not_dropped, &dropped);
        if (answer == SHOWN_NO_MEMORY)
            return SQLITE_NOMEM;
        if (answer == SHOWN_NOT_KEPT || dropped)
            return SQLITE_CORRUPT;
    }
    if (work->facts.concerned > REPORT_PAYMENTS)
        shown_cut(work->shown);
    note_choice(work);
    return code == SQLITE_DONE ? SQLITE_OK : code;
}

/* What a call of shown_add() drops. */
struct hiding {
    struct work_file *work;
    int code;
};

static void hide(void *context, uint64_t seq)
{
    struct hiding *hiding = context;
    sqlite3_stmt *statement = work_ask(&hiding->work->tables, WORK_HIDE);
    sqlite3_bind_int64(statement, 1, (sqlite3_int64)seq);
    int code = work_run(statement);
    hiding->code = hiding->code == SQLITE_OK ? code : hiding->code;
}

/* --- open -------------------------------------------------------------------------------------------------------- */

/* "identity:pack" */
struct identity_name {
    char text[64];
};

static struct identity_name identity_name(const struct work_identity *identity)
{
    struct identity_name name;
    snprintf(name.text, sizeof name.text, "identity:%s", identity->name);
    return name;
}

static int put_identity(struct work_file *work, const struct work_identity *identities, size_t count)
{
    int code = work_run(work_ask(&work->tables, WORK_BEGIN));
    if (code == SQLITE_OK)
        code = put_number(work, "begun", 1);
    for (size_t i = 0; code == SQLITE_OK && i < count; i++)
        code = put_bytes(work, identity_name(&identities[i]).text, identities[i].value, strlen(identities[i].value));
    return code == SQLITE_OK ? work_run(work_ask(&work->tables, WORK_COMMIT)) : code;
}

/* Appends ", " and a text, as long as there is room. */
static void list(char *text, size_t size, const char *item)
{
    size_t used = strlen(text);
    snprintf(text + used, size - used, "%s%s", used ? ", " : "", item);
}

/* EXIT_INPUT = the file is of another replay: said what of it differs. */
static int compare_identity(struct work_file *work, const struct work_identity *identities, size_t count)
{
    char others[256] = "";
    for (size_t i = 0; i < count; i++) {
        sqlite3_stmt *get;
        int code = get_state(work, identity_name(&identities[i]).text, &get);
        size_t length = strlen(identities[i].value);
        bool same = code == SQLITE_ROW && sqlite3_column_bytes(get, 0) == (int)length &&
                    (length == 0 || memcmp(sqlite3_column_blob(get, 0), identities[i].value, length) == 0);
        sqlite3_reset(get);
        if (code != SQLITE_ROW && code != SQLITE_DONE) {
            say_failure(work, code);
            return EXIT_INPUT;
        }
        if (!same)
            list(others, sizeof others, identities[i].name);
    }
    if (!*others)
        return EXIT_DONE;
    say("%s: it holds an interrupted replay that differs in: %s; go on with what that one was given, " FORGET
        ", or name another file with --work",
        name_of(work), others);
    return EXIT_INPUT;
}

static int restore_state(struct work_file *work)
{
    struct work_facts *facts = &work->facts;
    uint64_t first = 0, last = 0, failed = 0;
    struct {
        const char *name;
        uint64_t *number;
    } numbers[STATE_NUMBERS] = {{"batches", &work->batches},
                                {"concerned", &facts->concerned},
                                {"unreadable", &facts->unreadable},
                                {"customers", &facts->customers},
                                {"first_day", &first},
                                {"last_day", &last},
                                {"product_failed", &failed}};
    int code = get_hash(work);
    for (int i = 0; code == SQLITE_OK && i < STATE_NUMBERS; i++)
        code = get_number(work, numbers[i].name, numbers[i].number);
    facts->first_day = (int32_t)first;
    facts->last_day = (int32_t)last;
    facts->product_failed = failed != 0;
    return code == SQLITE_OK ? restore_choice(work) : code;
}

static int open_database(struct work_file *work)
{
    sqlite3 *database = NULL;
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    /* The empty name is a file of SQLite's own, which has no name once it is open. */
    int code = sqlite3_open_v2(work->place.path ? work->place.path : "", &database, flags, NULL);
    work->tables.database = database;
    return code == SQLITE_OK ? work_tables_open(&work->tables, database, work->place.path != NULL) : code;
}

static int open_all(struct work_file *work, const struct work_identity *identities, size_t count)
{
    uint64_t begun = 0;
    int code = open_database(work);
    if (code == SQLITE_OK)
        code = get_number(work, "begun", &begun);
    if (code == SQLITE_OK && begun) {
        int answer = compare_identity(work, identities, count);
        if (answer != EXIT_DONE)
            return answer;
    } else if (code == SQLITE_OK)
        code = put_identity(work, identities, count);
    if (code == SQLITE_OK)
        code = restore_state(work);
    if (code == SQLITE_OK)
        return EXIT_DONE;
    say_failure(work, code);
    return (code & 0xff) == SQLITE_NOMEM ? EXIT_PRODUCT : EXIT_INPUT;
}

int work_file_open(struct work_file **opened, const char *path, const struct work_identity *identities, size_t count,
                   bool anew)
{
    *opened = NULL;
    struct work_file *work = calloc(1, sizeof *work);
    if (work) {
        work->place.file = -1;
        work->shown = shown_new(REPORT_PAYMENTS);
    }
    if (!work || !work->shown) {
        free(work);
        say("memory for the work file could not be had");
        return EXIT_PRODUCT;
    }
    atomic_store(&work->draw_limit, UINT64_MAX);
    int code = path ? work_file_place_open(&work->place, path, anew) : EXIT_DONE;
    if (code == EXIT_DONE)
        code = open_all(work, identities, count);
    if (code == EXIT_DONE)
        *opened = work;
    else
        work_file_close(work);
    return code;
}

/* --- take -------------------------------------------------------------------------------------------------------- */

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
    sqlite3_bind_text(statement, at, text ? text : "", -1, SQLITE_STATIC);
}

static int number_customer(struct work_file *work, const uint8_t hash[16], uint64_t *number)
{
    static const uint8_t none[16];
    *number = 0;
    if (memcmp(hash, none, sizeof none) == 0)
        return SQLITE_OK;
    sqlite3_stmt *find = work_ask(&work->tables, WORK_CUSTOMER);
    sqlite3_bind_blob(find, 1, hash, 16, SQLITE_STATIC);
    int code = sqlite3_step(find);
    if (code == SQLITE_ROW)
        *number = (uint64_t)sqlite3_column_int64(find, 0);
    sqlite3_reset(find);
    if (code != SQLITE_DONE)
        return code == SQLITE_ROW ? SQLITE_OK : code;
    *number = ++work->facts.customers;
    sqlite3_stmt *add = work_ask(&work->tables, WORK_CUSTOMER_NEW);
    sqlite3_bind_blob(add, 1, hash, 16, SQLITE_STATIC);
    sqlite3_bind_int64(add, 2, (sqlite3_int64)*number);
    return work_run(add);
}

static int write_payment(struct work_file *work, const struct concern *concern, uint64_t seq, bool shown)
{
    const Fiatgate__ReplayPayment *payment = concern->payment;
    char amount[48];
    size_t length = fiatgate__replay_payment__get_packed_size(payment);
    uint8_t *packed = malloc(length ? length : 1);
    if (!packed)
        return SQLITE_NOMEM;
    fiatgate__replay_payment__pack(payment, packed);
    sqlite3_stmt *add = work_ask(&work->tables, WORK_PAYMENT);
    sqlite3_clear_bindings(add);
    sqlite3_bind_int64(add, 1, (sqlite3_int64)seq);
    sqlite3_bind_blob64(add, 2, packed, length, SQLITE_STATIC);
    sqlite3_bind_int64(add, 3, (sqlite3_int64)payment->customer);
    sqlite3_bind_int(add, 4, (int)payment->change);
    sqlite3_bind_int(add, 5, (int)payment->label);
    bind_text(add, 6, payment->cause_rule);
    bind_text(add, 7, payment->cause_entry);
    bind_text(add, 8, payment->currency);
    bind_text(add, 9, payment->apart);
    if (concern->has_amount) {
        replay_amount_write_whole(concern->amount, amount);
        bind_text(add, 10, amount);
    }
    bind_text(add, 11, payment->day);
    sqlite3_bind_int64(add, 12, signed_draw(concern->draw));
    /* Also one without a detail is shown. */
    if (shown)
        sqlite3_bind_blob64(add, 13, concern->detail ? concern->detail : packed,
                            concern->detail ? concern->detail_length : 0, SQLITE_STATIC);
    int code = work_run(add);
    free(packed);
    return code;
}

static int take_concern(struct work_file *work, const struct concern *concern)
{
    Fiatgate__ReplayPayment *payment = concern->payment;
    int code = number_customer(work, concern->customer, &payment->customer);
    payment->has_customer = 1;
    if (code != SQLITE_OK)
        return code;
    struct shown_group_key key = {(int)payment->change, (int)payment->label,
                                  payment->cause_rule ? payment->cause_rule : "",
                                  payment->cause_entry ? payment->cause_entry : ""};
    struct hiding hiding = {work, SQLITE_OK};
    uint64_t seq = ++work->facts.concerned;
    enum shown_answer answer = shown_add(work->shown, &key, concern->draw, seq, hide, &hiding);
    if (answer == SHOWN_NO_MEMORY)
        return SQLITE_NOMEM;
    return hiding.code == SQLITE_OK ? write_payment(work, concern, seq, answer == SHOWN_KEPT) : hiding.code;
}

static int take_unreadable(struct work_file *work, const Fiatgate__ReplayUnreadable *item)
{
    size_t length = fiatgate__replay_unreadable__get_packed_size(item);
    uint8_t *packed = malloc(length ? length : 1);
    if (!packed)
        return SQLITE_NOMEM;
    fiatgate__replay_unreadable__pack(item, packed);
    sqlite3_stmt *add = work_ask(&work->tables, WORK_UNREADABLE);
    sqlite3_bind_int64(add, 1, (sqlite3_int64)++work->facts.unreadable);
    sqlite3_bind_blob64(add, 2, packed, length, SQLITE_STATIC);
    int code = work_run(add);
    free(packed);
    return code;
}

static int take_label(struct work_file *work, const struct met_label *met)
{
    sqlite3_stmt *add = work_ask(&work->tables, WORK_LABEL);
    sqlite3_bind_int64(add, 1, (sqlite3_int64)met->label);
    sqlite3_bind_int(add, 2, met->got);
    bind_text(add, 3, met->rule);
    bind_text(add, 4, met->error);
    return work_run(add);
}

static int write_sum(struct work_file *work, const struct sum *sum)
{
    char amount[48];
    replay_amount_write_whole(sum->amount, amount);
    sqlite3_stmt *add = work_ask(&work->tables, WORK_SUM);
    sqlite3_bind_int(add, 1, (int)sum->kind);
    bind_text(add, 2, sum->name);
    bind_text(add, 3, sum->currency);
    sqlite3_bind_int64(add, 4, (sqlite3_int64)sum->count);
    bind_text(add, 5, amount);
    return work_run(add);
}

static int write_sums(struct work_file *work)
{
    int code = work->sums.failed ? SQLITE_NOMEM : SQLITE_OK;
    for (size_t i = 0; code == SQLITE_OK && i < work->sums.count; i++)
        code = write_sum(work, &work->sums.items[i]);
    sums_clear(&work->sums);
    return code;
}

static bool chain(uint8_t hash[32], const uint8_t next[32])
{
    uint8_t both[64];
    memcpy(both, hash, 32);
    memcpy(both + 32, next, 32);
    return digest_sha256(both, sizeof both, hash);
}

static void widen_days(struct work_facts *facts, const struct outcome *outcome)
{
    if (outcome->first_day && (!facts->first_day || outcome->first_day < facts->first_day))
        facts->first_day = outcome->first_day;
    if (outcome->last_day > facts->last_day)
        facts->last_day = outcome->last_day;
}

static int take(struct work_file *work, const struct outcome *outcome)
{
    int code = work->writing ? SQLITE_OK : work_run(work_ask(&work->tables, WORK_BEGIN));
    work->writing = true;
    if (code == SQLITE_OK && work->sums.count > SUMS_MOST)
        code = write_sums(work);
    for (size_t i = 0; i < outcome->sums.count; i++) {
        const struct sum *sum = &outcome->sums.items[i];
        sums_add(&work->sums, sum->kind, sum->name, sum->currency, sum->count, sum->amount);
    }
    for (size_t i = 0; code == SQLITE_OK && i < outcome->concern_count; i++)
        code = take_concern(work, &outcome->concerns[i]);
    for (size_t i = 0; code == SQLITE_OK && i < outcome->unreadable_count; i++)
        code = take_unreadable(work, outcome->unreadable[i]);
    for (size_t i = 0; code == SQLITE_OK && i < outcome->met_count; i++)
        code = take_label(work, &outcome->met[i]);
    widen_days(&work->facts, outcome);
    work->facts.product_failed = work->facts.product_failed || outcome->product_failed;
    work->batches++;
    note_choice(work);
    if (code == SQLITE_OK && (outcome->sums.failed || !chain(work->hash, outcome->sha256)))
        code = SQLITE_NOMEM;
    return code;
}

bool work_file_take(struct work_file *work, const struct outcome *outcome)
{
    return !work->failed && went_well(work, take(work, outcome));
}

bool work_file_commit(struct work_file *work)
{
    if (work->failed || !work->writing)
        return !work->failed;
    int code = write_sums(work);
    if (code == SQLITE_OK)
        code = put_state(work);
    if (code == SQLITE_OK)
        code = work_run(work_ask(&work->tables, WORK_COMMIT));
    work->writing = false;
    return went_well(work, code);
}

/* --- what it has ------------------------------------------------------------------------------------------------- */

uint64_t work_file_batches(const struct work_file *work)
{
    return work->batches;
}

struct work_facts work_file_facts(const struct work_file *work)
{
    return work->facts;
}

uint64_t work_file_sum(struct work_file *work, enum sum_kind kind)
{
    sqlite3_stmt *get = work_ask(&work->tables, WORK_SUM_OF);
    sqlite3_bind_int(get, 1, (int)kind);
    uint64_t count = sqlite3_step(get) == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(get, 0) : 0;
    sqlite3_reset(get);
    return count;
}

const _Atomic uint64_t *work_file_draw_limit(const struct work_file *work)
{
    return &work->draw_limit;
}

void work_file_hash(const struct work_file *work, uint8_t sha256[32])
{
    memcpy(sha256, work->hash, sizeof work->hash);
}

sqlite3 *work_file_database(struct work_file *work)
{
    return work->tables.database;
}

static void close_database(struct work_file *work)
{
    work_tables_close(&work->tables);
    sums_free(&work->sums);
    shown_free(work->shown);
}

void work_file_close(struct work_file *work)
{
    if (!work)
        return;
    close_database(work);
    work_file_place_close(&work->place);
    free(work);
}

void work_file_remove(struct work_file *work)
{
    close_database(work);
    work_file_place_remove(&work->place);
    free(work);
}

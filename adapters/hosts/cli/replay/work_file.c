/*
 * work_file.c: what a replay has found so far, in an SQLite database (work_file.h). Sums are added up in memory and go
 * into their table with the commit; payments, and what else is listed, go there at once.
 */
#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "work_file_within.h"

/* So many different sums are kept in memory. */
#define SUMS_MOST 50000u

/* Whether all went well; if not it is said, and nothing is taken from then on. What was committed stays. */
static bool went_well(struct work_file *work, int code)
{
    if (code == SQLITE_OK || work->failed)
        return !work->failed;
    work->failed = true;
    work_say_failure(work, code);
    if (!sqlite3_get_autocommit(work->tables.database))
        work_run(work_ask(&work->tables, WORK_ROLLBACK));
    return false;
}

int work_put_number(struct work_file *work, const char *name, uint64_t number)
{
    sqlite3_stmt *put = work_ask(&work->tables, WORK_STATE_PUT);
    sqlite3_bind_text(put, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_int64(put, 2, (sqlite3_int64)number);
    return work_run(put);
}

int work_put_bytes(struct work_file *work, const char *name, const void *bytes, size_t length)
{
    sqlite3_stmt *put = work_ask(&work->tables, WORK_STATE_PUT);
    sqlite3_bind_text(put, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_blob(put, 2, bytes, (int)length, SQLITE_STATIC);
    return work_run(put);
}

static int put_state(struct work_file *work)
{
    const struct work_facts *facts = &work->facts;
    const struct {
        const char *name;
        uint64_t value;
    } numbers[] = {{STATE_BATCHES, work->batches},
                   {STATE_CONCERNED, facts->concerned},
                   {STATE_UNREADABLE, facts->unreadable},
                   {STATE_CUSTOMERS, facts->customers},
                   {STATE_FIRST_DAY, (uint64_t)facts->first_day},
                   {STATE_LAST_DAY, (uint64_t)facts->last_day},
                   {STATE_PRODUCT_FAILED, facts->product_failed}};
    int code = work_put_bytes(work, STATE_HASH, work->hash, sizeof work->hash);
    for (size_t i = 0; code == SQLITE_OK && i < sizeof numbers / sizeof *numbers; i++)
        code = work_put_number(work, numbers[i].name, numbers[i].value);
    return code;
}

void work_note_choice(struct work_file *work)
{
    work->facts.shown = shown_count(work->shown);
    work->facts.shown_a_group = shown_a_group(work->shown);
    atomic_store_explicit(&work->draw_limit, shown_draw_limit(work->shown), memory_order_relaxed);
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
    sqlite3_bind_int64(add, 14, signed_draw(concern->same));
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
    work_note_choice(work);
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

bool work_file_sum(struct work_file *work, enum sum_kind kind, uint64_t *count)
{
    sqlite3_stmt *get = work_ask(&work->tables, WORK_SUM_OF);
    sqlite3_bind_int(get, 1, (int)kind);
    int code = sqlite3_step(get);
    *count = code == SQLITE_ROW ? (uint64_t)sqlite3_column_int64(get, 0) : 0;
    sqlite3_reset(get);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        work_say_failure(work, code);
    return code == SQLITE_ROW || code == SQLITE_DONE;
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

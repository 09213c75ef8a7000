/*
 * work_file_open.c: a work file opened: a new one, or one to go on with (work_file.h).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "findings.h"
#include "work_file_within.h"

#define FORGET "add --anew to begin again"

/* --- what goes wrong --------------------------------------------------------------------------------------------- */

static const char *name_of(const struct work_file *work)
{
    return work->place.path ? work->place.path : "the temporary work file";
}

void work_say_failure(const struct work_file *work, int code)
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

/* --- where it was ----------------------------------------------------------------------------------------------- */

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
    int code = get_state(work, STATE_HASH, &get);
    if (code == SQLITE_ROW && sqlite3_column_bytes(get, 0) == (int)sizeof work->hash)
        memcpy(work->hash, sqlite3_column_blob(get, 0), sizeof work->hash);
    else if (code == SQLITE_ROW)
        code = SQLITE_CORRUPT;
    sqlite3_reset(get);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
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
    work_note_choice(work);
    return code == SQLITE_DONE ? SQLITE_OK : code;
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
        code = work_put_number(work, STATE_BEGUN, 1);
    for (size_t i = 0; code == SQLITE_OK && i < count; i++)
        code =
            work_put_bytes(work, identity_name(&identities[i]).text, identities[i].value, strlen(identities[i].value));
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
            work_say_failure(work, code);
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
    } numbers[] = {{STATE_BATCHES, &work->batches},
                   {STATE_CONCERNED, &facts->concerned},
                   {STATE_UNREADABLE, &facts->unreadable},
                   {STATE_CUSTOMERS, &facts->customers},
                   {STATE_FIRST_DAY, &first},
                   {STATE_LAST_DAY, &last},
                   {STATE_PRODUCT_FAILED, &failed}};
    int code = get_hash(work);
    for (size_t i = 0; code == SQLITE_OK && i < sizeof numbers / sizeof *numbers; i++)
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
        code = get_number(work, STATE_BEGUN, &begun);
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
    work_say_failure(work, code);
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

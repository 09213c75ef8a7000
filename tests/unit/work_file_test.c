/*
 * work_file_test.c: what a replay keeps of its batches: that nothing committed is lost, whoever ends it and when; that
 * no other replay goes on with it; and that no other file is taken for one.
 */
#include <CUnit/Basic.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/hosts/cli/command.h"
#include "adapters/hosts/cli/replay/findings.h"
#include "adapters/hosts/cli/replay/work_file.h"
#include "plugin/digest.h"
#include "random_numbers.h"
#include "run_tests.h"

static char folder[64];
static char path[96];
static char journal[112];
static char said[4096];

static const struct work_identity identities[] = {
    {"pack", "aa"}, {"options", "--changed-since 2026-11-01"}, {"input", ""}, {"labels", "bb"}};
#define IDENTITIES (sizeof identities / sizeof *identities)

static int make_folder(void)
{
    struct stat facts;
    bool memory = stat("/dev/shm", &facts) == 0 && access("/dev/shm", W_OK) == 0;
    snprintf(folder, sizeof folder, "%s/fiatgate-work-XXXXXX", memory ? "/dev/shm" : "/tmp");
    bool made = mkdtemp(folder) != NULL;
    snprintf(path, sizeof path, "%s/r.html.work", folder);
    snprintf(journal, sizeof journal, "%s-journal", path);
    return !made;
}

static int remove_folder(void)
{
    unlink(path);
    unlink(journal);
    return rmdir(folder);
}

/* --- what is said, kept in said ---------------------------------------------------------------------------------- */

static int error_before = -1;
static FILE *errors;

static void listen(void)
{
    fflush(stderr);
    errors = tmpfile();
    error_before = dup(STDERR_FILENO);
    CU_ASSERT_TRUE_FATAL(errors && error_before >= 0);
    dup2(fileno(errors), STDERR_FILENO);
}

static void end_listening(void)
{
    fflush(stderr);
    dup2(error_before, STDERR_FILENO);
    close(error_before);
    rewind(errors);
    said[fread(said, 1, sizeof said - 1, errors)] = '\0';
    fclose(errors);
}

static struct work_file *opened(bool anew)
{
    struct work_file *work = NULL;
    CU_ASSERT_EQUAL_FATAL(work_file_open(&work, path, identities, IDENTITIES, anew), EXIT_DONE);
    return work;
}

/* Opens what must not open. */
static void refused(const char *name, const struct work_identity *of, bool anew, const char *sentence)
{
    struct work_file *work = NULL;
    listen();
    int code = work_file_open(&work, name, of, IDENTITIES, anew);
    end_listening();
    CU_ASSERT_EQUAL(code, EXIT_INPUT);
    CU_ASSERT_PTR_NULL(work);
    CU_ASSERT_PTR_NOT_NULL(strstr(said, sentence));
    if (!strstr(said, sentence))
        printf("    said: %s    not: %s\n", said, sentence);
    work_file_close(work);
}

/* --- outcomes, each decided by its batch ------------------------------------------------------------------------- */

#define CONCERNS 5u

struct made {
    struct outcome outcome;
    struct concern concerns[CONCERNS];
    Fiatgate__ReplayPayment payments[CONCERNS];
    Fiatgate__ReplayUnreadable unreadable;
    Fiatgate__ReplayUnreadable *unreadables[1];
    struct met_label met;
    char rules[CONCERNS][16], files[CONCERNS][16], sentence[32];
};

static uint64_t mixed(uint64_t number)
{
    number = (number ^ (number >> 31)) * 0x7fb5d329728ea185u;
    number = (number ^ (number >> 27)) * 0x81dadef4bc2dd44du;
    return number ^ (number >> 33);
}

static void make_concern(struct made *made, uint64_t batch, uint32_t i)
{
    uint64_t chance = mixed(batch * CONCERNS + i + 1);
    struct concern *concern = &made->concerns[i];
    Fiatgate__ReplayPayment *payment = &made->payments[i];
    fiatgate__replay_payment__init(payment);
    snprintf(made->rules[i], sizeof made->rules[i], "r%u", (unsigned)(chance % 7));
    snprintf(made->files[i], sizeof made->files[i], "%lu/%u", (unsigned long)batch, i);
    payment->file = made->files[i];
    payment->cause_rule = made->rules[i];
    payment->currency = "KZT";
    payment->has_change = 1;
    payment->change = (Fiatgate__Change)(1 + chance % 3);
    *concern = (struct concern){.payment = payment,
                                .amount = ((replay_amount)1 << 80) + i,
                                .has_amount = i != 2,
                                .draw = mixed(chance),
                                .detail = (uint8_t *)made->files[i],
                                .detail_length = strlen(made->files[i])};
    uint64_t customer = chance % 1000;
    memcpy(concern->customer, &customer, sizeof customer);
}

static void make(struct made *made, uint64_t batch)
{
    *made = (struct made){.outcome = {.batch = batch}};
    struct outcome *outcome = &made->outcome;
    digest_sha256(&batch, sizeof batch, outcome->sha256);
    sums_add(&outcome->sums, SUM_MESSAGES, "", "", 256, 0);
    sums_add(&outcome->sums, SUM_CELL, batch % 2 ? "pass>hold" : "pass>pass", "KZT", 1, (replay_amount)1 << 90);
    for (uint32_t i = 0; i < CONCERNS; i++)
        make_concern(made, batch, i);
    outcome->concerns = made->concerns;
    outcome->concern_count = CONCERNS;
    fiatgate__replay_unreadable__init(&made->unreadable);
    snprintf(made->sentence, sizeof made->sentence, "broken %lu", (unsigned long)batch);
    made->unreadable.file = made->sentence;
    made->unreadables[0] = &made->unreadable;
    outcome->unreadable = made->unreadables;
    outcome->unreadable_count = batch % 3 == 0;
    made->met = (struct met_label){.label = batch % 10, .got = (int)(mixed(batch) % 4), .rule = "r", .error = ""};
    outcome->met = &made->met;
    outcome->met_count = 1;
    outcome->first_day = 20261101 + (int32_t)(batch % 7);
    outcome->last_day = 20261110 + (int32_t)(batch % 9);
    outcome->product_failed = batch == 77;
}

static bool take(struct work_file *work, uint64_t batch)
{
    struct made made;
    make(&made, batch);
    bool taken = work_file_take(work, &made.outcome);
    sums_free(&made.outcome.sums);
    return taken;
}

/* All that is in the tables, as one hash. */
static void hash_tables(struct work_file *work, uint8_t sha256[32])
{
    static const char *const questions[] = {"SELECT * FROM sums ORDER BY kind, name, currency",
                                            "SELECT * FROM payments ORDER BY seq",
                                            "SELECT * FROM customers ORDER BY hash",
                                            "SELECT * FROM unreadable ORDER BY seq",
                                            "SELECT * FROM labels ORDER BY label",
                                            "SELECT * FROM state ORDER BY name",
                                            "SELECT seq FROM payments WHERE detail IS NOT NULL ORDER BY seq"};
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        sqlite3_stmt *rows = NULL;
        CU_ASSERT_EQUAL_FATAL(sqlite3_prepare_v2(work_file_database(work), questions[i], -1, &rows, NULL), SQLITE_OK);
        while (sqlite3_step(rows) == SQLITE_ROW)
            for (int c = 0; c < sqlite3_column_count(rows); c++) {
                fprintf(out, "|%d:", sqlite3_column_type(rows, c));
                const void *bytes = sqlite3_column_blob(rows, c);
                if (bytes)
                    fwrite(bytes, 1, (size_t)sqlite3_column_bytes(rows, c), out);
            }
        sqlite3_finalize(rows);
    }
    fclose(out);
    digest_sha256(text, length, sha256);
    free(text);
}

static sqlite3_int64 number(struct work_file *work, const char *question)
{
    sqlite3_stmt *rows = NULL;
    sqlite3_int64 answer = -1;
    if (sqlite3_prepare_v2(work_file_database(work), question, -1, &rows, NULL) == SQLITE_OK &&
        sqlite3_step(rows) == SQLITE_ROW)
        answer = sqlite3_column_int64(rows, 0);
    sqlite3_finalize(rows);
    return answer;
}

/* --- tests ------------------------------------------------------------------------------------------------------- */

static void batches_are_added_up(void)
{
    struct work_file *work = opened(false);
    CU_ASSERT_EQUAL(work_file_batches(work), 0);
    for (uint64_t batch = 0; batch < 1000; batch++)
        CU_ASSERT_TRUE(take(work, batch));
    CU_ASSERT_TRUE(work_file_commit(work));
    struct work_facts facts = work_file_facts(work);
    CU_ASSERT_EQUAL(work_file_batches(work), 1000);
    CU_ASSERT_EQUAL(facts.concerned, 5000);
    CU_ASSERT_EQUAL(facts.unreadable, 334);
    CU_ASSERT_EQUAL(facts.first_day, 20261101);
    CU_ASSERT_EQUAL(facts.last_day, 20261118);
    CU_ASSERT_TRUE(facts.product_failed);
    char question[160];
    snprintf(question, sizeof question, "SELECT count FROM sums WHERE kind = %d", SUM_MESSAGES);
    CU_ASSERT_EQUAL(number(work, question), 256000);
    snprintf(question, sizeof question,
             "SELECT count(*) FROM sums WHERE kind = %d AND amount = '618970019642690137449562112000'", SUM_CELL);
    CU_ASSERT_EQUAL(number(work, question), 2); /* 500 times 2^90 */
    /* 4000 times 2^80, and 1000 times 0 + 1 + 3 + 4 */
    CU_ASSERT_EQUAL(number(work, "SELECT amount_sum(amount) = '4835703278458516698824712000' FROM payments"), 1);
    CU_ASSERT_EQUAL(number(work, "SELECT amount_sum(amount) = '0' FROM payments WHERE seq < 0"), 1);
    CU_ASSERT_EQUAL(number(work, "SELECT count(*) FROM payments WHERE amount IS NULL"), 1000);
    CU_ASSERT_EQUAL(number(work, "SELECT count(*) FROM payments WHERE detail IS NOT NULL"), (sqlite3_int64)facts.shown);
    CU_ASSERT_TRUE(facts.shown <= REPORT_PAYMENTS && facts.shown > REPORT_PAYMENTS - 21);
    CU_ASSERT_EQUAL(number(work, "SELECT max(number) = count(*) FROM customers"), 1);
    CU_ASSERT_EQUAL((uint64_t)number(work, "SELECT count(*) FROM customers"), facts.customers);
    /* Numbers rise in the order of the input. */
    CU_ASSERT_EQUAL(number(work, "SELECT count(*) FROM payments p WHERE customer > 1 + coalesce((SELECT max(customer)"
                                 " FROM payments q WHERE q.seq < p.seq AND p.seq < 200), p.seq)"),
                    0);
    /* Of a label the strictest that came counts. */
    CU_ASSERT_EQUAL(number(work, "SELECT count(*) FROM labels WHERE got = 3"), 10);
    uint8_t hash[32], expected[32] = {0}, of[64];
    for (uint64_t batch = 0; batch < 1000; batch++) {
        memcpy(of, expected, 32);
        digest_sha256(&batch, sizeof batch, of + 32);
        digest_sha256(of, sizeof of, expected);
    }
    work_file_hash(work, hash);
    CU_ASSERT_EQUAL(memcmp(hash, expected, sizeof hash), 0);
    struct stat mode;
    CU_ASSERT_EQUAL(stat(path, &mode), 0);
    CU_ASSERT_EQUAL(mode.st_mode & 07777, 0600);
    CU_ASSERT_NOT_EQUAL(access(journal, F_OK), 0);
    work_file_remove(work);
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
}

#define KILLED_BATCHES 900u

/* A process that takes batches and commits now and then, until it is killed. Tells by a pipe what it has committed. */
static void work_until_killed(int tell)
{
    struct work_file *work = NULL;
    if (work_file_open(&work, path, identities, IDENTITIES, false) != EXIT_DONE)
        _exit(1);
    for (uint64_t batch = work_file_batches(work); batch < KILLED_BATCHES; batch++) {
        if (!take(work, batch))
            _exit(1);
        uint64_t committed = batch + 1;
        if (mixed(batch) % 8 == 0 && (!work_file_commit(work) || write(tell, &committed, sizeof committed) < 0))
            _exit(1);
    }
    /* The end is committed by who looks. */
    pause();
}

static uint64_t kill_one(uint64_t before)
{
    int tells[2];
    CU_ASSERT_EQUAL_FATAL(pipe(tells), 0);
    pid_t child = fork();
    if (child == 0)
        work_until_killed(tells[1]);
    close(tells[1]);
    uint64_t committed = before, told;
    for (uint32_t left = random_below(25); left > 0; left--)
        if (committed + 16 > KILLED_BATCHES || read(tells[0], &told, sizeof told) != sizeof told)
            break;
        else
            committed = told;
    usleep(random_below(1500));
    kill(child, SIGKILL);
    int status;
    waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFSIGNALED(status));
    while (read(tells[0], &told, sizeof told) == sizeof told)
        committed = told;
    close(tells[0]);
    return committed;
}

static void killed_and_begun_again_it_comes_out_the_same(void)
{
    uint8_t expected[32], got[32];
    struct work_file *work = opened(false);
    for (uint64_t batch = 0; batch < KILLED_BATCHES; batch++)
        take(work, batch);
    CU_ASSERT_TRUE(work_file_commit(work));
    hash_tables(work, expected);
    work_file_remove(work);
    for (int round = 0; round < 6; round++) {
        uint64_t committed = 0;
        for (int kills = 0; kills < 12; kills++) {
            committed = kill_one(committed);
            /* Now and then one that does not only go on, but looks. */
            if (random_below(3) > 0)
                continue;
            work = opened(false);
            CU_ASSERT_TRUE(work_file_batches(work) >= committed);
            committed = work_file_batches(work);
            work_file_close(work);
        }
        work = opened(false);
        CU_ASSERT_TRUE(work_file_batches(work) >= committed);
        for (uint64_t batch = work_file_batches(work); batch < KILLED_BATCHES; batch++)
            CU_ASSERT_TRUE(take(work, batch));
        CU_ASSERT_TRUE(work_file_commit(work));
        hash_tables(work, got);
        CU_ASSERT_EQUAL(memcmp(got, expected, sizeof got), 0);
        work_file_remove(work);
        CU_ASSERT_NOT_EQUAL(access(journal, F_OK), 0);
    }
}

static void another_replay_does_not_go_on(void)
{
    struct work_file *work = opened(false);
    CU_ASSERT_TRUE(take(work, 0) && work_file_commit(work));
    refused(path, identities, false, "another replay works with this file");
    refused(path, identities, true, "another replay works with this file");
    work_file_close(work);
    for (size_t i = 0; i < IDENTITIES; i++) {
        struct work_identity other[IDENTITIES];
        char sentence[64];
        memcpy(other, identities, sizeof other);
        strcpy(other[i].value, "else");
        snprintf(sentence, sizeof sentence, "differs in: %s; ", other[i].name);
        refused(path, other, false, sentence);
    }
    struct work_identity others[IDENTITIES];
    memcpy(others, identities, sizeof others);
    strcpy(others[0].value, "");
    strcpy(others[2].value, "y");
    refused(path, others, false, "differs in: pack, input; go on with what that one was given, add --anew");
    work = opened(false);
    CU_ASSERT_EQUAL(work_file_batches(work), 1);
    work_file_close(work);
    CU_ASSERT_EQUAL(work_file_open(&work, path, others, IDENTITIES, true), EXIT_DONE);
    CU_ASSERT_EQUAL(work_file_batches(work), 0);
    CU_ASSERT_EQUAL(number(work, "SELECT count(*) FROM payments"), 0);
    work_file_close(work);
    refused(path, identities, false, "differs in: pack, input;");
    unlink(path);
}

static void write_file(const char *name, const void *bytes, size_t length)
{
    int file = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    CU_ASSERT_TRUE_FATAL(file >= 0 && write(file, bytes, length) == (ssize_t)length);
    close(file);
}

static void other_files_are_left_alone(void)
{
    static const char report[] = "<html>a report that nobody wants to lose, of more than a hundred bytes, so that it "
                                 "is as long as what stands before a database</html>";
    char name[160], kept[sizeof report] = "";
    write_file(path, report, sizeof report);
    refused(path, identities, false, "this is no work file of a replay, so nothing is written to it; name another");
    refused(path, identities, true, "this is no work file of a replay");
    FILE *file = fopen(path, "r");
    CU_ASSERT_EQUAL(fread(kept, 1, sizeof kept, file), sizeof report);
    CU_ASSERT_STRING_EQUAL(kept, report);
    fclose(file);
    write_file(path, "x", 1);
    refused(path, identities, true, "this is no work file of a replay");
    unlink(path);
    /* A database of another program. */
    sqlite3 *database;
    sqlite3_open(path, &database);
    sqlite3_exec(database, "CREATE TABLE t(a)", NULL, NULL, NULL);
    sqlite3_close(database);
    refused(path, identities, true, "this is no work file of a replay");
    unlink(path);
    snprintf(name, sizeof name, "%s/link", folder);
    CU_ASSERT_EQUAL(symlink("r.html.work", name), 0);
    refused(name, identities, false, "it is a symbolic link");
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
    write_file(path, "", 0);
    refused(name, identities, false, "it is a symbolic link");
    unlink(name);
    CU_ASSERT_EQUAL(link(path, name), 0);
    refused(name, identities, false, "this is no file of yours alone");
    unlink(name);
    CU_ASSERT_EQUAL(mkfifo(name, 0600), 0);
    refused(name, identities, false, "this is no file of yours alone");
    unlink(name);
    CU_ASSERT_EQUAL(symlink("/etc/passwd", journal), 0);
    refused(path, identities, false, "-journal: this is no file of yours");
    unlink(journal);
    refused(folder, identities, false, "cannot be opened: Is a directory");
    snprintf(name, sizeof name, "%s/nowhere/w", folder);
    refused(name, identities, false, "the folder of the work file cannot be used: No such file or directory; name");
    /* An empty file is as good as none. */
    work_file_remove(opened(false));
}

static void what_is_damaged_is_said(void)
{
    struct work_file *work = opened(false);
    for (uint64_t batch = 0; batch < 200; batch++)
        take(work, batch);
    CU_ASSERT_TRUE(work_file_commit(work));
    work_file_close(work);
    struct stat facts;
    CU_ASSERT_EQUAL(stat(path, &facts), 0);
    static char garbage[4096];
    memset(garbage, 'x', sizeof garbage);
    for (off_t at = 4096; at < facts.st_size; at += 4096) {
        int file = open(path, O_WRONLY);
        CU_ASSERT_EQUAL(pwrite(file, garbage, sizeof garbage, at), (ssize_t)sizeof garbage);
        close(file);
    }
    refused(path, identities, false, "the work file is damaged");
    CU_ASSERT_PTR_NOT_NULL(strstr(said, "add --anew to begin again"));
    /* Cut off in the middle. */
    CU_ASSERT_EQUAL(truncate(path, 4096), 0);
    refused(path, identities, false, "the work file is damaged");
    work_file_remove(opened(true));
}

static void a_full_disk_loses_nothing(void)
{
    uint8_t expected[32], got[32];
    struct work_file *work = opened(false);
    uint64_t batch = 0;
    for (; batch < 50; batch++)
        take(work, batch);
    CU_ASSERT_TRUE(work_file_commit(work));
    hash_tables(work, expected);
    char pragma[64];
    snprintf(pragma, sizeof pragma, "PRAGMA max_page_count = %ld", (long)number(work, "PRAGMA page_count") + 3);
    CU_ASSERT_TRUE(number(work, pragma) > 0);
    listen();
    while (batch < 1000 && take(work, batch))
        batch++;
    bool further = take(work, batch), committed = work_file_commit(work);
    end_listening();
    CU_ASSERT_TRUE(batch < 1000);
    CU_ASSERT_FALSE(further);
    CU_ASSERT_FALSE(committed);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(said, "r.html.work: the disk is full; free some of it; what was found before is kept"));
    work_file_close(work);
    work = opened(false);
    CU_ASSERT_EQUAL(work_file_batches(work), 50);
    hash_tables(work, got);
    CU_ASSERT_EQUAL(memcmp(got, expected, sizeof got), 0);
    work_file_remove(work);
}

static void a_temporary_file_needs_no_name(void)
{
    struct work_file *work = NULL;
    CU_ASSERT_EQUAL_FATAL(work_file_open(&work, NULL, identities, IDENTITIES, false), EXIT_DONE);
    for (uint64_t batch = 0; batch < 100; batch++)
        CU_ASSERT_TRUE(take(work, batch));
    CU_ASSERT_TRUE(work_file_commit(work));
    CU_ASSERT_EQUAL(number(work, "SELECT count(*) FROM payments"), 500);
    work_file_remove(work);
    CU_ASSERT_NOT_EQUAL(access(path, F_OK), 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("work file", make_folder, remove_folder);
    CU_add_test(suite, "batches are added up", batches_are_added_up);
    CU_add_test(suite, "killed and begun again it comes out the same", killed_and_begun_again_it_comes_out_the_same);
    CU_add_test(suite, "another replay does not go on", another_replay_does_not_go_on);
    CU_add_test(suite, "other files are left alone", other_files_are_left_alone);
    CU_add_test(suite, "what is damaged is said", what_is_damaged_is_said);
    CU_add_test(suite, "a full disk loses nothing", a_full_disk_loses_nothing);
    CU_add_test(suite, "a temporary file needs no name", a_temporary_file_needs_no_name);
    return run_tests();
}

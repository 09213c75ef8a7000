/*
 * reading_test.c: what files, folders and archives of every format are cut into, in which order and in which batches.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "random_numbers.h"
#include "reading_fixture.h"
#include "run_tests.h"

/* --- formats ----------------------------------------------------------------------------------------------------- */

static void formats_are_told_by_name(void)
{
    enum reading_format format = READING_BY_NAME;
    CU_ASSERT(reading_format_given("rje", &format) && format == READING_RJE);
    CU_ASSERT(reading_format_given("archive", &format) && format == READING_ARCHIVE);
    CU_ASSERT(!reading_format_given("tar", &format) && !reading_format_given("", &format));
    put_text("one.mt", "{1:}{4:}");
    expect(READING_BY_NAME, "one.mt", "message one.mt: {1:}{4:}\n");
    expect(READING_RJE, "one.mt", "message one.mt#1: {1:}{4:}\n");
    expect(READING_JSONL, "one.mt", "json one.mt tx 1 line 1: {1:}{4:}\n");
    put_text("two.JSONL", "{}\n");
    expect(READING_BY_NAME, "two.JSONL", "json two.JSONL tx 1 line 1: {}\n");
    expect(READING_MESSAGE, "two.JSONL", "message two.JSONL: {}\n\n");
}

static void lines(void)
{
    put_text("a.jsonl", "{\"a\":1}\n\n{\"b\":2}\r\n\r\n{\"c\":3}");
    expect(READING_BY_NAME, "a.jsonl",
           "json a.jsonl tx 1 line 1: {\"a\":1}\n"
           "json a.jsonl tx 2 line 3 at 9: {\"b\":2}\n"
           "json a.jsonl tx 3 line 5 at 20: {\"c\":3}\n");
    put_text("empty.jsonl", "");
    expect(READING_BY_NAME, "empty.jsonl", "");
    put_text("empty.mt", "");
    expect(READING_BY_NAME, "empty.mt", "message empty.mt: \n");
}

static void rje(void)
{
    put_text("a.rje", "{1:}{4:a-}$\r\n{1:}{4:b-}\r\n$\r\n{1:}{4:c-}\r\n$\r\n\r\n");
    expect(READING_BY_NAME, "a.rje",
           "message a.rje#1: {1:}{4:a-}\nmessage a.rje#2 at 13: {1:}{4:b-}\nmessage a.rje#3 at 28: {1:}{4:c-}\n");
    /* A broken message costs no other; a "$" within one does not part it. */
    put_text("b.rje", "$ {1:}{4:cut $ 5\r\n$\r\n{1:}{4:b$c-}$$ {4:d-} $$");
    expect(
        READING_BY_NAME, "b.rje",
        "message b.rje#1 at 2: {1:}{4:cut $ 5\nmessage b.rje#2 at 21: {1:}{4:b$c-}\nmessage b.rje#3 at 36: {4:d-}\n");
    put_text("c.rje", " \r\n$ \r\n");
    expect(READING_BY_NAME, "c.rje", "");
    put_text("d.rje", "{4:no end $");
    expect(READING_BY_NAME, "d.rje", "message d.rje#1: {4:no end\n");
}

static void protobuf(void)
{
    put("a.pb", "\3abc\0\5hello", 11);
    expect(READING_BY_NAME, "a.pb",
           "protobuf a.pb tx 1: abc\nprotobuf a.pb tx 2 at 4: \nprotobuf a.pb tx 3 at 5: hello\n");
    put("cut.binpb", "\3abc\5hell", 9);
    expect(READING_BY_NAME, "cut.binpb", "protobuf cut.binpb tx 1: abc\nunreadable cut.binpb at 4: protobuf-broken\n");
    put("cut.binpb", "\3abc\x85", 5);
    expect(READING_BY_NAME, "cut.binpb", "protobuf cut.binpb tx 1: abc\nunreadable cut.binpb at 4: protobuf-broken\n");
    put("wrong.pb", "\3abc\xFF\xFF\xFF\xFF\xFF\xFF\1\3abc", 15);
    expect(READING_BY_NAME, "wrong.pb", "protobuf wrong.pb tx 1: abc\nunreadable wrong.pb at 4: protobuf-broken\n");
    put("huge.pb", "\xFF\xFF\xFF\xFF\1abc", 8);
    expect(READING_BY_NAME, "huge.pb", "unreadable huge.pb: protobuf-broken\n");
}

/* --- folders ----------------------------------------------------------------------------------------------------- */

static void folders_in_the_order_of_names(void)
{
    mkdir("in", 0755), mkdir("in/m", 0755), mkdir("in/.git", 0755), mkdir("none", 0755);
    put_text("in/z.mt", "z"), put_text("in/b.mt", "b"), put_text("in/m/x.jsonl", "1\n"), put_text("in/.git/h", "h");
    put_text("in/.h", "h"), put_text("in/l.csv", "l"), put_text("in/README.md", "r"), put_text("in/c.cfg", "c");
    CU_ASSERT(symlink("b.mt", "in/link.mt") == 0 && symlink(".", "in/loop") == 0 && mkfifo("in/pipe", 0600) == 0);
    expect(READING_BY_NAME, "in",
           "message in/b.mt (b.mt): b\nmessage in/link.mt (link.mt): b\njson in/m/x.jsonl (m/x.jsonl) tx 1 line 1: 1\n"
           "message in/z.mt (z.mt): z\n");
    struct listing listing = read_path(READING_BY_NAME, "in/");
    CU_ASSERT(strstr(listing.text, "message in/b.mt (b.mt): b\n") == listing.text);
    CU_ASSERT(listing.progress.skipped == 7 && listing.progress.files_total == 4 && listing.progress.files_read == 4);
    CU_ASSERT(listing.progress.total_known && listing.progress.bytes_total == 5 && listing.progress.bytes_read == 5);
    free(listing.text);
    expect(READING_BY_NAME, "nowhere.mt", "unreadable nowhere.mt: file-unreadable\n");
    struct reading *reading;
    const struct reading_settings settings = {.command = "test", .message_limit = LIMIT};
    char *paths[] = {"none", "in/z.mt"};
    CU_ASSERT(reading_open(&reading, &settings, paths, 1) == EXIT_INPUT && !reading);
    CU_ASSERT(reading_open(&reading, &settings, paths, 0) == EXIT_USAGE && !reading);
    CU_ASSERT(reading_open(&reading, &settings, paths, 2) == EXIT_INPUT && reading);
    reading_close(reading);
}

/* --- archives ---------------------------------------------------------------------------------------------------- */

static const struct member mixed[] = {
    {.name = "inbox/"},
    {.name = "./inbox/b.mt", .text = "{1:}b"},
    {.name = "inbox/.hidden.mt", .text = "h"},
    {.name = ".git/x.mt", .text = "h"},
    {.name = "inbox/labels.csv", .text = "l"},
    {.name = "../up.mt", .text = "up"},
    {.name = "inbox/\xD0\xB6.rje", .text = "{1:}{4:a-}$\r\n{1:}{4:b-}"},
    {.name = "inbox/link.mt", .link = "b.mt"},
    {.name = "inbox/a.jsonl", .text = "{\"a\":1}\n{\"b\":2}\n"},
    {.name = "inbox/t.pb", .text = "\2ab\1c"},
    {.name = "inbox/inner.tar.gz", .text = "x"},
    {.name = "inbox/inner", .text = "PK\3\4rest"},
    {.name = "inbox/empty.mt", .text = ""},
};
static const char mixed_read[] = "message %s/inbox/b.mt (inbox/b.mt): {1:}b\n"
                                 "message %s/../up.mt (../up.mt): up\n"
                                 "message %s/inbox/\xD0\xB6.rje#1 (inbox/\xD0\xB6.rje#1): {1:}{4:a-}\n"
                                 "message %s/inbox/\xD0\xB6.rje#2 (inbox/\xD0\xB6.rje#2) at 13: {1:}{4:b-}\n"
                                 "json %s/inbox/a.jsonl (inbox/a.jsonl) tx 1 line 1: {\"a\":1}\n"
                                 "json %s/inbox/a.jsonl (inbox/a.jsonl) tx 2 line 2 at 8: {\"b\":2}\n"
                                 "protobuf %s/inbox/t.pb (inbox/t.pb) tx 1: ab\n"
                                 "protobuf %s/inbox/t.pb (inbox/t.pb) tx 2 at 3: c\n"
                                 "unreadable %s/inbox/inner.tar.gz (inbox/inner.tar.gz): archive-nested\n"
                                 "unreadable %s/inbox/inner (inbox/inner): archive-nested\n"
                                 "message %s/inbox/empty.mt (inbox/empty.mt): \n";
#define MIXED_COUNT (sizeof mixed / sizeof *mixed)

static void archives_of_every_packing(void)
{
    static const struct packing packings[] = {
        {"a.tar", archive_write_set_format_gnutar, NULL, NULL},
        {"ustar", archive_write_set_format_ustar, NULL, NULL},
        {"pax.tar", archive_write_set_format_pax, NULL, NULL},
        {"a.tgz", archive_write_set_format_gnutar, archive_write_add_filter_gzip, NULL},
        {"a.tar.bz2", archive_write_set_format_gnutar, archive_write_add_filter_bzip2, NULL},
        {"a.txz", archive_write_set_format_gnutar, archive_write_add_filter_xz, NULL},
        {"a.tar.zst", archive_write_set_format_gnutar, archive_write_add_filter_zstd, NULL},
        {"a.zip", archive_write_set_format_zip, NULL, NULL},
        {"stored", archive_write_set_format_zip, NULL, "zip:compression=store"},
    };
    char expected[2048];
    for (size_t i = 0; i < sizeof packings / sizeof *packings; i++) {
        const char *p = packings[i].path;
        pack(&packings[i], mixed, MIXED_COUNT);
        snprintf(expected, sizeof expected, mixed_read, p, p, p, p, p, p, p, p, p, p, p);
        expect(READING_BY_NAME, p, expected);
        struct listing listing = read_path(READING_ARCHIVE, p);
        CU_ASSERT_STRING_EQUAL(listing.text, expected);
        CU_ASSERT(listing.progress.skipped == 4);
        CU_ASSERT(listing.progress.bytes_total > 0 && listing.progress.bytes_read == listing.progress.bytes_total);
        free(listing.text);
    }
    /* Below a folder that was given. */
    mkdir("month", 0755);
    pack(&(struct packing){"month/d1.tar", archive_write_set_format_gnutar, NULL, NULL}, &mixed[1], 1);
    expect(READING_BY_NAME, "month", "message month/d1.tar/inbox/b.mt (d1.tar/inbox/b.mt): {1:}b\n");
}

static void one_packed_file(void)
{
    const struct member line = {.name = "x", .text = "{}\n[]\n"}, two = {.name = "x", .text = "{4:-}$\r\n{4:-}"};
    const struct member none = {.name = "x", .text = ""};
    struct packing gzip = {"a.jsonl.gz", archive_write_set_format_raw, archive_write_add_filter_gzip, NULL};
    pack(&gzip, &line, 1);
    expect(READING_BY_NAME, "a.jsonl.gz", "json a.jsonl.gz tx 1 line 1: {}\njson a.jsonl.gz tx 2 line 2 at 3: []\n");
    pack(&(struct packing){"a.rje.xz", archive_write_set_format_raw, archive_write_add_filter_xz, NULL}, &two, 1);
    expect(READING_BY_NAME, "a.rje.xz", "message a.rje.xz#1: {4:-}\nmessage a.rje.xz#2 at 8: {4:-}\n");
    gzip.path = "a.mt.gz";
    pack(&gzip, &none, 1);
    expect(READING_BY_NAME, "a.mt.gz", "message a.mt.gz: \n");
    gzip.path = "e.jsonl.gz";
    pack(&gzip, &none, 1);
    expect(READING_BY_NAME, "e.jsonl.gz", "");
    gzip.path = "no.tar.gz";
    pack(&gzip, &line, 1);
    expect(READING_BY_NAME, "no.tar.gz", "unreadable no.tar.gz: archive-nested\n");
}

static void what_is_no_archive(void)
{
    put_text("a.zip", "{1:}{4:-}");
    expect(READING_BY_NAME, "a.zip", "unreadable a.zip: archive-broken\n");
    put_text("none.tar", "");
    expect(READING_BY_NAME, "none.tar", "unreadable none.tar: archive-empty\n");
    put("a.7z", "7z\xBC\xAF\x27\x1C rest", 11);
    expect(READING_BY_NAME, "a.7z", "unreadable a.7z: archive-format\n");
    pack(&(struct packing){"left.tar", archive_write_set_format_gnutar, NULL, NULL}, &mixed[2], 3);
    expect(READING_BY_NAME, "left.tar", "unreadable left.tar at 4096: archive-empty\n");
    put("book.xlsx", "PK\3\4", 4);
    expect(READING_BY_NAME, "book.xlsx", "message book.xlsx: PK\3\4\n");
    const struct packing sealed = {"sealed.zip", archive_write_set_format_zip, NULL, "zip:encryption=aes256"};
    pack(&sealed, &mixed[1], 1);
    expect(READING_BY_NAME, "sealed.zip", "unreadable sealed.zip/inbox/b.mt (inbox/b.mt): archive-encrypted\n");
}

/* A name in another alphabet's bytes does not reach anybody as it is. */
static void names_are_whole(void)
{
    const struct member odd[] = {{.name = "a\xFF"
                                          "b.mt",
                                  .text = "x"},
                                 {.name = "\xD0\xB6/", .text = NULL}};
    pack(&(struct packing){"odd.tar", archive_write_set_format_ustar, NULL, NULL}, odd, 2);
    expect(READING_BY_NAME, "odd.tar",
           "message odd.tar/a\xEF\xBF\xBD"
           "b.mt (a\xEF\xBF\xBD"
           "b.mt): x\n");
}

/* --- limits ------------------------------------------------------------------------------------------------------ */

static char *letters(size_t length)
{
    char *text = malloc(length + 1);
    CU_ASSERT_FATAL(text != NULL);
    memset(text, 'x', length);
    text[length] = '\0';
    return text;
}

/* What is too large is one piece, and what stands around it is read. */
static void too_large(void)
{
    static const size_t lengths[] = {LIMIT, LIMIT + 1, LIMIT + 2, 9 * LIMIT};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        bool fits = lengths[i] <= LIMIT;
        char *text = letters(lengths[i]);
        const struct member members[] = {{.name = "large.mt", .text = text}, {.name = "b.mt", .text = "b"}};
        put("large.mt", text, lengths[i]);
        pack(&(struct packing){"large.tgz", archive_write_set_format_gnutar, archive_write_add_filter_gzip, NULL},
             members, 2);
        FILE *file = fopen("large.jsonl", "w");
        CU_ASSERT_FATAL(file != NULL);
        fprintf(file, "1\n%s\n3\n", text);
        fclose(file);
        file = fopen("large.rje", "w");
        CU_ASSERT_FATAL(file != NULL);
        fprintf(file, "{1}$%s\r\n$\r\n{3}", text);
        fclose(file);
        file = fopen("large.pb", "w");
        CU_ASSERT_FATAL(file != NULL);
        fprintf(file, "\1a%c%c%c%s\1b", (int)(lengths[i] & 0x7F) | 0x80, (int)(lengths[i] >> 7 & 0x7F) | 0x80,
                (int)(lengths[i] >> 14), text);
        fclose(file);
        static const char *const paths[] = {"large.mt", "large.tgz", "large.jsonl", "large.rje", "large.pb"};
        for (size_t k = 0; k < sizeof paths / sizeof *paths; k++) {
            struct listing listing = read_path(READING_BY_NAME, paths[k]);
            size_t pieces = k == 0 ? 1 : k == 1 ? 2 : 3;
            CU_ASSERT(listing.pieces == pieces && listing.unreadable == !fits);
            CU_ASSERT(fits || strstr(listing.text, ": limit-message-bytes\n"));
            if (listing.pieces != pieces || listing.unreadable != !fits)
                printf("%s of %zu: %s", paths[k], lengths[i], listing.text);
            free(listing.text);
        }
        free(text);
    }
}

/* --- batches ----------------------------------------------------------------------------------------------------- */

/* Many members and lines of many sizes. */
static void put_many(void)
{
    enum { MANY = 700 };
    static struct member members[MANY];
    static char names[MANY][16];
    char *text = letters(20000);
    FILE *lines = fopen("many.jsonl", "w"), *messages = fopen("many.rje", "w");
    CU_ASSERT_FATAL(lines && messages);
    for (int i = 0; i < MANY; i++) {
        uint32_t length = random_below(4) == 0 ? random_below(20000) : random_below(1000);
        snprintf(names[i], sizeof names[i], "m%d.mt", i);
        members[i] = (struct member){.name = names[i], .text = text, .length = length + 1};
        fprintf(lines, "%d%.*s\n", i, (int)length, text);
        fprintf(messages, "{%d%.*s}%s$\r\n", i, (int)length, text, i % 3 ? "" : "\r\n");
    }
    fclose(lines);
    fclose(messages);
    pack(&(struct packing){"many.tar", archive_write_set_format_gnutar, NULL, NULL}, members, MANY);
    pack(&(struct packing){"many.tgz", archive_write_set_format_gnutar, archive_write_add_filter_gzip, NULL}, members,
         MANY);
    free(text);
}

static const char *const many[] = {"many.tar", "many.jsonl", "many.tgz", "many.rje"};
#define MANY_FILES (sizeof many / sizeof *many)

static void batches_go_on_where_they_are_told(void)
{
    put_many();
    struct listing all = {.with_batches = true};
    struct reading *reading = open_paths(READING_BY_NAME, many, MANY_FILES);
    list_rest(&all, reading);
    reading_close(reading);
    CU_ASSERT(all.pieces == 2800 && all.unreadable == 0);
    const char *rest = all.text;
    for (uint64_t skipped = 0; *rest; skipped++) {
        struct listing listing = {.with_batches = true};
        reading = open_paths(READING_BY_NAME, many, MANY_FILES);
        CU_ASSERT(reading_skip(reading, skipped));
        list_rest(&listing, reading);
        CU_ASSERT_STRING_EQUAL(listing.text, rest);
        CU_ASSERT(listing.progress.bytes_read == listing.progress.bytes_total);
        CU_ASSERT(!reading_skip(reading, 1));
        reading_close(reading);
        free(listing.text);
        rest = strstr(rest, "--\n") + 3;
    }
    free(all.text);
}

/* Writes the file into the pipe in parts of random sizes. */
static pid_t drip(const char *path, const char *pipe_path)
{
    pid_t child = fork();
    if (child != 0)
        return child;
    size_t length;
    unsigned char *bytes = get(path, &length);
    int pipe = open(pipe_path, O_WRONLY);
    for (size_t at = 0; at < length;) {
        size_t part = 1 + random_below(random_below(3) ? 300 : 30000);
        ssize_t put = write(pipe, bytes + at, part < length - at ? part : length - at);
        if (put < 0)
            _exit(1);
        at += (size_t)put;
    }
    _exit(0);
}

/* How much the system gives at a time changes nothing. */
static void batches_do_not_depend_on_the_pipe(void)
{
    static const enum reading_format formats[] = {READING_ARCHIVE, READING_JSONL, READING_BY_NAME, READING_RJE};
    for (size_t i = 0; i < MANY_FILES; i++) {
        unlink("pipe");
        CU_ASSERT(symlink(many[i], "pipe") == 0);
        const char *const paths[] = {"pipe"};
        struct listing listings[2] = {{.with_batches = true}, {.with_batches = true}};
        for (int k = 0; k < 2; k++) {
            pid_t child = 0;
            if (k == 1) {
                CU_ASSERT(unlink("pipe") == 0 && mkfifo("pipe", 0600) == 0);
                child = drip(many[i], "pipe");
            }
            struct reading *reading = open_paths(formats[i], paths, 1);
            list_rest(&listings[k], reading);
            reading_close(reading);
            int status = 0;
            CU_ASSERT(child == 0 || (waitpid(child, &status, 0) == child && status == 0));
        }
        CU_ASSERT_STRING_EQUAL(listings[0].text, listings[1].text);
        CU_ASSERT(listings[0].progress.total_known && !listings[1].progress.total_known);
        CU_ASSERT(listings[0].progress.bytes_read == listings[1].progress.bytes_read);
        free(listings[0].text);
        free(listings[1].text);
    }
}

struct taker {
    pthread_t thread;
    struct reading *reading;
    size_t pieces;
    uint64_t batches, last;
    bool ordered;
};

static void *take(void *context)
{
    struct taker *taker = context;
    struct piece_batch batch = {0};
    taker->ordered = true;
    while (reading_next(taker->reading, &batch)) {
        taker->ordered = taker->ordered && (taker->batches == 0 || batch.number > taker->last);
        taker->last = batch.number;
        taker->batches++;
        taker->pieces += batch.count;
    }
    piece_batch_free(&batch);
    return NULL;
}

static void threads_share_the_row(void)
{
    struct reading *reading = open_paths(READING_BY_NAME, many, MANY_FILES);
    struct taker takers[4] = {{0}};
    size_t pieces = 0;
    for (int i = 0; i < 4; i++) {
        takers[i].reading = reading;
        CU_ASSERT_FATAL(pthread_create(&takers[i].thread, NULL, take, &takers[i]) == 0);
    }
    for (int i = 0; i < 4; i++) {
        pthread_join(takers[i].thread, NULL);
        pieces += takers[i].pieces;
        CU_ASSERT(takers[i].ordered);
    }
    CU_ASSERT(pieces == 2800);
    reading_close(reading);
}

static atomic_int asked;

static int stop_when_asked(void)
{
    return atomic_fetch_add(&asked, 1) > 0;
}

/* Who waits for a pipe that gives nothing can be stopped; of what came before, nothing is taken for all there is. */
static void a_pipe_does_not_hold_anybody(void)
{
    struct piece_batch batch = {0};
    struct reading *reading;
    const struct reading_settings settings = {
        .command = "test", .format = READING_JSONL, .message_limit = LIMIT, .stopped = stop_when_asked};
    char *paths[] = {"quiet", "one.mt"};
    CU_ASSERT_FATAL(mkfifo("quiet", 0600) == 0);
    int pipe = open("quiet", O_RDWR);
    CU_ASSERT_FATAL(pipe >= 0 && write(pipe, "{}\n{}", 5) == 5);
    CU_ASSERT_FATAL(reading_open(&reading, &settings, paths, 2) == EXIT_DONE);
    CU_ASSERT(!reading_next(reading, &batch) && batch.count == 0 && !reading_failed(reading));
    CU_ASSERT(atomic_load(&asked) == 2);
    CU_ASSERT(!reading_next(reading, &batch) && batch.count == 0);
    piece_batch_free(&batch);
    reading_close(reading);
    close(pipe);
}

/* --- which input it is ------------------------------------------------------------------------------------------- */

static void identity_of(const char *path, enum reading_format format, uint8_t identity[32])
{
    struct reading *reading = open_paths(format, &path, 1);
    CU_ASSERT(reading_identity(reading, identity));
    reading_close(reading);
}

static void identity_changes_with_the_files(void)
{
    uint8_t first[32], second[32];
    mkdir("who", 0755);
    put_text("who/a.mt", "a");
    identity_of("who", READING_BY_NAME, first);
    identity_of("who", READING_BY_NAME, second);
    CU_ASSERT(memcmp(first, second, 32) == 0);
    identity_of("who", READING_RJE, second);
    CU_ASSERT(memcmp(first, second, 32) != 0);
    put_text("who/b.mt", "");
    identity_of("who", READING_BY_NAME, second);
    CU_ASSERT(memcmp(first, second, 32) != 0);
    memcpy(first, second, 32);
    put_text("who/b.mt", "b");
    identity_of("who", READING_BY_NAME, second);
    CU_ASSERT(memcmp(first, second, 32) != 0);
    memcpy(first, second, 32);
    const struct timespec times[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    CU_ASSERT(utimensat(AT_FDCWD, "who/b.mt", times, 0) == 0);
    identity_of("who", READING_BY_NAME, second);
    CU_ASSERT(memcmp(first, second, 32) != 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("reading", make_folder, remove_folder);
    CU_ADD_TEST(suite, formats_are_told_by_name);
    CU_ADD_TEST(suite, lines);
    CU_ADD_TEST(suite, rje);
    CU_ADD_TEST(suite, protobuf);
    CU_ADD_TEST(suite, folders_in_the_order_of_names);
    CU_ADD_TEST(suite, archives_of_every_packing);
    CU_ADD_TEST(suite, one_packed_file);
    CU_ADD_TEST(suite, what_is_no_archive);
    CU_ADD_TEST(suite, names_are_whole);
    CU_ADD_TEST(suite, too_large);
    CU_ADD_TEST(suite, batches_go_on_where_they_are_told);
    CU_ADD_TEST(suite, batches_do_not_depend_on_the_pipe);
    CU_ADD_TEST(suite, threads_share_the_row);
    CU_ADD_TEST(suite, a_pipe_does_not_hold_anybody);
    CU_ADD_TEST(suite, identity_changes_with_the_files);
    return run_tests();
}

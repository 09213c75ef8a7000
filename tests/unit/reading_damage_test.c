/*
 * reading_damage_test.c: archives that are cut or damaged anywhere: reading ends, says so, and gives what can be read.
 */
#include <sys/resource.h>

#include "random_numbers.h"
#include "reading_fixture.h"
#include "run_tests.h"
#include "sanitized.h"

static const struct member members[] = {
    {.name = "a.mt", .text = "{1:}{4:first message-}"},
    {.name = "b.jsonl", .text = "{\"a\":\"line 1\"}\n{\"a\":\"line 2\"}\n"},
    {.name = "c.rje", .text = "{1:}{4:a-}$\r\n{1:}{4:b-}"},
    {.name = "d.pb", .text = "\5hello\5other"},
    {.name = "e.mt", .text = "{1:}{4:last message-}"},
};
#define MEMBERS (sizeof members / sizeof *members)

static const struct packing packings[] = {
    {"d.tar", archive_write_set_format_gnutar, NULL, NULL},
    {"pax.tar", archive_write_set_format_pax, NULL, NULL},
    {"d.tgz", archive_write_set_format_gnutar, archive_write_add_filter_gzip, NULL},
    {"d.tar.bz2", archive_write_set_format_gnutar, archive_write_add_filter_bzip2, "compression-level=1"},
    {"d.txz", archive_write_set_format_gnutar, archive_write_add_filter_xz, "compression-level=1"},
    {"d.tar.zst", archive_write_set_format_gnutar, archive_write_add_filter_zstd, "compression-level=1"},
    {"d.zip", archive_write_set_format_zip, NULL, NULL},
    {"stored.zip", archive_write_set_format_zip, NULL, "zip:compression=store"},
};
#define PACKINGS (sizeof packings / sizeof *packings)

/* Whether a listing begins with what can be read of another, line by line, up to its first unreadable piece. */
static bool begins_alike(const struct listing *cut, const struct listing *whole)
{
    const char *stop = strstr(cut->text, "unreadable ");
    size_t length = stop ? (size_t)(stop - cut->text) : cut->length;
    return length <= whole->length && memcmp(cut->text, whole->text, length) == 0;
}

/* Every byte of what is packed; of a tar, most of which is zeros, in steps that meet every place of a block. */
static size_t step_of(size_t length)
{
    return length > 4096 ? 7 : 1;
}

/* Wherever an archive is cut, that is said, and what stands before is read. */
static void archives_cut_anywhere(void)
{
    for (size_t i = 0; i < PACKINGS; i++) {
        size_t length, silent = 0;
        pack(&packings[i], members, MEMBERS);
        struct listing whole = read_path(READING_ARCHIVE, packings[i].path);
        CU_ASSERT(whole.pieces == 8 && whole.unreadable == 0);
        unsigned char *bytes = get(packings[i].path, &length);
        for (size_t cut = 0; cut < length; cut += step_of(length)) {
            put("cut", bytes, cut);
            CU_ASSERT(rename("cut", packings[i].path) == 0);
            struct listing listing = read_path(READING_ARCHIVE, packings[i].path);
            bool said = listing.unreadable > 0 || listing.pieces == whole.pieces;
            if (!said || !begins_alike(&listing, &whole))
                printf("%s cut at %zu of %zu is read as\n%s", packings[i].path, cut, length, listing.text);
            CU_ASSERT(said);
            CU_ASSERT(begins_alike(&listing, &whole));
            silent += listing.unreadable == 0;
            free(listing.text);
        }
        /* The last of the zeros, or of the directory, can be missing; no more. */
        CU_ASSERT(silent <= 10240);
        free(whole.text);
        free(bytes);
    }
}

static void archives_damaged_anywhere(void)
{
    for (size_t i = 0; i < PACKINGS; i++) {
        size_t length;
        pack(&packings[i], members, MEMBERS);
        unsigned char *bytes = get(packings[i].path, &length);
        for (size_t at = 0; at < length; at += step_of(length)) {
            unsigned char before = bytes[at];
            bytes[at] ^= (unsigned char)(1 + random_below(255));
            put(packings[i].path, bytes, length);
            struct listing listing = read_path(READING_ARCHIVE, packings[i].path);
            CU_ASSERT(listing.pieces > 0 && listing.pieces < 64);
            bytes[at] = before;
            free(listing.text);
        }
        free(bytes);
    }
}

/* Where in the bytes of an archive a text is. */
static size_t place_of(const unsigned char *bytes, size_t length, const char *text)
{
    const unsigned char *found = memmem(bytes, length, text, strlen(text));
    CU_ASSERT_FATAL(found != NULL);
    return (size_t)(found - bytes);
}

/* A header of a tar that is damaged costs its member; the next are found again. */
static void a_damaged_header_costs_one_member(void)
{
    size_t length;
    pack(&packings[0], members, MEMBERS);
    unsigned char *bytes = get("d.tar", &length);
    bytes[place_of(bytes, length, "b.jsonl")] ^= 1;
    put("d.tar", bytes, length);
    expect(READING_BY_NAME, "d.tar",
           "message d.tar/a.mt (a.mt): {1:}{4:first message-}\n"
           "unreadable d.tar at 1536: archive-broken\n"
           "message d.tar/c.rje#1 (c.rje#1): {1:}{4:a-}\n"
           "message d.tar/c.rje#2 (c.rje#2) at 13: {1:}{4:b-}\n"
           "protobuf d.tar/d.pb (d.pb) tx 1: hello\n"
           "protobuf d.tar/d.pb (d.pb) tx 2 at 6: other\n"
           "message d.tar/e.mt (e.mt): {1:}{4:last message-}\n");
    free(bytes);
}

/* So does a member of a zip whose bytes are damaged, packed or not. */
static void a_damaged_member_of_a_zip_costs_itself(void)
{
    size_t length;
    pack(&packings[7], members, MEMBERS);
    unsigned char *bytes = get("stored.zip", &length);
    bytes[place_of(bytes, length, "first message")] ^= 1;
    put("stored.zip", bytes, length);
    struct listing listing = read_path(READING_BY_NAME, "stored.zip");
    CU_ASSERT(listing.pieces == 8 && listing.unreadable == 1);
    CU_ASSERT(strstr(listing.text, "unreadable stored.zip/a.mt (a.mt) at 22: archive-broken\n") == listing.text);
    free(listing.text);
    free(bytes);
    pack(&packings[6], members, MEMBERS);
    bytes = get("d.zip", &length);
    size_t name = place_of(bytes, length, "a.mt"), extra = bytes[name - 2] | (size_t)bytes[name - 1] << 8;
    memset(bytes + name + 4 + extra, 0xFF, 8);
    put("d.zip", bytes, length);
    listing = read_path(READING_BY_NAME, "d.zip");
    CU_ASSERT(listing.pieces == 8 && listing.unreadable == 1);
    CU_ASSERT(strstr(listing.text, "unreadable d.zip/a.mt (a.mt)") == listing.text);
    if (listing.pieces != 8)
        printf("%s", listing.text);
    free(listing.text);
    free(bytes);
}

/* Tars behind one another, as cat makes them. */
static void joined_archives_are_read_to_the_end(void)
{
    size_t length;
    pack(&packings[0], members, MEMBERS);
    unsigned char *bytes = get("d.tar", &length);
    FILE *file = fopen("joined.tar", "wb");
    CU_ASSERT_FATAL(file && fwrite(bytes, 1, length, file) == length && fwrite(bytes, 1, length, file) == length);
    fclose(file);
    struct listing listing = read_path(READING_BY_NAME, "joined.tar");
    CU_ASSERT(listing.pieces == 16 && listing.unreadable == 0);
    free(listing.text);
    free(bytes);
}

/* A message does not have holes; a member of nothing else, as large as it says, would be read for years. */
static void holes_are_refused(void)
{
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    CU_ASSERT_FATAL(archive_write_set_format_pax(archive) == ARCHIVE_OK);
    CU_ASSERT_FATAL(archive_write_open_filename(archive, "holes.tar") == ARCHIVE_OK);
    archive_entry_set_pathname(entry, "holes.jsonl");
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, INT64_C(1) << 50);
    archive_entry_sparse_add_entry(entry, (INT64_C(1) << 50) - 2, 2);
    CU_ASSERT(archive_write_header(archive, entry) == ARCHIVE_OK);
    CU_ASSERT(archive_write_data(archive, "{}", 2) == 2);
    archive_write_close(archive);
    archive_entry_free(entry);
    archive_write_free(archive);
    expect(READING_BY_NAME, "holes.tar", "unreadable holes.tar/holes.jsonl (holes.jsonl) line 1: archive-broken\n");
}

/* 32 megabytes of zeros a member, packed to 32 kilobytes. */
static void bombs_cost_time_alone(void)
{
    enum { STEP = 1 << 20, STEPS = 32 };
    char *zeros = calloc(1, STEP);
    struct archive *archive = archive_write_new();
    struct archive_entry *entry = archive_entry_new();
    CU_ASSERT_FATAL(zeros && archive_write_set_format_zip(archive) == ARCHIVE_OK);
    CU_ASSERT_FATAL(archive_write_open_filename(archive, "bomb.zip") == ARCHIVE_OK);
    static const char *const names[] = {"a.mt", "b.jsonl", "c.rje"};
    for (int i = 0; i < 3; i++) {
        archive_entry_clear(entry);
        archive_entry_set_pathname(entry, names[i]);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, (la_int64_t)STEP * STEPS);
        CU_ASSERT(archive_write_header(archive, entry) == ARCHIVE_OK);
        for (int k = 0; k < STEPS; k++)
            CU_ASSERT(archive_write_data(archive, zeros, STEP) == STEP);
    }
    archive_write_close(archive);
    archive_entry_free(entry);
    archive_write_free(archive);
    free(zeros);
    struct rusage before, behind;
    CU_ASSERT(getrusage(RUSAGE_SELF, &before) == 0);
    expect(READING_BY_NAME, "bomb.zip",
           "unreadable bomb.zip/a.mt (a.mt): limit-message-bytes\n"
           "unreadable bomb.zip/b.jsonl (b.jsonl) line 1: limit-message-bytes\n");
    CU_ASSERT(getrusage(RUSAGE_SELF, &behind) == 0);
#ifndef SANITIZED
    CU_ASSERT(behind.ru_maxrss - before.ru_maxrss < 8 << 10);
#endif
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("reading what is damaged", make_folder, remove_folder);
    CU_ADD_TEST(suite, archives_cut_anywhere);
    CU_ADD_TEST(suite, archives_damaged_anywhere);
    CU_ADD_TEST(suite, a_damaged_header_costs_one_member);
    CU_ADD_TEST(suite, a_damaged_member_of_a_zip_costs_itself);
    CU_ADD_TEST(suite, joined_archives_are_read_to_the_end);
    CU_ADD_TEST(suite, holes_are_refused);
    CU_ADD_TEST(suite, bombs_cost_time_alone);
    return run_tests();
}

/*
 * limits_test.c: every limit, at it and one past it, over every sample message that can be read: for each limit there
 * is a least value with which the message is still read; with one less it is READ_LIMIT, and the sentence names the
 * setting. Passing a limit must not change what is read below it.
 */
#include <CUnit/Basic.h>
#include <dirent.h>
#include <stddef.h>

#include "gate_fixture.h"
#include "run_tests.h"

#define SAMPLES FIATGATE_SOURCE_DIR "/samples/messages"

static const struct limit {
    const char *name;
    size_t offset;
    uint32_t least, most;
} limits[] = {
    {"message_bytes", offsetof(struct limits, message_bytes), 1, 1 << 20},
    {"fields", offsetof(struct limits, fields), 1, 2048},
    {"text_bytes", offsetof(struct limits, text_bytes), 1, 1 << 16},
    {"depth", offsetof(struct limits, depth), 1, 64},
    {"attributes", offsetof(struct limits, attributes), 0, 64},
};
#define LIMITS (sizeof limits / sizeof *limits)

static struct {
    unsigned char *bytes;
    size_t length;
    const char *name;
} message;

/* Reads the message to its end, with one limit at this value; counts transfers. */
static enum read_result read_with(const struct limit *limit, uint32_t value, struct read_error *error,
                                  uint32_t *transfers)
{
    struct gate_config config;
    struct message_info info;
    struct reader *reader = NULL;
    char why[512];
    gate_config_defaults(&config);
    config.limits.message_bytes = 1 << 20;
    config.limits.text_bytes = 1 << 16;
    memcpy((char *)&config.limits + limit->offset, &value, sizeof value);
    if (reader_new(&config, &reader, why, sizeof why) != FG_OK) {
        fprintf(stderr, "no reader with limits.%s = %u: %s\n", limit->name, value, why);
        exit(1);
    }
    *transfers = 0;
    enum read_result result = reader_begin(reader, message.bytes, message.length, &info, error);
    while (result == READ_TRANSFER)
        if ((result = reader_next(reader, error)) == READ_TRANSFER)
            ++*transfers;
    reader_free(reader);
    return result;
}

static void fail(const struct limit *limit, uint32_t value, const char *what, const struct read_error *error)
{
    printf("\n    %s, limits.%s = %u: %s (%s: %s)", message.name, limit->name, value, what, error->code, error->text);
    CU_FAIL("a limit");
}

/* The least value with which the message is read, between one that does not and one that does. */
static uint32_t find_threshold(const struct limit *limit, uint32_t fails, uint32_t works)
{
    struct read_error error;
    uint32_t transfers;
    while (works - fails > 1) {
        uint32_t middle = fails + (works - fails) / 2;
        enum read_result result = read_with(limit, middle, &error, &transfers);
        if (result == READ_LIMIT)
            fails = middle;
        else
            works = middle;
    }
    return works;
}

static void check_limit(const struct limit *limit, uint32_t transfers)
{
    struct read_error error = {.code = ""};
    uint32_t count;
    if (read_with(limit, limit->least, &error, &count) != READ_LIMIT)
        return; /* the message holds nothing of it */
    uint32_t least = find_threshold(limit, limit->least, limit->most);
    enum read_result at = read_with(limit, least, &error, &count);
    if ((at != READ_END && at != READ_NOT_A_TRANSFER) || count != transfers)
        fail(limit, least, "is not read as with ample limits", &error);
    if (read_with(limit, least - 1, &error, &count) != READ_LIMIT)
        fail(limit, least - 1, "is no READ_LIMIT", &error);
    if (strncmp(error.code, "limit-", 6) != 0 || !strstr(error.text, limit->name))
        fail(limit, least - 1, "is answered with another limit", &error);
    if (strcmp(limit->name, "message_bytes") == 0)
        CU_ASSERT_EQUAL(least, message.length);
}

static unsigned checked[LIMITS];

static void check_message(void)
{
    struct read_error error = {.code = ""};
    uint32_t transfers, count;
    enum read_result ample = read_with(&limits[0], limits[0].most, &error, &transfers);
    if (ample != READ_END && ample != READ_NOT_A_TRANSFER)
        return; /* a broken sample */
    for (size_t i = 0; i < LIMITS; i++) {
        check_limit(&limits[i], transfers);
        checked[i] += read_with(&limits[i], limits[i].least, &error, &count) == READ_LIMIT;
    }
}

static void each_limit_holds_for_each_sample(void)
{
    DIR *folder = opendir(SAMPLES);
    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", SAMPLES, entry->d_name);
        FILE *file = entry->d_name[0] != '.' ? fopen(path, "rb") : NULL;
        if (!file)
            continue;
        message.bytes = malloc(1 << 20);
        message.length = message.bytes ? fread(message.bytes, 1, 1 << 20, file) : 0;
        message.name = entry->d_name;
        fclose(file);
        if (message.length > 0)
            check_message();
        free(message.bytes);
    }
    closedir(folder);
    for (size_t i = 0; i < LIMITS; i++) {
        printf("\n    limits.%s: in the way of %u samples", limits[i].name, checked[i]);
        CU_ASSERT_TRUE(checked[i] > 0);
    }
}

/* Transfers are counted by the gate: a batch of three, with room for three, and for two. */
static void transfers_are_counted_to_the_last(void)
{
    static const char batch[] =
        "{1:F01TESTKZKAAXXX0000000000}{2:I101TESTDEFFXXXXN}{4:\r\n:20:REF\r\n:28D:1/1\r\n:50H:/KZ35601A000000012345\r\n"
        "AIDAR TESTOV\r\n:30:261121\r\n:21:A\r\n:32B:USD1,\r\n:59:/1\r\nHANS "
        "MUSTER\r\n:71A:SHA\r\n:21:B\r\n:32B:USD2,\r\n"
        ":59:/2\r\nHANS MUSTER\r\n:71A:SHA\r\n:21:C\r\n:32B:USD3,\r\n:59:/3\r\nHANS MUSTER\r\n:71A:SHA\r\n-}";
    for (uint32_t room = 2; room <= 3; room++) {
        struct gate_config config = config_for_test();
        config.limits.transfers = room;
        fg_gate *gate = gate_for_test(&config);
        fg_lane *lane = lane_for_test(gate);
        fg_verdict *verdict = verdict_for_test(gate);
        fg_error error = fg_screen(lane, batch, sizeof batch - 1, NULL, verdict);
        CU_ASSERT_EQUAL(error, room == 3 ? FG_OK : FG_NOT_SCREENED);
        CU_ASSERT_EQUAL(fg_verdict_cause(verdict), room == 3 ? FG_CAUSE_NONE : FG_CAUSE_LIMIT);
        CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), room);
        fg_verdict_free(verdict);
        CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
        CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    }
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("limits", NULL, NULL);
    CU_ADD_TEST(suite, each_limit_holds_for_each_sample);
    CU_ADD_TEST(suite, transfers_are_counted_to_the_last);
    return run_tests();
}

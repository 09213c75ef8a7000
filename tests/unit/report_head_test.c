/*
 * report_head_test.c: the line by which a report says what it is of: written and read back, and refused when anything
 * about it is not as it was written.
 */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#include "findings_fixture.h"
#include "random_numbers.h"
#include "run_tests.h"

#define BEGIN "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
#define END   "</head><body>…</body>\n</html>\n"

static bool write_report(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay)
{
    (void)source;
    fputs(BEGIN, out);
    bool written = report_head_write(out, replay);
    fputs(END, out);
    return written;
}

static char *a_report(bool against)
{
    struct findings_source source = findings_of(NULL, 0);
    findings_sum(&source, SUM_TRANSFERS, "", "", 1234567890123, "");
    source.against = against ? source.pack : NULL;
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_PTR_NOT_NULL_FATAL(replay);
    char *text = findings_written(write_report, &source, replay);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
    return text;
}

static void what_is_written_is_read(void)
{
    char why[200];
    struct report_head head;
    for (int against = 0; against < 2; against++) {
        char *text = a_report(against);
        CU_ASSERT(report_head_read(text, strlen(text), &head, why, sizeof why));
        CU_ASSERT_EQUAL(head.version, 1);
        CU_ASSERT(head.complete);
        CU_ASSERT_EQUAL(head.transfers, 1234567890123);
        CU_ASSERT_EQUAL(strlen(head.pack_hash), 64);
        CU_ASSERT_EQUAL(strlen(head.against_hash), against ? 64 : 0);
        CU_ASSERT_EQUAL(strncmp(strchr(text, '\0') - 8, "</html>\n", 8), 0);
        free(text);
    }
}

static void refused(const char *text, size_t length)
{
    char why[200] = "";
    struct report_head head;
    /* In memory of its own size, so that a sanitizer sees a step beyond it. */
    char *bytes = malloc(length + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    memcpy(bytes, text, length);
    char *exact = realloc(bytes, length ? length : 1);
    CU_ASSERT_FALSE(report_head_read(exact, length, &head, why, sizeof why));
    CU_ASSERT(strlen(why) > 10);
    free(exact);
}

/* The report with one part of it in another's place. */
static void refused_with(const char *text, const char *part, const char *other)
{
    const char *at = strstr(text, part);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    char *changed = NULL;
    CU_ASSERT_FATAL(asprintf(&changed, "%.*s%s%s", (int)(at - text), text, other, at + strlen(part)) > 0);
    refused(changed, strlen(changed));
    free(changed);
}

static void what_was_changed_is_refused(void)
{
    static const char *const changes[][2] = {
        {"\"version\":1", "\"version\":2"},
        {"\"version\":1", "\"version\": 1"},
        {"\"version\":1", "\"version\":01"},
        {"\"version\":1", "\"version\":\"1\""},
        {"\"version\":1", "\"version\":-1"},
        {"\"version\":1", "\"version\":4294967297"},
        {"\"complete\":true", "\"complete\":1"},
        {"\"complete\":true", "\"complete\":true,\"complete\":false"},
        {"\"complete\":true,", ""},
        {"\"transfers\":1234567890123", "\"transfers\":-1"},
        {"\"transfers\":1234567890123", "\"transfers\":99999999999999999999"},
        {"\"transfers\":1234567890123", "\"transfers\":1e3"},
        {"\"pack\":\"", "\"pack\":\"0"},
        {"\"pack\":\"", "\"pack\":\"A\",\"x\":\""},
        {"\"against\":\"\"", "\"against\":\"00\""},
        {"\"against\":\"\"", "\"against\":null"},
        {"\"against\":\"\"}", "\"against\":\"\",\"more\":1}"},
        {"\"against\":\"\"}", "\"against\":\"\"}{}"},
        {"</script>", ""},
        {"id=\"replay-head\"", "id=\"replay\""},
        {"<!DOCTYPE html>", ""},
        {"</html>\n", ""},
        {"…", "<script type=\"application/json\" id=\"replay-head\">{}</script>"},
    };
    char *text = a_report(false);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        refused_with(text, changes[i][0], changes[i][1]);
    free(text);
}

static void what_was_cut_is_refused(void)
{
    char *text = a_report(true);
    for (size_t length = 0; length < strlen(text); length++)
        refused(text, length);
    free(text);
}

/* No change of a byte of the line makes another pack of it without being seen as what it is. */
static void any_bytes_are_bounded(void)
{
    char *text = a_report(true), why[200];
    size_t length = strlen(text);
    struct report_head head;
    for (int round = 0; round < 20000; round++) {
        char *bytes = malloc(length);
        CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
        memcpy(bytes, text, length);
        for (int i = 0; i < 3; i++)
            bytes[random_below((uint32_t)length)] = (char)random_below(256);
        if (report_head_read(bytes, length, &head, why, sizeof why)) {
            CU_ASSERT_EQUAL(head.version, 1);
            CU_ASSERT_EQUAL(strlen(head.pack_hash), 64);
        } else
            CU_ASSERT(strlen(why) > 10);
        free(bytes);
    }
    free(text);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("head of a report", findings_pack, findings_pack_drop);
    CU_ADD_TEST(suite, what_is_written_is_read);
    CU_ADD_TEST(suite, what_was_changed_is_refused);
    CU_ADD_TEST(suite, what_was_cut_is_refused);
    CU_ADD_TEST(suite, any_bytes_are_bounded);
    return run_tests();
}

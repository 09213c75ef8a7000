/*
 * report_html_test.c: words and texts of the replay's report: every field and value of proto/ has its words, in the
 * order of its enum; sentences are the same in both languages but for their words; numbers ask for the right form;
 * nothing a message says leaves its place.
 */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#include "proto_json.h"
#include "report_html.h"
#include "transfer.pb-c.h"

static char *written;
static size_t written_length;
static FILE *out;

static void begin(void)
{
    out = open_memstream(&written, &written_length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
}

static void expect(const char *text)
{
    fclose(out);
    CU_ASSERT_STRING_EQUAL(written, text);
    if (strcmp(written, text) != 0)
        printf("\n  written  %s\n  expected %s\n", written, text);
    free(written);
}

static void test_fields(void)
{
    for (unsigned i = 0; i < fiatgate__transfer__descriptor.n_fields; i++) {
        const ProtobufCFieldDescriptor *field = &fiatgate__transfer__descriptor.fields[i];
        CU_ASSERT(field->id >= PROTO_JSON_LEADING || report_knows_field(field->name));
    }
    CU_ASSERT_FALSE(report_knows_field("no_field"));
}

/* The word of a value is as far behind the first as its number, or its bit, says. */
static void check_enum(const ProtobufCEnumDescriptor *descriptor, const char *prefix, enum report_word first, bool bits)
{
    for (unsigned i = 0; i < descriptor->n_values; i++) {
        char name[64];
        proto_json_enum_name(descriptor, &descriptor->values[i], name, sizeof name);
        int number = descriptor->values[i].value, place = bits ? __builtin_ctz((unsigned)number) : number;
        CU_ASSERT_EQUAL((int)report_word_named(prefix, name), (int)first + place);
    }
}

static void test_enums(void)
{
    check_enum(&fiatgate__change__descriptor, "change_", WORD_change_none, false);
    check_enum(&fiatgate__change__descriptor, "means_", WORD_means_none, false);
    check_enum(&fiatgate__label_result__descriptor, "label_", WORD_label_none, false);
    check_enum(&fiatgate__cause__descriptor, "cause_", WORD_cause_none, false);
    check_enum(&fiatgate__action__descriptor, "action_", WORD_action_pass, false);
    check_enum(&fiatgate__action__descriptor, "done_", WORD_done_pass, false);
    check_enum(&fiatgate__reading__descriptor, "reading_", WORD_reading_transliterated, true);
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, what)); at++)
        count++;
    return count;
}

static void test_sentences(void)
{
    static const struct {
        const char *key, *text[LANGUAGES];
    } sentences[] = {
#define WORD(key, english, russian) {#key, {english, russian}},
#define NOUN(key, english, russian)
#include "report_words.def"
#undef WORD
#undef NOUN
    };
    static const char *const marks[] = {"{0}",  "{1}", "{2}",  "{3}", "{4}", "<b>",
                                        "</b>", "<a ", "</a>", "<",   ">",   "\""};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
            if (count_of(sentences[i].text[0], marks[m]) != count_of(sentences[i].text[1], marks[m])) {
                printf("\n  %s: %s\n", sentences[i].key, marks[m]);
                CU_FAIL("a sentence differs between the languages by more than words");
            }
}

static void test_nouns(void)
{
    static const struct {
        uint64_t number;
        const char *text;
    } cases[] = {
        {0, "<span lang=\"en\">payments</span><span lang=\"ru\">платежей</span>"},
        {1, "<span lang=\"en\">payment</span><span lang=\"ru\">платёж</span>"},
        {2, "<span lang=\"en\">payments</span><span lang=\"ru\">платежа</span>"},
        {5, "<span lang=\"en\">payments</span><span lang=\"ru\">платежей</span>"},
        {11, "<span lang=\"en\">payments</span><span lang=\"ru\">платежей</span>"},
        {14, "<span lang=\"en\">payments</span><span lang=\"ru\">платежей</span>"},
        {21, "<span lang=\"en\">payments</span><span lang=\"ru\">платёж</span>"},
        {122, "<span lang=\"en\">payments</span><span lang=\"ru\">платежа</span>"},
        {1111, "<span lang=\"en\">payments</span><span lang=\"ru\">платежей</span>"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin();
        html_noun(out, NOUN_payment, cases[i].number);
        expect(cases[i].text);
    }
}

static void test_sentence(void)
{
    begin();
    HTML_SAY(out, WORD_period, said_day("2026-10-01"), said_text("<&>{2}"), said_counted(21, day));
    expect("<span lang=\"en\"><time>2026-10-01</time> to &lt;&amp;&gt;{2}, 21\xC2\xA0"
           "days with payments</span>"
           "<span lang=\"ru\">с <time>2026-10-01</time> по &lt;&amp;&gt;{2}, с платежами 21\xC2\xA0день</span>");
    begin();
    HTML_SAY(out, WORD_reason_in, said_field("creditor_name"));
    expect("<span lang=\"en\">in Payee</span><span lang=\"ru\">в поле «Получатель»</span>");
}

static void test_text(void)
{
    static const struct {
        const char *text, *html;
    } cases[] = {
        {NULL, ""},
        {"</script><img src=x onerror='alert(1)'>\"&",
         "&lt;/script&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&quot;&amp;"},
        {"a\xE2\x80\xAE"
         "b",
         "a[U+202E]b"},
        {"\xE2\x81\xA6\xE2\x80\x8B\xC2\xAD\xEF\xBB\xBF", "[U+2066][U+200B][U+00AD][U+FEFF]"},
        {"\x01\x1B[31m\x7F\xC2\x85", "[U+0001][U+001B][31m[U+007F][U+0085]"},
        {"line\nline", "line\nline"},
        {"\xF3\xA0\x81\xA1\xEF\xBF\xBE", "[U+E0061][U+FFFE]"},
        {"\xC3(\xED\xA0\x80\xFF", "\xEF\xBF\xBD(\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"Әлия 日本 \xF0\x9F\x98\x80 ‘—’", "Әлия 日本 \xF0\x9F\x98\x80 ‘—’"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin();
        html_text(out, cases[i].text);
        expect(cases[i].html);
    }
}

static void test_numbers(void)
{
#define NARROW "\xE2\x80\xAF"
    begin();
    html_number(out, 0);
    fputs(" ", out);
    html_number(out, 999);
    fputs(" ", out);
    html_number(out, 1000);
    fputs(" ", out);
    html_number(out, UINT64_MAX);
    expect("0 999 1" NARROW "000 18" NARROW "446" NARROW "744" NARROW "073" NARROW "709" NARROW "551" NARROW "615");
    begin();
    html_money(out, "1234567.50", "KZT");
    fputs(" ", out);
    html_money(out, "-120.00", "");
    fputs(" ", out);
    html_money(out, "<b>", "<i>");
    expect("1" NARROW "234" NARROW "567.50\xC2\xA0KZT \xE2\x88\x92"
           "120.00 &lt;b&gt;\xC2\xA0&lt;i&gt;");
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("report", NULL, NULL);
    CU_add_test(suite, "every field has words", test_fields);
    CU_add_test(suite, "values of enums have words in their order", test_enums);
    CU_add_test(suite, "both languages say the same values", test_sentences);
    CU_add_test(suite, "numbers ask for forms of nouns", test_nouns);
    CU_add_test(suite, "a sentence with its values", test_sentence);
    CU_add_test(suite, "text stays text", test_text);
    CU_add_test(suite, "numbers and money", test_numbers);
    CU_basic_run_tests();
    int failed = CU_get_number_of_failures() > 0;
    CU_cleanup_registry();
    return failed;
}

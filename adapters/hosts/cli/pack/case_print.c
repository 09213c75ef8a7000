/*
 * case_print.c: what came of a pack's cases, printed (case_results.h).
 */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "case_results.h"
#include "text/utf8.h"

struct headings {
    const char *failed, *expected, *came, *reasons, *nothing, *missing;
    const char *cases, *rules, *off, *entries, *of_list, *exceptions, *texts;
};

static const struct headings headings[] = {
    [COMPILER_ENGLISH] = {.failed = "%s%s:%u: case %s failed%s%s\n",
                          .expected = "  expected: %s\n",
                          .came = "  came:     %s\n",
                          .reasons = "  reasons:  ",
                          .nothing = "none, no rule found anything in it\n",
                          .missing = "%s: %s\n",
                          .cases = "cases       %u of %u as expected\n",
                          .rules = "rules       %u of %u with a case that must hit and one that must pass, both as "
                                   "expected\n",
                          .off = "off         %u of the pack's rules, whose cases are not run\n",
                          .entries = "entries hit by a case, by list:\n",
                          .of_list = "  %-28s %5u of %u\n",
                          .exceptions = "exceptions  %u of %u used by a case\n",
                          .texts = "texts       %u of %u belong to a rule that a case hit\n"},
    [COMPILER_RUSSIAN] = {.failed = "%s%s:%u: проверка %s не пройдена%s%s\n",
                          .expected = "  ожидалось: %s\n",
                          .came = "  получено:  %s\n",
                          .reasons = "  причины:   ",
                          .nothing = "нет, ни одно правило ничего не нашло\n",
                          .missing = "%s: %s\n",
                          .cases = "проверки     пройдено %u из %u\n",
                          .rules = "правила      %u из %u с пройденными проверками обоих видов (hit и pass)\n",
                          .off = "отключены    %u из правил пакета, их проверки не выполняются\n",
                          .entries = "записи, на которых сработала хотя бы одна проверка, по спискам:\n",
                          .of_list = "  %-28s %5u из %u\n",
                          .exceptions = "исключения   применено %u из %u\n",
                          .texts = "тексты       %u из %u относятся к правилам, которые сработали в проверках\n"},
};

/* --- For people -------------------------------------------------------------------------------------------------- */

static int text_width(const char *text)
{
    int characters = 0;
    for (; *text; text++)
        characters += (*text & 0xC0) != 0x80;
    return characters;
}

/* Lines of a text, each but the first behind so many blanks. */
static void print_indented(const char *text, int blanks, FILE *out)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        fprintf(out, "%*s%.*s\n", line == text ? 0 : blanks, "", (int)length, line);
        line += length + (line[length] == '\n');
    }
}

static void print_failed(const struct case_results *results, uint32_t number, FILE *out)
{
    const struct headings *say = &headings[results->language];
    const struct pack_case *test = &results->pack->cases[number];
    const struct case_outcome *outcome = &results->outcomes[number];
    const char *title = pack_string(results->pack, test->title);
    fprintf(out, say->failed, results->folder, pack_string(results->pack, test->file), test->line,
            pack_string(results->pack, test->id), *title ? ": " : "", title);
    fprintf(out, say->expected, outcome->expected);
    fprintf(out, say->came, outcome->came);
    fputs(say->reasons, out);
    if (*outcome->reasons)
        print_indented(outcome->reasons, text_width(say->reasons), out);
    else
        fputs(say->nothing, out);
}

static void print_missing(const struct case_results *results, uint32_t rule, enum pack_expectation expectation,
                          FILE *out)
{
    char *sentence =
        case_is_missing(results, rule, expectation) ? case_missing_sentence(results, rule, expectation) : NULL;
    if (sentence)
        fprintf(out, headings[results->language].missing, pack_string(results->pack, results->pack->meta->name),
                sentence);
    free(sentence);
}

static void print_coverage(const struct case_results *results, FILE *out)
{
    const struct headings *say = &headings[results->language];
    const struct pack *pack = results->pack;
    struct coverage exceptions = coverage_of_exceptions(results), texts = coverage_of_texts(results);
    fprintf(out, say->cases, pack->case_count - results->failed, pack->case_count);
    fprintf(out, say->rules, rules_tested(results), rules_to_test(results));
    if (rules_to_test(results) < pack->rule_count)
        fprintf(out, say->off, pack->rule_count - rules_to_test(results));
    if (exceptions.all > 0)
        fprintf(out, say->exceptions, exceptions.reached, exceptions.all);
    if (texts.all > 0)
        fprintf(out, say->texts, texts.reached, texts.all);
    fputs(say->entries, out);
    for (uint32_t i = 0; i < pack->list_count; i++) {
        struct coverage list = coverage_of_list(results, i);
        if (list.all > 0)
            fprintf(out, say->of_list, list.name, list.reached, list.all);
    }
}

void case_results_print(const struct case_results *results, FILE *out)
{
    const struct pack *pack = results->pack;
    for (uint32_t i = 0; i < pack->case_count; i++)
        if (!results->outcomes[i].met)
            print_failed(results, i, out);
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        print_missing(results, i, PACK_EXPECT_HIT, out);
        print_missing(results, i, PACK_EXPECT_PASS, out);
    }
    if (results->failed + cases_missing(results) > 0)
        fputc('\n', out);
    print_coverage(results, out);
}

/* --- For programs ------------------------------------------------------------------------------------------------ */

static void print_object(json_t *object, FILE *out)
{
    if (object && json_dumpf(object, out, JSON_COMPACT) == 0)
        fputc('\n', out);
    json_decref(object);
}

static void print_case_json(const struct case_results *results, uint32_t number, FILE *out)
{
    const struct pack *pack = results->pack;
    const struct pack_case *test = &pack->cases[number];
    const struct case_outcome *outcome = &results->outcomes[number];
    print_object(json_pack("{s:s, s:s, s:s, s:s, s:s+, s:i, s:b, s:s, s:s, s:s}", "kind", "case", "id",
                           pack_string(pack, test->id), "rule", pack_string(pack, pack->rules[test->rule].id), "title",
                           pack_string(pack, test->title), "file", results->folder, pack_string(pack, test->file),
                           "line", (int)test->line, "met", (int)outcome->met, "expected", outcome->expected, "came",
                           outcome->came, "reasons", outcome->reasons),
                 out);
}

static void print_missing_json(const struct case_results *results, uint32_t rule, enum pack_expectation expectation,
                               FILE *out)
{
    const struct pack *pack = results->pack;
    char *sentence =
        case_is_missing(results, rule, expectation) ? case_missing_sentence(results, rule, expectation) : NULL;
    if (sentence)
        print_object(json_pack("{s:s, s:s, s:s, s:s}", "kind", "missing", "rule",
                               pack_string(pack, pack->rules[rule].id), "expect",
                               expectation == PACK_EXPECT_HIT ? "hit" : "pass", "sentence", sentence),
                     out);
    free(sentence);
}

static json_t *coverage_json(const struct coverage *coverage)
{
    return json_pack("{s:i, s:i}", "reached", (int)coverage->reached, "all", (int)coverage->all);
}

void case_results_print_json(const struct case_results *results, FILE *out)
{
    const struct pack *pack = results->pack;
    struct coverage exceptions = coverage_of_exceptions(results), texts = coverage_of_texts(results);
    json_t *lists = json_object();
    for (uint32_t i = 0; i < pack->case_count; i++)
        print_case_json(results, i, out);
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        print_missing_json(results, i, PACK_EXPECT_HIT, out);
        print_missing_json(results, i, PACK_EXPECT_PASS, out);
    }
    for (uint32_t i = 0; i < pack->list_count; i++) {
        struct coverage list = coverage_of_list(results, i);
        json_object_set_new(lists, list.name, coverage_json(&list));
    }
    print_object(json_pack("{s:s, s:s, s:s, s:s, s:i, s:i, s:i, s:{s:i, s:i}, s:o, s:o, s:o}", "kind", "summary",
                           "pack", pack_string(pack, pack->meta->name), "version",
                           pack_string(pack, pack->meta->version), "hash", pack->hash, "cases", (int)pack->case_count,
                           "failed", (int)results->failed, "missing", (int)cases_missing(results), "rules", "reached",
                           (int)rules_tested(results), "all", (int)rules_to_test(results), "lists", lists, "exceptions",
                           coverage_json(&exceptions), "texts", coverage_json(&texts)),
                 out);
}

/* --- For build servers ------------------------------------------------------------------------------------------- */

/* Whether XML 1.0 may hold a character, given as UTF-8. */
static bool xml_allows(const unsigned char *at)
{
    if (at[0] == 0xEF && at[1] == 0xBF && (at[2] == 0xBE || at[2] == 0xBF))
        return false; /* U+FFFE, U+FFFF */
    return at[0] >= 0x20 || at[0] == '\t' || at[0] == '\n' || at[0] == '\r';
}

static void write_xml(FILE *out, const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        size_t valid = utf8_valid_prefix(text, left), length = 1;
        if (valid == 0) {
            fputc('?', out);
        } else {
            while (length < valid && (text[length] & 0xC0) == 0x80)
                length++;
            if (!xml_allows((const unsigned char *)text))
                fputc('?', out);
            else if (strchr("<>&\"'\n\r\t", *text))
                fprintf(out, "&#%d;", *text);
            else
                fwrite(text, 1, length, out);
        }
        text += length;
        left -= length;
    }
}

static void write_attribute(FILE *out, const char *name, const char *text)
{
    fprintf(out, " %s=\"", name);
    write_xml(out, text);
    fputc('"', out);
}

static void write_case(const struct case_results *results, uint32_t number, FILE *out)
{
    const struct pack *pack = results->pack;
    const struct pack_case *test = &pack->cases[number];
    const struct case_outcome *outcome = &results->outcomes[number];
    fputs("  <testcase", out);
    write_attribute(out, "classname", pack_string(pack, pack->rules[test->rule].id));
    write_attribute(out, "name", pack_string(pack, test->id));
    fputs(" file=\"", out);
    write_xml(out, results->folder);
    write_xml(out, pack_string(pack, test->file));
    fprintf(out, "\" line=\"%u\" time=\"0\"", test->line);
    if (outcome->met) {
        fputs("/>\n", out);
        return;
    }
    fputs(">\n    <failure type=\"case\"", out);
    write_attribute(out, "message", outcome->came);
    fputc('>', out);
    write_xml(out, outcome->expected);
    fputs("&#10;", out);
    write_xml(out, outcome->reasons);
    fputs("</failure>\n  </testcase>\n", out);
}

static void write_missing(const struct case_results *results, uint32_t rule, enum pack_expectation expectation,
                          FILE *out)
{
    char *sentence =
        case_is_missing(results, rule, expectation) ? case_missing_sentence(results, rule, expectation) : NULL;
    if (!sentence)
        return;
    fputs("  <testcase", out);
    write_attribute(out, "classname", pack_string(results->pack, results->pack->rules[rule].id));
    write_attribute(out, "name",
                    expectation == PACK_EXPECT_HIT ? "has a case that must hit" : "has a case that must pass");
    fputs(" time=\"0\">\n    <failure type=\"missing\"", out);
    write_attribute(out, "message", sentence);
    fputs("/>\n  </testcase>\n", out);
    free(sentence);
}

char *case_results_junit(const struct case_results *results)
{
    const struct pack *pack = results->pack;
    uint32_t missing = cases_missing(results);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        return NULL;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"", out);
    write_xml(out, pack_string(pack, pack->meta->name));
    fputc(' ', out);
    write_xml(out, pack_string(pack, pack->meta->version));
    fprintf(out, "\" tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"0\" time=\"0\">\n", pack->case_count + missing,
            results->failed + missing);
    for (uint32_t i = 0; i < pack->case_count; i++)
        write_case(results, i, out);
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        write_missing(results, i, PACK_EXPECT_HIT, out);
        write_missing(results, i, PACK_EXPECT_PASS, out);
    }
    fputs("</testsuite>\n</testsuites>\n", out);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

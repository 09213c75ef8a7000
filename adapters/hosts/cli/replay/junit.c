/*
 * junit.c: labels as test cases in the XML that CI systems read (findings.h). Holds no time, so that the same input
 * gives the same bytes. Reads the labels and the work file.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "findings_parts.h"
#include "findings_words.h"
#include "text/utf8.h"

/* What XML 1.0 may not hold becomes U+FFFD. */
static void write_escaped(FILE *out, const char *text)
{
    const char *end = text + strlen(text);
    while (text < end) {
        const char *valid = text + utf8_valid_prefix(text, (size_t)(end - text));
        for (; text < valid; text++) {
            unsigned char byte = (unsigned char)*text;
            bool no_character = byte == 0xEF && (unsigned char)text[1] == 0xBF && (unsigned char)text[2] >= 0xBE;
            if (byte == '&' || byte == '<' || byte == '>' || byte == '"' || byte == '\t' || byte == '\n' ||
                byte == '\r')
                fprintf(out, "&#%u;", byte);
            else if (byte < 0x20 || no_character)
                fputs("\xEF\xBF\xBD", out);
            else
                putc(byte, out);
            text += no_character ? 2 : 0;
        }
        if (text < end) {
            fputs("\xEF\xBF\xBD", out);
            text++;
        }
    }
}

/* What is written to a stream, escaped. */
struct written {
    char *text;
    size_t length;
    FILE *out;
};

static bool begin(struct written *written)
{
    *written = (struct written){0};
    written->out = open_memstream(&written->text, &written->length);
    return written->out != NULL;
}

static void end(struct written *written, FILE *out)
{
    if (fclose(written->out) == 0)
        write_escaped(out, written->text);
    free(written->text);
}

static bool write_explanation(FILE *out, const Fiatgate__ReplayDifference *difference)
{
    struct written written;
    if (!begin(&written))
        return false;
    for (size_t i = 0; i < difference->n_reasons; i++) {
        print_reason(written.out, difference->reasons[i]);
        fputc('\n', written.out);
    }
    if (difference->n_reasons == 0 && difference->has_got)
        fputs("No rule held.\n", written.out);
    if (difference->has_got)
        fputs("`fiatgate pack explain PACK FILE` says which rules nearly did, and why.", written.out);
    end(&written, out);
    return true;
}

static bool write_failure(FILE *out, const Fiatgate__ReplayLabels *found, const struct label *label,
                          Fiatgate__LabelResult result)
{
    static const char *const types[] = {[FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS] = "miss",
                                        [FIATGATE__LABEL_RESULT__LABEL_RESULT_FALSE_HIT] = "false_hit",
                                        [FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER] = "other"};
    struct written written;
    const Fiatgate__ReplayDifference *difference = finding_difference(found, label->line);
    fprintf(out, "      <failure type=\"%s\" message=\"", types[result]);
    if (!begin(&written))
        return false;
    if (difference)
        print_difference(written.out, difference);
    else
        fputs("differs; more labels differ than are explained", written.out);
    fprintf(written.out, " [line %u of the labels]", label->line);
    end(&written, out);
    fputs("\">", out);
    bool done = !difference || write_explanation(out, difference);
    fputs("</failure>\n", out);
    return done;
}

/* What came of a label, from its row: got, rule. No row = nothing. */
static Fiatgate__LabelResult result_of(struct finding *finding, const struct labels *labels, size_t label)
{
    Fiatgate__LabelResult result = label_result(&labels->items[label], -1, "");
    sqlite3_stmt *question = finding_ask(finding, "SELECT got, rule FROM labels WHERE label = ?1");
    if (question)
        sqlite3_bind_int64(question, 1, (sqlite3_int64)label);
    while (finding_next(finding, &question))
        result = label_result(&labels->items[label], sqlite3_column_int(question, 0), finding_text(question, 1));
    return result;
}

static bool write_case(FILE *out, struct finding *finding, size_t number, const Fiatgate__ReplayLabels *found)
{
    const struct label *label = &finding->source->labels->items[number];
    Fiatgate__LabelResult result = result_of(finding, finding->source->labels, number);
    bool passed = result == FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED;
    fprintf(out, "    <testcase classname=\"labels.%s\" name=\"", action_word(label->action));
    write_escaped(out, label->file);
    fprintf(out, " tx %u\"%s>\n", label->tx, passed ? "/" : "");
    if (!passed && !write_failure(out, found, label, result))
        return false;
    if (!passed)
        fputs("    </testcase>\n", out);
    return !finding->failed;
}

bool junit_write(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay)
{
    struct finding finding = {.source = source, .database = work_file_database(source->work)};
    const Fiatgate__ReplayLabels *found = replay->labels;
    unsigned long long tests = found->labels, failures = found->labels - found->as_expected;
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"fiatgate replay\" tests=\"%llu\" failures=\"%llu\" errors=\"0\">\n"
            "  <testsuite name=\"labels\" tests=\"%llu\" failures=\"%llu\" errors=\"0\" skipped=\"0\">\n",
            tests, failures, tests, failures);
    bool written = true;
    for (size_t i = 0; i < source->labels->count && written; i++)
        written = write_case(out, &finding, i, found);
    fputs("  </testsuite>\n</testsuites>\n", out);
    if (written && !ferror(out))
        return true;
    if (!finding.failed)
        say("the test cases could not be written; see that there is room");
    return false;
}

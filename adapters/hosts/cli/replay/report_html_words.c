/*
 * report_html_words.c: sentences in English and Russian (report_html.h). Reads its own tables alone.
 */
#include "report_html.h"

#include <string.h>

static const struct {
    const char *key, *text[LANGUAGES];
} words[] = {
#define WORD(key, english, russian) {#key, {english, russian}},
#define NOUN(key, english, russian)
#include "report_words.def"
#undef WORD
#undef NOUN
};

static const char *const nouns[][LANGUAGES] = {
#define WORD(key, english, russian)
#define NOUN(key, english, russian) {english, russian},
#include "report_words.def"
#undef WORD
#undef NOUN
};

static const struct {
    const char *name, *text[LANGUAGES];
} fields[] = {
#define FIELD(name, english, russian) {#name, {english, russian}},
#include "report_fields.def"
#undef FIELD
};

static const char *const codes[LANGUAGES] = {"en", "ru"};

/* Which of a noun's forms a number asks for. */
static int english_form(uint64_t number)
{
    return number != 1;
}

static int russian_form(uint64_t number)
{
    uint64_t last = number % 10, teens = number % 100 / 10;
    if (teens == 1 || last == 0 || last > 4)
        return 2;
    return last > 1;
}

static void write_noun(FILE *out, enum report_noun noun, uint64_t number, int language)
{
    const char *form = nouns[noun][language];
    for (int skip = language == 0 ? english_form(number) : russian_form(number); skip > 0; skip--)
        form = strchr(form, '|') + 1;
    fwrite(form, 1, strcspn(form, "|"), out);
}

static const char *const *field_words(const char *name)
{
    for (size_t i = 0; name && i < sizeof fields / sizeof *fields; i++)
        if (strcmp(fields[i].name, name) == 0)
            return fields[i].text;
    return NULL;
}

bool report_knows_field(const char *name)
{
    return field_words(name) != NULL;
}

static void write_value(FILE *out, const struct said *value, int language)
{
    const char *const *field;
    switch (value->kind) {
    case SAID_TEXT:
        html_text(out, value->text);
        return;
    case SAID_DAY:
        fputs("<time>", out);
        html_text(out, value->text);
        fputs("</time>", out);
        return;
    case SAID_NUMBER:
        html_number(out, value->number);
        return;
    case SAID_COUNTED:
        html_number(out, value->number);
        fputs("\xC2\xA0", out);
        write_noun(out, (enum report_noun)value->which, value->number, language);
        return;
    case SAID_WORD:
        fputs(words[value->which].text[language], out);
        return;
    case SAID_FIELD:
        field = field_words(value->text);
        html_text(out, field ? field[language] : value->text);
        return;
    }
}

static void write_sentence(FILE *out, enum report_word word, const struct said *values, size_t count, int language)
{
    const char *at = words[word].text[language];
    while (*at) {
        size_t place = at[0] == '{' && at[1] >= '0' && at[1] <= '9' && at[2] == '}' ? (size_t)(at[1] - '0') : count;
        if (place < count) {
            write_value(out, &values[place], language);
            at += 3;
        } else
            putc(*at++, out);
    }
}

void html_say(FILE *out, enum report_word word, const struct said *values, size_t count)
{
    for (int language = 0; language < LANGUAGES; language++) {
        fprintf(out, "<span lang=\"%s\">", codes[language]);
        write_sentence(out, word, values, count, language);
        fputs("</span>", out);
    }
}

void html_word(FILE *out, enum report_word word)
{
    html_say(out, word, NULL, 0);
}

void html_noun(FILE *out, enum report_noun noun, uint64_t number)
{
    for (int language = 0; language < LANGUAGES; language++) {
        fprintf(out, "<span lang=\"%s\">", codes[language]);
        write_noun(out, noun, number, language);
        fputs("</span>", out);
    }
}

void html_plain(FILE *out, enum report_word word, int language)
{
    fputs(words[word].text[language], out);
}

void html_field(FILE *out, const char *name)
{
    const char *const *field = field_words(name);
    if (!field) {
        html_text(out, name);
        return;
    }
    for (int language = 0; language < LANGUAGES; language++)
        fprintf(out, "<span lang=\"%s\">%s</span>", codes[language], field[language]);
}

enum report_word report_word_named(const char *prefix, const char *name)
{
    size_t length = strlen(prefix);
    for (int word = 0; name && word < WORDS; word++)
        if (strncmp(words[word].key, prefix, length) == 0 && strcmp(words[word].key + length, name) == 0)
            return (enum report_word)word;
    return WORDS;
}

/*
 * pack_words.c: records of a built pack in words (pack_words.h), with the words of the rule language itself.
 */
#include "pack_words.h"

#include <stdlib.h>
#include <string.h>

#include "rule_words.h"
#include "vocabulary.h"

/* A text that is written as to a file. */
struct writing {
    FILE *out;
    char *text;
    size_t size;
};

static FILE *begin(struct writing *writing)
{
    *writing = (struct writing){.out = NULL};
    writing->out = open_memstream(&writing->text, &writing->size);
    return writing->out;
}

static char *end(struct writing *writing)
{
    if (writing->out && fclose(writing->out) == 0)
        return writing->text;
    free(writing->text);
    return NULL;
}

char *period_words(int32_t from, int32_t to)
{
    struct writing writing;
    char first[DATE_WORDS], last[DATE_WORDS];
    if (begin(&writing))
        fprintf(writing.out, "%s … %s", date_words(from, "open", first), date_words(to, "open", last));
    return end(&writing);
}

const char *list_kind_word(uint32_t kind)
{
    return kind == PACK_LIST_REGISTER ? "register" : word_of(&vocabulary_list_kinds, kind);
}

const char *enforcement_word(uint32_t enforcement)
{
    return enforcement == PACK_ENFORCEMENT_UNSAID ? "unsaid" : word_of(&vocabulary_enforcements, enforcement);
}

const char *language_word(uint32_t language)
{
    static const char *const words[PACK_LANGUAGES] = {
        [PACK_KAZAKH] = "Kazakh", [PACK_RUSSIAN] = "Russian", [PACK_ENGLISH] = "English"};
    return language < PACK_LANGUAGES ? words[language] : "?";
}

char *condition_words(const struct pack *pack, const struct pack_rule *rule)
{
    struct writing writing;
    if (begin(&writing))
        write_condition(writing.out, pack, rule);
    return end(&writing);
}

char *selection_words(const struct pack *pack, const struct pack_selection *selection)
{
    struct writing writing;
    if (begin(&writing))
        write_selection(writing.out, pack, selection);
    return end(&writing);
}

/* The words whose bits are set, as "a, b". */
static char *bit_words(const struct vocabulary *words, uint32_t bits)
{
    struct writing writing;
    uint32_t given = 0;
    if (!begin(&writing))
        return NULL;
    for (uint32_t i = 0; i < words->count; i++)
        if ((bits & words->words[i].value) != 0)
            fprintf(writing.out, "%s%s", given++ > 0 ? ", " : "", words->words[i].name);
    if (given == 0)
        fputs("none", writing.out);
    return end(&writing);
}

char *duty_words(uint32_t duties)
{
    return bit_words(&vocabulary_duties, duties);
}

char *weekend_words(uint32_t weekend)
{
    return bit_words(&vocabulary_weekdays, weekend);
}

char *clock_words(const struct pack_clock *clock)
{
    struct writing writing;
    if (!begin(&writing))
        return NULL;
    fprintf(writing.out, "%u %s", clock->length, word_of(&vocabulary_clock_units, clock->unit));
    if (clock->unit == PACK_CLOCK_WORKING_HOURS)
        fprintf(writing.out, " of %02u:%02u to %02u:%02u", clock->day_begins / 60, clock->day_begins % 60,
                clock->day_ends / 60, clock->day_ends % 60);
    return end(&writing);
}

static void write_codes(FILE *out, const struct pack *pack, const char *lead, uint32_t first, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        fprintf(out, "%s%s", i == 0 ? lead : ", ", pack_string(pack, pack->codes[first + i]));
}

char *apart_words(const struct pack *pack, const struct pack_apart *group)
{
    struct writing writing;
    bool both = group->purpose_count > 0 && group->category_count > 0;
    if (!begin(&writing))
        return NULL;
    write_codes(writing.out, pack, "purpose codes ", group->first_code, group->purpose_count);
    fputs(both ? "; " : "", writing.out);
    write_codes(writing.out, pack, "category purposes ", group->first_code + group->purpose_count,
                group->category_count);
    return end(&writing);
}

char *payment_words(const struct pack *pack, const struct pack_exception *exception)
{
    struct writing writing;
    if (!begin(&writing))
        return NULL;
    for (uint32_t i = 0; i < exception->condition_count; i++) {
        const struct pack_field_value *condition = &pack->conditions[exception->first_condition + i];
        const char *value = pack_string(pack, condition->value);
        size_t length = strlen(value);
        bool padded = length > 1 && value[0] == ' ' && value[length - 1] == ' '; /* folded text stands between spaces */
        fprintf(writing.out, "%s%s %.*s", i > 0 ? ", " : "", fg_field_name((fg_field)condition->field),
                (int)(padded ? length - 2 : length), value + padded);
    }
    return end(&writing);
}

char *entry_words(const struct pack *pack, uint32_t entry)
{
    struct writing writing;
    if (begin(&writing) && entry > 0) {
        const struct pack_entry *of = &pack->entries[entry - 1];
        fprintf(writing.out, "%s/%s", pack_string(pack, pack->lists[of->list].id), pack_string(pack, of->id));
    }
    return end(&writing);
}

const char *layer_word(const struct pack *pack, uint32_t layer)
{
    return layer < pack->layer_count ? pack_string(pack, pack->layers[layer].name) : "?";
}

/* Columns that a stretch of UTF-8 takes, a character each. */
static unsigned columns_taken(const char *text, size_t length)
{
    unsigned columns = 0;
    for (size_t i = 0; i < length; i++)
        columns += ((unsigned char)text[i] & 0xC0) != 0x80;
    return columns;
}

void write_wrapped(FILE *out, const char *text, unsigned indent, unsigned columns)
{
    unsigned at = indent;
    for (bool first = true; *text; first = false) {
        size_t length = strcspn(text, " \n");
        unsigned taken = columns_taken(text, length);
        if (!first && at + 1 + taken > columns) {
            fprintf(out, "\n%*s", (int)indent, "");
            at = indent;
        } else if (!first) {
            fputc(' ', out);
            at++;
        }
        fwrite(text, 1, length, out);
        at += taken;
        text += length;
        text += strspn(text, " \n");
    }
    fputc('\n', out);
}

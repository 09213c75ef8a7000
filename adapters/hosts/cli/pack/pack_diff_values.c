/*
 * pack_diff_values.c: one value of a record before and after, as a change with its sentence (pack_diff.h).
 */
#include "pack_diff.h"

#include <stdlib.h>
#include <string.h>

#include "pack_words.h"

/* "status_reason" as "status reason". */
struct plain_word {
    char text[48];
};

static struct plain_word plain(const char *what)
{
    struct plain_word word;
    snprintf(word.text, sizeof word.text, "%s", what);
    for (char *at = word.text; *at; at++)
        if (*at == '_')
            *at = ' ';
    return word;
}

static struct change_note note_of(const struct changed *changed, const char *what, const char *before,
                                  const char *after)
{
    return (struct change_note){changed->subject, changed->id, what, before, after};
}

void compare_text(const struct changed *changed, const char *what, const char *before, const char *after)
{
    struct change_note note = note_of(changed, what, before, after);
    struct plain_word word = plain(what);
    struct changes *changes = changed->diff->changes;
    if (strcmp(before, after) == 0)
        return;
    if (!*before)
        changes_add(changes, CHANGE_NONE, &note, "%s is \"%s\", had none", word.text, after);
    else if (!*after)
        changes_add(changes, CHANGE_NONE, &note, "has no %s, was \"%s\"", word.text, before);
    else
        changes_add(changes, CHANGE_NONE, &note, "%s is \"%s\", was \"%s\"", word.text, after, before);
}

void compare_value(const struct changed *changed, enum change_effect effect, const char *what, const char *before,
                   const char *after)
{
    struct change_note note = note_of(changed, what, before, after);
    if (strcmp(before, after) != 0)
        changes_add(changed->diff->changes, effect, &note, "%s is %s, was %s", plain(what).text,
                    *after ? after : "none", *before ? before : "none");
}

void compare_words(const struct changed *changed, enum change_effect effect, const char *what, char *before,
                   char *after)
{
    if (before && after)
        compare_value(changed, effect, what, before, after);
    else
        changed->diff->changes->out_of_memory = true;
    free(before);
    free(after);
}

void compare_number(const struct changed *changed, enum change_effect effect, const char *what, int64_t before,
                    int64_t after)
{
    char was[24], is[24];
    snprintf(was, sizeof was, "%lld", (long long)before);
    snprintf(is, sizeof is, "%lld", (long long)after);
    compare_value(changed, effect, what, was, is);
}

void compare_date(const struct changed *changed, enum change_effect effect, const char *what, int32_t before,
                  int32_t after)
{
    char was[DATE_WORDS], is[DATE_WORDS];
    compare_value(changed, effect, what, date_words(before, "none", was), date_words(after, "none", is));
}

/* An open end lies behind every date. */
static int32_t last_day(int32_t to)
{
    return to == 0 ? INT32_MAX : to;
}

void compare_period(const struct changed *changed, enum change_effect shorter, const char *what, struct period before,
                    struct period after)
{
    bool loses = after.from > before.from || last_day(after.to) < last_day(before.to);
    bool gains = after.from < before.from || last_day(after.to) > last_day(before.to);
    enum change_effect effect = shorter == CHANGE_NONE ? CHANGE_NONE
                                : loses && gains       ? CHANGE_EITHER
                                : loses                ? shorter
                                                       : effect_reversed(shorter);
    compare_words(changed, effect, what, period_words(before.from, before.to), period_words(after.from, after.to));
}

static const char *column_text(const struct pack *pack, const void *record, const struct text_column *column)
{
    uint32_t string;
    memcpy(&string, (const char *)record + column->offset, sizeof string);
    return pack_string(pack, string);
}

void compare_columns(const struct changed *changed, const struct text_column *columns, size_t count, const void *before,
                     const void *after)
{
    for (size_t i = 0; i < count; i++)
        compare_text(changed, columns[i].what, column_text(changed->diff->before, before, &columns[i]),
                     column_text(changed->diff->after, after, &columns[i]));
}

enum change_effect effect_reversed(enum change_effect effect)
{
    return effect == CHANGE_MILDER ? CHANGE_STRICTER : effect == CHANGE_STRICTER ? CHANGE_MILDER : effect;
}

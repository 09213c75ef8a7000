/*
 * report_html.h: the parts of the report of a replay, for one another. All write HTML to the stream, in both languages,
 * readable without scripts; what comes from messages, packs and files goes through html_text() alone. Errors of the
 * stream are for the caller of report_html_page() to look at.
 */
#ifndef FIATGATE_CLI_REPORT_HTML_H
#define FIATGATE_CLI_REPORT_HTML_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "replay.pb-c.h"

/* Calls each with the payments that are to be shown, in the order of the input. false = said why. */
typedef bool (*report_payment_fn)(void *context, const Fiatgate__ReplayPayment *payment);
typedef bool (*report_payments_fn)(void *source, report_payment_fn each, void *context);

/* The whole page, but for what a report says of itself to programs, which head writes. */
struct report_material {
    const Fiatgate__Replay *replay;
    bool (*head)(FILE *out, const Fiatgate__Replay *replay);
    report_payments_fn payments;
    void *source;
};
bool report_html_page(FILE *out, const struct report_material *material);

/* report_html_text.c: text and numbers. */

/* Escaped for elements and quoted attributes; what is not UTF-8, and signs that are not seen or turn the direction of
 * writing, are made visible: [U+202E]. NULL = nothing. */
void html_text(FILE *out, const char *text);
/* "48 210", with thin spaces that do not break; and a decimal string, its whole part in the same way. */
void html_number(FILE *out, uint64_t number);
void html_decimal(FILE *out, const char *decimal);
/* "12 345.00 USD". */
void html_money(FILE *out, const char *amount, const char *currency);

/* report_html_words.c: the words of report_words.def. */
#define LANGUAGES 2 /* English, Russian */
enum report_word {
#define WORD(key, english, russian) WORD_##key,
#define NOUN(key, english, russian)
#include "report_words.def"
#undef WORD
#undef NOUN
    WORDS
};
enum report_noun {
#define WORD(key, english, russian)
#define NOUN(key, english, russian) NOUN_##key,
#include "report_words.def"
#undef WORD
#undef NOUN
    NOUNS
};
/* A value within a sentence. */
struct said {
    enum { SAID_TEXT, SAID_DAY, SAID_NUMBER, SAID_COUNTED, SAID_WORD, SAID_FIELD } kind;
    const char *text;
    uint64_t number;
    int which;
};
#define said_text(value)         ((struct said){SAID_TEXT, (value), 0, 0})
#define said_day(value)          ((struct said){SAID_DAY, (value), 0, 0})
#define said_number(value)       ((struct said){SAID_NUMBER, NULL, (value), 0})
#define said_counted(value, key) ((struct said){SAID_COUNTED, NULL, (value), NOUN_##key})
#define said_word(word)          ((struct said){SAID_WORD, NULL, 0, (int)(word)})
#define said_field(name)         ((struct said){SAID_FIELD, (name), 0, 0})

/* In both languages, each in an element that names it. */
void html_word(FILE *out, enum report_word word);
void html_say(FILE *out, enum report_word word, const struct said *values, size_t count);
#define HTML_SAY(out, word, ...)                                                                                       \
    html_say(out, word, (const struct said[]){__VA_ARGS__},                                                            \
             sizeof(const struct said[]){__VA_ARGS__} / sizeof(struct said))
/* A noun as a number asks for it, without the number. */
void html_noun(FILE *out, enum report_noun noun, uint64_t number);
/* One language alone, for attributes. */
void html_plain(FILE *out, enum report_word word, int language);
/* A field of Transfer; one that the report has no words for stands by its name. */
void html_field(FILE *out, const char *name);
bool report_knows_field(const char *name);
/* The word with this key; WORDS = none. */
enum report_word report_word_named(const char *prefix, const char *name);

/* report_html_marks.c: small things that stand in many places. */

void html_action(FILE *out, int action);
void html_change(FILE *out, const Fiatgate__Replay *replay, int change);
enum report_word report_change_word(const Fiatgate__Replay *replay, int change);
/* How many changes there are, from 1; those up to the third are stricter. */
#define CHANGES          6
#define STRICTER_CHANGES 3
/* Each currency on a line of its own, at most so many; 0 = all. */
void html_money_lines(FILE *out, ProtobufCMessage *const *money, size_t count, size_t most);
#define HTML_MONEY(out, group, most)                                                                                   \
    html_money_lines(out, (ProtobufCMessage *const *)(group)->money, (group)->n_money, most)
/* What the pack shows apart, and a rule: by its title, else by its name. */
void html_apart(FILE *out, const Fiatgate__Replay *replay, const char *key);
const char *report_rule_title(const Fiatgate__Replay *replay, const char *rule);
const char *report_entry_title(const Fiatgate__Replay *replay, const char *entry);
/* What the parts of a page begin and end with. */
void html_section(FILE *out, const char *id, enum report_word heading);
/* Its parts; tables and links name them by id, NULL = none does. */
void html_heading(FILE *out, const char *id, enum report_word heading);
void html_paragraph(FILE *out, enum report_word words);
/* The same for what need not be read first. */
void html_quiet(FILE *out, enum report_word words);
/* The heads of a table's columns: the first are of texts, the others of numbers. */
void html_columns(FILE *out, const enum report_word *columns, size_t count, size_t texts);
/* A table that can be sorted, up to its first row, and behind its last. */
void html_table(FILE *out, const char *named_by, const enum report_word *columns, size_t count, size_t texts);
void html_table_end(FILE *out);
void html_number_cell(FILE *out, uint64_t number);
/* A rule or a list: its title, if it has one, and its id. */
void html_titled(FILE *out, const char *title, const char *id);
/* The four actions by the four actions; corner says which stand in the rows. */
void html_cells(FILE *out, Fiatgate__ReplayCell *const *cells, size_t count, enum report_word corner);

/* report_html_groups.c: the payments shown, as HTML, by what the change is put down to. */

struct listed_group {
    int change, label;
    char *rule, *entry;
    char *rule_title;
    uint64_t size;   /* payments of its rule and change, shown or not */
    size_t payments; /* shown */
};
struct listed_item {
    size_t group, start, end; /* bytes of html */
};
struct listed {
    const Fiatgate__Replay *replay;
    char *html;
    size_t length;
    FILE *stream;
    struct listed_group *groups; /* in the order of the page once they are arranged */
    size_t group_count, group_room;
    struct listed_item *items;
    size_t item_count, item_room;
    bool failed;
};
bool listed_collect(struct listed *listed, const struct report_material *material);
void listed_free(struct listed *listed);
/* The first group on the page with this change and rule, or change and entry (NULL = any): its number from 1, 0 = none.
 */
size_t listed_find(const struct listed *listed, int change, const char *rule, const char *entry);

/* Sections, each in a file of its name. */
void report_html_summary(FILE *out, const Fiatgate__Replay *replay);
void report_html_plot(FILE *out, const Fiatgate__Replay *replay);
void report_html_tables(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed);
void report_html_labels(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed);
void report_html_unmeasured(FILE *out, const Fiatgate__Replay *replay);
void report_html_sources(FILE *out, const Fiatgate__Replay *replay);
void report_html_payments(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed);
void report_html_payment(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayPayment *payment);
/* The bar above what it filters; JavaScript shows it. */
enum report_filter { FILTER_TABLES, FILTER_PAYMENTS };
void html_filter(FILE *out, const Fiatgate__Replay *replay, enum report_filter kind);

#endif

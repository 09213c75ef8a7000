/*
 * pack_diff.h: what differs between two built packs: changes, each with its sentence, and the parts of the comparison
 * that find them. For `fiatgate pack diff`; allocates, writes nothing but where it is told to.
 */
#ifndef FIATGATE_CLI_PACK_DIFF_H
#define FIATGATE_CLI_PACK_DIFF_H

#include <stdio.h>

#include "judge/pack.h"
#include "vocabulary.h"

/* What becomes of payments. In the order in which people read it. */
enum change_effect {
    CHANGE_MILDER,   /* fewer are stopped or looked at */
    CHANGE_STRICTER, /* more are */
    CHANGE_EITHER,   /* others are: it depends on the payment */
    CHANGE_NONE,     /* the same are */
    CHANGE_EFFECTS
};

/* What changed. In the order in which people read it. */
enum change_subject {
    CHANGE_OF_POLICY,
    CHANGE_OF_RULE,
    CHANGE_OF_EXCEPTION,
    CHANGE_OF_LIST,
    CHANGE_OF_ENTRY,
    CHANGE_OF_CLOCK,
    CHANGE_OF_CALENDAR,
    CHANGE_OF_APART,
    CHANGE_OF_TEXT,
    CHANGE_OF_CASE,
    CHANGE_OF_PACK,
    CHANGE_OF_LAYER,
    CHANGE_SUBJECTS
};
extern const char *const change_effect_words[CHANGE_EFFECTS];
extern const char *const change_subject_words[CHANGE_SUBJECTS];

struct entry_names;

struct change {
    enum change_effect effect;
    enum change_subject subject;
    const char *what;     /* one word for programs: "action"; static */
    char *id;             /* of what changed: "kz-brand", "venues/okx"; "" where there is one only */
    char *before, *after; /* its value, "" = it has none */
    char *sentence;
    size_t number; /* in the order in which they were found */
};

struct changes {
    struct change *items;
    size_t count, capacity;
    bool out_of_memory;
};

/* Two packs that are compared, and what was found. */
struct diff {
    const struct pack *before, *after;
    struct changes *changes;
    const struct entry_names *names_before, *names_after; /* while entries are compared */
};

/* What a change is about; texts are borrowed. NULL counts as "" in before and after. */
struct change_note {
    enum change_subject subject;
    const char *id, *what, *before, *after;
};
/* The sentence is "rule kz-brand: " and what format makes. */
void changes_add(struct changes *changes, enum change_effect effect, const struct change_note *note, const char *format,
                 ...) __attribute__((format(printf, 4, 5)));
/* In the order in which people read them. */
void changes_sort(struct changes *changes);
size_t changes_count(const struct changes *changes, enum change_effect effect);
void changes_free(struct changes *changes);

/* --- Records of both packs, told apart by their ids (pack_join.c) ------------------------------------------------- */

#define JOIN_NONE UINT32_MAX
/* Records of one id; JOIN_NONE where one of the packs has none. */
typedef void (*joined_fn)(struct diff *diff, uint32_t before, uint32_t after);
struct join_key {
    const char *major, *minor;
    uint32_t record;
};
typedef struct join_key (*join_key_fn)(const struct pack *pack, uint32_t record);
/* Calls for every id, in the order of ids. Of an id that several records have, they are taken in their order. */
void join_records(struct diff *diff, uint32_t before_count, uint32_t after_count, join_key_fn key, joined_fn each);

/* --- One value of a record (pack_diff_values.c) ------------------------------------------------------------------- */

/* A record that both packs have. */
struct changed {
    struct diff *diff;
    enum change_subject subject;
    const char *id;
};
/* These say what was and what is; an equal value is no change. what is also the word for people, "_" as a space. */
void compare_text(const struct changed *changed, const char *what, const char *before, const char *after);
void compare_value(const struct changed *changed, enum change_effect effect, const char *what, const char *before,
                   const char *after);
/* The same of texts that are freed, as pack_words.h gives them. */
void compare_words(const struct changed *changed, enum change_effect effect, const char *what, char *before,
                   char *after);
void compare_number(const struct changed *changed, enum change_effect effect, const char *what, int64_t before,
                    int64_t after);
void compare_date(const struct changed *changed, enum change_effect effect, const char *what, int32_t before,
                  int32_t after);
/* shorter: what it means that the record is valid on fewer days. */
struct period {
    int32_t from, to;
};
void compare_period(const struct changed *changed, enum change_effect shorter, const char *what, struct period before,
                    struct period after);
/* Strings of records, by where they stand. */
struct text_column {
    const char *what;
    size_t offset; /* of an uint32_t, a string */
};
void compare_columns(const struct changed *changed, const struct text_column *columns, size_t count, const void *before,
                     const void *after);
enum change_effect effect_reversed(enum change_effect effect);

/* --- The parts of a pack ------------------------------------------------------------------------------------------ */

void diff_policy(struct diff *diff); /* pack_diff_policy.c: identity, layers, policy, clocks, calendar */
void diff_apart(struct diff *diff);  /* pack_diff_apart.c: what is shown apart */
void diff_rules(struct diff *diff);
void diff_lists(struct diff *diff);
void diff_entries(struct diff *diff);
void diff_exceptions(struct diff *diff);
void diff_texts(struct diff *diff);
void diff_cases(struct diff *diff);
/* All of them, sorted. */
void diff_packs(const struct pack *before, const struct pack *after, struct changes *changes);

/* --- Printing (pack_diff_print.c) --------------------------------------------------------------------------------- */

void changes_print(const struct changes *changes, const struct pack *before, const struct pack *after, FILE *out);
/* One object a line, then a summary. */
void changes_print_json(const struct changes *changes, const struct pack *before, const struct pack *after, FILE *out);

#endif

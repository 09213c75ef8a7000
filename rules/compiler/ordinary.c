/*
 * ordinary.c: the words of ordinary.def, folded once, in a hash index.
 */
#include "ordinary.h"

#include <string.h>

#include "text/fold.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum word_kind { ORDINARY, EVERYWHERE };

struct word_line {
    enum word_kind kind;
    const char *words;
};

#define WORDS(kind, words) {kind, words},
static const struct word_line lines[] = {
#include "ordinary.def"
};
#undef WORDS

struct ordinary_word {
    const char *folded; /* without the spaces around it */
    enum word_kind kind;
};

struct word_search {
    const struct ordinary_word *words;
    const char *word;
    size_t length;
};

static bool is_that_word(const void *context, uint32_t record)
{
    const struct word_search *search = context;
    const char *folded = search->words[record].folded;
    return strlen(folded) == search->length && memcmp(folded, search->word, search->length) == 0;
}

static const struct ordinary_word *find_word(const struct draft *draft, const char *word, size_t length)
{
    struct word_search search = {.words = draft->ordinary_words.records, .word = word, .length = length};
    uint32_t record = index_find(&draft->ordinary_index, index_hash(word, length), is_that_word, &search);
    return record == INDEX_NONE ? NULL : &search.words[record];
}

static void add_word(struct draft *draft, enum word_kind kind, const char *word, size_t length)
{
    char folded[DRAFT_TERM_MAX];
    size_t size = fold_text(FOLD_PLAIN, word, length, folded, sizeof folded);
    if (size < 3 || size > sizeof folded || find_word(draft, folded + 1, size - 2))
        return;
    index_add(&draft->ordinary_index, index_hash(folded + 1, size - 2), draft->ordinary_words.count);
    struct ordinary_word *record = record_table_add(&draft->ordinary_words, 1);
    *record = (struct ordinary_word){.folded = arena_text(&draft->arena, folded + 1, size - 2), .kind = kind};
}

static void read_words(struct draft *draft)
{
    draft->ordinary_words.size = sizeof(struct ordinary_word);
    for (size_t i = 0; i < COUNT(lines); i++) {
        for (const char *at = lines[i].words; *at;) {
            size_t length = strcspn(at, " ");
            add_word(draft, lines[i].kind, at, length);
            at += length + (at[length] != 0);
        }
    }
}

/* NULL = it is several words, or not an ordinary one. */
static const struct ordinary_word *as_word(struct draft *draft, const char *folded)
{
    size_t length = strlen(folded);
    if (draft->ordinary_words.count == 0)
        read_words(draft);
    return length < 3 ? NULL : find_word(draft, folded + 1, length - 2);
}

bool ordinary_is_word(struct draft *draft, const char *folded)
{
    return as_word(draft, folded) != NULL;
}

bool ordinary_are_words(struct draft *draft, const char *folded)
{
    if (draft->ordinary_words.count == 0)
        read_words(draft);
    for (const char *at = folded + strspn(folded, " "); *at;) {
        size_t length = strcspn(at, " ");
        if (!find_word(draft, at, length))
            return false;
        at += length + strspn(at + length, " ");
    }
    return true;
}

bool ordinary_is_everywhere(struct draft *draft, const char *folded)
{
    const struct ordinary_word *word = as_word(draft, folded);
    return word && word->kind == EVERYWHERE;
}

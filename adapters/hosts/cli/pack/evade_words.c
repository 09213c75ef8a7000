/*
 * evade_words.c: from the postings of a pack to words as people write them (evade_words.h). A pack holds the folded
 * form alone, but for the first name of each entry; what is folded is written back, in Cyrillic where the entry is, and
 * counts only if it folds to the same again. What the compiler added of itself, an entry in another spelling or run
 * together, is no word of the pack's and is left out.
 */
#include "evade_words.h"

#include <stdlib.h>
#include <string.h>

#include "evade_form.h"
#include "spellings.h"
#include "text/fold.h"

#define FOLDED_BYTES 2048
#define TRIES_MAX    400

/* One posting, before those that are written alike are one word. */
struct found_word {
    char *written;
    const char *folded; /* the term */
    uint32_t term, entry, match;
    uint8_t certain, doubtful, ending;
    bool as_named; /* written as the entry says it */
    bool added;    /* by the compiler */
};

struct gathering {
    const struct pack *pack;
    const struct evade_choice *choice;
    struct found_word *found;
    uint32_t count, limit;
    bool failed;
};

/* Whether a text folds to that term: to all of it, or for a stem to its beginning. */
static bool folds_to(const char *text, const char *term)
{
    char folded[FOLDED_BYTES];
    size_t length = fold_text(FOLD_PLAIN, text, strlen(text), folded, sizeof folded), wanted = strlen(term);
    if (length == 0 || length > sizeof folded)
        return false;
    return (length == wanted || (length == wanted + 1 && folded[wanted] == ' ')) && memcmp(folded, term, wanted) == 0;
}

/* --- back into Cyrillic ----------------------------------------------------------------------------------------- */

/* What folded letters may have been; the longer come first. */
static const struct {
    const char *folded, *cyrillic;
} back[] = {{"SHCH", "щ"}, {"KH", "х"}, {"ZH", "ж"}, {"TS", "ц"},  {"CH", "ч"}, {"SH", "ш"}, {"YU", "ю"}, {"IU", "ю"},
            {"YA", "я"},   {"IA", "я"}, {"YO", "ё"}, {"KS", "кс"}, {"A", "а"},  {"B", "б"},  {"V", "в"},  {"G", "г"},
            {"D", "д"},    {"E", "е"},  {"E", "э"},  {"Z", "з"},   {"I", "и"},  {"I", "й"},  {"Y", "й"},  {"Y", "ы"},
            {"K", "к"},    {"K", "қ"},  {"L", "л"},  {"M", "м"},   {"N", "н"},  {"O", "о"},  {"P", "п"},  {"R", "р"},
            {"S", "с"},    {"T", "т"},  {"U", "у"},  {"F", "ф"},   {"H", "х"},  {"C", "ц"},  {"J", "ж"},  {"J", "й"}};

struct writing_back {
    const char *term;
    char made[FOLDED_BYTES];
    unsigned tries;
};

/* Tries what the rest of the term may have been, behind what is made already. */
static bool write_back(struct writing_back *writing, const char *rest, size_t used)
{
    char *made = writing->made;
    if (used + 8 > sizeof writing->made || writing->tries > TRIES_MAX)
        return false;
    if (!*rest || strcmp(rest, " ") == 0) {
        made[used] = '\0';
        writing->tries++;
        return folds_to(made, writing->term);
    }
    for (size_t i = 0; i < sizeof back / sizeof back[0]; i++) {
        size_t length = strlen(back[i].folded), size = strlen(back[i].cyrillic);
        if (strncmp(rest, back[i].folded, length) != 0)
            continue;
        memcpy(made + used, back[i].cyrillic, size);
        if (write_back(writing, rest + length, used + size))
            return true;
    }
    if (*rest != ' ' && (*rest < '0' || *rest > '9')) {
        writing->tries++;
        return false;
    }
    made[used] = *rest;
    return write_back(writing, rest + 1, used + 1);
}

/* A term as a person writes it, in memory of its own; NULL = none to be had. */
static char *written_term(const char *term, const struct pack_posting *posting)
{
    struct writing_back writing = {.term = term};
    const char *text = term + (*term == ' ');
    if (posting->scripts == SCRIPT_CYRILLIC && write_back(&writing, text, 0))
        return strdup(writing.made);
    char *made = strdup(text);
    for (char *at = made; made && *at; at++)
        *at = (char)(*at == ' ' && posting->match == PACK_MATCH_DOMAIN ? '.' : evade_lower((unsigned char)*at));
    size_t length = made ? strlen(made) : 0;
    if (length > 0 && (made[length - 1] == ' ' || made[length - 1] == '.'))
        made[length - 1] = '\0';
    return made;
}

/* --- gathering -------------------------------------------------------------------------------------------------- */

static bool is_chosen(const struct gathering *gathering, const struct pack_entry *entry)
{
    const struct pack *pack = gathering->pack;
    const struct evade_choice *choice = gathering->choice;
    const struct pack_list *list = &pack->lists[entry->list];
    if (list->kind != PACK_LIST_ENTITIES && list->kind != PACK_LIST_TERMS && list->kind != PACK_LIST_REGISTER)
        return false;
    return (!choice->list || strcmp(choice->list, pack_string(pack, list->id)) == 0) &&
           (!choice->entry || strcmp(choice->entry, pack_string(pack, entry->id)) == 0);
}

static void add_found(struct gathering *gathering, struct found_word found)
{
    if (gathering->count == gathering->limit) {
        uint32_t limit = gathering->limit * 2 + 256;
        struct found_word *more = realloc(gathering->found, limit * sizeof *more);
        if (!more) {
            gathering->failed = true;
            free(found.written);
            return;
        }
        gathering->found = more;
        gathering->limit = limit;
    }
    if (found.written)
        gathering->found[gathering->count++] = found;
    else
        gathering->failed = true;
}

/* Letters and digits of a folded term. */
static uint32_t letters_of(const char *folded)
{
    uint32_t count = 0;
    for (; *folded; folded++)
        count += *folded != ' ';
    return count;
}

/* A legal name is one word, however many spellings of its legal form are looked for: as the entry says it. */
static void add_posting(struct gathering *gathering, uint32_t number, const struct pack_posting *posting)
{
    static const uint32_t by_name_alone = PACK_MATCH_LEGAL_NAME | PACK_MATCH_NAME | PACK_MATCH_WORD;
    static const uint32_t wanted = by_name_alone | PACK_MATCH_ALIAS | PACK_MATCH_AMBIGUOUS | PACK_MATCH_DOMAIN;
    const struct pack *pack = gathering->pack;
    const struct pack_term *term = &pack->terms[number];
    const struct pack_entry *entry = &pack->entries[posting->entry];
    if (!(posting->match & wanted) || !is_chosen(gathering, entry))
        return;
    const char *name = pack_string(pack, entry->name), *text = pack_string(pack, term->text);
    bool as_named = posting->match == PACK_MATCH_LEGAL_NAME || folds_to(name, text);
    bool spelled = letters_of(text) != posting->letters && posting->letters != 0 && posting->letters != UINT8_MAX;
    if (!as_named && (spelled || (posting->match & by_name_alone) || term->pattern == PACK_TERM_UNORDERED))
        return;
    add_found(gathering, (struct found_word){.written = as_named ? strdup(name) : written_term(text, posting),
                                             .folded = text,
                                             .term = number,
                                             .entry = posting->entry,
                                             .match = posting->match,
                                             .certain = posting->certain,
                                             .doubtful = posting->doubtful,
                                             .ending = term->ending,
                                             .as_named = as_named});
}

/* --- what the compiler added -------------------------------------------------------------------------------------- */

/* The words of one entry, of which one is being spelled. */
struct spelled_words {
    struct found_word *found;
    uint32_t count, spelled;
};

static void mark_added(void *context, const char *folded)
{
    struct spelled_words *words = context;
    for (uint32_t i = 0; i < words->count; i++) {
        struct found_word *other = &words->found[i];
        if (i != words->spelled && !other->as_named && strcmp(other->folded, folded) == 0)
            other->added = true;
    }
}

/* Whether a term is another run together. */
static bool is_squeezed(const char *term, const char *of)
{
    if (*term != ' ' || strcmp(term, of) == 0)
        return false;
    for (term++; *of; of++)
        if (*of != ' ' && *of != *term++)
            return false;
    return strcmp(term, " ") == 0;
}

/* Whether a domain is another with its dots written as words: those for a dot stand between labels alone. */
static bool is_written_out(const char *term)
{
    static const char *const dots[] = {" DOT ", " TOCHKA ", " PUNKT ", " NUKTE "};
    for (size_t i = 0; i < sizeof dots / sizeof dots[0]; i++)
        if (strstr(term, dots[i]))
            return true;
    return false;
}

/* Whether a domain is another with its last label as it is heard in Russian. */
static bool is_heard(const char *term, const char *of)
{
    size_t length = strlen(term);
    return length > 5 && strlen(of) == length && strcmp(term + length - 5, " KOM ") == 0 &&
           strcmp(of + length - 5, " COM ") == 0 && memcmp(term, of, length - 5) == 0;
}

/* Marks those of one entry that follow from others of it. What the lists say stands before what was added. */
static void find_added(struct found_word *found, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        struct spelled_words words = {.found = found, .count = count, .spelled = i};
        found[i].added = found[i].added || (found[i].match == PACK_MATCH_DOMAIN && is_written_out(found[i].folded));
        if (found[i].added)
            continue;
        spellings_each(found[i].written, found[i].ending, SPELLINGS_OF_WORDS, mark_added, &words);
        for (uint32_t k = 0; k < count; k++)
            found[k].added = found[k].added || (!found[k].as_named && (is_squeezed(found[k].folded, found[i].folded) ||
                                                                       is_heard(found[k].folded, found[i].folded)));
    }
}

static int by_entry_and_term(const void *a, const void *b)
{
    const struct found_word *left = a, *right = b;
    if (left->entry != right->entry)
        return left->entry < right->entry ? -1 : 1;
    return (left->term > right->term) - (left->term < right->term);
}

static void drop_added(struct gathering *gathering)
{
    uint32_t kept = 0;
    if (gathering->count > 1)
        qsort(gathering->found, gathering->count, sizeof *gathering->found, by_entry_and_term);
    for (uint32_t from = 0, to; from < gathering->count; from = to) {
        for (to = from + 1; to < gathering->count && gathering->found[to].entry == gathering->found[from].entry;)
            to++;
        find_added(gathering->found + from, to - from);
    }
    for (uint32_t i = 0; i < gathering->count; i++) {
        if (gathering->found[i].added)
            free(gathering->found[i].written);
        else
            gathering->found[kept++] = gathering->found[i];
    }
    gathering->count = kept;
}

/* --- words -------------------------------------------------------------------------------------------------------- */

static int by_writing(const void *a, const void *b)
{
    const struct found_word *left = a, *right = b;
    int order = strcmp(left->written, right->written);
    if (order != 0)
        return order;
    return (left->entry > right->entry) - (left->entry < right->entry);
}

/* The found ones [from, to), written alike, as one word. */
static bool make_word(struct evade_word *word, uint32_t *entries, struct found_word *found, uint32_t count)
{
    struct evade_form form;
    *word = (struct evade_word){.written = found[0].written, .entries = entries};
    found[0].written = NULL;
    for (uint32_t i = 0; i < count; i++) {
        word->match |= found[i].match;
        word->certain |= found[i].certain;
        word->doubtful |= found[i].doubtful;
        if (found[i].ending > word->ending)
            word->ending = found[i].ending;
        if (i == 0 || found[i].entry != found[i - 1].entry)
            entries[word->entry_count++] = found[i].entry;
    }
    if (!evade_form_read(&form, word->written) || form.count > EVADE_LETTERS_MAX / 2)
        return false;
    uint32_t letters = evade_form_letters(&form);
    word->letters = (uint8_t)(letters > UINT8_MAX ? UINT8_MAX : letters);
    for (uint32_t i = 0; i < form.count; i++)
        word->cyrillic = word->cyrillic || evade_is_cyrillic(form.letters[i]);
    return letters > 0;
}

/* Names that are longer than a text has room for in all their disguises are left out. */
static bool make_words(struct evade_words *words, struct gathering *gathering)
{
    uint32_t used = 0;
    words->items = calloc(gathering->count + (size_t)1, sizeof *words->items);
    words->entries = calloc(gathering->count + (size_t)1, sizeof *words->entries);
    if (!words->items || !words->entries || gathering->failed)
        return false;
    if (gathering->count > 1)
        qsort(gathering->found, gathering->count, sizeof *gathering->found, by_writing);
    for (uint32_t from = 0, to; from < gathering->count; from = to) {
        struct evade_word *word = &words->items[words->count];
        for (to = from + 1;
             to < gathering->count && strcmp(gathering->found[from].written, gathering->found[to].written) == 0;)
            to++;
        if (make_word(word, words->entries + used, gathering->found + from, to - from)) {
            used += word->entry_count;
            words->count++;
        } else {
            free(word->written);
        }
    }
    return true;
}

bool evade_words_read(struct evade_words *words, const struct pack *pack, const struct evade_choice *choice)
{
    struct gathering gathering = {.pack = pack, .choice = choice};
    *words = (struct evade_words){0};
    for (uint32_t t = 0; t < pack->term_count; t++)
        for (uint32_t p = 0; pack->terms[t].pattern != PACK_TERM_PATTERN && p < pack->terms[t].posting_count; p++)
            add_posting(&gathering, t, &pack->postings[pack->terms[t].first_posting + p]);
    drop_added(&gathering);
    bool made = make_words(words, &gathering);
    for (uint32_t i = 0; i < gathering.count; i++)
        free(gathering.found[i].written);
    free(gathering.found);
    return made;
}

void evade_words_free(struct evade_words *words)
{
    for (uint32_t i = 0; i < words->count; i++)
        free(words->items[i].written);
    free(words->items);
    free(words->entries);
    *words = (struct evade_words){0};
}

/*
 * spellings.c: spells words in the other alphabet, by the table of spellings.def, and decides which of the spellings
 * are looked for.
 */
#include "spellings.h"

#include <stdio.h>
#include <string.h>

#include "text/fold.h"
#include "names.h"
#include "ordinary.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Shorter spellings say too little. */
#define SPELLING_LETTERS_MIN 4
/* Typing errors are put right in spellings of at least so many letters: of one fewer they are words of every day, as
 * Битрикс24 is. */
#define CORRECTED_SPELLING_MIN 8
/* Words run together shorter than this are parts of other words. */
#define SQUEEZED_LETTERS_MIN 8
/* Entries of longer lists are looked for as they are written. */
#define SPELLED_ENTRIES_MAX 5000
/* Bytes of a spelling before it is folded. */
#define SPELLING_BYTES (4 * DRAFT_TERM_MAX)

/* --- Cyrillic text in Latin letters ------------------------------------------------------------------------------- */

enum latin_scheme {
    BGN,
    PASSPORT,
    GOST,
    ISO,
    RUR,
    CHAT,
    KEYS,
    GERMAN,
    FAST,
    WEST,
    SLAVIC,
    KAZ18,
    KAZ21,
    KAZPAIRS,
    RUSSIAN,
    LATIN_SCHEMES
};

struct cyrillic_letter {
    uint32_t small;
    const char *spelled[LATIN_SCHEMES];
};

#define CYRILLIC(small, ...) {small, {__VA_ARGS__}},
#define SOUND(...)
static const struct cyrillic_letter cyrillic_letters[] = {
#include "spellings.def"
};
#undef CYRILLIC
#undef SOUND

static const enum latin_scheme name_latin_schemes[] = {BGN, PASSPORT, ISO, GERMAN};

/* --- Latin text in Cyrillic letters ------------------------------------------------------------------------------- */

enum cyrillic_scheme { EAR, PLAIN, HARD, SOFT, ALIKE, TYPED, BY_KEYS, CYRILLIC_SCHEMES };

enum sound_place {
    ANYWHERE,
    AT_THE_END,     /* of a word */
    BEFORE_E_I_Y,   /* where a c is soft */
    BEFORE_SILENCE, /* before one consonant and an e that ends the word: bAse */
    SILENT          /* that e: basE */
};

struct sound {
    const char *latin;
    enum sound_place place;
    const char *spelled[CYRILLIC_SCHEMES];
};

#define CYRILLIC(...)
#define SOUND(latin, place, ...) {latin, place, {__VA_ARGS__}},
static const struct sound sounds[] = {
#include "spellings.def"
};
#undef CYRILLIC
#undef SOUND

static const enum cyrillic_scheme name_cyrillic_schemes[] = {PLAIN, HARD, TYPED, BY_KEYS};

/* --- Spelling ------------------------------------------------------------------------------------------------------
 */

/* A spelling while it is written. */
struct spelling {
    char text[SPELLING_BYTES];
    size_t length;
    bool full;
};

static void put(struct spelling *spelling, const char *bytes, size_t length)
{
    if (spelling->full || length >= sizeof spelling->text - spelling->length) {
        spelling->full = true;
        return;
    }
    memcpy(spelling->text + spelling->length, bytes, length);
    spelling->length += length;
}

/* The bytes of the character at a byte of checked UTF-8, and its code point where it has two. */
static size_t character(const char *at, uint32_t *code_point)
{
    const unsigned char *byte = (const unsigned char *)at;
    *code_point = byte[0];
    if (byte[0] < 0xC0)
        return 1;
    if (byte[0] >= 0xF0)
        return 4;
    if (byte[0] >= 0xE0)
        return 3;
    *code_point = (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu);
    return 2;
}

/* Of Cyrillic capitals, the small letter. */
static uint32_t small_cyrillic(uint32_t c)
{
    if (c >= 0x0410 && c <= 0x042F)
        return c + 0x20;
    if (c >= 0x0400 && c <= 0x040F)
        return c + 0x50;
    return c >= 0x0460 && c <= 0x052F && c != 0x04C0 && (c < 0x04C1 || c > 0x04CE) && c % 2 == 0 ? c + 1 : c;
}

static const char *spelled_cyrillic(uint32_t c, enum latin_scheme scheme)
{
    c = small_cyrillic(c);
    for (size_t i = 0; i < COUNT(cyrillic_letters); i++) {
        if (cyrillic_letters[i].small == c)
            return cyrillic_letters[i].spelled[scheme];
    }
    return NULL;
}

/* Letters without a row stay for the fold. */
static void spell_in_latin(struct spelling *spelling, const char *written, enum latin_scheme scheme)
{
    for (size_t length; *written && !spelling->full; written += length) {
        uint32_t c;
        length = character(written, &c);
        const char *spelled = spelled_cyrillic(c, scheme);
        if (spelled)
            put(spelling, spelled, strlen(spelled));
        else
            put(spelling, written, length);
    }
}

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return small(c) >= 'a' && small(c) <= 'z';
}

static bool is_vowel(char c)
{
    return c != 0 && strchr("aeiouy", small(c)) != NULL;
}

static bool is_consonant(char c)
{
    return is_letter(c) && !is_vowel(c);
}

/* A text and how far it is spelled. */
struct latin_text {
    const char *text, *at;
    bool goes_on; /* its last word does */
};

static bool ends_word(const struct latin_text *latin, const char *at)
{
    return !is_letter(*at) && !(*at >= '0' && *at <= '9') && !(*at == 0 && latin->goes_on);
}

static bool sound_fits(const struct latin_text *latin, const struct sound *sound)
{
    const char *at = latin->at;
    for (const char *letter = sound->latin; *letter; letter++, at++) {
        if (small(*at) != *letter)
            return false;
    }
    switch (sound->place) {
    case AT_THE_END:
        return ends_word(latin, at);
    case BEFORE_E_I_Y:
        return *at && strchr("eiy", small(*at));
    case BEFORE_SILENCE:
        return is_consonant(at[0]) && small(at[1]) == 'e' && ends_word(latin, at + 2);
    case SILENT:
        return ends_word(latin, at) && latin->at >= latin->text + 2 && is_consonant(latin->at[-1]);
    default:
        return true;
    }
}

static void spell_in_cyrillic(struct spelling *spelling, const char *written, uint8_t ending,
                              enum cyrillic_scheme scheme)
{
    struct latin_text latin = {.text = written, .at = written, .goes_on = ending > 0};
    bool once = scheme == EAR || scheme == PLAIN;
    while (*latin.at && !spelling->full) {
        const struct sound *sound = sounds, *end = sounds + COUNT(sounds);
        if (once && is_consonant(latin.at[0]) && small(latin.at[0]) == small(latin.at[1])) {
            latin.at++;
            continue;
        }
        while (sound < end && !sound_fits(&latin, sound))
            sound++;
        if (sound < end) {
            put(spelling, sound->spelled[scheme], strlen(sound->spelled[scheme]));
            latin.at += strlen(sound->latin);
        } else {
            put(spelling, latin.at, 1);
            latin.at++;
        }
    }
}

struct spelling_call {
    spelling_fn spelling;
    void *context;
};

static void fold_spelling(const struct spelling *spelling, const struct spelling_call *call)
{
    char folded[DRAFT_TERM_MAX + 1];
    if (spelling->full)
        return;
    size_t length = fold_text(FOLD_PLAIN, spelling->text, spelling->length, folded, DRAFT_TERM_MAX);
    if (length == 0 || length > DRAFT_TERM_MAX)
        return;
    folded[length] = 0;
    call->spelling(call->context, folded);
}

void spellings_each(const char *written, uint8_t ending, enum spelling_set set, spelling_fn spelling, void *context)
{
    const struct spelling_call call = {.spelling = spelling, .context = context};
    unsigned scripts = text_scripts((const unsigned char *)written, strlen(written));
    bool few = set == SPELLINGS_OF_NAMES, cyrillic = (scripts & SCRIPT_CYRILLIC) != 0;
    if (!cyrillic && scripts != SCRIPT_LATIN)
        return;
    size_t schemes = cyrillic ? (few ? COUNT(name_latin_schemes) : LATIN_SCHEMES)
                              : (few ? COUNT(name_cyrillic_schemes) : CYRILLIC_SCHEMES);
    for (size_t i = 0; i < schemes; i++) {
        struct spelling made = {.length = 0};
        if (cyrillic)
            spell_in_latin(&made, written, few ? name_latin_schemes[i] : (enum latin_scheme)i);
        else
            spell_in_cyrillic(&made, written, ending, few ? name_cyrillic_schemes[i] : (enum cyrillic_scheme)i);
        fold_spelling(&made, &call);
    }
}

/* --- Wishes --------------------------------------------------------------------------------------------------------
 */

static const struct pack_list *list_of(const struct draft *draft, uint32_t entry)
{
    const struct pack_entry *record = draft_record(draft, PACK_ENTRIES, entry);
    return draft_record(draft, PACK_LISTS, record->list);
}

static bool may_wish(const struct draft *draft, uint32_t entry)
{
    const struct pack_list *list = list_of(draft, entry);
    return list->entry_count <= SPELLED_ENTRIES_MAX && list->kind != PACK_LIST_ORDINARY &&
           list->kind != PACK_LIST_FILLER;
}

void spellings_wish_this(struct draft *draft, const struct wanted *wanted)
{
    if (!may_wish(draft, wanted->entry) || ways_letters(wanted->folded) < SPELLING_LETTERS_MIN)
        return;
    struct wanted *wish = record_table_add(&draft->wishes, 1);
    *wish = *wanted;
    wish->folded = arena_text(&draft->arena, wanted->folded, strlen(wanted->folded));
    wish->made = true;
    /* A short spelling with a typing error in it is too far from what the list says: Баянсұлу is no Байнанс. */
    if (ways_letters(wanted->folded) >= CORRECTED_SPELLING_MIN)
        return;
    wish->ways.certain &= (uint8_t)~READING_CORRECTED;
    wish->ways.doubtful &= (uint8_t)~READING_CORRECTED;
}

struct wishing {
    struct draft *draft;
    const struct wanted *wanted;
};

/* A stem stays open. */
static void wish_spelling(void *context, const char *folded)
{
    const struct wishing *wishing = context;
    struct wanted wish = *wishing->wanted;
    char open[DRAFT_TERM_MAX + 1];
    snprintf(open, sizeof open, "%s", folded);
    if (wish.ending > 0) {
        open[strlen(open) - 1] = 0;
        if (strlen(strrchr(open, ' ')) - 1 < SPELLING_LETTERS_MIN)
            return;
    }
    wish.folded = open;
    if (strcmp(open, wishing->wanted->folded) != 0)
        spellings_wish_this(wishing->draft, &wish);
}

/* The Latin capital that a Cyrillic letter looks like; 0 = none does. */
static char latin_look(uint32_t c)
{
    static const struct {
        uint16_t small;
        char looks;
    } looks[] = {{0x0430, 'A'}, {0x0432, 'B'}, {0x0435, 'E'}, {0x043A, 'K'}, {0x043C, 'M'}, {0x043D, 'H'},
                 {0x043E, 'O'}, {0x0440, 'P'}, {0x0441, 'C'}, {0x0442, 'T'}, {0x0443, 'Y'}, {0x0445, 'X'},
                 {0x044C, 'B'}, {0x0456, 'I'}, {0x04AF, 'Y'}, {0x04B1, 'Y'}, {0x04BB, 'H'}};
    c = small_cyrillic(c);
    for (size_t i = 0; i < COUNT(looks); i++)
        if (looks[i].small == c)
            return looks[i].looks;
    return 0;
}

/* Writes a Cyrillic text with the Latin letters that its own look like: тетер, TETEP. A text that mixes both is read
 * by the fold; what is all Latin would be a word of its own there. Empty where a letter looks like none. */
static void spell_as_it_looks(struct spelling *spelling, const char *written)
{
    uint32_t c;
    for (size_t length; *written && !spelling->full; written += length) {
        length = character(written, &c);
        char looks = length == 2 ? latin_look(c) : *written;
        if (looks == 0 || length > 2) {
            spelling->length = 0;
            return;
        }
        put(spelling, &looks, 1);
    }
}

/* What all Latin letters that look like a Cyrillic word say is such a word in disguise; Cyrillic letters that look like
 * these are the word itself. */
static void wish_as_it_looks(const struct wishing *wishing, const char *written)
{
    struct wanted wanted = *wishing->wanted;
    wanted.ways.certain &= (uint8_t)~READING_LOOK_ALIKE;
    wanted.ways.doubtful &= (uint8_t)~READING_LOOK_ALIKE;
    struct wishing in_latin = {wishing->draft, &wanted};
    const struct spelling_call call = {.spelling = wish_spelling, .context = &in_latin};
    struct spelling looks = {.length = 0};
    spell_as_it_looks(&looks, written);
    if (looks.length > 0)
        fold_spelling(&looks, &call);
}

void spellings_wish(struct draft *draft, const struct wanted *wanted, const char *written, enum spelling_set set)
{
    struct wishing wishing = {.draft = draft, .wanted = wanted};
    if (((wanted->ways.certain | wanted->ways.doubtful) & READING_TRANSLITERATED) && may_wish(draft, wanted->entry))
        spellings_each(written, wanted->ending, set, wish_spelling, &wishing);
    if (((wanted->ways.certain | wanted->ways.doubtful) & READING_LOOK_ALIKE) && set == SPELLINGS_OF_WORDS &&
        (wanted->ways.scripts & SCRIPT_CYRILLIC) && may_wish(draft, wanted->entry))
        wish_as_it_looks(&wishing, written);
}

void spellings_wish_squeezed(struct draft *draft, const struct wanted *wanted)
{
    char squeezed[DRAFT_TERM_MAX + 1] = " ";
    size_t used = 1;
    if (!((wanted->ways.certain | wanted->ways.doubtful) & READING_DIVIDED) || names_count_words(wanted->folded) < 2 ||
        ways_letters(wanted->folded) < SQUEEZED_LETTERS_MIN)
        return;
    for (const char *at = wanted->folded; *at; at++) {
        if (*at != ' ')
            squeezed[used++] = *at;
    }
    if (wanted->ending == 0)
        squeezed[used++] = ' ';
    squeezed[used] = 0;
    struct wanted wish = *wanted;
    wish.folded = squeezed;
    spellings_wish_this(draft, &wish);
}

/* What lists say themselves, whole words and stems alike: texts without the space behind. */
struct said {
    struct draft *draft;
    struct index index; /* of terms */
};

struct said_search {
    const struct draft *draft;
    const char *text;
    size_t length;
};

static size_t length_said(const char *text)
{
    size_t length = strlen(text);
    return length > 1 && text[length - 1] == ' ' ? length - 1 : length;
}

static bool is_said_by(const void *context, uint32_t record)
{
    const struct said_search *search = context;
    const struct pack_term *term = draft_record(search->draft, PACK_TERMS, record);
    const char *text = draft_text(search->draft, term->text);
    return length_said(text) == search->length && memcmp(text, search->text, search->length) == 0;
}

static bool is_said(const struct said *said, const char *folded)
{
    struct said_search search = {.draft = said->draft, .text = folded, .length = length_said(folded)};
    return index_find(&said->index, index_hash(folded, search.length), is_said_by, &search) != INDEX_NONE;
}

static void gather_said(struct said *said)
{
    for (uint32_t i = 0; i < said->draft->sections[PACK_TERMS].count; i++) {
        const struct pack_term *term = draft_record(said->draft, PACK_TERMS, i);
        const char *text = draft_text(said->draft, term->text);
        if (term->pattern == PACK_TERM_LITERAL && !is_said(said, text))
            index_add(&said->index, index_hash(text, length_said(text)), i);
    }
}

void spellings_grant(struct draft *draft)
{
    struct said said = {.draft = draft};
    gather_said(&said);
    for (uint32_t i = 0; i < draft->wishes.count; i++) {
        const struct wanted *wish = (const struct wanted *)draft->wishes.records + i;
        bool speaks_against = wish->form == PACK_TERM_LITERAL &&
                              (is_said(&said, wish->folded) || ordinary_are_words(draft, wish->folded));
        if (!speaks_against && may_wish(draft, wish->entry))
            draft_mention(draft, wish);
    }
    index_free(&said.index);
}

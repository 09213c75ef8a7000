/*
 * respelling_words.c: which words of the pack are cut apart in a text, and which have an error in them: each is tried
 * at each place (respelling.h).
 */
#include "respelling.h"

#include <string.h>

#include "plugin/match/word_ways.h"

static bool is_digit(char letter)
{
    return letter < 'A';
}

bool are_letters(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (text[i] < 'A' || text[i] > 'Z')
            return false;
    return true;
}

bool are_digits(const char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (!is_digit(text[i]))
            return false;
    return true;
}

unsigned word_says(const struct word *word, const char *letters, uint32_t length, uint32_t most)
{
    if (letters[0] != word->letters[0] || length < word->length || memcmp(word->letters, letters, word->length) != 0)
        return 0;
    uint32_t rest = length - word->length;
    if (rest == 0)
        return word->uses;
    if (rest > most || !are_letters(letters + word->length, rest))
        return 0;
    unsigned said = 0;
    if (rest <= word->ending)
        said |= word->uses & ~(unsigned)WORD_ORDINARY;
    if (rest <= word->ordinary_ending)
        said |= word->uses & WORD_ORDINARY;
    return said;
}

unsigned lexicon_says(const struct lexicon *lexicon, const char *letters, uint32_t length)
{
    unsigned said = 0;
    for (uint32_t i = 0; i < lexicon->count; i++)
        said |= word_says(&lexicon->words[i], letters, length, PACK_ENDING_MAX);
    return said;
}

/* --- Cut apart ----------------------------------------------------------------------------------------------- */

static bool has_digits(const struct spelled *word)
{
    for (uint32_t i = 0; i < word->length; i++)
        if (is_digit(word->letters[i]))
            return true;
    return false;
}

/* Whether one of these words says nothing, so that they may be pieces of one. Numbers and ordinary words are what they
 * are; and so is a word of the pack where digits are among the pieces: TRX 20. */
static bool one_says_nothing(const struct lexicon *lexicon, const struct spelled *words, uint32_t pieces)
{
    bool digits = false;
    for (uint32_t i = 0; i < pieces; i++)
        digits |= has_digits(&words[i]);
    for (uint32_t i = 0; i < pieces; i++) {
        unsigned said = lexicon_says(lexicon, words[i].letters, words[i].length);
        if (!are_digits(words[i].letters, words[i].length) && (said == 0 || (!(said & WORD_ORDINARY) && !digits)))
            return true;
    }
    return false;
}

/* Whether a term of the pack has the word in just these pieces, and so finds it. */
static bool is_phrase(const struct word *word, const struct spelled *words, uint32_t pieces)
{
    uint64_t cuts = 0;
    uint32_t before = 0;
    for (uint32_t i = 0; i + 1 < pieces; i++) {
        before += words[i].length;
        cuts |= UINT64_C(1) << before;
    }
    return word->phrase == cuts;
}

/* The longest word of the pack that these letters are, or begin with as its stem. Some of it stands in the last piece:
 * one that would be an ending alone is another word. */
static const struct word *word_of(const struct lexicon *lexicon, const char *letters, uint32_t length, uint32_t last)
{
    const struct word *longest = NULL;
    for (uint32_t i = 0; i < lexicon->count; i++) {
        const struct word *word = &lexicon->words[i];
        if ((word_says(word, letters, length, PACK_ENDING_MAX) & WORD_MAY_BE_CUT) && word->length > length - last &&
            (!longest || word->length > longest->length))
            longest = word;
    }
    return longest;
}

/* Whether these words, together the given letters, are a word of the pack cut apart. */
static bool is_cut(const struct lexicon *lexicon, const char *letters, uint32_t length, const struct spelled *words,
                   uint32_t pieces, uint32_t count)
{
    const struct word *word = word_of(lexicon, letters, length, words[pieces - 1].length);
    if (!word || is_phrase(word, words, pieces) || !one_says_nothing(lexicon, words, pieces))
        return false;
    if (word->length >= CUT_LONG)
        return true;
    bool letter_goes_on = words[pieces - 1].length == 1 && pieces < count && words[pieces].length == 1;
    return pieces <= CUT_SHORT_PIECES && !letter_goes_on;
}

uint32_t lexicon_cut(const struct lexicon *lexicon, const struct spelled *words, uint32_t count)
{
    char letters[WORD_LONGEST + PACK_ENDING_MAX];
    uint32_t length = 0, longest = 0;
    for (uint32_t n = 0; n < count && n < CUT_PIECES && length + words[n].length <= sizeof letters; n++) {
        memcpy(letters + length, words[n].letters, words[n].length);
        length += words[n].length;
        if (n > 0 && is_cut(lexicon, letters, length, words, n + 1, count))
            longest = n + 1;
    }
    return longest;
}

/* --- With a typing error ------------------------------------------------------------------------------------- */

/* In the order in which they are preferred. */
enum error { ERROR_EXCHANGED, ERROR_TOO_MANY, ERROR_ANOTHER, ERROR_TOO_FEW, ERRORS };

/* Whether one error of the kind in letters, behind so many that are right, makes them the word. */
static bool is_error(enum error error, const char *letters, uint32_t length, const char *word, uint32_t word_length,
                     uint32_t right)
{
    static const struct {
        uint32_t letters, word; /* that stand where the error is */
    } skipped[ERRORS] = {
        [ERROR_EXCHANGED] = {2, 2}, [ERROR_TOO_MANY] = {1, 0}, [ERROR_ANOTHER] = {1, 1}, [ERROR_TOO_FEW] = {0, 1}};
    uint32_t from = right + skipped[error].letters, word_from = right + skipped[error].word;
    if (from > length || word_from > word_length || length - from != word_length - word_from)
        return false;
    if (error == ERROR_EXCHANGED &&
        (letters[right] != word[right + 1] || letters[right + 1] != word[right] || letters[right] == word[right]))
        return false;
    return memcmp(letters + from, word + word_from, length - from) == 0;
}

/* A word that the letters are, and what says which goes first. */
struct candidate {
    struct right right;
    bool units; /* the error is in a letter that is written as several */
    enum error error;
};
#define CANDIDATES 256

struct correcting {
    const char *letters;
    uint32_t length;
    bool stands;   /* they are a stem with some ending, */
    bool ordinary; /* and that an ordinary word's */
    bool units;    /* of errors in letters that are written as several */
    uint32_t from; /* the first letter that may be wrong */
    unsigned uses; /* that the word must have */
    uint32_t count;
    struct candidate candidates[CANDIDATES];
};

/* Of two the one that goes first: < 0 = the left. 0 = that is not said. */
static int compare_candidates(const struct candidate *left, const struct candidate *right)
{
    if (left->units != right->units)
        return left->units ? 1 : -1;
    if (left->right.same != right->right.same)
        return left->right.same > right->right.same ? -1 : 1;
    if (left->error != right->error)
        return left->error < right->error ? -1 : 1;
    return left->units ? 0 : left->right.letters[left->right.same] - right->right.letters[right->right.same];
}

static bool is_same(const struct right *left, const struct right *right)
{
    return left->length == right->length && memcmp(left->letters, right->letters, left->length) == 0;
}

static void keep(struct correcting *correcting, const struct word *word, uint32_t rest, uint32_t same, enum error error)
{
    struct candidate candidate = {.units = correcting->units, .right.same = same, .error = error};
    if (same < correcting->from)
        return;
    candidate.right.length = word->length + rest;
    memcpy(candidate.right.letters, word->letters, word->length);
    memcpy(candidate.right.letters + word->length, correcting->letters + correcting->length - rest, rest);
    for (uint32_t i = 0; i < correcting->count; i++)
        if (is_same(&correcting->candidates[i].right, &candidate.right)) {
            if (compare_candidates(&candidate, &correcting->candidates[i]) < 0)
                correcting->candidates[i] = candidate;
            return;
        }
    if (correcting->count < CANDIDATES)
        correcting->candidates[correcting->count++] = candidate;
}

static bool is_vowel(char letter)
{
    return strchr("AEIOUY", letter) != NULL;
}

/* Whether letters of the word are wrong in the token: digits are not, and a stem with an ending is another word only
 * where a vowel is a consonant, and that of an ordinary one not where a letter is another. */
static bool may_be_wrong(const struct correcting *correcting, const struct word *word, uint32_t at, enum error error)
{
    const char *wrong = correcting->letters + at, *right = word->letters + at;
    switch (error) {
    case ERROR_TOO_MANY:
        return !is_digit(*wrong);
    case ERROR_ANOTHER:
        return !is_digit(*wrong) && !is_digit(*right) && !correcting->ordinary &&
               (!correcting->stands || is_vowel(*wrong) != is_vowel(*right));
    case ERROR_TOO_FEW:
        return !is_digit(*right);
    default:
        return true;
    }
}

/* Letters by which a stem with an error in it may go on. */
static uint32_t ending_most(const struct word *word)
{
    uint32_t most = word->length < 9 ? 2 : 3;
    return word->ending < most ? word->ending : most;
}

/* The word with its last `rest` letters as its ending: of its other letters one is wrong, but the last of a stem that
 * goes on, without which it is another stem. */
static void try_word(struct correcting *correcting, const struct word *word, uint32_t rest)
{
    uint32_t length = correcting->length - rest, same = 0;
    if (rest > 0 && correcting->letters[length - 1] != word->letters[word->length - 1])
        return;
    while (same < length && same < word->length && correcting->letters[same] == word->letters[same])
        same++;
    if (same == 0)
        return;
    bool at_end = rest > 0 && same + 1 == word->length; /* the last letter was left out beside the same one */
    for (enum error error = ERROR_EXCHANGED; error < ERRORS; error++)
        if (!(at_end && error == ERROR_TOO_FEW) &&
            is_error(error, correcting->letters, length, word->letters, word->length, same) &&
            may_be_wrong(correcting, word, same, error))
            keep(correcting, word, rest, same - (rest > 0 && same == word->length), error); /* the last one doubled */
}

/* Letters that are written as several (plugin/match/letter_units.h says which). */
static uint32_t unit_of(const char *letters, uint32_t left)
{
    static const char *const units[] = {"SHCH", "ZH", "KH", "TS", "CH", "SH", "YU", "YA"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (left >= strlen(units[i]) && memcmp(letters, units[i], strlen(units[i])) == 0)
            return (uint32_t)strlen(units[i]);
    return left > 0 ? 1 : 0;
}

/* One more way in which something may be put right: some letters stand for `replaced` of the token's behind `same`. */
struct repair {
    uint32_t same, replaced, length;
    char letters[16];
    enum error error;
};

static void try_repair(struct correcting *correcting, const struct word *word, uint32_t rest,
                       const struct repair *repair)
{
    const uint32_t length = correcting->length - rest, from = repair->same + repair->replaced;
    const uint32_t behind = repair->same + repair->length;
    if (from > length || behind > word->length || length - from != word->length - behind ||
        (rest > 0 && from == length) || (rest > 0 && repair->error == ERROR_TOO_FEW && word->length < 8) ||
        (correcting->stands && repair->error == ERROR_ANOTHER))
        return;
    if (memcmp(word->letters, correcting->letters, repair->same) == 0 &&
        memcmp(word->letters + repair->same, repair->letters, repair->length) == 0 &&
        memcmp(word->letters + behind, correcting->letters + from, length - from) == 0)
        keep(correcting, word, rest, repair->same, repair->error);
}

static void try_exchange(struct correcting *correcting, const struct word *word, uint32_t rest, uint32_t at)
{
    const char *letters = correcting->letters + at;
    const uint32_t left = correcting->length - at, longest = unit_of(letters, left);
    for (uint32_t first = longest; first > 0; first = first > 1 ? 1 : 0)
        for (uint32_t second = unit_of(letters + first, left - first); second > 0; second = second > 1 ? 1 : 0) {
            struct repair repair = {at, first + second, first + second, "", ERROR_EXCHANGED};
            memcpy(repair.letters, letters + first, second);
            memcpy(repair.letters + second, letters, first);
            if (first + second > 2 && memcmp(repair.letters, letters, first + second) != 0)
                try_repair(correcting, word, rest, &repair);
        }
}

static void try_units_at(struct correcting *correcting, const struct word *word, uint32_t rest, uint32_t at)
{
    static const char pairs[][3] = {"ZH", "KH", "TS", "CH", "SH", "YU", "YA"};
    static const char *const keys[][2] = {{"I", "TS"}, {"U", "TS"}, {"G", "SH"}, {"Z", "SHCH"}, {"Z", "KH"},
                                          {"D", "ZH"}, {"E", "ZH"}, {"S", "CH"}, {"B", "YU"}};
    const char *letters = correcting->letters + at;
    const uint32_t left = correcting->length - at, own = unit_of(letters, left);
    try_exchange(correcting, word, rest, at);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct repair repair = {at, 0, 2, "", ERROR_TOO_FEW};
        memcpy(repair.letters, pairs[i], 2);
        try_repair(correcting, word, rest, &repair);
        repair.error = ERROR_ANOTHER;
        repair.replaced = own;
        if ((own == 1 && !is_digit(letters[0])) ||
            (own == 2 && letters[0] != pairs[i][0] && letters[1] != pairs[i][1]) || (own == 4 && pairs[i][0] == 'S'))
            try_repair(correcting, word, rest, &repair);
        if (left >= 4 && memcmp(letters, pairs[i], 2) == 0 && memcmp(letters + 2, pairs[i], 2) == 0)
            try_repair(correcting, word, rest, &(struct repair){at, 2, 0, "", ERROR_TOO_MANY});
    }
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct repair repair = {at, own, 1, {keys[i][0][0]}, ERROR_ANOTHER};
        if (own == strlen(keys[i][1]) && memcmp(letters, keys[i][1], own) == 0)
            try_repair(correcting, word, rest, &repair);
    }
}

static void try_units(struct correcting *correcting, const struct word *word, uint32_t rest)
{
    uint32_t units = 0;
    for (uint32_t at = 0; at < correcting->length; units++)
        at += unit_of(correcting->letters + at, correcting->length - at);
    for (uint32_t at = 1; units >= CORRECTED_LEAST && at <= correcting->length - rest && at <= word->length; at++)
        try_units_at(correcting, word, rest, at);
}

/* Whole words, or stems with an ending. */
static void correct_by(const struct lexicon *lexicon, struct correcting *correcting, bool stems)
{
    for (uint32_t i = 0; i < lexicon->count; i++) {
        const struct word *word = &lexicon->words[i];
        if ((word->uses & correcting->uses) != correcting->uses)
            continue;
        for (uint32_t rest = stems; rest <= (stems ? ending_most(word) : 0) && rest < correcting->length; rest++) {
            if (!are_letters(correcting->letters + correcting->length - rest, rest))
                continue;
            correcting->units = false;
            try_word(correcting, word, rest);
            correcting->units = true;
            try_units(correcting, word, rest);
        }
    }
}

static const struct word *whole_word(const struct lexicon *lexicon, const char *letters, uint32_t length)
{
    for (uint32_t i = 0; i < lexicon->count; i++)
        if (lexicon->words[i].length == length && memcmp(lexicon->words[i].letters, letters, length) == 0)
            return &lexicon->words[i];
    return NULL;
}

/* Whether an ordinary word goes on as its forms do. */
static bool is_form(const struct lexicon *lexicon, const char *letters, uint32_t length)
{
    for (uint32_t i = 0; i < lexicon->form_count; i++)
        if (strlen(lexicon->forms[i].letters) == length && memcmp(lexicon->forms[i].letters, letters, length) == 0)
            return true;
    return false;
}

/* The first of the candidates, in their order. */
static void put_in_order(struct correcting *correcting, struct corrections *corrections)
{
    for (uint32_t i = 0; i < correcting->count && corrections->count < CORRECTIONS; i++) {
        for (uint32_t k = i + 1; k < correcting->count; k++)
            if (compare_candidates(&correcting->candidates[k], &correcting->candidates[i]) < 0) {
                const struct candidate other = correcting->candidates[k];
                correcting->candidates[k] = correcting->candidates[i];
                correcting->candidates[i] = other;
            }
        for (uint32_t k = i + 1; k < correcting->count; k++)
            corrections->open |= compare_candidates(&correcting->candidates[k], &correcting->candidates[i]) == 0;
        corrections->words[corrections->count++] = correcting->candidates[i].right;
    }
}

/* What is a word as it stands is that first. */
static void put_first(struct corrections *corrections, const char *letters, uint32_t length)
{
    corrections->count -= corrections->count == CORRECTIONS;
    memmove(corrections->words + 1, corrections->words, corrections->count++ * sizeof corrections->words[0]);
    corrections->words[0] = (struct right){.length = length, .same = length};
    memcpy(corrections->words[0].letters, letters, length);
}

uint32_t lexicon_correct(const struct lexicon *lexicon, const char *letters, uint32_t length, uint32_t from,
                         unsigned uses, struct corrections *corrections)
{
    *corrections = (struct corrections){0};
    if (length < CORRECTED_LEAST || length > WORD_LONGEST)
        return 0;
    const unsigned said = lexicon_says(lexicon, letters, length);
    const struct word *whole = whole_word(lexicon, letters, length);
    if ((whole && (whole->uses & (WORD_SAID | WORD_ORDINARY))) || is_form(lexicon, letters, length))
        return 0;
    struct correcting correcting = {.letters = letters,
                                    .length = length,
                                    .stands = said != 0 && !whole,
                                    .ordinary = (said & WORD_ORDINARY) != 0,
                                    .from = from,
                                    .uses = uses | WORD_MAY_BE_WRONG};
    for (int stems = 0; stems <= (said == 0) && correcting.count == 0; stems++)
        correct_by(lexicon, &correcting, stems);
    put_in_order(&correcting, corrections);
    if (whole && corrections->count > 0)
        put_first(corrections, letters, length);
    return corrections->count;
}

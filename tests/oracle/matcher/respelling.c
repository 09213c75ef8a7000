/*
 * respelling.c: writes every spelling once more with its words read otherwise (respelling.h).
 */
#include "respelling.h"

#include <string.h>

#include "text/fold.h"

struct respelling {
    struct spellings *spellings;
    const struct lexicon *lexicon;
    const struct transfer *transfer;
    uint32_t open;        /* words whose reading is not compared */
    uint32_t most;        /* words that one with an error may be */
    uint32_t alternative; /* which of these is written, or else the last */
};

/* Whether each letter of the word is one byte of the value. */
static bool is_ascii(const struct respelling *respelling, uint32_t value, const struct spelled *word)
{
    const struct field_value *written = &respelling->transfer->values[value];
    const unsigned char *text = transfer_text(respelling->transfer, written);
    if (word->to < word->from || word->to - word->from != word->length || word->to > written->length)
        return false;
    for (uint32_t i = word->from; i < word->to; i++)
        if (text[i] >= 0x80)
            return false;
    return true;
}

static void add_pieces(struct respelling *respelling, uint32_t value, struct spelled word, const struct pieces *pieces)
{
    bool ascii = is_ascii(respelling, value, &word);
    for (uint32_t i = 0; i < pieces->count; i++) {
        uint32_t from = i > 0 ? pieces->ends[i - 1] : 0;
        struct spelled piece = word;
        piece.letters += from;
        piece.length = pieces->ends[i] - from;
        if (ascii) {
            piece.from = word.from + from;
            piece.to = word.from + pieces->ends[i];
        }
        spelling_add(respelling->spellings, piece);
    }
}

/* The words from the first on as one. */
static void add_joined(struct spellings *spellings, const struct spelled *words, uint32_t count)
{
    char letters[WORD_LONGEST + PACK_ENDING_MAX];
    uint32_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        memcpy(letters + length, words[i].letters, words[i].length);
        length += words[i].length;
    }
    spelling_add(spellings, (struct spelled){.letters = spelling_letters(spellings, letters, length),
                                             .length = length,
                                             .from = words[0].from,
                                             .to = words[count - 1].to});
}

/* A word of a spelling taken apart; where it is read as it is written, also as its capitals show. */
static bool split_word(const struct respelling *respelling, const struct spelling *of, const struct spelled *word,
                       struct pieces *pieces)
{
    if (lexicon_split(respelling->lexicon, word->letters, word->length, pieces))
        return true;
    const bool open = pieces->open;
    const struct field_value *written = &respelling->transfer->values[of->value];
    const bool split =
        of->readings == 0 && word->from < word->to && word->to <= written->length &&
        lexicon_split_capitals(respelling->lexicon, transfer_text(respelling->transfer, written), word, pieces);
    pieces->open = open;
    return split;
}

/* A word alone: as it is, or as its pieces; which readings that takes. */
static uint8_t add_split(struct respelling *respelling, const struct spelling *of, struct spelled word, uint8_t allowed)
{
    struct pieces pieces;
    bool split = split_word(respelling, of, &word, &pieces);
    respelling->open += pieces.open;
    if (!split || (pieces.readings & ~allowed) != 0) {
        spelling_add(respelling->spellings, word);
        return 0;
    }
    add_pieces(respelling, of->value, word, &pieces);
    return pieces.readings;
}

/* How many words from one on are one that was cut apart. Not said: whether a single letter follows one at the end of a
 * spelling that is only a part of its value. */
static uint32_t cut_from(struct respelling *respelling, const struct spelling *of, const struct spelled *words,
                         uint32_t count)
{
    const uint32_t cut = lexicon_cut(respelling->lexicon, words, count);
    respelling->open += cut > 0 && cut == count && of->goes_on && words[count - 1].length == 1;
    return cut;
}

/* The spelling with every word whole. Returns the readings that this takes; 0 = nothing was added. */
static uint8_t add_whole(struct respelling *respelling, struct spelling of)
{
    struct spellings *spellings = respelling->spellings;
    struct spelling *whole = spelling_begin(spellings, of.value, of.readings);
    uint8_t readings = 0;
    for (uint32_t i = 0; i < of.count;) {
        const struct spelled *words = spellings->words + of.first + i;
        uint32_t cut = cut_from(respelling, &of, words, of.count - i);
        if (cut > 0) {
            add_joined(spellings, words, cut);
            readings |= READING_DIVIDED;
            i += cut;
        } else {
            readings |= add_split(respelling, &of, words[0], READING_DIVIDED | READING_NUMBERED);
            i++;
        }
    }
    whole->readings |= readings;
    if (readings == 0)
        spelling_abandon(spellings);
    return readings;
}

/* The spelling with nothing but numbers taken off words. */
static uint8_t add_numbered(struct respelling *respelling, struct spelling of)
{
    struct spelling *numbered = spelling_begin(respelling->spellings, of.value, of.readings);
    uint8_t readings = 0;
    for (uint32_t i = 0; i < of.count; i++)
        readings |= add_split(respelling, &of, respelling->spellings->words[of.first + i], READING_NUMBERED);
    numbered->readings |= readings;
    if (readings == 0)
        spelling_abandon(respelling->spellings);
    return readings;
}

/* Some letters that came from these bytes, as a word. */
static void add_letters(struct spellings *spellings, const char *letters, uint32_t length, struct spelled of)
{
    of.letters = spelling_letters(spellings, letters, length);
    of.length = length;
    if (length > 0)
        spelling_add(spellings, of);
}

/* One of the words that letters with an error are. */
static void add_one_of(struct respelling *respelling, const struct corrections *corrections, struct spelled of)
{
    const uint32_t count = corrections->count;
    const struct right *right =
        &corrections->words[respelling->alternative < count ? respelling->alternative : count - 1];
    respelling->open += corrections->open;
    respelling->most = count > respelling->most ? count : respelling->most;
    add_letters(respelling->spellings, right->letters, right->length, of);
}

/* Letters with an error, which stands from one of them on, put right. */
static bool add_right(struct respelling *respelling, const char *letters, uint32_t length, uint32_t from, unsigned uses,
                      struct spelled of)
{
    struct corrections corrections;
    if (lexicon_correct(respelling->lexicon, letters, length, from, uses, &corrections) == 0)
        return false;
    add_one_of(respelling, &corrections, of);
    return true;
}

static void add_corrected(struct respelling *respelling, struct spelling of)
{
    struct spellings *spellings = respelling->spellings;
    bool corrected = false;
    spelling_begin(spellings, of.value, of.readings | READING_CORRECTED);
    for (uint32_t i = 0; i < of.count; i++) {
        const struct spelled word = spellings->words[of.first + i];
        if (add_right(respelling, word.letters, word.length, 1, 0, word))
            corrected = true;
        else
            spelling_add(spellings, word);
    }
    if (!corrected)
        spelling_abandon(spellings);
}

static bool is_digit(char letter)
{
    return letter < 'A';
}

static bool has_digits(const char *letters, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (is_digit(letters[i]))
            return true;
    return false;
}

/* A word with an error in it and a number before or behind it. */
static bool add_numbered_error(struct respelling *respelling, struct spelled word)
{
    uint32_t from = 0, to = word.length;
    if (is_digit(word.letters[0]) == is_digit(word.letters[word.length - 1]) ||
        lexicon_says(respelling->lexicon, word.letters, word.length) != 0)
        return false;
    while (is_digit(word.letters[from]))
        from++;
    while (is_digit(word.letters[to - 1]))
        to--;
    struct corrections corrections;
    if (has_digits(word.letters + from, to - from) ||
        lexicon_correct(respelling->lexicon, word.letters + from, to - from, 1, 0, &corrections) == 0)
        return false;
    add_letters(respelling->spellings, word.letters, from, word);
    add_right(respelling, word.letters + from, to - from, 1, 0, word);
    add_letters(respelling->spellings, word.letters + to, word.length - to, word);
    return true;
}

/* An ordinary word that is more than a syllable is not half of another one. */
static bool is_half(unsigned says, uint32_t length)
{
    return !(says & WORD_ORDINARY) || length < HALF_ORDINARY_LEAST;
}

/* Two words, one of which says nothing, that are one with an error in it; not a word and a letter. Behind one that
 * says something the error is not before the other's first letter, nor in it, unless that has four letters. */
static bool add_error_in_two(struct respelling *respelling, struct spelled left, struct spelled right)
{
    char letters[WORD_LONGEST];
    uint32_t length = left.length + right.length;
    unsigned left_speaks = lexicon_says(respelling->lexicon, left.letters, left.length);
    unsigned right_speaks = lexicon_says(respelling->lexicon, right.letters, right.length);
    if (!is_half(left_speaks, left.length) || !is_half(right_speaks, right.length) || length < WORD_WRONG_LEAST - 1 ||
        length > WORD_LONGEST || has_digits(left.letters, left.length) || has_digits(right.letters, right.length) ||
        (left_speaks && right_speaks) || (left_speaks && right.length == 1) || (right_speaks && left.length == 1))
        return false;
    memcpy(letters, left.letters, left.length);
    memcpy(letters + left.length, right.letters, right.length);
    left.to = right.to;
    const uint32_t from = left.length + (right.length < 4);
    return add_right(respelling, letters, length, left_speaks ? from : 1, WORD_MAY_BE_CUT, left);
}

/* Letters [from, to) of a word with an error in them that the others, which are a word, are run together with: not
 * where they meet. */
static bool add_beside(struct respelling *respelling, struct spelled word, uint32_t from, uint32_t to)
{
    const uint32_t right = from == 2 ? 2 : 1, last = to < word.length ? to - 1 : to - from;
    struct corrections found, corrections = {0};
    if (lexicon_says(respelling->lexicon, word.letters + from, to - from) != 0)
        return false;
    lexicon_correct(respelling->lexicon, word.letters + from, to - from, 1, WORD_MAY_BE_GLUED, &found);
    for (uint32_t i = 0; i < found.count; i++)
        if (found.words[i].same >= right && found.words[i].same <= last)
            corrections.words[corrections.count++] = found.words[i];
    corrections.open = found.open;
    if (corrections.count == 0)
        return false;
    add_letters(respelling->spellings, word.letters, from, word);
    add_one_of(respelling, &corrections, word);
    add_letters(respelling->spellings, word.letters + to, word.length - to, word);
    return true;
}

/* Whether letters are a word that others may be run together with, with an error in them. */
static bool is_neighbour(const struct respelling *respelling, const char *letters, uint32_t length, bool wrong)
{
    for (uint32_t i = 0; i < respelling->lexicon->count; i++) {
        const struct word *word = &respelling->lexicon->words[i];
        if ((word->uses & WORD_MAY_NEIGHBOUR) && word->length == length && memcmp(word->letters, letters, length) == 0)
            return !wrong || length != 3 || (word->uses & WORD_FILLER);
    }
    return false;
}

static bool is_two_words(const struct respelling *respelling, const char *letters, uint32_t length)
{
    for (uint32_t at = 2; at < length; at++)
        if ((is_neighbour(respelling, letters, at, false) &&
             lexicon_says(respelling->lexicon, letters + at, length - at) != 0) ||
            (is_neighbour(respelling, letters + at, length - at, false) &&
             lexicon_says(respelling->lexicon, letters, at) != 0))
            return true;
    return false;
}

/* A word with an error in it behind another, of the shortest such, or else before one; of words that errors in them
 * leave in fewer letters than they have to have only behind. Beside it stands a preposition, a filler, or a word of
 * four letters. */
static bool add_error_beside(struct respelling *respelling, struct spelled word)
{
    if (word.length > WORD_LONGEST || has_digits(word.letters, word.length) ||
        lexicon_says(respelling->lexicon, word.letters, word.length) != 0 ||
        is_two_words(respelling, word.letters, word.length))
        return false;
    for (uint32_t at = 2; at < word.length; at++)
        if (is_neighbour(respelling, word.letters, at, true) && add_beside(respelling, word, at, word.length))
            return true;
    for (uint32_t at = WORD_WRONG_LEAST, behind; at + 2 <= word.length; at++) {
        behind = word.length - at;
        if (is_neighbour(respelling, word.letters + at, behind, true) && add_beside(respelling, word, 0, at))
            return true;
    }
    return false;
}

/* What the words from the first on are: in which way, and of how many words; errors that hide go first. */
static uint8_t add_any(struct respelling *respelling, const struct spelling *of, const struct spelled *words,
                       uint32_t count, uint8_t allowed, uint32_t *taken)
{
    struct pieces pieces;
    const bool divided = allowed & READING_DIVIDED, split = split_word(respelling, of, words, &pieces);
    *taken = 1;
    if (add_numbered_error(respelling, words[0]))
        return READING_CORRECTED | READING_NUMBERED;
    if (divided && add_error_beside(respelling, words[0]))
        return READING_CORRECTED | READING_DIVIDED;
    if (divided && count > 1 && add_error_in_two(respelling, words[0], words[1])) {
        *taken = 2;
        return READING_CORRECTED | READING_DIVIDED;
    }
    const uint32_t cut = divided ? cut_from(respelling, of, words, count) : 0;
    if (cut > 0) {
        add_joined(respelling->spellings, words, cut);
        *taken = cut;
        return READING_DIVIDED;
    }
    if (split && (pieces.readings & ~allowed) == 0) {
        add_pieces(respelling, of->value, words[0], &pieces);
        return pieces.readings;
    }
    if (add_right(respelling, words[0].letters, words[0].length, 1, 0, words[0]))
        return READING_CORRECTED;
    spelling_add(respelling->spellings, words[0]);
    return 0;
}

/* The spelling with errors put right, and in other ways beside that. */
static void add_hidden(struct respelling *respelling, struct spelling of, uint8_t allowed)
{
    struct spellings *spellings = respelling->spellings;
    struct spelling *hidden = spelling_begin(spellings, of.value, of.readings);
    uint8_t readings = 0;
    for (uint32_t i = 0, taken; i < of.count; i += taken)
        readings |= add_any(respelling, &of, spellings->words + of.first + i, of.count - i, allowed, &taken);
    hidden->readings |= readings;
    if (!(readings & READING_CORRECTED) || readings == READING_CORRECTED)
        spelling_abandon(spellings);
}

uint32_t respelling_add(struct spellings *spellings, const struct lexicon *lexicon, const struct transfer *transfer)
{
    const uint8_t both = READING_DIVIDED | READING_NUMBERED;
    struct respelling respelling = {.spellings = spellings, .lexicon = lexicon, .transfer = transfer};
    uint32_t given = spellings->count;
    for (uint32_t i = 0; i < given; i++) {
        uint8_t whole = add_whole(&respelling, spellings->items[i]);
        add_hidden(&respelling, spellings->items[i], both);
        if (whole == both && add_numbered(&respelling, spellings->items[i]) != 0)
            add_hidden(&respelling, spellings->items[i], READING_NUMBERED);
        add_corrected(&respelling, spellings->items[i]);
        for (respelling.alternative = 1; respelling.alternative < respelling.most; respelling.alternative++) {
            add_hidden(&respelling, spellings->items[i], both);
            add_corrected(&respelling, spellings->items[i]);
        }
        respelling.most = respelling.alternative = 0;
    }
    return respelling.open;
}

/*
 * words.c: reads one word in disguise (words.h). A word is looked at twice, first what it is made of, then what it
 * says; nothing of it is stored in between, so a word may be of any length. Work is linear in the text.
 *
 * Digits of a word are letters when they stand alone or as two between letters: b1tc0in, крипt0, wa11et, but neither
 * TRC20 nor 100л; and only where they are not more than the letters and signs: U5D7, 7е3ер. Signs ($ @ and currency)
 * are letters beside letters and each other, and at the edge of a word: u$dt, $OLANA, ba₦₭ (readings.c).
 *
 * A capital I and a small l look the same. They are exchanged where the case of the letters beside them is odd,
 * bIockchain, BlNANCE, Iedger, and then all of them in the word, by which case most of its letters have. Blnance and
 * Invoice are words as they are: there nothing tells, and typing errors have a reading of their own (match/respell.h).
 * What looks like two letters is read as the one in all places of the text, then as the other in all; a word that
 * needs both, 1 for I and 1 for L, is not read. Readings would double with each such letter.
 */
#include "words.h"

/* Going through the letters, digits and signs of a word. */
struct walk {
    const struct source *source;
    const struct word *word;
    uint32_t at;
    uint32_t digits_end; /* of the run of digits being read */
    bool digits_speak;   /* as letters */
    bool started;
    const struct letter *before, *here; /* the unit before the one gone to, NULL: none; and that one */
};

static struct walk walk_begin(const struct source *source, const struct word *word)
{
    return (struct walk){.source = source, .word = word, .at = word->from};
}

static bool is_of_word(const struct letter *letter)
{
    return letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT;
}

bool sign_stands_alone(const struct source *source, const struct unit *sign)
{
    if (sign->next < source->length && is_of_word(unit_at(source->text, source->length, sign->next).letter))
        return false;
    if (sign->at == 0)
        return true;
    uint32_t before = sign->at - 1;
    for (unsigned bytes = 1; bytes < 4 && before > 0 && utf8_continues(source->text[before]); bytes++)
        before--;
    return !is_of_word(unit_at(source->text, source->length, before).letter);
}

/* Whether a unit belongs to what the walk reads. */
static bool walk_counts(const struct walk *walk, const struct unit *unit)
{
    if (unit->letter->kind != KIND_SIGN)
        return is_of_word(unit->letter);
    return !walk->word->spaced || (walk->word->signs && sign_stands_alone(walk->source, unit));
}

/* Looks ahead over the run of digits that begins here. */
static void walk_digits(struct walk *walk, const struct unit *first)
{
    uint32_t digits = 1;
    bool at_end = true;
    walk->digits_end = first->next;
    for (uint32_t at = first->next; at < walk->word->to;) {
        struct unit unit = unit_at(walk->source->text, walk->source->length, at);
        at = unit.next;
        if (!walk_counts(walk, &unit))
            continue;
        if (unit.letter->kind != KIND_DIGIT) {
            at_end = false;
            break;
        }
        digits++;
        walk->digits_end = unit.next;
    }
    walk->digits_speak = digits == 1 || (digits == 2 && walk->started && !at_end);
}

static bool walk_next(struct walk *walk, struct unit *unit)
{
    while (walk->at < walk->word->to) {
        *unit = unit_at(walk->source->text, walk->source->length, walk->at);
        walk->at = unit->next;
        if (!walk_counts(walk, unit))
            continue;
        if (unit->letter->kind == KIND_DIGIT && unit->at >= walk->digits_end)
            walk_digits(walk, unit);
        walk->started = true;
        walk->before = walk->here;
        walk->here = unit->letter;
        return true;
    }
    return false;
}

/* Whether a letter, or a digit or sign the walk has come to, is read as it looks, given what it looks like. */
static bool walk_speaks(const struct walk *walk, const struct letter *letter, uint8_t length)
{
    return length != 0 && (letter->kind != KIND_DIGIT || walk->digits_speak);
}

/* The unit behind the one gone to; NULL: there is none. */
static const struct letter *walk_behind(const struct walk *walk)
{
    for (uint32_t at = walk->at; at < walk->word->to;) {
        struct unit unit = unit_at(walk->source->text, walk->source->length, at);
        at = unit.next;
        if (walk_counts(walk, &unit))
            return unit.letter;
    }
    return NULL;
}

/* Whether the letter gone to is an O at the word's end that is written for the nought of a number: TRC2O. */
static bool walk_at_nought(const struct walk *walk, const struct letter *letter)
{
    if (!walk->before || walk->before->kind != KIND_DIGIT || letter->kind != KIND_LETTER)
        return false;
    const char looks = letter->latin_length ? letter->latin[0] : letter->plain_length ? letter->plain[0] : 0;
    return looks == 'O' && (!walk->digits_speak || walk->before->latin_length == 0) && !walk_behind(walk);
}

/* What a word is made of. */
struct makeup {
    uint32_t latin, cyrillic, other;        /* letters by script */
    uint32_t odd;                           /* Latin letters that look like another */
    uint32_t small, capital;                /* letters by case, I and l aside */
    uint32_t odd_case;                      /* I and l that stand oddly */
    uint32_t alike;                         /* of another script that look Latin */
    uint32_t unlike_cyrillic;               /* Latin that do not look Cyrillic */
    uint32_t latin_signs;                   /* digits and signs that are read as Latin letters */
    uint32_t cyrillic_signs;                /* and as Cyrillic ones */
    uint32_t latin_digits, cyrillic_digits; /* the digits of these */
    uint32_t noughts;                       /* letters O that are read as noughts */
    uint32_t latin_others;                  /* whatever looks like two Latin letters, I and l aside */
    uint32_t cyrillic_others;               /* like two Cyrillic ones */
    uint32_t units;
    bool alone;       /* the last letter says something when alone */
    bool ends_letter; /* the last unit is a letter */
};

/* A letter and what stands beside it. */
struct neighbours {
    unsigned before, here; /* flags of the unit before the last, and of the last; 0 = there is none */
};

/* Tells the letter gone to last, now that the one behind it is known: its flags, and whether it is a small vowel. */
static void makeup_case(struct makeup *makeup, const struct neighbours *beside, unsigned behind, bool small_vowel)
{
    if (!(beside->here & LETTER_BAR))
        return;
    bool is_small = (beside->here & LETTER_SMALL) != 0;
    unsigned around = beside->before | behind;
    if (is_small)
        makeup->odd_case += (around & LETTER_CAPITAL) && !(around & LETTER_SMALL);
    else
        makeup->odd_case += (beside->before & LETTER_SMALL) || (beside->before == 0 && small_vowel);
}

static bool is_vowel(char letter)
{
    return letter == 'A' || letter == 'E' || letter == 'I' || letter == 'O' || letter == 'U' || letter == 'Y';
}

static void makeup_letter(struct makeup *makeup, const struct letter *letter)
{
    makeup->latin += (letter->flags & LETTER_LATIN) != 0;
    makeup->cyrillic += (letter->flags & LETTER_CYRILLIC) != 0;
    makeup->other += (letter->flags & LETTER_OTHER) != 0;
    makeup->odd += (letter->flags & LETTER_ODD) != 0;
    makeup->alike += letter->latin_length != 0 && !(letter->flags & LETTER_ODD);
    makeup->unlike_cyrillic += (letter->flags & LETTER_UNLIKE_CYRILLIC) != 0;
    if (letter->flags & LETTER_BAR)
        return;
    makeup->small += (letter->flags & LETTER_SMALL) != 0;
    makeup->capital += (letter->flags & LETTER_CAPITAL) != 0;
}

static struct makeup makeup_of(const struct source *source, const struct word *word)
{
    struct makeup makeup = {0};
    struct walk walk = walk_begin(source, word);
    struct neighbours beside = {0};
    struct unit unit;
    while (walk_next(&walk, &unit)) {
        const struct letter *letter = unit.letter;
        bool bar = (letter->flags & LETTER_BAR) != 0;
        makeup.units++;
        makeup.alone = letter->alone_length != 0;
        makeup.ends_letter = letter->kind == KIND_LETTER;
        makeup.noughts += walk_at_nought(&walk, letter);
        makeup_case(&makeup, &beside, letter->flags, (letter->flags & LETTER_SMALL) && is_vowel(letter->plain[0]));
        beside = (struct neighbours){beside.here, letter->flags | 1u << 31};
        makeup.latin_others += !bar && walk_speaks(&walk, letter, letter->latin_other_length);
        makeup.cyrillic_others += walk_speaks(&walk, letter, letter->cyrillic_other_length);
        if (letter->kind == KIND_LETTER) {
            makeup_letter(&makeup, letter);
            continue;
        }
        makeup.latin_signs += walk_speaks(&walk, letter, letter->latin_length);
        makeup.cyrillic_signs += walk_speaks(&walk, letter, letter->cyrillic_length);
        if (letter->kind == KIND_DIGIT) {
            makeup.latin_digits += walk_speaks(&walk, letter, letter->latin_length);
            makeup.cyrillic_digits += walk_speaks(&walk, letter, letter->cyrillic_length);
        }
    }
    makeup_case(&makeup, &beside, 0, false);
    return makeup;
}

/* Р2Р and С2С: two letters of another script, and a digit that is not at the end. */
static bool is_like_p2p(const struct makeup *makeup)
{
    return makeup->units == LOOK_ALIKE_LETTERS && makeup->cyrillic + makeup->other == 2 && makeup->ends_letter;
}

/* Mixed with Latin letters; or of another script, and every letter has a Latin look-alike; or Latin with digits or
 * signs for letters. */
static bool reads_as_latin(const struct makeup *makeup)
{
    uint32_t foreign = makeup->cyrillic + makeup->other;
    uint32_t digits = makeup->latin_digits, signs = makeup->latin_signs - digits;
    if (makeup->units == 1)
        return makeup->alone;
    if (makeup->latin && foreign)
        return makeup->alike || makeup->odd || makeup->latin_signs;
    if (foreign)
        return makeup->alike == foreign && foreign + signs >= digits &&
               (foreign + makeup->latin_signs >= LOOK_ALIKE_LETTERS || is_like_p2p(makeup));
    return makeup->odd || makeup->noughts || (makeup->latin_signs && makeup->latin && makeup->latin + signs >= digits);
}

/* Latin and Cyrillic mixed; or Cyrillic with digits or signs for letters; or such a word in Latin letters that all look
 * Cyrillic (TE3EP). */
static bool reads_as_cyrillic(const struct makeup *makeup)
{
    if (makeup->units == 1)
        return false;
    if (makeup->latin && makeup->cyrillic)
        return true;
    if (makeup->noughts && makeup->cyrillic)
        return true;
    uint32_t letters = makeup->cyrillic + makeup->latin, digits = makeup->cyrillic_digits;
    if (!makeup->cyrillic_signs || makeup->other || letters == 0)
        return false;
    return letters + makeup->cyrillic_signs - digits >= digits && makeup->unlike_cyrillic == 0;
}

/* Whether I is read as L, and whether l as I. */
static bool reads_capital_bars(const struct makeup *makeup)
{
    return makeup->odd_case && makeup->small > makeup->capital;
}

static bool reads_small_bars(const struct makeup *makeup)
{
    return makeup->odd_case && makeup->capital > makeup->small && makeup->capital > 1;
}

/* A word with a 2 that may be a Z, and nothing else in disguise, has at least so many letters: not P2P or B2B. */
#define OTHER_ALONE 4

static unsigned makeup_disguises(const struct makeup *makeup)
{
    unsigned disguises = 0;
    bool mixed = makeup->latin && makeup->cyrillic + makeup->other;
    bool bars = reads_capital_bars(makeup) || reads_small_bars(makeup);
    if (reads_as_latin(makeup))
        disguises |= 1u << AS_LATIN;
    if (bars || (makeup->latin_others &&
                 (mixed || (disguises && makeup->latin_signs) || (makeup->latin >= OTHER_ALONE && !makeup->noughts))))
        disguises |= 1u << AS_OTHER_LATIN;
    if (reads_as_cyrillic(makeup))
        disguises |= 1u << AS_CYRILLIC | (makeup->cyrillic_others ? 1u << AS_OTHER_CYRILLIC : 0);
    return disguises;
}

/* Words of letters alone, nearly all of them, are known by their flags. */
unsigned word_disguises(const struct source *source, const struct word *word)
{
    const unsigned cased = LETTER_SMALL | LETTER_CAPITAL | LETTER_BAR;
    if (word->units > 1 && !(word->flags & (LETTER_DIGIT | LETTER_ODD))) {
        bool latin = (word->flags & LETTER_LATIN) != 0, foreign = (word->flags & (LETTER_CYRILLIC | LETTER_OTHER)) != 0;
        if (!foreign && (word->flags & cased) != cased)
            return 0;
        if (!latin)
            return !(word->flags & LETTER_UNLIKE_LATIN) && word->units >= LOOK_ALIKE_LETTERS ? 1u << AS_LATIN : 0;
    }
    struct makeup makeup = makeup_of(source, word);
    return makeup_disguises(&makeup);
}

bool word_has_letters(const struct source *source, const struct word *word)
{
    struct walk walk = walk_begin(source, word);
    struct unit unit;
    while (walk_next(&walk, &unit))
        if (unit.letter->kind == KIND_LETTER)
            return true;
    return false;
}

/* What one unit of a word says. */
struct said {
    const char *letters;
    uint32_t count;
};

static struct said said_plain(const struct letter *letter)
{
    return (struct said){letter->plain, letter->kind == KIND_SIGN ? 0 : letter->plain_length};
}

static struct said said_as_latin(const struct walk *walk, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    if (walk_at_nought(walk, letter))
        return (struct said){"0", 1};
    if (letter->alone_length && walk->word->from == unit->at && walk->word->to == unit->next)
        return (struct said){letter->alone, letter->alone_length};
    if (walk_speaks(walk, letter, letter->latin_length))
        return (struct said){letter->latin, letter->latin_length};
    return said_plain(letter);
}

static struct said said_as_cyrillic(const struct walk *walk, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    if (walk_at_nought(walk, letter))
        return (struct said){"0", 1};
    if (walk_speaks(walk, letter, letter->cyrillic_length))
        return (struct said){letter->cyrillic, letter->cyrillic_length};
    return said_plain(letter);
}

static bool is_consonant(const struct letter *letter)
{
    if (!letter)
        return false;
    const bool own = letter->kind == KIND_LETTER && (letter->latin_length == 0 || (letter->flags & LETTER_LATIN));
    const char says = own ? letter->plain[0] : letter->latin_length ? letter->latin[0] : 'A';
    return !is_vowel(says);
}

/* What looks like I and L is an I between two consonants of a long word: L1M1TED, B!NANCE. Elsewhere it may be both. */
#define BETWEEN_CONSONANTS 5

static bool is_surely_vowel(const struct walk *walk, const struct letter *letter)
{
    return letter->kind != KIND_LETTER && letter->latin[0] == 'I' && walk->word->units >= BETWEEN_CONSONANTS &&
           is_consonant(walk->before) && is_consonant(walk_behind(walk));
}

/* In the second readings; bars are the flags of those I and l that are exchanged. */
static struct said said_otherwise(const struct walk *walk, const struct unit *unit, enum disguise disguise,
                                  unsigned bars)
{
    const struct letter *letter = unit->letter;
    if (disguise == AS_OTHER_CYRILLIC && walk_speaks(walk, letter, letter->cyrillic_other_length))
        return (struct said){letter->cyrillic_other, letter->cyrillic_other_length};
    if (disguise == AS_OTHER_CYRILLIC)
        return said_as_cyrillic(walk, unit);
    if (walk_speaks(walk, letter, letter->latin_other_length) &&
        (!(letter->flags & LETTER_BAR) || (letter->flags & bars)) && !is_surely_vowel(walk, letter))
        return (struct said){letter->latin_other, letter->latin_other_length};
    return said_as_latin(walk, unit);
}

/* A word as Latin that nothing but near letters of the Cyrillic block is made of (fold_looks). false = it is not, or
 * does not fit, and nothing was written. */
static bool near_write_as_latin(struct folded *folded, const struct source *source, const struct word *word)
{
    const unsigned char *text = source->text + word->from;
    unsigned char *out = folded->bytes + folded->used;
    const uint32_t letters = (word->to - word->from) / 2;
    if (letters != word->units || letters >= folded->limit - folded->used)
        return false;
    for (uint32_t i = 0; i < letters; i++, text += 2) {
        if ((unsigned char)(text[0] - 0xD0) >= 4 || !utf8_continues(text[1]))
            return false;
        out[i] = fold_looks[(text[0] & 3) << 6 | (text[1] & 0x3F)];
        if (out[i] == 0)
            return false;
    }
    struct token token = {.at = folded->used, .from = word->from, .to = word->to, .units = letters};
    folded->used += letters;
    return token_end(folded, &token);
}

/* A word of several letters alone, as Latin: each says what it looks like. */
static bool letters_write_as_latin(struct folded *folded, const struct source *source, const struct word *word)
{
    struct token token = {0};
    for (uint32_t at = word->from; at < word->to;) {
        const struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind != KIND_LETTER)
            continue;
        const bool looks = letter->latin_length != 0;
        if (!token_add(folded, &token, &unit, looks ? letter->latin : letter->plain,
                       looks ? letter->latin_length : letter->plain_length))
            return false;
    }
    return token_end(folded, &token);
}

bool word_write(struct folded *folded, const struct source *source, const struct word *word, enum disguise disguise)
{
    if (disguise == AS_LATIN && word->units > 1 && !word->spaced && !(word->flags & LETTER_DIGIT))
        return near_write_as_latin(folded, source, word) || letters_write_as_latin(folded, source, word);
    struct token token = {0};
    struct walk walk = walk_begin(source, word);
    struct unit unit;
    unsigned bars = 0;
    if (disguise == AS_OTHER_LATIN && (word->flags & LETTER_BAR)) {
        struct makeup makeup = makeup_of(source, word);
        bars = (reads_capital_bars(&makeup) ? LETTER_CAPITAL : 0) | (reads_small_bars(&makeup) ? LETTER_SMALL : 0);
    }
    while (walk_next(&walk, &unit)) {
        struct said said = disguise == AS_LATIN      ? said_as_latin(&walk, &unit)
                           : disguise == AS_CYRILLIC ? said_as_cyrillic(&walk, &unit)
                                                     : said_otherwise(&walk, &unit, disguise, bars);
        if (!token_add(folded, &token, &unit, said.letters, said.count))
            return false;
    }
    return token_end(folded, &token);
}

/* A sign ends a token, and is one itself where it has a plain form. */
static bool add_plain(struct folded *folded, struct token *token, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    if (letter->kind != KIND_SIGN)
        return token_add(folded, token, unit, letter->plain, letter->plain_length);
    return token_end(folded, token) && token_add(folded, token, unit, letter->plain, letter->plain_length) &&
           token_end(folded, token);
}

bool word_write_plain(struct folded *folded, const struct source *source, const struct word *word)
{
    struct token token = {0};
    struct walk walk = walk_begin(source, word);
    struct unit unit;
    while (walk_next(&walk, &unit))
        if (!add_plain(folded, &token, &unit))
            return false;
    return token_end(folded, &token);
}

/*
 * readings.c: reads words in disguise (readings.h). A word is looked at twice, first what it is made of, then what it
 * says; nothing of it is stored in between, so a word may be of any length. Work is linear in the text.
 *
 * Digits of a word are letters when they stand alone or as two between letters: b1tc0in, крипt0, wa11et, but neither
 * TRC20 nor 100л; and only where letters are at least twice as many. Signs ($ @ and currency) are letters between
 * letters and at the edge of a word: u$dt, $OLANA.
 */
#include "readings.h"

/* A word of the text, or a run of spaced letters to be read as one. */
struct word {
    uint32_t from, to;
    uint32_t units; /* its letters, digits and signs */
    unsigned flags; /* of its letters, all together; LETTER_DIGIT for signs, too */
    bool spaced;    /* separators and signs inside it say nothing */
};

/* Going through the letters, digits and signs of a word. */
struct walk {
    const struct source *source;
    const struct word *word;
    uint32_t at;
    uint32_t digits_end; /* of the run of digits being read */
    bool digits_speak;   /* as letters */
    bool started;
};

static struct walk walk_begin(const struct source *source, const struct word *word)
{
    return (struct walk){.source = source, .word = word, .at = word->from};
}

/* Whether a unit belongs to what the walk reads. */
static bool walk_counts(const struct walk *walk, const struct letter *letter)
{
    return letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT ||
           (letter->kind == KIND_SIGN && !walk->word->spaced);
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
        if (!walk_counts(walk, unit.letter))
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
        if (!walk_counts(walk, unit->letter))
            continue;
        if (unit->letter->kind == KIND_DIGIT && unit->at >= walk->digits_end)
            walk_digits(walk, unit);
        walk->started = true;
        return true;
    }
    return false;
}

/* Whether a digit or sign the walk has come to is read as a letter, given the letters it would be read as. */
static bool walk_speaks(const struct walk *walk, const struct letter *letter, uint8_t length)
{
    return length != 0 && (letter->kind == KIND_SIGN || walk->digits_speak);
}

/* What a word is made of. */
struct makeup {
    uint32_t latin, cyrillic, other; /* letters by script */
    uint32_t alike;                  /* of another script that look Latin */
    uint32_t unlike_cyrillic;        /* Latin that do not look Cyrillic */
    uint32_t latin_signs;            /* digits and signs that are read as Latin letters */
    uint32_t cyrillic_signs;         /* and as Cyrillic ones */
    uint32_t units;
    bool alone; /* the last letter says something when alone */
};

static struct makeup makeup_of(const struct source *source, const struct word *word)
{
    struct makeup makeup = {0};
    struct walk walk = walk_begin(source, word);
    struct unit unit;
    while (walk_next(&walk, &unit)) {
        const struct letter *letter = unit.letter;
        makeup.units++;
        makeup.alone = letter->alone_length != 0;
        if (letter->kind != KIND_LETTER) {
            makeup.latin_signs += walk_speaks(&walk, letter, letter->latin_length);
            makeup.cyrillic_signs += walk_speaks(&walk, letter, letter->cyrillic_length);
            continue;
        }
        makeup.latin += (letter->flags & LETTER_LATIN) != 0;
        makeup.cyrillic += (letter->flags & LETTER_CYRILLIC) != 0;
        makeup.other += (letter->flags & LETTER_OTHER) != 0;
        makeup.alike += letter->latin_length != 0;
        makeup.unlike_cyrillic += (letter->flags & LETTER_UNLIKE_CYRILLIC) != 0;
    }
    return makeup;
}

/* Mixed with Latin letters; or of another script, and every letter has a Latin look-alike; or Latin with digits or
 * signs for letters. */
static bool reads_as_latin(const struct makeup *makeup)
{
    uint32_t foreign = makeup->cyrillic + makeup->other;
    if (makeup->units == 1)
        return makeup->alone;
    if (makeup->latin && foreign)
        return makeup->alike || makeup->latin_signs;
    if (foreign)
        return makeup->alike == foreign && foreign >= 2 * makeup->latin_signs &&
               foreign + makeup->latin_signs >= LOOK_ALIKE_LETTERS;
    return makeup->latin_signs && makeup->latin >= 2 * makeup->latin_signs;
}

/* Latin and Cyrillic mixed; or Cyrillic with digits or signs for letters; or such a word in Latin letters that all look
 * Cyrillic (TE3EP). */
static bool reads_as_cyrillic(const struct makeup *makeup)
{
    if (makeup->latin && makeup->cyrillic)
        return true;
    if (!makeup->cyrillic_signs || makeup->other)
        return false;
    return makeup->cyrillic + makeup->latin >= 2 * makeup->cyrillic_signs && makeup->unlike_cyrillic == 0;
}

/* Words of letters alone, nearly all of them, are known by their flags. */
static enum fold_view word_view(const struct source *source, const struct word *word, enum fold_view wanted)
{
    const unsigned foreign = LETTER_CYRILLIC | LETTER_OTHER;
    if (word->units > 1 && !(word->flags & LETTER_DIGIT)) {
        bool latin = (word->flags & LETTER_LATIN) != 0;
        if (!(word->flags & foreign))
            return FOLD_PLAIN;
        if (wanted == FOLD_CYRILLIC)
            return latin && (word->flags & LETTER_CYRILLIC) ? FOLD_CYRILLIC : FOLD_PLAIN;
        return latin || (!(word->flags & LETTER_UNLIKE_LATIN) && word->units >= LOOK_ALIKE_LETTERS) ? FOLD_LATIN
                                                                                                    : FOLD_PLAIN;
    }
    struct makeup makeup = makeup_of(source, word);
    if (wanted == FOLD_LATIN && reads_as_latin(&makeup))
        return FOLD_LATIN;
    if (wanted == FOLD_CYRILLIC && reads_as_cyrillic(&makeup))
        return FOLD_CYRILLIC;
    return FOLD_PLAIN;
}

static bool add_latin(struct folded *folded, struct token *token, const struct walk *walk, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    if (letter->alone_length && walk->word->from == unit->at && walk->word->to == unit->next)
        return token_add(folded, token, unit, letter->alone, letter->alone_length);
    if (letter->kind == KIND_LETTER ? letter->latin_length != 0 : walk_speaks(walk, letter, letter->latin_length))
        return token_add(folded, token, unit, letter->latin, letter->latin_length);
    return token_add(folded, token, unit, letter->plain, letter->kind == KIND_SIGN ? 0 : letter->plain_length);
}

static bool add_cyrillic(struct folded *folded, struct token *token, const struct walk *walk, const struct unit *unit)
{
    const struct letter *letter = unit->letter;
    if (letter->kind == KIND_LETTER ? letter->cyrillic_length != 0 : walk_speaks(walk, letter, letter->cyrillic_length))
        return token_add(folded, token, unit, letter->cyrillic, letter->cyrillic_length);
    return token_add(folded, token, unit, letter->plain, letter->kind == KIND_SIGN ? 0 : letter->plain_length);
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

static bool word_write(struct folded *folded, const struct source *source, const struct word *word, enum fold_view view)
{
    struct token token = {0};
    struct walk walk = walk_begin(source, word);
    struct unit unit;
    while (walk_next(&walk, &unit)) {
        bool fits = view == FOLD_LATIN      ? add_latin(folded, &token, &walk, &unit)
                    : view == FOLD_CYRILLIC ? add_cyrillic(folded, &token, &walk, &unit)
                                            : add_plain(folded, &token, &unit);
        if (!fits)
            return false;
    }
    return token_end(folded, &token);
}

/* Whether a sign is a letter, between the unit before it in its word (NULL: none) and what comes behind it. */
static bool sign_is_letter(const struct source *source, const struct unit *sign, const struct letter *before)
{
    const struct letter *behind = &fold_letters[0];
    for (uint32_t at = sign->next; at < source->length;) {
        struct unit unit = unit_at(source->text, source->length, at);
        at = unit.next;
        if (unit.letter->kind == KIND_IGNORED)
            continue;
        behind = unit.letter;
        break;
    }
    bool letter_before = before && before->kind == KIND_LETTER;
    bool letter_behind = behind->kind == KIND_LETTER && !(behind->flags & LETTER_OWN);
    if (sign->letter->flags & LETTER_BETWEEN)
        return letter_before && letter_behind;
    if (!before)
        return letter_behind;
    return letter_before && (letter_behind || behind->kind == KIND_SEPARATOR);
}

/* The next word from a byte on, with the signs that are letters in it. What is a token of its own is a word. */
static bool word_next(const struct source *source, uint32_t at, struct word *word)
{
    const struct letter *before = NULL;
    *word = (struct word){0};
    while (at < source->length) {
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind == KIND_IGNORED)
            continue;
        bool joins = letter->kind == KIND_SIGN ? sign_is_letter(source, &unit, before)
                                               : letter->kind != KIND_SEPARATOR && !(letter->flags & LETTER_OWN);
        if (joins) {
            word->from = before ? word->from : unit.at;
            word->to = unit.next;
            word->units++;
            word->flags |= letter->kind == KIND_SIGN ? LETTER_DIGIT : letter->flags;
            before = letter;
        } else if (before) {
            return true;
        } else if (letter->flags & LETTER_OWN) {
            *word = (struct word){.from = unit.at, .to = unit.next, .units = 1};
            return true;
        }
    }
    return before != NULL;
}

unsigned readings_wanted(const struct source *source)
{
    unsigned wanted = 0;
    struct word word;
    for (uint32_t at = 0; word_next(source, at, &word); at = word.to)
        wanted |= 1u << word_view(source, &word, FOLD_LATIN) | 1u << word_view(source, &word, FOLD_CYRILLIC);
    return wanted & ~(1u << FOLD_PLAIN);
}

bool reading_write(struct folded *folded, const struct source *source, enum fold_view view)
{
    struct word word;
    if (!segment_begin(folded, source, view))
        return false;
    for (uint32_t at = 0; word_next(source, at, &word); at = word.to)
        if (!word_write(folded, source, &word, word_view(source, &word, view)))
            return false;
    return true;
}

/* One run as a segment. */
static bool run_write(struct folded *folded, const struct source *source, const struct word *run, enum fold_view view)
{
    return segment_begin(folded, source, FOLD_JOINED) && word_write(folded, source, run, view);
}

/* A run in its plain reading, and in the others where they say something else. */
static bool run_readings(struct folded *folded, const struct source *source, const struct word *run)
{
    struct makeup makeup = makeup_of(source, run);
    if (makeup.latin + makeup.cyrillic + makeup.other == 0)
        return true;
    struct mark plain = mark_here(folded);
    if (!run_write(folded, source, run, FOLD_PLAIN))
        return false;
    uint32_t plain_length = folded->used - plain.used;
    if (plain_length == 1) /* letters that say nothing */
        mark_return(folded, &plain);
    for (enum fold_view view = FOLD_LATIN; view <= FOLD_CYRILLIC; view++) {
        if (!(view == FOLD_LATIN ? reads_as_latin(&makeup) : reads_as_cyrillic(&makeup)))
            continue;
        struct mark mark = mark_here(folded);
        if (!run_write(folded, source, run, view))
            return false;
        uint32_t length = folded->used - mark.used;
        if (length == 1 ||
            (length == plain_length && memcmp(folded->bytes + mark.used, folded->bytes + plain.used, length) == 0))
            mark_return(folded, &mark);
    }
    return true;
}

#define RUN_LETTERS 3

/* The run being followed, and the part of it that keeps to one separator. */
struct run {
    struct word whole, part;
    uint32_t whole_count, part_count;
    uint32_t gap_from, gap_to; /* the separator of the part, once it has two letters */
};

/* Writes the part, unless it is the whole run or too short. */
static bool part_end(struct folded *folded, const struct source *source, const struct run *run)
{
    if (run->part_count < RUN_LETTERS)
        return true;
    return run_readings(folded, source, &run->part);
}

static bool run_end(struct folded *folded, const struct source *source, struct run *run)
{
    bool fits = part_end(folded, source, run);
    if (fits && run->whole_count >= RUN_LETTERS && run->part_count != run->whole_count)
        fits = run_readings(folded, source, &run->whole);
    run->whole_count = run->part_count = 0;
    return fits;
}

static bool run_add(struct folded *folded, const struct source *source, struct run *run, const struct word *single)
{
    if (run->whole_count++ == 0) {
        run->whole = run->part = *single;
        run->part_count = 1;
        return true;
    }
    uint32_t gap_from = run->whole.to, gap_to = single->from;
    run->whole.to = single->to;
    bool same =
        run->part_count == 1 || (gap_to - gap_from == run->gap_to - run->gap_from &&
                                 memcmp(source->text + gap_from, source->text + run->gap_from, gap_to - gap_from) == 0);
    if (!same) {
        if (!part_end(folded, source, run))
            return false;
        run->part = *single;
        run->part_count = 1;
        return true;
    }
    run->gap_from = gap_from;
    run->gap_to = gap_to;
    run->part.to = single->to;
    run->part_count++;
    return true;
}

/* The next token of the plain reading from a byte on; returns how many letters and digits it has, 0 = there is none. A
 * token of its own counts as the letters it says, so that flag letters can be run together and ideographs are not. */
static uint32_t token_next(const struct source *source, uint32_t at, struct word *token)
{
    uint32_t units = 0;
    *token = (struct word){.spaced = true};
    while (at < source->length) {
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind == KIND_IGNORED)
            continue;
        bool own = (letter->flags & LETTER_OWN) != 0;
        bool joins = (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !own;
        if (units && !joins)
            return units;
        if (!joins && !own)
            continue;
        if (units++ == 0)
            token->from = unit.at;
        token->to = unit.next;
        if (own)
            return letter->plain_length;
    }
    return units;
}

bool joined_write(struct folded *folded, const struct source *source)
{
    struct run run = {0};
    struct word token;
    uint32_t units;
    for (uint32_t at = 0; (units = token_next(source, at, &token)) != 0; at = token.to)
        if (!(units == 1 ? run_add(folded, source, &run, &token) : run_end(folded, source, &run)))
            return false;
    return run_end(folded, source, &run);
}

/*
 * joined.c: runs of single letters and digits as one token (readings.h: joined_write). Touches the value's text and the
 * folded text. Work is linear in the text.
 */
#include "words.h"

/* Whether the segment begun at a mark says nothing, or what one of those from `first` on says. */
static bool says_nothing_new(const struct folded *folded, const struct mark *first, const struct mark *mark)
{
    uint32_t length = folded->used - mark->used;
    if (length == 1)
        return true;
    return memmem(folded->bytes + first->used, mark->used - first->used, folded->bytes + mark->used, length) != NULL;
}

static bool run_plain(struct folded *folded, const struct source *source, const struct word *run)
{
    const struct mark first = mark_here(folded);
    if (!segment_begin(folded, source, FOLD_JOINED, READING_SPACED) || !word_write_plain(folded, source, run))
        return false;
    if (says_nothing_new(folded, &first, &first))
        mark_return(folded, &first);
    return true;
}

/* A run in its plain reading, which has no signs, and in the others where they say something else: at most five short
 * segments, of which each is looked for in those before it, so that the work stays linear. */
static bool run_readings(struct folded *folded, const struct source *source, const struct word *run)
{
    if (!word_has_letters(source, run))
        return true;
    const unsigned disguises = word_disguises(source, run);
    const struct mark first = mark_here(folded);
    if (!run->signs && !run_plain(folded, source, run))
        return false;
    for (enum disguise disguise = AS_LATIN; disguise < DISGUISES; disguise++) {
        const struct mark mark = mark_here(folded);
        if (!(disguises & 1u << disguise))
            continue;
        if (!segment_begin(folded, source, FOLD_JOINED, READING_SPACED | READING_LOOK_ALIKE) ||
            !word_write(folded, source, run, disguise))
            return false;
        if (says_nothing_new(folded, &first, &mark))
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

/* The next token of the plain reading from a byte on, or, where the token is to have signs, a sign that stands alone;
 * returns how many letters, digits and signs it has, 0 = there is none. A token of its own counts as the letters it
 * says, so that flag letters can be run together and ideographs are not. */
static uint32_t token_next(const struct source *source, uint32_t at, struct word *token)
{
    uint32_t units = 0;
    *token = (struct word){.spaced = true, .signs = token->signs};
    while (at < source->length) {
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind == KIND_IGNORED)
            continue;
        bool own = (letter->flags & LETTER_OWN) != 0;
        bool joins = (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !own;
        if (units == 0 && letter->kind == KIND_SIGN && !own && token->signs && sign_stands_alone(source, &unit)) {
            token->from = unit.at;
            token->to = unit.next;
            return 1;
        }
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

/* Whether some sign stands alone, as one of spaced letters may. */
static bool has_lone_sign(const struct source *source)
{
    for (uint32_t at = 0; at < source->length;) {
        struct unit unit = unit_at(source->text, source->length, at);
        at = unit.next;
        if (unit.letter->kind == KIND_SIGN && sign_stands_alone(source, &unit))
            return true;
    }
    return false;
}

/* The runs of a text, of tokens such as the given one. */
static bool runs_write(struct folded *folded, const struct source *source, struct word token)
{
    struct run run = {0};
    uint32_t units;
    for (uint32_t at = 0; (units = token_next(source, at, &token)) != 0; at = token.to)
        if (!(units == 1 ? run_add(folded, source, &run, &token) : run_end(folded, source, &run)))
            return false;
    return run_end(folded, source, &run);
}

bool joined_write(struct folded *folded, const struct source *source)
{
    return runs_write(folded, source, (struct word){0}) &&
           (!has_lone_sign(source) || runs_write(folded, source, (struct word){.signs = true}));
}

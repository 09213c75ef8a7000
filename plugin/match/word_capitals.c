/*
 * word_capitals.c: words that capitals tell apart in one token, or another script (word_capitals.h). Reads the value's
 * letters: the folded text has one case and one script. Part of the screening path.
 */
#include "word_capitals.h"

#include "text/letters.h"

/* Letters of the value gone through one by one. */
struct letters_read {
    uint32_t at;              /* letters of the token that they say */
    uint32_t run_at;          /* where the last of them begins */
    unsigned before, earlier; /* flags of the last two */
};

/* A word begins at a capital behind a small letter, at the last of several capitals before a small letter of their
 * script, and where the script changes. */
static uint32_t word_begins(const struct letters_read *read, unsigned flags)
{
    const unsigned scripts = LETTER_LATIN | LETTER_CYRILLIC;
    const bool both = (read->before & scripts) && (flags & scripts);
    if ((both && (read->before & flags & scripts) == 0) || ((read->before & LETTER_SMALL) && (flags & LETTER_CAPITAL)))
        return read->at;
    if ((read->earlier & LETTER_CAPITAL) && (read->before & LETTER_CAPITAL) && (flags & LETTER_SMALL))
        return read->run_at;
    return 0;
}

static bool add_cut(struct split *split, uint32_t at)
{
    if (at == 0 || (split->count > 0 && split->ends[split->count - 1] == at))
        return true;
    if (split->count + 1 >= SPLIT_PIECES)
        return false;
    split->ends[split->count++] = at;
    return true;
}

/* The pieces of a token that the value's bytes say letter by letter. */
static bool cut_at_capitals(const unsigned char *text, uint32_t size, uint32_t length, struct split *split)
{
    struct letters_read read = {0};
    split->count = 0;
    for (uint32_t at = 0; at < size;) {
        const struct unit unit = unit_at(text, size, at);
        at = unit.next;
        if (unit.letter->kind == KIND_IGNORED)
            continue;
        if (unit.letter->kind != KIND_LETTER && unit.letter->kind != KIND_DIGIT)
            return false;
        if (!add_cut(split, word_begins(&read, unit.letter->flags)))
            return false;
        read = (struct letters_read){read.at + unit.letter->plain_length, read.at, unit.letter->flags, read.before};
    }
    if (split->count > 0 && split->ends[split->count - 1] == length) /* a soft sign says nothing, but is of a script */
        split->count--;
    split->ends[split->count++] = length;
    return read.at == length && split->count > 1;
}

/* Whether a token begins with a word that others may stand beside and that is no preposition, or has one behind a
 * preposition. So the filters of respell.c let it through; what they let through by chance is not read. */
static bool begins_with_word(const struct word_index *index, const unsigned char *token, uint32_t length, bool behind)
{
    uint32_t node = WORD_ROOT;
    for (uint32_t at = 0; at < length && (node = word_step(index, node, token[at])) != 0; at++) {
        if (!(index->nodes[node].word & WORD_MAY_NEIGHBOUR))
            continue;
        if (at + 1 >= WORD_NUMBERED_LEAST ||
            (!behind && begins_with_word(index, token + at + 1, length - at - 1, true)))
            return true;
    }
    return false;
}

/* Whether one piece is a word that is found without the numbers beside it, and all others are words or numbers. */
static bool are_words(const struct word_index *index, const unsigned char *token, const struct split *split)
{
    bool found = false;
    for (uint32_t i = 0, from = 0; i < split->count; from = split->ends[i++]) {
        const uint32_t length = split->ends[i] - from;
        const unsigned standing = word_standing(index, token + from, length);
        if (standing == 0 && has_folded_letter(token + from, length))
            return false;
        found |= length >= WORD_NUMBERED_LEAST &&
                 (standing & (WORD_MAY_BE_NUMBERED | WORD_ORDINARY)) == WORD_MAY_BE_NUMBERED;
    }
    return found;
}

bool word_split_capitals(const struct reading_of *reading, uint32_t token, struct split *split)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    if (!reading->transfer || segment->view != FOLD_PLAIN)
        return false;
    const struct field_value *value = &reading->transfer->values[segment->value];
    const struct folded_token *of = &folded->tokens[token];
    const struct token_text text = token_text(reading, token);
    if (text.length > WORD_LONGEST || of->to > value->length || of->from >= of->to ||
        !cut_at_capitals(transfer_text(reading->transfer, value) + of->from, of->to - of->from, text.length, split) ||
        !begins_with_word(reading->index, folded->bytes + text.at, text.length, false) ||
        !are_words(reading->index, folded->bytes + text.at, split))
        return false;
    split->readings = READING_NUMBERED;
    return true;
}

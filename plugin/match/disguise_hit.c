/*
 * disguise_hit.c: what a way of disguise.c that leads to a term had to be read as, and whether it is a hit of it.
 * Touches the pack and the hits.
 */
#include "disguise.h"

#include <string.h>

#include "disguise_search.h"
#include "word_ways.h"

/* --- Where a hit may begin and end ---------------------------------------------------------------------------- */

/* Whether a number goes on over the place before a unit: it is not taken apart, TRC20 is no TRCZ. */
static bool is_in_number(const struct disguise_search *search, uint32_t at)
{
    const struct squeezed_unit *units = search->text.units;
    return at > 0 && at < search->text.count && !(units[at].flags & UNIT_STARTS) && (units[at].flags & UNIT_DIGIT) &&
           (units[at - 1].flags & UNIT_DIGIT);
}

/* Digits of a number that begins or ends what is said: 81TC may be a word, 737 IK and USD734 are none; */
#define NUMBER_LEAST 3
/* and of one that is a word of the text by itself. */
#define NUMBER_APART 2

static bool has_digits(const char *text)
{
    return text[strcspn(text, "0123456789")] != 0;
}

/* Digits from a unit on in one word of the text, with a plus between them: 6+5. */
static uint32_t digits_from(const struct disguise_search *search, uint32_t at, uint32_t end)
{
    const struct squeezed_unit *units = search->text.units;
    uint32_t count = 0;
    while (at + count < end && (count == 0 || !(units[at + count].flags & UNIT_STARTS)) &&
           ((units[at + count].flags & UNIT_DIGIT) || (count > 0 && units[at + count].letter == letter_of('+'))))
        count++;
    return count;
}

/* Whether a number of the text is read as letters of a term that has none: it begins what is said, or it ends it or
 * stands apart in it, and nothing else is read as what it looks like. */
static bool reads_number(const struct disguise_search *search, const struct pack_term *term,
                         const struct disguise_found *found)
{
    const struct squeezed_unit *units = search->text.units;
    const uint32_t start = found->start, end = found->position.unit;
    if (has_digits(pack_string(search->pack, term->text)))
        return false;
    for (uint32_t at = start, count; at<end; at += count> 0 ? count : 1) {
        count = digits_from(search, at, end);
        const bool alone = found->position.looks <= count;
        const bool apart = (at == start || (units[at].flags & UNIT_STARTS)) &&
                           (at + count == end || (units[at + count].flags & UNIT_STARTS));
        if ((count >= NUMBER_LEAST && (at == start || (alone && at + count == end))) ||
            (count >= NUMBER_APART && alone && apart))
            return true;
    }
    return false;
}

static bool begins_well(const struct disguise_search *search, uint32_t start, uint32_t letters)
{
    const struct squeezed_unit *unit = &search->text.units[start];
    if (letters >= DISGUISE_ANYWHERE || (unit->flags & UNIT_STARTS))
        return true;
    return letters >= DISGUISE_BESIDE && start > 0 && (unit[-1].flags & (UNIT_DIGIT | UNIT_SIGN));
}

/* Letters behind a hit up to the end of its word, or to a digit or sign; *stopped: one stands there. */
static uint32_t letters_behind(const struct disguise_search *search, uint32_t end, bool *stopped)
{
    uint32_t letters = 0;
    *stopped = false;
    for (uint32_t i = end; i < search->text.count && !(search->text.units[i].flags & UNIT_STARTS); i++) {
        *stopped = (search->text.units[i].flags & (UNIT_DIGIT | UNIT_SIGN)) != 0;
        if (*stopped)
            break;
        letters++;
    }
    return letters;
}

static bool ends_well(const struct disguise_search *search, const struct pack_term *term, uint32_t end,
                      uint32_t letters)
{
    bool stopped;
    if (letters >= DISGUISE_ANYWHERE)
        return true;
    const uint32_t behind = letters_behind(search, end, &stopped);
    return stopped ? letters >= DISGUISE_BESIDE && behind == 0 : behind <= term->ending;
}

/* Whether nothing but digits stands from a unit to the end of its word. */
static bool ends_in_number(const struct disguise_search *search, uint32_t at)
{
    const struct squeezed_text *text = &search->text;
    while (at < text->count && !(text->units[at].flags & UNIT_STARTS) && (text->units[at].flags & UNIT_DIGIT))
        at++;
    return at >= text->count || (text->units[at].flags & UNIT_STARTS);
}

/* The same from the start of its word to it. */
static bool begins_in_number(const struct disguise_search *search, uint32_t at)
{
    const struct squeezed_unit *units = search->text.units;
    while (at > 0 && !(units[at].flags & UNIT_STARTS) && (units[at - 1].flags & UNIT_DIGIT))
        at--;
    return at == 0 || (units[at].flags & UNIT_STARTS);
}

/* Whether letters of several scripts, or signs, say something. */
static bool is_mixed(const struct disguise_search *search, const struct disguise_found *found)
{
    unsigned scripts = 0, signs = 0;
    for (uint32_t i = found->start; i < found->position.unit; i++) {
        scripts |= search->text.units[i].letter->flags & LETTER_SCRIPTS;
        signs |= search->text.units[i].flags & UNIT_SIGN;
    }
    return signs != 0 || (scripts & LETTER_OTHER) || (scripts & (scripts - 1)) != 0;
}

/* Whether a term for which that is not enough alone has a number beside it, on one side, in a word of nothing else. */
static bool is_beside_number(const struct disguise_search *search, const struct pack_term *term,
                             const struct disguise_found *found)
{
    bool stopped;
    const uint32_t start = found->start, end = found->position.unit;
    const uint32_t behind = letters_behind(search, end, &stopped);
    if (search->text.units[start].flags & UNIT_STARTS)
        return stopped && behind == 0 && ends_in_number(search, end) && is_mixed(search, found);
    return !stopped && behind <= term->ending && begins_in_number(search, start) && is_mixed(search, found);
}

/* Bit n: a space stands before the term's letter n. */
static uint64_t cuts_of(const char *text)
{
    uint64_t cuts = 0;
    uint32_t letters = 0;
    for (const char *at = text; *at; at++) {
        if (*at != ' ')
            letters++;
        else if (letters > 0 && letters < DISGUISE_LONGEST)
            cuts |= UINT64_C(1) << letters;
    }
    return cuts & ~(UINT64_C(1) << letters);
}

/* The letters of units [from, to) as they are written, into room for WORD_LONGEST; 0: other than letters stand there,
 * or too many. */
static uint32_t plain_letters(const struct disguise_search *search, uint32_t from, uint32_t to, unsigned char *letters)
{
    uint32_t length = 0;
    for (uint32_t i = from; i < to; i++) {
        const struct squeezed_unit *unit = &search->text.units[i];
        if ((unit->flags & (UNIT_DIGIT | UNIT_SIGN | UNIT_DRAWN)) || length + unit->letter->plain_length > WORD_LONGEST)
            return 0;
        memcpy(letters + length, unit->letter->plain, unit->letter->plain_length);
        length += unit->letter->plain_length;
    }
    return length;
}

/* Whether a number stands at one end of what is said, where the term has none: a sum behind its currency, USD351. Of
 * one digit behind it, with no other among the letters, none is sure either. */
static bool is_number_at_end(const struct disguise_search *search, const char *text, const struct disguise_found *found)
{
    const struct squeezed_unit *units = search->text.units;
    const uint32_t start = found->start, end = found->position.unit, length = (uint32_t)strlen(text);
    const char last = text[length - 1] == ' ' ? text[length - 2] : text[length - 1];
    if (!is_folded_digit((unsigned char)text[1]) && (units[start].flags & UNIT_DIGIT))
        return true;
    if (is_folded_digit((unsigned char)last) || !(units[end - 1].flags & UNIT_DIGIT))
        return false;
    return (units[end - 2].flags & UNIT_DIGIT) || found->position.looks < 2;
}

/* Whether what is said is made of more than letters that people mix up on their keys: A for А. */
static bool has_signs(const struct disguise_search *search, const struct disguise_found *found)
{
    bool has = found->position.signs > 0;
    for (uint32_t i = found->start; i < found->position.unit; i++)
        has |= (search->text.units[i].flags & (UNIT_SIGN | UNIT_DRAWN)) ||
               (search->text.units[i].letter->flags & LETTER_OTHER);
    return has;
}

/* The word that stands before or behind a term in one word of the text with it, if it stands on one side alone; its
 * letters go into room for WORD_LONGEST. 0 = there is none. */
static uint32_t word_beside(const struct disguise_search *search, const struct pack_term *term,
                            const struct disguise_found *found, unsigned char *letters)
{
    const struct squeezed_text *text = &search->text;
    uint32_t from = found->start, to = found->position.unit;
    bool stopped;
    if (text->units[from].flags & UNIT_STARTS) {
        for (from = to; to < text->count && !(text->units[to].flags & UNIT_STARTS);)
            to++;
    } else {
        if (letters_behind(search, to, &stopped) > term->ending || stopped)
            return 0;
        for (to = from; from > 0 && !(text->units[from].flags & UNIT_STARTS);)
            from--;
    }
    return plain_letters(search, from, to, letters);
}

/* Letters of a word that a term in disguise is run together with. */
#define BESIDE_WORD 3

/* Whether a term for which that is not enough alone, and which is not cut apart, is run together with a word that the
 * pack knows. */
static bool is_beside_word(const struct disguise_search *search, const struct pack_term *term,
                           const struct disguise_found *found)
{
    unsigned char letters[WORD_LONGEST + FOLD_PADDING] = {0};
    const char *own = pack_string(search->pack, term->text);
    if (search->pack->word_index_size == 0 || (found->position.cuts & ~cuts_of(own)) || !has_signs(search, found) ||
        is_number_at_end(search, own, found))
        return false;
    const uint32_t length = word_beside(search, term, found, letters);
    if (length < BESIDE_WORD)
        return false;
    const struct word_index index = word_index_of(search->pack->word_index);
    return (word_standing(&index, letters, length) & WORD_MAY_NEIGHBOUR) != 0;
}

/* --- How it had to be read ------------------------------------------------------------------------------------ */

/* Whether the text has a word of the term in single letters and pairs: spaced more than cut. */
static bool is_spaced(const struct disguise_position *end)
{
    const uint32_t pieces = (uint32_t)__builtin_popcountll(end->cuts) + 1;
    return pieces >= 4 && pieces * 3 >= (uint32_t)end->letters * 2;
}

static bool goes_over_line(const struct disguise_search *search, uint32_t start, uint32_t end)
{
    for (uint32_t i = start + 1; i < end; i++)
        if (search->text.units[i].flags & UNIT_NEW_LINE)
            return true;
    return false;
}

/* Enum reading bits of a way to a term; 0: it stands there as it is written, or only cut apart, and others look for
 * that. */
static unsigned readings_of(const struct disguise_search *search, const struct disguise_found *found,
                            const struct pack_term *term)
{
    const struct disguise_position *end = &found->position;
    const uint64_t own = cuts_of(pack_string(search->pack, term->text));
    unsigned readings = end->looks > 0 ? READING_LOOK_ALIKE : 0;
    const bool broken = goes_over_line(search, found->start, end->unit);
    if (end->cuts & ~own) {
        if (is_spaced(end))
            readings |= READING_SPACED;
        else if (!broken || __builtin_popcountll(end->cuts & ~own) > 1)
            readings |= READING_DIVIDED;
    }
    if (broken)
        readings |= READING_BROKEN;
    if (!(readings & (READING_LOOK_ALIKE | READING_SPACED)))
        return 0;
    if (own & ~end->cuts)
        readings |= READING_DIVIDED;
    const struct squeezed_unit *units = search->text.units;
    const uint32_t behind = end->unit;
    bool stopped;
    unsigned beside = 0;
    if (found->start > 0 && !(units[found->start].flags & UNIT_STARTS))
        beside |= units[found->start - 1].flags & UNIT_DIGIT ? READING_NUMBERED : READING_DIVIDED;
    if (behind < search->text.count && !(units[behind].flags & UNIT_STARTS)) {
        if (units[behind].flags & UNIT_DIGIT)
            beside |= READING_NUMBERED;
        else if (letters_behind(search, behind, &stopped) > term->ending || stopped)
            beside |= READING_DIVIDED;
    }
    if (beside && end->looks == 0) /* U S D T TRC20: of letters apart none stands in a word */
        return 0;
    return readings | beside;
}

/* --- Hits ----------------------------------------------------------------------------------------------------- */

/* Whether a hit stands for an entry in the same way, and may, read as it was. */
static bool stands_for(const struct pack *pack, const struct scan_hit *hit, const struct pack_posting *posting)
{
    const struct pack_term *other = &pack->terms[hit->term];
    for (uint32_t i = 0; i < other->posting_count; i++) {
        const struct pack_posting *same = &pack->postings[other->first_posting + i];
        if (same->entry == posting->entry && same->match == posting->match &&
            (hit->readings & ~(unsigned)(same->certain | same->doubtful)) == 0)
            return true;
    }
    return false;
}

/* The hits of a value that begin before a byte end here. */
static uint32_t hits_before(const struct hits *hits, uint32_t value, uint32_t byte)
{
    uint32_t low = 0, high = hits->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const struct scan_hit *hit = &hits->items[middle];
        if (hit->value < value || (hit->value == value && hit->from < byte))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* So many hits before the end of one are looked at, so that the work stays in proportion to the text. */
#define TOLD_WITHIN 64

/* Whether something that stands for an entry in the same way was found over some of the same bytes, and reads no more
 * into them. */
static bool is_told_of(const struct disguise_search *search, const struct scan_hit *hit,
                       const struct pack_posting *posting)
{
    const uint32_t end = hits_before(search->hits, hit->value, hit->to);
    for (uint32_t i = end; i > 0 && end - i < TOLD_WITHIN; i--) {
        const struct scan_hit *other = &search->hits->items[i - 1];
        if (other->value != hit->value)
            break;
        if (hit->from < other->to && (other->readings & ~hit->readings) == 0 &&
            stands_for(search->pack, other, posting))
            return true;
    }
    return false;
}

/* The same for all entries of a hit's term. */
static bool is_told(const struct disguise_search *search, const struct scan_hit *hit)
{
    const struct pack_term *term = &search->pack->terms[hit->term];
    for (uint32_t i = 0; i < term->posting_count; i++)
        if (!is_told_of(search, hit, &search->pack->postings[term->first_posting + i]))
            return false;
    return true;
}

/* Whether a term has a word in which the letter of a number may be wrong: a long one, and not its first letter. */
static bool may_be_wrong(const char *text, uint32_t wrong)
{
    uint32_t letters = 0;
    for (const char *at = text + 1; *at;) {
        const uint32_t length = (uint32_t)strcspn(at, " ");
        if (wrong > letters && wrong < letters + length)
            return length >= WORD_WRONG_LEAST;
        letters += length;
        at += length + (at[length] != 0);
    }
    return false;
}

/* Whether any entry of a term may be found with an error in it. */
static bool is_corrected_for(const struct pack *pack, const struct pack_term *term)
{
    for (uint32_t i = 0; i < term->posting_count; i++) {
        const struct pack_posting *posting = &pack->postings[term->first_posting + i];
        if ((posting->certain | posting->doubtful) & READING_CORRECTED)
            return true;
    }
    return false;
}

/* A term with an error in it is a word, or all of one but a number; a stem goes on a little. */
static bool stands_apart(const struct disguise_search *search, const struct disguise_found *found,
                         const struct pack_term *term)
{
    bool stopped;
    const uint32_t end = found->position.unit, behind = letters_behind(search, end, &stopped);
    if (!begins_in_number(search, found->start))
        return false;
    return stopped ? behind == 0 && ends_in_number(search, end) : behind <= (term->ending == 0 ? 0 : CORRECTED_ENDING);
}

/* Whether a unit is a sign that numbers and sums of everyday text do not have within them. */
static bool is_telling(const struct squeezed_unit *unit)
{
    return (unit->flags & UNIT_SIGN) && unit->letter != letter_of('+') && unit->letter != letter_of(0xD7);
}

/* Whether digits and signs are more than the letters of a short term: a sign between them tells that a word is meant,
 * where it begins with a letter, and has four letters or more. */
static bool are_too_many_signs(const struct disguise_search *search, const struct disguise_found *found)
{
    const uint32_t letters = found->position.letters, end = found->position.unit;
    uint32_t telling = 0, plain = 0;
    if (found->position.signs * 2u < letters)
        return false;
    if (letters < DISGUISE_NUMBERED || (search->text.units[found->start].flags & (UNIT_SIGN | UNIT_DIGIT)))
        return true;
    for (uint32_t i = found->start + 1; i < end; i++) {
        const bool tells = is_telling(&search->text.units[i]) && i + 1 < end;
        telling += tells;
        plain += !tells && is_plain_sign(&search->text.units[i]);
    }
    return telling == 0 || plain * 2 > letters;
}

/* Whether a sign that ends what is said is a letter, and none behind a name or sentence: it is not of ASCII, or a
 * digit, a sign or letters of several scripts stand before it. */
static bool may_be_last(const struct disguise_search *search, const struct disguise_found *found)
{
    const struct squeezed_unit *last = &search->text.units[found->position.unit - 1];
    const struct disguise_found before = {.position = {.unit = (uint16_t)(found->position.unit - 1)},
                                          .start = found->start};
    return !is_plain_sign(last) || found->position.signs > 1 || is_mixed(search, &before);
}

/* Whether the letters of a short term are meant, which any numbers and signs in a row might say by accident: most of
 * what says them are letters, no bracket before or behind is one of them, and they look odd themselves. */
static bool is_short_meant(const struct disguise_search *search, const struct disguise_found *found)
{
    const struct squeezed_unit *first = &search->text.units[found->start];
    const struct squeezed_unit *last = &search->text.units[found->position.unit - 1];
    bool odd = false;
    if (are_too_many_signs(search, found))
        return false;
    if (found->position.letters < DISGUISE_NUMBERED && !is_mixed(search, found))
        return false;
    if (((first->letter->flags & LETTER_NOT_FIRST) && is_plain_sign(first)) ||
        ((last->letter->flags & LETTER_NOT_LAST) && !may_be_last(search, found)))
        return false;
    for (const struct squeezed_unit *unit = first; unit <= last; unit++)
        odd |= (unit->flags & UNIT_ODD) != 0;
    return odd;
}

/* Whether any entry of a term may be found read so: what is none's hit must not stand in the way of others within it.
 */
static bool is_read_for(const struct pack *pack, const struct pack_term *term, unsigned readings)
{
    for (uint32_t i = 0; i < term->posting_count; i++) {
        const struct pack_posting *posting = &pack->postings[term->first_posting + i];
        if ((readings & ~(unsigned)(posting->certain | posting->doubtful)) == 0)
            return true;
    }
    return false;
}

/* Whether a way that leads to a term is a hit of it. */
bool disguise_is_hit(const struct disguise_search *search, const struct disguise_found *found, uint32_t number,
                     unsigned *readings)
{
    const struct pack_term *term = &search->pack->terms[number];
    const struct disguise_position *end = &found->position;
    if (is_in_number(search, found->start) || is_in_number(search, end->unit) ||
        (found->position.signs >= NUMBER_APART && reads_number(search, term, found)))
        return false;
    if ((!begins_well(search, found->start, end->letters) || !ends_well(search, term, end->unit, end->letters)) &&
        (end->letters < DISGUISE_NUMBERED ||
         !(is_beside_number(search, term, found) || is_beside_word(search, term, found))))
        return false;
    if (end->letters < DISGUISE_SHORT && !is_short_meant(search, found))
        return false;
    if (end->wrong &&
        (!is_corrected_for(search->pack, term) || !may_be_wrong(pack_string(search->pack, term->text), end->wrong) ||
         !stands_apart(search, found, term)))
        return false;
    *readings = readings_of(search, found, term);
    if (*readings != 0 && end->wrong)
        *readings |= READING_CORRECTED;
    return *readings != 0 && is_read_for(search->pack, term, *readings);
}

static bool keep_term(const struct disguise_search *search, const struct disguise_found *found, uint32_t number)
{
    const struct squeezed_unit *units = search->text.units, *last = &units[found->position.unit - 1];
    unsigned readings;
    if (!disguise_is_hit(search, found, number, &readings))
        return true;
    const struct scan_hit hit = {.term = number,
                                 .value = search->value,
                                 .view = FOLD_WHOLE,
                                 .readings = (uint8_t)readings,
                                 .at_start = found->start == 0 && search->at_start,
                                 .at_end = search->at_end && found->position.unit == search->text.count,
                                 .from = units[found->start].at,
                                 .to = last->flags & UNIT_BEHIND ? search->length : last->next};
    return is_told(search, &hit) || hits_keep(search->hits, &hit);
}

bool disguise_keep(const struct disguise_search *search, const struct disguise_found *found)
{
    for (uint32_t at = 0, term; (term = disguise_next_term(&search->index, found->position.node, &at)) != UINT32_MAX;)
        if (!keep_term(search, found, term))
            return false;
    return true;
}

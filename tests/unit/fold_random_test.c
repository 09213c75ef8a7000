/*
 * fold_random_test.c: what holds of the folded form of any text (fold.h): tokens lead to their bytes, readings are
 * those that fold_text gives, what is said again stands elsewhere, windows are parts of what they were made of, and the
 * plain reading is what going through the text one code point after the other gives.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "fold_fixture.h"
#include "plugin/text/letters.h"
#include "random_numbers.h"
#include "run_tests.h"

/* Pieces of which hostile text is made, beside random bytes. */
static const char *const pieces[] = {
    "U",        "S",  "d", "t", "В", "Т",  "С", "щ",   "ю", "ъ",  "1",  "0", "20", "$", "@", "!",
    " ",        "  ", ".", "_", "-", "\n", "Ξ", "₿", "₮", "比", "가", "🇺", "ﬃ",  "½", "™", "\xe2\x80\x8b",
    "\xcc\x81", "ﷺ",  "🚀", "x", "I", "l",  "ß", "ь",   "(", "и",  "∪",  "7", "Ʒ"};

static uint32_t random_text(unsigned char *text, uint32_t size)
{
    uint32_t length = 0, wanted = 1 + random_below(size - 16);
    bool raw = random_below(4) == 0;
    while (length < wanted) {
        if (raw) {
            text[length++] = (unsigned char)random_below(256);
            continue;
        }
        const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
        memcpy(text + length, piece, strlen(piece));
        length += (uint32_t)strlen(piece);
    }
    return length;
}

static uint32_t tokens_end(const struct folded *folded, uint32_t segment)
{
    return segment + 1 < folded->segment_count ? folded->segments[segment + 1].first_token : folded->token_count;
}

/* One past the last byte of tokens up to one: behind it stands a space. */
static uint32_t bytes_end(const struct folded *folded, uint32_t token)
{
    uint32_t at = folded->tokens[token].at;
    while (folded->bytes[at] != ' ')
        at++;
    return at;
}

/* Whether tokens are the same, in bytes, place and number, as those of a row elsewhere. */
static bool is_same_row(const struct folded *folded, uint32_t first, uint32_t count, uint32_t other)
{
    uint32_t at = folded->tokens[first].at, length = bytes_end(folded, first + count - 1) - at;
    uint32_t there = folded->tokens[other].at, there_length = bytes_end(folded, other + count - 1) - there;
    bool same = length == there_length && memcmp(folded->bytes + at, folded->bytes + there, length) == 0;
    for (uint32_t i = 0; same && i < count; i++)
        same = folded->tokens[first + i].from == folded->tokens[other + i].from &&
               folded->tokens[first + i].to == folded->tokens[other + i].to;
    return same;
}

/* Whether a row of tokens of a segment stands in another of its value, at its start and end where it does so here. */
static bool stands_in(const struct folded *folded, uint32_t segment, uint32_t first, uint32_t count, uint32_t other)
{
    const struct folded_segment *here = &folded->segments[segment], *there = &folded->segments[other];
    const uint32_t here_end = tokens_end(folded, segment), there_end = tokens_end(folded, other);
    const bool starts = first == here->first_token && !here->goes_on_before;
    const bool ends = first + count == here_end && !here->goes_on_behind;
    if (here->value != there->value)
        return false;
    for (uint32_t at = there->first_token; at + count <= there_end; at++)
        if (is_same_row(folded, first, count, at) &&
            (!starts || (at == there->first_token && !there->goes_on_before)) &&
            (!ends || (at + count == there_end && !there->goes_on_behind)))
            return true;
    return false;
}

/* Rows of tokens that are said again stand in a segment before theirs: none of it says nothing but what it lacks. Those
 * of the value behind, which have no bytes, are not looked at. */
static void check_again(const struct folded *folded)
{
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        uint32_t end = tokens_end(folded, i), first = folded->segments[i].first_token;
        for (uint32_t token = first; token < end; token++) {
            bool again = folded->tokens[token].again, behind = folded->tokens[token].from == folded->tokens[token].to;
            bool goes_on = token + 1 < end && folded->tokens[token + 1].again &&
                           folded->tokens[token + 1].from < folded->tokens[token + 1].to;
            CU_ASSERT_FATAL(!again ||
                            (folded->segments[i].view != FOLD_PLAIN && folded->segments[i].view != FOLD_JOINED));
            if (again && goes_on && !behind)
                continue;
            bool found = !again || behind;
            for (uint32_t k = 0; k < i && !found; k++)
                found = stands_in(folded, i, first, token + 1 - first, k);
            CU_ASSERT_FATAL(found);
            first = token + 1;
        }
    }
}

/* The letters of tokens [first, end), without spaces; how many. */
static uint32_t letters_of(const struct folded *folded, uint32_t first, uint32_t end, char *out)
{
    uint32_t count = 0;
    for (uint32_t at = folded->tokens[first].at; at < bytes_end(folded, end - 1); at++)
        if (folded->bytes[at] != ' ')
            out[count++] = (char)folded->bytes[at];
    return count;
}

/* Whether a window says what stands in a reading between the same bytes, with fewer spaces. */
static bool is_window_of(const struct folded *folded, uint32_t window, uint32_t reading)
{
    static char joined[65536], broken[65536];
    const struct folded_segment *segment = &folded->segments[window], *other = &folded->segments[reading];
    uint32_t end = tokens_end(folded, window), other_end = tokens_end(folded, reading);
    uint32_t first = other->first_token, last = other_end - 1;
    while (first < other_end && folded->tokens[first].from != folded->tokens[segment->first_token].from)
        first++;
    while (last > first && folded->tokens[last].to != folded->tokens[end - 1].to)
        last--;
    if (other->view >= FOLD_JOINED || other->value != segment->value || first == other_end)
        return false;
    uint32_t length = letters_of(folded, segment->first_token, end, joined);
    return letters_of(folded, first, last + 1, broken) == length && memcmp(joined, broken, length) == 0 &&
           segment->goes_on_before == (first > other->first_token) && segment->goes_on_behind == (last + 1 < other_end);
}

/* FOLD_UNBROKEN are windows around new tokens, of which there are no more to the first and behind the last than fold.h
 * says; other readings are whole. */
static void check_windows(const struct folded *folded)
{
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        uint32_t first = segment->first_token, end = tokens_end(folded, i), last = end - 1;
        CU_ASSERT_FATAL(first < end); /* match/token_looks.h tells segments apart by the two spaces between them */
        if (segment->view != FOLD_UNBROKEN) {
            CU_ASSERT_FATAL(!segment->goes_on_before && !segment->goes_on_behind);
            continue;
        }
        bool found = false;
        for (uint32_t k = 0; k < i && !found; k++)
            found = is_window_of(folded, i, k);
        CU_ASSERT_FATAL(found);
        while (first < end && folded->tokens[first].again)
            first++;
        CU_ASSERT_FATAL(first < end);
        while (folded->tokens[last].again)
            last--;
        CU_ASSERT_FATAL(!segment->goes_on_before || first - segment->first_token == WINDOW_TOKENS);
        CU_ASSERT_FATAL(!segment->goes_on_behind || end - 1 - last == WINDOW_TOKENS);
    }
}

/* Whether a segment stands among those of a text in a view. */
static bool is_among(const unsigned char *segment, size_t length, const char *text, size_t text_length)
{
    for (size_t at = 0; at + length <= text_length; at++) {
        bool begins = at == 0 || (text[at - 1] == ' ' && text[at] == ' ');
        bool ends = at + length == text_length || (text[at + length - 1] == ' ' && text[at + length] == ' ');
        if (begins && ends && memcmp(text + at, segment, length) == 0)
            return true;
    }
    return false;
}

/* What fold_transfer wrote in a view is among what fold_text says in it; and the whole first reading of fold_text is
 * among the segments of the transfer, in whatever view it was written first. */
static void check_agreement(const struct folded *folded, const unsigned char *text, uint32_t length)
{
    static char views[FOLD_VIEWS][65536];
    size_t lengths[FOLD_VIEWS];
    bool seen[FOLD_VIEWS] = {false};
    for (enum fold_view view = FOLD_PLAIN; view < FOLD_UNBROKEN; view++) {
        lengths[view] = fold_text(view, (const char *)text, length, views[view], sizeof views[view]);
        CU_ASSERT_FATAL(lengths[view] <= sizeof views[view]);
        CU_ASSERT_FATAL(is_well_formed((unsigned char *)views[view], lengths[view]));
    }
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        uint32_t end = i + 1 < folded->segment_count ? segment[1].at : folded->used;
        const unsigned char *bytes = folded->bytes + segment->at;
        size_t part = end - segment->at;
        CU_ASSERT_FATAL(folded_segment_at(folded, segment->at) == segment);
        CU_ASSERT_FATAL(folded_segment_at(folded, end - 1) == segment);
        CU_ASSERT_FATAL(segment->value == 0);
        if (segment->view == FOLD_UNBROKEN)
            continue;
        CU_ASSERT_FATAL(part == 1 || is_among(bytes, part, views[segment->view], lengths[segment->view]));
        for (enum fold_view view = FOLD_PLAIN; view < FOLD_JOINED; view++)
            seen[view] |= lengths[view] >= part && memcmp(views[view], bytes, part) == 0;
    }
    for (enum fold_view view = FOLD_PLAIN; view < FOLD_JOINED; view++)
        CU_ASSERT_FATAL(seen[view] || lengths[view] == 0 || lengths[FOLD_PLAIN] == 0);
}

/* Which readings a segment of each view has. */
static void check_readings(const struct folded *folded)
{
    static const uint8_t least[] = {0, READING_LOOK_ALIKE, READING_LOOK_ALIKE, READING_SPACED, READING_BROKEN};
    static const uint8_t most[] = {0, READING_LOOK_ALIKE, READING_LOOK_ALIKE, READING_SPACED | READING_LOOK_ALIKE,
                                   READING_BROKEN | READING_LOOK_ALIKE};
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        CU_ASSERT_FATAL(segment->view <= FOLD_UNBROKEN);
        CU_ASSERT_FATAL((segment->readings & least[segment->view]) == least[segment->view]);
        CU_ASSERT_FATAL((segment->readings & ~most[segment->view]) == 0);
    }
}

/* --- The plain reading, one code point after the other -------------------------------------------------------- */

/* What a value says plainly, as a segment of its own. */
struct slow {
    char bytes[4096];
    struct folded_token tokens[1024];
    uint32_t used, count, word; /* where the open token begins in bytes; 0 = none is open */
};

static void slow_end(struct slow *slow)
{
    if (slow->word != 0 && slow->used > slow->word) {
        slow->bytes[slow->used++] = ' ';
        slow->count++;
    }
    slow->word = 0;
}

static void slow_add(struct slow *slow, const struct unit *unit)
{
    struct folded_token *token = &slow->tokens[slow->count];
    if (slow->word == 0) {
        slow->word = slow->used;
        *token = (struct folded_token){.at = slow->used, .from = unit->at};
    }
    token->to = unit->next;
    memcpy(slow->bytes + slow->used, unit->letter->plain, unit->letter->plain_length);
    slow->used += unit->letter->plain_length;
}

static void slow_fold(struct slow *slow, const unsigned char *text, uint32_t length)
{
    slow->bytes[0] = ' ';
    slow->used = 1;
    slow->count = slow->word = 0;
    for (uint32_t at = 0; at < length;) {
        struct unit unit = unit_at(text, length, at);
        const struct letter *letter = unit.letter;
        at = unit.next;
        if (letter->kind == KIND_IGNORED)
            continue;
        bool own = (letter->flags & LETTER_OWN) != 0;
        bool joins = (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !own;
        if (!joins)
            slow_end(slow);
        if (joins || own)
            slow_add(slow, &unit);
        if (own)
            slow_end(slow);
    }
    slow_end(slow);
}

/* The plain reading of a value is the folded text's first segment. */
static void check_plain(const struct folded *folded, const unsigned char *text, uint32_t length)
{
    static struct slow slow;
    slow_fold(&slow, text, length);
    CU_ASSERT_FATAL((slow.count == 0) == (folded->segment_count == 0 || folded->segments[0].view != FOLD_PLAIN));
    if (slow.count == 0)
        return;
    CU_ASSERT_FATAL(tokens_end(folded, 0) == slow.count);
    CU_ASSERT_FATAL(folded->used >= slow.used && memcmp(folded->bytes, slow.bytes, slow.used) == 0);
    for (uint32_t i = 0; i < slow.count; i++)
        CU_ASSERT_FATAL(folded->tokens[i].at == slow.tokens[i].at && folded->tokens[i].from == slow.tokens[i].from &&
                        folded->tokens[i].to == slow.tokens[i].to && !folded->tokens[i].again);
}

/* The scripts of a text are those of its letters. */
static void check_scripts(const unsigned char *text, uint32_t length)
{
    unsigned scripts = 0;
    for (uint32_t at = 0; at < length;) {
        const struct unit unit = unit_at(text, length, at);
        scripts |= unit.letter->kind == KIND_LETTER ? unit.letter->flags & LETTER_SCRIPTS : 0;
        at = unit.next;
    }
    CU_ASSERT_FATAL(text_scripts(text, length) == scripts);
}

/* Words of one alphabet, with ends of words and now and then a piece. */
static uint32_t random_words(unsigned char *text, uint32_t size)
{
    static const char *const ends[] = {" ", " ", " ", ", ", ".", "\n", "/", "-", " 2026 ", "«", "№"};
    static const char *const letters[] = {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789ABab",
                                          "оплатазадоговорупоставщика", "ӘҒҚҢӨҰҮҺІЁЙЪЬЩЮЯЖФ"};
    uint32_t length = 0, wanted = 1 + random_below(size - 40);
    const char *alphabet = letters[random_below(5)];
    const uint32_t wide = (unsigned char)alphabet[0] >= 0x80 ? 2 : 1, count = (uint32_t)strlen(alphabet) / wide;
    while (length < wanted) {
        const char *end =
            random_below(12) ? ends[random_below(11)] : pieces[random_below(sizeof pieces / sizeof *pieces)];
        for (uint32_t left = random_below(random_below(8) ? 10 : 70); left > 0 && length + 20 < size; left--) {
            memcpy(text + length, alphabet + wide * random_below(count), wide);
            length += wide;
        }
        memcpy(text + length, end, strlen(end));
        length += (uint32_t)strlen(end);
    }
    return length;
}

static void test_hostile_bytes(void)
{
    struct bench bench;
    bench_open(&bench);
    for (int round = 0; round < 30000; round++) {
        unsigned char text[300];
        uint32_t length = round % 2 ? random_text(text, sizeof text) : random_words(text, sizeof text);
        CU_ASSERT_FATAL(bench_fold(&bench, text, length));
        CU_ASSERT_FATAL(is_well_formed(bench.folded.bytes, bench.folded.used));
        check_tokens(&bench.folded, length);
        check_plain(&bench.folded, text, length);
        check_scripts(text, length);
        check_scripts(text, length % 7);
        check_agreement(&bench.folded, text, length);
        check_again(&bench.folded);
        check_windows(&bench.folded);
        check_readings(&bench.folded);
    }
    bench_close(&bench);
}

/* Folding what was folded changes nothing. */
static void test_idempotent(void)
{
    for (int round = 0; round < 5000; round++) {
        unsigned char text[200];
        char once[1024], twice[1024];
        uint32_t length = random_text(text, sizeof text);
        size_t first = fold_text(FOLD_PLAIN, (const char *)text, length, once, sizeof once);
        size_t second = fold_text(FOLD_PLAIN, once, first, twice, sizeof twice);
        CU_ASSERT_FATAL(first == second && memcmp(once, twice, first) == 0);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("any folded text", NULL, NULL);
    bool added = suite && CU_add_test(suite, "hostile bytes", test_hostile_bytes) &&
                 CU_add_test(suite, "folding twice", test_idempotent);
    return added ? run_tests() : 1;
}

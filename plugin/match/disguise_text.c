/*
 * disguise_text.c: letters, digits and signs without what separates them, and what each may say (disguise_text.h). What
 * they look and sound like is the table's of text/letters.h; here is how its columns go together.
 */
#include "disguise_text.h"

#include <string.h>

#include "disguise_layout.h"

/* --- What one says -------------------------------------------------------------------------------------------- */

struct saying {
    struct say *says;
    uint32_t count;
};

static void add(struct saying *saying, const char *letters, uint32_t length, unsigned modes, bool looks)
{
    if (length > sizeof saying->says->letters)
        return;
    for (uint32_t i = 0; i < saying->count; i++) {
        struct say *say = &saying->says[i];
        if (say->length == length && memcmp(say->letters, letters, length) == 0) {
            say->modes |= (uint8_t)modes;
            say->looks = say->looks && looks;
            return;
        }
    }
    if (saying->count >= SAYS_MAX)
        return;
    struct say *say = &saying->says[saying->count++];
    *say = (struct say){.length = (uint8_t)length, .modes = (uint8_t)modes, .looks = looks};
    memcpy(say->letters, letters, length);
}

/* What it looks like, in these modes; nothing where it looks like nothing. */
static void add_looks(struct saying *saying, const char *letters, uint32_t length, unsigned modes)
{
    if (length > 0)
        add(saying, letters, length, modes, true);
}

/* As the Cyrillic letters that a Latin one looks like, be it a capital or a small one. */
static void add_cyrillic_looks(struct saying *saying, char capital)
{
    if (capital == 'B') /* a soft sign */
        add(saying, "", 0, SAY_CYRILLIC, true);
    const struct letter *cases[] = {letter_of((uint32_t)capital), letter_of((uint32_t)capital + ('a' - 'A'))};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        add_looks(saying, cases[i]->cyrillic, cases[i]->cyrillic_length, SAY_CYRILLIC);
        add_looks(saying, cases[i]->cyrillic_other, cases[i]->cyrillic_other_length, SAY_CYRILLIC);
    }
}

static bool is_capital(const char *letters, uint32_t length)
{
    return length == 1 && letters[0] >= 'A' && letters[0] <= 'Z';
}

static void say_latin(struct saying *saying, const struct letter *letter)
{
    add(saying, letter->plain, letter->plain_length, SAY_PLAIN | SAY_LATIN, false);
    add_looks(saying, letter->latin, letter->latin_length, SAY_LATIN);
    add_looks(saying, letter->latin_other, letter->latin_other_length, SAY_LATIN);
    if (is_capital(letter->plain, letter->plain_length))
        add_cyrillic_looks(saying, letter->plain[0]);
    add_looks(saying, letter->cyrillic, letter->cyrillic_length, SAY_CYRILLIC);
    if (letter->flags & LETTER_UNLIKE_CYRILLIC)
        add(saying, letter->plain, letter->plain_length, SAY_CYRILLIC, false);
}

static void say_foreign(struct saying *saying, const struct letter *letter)
{
    const bool cyrillic = (letter->flags & LETTER_CYRILLIC) != 0;
    add(saying, letter->plain, letter->plain_length, SAY_PLAIN | SAY_CYRILLIC, false);
    add_looks(saying, letter->latin, letter->latin_length, cyrillic ? SAY_LATIN : SAY_LATIN | SAY_PLAIN);
    add_looks(saying, letter->latin_other, letter->latin_other_length, SAY_LATIN);
    add_looks(saying, letter->cyrillic, letter->cyrillic_length, SAY_CYRILLIC);
    if (letter->latin_length == 1 && letter->latin[0] == 'I') /* a bar, which is an L, too */
        add(saying, "L", 1, SAY_LATIN, true);
    if (!cyrillic && is_capital(letter->latin, letter->latin_length))
        add_cyrillic_looks(saying, letter->latin[0]);
}

/* A digit is itself; a sign something of its own, if anything. */
static void say_digit_or_sign(struct saying *saying, const struct letter *letter)
{
    const bool only_latin = letter->cyrillic_length == 0;
    if (letter->plain_length > 0)
        add(saying, letter->plain, letter->plain_length, SAY_ANY, false);
    add_looks(saying, letter->latin, letter->latin_length, only_latin ? SAY_ANY : SAY_LATIN | SAY_PLAIN);
    add_looks(saying, letter->latin_other, letter->latin_other_length, SAY_LATIN | SAY_PLAIN);
    add_looks(saying, letter->cyrillic, letter->cyrillic_length, SAY_CYRILLIC | SAY_PLAIN);
    add_looks(saying, letter->cyrillic_other, letter->cyrillic_other_length, SAY_CYRILLIC | SAY_PLAIN);
}

/* What else some look like, though no reading of whole words takes them for it, since it is in words of every day. */
static const struct {
    uint16_t letter;
    const char *looks;
    uint8_t modes;
} more_looks[] = {{'7', "Z", SAY_PLAIN | SAY_LATIN}, {0x04E0, "E", SAY_ANY},       {0x04E1, "E", SAY_ANY},
                  {0x0460, "SH", SAY_CYRILLIC},      {0x0461, "SH", SAY_CYRILLIC}, {0x051C, "SH", SAY_CYRILLIC},
                  {0x051D, "SH", SAY_CYRILLIC}};

static void add_more_looks(struct saying *saying, const struct letter *letter)
{
    for (size_t i = 0; i < sizeof more_looks / sizeof more_looks[0]; i++)
        if (letter == letter_of(more_looks[i].letter))
            add_looks(saying, more_looks[i].looks, (uint32_t)strlen(more_looks[i].looks), more_looks[i].modes);
}

/* What says O or I may be written for a nought or a one. */
static void add_digits(struct saying *saying)
{
    for (uint32_t i = 0, count = saying->count; i < count; i++) {
        const struct say say = saying->says[i];
        if (say.length == 1 && say.letters[0] == 'O')
            add(saying, "0", 1, say.modes, true);
        if (say.length == 1 && (say.letters[0] == 'I' || say.letters[0] == 'L'))
            add(saying, "1", 1, say.modes, true);
    }
}

static void find_says(struct says *says, const struct letter *letter)
{
    struct saying saying = {says->says, 0};
    if (letter->kind == KIND_DIGIT || letter->kind == KIND_SIGN)
        say_digit_or_sign(&saying, letter);
    else if (letter->flags & LETTER_LATIN)
        say_latin(&saying, letter);
    else
        say_foreign(&saying, letter);
    add_more_looks(&saying, letter);
    add_digits(&saying);
    says->letter = letter;
    says->count = saying.count;
    says->first = 0;
    says->silent = false;
    for (uint32_t i = 0; i < saying.count; i++) {
        const struct say *say = &says->says[i];
        const uint32_t symbol = say->length ? disguise_symbol((unsigned char)say->letters[0]) : DISGUISE_SYMBOLS;
        if (symbol < DISGUISE_SYMBOLS)
            says->first |= UINT64_C(1) << symbol;
        says->silent |= say->length == 0;
    }
}

const struct says *says_of(struct says_kept *kept, const struct letter *letter)
{
    struct says *says = &kept->says[(size_t)(letter - fold_letters) % SAYS_KEPT];
    if (says->letter != letter)
        find_says(says, letter);
    return says;
}

/* --- What several draw ---------------------------------------------------------------------------------------- */

static const struct {
    uint16_t first[3], second[3]; /* code points, 0 = no more */
} pairs[] = {{{'r', 'R'}, {'n', 'N'}},      {{'v', 'V'}, {'v', 'V'}}, {{'b', 0x44C, 0x42C}, {'l', 'I', '1'}},
             {{'l', 'I'}, {'o', 'O', '0'}}, {{'1'}, {'0', 'O', 'o'}}, {{0x039B}, {0x039B}}};
const struct say pair_says[] = {{"M", 1, SAY_PLAIN | SAY_LATIN, true}, {"W", 1, SAY_PLAIN | SAY_LATIN, true},
                                {"Y", 1, SAY_CYRILLIC, true},          {"YU", 2, SAY_CYRILLIC, true},
                                {"YU", 2, SAY_CYRILLIC, true},         {"M", 1, SAY_ANY, true}};

static bool is_one_of(const struct letter *letter, const uint16_t code_points[3])
{
    for (size_t i = 0; i < 3 && code_points[i]; i++)
        if (letter == letter_of(code_points[i]))
            return true;
    return false;
}

static uint16_t pair_of(const struct letter *first, const struct letter *second)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (is_one_of(first, pairs[i].first) && is_one_of(second, pairs[i].second))
            return (uint16_t)(i + 1);
    return 0;
}

/* Letters drawn with signs, as a letter of the same shape: of two that begin alike the longer first. */
static const struct {
    char drawn[5];
    uint32_t letter;
} drawings[] = {{"|\\/|", 'M'}, {"|-|", 0x041D}, {"|\\|", 'N'},  {"|/|", 0x0418}, {"|_|", 'U'}, {"/\\", 0x039B},
                {"\\/", 'V'},   {"()", 0x041E},  {"><", 0x0425}, {"|<", 0x041A},  {"|)", 'D'},  {"^", 0x039B}};

/* Whether a drawing may begin so. */
static bool is_drawing(unsigned char byte)
{
    return byte == '|' || byte == '/' || byte == '\\' || byte == '(' || byte == '>' || byte == '^';
}

static struct unit drawn_unit(const unsigned char *text, uint32_t length, uint32_t at)
{
    for (size_t i = 0; i < sizeof drawings / sizeof drawings[0]; i++) {
        const uint32_t drawn = (uint32_t)strlen(drawings[i].drawn);
        if (length - at >= drawn && memcmp(text + at, drawings[i].drawn, drawn) == 0)
            return (struct unit){letter_of(drawings[i].letter), at, at + drawn};
    }
    return unit_at(text, length, at);
}

/* --- Units ---------------------------------------------------------------------------------------------------- */

static struct squeezed_unit unit_of(const struct unit *unit, unsigned flags)
{
    if (unit->letter->kind == KIND_SIGN)
        flags |= UNIT_SIGN;
    if (unit->letter->kind == KIND_DIGIT)
        flags |= UNIT_DIGIT;
    return (struct squeezed_unit){unit->letter, unit->at, unit->next, (uint16_t)flags, 0};
}

void squeezed_add(struct squeezed_text *squeezed, const unsigned char *text, uint32_t length, uint32_t *at,
                  unsigned flags)
{
    while (*at < length && squeezed->count < SQUEEZED_UNITS) {
        const struct unit unit = is_drawing(text[*at]) ? drawn_unit(text, length, *at) : unit_at(text, length, *at);
        const unsigned kind = unit.letter->kind;
        const bool own = (unit.letter->flags & LETTER_OWN) != 0 && kind == KIND_LETTER;
        *at = unit.next;
        if (kind == KIND_IGNORED)
            continue;
        if (kind == KIND_SEPARATOR) {
            squeezed->flags |= UNIT_STARTS | (text[unit.at] == '\n' ? UNIT_NEW_LINE : 0u);
            continue;
        }
        struct squeezed_unit *last = &squeezed->units[squeezed->count++];
        *last = unit_of(&unit, flags | squeezed->flags | (own ? UNIT_STARTS : 0u));
        if (kind == KIND_LETTER && is_drawing(text[unit.at]))
            last->flags |= UNIT_DRAWN;
        if (squeezed->count > 1 && !(last->flags & UNIT_STARTS))
            last[-1].pair = pair_of(last[-1].letter, last->letter);
        squeezed->flags = own ? UNIT_STARTS : 0;
    }
}

void squeezed_forget(struct squeezed_text *squeezed, uint32_t count)
{
    memmove(squeezed->units, squeezed->units + count, (squeezed->count - count) * sizeof squeezed->units[0]);
    squeezed->count -= count;
}

/* What a word is made of. */
struct makeup {
    uint32_t letters, latin, cyrillic, other, digits, signs;
};

static struct makeup makeup_of(const struct squeezed_text *squeezed, uint32_t from, uint32_t to)
{
    struct makeup makeup = {0};
    for (uint32_t i = from; i < to; i++) {
        const struct squeezed_unit *unit = &squeezed->units[i];
        const unsigned flags = unit->letter->flags;
        if (unit->flags & UNIT_DIGIT) {
            makeup.digits++;
        } else if (unit->flags & (UNIT_SIGN | UNIT_DRAWN)) {
            makeup.signs++;
        } else {
            makeup.letters++;
            makeup.latin += (flags & LETTER_LATIN) != 0;
            makeup.cyrillic += (flags & LETTER_CYRILLIC) != 0;
            makeup.other += (flags & LETTER_OTHER) != 0;
        }
    }
    return makeup;
}

static bool is_odd(const struct makeup *makeup)
{
    if (makeup->letters == 0)
        return makeup->signs > 0;
    return makeup->other || (makeup->latin && makeup->cyrillic) || makeup->digits || makeup->signs;
}

/* What is a word, of a script of its own, and no piece of one. */
#define WORD_UNITS 3

/* Single letters in a row from which on they are odd, those beside other odd words counted with these. */
#define SINGLES 3

/* A row of words of one letter and of words that look disguised. */
struct odd_row {
    uint32_t from, words;
};

static void mark(struct squeezed_text *squeezed, uint32_t from, uint32_t to, bool odd)
{
    for (uint32_t i = from; i < to; i++)
        squeezed->units[i].flags = (uint16_t)((squeezed->units[i].flags & ~(unsigned)UNIT_ODD) | (odd ? UNIT_ODD : 0u));
}

bool squeezed_mark_odd(struct squeezed_text *squeezed)
{
    struct odd_row row = {0, 0};
    bool any = false;
    for (uint32_t from = 0, to; from < squeezed->count; from = to) {
        for (to = from + 1; to < squeezed->count && !(squeezed->units[to].flags & UNIT_STARTS);)
            to++;
        const struct makeup makeup = makeup_of(squeezed, from, to);
        const bool looks = is_odd(&makeup);
        if (!looks && to - from > 1)
            row.words = 0;
        else if (row.words++ == 0)
            row.from = from;
        mark(squeezed, from, to, looks);
        if (row.words >= SINGLES)
            mark(squeezed, row.from, to, true);
        if (to < squeezed->count && to - from >= WORD_UNITS)
            squeezed->units[to].flags |= UNIT_ANEW;
        any |= looks || row.words >= SINGLES;
    }
    return any;
}

/* --- Oddness as it is written --------------------------------------------------------------------------------- */

/* What bytes are of: letters of other scripts, and what stands beside each other of two kinds, are odd. */
enum byte_kind { BYTE_SEPARATES, BYTE_LATIN, BYTE_CYRILLIC, BYTE_DIGIT, BYTE_SIGN, BYTE_OTHER };

static bool is_sign(unsigned char byte)
{
    const uint64_t below_64 = UINT64_C(1) << '$' | UINT64_C(1) << '!' | UINT64_C(1) << '(' | UINT64_C(1) << '<' |
                              UINT64_C(1) << '+' | UINT64_C(1) << '#';
    return byte < 64 ? below_64 >> byte & 1 : byte == '@' || byte == '|';
}

static enum byte_kind ascii_kind(unsigned char byte)
{
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
        return BYTE_LATIN;
    if (byte >= '0' && byte <= '9')
        return BYTE_DIGIT;
    return is_sign(byte) ? BYTE_SIGN : BYTE_SEPARATES;
}

/* Quotation marks, dashes, the number sign and hard spaces, which stand in ordinary text. */
static bool is_ordinary(const unsigned char *text, uint32_t left)
{
    if (text[0] == 0xC2)
        return left >= 2 && (text[1] == 0xA0 || text[1] == 0xAB || text[1] == 0xB0 || text[1] == 0xBB);
    return text[0] == 0xE2 && left >= 3 &&
           ((text[1] == 0x84 && text[2] == 0x96) || (text[1] == 0x80 && text[2] >= 0x90 && text[2] <= 0xA6));
}

/* How many bytes of a text are Cyrillic letters of two bytes, from its start on, eight bytes at a time. */
static uint32_t skip_cyrillic(const unsigned char *text, uint32_t length)
{
    uint32_t at = 0;
    for (uint64_t eight; length - at >= sizeof eight; at += (uint32_t)sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        if ((eight & UINT64_C(0xC0FCC0FCC0FCC0FC)) != UINT64_C(0x80D080D080D080D0))
            break;
    }
    return at;
}

/* Bytes of the shortest word in which digits between letters are letters: P2P and B2B are what they are. */
#define DIGITS_AS_LATIN    4
#define DIGITS_AS_CYRILLIC 7

bool text_looks_odd(const unsigned char *text, uint32_t length, enum fold_view view)
{
    const bool numbers = view != FOLD_PLAIN;
    uint32_t i = skip_cyrillic(text, length);
    enum byte_kind before = i > 0 ? BYTE_CYRILLIC : BYTE_SEPARATES;
    const bool latin = length > 0 && text[0] < 0x80;
    const bool digits = length >= (uint32_t)(latin ? DIGITS_AS_LATIN : DIGITS_AS_CYRILLIC);
    bool letters = i > 0; /* before a digit */
    for (; i < length; i++) {
        enum byte_kind kind = BYTE_SEPARATES;
        if (text[i] < 0x80) {
            kind = ascii_kind(text[i]);
        } else if (utf8_continues(text[i])) {
            kind = before;
        } else if (text[i] >= 0xD0 && text[i] <= 0xD3) {
            kind = BYTE_CYRILLIC;
            i += i + 1 < length && utf8_continues(text[i + 1]);
        } else if (!is_ordinary(text + i, length - i)) {
            return true;
        }
        const bool beside = kind != before && kind != BYTE_SEPARATES && before != BYTE_SEPARATES;
        if (beside && (numbers || (kind != BYTE_DIGIT && (before != BYTE_DIGIT || (letters && digits)))))
            return true;
        letters = (kind == BYTE_DIGIT && letters) || kind == BYTE_LATIN || kind == BYTE_CYRILLIC;
        before = kind;
    }
    return false;
}

/* Whether a byte is of a sign that is a letter wherever it stands, or of one that is not ASCII; at is its first. */
static bool is_letter_sign(const unsigned char *text, uint32_t length, uint32_t at)
{
    const unsigned char byte = text[at];
    return byte < 0x80 ? byte == '$' || byte == '@' || byte == '+' : !is_ordinary(text + at, length - at);
}

/* Signs of the currencies that sums are given in here, of paragraphs and of sizes: 500₸, 3×40. */
static bool is_everyday_sign(const unsigned char *text, uint32_t left)
{
    if (text[0] == '$' || text[0] == '+' || text[0] == '@')
        return true;
    if (text[0] == 0xC2 || text[0] == 0xC3)
        return left >= 2 && memchr("\xA3\xA5\xA7\x97", text[1], 4) != NULL;
    return text[0] == 0xE2 && left >= 3 && text[1] == 0x82 && memchr("\xAC\xB8\xBD", text[2], 3) != NULL;
}

bool has_odd_beside(const unsigned char *text, uint32_t length, uint32_t from, uint32_t to)
{
    if (to < length && text[to] != ' ' && is_letter_sign(text, length, to) &&
        (ascii_kind(text[to - 1]) != BYTE_DIGIT ||
         (ascii_kind(text[from]) != BYTE_DIGIT && !is_everyday_sign(text + to, length - to))))
        return true;
    if (from == 0 || text[from - 1] == ' ')
        return false;
    uint32_t before = from - 1;
    while (before > 0 && utf8_continues(text[before]))
        before--;
    return is_letter_sign(text, length, before) &&
           (ascii_kind(text[from]) != BYTE_DIGIT || !is_everyday_sign(text + before, length - before));
}

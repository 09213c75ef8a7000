/*
 * encoding_tell.c: which code page bytes without a declaration are in (encoding.h). A message is written by programs
 * that name none, so the letters themselves must tell: each page makes other text of the same bytes, and only one makes
 * Russian or Kazakh of them.
 */
#include "encoding.h"

#include "text/utf8.h"

/*
 * How surprising a letter is behind another, in bits (-log2 of its share), a hexadecimal digit each: a row for the
 * letter before, a column for the letter. 0 is no Cyrillic letter, 1 to 32 are the Russian ones from А to Я (Ё is Е),
 * 33 those that Kazakh has beside them. Counted over the Russian translations of free programs and lists of personal,
 * company and place names in Russian and Kazakh, half of the weight each; capitals and small letters are one.
 */
static const char surprise[34][35] = {
    "0444546754a455443545557878dfcf6877", "296465685755453a64548767779ffed868", "627cd63a84f54c63b38a4d77be664a8b87",
    "32d8874fb2f6583496677b9a9aaf5acf8c", "53b7653ab3f95742b3994ecebfffb7d8b7", "42b6963593f74752757b5e8a99fb68d987",
    "397365676855453663448777778fffbc8b", "627aa429e2e6a834bd8a5eeeecee8acee6", "4275945a84f77443b67b4fbaafbb58b969",
    "4666664a6654443665449767379fdfb84c", "1b87959989e63656b755dc887aee8ee898", "42b8bc5ab3f95982b5554fb6f9fde8adf8",
    "538a9737a3f75873ad875a9b8fff63e548", "3276b829a3f87663587a58b999cf597e58", "42aa753c93f5cc53f96567978abf47c978",
    "48525566686545456445a78977afffbe8b", "53beff3ce3f85e8262874cb99acf79cb8f", "4277663683f676528765576998df679978",
    "4487a949f3f346635752698a98de65d958", "3395ca3cb3f68853845759bc9dff53b887", "465754565674445b5334d668656f9f85a9",
    "52ee8e3ee2dd5a73d48757deebeec7dede", "22c7ea5ee3ed6562d4857cceedeedaaede", "44c7bc2da1d4cdd48daa6dcbdddd4d7cad",
    "14fefe3af4f5a958ebc66fdfdafffaffff", "53d7dd2dd2d3795498866dddcddd69ddc6", "93cccc1cc2cccca8cccc6cccccccc6cccc",
    "6999990999999999999999999999999939", "2b6476496f36544b5554fb3d65dfffefc4", "1f66755a47f4f54aa856f597869ffff64f",
    "7c5654ccab74253c9343b7bbc6cccccccc", "2c6775976bb44859b554dc56253dddc8dd", "1e8686596ca5664ba575de88788fffd78a",
    "236d66887a75454594556d8dd6dd4ddd94",
};

/* What else weighs, in bits as well. */
#define SMALL_WORD     2  /* a word that begins with a small letter: payments are written in capitals */
#define SMALL_BEHIND   5  /* a small letter behind two capitals */
#define CAPITAL_BEHIND 8  /* a capital behind a small letter */
#define SIGN           11 /* a quotation mark, dash or number sign: no letter, but seen in payments */
#define STRANGE        14 /* the frames of tables, letters of other languages */
#define UNDEFINED      40 /* a byte that stands for nothing in the page */

#define KAZAKH 33 /* in surprise */

/* How a word has been written up to here. */
enum writing { NO_WORD, SMALL, ONE_CAPITAL, CAPITALS };

struct character {
    uint8_t letter; /* in surprise */
    bool small;
    uint8_t weight; /* of what is no letter */
};

static struct character rare_character(uint32_t point)
{
    static const struct pair {
        uint16_t capital, small;
        uint8_t letter;
    } pairs[] = {{0x0401, 0x0451, 6},      {0x04D8, 0x04D9, KAZAKH}, {0x0492, 0x0493, KAZAKH}, {0x049A, 0x049B, KAZAKH},
                 {0x04A2, 0x04A3, KAZAKH}, {0x04E8, 0x04E9, KAZAKH}, {0x04B0, 0x04B1, KAZAKH}, {0x04AE, 0x04AF, KAZAKH},
                 {0x04BA, 0x04BB, KAZAKH}, {0x0406, 0x0456, KAZAKH}};
    static const uint16_t signs[] = {0x2116, 0x00AB, 0x00BB, 0x201C, 0x201D, 0x201E, 0x2018, 0x2019,
                                     0x2013, 0x2014, 0x2026, 0x00A0, 0x00A7, 0x00B0, 0x20AC};
    for (uint32_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (point == pairs[i].capital || point == pairs[i].small)
            return (struct character){.letter = pairs[i].letter, .small = point == pairs[i].small};
    for (uint32_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (point == signs[i])
            return (struct character){.weight = SIGN};
    return (struct character){.weight = point == 0xFFFD ? UNDEFINED : STRANGE};
}

static struct character character_of(uint32_t point)
{
    if (point >= 0x0410 && point < 0x0430)
        return (struct character){.letter = (uint8_t)(point - 0x040F)};
    if (point >= 0x0430 && point < 0x0450)
        return (struct character){.letter = (uint8_t)(point - 0x042F), .small = true};
    return rare_character(point);
}

/* One page that the bytes may be in. */
struct candidate {
    enum encoding encoding;
    const uint16_t *table;
    uint64_t weight; /* of the text it makes of them: the lightest is likeliest */
    uint8_t before;  /* the letter before, in surprise */
    enum writing writing;
};

static void weigh_case(struct candidate *candidate, bool small)
{
    static const uint8_t weights[][2] = {[NO_WORD] = {0, SMALL_WORD},
                                         [SMALL] = {CAPITAL_BEHIND, 0},
                                         [ONE_CAPITAL] = {0, 0},
                                         [CAPITALS] = {0, SMALL_BEHIND}};
    candidate->weight += weights[candidate->writing][small];
    if (small)
        candidate->writing = SMALL;
    else
        candidate->writing = candidate->writing == NO_WORD ? ONE_CAPITAL : CAPITALS;
}

static void weigh_letter(struct candidate *candidate, uint8_t letter)
{
    char digit = surprise[candidate->before][letter];
    candidate->weight += (uint64_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    candidate->before = letter;
}

static void weigh_ascii(struct candidate *candidate, unsigned char byte)
{
    weigh_letter(candidate, 0);
    if ((byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'))
        weigh_case(candidate, byte >= 'a');
    else
        candidate->writing = NO_WORD;
}

static void weigh_high(struct candidate *candidate, unsigned char byte)
{
    struct character character = character_of(candidate->table[byte - 0x80]);
    weigh_letter(candidate, character.letter);
    candidate->weight += character.weight;
    if (character.letter)
        weigh_case(candidate, character.small);
    else
        candidate->writing = NO_WORD;
}

/*
 * windows-1251 and KZ-1048 hold the same Russian letters and differ in 16 bytes: Kazakh ones here, Ukrainian,
 * Belarusian and Serbian ones there. Text with one of these is taken for Kazakh, as Kazakh banks write far more of it;
 * without one the two are the same, and the page is called by the better known name.
 */
static enum encoding cyrillic_of_windows(const unsigned char *bytes, size_t length)
{
    const uint16_t *kazakh = encoding_table(ENCODING_KZ1048), *russian = encoding_table(ENCODING_CP1251);
    for (size_t i = 0; i < length; i++)
        if (bytes[i] >= 0x80 && kazakh[bytes[i] - 0x80] != russian[bytes[i] - 0x80])
            return ENCODING_KZ1048;
    return ENCODING_CP1251;
}

enum encoding encoding_tell(const unsigned char *bytes, size_t length)
{
    if (utf8_valid_prefix(bytes, length) == length)
        return ENCODING_UTF8;
    /* Equally likely ones in the order of their use. */
    struct candidate candidates[] = {
        {.encoding = ENCODING_CP866}, {.encoding = ENCODING_KZ1048}, {.encoding = ENCODING_KOI8_R}};
    const uint32_t count = sizeof candidates / sizeof *candidates;
    for (uint32_t i = 0; i < count; i++) {
        struct candidate *candidate = &candidates[i];
        candidate->table = encoding_table(candidate->encoding);
        for (size_t at = 0; at < length; at++) {
            if (bytes[at] < 0x80)
                weigh_ascii(candidate, bytes[at]);
            else
                weigh_high(candidate, bytes[at]);
        }
        weigh_letter(candidate, 0);
    }
    const struct candidate *best = &candidates[0];
    for (uint32_t i = 1; i < count; i++)
        if (candidates[i].weight < best->weight)
            best = &candidates[i];
    return best->encoding == ENCODING_KZ1048 ? cyrillic_of_windows(bytes, length) : best->encoding;
}

static bool is_latin(unsigned char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

unsigned char encoding_latin_look(uint32_t point)
{
    static const char capitals[] = "A B  E    K MHO PCTY X          ", small[] = "a    e        o pc y x          ";
    char looks = ' ';
    if (point >= 0x0410 && point < 0x0430)
        looks = capitals[point - 0x0410];
    else if (point >= 0x0430 && point < 0x0450)
        looks = small[point - 0x0430];
    else if (point == 0x0406 || point == 0x0456)
        looks = point == 0x0406 ? 'I' : 'i';
    return looks == ' ' ? 0 : (unsigned char)looks;
}

/* Whether a letter stands in a Latin word without looking like a letter of it. */
static bool is_misplaced(const unsigned char *bytes, size_t length, size_t at, uint32_t point)
{
    bool beside = (at > 0 && is_latin(bytes[at - 1])) || (at + 1 < length && is_latin(bytes[at + 1]));
    return beside && encoding_latin_look(point) == 0;
}

/* Bytes of the whole character of UTF-8, two or three long, that may begin here; 0 when none does. */
static size_t utf8_at(const unsigned char *bytes, size_t length, size_t at)
{
    size_t width = bytes[at] >= 0xC2 && bytes[at] < 0xE0 ? 2 : bytes[at] >= 0xE0 && bytes[at] < 0xF0 ? 3 : 0;
    if (width > length - at)
        return 0;
    for (size_t i = 1; i < width; i++)
        if ((bytes[at + i] & 0xC0) != 0x80)
            return 0;
    return width;
}

bool encoding_is_text(enum encoding encoding, const unsigned char *bytes, size_t length)
{
    const uint16_t *table = encoding_table(encoding);
    if (!table)
        return utf8_valid_prefix(bytes, length) == length;
    size_t high = 0, strange = 0, in_utf8 = 0, counted = 0;
    for (size_t at = 0; at < length; at++) {
        if (bytes[at] < 0x80)
            continue;
        uint32_t point = table[bytes[at] - 0x80];
        struct character character = character_of(point);
        if (character.weight == UNDEFINED)
            return false;
        high++;
        strange += character.weight == STRANGE || (character.letter && is_misplaced(bytes, length, at, point));
        size_t width = at >= counted ? utf8_at(bytes, length, at) : 0;
        in_utf8 += width;
        if (width)
            counted = at + width;
    }
    return strange * 2 < high && in_utf8 * 2 <= high;
}

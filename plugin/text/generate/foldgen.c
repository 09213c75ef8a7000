/*
 * foldgen.c: writes fold_table.c (letters.h) from Unicode data. Runs while the library is built, with ICU; nothing of
 * ICU reaches the library. Usage: foldgen OUTPUT
 *
 * A code point is decided by the first that applies: the hand-written scripts (scripts.c); combining and invisible
 * characters, which are ignored; its compatibility decomposition, element by element; transliteration to Latin letters.
 * Everything else is a separator. Look-alikes that scripts.c does not name come from Unicode's confusables.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uclean.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "../letters.h"
#include "near.h"
#include "scripts.h"

#define CODE_POINTS   0x110000
#define TEXT_LIMIT    64
#define LETTERS_LIMIT 65536
#define BLOCKS        (CODE_POINTS / LETTER_BLOCK)

struct unicode {
    const UNormalizer2 *nfkd;
    UTransliterator *to_latin;
    USpoofChecker *spoof;
};

static const struct letter separator = {.kind = KIND_SEPARATOR};
static const struct letter ignored = {.kind = KIND_IGNORED};

static _Noreturn void fail(const char *what, const char *detail)
{
    fprintf(stderr, "foldgen: %s: %s\n", what, detail);
    exit(1);
}

static void check(UErrorCode status, const char *what)
{
    if (U_FAILURE(status))
        fail(what, u_errorName(status));
}

static void put(char *to, size_t size, uint8_t *length, const char *text)
{
    size_t count = strlen(text);
    if (count > size)
        fail("a reading is longer than its place in struct letter", text);
    memcpy(to, text, count);
    *length = (uint8_t)count;
}

static struct letter script_letter(const struct script_letter *from, UChar32 code_point)
{
    struct letter letter = {.kind = KIND_LETTER};
    put(letter.plain, sizeof letter.plain, &letter.plain_length, from->plain);
    if (from->latin)
        put(letter.latin, sizeof letter.latin, &letter.latin_length, from->latin);
    if (from->cyrillic)
        put(letter.cyrillic, sizeof letter.cyrillic, &letter.cyrillic_length, from->cyrillic);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(code_point, &status);
    unsigned flags = (u_islower(code_point) ? LETTER_SMALL : 0) | (u_isupper(code_point) ? LETTER_CAPITAL : 0);
    if (script == USCRIPT_LATIN)
        flags |= LETTER_LATIN | (from->cyrillic ? 0 : LETTER_UNLIKE_CYRILLIC) | (from->latin ? LETTER_ODD : 0);
    else
        flags |=
            (script == USCRIPT_CYRILLIC ? LETTER_CYRILLIC : LETTER_OTHER) | (from->latin ? 0 : LETTER_UNLIKE_LATIN);
    letter.flags = (uint16_t)flags;
    return letter;
}

/* The letter of a row, if there is one; `code_point` is what the row is asked for, which may be its small letter. */
static bool find_letter(const struct script_letter *letters, size_t count, UChar32 row, UChar32 code_point,
                        struct letter *letter)
{
    for (size_t i = 0; i < count; i++)
        if (letters[i].code_point == (uint32_t)row) {
            *letter = script_letter(&letters[i], code_point);
            return true;
        }
    return false;
}

static void put_other_looks(struct letter *letter, UChar32 c)
{
    for (size_t i = 0; i < other_look_count; i++) {
        if (other_looks[i].code_point != (uint32_t)c)
            continue;
        if (other_looks[i].latin)
            put(letter->latin_other, sizeof letter->latin_other, &letter->latin_other_length, other_looks[i].latin);
        if (other_looks[i].cyrillic)
            put(letter->cyrillic_other, sizeof letter->cyrillic_other, &letter->cyrillic_other_length,
                other_looks[i].cyrillic);
    }
}

static unsigned place_flags(enum sign_place place)
{
    return (place == NOT_FIRST || place == INSIDE ? LETTER_NOT_FIRST : 0) |
           (place == NOT_LAST || place == INSIDE ? LETTER_NOT_LAST : 0);
}

/* Letters, digits and signs of scripts.c. */
static bool written_by_hand(UChar32 c, struct letter *letter)
{
    if (find_letter(small_letters, small_letter_count, c, c, letter) ||
        find_letter(capital_letters, capital_letter_count, u_toupper(c), c, letter)) {
        if (c == 0x039E) { /* a capital xi that stands alone is how ether is written */
            put(letter->alone, sizeof letter->alone, &letter->alone_length, "ETH");
            letter->flags |= LETTER_ALONE;
        }
        if (c == 'I' || c == 'l')
            letter->flags |= LETTER_BAR;
        put_other_looks(letter, c);
        return true;
    }
    if (find_letter(digit_letters, digit_letter_count, c, c, letter)) {
        letter->kind = KIND_DIGIT;
        letter->flags = LETTER_DIGIT;
        put_other_looks(letter, c);
        return true;
    }
    for (size_t i = 0; i < sign_count; i++) {
        const struct script_sign *sign = &signs[i];
        if (sign->code_point != (uint32_t)c)
            continue;
        *letter = (struct letter){.kind = KIND_SIGN};
        letter->flags = (uint16_t)(place_flags(sign->place) | (sign->plain ? LETTER_OWN : 0));
        put(letter->plain, sizeof letter->plain, &letter->plain_length, sign->plain ? sign->plain : "");
        put(letter->latin, sizeof letter->latin, &letter->latin_length, sign->latin);
        put(letter->cyrillic, sizeof letter->cyrillic, &letter->cyrillic_length, sign->cyrillic ? sign->cyrillic : "");
        put_other_looks(letter, c);
        return true;
    }
    return false;
}

/* Symbols used as letters that Unicode does not decompose. */
static bool symbol_letter(UChar32 c, struct letter *letter)
{
    UChar32 base = 0;
    if (c >= 0x1F150 && c <= 0x1F169) /* negative circled letters */
        base = 'A' + (c - 0x1F150);
    else if (c >= 0x1F170 && c <= 0x1F189) /* negative squared letters */
        base = 'A' + (c - 0x1F170);
    else if (c >= 0x1F1E6 && c <= 0x1F1FF) /* the letters flags are made of */
        base = 'A' + (c - 0x1F1E6);
    else if (c == 0x20AE) /* tugrik, written for the T of USDT */
        base = 'T';
    if (base && !written_by_hand(base, letter))
        fail("scripts.c", "a Latin letter is missing");
    if (c >= 0x1F1E6 && c <= 0x1F1FF)
        letter->flags |= LETTER_OWN;
    if (c == 0x27E0) { /* the lozenge that stands for ether */
        *letter = (struct letter){.kind = KIND_LETTER, .flags = LETTER_OWN | LETTER_OTHER | LETTER_UNLIKE_LATIN};
        put(letter->plain, sizeof letter->plain, &letter->plain_length, "ETH");
        return true;
    }
    return base != 0;
}

/* What Unicode's confusables make of a character. */
struct skeleton {
    UChar units[TEXT_LIMIT];
    int32_t length;
};

static struct skeleton skeleton_of(const struct unicode *unicode, UChar32 c)
{
    struct skeleton skeleton = {.length = 0};
    UChar text[2];
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(text, length, c);
    skeleton.length = uspoof_getSkeleton(unicode->spoof, 0, text, length, skeleton.units, TEXT_LIMIT, &status);
    return U_SUCCESS(status) ? skeleton : (struct skeleton){.length = 0};
}

/* The first and last letters that Russian and Kazakh words are written with, those of Russian first. */
static const UChar32 cyrillic_ranges[][2] = {{0x0410, 0x044F}, {0x0451, 0x0451}, {0x0456, 0x0456}, {0x0492, 0x0493},
                                             {0x049A, 0x049B}, {0x04A2, 0x04A3}, {0x04AE, 0x04B1}, {0x04BA, 0x04BB},
                                             {0x04D8, 0x04D9}, {0x04E8, 0x04E9}};

/* How the Cyrillic letter that a character looks like is written in Latin ones; NULL = it looks like none. A letter
 * itself is not asked. */
static const char *cyrillic_alike(const struct unicode *unicode, UChar32 c)
{
    const struct skeleton skeleton = skeleton_of(unicode, c);
    for (size_t i = 0; skeleton.length > 0 && i < sizeof cyrillic_ranges / sizeof cyrillic_ranges[0]; i++)
        for (UChar32 known = cyrillic_ranges[i][0]; known <= cyrillic_ranges[i][1]; known++) {
            const struct skeleton other = skeleton_of(unicode, known);
            if (other.length != skeleton.length || u_memcmp(other.units, skeleton.units, skeleton.length) != 0)
                continue;
            for (size_t row = 0; row < capital_letter_count; row++)
                if (capital_letters[row].code_point == (uint32_t)u_toupper(known))
                    return capital_letters[row].plain;
        }
    return NULL;
}

/* The letters and digits of a text in capitals, without anything else. */
static void only_letters(const UChar *text, int32_t length, char *out, size_t out_size)
{
    size_t count = 0;
    for (int32_t i = 0; i < length; i++) {
        UChar c = text[i];
        if (c >= 'a' && c <= 'z')
            c = (UChar)(c - 'a' + 'A');
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            continue;
        if (count + 1 >= out_size)
            fail("a transliteration", "longer than expected");
        out[count++] = (char)c;
    }
    out[count] = '\0';
}

/* What Unicode's confusables make of it: one ASCII letter, which is returned as a capital, or one digit; 0 when
 * neither. Marks behind the letter are left away. The skeleton of I is l, of 0 is O, of m is rn. */
static char look_alike(const struct unicode *unicode, UChar32 c)
{
    UChar text[2], skeleton[TEXT_LIMIT];
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(text, length, c);
    length = uspoof_getSkeleton(unicode->spoof, 0, text, length, skeleton, TEXT_LIMIT, &status);
    if (U_FAILURE(status) || length < 1 || skeleton[0] > 0x7F || !u_isalnum(skeleton[0]))
        return 0;
    if (length == 2 && skeleton[0] == 'r' && skeleton[1] == 'n')
        return 'M';
    for (int32_t i = 1; i < length; i++)
        if (U_IS_SURROGATE(skeleton[i]) || u_charType(skeleton[i]) != U_NON_SPACING_MARK)
            return 0;
    return skeleton[0] == 'l' ? 'I' : (char)u_toupper(skeleton[0]);
}

/* The Latin letter of a look-alike that may be a digit: 3 is E. 0 = there is none. */
static char look_alike_letter(char alike)
{
    if (alike < '0' || alike > '9')
        return alike;
    const char *latin = digit_letters[alike - '0'].latin;
    return latin ? latin[0] : alike == '2' ? 'Z' : 0;
}

static struct letter transliterated(const struct unicode *unicode, UChar32 c)
{
    UChar text[TEXT_LIMIT];
    int32_t length = 0, limit;
    UErrorCode status = U_ZERO_ERROR;
    char plain[TEXT_LIMIT];
    U16_APPEND_UNSAFE(text, length, c);
    limit = length;
    utrans_transUChars(unicode->to_latin, text, &length, TEXT_LIMIT, 0, &limit, &status);
    check(status, "transliteration");
    only_letters(text, length, plain, sizeof plain);

    UScriptCode script = uscript_getScript(c, &status);
    char alike = look_alike_letter(look_alike(unicode, c));
    struct letter letter = separator;
    if (script == USCRIPT_LATIN && length == 1 && text[0] != c && written_by_hand(text[0], &letter))
        return letter;
    const char *cyrillic = cyrillic_alike(unicode, c);
    const bool fits = cyrillic && *cyrillic && strlen(cyrillic) <= sizeof letter.cyrillic;
    if (!*plain && alike)
        memcpy(plain, (char[]){alike, '\0'}, 2);
    if (!*plain && cyrillic) {
        const struct script_letter looks = {(uint32_t)c, cyrillic, NULL, fits ? cyrillic : NULL};
        return script_letter(&looks, c);
    }
    if (!*plain)
        return u_charType(c) == U_MODIFIER_LETTER || u_charType(c) == U_COMBINING_SPACING_MARK ? ignored : separator;
    bool looks_itself = script == USCRIPT_LATIN && (plain[0] == alike || plain[1] || (plain[0] == 'L' && alike == 'I'));
    const struct script_letter found = {(uint32_t)c, plain, alike && !looks_itself ? (char[]){alike, '\0'} : NULL,
                                        fits ? cyrillic : NULL};
    letter = script_letter(&found, c);
    if (u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC))
        letter.flags |= LETTER_OWN;
    return letter;
}

static struct letter decide(const struct unicode *unicode, UChar32 c);

/* A compatibility character from its elements: what stands at the ends and is no letter (the brackets of a bracketed
 * letter) is left away; with such a thing inside, or as a symbol of several letters (a trade mark sign), it separates.
 */
static struct letter composed(const struct unicode *unicode, UChar32 c, const UChar *elements, int32_t length)
{
    struct letter whole = separator;
    char plain[TEXT_LIMIT] = "";
    int count = 0;
    bool gap = false;
    for (int32_t i = 0; i < length;) {
        UChar32 element;
        U16_NEXT(elements, i, length, element);
        struct letter letter = decide(unicode, element);
        if (letter.kind == KIND_IGNORED && count)
            continue;
        if (letter.kind != KIND_LETTER && letter.kind != KIND_DIGIT) {
            gap = count != 0;
            if (letter.kind == KIND_SIGN && length == 1)
                return letter;
            continue;
        }
        if (gap || strlen(plain) + letter.plain_length >= sizeof whole.plain + 1)
            return separator;
        strncat(plain, letter.plain, letter.plain_length);
        uint16_t flags = (uint16_t)(whole.flags | letter.flags);
        bool letters = whole.kind == KIND_LETTER || letter.kind == KIND_LETTER;
        if (count++ == 0)
            whole = letter;
        else
            whole = (struct letter){.kind = letters ? KIND_LETTER : KIND_DIGIT, .flags = flags};
    }
    if (count > 1 && u_charType(c) == U_OTHER_SYMBOL)
        return separator;
    if (count > 1) {
        if (whole.flags & LETTER_LATIN)
            whole.flags |= LETTER_UNLIKE_CYRILLIC;
        if (whole.flags & (LETTER_CYRILLIC | LETTER_OTHER))
            whole.flags |= LETTER_UNLIKE_LATIN;
        put(whole.plain, sizeof whole.plain, &whole.plain_length, plain);
    }
    whole.alone_length = 0;
    memset(whole.alone, 0, sizeof whole.alone);
    whole.flags &= (uint16_t)~LETTER_ALONE;
    return whole;
}

static bool is_invisible(UChar32 c)
{
    int8_t type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

/* Digits of other scripts are digits, which some of them do not look like. */
static struct letter digit(const struct unicode *unicode, UChar32 c)
{
    struct letter letter = separator;
    char alike = look_alike(unicode, c);
    if (!written_by_hand('0' + u_charDigitValue(c), &letter))
        fail("scripts.c", "a digit is missing");
    if (u_isalpha(alike)) {
        letter.latin_length = letter.latin_other_length = 0;
        memset(letter.latin, 0, sizeof letter.latin);
        memset(letter.latin_other, 0, sizeof letter.latin_other);
        put(letter.latin, sizeof letter.latin, &letter.latin_length, (char[]){alike, '\0'});
    }
    return letter;
}

/* What is neither letter nor digit but looks like a letter: numbers of old scripts are letters outright, symbols only
 * between letters. */
static struct letter symbol_look_alike(const struct unicode *unicode, UChar32 c)
{
    char alike = look_alike_letter(look_alike(unicode, c));
    struct letter letter = separator;
    const char *cyrillic = c < 0x80 || alike ? NULL : cyrillic_alike(unicode, c);
    if (cyrillic) {
        letter = (struct letter){.kind = KIND_SIGN};
        put(letter.cyrillic, sizeof letter.cyrillic, &letter.cyrillic_length, cyrillic);
        return letter;
    }
    if (c < 0x80 || !alike)
        return letter;
    const char text[] = {alike, '\0'};
    if (u_charType(c) == U_LETTER_NUMBER || u_charType(c) == U_OTHER_NUMBER) {
        const struct script_letter found = {(uint32_t)c, text, text, NULL};
        return script_letter(&found, c);
    }
    letter = (struct letter){.kind = KIND_SIGN, .flags = LETTER_NOT_FIRST | LETTER_NOT_LAST};
    put(letter.latin, sizeof letter.latin, &letter.latin_length, text);
    put_other_looks(&letter, alike == 'I' ? '|' : c);
    return letter;
}

static struct letter decide(const struct unicode *unicode, UChar32 c)
{
    struct letter letter;
    if (written_by_hand(c, &letter) || symbol_letter(c, &letter))
        return letter;
    if (!u_isdefined(c) || U_IS_SURROGATE(c))
        return separator;
    if (is_invisible(c))
        return ignored;
    if (c == 0x2116) /* the number sign belongs to no word */
        return separator;
    if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER)
        return digit(unicode, c);
    bool hangul = c >= 0xAC00 && c <= 0xD7A3; /* transliterated as a syllable, not by its parts */
    UChar elements[TEXT_LIMIT];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = hangul ? -1 : unorm2_getDecomposition(unicode->nfkd, c, elements, TEXT_LIMIT, &status);
    check(status, "decomposition");
    if (length > 0)
        return composed(unicode, c, elements, length);
    if (u_isalpha(c) || u_charType(c) == U_COMBINING_SPACING_MARK)
        return transliterated(unicode, c);
    return symbol_look_alike(unicode, c);
}

/* What a code point says, with what people use it as laid over it (fancy_looks of scripts.c). */
static struct letter decide_all(const struct unicode *unicode, UChar32 c)
{
    struct letter letter = decide(unicode, c);
    const char *look = NULL;
    for (size_t i = 0; i < fancy_look_count && !look; i++)
        if (fancy_looks[i].code_point == (uint32_t)c || fancy_looks[i].code_point == (uint32_t)u_toupper(c))
            look = fancy_looks[i].latin;
    if (!look || (letter.plain_length == 1 && letter.plain[0] == look[0] && !(letter.flags & LETTER_ODD)))
        return letter;
    char plain[TEXT_LIMIT] = "";
    memcpy(plain, letter.kind == KIND_LETTER ? letter.plain : look,
           letter.kind == KIND_LETTER ? letter.plain_length : 1);
    const struct script_letter found = {(uint32_t)c, plain, look, NULL};
    return script_letter(&found, c);
}

/* The table being made: distinct letters, and the letter of each code point. */
struct table {
    struct letter letters[LETTERS_LIMIT];
    uint32_t letter_count;
    uint32_t slots[2 * LETTERS_LIMIT]; /* 1 + index, by hash */
    uint16_t letter_of[CODE_POINTS];
    uint16_t block_of[BLOCKS];
    uint32_t first_block[BLOCKS]; /* the block of code points that a stored block was made from */
    uint32_t block_count;
    uint64_t digest;
};

static uint64_t fnv(uint64_t hash, const void *bytes, size_t count)
{
    const unsigned char *byte = bytes;
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ byte[i]) * 0x100000001B3u;
    return hash;
}

static uint16_t letter_number(struct table *table, const struct letter *letter)
{
    uint32_t slot = (uint32_t)(fnv(0xCBF29CE484222325u, letter, sizeof *letter) % (2 * LETTERS_LIMIT));
    for (; table->slots[slot]; slot = (slot + 1) % (2 * LETTERS_LIMIT))
        if (memcmp(&table->letters[table->slots[slot] - 1], letter, sizeof *letter) == 0)
            return (uint16_t)(table->slots[slot] - 1);
    if (table->letter_count == LETTERS_LIMIT)
        fail("the table", "too many distinct letters");
    table->letters[table->letter_count++] = *letter;
    table->slots[slot] = table->letter_count;
    return (uint16_t)(table->letter_count - 1);
}

static void fail_at(const char *what, UChar32 c)
{
    char name[32];
    snprintf(name, sizeof name, "U+%04X", (unsigned)c);
    fail(what, name);
}

/* What the headers promise. */
static void check_letter(const struct letter *letter, UChar32 c)
{
    unsigned most = letter->plain_length;
    most = letter->latin_length > most ? letter->latin_length : most;
    most = letter->cyrillic_length > most ? letter->cyrillic_length : most;
    most = letter->latin_other_length > most ? letter->latin_other_length : most;
    most = letter->cyrillic_other_length > most ? letter->cyrillic_other_length : most;
    if (letter->alone_length + 1u > most)
        most = letter->alone_length ? letter->alone_length + 1u : most;
    if (letter->flags & LETTER_OWN)
        most++;
    if (2 * most > LETTER_GROWTH * (unsigned)U8_LENGTH(c))
        fail_at("more bytes than LETTER_GROWTH allows", c);
    if ((letter->flags & LETTER_OWN) && U8_LENGTH(c) < 3)
        fail_at("a token of its own below LETTER_OWN_LEAST", c);
}

static void fill(struct table *table, const struct unicode *unicode)
{
    table->digest = 0xCBF29CE484222325u;
    letter_number(table, &separator);
    for (UChar32 c = 0; c < CODE_POINTS; c++) {
        struct letter letter = decide_all(unicode, c);
        check_letter(&letter, c);
        table->letter_of[c] = letter_number(table, &letter);
        table->digest = fnv(table->digest, &letter, sizeof letter);
    }
    for (uint32_t block = 0; block < BLOCKS; block++) {
        const uint16_t *at = &table->letter_of[block * LETTER_BLOCK];
        uint32_t same = 0;
        while (same < table->block_count &&
               memcmp(&table->letter_of[table->first_block[same] * LETTER_BLOCK], at, LETTER_BLOCK * sizeof *at) != 0)
            same++;
        if (same == table->block_count)
            table->first_block[table->block_count++] = block;
        table->block_of[block] = (uint16_t)same;
    }
}

static void print_bytes(FILE *out, const char *bytes, size_t size)
{
    fputc('{', out);
    for (size_t i = 0; i < size && (i == 0 || (bytes[i - 1] && bytes[i])); i++)
        fprintf(out, bytes[i] ? "%s'%c'" : "%s0", i ? "," : "", bytes[i]);
    fputs("},", out);
}

static void print(FILE *out, const struct table *table)
{
    fputs("/* Written by foldgen from Unicode " U_UNICODE_VERSION
          "; see letters.h. */\n#include \"text/letters.h\"\n\n",
          out);
    fprintf(out, "const uint64_t fold_digest = 0x%016llxu;\n", (unsigned long long)table->digest);
    fputs("const struct letter fold_letters[] = {\n", out);
    for (uint32_t i = 0; i < table->letter_count; i++) {
        const struct letter *l = &table->letters[i];
        fputc('{', out);
        print_bytes(out, l->plain, sizeof l->plain);
        print_bytes(out, l->latin, sizeof l->latin);
        print_bytes(out, l->cyrillic, sizeof l->cyrillic);
        print_bytes(out, l->alone, sizeof l->alone);
        print_bytes(out, l->latin_other, sizeof l->latin_other);
        print_bytes(out, l->cyrillic_other, sizeof l->cyrillic_other);
        fprintf(out, "%u,%u,%u,%u,%u,%u,%u,0,%u,0},\n", l->plain_length, l->latin_length, l->cyrillic_length,
                l->alone_length, l->latin_other_length, l->cyrillic_other_length, l->kind, l->flags);
    }
    fputs("};\nconst uint16_t fold_blocks[] = {", out);
    for (uint32_t i = 0; i < BLOCKS; i++)
        fprintf(out, "%s%u,", i % 32 ? "" : "\n", table->block_of[i]);
    fputs("\n};\nconst uint16_t fold_index[][LETTER_BLOCK] = {\n", out);
    for (uint32_t block = 0; block < table->block_count; block++) {
        fputc('{', out);
        for (uint32_t i = 0; i < LETTER_BLOCK; i++)
            fprintf(out, "%u,", table->letter_of[table->first_block[block] * LETTER_BLOCK + i]);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        fail("usage", "foldgen OUTPUT");
    UErrorCode status = U_ZERO_ERROR;
    struct unicode unicode = {.nfkd = unorm2_getNFKDInstance(&status), .spoof = uspoof_open(&status)};
    UChar id[TEXT_LIMIT];
    u_uastrcpy(id, "Any-Latin; Latin-ASCII");
    unicode.to_latin = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
    check(status, "opening ICU");

    struct table *table = calloc(1, sizeof *table);
    if (!table)
        fail("memory", strerror(errno));
    fill(table, &unicode);
    FILE *out = fopen(argv[1], "w");
    if (!out)
        fail(argv[1], strerror(errno));
    print(out, table);
    print_near(out, table->letters, table->letter_of);
    if (ferror(out) || fclose(out) != 0)
        fail(argv[1], strerror(errno));
    free(table);
    utrans_close(unicode.to_latin);
    uspoof_close(unicode.spoof);
    u_cleanup();
    return 0;
}

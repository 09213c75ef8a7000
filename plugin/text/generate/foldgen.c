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
    if (script == USCRIPT_LATIN)
        letter.flags = (uint8_t)(LETTER_LATIN | (from->cyrillic ? 0 : LETTER_UNLIKE_CYRILLIC));
    else
        letter.flags = (uint8_t)((script == USCRIPT_CYRILLIC ? LETTER_CYRILLIC : LETTER_OTHER) |
                                 (from->latin ? 0 : LETTER_UNLIKE_LATIN));
    return letter;
}

static bool find_letter(const struct script_letter *letters, size_t count, UChar32 code_point, struct letter *letter)
{
    for (size_t i = 0; i < count; i++)
        if (letters[i].code_point == (uint32_t)code_point) {
            *letter = script_letter(&letters[i], code_point);
            return true;
        }
    return false;
}

/* Letters, digits and signs of scripts.c. */
static bool written_by_hand(UChar32 c, struct letter *letter)
{
    if (find_letter(small_letters, small_letter_count, c, letter) ||
        find_letter(capital_letters, capital_letter_count, u_toupper(c), letter)) {
        if (c == 0x039E) /* a capital xi that stands alone is how ether is written */
            put(letter->alone, sizeof letter->alone, &letter->alone_length, "ETH");
        return true;
    }
    if (find_letter(digit_letters, digit_letter_count, c, letter)) {
        letter->kind = KIND_DIGIT;
        letter->flags = LETTER_DIGIT;
        return true;
    }
    for (size_t i = 0; i < sign_count; i++) {
        const struct script_sign *sign = &signs[i];
        if (sign->code_point != (uint32_t)c)
            continue;
        *letter = (struct letter){.kind = KIND_SIGN};
        letter->flags = (uint8_t)((sign->between ? LETTER_BETWEEN : 0) | (sign->plain ? LETTER_OWN : 0));
        put(letter->plain, sizeof letter->plain, &letter->plain_length, sign->plain ? sign->plain : "");
        put(letter->latin, sizeof letter->latin, &letter->latin_length, sign->latin);
        put(letter->cyrillic, sizeof letter->cyrillic, &letter->cyrillic_length, sign->cyrillic ? sign->cyrillic : "");
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

/* The one Latin letter Unicode's confusables make of it, or 0. */
static char look_alike(const struct unicode *unicode, UChar32 c)
{
    UChar text[2], skeleton[TEXT_LIMIT];
    int32_t length = 0;
    UErrorCode status = U_ZERO_ERROR;
    U16_APPEND_UNSAFE(text, length, c);
    length = uspoof_getSkeleton(unicode->spoof, 0, text, length, skeleton, TEXT_LIMIT, &status);
    if (U_FAILURE(status) || length != 1 || skeleton[0] > 0x7F || !u_isalpha(skeleton[0]))
        return 0;
    return skeleton[0] == 'l' ? 'I' : (char)u_toupper(skeleton[0]); /* the skeleton of I is l, too */
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
    char alike = look_alike(unicode, c);
    struct letter letter = separator;
    if (script == USCRIPT_LATIN && length == 1 && text[0] != c && written_by_hand(text[0], &letter))
        return letter;
    if (!*plain && alike)
        memcpy(plain, (char[]){alike, '\0'}, 2);
    if (!*plain)
        return u_charType(c) == U_MODIFIER_LETTER || u_charType(c) == U_COMBINING_SPACING_MARK ? ignored : separator;
    const struct script_letter found = {(uint32_t)c, plain,
                                        alike && script != USCRIPT_LATIN ? (char[]){alike, '\0'} : NULL, NULL};
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
        uint8_t flags = (uint8_t)(whole.flags | letter.flags);
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
    return whole;
}

static bool is_invisible(UChar32 c)
{
    int8_t type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
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
    if (u_charType(c) == U_DECIMAL_DIGIT_NUMBER && written_by_hand('0' + u_charDigitValue(c), &letter))
        return letter;
    bool hangul = c >= 0xAC00 && c <= 0xD7A3; /* transliterated as a syllable, not by its parts */
    UChar elements[TEXT_LIMIT];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = hangul ? -1 : unorm2_getDecomposition(unicode->nfkd, c, elements, TEXT_LIMIT, &status);
    check(status, "decomposition");
    if (length > 0)
        return composed(unicode, c, elements, length);
    if (u_isalpha(c) || u_charType(c) == U_COMBINING_SPACING_MARK)
        return transliterated(unicode, c);
    return separator;
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

static void check_growth(const struct letter *letter, UChar32 c)
{
    unsigned most = letter->plain_length;
    most = letter->latin_length > most ? letter->latin_length : most;
    most = letter->cyrillic_length > most ? letter->cyrillic_length : most;
    if (letter->alone_length + 1u > most)
        most = letter->alone_length ? letter->alone_length + 1u : most;
    if (letter->flags & LETTER_OWN)
        most++;
    if (2 * most > LETTER_GROWTH * (unsigned)U8_LENGTH(c)) {
        char name[32];
        snprintf(name, sizeof name, "U+%04X", (unsigned)c);
        fail("more bytes than LETTER_GROWTH allows", name);
    }
}

static void fill(struct table *table, const struct unicode *unicode)
{
    table->digest = 0xCBF29CE484222325u;
    letter_number(table, &separator);
    for (UChar32 c = 0; c < CODE_POINTS; c++) {
        struct letter letter = decide(unicode, c);
        check_growth(&letter, c);
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
    for (size_t i = 0; i < size && (i == 0 || bytes[i]); i++)
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
        fprintf(out, "%u,%u,%u,%u,%u,%u,0},\n", l->plain_length, l->latin_length, l->cyrillic_length, l->alone_length,
                l->kind, l->flags);
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
    fputs("};\nconst unsigned char fold_ascii[256] = {", out);
    for (uint32_t i = 0; i < 256; i++) {
        const struct letter *letter = &table->letters[table->letter_of[i]];
        bool speaks = i < 128 && (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT);
        fprintf(out, "%s%d,", i % 32 ? "" : "\n", speaks ? letter->plain[0] : ' ');
    }
    fputs("\n};\n", out);
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
    if (ferror(out) || fclose(out) != 0)
        fail(argv[1], strerror(errno));
    free(table);
    utrans_close(unicode.to_latin);
    uspoof_close(unicode.spoof);
    u_cleanup();
    return 0;
}

/*
 * look_alikes.c: a program of the build: writes, from Unicode's confusables and decompositions as ICU has them, what
 * the letters that words are made of can be replaced by (evade_look_alikes.h). For the command line's generator of
 * evasions alone: it shares no table with the folding of the plug-in, which it is to test.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

#define FIRST_OTHER 0x00A1
#define LAST_OTHER  0x1FBFF
#define FORM_UNITS  64
#define ROWS_MAX    512

/* Digits, and letters of Latin, Russian and Kazakh, in the order of their numbers. */
static const UChar32 letters[] = {
    '0',    '1',    '2',    '3',    '4',    '5',    '6',    '7',    '8',    '9',    'A',    'B',    'C',    'D',
    'E',    'F',    'G',    'H',    'I',    'J',    'K',    'L',    'M',    'N',    'O',    'P',    'Q',    'R',
    'S',    'T',    'U',    'V',    'W',    'X',    'Y',    'Z',    'a',    'b',    'c',    'd',    'e',    'f',
    'g',    'h',    'i',    'j',    'k',    'l',    'm',    'n',    'o',    'p',    'q',    'r',    's',    't',
    'u',    'v',    'w',    'x',    'y',    'z',    0x0401, 0x0406, 0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415,
    0x0416, 0x0417, 0x0418, 0x0419, 0x041A, 0x041B, 0x041C, 0x041D, 0x041E, 0x041F, 0x0420, 0x0421, 0x0422, 0x0423,
    0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429, 0x042A, 0x042B, 0x042C, 0x042D, 0x042E, 0x042F, 0x0430, 0x0431,
    0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043A, 0x043B, 0x043C, 0x043D, 0x043E, 0x043F,
    0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447, 0x0448, 0x0449, 0x044A, 0x044B, 0x044C, 0x044D,
    0x044E, 0x044F, 0x0451, 0x0456, 0x0492, 0x0493, 0x049A, 0x049B, 0x04A2, 0x04A3, 0x04AE, 0x04AF, 0x04B0, 0x04B1,
    0x04BA, 0x04BB, 0x04D8, 0x04D9, 0x04E8, 0x04E9};
#define LETTERS (sizeof letters / sizeof letters[0])

/* One form of a letter: its skeleton, decomposition or compatibility form. */
struct form {
    UChar units[FORM_UNITS];
    int32_t length;
};

static USpoofChecker *checker;
static const UNormalizer2 *nfd, *nfkc;

static void end_if(UErrorCode error, const char *what)
{
    if (U_SUCCESS(error))
        return;
    fprintf(stderr, "look_alikes: %s: %s\n", what, u_errorName(error));
    exit(1);
}

static struct form own_form(UChar32 letter)
{
    struct form form = {.length = 0};
    U16_APPEND_UNSAFE(form.units, form.length, letter);
    return form;
}

static struct form normal_form(const UNormalizer2 *how, UChar32 letter)
{
    UErrorCode error = U_ZERO_ERROR;
    struct form own = own_form(letter), form;
    form.length = unorm2_normalize(how, own.units, own.length, form.units, FORM_UNITS, &error);
    end_if(error, "a letter cannot be normalised");
    return form;
}

static struct form skeleton(UChar32 letter)
{
    UErrorCode error = U_ZERO_ERROR;
    struct form own = own_form(letter), form;
    form.length = uspoof_getSkeleton(checker, 0, own.units, own.length, form.units, FORM_UNITS, &error);
    end_if(error, "a letter has no skeleton");
    return form;
}

static bool same(const struct form *a, const struct form *b)
{
    return a->length == b->length && u_memcmp(a->units, b->units, a->length) == 0;
}

/* What a person could type or paste: letters, numbers and signs; no marks, which go with the letter before. */
static bool is_usable(UChar32 other)
{
    uint32_t kinds = U_GC_L_MASK | U_GC_N_MASK | U_GC_S_MASK | U_GC_PO_MASK;
    return (U_GET_GC_MASK(other) & kinds) != 0 && !(other >= 0xE000 && other <= 0xF8FF);
}

/* What is known of a letter, and of what may replace one. */
struct known {
    struct form own, skeleton, apart, compatible;
};

static struct known know(UChar32 letter)
{
    return (struct known){.own = own_form(letter),
                          .skeleton = skeleton(letter),
                          .apart = normal_form(nfd, letter),
                          .compatible = normal_form(nfkc, letter)};
}

/* Whether it is on the keyboards of those who write the letters above. */
static bool is_everyday(UChar32 other)
{
    return other < 0x80 || (other >= 0x0401 && other <= 0x04E9);
}

/* The name of its class in the table; "" = it is none of the letter's replacements. */
static const char *class_of(UChar32 other, const struct known *of_other, const struct known *of_letter)
{
    if (same(&of_other->compatible, &of_letter->own))
        return "LOOK_COMPATIBLE";
    if (of_letter->own.units[0] < 0x80 && of_other->apart.length == 2 &&
        of_other->apart.units[0] == of_letter->own.units[0])
        return "LOOK_ACCENTED";
    if (!same(&of_other->skeleton, &of_letter->skeleton))
        return "";
    if (is_everyday(other))
        return "LOOK_TWIN";
    UErrorCode error = U_ZERO_ERROR;
    switch (uscript_getScript(other, &error)) {
    case USCRIPT_LATIN:
        return "LOOK_LATIN";
    case USCRIPT_CYRILLIC:
        return "LOOK_CYRILLIC";
    case USCRIPT_GREEK:
        return "LOOK_GREEK";
    default:
        return "LOOK_OTHER";
    }
}

/* Rows of the table, by letter. */
struct row {
    UChar32 other;
    const char *class;
};
static struct row rows[LETTERS][ROWS_MAX];
static uint32_t row_counts[LETTERS];

static void gather(void)
{
    static struct known of_letters[LETTERS];
    for (size_t i = 0; i < LETTERS; i++)
        of_letters[i] = know(letters[i]);
    for (UChar32 other = 0x21; other <= LAST_OTHER; other++) {
        bool none = (other > 0x7E && other < FIRST_OTHER) || (other >= 0xD800 && other <= 0xDFFF);
        if (none || !is_usable(other))
            continue;
        struct known of_other = know(other);
        for (size_t i = 0; i < LETTERS; i++) {
            const char *class = other == letters[i] ? "" : class_of(other, &of_other, &of_letters[i]);
            if (*class && row_counts[i] < ROWS_MAX)
                rows[i][row_counts[i]++] = (struct row){other, class};
        }
    }
}

static void write_letter(FILE *out, size_t letter)
{
    for (uint32_t i = 0; i < row_counts[letter]; i++)
        fprintf(out, "    {0x%04X, 0x%04X, %s},\n", (unsigned)letters[letter], (unsigned)rows[letter][i].other,
                rows[letter][i].class);
}

int main(int argc, char **argv)
{
    UErrorCode error = U_ZERO_ERROR;
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (!out) {
        fprintf(stderr, "look_alikes: it takes the name of the file to write\n");
        return 1;
    }
    checker = uspoof_open(&error);
    nfd = unorm2_getNFDInstance(&error);
    nfkc = unorm2_getNFKCInstance(&error);
    end_if(error, "ICU has no data");
    gather();
    fprintf(out, "/* Made from Unicode %s by generate/look_alikes.c. */\n#include \"evade_look_alikes.h\"\n\n",
            U_UNICODE_VERSION);
    fprintf(out, "const struct evade_look_alike evade_look_alikes[] = {\n");
    for (size_t i = 0; i < LETTERS; i++)
        write_letter(out, i);
    fprintf(out,
            "};\nconst uint32_t evade_look_alike_count = sizeof evade_look_alikes / sizeof evade_look_alikes[0];\n");
    uspoof_close(checker);
    return fclose(out) == 0 ? 0 : 1;
}

/*
 * disguise.c: random texts (disguise.h). A text is a row of words of the pack's terms and of nothing; each is changed
 * in itself (an error, a number, a stem's ending), in how its letters are written, and in what stands between them.
 */
#include "disguise.h"

#include <string.h>

#include "random.h"

#define WORD_ROOM 64

struct text {
    char *bytes;
    uint32_t length, room;
};

static void add(struct text *text, const char *bytes)
{
    uint32_t length = (uint32_t)strlen(bytes);
    if (length <= text->room - text->length) {
        memcpy(text->bytes + text->length, bytes, length);
        text->length += length;
    }
}

/* --- The word itself ----------------------------------------------------------------------------------------- */

static char random_letter(uint64_t *random)
{
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZAEIOUAEIOUNTSR0125"[random_below(random, 44)];
}

static void make_error(char *word, uint64_t *random)
{
    size_t length = strlen(word), at = random_below(random, (uint32_t)length);
    switch (random_below(random, 5)) {
    case 4: /* a letter behind two, as behind a Cyrillic one that is written so */
        if (at + 2 < length) {
            char letter = word[at];
            memmove(word + at, word + at + 1, 2);
            word[at + 2] = letter;
        }
        break;
    case 0:
        memmove(word + at, word + at + 1, length - at);
        break;
    case 1:
        word[at] = random_letter(random);
        break;
    case 2:
        if (length + 1 < WORD_ROOM) {
            memmove(word + at + 1, word + at, length - at + 1);
            word[at] = random_letter(random);
        }
        break;
    default:
        if (at + 1 < length) {
            char letter = word[at];
            word[at] = word[at + 1];
            word[at + 1] = letter;
        }
    }
}

static void go_on(char *word, uint32_t letters, uint64_t *random)
{
    size_t length = strlen(word);
    while (letters-- > 0 && length + 1 < WORD_ROOM)
        word[length++] = "AEIOUYMKHX"[random_below(random, 10)];
    word[length] = 0;
}

static void random_word(char word[WORD_ROOM], const struct sketch *sketch, uint64_t *random)
{
    word[0] = 0;
    if (random_chance(random, 12)) {
        go_on(word, 1 + random_below(random, 7), random);
    } else if (random_chance(random, 10)) {
        snprintf(word, WORD_ROOM, "%u", random_below(random, 2000));
    } else {
        const struct sketch_term *term = &sketch->terms[random_below(random, sketch->count)];
        snprintf(word, WORD_ROOM, "%s", term->text);
        const char *form = sketch_endings[random_below(random, SKETCH_FORMS)];
        if (term->forms != 0 && random_chance(random, 60) && strlen(word) + strlen(form) < WORD_ROOM)
            strcat(word, form);
        else if (term->ending > 0 && random_chance(random, 70))
            go_on(word, 1 + random_below(random, term->ending + 1u), random);
    }
    for (int errors = 0; random_chance(random, 15) && errors < 2 && word[0] != 0; errors++)
        make_error(word, random);
}

/* --- How it is written --------------------------------------------------------------------------------------- */

enum hand { HAND_PLAIN, HAND_SMALL, HAND_MIXED, HAND_CYRILLIC, HAND_ALIKE, HAND_DIGITS, HAND_WIDE, HANDS };

static const char *const transliterated[26] = {"а", "б", "ц", "д", "е", "ф", "г", "х", "и", "й", "к", "л", "м",
                                               "н", "о", "п", "қ", "р", "с", "т", "у", "в", "в", "щ", "ы", "з"};
static const char *const alike[26] = {"А", "В", "С", "", "Е", "",  "",  "Н", "І", "Ј", "К", "",  "М",
                                      "",  "О", "Р", "", "",  "Ѕ", "Т", "",  "",  "",  "Х", "У", ""};
static const char *const digits[26] = {"4", "8", "", "", "3", "",  "",  "", "1", "", "", "1", "",
                                       "",  "0", "", "", "",  "$", "7", "", "",  "", "", "",  "2"};

static void write_letter(struct text *text, char letter, enum hand hand, uint64_t *random)
{
    char plain[5] = {letter};
    const char *other = "";
    if (letter >= 'A' && letter <= 'Z') {
        int n = letter - 'A';
        bool some = random_chance(random, 40);
        if (hand == HAND_SMALL || (hand == HAND_MIXED && some))
            plain[0] = (char)(letter - 'A' + 'a');
        else if (hand == HAND_CYRILLIC)
            other = transliterated[n];
        else if (hand == HAND_ALIKE && some)
            other = alike[n];
        else if (hand == HAND_DIGITS && some)
            other = digits[n];
        else if (hand == HAND_WIDE && some)
            snprintf(plain, sizeof plain, "\xEF\xBC%c", 0xA1 + n);
    }
    add(text, *other ? other : plain);
}

static const char *random_gap(uint64_t *random)
{
    static const char *const gaps[] = {" ", "-", ".", "/", "  ", ", ", "_", "'", "\xC2\xAD", "\xE2\x80\x8B", " - "};
    return gaps[random_below(random, sizeof gaps / sizeof gaps[0])];
}

static void write_word(struct text *text, const char *word, uint64_t *random)
{
    enum hand hand = random_chance(random, 50) ? HAND_PLAIN : (enum hand)random_below(random, HANDS);
    uint32_t cuts = random_chance(random, 25) ? 1 + random_below(random, 3) : 0;
    bool spaced = random_chance(random, 4);
    const char *gap = random_gap(random);
    if (random_chance(random, 8))
        add(text, random_chance(random, 50) ? "5" : "300");
    for (uint32_t i = 0; word[i] != 0; i++) {
        if (i > 0 && (spaced || (cuts > 0 && random_chance(random, 30)))) {
            add(text, gap);
            cuts -= cuts > 0;
        }
        write_letter(text, word[i], hand, random);
    }
    if (random_chance(random, 8))
        add(text, random_chance(random, 50) ? "1" : "2026");
}

/* --- The payment --------------------------------------------------------------------------------------------- */

/* A name behind a preposition, in the token that ends there. */
static void write_name(struct text *text, uint64_t *random)
{
    static const char *const prepositions[] = {"NA", "ZA", "PO", "OT", "IZ", "DO"};
    char name[WORD_ROOM] = "";
    go_on(name, 2 + random_below(random, 6), random);
    add(text, prepositions[random_below(random, sizeof prepositions / sizeof prepositions[0])]);
    add(text, name);
}

static void write_text(struct text *text, const struct sketch *sketch, uint32_t words, uint64_t *random)
{
    bool glued = random_chance(random, 20);
    for (uint32_t i = 0; i < words; i++) {
        char word[WORD_ROOM];
        if (i > 0 && !(glued && random_chance(random, 60)))
            add(text, random_chance(random, 80) ? " " : random_gap(random));
        random_word(word, sketch, random);
        write_word(text, word, random);
    }
    if (glued && random_chance(random, 25))
        write_name(text, random);
}

/* Ends of lines after so many characters, as programs put them. */
static void break_lines(struct text *text, uint32_t line)
{
    char broken[PAYMENT_BYTES];
    uint32_t used = 0, characters = 0;
    for (uint32_t i = 0; i < text->length; i++) {
        if (((unsigned char)text->bytes[i] & 0xC0) != 0x80 && characters++ == line) {
            if (used == sizeof broken)
                return;
            broken[used++] = '\n';
            characters = 1;
        }
        if (used == sizeof broken)
            return;
        broken[used++] = text->bytes[i];
    }
    memcpy(text->bytes, broken, used);
    text->length = used;
}

void payment_random(struct payment *payment, const struct sketch *sketch, uint64_t *random)
{
    static const uint8_t fields[] = {FG_FIELD_REMITTANCE, FG_FIELD_REMITTANCE, FG_FIELD_CREDITOR_NAME,
                                     FG_FIELD_CREDITOR_ADDRESS};
    payment->count = 1 + random_below(random, PAYMENT_VALUES - 1);
    for (uint32_t i = 0; i < payment->count; i++) {
        struct text text = {.bytes = payment->values[i].text, .room = PAYMENT_BYTES};
        write_text(&text, sketch, 1 + random_below(random, 8), random);
        if (random_chance(random, 20))
            break_lines(&text, random_chance(random, 70) ? 35 : 70);
        payment->values[i].field = fields[random_below(random, sizeof fields)];
        payment->values[i].length = text.length;
        if (text.length == 0)
            payment->values[i].length = 1, payment->values[i].text[0] = 'A';
    }
    /* A line that goes on in the next value. */
    if (payment->count > 1 && payment->values[0].length > 35 && random_chance(random, 15)) {
        payment->values[0].field = payment->values[1].field = FG_FIELD_REMITTANCE;
        uint32_t rest = payment->values[0].length - 35;
        memcpy(payment->values[1].text, payment->values[0].text + 35, rest);
        payment->values[0].length = 35;
        payment->values[1].length = rest;
    }
}

void payment_print(FILE *stream, const struct payment *payment)
{
    for (uint32_t i = 0; i < payment->count; i++) {
        fprintf(stream, "  value %u, field %u: \"", i, payment->values[i].field);
        for (uint32_t n = 0; n < payment->values[i].length; n++) {
            unsigned char c = (unsigned char)payment->values[i].text[n];
            if (c < ' ' || c == 0x7F)
                fprintf(stream, "\\x%02x", c);
            else
                fputc(c, stream);
        }
        fputs("\"\n", stream);
    }
}

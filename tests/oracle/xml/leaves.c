/*
 * leaves.c: invented values (leaves.h).
 */
#include "leaves.h"

#include <stdio.h>
#include <string.h>

void dice_seed(struct dice *dice, uint64_t seed, uint64_t number)
{
    dice->state = seed * 0x9E3779B97F4A7C15u + number * 0xD1B54A32D192ED03u + 1;
}

/* splitmix64 */
static uint64_t next(struct dice *dice)
{
    uint64_t z = dice->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

uint32_t dice_below(struct dice *dice, uint32_t limit)
{
    return (uint32_t)((next(dice) >> 32) * limit >> 32);
}

bool dice_percent(struct dice *dice, uint32_t percent)
{
    return dice_below(dice, 100) < percent;
}

#define PICK(dice, list) list[dice_below(dice, sizeof list / sizeof list[0])]

static const char *const latin[] = {"MUSTER",   "Harbour", "GOODS",        "trading", "Müller",   "señor",
                                    "Åberg",    "O'Neill", "Smith & Sons", "A<B",     "x > y",    "\"Quoted\"",
                                    "supplies", "Ortiz",   "freight",      "No",      "contract", "invoice",
                                    "FZE",      "LLP",     "]]",           "café"};
static const char *const cyrillic[] = {"ТОО",   "Жылыту", "Оплата", "услуг", "Иванов",    "договор", "Торговый",
                                       "Ёлкин", "бетон",  "за",     "АҚ",    "Қазақстан", "Әлия",    "Нұрғали",
                                       "өнім",  "үшін",   "Іле",    "Һәм",   "№",         "«Дом»"};
static const char *const far[] = {"東京", "Ωmega", "Łódź", "€", "😀", "ﬁne", "İzmir", "\u00a0"};

static const char *word(struct dice *dice, uint32_t alphabet)
{
    if (alphabet == 0)
        return PICK(dice, latin);
    if (alphabet == 1)
        return PICK(dice, cyrillic);
    return PICK(dice, far);
}

/* Words with a number among them that makes the value one of its kind in the message. */
static void words(struct dice *dice, uint32_t count, char out[LEAF_BYTES])
{
    static const char *const gaps[] = {" ", " ", " ", " ", " ", "  ", "\n", "\t", " - ", ", "};
    uint32_t alphabet = dice_percent(dice, 60) ? 0 : dice_percent(dice, 85) ? 1 : 2;
    size_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        int n = snprintf(out + used, LEAF_BYTES - used, "%s%s", i == 0 ? "" : PICK(dice, gaps), word(dice, alphabet));
        used += (size_t)n;
    }
    snprintf(out + used, LEAF_BYTES - used, " Q%06u", dice_below(dice, 1000000));
}

static void letters(struct dice *dice, uint32_t count, const char *of, char *out)
{
    uint32_t size = (uint32_t)strlen(of);
    for (uint32_t i = 0; i < count; i++)
        out[i] = of[dice_below(dice, size)];
    out[count] = '\0';
}

#define DIGITS  "0123456789"
#define CAPITAL "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* The remainder of a number in base 36 digits by 97, letters standing for two decimals (ISO 7064). */
static unsigned mod97(const char *text)
{
    unsigned rest = 0;
    for (; *text != '\0'; text++)
        rest = *text <= '9' ? (rest * 10 + (unsigned)(*text - '0')) % 97
                            : (rest * 100 + (unsigned)(*text - 'A' + 10)) % 97;
    return rest;
}

static void iban(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    (void)kind;
    char body[32], turned[40];
    letters(dice, 3, DIGITS, body);
    letters(dice, 13, DIGITS CAPITAL, body + 3);
    snprintf(turned, sizeof turned, "%sKZ00", body);
    snprintf(out, LEAF_BYTES, "KZ%02u%s", 98 - mod97(turned), body);
}

static void lei(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    (void)kind;
    char body[20], whole[24];
    letters(dice, 4, DIGITS, body);
    letters(dice, 14, DIGITS CAPITAL, body + 4);
    snprintf(whole, sizeof whole, "%s00", body);
    snprintf(out, LEAF_BYTES, "%s%02u", body, 98 - mod97(whole));
}

static void bic(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    (void)kind;
    char bank[8], rest[8];
    static const char *const countries[] = {"KZ", "DE", "US", "GB", "KE"};
    letters(dice, 4, CAPITAL, bank);
    letters(dice, dice_percent(dice, 50) ? 2 : 5, DIGITS CAPITAL, rest);
    snprintf(out, LEAF_BYTES, "%s%s%s", bank, PICK(dice, countries), rest);
}

static void uetr(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    (void)kind;
    char hex[33];
    letters(dice, 32, "0123456789abcdef", hex);
    hex[12] = '4';
    hex[16] = "89ab"[dice_below(dice, 4)];
    snprintf(out, LEAF_BYTES, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* 12 digits whose last is the check digit of an IIN or BIN. */
static void iin(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    (void)kind;
    for (;;) {
        snprintf(out, LEAF_BYTES, "%02u%02u%02u%u%04u", dice_below(dice, 100), 1 + dice_below(dice, 12),
                 1 + dice_below(dice, 28), 1 + dice_below(dice, 6), dice_below(dice, 10000));
        unsigned sum = 0, second = 0;
        for (unsigned i = 0; i < 11; i++) {
            sum += (unsigned)(out[i] - '0') * (i + 1);
            second += (unsigned)(out[i] - '0') * (i < 9 ? i + 3 : i - 8);
        }
        unsigned check = sum % 11 < 10 ? sum % 11 : second % 11;
        if (check == 10)
            continue;
        out[11] = (char)('0' + check);
        out[12] = '\0';
        return;
    }
}

static void number(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    static const char *const fractions[] = {"", ".5", ".50", ".00", ".07"};
    unsigned whole = dice_below(dice, dice_percent(dice, 50) ? 1000 : 100000000);
    if (kind == LEAF_DECIMAL)
        snprintf(out, LEAF_BYTES, "%u.%04u", whole, dice_below(dice, 10000));
    else if (kind == LEAF_NUMBER)
        snprintf(out, LEAF_BYTES, "%u", 1 + dice_below(dice, 99999));
    else
        snprintf(out, LEAF_BYTES, "%u%s", whole + 1, PICK(dice, fractions));
}

static void moment(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    static const char *const zones[] = {"", "Z", "+05:00", ".123+05:00"};
    unsigned month = 1 + dice_below(dice, 12), day = 1 + dice_below(dice, 28), minute = dice_below(dice, 60);
    if (kind == LEAF_DATE)
        snprintf(out, LEAF_BYTES, "2026-%02u-%02u", month, day);
    else if (kind == LEAF_CLOCK)
        snprintf(out, LEAF_BYTES, "%02u:%02u:00+05:00", dice_below(dice, 24), minute);
    else
        snprintf(out, LEAF_BYTES, "2026-%02u-%02uT09:%02u:00%s", month, day, minute, PICK(dice, zones));
}

/* A value of few forms, made of a pattern and a number. */
static void patterned(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    unsigned n = dice_below(dice, 1000000);
    static const char *const patterns[LEAF_KINDS] = {[LEAF_ACCOUNT] = "0004%06u",
                                                     [LEAF_EMAIL] = "payee.%06u@mail.example",
                                                     [LEAF_HANDLE] = "+7701%06u",
                                                     [LEAF_MEMBER] = "190%06u",
                                                     [LEAF_PHONE] = "+7-727%06u",
                                                     [LEAF_REFERENCE] = "REF/%06u-A",
                                                     [LEAF_URL] = "https://pay.example/r?i=%06u&t=1"};
    snprintf(out, LEAF_BYTES, patterns[kind] ? patterns[kind] : "%06u", n);
}

/* Sectors of both sides, currency and purpose code, as Kazakh banks write them behind the words of a payment. */
static void eknp(struct dice *dice, char out[LEAF_BYTES])
{
    static const char *const purposes[] = {"119", "343", "710", "859", "321"};
    size_t used = strlen(out);
    snprintf(out + used, LEAF_BYTES - used, " /EKNP %u%u%u%uKZT%s/", 1 + dice_below(dice, 2), 1 + dice_below(dice, 9),
             1 + dice_below(dice, 2), 1 + dice_below(dice, 9), PICK(dice, purposes));
}

static void coded(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    static const char *const codes[] = {"SALA", "GDDS", "SUPP", "CASH", "SHAR", "DEBT", "OUR1", "NORM", "CHQB", "INVS"};
    static const char *const countries[] = {"KZ", "DE", "AE", "US", "KE"};
    static const char *const currencies[] = {"KZT", "EUR", "USD", "RUB"};
    static const char *const flags[] = {"true", "false"};
    if (kind == LEAF_CODE && dice_percent(dice, 50))
        letters(dice, 4, CAPITAL, out);
    else
        snprintf(out, LEAF_BYTES, "%s",
                 kind == LEAF_CODE       ? PICK(dice, codes)
                 : kind == LEAF_COUNTRY  ? PICK(dice, countries)
                 : kind == LEAF_CURRENCY ? PICK(dice, currencies)
                                         : PICK(dice, flags));
}

static void free_text(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    words(dice, 1 + dice_below(dice, kind == LEAF_WORDS ? 8 : 3), out);
    if (kind == LEAF_WORDS && dice_percent(dice, 5))
        eknp(dice, out);
}

static void nothing(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    (void)dice, (void)kind;
    out[0] = '\0';
}

static const struct {
    const char *name;
    void (*write)(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES]);
} kinds[LEAF_KINDS] = {
    [LEAF_ACCOUNT] = {"account", patterned},
    [LEAF_AMOUNT] = {"amount", number},
    [LEAF_ANYTHING] = {"anything", nothing},
    [LEAF_BANK] = {"bank", free_text},
    [LEAF_BIC] = {"bic", bic},
    [LEAF_CLOCK] = {"clock", moment},
    [LEAF_CODE] = {"code", coded},
    [LEAF_COUNTRY] = {"country", coded},
    [LEAF_CURRENCY] = {"currency", coded},
    [LEAF_DATE] = {"date", moment},
    [LEAF_DECIMAL] = {"decimal", number},
    [LEAF_EMAIL] = {"email", patterned},
    [LEAF_FLAG] = {"flag", coded},
    [LEAF_HANDLE] = {"handle", patterned},
    [LEAF_IBAN] = {"iban", iban},
    [LEAF_IIN] = {"iin", iin},
    [LEAF_LEI] = {"lei", lei},
    [LEAF_MEMBER] = {"member", patterned},
    [LEAF_NAME] = {"name", free_text},
    [LEAF_NUMBER] = {"number", number},
    [LEAF_PHONE] = {"phone", patterned},
    [LEAF_REFERENCE] = {"reference", patterned},
    [LEAF_STREET] = {"street", free_text},
    [LEAF_TEXT] = {"text", free_text},
    [LEAF_TIME] = {"time", moment},
    [LEAF_TOWN] = {"town", free_text},
    [LEAF_TYPE] = {"type", nothing},
    [LEAF_UETR] = {"uetr", uetr},
    [LEAF_URL] = {"url", patterned},
    [LEAF_WORDS] = {"words", free_text},
};

bool leaf_kind_by_name(const char *name, enum leaf_kind *kind)
{
    for (int i = 0; i < LEAF_KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0) {
            *kind = (enum leaf_kind)i;
            return true;
        }
    return false;
}

void leaf_write(struct dice *dice, enum leaf_kind kind, char out[LEAF_BYTES])
{
    kinds[kind].write(dice, kind, out);
}

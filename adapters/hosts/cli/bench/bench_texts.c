/*
 * bench_texts.c: payments put together at random from words, numbers and codes (bench_texts.h). The words are those of
 * everyday payments; nobody is named.
 */
#include "bench_texts.h"

#include <stdio.h>
#include <string.h>

#define WORDS      96
#define LINE_BYTES 140 /* of one remittance element */

/* clang-format off */
static const char *const words[BENCH_TEXT_SETS][WORDS] = {
    {"payment", "under", "contract", "invoice", "dated", "for", "spare", "parts", "of", "grain", "dryers", "supply",
     "agreement", "services", "transport", "freight", "forwarding", "customs", "clearance", "delivery", "terms",
     "equipment", "maintenance", "monthly", "rent", "office", "premises", "lease", "salary", "wages", "employees",
     "tuition", "fee", "semester", "university", "student", "hospital", "treatment", "insurance", "premium", "policy",
     "vehicle", "tyres", "fuel", "diesel", "construction", "materials", "cement", "timber", "steel", "pipes",
     "electricity", "water", "heating", "internet", "advertising", "campaign", "printing", "software", "licence",
     "support", "consulting", "audit", "legal", "translation", "notary", "tax", "penalty", "refund", "advance",
     "balance", "deposit", "loan", "interest", "instalment", "principal", "dividends", "shares", "charity", "donation",
     "hotel", "travel", "tickets", "conference", "furniture", "kitchen", "garden", "seeds", "fertiliser", "cattle",
     "wheat", "flour", "bakery", "clothing", "medicine", "laboratory"},
    {"оплата", "по", "договору", "счёт", "от", "за", "запасные", "части", "услуги", "перевозки", "поставку",
     "товара", "согласно", "спецификации", "акт", "накладная", "аренда", "помещения", "офиса", "месяц", "заработная",
     "плата", "сотрудников", "алименты", "обучение", "семестр", "университет", "лечение", "страхование", "полис",
     "автомобиль", "шины", "топливо", "дизельное", "строительные", "материалы", "цемент", "лес", "арматура", "трубы",
     "электроэнергия", "вода", "отопление", "связь", "реклама", "печать", "лицензия", "поддержка", "консультация",
     "аудит", "нотариус", "налог", "пеня", "возврат", "аванс", "остаток", "депозит", "кредит", "проценты", "погашение",
     "дивиденды", "помощь", "гостиница", "билеты", "мебель", "кухня", "семена", "удобрения", "пшеница", "мука",
     "хлеб", "одежда", "лекарства", "лаборатория", "без", "НДС", "сумма", "тенге", "төлем", "бойынша", "шарт", "үшін",
     "қызмет", "көрсету", "жалақы", "оқу", "ақысы", "айына", "жер", "салығы", "мүлік", "қала", "көшесі", "үй",
     "жабдық", "тасымалдау"},
};
/* clang-format on */

/* A small generator of our own, so that the payments are the same everywhere. */
static uint32_t draw(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % below);
}

/* Six of seven are words, the seventh a number, a date or a code. */
static size_t write_word(enum bench_text_set set, uint64_t *state, char *out, size_t room)
{
    static const char *const marks[BENCH_TEXT_SETS] = {"No.", "№"};
    uint32_t kind = draw(state, 28), number = draw(state, 90000) + 1000;
    int length;
    if (kind == 0)
        length = snprintf(out, room, "%s%u/%u", marks[set], number % 997, 2020 + number % 7);
    else if (kind == 1)
        length = snprintf(out, room, "%02u.%02u.%u", 1 + number % 28, 1 + number % 12, 2024 + number % 3);
    else if (kind == 2)
        length = snprintf(out, room, "%u,%02u", number, number % 100);
    else if (kind == 3)
        length = snprintf(out, room, "%c%c-%u", 'A' + (char)(number % 26), 'A' + (char)(number % 23), number % 10000);
    else
        length = snprintf(out, room, "%s", words[set][draw(state, WORDS)]);
    return length > 0 && (size_t)length < room ? (size_t)length : 0;
}

/* Whole words of at most so many bytes. */
static size_t write_line(enum bench_text_set set, uint64_t *state, char *out, size_t most)
{
    size_t used = 0;
    char word[64];
    for (;;) {
        size_t length = write_word(set, state, word, sizeof word);
        if (used + (used > 0) + length > most)
            return used;
        if (used > 0)
            out[used++] = ' ';
        memcpy(out + used, word, length);
        used += length;
    }
}

bool bench_text_put(struct stages *stages, enum bench_text_set set, uint32_t number)
{
    static const struct {
        fg_field field;
        size_t bytes;
    } parts[] = {{FG_FIELD_DEBTOR_NAME, 48},
                 {FG_FIELD_DEBTOR_ADDRESS, 64},
                 {FG_FIELD_CREDITOR_NAME, 48},
                 {FG_FIELD_CREDITOR_ADDRESS, 64}};
    static const struct {
        fg_field field;
        const char *text;
    } fixed[] = {{FG_FIELD_DEBTOR_ACCOUNT, "KZ31998KZT0012345678"},
                 {FG_FIELD_DEBTOR_AGENT_BIC, "ALTNKZKA"},
                 {FG_FIELD_CREDITOR_ACCOUNT, "DE35999700010123456789"},
                 {FG_FIELD_CREDITOR_AGENT_BIC, "NRDLDEFF"},
                 {FG_FIELD_PURPOSE_CODE, "710"}};
    uint64_t state = ((uint64_t)number * BENCH_TEXT_SETS + set) * 0x9E3779B97F4A7C15u + 1;
    char line[LINE_BYTES];
    size_t left = BENCH_TEXT_BYTES;
    bool fits = true;
    stages_begin(stages);
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        fits = fits && stages_put(stages, fixed[i].field, fixed[i].text, strlen(fixed[i].text));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t length = write_line(set, &state, line, parts[i].bytes);
        fits = fits && stages_put(stages, parts[i].field, line, length);
        left -= length;
    }
    while (fits && left > 0) {
        size_t length = write_line(set, &state, line, left < sizeof line ? left : sizeof line);
        if (length == 0)
            break; /* what is left is shorter than a word */
        fits = stages_put(stages, FG_FIELD_REMITTANCE, line, length);
        left -= length;
    }
    return fits;
}

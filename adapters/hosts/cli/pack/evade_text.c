/*
 * evade_text.c: contexts, signs and full lines (evade_text.h).
 */
#include "evade_text.h"

#include <stdio.h>
#include <string.h>

/* Of words that say nothing, and none of them of one letter. */
const struct evade_context evade_contexts[] = {
    {"", ""},       {"перечисление ", ""},  {"", " согласно заявлению"}, {"личные нужды ", " спасибо"},
    {"төлем ", ""}, {"payment ", " thanks"}};
const uint32_t evade_context_count = sizeof evade_contexts / sizeof evade_contexts[0];

const char *const evade_signs[] = {"p2p ордер 18839201",
                                   "перевод на кошелек",
                                   "по курсу 512",
                                   "обмен",
                                   "пополнение депозита",
                                   "продажа",
                                   "p2p",
                                   "wallet",
                                   "order 7730185512",
                                   "trading",
                                   "биржа",
                                   "покупка монет"};
const uint32_t evade_sign_count = sizeof evade_signs / sizeof evade_signs[0];

/* What stands before a word so that its line is full where it is cut: ordinary words, then a number, then a space. */
static void fill(char *out, size_t size, uint32_t characters)
{
    static const char *const words[] = {"перечисление", "денежных", "средств",   "согласно", "заявлению", "клиента",
                                        "банка",        "первого",  "марта",     "личные",   "семейные",  "нужды",
                                        "текущего",     "года",     "отделение", "южное"};
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct evade_form word;
        if (!evade_form_read(&word, words[i]) || word.count + 1u > characters)
            break;
        used += (size_t)snprintf(out + used, size - used, "%s ", words[i]);
        characters -= word.count + 1u;
    }
    for (; characters > 0 && used + 2 < size; characters--)
        out[used++] = characters == 1 ? ' ' : "4810576392"[characters % 10];
    out[used] = '\0';
}

/* The line, of at least so many characters as the word has before the cut and two more, in full lines. */
static uint32_t line_of(const struct evade_form *form)
{
    uint32_t columns = form->columns;
    while (columns < form->break_at + 2u)
        columns += form->columns;
    return columns;
}

void evade_text_make(struct evade_text *text, const struct evade_form *form, const struct evade_context *context,
                     const char *sign)
{
    char word[EVADE_LETTERS_MAX * 4 + 1], rest[EVADE_LETTERS_MAX * 4 + 1] = "", filled[512];
    const char *gap = sign[0] ? " " : "", *before = context->before;
    bool broken = form->break_kind != BREAK_NONE, over_fields = form->break_kind == BREAK_FIELD;
    evade_form_write(form, 0, broken ? form->break_at : form->count, word, sizeof word);
    if (broken)
        evade_form_write(form, form->break_at, form->count, rest, sizeof rest);
    if (broken && form->columns > 0) {
        fill(filled, sizeof filled, line_of(form) - form->break_at);
        before = filled;
    }
    text->second[0] = '\0';
    if (over_fields) {
        snprintf(text->first, sizeof text->first, "%s%s", before, word);
        snprintf(text->second, sizeof text->second, "%s%s%s%s", rest, context->after, gap, sign);
    } else {
        snprintf(text->first, sizeof text->first, "%s%s%s%s%s%s%s", before, word, broken ? "\n" : "", rest,
                 context->after, gap, sign);
    }
}

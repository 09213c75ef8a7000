/*
 * findings_words.c: words of a replay's findings (findings_words.h).
 */
#include "findings_words.h"

#include <string.h>

#include "fiatgate.h"
#include "terminal_text.h"
#include "verdict_table.h"

#define CURRENCIES_SHOWN 4u

struct change {
    const char *words, *beside_nothing;
    int paint; /* the action that colours it */
    bool stricter;
};

static const struct change changes[CHANGE_COUNT] = {
    [FIATGATE__CHANGE__CHANGE_NONE] = {"be decided as before", "pass", FG_PASS, false},
    [FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED] = {"be newly blocked", "be blocked", FG_BLOCK, true},
    [FIATGATE__CHANGE__CHANGE_NEWLY_HELD] = {"be newly held", "be held", FG_HOLD, true},
    [FIATGATE__CHANGE__CHANGE_NEWLY_FLAGGED] = {"be newly flagged", "be flagged", FG_FLAG, true},
    [FIATGATE__CHANGE__CHANGE_HELD_NOT_BLOCKED] = {"be held instead of blocked", "be held", FG_HOLD, false},
    [FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED] = {"no longer be stopped", "pass", FG_PASS, false},
    [FIATGATE__CHANGE__CHANGE_NO_LONGER_FLAGGED] = {"no longer be flagged", "pass", FG_PASS, false},
};

static const struct change *change_at(int change)
{
    return &changes[change >= 0 && change < CHANGE_COUNT ? change : 0];
}

const char *change_words(int change, bool beside_nothing)
{
    return beside_nothing ? change_at(change)->beside_nothing : change_at(change)->words;
}

bool change_makes_stricter(int change)
{
    return change_at(change)->stricter;
}

const char *change_paint(int change, bool colour)
{
    return action_paint(change_at(change)->paint, colour);
}

const char *action_colour(int action, bool colour)
{
    return action_paint(action, colour);
}

const char *action_word(int action)
{
    return fg_action_name((fg_action)action);
}

/* Digits up to the point, in groups of three. */
static size_t group_digits(const char *digits, size_t length, char *text)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            text[used++] = ' ';
        text[used++] = digits[i];
    }
    return used;
}

const char *number_words(uint64_t number, char text[NUMBER_WORDS])
{
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    text[group_digits(digits, (size_t)length, text)] = '\0';
    return text;
}

bool money_is_told(Fiatgate__ReplayMoney *const *money, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (money[i]->amount || money[i]->not_summed > 0)
            return true;
    return false;
}

static void print_amount(FILE *out, const Fiatgate__ReplayMoney *money)
{
    char text[80];
    size_t whole = strcspn(money->amount, ".");
    if (whole > 48)
        whole = 48;
    fprintf(out, "%.*s%s ", (int)group_digits(money->amount, whole, text), text, money->amount + whole);
    terminal_write(out, *money->currency ? money->currency : "without a currency");
}

void print_money(FILE *out, Fiatgate__ReplayMoney *const *money, size_t count)
{
    char number[NUMBER_WORDS];
    size_t known = 0, shown = 0;
    for (size_t i = 0; i < count; i++)
        known += money[i]->amount != NULL;
    size_t most = known > CURRENCIES_SHOWN ? CURRENCIES_SHOWN - 1 : known;
    for (size_t i = 0; i < count && shown < most; i++) {
        if (!money[i]->amount)
            continue;
        fputs(shown == 0 ? "" : shown + 1 == known ? " and " : ", ", out);
        print_amount(out, money[i]);
        shown++;
    }
    if (known > most)
        fprintf(out, " and money of %zu other currencies", known - most);
    uint64_t not_summed = 0;
    for (size_t i = 0; i < count; i++)
        not_summed += money[i]->not_summed;
    if (not_summed > 0)
        fprintf(out, "%s%s without a readable amount", known > 0 ? " and " : "", number_words(not_summed, number));
}

/*
 * evade_screen.c: fields of a payment through a lane of the gate (evade_screen.h).
 */
#include "evade_screen.h"

#include <string.h>

#define PAYER "ОРАЗБЕКОВА АЙГЕРИМ НУРЛАНОВНА" /* composed */
#define PAYEE "ПЕТРЕНКО СЕРГЕЙ ИВАНОВИЧ"
#define TEXT  "возврат долга"

bool evade_lane_open(struct evade_lane *lane, const struct evade_desk *desk)
{
    *lane = (struct evade_lane){.desk = desk};
    return fg_lane_open(desk->gate, &lane->lane) == FG_OK && fg_verdict_new(desk->gate, &lane->verdict) == FG_OK;
}

void evade_lane_close(struct evade_lane *lane)
{
    fg_verdict_free(lane->verdict);
    fg_lane_close(lane->lane);
}

/* Whether "LIST/ENTRY" is of that list, and then whether it is that entry. */
static bool is_of_list(const struct pack *pack, const char *named, const struct pack_entry *entry, bool *is_entry)
{
    const char *list = pack_string(pack, pack->lists[entry->list].id);
    size_t length = strlen(list);
    if (strncmp(named, list, length) != 0 || (named[length] != '/' && named[length] != '\0'))
        return false;
    *is_entry = named[length] == '/' && strcmp(named + length + 1, pack_string(pack, entry->id)) == 0;
    return true;
}

static void look_for(const struct evade_lane *lane, const struct evade_word *word, struct evade_answer *answer)
{
    const struct pack *pack = lane->desk->pack;
    uint32_t count = fg_verdict_reasons(lane->verdict);
    for (uint32_t i = 0; i < count && !answer->named; i++) {
        fg_reason reason = {.size = sizeof reason};
        if (fg_verdict_reason(lane->verdict, i, &reason) != FG_OK)
            continue;
        for (uint32_t k = 0; k < word->entry_count && !answer->named; k++)
            if (is_of_list(pack, reason.entry, &pack->entries[word->entries[k]], &answer->named))
                answer->family = true;
    }
}

static fg_field_input input(fg_field field, uint32_t occurrence, const char *text)
{
    return (fg_field_input){.field = field, .occurrence = occurrence, .bytes = text, .length = strlen(text)};
}

struct evade_answer evade_screen(struct evade_lane *lane, const struct evade_payment *payment,
                                 const struct evade_word *word)
{
    struct evade_answer answer = {0};
    fg_facts facts = {.size = sizeof facts, .as_of = lane->desk->as_of, .payer_segment = FG_SEGMENT_INDIVIDUAL};
    fg_field_input fields[8];
    size_t count = 0;
    fields[count++] = input(FG_FIELD_DEBTOR_NAME, 0, PAYER);
    fields[count++] = input(FG_FIELD_CREDITOR_NAME, 0, payment->payee ? payment->payee : PAYEE);
    fields[count++] = input(FG_FIELD_AMOUNT, 0, "153400.00");
    fields[count++] = input(FG_FIELD_CURRENCY, 0, "KZT");
    fields[count++] = input(FG_FIELD_SETTLEMENT_DATE, 0, lane->desk->date);
    fields[count++] = input(FG_FIELD_REMITTANCE, 0, payment->texts[0] ? payment->texts[0] : TEXT);
    if (payment->texts[1])
        fields[count++] = input(FG_FIELD_REMITTANCE, 1, payment->texts[1]);
    if (fg_screen_fields(lane->lane, fields, count, &facts, lane->verdict) != FG_OK)
        lane->failed = true;
    lane->screened++;
    /* A pack that only shadows is asked what it would do. */
    bool shadowed = (fg_verdict_marks(lane->verdict) & FG_MARK_SHADOWED) != 0;
    answer.action = shadowed ? fg_verdict_would(lane->verdict, 0) : fg_verdict_action(lane->verdict);
    if (word && answer.action > FG_PASS)
        look_for(lane, word, &answer);
    return answer;
}

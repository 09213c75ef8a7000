/*
 * picture_reasons.c: the reasons of a payment that is shown, with the places they point at (picture.h). They are made
 * from the judgement itself: a verdict keeps so many of a message, and the payments of a large batch would have none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "masking.h"
#include "match/check_digits.h"
#include "observed.h"
#include "picture.h"
#include "verdict.h"
#include "verdict_lines.h"

/* Bytes of a text that a reason says, as in a verdict. */
#define REASON_TEXT sizeof((struct verdict_reason *)0)->text

/* What a reason of the library borrows. */
struct said {
    char entry[ENTRY_PATH], text[MASKED_MOST(REASON_TEXT)], code[40];
};

/* --- whether it may be shown ---------------------------------------------------------------------------------------
 */

static int by_key(const struct pack_identifier *identifier, uint8_t kind, const char *key)
{
    return identifier->kind != kind ? identifier->kind - kind : memcmp(identifier->key, key, sizeof identifier->key);
}

/* Whether an entry has the identifier: identifiers are in the order of kind and key. */
static bool entry_has(const struct pack *pack, uint32_t entry, uint8_t kind, const char key[IDENTIFIER_KEY])
{
    uint32_t low = 0, high = pack->identifier_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_key(&pack->identifiers[middle], kind, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < pack->identifier_count && by_key(&pack->identifiers[low], kind, key) == 0; low++)
        if (pack->identifiers[low].entry == entry)
            return true;
    return false;
}

/* A person's number stays hidden even where a list holds it. */
static bool is_listed_identifier(const struct pack *pack, uint32_t entry, const char *text, size_t length)
{
    static const enum identifier_kind kinds[] = {IDENTIFIER_ACCOUNT, IDENTIFIER_IBAN, IDENTIFIER_BIC, IDENTIFIER_LEI,
                                                 IDENTIFIER_TAX_ID};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char key[IDENTIFIER_KEY] = "";
        size_t used = identifier_read(kinds[i], (const unsigned char *)text, length, key);
        if (used == 0 || !entry_has(pack, entry, (uint8_t)kinds[i], key))
            continue;
        return kinds[i] != IDENTIFIER_TAX_ID || !iin_is_valid(key, used) || bin_is_valid(key, used);
    }
    return false;
}

static struct mark mark_of(const struct judge_input *input, const struct judge_reason *found)
{
    const struct transfer *transfer = input->transfer;
    struct mark mark = {.level = transfer->level, .value = found->value - 1, .from = found->from, .to = found->to};
    const struct field_value *value = &transfer->values[mark.value];
    if (mark.to > value->length)
        mark.to = value->length;
    if (found->entry == 0 || mark.from >= mark.to)
        return mark;
    const struct pack *pack = input->pack;
    const char *text = (const char *)transfer_text(transfer, value) + mark.from;
    enum field_kind kind = field_kind((fg_field)value->field);
    bool wallet = pack->lists[pack->entries[found->entry - 1].list].kind == PACK_LIST_WALLETS;
    mark.whole = wallet || is_listed_identifier(pack, found->entry - 1, text, mark.to - mark.from);
    mark.shown = mark.whole || (kind != FIELD_KIND_ACCOUNT && kind != FIELD_KIND_TAXID);
    return mark;
}

static struct mark *add_mark(struct picture *picture)
{
    if (picture->mark_count == picture->mark_room) {
        size_t room = picture->mark_room ? picture->mark_room * 2 : 16;
        struct mark *marks = realloc(picture->marks, room * sizeof *marks);
        if (!marks) {
            picture->failed = true;
            return NULL;
        }
        picture->marks = marks;
        picture->mark_room = room;
    }
    return &picture->marks[picture->mark_count++];
}

/* --- a reason ------------------------------------------------------------------------------------------------------
 */

/* Registers that are not loaded: the first as what was found, all of them in words. */
static void tell_registers(fg_reason *reason, struct said *said, const struct pack *pack, uint64_t registers)
{
    const struct pack_list *first = &pack->lists[__builtin_ctzll(registers)];
    bool several = (registers & (registers - 1)) != 0;
    size_t used =
        (size_t)snprintf(said->text, REASON_TEXT, several ? "registers not loaded: %s" : "register not loaded: %s",
                         pack_string(pack, several ? first->id : first->title));
    copy_text(said->entry, sizeof said->entry, pack_string(pack, first->id), strlen(pack_string(pack, first->id)));
    reason->text = said->text;
    for (uint64_t left = registers & (registers - 1); left != 0 && used < REASON_TEXT; left &= left - 1)
        used += (size_t)snprintf(said->text + used, REASON_TEXT - used, ", %s",
                                 pack_string(pack, pack->lists[__builtin_ctzll(left)].id));
}

/* The text it points at, cut to what a verdict would keep. */
static void tell_text(fg_reason *reason, struct said *said, const struct transfer *transfer, const struct mark *mark,
                      bool masks)
{
    const struct field_value *value = &transfer->values[mark->value];
    const char *text = (const char *)transfer_text(transfer, value);
    char cut[REASON_TEXT];
    reason->cut = copy_text(cut, sizeof cut, text + mark->from, mark->to - mark->from);
    reason->text = said->text;
    if (!masks || masking_leaves((fg_field)value->field, text, value->length))
        strcpy(said->text, cut);
    else
        mask_write_span(text, value->length, mark->from, mark->from + (uint32_t)strlen(cut),
                        mark->shown ? &(struct mask_span){mark->from, mark->to, mark->whole} : NULL, said->text);
    reason->field = (fg_field)value->field;
    reason->occurrence = value->occurrence;
    transfer_source(transfer, value, mark->from, mark->to, &reason->start, &reason->end);
}

static void tell_rule(fg_reason *reason, const struct pack *pack, const struct judge_reason *found)
{
    static const char *const layers[PACK_LAYERS_MAX] = {"base", "bank"};
    const struct pack_rule *rule = &pack->rules[found->rule];
    reason->action = (fg_action)found->action;
    reason->rule = pack_string(pack, rule->id);
    reason->title = pack_string(pack, rule->title);
    reason->basis = pack_string(pack, rule->basis);
    reason->looks_like = pack_string(pack, rule->looks_like);
    reason->layer = rule->action_layer < PACK_LAYERS_MAX ? layers[rule->action_layer] : "";
    reason->shadow = found->shadow;
    reason->relieved = found->relieved;
    reason->readings = found->readings;
    reason->weight = found->weight;
    if (found->exception > 0)
        reason->exception = pack_string(pack, pack->exceptions[found->exception - 1].id);
}

/* The declared purpose that the rule doubts. */
static void tell_doubt(fg_reason *reason, struct said *said, const struct judge_input *input, uint8_t field)
{
    const struct field_value *declared = field != 0 ? transfer_find(input->transfer, (fg_field)field, 0) : NULL;
    if (!declared)
        return;
    reason->doubted_field = (fg_field)field;
    copy_text(said->code, sizeof said->code, (const char *)transfer_text(input->transfer, declared), declared->length);
    reason->doubted_code = said->code;
}

static Fiatgate__Reason *copy_of(const Fiatgate__Reason *reason)
{
    size_t size = fiatgate__reason__get_packed_size(reason);
    uint8_t *bytes = malloc(size + 1);
    Fiatgate__Reason *copy = NULL;
    if (bytes) {
        fiatgate__reason__pack(reason, bytes);
        copy = fiatgate__reason__unpack(NULL, size, bytes);
    }
    free(bytes);
    return copy;
}

/* Returns its index among those of its side. */
static uint32_t add_reason(struct picture *picture, const fg_reason *reason, bool before)
{
    Fiatgate__ReplayPayment *payment = picture->payment;
    Fiatgate__Reason ***items = before ? &payment->reasons_before : &payment->reasons, filled;
    size_t *count = before ? &payment->n_reasons_before : &payment->n_reasons;
    struct reason_parts parts;
    verdict_reason_fill(&filled, reason, &parts);
    Fiatgate__Reason **more = realloc(*items, (*count + 1) * sizeof *more);
    Fiatgate__Reason *copy = more ? copy_of(&filled) : NULL;
    if (more)
        *items = more;
    if (copy)
        more[(*count)++] = copy;
    picture->failed = picture->failed || !copy;
    return (uint32_t)*count - 1;
}

static void take_reason(struct picture *picture, const struct judge_input *input, const struct judge_reason *found,
                        bool before)
{
    const struct pack *pack = input->pack;
    struct said said;
    struct mark mark = {0};
    fg_reason reason = {.size = sizeof reason, .level = (fg_level)input->transfer->level, .text = "", .exception = ""};
    tell_rule(&reason, pack, found);
    entry_path(pack, found->entry, said.entry);
    reason.entry = said.entry;
    if (found->entry > 0)
        reason.list_as_of = pack->lists[pack->entries[found->entry - 1].list].retrieved_at;
    else if (found->registers != 0)
        tell_registers(&reason, &said, pack, found->registers);
    if (found->value > 0) {
        mark = mark_of(input, found);
        tell_text(&reason, &said, input->transfer, &mark, picture->masks);
    }
    tell_doubt(&reason, &said, input, pack->rules[found->rule].doubts);
    mark.reason = add_reason(picture, &reason, before);
    mark.before = before;
    struct mark *place = found->value > 0 && !picture->failed ? add_mark(picture) : NULL;
    if (place)
        *place = mark;
}

/* --- what a lane shows ---------------------------------------------------------------------------------------------
 */

static void take_values(struct picture *picture, struct values *values, const struct transfer *transfer)
{
    size_t size = transfer->value_count * sizeof *values->items;
    if (values->items)
        return;
    values->items = malloc(size + 1);
    values->text = malloc(transfer->text_used + 1u);
    if (!values->items || !values->text) {
        picture->failed = true;
        return;
    }
    memcpy(values->items, transfer->values, size);
    memcpy(values->text, transfer->text, transfer->text_used);
    values->count = transfer->value_count;
    values->header_values = transfer->header_values;
}

void picture_see(struct picture *picture, const struct judge_input *input, const struct judgement *judgement,
                 bool before)
{
    take_values(picture, &picture->levels[input->transfer->level == LEVEL_UNDERLYING], input->transfer);
    for (uint32_t i = 0; i < judgement->reason_count && !picture->failed; i++)
        take_reason(picture, input, &judgement->reasons[i], before);
}

void picture_see_checks(struct picture *picture, const fg_verdict *verdict, uint32_t number, bool before)
{
    for (uint32_t i = 0; i < fg_verdict_reasons(verdict) && !picture->failed; i++) {
        fg_reason reason = {.size = sizeof reason};
        fg_verdict_reason(verdict, i, &reason);
        if (reason.transfer == number && strncmp(reason.rule, "fiatgate.", 9) == 0)
            add_reason(picture, &reason, before);
    }
}

/*
 * observed.c: looks on while a lane judges (observed.h). Beside explanation.c it is the only file of the command line
 * that includes what belongs to lanes: the observer is called between transfers, in the lane's thread, and reads.
 */
#include "observed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "command.h"
#include "lane.h"
#include "text/fold.h"
#include "verdict.h"

/* --- what both sides see alike ------------------------------------------------------------------------------------ */

void message_seen_begin(struct message_seen *seen)
{
    seen->count = seen->particular_count = 0;
}

void message_seen_free(struct message_seen *seen)
{
    free(seen->facts);
    free(seen->particulars);
    *seen = (struct message_seen){0};
}

static bool make_room(void **items, size_t *room, size_t count, size_t size)
{
    if (count < *room)
        return true;
    size_t wanted = *room ? *room * 2 : 16;
    while (wanted <= count)
        wanted *= 2;
    void *more = realloc(*items, wanted * size);
    if (!more)
        return false;
    *items = more;
    *room = wanted;
    return true;
}

/* The values that are of interest in every payment; the transfer's own before the header's. */
struct values_found {
    const struct field_value *amount, *currency, *instructed_amount, *instructed_currency;
};

static void find_values(const struct transfer *transfer, uint32_t from, uint32_t to, struct values_found *found,
                        uint64_t fields[2])
{
    for (uint32_t i = from; i < to; i++) {
        const struct field_value *value = &transfer->values[i];
        const struct field_value **place = NULL;
        fields[value->field / 64 & 1] |= UINT64_C(1) << (value->field & 63);
        switch (value->field) {
        case FG_FIELD_AMOUNT:
            place = &found->amount;
            break;
        case FG_FIELD_CURRENCY:
            place = &found->currency;
            break;
        case FG_FIELD_INSTRUCTED_AMOUNT:
            place = &found->instructed_amount;
            break;
        case FG_FIELD_INSTRUCTED_CURRENCY:
            place = &found->instructed_currency;
            break;
        default:
            break;
        }
        if (place && !*place)
            *place = value;
    }
}

static bool is_currency(const char code[3])
{
    for (int i = 0; i < 3; i++)
        if (code[i] < 'A' || code[i] > 'Z')
            return false;
    return true;
}

/* What is settled, else what was instructed. */
static void take_money(struct payment_facts *facts, const struct transfer *transfer, const struct values_found *found)
{
    const struct field_value *amount = found->amount ? found->amount : found->instructed_amount;
    const struct field_value *currency = found->amount ? found->currency : found->instructed_currency;
    if (amount)
        facts->has_amount =
            replay_amount_read((const char *)transfer_text(transfer, amount), amount->length, &facts->amount);
    if (currency && currency->length == 3 && is_currency((const char *)transfer_text(transfer, currency)))
        memcpy(facts->currency, transfer_text(transfer, currency), 3);
}

static void take_facts(const struct message_seen *seen, struct payment_facts *facts, const struct transfer *transfer)
{
    struct values_found found = {0};
    *facts = (struct payment_facts){0};
    find_values(transfer, transfer->header_values, transfer->value_count, &found, facts->fields);
    find_values(transfer, 0, transfer->header_values, &found, facts->fields);
    take_money(facts, transfer, &found);
    facts->day = transfer_date(transfer, FG_FIELD_SETTLEMENT_DATE);
    if (facts->day == 0)
        facts->day = transfer_date(transfer, FG_FIELD_CREATION_DATE);
    facts->before_day = facts->day != 0 && facts->day < seen->first_day;
}

/* Those of the payment, taken the first time one is seen; NULL = memory could not be had. */
static struct payment_facts *facts_of(struct message_seen *seen, uint32_t number, const struct transfer *transfer)
{
    if (number <= seen->count)
        return &seen->facts[number - 1];
    void *facts = seen->facts;
    if (!make_room(&facts, &seen->room, number, sizeof *seen->facts)) {
        seen->failed = true;
        return NULL;
    }
    seen->facts = facts;
    for (; seen->count < number; seen->count++)
        take_facts(seen, &seen->facts[seen->count], transfer);
    return &seen->facts[number - 1];
}

/* --- of payments that may be concerned ---------------------------------------------------------------------------- */

struct particulars *particulars_of(struct message_seen *seen, const struct payment_facts *facts)
{
    return facts->particulars > 0 ? &seen->particulars[facts->particulars - 1] : NULL;
}

static void copy_value(char *out, size_t size, const struct transfer *transfer, fg_field field)
{
    const struct field_value *value = *out ? NULL : transfer_find(transfer, field, 0);
    if (value)
        copy_text(out, size, (const char *)transfer_text(transfer, value), value->length);
}

/* Room for a name, folded. What is longer is taken as it is written. */
#define FOLDED_NAME 1024

/* Letters and digits alone, in capitals: an account is the same with and without spaces. */
static size_t bare(const char *text, size_t length, char out[FOLDED_NAME])
{
    size_t used = 0;
    for (size_t i = 0; i < length && used < FOLDED_NAME; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool small = byte >= 'a' && byte <= 'z';
        if (small || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte >= 0x80)
            out[used++] = (char)(small ? byte - 'a' + 'A' : byte);
    }
    return used;
}

/* kind tells an id from an account of the same digits. */
static bool write_key(const struct message_seen *seen, char kind, const char *text, size_t length, uint8_t customer[16])
{
    char said[1 + FOLDED_NAME];
    uint8_t hash[EVP_MAX_MD_SIZE];
    size_t used = kind == 'N' ? fold_text(FOLD_PLAIN, text, length, said + 1, FOLDED_NAME) : 0;
    if (used == 0 || used > FOLDED_NAME)
        used = bare(text, length, said + 1);
    said[0] = kind;
    if (used == 0 || EVP_Digest(said, 1 + used, hash, NULL, seen->sha256, NULL) != 1)
        return false;
    memcpy(customer, hash, 16);
    return true;
}

static bool key_of_field(const struct message_seen *seen, char kind, const struct transfer *transfer, fg_field field,
                         uint8_t customer[16])
{
    const struct field_value *value = transfer_find(transfer, field, 0);
    return value && write_key(seen, kind, (const char *)transfer_text(transfer, value), value->length, customer);
}

static bool find_customer(const struct message_seen *seen, const struct transfer *transfer, uint8_t customer[16])
{
    return key_of_field(seen, 'I', transfer, FG_FIELD_DEBTOR_ID, customer) ||
           key_of_field(seen, 'A', transfer, FG_FIELD_DEBTOR_ACCOUNT, customer) ||
           (seen->reference && write_key(seen, 'R', seen->reference, strlen(seen->reference), customer)) ||
           key_of_field(seen, 'N', transfer, FG_FIELD_DEBTOR_NAME, customer);
}

void particulars_take(struct message_seen *seen, struct payment_facts *facts, const struct transfer *transfer)
{
    static const uint8_t none[16];
    struct particulars *of = particulars_of(seen, facts);
    bool underlying = transfer->level == LEVEL_UNDERLYING;
    if (!of) {
        void *items = seen->particulars;
        if (!make_room(&items, &seen->particular_room, seen->particular_count, sizeof *of)) {
            seen->failed = true;
            return;
        }
        seen->particulars = items;
        of = &seen->particulars[seen->particular_count++];
        *of = (struct particulars){0};
        facts->particulars = (uint32_t)seen->particular_count;
    }
    copy_value(of->purpose_code, sizeof of->purpose_code, transfer, FG_FIELD_PURPOSE_CODE);
    copy_value(of->category_purpose, sizeof of->category_purpose, transfer, FG_FIELD_CATEGORY_PURPOSE);
    copy_value(of->uetr, sizeof of->uetr, transfer, FG_FIELD_UETR);
    of->whole = of->whole || !underlying;
    if (underlying || memcmp(of->customer, none, sizeof none) == 0)
        find_customer(seen, transfer, of->customer);
}

/* --- what one side makes of it ------------------------------------------------------------------------------------ */

static bool counted_open(struct counted *counted, uint32_t limit)
{
    size_t room = limit > 0 ? limit : 1;
    *counted = (struct counted){.counts = calloc(room, sizeof *counted->counts),
                                .last = calloc(room, sizeof *counted->last),
                                .found = calloc(room, sizeof *counted->found),
                                .limit = limit};
    return counted->counts && counted->last && counted->found;
}

static void counted_close(struct counted *counted)
{
    free(counted->counts);
    free(counted->last);
    free(counted->found);
    *counted = (struct counted){0};
}

/* Whether it is the first time in this payment. */
static bool counted_add(struct counted *counted, uint32_t item, uint32_t payment)
{
    if (item >= counted->limit || counted->last[item] == payment)
        return false;
    counted->last[item] = payment;
    if (counted->counts[item]++ == 0)
        counted->found[counted->found_count++] = item;
    return true;
}

static void keep_rule(struct watch *watch, uint32_t number, uint32_t rule)
{
    void *held = watch->held;
    if (!make_room(&held, &watch->held_room, watch->held_count, sizeof *watch->held)) {
        watch->seen->failed = true;
        return;
    }
    watch->held = held;
    watch->held[watch->held_count++] = (struct rule_held){number, rule};
}

static void count_reasons(struct watch *watch, const struct judgement *judgement, uint32_t number)
{
    for (uint32_t i = 0; i < judgement->reason_count; i++) {
        const struct judge_reason *reason = &judgement->reasons[i];
        if (counted_add(&watch->rules, reason->rule, watch->payment) && watch->keeps_rules)
            keep_rule(watch, number, reason->rule);
        if (reason->entry > 0)
            counted_add(&watch->entries, reason->entry - 1, watch->payment);
    }
}

/* Of the rule that decided; what the other side has, too, is not what made the difference. */
static uint32_t entry_of(const struct watch *watch, const struct judgement *judgement)
{
    uint32_t first = 0;
    for (uint32_t i = 0; judgement->rule > 0 && i < judgement->reason_count; i++) {
        uint32_t entry = judgement->reasons[i].entry;
        if (judgement->reasons[i].rule != judgement->rule - 1 || entry == 0)
            continue;
        if (watch->changed && watch->changed[entry - 1])
            return entry;
        first = first > 0 ? first : entry;
    }
    return first;
}

/* The payment's, made empty the first time; NULL = memory could not be had. */
static struct payment_judged *judged_of(struct watch *watch, uint32_t number)
{
    void *judged = watch->judged;
    if (!make_room(&judged, &watch->room, number, sizeof *watch->judged)) {
        watch->seen->failed = true;
        return NULL;
    }
    watch->judged = judged;
    for (; watch->count < number; watch->count++)
        watch->judged[watch->count] = (struct payment_judged){0};
    return &watch->judged[number - 1];
}

static void see(void *context, const struct judge_input *input, const struct judgement *judgement, uint32_t number,
                bool underlying)
{
    struct watch *watch = context;
    struct payment_facts *facts = facts_of(watch->seen, number, input->transfer);
    struct payment_judged *judged = facts ? judged_of(watch, number) : NULL;
    if (!judged)
        return;
    if (!underlying || judgement->action > (fg_action)judged->action)
        *judged = (struct payment_judged){
            .action = (uint8_t)judgement->action, .rule = judgement->rule, .entry = entry_of(watch, judgement)};
    judged->settled = watch->verdict->transfers[number - 1].action;
    if (facts->before_day)
        return;
    watch->payment += !underlying;
    count_reasons(watch, judgement, number);
    bool differs = watch->other && watch_judged(watch->other, number).settled > FG_PASS;
    if (judged->settled > FG_PASS || differs || watch->keeps_rules)
        particulars_take(watch->seen, facts, input->transfer);
}

int watch_open(struct watch *watch, fg_gate *gate, struct message_seen *seen, const struct watch *other)
{
    *watch = (struct watch){.seen = seen, .other = other};
    fg_error error = fg_lane_open(gate, &watch->lane);
    if (error == FG_OK)
        error = fg_verdict_new(gate, &watch->verdict);
    if (error == FG_OK) {
        watch->pack = lane_enter_pack(watch->lane);
        lane_leave_pack(watch->lane);
        watch_see_again(watch);
        if (!counted_open(&watch->rules, watch->pack->rule_count) ||
            !counted_open(&watch->entries, watch->pack->entry_count))
            error = FG_E_MEMORY;
    }
    if (error == FG_OK)
        return EXIT_DONE;
    say("a lane cannot be opened: %s", fg_error_text(error));
    watch_close(watch);
    return EXIT_PRODUCT;
}

void watch_close(struct watch *watch)
{
    fg_verdict_free(watch->verdict);
    fg_lane_close(watch->lane);
    counted_close(&watch->rules);
    counted_close(&watch->entries);
    free(watch->changed);
    free(watch->judged);
    free(watch->held);
    *watch = (struct watch){0};
}

void watch_begin(struct watch *watch)
{
    watch->count = watch->held_count = 0;
}

void watch_let_see(struct watch *watch, watch_fn other, void *context)
{
    watch->lane->observer = (struct observer){.see = other, .context = context};
}

void watch_see_again(struct watch *watch)
{
    watch->lane->observer = (struct observer){.see = see, .context = watch};
}

struct payment_judged watch_judged(const struct watch *watch, uint32_t number)
{
    return number <= watch->count ? watch->judged[number - 1] : (struct payment_judged){0};
}

/* --- the batch ---------------------------------------------------------------------------------------------------- */

const char *entry_path(const struct pack *pack, uint32_t entry, char words[ENTRY_PATH])
{
    *words = '\0';
    if (entry == 0)
        return words;
    const struct pack_entry *of = &pack->entries[entry - 1];
    snprintf(words, ENTRY_PATH, "%s/%s", pack_string(pack, pack->lists[of->list].id), pack_string(pack, of->id));
    return words;
}

static void counted_begin(struct counted *counted)
{
    for (uint32_t i = 0; i < counted->found_count; i++)
        counted->counts[counted->found[i]] = counted->last[counted->found[i]] = 0;
    counted->found_count = 0;
}

void watch_pour(struct watch *watch, struct sums *sums, enum sum_kind rules, bool entries)
{
    const struct pack *pack = watch->pack;
    char words[ENTRY_PATH];
    for (uint32_t i = 0; i < watch->rules.found_count; i++) {
        uint32_t rule = watch->rules.found[i];
        sums_add(sums, rules, pack_string(pack, pack->rules[rule].id), "", watch->rules.counts[rule], 0);
    }
    for (uint32_t i = 0; entries && i < watch->entries.found_count; i++) {
        uint32_t entry = watch->entries.found[i];
        sums_add(sums, SUM_ENTRY, entry_path(pack, entry + 1, words), "", watch->entries.counts[entry], 0);
    }
    counted_begin(&watch->rules);
    counted_begin(&watch->entries);
    watch->payment = 0;
}

/*
 * payments.c: what became of the payments of a message on both sides: what changes, what labels say of it, sums of all
 * of them, and those concerned (judging_within.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "date_words.h"
#include "judging_within.h"
#include "masking.h"

/* What one side makes of a payment in the end. */
struct decision {
    fg_action action;
    const char *rule; /* "" = none: it passes, or the policy answers */
    uint32_t entry;   /* 1 + index in the side's pack.entries; 0 = none */
    bool screened;    /* false: the policy answers, as its message could not be screened to its end */
};

/* A payment on its way into the outcome. */
struct payment {
    uint32_t number, tx;
    struct payment_facts *facts;
    struct decision before, after;
    Fiatgate__Change change;
    const struct label *label; /* that speaks of it; NULL = none */
    Fiatgate__LabelResult result;
};

/* Payments of the message that are concerned. */
struct concerned {
    struct wanted *items; /* all of them, also those that nothing more is wanted of */
    size_t count, room;
    uint64_t before; /* those of messages before */
    uint64_t hash;   /* of the message; hashed: it is known */
    bool hashed;
};

/* --- what both sides decide --------------------------------------------------------------------------------------- */

/* [before][after] */
static const Fiatgate__Change changes[4][4] = {
    [FG_PASS] = {[FG_FLAG] = FIATGATE__CHANGE__CHANGE_NEWLY_FLAGGED,
                 [FG_HOLD] = FIATGATE__CHANGE__CHANGE_NEWLY_HELD,
                 [FG_BLOCK] = FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED},
    [FG_FLAG] = {[FG_PASS] = FIATGATE__CHANGE__CHANGE_NO_LONGER_FLAGGED,
                 [FG_HOLD] = FIATGATE__CHANGE__CHANGE_NEWLY_HELD,
                 [FG_BLOCK] = FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED},
    [FG_HOLD] = {[FG_PASS] = FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED,
                 [FG_FLAG] = FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED,
                 [FG_BLOCK] = FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED},
    [FG_BLOCK] = {[FG_PASS] = FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED,
                  [FG_FLAG] = FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED,
                  [FG_HOLD] = FIATGATE__CHANGE__CHANGE_HELD_NOT_BLOCKED},
};

static fg_action policy_of(const struct judging *judging, const fg_verdict *verdict)
{
    return (fg_action)judging->plan->setup->config.policy[fg_verdict_cause(verdict)][judging->facts.channel];
}

static struct decision decision_of(const struct judging *judging, const struct watch *watch, uint32_t number)
{
    const fg_verdict *verdict = watch->verdict;
    if (number > fg_verdict_transfers(verdict))
        return (struct decision){.action = policy_of(judging, verdict), .rule = ""};
    struct payment_judged judged = watch_judged(watch, number);
    struct decision decision = {.action = fg_verdict_transfer_action(verdict, number), .rule = "", .screened = true};
    if (decision.action == FG_PASS)
        return decision;
    if (decision.action == (fg_action)judged.action && judged.rule > 0) {
        decision.rule = pack_string(watch->pack, watch->pack->rules[judged.rule - 1].id);
        decision.entry = judged.entry;
    } else if (decision.action == (fg_action)judged.settled) {
        decision.rule = fg_verdict_rule(verdict, number); /* a check of the gate's own */
    } else {
        decision.screened = false;
    }
    return decision;
}

/* What only shadows decides nothing; what it were if it did is counted. */
static void count_would(const struct watch *watch, const struct payment *payment, struct outcome *outcome)
{
    const fg_verdict *verdict = watch->verdict;
    if (payment->number > fg_verdict_transfers(verdict))
        return;
    char name[40];
    fg_action would = fg_verdict_would(verdict, payment->number);
    if (would <= payment->after.action)
        return;
    snprintf(name, sizeof name, "%s>%s", fg_action_name(payment->after.action), fg_action_name(would));
    sums_add(&outcome->sums, SUM_WOULD, name, "", 1, 0);
}

/* A gate would warn of such a payment. */
static void count_past_pack(const struct watch *watch, const struct payment *payment, struct outcome *outcome)
{
    int32_t last = watch->pack->meta->valid_to;
    if (last != 0 && fg_verdict_as_of(watch->verdict, payment->number) > last)
        sums_add(&outcome->sums, SUM_PAST_PACK, "", "", 1, 0);
}

/* --- labels ------------------------------------------------------------------------------------------------------- */

static char *kept(struct outcome *outcome, const char *text)
{
    char *copy = strdup(text);
    outcome->sums.failed = outcome->sums.failed || !copy;
    return copy;
}

static void meet(struct outcome *outcome, size_t label, int got, const char *rule, const char *error)
{
    struct met_label *met = outcome_add_met(outcome);
    if (!met)
        return;
    met->label = label;
    met->got = got;
    met->rule = kept(outcome, rule);
    met->error = kept(outcome, error);
}

bool label_message(struct judging *judging, const struct message *message, int got, const char *error)
{
    const struct labels *labels = judging->plan->labels;
    size_t found[LABELS_OF_ONE];
    if (!labels)
        return false;
    const struct piece *piece = message->piece;
    unsigned count = labels_find(labels, piece->file, piece->relative, 0, found);
    for (unsigned i = 0; i < count; i++)
        meet(message->outcome, found[i], got, "", error);
    if (count == 0)
        sums_add(&message->outcome->sums, SUM_UNLABELLED, "", "", 1, 0);
    return count > 0;
}

/* The rules that held in the payment, by what its label says. */
static void count_label_rules(struct judging *judging, const struct payment *payment, struct outcome *outcome)
{
    const struct watch *side = &judging->side;
    const struct label *label = payment->label;
    for (size_t i = 0; i < side->held_count; i++) {
        if (side->held[i].payment != payment->number)
            continue;
        const char *rule = pack_string(side->pack, side->pack->rules[side->held[i].rule].id);
        const char *named = !*label->rule ? "" : strcmp(label->rule, rule) == 0 ? "rule" : "other";
        char name[160];
        snprintf(name, sizeof name, "%s>%s>%s", rule, fg_action_name((fg_action)label->action), named);
        sums_add(&outcome->sums, SUM_LABEL_RULE, name, "", 1, 0);
    }
}

/* A label of a message as a whole speaks of its strictest payment; of a file of canonical transfers it speaks of none,
 * as the file is not known as a whole here. */
static void label_payment(struct judging *judging, const struct message *message, struct payment *payment,
                          uint32_t strictest)
{
    const struct labels *labels = judging->plan->labels;
    const struct piece *piece = message->piece;
    size_t found[LABELS_OF_ONE];
    unsigned count = labels_find(labels, piece->file, piece->relative, payment->tx, found);
    for (unsigned i = 0; i < count; i++) {
        const struct label *label = &labels->items[found[i]];
        meet(message->outcome, found[i], (int)payment->after.action, payment->after.rule, "");
        if (!payment->label && (label->tx > 0 || (piece->tx == 0 && payment->number == strictest)))
            payment->label = label;
    }
    if (count == 0)
        sums_add(&message->outcome->sums, SUM_UNLABELLED, "", "", 1, 0);
    if (!payment->label)
        return;
    payment->result = label_result(payment->label, (int)payment->after.action, payment->after.rule);
    count_label_rules(judging, payment, message->outcome);
}

/* The first of those with the strictest action. */
static uint32_t strictest_of(const struct judging *judging, uint32_t count)
{
    uint32_t strictest = 1;
    fg_action most = FG_PASS;
    for (uint32_t number = 1; number <= count; number++) {
        fg_action action = decision_of(judging, &judging->side, number).action;
        if (action <= most || judging->seen.facts[number - 1].before_day)
            continue;
        most = action;
        strictest = number;
    }
    return strictest;
}

/* --- payments concerned ------------------------------------------------------------------------------------------- */

/* The first eight bytes, the highest first. false = libcrypto had no memory. */
static uint64_t first_eight(const uint8_t *hash)
{
    uint64_t number = 0;
    for (int i = 0; i < 8; i++)
        number = number << 8 | hash[i];
    return number;
}

/* Equal for equal messages. Worked out once for all payments of a message. */
static bool hash_message(const struct judging *judging, const struct piece *piece, struct concerned *concerned)
{
    uint8_t hash[EVP_MAX_MD_SIZE] = {0};
    if (concerned->hashed)
        return true;
    concerned->hashed = EVP_DigestInit_ex(judging->hashing, judging->sha256, NULL) == 1 &&
                        EVP_DigestUpdate(judging->hashing, piece->bytes, piece->length) == 1 &&
                        EVP_DigestFinal_ex(judging->hashing, hash, NULL) == 1;
    concerned->hash = first_eight(hash);
    return concerned->hashed;
}

static bool draw_of(const struct judging *judging, const char *file, uint32_t tx, uint64_t *draw)
{
    uint8_t hash[EVP_MAX_MD_SIZE] = {0}, number[4];
    for (int i = 0; i < 4; i++)
        number[i] = (uint8_t)(tx >> 8 * i);
    bool drawn = EVP_DigestInit_ex(judging->hashing, judging->sha256, NULL) == 1 &&
                 EVP_DigestUpdate(judging->hashing, file, strlen(file) + 1) == 1 &&
                 EVP_DigestUpdate(judging->hashing, number, sizeof number) == 1 &&
                 EVP_DigestFinal_ex(judging->hashing, hash, NULL) == 1;
    *draw = first_eight(hash);
    return drawn;
}

static void tell(struct outcome *outcome, char **slot, const char *text)
{
    if (*text)
        *slot = kept(outcome, text);
}

static void tell_day(struct outcome *outcome, char **slot, int32_t day)
{
    char words[DATE_WORDS];
    if (day != 0)
        *slot = kept(outcome, date_words(day, "", words));
}

/* What it is put down to: the stricter side. */
static void tell_cause(const struct judging *judging, struct outcome *outcome, Fiatgate__ReplayPayment *out,
                       const struct payment *payment)
{
    bool ours = payment->after.action >= payment->before.action;
    const struct decision *cause = ours ? &payment->after : &payment->before;
    char words[ENTRY_PATH];
    tell(outcome, &out->cause_rule, cause->rule);
    tell(outcome, &out->cause_entry, entry_path(ours ? judging->side.pack : judging->other.pack, cause->entry, words));
}

static void tell_label(struct outcome *outcome, Fiatgate__ReplayPayment *out, const struct payment *payment)
{
    out->has_label = 1;
    out->label = payment->result;
    if (!payment->label)
        return;
    out->has_expected = out->has_label_line = 1;
    out->expected = (Fiatgate__Action)payment->label->action;
    out->label_line = payment->label->line;
    tell(outcome, &out->label_why, payment->label->why);
}

static void tell_decisions(struct outcome *outcome, Fiatgate__ReplayPayment *out, const struct payment *payment)
{
    out->has_change = out->has_status = out->has_before = out->has_after = 1;
    out->change = payment->change;
    out->status = payment->after.screened ? FIATGATE__STATUS__STATUS_SCREENED : FIATGATE__STATUS__STATUS_NOT_SCREENED;
    out->before = (Fiatgate__Action)payment->before.action;
    out->after = (Fiatgate__Action)payment->after.action;
    tell(outcome, &out->rule_before, payment->before.rule);
    tell(outcome, &out->rule, payment->after.rule);
}

/* All but what particulars say. */
static void fill(const struct judging *judging, const struct message *message, const struct payment *payment,
                 struct concern *concern)
{
    struct outcome *outcome = message->outcome;
    Fiatgate__ReplayPayment *out = concern->payment;
    const struct payment_facts *facts = payment->facts;
    const fg_verdict *verdict = judging->side.verdict;
    char amount[48];
    out->file = kept(outcome, message->piece->file);
    out->has_tx = 1;
    out->tx = payment->tx;
    out->has_line = message->piece->line > 0;
    out->line = message->piece->line;
    tell(outcome, &out->msg_type, message_type(message, verdict));
    tell_day(outcome, &out->day, facts->day);
    tell_day(outcome, &out->as_of, fg_verdict_as_of(verdict, payment->number));
    concern->has_amount = facts->has_amount;
    concern->amount = facts->has_amount ? facts->amount : 0;
    if (facts->has_amount) {
        replay_amount_write(facts->amount, amount);
        tell(outcome, &out->amount, amount);
    }
    tell(outcome, &out->currency, facts->currency);
    tell_decisions(outcome, out, payment);
    tell_cause(judging, outcome, out, payment);
    tell_label(outcome, out, payment);
}

static void tell_open(const struct judging *judging, struct outcome *outcome, char **slot, fg_field field,
                      const char *text)
{
    if (judging->plan->unmasked || masking_leaves(field, text, strlen(text)))
        tell(outcome, slot, text);
}

static void fill_particulars(struct judging *judging, struct outcome *outcome, const struct wanted *wanted)
{
    struct concern *concern = &outcome->concerns[wanted->concern];
    const struct particulars *of = particulars_of(&judging->seen, &judging->seen.facts[wanted->number - 1]);
    if (!of)
        return;
    const struct pack *pack = judging->side.pack;
    const struct pack_apart *apart = pack_apart_find(pack, of->purpose_code, of->category_purpose);
    memcpy(concern->customer, of->customer, sizeof concern->customer);
    if (apart)
        tell(outcome, &concern->payment->apart, pack_string(pack, apart->id));
    tell_open(judging, outcome, &concern->payment->uetr, FG_FIELD_UETR, of->uetr);
    tell_open(judging, outcome, &concern->payment->purpose_code, FG_FIELD_PURPOSE_CODE, of->purpose_code);
    tell_open(judging, outcome, &concern->payment->category_purpose, FG_FIELD_CATEGORY_PURPOSE, of->category_purpose);
}

static struct wanted *want(struct concerned *concerned)
{
    if (concerned->count == concerned->room) {
        size_t room = concerned->room ? concerned->room * 2 : 16;
        struct wanted *items = realloc(concerned->items, room * sizeof *items);
        if (!items)
            return NULL;
        concerned->items = items;
        concerned->room = room;
    }
    return &concerned->items[concerned->count++];
}

/* One of the message, or of one before, that will not be shown after all. */
static void drop(void *context, uint64_t seq)
{
    struct concerned *concerned = context;
    if (seq >= concerned->before)
        concerned->items[seq - concerned->before].detail = false;
}

/* The report cannot show what would not be among the payments shown if there were no others than this worker's. */
static bool may_be_shown(struct judging *judging, const struct concern *concern, struct concerned *concerned)
{
    const Fiatgate__ReplayPayment *payment = concern->payment;
    struct shown_group_key key = {(int)payment->change, (int)payment->label,
                                  payment->cause_rule ? payment->cause_rule : "",
                                  payment->cause_entry ? payment->cause_entry : ""};
    if (concern->draw > atomic_load_explicit(judging->plan->draw_limit, memory_order_relaxed))
        return false;
    uint64_t seq = concerned->before + concerned->count - 1;
    return shown_add(judging->shown, &key, concern->draw, seq, drop, concerned) != SHOWN_NOT_KEPT;
}

static void take_concern(struct judging *judging, const struct message *message, const struct payment *payment,
                         struct concerned *concerned)
{
    bool unmet = payment->result > FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED;
    if (payment->change == FIATGATE__CHANGE__CHANGE_NONE && !unmet)
        return;
    struct concern *concern = outcome_add_concern(message->outcome);
    struct wanted *wanted = concern ? want(concerned) : NULL;
    if (!wanted) {
        message->outcome->sums.failed = true;
        return;
    }
    fill(judging, message, payment, concern);
    if (!draw_of(judging, message->piece->file, payment->tx, &concern->draw) ||
        !hash_message(judging, message->piece, concerned))
        message->outcome->sums.failed = true;
    concern->same = concerned->hash ^ payment->number * UINT64_C(0x9E3779B97F4A7C15);
    const struct particulars *particulars = particulars_of(&judging->seen, payment->facts);
    *wanted = (struct wanted){.number = payment->number,
                              .concern = message->outcome->concern_count - 1,
                              .detail = may_be_shown(judging, concern, concerned),
                              .particulars = !particulars || !particulars->whole};
}

/* --- all of them -------------------------------------------------------------------------------------------------- */

static void note_day(struct outcome *outcome, int32_t day)
{
    if (day == 0)
        return;
    if (outcome->first_day == 0 || day < outcome->first_day)
        outcome->first_day = day;
    if (day > outcome->last_day)
        outcome->last_day = day;
}

static void take_payment(struct judging *judging, const struct message *message, uint32_t number, uint32_t strictest,
                         struct concerned *concerned)
{
    struct payment_facts *facts = &judging->seen.facts[number - 1];
    if (facts->before_day) {
        judging->tallied.before_day++;
        return;
    }
    struct payment payment = {.number = number,
                              .tx = message->piece->tx > 0 ? message->piece->tx : number,
                              .facts = facts,
                              .before = {.rule = "", .screened = true},
                              .after = decision_of(judging, &judging->side, number)};
    if (judging->compares)
        payment.before = decision_of(judging, &judging->other, number);
    payment.change = changes[payment.before.action][payment.after.action];
    note_day(message->outcome, facts->day);
    tallied_payment(&judging->tallied, &message->outcome->sums, payment.before.action, payment.after.action, facts->day,
                    facts->currency, facts->has_amount ? facts->amount : 0);
    if (!facts->has_amount)
        sums_add(&message->outcome->sums, SUM_NO_AMOUNT, "", facts->currency, 1, 0);
    tallied_fields(&judging->tallied, facts->fields);
    count_would(&judging->side, &payment, message->outcome);
    count_past_pack(&judging->side, &payment, message->outcome);
    if (judging->compares && payment.before.action == payment.after.action &&
        strcmp(payment.before.rule, payment.after.rule) != 0)
        judging->tallied.other_rule++;
    if (judging->plan->labels)
        label_payment(judging, message, &payment, strictest);
    take_concern(judging, message, &payment, concerned);
}

void payments_take(struct judging *judging, const struct message *message)
{
    struct concerned concerned = {.before = judging->concerned};
    uint32_t count = (uint32_t)judging->seen.count;
    uint32_t strictest = judging->plan->labels ? strictest_of(judging, count) : 0;
    for (uint32_t number = 1; number <= count; number++)
        take_payment(judging, message, number, strictest, &concerned);
    details_take(judging, message, concerned.items, concerned.count);
    for (size_t i = 0; i < concerned.count; i++)
        fill_particulars(judging, message->outcome, &concerned.items[i]);
    judging->concerned += concerned.count;
    free(concerned.items);
}

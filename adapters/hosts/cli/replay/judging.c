/*
 * judging.c: the pieces of a batch, one after the other, through one lane or two (judging.h). What cannot be read never
 * passes: it is listed with its cause, as a live host would be told.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/evp.h>

#include "changed_entries.h"
#include "canonical_piece.h"
#include "command.h"
#include "findings.h"
#include "judging_within.h"
#include "masking.h"

/* --- opened and closed -------------------------------------------------------------------------------------------- */

static bool take_hashing(struct judging *judging)
{
    judging->sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    judging->hashing = EVP_MD_CTX_new();
    judging->seen.sha256 = judging->sha256;
    return judging->sha256 && judging->hashing;
}

/* What the change of a payment is put down to first. */
static bool compare_packs(struct judging *judging)
{
    struct watch *side = &judging->side, *other = &judging->other;
    if (side->pack != other->pack) {
        side->changed = changed_entries(side->pack, other->pack);
        other->changed = changed_entries(other->pack, side->pack);
    } else {
        side->changed = entries_changed_after(side->pack, judging->other_facts.as_of);
        other->changed = entries_changed_after(side->pack, judging->other_facts.as_of);
    }
    if (!side->changed || !other->changed)
        say("memory for comparing the packs could not be had");
    return side->changed && other->changed;
}

int judging_open(struct judging **judging, const struct judging_plan *plan, struct gate_pair gates)
{
    struct judging *made = *judging = calloc(1, sizeof *made);
    if (!made || !take_hashing(made) || !(made->details = details_open()) ||
        !(made->shown = shown_new(REPORT_PAYMENTS))) {
        say("memory for a worker could not be had");
        judging_close(made);
        *judging = NULL;
        return EXIT_PRODUCT;
    }
    made->plan = plan;
    made->compares = gates.against != NULL;
    made->facts = made->other_facts = plan->setup->facts;
    if (plan->against_as_of != 0)
        made->other_facts.as_of = plan->against_as_of;
    made->seen.first_day = plan->changed_since;
    made->seen.reference = plan->setup->facts.customer_reference;
    int code = made->compares ? watch_open(&made->other, gates.against, &made->seen, NULL) : EXIT_DONE;
    if (code == EXIT_DONE)
        code = watch_open(&made->side, gates.gate, &made->seen, made->compares ? &made->other : NULL);
    if (code == EXIT_DONE && made->compares && !compare_packs(made))
        code = EXIT_PRODUCT;
    made->side.keeps_rules = plan->labels != NULL;
    if (code != EXIT_DONE) {
        judging_close(made);
        *judging = NULL;
    }
    return code;
}

void judging_close(struct judging *judging)
{
    if (!judging)
        return;
    watch_close(&judging->side);
    watch_close(&judging->other);
    message_seen_free(&judging->seen);
    canonical_fields_free(&judging->fields);
    details_close(judging->details);
    shown_free(judging->shown);
    EVP_MD_CTX_free(judging->hashing);
    EVP_MD_free(judging->sha256);
    free(judging);
}

/* --- a message that has been screened ----------------------------------------------------------------------------- */

const char *message_type(const struct message *message, const fg_verdict *verdict)
{
    return message->given->type ? message->given->type : fg_verdict_message_type(verdict);
}

/* What could not be read, or not to its end. error is borrowed. */
static void unread(struct judging *judging, const struct message *message, fg_cause cause, fg_action action,
                   const Fiatgate__Error *error)
{
    struct outcome *outcome = message->outcome;
    Fiatgate__ReplayUnreadable *item = outcome_add_unreadable(outcome);
    sums_add(&outcome->sums, SUM_NOT_SCREENED, "", "", 1, 0);
    sums_add(&outcome->sums, SUM_CAUSE, fg_cause_name(cause), "", 1, 0);
    if (!label_message(judging, message, (int)action, error->text ? error->text : ""))
        sums_add(&outcome->sums, SUM_UNFORESEEN, "", "", 1, 0);
    outcome->product_failed = outcome->product_failed || (cause != FG_CAUSE_BAD_MESSAGE && cause != FG_CAUSE_LIMIT);
    if (!item)
        return;
    item->file = strdup(message->piece->file);
    item->has_tx = message->piece->tx > 0;
    item->tx = message->piece->tx;
    item->has_cause = 1;
    item->cause = (Fiatgate__Cause)cause;
    item->error->code = error->code ? strdup(error->code) : NULL;
    item->error->text = error->text ? strdup(error->text) : NULL;
    item->error->has_offset = error->has_offset;
    item->error->offset = error->offset;
    item->error->has_line = error->has_line;
    item->error->line = error->line;
    if (!item->file || !item->error->code != !error->code || !item->error->text != !error->text)
        outcome->sums.failed = true;
}

/* In one of canonical transfers a person knows the line; the library knows no bytes of it. */
static void unscreened(struct judging *judging, const struct message *message, const fg_verdict *verdict)
{
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    const char *code = NULL, *sentence = NULL;
    if (fg_verdict_error(verdict, &code, &error.offset, &error.line, &sentence) == FG_OK) {
        error.code = (char *)(uintptr_t)code;
        error.text = (char *)(uintptr_t)sentence;
        error.has_offset = message->piece->tx == 0;
        error.line = message->piece->tx > 0 ? message->piece->line : error.line;
        error.has_line = error.line > 0;
    }
    unread(judging, message, fg_verdict_cause(verdict), fg_verdict_action(verdict), &error);
}

/* One side alone was asked where all payments are before the first day. */
static void take_message(struct judging *judging, const struct message *message, const struct watch *asked)
{
    const fg_verdict *verdict = asked->verdict;
    const char *type = message_type(message, verdict);
    if (*type)
        sums_add(&message->outcome->sums, SUM_TYPE, type, "", 1, 0);
    judging->tallied.unmapped += fg_verdict_unmapped(verdict);
    payments_take(judging, message);
    if (fg_verdict_status(verdict) == FG_STATUS_NOT_SCREENED)
        unscreened(judging, message, verdict);
    else if (fg_verdict_status(verdict) == FG_STATUS_NOT_A_TRANSFER) {
        judging->tallied.not_a_transfer++;
        label_message(judging, message, FG_PASS, "");
    }
    if (judging->seen.failed)
        message->outcome->sums.failed = true;
    judging->seen.failed = false;
}

/* --- screening ---------------------------------------------------------------------------------------------------- */

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void judging_screen(const struct judging *judging, struct watch *watch, const struct given *given,
                    struct outcome *outcome)
{
    const fg_facts *facts = watch == &judging->other ? &judging->other_facts : &judging->facts;
    uint64_t begun = now();
    if (given->fields)
        fg_screen_fields(watch->lane, given->fields, given->field_count, facts, watch->verdict);
    else
        fg_screen(watch->lane, given->bytes, given->length, facts, watch->verdict);
    outcome->nanoseconds += now() - begun;
}

/* Whether nothing of the message is wanted: it was read to its end, and all of it lies before the first day. */
static bool is_before(const struct judging *judging, const struct watch *asked)
{
    if (judging->seen.first_day == 0 || judging->seen.count == 0 ||
        fg_verdict_status(asked->verdict) != FG_STATUS_SCREENED)
        return false;
    for (size_t i = 0; i < judging->seen.count; i++)
        if (!judging->seen.facts[i].before_day)
            return false;
    return true;
}

static void run_given(struct judging *judging, const struct message *message)
{
    struct watch *asked = &judging->side;
    message_seen_begin(&judging->seen);
    watch_begin(&judging->side);
    if (judging->compares) {
        asked = &judging->other;
        watch_begin(asked);
        judging_screen(judging, asked, message->given, message->outcome);
    }
    if (asked == &judging->side || !is_before(judging, asked)) {
        asked = &judging->side;
        judging_screen(judging, asked, message->given, message->outcome);
    }
    take_message(judging, message, asked);
}

/* --- canonical transfers ------------------------------------------------------------------------------------------ */

/* A piece that never reaches the library. */
static void unread_piece(struct judging *judging, const struct message *message, fg_cause cause, const char *code,
                         const char *sentence)
{
    const struct setup *setup = judging->plan->setup;
    const struct piece *piece = message->piece;
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    error.code = (char *)(uintptr_t)code;
    error.text = (char *)(uintptr_t)sentence;
    error.has_line = piece->line > 0;
    error.line = piece->line;
    error.has_offset = piece->line == 0;
    error.offset = piece->offset;
    unread(judging, message, cause, (fg_action)setup->config.policy[cause][setup->facts.channel], &error);
}

/* What `parse` says of a message that is no transfer, or could not be read, or a transfer. */
static void run_canonical(struct judging *judging, struct message *message, const Fiatgate__Transfer *canonical,
                          const char *code)
{
    struct given given = {.type =
                              canonical->msg_type && masking_is_type(canonical->msg_type) ? canonical->msg_type : NULL};
    const Fiatgate__Error *error = canonical->error;
    message->given = &given;
    if (error) {
        unread_piece(judging, message, FG_CAUSE_BAD_MESSAGE, error->code ? error->code : code,
                     error->text ? error->text : "it carries an error in place of a transfer");
    } else if (canonical->not_a_transfer) {
        judging->tallied.not_a_transfer++;
        sums_add(&message->outcome->sums, SUM_TYPE, given.type ? given.type : "fields", "", 1, 0);
        label_message(judging, message, FG_PASS, "");
    } else if (canonical_to_fields(canonical, &judging->fields)) {
        static const fg_field_input none;
        given.fields = judging->fields.count > 0 ? judging->fields.items : &none;
        given.field_count = judging->fields.count;
        run_given(judging, message);
    } else
        message->outcome->sums.failed = true;
}

static void run_canonical_piece(struct judging *judging, struct message *message)
{
    const char *code = canonical_piece_code(message->piece);
    char why[300], masked[MASKED_QUOTES(sizeof why)];
    Fiatgate__Transfer *read = canonical_of_piece(message->piece, why, sizeof why);
    if (read) {
        run_canonical(judging, message, read, code);
        fiatgate__transfer__free_unpacked(read, NULL);
        return;
    }
    /* What is quoted may be the payment's own words. */
    unread_piece(judging, message, FG_CAUSE_BAD_MESSAGE, code,
                 judging->plan->unmasked ? why : mask_quotes(why, masked));
}

/* --- a batch ------------------------------------------------------------------------------------------------------ */

static bool hash_number(struct evp_md_ctx_st *hashing, uint64_t number)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> 8 * i);
    return EVP_DigestUpdate(hashing, bytes, sizeof bytes) == 1;
}

static bool hash_piece(struct evp_md_ctx_st *hashing, const struct piece *piece)
{
    uint64_t length = piece->bytes ? piece->length : 0;
    return hash_number(hashing, (uint64_t)piece->kind << 32 | piece->tx) &&
           EVP_DigestUpdate(hashing, piece->file, strlen(piece->file) + 1) == 1 && hash_number(hashing, length) &&
           (length == 0 || EVP_DigestUpdate(hashing, piece->bytes, length) == 1);
}

/* false = libcrypto had no memory. */
static bool hash_batch(struct judging *judging, const struct piece_batch *batch, uint8_t sha256[32])
{
    uint8_t hash[EVP_MAX_MD_SIZE] = {0};
    bool hashed = EVP_DigestInit_ex(judging->hashing, judging->sha256, NULL) == 1;
    for (size_t i = 0; i < batch->count && hashed; i++)
        hashed = hash_piece(judging->hashing, &batch->pieces[i]);
    hashed = hashed && EVP_DigestFinal_ex(judging->hashing, hash, NULL) == 1;
    memcpy(sha256, hash, 32);
    return hashed;
}

static void run_piece(struct judging *judging, const struct piece *piece, struct outcome *outcome)
{
    struct given given = {.bytes = piece->bytes, .length = piece->length};
    struct message message = {.piece = piece, .given = &given, .outcome = outcome};
    judging->tallied.messages++;
    judging->tallied.bytes += piece->bytes ? piece->length : 0;
    switch (piece->kind) {
    case PIECE_MESSAGE:
        run_given(judging, &message);
        break;
    case PIECE_JSON:
    case PIECE_PROTOBUF:
        run_canonical_piece(judging, &message);
        break;
    case PIECE_UNREADABLE:
        if (!piece->too_large)
            sums_add(&outcome->sums, SUM_CUT_SHORT, "", "", 1, 0);
        unread_piece(judging, &message, piece->too_large ? FG_CAUSE_LIMIT : FG_CAUSE_BAD_MESSAGE, piece->code,
                     piece->text);
        break;
    }
}

void judging_run(struct judging *judging, const struct piece_batch *batch, struct outcome *outcome)
{
    outcome->batch = batch->number;
    if (!hash_batch(judging, batch, outcome->sha256))
        outcome->sums.failed = true;
    for (size_t i = 0; i < batch->count; i++)
        run_piece(judging, &batch->pieces[i], outcome);
    tallied_pour(&judging->tallied, &outcome->sums);
    watch_pour(&judging->side, &outcome->sums, SUM_RULE, true);
    if (judging->compares)
        watch_pour(&judging->other, &outcome->sums, SUM_RULE_BEFORE, false);
}

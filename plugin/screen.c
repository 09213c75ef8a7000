/*
 * screen.c: the way from bytes to verdict (the comment at the top of fiatgate.h tells it in prose). Nothing here, or
 * below, allocates, locks or enters the kernel; all memory is the lane's and the verdict's.
 */
#include <stddef.h>
#include <string.h>
#include <time.h>

#include "judge/relief_set.h"
#include "match/fold_for_pack.h"
#include "passage.h"
#include "text/utf8.h"

/* What became of one transfer. */
enum outcome { JUDGED, STOPPED };

static bool facts_take(const fg_facts *given, fg_facts *facts)
{
    *facts = (fg_facts){.size = sizeof *facts};
    if (!given)
        return true;
    if (given->size < sizeof *facts || given->size > 4096)
        return false;
    for (size_t i = sizeof *facts; i < given->size; i++)
        if (((const unsigned char *)given)[i] != 0)
            return false;
    *facts = *given;
    return facts->channel < FG_CHANNEL_COUNT && facts->rail < FG_RAIL_COUNT && facts->direction < FG_DIRECTION_COUNT &&
           facts->on_us <= FG_YES && facts->customer_class < FG_CUSTOMER_COUNT &&
           facts->payer_segment < FG_SEGMENT_COUNT && facts->reserved[0] == 0 && facts->reserved[1] == 0 &&
           (facts->as_of == 0 || civil_date_is_valid(facts->as_of)) &&
           (facts->today == 0 || civil_date_is_valid(facts->today)) && facts->time_of_day < 86400;
}

static bool deadline_passed(const fg_facts *facts)
{
    if (facts->deadline_ns == 0)
        return false;
    struct timespec now; /* read through the vDSO: no entry into the kernel */
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec >= facts->deadline_ns;
}

/* What the policy says of a message that is not screened. Of a gate that only shadows it stops nothing. */
static fg_action policy_action(const struct passage *passage, fg_cause cause, fg_action *would)
{
    *would = (fg_action)passage->verdict->policy[cause][passage->facts.channel];
    return *would > FG_FLAG && passage_only_shadows(passage) ? FG_FLAG : *would;
}

static void refuse(struct passage *passage, fg_cause cause)
{
    fg_action would, action = policy_action(passage, cause, &would);
    verdict_not_screened(passage->verdict, cause, action, would);
    if (passage_only_shadows(passage))
        passage->verdict->marks |= FG_MARK_SHADOWED;
    if (cause == FG_CAUSE_BAD_MESSAGE || cause == FG_CAUSE_LIMIT)
        verdict_raise_all(passage->verdict, action, would);
    if (cause == FG_CAUSE_DEADLINE)
        passage->verdict->degraded = true;
}

/* An underlying customer transfer has its cover's number and makes its action stricter, never milder. */
static bool is_underlying(const struct passage *passage, const struct transfer *transfer)
{
    return transfer->level == LEVEL_UNDERLYING && passage->verdict->transfer_count > 0;
}

/* What was judged before keeps its action, but a cover whose customer transfer could not be judged is not screened
 * itself. */
static void refuse_unjudged(struct passage *passage, const struct transfer *transfer, fg_cause cause)
{
    refuse(passage, cause);
    if (!is_underlying(passage, transfer))
        return;
    fg_action would, action = policy_action(passage, cause, &would);
    verdict_strengthen_transfer(passage->verdict,
                                &(struct verdict_transfer){.action = (uint8_t)action, .would = (uint8_t)would});
    if (would > passage->asked)
        passage->asked = would;
    passage->verdict->transfers[passage->verdict->transfer_count - 1].shadow = 0;
}

static void refuse_with(struct passage *passage, fg_cause cause, const char *code, const char *sentence)
{
    struct fg_verdict *verdict = passage->verdict;
    verdict->has_error = true;
    verdict->error = (struct read_error){.code = code};
    copy_text(verdict->error.text, sizeof verdict->error.text, sentence, strlen(sentence));
    refuse(passage, cause);
}

/* The same for a transfer that has been read: the error points at its first value. */
static void refuse_transfer(struct passage *passage, const struct transfer *transfer, fg_cause cause, const char *code,
                            const char *sentence)
{
    refuse_with(passage, cause, code, sentence);
    if (transfer->value_count <= transfer->header_values)
        return;
    uint64_t start, end;
    const struct field_value *first = &transfer->values[transfer->header_values];
    transfer_source(transfer, first, 0, first->length, &start, &end);
    passage->verdict->error.offset = start;
}

/* --- dates ----------------------------------------------------------------------------------------------------- */

/* The host's date; live, the later of its day and the settlement date; in replay the settlement date. A transfer
 * without one is taken as of the day its message was made. 0 = there is no date at all. */
static int32_t as_of_date(const struct passage *passage, const struct transfer *transfer)
{
    if (passage->facts.as_of != 0)
        return passage->facts.as_of;
    int32_t settlement = transfer_date(transfer, FG_FIELD_SETTLEMENT_DATE);
    if (settlement == 0)
        settlement = transfer_date(transfer, FG_FIELD_CREATION_DATE);
    return settlement > passage->facts.today ? settlement : passage->facts.today;
}

/* --- one transfer ---------------------------------------------------------------------------------------------- */

/* The work that the header's values are in every transfer, as the bytes of text that cost about the same. Hits and
 * identifiers come in the order of values, the header's first. */
static uint64_t header_work(const struct judge_input *input)
{
    const struct transfer *transfer = input->transfer;
    uint32_t found = 0, i = 0;
    while (found < input->hit_count && input->hits[found].value < transfer->header_values)
        found++;
    while (i < input->identifier_count && input->identifiers[i].value < transfer->header_values)
        i++;
    return (uint64_t)transfer->header_text + 16u * (uint64_t)transfer->header_values + 64u * ((uint64_t)found + i);
}

/* What could not be looked through to its end. */
static void refuse_unscanned(struct passage *passage, const struct transfer *transfer, enum scan_result scanned)
{
    switch (scanned) {
    case SCAN_ENGINE:
        refuse_transfer(passage, transfer, FG_CAUSE_ENGINE, "engine-scan", "the pattern engine returned an error");
        refuse_unjudged(passage, transfer, FG_CAUSE_ENGINE);
        return;
    case SCAN_WORK:
        refuse_transfer(passage, transfer, FG_CAUSE_LIMIT, "limit-work",
                        "the transfer's text can be read in so many ways that looking through all of them would take "
                        "too long; a person has to look at it");
        return;
    default:
        refuse_transfer(passage, transfer, FG_CAUSE_LIMIT, "limit-hits",
                        "the transfer holds more list hits or identifiers than limits.hits allows");
    }
}

/* The second pack is asked where the host still has time for it. */
static void judge_beside(struct passage *passage, const struct judged *judged, const struct judge_input *found)
{
    if (deadline_passed(&passage->facts))
        shadow_unjudged(passage, judged);
    else
        shadow_judge(passage, judged, found);
}

/* Fold, scan, find identifiers, judge, record. STOPPED: the verdict says why, no further transfer is read. */
static enum outcome judge_one(struct passage *passage, struct transfer *transfer)
{
    struct fg_lane *lane = passage->lane;
    int32_t as_of = as_of_date(passage, transfer);
    if (as_of == 0) {
        refuse_transfer(
            passage, transfer, FG_CAUSE_BAD_MESSAGE, "transfer-without-date",
            "the transfer has no settlement date and its message no creation date, so it cannot be screened as "
            "of a day; give the date to screen as of (facts.as_of, --as-of)");
        return STOPPED;
    }
    if (!fold_for_pack(passage->pack, &lane->folded, transfer)) {
        refuse_transfer(passage, transfer, FG_CAUSE_LIMIT, "limit-folded-text",
                        "the transfer's text is larger, once folded, than limits.text_bytes allows");
        return STOPPED;
    }
    if (deadline_passed(&passage->facts)) {
        refuse_unjudged(passage, transfer, FG_CAUSE_DEADLINE);
        return STOPPED;
    }
    struct judge_input input = {.pack = passage->pack,
                                .transfer = transfer,
                                .hits = lane->hits,
                                .identifiers = lane->identifiers,
                                .facts = &passage->facts,
                                .as_of = as_of,
                                .reliefs = lane->live->reliefs,
                                .now = passage->now};
    enum scan_result scanned = scan_folded(passage->pack, passage->scratch, transfer, &lane->folded, lane->hits,
                                           lane->gate->config.limits.hits, &input.hit_count);
    if (scanned != SCAN_DONE) {
        refuse_unscanned(passage, transfer, scanned);
        return STOPPED;
    }
    input.identifier_count = identifiers_find(transfer, lane->identifiers, lane->identifier_limit);
    if (input.identifier_count > lane->identifier_limit) {
        refuse_unscanned(passage, transfer, SCAN_LIMIT);
        return STOPPED;
    }
    struct judgement judgement = {.reasons = lane->reasons, .reason_limit = lane->reason_limit};
    if (!judge_transfer(&input, lane->judge_workspace, &judgement)) {
        refuse_unscanned(passage, transfer, SCAN_LIMIT);
        return STOPPED;
    }
    if (transfer->header_uses++ == 0)
        passage->header_work = header_work(&input);
    bool underlying = is_underlying(passage, transfer);
    struct judged judged = {transfer, as_of, passage->verdict->transfer_count + !underlying, underlying};
    settle_transfer(passage, &judged, &judgement);
    if (lane->observer.see)
        lane->observer.see(lane->observer.context, &input, &judgement, judged.number, underlying);
    if (passage->shadow)
        judge_beside(passage, &judged, &input);
    return JUDGED;
}

/* The header is screened with each transfer. So many times the length of its message it may cost, no more: else a large
 * header before many small transfers would keep the host for minutes. Headers of real batches stay below the length. */
#define HEADER_SHARE 8u

static bool header_is_affordable(struct passage *passage, const struct transfer *transfer, uint64_t length)
{
    if (transfer->header_uses == 0)
        return true;
    passage->repeated += passage->header_work;
    return passage->repeated <= HEADER_SHARE * length;
}

/* --- one message ----------------------------------------------------------------------------------------------- */

static void take_error(struct passage *passage, enum read_result result)
{
    passage->verdict->has_error = true;
    refuse(passage, result == READ_LIMIT ? FG_CAUSE_LIMIT : FG_CAUSE_BAD_MESSAGE);
}

static void screen_transfers(struct passage *passage, uint64_t length)
{
    struct fg_verdict *verdict = passage->verdict;
    struct reader *reader = &passage->lane->reader;
    for (;;) {
        enum read_result result = reader_next(reader, &verdict->error);
        if (result == READ_END) {
            verdict->status = FG_STATUS_SCREENED;
            return;
        }
        if (result != READ_TRANSFER) {
            take_error(passage, result);
            return;
        }
        struct transfer *transfer = &reader->transfer;
        if (deadline_passed(&passage->facts)) {
            refuse_unjudged(passage, transfer, FG_CAUSE_DEADLINE);
            return;
        }
        if (!is_underlying(passage, transfer) &&
            (verdict->transfer_count >= verdict->limits.transfers ||
             verdict->transfer_count >= passage->lane->gate->config.limits.transfers)) {
            refuse_transfer(passage, transfer, FG_CAUSE_LIMIT, "limit-transfers",
                            "the message holds more transfers than limits.transfers allows");
            return;
        }
        if (!header_is_affordable(passage, transfer, length)) {
            refuse_transfer(
                passage, transfer, FG_CAUSE_LIMIT, "limit-header",
                "the message's header is too large for so many transfers, as it is screened with each; send "
                "them in several messages");
            return;
        }
        if (judge_one(passage, transfer) == STOPPED)
            return;
    }
}

static void take_warnings(struct passage *passage, const struct read_warnings *warnings)
{
    if (warnings->count == 0)
        return;
    passage->verdict->warnings = *warnings;
    count(&passage->counters->warned, 1);
    count(&passage->counters->unmapped, warnings->unmapped);
}

static void screen_bytes(struct passage *passage, const void *bytes, size_t length)
{
    struct fg_verdict *verdict = passage->verdict;
    count(&passage->counters->bytes, length);
    enum read_result result = reader_begin(&passage->lane->reader, bytes, length, &verdict->info, &verdict->error);
    copy_string(verdict->format, sizeof verdict->format, verdict->info.format);
    if (result == READ_TRANSFER)
        screen_transfers(passage, length);
    else if (result == READ_NOT_A_TRANSFER)
        verdict->status = FG_STATUS_NOT_A_TRANSFER;
    else
        take_error(passage, result == READ_END ? READ_BROKEN : result);
    take_warnings(passage, reader_warnings(&passage->lane->reader));
}

/* Writes the host's fields as one transfer. false = the verdict says why not. */
static bool take_fields(struct passage *passage, const fg_field_input *fields, size_t field_count)
{
    struct transfer *transfer = &passage->lane->reader.transfer;
    transfer_reset(transfer);
    transfer_end_header(transfer);
    for (size_t i = 0; i < field_count; i++) {
        const fg_field_input *field = &fields[i];
        if (field->field == 0 || field->field >= FG_FIELD_LIMIT || fg_field_name((fg_field)field->field)[0] == '\0' ||
            (!field->bytes && field->length > 0) || field->occurrence > UINT16_MAX || field->length > UINT32_MAX ||
            utf8_valid_prefix(field->bytes, field->length) != field->length) {
            refuse_with(passage, FG_CAUSE_BAD_MESSAGE, "field-unreadable",
                        "a field has an unknown number, an occurrence above 65535, or bytes that are not UTF-8");
            passage->verdict->error.offset = i;
            return false;
        }
        /* Equal lengths map byte by byte; any other position is kept as the whole field's. */
        bool known = field->end > field->start && field->end <= UINT32_MAX;
        if (!transfer_begin(transfer, (fg_field)field->field) ||
            !transfer_append(transfer, field->bytes, (uint32_t)field->length, known ? (uint32_t)field->start : 0,
                             known ? (uint32_t)(field->end - field->start) : 0)) {
            transfer_abandon(transfer);
            refuse_with(passage, FG_CAUSE_LIMIT, "limit-fields",
                        "the fields are more, or longer, than limits.fields and limits.text_bytes allow");
            return false;
        }
        transfer->values[transfer->value_count].occurrence = (uint16_t)field->occurrence;
        transfer_end(transfer);
    }
    return true;
}

static void screen_given_fields(struct passage *passage, const fg_field_input *fields, size_t field_count)
{
    struct fg_verdict *verdict = passage->verdict;
    copy_string(verdict->format, sizeof verdict->format, "fields");
    copy_string(verdict->info.type, sizeof verdict->info.type, "fields");
    if (take_fields(passage, fields, field_count) && judge_one(passage, &passage->lane->reader.transfer) == JUDGED)
        verdict->status = FG_STATUS_SCREENED;
}

/* --- entry and exit -------------------------------------------------------------------------------------------- */

/* Reliefs lapse by the clock of the machine; where there are none it is not looked at. */
static int64_t seconds_now(const struct relief_set *reliefs)
{
    if (!reliefs || reliefs->count == 0)
        return 0;
    struct timespec now; /* read through the vDSO */
    clock_gettime(CLOCK_REALTIME, &now);
    return now.tv_sec;
}

/* Everything that lanes read of the gate is the lane's from here to lane_leave_pack(). */
static void enter(struct passage *passage)
{
    struct fg_lane *lane = passage->lane;
    const struct pack *pack = passage->pack = lane_enter_pack(lane);
    passage->scratch = pack->scratch ? pack->scratch[lane->slot] : NULL;
    passage->now = seconds_now(lane->live->reliefs);
    verdict_name_pack(passage->verdict, pack);
    if (pack->meta->valid_to && passage->facts.today > pack->meta->valid_to)
        passage->verdict->marks |= FG_MARK_PACK_EXPIRED;
    passage->shadow = lane->live->shadow;
    if (passage->shadow)
        verdict_name_shadow(passage->verdict, passage->shadow);
}

/* The lane and the verdict are ours. fields is NULL for raw bytes. */
static fg_error pass_through(struct passage *passage, const void *bytes, size_t length, const fg_field_input *fields)
{
    struct fg_lane *lane = passage->lane;
    struct fg_verdict *verdict = passage->verdict;
    passage->counters = lane->gate->slots[lane->slot].counters;
    count(&passage->counters->messages, 1);
    if (passage->facts.customer_reference)
        copy_text(verdict->customer_reference, sizeof verdict->customer_reference, passage->facts.customer_reference,
                  strnlen(passage->facts.customer_reference, sizeof verdict->customer_reference));
    if (!lane->gate->config.enabled || atomic_load_explicit(&lane->gate->switched_off, memory_order_acquire)) {
        refuse(passage, FG_CAUSE_SWITCHED_OFF);
    } else {
        enter(passage);
        if (fields)
            screen_given_fields(passage, fields, length);
        else
            screen_bytes(passage, bytes, length);
        lane_leave_pack(lane);
    }
    settle_last(passage);
    if (verdict->status == FG_STATUS_NOT_A_TRANSFER)
        count(&passage->counters->not_a_transfer, 1);
    if (verdict->status != FG_STATUS_NOT_SCREENED)
        return FG_OK;
    count(&passage->counters->not_screened[verdict->cause], 1);
    return FG_NOT_SCREENED;
}

static fg_error screen(struct fg_lane *lane, const void *bytes, size_t length, const fg_field_input *fields,
                       const fg_facts *facts, struct fg_verdict *verdict)
{
    if (!verdict)
        return FG_E_ARGUMENT;
    if (atomic_flag_test_and_set_explicit(&verdict->busy, memory_order_acquire))
        return FG_E_LANE_BUSY; /* the verdict belongs to another call, which leaves an action in it */
    struct passage passage = {.lane = lane, .verdict = verdict};
    fg_error error = FG_OK;
    verdict_start(verdict);
    if (!lane || (!bytes && !fields && length > 0) || !facts_take(facts, &passage.facts)) {
        passage.facts = (fg_facts){0};
        refuse_with(&passage, FG_CAUSE_INTERNAL, "argument", fg_error_text(FG_E_ARGUMENT));
        error = FG_E_ARGUMENT;
    } else if (guard_is_forked(lane->gate->guard)) {
        refuse_with(&passage, FG_CAUSE_INTERNAL, "forked", fg_error_text(FG_E_FORKED));
        error = FG_E_FORKED;
    } else if (atomic_flag_test_and_set_explicit(&lane->busy, memory_order_acquire)) {
        refuse_with(&passage, FG_CAUSE_LANE_BUSY, "lane-busy", fg_error_text(FG_E_LANE_BUSY));
        atomic_fetch_add_explicit(&lane->gate->totals->lanes_found_busy, 1, memory_order_relaxed);
        error = FG_E_LANE_BUSY;
    } else {
        error = pass_through(&passage, bytes, length, fields);
        atomic_flag_clear_explicit(&lane->busy, memory_order_release);
    }
    verdict_settle(verdict);
    atomic_flag_clear_explicit(&verdict->busy, memory_order_release);
    return error;
}

fg_error fg_screen(fg_lane *lane, const void *bytes, size_t length, const fg_facts *facts, fg_verdict *verdict)
{
    return screen(lane, bytes, length, NULL, facts, verdict);
}

fg_error fg_screen_fields(fg_lane *lane, const fg_field_input *fields, size_t count_of_fields, const fg_facts *facts,
                          fg_verdict *verdict)
{
    static const fg_field_input none = {0};
    return screen(lane, NULL, count_of_fields, fields || count_of_fields > 0 ? fields : &none, facts, verdict);
}

/*
 * verdict.c: makes and fills verdicts (verdict.h); verdict_read.c reads them. Touches only the verdict.
 */
#include "verdict.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "lane.h"

const fg_field verdict_reference_fields[VERDICT_REFERENCES] = {FG_FIELD_MESSAGE_ID,
                                                               FG_FIELD_INSTRUCTION_ID,
                                                               FG_FIELD_END_TO_END_ID,
                                                               FG_FIELD_TRANSACTION_ID,
                                                               FG_FIELD_UETR,
                                                               FG_FIELD_SENDER_BIC,
                                                               FG_FIELD_RECEIVER_BIC,
                                                               FG_FIELD_AMOUNT,
                                                               FG_FIELD_CURRENCY,
                                                               FG_FIELD_SETTLEMENT_DATE,
                                                               FG_FIELD_INSTRUCTING_AGENT_BIC,
                                                               FG_FIELD_INSTRUCTED_AGENT_BIC,
                                                               FG_FIELD_PAYMENT_INFORMATION_ID};

bool copy_text(char *out, size_t size, const char *text, size_t length)
{
    bool cut = length >= size;
    size_t kept = cut ? size - 1 : length;
    while (cut && kept > 0 && ((unsigned char)text[kept] & 0xC0) == 0x80)
        kept--;
    memcpy(out, text, kept);
    out[kept] = '\0';
    return cut;
}

fg_error fg_verdict_new(fg_gate *gate, fg_verdict **verdict)
{
    if (verdict)
        *verdict = NULL;
    if (!gate || !verdict)
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    const struct limits *limits = &gate->config.limits;
    struct fg_verdict *made = lines_new(sizeof *made);
    if (!made)
        return FG_E_MEMORY;
    atomic_flag_clear(&made->busy);
    made->limits = *limits;
    memcpy(made->policy, gate->config.policy, sizeof made->policy);
    uint32_t slots = limits->reasons_per_message;
    made->transfers = lines_new(limits->transfers * sizeof *made->transfers);
    made->reasons = lines_new(slots * sizeof *made->reasons);
    made->details = lines_new(slots * sizeof *made->details);
    made->reason_slots.order = lines_new(slots * sizeof(uint32_t));
    made->detail_slots.order = lines_new(slots * sizeof(uint32_t));
    made->reason_slots.limit = made->detail_slots.limit = slots;
    if (!made->transfers || !made->reasons || !made->details || !made->reason_slots.order ||
        !made->detail_slots.order) {
        fg_verdict_free(made);
        return FG_E_MEMORY;
    }
    verdict_clear(made);
    *verdict = made;
    return FG_OK;
}

void fg_verdict_free(fg_verdict *verdict)
{
    if (!verdict)
        return;
    free(verdict->transfers);
    free(verdict->reasons);
    free(verdict->details);
    free(verdict->reason_slots.order);
    free(verdict->detail_slots.order);
    free(verdict);
}

static void clear_slots(struct verdict_slots *slots)
{
    slots->count = 0;
    memset(slots->of_rank, 0, sizeof slots->of_rank);
}

void verdict_clear(struct fg_verdict *verdict)
{
    verdict->status = FG_STATUS_NOT_SCREENED;
    verdict->cause = FG_CAUSE_INTERNAL;
    verdict->action = verdict->would = FG_HOLD;
    verdict->floor = verdict->would_floor = FG_PASS;
    verdict->marks = 0;
    verdict->settled = true;
    verdict->degraded = verdict->has_error = false;
    verdict->info = (struct message_info){.format = ""};
    verdict->error = (struct read_error){.code = ""};
    verdict->warnings.count = verdict->warnings.dropped = verdict->warnings.unmapped = 0;
    verdict->format[0] = verdict->customer_reference[0] = '\0';
    verdict->pack_known = verdict->shadow_known = false;
    verdict->stale_list_count = 0;
    verdict->transfer_count = 0;
    verdict->reasons_dropped = 0;
    clear_slots(&verdict->reason_slots);
    clear_slots(&verdict->detail_slots);
}

void verdict_start(struct fg_verdict *verdict)
{
    verdict_clear(verdict);
    verdict->settled = false;
    verdict->action = verdict->would = FG_PASS;
}

void verdict_settle(struct fg_verdict *verdict)
{
    verdict->settled = true;
}

static void name_origin(struct verdict_origin *origin, const char *name, const char *version, const char *hash)
{
    copy_text(origin->name, sizeof origin->name, name, strlen(name));
    copy_text(origin->version, sizeof origin->version, version, strlen(version));
    copy_text(origin->hash, sizeof origin->hash, hash, strlen(hash));
}

/* Whether an origin has been named after this pack: nothing that it says can then be another. */
static bool is_named(const struct verdict_origin *origin, const struct pack *pack)
{
    return origin->hash[0] && memcmp(origin->hash, pack->hash, sizeof origin->hash) == 0;
}

static void name_whole(struct verdict_origin *origin, const struct pack *pack)
{
    name_origin(origin, pack_string(pack, pack->meta->name), pack_string(pack, pack->meta->version), pack->hash);
}

void verdict_name_pack(struct fg_verdict *verdict, const struct pack *pack)
{
    struct verdict_pack *named = &verdict->pack;
    verdict->pack_known = true;
    verdict->marks |= pack->marks;
    if (is_named(&named->source, pack))
        return;
    name_whole(&named->source, pack);
    named->layer_count = pack->layer_count < PACK_LAYERS_MAX ? pack->layer_count : PACK_LAYERS_MAX;
    for (uint32_t i = 0; i < named->layer_count; i++)
        name_origin(&named->layers[i], pack_string(pack, pack->layers[i].name),
                    pack_string(pack, pack->layers[i].version), pack_string(pack, pack->layers[i].hash));
    memset(named->clock_basis, 0, sizeof named->clock_basis);
    for (uint32_t i = 0; i < pack->clock_count; i++) {
        const struct pack_clock *clock = &pack->clocks[i];
        const char *basis = pack_string(pack, clock->basis);
        if (clock->ground < PACK_GROUNDS)
            copy_text(named->clock_basis[clock->ground], sizeof *named->clock_basis, basis, strlen(basis));
    }
}

void verdict_name_shadow(struct fg_verdict *verdict, const struct pack *pack)
{
    verdict->shadow_known = true;
    if (!is_named(&verdict->shadow, pack))
        name_whole(&verdict->shadow, pack);
}

static void raise_to(fg_action *action, fg_action at_least)
{
    if (at_least > *action)
        *action = at_least;
}

void verdict_raise_all(struct fg_verdict *verdict, fg_action action, fg_action would)
{
    raise_to(&verdict->floor, action);
    raise_to(&verdict->would_floor, would);
    raise_to(&verdict->action, action);
    raise_to(&verdict->would, would);
}

void verdict_not_screened(struct fg_verdict *verdict, fg_cause cause, fg_action action, fg_action would)
{
    verdict->status = FG_STATUS_NOT_SCREENED;
    verdict->cause = cause;
    raise_to(&verdict->action, action);
    raise_to(&verdict->would, would);
}

void verdict_add_transfer(struct fg_verdict *verdict, const struct verdict_transfer *transfer)
{
    verdict->transfers[verdict->transfer_count++] = *transfer;
    verdict->marks |= transfer->marks;
    raise_to(&verdict->action, (fg_action)transfer->action);
    raise_to(&verdict->would, (fg_action)transfer->would);
}

void verdict_strengthen_transfer(struct fg_verdict *verdict, const struct verdict_transfer *with)
{
    struct verdict_transfer *last = &verdict->transfers[verdict->transfer_count - 1];
    if (with->action > last->action)
        last->action = with->action;
    if (with->would > last->would)
        last->would = with->would;
    last->duties |= with->duties;
    last->marks |= with->marks;
    verdict->marks |= with->marks;
    raise_to(&verdict->action, (fg_action)with->action);
    raise_to(&verdict->would, (fg_action)with->would);
}

void verdict_add_stale_list(struct fg_verdict *verdict, const struct pack *pack, uint32_t number)
{
    for (uint32_t i = 0; i < verdict->stale_list_count; i++)
        if (verdict->stale_lists[i].number == number)
            return;
    if (verdict->stale_list_count == VERDICT_STALE_LISTS)
        return;
    struct verdict_stale_list *stale = &verdict->stale_lists[verdict->stale_list_count++];
    const char *id = pack_string(pack, pack->lists[number].id);
    stale->number = number;
    stale->retrieved_at = pack->lists[number].retrieved_at;
    copy_text(stale->id, sizeof stale->id, id, strlen(id));
}

/*
 * A slot number for something of this rank, UINT32_MAX when there is none. When all are taken, the last of the lowest
 * gives up its own. The rank of a record stands at rank_offset in it.
 */
static uint32_t take_slot(struct verdict_slots *slots, uint8_t rank, const void *records, size_t record_size,
                          size_t rank_offset)
{
    uint32_t slot = slots->count;
    if (slots->count == slots->limit) {
        unsigned lowest = 0;
        while (lowest < VERDICT_RANKS && slots->of_rank[lowest] == 0)
            lowest++;
        if (lowest >= rank)
            return UINT32_MAX;
        uint32_t at = slots->count;
        do
            at--;
        while (at > 0 && ((const uint8_t *)records)[slots->order[at] * record_size + rank_offset] != lowest);
        slot = slots->order[at];
        memmove(&slots->order[at], &slots->order[at + 1], (slots->count - at - 1) * sizeof *slots->order);
        slots->count--;
        slots->of_rank[lowest]--;
    }
    slots->order[slots->count++] = slot;
    slots->of_rank[rank]++;
    return slot;
}

struct verdict_reason *verdict_add_reason(struct fg_verdict *verdict, uint32_t transfer, uint8_t rank)
{
    bool full = verdict->reason_slots.count == verdict->reason_slots.limit;
    uint32_t slot = take_slot(&verdict->reason_slots, rank, verdict->reasons, sizeof *verdict->reasons,
                              offsetof(struct verdict_reason, rank));
    verdict->reasons_dropped += full;
    if (slot == UINT32_MAX)
        return NULL;
    struct verdict_reason *reason = &verdict->reasons[slot];
    *reason = (struct verdict_reason){.transfer = transfer, .rank = rank};
    return reason;
}

struct verdict_detail *verdict_add_detail(struct fg_verdict *verdict, uint32_t transfer, uint8_t rank)
{
    uint32_t slot = take_slot(&verdict->detail_slots, rank, verdict->details, sizeof *verdict->details,
                              offsetof(struct verdict_detail, rank));
    if (slot == UINT32_MAX)
        return NULL;
    struct verdict_detail *detail = &verdict->details[slot];
    *detail = (struct verdict_detail){.transfer = transfer, .rank = rank};
    return detail;
}

struct verdict_detail *verdict_last_detail(struct fg_verdict *verdict, uint32_t transfer, uint8_t rank)
{
    struct verdict_slots *slots = &verdict->detail_slots;
    if (slots->count == 0)
        return NULL;
    struct verdict_detail *last = &verdict->details[slots->order[slots->count - 1]];
    if (last->transfer != transfer)
        return NULL;
    if (rank > last->rank) {
        slots->of_rank[last->rank]--;
        slots->of_rank[rank]++;
        last->rank = rank;
    }
    return last;
}

const struct verdict_detail *verdict_detail_of(const struct fg_verdict *verdict, uint32_t transfer)
{
    uint32_t low = 0, high = verdict ? verdict->detail_slots.count : 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const struct verdict_detail *detail = &verdict->details[verdict->detail_slots.order[middle]];
        if (detail->transfer == transfer)
            return detail;
        if (detail->transfer < transfer)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

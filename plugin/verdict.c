/*
 * verdict.c: makes, fills and reads verdicts (verdict.h, and the accessors of fiatgate.h). Touches only the verdict.
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

/* The place of a field among the references kept, -1 = it is none of them. */
static int reference_index(fg_field field)
{
    for (int i = 0; i < VERDICT_REFERENCES; i++)
        if (verdict_reference_fields[i] == field)
            return i;
    return -1;
}

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

/* Zeroed, and every page of it in place, so that no page fault is left for the first message. (calloc would leave
 * them.) */
static void *touched_memory(size_t count, size_t size)
{
    size_t bytes = (count * size + 63) & ~(size_t)63;
    void *memory = aligned_alloc(64, bytes);
    if (memory)
        memset(memory, 0, bytes);
    return memory;
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
    struct fg_verdict *made = calloc(1, sizeof *made);
    if (!made)
        return FG_E_MEMORY;
    atomic_flag_clear(&made->busy);
    made->limits = *limits;
    memcpy(made->policy, gate->config.policy, sizeof made->policy);
    uint32_t slots = limits->reasons_per_message;
    made->transfers = touched_memory(limits->transfers, sizeof *made->transfers);
    made->reasons = touched_memory(slots, sizeof *made->reasons);
    made->details = touched_memory(slots, sizeof *made->details);
    made->reason_slots.order = touched_memory(slots, sizeof(uint32_t));
    made->detail_slots.order = touched_memory(slots, sizeof(uint32_t));
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
    memset(slots->of_action, 0, sizeof slots->of_action);
}

void verdict_clear(struct fg_verdict *verdict)
{
    verdict->status = FG_STATUS_NOT_SCREENED;
    verdict->cause = FG_CAUSE_INTERNAL;
    verdict->action = FG_HOLD;
    verdict->floor = FG_PASS;
    verdict->settled = true;
    verdict->degraded = verdict->has_error = false;
    verdict->info = (struct message_info){.format = ""};
    verdict->error = (struct read_error){.code = ""};
    verdict->warnings.count = verdict->warnings.dropped = verdict->warnings.unmapped = 0;
    verdict->format[0] = verdict->pack_name[0] = verdict->pack_version[0] = verdict->pack_hash[0] = '\0';
    verdict->customer_reference[0] = '\0';
    verdict->transfer_count = 0;
    verdict->reasons_dropped = 0;
    clear_slots(&verdict->reason_slots);
    clear_slots(&verdict->detail_slots);
}

void verdict_start(struct fg_verdict *verdict)
{
    verdict_clear(verdict);
    verdict->settled = false;
    verdict->action = FG_PASS;
}

void verdict_settle(struct fg_verdict *verdict)
{
    verdict->settled = true;
}

void verdict_raise_all(struct fg_verdict *verdict, fg_action action)
{
    if (action > verdict->floor)
        verdict->floor = action;
    if (action > verdict->action)
        verdict->action = action;
}

void verdict_not_screened(struct fg_verdict *verdict, fg_cause cause, uint8_t channel)
{
    verdict->status = FG_STATUS_NOT_SCREENED;
    verdict->cause = cause;
    fg_action action = (fg_action)verdict->policy[cause][channel < FG_CHANNEL_COUNT ? channel : FG_CHANNEL_UNKNOWN];
    if (action > verdict->action)
        verdict->action = action;
}

void verdict_add_transfer(struct fg_verdict *verdict, fg_action action, int32_t as_of)
{
    verdict->transfers[verdict->transfer_count++] =
        (struct verdict_transfer){.as_of = as_of, .action = (uint8_t)action};
    if (action > verdict->action)
        verdict->action = action;
}

void verdict_strengthen_transfer(struct fg_verdict *verdict, fg_action action)
{
    struct verdict_transfer *last = &verdict->transfers[verdict->transfer_count - 1];
    if (action > (fg_action)last->action)
        last->action = (uint8_t)action;
    if (action > verdict->action)
        verdict->action = action;
}

/*
 * A slot number for something of this action, UINT32_MAX when there is none. When all are taken, the last of the
 * weakest gives up its own. The action of a record stands at action_offset in it.
 */
static uint32_t take_slot(struct verdict_slots *slots, fg_action action, const void *records, size_t record_size,
                          size_t action_offset)
{
    uint32_t slot = slots->count;
    if (slots->count == slots->limit) {
        unsigned weakest = 0;
        while (weakest < 4 && slots->of_action[weakest] == 0)
            weakest++;
        if (weakest >= (unsigned)action)
            return UINT32_MAX;
        uint32_t at = slots->count;
        do
            at--;
        while (at > 0 && ((const uint8_t *)records)[slots->order[at] * record_size + action_offset] != weakest);
        slot = slots->order[at];
        memmove(&slots->order[at], &slots->order[at + 1], (slots->count - at - 1) * sizeof *slots->order);
        slots->count--;
        slots->of_action[weakest]--;
    }
    slots->order[slots->count++] = slot;
    slots->of_action[action]++;
    return slot;
}

struct verdict_reason *verdict_add_reason(struct fg_verdict *verdict, uint32_t transfer, fg_action action)
{
    bool full = verdict->reason_slots.count == verdict->reason_slots.limit;
    uint32_t slot = take_slot(&verdict->reason_slots, action, verdict->reasons, sizeof *verdict->reasons,
                              offsetof(struct verdict_reason, action));
    verdict->reasons_dropped += full;
    if (slot == UINT32_MAX)
        return NULL;
    struct verdict_reason *reason = &verdict->reasons[slot];
    *reason = (struct verdict_reason){.transfer = transfer, .action = (uint8_t)action};
    return reason;
}

struct verdict_detail *verdict_add_detail(struct fg_verdict *verdict, uint32_t transfer, fg_action action)
{
    uint32_t slot = take_slot(&verdict->detail_slots, action, verdict->details, sizeof *verdict->details,
                              offsetof(struct verdict_detail, action));
    if (slot == UINT32_MAX)
        return NULL;
    struct verdict_detail *detail = &verdict->details[slot];
    *detail = (struct verdict_detail){.transfer = transfer, .action = (uint8_t)action};
    return detail;
}

struct verdict_detail *verdict_strengthen_detail(struct fg_verdict *verdict, uint32_t transfer, fg_action action)
{
    struct verdict_slots *slots = &verdict->detail_slots;
    if (slots->count == 0)
        return NULL;
    struct verdict_detail *last = &verdict->details[slots->order[slots->count - 1]];
    if (last->transfer != transfer || last->action >= action)
        return NULL;
    slots->of_action[last->action]--;
    slots->of_action[action]++;
    last->action = (uint8_t)action;
    return last;
}

static const struct verdict_detail *detail_of(const fg_verdict *verdict, uint32_t transfer)
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

fg_status fg_verdict_status(const fg_verdict *verdict)
{
    return verdict && verdict->settled ? verdict->status : FG_STATUS_NOT_SCREENED;
}

fg_cause fg_verdict_cause(const fg_verdict *verdict)
{
    if (!verdict || !verdict->settled)
        return FG_CAUSE_INTERNAL;
    return verdict->status == FG_STATUS_NOT_SCREENED ? verdict->cause : FG_CAUSE_NONE;
}

fg_action fg_verdict_action(const fg_verdict *verdict)
{
    if (!verdict || (!verdict->settled && verdict->action < FG_HOLD))
        return FG_HOLD;
    return verdict->action;
}

const char *fg_verdict_format(const fg_verdict *verdict)
{
    return verdict ? verdict->format : "";
}

const char *fg_verdict_message_type(const fg_verdict *verdict)
{
    return verdict ? verdict->info.type : "";
}

fg_error fg_verdict_error(const fg_verdict *verdict, const char **code, uint64_t *offset, uint32_t *line,
                          const char **sentence)
{
    if (!verdict)
        return FG_E_ARGUMENT;
    if (!verdict->has_error)
        return FG_E_NOT_FOUND;
    if (code)
        *code = verdict->error.code;
    if (offset)
        *offset = verdict->error.offset;
    if (line)
        *line = verdict->error.line;
    if (sentence)
        *sentence = verdict->error.text;
    return FG_OK;
}

uint32_t fg_verdict_warnings(const fg_verdict *verdict)
{
    return verdict ? verdict->warnings.count : 0;
}

fg_error fg_verdict_warning(const fg_verdict *verdict, uint32_t index, const char **code, uint64_t *offset,
                            uint32_t *line, const char **sentence)
{
    if (!verdict)
        return FG_E_ARGUMENT;
    if (index >= verdict->warnings.count)
        return FG_E_NOT_FOUND;
    const struct read_error *warning = &verdict->warnings.kept[index];
    if (code)
        *code = warning->code;
    if (offset)
        *offset = warning->offset;
    if (line)
        *line = warning->line;
    if (sentence)
        *sentence = warning->text;
    return FG_OK;
}

uint32_t fg_verdict_warnings_dropped(const fg_verdict *verdict)
{
    return verdict ? verdict->warnings.dropped : 0;
}

uint32_t fg_verdict_unmapped(const fg_verdict *verdict)
{
    return verdict ? verdict->warnings.unmapped : 0;
}

const char *fg_verdict_pack_name(const fg_verdict *verdict)
{
    return verdict ? verdict->pack_name : "";
}

const char *fg_verdict_pack_version(const fg_verdict *verdict)
{
    return verdict ? verdict->pack_version : "";
}

const char *fg_verdict_pack_hash(const fg_verdict *verdict)
{
    return verdict ? verdict->pack_hash : "";
}

const char *fg_verdict_customer_reference(const fg_verdict *verdict)
{
    return verdict ? verdict->customer_reference : "";
}

int fg_verdict_degraded(const fg_verdict *verdict)
{
    return verdict && verdict->degraded;
}

uint32_t fg_verdict_transfers(const fg_verdict *verdict)
{
    return verdict ? verdict->transfer_count : 0;
}

fg_action fg_verdict_transfer_action(const fg_verdict *verdict, uint32_t transfer)
{
    if (!verdict || transfer == 0 || transfer > verdict->transfer_count)
        return fg_verdict_action(verdict);
    fg_action own = (fg_action)verdict->transfers[transfer - 1].action;
    fg_action floor = verdict->settled || verdict->floor > FG_HOLD ? verdict->floor : FG_HOLD;
    return own > floor ? own : floor;
}

int32_t fg_verdict_as_of(const fg_verdict *verdict, uint32_t transfer)
{
    return verdict && transfer > 0 && transfer <= verdict->transfer_count ? verdict->transfers[transfer - 1].as_of : 0;
}

const char *fg_verdict_rule(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = detail_of(verdict, transfer);
    return detail ? detail->rule : "";
}

const char *fg_verdict_status_reason(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = detail_of(verdict, transfer);
    return detail ? detail->status_reason : "";
}

const char *fg_verdict_reference(const fg_verdict *verdict, uint32_t transfer, fg_field field)
{
    const struct verdict_detail *detail = detail_of(verdict, transfer);
    int index = reference_index(field);
    return detail && index >= 0 ? detail->references[index] : "";
}

uint32_t fg_verdict_reasons(const fg_verdict *verdict)
{
    return verdict ? verdict->reason_slots.count : 0;
}

/* The structure as version 1.0 had it: a host built with that header may have no room for more. */
#define FIRST_REASON_SIZE offsetof(fg_reason, level)

fg_error fg_verdict_reason(const fg_verdict *verdict, uint32_t index, fg_reason *reason)
{
    if (!verdict || !reason || reason->size < FIRST_REASON_SIZE)
        return FG_E_ARGUMENT;
    if (index >= verdict->reason_slots.count)
        return FG_E_NOT_FOUND;
    const struct verdict_reason *kept = &verdict->reasons[verdict->reason_slots.order[index]];
    size_t room = reason->size < sizeof *reason ? reason->size : sizeof *reason;
    fg_reason read = {.size = (uint32_t)room,
                      .transfer = kept->transfer,
                      .action = (fg_action)kept->action,
                      .rule = kept->rule,
                      .title = kept->title,
                      .entry = kept->entry,
                      .basis = kept->basis,
                      .text = kept->text,
                      .field = (fg_field)kept->field,
                      .occurrence = kept->occurrence,
                      .start = kept->start,
                      .end = kept->end,
                      .cut = kept->cut,
                      .level = kept->level ? (fg_level)kept->level : FG_LEVEL_TRANSFER};
    memcpy(reason, &read, room);
    return FG_OK;
}

uint32_t fg_verdict_reasons_dropped(const fg_verdict *verdict)
{
    return verdict ? verdict->reasons_dropped : 0;
}

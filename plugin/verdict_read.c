/*
 * verdict_read.c: reads verdicts: the accessors of fiatgate.h. Writes nothing but what the caller asks for.
 */
#include <stddef.h>
#include <string.h>

#include "text/fold.h"
#include "verdict.h"

/* The place of a field among the references kept, -1 = it is none of them. */
static int reference_index(fg_field field)
{
    for (int i = 0; i < VERDICT_REFERENCES; i++)
        if (verdict_reference_fields[i] == field)
            return i;
    return -1;
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
    return verdict && verdict->pack_known ? verdict->pack.source.name : "";
}

const char *fg_verdict_pack_version(const fg_verdict *verdict)
{
    return verdict && verdict->pack_known ? verdict->pack.source.version : "";
}

const char *fg_verdict_pack_hash(const fg_verdict *verdict)
{
    return verdict && verdict->pack_known ? verdict->pack.source.hash : "";
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

/* A transfer by its number, NULL when the verdict has none of that number. */
static const struct verdict_transfer *transfer_of(const fg_verdict *verdict, uint32_t number)
{
    return verdict && number > 0 && number <= verdict->transfer_count ? &verdict->transfers[number - 1] : NULL;
}

/* An action of a transfer: never below the floor, and while its message is screened never below hold. */
static fg_action raised(const fg_verdict *verdict, uint8_t own, fg_action floor)
{
    if (!verdict->settled && floor < FG_HOLD)
        floor = FG_HOLD;
    return (fg_action)own > floor ? (fg_action)own : floor;
}

fg_action fg_verdict_transfer_action(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_transfer *of = transfer_of(verdict, transfer);
    return of ? raised(verdict, of->action, verdict->floor) : fg_verdict_action(verdict);
}

fg_action fg_verdict_would(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_transfer *of = transfer_of(verdict, transfer);
    if (of)
        return raised(verdict, of->would, verdict->would_floor);
    return verdict ? raised(verdict, (uint8_t)verdict->would, FG_PASS) : FG_HOLD;
}

int32_t fg_verdict_as_of(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_transfer *of = transfer_of(verdict, transfer);
    return of ? of->as_of : 0;
}

uint32_t fg_verdict_duties(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_transfer *of = transfer_of(verdict, transfer);
    return of ? of->duties : 0;
}

uint32_t fg_verdict_marks(const fg_verdict *verdict)
{
    return verdict ? verdict->marks : 0;
}

const char *fg_verdict_rule(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? detail->rule : "";
}

const char *fg_verdict_status_reason(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? detail->status_reason : "";
}

const char *fg_verdict_reference(const fg_verdict *verdict, uint32_t transfer, fg_field field)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    int index = reference_index(field);
    return detail && index >= 0 ? detail->references[index] : "";
}

const char *fg_verdict_would_rule(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? detail->would_rule : "";
}

fg_ground fg_verdict_ground(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? (fg_ground)detail->ground : FG_GROUND_NONE;
}

fg_disclosure fg_verdict_disclosure(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? (fg_disclosure)detail->disclosure : FG_DISCLOSE_NOTHING;
}

const char *fg_verdict_customer_text(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? detail->customer_text : "";
}

const char *fg_verdict_officer_text(const fg_verdict *verdict, uint32_t transfer)
{
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    return detail ? detail->officer_text : "";
}

fg_error fg_verdict_hold(const fg_verdict *verdict, uint32_t transfer, fg_hold *hold)
{
    if (!verdict || !hold || hold->size < sizeof *hold)
        return FG_E_ARGUMENT;
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    if (!detail || detail->hold_day == 0 || fg_verdict_transfer_action(verdict, transfer) != FG_HOLD)
        return FG_E_NOT_FOUND;
    *hold = (fg_hold){.size = sizeof *hold,
                      .ground = (fg_ground)detail->ground,
                      .ends = detail->hold_day,
                      .ends_time = detail->hold_seconds,
                      .calendar_certain = detail->hold_certain,
                      .basis = verdict->pack.clock_basis[detail->ground - FG_GROUND_CONTRACT]};
    return FG_OK;
}

fg_error fg_verdict_shadow(const fg_verdict *verdict, uint32_t transfer, fg_shadow *shadow)
{
    if (!verdict || !shadow || shadow->size < sizeof *shadow)
        return FG_E_ARGUMENT;
    const struct verdict_transfer *of = transfer_of(verdict, transfer);
    if (!of || of->shadow == 0)
        return FG_E_NOT_FOUND;
    const struct verdict_detail *detail = verdict_detail_of(verdict, transfer);
    *shadow = (fg_shadow){.size = sizeof *shadow,
                          .action = (fg_action)(of->shadow - 1),
                          .rule = detail ? detail->shadow_rule : "",
                          .pack = verdict->shadow.name,
                          .version = verdict->shadow.version,
                          .hash = verdict->shadow.hash};
    return FG_OK;
}

uint32_t fg_verdict_layers(const fg_verdict *verdict)
{
    return verdict && verdict->pack_known ? verdict->pack.layer_count : 0;
}

fg_error fg_verdict_layer(const fg_verdict *verdict, uint32_t index, const char **name, const char **version,
                          const char **hash)
{
    if (index >= fg_verdict_layers(verdict))
        return FG_E_NOT_FOUND;
    const struct verdict_origin *layer = &verdict->pack.layers[index];
    if (name)
        *name = layer->name;
    if (version)
        *version = layer->version;
    if (hash)
        *hash = layer->hash;
    return FG_OK;
}

uint32_t fg_verdict_stale_lists(const fg_verdict *verdict)
{
    return verdict ? verdict->stale_list_count : 0;
}

fg_error fg_verdict_stale_list(const fg_verdict *verdict, uint32_t index, const char **list, int32_t *retrieved_at)
{
    if (index >= fg_verdict_stale_lists(verdict))
        return FG_E_NOT_FOUND;
    if (list)
        *list = verdict->stale_lists[index].id;
    if (retrieved_at)
        *retrieved_at = verdict->stale_lists[index].retrieved_at;
    return FG_OK;
}

uint32_t fg_verdict_reasons(const fg_verdict *verdict)
{
    return verdict ? verdict->reason_slots.count : 0;
}

/* The structure as version 1.0 had it: a host built with that header may have no room for more. */
#define FIRST_REASON_SIZE offsetof(fg_reason, level)

_Static_assert((int)FG_READING_TRANSLITERATED == READING_TRANSLITERATED &&
                   (int)FG_READING_CORRECTED == READING_CORRECTED && (FG_READING_CORRECTED << 1) - 1 == READING_ALL,
               "readings have the public numbers");

/* By verdict_reason.layer. */
static const char *const layer_names[] = {"", "base", "bank"};

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
                      .level = kept->level ? (fg_level)kept->level : FG_LEVEL_TRANSFER,
                      .shadow = kept->shadow,
                      .weight = kept->weight,
                      .list_as_of = kept->list_as_of,
                      .layer = layer_names[kept->layer],
                      .exception = kept->exception,
                      .relieved = kept->relieved,
                      .readings = kept->readings,
                      .doubted_field = (fg_field)kept->doubted,
                      .doubted_code = kept->doubted_code,
                      .looks_like = kept->looks_like};
    memcpy(reason, &read, room);
    return FG_OK;
}

uint32_t fg_verdict_reasons_dropped(const fg_verdict *verdict)
{
    return verdict ? verdict->reasons_dropped : 0;
}

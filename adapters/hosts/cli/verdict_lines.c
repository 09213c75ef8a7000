/*
 * verdict_lines.c: verdicts as lines (verdict_lines.h). Borrows all texts from the verdict; allocates the reasons'
 * array.
 */
#include "verdict_lines.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format.h"

#define PACK_LAYERS_SHOWN 2
#define STALE_LISTS_SHOWN 8

/* The reasons of one verdict, made once; lines point into them. */
struct reasons {
    Fiatgate__Reason *items;
    Fiatgate__Reason **pointers;
    uint32_t *transfers;
    struct reason_parts *parts;
    uint32_t count;
    uint32_t next; /* those before belong to transfers before the one asked for */
};

/* protobuf-c's strings are not const; nothing writes to them. "" is left out. */
static char *text(const char *given)
{
    return given && *given ? (char *)(uintptr_t)given : NULL;
}

/* A civil day as text; NULL = it is not known. */
static char *day_text(char day[DATE_WORDS], int32_t date)
{
    return text(date > 0 ? date_words(date, NULL, day) : NULL);
}

static void say_readings(Fiatgate__Reason *out, const fg_reason *reason, struct reason_parts *parts)
{
    out->reading = parts->readings;
    for (unsigned bit = 0; bit < 31; bit++)
        if ((reason->readings >> bit & 1) != 0)
            parts->readings[out->n_reading++] = (Fiatgate__Reading)(1u << bit);
}

static void say_doubt(Fiatgate__Reason *out, const fg_reason *reason, struct reason_parts *parts)
{
    out->looks_like = text(reason->looks_like);
    if (reason->doubted_field == FG_FIELD_NONE)
        return;
    out->doubted = &parts->doubted;
    fiatgate__doubted__init(out->doubted);
    out->doubted->field = text(fg_field_name(reason->doubted_field));
    out->doubted->code = text(reason->doubted_code);
}

void verdict_reason_fill(Fiatgate__Reason *out, const fg_reason *reason, struct reason_parts *parts)
{
    fiatgate__reason__init(out);
    out->rule = text(reason->rule);
    out->title = text(reason->title);
    out->entry = text(reason->entry);
    out->field = text(fg_field_name(reason->field));
    out->has_occurrence = reason->field != FG_FIELD_NONE && reason->occurrence > 0;
    out->occurrence = reason->occurrence;
    out->text = text(reason->text);
    out->has_cut = out->cut = reason->cut != 0;
    out->has_start = out->has_end = reason->end > 0;
    out->start = reason->start;
    out->end = reason->end;
    out->basis = text(reason->basis);
    out->has_action = 1;
    out->action = (Fiatgate__Action)reason->action;
    out->has_level = reason->level == FG_LEVEL_UNDERLYING;
    out->level = (Fiatgate__Level)reason->level;
    out->has_shadow = out->shadow = reason->shadow != 0;
    out->has_weight = reason->weight > 0;
    out->weight = (uint32_t)reason->weight;
    out->list_as_of = day_text(parts->day, reason->list_as_of);
    out->layer = text(reason->layer);
    out->exception = text(reason->exception);
    out->has_relieved = out->relieved = reason->relieved != 0;
    say_readings(out, reason, parts);
    say_doubt(out, reason, parts);
}

static bool take_reasons(struct reasons *reasons, const fg_verdict *verdict)
{
    uint32_t count = fg_verdict_reasons(verdict);
    *reasons = (struct reasons){.items = calloc(count + 1u, sizeof *reasons->items),
                                .pointers = calloc(count + 1u, sizeof *reasons->pointers),
                                .transfers = calloc(count + 1u, sizeof *reasons->transfers),
                                .parts = calloc(count + 1u, sizeof *reasons->parts)};
    if (!reasons->items || !reasons->pointers || !reasons->transfers || !reasons->parts)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        fg_reason reason = {.size = sizeof reason};
        if (fg_verdict_reason(verdict, i, &reason) != FG_OK)
            continue;
        verdict_reason_fill(&reasons->items[reasons->count], &reason, &reasons->parts[reasons->count]);
        reasons->pointers[reasons->count] = &reasons->items[reasons->count];
        reasons->transfers[reasons->count++] = reason.transfer;
    }
    return true;
}

/* The reasons of one transfer stand together, in the order of the transfers; those of the message (0) may stand
 * anywhere. */
static void point_to_reasons(Fiatgate__Verdict *line, struct reasons *reasons, uint32_t transfer)
{
    uint32_t first = transfer == 0 ? 0 : reasons->next;
    while (first < reasons->count &&
           (transfer == 0 ? reasons->transfers[first] != 0 : reasons->transfers[first] < transfer))
        first++;
    uint32_t end = first;
    while (end < reasons->count && reasons->transfers[end] == transfer)
        end++;
    if (transfer > 0)
        reasons->next = end;
    line->reasons = reasons->pointers + first;
    line->n_reasons = end - first;
}

/* What is of the message, not of a transfer in it, stands on its first line. */
struct warnings {
    Fiatgate__Error items[READ_WARNINGS];
    Fiatgate__Error *pointers[READ_WARNINGS];
};

static void say_of_message(Fiatgate__Verdict *line, struct warnings *warnings, const fg_verdict *verdict)
{
    for (uint32_t i = 0; i < READ_WARNINGS; i++) {
        const char *code, *sentence;
        Fiatgate__Error *item = warnings->pointers[i] = &warnings->items[i];
        fiatgate__error__init(item);
        if (fg_verdict_warning(verdict, i, &code, &item->offset, &item->line, &sentence) != FG_OK)
            break;
        item->code = text(code);
        item->has_offset = 1;
        item->has_line = item->line > 0;
        item->text = text(sentence);
        line->n_warnings++;
    }
    line->warnings = warnings->pointers;
    line->warnings_dropped = fg_verdict_warnings_dropped(verdict);
    line->has_warnings_dropped = line->warnings_dropped > 0;
    line->unmapped = fg_verdict_unmapped(verdict);
    line->has_unmapped = line->unmapped > 0;
    line->reasons_dropped = fg_verdict_reasons_dropped(verdict);
    line->has_reasons_dropped = line->reasons_dropped > 0;
}

static void said_of_message(Fiatgate__Verdict *line)
{
    line->n_warnings = 0;
    line->has_warnings_dropped = line->has_unmapped = line->has_reasons_dropped = 0;
}

/* What is the same on every line: of the pack, and what everybody should know of how the verdict came about. */
struct circumstances {
    Fiatgate__Mark marks[32];
    Fiatgate__Layer layers[PACK_LAYERS_SHOWN], *layer_pointers[PACK_LAYERS_SHOWN];
    Fiatgate__StaleList stale[STALE_LISTS_SHOWN], *stale_pointers[STALE_LISTS_SHOWN];
    char days[STALE_LISTS_SHOWN][DATE_WORDS];
};

static void say_circumstances(Fiatgate__Verdict *line, struct circumstances *are, const fg_verdict *verdict)
{
    const char *name, *version, *hash;
    int32_t taken;
    line->marks = are->marks;
    for (unsigned bit = 0; bit < 31; bit++)
        if ((fg_verdict_marks(verdict) >> bit & 1) != 0)
            are->marks[line->n_marks++] = (Fiatgate__Mark)(1u << bit);
    line->layers = are->layer_pointers;
    for (uint32_t i = 0; i < PACK_LAYERS_SHOWN && fg_verdict_layer(verdict, i, &name, &version, &hash) == FG_OK; i++) {
        Fiatgate__Layer *layer = are->layer_pointers[line->n_layers++] = &are->layers[i];
        fiatgate__layer__init(layer);
        layer->name = text(name);
        layer->version = text(version);
        layer->hash = text(hash);
    }
    line->stale_lists = are->stale_pointers;
    for (uint32_t i = 0; i < STALE_LISTS_SHOWN && fg_verdict_stale_list(verdict, i, &name, &taken) == FG_OK; i++) {
        Fiatgate__StaleList *stale = are->stale_pointers[line->n_stale_lists++] = &are->stale[i];
        fiatgate__stale_list__init(stale);
        stale->list = text(name);
        stale->retrieved_at = day_text(are->days[i], taken);
    }
}

static void fill_common(Fiatgate__Verdict *line, const fg_verdict *verdict, const char *file)
{
    fiatgate__verdict__init(line);
    line->file = text(file);
    line->has_tx = line->has_status = line->has_action = 1;
    line->format = text(fg_verdict_format(verdict));
    line->msg_type = text(fg_verdict_message_type(verdict));
    line->pack = text(fg_verdict_pack_name(verdict));
    line->pack_version = text(fg_verdict_pack_version(verdict));
    line->pack_hash = text(fg_verdict_pack_hash(verdict));
    line->has_degraded = line->degraded = fg_verdict_degraded(verdict) != 0;
}

/* What a line of one transfer borrows. */
struct of_transfer {
    char as_of[DATE_WORDS], hold_day[DATE_WORDS], hold_time[16];
    Fiatgate__Duty duties[32];
    Fiatgate__HoldUntil hold;
    Fiatgate__Shadow shadow;
};

static void say_would(Fiatgate__Verdict *line, const fg_verdict *verdict, uint32_t transfer)
{
    fg_action would = fg_verdict_would(verdict, transfer);
    line->has_would = would != (fg_action)line->action;
    line->would = (Fiatgate__Action)would;
    line->would_rule = line->has_would ? text(fg_verdict_would_rule(verdict, transfer)) : NULL;
}

static void say_hold(Fiatgate__Verdict *line, struct of_transfer *of, const fg_verdict *verdict, uint32_t transfer)
{
    fg_hold hold = {.size = sizeof hold};
    line->hold_until = NULL;
    if (fg_verdict_hold(verdict, transfer, &hold) != FG_OK)
        return;
    line->hold_until = &of->hold;
    fiatgate__hold_until__init(&of->hold);
    of->hold.ends = day_text(of->hold_day, hold.ends);
    snprintf(of->hold_time, sizeof of->hold_time, "%02u:%02u:%02u", hold.ends_time / 3600 % 100,
             hold.ends_time / 60 % 60, hold.ends_time % 60);
    of->hold.ends_time = of->hold_time;
    of->hold.has_calendar_certain = 1;
    of->hold.calendar_certain = hold.calendar_certain != 0;
    of->hold.basis = text(hold.basis);
}

static void say_shadow(Fiatgate__Verdict *line, struct of_transfer *of, const fg_verdict *verdict, uint32_t transfer)
{
    fg_shadow shadow = {.size = sizeof shadow};
    line->shadow = NULL;
    if (fg_verdict_shadow(verdict, transfer, &shadow) != FG_OK)
        return;
    line->shadow = &of->shadow;
    fiatgate__shadow__init(&of->shadow);
    of->shadow.has_action = 1;
    of->shadow.action = (Fiatgate__Action)shadow.action;
    of->shadow.rule = text(shadow.rule);
    of->shadow.pack = text(shadow.pack);
    of->shadow.pack_version = text(shadow.version);
    of->shadow.pack_hash = text(shadow.hash);
}

/* What the pack says beside the action. */
static void say_beside(Fiatgate__Verdict *line, struct of_transfer *of, const fg_verdict *verdict, uint32_t transfer)
{
    uint32_t duties = fg_verdict_duties(verdict, transfer);
    line->duties = of->duties;
    line->n_duties = 0;
    for (unsigned bit = 0; bit < 31; bit++)
        if ((duties >> bit & 1) != 0)
            of->duties[line->n_duties++] = (Fiatgate__Duty)(1u << bit);
    fg_ground ground = fg_verdict_ground(verdict, transfer);
    line->has_ground = line->has_disclosure = ground != FG_GROUND_NONE;
    line->ground = (Fiatgate__Ground)ground;
    line->disclosure = (Fiatgate__Disclosure)fg_verdict_disclosure(verdict, transfer);
    line->customer_text = text(fg_verdict_customer_text(verdict, transfer));
    line->officer_text = text(fg_verdict_officer_text(verdict, transfer));
    say_hold(line, of, verdict, transfer);
    say_shadow(line, of, verdict, transfer);
}

static void fill_transfer(Fiatgate__Verdict *line, struct of_transfer *of, const fg_verdict *verdict, uint32_t transfer)
{
    line->status = FIATGATE__STATUS__STATUS_SCREENED;
    line->action = (Fiatgate__Action)fg_verdict_transfer_action(verdict, transfer);
    line->rule = text(fg_verdict_rule(verdict, transfer));
    line->status_reason = text(fg_verdict_status_reason(verdict, transfer));
    line->as_of = day_text(of->as_of, fg_verdict_as_of(verdict, transfer));
    say_would(line, verdict, transfer);
    say_beside(line, of, verdict, transfer);
}

/* Transfer 0 is none: what is said of the message as a whole. */
static void fill_whole(Fiatgate__Verdict *line, struct of_transfer *of, Fiatgate__Error *error,
                       const fg_verdict *verdict, uint32_t source_line)
{
    const char *code = NULL, *sentence = NULL;
    line->tx = 0;
    line->rule = line->status_reason = line->as_of = NULL;
    line->status = (Fiatgate__Status)fg_verdict_status(verdict);
    line->action = (Fiatgate__Action)fg_verdict_action(verdict);
    line->has_cause = fg_verdict_status(verdict) == FG_STATUS_NOT_SCREENED;
    line->cause = (Fiatgate__Cause)fg_verdict_cause(verdict);
    say_would(line, verdict, 0);
    say_beside(line, of, verdict, 0);
    fiatgate__error__init(error);
    if (fg_verdict_error(verdict, &code, &error->offset, &error->line, &sentence) == FG_OK) {
        error->code = text(code);
        /* Of canonical transfers a person knows the line; the library knows no bytes of it. */
        error->has_offset = source_line == 0;
        error->line = source_line > 0 ? source_line : error->line;
        error->has_line = error->line > 0;
        error->text = text(sentence);
        line->error = error;
    }
}

unsigned verdict_lines(const fg_verdict *verdict, const struct verdict_source *source, verdict_line_fn each,
                       void *context)
{
    struct reasons reasons;
    unsigned lines = 0;
    if (take_reasons(&reasons, verdict)) {
        Fiatgate__Verdict line;
        Fiatgate__Error error;
        struct warnings warnings;
        struct circumstances circumstances;
        struct of_transfer of;
        fill_common(&line, verdict, source->file);
        say_circumstances(&line, &circumstances, verdict);
        say_of_message(&line, &warnings, verdict);
        for (uint32_t i = 1; i <= fg_verdict_transfers(verdict); i++, lines++) {
            line.tx = source->first_tx + i - 1;
            fill_transfer(&line, &of, verdict, i);
            point_to_reasons(&line, &reasons, i);
            each(context, &line);
            said_of_message(&line);
        }
        point_to_reasons(&line, &reasons, 0);
        if (fg_verdict_status(verdict) != FG_STATUS_SCREENED || line.n_reasons > 0 || lines == 0) {
            fill_whole(&line, &of, &error, verdict, source->line);
            each(context, &line);
            lines++;
        }
    }
    free(reasons.items);
    free(reasons.pointers);
    free(reasons.transfers);
    free(reasons.parts);
    return lines;
}

void verdict_line_unread(const char *file, fg_cause cause, fg_action action, const Fiatgate__Error *error,
                         verdict_line_fn each, void *context)
{
    Fiatgate__Verdict line = FIATGATE__VERDICT__INIT;
    line.file = text(file);
    line.has_tx = line.has_status = line.has_cause = line.has_action = 1;
    line.status = FIATGATE__STATUS__STATUS_NOT_SCREENED;
    line.cause = (Fiatgate__Cause)cause;
    line.action = (Fiatgate__Action)action;
    line.error = (Fiatgate__Error *)(uintptr_t)error;
    each(context, &line);
}

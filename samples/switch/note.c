/*
 * note.c: the note beside a parked message (note.h): what was decided, what is wrong with the message if anything is,
 * what is to be done and until when, then why: what was found in the message first, what a register could not tell
 * after it. Nothing here goes to the payer.
 */
#include "note.h"

#include <stdbool.h>

#include "library.h"

static void write_place(FILE *note, uint64_t offset, uint32_t line)
{
    if (line > 0)
        fprintf(note, "line %u, ", line);
    fprintf(note, "byte %llu: ", (unsigned long long)offset);
}

static void write_faults(FILE *note, fg_error error, const fg_verdict *verdict)
{
    const char *code, *sentence;
    uint64_t offset;
    uint32_t line;
    if (error != FG_OK)
        fprintf(note, "%s\n", fg.error_text(error));
    if (fg.verdict_error(verdict, &code, &offset, &line, &sentence) == FG_OK) {
        write_place(note, offset, line);
        fprintf(note, "%s (%s)\n", sentence, code);
    }
    for (uint32_t n = 0; fg.verdict_warning(verdict, n, &code, &offset, &line, &sentence) == FG_OK; n++) {
        fputs("warning: ", note);
        write_place(note, offset, line);
        fprintf(note, "%s (%s)\n", sentence, code);
    }
}

/* What everybody should know of how the verdict came about. */
static void write_marks(FILE *note, const fg_verdict *verdict)
{
    const char *list;
    int32_t day;
    for (unsigned mark = 1; mark <= FG_MARK_FALLBACK; mark <<= 1)
        if ((fg.verdict_marks(verdict) & mark) != 0)
            fprintf(note, "mark: %s\n", fg.mark_name((fg_mark)mark));
    for (uint32_t n = 0; fg.verdict_stale_list(verdict, n, &list, &day) == FG_OK; n++)
        fprintf(note, "past its age: %s as of %04d-%02d-%02d\n", list, day / 10000, day / 100 % 100, day % 100);
}

/* On what ground, what the customer may be told, and the duties: of every transfer that has any. */
static void write_ground(FILE *note, const fg_verdict *verdict, uint32_t transfer)
{
    fg_ground ground = fg.verdict_ground(verdict, transfer);
    const char *customer = fg.verdict_customer_text(verdict, transfer),
               *officer = fg.verdict_officer_text(verdict, transfer);
    uint32_t duties = fg.verdict_duties(verdict, transfer);
    if (ground == FG_GROUND_NONE && duties == 0)
        return;
    fprintf(note, "transfer %u: ground %s; to the customer: %s%s%s", transfer, fg.ground_name(ground),
            fg.disclosure_name(fg.verdict_disclosure(verdict, transfer)), *customer ? ", text " : "", customer);
    if (*officer)
        fprintf(note, "; for you: text %s", officer);
    for (unsigned duty = 1; duty <= FG_DUTY_FREEZE; duty <<= 1)
        if ((duties & duty) != 0)
            fprintf(note, "; duty: %s", fg.duty_name((fg_duty)duty));
    fputc('\n', note);
}

static void write_hold(FILE *note, const fg_verdict *verdict, uint32_t transfer)
{
    fg_hold hold = {.size = sizeof hold};
    if (fg.verdict_hold(verdict, transfer, &hold) != FG_OK)
        return;
    fprintf(note, DECIDE_BY " %04d-%02d-%02d %02u:%02u:%02u: transfer %u, %s%s\n", hold.ends / 10000,
            hold.ends / 100 % 100, hold.ends % 100, hold.ends_time / 3600, hold.ends_time / 60 % 60,
            hold.ends_time % 60, transfer, hold.basis,
            hold.calendar_certain ? "" : " (the pack's calendar of holidays does not reach so far)");
}

/* Those that stand in the message, or those that do not. */
static void write_reasons(FILE *note, const fg_verdict *verdict, bool placed)
{
    fg_reason reason = {.size = sizeof reason};
    for (uint32_t n = 0; fg.verdict_reason(verdict, n, &reason) == FG_OK; n++) {
        if ((reason.end > 0) != placed)
            continue;
        fprintf(note, "\ntransfer %u%s: %s, %s: %s%s%s\n", reason.transfer,
                reason.level == FG_LEVEL_UNDERLYING ? ", its underlying customer transfer" : "",
                fg.action_name(reason.action), reason.rule, reason.title,
                reason.shadow ? " (in shadow: decided nothing)" : "", reason.relieved ? " (lowered by a relief)" : "");
        if (reason.weight > 0)
            fprintf(note, "  adds %d to the sum of weights\n", reason.weight);
        if (*reason.exception)
            fprintf(note, "  does not act by exception %s\n", reason.exception);
        if (placed)
            fprintf(note, "  %s \"%s\", bytes %llu to %llu\n", fg.field_name(reason.field), reason.text,
                    (unsigned long long)reason.start, (unsigned long long)reason.end);
        else if (*reason.text)
            fprintf(note, "  %s\n", reason.text);
        if (*reason.entry)
            fprintf(note, "  entry %s\n", reason.entry);
        fprintf(note, "  %s\n", reason.basis);
    }
}

void write_note(FILE *note, fg_error error, const fg_verdict *verdict, const char *remains)
{
    fprintf(note, "%s, %s, pack %s %s\n", fg.action_name(fg.verdict_action(verdict)), fg.verdict_message_type(verdict),
            fg.verdict_pack_name(verdict), fg.verdict_pack_version(verdict));
    write_marks(note, verdict);
    write_faults(note, error, verdict);
    for (uint32_t transfer = 1; transfer <= fg.verdict_transfers(verdict); transfer++) {
        write_ground(note, verdict, transfer);
        write_hold(note, verdict, transfer);
    }
    if (*remains)
        fprintf(note, "%s\n", remains);
    write_reasons(note, verdict, true);
    write_reasons(note, verdict, false);
}

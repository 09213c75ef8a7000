/*
 * note.c: the note beside a parked message (note.h): what was decided, what is wrong with the message if anything is,
 * then why: what was found in the message first, what a register could not tell after it. Nothing here goes to the
 * payer.
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

/* Those that stand in the message, or those that do not. */
static void write_reasons(FILE *note, const fg_verdict *verdict, bool placed)
{
    fg_reason reason = {.size = sizeof reason};
    for (uint32_t n = 0; fg.verdict_reason(verdict, n, &reason) == FG_OK; n++) {
        if ((reason.end > 0) != placed)
            continue;
        fprintf(note, "\ntransfer %u%s: %s, %s: %s\n", reason.transfer,
                reason.level == FG_LEVEL_UNDERLYING ? ", its underlying customer transfer" : "",
                fg.action_name(reason.action), reason.rule, reason.title);
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
    write_faults(note, error, verdict);
    if (*remains)
        fprintf(note, "%s\n", remains);
    write_reasons(note, verdict, true);
    write_reasons(note, verdict, false);
}

/*
 * verdict_lines.h: a verdict of the library as Verdict lines of proto/verdict.proto.
 */
#ifndef FIATGATE_CLI_VERDICT_LINES_H
#define FIATGATE_CLI_VERDICT_LINES_H

#include "date_words.h"
#include "fiatgate.h"
#include "verdict.pb-c.h"

/* Called with each line; everything in it is borrowed for the call. */
typedef void (*verdict_line_fn)(void *context, const Fiatgate__Verdict *line);

struct verdict_source {
    const char *file;
    uint32_t first_tx; /* the number of the first transfer: 1, but in a file of canonical transfers */
    uint32_t line;     /* of such a file, from 1; 0 = the source is a message */
};

/*
 * A line for each transfer that was judged; behind them, with tx 0, one for the message when it is no transfer, was not
 * (wholly) screened, or has reasons as a whole. Returns the number of lines; 0 = memory could not be had.
 */
unsigned verdict_lines(const fg_verdict *verdict, const struct verdict_source *source, verdict_line_fn line,
                       void *context);

/* A line, tx 0, for what never reached the library: status not_screened. */
void verdict_line_unread(const char *file, fg_cause cause, fg_action action, const Fiatgate__Error *error,
                         verdict_line_fn line, void *context);

/* What a reason of a line points to beside what it was made of. */
struct reason_parts {
    char day[DATE_WORDS]; /* when its list was taken */
    Fiatgate__Reading readings[32];
    Fiatgate__Doubted doubted;
};
/* Makes a line's reason of one of the library's; it borrows from that and from the parts. */
void verdict_reason_fill(Fiatgate__Reason *out, const fg_reason *reason, struct reason_parts *parts);

#endif

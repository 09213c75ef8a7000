/*
 * screening.h: one lane's way through pieces of what is read: every message, or canonical transfer, is screened, and
 * every verdict comes out as Verdict lines (proto/verdict.proto).
 */
#ifndef FIATGATE_CLI_SCREENING_H
#define FIATGATE_CLI_SCREENING_H

#include "canonical.h"
#include "reading.h"
#include "setup.h"
#include "verdict.pb-c.h"

/* One line: a transfer, or with tx 0 the message as a whole. Borrowed for the call. */
typedef void (*line_fn)(void *context, const struct piece *piece, const Fiatgate__Verdict *line);

struct screening {
    fg_lane *lane;
    fg_verdict *verdict;
    const struct setup *setup;
    struct canonical_fields fields;
    line_fn line;
    void *context;
    /* Sums. */
    uint64_t messages, bytes;
    uint64_t nanoseconds; /* inside the library */
    int code;
};

/* EXIT_DONE, or an exit code (said why). */
int screening_open(struct screening *screening, const struct setup *setup, fg_gate *gate, line_fn line, void *context);
void screening_close(struct screening *screening);
/* What goes wrong is lines, too; screening.code keeps the worst. */
void screening_piece(struct screening *screening, const struct piece *piece);

#endif

/*
 * bench_subjects.h: what `fiatgate bench` compares: screening, and beside it, on the same bytes, what the libraries
 * under it cost alone.
 */
#ifndef FIATGATE_CLI_BENCH_SUBJECTS_H
#define FIATGATE_CLI_BENCH_SUBJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "bench_messages.h"
#include "fiatgate.h"
#include "setup.h"

enum bench_kind { BENCH_SCREEN, BENCH_EXPAT, BENCH_EXPAT_HANDLERS, BENCH_HS_SCAN, BENCH_KINDS };

/* One thing to run once per message. */
struct bench_subject {
    enum bench_kind kind;
    const struct bench_message *message;
    size_t bytes; /* it works on */
    struct bench_rig *rig;
};

/* What subjects need: lane and pack, parsers, folded texts. */
struct bench_rig;

/* EXIT_DONE, or an exit code (said why). setup.pack must name a built pack. */
int bench_rig_new(struct setup *setup, struct bench_rig **rig);
void bench_rig_free(struct bench_rig *rig);

/* All subjects there are for the two messages; returns their number, at most BENCH_SUBJECTS_MOST. */
#define BENCH_SUBJECTS_MOST (BENCH_KINDS * BENCH_MESSAGES)
size_t bench_subjects(struct bench_rig *rig, struct bench_subject *subjects);
/* "fg_screen", "expat", "expat+handlers", "hs_scan". */
const char *bench_kind_name(enum bench_kind kind);

/* Works on the message once. false = it failed, and measures nothing. */
bool bench_once(const struct bench_subject *subject);

#endif

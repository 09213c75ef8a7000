/*
 * bench_subjects.h: what `fiatgate bench` compares: screening, and beside it, on the same bytes, what the libraries
 * under it cost alone; and the stages of screening one by one, on texts that are never the same twice running.
 */
#ifndef FIATGATE_CLI_BENCH_SUBJECTS_H
#define FIATGATE_CLI_BENCH_SUBJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "bench_messages.h"
#include "bench_texts.h"
#include "fiatgate.h"
#include "setup.h"

/* The first are of the bench's messages, the others, from BENCH_FOLD, of its texts. */
enum bench_kind {
    BENCH_SCREEN,
    BENCH_EXPAT,
    BENCH_EXPAT_HANDLERS,
    BENCH_HS_SCAN,
    BENCH_FOLD,
    BENCH_SCAN,
    BENCH_TEXT_HS_SCAN, /* what BENCH_SCAN is beside: bench_peer.h */
    BENCH_IDENTIFIERS,
    BENCH_JUDGE,
    BENCH_STAGES, /* fold, scan, identifiers and judge */
    BENCH_KINDS
};

/* One thing to run once per message, or per text of a set. */
struct bench_subject {
    enum bench_kind kind;
    const char *material; /* the message's name, or the set's */
    int number;           /* of the message, or enum bench_text_set */
    size_t bytes;         /* it works on */
    struct bench_rig *rig;
};

/* What subjects need: lane and pack, parsers, folded texts, stages. */
struct bench_rig;

/* EXIT_DONE, or an exit code (said why). setup.pack must name a built pack. */
int bench_rig_new(struct setup *setup, struct bench_rig **rig);
void bench_rig_free(struct bench_rig *rig);

/* All subjects there are for the messages and sets of texts, in the order of enum bench_kind for each; returns their
 * number, at most BENCH_SUBJECTS_MOST. */
#define BENCH_SUBJECTS_MOST (BENCH_FOLD * BENCH_MESSAGES + (BENCH_KINDS - BENCH_FOLD) * BENCH_TEXT_SETS)
size_t bench_subjects(struct bench_rig *rig, struct bench_subject *subjects);
/* "fg_screen", "expat", "expat+handlers", "hs_scan", "fold", "scan", "hs_scan", "identifiers", "judge", "stages". */
const char *bench_kind_name(enum bench_kind kind);

/* What must have happened before a subject can work, and is not measured: the stages before it, on the next text of its
 * set. false = it failed. */
bool bench_prepare(const struct bench_subject *subject);
/* Works on the message or text once. false = it failed, and measures nothing. */
bool bench_once(const struct bench_subject *subject);

#endif

/*
 * stages.h: the stages of screening one by one (fold, scan, identifiers, judge), of a transfer that stands in no lane:
 * for what measures them, and for what asks of many texts which rules would hold. Calls the core as plugin/screen.c
 * does; what only the gate adds (lists past their age, dates outside its window, reliefs) is not in it.
 */
#ifndef FIATGATE_CLI_STAGES_H
#define FIATGATE_CLI_STAGES_H

#include "judge/judge.h"
#include "message_limits.h"
#include "text/fold.h"

struct stages {
    const struct pack *pack;
    struct transfer transfer;
    struct folded folded;
    struct scan_hit *hits;
    struct identifier *identifiers;
    uint32_t hit_count, identifier_count, limit; /* limit of either */
    struct judgement judgement;                  /* of the last stages_judge() */
    void *workspace;
    void *memory; /* of all these */
};

/* pack must be loaded, with one scratch at least, and stays its owner's. false = memory could not be had. */
bool stages_open(struct stages *stages, const struct pack *pack, const struct limits *limits);
void stages_close(struct stages *stages);

/* An empty transfer in place of the last. */
void stages_begin(struct stages *stages);
/* Adds a value. false = it is past a limit, says nothing, or is not UTF-8. */
bool stages_put(struct stages *stages, fg_field field, const void *text, size_t length);

/* Each needs those before it. false = a limit was passed. */
bool stages_fold(struct stages *stages);
enum scan_result stages_scan(struct stages *stages);
bool stages_identify(struct stages *stages);
bool stages_judge(struct stages *stages, const fg_facts *facts, int32_t as_of);
/* All four. SCAN_LIMIT: any of them passed a limit. */
enum scan_result stages_run(struct stages *stages, const fg_facts *facts, int32_t as_of);

#endif

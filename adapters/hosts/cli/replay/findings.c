/*
 * findings.c: what a replay found, read out of its work file (findings.h). Each list is in an order that the input
 * alone decides: by number, then by name.
 */
#include "findings.h"

#include <stdlib.h>
#include <string.h>

#include "fiatgate.h"
#include "findings_parts.h"

static void take_options(struct finding *finding, Fiatgate__Replay *replay)
{
    const struct findings_source *source = finding->source;
    replay->options = source->option_count ? calloc(source->option_count, sizeof *replay->options) : NULL;
    if (source->option_count && !replay->options)
        finding_no_memory(finding);
    for (size_t i = 0; i < source->option_count && replay->options && !finding->failed; i++)
        replay->options[replay->n_options++] = finding_copy(finding, source->options[i]);
}

static void fill(struct finding *finding, Fiatgate__Replay *replay)
{
    const struct findings_source *source = finding->source;
    struct work_facts facts = work_file_facts(source->work);
    SET(replay, report_version, REPORT_VERSION);
    replay->product_version = finding_copy(finding, fg_version_text());
    SET(replay, complete, source->complete);
    SET(replay, unmasked, source->unmasked);
    SET(replay, concerned, facts.concerned);
    SET(replay, shown, facts.shown);
    SET(replay, shown_a_group, facts.shown_a_group);
    take_options(finding, replay);
    findings_sums(finding, replay);
    findings_days(finding, replay);
    findings_packs(finding, replay);
    findings_alerts(finding, replay);
    if (!finding->failed)
        findings_groups(finding, replay);
    if (!finding->failed)
        findings_not_measured(finding, replay);
    if (source->labels && !finding->failed)
        findings_labels(finding, replay);
}

Fiatgate__Replay *findings_read(const struct findings_source *source)
{
    struct finding finding = {.source = source, .database = work_file_database(source->work)};
    Fiatgate__Replay *replay = finding_make(&finding, &fiatgate__replay__descriptor);
    if (replay)
        replay->input = finding_make(&finding, &fiatgate__replay_input__descriptor);
    if (replay && replay->input)
        fill(&finding, replay);
    if (!finding.failed)
        return replay;
    fiatgate__replay__free_unpacked(replay, NULL);
    return NULL;
}

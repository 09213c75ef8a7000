/*
 * findings_labels.c: what the labels say of a replay: expected beside got, recall and precision with their intervals,
 * and each label that is not met, with what was found in its payment (findings_parts.h). Reads the labels and the work
 * file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fiatgate.h"
#include "findings_parts.h"
#include "wilson.h"

/* So many labels that are not met are listed. */
#define DIFFERENCES_LISTED 2000u

/* What came of each label, by its index. */
struct came {
    int got; /* enum fg_action; -1 = nothing did */
    char *rule, *error;
    uint64_t met; /* payments, or messages */
};

struct meeting {
    const struct labels *labels;
    struct came *came;
    size_t *order;        /* labels in the order of their lines */
    uint64_t cells[4][5]; /* expected, got; the last: nothing */
    uint64_t should_stop; /* labels of what came that do not expect pass */
    uint64_t stopped;     /* of what came what does not pass */
    uint64_t rightly;     /* in both */
};

static void read_came(struct finding *finding, struct meeting *meeting)
{
    for (size_t i = 0; i < meeting->labels->count; i++)
        meeting->came[i].got = -1;
    sqlite3_stmt *question = finding_ask(finding, "SELECT label, got, rule, error, met FROM labels ORDER BY label");
    while (finding_next(finding, &question)) {
        uint64_t label = finding_number(question, 0), got = finding_number(question, 1);
        if (label >= meeting->labels->count || got > FG_BLOCK || meeting->came[label].got >= 0)
            continue;
        meeting->came[label] = (struct came){.got = (int)got,
                                             .rule = finding_copy(finding, finding_text(question, 2)),
                                             .error = finding_copy(finding, finding_text(question, 3)),
                                             .met = finding_number(question, 4)};
    }
}

static void count_cells(struct meeting *meeting)
{
    for (size_t i = 0; i < meeting->labels->count; i++) {
        int expected = meeting->labels->items[i].action, got = meeting->came[i].got;
        meeting->cells[expected][got < 0 ? 4 : got]++;
        meeting->should_stop += got >= 0 && expected > FG_PASS;
        meeting->stopped += got > FG_PASS;
        meeting->rightly += got > FG_PASS && expected > FG_PASS;
    }
}

static void add_cells(struct finding *finding, const struct meeting *meeting, Fiatgate__ReplayLabels *into)
{
    for (int expected = FG_PASS; expected <= FG_BLOCK; expected++)
        for (int got = 0; got < 5; got++) {
            Fiatgate__ReplayCell *cell = NULL;
            if (meeting->cells[expected][got] > 0)
                cell = finding_add(finding, &into->cells, &into->n_cells, &fiatgate__replay_cell__descriptor);
            if (!cell)
                continue;
            SET(cell, before, (Fiatgate__Action)expected);
            if (got < 4)
                SET(cell, after, (Fiatgate__Action)got);
            SET(cell, payments, meeting->cells[expected][got]);
        }
}

/* --- recall and precision ----------------------------------------------------------------------------------------- */

static Fiatgate__ReplayShare *share(struct finding *finding, uint64_t count, uint64_t of)
{
    Fiatgate__ReplayShare *made = finding_make(finding, &fiatgate__replay_share__descriptor);
    if (!made)
        return NULL;
    /* A label of a message as a whole may stand for several payments in which a rule held. */
    struct wilson_share interval = wilson_share_of(count < of ? count : of, of);
    SET(made, of, of);
    SET(made, count, count < of ? count : of);
    SET(made, low, interval.from);
    SET(made, high, interval.to);
    if (of > 0)
        SET(made, share, interval.share);
    return made;
}

struct score {
    uint64_t held, held_rightly;
    uint64_t named, held_named; /* of payments whose label names the rule, and does not expect pass */
};

static struct score score_of(const struct meeting *meeting, const char *rule, sqlite3_stmt *question,
                             struct finding *finding)
{
    struct score score = {0};
    size_t length = strlen(rule);
    for (size_t i = 0; i < meeting->labels->count; i++) {
        const struct label *label = &meeting->labels->items[i];
        score.named += meeting->came[i].got >= 0 && label->action > FG_PASS && strcmp(label->rule, rule) == 0;
    }
    while (finding_next(finding, &question)) {
        const char *behind = finding_text(question, 0) + length;
        uint64_t count = finding_number(question, 1);
        bool right = strncmp(behind, ">pass>", 6) != 0;
        const char *whose = strrchr(behind, '>');
        score.held += count;
        score.held_rightly += right ? count : 0;
        score.held_named += right && whose && strcmp(whose, ">rule") == 0 ? count : 0;
    }
    return score;
}

static void add_rule(struct finding *finding, const struct meeting *meeting, const struct pack_rule *rule,
                     Fiatgate__ReplayLabels *into)
{
    const struct pack *pack = finding->source->pack;
    const char *id = pack_string(pack, rule->id);
    sqlite3_stmt *question = finding_ask(finding, "SELECT name, SUM(count) FROM sums WHERE kind = ?1 AND "
                                                  "substr(name, 1, length(?2) + 1) = ?2 || '>' GROUP BY name");
    if (question) {
        sqlite3_bind_int(question, 1, SUM_LABEL_RULE);
        sqlite3_bind_text(question, 2, id, -1, SQLITE_STATIC);
    }
    struct score score = score_of(meeting, id, question, finding);
    if (score.held == 0 && score.named == 0)
        return;
    Fiatgate__ReplayLabelRule *item =
        finding_add(finding, &into->rules, &into->n_rules, &fiatgate__replay_label_rule__descriptor);
    if (!item)
        return;
    item->rule = finding_copy(finding, id);
    item->title = finding_copy(finding, pack_string(pack, rule->title));
    item->precision = share(finding, score.held_rightly, score.held);
    item->recall = score.named > 0 ? share(finding, score.held_named, score.named)
                                   : share(finding, score.held_rightly, meeting->should_stop);
}

/* The pack as a whole, then its rules in their order. */
static void add_rules(struct finding *finding, const struct meeting *meeting, Fiatgate__ReplayLabels *into)
{
    Fiatgate__ReplayLabelRule *all =
        finding_add(finding, &into->rules, &into->n_rules, &fiatgate__replay_label_rule__descriptor);
    if (!all)
        return;
    all->rule = finding_copy(finding, "");
    all->precision = share(finding, meeting->rightly, meeting->stopped);
    all->recall = share(finding, meeting->rightly, meeting->should_stop);
    const struct pack *pack = finding->source->pack;
    for (uint32_t i = 0; i < pack->rule_count && !finding->failed; i++)
        add_rule(finding, meeting, &pack->rules[i], into);
}

/* --- labels that are not met -------------------------------------------------------------------------------------- */

/* A label of one transfer that several have met, in files whose paths end alike: the strictest of them would hide that
 * another is missed. */
static bool is_ambiguous(const struct label *label, const struct came *came)
{
    return label->tx > 0 && came->met > 1;
}

static Fiatgate__LabelResult result_of(const struct label *label, const struct came *came)
{
    Fiatgate__LabelResult result = label_result(label, came->got, came->rule ? came->rule : "");
    bool met = result == FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED;
    return met && is_ambiguous(label, came) ? FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER : result;
}

static void say_ambiguous(struct finding *finding, const struct came *came, Fiatgate__ReplayDifference *item)
{
    char text[160];
    snprintf(text, sizeof text, "%llu payments have this file and number; write the file's path as it is given",
             (unsigned long long)came->met);
    free(item->error);
    item->error = finding_copy(finding, text);
}

static void add_difference(struct finding *finding, const struct label *label, const struct came *came,
                           Fiatgate__LabelResult result, Fiatgate__ReplayLabels *into)
{
    Fiatgate__ReplayDifference *item =
        finding_add(finding, &into->differences, &into->n_differences, &fiatgate__replay_difference__descriptor);
    if (!item)
        return;
    item->file = finding_copy(finding, label->file);
    SET(item, tx, label->tx);
    SET(item, line, label->line);
    SET(item, result, result);
    SET(item, expected, (Fiatgate__Action)label->action);
    if (*label->rule)
        item->expected_rule = finding_copy(finding, label->rule);
    if (came->got >= 0)
        SET(item, got, (Fiatgate__Action)came->got);
    if (came->rule && *came->rule)
        item->rule = finding_copy(finding, came->rule);
    if (came->error && *came->error)
        item->error = finding_copy(finding, came->error);
    if (*label->why)
        item->why = finding_copy(finding, label->why);
    if (is_ambiguous(label, came))
        say_ambiguous(finding, came, item);
}

static void add_differences(struct finding *finding, const struct meeting *meeting, Fiatgate__ReplayLabels *into)
{
    uint64_t as_expected = 0, unmet = 0, more = 0;
    for (size_t i = 0; i < meeting->labels->count; i++) {
        const struct label *label = &meeting->labels->items[meeting->order[i]];
        const struct came *came = &meeting->came[meeting->order[i]];
        Fiatgate__LabelResult result = result_of(label, came);
        unmet += came->got < 0;
        if (result == FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED)
            as_expected++;
        else if (into->n_differences < DIFFERENCES_LISTED)
            add_difference(finding, label, came, result, into);
        else
            more++;
    }
    SET(into, as_expected, as_expected);
    SET(into, unmet, unmet);
    SET(into, differences_more, more);
}

static int by_line(const void *a, const void *b)
{
    uint32_t line = *(const uint32_t *)a;
    const Fiatgate__ReplayDifference *item = *(Fiatgate__ReplayDifference *const *)b;
    return line < item->line ? -1 : line > item->line;
}

Fiatgate__ReplayDifference *finding_difference(const Fiatgate__ReplayLabels *labels, uint32_t line)
{
    Fiatgate__ReplayDifference **found =
        labels->n_differences
            ? bsearch(&line, labels->differences, labels->n_differences, sizeof *labels->differences, by_line)
            : NULL;
    return found ? *found : NULL;
}

/* What was found in payments that are not decided as their labels say goes to the labels. */
static void add_reasons(struct finding *finding, Fiatgate__ReplayLabels *into)
{
    if (into->n_differences == 0)
        return;
    sqlite3_stmt *question = finding_ask(
        finding, "SELECT payment, customer, detail FROM payments WHERE label > 1 AND detail IS NOT NULL ORDER BY seq");
    while (finding_next(finding, &question)) {
        Fiatgate__ReplayPayment *payment = finding_payment(finding, question);
        if (!payment)
            continue;
        Fiatgate__ReplayDifference *difference = finding_difference(into, payment->label_line);
        if (difference && !difference->reasons) {
            difference->reasons = payment->reasons;
            difference->n_reasons = payment->n_reasons;
            payment->reasons = NULL;
            payment->n_reasons = 0;
        }
        fiatgate__replay_payment__free_unpacked(payment, NULL);
    }
}

/* --- all ---------------------------------------------------------------------------------------------------------- */

static int line_order(const void *a, const void *b, void *labels)
{
    const struct label *items = ((const struct labels *)labels)->items;
    uint32_t left = items[*(const size_t *)a].line, right = items[*(const size_t *)b].line;
    return left < right ? -1 : left > right;
}

static void fill(struct finding *finding, struct meeting *meeting, Fiatgate__ReplayLabels *into)
{
    into->hash = finding_copy(finding, meeting->labels->hash);
    SET(into, labels, meeting->labels->count);
    SET(into, without_label, finding_sum(finding, SUM_UNLABELLED));
    read_came(finding, meeting);
    count_cells(meeting);
    add_cells(finding, meeting, into);
    add_rules(finding, meeting, into);
    for (size_t i = 0; i < meeting->labels->count; i++)
        meeting->order[i] = i;
    qsort_r(meeting->order, meeting->labels->count, sizeof *meeting->order, line_order,
            (void *)(uintptr_t)meeting->labels);
    if (!finding->failed)
        add_differences(finding, meeting, into);
    if (!finding->failed)
        add_reasons(finding, into);
}

void findings_labels(struct finding *finding, Fiatgate__Replay *replay)
{
    const struct labels *labels = finding->source->labels;
    struct meeting meeting = {.labels = labels,
                              .came = calloc(labels->count + 1, sizeof *meeting.came),
                              .order = calloc(labels->count + 1, sizeof *meeting.order)};
    replay->labels = finding_make(finding, &fiatgate__replay_labels__descriptor);
    if (meeting.came && meeting.order && replay->labels)
        fill(finding, &meeting, replay->labels);
    else
        finding_no_memory(finding);
    for (size_t i = 0; meeting.came && i < labels->count; i++) {
        free(meeting.came[i].rule);
        free(meeting.came[i].error);
    }
    free(meeting.came);
    free(meeting.order);
}

/*
 * findings_sums.c: what is known of all payments: how many, which action became which, money, days, alerts a day
 * (findings_parts.h). Reads the work file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "findings_parts.h"
#include "fiatgate.h"

static void add_cell(struct finding *finding, Fiatgate__ReplayCell ***cells, size_t *count, int before, int after,
                     uint64_t payments)
{
    Fiatgate__ReplayCell *cell = NULL;
    for (size_t i = 0; i < *count && !cell; i++)
        if ((int)(*cells)[i]->before == before && (int)(*cells)[i]->after == after)
            cell = (*cells)[i];
    if (!cell)
        cell = finding_add(finding, cells, count, &fiatgate__replay_cell__descriptor);
    if (!cell)
        return;
    cell->has_before = cell->has_after = cell->has_payments = true;
    cell->before = (Fiatgate__Action)before;
    cell->after = (Fiatgate__Action)after;
    cell->payments += payments;
}

static int by_actions(const void *a, const void *b)
{
    const Fiatgate__ReplayCell *left = *(Fiatgate__ReplayCell *const *)a, *right = *(Fiatgate__ReplayCell *const *)b;
    int order = (int)left->before - (int)right->before;
    return order ? order : (int)left->after - (int)right->after;
}

/* Which action became which. */
static void read_cells(struct finding *finding, enum sum_kind kind, Fiatgate__ReplayCell ***cells, size_t *count)
{
    sqlite3_stmt *question = finding_sums(finding, kind);
    while (finding_next(finding, &question)) {
        int before, after;
        if (finding_actions(finding_text(question, 0), &before, &after))
            add_cell(finding, cells, count, before, after, finding_number(question, 1));
    }
    if (*count > 1 && !finding->failed)
        qsort(*cells, *count, sizeof **cells, by_actions);
}

/* Of all payments. */
static void read_money(struct finding *finding, Fiatgate__Replay *replay)
{
    sqlite3_stmt *question =
        finding_ask(finding, "SELECT currency, SUM(count * (kind = ?1)), SUM(count * (kind = ?2)), amount_sum(amount) "
                             "FROM sums WHERE kind IN (?1, ?2) GROUP BY 1 ORDER BY 1");
    if (question) {
        sqlite3_bind_int(question, 1, SUM_CELL);
        sqlite3_bind_int(question, 2, SUM_NO_AMOUNT);
    }
    while (finding_next(finding, &question))
        finding_money(finding, &replay->input->money, &replay->input->n_money, question, 0);
    finding_sort_money(finding, replay->input->money, replay->input->n_money);
}

static int by_count(const void *a, const void *b)
{
    const Fiatgate__ReplayCount *left = *(Fiatgate__ReplayCount *const *)a, *right = *(Fiatgate__ReplayCount *const *)b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->key, right->key);
}

void finding_counts(struct finding *finding, enum sum_kind kind, Fiatgate__ReplayCount ***list, size_t *count)
{
    sqlite3_stmt *question = finding_sums(finding, kind);
    while (finding_next(finding, &question)) {
        Fiatgate__ReplayCount *item = finding_add(finding, list, count, &fiatgate__replay_count__descriptor);
        if (!item)
            continue;
        item->key = finding_copy(finding, finding_text(question, 0));
        item->has_count = true;
        item->count = finding_number(question, 1);
    }
    if (*count > 1 && !finding->failed)
        qsort(*list, *count, sizeof **list, by_count);
}

void findings_sums(struct finding *finding, Fiatgate__Replay *replay)
{
    const struct findings_source *source = finding->source;
    Fiatgate__ReplayInput *input = replay->input;
    uint8_t sha256[32];
    char hash[65];
    work_file_hash(source->work, sha256);
    for (size_t i = 0; i < sizeof sha256; i++)
        snprintf(hash + 2 * i, 3, "%02x", sha256[i]);
    input->hash = finding_copy(finding, hash);
    SET(input, files, source->files);
    SET(input, skipped, source->skipped);
    SET(input, bytes, finding_sum(finding, SUM_BYTES));
    SET(input, messages, finding_sum(finding, SUM_MESSAGES));
    SET(input, transfers, finding_sum(finding, SUM_TRANSFERS));
    SET(input, not_a_transfer, finding_sum(finding, SUM_NOT_A_TRANSFER));
    SET(input, not_screened, finding_sum(finding, SUM_NOT_SCREENED));
    SET(input, cut_short, finding_sum(finding, SUM_CUT_SHORT));
    SET(input, before_day, finding_sum(finding, SUM_BEFORE_DAY));
    finding_counts(finding, SUM_TYPE, &input->types, &input->n_types);
    read_cells(finding, SUM_CELL, &replay->cells, &replay->n_cells);
    read_cells(finding, SUM_WOULD, &replay->would, &replay->n_would);
    read_money(finding, replay);
    SET(replay, other_rule, finding_sum(finding, SUM_OTHER_RULE));
    SET(replay, past_valid_to, finding_sum(finding, SUM_PAST_PACK));
    SET(replay, unmapped, finding_sum(finding, SUM_UNMAPPED));
}

/* --- days --------------------------------------------------------------------------------------------------------- */

#define CHANGES FIATGATE__CHANGE__CHANGE_NO_LONGER_FLAGGED

static Fiatgate__ReplayDay *add_day(struct finding *finding, Fiatgate__Replay *replay, const char *name)
{
    Fiatgate__ReplayDay *day = finding_add(finding, &replay->days, &replay->n_days, &fiatgate__replay_day__descriptor);
    if (!day)
        return NULL;
    day->day = finding_copy(finding, name);
    day->has_payments = day->has_flagged = day->has_held = day->has_blocked = true;
    day->changed = calloc(CHANGES, sizeof *day->changed);
    if (!day->changed)
        finding_no_memory(finding);
    else
        day->n_changed = CHANGES;
    return finding->failed ? NULL : day;
}

/* Those that the input has, in their order. */
static Fiatgate__ReplayDay *day_named(struct finding *finding, Fiatgate__Replay *replay, const char *name)
{
    size_t from = 0, to = replay->n_days;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = strcmp(replay->days[middle]->day, name);
        if (order == 0)
            return replay->days[middle];
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    Fiatgate__ReplayDay *day = add_day(finding, replay, name);
    if (day) {
        memmove(&replay->days[from + 1], &replay->days[from], (replay->n_days - 1 - from) * sizeof day);
        replay->days[from] = day;
    }
    return day;
}

static void count_days(struct finding *finding, Fiatgate__Replay *replay)
{
    char name[FINDING_DAY];
    sqlite3_stmt *question = finding_sums(finding, SUM_DAY);
    while (finding_next(finding, &question)) {
        const char *mark = strchr(finding_text(question, 0), '>');
        uint64_t count = finding_number(question, 1);
        Fiatgate__ReplayDay *day =
            mark ? day_named(finding, replay, finding_day(finding_text(question, 0), name)) : NULL;
        if (!day)
            continue;
        uint64_t *by_action[] = {
            [FG_PASS] = NULL, [FG_FLAG] = &day->flagged, [FG_HOLD] = &day->held, [FG_BLOCK] = &day->blocked};
        day->payments += count;
        for (int i = FG_FLAG; i <= FG_BLOCK; i++)
            if (strcmp(mark + 1, fg_action_name((fg_action)i)) == 0)
                *by_action[i] += count;
    }
}

void findings_days(struct finding *finding, Fiatgate__Replay *replay)
{
    char name[FINDING_DAY];
    count_days(finding, replay);
    sqlite3_stmt *question =
        finding_ask(finding, "SELECT day, change, COUNT(*) FROM payments WHERE change > 0 GROUP BY 1, 2");
    while (finding_next(finding, &question)) {
        uint64_t change = finding_number(question, 1);
        Fiatgate__ReplayDay *day = day_named(finding, replay, finding_day(finding_text(question, 0), name));
        if (day && change >= 1 && change <= CHANGES)
            day->changed[change - 1] += finding_number(question, 2);
    }
    if (finding->failed)
        return;
    /* Payments without a date stand first, under "". */
    size_t dated = replay->n_days > 0 && !*replay->days[0]->day;
    SET(replay->input, days, (uint32_t)(replay->n_days - dated));
    if (replay->n_days > dated) {
        replay->input->first_day = finding_copy(finding, replay->days[dated]->day);
        replay->input->last_day = finding_copy(finding, replay->days[replay->n_days - 1]->day);
    }
}

/* --- alerts a day ------------------------------------------------------------------------------------------------- */

/* A quotient with one decimal, rounded half up. */
static char *tenths(struct finding *finding, uint64_t dividend, uint64_t divisor)
{
    char text[48];
    __extension__ unsigned __int128 tenth =
        ((unsigned __int128)dividend * 20 + divisor) / ((unsigned __int128)divisor * 2);
    snprintf(text, sizeof text, "%llu.%u", (unsigned long long)(tenth / 10), (unsigned)(tenth % 10));
    return finding_copy(finding, text);
}

void findings_alerts(struct finding *finding, Fiatgate__Replay *replay)
{
    uint64_t after = 0, before = 0, days = replay->input->days, minutes = finding->source->minutes_an_alert;
    SET(replay, minutes_an_alert, (uint32_t)minutes);
    for (size_t i = 0; i < replay->n_cells; i++) {
        after += replay->cells[i]->after > FIATGATE__ACTION__ACTION_PASS ? replay->cells[i]->payments : 0;
        before += replay->cells[i]->before > FIATGATE__ACTION__ACTION_PASS ? replay->cells[i]->payments : 0;
    }
    if (days == 0)
        return;
    replay->alerts_a_day = tenths(finding, after, days);
    replay->hours_a_day = tenths(finding, after * minutes, days * 60);
    if (replay->against) {
        replay->alerts_a_day_before = tenths(finding, before, days);
        replay->hours_a_day_before = tenths(finding, before * minutes, days * 60);
    }
}

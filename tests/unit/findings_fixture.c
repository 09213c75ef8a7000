/*
 * findings_fixture.c: the work file of findings_fixture.h.
 */
#include "findings_fixture.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/hosts/cli/command.h"

static struct pack *pack;
static uint64_t batches;

int findings_pack(void)
{
    return small_build() != 0 || small_load(&pack) != FG_OK;
}

int findings_pack_drop(void)
{
    pack_free(pack);
    return small_drop();
}

static char *text(const char *given)
{
    return (char *)(uintptr_t)given;
}

static void make_payment(Fiatgate__ReplayPayment *payment, const struct fixture_payment *given)
{
    fiatgate__replay_payment__init(payment);
    payment->file = text(given->file);
    payment->has_tx = true;
    payment->tx = given->tx;
    payment->day = text(given->day);
    payment->amount = text(given->amount);
    payment->currency = text(given->currency);
    payment->cause_rule = text(given->rule);
    payment->cause_entry = text(given->entry);
    payment->apart = text(given->apart);
    payment->has_change = payment->has_before = payment->has_after = true;
    payment->change = (Fiatgate__Change)given->change;
    payment->before = (Fiatgate__Action)given->before;
    payment->after = (Fiatgate__Action)given->after;
    payment->has_label = given->label > 0;
    payment->label = (Fiatgate__LabelResult)given->label;
    payment->has_label_line = given->label_line > 0;
    payment->label_line = given->label_line;
}

/* One reason, packed; NULL where nothing was found. */
static uint8_t *make_detail(const struct fixture_payment *given, size_t *length)
{
    Fiatgate__ReplayPayment detail = FIATGATE__REPLAY_PAYMENT__INIT;
    Fiatgate__Reason reason = FIATGATE__REASON__INIT, *reasons[] = {&reason};
    reason.rule = text(given->rule);
    reason.entry = text(given->entry);
    reason.field = text("creditor_name");
    reason.text = text(given->text);
    detail.reasons = reasons;
    detail.n_reasons = given->text != NULL;
    *length = fiatgate__replay_payment__get_packed_size(&detail);
    uint8_t *bytes = malloc(*length + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    fiatgate__replay_payment__pack(&detail, bytes);
    return bytes;
}

static void take(const struct findings_source *source, struct outcome *outcome)
{
    outcome->batch = batches++;
    CU_ASSERT_FATAL(work_file_take(source->work, outcome));
    CU_ASSERT_FATAL(work_file_commit(source->work));
}

struct findings_source findings_of(const struct fixture_payment *payments, size_t count)
{
    static const struct work_identity identities[] = {{"pack", "small"}};
    struct findings_source source = {.pack = pack, .files = 3, .minutes_an_alert = 10, .complete = true};
    CU_ASSERT_EQUAL_FATAL(work_file_open(&source.work, NULL, identities, 1, false), EXIT_DONE);
    batches = 0;
    Fiatgate__ReplayPayment *made = calloc(count + 1, sizeof *made);
    struct concern *concerns = calloc(count + 1, sizeof *concerns);
    struct outcome outcome = {.concerns = concerns, .concern_count = count};
    for (size_t i = 0; i < count; i++) {
        make_payment(&made[i], &payments[i]);
        concerns[i] = (struct concern){.payment = &made[i], .draw = i, .same = i};
        concerns[i].customer[0] = (uint8_t)payments[i].customer;
        concerns[i].has_amount =
            payments[i].amount &&
            replay_amount_read(payments[i].amount, strlen(payments[i].amount), &concerns[i].amount);
        concerns[i].detail = make_detail(&payments[i], &concerns[i].detail_length);
    }
    take(&source, &outcome);
    for (size_t i = 0; i < count; i++)
        free(concerns[i].detail);
    free(concerns);
    free(made);
    return source;
}

void findings_sum(const struct findings_source *source, enum sum_kind kind, const char *name, const char *currency,
                  uint64_t count, const char *amount)
{
    struct outcome outcome = {0};
    replay_amount whole = 0;
    CU_ASSERT(!*amount || replay_amount_read(amount, strlen(amount), &whole));
    sums_add(&outcome.sums, kind, name, currency, count, whole);
    take(source, &outcome);
    sums_free(&outcome.sums);
}

void findings_met(const struct findings_source *source, size_t label, int got, const char *rule, const char *error)
{
    struct met_label met = {.label = label, .got = got, .rule = text(rule), .error = text(error)};
    struct outcome outcome = {.met = &met, .met_count = 1};
    take(source, &outcome);
}

void findings_unreadable(const struct findings_source *source, const char *file, const char *sentence)
{
    Fiatgate__ReplayUnreadable item = FIATGATE__REPLAY_UNREADABLE__INIT, *items[] = {&item};
    Fiatgate__Error error = FIATGATE__ERROR__INIT;
    error.text = text(sentence);
    item.file = text(file);
    item.error = &error;
    struct outcome outcome = {.unreadable = items, .unreadable_count = 1};
    take(source, &outcome);
}

void findings_drop(struct findings_source *source)
{
    work_file_close(source->work);
    source->work = NULL;
}

char *findings_written(findings_writer writer, const struct findings_source *source, const Fiatgate__Replay *replay)
{
    char *written = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&written, &length);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    CU_ASSERT(writer(out, source, replay));
    fclose(out);
    return written;
}

bool findings_to_terminal(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay)
{
    (void)source;
    findings_print(out, replay, false);
    return true;
}

void findings_say(const char *text, const char *part)
{
    CU_ASSERT_PTR_NOT_NULL(strstr(text, part));
    if (!strstr(text, part))
        printf("\n    not said: %s\n", part);
}

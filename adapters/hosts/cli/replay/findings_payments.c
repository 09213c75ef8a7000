/*
 * findings_payments.c: the payments concerned, one after the other, out of the work file (findings.h). Keeps one of
 * them in memory.
 */
#include <string.h>

#include "command.h"
#include "findings_parts.h"

static Fiatgate__ReplayPayment *unpack(sqlite3_stmt *question, int column)
{
    return fiatgate__replay_payment__unpack(NULL, (size_t)sqlite3_column_bytes(question, column),
                                            sqlite3_column_blob(question, column));
}

/* The lists at the end of a payment, out of its detail. */
static void take_detail(Fiatgate__ReplayPayment *payment, Fiatgate__ReplayPayment *detail)
{
#define MOVE(list)                                                                                                     \
    (payment->list = detail->list, payment->n_##list = detail->n_##list, detail->list = NULL, detail->n_##list = 0)
    MOVE(fields);
    MOVE(reasons);
    MOVE(reasons_before);
#undef MOVE
}

Fiatgate__ReplayPayment *finding_payment(struct finding *finding, sqlite3_stmt *question)
{
    bool has_detail = sqlite3_column_type(question, 2) != SQLITE_NULL;
    Fiatgate__ReplayPayment *payment = unpack(question, 0), *detail = has_detail ? unpack(question, 2) : NULL;
    if (payment) {
        payment->has_customer = true;
        payment->customer = finding_number(question, 1);
    }
    if (payment && detail)
        take_detail(payment, detail);
    bool whole = payment && (detail || !has_detail);
    if (detail)
        fiatgate__replay_payment__free_unpacked(detail, NULL);
    if (whole)
        return payment;
    if (payment)
        fiatgate__replay_payment__free_unpacked(payment, NULL);
    finding_damaged(finding);
    return NULL;
}

bool findings_payments(const struct findings_source *source, enum findings_which which, finding_fn each, void *context)
{
    static const char *const asked[] = {
        [FINDINGS_ALL] = "SELECT payment, customer, NULL FROM payments ORDER BY seq",
        [FINDINGS_SHOWN] = "SELECT payment, customer, detail FROM payments WHERE detail IS NOT NULL ORDER BY seq"};
    struct finding finding = {.source = source, .database = work_file_database(source->work)};
    sqlite3_stmt *question = finding_ask(&finding, asked[which]);
    while (finding_next(&finding, &question)) {
        Fiatgate__ReplayPayment *payment = finding_payment(&finding, question);
        if (payment && !each(context, payment))
            finding.failed = true;
        if (payment)
            fiatgate__replay_payment__free_unpacked(payment, NULL);
    }
    return !finding.failed;
}

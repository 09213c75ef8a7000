/*
 * report_html.c: the report of a replay out of its findings (findings.h, report_html.h).
 */
#include "findings.h"
#include "report_html.h"

static bool shown_payments(void *source, report_payment_fn each, void *context)
{
    return findings_payments(source, FINDINGS_SHOWN, each, context);
}

bool report_html_write(FILE *out, const Fiatgate__Replay *replay, const struct findings_source *source)
{
    struct findings_source own = *source;
    struct report_material material = {replay, report_head_write, shown_payments, &own};
    return report_html_page(out, &material);
}

/*
 * report_html_payment.c: one payment of the report: a line that unfolds to its message, with what rules found in it,
 * and the reasons before and after (report_html.h).
 */
#include "report_html.h"

#include <inttypes.h>
#include <string.h>

static bool is_given(const char *text)
{
    return text && *text;
}

static void write_file(FILE *out, const Fiatgate__ReplayPayment *payment)
{
    html_text(out, payment->file);
    if (payment->has_tx && payment->tx > 1)
        fprintf(out, " · %" PRIu32, payment->tx);
}

static void write_line(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayPayment *payment)
{
    fputs("<summary><span class=\"p-day\">", out);
    html_text(out, is_given(payment->day) ? payment->day : "—");
    fputs("</span> <span class=\"p-money\">", out);
    if (is_given(payment->amount))
        html_money(out, payment->amount, payment->currency);
    else
        html_word(out, WORD_no_amount);
    fputs("</span> <span class=\"p-way\">", out);
    if (replay->against) {
        html_action(out, (int)payment->before);
        fputs("<span aria-hidden=\"true\"> → </span><span class=\"vh\">", out);
        html_word(out, WORD_arrow_to);
        fputs("</span>", out);
    }
    html_action(out, (int)payment->after);
    fputs("</span> <span class=\"p-who\">", out);
    if (payment->customer)
        HTML_SAY(out, WORD_customer_number, said_number(payment->customer));
    else
        html_word(out, WORD_customer_unknown);
    if (is_given(payment->apart)) {
        fputs(" <span class=\"apart\">", out);
        html_apart(out, replay, payment->apart);
        fputs("</span>", out);
    }
    fputs("</span> <span class=\"p-file\">", out);
    html_text(out, payment->msg_type);
    fputs(" · ", out);
    write_file(out, payment);
    fputs("</span></summary>\n", out);
}

static void begin_row(FILE *out, enum report_word name)
{
    fputs("<dt>", out);
    html_word(out, name);
    fputs("</dt><dd>", out);
}

static void write_row(FILE *out, enum report_word name, const char *value)
{
    if (!is_given(value))
        return;
    begin_row(out, name);
    html_text(out, value);
    fputs("</dd>\n", out);
}

static void write_coded(FILE *out, const char *field, const char *value)
{
    if (!is_given(value))
        return;
    fputs("<dt>", out);
    html_field(out, field);
    fputs("</dt><dd>", out);
    html_text(out, value);
    fputs("</dd>\n", out);
}

static void write_about(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayPayment *payment)
{
    fputs("<dl class=\"about\">\n", out);
    begin_row(out, WORD_column_file);
    html_text(out, payment->file);
    if (payment->has_tx && payment->tx > 0) {
        fputs(", ", out);
        HTML_SAY(out, WORD_tx_number, said_number(payment->tx));
    }
    if (payment->has_line && payment->line > 0) {
        fputs(", ", out);
        HTML_SAY(out, WORD_line, said_number(payment->line));
    }
    fputs("</dd>\n", out);
    write_coded(out, "uetr", payment->uetr);
    write_row(out, WORD_msg_type, payment->msg_type);
    write_row(out, WORD_day_settled, payment->day);
    if (payment->as_of && (!payment->day || strcmp(payment->as_of, payment->day) != 0))
        write_row(out, WORD_day_as_of, payment->as_of);
    write_coded(out, "purpose_code", payment->purpose_code);
    write_coded(out, "category_purpose", payment->category_purpose);
    if (is_given(payment->apart)) {
        begin_row(out, WORD_apart);
        html_apart(out, replay, payment->apart);
        fputs("</dd>\n", out);
    }
    if (payment->has_label && payment->label != FIATGATE__LABEL_RESULT__LABEL_RESULT_NONE) {
        begin_row(out, WORD_expected);
        html_action(out, (int)payment->expected);
        fputs(" ", out);
        html_word(out, (enum report_word)(WORD_label_none + (int)payment->label));
        if (is_given(payment->label_why)) {
            fputs(": ", out);
            html_text(out, payment->label_why);
        }
        fputs("</dd>\n", out);
    }
    fputs("</dl>\n", out);
}

/* A piece that reasons point at carries their numbers, from 1, those of the other pack behind the new one's. */
static void write_piece(FILE *out, const Fiatgate__ReplayPiece *piece)
{
    if (piece->n_reasons > 0)
        fputs("<mark>", out);
    if (piece->masked) {
        fputs("<span class=\"masked\">", out);
        html_text(out, is_given(piece->text) ? piece->text : "•••");
        fputs("</span>", out);
    } else
        html_text(out, piece->text);
    for (size_t i = 0; i < piece->n_reasons; i++)
        fprintf(out, "%s%" PRIu32, i ? "," : "<sup>", piece->reasons[i] + 1);
    if (piece->n_reasons > 0)
        fputs("</sup></mark>", out);
}

static void write_fields(FILE *out, const Fiatgate__ReplayPayment *payment)
{
    fputs("<div class=\"part\"><p class=\"cap\">", out);
    html_word(out, WORD_message);
    fputs("</p>\n", out);
    if (payment->n_fields == 0) {
        html_word(out, WORD_fields_absent);
        fputs("</div>\n", out);
        return;
    }
    fputs("<dl class=\"fields\">\n", out);
    for (size_t i = 0; i < payment->n_fields; i++) {
        const Fiatgate__ReplayField *field = payment->fields[i];
        fputs("<dt>", out);
        html_field(out, field->field);
        if (field->has_occurrence && field->occurrence > 0)
            fprintf(out, " %" PRIu32, field->occurrence + 1);
        if (field->has_level && field->level == FIATGATE__LEVEL__LEVEL_UNDERLYING) {
            fputs(" <small>", out);
            html_word(out, WORD_underlying);
            fputs("</small>", out);
        }
        fputs("</dt><dd class=\"text\">", out);
        for (size_t p = 0; p < field->n_pieces; p++)
            write_piece(out, field->pieces[p]);
        fputs("</dd>\n", out);
    }
    fputs("</dl></div>\n", out);
}

static void write_readings(FILE *out, const Fiatgate__Reason *reason)
{
    if (reason->n_reading == 0)
        return;
    begin_row(out, WORD_reason_reading);
    for (size_t i = 0; i < reason->n_reading; i++)
        for (int bit = 0; bit <= WORD_reading_corrected - WORD_reading_transliterated; bit++)
            if ((int)reason->reading[i] == 1 << bit) {
                fputs(i ? "; " : "", out);
                html_word(out, (enum report_word)(WORD_reading_transliterated + bit));
            }
    fputs("</dd>\n", out);
}

static void write_found(FILE *out, const Fiatgate__Reason *reason)
{
    if (!is_given(reason->text) && !is_given(reason->field))
        return;
    begin_row(out, is_given(reason->field) ? WORD_reason_found : WORD_reason_note);
    if (is_given(reason->text) && !is_given(reason->field))
        html_text(out, reason->text);
    else if (is_given(reason->text)) {
        fputs("<q class=\"text\">", out);
        html_text(out, reason->text);
        fputs(reason->cut ? "…</q> " : "</q> ", out);
    }
    if (is_given(reason->field))
        HTML_SAY(out, WORD_reason_in, said_field(reason->field));
    if (reason->has_level && reason->level == FIATGATE__LEVEL__LEVEL_UNDERLYING) {
        fputs(", ", out);
        html_word(out, WORD_underlying);
    }
    fputs("</dd>\n", out);
}

static void write_flagged(FILE *out, bool holds, enum report_word name)
{
    if (!holds)
        return;
    begin_row(out, name);
    html_word(out, WORD_yes);
    fputs("</dd>\n", out);
}

static bool same(const char *one, const char *other)
{
    return one && other && strcmp(one, other) == 0;
}

/* The basis of the rule that was a reason just before is not said again. */
static void write_reason(FILE *out, const Fiatgate__Reason *reason, const Fiatgate__Reason *last, size_t number)
{
    fprintf(out, "<li value=\"%zu\">", number);
    html_action(out, (int)reason->action);
    fputs(" <b>", out);
    html_text(out, is_given(reason->title) ? reason->title : reason->rule);
    fputs("</b> <code>", out);
    html_text(out, reason->rule);
    fputs("</code>\n<dl>\n", out);
    write_found(out, reason);
    write_readings(out, reason);
    write_row(out, WORD_reason_entry, reason->entry);
    write_row(out, WORD_reason_list, reason->list_as_of);
    if (!last || !same(last->rule, reason->rule) || !same(last->basis, reason->basis))
        write_row(out, WORD_reason_basis, reason->basis);
    if (reason->doubted && is_given(reason->doubted->field)) {
        begin_row(out, WORD_reason_doubted);
        html_field(out, reason->doubted->field);
        fputs(" ", out);
        html_text(out, reason->doubted->code);
        fputs("</dd>\n", out);
    }
    write_row(out, WORD_reason_looks, reason->looks_like);
    if (reason->has_weight && reason->weight > 0) {
        begin_row(out, WORD_reason_weight);
        fprintf(out, "+%" PRIu32 "</dd>\n", reason->weight);
    }
    if (reason->layer && strcmp(reason->layer, "base") != 0)
        write_row(out, WORD_reason_layer, reason->layer);
    write_row(out, WORD_reason_exception, reason->exception);
    write_flagged(out, reason->relieved, WORD_reason_relieved);
    write_flagged(out, reason->shadow, WORD_reason_shadow);
    fputs("</dl></li>\n", out);
}

struct side {
    enum report_word heading;
    int action;
    const char *rule;
    Fiatgate__Reason *const *reasons;
    size_t count, first; /* the number of the first */
};

static void write_side(FILE *out, const struct side *side)
{
    fputs("<div class=\"side\"><p class=\"cap\">", out);
    HTML_SAY(out, side->heading, said_word(WORD_done_pass + side->action));
    fputs(" <span class=\"by\">", out);
    if (is_given(side->rule))
        HTML_SAY(out, WORD_decided_by, said_text(side->rule));
    else
        html_word(out, WORD_decided_by_none);
    fputs("</span></p>\n", out);
    if (side->count == 0) {
        fputs("<p class=\"quiet\">", out);
        html_word(out, WORD_no_reasons);
        fputs("</p>", out);
    } else {
        fputs("<ol>\n", out);
        for (size_t i = 0; i < side->count; i++)
            write_reason(out, side->reasons[i], i ? side->reasons[i - 1] : NULL, side->first + i);
        fputs("</ol>", out);
    }
    fputs("</div>\n", out);
}

static void write_attributes(FILE *out, const Fiatgate__ReplayPayment *payment)
{
    fputs("<details class=\"pay\" data-amount=\"", out);
    html_text(out, payment->amount);
    fputs("\" data-currency=\"", out);
    html_text(out, payment->currency);
    fputs("\" data-day=\"", out);
    html_text(out, payment->day);
    fprintf(out, "\" data-customer=\"%" PRIu64 "\">", payment->customer);
}

void report_html_payment(FILE *out, const Fiatgate__Replay *replay, const Fiatgate__ReplayPayment *payment)
{
    bool compared = replay->against != NULL;
    write_attributes(out, payment);
    write_line(out, replay, payment);
    fputs("<div class=\"inside\">\n", out);
    write_about(out, replay, payment);
    if (payment->has_status && payment->status == FIATGATE__STATUS__STATUS_NOT_SCREENED) {
        fputs("<p class=\"note\">", out);
        html_word(out, WORD_not_screened);
        fputs("</p>\n", out);
    }
    fputs("<div class=\"halves\">\n", out);
    write_fields(out, payment);
    fputs("<div class=\"part\">", out);
    struct side after = {compared ? WORD_side_new : WORD_side_alone,
                         (int)payment->after,
                         payment->rule,
                         payment->reasons,
                         payment->n_reasons,
                         1};
    write_side(out, &after);
    if (compared) {
        struct side before = {WORD_side_before,        (int)payment->before,      payment->rule_before,
                              payment->reasons_before, payment->n_reasons_before, payment->n_reasons + 1};
        write_side(out, &before);
    }
    fputs("</div></div></div></details>\n", out);
}

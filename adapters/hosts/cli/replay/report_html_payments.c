/*
 * report_html_payments.c: the list of payments, group by group, and the bar that filters a list or tables
 * (report_html.h).
 */
#include "report_html.h"

#include <string.h>

static void write_option(FILE *out, const char *value, const char *title)
{
    fputs("<option value=\"", out);
    html_text(out, value);
    fputs("\">", out);
    html_text(out, title);
    fputs("</option>", out);
}

static void write_worded_option(FILE *out, const char *value, enum report_word word)
{
    fprintf(out, "<option value=\"%s\" data-en=\"", value);
    html_plain(out, word, 0);
    fputs("\" data-ru=\"", out);
    html_plain(out, word, 1);
    fputs("\">", out);
    html_plain(out, word, 0);
    fputs("</option>", out);
}

static bool is_first_of_rule(const Fiatgate__Replay *replay, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (strcmp(replay->by_rule[i]->key ? replay->by_rule[i]->key : "",
                   replay->by_rule[at]->key ? replay->by_rule[at]->key : "") == 0)
            return false;
    return true;
}

static void begin_choice(FILE *out, const char *target, const char *name, enum report_word label, enum report_word all)
{
    fprintf(out, "<label for=\"%s-%s\">", target, name);
    html_word(out, label);
    fprintf(out, "</label><select id=\"%s-%s\" data-by=\"%s\">", target, name, name);
    write_worded_option(out, "", all);
}

/* Rules of payments, and their order. */
static void write_payment_choices(FILE *out, const Fiatgate__Replay *replay, const char *target)
{
    static const struct {
        const char *value;
        enum report_word word;
    } orders[] = {{"", WORD_order_input},
                  {"amount", WORD_order_amount},
                  {"day", WORD_order_day},
                  {"customer", WORD_order_customer}};
    fputs("<span class=\"box\">", out);
    begin_choice(out, target, "rule", WORD_column_rule, WORD_all_rules);
    for (size_t i = 0; i < replay->n_by_rule; i++) {
        const Fiatgate__ReplayGroup *rule = replay->by_rule[i];
        if (rule->key && *rule->key && is_first_of_rule(replay, i))
            write_option(out, rule->key, rule->title && *rule->title ? rule->title : rule->key);
    }
    fprintf(out, "</select></span>\n<span class=\"box\"><label for=\"%s-order\">", target);
    html_word(out, WORD_order);
    fprintf(out, "</label><select id=\"%s-order\">", target);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        write_worded_option(out, orders[i].value, orders[i].word);
    fputs("</select></span>\n", out);
}

void html_filter(FILE *out, const Fiatgate__Replay *replay, enum report_filter kind)
{
    const char *target = kind == FILTER_PAYMENTS ? "payments" : "tables";
    enum report_word search = kind == FILTER_PAYMENTS ? WORD_search_payments : WORD_search_tables;
    fprintf(out,
            "<div class=\"filter\" role=\"search\" data-for=\"%s\" hidden><span class=\"box\">"
            "<label for=\"%s-search\">",
            target, target);
    html_word(out, search);
    fprintf(out, "</label><input type=\"search\" id=\"%s-search\" autocomplete=\"off\" spellcheck=\"false\"></span>\n",
            target);
    fputs("<span class=\"box\">", out);
    begin_choice(out, target, "change", WORD_column_change, WORD_all_changes);
    for (size_t i = 0; i < replay->n_changes; i++) {
        char value[16];
        snprintf(value, sizeof value, "%d", (int)replay->changes[i]->change);
        if (replay->changes[i]->change > 0)
            write_worded_option(out, value, report_change_word(replay, (int)replay->changes[i]->change));
    }
    if (kind == FILTER_PAYMENTS && replay->labels)
        write_worded_option(out, "0", WORD_change_none);
    fputs("</select></span>\n", out);
    if (kind == FILTER_PAYMENTS)
        write_payment_choices(out, replay, target);
    fputs("<button type=\"button\" class=\"clear\">", out);
    html_word(out, WORD_clear);
    fputs("</button>\n<output class=\"count\" aria-live=\"polite\" data-en=\"", out);
    html_plain(out, WORD_shown_of, 0);
    fputs("\" data-ru=\"", out);
    html_plain(out, WORD_shown_of, 1);
    fputs("\"></output></div>\n", out);
}

static void write_group_heading(FILE *out, const Fiatgate__Replay *replay, const struct listed_group *group)
{
    fputs("<h3>", out);
    if (group->change)
        html_change(out, replay, group->change);
    else {
        fprintf(out, "<span class=\"change l-%d\">", group->label);
        html_word(out, (enum report_word)(WORD_label_none + group->label));
        fputs("</span>", out);
    }
    fputs(" <span class=\"g-rule\">", out);
    if (*group->rule)
        html_text(out, *group->rule_title ? group->rule_title : group->rule);
    else
        html_word(out, WORD_no_rule);
    fputs("</span></h3>\n<p class=\"g-line\">", out);
    if (*group->rule) {
        fputs("<code>", out);
        html_text(out, group->rule);
        fputs("</code> ", out);
    }
    if (*group->entry) {
        const char *title = report_entry_title(replay, group->entry);
        if (title && *title) {
            fputs("<span>", out);
            html_text(out, title);
            fputs("</span> ", out);
        }
        fputs("<code>", out);
        html_text(out, group->entry);
        fputs("</code> ", out);
    }
    fputs("<span class=\"quiet\">", out);
    HTML_SAY(out, WORD_group_shown, said_number(group->payments));
    fputs("</span>", out);
    if (group->payments > 1) {
        fputs(" <button type=\"button\" class=\"unfold\" aria-expanded=\"false\" hidden><span class=\"if-closed\">",
              out);
        html_word(out, WORD_unfold_all);
        fputs("</span><span class=\"if-open\">", out);
        html_word(out, WORD_fold_all);
        fputs("</span></button>", out);
    }
    fputs("</p>\n", out);
}

static void write_group(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed, size_t number,
                        size_t *item)
{
    const struct listed_group *group = &listed->groups[number];
    if (group->label && (number == 0 || !listed->groups[number - 1].label))
        fputs("<div id=\"label-groups\"></div>\n", out);
    fprintf(out, "<div class=\"group\" id=\"g-%zu\" data-change=\"%d\" data-rule=\"", number + 1, group->change);
    html_text(out, group->rule);
    fputs("\">\n", out);
    write_group_heading(out, replay, group);
    fputs("<div class=\"list\">\n", out);
    for (; *item < listed->item_count && listed->items[*item].group == number; ++*item)
        fwrite(listed->html + listed->items[*item].start, 1, listed->items[*item].end - listed->items[*item].start,
               out);
    fputs("</div></div>\n", out);
}

static void write_rule_of_choice(FILE *out, const Fiatgate__Replay *replay)
{
    fputs("<p>", out);
    if (replay->shown < replay->concerned)
        HTML_SAY(out, WORD_payments_some, said_counted(replay->concerned, payment), said_number(replay->shown),
                 said_number(replay->shown_a_group));
    else
        HTML_SAY(out, WORD_payments_all, said_counted(replay->concerned, payment));
    fputs("</p>\n<p class=\"quiet\">", out);
    html_word(out, replay->unmasked ? WORD_unmasked : WORD_payments_masked);
    fputs("</p>\n", out);
}

void report_html_payments(FILE *out, const Fiatgate__Replay *replay, const struct listed *listed)
{
    html_section(out, "payments", WORD_payments);
    if (listed->item_count == 0) {
        fputs("<p>", out);
        html_word(out, WORD_payments_none);
        fputs("</p></section>\n", out);
        return;
    }
    write_rule_of_choice(out, replay);
    html_filter(out, replay, FILTER_PAYMENTS);
    size_t item = 0;
    for (size_t group = 0; group < listed->group_count; group++)
        write_group(out, replay, listed, group, &item);
    fputs("</section>\n", out);
}

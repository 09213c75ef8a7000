/*
 * report_html_plot.c: payments over time, as bars by day, or by week, month or year where there are too many days, and
 * the same as a table (report_html.h). Drawn with whole tenths of a unit, so that no machine rounds otherwise.
 */
#include "report_html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "civil_date.h"

#define MOST_BARS 62
#define DECIDED   3 /* flagged, held, blocked: the order in which they are stacked */

struct bar {
    uint64_t payments, decided[DECIDED], changed[CHANGES];
};

enum unit { DAY, WEEK, MONTH, YEAR, YEARS };

struct plot {
    enum unit unit;
    int32_t step;        /* years a bar, of YEARS */
    int32_t first, last; /* YYYYMMDD */
    size_t count;
    struct bar bars[MOST_BARS + 1];
    uint64_t undated;
};

/* "2026-11-21" as YYYYMMDD; 0 = it is none. */
static int32_t read_day(const char *text)
{
    if (!text || strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return 0;
    int32_t day =
        (int32_t)(strtol(text, NULL, 10) * 10000 + strtol(text + 5, NULL, 10) * 100 + strtol(text + 8, NULL, 10));
    return civil_date_is_valid(day) ? day : 0;
}

/* Days since 1970-01-01, which was a Thursday. */
static int32_t days_of(int32_t date)
{
    return civil_date_days(date) - civil_date_days(19700101);
}

static int32_t monday_of(int32_t days)
{
    return days - ((days + 3) % 7 + 7) % 7;
}

static int32_t place_of(const struct plot *plot, int32_t date)
{
    switch (plot->unit) {
    case DAY:
        return days_of(date) - days_of(plot->first);
    case WEEK:
        return (monday_of(days_of(date)) - monday_of(days_of(plot->first))) / 7;
    case MONTH:
        return date / 10000 * 12 + date / 100 % 100 - (plot->first / 10000 * 12 + plot->first / 100 % 100);
    default:
        return (date / 10000 - plot->first / 10000) / plot->step;
    }
}

/* The finest unit that needs no more than MOST_BARS. */
static void choose_unit(struct plot *plot)
{
    plot->step = 1;
    for (plot->unit = DAY; plot->unit < YEARS && place_of(plot, plot->last) >= MOST_BARS; plot->unit++)
        ;
    while (place_of(plot, plot->last) >= MOST_BARS)
        plot->step++;
    plot->count = (size_t)place_of(plot, plot->last) + 1;
}

/* When a bar begins, as it is written. */
static void write_beginning(FILE *out, const struct plot *plot, size_t bar)
{
    char text[CIVIL_DATE_TEXT];
    int32_t year = plot->first / 10000, month = year * 12 + plot->first / 100 % 100 - 1 + (int32_t)bar;
    int32_t days =
        plot->unit == DAY ? days_of(plot->first) + (int32_t)bar : monday_of(days_of(plot->first)) + 7 * (int32_t)bar;
    switch (plot->unit) {
    case DAY:
    case WEEK:
        fputs(civil_date_text(civil_date_at((int64_t)days * 86400), text), out);
        return;
    case MONTH:
        fprintf(out, "%04d-%02d", month / 12, month % 12 + 1);
        return;
    default:
        fprintf(out, "%04d", year + plot->step * (int32_t)bar);
    }
}

static void add_day(struct bar *bar, const Fiatgate__ReplayDay *day)
{
    bar->payments += day->payments;
    bar->decided[0] += day->flagged;
    bar->decided[1] += day->held;
    bar->decided[2] += day->blocked;
    for (size_t i = 0; i < day->n_changed && i < CHANGES; i++)
        bar->changed[i] += day->changed[i];
}

/* false = no payment has a date. */
static bool gather(struct plot *plot, const Fiatgate__Replay *replay)
{
    *plot = (struct plot){0};
    for (size_t i = 0; i < replay->n_days; i++) {
        int32_t day = read_day(replay->days[i]->day);
        if (day == 0) {
            plot->undated += replay->days[i]->payments;
            continue;
        }
        plot->first = plot->first == 0 || day < plot->first ? day : plot->first;
        plot->last = day > plot->last ? day : plot->last;
    }
    if (plot->first == 0)
        return false;
    choose_unit(plot);
    for (size_t i = 0; i < replay->n_days; i++) {
        int32_t day = read_day(replay->days[i]->day);
        if (day != 0)
            add_day(&plot->bars[place_of(plot, day)], replay->days[i]);
    }
    return true;
}

static uint64_t sum(const uint64_t *values, size_t count)
{
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += values[i];
    return all;
}

/* 1, 2 or 5 times a power of ten, not below the number. */
static uint64_t scale_for(uint64_t number)
{
    uint64_t scale = 1;
    for (;; scale *= 10)
        for (uint64_t factor = 1; factor <= 5; factor = factor == 1 ? 2 : factor == 2 ? 5 : 10)
            if (scale * factor >= number || scale > UINT64_MAX / 100)
                return scale * factor;
}

/* Where things are, in tenths of the drawing's unit. */
#define WIDTH  7600
#define LEFT   560
#define RIGHT  7540
#define TOP    120
#define HEIGHT 1300

static void write_tenths(FILE *out, const char *name, int64_t tenths)
{
    fprintf(out, " %s=\"%" PRId64 ".%d\"", name, tenths / 10, (int)(tenths % 10));
}

static int64_t bar_left(const struct plot *plot, size_t bar)
{
    return LEFT + (RIGHT - LEFT) * (int64_t)bar / (int64_t)plot->count;
}

static void write_rectangle(FILE *out, const struct plot *plot, size_t bar, const char *class, int64_t top,
                            int64_t height)
{
    int64_t left = bar_left(plot, bar), room = bar_left(plot, bar + 1) - left, gap = room / 6;
    int64_t width = room - gap > 360 ? 360 : room - gap;
    fprintf(out, "<rect class=\"%s\"", class);
    write_tenths(out, "x", left + (room - width) / 2);
    write_tenths(out, "y", top);
    write_tenths(out, "width", width);
    write_tenths(out, "height", height);
    fputs("/>", out);
}

/* A count that is there is seen. */
static int64_t height_of(uint64_t count, uint64_t scale, int64_t height)
{
    int64_t exact = (int64_t)((double)count / (double)scale * (double)height);
    return count == 0 ? 0 : exact < 20 ? 20 : exact;
}

static void write_label(FILE *out, int64_t x, int64_t y, const char *anchor)
{
    fprintf(out, "<text text-anchor=\"%s\"", anchor);
    write_tenths(out, "x", x);
    write_tenths(out, "y", y);
    fputs(">", out);
}

static void write_line(FILE *out, int64_t y, uint64_t count, const char *class)
{
    fprintf(out, "<line class=\"%s\"", class);
    write_tenths(out, "x1", LEFT);
    write_tenths(out, "x2", RIGHT);
    write_tenths(out, "y1", y);
    write_tenths(out, "y2", y);
    fputs("/>", out);
    write_label(out, LEFT - 70, y + 35, "end");
    html_number(out, count);
    fputs("</text>\n", out);
}

static void write_days_below(FILE *out, const struct plot *plot, int64_t y)
{
    size_t every = (plot->count + 7) / 8;
    for (size_t bar = 0; bar < plot->count; bar += every) {
        int64_t middle = (bar_left(plot, bar) + bar_left(plot, bar + 1)) / 2;
        if (middle < LEFT + 300)
            write_label(out, LEFT, y, "start");
        else if (middle > RIGHT - 300)
            write_label(out, RIGHT, y, "end");
        else
            write_label(out, middle, y, "middle");
        write_beginning(out, plot, bar);
        fputs("</text>", out);
    }
    fputs("\n", out);
}

static void write_tip(FILE *out, const struct plot *plot, size_t bar, const uint64_t *counts,
                      const enum report_word *names, size_t count)
{
    fputs("<title>", out);
    write_beginning(out, plot, bar);
    for (size_t i = 0; i < count; i++)
        if (counts[i]) {
            fputs(" · ", out);
            html_plain(out, names[i], 0);
            fputs(" / ", out);
            html_plain(out, names[i], 1);
            fputs(" ", out);
            html_number(out, counts[i]);
        }
    fputs("</title>", out);
}

static void begin_drawing(FILE *out, const char *id, int64_t height)
{
    fprintf(out,
            "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"%s-t\">"
            "<svg viewBox=\"0 0 %d %" PRId64 "\" role=\"img\" aria-labelledby=\"%s-t\" aria-describedby=\"%s-d\">\n",
            id, WIDTH / 10, height / 10, id, id);
}

static void write_decided(FILE *out, const struct plot *plot, uint64_t scale)
{
    static const char *const classes[DECIDED] = {"b-flag", "b-hold", "b-block"};
    static const enum report_word names[DECIDED] = {WORD_many_flag, WORD_many_hold, WORD_many_block};
    begin_drawing(out, "plot-decided", TOP + HEIGHT + 260);
    int64_t floor = TOP + HEIGHT;
    write_line(out, floor - HEIGHT, scale, "grid");
    if (scale % 2 == 0)
        write_line(out, floor - HEIGHT / 2, scale / 2, "grid");
    write_line(out, floor, 0, "axis");
    for (size_t bar = 0; bar < plot->count; bar++) {
        int64_t top = floor;
        fputs("<g>", out);
        write_tip(out, plot, bar, plot->bars[bar].decided, names, DECIDED);
        for (int i = 0; i < DECIDED; i++) {
            int64_t height = height_of(plot->bars[bar].decided[i], scale, HEIGHT);
            top -= height;
            if (height)
                write_rectangle(out, plot, bar, classes[i], top, height);
        }
        fputs("</g>\n", out);
    }
    write_days_below(out, plot, floor + 190);
    fputs("</svg></div>\n", out);
}

static void write_changed(FILE *out, const struct plot *plot, uint64_t scale)
{
    static const char *const classes[CHANGES] = {"b-block", "b-hold", "b-flag", "m-hold", "m-stop", "m-flag"};
    static const enum report_word names[CHANGES] = {WORD_change_newly_blocked,     WORD_change_newly_held,
                                                    WORD_change_newly_flagged,     WORD_change_held_not_blocked,
                                                    WORD_change_no_longer_stopped, WORD_change_no_longer_flagged};
    const int64_t half = HEIGHT * 6 / 10, middle = TOP + half;
    begin_drawing(out, "plot-changed", TOP + 2 * half + 260);
    write_line(out, middle - half, scale, "grid");
    write_line(out, middle + half, scale, "grid");
    write_line(out, middle, 0, "axis");
    for (size_t bar = 0; bar < plot->count; bar++) {
        const uint64_t *changed = plot->bars[bar].changed;
        int64_t top = middle, bottom = middle;
        fputs("<g>", out);
        write_tip(out, plot, bar, changed, names, CHANGES);
        for (int i = STRICTER_CHANGES - 1; i >= 0; i--) {
            int64_t height = height_of(changed[i], scale, half);
            top -= height;
            if (height)
                write_rectangle(out, plot, bar, classes[i], top, height);
        }
        for (int i = STRICTER_CHANGES; i < CHANGES; i++) {
            int64_t height = height_of(changed[i], scale, half);
            if (height)
                write_rectangle(out, plot, bar, classes[i], bottom, height);
            bottom += height;
        }
        fputs("</g>\n", out);
    }
    write_days_below(out, plot, middle + half + 190);
    fputs("</svg></div>\n", out);
}

static void write_legend(FILE *out, const char *const *classes, const enum report_word *names, size_t count)
{
    fputs("<ul class=\"legend\">", out);
    for (size_t i = 0; i < count; i++) {
        fprintf(out,
                "<li><svg viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect class=\"%s\" width=\"10\" height=\"10\"/>"
                "</svg> ",
                classes[i]);
        html_word(out, names[i]);
        fputs("</li>", out);
    }
    fputs("</ul>\n", out);
}

static void begin_figure(FILE *out, const struct plot *plot, const char *id, enum report_word title, uint64_t tallest)
{
    fprintf(out, "<figure><figcaption><b id=\"%s-t\">", id);
    html_word(out, title);
    fprintf(out, "</b><span class=\"vh\" id=\"%s-d\">", id);
    char first[CIVIL_DATE_TEXT], last[CIVIL_DATE_TEXT];
    HTML_SAY(out, WORD_plot_desc, said_word(WORD_unit_day + (int)plot->unit),
             said_text(civil_date_text(plot->first, first)), said_text(civil_date_text(plot->last, last)),
             said_counted(tallest, payment));
    fputs("</span></figcaption>\n", out);
}

static void write_table(FILE *out, const struct plot *plot, size_t changes)
{
    static const enum report_word columns[] = {WORD_from_day,
                                               WORD_column_payments,
                                               WORD_many_flag,
                                               WORD_many_hold,
                                               WORD_many_block,
                                               WORD_change_newly_blocked,
                                               WORD_change_newly_held,
                                               WORD_change_newly_flagged,
                                               WORD_change_held_not_blocked,
                                               WORD_change_no_longer_stopped,
                                               WORD_change_no_longer_flagged};
    fputs("<details class=\"more\"><summary>", out);
    html_word(out, WORD_plot_table);
    fputs("</summary>\n", out);
    html_table(out, "time-h", columns, 2 + DECIDED + changes, 1);
    for (size_t bar = 0; bar < plot->count; bar++) {
        uint64_t values[1 + DECIDED + CHANGES] = {plot->bars[bar].payments};
        memcpy(values + 1, plot->bars[bar].decided, sizeof plot->bars[bar].decided);
        memcpy(values + 1 + DECIDED, plot->bars[bar].changed, sizeof plot->bars[bar].changed);
        fputs("<tr><th scope=\"row\">", out);
        write_beginning(out, plot, bar);
        fputs("</th>", out);
        for (size_t i = 0; i < 1 + DECIDED + changes; i++)
            html_number_cell(out, values[i]);
        fputs("</tr>\n", out);
    }
    fputs("</tbody></table></div></details>\n", out);
}

static void write_plots(FILE *out, const struct plot *plot, bool compared)
{
    static const char *const decided_classes[] = {"b-block", "b-hold", "b-flag"};
    static const enum report_word decided_names[] = {WORD_many_block, WORD_many_hold, WORD_many_flag};
    static const char *const changed_classes[] = {"b-block", "b-hold", "b-flag", "m-hold", "m-stop", "m-flag"};
    static const enum report_word changed_names[] = {WORD_change_newly_blocked,     WORD_change_newly_held,
                                                     WORD_change_newly_flagged,     WORD_change_held_not_blocked,
                                                     WORD_change_no_longer_stopped, WORD_change_no_longer_flagged};
    uint64_t decided = 0, changed = 0;
    for (size_t bar = 0; bar < plot->count; bar++) {
        const struct bar *here = &plot->bars[bar];
        uint64_t stricter = sum(here->changed, STRICTER_CHANGES);
        uint64_t milder = sum(here->changed + STRICTER_CHANGES, CHANGES - STRICTER_CHANGES);
        decided = sum(here->decided, DECIDED) > decided ? sum(here->decided, DECIDED) : decided;
        changed = stricter > changed ? stricter : changed;
        changed = milder > changed ? milder : changed;
    }
    if (compared) {
        begin_figure(out, plot, "plot-changed", WORD_plot_changed, changed);
        write_changed(out, plot, scale_for(changed));
        write_legend(out, changed_classes, changed_names, CHANGES);
        fputs("</figure>\n", out);
    }
    begin_figure(out, plot, "plot-decided", WORD_plot_decided, decided);
    write_decided(out, plot, scale_for(decided));
    write_legend(out, decided_classes, decided_names, DECIDED);
    fputs("</figure>\n", out);
}

void report_html_plot(FILE *out, const Fiatgate__Replay *replay)
{
    struct plot plot;
    html_section(out, "time", WORD_over_time);
    if (gather(&plot, replay)) {
        write_plots(out, &plot, replay->against != NULL);
        fputs("<p class=\"quiet\">", out);
        HTML_SAY(out, WORD_unit_rule, said_number(MOST_BARS));
        fputs("</p>\n", out);
        if (plot.undated) {
            fputs("<p>", out);
            HTML_SAY(out, WORD_undated, said_counted(plot.undated, payment));
            fputs("</p>\n", out);
        }
        write_table(out, &plot, replay->against ? CHANGES : 0);
    } else {
        html_paragraph(out, WORD_no_dates);
    }
    fputs("</section>\n", out);
}

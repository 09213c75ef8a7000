/*
 * bench.c: `fiatgate bench`: what screening costs per message on this machine, beside what the libraries under it cost
 * alone on the same bytes.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bench.pb-c.h"
#include "bench_measure.h"
#include "bench_names.h"
#include "bench_reload.h"
#include "bench_replay.h"
#include "command.h"
#include "packs.h"
#include "proto_json.h"

#define DEFAULT_PACK "rules/packs/kz"

static const char help[] =
    "fiatgate bench [--pack PACK] [OPTION]...\n"
    "\n"
    "Measures, per message, on one thread: fg_screen of an MT103 (0.6 kB) and of a pacs.008 (3 kB) with the pack; "
    "beside\n"
    "it, in the same rounds and on the same bytes, expat's parse alone (reset and reused, hash salt set; without and\n"
    "with handlers) and a bare hs_scan of the same folded text. And the stages of screening one by one, on 700 bytes\n"
    "of names and free text, in ASCII and in Cyrillic, a different one each time: fold, scan (with the readings that\n"
    "the pack's words give) and beside it hs_scan of the same folded text, identifiers, judge, and the four of them\n"
    "together (stages), beside expat's parse of the pacs.008. What hs_scan looks for is all terms of the pack that "
    "are\n"
    "found where their text stands, whatever the pack itself looks for them with: the bench compiles them for this\n"
    "processor first, which takes a while for a pack of many names.\n"
    "Hot: again and again. Cold: 32 MiB are read before each. The figures are of this machine and this minute: "
    "compare\n"
    "the ratios, not the nanoseconds. A sample is one message or text and one reading of the clock (some 20 ns).\n"
    "Nothing is pinned.\n"
    "\n"
    "  --pack PACK       a built .fgp, or a pack folder (default " DEFAULT_PACK ")\n"
    "  --text            the stages, hs_scan of their texts, and expat's parse of the pacs.008 alone\n"
    "  --seconds N       how long to measure (default 4): half of it hot, half cold\n"
    "  --instructions    also count instructions per message, by running itself under valgrind's callgrind\n"
    "  --lists           measure lists of names instead: compile and load time of signed packs of 10,000 and of "
    "100,000,\n"
    "                    and looking for the names of the larger (index) beside one hs_scan of the smaller\n"
    "  --reload          measure a lane on one core while packs are reloaded on another, and without, in 15 rounds "
    "each\n"
    "  --replay          measure `replay` of one archive on disk instead, beside processes that only screen the same\n"
    "                    messages: what reading, taking and reporting add, in times of expat's parse; how much faster\n"
    "                    two jobs are than one, beside two screening processes at once; in 9 rounds, pacs.008 (3 kB)\n"
    "                    and MT103. Invented payments, a different one each time; starting and loading the pack, and\n"
    "                    the report, are in the times, so that of few messages a second core\n"
    "                    gains less. On a busy machine what is added still holds, what a second core gains does not.\n"
    "                    Writes below TMPDIR, 4 kB a message\n"
    "  --against PACK    with --replay: compare two packs; what only screens then screens with both, too\n"
    "  --messages N      with --replay: so many in the archive (default 50000)\n"
    "  --json            one JSON object a line, with the keys of proto/bench.proto\n"
    "  --count KIND:MESSAGE   work on that message a few times and print nothing: what --instructions runs, for your\n"
    "                    own profiler too (fg_screen:mt103, hs_scan:pacs.008, scan:cyrillic, stages:ascii, ...)\n"
    "\n"
    "  fiatgate bench --pack kz.fgp --instructions\n"
    "\n"
    "Exit code 0, 3 when the pack cannot be read, 4 when something could not be measured.\n";

struct bench_options {
    bool json, text, instructions, lists, reload, replay;
    const char *count, *against;
    uint64_t seconds, messages;
};

/* What was measured, of every subject. */
struct bench_figures {
    struct bench_subject subjects[BENCH_SUBJECTS_MOST];
    struct bench_times hot[BENCH_SUBJECTS_MOST], cold[BENCH_SUBJECTS_MOST];
    uint64_t instructions[BENCH_SUBJECTS_MOST];
    size_t count;
};

static void print_heading(void)
{
    printf("%-10s %-15s %-5s %6s %9s %9s %9s %9s %12s %9s %9s %14s\n", "message", "subject", "cache", "bytes",
           "samples", "p50 ns", "p99 ns", "p99.9 ns", "screen ratio", "of expat", "p99", "instructions");
}

/* "-" for what was not measured. */
static const char *cell(uint64_t number, char *text, size_t size)
{
    snprintf(text, size, number ? "%" PRIu64 : "-", number);
    return text;
}

static const char *ratio_cell(bool has, double ratio, unsigned digits, char *text, size_t size)
{
    snprintf(text, size, has ? "%.*f" : "-", (int)digits, ratio);
    return text;
}

static void print_figure(const Fiatgate__Figure *figure, bool json)
{
    char p50[24], p99[24], p999[24], ratio[24], expat[24], expat_p99[24], instructions[24];
    if (json) {
        proto_json_write(stdout, &figure->base);
        return;
    }
    printf("%-10s %-15s %-5s %6" PRIu64 " %9" PRIu64 " %9s %9s %9s %12s %9s %9s %14s\n", figure->message,
           figure->subject, figure->cache, figure->bytes, figure->samples, cell(figure->p50_ns, p50, sizeof p50),
           cell(figure->p99_ns, p99, sizeof p99), cell(figure->p999_ns, p999, sizeof p999),
           ratio_cell(figure->has_screen_ratio, figure->screen_ratio, 2, ratio, sizeof ratio),
           ratio_cell(figure->has_expat_ratio, figure->expat_ratio, 3, expat, sizeof expat),
           ratio_cell(figure->has_expat_ratio_p99, figure->expat_ratio_p99, 3, expat_p99, sizeof expat_p99),
           cell(figure->instructions, instructions, sizeof instructions));
}

/* The times of expat's parse of the pacs.008, beside which those of the texts are put. NULL = it was not measured. */
static const struct bench_times *expat_times(const struct bench_figures *figures, const struct bench_times *times)
{
    const struct bench_times *found = NULL;
    for (size_t i = 0; i < figures->count; i++)
        if (figures->subjects[i].kind == BENCH_EXPAT)
            found = &times[i];
    return found;
}

static double ratio_of(uint64_t numerator, uint64_t denominator)
{
    return denominator > 0 ? (double)numerator / (double)denominator : 0;
}

static void set_expat_ratios(Fiatgate__Figure *figure, const struct bench_times *expat)
{
    if (!expat)
        return;
    figure->expat_ratio = ratio_of(figure->p50_ns, bench_percentile(expat, 0.5));
    figure->expat_ratio_p99 = ratio_of(figure->p99_ns, bench_percentile(expat, 0.99));
    figure->has_expat_ratio = figure->expat_ratio > 0;
    figure->has_expat_ratio_p99 = figure->expat_ratio_p99 > 0;
}

/* The figure of fg_screen on the same message stands before those of the other subjects. */
static void print_times(const struct bench_figures *figures, const struct bench_times *times, const char *cache,
                        bool json)
{
    uint64_t screen = 0;
    for (size_t i = 0; i < figures->count; i++) {
        const struct bench_subject *subject = &figures->subjects[i];
        Fiatgate__Figure figure = FIATGATE__FIGURE__INIT;
        figure.message = (char *)(uintptr_t)subject->material;
        figure.subject = (char *)(uintptr_t)bench_kind_name(subject->kind);
        figure.cache = (char *)(uintptr_t)cache;
        figure.has_bytes = figure.has_samples = 1;
        figure.bytes = subject->bytes;
        figure.samples = times[i].count;
        figure.p50_ns = bench_percentile(&times[i], 0.5);
        figure.p99_ns = bench_percentile(&times[i], 0.99);
        figure.p999_ns = bench_percentile(&times[i], 0.999);
        figure.has_p50_ns = figure.p50_ns > 0;
        figure.has_p99_ns = figure.p99_ns > 0;
        figure.has_p999_ns = figure.p999_ns > 0;
        if (subject->kind == BENCH_SCREEN)
            screen = figure.p50_ns;
        if (subject->kind >= BENCH_FOLD)
            set_expat_ratios(&figure, expat_times(figures, times));
        else if (subject->kind != BENCH_SCREEN)
            figure.screen_ratio = ratio_of(screen, figure.p50_ns);
        figure.has_screen_ratio = figure.screen_ratio > 0;
        figure.instructions = times == figures->hot ? figures->instructions[i] : 0;
        figure.has_instructions = figure.instructions > 0;
        print_figure(&figure, json);
    }
}

/* The p50 of a subject on the material of another. 0 = it was not measured. */
static uint64_t median_of(const struct bench_figures *figures, const struct bench_times *times, enum bench_kind kind,
                          const char *material)
{
    for (size_t i = 0; i < figures->count; i++)
        if (figures->subjects[i].kind == kind && strcmp(figures->subjects[i].material, material) == 0)
            return bench_percentile(&times[i], 0.5);
    return 0;
}

static double scan_ratio(const struct bench_figures *figures, const struct bench_times *times, const char *material)
{
    return ratio_of(median_of(figures, times, BENCH_SCAN, material),
                    median_of(figures, times, BENCH_TEXT_HS_SCAN, material));
}

/* The sentences that the stages are measured for. */
static void print_text_ratios(const struct bench_figures *figures)
{
    const struct bench_times *hot = expat_times(figures, figures->hot), *cold = expat_times(figures, figures->cold);
    for (size_t i = 0; hot && cold && i < figures->count; i++) {
        const struct bench_subject *subject = &figures->subjects[i];
        if (subject->kind != BENCH_STAGES)
            continue;
        printf("%zu bytes of text, %s: fold, scan, identifiers and judging cost %.2f of expat's parse of the "
               "pacs.008 hot, %.2f cold.\n",
               subject->bytes, subject->material,
               ratio_of(bench_percentile(&figures->hot[i], 0.5), bench_percentile(hot, 0.5)),
               ratio_of(bench_percentile(&figures->cold[i], 0.5), bench_percentile(cold, 0.5)));
        if (scan_ratio(figures, figures->hot, subject->material) > 0)
            printf("The scan of them, with all readings, costs %.2f of one hs_scan for the same terms hot, %.2f "
                   "cold.\n",
                   scan_ratio(figures, figures->hot, subject->material),
                   scan_ratio(figures, figures->cold, subject->material));
    }
}

static void print_all(const struct bench_figures *figures, bool json)
{
    if (!json)
        print_heading();
    print_times(figures, figures->hot, "hot", json);
    print_times(figures, figures->cold, "cold", json);
    if (json)
        return;
    puts("\nFigures of this machine and this minute: compare ratios (p50 of fg_screen over that of the subject; p50 "
         "and\n"
         "p99 of the subject over those of expat's parse of the pacs.008).");
    print_text_ratios(figures);
}

/* Leaves what the texts are compared with, and them. */
static size_t texts_only(struct bench_subject *subjects, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (subjects[i].kind >= BENCH_FOLD || subjects[i].kind == BENCH_EXPAT)
            subjects[kept++] = subjects[i];
    return kept;
}

/* What a subject makes when it is first asked for is no part of the time that is given to measure. */
static bool all_prepared(const struct bench_figures *figures)
{
    bool done = true;
    for (size_t i = 0; i < figures->count && done; i++)
        done = bench_prepare(&figures->subjects[i]);
    return done;
}

static int measure(const struct bench_options *options, struct bench_rig *rig, const char *pack)
{
    struct bench_figures figures = {.count = 0};
    double half = (double)options->seconds / 2;
    figures.count = bench_subjects(rig, figures.subjects);
    if (options->text)
        figures.count = texts_only(figures.subjects, figures.count);
    bool done = all_prepared(&figures) && bench_measure_hot(figures.subjects, figures.count, half, figures.hot) &&
                bench_measure_cold(figures.subjects, figures.count, half, figures.cold);
    /* The first that cannot be counted says why; so would the others. */
    for (size_t i = 0; done && options->instructions && i < figures.count; i++) {
        figures.instructions[i] = bench_instructions(&figures.subjects[i], pack);
        if (figures.instructions[i] == 0)
            break;
    }
    if (done)
        print_all(&figures, options->json);
    bench_times_free(figures.hot, figures.count);
    bench_times_free(figures.cold, figures.count);
    return done ? EXIT_DONE : EXIT_PRODUCT;
}

static int count_only(const char *what, struct bench_rig *rig)
{
    struct bench_subject subjects[BENCH_SUBJECTS_MOST];
    size_t count = bench_subjects(rig, subjects);
    for (size_t i = 0; i < count; i++) {
        char name[64];
        snprintf(name, sizeof name, "%s:%s", bench_kind_name(subjects[i].kind), subjects[i].material);
        if (strcmp(name, what) == 0)
            return bench_count(&subjects[i]) ? EXIT_DONE : EXIT_PRODUCT;
    }
    return say_usage("bench", "--count is KIND:MESSAGE like fg_screen:mt103, not '%s'", what);
}

static int replay(struct setup *setup, const struct bench_options *options)
{
    struct built_pack against;
    struct bench_replay_plan plan = {.setup = setup, .messages = options->messages, .json = options->json};
    if (!options->against)
        return bench_replay(&plan);
    int code = built_pack_get(options->against, &against);
    if (code != EXIT_DONE)
        return code;
    plan.against = against.path;
    code = bench_replay(&plan);
    built_pack_release(&against);
    return code;
}

static int run(struct setup *setup, const struct bench_options *options)
{
    struct built_pack pack;
    struct bench_rig *rig = NULL;
    int code = built_pack_get(setup->pack, &pack);
    if (code != EXIT_DONE)
        return code;
    setup->pack = pack.path;
    if (options->reload || options->replay) {
        code = options->replay ? replay(setup, options) : bench_reload(setup, (double)options->seconds, options->json);
        built_pack_release(&pack);
        return code;
    }
    code = bench_rig_new(setup, &rig);
    if (code == EXIT_DONE)
        code = options->count ? count_only(options->count, rig) : measure(options, rig, pack.path);
    bench_rig_free(rig);
    built_pack_release(&pack);
    return code;
}

enum { JSON = 256, TEXT, PACK, SECONDS, INSTRUCTIONS, LISTS, RELOAD, REPLAY, AGAINST, MESSAGES, COUNT };

/* false = its value is wrong (said). */
static bool take(struct bench_options *asked, struct setup *setup, int code, const char *value)
{
    const struct {
        int code;
        bool *flag;
    } flags[] = {{JSON, &asked->json},   {TEXT, &asked->text},     {INSTRUCTIONS, &asked->instructions},
                 {LISTS, &asked->lists}, {RELOAD, &asked->reload}, {REPLAY, &asked->replay}};
    const struct {
        int code;
        const char **text;
    } texts[] = {{PACK, &setup->pack}, {AGAINST, &asked->against}, {COUNT, &asked->count}};
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        *flags[i].flag = *flags[i].flag || code == flags[i].code;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].text = code == texts[i].code ? value : *texts[i].text;
    if (code == SECONDS && !number_given(value, 1, 3600, &asked->seconds)) {
        say_usage("bench", "--seconds is a number from 1 to 3600, not '%s'", value);
        return false;
    }
    if (code == MESSAGES && !number_given(value, 100, 10000000, &asked->messages)) {
        say_usage("bench", "--messages is a number from 100 to 10000000, not '%s'", value);
        return false;
    }
    return true;
}

int command_bench(int argc, char **argv)
{
    static const struct option options[] = {{"json", no_argument, NULL, JSON},
                                            {"text", no_argument, NULL, TEXT},
                                            {"pack", required_argument, NULL, PACK},
                                            {"seconds", required_argument, NULL, SECONDS},
                                            {"instructions", no_argument, NULL, INSTRUCTIONS},
                                            {"lists", no_argument, NULL, LISTS},
                                            {"reload", no_argument, NULL, RELOAD},
                                            {"replay", no_argument, NULL, REPLAY},
                                            {"against", required_argument, NULL, AGAINST},
                                            {"messages", required_argument, NULL, MESSAGES},
                                            {"count", required_argument, NULL, COUNT},
                                            OPTION_HELP,
                                            {0}};
    struct setup setup;
    struct bench_options asked = {.seconds = 4, .messages = BENCH_REPLAY_MESSAGES};
    setup_defaults(&setup, "bench");
    int code;
    while ((code = next_option("bench", argc, argv, ":h", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?')
            return EXIT_USAGE;
        if (!take(&asked, &setup, code, optarg))
            return EXIT_USAGE;
    }
    if (optind < argc)
        return say_usage("bench", "'%s' is one argument too many; the bench brings its own messages", argv[optind]);
    if (asked.lists)
        return bench_lists();
    if (!setup.pack && !is_folder(DEFAULT_PACK))
        return say_usage("bench", "no pack is given, and there is no folder " DEFAULT_PACK " here; add --pack PACK");
    if (!setup.pack)
        setup.pack = DEFAULT_PACK;
    return run(&setup, &asked);
}

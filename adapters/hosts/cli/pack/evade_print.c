/*
 * evade_print.c: what came of all disguises as a table for people (evade_report.h).
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "evade_report.h"
#include "evade_text.h"

#define WORST_SHOWN     50
#define WORST_OF_A_WORD 2
#define WORDS_SHOWN     30
#define CASES_SHOWN     20

/* "  1234  98.7 %", or blanks where nothing was made. */
static void print_count(const struct evade_count *count, FILE *out)
{
    if (count->forms == 0)
        fprintf(out, "  %8s  %7s", "-", "");
    else
        fprintf(out, "  %8u  %5.1f %%", count->forms, evade_share(count));
}

static void print_row(const char *name, const struct evade_count *depths, const struct evade_count *sizes, FILE *out)
{
    struct evade_count all = {0};
    fprintf(out, "%-16s", name);
    for (int size = 0; size < EVADE_SIZES; size++)
        evade_count_add(&all, &sizes[size]);
    print_count(&all, out);
    for (int depth = 0; depth < EVADE_DEPTHS; depth++)
        print_count(&depths[depth], out);
    for (int size = 0; size < EVADE_SIZES; size++)
        print_count(&sizes[size], out);
    fputc('\n', out);
}

static void print_kinds(const struct evade_sums *sums, FILE *out)
{
    fprintf(out, "%-16s  %17s  %17s  %17s  %17s  %17s  %17s\n", "trick", "forms, caught", "alone", "with another",
            "with two", "6 letters or more", "under 6");
    for (int kind = 0; kind < EVADE_KINDS; kind++)
        print_row(evade_tricks[kind].name, sums->kinds[kind], sums->sizes[kind], out);
    print_row("all", sums->depths, sums->sizes[EVADE_KINDS], out);
    fprintf(
        out,
        "of what is caught the entry itself is named in %.1f %%, one of its list in the others; flagged or worse for "
        "whatever reason: %.1f %% of the forms\n",
        sums->all.caught > 0 ? 100.0 * sums->all.named / sums->all.caught : 100.0,
        sums->all.forms > 0 ? 100.0 * sums->all.flagged / sums->all.forms : 100.0);
    if (sums->beside.forms > 0)
        fprintf(out, "of these, words that are weak by design, beside a second sign: %u forms, %.1f %%\n",
                sums->beside.forms, evade_share(&sums->beside));
    if (sums->payees.forms > 0)
        fprintf(out, "of these, as the payee's name: %u forms, %.1f %%\n", sums->payees.forms,
                evade_share(&sums->payees));
    fprintf(out, "not asked for: %u forms that the rules do not read so, %u of them by a row of the pack\n",
            sums->not_asked, sums->narrowed);
}

static const char *entry_id(const struct evade_run *run, const struct evade_word *word)
{
    return pack_string(run->desk.pack, run->desk.pack->entries[word->entries[0]].id);
}

static const char *list_id(const struct evade_run *run, const struct evade_word *word)
{
    const struct pack *pack = run->desk.pack;
    return pack_string(pack, pack->lists[pack->entries[word->entries[0]].list].id);
}

/* Results by share, the lowest first. */
struct ranked {
    double share;
    uint32_t word;
};

static int by_share(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->share < right->share || left->share > right->share)
        return left->share < right->share ? -1 : 1;
    return (left->word > right->word) - (left->word < right->word);
}

/* NULL = no memory (said); to be freed. */
static struct ranked *rank(const struct evade_run *run)
{
    struct ranked *ranking = calloc(run->words.count + (size_t)1, sizeof *ranking);
    if (!ranking) {
        say("memory for the report could not be had");
        return NULL;
    }
    for (uint32_t i = 0; i < run->words.count; i++) {
        struct evade_count total = evade_total(&run->results[i]);
        ranking[i] = (struct ranked){evade_share(&total), i};
    }
    if (run->words.count > 1)
        qsort(ranking, run->words.count, sizeof *ranking, by_share);
    return ranking;
}

/* How hard it is to disguise a word, by kind: percent that is caught. */
static void print_hardness(const struct evade_run *run, const struct ranked *ranking, FILE *out)
{
    uint32_t shown = run->keep_all || run->words.count < WORDS_SHOWN ? run->words.count : WORDS_SHOWN;
    fprintf(out, "\nhow hard each word is to disguise, 0 to 100, the easiest first:\n");
    for (uint32_t i = 0; i < shown; i++) {
        const struct evade_word *word = &run->words.items[ranking[i].word];
        const struct evade_result *result = &run->results[ranking[i].word];
        struct evade_count total = evade_total(result);
        if (total.forms == 0)
            continue;
        fprintf(out, "  %5.1f  %s/%s \"%s\":", ranking[i].share, list_id(run, word), entry_id(run, word),
                word->written);
        for (int kind = 0; kind < EVADE_KINDS; kind++) {
            struct evade_count of_kind = evade_of_kind(result, (enum evade_kind)kind);
            if (of_kind.forms > 0)
                fprintf(out, " %s %.0f", evade_tricks[kind].name, evade_share(&of_kind));
        }
        fputc('\n', out);
    }
    if (shown < run->words.count)
        fprintf(out, "  … and %u more; --all shows them, --json too\n", run->words.count - shown);
}

static void print_case(const struct evade_run *run, const struct evade_word *word, const struct evade_case *shown,
                       FILE *out)
{
    char kinds[200];
    evade_kind_names(shown->kinds, kinds, sizeof kinds);
    fprintf(out, "  %s%s%s \"%s\"", word ? list_id(run, word) : "", word ? "/" : "",
            word ? entry_id(run, word) : "everyday text", word ? word->written : "");
    fprintf(out, ": %s%s\"", kinds, *kinds ? ": " : "");
    for (const char *at = shown->text; *at; at++)
        fputs(*at == '\n' ? "\\n" : (char[]){*at, '\0'}, out);
    fprintf(out, "\"%s, %s\n", shown->as_payee ? " as payee" : "", fg_action_name(shown->action));
}

/* Those of the fewest tricks first, of each word a few. */
static void print_missed(const struct evade_run *run, const struct ranked *ranking, FILE *out)
{
    uint32_t shown = 0, most = run->keep_all ? UINT32_MAX : WORST_SHOWN;
    fprintf(out, "\nforms that are not caught, of the fewest tricks first:\n");
    for (uint8_t depth = 1; depth <= EVADE_DEPTHS; depth++) {
        for (uint32_t i = 0; i < run->words.count; i++) {
            const struct evade_cases *missed = &run->results[ranking[i].word].missed;
            uint32_t of_word = 0;
            for (uint32_t k = 0; k < missed->count && shown < most; k++) {
                if (missed->items[k].depth != depth || (!run->keep_all && of_word == WORST_OF_A_WORD))
                    continue;
                print_case(run, &run->words.items[ranking[i].word], &missed->items[k], out);
                of_word++;
                shown++;
            }
        }
    }
    if (shown == 0)
        fprintf(out, "  none\n");
}

static void print_unfound(const struct evade_run *run, FILE *out)
{
    fprintf(out, "\nwords that say nothing by themselves, by design of the pack:\n");
    for (uint32_t i = 0; i < run->words.count; i++) {
        const struct evade_word *word = &run->words.items[i];
        const struct evade_result *result = &run->results[i];
        if (result->standing == EVADE_BESIDE && run->keep_all)
            fprintf(out, "  %s/%s \"%s\": beside \"%s\"\n", list_id(run, word), entry_id(run, word), word->written,
                    evade_signs[result->sign]);
        else if (result->standing == EVADE_UNFOUND && (run->keep_all || !result->payee))
            fprintf(out, "  %s/%s \"%s\": %s\n", list_id(run, word), entry_id(run, word), word->written,
                    result->payee ? "as the payee's name alone" : "beside none of the signs that were tried either");
    }
}

static void print_innocent(const struct evade_run *run, const struct evade_sums *sums, FILE *out)
{
    uint32_t shown = 0, most = run->keep_all ? UINT32_MAX : CASES_SHOWN;
    fprintf(out, "\ninnocent neighbours: %u texts, %u flagged or worse, %u stopped\n", sums->neighbours, sums->flagged,
            sums->stopped);
    fprintf(out, "doubtful readings stopped without a second sign: %u\n", sums->held_alone);
    for (uint32_t i = 0; i <= run->words.count; i++) {
        const struct evade_word *word = i < run->words.count ? &run->words.items[i] : NULL;
        const struct evade_cases *sets[] = {&run->results[i].stopped, &run->results[i].flagged};
        for (size_t set = 0; set < sizeof sets / sizeof sets[0]; set++)
            for (uint32_t k = 0; k < sets[set]->count && shown < most; k++, shown++)
                print_case(run, word, &sets[set]->items[k], out);
    }
}

void evade_print(const struct evade_run *run, const struct evade_sums *sums, FILE *out)
{
    uint32_t minimum = run->minimum;
    struct ranked *ranking = rank(run);
    if (!ranking)
        return;
    print_kinds(sums, out);
    print_hardness(run, ranking, out);
    print_missed(run, ranking, out);
    print_unfound(run, out);
    print_innocent(run, sums, out);
    fprintf(out, "\nwords       %u: %u found by themselves, %u beside a second sign, %u not\n", run->words.count,
            sums->alone, sums->by_sign, sums->unfound);
    fprintf(out, "caught      %u of %u forms, %.2f %%\n", sums->all.caught, sums->all.forms, evade_share(&sums->all));
    if (minimum > 0)
        fprintf(out,
                "minimum     %u %% of every kind of trick: %s; %u words of 6 letters or more and %u shorter ones below "
                "it\n",
                minimum, evade_is_enough(sums, minimum) ? "met" : "not met", sums->below[EVADE_LONG],
                sums->below[EVADE_SHORT]);
    free(ranking);
}

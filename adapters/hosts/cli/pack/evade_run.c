/*
 * evade_run.c: words on lanes (evade_run.h). Each thread takes the next word and writes that word's result alone.
 */
#include "evade_run.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "evade_neighbours.h"
#include "evade_text.h"
#include "text/fold.h"

#define KEPT_PER_KIND 3 /* of one word, kind and depth, that were not caught */

/* What readings a word of few letters needs a second sign for, and which are never made of it: the defaults of the rule
 * language. */
#define DOUBTFUL_READINGS  (READING_TRANSLITERATED | READING_LOOK_ALIKE | READING_DIVIDED | READING_NUMBERED)
#define LETTERS_FOR_DOUBT  5
#define LETTERS_TO_DIVIDE  4
#define LETTERS_TO_CORRECT 7

struct worker {
    struct evade_run *run;
    struct evade_lane lane;
    struct evade_seen seen;
    _Atomic uint32_t *next;
    atomic_bool *failed;
    pthread_t thread;
    bool started;
};

/* One word on its way. */
struct passage {
    struct worker *worker;
    const struct evade_word *word;
    struct evade_result *result;
    uint32_t contexts; /* bits: in which it is found undisguised */
    uint8_t kept[EVADE_KINDS][EVADE_DEPTHS];
    bool as_payee;
};

double evade_share(const struct evade_count *count)
{
    return count->forms > 0 ? 100.0 * count->caught / count->forms : 100.0;
}

void evade_count_add(struct evade_count *to, const struct evade_count *from)
{
    to->forms += from->forms;
    to->caught += from->caught;
    to->named += from->named;
    to->flagged += from->flagged;
}

static void keep_case(struct passage *passage, struct evade_cases *cases, struct evade_case kept)
{
    if (cases->count == cases->limit) {
        uint32_t limit = cases->limit * 2 + 8;
        struct evade_case *more = realloc(cases->items, limit * sizeof *more);
        if (!more) {
            atomic_store(passage->worker->failed, true);
            return;
        }
        cases->items = more;
        cases->limit = limit;
    }
    if (kept.text)
        cases->items[cases->count++] = kept;
    else
        atomic_store(passage->worker->failed, true);
}

static char *text_of(const struct evade_text *text)
{
    char *made = NULL;
    if (!text->second[0])
        return strdup(text->first);
    return asprintf(&made, "%s ⏎ %s", text->first, text->second) < 0 ? NULL : made;
}

static struct evade_answer answer_to_text(struct passage *passage, const struct evade_text *text)
{
    struct evade_payment payment = {.texts = {text->first, text->second[0] ? text->second : NULL}};
    return evade_screen(&passage->worker->lane, &payment, passage->word);
}

static struct evade_answer answer_to_payee(struct passage *passage, const char *payee)
{
    struct evade_payment payment = {.payee = payee};
    return evade_screen(&passage->worker->lane, &payment, passage->word);
}

/* Beside a sign anything that is asked of the payment is due to the word: the sign alone is passed. */
static bool is_caught(const struct evade_answer *answer, bool beside_sign)
{
    return answer->action > FG_PASS && (beside_sign || answer->named || answer->family);
}

/* --- how a word stands undisguised -------------------------------------------------------------------------------- */

static bool found_beside(struct passage *passage, const struct evade_form *form, const char *sign)
{
    struct evade_text text;
    evade_text_make(&text, form, &evade_contexts[0], sign);
    struct evade_answer answer = answer_to_text(passage, &text);
    return is_caught(&answer, true);
}

static void find_standing(struct passage *passage, const struct evade_form *base)
{
    const struct evade_run *run = passage->worker->run;
    struct evade_result *result = passage->result;
    struct evade_text text;
    for (uint32_t i = 0; i < evade_context_count; i++) {
        if (!(run->contexts >> i & 1))
            continue;
        evade_text_make(&text, base, &evade_contexts[i], "");
        struct evade_answer answer = answer_to_text(passage, &text);
        if (is_caught(&answer, false))
            passage->contexts |= 1u << i;
    }
    result->standing = passage->contexts ? EVADE_ALONE : EVADE_UNFOUND;
    for (uint8_t i = 0; i < evade_sign_count && result->standing == EVADE_UNFOUND; i++) {
        if (!(run->signs >> i & 1) || !found_beside(passage, base, evade_signs[i]))
            continue;
        result->standing = EVADE_BESIDE;
        result->sign = i;
    }
    if (passage->word->match & (PACK_MATCH_LEGAL_NAME | PACK_MATCH_NAME)) {
        struct evade_answer answer = answer_to_payee(passage, passage->word->written);
        result->payee = is_caught(&answer, false);
    }
}

/* The sign beside which most of a few doubtful disguises are found, and the word as it is written: the pack says what
 * goes with what. */
static void find_doubtful_sign(struct passage *passage, const struct evade_form *base)
{
    static const struct {
        enum evade_kind kind;
        uint32_t variant;
    } probes[] = {{EVADE_HOMOGLYPH, 0}, {EVADE_TRANSLITERATION, 0}, {EVADE_TRANSLITERATION, 1}, {EVADE_CUT, 0}};
    uint32_t best = 0;
    for (uint8_t i = 0; i < evade_sign_count; i++) {
        if (!(passage->worker->run->signs >> i & 1))
            continue;
        uint32_t found = found_beside(passage, base, evade_signs[i]);
        for (size_t k = 0; k < sizeof probes / sizeof probes[0]; k++) {
            struct evade_form form = *base;
            struct evade_chance chance = {k};
            if (evade_tricks[probes[k].kind].apply(&form, passage->word, probes[k].variant, &chance) != EVADE_NOTHING)
                found += found_beside(passage, &form, evade_signs[i]);
        }
        if (found <= best)
            continue;
        best = found;
        passage->result->doubtful = i;
    }
}

/* --- disguises ---------------------------------------------------------------------------------------------------- */

enum asked { ASKED, ASKED_BESIDE_SIGN, NOT_ASKED };

static enum asked what_is_asked(struct passage *passage, uint8_t readings)
{
    const struct evade_word *word = passage->word;
    bool name = word->match & PACK_MATCH_LEGAL_NAME;
    if ((readings & READING_CORRECTED) && (word->letters < LETTERS_TO_CORRECT || (passage->as_payee && !name)))
        return NOT_ASKED;
    if ((readings & READING_DIVIDED) && word->letters < LETTERS_TO_DIVIDE)
        return NOT_ASKED;
    if (readings & ~(word->certain | word->doubtful)) {
        passage->result->narrowed++;
        return NOT_ASKED;
    }
    bool doubtful =
        (word->letters < LETTERS_FOR_DOUBT && (readings & DOUBTFUL_READINGS)) || (readings & ~word->certain);
    if (!doubtful)
        return ASKED;
    /* What is weak itself, or a payee's name, does not act by a doubtful reading as well. */
    return passage->as_payee || passage->result->standing == EVADE_BESIDE ? NOT_ASKED : ASKED_BESIDE_SIGN;
}

static const struct evade_context *context_of(const struct passage *passage, const struct evade_disguise *disguise)
{
    uint32_t usable = passage->contexts ? passage->contexts : 1, fitting = 0, chosen = 0;
    struct evade_chance chance = {
        evade_hash(disguise->form->letters, disguise->form->count * sizeof disguise->form->letters[0], 0)};
    for (uint32_t i = 0; i < evade_context_count; i++)
        if ((usable >> i & 1) && evade_draw(&chance, ++fitting) == 0)
            chosen = i;
    return &evade_contexts[chosen];
}

static void count_answer(struct passage *passage, const struct evade_disguise *disguise,
                         const struct evade_answer *answer, bool caught)
{
    struct evade_result *result = passage->result;
    struct evade_count one = {1, caught, caught && answer->named, answer->action > FG_PASS};
    for (uint32_t k = 0; k < EVADE_KINDS; k++)
        if (disguise->kinds >> k & 1)
            evade_count_add(&result->kinds[k][disguise->depth - 1], &one);
    evade_count_add(&result->depths[disguise->depth - 1], &one);
    if (passage->as_payee)
        evade_count_add(&result->payees, &one);
}

static void keep_missed(struct passage *passage, const struct evade_disguise *disguise,
                        const struct evade_answer *answer, char *text)
{
    uint8_t *kept = &passage->kept[disguise->kind][disguise->depth - 1];
    if (*kept == KEPT_PER_KIND && !passage->worker->run->keep_all) {
        free(text);
        return;
    }
    *kept += *kept < KEPT_PER_KIND;
    keep_case(passage, &passage->result->missed,
              (struct evade_case){.text = text,
                                  .kinds = disguise->kinds,
                                  .depth = disguise->depth,
                                  .as_payee = passage->as_payee,
                                  .action = answer->action});
}

/* A doubtful reading may flag, but never stop, what has no second sign. */
static void check_without_sign(struct passage *passage, const struct evade_disguise *disguise)
{
    struct evade_text text;
    evade_text_make(&text, disguise->form, context_of(passage, disguise), "");
    struct evade_answer answer = answer_to_text(passage, &text);
    if (answer.action < FG_HOLD)
        return;
    passage->result->held_alone++;
    keep_case(passage, &passage->result->stopped,
              (struct evade_case){
                  .text = text_of(&text), .kinds = disguise->kinds, .depth = disguise->depth, .action = answer.action});
}

/* A full line has other words before the one that goes over its end. What is found by itself where it is all of the
 * text alone, and not among other words, is weak there as it is written. */
static bool is_weak_here(const struct passage *passage, const struct evade_form *form)
{
    return form->break_kind != BREAK_NONE && form->columns > 0 && passage->result->standing == EVADE_ALONE &&
           passage->contexts == 1;
}

static void try_in_text(void *context, const struct evade_disguise *disguise)
{
    struct passage *passage = context;
    const struct evade_result *result = passage->result;
    enum asked asked = what_is_asked(passage, disguise->readings);
    struct evade_text text;
    if (asked == NOT_ASKED) {
        passage->result->not_asked++;
        return;
    }
    bool doubtful = asked == ASKED_BESIDE_SIGN || is_weak_here(passage, disguise->form);
    bool beside = doubtful || result->standing == EVADE_BESIDE;
    const char *sign = !beside ? "" : evade_signs[doubtful ? result->doubtful : result->sign];
    evade_text_make(&text, disguise->form, beside ? &evade_contexts[0] : context_of(passage, disguise), sign);
    struct evade_answer answer = answer_to_text(passage, &text);
    bool caught = is_caught(&answer, beside);
    count_answer(passage, disguise, &answer, caught);
    if (!caught)
        keep_missed(passage, disguise, &answer, text_of(&text));
    if (asked == ASKED_BESIDE_SIGN)
        check_without_sign(passage, disguise);
}

static void try_as_payee(void *context, const struct evade_disguise *disguise)
{
    struct passage *passage = context;
    char name[EVADE_LETTERS_MAX * 4 + 1];
    if (what_is_asked(passage, disguise->readings) == NOT_ASKED) {
        passage->result->not_asked++;
        return;
    }
    evade_form_write(disguise->form, 0, disguise->form->count, name, sizeof name);
    struct evade_answer answer = answer_to_payee(passage, name);
    bool caught = is_caught(&answer, false);
    count_answer(passage, disguise, &answer, caught);
    if (!caught)
        keep_missed(passage, disguise, &answer, strdup(name));
}

/* --- innocent neighbours ------------------------------------------------------------------------------------------ */

static void try_neighbour(void *context, const char *innocent)
{
    struct passage *passage = context;
    struct evade_result *result = passage->result;
    struct evade_payment payment = {.texts = {innocent, NULL}};
    struct evade_answer answer = evade_screen(&passage->worker->lane, &payment, NULL);
    result->neighbours++;
    if (answer.action == FG_PASS)
        return;
    bool stopped = answer.action >= FG_HOLD;
    result->neighbours_flagged++;
    result->neighbours_stopped += stopped;
    keep_case(passage, stopped ? &result->stopped : &result->flagged,
              (struct evade_case){.text = strdup(innocent), .action = answer.action});
}

/* --- words -------------------------------------------------------------------------------------------------------- */

#define ALL_KINDS ((1u << EVADE_KINDS) - 1)
/* A name field holds one name, by itself. */
#define PAYEE_KINDS (ALL_KINDS & ~(1u << EVADE_GLUE | 1u << EVADE_LINE | 1u << EVADE_INFLECTION))

static void try_word(struct worker *worker, uint32_t number)
{
    struct evade_run *run = worker->run;
    struct passage passage = {.worker = worker, .word = &run->words.items[number], .result = &run->results[number]};
    struct evade_form base;
    if (!evade_form_read(&base, passage.word->written))
        return;
    find_standing(&passage, &base);
    if (passage.result->standing == EVADE_ALONE)
        find_doubtful_sign(&passage, &base);
    if (passage.result->standing != EVADE_UNFOUND)
        evade_combine(passage.word, ALL_KINDS, run->forms, &worker->seen, try_in_text, &passage);
    passage.as_payee = true;
    if (passage.result->payee)
        evade_combine(passage.word, PAYEE_KINDS, run->forms / 2 + 1, &worker->seen, try_as_payee, &passage);
    evade_neighbours(run->desk.pack, passage.word, try_neighbour, &passage);
}

/* Words of every day, whose result stands behind those of the pack's words. */
static void try_ordinary(struct worker *worker)
{
    struct passage passage = {.worker = worker, .result = &worker->run->results[worker->run->words.count]};
    evade_ordinary_words(try_neighbour, &passage);
}

static void *work(void *context)
{
    struct worker *worker = context;
    for (;;) {
        uint32_t number = atomic_fetch_add(worker->next, 1);
        if (number >= worker->run->words.count || atomic_load(worker->failed))
            return NULL;
        try_word(worker, number);
    }
}

/* Which contexts and signs this pack passes by themselves; false = it passes none, and nothing can be measured. */
static bool find_neutral(struct evade_run *run, struct evade_lane *lane)
{
    struct evade_form nobody;
    struct evade_text text;
    struct evade_payment payment = {.texts = {text.first, NULL}};
    evade_form_read(&nobody, "заявление");
    for (uint32_t i = 0; i < evade_context_count; i++) {
        evade_text_make(&text, &nobody, &evade_contexts[i], "");
        run->contexts |= (uint32_t)(evade_screen(lane, &payment, NULL).action == FG_PASS) << i;
    }
    for (uint32_t i = 0; i < evade_sign_count; i++) {
        evade_text_make(&text, &nobody, &evade_contexts[0], evade_signs[i]);
        run->signs |= (uint32_t)(evade_screen(lane, &payment, NULL).action == FG_PASS) << i;
    }
    if (run->contexts & 1)
        return true;
    say("a payment between two persons with nothing in its text is not passed by this pack (%s): no disguise can be "
        "told from any other text",
        fg_verdict_rule(lane->verdict, 1));
    return false;
}

static bool run_workers(struct evade_run *run, struct worker *workers, uint32_t open)
{
    for (uint32_t i = 1; i < open; i++)
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    work(&workers[0]);
    try_ordinary(&workers[0]);
    bool failed = false;
    for (uint32_t i = 0; i < open; i++) {
        if (workers[i].started)
            pthread_join(workers[i].thread, NULL);
        failed = failed || workers[i].lane.failed;
        run->screened += workers[i].lane.screened;
    }
    failed = failed || atomic_load(workers[0].failed);
    if (failed)
        say("the disguises could not all be screened: memory could not be had, or the engine failed");
    return !failed;
}

bool evade_run_all(struct evade_run *run)
{
    _Atomic uint32_t next = 0;
    atomic_bool failed = false;
    struct worker *workers = calloc(run->jobs, sizeof *workers);
    uint32_t open = 0;
    run->results = calloc(run->words.count + (size_t)1, sizeof *run->results);
    bool works = workers && run->results;
    for (; works && open < run->jobs; open++) {
        workers[open] = (struct worker){.run = run, .next = &next, .failed = &failed};
        works = evade_lane_open(&workers[open].lane, &run->desk);
    }
    if (!works)
        say("memory for %u lanes could not be had", run->jobs);
    works = works && find_neutral(run, &workers[0].lane) && run_workers(run, workers, open);
    for (uint32_t i = 0; i < open; i++)
        evade_lane_close(&workers[i].lane);
    free(workers);
    return works;
}

static void free_cases(struct evade_cases *cases)
{
    for (uint32_t i = 0; i < cases->count; i++)
        free(cases->items[i].text);
    free(cases->items);
}

void evade_run_free(struct evade_run *run)
{
    for (uint32_t i = 0; run->results && i <= run->words.count; i++) {
        free_cases(&run->results[i].missed);
        free_cases(&run->results[i].stopped);
        free_cases(&run->results[i].flagged);
    }
    free(run->results);
    evade_words_free(&run->words);
}

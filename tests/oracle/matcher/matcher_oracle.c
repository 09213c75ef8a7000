/*
 * matcher_oracle.c: holds scan_folded() against a plain matcher without Hyperscan, and that against RE2::Set, over
 * random packs and texts. A difference is made as small as it gets, and printed.
 *
 *   matcher_oracle [--pairs N] [--seed N] [--texts N] [--tell N] [--spoil 1]
 *
 * --texts: texts to a pack; --tell: differences that are shown; --spoil: the plain matcher is given a term otherwise
 * than the engine, to see that this is noticed. The same seed gives the same pairs on any machine.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "random.h"
#include "trial.h"

struct plan {
    uint64_t pairs, seed, texts, tell, spoil;
};

static const char *const verdicts[] = {
    [TRIAL_AGREED] = "agreed",
    [TRIAL_OPEN] = "agreed",
    [TRIAL_SCALAR] = "the engine and the plain matcher differ",
    [TRIAL_READINGS] = "the engine and the plain matcher differ in how it was read",
    [TRIAL_SECOND] = "the plain matcher and RE2 differ",
    [TRIAL_NOT_SCANNED] = "not scanned",
};

static bool is_difference(enum verdict verdict)
{
    return verdict != TRIAL_AGREED && verdict != TRIAL_OPEN;
}

/* --- Making a difference small ------------------------------------------------------------------------------- */

static bool shorter_payment(struct trial *trial, struct payment *payment, enum verdict verdict)
{
    for (uint32_t i = 0; i < payment->count; i++) {
        struct payment shorter = *payment;
        memmove(&shorter.values[i], &shorter.values[i + 1], (--shorter.count - i) * sizeof shorter.values[0]);
        if (shorter.count > 0 && trial_run(trial, &shorter) == verdict) {
            *payment = shorter;
            return true;
        }
        for (uint32_t n = 0; n < payment->values[i].length; n++) {
            uint32_t length = 1; /* whole characters */
            while (n + length < payment->values[i].length &&
                   ((unsigned char)payment->values[i].text[n + length] & 0xC0) == 0x80)
                length++;
            shorter = *payment;
            shorter.values[i].length -= length;
            memmove(shorter.values[i].text + n, shorter.values[i].text + n + length, shorter.values[i].length - n);
            if (shorter.values[i].length > 0 && trial_run(trial, &shorter) == verdict) {
                *payment = shorter;
                return true;
            }
        }
    }
    return false;
}

static bool shorter_sketch(struct trial *trial, struct sketch *sketch, const struct payment *payment,
                           enum verdict verdict)
{
    for (uint32_t i = 0; i < sketch->count; i++) {
        struct sketch shorter = *sketch;
        sketch_remove(&shorter, i);
        trial_load(trial, &shorter);
        if (trial_run(trial, payment) == verdict) {
            *sketch = shorter;
            return true;
        }
    }
    trial_load(trial, sketch);
    return false;
}

static void show(struct trial *trial, const struct sketch *sketch, const struct payment *payment, enum verdict verdict)
{
    struct sketch small_sketch = *sketch;
    struct payment small = *payment;
    bool shorter = true;
    while (shorter) {
        shorter = shorter_sketch(trial, &small_sketch, &small, verdict);
        while (shorter_payment(trial, &small, verdict))
            shorter = true;
    }
    trial_run(trial, &small);
    printf("%s:\n", verdicts[verdict]);
    sketch_print(stdout, &small_sketch);
    payment_print(stdout, &small);
    trial_print(stdout, trial);
    trial_load(trial, sketch);
}

/* --- The run ------------------------------------------------------------------------------------------------- */

static bool read_plan(struct plan *plan, int argc, char **argv)
{
    *plan = (struct plan){.pairs = 100000, .seed = 1, .texts = 500, .tell = 3};
    const struct {
        const char *name;
        uint64_t *value;
    } options[] = {{"--pairs", &plan->pairs},
                   {"--seed", &plan->seed},
                   {"--texts", &plan->texts},
                   {"--tell", &plan->tell},
                   {"--spoil", &plan->spoil}};
    for (int i = 1; i < argc; i += 2) {
        size_t n = 0, known = sizeof options / sizeof options[0];
        char *end = NULL;
        while (n < known && strcmp(argv[i], options[n].name) != 0)
            n++;
        if (n == known || i + 1 == argc)
            return false;
        *options[n].value = strtoull(argv[i + 1], &end, 10);
        if (end == argv[i + 1] || *end != 0)
            return false;
    }
    return plan->texts > 0;
}

/* Returns how many pairs differ. */
static uint64_t run(const struct plan *plan)
{
    struct trial *trial = trial_new();
    uint64_t packs = 0, open = 0, different = 0, random = plan->seed;
    for (uint64_t done = 0; done < plan->pairs; packs++) {
        struct sketch sketch;
        sketch_random(&sketch, &random);
        trial_load(trial, &sketch);
        if (plan->spoil > 0)
            trial_spoil(trial);
        for (uint64_t i = 0; i < plan->texts && done < plan->pairs; i++, done++) {
            struct payment payment;
            payment_random(&payment, &sketch, &random);
            enum verdict verdict = trial_run(trial, &payment);
            open += verdict == TRIAL_OPEN;
            if (is_difference(verdict) && different++ < plan->tell)
                show(trial, &sketch, &payment, verdict);
        }
    }
    printf("Seed %" PRIu64 ": %" PRIu64 " texts, %" PRIu64 " packs, %" PRIu64 " findings, %" PRIu64
           " of them in words of the pack made whole or right; %" PRIu64 " texts compared without such words; %" PRIu64
           " differ\n",
           plan->seed, plan->pairs, packs, trial_found(trial), trial_found_respelled(trial), open, different);
    trial_free(trial);
    return different;
}

int main(int argc, char **argv)
{
    struct plan plan;
    if (!read_plan(&plan, argc, argv)) {
        fputs("usage: matcher_oracle [--pairs N] [--seed N] [--texts N] [--tell N] [--spoil 1]\n", stderr);
        return 2;
    }
#ifndef HAVE_RE2
    puts("Skipped: RE2::Set, since libre2-dev was not found when this was configured; the plain matcher is compared");
#endif
    return run(&plan) == 0 ? 0 : 1;
}

/*
 * bench_names.c: made-up names, texts in which they nearly stand, and the time it takes to look (bench_names.h).
 */
#include "bench_names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bench_measure.h"
#include "bench_peer.h"
#include "command.h"
#include "match/name_index.h"
#include "match/token_looks.h"

#define TEXTS      2048u
#define BLOCK      128u /* texts in a row by one way, then by the other */
#define ROUNDS     8
#define COLD_TEXTS 400u
#define HITS       4096u
#define RATIO_MOST 1.25

/* --- Names --------------------------------------------------------------------------------------------------- */

static const char *const syllables[] = {"ba", "ver", "do", "gal", "hu", "kan", "le", "mor", "ni", "pol",
                                        "ra", "sen", "tu", "vik", "za", "ber", "co", "din", "fe", "lum"};
static const char *const activities[] = {"Trading",   "Holdings", "Group",     "Capital", "Invest",  "Systems",
                                         "Logistics", "Finance",  "Ventures",  "Global",  "Digital", "Services",
                                         "Export",    "Energy",   "Solutions", "Markets", "Media",   "Consulting",
                                         "Partners",  "Steel",    "Agro",      "Textile"};
static const char *const forms[] = {"LLC",  "Ltd", "LLP", "JSC", "Limited", "Inc",
                                    "GmbH", "OU",  "SA",  "BV",  "FZE",     "PTE"};
#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The word of that number: two syllables or more, each number another. */
static char *put_word(char *at, uint32_t number)
{
    uint32_t left = number;
    for (unsigned n = 0; n < 2 || left > 0; n++, left /= COUNT(syllables))
        at = stpcpy(at, syllables[left % COUNT(syllables)]);
    return at;
}

void bench_name(uint32_t number, char name[BENCH_NAME_BYTES])
{
    uint32_t nth = number / 2;
    char *at = name;
    if (number % 2 == 0) { /* a company: word, activity, form */
        at = put_word(at, 400 + nth / COUNT(activities));
        sprintf(at, " %s %s", activities[nth % COUNT(activities)], forms[nth % 7 * nth % COUNT(forms)]);
    } else { /* a person: given name, of some a patronymic, surname */
        at = put_word(at, 1000 + nth % 300);
        *at++ = ' ';
        if (nth % 3 == 0)
            at = stpcpy(put_word(at, 1000 + nth * 7 % 300), "ovich ");
        put_word(at, 4000 + nth / 300);
    }
}

/* --- Texts --------------------------------------------------------------------------------------------------- */

struct text {
    void *memory;
    struct folded folded;
};

static uint32_t next_random(uint64_t *state, uint32_t below)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33) % below;
}

/* A name of the vocabulary, nearly all of them of no list: beyond the last number of the larger one. */
static char *put_name(char *at, uint64_t *state)
{
    uint32_t number = next_random(state, 16) == 0 ? next_random(state, 100000) : 100000 + next_random(state, 400000);
    bench_name(number, at);
    return at + strlen(at);
}

/* Fields of one payment, as one text: parties, addresses, what it is for. */
static bool put_payment(struct transfer *transfer, uint64_t *state)
{
    static const struct {
        fg_field field;
        unsigned names, words, numbers;
    } parts[] = {{FG_FIELD_DEBTOR_NAME, 1, 0, 0},         {FG_FIELD_DEBTOR_ADDRESS, 0, 3, 2},
                 {FG_FIELD_CREDITOR_NAME, 1, 0, 0},       {FG_FIELD_CREDITOR_ADDRESS, 0, 3, 2},
                 {FG_FIELD_CREDITOR_AGENT_NAME, 1, 1, 0}, {FG_FIELD_REMITTANCE, 1, 6, 3},
                 {FG_FIELD_REMITTANCE, 2, 5, 2}};
    for (size_t i = 0; i < COUNT(parts); i++) {
        char text[768], *at = text;
        for (unsigned n = 0; n < parts[i].names; n++)
            at = stpcpy(put_name(at, state), " ");
        for (unsigned n = 0; n < parts[i].words; n++)
            at = stpcpy(put_word(at, 400 + next_random(state, 8000)), " ");
        for (unsigned n = 0; n < parts[i].numbers; n++)
            at += sprintf(at, "%u ", next_random(state, 1000000));
        if (!transfer_put(transfer, parts[i].field, text, (uint32_t)(at - text) - 1, transfer->text_used))
            return false;
    }
    return true;
}

static const struct limits limits = {.message_bytes = 4096,
                                     .transfers = 1,
                                     .fields = 16,
                                     .text_bytes = 2048,
                                     .depth = 4,
                                     .attributes = 4,
                                     .hits = HITS,
                                     .reasons_per_transfer = 1,
                                     .reasons_per_message = 1};

static bool make_texts(struct text *texts)
{
    struct transfer transfer;
    size_t size = (folded_size(&limits) + 63) & ~(size_t)63;
    void *memory = aligned_alloc(16, (transfer_size(&limits) + 15) & ~(size_t)15);
    uint64_t state = 20261122;
    bool made = memory != NULL;
    if (made)
        transfer_place(&transfer, memory, &limits);
    for (uint32_t i = 0; i < TEXTS && made; i++) {
        texts[i].memory = aligned_alloc(64, size);
        if (!texts[i].memory) {
            made = false;
            break;
        }
        memset(texts[i].memory, 0, size);
        folded_place(&texts[i].folded, texts[i].memory, &limits);
        transfer_reset(&transfer);
        made = put_payment(&transfer, &state) && fold_transfer(&texts[i].folded, &transfer, NULL);
    }
    free(memory);
    return made;
}

/* --- Both ways ----------------------------------------------------------------------------------------------- */

enum way { SCANNED, INDEXED, WAYS };

struct comparison {
    const struct pack *scanned, *indexed;
    struct bench_peer *peer; /* of the scanned one's names */
    struct text *texts;
    struct scan_hit *hits;
    uint64_t found;          /* by the index, so that it is not nothing */
    uint32_t *samples[WAYS]; /* nanoseconds */
    uint32_t count[WAYS];
    bool failed;
};

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void search(struct comparison *comparison, enum way way, struct folded *folded)
{
    if (way == SCANNED) {
        comparison->failed |= !bench_peer_scan(comparison->peer, folded);
        return;
    }
    tokens_look(comparison->indexed, folded, 0);
    comparison->found += name_index_scan(comparison->indexed, folded, comparison->hits, 0, HITS);
}

static void time_one(struct comparison *comparison, enum way way, uint32_t text)
{
    uint64_t begun = now();
    search(comparison, way, &comparison->texts[text].folded);
    comparison->samples[way][comparison->count[way]++] = (uint32_t)(now() - begun);
}

/* Each block by one way and the other, once untimed before: the text is in the cache, as it is after folding. */
static void run_hot(struct comparison *comparison)
{
    for (int round = 0; round < ROUNDS; round++)
        for (uint32_t first = 0; first < TEXTS; first += BLOCK)
            for (int turn = 0; turn < WAYS; turn++) {
                enum way way = (enum way)((turn + round) % WAYS);
                for (uint32_t i = first; i < first + BLOCK; i++)
                    search(comparison, way, &comparison->texts[i].folded);
                for (uint32_t i = first; i < first + BLOCK; i++)
                    time_one(comparison, way, i);
            }
}

static bool run_cold(struct comparison *comparison)
{
    volatile unsigned char *memory = calloc(1, BENCH_COLD_BYTES);
    for (uint32_t i = 0; i < COLD_TEXTS * WAYS && memory; i++) {
        for (size_t at = 0; at < BENCH_COLD_BYTES; at += 64)
            memory[at]++;
        time_one(comparison, (enum way)(i % WAYS), i / WAYS);
    }
    free((void *)(uintptr_t)memory);
    return memory != NULL;
}

static int ascending(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static double print_ways(struct comparison *comparison, const char *cache)
{
    static const char *const names[] = {"hs_scan", "index"};
    uint32_t p50[WAYS];
    for (int way = 0; way < WAYS; way++) {
        uint32_t *samples = comparison->samples[way], count = comparison->count[way];
        uint32_t terms = (way == SCANNED ? comparison->scanned : comparison->indexed)->term_count;
        qsort(samples, count, sizeof *samples, ascending);
        p50[way] = samples[count / 2];
        printf("%8u %-10s %-5s %9u %9u %9u\n", terms, names[way], cache, count, p50[way], samples[count - count / 100]);
        comparison->count[way] = 0;
    }
    return (double)p50[INDEXED] / (double)p50[SCANNED];
}

static int compare(struct comparison *comparison)
{
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < TEXTS; i++)
        bytes += comparison->texts[i].folded.used;
    printf("\n%8s %-10s %-5s %9s %9s %9s   texts of %u bytes\n", "names", "searched by", "cache", "samples", "p50 ns",
           "p99 ns", (unsigned)(bytes / TEXTS));
    run_hot(comparison);
    double hot = print_ways(comparison, "hot");
    if (!run_cold(comparison) || comparison->failed) {
        say("the names could not be searched for: nothing is measured");
        return EXIT_PRODUCT;
    }
    double cold = print_ways(comparison, "cold");
    printf("\nExact names at %u over one hs_scan of %u: %.2f hot, %.2f cold (p50; at most %.2f is wanted).\n",
           comparison->indexed->term_count, comparison->scanned->term_count, hot, cold, RATIO_MOST);
    return EXIT_DONE;
}

int bench_compare_names(const struct pack *scanned, const struct pack *indexed)
{
    struct comparison comparison = {.scanned = scanned, .indexed = indexed};
    int code = EXIT_PRODUCT;
    comparison.texts = calloc(TEXTS, sizeof *comparison.texts);
    comparison.hits = calloc(HITS, sizeof *comparison.hits);
    for (int way = 0; way < WAYS; way++)
        comparison.samples[way] = calloc(ROUNDS * TEXTS, sizeof *comparison.samples[way]);
    if (comparison.texts && comparison.hits && comparison.samples[SCANNED] && comparison.samples[INDEXED] &&
        make_texts(comparison.texts) && (comparison.peer = bench_peer_new(scanned)) != NULL)
        code = compare(&comparison);
    else
        say("memory for the bench's texts could not be had");
    for (uint32_t i = 0; i < TEXTS && comparison.texts; i++)
        free(comparison.texts[i].memory);
    bench_peer_free(comparison.peer);
    free(comparison.texts);
    free(comparison.hits);
    free(comparison.samples[SCANNED]);
    free(comparison.samples[INDEXED]);
    return code;
}

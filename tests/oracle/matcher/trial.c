/*
 * trial.c: folds a payment with the plug-in, searches it three times, compares (trial.h).
 */
#include "trial.h"

#include <stdlib.h>
#include <string.h>

#include "plugin/match/scan.h"
#include "scalar.h"
#ifdef HAVE_RE2
#include "second.h"
#endif

#define HITS_MAX 8192

struct trial {
    struct transfer transfer;
    struct folded folded;
    void *transfer_memory, *folded_memory;
    struct scan_hit hits[HITS_MAX];
    struct sketch_pack *pack;
    struct spellings spellings;
    struct findings real, scalar, second;
    uint64_t found, found_respelled;
#ifdef HAVE_RE2
    struct second_engine *engine;
#endif
};

static const struct limits limits = {.message_bytes = 1u << 16,
                                     .transfers = 1,
                                     .fields = 64,
                                     .text_bytes = 1u << 14,
                                     .depth = 16,
                                     .attributes = 16,
                                     .hits = HITS_MAX,
                                     .reasons_per_transfer = 1,
                                     .reasons_per_message = 1};

static void *aligned(size_t size)
{
    void *memory = aligned_alloc(64, (size + 63) / 64 * 64);
    if (!memory) {
        fputs("matcher_oracle: out of memory\n", stderr);
        exit(2);
    }
    return memset(memory, 0, size);
}

struct trial *trial_new(void)
{
    struct trial *trial = aligned(sizeof *trial);
    trial->transfer_memory = aligned(transfer_size(&limits));
    trial->folded_memory = aligned(folded_size(&limits));
    transfer_place(&trial->transfer, trial->transfer_memory, &limits);
    folded_place(&trial->folded, trial->folded_memory, &limits);
    return trial;
}

static void unload(struct trial *trial)
{
    if (trial->pack)
        sketch_pack_free(trial->pack);
    trial->pack = NULL;
#ifdef HAVE_RE2
    second_engine_free(trial->engine);
    trial->engine = NULL;
#endif
}

void trial_free(struct trial *trial)
{
    unload(trial);
    free(trial->real.items);
    free(trial->scalar.items);
    free(trial->second.items);
    free(trial->folded_memory);
    free(trial->transfer_memory);
    free(trial);
}

void trial_load(struct trial *trial, const struct sketch *sketch)
{
    unload(trial);
    trial->pack = sketch_build(sketch);
#ifdef HAVE_RE2
    const struct pack *pack = &trial->pack->pack;
    struct second_term terms[SKETCH_TERMS];
    for (uint32_t i = 0; i < pack->term_count; i++)
        terms[i] =
            (struct second_term){.text = pack_string(pack, pack->terms[i].text), .ending = pack->terms[i].ending};
    trial->engine = second_engine_new(terms, pack->term_count);
    if (!trial->engine) {
        fputs("matcher_oracle: RE2 refuses a term\n", stderr);
        exit(2);
    }
#endif
}

void trial_spoil(struct trial *trial)
{
    sketch_pack_spoil(trial->pack);
}

/* --- The three searches -------------------------------------------------------------------------------------- */

static bool fold(struct trial *trial, const struct payment *payment)
{
    transfer_reset(&trial->transfer);
    for (uint32_t i = 0, source = 0; i < payment->count; source += payment->values[i].length, i++)
        if (!transfer_put(&trial->transfer, payment->values[i].field, payment->values[i].text,
                          payment->values[i].length, source))
            return false;
    return fold_transfer(&trial->folded, &trial->transfer, NULL);
}

/* What scan_folded() finds, with the pack's words or without. */
static bool scan(struct trial *trial, bool with_words)
{
    struct pack pack = trial->pack->pack;
    uint32_t count = 0;
    trial->real.count = 0;
    if (!with_words) {
        pack.word_index = NULL;
        pack.word_index_size = 0;
    }
    if (scan_folded(&pack, trial->pack->scratch, &trial->transfer, &trial->folded, trial->hits, HITS_MAX, &count) !=
        SCAN_DONE)
        return false;
    for (uint32_t i = 0; i < count; i++)
        findings_add(&trial->real, (struct finding){.term = trial->hits[i].term,
                                                    .value = trial->hits[i].value,
                                                    .from = trial->hits[i].from,
                                                    .to = trial->hits[i].to,
                                                    .readings = trial->hits[i].readings});
    findings_sort(&trial->real);
    return true;
}

static void find_plainly(struct trial *trial, struct findings *findings)
{
    findings->count = 0;
    scalar_find(&trial->pack->pack, &trial->spellings, findings);
    findings_sort(findings);
}

#ifdef HAVE_RE2
static bool second_agrees(struct trial *trial)
{
    second_engine_find(trial->engine, &trial->spellings, &trial->second);
    findings_sort(&trial->second);
    if (trial->second.count != trial->scalar.count)
        return false;
    for (uint32_t i = 0; i < trial->second.count; i++) {
        const struct finding *a = &trial->second.items[i], *b = &trial->scalar.items[i];
        if (a->term != b->term || a->value != b->value || a->from != b->from || a->to != b->to ||
            a->readings != b->readings)
            return false;
    }
    return true;
}
#else
static bool second_agrees(struct trial *trial)
{
    (void)trial;
    return true;
}
#endif

/* --- Comparing ----------------------------------------------------------------------------------------------- */

static bool same_place(const struct finding *a, const struct finding *b)
{
    return a->term == b->term && a->value == b->value && a->from == b->from && a->to == b->to;
}

/* One past the findings of the same place as this one. */
static uint32_t place_end(const struct findings *findings, uint32_t at)
{
    uint32_t end = at;
    while (end < findings->count && same_place(&findings->items[at], &findings->items[end]))
        end++;
    return end;
}

/* Whether a reading is one of those in which something was found, and none of them reads less into the text. */
static bool reads_least(uint8_t readings, const struct finding *findings, uint32_t count)
{
    bool among = false;
    for (uint32_t i = 0; i < count; i++) {
        uint8_t other = findings[i].readings;
        among |= other == readings;
        if (other != readings && (other & readings) == other)
            return false;
    }
    return among;
}

/* The engine reports each place once; the plain matcher as often as there are spellings that say it. */
static enum verdict compare(const struct findings *real, const struct findings *scalar)
{
    enum verdict verdict = TRIAL_AGREED;
    uint32_t at = 0;
    for (uint32_t i = 0; i < real->count; i++) {
        if (at == scalar->count || !same_place(&real->items[i], &scalar->items[at]))
            return TRIAL_SCALAR;
        uint32_t end = place_end(scalar, at);
        if (!reads_least(real->items[i].readings, &scalar->items[at], end - at))
            verdict = TRIAL_READINGS;
        at = end;
    }
    return at == scalar->count ? verdict : TRIAL_SCALAR;
}

enum verdict trial_run(struct trial *trial, const struct payment *payment)
{
    if (!fold(trial, payment))
        return TRIAL_NOT_SCANNED;
    spellings_of(&trial->spellings, &trial->folded);
    uint32_t given = trial->spellings.count;
    uint32_t open = respelling_add(&trial->spellings, &trial->pack->lexicon, &trial->transfer);
    if (open > 0)
        trial->spellings.count = given;
    find_plainly(trial, &trial->scalar);
    if (!scan(trial, open == 0))
        return TRIAL_NOT_SCANNED;
    trial->found += trial->scalar.count;
    for (uint32_t i = 0; i < trial->scalar.count; i++)
        trial->found_respelled +=
            (trial->scalar.items[i].readings & (READING_DIVIDED | READING_NUMBERED | READING_CORRECTED)) != 0;
    trial->second.count = 0;
    enum verdict verdict = compare(&trial->real, &trial->scalar);
    if (verdict == TRIAL_AGREED && !second_agrees(trial))
        verdict = TRIAL_SECOND;
    return verdict == TRIAL_AGREED && open > 0 ? TRIAL_OPEN : verdict;
}

uint64_t trial_found(const struct trial *trial)
{
    return trial->found;
}

uint64_t trial_found_respelled(const struct trial *trial)
{
    return trial->found_respelled;
}

/* --- Showing ------------------------------------------------------------------------------------------------- */

static void print_findings(FILE *stream, const struct trial *trial, const char *name, const struct findings *findings)
{
    const struct pack *pack = &trial->pack->pack;
    fprintf(stream, "  %s:\n", name);
    for (uint32_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        fprintf(stream, "    \"%s\" in value %u, bytes %u to %u, readings 0x%02x\n",
                pack_string(pack, pack->terms[finding->term].text), finding->value, finding->from, finding->to,
                finding->readings);
    }
}

void trial_print(FILE *stream, const struct trial *trial)
{
    fputs("  spellings:\n", stream);
    for (uint32_t i = 0; i < trial->spellings.count; i++) {
        const struct spelling *spelling = &trial->spellings.items[i];
        fprintf(stream, "    value %u, readings 0x%02x:", spelling->value, spelling->readings);
        for (uint32_t n = 0; n < spelling->count; n++) {
            const struct spelled *word = &trial->spellings.words[spelling->first + n];
            fprintf(stream, " %.*s", (int)word->length, word->letters);
        }
        fputc('\n', stream);
    }
    print_findings(stream, trial, "the engine", &trial->real);
    print_findings(stream, trial, "the plain matcher", &trial->scalar);
    if (trial->second.count > 0)
        print_findings(stream, trial, "RE2", &trial->second);
}

/*
 * bench_subjects.c: screening, expat and hs_scan on the same bytes, and the stages of screening (bench_subjects.h).
 */
#include "bench_subjects.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

#include "bench_peer.h"
#include "loader.h"
#include "text/fold.h"
#include "match/fold_for_pack.h"

struct bench_rig {
    fg_gate *gate;
    fg_lane *lane;
    fg_verdict *verdict;
    fg_facts facts;
    XML_Parser bare, handled;
    uint64_t handled_bytes; /* what handlers saw, so that they are not nothing */
    struct pack *pack;
    struct bench_peer *peer; /* made when it is first asked for */
    struct folded folded[BENCH_MESSAGES];
    void *folded_memory[BENCH_MESSAGES];
    struct stages stages;
    uint32_t next_text; /* of whichever set */
};

/* So many different texts of a set follow each other: more than a processor's tables of branches remember. */
#define TEXTS 512

/* Any number does: the salt is set so that no parse asks the system for one. */
#define HASH_SALT 0x5bd1e995u

const char *bench_kind_name(enum bench_kind kind)
{
    static const char *const names[] = {"fg_screen", "expat",   "expat+handlers", "hs_scan", "fold",
                                        "scan",      "hs_scan", "identifiers",    "judge",   "stages"};
    return names[kind];
}

static void on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    (void)name;
    (void)attributes;
    ((struct bench_rig *)context)->handled_bytes++;
}

static void on_end(void *context, const XML_Char *name)
{
    (void)name;
    ((struct bench_rig *)context)->handled_bytes++;
}

static void on_text(void *context, const XML_Char *text, int length)
{
    (void)text;
    ((struct bench_rig *)context)->handled_bytes += (uint64_t)length;
}

static bool parse_xml(struct bench_rig *rig, XML_Parser parser, const struct bench_message *message)
{
    XML_ParserReset(parser, NULL);
    XML_SetHashSalt(parser, HASH_SALT);
    if (parser == rig->handled) {
        XML_SetUserData(parser, rig);
        XML_SetElementHandler(parser, on_start, on_end);
        XML_SetCharacterDataHandler(parser, on_text);
    }
    return XML_Parse(parser, message->bytes, (int)message->length, XML_TRUE) == XML_STATUS_OK;
}

static bool once_of_message(const struct bench_subject *subject)
{
    struct bench_rig *rig = subject->rig;
    const struct bench_message *message = &bench_messages[subject->number];
    const struct folded *folded = &rig->folded[subject->number];
    switch (subject->kind) {
    case BENCH_SCREEN:
        return fg_screen(rig->lane, message->bytes, message->length, &rig->facts, rig->verdict) == FG_OK;
    case BENCH_EXPAT:
        return parse_xml(rig, rig->bare, message);
    case BENCH_EXPAT_HANDLERS:
        return parse_xml(rig, rig->handled, message);
    default:
        return bench_peer_scan(rig->peer, folded);
    }
}

/* As of the day of the bench's messages, where none is asked for. */
static bool judge_stage(struct bench_rig *rig)
{
    return stages_judge(&rig->stages, &rig->facts, rig->facts.as_of ? rig->facts.as_of : 20261121);
}

/* Not before it is needed: to count the instructions of something else it would only be waited for. */
static bool prepare_peer(struct bench_rig *rig)
{
    if (!rig->peer)
        rig->peer = bench_peer_new(rig->pack);
    return rig->peer != NULL;
}

bool bench_prepare(const struct bench_subject *subject)
{
    struct bench_rig *rig = subject->rig;
    struct stages *stages = &rig->stages;
    if ((subject->kind == BENCH_HS_SCAN || subject->kind == BENCH_TEXT_HS_SCAN) && !prepare_peer(rig))
        return false;
    if (subject->kind < BENCH_FOLD)
        return true;
    rig->next_text = (rig->next_text + 1) % TEXTS;
    if (!bench_text_put(stages, (enum bench_text_set)subject->number, rig->next_text))
        return false;
    switch (subject->kind) {
    case BENCH_SCAN:
    case BENCH_TEXT_HS_SCAN:
        return stages_fold(stages);
    case BENCH_IDENTIFIERS:
        return stages_fold(stages) && stages_scan(stages) == SCAN_DONE;
    case BENCH_JUDGE:
        return stages_fold(stages) && stages_scan(stages) == SCAN_DONE && stages_identify(stages);
    default:
        return true;
    }
}

bool bench_once(const struct bench_subject *subject)
{
    struct bench_rig *rig = subject->rig;
    struct stages *stages = &rig->stages;
    switch (subject->kind) {
    case BENCH_FOLD:
        return stages_fold(stages);
    case BENCH_SCAN:
        return stages_scan(stages) == SCAN_DONE;
    case BENCH_TEXT_HS_SCAN:
        return bench_peer_scan(rig->peer, &stages->folded);
    case BENCH_IDENTIFIERS:
        return stages_identify(stages);
    case BENCH_JUDGE:
        return judge_stage(rig);
    case BENCH_STAGES:
        return stages_fold(stages) && stages_scan(stages) == SCAN_DONE && stages_identify(stages) && judge_stage(rig);
    default:
        return once_of_message(subject);
    }
}

static size_t subjects_of_message(struct bench_rig *rig, int number, struct bench_subject *subjects)
{
    const struct bench_message *message = &bench_messages[number];
    size_t count = 0;
    for (int kind = BENCH_SCREEN; kind < BENCH_FOLD; kind++) {
        bool expat = kind == BENCH_EXPAT || kind == BENCH_EXPAT_HANDLERS;
        if ((expat && !message->is_xml) || (kind == BENCH_HS_SCAN && !bench_peer_has_terms(rig->pack)))
            continue;
        subjects[count++] =
            (struct bench_subject){.kind = (enum bench_kind)kind,
                                   .material = message->name,
                                   .number = number,
                                   .bytes = kind == BENCH_HS_SCAN ? rig->folded[number].used : message->length,
                                   .rig = rig};
    }
    return count;
}

size_t bench_subjects(struct bench_rig *rig, struct bench_subject *subjects)
{
    static const char *const sets[BENCH_TEXT_SETS] = {"ascii", "cyrillic"};
    size_t count = 0;
    for (int number = 0; number < BENCH_MESSAGES; number++)
        count += subjects_of_message(rig, number, subjects + count);
    for (int set = 0; set < BENCH_TEXT_SETS; set++)
        for (int kind = BENCH_FOLD; kind < BENCH_KINDS; kind++) {
            if (kind == BENCH_TEXT_HS_SCAN && !bench_peer_has_terms(rig->pack))
                continue;
            subjects[count++] = (struct bench_subject){.kind = (enum bench_kind)kind,
                                                       .material = sets[set],
                                                       .number = set,
                                                       .bytes = BENCH_TEXT_BYTES,
                                                       .rig = rig};
        }
    return count;
}

/* The folded text of each message's transfer, as screening makes it. */
static bool fold_messages(struct bench_rig *rig, const struct gate_config *config)
{
    const struct limits *limits = &config->limits;
    struct reader *reader = NULL;
    struct message_info info;
    struct read_error error = {.code = ""};
    bool folded = reader_new(config, &reader, error.text, sizeof error.text) == FG_OK;
    for (int m = 0; m < BENCH_MESSAGES && folded; m++) {
        size_t size = (folded_size(limits) + 63) & ~(size_t)63;
        rig->folded_memory[m] = aligned_alloc(64, size);
        if (!rig->folded_memory[m]) {
            folded = false;
            break;
        }
        memset(rig->folded_memory[m], 0, size);
        folded_place(&rig->folded[m], rig->folded_memory[m], limits);
        folded =
            reader_begin(reader, bench_messages[m].bytes, bench_messages[m].length, &info, &error) == READ_TRANSFER &&
            reader_next(reader, &error) == READ_TRANSFER &&
            fold_for_pack(rig->pack, &rig->folded[m], reader_transfer(reader));
    }
    if (!folded)
        say("the bench's own message could not be read: %s", error.text);
    reader_free(reader);
    return folded;
}

int bench_rig_new(struct setup *setup, struct bench_rig **out)
{
    char why[1024] = "";
    struct bench_rig *rig = calloc(1, sizeof *rig);
    *out = rig;
    if (!rig)
        return EXIT_PRODUCT;
    rig->facts = setup->facts;
    int code = setup_open(setup, 1, &rig->gate);
    if (code != EXIT_DONE)
        return code;
    rig->bare = XML_ParserCreate(NULL);
    rig->handled = XML_ParserCreate(NULL);
    if (!rig->bare || !rig->handled || fg_lane_open(rig->gate, &rig->lane) != FG_OK ||
        fg_verdict_new(rig->gate, &rig->verdict) != FG_OK) {
        say("memory for the bench could not be had");
        return EXIT_PRODUCT;
    }
    if (pack_load(setup->pack, 1, NULL, NULL, &rig->pack, why, sizeof why) != FG_OK) {
        say("%s", why);
        return EXIT_INPUT;
    }
    if (!stages_open(&rig->stages, rig->pack, &setup->config.limits)) {
        say("memory for the bench could not be had");
        return EXIT_PRODUCT;
    }
    return fold_messages(rig, &setup->config) ? EXIT_DONE : EXIT_PRODUCT;
}

void bench_rig_free(struct bench_rig *rig)
{
    if (!rig)
        return;
    for (int m = 0; m < BENCH_MESSAGES; m++)
        free(rig->folded_memory[m]);
    stages_close(&rig->stages);
    bench_peer_free(rig->peer);
    if (rig->pack)
        pack_free(rig->pack);
    if (rig->bare)
        XML_ParserFree(rig->bare);
    if (rig->handled)
        XML_ParserFree(rig->handled);
    fg_verdict_free(rig->verdict);
    fg_lane_close(rig->lane);
    fg_close(rig->gate);
    free(rig);
}

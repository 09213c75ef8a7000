/*
 * bench_peer.c: the terms of a pack as Hyperscan takes them (bench_peer.h): literals with what is not a letter, digit
 * or space escaped, for hs_compile_lit_multi drops matches; patterns between spaces, with the start of each match.
 */
#include "bench_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hs/hs.h>

#include "command.h"

struct bench_peer {
    hs_database_t *database;
    hs_scratch_t *scratch;
};

/* What is compiled: `count` expressions, their text in `text`. */
struct expressions {
    const char **sources;
    unsigned *flags, *ids;
    char *text;
    uint32_t count;
};

/* Bytes an expression takes at most: four for each of the term's, and what is put around a pattern. */
static size_t expression_room(const char *term)
{
    return strlen(term) * 4 + sizeof " (?:) ";
}

static char *write_literal(char *at, const char *term)
{
    for (; *term; term++) {
        unsigned char byte = (unsigned char)*term;
        bool plain = (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || byte == ' ';
        at += sprintf(at, plain ? "%c" : "\\x%02x", byte);
    }
    return at + 1;
}

static char *write_pattern(char *at, const char *source)
{
    return at + sprintf(at, " (?:%s) ", source) + 1;
}

static bool write_expressions(const struct pack *pack, struct expressions *out)
{
    const uint32_t count = pack_ordered_terms(pack);
    size_t room = 1;
    for (uint32_t i = 0; i < count; i++)
        room += expression_room(pack_string(pack, pack->terms[i].text));
    *out = (struct expressions){.sources = calloc(count, sizeof *out->sources),
                                .flags = calloc(count, sizeof *out->flags),
                                .ids = calloc(count, sizeof *out->ids),
                                .text = malloc(room),
                                .count = count};
    if (!out->sources || !out->flags || !out->ids || !out->text)
        return false;
    char *at = out->text;
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_term *term = &pack->terms[i];
        const char *text = pack_string(pack, term->text);
        out->sources[i] = at;
        out->ids[i] = i;
        out->flags[i] = term->pattern ? HS_FLAG_SOM_LEFTMOST : 0;
        at = term->pattern ? write_pattern(at, text) : write_literal(at, text);
    }
    return true;
}

static void free_expressions(struct expressions *expressions)
{
    free(expressions->sources);
    free(expressions->flags);
    free(expressions->ids);
    free(expressions->text);
}

static bool compile(const struct expressions *terms, hs_database_t **database)
{
    hs_compile_error_t *error = NULL;
    hs_error_t rc =
        hs_compile_multi(terms->sources, terms->flags, terms->ids, terms->count, HS_MODE_BLOCK, NULL, database, &error);
    if (rc != HS_SUCCESS)
        say("the pack's terms could not be compiled for the bench's hs_scan: %s",
            error ? error->message : "Hyperscan gives no reason");
    hs_free_compile_error(error);
    return rc == HS_SUCCESS;
}

bool bench_peer_has_terms(const struct pack *pack)
{
    return pack_ordered_terms(pack) > 0;
}

struct bench_peer *bench_peer_new(const struct pack *pack)
{
    struct expressions terms;
    struct bench_peer *peer = calloc(1, sizeof *peer);
    bool written = write_expressions(pack, &terms) && peer;
    bool compiled = written && compile(&terms, &peer->database);
    free_expressions(&terms);
    bool ready = compiled && hs_alloc_scratch(peer->database, &peer->scratch) == HS_SUCCESS;
    if (ready)
        return peer;
    if (!written || compiled)
        say("memory for the bench's hs_scan could not be had");
    bench_peer_free(peer);
    return NULL;
}

void bench_peer_free(struct bench_peer *peer)
{
    if (!peer)
        return;
    hs_free_scratch(peer->scratch);
    hs_free_database(peer->database);
    free(peer);
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
    (void)id;
    (void)from;
    (void)to;
    (void)flags;
    (void)context;
    return 0;
}

bool bench_peer_scan(const struct bench_peer *peer, const struct folded *folded)
{
    return hs_scan(peer->database, (const char *)folded->bytes, folded->used, 0, peer->scratch, on_match, NULL) ==
           HS_SUCCESS;
}

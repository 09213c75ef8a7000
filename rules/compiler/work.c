/*
 * work.c: counts what a pack holds. Reads the pack.
 */
#include "work.h"

#include <string.h>

#include "pattern.h"

static uint32_t count_operations(const struct pack *pack, const struct pack_rule *rule)
{
    static const uint8_t lengths[] = {
        [PACK_OP_SELECTION] = 2, [PACK_OP_AND] = 1, [PACK_OP_OR] = 1, [PACK_OP_NOT] = 1, [PACK_OP_AT_LEAST] = 3};
    uint32_t operations = 0;
    for (uint32_t at = 0; at < rule->code_length; operations++)
        at += lengths[pack->code[rule->code + at]];
    return operations;
}

static void measure_rules(const struct pack *pack, struct work *work)
{
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        if (pack->rules[i].mode == PACK_OFF)
            continue;
        work->rules++;
        work->selections += pack->rules[i].selection_count;
        work->operations += count_operations(pack, &pack->rules[i]);
    }
}

static void measure_terms(const struct pack *pack, struct work *work)
{
    struct pattern pattern;
    work->engine = pack->meta->scanned_terms;
    for (uint32_t i = 0; i < pack->term_count; i++) {
        const struct pack_term *term = &pack->terms[i];
        if (term->posting_count > work->postings) {
            work->postings = term->posting_count;
            work->busiest = pack_string(pack, term->text);
        }
        if (term->pattern == PACK_TERM_LITERAL)
            *(term->ending == 0 ? &work->names : &work->stems) += 1;
        if (term->pattern != PACK_TERM_PATTERN)
            continue;
        work->patterns++;
        if (pattern_read(&pattern, pack_string(pack, term->text), COMPILER_ENGLISH) && pattern.longest > work->longest)
            work->longest = pattern.longest;
    }
}

/* Those of one kind and key stand together. */
static void measure_identifiers(const struct pack *pack, struct work *work)
{
    for (uint32_t i = 0, same = 0; i < pack->identifier_count; i++) {
        const struct pack_identifier *identifier = &pack->identifiers[i];
        bool more = i > 0 && identifier->kind == identifier[-1].kind &&
                    memcmp(identifier->key, identifier[-1].key, sizeof identifier->key) == 0;
        same = more ? same + 1 : 1;
        if (same > work->identifiers)
            work->identifiers = same;
    }
}

void work_measure(const struct pack *pack, struct work *work)
{
    *work = (struct work){.busiest = ""};
    measure_rules(pack, work);
    measure_terms(pack, work);
    measure_identifiers(pack, work);
}

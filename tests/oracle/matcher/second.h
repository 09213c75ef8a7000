/*
 * second.h: another library of patterns as the engine, RE2::Set: which terms stand in a text it says in one pass, where
 * is asked for one by one.
 */
#ifndef FIATGATE_ORACLE_SECOND_H
#define FIATGATE_ORACLE_SECOND_H

#include "spelling.h"

#ifdef __cplusplus
extern "C" {
#endif

struct second_engine;

/* A term as pack.h has it: its text with the spaces around it, ending as there. */
struct second_term {
    const char *text;
    unsigned ending;
};

/* NULL: RE2 refused a term. */
struct second_engine *second_engine_new(const struct second_term *terms, uint32_t count);
void second_engine_free(struct second_engine *engine);
/* As scalar_find(). */
void second_engine_find(const struct second_engine *engine, const struct spellings *spellings,
                        struct findings *findings);

#ifdef __cplusplus
}
#endif

#endif

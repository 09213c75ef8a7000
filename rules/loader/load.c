/*
 * load.c: pack_load and pack_free. Runs at open and reload, on the caller's thread; nothing here is on the screening
 * path.
 */
#include "loader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <hs/hs_runtime.h>

#include "judge/rule_index.h"
#include "match/automaton.h"
#include "match/disguise.h"
#include "match/entity_index.h"
#include "match/name_index.h"
#include "match/settled_stems.h"
#include "match/token_looks.h"
#include "match/word_index.h"
#include "verify.h"

bool refuse(const struct refusal *refusal, const char *format, ...)
{
    if (refusal->why_size == 0)
        return false;
    int used = snprintf(refusal->why, refusal->why_size, "%s: ", refusal->path);
    if (used < 0 || (size_t)used >= refusal->why_size)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(refusal->why + used, refusal->why_size - (size_t)used, format, arguments);
    va_end(arguments);
    return false;
}

bool refuse_damaged(const struct refusal *refusal, const char *records, uint32_t record, const char *what)
{
    return refuse(refusal, "%s %u: %s. The file was not written by `fiatgate pack build`: rebuild the pack", records,
                  record, what);
}

/* Works out what is asked of every transfer and is the same for all. */
static fg_error derive(const struct refusal *refusal, struct pack *pack)
{
    size_t size = rule_index_size(pack);
    void *memory = size > 0 ? calloc(1, size) : NULL;
    if (size > 0 && !memory) {
        refuse(refusal, "memory for the pack could not be had");
        return FG_E_MEMORY;
    }
    pack->rule_index = memory ? rule_index_make(pack, memory) : NULL;
    pack->look_tables = look_tables_new(pack);
    if (!pack->look_tables) {
        refuse(refusal, "memory for the pack could not be had");
        return FG_E_MEMORY;
    }
    return FG_OK;
}

/* The signatures are the caller's business; the sentence gets the file's name here. */
static fg_error ask(const struct refusal *refusal, pack_admit_fn admit, void *context, const struct pack *pack)
{
    char sentence[512] = "";
    fg_error error = admit(context, pack, sentence, sizeof sentence);
    if (error != FG_OK)
        refuse(refusal, "%s", sentence);
    return error;
}

/* Strings and lists first: the others are checked through them; the index last, which follows the terms. */
static bool all_is_sound(const struct refusal *refusal, const struct pack *pack)
{
    if (!records_verify(refusal, pack) || !tables_verify(refusal, pack) || !policy_verify(refusal, pack) ||
        !rules_verify(refusal, pack) || !cases_verify(refusal, pack) || !baseline_verify(refusal, pack))
        return false;
    const struct {
        enum pack_section_id section;
        const char *wrong;
    } indexes[] = {{PACK_AUTOMATON, automaton_verify(pack, pack->automaton, pack->automaton_size,
                                                     pack->meta->scanned_terms, pack->meta->walked_terms)},
                   {PACK_NAME_INDEX, name_index_verify(pack)},
                   {PACK_WORD_INDEX, word_index_verify(pack)},
                   {PACK_NAME_FORMS, entity_index_verify(pack)},
                   {PACK_DISGUISES, disguise_verify(pack)}};
    for (size_t i = 0; i < sizeof indexes / sizeof indexes[0]; i++)
        if (indexes[i].wrong[0])
            return refuse_damaged(refusal, "section", indexes[i].section, indexes[i].wrong);
    const char *wrong = settled_stems_verify(pack); /* of two indexes that are sound */
    return !wrong[0] || refuse_damaged(refusal, "section", PACK_WORD_INDEX, wrong);
}

fg_error pack_load(const char *path, uint32_t slots, pack_admit_fn admit, void *context, struct pack **pack, char *why,
                   size_t why_size)
{
    struct refusal refusal = {.path = path, .why = why, .why_size = why_size};
    const void *database;
    size_t database_size;
    *pack = NULL;
    if (why_size > 0)
        why[0] = 0;
    struct pack *made = calloc(1, sizeof *made);
    if (!made) {
        refuse(&refusal, "memory for the pack could not be had");
        return FG_E_MEMORY;
    }
    fg_error error = frame_read(&refusal, made);
    if (error == FG_OK && admit)
        error = ask(&refusal, admit, context, made);
    if (error == FG_OK && !(sections_place(&refusal, made, &database, &database_size) && all_is_sound(&refusal, made)))
        error = FG_E_PACK;
    if (error == FG_OK)
        error = derive(&refusal, made);
    if (error == FG_OK)
        error = engine_prepare(&refusal, made, database, database_size, slots);
    if (error != FG_OK) {
        pack_free(made);
        return error;
    }
    *pack = made;
    return FG_OK;
}

void pack_free(struct pack *pack)
{
    if (!pack)
        return;
    for (uint32_t slot = 0; pack->scratch && slot < pack->slot_count; slot++)
        hs_free_scratch(pack->scratch[slot]);
    hs_free_database(pack->database);
    free(pack->scratch);
    free(pack->rule_index);
    free(pack->look_tables);
    free(pack->payload);
    free(pack);
}

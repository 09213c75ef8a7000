/*
 * engine.c: the pattern database and one scratch per lane slot. What is inside a serialised database is Hyperscan's
 * own, protected by its checksum, the pack's SHA-256 and, where the pack is loaded, the known-answer test; it cannot be
 * verified record by record, so match/scan.c checks what the engine reports.
 */
#include <stdlib.h>
#include <string.h>

#include <hs/hs_runtime.h>

#include "verify.h"

/* hs_version() says "5.4.0 2021-01-30"; packs hold what stands before the space. */
static bool is_engine_here(const char *engine)
{
    const char *here = hs_version();
    size_t length = strcspn(here, " ");
    return strncmp(engine, here, length) == 0 && engine[length] == 0;
}

static fg_error refuse_version(const struct refusal *refusal, const char *engine)
{
    refuse(refusal,
           "its patterns were compiled by version %s of the pattern engine, the one here is %.*s: install Hyperscan "
           "5.4, or rebuild the pack on this machine",
           engine, (int)strcspn(hs_version(), " "), hs_version());
    return FG_E_ENGINE;
}

static fg_error refuse_database(const struct refusal *refusal, hs_error_t rc)
{
    switch (rc) {
    case HS_NOMEM:
        refuse(refusal, "memory for its patterns could not be had");
        return FG_E_MEMORY;
    case HS_DB_VERSION_ERROR:
        refuse(refusal,
               "its patterns were compiled by another pattern engine than the one here (Hyperscan %s): install "
               "Hyperscan 5.4, or rebuild the pack on this machine",
               hs_version());
        return FG_E_ENGINE;
    case HS_DB_PLATFORM_ERROR:
        refuse(refusal,
               "its patterns were compiled for another processor: rebuild it with `fiatgate pack build`, which "
               "compiles for all");
        return FG_E_ENGINE;
    default:
        refuse(refusal, "the pattern engine refused its patterns (error %d): rebuild the pack", rc);
        return FG_E_ENGINE;
    }
}

/* Patterns of another mode could be scanned by none of our calls. */
static fg_error check_mode(const struct refusal *refusal, hs_database_t *database)
{
    char *info = NULL;
    hs_error_t rc = hs_database_info(database, &info);
    if (rc != HS_SUCCESS || !info)
        return refuse_database(refusal, rc);
    bool block = strstr(info, "Mode: BLOCK") != NULL;
    free(info);
    if (block)
        return FG_OK;
    refuse(refusal, "its patterns are not for whole texts: rebuild it with `fiatgate pack build`");
    return FG_E_ENGINE;
}

static fg_error make_scratches(const struct refusal *refusal, struct pack *pack)
{
    for (uint32_t slot = 0; slot < pack->slot_count; slot++) {
        hs_error_t rc = slot == 0 ? hs_alloc_scratch(pack->database, &pack->scratch[0])
                                  : hs_clone_scratch(pack->scratch[0], &pack->scratch[slot]);
        if (rc != HS_SUCCESS)
            return refuse_database(refusal, rc);
    }
    return FG_OK;
}

fg_error engine_prepare(const struct refusal *refusal, struct pack *pack, const void *database, size_t size,
                        uint32_t slots)
{
    if ((size > 0) != (pack->meta->scanned_terms > 0)) {
        refuse(refusal, "has terms without patterns, or patterns without terms: rebuild the pack");
        return FG_E_PACK;
    }
    if (size > 0 && !is_engine_here(pack_string(pack, pack->meta->engine)))
        return refuse_version(refusal, pack_string(pack, pack->meta->engine));
    pack->scratch = calloc(slots > 0 ? slots : 1, sizeof *pack->scratch);
    if (!pack->scratch) {
        refuse(refusal, "memory for %u lanes could not be had", slots);
        return FG_E_MEMORY;
    }
    pack->slot_count = slots;
    if (size == 0)
        return FG_OK;
    if (hs_valid_platform() != HS_SUCCESS) {
        refuse(refusal, "this processor lacks SSSE3, which the pattern engine needs: use another machine");
        return FG_E_ENGINE;
    }
    hs_error_t rc = hs_deserialize_database(database, size, &pack->database);
    if (rc != HS_SUCCESS)
        return refuse_database(refusal, rc);
    fg_error error = check_mode(refusal, pack->database);
    return error == FG_OK ? make_scratches(refusal, pack) : error;
}

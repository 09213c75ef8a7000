/*
 * database.c: all terms as one Hyperscan database. Terms are plain ASCII literals and go through hs_compile_multi with
 * what is not a letter or digit escaped: hs_compile_lit_multi of 5.4.0 drops matches. The platform is named, not
 * detected: the same source gives the same bytes on any machine, and the pack loads on any. A stem is compiled as it
 * stands; how its last word goes on is looked at where hits are read (match/scan.c).
 */
#include "image.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hs/hs_compile.h>
#include <hs/hs_runtime.h>

#include "text/fold.h"

static char *escape(struct arena *arena, const char *text)
{
    char *pattern = arena_take(arena, strlen(text) * 4 + 1), *to = pattern;
    static const char digits[] = "0123456789abcdef";
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        bool plain = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
        if (plain) {
            *to++ = *at;
        } else {
            *to++ = '\\';
            *to++ = 'x';
            *to++ = digits[c >> 4];
            *to++ = digits[c & 15];
        }
    }
    return pattern;
}

static bool compile(struct draft *draft, hs_database_t **database)
{
    struct place place = {.file = ""};
    uint32_t count = draft->sections[PACK_TERMS].count;
    const char **patterns = arena_take(&draft->arena, count * sizeof *patterns);
    unsigned *ids = arena_take(&draft->arena, count * sizeof *ids);
    unsigned *flags = arena_take(&draft->arena, count * sizeof *flags);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_term *term = draft_record(draft, PACK_TERMS, i);
        patterns[i] = escape(&draft->arena, draft_text(draft, term->text));
        ids[i] = i;
    }
    hs_platform_info_t baseline = {.tune = HS_TUNE_FAMILY_GENERIC, .cpu_features = 0};
    hs_compile_error_t *error = NULL;
    hs_error_t rc = hs_compile_multi(patterns, flags, ids, count, HS_MODE_BLOCK, &baseline, database, &error);
    if (rc == HS_SUCCESS)
        return true;
    if (rc == HS_NOMEM || (error && strstr(error->message, "allocate memory")))
        memory_exhausted();
    const char *term = "";
    if (error && error->expression >= 0 && (uint32_t)error->expression < count)
        term = patterns[error->expression];
    report_fault(draft->report, place, TERMS_REFUSED,
                 error ? error->message : message_text(draft->report->language, FAULT_NO_REASON_GIVEN), rc,
                 term[0] ? message_text(draft->report->language, FAULT_REFUSED_TERM) : "", term);
    hs_free_compile_error(error);
    return false;
}

/* hs_version() up to its first space: "5.4.0". */
static uint32_t engine_string(struct draft *draft)
{
    char engine[32];
    snprintf(engine, sizeof engine, "%.*s", (int)strcspn(hs_version(), " "), hs_version());
    return draft_string(draft, engine);
}

bool database_build(struct draft *draft)
{
    hs_database_t *database = NULL;
    char *bytes = NULL;
    size_t length = 0;
    uint32_t engine = engine_string(draft);
    struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    meta->engine = engine;
    meta->scanned_terms = draft->sections[PACK_TERMS].count;
    if (draft->sections[PACK_TERMS].count == 0)
        return true;
    if (!compile(draft, &database))
        return false;
    hs_error_t rc = hs_serialize_database(database, &bytes, &length);
    hs_free_database(database);
    if (rc != HS_SUCCESS || length > PACK_FILE_BYTES_MAX)
        memory_exhausted();
    memcpy(record_table_add(&draft->sections[PACK_DATABASE], (uint32_t)length), bytes, length);
    free(bytes);
    return true;
}

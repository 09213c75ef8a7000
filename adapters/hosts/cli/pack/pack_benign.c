/*
 * pack_benign.c: one transfer a line, through the fold and the scan of the screening path (pack_benign.h).
 */
#include "pack_benign.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "input.h"
#include "loader.h"
#include "match/scan.h"
#include "packs.h"
#include "text/utf8.h"
#include "transfer.h"
#include "match/fold_for_pack.h"

#define LINE_BYTES_MAX 4096u
#define HITS_MAX       4096u
#define SHOWN_BYTES    80

/* What is known of one entry. */
struct entry_hits {
    uint64_t lines, last_line; /* hit so far; numbers from 1 */
    uint32_t term;             /* by which the first was hit */
    const char *file;          /* of the first */
    unsigned long line;
    char text[SHOWN_BYTES + 1];
};

struct measuring {
    const struct pack *pack;
    struct transfer transfer;
    struct folded folded;
    void *memory, *folded_memory;
    struct scan_hit *hits;
    struct entry_hits *entries;
    uint64_t lines, left_out;
    const char *file;
    unsigned long line; /* of the file */
};

static bool measuring_open(struct measuring *measuring, const struct pack *pack)
{
    static const struct limits limits = {
        .message_bytes = 65536, .fields = 8, .text_bytes = 65536, .transfers = 1, .depth = 1, .hits = HITS_MAX};
    size_t size = (transfer_size(&limits) + 63) / 64 * 64, folded = (folded_size(&limits) + 63) / 64 * 64;
    *measuring = (struct measuring){.pack = pack};
    measuring->memory = aligned_alloc(64, size);
    measuring->folded_memory = aligned_alloc(64, folded);
    measuring->hits = calloc(HITS_MAX, sizeof *measuring->hits);
    measuring->entries = calloc(pack->entry_count + 1, sizeof *measuring->entries);
    if (!measuring->memory || !measuring->folded_memory || !measuring->hits || !measuring->entries)
        return false;
    memset(measuring->memory, 0, size);
    memset(measuring->folded_memory, 0, folded);
    transfer_place(&measuring->transfer, measuring->memory, &limits);
    folded_place(&measuring->folded, measuring->folded_memory, &limits);
    return true;
}

static void measuring_close(struct measuring *measuring)
{
    free(measuring->memory);
    free(measuring->folded_memory);
    free(measuring->hits);
    free(measuring->entries);
}

static void note_hit(struct measuring *measuring, uint32_t entry, uint32_t term, const char *text, size_t length)
{
    struct entry_hits *known = &measuring->entries[entry];
    if (known->last_line == measuring->lines)
        return;
    known->last_line = measuring->lines;
    if (known->lines++ > 0)
        return;
    known->term = term;
    known->file = measuring->file;
    known->line = measuring->line;
    length = utf8_valid_prefix(text, length < SHOWN_BYTES ? length : SHOWN_BYTES);
    memcpy(known->text, text, length);
}

/* false = the engine failed (said). */
static bool measure_line(struct measuring *measuring, const char *text, size_t length)
{
    const struct pack *pack = measuring->pack;
    uint32_t count = 0;
    measuring->lines++;
    transfer_reset(&measuring->transfer);
    if (!transfer_put(&measuring->transfer, FG_FIELD_REMITTANCE, text, (uint32_t)length, 0) ||
        !fold_for_pack(pack, &measuring->folded, &measuring->transfer)) {
        measuring->left_out++;
        return true;
    }
    enum scan_result result = scan_folded(pack, pack->scratch ? pack->scratch[0] : NULL, &measuring->transfer,
                                          &measuring->folded, measuring->hits, HITS_MAX, &count);
    if (result == SCAN_ENGINE) {
        say("%s:%lu: the engine of patterns failed: this is a fault of fiatgate", measuring->file, measuring->line);
        return false;
    }
    for (uint32_t i = 0; i < count && i < HITS_MAX; i++) {
        const struct pack_term *term = &pack->terms[measuring->hits[i].term];
        for (uint32_t j = 0; j < term->posting_count; j++)
            if (pack->postings[term->first_posting + j].match != PACK_MATCH_AMBIGUOUS) /* known to be ordinary */
                note_hit(measuring, pack->postings[term->first_posting + j].entry, measuring->hits[i].term, text,
                         length);
    }
    return true;
}

static int measure_file(struct measuring *measuring, char *path)
{
    struct content content = {0};
    char why[1024];
    FILE *file = input_open(path, why, sizeof why);
    if (!file) {
        say("%s: %s", path, why);
        return EXIT_INPUT;
    }
    enum line_result result;
    bool works = true;
    measuring->file = path;
    measuring->line = 0;
    while (works && ((result = input_line(file, LINE_BYTES_MAX, &content)) == LINE_READ || result == LINE_TOO_LONG)) {
        measuring->line++;
        if (result == LINE_TOO_LONG || utf8_valid_prefix(content.bytes, content.length) != content.length)
            measuring->left_out++;
        else if (content.length > 0)
            works = measure_line(measuring, (const char *)content.bytes, content.length);
    }
    input_close(file);
    content_free(&content);
    if (works && result == LINE_FAILED)
        say("%s: cannot be read to its end", path);
    return !works ? EXIT_PRODUCT : result == LINE_FAILED ? EXIT_INPUT : EXIT_DONE;
}

static void print_entry(const struct measuring *measuring, uint32_t entry, const struct benign_files *files,
                        enum compiler_language language)
{
    const struct pack *pack = measuring->pack;
    const struct pack_entry *record = &pack->entries[entry];
    const struct entry_hits *hits = &measuring->entries[entry];
    char term[SHOWN_BYTES + 1];
    snprintf(term, sizeof term, "%s", pack_string(pack, pack->terms[hits->term].text));
    size_t length = strlen(term);
    if (length > 0 && term[length - 1] == ' ')
        term[length - 1] = 0;
    const char *list = pack_string(pack, pack->lists[record->list].id), *id = pack_string(pack, record->id);
    unsigned long long lines = hits->lines, all = measuring->lines;
    if (language == COMPILER_RUSSIAN)
        printf("предупреждение: запись %s/%s найдена в безобидных строках: %llu из %llu, допускается %u; первая — "
               "%s:%lu («%s»), найдено «%s»: удлините это, удалите или, если это наименование, перенесите в "
               "ambiguous_aliases\n",
               list, id, lines, all, files->limit, hits->file, hits->line, hits->text, term + (term[0] == ' '));
    else
        printf(
            "warning: entry %s/%s is found in %llu of %llu benign lines, more than %u; the first is %s:%lu (\"%s\"), "
            "by \"%s\": make that longer, remove it or, if it is a name, move it to ambiguous_aliases\n",
            list, id, lines, all, files->limit, hits->file, hits->line, hits->text, term + (term[0] == ' '));
}

static void print_all(const struct measuring *measuring, const struct benign_files *files,
                      enum compiler_language language)
{
    uint32_t found = 0, count = measuring->pack->entry_count;
    for (uint32_t entry = 0; entry < count; entry++) {
        if (measuring->entries[entry].lines <= files->limit)
            continue;
        found++;
        print_entry(measuring, entry, files, language);
    }
    unsigned long long lines = measuring->lines, left_out = measuring->left_out;
    if (language == COMPILER_RUSSIAN)
        printf(
            "безобидных строк: %llu, пропущено (слишком длинные или не UTF-8): %llu; записей: %u, из них найдено чаще "
            "допустимого (%u): %u\n",
            lines, left_out, count, files->limit, found);
    else
        printf("%llu benign lines, %llu left out (too long, or not UTF-8): of %u entries, %u found in more than %u "
               "lines\n",
               lines, left_out, count, found, files->limit);
}

static int measure_pack(const struct pack *pack, enum compiler_language language, const struct benign_files *files)
{
    struct measuring measuring;
    int code = EXIT_DONE;
    if (!measuring_open(&measuring, pack)) {
        say("memory for a measurement could not be had");
        code = EXIT_PRODUCT;
    }
    for (int i = 0; code == EXIT_DONE && i < files->count; i++)
        code = measure_file(&measuring, files->paths[i]);
    if (code == EXIT_DONE)
        print_all(&measuring, files, language);
    measuring_close(&measuring);
    return code;
}

int measure_benign(const char *folder, const struct compiler_options *options, const struct benign_files *files)
{
    struct built_pack built;
    struct pack *pack = NULL;
    char why[1024] = "";
    int code = built_pack_get_over(folder, options->base, &built);
    if (code != EXIT_DONE)
        return code;
    fg_error error = pack_load(built.path, 1, NULL, NULL, &pack, why, sizeof why);
    built_pack_release(&built);
    if (error != FG_OK) {
        say("%s", *why ? why : fg_error_text(error));
        return error == FG_E_PACK ? EXIT_INPUT : EXIT_PRODUCT;
    }
    code = measure_pack(pack, options->language, files);
    pack_free(pack);
    return code;
}

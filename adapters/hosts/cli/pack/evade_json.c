/*
 * evade_json.c: what came of all disguises, one object a line (evade_report.h).
 */
#include <jansson.h>

#include "evade_report.h"
#include "evade_text.h"

static void put(json_t *object, FILE *out)
{
    if (object && json_dumpf(object, out, JSON_COMPACT | JSON_REAL_PRECISION(5)) == 0)
        fputc('\n', out);
    json_decref(object);
}

static json_t *count_in_json(const struct evade_count *count)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:f}", "forms", (json_int_t)count->forms, "caught",
                     (json_int_t)count->caught, "named", (json_int_t)count->named, "flagged",
                     (json_int_t)count->flagged, "share", evade_share(count));
}

static json_t *entries_in_json(const struct evade_run *run, const struct evade_word *word)
{
    const struct pack *pack = run->desk.pack;
    json_t *entries = json_array();
    for (uint32_t i = 0; i < word->entry_count; i++) {
        const struct pack_entry *entry = &pack->entries[word->entries[i]];
        json_array_append_new(entries, json_sprintf("%s/%s", pack_string(pack, pack->lists[entry->list].id),
                                                    pack_string(pack, entry->id)));
    }
    return entries;
}

static void put_case(const struct evade_run *run, const struct evade_word *word, const char *kind,
                     const struct evade_case *shown, FILE *out)
{
    json_t *tricks = json_array();
    for (uint32_t k = 0; k < EVADE_KINDS; k++)
        if (shown->kinds >> k & 1)
            json_array_append_new(tricks, json_string(evade_tricks[k].name));
    put(json_pack("{s:s, s:o, s:s, s:o, s:s, s:s, s:s}", "kind", kind, "entries",
                  word ? entries_in_json(run, word) : json_array(), "word", word ? word->written : "", "tricks", tricks,
                  "field", shown->as_payee ? "creditor_name" : "remittance", "text", shown->text, "action",
                  fg_action_name(shown->action)),
        out);
}

static void put_word(const struct evade_run *run, const struct evade_word *word, const struct evade_result *result,
                     FILE *out)
{
    static const char *const standings[] = {"alone", "beside", "not found"};
    struct evade_count total = evade_total(result);
    json_t *tricks = json_object();
    for (int kind = 0; kind < EVADE_KINDS; kind++) {
        struct evade_count of_kind = evade_of_kind(result, (enum evade_kind)kind);
        if (of_kind.forms > 0)
            json_object_set_new(tricks, evade_tricks[kind].name, count_in_json(&of_kind));
    }
    put(json_pack("{s:s, s:o, s:s, s:i, s:s, s:s, s:s, s:b, s:o, s:o, s:I, s:I}", "kind", "word", "entries",
                  entries_in_json(run, word), "word", word->written, "letters", (int)word->letters, "found",
                  standings[result->standing], "sign",
                  result->standing == EVADE_BESIDE ? evade_signs[result->sign] : "", "doubtful_sign",
                  result->standing == EVADE_ALONE ? evade_signs[result->doubtful] : "", "payee", (int)result->payee,
                  "all", count_in_json(&total), "tricks", tricks, "not_asked", (json_int_t)result->not_asked,
                  "narrowed", (json_int_t)result->narrowed),
        out);
}

static void put_cases(const struct evade_run *run, const struct evade_word *word, const struct evade_result *result,
                      FILE *out)
{
    const struct {
        const char *kind;
        const struct evade_cases *cases;
    } sets[] = {{"missed", &result->missed}, {"stopped", &result->stopped}, {"flagged", &result->flagged}};
    for (size_t set = 0; set < sizeof sets / sizeof sets[0]; set++)
        for (uint32_t i = 0; i < sets[set].cases->count; i++)
            put_case(run, word, sets[set].kind, &sets[set].cases->items[i], out);
}

static void put_trick(const char *name, const struct evade_count *depths, const struct evade_count *sizes, FILE *out)
{
    struct evade_count all = {0};
    for (int size = 0; size < EVADE_SIZES; size++)
        evade_count_add(&all, &sizes[size]);
    put(json_pack("{s:s, s:s, s:o, s:o, s:o, s:o, s:o, s:o}", "kind", "trick", "trick", name, "all",
                  count_in_json(&all), "one", count_in_json(&depths[0]), "two", count_in_json(&depths[1]), "three",
                  count_in_json(&depths[2]), "letters_6", count_in_json(&sizes[EVADE_LONG]), "letters_under_6",
                  count_in_json(&sizes[EVADE_SHORT])),
        out);
}

void evade_print_json(const struct evade_run *run, const struct evade_sums *sums, FILE *out)
{
    const struct pack *pack = run->desk.pack;
    uint32_t minimum = run->minimum;
    for (uint32_t i = 0; i < run->words.count; i++) {
        put_word(run, &run->words.items[i], &run->results[i], out);
        put_cases(run, &run->words.items[i], &run->results[i], out);
    }
    put_cases(run, NULL, &run->results[run->words.count], out);
    for (int kind = 0; kind < EVADE_KINDS; kind++)
        put_trick(evade_tricks[kind].name, sums->kinds[kind], sums->sizes[kind], out);
    put_trick("all", sums->depths, sums->sizes[EVADE_KINDS], out);
    put(json_pack("{s:s, s:s, s:s, s:s, s:I, s:o, s:I, s:b, s:{s:I, s:I, s:I}, s:I, s:I, s:I}", "kind", "summary",
                  "pack", pack_string(pack, pack->meta->name), "version", pack_string(pack, pack->meta->version),
                  "hash", pack->hash, "words", (json_int_t)run->words.count, "caught", count_in_json(&sums->all),
                  "minimum", (json_int_t)minimum, "met", (int)evade_is_enough(sums, minimum), "neighbours", "texts",
                  (json_int_t)sums->neighbours, "flagged", (json_int_t)sums->flagged, "stopped",
                  (json_int_t)sums->stopped, "stopped_without_sign", (json_int_t)sums->held_alone, "not_asked",
                  (json_int_t)sums->not_asked, "narrowed", (json_int_t)sums->narrowed),
        out);
}

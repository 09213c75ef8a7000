/*
 * evade_combine.c: tricks put together (evade_combine.h).
 */
#include "evade_combine.h"

#include <string.h>

#define TRIES_PER_FORM 4

struct combining {
    const struct evade_word *word;
    struct evade_form base;
    uint32_t allowed, forms; /* kinds; of each kind and depth */
    struct evade_seen *seen;
    evade_disguise_fn each;
    void *context;
};

/* False when the same was made before, or equals the word itself. */
static bool is_new(struct combining *combining, const struct evade_form *form)
{
    uint64_t hash = evade_hash(form->letters, form->count * sizeof *form->letters,
                               (uint64_t)form->break_at << 32 | (uint64_t)form->break_kind << 16 | form->columns);
    uint64_t *hashes = combining->seen->hashes;
    size_t slots = sizeof combining->seen->hashes / sizeof *hashes, at = hash % slots;
    hash += hash == 0;
    while (hashes[at] != 0) {
        if (hashes[at] == hash)
            return false;
        at = (at + 1) % slots;
    }
    hashes[at] = hash;
    return true;
}

/* Kinds to go with one, as many as are wanted; false = these do not go together. */
static bool choose_kinds(const struct combining *combining, enum evade_kind kind, unsigned depth,
                         struct evade_chance *chance, uint32_t *kinds)
{
    *kinds = 1u << kind;
    for (unsigned more = 1; more < depth; more++) {
        uint32_t apart = *kinds, open[EVADE_KINDS], count = 0;
        for (uint32_t k = 0; k < EVADE_KINDS; k++)
            if (*kinds >> k & 1)
                apart |= evade_tricks[k].apart;
        for (uint32_t k = 0; k < EVADE_KINDS; k++)
            if (combining->allowed >> k & 1 & ~(apart >> k))
                open[count++] = k;
        if (count == 0)
            return false;
        *kinds |= 1u << open[evade_draw(chance, count)];
    }
    return true;
}

/* One try; false = nothing new came of it. */
static bool make_one(struct combining *combining, enum evade_kind kind, unsigned depth, uint32_t number)
{
    uint64_t key[] = {kind, depth, number};
    struct evade_chance chance = {
        evade_hash(key, sizeof key, evade_hash(combining->word->written, strlen(combining->word->written), 0))};
    struct evade_form form = combining->base;
    struct evade_disguise made = {.form = &form, .kind = kind, .depth = (uint8_t)depth};
    if (!choose_kinds(combining, kind, depth, &chance, &made.kinds))
        return false;
    for (uint32_t k = 0; k < EVADE_KINDS; k++) {
        if (!(made.kinds >> k & 1))
            continue;
        uint32_t variant = depth == 1 || k == (uint32_t)kind ? number : evade_draw(&chance, 24);
        int readings = evade_tricks[k].apply(&form, combining->word, variant, &chance);
        if (readings == EVADE_NOTHING)
            return false;
        made.readings |= (uint8_t)readings;
    }
    if (!is_new(combining, &form))
        return false;
    combining->each(combining->context, &made);
    return true;
}

void evade_combine(const struct evade_word *word, uint32_t kinds, uint32_t forms, struct evade_seen *seen,
                   evade_disguise_fn each, void *context)
{
    struct combining combining = {
        .word = word, .allowed = kinds, .forms = forms, .seen = seen, .each = each, .context = context};
    if (!evade_form_read(&combining.base, word->written))
        return;
    memset(seen, 0, sizeof *seen);
    is_new(&combining, &combining.base);
    for (unsigned depth = 1; depth <= EVADE_DEPTHS; depth++) {
        for (uint32_t kind = 0; kind < EVADE_KINDS; kind++) {
            if (!(kinds >> kind & 1))
                continue;
            for (uint32_t number = 0, made = 0; made < forms && number < forms * TRIES_PER_FORM; number++)
                made += make_one(&combining, kind, depth, number);
        }
    }
}

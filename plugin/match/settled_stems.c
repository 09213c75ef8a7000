/*
 * settled_stems.c: walks the automaton over the words of the table of settled ones (settled_stems.h).
 */
#include "settled_stems.h"

#include "word_index_layout.h"

bool word_is_stemless(const struct automaton *automaton, const unsigned char *letters, uint32_t length)
{
    uint32_t state = automaton->root;
    for (uint32_t i = 0; i <= length; i++) {
        const struct automaton_step *step = &automaton->steps[state + automaton_symbol(i < length ? letters[i] : ' ')];
        if (step->owner != state)
            return true;
        if (step->next & AUTOMATON_HAS_ENDS)
            return false;
        state = step->next;
    }
    return false;
}

const char *settled_stems_verify(const struct pack *pack)
{
    if (pack->word_index_size == 0)
        return "";
    const struct word_index index = word_index_of(pack->word_index);
    struct automaton automaton = {0};
    if (pack->automaton_size > 0)
        automaton = automaton_of(pack->automaton);
    for (uint32_t i = 0; i < (uint32_t)1 << index.header->settled_bits; i++)
        for (int n = 0; n < SETTLED_SLOTS; n++) {
            const uint64_t *slot = index.settled[i].words[n];
            unsigned char letters[SETTLED_LETTERS + 1];
            memcpy(letters, slot, sizeof letters);
            letters[SETTLED_LETTERS] = 0;
            if ((slot[1] & SETTLED_STEMLESS) && automaton.steps &&
                !word_is_stemless(&automaton, letters, (uint32_t)strlen((char *)letters)))
                return "a word of it says that no stem begins with it, and one does";
        }
    return "";
}

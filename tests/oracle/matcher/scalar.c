/*
 * scalar.c: compares each term with the words from each place of each spelling on (scalar.h).
 */
#include "scalar.h"

#include <string.h>

/* Whether a term's word is the spelled one; of a stem's last word, with at most `ending` letters more behind it. */
static bool is_word(const char *word, size_t length, unsigned ending, const struct spelled *spelled)
{
    if (spelled->length < length || spelled->length > length + ending || memcmp(word, spelled->letters, length) != 0)
        return false;
    for (size_t i = length; i < spelled->length; i++)
        if (spelled->letters[i] < 'A' || spelled->letters[i] > 'Z')
            return false;
    return true;
}

/* The number of words that a term is, if it stands at the first of these; else 0. */
static uint32_t stands(const char *text, unsigned ending, const struct spelled *words, uint32_t count)
{
    uint32_t used = 0;
    if (text[1] != words[0].letters[0])
        return 0;
    for (text += strspn(text, " "); *text != 0; text += strspn(text, " ")) {
        size_t length = strcspn(text, " ");
        if (used == count || !is_word(text, length, text[length] == 0 ? ending : 0, &words[used]))
            return 0;
        used++;
        text += length;
    }
    return used;
}

void scalar_find(const struct pack *pack, const struct spellings *spellings, struct findings *findings)
{
    for (uint32_t s = 0; s < spellings->count; s++) {
        const struct spelling *spelling = &spellings->items[s];
        for (uint32_t at = 0; at < spelling->count; at++)
            for (uint32_t term = 0; term < pack->term_count; term++) {
                const struct spelled *words = spellings->words + spelling->first + at;
                uint32_t used = stands(pack_string(pack, pack->terms[term].text), pack->terms[term].ending, words,
                                       spelling->count - at);
                if (used > 0 && words[0].from < words[used - 1].to)
                    findings_add(findings, (struct finding){.term = term,
                                                            .value = spelling->value,
                                                            .from = words[0].from,
                                                            .to = words[used - 1].to,
                                                            .readings = spelling->readings});
            }
    }
}

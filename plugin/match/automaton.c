/*
 * automaton.c: which tokens something may begin with, and whether a section that was loaded is sound. Walking stands in
 * automaton.h, where the compiler can put it into its callers.
 */
#include "automaton.h"

#include "pattern_example.h"
#include "token_looks.h"

struct automaton automaton_of(const uint8_t *section)
{
    const struct automaton_header *header = (const void *)section;
    const uint64_t *first = (const void *)(section + sizeof *header);
    const uint64_t *second = first + (UINT32_C(1) << header->first_bits) / 64;
    const struct automaton_step *steps = (const void *)(second + (UINT32_C(1) << header->second_bits) / 64);
    return (struct automaton){.first = first,
                              .second = second,
                              .steps = steps,
                              .ends = (const void *)(steps + header->step_count),
                              .first_mask = (UINT32_C(1) << header->first_bits) - 1,
                              .second_mask = (UINT32_C(1) << header->second_bits) - 1,
                              .root = header->root,
                              .longest = header->longest};
}

uint32_t automaton_beginnings(const struct automaton *automaton, const struct folded *folded, uint32_t first,
                              uint32_t end, uint32_t found[AUTOMATON_TOKENS])
{
    const struct automaton parts = *automaton;
    const uint32_t most = end - first < AUTOMATON_TOKENS ? end - first : AUTOMATON_TOKENS;
    uint32_t count = 0;
    for (uint64_t asked = tokens_that(folded, first, most, LOOK_STEM); asked != 0; asked &= asked - 1) {
        const uint32_t token = first + (uint32_t)__builtin_ctzll(asked);
        found[count] = token;
        count += automaton_may_go_on(&parts, folded->bytes + folded->tokens[token].at);
    }
    return count;
}

/* --- Verifying ------------------------------------------------------------------------------------------------ */

static bool is_part(uint32_t bits)
{
    return bits >= AUTOMATON_FILTER_MIN && bits <= AUTOMATON_FILTER_MAX;
}

static const char *verify_header(const uint8_t *section, uint64_t size)
{
    struct automaton_header header;
    if (size < sizeof header)
        return "it is cut";
    memcpy(&header, section, sizeof header);
    if (!is_part(header.first_bits) || !is_part(header.second_bits))
        return "its filter has no size";
    if (size != sizeof header + (UINT64_C(1) << header.first_bits) / 8 + (UINT64_C(1) << header.second_bits) / 8 +
                    (uint64_t)header.step_count * sizeof(struct automaton_step) +
                    (uint64_t)header.end_count * sizeof(uint32_t))
        return "its tables have another size than it says";
    if (header.step_count >= AUTOMATON_HAS_ENDS || header.end_count >= AUTOMATON_LAST)
        return "its tables are too large";
    if (header.longest == 0 || header.longest > AUTOMATON_BYTES_MAX)
        return "its terms are longer than terms may be";
    for (size_t i = 0; i < sizeof header.reserved / sizeof *header.reserved; i++)
        if (header.reserved[i] != 0)
            return "its header is damaged";
    return "";
}

/* Whether all that may stand at a state stands in the table. */
static bool is_state(const struct automaton_header *header, uint32_t base)
{
    return base != 0 && base < header->step_count && header->step_count - base > AUTOMATON_ENDS;
}

static bool is_step(const struct automaton_header *header, const struct automaton_step *steps, uint32_t at)
{
    const struct automaton_step *step = &steps[at];
    if (step->owner == 0)
        return step->next == 0;
    if (!is_state(header, step->owner) || at < step->owner || at - step->owner > AUTOMATON_ENDS)
        return false;
    if (at - step->owner == AUTOMATON_ENDS)
        return step->next < header->end_count;
    uint32_t next = step->next & ~AUTOMATON_HAS_ENDS;
    if (!is_state(header, next))
        return false;
    return (step->next & AUTOMATON_HAS_ENDS) == 0 || steps[next + AUTOMATON_ENDS].owner == next;
}

/* That every list ends, and holds terms of its own in their order: it is no longer than they are many. */
static bool are_ends(const struct automaton_header *header, const uint32_t *ends, uint32_t first, uint32_t count)
{
    bool goes_on = false;
    for (uint32_t i = 0; i < header->end_count; i++) {
        uint32_t term = ends[i] & ~AUTOMATON_LAST;
        if (term < first || term - first >= count || (goes_on && term <= (ends[i - 1] & ~AUTOMATON_LAST)))
            return false;
        goes_on = (ends[i] & AUTOMATON_LAST) == 0;
    }
    return !goes_on;
}

static const char *verify_tables(const uint8_t *section, uint32_t first, uint32_t count)
{
    const struct automaton_header *header = (const void *)section;
    struct automaton automaton = automaton_of(section);
    if (!is_state(header, header->root))
        return "it has no beginning";
    for (uint32_t i = 0; i < header->step_count; i++)
        if (!is_step(header, automaton.steps, i))
            return "a step leads outside";
    if (!are_ends(header, automaton.ends, first, count))
        return "what ends in it is not its own";
    return "";
}

/* Whether the term ends behind a text, which begins with a token. As far behind the text as the filter may ask, bytes
 * are readable. */
static bool ends_behind(const struct automaton *automaton, const unsigned char *text, size_t length, uint32_t term)
{
    if (!automaton_may_begin(automaton, text) || !automaton_may_go_on(automaton, text))
        return false;
    struct automaton_walk walk = automaton_walk_from(automaton, text, text + length);
    while (automaton_next(&walk))
        if (walk.term == term && walk.at == text + length)
            return true;
    return false;
}

/* Whether a term is found where its own text stands. */
static bool is_found(const struct pack *pack, const struct automaton *automaton, uint32_t number)
{
    const struct pack_term *term = &pack->terms[number];
    const char *string = pack_string(pack, term->text);
    unsigned char text[AUTOMATON_BYTES_MAX + AUTOMATON_READ_AHEAD] = {0};
    size_t length;
    if (term->pattern == PACK_TERM_PATTERN) {
        length = pattern_example(string, (char *)text, AUTOMATON_BYTES_MAX - 1);
        text[length] = ' ';
    } else {
        if (term->length < 2 || term->length - 1 > AUTOMATON_BYTES_MAX || string[0] != ' ')
            return false;
        length = term->length - 1u;
        memcpy(text, string + 1, length);
    }
    return length > 0 && ends_behind(automaton, text, length + (term->pattern == PACK_TERM_PATTERN), number);
}

const char *automaton_verify(const struct pack *pack, const uint8_t *section, uint64_t size, uint32_t first,
                             uint32_t count)
{
    if (count == 0)
        return size == 0 ? "" : "there is no term for it";
    const char *wrong = verify_header(section, size);
    if (wrong[0] == 0)
        wrong = verify_tables(section, first, count);
    if (wrong[0] != 0)
        return wrong;
    struct automaton automaton = automaton_of(section);
    for (uint32_t term = first; term - first < count; term++)
        if (!is_found(pack, &automaton, term))
            return "a term of the pack is not found by it";
    return "";
}

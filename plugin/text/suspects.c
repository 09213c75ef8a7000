/*
 * suspects.c: the parts of a value in which words may be in disguise (suspects.h). Neighbours are one part, and what is
 * past the last part there is room for is taken into it.
 */
#include "suspects.h"

void suspect_tokens(struct suspects *suspects, const struct folded *folded, uint32_t to, uint32_t first)
{
    if (!folded->tokens)
        return;
    /* Where the token before ends; 0: it is the segment's first. */
    uint32_t from = first > suspects->plain_token ? folded->tokens[first - 1].to : 0;
    const uint32_t end = folded->token_count;
    struct suspect *part = &suspects->parts[suspects->count ? suspects->count - 1 : 0];
    if (suspects->count == 0 || (from > part->to && suspects->count < SUSPECTS)) {
        suspects->parts[suspects->count++] =
            (struct suspect){.from = from, .to = to, .first_token = first, .end_token = end};
        return;
    }
    part->units = 0;
    if (suspects->count > 1 && from < part[-1].to) /* what says nothing stands behind the token before, in its part */
        from = part[-1].to;
    part->from = from < part->from ? from : part->from;
    part->to = to > part->to ? to : part->to;
    part->first_token = first < part->first_token ? first : part->first_token;
    part->end_token = end;
}

static bool is_small(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_capital(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

bool has_odd_case(const unsigned char *text, uint32_t from, uint32_t to)
{
    for (uint32_t at = from; at < to; at++) {
        unsigned char before = at > from ? text[at - 1] : 0, behind = at + 1 < to ? text[at + 1] : 0;
        if (text[at] == 'I' && (is_small(before) || (at == from && behind && strchr("aeiouy", behind))))
            return true;
        if (text[at] == 'l' && !is_small(before) && !is_small(behind) && (is_capital(before) || is_capital(behind)))
            return true;
    }
    return false;
}

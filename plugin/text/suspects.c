/*
 * suspects.c: the parts of a value in which words may be in disguise (suspects.h). Neighbours are one part, and what is
 * past the last part there is room for is taken into it.
 */
#include "suspects.h"

#include <string.h>

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

/* Bytes of letters; all that are not ASCII are taken for some. */
static bool is_letter_byte(unsigned char byte)
{
    return (unsigned char)((byte | 0x20) - 'a') < 26 || byte >= 0x80;
}

static bool is_digit_byte(unsigned char byte)
{
    return (unsigned char)(byte - '0') < 10;
}

/* The byte so many before, or behind, the bytes [at, next); a space where the text does not reach so far. */
static unsigned char byte_before(const unsigned char *text, uint32_t at, uint32_t distance)
{
    return at >= distance ? text[at - distance] : ' ';
}

static unsigned char byte_behind(const unsigned char *text, uint32_t length, uint32_t next, uint32_t distance)
{
    return length - next >= distance ? text[next + distance - 1] : ' ';
}

/* Whether it is a word by itself: separators stand on both sides, and no number behind them, which it would be the
 * currency of. */
static bool is_sign_word(const unsigned char *text, uint32_t length, uint32_t at, uint32_t next)
{
    const unsigned char before = byte_before(text, at, 1), behind = byte_behind(text, length, next, 1);
    const unsigned char left = byte_before(text, at, 2), right = byte_behind(text, length, next, 2);
    if (is_letter_byte(before) || is_digit_byte(before) || is_letter_byte(behind) || is_digit_byte(behind))
        return false;
    return !is_digit_byte(left) && !is_digit_byte(right) && (is_letter_byte(left) || is_letter_byte(right));
}

bool is_odd_sign(const unsigned char *text, uint32_t length, uint32_t at, uint32_t next)
{
    const unsigned char before = byte_before(text, at, 1), behind = byte_behind(text, length, next, 1);
    switch (text[at]) {
    case '\\':
        return before == '/' || before == '|' || behind == '/' || behind == '|';
    case '^':
        return is_letter_byte(before) || is_letter_byte(behind);
    case '>':
        return behind == '<';
    case '|':
        return behind == '<' || behind == ')' ||
               ((behind == '-' || behind == '_' || behind == '/') && byte_behind(text, length, next, 2) == '|');
    case '(':
        return behind == ')' || ((is_letter_byte(behind) || (is_letter_byte(before) && is_digit_byte(behind))) &&
                                 !is_digit_byte(before) && memchr(text + next, ')', length - next) == NULL);
    case '$':
    case '@':
        return is_sign_word(text, length, at, next);
    default:
        return text[at] >= 0x80 && is_sign_word(text, length, at, next);
    }
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

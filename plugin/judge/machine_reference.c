/*
 * machine_reference.c: UUIDs and hexadecimal digits around a place of a text (machine_reference.h).
 */
#include "machine_reference.h"

#include "evaluation.h"

#define DIGITS_LEAST 8
/* So far is looked on either side, so that many names in one long run cost no more than that each. */
#define LOOKED_FAR 128

/* Where hexadecimal digits and dashes begin and end around a place, with no letter or digit beside them. */
struct run {
    uint32_t from, to, digits;
};

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Letters of other alphabets are bytes from 0x80 on; so are some signs, beside which nothing is taken for a reference.
 */
static bool is_of_a_word(unsigned char byte)
{
    return byte >= 0x80 || is_digit(byte) || (ascii_upper(byte) >= 'A' && ascii_upper(byte) <= 'Z');
}

/* A dash with a digit on either side. */
static bool is_joint(const unsigned char *text, uint32_t length, uint32_t at)
{
    return text[at] == '-' && at > 0 && at + 1 < length && is_hexadecimal(text[at - 1]) && is_hexadecimal(text[at + 1]);
}

static bool is_part(const unsigned char *text, uint32_t length, uint32_t at)
{
    return is_hexadecimal(text[at]) || is_joint(text, length, at);
}

/* Leaves out the group at an end that goes on as a word, as in ESF-9627. false = the place is in it. */
static bool leave_words(const unsigned char *text, uint32_t length, uint32_t at, struct run *run)
{
    if (run->from > 0 && at - run->from < LOOKED_FAR && is_of_a_word(text[run->from - 1]))
        while (run->from <= at && text[run->from++] != '-')
            ;
    if (run->to < length && run->to - at < LOOKED_FAR && is_of_a_word(text[run->to]))
        while (run->to > at && text[--run->to] != '-')
            ;
    return run->from <= at && at < run->to;
}

/* The run that holds a place. false = there is none. */
static bool run_around(const unsigned char *text, uint32_t length, uint32_t at, struct run *run)
{
    *run = (struct run){.from = at, .to = at};
    while (run->from > 0 && at - run->from < LOOKED_FAR && is_part(text, length, run->from - 1))
        run->from--;
    while (run->to < length && run->to - at < LOOKED_FAR && is_part(text, length, run->to))
        run->to++;
    if (run->to == at || !leave_words(text, length, at, run))
        return false;
    for (uint32_t i = run->from; i < run->to; i++)
        run->digits += text[i] != '-';
    return true;
}

static bool is_uuid(const unsigned char *text, const struct run *run)
{
    return (run->digits == 32 || run->digits == 31) && run->to - run->from == run->digits + 4 && text[8] == '-' &&
           text[13] == '-' && text[18] == '-' && text[23] == '-';
}

enum machine_reference machine_reference_at(const unsigned char *text, uint32_t length, uint32_t at)
{
    struct run run;
    if (at >= length || !is_part(text, length, at) || !run_around(text, length, at, &run))
        return NO_REFERENCE;
    return is_uuid(text + run.from, &run) ? UUID_REFERENCE
           : run.digits >= DIGITS_LEAST   ? HEXADECIMAL_REFERENCE
                                          : NO_REFERENCE;
}

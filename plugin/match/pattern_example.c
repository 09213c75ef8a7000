/*
 * pattern_example.c: reads a pattern once from left to right and writes as it goes; what is not wanted is written and
 * taken back.
 */
#include "pattern_example.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 32

struct example {
    const char *at;
    char *out;
    size_t used, size;
    unsigned depth;
    bool failed;
};

static void read_alternatives(struct example *example);

static bool is_plain(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
}

static void put(struct example *example, char c)
{
    if (!is_plain(c) || example->used == example->size) {
        example->failed = true;
        return;
    }
    example->out[example->used++] = c;
}

static void read_group(struct example *example)
{
    example->at += strncmp(example->at, "(?:", 3) == 0 ? 3 : 1;
    if (++example->depth > DEPTH_MAX) {
        example->failed = true;
        return;
    }
    read_alternatives(example);
    example->depth--;
    if (*example->at == ')')
        example->at++;
    else
        example->failed = true;
}

/* Of a class the first of its characters. */
static void read_class(struct example *example)
{
    put(example, example->at[1]);
    const char *end = strchr(example->at, ']');
    if (end)
        example->at = end + 1;
    else
        example->failed = true;
}

/* What stands from `start` on, as often as must be. */
static void repeat(struct example *example, size_t start, unsigned long times)
{
    size_t length = example->used - start;
    if (times == 0)
        example->used = start;
    for (unsigned long n = 1; n < times && !example->failed; n++) {
        if (length > example->size - example->used) {
            example->failed = true;
            return;
        }
        memcpy(example->out + example->used, example->out + start, length);
        example->used += length;
    }
}

static void read_quantifier(struct example *example, size_t start)
{
    if (*example->at == '?') {
        example->at++;
        example->used = start;
        return;
    }
    if (*example->at != '{')
        return;
    char *behind;
    unsigned long times = strtoul(example->at + 1, &behind, 10);
    const char *end = strchr(behind, '}');
    if (behind == example->at + 1 || !end || times > example->size) {
        example->failed = true;
        return;
    }
    example->at = end + 1;
    repeat(example, start, times);
}

static void read_sequence(struct example *example)
{
    while (!example->failed && *example->at && *example->at != '|' && *example->at != ')') {
        size_t start = example->used;
        if (*example->at == '(')
            read_group(example);
        else if (*example->at == '[')
            read_class(example);
        else
            put(example, *example->at++);
        if (!example->failed)
            read_quantifier(example, start);
    }
}

static void read_alternatives(struct example *example)
{
    read_sequence(example);
    while (!example->failed && *example->at == '|') {
        size_t first = example->used;
        example->at++;
        read_sequence(example);
        example->used = first;
    }
}

static bool is_words(const char *text, size_t length)
{
    if (length == 0 || text[0] == ' ' || text[length - 1] == ' ')
        return false;
    for (size_t i = 1; i < length; i++)
        if (text[i] == ' ' && text[i - 1] == ' ')
            return false;
    return true;
}

size_t pattern_example(const char *pattern, char *out, size_t size)
{
    struct example example = {.at = pattern, .out = out, .size = size};
    read_alternatives(&example);
    if (example.failed || *example.at || !is_words(out, example.used))
        return 0;
    return example.used;
}

/*
 * pack_work.c: prints what rules/compiler/work.h counts.
 */
#include "pack_work.h"

#include <stdio.h>
#include <string.h>

#include "work.h"

/* A term as people write it: without the spaces around. */
static int shown_length(const char *text)
{
    size_t length = strlen(text);
    return (int)(length > 0 && text[length - 1] == ' ' ? length - 1 : length);
}

void print_work(const struct pack *pack)
{
    struct work work;
    work_measure(pack, &work);
    const char *busiest = work.busiest[0] == ' ' ? work.busiest + 1 : work.busiest;
    printf("work     of one transfer at most: rules %u, selections %u, operations %u; entries of one hit %u (%.*s), of "
           "one identifier %u\n"
           "         looked for: whole words and names %u, beginnings of words %u, patterns %u (the longest of %u "
           "characters); by the pattern engine %u of them\n",
           work.rules, work.selections, work.operations, work.postings, shown_length(busiest), busiest,
           work.identifiers, work.names, work.stems, work.patterns, work.longest, work.engine);
}

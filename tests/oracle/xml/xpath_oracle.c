/*
 * xpath_oracle.c: an independent check of the ISO 20022 reading: pain.001, pacs.008 and pacs.009 as the library reads
 * them, against libxml2 and a table of XPath expressions of its own.
 *
 *   xpath_oracle corpus                     the messages that FIATGATE_CORPUS names
 *   xpath_oracle generated [options]        generated ones
 *     --seed N         another series (default 1)
 *     --messages N     how many (default 20000)
 *     --only N         just message N of the series
 *     --print          writes it, or them, to standard output and compares nothing
 *     --tell N         differences to print (default 20)
 *     --break KEY      spoils the XPath of a field: the check must then fail
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare.h"
#include "corpus.h"
#include "messages.h"
#include "ours.h"
#include "reference.h"
#include "schema.h"

struct options {
    uint64_t seed, messages, only;
    unsigned tell;
    bool print;
    const char *broken;
};

static int usage(void)
{
    fprintf(stderr, "usage: xpath_oracle corpus|generated [--seed N] [--messages N] [--only N] [--print] [--tell N] "
                    "[--break KEY]\n");
    return 2;
}

static bool read_options(int argc, char **argv, struct options *options)
{
    for (int i = 2; i < argc; i++) {
        bool last = i + 1 == argc;
        if (strcmp(argv[i], "--print") == 0)
            options->print = true;
        else if (last)
            return false;
        else if (strcmp(argv[i], "--seed") == 0)
            options->seed = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--messages") == 0)
            options->messages = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--only") == 0)
            options->only = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--tell") == 0)
            options->tell = (unsigned)strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--break") == 0)
            options->broken = argv[++i];
        else
            return false;
    }
    return true;
}

static void compare_generated(const struct options *options, struct reader *reader, struct tally *tally)
{
    uint64_t first = options->only ? options->only : 1, last = options->only ? options->only : options->messages;
    for (uint64_t number = first; number <= last; number++) {
        struct message message;
        char name[96];
        generate(options->seed, number, &message);
        snprintf(name, sizeof name, "--seed %llu --only %llu (%s)", (unsigned long long)options->seed,
                 (unsigned long long)number, message.type);
        if (options->print)
            fwrite(message.bytes.bytes, 1, message.bytes.length, stdout);
        else
            compare(reader, &message, name, true, tally);
        buffer_free(&message.bytes);
    }
}

static bool run_generated(const struct options *options, struct reader *reader, struct tally *tally)
{
    schema_read();
    compare_generated(options, reader, tally);
    if (options->print)
        return true;
    bool agreed = tally_report(tally, "generated");
    return (options->only || options->messages < 1000 || tally_rows_were_met(tally)) && agreed;
}

static bool run_corpus(struct reader *reader, struct tally *tally)
{
    const char *folder = getenv("FIATGATE_CORPUS");
    if (!folder || folder[0] == '\0') {
        printf("corpus skipped: FIATGATE_CORPUS names no folder\n");
        return true;
    }
    unsigned files = corpus_compare(folder, reader, tally);
    bool agreed = tally_report(tally, "corpus");
    if (files < 100)
        printf("only %u messages: that is not the corpus\n", files);
    return agreed && files >= 100;
}

int main(int argc, char **argv)
{
    struct options options = {.seed = 1, .messages = 20000, .tell = 20};
    if (argc < 2 || !read_options(argc, argv, &options))
        return usage();
    bool corpus = strcmp(argv[1], "corpus") == 0;
    if (!corpus && strcmp(argv[1], "generated") != 0)
        return usage();
    if (!reference_open(options.broken)) {
        fprintf(stderr, "--break: %s is no field of the table\n", options.broken);
        return 2;
    }
    struct reader *reader = ours_open();
    struct tally tally;
    tally_open(&tally, options.tell);
    bool agreed = corpus ? run_corpus(reader, &tally) : run_generated(&options, reader, &tally);
    tally_close(&tally);
    reader_free(reader);
    reference_close();
    return agreed ? 0 : 1;
}

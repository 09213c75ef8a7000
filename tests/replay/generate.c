/*
 * generate.c: `replay_generate FORMAT COUNT [SEED [ONE_IN [CUSTOMERS]]]`: that many invented payments of a month
 * (bench_payments.h) on standard output, the same for the same arguments, in flat memory. FORMAT is tar (pacs.008 and
 * MT103 in turn), pacs008.tar, mt103.tar, rje, jsonl or protobuf; one in ONE_IN (200) names a venue or speaks of
 * crypto; CUSTOMERS (100000) is how many persons pay, and how many companies.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bench_payments.h"
#include "proto_json.h"

#define PACKED_BYTES 4096u

typedef bool (*write_fn)(const struct payment *payment, const struct payment_plan *plan);

static bool write_rje(const struct payment *payment, const struct payment_plan *plan)
{
    char bytes[PAYMENT_BYTES];
    size_t length = payment_mt103(payment, bytes);
    if (payment->number + 1 < plan->count)
        bytes[length++] = '$';
    return fwrite(bytes, 1, length, stdout) == length;
}

static bool write_jsonl(const struct payment *payment, const struct payment_plan *plan)
{
    (void)plan;
    Fiatgate__Transfer transfer;
    payment_transfer(payment, &transfer);
    proto_json_write(stdout, &transfer.base);
    return !ferror(stdout);
}

/* Behind its length as a varint. */
static bool write_protobuf(const struct payment *payment, const struct payment_plan *plan)
{
    (void)plan;
    Fiatgate__Transfer transfer;
    uint8_t packed[PACKED_BYTES], length_bytes[5];
    payment_transfer(payment, &transfer);
    size_t length = fiatgate__transfer__pack(&transfer, packed), used = 0;
    for (size_t left = length; left > 0 || used == 0; left >>= 7)
        length_bytes[used++] = (uint8_t)((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
    return fwrite(length_bytes, 1, used, stdout) == used && fwrite(packed, 1, length, stdout) == length;
}

static bool write_all(const struct payment_plan *plan, write_fn write_one)
{
    struct payment payment;
    bool done = true;
    for (uint64_t n = 0; done && n < plan->count; n++) {
        payment_make(&payment, plan, n);
        done = write_one(&payment, plan);
    }
    return done && fflush(stdout) == 0;
}

static const struct {
    const char *name;
    write_fn write_one; /* NULL = as an archive */
    enum payment_archive archive;
} formats[] = {{"tar", NULL, PAYMENTS_BOTH},          {"pacs008.tar", NULL, PAYMENTS_PACS008},
               {"mt103.tar", NULL, PAYMENTS_MT103},   {"rje", write_rje, PAYMENTS_BOTH},
               {"jsonl", write_jsonl, PAYMENTS_BOTH}, {"protobuf", write_protobuf, PAYMENTS_BOTH}};

static bool number_argument(int argc, char **argv, int at, uint64_t *number)
{
    char *end = NULL;
    if (at >= argc)
        return true;
    errno = 0;
    *number = strtoull(argv[at], &end, 10);
    return errno == 0 && end != argv[at] && !*end;
}

int main(int argc, char **argv)
{
    struct payment_plan plan = {.seed = 1, .one_in = PAYMENT_ONE_IN, .customers = PAYMENT_CUSTOMERS};
    uint64_t one_in = plan.one_in, customers = plan.customers;
    if (argc < 3 || argc > 6 || !number_argument(argc, argv, 2, &plan.count) ||
        !number_argument(argc, argv, 3, &plan.seed) || !number_argument(argc, argv, 4, &one_in) ||
        !number_argument(argc, argv, 5, &customers)) {
        fputs("replay_generate tar|pacs008.tar|mt103.tar|rje|jsonl|protobuf COUNT [SEED [ONE_IN [CUSTOMERS]]]\n",
              stderr);
        return 2;
    }
    plan.one_in = (uint32_t)one_in;
    plan.customers = (uint32_t)customers;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(argv[1], formats[i].name) != 0)
            continue;
        bool done = formats[i].write_one ? write_all(&plan, formats[i].write_one)
                                         : payments_tar(&plan, formats[i].archive, STDOUT_FILENO);
        if (!done)
            fprintf(stderr, "replay_generate: %s\n", strerror(errno));
        return done ? 0 : 1;
    }
    fprintf(stderr, "replay_generate: there is no format '%s'\n", argv[1]);
    return 2;
}

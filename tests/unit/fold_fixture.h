/*
 * fold_fixture.h: a transfer of one value and its folded text, and what holds of any folded text.
 */
#ifndef FIATGATE_TEST_FOLD_FIXTURE_H
#define FIATGATE_TEST_FOLD_FIXTURE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "plugin/text/fold.h"

static const struct limits limits = {.fields = 8, .text_bytes = 4096, .hits = 16};

/* A transfer and its folded text, each in memory of exactly its size, so that sanitizers see every step past it. */
struct bench {
    void *transfer_memory, *folded_memory;
    struct transfer transfer;
    struct folded folded;
};

static inline void bench_open(struct bench *bench)
{
    bench->transfer_memory = aligned_alloc(64, (transfer_size(&limits) + 63) / 64 * 64);
    bench->folded_memory = aligned_alloc(64, folded_size(&limits));
    CU_ASSERT_FATAL(bench->transfer_memory && bench->folded_memory);
    memset(bench->folded_memory, 0xEE, folded_size(&limits));
    transfer_place(&bench->transfer, bench->transfer_memory, &limits);
    folded_place(&bench->folded, bench->folded_memory, &limits);
}

static inline void bench_close(struct bench *bench)
{
    free(bench->transfer_memory);
    free(bench->folded_memory);
}

static inline bool bench_fold(struct bench *bench, const void *text, uint32_t length)
{
    transfer_reset(&bench->transfer);
    CU_ASSERT_FATAL(transfer_put(&bench->transfer, FG_FIELD_REMITTANCE, text, length, 0));
    return fold_transfer(&bench->folded, &bench->transfer, NULL);
}

/* " TOKEN TOKEN ", segments with two spaces between. */
static inline bool is_well_formed(const unsigned char *text, size_t length)
{
    if (length && (length < 3 || text[0] != ' ' || text[length - 1] != ' ' || text[1] == ' '))
        return false;
    for (size_t i = 0; i < length; i++) {
        bool letter = (text[i] >= 'A' && text[i] <= 'Z') || (text[i] >= '0' && text[i] <= '9');
        if (!letter && text[i] != ' ')
            return false;
        if (i >= 2 && text[i] == ' ' && text[i - 1] == ' ' && text[i - 2] == ' ')
            return false;
    }
    return true;
}

static inline void check_tokens(const struct folded *folded, uint32_t value_length)
{
    for (uint32_t i = 0; i < folded->token_count; i++) {
        const struct folded_token *token = &folded->tokens[i];
        CU_ASSERT_FATAL(token->from < token->to && token->to <= value_length);
        CU_ASSERT_FATAL(token->at > 0 && token->at < folded->used);
        CU_ASSERT_FATAL(folded->bytes[token->at - 1] == ' ' && folded->bytes[token->at] != ' ');
        CU_ASSERT_FATAL(i == 0 || token->at > token[-1].at);
        CU_ASSERT_FATAL(folded_token_at(folded, token->at) == i);
        CU_ASSERT_FATAL(folded_token_at(folded, token->at - 1) == i);
    }
}

#endif

/*
 * bench_texts.h: payments for measuring the stages of screening with: many different ones, each with so many bytes of
 * names, address and free text, made from a vocabulary of everyday words, in ASCII and in Cyrillic.
 */
#ifndef FIATGATE_CLI_BENCH_TEXTS_H
#define FIATGATE_CLI_BENCH_TEXTS_H

#include <stdbool.h>
#include <stdint.h>

#include "stages.h"

#define BENCH_TEXT_BYTES 700 /* of names, address and free text together */

enum bench_text_set { BENCH_TEXT_ASCII, BENCH_TEXT_CYRILLIC, BENCH_TEXT_SETS };

/* Puts payment number `number` of a set in place of the stages' transfer: the same number is the same payment, on any
 * machine. false = it did not fit. */
bool bench_text_put(struct stages *stages, enum bench_text_set set, uint32_t number);

#endif

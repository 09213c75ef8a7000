/*
 * harness.h: reads messages through the ISO 20022 adapter as the core does, for its tests.
 */
#ifndef TESTS_ISO20022_HARNESS_H
#define TESTS_ISO20022_HARNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "adapters/formats/iso20022/iso20022.h"
#include "adapters/formats/iso20022/reading.h"

struct lane {
    struct limits limits;
    struct iso20022_reading *workspace;
    struct transfer transfer;
    void *transfer_memory;
    struct message_source source;
    struct read_warnings warnings;
    struct message_info info;
    struct read_error error;
};

extern const struct limits usual_limits;

bool lane_open(struct lane *lane, const struct limits *limits);
void lane_close(struct lane *lane);

/* Header only, as the core does it. */
enum read_result lane_begin(struct lane *lane, const void *bytes, size_t length);
enum read_result lane_next(struct lane *lane);
/* begin and one next. */
enum read_result lane_first(struct lane *lane, const void *bytes, size_t length);
/* To the end; transfers may be NULL. Every value of every transfer is looked at (lane_values_are_sane). */
enum read_result lane_read(struct lane *lane, const void *bytes, size_t length, uint32_t *transfers);

/* Text of a value in a buffer of its own that the next few calls keep; "" when there is none. */
const char *lane_text(const struct lane *lane, fg_field field, uint32_t nth);
uint32_t lane_count(const struct lane *lane, fg_field field);
/* The original bytes that [from, to) of a value leads back to, in the same kind of buffer. */
const char *lane_original(const struct lane *lane, fg_field field, uint32_t nth, uint32_t from, uint32_t to);
/* Every value is UTF-8, lies in the transfer's text and leads back into the message. */
bool lane_values_are_sane(const struct lane *lane);

/* Every element that the tables name, with its place below the list and the field of its text. */
typedef void (*element_fn)(void *context, const char *path, uint8_t field);
void each_element(const struct path_row *list, element_fn each, void *context);

#define HEAD_OF(ns)                                                                                                    \
    "<Document xmlns=\"" ns "\"><FIToFICstmrCdtTrf><GrpHdr><MsgId>MSG-1</MsgId>"                                       \
    "<CreDtTm>2026-11-21T10:00:00+05:00</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>"
#define HEAD         HEAD_OF("urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08")
#define AMOUNT       "<IntrBkSttlmAmt Ccy=\"EUR\">12.50</IntrBkSttlmAmt>"
#define TAIL         "</FIToFICstmrCdtTrf></Document>"
#define TRANSFER(x)  "<CdtTrfTxInf>" AMOUNT x "</CdtTrfTxInf>"
#define CREDITOR(x)  TRANSFER("<Cdtr>" x "</Cdtr>")
#define PAID_TO(nm)  CREDITOR("<Nm>" nm "</Nm>")
#define MESSAGE(txs) HEAD txs TAIL

/* The groups of tests. */
void add_field_tests(void);
void add_table_tests(void);
void add_level_tests(void);
void add_encoding_tests(void);
void add_warning_tests(void);
void add_position_tests(void);
void add_type_tests(void);
void add_error_tests(void);
void add_hostile_tests(void);
void add_memory_tests(void);
void add_corpus_tests(void);

#endif

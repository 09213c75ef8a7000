/*
 * values.h: the fields of a request as canonical values. Writes the transfer, its warnings, and the error of a value
 * that is not what its field says.
 */
#ifndef FIATGATE_ISO8583_VALUES_H
#define FIATGATE_ISO8583_VALUES_H

#include "message.h"

/* READ_TRANSFER, READ_BROKEN or READ_LIMIT. The message has been taken apart, with its spans. */
enum read_result iso_write_transfer(struct iso_message *message, struct transfer *transfer,
                                    struct read_warnings *warnings);

#endif

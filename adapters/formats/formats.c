/*
 * formats.c: the table of adapters in this build. The core asks each what it makes of the bytes.
 */
#include "format.h"

#include "iso20022/iso20022.h"
#include "iso8583/iso8583.h"
#include "mt/mt.h"

const struct format *const formats[] = {&mt_format, &iso20022_format, &iso8583_format, NULL};

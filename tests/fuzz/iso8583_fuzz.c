/*
 * iso8583_fuzz.c: the ISO 8583 adapter with the map that is built in. An input is a message; one whose first byte is
 * below 0x20 is what stands behind the message type that this byte chooses.
 */
#include "adapters/formats/iso8583/iso8583.h"
#include "reading.h"

static const char *const types[] = {"0100", "0200", "0101", "0201", "0110", "0800"};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct adapter adapters[2];
    adapters_read_within(&iso8583_format, adapters, types, sizeof types / sizeof *types, "", bytes, length);
    return 0;
}

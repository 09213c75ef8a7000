/*
 * iso20022_fuzz.c: the ISO 20022 adapter. An input is a document, or a header and a document side by side.
 */
#include "adapters/formats/iso20022/iso20022.h"
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct adapter adapters[2];
    adapters_read(&iso20022_format, adapters, bytes, length);
    return 0;
}

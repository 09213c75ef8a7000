/*
 * kz_fuzz.c: Kazakhstan's domestic messages, which the FIN adapter hands on. An input is a file of messages; one whose
 * first byte is below 0x20 is the text block of the message that this byte chooses.
 */
#include "adapters/formats/mt/mt.h"
#include "reading.h"

static const char *const heads[] = {
    "{1:F01K0547000000000000000}\n{2:I100SGROSS000000U3003}\n{4:\n",
    "{1:F01K0547000000000000000}\n{2:I102SCLEAR000000U3003}\n{4:\n",
    "{1:F01K0547000000000000000}\n{2:O100SMEP00000000U3003}\n{4:\n",
    "{1:F01K0547000000000000000}\n{2:I102SGR\xD0\x9ESS000000U3003}\n{4:\n", /* О is Cyrillic */
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct adapter adapters[2];
    adapters_read_within(&mt_format, adapters, heads, sizeof heads / sizeof *heads, "\n-}", bytes, length);
    return 0;
}

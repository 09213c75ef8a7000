/*
 * mt_fuzz.c: the FIN adapter. An input is a file of messages; one whose first byte is below 0x20 is the text block of
 * the message type that this byte chooses, so that a fuzzer need not keep the blocks around it whole.
 */
#include "adapters/formats/mt/mt.h"
#include "reading.h"

static const char *const heads[] = {
    "{1:F01TESTKZKAAXXX0000000000}{2:I100TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I101TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I102TESTDEFFXXXXN}{3:{119:STP}}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I103TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTRUMMAXXX0000000000}{2:I103TESTDEFFXXXXN}{3:{113:RUR6}}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I200TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I201TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTDEFFXXXXN}{3:{119:COV}}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I203TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I205TESTDEFFXXXXN}{3:{119:COV}}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:I207TESTDEFFXXXXN}{4:\r\n",
    "{1:F01TESTKZKAAXXX0000000000}{2:O1991200261121TESTDEFFXXXX00000000002611211200N}{4:\r\n",
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct adapter adapters[2];
    adapters_read_within(&mt_format, adapters, heads, sizeof heads / sizeof *heads, "\r\n-}", bytes, length);
    return 0;
}

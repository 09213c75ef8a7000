/*
 * detect_fuzz.c: which adapter the bytes go to. Every claim is asked for every beginning of the input, in memory that
 * ends with it; the reader must take the surest adapter, and read the message as that adapter alone does.
 */
#include "reading.h"

#define BEGINNINGS 96

static void claims_hold(const struct reader *reader, const uint8_t *bytes, size_t length)
{
    for (size_t beginning = 0; beginning <= length && beginning <= BEGINNINGS; beginning++) {
        uint8_t *copy = malloc(beginning > 0 ? beginning : 1);
        MUST(copy != NULL);
        memcpy(copy, bytes, beginning);
        for (uint32_t i = 0; i < reader->format_count; i++) {
            int claim = reader->table[i]->claims(reader->workspaces[i], copy, beginning);
            MUST(claim >= 0 && claim <= 100);
        }
        free(copy);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct reader *reader;
    if (!reader) {
        char why[512];
        struct gate_config config;
        gate_config_defaults(&config);
        config.limits.message_bytes = 1 << 20;
        MUST(reader_new(&config, &reader, why, sizeof why) == FG_OK);
    }
    if (length > 1 << 20)
        return 0;
    claims_hold(reader, bytes, length);
    int best = 0;
    const struct format *surest = NULL;
    for (uint32_t i = 0; i < reader->format_count && length > 0; i++) {
        int claim = reader->table[i]->claims(reader->workspaces[i], bytes, length);
        if (claim > best) {
            best = claim;
            surest = reader->table[i];
        }
    }
    struct message_info info;
    struct read_error error;
    enum read_result result = reader_begin(reader, bytes, length, &info, &error);
    MUST(reader->current == surest);
    /* Bytes that nobody claims are broken, never no transfer. */
    MUST(surest || result == READ_BROKEN);
    MUST(result != READ_BROKEN || (error.code[0] && error.text[0] && error.offset <= length));
    while (result == READ_TRANSFER)
        result = reader_next(reader, &error);
    return 0;
}

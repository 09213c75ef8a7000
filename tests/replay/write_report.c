/*
 * write_report.c: a report of findings that were made by hand. Standard input: each behind its length as a varint, one
 * Replay and any number of ReplayPayment; standard output: the report. For the tests of the report alone.
 */
#include <stdlib.h>
#include <string.h>

#include "report_html.h"

struct bytes {
    uint8_t *at;
    size_t length, used;
};

static bool read_all(struct bytes *bytes)
{
    for (size_t room = 0;;) {
        if (bytes->length == room) {
            room = room ? room * 2 : 1 << 16;
            uint8_t *more = realloc(bytes->at, room);
            if (!more)
                return false;
            bytes->at = more;
        }
        size_t count = fread(bytes->at + bytes->length, 1, room - bytes->length, stdin);
        bytes->length += count;
        if (count == 0)
            return !ferror(stdin);
    }
}

/* The next message; NULL = there is none. */
static const uint8_t *next(struct bytes *bytes, size_t *length)
{
    *length = 0;
    for (unsigned shift = 0; bytes->used < bytes->length && shift < 35; shift += 7) {
        uint8_t byte = bytes->at[bytes->used++];
        *length |= (size_t)(byte & 0x7F) << shift;
        if (byte < 0x80 && *length <= bytes->length - bytes->used) {
            bytes->used += *length;
            return bytes->at + bytes->used - *length;
        }
    }
    return NULL;
}

static bool each_payment(void *source, report_payment_fn each, void *context)
{
    struct bytes *bytes = source;
    size_t length;
    for (const uint8_t *packed; (packed = next(bytes, &length));) {
        Fiatgate__ReplayPayment *payment = fiatgate__replay_payment__unpack(NULL, length, packed);
        bool taken = payment && each(context, payment);
        if (payment)
            fiatgate__replay_payment__free_unpacked(payment, NULL);
        if (!taken)
            return false;
    }
    return true;
}

static bool no_head(FILE *out, const Fiatgate__Replay *replay)
{
    (void)out;
    (void)replay;
    return true;
}

int main(void)
{
    struct bytes bytes = {0};
    size_t length;
    const uint8_t *packed = read_all(&bytes) ? next(&bytes, &length) : NULL;
    Fiatgate__Replay *replay = packed ? fiatgate__replay__unpack(NULL, length, packed) : NULL;
    if (!replay) {
        fprintf(stderr, "write_report: standard input holds no Replay\n");
        free(bytes.at);
        return 3;
    }
    struct report_material material = {replay, no_head, each_payment, &bytes};
    bool written = report_html_page(stdout, &material) && fflush(stdout) == 0;
    fiatgate__replay__free_unpacked(replay, NULL);
    free(bytes.at);
    return written ? 0 : 4;
}

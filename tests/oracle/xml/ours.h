/*
 * ours.h: what the library's own reader finds in a message, kept in copies.
 */
#ifndef TESTS_ORACLE_XML_OURS_H
#define TESTS_ORACLE_XML_OURS_H

#include "messages.h"
#include "plugin/gate.h"

struct our_transfer {
    bool underlying;
    char *fields[FG_FIELD_LIMIT]; /* values joined with "\n", NULL where there is none */
    /* All values, the header's and alternatives too, each between bytes 1; and those in which words are looked for. */
    struct buffer everything, scanned;
};

struct ours {
    enum read_result result; /* READ_END when the message was read whole */
    struct message_info info;
    struct read_error error;
    struct our_transfer *transfers;
    uint32_t transfer_count, transfer_room;
    uint32_t places;     /* values whose place in the message was looked at */
    char misplaced[512]; /* a value whose place does not hold it; "" for none */
};

struct reader *ours_open(void);
void ours_read(struct reader *reader, const struct message *message, struct ours *ours);
void ours_free(struct ours *ours);

#endif

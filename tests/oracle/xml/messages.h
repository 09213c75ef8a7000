/*
 * messages.h: messages to compare by: generated ones, and what is known of their making.
 */
#ifndef TESTS_ORACLE_XML_MESSAGES_H
#define TESTS_ORACLE_XML_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that grow; ends the program when there is no memory. */
struct buffer {
    char *bytes;
    size_t length, room;
};
void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_say(struct buffer *buffer, const char *text);
void buffer_free(struct buffer *buffer);

struct message {
    struct buffer bytes;
    const char *type; /* what it is made as; NULL for a file */
    bool as_written;  /* UTF-8 in which each value without markup stands as it is read */
};

/* Makes message number of a seed, always the same. schema_read() comes first. */
void generate(uint64_t seed, uint64_t number, struct message *message);

#endif

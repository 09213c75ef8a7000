/*
 * fields.h: the fields of a text block, one after the other, as they stand there. Reads the message and writes nothing
 * but the error.
 */
#ifndef FIATGATE_MT_FIELDS_H
#define FIATGATE_MT_FIELDS_H

#include "bytes.h"

/* One field of block 4: ":59F:" and what follows it. */
struct mt_field {
    char tag[4]; /* "59F" */
    uint32_t at; /* of the colon before the tag */
    uint8_t number;
    char option;           /* '\0' when there is none */
    struct mt_slice text;  /* behind the colon up to the next field, without line ends at its end */
    struct mt_slice first; /* its first line, without spaces at the ends */
    struct mt_slice rest;  /* the lines behind the first */
};

/* A walk through the fields of a text. */
struct mt_walk {
    struct mt_slice rest;         /* what has not been looked at */
    struct mt_field next;         /* the field that begins where the one before it ended */
    bool begun;                   /* next holds one */
    const struct mt_layout *flat; /* of a text without line ends: tags are told by its type. NULL: by lines */
    uint8_t place;                /* in the order of tags, of a text without line ends */
};

/* A walk through the lines of a text. */
static inline struct mt_walk mt_walk(struct mt_slice text)
{
    return (struct mt_walk){.rest = text};
}

/* The next field. false: there is none left, or text stands before the first, and the reading says so. */
bool mt_next_field(struct mt_reading *reading, struct mt_walk *walk, struct mt_field *field);

/* ":59F:" at the beginning of a slice; the text of the field reaches to the slice's end. false = there is none. */
bool mt_read_tag(const struct mt_reading *reading, struct mt_slice slice, struct mt_field *field);
/* Whether a field begins at the start of a line (spaces before it do not count). */
bool mt_is_field_line(const struct mt_reading *reading, struct mt_slice line);

#endif

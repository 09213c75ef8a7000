/*
 * fields.h: the fields of a text block and how each becomes canonical fields of the transfer.
 */
#ifndef FIATGATE_MT_FIELDS_H
#define FIATGATE_MT_FIELDS_H

#include "envelope.h"

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

/* Reads a whole MT103 into the transfer. false = reading->result and the error say why not. */
bool mt_read_103(struct mt_reading *reading, const struct mt_message *message);

#endif

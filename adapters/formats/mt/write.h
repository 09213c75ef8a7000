/*
 * write.h: pieces of the message as values of the transfer. Every function returns false when a limit of the
 * configuration was passed; the reading then says which.
 */
#ifndef FIATGATE_MT_WRITE_H
#define FIATGATE_MT_WRITE_H

#include "bytes.h"

/* One value, byte for byte; an empty slice writes nothing. */
bool mt_put(struct mt_reading *reading, fg_field field, struct mt_slice slice);
/* All lines of a slice as one value, joined by line feeds that lead back to the line ends. */
bool mt_put_lines(struct mt_reading *reading, fg_field field, struct mt_slice slice);

/* A value in pieces: open, then pieces, then close, which drops a value without text. */
bool mt_open(struct mt_reading *reading, fg_field field, uint32_t at);
/* A piece that stands in the message as it is. */
bool mt_piece(struct mt_reading *reading, struct mt_slice slice);
/* A piece that replaces bytes of the message. */
bool mt_replace(struct mt_reading *reading, const char *text, uint32_t length, struct mt_slice slice);
/* A further line: a joiner that leads back to everything between the lines (nothing before the value's first), and the
 * line. *last is the end of the line before, 0 at first. */
bool mt_join(struct mt_reading *reading, const char *joiner, uint32_t *last, struct mt_slice line);
void mt_close(struct mt_reading *reading);

#endif

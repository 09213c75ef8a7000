/*
 * pack_rich.h: the small pack with records of every kind that layout 2 has: layers, clocks, a calendar, texts, an
 * exception, cases. Laid out by hand, so that the loader's checks have something to be forged against whatever the
 * compiler writes.
 */
#ifndef FIATGATE_PACK_RICH_H
#define FIATGATE_PACK_RICH_H

#include <stddef.h>

/* Makes it of the small pack's file. To be freed. */
unsigned char *rich_pack(const unsigned char *small, size_t *size);

#endif

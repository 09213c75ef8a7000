/*
 * pack_rich.h: the small pack with records of every kind that layout 2 has: layers, clocks, a calendar, texts, an
 * exception, cases. Laid out by hand, so that the loader's checks have something to be forged against whatever the
 * compiler writes.
 */
#ifndef FIATGATE_PACK_RICH_H
#define FIATGATE_PACK_RICH_H

/* Suite set-up: small_build(), then small_good, small_size and the file are those of the rich pack. */
int rich_build(void);

#endif

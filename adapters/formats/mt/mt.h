/*
 * mt.h: the adapter for SWIFT MT (FIN) messages. It reads MT103, MT103 STP and MT103 REMIT; which other types are no
 * transfers and which are transfers it cannot read stands in types.c.
 */
#ifndef FIATGATE_MT_H
#define FIATGATE_MT_H

#include "format.h"

extern const struct format mt_format;

#endif

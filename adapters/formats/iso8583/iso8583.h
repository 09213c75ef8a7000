/*
 * iso8583.h: the adapter for card messages (ISO 8583): requests to authorise or to pay (0100, 0200) are read as
 * transfers. How a bank writes its messages stands in a libconfig file; iso8583-1987.cfg is built in.
 */
#ifndef FIATGATE_ISO8583_H
#define FIATGATE_ISO8583_H

#include "format.h"

extern const struct format iso8583_format;

#endif

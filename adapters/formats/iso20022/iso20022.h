/*
 * iso20022.h: the adapter for ISO 20022 messages. It reads pacs.008.001.02 to .13; which other messages are no
 * transfers and which are transfers it cannot read stands in types.c, which element becomes which field in
 * paths_table.c.
 */
#ifndef FIATGATE_ISO20022_H
#define FIATGATE_ISO20022_H

#include "format.h"

extern const struct format iso20022_format;

#endif

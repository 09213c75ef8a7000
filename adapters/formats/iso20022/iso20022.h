/*
 * iso20022.h: the adapter for ISO 20022 messages. It reads
 *   pacs.008.001.01 to .13  customer credit transfers between banks
 *   pacs.009.001.01 to .12  credit transfers between banks, and the customer's transfer that one covers (level
 * underlying) pacs.004.001.01 to .14  returns: transfers of the returned amount, by RtrChain or with the original's
 * roles reversed pain.001.001.02 to .12  customers' orders, with their groups of transfers in UTF-8, UTF-16, ISO-8859-1
 * and the code pages of encoding.h, in any envelope or none, with AppHdr before Document inside of it or side by side.
 * Which other messages are no transfers and which are transfers it cannot read stands in types.c, which element becomes
 * which field in paths_table.c and shapes.c.
 */
#ifndef FIATGATE_ISO20022_H
#define FIATGATE_ISO20022_H

#include "format.h"

extern const struct format iso20022_format;

#endif

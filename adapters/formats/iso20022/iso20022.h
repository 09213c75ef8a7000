/*
 * iso20022.h: the adapter for ISO 20022 messages. It reads customers' orders (pain.001), credit transfers between banks
 * for customers (pacs.008) and for themselves (pacs.009, with the customer's transfer that one covers, as level
 * underlying), and returns (pacs.004), in the versions that messages.c names: in UTF-8, UTF-16, ISO-8859-1 and the code
 * pages of encoding.h, in any envelope or none, with AppHdr before Document inside of it or side by side. Which other
 * messages are no transfers and which are transfers it cannot read stands in types.c, which element becomes which field
 * in paths_table.c and shapes.c.
 */
#ifndef FIATGATE_ISO20022_H
#define FIATGATE_ISO20022_H

#include "format.h"

extern const struct format iso20022_format;

#endif

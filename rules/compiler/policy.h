/*
 * policy.h: the parts of pack.cfg that say how a pack is run, not what it looks for.
 */
#ifndef FIATGATE_COMPILER_POLICY_H
#define FIATGATE_COMPILER_POLICY_H

#include "cfg.h"

/* The group "policy" into PACK_META, which must have its record. A layer changes what it names. */
void policy_read(struct cfg *cfg, config_setting_t *root);
/* clocks.c: the list "clocks" into PACK_CLOCKS. A layer's clock takes the place of the base's on that ground. */
void clocks_read(struct cfg *cfg, config_setting_t *root);
/* apart.c: the list "apart": payments that are shown apart. A layer's group takes the place of the base's of that id.
 * When all are read, apart_close compares and writes them into PACK_APART. */
void apart_read(struct cfg *cfg, config_setting_t *root);
void apart_close(struct draft *draft);
#define CALENDAR_FILE "calendar.csv"
/* calendar.c: the folder's calendar.csv, where it has one, into PACK_CALENDAR; needs the policy's weekend. */
void calendar_read(struct draft *draft);

#endif

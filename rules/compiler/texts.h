/*
 * texts.h: what customers and officers are told, in Kazakh, Russian and English.
 */
#ifndef FIATGATE_COMPILER_TEXTS_H
#define FIATGATE_COMPILER_TEXTS_H

#include "draft.h"

/* Reads texts/ of the folder. A text of a layer takes the place of the base's of that id. */
void texts_read(struct draft *draft);
/* When all rules are read: whether each has the texts it needs and says no more than it may; writes PACK_TEXTS. */
void texts_close(struct draft *draft);

#endif

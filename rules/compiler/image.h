/*
 * image.h: a finished draft as the bytes of an .fgp file.
 */
#ifndef FIATGATE_COMPILER_IMAGE_H
#define FIATGATE_COMPILER_IMAGE_H

#include <stddef.h>

#include "draft.h"

/* Numbers the terms anew and compiles them into PACK_DATABASE, for the baseline processor, and PACK_NAME_INDEX. false =
 * reported. */
bool database_build(struct draft *draft);

/* PACK_NAME_FORMS, by the terms' last numbers. */
void entity_index_build(struct draft *draft);

/*
 * Lays out frame and payload in memory that belongs to the draft; the same draft gives the same bytes. NULL = reported.
 */
unsigned char *image_build(struct draft *draft, size_t *size);

#endif

/*
 * note.h: what a person who decides on a parked message is told.
 */
#ifndef SWITCH_NOTE_H
#define SWITCH_NOTE_H

#include <stdio.h>

#include "fiatgate.h"

/* error: what fg_screen returned; remains: what is left to do by hand, "" when nothing is. */
void write_note(FILE *note, fg_error error, const fg_verdict *verdict, const char *remains);

#endif

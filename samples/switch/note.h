/*
 * note.h: what a person who decides on a parked message is told.
 */
#ifndef SWITCH_NOTE_H
#define SWITCH_NOTE_H

#include <stdio.h>

#include "fiatgate.h"

#define NOTE_ENDING ".verdict.txt" /* of the note's file, behind the name of the message's */
#define DECIDE_BY   "decide by"    /* begins a line that says until when: "decide by 2026-11-26 18:00:00: ..." */

/* error: what fg_screen returned; remains: what is left to do by hand, "" when nothing is. */
void write_note(FILE *note, fg_error error, const fg_verdict *verdict, const char *remains);

#endif

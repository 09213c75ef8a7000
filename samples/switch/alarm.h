/*
 * alarm.h: what a person must look at before payments are screened.
 */
#ifndef SWITCH_ALARM_H
#define SWITCH_ALARM_H

#include <stdint.h>

#include "fiatgate.h"

/* What the gate has to say as of the host's day (YYYYMMDD), and every parked payment whose hold has run out by then, a
 * line each on the standard error. Nothing is released or refused. Without a day (0) nothing is known to have run out.
 */
void tell_alarms(fg_gate *gate, int32_t today, const char *parked);

#endif

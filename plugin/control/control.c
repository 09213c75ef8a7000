/*
 * control.c: what all calls of control share (control.h): their arguments, their lock, their clock, their sentences.
 */
#include "control/control.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>

int64_t control_now(void)
{
    return (int64_t)time(NULL);
}

void control_say(char *why, size_t why_size, const char *format, ...)
{
    if (!why || why_size == 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, why_size, format, arguments);
    va_end(arguments);
}

fg_error control_check_gate(const fg_gate *gate, char *why_not, size_t why_not_size)
{
    if (why_not && why_not_size > 0)
        why_not[0] = '\0';
    if (!gate || (!why_not && why_not_size > 0)) {
        control_say(why_not, why_not_size, "the call needs a gate, it is NULL");
        return FG_E_ARGUMENT;
    }
    if (guard_is_forked(gate->guard)) {
        control_say(why_not, why_not_size, "%s", fg_error_text(FG_E_FORKED));
        return FG_E_FORKED;
    }
    return FG_OK;
}

fg_error control_check(const fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size)
{
    fg_error error = control_check_gate(gate, why_not, why_not_size);
    if (error != FG_OK)
        return error;
    if (!who || !*who || !why || !*why) {
        control_say(why_not, why_not_size, "the call needs who asks for it and why; %s is missing",
                    !who || !*who ? "who" : "why");
        return FG_E_ARGUMENT;
    }
    return FG_OK;
}

void control_lock(fg_gate *gate)
{
    pthread_mutex_lock(&gate->reload);
}

fg_error control_begin(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size)
{
    fg_error error = control_check(gate, who, why, why_not, why_not_size);
    if (error == FG_OK)
        control_lock(gate);
    return error;
}

void control_end(fg_gate *gate)
{
    pthread_mutex_unlock(&gate->reload);
}

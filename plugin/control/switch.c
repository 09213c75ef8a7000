/*
 * switch.c: the kill switch. It acts first and is written down afterwards: who needs it needs it now.
 */
#include "control/control.h"

/* What a position of the switch is called. */
struct switch_position {
    bool off;
    const char *act, *told;
};

static fg_error turn(fg_gate *gate, const struct switch_position *to, const char *who, const char *why, char *why_not,
                     size_t why_not_size)
{
    fg_error error = control_check(gate, who, why, why_not, why_not_size);
    if (error != FG_OK)
        return error;
    if (to->off) /* before the lock, which a reload under way holds for as long as its pack is large */
        atomic_store(&gate->switched_off, true);
    control_lock(gate);
    struct gate_state *state = &gate->control->state;
    const struct live_set *live = atomic_load(&gate->live);
    atomic_store(&gate->switched_off, to->off);
    state->switched_off = to->off;
    atomic_store(&gate->totals->switched_off, to->off || !gate->config.enabled);
    error = control_log(gate, to->act, who, why, live->pack, "", why_not, why_not_size);
    if (state->folder[0] != '\0') {
        fg_error written = state_write(state, error == FG_OK ? why_not : NULL, error == FG_OK ? why_not_size : 0);
        error = error == FG_OK ? written : error;
    }
    control_end(gate);
    char line[768];
    control_say(line, sizeof line, "%s by %s: %s%s%s", to->told, who, why,
                error == FG_OK ? "" : "; not written down: ", error == FG_OK || !why_not ? "" : why_not);
    if (gate->log)
        gate->log(gate->log_context, error == FG_OK ? FG_LOG_WARNING : FG_LOG_ERROR, line);
    return error;
}

fg_error fg_switch_off(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size)
{
    static const struct switch_position off = {true, "switch_off", "screening is switched off"};
    return turn(gate, &off, who, why, why_not, why_not_size);
}

fg_error fg_switch_on(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size)
{
    static const struct switch_position on = {false, "switch_on", "screening is switched on"};
    return turn(gate, &on, who, why, why_not, why_not_size);
}

/*
 * fallback.c: back to the pack that was named when the active one was signed. Its file has lain in the state folder
 * since it was active itself; it is verified like any other, but for its version.
 */
#include <string.h>
#include <unistd.h>

#include "control/change.h"
#include "control/control.h"

/* FG_OK and the path of the copy. */
static fg_error find_fallback(const struct gate_state *state, char *path, size_t size, char *why, size_t why_size)
{
    if (state->folder[0] == '\0')
        control_say(why, why_size,
                    "this gate keeps no state, so it has no fallback; name a folder with trust.state in its "
                    "configuration");
    else if (state->fell_back)
        control_say(why, why_size, "the gate runs on its fallback already; reload a newer pack to leave it");
    else if (state->fallback[0] == '\0')
        control_say(why, why_size,
                    "the active pack was signed without a fallback; reload another pack, and name one with `fiatgate "
                    "pack sign --fallback` next time");
    else {
        state_pack_path(state, state->fallback, path, size);
        if (access(path, R_OK) == 0)
            return FG_OK;
        control_say(why, why_size,
                    "%s: the pack to fall back to is not there, as this gate has never had it active; reload it by "
                    "its file",
                    path);
    }
    return FG_E_NOT_FOUND;
}

fg_error fg_fall_back(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size)
{
    char path[sizeof((struct gate_state *)0)->folder + 128] = "", line[1024] = "";
    fg_error error = control_begin(gate, who, why, why_not, why_not_size);
    if (error != FG_OK)
        return error;
    struct activation_terms terms = {
        .act = "fall_back", .done = "fell back", .who = who, .why = why, .path = path, .is_fallback = true};
    error = find_fallback(&gate->control->state, path, sizeof path, line, sizeof line);
    if (error == FG_OK) {
        error = change_pack(gate, &terms, line, sizeof line);
    } else {
        struct change refused = {
            .act = terms.act, .who = who, .why = why, .pack = "", .version = "", .hash = "", .what = path};
        control_refused(gate, &refused, error, line);
    }
    count(error == FG_OK ? &gate->totals->reloads : &gate->totals->reloads_failed, 1);
    control_end(gate);
    change_tell(gate, error, line, why_not, why_not_size);
    return error;
}

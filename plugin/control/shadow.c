/*
 * shadow.c: the second pack beside the active one (fg_shadow_load of fiatgate.h). On the caller's thread, under the
 * gate's lock; lanes see only the set that is published.
 */
#include <stdlib.h>

#include "control/control.h"
#include "control/load.h"
#include "control/publish.h"

/* A second pack may be older than what was active: it decides nothing. */
static fg_error load_second(const struct fg_gate *gate, const char *path, struct pack **pack, char *why,
                            size_t why_size)
{
    struct gate_state *remembered = malloc(sizeof *remembered);
    struct loaded_pack loaded = {0};
    if (!remembered) {
        control_say(why, why_size, "%s: memory for the pack could not be had", path);
        return FG_E_MEMORY;
    }
    *remembered = gate->control->state;
    remembered->highest_version[0] = '\0';
    fg_error error = load_aside(gate, remembered, path, &loaded, why, why_size);
    free(remembered);
    *pack = loaded.pack;
    return error;
}

static fg_error swap_in(struct fg_gate *gate, struct pack *pack, const char *path, const char *who, const char *why,
                        char *why_not, size_t why_not_size)
{
    struct live_set *live = live_copy(gate);
    if (!live) {
        control_say(why_not, why_not_size, "memory for the second pack could not be had");
        return FG_E_MEMORY;
    }
    fg_error error = control_log(gate, "shadow", who, why, pack, path ? path : "none", why_not, why_not_size);
    if (error != FG_OK) {
        free(live);
        return error;
    }
    live->shadow = pack;
    struct live_set *old = live_publish(gate, live);
    live_pack_free(old->shadow);
    free(old);
    return FG_OK;
}

fg_error fg_shadow_load(fg_gate *gate, const char *pack_path, const char *who, const char *why, char *why_not,
                        size_t why_not_size)
{
    struct pack *pack = NULL;
    char sentence[1024] = "";
    fg_error error = control_begin(gate, who, why, why_not, why_not_size);
    if (error != FG_OK)
        return error;
    if (pack_path)
        error = load_second(gate, pack_path, &pack, sentence, sizeof sentence);
    if (error == FG_OK)
        error = swap_in(gate, pack, pack_path, who, why, sentence, sizeof sentence);
    if (error != FG_OK) {
        struct change change = {.act = "shadow",
                                .who = who,
                                .why = why,
                                .pack = "",
                                .version = "",
                                .hash = "",
                                .what = pack_path ? pack_path : "none"};
        live_pack_free(pack);
        control_refused(gate, &change, error, sentence);
        control_say(why_not, why_not_size, "%s", sentence);
    }
    control_end(gate);
    return error;
}

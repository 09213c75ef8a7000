/*
 * refusal.c: what is remembered of changes: a line each in the change log, and why the last one was refused.
 */
#include <stdio.h>

#include "control/control.h"
#include "judge/pack.h"

void control_refused(struct fg_gate *gate, const struct change *change, fg_error error, const char *sentence)
{
    struct control *control = gate->control;
    struct change refused = *change;
    control->refusal = error;
    control->refused_at = control_now();
    snprintf(control->refusal_sentence, sizeof control->refusal_sentence, "%s", sentence);
    refused.outcome = sentence;
    refused.at = control->refused_at;
    /* That the log cannot be written is no further reason for anything: the change was refused all the same. */
    (void)change_log(&control->state, &refused, NULL, 0);
}

fg_error control_log(const struct fg_gate *gate, const char *act, const char *who, const char *why,
                     const struct pack *pack, const char *what, char *why_not, size_t why_not_size)
{
    struct change change = {.act = act,
                            .who = who ? who : "",
                            .why = why ? why : "",
                            .pack = pack ? pack_string(pack, pack->meta->name) : "",
                            .version = pack ? pack_string(pack, pack->meta->version) : "",
                            .hash = pack ? pack->hash : "",
                            .what = what ? what : "",
                            .outcome = "done",
                            .at = control_now()};
    return change_log(&gate->control->state, &change, why_not, why_not_size);
}

fg_error fg_last_refusal(fg_gate *gate, fg_error *error, int64_t *at, char *sentence, size_t size)
{
    if (!gate || (!sentence && size > 0))
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    pthread_mutex_lock(&gate->reload);
    const struct control *control = gate->control;
    bool refused = control->refusal != FG_OK;
    if (error)
        *error = control->refusal;
    if (at)
        *at = control->refused_at;
    control_say(sentence, size, "%s", control->refusal_sentence);
    pthread_mutex_unlock(&gate->reload);
    return refused ? FG_OK : FG_E_NOT_FOUND;
}

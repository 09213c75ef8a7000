/*
 * alarms.c: what a person must look at, as of the host's day: worked out from the active pack and the gate's state each
 * time it is asked, so that an alarm ends when its reason does.
 */
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "civil_date.h"
#include "control/relief_book.h"
#include "freshness.h"

/* The alarm of one index is looked for. */
struct search {
    uint32_t wanted, seen;
    const char *code; /* NULL = not found yet */
    char *sentence;
    size_t size;
};

static void __attribute__((format(printf, 3, 4)))
raise_alarm(struct search *search, const char *code, const char *format, ...)
{
    if (search->code || search->seen++ != search->wanted)
        return;
    search->code = code;
    if (search->size == 0)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(search->sentence, search->size, format, arguments);
    va_end(arguments);
}

static void look_at_switches(const struct fg_gate *gate, const struct pack *pack, struct search *search)
{
    if (!gate->config.enabled)
        raise_alarm(search, "disabled",
                    "screening is switched off by the configuration (enabled = false): every message gets the policy's "
                    "action for switched_off");
    if (atomic_load(&gate->switched_off))
        raise_alarm(search, "switched-off",
                    "screening was switched off by fg_switch_off: every message gets the policy's action for "
                    "switched_off until it is switched on");
    if ((pack->marks & FG_MARK_SHADOWED) != 0)
        raise_alarm(search, "shadows-only", "the gate only shadows: it counts what it would stop, and stops nothing");
}

static void look_at_pack(const struct fg_gate *gate, const struct pack *pack, int32_t today, struct search *search)
{
    const struct gate_state *state = &gate->control->state;
    const char *name = pack_string(pack, pack->meta->name), *version = pack_string(pack, pack->meta->version);
    char path[sizeof state->folder + 128], day[CIVIL_DATE_TEXT];
    if (pack->meta->valid_to != 0 && today > pack->meta->valid_to)
        raise_alarm(search, "pack-expired", "pack %s %s was valid until %s and goes on screening: load a newer one",
                    name, version, civil_date_text(pack->meta->valid_to, day));
    if ((pack->marks & FG_MARK_FALLBACK) != 0)
        raise_alarm(search, "on-fallback", "the gate runs on its fallback, pack %s %s: load a newer one to leave it",
                    name, version);
    if ((pack->marks & FG_MARK_UNSIGNED) != 0)
        raise_alarm(search, "pack-unsigned", "pack %s %s is not signed by an author and an approver", name, version);
    if (state->fallback[0] == '\0' || state->fell_back)
        return;
    state_pack_path(state, state->fallback, path, sizeof path);
    if (access(path, R_OK) != 0)
        raise_alarm(search, "fallback-missing",
                    "pack %s %s names pack %.16s… to fall back to, which this gate has never had active: there is no "
                    "way back by fg_fall_back",
                    name, version, state->fallback);
}

static void look_at_lists(const struct pack *pack, int32_t today, struct search *search)
{
    char day[CIVIL_DATE_TEXT];
    for (uint32_t i = 0; i < pack->list_count; i++) {
        const struct pack_list *list = &pack->lists[i];
        if (list_is_stale(list, today))
            raise_alarm(search, "list-stale", "%s %s is of %s and may be %u days old: fetch it anew",
                        list->kind == PACK_LIST_REGISTER ? "register" : "list", pack_string(pack, list->id),
                        list->retrieved_at ? civil_date_text(list->retrieved_at, day) : "no known day",
                        list->max_age_days);
    }
}

static void look_at_reliefs(const struct relief_book *book, struct search *search)
{
    int64_t now = control_now();
    for (uint32_t i = 0; i < RELIEFS_MAX; i++) {
        const struct relief_grant *grant = &book->records[i].grant;
        if (!relief_is_in_force(grant, now) || grant->confirmed)
            continue;
        int64_t left = relief_until(grant) - now;
        raise_alarm(search, "relief-unconfirmed",
                    "the relief of %s %s by %s waits for a second person's signature and lapses in %lld h %lld min",
                    order_subjects[grant->order.subject], grant->order.what, grant->order.signers[0].person,
                    (long long)(left / 3600), (long long)(left / 60 % 60));
    }
}

fg_error fg_alarm(fg_gate *gate, int32_t today, uint32_t index, const char **code, char *sentence, size_t size)
{
    struct search search = {.wanted = index, .sentence = sentence, .size = size};
    if (code)
        *code = "";
    if (sentence && size > 0)
        sentence[0] = '\0';
    if (!gate || !code || (!sentence && size > 0) || !civil_date_is_valid(today))
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    pthread_mutex_lock(&gate->reload);
    const struct pack *pack = atomic_load(&gate->live)->pack;
    look_at_switches(gate, pack, &search);
    look_at_pack(gate, pack, today, &search);
    look_at_lists(pack, today, &search);
    look_at_reliefs(gate->control->reliefs, &search);
    pthread_mutex_unlock(&gate->reload);
    if (!search.code)
        return FG_E_NOT_FOUND;
    *code = search.code;
    return FG_OK;
}

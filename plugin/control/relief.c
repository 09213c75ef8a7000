/*
 * relief.c: emergency relief of a live gate: takes orders, keeps those in force, resolves them against the active pack
 * (relief.h). Called by control calls, on their thread and under the gate's lock; lanes read only the set that is
 * published.
 */
#include "control/relief.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/publish.h"
#include "control/relief_book.h"

int64_t relief_until(const struct relief_grant *grant)
{
    return grant->confirmed ? INT64_MAX : grant->since + RELIEF_SECONDS;
}

bool relief_is_in_force(const struct relief_grant *grant, int64_t now)
{
    return grant->in_force && now < relief_until(grant);
}

/* --- the set that lanes read ------------------------------------------------------------------------------------ */

/* Whether a record says something of that pack: a confirmed one only as long as what it names stays as it was. */
static fg_error resolve(const struct relief_grant *grant, const struct pack *pack, struct relief *relief)
{
    uint8_t meaning[32];
    fg_error error = relief_find(&grant->order, pack, relief, NULL, 0);
    if (error != FG_OK)
        return error;
    if (grant->confirmed) {
        if (!relief_meaning(pack, relief, meaning))
            return FG_E_MEMORY;
        if (memcmp(meaning, grant->meaning, sizeof meaning) != 0)
            return FG_E_NOT_FOUND;
    }
    relief->until = relief_until(grant);
    return FG_OK;
}

fg_error reliefs_resolve(const struct fg_gate *gate, const struct pack *pack, struct relief_set **set, char *why,
                         size_t why_size)
{
    struct relief_book *book = gate->control->reliefs;
    int64_t now = control_now();
    *set = NULL;
    for (uint32_t i = 0; i < RELIEFS_MAX; i++) {
        struct relief relief;
        if (!relief_is_in_force(&book->records[i].grant, now))
            continue;
        fg_error error = resolve(&book->records[i].grant, pack, &relief);
        if (error != FG_OK && error != FG_E_MEMORY)
            continue;
        if (error == FG_OK && !*set)
            *set = calloc(1, sizeof **set);
        if (error == FG_E_MEMORY || !*set) {
            control_say(why, why_size, "memory for the reliefs in force could not be had");
            free(*set);
            *set = NULL;
            return FG_E_MEMORY;
        }
        relief.lowered = &book->records[i].lowered;
        (*set)->reliefs[(*set)->count++] = relief;
    }
    return FG_OK;
}

/* A live set that differs in its reliefs alone. */
static fg_error prepare(const struct fg_gate *gate, struct live_set **live, char *why, size_t why_size)
{
    struct relief_set *set = NULL;
    *live = live_copy(gate);
    fg_error error = *live ? reliefs_resolve(gate, (*live)->pack, &set, why, why_size) : FG_E_MEMORY;
    if (error == FG_OK) {
        (*live)->reliefs = set;
        return FG_OK;
    }
    control_say(why, why_size, "memory for the reliefs in force could not be had");
    free(*live);
    *live = NULL;
    return error;
}

static void drop_prepared(struct live_set *live)
{
    if (live)
        free((void *)live->reliefs);
    free(live);
}

static void publish(struct fg_gate *gate, struct live_set *live)
{
    drop_prepared(live_publish(gate, live));
}

/* --- what a gate has taken -------------------------------------------------------------------------------------- */

static const struct taken_order *find_taken(const struct relief_book *book, const char *hash)
{
    for (uint32_t i = 0; i < book->taken_count; i++)
        if (strcmp(book->taken[i].hash, hash) == 0)
            return &book->taken[i];
    return NULL;
}

static void note_taken(struct relief_book *book, const struct order *order)
{
    struct taken_order *taken = &book->taken[book->taken_count++];
    memcpy(taken->hash, order->hash, sizeof taken->hash);
    taken->at = order->at;
}

/* Orders whose time has passed are refused for that: nobody needs to remember them. */
static void forget_taken(const struct fg_gate *gate, struct relief_book *book, int64_t now)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < book->taken_count; i++)
        if (book->taken[i].at + ORDER_SECONDS < now)
            relief_file_forget(gate, book->taken[i].hash);
        else
            book->taken[kept++] = book->taken[i];
    book->taken_count = kept;
}

/* A relief that is over without an order: it has lapsed, or the pack no longer says what it was given for. */
static void end_by_itself(const struct fg_gate *gate, struct relief_book *book, struct relief_grant *grant,
                          const char *why)
{
    const struct pack *pack = atomic_load(&gate->live)->pack;
    grant->in_force = false;
    if (grant->order.at + ORDER_SECONDS >= control_now() && book->taken_count < TAKEN_ORDERS_MAX) {
        note_taken(book, &grant->order);
        (void)relief_file_end(gate, &grant->order);
    } else {
        relief_file_forget(gate, grant->order.hash);
    }
    /* It is over whether or not that can be written down. */
    (void)control_log(gate, "relief_end", "fiatgate", why, pack, grant->order.what, NULL, 0);
}

void reliefs_settle(struct fg_gate *gate)
{
    struct relief_book *book = gate->control->reliefs;
    const struct live_set *live = atomic_load(&gate->live);
    int64_t now = control_now();
    for (uint32_t i = 0; i < RELIEFS_MAX; i++) {
        struct relief_grant *grant = &book->records[i].grant;
        struct relief relief;
        if (!grant->in_force)
            continue;
        if (now >= relief_until(grant))
            end_by_itself(gate, book, grant, "24 hours have passed and no second person has signed");
        else if (grant->confirmed && resolve(grant, live->pack, &relief) == FG_E_NOT_FOUND)
            end_by_itself(gate, book, grant, "the active pack has changed what it names");
    }
    forget_taken(gate, book, now);
}

fg_error reliefs_open(struct fg_gate *gate, char *why, size_t why_size)
{
    struct relief_book *book = calloc(1, sizeof *book);
    if (!book) {
        control_say(why, why_size, "memory for reliefs could not be had");
        return FG_E_MEMORY;
    }
    fg_error error = relief_files_read(gate, book, control_now(), why, why_size);
    if (error == FG_OK)
        gate->control->reliefs = book;
    else
        free(book);
    return error;
}

void reliefs_close(struct fg_gate *gate)
{
    free(gate->control->reliefs);
    gate->control->reliefs = NULL;
}

/* --- an order --------------------------------------------------------------------------------------------------- */

static struct relief_record *find_record(struct relief_book *book, const char *hash, int64_t now)
{
    for (uint32_t i = 0; i < RELIEFS_MAX; i++)
        if (relief_is_in_force(&book->records[i].grant, now) && strcmp(book->records[i].grant.order.hash, hash) == 0)
            return &book->records[i];
    return NULL;
}

/* The relief in force of the same thing, however an account is spaced. */
static struct relief_record *find_same(struct relief_book *book, const struct order *order, const struct pack *pack,
                                       int64_t now)
{
    struct relief wanted, relief;
    bool known = relief_find(order, pack, &wanted, NULL, 0) == FG_OK;
    for (uint32_t i = 0; i < RELIEFS_MAX; i++) {
        struct relief_record *record = &book->records[i];
        if (!relief_is_in_force(&record->grant, now) || record->grant.order.subject != order->subject)
            continue;
        if (strcmp(record->grant.order.what, order->what) == 0)
            return record;
        if (known && relief_find(&record->grant.order, pack, &relief, NULL, 0) == FG_OK && relief.of == wanted.of &&
            relief.length == wanted.length && memcmp(relief.key, wanted.key, wanted.length) == 0)
            return record;
    }
    return NULL;
}

static fg_error check_time(const struct relief_book *book, const struct order *order, int64_t now, char *why,
                           size_t why_size)
{
    if (find_taken(book, order->hash)) {
        control_say(why, why_size, "this order has been taken before, an order is taken once; write a new one");
        return FG_E_TRUST;
    }
    if (order->at < now - ORDER_SECONDS || order->at > now + ORDER_SECONDS) {
        control_say(why, why_size,
                    "the order's time is %lld minutes %s this machine's, an order is taken within an hour "
                    "of its time; write it anew",
                    (long long)((order->at > now ? order->at - now : now - order->at) / 60),
                    order->at > now ? "ahead of" : "behind");
        return FG_E_TRUST;
    }
    if (book->taken_count < TAKEN_ORDERS_MAX)
        return FG_OK;
    control_say(why, why_size, "%d orders have been taken within an hour; wait", TAKEN_ORDERS_MAX);
    return FG_E_LANES;
}

static fg_error cannot_keep(const struct fg_gate *gate, char *why, size_t why_size)
{
    control_say(why, why_size, "%s/reliefs: the order cannot be kept there (%s), so it is not followed; make room",
                gate->control->state.folder, strerror(errno));
    return FG_E_STATE;
}

/* Makes a record as given the one in force; on failure it is what it was before, in memory and on disk. */
static fg_error put_in_force(struct fg_gate *gate, struct relief_record *record, const struct relief_grant *fresh,
                             const char *act, char *why, size_t why_size)
{
    struct relief_grant before = record->grant;
    struct live_set *live = NULL;
    const struct order *order = &fresh->order;
    record->grant = *fresh;
    if (!before.in_force)
        atomic_store(&record->lowered, 0);
    fg_error error = prepare(gate, &live, why, why_size);
    if (error == FG_OK && !relief_file_keep(gate, fresh))
        error = cannot_keep(gate, why, why_size);
    if (error == FG_OK)
        error = control_log(gate, act, order->signers[order->signer_count - 1].person, order->why, live->pack,
                            order->what, why, why_size);
    if (error == FG_OK) {
        publish(gate, live);
        return FG_OK;
    }
    drop_prepared(live);
    record->grant = before;
    if (!before.in_force)
        relief_file_forget(gate, order->hash);
    else
        (void)relief_file_keep(gate, &before);
    return error;
}

/* What the pack says differently by now would end it at once. */
static fg_error check_meaning(const struct relief_grant *fresh, const struct pack *pack, char *why, size_t why_size)
{
    struct relief relief;
    fg_error error = resolve(fresh, pack, &relief);
    if (error == FG_OK)
        return FG_OK;
    if (error == FG_E_MEMORY) {
        control_say(why, why_size, "memory for the relief could not be had");
        return error;
    }
    control_say(why, why_size,
                "the active pack has changed what the order names since it was given; it goes on for its 24 hours, for "
                "longer write it anew");
    return FG_E_TRUST;
}

/* A second person's signature on an order in force. */
static fg_error confirm(struct fg_gate *gate, struct relief_record *record, const struct order *order, int64_t now,
                        char *why, size_t why_size)
{
    struct relief_grant fresh = {.in_force = true, .confirmed = true, .since = record->grant.since, .order = *order};
    if (record->grant.confirmed || order->signer_count < 2) {
        control_say(why, why_size, "this order is in force already%s; %s",
                    record->grant.confirmed ? ", confirmed by a second person" : "",
                    record->grant.confirmed ? "end it by an order of its own"
                                            : "a second person confirms it by signing it");
        return FG_E_TRUST;
    }
    memcpy(fresh.meaning, record->grant.meaning, sizeof fresh.meaning);
    fg_error error = relief_trust(gate, order, now, why, why_size);
    if (error == FG_OK)
        error = check_meaning(&fresh, atomic_load(&gate->live)->pack, why, why_size);
    return error != FG_OK ? error : put_in_force(gate, record, &fresh, "relieve_confirm", why, why_size);
}

static fg_error relieve(struct fg_gate *gate, const struct order *order, int64_t now, char *why, size_t why_size)
{
    struct relief_book *book = gate->control->reliefs;
    const struct pack *pack = atomic_load(&gate->live)->pack;
    struct relief_grant fresh = {.in_force = true, .confirmed = order->signer_count > 1, .since = now, .order = *order};
    struct relief relief;
    struct relief_record *same = find_record(book, order->hash, now);
    if (same)
        return confirm(gate, same, order, now, why, why_size);
    fg_error error = check_time(book, order, now, why, why_size);
    if (error == FG_OK)
        error = relief_trust(gate, order, now, why, why_size);
    if (error == FG_OK)
        error = relief_find(order, pack, &relief, why, why_size);
    if (error != FG_OK)
        return error;
    if (!relief_meaning(pack, &relief, fresh.meaning)) {
        control_say(why, why_size, "memory for the relief could not be had");
        return FG_E_MEMORY;
    }
    same = find_same(book, order, pack, now);
    if (same) {
        control_say(why, why_size, "%s %s is relieved already, by %s; end that first, or let a second person sign it",
                    order_subjects[order->subject], order->what, same->grant.order.signers[0].person);
        return FG_E_TRUST;
    }
    for (uint32_t i = 0; i < RELIEFS_MAX; i++)
        if (!book->records[i].grant.in_force)
            return put_in_force(gate, &book->records[i], &fresh, "relieve", why, why_size);
    control_say(why, why_size, "%d reliefs are in force, no more can be; end one first", RELIEFS_MAX);
    return FG_E_LANES;
}

static fg_error end_relief(struct fg_gate *gate, const struct order *order, int64_t now, char *why, size_t why_size)
{
    struct relief_book *book = gate->control->reliefs;
    struct live_set *live = NULL;
    fg_error error = check_time(book, order, now, why, why_size);
    if (error == FG_OK)
        error = relief_trust(gate, order, now, why, why_size);
    if (error != FG_OK)
        return error;
    struct relief_record *record = find_same(book, order, atomic_load(&gate->live)->pack, now);
    if (!record) {
        control_say(why, why_size, "no relief of %s %s is in force", order_subjects[order->subject], order->what);
        return FG_E_ARGUMENT;
    }
    record->grant.in_force = false;
    error = prepare(gate, &live, why, why_size);
    if (error == FG_OK)
        error = control_log(gate, "relief_end", order->signers[0].person, order->why, live->pack, order->what, why,
                            why_size);
    if (error == FG_OK && (!relief_file_end(gate, &record->grant.order) || !relief_file_taken(gate, order)))
        error = cannot_keep(gate, why, why_size);
    if (error != FG_OK) {
        drop_prepared(live);
        record->grant.in_force = true;
        return error;
    }
    note_taken(book, &record->grant.order);
    if (book->taken_count < TAKEN_ORDERS_MAX)
        note_taken(book, order);
    publish(gate, live);
    return FG_OK;
}

/* --- as the host asks ------------------------------------------------------------------------------------------- */

/* A refusal is written down too, as well as that goes. */
static void log_refusal(const struct fg_gate *gate, const struct order *order, const char *sentence)
{
    const struct pack *pack = atomic_load(&gate->live)->pack;
    struct change change = {.act = order->act == ORDER_END ? "relief_end" : "relieve",
                            .who = order->signers[order->signer_count - 1].person,
                            .why = order->why,
                            .pack = pack_string(pack, pack->meta->name),
                            .version = pack_string(pack, pack->meta->version),
                            .hash = pack->hash,
                            .what = order->what,
                            .outcome = sentence,
                            .at = control_now()};
    (void)change_log(&gate->control->state, &change, NULL, 0);
}

fg_error fg_relieve(fg_gate *gate, const char *text, size_t length, char *why_not, size_t why_not_size)
{
    struct order order;
    char sentence[1024] = "";
    bool read = gate && text && order_read(text, length, &order, sentence, sizeof sentence);
    fg_error error = control_begin(gate, read ? order.signers[0].person : "a host", read ? order.why : "an order",
                                   why_not, why_not_size);
    if (error != FG_OK)
        return error;
    if (!read) {
        control_say(why_not, why_not_size, "%s", text ? sentence : "an order is needed, it is NULL");
        error = FG_E_ARGUMENT;
    } else {
        int64_t now = control_now();
        reliefs_settle(gate);
        error = order.act == ORDER_END ? end_relief(gate, &order, now, sentence, sizeof sentence)
                                       : relieve(gate, &order, now, sentence, sizeof sentence);
        if (error != FG_OK) {
            control_say(why_not, why_not_size, "%s", sentence);
            log_refusal(gate, &order, sentence);
        }
    }
    control_end(gate);
    return error;
}

static void describe(const struct relief_record *record, fg_relief *relief)
{
    const struct order *order = &record->grant.order;
    relief->confirmed = record->grant.confirmed;
    relief->since = record->grant.since;
    relief->until = relief_until(&record->grant);
    relief->lowered = atomic_load_explicit(&record->lowered, memory_order_relaxed);
    snprintf(relief->kind, sizeof relief->kind, "%s", order_subjects[order->subject]);
    snprintf(relief->what, sizeof relief->what, "%s", order->what);
    snprintf(relief->who, sizeof relief->who, "%s", order->signers[0].person);
    snprintf(relief->second, sizeof relief->second, "%s", order->signer_count > 1 ? order->signers[1].person : "");
    snprintf(relief->why, sizeof relief->why, "%s", order->why);
}

/* The relief in force of that index. */
static bool read_at(const struct fg_gate *gate, uint32_t index, fg_relief *relief)
{
    const struct relief_book *book = gate->control->reliefs;
    const struct pack *pack = atomic_load(&gate->live)->pack;
    int64_t now = control_now();
    for (uint32_t i = 0; i < RELIEFS_MAX; i++) {
        struct relief resolved;
        const struct relief_record *record = &book->records[i];
        if (!relief_is_in_force(&record->grant, now) || resolve(&record->grant, pack, &resolved) != FG_OK ||
            index-- > 0)
            continue;
        describe(record, relief);
        return true;
    }
    return false;
}

fg_error fg_relief_read(fg_gate *gate, uint32_t index, fg_relief *relief)
{
    if (!gate || !relief || relief->size < sizeof *relief)
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    pthread_mutex_lock(&gate->reload);
    bool found = read_at(gate, index, relief);
    pthread_mutex_unlock(&gate->reload);
    return found ? FG_OK : FG_E_NOT_FOUND;
}

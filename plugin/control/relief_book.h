/*
 * relief_book.h: the orders in force of a gate, and those that were taken lately, for relief*.c. Under the gate's lock;
 * lanes see nothing of it but the counters `lowered`.
 */
#ifndef FIATGATE_RELIEF_BOOK_H
#define FIATGATE_RELIEF_BOOK_H

#include "control/control.h"
#include "control/keys.h"
#include "control/order.h"
#include "judge/relief_set.h"

#define RELIEF_SECONDS   (24 * 3600) /* until it lapses, unless a second person signs */
#define ORDER_SECONDS    3600        /* around its time in which an order is taken */
#define TAKEN_ORDERS_MAX 512

/* What is in force, or was: copied as a whole when it changes. */
struct relief_grant {
    bool in_force;
    bool confirmed;
    int64_t since;       /* when the gate took it, seconds since 1970 */
    uint8_t meaning[32]; /* what it named then: relief_meaning() */
    struct order order;
};

struct relief_record {
    struct relief_grant grant;
    _Atomic uint64_t lowered; /* lanes add to it at any time */
};

/* An order that must not be taken again, though its time has not passed. */
struct taken_order {
    char hash[65];
    int64_t at;
};

struct relief_book {
    struct relief_record records[RELIEFS_MAX];
    struct taken_order taken[TAKEN_ORDERS_MAX];
    uint32_t taken_count;
};

/* Seconds since 1970 at which it lapses, INT64_MAX when confirmed. */
int64_t relief_until(const struct relief_grant *grant);
bool relief_is_in_force(const struct relief_grant *grant, int64_t now);

/* --- relief_meaning.c */

/* Resolves what an order names against a pack. FG_OK; FG_E_ARGUMENT: the pack has no such thing, or is another pack;
 * FG_E_TRUST: it is of sanctions. */
fg_error relief_find(const struct order *order, const struct pack *pack, struct relief *relief, char *why,
                     size_t why_size);
/* A hash of what the pack says of a rule or entry that was found: it changes when that does. false = no memory. */
bool relief_meaning(const struct pack *pack, const struct relief *relief, uint8_t meaning[32]);

/* --- relief_trust.c */

/* Whether this gate takes the order of its persons, as of now. FG_OK, FG_E_TRUST, FG_E_MEMORY. */
fg_error relief_trust(const struct fg_gate *gate, const struct order *order, int64_t now, char *why, size_t why_size);

/* --- relief_files.c: STATE/reliefs. Without a state folder they do nothing. */

/* Reads what is kept. What cannot be read or trusted is left out (screening is then stricter) and said to the gate's
 * log. FG_OK, FG_E_STATE, FG_E_MEMORY. */
fg_error relief_files_read(const struct fg_gate *gate, struct relief_book *book, int64_t now, char *why,
                           size_t why_size);
/* Keeps an order in force; false: errno. */
bool relief_file_keep(const struct fg_gate *gate, const struct relief_grant *grant);
/* Its relief has ended: only that it was taken is kept. */
bool relief_file_end(const struct fg_gate *gate, const struct order *order);
/* An order that ended a relief was taken. */
bool relief_file_taken(const struct fg_gate *gate, const struct order *order);
/* Nothing is kept of it any more. */
void relief_file_forget(const struct fg_gate *gate, const char hash[65]);

#endif

/*
 * canonical.h: between a transfer in memory, a Transfer of proto/transfer.proto, and the field inputs of
 * fg_screen_fields. By field number throughout: no field is named here.
 */
#ifndef FIATGATE_CLI_CANONICAL_H
#define FIATGATE_CLI_CANONICAL_H

#include <stdbool.h>
#include <stddef.h>

#include "fiatgate.h"
#include "format.h"
#include "transfer.h"
#include "transfer.pb-c.h"

/* Copies a transfer's fields into an initialised Transfer. Where the transfer has values of its own for a field, those
 * of the message's header are left out; so is a name's second, longer reading. false = memory could not be had. */
bool canonical_from_transfer(Fiatgate__Transfer *canonical, const struct transfer *transfer);
/* Frees what canonical_from_transfer() copied. */
void canonical_clear(Fiatgate__Transfer *canonical);

/* Field inputs that borrow a Transfer's texts. */
struct canonical_fields {
    fg_field_input *items;
    size_t count, room;
};
/*
 * A field that names one thing (an account, a BIC, an id, a code, a reference) may hold several, one a line: each
 * becomes an occurrence. Text and addresses stay whole. A name of several lines may be one that was wrapped, or several
 * names: it is given whole, and line by line. false = memory could not be had.
 */
bool canonical_to_fields(const Fiatgate__Transfer *canonical, struct canonical_fields *fields);
void canonical_fields_free(struct canonical_fields *fields);

/* What an adapter says is wrong, as an Error that borrows it. */
void canonical_error(Fiatgate__Error *out, const struct read_error *error);

#endif

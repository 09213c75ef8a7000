/*
 * trust.h: whether a built pack may be loaded. Two ways to ask. For a live gate: signed by an author and an approver,
 * two persons, with keys of the register that were good when they signed; of the gate's jurisdiction; of this pattern
 * engine; no older than the highest version ever active, but for the fallback signed with the present activation; not
 * past valid_to, unless it is the active one already; with the replay report that the pack asks for. For looking back
 * (replay, explain, verify): validly signed, of any date and version. Reads files and uses libcrypto; no lane calls it.
 *
 * A key revoked later does not undo what it signed, but nobody can see from a signature when it was made. So a live
 * gate takes a signature of a key that is revoked by now only for a pack that its own state shows to have been active
 * before the revocation; for looking back its date is believed.
 */
#ifndef FIATGATE_TRUST_H
#define FIATGATE_TRUST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "control/keys.h"
#include "control/state.h"

/* The text of a signature: what is signed. Returns its length, 0 when size is less. */
#define SIGNATURE_PREFIX     "fiatgate pack signature 1\n"
#define SIGNATURE_TEXT_BYTES (sizeof SIGNATURE_PREFIX - 1 + offsetof(struct pack_signature, signature))
size_t signature_text(const struct pack_signature *signature, unsigned char *text, size_t size);

/* Who signed, once verified. */
struct approval {
    const struct key_entry *author, *approver; /* NULL = nobody */
    const struct pack_signature *author_signature, *approver_signature;
};

/*
 * Verifies every signature of a pack (one that is wrong in any way refuses the pack, whoever else has signed) and finds
 * author and approver. All must name the same fallback, which takes two persons like everything else. state NULL = for
 * looking back. now: seconds since 1970. FG_OK, FG_E_TRUST with its sentence; sentences of trust leave out the file's
 * name.
 */
fg_error trust_signatures(const struct pack *pack, const struct key_register *keys, const struct gate_state *state,
                          int64_t now, struct approval *approval, char *why, size_t why_size);

/* Whether a live gate may go by that register: no older than the newest it has used, so that none in which a revoked
 * key is still good is put back; nor of days to come, or no right one could follow it. FG_OK, FG_E_TRUST. */
fg_error trust_register(const struct key_register *keys, const struct gate_state *state, int64_t now, char *why,
                        size_t why_size);

/* What a live gate asks of a pack beside its signatures; called when all of it has been verified. */
struct trust_demand {
    const char *jurisdiction; /* "" = any */
    const struct gate_state *state;
    const struct approval *approval;
    int32_t today; /* YYYYMMDD, UTC */
    bool report_required;
};
fg_error trust_pack(const struct pack *pack, const struct trust_demand *demand, char *why, size_t why_size);

/* Compares versions made of numbers and dots ("2026.9" < "2026.11.1"). <0, 0, >0. The compiler takes no other version.
 */
int version_compare(const char *a, const char *b);

#endif

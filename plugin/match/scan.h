/*
 * scan.h: all that a pack looks for in the folded text of a transfer: stems and patterns, words and names. Touches the
 * lane's own padded memory, the pack and this lane slot's scratch.
 */
#ifndef FIATGATE_SCAN_H
#define FIATGATE_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include <hs/hs_runtime.h>

#include "judge/pack.h"
#include "text/fold.h"

/* A list term found in a value. */
struct scan_hit {
    uint32_t term;  /* index in pack.terms */
    uint32_t value; /* index in transfer.values */
    uint8_t view;
    uint8_t readings; /* enum text_reading bits, but READING_TRANSLITERATED, which depends on the entry */
    uint8_t scripts;  /* enum script bits of the letters that it was found in */
    bool at_start;    /* nothing stands before it in what its segment reads */
    bool at_end;      /* nothing stands behind it */
    uint32_t from;    /* bytes [from, to) of the value */
    uint32_t to;
};

enum scan_result {
    SCAN_DONE,
    SCAN_LIMIT, /* more hits than the limit: stopped by us */
    SCAN_WORK,  /* a text that can be read in so many ways that looking through them would take too long */
    SCAN_ENGINE /* any other return code than success */
};

/* Hits come in the order of the text. The same span of the same value found in two views is reported once, as the one
 * that reads least into it, and of a pattern's matches that begin at one place the longest. scratch may be NULL for a
 * pack without a database; transfer, of which folded is the folded form, says which values are names and what their
 * letters are (NULL: hits have no scripts). The readings that only this pack's words give (match/respell.h) stand in
 * folded during the call and are gone behind it; when they do not fit, SCAN_LIMIT. */
enum scan_result scan_folded(const struct pack *pack, hs_scratch_t *scratch, const struct transfer *transfer,
                             struct folded *folded, struct scan_hit *hits, uint32_t limit, uint32_t *count);

/*
 * The known-answer test, run when a pack is loaded: text made of the engine's terms, at all alignments of 64 bytes, is
 * searched by the engine and by a plain loop; any difference refuses the engine. Many terms are tested on a sample.
 * Patterns, the terms of the automaton and the names of the index must be found where they were put. scratch as above.
 * Allocates; not for the screening path. FG_OK, FG_E_ENGINE, FG_E_MEMORY; why says what was missed.
 */
fg_error scan_self_test(const struct pack *pack, hs_scratch_t *scratch, char *why, size_t why_size);

#endif

/*
 * benign_baseline.h: what was measured of benign payments beside the baseline that the pack carries (PACK_BASELINE).
 */
#ifndef FIATGATE_CLI_BENIGN_BASELINE_H
#define FIATGATE_CLI_BENIGN_BASELINE_H

#include "benign_measure.h"

/* How a set, or a rule in it, stands to the baseline. */
enum benign_standing {
    BENIGN_UNKNOWN, /* the baseline does not know the set */
    BENIGN_NO_WORSE,
    BENIGN_WORSE
};

/* What the baseline says of a rule (0 = all) in a set; a rule without a row found nothing. NULL = it does not know the
 * set. nothing is where that row is made. */
const struct pack_baseline *benign_baseline_of(const struct pack *pack, const char *set, uint32_t rule,
                                               struct pack_baseline *nothing);
/* Of as many payments as the baseline was measured on the counts are compared; else the set has become another, and it
 * is worse only where the intervals lie apart. */
enum benign_standing benign_compare(const struct pack *pack, const struct benign_set *set, uint32_t rule);
/* How many of a set's rules, and all of them together, are worse. */
uint32_t benign_worse_count(const struct pack *pack, const struct benign_set *set);

/* Writes benign.csv of a pack folder: what was measured, and of sets that were not what the pack's baseline says. An
 * exit code (said). */
int benign_baseline_write(const struct benign_measure *measure, const char *folder);

#endif

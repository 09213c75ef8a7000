/*
 * pack_show_baseline.c: what a pack found in benign payments when its baseline was written (pack_show.h).
 */
#include "benign_baseline.h"
#include "pack_show.h"
#include "wilson.h"

void show_baseline(const struct showing *showing)
{
    const struct pack *pack = showing->pack;
    FILE *out = showing->out;
    if (pack->baseline_count > 0)
        fputs("\nbenign payments, as they were when the baseline was written\n", out);
    for (uint32_t i = 0; i < pack->baseline_count; i++) {
        const struct pack_baseline *row = &pack->baseline[i];
        struct wilson_share share = wilson_share_of(row->flagged, row->texts);
        if (row->rule == 0)
            fprintf(out, "  %s: %u of %u flagged, %u of these held or blocked: %.4f %% (95 %%: %.4f to %.4f)\n",
                    pack_string(pack, row->set), row->flagged, row->texts, row->stopped, 100 * share.share,
                    100 * share.from, 100 * share.to);
        else
            fprintf(out, "    %s: %u flagged, %u held or blocked\n", benign_rule_id(pack, row->rule), row->flagged,
                    row->stopped);
    }
}

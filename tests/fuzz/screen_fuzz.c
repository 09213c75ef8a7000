/*
 * screen_fuzz.c: whole messages through fg_screen. The input is the message. It is screened in two lanes of a gate with
 * the shipped limits, whose verdicts must agree, and in one of a gate whose limits are nearly always in the way.
 */
#include "tests/unit/gate_fixture.h"
#include "invariants.h"

struct place {
    struct gate_config config;
    fg_lane *lanes[2];
    fg_verdict *verdicts[2];
};

static void open_place(struct place *place, struct limits limits)
{
    place->config = config_for_test();
    place->config.limits = limits;
    for (int cause = 1; cause < FG_CAUSE_COUNT; cause++)
        for (int channel = 0; channel < FG_CHANNEL_COUNT; channel++)
            place->config.policy[cause][channel] = (uint8_t)(FG_FLAG + (cause + channel) % 3);
    fg_gate *gate = gate_for_test(&place->config);
    for (int i = 0; i < 2; i++) {
        place->lanes[i] = lane_for_test(gate);
        place->verdicts[i] = verdict_for_test(gate);
    }
}

static const struct limits wide = {.message_bytes = 1 << 20,
                                   .transfers = 4096,
                                   .fields = 2048,
                                   .text_bytes = 256u << 10,
                                   .depth = 64,
                                   .attributes = 64,
                                   .hits = 4096,
                                   .reasons_per_transfer = 16,
                                   .reasons_per_message = 512};
static const struct limits tight = {.message_bytes = 8192,
                                    .transfers = 3,
                                    .fields = 64,
                                    .text_bytes = 4096,
                                    .depth = 16,
                                    .attributes = 64,
                                    .hits = 64,
                                    .reasons_per_transfer = 1,
                                    .reasons_per_message = 2};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct place roomy, narrow;
    if (!roomy.lanes[0]) {
        open_place(&roomy, wide);
        open_place(&narrow, tight);
    }
    fg_facts facts = {.size = sizeof facts,
                      .channel = (uint8_t)(length % FG_CHANNEL_COUNT),
                      .today = length % 3 ? 20261121 : 0,
                      .as_of = length % 5 ? 0 : 20260501};
    for (int i = 0; i < 2; i++) {
        fg_error error = fg_screen(roomy.lanes[i], bytes, length, &facts, roomy.verdicts[i]);
        verdict_holds(roomy.verdicts[i], error, &roomy.config, facts.channel, bytes, length);
    }
    verdicts_agree(roomy.verdicts[0], roomy.verdicts[1]);
    fg_error error = fg_screen(narrow.lanes[0], bytes, length, &facts, narrow.verdicts[0]);
    verdict_holds(narrow.verdicts[0], error, &narrow.config, facts.channel, bytes, length);
    /* A verdict of another gate, made for fewer transfers and reasons, and the next message in a lane just used. */
    error = fg_screen(roomy.lanes[1], bytes, length, &facts, narrow.verdicts[1]);
    verdict_holds(narrow.verdicts[1], error, &narrow.config, facts.channel, bytes, length);
    return 0;
}

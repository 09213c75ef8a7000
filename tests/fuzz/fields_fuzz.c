/*
 * fields_fuzz.c: fields a host has parsed, through fg_screen_fields. The input is a row of fields, each
 *   number, occurrence, start, end - start, length (one byte each), then as many bytes.
 * A last field whose bytes end early takes what is left.
 */
#include "tests/unit/gate_fixture.h"
#include "invariants.h"

#define FIELDS_MAX 256

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    static struct gate_config config;
    static fg_lane *lanes[2];
    static fg_verdict *verdicts[2];
    static fg_field_input fields[FIELDS_MAX];
    if (!lanes[0]) {
        config = config_for_test();
        config.limits.fields = 64;
        config.limits.text_bytes = 4096;
        config.limits.reasons_per_transfer = 2;
        fg_gate *gate = gate_for_test(&config);
        for (int i = 0; i < 2; i++) {
            lanes[i] = lane_for_test(gate);
            verdicts[i] = verdict_for_test(gate);
        }
    }
    size_t count = 0, at = 0;
    while (count < FIELDS_MAX && length - at >= 5) {
        const uint8_t *head = bytes + at;
        at += 5;
        size_t own = head[4] < length - at ? head[4] : length - at;
        fields[count++] = (fg_field_input){.field = head[0],
                                           .occurrence = head[1],
                                           .bytes = own ? bytes + at : NULL,
                                           .length = own,
                                           .start = head[2],
                                           .end = (uint64_t)head[2] + head[3]};
        at += own;
    }
    fg_facts facts = {.size = sizeof facts, .channel = (uint8_t)(length % FG_CHANNEL_COUNT), .as_of = 20261121};
    for (int i = 0; i < 2; i++) {
        fg_error error = fg_screen_fields(lanes[i], fields, count, &facts, verdicts[i]);
        verdict_holds(verdicts[i], error, &config, facts.channel, NULL, 0);
    }
    verdicts_agree(verdicts[0], verdicts[1]);
    return 0;
}

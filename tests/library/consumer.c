/* consumer.c: a host outside the tree, built against the installed header through pkg-config. Screens one message. */
#include <fiatgate.h>
#include <stdio.h>
#include <string.h>

int main(int count, char **arguments)
{
    char why[512];
    fg_gate *gate = NULL;
    fg_lane *lane = NULL;
    fg_verdict *verdict = NULL;
    fg_options options = {.size = sizeof options, .version = FG_VERSION};
    if (count != 3)
        return 2;
    options.config_path = arguments[1];
    options.pack_path = arguments[2];
    if (fg_open(&options, &gate, why, sizeof why) != FG_OK) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    if (fg_lane_open(gate, &lane) != FG_OK || fg_verdict_new(gate, &verdict) != FG_OK)
        return 1;
    static const char message[] = "{1:F01TESTKZKAAXXX0000000000}{2:I103TESTDEFFXXXXN}{4:\r\n:20:A\r\n:23B:CRED\r\n"
                                  ":32A:261121USD1,00\r\n:50K:/1\r\nA B\r\n:59:/2\r\nFOREIGN COIN EXCHANGE LTD\r\n"
                                  ":71A:SHA\r\n-}";
    fg_screen(lane, message, strlen(message), NULL, verdict);
    printf("%s\n", fg_action_name(fg_verdict_action(verdict)));
    int blocked = fg_verdict_action(verdict) == FG_BLOCK;
    fg_verdict_free(verdict);
    fg_lane_close(lane);
    fg_close(gate);
    return blocked ? 0 : 1;
}

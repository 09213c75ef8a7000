/* header.c: fiatgate.h stands on its own in C17, twice included, and its sizes are what hosts were compiled with. */
#include "fiatgate.h"
#include "fiatgate.h"

int main(void)
{
    _Static_assert(sizeof(fg_facts) == 40, "fg_facts only grows with a new minor version");
    _Static_assert(offsetof(fg_reason, shadow) == 88, "fg_reason begins as 1.1 had it");
    _Static_assert(offsetof(fg_counters, would) == 176, "fg_counters begins as 1.1 had it");
    _Static_assert(FG_FIELD_REMITTANCE == 91, "field numbers never change");
    _Static_assert(FG_PASS < FG_FLAG && FG_FLAG < FG_HOLD && FG_HOLD < FG_BLOCK, "strictness rises with the value");
    return 0;
}

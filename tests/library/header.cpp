// header.cpp: a host in C++ can include fiatgate.h.
#include "fiatgate.h"

int main()
{
    fg_facts facts = {};
    facts.size = sizeof facts;
    fg_gate *gate = nullptr;
    return gate == nullptr && facts.size == sizeof(fg_facts) ? 0 : 1;
}

/*
 * precedence.c: the table of precedence (precedence.h). The first row whose fact is so answers.
 */
#include "precedence.h"

#include "include/fiatgate.h"

enum answer { ASKS_NOTHING, ASKS_PASS, ASKS_FLAG_AT_MOST, ASKS_ITS_OWN };

/* ROW(fact, answer, sentence); a row with no fact is so for every rule that is left. */
#define PRECEDENCE_ROWS(ROW)                                                                                           \
    ROW(RULE_IS_OFF, ASKS_NOTHING, "A rule whose mode is off asks for nothing.")                                       \
    ROW(RULE_OUT_OF_DATE, ASKS_NOTHING, "Else a rule that is not valid on the transfer's day asks for nothing.")       \
    ROW(RULE_FAILS, ASKS_NOTHING, "Else a rule whose condition does not hold asks for nothing.")                       \
    ROW(RULE_OF_SANCTIONS, ASKS_ITS_OWN,                                                                               \
        "Else a rule on the ground of sanctions, or that a list of sanctions was hit for, asks for its action; no "    \
        "exception and no relief touches it.")                                                                         \
    ROW(RULE_EXCEPTED, ASKS_PASS,                                                                                      \
        "Else a rule that an exception covers asks for pass, and its weight and duties do not count.")                 \
    ROW(RULE_RELIEVED, ASKS_FLAG_AT_MOST,                                                                              \
        "Else a rule that an emergency relief covers asks for flag where its action is hold or block.")                \
    ROW(0, ASKS_ITS_OWN, "Else a rule asks for its action.")

/* How the answers are put together. */
#define PRECEDENCE_REST(LINE)                                                                                          \
    LINE("A rule in shadow mode is answered by the same rows, but is heard only for what would be done.")              \
    LINE("What it asks for, what it weighs and its duties do not count for what is done.")                             \
    LINE("Before all others the rules with a weight are tried, and the weights that count are added up.")              \
    LINE("Rules on the sum of weights are rules like any other.")                                                      \
    LINE("Of all that is asked for the strictest decides: block, then hold, then flag, then pass.")                    \
    LINE("Among rules that ask for the same the first in the pack decides.")                                           \
    LINE("Where no rule asks for anything the transfer passes.")                                                       \
    LINE("What the gate itself asks for (a list past its age, a date outside its window) only makes it stricter.")     \
    LINE("A gate that only shadows forwards everything, and says what would be done.")

#define ANSWER_OF_ROW(fact, answer, sentence)   {fact, answer},
#define SENTENCE_OF_ROW(fact, answer, sentence) sentence,
#define SENTENCE(sentence)                      sentence,

static const struct {
    uint32_t fact;
    enum answer answer;
} rows[] = {PRECEDENCE_ROWS(ANSWER_OF_ROW)};

#define ROWS (sizeof rows / sizeof rows[0])

const char *const precedence_lines[] = {PRECEDENCE_ROWS(SENTENCE_OF_ROW) PRECEDENCE_REST(SENTENCE)};
const uint32_t precedence_line_count = sizeof precedence_lines / sizeof precedence_lines[0];

static enum answer answer_to(uint32_t facts)
{
    for (uint32_t i = 0; i + 1 < ROWS; i++)
        if ((facts & rows[i].fact) != 0)
            return rows[i].answer;
    return rows[ROWS - 1].answer;
}

struct demand precedence_of(uint32_t facts, uint8_t action)
{
    enum answer answer = answer_to(facts);
    struct demand demand = {.heard = answer != ASKS_NOTHING,
                            .weighs = answer == ASKS_FLAG_AT_MOST || answer == ASKS_ITS_OWN,
                            .excepted = answer == ASKS_PASS,
                            .relieved = answer == ASKS_FLAG_AT_MOST && action > FG_FLAG,
                            .action = action};
    demand.decides = demand.heard && (facts & RULE_IN_SHADOW) == 0;
    if (!demand.heard || demand.excepted)
        demand.action = FG_PASS;
    else if (demand.relieved)
        demand.action = FG_FLAG;
    return demand;
}

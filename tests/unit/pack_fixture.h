/*
 * pack_fixture.h: packs and messages laid out in memory by hand, for tests of matching and judging that depend on no
 * compiler, no file and no format. Folding here is ASCII only.
 */
#ifndef FIATGATE_PACK_FIXTURE_H
#define FIATGATE_PACK_FIXTURE_H

#include "plugin/judge/relief_set.h"
#include "plugin/judge/judge.h"

#define FIXTURE_MANY 4096

struct fixture_term {
    char text[64];
    uint8_t ending;
    uint32_t entry, match;
};

struct fixture {
    struct pack pack; /* complete after fixture_build() */
    struct pack_meta meta;
    char strings[1u << 18];
    uint32_t strings_used;
    struct pack_list lists[64];
    struct pack_entry entries[FIXTURE_MANY];
    struct fixture_term given[FIXTURE_MANY];
    uint32_t given_count;
    struct pack_term terms[FIXTURE_MANY];
    struct pack_posting postings[FIXTURE_MANY];
    struct pack_identifier identifiers[FIXTURE_MANY];
    struct pack_licence licences[256];
    uint32_t codes[256];
    struct pack_rule rules[256];
    struct pack_selection selections[1024];
    uint8_t code[8192];
    struct pack_exception exceptions[64];
    struct pack_field_value conditions[128];
    hs_scratch_t *scratch;
};

struct fixture *fixture_new(void);
void fixture_free(struct fixture *fixture);

uint32_t fixture_list(struct fixture *fixture, enum pack_list_kind kind, const char *title);
uint32_t fixture_entry(struct fixture *fixture, uint32_t list, const char *name);
/* text is folded: " OKX ", or " KRIPT" for a stem with an ending. */
void fixture_term(struct fixture *fixture, uint32_t entry, uint32_t match, const char *text, uint8_t ending);
void fixture_identifier(struct fixture *fixture, uint32_t entry, uint32_t match, enum identifier_kind kind,
                        const char *key);
/* Gives an entry of a register its licence; returns its index. tax_id also becomes an identifier; "" = none. */
uint32_t fixture_licence(struct fixture *fixture, uint32_t entry, const char *tax_id, int32_t from, int32_t to);
/* A rule over selections added after it, with its condition; returns its index. */
uint32_t fixture_rule(struct fixture *fixture, fg_action action, const uint8_t *code, uint32_t length);
/* A selection of the last rule that looks at everything; to be narrowed by the caller. */
struct pack_selection *fixture_selection(struct fixture *fixture, enum pack_selection_kind kind);
uint32_t fixture_code(struct fixture *fixture, const char *code);
/* Puts text into the pack's strings; returns its offset. */
uint32_t fixture_string(struct fixture *fixture, const char *text);
/* An exception of a rule for the year 2026, tied to the conditions added after it. */
struct pack_exception *fixture_exception(struct fixture *fixture, uint32_t rule);
void fixture_condition(struct fixture *fixture, fg_field field, const char *value);

/* Sorts, joins and compiles what was added; leaves out the term of that text (NULL = none) from the engine's database,
 * not from the pack. false = the engine refused. */
bool fixture_build(struct fixture *fixture, const char *left_out);

#define MESSAGE_VALUES      64
#define MESSAGE_IDENTIFIERS 64
#define MESSAGE_HITS        256

/* A transfer, its folded form and what was found in it. */
struct message {
    struct transfer transfer;
    void *transfer_memory;
    struct folded folded;
    unsigned char *bytes; /* padding, folded text, padding */
    struct folded_token tokens[4096 + TOKENS_AHEAD];
    struct looks looks[4096 / LOOKED_AT + 2];
    struct folded_segment segments[256];
    struct identifier identifiers[MESSAGE_IDENTIFIERS];
    uint32_t identifier_count;
    struct scan_hit hits[MESSAGE_HITS];
    uint32_t hit_count;
    fg_facts facts;
    struct relief_set reliefs;
    int64_t now;
    struct judge_reason reasons[64];
    struct judgement judgement;
    void *workspace;
};

extern const struct limits message_limits;

struct message *message_new(void);
void message_free(struct message *message);
void message_clear(struct message *message);
/* Adds a value; its words stand in FOLD_PLAIN when its field is scanned. Returns its index. */
uint32_t message_put(struct message *message, fg_field field, const char *text);
/* Adds a segment: one reading of a value, whose token i is from bytes [spans[2i], spans[2i + 1]). spans NULL: the words
 * of the text stand where they stand in the value. */
void message_view(struct message *message, uint32_t value, enum fold_view view, const char *text,
                  const uint32_t *spans);
/* Says that a value holds an identifier; all of it, unless at is given: the bytes of at in it. An identity when its
 * field is of an identifier's kind. */
void message_identifier(struct message *message, uint32_t value, enum identifier_kind kind, const char *key,
                        const char *at);
/* message_put and message_identifier of the whole value. */
uint32_t message_put_identifier(struct message *message, fg_field field, enum identifier_kind kind, const char *key);
enum scan_result message_scan(struct message *message, const struct fixture *fixture);
/* A relief in force until a moment. */
struct relief *message_relief(struct message *message, enum relief_kind kind, uint32_t of, int64_t until);
/* What the message and the pack give to judge. Scans first. */
struct judge_input message_input(struct message *message, const struct fixture *fixture, int32_t as_of);
/* Judges into message.judgement, whose limit of reasons is set, with a rule index and without; ends the program where
 * the two judge otherwise. */
bool message_judge_input(struct message *message, const struct judge_input *input);
/* Scans and judges with room for `reasons` reasons. */
const struct judgement *message_judge(struct message *message, const struct fixture *fixture, int32_t as_of,
                                      uint32_t reasons);

#endif

/*
 * evaluation.h: what the files of judge/ share while one transfer is judged. Nothing outside this folder includes it.
 *
 *   certainty.h      how sure something found is, by how the text had to be read
 *   rule_index.*     what is worked out of the rules when the pack is loaded; needs.c: what each cannot do without;
 *                    gates.*: their conditions
 *   signs.c          hits and identifiers become signs: what of the pack was found, where; but for what chance has
 *                    made of UUIDs and the like (machine_reference.c)
 *   possible.c       which selections may be true of that, by the rule index
 *   selection*.c     a rule's selections, looked up in the signs, the message, the facts and the tables
 *   condition.c      whether a rule's condition holds over its selections, by its gates or its bytes
 *   licence.c        a party's standing in the registers; contradiction.c: what speaks against who it says it is
 *   evidence.c       what a rule that holds rests on
 *   exceptions.c     whether an exception covers it; reliefs.c: whether a relief does
 *   precedence.c     what it then asks for
 *   reasons.c        reasons, bounded
 *   judge.c          the rules, strictest first
 */
#ifndef FIATGATE_EVALUATION_H
#define FIATGATE_EVALUATION_H

#include "certainty.h"
#include "judge.h"
#include "rule_index.h"

enum sign_kind { SIGN_TERM, SIGN_IDENTIFIER };

/* Something of the pack that was found in the transfer, with what it may stand for on the as-of date. */
struct sign {
    uint64_t lists;   /* bits: of its entries that are valid */
    uint32_t matches; /* pack_match bits of the same */
    uint32_t first;   /* in pack.postings or pack.identifiers, by kind */
    uint32_t count;
    uint32_t value; /* index in transfer.values */
    uint32_t from;
    uint32_t to;
    uint8_t field;
    uint8_t kind;
    bool at_start;
    struct seen seen; /* of a term */
};

#define PARTIES 2

/* What exceptions ask for again and again: where the first value of each field stands, and the value folded last, as
 * they mostly ask for the same field one after the other. */
struct exception_memory {
    bool fields_known;
    uint32_t first[FG_FIELD_LIMIT]; /* 1 + index in transfer.values; 0 = the transfer has no such field */
    uint32_t folded;                /* 1 + index of the value; 0 = none yet */
    uint32_t length;
    char bytes[PACK_EXCEPTION_TEXT_MAX];
};

/* Where the values of each field stand: among the transfer's own, or in the header when it has none of its own. */
struct field_places {
    uint64_t present[2];                                 /* bits: fields that have a value */
    uint32_t first[FG_FIELD_LIMIT], end[FG_FIELD_LIMIT]; /* of those alone */
};

#define ROWS_KEPT 32

/* The rows of tables that fit the transfer, whatever is asked of them; found once. */
struct rows_fitting {
    bool known;
    uint32_t count; /* ROWS_KEPT = there may be more */
    struct row_fitting {
        uint32_t row;
        uint32_t value; /* 1 + index in transfer.values, of its code; 0 = it asks for none */
    } rows[ROWS_KEPT];
};

/* What is found out once per transfer and asked for again and again. */
struct findings {
    struct field_places places;
    struct rows_fitting rows;
    uint64_t possible[SELECTION_WORDS]; /* bits: selections that may be true, on lists that are; by the rule index */
    /* By a selection on lists that is possible: which of the first signs make it true, bits. */
    uint64_t signs_of[INDEXED_SELECTIONS];
    uint32_t selections[INDEXED_RULES]; /* of rules that are weighed and hold, as in struct holding */
};

void findings_begin(struct findings *findings, const struct transfer *transfer);

/* Weights added up, and how much of it is of rules that reliefs cover. */
struct weight_sum {
    int64_t sum, relieved;
};

/* The rules with a weight that hold, before the others are tried. */
struct weighing {
    struct weight_sum enforced, would; /* of rules in enforce mode; with those in shadow mode */
    uint64_t reliefs;                  /* that cover any: bits as judgement.reliefs */
    uint32_t parts;                    /* rules that weigh and have given no reason yet */
    bool of_sanctions;                 /* any of them is */
};

/* What payer or payee may be, by its IIN or BIN, its sector code and the host's fact. 0 = nothing is known. */
struct party_known {
    bool asked; /* what follows was looked for */
    bool branch;
    uint32_t kinds;     /* pack_party_kind bits: one of these */
    uint32_t residency; /* pack_residency bits: likewise */
};

/* One transfer being judged. Lies on the stack of judge_transfer(); the signs lie in the lane. */
struct evaluation {
    const struct judge_input *input;
    const struct rule_index *index; /* NULL: none is used, and everything is looked at */
    struct judgement *judgement;
    struct sign *signs;
    uint32_t sign_count;
    uint64_t lists;   /* of all signs */
    uint64_t met;     /* bits: lists of all that was found and certain enough, valid or not */
    uint32_t matches; /* of all signs */
    bool hit;         /* anything of the pack, valid or not, or a wallet's shape was found */
    bool registers_named;
    uint32_t identifier_kinds;     /* bits: 1 << enum identifier_kind, of all identifiers of the message */
    uint64_t identifier_fields[2]; /* bits: where they stand */
    struct findings *findings;
    uint64_t weighed[RULE_WORDS], failed[RULE_WORDS]; /* bits: rules with a weight that were tried, and do not hold */
    bool forgives;                                    /* there are exceptions or reliefs to look for */
    uint64_t sanctions;                               /* bits: lists of sanctions, where it forgives */
    struct weighing weights;
    struct weight_sum sum;          /* as the rule that is being tried sees it */
    const uint32_t *left_out;       /* entries that are as if nothing of them were found */
    uint32_t left_out_count;        /* 0 but in evidence_holds_without() */
    uint64_t lowered[FG_BLOCK + 1]; /* by a rule's own action: bits of the reliefs that covered it */
    struct exception_memory *exceptions;
    uint64_t given_findings, given_places; /* what the rule being explained has said, as bits of its hashes */
    bool payee_known;
    uint64_t payee_reliefs; /* bits: reliefs of the account the money goes to */
    bool licence_known[PARTIES];
    struct licence_finding licences[PARTIES];
    struct party_known payer, payee;
};

/* Whether a day lies in a period, both ends in it, 0 = open. */
static inline bool in_period(int32_t day, int32_t from, int32_t to)
{
    return (from == 0 || day >= from) && (to == 0 || day <= to);
}

static inline bool entry_is_valid(const struct judge_input *input, uint32_t entry)
{
    const struct pack_entry *of = &input->pack->entries[entry];
    return in_period(input->as_of, of->valid_from, of->valid_to);
}

/* Identifiers of the pack that equal one of the message: up to two ranges of pack.identifiers. */
struct identifier_ranges {
    uint32_t first[2];
    uint32_t count[2];
};
void identifier_look_up(const struct pack *pack, const struct identifier *identifier, struct identifier_ranges *ranges);
/* The pack's identifiers of one kind and key; how many, and in *first the first. */
uint32_t identifier_range(const struct pack *pack, uint8_t kind, const char *key, size_t length, uint32_t *first);

/* Fills the signs, and with a rule index what is possible. There is room for one more than the limit. false = they did
 * not fit. */
bool signs_collect(struct evaluation *evaluation, uint32_t limit);

/* Fills findings.possible: before the first sign, with each entry that a sign stands for on the day, behind the last.
 * Only with a rule index. */
void possible_begin(struct evaluation *evaluation);
void possible_add(struct evaluation *evaluation, const struct sign *sign, const struct pack_entry *entry,
                  uint32_t match, uint8_t readings, uint32_t certainty);
void possible_end(struct evaluation *evaluation);
/* Whether a selection, by its number in the pack, may be true. */
static inline bool is_possible(const struct evaluation *evaluation, uint32_t number)
{
    return (evaluation->findings->possible[number / 64] >> (number % 64) & 1) != 0;
}
/* The same of so many selections of one rule, as bits; with any behind them. */
static inline uint32_t possible_from(const struct evaluation *evaluation, uint32_t first)
{
    const uint64_t *possible = evaluation->findings->possible;
    uint32_t word = first / 64, bit = first % 64;
    uint64_t bits = word < evaluation->index->words ? possible[word] >> bit : 0;
    if (bit > 32 && word + 1 < evaluation->index->words)
        bits |= possible[word + 1] << (64 - bit);
    return (uint32_t)bits;
}
#define SIGNS_NOTED 64 /* signs that findings.signs_of knows */
/* Whether anything was found by which a party stands in a register. */
static inline bool may_be_registered(const struct evaluation *evaluation)
{
    return !evaluation->index || (evaluation->met & evaluation->index->registers) != 0;
}

/*
 * The next thing from *cursor on that makes a selection true, and the cursor behind it; false = nothing more. The
 * reason's rule is left to the caller; a reason without entry and value has nothing to show (a fact).
 */
bool selection_next(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                    struct judge_reason *reason);
/* The same of a selection on lists, by its number in the pack, nothing being left out. Only with a rule index. */
bool selection_next_noted(const struct evaluation *evaluation, uint32_t number, uint32_t *cursor,
                          struct judge_reason *reason);
/* Whether anything makes a selection true. */
bool selection_holds(struct evaluation *evaluation, const struct pack_selection *selection);

/* Whether a rule's condition holds. *selections: which of its selections were found true. */
bool condition_holds(struct evaluation *evaluation, const struct pack_rule *rule, uint32_t *selections);

/* Where a party's licence finding stands. */
static inline uint32_t licence_place(uint8_t party)
{
    return party == PACK_ULTIMATE_CREDITOR ? 1 : 0;
}
/* Whether any party asked about so far has been found in a register. */
static inline bool licence_was_found(const struct evaluation *evaluation)
{
    return (evaluation->licences[0].lists | evaluation->licences[1].lists) != 0;
}
/* The party's licence finding, made once per transfer. */
const struct licence_finding *evaluation_licence(struct evaluation *evaluation, uint8_t party);

/* Adds the reasons of a rule that holds by these selections. of: what all of them say; the first also its weight. */
void reasons_explain(struct evaluation *evaluation, const struct judge_reason *of, uint32_t selections);

/* --- What a rule that holds rests on: evidence.c, exceptions.c, reliefs.c ---------------------------------------- */

/* A rule that holds, and the selections that were found true. */
struct holding {
    uint32_t rule; /* index in pack.rules */
    uint32_t selections;
};

/* Which of some entries make a list selection true, bits by their place among them, and whether any other does. */
#define ENTRIES_TOLD 64
struct hits_told {
    uint64_t of_these;
    bool of_others;
};
void selection_tell_hits(const struct evaluation *evaluation, const struct pack_selection *selection,
                         const uint32_t *entries, uint32_t count, struct hits_told *told);
/* The same for the rows that make a selection on tables true. */
void selection_tell_rows(struct evaluation *evaluation, const struct pack_selection *selection, const uint32_t *entries,
                         uint32_t count, struct hits_told *told);
/* Bits: at which places among these an entry stands. */
static inline uint64_t places_of(uint32_t entry, const uint32_t *entries, uint32_t count)
{
    uint64_t places = 0;
    for (uint32_t i = 0; i < count && i < ENTRIES_TOLD; i++)
        places |= (uint64_t)(entries[i] == entry) << i;
    return places;
}

/* The same for all list selections of a rule that holds. A wallet's address is another thing than any entry. */
struct hits_told evidence_tell(struct evaluation *evaluation, const struct holding *holding, const uint32_t *entries,
                               uint32_t count);
/* Whether the rule would hold, too, if nothing of these entries and no weight that is relieved were there: by a code, a
 * fact, a licence. */
bool evidence_holds_without(struct evaluation *evaluation, const struct holding *holding, const uint32_t *entries,
                            uint32_t count);
/* The least sum of the selections on weights that are true, 0 = none is. */
int32_t evidence_weights(const struct evaluation *evaluation, const struct holding *holding);
/* Whether the rule is of sanctions, by its ground or by what was hit. */
bool evidence_of_sanctions(struct evaluation *evaluation, const struct holding *holding);
/* Bits: the lists and registers that the rule holds by, as far as its reasons do not name them. */
uint64_t evidence_lists(struct evaluation *evaluation, const struct holding *holding);
/* Bits: the lists and registers of a licence without which the rule would hold. */
uint64_t evidence_kept(struct evaluation *evaluation, uint32_t rule);

/* 1 + index of the first exception that covers the rule here, 0 = none does. Does not ask about sanctions. */
uint32_t exceptions_find(struct evaluation *evaluation, const struct holding *holding);
/* Bits: the reliefs that cover the rule here. Does not ask about sanctions. */
uint64_t reliefs_find(struct evaluation *evaluation, const struct holding *holding);

static inline bool selection_is_true(const struct holding *holding, uint32_t n)
{
    return n < PACK_SELECTIONS_MAX && (holding->selections >> n & 1) != 0;
}

/* The bit of an entry's list. */
static inline uint64_t entry_list(const struct pack *pack, uint32_t entry)
{
    uint32_t list = pack->entries[entry].list;
    return list < PACK_LISTS_MAX ? UINT64_C(1) << list : 0;
}

/* --- Who a party is, by the registers: licence.c and contradiction.c -------------------------------------------- */

/* The fields that speak of a party. 0 = the message has no such field. */
struct party_fields {
    uint8_t name, tax_id, lei, bic, account, address, contact;
};

/* Weakest first; from BY_ACCOUNT on it may be licensed. */
enum identified_by { BY_NOTHING, BY_LEI, BY_NAME, BY_ACCOUNT, BY_TAX_ID };

struct subject {
    const struct judge_input *input;
    const struct party_fields *fields;
    enum identified_by by;
    uint32_t entry;     /* a register entry, index in pack.entries */
    const char *tax_id; /* "" = the register gives none */
    uint32_t value;     /* what it was identified by */
    uint32_t from;
    uint32_t to;
    uint32_t names_from; /* the hits among which all legal names at the start of the party's name are */
    uint32_t names_to;
    uint64_t lists; /* bits: the lists of accounts it was identified by */
};

/* Whether a hit stands at the start of the party's name. */
static inline bool is_name_hit(const struct subject *subject, const struct scan_hit *hit)
{
    return hit->at_start && subject->input->transfer->values[hit->value].field == subject->fields->name;
}

/* The value that contradicts who the subject is said to be. */
bool contradiction_find(const struct subject *subject, struct licence_finding *shown);

static inline unsigned char ascii_upper(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z' ? (unsigned char)(byte - 'a' + 'A') : byte;
}

static inline bool same_text(const char *a, const char *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a == *b;
}

static inline uint8_t value_field(const struct judge_input *input, uint32_t value)
{
    return input->transfer->values[value].field;
}

/* Whether an entry is a licence on a register that has entries. */
static inline bool is_register_entry(const struct pack *pack, uint32_t entry)
{
    const struct pack_entry *of = &pack->entries[entry];
    return pack->lists[of->list].kind == PACK_LIST_REGISTER && of->licence != 0;
}

/* The tax id of an entry's licence, "" when there is none. */
static inline const char *entry_tax_id(const struct pack *pack, uint32_t entry)
{
    uint32_t licence = pack->entries[entry].licence;
    return licence ? pack_string(pack, pack->licences[licence - 1].tax_id) : "";
}

/* Whether an identifier's key is this text. */
static inline bool key_is(const struct identifier *identifier, const char *text)
{
    for (uint32_t i = 0; i < identifier->length; i++)
        if (text[i] == '\0' || text[i] != identifier->key[i])
            return false;
    return text[identifier->length] == '\0';
}

#endif

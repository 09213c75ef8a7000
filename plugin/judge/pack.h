/*
 * pack.h: a built rule pack as it lies in memory and, unchanged, in the payload of an .fgp file. Written by
 * rules/compiler, verified by rules/loader (which is the only place that trusts no offset), read by match and judge.
 * Little-endian, all records of fixed size, strings as offsets into one pool of NUL-terminated UTF-8 (offset 0 is "").
 * Any change of a record here raises PACK_LAYOUT.
 *
 * File:  struct pack_frame | payload | struct pack_signature, each of one person.
 * Payload: struct pack_directory | sections, each aligned. The pack's hash is SHA-256 of the payload.
 */
#ifndef FIATGATE_PACK_H
#define FIATGATE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hs_database;
struct hs_scratch;
struct rule_index;
struct look_tables;

#define PACK_MAGIC          "FGPACK\r\n" /* 8 bytes, no terminator; the line end shows a transfer in text mode */
#define PACK_LAYOUT         14
#define PACK_FILE_BYTES_MAX (256u << 20)
#define PACK_ALIGNMENT      64 /* of the payload in memory, and of its sections */
#define PACK_LISTS_MAX      64 /* lists and registers: bits of pack_selection.lists */
#define PACK_SELECTIONS_MAX 32 /* of one rule */
#define PACK_ENDING_MAX     16 /* letters by which a stem may go on */
#define PACK_SIGNATURES_MAX 8
#define PACK_APART_MAX      16 /* groups that are shown apart */
#define PACK_PERSON_BYTES   64

struct pack_frame {
    char magic[8];
    uint32_t layout;
    uint32_t frame_size;
    uint64_t payload_offset;
    uint64_t payload_size;
    uint8_t payload_sha256[32];
    uint64_t signatures_offset; /* behind the payload */
    uint64_t signatures_size;   /* a multiple of sizeof(struct pack_signature) */
    uint8_t reserved[48];       /* zero */
};

/* What a person answers for. An author and an approver, two persons, make a pack one that a live gate loads. */
enum pack_signer { PACK_SIGNER_AUTHOR = 1, PACK_SIGNER_APPROVER = 2 };

/*
 * One person's signature. What is signed, by Ed25519 (RFC 8032), is the text "fiatgate pack signature 1\n" and all that
 * stands here before `signature`. The hash of the payload is in it, so it is of one pack alone.
 */
struct pack_signature {
    uint8_t payload_sha256[32];
    uint8_t fallback_sha256[32];    /* of the pack that may be gone back to while this one is active; zero = none */
    uint8_t report_sha256[32];      /* of the replay report that was looked at; zero = none */
    uint8_t key[32];                /* the public key */
    uint64_t signed_at;             /* seconds since 1970, UTC, as the signer's machine had it */
    uint32_t signer;                /* enum pack_signer */
    uint32_t reserved;              /* zero */
    char person[PACK_PERSON_BYTES]; /* as in the register of keys; NUL-filled */
    uint8_t signature[64];
};

enum pack_section_id {
    PACK_STRINGS,     /* char */
    PACK_META,        /* struct pack_meta, one */
    PACK_LISTS,       /* struct pack_list: lists and registers */
    PACK_ENTRIES,     /* struct pack_entry */
    PACK_TERMS,       /* struct pack_term, by what looks for them: see pack_meta; the index is the Hyperscan id */
    PACK_POSTINGS,    /* struct pack_posting */
    PACK_IDENTIFIERS, /* struct pack_identifier, sorted by kind, then key */
    PACK_LICENCES,    /* struct pack_licence */
    PACK_CODES,       /* uint32_t strings */
    PACK_RULES,       /* struct pack_rule, in the order of the pack */
    PACK_SELECTIONS,  /* struct pack_selection */
    PACK_CODE,        /* uint8_t: conditions */
    PACK_DATABASE,    /* hs_serialize_database(), baseline processor */
    PACK_NAME_INDEX,  /* uint8_t: as match/name_index.h lays it out */
    PACK_LAYERS,      /* struct pack_layer: the base, then the bank's if there is one */
    PACK_CLOCKS,      /* struct pack_clock, at most one a ground */
    PACK_CALENDAR,    /* struct pack_calendar_day, by date */
    PACK_TEXTS,       /* struct pack_text, by id, then language */
    PACK_EXCEPTIONS,  /* struct pack_exception */
    PACK_CONDITIONS,  /* struct pack_field_value: what exceptions are tied to */
    PACK_CASES,       /* struct pack_case: the pack's own tests */
    PACK_CASE_FIELDS, /* struct pack_field_value */
    PACK_CASE_BYTES,  /* uint8_t: the messages of cases that are given as such */
    PACK_WORD_INDEX,  /* uint8_t: the words that terms are made of, as match/word_index.h lays them out */
    PACK_NAME_FORMS,  /* uint8_t: entities' names in any order of their words, as match/entity_index.h lays them out */
    PACK_TABLE_ROWS,  /* struct pack_table_row, by list */
    PACK_BASELINE,    /* struct pack_baseline: what the pack found in benign texts when it was signed */
    PACK_AUTOMATON,   /* uint8_t: as match/automaton.h lays it out */
    PACK_DISGUISES,   /* uint8_t: terms that are looked for in disguise, as match/disguise.h lays them out */
    PACK_APART,       /* struct pack_apart */
    PACK_SECTIONS
};

/* Bytes of one record of each section. */
extern const uint32_t pack_record_sizes[PACK_SECTIONS];

struct pack_section {
    uint32_t record_size;
    uint32_t count;
    uint64_t offset; /* from the payload's start */
};

struct pack_directory {
    uint32_t section_count; /* PACK_SECTIONS */
    uint32_t reserved;
    struct pack_section sections[PACK_SECTIONS];
};

struct pack_meta {
    uint32_t name, version, jurisdiction, title; /* strings */
    int32_t valid_from, valid_to;                /* YYYYMMDD, 0 = open */
    uint32_t fold_version;
    uint32_t field_limit;    /* FG_FIELD_LIMIT the compiler knew */
    uint32_t engine;         /* string: hs_version() up to its first space, as the compiler had it ("5.4.0") */
    uint32_t scanned_terms;  /* so many of the first terms are in PACK_DATABASE */
    uint8_t enforcement;     /* enum pack_enforcement */
    uint8_t stale_action;    /* fg_action: what every transfer gets at the least while a list is past its age */
    uint8_t weekend;         /* bit n: weekday n is none for work, 0 = Monday */
    uint8_t report_required; /* 1: a live gate asks for an approval that names a replay report */
    uint32_t calendar_from, calendar_to; /* years whose holidays PACK_CALENDAR knows; 0 = none */
    uint8_t evasion_minimum; /* percent of manipulated forms that `pack test --evade` must catch; 0 = nothing asked */
    uint8_t reserved[3];
    uint32_t unordered_terms; /* so many of the last terms are PACK_TERM_UNORDERED, in PACK_NAME_FORMS */
    uint32_t walked_terms;    /* so many behind the scanned ones are in PACK_AUTOMATON; the others in PACK_NAME_INDEX */
    uint32_t spelled_names; /* so many of these come first whose words are in PACK_WORD_INDEX, as of all before them */
};

/* Whether a live gate stops payments. A bank must say so: UNSAID is loaded where the gate's configuration says it. */
enum pack_enforcement { PACK_ENFORCEMENT_UNSAID, PACK_ENFORCEMENT_ENFORCE, PACK_ENFORCEMENT_SHADOW };

/* Who set something: index in PACK_LAYERS. */
enum pack_layer_number { PACK_BASE_LAYER, PACK_BANK_LAYER, PACK_LAYERS_MAX };

struct pack_layer {
    uint32_t name, version; /* strings */
    uint32_t hash;          /* string, 64 hex digits: of its source files (rules/compiler/source_hash.h) */
};

/* Why a bank may stop a payment. */
enum pack_ground { PACK_GROUND_CONTRACT, PACK_GROUND_AML, PACK_GROUND_ANTIFRAUD, PACK_GROUND_SANCTIONS, PACK_GROUNDS };
/* What the customer may be told: nothing, that it is being looked at, or why. */
enum pack_disclosure { PACK_DISCLOSE_NONE, PACK_DISCLOSE_NEUTRAL, PACK_DISCLOSE_REASONS };
/* Duties whatever the action is: bits. */
enum pack_duty { PACK_DUTY_REPORT = 1u << 0, PACK_DUTY_NOTIFY = 1u << 1, PACK_DUTY_FREEZE = 1u << 2 };

/* How long a payment may be held on a ground. Its end is an alarm for a person, never a release or refusal. */
enum pack_clock_unit { PACK_CLOCK_WORKING_DAYS, PACK_CLOCK_WORKING_HOURS, PACK_CLOCK_HOURS };
struct pack_clock {
    uint32_t ground;               /* enum pack_ground */
    uint32_t unit;                 /* enum pack_clock_unit */
    uint32_t length;               /* at most PACK_CLOCK_MAX */
    uint32_t day_begins, day_ends; /* of working hours: minutes since midnight */
    uint32_t basis;                /* string */
};
#define PACK_CLOCK_MAX 1000

/* A day that is not as its weekday. */
struct pack_calendar_day {
    int32_t date;     /* YYYYMMDD */
    uint32_t working; /* 0 = holiday, 1 = a weekend's day that is worked */
};

enum pack_language { PACK_KAZAKH, PACK_RUSSIAN, PACK_ENGLISH, PACK_LANGUAGES };
enum pack_audience { PACK_FOR_CUSTOMER, PACK_FOR_OFFICER, PACK_AUDIENCES };
struct pack_text {
    uint32_t id;        /* string */
    uint32_t text;      /* string */
    uint8_t language;   /* enum pack_language */
    uint8_t audience;   /* enum pack_audience */
    uint8_t disclosure; /* enum pack_disclosure: how much it discloses */
    uint8_t layer;
};

/* A field and what it says. In exceptions the value is in the form that is compared: folded (FOLD_PLAIN, at most
 * PACK_EXCEPTION_TEXT_MAX bytes) for names, addresses, texts and references, normalised as identifier_read() does for
 * identifiers, as written for codes. In cases it is as written. */
struct pack_field_value {
    uint32_t field;      /* fg_field */
    uint32_t occurrence; /* cases */
    uint32_t value;      /* string */
};

/* Folded text of one field, with the spaces around it, that an exception may be tied to; longer text equals nothing. */
#define PACK_EXCEPTION_TEXT_MAX 1024

/* A person's decision that a rule does not act on payments just like one that was looked at. */
struct pack_exception {
    uint32_t id, owner, reason;   /* strings */
    int32_t valid_from, valid_to; /* never 0 */
    uint32_t rule;                /* index in PACK_RULES; never one on the ground of sanctions */
    uint32_t entry; /* 1 + index in PACK_ENTRIES: only where nothing else of a list was hit; 0 = whatever was hit */
    uint32_t first_condition, condition_count; /* in PACK_CONDITIONS, at least one; all must be so */
    uint32_t layer;
};

enum pack_expectation { PACK_EXPECT_HIT, PACK_EXPECT_PASS };

/* A payment and what must come of it: that its rule holds, or that it does not. */
struct pack_case {
    uint32_t id, title, file; /* strings; the file it was read from, for people */
    uint32_t line;
    uint32_t rule;                     /* index in PACK_RULES */
    uint32_t expectation;              /* enum pack_expectation */
    int32_t action;                    /* the transfer's fg_action, -1 = whatever it is */
    int32_t as_of;                     /* 0 = its settlement date */
    uint32_t first_field, field_count; /* in PACK_CASE_FIELDS; a case has either these or */
    uint32_t message, message_length;  /* bytes of PACK_CASE_BYTES */
    uint8_t channel, rail, direction, on_us, customer_class, payer_segment; /* facts */
    uint8_t layer;
    uint8_t reserved;
};

/* Payments that are shown apart when they are stopped, since people depend on them: wages, pensions, taxes. A code is
 * of one group alone. */
struct pack_apart {
    uint32_t id;                     /* string: "wages" */
    uint32_t titles[PACK_LANGUAGES]; /* strings, by enum pack_language; the English one is never "" */
    uint32_t first_code;             /* in PACK_CODES: the purpose codes, in capitals, */
    uint32_t purpose_count;
    uint32_t category_count; /* and behind them so many category purposes; at least one of either */
    uint32_t layer;          /* who says so */
};

enum pack_list_kind {
    PACK_LIST_ENTITIES, /* venues: legal names, aliases, identifiers, domains */
    PACK_LIST_TERMS,    /* words and stems */
    PACK_LIST_CODES,    /* values of code fields */
    PACK_LIST_ACCOUNTS, /* accounts the bank has registered for a licensee */
    PACK_LIST_REGISTER, /* licences of an authority */
    PACK_LIST_PATTERNS, /* patterns over folded text; those that rules give themselves are one such list, the last */
    PACK_LIST_WALLETS,  /* wallet addresses */
    PACK_LIST_RANGES,   /* accounts by how they begin: virtual IBANs, service ids of payment organisations */
    PACK_LIST_TABLE,    /* what goes with what: PACK_TABLE_ROWS */
    PACK_LIST_FILLER,   /* words that payments are made of, and that do not say what is paid for */
    PACK_LIST_ORDINARY, /* words that are what they are: never cut apart, put together or corrected into others */
    PACK_LIST_KINDS
};

struct pack_list {
    uint32_t id, title, authority, source; /* strings */
    uint32_t kind;
    uint32_t register_kind; /* string: "exchange operator", …; registers only */
    int32_t retrieved_at;
    int32_t counts_from, counts_to; /* a register makes lawful from and to these days; 0 = open */
    uint32_t entry_count;           /* a register without entries counts as not loaded */
    uint32_t max_age_days;          /* from retrieved_at; 0 = it does not age */
    uint32_t sanctions;             /* 1: a list of sanctions, which no exception and no relief touches */
};

enum pack_confidence { PACK_SURE, PACK_PROBABLE, PACK_RECALLED, PACK_UNSURE };
enum pack_entity_class { PACK_VENUE, PACK_MULTI_PURPOSE, PACK_BANK, PACK_BRAND_ONLY, PACK_OTHER };

struct pack_entry {
    uint32_t id, name; /* strings: "okx-01", "AUX CAYES FINTECH CO. LTD." */
    uint32_t list;     /* index in PACK_LISTS */
    uint8_t confidence;
    uint8_t entity_class;
    uint8_t cites_act; /* 1: act names an authority's act against it */
    uint8_t layer;     /* who added it */
    uint32_t act;      /* string: the act, or the entry's own basis */
    uint32_t source;   /* string */
    int32_t valid_from, valid_to;
    uint32_t licence; /* 1 + index in PACK_LICENCES, 0 = none */
};

/* How a term or identifier stands for its entry: bits, also the `match` names of the rule language. */
enum pack_match {
    PACK_MATCH_LEGAL_NAME = 1u << 0, /* legal name with its legal form */
    PACK_MATCH_NAME = 1u << 1,       /* legal name without a legal form, or that has none */
    PACK_MATCH_ALIAS = 1u << 2,      /* brand or trade name that is no ordinary word */
    PACK_MATCH_AMBIGUOUS = 1u << 3,  /* brand that is also an ordinary word */
    PACK_MATCH_DOMAIN = 1u << 4,
    PACK_MATCH_WORD = 1u << 5, /* an entry of a term list */
    PACK_MATCH_ACCOUNT = 1u << 6,
    PACK_MATCH_BIC = 1u << 7,
    PACK_MATCH_LEI = 1u << 8,
    PACK_MATCH_TAX_ID = 1u << 9,
    PACK_MATCH_PATTERN = 1u << 10, /* a pattern, of a list of patterns or of a rule */
    PACK_MATCH_WALLET = 1u << 11,  /* an address of a list of wallets */
    PACK_MATCH_RANGE = 1u << 12,   /* an account that begins as a list of ranges says */
    PACK_MATCH_ROW = 1u << 13      /* a row of a table */
};

struct pack_term {
    uint32_t text; /* string: folded, " TOKEN TOKEN " or, for a stem, " TOKEN TOK" */
    uint16_t length;
    uint8_t ending;  /* 0: whole words; n: the last token may go on by at most n more letters (PACK_ENDING_MAX) */
    uint8_t pattern; /* enum pack_term_form */
    uint32_t first_posting, posting_count;
};

enum pack_term_form {
    PACK_TERM_LITERAL,
    PACK_TERM_PATTERN,  /* compiled with SOM_LEFTMOST; text is its source, length 0 */
    PACK_TERM_UNORDERED /* a name's words in alphabetical order, without its legal form; found by PACK_NAME_FORMS */
};

/*
 * A hit counts for an entry by how the text had to be read for it (enum text_reading in text/fold.h): all of the hit's
 * bits in `certain` make it certain; else all in `certain` or `doubtful` doubtful; else it is no hit of this entry.
 * Rules ask for certain ones unless they say otherwise.
 */
struct pack_posting {
    uint32_t entry;
    uint32_t match; /* one pack_match bit */
    uint8_t certain, doubtful;
    uint8_t scripts; /* enum script bits that the entry is written in; 0 = whatever it is */
    uint8_t letters; /* of the entry as it is looked for, without spaces; 255 = that or more */
};

struct pack_identifier {
    uint8_t kind; /* enum identifier_kind */
    uint8_t length;
    uint8_t account_length; /* of a range: characters of the accounts it is of, 0 = any; else 0 */
    uint8_t reserved;
    uint32_t entry;
    uint32_t match; /* one pack_match bit */
    char key[64];   /* normalised as identifier_read() does, zero-filled; longer ones are a compile error */
};

/* Characters of a range: a country and its check digits say nothing yet. */
#define PACK_RANGE_SHORTEST 5
#define PACK_RANGE_LONGEST  30

enum pack_licence_status { PACK_LICENCE_ACTIVE, PACK_LICENCE_SUSPENDED, PACK_LICENCE_ENDED };

struct pack_licence {
    uint32_t entry;  /* index in PACK_ENTRIES */
    uint32_t number; /* string, opaque */
    uint32_t tax_id; /* string, "" = the register gives none */
    int32_t valid_from, valid_to;
    int32_t suspended_from, suspended_to; /* 0, 0 = never; to 0 = still */
    uint32_t status;                      /* what the register says, as of its retrieval */
};

enum pack_party { PACK_CREDITOR, PACK_ULTIMATE_CREDITOR, PACK_DEBTOR, PACK_ULTIMATE_DEBTOR };

/* What a party is, by the registers, on the as-of date. Bits. */
enum pack_licence_state {
    PACK_STATE_NONE = 1u << 0,           /* found in no register */
    PACK_STATE_LICENSED = 1u << 1,       /* identified, in force, account at home or registered by the bank */
    PACK_STATE_UNCONFIRMED = 1u << 2,    /* legal name alone, or BIN without an account to judge by */
    PACK_STATE_NOT_YET = 1u << 3,        /* identified, its licence begins later */
    PACK_STATE_SUSPENDED = 1u << 4,      /* identified, suspended on that day */
    PACK_STATE_LAPSED = 1u << 5,         /* identified, its licence has ended */
    PACK_STATE_CONTRADICTED = 1u << 6,   /* right BIN or legal name with an identifier of somebody else */
    PACK_STATE_FOREIGN_ACCOUNT = 1u << 7 /* right BIN, account not at home: in the jurisdiction of the pack */
};

enum pack_selection_kind {
    PACK_SELECT_LIST,       /* a hit of these lists, of one of these match kinds, in these fields */
    PACK_SELECT_LICENCE,    /* the party's licence state is one of these */
    PACK_SELECT_WALLET,     /* something of the shape of a wallet address, in these fields */
    PACK_SELECT_CODE,       /* the field has one of these values */
    PACK_SELECT_FACT,       /* a fact the host gave has one of these values */
    PACK_SELECT_DIFFERENT,  /* both fields hold valid identifiers and share none; where field_b is 0 the fields hold one
                             * that is none of field_a */
    PACK_SELECT_SAME,       /* both fields hold valid identifiers and share one; likewise */
    PACK_SELECT_IDENTIFIER, /* a valid identifier of one of these kinds, of one of these countries, in these fields */
    PACK_SELECT_AMOUNT,     /* the amount lies in a range, its currency is one of these */
    PACK_SELECT_PARTY_KIND, /* what kind of party somebody is */
    PACK_SELECT_RESIDENCY,  /* whether a party is resident */
    PACK_SELECT_WEIGHTS,    /* the weights of the rules that hold add up to so much */
    PACK_SELECT_TABLE,      /* a row of these tables fits, with one of these results */
    PACK_SELECT_KIND_CONTRADICTED, /* a party's IIN or BIN and its sector code say it is of different kinds */
    PACK_SELECT_BESIDE             /* what two others on lists found stands beside each other: not in one place */
};

/* What a party is, by its IIN or BIN, and by its sector code as far as those leave it open (judge/selection_party.c).
 * Bits; 0 = not known. */
enum pack_party_kind {
    PACK_PARTY_PERSON = 1u << 0,
    PACK_PARTY_SOLE_PROPRIETOR = 1u << 1,
    PACK_PARTY_COMPANY = 1u << 2,
    PACK_PARTY_BRANCH = 1u << 3,
    PACK_PARTY_GOVERNMENT = 1u << 4,
    PACK_PARTY_FINANCIAL = 1u << 5
};
enum pack_residency { PACK_RESIDENT = 1u << 0, PACK_NON_RESIDENT = 1u << 1 };

enum pack_fact {
    PACK_FACT_CHANNEL,
    PACK_FACT_RAIL,
    PACK_FACT_DIRECTION,
    PACK_FACT_ON_US,
    PACK_FACT_CUSTOMER_CLASS,
    PACK_FACT_PAYER_SEGMENT
};

/* Where in its field something of a list must stand. */
enum pack_anchor {
    PACK_ANYWHERE,
    PACK_ANCHORED,     /* a name or word: at the start */
    PACK_ALONE,        /* a name or word: it is all that the field says, but for numbers and payment codes behind it */
    PACK_AMONG_FILLERS /* the same, but for words of fillers, numbers and payment codes on both sides */
};

struct pack_selection {
    uint64_t fields[2]; /* bit n of word n/64: fg_field n */
    uint64_t lists;     /* bit n: index n in PACK_LISTS */
    uint32_t name;      /* string */
    uint8_t kind;
    uint8_t party;
    uint8_t anchored;                /* enum pack_anchor, for PACK_SELECT_LIST */
    uint8_t cites_act;               /* 0 any, 1 only entries that cite none, 2 only entries that cite one */
    uint32_t match;                  /* pack_match bits */
    uint32_t confidence;             /* bits: 1 << pack_confidence */
    uint32_t classes;                /* bits: 1 << pack_entity_class */
    uint32_t states;                 /* pack_licence_state bits; for wallets 1 << enum wallet_form; for BESIDE the two,
                                      * by their places among the rule's selections */
    uint32_t first_code, code_count; /* of a list: the ids of the entries that count, none = all of them */
    uint8_t field_a, field_b;
    uint8_t fact;
    uint8_t certainty; /* pack_certainty bits, for PACK_SELECT_LIST */
    /* of a list: enum text_reading bits, one of which the hit was read by, 0 = however it was read */
    uint32_t fact_values; /* bit n: the fact's enum value n */
    uint32_t values;      /* pack_party_kind or pack_residency bits; 1 << enum identifier_kind for identifiers, enum
                           * wallet_chain for wallets (0 = any), enum pack_table_result for tables; for DIFFERENT and
                           * SAME pack_party_kind bits of whose IIN or BIN is compared (0 = any identifier) */
    int32_t weight;       /* the least sum, for PACK_SELECT_WEIGHTS; for amounts what they are a multiple of, 0 = any */
    uint32_t amount_from, amount_to; /* strings: decimal, "" = open; both ends count. field_a the amount, field_b its
                                      * currency, whose codes are first_code; for identifiers these are countries */
};

enum pack_certainty { PACK_CERTAIN = 1u << 0, PACK_DOUBTFUL = 1u << 1 };

/* What a table says of a payment; the milder come first. */
enum pack_table_result {
    PACK_ORDINARY,     /* as it should be */
    PACK_ODD,          /* unusual: a sign beside others */
    PACK_CONTRADICTION /* the two exclude each other */
};

/*
 * A row of a table fits a transfer when all that it asks for is known there, valid, and as it says. What it does not
 * ask for may be anything. Rows stand in the order of list, code_field and code; codes are in capitals.
 */
struct pack_table_row {
    uint32_t list;  /* in PACK_LISTS */
    uint32_t entry; /* in PACK_ENTRIES: its id, title, confidence and dates */
    uint32_t code;  /* string: what code_field says; "" only where code_field is 0 */
    uint32_t and_code;
    uint8_t code_field, and_field;    /* fg_field; 0 = not asked for */
    uint8_t result;                   /* enum pack_table_result */
    uint8_t payer_kinds, payee_kinds; /* pack_party_kind bits, one of which the party must be; 0 = not asked for */
    uint8_t payer_residency, payee_residency;
    uint8_t reserved;
};

/* What a rule, or all together (rule 0), found in a named set of benign texts. */
struct pack_baseline {
    uint32_t set;  /* string */
    uint32_t rule; /* 1 + index in PACK_RULES; 0 = all */
    uint32_t texts, flagged, stopped;
};

enum pack_mode { PACK_ENFORCE, PACK_SHADOW, PACK_OFF };

struct pack_rule {
    uint32_t id, title, basis, basis_link, setting, status_reason; /* strings */
    int32_t valid_from, valid_to;
    uint8_t action; /* fg_action */
    uint8_t mode;
    uint8_t needs_hit;       /* 1: false whenever no list entry, wallet or register entry was hit */
    uint8_t names_registers; /* 1: its verdict names the registers that are not loaded */
    uint8_t ground;          /* enum pack_ground */
    uint8_t disclosure;      /* enum pack_disclosure */
    uint8_t duties;          /* pack_duty bits, also where the action is pass */
    uint8_t layer;           /* who wrote the rule */
    uint8_t action_layer;    /* who set its action */
    uint8_t mode_layer;      /* who set its mode */
    uint8_t doubts;          /* fg_field of the declared purpose that it doubts; 0 = none */
    uint8_t reserved;
    uint32_t looks_like; /* string: what the payment looks like instead, in a few words; "" = not said */
    int32_t weight;      /* what it adds to the sum; 0 = none. A rule with a weight says pass */
    uint32_t owner;      /* string */
    uint32_t customer_text, officer_text;      /* strings: ids of PACK_TEXTS, "" = none */
    uint32_t first_selection, selection_count; /* at most PACK_SELECTIONS_MAX */
    uint32_t code, code_length;                /* postfix, in PACK_CODE */
};

/* Postfix condition: PACK_OP_SELECTION n pushes selection n of the rule; the others pop one or two, push one. The
 * stack never holds more than PACK_STACK; the loader verifies it. PACK_OP_AT_LEAST n k pops k, pushes whether n are
 * true. */
enum pack_op { PACK_OP_SELECTION, PACK_OP_AND, PACK_OP_OR, PACK_OP_NOT, PACK_OP_AT_LEAST };
#define PACK_STACK 32

/* A loaded pack. Read-only once published; one scratch per lane slot, made before publication. */
struct pack {
    unsigned char *payload;
    uint64_t payload_size;
    const char *strings;
    uint32_t strings_size;
    const struct pack_meta *meta;
    const struct pack_list *lists;
    uint32_t list_count;
    const struct pack_entry *entries;
    uint32_t entry_count;
    const struct pack_term *terms;
    uint32_t term_count;
    const struct pack_posting *postings;
    uint32_t posting_count;
    const struct pack_identifier *identifiers;
    uint32_t identifier_count;
    const struct pack_licence *licences;
    uint32_t licence_count;
    const uint32_t *codes;
    uint32_t code_count;
    const struct pack_rule *rules;
    uint32_t rule_count;
    const struct pack_selection *selections;
    uint32_t selection_count;
    const uint8_t *code;
    uint32_t code_length;
    const uint8_t *automaton;
    uint32_t automaton_size;
    const uint8_t *name_index;
    uint32_t name_index_size;
    const uint8_t *word_index;
    uint32_t word_index_size;
    const uint8_t *disguises;
    uint32_t disguises_size;
    const uint8_t *name_forms;
    uint32_t name_forms_size;
    const struct pack_table_row *table_rows;
    uint32_t table_row_count;
    const struct pack_baseline *baseline;
    uint32_t baseline_count;
    const struct pack_layer *layers;
    uint32_t layer_count;
    const struct pack_clock *clocks;
    uint32_t clock_count;
    const struct pack_calendar_day *calendar;
    uint32_t calendar_count;
    const struct pack_text *texts;
    uint32_t text_count;
    const struct pack_exception *exceptions;
    uint32_t exception_count;
    const struct pack_field_value *conditions;
    uint32_t condition_count;
    const struct pack_case *cases;
    uint32_t case_count;
    const struct pack_field_value *case_fields;
    uint32_t case_field_count;
    const uint8_t *case_bytes;
    uint32_t case_bytes_size;
    const struct pack_apart *apart;
    uint32_t apart_count;
    struct hs_database *database; /* NULL when the pack has no term for it */
    struct hs_scratch **scratch;  /* one per slot */
    uint32_t slot_count;
    struct rule_index *rule_index;   /* judge/rule_index.h, made at load; NULL = judged without */
    struct look_tables *look_tables; /* match/token_looks.h, made at load; NULL = made when they are asked for */
    char hash[65];                   /* SHA-256 of the payload, hex */
    uint8_t sha256[32];              /* the same, as bytes */
    struct pack_signature signatures[PACK_SIGNATURES_MAX]; /* as they stand in the file; trust.h verifies them */
    uint32_t signature_count;
    uint64_t generation; /* counted up by the gate that publishes it */
    /* What the gate that publishes it adds: */
    struct pack_counters *counters; /* evidence/pack_counters.h; NULL = nobody counts */
    uint32_t marks;                 /* fg_mark bits of every verdict: unsigned, gate shadows */
};

/* The first term of PACK_NAME_INDEX: whole words. Stems and patterns stand before it. */
static inline uint32_t pack_first_name(const struct pack *pack)
{
    return pack->meta->scanned_terms + pack->meta->walked_terms;
}

/* The words of literals below are in PACK_WORD_INDEX. */
static inline uint32_t pack_spelled_terms(const struct pack *pack)
{
    return pack_first_name(pack) + pack->meta->spelled_names;
}

/* Terms below are found where their text stands; those from here on are PACK_TERM_UNORDERED. */
static inline uint32_t pack_ordered_terms(const struct pack *pack)
{
    return pack->term_count - pack->meta->unordered_terms;
}

static inline const char *pack_string(const struct pack *pack, uint32_t offset)
{
    return pack->strings + offset;
}

/* pack.c: the group in which a payment is shown apart: that of its purpose code, else that of its category purpose;
 * small letters are read as capitals. NULL, or "", where the payment names none; NULL = it is in no group. */
const struct pack_apart *pack_apart_find(const struct pack *pack, const char *purpose_code,
                                         const char *category_purpose);
/* The rule that a selection in PACK_SELECTIONS is of; NULL = of none. */
const struct pack_rule *pack_rule_of(const struct pack *pack, const struct pack_selection *selection);

#endif

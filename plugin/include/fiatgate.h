/*
 * fiatgate.h: the one public header of libfiatgate.so.
 *
 * One payment's way through the library
 * -------------------------------------
 * A switch calls fg_open() once. It names a small configuration file, which names a built rule pack (.fgp); the gate
 * that comes back is one loaded instance. For each worker thread it opens a lane (fg_lane_open), the workspace in which
 * one caller at a time screens; for each message it may have in flight it makes a verdict (fg_verdict_new).
 *
 * A payment arrives. The switch calls fg_screen(lane, bytes, length, facts, verdict) on its own thread. The lane
 * notes which pack it is using, and the library tells from the bytes what the message is. An adapter reads the header,
 * then the first transfer, into the lane's memory as canonical fields (creditor_name, remittance, ...), each with runs
 * that lead back to the original bytes. All text is folded into plain upper-case ASCII words, in which every list entry
 * is found, identifiers (IBAN, BIC, IIN/BIN, LEI) are checked and looked up, the rules of the pack are evaluated, and
 * the strictest action wins. What was found is copied into the verdict. Then the adapter reads the next
 * transfer into the same memory, until the message ends. From bytes to verdict nothing is allocated, no lock is taken
 * and the kernel is not entered. The switch reads the verdict, does what the table below says, and uses both again.
 *
 * Ownership in a sentence: the library owns gates and lanes and hands out handles to them, the host owns its verdicts
 * and everything it passes in, the library borrows the host's bytes only for the duration of the call, and every
 * pointer an accessor returns points into the verdict and lives until that verdict is used again or freed.
 *
 * What a switch does with a verdict
 * ---------------------------------
 *   FG_PASS    forward.
 *   FG_FLAG    forward, and open a case with the reasons.
 *   FG_HOLD    park, send nothing to anyone; released or refused by the host after a person has decided.
 *   FG_BLOCK   refuse, with the ISO 20022 status reason of fg_verdict_status_reason(); tell the instructing party
 *              nothing else (no rule, entry or matched text).
 * The action stands in the verdict whatever fg_screen() returned. In a batch each transfer has its own action
 * (fg_verdict_transfer_action) and the message's action is the strictest of them; the host chooses whether it splits
 * the batch or treats all of it as the strictest.
 *
 * Threads: gate functions may be called from any thread, except that fg_close() must be the last call on its gate.
 * A lane is used by one thread at a time; a second one is refused cleanly (FG_E_LANE_BUSY, action from the policy). A
 * verdict is used by one thread at a time and may move between threads; a call with a verdict that another call is
 * filling leaves it alone and returns FG_E_LANE_BUSY: the message was not screened, and what the verdict says is of the
 * other one. Read before its message is through, a verdict says hold. The library starts no thread, installs no
 * signal handler, and after fork() the child may only close what it inherited, lanes before their gate. fg_screen()
 * needs less than 48 kB of stack. The library is never unloaded (linked with -z nodelete): an upgrade is a restart.
 *
 * Packs: a gate takes a pack that an author and an approver of the bank have signed (`fiatgate pack sign`), for its
 * jurisdiction and of no lower version than it has ever had, and remembers that over restarts. For this its
 * configuration names, in the group trust, the register of keys, the keepers who sign that register, the jurisdiction
 * and a folder for its state; and the pack or the configuration says whether payments are stopped or only counted
 * (enforcement). trust = { unsigned_packs = true; } is for developers: it takes any pack, and every verdict is marked.
 * A new pack comes in by fg_reload(); what else can be done with a live gate (a second pack, the kill switch, the way
 * back, reliefs) stands under "Control of a live gate".
 *
 * Loading: the library uses libexpat, libconfig, libcrypto and libhs_runtime of the system. A host that exports
 * functions of the same names, because it or a library it links holds another copy of one of these, must load it with
 * dlopen(..., RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND): otherwise the dynamic linker gives the host's functions to it.
 */
#ifndef FIATGATE_H
#define FIATGATE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define FG_API __attribute__((visibility("default")))
#else
#define FG_API
#endif

/* Semantic version of this header. Within a major version functions, fields and enum values are only added, so that a
 * host built with an older minor version runs with a newer library. 1.1 added fg_level and fg_reason.level, warnings
 * (fg_verdict_warnings, _warning, _warnings_dropped, _unmapped, two counters), and the fields 28, 29, 47 and 83 to 86.
 * 1.2 added what a pack says beside its action (marks, would, shadow, duties, ground, disclosure, texts, hold clock,
 * layers, lists with their dates), the second half of fg_reason, control of a live gate (shadow, switch, fallback,
 * relief, refusals, lanes, alarms), and counters by rule and entry. A host built with 1.1 runs on, but the
 * configuration it names must gain the group trust, without which fg_open() now takes no pack. 1.3 added to fg_reason
 * how a text had to be read, and which declared purpose a rule doubts.
 */
#define FG_VERSION_MAJOR 1
#define FG_VERSION_MINOR 3
#define FG_VERSION_PATCH 0
#define FG_VERSION       ((uint32_t)((FG_VERSION_MAJOR << 16) | (FG_VERSION_MINOR << 8) | FG_VERSION_PATCH))

/* A loaded instance: configuration, active pack, counters. */
typedef struct fg_gate fg_gate;
/* One caller's workspace. All memory that screening needs is taken when it is opened. */
typedef struct fg_lane fg_lane;
/* What was decided and why. Holds copies only: readable after a reload, after the lane closed, on another thread. */
typedef struct fg_verdict fg_verdict;

/* Every value a function of this library returns. fg_error_text() has a sentence for each. */
typedef enum fg_error {
    FG_OK = 0,           /* done; for fg_screen: screened, or known to be no transfer */
    FG_NOT_SCREENED = 1, /* fg_screen only: see fg_verdict_cause(); the action comes from the policy */
    FG_E_ARGUMENT = 2,   /* NULL or out of range, or an argument structure of unknown shape */
    FG_E_VERSION = 3,    /* host and library differ in major version */
    FG_E_CONFIG = 4,     /* the configuration file is missing or wrong */
    FG_E_PACK = 5,       /* the pack is missing, damaged, or of another format */
    FG_E_ENGINE = 6,     /* the search missed what it must find (its known-answer test), or refused the pack */
    FG_E_MEMORY = 7,     /* memory could not be had */
    FG_E_LANES = 8,      /* all configured lanes are open, lanes are still open at fg_close; for fg_relieve: no room */
    FG_E_LANE_BUSY = 9,  /* another thread is in this lane, or is filling this verdict */
    FG_E_FORKED = 10,    /* this process is a fork of the one that opened the gate: it may only close */
    FG_E_NOT_FOUND = 11, /* what was asked for is not there: in the verdict, the active pack or the gate's state */
    FG_E_INTERNAL = 12,  /* a fault of the library */
    FG_E_TRUST = 13,     /* the pack, an order or the register of keys is not one that this gate may take */
    FG_E_CASES = 14,     /* the pack fails its own cases */
    FG_E_STATE = 15      /* the gate's state folder or statistics folder cannot be read or written */
} fg_error;

/* Strictness rises with the value. */
typedef enum fg_action { FG_PASS = 0, FG_FLAG = 1, FG_HOLD = 2, FG_BLOCK = 3 } fg_action;

typedef enum fg_status {
    FG_STATUS_SCREENED = 0,
    FG_STATUS_NOT_A_TRANSFER = 1, /* a known message type that orders no outbound transfer */
    FG_STATUS_NOT_SCREENED = 2    /* see fg_cause */
} fg_status;

/* Why a message was not screened. Each cause has an action in the configuration, per channel; the default is hold,
 * and pass cannot be configured. */
typedef enum fg_cause {
    FG_CAUSE_NONE = 0,
    FG_CAUSE_BAD_MESSAGE = 1,  /* broken, of no known format, or a transfer type this build cannot read */
    FG_CAUSE_LIMIT = 2,        /* a configured limit was passed, or the bound of what looking through a text may cost */
    FG_CAUSE_ENGINE = 3,       /* the search for list entries returned an error */
    FG_CAUSE_DEADLINE = 4,     /* the host's deadline passed; what was judged before keeps its verdict, but for a cover
                                * whose customer's transfer was not */
    FG_CAUSE_LANE_BUSY = 5,    /* the lane is in use by another thread */
    FG_CAUSE_SWITCHED_OFF = 6, /* the configuration says enabled = false, or fg_switch_off() was called */
    FG_CAUSE_INTERNAL = 7,     /* a wrong argument, a forked child, or a fault of the library */
    FG_CAUSE_COUNT = 8
} fg_cause;

typedef enum fg_channel {
    FG_CHANNEL_UNKNOWN = 0,
    FG_CHANNEL_BRANCH = 1,
    FG_CHANNEL_INTERNET = 2,
    FG_CHANNEL_MOBILE = 3,
    FG_CHANNEL_API = 4,
    FG_CHANNEL_CORPORATE = 5,
    FG_CHANNEL_CARD = 6,
    FG_CHANNEL_COUNT = 7
} fg_channel;

typedef enum fg_rail {
    FG_RAIL_UNKNOWN = 0,
    FG_RAIL_SWIFT = 1,
    FG_RAIL_DOMESTIC_RTGS = 2,
    FG_RAIL_DOMESTIC_CLEARING = 3,
    FG_RAIL_INSTANT = 4,
    FG_RAIL_CARD = 5,
    FG_RAIL_BOOK = 6,
    FG_RAIL_COUNT = 7
} fg_rail;

typedef enum fg_direction {
    FG_DIRECTION_UNKNOWN = 0,
    FG_DIRECTION_OUTBOUND = 1,
    FG_DIRECTION_INBOUND = 2,
    FG_DIRECTION_COUNT = 3
} fg_direction;

typedef enum fg_tristate { FG_UNKNOWN = 0, FG_NO = 1, FG_YES = 2 } fg_tristate;

/* Classes of client in the AIFC Rules of cooperation 3.1.1: the monthly limit binds retail clients, a passed knowledge
 * test lifts it. */
typedef enum fg_customer_class {
    FG_CUSTOMER_UNKNOWN = 0,
    FG_CUSTOMER_RETAIL = 1,
    FG_CUSTOMER_RETAIL_TESTED = 2,
    FG_CUSTOMER_PROFESSIONAL = 3,
    FG_CUSTOMER_MINER = 4,
    FG_CUSTOMER_COUNT = 5
} fg_customer_class;

typedef enum fg_payer_segment {
    FG_SEGMENT_UNKNOWN = 0,
    FG_SEGMENT_INDIVIDUAL = 1,
    FG_SEGMENT_SOLE_PROPRIETOR = 2,
    FG_SEGMENT_COMPANY = 3,
    FG_SEGMENT_GOVERNMENT = 4,
    FG_SEGMENT_FINANCIAL = 5,
    FG_SEGMENT_COUNT = 6
} fg_payer_segment;

/* What a judged set of fields is. */
typedef enum fg_level {
    FG_LEVEL_TRANSFER = 1,  /* what is paid */
    FG_LEVEL_UNDERLYING = 2 /* the customer's transfer that a cover payment (MT202 COV, pacs.009 COV) carries along */
} fg_level;

/* Canonical fields of a transfer, in ISO 20022's terms. The names, numbers and shapes are those of
 * proto/transfer.proto; fg_field_name() gives the key used there and in JSON. */
#define FG_FIELD(number, name, key, kind, groups) FG_FIELD_##name = number,
typedef enum fg_field {
    FG_FIELD_NONE = 0,
#include "fiatgate_fields.h"
    FG_FIELD_LIMIT = 128 /* every field number is below this */
} fg_field;
#undef FG_FIELD

/*
 * What the message does not say. Set size to sizeof(fg_facts) and leave what is unknown 0. A host built with a newer
 * header may pass a larger structure; bytes this library does not know must be zero, else FG_E_ARGUMENT.
 * Dates are civil dates as decimal YYYYMMDD (20261121), 0 = not given; a date that does not exist is FG_E_ARGUMENT.
 */
typedef struct fg_facts {
    uint32_t size;
    uint8_t channel;        /* fg_channel */
    uint8_t rail;           /* fg_rail */
    uint8_t direction;      /* fg_direction */
    uint8_t on_us;          /* fg_tristate: debtor and creditor both bank here */
    uint8_t customer_class; /* fg_customer_class */
    uint8_t payer_segment;  /* fg_payer_segment */
    uint8_t reserved[2];    /* zero */
    int32_t as_of;          /* screen as of this date; 0 = the later of today and the settlement date */
    int32_t today;          /* the host's civil day; 0 = not live (replay): the settlement date alone decides */
    uint32_t time_of_day;   /* the host's time, seconds since its midnight */
    uint64_t deadline_ns;   /* CLOCK_MONOTONIC nanoseconds, 0 = none; looked at between transfers and before the scan */
    const char *customer_reference; /* the host's id of the payer, at most 64 bytes are kept; NULL = none */
} fg_facts;

/* One field that the host has parsed itself. occurrence counts from 0 (to 65535) for fields that may repeat. start and
 * end are the host's own position of the bytes in its original message, end 0 = not known; they come back in reasons,
 * narrowed to the text found where the position is as long as the bytes. Positions beyond 4 GiB are not kept. */
typedef struct fg_field_input {
    uint32_t field; /* fg_field */
    uint32_t occurrence;
    const void *bytes; /* UTF-8, not terminated */
    size_t length;
    uint64_t start;
    uint64_t end;
} fg_field_input;

/* Called from fg_open, fg_close, fg_reload, fg_fall_back, fg_switch_off and fg_switch_on only, on the calling thread,
 * never while screening, with no lock held. The sentence is borrowed for the call. */
typedef enum fg_log_level { FG_LOG_ERROR = 0, FG_LOG_WARNING = 1, FG_LOG_INFO = 2 } fg_log_level;
typedef void (*fg_log_fn)(void *context, fg_log_level level, const char *sentence);

typedef struct fg_options {
    uint32_t size;           /* sizeof(fg_options) */
    uint32_t version;        /* FG_VERSION: the header the host was built with */
    const char *config_path; /* the configuration file; samples/switch/gate.cfg is a commented example */
    const char *pack_path;   /* NULL = the pack the configuration names (relative to the configuration file) */
    fg_log_fn log;           /* NULL = no log */
    void *log_context;
} fg_options;

/* The library's own version, as FG_VERSION and as text ("1.3.0"). */
FG_API uint32_t fg_version(void);
FG_API const char *fg_version_text(void);

/* A sentence for an error, from one table; never NULL, also for unknown values. Static storage. */
FG_API const char *fg_error_text(fg_error error);
/* The names used in JSON: "hold", "not_screened", "bad_message", "creditor_name". Never NULL; "" when unknown. */
FG_API const char *fg_action_name(fg_action action);
FG_API const char *fg_status_name(fg_status status);
FG_API const char *fg_cause_name(fg_cause cause);
FG_API const char *fg_field_name(fg_field field);
/* The field of that key, FG_FIELD_NONE when there is none. */
FG_API fg_field fg_field_by_name(const char *key);

/*
 * Loads configuration and pack, as fg_reload() does; a gate that keeps state goes on as it was closed: switched off, or
 * on its fallback whatever pack is named. why (may be NULL when why_size is 0) receives one
 * sentence that names file, line and what to do when this fails, else "". On failure *gate is NULL.
 * Returns FG_OK, FG_E_ARGUMENT, FG_E_VERSION, FG_E_CONFIG, FG_E_PACK, FG_E_ENGINE, FG_E_MEMORY, FG_E_TRUST, FG_E_CASES,
 * FG_E_STATE.
 */
FG_API fg_error fg_open(const fg_options *options, fg_gate **gate, char *why, size_t why_size);

/*
 * Loads a pack aside (NULL = the file the gate was opened with), verifies it, and swaps it in at one point; then waits,
 * on this thread, until no lane uses the old one. Verifying is: signatures, jurisdiction, version, engine, validity (as
 * the configuration's group trust asks), and the pack's own cases, each screened. On any failure the old pack stays and
 * why says the reason, as fg_last_refusal() does afterwards. Lanes keep screening meanwhile. Two reloads at once are
 * done one after the other. The configuration, and the files it names under formats, are read by fg_open alone; the
 * register of keys is read anew. The change log names no person here: those of the pack are its author and approver. A
 * gate that keeps state is opened again only with a pack no older than its last: put new packs in place under the path
 * that the configuration names (by renaming) and reload NULL, or change the configuration before the next restart.
 * Returns FG_OK, FG_E_ARGUMENT, FG_E_PACK, FG_E_ENGINE, FG_E_MEMORY, FG_E_TRUST, FG_E_CASES, FG_E_STATE, FG_E_FORKED.
 */
FG_API fg_error fg_reload(fg_gate *gate, const char *pack_path, char *why, size_t why_size);

/*
 * Frees the gate. Refused with FG_E_LANES while a lane is open (nothing is freed then). Verdicts outlive it. NULL is
 * FG_OK. In a forked child it frees what the child inherited without touching the parent's, and does not refuse: close
 * there first the lanes that are to be freed.
 */
FG_API fg_error fg_close(fg_gate *gate);

/* The active pack: copies, cut to fit, any of the three may be NULL. The hash is 64 hex digits (buffer of 65). With a
 * lane: the same if that lane's last message was screened with the active pack, "" if it has not used it yet. Waits for
 * a reload under way. Returns FG_OK, FG_E_ARGUMENT, FG_E_FORKED. */
FG_API fg_error fg_pack_in_use(fg_gate *gate, const fg_lane *lane, char *name, size_t name_size, char *version,
                               size_t version_size, char *hash, size_t hash_size);

/* --- Control of a live gate, since 1.2. None of these calls makes a lane wait; each that changes something is written
 * to the change log in the gate's state folder with who and why, which must be texts that are not empty; who is what
 * the host says, and is nobody's proof but in orders, which are signed. why_not (may be NULL when its size is 0; 1024
 * bytes hold any) receives the sentence of a refusal, else "". --------------------------------------------
 */

/*
 * A second pack beside the active one: every transfer is judged by both, the second one's answer is counted and stands
 * in the verdict (fg_verdict_shadow), and decides nothing. Verified like a pack that is reloaded, cases included, but
 * for its version. It stays through reloads, not over a restart, and costs a second scan and judging of each transfer.
 * NULL takes it out again. Returns as fg_reload.
 */
FG_API fg_error fg_shadow_load(fg_gate *gate, const char *pack_path, const char *who, const char *why, char *why_not,
                               size_t why_not_size);

/*
 * The kill switch: from now on every message gets the configured action for switched_off, on every lane, until it is
 * switched on again; also after a restart where the gate keeps state. Off is at once, also while a reload is under
 * way, for which the call then waits to write it down. Returns FG_OK, FG_E_ARGUMENT, FG_E_FORKED, and FG_E_STATE or
 * FG_E_MEMORY when the change is made but could not be written down.
 */
FG_API fg_error fg_switch_off(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size);
FG_API fg_error fg_switch_on(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size);

/*
 * Goes back to the pack that was named as fallback when the active one was signed. Needs no signature now. fg_reload
 * and fg_open do the same when that pack's file is named to them: there is one step back, and no second. Returns as
 * fg_reload; FG_E_NOT_FOUND when the activation names none.
 */
FG_API fg_error fg_fall_back(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size);

/*
 * Emergency relief: lowers one rule, one entry or one payee's account from block or hold to flag, at once, on every
 * lane, for 24 hours; with a second person's signature on the same order until it is withdrawn by another order or the
 * active pack changes what it names. It never raises an action and never touches a rule or list of sanctions. order is
 * the text that `fiatgate order relief` writes, signed by a person whose key has the role relief; borrowed for the
 * call. The second person signs the same text (`fiatgate order sign`), which is then given once more; `fiatgate order
 * end` writes the order that ends a relief. An order is taken within an hour of its time, and once. A gate that loads
 * unsigned packs takes unsigned orders.
 * Returns FG_OK, FG_E_ARGUMENT, FG_E_TRUST, FG_E_LANES (64 are in force, or 512 orders were taken within the hour),
 * FG_E_STATE, FG_E_MEMORY, FG_E_FORKED.
 */
FG_API fg_error fg_relieve(fg_gate *gate, const char *order, size_t length, char *why_not, size_t why_not_size);

typedef struct fg_relief {
    uint32_t size;    /* sizeof(fg_relief), set by the caller */
    int confirmed;    /* a second person has signed */
    int64_t since;    /* seconds since 1970 */
    int64_t until;    /* when it lapses; INT64_MAX when confirmed */
    uint64_t lowered; /* transfers whose action it has lowered, in all lanes */
    char kind[8];     /* "rule", "entry", "account" */
    char what[160];   /* the rule's id, "list/entry", the account */
    char who[64], second[64], why[256];
} fg_relief;
/* The relief in force of that index, from 0. FG_OK, FG_E_NOT_FOUND, FG_E_ARGUMENT, FG_E_FORKED. */
FG_API fg_error fg_relief_read(fg_gate *gate, uint32_t index, fg_relief *relief);

/* Which pack each lane's last message was screened with, in one call: count places are given, *used says how many lanes
 * are open. current is 0 until a lane has screened with the active pack. FG_OK, FG_E_ARGUMENT, FG_E_FORKED. */
typedef struct fg_lane_pack {
    uint32_t lane;       /* number, from 0 */
    int current;         /* its last message was screened with the active pack */
    int inside;          /* it is screening now */
    uint64_t generation; /* of that pack: 1 is the one of fg_open; 0 = none yet */
} fg_lane_pack;
FG_API fg_error fg_lane_packs(fg_gate *gate, fg_lane_pack *lanes, uint32_t count, uint32_t *used);

/* Why the last reload, shadow load or fallback that failed did, and when (seconds since 1970). FG_OK, FG_E_NOT_FOUND
 * when none has, FG_E_ARGUMENT, FG_E_FORKED. */
FG_API fg_error fg_last_refusal(fg_gate *gate, fg_error *error, int64_t *at, char *sentence, size_t size);

/*
 * What a person must look at, as of the host's day (YYYYMMDD), worked out anew by each call: ask from index 0 to
 * FG_E_NOT_FOUND, once a day and after every change. code is one of these, in static storage: disabled (enabled =
 * false), switched-off, shadows-only, pack-expired, on-fallback, pack-unsigned, fallback-missing (the signed fallback
 * was never active here), list-stale, relief-unconfirmed. FG_OK, FG_E_NOT_FOUND, FG_E_ARGUMENT, FG_E_FORKED.
 */
FG_API fg_error fg_alarm(fg_gate *gate, int32_t today, uint32_t index, const char **code, char *sentence, size_t size);

/* The text with that id in the active pack; language "kk", "ru" or "en". FG_OK, FG_E_NOT_FOUND ("" is written),
 * FG_E_ARGUMENT, FG_E_FORKED. */
FG_API fg_error fg_pack_text(fg_gate *gate, const char *id, const char *language, char *text, size_t size);

/*
 * Takes all memory one caller needs. Returns FG_OK, FG_E_ARGUMENT, FG_E_MEMORY, FG_E_LANES, FG_E_FORKED; on failure
 * *lane is NULL.
 */
FG_API fg_error fg_lane_open(fg_gate *gate, fg_lane **lane);
/* Frees a lane. FG_E_LANE_BUSY when a thread is in it (nothing is freed then), never in a forked child. NULL is FG_OK.
 */
FG_API fg_error fg_lane_close(fg_lane *lane);

/*
 * Makes a verdict sized from the gate's limits. It holds an action from the start (hold, cause internal) and borrows
 * nothing from the gate. Returns FG_OK, FG_E_ARGUMENT, FG_E_MEMORY, FG_E_FORKED; on failure *verdict is NULL.
 */
FG_API fg_error fg_verdict_new(fg_gate *gate, fg_verdict **verdict);
/* Frees a verdict, which no call may be filling; NULL is allowed. */
FG_API void fg_verdict_free(fg_verdict *verdict);

/*
 * Screens one message. bytes is borrowed during the call and may be NULL when length is 0. facts may be NULL. With a
 * valid verdict an action stands in it afterwards, whatever is returned.
 * Returns FG_OK (screened, or no transfer), FG_NOT_SCREENED (see fg_verdict_cause), FG_E_ARGUMENT, FG_E_LANE_BUSY,
 * FG_E_FORKED.
 */
FG_API fg_error fg_screen(fg_lane *lane, const void *bytes, size_t length, const fg_facts *facts, fg_verdict *verdict);

/*
 * The same for one transfer whose fields the host has parsed. Unknown field numbers, occurrences above 65535, or bytes
 * that are not UTF-8, make the transfer not_screened with cause bad_message. fields may be NULL when count is 0.
 * Returns as fg_screen.
 */
FG_API fg_error fg_screen_fields(fg_lane *lane, const fg_field_input *fields, size_t count, const fg_facts *facts,
                                 fg_verdict *verdict);

/* --- Reading a verdict. transfer counts from 1, in the message's order. Of a verdict that is NULL the status is
 * not_screened, the cause internal, every action hold, every text "" and every number 0. ------------------------ */

FG_API fg_status fg_verdict_status(const fg_verdict *verdict);
FG_API fg_cause fg_verdict_cause(const fg_verdict *verdict);
FG_API fg_action fg_verdict_action(const fg_verdict *verdict);
/* "mt", "kz", "iso20022", "iso8583", "fields", or "" when unknown; and its type: "mt103", "i100.sgross",
 * "pacs.008.001.08", "mt199", "iso8583.0100", ... */
FG_API const char *fg_verdict_format(const fg_verdict *verdict);
FG_API const char *fg_verdict_message_type(const fg_verdict *verdict);
/* What was wrong, when something was: a stable code ("xml-not-well-formed"; adapters/formats/codes.md lists them), the
 * byte offset, the line (1-based, 0 = not counted), and a sentence. For a transfer refused after it was read the offset
 * is that of its first value; for a field of fg_screen_fields that cannot be read it is the field's number, from 0. Any
 * argument behind the first may be NULL. Returns FG_OK, FG_E_NOT_FOUND when the verdict holds no error (nothing is
 * written then), FG_E_ARGUMENT when it is NULL. */
FG_API fg_error fg_verdict_error(const fg_verdict *verdict, const char **code, uint64_t *offset, uint32_t *line,
                                 const char **sentence);
/* What was noticed in a message that was read all the same: it contradicts itself (a COV flag without a customer's
 * transfer, a header that names another message type than the body), or holds elements that the field map (`fiatgate
 * formats --map`) does not know, each screened as other_text. Warnings change no action. fg_verdict_warning gives one
 * by its index from 0, in the terms of fg_verdict_error, and returns FG_OK, FG_E_NOT_FOUND or FG_E_ARGUMENT (NULL).
 * At most eight are kept of one message; fg_verdict_warnings_dropped counts those behind them, each repetition by
 * itself. fg_verdict_unmapped counts all unmapped elements. */
FG_API uint32_t fg_verdict_warnings(const fg_verdict *verdict);
FG_API fg_error fg_verdict_warning(const fg_verdict *verdict, uint32_t index, const char **code, uint64_t *offset,
                                   uint32_t *line, const char **sentence);
FG_API uint32_t fg_verdict_warnings_dropped(const fg_verdict *verdict);
FG_API uint32_t fg_verdict_unmapped(const fg_verdict *verdict);
/* The pack that decided. "" when no pack was reached. */
FG_API const char *fg_verdict_pack_name(const fg_verdict *verdict);
FG_API const char *fg_verdict_pack_version(const fg_verdict *verdict);
FG_API const char *fg_verdict_pack_hash(const fg_verdict *verdict);
/* Set when the host's deadline cut the work short: such a verdict may differ from run to run. */
FG_API int fg_verdict_degraded(const fg_verdict *verdict);

/* The host's own id of the payer, as given in the facts. */
FG_API const char *fg_verdict_customer_reference(const fg_verdict *verdict);

/* How many transfers were judged. The customer's transfer that a cover payment carries along is judged too and is part
 * of its cover: it has the cover's number, the stricter action of both counts, and its reasons say FG_LEVEL_UNDERLYING.
 */
FG_API uint32_t fg_verdict_transfers(const fg_verdict *verdict);
/* The transfer's own action; an unknown number gives the message's action. */
FG_API fg_action fg_verdict_transfer_action(const fg_verdict *verdict, uint32_t transfer);
/* The date it was screened as of, YYYYMMDD; 0 when unknown. */
FG_API int32_t fg_verdict_as_of(const fg_verdict *verdict, uint32_t transfer);
/* The rule that decided, "" for a pass without a reason. */
FG_API const char *fg_verdict_rule(const fg_verdict *verdict, uint32_t transfer);
/* The ISO 20022 external status reason a refusal carries (ExternalStatusReason1Code), "" when there is none. */
FG_API const char *fg_verdict_status_reason(const fg_verdict *verdict, uint32_t transfer);
/* A reference of a transfer that did not pass, so that it can be answered without parsing again: MESSAGE_ID,
 * INSTRUCTION_ID, END_TO_END_ID, TRANSACTION_ID, UETR, SENDER_BIC, RECEIVER_BIC, INSTRUCTING_AGENT_BIC,
 * INSTRUCTED_AGENT_BIC, PAYMENT_INFORMATION_ID, AMOUNT, CURRENCY, SETTLEMENT_DATE. "" when the message has none, or it
 * no longer fitted. */
FG_API const char *fg_verdict_reference(const fg_verdict *verdict, uint32_t transfer, fg_field field);

/* --- What the pack says beside the action, since 1.2 ----------------------------------------------------------------
 */

/* What everybody who reads the verdict should know of how it came about: bits of fg_verdict_marks(). */
typedef enum fg_mark {
    FG_MARK_UNSIGNED = 1 << 0,     /* a developer's pack without signatures, which the configuration allows */
    FG_MARK_PACK_EXPIRED = 1 << 1, /* the pack is past its valid_to, on the host's day or the day of screening */
    FG_MARK_STALE = 1 << 2,        /* it rests on a list or register past its age: fg_verdict_list */
    FG_MARK_SHADOWED = 1 << 3,     /* the gate only shadows: see fg_verdict_would */
    FG_MARK_EXCEPTED = 1 << 4,     /* an exception kept a rule from acting */
    FG_MARK_RELIEVED = 1 << 5,     /* a relief lowered a rule's action */
    FG_MARK_FALLBACK = 1 << 6      /* the gate runs on its fallback */
} fg_mark;
FG_API uint32_t fg_verdict_marks(const fg_verdict *verdict);
/* "unsigned", "pack_expired", ...; "" for anything but one bit of fg_mark. */
FG_API const char *fg_mark_name(fg_mark mark);

typedef enum fg_ground {
    FG_GROUND_NONE = 0,
    FG_GROUND_CONTRACT = 1,
    FG_GROUND_AML = 2,
    FG_GROUND_ANTIFRAUD = 3,
    FG_GROUND_SANCTIONS = 4
} fg_ground;
typedef enum fg_disclosure { FG_DISCLOSE_NOTHING = 0, FG_DISCLOSE_NEUTRAL = 1, FG_DISCLOSE_REASONS = 2 } fg_disclosure;
typedef enum fg_duty { FG_DUTY_REPORT = 1, FG_DUTY_NOTIFY = 2, FG_DUTY_FREEZE = 4 } fg_duty;
FG_API const char *fg_ground_name(fg_ground ground);
FG_API const char *fg_disclosure_name(fg_disclosure disclosure);
FG_API const char *fg_duty_name(fg_duty duty);

/* Duties that follow from a transfer whatever its action is (a pass may have to be reported): fg_duty bits. */
FG_API uint32_t fg_verdict_duties(const fg_verdict *verdict, uint32_t transfer);
/* Of the rule that decided: on what ground, what the customer may be told, and the ids of the texts for customer and
 * officer (fg_pack_text). FG_GROUND_NONE, FG_DISCLOSE_NOTHING and "" when no rule did. */
FG_API fg_ground fg_verdict_ground(const fg_verdict *verdict, uint32_t transfer);
FG_API fg_disclosure fg_verdict_disclosure(const fg_verdict *verdict, uint32_t transfer);
FG_API const char *fg_verdict_customer_text(const fg_verdict *verdict, uint32_t transfer);
FG_API const char *fg_verdict_officer_text(const fg_verdict *verdict, uint32_t transfer);

/* How long a held transfer may be held. When the clock ends an alarm is due to a person; nothing is released or refused
 * by itself. */
typedef struct fg_hold {
    uint32_t size; /* sizeof(fg_hold), set by the caller */
    fg_ground ground;
    int32_t ends;         /* YYYYMMDD */
    uint32_t ends_time;   /* seconds since that day's midnight; 86400 = the end of that day */
    int calendar_certain; /* 0: the pack's calendar of holidays does not reach so far */
    const char *basis;    /* in the verdict */
} fg_hold;
/* FG_OK; FG_E_NOT_FOUND when the transfer is not held, its ground has no clock, or the host gave no day
 * (fg_facts.today); FG_E_ARGUMENT. */
FG_API fg_error fg_verdict_hold(const fg_verdict *verdict, uint32_t transfer, fg_hold *hold);

/* What the transfer's action were if the rules in shadow mode, and a gate that only shadows, were enforced; an unknown
 * number asks of the message. A gate that only shadows stops nothing: what is screened passes, without duties, and what
 * is not screened asks for flag at the most. */
FG_API fg_action fg_verdict_would(const fg_verdict *verdict, uint32_t transfer);
FG_API const char *fg_verdict_would_rule(const fg_verdict *verdict, uint32_t transfer);
/* What the second pack says (fg_shadow_load), were it the active one and enforced. FG_OK; FG_E_NOT_FOUND when there was
 * none or it could not judge the transfer, as the engine failed, a limit or the deadline was passed; FG_E_ARGUMENT. */
typedef struct fg_shadow {
    uint32_t size; /* sizeof(fg_shadow), set by the caller */
    fg_action action;
    const char *rule; /* "" for a pass, or where it no longer fitted */
    const char *pack, *version, *hash;
} fg_shadow;
FG_API fg_error fg_verdict_shadow(const fg_verdict *verdict, uint32_t transfer, fg_shadow *shadow);

/* The layers of the pack: its base and the bank's own, each with the hash of its sources. FG_OK, FG_E_NOT_FOUND. */
FG_API uint32_t fg_verdict_layers(const fg_verdict *verdict);
FG_API fg_error fg_verdict_layer(const fg_verdict *verdict, uint32_t index, const char **name, const char **version,
                                 const char **hash);
/* The lists and registers past their age that the verdict rests on, each with the day it was taken (YYYYMMDD). At most
 * eight. FG_OK, FG_E_NOT_FOUND. */
FG_API uint32_t fg_verdict_stale_lists(const fg_verdict *verdict);
FG_API fg_error fg_verdict_stale_list(const fg_verdict *verdict, uint32_t index, const char **list,
                                      int32_t *retrieved_at);

/* How a text had to be read for something to be found in it, since 1.3: bits of fg_reason.readings. */
typedef enum fg_reading {
    FG_READING_TRANSLITERATED = 1 << 0, /* in another script than the entry is written in */
    FG_READING_LOOK_ALIKE = 1 << 1,     /* letters, digits or signs as others that they look like */
    FG_READING_SPACED = 1 << 2,         /* single letters run together */
    FG_READING_BROKEN = 1 << 3,         /* over the end of a line, element or field */
    FG_READING_DIVIDED = 1 << 4,        /* words cut apart or run together */
    FG_READING_NUMBERED = 1 << 5,       /* a number taken off a word */
    FG_READING_CORRECTED = 1 << 6       /* one typing error put right */
} fg_reading;
/* "transliterated", "look_alike", ...; "" for anything but one bit of fg_reading. */
FG_API const char *fg_reading_name(fg_reading reading);

/* One reason. Texts are bounded copies inside the verdict; cut says that text was shortened. */
typedef struct fg_reason {
    uint32_t size;       /* sizeof(fg_reason), set by the caller */
    uint32_t transfer;   /* 1-based */
    fg_action action;    /* what this rule asks for */
    const char *rule;    /* the rule's id */
    const char *title;   /* the rule's title, in a sentence */
    const char *entry;   /* the list or register entry that was hit, "" when none */
    const char *basis;   /* the legal basis */
    const char *text;    /* the original text, decoded to UTF-8 */
    fg_field field;      /* FG_FIELD_NONE when the reason is not in one field */
    uint32_t occurrence; /* of that field, from 0 */
    uint64_t start;      /* bytes in the original message: [start, end); end 0 = not known */
    uint64_t end;
    int cut;
    fg_level level;        /* since 1.1: whose fields they are: the transfer's or its underlying customer transfer's */
    int shadow;            /* since 1.2: the rule is in shadow mode (or all are): it decided nothing */
    int32_t weight;        /* since 1.2: what the rule added to the sum of weights, 0 = nothing */
    int32_t list_as_of;    /* since 1.2: when the list or register of the entry was taken, YYYYMMDD; 0 = not known */
    const char *layer;     /* since 1.2: the layer that set the rule's action: "base" or "bank" */
    const char *exception; /* since 1.2: the exception by which the rule did not act, "" = none */
    int relieved;          /* since 1.2: a relief lowered the rule's action, which is what action says */
    uint32_t readings;     /* since 1.3: fg_reading bits, 0 = as it is written */
    fg_field
        doubted_field; /* since 1.3: the declared purpose that the rule doubts; FG_FIELD_NONE = none was declared */
    const char *doubted_code; /* since 1.3: what it says */
    const char *looks_like;   /* since 1.3: what the payment looks like instead, in the rule's words, "" = not said */
} fg_reason;

/* Reasons in the order they were found; those of one transfer stand together. */
FG_API uint32_t fg_verdict_reasons(const fg_verdict *verdict);
/* The reason of that index, from 0. Of a size between that of version 1.0 and the library's own no more is written;
 * size is then what was. Returns FG_OK, FG_E_NOT_FOUND, FG_E_ARGUMENT (NULL, or size below version 1.0's). */
FG_API fg_error fg_verdict_reason(const fg_verdict *verdict, uint32_t index, fg_reason *reason);
/* Reasons that no longer fitted, and transfers beyond what the verdict can list one by one. Their actions count. */
FG_API uint32_t fg_verdict_reasons_dropped(const fg_verdict *verdict);

/* Sums over all lanes since fg_open, read without stopping them. Set size before the call. messages and bytes are those
 * of calls that entered a lane; calls that found it busy are in not_screened alone, calls with a wrong argument, with a
 * verdict that another call was filling or in a forked child in none. Of a size between that of version 1.0 and the
 * library's own no more is written; size is then what was. fg_counters_read returns FG_OK, FG_E_ARGUMENT (NULL, or size
 * below version 1.0's). */
typedef struct fg_counters {
    uint32_t size;
    uint32_t lanes_open;
    uint64_t messages;
    uint64_t bytes;
    uint64_t transfers;
    uint64_t actions[4];                   /* transfers by fg_action */
    uint64_t not_a_transfer;               /* messages */
    uint64_t not_screened[FG_CAUSE_COUNT]; /* messages by fg_cause */
    uint64_t reasons;
    uint64_t reloads;
    uint64_t reloads_failed;
    uint64_t warned;                    /* since 1.1: messages with a warning (fg_verdict_warnings) */
    uint64_t unmapped;                  /* since 1.1: elements that are not in the field map */
    uint64_t would[4];                  /* since 1.2: transfers by fg_verdict_would */
    uint64_t shadow[4];                 /* since 1.2: transfers by the second pack's action */
    uint64_t shadow_apart;              /* since 1.2: transfers for which the two packs' actions differ */
    uint64_t excepted, relieved, stale; /* since 1.2: transfers with that mark */
    uint64_t shadow_failed;             /* since 1.2: transfers that the second pack could not judge */
} fg_counters;
FG_API fg_error fg_counters_read(fg_gate *gate, fg_counters *counters);

/* What one rule or one list entry of the active pack did since the gate was opened (ids that a reload keeps go on
 * counting). Index from 0, in the pack's order. FG_OK, FG_E_NOT_FOUND, FG_E_ARGUMENT, FG_E_FORKED. */
typedef struct fg_hits {
    uint32_t size; /* sizeof(fg_hits), set by the caller */
    char id[160];  /* the rule's id; "list/entry" */
    uint64_t hits, flags, holds, blocks, shadow_hits;
} fg_hits;
FG_API fg_error fg_rule_hits(fg_gate *gate, uint32_t index, fg_hits *hits);
FG_API fg_error fg_entry_hits(fg_gate *gate, uint32_t index, fg_hits *hits);

#ifdef __cplusplus
}
#endif
#endif

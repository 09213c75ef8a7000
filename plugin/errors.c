/*
 * errors.c: the one table of errors and the names of enum values. Read-only.
 */
#include "include/fiatgate.h"

#define TEXT_OF_NUMBER(n) #n
#define TEXT_OF(n)        TEXT_OF_NUMBER(n)

static const char *const error_texts[] = {
    [FG_OK] = "done",
    [FG_NOT_SCREENED] = "the message was not screened; the verdict says why, and its action comes from the policy",
    [FG_E_ARGUMENT] =
        "an argument is NULL, out of range, or a structure whose size or trailing bytes are not understood",
    [FG_E_VERSION] = "the host was built for another major version of fiatgate.h; rebuild it with the library's header",
    [FG_E_CONFIG] = "the configuration file is missing or wrong",
    [FG_E_PACK] = "the rule pack is missing, damaged, or built for another version",
    [FG_E_ENGINE] = "the pattern engine refused the pack or failed its known-answer test; no pack was activated",
    [FG_E_MEMORY] = "memory could not be had",
    [FG_E_LANES] =
        "every configured lane is open, lanes are still open while the gate is being closed, or no relief has room",
    [FG_E_LANE_BUSY] = "another thread is using this lane or verdict; give each thread its own",
    [FG_E_FORKED] = "this process is a fork of the one that opened the gate; it may only close what it inherited",
    [FG_E_NOT_FOUND] = "there is nothing of that kind or number",
    [FG_E_INTERNAL] = "a fault inside the library",
    [FG_E_TRUST] = "the pack, the order or the register of keys is not one that this gate may take",
    [FG_E_CASES] = "the pack fails its own cases; no pack was activated",
    [FG_E_STATE] = "the gate's state folder or statistics folder cannot be read or written",
};

static const char *const action_names[] = {"pass", "flag", "hold", "block"};
static const char *const status_names[] = {"screened", "not_a_transfer", "not_screened"};
static const char *const cause_names[] = {"none",     "bad_message", "limit",        "engine",
                                          "deadline", "lane_busy",   "switched_off", "internal"};

static const char *const ground_names[] = {"none", "contract", "aml", "antifraud", "sanctions"};
static const char *const disclosure_names[] = {"none", "neutral", "reasons"};
/* Of values that are one bit, by its number. */
static const char *const mark_names[] = {"unsigned", "pack_expired", "stale",   "shadowed",
                                         "excepted", "relieved",     "fallback"};
static const char *const reading_names[] = {"transliterated", "look_alike", "spaced",   "broken",
                                            "divided",        "numbered",   "corrected"};
static const char *const duty_names[] = {"report", "notify", "freeze"};

#define NAME_FROM(table, value) ((size_t)(value) < sizeof(table) / sizeof *(table) ? (table)[value] : "")

const char *fg_error_text(fg_error error)
{
    const char *text = NAME_FROM(error_texts, error);
    return text && *text ? text : "an error code this library does not know";
}

const char *fg_action_name(fg_action action)
{
    return NAME_FROM(action_names, action);
}

const char *fg_status_name(fg_status status)
{
    return NAME_FROM(status_names, status);
}

const char *fg_cause_name(fg_cause cause)
{
    return NAME_FROM(cause_names, cause);
}

const char *fg_ground_name(fg_ground ground)
{
    return NAME_FROM(ground_names, ground);
}

const char *fg_disclosure_name(fg_disclosure disclosure)
{
    return NAME_FROM(disclosure_names, disclosure);
}

/* The number of the one bit that is set; past every table when it is not one. */
static size_t bit_number(unsigned value)
{
    size_t number = 0;
    while (number < 32 && value != 1u << number)
        number++;
    return number;
}

const char *fg_mark_name(fg_mark mark)
{
    return NAME_FROM(mark_names, bit_number((unsigned)mark));
}

const char *fg_reading_name(fg_reading reading)
{
    return NAME_FROM(reading_names, bit_number((unsigned)reading));
}

const char *fg_duty_name(fg_duty duty)
{
    return NAME_FROM(duty_names, bit_number((unsigned)duty));
}

uint32_t fg_version(void)
{
    return FG_VERSION;
}

const char *fg_version_text(void)
{
    return TEXT_OF(FG_VERSION_MAJOR) "." TEXT_OF(FG_VERSION_MINOR) "." TEXT_OF(FG_VERSION_PATCH);
}

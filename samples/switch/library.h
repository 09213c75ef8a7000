/*
 * library.h: the calls of libfiatgate.so, found at run time so that a switch can start, and say what is wrong, on a
 * machine where the library is missing. A host that links with -lfiatgate needs none of this and says fg_screen() for
 * fg.screen().
 */
#ifndef SWITCH_LIBRARY_H
#define SWITCH_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include "fiatgate.h"

/* clang-format off */
#define LIBRARY_CALLS(CALL)                                                                                            \
    CALL(error_text) CALL(open) CALL(close) CALL(lane_open) CALL(lane_close) CALL(verdict_new) CALL(verdict_free)      \
    CALL(screen) CALL(action_name) CALL(status_name) CALL(cause_name) CALL(field_name) CALL(verdict_status)            \
    CALL(verdict_cause) CALL(verdict_action) CALL(verdict_format) CALL(verdict_message_type) CALL(verdict_error)       \
    CALL(verdict_warnings) CALL(verdict_warning) CALL(verdict_unmapped) CALL(verdict_pack_name)                        \
    CALL(verdict_pack_version) CALL(verdict_transfers) CALL(verdict_transfer_action) CALL(verdict_rule)                \
    CALL(verdict_status_reason) CALL(verdict_reference) CALL(verdict_reason) CALL(verdict_marks) CALL(mark_name)       \
    CALL(verdict_stale_list) CALL(verdict_ground) CALL(ground_name) CALL(verdict_disclosure) CALL(disclosure_name)     \
    CALL(verdict_customer_text) CALL(verdict_officer_text) CALL(verdict_duties) CALL(duty_name) CALL(verdict_hold)     \
    CALL(alarm)
#define LIBRARY_POINTER(name) __typeof__(fg_##name) *name;
struct library { LIBRARY_CALLS(LIBRARY_POINTER) };
/* clang-format on */

extern struct library fg;

/* False when the library cannot be used; why says the reason. fg_open() checks its version; it is never unloaded: an
 * upgrade is a restart. */
bool library_load(const char *path, char *why, size_t size);

#endif

/*
 * library.h: the calls of libfiatgate.so that this host makes, found with dlopen() and dlsym(), so that a switch can
 * start, and say what is wrong, on a machine where the library is missing. Copy it as it stands. A host that links with
 * -lfiatgate needs none of this, and calls fg_screen() where this one says fg->screen().
 */
#ifndef SWITCH_LIBRARY_H
#define SWITCH_LIBRARY_H

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "fiatgate.h"

/* clang-format off */
#define LIBRARY_CALLS(CALL)                                                                                            \
    CALL(version) CALL(version_text) CALL(error_text) CALL(open) CALL(close) CALL(lane_open) CALL(lane_close)          \
    CALL(verdict_new) CALL(verdict_free) CALL(screen) CALL(action_name) CALL(status_name) CALL(cause_name)             \
    CALL(field_name) CALL(verdict_status) CALL(verdict_cause) CALL(verdict_action) CALL(verdict_format)                \
    CALL(verdict_message_type) CALL(verdict_error) CALL(verdict_pack_name) CALL(verdict_pack_version)                  \
    CALL(verdict_transfers) CALL(verdict_transfer_action) CALL(verdict_rule) CALL(verdict_status_reason)               \
    CALL(verdict_reference) CALL(verdict_reason)
/* clang-format on */

struct library {
#define CALL(name) __typeof__(fg_##name) *name;
    LIBRARY_CALLS(CALL)
#undef CALL
};

/* False when the library cannot be used; standard error says why. POSIX promises that what dlsym() gives may be copied
 * into a function pointer. The library is never unloaded: an upgrade is a restart. */
static inline bool library_load(struct library *fg, const char *path)
{
    void *library = dlopen(path, RTLD_NOW), *symbol = NULL;
#define CALL(name)                                                                                                     \
    symbol = library ? dlsym(library, "fg_" #name) : NULL;                                                             \
    memcpy(&fg->name, &symbol, sizeof symbol);                                                                         \
    library = symbol ? library : NULL;
    LIBRARY_CALLS(CALL)
#undef CALL
    if (!library)
        fprintf(stderr, "switch: %s\n", dlerror());
    else if (fg->version() >> 16 != FG_VERSION_MAJOR) /* another major version may mean something else by a name */
        fprintf(stderr, "switch: %s is version %s, this switch was built for %d.x: install the library that fits\n",
                path, fg->version_text(), FG_VERSION_MAJOR);
    else
        return true;
    return false;
}

#endif

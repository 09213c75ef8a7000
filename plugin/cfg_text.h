/*
 * cfg_text.h: the text of a libconfig file, read whole and looked through for what libconfig would take wrongly without
 * a word, and the one sentence that says what is wrong with it. Used while a gate opens, never on the screening path.
 */
#ifndef FIATGATE_CFG_TEXT_H
#define FIATGATE_CFG_TEXT_H

#include <libconfig.h>
#include <stdbool.h>
#include <stddef.h>

/* One file being read, and what became of it. */
struct cfg_reading {
    const char *path;    /* as sentences name it */
    const char *file;    /* what it is: "configuration file" */
    const char *content; /* what it holds: "a gate's configuration" */
    char *why;           /* takes the first fault: "gate.cfg:4: lanes must be …" */
    size_t why_size;
    bool failed;
    bool no_memory;
};

/* Notes a fault, unless there is one already. line 0 = of the file as a whole. */
void cfg_fault(struct cfg_reading *reading, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The file's text with a zero behind it, to be freed; NULL with a fault. */
char *cfg_read_file(struct cfg_reading *reading, unsigned limit);
/* Numbers too wide for an int, and @include, are faults. */
void cfg_check(struct cfg_reading *reading, const char *text);
/* Parses a text into an initialised config: numbers too wide for an int and @include are faults, as what libconfig
 * itself refuses is. A byte order mark is passed over. false with a fault. */
bool cfg_parse(struct cfg_reading *reading, const char *text, config_t *parsed);

#endif

/*
 * package.h: the parts of an .xlsx file, a zip of XML (ECMA-376): unpacked piece by piece and parsed as they come, with
 * bounds on how much comes out, no document types and no entities of their own.
 */
#ifndef FIATGATE_TABLES_PACKAGE_H
#define FIATGATE_TABLES_PACKAGE_H

#include <zip.h>

#include "report.h"
#include "storage.h"

#define PACKAGE_BYTES_MAX ((uint64_t)512 << 20) /* unpacked, of all parts that are read */

struct package {
    struct arena *arena;
    struct report *report;
    zip_t *zip;
    uint64_t unpacked;
};

/* false = reported. The bytes stay in use. */
bool package_open(struct package *package, struct arena *arena, struct report *report, const unsigned char *bytes,
                  size_t length);
void package_close(struct package *package);

/* Names of elements and attributes come without their prefix. */
struct part_reader {
    void *context;
    void (*start)(void *context, const char *element, const char **attributes);
    void (*end)(void *context, const char *element);
    void (*text)(void *context, const char *text, size_t length); /* NULL = of no interest */
    bool (*enough)(void *context);                                /* asked after each piece; NULL = read all */
};

enum part_result { PART_READ, PART_ABSENT, PART_BROKEN /* reported */ };

enum part_result package_read(struct package *package, const char *name, const struct part_reader *reader);

/* The value of an attribute, NULL when it is not there. */
const char *attribute(const char **attributes, const char *name);

#endif

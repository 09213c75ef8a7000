/*
 * reference.h: what libxml2 and XPath find in a message: the values of the canonical fields, transfer by transfer, and
 * all texts there are.
 */
#ifndef TESTS_ORACLE_XML_REFERENCE_H
#define TESTS_ORACLE_XML_REFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugin/include/fiatgate.h"

/* What a row of the table applies to. */
enum payment_kind { PAYMENT_PAIN = 1, PAYMENT_PACS8 = 2, PAYMENT_PACS9 = 4, PAYMENT_UNDERLYING = 8 };

/* Where a canonical field comes from. */
struct reference_row {
    fg_field field;
    uint32_t kinds;      /* of enum payment_kind */
    const char *own;     /* relative to the transfer, and where that has none to its PmtInf */
    const char *message; /* relative to the parent of GrpHdr; serves with PmtInf; NULL for none */
    bool shared;         /* own is asked of the cover, too, where an underlying transfer has none */
};
extern const struct reference_row reference_rows[];
extern const uint32_t reference_row_count;

/* Texts of header and document that need not be read, by patterns of their paths from the root (fnmatch), and why.
 * What envelopes say to the network is no text of the message. */
struct unread_row {
    const char *pattern;
    const char *why;
};
extern const struct unread_row unread_rows[];
extern const uint32_t unread_row_count;

struct reference_transfer {
    bool underlying;
    enum payment_kind kind;
    char **wanted; /* by row: values joined with "\n", NULL where there is none */
};

/* A text or attribute, and the transfers that must have it in one of their fields. */
struct reference_text {
    char *text;
    char *path;
    uint32_t first, last; /* indices of transfers */
    bool by_all;          /* each of them must have it; else one of them */
};

struct reference {
    struct reference_transfer *transfers;
    uint32_t transfer_count;
    struct reference_text *texts;
    uint32_t text_count, text_room;
    char error[256];
};

/* Compiles the table; a row for a field's key gets another XPath, to show that the comparison can fail. */
bool reference_open(const char *broken_key);
void reference_close(void);
/* false: libxml2 refuses the message; error says why. */
bool reference_read(const char *bytes, size_t length, struct reference *reference);
void reference_free(struct reference *reference);

const char *field_key(fg_field field);

#endif

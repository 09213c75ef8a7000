/*
 * format.h: what an adapter of adapters/formats offers the core. An adapter is a pull reader: it reads a message's
 * header once, then one transfer at a time into the same lane memory, and each is judged before the next is read.
 * It allocates nothing, blocks on nothing, keeps all state in the workspace it is given, and stops at every limit.
 */
#ifndef FIATGATE_FORMAT_H
#define FIATGATE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message_limits.h"
#include "transfer.h"

enum read_result {
    READ_TRANSFER,       /* begin: the header is read, call next; next: a transfer was read */
    READ_END,            /* next: no more transfers, and the message is whole */
    READ_NOT_A_TRANSFER, /* begin: a known message type that orders no outbound transfer */
    READ_BROKEN,         /* the message is broken, or a transfer type that cannot be read: read_error says where */
    READ_LIMIT           /* a limit was passed: read_error says which */
};

/* A sentence for a person: what is wrong and what is expected. code is a stable identifier in static storage
 * ("mt-missing-32a", "xml-not-well-formed"); text names no content of the message beyond a tag or element name. */
struct read_error {
    const char *code;
    uint64_t offset;
    uint32_t line; /* 1-based; 0 when the format has no lines */
    char text[200];
};

struct message_info {
    const char *format; /* static: "mt", "kz", "iso20022", "iso8583" */
    char type[40];      /* "mt103+stp", "i100.sgross", "pacs.008.001.08"; what could be told of an unreadable one */
};

/* What was read although something about it is not as it should be: the message contradicts itself, or holds an element
 * that the field map does not know. A warning changes no action; the verdict carries it to a person. */
#define READ_WARNINGS 8
struct read_warnings {
    uint32_t count;    /* of those kept: the first READ_WARNINGS */
    uint32_t dropped;  /* further ones, repetitions among them */
    uint32_t unmapped; /* elements that are not in the field map; each is screened as other_text */
    struct read_error kept[READ_WARNINGS];
};

/* Adds a warning in a read_error's terms, its sentence cut to fit; one whose code and sentence are kept already is not
 * added again. warnings may be NULL. Returns the new one, to be given its line; NULL when none was added. */
struct read_error *read_warn(struct read_warnings *warnings, const char *code, uint64_t offset, const char *sentence);

struct message_source {
    const unsigned char *bytes;
    uint32_t length;                /* never above limits.message_bytes */
    struct read_warnings *warnings; /* empty at begin; NULL = nobody asks */
};

/* What an adapter is opened with beside the limits; the same for all lanes of a gate. */
struct format_settings {
    bool scan_free_text; /* messages of free text are read as text to be screened, not passed as no transfer */
    const void *own;     /* what its load() made; NULL when it has none */
};

/* A row of the field map, which banks show to supervisors: where in the messages of a type a canonical field comes
 * from. A source without a field (FG_FIELD_NONE) is not screened, and note says why. Texts live until the next row. */
struct map_row {
    const char *types;  /* "mt103", "pacs.008.001.02 to .13" */
    const char *source; /* "59F, lines 1/", "CdtTrfTxInf/Cdtr/Nm" */
    fg_field field;
    const char *note;   /* "" when there is nothing to add */
    const char *format; /* message_info.format of these types; NULL = the adapter's name */
};
typedef void (*map_row_fn)(void *context, const struct map_row *row);

/* A message type and what becomes of it. */
enum type_treatment {
    TREATED_AS_TRANSFERS,   /* read and screened */
    TREATED_AS_NO_TRANSFER, /* it orders no outbound transfer: passed, named and counted */
    TREATED_AS_FREE_TEXT,   /* the same, or scanned as text where the configuration asks */
    TREATED_AS_UNREADABLE   /* it moves money and cannot be read: not screened */
};
struct type_row {
    const char *type; /* "mt103", "camt", "pain.001.001.03 to .12" */
    enum type_treatment treatment;
    const char *note;   /* what it is: "statement", "customer credit transfer" */
    const char *format; /* as in map_row */
};
typedef void (*type_row_fn)(void *context, const struct type_row *row);

struct format {
    const char *name;
    /* Reads what the adapter takes from a file of the bank's (path NULL: what is built in), once for a gate; may
     * allocate. FG_OK, FG_E_CONFIG or FG_E_MEMORY with a sentence in why. Both NULL when the adapter has no such
     * file. */
    fg_error (*load)(const char *path, void **own, char *why, size_t why_size);
    void (*unload)(void *own);
    /* Bytes of workspace in a lane, for these limits; aligned to 16. */
    size_t (*workspace_size)(const struct limits *limits);
    /* Lane open: makes the workspace ready. seed is random per lane (hash salts). May call the system; false = the
     * memory was not enough. */
    bool (*open)(void *workspace, size_t size, const struct limits *limits, const struct format_settings *settings,
                 uint64_t seed);
    /* Lane close. */
    void (*close)(void *workspace);
    /* Whether the bytes look like this format: 0 no … 100 surely. From 90 on the format's own marks stand there ({1:
     * and the like, an XML document of ISO 20022); below it they might be of it, and are read by it only where nobody
     * is surer. Looks at no more than the first 4 kB. */
    int (*claims)(const void *workspace, const unsigned char *bytes, size_t length);
    /* Reads the header into an empty transfer and fills info as early as it can; info stays until the last next, which
     * may change it where a further message of the same input begins. On READ_TRANSFER the core calls
     * transfer_end_header(). */
    enum read_result (*begin)(void *workspace, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error);
    /* Reads the next transfer behind the header; the core has called transfer_rewind(). The source is that of begin.
     * Where a further header begins, the adapter itself calls transfer_reset() or transfer_return(), writes it and
     * calls transfer_end_header(). A transfer whose level it sets to LEVEL_UNDERLYING belongs to the one before. */
    enum read_result (*next)(void *workspace, struct transfer *transfer, struct read_error *error);
    /* What is read from where, and which types it knows: generated from the tables that reading itself uses. own: as
     * load() made it. */
    void (*map)(const void *own, map_row_fn each, void *context);
    void (*types)(const void *own, type_row_fn each, void *context);
};

/* The table of adapters in this build, NULL-terminated (adapters/formats/formats.c). */
extern const struct format *const formats[];

#endif

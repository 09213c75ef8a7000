/*
 * reading.h: the state of reading one message, shared by the files of this adapter and by nothing else. It lies at the
 * beginning of the lane's workspace; behind it the frames of open elements, then expat's arena.
 *
 *   iso20022.c  the pull: feeds expat in blocks, stops at each transfer, hands results to the core
 *   elements.c  start and end tags: what part of the message this is, which field text goes to
 *   values.c    text and attributes: writes values with their places in the original bytes
 *   purpose.c   what is derived at a transfer's end: purpose codes and sectors
 */
#ifndef FIATGATE_ISO20022_READING_H
#define FIATGATE_ISO20022_READING_H

#include <expat.h>

#include "format.h"
#include "arena.h"
#include "attributes.h"
#include "paths.h"
#include "types.h"

/* An open element. */
struct frame {
    uint16_t node;    /* of the path tree, PATH_UNKNOWN below what no row names */
    uint8_t field;    /* of text that stands in it, FG_FIELD_NONE = read past */
    uint8_t currency; /* of an attribute Ccy */
};

/* Which part of the message the open element is in. */
enum part {
    PART_ENVELOPE, /* outside header and document: it belongs to the transport and is read past */
    PART_HEADER,   /* AppHdr */
    PART_DOCUMENT, /* Document, before its content */
    PART_BODY,     /* FIToFICstmrCdtTrf */
    PART_TRANSFER, /* CdtTrfTxInf */
    PART_AFTER,    /* Document, behind FIToFICstmrCdtTrf */
    PART_OTHER     /* the content of another message */
};

/* Message names declared by xmlns attributes on the way to the content. */
#define BINDINGS      16
#define PREFIX_LENGTH 31
struct binding {
    uint32_t depth;
    uint8_t prefix_length; /* 0 = the default namespace */
    char prefix[PREFIX_LENGTH];
    char type[TYPE_LENGTH + 1]; /* "" when the namespace names no message */
};

struct iso20022_reading {
    struct limits limits;
    struct path_tree tree;
    struct arena arena;
    XML_Parser parser;
    struct frame *frames; /* limits.depth of them */

    struct message_source source;
    enum code_unit unit;
    uint32_t fed; /* bytes given to expat */
    bool suspended;
    bool finished;

    struct transfer *transfer;
    struct message_info *info; /* during begin only */
    /* READ_TRANSFER = nothing is wrong so far. */
    enum read_result wrong;
    struct read_error error;

    uint32_t depth;
    enum part part;
    uint32_t header_depth, document_depth, body_depth, transfer_depth;
    struct binding bindings[BINDINGS];
    uint32_t binding_count;
    char document_type[TYPE_LENGTH + 1]; /* by the open Document's namespace */
    char head_type[TYPE_LENGTH + 1];     /* by the AppHdr's namespace */
    char header_type[TYPE_LENGTH + 1];   /* what AppHdr calls the document */
    uint32_t naming_depth;               /* of the element in AppHdr that does so, while it is open; else 0 */
    uint32_t naming_length;              /* of header_type so far */
    bool header_seen;
    bool envelope_text; /* text outside header and document */
    bool body_seen;     /* a pacs.008 was found */
    bool other_seen;    /* a message that is no transfer was found */

    bool at_transfer;     /* expat stands behind the start tag of a CdtTrfTxInf */
    bool transfers_begun; /* … or did so before */
    bool complete;        /* the transfer being read has ended */
    uint32_t transfer_start;
    bool has_amount, has_currency, has_creditor;
};

/* elements.c */
void XMLCALL iso20022_start(void *user, const XML_Char *name, const XML_Char **attributes);
void XMLCALL iso20022_end(void *user, const XML_Char *name);

/* values.c */
void XMLCALL iso20022_text(void *user, const XML_Char *text, int length);
/* Ends the value that is being written, if one is. */
void value_close(struct iso20022_reading *reading);
/* Writes the attributes of the element that starts here. */
void value_attributes(struct iso20022_reading *reading, const XML_Char **attributes);
/* A copy of a part of a value already written, leading back to the same bytes. */
bool value_copy(struct iso20022_reading *reading, fg_field field, const struct field_value *from, uint32_t start,
                uint32_t length);

/* purpose.c: purpose_code and sectors of the transfer. false = a limit, reported. */
bool purpose_derive(struct iso20022_reading *reading);

/* iso20022.c: stops reading. */
void iso20022_refuse(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *sentence);
/* The same with an element's or message's name behind the sentence. */
void iso20022_refuse_named(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *sentence,
                           const char *name, size_t length);
void iso20022_refuse_limit(struct iso20022_reading *reading, const char *code, const char *setting, uint32_t value);
/* Offset of the tag or text that expat is at. */
uint32_t iso20022_offset(const struct iso20022_reading *reading);

#endif

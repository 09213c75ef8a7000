/*
 * reading.h: the state of reading one message, shared by the files of this adapter and by nothing else. It lies at the
 * beginning of the lane's workspace; behind it the frames of open elements, then expat's arena.
 *
 *   iso20022.c      the adapter's entry points: hands results to the core
 *   pull.c          feeds expat in blocks, stops at each transfer, goes on behind a header that stands alone
 *   content.c       which message this is: namespaces, header, content element
 *   elements.c      start and end tags: what part of the message this is, which field text goes to
 *   values.c        text and attributes: writes values with their places in the original bytes
 *   requirements.c  what a transfer must have, and what contradicts itself
 *   cover.c         what an underlying transfer takes over from its cover
 *   purpose.c       what is derived at a transfer's end: purpose codes and sectors
 */
#ifndef FIATGATE_ISO20022_READING_H
#define FIATGATE_ISO20022_READING_H

#include <expat.h>

#include "format.h"
#include "arena.h"
#include "attributes.h"
#include "messages.h"
#include "paths.h"
#include "types.h"

/* An open element. */
struct frame {
    uint16_t element; /* its node of the path tree, PATH_NOTHING when no row led to it */
    uint16_t node;    /* whose children stand in it */
    uint8_t field;    /* of text that stands in it, FG_FIELD_NONE = read past */
    uint8_t currency; /* of an attribute Ccy */
    uint8_t roles;    /* of the slots in it, by the path tree's number */
};

/* Which part of the message the open element is in. */
enum part {
    PART_ENVELOPE, /* outside header and document: it belongs to the transport and is read past */
    PART_HEADER,   /* AppHdr */
    PART_DOCUMENT, /* Document, before its content */
    PART_BODY,     /* the content: FIToFICstmrCdtTrf, ... */
    PART_GROUP,    /* PmtInf, outside its transfers */
    PART_TRANSFER, /* CdtTrfTxInf, TxInf */
    PART_AFTER,    /* Document, behind its content */
    PART_OTHER     /* the content of a message that is no transfer */
};

/* What begins where expat stands; what was read before it is whole. */
enum stop {
    STOP_NONE,
    STOP_TRANSFER,
    STOP_UNDERLYING, /* the underlying transfer of the one before */
    STOP_GROUP       /* a further header and then a transfer */
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

/* What an element of AppHdr says about the message, without white space; cut where it is longer. */
#define SAYING_LENGTH 35
struct saying {
    char text[SAYING_LENGTH + 1];
    uint32_t length; /* more than SAYING_LENGTH: it was cut */
};

/* Values of a cover payment that hold for what it covers, with their places. */
#define COVER_VALUES 7
#define COVER_LENGTH 64
struct cover_value {
    uint32_t source, source_length;
    uint8_t field;
    uint8_t length;
    unsigned char text[COVER_LENGTH];
};

struct iso20022_reading {
    struct limits limits;
    struct path_tree tree;
    uint16_t header_node, body_nodes[MESSAGE_COUNT]; /* of the tree: what stands in AppHdr and in each content */
    struct arena arena;
    XML_Parser parser;
    struct frame *frames; /* limits.depth of them */

    struct message_source source;
    enum code_unit unit;
    uint32_t base;     /* where the bytes begin that expat was given: 0, or behind a header that stands alone */
    uint32_t fed;      /* where those end */
    char encoding[40]; /* as the XML declaration says, "" = not */
    bool suspended;
    bool finished;
    bool header_alone; /* expat stands behind an outermost AppHdr */
    uint32_t rest;     /* where its end tag ends */
    bool root_seen;    /* behind it, a further outermost element */

    struct transfer *transfer;
    struct message_info *info; /* during begin only */
    /* READ_TRANSFER = nothing is wrong so far. */
    enum read_result wrong;
    struct read_error error;

    uint32_t depth;
    enum part part;
    uint32_t header_depth, document_depth, body_depth, group_depth, transfer_depth;
    struct binding bindings[BINDINGS];
    uint32_t binding_count;
    uint32_t bound_depth;                /* of the newest of them; 0 = there is none */
    char document_type[TYPE_LENGTH + 1]; /* by the open Document's namespace */
    char head_type[TYPE_LENGTH + 1];     /* by the AppHdr's namespace */
    char header_type[TYPE_LENGTH + 1];   /* what AppHdr calls the document */
    struct saying definition, service;   /* its MsgDefIdr or MsgName, and BizSvc */
    struct saying *heard;                /* the one that is open, or NULL */
    uint32_t heard_depth;
    bool header_seen;
    bool envelope_text;            /* text outside header and document */
    bool envelope_markup;          /* and XML in it: it may be a message */
    bool other_seen;               /* a message that is no transfer was found */
    const struct message *message; /* whose content was found, or NULL */

    enum stop stop;
    bool transfers_begun;
    bool group_transfers;      /* … in the open group */
    bool heading;              /* the header of a further group is being read */
    struct transfer_mark mark; /* the end of the header of all groups */
    bool complete;             /* the transfer being read has ended */
    uint32_t group_start, transfer_start;
    bool has_amount, has_currency, has_creditor, has_place, has_chain;
    bool is_underlying;
    uint32_t underlying_count; /* in the open transfer */
    struct cover_value cover[COVER_VALUES];
    uint32_t cover_count;
};

struct name {
    const char *local;
    size_t length;
    const char *prefix;
    size_t prefix_length;
};

static inline struct frame *reading_top(const struct iso20022_reading *reading)
{
    return &reading->frames[reading->depth - 1];
}

/* content.c */
bool name_is(struct name name, const char *what);
void content_unbind(struct iso20022_reading *reading);
/* An element outside header and document. */
void content_start_in_envelope(struct iso20022_reading *reading, struct name name, const XML_Char **attributes);
/* The first element in Document, or a known content element that stands without one. */
void content_begin(struct iso20022_reading *reading, struct name element, const XML_Char **attributes);
void content_start_in_other(struct iso20022_reading *reading, struct name name);
/* Text of the envelope, with or without a sign of XML in it. */
void content_note_envelope(struct iso20022_reading *reading, bool markup);
void content_refuse_second_document(struct iso20022_reading *reading);
void content_end_document(struct iso20022_reading *reading);
/* What AppHdr says about the message: an element that starts in it, its text, its end. */
void content_hear(struct iso20022_reading *reading, struct name name);
void content_hear_text(struct iso20022_reading *reading, const char *text, uint32_t length);
void content_heard(struct iso20022_reading *reading);

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
/* A value as the message has it elsewhere. */
bool value_put(struct iso20022_reading *reading, fg_field field, const unsigned char *text, uint32_t length,
               uint32_t source, uint32_t source_length);
/* The forms of XML Schema's decimal without a sign, and of a currency code. */
bool value_is_amount(const unsigned char *text, uint32_t length);
bool value_is_currency(const unsigned char *text, uint32_t length);

/* requirements.c */
void requirements_reset(struct iso20022_reading *reading);
/* Looks at a value that was just written. */
void requirements_note(struct iso20022_reading *reading, const struct field_value *value);
/* Ends the transfer being read: refuses it, or says that it is complete. */
void requirements_end(struct iso20022_reading *reading);
/* The end of the element of a transfer with all that it covers. */
void requirements_end_cover(struct iso20022_reading *reading);

/* cover.c */
void cover_keep(struct iso20022_reading *reading);
/* false = a limit, reported. */
bool cover_write(struct iso20022_reading *reading);

/* purpose.c: purpose_code and sectors of the transfer. false = a limit, reported. */
bool purpose_derive(struct iso20022_reading *reading);

/* pull.c */
/* The outermost AppHdr ends here: what follows is a further outermost element, or nothing. */
void pull_header_alone(struct iso20022_reading *reading);
/* Whether that element may follow; else refused. */
bool pull_goes_on(struct iso20022_reading *reading, struct name name);
void pull_reset(struct iso20022_reading *reading, const struct message_source *source);
bool pull_open(struct iso20022_reading *reading, uint64_t seed);
/* Reads on until the next stop, the message's end, or something is wrong. */
void pull_advance(struct iso20022_reading *reading);
/* How the bytes are written. */
enum code_unit pull_unit(const unsigned char *bytes, size_t length);

/* Offset of the tag or text that expat is at. */
uint32_t iso20022_offset(const struct iso20022_reading *reading);
/* Stops reading. The sentence is that of the parts, the last of which is NULL. */
void iso20022_refuse(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *const *parts);
void iso20022_refuse_limit(struct iso20022_reading *reading, const char *code, const char *setting, uint32_t value);
/* Reads on, and warns. */
void iso20022_warn(struct iso20022_reading *reading, const char *code, uint64_t offset, const char *const *parts);
#define SENTENCE(...) ((const char *const[]){__VA_ARGS__, NULL})

#endif

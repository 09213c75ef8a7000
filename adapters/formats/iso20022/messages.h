/*
 * messages.h: the messages that are read, each as data: how it is called, of which versions, and what stands where.
 */
#ifndef FIATGATE_ISO20022_MESSAGES_H
#define FIATGATE_ISO20022_MESSAGES_H

#include "paths.h"

/* Which of a transfer's parties the schema promises. */
enum message_parties {
    PARTIES_CREDITOR, /* who is paid */
    PARTIES_OR_PLACE, /* the same, or only an account or address */
    PARTIES_OPTIONAL
};

struct message {
    const char *name;         /* "pacs.008" */
    const char *body;         /* the element that holds its content, in versions that do not name it after itself */
    const char *body_before;  /* another one of an old version, or the same */
    uint8_t first, last;      /* versions of variant 001 */
    const char *what;         /* for people */
    const char *group;        /* an element with a header of its own that holds transfers, NULL = none */
    const char *transfer;     /* an element that is one */
    const char *underlying;   /* in it, one more, NULL = none */
    const char *chain;        /* in it: who takes part, NULL = none */
    const char *original;     /* in it, and who took part before */
    const char *beside_chain; /* its row where the chain stands before it */
    const char *amount;       /* where its amount stands, for people */
    enum message_parties parties;
    const struct path_row *rows;
};

#define MESSAGE_COUNT 4
extern const struct message iso20022_messages[MESSAGE_COUNT];

/* paths_table.c */
extern const struct path_row iso20022_pacs_008[], iso20022_pacs_009[], iso20022_pacs_004[], iso20022_pain_001[];

#endif

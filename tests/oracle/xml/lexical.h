/*
 * lexical.h: the many ways in which one XML document can be written: encodings, line ends, indentation, prefixes,
 * references, CDATA, comments.
 */
#ifndef TESTS_ORACLE_XML_LEXICAL_H
#define TESTS_ORACLE_XML_LEXICAL_H

#include "leaves.h"
#include "messages.h"

enum charset { CHARSET_UTF8, CHARSET_UTF16_LITTLE, CHARSET_UTF16_BIG, CHARSET_ASCII, CHARSET_LATIN1, CHARSET_CYRILLIC };

struct writing {
    struct dice *dice;
    struct buffer out; /* UTF-8 until writing_end() */
    enum charset charset;
    bool byte_order_mark;
    const char *line_end; /* NULL = nothing between elements */
    uint32_t indent, depth;
    uint32_t variety;  /* per cent of texts that are not written plainly */
    char prefix[16];   /* of the elements being written, with its colon */
    const char *space; /* namespace that the next element declares; NULL none */
};

/* Decides how this document is written, and writes its declaration. */
void writing_begin(struct writing *writing, struct dice *dice);
/* Changes the prefix for elements to come, and the namespace the next one declares (NULL: none). */
void writing_namespace(struct writing *writing, const char *prefix, const char *space);
/* attributes: as they stand in the tag, with a space before each; "" for none. */
void writing_open(struct writing *writing, const char *name, const char *attributes);
void writing_close(struct writing *writing, const char *name);
void writing_leaf(struct writing *writing, const char *name, const char *attributes, const char *text);
/* Text where elements stand. */
void writing_text(struct writing *writing, const char *text);
/* Turns what was written into the document's encoding. */
void writing_end(struct writing *writing, struct message *message);

#endif

/*
 * elements.c: follows start and end tags through envelope, header and document to the transfers (reading.h). Names
 * count by their local part: prefixes and namespaces differ from sender to sender. Touches the reading and its
 * transfer.
 */
#include "reading.h"

#include <string.h>

static struct name split(const char *name)
{
    const char *colon = strrchr(name, ':');
    const char *local = colon ? colon + 1 : name;
    return (struct name){local, strlen(local), name, colon ? (size_t)(colon - name) : 0};
}

/* --- Places in the tables ---------------------------------------------------------------------------------------- */

/* What the element is called that the open one stands in. */
static void name_above(const struct iso20022_reading *reading, char text[64])
{
    const struct path_node *node = &reading->tree.nodes[reading_top(reading)[-1].element];
    const char *name = reading->part == PART_HEADER ? "AppHdr" : reading->part == PART_AFTER ? "Document" : NULL;
    if (!name)
        name = reading->message->body;
    size_t length = node->length > 0 ? node->length : strlen(name);
    if (node->length > 0)
        name = node->name;
    if (length > 63)
        length = 63;
    memcpy(text, name, length);
    text[length] = '\0';
}

/* An element that no published version has: it is screened with all that stands in it. Some systems wrap a text in an
 * element of its schema type; such a text is what the element around it says. */
static void start_unmapped(struct iso20022_reading *reading, struct name name)
{
    struct frame *frame = reading_top(reading);
    const struct frame *above = frame - 1;
    bool wraps = above->element != PATH_NOTHING && !reading->tree.nodes[above->node].filled;
    frame->node = PATH_ANY;
    frame->field = wraps && above->field != FG_FIELD_NONE ? above->field : FG_FIELD_OTHER_TEXT;
    frame->currency = wraps ? above->currency : FG_FIELD_OTHER_TEXT;
    if (!reading->source.warnings)
        return;
    reading->source.warnings->unmapped++;
    char around[64];
    name_above(reading, around);
    iso20022_warn(reading, "iso20022-unmapped", iso20022_offset(reading),
                  SENTENCE("the field map has no ", name.local, " in ", around,
                           " (a new version, or an element of the sender's own); it was screened as text"));
}

/* Its frame from the tables, and its attributes. */
static void start_on_path(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    const struct frame *above = reading_top(reading) - 1;
    const struct path_tree *tree = &reading->tree;
    struct frame *frame = reading_top(reading);
    if (above->node == PATH_ANY) {
        *frame = *above;
    } else {
        uint16_t at = paths_child(tree, above->node, name.local, name.length);
        if (at == PATH_UNKNOWN) {
            start_unmapped(reading, name);
        } else {
            const struct path_node *node = &tree->nodes[at];
            const struct path_roles *roles = tree->roles[above->roles];
            frame->element = at;
            frame->node = node->inside;
            frame->field = paths_field(node->field, roles, above->field);
            frame->currency = node->currency;
            frame->roles = node->roles != 0 ? node->roles : above->roles;
        }
    }
    if (attributes[0])
        value_attributes(reading, attributes);
}

/* --- Transfers --------------------------------------------------------------------------------------------------- */

static void stop_at(struct iso20022_reading *reading, enum stop stop)
{
    reading->stop = stop;
    XML_StopParser(reading->parser, XML_TRUE);
}

/* Attributes beside those of namespaces: no version allows any here, and no field would be right for them. */
static bool refuse_attributes(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    while (attributes[0] && strncmp(attributes[0], "xmlns", 5) == 0)
        attributes += 2;
    if (!attributes[0])
        return false;
    iso20022_refuse(
        reading, "iso20022-unknown-attribute", iso20022_offset(reading),
        SENTENCE(name.local, " has an attribute, which no version of ", reading->message->name, " allows; remove it"));
    return true;
}

/* Stops before each transfer: the core judges the one that has been read, then asks for the next. */
static void start_transfer(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    if (refuse_attributes(reading, name, attributes))
        return;
    start_on_path(reading, name, attributes);
    reading->part = PART_TRANSFER;
    reading->transfer_depth = reading->depth;
    reading->transfer_start = iso20022_offset(reading);
    reading->underlying_count = 0;
    reading->is_underlying = false;
    requirements_reset(reading);
    reading->transfers_begun = reading->group_transfers = true;
    if (reading->heading) {
        /* The core waits for this very transfer. */
        reading->heading = false;
        transfer_end_header(reading->transfer);
        return;
    }
    stop_at(reading, STOP_TRANSFER);
}

/* What was read so far of this transfer is the cover of what begins here. */
static void start_underlying(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    if (refuse_attributes(reading, name, attributes))
        return;
    start_on_path(reading, name, attributes);
    requirements_end(reading);
    if (reading->wrong != READ_TRANSFER)
        return;
    reading->transfer_start = iso20022_offset(reading);
    reading->underlying_count++;
    reading->is_underlying = true;
    requirements_reset(reading);
    stop_at(reading, STOP_UNDERLYING);
}

/* A header of its own for the transfers in it. */
static void start_group(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    if (refuse_attributes(reading, name, attributes))
        return;
    start_on_path(reading, name, attributes);
    reading->part = PART_GROUP;
    reading->group_depth = reading->depth;
    reading->group_start = iso20022_offset(reading);
    reading->group_transfers = false;
    if (reading->transfers_begun)
        stop_at(reading, STOP_GROUP);
    else
        transfer_set_mark(reading->transfer, &reading->mark);
}

static void refuse_order(struct iso20022_reading *reading, struct name name, const char *before)
{
    iso20022_refuse(reading, "iso20022-order", iso20022_offset(reading),
                    SENTENCE(name.local, " stands behind the first ", before, "; it is expected before all of them"));
}

/* A transfer where none may stand would be read as text. */
static bool is_lost_transfer(struct iso20022_reading *reading, struct name name)
{
    if (!name_is(name, reading->message->transfer))
        return false;
    iso20022_refuse(reading, "iso20022-order", iso20022_offset(reading),
                    SENTENCE(name.local, " stands outside the ", reading->message->group,
                             " that says who pays; it is expected in one"));
    return true;
}

static void start_in_body(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    const struct message *message = reading->message;
    bool child = reading->depth == reading->body_depth + 1;
    if (child && message->group && name_is(name, message->group))
        start_group(reading, name, attributes);
    else if (child && !message->group && name_is(name, message->transfer))
        start_transfer(reading, name, attributes);
    else if (child && name_is(name, "GrpHdr") && reading->transfers_begun)
        refuse_order(reading, name, message->transfer);
    else if (!child || !message->group || !is_lost_transfer(reading, name))
        start_on_path(reading, name, attributes);
}

static void start_in_group(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    bool child = reading->depth == reading->group_depth + 1;
    if (child && name_is(name, reading->message->transfer))
        start_transfer(reading, name, attributes);
    else if (child && reading->group_transfers)
        refuse_order(reading, name, reading->message->transfer);
    else
        start_on_path(reading, name, attributes);
}

/* Behind what is covered, an element of the cover would be read as of that. What no version has is text, wherever. */
static bool is_of_cover(const struct iso20022_reading *reading, struct name name)
{
    uint16_t transfer = reading_top(reading)[-1].node;
    return !name_is(name, "SplmtryData") &&
           paths_child(&reading->tree, transfer, name.local, name.length) != PATH_UNKNOWN;
}

static void start_in_transfer(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    const struct message *message = reading->message;
    if (reading->depth == reading->transfer_depth + 1) {
        if (message->underlying && name_is(name, message->underlying)) {
            start_underlying(reading, name, attributes);
            return;
        }
        if (reading->is_underlying && is_of_cover(reading, name)) {
            refuse_order(reading, name, message->underlying);
            return;
        }
        if (message->chain && name_is(name, message->chain))
            reading->has_chain = true;
        else if (reading->has_chain && name_is(name, message->original))
            name = split(message->beside_chain);
    }
    start_on_path(reading, name, attributes);
}

/* --- Start tags -------------------------------------------------------------------------------------------------- */

static void start_part(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    switch (reading->part) {
    case PART_ENVELOPE:
        content_start_in_envelope(reading, name, attributes);
        break;
    case PART_DOCUMENT:
        content_begin(reading, name, attributes);
        break;
    case PART_BODY:
        start_in_body(reading, name, attributes);
        break;
    case PART_GROUP:
        start_in_group(reading, name, attributes);
        break;
    case PART_TRANSFER:
        start_in_transfer(reading, name, attributes);
        break;
    case PART_AFTER:
        if (type_body_is_transfer(name.local, name.length))
            content_refuse_second_document(reading);
        else
            start_on_path(reading, name, attributes);
        break;
    case PART_HEADER:
        if (reading->depth == reading->header_depth + 1)
            content_hear(reading, name);
        start_on_path(reading, name, attributes);
        /* A header is no transfer, so nothing may hide in it. */
        if (reading_top(reading)->node == PATH_ANY)
            content_start_in_other(reading, name);
        break;
    case PART_OTHER:
        content_start_in_other(reading, name);
        break;
    }
}

static bool too_many_attributes(struct iso20022_reading *reading, const XML_Char **attributes)
{
    uint32_t count = 0;
    while (attributes[2 * (size_t)count])
        count++;
    if (count <= reading->limits.attributes)
        return false;
    iso20022_refuse_limit(reading, "limit-attributes", "attributes", reading->limits.attributes);
    return true;
}

void XMLCALL iso20022_start(void *user, const XML_Char *full_name, const XML_Char **attributes)
{
    struct iso20022_reading *reading = user;
    if (reading->wrong != READ_TRANSFER)
        return; /* expat may still call once after it was stopped */
    if (reading->transfer->writing)
        value_close(reading);
    if (reading->depth >= reading->limits.depth) {
        iso20022_refuse_limit(reading, "limit-depth", "depth", reading->limits.depth);
        return;
    }
    if (attributes[0] && too_many_attributes(reading, attributes))
        return;
    struct name name = split(full_name);
    reading->depth++;
    *reading_top(reading) = (struct frame){.node = PATH_NOTHING};
    if (reading->depth == 1 && reading->base > 0 && !pull_goes_on(reading, name))
        return;
    start_part(reading, name, attributes);
}

/* --- End tags ---------------------------------------------------------------------------------------------------- */

static void end_group(struct iso20022_reading *reading)
{
    reading->part = PART_BODY;
    if (!reading->group_transfers)
        iso20022_refuse(reading, "iso20022-no-transfers", reading->group_start,
                        SENTENCE("the ", reading->message->group, " that begins here holds no ",
                                 reading->message->transfer, "; it has at least one"));
}

static void end_header(struct iso20022_reading *reading)
{
    reading->part = PART_ENVELOPE;
    if (reading->depth == 1)
        pull_header_alone(reading);
}

void XMLCALL iso20022_end(void *user, const XML_Char *name)
{
    struct iso20022_reading *reading = user;
    (void)name; /* expat has compared it */
    if (reading->wrong != READ_TRANSFER)
        return;
    if (reading->transfer->writing)
        value_close(reading);
    if (reading->wrong != READ_TRANSFER)
        return;
    if (reading->heard && reading->depth == reading->heard_depth)
        content_heard(reading);
    if (reading->part == PART_TRANSFER && reading->depth == reading->transfer_depth) {
        reading->part = reading->message->group ? PART_GROUP : PART_BODY;
        requirements_end_cover(reading);
    } else if (reading->part == PART_GROUP && reading->depth == reading->group_depth) {
        end_group(reading);
    } else if (reading->part == PART_HEADER && reading->depth == reading->header_depth) {
        end_header(reading);
    } else if (reading->part == PART_BODY && reading->depth == reading->body_depth) {
        reading->part = reading->document_depth > 0 ? PART_AFTER : PART_ENVELOPE;
    } else if (reading->depth == reading->document_depth) {
        content_end_document(reading);
    }
    if (reading->depth <= reading->bound_depth)
        content_unbind(reading);
    reading->depth--;
}

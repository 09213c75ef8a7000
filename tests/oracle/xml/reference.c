/*
 * reference.c: reads a message with libxml2 by the table of reference_table.c.
 */
#include "reference.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "messages.h"

static xmlXPathCompExprPtr *own, *of_message;
static xmlXPathCompExprPtr find_transfers;

/* XPath of libxml2 wants its own byte type. */
static const xmlChar *x(const char *text)
{
    return (const xmlChar *)text;
}

static xmlXPathCompExprPtr compile(const char *expression)
{
    xmlXPathCompExprPtr compiled = xmlXPathCompile(x(expression));
    if (!compiled) {
        fprintf(stderr, "no XPath: %s\n", expression);
        exit(2);
    }
    return compiled;
}

const char *field_key(fg_field field)
{
    switch ((int)field) {
#define FG_FIELD(number, NAME, key, kind, groups)                                                                      \
    case number:                                                                                                       \
        return key;
#include "plugin/include/fiatgate_fields.h"
#undef FG_FIELD
    default:
        return "?";
    }
}

bool reference_open(const char *broken_key)
{
    bool broken = broken_key == NULL;
    own = calloc(reference_row_count, sizeof *own);
    of_message = calloc(reference_row_count, sizeof *of_message);
    if (!own || !of_message)
        abort();
    for (uint32_t i = 0; i < reference_row_count; i++) {
        const struct reference_row *row = &reference_rows[i];
        bool breaks = broken_key && strcmp(field_key(row->field), broken_key) == 0;
        broken = broken || breaks;
        own[i] = compile(breaks ? "NoSuchElement" : row->own);
        of_message[i] = row->message && !breaks ? compile(row->message) : NULL;
    }
    find_transfers = compile("//CdtTrfTxInf[not(ancestor::Envlp)] | "
                             "//CdtTrfTxInf[not(ancestor::Envlp)]/UndrlygCstmrCdtTrf");
    return broken;
}

static void free_compiled(xmlXPathCompExprPtr *list)
{
    for (uint32_t i = 0; i < reference_row_count; i++)
        if (list[i])
            xmlXPathFreeCompExpr(list[i]);
    free(list);
}

void reference_close(void)
{
    free_compiled(own);
    free_compiled(of_message);
    xmlXPathFreeCompExpr(find_transfers);
    xmlCleanupParser();
}

/* Adds a text without the white space at its ends; false where nothing is left. */
static bool add_trimmed(struct buffer *buffer, const char *text, const char *before)
{
    text += strspn(text, " \t\r\n");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r\n", text[length - 1]))
        length--;
    if (length == 0)
        return false;
    buffer_say(buffer, before);
    buffer_add(buffer, text, length);
    return true;
}

/* Adds what an expression finds from a node, a value a line. */
static void find(xmlXPathContextPtr context, xmlNodePtr from, xmlXPathCompExprPtr expression, struct buffer *values)
{
    context->node = from;
    xmlXPathObjectPtr found = xmlXPathCompiledEval(expression, context);
    if (!found)
        return;
    xmlNodeSetPtr nodes = found->nodesetval;
    xmlXPathNodeSetSort(nodes);
    for (int i = 0; nodes && i < nodes->nodeNr; i++) {
        xmlChar *text = xmlXPathCastNodeToString(nodes->nodeTab[i]);
        add_trimmed(values, (const char *)text, values->length > 0 ? "\n" : "");
        xmlFree(text);
    }
    xmlXPathFreeObject(found);
}

static bool is_named(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static enum payment_kind kind_of(const xmlNode *transfer, const xmlNode *message)
{
    if (is_named(transfer, "UndrlygCstmrCdtTrf"))
        return PAYMENT_UNDERLYING;
    if (is_named(transfer->parent, "PmtInf"))
        return PAYMENT_PAIN;
    return is_named(message, "FIToFICstmrCdtTrf") ? PAYMENT_PACS8 : PAYMENT_PACS9;
}

static void read_transfer(xmlXPathContextPtr context, xmlNodePtr node, struct reference_transfer *transfer)
{
    xmlNodePtr above = is_named(node, "UndrlygCstmrCdtTrf") ? node->parent->parent : node->parent;
    xmlNodePtr group = is_named(above, "PmtInf") ? above : NULL, message = group ? group->parent : above;
    transfer->kind = kind_of(node, message);
    transfer->underlying = transfer->kind == PAYMENT_UNDERLYING;
    transfer->wanted = calloc(reference_row_count, sizeof *transfer->wanted);
    if (!transfer->wanted)
        abort();
    for (uint32_t i = 0; i < reference_row_count; i++) {
        if (!(reference_rows[i].kinds & transfer->kind))
            continue;
        struct buffer values = {0};
        find(context, node, own[i], &values);
        if (values.length == 0 && transfer->underlying && reference_rows[i].shared)
            find(context, node->parent, own[i], &values);
        bool outside = values.length == 0;
        if (outside && of_message[i])
            find(context, message, of_message[i], &values);
        if (outside && group)
            find(context, group, own[i], &values);
        transfer->wanted[i] = values.bytes;
    }
}

/* Names without namespaces are all that the table asks for. */
static void drop_namespaces(xmlNodePtr node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        node->ns = NULL;
        for (xmlAttrPtr attribute = node->properties; attribute; attribute = attribute->next)
            attribute->ns = NULL;
        drop_namespaces(node->children);
    }
}

/* Where in the message a walk over its texts is. */
struct walk {
    struct reference *reference;
    xmlNodePtr *nodes; /* of the transfers, in document order */
    uint32_t before;   /* transfers that began so far */
};

static uint32_t ending(const struct walk *walk, const xmlNode *parent, uint32_t from)
{
    uint32_t last = from;
    while (last < walk->reference->transfer_count) {
        const xmlNode *at = walk->nodes[last];
        while (at && at != parent)
            at = at->parent;
        if (!at)
            break;
        last++;
    }
    return last;
}

/* Which transfers must have a text of this element: the one it stands in; those behind it where it stands before
 * them; any where it stands behind them. */
static void owners(const struct walk *walk, const xmlNode *node, struct reference_text *text)
{
    for (const xmlNode *at = node; at; at = at->parent) {
        bool transfer = is_named(at, "UndrlygCstmrCdtTrf") || is_named(at, "CdtTrfTxInf");
        for (uint32_t i = 0; transfer && i < walk->reference->transfer_count; i++)
            if (walk->nodes[i] == at) {
                text->first = i;
                text->last = ending(walk, at, i);
                text->by_all = false;
                return;
            }
        uint32_t last = is_named(at, "PmtInf") ? ending(walk, at, walk->before) : walk->before;
        if (last > walk->before) {
            text->first = walk->before;
            text->last = last;
            text->by_all = true;
            return;
        }
    }
    text->by_all = walk->before == 0;
    text->first = 0;
    text->last = walk->reference->transfer_count;
}

static bool need_not_be_read(const char *path)
{
    static const char *const parts[] = {"*/AppHdr/*", "*/Document/*", "*/CstmrCdtTrfInitn/*", "*/FIToFICstmrCdtTrf/*",
                                        "*/FICdtTrf/*"};
    bool part = false;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        part = part || fnmatch(parts[i], path, 0) == 0;
    for (uint32_t i = 0; part && i < unread_row_count; i++)
        part = fnmatch(unread_rows[i].pattern, path, 0) != 0;
    return !part;
}

static void keep_text(struct walk *walk, const xmlNode *node, const char *attribute, const char *text)
{
    struct reference *reference = walk->reference;
    struct buffer trimmed = {0}, path = {0};
    const xmlNode *chain[64];
    int depth = 0;
    for (const xmlNode *at = node; at && at->type == XML_ELEMENT_NODE && depth < 64; at = at->parent)
        chain[depth++] = at;
    while (depth-- > 0) {
        buffer_say(&path, "/");
        buffer_say(&path, (const char *)chain[depth]->name);
    }
    if (attribute) {
        buffer_say(&path, "/@");
        buffer_say(&path, attribute);
    }
    if (need_not_be_read(path.bytes) || !add_trimmed(&trimmed, text, "")) {
        buffer_free(&path);
        return;
    }
    if (reference->text_count == reference->text_room) {
        reference->text_room = reference->text_room * 2 + 64;
        reference->texts = realloc(reference->texts, reference->text_room * sizeof *reference->texts);
        if (!reference->texts)
            abort();
    }
    struct reference_text *kept = &reference->texts[reference->text_count++];
    *kept = (struct reference_text){.text = trimmed.bytes, .path = path.bytes};
    owners(walk, node, kept);
}

static void walk_texts(struct walk *walk, const xmlNode *element)
{
    struct buffer text = {0};
    if (walk->before < walk->reference->transfer_count && walk->nodes[walk->before] == element)
        walk->before++;
    for (const xmlAttr *attribute = element->properties; attribute; attribute = attribute->next) {
        xmlChar *value = xmlXPathCastNodeToString((xmlNodePtr)attribute);
        keep_text(walk, element, (const char *)attribute->name, (const char *)value);
        xmlFree(value);
    }
    for (const xmlNode *child = element->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
            buffer_say(&text, (const char *)child->content);
        } else if (child->type == XML_ELEMENT_NODE) {
            if (text.bytes)
                keep_text(walk, element, NULL, text.bytes);
            buffer_free(&text);
            walk_texts(walk, child);
        }
    }
    if (text.bytes)
        keep_text(walk, element, NULL, text.bytes);
    buffer_free(&text);
}

static void quiet(void *context, const char *format, ...)
{
    (void)context, (void)format;
}

static xmlDocPtr parse_alone(const char *bytes, size_t length)
{
    int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE;
    return xmlReadMemory(bytes, (int)length, "message", NULL, options);
}

/* Adds ASCII text in units of 1 byte, or of 2 with the significant one at the place low. */
static void add_units(struct buffer *buffer, const char *text, size_t unit, size_t low)
{
    for (; *text != '\0'; text++) {
        char bytes[2] = {0, 0};
        bytes[low] = *text;
        buffer_add(buffer, bytes, unit);
    }
}

/* Two documents one after the other, as header and body may come, are no XML: they are put under one root, behind the
 * declaration. */
static xmlDocPtr parse_together(const char *bytes, size_t length)
{
    bool little = length > 2 && memcmp(bytes, "\xFF\xFE", 2) == 0,
         big = length > 2 && memcmp(bytes, "\xFE\xFF", 2) == 0;
    size_t unit = little || big ? 2 : 1, low = big ? 1 : 0, from = 0;
    if (unit == 2)
        from = 2;
    else if (length > 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        from = 3;
    if (from + 2 * unit <= length && bytes[from + unit + low] == '?') {
        while (from + unit <= length && bytes[from + low] != '>')
            from += unit;
        from += unit;
    }
    struct buffer together = {0};
    buffer_add(&together, bytes, from);
    add_units(&together, "<together>", unit, low);
    buffer_add(&together, bytes + from, length - from);
    add_units(&together, "</together>", unit, low);
    xmlDocPtr document = parse_alone(together.bytes, together.length);
    buffer_free(&together);
    return document;
}

static xmlDocPtr parse(const char *bytes, size_t length)
{
    xmlSetGenericErrorFunc(NULL, quiet);
    xmlDocPtr document = parse_alone(bytes, length);
    const xmlError *error = xmlGetLastError();
    if (!document && error && error->code == XML_ERR_DOCUMENT_END)
        document = parse_together(bytes, length);
    return document;
}

bool reference_read(const char *bytes, size_t length, struct reference *reference)
{
    memset(reference, 0, sizeof *reference);
    xmlDocPtr document = parse(bytes, length);
    if (!document) {
        const xmlError *error = xmlGetLastError();
        snprintf(reference->error, sizeof reference->error, "%s", error && error->message ? error->message : "?");
        return false;
    }
    xmlNodePtr root = xmlDocGetRootElement(document);
    drop_namespaces(root);
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    context->node = root;
    xmlXPathObjectPtr found = xmlXPathCompiledEval(find_transfers, context);
    xmlXPathNodeSetSort(found->nodesetval);
    uint32_t count = found->nodesetval ? (uint32_t)found->nodesetval->nodeNr : 0;
    reference->transfers = calloc(count + 1, sizeof *reference->transfers);
    if (!reference->transfers)
        abort();
    reference->transfer_count = count;
    for (uint32_t i = 0; i < count; i++)
        read_transfer(context, found->nodesetval->nodeTab[i], &reference->transfers[i]);
    struct walk walk = {.reference = reference, .nodes = count > 0 ? found->nodesetval->nodeTab : NULL};
    walk_texts(&walk, root);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    return true;
}

void reference_free(struct reference *reference)
{
    for (uint32_t i = 0; i < reference->transfer_count; i++) {
        for (uint32_t row = 0; row < reference_row_count; row++)
            free(reference->transfers[i].wanted[row]);
        free(reference->transfers[i].wanted);
    }
    for (uint32_t i = 0; i < reference->text_count; i++) {
        free(reference->texts[i].text);
        free(reference->texts[i].path);
    }
    free(reference->transfers);
    free(reference->texts);
    memset(reference, 0, sizeof *reference);
}

/*
 * cfg_tree.c: reads settings into a tree (cfg_tree.h). The text is copied once and cut up in place: a name or a string
 * is never longer than what it was written as.
 */
#include "cfg_tree.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH 16 /* of groups and lists in one another */

struct parser {
    struct cfg_reading *reading;
    struct cfg_node *nodes; /* of the block; as many as there can be */
    size_t used;
    char *at;
    char *written; /* where the next text goes: never beyond at */
    int line;
};

static void syntax_error(const struct parser *parser)
{
    cfg_fault(parser->reading, parser->line, "syntax error");
}

/* Blanks and comments. */
static void skip(struct parser *parser)
{
    for (;;) {
        char *at = parser->at;
        if (*at == '#' || strncmp(at, "//", 2) == 0) {
            parser->at += strcspn(at, "\n");
        } else if (strncmp(at, "/*", 2) == 0) {
            const char *end = strstr(at + 2, "*/");
            if (!end) {
                syntax_error(parser);
                parser->at += strlen(at);
                return;
            }
            for (; parser->at < end + 2; parser->at++)
                parser->line += *parser->at == '\n';
        } else if (*at == ' ' || (*at >= '\t' && *at <= '\r')) {
            parser->line += *at == '\n';
            parser->at++;
        } else {
            return;
        }
    }
}

static bool take(struct parser *parser, char sign)
{
    skip(parser);
    if (*parser->at != sign)
        return false;
    parser->at++;
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '*';
}

static bool is_of_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_of_word(char c)
{
    return is_of_name(c) || c == '.' || c == '+';
}

/* Copies what belongs to a name or word; "" = none begins here. */
static const char *take_run(struct parser *parser, bool (*belongs)(char))
{
    char *begun = parser->at, *made = parser->written;
    while (belongs(*parser->at))
        parser->at++;
    size_t length = (size_t)(parser->at - begun);
    if (length == 0)
        return "";
    memcpy(made, begun, length);
    made[length] = '\0';
    parser->written += length + 1;
    return made;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* Behind a backslash. */
static char take_escape(struct parser *parser)
{
    static const char codes[] = "n\nr\rt\tf\f\\\\\"\"";
    char c = *parser->at;
    for (const char *code = codes; *code; code += 2)
        if (c == code[0]) {
            parser->at++;
            return code[1];
        }
    int high = c == 'x' ? hex_digit(parser->at[1]) : -1, low = high >= 0 ? hex_digit(parser->at[2]) : -1;
    if (low < 0 || high * 16 + low == 0) {
        syntax_error(parser);
        return ' ';
    }
    parser->at += 3;
    return (char)(high * 16 + low);
}

/* One or more strings, which are one. The first quote has been taken. */
static const char *take_strings(struct parser *parser)
{
    char *made = parser->written, *end = made;
    do {
        while (*parser->at && *parser->at != '"' && !parser->reading->failed) {
            char c = *parser->at++;
            parser->line += c == '\n';
            *end++ = c == '\\' ? take_escape(parser) : c;
        }
        if (*parser->at != '"') {
            syntax_error(parser);
            break;
        }
        parser->at++;
    } while (take(parser, '"'));
    *end = '\0';
    parser->written = end + 1;
    return made;
}

static struct cfg_node *new_node(struct parser *parser, const char *name)
{
    struct cfg_node *node = &parser->nodes[parser->used++];
    node->name = name;
    node->line = parser->line;
    node->text = "";
    return node;
}

static void take_value(struct parser *parser, struct cfg_node *node, int depth);

static void append(struct cfg_node *parent, struct cfg_node **last, struct cfg_node *node)
{
    if (*last)
        (*last)->next = node;
    else
        parent->first = node;
    *last = node;
    parent->length++;
}

static void take_settings(struct parser *parser, struct cfg_node *group, char end, int depth)
{
    struct cfg_node *last = NULL;
    while (!parser->reading->failed && !take(parser, end)) {
        const char *name = is_letter(*parser->at) ? take_run(parser, is_of_name) : "";
        if (!*name || (!take(parser, '=') && !take(parser, ':'))) {
            syntax_error(parser);
            return;
        }
        if (cfg_member(group, name)) {
            cfg_fault(parser->reading, parser->line, "duplicate setting name");
            return;
        }
        struct cfg_node *node = new_node(parser, name);
        append(group, &last, node);
        take_value(parser, node, depth);
        if (!take(parser, ';'))
            take(parser, ',');
    }
}

static void take_elements(struct parser *parser, struct cfg_node *list, char end, int depth)
{
    struct cfg_node *last = NULL;
    while (!parser->reading->failed && !take(parser, end)) {
        struct cfg_node *node = new_node(parser, "");
        append(list, &last, node);
        take_value(parser, node, depth);
        if (!take(parser, ',') && *parser->at != end)
            syntax_error(parser);
    }
}

static void take_value(struct parser *parser, struct cfg_node *node, int depth)
{
    skip(parser);
    node->line = parser->line;
    if (depth == DEPTH) {
        cfg_fault(parser->reading, parser->line, "groups and lists lie more than %d deep in one another", DEPTH);
    } else if (take(parser, '{')) {
        node->kind = CFG_GROUP;
        take_settings(parser, node, '}', depth + 1);
    } else if (take(parser, '(')) {
        node->kind = CFG_LIST;
        take_elements(parser, node, ')', depth + 1);
    } else if (take(parser, '[')) {
        node->kind = CFG_LIST;
        take_elements(parser, node, ']', depth + 1);
    } else if (take(parser, '"')) {
        node->kind = CFG_TEXT;
        node->text = take_strings(parser);
    } else {
        node->kind = CFG_WORD;
        node->text = take_run(parser, is_of_word);
        if (!*node->text)
            syntax_error(parser);
    }
}

/* No setting stands without one of these signs, and no element without a bracket or comma. */
static size_t most_nodes(const char *text)
{
    size_t most = 2;
    for (; *text; text++)
        most += strchr("=:,([", *text) != NULL;
    return most;
}

struct cfg_node *cfg_tree_read(struct cfg_reading *reading, const char *text)
{
    size_t nodes = most_nodes(text), length = strlen(text);
    struct cfg_node *block = calloc(1, nodes * sizeof *block + 2 * (length + 1));
    if (!block) {
        cfg_fault(reading, 0, "memory for the %s could not be had", reading->file);
        reading->no_memory = true;
        return NULL;
    }
    struct parser parser = {.reading = reading, .nodes = block, .line = 1};
    parser.written = (char *)(block + nodes);
    parser.at = parser.written + length + 1;
    memcpy(parser.at, text, length);
    if (strncmp(parser.at, "\xEF\xBB\xBF", 3) == 0)
        parser.at += 3;
    cfg_check(reading, parser.at);
    struct cfg_node *root = new_node(&parser, "");
    root->kind = CFG_GROUP;
    if (!reading->failed)
        take_settings(&parser, root, '\0', 0);
    if (!reading->failed)
        return root;
    free(block);
    return NULL;
}

const struct cfg_node *cfg_member(const struct cfg_node *group, const char *name)
{
    for (const struct cfg_node *node = group->first; node; node = node->next)
        if (strcmp(node->name, name) == 0)
            return node;
    return NULL;
}

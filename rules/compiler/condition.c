/*
 * condition.c: a small recursive-descent reader.
 *
 *   either  = both { "or" both }
 *   both    = one { "and" one }
 *   one     = "not" one | "(" either ")" | name
 *           | ( "at" "least" N | N | "all" ) "of" ( "(" either { "," either } ")" | "them" | name "*" )
 *
 * Its words are taken in either case. "1 of them" and "all of venue*" are those of Sigma: `them` is every selection of
 * the rule, a name with "*" behind it those whose names begin so.
 *
 * `not` before anything that holds a selection on text is refused: no text ever makes a condition false.
 */
#include "condition.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "messages.h"

#define DEPTH_MAX 24

struct reader {
    struct condition *condition;
    const char *text;
    const struct condition_name *names;
    uint32_t count;
    enum compiler_language language;
    const char *at; /* the token */
    size_t length;  /* 0 = the end */
    uint32_t stack; /* values on the stack when the code so far has run */
    uint32_t depth;
    bool failed;
};

/* Whether a part of a condition looks at text. */
enum origin { FROM_FACTS, FROM_TEXT };

static enum origin read_either(struct reader *reader);

/* Stops reading: fail(reader, at, ID, arguments…) says why in the condition's error. The first failure counts. */
#define fail(reader, at, id, ...) fail_with(reader, at, FAULT_##id, fault_format_##id, ##__VA_ARGS__)

__attribute__((format(printf, 4, 5))) static enum origin fail_with(struct reader *reader, const char *at,
                                                                   enum fault_id id, const char *english, ...)
{
    (void)english; /* for the C compiler, which checks the arguments against it */
    if (!reader->failed) {
        va_list arguments;
        va_start(arguments, english);
        vsnprintf(reader->condition->error, sizeof reader->condition->error, message_text(reader->language, id),
                  arguments);
        va_end(arguments);
        for (const char *byte = reader->text; byte < at; byte++)
            reader->condition->error_at += ((unsigned char)*byte & 0xC0) != 0x80;
        reader->failed = true;
    }
    reader->length = 0;
    return FROM_FACTS;
}

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '*';
}

static void next_token(struct reader *reader)
{
    const char *at = reader->at + reader->length;
    if (reader->failed)
        return;
    at += strspn(at, " \t\r\n");
    reader->at = at;
    reader->length = *at ? 1 : 0;
    while (is_word(at[0]) && is_word(at[reader->length]))
        reader->length++;
    /* the rest of a character that is not ASCII */
    while (reader->length > 0 && ((unsigned char)at[reader->length] & 0xC0) == 0x80)
        reader->length++;
}

/* Signs, and the words of conditions, in either case. */
static bool token_is(const struct reader *reader, const char *word)
{
    return reader->length == strlen(word) && strncasecmp(reader->at, word, reader->length) == 0;
}

static bool token_is_number(const struct reader *reader)
{
    return reader->length > 0 && strspn(reader->at, "0123456789") >= reader->length;
}

/* The token as text for a sentence. */
static int shown(const struct reader *reader)
{
    return reader->length > 40 ? 40 : (int)reader->length;
}

static void emit(struct reader *reader, uint8_t byte)
{
    struct condition *condition = reader->condition;
    if (condition->length == CONDITION_CODE_MAX)
        fail(reader, reader->at, CONDITION_TOO_LONG);
    else
        condition->code[condition->length++] = byte;
}

static void push(struct reader *reader)
{
    if (++reader->stack > PACK_STACK)
        fail(reader, reader->at, CONDITION_TOO_DEEP);
}

static void expect(struct reader *reader, const char *word)
{
    if (token_is(reader, word))
        next_token(reader);
    else if (reader->length == 0)
        fail(reader, reader->at, MISSING_AT_END, word);
    else
        fail(reader, reader->at, MISSING_BEFORE, word, shown(reader), reader->at);
}

static const char *const words[] = {"and", "or", "not", "at", "least", "of", "all", "them"};

static bool is_reserved(const struct reader *reader)
{
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (token_is(reader, words[i]))
            return true;
    }
    return false;
}

bool condition_reserves(const char *name)
{
    struct reader reader = {.at = name, .length = strlen(name)};
    return is_reserved(&reader) || strchr(name, '*') != NULL;
}

static enum origin fail_unknown(struct reader *reader)
{
    char known[150] = "";
    size_t used = 0;
    for (uint32_t i = 0; i < reader->count && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", reader->names[i].name);
    return fail(reader, reader->at, NEITHER_WORD_NOR_SELECTION, shown(reader), reader->at, known);
}

/* Names, other than words, are told apart by case. */
static bool names_token(const struct reader *reader, uint32_t selection)
{
    const char *name = reader->names[selection].name;
    return strlen(name) == reader->length && strncmp(reader->at, name, reader->length) == 0;
}

static enum origin emit_selection(struct reader *reader, uint32_t selection)
{
    emit(reader, PACK_OP_SELECTION);
    emit(reader, (uint8_t)selection);
    push(reader);
    reader->condition->used |= UINT32_C(1) << selection;
    return reader->names[selection].from_text ? FROM_TEXT : FROM_FACTS;
}

static enum origin read_name(struct reader *reader)
{
    if (reader->length == 0)
        return fail(reader, reader->at, SELECTION_MISSING_AT_END);
    if (!is_word(reader->at[0]) || is_reserved(reader))
        return fail(reader, reader->at, SELECTION_MISSING_BEFORE, shown(reader), reader->at);
    for (uint32_t i = 0; i < reader->count; i++) {
        if (!names_token(reader, i))
            continue;
        enum origin origin = emit_selection(reader, i);
        next_token(reader);
        return origin;
    }
    return fail_unknown(reader);
}

static uint32_t read_number(struct reader *reader)
{
    uint32_t number = 0;
    for (size_t i = 0; i < reader->length; i++) {
        char c = reader->at[i];
        if (c < '0' || c > '9' || number > PACK_SELECTIONS_MAX) {
            fail(reader, reader->at, NOT_A_COUNT, shown(reader), reader->at, PACK_SELECTIONS_MAX);
            return 0;
        }
        number = number * 10 + (uint32_t)(c - '0');
    }
    next_token(reader);
    return number;
}

/* How many parts a "... of" has, and whether any looks at text. */
struct parts {
    uint32_t count;
    enum origin origin;
};

static void read_listed(struct reader *reader, struct parts *parts)
{
    do {
        next_token(reader);
        if (read_either(reader) == FROM_TEXT)
            parts->origin = FROM_TEXT;
        parts->count++;
    } while (token_is(reader, ","));
    expect(reader, ")");
}

/* "them", or a name with "*" behind it. */
static void read_named(struct reader *reader, struct parts *parts)
{
    size_t prefix = token_is(reader, "them") ? 0 : reader->length - 1;
    for (uint32_t i = 0; i < reader->count && !reader->failed; i++) {
        if (strncmp(reader->names[i].name, reader->at, prefix) != 0)
            continue;
        if (emit_selection(reader, i) == FROM_TEXT)
            parts->origin = FROM_TEXT;
        parts->count++;
    }
    if (!reader->failed && parts->count == 0)
        fail(reader, reader->at, NO_SELECTION_BEGINS, (int)prefix, reader->at);
    next_token(reader);
}

static void read_parts(struct reader *reader, struct parts *parts)
{
    bool starred = reader->length > 1 && reader->at[reader->length - 1] == '*';
    if (token_is(reader, "("))
        read_listed(reader, parts);
    else if (token_is(reader, "them") || starred)
        read_named(reader, parts);
    else if (reader->length == 0)
        fail(reader, reader->at, PARTS_MISSING_AT_END);
    else
        fail(reader, reader->at, PARTS_MISSING, shown(reader), reader->at);
}

static bool begins_of(const struct reader *reader)
{
    return token_is(reader, "at") || token_is(reader, "all") || token_is_number(reader);
}

/* "at least N of", "N of", "all of" and their parts. */
static enum origin read_of(struct reader *reader)
{
    struct parts parts = {.origin = FROM_FACTS};
    uint32_t number = 0;
    bool all = token_is(reader, "all");
    if (token_is(reader, "at")) {
        next_token(reader);
        expect(reader, "least");
    }
    const char *number_at = reader->at;
    if (all)
        next_token(reader);
    else
        number = read_number(reader);
    expect(reader, "of");
    if (!reader->failed)
        read_parts(reader, &parts);
    if (reader->failed)
        return parts.origin;
    if (all)
        number = parts.count;
    if (number < 1 || number > parts.count)
        return fail(reader, number_at, COUNT_OUT_OF_RANGE, number, parts.count, parts.count);
    emit(reader, PACK_OP_AT_LEAST);
    emit(reader, (uint8_t)number);
    emit(reader, (uint8_t)parts.count);
    reader->stack -= parts.count - 1;
    return parts.origin;
}

static enum origin read_not(struct reader *reader)
{
    const char *not_at = reader->at;
    uint32_t depth = reader->depth;
    /* "not not a" needs no stack, but each reads one deeper */
    if (++reader->depth > DEPTH_MAX)
        return fail(reader, reader->at, CONDITION_TOO_DEEP);
    next_token(reader);
    enum origin origin = FROM_FACTS;
    if (token_is(reader, "not")) {
        origin = read_not(reader);
    } else if (token_is(reader, "(")) {
        next_token(reader);
        origin = read_either(reader);
        expect(reader, ")");
    } else if (begins_of(reader)) {
        origin = read_of(reader);
    } else {
        origin = read_name(reader);
    }
    reader->depth = depth;
    if (origin == FROM_TEXT)
        return fail(reader, not_at, NOT_BEFORE_TEXT);
    emit(reader, PACK_OP_NOT);
    return origin;
}

static enum origin read_one(struct reader *reader)
{
    enum origin origin;
    if (token_is(reader, "not"))
        return read_not(reader);
    if (begins_of(reader))
        return read_of(reader);
    if (!token_is(reader, "("))
        return read_name(reader);
    next_token(reader);
    origin = read_either(reader);
    expect(reader, ")");
    return origin;
}

static enum origin read_both(struct reader *reader)
{
    enum origin origin = read_one(reader);
    while (token_is(reader, "and")) {
        next_token(reader);
        if (read_one(reader) == FROM_TEXT)
            origin = FROM_TEXT;
        emit(reader, PACK_OP_AND);
        reader->stack--;
    }
    return origin;
}

static enum origin read_either(struct reader *reader)
{
    if (++reader->depth > DEPTH_MAX)
        return fail(reader, reader->at, CONDITION_TOO_DEEP);
    enum origin origin = read_both(reader);
    while (token_is(reader, "or")) {
        next_token(reader);
        if (read_both(reader) == FROM_TEXT)
            origin = FROM_TEXT;
        emit(reader, PACK_OP_OR);
        reader->stack--;
    }
    reader->depth--;
    return origin;
}

bool condition_read(struct condition *condition, const char *text, const struct condition_name *names, uint32_t count,
                    enum compiler_language language)
{
    memset(condition, 0, sizeof *condition);
    struct reader reader = {
        .condition = condition, .text = text, .names = names, .count = count, .language = language, .at = text};
    next_token(&reader);
    read_either(&reader);
    if (!reader.failed && reader.length > 0)
        fail(&reader, reader.at, CONNECTIVE_MISSING, shown(&reader), reader.at);
    return !reader.failed;
}

static enum truth at_least(const enum truth *values, uint32_t parts, uint32_t number)
{
    uint32_t sure = 0, possible = 0;
    for (uint32_t i = 0; i < parts; i++) {
        sure += values[i] == TRUTH_TRUE;
        possible += values[i] != TRUTH_FALSE;
    }
    return sure >= number ? TRUTH_TRUE : possible >= number ? TRUTH_UNKNOWN : TRUTH_FALSE;
}

enum truth condition_evaluate(const struct condition *condition, const enum truth *selections)
{
    enum truth stack[PACK_STACK];
    uint32_t height = 0;
    const uint8_t *code = condition->code;
    for (uint32_t at = 0; at < condition->length;) {
        switch ((enum pack_op)code[at]) {
        case PACK_OP_SELECTION:
            stack[height++] = selections[code[at + 1]];
            at += 2;
            break;
        case PACK_OP_AND:
            height--;
            stack[height - 1] = at_least(stack + height - 1, 2, 2);
            at += 1;
            break;
        case PACK_OP_OR:
            height--;
            stack[height - 1] = at_least(stack + height - 1, 2, 1);
            at += 1;
            break;
        case PACK_OP_NOT:
            if (stack[height - 1] != TRUTH_UNKNOWN)
                stack[height - 1] = stack[height - 1] == TRUTH_TRUE ? TRUTH_FALSE : TRUTH_TRUE;
            at += 1;
            break;
        case PACK_OP_AT_LEAST: {
            uint32_t parts = code[at + 2];
            height -= parts - 1;
            stack[height - 1] = at_least(stack + height - 1, parts, code[at + 1]);
            at += 3;
            break;
        }
        }
    }
    return stack[0];
}

/*
 * lexical.c: writes one XML document in one of many ways (lexical.h).
 */
#include "lexical.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
    if (buffer->length + length + 1 > buffer->room) {
        buffer->room = (buffer->length + length + 1) * 2;
        buffer->bytes = realloc(buffer->bytes, buffer->room);
        if (!buffer->bytes)
            abort();
    }
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_say(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

/* The character at *text, which is UTF-8 of our own making; moves behind it. */
static uint32_t character(const char **text)
{
    const unsigned char *at = (const unsigned char *)*text;
    uint32_t length = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t point = length == 1 ? at[0] : at[0] & (0xFFu >> (length + 1));
    for (uint32_t i = 1; i < length; i++)
        point = point << 6 | (at[i] & 0x3F);
    *text += length;
    return point;
}

/* The byte of windows-1251 for a character, 0 for none. */
static unsigned char windows_1251(uint32_t point)
{
    static const struct {
        uint16_t point;
        unsigned char byte;
    } others[] = {{0x401, 0xA8}, {0x451, 0xB8}, {0x406, 0xB2}, {0x456, 0xB3}, {0x2116, 0xB9},
                  {0xAB, 0xAB},  {0xBB, 0xBB},  {0xA0, 0xA0},  {0x20AC, 0x88}};
    if (point < 0x80)
        return (unsigned char)point;
    if (point >= 0x410 && point <= 0x44F)
        return (unsigned char)(point - 0x410 + 0xC0);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (others[i].point == point)
            return others[i].byte;
    return 0;
}

static bool fits(enum charset charset, uint32_t point)
{
    if (charset == CHARSET_ASCII)
        return point < 0x80;
    if (charset == CHARSET_LATIN1)
        return point < 0x80 || (point >= 0xA0 && point < 0x100);
    return charset != CHARSET_CYRILLIC || point == 0 || windows_1251(point) != 0;
}

static bool all_fit(enum charset charset, const char *text)
{
    while (*text != '\0')
        if (!fits(charset, character(&text)))
            return false;
    return true;
}

void writing_begin(struct writing *writing, struct dice *dice)
{
    static const char *const ends[] = {NULL, NULL, "\n", "\n", "\r\n"};
    static const struct {
        enum charset charset;
        const char *declaration;
    } charsets[] = {{CHARSET_UTF8, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
                    {CHARSET_UTF8, "<?xml version='1.0' encoding='utf-8' standalone='yes'?>"},
                    {CHARSET_UTF8, "<?xml version=\"1.0\"?>"},
                    {CHARSET_UTF8, NULL},
                    {CHARSET_UTF8, NULL},
                    {CHARSET_UTF16_LITTLE, "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"},
                    {CHARSET_UTF16_BIG, "<?xml version=\"1.0\" encoding=\"utf-16\"?>"},
                    {CHARSET_UTF16_LITTLE, NULL},
                    {CHARSET_LATIN1, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"},
                    {CHARSET_ASCII, "<?xml version=\"1.0\" encoding=\"US-ASCII\"?>"},
                    {CHARSET_CYRILLIC, "<?xml version=\"1.0\" encoding=\"windows-1251\"?>"},
                    {CHARSET_CYRILLIC, "<?xml version='1.0' encoding='Windows-1251' ?>"}};
    uint32_t chosen = dice_below(dice, sizeof charsets / sizeof charsets[0]);
    memset(writing, 0, sizeof *writing);
    writing->dice = dice;
    writing->charset = charsets[chosen].charset;
    writing->byte_order_mark = writing->charset == CHARSET_UTF8
                                   ? dice_percent(dice, 15)
                                   : writing->charset == CHARSET_UTF16_LITTLE || writing->charset == CHARSET_UTF16_BIG;
    writing->line_end = ends[dice_below(dice, sizeof ends / sizeof ends[0])];
    writing->indent = dice_below(dice, 4);
    writing->variety = dice_percent(dice, 40) ? 0 : 5 + dice_below(dice, 50);
    if (charsets[chosen].declaration)
        buffer_say(&writing->out, charsets[chosen].declaration);
    if (dice_below(dice, 100) < writing->variety)
        buffer_say(&writing->out, "<!-- made by --><?print as?>");
}

void writing_namespace(struct writing *writing, const char *prefix, const char *space)
{
    snprintf(writing->prefix, sizeof writing->prefix, "%s%s", prefix, prefix[0] != '\0' ? ":" : "");
    writing->space = space;
}

static void new_line(struct writing *writing)
{
    if (!writing->line_end || writing->out.length == 0)
        return;
    buffer_say(&writing->out, writing->line_end);
    for (uint32_t i = 0; i < writing->depth * writing->indent; i++)
        buffer_say(&writing->out, " ");
}

static void tag(struct writing *writing, const char *name, const char *attributes)
{
    char declared[256] = "";
    if (writing->space && writing->prefix[0] != '\0')
        snprintf(declared, sizeof declared, " xmlns:%.*s='%s'", (int)strlen(writing->prefix) - 1, writing->prefix,
                 writing->space);
    else if (writing->space)
        snprintf(declared, sizeof declared, " xmlns=\"%s\"", writing->space);
    writing->space = NULL;
    buffer_say(&writing->out, "<");
    buffer_say(&writing->out, writing->prefix);
    buffer_say(&writing->out, name);
    buffer_say(&writing->out, declared);
    buffer_say(&writing->out, attributes);
    buffer_say(&writing->out, dice_below(writing->dice, 100) < writing->variety / 8 ? " >" : ">");
}

void writing_open(struct writing *writing, const char *name, const char *attributes)
{
    new_line(writing);
    tag(writing, name, attributes);
    writing->depth++;
    if (dice_below(writing->dice, 400) < writing->variety)
        buffer_say(&writing->out, "<!-- <Nm>no name</Nm> -->");
}

static void close_tag(struct writing *writing, const char *name)
{
    buffer_say(&writing->out, "</");
    buffer_say(&writing->out, writing->prefix);
    buffer_say(&writing->out, name);
    buffer_say(&writing->out, ">");
}

void writing_close(struct writing *writing, const char *name)
{
    writing->depth--;
    new_line(writing);
    close_tag(writing, name);
}

static void reference(struct writing *writing, uint32_t point)
{
    char text[16];
    snprintf(text, sizeof text, dice_percent(writing->dice, 50) ? "&#%u;" : "&#x%x;", point);
    buffer_say(&writing->out, text);
}

/* One character: as it is, as an entity where it must be, or as a reference by chance of refer per cent. */
static void put(struct writing *writing, const char **text, uint32_t refer)
{
    const char *from = *text;
    uint32_t point = character(text);
    const char *entity = point == '&' ? "&amp;" : point == '<' ? "&lt;" : point == '>' ? "&gt;" : NULL;
    if (!fits(writing->charset, point) || dice_below(writing->dice, 100) < refer)
        reference(writing, point);
    else if (entity)
        buffer_say(&writing->out, entity);
    else if (point == '"' && refer > 0)
        buffer_say(&writing->out, "&quot;");
    else if (point == '\'' && refer > 0)
        buffer_say(&writing->out, "&apos;");
    else if (point == '\n' && writing->line_end)
        buffer_say(&writing->out, writing->line_end);
    else
        buffer_add(&writing->out, from, (size_t)(*text - from));
}

static void plainly(struct writing *writing, const char *text, uint32_t refer)
{
    while (*text != '\0')
        put(writing, &text, refer);
}

/* In one CDATA section or, split in mid-text, two. */
static void in_cdata(struct writing *writing, const char *text)
{
    uint32_t split = dice_below(writing->dice, 12), at = 0;
    buffer_say(&writing->out, "<![CDATA[");
    while (*text != '\0') {
        const char *from = text;
        character(&text);
        if (at++ == split)
            buffer_say(&writing->out, "]]><![CDATA[");
        buffer_add(&writing->out, from, (size_t)(text - from));
    }
    buffer_say(&writing->out, "]]>");
}

/* With a comment or processing instruction in mid-text. */
static void interrupted(struct writing *writing, const char *text)
{
    static const char *const interruptions[] = {"<!-- -->", "<!--a-->", "<?go on?>", "<![CDATA[]]>"};
    uint32_t where = dice_below(writing->dice, 10);
    for (uint32_t at = 0; *text != '\0'; at++) {
        if (at == where)
            buffer_say(&writing->out, interruptions[dice_below(writing->dice, 4)]);
        put(writing, &text, 0);
    }
}

void writing_text(struct writing *writing, const char *text)
{
    static const char *const pads[] = {" ", "\n  ", "\t", "&#32;", "&#xD;&#10;"};
    if (dice_below(writing->dice, 100) >= writing->variety) {
        plainly(writing, text, 0);
        return;
    }
    switch (dice_below(writing->dice, 5)) {
    case 0:
        if (all_fit(writing->charset, text) && !strstr(text, "]]")) {
            in_cdata(writing, text);
            break;
        }
        /* fall through */
    case 1:
        interrupted(writing, text);
        break;
    case 2:
        plainly(writing, text, 100);
        break;
    case 3:
        plainly(writing, text, 20);
        break;
    default:
        buffer_say(&writing->out, pads[dice_below(writing->dice, 5)]);
        plainly(writing, text, 5);
        buffer_say(&writing->out, pads[dice_below(writing->dice, 5)]);
        break;
    }
}

void writing_leaf(struct writing *writing, const char *name, const char *attributes, const char *text)
{
    new_line(writing);
    tag(writing, name, attributes);
    writing_text(writing, text);
    close_tag(writing, name);
}

static void put_unit(struct buffer *out, enum charset charset, uint32_t unit)
{
    unsigned char high = (unsigned char)(unit >> 8), low = (unsigned char)unit;
    unsigned char bytes[2] = {charset == CHARSET_UTF16_BIG ? high : low, charset == CHARSET_UTF16_BIG ? low : high};
    buffer_add(out, bytes, 2);
}

static void encode(struct buffer *out, enum charset charset, uint32_t point)
{
    if (charset == CHARSET_LATIN1 || charset == CHARSET_ASCII || charset == CHARSET_CYRILLIC) {
        unsigned char byte = charset == CHARSET_CYRILLIC ? windows_1251(point) : (unsigned char)point;
        buffer_add(out, &byte, 1);
    } else if (point < 0x10000) {
        put_unit(out, charset, point);
    } else {
        put_unit(out, charset, 0xD7C0 + (point >> 10));
        put_unit(out, charset, 0xDC00 + (point & 0x3FF));
    }
}

void writing_end(struct writing *writing, struct message *message)
{
    memset(&message->bytes, 0, sizeof message->bytes);
    if (writing->line_end)
        buffer_say(&writing->out, writing->line_end);
    message->as_written = writing->charset == CHARSET_UTF8 && writing->variety == 0 &&
                          (!writing->line_end || writing->line_end[0] == '\n');
    if (writing->charset == CHARSET_UTF8) {
        if (writing->byte_order_mark)
            buffer_say(&message->bytes, "\xEF\xBB\xBF");
        buffer_add(&message->bytes, writing->out.bytes, writing->out.length);
    } else {
        if (writing->byte_order_mark)
            encode(&message->bytes, writing->charset, 0xFEFF);
        for (const char *at = writing->out.bytes; *at != '\0';)
            encode(&message->bytes, writing->charset, character(&at));
    }
    buffer_free(&writing->out);
}

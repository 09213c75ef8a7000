/*
 * report_html_text.c: text and numbers of the report (report_html.h). Pure functions of what they are given, but for
 * the stream.
 */
#include "report_html.h"

#include <string.h>

#include "text/utf8.h"

#define THIN_SPACE "\xE2\x80\xAF" /* U+202F, which does not break */

/* Signs that a reader does not see, or that make him read others in another order. */
static bool is_hidden(uint32_t sign)
{
    static const struct {
        uint32_t first, last;
    } hidden[] = {{0x00, 0x09},     {0x0B, 0x1F},     {0x7F, 0x9F},      {0xAD, 0xAD},     {0x034F, 0x034F},
                  {0x061C, 0x061C}, {0x115F, 0x1160}, {0x17B4, 0x17B5},  {0x180B, 0x180F}, {0x200B, 0x200F},
                  {0x2028, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},  {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF},
                  {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0xE0000, 0xE0FFF}};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (sign >= hidden[i].first && sign <= hidden[i].last)
            return true;
    return (sign & 0xFFFE) == 0xFFFE || (sign >= 0xFDD0 && sign <= 0xFDEF);
}

/* The sign that begins here, in well-formed UTF-8, and how many bytes it has. */
static uint32_t sign_at(const unsigned char *at, size_t *bytes)
{
    if (at[0] < 0x80) {
        *bytes = 1;
        return at[0];
    }
    *bytes = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t sign = at[0] & (0xFFu >> (*bytes + 1));
    for (size_t i = 1; i < *bytes; i++)
        sign = sign << 6 | (at[i] & 0x3Fu);
    return sign;
}

static void write_sign(FILE *out, const unsigned char *at, size_t bytes, uint32_t sign)
{
    switch (sign) {
    case '&':
        fputs("&amp;", out);
        return;
    case '<':
        fputs("&lt;", out);
        return;
    case '>':
        fputs("&gt;", out);
        return;
    case '"':
        fputs("&quot;", out);
        return;
    case '\'':
        fputs("&#39;", out);
        return;
    default:
        if (is_hidden(sign))
            fprintf(out, "[U+%04X]", (unsigned)sign);
        else
            fwrite(at, 1, bytes, out);
    }
}

void html_text(FILE *out, const char *text)
{
    const unsigned char *at = (const unsigned char *)(text ? text : ""), *end = at + strlen((const char *)at);
    while (at < end) {
        const unsigned char *valid = at + utf8_valid_prefix(at, (size_t)(end - at));
        while (at < valid) {
            size_t bytes;
            uint32_t sign = sign_at(at, &bytes);
            write_sign(out, at, bytes, sign);
            at += bytes;
        }
        if (at < end) {
            fputs("\xEF\xBF\xBD", out);
            at++;
        }
    }
}

static void write_grouped(FILE *out, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            fputs(THIN_SPACE, out);
        putc(digits[i], out);
    }
}

void html_number(FILE *out, uint64_t number)
{
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    write_grouped(out, digits, (size_t)count);
}

void html_decimal(FILE *out, const char *decimal)
{
    const char *digits = decimal ? decimal : "";
    if (*digits == '-') {
        fputs("\xE2\x88\x92", out);
        digits++;
    }
    size_t whole = strspn(digits, "0123456789");
    write_grouped(out, digits, whole);
    html_text(out, digits + whole);
}

void html_money(FILE *out, const char *amount, const char *currency)
{
    html_decimal(out, amount);
    if (currency && *currency) {
        fputs("\xC2\xA0", out);
        html_text(out, currency);
    }
}

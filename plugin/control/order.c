/*
 * order.c: reads and writes the text of an order (order.h). Pure functions over the bytes they are given.
 */
#include "control/order.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "civil_date.h"
#include "digest.h"
#include "text/utf8.h"

#define FIRST_LINE    "fiatgate order 1"
#define SIGNED_PREFIX "fiatgate order signature 1\n"

const char *const order_acts[] = {[ORDER_RELIEVE] = "relieve", [ORDER_END] = "end", NULL};
const char *const order_subjects[] = {
    [ORDER_RULE] = "rule", [ORDER_ENTRY] = "entry", [ORDER_ACCOUNT] = "account", NULL};

/* One line of the text, without its end. */
struct line {
    const char *text;
    size_t length;
    size_t at; /* byte of the order, from 0 */
    unsigned number;
};

struct reading {
    const char *text;
    size_t length, at;
    struct line line;
    char *why_not;
    size_t why_not_size;
};

static bool __attribute__((format(printf, 2, 3))) refuse(struct reading *reading, const char *format, ...)
{
    if (!reading->why_not || reading->why_not_size == 0)
        return false;
    int used = snprintf(reading->why_not, reading->why_not_size,
                        "the order's line %u (byte %zu): ", reading->line.number, reading->line.at);
    va_list arguments;
    va_start(arguments, format);
    if (used > 0 && (size_t)used < reading->why_not_size)
        vsnprintf(reading->why_not + used, reading->why_not_size - (size_t)used, format, arguments);
    va_end(arguments);
    return false;
}

/* --- lines ------------------------------------------------------------------------------------------------------ */

/* Text that may stand behind a key: UTF-8 without control characters, no space at either end. */
static bool is_plain(const char *text, size_t length)
{
    if (length == 0 || text[0] == ' ' || text[length - 1] == ' ' ||
        utf8_valid_prefix((const unsigned char *)text, length) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool c1 = byte == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] < 0xA0;
        if (byte < 0x20 || byte == 0x7F || c1)
            return false;
    }
    return true;
}

static bool next_line(struct reading *reading)
{
    reading->line = (struct line){reading->text + reading->at, 0, reading->at, reading->line.number + 1};
    const char *end = memchr(reading->line.text, '\n', reading->length - reading->at);
    if (!end)
        return refuse(reading, "the order ends before it is whole; every line ends with a line feed");
    reading->line.length = (size_t)(end - reading->line.text);
    reading->at += reading->line.length + 1;
    return true;
}

/* Whether the line is "KEY: …"; the value is what stands behind. */
static bool line_is(const struct line *line, const char *key, const char **value, size_t *length)
{
    size_t used = strlen(key);
    if (line->length < used + 2 || memcmp(line->text, key, used) != 0 || memcmp(line->text + used, ": ", 2) != 0)
        return false;
    *value = line->text + used + 2;
    *length = line->length - used - 2;
    return true;
}

static bool take_text(struct reading *reading, const char *key, char *out, size_t size)
{
    const char *value;
    size_t length;
    if (!next_line(reading))
        return false;
    if (!line_is(&reading->line, key, &value, &length))
        return refuse(reading, "here stands `%s: …`", key);
    if (!is_plain(value, length) || length >= size)
        return refuse(reading, "%s is a text of 1 to %zu bytes without control characters or spaces at its ends", key,
                      size - 1);
    memcpy(out, value, length);
    out[length] = '\0';
    return true;
}

/* The index of a word in a list that ends with NULL, -1 when it is not there. */
static int index_of(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return -1;
}

static bool take_act(struct reading *reading, struct order *order)
{
    char word[16];
    if (!take_text(reading, "act", word, sizeof word))
        return false;
    int act = index_of(word, order_acts);
    if (act < 0)
        return refuse(reading, "the act is relieve or end, not %s", word);
    order->act = (enum order_act)act;
    return true;
}

static bool take_subject(struct reading *reading, struct order *order)
{
    if (!next_line(reading))
        return false;
    for (int i = 0; order_subjects[i]; i++) {
        const char *value;
        size_t length;
        if (!line_is(&reading->line, order_subjects[i], &value, &length))
            continue;
        if (!is_plain(value, length) || length >= sizeof order->what)
            return refuse(reading, "%s is a text of 1 to %zu bytes", order_subjects[i], sizeof order->what - 1);
        order->subject = (enum order_subject)i;
        memcpy(order->what, value, length);
        order->what[length] = '\0';
        return true;
    }
    return refuse(reading, "here stands `rule: ID`, `entry: LIST/ID` or `account: NUMBER`");
}

static bool take_time(struct reading *reading, struct order *order)
{
    char text[32];
    if (!take_text(reading, "at", text, sizeof text))
        return false;
    if (!utc_read(text, &order->at))
        return refuse(reading, "at is a time in UTC like 2026-11-22T09:30:00Z, not %s", text);
    return true;
}

/* --- persons ---------------------------------------------------------------------------------------------------- */

#define KEY_DIGITS       64
#define SIGNATURE_DIGITS 128
#define SIGNED_TAIL      (1 + KEY_DIGITS + 1 + SIGNATURE_DIGITS)

static bool is_lower_hex(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
            return false;
    return true;
}

static bool take_signer(struct reading *reading, struct order *order)
{
    const char *value;
    size_t length;
    if (!next_line(reading))
        return false;
    if (!line_is(&reading->line, "by", &value, &length))
        return refuse(reading, "here stands `by: PERSON KEY SIGNATURE`");
    if (order->signer_count == ORDER_SIGNERS_MAX)
        return refuse(reading, "an order has at most %d persons", ORDER_SIGNERS_MAX);
    struct order_signer *signer = &order->signers[order->signer_count++];
    const char *tail = length > SIGNED_TAIL ? value + length - SIGNED_TAIL : NULL;
    if (tail && tail[0] == ' ' && tail[1 + KEY_DIGITS] == ' ' && is_lower_hex(tail + 1, KEY_DIGITS) &&
        is_lower_hex(tail + 2 + KEY_DIGITS, SIGNATURE_DIGITS)) {
        signer->has_signature = hex_read(tail + 1, sizeof signer->key, signer->key) &&
                                hex_read(tail + 2 + KEY_DIGITS, sizeof signer->signature, signer->signature);
        length -= SIGNED_TAIL;
    }
    if (!is_plain(value, length) || length >= sizeof signer->person)
        return refuse(reading,
                      "by is a person's name of at most %zu bytes, and behind it the key (%d hex digits) and the "
                      "signature (%d hex digits), as `fiatgate order sign` writes them",
                      sizeof signer->person - 1, KEY_DIGITS, SIGNATURE_DIGITS);
    memcpy(signer->person, value, length);
    signer->person[length] = '\0';
    return true;
}

/* --- the whole -------------------------------------------------------------------------------------------------- */

bool order_read(const char *text, size_t length, struct order *order, char *why_not, size_t why_not_size)
{
    struct reading reading = {.text = text, .length = length, .why_not = why_not, .why_not_size = why_not_size};
    *order = (struct order){0};
    if (length > ORDER_BYTES_MAX)
        return refuse(&reading, "an order has at most %d bytes, not %zu", ORDER_BYTES_MAX, length);
    if (!next_line(&reading))
        return false;
    if (reading.line.length != strlen(FIRST_LINE) || memcmp(reading.line.text, FIRST_LINE, strlen(FIRST_LINE)) != 0)
        return refuse(&reading,
                      "an order begins with the line `" FIRST_LINE "`; give what `fiatgate order` has written");
    if (!take_act(&reading, order) || !take_subject(&reading, order) ||
        !take_text(&reading, "pack", order->pack, sizeof order->pack) ||
        !take_text(&reading, "why", order->why, sizeof order->why) || !take_time(&reading, order))
        return false;
    order->body_length = reading.at;
    do {
        if (!take_signer(&reading, order))
            return false;
    } while (reading.at < length);
    uint8_t hash[32];
    if (!digest_sha256(text, order->body_length, hash))
        return refuse(&reading, "memory for its hash could not be had");
    hex_write(hash, sizeof hash, order->hash);
    return true;
}

/* Text that grows at its end; used beyond size = it did not fit. */
struct output {
    char *text;
    size_t size, used;
};

static void __attribute__((format(printf, 2, 3))) append(struct output *output, const char *format, ...)
{
    if (output->used >= output->size)
        return;
    va_list arguments;
    va_start(arguments, format);
    int used = vsnprintf(output->text + output->used, output->size - output->used, format, arguments);
    va_end(arguments);
    output->used = used < 0 ? output->size : output->used + (size_t)used;
}

static void append_body(struct output *output, const struct order *order)
{
    char at[UTC_TEXT];
    if (!utc_write(order->at, at)) {
        output->used = output->size;
        return;
    }
    append(output, FIRST_LINE "\nact: %s\n%s: %s\npack: %s\nwhy: %s\nat: %s\n", order_acts[order->act],
           order_subjects[order->subject], order->what, order->pack, order->why, at);
}

static void append_key(struct output *output, const struct order_signer *signer)
{
    char key[KEY_DIGITS + 1];
    hex_write(signer->key, sizeof signer->key, key);
    append(output, "by: %s %s", signer->person, key);
}

size_t order_write(const struct order *order, char *text, size_t size)
{
    struct output output = {.text = text, .size = size < ORDER_BYTES_MAX ? size : ORDER_BYTES_MAX};
    append_body(&output, order);
    for (uint32_t i = 0; i < order->signer_count && i < ORDER_SIGNERS_MAX; i++) {
        const struct order_signer *signer = &order->signers[i];
        char signature[SIGNATURE_DIGITS + 1];
        hex_write(signer->signature, sizeof signer->signature, signature);
        if (signer->has_signature) {
            append_key(&output, signer);
            append(&output, " %s\n", signature);
        } else {
            append(&output, "by: %s\n", signer->person);
        }
    }
    struct order again;
    bool whole = output.used < output.size && order->signer_count > 0 &&
                 order_read(text, output.used, &again, NULL, 0) && strcmp(again.what, order->what) == 0;
    return whole ? output.used : 0;
}

size_t order_signed_text(const struct order *order, uint32_t signer, char *text, size_t size)
{
    struct output output = {.text = text, .size = size};
    append(&output, SIGNED_PREFIX);
    append_body(&output, order);
    append_key(&output, &order->signers[signer]);
    append(&output, "\n");
    return output.used < output.size ? output.used : 0;
}

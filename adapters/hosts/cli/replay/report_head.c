/*
 * report_head.c: the line in a report's head by which a program knows what it is a report of (findings.h). What is read
 * back may come from anybody: it is bounded, and taken only as report_head_write() writes it.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "findings.h"

#define HEAD_BEGIN "<script type=\"application/json\" id=\"replay-head\">"
#define HEAD_END   "</script>\n"
/* The line stands within so many bytes of the report, and is no longer. */
#define HEAD_WITHIN 4096u
#define HEAD_BYTES  512u

#define REPORT_BEGIN "<!DOCTYPE html>"
#define REPORT_END   "</html>\n"

/* All of it is numbers, names of ours and hexadecimal digits: nothing needs an escape, in JSON or in HTML. */
static void write_line(const struct report_head *head, char line[HEAD_BYTES])
{
    snprintf(line, HEAD_BYTES, "{\"version\":%u,\"complete\":%s,\"transfers\":%llu,\"pack\":\"%s\",\"against\":\"%s\"}",
             head->version, head->complete ? "true" : "false", (unsigned long long)head->transfers, head->pack_hash,
             head->against_hash);
}

bool report_head_write(FILE *out, const Fiatgate__Replay *replay)
{
    struct report_head head = {
        .version = replay->report_version, .complete = replay->complete, .transfers = replay->input->transfers};
    char line[HEAD_BYTES];
    snprintf(head.pack_hash, sizeof head.pack_hash, "%s", replay->pack->hash);
    snprintf(head.against_hash, sizeof head.against_hash, "%s", replay->against ? replay->against->hash : "");
    write_line(&head, line);
    fprintf(out, HEAD_BEGIN "%s" HEAD_END, line);
    return !ferror(out);
}

static bool lacks(char *why, size_t why_size, const char *what)
{
    snprintf(why, why_size, "%s", what);
    return false;
}

/* Takes a pack's hash; "" only where it may be. */
static bool take_hash(const json_t *object, const char *key, bool or_none, char hash[65])
{
    const char *text = json_string_value(json_object_get(object, key));
    size_t length = text ? strlen(text) : 0;
    if (!text || (length != 64 && !(or_none && length == 0)) || strspn(text, "0123456789abcdef") != length)
        return false;
    memcpy(hash, text, length + 1);
    return true;
}

static bool take_head(const json_t *object, struct report_head *head)
{
    const json_t *version = json_object_get(object, "version"), *complete = json_object_get(object, "complete"),
                 *transfers = json_object_get(object, "transfers");
    if (json_object_size(object) != 5 || !json_is_integer(version) || !json_is_boolean(complete) ||
        !json_is_integer(transfers) || json_integer_value(version) < 0 || json_integer_value(version) > UINT32_MAX ||
        json_integer_value(transfers) < 0)
        return false;
    head->version = (uint32_t)json_integer_value(version);
    head->complete = json_is_true(complete);
    head->transfers = (uint64_t)json_integer_value(transfers);
    return take_hash(object, "pack", false, head->pack_hash) && take_hash(object, "against", true, head->against_hash);
}

/* The JSON of the head's line; NULL = why says what is wrong with it. */
static const char *head_line(const char *bytes, size_t length, size_t *line_length, char *why, size_t why_size)
{
    size_t within = length < HEAD_WITHIN ? length : HEAD_WITHIN, end_length = strlen(REPORT_END);
    if (length < strlen(REPORT_BEGIN) || strncasecmp(bytes, REPORT_BEGIN, strlen(REPORT_BEGIN)) != 0) {
        lacks(why, why_size, "it is no report of `fiatgate replay`: it does not begin as one");
        return NULL;
    }
    if (length < end_length || memcmp(bytes + length - end_length, REPORT_END, end_length) != 0) {
        lacks(why, why_size, "its end is missing or was changed; make the report again");
        return NULL;
    }
    const char *line = memmem(bytes, within, HEAD_BEGIN, strlen(HEAD_BEGIN));
    if (!line) {
        lacks(why, why_size, "it is no report of `fiatgate replay`: nothing in it says what was replayed");
        return NULL;
    }
    line += strlen(HEAD_BEGIN);
    size_t left = length - (size_t)(line - bytes);
    const char *end = memmem(line, left < HEAD_BYTES ? left : HEAD_BYTES, HEAD_END, strlen(HEAD_END));
    if (!end || memmem(end, left - (size_t)(end - line), HEAD_BEGIN, strlen(HEAD_BEGIN))) {
        lacks(why, why_size, "what it says of itself was changed; make the report again");
        return NULL;
    }
    *line_length = (size_t)(end - line);
    return line;
}

bool report_head_read(const char *bytes, size_t length, struct report_head *head, char *why, size_t why_size)
{
    size_t line_length;
    char again[HEAD_BYTES];
    *head = (struct report_head){0};
    const char *line = head_line(bytes, length, &line_length, why, why_size);
    if (!line)
        return false;
    json_t *object = json_loadb(line, line_length, JSON_REJECT_DUPLICATES, NULL);
    bool read = json_is_object(object) && take_head(object, head);
    json_decref(object);
    if (read)
        write_line(head, again);
    if (!read || strlen(again) != line_length || memcmp(again, line, line_length) != 0)
        return lacks(why, why_size, "what it says of itself was changed; make the report again");
    if (head->version == REPORT_VERSION)
        return true;
    snprintf(why, why_size, "it is of version %u, and this program knows %d; make the report again with this program",
             head->version, REPORT_VERSION);
    return false;
}

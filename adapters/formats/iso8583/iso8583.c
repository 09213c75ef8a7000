/*
 * iso8583.c: the adapter for card messages as the core sees it (format.h): tells them from other bytes, passes what is
 * no request, and hands over the one transfer of a request. Touches its workspace and, read-only, message and layout.
 */
#include "iso8583.h"

#include <stdlib.h>
#include <string.h>

#include "listing.h"
#include "message.h"
#include "text/utf8.h"
#include "values.h"

struct workspace {
    const struct layout *layout;
    struct iso_message message;
    struct iso_span spans[LAYOUT_FIELDS];
    struct read_warnings *warnings;
    bool pending; /* the request has not been handed over */
};

static fg_error load(const char *path, void **own, char *why, size_t why_size)
{
    struct layout *layout = NULL;
    fg_error error = path ? layout_load(path, &layout, why, why_size) : FG_OK;
    *own = path ? layout : (void *)(uintptr_t)&layout_built_in;
    return error;
}

static void unload(void *own)
{
    if (own != (const void *)&layout_built_in)
        free(own);
}

static size_t workspace_size(const struct limits *limits)
{
    (void)limits;
    return (sizeof(struct workspace) + 15) & ~(size_t)15;
}

static bool open_workspace(void *memory, size_t size, const struct limits *limits,
                           const struct format_settings *settings, uint64_t seed)
{
    (void)limits;
    (void)seed;
    if (size < sizeof(struct workspace))
        return false;
    memset(memory, 0, sizeof(struct workspace));
    ((struct workspace *)memory)->layout = settings->own;
    return true;
}

static void close_workspace(void *memory)
{
    (void)memory;
}

/* --- telling --------------------------------------------------------------------------------------------------- */

#define CLAIM_BYTES 4096
#define HEX_BITMAP  16
#define BITMAP      8

static bool is_hex(const unsigned char *bytes)
{
    for (int i = 0; i < HEX_BITMAP; i++)
        if (!((bytes[i] >= '0' && bytes[i] <= '9') || ((bytes[i] & 0xDF) >= 'A' && (bytes[i] & 0xDF) <= 'F')))
            return false;
    return true;
}

/* Whether bytes could be the beginning of a text: well-formed, and without control characters. */
static bool could_be_text(const unsigned char *bytes, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (bytes[i] < 0x20 && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n')
            return false;
    /* A character may be cut where we stop looking. */
    return length - utf8_valid_prefix(bytes, length) < 4;
}

/*
 * A message type and 16 hexadecimal digits are a card message, whole or broken. Of 8 bytes any are a bitmap: where they
 * could be text ("0200 tenge") the whole must go by the layout. A type of another version than the layout's is claimed
 * to be refused with a sentence that helps.
 */
static int claims(const void *memory, const unsigned char *bytes, size_t length)
{
    const struct layout *layout = ((const struct workspace *)memory)->layout;
    struct read_error error;
    struct iso_message message = {.error = &error};
    if (!layout || length > UINT32_MAX || !iso_find_type(&message, layout, bytes, (uint32_t)length))
        return 0;
    const unsigned char *bitmap = bytes + message.bitmap_at;
    uint32_t rest = (uint32_t)length - message.bitmap_at;
    bool other_version = message.type[0] != '0' + layout->version;
    if (layout->bitmap != CODING_BYTES && rest >= HEX_BITMAP && is_hex(bitmap))
        return other_version ? 40 : 65;
    if (layout->bitmap == CODING_HEX || rest < BITMAP || other_version)
        return 0;
    if (could_be_text(bitmap, BITMAP) && (length > CLAIM_BYTES || !iso_take_apart(&message)))
        return 0;
    return message.bcd ? 45 : 60;
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static void describe(const struct iso_message *message, struct message_info *info)
{
    static const char format[] = "iso8583.";
    memcpy(info->type, format, sizeof format - 1);
    memcpy(info->type + sizeof format - 1, message->type, sizeof message->type);
}

/* A long message that moves no money, and in whose fields a message of another format stands, is not passed unseen. */
static bool hides_another(const struct iso_message *message)
{
    static const char *const beginnings[] = {"{1:", "{4:", "<?xml", "<Document"};
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings && message->length > CLAIM_BYTES; i++)
        if (memmem(message->bytes, message->length, beginnings[i], strlen(beginnings[i])))
            return true;
    return false;
}

static enum read_result begin(void *memory, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error)
{
    struct workspace *workspace = memory;
    struct iso_message *message = &workspace->message;
    (void)transfer; /* the one transfer of a message has no header */
    *message = (struct iso_message){.layout = workspace->layout, .error = error, .spans = workspace->spans};
    workspace->warnings = source->warnings;
    workspace->pending = false;
    info->format = iso8583_format.name;
    if (!workspace->layout || !iso_find_type(message, workspace->layout, source->bytes, source->length)) {
        *error = (struct read_error){.code = "iso8583-no-message"};
        static const char sentence[] = "no message type of ISO 8583 stands here; four digits are expected: 0200";
        memcpy(error->text, sentence, sizeof sentence);
        return READ_BROKEN;
    }
    describe(message, info);
    if (message->type[0] != '0' + workspace->layout->version) {
        iso_refuse(message, message->type_at,
                   &(struct iso_fault){.code = "iso8583-version",
                                       .sentence =
                                           "the message type begins with #, another version than the layout's "
                                           "(version = #); describe it in a file and name that in formats.iso8583",
                                       .numbers = {(uint32_t)(message->type[0] - '0'), workspace->layout->version}});
        return READ_BROKEN;
    }
    if (!iso_take_apart(message))
        return READ_BROKEN;
    workspace->pending = message->class_row->treatment == TREATED_AS_TRANSFERS;
    if (workspace->pending)
        return READ_TRANSFER;
    if (!hides_another(message))
        return READ_NOT_A_TRANSFER;
    iso_refuse(message, message->fields_at,
               &(struct iso_fault){.code = "iso8583-message-inside",
                                   .sentence = "a message that moves no money holds the beginning of another message, "
                                               "which nobody would screen; send that one by itself"});
    return READ_BROKEN;
}

static enum read_result next(void *memory, struct transfer *transfer, struct read_error *error)
{
    struct workspace *workspace = memory;
    if (!workspace->pending)
        return READ_END;
    workspace->pending = false;
    workspace->message.error = error;
    return iso_write_transfer(&workspace->message, transfer, workspace->warnings);
}

const struct format iso8583_format = {.name = "iso8583",
                                      .load = load,
                                      .unload = unload,
                                      .workspace_size = workspace_size,
                                      .open = open_workspace,
                                      .close = close_workspace,
                                      .claims = claims,
                                      .begin = begin,
                                      .next = next,
                                      .map = iso_list_fields,
                                      .types = iso_list_types};

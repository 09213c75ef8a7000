/*
 * iso20022.c: the adapter's entry points (plugin/format.h): what the bytes look like, and each result as the core is to
 * have it. Touches the workspace.
 */
#include "iso20022.h"

#include <string.h>

#include "map.h"
#include "reading.h"

/* How much of a message is looked at to tell whether it is XML. */
#define LOOKED_AT 4096u
/* What expat needs for a message's element names and buffers, with room to spare (measured: 70 kB for a message with
 * every element of pacs.008); per open element; and a share of text_bytes for the longest single tag or comment. */
#define ARENA_BASE        (128u << 10)
#define ARENA_PER_ELEMENT 256u
#define ARENA_TEXT_SHARE  4u

/* --- Lane open and close ---------------------------------------------------------------------------------------- */

static size_t aligned(size_t size)
{
    return (size + 15) & ~(size_t)15;
}

static size_t arena_size(const struct limits *limits)
{
    return aligned(ARENA_BASE + (size_t)limits->depth * ARENA_PER_ELEMENT + limits->text_bytes / ARENA_TEXT_SHARE);
}

static size_t workspace_size(const struct limits *limits)
{
    return aligned(sizeof(struct iso20022_reading)) + aligned(limits->depth * sizeof(struct frame)) +
           arena_size(limits);
}

static bool compile_tables(struct iso20022_reading *reading)
{
    paths_clear(&reading->tree);
    reading->header_node = paths_compile(&reading->tree, iso20022_header);
    bool whole = reading->header_node != PATH_UNKNOWN;
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        reading->body_nodes[i] = paths_compile(&reading->tree, iso20022_messages[i].rows);
        whole = whole && reading->body_nodes[i] != PATH_UNKNOWN;
    }
    return whole;
}

static bool open_workspace(void *workspace, size_t size, const struct limits *limits,
                           const struct format_settings *settings, uint64_t seed)
{
    (void)settings;
    if (size < workspace_size(limits))
        return false;
    struct iso20022_reading *reading = workspace;
    memset(reading, 0, sizeof *reading);
    reading->limits = *limits;
    unsigned char *at = (unsigned char *)workspace + aligned(sizeof *reading);
    reading->frames = (struct frame *)at;
    at += aligned(limits->depth * sizeof(struct frame));
    arena_place(&reading->arena, at, arena_size(limits));
    return compile_tables(reading) && pull_open(reading, seed);
}

/* The parser is nothing but memory of the workspace. */
static void close_workspace(void *workspace)
{
    ((struct iso20022_reading *)workspace)->parser = NULL;
}

/* --- What the bytes look like ----------------------------------------------------------------------------------- */

static bool holds(const unsigned char *bytes, size_t length, const char *what)
{
    return memmem(bytes, length, what, strlen(what)) != NULL;
}

static int claims(const void *workspace, const unsigned char *bytes, size_t length)
{
    (void)workspace;
    if (length > LOOKED_AT)
        length = LOOKED_AT;
    enum code_unit unit = pull_unit(bytes, length);
    size_t step = unit == UNIT_BYTE ? 1 : 2, at = 0;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    else if (unit != UNIT_BYTE && bytes[0] >= 0xFE)
        at = 2;
    size_t low = unit == UNIT_UTF16_BE ? 1 : 0;
    while (at + step <= length && memchr(" \t\r\n", bytes[at + low], 4))
        at += step;
    if (at + step > length || bytes[at + low] != '<')
        return 0;
    if (unit != UNIT_BYTE)
        return 90;
    bool known = holds(bytes, length, "urn:iso:std:iso:20022:") || holds(bytes, length, "Document") ||
                 holds(bytes, length, "AppHdr") || holds(bytes, length, "FIToFICstmrCdtTrf");
    return known ? 100 : 70;
}

/* --- Results ----------------------------------------------------------------------------------------------------- */

static enum read_result give_error(const struct iso20022_reading *reading, struct read_error *error)
{
    *error = reading->error;
    return reading->wrong;
}

/* It moves no money, but should not have been sent so. */
static void warn_of_header_alone(struct iso20022_reading *reading)
{
    const char *type = reading->header_type;
    if (type[0] != '\0' && type_classify(type, TYPE_LENGTH) != TYPE_NO_TRANSFER)
        iso20022_warn(reading, "iso20022-no-document", reading->source.length,
                      SENTENCE("AppHdr announces a ", type, ", but no Document follows; it may have been cut off"));
}

/* What a message without a transfer is, once it has been read to its end. */
static enum read_result without_transfer(struct iso20022_reading *reading)
{
    const struct message *message = reading->message;
    if (message) {
        iso20022_refuse(reading, "iso20022-no-transfers", reading->source.length,
                        SENTENCE("the message holds no ", message->transfer, "; a ", message->name,
                                 " that this build can read has at least one, which may have been cut off"));
        return READ_BROKEN;
    }
    if (reading->other_seen)
        return READ_NOT_A_TRANSFER;
    if (reading->header_seen && !reading->envelope_text) {
        const char *type = reading->head_type[0] != '\0' ? reading->head_type : "head.001";
        memcpy(reading->info->type, type, strlen(type) + 1);
        warn_of_header_alone(reading);
        return READ_NOT_A_TRANSFER;
    }
    iso20022_refuse(
        reading, "iso20022-unknown-document", 0,
        SENTENCE("this XML is no ISO 20022 message: neither a Document nor the content of a known message is in it"));
    return READ_BROKEN;
}

static enum read_result begin(void *workspace, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error)
{
    struct iso20022_reading *reading = workspace;
    pull_reset(reading, source);
    reading->transfer = transfer;
    reading->info = info;
    info->format = iso20022_format.name;
    info->type[0] = '\0';
    pull_advance(reading);
    enum read_result result = READ_TRANSFER;
    if (reading->wrong == READ_TRANSFER && reading->stop == STOP_NONE)
        result = without_transfer(reading);
    reading->info = NULL;
    if (reading->wrong != READ_TRANSFER)
        return give_error(reading, error);
    return result;
}

/* Makes the transfer ready for what begins where expat stands. false = a limit, reported. */
static bool enter(struct iso20022_reading *reading)
{
    enum stop stop = reading->stop;
    reading->stop = STOP_NONE;
    reading->complete = false;
    if (stop == STOP_GROUP) {
        transfer_return(reading->transfer, &reading->mark);
        reading->heading = true;
    }
    if (stop != STOP_UNDERLYING)
        return true;
    reading->transfer->level = LEVEL_UNDERLYING;
    return cover_write(reading);
}

/* What is derived once a transfer has been read. */
static bool finish(struct iso20022_reading *reading)
{
    if (!purpose_derive(reading))
        return false;
    if (reading->stop == STOP_UNDERLYING && reading->transfer->level == LEVEL_TRANSFER)
        cover_keep(reading);
    return true;
}

static enum read_result next(void *workspace, struct transfer *transfer, struct read_error *error)
{
    struct iso20022_reading *reading = workspace;
    if (reading->wrong != READ_TRANSFER)
        return give_error(reading, error);
    if (reading->stop == STOP_NONE)
        return READ_END;
    reading->transfer = transfer;
    if (!enter(reading))
        return give_error(reading, error);
    pull_advance(reading);
    /* A transfer that was complete before something went wrong is given first. */
    if (!reading->complete)
        return give_error(reading, error);
    enum read_result later = reading->wrong;
    struct read_error kept = reading->error;
    reading->wrong = READ_TRANSFER;
    if (!finish(reading))
        return give_error(reading, error);
    reading->wrong = later;
    reading->error = kept;
    return READ_TRANSFER;
}

const struct format iso20022_format = {
    .name = "iso20022",
    .workspace_size = workspace_size,
    .open = open_workspace,
    .close = close_workspace,
    .claims = claims,
    .begin = begin,
    .next = next,
    .map = map_list,
    .types = type_list,
};

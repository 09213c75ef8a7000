/*
 * mt.c: the adapter for SWIFT MT as the core sees it (format.h): recognises the bytes, walks from message to message
 * and hands over the transfers of each. Touches its workspace and, read-only, the message.
 */
#include "mt.h"

#include <string.h>

#include "../kz/kz.h"
#include "body.h"
#include "envelope.h"
#include "map.h"
#include "orders.h"
#include "types.h"

/* Where the walk through the input stands. */
enum stage {
    STAGE_WALK,  /* the next message is to be looked for */
    STAGE_FOUND, /* message holds one of transfers, not begun yet */
    STAGE_READ   /* some of its transfers are read */
};

struct workspace {
    bool scan_free_text;
    struct mt_reading reading;
    struct message_info *info;      /* of the message being read */
    struct mt_message message;      /* that one */
    const struct mt_layout *layout; /* of it; NULL: it is domestic */
    union {
        struct mt_order order;
        struct kz_batch batch;
    } in;        /* the message */
    uint32_t at; /* behind it */
    enum stage stage;
};

static size_t workspace_size(const struct limits *limits)
{
    (void)limits;
    return (sizeof(struct workspace) + 15) & ~(size_t)15;
}

static bool open_workspace(void *memory, size_t size, const struct limits *limits,
                           const struct format_settings *settings, uint64_t seed)
{
    struct workspace *workspace = memory;
    (void)limits;
    (void)seed;
    if (size < sizeof *workspace)
        return false;
    memset(workspace, 0, sizeof *workspace);
    workspace->scan_free_text = settings->scan_free_text;
    return true;
}

static void close_workspace(void *workspace)
{
    (void)workspace;
}

/* "{1:" as other encodings write it; such a message is claimed to be refused with a sentence that helps. */
static const struct foreign_encoding {
    const char *name;
    const char *bytes;
    uint8_t length;
} encodings[] = {{"UTF-16", "\xFF\xFE{\0001\0:\0", 8},
                 {"UTF-16", "\xFE\xFF\0{\0001\0:", 8},
                 {"UTF-16", "{\0001\0:\0", 6},
                 {"UTF-16", "\0{\0001\0:", 6},
                 {"EBCDIC", "\xC0\xF1\x7A", 3}};

static const struct foreign_encoding *foreign_encoding(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < sizeof encodings / sizeof *encodings; i++)
        if (length >= encodings[i].length && memcmp(bytes, encodings[i].bytes, encodings[i].length) == 0)
            return &encodings[i];
    return NULL;
}

#define CLAIM_BYTES 4096

/* Whether a line begins with "{1:F01" or the like behind lines of a bank's own, which are in no markup. */
static bool follows_preface(const unsigned char *bytes, uint32_t length)
{
    if (length == 0 || bytes[0] == '<' || bytes[0] == '{' || bytes[0] == '[')
        return false;
    for (uint32_t at = 1; at + 6 <= length; at++)
        if (memcmp(bytes + at, "{1:F", 4) == 0 && (bytes[at - 1] == '\n' || bytes[at - 1] == '\r') &&
            mt_is_digit(bytes[at + 4]) && mt_is_digit(bytes[at + 5]))
            return true;
    return false;
}

static int claims(const void *workspace, const unsigned char *bytes, size_t length)
{
    (void)workspace;
    if (foreign_encoding(bytes, length))
        return 50;
    uint32_t end = length < CLAIM_BYTES ? (uint32_t)length : CLAIM_BYTES;
    uint32_t at = mt_start(bytes, end);
    while (at < end && (mt_is_space(bytes[at]) || bytes[at] == MT_FRAME_START || bytes[at] == '$'))
        at++;
    if (end - at >= 3 && bytes[at] == '{' && bytes[at + 1] >= '1' && bytes[at + 1] <= '5' && bytes[at + 2] == ':')
        return 95;
    if (end - at >= 4 && memcmp(bytes + at, ":20:", 4) == 0)
        return 60;
    return follows_preface(bytes + at, end - at) ? 40 : 0;
}

static void append_text(char *text, size_t size, const char *more)
{
    size_t used = strlen(text);
    while (*more && used + 1 < size)
        text[used++] = *more++;
    text[used] = '\0';
}

static void append_number(char *text, size_t size, uint32_t type)
{
    char digits[4] = {(char)('0' + type / 100 % 10), (char)('0' + type / 10 % 10), (char)('0' + type % 10), '\0'};
    append_text(text, size, digits);
}

/* "mt103", "mt103+stp", "mt202cov". */
static void describe(const struct mt_reading *reading, const struct mt_message *message, uint32_t type,
                     struct message_info *info)
{
    struct mt_slice flag;
    info->format = mt_format.name;
    memcpy(info->type, "mt", sizeof "mt");
    append_number(info->type, sizeof info->type, type);
    if (!mt_user_tag(reading, message, "119", &flag))
        return;
    const unsigned char *name = reading->bytes + flag.start;
    if ((type == 102 || type == 103) && mt_length(flag) == 3 && memcmp(name, "STP", 3) == 0)
        append_text(info->type, sizeof info->type, "+stp");
    if (type == 103 && mt_length(flag) == 5 && memcmp(name, "REMIT", 5) == 0)
        append_text(info->type, sizeof info->type, "+remit");
    if ((type == 202 || type == 205) && mt_length(flag) == 3 && memcmp(name, "COV", 3) == 0)
        append_text(info->type, sizeof info->type, "cov");
}

static bool refuse_block_in_text(struct mt_reading *reading, uint32_t block)
{
    return mt_refuse(reading, "mt-block-in-text", block,
                     "a block opens inside the text; close block 4 with -} on a line of its own first", "");
}

/* The text of a message that is read: closed, and with no block opened inside, which another reader might take for the
 * beginning of another message. */
static bool check_text(struct mt_reading *reading, const struct mt_message *message)
{
    if (message->text.start == 0)
        return mt_refuse(reading, "mt-missing-block-4", message->start,
                         "block 4 is missing; the fields of a message belong between {4: and -}", "");
    uint32_t block = mt_find_block(reading, message->text);
    if (block < message->text.end)
        return refuse_block_in_text(reading, block);
    if (!message->text_closed)
        return mt_refuse(reading, "mt-unclosed-text", message->text.end,
                         "block 4 is not closed by -} at the beginning of a line; the message may be cut", "");
    if (message->text_half_closed)
        mt_warn(reading, "mt-unclosed-text", message->text.end,
                "block 4 ends with } or - alone instead of -}; nothing follows it, so it was read as it stands");
    return true;
}

static bool refuse_type(struct mt_reading *reading, const struct mt_message *message, uint32_t type, enum mt_kind kind)
{
    char name[8] = "MT";
    append_number(name, sizeof name, type);
    uint32_t at = message->application.start;
    if (kind == MT_UNREAD_TRANSFER)
        return mt_refuse(reading, "mt-type-unsupported", at, "% may be a payment that this build cannot read", name);
    return mt_refuse(reading, "mt-type-unknown", at,
                     "% is no message type this build knows; it is not taken for harmless", name);
}

/* Stray signs behind a message, too few to say anything. */
#define STRAY_BYTES 8

/* Around a message that is no transfer nothing may hide: neither text that belongs to no message ... */
static bool check_around(struct mt_reading *reading, const struct mt_message *message)
{
    struct mt_slice stray = mt_length(message->before) > STRAY_BYTES ? message->before : message->extra;
    if (mt_length(stray) <= STRAY_BYTES)
        return true;
    return mt_refuse(reading, "mt-text-behind", stray.start,
                     "something stands beside a message that moves no money, and nobody would screen it; send it as a "
                     "message of its own",
                     "");
}

/* ... nor a header or text that opens inside its text. A trailer may, as free-format messages are seen whose text is
 * not closed. */
static bool pass_over(struct mt_reading *reading, const struct mt_message *message)
{
    if (!check_around(reading, message))
        return false;
    if (message->text_nested)
        return true;
    struct mt_slice rest = message->text;
    for (; (rest.start = mt_find_block(reading, rest)) < rest.end; rest.start++)
        if (reading->bytes[rest.start + 1] != '5')
            return refuse_block_in_text(reading, rest.start);
    return true;
}

/* A type that moves no money over the fields of a payment: one payment is read for what it holds. */
static bool look_into(struct workspace *workspace, uint32_t type, enum mt_kind kind)
{
    struct mt_reading *reading = &workspace->reading;
    const struct mt_message *message = &workspace->message;
    char name[8] = "MT";
    append_number(name, sizeof name, type);
    switch (mt_body_of(reading, message, type, kind)) {
    case MT_BODY_CUSTOMER:
        workspace->layout = mt_layout_of(103);
        break;
    case MT_BODY_BANK:
        workspace->layout = mt_layout_of(202);
        break;
    case MT_BODY_BATCH:
        return mt_refuse(reading, "mt-type-differs", message->application.start,
                         "block 2 says %, which moves no money, but the fields are those of several payments; name "
                         "their type in block 2",
                         name);
    default:
        return true;
    }
    mt_warn(reading, "mt-type-differs", message->application.start,
            "block 2 names a type that moves no money, but the fields are those of a payment; it was read as one");
    return true;
}

/* What a message in hand is: found, passed over (and *found is false), or refused. */
static bool look_at(struct workspace *workspace, struct message_info *info, bool *found)
{
    struct mt_reading *reading = &workspace->reading;
    const struct mt_message *message = &workspace->message;
    uint32_t type;
    *found = false;
    if (mt_is_service(reading, message)) {
        if (info->type[0] == '\0')
            memcpy(info->type, "mt-service", sizeof "mt-service");
        return check_around(reading, message);
    }
    workspace->layout = NULL;
    if (kz_is_domestic(reading, message)) {
        kz_describe(reading, message, info);
        *found = true;
        return check_text(reading, message);
    }
    if (!mt_type(reading, message, &type))
        return false;
    enum mt_kind kind = mt_kind_of(type);
    describe(reading, message, type, info);
    if (kind == MT_READ)
        workspace->layout = mt_layout_of(type);
    else if ((kind == MT_NO_TRANSFER || kind == MT_FREE) && !look_into(workspace, type, kind))
        return false;
    if (!workspace->layout && kind == MT_FREE && workspace->scan_free_text)
        workspace->layout = &mt_free_text;
    if (workspace->layout && workspace->layout != &mt_free_text && kz_names_parties(reading, message)) {
        mt_warn(reading, "kz-system-unknown", message->application.start,
                "the parties are written as in domestic payments, but block 2 names none of their systems (SGROSS, "
                "SCLEAR, SMEP); it was read as one");
        workspace->layout = NULL;
        *found = true;
        return check_text(reading, message);
    }
    if (workspace->layout) {
        *found = true;
        return check_text(reading, message);
    }
    if (kind == MT_NO_TRANSFER || kind == MT_FREE)
        return pass_over(reading, message);
    return refuse_type(reading, message, type, kind);
}

/* Moves to the next message that holds transfers. info takes the type of the first that is no service message. */
static bool advance(struct workspace *workspace, struct message_info *info)
{
    bool found = false;
    while (!found && mt_next_message(&workspace->reading, &workspace->at, &workspace->message))
        if (!look_at(workspace, info, &found))
            return false;
    workspace->stage = found ? STAGE_FOUND : STAGE_WALK;
    return found;
}

static void warn_of_returns(struct mt_reading *reading)
{
    for (uint32_t at = 0; reading->lone_returns && at < reading->length; at++)
        if (reading->bytes[at] == '\r' && (at + 1 == reading->length || reading->bytes[at + 1] != '\n')) {
            mt_warn(reading, "mt-line-ends", at, "lines end with a carriage return alone instead of CR LF");
            return;
        }
}

static enum read_result begin(void *memory, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error)
{
    struct workspace *workspace = memory;
    struct mt_reading *reading = &workspace->reading;
    *reading = (struct mt_reading){.bytes = source->bytes,
                                   .length = source->length,
                                   .transfer = transfer,
                                   .error = error,
                                   .warnings = source->warnings,
                                   .result = READ_TRANSFER};
    workspace->stage = STAGE_WALK;
    workspace->info = info;
    info->format = mt_format.name;
    info->type[0] = '\0';
    const struct foreign_encoding *encoding = foreign_encoding(source->bytes, source->length);
    if (encoding)
        mt_refuse(reading, "mt-encoding", 0, "the message is written in %; convert it to UTF-8 first", encoding->name);
    else if (mt_check(reading)) {
        warn_of_returns(reading);
        workspace->at = mt_start(source->bytes, source->length);
        advance(workspace, info);
    }
    if (reading->result != READ_TRANSFER || workspace->stage == STAGE_FOUND)
        return reading->result;
    if (info->type[0] != '\0')
        return READ_NOT_A_TRANSFER;
    mt_refuse(reading, "mt-no-message", 0, "no message stands here; one begins with {1:", "");
    return reading->result;
}

/* Begins the message in hand and writes the header of its transfers. */
static bool begin_message(struct workspace *workspace)
{
    struct mt_reading *reading = &workspace->reading;
    workspace->stage = STAGE_READ;
    transfer_reset(reading->transfer);
    return workspace->layout ? mt_begin_order(reading, &workspace->message, workspace->layout, &workspace->in.order)
                             : kz_begin(reading, &workspace->message, &workspace->in.batch);
}

static bool next_of_message(struct workspace *workspace)
{
    struct mt_reading *reading = &workspace->reading;
    return workspace->layout ? mt_next_order(reading, &workspace->message, &workspace->in.order)
                             : kz_next(reading, &workspace->message, &workspace->in.batch);
}

static enum read_result next(void *memory, struct transfer *transfer, struct read_error *error)
{
    struct workspace *workspace = memory;
    struct mt_reading *reading = &workspace->reading;
    reading->transfer = transfer;
    reading->error = error;
    reading->result = READ_TRANSFER;
    for (;;) {
        if (workspace->stage == STAGE_READ) {
            if (next_of_message(workspace) || reading->result != READ_TRANSFER)
                return reading->result;
            workspace->stage = STAGE_WALK;
        }
        if (workspace->stage == STAGE_WALK && !advance(workspace, workspace->info))
            return reading->result == READ_TRANSFER ? READ_END : reading->result;
        if (!begin_message(workspace))
            return reading->result;
    }
}

/* Domestic messages are walked here and read next door: one table of formats, one map. */
static void map(const void *own, map_row_fn each, void *context)
{
    (void)own;
    mt_map(each, context);
    kz_map(each, context);
}

static void types(const void *own, type_row_fn each, void *context)
{
    (void)own;
    mt_types(each, context);
    kz_types(each, context);
}

const struct format mt_format = {.name = "mt",
                                 .workspace_size = workspace_size,
                                 .open = open_workspace,
                                 .close = close_workspace,
                                 .claims = claims,
                                 .begin = begin,
                                 .next = next,
                                 .map = map,
                                 .types = types};

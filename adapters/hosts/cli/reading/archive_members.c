/*
 * archive_members.c: archives through libarchive (archive_members.h).
 */
#include "archive_members.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format_names.h"
#include "text/utf8.h"

/* A zip with damaged members is begun again behind each, so often at most. */
#define REOPENED_MOST 64
#define TAR_BLOCK     512

/* --- the file under the archive --------------------------------------------------------------------------------- */

static la_ssize_t read_file(struct archive *archive, void *context, const void **bytes)
{
    struct file_flow *file = context;
    enum flow_result got = file->flow.more(&file->flow);
    *bytes = file->flow.bytes;
    if (got == FLOW_BROKEN) {
        archive_set_error(archive, EIO, "%s", file->flow.why);
        return ARCHIVE_FATAL;
    }
    return (la_ssize_t)file->flow.length;
}

static la_int64_t skip_file(struct archive *archive, void *context, la_int64_t request)
{
    (void)archive;
    struct file_flow *file = context;
    /* Never past the end, or a cut archive would seem whole. */
    if (file->held > 0 || file->position >= file->size)
        return 0;
    uint64_t left = file->size - file->position, length = (uint64_t)request < left ? (uint64_t)request : left;
    return file_flow_seek(file, (int64_t)length, SEEK_CUR) < 0 ? 0 : (la_int64_t)length;
}

static la_int64_t seek_file(struct archive *archive, void *context, la_int64_t offset, int whence)
{
    int64_t at = file_flow_seek(context, offset, whence);
    if (at < 0)
        archive_set_error(archive, EIO, "the file cannot be sought in");
    return at < 0 ? ARCHIVE_FATAL : at;
}

/* --- what is wrong ---------------------------------------------------------------------------------------------- */

/* A text in well-formed UTF-8: U+FFFD for each byte that is none. */
static void write_whole(const char *text, char *out, size_t room)
{
    size_t left = strlen(text), used = 0;
    while (left > 0 && used + 4 < room) {
        size_t good = utf8_valid_prefix(text, left);
        if (good >= room - used)
            good = utf8_valid_prefix(text, room - used - 1);
        memcpy(out + used, text, good);
        used += good;
        text += good;
        left -= good;
        if (left > 0 && used + 4 < room) {
            memcpy(out + used, "\xEF\xBF\xBD", 3);
            used += 3;
            text++;
            left--;
        }
    }
    out[used] = '\0';
}

/* In the words of libarchive. */
static enum flow_result damaged(struct archive_members *members, const char *hint)
{
    char reason[160];
    const char *said = archive_error_string(members->archive);
    write_whole(said ? said : "no reason is known", reason, sizeof reason);
    for (char *at = reason; *at; at++)
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    members->faulty = true;
    members->flow.code = "archive-broken";
    snprintf(members->flow.why, sizeof members->flow.why, "the archive is damaged near byte %llu (%s); %s",
             (unsigned long long)archive_members_position(members), reason, hint);
    return FLOW_BROKEN;
}

static const char *hint_of(const struct archive_members *members)
{
    if (!members->dead && !members->over)
        return "what follows in it is read all the same; get it anew";
    if (!members->over && members->file->sized && members->reopened < REOPENED_MOST &&
        (archive_format(members->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP)
        return "the members behind are read where they can be; get it anew";
    return "what follows in it cannot be read; get it anew";
}

uint64_t archive_members_position(const struct archive_members *members)
{
    int64_t position = members->archive ? archive_filter_bytes(members->archive, -1) : 0;
    return position > 0 ? (uint64_t)position : 0;
}

/* --- begin and end ---------------------------------------------------------------------------------------------- */

/* All that is switched on. */
static int (*const understood[])(struct archive *archive) = {
    archive_read_support_filter_gzip, archive_read_support_filter_bzip2, archive_read_support_filter_xz,
    archive_read_support_filter_zstd, archive_read_support_format_tar,   archive_read_support_format_zip,
    archive_read_support_format_raw,  archive_read_support_format_empty};

/* false = memory could not be had. */
static bool begin(struct archive_members *members)
{
    struct file_flow *file = members->file;
    struct archive *archive = members->archive = archive_read_new();
    if (!archive)
        return false;
    for (size_t i = 0; i < sizeof understood / sizeof *understood; i++)
        if (understood[i](archive) < ARCHIVE_WARN)
            return false;
    archive_read_set_format_option(archive, "tar", "read_concatenated_archives", "1");
    archive_read_set_read_callback(archive, read_file);
    if (file->sized) {
        archive_read_set_skip_callback(archive, skip_file);
        archive_read_set_seek_callback(archive, seek_file);
    }
    archive_read_set_callback_data(archive, file);
    members->dead = archive_read_open1(archive) != ARCHIVE_OK;
    return true;
}

static enum flow_result more(struct flow *flow);

static bool refuse(struct archive_members *members, const char *code, const char *format, ...)
{
    va_list arguments;
    members->faulty = members->over = true;
    members->flow.code = code;
    va_start(arguments, format);
    vsnprintf(members->flow.why, sizeof members->flow.why, format, arguments);
    va_end(arguments);
    return false;
}

bool archive_members_open(struct archive_members *members, struct file_flow *file, const char *packed)
{
    *members = (struct archive_members){.flow = {.more = more}, .file = file};
    if (packed && (strcmp(packed, "7z") == 0 || strcmp(packed, "rar") == 0))
        return refuse(members, "archive-format", "%s archives are not read; unpack it, or pack it as tar or zip",
                      packed);
    if (!begin(members))
        return refuse(members, "archive-memory", "memory for the reader of the archive could not be had");
    if (members->dead)
        damaged(members, "is it a tar or a zip? get it anew");
    return !members->dead;
}

void archive_members_close(struct archive_members *members)
{
    if (members->archive)
        archive_read_free(members->archive);
    free(members->name);
    members->archive = NULL;
    members->name = NULL;
}

/* A zip tells where its members are: behind one whose bytes are damaged the next can be read by a new reader. */
static bool begin_behind(struct archive_members *members)
{
    bool zip = (archive_format(members->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    if (!zip || !members->file->sized || members->reopened == REOPENED_MOST ||
        file_flow_seek(members->file, 0, SEEK_SET) < 0)
        return false;
    members->reopened++;
    members->reopened_at = members->begun;
    archive_read_free(members->archive);
    if (!begin(members) || members->dead)
        return false;
    for (size_t i = 0; i < members->begun; i++)
        if (archive_read_next_header(members->archive, &members->entry) < ARCHIVE_WARN)
            return false;
    return true;
}

/* --- the bytes of a member -------------------------------------------------------------------------------------- */

static enum flow_result more(struct flow *flow)
{
    struct archive_members *members = (struct archive_members *)flow;
    const void *bytes;
    size_t length;
    la_int64_t offset;
    flow->length = 0;
    if (members->hollow)
        return FLOW_END;
    if (members->sealed) {
        flow->code = "archive-encrypted";
        snprintf(flow->why, sizeof flow->why,
                 "this member of the archive is encrypted; unpack the archive with its password");
        return FLOW_BROKEN;
    }
    for (;;) {
        int result = archive_read_data_block(members->archive, &bytes, &length, &offset);
        if (result == ARCHIVE_EOF)
            return FLOW_END;
        if (result != ARCHIVE_OK) {
            members->dead = result == ARCHIVE_FATAL;
            return damaged(members, hint_of(members));
        }
        if ((uint64_t)offset != members->expected) {
            flow->code = "archive-broken";
            snprintf(
                flow->why, sizeof flow->why,
                "this member of the archive has holes at byte %llu, which no message has; pack it without --sparse",
                (unsigned long long)members->expected);
            return FLOW_BROKEN;
        }
        members->expected += length;
        if (length > 0)
            break;
    }
    flow->bytes = bytes;
    flow->length = length;
    return FLOW_BYTES;
}

/* --- from member to member -------------------------------------------------------------------------------------- */

static bool is_hidden(const char *name)
{
    for (const char *at = name; at; at = strchr(at, '/'), at = at ? at + 1 : NULL)
        if (at[0] == '.' && at[1] != '/' && at[1] != '\0' && !(at[1] == '.' && (at[2] == '/' || at[2] == '\0')))
            return true;
    return false;
}

/* The name that the archive gives, from where it says something. */
static const char *given_name(struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    if (!name)
        name = archive_entry_pathname_utf8(entry);
    while (name && (*name == '/' || (name[0] == '.' && name[1] == '/')))
        name++;
    return name && *name ? name : "?";
}

static bool take_name(struct archive_members *members, const char *name)
{
    size_t room = strlen(name) * 3 + 5;
    if (room > members->name_room) {
        free(members->name);
        members->name = malloc(room);
        members->name_room = members->name ? room : 0;
    }
    if (members->name)
        write_whole(name, members->name, room);
    return members->name != NULL;
}

/* Whether the member may hold messages; if not, it is left out. */
static bool is_wanted(struct archive_members *members)
{
    if (!*members->name)
        return true;
    const char *slash = strrchr(members->name, '/');
    int type = archive_entry_filetype(members->entry);
    bool linked = archive_entry_hardlink(members->entry) && archive_entry_size(members->entry) == 0;
    if (type == AE_IFREG && !linked && !is_hidden(members->name) && is_message_name(slash ? slash + 1 : members->name))
        return true;
    members->skipped += type != AE_IFDIR;
    return false;
}

/* A tar that was cut between two members only lacks the blocks of zeros at its end. */
static bool is_cut(const struct archive_members *members)
{
    if ((archive_format(members->archive) & ARCHIVE_FORMAT_BASE_MASK) != ARCHIVE_FORMAT_TAR)
        return false;
    uint64_t data_end = (members->data_end + TAR_BLOCK - 1) / TAR_BLOCK * TAR_BLOCK;
    return (uint64_t)archive_filter_bytes(members->archive, 0) < data_end + TAR_BLOCK;
}

/* Behind the last member. */
static enum member_result end(struct archive_members *members)
{
    members->over = true;
    if (is_cut(members))
        refuse(members, "archive-broken",
               "the archive lacks the mark of its end at byte %llu, so members may be missing; get it anew",
               (unsigned long long)archive_members_position(members));
    else if (members->found == 0 && !members->faulty)
        refuse(members, "archive-empty",
               "no message is in this archive (%zu left out: hidden, *.csv, *.md, *.cfg, links, or no files)",
               members->skipped);
    else
        return MEMBER_END;
    return MEMBER_BROKEN;
}

/* A file that is packed, and nothing else; if it holds nothing at all, libarchive gives no member. */
static enum member_result take_packed(struct archive_members *members)
{
    if (archive_filter_count(members->archive) < 2) {
        refuse(members, "archive-broken",
               "this is neither a tar nor a zip, nor packed by gzip, bzip2, xz or zstd; if it is a message, name it so "
               "or add --format message");
        return MEMBER_BROKEN;
    }
    members->found++;
    return take_name(members, "") ? MEMBER_FOUND : MEMBER_NO_MEMORY;
}

static enum member_result take_member(struct archive_members *members)
{
    members->begun++;
    members->expected = 0;
    members->in_damage = false;
    members->sealed = archive_entry_is_data_encrypted(members->entry);
    if (archive_format(members->archive) == ARCHIVE_FORMAT_RAW)
        return take_packed(members);
    if (!take_name(members, given_name(members->entry)))
        return MEMBER_NO_MEMORY;
    if (!is_wanted(members))
        return MEMBER_END;
    members->found++;
    return MEMBER_FOUND;
}

/* Goes behind what is left of the member, so that it is known where it ended. */
static bool leave_member(struct archive_members *members)
{
    int result = members->begun > 0 ? archive_read_data_skip(members->archive) : ARCHIVE_OK;
    members->data_end = (uint64_t)archive_filter_bytes(members->archive, 0);
    members->dead = result == ARCHIVE_FATAL;
    /* A new reader has tried already. */
    members->over = members->dead && members->reopened > 0 && members->reopened_at == members->begun;
    if (members->dead)
        damaged(members, hint_of(members));
    return !members->dead;
}

enum member_result archive_members_next(struct archive_members *members)
{
    members->flow.length = 0;
    while (!members->over && (!members->dead || begin_behind(members))) {
        if (!members->in_damage && !leave_member(members))
            return MEMBER_BROKEN;
        int result = archive_read_next_header(members->archive, &members->entry);
        enum member_result taken = MEMBER_END;
        if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
            taken = take_member(members);
        else if (result == ARCHIVE_EOF && archive_format(members->archive) == ARCHIVE_FORMAT_EMPTY &&
                 archive_filter_count(members->archive) > 1) {
            members->hollow = members->over = true;
            taken = take_packed(members);
        } else if (result == ARCHIVE_EOF)
            return end(members);
        else if (result != ARCHIVE_RETRY || !members->in_damage) {
            /* Damaged blocks behind one another are one fault. Where the next member is not even found, another reader
             * would not find it. */
            members->in_damage = result == ARCHIVE_RETRY;
            members->dead = members->over = !members->in_damage;
            damaged(members, hint_of(members));
            taken = MEMBER_BROKEN;
        }
        if (taken != MEMBER_END)
            return taken;
    }
    return MEMBER_END;
}

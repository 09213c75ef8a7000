/*
 * archive_members.h: the members of an archive, one behind the other, by libarchive: tar and zip, packed by gzip,
 * bzip2, xz or zstd or not, and any one file packed by these. No other format is switched on, and nothing is written,
 * so that no name in an archive can do harm.
 *
 * Memory: the unpacker's own (as much as whoever packed it chose: of zstd at most 128 MB), of a zip its directory, and
 * one block. A bomb is read block by block, and each piece of it ends at the limit of a message.
 */
#ifndef FIATGATE_CLI_ARCHIVE_MEMBERS_H
#define FIATGATE_CLI_ARCHIVE_MEMBERS_H

#include <archive.h>
#include <archive_entry.h>

#include "flow.h"

struct archive_members {
    struct flow flow; /* of the member that was found */
    struct archive *archive;
    struct archive_entry *entry;
    struct file_flow *file;
    char *name; /* of the member, in UTF-8; "" = the archive is one packed file, without a name of its own */
    size_t name_room;
    uint64_t expected; /* byte of the member that comes next */
    uint64_t data_end; /* of the unpacked archive: where the last member ended */
    size_t begun;      /* members, with the one that is read */
    size_t found;      /* of these, those with messages */
    size_t skipped;    /* and those left out: hidden, *.csv, *.md, *.cfg, links, devices */
    unsigned reopened;
    size_t reopened_at; /* so many members had begun */
    bool hollow;        /* what is packed is nothing at all */
    bool sealed;        /* the member is encrypted */
    bool in_damage;     /* behind a damaged header */
    bool faulty;        /* something was wrong */
    bool dead;          /* this reader gives nothing more, another one may */
    bool over;
};

enum member_result { MEMBER_FOUND, MEMBER_BROKEN, MEMBER_END, MEMBER_NO_MEMORY };

/* Begins the archive that the file is; packed is what packed_by_bytes says of it. false = code and why in the flow. */
bool archive_members_open(struct archive_members *members, struct file_flow *file, const char *packed);
/* The next member with messages, which the flow then gives. MEMBER_BROKEN = something is damaged, flow says what; what
 * follows can be asked for all the same. */
enum member_result archive_members_next(struct archive_members *members);
void archive_members_close(struct archive_members *members);
/* How many bytes of the file as it lies on the disk have been used. */
uint64_t archive_members_position(const struct archive_members *members);

#endif

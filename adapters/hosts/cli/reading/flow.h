/*
 * flow.h: the bytes of a file, or of a member of an archive, as they come: in blocks of whatever size.
 */
#ifndef FIATGATE_CLI_FLOW_H
#define FIATGATE_CLI_FLOW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum flow_result { FLOW_BYTES, FLOW_END, FLOW_BROKEN };

struct flow {
    enum flow_result (*more)(struct flow *flow); /* fills what follows */
    const unsigned char *bytes;
    size_t length;
    /* Of FLOW_BROKEN. */
    const char *code;
    char why[320];
};

/* The next bytes that nobody has taken, at least one of FLOW_BYTES. */
static inline enum flow_result flow_need(struct flow *flow)
{
    return flow->length > 0 ? FLOW_BYTES : flow->more(flow);
}

/* A file, a pipe or standard input ("-"). */
struct file_flow {
    struct flow flow;
    int file;
    bool sized; /* a regular file: it can be sought in */
    uint64_t size;
    uint64_t position; /* bytes read, or sought over */
    unsigned char *block;
    int (*stopped)(void); /* asked while nothing comes; NULL = nobody is */
    bool was_stopped;     /* then it is broken */
    size_t held;          /* bytes at the start of the block that were read ahead */
    atomic_uint_fast64_t *progress;
    uint64_t progress_before;
};

#define FLOW_BLOCK_BYTES ((size_t)256 << 10)

/* block has FLOW_BLOCK_BYTES. *progress is set to before and the position, as the file is read. false = code and why in
 * the flow. */
bool file_flow_open(struct file_flow *file, const char *path, unsigned char *block, atomic_uint_fast64_t *progress,
                    uint64_t before);
void file_flow_close(struct file_flow *file);
/* The first bytes of the file, FORMAT_HEAD_BYTES at least or all of it, which will come again; before anything else is
 * read. NULL = reading failed; then it will fail again. */
const unsigned char *file_flow_head(struct file_flow *file, size_t *length);
/* lseek, of a file that is sized; -1 = it failed. */
int64_t file_flow_seek(struct file_flow *file, int64_t offset, int whence);

#endif

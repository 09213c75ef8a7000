/*
 * relief_files.c: the orders that a gate remembers over a restart (relief_book.h), in STATE/reliefs. Touches that
 * folder only.
 *
 *   HASH.order  in force: "since: SECONDS\nmeaning: 64 hex digits\n", then the order as it was given
 *   HASH.taken  the order alone: it must not be taken again, and goes when its time has passed
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control/relief_book.h"
#include "digest.h"
#include "durable.h"

#define HASH_DIGITS  64
#define ORDER_ENDING ".order"
#define TAKEN_ENDING ".taken"
#define HEAD_BYTES   128
#define FILE_BYTES   (HEAD_BYTES + ORDER_BYTES_MAX)

static const char *folder_of(const struct fg_gate *gate)
{
    return gate->control->state.folder;
}

static bool path_of(const struct fg_gate *gate, const char *hash, const char *ending, char path[DURABLE_PATH])
{
    int used = snprintf(path, DURABLE_PATH, "%s/reliefs/%s%s", folder_of(gate), hash, ending);
    if (used > 0 && used < DURABLE_PATH)
        return true;
    errno = ENAMETOOLONG;
    return false;
}

/* --- writing ---------------------------------------------------------------------------------------------------- */

static bool write_order(const struct fg_gate *gate, const struct order *order, const char *ending, const char *head)
{
    char path[DURABLE_PATH], text[FILE_BYTES];
    int used = snprintf(text, sizeof text, "%s", head);
    size_t length = order_write(order, text + used, sizeof text - (size_t)used);
    if (length == 0) {
        errno = EOVERFLOW;
        return false;
    }
    return path_of(gate, order->hash, ending, path) && durable_replace(path, 0640, text, (size_t)used + length);
}

bool relief_file_keep(const struct fg_gate *gate, const struct relief_grant *grant)
{
    char head[HEAD_BYTES], meaning[HASH_DIGITS + 1];
    if (!*folder_of(gate))
        return true;
    hex_write(grant->meaning, sizeof grant->meaning, meaning);
    snprintf(head, sizeof head, "since: %lld\nmeaning: %s\n", (long long)grant->since, meaning);
    return write_order(gate, &grant->order, ORDER_ENDING, head);
}

bool relief_file_taken(const struct fg_gate *gate, const struct order *order)
{
    return !*folder_of(gate) || write_order(gate, order, TAKEN_ENDING, "");
}

bool relief_file_end(const struct fg_gate *gate, const struct order *order)
{
    char path[DURABLE_PATH];
    if (!*folder_of(gate))
        return true;
    if (!relief_file_taken(gate, order) || !path_of(gate, order->hash, ORDER_ENDING, path))
        return false;
    return (unlink(path) == 0 || errno == ENOENT) && durable_sync_folder_of(path);
}

void relief_file_forget(const struct fg_gate *gate, const char hash[65])
{
    char path[DURABLE_PATH];
    if (*folder_of(gate) && path_of(gate, hash, ORDER_ENDING, path))
        unlink(path);
    if (*folder_of(gate) && path_of(gate, hash, TAKEN_ENDING, path))
        unlink(path);
}

/* --- reading ---------------------------------------------------------------------------------------------------- */

static void leave_out(const struct fg_gate *gate, const char *path, const char *reason)
{
    char sentence[DURABLE_PATH + 1280];
    snprintf(sentence, sizeof sentence, "%s: this relief is left out (%s); give its order anew", path, reason);
    if (gate->log)
        gate->log(gate->log_context, FG_LOG_WARNING, sentence);
}

/* The file's length, 0 when it cannot be read or is no file of ours. */
static size_t read_small(const char *path, char text[FILE_BYTES])
{
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return 0;
    ssize_t length = read(file, text, FILE_BYTES);
    close(file);
    return length > 0 && length < FILE_BYTES ? (size_t)length : 0;
}

/* The two lines before the order. Returns their length, 0 when they are not as we write them. */
static size_t read_head(const char *text, size_t length, struct relief_grant *grant)
{
    char head[HEAD_BYTES + 1] = "", again[HEAD_BYTES], meaning[HASH_DIGITS + 1];
    long long since;
    memcpy(head, text, length < HEAD_BYTES ? length : HEAD_BYTES);
    if (sscanf(head, "since: %18lld\nmeaning: %64[0-9a-f]\n", &since, meaning) != 2 || strlen(meaning) != HASH_DIGITS ||
        !hex_read(meaning, sizeof grant->meaning, grant->meaning))
        return 0;
    int used = snprintf(again, sizeof again, "since: %lld\nmeaning: %s\n", since, meaning);
    grant->since = since;
    return used > 0 && (size_t)used < length && memcmp(again, text, (size_t)used) == 0 ? (size_t)used : 0;
}

/* Whether a gate can have taken the order then: the order's own time is signed, that of the file is not. */
static bool is_of_its_time(const struct relief_grant *grant, int64_t now)
{
    int64_t at = grant->order.at;
    return grant->since >= at - ORDER_SECONDS && grant->since <= at + ORDER_SECONDS &&
           grant->since <= now + ORDER_SECONDS;
}

static void take_in_force(const struct fg_gate *gate, struct relief_book *book, const char *path, const char *hash,
                          int64_t now)
{
    struct relief_grant *grant = NULL;
    for (uint32_t i = 0; i < RELIEFS_MAX && !grant; i++)
        grant = book->records[i].grant.in_force ? NULL : &book->records[i].grant;
    if (!grant) {
        leave_out(gate, path, "more than 64 are in force");
        return;
    }
    char text[FILE_BYTES], reason[1024] = "its first lines are damaged";
    *grant = (struct relief_grant){0};
    size_t length = read_small(path, text), head = read_head(text, length, grant);
    if (head == 0 || !order_read(text + head, length - head, &grant->order, reason, sizeof reason)) {
        leave_out(gate, path, reason);
        return;
    }
    if (strcmp(grant->order.hash, hash) != 0 || grant->order.act != ORDER_RELIEVE) {
        leave_out(gate, path, "its name is not that of the order in it");
        return;
    }
    if (!is_of_its_time(grant, now)) {
        leave_out(gate, path, "the time at which it was taken is not that of the order");
        return;
    }
    if (relief_trust(gate, &grant->order, grant->since, reason, sizeof reason) != FG_OK) {
        leave_out(gate, path, reason);
        return;
    }
    grant->confirmed = grant->order.signer_count > 1;
    grant->in_force = true;
}

/* What cannot be read is kept as taken all the same, for as long as an order of now would be. */
static void take_taken(struct relief_book *book, const char *path, const char *hash, int64_t now)
{
    char text[FILE_BYTES];
    struct order order;
    size_t length = read_small(path, text);
    int64_t at = length > 0 && order_read(text, length, &order, NULL, 0) ? order.at : now;
    if (at + ORDER_SECONDS < now) {
        unlink(path);
        return;
    }
    if (book->taken_count == TAKEN_ORDERS_MAX)
        return;
    struct taken_order *taken = &book->taken[book->taken_count++];
    memcpy(taken->hash, hash, sizeof taken->hash);
    taken->at = at;
}

static void read_entry(const struct fg_gate *gate, struct relief_book *book, const char *name, int64_t now)
{
    char hash[HASH_DIGITS + 1], path[DURABLE_PATH];
    if (strlen(name) != HASH_DIGITS + strlen(ORDER_ENDING))
        return; /* what an interrupted writer left is written over or stays, and means nothing */
    memcpy(hash, name, HASH_DIGITS);
    hash[HASH_DIGITS] = '\0';
    if (!hex_is_hash(hash) || !path_of(gate, hash, name + HASH_DIGITS, path))
        return;
    if (strcmp(name + HASH_DIGITS, ORDER_ENDING) == 0)
        take_in_force(gate, book, path, hash, now);
    else if (strcmp(name + HASH_DIGITS, TAKEN_ENDING) == 0)
        take_taken(book, path, hash, now);
}

/* In the order of their names, so that the same files give the same reliefs. */
fg_error relief_files_read(const struct fg_gate *gate, struct relief_book *book, int64_t now, char *why,
                           size_t why_size)
{
    char folder[DURABLE_PATH];
    if (!*folder_of(gate))
        return FG_OK;
    if (!path_of(gate, "", "", folder) || (mkdir(folder, 0750) != 0 && errno != EEXIST)) {
        control_say(why, why_size,
                    "%s/reliefs: the folder of reliefs cannot be made (%s); let this process write there",
                    folder_of(gate), strerror(errno));
        return FG_E_STATE;
    }
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, NULL, alphasort);
    if (count < 0) {
        control_say(why, why_size, "%s: the folder of reliefs cannot be read (%s); let this process read it", folder,
                    strerror(errno));
        return errno == ENOMEM ? FG_E_MEMORY : FG_E_STATE;
    }
    for (int i = 0; i < count; i++) {
        read_entry(gate, book, entries[i]->d_name, now);
        free(entries[i]);
    }
    free(entries);
    return FG_OK;
}

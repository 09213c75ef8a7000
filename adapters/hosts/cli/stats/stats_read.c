/*
 * stats_read.c: reads and verifies the files of gates (stats_read.h). Only read() touches them: a file that is cut
 * short meanwhile is a sentence, which a mapped one would not be.
 */
#include "stats_read.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "evidence/pack_counters.h"
#include "fiatgate.h"
#include "text/utf8.h"
#include "transfer.h"

#define FILE_BYTES_MAX (1u << 30)
#define LANES_MAX      4096u

/* --- a file ----------------------------------------------------------------------------------------------------- */

enum found { FOUND, GONE, WRONG };

/* The whole file, with a NUL behind it. GONE: there is none of that name. WRONG: said. */
static enum found read_whole(const char *path, unsigned char **bytes, size_t *size, bool *locked)
{
    struct stat facts;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    *bytes = NULL;
    if (file < 0 && errno == ENOENT)
        return GONE;
    if (file < 0 || fstat(file, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        say("%s: the file of statistics cannot be read (%s)", path, file < 0 ? strerror(errno) : "it is no plain file");
        if (file >= 0)
            close(file);
        return WRONG;
    }
    struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
    *locked = fcntl(file, F_OFD_GETLK, &lock) == 0 && lock.l_type == F_WRLCK;
    *size = (size_t)facts.st_size;
    bool fits = facts.st_size > 0 && facts.st_size <= (off_t)FILE_BYTES_MAX;
    *bytes = fits ? malloc(*size + 1) : NULL;
    size_t done = 0;
    for (ssize_t got = 1; *bytes && done < *size && got > 0; done += got > 0 ? (size_t)got : 0)
        got = pread(file, *bytes + done, *size - done, (off_t)done);
    close(file);
    if (*bytes && done == *size) {
        (*bytes)[*size] = '\0';
        return FOUND;
    }
    say("%s: %s", path,
        !fits     ? "this is no file of a gate's statistics: it is empty or too large"
        : !*bytes ? "memory to read it could not be had"
                  : "the file was cut short while it was read; ask again");
    free(*bytes);
    *bytes = NULL;
    return WRONG;
}

/* What stands in a file may have been written by anybody: nothing of it reaches a terminal as a command. */
static void clean(char *text, size_t length)
{
    bool valid = utf8_valid_prefix(text, length) == length;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool c1 = byte == 0xC2 && i + 1 < length && (unsigned char)text[i + 1] < 0xA0;
        if ((byte < 0x20 && byte != 0) || byte == 0x7F || (byte >= 0x80 && (!valid || c1)))
            text[i] = '?';
        if (c1 && valid)
            text[++i] = '?';
    }
}

static void copy_clean(char *out, size_t out_size, const char *text, size_t size)
{
    snprintf(out, out_size, "%.*s", (int)strnlen(text, size), text);
    clean(out, strlen(out));
}

static bool wrong(const char *path, const char *what)
{
    say("%s: this is no whole file of a gate's statistics (%s); is it of another version, or of something else?", path,
        what);
    return false;
}

static bool head_is_right(const char *path, const unsigned char *bytes, size_t size, size_t least, const char *magic)
{
    struct stats_head head;
    if (size < least)
        return wrong(path, "it is too short");
    memcpy(&head, bytes, sizeof head);
    if (memcmp(head.magic, magic, sizeof head.magic) != 0)
        return wrong(path, "it does not begin as one");
    if (head.layout != STATS_LAYOUT) {
        say("%s: the file has layout %u, this program reads %d; use the fiatgate of the library's version", path,
            head.layout, STATS_LAYOUT);
        return false;
    }
    if (head.file_size != size)
        return wrong(path, "its length is not what it says");
    return true;
}

/* Whether count records lie within the file, where they can be read as what they are. */
static bool part_is_inside(uint64_t offset, uint64_t count, uint64_t record, uint64_t size)
{
    return offset % 8 == 0 && offset <= size && count <= (size - offset) / record;
}

/* --- a gate's file ---------------------------------------------------------------------------------------------- */

static bool counter_is_right(const struct stats_counter *counter, uint32_t lane_size)
{
    size_t length = strnlen(counter->name, sizeof counter->name);
    return length > 0 && length < sizeof counter->name &&
           strspn(counter->name, "abcdefghijklmnopqrstuvwxyz_") == length && counter->count > 0 &&
           counter->count <= STATS_VALUES && counter->offset % 8 == 0 && counter->offset <= lane_size &&
           counter->count <= (lane_size - counter->offset) / 8;
}

static void add_lanes(struct stats_sum *sum, const struct stats_counter *counter, const unsigned char *lanes,
                      const struct stats_gate *head)
{
    memcpy(sum->name, counter->name, sizeof sum->name);
    sum->count = counter->count;
    for (uint32_t lane = 0; lane < head->lane_count; lane++)
        for (uint32_t v = 0; v < counter->count; v++) {
            uint64_t value;
            memcpy(&value, lanes + (size_t)lane * head->lane_size + counter->offset + v * sizeof value, sizeof value);
            sum->values[v] += value;
        }
}

static bool take_gate(struct stats_gate_view *gate, const char *path, const unsigned char *bytes, size_t size)
{
    if (!head_is_right(path, bytes, size, sizeof(struct stats_gate), STATS_GATE_MAGIC))
        return false;
    const struct stats_gate *head = (const struct stats_gate *)bytes;
    if (head->lane_count == 0 || head->lane_count > LANES_MAX || head->lane_size % 8 != 0 || head->lane_size == 0 ||
        head->counter_count > STATS_COUNTERS ||
        !part_is_inside(sizeof *head, head->counter_count, sizeof(struct stats_counter), size) ||
        !part_is_inside(head->lanes_offset, head->lane_count, head->lane_size, size))
        return wrong(path, "its parts lie outside it");
    gate->pid = head->head.pid;
    gate->opened_at = head->opened_at;
    gate->lanes = head->lane_count;
    copy_clean(gate->version, sizeof gate->version, head->version, sizeof head->version);
    gate->reloads = head->totals.reloads;
    gate->reloads_failed = head->totals.reloads_failed;
    gate->switched_off = head->totals.switched_off != 0;
    const struct stats_counter *counters = (const struct stats_counter *)(head + 1);
    for (uint32_t i = 0; i < head->counter_count; i++) {
        if (!counter_is_right(&counters[i], head->lane_size))
            return wrong(path, "its table of counters is damaged");
        struct stats_sum *sum = &gate->sums[gate->sum_count++];
        add_lanes(sum, &counters[i], bytes + head->lanes_offset, head);
        /* Calls that found their lane busy counted in none. */
        if (strcmp(sum->name, "not_screened") == 0 && sum->count > FG_CAUSE_LANE_BUSY)
            sum->values[FG_CAUSE_LANE_BUSY] += head->totals.lanes_found_busy;
    }
    return true;
}

/* --- a pack's file ---------------------------------------------------------------------------------------------- */

static void take_hits(struct stats_hits *hits, const unsigned char *bytes)
{
    memcpy(hits, bytes, sizeof *hits);
}
_Static_assert(sizeof(struct stats_hits) == sizeof(struct hit_counters), "the same five numbers");

static int most_hits_first(const void *a, const void *b)
{
    const struct stats_row *first = a, *second = b;
    uint64_t x = first->hits.hits + first->hits.shadow_hits, y = second->hits.hits + second->hits.shadow_hits;
    if (x != y)
        return x > y ? -1 : 1;
    int order = strcmp(first->list, second->list);
    return order != 0 ? order : strcmp(first->id, second->id);
}

static bool rows_of_rules(struct stats_gate_view *gate, const struct stats_pack *pack)
{
    const struct stats_rule *rules = (const struct stats_rule *)(gate->pack_file + pack->rules_offset);
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        if (rules[i].id >= pack->strings_size || rules[i].title >= pack->strings_size)
            return false;
        gate->rules[i] = (struct stats_row){.list = "",
                                            .id = gate->strings + rules[i].id,
                                            .title = gate->strings + rules[i].title,
                                            .action = rules[i].action,
                                            .mode = rules[i].mode};
        take_hits(&gate->rules[i].hits, gate->pack_file + pack->rule_hits_offset + i * sizeof(struct hit_counters));
    }
    qsort(gate->rules, pack->rule_count, sizeof *gate->rules, most_hits_first);
    return true;
}

static bool rows_of_entries(struct stats_gate_view *gate, const struct stats_pack *pack)
{
    const struct stats_entry *entries = (const struct stats_entry *)(gate->pack_file + pack->entries_offset);
    for (uint32_t i = 0; i < pack->entry_count; i++) {
        if (entries[i].list >= pack->list_count || entries[i].id >= pack->strings_size ||
            entries[i].name >= pack->strings_size)
            return false;
        gate->entries[i] = (struct stats_row){.list = gate->strings + gate->lists[entries[i].list].id,
                                              .id = gate->strings + entries[i].id,
                                              .title = gate->strings + entries[i].name};
        take_hits(&gate->entries[i].hits, gate->pack_file + pack->entry_hits_offset + i * sizeof(struct hit_counters));
    }
    qsort(gate->entries, pack->entry_count, sizeof *gate->entries, most_hits_first);
    return true;
}

/* gate->pack_file holds the file; it stays there for what points into it. */
static bool take_pack(struct stats_gate_view *gate, const char *path, size_t size)
{
    unsigned char *bytes = gate->pack_file;
    if (!head_is_right(path, bytes, size, sizeof(struct stats_pack), STATS_PACK_MAGIC))
        return false;
    struct stats_pack *pack = (struct stats_pack *)bytes;
    if (!part_is_inside(pack->lists_offset, pack->list_count, sizeof(struct stats_list), size) ||
        !part_is_inside(pack->rules_offset, pack->rule_count, sizeof(struct stats_rule), size) ||
        !part_is_inside(pack->entries_offset, pack->entry_count, sizeof(struct stats_entry), size) ||
        !part_is_inside(pack->rule_hits_offset, pack->rule_count, sizeof(struct hit_counters), size) ||
        !part_is_inside(pack->entry_hits_offset, pack->entry_count, sizeof(struct hit_counters), size) ||
        !part_is_inside(pack->strings_offset, pack->strings_size, 1, size) || pack->strings_size == 0 ||
        bytes[pack->strings_offset + pack->strings_size - 1] != '\0')
        return wrong(path, "its parts lie outside it");
    gate->strings = (char *)bytes + pack->strings_offset;
    gate->lists = (const struct stats_list *)(bytes + pack->lists_offset);
    clean((char *)bytes + pack->strings_offset, pack->strings_size);
    char *const texts[] = {pack->name, pack->version, pack->hash};
    const size_t sizes[] = {sizeof pack->name, sizeof pack->version, sizeof pack->hash};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        texts[i][sizes[i] - 1] = '\0';
        clean(texts[i], strlen(texts[i]));
    }
    for (uint32_t i = 0; i < pack->list_count; i++)
        if (gate->lists[i].id >= pack->strings_size || gate->lists[i].title >= pack->strings_size)
            return wrong(path, "a list of it has no name");
    gate->rules = calloc((size_t)pack->rule_count + 1, sizeof *gate->rules);
    gate->entries = calloc((size_t)pack->entry_count + 1, sizeof *gate->entries);
    if (!gate->rules || !gate->entries) {
        say("%s: memory for what it says could not be had", path);
        return false;
    }
    if (!rows_of_rules(gate, pack) || !rows_of_entries(gate, pack))
        return wrong(path, "a rule or entry of it has no name");
    gate->pack = pack;
    return true;
}

static void forget_pack(struct stats_gate_view *gate)
{
    free(gate->pack_file);
    free(gate->rules);
    free(gate->entries);
    gate->pack_file = NULL;
    gate->rules = gate->entries = NULL;
    gate->pack = NULL;
}

/* --- a folder --------------------------------------------------------------------------------------------------- */

/* A gate that closes between our looks is not there; one that is not there is no fault. */
static int read_gate(struct stats_view *view, const char *folder, const char *name)
{
    char path[4352];
    unsigned char *bytes;
    size_t size;
    bool locked = false;
    struct stats_gate_view *grown = realloc(view->gates, (view->count + 1) * sizeof *grown);
    if (!grown) {
        say("memory for the gates could not be had");
        return EXIT_PRODUCT;
    }
    view->gates = grown;
    struct stats_gate_view *gate = &grown[view->count];
    *gate = (struct stats_gate_view){0};
    copy_clean(gate->name, sizeof gate->name, name, strlen(name));
    snprintf(path, sizeof path, "%s/%s.gate", folder, name);
    enum found found = read_whole(path, &bytes, &size, &locked);
    if (found != FOUND)
        return found == GONE ? EXIT_DONE : EXIT_INPUT;
    bool right = take_gate(gate, path, bytes, size);
    free(bytes);
    if (!right)
        return EXIT_INPUT;
    gate->alive = locked;
    view->count++;
    snprintf(path, sizeof path, "%s/%s.pack", folder, name);
    found = read_whole(path, &gate->pack_file, &size, &locked);
    if (found == FOUND && take_pack(gate, path, size))
        return EXIT_DONE;
    forget_pack(gate);
    return found == GONE ? EXIT_DONE : EXIT_INPUT;
}

static int is_gate(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    return length > 5 && strncmp(entry->d_name, STATS_PREFIX, strlen(STATS_PREFIX)) == 0 &&
           strcmp(entry->d_name + length - 5, ".gate") == 0;
}

static int read_folder(struct stats_view *view, const char *folder)
{
    struct dirent **entries = NULL;
    int count = scandir(folder, &entries, is_gate, alphasort), code = EXIT_DONE;
    if (count < 0) {
        say("%s: the statistics folder cannot be read (%s); name the one that the gate's configuration names: stats = "
            "{ "
            "folder = …; };",
            folder, strerror(errno));
        return EXIT_INPUT;
    }
    for (int i = 0; i < count; i++) {
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)(strlen(entries[i]->d_name) - 5), entries[i]->d_name);
        code = exit_worst(code, read_gate(view, folder, name));
        free(entries[i]);
    }
    free(entries);
    return code;
}

static int read_file(struct stats_view *view, const char *path)
{
    char folder[4096], name[256];
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    size_t length = strlen(base);
    bool ends = length > 5 && (strcmp(base + length - 5, ".gate") == 0 || strcmp(base + length - 5, ".pack") == 0);
    if (!ends || length >= sizeof name || strlen(path) >= sizeof folder) {
        say("%s: this is no file of a gate's statistics; name the folder, or a file NAME.gate in it", path);
        return EXIT_INPUT;
    }
    snprintf(name, sizeof name, "%.*s", (int)(length - 5), base);
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
    int code = read_gate(view, *folder ? folder : "/", name);
    if (code == EXIT_DONE && view->count == 0) {
        say("%s: there is no such gate (any more)", path);
        return EXIT_INPUT;
    }
    return code;
}

int stats_read(struct stats_view *view, const char *path)
{
    struct stat facts;
    *view = (struct stats_view){0};
    return stat(path, &facts) != 0 || S_ISDIR(facts.st_mode) ? read_folder(view, path) : read_file(view, path);
}

void stats_free(struct stats_view *view)
{
    for (size_t i = 0; i < view->count; i++)
        forget_pack(&view->gates[i]);
    free(view->gates);
    *view = (struct stats_view){0};
}

const struct stats_sum *stats_find(const struct stats_gate_view *gate, const char *name)
{
    for (uint32_t i = 0; i < gate->sum_count; i++)
        if (strcmp(gate->sums[i].name, name) == 0)
            return &gate->sums[i];
    return NULL;
}

bool stats_list_is_stale(const struct stats_list *list, int32_t today)
{
    if (list->max_age_days == 0)
        return false;
    return !civil_date_is_valid(list->retrieved_at) ||
           (int64_t)civil_date_days(today) - civil_date_days(list->retrieved_at) > (int64_t)list->max_age_days;
}

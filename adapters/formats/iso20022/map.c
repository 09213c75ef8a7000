/*
 * map.c: the field map and the list of types, told from the tables that reading itself uses (format.h). Not on the
 * screening path.
 */
#include "map.h"

#include <stdio.h>
#include <string.h>

#include "messages.h"
#include "paths.h"
#include "types.h"

/* No path of the tables is longer. */
#define PATH_LENGTH 200

struct walk {
    map_row_fn each;
    void *context;
    const char *types;
    char path[PATH_LENGTH];
};

static void tell(const struct walk *walk, const char *source, uint8_t field, const char *note)
{
    walk->each(
        walk->context,
        &(struct map_row){.types = walk->types, .source = source, .field = (fg_field)field, .note = note ? note : ""});
}

static void walk_list(struct walk *walk, size_t used, const struct path_row *list, const struct path_roles *roles,
                      uint8_t above);

/* Whether another path of the row leads to an element around this one's: then the other's row covers it. */
static bool is_covered(const char *paths, const char *path)
{
    for (const char *at = paths; *at != '\0';) {
        size_t length = strcspn(at, " ");
        if (strncmp(at, path, length) == 0 && path[length] == '/')
            return true;
        at += length;
        at += *at == ' ';
    }
    return false;
}

/* One path of a row; the path ends at a blank. */
static void walk_path(struct walk *walk, size_t used, const struct path_row *row, const char *path,
                      const struct path_roles *roles, uint8_t above)
{
    size_t length = strcspn(path, " ");
    bool attribute = memchr(path, '@', length) != NULL;
    uint8_t field = paths_field(row->field, roles, above);
    size_t shown = path[length - 1] == '!' ? length - 1 : length;
    if (used + shown + 2 > PATH_LENGTH) {
        tell(walk, MAP_TOO_LONG, field, row->paths);
        return;
    }
    memcpy(walk->path + used, path, shown);
    walk->path[used + shown] = '\0';
    if ((field != above || attribute || row->note) && !is_covered(row->paths, path))
        tell(walk, walk->path, field, row->note);
    if (!row->inside || row->inside == iso20022_anything)
        return;
    walk->path[used + shown] = '/';
    walk_list(walk, used + shown + 1, row->inside, row->roles ? row->roles : roles, field);
}

static void walk_list(struct walk *walk, size_t used, const struct path_row *list, const struct path_roles *roles,
                      uint8_t above)
{
    for (const struct path_row *row = list; row->paths; row++)
        for (const char *at = row->paths; *at != '\0';) {
            walk_path(walk, used, row, at, roles, above);
            at += strcspn(at, " ");
            at += *at == ' ';
        }
}

void map_list(const void *own, map_row_fn each, void *context)
{
    (void)own;
    struct walk walk = {.each = each, .context = context, .types = "head.001"};
    memcpy(walk.path, "AppHdr/", 8);
    walk_list(&walk, 7, iso20022_header, NULL, FG_FIELD_OTHER_TEXT);
    tell(&walk, "AppHdr, all else", FG_FIELD_OTHER_TEXT, "each element and attribute that no other row names");
    for (size_t i = 0; i < MESSAGE_COUNT; i++) {
        char versions[32];
        type_versions(&iso20022_messages[i], versions);
        walk.types = versions;
        walk_list(&walk, 0, iso20022_messages[i].rows, NULL, FG_FIELD_OTHER_TEXT);
        tell(&walk, "all else", FG_FIELD_OTHER_TEXT, "each element and attribute that no other row names");
    }
    walk.types = "all";
    tell(&walk, "the envelope around AppHdr and Document", FG_FIELD_NONE, "of the transport, not of the payment");
    tell(&walk, "xmlns, xsi: and xml: attributes", FG_FIELD_NONE,
         "say how to read the XML; one of several words is text");
    tell(&walk, "comments and processing instructions", FG_FIELD_NONE, "no part of what an XML document says");
}

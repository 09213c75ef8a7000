/*
 * attributes.c: walks one start tag that expat has accepted (attributes.h). Touches nothing but the message's bytes.
 */
#include "attributes.h"

/* The sign at the walk, as ASCII; 'x' for any other character, 0 at the end. */
static char sign(const struct attribute_walk *walk)
{
    if (walk->end - walk->at < walk->step)
        return 0;
    const unsigned char *here = walk->bytes + walk->at;
    unsigned code = here[0];
    if (walk->unit == UNIT_UTF16_LE)
        code = (unsigned)here[0] | (unsigned)here[1] << 8;
    else if (walk->unit == UNIT_UTF16_BE)
        code = (unsigned)here[0] << 8 | (unsigned)here[1];
    return code > 0 && code < 0x80 ? (char)code : 'x';
}

/* Goes on to the next of the two signs, or to the end. */
static bool go_to(struct attribute_walk *walk, char one, char other)
{
    char c;
    while ((c = sign(walk)) != 0) {
        if (c == one || c == other)
            return true;
        walk->at += walk->step;
    }
    return false;
}

struct attribute_walk attribute_walk_begin(const struct message_source *source, enum code_unit unit, uint32_t tag,
                                           uint32_t length)
{
    if (tag > source->length || length > source->length - tag)
        tag = length = 0;
    return (struct attribute_walk){
        .bytes = source->bytes, .at = tag, .end = tag + length, .step = unit == UNIT_BYTE ? 1 : 2, .unit = unit};
}

bool attribute_walk_next(struct attribute_walk *walk, uint32_t *value, uint32_t *value_length)
{
    /* Between values a tag holds no quotes, so every second quote ends a value. */
    if (!go_to(walk, '"', '\''))
        return false;
    char quote = sign(walk);
    walk->at += walk->step;
    uint32_t start = walk->at;
    if (!go_to(walk, quote, quote))
        return false;
    *value = start;
    *value_length = walk->at - start;
    walk->at += walk->step;
    return true;
}

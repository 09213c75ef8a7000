/*
 * attributes.c: walks one start tag that expat has accepted (attributes.h). Touches nothing but the message's bytes.
 */
#include "attributes.h"

struct walk {
    const unsigned char *bytes;
    uint32_t at, end, step;
    enum code_unit unit;
};

/* The sign at the walk, as ASCII; 'x' for any other character, 0 at the end. */
static char sign(const struct walk *walk)
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
static bool go_to(struct walk *walk, char one, char other)
{
    char c;
    while ((c = sign(walk)) != 0) {
        if (c == one || c == other)
            return true;
        walk->at += walk->step;
    }
    return false;
}

bool attribute_place(const struct message_source *source, enum code_unit unit, uint32_t tag, uint32_t length,
                     uint32_t nth, uint32_t *value, uint32_t *value_length)
{
    if (tag > source->length || length > source->length - tag)
        return false;
    struct walk walk = {
        .bytes = source->bytes, .at = tag, .end = tag + length, .step = unit == UNIT_BYTE ? 1 : 2, .unit = unit};
    /* Between values a tag holds no quotes, so every second quote ends a value. */
    while (go_to(&walk, '"', '\'')) {
        char quote = sign(&walk);
        uint32_t start = walk.at += walk.step;
        if (!go_to(&walk, quote, quote))
            return false;
        if (nth-- == 0) {
            *value = start;
            *value_length = walk.at - start;
            return true;
        }
        walk.at += walk.step;
    }
    return false;
}
